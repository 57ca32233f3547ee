/* numeric.c -- what the numeric families share.  */

#include "config.h"
#include "lib/numeric.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

Value work_done(Work *w, Value v) {
  arena_free(&w->arena);
  return v;
}

double *work_numbers(Work *w, size_t count) {
  if (!array_fits(count)) {
    call_fail(w->call, ERROR_LIMIT, "%s needs more memory than is allowed here",
              w->call->builtin->name);
    return NULL;
  }
  return arena_new(&w->arena, (count ? count : 1) * sizeof(double));
}

gsl_matrix *work_matrix(Work *w, size_t rows, size_t columns) {
  size_t count;
  if (__builtin_mul_overflow(rows, columns, &count)) count = SIZE_MAX;
  double *data = work_numbers(w, count);
  if (!data) return NULL;
  gsl_matrix *m = arena_new(&w->arena, sizeof *m);
  *m = (gsl_matrix){ .size1 = rows, .size2 = columns, .tda = columns, .data = data };
  return m;
}

gsl_vector *work_vector(Work *w, size_t count) {
  double *data = work_numbers(w, count);
  if (!data) return NULL;
  gsl_vector *v = arena_new(&w->arena, sizeof *v);
  *v = (gsl_vector){ .size = count, .stride = 1, .data = data };
  return v;
}

gsl_permutation *work_permutation(Work *w, size_t count) {
  gsl_permutation *p = arena_new(&w->arena, sizeof *p);
  p->size = count;
  p->data = arena_new(&w->arena, (count ? count : 1) * sizeof *p->data);
  for (size_t i = 0; i < count; i++) p->data[i] = i;
  return p;
}

gsl_matrix *work_view(Work *w, const View *v) {
  size_t rows = view_rows(v), columns = view_columns(v);
  gsl_matrix *m = work_matrix(w, rows, columns);
  if (!m) return NULL;
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < rows; i++) m->data[i * columns + j] = v->data[j * rows + i];
  return m;
}

gsl_matrix *work_argument(Work *w, size_t i) {
  if (!numeric_is_matrix(w->call, i) || !numeric_is_real(w->call, i)) return NULL;
  View v = call_view(w->call, i);
  return work_view(w, &v);
}

gsl_matrix *work_finite_argument(Work *w, size_t i) {
  if (!numeric_is_matrix(w->call, i) || !numeric_is_real(w->call, i) ||
      !numeric_is_finite(w->call, i))
    return NULL;
  return work_argument(w, i);
}

gsl_matrix *work_copy(Work *w, const gsl_matrix *m) {
  gsl_matrix *copy = work_matrix(w, m->size1, m->size2);
  for (size_t i = 0; copy && i < m->size1; i++)
    memcpy(copy->data + i * copy->tda, m->data + i * m->tda, m->size2 * sizeof(double));
  return copy;
}

gsl_matrix *work_transpose(Work *w, const gsl_matrix *m) {
  gsl_matrix *t = work_matrix(w, m->size2, m->size1);
  for (size_t i = 0; t && i < m->size1; i++)
    for (size_t j = 0; j < m->size2; j++) t->data[j * t->tda + i] = m->data[i * m->tda + j];
  return t;
}

Value numeric_value(const gsl_matrix *m) {
  Array *a = array_new_matrix(m->size1, m->size2);
  if (!a) return VALUE_FAILED;
  for (size_t i = 0; i < m->size1; i++)
    for (size_t j = 0; j < m->size2; j++) a->data[j * m->size1 + i] = m->data[i * m->tda + j];
  return value_array(a);
}

Value numeric_column(const double *data, size_t count) {
  return value_array(array_column(data, count));
}

Value numeric_row(const double *data, size_t count) {
  return value_array(array_row(data, count));
}

Value numeric_scalar_matrix(size_t rows, size_t columns, double fill) {
  Array *a = array_new_matrix(rows, columns);
  for (size_t i = 0; a && i < a->count; i++) a->data[i] = fill;
  return value_array(a);
}

Value numeric_vector_like(const View *shape, const double *data, size_t count) {
  bool column = shape->rank == 2 && shape->dims[1] == 1 && shape->dims[0] != 1;
  return column ? numeric_column(data, count) : numeric_row(data, count);
}

const char *numeric_shape(const Call *call, size_t i, char *buffer, size_t size) {
  Text t = TEXT_EMPTY;
  value_shape(call->args[i], &t);
  snprintf(buffer, size, "%s", text_string(&t));
  text_free(&t);
  return buffer;
}

bool numeric_is_real(Call *call, size_t i) {
  if (!value_is_complex(call->args[i])) return true;
  call_fail_at(call, i, ERROR_TYPE, "%s does not take complex numbers here", call->builtin->name);
  return false;
}

bool numeric_is_matrix(Call *call, size_t i) {
  if (value_rank(call->args[i]) == 2) return true;
  char shape[64];
  call_fail_at(call, i, ERROR_SHAPE, "%s needs a matrix, and this has the sizes %s",
               call->builtin->name, numeric_shape(call, i, shape, sizeof shape));
  return false;
}

bool numeric_is_square(Call *call, size_t i) {
  if (!numeric_is_matrix(call, i)) return false;
  if (value_size(call->args[i], 0) == value_size(call->args[i], 1)) return true;
  char shape[64];
  call_fail_at(call, i, ERROR_SHAPE, "%s needs a square matrix, and this one is %s",
               call->builtin->name, numeric_shape(call, i, shape, sizeof shape));
  return false;
}

bool view_all_finite(const View *v) {
  size_t count = v->complex ? 2 * v->count : v->count;
  for (size_t k = 0; k < count; k++)
    if (!isfinite(v->data[k])) return false;
  return true;
}

double view_max_abs(const View *v) {
  double most = 0;
  for (size_t k = 0; k < v->count; k++) {
    double x = v->complex ? hypot(v->data[2 * k], v->data[2 * k + 1]) : fabs(v->data[k]);
    if (x > most) most = x;
  }
  return most;
}

bool numeric_is_finite(Call *call, size_t i) {
  View v = call_view(call, i);
  if (view_all_finite(&v)) return true;
  call_fail_at(call, i, ERROR_DOMAIN, "%s cannot work with Inf or NaN", call->builtin->name);
  return false;
}

bool numeric_is_not_text(Call *call, size_t i) {
  if (!value_is_text(call->args[i])) return true;
  call_fail_at(call, i, ERROR_TYPE, "%s needs numbers, and this is a text", call->builtin->name);
  return false;
}

bool numeric_same_count(Call *call, size_t i, size_t j) {
  size_t m = value_count(call->args[i]), n = value_count(call->args[j]);
  if (m == n) return true;
  call_fail_at(call, j, ERROR_SHAPE, "%s needs as many numbers in both: here are %zu and %zu",
               call->builtin->name, m, n);
  return false;
}

bool view_is_vector(const View *v) {
  return v->rank == 2 && (v->dims[0] == 1 || v->dims[1] == 1);
}

bool numeric_status(Call *call, int status, const char *what) {
  if (status == GSL_SUCCESS) return true;
  if (call_alive(call))
    call_fail(call, ERROR_NUMERIC, "%s: %s did not succeed (%s)", call->builtin->name, what,
              gsl_strerror(status));
  return false;
}

void slices_along(const View *v, size_t dimension, Slices *s) {
  *s = (Slices){ .dimension = dimension, .rank = v->rank, .stride = 1, .count = 1, .length = 1 };
  for (size_t d = 0; d < v->rank; d++) {
    s->dims[d] = v->dims[d];
    if (d < dimension) s->stride *= v->dims[d];
    if (d == dimension)
      s->length = v->dims[d];
    else
      s->count *= v->dims[d];
  }
}

bool slices_of(Call *call, const View *v, size_t i, Slices *s) {
  size_t dimension = 0;
  if (i < MAX_RANK && call_given(call, i) && !value_is_empty(call->args[i])) {
    long d;
    if (!call_integer(call, i, 1, MAX_RANK, &d)) return false;
    dimension = (size_t)d - 1;
  } else {
    while (dimension < v->rank && v->dims[dimension] == 1) dimension++;
    if (dimension == v->rank) dimension = 0;
  }
  slices_along(v, dimension, s);
  return true;
}

size_t slices_offset(const Slices *s, size_t k) {
  return k / s->stride * s->stride * s->length + k % s->stride;
}

void slices_get(const Slices *s, const double *data, size_t k, double *out) {
  const double *from = data + slices_offset(s, k);
  if (s->stride == 1) {
    memcpy(out, from, s->length * sizeof *out);
    return;
  }
  for (size_t i = 0; i < s->length; i++) out[i] = from[i * s->stride];
}

void slices_put(const Slices *s, double *data, size_t k, const double *in) {
  double *to = data + slices_offset(s, k);
  for (size_t i = 0; i < s->length; i++) to[i * s->stride] = in[i];
}

Array *slices_result(const Slices *s, size_t length) {
  size_t dims[MAX_RANK + 1];
  size_t rank = s->rank;
  memcpy(dims, s->dims, sizeof s->dims);
  while (rank <= s->dimension && rank < MAX_RANK) dims[rank++] = 1;
  dims[s->dimension] = length;
  return array_new(rank, dims, ELEMENT_REAL, false);
}

Value slices_reduce(Call *call, const View *v, const Slices *s, SliceFunction function,
                    const void *context, double of_nothing) {
  if (v->rank == 2 && v->dims[0] == 0 && v->dims[1] == 0 && s->dimension == 0)
    return value_scalar(of_nothing);
  if (!call_step(call, v->count)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *slice = work_numbers(&w, s->length);
  Array *result = slice ? slices_result(s, 1) : NULL;
  if (!result) return work_done(&w, VALUE_FAILED);
  for (size_t k = 0; k < s->count; k++) {
    slices_get(s, v->data, k, slice);
    result->data[k] = function(slice, s->length, context);
  }
  return work_done(&w, value_array(result));
}

void rank_numbers(const double *x, size_t n, size_t *order, double *ranks) {
  gsl_sort_index(order, x, 1, n);
  for (size_t i = 0, j; i < n; i = j) {
    for (j = i + 1; j < n && x[order[j]] == x[order[i]]; j++)
      ;
    for (size_t k = i; k < j; k++) ranks[order[k]] = ((double)(i + j) + 1) / 2;
  }
}
