/* construct.c -- constants, and arrays made from nothing.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  double value;
} constants[] = {
  { "zeros", 0 },      { "ones", 1 },          { "pi", M_PI },         { "e", M_E },
  { "Inf", INFINITY }, { "inf", INFINITY },    { "NaN", NAN },         { "nan", NAN },
  { "NA", NAN },       { "realmax", DBL_MAX }, { "realmin", DBL_MIN }, { "flintmax", 0x1p53 },
};

static Value call_constant(Call *call) {
  size_t i = 0;
  while (strcmp(constants[i].name, call->builtin->name) != 0) i++;
  if (call->count == 0) return value_scalar(constants[i].value);
  return arguments_fill(call, 0, constants[i].value, ELEMENT_REAL);
}

static Value call_truth(Call *call) {
  bool truth = strcmp(call->builtin->name, "true") == 0;
  return call->count == 0 ? value_logical(truth) : arguments_fill(call, 0, truth, ELEMENT_LOGICAL);
}

static Value call_imaginary_unit(Call *call) {
  size_t rank, dims[MAX_RANK];
  if (!arguments_sizes(call, 0, &rank, dims)) return VALUE_FAILED;
  Array *a = array_new(rank, dims, ELEMENT_REAL, true);
  for (size_t k = 0; a && k < a->count; k++) {
    a->data[2 * k] = 0;
    a->data[2 * k + 1] = 1;
  }
  return value_array(a);
}

static double spacing(double x) {
  x = fabs(x);
  if (!isfinite(x)) return NAN;
  if (x < DBL_MIN) return 0x1p-1074;
  return nextafter(x, INFINITY) - x;
}

/* eps is a number, eps(x) the spacing at x, eps(m, n) a matrix. */
static Value call_eps(Call *call) {
  if (call->count == 0) return value_scalar(DBL_EPSILON);
  if (call->count > 1) return arguments_fill(call, 0, DBL_EPSILON, ELEMENT_REAL);
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < v.count; k++)
    a->data[k] = v.data[k] == DBL_MAX ? 0x1p971 : spacing(v.data[k]);
  return value_array(a);
}

static Value call_eye(Call *call) {
  size_t rank, dims[MAX_RANK];
  if (!arguments_sizes(call, 0, &rank, dims)) return VALUE_FAILED;
  if (rank != 2) return call_fail(call, ERROR_SHAPE, "an identity matrix has two sizes");
  Array *a = array_zeros(2, dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < dims[0] && k < dims[1]; k++) a->data[k + k * dims[0]] = 1;
  return value_diagonal(value_array(a));
}

/* ------------------------------------------------------------------ diagonals */

/* A vector put on diagonal K of a matrix of these sizes. */
static Value spread_diagonal(const View *v, size_t rows, size_t columns, long k) {
  ElementKind element = v->element == ELEMENT_LOGICAL ? ELEMENT_LOGICAL : ELEMENT_REAL;
  Array *a = array_zeros(2, (size_t[]){ rows, columns }, element, v->complex);
  size_t down = k < 0 ? (size_t)-k : 0, right = k > 0 ? (size_t)k : 0;
  size_t width = v->complex ? 2 : 1;
  for (size_t i = 0; a && i < v->count && i + down < rows && i + right < columns; i++)
    for (size_t part = 0; part < width; part++)
      a->data[(i + down + (i + right) * rows) * width + part] = v->data[i * width + part];
  return value_array(a);
}

static Value take_diagonal(const View *v, long k) {
  size_t rows = v->dims[0], columns = v->dims[1];
  size_t down = k < 0 ? (size_t)-k : 0, right = k > 0 ? (size_t)k : 0;
  size_t tall = rows > down ? rows - down : 0, wide = columns > right ? columns - right : 0;
  size_t count = tall < wide ? tall : wide, width = v->complex ? 2 : 1;
  Array *a = array_new(2, (size_t[]){ count, count > 0 || v->count > 0 }, v->element, v->complex);
  if (v->count == 0 && a) {
    array_release(a);
    return value_array(array_new_matrix(0, rows != 0 || columns != 0));
  }
  for (size_t i = 0; a && i < count; i++)
    for (size_t part = 0; part < width; part++)
      a->data[i * width + part] = v->data[(i + down + (i + right) * rows) * width + part];
  return value_array(array_narrow(a));
}

static Value call_diag(Call *call) {
  View v = call_view(call, 0);
  long k = 0, rows, columns;
  if (v.rank != 2) return call_fail_at(call, 0, ERROR_SHAPE, "diag needs a vector or a matrix");
  bool vector = v.dims[0] == 1 || v.dims[1] == 1;
  if (call->count == 3) {
    if (!vector) return call_fail_at(call, 0, ERROR_SHAPE, "diag(v, m, n) needs a vector");
    if (!call_integer(call, 1, 0, 1e9, &rows) || !call_integer(call, 2, 0, 1e9, &columns))
      return VALUE_FAILED;
    return value_diagonal(spread_diagonal(&v, (size_t)rows, (size_t)columns, 0));
  }
  if (call_given(call, 1) && !call_integer(call, 1, -1e9, 1e9, &k)) return VALUE_FAILED;
  if (!vector) return take_diagonal(&v, k);
  size_t n = v.count + (size_t)(k < 0 ? -k : k);
  Value r = spread_diagonal(&v, n, n, k);
  return k == 0 ? value_diagonal(r) : r;
}

/* ------------------------------------------------------------------ put together */

static Value call_horzcat(Call *call) {
  return arguments_concatenate(call, call->args, call->count, 1);
}
static Value call_vertcat(Call *call) {
  return arguments_concatenate(call, call->args, call->count, 0);
}

static Value call_cat(Call *call) {
  size_t dimension = 0;
  if (!arguments_dimension(call, 0, &dimension)) return VALUE_FAILED;
  return arguments_concatenate(call, call->args + 1, call->count - 1, dimension);
}

const Builtin construct_family[] = {
  { .name = "zeros",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Zeros: zeros(n) is an n x n matrix, zeros(m, n) an m x n one.",
    .numpy = "np.zeros((m, n))",
    .see = "ones eye rand repmat",
    .warning = "zeros(3) is a 3x3 matrix, not three zeros: write zeros(1, 3)",
    .examples = { { "zeros(2, 3)", "[0 0 0; 0 0 0]" },
                  { "size(zeros(2))", "[2 2]" },
                  { "zeros(NaN)", "error: zeros: a size cannot be NaN" } } },
  { .name = "ones",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Ones: ones(n) is an n x n matrix, ones(m, n) an m x n one.",
    .numpy = "np.ones((m, n))",
    .see = "zeros eye repmat",
    .warning = "ones(3) is a 3x3 matrix, not three ones: write ones(1, 3)",
    .examples = { { "ones(1, 3)", "[1 1 1]" } } },
  { .name = "eye",
    .signature = "sizes?: any... -> matrix",
    .call = call_eye,
    .summary = "The identity matrix: ones on the diagonal, zeros elsewhere.",
    .formula = "I_n",
    .numpy = "np.eye(n)",
    .see = "diag zeros inv",
    .examples = { { "eye(2)", "[1 0; 0 1]" }, { "eye(2, 3)", "[1 0 0; 0 1 0]" } } },
  { .name = "diag",
    .signature = "v: array, k?: scalar, n?: scalar -> matrix",
    .call = call_diag,
    .summary = "A matrix with the vector v on its diagonal, or the diagonal of a matrix as a "
               "column; k counts diagonals upwards.",
    .numpy = "np.diag(v, k)",
    .see = "eye trace triu",
    .examples = { { "diag([1 2])", "[1 0; 0 2]" }, { "diag([1 2; 3 4])", "[1; 4]" } } },
  { .name = "horzcat",
    .signature = "parts?: any... -> array",
    .call = call_horzcat,
    .summary = "Puts arrays side by side, as [a, b] does.",
    .numpy = "np.hstack([a, b])",
    .see = "vertcat cat",
    .examples = { { "horzcat([1; 2], [3; 4])", "[1 3; 2 4]" } } },
  { .name = "vertcat",
    .signature = "parts?: any... -> array",
    .call = call_vertcat,
    .summary = "Puts arrays below each other, as [a; b] does.",
    .numpy = "np.vstack([a, b])",
    .see = "horzcat cat",
    .examples = { { "vertcat([1 2], [3 4])", "[1 2; 3 4]" } } },
  { .name = "cat",
    .signature = "dim: scalar, parts?: any... -> array",
    .call = call_cat,
    .summary = "Joins arrays along a dimension: 1 puts them below each other, 2 side by side, 3 in "
               "layers.",
    .numpy = "np.concatenate([a, b], axis=dim - 1)",
    .see = "horzcat vertcat",
    .examples = { { "cat(1, [1 2], [3 4])", "[1 2; 3 4]" }, { "size(cat(3, 1, 2))", "[1 1 2]" } } },
  { .name = "true",
    .signature = "sizes?: any... -> logical",
    .call = call_truth,
    .summary = "The truth value for yes; with sizes a whole array of it.",
    .numpy = "True",
    .see = "false logical",
    .warning = "Python writes True",
    .examples = { { "true(1, 2)", "[true true]" } } },
  { .name = "false",
    .signature = "sizes?: any... -> logical",
    .call = call_truth,
    .summary = "The truth value for no; with sizes a whole array of it.",
    .numpy = "False",
    .see = "true logical",
    .warning = "Python writes False",
    .examples = { { "false(1, 2)", "[false false]" } } },
  { .name = "pi",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "The circumference of a circle of diameter 1.",
    .formula = "\\pi",
    .numpy = "np.pi",
    .see = "e",
    .examples = { { "pi", "3.141592653589793" } } },
  { .name = "e",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Euler's number, the base of natural growth.",
    .formula = "e",
    .numpy = "np.e",
    .see = "exp log pi",
    .examples = { { "e", "exp(1)" } } },
  { .name = "i",
    .signature = "sizes?: any... -> array",
    .call = call_imaginary_unit,
    .summary = "The imaginary unit, whose square is -1.",
    .formula = "\\sqrt{-1}",
    .numpy = "1j",
    .see = "real imag j",
    .warning = "a variable i hides it; 1i is always the imaginary unit",
    .examples = { { "i^2", "-1" } } },
  { .name = "j",
    .signature = "sizes?: any... -> array",
    .call = call_imaginary_unit,
    .summary = "The imaginary unit, whose square is -1; the same as i.",
    .formula = "\\sqrt{-1}",
    .numpy = "1j",
    .see = "i",
    .examples = { { "j^2", "-1" } } },
  { .name = "Inf",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Infinity, larger than any number.",
    .formula = "\\infty",
    .numpy = "np.inf",
    .see = "NaN isinf",
    .examples = { { "1/Inf", "0" }, { "Inf(1, 2)", "[Inf Inf]" } } },
  { .name = "inf",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Infinity, larger than any number; the same as Inf.",
    .numpy = "np.inf",
    .see = "Inf",
    .examples = { { "-inf", "-Inf" } } },
  { .name = "NaN",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Not a number: the answer to a question without one, such as 0/0.",
    .numpy = "np.nan",
    .see = "isnan Inf",
    .warning = "NaN == NaN is false; ask with isnan",
    .examples = { { "NaN == NaN", "false" }, { "isnan(0/0)", "true" } } },
  { .name = "nan",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "Not a number; the same as NaN.",
    .numpy = "np.nan",
    .see = "NaN",
    .examples = { { "isnan(nan)", "true" } } },
  { .name = "NA",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "A missing value; it counts as NaN.",
    .numpy = "np.nan",
    .see = "NaN isnan",
    .examples = { { "isnan(NA)", "true" } } },
  { .name = "eps",
    .signature = "x?: any, sizes?: any... -> array",
    .call = call_eps,
    .summary = "The distance from 1 to the next larger number a computer knows; eps(x) is that "
               "distance at x.",
    .formula = "2^{-52}",
    .numpy = "np.finfo(float).eps",
    .see = "realmax realmin",
    .examples = { { "eps", "2^-52" }, { "eps(4)", "2^-50" } } },
  { .name = "realmax",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "The largest number below Inf.",
    .numpy = "np.finfo(float).max",
    .see = "realmin eps flintmax",
    .examples = { { "realmax*2", "Inf" } } },
  { .name = "realmin",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "The smallest positive number with full precision.",
    .numpy = "np.finfo(float).tiny",
    .see = "realmax eps",
    .examples = { { "realmin", "2^-1022" } } },
  { .name = "flintmax",
    .signature = "sizes?: any... -> array",
    .call = call_constant,
    .summary = "The whole number up to which every whole number can be written exactly.",
    .numpy = "2.0**53",
    .see = "eps realmax",
    .examples = { { "flintmax", "2^53" } } },
  { 0 }
};
