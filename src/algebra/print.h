/* print.h -- expressions as text that can be typed back.  */

#ifndef ALGEBRA_PRINT_H
#define ALGEBRA_PRINT_H

#include "algebra/expression.h"

typedef struct PrintStyle {
  bool dotted;    /* what depends on a variable may be an array: x.^2, 1./x */
  bool ascending; /* sums by rising powers: 1 + x + x^2/2 */
  const Id *like; /* symbols whose size may be named: ones(size(x)) */
  size_t like_count;
} PrintStyle;

void expression_print(Algebra *a, Id e, const PrintStyle *style, Text *out);

#endif
