/* textplot.h -- a figure drawn with characters: braille dots, half blocks and text.

   Needs no gnuplot.  In ASCII every curve is drawn with its own letter.  */

#ifndef PLOT_TEXTPLOT_H
#define PLOT_TEXTPLOT_H

#include "plot/canvas.h"
#include "plot/figure.h"

enum { TEXTPLOT_LEAST_COLUMNS = 40, TEXTPLOT_LEAST_LINES = 12, TEXTPLOT_MOST = 1000 };

typedef struct TextTarget {
  unsigned columns, lines; /* at least 40 x 12 is used, whatever is asked for */
  bool ascii;              /* neither colours nor signs beyond ASCII */
  TextColours colours;
} TextTarget;

/* Append the picture: LINES lines, each at most COLUMNS wide and ended by a newline. */
void textplot_render(const Figure *f, const TextTarget *target, Text *out);

#endif
