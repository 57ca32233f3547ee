# Exact derivatives at numbers.
check_PROGRAMS += %D%/test-tape
%C%_test_tape_SOURCES = %D%/test-tape.c
%C%_test_tape_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-tape
EXTRA_DIST += %D%/tape.tsv
