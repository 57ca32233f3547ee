/* sizes.c -- how large things are, and what shape they have.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ sizes */

static Value several_sizes(Call *call, Value x) {
  size_t rank = value_rank(x), wanted = call->wanted;
  for (size_t i = 0; i < wanted; i++) {
    double size = (double)value_size(x, i);
    for (size_t d = wanted; i + 1 == wanted && d < rank; d++) size *= (double)value_size(x, d);
    if (i > 0) call_result(call, i, value_scalar(size));
  }
  return value_scalar((double)value_size(x, 0));
}

static Value call_size(Call *call) {
  Value x = call->args[0];
  if (call->count == 1) {
    if (call->wanted > 1) return several_sizes(call, x);
    size_t rank = value_rank(x);
    Array *a = array_new_matrix(1, rank);
    for (size_t d = 0; a && d < rank; d++) a->data[d] = (double)value_size(x, d);
    return value_array(a);
  }
  View v = call_view(call, 1);
  Array *a = array_new_matrix(1, v.count);
  for (size_t k = 0; a && k < v.count; k++) {
    double d = v.data[k];
    if (!(d >= 1 && d == floor(d))) {
      array_release(a);
      return call_fail_at(call, 1, ERROR_DOMAIN, "dimensions are whole numbers from 1, not %g", d);
    }
    a->data[k] = d > MAX_RANK ? 1 : (double)value_size(x, (size_t)d - 1);
  }
  return value_array(a);
}

static Value call_numel(Call *call) {
  return value_scalar((double)value_count(call->args[0]));
}

static Value call_length(Call *call) {
  Value x = call->args[0];
  size_t most = 0;
  for (size_t d = 0; d < value_rank(x); d++)
    if (value_size(x, d) > most) most = value_size(x, d);
  return value_scalar(value_count(x) == 0 ? 0 : (double)most);
}

static Value call_ndims(Call *call) {
  return value_scalar((double)value_rank(call->args[0]));
}
static Value call_rows(Call *call) {
  return value_scalar((double)value_size(call->args[0], 0));
}
static Value call_columns(Call *call) {
  return value_scalar((double)value_size(call->args[0], 1));
}

/* ------------------------------------------------------------------ shapes */

static Value call_isempty(Call *call) {
  return value_logical(value_count(call->args[0]) == 0);
}
static Value call_isscalar(Call *call) {
  return value_logical(value_count(call->args[0]) == 1);
}

static Value call_isvector(Call *call) {
  Value x = call->args[0];
  return value_logical(value_rank(x) == 2 && (value_size(x, 0) == 1 || value_size(x, 1) == 1));
}

static Value call_isrow(Call *call) {
  return value_logical(value_rank(call->args[0]) == 2 && value_size(call->args[0], 0) == 1);
}
static Value call_iscolumn(Call *call) {
  return value_logical(value_rank(call->args[0]) == 2 && value_size(call->args[0], 1) == 1);
}
static Value call_ismatrix(Call *call) {
  return value_logical(value_rank(call->args[0]) == 2);
}

static Value call_issquare(Call *call) {
  Value x = call->args[0];
  return value_logical(value_rank(x) == 2 && value_size(x, 0) == value_size(x, 1));
}

static Value call_size_equal(Call *call) {
  for (size_t i = 1; i < call->count; i++)
    for (size_t d = 0; d < MAX_RANK; d++)
      if (value_size(call->args[0], d) != value_size(call->args[i], d)) return value_logical(false);
  return value_logical(true);
}

/* ------------------------------------------------------------------ positions */

/* The sizes in argument 0. */
static bool sizes_argument(Call *call, size_t *rank, size_t *dims) {
  View v = call_view(call, 0);
  if (v.count < 2 || v.count > MAX_RANK) {
    call_fail_at(call, 0, ERROR_SHAPE, "the sizes are a vector such as [rows columns]");
    return false;
  }
  *rank = v.count;
  for (size_t d = 0; d < v.count; d++) {
    if (!(v.data[d] >= 0 && v.data[d] == floor(v.data[d]) && v.data[d] < 1e15)) {
      call_fail_at(call, 0, ERROR_DOMAIN, "sizes are whole numbers, not %g", v.data[d]);
      return false;
    }
    dims[d] = (size_t)v.data[d];
  }
  return true;
}

static Value call_sub2ind(Call *call) {
  size_t rank, dims[MAX_RANK];
  if (!sizes_argument(call, &rank, dims)) return VALUE_FAILED;
  View first = call_view(call, 1);
  Array *a = array_zeros(first.rank, first.dims, ELEMENT_REAL, false);
  double step = 1;
  for (size_t i = 1; a && i < call->count; i++) {
    View v = call_view(call, i);
    size_t size = i - 1 < rank ? dims[i - 1] : 1;
    for (size_t d = i; i + 1 == call->count && d < rank; d++) size *= dims[d];
    bool good = v.count == first.count;
    if (!good) call_fail_at(call, i, ERROR_SHAPE, "all subscripts must have the same size");
    for (size_t k = 0; good && k < v.count; k++) {
      good = v.data[k] >= 1 && v.data[k] == floor(v.data[k]) && v.data[k] <= (double)size;
      if (!good)
        call_fail_at(call, i, ERROR_INDEX, "the subscript %g is outside of 1 to %zu", v.data[k],
                     size);
      else
        a->data[k] += (v.data[k] - 1) * step;
    }
    if (!good) {
      array_release(a);
      return VALUE_FAILED;
    }
    step *= (double)size;
  }
  for (size_t k = 0; a && k < a->count; k++) a->data[k] += 1;
  return value_array(a);
}

static Value call_ind2sub(Call *call) {
  size_t rank, dims[MAX_RANK], wanted = call->wanted > 1 ? call->wanted : 1;
  if (!sizes_argument(call, &rank, dims)) return VALUE_FAILED;
  View v = call_view(call, 1);
  Array *where = NULL; /* of a mask: the places where it is true */
  if (value_is_logical(call->args[1])) {
    size_t n = 0;
    for (size_t k = 0; k < v.count; k++) n += v.data[k] != 0;
    bool row = v.rank == 2 && v.dims[0] == 1;
    where = array_new_matrix(row ? 1 : n, row ? n : 1);
    n = 0;
    for (size_t k = 0; where && k < v.count; k++)
      if (v.data[k] != 0) where->data[n++] = (double)k + 1;
  }
  Value places = where ? value_array(where) : value_retain(call->args[1]);
  value_view(&places, &v);
  double total = 1;
  for (size_t d = 0; d < rank; d++) total *= (double)dims[d];
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] >= 1 && v.data[k] == floor(v.data[k]) && v.data[k] <= total)) {
      call_fail_at(call, 1, ERROR_INDEX, "the index %g is outside of 1 to %g", v.data[k], total);
      value_release(places);
      return VALUE_FAILED;
    }
  Value first = VALUE_NOTHING;
  double step = 1;
  for (size_t i = 0; i < wanted; i++) {
    double size = i < rank ? (double)dims[i] : 1;
    Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
    for (size_t k = 0; a && k < v.count; k++) {
      double at = floor((v.data[k] - 1) / step);
      a->data[k] = (i + 1 < wanted ? fmod(at, size) : at) + 1;
    }
    if (i == 0)
      first = value_array(a);
    else
      call_result(call, i, value_array(a));
    step *= size;
  }
  value_release(places);
  return first;
}

const Builtin sizes_family[] = {
  { .name = "size",
    .signature = "x: any, dim?: real -> vector",
    .call = call_size,
    .summary = "The sizes of x: [rows columns]; size(x, 1) is the number of rows alone.",
    .numpy = "np.shape(x)",
    .see = "numel rows columns ndims",
    .warning = "np.size(x) is numel(x) here",
    .examples = { { "size([1 2 3; 4 5 6])", "[2 3]" },
                  { "size([1 2 3; 4 5 6], 2)", "3" },
                  { "[r, c] = size(zeros(4, 0)); [r c]", "[4 0]" } } },
  { .name = "numel",
    .signature = "x: any -> scalar",
    .call = call_numel,
    .summary = "The number of entries.",
    .numpy = "np.size(x)",
    .see = "size length",
    .examples = { { "numel([1 2 3; 4 5 6])", "6" } } },
  { .name = "length",
    .signature = "x: any -> scalar",
    .call = call_length,
    .summary = "The largest of the sizes: for a vector the number of its entries.",
    .numpy = "max(np.shape(x))",
    .see = "numel size norm",
    .warning = "the length of a vector as an arrow is norm(v); len(A) in Python is rows(A)",
    .examples = { { "length([1 2 3; 4 5 6])", "3" } } },
  { .name = "ndims",
    .signature = "x: any -> scalar",
    .call = call_ndims,
    .summary = "The number of dimensions; at least 2, because a vector is a thin matrix.",
    .numpy = "np.ndim(x)",
    .see = "size",
    .warning = "NumPy counts 0 for a number and 1 for a vector",
    .examples = { { "ndims([1 2 3])", "2" } } },
  { .name = "rows",
    .signature = "x: any -> scalar",
    .call = call_rows,
    .summary = "The number of rows.",
    .numpy = "np.shape(x)[0]",
    .see = "columns size",
    .examples = { { "rows([1 2 3; 4 5 6])", "2" } } },
  { .name = "columns",
    .signature = "x: any -> scalar",
    .call = call_columns,
    .summary = "The number of columns.",
    .numpy = "np.shape(x)[1]",
    .see = "rows size",
    .examples = { { "columns([1 2 3; 4 5 6])", "3" } } },
  { .name = "isempty",
    .signature = "x: any -> logical",
    .call = call_isempty,
    .summary = "True when x has no entries.",
    .numpy = "np.size(x) == 0",
    .see = "numel",
    .examples = { { "isempty([])", "true" }, { "isempty(0)", "false" } } },
  { .name = "isscalar",
    .signature = "x: any -> logical",
    .call = call_isscalar,
    .summary = "True for a single number.",
    .numpy = "np.size(x) == 1",
    .see = "isvector ismatrix",
    .examples = { { "isscalar(5)", "true" }, { "isscalar([1 2])", "false" } } },
  { .name = "isvector",
    .signature = "x: any -> logical",
    .call = call_isvector,
    .summary = "True for a single row or a single column.",
    .numpy = "x.ndim == 1",
    .see = "isrow iscolumn isscalar",
    .examples = { { "isvector([1 2 3])", "true" }, { "isvector(eye(2))", "false" } } },
  { .name = "isrow",
    .signature = "x: any -> logical",
    .call = call_isrow,
    .summary = "True for a single row.",
    .numpy = "x.ndim == 2 and x.shape[0] == 1  # an array of one axis is neither row nor column",
    .see = "iscolumn isvector",
    .examples = { { "isrow([1 2 3])", "true" } } },
  { .name = "iscolumn",
    .signature = "x: any -> logical",
    .call = call_iscolumn,
    .summary = "True for a single column.",
    .numpy = "x.ndim == 2 and x.shape[1] == 1  # an array of one axis is neither row nor column",
    .see = "isrow isvector",
    .examples = { { "iscolumn([1; 2])", "true" } } },
  { .name = "ismatrix",
    .signature = "x: any -> logical",
    .call = call_ismatrix,
    .summary = "True for everything with two dimensions: numbers, vectors and matrices.",
    .numpy = "x.ndim <= 2",
    .see = "isvector issquare",
    .examples = { { "ismatrix([1 2; 3 4])", "true" }, { "ismatrix(ones(2, 2, 2))", "false" } } },
  { .name = "issquare",
    .signature = "x: any -> logical",
    .call = call_issquare,
    .summary = "True for a matrix with as many rows as columns.",
    .numpy = "A.shape[0] == A.shape[1]",
    .see = "ismatrix det",
    .examples = { { "issquare(eye(3))", "true" }, { "issquare([1 2])", "false" } } },
  { .name = "size_equal",
    .signature = "a: any, b?: any... -> logical",
    .call = call_size_equal,
    .summary = "True when all arguments have the same sizes.",
    .numpy = "np.shape(a) == np.shape(b)",
    .see = "size isequal",
    .examples = { { "size_equal([1 2], [3 4])", "true" } } },
  { .name = "sub2ind",
    .signature = "sizes: vector, i: real, j: real... -> array",
    .call = call_sub2ind,
    .summary = "The single index of the entry (i, j) when the columns are written one after the "
               "other.",
    .numpy = "np.ravel_multi_index((i - 1, j - 1), sizes, order='F') + 1",
    .see = "ind2sub find",
    .examples = { { "sub2ind([2 3], 2, 3)", "6" } } },
  { .name = "ind2sub",
    .signature = "sizes: vector, index: real -> i: array, j: array",
    .call = call_ind2sub,
    .summary = "The row and column that belong to a single index.",
    .numpy = "np.unravel_index(index, sizes, order='F')",
    .see = "sub2ind find",
    .examples = { { "[i, j] = ind2sub([2 3], 5); [i j]", "[1 3]" } } },
  { 0 }
};
