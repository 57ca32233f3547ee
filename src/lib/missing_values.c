/* missing_values.c -- gaps in data: found, left out, filled.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

/* NaN, a blank character, an empty text in a cell. */
static bool item_is_missing(Value item) {
  return value_is_text(item) && value_is_empty(item);
}

static bool number_is_missing(const View *v, size_t k) {
  if (v->element == ELEMENT_CHAR) return v->data[k] == ' ' || v->data[k] == 0;
  return v->complex ? isnan(v->data[2 * k]) || isnan(v->data[2 * k + 1]) : isnan(v->data[k]);
}

/* Whether entry K of numbers is one of the markers in argument 1. */
static bool is_marked(const View *v, size_t k, const View *markers) {
  for (size_t i = 0; i < markers->count; i++)
    if (v->data[k] == markers->data[i] || (isnan(v->data[k]) && isnan(markers->data[i])))
      return true;
  return false;
}

static Value call_ismissing(Call *call) {
  Value x = call->args[0];
  View v;
  if (value_is_cell(x)) {
    Array *a = array_new(x.cell->rank, x.cell->dims, ELEMENT_LOGICAL, false);
    for (size_t k = 0; a && k < a->count; k++) {
      Value item = x.cell->items[k];
      if (!value_is_text(item) && item.kind != VALUE_NONE) {
        array_release(a);
        return call_fail_at(call, 0, ERROR_TYPE, "ismissing looks into arrays and cells of texts");
      }
      a->data[k] = call_given(call, 1) ? value_equal(item, call->args[1]) : item_is_missing(item);
    }
    return value_array(a);
  }
  if (!value_view(&x, &v))
    return call_fail_at(call, 0, ERROR_TYPE, "ismissing looks into arrays and cells of texts");
  View markers = { 0 };
  if (call_given(call, 1) &&
      (!value_view(&call->args[1], &markers) || markers.complex || v.complex))
    return call_fail_at(call, 1, ERROR_TYPE,
                        "ismissing: what counts as missing is a real number or several");
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < a->count; k++)
    a->data[k] = call_given(call, 1) ? is_marked(&v, k, &markers) : number_is_missing(&v, k);
  return value_array(a);
}

/* ------------------------------------------------------------------ left out */

static bool is_missing(Value x, const View *v, size_t k) {
  return value_is_cell(x) ? item_is_missing(x.cell->items[k]) : number_is_missing(v, k);
}

/* The rows (or columns) without gaps, those of a vector one by one. */
static Value call_rmmissing(Call *call) {
  Value x = call->args[0];
  View v = { 0 };
  if (!value_is_cell(x) && !value_view(&x, &v))
    return call_fail_at(call, 0, ERROR_TYPE, "rmmissing takes arrays and cells of texts");
  if (value_rank(x) > 2)
    return call_fail_at(call, 0, ERROR_SHAPE, "rmmissing takes vectors and matrices");
  size_t rows = value_size(x, 0), columns = value_size(x, 1), dimension = rows == 1 ? 1 : 0;
  size_t allowed = 0;
  size_t option = 1;
  if (call_given(call, 1) && !value_is_text(call->args[1])) {
    if (!arguments_dimension(call, 1, &dimension)) return VALUE_FAILED;
    option = 2;
  }
  if (dimension > 1)
    return call_fail_at(call, 1, ERROR_DOMAIN, "rmmissing: the dimension is 1 or 2");
  if (call_given(call, option)) { /* so many gaps a row that it goes */
    long least;
    if (!call_string_is(call, option, "MinNumMissing") || !call_given(call, option + 1) ||
        call->args[option + 1].kind != VALUE_SCALAR)
      return call_fail_at(call, option, ERROR_TYPE,
                          "rmmissing: the option is 'MinNumMissing' and a number");
    if (!call_integer(call, option + 1, 1, 1e9, &least)) return VALUE_FAILED;
    allowed = (size_t)least - 1;
  }
  size_t lines = dimension ? columns : rows, across = dimension ? rows : columns;
  Array *kept = array_new(2, (size_t[]){ lines, 1 }, ELEMENT_LOGICAL, false);
  Array *gone = kept ? array_new(2, (size_t[]){ dimension ? 1 : lines, dimension ? lines : 1 },
                                 ELEMENT_LOGICAL, false)
                     : NULL;
  if (!gone) {
    array_release(kept);
    return VALUE_FAILED;
  }
  for (size_t i = 0; i < lines; i++) {
    size_t gaps = 0;
    for (size_t j = 0; j < across; j++)
      gaps += is_missing(x, &v, dimension ? j + i * rows : i + j * rows);
    kept->data[i] = gaps <= allowed;
    gone->data[i] = gaps > allowed;
  }
  Value all = value_string(":"), choice = value_array(kept);
  Value indices[2] = { dimension ? all : choice, dimension ? choice : all };
  Value r = arguments_index(call, x, indices, 2);
  value_release(all);
  value_release(choice);
  call_result(call, 1, value_array(gone));
  return r;
}

/* ------------------------------------------------------------------ filled */

typedef enum Fill { FILL_CONSTANT, FILL_PREVIOUS, FILL_NEXT, FILL_NEAREST, FILL_LINEAR } Fill;

static size_t before(const double *x, size_t k) { /* 1 + the place; 0 when there is none */
  while (k > 0 && isnan(x[k - 1])) k--;
  return k;
}

static size_t behind(const double *x, size_t n, size_t k) {
  while (k < n && isnan(x[k])) k++;
  return k;
}

/* The straight line through the two nearest numbers, beyond the ends too. */
static double on_line(const double *x, size_t n, size_t k) {
  size_t a = before(x, k), b = behind(x, n, k);
  if (a == 0) { /* before the first */
    a = b + 1;
    b = behind(x, n, b + 1);
  } else if (b >= n) {
    b = a - 1;
    a = before(x, a - 1);
  }
  if (a == 0 || a > n || b >= n) return a > 0 && a <= n ? x[a - 1] : b < n ? x[b] : NAN;
  double from = (double)a - 1, to = (double)b;
  return x[a - 1] + (x[b] - x[a - 1]) * ((double)k - from) / (to - from);
}

static double filled(const double *x, size_t n, size_t k, Fill method, double constant) {
  size_t a = before(x, k), b = behind(x, n, k);
  switch (method) {
  case FILL_CONSTANT: return constant;
  case FILL_PREVIOUS: return a > 0 ? x[a - 1] : NAN;
  case FILL_NEXT: return b < n ? x[b] : NAN;
  case FILL_NEAREST:
    if (a == 0 || b >= n) return a > 0 ? x[a - 1] : b < n ? x[b] : NAN;
    return k - (a - 1) < b - k ? x[a - 1] : x[b];
  default: return on_line(x, n, k);
  }
}

static Value call_fillmissing(Call *call) {
  static const char *const names[] = { "constant", "previous", "next", "nearest", "linear" };
  size_t method = 0, at = 2;
  double constant = 0;
  while (method < 5 && !call_string_is(call, 1, names[method])) method++;
  if (method == 5)
    return call_fail_at(
        call, 1, ERROR_TYPE,
        "fillmissing: the methods are 'constant', 'previous', 'next', 'nearest' and 'linear'");
  if (method == FILL_CONSTANT) {
    if (!call_given(call, 2) || call->args[2].kind != VALUE_SCALAR)
      return call_fail(call, ERROR_TYPE, "fillmissing: 'constant' needs the number to fill in");
    constant = call_scalar(call, 2);
    at = 3;
  }
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, at, &s) ||
      !call_step(call, v.count))
    return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length), *y = work_numbers(&w, s.length);
  Array *r = x && y ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  for (size_t k = 0; r && k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    for (size_t i = 0; i < s.length; i++)
      y[i] = isnan(x[i]) ? filled(x, s.length, i, (Fill)method, constant) : x[i];
    slices_put(&s, r->data, k, y);
  }
  return work_done(&w, value_array(r));
}

const Builtin missing_values_family[] = {
  { .name = "ismissing",
    .signature = "x: any, marker?: any -> logical",
    .call = call_ismissing,
    .summary = "Where data are missing: NaN among numbers, blanks in a text, empty texts in a "
               "cell; or where they equal a marker such as -99.",
    .numpy = "np.isnan(x)",
    .see = "rmmissing fillmissing isnan",
    .examples = { { "ismissing([1 NaN 3])", "[false true false]" },
                  { "ismissing([1 -99 3], -99)", "[false true false]" } } },
  { .name = "rmmissing",
    .signature = "x: any, dim?: any, option?: any, least?: any -> any, gone: logical",
    .call = call_rmmissing,
    .summary = "The data without gaps: entries of a vector, whole rows of a matrix (columns for "
               "dim 2) that hold a NaN are left out; with 'MinNumMissing', n only those with at "
               "least n.",
    .numpy = "x[~np.isnan(x)]  # of a matrix: x[~np.isnan(x).any(axis=1)]",
    .see = "ismissing fillmissing nanmean",
    .examples = { { "rmmissing([1 NaN 3])", "[1 3]" }, { "rmmissing([1 2; NaN 4])", "[1 2]" } } },
  { .name = "fillmissing",
    .signature = "x: array, method: string, option?: array, dim?: array -> array",
    .call = call_fillmissing,
    .summary = "The data with every NaN replaced: by a 'constant', the 'previous', 'next' or "
               "'nearest' number, or along the 'linear' line between neighbours.",
    .numpy = "pandas.Series(x).interpolate()",
    .see = "ismissing rmmissing interp1",
    .warning = "invented numbers make the spread look smaller than it is",
    .examples = { { "fillmissing([1 NaN 3], 'linear')", "[1 2 3]" },
                  { "fillmissing([1 NaN 3], 'constant', 0)", "[1 0 3]" } } },
  { 0 }
};
