# Where the learner sits: the line, the commands, what the world looks like.
noinst_LIBRARIES += %D%/libshell.a
%C%_libshell_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(READLINE_CFLAGS) $(LIBARCHIVE_CFLAGS)
%C%_libshell_a_SOURCES = \
  %D%/archive.c %D%/archive.h \
  %D%/author.c %D%/author.h \
  %D%/checking.c %D%/checking.h \
  %D%/class.c \
  %D%/commands.c %D%/commands.h \
  %D%/complete.c %D%/complete.h \
  %D%/conventions.c %D%/conventions.h \
  %D%/drills.c %D%/drills.h \
  %D%/exchange.c \
  %D%/help.c %D%/help.h \
  %D%/host.c %D%/host.h \
  %D%/line.c %D%/line.h \
  %D%/install.c \
  %D%/intake.c \
  %D%/keeping.c %D%/keeping.h \
  %D%/keywords.c %D%/keywords.h \
  %D%/lists.c %D%/lists.h \
  %D%/loop.c \
  %D%/menu.c %D%/menu.h \
  %D%/options.c %D%/options.h \
  %D%/output.c %D%/output.h \
  %D%/pager.c %D%/pager.h \
  %D%/plot_command.c %D%/plot_command.h \
  %D%/present.c %D%/present.h \
  %D%/preview.c \
  %D%/quizzes.c %D%/quizzes.h \
  %D%/progress.c %D%/progress.h \
  %D%/progress_parts.h \
  %D%/progress_tables.c \
  %D%/reference.c \
  %D%/review.c %D%/review.h \
  %D%/script.c %D%/script.h \
  %D%/shell.c %D%/shell.h \
  %D%/written.c %D%/written.h \
  %D%/skeleton.c \
  %D%/skeletons.c %D%/skeletons.h \
  %D%/statistics.c \
  %D%/stepper.c %D%/stepper.h
