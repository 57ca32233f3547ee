/* polynomial.h -- polynomials with exact coefficients in several unknowns.

   The unknowns are the parts of a formula that are no sums, products or whole powers themselves: x,
   exp(x), sqrt(x + 1).  Some obey a relation, sqrt(x + 1)^2 = x + 1, which is applied as soon as
   terms are multiplied.  Whatever grows too large or inexact makes the ring `failed`; answers mean
   nothing from then on.  */

#ifndef ALGEBRA_POLYNOMIAL_H
#define ALGEBRA_POLYNOMIAL_H

#include "algebra/number.h"
#include "base/memory.h"

enum { MAX_UNKNOWNS = 20, MAX_TERMS = 240, MAX_DEGREE = 60 };

typedef struct Term {
  Number c;
  int16_t e[MAX_UNKNOWNS];
} Term;

/* Terms in descending order of their exponents; none of them 0. */
typedef struct Poly {
  const Term *terms;
  size_t count;
} Poly;

typedef struct Ring {
  Arena *arena;
  size_t unknowns;
  int degree[MAX_UNKNOWNS]; /* unknown^degree = value; 0 where there is no relation */
  Poly value[MAX_UNKNOWNS];
  bool failed;
} Ring;

Poly poly_number(Ring *r, Number n);
Poly poly_unknown(Ring *r, size_t i);
Poly poly_add(Ring *r, Poly x, Poly y);
Poly poly_scale(Ring *r, Poly x, Number n); /* n not 0 */
Poly poly_multiply(Ring *r, Poly x, Poly y);
Poly poly_power(Ring *r, Poly x, int n);
/* X = Y * *QUOTIENT exactly (without the relations); false where that cannot be. */
bool poly_divide(Ring *r, Poly x, Poly y, Poly *quotient);
/* X = *ROOT to the power N, N > 1, with a positive first coefficient; false where that cannot be.
 */
bool poly_root(Ring *r, Poly x, int n, Poly *root);
bool poly_equal(Poly x, Poly y);
static inline bool poly_is_zero(Poly x) {
  return x.count == 0;
}
bool poly_is_number(const Ring *r, Poly x);
/* *X divided by what makes its coefficients whole without a common factor and the first one
   positive; answers that number. */
Number poly_primitive(Ring *r, Poly *x);
/* The largest power of unknown I that divides X, taken out of it. */
int poly_take(Ring *r, Poly *x, size_t i);

#endif
