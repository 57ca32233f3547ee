# About formulas: exact derivatives.
noinst_LIBRARIES += %D%/libalgebra.a
%C%_libalgebra_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_libalgebra_a_SOURCES = \
  %D%/build.c \
  %D%/calculus.c %D%/calculus.h \
  %D%/calls.c \
  %D%/conditions.c %D%/conditions.h \
  %D%/derive.c %D%/derive.h \
  %D%/expression.c %D%/expression.h \
  %D%/formula.c \
  %D%/infer.c %D%/infer.h \
  %D%/matrix_calls.c %D%/matrix_parts.h \
  %D%/matrix_derive.c %D%/matrix_derive.h \
  %D%/matrix_fold.c \
  %D%/matrix_linear.c \
  %D%/matrix_rules.c \
  %D%/matrix_tidy.c \
  %D%/number.c %D%/number.h \
  %D%/order.c %D%/order.h \
  %D%/polynomial.c %D%/polynomial.h \
  %D%/print.c %D%/print.h \
  %D%/program.c \
  %D%/rational.c %D%/rational.h %D%/rational_parts.h \
  %D%/rational_roots.c \
  %D%/rational_scan.c \
  %D%/rational_waves.c \
  %D%/read.c %D%/read.h %D%/read_parts.h \
  %D%/read_calls.c \
  %D%/read_forms.c \
  %D%/read_matrices.c \
  %D%/read_node.c \
  %D%/series.c %D%/series.h \
  %D%/shape.c %D%/shape.h \
  %D%/tape.c %D%/tape.h \
  %D%/tape_calls.c \
  %D%/tape_convolve.c \
  %D%/tape_functions.c \
  %D%/tape_matrices.c \
  %D%/tape_notes.c \
  %D%/tape_operate.c \
  %D%/tape_parts.h \
  %D%/tape_plain.c \
  %D%/tape_results.c \
  %D%/tape_rules.c \
  %D%/tape_running.c \
  %D%/tape_shapes.c \
  %D%/tape_spectral.c \
  %D%/tape_sums.c \
  %D%/tape_show.c \
  %D%/tape_texts.c \
  %D%/taylor.c \
  %D%/tidy.c %D%/tidy.h
