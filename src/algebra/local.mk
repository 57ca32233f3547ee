# About formulas: exact derivatives.
noinst_LIBRARIES += %D%/libalgebra.a
%C%_libalgebra_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_libalgebra_a_SOURCES = \
  %D%/build.c \
  %D%/calls.c \
  %D%/derive.c %D%/derive.h \
  %D%/expression.c %D%/expression.h \
  %D%/infer.c %D%/infer.h \
  %D%/number.c %D%/number.h \
  %D%/print.c %D%/print.h \
  %D%/read.c %D%/read.h \
  %D%/shape.c %D%/shape.h \
  %D%/tidy.c %D%/tidy.h
