# Formulas: expressions, exact derivatives, what is printed.
check_PROGRAMS += %D%/test-corpus
%C%_test_corpus_SOURCES = %D%/test-corpus.c
%C%_test_corpus_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-corpus
EXTRA_DIST += %D%/derivatives.tsv
# Exact derivatives at numbers.
check_PROGRAMS += %D%/test-tape
%C%_test_tape_SOURCES = %D%/test-tape.c
%C%_test_tape_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-tape
EXTRA_DIST += %D%/tape.tsv

# The machine that follows values beside the usual one.
check_PROGRAMS += %D%/test-follow
%C%_test_follow_SOURCES = %D%/test-follow.c
%C%_test_follow_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-follow
