# Lines of the language in Python, run there where NumPy is installed.
check_PROGRAMS += %D%/test-numpy
%C%_test_numpy_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_numpy_SOURCES = %D%/test-numpy.c
%C%_test_numpy_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-numpy
EXTRA_DIST += %D%/numpy.tsv %D%/numpy-errors.tsv %D%/judge.py
