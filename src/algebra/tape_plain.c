/* tape_plain.c -- what rules do most, in one pass over the numbers: for going backwards without
   remembering it.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/linear.h"
#include "lang/reductions.h"
#include "lang/vectorise.h"

#include <string.h>

/* ------------------------------------------------------------------ entry by entry */

VECTORISED static void weigh_all(const double *g, const double *w, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t k = 0; k < n; k++) r[k] = ((g[k] == 0) | (w[k] == 0)) ? 0 : g[k] * w[k];
}

VECTORISED static void weigh_by(double g, const double *w, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t k = 0; k < n; k++) r[k] = w[k] == 0 ? 0 : g * w[k];
}

VECTORISED static void add_all(const double *g, double *to, size_t n) {
  VECTOR_LOOP
  for (size_t k = 0; k < n; k++) to[k] += g[k];
}

static bool is_number(Value v) {
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL;
}

bool plain_weigh(Value g, Value w, Value *r) {
  if (is_number(g) && is_number(w)) {
    bool nothing = g.scalar == 0 || w.scalar == 0;
    *r = value_scalar(nothing ? 0 : g.scalar * w.scalar);
    return true;
  }
  bool one = is_number(g) || is_number(w);
  Value large = is_number(g) ? w : g, other = is_number(g) ? g : w;
  if (large.kind != VALUE_ARRAY || large.array->complex) return false;
  if (!one && (other.kind != VALUE_ARRAY || other.array->complex ||
               !array_same_shape(large.array, other.array)))
    return false;
  Array *a = array_like(large.array, ELEMENT_REAL, false);
  if (a && !one)
    weigh_all(large.array->data, other.array->data, a->data, a->count);
  else if (a && other.scalar == 0)
    memset(a->data, 0, a->count * sizeof *a->data);
  else if (a)
    weigh_by(other.scalar, large.array->data, a->data, a->count);
  *r = value_array(a);
  return true;
}

bool plain_weigh_into(Array *w, Value g) {
  if (is_number(g) && g.scalar != 0)
    weigh_by(g.scalar, w->data, w->data, w->count);
  else if (is_number(g))
    memset(w->data, 0, w->count * sizeof *w->data);
  else if (g.kind == VALUE_ARRAY && !g.array->complex && g.array->count == w->count)
    weigh_all(g.array->data, w->data, w->data, w->count);
  else
    return false;
  return true;
}

VECTORISED static void scale_all(const double *x, double factor, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t k = 0; k < n; k++) r[k] = x[k] * factor;
}

static bool of_numbers(Operator op, double x, double y, double *r) {
  switch (op) {
  case OPERATE_ADD: *r = x + y; return true;
  case OPERATE_SUBTRACT: *r = x - y; return true;
  case OPERATE_TIMES: *r = x * y; return true;
  case OPERATE_RIGHT_DIVIDE: *r = x / y; return true;
  default: return false;
  }
}

bool plain_binary(Operator op, Value a, Value b, Value *r) {
  double number;
  if (is_number(a) && is_number(b)) {
    if (!of_numbers(op, a.scalar, b.scalar, &number)) return false;
    *r = value_scalar(number);
    return true;
  }
  if (op != OPERATE_TIMES || is_number(a) == is_number(b)) return false;
  Value many = is_number(a) ? b : a;
  if (many.kind != VALUE_ARRAY || many.array->complex) return false;
  Array *product = array_like(many.array, ELEMENT_REAL, false);
  if (product)
    scale_all(many.array->data, is_number(a) ? a.scalar : b.scalar, product->data, product->count);
  *r = value_array(product);
  return true;
}

bool plain_add(Value *to, Value g) {
  if (to->kind == VALUE_SCALAR && g.kind == VALUE_SCALAR) {
    to->scalar += g.scalar;
    return true;
  }
  if (to->kind != VALUE_ARRAY || g.kind != VALUE_ARRAY || to->array->refs != 1 ||
      !array_same_shape(to->array, g.array))
    return false;
  add_all(g.array->data, to->array->data, g.array->count);
  return true;
}

bool plain_inner(Value g, Value w, double *sum) {
  if (g.kind != VALUE_ARRAY || w.kind != VALUE_ARRAY || g.array->complex || w.array->complex ||
      g.array->count != w.array->count)
    return false;
  *sum = reductions_product_sum(g.array->data, w.array->data, g.array->count);
  return *sum == *sum; /* else 0 times Inf may be among them */
}

VECTORISED static void add_column(double *restrict to, const double *restrict x, double factor,
                                  size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) to[i] += factor * x[i];
}

void plain_add_outer(Array *to, const View *x, const View *y) {
  for (size_t j = 0; j < y->count; j++)
    add_column(to->data + j * x->count, x->data, y->data[j], x->count);
}

/* ------------------------------------------------------------------ products */

static bool is_vector(const View *v) {
  return v->rank == 2 && !v->complex && (v->dims[0] == 1 || v->dims[1] == 1);
}

/* A vector lies in memory as its transpose does, and a matrix times a vector gives what the
   transposed vector times the transposed matrix does. */
bool plain_product(Value a, bool turn_a, Value b, bool turn_b, Value *r) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y) || x.rank > 2 || y.rank > 2) return false;
  size_t m = x.dims[turn_a], k = x.dims[!turn_a], n = y.dims[!turn_b];
  bool a_lies = !turn_a || is_vector(&x), b_lies = !turn_b || is_vector(&y);
  if (x.complex || y.complex || k != y.dims[turn_b]) return false;
  if (a_lies && b_lies) {
    Array *product = array_new_matrix(m, n);
    if (product) linear_multiply(x.data, y.data, product->data, m, k, n);
    *r = value_array(product);
    return true;
  }
  if (m != 1 && n != 1) return false;
  Array *product = array_new_matrix(m, n);
  if (product && n == 1)
    for (size_t i = 0; i < m; i++)
      product->data[i] = reductions_product_sum(x.data + i * k, y.data, k);
  else if (product)
    linear_multiply(y.data, x.data, product->data, n, k, m);
  *r = value_array(product);
  return true;
}

/* ------------------------------------------------------------------ places */

void plain_add_run(double *to, const View *g, size_t count) {
  if (g->count == count)
    add_all(g->data, to, count);
  else
    for (size_t k = 0; k < count; k++) to[k] += g->data[0];
}

void plain_drop(Array *to, Value g, Value places) {
  View v, p;
  if (!value_view(&g, &v) || !value_view(&places, &p)) return;
  for (size_t k = 0; k < p.count; k++) {
    size_t at = (size_t)p.data[k];
    if (at > 0) to->data[at - 1] += v.data[v.count == 1 ? 0 : k];
  }
}
