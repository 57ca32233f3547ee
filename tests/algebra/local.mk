# Formulas: expressions, exact derivatives, what is printed.
check_PROGRAMS += %D%/test-corpus %D%/test-printed
%C%_test_corpus_SOURCES = %D%/test-corpus.c
%C%_test_corpus_LDADD = tests/libtap.a $(lib_libs)
%C%_test_printed_SOURCES = %D%/test-printed.c
%C%_test_printed_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-corpus %D%/test-printed
EXTRA_DIST += %D%/derivatives.tsv %D%/printed.txt
