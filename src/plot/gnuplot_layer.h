/* gnuplot_layer.h -- the parts of a gnuplot script; for gnuplot*.c only.  */

#ifndef PLOT_GNUPLOT_LAYER_H
#define PLOT_GNUPLOT_LAYER_H

#include "plot/gnuplot.h"
#include "plot/legend.h"

/* A script under construction.  Data blocks and settings go to OUT at once; the elements of the
   panel's one `plot` command gather in PLOT and the binary data that follow it in BYTES. */
typedef struct Script {
  Text *out;
  Text plot, bytes;
  const GnuplotTarget *target;
  Theme theme;
  const Panel *panel;
  Extent e;
  unsigned width, height; /* of the panel in pixels, about */
  LegendLayout legend;
  unsigned blocks, labels, arrows;
  bool on_field, in_space;
  bool filled; /* areas or a field: paper behind a word would be a hole */
} Script;

/* Columns of numbers, either as a named block or as bytes for after the command. */
typedef struct Source {
  Text bytes;
  size_t rows;
  unsigned columns, block;
  bool binary;
} Source;

/* gnuplot_quote; in a script for people as plainly as is safe. */
void script_quote(const Script *s, Text *out, const char *string);
void script_colour(Script *s, uint32_t colour); /* " lc rgb 0x..." */

/* From KEPT (or all) rows of up to 6 columns; rows with a number that is not finite become gaps.
   When nothing is left the source has no rows and must not be used. */
Source source_columns(Script *s, const size_t *kept, size_t rows, unsigned columns,
                      const double *const column[]);
void source_free(Source *source);
/* Begin an element of the plot command with this source. */
void script_element(Script *s, const Source *source);

void script_layer(Script *s, const Layer *l);
void script_field(Script *s, const Layer *l);
void script_surface(Script *s, const Layer *l);

#endif
