/* linear.c -- matrix products, quotients and powers.  */

#include "config.h"
#include "base/complex_number.h"
#include "lang/linear.h"
#include "lang/optimised.h"
#include "base/memory.h"

#include <gsl/gsl_complex_math.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_blas.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

static Value complain_rank(const Operation *how, const View *a, const View *b) {
  error_set(how->error, ERROR_SHAPE, nowhere,
            "matrix operations need matrices, but an operand has %zu dimensions",
            a->rank > b->rank ? a->rank : b->rank);
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ products */

void linear_multiply(const double *restrict a, const double *restrict b, double *restrict r,
                     size_t m, size_t k, size_t n) {
  if (optimised_multiply(a, b, r, m, k, n)) return;
  /* Column by column: r(:,j) = sum of a(:,p) b(p,j).  The inner loop runs along memory; four
     columns of A at a time keep r in registers longer. */
  for (size_t j = 0; j < n; j++) {
    double *restrict c = r + j * m;
    const double *column = b + j * k;
    for (size_t i = 0; i < m; i++) c[i] = 0;
    size_t p = 0;
    for (; p + 4 <= k; p += 4) {
      const double *a0 = a + p * m, *a1 = a0 + m, *a2 = a1 + m, *a3 = a2 + m;
      double b0 = column[p], b1 = column[p + 1], b2 = column[p + 2], b3 = column[p + 3];
      for (size_t i = 0; i < m; i++) c[i] += a0[i] * b0 + a1[i] * b1 + a2[i] * b2 + a3[i] * b3;
    }
    for (; p < k; p++) {
      const double *a0 = a + p * m;
      for (size_t i = 0; i < m; i++) c[i] += a0[i] * column[p];
    }
  }
}

static double _Complex entry(const View *v, size_t i) {
  return v->complex ? CMPLX(v->data[2 * i], v->data[2 * i + 1]) : CMPLX(v->data[i], 0);
}

/* The numbers of V as pairs: its own, or a new array in *MADE; NULL over budget. */
static const double *as_pairs(const View *v, Array **made) {
  *made = v->complex ? NULL : array_new_complex(v->dims[0], v->dims[1]);
  for (size_t i = 0; *made && i < v->count; i++) {
    (*made)->data[2 * i] = v->data[i];
    (*made)->data[2 * i + 1] = 0;
  }
  return v->complex ? v->data : *made ? (*made)->data : NULL;
}

static bool product_complex_optimised(const View *a, const View *b, double *r) {
  Array *left, *right;
  double multiplications = (double)a->count * (double)b->dims[1];
  if (multiplications < OPTIMISED_LEAST * OPTIMISED_LEAST * OPTIMISED_LEAST) return false;
  const double *x = as_pairs(a, &left), *y = as_pairs(b, &right);
  bool done = x && y && optimised_multiply_complex(x, y, r, a->dims[0], a->dims[1], b->dims[1]);
  array_release(left);
  array_release(right);
  return done;
}

static Array *product_complex(const View *a, const View *b) {
  size_t m = a->dims[0], k = a->dims[1], n = b->dims[1];
  Array *r = array_new_complex(m, n);
  if (r && product_complex_optimised(a, b, r->data)) return array_narrow(r);
  for (size_t j = 0; r && j < n; j++)
    for (size_t i = 0; i < m; i++) {
      double _Complex sum = 0;
      for (size_t p = 0; p < k; p++) sum += entry(a, i + p * m) * entry(b, p + j * k);
      r->data[2 * (i + j * m)] = creal(sum);
      r->data[2 * (i + j * m) + 1] = cimag(sum);
    }
  return array_narrow(r);
}

Value linear_product(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  size_t m = a->dims[0], k = a->dims[1], n = b->dims[1];
  if (k != b->dims[0]) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              "%zux%zu times %zux%zu: the inner dimensions %zu and %zu differ", m, k, b->dims[0], n,
              k, b->dims[0]);
    return VALUE_FAILED;
  }
  if (a->complex || b->complex) return value_array(product_complex(a, b));
  Array *r = array_new_matrix(m, n);
  if (r) linear_multiply(a->data, b->data, r->data, m, k, n);
  return value_array(r);
}

/* ------------------------------------------------------------------ square systems */

static gsl_matrix *to_rows(const View *v) {
  gsl_matrix *g = gsl_matrix_alloc(v->dims[0], v->dims[1]);
  for (size_t i = 0; g && i < g->size1; i++)
    for (size_t j = 0; j < g->size2; j++) gsl_matrix_set(g, i, j, v->data[i + j * g->size1]);
  return g;
}

static double norm_one(const View *a) {
  double most = 0;
  for (size_t j = 0; j < a->dims[1]; j++) {
    double sum = 0;
    for (size_t i = 0; i < a->dims[0]; i++) sum += fabs(a->data[i + j * a->dims[0]]);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

/* 1 / (|A| |A^-1|) in the 1-norm; the norm of the inverse is exact for small sizes and a lower
   bound from a few solves otherwise. */
static double reciprocal_condition(const View *a, const gsl_matrix *lu, const gsl_permutation *p) {
  size_t n = lu->size1;
  double inverse = 0;
  gsl_vector *x = gsl_vector_alloc(n), *b = gsl_vector_calloc(n);
  size_t tries = n <= 100 ? n : 12;
  for (size_t t = 0; x && b && t < tries; t++) {
    double scale = 1;
    if (n <= 100)
      gsl_vector_set_basis(b, t);
    else {
      for (size_t i = 0; i < n; i++)
        gsl_vector_set(b, i, (i * 2654435761u + t * 40503u) >> 7 & 1 ? 1 : -1);
      scale = 1.0 / (double)n;
    }
    if (gsl_linalg_LU_solve(lu, p, b, x) != GSL_SUCCESS) {
      inverse = INFINITY;
      break;
    }
    double sum = gsl_blas_dasum(x) * scale;
    if (!(sum <= inverse)) inverse = sum;
  }
  if (x) gsl_vector_free(x);
  if (b) gsl_vector_free(b);
  double r = 1 / (norm_one(a) * inverse);
  return isnan(r) ? 0 : r;
}

static bool is_triangular(const View *a, bool upper) {
  size_t n = a->dims[0];
  for (size_t j = 0; j < n; j++)
    for (size_t i = upper ? j + 1 : 0; i < (upper ? n : j); i++)
      if (a->data[i + j * n] != 0) return false;
  return true;
}

static void solve_triangular(const View *a, bool upper, double *x) {
  size_t n = a->dims[0];
  for (size_t step = 0; step < n; step++) {
    size_t j = upper ? n - 1 - step : step;
    x[j] /= a->data[j + j * n];
    for (size_t i = upper ? 0 : j + 1; i < (upper ? j : n); i++) x[i] -= a->data[i + j * n] * x[j];
  }
}

static void warn_singular(const Operation *how, double rcond) {
  char message[100] = "matrix singular to machine precision";
  if (rcond > 0)
    snprintf(message, sizeof message, "matrix singular to machine precision, rcond = %g", rcond);
  if (how->warn) how->warn(how->self, message);
}

static bool zero_on_diagonal(const View *a) {
  for (size_t i = 0; i < a->dims[0]; i++)
    if (a->data[i + i * a->dims[0]] == 0) return true;
  return false;
}

static Array *right_side(const View *b) {
  Array *r = array_new_matrix(b->dims[0], b->dims[1]);
  if (r && r->count > 0) memcpy(r->data, b->data, r->count * sizeof *r->data);
  return r;
}

/* The solution, or NULL with *SINGULAR set when there is none, or over budget. */
static Array *solve_square(const Operation *how, const View *a, const View *b, bool *singular) {
  size_t n = a->dims[0], columns = b->dims[1];
  *singular = false;
  bool upper = is_triangular(a, true), lower = !upper && is_triangular(a, false);
  if (upper || lower) {
    if ((*singular = zero_on_diagonal(a))) return NULL;
    Array *x = right_side(b);
    for (size_t j = 0; x && j < columns; j++) solve_triangular(a, upper, x->data + j * n);
    return x;
  }
  Array *x = right_side(b);
  double estimate;
  if (x && optimised_solve(a->data, x->data, n, columns, &estimate)) {
    if (estimate < 2.220446049250313e-16) warn_singular(how, estimate);
    return x;
  }
  gsl_matrix *lu = to_rows(a);
  gsl_permutation *p = gsl_permutation_alloc(n);
  int sign;
  if (!lu || !p || !x || gsl_linalg_LU_decomp(lu, p, &sign) != GSL_SUCCESS) *singular = true;
  for (size_t i = 0; lu && i < n; i++)
    *singular |= !(fabs(gsl_matrix_get(lu, i, i)) > 0); /* NaN too */
  if (!*singular) {
    double rcond = reciprocal_condition(a, lu, p);
    if (rcond < 2.220446049250313e-16) warn_singular(how, rcond);
    for (size_t j = 0; j < columns; j++) {
      gsl_vector_view column = gsl_vector_view_array(x->data + j * n, n);
      if (gsl_linalg_LU_svx(lu, p, &column.vector) != GSL_SUCCESS) *singular = true;
    }
  }
  if (lu) gsl_matrix_free(lu);
  if (p) gsl_permutation_free(p);
  if (!*singular) return x;
  array_release(x);
  return NULL;
}

/* ------------------------------------------------------------------ least squares */

/* Minimum norm by singular values: X = V S^+ U' B for A = U S V', of A' when A is wide. */
static Array *solve_least_squares(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1], big = m > n ? m : n, small = m > n ? n : m;
  Array *x = array_zeros(2, (size_t[]){ n, b->dims[1] }, ELEMENT_REAL, false);
  if (!x || small == 0) return x;
  gsl_matrix *u = gsl_matrix_alloc(big, small), *v = gsl_matrix_alloc(small, small);
  gsl_vector *s = gsl_vector_alloc(small), *work = gsl_vector_alloc(small);
  if (u && v && s && work) {
    for (size_t i = 0; i < big; i++)
      for (size_t j = 0; j < small; j++)
        gsl_matrix_set(u, i, j, m > n ? a->data[i + j * m] : a->data[j + i * m]);
    gsl_linalg_SV_decomp(u, v, s, work);
    double cut = gsl_vector_get(s, 0) * (double)big * 2.220446049250313e-16;
    const gsl_matrix *left = m > n ? u : v, *right = m > n ? v : u;
    for (size_t c = 0; c < b->dims[1]; c++)
      for (size_t k = 0; k < small && gsl_vector_get(s, k) > cut; k++) {
        double sum = 0;
        for (size_t i = 0; i < m; i++) sum += gsl_matrix_get(left, i, k) * b->data[i + c * m];
        sum /= gsl_vector_get(s, k);
        for (size_t i = 0; i < n; i++) x->data[i + c * n] += sum * gsl_matrix_get(right, i, k);
      }
  }
  if (u) gsl_matrix_free(u);
  if (v) gsl_matrix_free(v);
  if (s) gsl_vector_free(s);
  if (work) gsl_vector_free(work);
  return x;
}

/* Tall matrices of full rank by QR, which is more accurate than squaring or singular values. */
static Array *solve_tall(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1];
  gsl_matrix *qr = to_rows(a);
  gsl_vector *tau = gsl_vector_alloc(n), *rest = gsl_vector_alloc(m), *norms = gsl_vector_alloc(n),
             *solution = gsl_vector_alloc(n);
  gsl_permutation *p = gsl_permutation_alloc(n);
  int sign;
  Array *x = NULL;
  if (qr && tau && rest && norms && solution && p &&
      gsl_linalg_QRPT_decomp(qr, tau, p, &sign, norms) == GSL_SUCCESS) {
    double most = fabs(gsl_matrix_get(qr, 0, 0)), least = fabs(gsl_matrix_get(qr, n - 1, n - 1));
    if (least > most * 1e-15) x = array_new_matrix(n, b->dims[1]);
    for (size_t c = 0; x && c < b->dims[1]; c++) {
      gsl_vector_const_view column = gsl_vector_const_view_array(b->data + c * m, m);
      gsl_linalg_QRPT_lssolve(qr, tau, p, &column.vector, solution, rest);
      for (size_t i = 0; i < n; i++) x->data[i + c * n] = gsl_vector_get(solution, i);
    }
  }
  if (qr) gsl_matrix_free(qr);
  if (tau) gsl_vector_free(tau);
  if (rest) gsl_vector_free(rest);
  if (norms) gsl_vector_free(norms);
  if (solution) gsl_vector_free(solution);
  if (p) gsl_permutation_free(p);
  return x;
}

/* ------------------------------------------------------------------ complex systems */

static Array *solve_complex(const Operation *how, const View *a, const View *b) {
  size_t n = a->dims[0], columns = b->dims[1];
  gsl_matrix_complex *lu = gsl_matrix_complex_alloc(n, n);
  gsl_permutation *p = gsl_permutation_alloc(n);
  Array *x = array_new_complex(n, columns);
  int sign;
  bool good = lu && p && x;
  for (size_t i = 0; good && i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double _Complex z = entry(a, i + j * n);
      gsl_matrix_complex_set(lu, i, j, gsl_complex_rect(creal(z), cimag(z)));
    }
  good = good && gsl_linalg_complex_LU_decomp(lu, p, &sign) == GSL_SUCCESS;
  for (size_t c = 0; good && c < columns; c++) {
    for (size_t i = 0; i < n; i++) {
      double _Complex z = entry(b, i + c * n);
      x->data[2 * (i + c * n)] = creal(z);
      x->data[2 * (i + c * n) + 1] = cimag(z);
    }
    gsl_vector_complex_view column = gsl_vector_complex_view_array(x->data + 2 * c * n, n);
    good = gsl_linalg_complex_LU_svx(lu, p, &column.vector) == GSL_SUCCESS;
  }
  if (lu) gsl_matrix_complex_free(lu);
  if (p) gsl_permutation_free(p);
  if (good) return array_narrow(x);
  array_release(x);
  error_set(how->error, ERROR_NUMERIC, nowhere, "this complex matrix is singular");
  return NULL;
}

static bool all_finite(const View *v) {
  for (size_t i = 0; i < v->count * (v->complex ? 2 : 1); i++)
    if (!isfinite(v->data[i])) return false;
  return true;
}

static Array *nan_result(size_t rows, size_t columns) {
  Array *x = array_new_matrix(rows, columns);
  for (size_t i = 0; x && i < x->count; i++) x->data[i] = NAN;
  return x;
}

static Array *left_divide(const Operation *how, const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1];
  if (m == 0 || n == 0 || b->dims[1] == 0)
    return array_zeros(2, (size_t[]){ n, b->dims[1] }, ELEMENT_REAL, false);
  if (a->complex || b->complex) {
    if (m == n) return solve_complex(how, a, b);
    error_set(how->error, ERROR_SHAPE, nowhere,
              "least squares with complex numbers is not available: the matrix must be square");
    return NULL;
  }
  if (!all_finite(a) || !all_finite(b)) {
    if (m != n) return nan_result(n, b->dims[1]);
    if (!all_finite(a)) {
      warn_singular(how, 0);
      return nan_result(n, b->dims[1]);
    }
  }
  if (m == n) {
    bool singular;
    Array *x = solve_square(how, a, b, &singular);
    if (x || !singular) return x;
    warn_singular(how, 0);
  }
  Array *x = m > n ? solve_tall(a, b) : NULL;
  return x ? x : solve_least_squares(a, b);
}

Value linear_left_divide(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  if (a->dims[0] != b->dims[0]) {
    error_set(
        how->error, ERROR_SHAPE, nowhere,
        "%zux%zu \\ %zux%zu: both sides of \\ need the same number of rows, but have %zu and %zu",
        a->dims[0], a->dims[1], b->dims[0], b->dims[1], a->dims[0], b->dims[0]);
    return VALUE_FAILED;
  }
  return value_array(left_divide(how, a, b));
}

static Array *transposed(const View *v) {
  size_t rows = v->dims[0], columns = v->dims[1];
  Array *r = array_new(2, (size_t[]){ columns, rows }, ELEMENT_REAL, v->complex);
  size_t parts = v->complex ? 2 : 1;
  for (size_t i = 0; r && i < rows; i++)
    for (size_t j = 0; j < columns; j++)
      for (size_t k = 0; k < parts; k++)
        r->data[parts * (j + i * columns) + k] = v->data[parts * (i + j * rows) + k];
  return r;
}

static View view_of(const Array *a) {
  return (View){
    .rank = a->rank, .count = a->count, .dims = a->dims, .data = a->data, .complex = a->complex
  };
}

/* A / B = (B' \ A')' */
Value linear_right_divide(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  if (a->dims[1] != b->dims[1]) {
    error_set(
        how->error, ERROR_SHAPE, nowhere,
        "%zux%zu / %zux%zu: both sides of / need the same number of columns, but have %zu and %zu",
        a->dims[0], a->dims[1], b->dims[0], b->dims[1], a->dims[1], b->dims[1]);
    error_hint(how->error, "to divide entry by entry, write A ./ B");
    return VALUE_FAILED;
  }
  Array *at = transposed(a), *bt = transposed(b), *x = NULL, *r = NULL;
  if (at && bt) {
    View left = view_of(bt), right = view_of(at);
    x = left_divide(how, &left, &right);
  }
  if (x) {
    View v = view_of(x);
    r = transposed(&v);
  }
  array_release(at);
  array_release(bt);
  array_release(x);
  return value_array(r);
}

/* ------------------------------------------------------------------ powers */

static Array *identity(size_t n) {
  Array *r = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, false);
  for (size_t i = 0; r && i < n; i++) r->data[i + i * n] = 1;
  return r;
}

static Array *times(const Operation *how, Array *a, Array *b) {
  if (!a || !b) return NULL;
  View x = view_of(a), y = view_of(b);
  Value v = linear_product(how, &x, &y);
  if (v.kind == VALUE_ARRAY) return v.array;
  Array *r = value_to_array(v);
  return r;
}

Value linear_power(const Operation *how, const View *a, const View *b) {
  bool whole =
      b->count == 1 && !b->complex && b->data[0] == floor(b->data[0]) && fabs(b->data[0]) < 1e6;
  if (b->count != 1) {
    error_set(how->error, ERROR_SHAPE, nowhere, "the exponent of ^ must be one number, not %zux%zu",
              b->dims[0], b->dims[1]);
    error_hint(how->error, "for the power of every entry, write a .^ B");
    return VALUE_FAILED;
  }
  if (a->rank > 2 || a->dims[0] != a->dims[1]) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              "only a square matrix has powers, but this is %zux%zu", a->dims[0], a->dims[1]);
    error_hint(how->error, "for the power of every entry, write A .^ n");
    return VALUE_FAILED;
  }
  if (!whole) {
    error_set(how->error, ERROR_DOMAIN, nowhere, "only whole powers of a matrix are available");
    error_hint(how->error, "for the power of every entry, write A .^ n");
    return VALUE_FAILED;
  }
  long n = (long)b->data[0];
  Array *base, *result = identity(a->dims[0]);
  if (n < 0) {
    View one = result ? view_of(result) : *a;
    base = result ? left_divide(how, a, &one) : NULL;
    n = -n;
  } else {
    base = array_new(2, a->dims, ELEMENT_REAL, a->complex);
    if (base && base->count > 0)
      memcpy(base->data, a->data, a->count * (a->complex ? 2 : 1) * sizeof *a->data);
  }
  while (n > 0 && base && result) {
    if (n & 1) {
      Array *next = times(how, result, base);
      array_release(result);
      result = next;
    }
    n >>= 1;
    if (n > 0) {
      Array *square = times(how, base, base);
      array_release(base);
      base = square;
    }
  }
  bool good = base && result;
  array_release(base);
  if (!good) {
    array_release(result);
    return VALUE_FAILED;
  }
  return value_array(result);
}
