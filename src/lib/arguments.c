/* arguments.c -- what builtins read their arguments with.  */

#include "config.h"
#include "lib/arguments.h"
#include "lang/index.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ sizes and dimensions */

static bool read_size(Call *call, size_t i, double x, size_t *size) {
  if (isnan(x)) {
    call_fail_at(call, i, ERROR_DOMAIN, "a size cannot be NaN");
    return false;
  }
  if (x != floor(x)) {
    call_fail_at(call, i, ERROR_DOMAIN, "a size must be a whole number, but it is %g", x);
    return false;
  }
  if (x > 0x1p48) {
    call_fail_at(call, i, ERROR_LIMIT, "a size of %g is more than memory allows", x);
    return false;
  }
  *size = x > 0 ? (size_t)x : 0;
  return true;
}

bool arguments_real(Call *call, size_t i) {
  if (!value_is_complex(call->args[i])) return true;
  call_fail_at(call, i, ERROR_TYPE, "complex numbers have no place here");
  return false;
}

bool arguments_within(Call *call, size_t i, double low, double high, const char *what) {
  View v = call_view(call, i);
  if (!arguments_real(call, i)) return false;
  for (size_t k = 0; k < v.count; k++)
    if (v.data[k] < low || v.data[k] > high) {
      call_fail_at(call, i, ERROR_DOMAIN, "%s, but here is %g", what, v.data[k]);
      return false;
    }
  return true;
}

bool arguments_sizes(Call *call, size_t first, size_t *rank, size_t *dims) {
  size_t last = call->count;
  if (last > first && value_is_string(call->args[last - 1])) {
    if (!call_string_is(call, last - 1, "double")) {
      call_fail_at(call, last - 1, ERROR_TYPE, "all numbers are of the class 'double' here");
      return false;
    }
    last--;
  }
  *rank = 0;
  for (size_t i = first; i < last; i++) {
    View v;
    if (!value_view(&call->args[i], &v) || !arguments_real(call, i)) {
      if (call_alive(call)) call_fail_at(call, i, ERROR_TYPE, "sizes are whole numbers");
      return false;
    }
    if ((v.count != 1 && last - first > 1) || v.count == 0) {
      call_fail_at(call, i, ERROR_TYPE, "write the sizes as m, n or as [m n]");
      return false;
    }
    for (size_t k = 0; k < v.count; k++) {
      if (*rank == MAX_RANK) {
        call_fail_at(call, i, ERROR_LIMIT, "an array has at most %d dimensions", MAX_RANK);
        return false;
      }
      if (!read_size(call, i, v.data[k], &dims[*rank])) return false;
      ++*rank;
    }
  }
  if (*rank == 0) dims[0] = dims[1] = 1;
  if (*rank == 1) dims[1] = dims[0];
  if (*rank < 2) *rank = 2;
  return true;
}

Value arguments_fill(Call *call, size_t first, double x, ElementKind element) {
  size_t rank, dims[MAX_RANK];
  if (!arguments_sizes(call, first, &rank, dims)) return VALUE_FAILED;
  Array *a = array_new(rank, dims, element, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = x;
  return value_array(a);
}

bool arguments_dimension(Call *call, size_t i, size_t *dimension) {
  if (!call_given(call, i) || value_is_empty(call->args[i])) return true;
  long d;
  View v;
  if (!value_view(&call->args[i], &v) || v.count != 1 || v.complex || v.element == ELEMENT_CHAR) {
    call_fail_at(call, i, ERROR_TYPE, "the dimension must be a whole number from 1");
    return false;
  }
  if (!(v.data[0] >= 1 && v.data[0] <= MAX_RANK && v.data[0] == floor(v.data[0]))) {
    call_fail_at(call, i, ERROR_DOMAIN, "the dimension must be a whole number from 1, but it is %g",
                 v.data[0]);
    call_hint(call, "1 goes down the columns, 2 along the rows");
    return false;
  }
  d = (long)v.data[0];
  *dimension = (size_t)d - 1;
  return true;
}

bool arguments_along(Call *call, const View *v, size_t i, size_t *dimension) {
  *dimension = 0;
  while (*dimension < v->rank && v->dims[*dimension] == 1) ++*dimension;
  if (*dimension == v->rank) *dimension = 0;
  return arguments_dimension(call, i, dimension);
}

/* ------------------------------------------------------------------ broadcasting */

static size_t size_of(const View *v, size_t d) {
  return d < v->rank ? v->dims[d] : 1;
}

bool arguments_common(Call *call, const View *a, const View *b, size_t *rank, size_t *dims) {
  *rank = a->rank > b->rank ? a->rank : b->rank;
  for (size_t d = 0; d < *rank; d++) {
    size_t p = size_of(a, d), q = size_of(b, d);
    if (p != q && p != 1 && q != 1) {
      call_fail(call, ERROR_SHAPE, "the sizes %zux%zu and %zux%zu do not fit together",
                view_rows(a), view_columns(a), view_rows(b), view_columns(b));
      return false;
    }
    dims[d] = p == 1 ? q : p;
  }
  return true;
}

size_t arguments_place(const View *v, size_t rank, const size_t *dims, size_t k) {
  size_t place = 0, step = 1;
  for (size_t d = 0; d < rank; d++) {
    size_t at = k % dims[d], size = size_of(v, d);
    k /= dims[d];
    if (size != 1) place += at * step;
    step *= size;
  }
  return place;
}

Value arguments_map(Call *call, size_t count, Entrywise *f, const void *context) {
  View views[3];
  size_t rank = 2, dims[MAX_RANK] = { 1, 1 };
  for (size_t i = 0; i < count; i++) {
    if (!arguments_real(call, i)) return VALUE_FAILED;
    views[i] = call_view(call, i);
    View so_far = { .rank = rank, .dims = dims };
    size_t common[MAX_RANK];
    if (!arguments_common(call, &so_far, &views[i], &rank, common)) return VALUE_FAILED;
    memcpy(dims, common, rank * sizeof *dims);
  }
  Array *a = array_new(rank, dims, ELEMENT_REAL, false);
  if (!a) return VALUE_FAILED;
  double x[3] = { 0 };
  for (size_t k = 0; k < a->count; k++) {
    if (k % 1024 == 1023 && !call_step(call, 1024)) {
      array_release(a);
      return VALUE_FAILED;
    }
    for (size_t i = 0; i < count; i++)
      x[i] =
          views[i].data[views[i].count == 1          ? 0
                        : views[i].count == a->count ? k
                                                     : arguments_place(&views[i], rank, dims, k)];
    a->data[k] = f(x, context);
  }
  return value_array(a);
}

static double pair_of(const double *x, const void *builtin) {
  return ((const Builtin *)builtin)->pair(x[0], x[1]);
}

Value arguments_pairs(Call *call) {
  return arguments_map(call, 2, pair_of, call->builtin);
}

/* ------------------------------------------------------------------ the language's own work */

Value arguments_failure(Call *call, const Error *error) {
  if (error->kind == ERROR_NONE) return VALUE_FAILED;
  call_fail(call, error->kind, "%s", error->message);
  if (error->hint[0]) call_hint(call, "%s", error->hint);
  return VALUE_FAILED;
}

static void warn(void *call, const char *message) {
  call_warn(call, "%s", message);
}

Value arguments_binary(Call *call, Operator op, Value a, Value b) {
  Error error = { 0 };
  Operation how = { &error, warn, call };
  Value v = operate_binary(&how, op, a, b);
  return v.kind == VALUE_ERROR ? arguments_failure(call, &error) : v;
}

Value arguments_unary(Call *call, Operator op, Value a) {
  Error error = { 0 };
  Operation how = { &error, warn, call };
  Value v = operate_unary(&how, op, a);
  return v.kind == VALUE_ERROR ? arguments_failure(call, &error) : v;
}

Value arguments_range(Call *call, Value base, Value step, Value limit) {
  Error error = { 0 };
  Operation how = { &error, warn, call };
  Value v = operate_range(&how, base, step, limit);
  return v.kind == VALUE_ERROR ? arguments_failure(call, &error) : v;
}

Value arguments_concatenate(Call *call, const Value *items, size_t count, size_t dimension) {
  Error error = { 0 };
  Value v = concatenate(items, count, dimension, &error);
  return v.kind == VALUE_ERROR ? arguments_failure(call, &error) : v;
}

Value arguments_index(Call *call, Value object, const Value *indices, size_t count) {
  Error error = { 0 };
  Value v = index_get(object, indices, count, NULL, &error);
  return v.kind == VALUE_ERROR ? arguments_failure(call, &error) : v;
}

/* ------------------------------------------------------------------ small shapes */

Value arguments_vector(const double *x, size_t count, bool row) {
  return value_array(row ? array_row(x, count) : array_column(x, count));
}

bool view_is_row(const View *v) {
  return v->rank == 2 && v->dims[0] == 1;
}

bool view_is_column(const View *v) {
  return v->rank == 2 && v->dims[1] == 1;
}

bool cell_is_texts(Value v) {
  if (v.kind != VALUE_CELL) return false;
  for (size_t i = 0; i < v.cell->count; i++)
    if (!value_is_text(v.cell->items[i])) return false;
  return true;
}
