/* shape.c -- rows and columns of expressions.  */

#include "config.h"
#include "algebra/matrix_parts.h"
#include "lang/interp.h"

#include <string.h>

static void size_print(uint32_t n, Text *out) {
  if (n < SIZE_OPEN)
    text_printf(out, "%u", n);
  else
    text_putc(out, (char)('n' + (n - SIZE_OPEN) % 12));
}

void shape_print(Shape s, Text *out) {
  size_print(s.rows, out);
  text_putc(out, 'x');
  size_print(s.columns, out);
}

static bool join_size(uint32_t *n, uint32_t other) {
  if (*n == 1) *n = other;
  return other == 1 || *n == other;
}

bool shape_join(Algebra *a, Shape *s, Shape other, const char *operator) {
  Shape joined = *s;
  if (join_size(&joined.rows, other.rows) && join_size(&joined.columns, other.columns)) {
    *s = joined;
    return true;
  }
  Text left = TEXT_EMPTY, right = TEXT_EMPTY;
  shape_print(*s, &left);
  shape_print(other, &right);
  bool sum = strcmp(operator, "+") == 0; /* a difference, too, is a sum inside */
  algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "%s %s %s%s: the sizes do not fit",
               text_string(&left), sum ? "and" : operator, text_string(&right),
               sum ? " in a sum or difference" : "");
  text_free(&left);
  text_free(&right);
  return false;
}

const Builtin *algebra_builtin(const Algebra *a, const char *name) {
  const Entry *e = registry_find(interp_registry(a->interp), name, strlen(name));
  return e ? e->builtin : NULL;
}

static bool is_one_of(const char *name, const char *const *list) {
  for (; *list; list++)
    if (strcmp(name, *list) == 0) return true;
  return false;
}

bool shape_is_entrywise(const Algebra *a, const char *name, size_t count) {
  static const char *const always[] = { "<", "<=", "==", "!=", ">=", ">", "&", "|", "!", NULL };
  if (is_one_of(name, always)) return true;
  if ((strcmp(name, "max") == 0 || strcmp(name, "min") == 0)) return count == 2;
  const Builtin *b = algebra_builtin(a, name);
  return b && (b->map ? count == 1 : b->derivative != NULL);
}

static bool known_whole(const Algebra *a, Id e, int64_t *n) {
  const Expr *x = expr_at(a, e);
  if (x->kind != EXPR_NUMBER || !number_is_whole(x->number)) return false;
  *n = x->number.top;
  return true;
}

static bool joined(Algebra *a, const char *name, const Id *args, size_t count, Shape *out) {
  bool beside = *name == 'h';
  *out = (Shape){ 1, 1 };
  for (size_t i = 0; i < count; i++) {
    Shape s = shape_of(a, args[i]);
    if (count > 1 && (s.rows >= SIZE_OPEN || s.columns >= SIZE_OPEN)) {
      algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 },
                   "[ ] needs parts whose sizes are known, and one here could have any size");
      return false;
    }
    if (i == 0) {
      *out = s;
      continue;
    }
    if (beside ? s.rows != out->rows : s.columns != out->columns) {
      algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "the parts of [ ] do not fit together");
      return false;
    }
    *(beside ? &out->columns : &out->rows) += beside ? s.columns : s.rows;
  }
  return true;
}

bool shape_of_call(Algebra *a, const char *name, const Id *args, size_t count, Shape *out) {
  static const char *const square[] = { "inv", "det", "trace", "logdet", "logabsdet", NULL };
  static const char *const number[] = { "logabsdet", "det",   "trace",   "norm",   "numel",
                                        "logsumexp", "total", "dot",     "mean",   "logdet",
                                        "std",       "var",   "prod",    "max",    "min",
                                        "sum",       "rows",  "columns", "length", NULL };
  static const char *const same[] = { "inv",  "softmax", "unit", "cumsum",
                                      "triu", "tril",    "sort", NULL };
  Shape s = count ? shape_of(a, args[0]) : (Shape){ 1, 1 };
  *out = (Shape){ 1, 1 };
  if (count == 0) return true;
  bool good;
  if (matrix_shape(a, name, args, count, out, &good)) return good;
  if (shape_is_entrywise(a, name, count)) {
    *out = s;
    for (size_t i = 1; i < count; i++)
      if (!shape_join(a, out, shape_of(a, args[i]), name)) return false;
    return true;
  }
  if (is_one_of(name, square) && s.rows != s.columns) {
    Text t = TEXT_EMPTY;
    shape_print(s, &t);
    algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 }, "%s needs a square matrix, but this is %s", name,
                 text_string(&t));
    text_free(&t);
    return false;
  }
  int64_t dim;
  if ((strcmp(name, "sum") == 0 || strcmp(name, "prod") == 0) && count == 2 &&
      known_whole(a, args[1], &dim)) {
    *out = s;
    if (dim == 1) out->rows = 1;
    if (dim == 2) out->columns = 1;
    return true;
  }
  if (is_one_of(name, number)) return true;
  if (is_one_of(name, same)) {
    *out = s;
    return true;
  }
  if (strcmp(name, "hcat") == 0 || strcmp(name, "vcat") == 0)
    return joined(a, name, args, count, out);
  if (strcmp(name, "diag") == 0) {
    *out =
        shape_is_vector(s) ? (Shape){ s.rows == 1 ? s.columns : s.rows, 0 } : (Shape){ s.rows, 1 };
    if (out->columns == 0) out->columns = out->rows;
    return true;
  }
  if (strcmp(name, "\\") == 0) {
    *out = (Shape){ s.columns, shape_of(a, args[1]).columns };
    return true;
  }
  if (strcmp(name, "vec") == 0) {
    if (s.columns != 1 && (s.rows >= SIZE_OPEN || s.columns >= SIZE_OPEN)) {
      algebra_fail(a, ERROR_SHAPE, (Span){ 0, 0 },
                   "A(:) needs a matrix whose size is known, and this could have any");
      return false;
    }
    *out = (Shape){ s.columns == 1 ? s.rows : s.rows * s.columns, 1 };
    return true;
  }
  for (size_t i = 0; i < count; i++)
    if (!expr_is_scalar(a, args[i]) && strcmp(name, "size") != 0) {
      algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 },
                   "%s of a vector or matrix cannot stand in a formula that is differentiated",
                   name);
      error_hint(&a->error, "what does not vary can be computed before and put in by its name");
      return false;
    }
  return true;
}
