# What is written on the board: the same computation in another language.
noinst_LIBRARIES += %D%/libboard.a
%C%_libboard_a_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_libboard_a_SOURCES = \
  %D%/numpy.c %D%/numpy.h \
  %D%/python.c %D%/python.h \
  %D%/python_brackets.c \
  %D%/python_call.c \
  %D%/python_expression.c \
  %D%/python_index.c \
  %D%/python_literal.c \
  %D%/python_numerics.c \
  %D%/python_operators.c \
  %D%/python_results.c \
  %D%/python_shapes.c \
  %D%/python_special.c %D%/python_special.h \
  %D%/python_template.c \
  %D%/python_texts.c
