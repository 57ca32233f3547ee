/* calls.c -- matrix products, transposes and function calls in standard form.  */

#include "config.h"
#include "algebra/matrix_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Id expr_filled(Algebra *a, Number n, uint32_t rows, uint32_t columns) {
  if (rows == 1 && columns == 1) return expr_number(a, n);
  bool zero = number_is(n, 0);
  Id ones = expr_intern(a, (Expr){ .kind = EXPR_CALL,
                                   .name = algebra_name(a, zero ? "zeros" : "ones"),
                                   .rows = rows,
                                   .columns = columns });
  return zero ? ones : expr_scale(a, n, ones);
}

Id expr_eye(Algebra *a, uint32_t n, Id like) {
  (void)like;
  if (n == 1) return expr_whole(a, 1);
  return expr_intern(
      a, (Expr){ .kind = EXPR_CALL, .name = algebra_name(a, "eye"), .rows = n, .columns = n });
}

/* ------------------------------------------------------------------ products of matrices */

Id expr_split_scalar(Algebra *a, Id e, Id *matrix) {
  const Expr *x = expr_at(a, e);
  *matrix = e;
  if (x->kind != EXPR_PRODUCT) return expr_whole(a, 1);
  Id *inside = arena_new(&a->arena, (x->count + 1) * sizeof *inside);
  size_t in = 0, count = 0;
  Id *outside = arena_new(&a->arena, (x->count + 1) * sizeof *outside);
  for (size_t i = 0; i < x->count; i++)
    if (expr_is_scalar(a, x->args[i]))
      outside[count++] = x->args[i];
    else
      inside[in++] = x->args[i];
  outside[count++] = expr_number(a, x->number);
  if (in == 0) return expr_whole(a, 1);
  *matrix = expr_product(a, inside, in);
  return expr_product(a, outside, count);
}

static bool is_inverse_of(const Algebra *a, Id x, Id y) {
  return expr_is_call(a, x, "inv") && expr_at(a, x)->args[0] == y;
}

/* diag of a column */
static bool is_diagonal(const Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  return expr_is_call(a, e, "diag") && x->columns != 1 && expr_at(a, x->args[0])->columns == 1;
}

static size_t transposes(const Algebra *a, const Id *args, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += expr_at(a, args[i])->kind == EXPR_TRANSPOSE;
  return count;
}

/* Of a'*b and b'*a, which are one number, the one with fewer transposes or older parts. */
static void prefer(Algebra *a, Id *args, size_t n) {
  Id *turned = arena_new(&a->arena, n * sizeof *turned);
  for (size_t i = 0; i < n; i++) turned[i] = expr_transpose(a, args[n - 1 - i]);
  if (algebra_failed(a)) return;
  size_t mine = transposes(a, args, n), other = transposes(a, turned, n);
  bool better = other < mine;
  if (other == mine) {
    Id x = args[n - 1], y = turned[n - 1];
    better = expr_size(a, y, 100) < expr_size(a, x, 100) ||
             (expr_size(a, y, 100) == expr_size(a, x, 100) && y < x);
  }
  if (better) memcpy(args, turned, n * sizeof *args);
}

static Id dot_of(Algebra *a, Id *args, size_t n) {
  /* I * A and inv(A) * A */
  for (size_t i = 0; i + 1 <= n && n > 1; i++) {
    if (expr_is_call(a, args[i], "eye")) {
      memmove(args + i, args + i + 1, (n - i - 1) * sizeof *args);
      n--;
      i = (size_t)-1;
    } else if (i + 1 < n &&
               (is_inverse_of(a, args[i], args[i + 1]) || is_inverse_of(a, args[i + 1], args[i]))) {
      args[i] = expr_eye(a, expr_at(a, args[i])->rows, args[i]);
      memmove(args + i + 1, args + i + 2, (n - i - 2) * sizeof *args);
      n--;
      i = (size_t)-1;
    } else if (i + 1 < n && expr_is_call(a, args[i], "ones") &&
               expr_is_call(a, args[i + 1], "ones") && expr_at(a, args[i])->columns == 1) {
      args[i] = expr_filled(a, number_whole(1), expr_at(a, args[i])->rows,
                            expr_at(a, args[i + 1])->columns);
      memmove(args + i + 1, args + i + 2, (n - i - 2) * sizeof *args);
      n--;
      i = (size_t)-1;
    } else if (i + 1 < n && is_diagonal(a, args[i]) && expr_is_call(a, args[i + 1], "ones") &&
               expr_at(a, args[i + 1])->columns == 1) { /* diag(u)*ones(n, 1) */
      args[i] = expr_at(a, args[i])->args[0];
      memmove(args + i + 1, args + i + 2, (n - i - 2) * sizeof *args);
      n--;
      i = (size_t)-1;
    } else if (i + 1 < n && is_diagonal(a, args[i]) && is_diagonal(a, args[i + 1])) {
      Id u = expr_at(a, args[i])->args[0], v = expr_at(a, args[i + 1])->args[0];
      args[i] = expr_call1(a, "diag", expr_times(a, u, v));
      memmove(args + i + 1, args + i + 2, (n - i - 2) * sizeof *args);
      n--;
      i = (size_t)-1;
    }
  }
  if (n == 1) return args[0];
  /* ones(1, m) * A and A * ones(n, 1) are sums */
  if (expr_is_call(a, args[0], "ones") && expr_at(a, args[0])->rows == 1) {
    args[1] = matrix_sum(a, args[1], 1);
    return args[1] ? dot_of(a, args + 1, n - 1) : EXPR_NONE;
  }
  if (expr_is_call(a, args[n - 1], "ones") && expr_at(a, args[n - 1])->columns == 1) {
    args[n - 2] = matrix_sum(a, args[n - 2], 2);
    return args[n - 2] ? dot_of(a, args, n - 1) : EXPR_NONE;
  }
  /* a part that is a number stands in front */
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n && expr_at(a, args[i])->rows == 1; j++) {
      if (expr_at(a, args[j])->columns != 1 || (i == 0 && j == n - 1)) continue;
      Id *part = arena_new(&a->arena, n * sizeof *part),
         *rest = arena_new(&a->arena, n * sizeof *rest);
      memcpy(part, args + i, (j - i + 1) * sizeof *part);
      memcpy(rest, args, i * sizeof *rest);
      memcpy(rest + i, args + j + 1, (n - 1 - j) * sizeof *rest);
      return expr_times(a, dot_of(a, part, j - i + 1), dot_of(a, rest, n - 1 - (j - i)));
    }
  uint32_t rows = expr_at(a, args[0])->rows, columns = expr_at(a, args[n - 1])->columns;
  if (rows == 1 && columns == 1) {
    prefer(a, args, n);
    if (n == 2 && expr_is_call(a, args[0], "ones")) return expr_call1(a, "sum", args[1]);
    if (n == 2 && expr_is_call(a, args[1], "ones")) return expr_call1(a, "sum", args[0]);
  }
  return expr_intern(a, (Expr){ .kind = EXPR_DOT,
                                .number = number_whole(1),
                                .args = args,
                                .count = (uint32_t)n,
                                .rows = rows,
                                .columns = columns });
}

Id expr_dot(Algebra *a, Id x, Id y) {
  if (x == EXPR_NONE || y == EXPR_NONE) return EXPR_NONE;
  if (expr_is_scalar(a, x) || expr_is_scalar(a, y)) return expr_times(a, x, y);
  Shape s = shape_of(a, x), t = shape_of(a, y);
  if (s.columns != t.rows) {
    Text left = TEXT_EMPTY, right = TEXT_EMPTY;
    shape_print(s, &left);
    shape_print(t, &right);
    algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "%s times %s: the inner sizes differ",
                 text_string(&left), text_string(&right));
    text_free(&left);
    text_free(&right);
    return EXPR_NONE;
  }
  if (expr_is_call(a, x, "zeros") || expr_is_call(a, y, "zeros"))
    return expr_filled(a, number_whole(0), s.rows, t.columns);
  Id left, right, scale = expr_split_scalar(a, x, &left);
  scale = expr_times(a, scale, expr_split_scalar(a, y, &right));
  if (algebra_failed(a)) return EXPR_NONE;
  const Expr *l = expr_at(a, left), *r = expr_at(a, right);
  size_t n = 0, room = (l->kind == EXPR_DOT ? l->count : 1) + (r->kind == EXPR_DOT ? r->count : 1);
  Id *args = arena_new(&a->arena, (room + 1) * sizeof *args);
  for (size_t i = 0; i < (l->kind == EXPR_DOT ? l->count : 1); i++)
    args[n++] = l->kind == EXPR_DOT ? l->args[i] : left;
  for (size_t i = 0; i < (r->kind == EXPR_DOT ? r->count : 1); i++)
    args[n++] = r->kind == EXPR_DOT ? r->args[i] : right;
  return expr_times(a, scale, dot_of(a, args, n));
}

/* u == max(u): turned around, u would be rounded in another way and equal nothing. */
static bool is_choice(const Algebra *a, const Expr *x) {
  static const char *const names[] = { "max", "min", "largest", "smallest" };
  for (size_t i = 0; strcmp(x->name, "==") == 0 && i < sizeof names / sizeof *names; i++)
    if (expr_is_call(a, x->args[0], names[i]) || expr_is_call(a, x->args[1], names[i])) return true;
  return false;
}

static Id transposed(Algebra *a, Id e) {
  const Expr *x = expr_at(a, e);
  Id *args = arena_new(&a->arena, (x->count + 1) * sizeof *args);
  switch (x->kind) {
  case EXPR_TRANSPOSE: return x->args[0];
  case EXPR_SUM:
  case EXPR_PRODUCT:
    for (size_t i = 0; i < x->count; i++) args[i] = expr_transpose(a, x->args[i]);
    return expr_rebuild(a, e, args);
  case EXPR_POWER:
    return expr_power(a, expr_transpose(a, x->args[0]), expr_transpose(a, x->args[1]));
  case EXPR_DOT: {
    Id r = expr_transpose(a, x->args[x->count - 1]);
    for (size_t i = x->count - 1; i-- > 0;) r = expr_dot(a, r, expr_transpose(a, x->args[i]));
    return r;
  }
  case EXPR_CALL:
    if (strcmp(x->name, "ones") == 0 || strcmp(x->name, "zeros") == 0)
      return expr_filled(a, number_whole(*x->name == 'o'), x->columns, x->rows);
    if (strcmp(x->name, "eye") == 0 || (strcmp(x->name, "diag") == 0 && x->columns != 1)) return e;
    if (strcmp(x->name, "triu") == 0 && x->count == 1)
      return expr_call1(a, "tril", expr_transpose(a, x->args[0]));
    if (strcmp(x->name, "tril") == 0 && x->count == 1)
      return expr_call1(a, "triu", expr_transpose(a, x->args[0]));
    if (is_choice(a, x)) break;
    if (strcmp(x->name, "inv") == 0 || shape_is_entrywise(a, x->name, x->count)) {
      for (size_t i = 0; i < x->count; i++) args[i] = expr_transpose(a, x->args[i]);
      return expr_call(a, x->name, args, x->count);
    }
    break;
  default: break;
  }
  return expr_intern(
      a,
      (Expr){
          .kind = EXPR_TRANSPOSE, .args = &e, .count = 1, .rows = x->columns, .columns = x->rows });
}

Id expr_transpose(Algebra *a, Id e) {
  if (e == EXPR_NONE || expr_is_scalar(a, e)) return e;
  if (e < a->transposes_cap && a->transposes[e]) return a->transposes[e];
  Id r = transposed(a, e);
  if (r == EXPR_NONE) return r;
  if (e >= a->transposes_cap) {
    size_t cap = a->count + a->count / 2 + 64;
    a->transposes = mem_resize(a->transposes, cap * sizeof *a->transposes);
    memset(a->transposes + a->transposes_cap, 0, (cap - a->transposes_cap) * sizeof(Id));
    a->transposes_cap = cap;
  }
  return a->transposes[e] = r;
}

/* ------------------------------------------------------------------ calls */

static Number rational_part(const Algebra *a, Id e, bool *is_pi) {
  const Expr *x = expr_at(a, e);
  *is_pi = x->kind == EXPR_PRODUCT && x->count == 1 && expr_is_call(a, x->args[0], "pi");
  if (*is_pi) return x->number;
  if (expr_is_call(a, e, "pi")) {
    *is_pi = true;
    return number_whole(1);
  }
  return number_whole(0);
}

/* sin(pi*q), cos(pi*q) for multiples of a sixth and a quarter. */
static Id exact_wave(Algebra *a, bool sine, Number q) {
  Number t = number_multiply(q, number_whole(12));
  if (!number_is_whole(t)) return EXPR_NONE;
  int64_t k = (t.top % 24 + 24) % 24; /* twelfths of pi */
  if (!sine) k = (k + 6) % 24;        /* cos x = sin(x + pi/2) */
  int sign = k >= 12 ? -1 : 1;
  k %= 12;
  if (k > 6) k = 12 - k;
  Id half = expr_fraction(a, 1, 2), r = EXPR_NONE;
  if (k == 0) r = expr_whole(a, 0);
  if (k == 2) r = half;
  if (k == 3) r = expr_times(a, half, expr_power(a, expr_whole(a, 2), half));
  if (k == 4) r = expr_times(a, half, expr_power(a, expr_whole(a, 3), half));
  if (k == 6) r = expr_whole(a, 1);
  return r ? expr_scale(a, number_whole(sign), r) : r;
}

typedef enum Parity { PARITY_NONE, PARITY_ODD, PARITY_EVEN } Parity;

static Parity parity_of(const char *name) {
  static const char *const odd[] = { "sin",  "tan",   "asin",  "atan", "sinh",
                                     "tanh", "asinh", "atanh", "sign", "csc",
                                     "cot",  "csch",  "coth",  "erf",  "cbrt" };
  static const char *const even[] = { "cos", "cosh", "abs", "sec", "sech" };
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    if (strcmp(odd[i], name) == 0) return PARITY_ODD;
  for (size_t i = 0; i < sizeof even / sizeof *even; i++)
    if (strcmp(even[i], name) == 0) return PARITY_EVEN;
  return PARITY_NONE;
}

/* The first term of a sum, or the whole, is negative. */
static bool looks_negative(Algebra *a, Id e) {
  Id rest;
  const Expr *x = expr_at(a, e);
  if (x->kind == EXPR_PRODUCT && x->count == 1 && number_sign(x->number) < 0 &&
      expr_at(a, x->args[0])->kind == EXPR_SUM)
    return !looks_negative(a, x->args[0]);
  if (x->kind != EXPR_SUM) return number_sign(expr_coefficient(a, e, &rest)) < 0;
  if (number_sign(x->number) > 0) return false;
  for (size_t i = 0; i < x->count; i++)
    if (number_sign(expr_coefficient(a, x->args[i], &rest)) > 0) return false;
  return true;
}

/* What is known of functions of one entry; EXPR_NONE: nothing. */
static Id fold(Algebra *a, const char *name, Id u) {
  const Expr *x = expr_at(a, u);
  bool zero = x->kind == EXPR_NUMBER && number_is(x->number, 0);
  bool one = x->kind == EXPR_NUMBER && number_is(x->number, 1);
  if (strcmp(name, "exp") == 0) {
    if (zero) return expr_whole(a, 1);
    if (expr_is_call(a, u, "log") && expr_positive(a, x->args[0])) return x->args[0];
    return EXPR_NONE;
  }
  if (strcmp(name, "log") == 0) {
    if (one) return expr_whole(a, 0);
    if (zero) return expr_number(a, number_double(-INFINITY));
    if (expr_is_call(a, u, "exp")) return x->args[0];
    if (expr_is_call(a, u, "e")) return expr_whole(a, 1);
    return EXPR_NONE;
  }
  if (strcmp(name, "sqrt") == 0) return expr_power(a, u, expr_fraction(a, 1, 2));
  if (strcmp(name, "exp") != 0 && zero && parity_of(name) == PARITY_ODD && *name != 'c')
    return expr_whole(a, 0);
  if (zero && (strcmp(name, "cos") == 0 || strcmp(name, "cosh") == 0 || strcmp(name, "sec") == 0 ||
               strcmp(name, "sech") == 0))
    return expr_whole(a, 1);
  bool pi;
  Number q = rational_part(a, u, &pi);
  if (pi && (strcmp(name, "sin") == 0 || strcmp(name, "cos") == 0))
    return exact_wave(a, *name == 's', q);
  if (strcmp(name, "abs") == 0) {
    if (x->kind == EXPR_NUMBER) return number_sign(x->number) < 0 ? expr_negate(a, u) : u;
    if (expr_nonnegative(a, u)) return u;
    if (x->kind == EXPR_PRODUCT && !number_is(x->number, 1) && !number_is(x->number, -1)) {
      Id rest;
      Number n = expr_coefficient(a, u, &rest);
      if (number_sign(n) < 0) n = number_negate(n);
      return expr_scale(a, n, expr_call1(a, "abs", rest));
    }
  }
  if (strcmp(name, "sign") == 0 && x->kind == EXPR_NUMBER)
    return expr_whole(a, number_sign(x->number));
  if (strcmp(name, "sign") == 0 && expr_positive(a, u))
    return expr_filled(a, number_whole(1), x->rows, x->columns);
  if (strcmp(name, "sign") == 0 && expr_is_call(a, u, "sign")) return u;
  Parity parity = parity_of(name);
  if (parity != PARITY_NONE && x->kind != EXPR_NUMBER && looks_negative(a, u)) {
    Id r = expr_call1(a, name, x->kind == EXPR_SUM ? expr_turned(a, u) : expr_negate(a, u));
    return parity == PARITY_ODD ? expr_negate(a, r) : r;
  }
  if (strcmp(name, "relu") == 0 && expr_nonnegative(a, u)) return u;
  return EXPR_NONE;
}

/* Sums, traces and the like; EXPR_NONE: nothing to be said. */
static Id fold_structure(Algebra *a, const char *name, Id u) {
  const Expr *x = expr_at(a, u);
  bool scalar = expr_is_scalar(a, u);
  static const char *const of_one[] = { "sum", "total", "trace", "det",  "mean",   "prod",
                                        "max", "min",   "vec",   "diag", "cumsum", "dot" };
  for (size_t i = 0; scalar && i < sizeof of_one / sizeof *of_one; i++)
    if (strcmp(name, of_one[i]) == 0) return u;
  if (strcmp(name, "vec") == 0 && x->columns == 1) return u;
  if (scalar && strcmp(name, "inv") == 0) return expr_raise(a, u, -1);
  if (scalar && strcmp(name, "norm") == 0) return expr_call1(a, "abs", u);
  if (scalar && strcmp(name, "unit") == 0) return expr_call1(a, "sign", u);
  if (strcmp(name, "inv") == 0) {
    if (expr_is_call(a, u, "inv")) return x->args[0];
    if (expr_is_call(a, u, "eye")) return u;
  }
  if (strcmp(name, "numel") == 0 && x->rows < SIZE_OPEN && x->columns < SIZE_OPEN)
    return expr_whole(a, (int64_t)x->rows * x->columns);
  bool sum = strcmp(name, "sum") == 0 || strcmp(name, "total") == 0;
  if (sum && (expr_is_call(a, u, "hcat") || expr_is_call(a, u, "vcat")) &&
      x->count == (size_t)x->rows * x->columns && shape_is_vector(shape_of(a, u)))
    return expr_sum(a, x->args, x->count);
  if (strcmp(name, "total") == 0 && shape_is_vector(shape_of(a, u))) return expr_call1(a, "sum", u);
  if (sum && (expr_is_call(a, u, "ones")) && x->rows < SIZE_OPEN && x->columns < SIZE_OPEN)
    return expr_whole(a, (int64_t)x->rows * x->columns);
  if (sum && expr_is_call(a, u, "zeros")) return expr_whole(a, 0);
  if (sum || strcmp(name, "trace") == 0) {
    Id matrix, scale = expr_split_scalar(a, u, &matrix);
    if (!expr_is_number(a, scale, 1)) return expr_times(a, scale, expr_call1(a, name, matrix));
    if (!sum && x->kind == EXPR_TRANSPOSE) return expr_call1(a, name, x->args[0]);
    if (expr_is_call(a, u, "softmax")) return expr_whole(a, 1);
  }
  if (strcmp(name, "sum") == 0 && shape_is_vector(shape_of(a, u))) {
    if (x->kind == EXPR_TRANSPOSE) return expr_call1(a, name, x->args[0]);
    bool column = x->columns == 1;
    Id base;
    Number n = expr_exponent(a, u, &base);
    if (number_is(n, 2))
      return column ? expr_dot(a, expr_transpose(a, base), base)
                    : expr_dot(a, base, expr_transpose(a, base));
    if (x->kind == EXPR_PRODUCT && x->count == 2 && number_is(x->number, 1)) {
      Id p = x->args[0], q = x->args[1];
      if (column ? expr_at(a, p)->columns == 1 && expr_at(a, q)->columns == 1 &&
                       expr_at(a, p)->rows == expr_at(a, q)->rows
                 : expr_at(a, p)->rows == 1 && expr_at(a, q)->rows == 1 &&
                       expr_at(a, p)->columns == expr_at(a, q)->columns)
        return column ? expr_dot(a, expr_transpose(a, p), q) : expr_dot(a, p, expr_transpose(a, q));
    }
  }
  return EXPR_NONE;
}

static int compare_numbers(Number x, Number y) {
  double p = number_value(x), q = number_value(y);
  return (p > q) - (p < q);
}

static Id fold_two(Algebra *a, const char *name, Id u, Id v) {
  const Expr *x = expr_at(a, u), *y = expr_at(a, v);
  if (x->kind == EXPR_NUMBER && y->kind == EXPR_NUMBER) {
    int c = compare_numbers(x->number, y->number);
    if (strcmp(name, "<") == 0) return expr_whole(a, c < 0);
    if (strcmp(name, "<=") == 0) return expr_whole(a, c <= 0);
    if (strcmp(name, ">") == 0) return expr_whole(a, c > 0);
    if (strcmp(name, ">=") == 0) return expr_whole(a, c >= 0);
    if (strcmp(name, "==") == 0) return expr_whole(a, c == 0);
    if (strcmp(name, "!=") == 0) return expr_whole(a, c != 0);
    if (strcmp(name, "max") == 0) return c >= 0 ? u : v;
    if (strcmp(name, "min") == 0) return c <= 0 ? u : v;
  }
  if (strcmp(name, "max") == 0 || strcmp(name, "min") == 0) return u == v ? u : EXPR_NONE;
  return EXPR_NONE;
}

Id expr_call(Algebra *a, const char *name, const Id *args, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (args[i] == EXPR_NONE) return EXPR_NONE;
  Shape s;
  if (algebra_failed(a) || !shape_of_call(a, name, args, count, &s)) return EXPR_NONE;
  Id r = matrix_fold(a, name, args, count);
  if (r != EXPR_NONE || algebra_failed(a)) return r;
  if (count == 1 && shape_is_entrywise(a, name, 1)) r = fold(a, name, args[0]);
  if (count == 1 && r == EXPR_NONE) r = fold_structure(a, name, args[0]);
  if (count == 2) r = fold_two(a, name, args[0], args[1]);
  if (r != EXPR_NONE || algebra_failed(a)) return r;
  return expr_intern(a, (Expr){ .kind = EXPR_CALL,
                                .name = algebra_name(a, name),
                                .args = args,
                                .count = (uint32_t)count,
                                .rows = s.rows,
                                .columns = s.columns });
}

Id expr_call1(Algebra *a, const char *name, Id x) {
  return expr_call(a, name, &x, 1);
}
Id expr_call2(Algebra *a, const char *name, Id x, Id y) {
  return expr_call(a, name, (Id[]){ x, y }, 2);
}
