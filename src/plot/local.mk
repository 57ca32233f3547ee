# Pictures: figures as data, gnuplot, characters, terminals.
noinst_LIBRARIES += %D%/libplot.a
%C%_libplot_a_SOURCES = \
  %D%/canvas.c %D%/canvas.h \
  %D%/contour.c %D%/contour.h \
  %D%/figure.c %D%/figure.h \
  %D%/frames.c \
  %D%/gnuplot.c %D%/gnuplot.h \
  %D%/gnuplot_data.c \
  %D%/gnuplot_field.c \
  %D%/gnuplot_layer.c %D%/gnuplot_layer.h \
  %D%/legend.c %D%/legend.h \
  %D%/orphan.c %D%/orphan.h \
  %D%/palette.c %D%/palette.h \
  %D%/pipe.c %D%/pipe.h \
  %D%/plate.c %D%/plate.h \
  %D%/player.c \
  %D%/plotter.c %D%/plotter.h \
  %D%/plotter_draw.c \
  %D%/plotter_save.c \
  %D%/plotter_state.h \
  %D%/probe.c \
  %D%/sample.c %D%/sample.h \
  %D%/sandbox.c %D%/sandbox.h \
  %D%/scale.c %D%/scale.h \
  %D%/spell.c %D%/spell.h \
  %D%/terminal.c %D%/terminal.h \
  %D%/textplot.c %D%/textplot.h \
  %D%/textplot_field.c \
  %D%/textplot_layer.c \
  %D%/textplot_space.c \
  %D%/thin.c %D%/thin.h \
  %D%/words.c
