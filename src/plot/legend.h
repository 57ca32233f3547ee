/* legend.h -- where names of curves go: at their ends, or in the emptiest corner.  */

#ifndef PLOT_LEGEND_H
#define PLOT_LEGEND_H

#include "plot/scale.h"

typedef enum LegendPlace {
  PLACE_NOWHERE, /* no names */
  PLACE_ENDS,    /* each beside the right end of its curve */
  PLACE_TOP_RIGHT,
  PLACE_TOP_LEFT,
  PLACE_BOTTOM_RIGHT,
  PLACE_BOTTOM_LEFT,
  PLACE_OUTSIDE /* no corner is free */
} LegendPlace;

typedef struct LegendLayout {
  LegendPlace place;
  unsigned names;
  unsigned columns; /* of the longest name */
} LegendLayout;

/* LINE_HEIGHT and LETTER_WIDTH are fractions of the panel; ENDS_WIDTH is the widest room (in
   letters) that names at the ends may take, 0 for none. */
LegendLayout legend_layout(const Panel *p, const Extent *e, double line_height, double letter_width,
                           unsigned ends_width);

/* The last point of a curve inside the panel; false when there is none. */
bool legend_end(const Panel *p, const Extent *e, const Layer *l, double *x, double *y);

#endif
