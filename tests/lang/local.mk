# Operators, parts of arrays, signatures.
check_PROGRAMS += %D%/test-operate %D%/test-index %D%/test-signature
%C%_test_operate_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_operate_SOURCES = %D%/test-operate.c %D%/tabled.c %D%/tabled.h
%C%_test_operate_LDADD = tests/libtap.a $(lang_libs)
%C%_test_index_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_index_SOURCES = %D%/test-index.c %D%/tabled.c %D%/tabled.h
%C%_test_index_LDADD = tests/libtap.a $(lang_libs)
%C%_test_signature_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_signature_SOURCES = %D%/test-signature.c
%C%_test_signature_LDADD = tests/libtap.a $(lang_libs)
TESTS += %D%/test-operate %D%/test-index %D%/test-signature
EXTRA_DIST += %D%/operate.txt %D%/index.txt %D%/join.txt
