/* solve.c -- determinant, inverse, rank and the spaces of a matrix.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/optimised.h"
#include "lib/families.h"

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* The LU factors of a complex argument, owned by the caller; NULL with the call failed. */
static gsl_matrix_complex *complex_lu(Call *call, gsl_permutation **p, int *sign) {
  View v = call_view(call, 0);
  size_t n = v.dims[0];
  if (!array_fits(8 * v.count) || !call_step(call, v.count)) return NULL;
  gsl_matrix_complex *a = gsl_matrix_complex_alloc(n, n);
  *p = gsl_permutation_alloc(n);
  if (!a || !*p) return NULL;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      memcpy(a->data + 2 * (i * a->tda + j), v.data + 2 * (j * n + i), 2 * sizeof(double));
  gsl_linalg_complex_LU_decomp(a, *p, sign);
  return a;
}

static Value complex_det(Call *call) {
  gsl_permutation *p = NULL;
  int sign;
  gsl_matrix_complex *a = complex_lu(call, &p, &sign);
  if (!a) return VALUE_FAILED;
  gsl_complex d = gsl_linalg_complex_LU_det(a, sign);
  gsl_matrix_complex_free(a);
  gsl_permutation_free(p);
  if (isnan(GSL_REAL(d)) && numeric_is_finite(call, 0)) return value_scalar(0); /* a zero pivot */
  return call_alive(call) ? value_complex(GSL_REAL(d), GSL_IMAG(d)) : VALUE_FAILED;
}

static Value call_det(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  if (value_is_empty(call->args[0])) return value_scalar(1);
  if (value_is_complex(call->args[0])) return complex_det(call);
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  if (!a || !call_step(call, a->size1 * a->size2)) return work_done(&w, VALUE_FAILED);
  gsl_permutation *p = work_permutation(&w, a->size1);
  double det = lu_decompose(a, p);
  for (size_t i = 0; i < a->size1; i++) det *= gsl_matrix_get(a, i, i);
  return work_done(&w, value_scalar(det == 0 ? 0 : det));
}

static double norm1(const gsl_matrix *a) {
  double most = 0;
  for (size_t j = 0; j < a->size2; j++) {
    double sum = 0;
    for (size_t i = 0; i < a->size1; i++) sum += fabs(gsl_matrix_get(a, i, j));
    if (!(sum <= most)) most = sum;
  }
  return most;
}

/* NULL when A has a zero pivot (*singular) or the call has failed. */
static gsl_matrix *inverse(Work *w, const gsl_matrix *a, bool *singular, double *rcond) {
  size_t n = a->size1;
  gsl_matrix *lu = work_copy(w, a), *x = work_matrix(w, n, n);
  gsl_permutation *p = work_permutation(w, n);
  *singular = false;
  if (!lu || !x || !call_step(w->call, n * n)) return NULL;
  if (optimised_inverse(a->data, x->data, n)) {
    *rcond = 1 / (norm1(a) * norm1(x));
    return x;
  }
  lu_decompose(lu, p);
  for (size_t i = 0; i < n; i++)
    if (gsl_matrix_get(lu, i, i) == 0) *singular = true;
  *rcond = 0;
  if (*singular) return NULL;
  gsl_matrix_set_identity(x);
  for (size_t j = 0; j < n; j++) {
    gsl_vector_view column = gsl_matrix_column(x, j);
    gsl_linalg_LU_svx(lu, p, &column.vector);
  }
  *rcond = 1 / (norm1(a) * norm1(x));
  return x;
}

static Value complex_inv(Call *call) {
  gsl_permutation *p = NULL;
  int sign;
  gsl_matrix_complex *a = complex_lu(call, &p, &sign);
  if (!a) return VALUE_FAILED;
  size_t n = a->size1;
  bool singular = false;
  for (size_t i = 0; i < n; i++) {
    gsl_complex z = gsl_matrix_complex_get(a, i, i);
    if ((GSL_REAL(z) == 0 && GSL_IMAG(z) == 0) || isnan(GSL_REAL(z))) singular = true;
  }
  Value result = VALUE_FAILED;
  gsl_matrix_complex *x = gsl_matrix_complex_alloc(n, n);
  if (singular) {
    call_warn(call, "matrix singular to machine precision");
    result = numeric_scalar_matrix(n, n, INFINITY);
  } else if (x && gsl_linalg_complex_LU_invert(a, p, x) == 0) {
    Array *r = array_new_complex(n, n);
    for (size_t i = 0; r && i < n; i++)
      for (size_t j = 0; j < n; j++)
        memcpy(r->data + 2 * (j * n + i), x->data + 2 * (i * x->tda + j), 2 * sizeof(double));
    result = r ? value_array(array_narrow(r)) : VALUE_FAILED;
  }
  gsl_matrix_complex_free(x);
  gsl_matrix_complex_free(a);
  gsl_permutation_free(p);
  return result;
}

static Value call_inv(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  if (value_is_empty(call->args[0])) return value_array(array_new_matrix(0, 0));
  if (value_is_complex(call->args[0])) return complex_inv(call);
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  bool singular;
  double rcond;
  gsl_matrix *x = a ? inverse(&w, a, &singular, &rcond) : NULL;
  if (!a || (!x && !singular)) return work_done(&w, VALUE_FAILED);
  call_result(call, 1, value_scalar(rcond));
  if (singular) {
    call_warn(call, "matrix singular to machine precision");
    return work_done(&w, numeric_scalar_matrix(a->size1, a->size1, INFINITY));
  }
  if (rcond < 0x1p-52)
    call_warn(call,
              "matrix singular to machine precision, rcond = %g; to solve A*x = b, A\\b is the "
              "better way",
              rcond);
  Value r = work_done(&w, numeric_value(x));
  return value_is_diagonal(call->args[0]) ? value_diagonal(r) : r;
}

static Value call_pinv(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  Svd d;
  if (!a || !svd_thin(&w, a, &d)) return work_done(&w, VALUE_FAILED);
  size_t rank = svd_rank(&d, call_scalar_or(call, 1, -1));
  gsl_matrix *x = work_matrix(&w, a->size2, a->size1);
  if (!x || !call_step(call, a->size1 * a->size2)) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < a->size2; i++)
    for (size_t j = 0; j < a->size1; j++) {
      double sum = 0;
      for (size_t k = 0; k < rank; k++)
        sum += gsl_matrix_get(d.v, i, k) / d.s->data[k] * gsl_matrix_get(d.u, j, k);
      gsl_matrix_set(x, i, j, sum);
    }
  Value r = work_done(&w, numeric_value(x));
  return value_is_diagonal(call->args[0]) ? value_diagonal(r) : r;
}

static Value call_rank(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  Svd d;
  if (!a || !svd_thin(&w, a, &d)) return work_done(&w, VALUE_FAILED);
  return work_done(&w, value_scalar((double)svd_rank(&d, call_scalar_or(call, 1, -1))));
}

static Value call_null(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  Svd d;
  if (!a || !svd_thin(&w, a, &d)) return work_done(&w, VALUE_FAILED);
  if (a->size2 == 0) return work_done(&w, value_array(array_new_matrix(0, 0)));
  size_t rank = svd_rank(&d, call_scalar_or(call, 1, -1)), n = a->size2;
  gsl_matrix *v = d.v->size2 < n ? complete_basis(&w, d.v, d.v->size2) : d.v;
  if (!v) return work_done(&w, VALUE_FAILED);
  gsl_matrix *z = work_matrix(&w, n, n - rank);
  for (size_t i = 0; z && i < n; i++)
    for (size_t j = rank; j < n; j++) {
      double x = gsl_matrix_get(v, i, j);
      z->data[i * z->tda + j - rank] = fabs(x) < 0x1p-52 ? 0 : x;
    }
  return work_done(&w, z ? numeric_value(z) : VALUE_FAILED);
}

static Value call_orth(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  Svd d;
  if (!a || !svd_thin(&w, a, &d)) return work_done(&w, VALUE_FAILED);
  gsl_matrix basis = *d.u;
  basis.size2 = svd_rank(&d, call_scalar_or(call, 1, -1));
  return work_done(&w, numeric_value(&basis));
}

static Value call_cond(Call *call) {
  double p = 2;
  if (call_given(call, 1)) {
    if (call_string_is(call, 1, "inf"))
      p = INFINITY;
    else if (!value_is_text(call->args[1]) && value_is_scalar(call->args[1]))
      p = call_scalar(call, 1);
    else
      return call_fail_at(call, 1, ERROR_TYPE, "cond: the norm is 1, 2 or Inf");
  }
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  if (!a) return work_done(&w, VALUE_FAILED);
  if (a->size1 == 0 || a->size2 == 0) return work_done(&w, value_scalar(0));
  if (p == 2) {
    gsl_vector *s = singular_values(&w, a);
    if (!s) return work_done(&w, VALUE_FAILED);
    double least = s->data[s->size - 1];
    return work_done(&w, value_scalar(least == 0 ? INFINITY : s->data[0] / least));
  }
  if ((p != 1 && p != INFINITY) || !numeric_is_square(call, 0))
    return work_done(&w, call_fail_at(call, 1, ERROR_DOMAIN, "cond: the norm is 1, 2 or Inf"));
  if (p == INFINITY) a = work_transpose(&w, a);
  bool singular = false;
  double rcond = 0;
  if (!a || (!inverse(&w, a, &singular, &rcond) && !singular)) return work_done(&w, VALUE_FAILED);
  return work_done(&w, value_scalar(singular ? INFINITY : 1 / rcond));
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

/* Nothing on the diagonal and on one side of it: the power series ends by itself. */
static bool is_strictly_triangular(const gsl_matrix *a) {
  bool above = false, below = false;
  for (size_t i = 0; i < a->size1; i++)
    for (size_t j = 0; j < a->size2; j++) {
      if (gsl_matrix_get(a, i, j) == 0) continue;
      if (i == j) return false;
      *(j > i ? &above : &below) = true;
    }
  return !(above && below);
}

/* The exponential of such a matrix to RESULT, term by term. */
static bool exponential_series(Work *w, const gsl_matrix *a, gsl_matrix *result) {
  size_t n = a->size1;
  gsl_matrix *term = work_matrix(w, n, n), *next = work_matrix(w, n, n);
  if (!term || !next) return false;
  gsl_matrix_set_identity(term);
  gsl_matrix_set_identity(result);
  for (size_t k = 1; k < n && call_step(w->call, n * n); k++) {
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, term, a, 0, next);
    for (size_t i = 0; i < n * n; i++) next->data[i] /= (double)k; /* 1 / k would be rounded */
    if (gsl_matrix_isnull(next)) break;
    gsl_matrix_add(result, next);
    gsl_matrix *spare = term;
    term = next;
    next = spare;
  }
  return call_alive(w->call);
}

static Value call_expm(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  if (!a) return work_done(&w, VALUE_FAILED);
  size_t n = a->size1;
  if (n == 0) return work_done(&w, value_array(array_new_matrix(0, 0)));
  if (n == 1) return work_done(&w, value_scalar(exp(a->data[0])));
  gsl_matrix *result = work_matrix(&w, n, n);
  if (!result || !call_step(call, n * n)) return work_done(&w, VALUE_FAILED);
  if (norm1(a) > 1e5)
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "expm: the entries are too large"));
  if (is_strictly_triangular(a) && n <= 64) {
    if (!exponential_series(&w, a, result)) return work_done(&w, VALUE_FAILED);
  } else if (!numeric_status(call, gsl_linalg_exponential_ss(a, result, 0), "the exponential"))
    return work_done(&w, VALUE_FAILED);
  return work_done(&w, numeric_value(result));
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
    .signature = "A: matrix -> scalar",
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
    .numpy = "sympy.Matrix(A).rref()",
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
    .numpy = "np.linalg.cond(A)",
    .see = "svd norm inv",
    .examples = { { "cond([2 0; 0 4])", "2" }, { "cond([1 2; 3 4], 1)", "21" } } },
  { .name = "expm",
    .signature = "A: square -> matrix",
    .call = call_expm,
    .summary =
        "The exponential of a matrix, by its power series; not the exponential of each entry.",
    .formula = "e^A = I + A + \\frac{A^2}{2!} + \\dots",
    .numpy = "scipy.linalg.expm(A)",
    .see = "exp eig",
    .warning = "np.exp(A) works entry by entry, as exp(A) does here",
    .examples = { { "expm([0 1; 0 0])", "[1 1; 0 1]" },
                  { "expm([1 0; 0 2])", "diag(exp([1 2]))" } } },
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
