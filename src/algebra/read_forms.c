/* read_forms.c -- functions that formulas write in another form: norm, mean, var ...  */

#include "config.h"
#include "algebra/read_parts.h"

#include <string.h>

static bool string_is(const Node *n, const char *text) {
  return n->kind == NODE_STRING && strlen(text) == n->length &&
         memcmp(n->text, text, n->length) == 0;
}

static bool is_vector(Reader *r, Id e) {
  return shape_is_vector(shape_of(r->a, e));
}

static Id total(Reader *r, Id e) {
  return expr_call1(r->a, is_vector(r, e) ? "sum" : "total", e);
}

static Id read_norm(Reader *r, const Node *n, Id x) {
  Algebra *a = r->a;
  bool vector = is_vector(r, x);
  const Node *kind = n->count > 2 ? n->kids[2] : NULL;
  if (kind &&
      (string_is(kind, "fro") || (vector && kind->kind == NODE_NUMBER && kind->number == 2)))
    kind = NULL;
  else if (!vector && (!kind || kind->kind == NODE_NUMBER || kind->kind == NODE_NAME))
    return read_refuse(r, n, "norm of a matrix is its largest singular value, which has no formula",
                       "norm(A, 'fro') has one");
  if (!kind)
    return vector ? expr_call1(a, "norm", x)
                  : expr_power(a, total(r, expr_raise(a, x, 2)), expr_fraction(a, 1, 2));
  Id size = expr_call1(a, "abs", x);
  if (kind->kind == NODE_NUMBER && kind->number == 1) return expr_call1(a, "sum", size);
  if (kind->kind == NODE_NUMBER)
    return expr_power(a, total(r, expr_power(a, size, expr_number(a, number_typed(kind->number)))),
                      expr_number(a, number_divide(number_whole(1), number_typed(kind->number))));
  return read_refuse(r, n, "this norm has no derivative rule", read_use_grad);
}

static Id count_of(Reader *r, Id e) {
  return expr_call1(r->a, "numel", e);
}

/* plus(x, y) is x + y, and so on. */
static Id read_operator(Reader *r, const char *name, const Id *x, size_t count, bool *done) {
  static const char *const same[] = { "lt", "<",  "le", "<=", "eq",  "==", "ne", "!=",
                                      "ge", ">=", "gt", ">",  "and", "&",  "or", "|" };
  Algebra *a = r->a;
  *done = true;
  if (count == 1) {
    if (strcmp(name, "uminus") == 0) return expr_negate(a, x[0]);
    if (strcmp(name, "uplus") == 0) return x[0];
    if (strcmp(name, "not") == 0) return expr_call1(a, "!", x[0]);
  }
  if (count == 2) {
    if (strcmp(name, "plus") == 0) return expr_add(a, x[0], x[1]);
    if (strcmp(name, "minus") == 0) return expr_subtract(a, x[0], x[1]);
    if (strcmp(name, "times") == 0) return expr_times(a, x[0], x[1]);
    if (strcmp(name, "mtimes") == 0) return expr_dot(a, x[0], x[1]);
    if (strcmp(name, "rdivide") == 0) return expr_divide(a, x[0], x[1]);
    if (strcmp(name, "ldivide") == 0) return expr_divide(a, x[1], x[0]);
    if (strcmp(name, "power") == 0 || strcmp(name, "realpow") == 0)
      return expr_power(a, x[0], x[1]);
    for (size_t i = 0; i < sizeof same / sizeof *same; i += 2)
      if (strcmp(name, same[i]) == 0) return expr_call2(a, same[i + 1], x[0], x[1]);
  }
  *done = false;
  return EXPR_NONE;
}

/* Of a normal distribution with a mean and a standard deviation. */
static Id read_normal(Reader *r, const char *name, const Id *x, size_t count) {
  Algebra *a = r->a;
  Id deviation = count > 2 ? x[2] : expr_whole(a, 1);
  if (strcmp(name, "norminv") == 0)
    return expr_add(a, x[1], expr_times(a, deviation, expr_call1(a, name, x[0])));
  Id z = expr_divide(a, expr_subtract(a, x[0], x[1]), deviation);
  Id e = expr_call1(a, name, z);
  return strcmp(name, "normpdf") == 0 ? expr_divide(a, e, deviation) : e;
}

static bool is_written_vector(Reader *r, Id e) {
  return (expr_is_call(r->a, e, "hcat") || expr_is_call(r->a, e, "vcat")) && is_vector(r, e) &&
         expr_at(r->a, e)->rows * expr_at(r->a, e)->columns == expr_at(r->a, e)->count;
}

/* polyval([1 2 3], x) is x^2 + 2*x + 3. */
static Id read_polyval(Reader *r, Id coefficients, Id x) {
  const Expr *c = expr_at(r->a, coefficients);
  Id *terms = arena_new(&r->a->arena, (c->count + 1) * sizeof *terms);
  for (size_t i = 0; i < c->count; i++)
    terms[i] =
        expr_times(r->a, c->args[i], expr_raise(r->a, x, (int64_t)c->count - 1 - (int64_t)i));
  return expr_sum(r->a, terms, c->count);
}

Id read_form(Reader *r, const char *name, const Node *n, const Id *x, size_t count, bool *done) {
  Algebra *a = r->a;
  *done = true;
  if (count == 1) {
    if (strcmp(name, "sqrt") == 0 || strcmp(name, "realsqrt") == 0)
      return expr_power(a, x[0], expr_fraction(a, 1, 2));
    if (strcmp(name, "reallog") == 0) return expr_call1(a, "log", x[0]);
    if (strcmp(name, "pow2") == 0) return expr_power(a, expr_whole(a, 2), x[0]);
    if (strcmp(name, "real") == 0 || strcmp(name, "conj") == 0) return x[0];
    if (strcmp(name, "square") == 0) return expr_raise(a, x[0], 2);
    if (strcmp(name, "transpose") == 0) return expr_transpose(a, x[0]);
    if (strcmp(name, "norm") == 0) return read_norm(r, n, x[0]);
    if (strcmp(name, "length") == 0) return count_of(r, x[0]);
    if (strcmp(name, "vec") == 0) return expr_call1(a, "vec", x[0]);
    if (strcmp(name, "log") == 0 && expr_is_call(a, x[0], "det"))
      return expr_call1(a, "logdet", expr_at(a, x[0])->args[0]);
    if ((strcmp(name, "rows") == 0 || strcmp(name, "columns") == 0)) {
      uint32_t k = *name == 'r' ? expr_at(a, x[0])->rows : expr_at(a, x[0])->columns;
      if (k < SIZE_OPEN) return expr_whole(a, k);
    }
  }
  if (count == 2 && strcmp(name, "polyval") == 0 && is_written_vector(r, x[0]))
    return read_polyval(r, x[0], x[1]);
  if (count == 2) {
    if (strcmp(name, "dot") == 0 && is_vector(r, x[0])) {
      Id p = expr_at(a, x[0])->rows == 1 ? x[0] : expr_transpose(a, x[0]);
      Id q = expr_at(a, x[1])->rows == 1 ? expr_transpose(a, x[1]) : x[1];
      return expr_dot(a, p, q);
    }
    if (strcmp(name, "norm") == 0) return read_norm(r, n, x[0]);
  }
  if ((count == 2 || count == 3) && (strcmp(name, "normpdf") == 0 || strcmp(name, "normcdf") == 0 ||
                                     strcmp(name, "norminv") == 0))
    return read_normal(r, name, x, count);
  Id plain = read_operator(r, name, x, count, done);
  if (*done) return plain;
  *done = true;
  if (strcmp(name, "merge") == 0 || strcmp(name, "ifelse") == 0)
    return expr_call(a, "merge", x, count);
  *done = false;
  return EXPR_NONE;
}
