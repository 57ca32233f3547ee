/* roots.h -- square roots that can be written: 2√5, √14/2, (5 + √5)/2.  */

#ifndef BOARD_ROOTS_H
#define BOARD_ROOTS_H

#include "board/numerals.h"

/* p + q√d with d > 1 free of squares; q = 0 for a fraction. */
typedef struct Root {
  Number p, q;
  int64_t d;
} Root;

Root root_number(Number n);
/* √n for n >= 0; false when n is not exact or too large to be taken apart. */
bool root_square(Number n, Root *out);
double root_value(Root r);
bool root_is_fraction(Root r);
/* Of two roots with one d (or fractions); false when they do not fit together. */
bool root_add(Root a, Root b, Root *out);
bool root_multiply(Root a, Root b, Root *out);
bool root_divide(Root a, Root b, Root *out);
Root root_negate(Root a);

const char *root_text(Steps *s, Root r); /* (5 + √5)/2 */
/* The root of N >= 0 as a line: "√45 = 3√5 ≈ 6.7082", "√3 ≈ 1.7321", "√16 = 4". */
const char *root_line_text(Steps *s, Number n);
const char *root_text_both(Steps *s, Root r); /* (5 + √5)/2 ≈ 3.6180; a fraction alone */

#endif
