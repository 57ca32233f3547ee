# What things are: numbers, arrays, texts, functions, and how they are shown.
noinst_LIBRARIES += %D%/libvalue.a
%C%_libvalue_a_SOURCES = \
  %D%/array.c %D%/array.h \
  %D%/callable.h \
  %D%/cell.c %D%/cell.h \
  %D%/layout.c %D%/layout.h \
  %D%/show.c %D%/show.h \
  %D%/show_inline.c \
  %D%/value.c %D%/value.h
