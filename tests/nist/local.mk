# Certified values of the Statistical Reference Datasets of NIST.
check_PROGRAMS += %D%/test-nist
%C%_test_nist_SOURCES = %D%/test-nist.c
%C%_test_nist_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-nist
EXTRA_DIST += %D%/certified.txt \
  %D%/BoxBOD.txt \
  %D%/Eckerle4.txt \
  %D%/Filip.txt \
  %D%/Lew.txt \
  %D%/Longley.txt \
  %D%/Lottery.txt \
  %D%/Mavro.txt \
  %D%/Michelso.txt \
  %D%/PiDigits.txt \
  %D%/Pontius.txt \
  %D%/Rat42.txt \
  %D%/Thurber.txt
