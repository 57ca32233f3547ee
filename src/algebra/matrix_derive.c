/* matrix_derive.c -- gradients, Jacobians and Hessians: reverse mode on symbols.  */

#include "config.h"
#include "algebra/matrix_derive.h"
#include "algebra/derive.h"
#include "algebra/matrix_parts.h"
#include "algebra/tidy.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ adjoints */

static bool is_zero(const Algebra *a, Id e) {
  return expr_is_number(a, e, 0) || expr_is_call(a, e, "zeros");
}

void reverse_add(Reverse *r, Id e, Id g) {
  if (!r->depends[e] || g == EXPR_NONE || is_zero(r->a, g)) return;
  g = matrix_fit(r->a, g, shape_of(r->a, e));
  r->adjoints[e] = r->adjoints[e] ? expr_add(r->a, r->adjoints[e], g) : g;
}

/* Sizes and numbers of entries do not change with the entries. */
static bool is_about_size(const Expr *x) {
  static const char *const names[] = { "numel", "rows", "columns", "length", "size" };
  for (size_t i = 0; x->kind == EXPR_CALL && i < sizeof names / sizeof *names; i++)
    if (strcmp(x->name, names[i]) == 0) return true;
  return false;
}

static void back_product(Reverse *r, const Expr *x, Id g) {
  Algebra *a = r->a;
  Id *f = arena_new(&a->arena, (x->count + 1) * sizeof *f);
  for (size_t i = 0; i < x->count; i++) {
    if (!r->depends[x->args[i]]) continue;
    memcpy(f, x->args, x->count * sizeof *f);
    f[i] = g;
    reverse_add(r, x->args[i], expr_scale(a, x->number, expr_product(a, f, x->count)));
  }
}

static void back_power(Reverse *r, const Expr *x, Id e, Id g) {
  Algebra *a = r->a;
  Id u = x->args[0], v = x->args[1];
  Id less_two = expr_subtract(a, v, expr_whole(a, 2));
  if (expr_is_call(a, u, "norm") && expr_nonnegative(a, less_two)) { /* no kink at 0 any more */
    Id w = expr_at(a, u)->args[0];
    reverse_add(r, w, expr_product(a, (Id[]){ v, expr_power(a, u, less_two), w, g }, 4));
    return;
  }
  if (r->depends[u]) {
    Id less = expr_power(a, u, expr_subtract(a, v, expr_whole(a, 1)));
    reverse_add(r, u, expr_product(a, (Id[]){ v, less, g }, 3));
  }
  if (r->depends[v]) {
    if (!expr_positive(a, u)) a->note = "valid where the base of the power is positive";
    reverse_add(r, v, expr_product(a, (Id[]){ e, expr_call1(a, "log", u), g }, 3));
  }
}

/* L*U*R hands L'*G*R' to U. */
static void back_dot(Reverse *r, const Expr *x, Id g) {
  Algebra *a = r->a;
  for (size_t i = 0; i < x->count; i++) {
    if (!r->depends[x->args[i]]) continue;
    Id left = EXPR_NONE, right = EXPR_NONE;
    for (size_t k = 0; k < i; k++) left = left ? expr_dot(a, left, x->args[k]) : x->args[k];
    for (size_t k = i + 1; k < x->count; k++)
      right = right ? expr_dot(a, right, x->args[k]) : x->args[k];
    Id one = left ? expr_dot(a, expr_transpose(a, left), g) : g;
    reverse_add(r, x->args[i], right ? expr_dot(a, one, expr_transpose(a, right)) : one);
    if (algebra_failed(a)) return;
  }
}

static void back(Reverse *r, Id e, Id g) {
  Algebra *a = r->a;
  const Expr *x = expr_at(a, e);
  switch (x->kind) {
  case EXPR_SUM:
    for (size_t i = 0; i < x->count; i++) reverse_add(r, x->args[i], g);
    break;
  case EXPR_PRODUCT: back_product(r, x, g); break;
  case EXPR_POWER: back_power(r, x, e, g); break;
  case EXPR_DOT: back_dot(r, x, g); break;
  case EXPR_TRANSPOSE: reverse_add(r, x->args[0], expr_transpose(a, g)); break;
  case EXPR_CALL:
    if (!shape_is_entrywise(a, x->name, x->count)) {
      reverse_call(r, e, g);
      break;
    }
    for (size_t i = 0; i < x->count && !algebra_failed(a); i++)
      if (r->depends[x->args[i]])
        reverse_add(r, x->args[i], expr_times(a, g, derive_call(a, e, i)));
    break;
  default: break;
  }
}

/* The gradient of sum(SEED .* E). */
static Id reverse(Algebra *a, Id e, Id symbol, Id seed) {
  Shape shape = shape_of(a, symbol);
  Reverse r = { .a = a, .root = e, .symbol = symbol };
  r.adjoints = mem_new((e + 1u) * sizeof *r.adjoints);
  r.depends = mem_new((e + 1u) * sizeof *r.depends);
  for (Id i = symbol; i <= e; i++) {
    const Expr *x = expr_at(a, i);
    r.depends[i] = i == symbol;
    for (size_t k = 0; k < x->count && !is_about_size(x); k++)
      r.depends[i] |= r.depends[x->args[k]];
  }
  Id result = EXPR_NONE;
  if (e >= symbol) {
    reverse_add(&r, e, seed);
    /* Arguments are older than what they are part of. */
    for (Id i = e; i > symbol && !algebra_failed(a); i--)
      if (r.adjoints[i]) back(&r, i, r.adjoints[i]);
    result = r.adjoints[symbol];
  }
  free(r.adjoints);
  free(r.depends);
  if (algebra_failed(a)) return EXPR_NONE;
  return result ? result : matrix_zeros(a, shape);
}

/* ------------------------------------------------------------------ answers */

/* BEFORE, the shape of E, AFTER. */
static Id refuse_shape(Algebra *a, Id e, const char *before, const char *after, const char *hint) {
  Text t = TEXT_EMPTY;
  shape_print(shape_of(a, e), &t);
  algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "%s %s%s", before, text_string(&t), after);
  error_hint(&a->error, "%s", hint);
  text_free(&t);
  return EXPR_NONE;
}

Id matrix_without_units(Algebra *a, Id e) {
  for (Id i = e; i > 0 && e != EXPR_NONE; i--) {
    if (!expr_is_call(a, i, "unit") || !expr_depends(a, e, i)) continue;
    Id u = expr_at(a, i)->args[0];
    e = expr_substitute(a, e, i, expr_divide(a, u, expr_call1(a, "norm", u)));
  }
  return e;
}

/* What E is the sum of the squares of; EXPR_NONE for anything else. */
static Id squares_of(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id u = EXPR_NONE;
  if (x->kind == EXPR_DOT && x->count == 2 && expr_transpose(a, x->args[1]) == x->args[0])
    return x->args[1];
  if (x->kind != EXPR_CALL || x->count != 1) return EXPR_NONE;
  if (strcmp(x->name, "sum") != 0 && strcmp(x->name, "total") != 0) return EXPR_NONE;
  e = x->args[0];
  if (expr_is_call(a, e, "vec")) e = expr_at(a, e)->args[0];
  return number_is(expr_exponent(a, e, &u), 2) ? u : EXPR_NONE;
}

/* sqrt(x'*x) and sqrt(sum(x.^2)) are norms: they have their kink, and its slope. */
static Id with_norms(Algebra *a, Id e) {
  for (Id i = e; i > 0 && e != EXPR_NONE; i--) {
    const Expr *x = expr_at(a, i);
    Id base;
    if (x->kind != EXPR_POWER || !expr_is_scalar(a, i)) continue;
    Number half = expr_exponent(a, i, &base);
    if (!number_equal(half, number_fraction(1, 2)) || !expr_depends(a, e, i)) continue;
    Id u = squares_of(a, base);
    if (u && shape_is_vector(shape_of(a, u)))
      e = expr_substitute(a, e, i, expr_call1(a, "norm", u));
    else if (u)
      a->note = "where that norm is 0 this gives NaN; grad(f, x0) takes the slope there as 0";
  }
  return e;
}

Id matrix_gradient(Algebra *a, Id e, Id symbol) {
  if (e == EXPR_NONE || symbol == EXPR_NONE) return EXPR_NONE;
  e = with_norms(a, matrix_without_units(a, e));
  if (!expr_is_scalar(a, e))
    return refuse_shape(a, e, "a gradient is of one number, but this function gives", "",
                        "jacobian(f) has the slopes of every entry; sum(...) makes it one number");
  return reverse(a, e, symbol, expr_whole(a, 1));
}

Id matrix_at_a_kink(Algebra *a, Id slopes) {
  if (a->kink && expr_is_call(a, a->kink, "norm")) {
    a->kink = EXPR_NONE;
    a->kinks = false;
  }
  a->note = "where a norm is 0 this gives NaN: at its kink there is no second slope";
  return matrix_without_units(a, slopes);
}

Id matrix_jacobian(Algebra *a, Id e, Id symbol) {
  if (e == EXPR_NONE || symbol == EXPR_NONE) return EXPR_NONE;
  Id plain = matrix_without_units(a, e);
  if (plain != e) return matrix_at_a_kink(a, matrix_jacobian(a, plain, symbol));
  Shape out = shape_of(a, e), in = shape_of(a, symbol);
  if (!shape_is_vector(out))
    return refuse_shape(a, e, "the slopes of a matrix, here",
                        ", stand in more than two directions and are no matrix",
                        "f(x)(:) has the entries one below the other");
  if (!shape_is_vector(in))
    return refuse_shape(a, symbol, "slopes by a matrix, here",
                        ", stand in more than two directions and are no matrix",
                        "the gradient of one entry at a time is a matrix");
  const Expr *x = expr_at(a, e);
  bool joined = expr_is_call(a, e, "vcat") || expr_is_call(a, e, "hcat");
  if (joined) { /* part by part, one below the other */
    Id *parts = arena_new(&a->arena, x->count * sizeof *parts);
    for (size_t i = 0; i < x->count; i++)
      if (!(parts[i] = matrix_jacobian(a, x->args[i], symbol))) return EXPR_NONE;
    return expr_call(a, "vcat", parts, x->count);
  }
  if (expr_is_call(a, e, "index") && x->count == 2 && !shape_is_scalar(out)) {
    Id j = matrix_jacobian(a, x->args[0], symbol);
    return expr_call(a, "index", (Id[]){ j, x->args[1], matrix_colon(a) }, 3);
  }
  if (shape_is_scalar(out)) {
    Id g = reverse(a, e, symbol, expr_whole(a, 1));
    return g && in.rows != 1 ? expr_transpose(a, g) : g;
  }
  uint32_t n = out.rows == 1 ? out.columns : out.rows;
  Id direction = expr_symbol(a, " direction", n, 1, true);
  Id seed = out.rows == 1 ? expr_transpose(a, direction) : direction;
  Id g = reverse(a, e, symbol, seed);
  if (g && in.rows == 1) g = expr_transpose(a, g);
  return expr_transpose(a, matrix_of_linear(a, g, direction));
}

Id matrix_hessian(Algebra *a, Id e, Id symbol) {
  if (e == EXPR_NONE || symbol == EXPR_NONE) return EXPR_NONE;
  if (!shape_is_vector(shape_of(a, symbol)))
    return refuse_shape(a, symbol, "second derivatives by a matrix, here",
                        ", stand in four directions and are no matrix",
                        "gradient(f) has the first derivatives");
  return matrix_jacobian(a, tidy(a, matrix_gradient(a, e, symbol)), symbol);
}
