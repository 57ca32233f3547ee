/* rational_parts.h -- quotients of products: what the files rational*.c share.  */

#ifndef ALGEBRA_RATIONAL_PARTS_H
#define ALGEBRA_RATIONAL_PARTS_H

#include "algebra/polynomial.h"
#include "algebra/rational.h"

enum { MAX_POOL = 28, MAX_PARTS = 600, MAX_POWER = 24, MOST_JOINED = 60 };

typedef struct Form {
  Number c; /* 0: the whole is 0 */
  int16_t e[MAX_POOL];
} Form;

typedef struct Rational {
  Algebra *a;
  Arena arena;
  Ring ring;
  RationalWaves waves;
  Id whole;                  /* the expression */
  Id unknown[MAX_UNKNOWNS];  /* what it is, as a power: x, exp(x/2), (x + 1)^(1/2) */
  Id base[MAX_UNKNOWNS];     /* of roots and exponentials: x + 1, x */
  Number unit[MAX_UNKNOWNS]; /* 1/2 */
  Poly pool[MAX_POOL];
  size_t pool_unknown[MAX_POOL]; /* the unknown it is, or MAX_UNKNOWNS */
  Id shown[MAX_POOL];            /* how it was written, as shown_scale * polynomial */
  Number shown_scale[MAX_POOL];
  size_t pool_count;
  bool related[MAX_UNKNOWNS];    /* of roots: `root` is known */
  Form root[MAX_UNKNOWNS];       /* what the root is in terms of others */
  size_t absolute[MAX_UNKNOWNS]; /* of abs(u): the place of u in the pool, plus 1 */
  bool below[MAX_POOL];          /* it stood below a line */
  bool excluded[MAX_POOL];       /* where this is 0 the expression has no value */
  bool real;                     /* something was used that holds where all roots are real */
  bool halved;                   /* sin(u) was written sin(2*u)/(2*cos(u)) */
  bool half[MAX_POOL];           /* what must not be left below the line then */
  bool failed;
} Rational;

static inline bool rational_failed(const Rational *q) {
  return q->failed || q->ring.failed || algebra_failed(q->a);
}

/* Forms. */
Form form_give_up(Rational *q);
Form form_number(Rational *q, Number n);
Form form_pool(size_t place, int exponent);
/* A polynomial times F: its number, powers of unknowns, the factors it shares with the pool, the
   rest. */
Form form_poly(Rational *q, Poly p, Form f);
/* The product of the pool's polynomials with the exponents of F, none of them negative. */
Poly form_multiplied_out(Rational *q, const Form *f);
/* *F times the N-th power of G */
void form_multiply(Rational *q, Form *f, const Form *g, int n);

Form rational_form(Rational *q, Id e);
Id rational_of_poly(Rational *q, Poly p);
/* The pool's place of a polynomial, which is put there when it is new. */
size_t rational_place(Rational *q, Poly p);
/* BASE to a power that is no whole number. */
Form rational_root(Rational *q, Id base, Number exponent);
/* Find out what the roots among the unknowns mean in terms of others. */
void rational_relate_roots(Rational *q);
/* abs(u) and sign(u) factor by factor; false for other functions and where that says nothing. */
bool rational_absolute(Rational *q, const Expr *x, Form *out);
Form rational_cancel_roots(Rational *q, Form f);
/* The pool's place of an unknown, which is made when it is new. */
size_t rational_unknown(Rational *q, Id power, Id base, Number unit);
bool rational_is_wave(const Expr *x); /* sin, cos, sec ... coth */
/* tan(u) as sin(u) * cos(u)^-1, and so on; false for other functions. */
bool rational_by_sine(Rational *q, const Expr *x, Form *out);
/* sin(u) and the like by functions of 2*u, where those occur or u is half of something. */
bool rational_by_double(Rational *q, const Expr *x, Form *out);
/* Has F a value wherever the expression had one? */
bool rational_double_holds(const Rational *q, const Form *f);
/* An exponent as number * rest. */
Number rational_exponent(Algebra *a, Id exponent, Id *rest);
/* A radicand as |number| * rest, the rest with whole coefficients without a common factor. */
Number rational_radicand(Algebra *a, Id base, Id *rest);
/* The units of roots and exponentials, and the waves, of the expression.  It is small. */
void rational_scan(Rational *q, Id e);
/* Both sin(u) and cos(u) occur: a relation. */
void rational_relate_waves(Rational *q);
/* Is there anything to be gained? */
bool rational_helps(Algebra *a, Id e, RationalWaves waves);

#endif
