/* layout.h -- how many digits a number or a whole matrix is shown with, as Octave decides it.

   `format short` shows 5 significant digits, `format long` 16; a matrix shares one layout.  */

#ifndef VALUE_LAYOUT_H
#define VALUE_LAYOUT_H

#include "value/show.h"

typedef struct Layout {
  bool whole;      /* all numbers are integers (or not finite) */
  bool exponent;   /* 1.0000e+05 */
  bool rational;   /* format rat */
  int left, right; /* digits before and behind the point */
  int width;       /* of one number with its sign, without the columns' gap */
} Layout;

/* COUNT real numbers (or 2 * COUNT when COMPLEX) shown together.  SINGLE: a scalar on the line of
   its name. */
Layout layout_choose(const double *data, size_t count, bool complex, bool single,
                     const ShowOptions *options);

/* One number, right-aligned in WIDTH columns (0: as narrow as it is). */
void layout_put(const Layout *l, double x, int width, Text *out);

/* "re + imi" with both parts in the layout's width. */
void layout_put_complex(const Layout *l, double re, double im, Text *out);
int layout_complex_width(const Layout *l); /* of one complex number */

#endif
