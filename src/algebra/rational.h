/* rational.h -- expressions as one quotient of products, everything that cancels cancelled.  */

#ifndef ALGEBRA_RATIONAL_H
#define ALGEBRA_RATIONAL_H

#include "algebra/expression.h"

typedef enum RationalWaves {
  WAVES_FREE,         /* sin, cos and the like are independent of each other */
  WAVES_COSINE,       /* sin^2 = 1 - cos^2, sec^2 = 1 + tan^2, sinh^2 = cosh^2 - 1 ... */
  WAVES_SINE,         /* cos^2 = 1 - sin^2, tan^2 = sec^2 - 1, cosh^2 = 1 + sinh^2 ... */
  WAVES_COSINE_ALONE, /* the same, with tan, sec, csc and cot written by sin and cos */
  WAVES_SINE_ALONE,
  WAVES_DOUBLE /* functions of half an angle by those of the whole */
} RationalWaves;

enum { RATIONAL_WAVES = WAVES_DOUBLE + 1 };

/* E, a number-like expression, as number * product of whole powers of polynomials, over a common
   denominator; EXPR_NONE (without a failure) where it is not worth it or too large.  Conditions
   under which something was cancelled are recorded. */
Id rational(Algebra *a, Id e, RationalWaves waves);

#endif
