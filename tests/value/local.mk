# Tests of src/value.
check_PROGRAMS += %D%/test-array %D%/test-value
%C%_test_array_SOURCES = %D%/test-array.c
%C%_test_array_LDADD = tests/libtap.a $(value_libs)
%C%_test_value_SOURCES = %D%/test-value.c
%C%_test_value_LDADD = tests/libtap.a $(value_libs)
TESTS += %D%/test-array %D%/test-value
