# The numeric builtins.
check_PROGRAMS += %D%/test-numeric
%C%_test_numeric_SOURCES = %D%/test-numeric.c
%C%_test_numeric_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-numeric
EXTRA_DIST += %D%/numeric.txt
