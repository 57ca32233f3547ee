# Formulas: expressions, exact derivatives, what is printed.
check_PROGRAMS += %D%/test-corpus %D%/test-printed %D%/test-rules %D%/test-expressions
%C%_test_corpus_SOURCES = %D%/test-corpus.c
%C%_test_corpus_LDADD = tests/libtap.a $(lib_libs)
%C%_test_printed_SOURCES = %D%/test-printed.c
%C%_test_printed_LDADD = tests/libtap.a $(lib_libs)
%C%_test_rules_SOURCES = %D%/test-rules.c
%C%_test_rules_LDADD = tests/libtap.a $(lib_libs)
%C%_test_expressions_SOURCES = %D%/test-expressions.c
%C%_test_expressions_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-corpus %D%/test-printed %D%/test-rules %D%/test-expressions %D%/functions.mt
EXTRA_DIST += %D%/functions.mt %D%/derivatives.tsv %D%/printed.txt

# Gradients, Jacobians and Hessians by vectors and matrices.
check_PROGRAMS += %D%/test-matrix
%C%_test_matrix_SOURCES = %D%/test-matrix.c
%C%_test_matrix_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-matrix
EXTRA_DIST += %D%/matrix.tsv

# Exact derivatives at numbers.
check_PROGRAMS += %D%/test-tape
%C%_test_tape_SOURCES = %D%/test-tape.c
%C%_test_tape_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-tape
EXTRA_DIST += %D%/tape.tsv
