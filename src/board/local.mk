# The board: a computation shown step by step.
noinst_LIBRARIES += %D%/libboard.a
%C%_libboard_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_libboard_a_SOURCES = \
  %D%/arithmetic.c %D%/arithmetic.h \
  %D%/calculator.c %D%/calculator.h \
  %D%/check.c %D%/check.h \
  %D%/eigen.c %D%/eigen.h \
  %D%/eigen_direction.c \
  %D%/eigen_polynomial.c \
  %D%/eigen_power.c \
  %D%/exact.c %D%/exact.h \
  %D%/explain.c %D%/explain.h \
  %D%/explainers.h \
  %D%/linear.h \
  %D%/linear_determinant.c \
  %D%/linear_elementwise.c \
  %D%/linear_eliminate.c \
  %D%/linear_factors.c \
  %D%/linear_least.c \
  %D%/linear_orthogonal.c \
  %D%/linear_product.c \
  %D%/linear_reduce.c \
  %D%/linear_solve.c \
  %D%/linear_vector.c \
  %D%/numerals.c %D%/numerals.h \
  %D%/render.c %D%/render.h \
  %D%/render_grid.c \
  %D%/render_rows.c \
  %D%/render_signs.c \
  %D%/roots.c %D%/roots.h \
  %D%/steps.c %D%/steps.h
