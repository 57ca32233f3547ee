# Tests of src/shell.
check_PROGRAMS += %D%/test-preview %D%/test-quiz-terminal %D%/test-review-terminal %D%/test-stepper %D%/test-terminal %D%/test-tracks %D%/test-walk
%C%_test_preview_SOURCES = %D%/test-preview.c %D%/pty.c %D%/pty.h
%C%_test_preview_LDADD = tests/libtap.a
%C%_test_quiz_terminal_SOURCES = %D%/test-quiz-terminal.c %D%/pty.c %D%/pty.h
%C%_test_quiz_terminal_LDADD = tests/libtap.a
%C%_test_review_terminal_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_review_terminal_SOURCES = %D%/test-review-terminal.c %D%/pty.c %D%/pty.h
%C%_test_review_terminal_LDADD = tests/libtap.a $(store_libs)
%C%_test_stepper_SOURCES = %D%/test-stepper.c %D%/pty.c %D%/pty.h
%C%_test_stepper_LDADD = tests/libtap.a
%C%_test_terminal_SOURCES = %D%/test-terminal.c %D%/pty.c %D%/pty.h
%C%_test_terminal_LDADD = tests/libtap.a
%C%_test_tracks_SOURCES = %D%/test-tracks.c %D%/pty.c %D%/pty.h
%C%_test_tracks_LDADD = tests/libtap.a
%C%_test_walk_SOURCES = %D%/test-walk.c %D%/pty.c %D%/pty.h
%C%_test_walk_LDADD = tests/libtap.a

TESTS += %D%/author.test %D%/class.test %D%/cli.test %D%/faulty.test %D%/hostile.test %D%/install.test %D%/levels.test \
  %D%/review.test %D%/test-preview %D%/test-quiz-terminal %D%/test-review-terminal %D%/test-stepper %D%/test-terminal %D%/test-tracks %D%/test-walk
EXTRA_DIST += %D%/author.test %D%/class.test %D%/cli.test %D%/faulty.test %D%/hostile.test %D%/install.test %D%/levels.test %D%/review.test \
  %D%/lessons/hostile.md %D%/lessons/small.md %D%/lessons/wrong.md \
  tests/lessons/faulty
