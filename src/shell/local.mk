# Where the learner sits: the line, the commands, what the world looks like.
noinst_LIBRARIES += %D%/libshell.a
%C%_libshell_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(READLINE_CFLAGS)
%C%_libshell_a_SOURCES = \
  %D%/author.c %D%/author.h \
  %D%/commands.c %D%/commands.h \
  %D%/complete.c %D%/complete.h \
  %D%/help.c %D%/help.h \
  %D%/host.c %D%/host.h \
  %D%/line.c %D%/line.h \
  %D%/lists.c %D%/lists.h \
  %D%/loop.c \
  %D%/menu.c %D%/menu.h \
  %D%/options.c %D%/options.h \
  %D%/output.c %D%/output.h \
  %D%/pager.c %D%/pager.h \
  %D%/present.c %D%/present.h \
  %D%/preview.c \
  %D%/reference.c \
  %D%/script.c %D%/script.h \
  %D%/shell.c %D%/shell.h
