/* schur.c -- forms under orthogonal changes of basis, and what rests on them: Schur, Hessenberg,
   eigenvalues of two matrices, functions of a matrix.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/complex_matrix.h"
#include "lang/long_job.h"
#include "lang/matrix_function.h"
#include "lang/optimised.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/spectrum.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

typedef double _Complex Z;

/* ------------------------------------------------------------------ Schur form */

typedef struct Real {
  gsl_matrix *a, *z;
  gsl_vector_complex *values;
  int status;
} Real;

static void run_real(void *real) {
  Real *r = real;
  gsl_eigen_nonsymm_workspace *space = gsl_eigen_nonsymm_alloc(r->a->size1);
  if (space) gsl_eigen_nonsymm_params(1, 0, space);
  r->status = space ? gsl_eigen_nonsymm_Z(r->a, r->values, r->z, space) : GSL_ENOMEM;
  gsl_eigen_nonsymm_free(space);
}

/* U and T of a real matrix without the library. */
static bool real_schur(Work *w, const View *v, double *u, double *t) {
  size_t n = v->dims[0];
  if (n <= 2) {
    Schur2 s = { v->data[0], 0, 0, 0, 1, 0 };
    if (n == 2) s = schur_2x2(v->data[0], v->data[2], v->data[1], v->data[3]);
    double form[4] = { s.a, s.c, s.b, s.d }, turn[4] = { s.cosine, s.sine, -s.sine, s.cosine };
    memcpy(t, form, n * n * sizeof *t);
    memcpy(u, turn, n * n * sizeof *u);
    return true;
  }
  gsl_matrix *a = work_view(w, v), *z = work_matrix(w, n, n);
  double *values = work_numbers(w, 2 * n);
  if (!a || !z || !values) return false;
  gsl_vector_complex_view list = gsl_vector_complex_view_array(values, n);
  Real r = { a, z, &list.vector, 0 };
  Region results[] = { { &r, sizeof r },
                       { a->data, n * n * sizeof(double) },
                       { z->data, n * n * sizeof(double) } };
  double operations = 30.0 * (double)n * (double)n * (double)n;
  if (!long_job(operations / 1e9, run_real, &r, results, 3)) return false;
  if (!numeric_status(w->call, r.status, "the Schur form")) return false;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      bool below = i > j + 1 || (i == j + 1 && gsl_matrix_get(a, i, j) == 0);
      t[i + j * n] = below ? 0 : gsl_matrix_get(a, i, j);
      u[i + j * n] = gsl_matrix_get(z, i, j);
    }
  return true;
}

/* The numbers of argument 0 as pairs, in working memory. */
static View paired(Work *w, const View *v) {
  View pairs = *v;
  double *data = work_numbers(w, 2 * v->count);
  for (size_t i = 0; data && i < v->count; i++) {
    data[2 * i] = v->complex ? v->data[2 * i] : v->data[i];
    data[2 * i + 1] = v->complex ? v->data[2 * i + 1] : 0;
  }
  pairs.data = data;
  pairs.complex = true;
  return pairs;
}

static bool schur_form(Work *w, const View *v, double *u, double *t) {
  size_t n = v->dims[0];
  if (optimised_schur(v, u, t)) return !long_job_failed();
  if (!v->complex) return real_schur(w, v, u, t);
  memcpy(t, v->data, 2 * n * n * sizeof *t);
  if (complex_schur((Z *)t, n, (Z *)u)) return true;
  call_fail(w->call, ERROR_NUMERIC, "schur: the eigenvalues do not settle");
  return false;
}

static Value call_schur(Call *call) {
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  bool pairs = call_given(call, 1) && call_string_is(call, 1, "complex");
  if (call_given(call, 1) && !pairs && !call_string_is(call, 1, "real"))
    return call_fail_at(call, 1, ERROR_TYPE, "schur: the choices are 'real' and 'complex'");
  View v = call_view(call, 0);
  size_t n = v.dims[0];
  if (!call_step(call, v.count * (1 + n / 30))) return VALUE_FAILED;
  Work w = work_begin(call);
  if (pairs) v = paired(&w, &v);
  size_t parts = v.complex ? 2 : 1;
  double *u = work_numbers(&w, parts * n * n), *t = work_numbers(&w, parts * n * n);
  if (!v.data || !u || !t || (n > 0 && !schur_form(&w, &v, u, t)))
    return work_done(&w, VALUE_FAILED);
  Value form = columns_value(t, parts, n, n);
  if (call->wanted < 2) return work_done(&w, form);
  call_result(call, 1, form);
  return work_done(&w, columns_value(u, parts, n, n));
}

static Value call_hess(Call *call) {
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  size_t n = v.dims[0];
  if (!call_step(call, v.count * (1 + n / 100))) return VALUE_FAILED;
  Work w = work_begin(call);
  size_t parts = v.complex ? 2 : 1;
  double *p = work_numbers(&w, parts * n * n), *h = work_numbers(&w, parts * n * n);
  if (!p || !h) return work_done(&w, VALUE_FAILED);
  if (!optimised_hessenberg(&v, p, h)) {
    View pairs = paired(&w, &v);
    Z *turn = (Z *)work_numbers(&w, 2 * n * n), *form = (Z *)pairs.data;
    if (!form || !turn) return work_done(&w, VALUE_FAILED);
    complex_hessenberg(form, n, turn);
    for (size_t i = 0; i < n * n; i++) {
      memcpy(p + parts * i, turn + i, parts * sizeof *p);
      memcpy(h + parts * i, form + i, parts * sizeof *h);
    }
  }
  Value form = columns_value(h, parts, n, n);
  if (call->wanted < 2) return work_done(&w, form);
  call_result(call, 1, form);
  return work_done(&w, columns_value(p, parts, n, n));
}

/* ------------------------------------------------------------------ two matrices */

static Value quotient(Call *call, Operator op, Value a, Value b) {
  if (a.kind == VALUE_ERROR || b.kind == VALUE_ERROR) return VALUE_FAILED;
  return arguments_binary(call, op, a, b);
}

/* R with R'R = B, or VALUE_NONE when B is not positive definite. */
static Value root_of(Work *w, const View *b) {
  size_t n = b->dims[0];
  gsl_matrix *m = b->complex ? NULL : work_view(w, b);
  if (!m || !matrix_is_symmetric(m)) return VALUE_NOTHING;
  for (size_t j = 0; j < n; j++) {
    double pivot = gsl_matrix_get(m, j, j);
    for (size_t k = 0; k < j; k++) pivot -= gsl_matrix_get(m, k, j) * gsl_matrix_get(m, k, j);
    if (!(pivot > 0)) return VALUE_NOTHING;
    gsl_matrix_set(m, j, j, sqrt(pivot));
    for (size_t i = j + 1; i < n; i++) {
      double sum = gsl_matrix_get(m, j, i);
      for (size_t k = 0; k < j; k++) sum -= gsl_matrix_get(m, k, j) * gsl_matrix_get(m, k, i);
      gsl_matrix_set(m, j, i, sum / sqrt(pivot));
      gsl_matrix_set(m, i, j, 0);
    }
  }
  return numeric_value(m);
}

/* A symmetric and B = R'R: the eigenvalues of R'^-1 A R^-1; the vectors V of it become R^-1 V, for
   which V' B V is the identity. */
static Value symmetric_pair(Work *w, Value a, Value r, int form) {
  Call *call = w->call;
  Spectrum s;
  View v;
  Value rt = arguments_unary(call, OPERATE_TRANSPOSE, r);
  Value half = quotient(call, OPERATE_MATRIX_LEFT_DIVIDE, rt, a);
  Value c = quotient(call, OPERATE_MATRIX_RIGHT_DIVIDE, half, r);
  value_release(rt);
  value_release(half);
  if (c.kind == VALUE_ERROR || !value_view(&c, &v)) return VALUE_FAILED;
  gsl_matrix *m = work_view(w, &v);
  value_release(c);
  if (!m) return VALUE_FAILED;
  for (size_t i = 0; i < m->size1; i++)
    for (size_t j = 0; j < i; j++) {
      double mean = (gsl_matrix_get(m, i, j) + gsl_matrix_get(m, j, i)) / 2;
      gsl_matrix_set(m, i, j, mean);
      gsl_matrix_set(m, j, i, mean);
    }
  size_t dims[2] = { m->size1, m->size1 };
  View whole = { .rank = 2, .count = dims[0] * dims[0], .dims = dims, .data = m->data };
  if (!spectrum_of(w, &whole, true, &s)) return VALUE_FAILED;
  Value turned = columns_value(s.vectors, 1, s.n, s.n);
  Value x = quotient(call, OPERATE_MATRIX_LEFT_DIVIDE, r, turned);
  value_release(turned);
  if (x.kind == VALUE_ERROR || !value_view(&x, &v)) return VALUE_FAILED;
  memcpy(s.vectors, v.data, v.count * sizeof *s.vectors);
  value_release(x);
  return spectrum_results(call, &s, form);
}

/* The largest entry of each vector has |re| + |im| = 1, as LAPACK leaves it. */
static void scale_vectors(double *v, size_t n) {
  for (size_t j = 0; j < n; j++) {
    double most = 0, *column = v + 2 * j * n;
    for (size_t i = 0; i < n; i++) most = fmax(most, fabs(column[2 * i]) + fabs(column[2 * i + 1]));
    for (size_t i = 0; most > 0 && i < 2 * n; i++) column[i] /= most;
  }
}

/* B has no inverse: GSL's way, by which eigenvalues may be infinite. */
static Value singular_pair(Work *w, const View *a, const View *b, int form) {
  size_t n = a->dims[0];
  Spectrum s = { .n = n, .parts = 2 };
  if (a->complex || b->complex)
    return call_fail_at(w->call, 1, ERROR_NUMERIC,
                        "eig: of two complex matrices the second must have an inverse");
  gsl_matrix *x = work_view(w, a), *y = work_view(w, b);
  double *beta = work_numbers(w, n), *packed = work_numbers(w, 2 * n * n);
  s.values = work_numbers(w, 2 * n);
  s.vectors = work_numbers(w, 2 * n * n);
  if (!x || !y || !beta || !packed || !s.values || !s.vectors) return VALUE_FAILED;
  gsl_vector_complex_view alpha = gsl_vector_complex_view_array(s.values, n);
  gsl_matrix_complex_view v = gsl_matrix_complex_view_array(packed, n, n);
  gsl_vector_view divisor = gsl_vector_view_array(beta, n);
  gsl_eigen_genv_workspace *space = gsl_eigen_genv_alloc(n);
  int status =
      space ? gsl_eigen_genv(x, y, &alpha.vector, &divisor.vector, &v.matrix, space) : GSL_ENOMEM;
  gsl_eigen_genv_free(space);
  if (!numeric_status(w->call, status, "the eigenvalue computation")) return VALUE_FAILED;
  for (size_t j = 0; j < n; j++) {
    s.values[2 * j] /= beta[j];
    s.values[2 * j + 1] = s.values[2 * j + 1] == 0 ? 0 : s.values[2 * j + 1] / beta[j];
    for (size_t i = 0; i < n; i++)
      memcpy(s.vectors + 2 * (i + j * n), packed + 2 * (j + i * n), 2 * sizeof(double));
  }
  scale_vectors(s.vectors, n);
  return spectrum_results(w->call, &s, form);
}

static void silent(void *self, const char *message) {
  (void)message;
  *(bool *)self = true;
}

Value generalised_eig(Call *call, int form) {
  if (!numeric_is_square(call, 1) || !numeric_is_finite(call, 1)) return VALUE_FAILED;
  View a = call_view(call, 0), b = call_view(call, 1), v;
  if (a.dims[0] != b.dims[0])
    return call_fail(call, ERROR_SHAPE,
                     "eig: the matrices must have the same size, but are %zux%zu "
                     "and %zux%zu",
                     a.dims[0], a.dims[1], b.dims[0], b.dims[1]);
  if (a.count == 0) {
    call_result(call, 1, value_array(array_new_matrix(0, 0)));
    return value_array(array_new_matrix(0, 0));
  }
  Work w = work_begin(call);
  gsl_matrix *m = a.complex ? NULL : work_view(&w, &a);
  Value r = m && matrix_is_symmetric(m) ? root_of(&w, &b) : VALUE_NOTHING;
  if (r.kind != VALUE_NONE) {
    Value result = r.kind == VALUE_ERROR ? r : symmetric_pair(&w, call->args[0], r, form);
    value_release(r);
    return work_done(&w, result);
  }
  Spectrum s;
  Error error = { 0 };
  bool singular = false;
  Operation how = { &error, silent, &singular };
  Value c = operate_binary(&how, OPERATE_MATRIX_LEFT_DIVIDE, call->args[1], call->args[0]);
  if (c.kind == VALUE_ERROR) return work_done(&w, arguments_failure(call, &error));
  if (singular) {
    value_release(c);
    return work_done(&w, singular_pair(&w, &a, &b, form));
  }
  bool good = value_view(&c, &v) && spectrum_of(&w, &v, true, &s);
  value_release(c);
  if (!good) return work_done(&w, VALUE_FAILED);
  if (s.real && call->wanted > 1) { /* by chance: the vectors are scaled as the others are */
    double *pairs = work_numbers(&w, 2 * s.n * s.n), *values = work_numbers(&w, 2 * s.n);
    if (!pairs || !values) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < s.n * s.n; i++)
      memcpy(pairs + 2 * i, s.vectors + s.parts * i, s.parts * sizeof *pairs);
    for (size_t i = 0; i < s.n; i++) values[2 * i] = s.values[i];
    s = (Spectrum){ .n = s.n, .parts = 2, .values = values, .vectors = pairs };
  }
  if (!s.real) scale_vectors(s.vectors, s.n);
  return work_done(&w, spectrum_results(call, &s, form));
}

/* ------------------------------------------------------------------ functions of a matrix */

typedef Array *Function(const Operation *how, const View *a, bool *found);

static Array *exponential(const Operation *how, const View *a, bool *found) {
  *found = true;
  return matrix_exponential(how, a);
}

static Value apply(Call *call, Function *f, const char *warning) {
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  if (v.count == 0) return value_array(array_new_matrix(0, 0));
  if (!call_step(call, v.count * (1 + v.dims[0] / 30))) return VALUE_FAILED;
  Error error = { 0 };
  bool found = true;
  Operation how = { .error = &error };
  Array *r = f(&how, &v, &found);
  if (!r) return error.kind != ERROR_NONE ? arguments_failure(call, &error) : VALUE_FAILED;
  if (!found) call_warn(call, "%s", warning);
  Value result = value_array(r);
  return value_is_diagonal(call->args[0]) ? value_diagonal(result) : result;
}

/* Nothing on the diagonal and on one side of it: the power series ends by itself, and exactly. */
static bool is_strictly_triangular(const View *v) {
  bool above = false, below = false;
  size_t n = v->dims[0];
  for (size_t k = 0; k < v->count; k++) {
    if (v->data[k] == 0) continue;
    if (k % n == k / n) return false;
    *(k / n > k % n ? &above : &below) = true;
  }
  return !(above && below);
}

static Value exponential_series(Call *call) {
  Value term = value_retain(call->args[0]), sum = VALUE_FAILED;
  size_t n = value_size(term, 0);
  Value ones = numeric_scalar_matrix(n, n, 0);
  for (size_t i = 0; ones.kind == VALUE_ARRAY && i < n; i++) ones.array->data[i * (n + 1)] = 1;
  sum = arguments_binary(call, OPERATE_ADD, ones, term);
  value_release(ones);
  for (size_t k = 2; k < n && sum.kind != VALUE_ERROR && term.kind != VALUE_ERROR; k++) {
    Value product = arguments_binary(call, OPERATE_MATRIX_TIMES, term, call->args[0]);
    value_release(term);
    term = quotient(call, OPERATE_RIGHT_DIVIDE, product, value_scalar((double)k));
    value_release(product);
    Value next = quotient(call, OPERATE_ADD, sum, term);
    value_release(sum);
    sum = next;
  }
  value_release(term);
  return sum;
}

static Value call_expm(Call *call) {
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  if (!v.complex && v.count > 1 && v.dims[0] <= 64 && is_strictly_triangular(&v))
    return exponential_series(call);
  if (v.count == 1 && !v.complex) return value_scalar(exp(v.data[0]));
  if (!value_is_diagonal(call->args[0])) return apply(call, exponential, "");
  Value r = value_retain(call->args[0]);
  Array *a = v.complex ? NULL : array_copy(r.array);
  value_release(r);
  for (size_t i = 0; a && i < a->dims[0]; i++) {
    double *x = &a->data[i * (a->dims[0] + 1)];
    *x = exp(*x);
  }
  return v.complex ? apply(call, exponential, "") : value_diagonal(value_array(a));
}

static Value call_logm(Call *call) {
  return apply(call, matrix_logarithm, "logm: a singular matrix has no logarithm");
}

static Value call_sqrtm(Call *call) {
  return apply(call, matrix_square_root, "sqrtm: matrix is singular, may not have a square root");
}

const Builtin schur_family[] = {
  { .name = "schur",
    .signature = "A: matrix, kind?: string -> U: matrix, S: matrix",
    .call = call_schur,
    .summary = "A seen in an orthonormal basis in which it is triangular: A = U*S*U'. A pair of "
               "complex eigenvalues of a real matrix leaves a 2x2 block on the diagonal; "
               "schur(A, 'complex') makes it triangular too. With one result: S.",
    .formula = "A = U S U^T",
    .numpy = "S, U = scipy.linalg.schur(A)",
    .see = "eig hess sqrtm",
    .warning = "SciPy returns the triangle first",
    .examples = { { "schur([1 2; 0 3])", "[1 2; 0 3]" },
                  { "[U, S] = schur([1 2; 3 4]); round(U*S*U')", "[1 2; 3 4]" } } },
  { .name = "hess",
    .signature = "A: matrix -> P: matrix, H: matrix",
    .call = call_hess,
    .summary = "A = P*H*P' with orthonormal P and zeros in H below the diagonal beside the main "
               "one: the first step of every eigenvalue computation. With one result: H.",
    .formula = "A = P H P^T",
    .numpy = "H, P = scipy.linalg.hessenberg(A, calc_q=True)",
    .see = "schur eig qr",
    .examples = { { "hess([1 2; 3 4])", "[1 2; 3 4]" },
                  { "[P, H] = hess(magic(4)); round(P*H*P')", "magic(4)" } } },
  { .name = "expm",
    .signature = "A: matrix -> matrix",
    .call = call_expm,
    .summary =
        "The exponential of a matrix, by its power series; not the exponential of each entry.",
    .formula = "e^A = I + A + \\frac{A^2}{2!} + \\dots",
    .numpy = "scipy.linalg.expm(A)",
    .see = "exp logm eig",
    .warning = "np.exp(A) works entry by entry, as exp(A) does here",
    .examples = { { "expm([0 1; 0 0])", "[1 1; 0 1]" },
                  { "expm([1 0; 0 2])", "diag(exp([1 2]))" } } },
  { .name = "logm",
    .signature = "A: matrix -> matrix",
    .call = call_logm,
    .summary = "The matrix whose exponential is A; complex when A has negative eigenvalues.",
    .formula = "e^{\\log A} = A",
    .numpy = "scipy.linalg.logm(A)",
    .see = "expm sqrtm log",
    .warning = "np.log(A) works entry by entry, as log(A) does here",
    .examples = { { "logm([1 1; 0 1])", "[0 1; 0 0]" },
                  { "logm(expm([1 2; 0 3]))", "[1 2; 0 3]" } } },
  { .name = "sqrtm",
    .signature = "A: matrix -> matrix",
    .call = call_sqrtm,
    .summary = "The matrix R with R*R = A whose eigenvalues have no negative real part; not the "
               "square root of each entry.",
    .formula = "A^{1/2} A^{1/2} = A",
    .numpy = "scipy.linalg.sqrtm(A)",
    .see = "chol logm sqrt",
    .warning = "np.sqrt(A) works entry by entry, as sqrt(A) does here",
    .examples = { { "sqrtm([4 0; 0 9])", "[2 0; 0 3]" }, { "sqrtm([5 4; 4 5])", "[2 1; 1 2]" } } },
  { 0 }
};
