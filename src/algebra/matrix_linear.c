/* matrix_linear.c -- from an expression that is linear in a vector to the matrix of the map.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <stdlib.h>
#include <string.h>

typedef struct Linear {
  Algebra *a;
  Id v;
} Linear;

static Id matrix_of(Linear *l, Id e);

static bool depends(const Linear *l, Id e) {
  return expr_depends(l->a, e, l->v);
}

static Id no_form(Algebra *a) {
  algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 }, "these slopes have no form as a product of matrices");
  error_hint(&a->error, "jacobian(f, x0) or hessian(f, x0) gives their numbers at a point");
  return EXPR_NONE;
}

/* K with ROW' = K * v, and with COLUMN = K * v. */
static Id of_turned(Linear *l, Id row) {
  return matrix_of(l, expr_transpose(l->a, row));
}

static Id as_diagonal(Algebra *a, Id column) {
  return expr_is_scalar(a, column) ? column : expr_call1(a, "diag", column);
}

/* SCALE .* E, where SCALE is a column (or a number) without v. */
static Id scaled(Linear *l, Id scale, Id e) {
  Algebra *a = l->a;
  const Expr *x = expr_at(a, e);
  if (expr_is_scalar(a, scale)) return expr_times(a, scale, matrix_of(l, e));
  if (expr_is_scalar(a, e)) return expr_dot(a, scale, matrix_of(l, e));
  if (x->kind != EXPR_SUM) return expr_dot(a, as_diagonal(a, scale), matrix_of(l, e));
  Id total = EXPR_NONE;
  for (size_t i = 0; i < x->count; i++) {
    Id one = scaled(l, scale, x->args[i]);
    total = total ? expr_add(a, total, one) : one;
  }
  return total;
}

static Id of_sum(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  Id total = EXPR_NONE, ones = matrix_ones(a, (Shape){ x->rows, 1 });
  for (size_t i = 0; i < x->count; i++) {
    Id one = matrix_of(l, x->args[i]);
    if (x->rows > 1 && expr_is_scalar(a, x->args[i])) one = expr_dot(a, ones, one);
    total = total ? expr_add(a, total, one) : one;
  }
  return total;
}

static Id of_product(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  Id *rest = arena_new(&a->arena, (x->count + 1) * sizeof *rest), linear = EXPR_NONE;
  for (size_t i = 0; i < x->count; i++) {
    rest[i] = x->args[i];
    if (linear || !depends(l, x->args[i])) continue;
    linear = x->args[i];
    rest[i] = expr_whole(a, 1);
  }
  rest[x->count] = expr_number(a, x->number);
  return scaled(l, expr_product(a, rest, x->count + 1), linear);
}

static Id chain(Algebra *a, const Id *args, size_t n) {
  Id r = n ? args[0] : EXPR_NONE;
  for (size_t i = 1; i < n; i++) r = expr_dot(a, r, args[i]);
  return r;
}

/* L * U * R with U depending on v, a column or a number in all. */
static Id of_dot(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  size_t i = 0;
  while (i < x->count && !depends(l, x->args[i])) i++;
  Id left = chain(a, x->args, i), u = x->args[i], k;
  Id right = chain(a, x->args + i + 1, x->count - i - 1);
  const Expr *y = expr_at(a, u);
  if (!right)
    k = matrix_of(l, u);
  else if (y->rows == 1)
    k = expr_dot(a, expr_transpose(a, right), of_turned(l, u));
  else if (expr_is_call(a, u, "diag") && expr_at(a, right)->columns == 1) {
    Id d = y->args[0];
    Id inner = expr_at(a, d)->rows == 1 ? of_turned(l, d) : matrix_of(l, d);
    k = expr_dot(a, as_diagonal(a, right), inner);
  } else if (y->kind == EXPR_SUM) { /* distributed */
    k = EXPR_NONE;
    for (size_t t = 0; t < y->count; t++) {
      Id one = matrix_of(l, expr_dot(a, y->args[t], right));
      k = k ? expr_add(a, k, one) : one;
    }
  } else if (expr_at(a, right)->columns == 1 && y->kind == EXPR_PRODUCT) {
    /* (c .* M) * r: numbers and columns stand outside, rows join r */
    Id outside = expr_number(a, y->number), along = right, inside = EXPR_NONE;
    for (size_t t = 0; t < y->count; t++) {
      Shape s = shape_of(a, y->args[t]);
      if (s.columns == 1 && !depends(l, y->args[t]))
        outside = expr_times(a, outside, y->args[t]);
      else if (s.rows == 1 && !depends(l, y->args[t]))
        along = expr_times(a, along, expr_transpose(a, y->args[t]));
      else
        inside = inside ? expr_times(a, inside, y->args[t]) : y->args[t];
    }
    if (inside == u || inside == EXPR_NONE) return no_form(a);
    if (expr_at(a, inside)->rows == 1) /* stretched downwards */
      inside = expr_dot(a, inside, along);
    else if (expr_at(a, inside)->columns == 1)
      inside = expr_times(a, inside, matrix_total(a, along));
    else
      inside = expr_dot(a, inside, along);
    k = scaled(l, outside, inside);
  } else
    return no_form(a);
  return left ? expr_dot(a, left, k) : k;
}

static Id of_call(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  Id u = x->count ? x->args[0] : EXPR_NONE;
  Shape s = shape_of(a, u);
  static const char *const columnwise[] = { "flip", "cumsum" };
  if (strcmp(x->name, "merge") == 0 && !depends(l, x->args[0])) {
    Id total = EXPR_NONE, one = expr_whole(a, 1), zero = expr_whole(a, 0);
    for (size_t i = 1; i < 3; i++) {
      if (!depends(l, x->args[i])) continue;
      Id where =
          expr_call(a, "merge", (Id[]){ x->args[0], i == 1 ? one : zero, i == 1 ? zero : one }, 3);
      Id part = scaled(l, where, x->args[i]);
      total = total ? expr_add(a, total, part) : part;
    }
    return total;
  }
  if (!shape_is_vector(s) && strcmp(x->name, "\\") != 0) return no_form(a);
  if (strcmp(x->name, "sum") == 0)
    return matrix_sum(a, s.rows == 1 ? of_turned(l, u) : matrix_of(l, u), 1);
  if (strcmp(x->name, "vec") == 0) return s.rows == 1 ? of_turned(l, u) : matrix_of(l, u);
  if (strcmp(x->name, "index") == 0 && x->count == 2) {
    Id k = s.rows == 1 ? of_turned(l, u) : matrix_of(l, u);
    return expr_call(a, "index", (Id[]){ k, x->args[1], matrix_colon(a) }, 3);
  }
  for (size_t i = 0; i < sizeof columnwise / sizeof *columnwise; i++)
    if (strcmp(x->name, columnwise[i]) == 0 && x->count == 1)
      return expr_call2(a, x->name, matrix_of(l, u), expr_whole(a, 1));
  if (strcmp(x->name, "vcat") == 0) {
    Id *parts = arena_new(&a->arena, x->count * sizeof *parts);
    uint32_t columns = shape_of(a, l->v).rows;
    for (size_t i = 0; i < x->count; i++)
      parts[i] = depends(l, x->args[i])
                     ? matrix_of(l, x->args[i])
                     : matrix_zeros(a, (Shape){ shape_of(a, x->args[i]).rows, columns });
    return expr_call(a, "vcat", parts, x->count);
  }
  if (strcmp(x->name, "\\") == 0 && !depends(l, u) && shape_of(a, x->args[1]).columns == 1)
    return expr_call2(a, "\\", u, matrix_of(l, x->args[1]));
  return no_form(a);
}

static Id matrix_of(Linear *l, Id e) {
  Algebra *a = l->a;
  if (e == EXPR_NONE || algebra_failed(a)) return EXPR_NONE;
  Shape s = shape_of(a, e);
  const Expr *x = expr_at(a, e);
  if (e == l->v) return expr_eye(a, s.rows, e);
  if (!depends(l, e)) return matrix_zeros(a, (Shape){ s.rows, shape_of(a, l->v).rows });
  if (s.columns != 1) return no_form(a);
  switch (x->kind) {
  case EXPR_SUM: return of_sum(l, x);
  case EXPR_PRODUCT: return of_product(l, x);
  case EXPR_DOT: return of_dot(l, x);
  case EXPR_TRANSPOSE: {
    /* of a row that is no product: only its parts can be turned */
    const Expr *row = expr_at(a, x->args[0]);
    if (row->kind == EXPR_CALL && strcmp(row->name, "index") == 0 && row->count == 2)
      return matrix_of(l, expr_call2(a, "index", expr_transpose(a, row->args[0]), row->args[1]));
    if (row->kind == EXPR_CALL && strcmp(row->name, "hcat") == 0) {
      Id *parts = arena_new(&a->arena, row->count * sizeof *parts);
      for (size_t i = 0; i < row->count; i++) parts[i] = expr_transpose(a, row->args[i]);
      return matrix_of(l, expr_call(a, "vcat", parts, row->count));
    }
    if (row->kind == EXPR_CALL && row->count == 1 &&
        (strcmp(row->name, "flip") == 0 || strcmp(row->name, "cumsum") == 0))
      return matrix_of(l, expr_call1(a, row->name, expr_transpose(a, row->args[0])));
    return no_form(a);
  }
  case EXPR_CALL: return of_call(l, x);
  default: return no_form(a);
  }
}

Id matrix_of_linear(Algebra *a, Id e, Id v) {
  Linear l = { a, v };
  return matrix_of(&l, e);
}
