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
  %D%/wrap.c \
  %D%/wrap.h
