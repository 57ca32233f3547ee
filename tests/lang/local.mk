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

# Functions of many numbers at once, beside longer numbers.
check_PROGRAMS += %D%/test-map-kernels
%C%_test_map_kernels_SOURCES = %D%/test-map-kernels.c
%C%_test_map_kernels_CFLAGS = $(AM_CFLAGS) -fno-math-errno
%C%_test_map_kernels_LDADD = tests/libtap.a $(lang_libs)
check_PROGRAMS += %D%/test-power-kernel
%C%_test_power_kernel_SOURCES = %D%/test-power-kernel.c
%C%_test_power_kernel_LDADD = tests/libtap.a $(lang_libs)
TESTS += %D%/test-map-kernels %D%/test-power-kernel

# Large matrices, with the optimised library and without.
check_PROGRAMS += %D%/test-optimised
%C%_test_optimised_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_optimised_SOURCES = %D%/test-optimised.c
%C%_test_optimised_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-optimised

# Conversations with the whole language, replayed.
check_PROGRAMS += %D%/run-language
%C%_run_language_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_run_language_SOURCES = %D%/run-language.c
%C%_run_language_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/operators.mt %D%/display.mt %D%/builtins.mt %D%/control.mt %D%/indexing.mt %D%/errors.mt %D%/quick.mt %D%/formulas.mt
EXTRA_DIST += %D%/operators.mt %D%/display.mt %D%/builtins.mt %D%/control.mt %D%/indexing.mt %D%/errors.mt %D%/quick.mt %D%/formulas.mt \
  %D%/octave-says.m

# What must not hang, exhaust or break the session.
check_PROGRAMS += %D%/test-limits
%C%_test_limits_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_limits_SOURCES = %D%/test-limits.c
%C%_test_limits_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-limits

# What goes wrong, and what is said about it.
check_PROGRAMS += %D%/test-mistakes
%C%_test_mistakes_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_mistakes_SOURCES = %D%/test-mistakes.c
%C%_test_mistakes_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-mistakes
EXTRA_DIST += %D%/mistakes.tsv

# What arrays cost: peaks of memory, and growing in loops.
check_PROGRAMS += %D%/test-space
%C%_test_space_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_space_SOURCES = %D%/test-space.c
%C%_test_space_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-space

# The note on NaN.
check_PROGRAMS += %D%/test-nan
%C%_test_nan_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_test_nan_SOURCES = %D%/test-nan.c
%C%_test_nan_LDADD = tests/libtap.a $(lib_libs)
TESTS += %D%/test-nan
