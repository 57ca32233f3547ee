/* rational_parts.h -- quotients of products: what the files rational*.c share.  */

#ifndef ALGEBRA_RATIONAL_PARTS_H
#define ALGEBRA_RATIONAL_PARTS_H

#include "algebra/polynomial.h"
#include "algebra/rational.h"

enum { MAX_POOL = 28, MAX_PARTS = 600, MAX_POWER = 24 };

typedef struct Form {
  Number c; /* 0: the whole is 0 */
  int16_t e[MAX_POOL];
} Form;

typedef struct Rational {
  Algebra *a;
  Arena arena;
  Ring ring;
  RationalWaves waves;
  Id unknown[MAX_UNKNOWNS];  /* what it is, as a power: x, exp(x/2), (x + 1)^(1/2) */
  Id base[MAX_UNKNOWNS];     /* of roots and exponentials: x + 1, x */
  Number unit[MAX_UNKNOWNS]; /* 1/2 */
  Poly pool[MAX_POOL];
  size_t pool_unknown[MAX_POOL]; /* the unknown it is, or MAX_UNKNOWNS */
  Id shown[MAX_POOL];            /* how it was written, as shown_scale * polynomial */
  Number shown_scale[MAX_POOL];
  size_t pool_count;
  bool failed;
} Rational;

static inline bool rational_failed(const Rational *q) {
  return q->failed || q->ring.failed || algebra_failed(q->a);
}

/* The pool's place of an unknown, which is made when it is new. */
size_t rational_unknown(Rational *q, Id power, Id base, Number unit);
/* tan(u) as sin(u) * cos(u)^-1, and so on; false for other functions. */
bool rational_by_sine(Rational *q, const Expr *x, Form *out);
/* A radicand as |number| * rest, the rest with whole coefficients without a common factor. */
Number rational_radicand(Algebra *a, Id base, Id *rest);
/* The units of roots and exponentials, and the waves, of the expression.  It is small. */
void rational_scan(Rational *q, Id e);
/* Both sin(u) and cos(u) occur: a relation. */
void rational_relate_waves(Rational *q);
/* Is there anything to be gained? */
bool rational_helps(const Algebra *a, Id e, RationalWaves waves);

#endif
