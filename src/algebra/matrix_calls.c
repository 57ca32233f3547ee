/* matrix_calls.c -- functions of whole matrices: their shapes, and makers for the files on them. */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <string.h>

static bool whole_number(const Algebra *a, Id e, int64_t *n) {
  const Expr *x = expr_at(a, e);
  *n = x->number.top;
  return x->kind == EXPR_NUMBER && number_is_whole(x->number);
}

static bool is_open(uint32_t size) {
  return size >= SIZE_OPEN;
}

/* ------------------------------------------------------------------ shapes */

/* How many rows (or columns) an index picks out of N. */
static uint32_t picked(Algebra *a, Id index, uint32_t n, bool *good) {
  if (expr_is_call(a, index, "colon")) return n;
  const Expr *x = expr_at(a, index);
  int64_t most = 0, low = 1;
  if (x->kind == EXPR_NUMBER && !whole_number(a, index, &most)) low = 0;
  if (x->kind == EXPR_NUMBER) low = most;
  if (expr_is_call(a, index, "range")) {
    whole_number(a, x->args[0], &low);
    whole_number(a, x->args[x->count - 1], &most);
  }
  if (low < 1 || (!is_open(n) && most > (int64_t)n)) {
    algebra_fail(a, ERROR_INDEX, (Span){ 0, 0 }, "the index %lld is outside 1 to %u",
                 (long long)(low < 1 ? low : most), n);
    *good = false;
    return 1;
  }
  if (x->rows != 1 && x->columns != 1) return x->rows * x->columns;
  return x->rows == 1 ? x->columns : x->rows;
}

static Shape indexed(Algebra *a, const Id *args, size_t count, bool *good) {
  Shape s = shape_of(a, args[0]);
  if (count == 3)
    return (Shape){ picked(a, args[1], s.rows, good), picked(a, args[2], s.columns, good) };
  if (s.rows == 1) return (Shape){ 1, picked(a, args[1], s.columns, good) };
  return (Shape){ picked(a, args[1], s.rows, good), 1 };
}

static Shape reshaped(Algebra *a, const Id *args, size_t count, bool *good) {
  Shape s = shape_of(a, args[0]);
  int64_t rows = 0, columns = 0;
  bool whole = count == 3 && whole_number(a, args[1], &rows) && whole_number(a, args[2], &columns);
  if (!whole || is_open(s.rows) || is_open(s.columns) || rows < 1 || columns < 1 ||
      rows * columns != (int64_t)s.rows * s.columns) {
    Text t = TEXT_EMPTY;
    shape_print(s, &t);
    algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "%s cannot be reshaped to %lldx%lld",
                 text_string(&t), (long long)rows, (long long)columns);
    text_free(&t);
    *good = false;
    return s;
  }
  return (Shape){ (uint32_t)rows, (uint32_t)columns };
}

static Shape ranged(Algebra *a, const Id *args, size_t count) {
  int64_t first = 1, step = 1, last = 0;
  whole_number(a, args[0], &first);
  if (count == 3) whole_number(a, args[1], &step);
  whole_number(a, args[count - 1], &last);
  int64_t n = step == 0 ? 0 : (last - first) / step + 1;
  return (Shape){ 1, n < 0 ? 0 : (uint32_t)n };
}

static bool named(const char *name, const char *const *list) {
  for (; *list; list++)
    if (strcmp(name, *list) == 0) return true;
  return false;
}

bool matrix_shape(Algebra *a, const char *name, const Id *args, size_t count, Shape *out,
                  bool *good) {
  static const char *const same[] = { "flip",    "triu",   "tril", "cumsum", "softmax",
                                      "cumprod", "center", "unit", NULL };
  static const char *const columnwise[] = { "logsumexp", "prod", "max", "min", NULL };
  *good = true;
  if (count == 0) return false;
  Shape s = shape_of(a, args[0]);
  if (strcmp(name, "index") == 0 && count > 1)
    *out = indexed(a, args, count, good);
  else if (strcmp(name, "range") == 0)
    *out = ranged(a, args, count);
  else if (strcmp(name, "reshape") == 0)
    *out = reshaped(a, args, count, good);
  else if (strcmp(name, "merge") == 0 && count == 3) {
    *out = s;
    *good = shape_join(a, out, shape_of(a, args[1]), "merge") &&
            shape_join(a, out, shape_of(a, args[2]), "merge");
  } else if (named(name, same))
    *out = s;
  else if (named(name, columnwise) && count == 1)
    *out = (Shape){ 1, shape_is_vector(s) ? 1 : s.columns };
  else if (strcmp(name, "largest") == 0 || strcmp(name, "smallest") == 0)
    *out = expr_is_number(a, args[1], 1) ? (Shape){ 1, s.columns } : (Shape){ s.rows, 1 };
  else if (strcmp(name, "blocks") == 0) {
    int64_t n[4];
    for (size_t i = 0; i < 4; i++) whole_number(a, args[i + 1], &n[i]);
    *out = (Shape){ (uint32_t)(n[0] * n[1]), (uint32_t)(n[2] * n[3]) };
  } else if (strcmp(name, "kron") == 0 && count == 2) {
    Shape t = shape_of(a, args[1]);
    *good = !is_open(s.rows) && !is_open(s.columns) && !is_open(t.rows) && !is_open(t.columns);
    *out = (Shape){ s.rows * t.rows, s.columns * t.columns };
    if (!*good)
      algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "kron needs matrices whose sizes are known");
  } else
    return false;
  return true;
}

/* ------------------------------------------------------------------ makers */

Id matrix_total(Algebra *a, Id e) {
  if (e == EXPR_NONE || expr_is_scalar(a, e)) return e;
  return expr_call1(a, shape_is_vector(shape_of(a, e)) ? "sum" : "total", e);
}

Id matrix_sum(Algebra *a, Id e, int dim) {
  if (e == EXPR_NONE) return e;
  const Expr *x = expr_at(a, e);
  if ((dim == 1 ? x->rows : x->columns) == 1) return e;
  if ((dim == 1 ? x->columns : x->rows) == 1) return expr_call1(a, "sum", e);
  return expr_call2(a, "sum", e, expr_whole(a, dim));
}

Id matrix_fit(Algebra *a, Id e, Shape s) {
  if (e == EXPR_NONE || shape_equal(shape_of(a, e), s)) return e;
  if (shape_is_scalar(s)) return matrix_total(a, e);
  if (s.rows == 1) e = matrix_sum(a, e, 1);
  if (s.columns == 1) e = matrix_sum(a, e, 2);
  if (e == EXPR_NONE || shape_equal(shape_of(a, e), s)) return e;
  return expr_times(a, e, matrix_ones(a, s));
}

Id matrix_colon(Algebra *a) {
  return expr_call(a, "colon", NULL, 0);
}

Id matrix_range(Algebra *a, uint32_t first, uint32_t last) {
  if (first == last) return expr_whole(a, first);
  return expr_call2(a, "range", expr_whole(a, first), expr_whole(a, last));
}

/* 1:n as a column. */
static Id positions(Algebra *a, uint32_t n, Id like) {
  Id last = is_open(n) ? expr_call1(a, expr_at(a, like)->rows == n ? "rows" : "columns", like)
                       : expr_whole(a, n);
  Id ends[] = { expr_whole(a, 1), last };
  if (last == EXPR_NONE) return EXPR_NONE;
  return expr_transpose(a, expr_intern(a, (Expr){ .kind = EXPR_CALL,
                                                  .name = algebra_name(a, "range"),
                                                  .args = ends,
                                                  .count = 2,
                                                  .rows = 1,
                                                  .columns = n }));
}

Id matrix_selection(Algebra *a, uint32_t n, Id index, Id like) {
  if (n == 1) return matrix_ones(a, (Shape){ 1, shape_of(a, index).columns });
  if (expr_at(a, index)->columns == 1) index = expr_transpose(a, index);
  return expr_call2(a, "==", positions(a, n, like), index);
}

Id matrix_reshape(Algebra *a, Id e, Shape s) {
  if (e == EXPR_NONE || shape_equal(shape_of(a, e), s)) return e;
  const Expr *x = expr_at(a, e);
  if (x->rows == s.columns && x->columns == s.rows && shape_is_vector(s))
    return expr_transpose(a, e);
  if (s.columns == 1) return expr_call1(a, "vec", e);
  return expr_call(a, "reshape", (Id[]){ e, expr_whole(a, s.rows), expr_whole(a, s.columns) }, 3);
}
