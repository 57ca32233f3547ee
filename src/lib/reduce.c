/* reduce.c -- sums, products, running totals, differences, any and all.  */

#include "config.h"
#include "lib/reduce.h"
#include "lang/reductions.h"
#include "lib/arguments.h"
#include "lib/exact_derivatives.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Complex;

double sum_pairwise(const double *x, size_t count, size_t stride) {
  if (stride == 1) return reductions_sum(x, count);
  if (count > 128) {
    size_t half = count / 2;
    return sum_pairwise(x, half, stride) + sum_pairwise(x + half * stride, count - half, stride);
  }
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i * stride];
  return sum;
}

static double squares_pairwise(const double *x, size_t count, size_t stride) {
  if (stride == 1) return reductions_squares(x, count);
  if (count > 128) {
    size_t half = count / 2;
    return squares_pairwise(x, half, stride) +
           squares_pairwise(x + half * stride, count - half, stride);
  }
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i * stride] * x[i * stride];
  return sum;
}

static double product(const double *x, size_t count, size_t stride) {
  double p = 1;
  for (size_t i = 0; i < count; i++) p *= x[i * stride];
  return p;
}

static Complex complex_product(const double *x, size_t count, size_t stride) {
  Complex p = 1;
  for (size_t i = 0; i < count; i++) p *= CMPLX(x[2 * i * stride], x[2 * i * stride + 1]);
  return p;
}

static Complex complex_sum(const double *x, size_t count, size_t stride) {
  return CMPLX(sum_pairwise(x, count, 2 * stride), sum_pairwise(x + 1, count, 2 * stride));
}

static Complex complex_squares(const double *x, size_t count, size_t stride) {
  return squares_pairwise(x, count, 2 * stride) + squares_pairwise(x + 1, count, 2 * stride);
}

typedef struct Reduction {
  double (*real)(const double *x, size_t count, size_t stride);
  Complex (*complex_)(const double *x, size_t count, size_t stride);
  ElementKind element;
} Reduction;

/* The slices of argument 0 along argument DIM or the first size that is not 1.  The empty 0x0 array
   counts as one empty column. */
static bool begin_slices(Call *call, View *v, size_t dim, Slices *s) {
  size_t dimension;
  *v = call_view(call, 0);
  if (!arguments_along(call, v, dim, &dimension) || !call_step(call, v->count)) return false;
  slices_along(v, dimension, s);
  if (v->rank == 2 && v->dims[0] == 0 && v->dims[1] == 0 && dimension == 0) {
    s->dims[1] = 1;
    s->count = 1;
  }
  return true;
}

static Array *reduced_array(const Slices *s, ElementKind element, bool complex_) {
  size_t dims[MAX_RANK + 1], rank = s->rank;
  memcpy(dims, s->dims, sizeof s->dims);
  while (rank <= s->dimension && rank < MAX_RANK) dims[rank++] = 1;
  dims[s->dimension] = 1;
  return array_new(rank, dims, element, complex_);
}

/* The sums along the rows of a matrix; pairs of halves again. */
static void add_columns(const double *x, size_t columns, size_t rows, double *total) {
  enum { FEW = 32 };
  memset(total, 0, rows * sizeof *total);
  if (columns <= FEW) {
    for (size_t j = 0; j < columns; j++) reductions_add_into(x + j * rows, total, rows);
    return;
  }
  double *rest = mem_resize(NULL, rows * sizeof *rest);
  size_t half = columns / 2;
  add_columns(x, half, rows, total);
  add_columns(x + half * rows, columns - half, rows, rest);
  reductions_add_into(rest, total, rows);
  free(rest);
}

static Value reduce(Call *call, const Reduction *how) {
  View v;
  Slices s;
  if (!begin_slices(call, &v, 1, &s)) return VALUE_FAILED;
  bool wide = v.complex && how->complex_;
  Array *a = reduced_array(&s, how->element, wide);
  if (a && how->real == sum_pairwise && !wide && s.stride > 1 && s.count == s.stride) {
    add_columns(v.data, s.length, s.stride, a->data); /* sum(A, 2), as the memory lies */
    return value_array(a);
  }
  for (size_t k = 0; a && k < s.count; k++) {
    size_t at = slices_offset(&s, k);
    if (wide) {
      Complex z = how->complex_(v.data + 2 * at, s.length, s.stride);
      a->data[2 * k] = creal(z);
      a->data[2 * k + 1] = cimag(z);
    } else
      a->data[k] = how->real(v.data + at, s.length, s.stride);
  }
  return value_array(array_narrow(a));
}

static Value call_sum(Call *call) {
  return reduce(call, &(Reduction){ sum_pairwise, complex_sum, ELEMENT_REAL });
}
static Value call_prod(Call *call) {
  return reduce(call, &(Reduction){ product, complex_product, ELEMENT_REAL });
}
static Value call_sumsq(Call *call) {
  return reduce(call, &(Reduction){ squares_pairwise, complex_squares, ELEMENT_REAL });
}

/* ------------------------------------------------------------------ any and all */

enum { BLOCK = 1024 };

/* Whether a block holds nothing (or, for `all`, nothing but) that is true. */
static bool settled(const double *x, bool all) {
  return reductions_count(x, BLOCK) == (all ? BLOCK : 0);
}

static Value truths(Call *call, bool all) {
  View v;
  Slices s;
  if (!begin_slices(call, &v, 1, &s)) return VALUE_FAILED;
  Array *a = reduced_array(&s, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < s.count; k++) {
    size_t at = slices_offset(&s, k);
    bool answer = all;
    size_t done = 0;
    if (!v.complex && s.stride == 1) { /* whole blocks that leave the answer as it is */
      while (s.length - done >= BLOCK && settled(v.data + at, all)) done += BLOCK, at += BLOCK;
    }
    for (size_t i = done; i < s.length && answer == all; i++, at += s.stride) {
      bool here = v.complex ? v.data[2 * at] != 0 || v.data[2 * at + 1] != 0 : v.data[at] != 0;
      if (!all && !v.complex && isnan(v.data[at])) here = false;
      if (here != all) answer = !all;
    }
    a->data[k] = answer;
  }
  return value_array(a);
}

static Value call_any(Call *call) {
  return truths(call, false);
}
static Value call_all(Call *call) {
  return truths(call, true);
}

static Value call_nnz(Call *call) {
  View v = call_view(call, 0);
  if (!v.complex) return value_scalar((double)reductions_count(v.data, v.count));
  size_t count = 0;
  for (size_t k = 0; k < v.count; k++) count += v.data[2 * k] != 0 || v.data[2 * k + 1] != 0;
  return value_scalar((double)count);
}

/* ------------------------------------------------------------------ running totals */

static Value running(Call *call, bool multiply) {
  View v = call_view(call, 0);
  Slices s;
  size_t dimension;
  if (!arguments_along(call, &v, 1, &dimension) || !call_step(call, v.count)) return VALUE_FAILED;
  slices_along(&v, dimension, &s);
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, v.complex);
  for (size_t k = 0; a && k < s.count; k++) {
    size_t at = slices_offset(&s, k);
    Complex so_far = multiply;
    double total = multiply;
    for (size_t i = 0; i < s.length; i++, at += s.stride) {
      if (v.complex) {
        Complex z = CMPLX(v.data[2 * at], v.data[2 * at + 1]);
        so_far = multiply ? so_far * z : so_far + z;
        a->data[2 * at] = creal(so_far);
        a->data[2 * at + 1] = cimag(so_far);
      } else {
        total = multiply ? total * v.data[at] : total + v.data[at];
        a->data[at] = total;
      }
    }
  }
  return value_array(array_narrow(a));
}

static Value call_cumsum(Call *call) {
  return running(call, false);
}
static Value call_cumprod(Call *call) {
  return running(call, true);
}

/* ------------------------------------------------------------------ differences */

/* One step of differences along DIMENSION. */
static Value difference(Value x, size_t dimension) {
  View v;
  Slices s;
  value_view(&x, &v);
  slices_along(&v, dimension, &s);
  size_t dims[MAX_RANK], length = s.length > 0 ? s.length - 1 : 0;
  memcpy(dims, v.dims, v.rank * sizeof *dims);
  dims[dimension] = length;
  Array *a = array_new(v.rank, dims, ELEMENT_REAL, v.complex);
  size_t width = v.complex ? 2 : 1;
  for (size_t k = 0; a && k < s.count; k++) {
    size_t from = slices_offset(&s, k);
    size_t to = k / s.stride * s.stride * length + k % s.stride;
    for (size_t i = 0; i < length; i++, from += s.stride, to += s.stride)
      for (size_t part = 0; part < width; part++)
        a->data[to * width + part] =
            v.data[(from + s.stride) * width + part] - v.data[from * width + part];
  }
  return value_array(array_narrow(a));
}

Value differences(Call *call) {
  View v = call_view(call, 0);
  long order = 1;
  size_t dimension;
  if (call_given(call, 1) && !value_is_empty(call->args[1]) &&
      !call_integer(call, 1, 0, 1e9, &order))
    return VALUE_FAILED;
  if (!arguments_along(call, &v, 2, &dimension)) return VALUE_FAILED;
  if (v.count == 1 && order > 0) return value_array(array_new_matrix(0, 0));
  if (dimension >= v.rank) return call_fail_at(call, 2, ERROR_DOMAIN, "x has no such dimension");
  Value x = value_retain(call->args[0]);
  for (long turn = 0; turn < order && x.kind != VALUE_ERROR; turn++) {
    if (value_size(x, dimension) == 0) break;
    if (!call_step(call, value_count(x) + 1)) {
      value_release(x);
      return VALUE_FAILED;
    }
    Value next = difference(x, dimension);
    value_release(x);
    x = next;
  }
  return x;
}

static Value call_diff(Call *call) {
  if (call->args[0].kind == VALUE_FUNCTION) return exact_diff(call);
  if (!value_is_numeric(call->args[0]) && !value_is_text(call->args[0]))
    return call_fail_at(call, 0, ERROR_TYPE, "x must be numbers or a function");
  for (size_t i = 1; i < call->count; i++)
    if (value_is_text(call->args[i]) ||
        !(value_is_empty(call->args[i]) || value_is_scalar(call->args[i])))
      return call_fail_at(call, i, ERROR_TYPE, "%s must be a number", i == 1 ? "order" : "dim");
  if (value_is_text(call->args[0]))
    call_note(call, "these are differences of letters; the slope of a formula is diff(@(x) x^2)");
  return differences(call);
}

const Builtin reduce_family[] = {
  { .name = "sum",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_sum,
    .summary = "The sum of each column, or of all entries of a vector; dim 2 sums each row.",
    .formula = "\\sum_i x_i",
    .numpy = "np.sum(x, axis=dim - 1)",
    .see = "prod cumsum mean sumsq",
    .warning = "np.sum(A) adds everything; here sum(A) adds down the columns, sum(A(:)) everything",
    .examples = { { "sum([1 2 3])", "6" },
                  { "sum([1 2; 3 4])", "[4 6]" },
                  { "sum([1 2; 3 4], 2)", "[3; 7]" } } },
  { .name = "prod",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_prod,
    .summary = "The product of each column, or of all entries of a vector; dim 2 goes along rows.",
    .formula = "\\prod_i x_i",
    .numpy = "np.prod(x, axis=dim - 1)",
    .see = "sum cumprod factorial",
    .examples = { { "prod([2 3 4])", "24" }, { "prod([])", "1" } } },
  { .name = "sumsq",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_sumsq,
    .summary = "The sum of the squares of each column, or of all entries of a vector.",
    .formula = "\\sum_i x_i^2",
    .numpy = "np.sum(np.abs(x)**2, axis=dim - 1)",
    .see = "sum norm dot",
    .examples = { { "sumsq([3 4])", "25" }, { "sumsq([1 2; 3 4], 2)", "[5; 25]" } } },
  { .name = "cumsum",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_cumsum,
    .summary = "Running totals down each column, or along a vector.",
    .numpy = "np.cumsum(x, axis=dim - 1)",
    .see = "sum cumprod diff",
    .warning = "np.cumsum(A) flattens a matrix first",
    .examples = { { "cumsum([1 2 3])", "[1 3 6]" }, { "cumsum([1 2; 3 4], 2)", "[1 3; 3 7]" } } },
  { .name = "cumprod",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_cumprod,
    .summary = "Running products down each column, or along a vector.",
    .numpy = "np.cumprod(x, axis=dim - 1)",
    .see = "prod cumsum",
    .examples = { { "cumprod([1 2 3 4])", "[1 2 6 24]" } } },
  { .name = "diff",
    .signature = "x: any, order?: any, dim?: any... -> any",
    .call = call_diff,
    .summary =
        "Of a function its exact derivative, a function again: diff(f, 'y') by y, diff(f, 2) "
        "the second one. Of numbers the differences of neighbours, down each column or along "
        "a vector; order 2 takes them twice.",
    .formula = "x_{i+1} - x_i",
    .numpy = "np.diff(x, order, axis=dim - 1)",
    .see = "gradient jacobian hessian taylor deriv cumsum",
    .examples = { { "diff([1 4 9])", "[3 5]" },
                  { "diff([1 4 9 16], 2)", "[2 2]" },
                  { "func2str(diff(@(x) (x^2 + 1)*(3*x - 2)))", "'@(x) 9*x^2 - 4*x + 3'" } } },
  { .name = "any",
    .signature = "x: array, dim?: scalar -> logical",
    .call = call_any,
    .summary = "True for each column, or for a vector, in which at least one entry is not 0.",
    .formula = "\\exists i: x_i",
    .numpy = "np.any(x, axis=dim - 1)",
    .see = "all or nnz find",
    .examples = { { "any([0 0 3])", "true" }, { "any([0 1; 0 0])", "[false true]" } } },
  { .name = "all",
    .signature = "x: array, dim?: scalar -> logical",
    .call = call_all,
    .summary = "True for each column, or for a vector, in which every entry is not 0.",
    .formula = "\\forall i: x_i",
    .numpy = "np.all(x, axis=dim - 1)",
    .see = "any and",
    .examples = { { "all([1 0 3])", "false" }, { "all([])", "true" } } },
  { .name = "nnz",
    .signature = "x: array -> scalar",
    .call = call_nnz,
    .summary = "How many entries are not 0; of a comparison, how often it is true.",
    .numpy = "np.count_nonzero(x)",
    .see = "any find sum",
    .examples = { { "nnz([1 0 2; 0 0 3])", "3" } } },
  { 0 }
};
