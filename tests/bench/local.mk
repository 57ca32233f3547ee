# Measurements beside the peers; not a test: see the head of `run`.
EXTRA_PROGRAMS = %D%/measure %D%/handles %D%/gradients %D%/linear
CLEANFILES += %D%/measure$(EXEEXT) %D%/handles$(EXEEXT) %D%/gradients$(EXEEXT) %D%/linear$(EXEEXT)
%C%_measure_SOURCES = %D%/measure.c
%C%_handles_SOURCES = %D%/handles.c
%C%_handles_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_handles_LDADD = $(GSL_LIBS) $(MATH_LIBS)
%C%_gradients_SOURCES = %D%/gradients.c
%C%_gradients_LDADD = $(MATH_LIBS)
%C%_linear_SOURCES = %D%/linear.c
%C%_linear_CPPFLAGS = $(AM_CPPFLAGS) $(GSL_CFLAGS)
%C%_linear_LDADD = $(GSL_LIBS) $(MATH_LIBS)
EXTRA_DIST += \
  %D%/run \
  %D%/arrays.m %D%/arrays.py \
  %D%/board.m \
  %D%/derivatives.m %D%/derivatives.mac %D%/derivatives.py \
  %D%/handles.m \
  %D%/gradients.m \
  %D%/linear.m %D%/linear.py \
  %D%/loops.lua %D%/loops.m %D%/loops.py \
  %D%/plots %D%/plots.m %D%/plots.py
