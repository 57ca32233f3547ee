/* read_matrices.c -- indices, ranges and functions of whole matrices in formulas.  */

#include "config.h"
#include "algebra/matrix_parts.h"
#include "algebra/read_parts.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ indices */

/* A whole number written with numbers and `end`, which is SIZE. */
static bool whole_of(const Node *n, uint32_t size, double *out) {
  double x, y;
  switch (n->kind) {
  case NODE_NUMBER: *out = n->number; return !n->flag && *out == floor(*out);
  case NODE_END: *out = size; return size < SIZE_OPEN;
  case NODE_UNARY:
    if (n->op != OPERATE_NEGATE || !whole_of(n->kids[0], size, &x)) return false;
    *out = -x;
    return true;
  case NODE_BINARY:
    if (!whole_of(n->kids[0], size, &x) || !whole_of(n->kids[1], size, &y)) return false;
    if (n->op == OPERATE_ADD)
      *out = x + y;
    else if (n->op == OPERATE_SUBTRACT)
      *out = x - y;
    else if (n->op == OPERATE_MATRIX_TIMES)
      *out = x * y;
    else
      return false;
    return true;
  default: return false;
  }
}

static bool mentions_end(const Node *n) {
  if (n->kind == NODE_END) return true;
  for (size_t i = 0; i < n->count; i++)
    if (n->kids[i] && mentions_end(n->kids[i])) return true;
  return false;
}

static Id range_of(Reader *r, const Node *n, uint32_t size) {
  double at[3];
  for (size_t i = 0; i < n->count; i++)
    if (!whole_of(n->kids[i], size, &at[i]) || fabs(at[i]) > 1e9) return EXPR_NONE;
  Id ends[3];
  for (size_t i = 0; i < n->count; i++) ends[i] = expr_whole(r->a, (int64_t)at[i]);
  return expr_call(r->a, "range", ends, n->count);
}

static Id read_index(Reader *r, const Node *n, const Binding *env, uint32_t size) {
  Algebra *a = r->a;
  double at;
  if (n->kind == NODE_COLON) return matrix_colon(a);
  if (mentions_end(n) && size >= SIZE_OPEN)
    return read_refuse(r, n, "`end` stands for a size that is not known here", read_use_grad);
  if (whole_of(n, size, &at)) return expr_whole(a, (int64_t)at);
  Id range = n->kind == NODE_RANGE ? range_of(r, n, size) : EXPR_NONE;
  if (range || algebra_failed(a)) return range;
  if (mentions_end(n))
    return read_refuse(r, n, "this index is no plain number or range", read_use_grad);
  Id e = read_node(r, n, env);
  if (e && expr_depends(a, e, EXPR_NONE))
    return read_refuse(r, n, "an index that depends on the variable has no derivative",
                       n->kind == NODE_BINARY
                           ? "if a product is meant, it needs its sign, as in x*(x + 1)"
                           : read_use_grad);
  const Binding *b = n->kind == NODE_NAME ? binding_find(env, n->text) : NULL;
  if (b && b->value.kind == VALUE_LOGICAL)
    return read_refuse(r, n, "an index of true and false cannot stand in a formula",
                       "i = find(...) before makes it one of positions");
  return e;
}

Id read_indexed(Reader *r, const Node *n, Id x, const Binding *env) {
  Algebra *a = r->a;
  if (x == EXPR_NONE) return EXPR_NONE;
  if (n->count > 3 || n->count < 2)
    return read_refuse(r, n, "only one or two indices can stand in a formula", read_use_grad);
  Shape s = shape_of(a, x);
  if (n->count == 2) {
    if (n->kids[1]->kind == NODE_COLON) return expr_call1(a, "vec", x);
    if (!shape_is_vector(s)) x = expr_call1(a, "vec", x);
    s = shape_of(a, x);
    Id args[2] = { x, read_index(r, n->kids[1], env, s.rows == 1 ? s.columns : s.rows) };
    return expr_call(a, "index", args, 2);
  }
  Id rows = read_index(r, n->kids[1], env, s.rows);
  Id columns = rows ? read_index(r, n->kids[2], env, s.columns) : EXPR_NONE;
  return expr_call(a, "index", (Id[]){ x, rows, columns }, 3);
}

/* The size that rows(x), columns(x), numel(x) or a plain number stands for. */
static bool size_from(const Algebra *a, Id e, uint32_t *out) {
  const Expr *x = expr_at(a, e);
  if (x->kind == EXPR_NUMBER) {
    *out = (uint32_t)x->number.top;
    return number_is_whole(x->number) && x->number.top >= 1 && x->number.top < SIZE_OPEN;
  }
  if (x->kind != EXPR_CALL || x->count != 1) return false;
  Shape s = shape_of(a, x->args[0]);
  if (strcmp(x->name, "rows") == 0 || (strcmp(x->name, "numel") == 0 && s.columns == 1))
    *out = s.rows;
  else if (strcmp(x->name, "columns") == 0 || (strcmp(x->name, "numel") == 0 && s.rows == 1))
    *out = s.columns;
  else
    return false;
  return true;
}

Id read_range(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  Id range = range_of(r, n, SIZE_OPEN);
  if (range || algebra_failed(a)) return range;
  uint32_t size;
  Id ends[2] = { read_node(r, n->kids[0], env), read_node(r, n->kids[n->count - 1], env) };
  if (!ends[0] || !ends[1]) return EXPR_NONE;
  if (n->count != 2 || !expr_is_number(a, ends[0], 1) || !size_from(a, ends[1], &size))
    return read_refuse(r, n, "only ranges of plain numbers can stand in a formula", read_use_grad);
  return expr_intern(a, (Expr){ .kind = EXPR_CALL,
                                .name = algebra_name(a, "range"),
                                .args = ends,
                                .count = 2,
                                .rows = 1,
                                .columns = size });
}

/* ------------------------------------------------------------------ functions */

/* ones(3, 1), ones(size(x)), eye(rows(x)) ... */
static Id filled(Reader *r, const char *name, const Node *n, const Id *x, size_t count) {
  Algebra *a = r->a;
  Shape s = { 1, 1 };
  if (count == 1 && expr_is_call(a, x[0], "size"))
    s = shape_of(a, expr_at(a, x[0])->args[0]);
  else if (count > 2 || (count > 0 && !size_from(a, x[0], &s.rows)) ||
           (count == 2 && !size_from(a, x[1], &s.columns)))
    return read_refuse(r, n, "the size must be plain numbers in a formula", NULL);
  else if (count == 1)
    s.columns = s.rows;
  if (*name != 'e') return expr_filled(a, number_whole(*name == 'o'), s.rows, s.columns);
  if (s.rows != s.columns)
    return read_refuse(r, n, "only a square eye can stand in a formula", NULL);
  return expr_eye(a, s.rows, EXPR_NONE);
}

static Id reshaped(Reader *r, const Node *n, const Id *x, size_t count) {
  Algebra *a = r->a;
  Shape s = shape_of(a, x[0]);
  Id sizes[2] = { EXPR_NONE, EXPR_NONE };
  const Expr *pair = count == 2 ? expr_at(a, x[1]) : NULL;
  if (count == 3)
    memcpy(sizes, x + 1, sizeof sizes);
  else if (pair && pair->kind == EXPR_CALL && strcmp(pair->name, "hcat") == 0 && pair->count == 2)
    memcpy(sizes, pair->args, sizeof sizes);
  if (!sizes[0] || !sizes[1] || s.rows >= SIZE_OPEN || s.columns >= SIZE_OPEN)
    return read_refuse(r, n, "reshape needs two sizes that are known here", read_use_grad);
  int64_t all = (int64_t)s.rows * s.columns;
  for (int i = 0; i < 2; i++) { /* reshape(A, [], 2) */
    const Expr *other = expr_at(a, sizes[1 - i]);
    if (expr_is_call(a, sizes[i], "colon") && other->kind == EXPR_NUMBER && other->number.top > 0)
      sizes[i] = expr_whole(a, all / other->number.top);
  }
  return expr_call(a, "reshape", (Id[]){ x[0], sizes[0], sizes[1] }, 3);
}

/* The dimension along which sum, max ... of X go, as given or the first that is not 1. */
static int dimension(Algebra *a, Id x, Id given) {
  if (given) return expr_is_number(a, given, 2) ? 2 : 1;
  return expr_at(a, x)->rows == 1 ? 2 : 1;
}

static Id mean_along(Algebra *a, Id x, int dim) {
  Shape s = shape_of(a, x);
  uint32_t n = dim == 1 ? s.rows : s.columns;
  Id sum = matrix_sum(a, x, dim);
  if (n < SIZE_OPEN) return expr_scale(a, number_fraction(1, n), sum);
  return expr_divide(a, sum, expr_call1(a, dim == 1 ? "rows" : "columns", x));
}

static Id off_mean(Algebra *a, Id x, int dim) {
  return expr_subtract(a, x, mean_along(a, x, dim));
}

/* var(A), var(A, 1), var(A, 0, 2) */
static Id variance(Reader *r, const Node *n, const Id *x, size_t count) {
  Algebra *a = r->a;
  int dim = dimension(a, x[0], count == 3 ? x[2] : EXPR_NONE);
  bool all = count > 1 && expr_is_number(a, x[1], 1);
  if (count > 1 && !all && !expr_is_number(a, x[1], 0) && !expr_is_call(a, x[1], "colon"))
    return read_refuse(r, n, "a weighted variance has no derivative rule", NULL);
  Shape s = shape_of(a, x[0]);
  uint32_t size = dim == 1 ? s.rows : s.columns;
  if (size == 1) return matrix_zeros(a, (Shape){ dim == 1 ? 1 : s.rows, dim == 2 ? 1 : s.columns });
  Id squares = matrix_sum(a, expr_raise(a, off_mean(a, x[0], dim), 2), dim);
  if (size < SIZE_OPEN) return expr_scale(a, number_fraction(1, (int64_t)size - !all), squares);
  Id number = expr_call1(a, dim == 1 ? "rows" : "columns", x[0]);
  return expr_divide(a, squares, all ? number : expr_subtract(a, number, expr_whole(a, 1)));
}

static Id covariance(Reader *r, const Node *n, const Id *x, size_t count) {
  Algebra *a = r->a;
  Shape s = shape_of(a, x[0]);
  if (count > 1 || s.rows >= SIZE_OPEN)
    return read_refuse(r, n, "only cov(X) of one matrix has a derivative rule", read_use_grad);
  if (shape_is_vector(s)) return variance(r, n, x, 1);
  Id off = off_mean(a, x[0], 1);
  return expr_scale(a, number_fraction(1, (int64_t)s.rows - 1),
                    expr_dot(a, expr_transpose(a, off), off));
}

static Id norm_of(Algebra *a, Id x) {
  return expr_call1(a, "norm", x);
}

static bool is(const char *name, const char *other) {
  return strcmp(name, other) == 0;
}

static bool is_call_to(const Node *n, const char *name, size_t count) {
  return n->kind == NODE_CALL && n->count == count + 1 && n->kids[0]->kind == NODE_NAME &&
         strcmp(n->kids[0]->text, name) == 0;
}

/* reshape(permute(reshape(G, p, m, q, n), [2, 4, 1, 3]), m*n, p*q), as derivatives of kron have it;
   EXPR_NONE without a failure where N is something else. */
Id read_blocks(Reader *r, const Node *n, const Binding *env) {
  if (!is_call_to(n, "reshape", 3) || !is_call_to(n->kids[1], "permute", 2)) return EXPR_NONE;
  const Node *inner = n->kids[1]->kids[1], *order = n->kids[1]->kids[2];
  static const double wanted[] = { 2, 4, 1, 3 };
  if (!is_call_to(inner, "reshape", 5) || order->kind != NODE_MATRIX || order->count != 1 ||
      order->kids[0]->count != 4)
    return EXPR_NONE;
  Id sizes[4];
  for (size_t i = 0; i < 4; i++) {
    const Node *at = order->kids[0]->kids[i], *size = inner->kids[i + 2];
    if (at->kind != NODE_NUMBER || at->number != wanted[i] || size->kind != NODE_NUMBER)
      return EXPR_NONE;
    sizes[i] = expr_whole(r->a, (int64_t)size->number);
  }
  Id g = read_node(r, inner->kids[1], env);
  return expr_call(r->a, "blocks", (Id[]){ g, sizes[1], sizes[3], sizes[0], sizes[2] }, 5);
}

/* sum(A, 3), diag(v, 1), softmax(A, 1) ... */
static bool has_odd_dimension(const Algebra *a, const char *name, const Id *x, size_t count) {
  static const char *const along[] = { "sum",   "prod",   "mean",   "meansq",
                                       "sumsq", "center", "cumsum", "flip" };
  static const char *const single[] = { "softmax", "logsumexp", "diag", "trace", "det", "inv" };
  for (size_t i = 0; i < sizeof single / sizeof *single; i++)
    if (is(name, single[i])) return count > 1;
  for (size_t i = 0; i < sizeof along / sizeof *along; i++)
    if (is(name, along[i]))
      return count > 2 ||
             (count == 2 && !expr_is_number(a, x[1], 1) && !expr_is_number(a, x[1], 2));
  return (is(name, "max") || is(name, "min")) && count == 3 && !expr_is_number(a, x[2], 1) &&
         !expr_is_number(a, x[2], 2);
}

Id read_matrix_form(Reader *r, const char *name, const Node *n, const Id *x, size_t count,
                    bool *done) {
  Algebra *a = r->a;
  *done = true;
  if (is(name, "ones") || is(name, "zeros") || is(name, "eye")) return filled(r, name, n, x, count);
  if (count == 0) {
    *done = false;
    return EXPR_NONE;
  }
  if (has_odd_dimension(a, name, x, count))
    return read_refuse(r, n, "with these arguments the function has no derivative rule",
                       read_use_grad);
  Shape s = shape_of(a, x[0]);
  bool vector = shape_is_vector(s);
  Id dim = expr_whole(a, dimension(a, x[0], count == 2 ? x[1] : EXPR_NONE));
  int along = expr_is_number(a, dim, 2) ? 2 : 1;
  if (is(name, "reshape")) return reshaped(r, n, x, count);
  if (is(name, "var")) return variance(r, n, x, count);
  if (is(name, "std")) return expr_power(a, variance(r, n, x, count), expr_fraction(a, 1, 2));
  if (is(name, "cov")) return covariance(r, n, x, count);
  if (is(name, "mean") && count <= 2) return mean_along(a, x[0], along);
  if (is(name, "meansq") && count <= 2) return mean_along(a, expr_raise(a, x[0], 2), along);
  if (is(name, "center") && count <= 2) return off_mean(a, x[0], along);
  if (is(name, "sumsq") && count <= 2) return matrix_sum(a, expr_raise(a, x[0], 2), along);
  if (is(name, "sum") && count <= 2) return matrix_sum(a, x[0], along);
  if (is(name, "prod") && count == 2 && vector)
    return (along == 1 ? s.rows : s.columns) == 1 ? x[0] : expr_call1(a, "prod", x[0]);
  if (is(name, "corr") && count == 2 && vector) {
    Id u = off_mean(a, x[0], along), v = off_mean(a, x[1], along);
    return expr_divide(a, matrix_total(a, expr_times(a, u, v)),
                       expr_times(a, norm_of(a, u), norm_of(a, v)));
  }
  if ((is(name, "max") || is(name, "min")) && count == 3 && expr_is_call(a, x[1], "colon"))
    return expr_call2(a, is(name, "max") ? "largest" : "smallest", x[0], x[2]);
  if ((is(name, "cumsum") || is(name, "flip")) && count <= 2) {
    if ((along == 1 ? s.rows : s.columns) == 1) return x[0];
    return vector ? expr_call1(a, name, x[0]) : expr_call2(a, name, x[0], dim);
  }
  if ((is(name, "flipud") || is(name, "fliplr")) && count == 1) {
    bool down = is(name, "flipud");
    if ((down ? s.rows : s.columns) == 1) return x[0];
    return vector ? expr_call1(a, "flip", x[0])
                  : expr_call2(a, "flip", x[0], expr_whole(a, down ? 1 : 2));
  }
  if (is(name, "repmat") && count == 3) {
    uint32_t rows, columns;
    if (!size_from(a, x[1], &rows) || !size_from(a, x[2], &columns))
      return read_refuse(r, n, "repmat needs plain numbers in a formula", NULL);
    return expr_call2(a, "kron", matrix_ones(a, (Shape){ rows, columns }), x[0]);
  }
  if (is(name, "outer") && count == 2)
    return expr_dot(a, expr_call1(a, "vec", x[0]), expr_transpose(a, expr_call1(a, "vec", x[1])));
  if (is(name, "dot") && count == 2 && !vector) return matrix_sum(a, expr_times(a, x[0], x[1]), 1);
  if (is(name, "diff") && count == 1 && vector && !shape_is_scalar(s)) {
    uint32_t size = s.rows == 1 ? s.columns : s.rows;
    if (size >= SIZE_OPEN)
      return read_refuse(r, n, "diff needs a vector whose size is known here", read_use_grad);
    Id first = expr_call2(a, "index", x[0], matrix_range(a, 1, size - 1));
    Id next = expr_call2(a, "index", x[0], matrix_range(a, 2, size));
    return expr_subtract(a, next, first);
  }
  if (is(name, "size") && count == 2) {
    uint32_t size = along == 1 ? s.rows : s.columns;
    return size < SIZE_OPEN ? expr_whole(a, size)
                            : expr_call1(a, along == 1 ? "rows" : "columns", x[0]);
  }
  if (is(name, "log") && expr_is_call(a, x[0], "abs") &&
      expr_is_call(a, expr_at(a, x[0])->args[0], "det"))
    return expr_call1(a, "logabsdet", expr_at(a, expr_at(a, x[0])->args[0])->args[0]);
  *done = false;
  return EXPR_NONE;
}
