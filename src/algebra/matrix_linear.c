/* matrix_linear.c -- from an expression that is linear in a vector to the matrix of the map.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <stdlib.h>
#include <string.h>

typedef struct Linear {
  Algebra *a;
  Id v;
  Id *memo;      /* by Id, up to `size` */
  bool *depends; /* on v, by Id; known for the first `known` */
  size_t size, known, cap;
  size_t distributed; /* brackets multiplied out */
} Linear;

enum { MOST_DISTRIBUTED = 1000 };

static Id matrix_of(Linear *l, Id e);

/* Arguments are older than what they are part of, so what is new can be added at the end. */
static bool depends(Linear *l, Id e) {
  if (l->cap < l->a->count) {
    l->cap = l->a->count * 2;
    l->depends = mem_resize(l->depends, l->cap * sizeof *l->depends);
  }
  for (; l->known < l->a->count; l->known++) {
    const Expr *x = expr_at(l->a, (Id)l->known);
    bool on = l->known == l->v;
    for (size_t i = 0; i < x->count && l->known > l->v; i++) on |= l->depends[x->args[i]];
    l->depends[l->known] = on;
  }
  return e != EXPR_NONE && l->depends[e];
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

/* A product as REST .* LINEAR, with what depends on v in LINEAR alone. */
static Id split_product(Linear *l, const Expr *x, Id *linear) {
  Algebra *a = l->a;
  Id *rest = arena_new(&a->arena, (x->count + 1) * sizeof *rest);
  *linear = EXPR_NONE;
  for (size_t i = 0; i < x->count; i++) {
    rest[i] = x->args[i];
    if (*linear || !depends(l, x->args[i])) continue;
    *linear = x->args[i];
    rest[i] = expr_whole(a, 1);
  }
  rest[x->count] = expr_number(a, x->number);
  return expr_product(a, rest, x->count + 1);
}

static bool is_stretched(const Algebra *a, const Expr *sum) {
  for (size_t i = 0; i < sum->count; i++) {
    const Expr *x = expr_at(a, sum->args[i]);
    if (expr_is_scalar(a, sum->args[i])) return true;
    for (size_t k = 0; x->kind == EXPR_PRODUCT && k < x->count; k++)
      if (expr_is_call(a, x->args[k], "ones")) return true;
  }
  return false;
}

/* SCALE .* E, where SCALE is a column (or a number) without v. */
static Id scaled(Linear *l, Id scale, Id e) {
  Algebra *a = l->a;
  const Expr *x = expr_at(a, e);
  if (e == EXPR_NONE || scale == EXPR_NONE) return EXPR_NONE;
  if (expr_is_scalar(a, scale)) return expr_times(a, scale, matrix_of(l, e));
  if (expr_is_scalar(a, e)) return expr_dot(a, scale, matrix_of(l, e));
  bool few = l->distributed < MOST_DISTRIBUTED;
  if (x->kind == EXPR_PRODUCT && few && depends(l, e)) {
    Id linear, rest = split_product(l, x, &linear);
    if (expr_at(a, rest)->columns == 1) {
      l->distributed++;
      return scaled(l, expr_times(a, scale, rest), linear);
    }
  }
  if (x->kind != EXPR_SUM || !few || !is_stretched(a, x))
    return expr_dot(a, as_diagonal(a, scale), matrix_of(l, e));
  Id total = EXPR_NONE; /* diag(p)*(K + ones*k) is diag(p)*K + p*k */
  l->distributed++;
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
  Id linear, rest = split_product(l, x, &linear);
  return scaled(l, rest, linear);
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
    Id linear, rest = split_product(l, y, &linear);
    const Expr *z = expr_at(a, linear);
    Id wide = matrix_fit(a, rest, shape_of(a, u));
    if (z->columns == 1) /* (M .* c)*r = c .* (M*r) */
      k = scaled(l, expr_dot(a, wide, right), linear);
    else if (z->rows == 1) /* (M .* c')*r = M*(r .* c) */
      k = expr_dot(a, wide, scaled(l, right, expr_transpose(a, linear)));
    else if (expr_at(a, rest)->columns == 1) /* (c .* M)*r = c .* (M*r) */
      k = scaled(l, rest, expr_dot(a, linear, right));
    else if (expr_at(a, rest)->rows == 1) /* (c' .* M)*r = M*(c .* r) */
      k = matrix_of(l, expr_dot(a, linear, expr_times(a, expr_transpose(a, rest), right)));
    else
      return no_form(a);
  } else
    return no_form(a);
  return left ? expr_dot(a, left, k) : k;
}

/* diag(L*diag(u)*R) = (L.*R')*u */
static Id of_diagonal(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  for (size_t i = 1; x->kind == EXPR_DOT && i + 1 < x->count; i++) {
    Id u = expr_at(a, x->args[i])->count ? expr_at(a, x->args[i])->args[0] : EXPR_NONE;
    if (!expr_is_call(a, x->args[i], "diag") || expr_at(a, u)->columns != 1 || !depends(l, u))
      continue;
    Id left = chain(a, x->args, i), right = chain(a, x->args + i + 1, x->count - i - 1);
    if (depends(l, left) || depends(l, right)) break;
    return expr_dot(a, expr_times(a, left, expr_transpose(a, right)), matrix_of(l, u));
  }
  return no_form(a);
}

/* U of cumsum(flip(U)) */
static Id reversed_cumsum(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  if (!expr_is_call(a, e, "cumsum") || x->count != 1) return EXPR_NONE;
  const Expr *y = expr_at(a, x->args[0]);
  return expr_is_call(a, x->args[0], "flip") && y->count == 1 ? y->args[0] : EXPR_NONE;
}

static Id square_ones(Algebra *a, Shape s) {
  return matrix_ones(a, (Shape){ s.rows, s.rows });
}

static Id of_call(Linear *l, const Expr *x) {
  Algebra *a = l->a;
  Id u = x->count ? x->args[0] : EXPR_NONE;
  Shape s = shape_of(a, u);
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
  if (strcmp(x->name, "diag") == 0 && x->columns == 1) return of_diagonal(l, expr_at(a, u));
  if (!shape_is_vector(s) && strcmp(x->name, "\\") != 0) return no_form(a);
  if (strcmp(x->name, "sum") == 0)
    return matrix_sum(a, s.rows == 1 ? of_turned(l, u) : matrix_of(l, u), 1);
  if (strcmp(x->name, "vec") == 0) return s.rows == 1 ? of_turned(l, u) : matrix_of(l, u);
  if (strcmp(x->name, "index") == 0 && x->count == 2) {
    Id k = s.rows == 1 ? of_turned(l, u) : matrix_of(l, u);
    return expr_call(a, "index", (Id[]){ k, x->args[1], matrix_colon(a) }, 3);
  }
  if (x->count == 1 && strcmp(x->name, "flip") == 0) {
    Id inner = reversed_cumsum(a, u);
    if (inner) return expr_dot(a, expr_call1(a, "triu", square_ones(a, s)), matrix_of(l, inner));
    return expr_call2(a, "flip", matrix_of(l, u), expr_whole(a, 1));
  }
  if (x->count == 1 && strcmp(x->name, "cumsum") == 0)
    return expr_dot(a, expr_call1(a, "tril", square_ones(a, s)), matrix_of(l, u));
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

static Id plain_matrix_of(Linear *l, Id e) {
  Algebra *a = l->a;
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

static Id matrix_of(Linear *l, Id e) {
  if (e == EXPR_NONE || algebra_failed(l->a)) return EXPR_NONE;
  if (e < l->size && l->memo[e]) return l->memo[e];
  Id r = plain_matrix_of(l, e);
  if (e < l->size) l->memo[e] = r;
  return r;
}

Id matrix_of_linear(Algebra *a, Id e, Id v) {
  Linear l = { .a = a, .v = v, .size = e + 1u };
  l.memo = mem_new(l.size * sizeof *l.memo);
  Id r = matrix_of(&l, e);
  free(l.memo);
  free(l.depends);
  return r;
}
