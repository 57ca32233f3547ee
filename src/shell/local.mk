# Where the learner sits: the line, the commands, what the world looks like.
noinst_LIBRARIES += %D%/libshell.a
%C%_libshell_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS) $(READLINE_CFLAGS)
%C%_libshell_a_SOURCES = %D%/host.c
