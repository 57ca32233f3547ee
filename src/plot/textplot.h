/* textplot.h -- a figure drawn with characters: braille dots, half blocks and text.

   Needs no gnuplot.  In ASCII every curve is drawn with its own letter.

   Why not gnuplot's dumb terminal: every kind of the gallery was drawn by both at 80x24 and laid
   side by side.  Eight dots a cell show slopes, level curves, surfaces with hidden lines and dense
   points where dumb has a staircase or a block of stars; areas have two shades, so that a tail
   stands out from the body; fields have shades, where dumb leaves a frame; labels keep apart and
   legends do not cover the curves.  Dumb was better in four things, which were taken over: more
   than three curves can be told apart without colours, cells of a matrix have borders, parts of a
   pie have cuts, and vectors in space have names.  What remains its own is a thick line.  */

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

/* Append the picture: LINES lines (more where each row of panels would get less than five), each at
   most COLUMNS wide and ended by a newline. */
void textplot_render(const Figure *f, const TextTarget *target, Text *out);

#endif
