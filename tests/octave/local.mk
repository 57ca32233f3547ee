# What GNU Octave answers to the same expressions; see the head of run-octave.c.
check_PROGRAMS += %D%/run-octave
%C%_run_octave_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_run_octave_SOURCES = %D%/run-octave.c
%C%_run_octave_LDADD = tests/libtap.a $(lib_libs)
octave_tables = \
  %D%/arrays.tsv \
  %D%/cells.tsv \
  %D%/control.tsv \
  %D%/decompositions.tsv \
  %D%/distributions.tsv \
  %D%/elementary.tsv \
  %D%/indexing.tsv \
  %D%/linear.tsv \
  %D%/numeric.tsv \
  %D%/operators.tsv \
  %D%/polynomials.tsv \
  %D%/reductions.tsv \
  %D%/scan.tsv \
  %D%/sets.tsv \
  %D%/special.tsv \
  %D%/statistics.tsv \
  %D%/strings.tsv \
  %D%/tests.tsv
TESTS += $(octave_tables)
EXTRA_DIST += $(octave_tables) %D%/regenerate.m
