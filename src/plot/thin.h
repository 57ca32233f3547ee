/* thin.h -- a million points as the few thousand a picture can show.  */

#ifndef PLOT_THIN_H
#define PLOT_THIN_H

#include "plot/scale.h"

/* Indices of the points to draw, rising.  Free KEPT.  */
typedef struct Thinned {
  size_t *kept;
  size_t count;
} Thinned;

/* Points of a line for a picture WIDTH x HEIGHT pixels large.  Where x rises, each column of pixels
   keeps its first, lowest, highest and last point, so that the drawn line stays the same; else
   points that stay within half a pixel of the last one kept are dropped.  Ends of gaps stay. */
Thinned thin_line(const Panel *p, const Extent *e, const double *x, const double *y, size_t n,
                  unsigned width, unsigned height);

/* Scattered points: one for each pixel. */
Thinned thin_points(const Panel *p, const Extent *e, const double *x, const double *y, size_t n,
                    unsigned width, unsigned height);

/* Where a value is on an axis, 0 at LOW and 1 at HIGH; NaN when the axis has no place for it. */
double axis_part(const Axis *axis, double low, double high, double value);

#endif
