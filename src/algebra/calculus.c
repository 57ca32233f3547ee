/* calculus.c -- gradients, Jacobians and Hessians of whole formulas.  */

#include "config.h"
#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/matrix_derive.h"
#include "algebra/shape.h"
#include "algebra/tidy.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ variables */

static void list_names(const Formula *f, Text *out) {
  for (size_t i = 0; i < f->count; i++)
    text_printf(out, "%s%s", i == 0 ? "" : i + 1 == f->count ? " and " : ", ", f->names[i]);
}

static bool unknown_variable(Formula *f, const char *name) {
  Text names = TEXT_EMPTY;
  list_names(f, &names);
  algebra_fail(f->a, ERROR_NAME, (Span){ 0, 0 }, "the function has no variable %s, only %s", name,
               text_string(&names));
  error_hint(&f->a->error, "its name stands in quotes: '%s'", f->names[0]);
  text_free(&names);
  return false;
}

static bool several_variables(Formula *f) {
  Text names = TEXT_EMPTY;
  list_names(f, &names);
  algebra_fail(f->a, ERROR_TYPE, (Span){ 0, 0 }, "the function has the variables %s: by which one?",
               text_string(&names));
  error_hint(&f->a->error, "diff(f, '%s') names it, gradient(f) takes them all", f->names[0]);
  text_free(&names);
  return false;
}

static void one_parameter(Formula *f, size_t i, Variables *out) {
  if (!f->parameters[i])
    *out = (Variables){ .items = f->elements[i], .count = f->element_counts[i] };
  else if (expr_is_scalar(f->a, f->parameters[i]))
    *out = (Variables){ .items = &f->parameters[i], .count = 1, .single = true };
  else
    *out = (Variables){ .array = f->parameters[i] };
}

static bool named_variable(Formula *f, const char *name, Variables *out) {
  for (size_t i = 0; i < f->count; i++) {
    if (strcmp(f->names[i], name) == 0) {
      one_parameter(f, i, out);
      return true;
    }
    for (size_t k = 0; k < f->element_counts[i]; k++)
      if (strcmp(expr_at(f->a, f->elements[i][k])->name, name) == 0) {
        *out = (Variables){ .items = &f->elements[i][k], .count = 1, .single = true };
        return true;
      }
  }
  return unknown_variable(f, name);
}

bool variables_of(Formula *f, const char *name, bool one, Variables *out) {
  if (name) return named_variable(f, name, out);
  if (f->count == 1) {
    one_parameter(f, 0, out);
    return true;
  }
  if (one) return several_variables(f);
  for (size_t i = 0; i < f->count; i++)
    if (!f->parameters[i] || !expr_is_scalar(f->a, f->parameters[i])) {
      algebra_fail(f->a, ERROR_TYPE, (Span){ 0, 0 },
                   "the variable %s is an array beside other variables: say by which one",
                   f->names[i]);
      error_hint(&f->a->error, "diff(f, '%s')", f->names[i]);
      return false;
    }
  *out = (Variables){ .items = f->parameters, .count = f->count };
  return true;
}

/* ------------------------------------------------------------------ outputs */

/* The numbers that E consists of; false where it is an array that is not written out. */
static bool entries_of(Algebra *a, Id e, const Id **out, size_t *count) {
  const Expr *x = expr_at(a, e);
  if (expr_is_call(a, e, "vcat") || expr_is_call(a, e, "hcat")) {
    for (size_t i = 0; i < x->count; i++)
      if (!expr_is_scalar(a, x->args[i])) return false;
    *out = x->args;
    *count = x->count;
    return true;
  }
  if (!expr_is_scalar(a, e)) return false;
  Id *one = arena_new(&a->arena, sizeof *one);
  *one = e;
  *out = one;
  *count = 1;
  return true;
}

/* What the rules for matrices answer, tidied. */
static Id finished(Formula *f, Id e) {
  Id r = tidy(f->a, e);
  formula_locate(f);
  return r;
}

static Id partial(Formula *f, Id e, Id symbol) {
  return finished(f, derive(f->a, e, symbol));
}

static Id joined(Algebra *a, const Id *items, size_t count, bool beside) {
  return count == 1 ? items[0] : expr_call(a, beside ? "hcat" : "vcat", items, count);
}

/* ------------------------------------------------------------------ first derivatives */

Id calculus_gradient(Formula *f, Id e, const Variables *by) {
  Algebra *a = f->a;
  if (by->array && expr_is_scalar(a, e)) return finished(f, matrix_gradient(a, e, by->array));
  if (by->single) return partial(f, e, by->items[0]);
  if (!expr_is_scalar(a, e)) return calculus_jacobian(f, e, by);
  Id *parts = arena_new(&a->arena, by->count * sizeof *parts);
  for (size_t i = 0; i < by->count; i++)
    if (!(parts[i] = partial(f, e, by->items[i]))) return EXPR_NONE;
  return joined(a, parts, by->count, by->lying);
}

Id calculus_jacobian(Formula *f, Id e, const Variables *by) {
  Algebra *a = f->a;
  if (by->array) return finished(f, matrix_jacobian(a, e, by->array));
  const Id *outputs;
  size_t count;
  Id *row = arena_new(&a->arena, by->count * sizeof *row);
  if (!entries_of(a, e, &outputs, &count)) { /* a column that is not written out */
    if (expr_at(a, e)->columns != 1) {
      algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 },
                   "the value is a matrix: a Jacobian needs one column of results");
      error_hint(&a->error, "f(x)(:) stacks its columns");
      return EXPR_NONE;
    }
    for (size_t i = 0; i < by->count; i++)
      if (!(row[i] = partial(f, e, by->items[i]))) return EXPR_NONE;
    return joined(a, row, by->count, true);
  }
  Id *rows = arena_new(&a->arena, count * sizeof *rows);
  for (size_t k = 0; k < count; k++) {
    for (size_t i = 0; i < by->count; i++)
      if (!(row[i] = partial(f, outputs[k], by->items[i]))) return EXPR_NONE;
    if (!(rows[k] = joined(a, row, by->count, true))) return EXPR_NONE;
  }
  return joined(a, rows, count, false);
}

Id calculus_hessian(Formula *f, Id e, const Variables *by) {
  Algebra *a = f->a;
  if (!expr_is_scalar(a, e)) {
    algebra_fail(
        a, ERROR_TYPE, (Span){ 0, 0 },
        "only a function whose value is one number has a Hessian; of %s it would be an array "
        "of order %d",
        shape_is_vector(shape_of(a, e)) ? "a vector" : "a matrix",
        shape_is_vector(shape_of(a, e)) ? 3 : 4);
    error_hint(&a->error, "jacobian(f) is the matrix of first derivatives");
    return EXPR_NONE;
  }
  if (by->array) return finished(f, matrix_hessian(a, e, by->array));
  Id gradient = calculus_gradient(f, e, by);
  return gradient ? calculus_jacobian(f, gradient, by) : EXPR_NONE;
}

Id calculus_derivative(Formula *f, Id e, const Variables *by, size_t order) {
  if (!by->single && order > 0) {
    if (order == 1) return calculus_gradient(f, e, by);
    if (order == 2) return calculus_hessian(f, e, by);
    algebra_fail(f->a, ERROR_TYPE, (Span){ 0, 0 },
                 "of several variables there are first and second derivatives here");
    error_hint(&f->a->error, "diff(f, '%s', %zu) goes on by one variable",
               by->array ? f->names[0] : expr_at(f->a, by->items[0])->name, order);
    return EXPR_NONE;
  }
  if (order == 0) return tidy(f->a, e);
  for (size_t k = 0; k < order && e; k++) e = partial(f, e, by->items[0]);
  return e;
}

Id calculus_along(Formula *f, Id e, const Variables *by, const Id *direction) {
  Algebra *a = f->a;
  if (by->array) {
    const Expr *x = expr_at(a, by->array);
    Id v = expr_call(a, x->rows == 1 ? "hcat" : "vcat", direction, x->rows * x->columns);
    Id g = matrix_gradient(a, e, by->array);
    return finished(f, x->rows == 1 ? expr_dot(a, g, expr_transpose(a, v))
                                    : expr_dot(a, expr_transpose(a, g), v));
  }
  Id *terms = arena_new(&a->arena, by->count * sizeof *terms);
  for (size_t i = 0; i < by->count; i++) {
    Id d = partial(f, e, by->items[i]);
    if (!(terms[i] = expr_times(a, direction[i], d))) return EXPR_NONE;
  }
  return tidy(a, expr_sum(a, terms, by->count));
}
