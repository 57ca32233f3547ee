/* contour.h -- level curves of a grid.  */

#ifndef PLOT_CONTOUR_H
#define PLOT_CONTOUR_H

#include "plot/figure.h"

/* Points of lines; a line ends where x is NaN. */
typedef struct Curves {
  double *x, *y;
  size_t count, cap;
} Curves;

void curves_free(Curves *c);

/* Append the curves on which the grid, taken as linear along its edges, has the value LEVEL
   (marching squares; a saddle is decided by the middle of its cell).  Cells with a missing corner
   are left out. */
void contour_trace(const Grid *grid, double level, Curves *out);

#endif
