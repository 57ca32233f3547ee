/* decompose.c -- LU, QR, Cholesky and singular values.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/optimised.h"
#include "lib/families.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* Q of a GSL QR decomposition: the product of its reflections, COLUMNS columns of it. */
static gsl_matrix *unpack_q(Work *w, gsl_matrix *qr, const gsl_vector *tau, size_t columns) {
  size_t rows = qr->size1;
  gsl_matrix *q = work_matrix(w, rows, columns);
  if (!q) return NULL;
  gsl_matrix_set_identity(q);
  for (size_t i = tau->size; i-- > 0;) {
    gsl_vector_view v = gsl_matrix_subcolumn(qr, i, i, rows - i);
    if (i >= columns) continue;
    gsl_matrix_view m = gsl_matrix_submatrix(q, i, i, rows - i, columns - i);
    gsl_linalg_householder_hm(tau->data[i], &v.vector, &m.matrix);
  }
  return q;
}

/* The value of a matrix kept as its transpose. */
static Value transposed_value(const gsl_matrix *t) {
  Array *a = array_new_matrix(t->size2, t->size1);
  if (a) memcpy(a->data, t->data, a->count * sizeof *a->data);
  return a ? value_array(a) : VALUE_FAILED;
}

static gsl_matrix *unpack_r(Work *w, const gsl_matrix *qr, size_t rows) {
  gsl_matrix *r = work_matrix(w, rows, qr->size2);
  for (size_t i = 0; r && i < rows && i < qr->size1; i++)
    for (size_t j = i; j < qr->size2; j++) gsl_matrix_set(r, i, j, gsl_matrix_get(qr, i, j));
  return r;
}

gsl_matrix *complete_basis(Work *w, const gsl_matrix *u, size_t count) {
  size_t rows = u->size1;
  gsl_matrix *q = work_matrix(w, rows, rows);
  if (!q) return NULL;
  gsl_matrix_set_identity(q);
  if (count > 0) {
    gsl_matrix *qr = work_matrix(w, rows, count);
    gsl_vector *tau = work_vector(w, count);
    if (!qr || !tau) return NULL;
    for (size_t i = 0; i < rows; i++)
      for (size_t j = 0; j < count; j++) gsl_matrix_set(qr, i, j, gsl_matrix_get(u, i, j));
    gsl_linalg_QR_decomp(qr, tau);
    q = unpack_q(w, qr, tau, rows);
    if (!q) return NULL;
  }
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < count; j++) gsl_matrix_set(q, i, j, gsl_matrix_get(u, i, j));
  return q;
}

/* A zero singular value may leave a zero column in U. */
static bool repair(Work *w, Svd *d) {
  size_t good = 0;
  while (good < d->s->size && d->s->data[good] > 0) good++;
  if (good == d->s->size) return true;
  gsl_matrix *q = complete_basis(w, d->u, good);
  for (size_t j = good; q && j < d->s->size; j++)
    for (size_t i = 0; i < d->u->size1; i++) gsl_matrix_set(d->u, i, j, gsl_matrix_get(q, i, j));
  return q != NULL;
}

/* A row by row is A' column by column, and A' = V S U'. */
static bool svd_optimised(Work *w, const gsl_matrix *a, Svd *d) {
  size_t k = d->s->size;
  gsl_matrix *u = work_matrix(w, a->size1, k), *vt = work_matrix(w, k, a->size2);
  if (!u || !vt || !optimised_svd(a->data, a->size2, a->size1, vt->data, d->s->data, u->data))
    return false;
  d->u = u;
  d->v = work_transpose(w, vt);
  return d->v != NULL;
}

bool svd_thin(Work *w, const gsl_matrix *a, Svd *d) {
  bool wide = a->size1 < a->size2;
  size_t k = wide ? a->size1 : a->size2;
  gsl_matrix *u = wide ? work_transpose(w, a) : work_copy(w, a), *v = work_matrix(w, k, k);
  gsl_vector *s = work_vector(w, k), *space = work_vector(w, k);
  if (!u || !v || !s || !space) return false;
  *d = (Svd){ .u = u, .v = v, .s = s, .rows = a->size1, .columns = a->size2 };
  if (k > 0) {
    if (!call_step(w->call, a->size1 * a->size2)) return false;
    if (k >= OPTIMISED_LEAST && svd_optimised(w, a, d)) return repair(w, d);
    double scale = 0;
    for (size_t i = 0; i < u->size1 * k; i++) scale = fmax(scale, fabs(u->data[i]));
    bool rescale = scale > 1e100 || (scale > 0 && scale < 1e-100);
    if (rescale)
      for (size_t i = 0; i < u->size1 * k; i++) u->data[i] /= scale;
    int status = gsl_linalg_SV_decomp(u, v, s, space);
    if (!numeric_status(w->call, status, "the singular value decomposition")) return false;
    if (rescale)
      for (size_t i = 0; i < k; i++) s->data[i] *= scale;
    if (!repair(w, d)) return false;
  }
  if (wide) d->u = v, d->v = u;
  return true;
}

gsl_vector *singular_values(Work *w, const gsl_matrix *a) {
  Svd d;
  size_t k = a->size1 < a->size2 ? a->size1 : a->size2;
  if (k >= OPTIMISED_LEAST) {
    gsl_vector *s = work_vector(w, k);
    if (!s || !call_step(w->call, a->size1 * a->size2)) return NULL;
    if (optimised_svd(a->data, a->size2, a->size1, NULL, s->data, NULL)) return s;
  }
  return svd_thin(w, a, &d) ? d.s : NULL;
}

size_t svd_rank(const Svd *d, double tolerance) {
  size_t rank = 0, most = d->rows > d->columns ? d->rows : d->columns;
  if (d->s->size == 0) return 0;
  if (tolerance < 0) tolerance = (double)most * d->s->data[0] * 0x1p-52;
  while (rank < d->s->size && d->s->data[rank] > tolerance) rank++;
  return rank;
}

static Value diagonal_value(const gsl_vector *s, size_t rows, size_t columns) {
  Value v = numeric_scalar_matrix(rows, columns, 0);
  if (v.kind == VALUE_SCALAR) return value_scalar(s->data[0]);
  for (size_t i = 0; v.kind == VALUE_ARRAY && i < s->size; i++)
    v.array->data[i * rows + i] = s->data[i];
  return v;
}

static Value call_svd(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_finite_argument(&w, 0);
  if (a && call->wanted < 2) {
    gsl_vector *s = singular_values(&w, a);
    return work_done(&w, s ? numeric_column(s->data, s->size) : VALUE_FAILED);
  }
  Svd d;
  if (!a || !svd_thin(&w, a, &d)) return work_done(&w, VALUE_FAILED);
  bool thin = call_given(call, 1);
  size_t k = d.s->size;
  if (!thin) {
    d.u = d.u->size1 > k ? complete_basis(&w, d.u, k) : d.u;
    d.v = d.v->size1 > k ? complete_basis(&w, d.v, k) : d.v;
    if (!d.u || !d.v) return work_done(&w, VALUE_FAILED);
  }
  call_result(call, 1, value_diagonal(diagonal_value(d.s, d.u->size2, d.v->size2)));
  call_result(call, 2, numeric_value(d.v));
  return work_done(&w, numeric_value(d.u));
}

/* A*P = Q*R with the columns of A in the order that keeps the diagonal of R falling. */
static Value pivoted_qr(Work *w, gsl_matrix *a, bool thin) {
  size_t k = a->size1 < a->size2 ? a->size1 : a->size2;
  gsl_vector *tau = work_vector(w, k), *norm = work_vector(w, a->size2);
  gsl_permutation *p = work_permutation(w, a->size2);
  int sign;
  if (!tau || !norm) return VALUE_FAILED;
  if (!numeric_status(w->call, gsl_linalg_QRPT_decomp(a, tau, p, &sign, norm), "the decomposition"))
    return VALUE_FAILED;
  size_t inner = thin ? k : a->size1, n = a->size2;
  gsl_matrix *q = unpack_q(w, a, tau, inner), *r = unpack_r(w, a, inner);
  gsl_matrix *m = work_matrix(w, thin ? 1 : n, n);
  if (!q || !r || !m) return VALUE_FAILED;
  for (size_t j = 0; j < n; j++) {
    if (thin)
      m->data[j] = (double)p->data[j] + 1;
    else
      gsl_matrix_set(m, p->data[j], j, 1);
  }
  call_result(w->call, 1, numeric_value(r));
  call_result(w->call, 2, numeric_value(m));
  return numeric_value(q);
}

static bool qr_optimised(Work *w, const gsl_matrix *a, size_t inner, Value *q) {
  gsl_matrix *columns = work_transpose(w, a), *qt = work_matrix(w, inner, a->size1),
             *rt = work_matrix(w, a->size2, inner);
  bool both = w->call->wanted > 1;
  if (!columns || !qt || !rt ||
      !optimised_qr(columns->data, a->size1, a->size2, inner, both ? qt->data : NULL, rt->data))
    return false;
  Value r = transposed_value(rt);
  if (both) call_result(w->call, 1, r);
  *q = both ? transposed_value(qt) : r;
  return true;
}

static Value call_qr(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  if (!a || !call_step(call, a->size1 * a->size2)) return work_done(&w, VALUE_FAILED);
  bool thin = call_given(call, 1);
  if (a->size1 == 0 || a->size2 == 0) {
    gsl_matrix *q = work_matrix(&w, a->size1, thin ? 0 : a->size1);
    if (!q) return work_done(&w, VALUE_FAILED);
    for (size_t i = 0; i < q->size2; i++) gsl_matrix_set(q, i, i, 1);
    if (call->wanted < 2) return work_done(&w, numeric_value(a));
    call_result(call, 1, numeric_value(a));
    return work_done(&w, numeric_value(q));
  }
  if (call->wanted > 2) return work_done(&w, pivoted_qr(&w, a, thin));
  size_t k = a->size1 < a->size2 ? a->size1 : a->size2, inner = thin ? k : a->size1;
  Value large;
  if (k >= OPTIMISED_LEAST && qr_optimised(&w, a, inner, &large)) return work_done(&w, large);
  gsl_vector *tau = work_vector(&w, k);
  if (!tau) return work_done(&w, VALUE_FAILED);
  if (!numeric_status(call, gsl_linalg_QR_decomp(a, tau), "the decomposition"))
    return work_done(&w, VALUE_FAILED);
  gsl_matrix *r = unpack_r(&w, a, inner);
  if (!r) return work_done(&w, VALUE_FAILED);
  if (call->wanted < 2) return work_done(&w, numeric_value(r));
  gsl_matrix *q = unpack_q(&w, a, tau, inner);
  if (!q) return work_done(&w, VALUE_FAILED);
  call_result(call, 1, numeric_value(r));
  return work_done(&w, numeric_value(q));
}

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

static Value permutation_value(const gsl_permutation *p, bool as_vector) {
  size_t n = p->size;
  Value v = as_vector ? numeric_scalar_matrix(1, n, 1) : numeric_scalar_matrix(n, n, n == 1);
  for (size_t i = 0; v.kind == VALUE_ARRAY && i < n; i++) {
    if (as_vector)
      v.array->data[i] = (double)p->data[i] + 1;
    else
      v.array->data[p->data[i] * n + i] = 1;
  }
  return v;
}

static Value call_lu(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  if (!a || !call_step(call, a->size1 * a->size2)) return work_done(&w, VALUE_FAILED);
  size_t m = a->size1, n = a->size2, k = m < n ? m : n;
  gsl_permutation *p = work_permutation(&w, m);
  lu_decompose(a, p);
  if (call->wanted < 2) return work_done(&w, numeric_value(a));
  gsl_matrix *l = work_matrix(&w, m, k), *u = work_matrix(&w, k, n);
  if (!l || !u) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < m; i++) {
    size_t to = call->wanted > 2 ? i : p->data[i]; /* with two results L takes the row exchanges */
    for (size_t j = 0; j < i && j < k; j++) gsl_matrix_set(l, to, j, gsl_matrix_get(a, i, j));
    if (i < k) gsl_matrix_set(l, to, i, 1);
    for (size_t j = i; i < k && j < n; j++) gsl_matrix_set(u, i, j, gsl_matrix_get(a, i, j));
  }
  call_result(call, 1, numeric_value(u));
  if (call->wanted > 2) call_result(call, 2, permutation_value(p, call_given(call, 1)));
  return work_done(&w, numeric_value(l));
}

/* In place, on the upper triangle; the number of columns done before a pivot was not positive. */
static size_t cholesky(gsl_matrix *a) {
  for (size_t j = 0; j < a->size1; j++) {
    double pivot = gsl_matrix_get(a, j, j);
    for (size_t k = 0; k < j; k++) pivot -= gsl_matrix_get(a, k, j) * gsl_matrix_get(a, k, j);
    if (!(pivot > 0) || isinf(pivot)) return j;
    pivot = sqrt(pivot);
    gsl_matrix_set(a, j, j, pivot);
    for (size_t i = j + 1; i < a->size1; i++) {
      double sum = gsl_matrix_get(a, j, i);
      for (size_t k = 0; k < j; k++) sum -= gsl_matrix_get(a, k, j) * gsl_matrix_get(a, k, i);
      gsl_matrix_set(a, j, i, sum / pivot);
    }
  }
  return a->size1;
}

static Value call_chol(Call *call) {
  Work w = work_begin(call);
  if (!numeric_is_square(call, 0)) return VALUE_FAILED;
  bool lower = call_given(call, 1) && call_string_is(call, 1, "lower");
  if (call_given(call, 1) && !lower && !call_string_is(call, 1, "upper"))
    return call_fail_at(call, 1, ERROR_TYPE, "chol: the choices are 'lower' and 'upper'");
  gsl_matrix *a = work_argument(&w, 0);
  if (a && lower) a = work_transpose(&w, a);
  if (!a || !call_step(call, a->size1 * a->size2)) return work_done(&w, VALUE_FAILED);
  gsl_matrix *root = a->size1 >= OPTIMISED_LEAST ? work_matrix(&w, a->size1, a->size1) : NULL;
  bool done = root && optimised_cholesky(a->data, root->data, a->size1);
  if (done) a = root;
  size_t n = done ? a->size1 : cholesky(a);
  if (n < a->size1 && call->wanted < 2)
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN,
                                      "chol: the matrix must be positive definite, and pivot %zu "
                                      "is not positive",
                                      n + 1));
  gsl_matrix *r = work_matrix(&w, n, n);
  if (!r) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i; j < n; j++)
      gsl_matrix_set(r, lower ? j : i, lower ? i : j, gsl_matrix_get(a, i, j));
  call_result(call, 1, value_scalar(n < a->size1 ? (double)n + 1 : 0));
  return work_done(&w, numeric_value(r));
}

const Builtin decompose_family[] = {
  { .name = "svd",
    .signature = "A: matrix, economy?: array -> U: matrix, S: matrix, V: matrix",
    .call = call_svd,
    .summary =
        "Singular values, largest first. [U, S, V] = svd(A) also gives the two sets of "
        "orthonormal directions; svd(A, 'econ') leaves out the columns that meet only zeros.",
    .formula = "A = U \\Sigma V^T",
    .numpy = "U, s, Vt = np.linalg.svd(A)",
    .see = "eig rank pinv cond pca",
    .warning = "NumPy returns V' and the values as a vector; here V itself, and S as a matrix",
    .examples = { { "svd([3 0; 0 -4])", "[4; 3]" },
                  { "[U, S, V] = svd([1 2; 3 4; 5 6]); round(U*S*V')", "[1 2; 3 4; 5 6]" },
                  { "svd([1 NaN])", "error: svd cannot work with Inf or NaN" } } },
  { .name = "qr",
    .signature = "A: matrix, economy?: array -> Q: matrix, R: matrix, P: matrix",
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
