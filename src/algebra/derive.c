/* derive.c -- derivatives by a number: one rule for each kind of expression.  */

#include "config.h"
#include "algebra/derive.h"
#include "algebra/matrix_derive.h"
#include "algebra/read.h"
#include "algebra/shape.h"

#include <stdlib.h>
#include <string.h>

static bool is_step(const char *name) {
  static const char *const names[] = { "<", "<=", "==", "!=", ">=", ">", "&", "|", "!" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

static bool is_constant(const Algebra *a, Id e) {
  return !expr_depends(a, e, EXPR_NONE);
}

static void note_kink(Algebra *a, Id e) {
  a->kinks = true;
  if (!a->kink) a->kink = e;
}

/* max(u, v): 1 where u is larger; a constant wins a tie, two variables share it. */
static Id slope_of_larger(Algebra *a, Id e, size_t i) {
  const Expr *x = expr_at(a, e);
  bool larger = strcmp(x->name, "max") == 0;
  Id mine = x->args[i], other = x->args[1 - i];
  note_kink(a, e);
  if (is_constant(a, other)) return expr_call2(a, larger ? ">" : "<", mine, other);
  Id side = expr_call1(a, "sign", expr_subtract(a, mine, other)), one = expr_whole(a, 1);
  Id twice = larger ? expr_add(a, one, side) : expr_subtract(a, one, side);
  return expr_scale(a, number_fraction(1, 2), twice);
}

static Id no_rule(Algebra *a, const char *name) {
  a->culprit = name;
  algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 }, "%s has no derivative that could be written down",
               name);
  error_hint(&a->error, "deriv(f, x0) may give its slope at a point");
  return EXPR_NONE;
}

Id derive_call(Algebra *a, Id e, size_t i) {
  const Expr *x = expr_at(a, e);
  if (is_step(x->name)) {
    note_kink(a, e);
    return expr_whole(a, 0);
  }
  if (strcmp(x->name, "abs") == 0 || strcmp(x->name, "relu") == 0) note_kink(a, e);
  if ((strcmp(x->name, "max") == 0 || strcmp(x->name, "min") == 0) && x->count == 2)
    return slope_of_larger(a, e, i);
  if (strcmp(x->name, "psi") == 0 && x->count == 2 && i == 0) return no_rule(a, x->name);
  if (strcmp(x->name, "mod") == 0 || strcmp(x->name, "rem") == 0) note_kink(a, e);
  const Builtin *b = algebra_builtin(a, x->name);
  if (!b) return no_rule(a, x->name);
  if (strcmp(x->name, "sinc") == 0)
    a->note = "where the argument of sinc is 0 this gives NaN; the slope there is 0";
  Id slope = builtin_derivative(a, b, i, x->args, x->count);
  if (slope && expr_at(a, slope)->kind == EXPR_NUMBER && number_is(expr_at(a, slope)->number, 0))
    note_kink(a, e); /* constant but for its jumps */
  return slope || algebra_failed(a) ? slope : no_rule(a, x->name);
}

/* ------------------------------------------------------------------ by a number */

typedef struct Deriving {
  Algebra *a;
  Id symbol;
  Id *memo;      /* by Id */
  bool *depends; /* by Id: on the symbol */
  Id whole;      /* what is differentiated */
} Deriving;

static Id down(Deriving *d, Id e);

static Id zero_like(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  return expr_filled(a, number_whole(0), x->rows, x->columns);
}

static Id of_product(Deriving *d, const Expr *x, Id whole) {
  Algebra *a = d->a;
  Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
  Id *f = arena_new(&a->arena, x->count * sizeof *f);
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++) {
    if (!d->depends[x->args[i]]) continue;
    memcpy(f, x->args, x->count * sizeof *f);
    if (!(f[i] = down(d, x->args[i]))) return EXPR_NONE;
    terms[n++] = expr_scale(a, x->number, expr_product(a, f, x->count));
  }
  return n ? expr_sum(a, terms, n) : zero_like(a, whole);
}

static Id of_power(Deriving *d, const Expr *x, Id e) {
  Algebra *a = d->a;
  Id u = x->args[0], v = x->args[1], total = EXPR_NONE;
  if (d->depends[u]) {
    Id less = expr_power(a, u, expr_subtract(a, v, expr_whole(a, 1)));
    total = expr_product(a, (Id[]){ v, less, down(d, u) }, 3);
    if (!total) return EXPR_NONE;
  }
  if (d->depends[v] && !expr_is_number(a, u, 0)) { /* 0^v is 0 where v > 0 */
    if (!expr_positive(a, u)) a->note = "valid where the base of the power is positive";
    Id one = expr_product(a, (Id[]){ e, expr_call1(a, "log", u), down(d, v) }, 3);
    total = total ? expr_add(a, total, one) : one;
  }
  return total ? total : zero_like(a, e);
}

static Id of_dot(Deriving *d, const Expr *x, Id e) {
  Algebra *a = d->a;
  Id total = zero_like(a, e);
  for (size_t i = 0; i < x->count; i++) {
    if (!d->depends[x->args[i]]) continue;
    Id one = EXPR_NONE;
    for (size_t k = 0; k < x->count; k++) {
      Id factor = k == i ? down(d, x->args[k]) : x->args[k];
      one = k == 0 ? factor : expr_dot(a, one, factor);
    }
    total = expr_add(a, total, one);
  }
  return total;
}

/* Is a power of E a part of what is differentiated?  Then the kink may be gone, or be a pole. */
static bool is_raised(const Deriving *d, Id e) {
  for (Id i = e + 1; i <= d->whole; i++)
    if (d->depends[i] && expr_at(d->a, i)->kind == EXPR_POWER && expr_at(d->a, i)->args[0] == e)
      return true;
  return false;
}

/* norm(u)' = unit(u)'*u', 0 at the kink. */
static Id of_norm(Deriving *d, const Expr *x, Id e) {
  Algebra *a = d->a;
  Id u = x->args[0], inner = down(d, u);
  if (x->count > 1 || !shape_is_vector(shape_of(a, u)) || is_raised(d, e))
    return expr_divide(a, expr_call1(a, "sum", expr_times(a, u, inner)), e);
  a->kinks = true;
  if (!a->kink) a->kink = e;
  return expr_call1(a, "sum", expr_times(a, expr_call1(a, "unit", u), inner));
}

static Id of_matrix_call(Deriving *d, const Expr *x, Id e, bool *done) {
  Algebra *a = d->a;
  *done = true;
  static const char *const linear[] = { "sum", "total", "trace", "diag", "vec", "cumsum" };
  for (size_t i = 0; x->count && i < sizeof linear / sizeof *linear; i++)
    if (strcmp(x->name, linear[i]) == 0) {
      Id args[2] = { down(d, x->args[0]), x->count > 1 ? x->args[1] : EXPR_NONE };
      return expr_call(a, x->name, args, x->count);
    }
  if (strcmp(x->name, "hcat") == 0 || strcmp(x->name, "vcat") == 0) {
    Id *args = arena_new(&a->arena, x->count * sizeof *args);
    for (size_t i = 0; i < x->count; i++) args[i] = down(d, x->args[i]);
    return expr_call(a, x->name, args, x->count);
  }
  Id u = x->count ? x->args[0] : EXPR_NONE;
  if (strcmp(x->name, "inv") == 0)
    return expr_negate(a, expr_dot(a, e, expr_dot(a, down(d, u), e)));
  if (strcmp(x->name, "det") == 0)
    return expr_times(a, e,
                      expr_call1(a, "trace", expr_dot(a, expr_call1(a, "inv", u), down(d, u))));
  if (strcmp(x->name, "norm") == 0) return of_norm(d, x, e);
  if (strcmp(x->name, "\\") == 0 && !d->depends[u])
    return expr_call2(a, "\\", u, down(d, x->args[1]));
  if (strcmp(x->name, "merge") == 0 && x->count == 3)
    return expr_call(a, "merge", (Id[]){ u, down(d, x->args[1]), down(d, x->args[2]) }, 3);
  *done = false;
  return EXPR_NONE;
}

static Id plain(Deriving *d, Id e) {
  Algebra *a = d->a;
  const Expr *x = expr_at(a, e);
  switch (x->kind) {
  case EXPR_SUM: {
    Id *terms = arena_new(&a->arena, (x->count + 1) * sizeof *terms);
    for (size_t i = 0; i < x->count; i++)
      if (!(terms[i] = down(d, x->args[i]))) return EXPR_NONE;
    return expr_sum(a, terms, x->count);
  }
  case EXPR_PRODUCT: return of_product(d, x, e);
  case EXPR_POWER: return of_power(d, x, e);
  case EXPR_DOT: return of_dot(d, x, e);
  case EXPR_TRANSPOSE: return expr_transpose(a, down(d, x->args[0]));
  case EXPR_CALL: {
    bool done = false;
    Id r = shape_is_entrywise(a, x->name, x->count) ? EXPR_NONE : of_matrix_call(d, x, e, &done);
    if (done || algebra_failed(a)) return r;
    Id total = zero_like(a, e);
    for (size_t i = 0; i < x->count; i++)
      if (d->depends[x->args[i]]) {
        /* one after the other: the order in which parts are made shows in what is printed */
        Id inner = down(d, x->args[i]), outer = derive_call(a, e, i);
        total = expr_add(a, total, expr_times(a, outer, inner));
      }
    return total;
  }
  default: return zero_like(a, e);
  }
}

static Id down(Deriving *d, Id e) {
  if (e == EXPR_NONE || algebra_failed(d->a)) return EXPR_NONE;
  if (e == d->symbol) return expr_whole(d->a, 1);
  if (d->memo[e]) return d->memo[e];
  Id r = d->depends[e] ? plain(d, e) : zero_like(d->a, e);
  d->memo[e] = r;
  return r;
}

Id derive(Algebra *a, Id e, Id symbol) {
  if (e == EXPR_NONE || symbol == EXPR_NONE) return EXPR_NONE;
  Id given = e;
  e = matrix_without_units(a, e);
  if (e < symbol) return zero_like(a, e);
  Deriving d = { .a = a, .symbol = symbol, .whole = e };
  d.memo = mem_new((e + 1) * sizeof *d.memo);
  d.depends = mem_new((e + 1) * sizeof *d.depends);
  d.depends[symbol] = true;
  for (Id i = symbol; i <= e; i++) /* arguments come before what they are part of */
    for (size_t k = 0; k < expr_at(a, i)->count && !d.depends[i]; k++)
      d.depends[i] = d.depends[expr_at(a, i)->args[k]];
  Id r = down(&d, e);
  free(d.memo);
  free(d.depends);
  return e == given ? r : matrix_at_a_kink(a, r);
}
