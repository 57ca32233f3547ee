/* matrix_fold.c -- simpler forms of functions of whole matrices.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <string.h>

/* A DOT as L*R with a single column in between: its entries are L(i)*R(j). */
static bool split_outer(Algebra *a, Id e, Id *left, Id *right) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_DOT) return false;
  for (size_t i = 0; i + 1 < x->count; i++) {
    if (expr_at(a, x->args[i])->columns != 1) continue;
    *left = x->args[0];
    for (size_t k = 1; k <= i; k++) *left = expr_dot(a, *left, x->args[k]);
    *right = x->args[i + 1];
    for (size_t k = i + 2; k < x->count; k++) *right = expr_dot(a, *right, x->args[k]);
    return !algebra_failed(a);
  }
  return false;
}

static bool is_filled(const Algebra *a, Id e) {
  return expr_is_call(a, e, "ones") || expr_is_call(a, e, "zeros");
}

/* U' where that is shorter to write. */
static Id turned_if_shorter(Algebra *a, Id u) {
  const Expr *x = expr_at(a, u);
  if (x->kind != EXPR_SUM && x->kind != EXPR_PRODUCT && x->kind != EXPR_POWER &&
      x->kind != EXPR_CALL)
    return EXPR_NONE;
  if (x->count == 0 || expr_size(a, u, 200) > 200) return EXPR_NONE;
  Id t = expr_transpose(a, u);
  return t && expr_size(a, t, 200) < expr_size(a, u, 200) ? t : EXPR_NONE;
}

/* The product of the factors of E but the I-th. */
static Id others(Algebra *a, const Expr *x, size_t i) {
  Id *f = arena_new(&a->arena, x->count * sizeof *f);
  memcpy(f, x->args, x->count * sizeof *f);
  f[i] = expr_whole(a, 1);
  return expr_scale(a, x->number, expr_product(a, f, x->count));
}

/* u.*M with a column u, or a row. */
static Id sum_of_product(Algebra *a, Id e, int dim) {
  const Expr *x = expr_at(a, e);
  for (size_t i = 0; i < x->count; i++) {
    Shape s = shape_of(a, x->args[i]);
    if (shape_is_scalar(s)) continue;
    bool along = dim == 1 ? s.rows == 1 : s.columns == 1; /* the same in all that is summed */
    bool across = dim == 1 ? s.columns == 1 : s.rows == 1;
    if (!along && !across) continue;
    Id rest = others(a, x, i);
    if (along) return expr_times(a, x->args[i], matrix_sum(a, rest, dim));
    if (!shape_equal(shape_of(a, rest), shape_of(a, e))) continue;
    Id turned = expr_transpose(a, x->args[i]);
    return dim == 1 ? expr_dot(a, turned, rest) : expr_dot(a, rest, turned);
  }
  return EXPR_NONE;
}

/* R where it is not longer than U. */
static Id shorter(Algebra *a, Id r, Id u) {
  if (r == EXPR_NONE) return r;
  size_t limit = expr_size(a, u, 300);
  return expr_size(a, r, limit) <= limit ? r : EXPR_NONE;
}

/* M + r with a row r that is stretched downwards (dim 1): sum(M) + m*r; numbers stay. */
static Id sum_of_stretched(Algebra *a, Id u, int dim) {
  const Expr *x = expr_at(a, u);
  uint32_t size = dim == 1 ? x->rows : x->columns;
  Id *entries = arena_new(&a->arena, (x->count + 1) * sizeof *entries), levels = EXPR_NONE;
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++) {
    Shape s = shape_of(a, x->args[i]);
    if ((dim == 1 ? s.rows : s.columns) == 1)
      levels = levels ? expr_add(a, levels, x->args[i]) : x->args[i];
    else
      entries[n++] = x->args[i];
  }
  if (!levels || n == 0 || size >= SIZE_OPEN) return EXPR_NONE;
  entries[n++] = expr_number(a, x->number);
  Id rest = expr_sum(a, entries, n);
  if (!shape_equal(shape_of(a, rest), shape_of(a, u))) return EXPR_NONE;
  Id r = expr_add(a, matrix_sum(a, rest, dim), expr_scale(a, number_whole(size), levels));
  return shorter(a, r, u);
}

static Id sum_along(Algebra *a, Id u, int dim) {
  const Expr *x = expr_at(a, u);
  if ((dim == 1 ? x->rows : x->columns) == 1) return u;
  if ((dim == 1 ? x->columns : x->rows) == 1) return matrix_total(a, u);
  Id matrix, scale = expr_split_scalar(a, u, &matrix);
  if (!expr_is_number(a, scale, 1)) return expr_times(a, scale, matrix_sum(a, matrix, dim));
  if (is_filled(a, u)) {
    uint32_t n = dim == 1 ? x->rows : x->columns;
    if (n >= SIZE_OPEN) return EXPR_NONE;
    Id one = expr_filled(a, number_whole(*x->name == 'o'), dim == 1 ? 1 : x->rows,
                         dim == 1 ? x->columns : 1);
    return expr_scale(a, number_whole(n), one);
  }
  if (x->kind == EXPR_TRANSPOSE)
    return expr_transpose(a, matrix_sum(a, x->args[0], dim == 1 ? 2 : 1));
  if (expr_is_call(a, u, "diag") && x->columns != 1) {
    Id column = expr_call1(a, "vec", x->args[0]);
    return dim == 1 ? expr_transpose(a, column) : column;
  }
  if (expr_is_call(a, u, "eye"))
    return matrix_ones(a, dim == 1 ? (Shape){ 1, x->columns } : (Shape){ x->rows, 1 });
  Id turned = turned_if_shorter(a, u);
  if (turned) return expr_transpose(a, matrix_sum(a, turned, dim == 1 ? 2 : 1));
  if (x->kind == EXPR_SUM) return sum_of_stretched(a, u, dim);
  if (x->kind == EXPR_DOT) {
    Id end = matrix_sum(a, x->args[dim == 1 ? 0 : x->count - 1], dim);
    for (size_t i = 1; i < x->count; i++)
      end = dim == 1 ? expr_dot(a, end, x->args[i]) : expr_dot(a, x->args[x->count - 1 - i], end);
    return end;
  }
  if (x->kind == EXPR_PRODUCT) return sum_of_product(a, u, dim);
  if (expr_is_call(a, u, "softmax") && dim == 2) return matrix_ones(a, (Shape){ x->rows, 1 });
  return EXPR_NONE;
}

static Id total_of(Algebra *a, Id u) {
  const Expr *x = expr_at(a, u);
  if (shape_is_vector(shape_of(a, u))) return EXPR_NONE;
  Id matrix, scale = expr_split_scalar(a, u, &matrix);
  if (!expr_is_number(a, scale, 1)) return expr_times(a, scale, matrix_total(a, matrix));
  if (x->kind == EXPR_TRANSPOSE) return matrix_total(a, x->args[0]);
  if (x->kind == EXPR_DOT) {
    Id right = matrix_sum(a, x->args[x->count - 1], 2);
    for (size_t i = x->count - 1; i-- > 1;) right = expr_dot(a, x->args[i], right);
    return expr_dot(a, matrix_sum(a, x->args[0], 1), right);
  }
  if (x->kind != EXPR_PRODUCT) return EXPR_NONE;
  for (size_t i = 0; i < x->count; i++) {
    Id left, right, f = x->args[i];
    if (!shape_equal(shape_of(a, f), shape_of(a, u)) || !split_outer(a, f, &left, &right)) continue;
    Id rest = others(a, x, i);
    if (!shape_equal(shape_of(a, rest), shape_of(a, u))) continue;
    return expr_dot(a, expr_transpose(a, left), expr_dot(a, rest, expr_transpose(a, right)));
  }
  for (int dim = 1; dim <= 2; dim++) {
    Id part = sum_of_product(a, u, dim);
    if (part) return matrix_total(a, part);
  }
  return EXPR_NONE;
}

/* NAME (diag or trace) of each term of U, where each has a simpler form. */
static Id term_by_term(Algebra *a, const char *name, Id u) {
  const Expr *x = expr_at(a, u);
  if (x->kind != EXPR_SUM || number_sign(x->number) != 0) return EXPR_NONE;
  Id *parts = arena_new(&a->arena, x->count * sizeof *parts);
  for (size_t i = 0; i < x->count; i++) {
    Id matrix, left, right;
    if (!shape_equal(shape_of(a, x->args[i]), shape_of(a, u))) return EXPR_NONE;
    expr_split_scalar(a, x->args[i], &matrix);
    if (!split_outer(a, matrix, &left, &right) && !expr_is_call(a, matrix, "eye") &&
        !expr_is_call(a, matrix, "diag"))
      return EXPR_NONE;
    parts[i] = expr_call1(a, name, x->args[i]);
  }
  return expr_sum(a, parts, x->count);
}

static Id trace_of(Algebra *a, Id u) {
  Id left, right;
  const Expr *x = expr_at(a, u);
  if (x->kind == EXPR_SUM) return term_by_term(a, "trace", u);
  if (split_outer(a, u, &left, &right)) return expr_dot(a, right, left);
  if (expr_is_call(a, u, "eye") && x->rows < SIZE_OPEN) return expr_whole(a, x->rows);
  return EXPR_NONE;
}

static Id diag_of(Algebra *a, Id u) {
  const Expr *x = expr_at(a, u);
  Shape s = shape_of(a, u);
  Id matrix, scale = expr_split_scalar(a, u, &matrix);
  if (!expr_is_number(a, scale, 1)) return expr_times(a, scale, expr_call1(a, "diag", matrix));
  if (shape_is_vector(s)) {
    uint32_t n = s.rows == 1 ? s.columns : s.rows;
    if (expr_is_call(a, u, "ones")) return expr_eye(a, n, u);
    if (expr_is_call(a, u, "zeros")) return matrix_zeros(a, (Shape){ n, n });
    Id turned = x->kind == EXPR_TRANSPOSE ? x->args[0] : turned_if_shorter(a, u);
    return turned ? expr_call1(a, "diag", turned) : EXPR_NONE;
  }
  Id left, right;
  if (x->kind == EXPR_CALL && strcmp(x->name, "diag") == 0) {
    Id v = x->args[0];
    return expr_at(a, v)->rows == 1 ? expr_transpose(a, v) : v;
  }
  if (expr_is_call(a, u, "eye")) return matrix_ones(a, (Shape){ s.rows, 1 });
  if (is_filled(a, u)) return expr_filled(a, number_whole(*x->name == 'o'), s.rows, 1);
  if (x->kind == EXPR_TRANSPOSE) return expr_call1(a, "diag", x->args[0]);
  if (x->kind == EXPR_SUM) return term_by_term(a, "diag", u);
  if (s.rows == s.columns && split_outer(a, u, &left, &right))
    return expr_times(a, left, expr_transpose(a, right));
  return EXPR_NONE;
}

/* ------------------------------------------------------------------ parts of matrices */

static bool bounds(const Algebra *a, Id index, int64_t *first, int64_t *last) {
  const Expr *x = expr_at(a, index);
  if (x->kind == EXPR_NUMBER) {
    *first = *last = x->number.top;
    return number_is_whole(x->number);
  }
  if (!expr_is_call(a, index, "range") || x->count != 2) return false;
  const Expr *from = expr_at(a, x->args[0]), *to = expr_at(a, x->args[1]);
  *first = from->number.top;
  *last = to->number.top;
  return from->kind == EXPR_NUMBER && to->kind == EXPR_NUMBER;
}

/* The parts that an index takes from [A, B] or [A; B] where it cuts between them. */
static Id index_of_join(Algebra *a, const Expr *x, Id index) {
  int64_t first, last, at = 1;
  if (!bounds(a, index, &first, &last)) return EXPR_NONE;
  bool beside = *x->name == 'h';
  size_t n = 0;
  Id *parts = arena_new(&a->arena, x->count * sizeof *parts);
  for (size_t i = 0; i < x->count; i++) {
    Shape s = shape_of(a, x->args[i]);
    int64_t end = at + (beside ? s.columns : s.rows) - 1;
    if (at >= first && end <= last)
      parts[n++] = x->args[i];
    else if (!(end < first || at > last))
      return EXPR_NONE;
    at = end + 1;
  }
  if (n == 0) return EXPR_NONE;
  return n == 1 ? parts[0] : expr_call(a, x->name, parts, n);
}

static Id index_of(Algebra *a, const Id *args, size_t count, Shape out) {
  const Expr *x = expr_at(a, args[0]);
  Shape s = shape_of(a, args[0]);
  if (is_filled(a, args[0]))
    return expr_filled(a, number_whole(*x->name == 'o'), out.rows, out.columns);
  if (shape_is_scalar(s) && shape_is_scalar(out)) return args[0];
  if (expr_is_call(a, args[0], "eye") && count == 3 && expr_is_call(a, args[2], "colon") &&
      expr_is_scalar(a, args[1]))
    return expr_transpose(a, matrix_selection(a, s.rows, args[1], args[0]));
  int64_t first, last;
  if (count == 2 && expr_is_call(a, args[0], "vec") && bounds(a, args[1], &first, &last) &&
      first == last) { /* A(3) of a matrix */
    int64_t rows = expr_at(a, x->args[0])->rows;
    if (rows < SIZE_OPEN)
      return expr_call(a, "index",
                       (Id[]){ x->args[0], expr_whole(a, (first - 1) % rows + 1),
                               expr_whole(a, (first - 1) / rows + 1) },
                       3);
  }
  bool whole = true; /* everything is taken, in order */
  for (size_t i = 1; i < count; i++) {
    uint32_t size = count == 2 ? (s.rows == 1 ? s.columns : s.rows) : i == 1 ? s.rows : s.columns;
    whole &= expr_is_call(a, args[i], "colon") ||
             (bounds(a, args[i], &first, &last) && first == 1 && last == (int64_t)size);
  }
  if (whole) return args[0];
  Id matrix, scale = expr_split_scalar(a, args[0], &matrix);
  if (!expr_is_number(a, scale, 1)) {
    Id again[3] = { matrix, args[1], count > 2 ? args[2] : EXPR_NONE };
    return expr_times(a, scale, expr_call(a, "index", again, count));
  }
  if (expr_is_call(a, args[0], "vcat") && (count == 2 || expr_is_call(a, args[2], "colon")))
    return index_of_join(a, x, args[1]);
  if (expr_is_call(a, args[0], "hcat") &&
      (count == 2 ? s.rows == 1 : expr_is_call(a, args[1], "colon")))
    return index_of_join(a, x, args[count - 1]);
  return EXPR_NONE;
}

/* sum(x - c), where a number c that varies is stretched: sum(x) - n*c. */
static Id sum_without_levels(Algebra *a, Id u) {
  const Expr *x = expr_at(a, u);
  if (x->kind != EXPR_SUM) return EXPR_NONE;
  Id *entries = arena_new(&a->arena, (x->count + 1) * sizeof *entries), levels = EXPR_NONE;
  size_t n = 0;
  for (size_t i = 0; i < x->count; i++)
    if (expr_is_scalar(a, x->args[i]))
      levels = levels ? expr_add(a, levels, x->args[i]) : x->args[i];
    else
      entries[n++] = x->args[i];
  if (!levels || n == 0) return EXPR_NONE;
  entries[n++] = expr_number(a, x->number);
  Id rest = expr_sum(a, entries, n), first, scale = expr_split_scalar(a, entries[0], &first);
  if (!shape_equal(shape_of(a, rest), shape_of(a, u)) || scale == EXPR_NONE) return EXPR_NONE;
  Id r = expr_add(a, matrix_total(a, rest), expr_times(a, expr_call1(a, "numel", first), levels));
  return shorter(a, r, u);
}

/* The variable in E that has the open size N, or EXPR_NONE. */
static Id variable_of_size(const Algebra *a, Id e, uint32_t n) {
  const Expr *x = expr_at(a, e);
  if (x->rows != n && x->columns != n) return EXPR_NONE;
  if (x->kind == EXPR_SYMBOL && x->flag) return e;
  for (size_t i = 0; i < x->count; i++) {
    Id found = x->depth < 60 ? variable_of_size(a, x->args[i], n) : EXPR_NONE;
    if (found) return found;
  }
  return EXPR_NONE;
}

/* rows(u), columns(u), numel(u): a number, or of the variable that has this size. */
static Id size_of(Algebra *a, const char *name, Id u) {
  const Expr *x = expr_at(a, u);
  bool all = *name == 'n', vector = x->rows == 1 || x->columns == 1;
  uint32_t other = all && !vector ? x->columns : 1;
  uint32_t n = *name == 'r' || (all && x->columns == 1) ? x->rows : x->columns;
  if (all && !vector) n = x->rows;
  if (n < SIZE_OPEN && other < SIZE_OPEN) return expr_whole(a, (int64_t)n * other);
  if (other != 1) return EXPR_NONE;
  Id v = variable_of_size(a, u, n);
  if (!v) return EXPR_NONE;
  const Expr *y = expr_at(a, v);
  const char *best = y->rows == 1 || y->columns == 1 ? "numel" : y->rows == n ? "rows" : "columns";
  return v == u && strcmp(best, name) == 0 ? EXPR_NONE : expr_call1(a, best, v);
}

/* E with A in place of A(:), where that is all that gives it its shape; EXPR_NONE otherwise. */
static Id without_vec(Algebra *a, Id e, Shape s) {
  const Expr *x = expr_at(a, e);
  if (expr_is_scalar(a, e)) return e;
  if (expr_is_call(a, e, "vec"))
    return shape_equal(shape_of(a, x->args[0]), s) ? x->args[0] : EXPR_NONE;
  bool entrywise = x->kind == EXPR_SUM || x->kind == EXPR_PRODUCT || x->kind == EXPR_POWER ||
                   (x->kind == EXPR_CALL && x->count && shape_is_entrywise(a, x->name, x->count));
  if (!entrywise) return EXPR_NONE;
  Id *args = arena_new(&a->arena, x->count * sizeof *args);
  for (size_t i = 0; i < x->count; i++)
    if (!(args[i] = without_vec(a, x->args[i], s))) return EXPR_NONE;
  return expr_rebuild(a, e, args);
}

/* The sum of U term by term, where that is shorter: sums of what lies around its mean are 0. */
static Id sum_of_terms(Algebra *a, Id u) {
  const Expr *x = expr_at(a, u);
  if (x->kind != EXPR_SUM || x->count > 8 || number_sign(x->number) != 0) return EXPR_NONE;
  if (expr_size(a, u, 300) > 300) return EXPR_NONE;
  Id *sums = arena_new(&a->arena, x->count * sizeof *sums);
  for (size_t i = 0; i < x->count; i++) {
    if (!shape_equal(shape_of(a, x->args[i]), shape_of(a, u))) return EXPR_NONE;
    sums[i] = matrix_total(a, x->args[i]);
  }
  return shorter(a, expr_sum(a, sums, x->count), u);
}

Id matrix_fold(Algebra *a, const char *name, const Id *args, size_t count) {
  if (count == 0) return EXPR_NONE;
  Id u = args[0];
  const Expr *x = expr_at(a, u);
  Shape s = shape_of(a, u);
  bool scalar = shape_is_scalar(s);
  if (strcmp(name, "index") == 0) {
    Shape out;
    return shape_of_call(a, name, args, count, &out) ? index_of(a, args, count, out) : EXPR_NONE;
  }
  if (strcmp(name, "merge") == 0 && count == 3) {
    if (args[1] == args[2] && shape_is_scalar(s)) return args[1];
    if (x->kind == EXPR_NUMBER) return args[number_sign(x->number) != 0 ? 1 : 2];
    return EXPR_NONE;
  }
  if (strcmp(name, "kron") == 0 && count == 2)
    return scalar || expr_is_scalar(a, args[1]) ? expr_times(a, u, args[1]) : EXPR_NONE;
  if (strcmp(name, "sum") == 0 && count == 2)
    return sum_along(a, u, expr_is_number(a, args[1], 1) ? 1 : 2);
  if ((strcmp(name, "largest") == 0 || strcmp(name, "smallest") == 0) && count == 2) {
    bool down = expr_is_number(a, args[1], 1);
    if ((down ? s.rows : s.columns) == 1) return u;
    if ((down ? s.columns : s.rows) == 1) return expr_call1(a, *name == 'l' ? "max" : "min", u);
    return EXPR_NONE;
  }
  if (strcmp(name, "flip") == 0)
    return scalar || is_filled(a, u) ? u
           : expr_is_call(a, u, "flip") && x->count == count &&
                   (count == 1 || x->args[1] == args[1])
               ? x->args[0]
               : EXPR_NONE;
  if (strcmp(name, "blocks") == 0 && expr_is_number(a, args[2], 1) && expr_is_number(a, args[4], 1))
    return expr_transpose(a, matrix_reshape(a, u,
                                            (Shape){ (uint32_t)expr_at(a, args[3])->number.top,
                                                     (uint32_t)expr_at(a, args[1])->number.top }));
  if (strcmp(name, "reshape") == 0 && count == 3) {
    int64_t rows = expr_at(a, args[1])->number.top, columns = expr_at(a, args[2])->number.top;
    if (rows == s.rows && columns == s.columns) return u;
    if (is_filled(a, u))
      return expr_filled(a, number_whole(*x->name == 'o'), (uint32_t)rows, (uint32_t)columns);
    if (expr_is_call(a, u, "vec") || expr_is_call(a, u, "reshape"))
      return matrix_reshape(a, x->args[0], (Shape){ (uint32_t)rows, (uint32_t)columns });
    Id matrix, scale = expr_split_scalar(a, u, &matrix);
    if (!expr_is_number(a, scale, 1))
      return expr_times(a, scale, expr_call(a, name, (Id[]){ matrix, args[1], args[2] }, 3));
    if (expr_size(a, u, 300) > 300) return EXPR_NONE;
    return without_vec(a, u, (Shape){ (uint32_t)rows, (uint32_t)columns });
  }
  if (count != 1) return EXPR_NONE;
  if (strcmp(name, "inv") == 0 &&
      x->kind == EXPR_DOT) { /* of square factors: each, turned around */
    Id r = EXPR_NONE;
    for (size_t i = 0; i < x->count; i++)
      if (expr_at(a, x->args[i])->rows != expr_at(a, x->args[i])->columns) return EXPR_NONE;
    for (size_t i = x->count; i-- > 0;) {
      Id one = expr_call1(a, name, x->args[i]);
      r = r ? expr_dot(a, r, one) : one;
    }
    return r;
  }
  if (strcmp(name, "softmax") == 0) return scalar ? expr_whole(a, 1) : EXPR_NONE;
  if (strcmp(name, "logsumexp") == 0) return scalar ? u : EXPR_NONE;
  if ((strcmp(name, "max") == 0 || strcmp(name, "min") == 0) && !shape_is_vector(s))
    return expr_call2(a, *(name + 1) == 'a' ? "largest" : "smallest", u, expr_whole(a, 1));
  if (strcmp(name, "total") == 0) return total_of(a, u);
  if (strcmp(name, "sum") == 0) {
    if (expr_is_call(a, u, "vec")) return matrix_total(a, x->args[0]);
    if (expr_is_call(a, u, "sum") && x->count == 2) return matrix_total(a, x->args[0]);
    Id turned = turned_if_shorter(a, u);
    if (turned) return expr_call1(a, "sum", turned);
    Id r = sum_without_levels(a, u);
    return r || algebra_failed(a) ? r : sum_of_terms(a, u);
  }
  if (strcmp(name, "numel") == 0 || strcmp(name, "rows") == 0 || strcmp(name, "columns") == 0)
    return size_of(a, name, u);
  if (strcmp(name, "trace") == 0) return scalar ? u : trace_of(a, u);
  if (strcmp(name, "diag") == 0) return scalar ? u : diag_of(a, u);
  if (strcmp(name, "vec") == 0) {
    if (s.rows == 1) return expr_transpose(a, u);
    if (is_filled(a, u) && s.rows < SIZE_OPEN && s.columns < SIZE_OPEN)
      return expr_filled(a, number_whole(*x->name == 'o'), s.rows * s.columns, 1);
    if (expr_is_call(a, u, "reshape")) return expr_call1(a, "vec", x->args[0]);
  }
  return EXPR_NONE;
}
