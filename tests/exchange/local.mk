# Questions of other systems.
check_PROGRAMS += %D%/test-exchange %D%/test-foreign
TESTS += %D%/test-exchange %D%/test-foreign %D%/exchange.test
EXTRA_DIST += %D%/exchange.test %D%/sample.gift %D%/sample.xml
%C%_test_exchange_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_exchange_LDADD = tests/libtap.a $(exchange_libs)
%C%_test_foreign_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_foreign_LDADD = tests/libtap.a $(exchange_libs)
