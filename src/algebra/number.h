/* number.h -- exact fractions, which become doubles only when they must.

   A Number is top/bottom in lowest terms with bottom > 0, as long as both fit 64 bits; beyond that,
   and for computed values, it is a double.  */

#ifndef ALGEBRA_NUMBER_H
#define ALGEBRA_NUMBER_H

#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct Number {
  int64_t top, bottom; /* bottom 0: not exact */
  double inexact;      /* the value then */
} Number;

Number number_whole(int64_t n);
Number number_fraction(int64_t top, int64_t bottom); /* bottom not 0 */
/* What was typed is what is meant: 0.05 is 1/20. */
Number number_typed(double x);
/* A computed value: a fraction with a denominator up to 10,000 when that is the same double. */
Number number_computed(double x);
Number number_double(double x); /* exact for whole numbers only */

static inline bool number_exact(Number n) {
  return n.bottom != 0;
}
double number_value(Number n);
bool number_is(Number n, int64_t whole);
bool number_is_whole(Number n);
bool number_equal(Number a, Number b);
int number_sign(Number n);

Number number_add(Number a, Number b);
Number number_multiply(Number a, Number b);
Number number_divide(Number a, Number b); /* b not 0 */
Number number_negate(Number a);
/* B^E where that is an exact number; false otherwise. */
bool number_power(Number b, Number e, Number *out);
/* The largest number that divides both into whole ones: 2/3 of 4/3 and 2. */
Number number_content(Number a, Number b);

void number_print(Number n,
                  Text *out); /* 3, -2/3, 0.1 of an inexact one with 17 digits if needed */

#endif
