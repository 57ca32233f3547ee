/* taylor.c -- Taylor polynomials.  */

#include "config.h"
#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/print.h"
#include "algebra/series.h"
#include "algebra/tidy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Up to here derivatives of derivatives are as good as series. */
enum { MAX_DIFFERENTIATED = 6, MAX_DIFFERENTIATED_BY_SEVERAL = 3 };

/* The variable less the place as one symbol, "(x - 1)", so that sums keep it together. */
static Id offset_symbol(Algebra *a, Id variable, Id place) {
  if (expr_is_number(a, place, 0)) return variable;
  Text name = TEXT_EMPTY;
  const Expr *p = expr_at(a, place);
  bool negative = p->kind == EXPR_NUMBER && number_sign(p->number) < 0;
  text_printf(&name, "(%s %s ", expr_at(a, variable)->name, negative ? "+" : "-");
  expression_print(a, negative ? expr_negate(a, place) : place, NULL, &name);
  text_putc(&name, ')');
  Id e = expr_symbol(a, text_string(&name), 1, 1, true);
  text_free(&name);
  return e;
}

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

static bool has_value(Expansion *x, Id value) {
  Algebra *a = x->f->a;
  const Expr *v = expr_at(a, value);
  if (v->kind != EXPR_NUMBER || isfinite(number_value(v->number))) return true;
  algebra_fail(a, ERROR_DOMAIN, (Span){ 0, 0 },
               "the function or one of its derivatives has no finite value there");
  error_hint(&a->error, "take another place: taylor(f, 1)");
  return false;
}

/* All terms in which variables from I on stand with total degree up to LEFT; E is the derivative
   reached, POWERS what it is multiplied by. */
static bool expand_from(Expansion *x, Id e, Id powers, size_t i, size_t left) {
  Algebra *a = x->f->a;
  if (!e || !powers) return false;
  if (i == x->by->count) {
    Id value = at_point(a, e, x->by, x->at);
    if (!value || !has_value(x, value)) return false;
    MEM_GROW(x->terms, x->count, x->cap);
    return (x->terms[x->count++] = expr_times(a, value, powers)) != EXPR_NONE;
  }
  Id offset = offset_symbol(a, x->by->items[i], x->at[i]);
  for (size_t k = 0; k <= left; k++) {
    Id power = expr_scale(a, number_divide(number_whole(1), factorial(k)),
                          expr_raise(a, offset, (int64_t)k));
    if (!expand_from(x, e, expr_times(a, powers, power), i + 1, left - k)) return false;
    if (k < left) e = tidy(a, derive(a, e, x->by->items[i]));
    if (!e) return false;
  }
  return true;
}

/* By arithmetic on series, where that is known for all functions in E; EXPR_NONE otherwise. */
static Id by_series(Expansion *x, Id e, size_t degree) {
  Algebra *a = x->f->a;
  Id *c = arena_new(&a->arena, (degree + 1) * sizeof *c);
  if (!series_of(a, e, x->by->items[0], x->at[0], degree, c)) return EXPR_NONE;
  Id offset = offset_symbol(a, x->by->items[0], x->at[0]);
  for (size_t k = 0; k <= degree; k++) {
    if (!has_value(x, c[k])) return EXPR_NONE;
    c[k] = expr_times(a, c[k], expr_raise(a, offset, (int64_t)k));
  }
  return expr_sum(a, c, degree + 1);
}

/* SUM by the monomials in the offsets, each with one coefficient. */
static Id collected(Expansion *x, Id sum) {
  Algebra *a = x->f->a;
  size_t n = expr_term_count(a, sum), count = 0;
  Id *monomials = arena_new(&a->arena, n * sizeof *monomials);
  Id *coefficients = arena_new(&a->arena, n * sizeof *coefficients);
  for (size_t i = 0; i < n; i++) {
    Id term = expr_term(a, sum, i), monomial = expr_whole(a, 1);
    const Expr *e = expr_at(a, term);
    size_t factors = e->kind == EXPR_PRODUCT ? e->count : 1;
    for (size_t k = 0; k < factors; k++) {
      Id factor = e->kind == EXPR_PRODUCT ? e->args[k] : term, base;
      expr_exponent(a, factor, &base);
      for (size_t v = 0; v < x->by->count; v++)
        if (base == offset_symbol(a, x->by->items[v], x->at[v]))
          monomial = expr_times(a, monomial, factor);
    }
    Id coefficient = expr_divide(a, term, monomial);
    size_t k = 0;
    while (k < count && monomials[k] != monomial) k++;
    if (k == count) {
      monomials[count] = monomial;
      coefficients[count++] = coefficient;
    } else
      coefficients[k] = expr_add(a, coefficients[k], coefficient);
  }
  for (size_t k = 0; k < count; k++)
    monomials[k] = expr_times(a, tidy(a, coefficients[k]), monomials[k]);
  return expr_sum(a, monomials, count);
}

/* Several variables: along the line from the place to the point, x = x0 + t*(x - x0), a series in t
   at 0, whose coefficients are polynomials in the offsets. */
static Id along_line(Expansion *x, Id e, size_t degree) {
  Algebra *a = x->f->a;
  Id t = expr_symbol(a, " t", 1, 1, true); /* a name that cannot be typed */
  Id *c = arena_new(&a->arena, (degree + 1) * sizeof *c);
  Id *stand_ins = arena_new(&a->arena, x->by->count * sizeof *stand_ins);
  for (size_t i = 0; i < x->by->count; i++) { /* all at once: a place may hold another variable */
    char name[40];
    snprintf(name, sizeof name, " %zu", i);
    stand_ins[i] = expr_symbol(a, name, 1, 1, true);
    e = expr_substitute(a, e, x->by->items[i], stand_ins[i]);
  }
  for (size_t i = 0; i < x->by->count; i++) {
    Id offset = offset_symbol(a, x->by->items[i], x->at[i]);
    e = expr_substitute(a, e, stand_ins[i], expr_add(a, x->at[i], expr_times(a, t, offset)));
  }
  if (!e || !series_of(a, e, t, expr_whole(a, 0), degree, c)) return EXPR_NONE;
  for (size_t k = 0; k <= degree; k++)
    if (!has_value(x, c[k] = expand(a, c[k])) || !(c[k] = collected(x, c[k]))) return EXPR_NONE;
  a->nonzero_count = 0; /* nothing was lost: the monomials were multiplied in before */
  return expr_sum(a, c, degree + 1);
}

Id calculus_taylor(Formula *f, Id e, const Variables *by, const Id *at, size_t degree) {
  Algebra *a = f->a;
  if (by->array || !expr_is_scalar(a, e)) {
    algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 },
                 "a Taylor polynomial needs numbers as variables and one number as value");
    return EXPR_NONE;
  }
  Expansion x = { .f = f, .by = by, .at = at };
  if (degree > (by->count == 1 ? MAX_DIFFERENTIATED : MAX_DIFFERENTIATED_BY_SEVERAL)) {
    Id sum = by->count == 1 ? by_series(&x, e, degree) : along_line(&x, e, degree);
    if (sum || algebra_failed(a)) return sum;
  }
  bool good = expand_from(&x, e, expr_whole(a, 1), 0, degree);
  Id sum = good ? expr_sum(a, x.terms, x.count) : EXPR_NONE;
  free(x.terms);
  formula_locate(f);
  return sum;
}
