/* solve.c -- determinant, inverse, rank and the spaces of a matrix.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/linear.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "lang/factors.h"
#include "lang/systems.h"
#include "lib/families.h"

#include <math.h>
#include <string.h>

typedef double _Complex Z;

int lu_decompose(gsl_matrix *a, gsl_permutation *p) {
  int sign = 1;
  gsl_permutation_init(p);
  for (size_t k = 0; k < a->size1 && k < a->size2; k++) {
    size_t best = k;
    for (size_t i = k + 1; i < a->size1; i++)
      if (fabs(gsl_matrix_get(a, i, k)) > fabs(gsl_matrix_get(a, best, k))) best = i;
    double pivot = gsl_matrix_get(a, best, k);
    if (best != k) {
      gsl_matrix_swap_rows(a, k, best);
      gsl_permutation_swap(p, k, best);
      sign = -sign;
    }
    if (pivot == 0) continue;
    const double *from = a->data + k * a->tda;
    for (size_t i = k + 1; i < a->size1; i++) {
      double *row = a->data + i * a->tda, factor = row[k] /= pivot;
      for (size_t j = k + 1; factor != 0 && j < a->size2; j++) row[j] -= factor * from[j];
    }
  }
  return sign;
}

/* ------------------------------------------------------------------ norms */

static double size_at(const View *v, size_t k) {
  return v->complex ? hypot(v->data[2 * k], v->data[2 * k + 1]) : fabs(v->data[k]);
}

static double norm_one(const View *v) {
  double most = 0;
  for (size_t j = 0, k = 0; j < v->dims[1]; j++) {
    double sum = 0;
    for (size_t i = 0; i < v->dims[0]; i++) sum += size_at(v, k++);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

static double norm_rows(const View *v) {
  double most = 0;
  for (size_t i = 0; i < v->dims[0]; i++) {
    double sum = 0;
    for (size_t j = 0; j < v->dims[1]; j++) sum += size_at(v, i + j * v->dims[0]);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

static double norm_all(const View *v) {
  double length = 0;
  for (size_t k = 0; k < v->count; k++) length = hypot(length, size_at(v, k));
  return length;
}

/* ------------------------------------------------------------------ determinant and inverse */

enum { ON_STACK = 8 };

static Value call_det(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  if (value_is_empty(call->args[0])) return value_scalar(1);
  View v = call_view(call, 0);
  size_t n = v.dims[0], parts = v.complex ? 2 : 1, few_places[ON_STACK];
  double few[2 * ON_STACK * ON_STACK];
  if (!call_step(call, v.count * (1 + n / 1000))) return VALUE_FAILED;
  Work w = work_begin(call);
  bool small = n <= ON_STACK;
  double *lu = small ? few : work_numbers(&w, parts * n * n);
  size_t *order = small ? few_places : arena_new(&w.arena, n * sizeof *order);
  if (!lu) return work_done(&w, VALUE_FAILED);
  double _Complex det = lu_factor(&w, &v, lu, order);
  if (parts == 1) factors_offer(lu, order, n);
  double real = creal(det);
  for (size_t i = 0; i < n; i++) {
    const double *pivot = lu + parts * i * (n + 1);
    real *= pivot[0];
    if (parts == 2)
      det = CMPLX(creal(det) * pivot[0] - cimag(det) * pivot[1],
                  creal(det) * pivot[1] + cimag(det) * pivot[0]);
  }
  if (call->wanted > 1) {
    double inverse = INFINITY;
    bool zero = false;
    for (size_t i = 0; i < n; i++) zero |= lu[parts * i * (n + 1)] == 0;
    double *more = parts == 1 && !zero ? work_numbers(&w, 3 * n) : NULL;
    if (more) inverse = systems_inverse_norm(lu, n, order, more);
    call_result(call, 1, value_scalar(1 / (norm_one(&v) * inverse)));
  }
  if (parts == 1) return work_done(&w, value_scalar(real == 0 ? 0 : real));
  return work_done(&w, value_complex(creal(det), cimag(det)));
}

/* X (n x n) from the factors; false when a pivot is zero. */
static bool inverse_from(const double *lu, const size_t *order, size_t n, double *x) {
  for (size_t i = 0; i < n; i++)
    if (lu[i * (n + 1)] == 0) return false;
  memset(x, 0, n * n * sizeof *x);
  for (size_t j = 0; j < n && !long_job_must_stop(); j++) {
    x[j * (n + 1)] = 1;
    systems_substitute(lu, n, order, x + j * n);
  }
  return true;
}

static bool inverse_from_complex(const Z *lu, const size_t *order, size_t n, Z *x) {
  for (size_t i = 0; i < n; i++)
    if (lu[i * (n + 1)] == 0) return false;
  memset(x, 0, n * n * sizeof *x);
  for (size_t c = 0; c < n && !long_job_must_stop(); c++) {
    Z *column = x + c * n;
    column[c] = 1;
    for (size_t i = 0; i < n; i++) {
      Z z = column[order[i]];
      column[order[i]] = column[i];
      column[i] = z;
    }
    for (size_t j = 0; j < n; j++)
      for (size_t i = j + 1; column[j] != 0 && i < n; i++) column[i] -= lu[i + j * n] * column[j];
    for (size_t j = n; j-- > 0;) {
      column[j] /= lu[j * (n + 1)];
      for (size_t i = 0; i < j; i++) column[i] -= lu[i + j * n] * column[j];
    }
  }
  return true;
}

/* A^-1, owned by the caller; NULL when A has a zero pivot (*singular) or the call has failed. */
static Array *inverse(Work *w, const View *a, bool *singular, double *rcond) {
  size_t n = a->dims[0], parts = a->complex ? 2 : 1, few_places[ON_STACK];
  double few[2 * ON_STACK * ON_STACK];
  *singular = false;
  *rcond = 0;
  if (!call_step(w->call, a->count * (1 + n / 300))) return NULL;
  Array *x = array_new(2, a->dims, ELEMENT_REAL, a->complex);
  if (!x) return NULL;
  if (!optimised_inverse(a, x->data)) {
    bool small = n <= ON_STACK;
    double *lu = small ? few : work_numbers(w, parts * n * n);
    size_t *order = small ? few_places : arena_new(&w->arena, n * sizeof *order);
    bool good = lu != NULL;
    if (good) lu_factor(w, a, lu, order);
    if (good)
      *singular = !(parts == 1 ? inverse_from(lu, order, n, x->data)
                               : inverse_from_complex((Z *)lu, order, n, (Z *)x->data));
    if (!good || *singular) {
      array_release(x);
      return NULL;
    }
  }
  if (long_job_failed()) {
    array_release(x);
    return NULL;
  }
  View v = { .dims = a->dims, .data = x->data, .complex = a->complex };
  *rcond = 1 / (norm_one(a) * norm_one(&v));
  if (isnan(*rcond)) *rcond = 0;
  return x;
}

static Value call_inv(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  if (v.count == 0) return value_array(array_new_matrix(0, 0));
  Work w = work_begin(call);
  bool singular, finite = view_all_finite(&v);
  double rcond = 0;
  Array *x = finite ? inverse(&w, &v, &singular, &rcond) : NULL;
  if (!finite) singular = true;
  work_done(&w, VALUE_NOTHING);
  if (!x && !singular) return VALUE_FAILED;
  call_result(call, 1, value_scalar(rcond));
  Value r =
      x ? value_array(array_narrow(x)) : numeric_scalar_matrix(v.dims[0], v.dims[0], INFINITY);
  if (singular)
    call_warn(call, "matrix singular to machine precision");
  else if (rcond < 0x1p-52)
    call_warn(call,
              "matrix singular to machine precision, rcond = %g; to solve A*x = b, A\\b is the "
              "better way",
              rcond);
  if (!value_is_diagonal(call->args[0])) return r;
  for (size_t i = 0; singular && r.kind == VALUE_ARRAY && i < r.array->count; i++)
    if (i % (v.dims[0] + 1) != 0) r.array->data[i] = 0;
  return value_diagonal(r);
}

static Value call_rcond(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  if (v.count == 0) return value_scalar(INFINITY);
  for (size_t k = 0; k < v.count * (v.complex ? 2 : 1); k++)
    if (isnan(v.data[k])) return value_scalar(NAN);
  if (!view_all_finite(&v)) return value_scalar(0);
  Work w = work_begin(call);
  bool singular;
  double rcond;
  Array *x = inverse(&w, &v, &singular, &rcond);
  array_release(x);
  return work_done(&w, x || singular ? value_scalar(singular ? 0 : rcond) : VALUE_FAILED);
}

/* ------------------------------------------------------------------ by singular values */

/* The singular value decomposition of argument 0, which must be finite, and its rank. */
static bool decompose(Work *w, bool full, Columns *d, size_t *rank) {
  Call *call = w->call;
  if (!numeric_is_matrix(call, 0) || !numeric_is_finite(call, 0)) return false;
  View v = call_view(call, 0);
  if (!svd_columns(w, &v, full, d)) return false;
  *rank = rank_of(d->s, d->k, d->m > d->n ? d->m : d->n, call_scalar_or(call, 1, -1));
  return true;
}

static Value call_pinv(Call *call) {
  Work w = work_begin(call);
  Columns d;
  size_t rank;
  if (!decompose(&w, false, &d, &rank)) return work_done(&w, VALUE_FAILED);
  /* V S^+ times U', both cut down to the rank */
  size_t parts = d.parts, m = d.m, n = d.n;
  double *left = work_numbers(&w, parts * n * rank), *right = work_numbers(&w, parts * rank * m);
  Array *x = parts == 2 ? array_new_complex(n, m) : array_new_matrix(n, m);
  if (!left || !right || !x || !call_step(call, m * n * (1 + rank / 1000))) {
    array_release(x);
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t k = 0; k < rank; k++) {
    for (size_t i = 0; i < parts * n; i++)
      left[k * parts * n + i] = d.v[k * parts * n + i] / d.s[k];
    for (size_t i = 0; i < m; i++) {
      right[parts * (k + i * rank)] = d.u[parts * (i + k * m)];
      if (parts == 2) right[2 * (k + i * rank) + 1] = -d.u[2 * (i + k * m) + 1];
    }
  }
  if (parts == 1)
    linear_multiply(left, right, x->data, n, rank, m);
  else if (!optimised_multiply_complex(left, right, x->data, n, rank, m)) {
    const Z *l = (const Z *)left, *r = (const Z *)right;
    Z *to = (Z *)x->data;
    for (size_t j = 0; j < m; j++)
      for (size_t i = 0; i < n; i++) {
        to[i + j * n] = 0;
        for (size_t k = 0; k < rank; k++) to[i + j * n] += l[i + k * n] * r[k + j * rank];
      }
  }
  Value r = work_done(&w, value_array(parts == 2 ? array_narrow(x) : x));
  return value_is_diagonal(call->args[0]) ? value_diagonal(r) : r;
}

static Value call_rank(Call *call) {
  if (!numeric_is_matrix(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  size_t m = v.dims[0], n = v.dims[1];
  Work w = work_begin(call);
  double *s = singular_numbers(&w, &v), tolerance = call_scalar_or(call, 1, -1);
  size_t rank = s ? rank_of(s, m < n ? m : n, m > n ? m : n, tolerance) : 0;
  return work_done(&w, s ? value_scalar((double)rank) : VALUE_FAILED);
}

static Value call_null(Call *call) {
  Work w = work_begin(call);
  Columns d;
  size_t rank;
  if (!decompose(&w, true, &d, &rank)) return work_done(&w, VALUE_FAILED);
  if (d.n == 0) return work_done(&w, value_array(array_new_matrix(0, 0)));
  size_t from = d.parts * d.n * rank, count = d.parts * d.n * (d.n - rank);
  for (size_t i = from; i < from + count; i++)
    if (fabs(d.v[i]) < 0x1p-52) d.v[i] = 0;
  return work_done(&w, columns_value(d.v + from, d.parts, d.n, d.n - rank));
}

static Value call_orth(Call *call) {
  Work w = work_begin(call);
  Columns d;
  size_t rank;
  if (!decompose(&w, false, &d, &rank)) return work_done(&w, VALUE_FAILED);
  return work_done(&w, columns_value(d.u, d.parts, d.m, rank));
}

static Value call_cond(Call *call) {
  double p = 2;
  bool fro = call_given(call, 1) && call_string_is(call, 1, "fro");
  if (call_given(call, 1) && !fro) {
    if (call_string_is(call, 1, "inf"))
      p = INFINITY;
    else if (!value_is_text(call->args[1]) && value_is_scalar(call->args[1]))
      p = call_scalar(call, 1);
    else
      return call_fail_at(call, 1, ERROR_TYPE, "cond: the norm is 1, 2, Inf or 'fro'");
  }
  if (!numeric_is_matrix(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  size_t k = v.dims[0] < v.dims[1] ? v.dims[0] : v.dims[1];
  Work w = work_begin(call);
  if (v.count == 0) return work_done(&w, value_scalar(0));
  if (p == 2 && !fro) {
    double *s = singular_numbers(&w, &v);
    if (!s) return work_done(&w, VALUE_FAILED);
    return work_done(&w, value_scalar(s[k - 1] == 0 ? INFINITY : s[0] / s[k - 1]));
  }
  if ((p != 1 && p != INFINITY && !fro) || !numeric_is_square(call, 0))
    return work_done(
        &w, call_fail_at(call, fro ? 0 : 1, ERROR_DOMAIN, "cond: the norm is 1, 2 or Inf"));
  bool singular;
  double rcond;
  Array *x = inverse(&w, &v, &singular, &rcond);
  if (!x) return work_done(&w, singular ? value_scalar(INFINITY) : VALUE_FAILED);
  View i = { .dims = v.dims, .count = v.count, .data = x->data, .complex = v.complex };
  double cond = fro      ? norm_all(&v) * norm_all(&i)
                : p == 1 ? norm_one(&v) * norm_one(&i)
                         : norm_rows(&v) * norm_rows(&i);
  array_release(x);
  return work_done(&w, value_scalar(cond));
}

static Value call_rref(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  if (!a) return work_done(&w, VALUE_FAILED);
  size_t m = a->size1, n = a->size2, row = 0, found = 0;
  double tolerance = 0;
  for (size_t i = 0; i < m; i++) {
    double sum = 0;
    for (size_t j = 0; j < n; j++) sum += fabs(gsl_matrix_get(a, i, j));
    tolerance = fmax(tolerance, sum);
  }
  tolerance = call_scalar_or(call, 1, tolerance * 0x1p-52 * (double)(m > n ? m : n));
  double *pivots = work_numbers(&w, n);
  for (size_t c = 0; pivots && c < n && row < m; c++) {
    if (!call_step(call, m)) return work_done(&w, VALUE_FAILED);
    size_t best = row;
    for (size_t i = row; i < m; i++)
      if (fabs(gsl_matrix_get(a, i, c)) > fabs(gsl_matrix_get(a, best, c))) best = i;
    double pivot = gsl_matrix_get(a, best, c);
    if (!(fabs(pivot) > tolerance)) {
      for (size_t i = row; i < m; i++) gsl_matrix_set(a, i, c, 0);
      continue;
    }
    pivots[found++] = (double)c + 1;
    gsl_matrix_swap_rows(a, row, best);
    for (size_t j = c; j < n; j++) gsl_matrix_set(a, row, j, gsl_matrix_get(a, row, j) / pivot);
    for (size_t i = 0; i < m; i++) {
      double factor = gsl_matrix_get(a, i, c);
      if (i == row || factor == 0) continue;
      for (size_t j = c; j < n; j++)
        gsl_matrix_set(a, i, j, gsl_matrix_get(a, i, j) - factor * gsl_matrix_get(a, row, j));
    }
    row++;
  }
  if (!pivots) return work_done(&w, VALUE_FAILED);
  call_result(call, 1, numeric_row(pivots, found));
  return work_done(&w, numeric_value(a));
}

/* Columns in turn, twice subtracted from, because once leaves rounding behind. */
static Value call_gs(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  gsl_matrix *q = a ? work_matrix(&w, a->size1, a->size2) : NULL;
  double *x = a ? work_numbers(&w, a->size1) : NULL;
  if (!q || !x) return work_done(&w, VALUE_FAILED);
  size_t found = 0, m = a->size1;
  for (size_t j = 0; j < a->size2; j++) {
    double before = 0, after = 0;
    if (!call_step(call, m)) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < m; i++) x[i] = gsl_matrix_get(a, i, j), before = hypot(before, x[i]);
    for (int pass = 0; pass < 2; pass++)
      for (size_t k = 0; k < found; k++) {
        double c = 0;
        for (size_t i = 0; i < m; i++) c += gsl_matrix_get(q, i, k) * x[i];
        for (size_t i = 0; i < m; i++) x[i] -= c * gsl_matrix_get(q, i, k);
      }
    for (size_t i = 0; i < m; i++) after = hypot(after, x[i]);
    if (found == m || after <= 1e-12 * before) continue; /* depends on the ones before */
    for (size_t i = 0; i < m; i++) gsl_matrix_set(q, i, found, x[i] / after);
    found++;
  }
  gsl_matrix result = *q;
  result.size2 = found;
  return work_done(&w, numeric_value(&result));
}

static Value call_power_iter(Call *call) {
  long steps = 20;
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  if (call_given(call, 2) && !call_integer(call, 2, 0, 1e6, &steps)) return VALUE_FAILED;
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  if (!a) return work_done(&w, VALUE_FAILED);
  size_t n = a->size1, rows = (size_t)steps + 1;
  gsl_matrix *path = work_matrix(&w, rows, n);
  double *values = work_numbers(&w, rows), *x = work_numbers(&w, n), *y = work_numbers(&w, n);
  if (!path || !values || !x || !y) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) x[i] = 1;
  if (call_given(call, 1)) {
    View v = call_view(call, 1);
    if (v.count != n || v.complex || !view_all_finite(&v))
      return work_done(&w, call_fail_at(call, 1, ERROR_SHAPE,
                                        "power_iter: the start needs %zu "
                                        "finite numbers, one for each column of A",
                                        n));
    memcpy(x, v.data, n * sizeof *x);
  }
  for (size_t k = 0; k < rows; k++) {
    double length = 0;
    if (!call_step(call, n)) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < n; i++) length = hypot(length, x[i]);
    if (n > 0 && !(length > 0))
      return work_done(&w, call_fail(call, ERROR_NUMERIC,
                                     "power_iter: step %zu reached the zero "
                                     "vector; start elsewhere",
                                     k));
    for (size_t i = 0; i < n; i++) gsl_matrix_set(path, k, i, x[i] /= length);
    for (size_t i = 0; i < n; i++) {
      y[i] = 0;
      for (size_t j = 0; j < n; j++) y[i] += gsl_matrix_get(a, i, j) * x[j];
      values[k] += x[i] * y[i];
    }
    memcpy(x, y, n * sizeof *x);
  }
  call_result(call, 1, numeric_column(values, rows));
  return work_done(&w, numeric_value(path));
}

const Builtin solve_family[] = {
  { .name = "det",
    .signature = "A: matrix -> d: scalar, rcond: scalar",
    .call = call_det,
    .summary = "The determinant: the factor by which A scales areas or volumes, negative when it "
               "mirrors. Zero means A has no inverse.",
    .formula = "\\det A = \\prod_i \\lambda_i",
    .numpy = "np.linalg.det(A)",
    .see = "inv rank trace lu",
    .examples = { { "det([1 2; 3 4])", "-2" },
                  { "det([1 2; 2 4])", "0" },
                  { "det(ones(2, 3))", "error: det needs a square matrix" } } },
  { .name = "inv",
    .signature = "A: matrix -> X: matrix, rcond: scalar",
    .call = call_inv,
    .summary = "The matrix that undoes A. A singular matrix gives a warning and Inf everywhere.",
    .formula = "A^{-1} A = I",
    .numpy = "np.linalg.inv(A)",
    .see = "mldivide det pinv cond",
    .warning =
        "to solve A*x = b write A\\b: faster and more accurate than inv(A)*b; NumPy raises an "
        "error for a singular matrix",
    .examples = { { "inv([1 2; 3 4])", "[-2 1; 1.5 -0.5]" },
                  { "inv([2 0; 0 4])", "[0.5 0; 0 0.25]" } } },
  { .name = "pinv",
    .signature = "A: matrix, tolerance?: scalar -> matrix",
    .call = call_pinv,
    .summary = "The pseudo-inverse, which exists for every matrix: pinv(A)*b is the shortest least "
               "squares solution of A*x = b.",
    .formula = "A^+ = V \\Sigma^+ U^T",
    .numpy = "np.linalg.pinv(A)",
    .see = "inv svd mldivide",
    .examples = { { "pinv([1 2; 2 4])", "[1 2; 2 4]/25" }, { "pinv([3; 4])", "[3 4]/25" } } },
  { .name = "rank",
    .signature = "A: matrix, tolerance?: scalar -> scalar",
    .call = call_rank,
    .summary = "How many columns are independent, judged by the singular values.",
    .numpy = "np.linalg.matrix_rank(A)",
    .see = "rref null orth svd",
    .examples = { { "rank([1 2; 2 4])", "1" }, { "rank(eye(3))", "3" } } },
  { .name = "rref",
    .signature = "A: matrix, tolerance?: scalar -> R: matrix, pivots: matrix",
    .call = call_rref,
    .summary = "Reduced row echelon form: elimination carried to the end. The second result lists "
               "the pivot columns.",
    .numpy = "sympy.Matrix(A).rref()  # the matrix and its pivots",
    .see = "rank null mldivide lu",
    .examples = { { "rref([1 2 3; 2 4 7])", "[1 2 0; 0 0 1]" },
                  { "[R, p] = rref([1 2 3; 2 4 7]); p", "[1 3]" } } },
  { .name = "null",
    .signature = "A: matrix, tolerance?: scalar -> matrix",
    .call = call_null,
    .summary = "An orthonormal basis of everything A sends to zero; no columns when only zero is.",
    .formula = "A x = 0",
    .numpy = "scipy.linalg.null_space(A)",
    .see = "orth rank rref svd",
    .examples = { { "abs(null([1 1; 1 1]))*sqrt(2)", "[1; 1]" },
                  { "null(eye(2))", "zeros(2, 0)" } } },
  { .name = "orth",
    .signature = "A: matrix, tolerance?: scalar -> matrix",
    .call = call_orth,
    .summary = "An orthonormal basis of the space spanned by the columns of A.",
    .numpy = "scipy.linalg.orth(A)",
    .see = "gs qr null rank",
    .examples = { { "abs(orth([3 6; 4 8]))", "[0.6; 0.8]" } } },
  { .name = "cond",
    .signature = "A: matrix, p?: array -> scalar",
    .call = call_cond,
    .summary =
        "How much A can magnify relative errors: the largest singular value over the smallest. "
        "About log10(cond(A)) digits are lost in A\\b.",
    .formula = "\\kappa(A) = \\sigma_{\\max} / \\sigma_{\\min}",
    .numpy = "np.linalg.cond(A, p)",
    .see = "svd norm inv",
    .examples = { { "cond([2 0; 0 4])", "2" }, { "cond([1 2; 3 4], 1)", "21" } } },
  { .name = "rcond",
    .signature = "A: matrix -> scalar",
    .call = call_rcond,
    .summary = "The reciprocal of the condition number in the 1-norm: near 1 for a harmless "
               "matrix, near eps for one that is nearly singular, 0 for a singular one.",
    .formula = "1 / (\\|A\\|_1 \\|A^{-1}\\|_1)",
    .numpy = "1 / np.linalg.cond(A, 1)",
    .see = "cond inv mldivide",
    .examples = { { "rcond([1 2; 3 4])", "1/21" }, { "rcond([1 2; 2 4])", "0" } } },
  { .name = "gs",
    .signature = "A: matrix -> matrix",
    .call = call_gs,
    .summary = "Gram-Schmidt: the columns of A made orthonormal one after the other; a column that "
               "depends on earlier ones is left out.",
    .formula = "u_k = a_k - \\sum_{j<k} (q_j \\cdot a_k) q_j, \\quad q_k = u_k / \\|u_k\\|",
    .numpy = "Q, R = np.linalg.qr(A)  # up to signs",
    .see = "qr orth project",
    .examples = { { "gs([3 0; 4 5])", "[0.6 -0.8; 0.8 0.6]" }, { "gs([1 2; 0 0])", "[1; 0]" } } },
  { .name = "power_iter",
    .signature = "A: square, start?: vector, steps?: integer -> path: matrix, values: array",
    .call = call_power_iter,
    .summary = "Multiply by A and shrink to length 1, again and again (20 steps): the rows turn "
               "towards the eigenvector of the largest eigenvalue, which the second result "
               "estimates.",
    .formula = "x_{k+1} = A x_k / \\|A x_k\\|",
    .see = "eig norm",
    .examples = { { "[p, v] = power_iter([2 0; 0 1], [1 1], 60); v(end)", "2" },
                  { "p = power_iter([0 2; 2 0], [1 0], 1)", "[1 0; 0 1]" } } },
  { 0 }
};
