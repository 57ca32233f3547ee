# How it looks: Markdown and mathematics as pages of text.
noinst_LIBRARIES += %D%/libscreen.a
%C%_libscreen_a_CPPFLAGS = $(AM_CPPFLAGS) $(MD4C_CFLAGS)
%C%_libscreen_a_SOURCES = \
  %D%/markdown.c \
  %D%/markdown.h \
  %D%/style.c \
  %D%/style.h \
  %D%/table.c \
  %D%/table.h \
  %D%/tex.c \
  %D%/tex.h \
  %D%/tex_box.c \
  %D%/tex_box.h \
  %D%/tex_break.c \
  %D%/tex_break_inside.c \
  %D%/tex_command.c \
  %D%/tex_environment.c \
  %D%/tex_fence.c \
  %D%/tex_fraction.c \
  %D%/tex_group.c \
  %D%/tex_list.c \
  %D%/tex_mathml.c \
  %D%/tex_mathml.h \
  %D%/tex_ornament.c \
  %D%/tex_parse.c \
  %D%/tex_script.c \
  %D%/tex_scripts.c \
  %D%/tex_symbols.c \
  %D%/tex_table.c \
  %D%/tex_tree.h \
  %D%/wrap.c \
  %D%/wrap.h
