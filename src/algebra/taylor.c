/* taylor.c -- Taylor polynomials.  */

#include "config.h"
#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/shape.h"
#include "algebra/tidy.h"

#include <stdlib.h>

/* E at the point: symbols replaced by what they are there. */
static Id at_point(Algebra *a, Id e, const Variables *by, const Id *at) {
  for (size_t i = 0; i < by->count; i++) e = expr_substitute(a, e, by->items[i], at[i]);
  return e;
}

static Number factorial(size_t n) {
  Number r = number_whole(1);
  for (size_t k = 2; k <= n; k++) r = number_multiply(r, number_whole((int64_t)k));
  return r;
}

typedef struct Expansion {
  Formula *f;
  const Variables *by;
  const Id *at;
  Id *terms;
  size_t count, cap;
} Expansion;

/* All terms in which variables from I on stand with total degree up to LEFT; E is the derivative
   reached, POWERS what it is multiplied by. */
static bool expand_from(Expansion *x, Id e, Id powers, size_t i, size_t left) {
  Algebra *a = x->f->a;
  if (!e || !powers) return false;
  if (i == x->by->count) {
    Id value = at_point(a, e, x->by, x->at);
    if (!value) return false;
    MEM_GROW(x->terms, x->count, x->cap);
    return (x->terms[x->count++] = expr_times(a, value, powers)) != EXPR_NONE;
  }
  Id offset = expr_subtract(a, x->by->items[i], x->at[i]);
  for (size_t k = 0; k <= left; k++) {
    Id power = expr_scale(a, number_divide(number_whole(1), factorial(k)),
                          expr_raise(a, offset, (int64_t)k));
    if (!expand_from(x, e, expr_times(a, powers, power), i + 1, left - k)) return false;
    if (k < left) e = tidy(a, derive(a, e, x->by->items[i]));
    if (!e) return false;
  }
  return true;
}

Id calculus_taylor(Formula *f, Id e, const Variables *by, const Id *at, size_t degree) {
  Algebra *a = f->a;
  if (by->array || !expr_is_scalar(a, e)) {
    algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 },
                 "a Taylor polynomial needs numbers as variables and one number as value");
    return EXPR_NONE;
  }
  Expansion x = { .f = f, .by = by, .at = at };
  bool good = expand_from(&x, e, expr_whole(a, 1), 0, degree);
  Id sum = good ? expr_sum(a, x.terms, x.count) : EXPR_NONE;
  free(x.terms);
  formula_locate(f);
  return sum;
}
