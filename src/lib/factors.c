/* factors.c -- a matrix as a product of triangles and orthonormal columns: QR, LU, Cholesky.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/complex_matrix.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "lang/systems.h"
#include "lib/families.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Z;

static Array *matrix_like(const View *v, size_t rows, size_t columns) {
  return array_new(2, (size_t[]){ rows, columns }, ELEMENT_REAL, v->complex);
}

static Value narrowed(Array *a) {
  return value_array(a && a->complex ? array_narrow(a) : a);
}

static Value as_permutation(const size_t *order, size_t n, bool as_vector, bool rows) {
  Array *p =
      as_vector ? array_new_matrix(1, n) : array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, false);
  for (size_t i = 0; p && i < n; i++) {
    if (as_vector)
      p->data[i] = (double)order[i] + 1;
    else
      p->data[rows ? order[i] * n + i : i * n + order[i]] = 1;
  }
  return value_array(p);
}

/* ------------------------------------------------------------------ QR */

/* H = I - tau v v' takes X to (beta, 0, ...); v stands behind X[0] = beta afterwards. */
static double reflect(double *x, size_t n) {
  double scale = 0, sum = 0;
  for (size_t i = 1; i < n; i++) scale = fmax(scale, fabs(x[i]));
  if (scale == 0) return 0;
  for (size_t i = 1; i < n; i++) sum += (x[i] / scale) * (x[i] / scale);
  double beta = -copysign(hypot(x[0], scale * sqrt(sum)), x[0]), tau = (beta - x[0]) / beta;
  double divisor = x[0] - beta;
  for (size_t i = 1; i < n; i++) x[i] /= divisor;
  x[0] = beta;
  return tau;
}

static void apply(const double *v, double tau, double *column, size_t n) {
  double sum = column[0];
  for (size_t i = 1; i < n; i++) sum += v[i] * column[i];
  sum *= tau;
  column[0] -= sum;
  for (size_t i = 1; i < n; i++) column[i] -= sum * v[i];
}

static double squares(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

typedef struct Householder {
  double *a, *q;
  size_t m, n, inner, *order;
  bool complex;
} Householder;

static void run_real(const Householder *h) {
  double *a = h->a, *tau = mem_new((h->m + 1) * sizeof *tau);
  size_t m = h->m, n = h->n, k = m < n ? m : n;
  for (size_t j = 0; h->order && j < n; j++) h->order[j] = j;
  for (size_t i = 0; i < k; i++) {
    size_t best = i;
    for (size_t j = i + 1; h->order && j < n; j++)
      if (squares(a + i + j * m, m - i) > squares(a + i + best * m, m - i) * (1 + 1e-14)) best = j;
    if (best != i) {
      size_t from = h->order[i];
      h->order[i] = h->order[best];
      h->order[best] = from;
      for (size_t r = 0; r < m; r++) {
        double x = a[r + i * m];
        a[r + i * m] = a[r + best * m];
        a[r + best * m] = x;
      }
    }
    tau[i] = reflect(a + i + i * m, m - i);
    for (size_t j = i + 1; j < n; j++) apply(a + i + i * m, tau[i], a + i + j * m, m - i);
  }
  for (size_t j = 0; h->q && j < h->inner; j++) {
    double *column = h->q + j * m;
    for (size_t i = 0; i < m; i++) column[i] = i == j;
    for (size_t i = k; i-- > 0;) apply(a + i + i * m, tau[i], column + i, m - i);
  }
  for (size_t j = 0; j < n; j++)
    for (size_t i = j + 1; i < m; i++) a[i + j * m] = 0;
  free(tau);
}

static void run_householder(void *householder) {
  Householder *h = householder;
  if (h->complex)
    complex_qr((Z *)h->a, h->m, h->n, (Z *)h->q, h->inner, h->order);
  else
    run_real(h);
}

/* Q (m x inner, may be NULL), R (inner x n) and the order of columns, without the library. */
static bool qr_here(Work *w, const View *v, size_t inner, double *q, double *r, size_t *order) {
  size_t m = v->dims[0], n = v->dims[1], parts = v->complex ? 2 : 1;
  double *a = work_numbers(w, parts * m * n);
  if (!a) return false;
  memcpy(a, v->data, parts * m * n * sizeof *a);
  Householder h = { a, q, m, n, inner, order, v->complex };
  Region results[] = { { a, parts * m * n * sizeof *a },
                       { q, q ? parts * m * inner * sizeof *q : 0 },
                       { order, order ? n * sizeof *order : 0 } };
  double operations = (double)(parts * parts) * (double)m * (double)n * (double)(inner + n);
  long_job(operations / 1e9, run_householder, &h, results, 3);
  for (size_t j = 0; j < n; j++)
    memcpy(r + parts * j * inner, a + parts * j * m, parts * inner * sizeof *r);
  return true;
}

static bool qr_any(Work *w, const View *v, size_t inner, double *q, double *r, size_t *order) {
  size_t n = v->dims[1];
  int *places = order ? arena_new(&w->arena, (n + 1) * sizeof *places) : NULL;
  if (!optimised_qr(v, inner, q, r, places)) return qr_here(w, v, inner, q, r, order);
  for (size_t j = 0; order && j < n; j++) order[j] = (size_t)places[j];
  return true;
}

bool complete_columns(Work *w, double *u, size_t parts, size_t m, size_t count, size_t wanted) {
  double *q = work_numbers(w, parts * m * m), *r = work_numbers(w, parts * m * (count + 1));
  View v = {
    .rank = 2, .count = m * count, .dims = (size_t[]){ m, count }, .data = u, .complex = parts == 2
  };
  if (!q || !r || !qr_here(w, &v, m, q, r, NULL)) return false;
  size_t done = parts * m * count;
  memcpy(u + done, q + done, parts * m * (wanted - count) * sizeof *u);
  return true;
}

/* What the options behind A say; false, with the call failed, for words that mean nothing. */
static bool qr_options(Call *call, bool *thin, bool *as_vector) {
  *thin = *as_vector = false;
  for (size_t i = 1; i < call->count; i++) {
    bool number = !value_is_text(call->args[i]);
    if (number && (!value_is_scalar(call->args[i]) || call_scalar(call, i) != 0)) {
      call_fail_at(call, i, ERROR_TYPE, "qr takes one matrix, and then 0 or 'econ'");
      return false;
    }
    if (number || call_string_is(call, i, "econ") || call_string_is(call, i, "0"))
      *thin = *as_vector = true;
    else if (call_string_is(call, i, "vector"))
      *as_vector = true;
    else if (call_string_is(call, i, "matrix"))
      *as_vector = false;
    else {
      call_fail_at(call, i, ERROR_TYPE, "qr: the choices are 0, 'econ', 'vector' and 'matrix'");
      return false;
    }
  }
  return true;
}

static Value call_qr(Call *call) {
  bool thin, as_vector;
  if (!numeric_is_matrix(call, 0) || !qr_options(call, &thin, &as_vector)) return VALUE_FAILED;
  View v = call_view(call, 0);
  size_t m = v.dims[0], n = v.dims[1], k = m < n ? m : n, inner = thin ? k : m;
  if (!call_step(call, v.count + v.count * k / 1000)) return VALUE_FAILED;
  bool both = call->wanted > 1;
  Work w = work_begin(call);
  Array *q = both ? matrix_like(&v, m, inner) : NULL, *r = matrix_like(&v, inner, n);
  size_t *order = call->wanted > 2 ? arena_new(&w.arena, (n + 1) * sizeof *order) : NULL;
  if (!r || (both && !q) || !qr_any(&w, &v, inner, q ? q->data : NULL, r->data, order)) {
    array_release(q);
    array_release(r);
    return work_done(&w, VALUE_FAILED);
  }
  if (long_job_failed()) {
    array_release(q);
    array_release(r);
    return work_done(&w, VALUE_FAILED);
  }
  if (order) call_result(call, 2, as_permutation(order, n, as_vector, false));
  if (both) call_result(call, 1, narrowed(r));
  return work_done(&w, narrowed(both ? q : r));
}

/* ------------------------------------------------------------------ LU */

/* Elimination of a complex matrix, as systems_factor does it. */
static int factor_complex(Z *a, size_t m, size_t n, size_t *order) {
  int sign = 1;
  for (size_t k = 0; k < m && k < n; k++) {
    size_t best = k;
    for (size_t i = k + 1; i < m; i++)
      if (cabs(a[i + k * m]) > cabs(a[best + k * m])) best = i;
    order[k] = best;
    if (best != k) sign = -sign;
    for (size_t j = 0; best != k && j < n; j++) {
      Z z = a[k + j * m];
      a[k + j * m] = a[best + j * m];
      a[best + j * m] = z;
    }
    if (a[k + k * m] == 0) continue;
    for (size_t i = k + 1; i < m; i++) a[i + k * m] /= a[k + k * m];
    for (size_t j = k + 1; j < n; j++)
      for (size_t i = k + 1; a[k + j * m] != 0 && i < m; i++)
        a[i + j * m] -= a[i + k * m] * a[k + j * m];
  }
  return sign;
}

int lu_factor(Work *w, const View *v, double *lu, size_t *order) {
  size_t m = v->dims[0], n = v->dims[1], k = m < n ? m : n, parts = v->complex ? 2 : 1;
  int *pivots = arena_new(&w->arena, (k + 1) * sizeof *pivots), sign = 1;
  if (optimised_lu(v, lu, pivots)) {
    for (size_t i = 0; i < k; i++) {
      order[i] = (size_t)pivots[i];
      if (order[i] != i) sign = -sign;
    }
    return sign;
  }
  memcpy(lu, v->data, parts * m * n * sizeof *lu);
  return v->complex ? factor_complex((Z *)lu, m, n, order) : systems_factor(lu, m, n, order);
}

/* Columns J of L and of U out of both in one; rows of L go to TO. */
static void split(const double *lu, size_t parts, size_t m, size_t n, const size_t *to, Array *l,
                  Array *u) {
  size_t k = m < n ? m : n, bytes = parts * sizeof *lu;
  memset(l->data, 0, l->count * bytes);
  memset(u->data, 0, u->count * bytes);
  for (size_t j = 0; j < k; j++) {
    double *column = l->data + parts * j * m;
    column[parts * (to ? to[j] : j)] = 1;
    if (to)
      for (size_t i = j + 1; i < m; i++)
        memcpy(column + parts * to[i], lu + parts * (i + j * m), bytes);
    else if (j + 1 < m)
      memcpy(column + parts * (j + 1), lu + parts * (j + 1 + j * m), (m - j - 1) * bytes);
  }
  for (size_t j = 0; j < n; j++)
    memcpy(u->data + parts * j * k, lu + parts * j * m, (j < k ? j + 1 : k) * bytes);
}

static Value call_lu(Call *call) {
  if (!numeric_is_matrix(call, 0)) return VALUE_FAILED;
  if (call_given(call, 1) && !call_string_is(call, 1, "vector"))
    return call_fail_at(call, 1, ERROR_TYPE, "lu: the only choice is 'vector'");
  View v = call_view(call, 0);
  size_t m = v.dims[0], n = v.dims[1], k = m < n ? m : n;
  if (!call_step(call, v.count + v.count * k / 1000)) return VALUE_FAILED;
  Work w = work_begin(call);
  Array *both = matrix_like(&v, m, n);
  size_t *order = arena_new(&w.arena, (k + 1) * sizeof *order);
  size_t *rows = arena_new(&w.arena, (m + 1) * sizeof *rows);
  if (!both) return work_done(&w, VALUE_FAILED);
  lu_factor(&w, &v, both->data, order);
  if (call->wanted < 2 || long_job_failed()) return work_done(&w, narrowed(both));
  for (size_t i = 0; i < m; i++) rows[i] = i; /* row i of P*A is row rows[i] of A */
  for (size_t i = 0; i < k; i++) {
    size_t from = rows[i];
    rows[i] = rows[order[i]];
    rows[order[i]] = from;
  }
  Array *l = matrix_like(&v, m, k), *u = matrix_like(&v, k, n);
  bool exchanged = call->wanted < 3; /* with two results L takes the row exchanges */
  if (l && u) split(both->data, v.complex ? 2 : 1, m, n, exchanged ? rows : NULL, l, u);
  array_release(both);
  call_result(call, 1, narrowed(u));
  if (call->wanted > 2) call_result(call, 2, as_permutation(rows, m, call_given(call, 1), true));
  return work_done(&w, narrowed(l));
}

/* ------------------------------------------------------------------ Cholesky */

typedef struct Root {
  double *a; /* column-major; the upper triangle counts */
  size_t n, done;
} Root;

/* Stops at the first pivot that is not positive; DONE says how many columns are right. */
static void run_root(void *root) {
  Root *r = root;
  size_t n = r->n;
  for (r->done = 0; r->done < n; r->done++) {
    double *column = r->a + r->done * n, pivot = column[r->done];
    for (size_t i = 0; i < r->done; i++) {
      const double *earlier = r->a + i * n;
      double sum = column[i];
      for (size_t k = 0; k < i; k++) sum -= earlier[k] * column[k];
      column[i] = sum / earlier[i];
      pivot -= column[i] * column[i];
    }
    if (!(pivot > 0) || isinf(pivot)) return;
    column[r->done] = sqrt(pivot);
    for (size_t i = r->done + 1; i < n; i++) column[i] = 0;
  }
}

static size_t complex_root(Z *a, size_t n) {
  for (size_t j = 0; j < n; j++) {
    double pivot = creal(a[j + j * n]);
    for (size_t i = 0; i < j; i++) {
      Z sum = a[i + j * n];
      for (size_t k = 0; k < i; k++) sum -= conj(a[k + i * n]) * a[k + j * n];
      a[i + j * n] = sum / creal(a[i + i * n]);
      pivot -=
          creal(a[i + j * n]) * creal(a[i + j * n]) + cimag(a[i + j * n]) * cimag(a[i + j * n]);
    }
    if (!(pivot > 0) || isinf(pivot)) return j;
    a[j + j * n] = sqrt(pivot);
    for (size_t i = j + 1; i < n; i++) a[i + j * n] = 0;
  }
  return n;
}

static void conjugate_transpose(const View *v, size_t n, double *to) {
  size_t parts = v->complex ? 2 : 1;
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i < n; i++) {
      to[parts * (j + i * n)] = v->data[parts * (i + j * n)];
      if (v->complex) to[2 * (j + i * n) + 1] = -v->data[2 * (i + j * n) + 1];
    }
}

/* The root of V in the upper (lower) triangle of ROOT; how many columns of it are right. */
static size_t root_here(const View *v, bool lower, double *root, Array *spare) {
  size_t n = v->dims[0], bytes = (v->complex ? 2 : 1) * n * n * sizeof *root, done;
  double *upper = lower ? spare->data : root;
  if (lower)
    conjugate_transpose(v, n, upper);
  else
    memcpy(upper, v->data, bytes);
  if (v->complex)
    done = complex_root((Z *)upper, n);
  else {
    Root r = { .a = upper, .n = n };
    Region results[] = { { &r, sizeof r }, { upper, bytes } };
    double operations = (double)n * (double)n * (double)n / 3;
    long_job(operations / 1e9, run_root, &r, results, 2);
    done = r.done;
  }
  View u = { .dims = v->dims, .data = upper, .complex = v->complex };
  if (lower) conjugate_transpose(&u, n, root);
  return done;
}

/* The first DONE rows and columns of A. */
static Array *corner(Array *a, size_t done) {
  size_t n = a->dims[0], bytes = (a->complex ? 2 : 1) * sizeof *a->data;
  Array *r = array_new(2, (size_t[]){ done, done }, ELEMENT_REAL, a->complex);
  for (size_t j = 0; r && j < done; j++)
    memcpy((char *)r->data + j * done * bytes, (char *)a->data + j * n * bytes, done * bytes);
  array_release(a);
  return r;
}

static Value call_chol(Call *call) {
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  bool lower = call_given(call, 1) && call_string_is(call, 1, "lower");
  if (call_given(call, 1) && !lower && !call_string_is(call, 1, "upper"))
    return call_fail_at(call, 1, ERROR_TYPE, "chol: the choices are 'lower' and 'upper'");
  View v = call_view(call, 0);
  size_t n = v.dims[0], done = n;
  if (!call_step(call, v.count + v.count * n / 3000)) return VALUE_FAILED;
  Array *root = matrix_like(&v, n, n);
  if (!root) return VALUE_FAILED;
  if (!optimised_cholesky(&v, lower, root->data)) {
    Array *spare = lower ? matrix_like(&v, n, n) : NULL;
    done = lower && !spare ? n : root_here(&v, lower, root->data, spare);
    array_release(spare);
  }
  if (done < n && call->wanted < 2 && !long_job_failed()) {
    array_release(root);
    return call_fail_at(call, 0, ERROR_DOMAIN,
                        "chol: the matrix must be positive definite, and pivot %zu "
                        "is not positive",
                        done + 1);
  }
  if (done < n) root = corner(root, done);
  call_result(call, 1, value_scalar(done < n ? (double)done + 1 : 0));
  return narrowed(root);
}

const Builtin factors_family[] = {
  { .name = "qr",
    .signature = "A: matrix, option?: array... -> Q: matrix, R: matrix, P: matrix",
    .call = call_qr,
    .summary =
        "Orthonormal columns Q times an upper triangle R. qr(A, 0) keeps only as many columns "
        "of Q as are needed; with a third result the columns of A are reordered: A*P = Q*R.",
    .formula = "A = QR, \\quad Q^T Q = I",
    .numpy = "Q, R = np.linalg.qr(A, mode='complete')",
    .see = "gs chol lu orth",
    .warning = "np.linalg.qr is the economy form by default; here that is qr(A, 0)",
    .examples = { { "[Q, R] = qr([3 5; 4 0]); R", "[-5 -3; 0 -4]" },
                  { "[Q, R] = qr([1 2; 3 4; 5 6], 0); round(Q*R)", "[1 2; 3 4; 5 6]" } } },
  { .name = "lu",
    .signature = "A: matrix, vector?: array -> L: matrix, U: matrix, P: matrix",
    .call = call_lu,
    .summary = "Gaussian elimination as a product: P*A = L*U, with P the row exchanges. With two "
               "results L carries the exchanges itself.",
    .formula = "PA = LU",
    .numpy = "P, L, U = scipy.linalg.lu(A)",
    .see = "mldivide det inv chol",
    .warning = "SciPy's P is the transpose: A = P*L*U",
    .examples = { { "[L, U, P] = lu([1 2; 3 4]); U", "[3 4; 0 2/3]" },
                  { "[L, U, P] = lu([1 2; 3 4]); L*U - P*[1 2; 3 4]", "[0 0; 0 0]" },
                  { "[L, U] = lu([1 2; 3 4]); L", "[1/3 1; 1 0]" } } },
  { .name = "chol",
    .signature = "A: matrix, shape?: string -> R: matrix, p: scalar",
    .call = call_chol,
    .summary = "The square root of a symmetric positive definite matrix: an upper triangle R with "
               "R'*R = A; chol(A, 'lower') gives L with L*L' = A. A second result p is 0 when A is "
               "positive definite.",
    .formula = "A = R^T R",
    .numpy = "np.linalg.cholesky(A).T",
    .see = "eig lu mvnpdf",
    .warning = "np.linalg.cholesky returns the lower triangle; here the upper one is the default",
    .examples = { { "chol([4 2; 2 10])", "[2 1; 0 3]" },
                  { "chol([4 2; 2 10], 'lower')", "[2 0; 1 3]" },
                  { "chol([1 2; 2 1])", "error: chol: the matrix must be positive definite" } } },
  { 0 }
};
