# Lines of the language in Python, run there where NumPy is installed.
check_PROGRAMS += %D%/test-numpy
%C%_test_numpy_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_numpy_SOURCES = %D%/test-numpy.c
%C%_test_numpy_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-numpy %D%/numpy.test
EXTRA_DIST += %D%/numpy.test %D%/numpy.tsv %D%/numpy-errors.tsv %D%/numpy-programs.txt %D%/numpy-functions.tsv %D%/judge.py

# Computation graphs and flows as text.
check_PROGRAMS += %D%/test-graph
%C%_test_graph_SOURCES = %D%/test-graph.c
%C%_test_graph_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-graph

# Explanations: what they look like, that they hold, that each line can be calculated.
check_PROGRAMS += %D%/test-board %D%/test-board-examples %D%/test-board-lines
check_PROGRAMS += %D%/test-board-topics %D%/test-board-values
%C%_test_board_SOURCES = %D%/test-board.c %D%/blackboard.c %D%/blackboard.h
%C%_test_board_LDADD = tests/libtap.a $(lib_libs)
%C%_test_board_examples_SOURCES = %D%/test-board-examples.c %D%/blackboard.c %D%/blackboard.h
%C%_test_board_examples_LDADD = tests/libtap.a $(lib_libs)
%C%_test_board_lines_SOURCES = %D%/test-board-lines.c %D%/blackboard.c %D%/blackboard.h
%C%_test_board_lines_LDADD = tests/libtap.a $(lib_libs)
%C%_test_board_topics_SOURCES = %D%/test-board-topics.c %D%/blackboard.c %D%/blackboard.h
%C%_test_board_topics_LDADD = tests/libtap.a $(lib_libs)
%C%_test_board_values_SOURCES = %D%/test-board-values.c %D%/blackboard.c %D%/blackboard.h
%C%_test_board_values_LDADD = tests/libtap.a $(lib_libs)
EXTRA_DIST += %D%/system.txt %D%/eigenvalues.txt %D%/values.tsv
TESTS += %D%/test-board %D%/test-board-examples %D%/test-board-lines
TESTS += %D%/test-board-topics %D%/test-board-values
