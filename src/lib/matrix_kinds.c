/* matrix_kinds.c -- what a matrix looks like: diagonal, triangular, symmetric, definite.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/numeric.h"

#include <math.h>
#include <string.h>

/* The number of diagonals below and above the main one that hold anything but zeros; false for what
   is no matrix of numbers. */
static bool bands(Value a, size_t *below, size_t *above) {
  View v;
  *below = *above = 0;
  if (!value_view(&a, &v) || v.rank != 2 || v.element == ELEMENT_CHAR) return false;
  size_t rows = v.dims[0];
  for (size_t k = 0; k < v.count; k++) {
    size_t i = k % rows, j = k / rows;
    bool zero = v.complex ? v.data[2 * k] == 0 && v.data[2 * k + 1] == 0 : v.data[k] == 0;
    if (zero) continue;
    if (i > j && i - j > *below) *below = i - j;
    if (j > i && j - i > *above) *above = j - i;
  }
  return true;
}

static Value call_isdiag(Call *call) {
  size_t below, above;
  return value_logical(bands(call->args[0], &below, &above) && below == 0 && above == 0);
}
static Value call_istril(Call *call) {
  size_t below, above;
  return value_logical(bands(call->args[0], &below, &above) && above == 0);
}
static Value call_istriu(Call *call) {
  size_t below, above;
  return value_logical(bands(call->args[0], &below, &above) && below == 0);
}
static Value call_isbanded(Call *call) {
  size_t below, above;
  long most_below, most_above;
  if (!call_integer(call, 1, 0, 1e9, &most_below) || !call_integer(call, 2, 0, 1e9, &most_above))
    return VALUE_FAILED;
  return value_logical(bands(call->args[0], &below, &above) && below <= (size_t)most_below &&
                       above <= (size_t)most_above);
}

static Value call_bandwidth(Call *call) {
  size_t below, above;
  if (!bands(call->args[0], &below, &above))
    return call_fail_at(call, 0, ERROR_TYPE, "a matrix of numbers is needed");
  if (call_given(call, 1)) {
    if (call_string_is(call, 1, "lower")) return value_scalar((double)below);
    if (call_string_is(call, 1, "upper")) return value_scalar((double)above);
    return call_fail_at(call, 1, ERROR_TYPE, "the choices are \"lower\" and \"upper\"");
  }
  call_result(call, 1, value_scalar((double)above));
  return value_scalar((double)below);
}

/* A = A' (or A.' when PLAIN), to within a tolerance relative to the largest row sum. */
static Value symmetric(Call *call, bool plain) {
  View v;
  double tolerance = 0;
  if (call_given(call, 1) && !value_is_text(call->args[1])) tolerance = call_scalar(call, 1);
  if (!value_view(&call->args[0], &v) || v.element == ELEMENT_CHAR || v.rank != 2 ||
      v.dims[0] != v.dims[1])
    return value_logical(false);
  size_t n = v.dims[0];
  double off = 0, size = 0;
  for (size_t i = 0; i < n; i++) {
    double sum = 0, difference = 0;
    for (size_t j = 0; j < n; j++) {
      size_t k = i + j * n, m = j + i * n;
      double re = v.complex ? v.data[2 * k] - v.data[2 * m] : v.data[k] - v.data[m];
      double im = !v.complex ? 0
                  : plain    ? v.data[2 * k + 1] - v.data[2 * m + 1]
                             : v.data[2 * k + 1] + v.data[2 * m + 1];
      if (tolerance == 0 && !(re == 0 && im == 0)) return value_logical(false);
      difference += hypot(re, im);
      sum += v.complex ? hypot(v.data[2 * k], v.data[2 * k + 1]) : fabs(v.data[k]);
    }
    off = fmax(off, difference);
    size = fmax(size, sum);
  }
  return value_logical(tolerance == 0 || off <= tolerance * size);
}
static Value call_issymmetric(Call *call) {
  return symmetric(call, true);
}
static Value call_ishermitian(Call *call) {
  return symmetric(call, false);
}

static Value call_isdefinite(Call *call) {
  return formula(call, "A tol", "yes",
                 "if given < 2, tol = 100 * eps * norm(A, 'fro'); end\n"
                 "yes = false;\n"
                 "if ishermitian(A), yes = min(real(eig(A))) > tol; end");
}

static Value call_isindex(Call *call) {
  View v;
  double most = call_given(call, 1) ? call_scalar(call, 1) : INFINITY;
  if (!value_view(&call->args[0], &v) || v.complex || v.element == ELEMENT_CHAR)
    return value_logical(false);
  if (v.element == ELEMENT_LOGICAL) return value_logical((double)v.count <= most);
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] >= 1 && v.data[k] <= most) || v.data[k] != floor(v.data[k]))
      return value_logical(false);
  return value_logical(true);
}

static Value call_never(Call *call) {
  (void)call;
  return value_logical(false);
}

const Builtin matrix_kinds_family[] = {
  { .name = "isdiag",
    .signature = "A: any -> logical",
    .call = call_isdiag,
    .summary = "True for a matrix with zeros everywhere but on the diagonal.",
    .numpy = "np.allclose(A, np.diag(np.diag(A)))",
    .see = "istril istriu isbanded diag",
    .examples = { { "isdiag([1 0; 0 2])", "true" }, { "isdiag([1 1; 0 2])", "false" } } },
  { .name = "istril",
    .signature = "A: any -> logical",
    .call = call_istril,
    .summary = "True for a lower triangular matrix.",
    .numpy = "np.allclose(A, np.tril(A))",
    .see = "istriu isdiag tril",
    .examples = { { "istril([1 0; 3 2])", "true" } } },
  { .name = "istriu",
    .signature = "A: any -> logical",
    .call = call_istriu,
    .summary = "True for an upper triangular matrix.",
    .numpy = "np.allclose(A, np.triu(A))",
    .see = "istril isdiag triu",
    .examples = { { "istriu([1 5; 0 2])", "true" } } },
  { .name = "isbanded",
    .signature = "A: any, lower: scalar, upper: scalar -> logical",
    .call = call_isbanded,
    .summary = "True when nothing stands outside so many diagonals below and above the main one.",
    .see = "bandwidth isdiag",
    .examples = { { "isbanded([1 1 0; 1 1 1; 0 1 1], 1, 1)", "true" } } },
  { .name = "bandwidth",
    .signature = "A: any, side?: string -> lower: scalar, upper: scalar",
    .call = call_bandwidth,
    .summary = "How many diagonals below and above the main one hold anything.",
    .numpy = "scipy.linalg.bandwidth(A)",
    .see = "isbanded",
    .examples = { { "[l, u] = bandwidth([1 2 3; 0 4 5; 0 0 6]); [l u]", "[0 2]" } } },
  { .name = "issymmetric",
    .signature = "A: any, tolerance?: array -> logical",
    .call = call_issymmetric,
    .summary =
        "True for a square matrix that equals its transpose, exactly or to within a tolerance.",
    .numpy = "np.array_equal(A, A.T)",
    .see = "ishermitian isdefinite transpose",
    .examples = { { "issymmetric([1 2; 2 1])", "true" }, { "issymmetric([1 2; 3 1])", "false" } } },
  { .name = "ishermitian",
    .signature = "A: any, tolerance?: array -> logical",
    .call = call_ishermitian,
    .summary = "True for a square matrix that equals its conjugate transpose.",
    .numpy = "np.array_equal(A, A.conj().T)",
    .see = "issymmetric isdefinite",
    .examples = { { "ishermitian([1 2i; -2i 1])", "true" } } },
  { .name = "isdefinite",
    .signature = "A: array, tolerance?: scalar -> logical",
    .call = call_isdefinite,
    .summary = "True for a symmetric matrix with positive eigenvalues only.",
    .numpy = "np.all(np.linalg.eigvalsh(A) > 0)",
    .see = "chol eig issymmetric",
    .examples = { { "isdefinite([2 1; 1 2])", "true" }, { "isdefinite([1 2; 2 1])", "false" } } },
  { .name = "isindex",
    .signature = "i: any, n?: scalar -> logical",
    .call = call_isindex,
    .summary = "True for what can stand in brackets behind a variable: whole numbers from 1 (up to "
               "n), or logicals.",
    .see = "size",
    .examples = { { "isindex([1 3])", "true" }, { "isindex(0)", "false" } } },
  { .name = "isinteger",
    .signature = "x: any -> logical",
    .call = call_never,
    .summary = "True for whole-number classes such as int32; there are none here, all numbers are "
               "doubles.",
    .numpy = "np.issubdtype(np.asarray(x).dtype, np.integer)  # here no numbers are",
    .see = "isnumeric fix",
    .warning = "to see whether a number is whole write x == fix(x)",
    .examples = { { "isinteger(3)", "false" } } },
  { .name = "isobject",
    .signature = "x: any -> logical",
    .call = call_never,
    .summary = "True for objects of a class of one's own; there are none here.",
    .see = "isstruct",
    .examples = { { "isobject(3)", "false" } } },
  { .name = "isstring",
    .signature = "x: any -> logical",
    .call = call_never,
    .summary = "True for string objects as another language has them; texts here are character "
               "arrays: see ischar.",
    .numpy = "isinstance(x, str)  # here never: texts are arrays of letters",
    .see = "ischar iscellstr",
    .examples = { { "isstring('a')", "false" } } },
  { 0 }
};
