/* linear_algebra.c -- vectors and matrices: products, lengths, angles.  */

#include "config.h"
#include "lang/reductions.h"
#include "lib/decompose.h"
#include "lib/families.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

static double _Complex entry(const View *v, size_t k) {
  return v->complex ? v->data[2 * k] + v->data[2 * k + 1] * _Complex_I : v->data[k];
}

static double magnitude(const View *v, size_t k) {
  return v->complex ? hypot(v->data[2 * k], v->data[2 * k + 1]) : fabs(v->data[k]);
}

static double _Complex dot_product(const View *a, const View *b, size_t start, size_t step,
                                   size_t count) {
  double _Complex sum = 0;
  if (!a->complex && !b->complex) {
    double real = 0;
    if (step == 1) return reductions_product_sum(a->data + start, b->data + start, count);
    for (size_t i = 0, k = start; i < count; i++, k += step) real += a->data[k] * b->data[k];
    return real;
  }
  for (size_t i = 0, k = start; i < count; i++, k += step) sum += conj(entry(a, k)) * entry(b, k);
  return sum;
}

static Value call_dot(Call *call) {
  View a = call_view(call, 0), b = call_view(call, 1);
  if (!call_step(call, a.count)) return VALUE_FAILED;
  if (view_is_vector(&a) && view_is_vector(&b) && !call_given(call, 2)) {
    if (!numeric_same_count(call, 0, 1)) return VALUE_FAILED;
    double _Complex z = dot_product(&a, &b, 0, 1, a.count);
    return a.complex || b.complex ? value_complex(creal(z), cimag(z)) : value_scalar(creal(z));
  }
  if (a.rank != b.rank || memcmp(a.dims, b.dims, a.rank * sizeof *a.dims) != 0) {
    char left[64], right[64];
    return call_fail(call, ERROR_SHAPE, "dot: sizes must match, and here are %s and %s",
                     numeric_shape(call, 0, left, sizeof left),
                     numeric_shape(call, 1, right, sizeof right));
  }
  Slices s;
  if (!slices_of(call, &a, 2, &s)) return VALUE_FAILED;
  Array *shape = slices_result(&s, 1);
  bool pairs = a.complex || b.complex;
  Array *result = shape ? array_like(shape, ELEMENT_REAL, pairs) : NULL;
  array_release(shape);
  if (!result) return VALUE_FAILED;
  for (size_t k = 0; k < s.count; k++) {
    double _Complex z = dot_product(&a, &b, slices_offset(&s, k), s.stride, s.length);
    if (pairs)
      result->data[2 * k] = creal(z), result->data[2 * k + 1] = cimag(z);
    else
      result->data[k] = creal(z);
  }
  return value_array(array_narrow(result));
}

static Value call_cross(Call *call) {
  View a = call_view(call, 0), b = call_view(call, 1);
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1)) return VALUE_FAILED;
  bool vectors = view_is_vector(&a) && view_is_vector(&b) && a.count == 3 && b.count == 3;
  Slices s;
  size_t d = 0;
  if (call_given(call, 2)) {
    long dim;
    if (!call_integer(call, 2, 1, MAX_RANK, &dim)) return VALUE_FAILED;
    d = (size_t)dim - 1;
    if (d < a.rank && a.dims[d] != 3) d = a.rank;
  } else
    while (d < a.rank && a.dims[d] != 3) d++;
  if (d >= a.rank)
    return call_fail_at(call, 0, ERROR_SHAPE,
                        "cross: the cross product needs 3 numbers in each "
                        "vector, and here are %zu",
                        a.count);
  if (!vectors && (a.rank != b.rank || memcmp(a.dims, b.dims, a.rank * sizeof *a.dims) != 0))
    return call_fail(call, ERROR_SHAPE,
                     "cross: both arguments must have the same sizes, with 3 "
                     "numbers in each vector");
  if (vectors && a.dims[0] != b.dims[0]) a.dims = a.dims[0] == 3 ? a.dims : b.dims, d = 0;
  slices_along(&a, d, &s);
  Array *result = slices_result(&s, 3);
  for (size_t k = 0; result && k < s.count; k++) {
    double x[3], y[3];
    slices_get(&s, a.data, k, x);
    slices_get(&s, b.data, k, y);
    double z[3] = { x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2],
                    x[0] * y[1] - x[1] * y[0] };
    slices_put(&s, result->data, k, z);
  }
  return value_array(result);
}

/* Scaled as in BLAS, so that squares neither overflow nor vanish. */
static double length_of(const View *v, size_t start, size_t step, size_t count) {
  double scale = 0, squares = 1;
  for (size_t i = 0, k = start; i < count; i++, k += step) {
    double x = magnitude(v, k);
    if (isnan(x)) return GSL_NAN;
    if (isinf(x)) scale = x;
    if (x == 0 || isinf(scale)) continue;
    if (scale < x) {
      squares = 1 + squares * (scale / x) * (scale / x);
      scale = x;
    } else {
      squares += (x / scale) * (x / scale);
    }
  }
  return isinf(scale) ? scale : scale * sqrt(squares);
}

static double vector_norm(const View *v, double p, size_t start, size_t step, size_t count) {
  if (p == 2 && step == 1 && !v->complex) { /* unless the squares leave the range of numbers */
    double squares = reductions_squares(v->data + start, count);
    if (squares > 1e-280 && squares < 1e280) return sqrt(squares);
  }
  if (p == 2) return length_of(v, start, step, count);
  double sum = 0, most = 0, least = GSL_POSINF;
  for (size_t i = 0, k = start; i < count; i++, k += step) {
    double x = magnitude(v, k);
    if (isnan(x)) return GSL_NAN;
    most = fmax(most, x);
    least = fmin(least, x);
    sum += p == 0 ? x != 0 : p == 1 ? x : 0;
  }
  if (p == 0 || p == 1) return sum;
  if (p == GSL_POSINF) return most;
  if (p == GSL_NEGINF) return count ? least : 0;
  double scale = p > 0 ? most : least;
  if (scale == 0 || isinf(scale)) return scale;
  for (size_t i = 0, k = start; i < count; i++, k += step) sum += pow(magnitude(v, k) / scale, p);
  return scale * pow(sum, 1 / p);
}

static Value matrix_norm(Call *call, const View *v, double p) {
  size_t rows = view_rows(v), columns = view_columns(v);
  double most = 0;
  if (p == 2) {
    for (size_t k = 0; k < v->count * (v->complex ? 2 : 1); k++)
      if (isnan(v->data[k])) return value_scalar(GSL_NAN);
    if (!view_all_finite(v)) return value_scalar(GSL_POSINF);
    Work w = work_begin(call);
    double *s = singular_numbers(&w, v);
    return work_done(&w, s ? value_scalar(s[0]) : VALUE_FAILED);
  }
  if (p != 1 && p != GSL_POSINF) {
    call_fail_at(call, 1, ERROR_DOMAIN, "norm: for a matrix the choices are 1, 2, Inf and 'fro'");
    return VALUE_FAILED;
  }
  for (size_t j = 0; j < (p == 1 ? columns : rows); j++) {
    double sum =
        p == 1 ? vector_norm(v, 1, j * rows, 1, rows) : vector_norm(v, 1, j, rows, columns);
    if (isnan(sum)) return value_scalar(sum);
    most = fmax(most, sum);
  }
  return value_scalar(most);
}

static Value call_unit(Call *call) {
  View v = call_view(call, 0);
  if (!numeric_is_not_text(call, 0)) return VALUE_FAILED;
  if (!view_is_vector(&v) && v.count != 1)
    return call_fail_at(call, 0, ERROR_SHAPE, "unit: the direction is that of a vector");
  double length = vector_norm(&v, 2, 0, 1, v.count);
  Array *a = array_new_matrix(view_rows(&v), view_columns(&v));
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = length == 0 ? 0 : v.data[k] / length;
  return value_array(a);
}

static Value call_norm(Call *call) {
  View v = call_view(call, 0);
  if (!numeric_is_not_text(call, 0) || !numeric_is_matrix(call, 0)) return VALUE_FAILED;
  double p = 2;
  int lines = 0; /* 1: the norm of each row, 2: of each column */
  bool entries = view_is_vector(&v);
  for (size_t i = 1; i < call->count; i++) {
    if (value_is_scalar(call->args[i]) && !value_is_text(call->args[i]))
      p = call_scalar(call, i);
    else if (call_string_is(call, i, "fro"))
      entries = true, p = 2;
    else if (call_string_is(call, i, "inf"))
      p = GSL_POSINF;
    else if (call_string_is(call, i, "rows"))
      lines = 1;
    else if (call_string_is(call, i, "columns") || call_string_is(call, i, "cols"))
      lines = 2;
    else
      return call_fail_at(call, i, ERROR_TYPE,
                          "norm: the kind of norm is a number, Inf, 'fro', "
                          "'rows' or 'columns'");
  }
  if (isnan(p)) return call_fail_at(call, 1, ERROR_DOMAIN, "norm: the kind of norm cannot be NaN");
  if (!call_step(call, v.count)) return VALUE_FAILED;
  size_t rows = view_rows(&v), columns = view_columns(&v);
  if (lines) {
    Array *a = lines == 1 ? array_new_matrix(rows, 1) : array_new_matrix(1, columns);
    for (size_t k = 0; a && k < a->count; k++)
      a->data[k] =
          lines == 1 ? vector_norm(&v, p, k, rows, columns) : vector_norm(&v, p, k * rows, 1, rows);
    return value_array(a);
  }
  if (v.count == 0) return value_scalar(0);
  if (entries) return value_scalar(vector_norm(&v, p, 0, 1, v.count));
  return matrix_norm(call, &v, p);
}

static Value call_cossim(Call *call) {
  View a = call_view(call, 0), b = call_view(call, 1);
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1))
    return VALUE_FAILED;
  double p = length_of(&a, 0, 1, a.count), q = length_of(&b, 0, 1, b.count), sum = 0;
  if (p == 0 || q == 0)
    return call_fail_at(call, p == 0 ? 0 : 1, ERROR_DOMAIN,
                        "cossim: the zero vector has no direction");
  for (size_t k = 0; k < a.count; k++) sum += (a.data[k] / p) * (b.data[k] / q);
  return value_scalar(isnan(sum) ? sum : fmax(-1, fmin(1, sum)));
}

/* On the columns of B: with an orthonormal basis U of their span, U U' a. */
static Value project_on_columns(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *b = work_finite_argument(&w, 1);
  View a = call_view(call, 0);
  if (!b) return work_done(&w, VALUE_FAILED);
  if (a.count != b->size1)
    return work_done(&w, call_fail(call, ERROR_SHAPE,
                                   "project: a has %zu numbers, but b has %zu "
                                   "rows",
                                   a.count, b->size1));
  Svd d;
  double *p = work_numbers(&w, a.count);
  if (!p || !svd_thin(&w, b, &d)) return work_done(&w, VALUE_FAILED);
  size_t rank = svd_rank(&d, -1);
  for (size_t j = 0; j < rank; j++) {
    double c = 0;
    for (size_t i = 0; i < a.count; i++) c += gsl_matrix_get(d.u, i, j) * a.data[i];
    for (size_t i = 0; i < a.count; i++) p[i] += c * gsl_matrix_get(d.u, i, j);
  }
  return work_done(&w, numeric_column(p, a.count));
}

static Value call_project(Call *call) {
  View a = call_view(call, 0), b = call_view(call, 1);
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1)) return VALUE_FAILED;
  if (!view_is_vector(&b)) return project_on_columns(call);
  if (!numeric_same_count(call, 0, 1)) return VALUE_FAILED;
  double ab = 0, bb = 0;
  for (size_t k = 0; k < a.count; k++) ab += a.data[k] * b.data[k], bb += b.data[k] * b.data[k];
  if (bb == 0)
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "project: the zero vector has no line to "
                        "project on");
  Array *p = array_new(b.rank, b.dims, ELEMENT_REAL, false);
  for (size_t k = 0; p && k < p->count; k++) p->data[k] = ab * b.data[k] / bb;
  return value_array(p);
}

/* Every product of an entry of A with an entry of B; the result is m*p x n*q. */
static Value kronecker(Call *call, const View *a, const View *b, size_t m, size_t n, size_t p,
                       size_t q) {
  bool pairs = a->complex || b->complex;
  size_t rows, columns;
  if (__builtin_mul_overflow(m, p, &rows) || __builtin_mul_overflow(n, q, &columns))
    return call_fail(call, ERROR_LIMIT, "%s: the result is too large", call->builtin->name);
  Array *r = pairs ? array_new_complex(rows, columns) : array_new_matrix(rows, columns);
  if (!r || !call_step(call, r->count)) {
    array_release(r);
    return VALUE_FAILED;
  }
  for (size_t j = 0; j < n; j++)
    for (size_t l = 0; l < q; l++)
      for (size_t i = 0; i < m; i++)
        for (size_t k = 0; k < p; k++) {
          size_t to = (j * q + l) * rows + i * p + k, x = j * m + i, y = l * p + k;
          if (!pairs) {
            r->data[to] = a->data[x] * b->data[y];
            continue;
          }
          double _Complex z = entry(a, x) * entry(b, y);
          r->data[2 * to] = creal(z);
          r->data[2 * to + 1] = cimag(z);
        }
  return value_array(array_narrow(r));
}

static Value call_outer(Call *call) {
  View a = call_view(call, 0), b = call_view(call, 1);
  return kronecker(call, &a, &b, a.count, 1, 1, b.count);
}

static Value call_kron(Call *call) {
  if (!numeric_is_matrix(call, 0)) return VALUE_FAILED;
  Value result = value_retain(call->args[0]);
  for (size_t i = 1; i < call->count; i++) {
    View a, b = call_view(call, i);
    Value next = numeric_is_matrix(call, i) && value_view(&result, &a)
                     ? kronecker(call, &a, &b, view_rows(&a), view_columns(&a), view_rows(&b),
                                 view_columns(&b))
                     : VALUE_FAILED;
    value_release(result);
    result = next;
    if (result.kind == VALUE_ERROR) break;
  }
  return result;
}

static Value call_trace(Call *call) {
  if (!numeric_is_matrix(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  size_t rows = view_rows(&v), columns = view_columns(&v);
  if (!view_is_vector(&v) && rows != columns && v.count > 0)
    if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  double _Complex sum = 0;
  if (v.count > 0)
    for (size_t i = 0; i < (rows < columns ? rows : columns); i++) sum += entry(&v, i * rows + i);
  return v.complex ? value_complex(creal(sum), cimag(sum)) : value_scalar(creal(sum));
}

static Value call_rotation(Call *call) {
  double degrees = fmod(call_scalar(call, 0), 360);
  double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);
  if (fmod(degrees, 90) == 0) c = round(c), s = round(s);
  double m[4] = { c, s, -s, c };
  Array *a = array_new_matrix(2, 2);
  if (a) memcpy(a->data, m, sizeof m);
  return value_array(a);
}

static Value call_vecnorm(Call *call) {
  View v = call_view(call, 0);
  double p = call_scalar_or(call, 1, 2);
  Slices s;
  if (!(p > 0)) return call_fail_at(call, 1, ERROR_DOMAIN, "vecnorm: the order must be positive");
  if (!slices_of(call, &v, 2, &s) || !call_step(call, v.count)) return VALUE_FAILED;
  Array *r = slices_result(&s, 1);
  for (size_t k = 0; r && k < s.count; k++)
    r->data[k] = vector_norm(&v, p, slices_offset(&s, k), s.stride, s.length);
  return value_array(r);
}

const Builtin linear_algebra_family[] = {
  { .name = "dot",
    .signature = "a: array, b: array, dim?: integer -> array",
    .call = call_dot,
    .summary = "The dot product: multiply the entries of a and b in pairs and add up. For matrices "
               "one product per column.",
    .formula = "a \\cdot b = \\sum_i a_i b_i",
    .numpy = "np.dot(a, b)",
    .see = "norm cossim cross mtimes",
    .warning = "np.dot of two matrices is the matrix product A*B; here dot works column by column",
    .examples = { { "dot([1, 2, 3], [4, 5, 6])", "32" },
                  { "dot([1 2; 3 4], [1 2; 3 4])", "[10 20]" },
                  { "dot([1 2], [1 2 3])", "error: dot needs as many numbers" } } },
  { .name = "cross",
    .signature = "a: array, b: array, dim?: scalar -> array",
    .call = call_cross,
    .summary =
        "The vector at right angles to a and b whose length is the area they span. Both have "
        "three numbers.",
    .formula = "a \\times b",
    .numpy = "np.cross(a, b)",
    .see = "dot det norm",
    .examples = { { "cross([1 0 0], [0 1 0])", "[0 0 1]" },
                  { "cross([1 2 3], [4 5 6])", "[-3 6 -3]" } } },
  { .name = "unit",
    .signature = "x: array -> array",
    .call = call_unit,
    .summary = "The direction of a vector, x/norm(x), of length 1; zeros where x is zero. It is "
               "the slope of norm(x), with its convention at the kink.",
    .formula = "\\frac{x}{\\|x\\|_2}",
    .numpy = "x / (np.linalg.norm(x) or 1)",
    .see = "norm sign normalize",
    .examples = { { "unit([3; 4])", "[0.6; 0.8]" }, { "unit([0 0])", "[0 0]" } } },
  { .name = "norm",
    .signature = "x: array, p?: array, option?: array -> array",
    .call = call_norm,
    .summary =
        "The length of a vector; for a matrix the largest factor by which it stretches one. p "
        "chooses another norm: 1, 2, Inf, 'fro' or any number for vectors.",
    .formula = "\\|x\\|_2 = \\sqrt{\\sum_i x_i^2}",
    .numpy = "np.linalg.norm(x)",
    .see = "dot vecnorm svd cond",
    .warning =
        "np.linalg.norm(A) of a matrix is the Frobenius norm; here norm(A) is the 2-norm, and "
        "norm(A, 'fro') is NumPy's",
    .examples = { { "norm([3 4])", "5" },
                  { "norm([1 2; 3 4], 'fro')", "sqrt(30)" },
                  { "norm([1 -2 3], 1)", "6" } } },
  { .name = "vecnorm",
    .signature = "A: real, p?: scalar, dim?: integer -> array",
    .call = call_vecnorm,
    .summary = "The length of every column of A, or of every row with vecnorm(A, 2, 2).",
    .numpy = "np.linalg.norm(A, ord=p, axis=dim - 1)",
    .see = "norm",
    .examples = { { "vecnorm([3 6; 4 8])", "[5 10]" },
                  { "vecnorm([3 4; 6 8], 2, 2)", "[5; 10]" } } },
  { .name = "cossim",
    .signature = "a: array, b: array -> scalar",
    .call = call_cossim,
    .summary =
        "Cosine similarity: the cosine of the angle between two vectors, from -1 to 1. Lengths "
        "do not matter.",
    .formula = "\\cos\\theta = \\frac{a \\cdot b}{\\|a\\| \\, \\|b\\|}",
    .numpy = "a @ b / (np.linalg.norm(a) * np.linalg.norm(b))",
    .see = "dot norm acosd",
    .examples = { { "cossim([1 0], [1 1])", "1/sqrt(2)" },
                  { "cossim([1 2], [-2 -4])", "-1" },
                  { "cossim([0 0], [1 1])", "error: cossim: the zero vector" } } },
  { .name = "project",
    .signature = "a: vector, b: matrix -> array",
    .call = call_project,
    .summary =
        "The shadow of a on the line through b, or on the space spanned by the columns of b.",
    .formula = "p = \\frac{a \\cdot b}{b \\cdot b} b",
    .numpy = "(a @ b) / (b @ b) * b",
    .see = "dot gs qr orth",
    .examples = { { "project([3 4], [1 0])", "[3 0]" },
                  { "project([1; 2; 3], [1 0; 0 1; 0 0])", "[1; 2; 0]" } } },
  { .name = "outer",
    .signature = "a: vector, b: vector -> matrix",
    .call = call_outer,
    .summary = "Every entry of a times every entry of b: a column times a row, a matrix of rank 1.",
    .formula = "(a b^T)_{ij} = a_i b_j",
    .numpy = "np.outer(a, b)",
    .see = "dot kron",
    .examples = { { "outer([1 2], [3 4 5])", "[3 4 5; 6 8 10]" } } },
  { .name = "kron",
    .signature = "A: array, B: array, more?: array... -> matrix",
    .call = call_kron,
    .summary = "The Kronecker product: A with each entry replaced by that entry times B.",
    .formula = "A \\otimes B",
    .numpy = "np.kron(A, B)",
    .see = "outer repmat",
    .examples = { { "kron([1 2], [1; 1])", "[1 2; 1 2]" },
                  { "kron(eye(2), [1 2])", "[1 2 0 0; 0 0 1 2]" } } },
  { .name = "trace",
    .signature = "A: matrix -> scalar",
    .call = call_trace,
    .summary = "The sum of the diagonal, which is also the sum of the eigenvalues.",
    .formula = "\\mathrm{tr} A = \\sum_i a_{ii}",
    .numpy = "np.trace(A)",
    .see = "det eig diag",
    .examples = { { "trace([1 2; 3 4])", "5" }, { "trace([])", "0" } } },
  { .name = "rotation",
    .signature = "degrees: scalar -> matrix",
    .call = call_rotation,
    .summary = "The 2x2 matrix that turns the plane by an angle in degrees, counterclockwise.",
    .formula = "\\begin{pmatrix} \\cos\\alpha & -\\sin\\alpha \\\\ \\sin\\alpha & \\cos\\alpha "
               "\\end{pmatrix}",
    .numpy = "np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])  # a in radians",
    .see = "cosd sind det",
    .examples = { { "rotation(90)", "[0 -1; 1 0]" }, { "rotation(30)*[2; 0]", "[sqrt(3); 1]" } } },
  { 0 }
};
