# Hostile input.  Each fuzz-NAME.c offers LLVMFuzzerTestOneInput.  A normal build replays the files
# in corpus-NAME/ as a test; a build with --enable-fuzzing makes programs that search for new ones:
#   mkdir found && tests/fuzz/fuzz-language -max_total_time=120 found SRCDIR/tests/fuzz/corpus-language
# What crashes goes into the corpus.

if FUZZING
noinst_PROGRAMS += %D%/fuzz-board %D%/fuzz-diff %D%/fuzz-formula %D%/fuzz-import %D%/fuzz-language %D%/fuzz-lesson %D%/fuzz-tex
else
check_PROGRAMS += %D%/replay-board %D%/replay-diff %D%/replay-formula %D%/replay-import %D%/replay-language %D%/replay-lesson %D%/replay-tex
TESTS += %D%/replay-board %D%/replay-diff %D%/replay-formula %D%/replay-import %D%/replay-language %D%/replay-lesson %D%/replay-tex
endif

%C%_fuzz_board_SOURCES = %D%/fuzz-board.c
%C%_fuzz_board_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_board_LDADD = $(lib_libs)
%C%_replay_board_SOURCES = %D%/fuzz-board.c %D%/replay.c
%C%_replay_board_LDADD = tests/libtap.a $(lib_libs)

%C%_fuzz_diff_SOURCES = %D%/fuzz-diff.c
%C%_fuzz_diff_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_diff_LDADD = $(lib_libs)
%C%_replay_diff_SOURCES = %D%/fuzz-diff.c %D%/replay.c
%C%_replay_diff_LDADD = tests/libtap.a $(lib_libs)

%C%_fuzz_formula_SOURCES = %D%/fuzz-formula.c
%C%_fuzz_formula_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_formula_LDADD = $(teach_libs)
%C%_replay_formula_SOURCES = %D%/fuzz-formula.c %D%/replay.c
%C%_replay_formula_LDADD = tests/libtap.a $(teach_libs)

%C%_fuzz_import_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_fuzz_import_SOURCES = %D%/fuzz-import.c
%C%_fuzz_import_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_import_LDADD = $(exchange_libs)
%C%_replay_import_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_replay_import_SOURCES = %D%/fuzz-import.c %D%/replay.c
%C%_replay_import_LDADD = tests/libtap.a $(exchange_libs)

%C%_fuzz_language_SOURCES = %D%/fuzz-language.c
%C%_fuzz_language_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_language_LDADD = $(lib_libs)
%C%_replay_language_SOURCES = %D%/fuzz-language.c %D%/replay.c
%C%_replay_language_LDADD = tests/libtap.a $(lib_libs)

%C%_fuzz_lesson_SOURCES = %D%/fuzz-lesson.c
%C%_fuzz_lesson_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_lesson_LDADD = $(teach_libs)
%C%_replay_lesson_SOURCES = %D%/fuzz-lesson.c %D%/replay.c
%C%_replay_lesson_LDADD = tests/libtap.a $(teach_libs)

%C%_fuzz_tex_SOURCES = %D%/fuzz-tex.c
%C%_fuzz_tex_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
%C%_fuzz_tex_LDADD = $(screen_libs)
%C%_replay_tex_SOURCES = %D%/fuzz-tex.c %D%/replay.c
%C%_replay_tex_LDADD = tests/libtap.a $(screen_libs)

EXTRA_DIST += %D%/corpus-board %D%/corpus-diff %D%/corpus-formula %D%/corpus-import %D%/corpus-language %D%/corpus-lesson %D%/corpus-tex
