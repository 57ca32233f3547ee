# Formulas: expressions, exact derivatives, what is printed.
check_PROGRAMS += %D%/test-corpus
%C%_test_corpus_SOURCES = %D%/test-corpus.c
%C%_test_corpus_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-corpus
EXTRA_DIST += %D%/derivatives.tsv
