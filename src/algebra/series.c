/* series.c -- Taylor coefficients by arithmetic on series.  */

#include "config.h"
#include "algebra/series.h"
#include "algebra/tidy.h"

#include <stdlib.h>
#include <string.h>

typedef struct Series {
  Algebra *a;
  Id symbol, at;
  size_t degree;
  Id **memo; /* by Id */
} Series;

static Id *of(Series *s, Id e);

static Id *fresh(Series *s) {
  Id *c = arena_new(&s->a->arena, (s->degree + 1) * sizeof *c);
  for (size_t k = 0; k <= s->degree; k++) c[k] = expr_whole(s->a, 0);
  return c;
}

/* The sum of w(j) * x[j] * y[k - j] for j = FROM ... TO, with w(j) = SLOPE*j + OFFSET. */
static Id convolve(Series *s, const Id *x, const Id *y, size_t k, size_t from, size_t to,
                   Number slope, Number offset) {
  Algebra *a = s->a;
  Id *terms = arena_new(&a->arena, (s->degree + 2) * sizeof *terms);
  size_t n = 0;
  for (size_t j = from; j <= to && to != SIZE_MAX; j++) {
    Number w = number_add(number_multiply(slope, number_whole((int64_t)j)), offset);
    terms[n++] = expr_scale(a, w, expr_times(a, x[j], y[k - j]));
  }
  return tidy(a, expr_sum(a, terms, n));
}

static Id *times(Series *s, const Id *x, const Id *y) {
  Id *c = fresh(s);
  for (size_t k = 0; k <= s->degree; k++)
    c[k] = convolve(s, x, y, k, 0, k, number_whole(0), number_whole(1));
  return c;
}

static Id over(Series *s, Id e, size_t k) {
  return expr_scale(s->a, number_fraction(1, (int64_t)k), e);
}

/* x^p where x does not begin with 0. */
static Id *power(Series *s, const Id *x, Number p) {
  Algebra *a = s->a;
  if (expr_is_number(a, x[0], 0)) return NULL;
  Id *c = fresh(s);
  c[0] = expr_power(a, x[0], expr_number(a, p));
  Number slope = number_add(p, number_whole(1));
  for (size_t k = 1; k <= s->degree; k++) {
    Id sum = convolve(s, x, c, k, 1, k, slope, number_whole(-(int64_t)k));
    c[k] = tidy(a, over(s, expr_divide(a, sum, x[0]), k));
  }
  return c;
}

static Id *whole_power(Series *s, const Id *x, int64_t n) {
  Id *c = fresh(s);
  c[0] = expr_whole(s->a, 1);
  for (int64_t k = 0; k < n; k++) c = times(s, c, x);
  return c;
}

static Id *exponential(Series *s, const Id *x) {
  Id *c = fresh(s);
  c[0] = expr_call1(s->a, "exp", x[0]);
  for (size_t k = 1; k <= s->degree; k++)
    c[k] = over(s, convolve(s, x, c, k, 1, k, number_whole(1), number_whole(0)), k);
  return c;
}

static Id *logarithm(Series *s, const Id *x) {
  Algebra *a = s->a;
  if (expr_is_number(a, x[0], 0)) return NULL;
  Id *c = fresh(s);
  c[0] = expr_call1(a, "log", x[0]);
  for (size_t k = 1; k <= s->degree; k++) {
    Id sum = convolve(s, c, x, k, 1, k - 1, number_whole(1), number_whole(0));
    c[k] = tidy(a, expr_divide(a, expr_subtract(a, x[k], over(s, sum, k)), x[0]));
  }
  return c;
}

/* sin and cos, or sinh and cosh for SIGN = 1, of X. */
static void waves(Series *s, const Id *x, int sign, Id **sine, Id **cosine) {
  Algebra *a = s->a;
  *sine = fresh(s);
  *cosine = fresh(s);
  (*sine)[0] = expr_call1(a, sign > 0 ? "sinh" : "sin", x[0]);
  (*cosine)[0] = expr_call1(a, sign > 0 ? "cosh" : "cos", x[0]);
  for (size_t k = 1; k <= s->degree; k++) {
    (*sine)[k] = over(s, convolve(s, x, *cosine, k, 1, k, number_whole(1), number_whole(0)), k);
    (*cosine)[k] =
        expr_scale(a, number_whole(sign),
                   over(s, convolve(s, x, *sine, k, 1, k, number_whole(1), number_whole(0)), k));
  }
}

/* The integral of x' * y, beginning with FIRST. */
static Id *integral(Series *s, const Id *x, const Id *y, Id first) {
  Id *c = fresh(s);
  c[0] = first;
  for (size_t k = 1; k <= s->degree; k++)
    c[k] = over(s, convolve(s, x, y, k, 1, k, number_whole(1), number_whole(0)), k);
  return c;
}

/* 1 + SIGN * x^2, to the power P */
static Id *around_one(Series *s, const Id *x, int sign, Number p) {
  Id *square = times(s, x, x);
  for (size_t k = 0; k <= s->degree; k++)
    square[k] = expr_scale(s->a, number_whole(sign), square[k]);
  square[0] = expr_add(s->a, square[0], expr_whole(s->a, 1));
  return power(s, square, p);
}

static Id *of_call(Series *s, const char *name, const Id *x) {
  static const struct {
    const char *name;
    int sign, root; /* the derivative is (1 + sign*x^2)^(-1/root) */
  } areas[] = { { "atan", 1, 1 }, { "atanh", -1, 1 }, { "asin", -1, 2 }, { "asinh", 1, 2 } };
  Id *sine, *cosine;
  if (strcmp(name, "exp") == 0) return exponential(s, x);
  if (strcmp(name, "log") == 0) return logarithm(s, x);
  for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
    if (strcmp(name, areas[i].name) == 0) {
      Id *slope = around_one(s, x, areas[i].sign, number_fraction(-1, areas[i].root));
      return slope ? integral(s, x, slope, expr_call1(s->a, name, x[0])) : NULL;
    }
  bool hyperbolic =
      strcmp(name, "sinh") == 0 || strcmp(name, "cosh") == 0 || strcmp(name, "tanh") == 0;
  if (!hyperbolic && strcmp(name, "sin") != 0 && strcmp(name, "cos") != 0 &&
      strcmp(name, "tan") != 0)
    return NULL;
  waves(s, x, hyperbolic ? 1 : -1, &sine, &cosine);
  if (*name == 's') return sine;
  if (*name == 'c') return cosine;
  Id *below = power(s, cosine, number_whole(-1));
  return below ? times(s, sine, below) : NULL;
}

static Id *of_power(Series *s, const Expr *x) {
  Algebra *a = s->a;
  const Expr *p = expr_at(a, x->args[1]);
  if (p->kind != EXPR_NUMBER || !number_exact(p->number)) { /* u^v = exp(v * log(u)) */
    Id *u = of(s, x->args[0]), *v = of(s, x->args[1]);
    Id *log = u && v ? logarithm(s, u) : NULL;
    return log ? exponential(s, times(s, v, log)) : NULL;
  }
  Id *u = of(s, x->args[0]);
  if (!u) return NULL;
  bool whole = number_is_whole(p->number) && p->number.top > 0;
  if (whole && expr_is_number(a, u[0], 0))
    return p->number.top > (int64_t)s->degree ? fresh(s) : whole_power(s, u, p->number.top);
  return power(s, u, p->number);
}

static Id *plain(Series *s, Id e) {
  Algebra *a = s->a;
  const Expr *x = expr_at(a, e);
  Id *c = fresh(s);
  if (e == s->symbol) {
    c[0] = s->at;
    if (s->degree > 0) c[1] = expr_whole(a, 1);
    return c;
  }
  if (!expr_depends(a, e, s->symbol)) {
    c[0] = e;
    return c;
  }
  switch (x->kind) {
  case EXPR_SUM:
    c[0] = expr_number(a, x->number);
    for (size_t i = 0; i < x->count; i++) {
      Id *term = of(s, x->args[i]);
      if (!term) return NULL;
      for (size_t k = 0; k <= s->degree; k++) c[k] = expr_add(a, c[k], term[k]);
    }
    return c;
  case EXPR_PRODUCT:
    c[0] = expr_number(a, x->number);
    for (size_t i = 0; i < x->count; i++) {
      Id *factor = of(s, x->args[i]);
      if (!factor) return NULL;
      c = times(s, c, factor);
    }
    return c;
  case EXPR_POWER: return of_power(s, x);
  case EXPR_CALL: {
    Id *u = x->count == 1 ? of(s, x->args[0]) : NULL;
    return u ? of_call(s, x->name, u) : NULL;
  }
  default: return NULL;
  }
}

static Id *of(Series *s, Id e) {
  if (algebra_failed(s->a) || !expr_is_scalar(s->a, e)) return NULL;
  if (!s->memo[e]) s->memo[e] = plain(s, e);
  return s->memo[e];
}

bool series_of(Algebra *a, Id e, Id symbol, Id at, size_t degree, Id *out) {
  Series s = { .a = a, .symbol = symbol, .at = at, .degree = degree };
  s.memo = mem_new((e + 1) * sizeof *s.memo);
  Id *c = of(&s, e);
  free(s.memo);
  if (c && !algebra_failed(a)) memcpy(out, c, (degree + 1) * sizeof *out);
  return c && !algebra_failed(a);
}
