/* gnuplot.h -- a figure as the text gnuplot reads.  Pure: nothing is run here.

   The program computes and gnuplot only draws: the script holds numbers and quoted strings, no
   file name and no expression of anybody else's.  The picture comes out of gnuplot's standard
   output.  */

#ifndef PLOT_GNUPLOT_H
#define PLOT_GNUPLOT_H

#include "plot/figure.h"
#include "plot/palette.h"

typedef enum GnuplotTerminal {
  GNUPLOT_PNG,
  GNUPLOT_SVG,
  GNUPLOT_SIXEL,
  GNUPLOT_QT,
  GNUPLOT_WXT,
  GNUPLOT_X11,
  GNUPLOT_DUMB,
  GNUPLOT_PDF,
  GNUPLOT_GIF
} GnuplotTerminal;

typedef struct GnuplotTarget {
  GnuplotTerminal terminal;
  unsigned width, height; /* pixels; columns and lines for GNUPLOT_DUMB */
  double zoom;            /* 2 on screens with small pixels: everything is drawn twice as large */
  bool dark;
  bool scrolling_sixel; /* gnuplot 6.0 and later: needs, and knows, the word "scroll" */
  bool text_only;       /* for people: no binary data, plain strings, no terminal of our choice */
  bool further;         /* a frame behind another one: the terminal stays as it is */
  double seconds;       /* GNUPLOT_GIF: of each frame; 0 for a still picture */
} GnuplotTarget;

/* What `set terminal` calls it. */
const char *gnuplot_terminal_name(GnuplotTerminal terminal);

/* Append the whole script.  Long data are thinned to what the picture can show and, beyond about a
   thousand rows, sent as binary, so the Text may hold NUL bytes. */
void gnuplot_script(const Figure *f, const GnuplotTarget *target, Text *out);

/* Append S as a gnuplot string: the only way any string gets into a script.  Letters and spaces
   stay, every other byte is written in octal (digits too, since gnuplot would read "\0731" as one
   number), control characters become spaces, invalid UTF-8 is replaced, the end beyond 200 bytes is
   cut. */
void gnuplot_quote(Text *out, const char *s);

#endif
