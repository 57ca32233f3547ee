/* scale.h -- round ranges, tics and their numbers, for every renderer alike.  */

#ifndef PLOT_SCALE_H
#define PLOT_SCALE_H

#include "plot/figure.h"

/* The step 1, 2 or 5 times a power of ten nearest to SPAN / COUNT; 1 when SPAN is not positive. */
double nice_step(double span, unsigned count);

/* Widen the range to whole steps of about COUNT tics.  A range of one value becomes one around it;
   one that is not finite becomes 0 .. 1. */
void nice_range(double *low, double *high, unsigned count);

enum { SCALE_MOST_TICS = 64, SCALE_LABEL = 24 };

typedef struct Tics {
  unsigned count;
  double at[SCALE_MOST_TICS];
  char label[SCALE_MOST_TICS][SCALE_LABEL]; /* with a true minus sign */
} Tics;

/* About COUNT tics inside low .. high, or the powers of ten (with 2 and 5 where few fit). */
void scale_tics(double low, double high, bool logarithmic, unsigned count, Tics *tics);

/* COUNT, or fewer where the places on this axis (x or y) are all whole numbers, as counts and steps
   are: a tic between two of them would mean nothing. */
unsigned scale_whole(const Panel *p, char letter, double low, double high, unsigned count);

/* The shortest text for a number on an axis, beside neighbours STEP apart. */
void scale_number(double value, double step, char label[SCALE_LABEL]);

/* Append the number so that it reads back exactly, with a point whatever the locale; "NaN" for
   everything that is not finite. */
void number_put(Text *out, double value);

/* Append it with so many decimals, a point and a true minus sign. */
void number_round(Text *out, double value, int decimals);

/* Where every layer of a panel fits: data extent, with room at the edges where the picture needs
   it, or what was given.  Always finite, low < high, and positive on logarithmic axes. */
typedef struct Extent {
  double x0, x1, y0, y1, z0, z1;
} Extent;

Extent panel_extent(const Panel *p);

/* The same without room at the edges: what is said in words. */
Extent panel_reach(const Panel *p);

/* The smallest and largest finite value of a grid, or the layer's own limits; palettes with a
   middle are symmetric round 0. */
void layer_palette_range(const Layer *l, double *low, double *high);

#endif
