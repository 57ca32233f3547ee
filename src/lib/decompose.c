/* decompose.c -- singular values.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/complex_matrix.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "lib/families.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

typedef double _Complex Z;

/* A matrix kept row by row, read column by column: the transpose. */
static View transposed_view(const gsl_matrix *a, size_t dims[2]) {
  dims[0] = a->size2;
  dims[1] = a->size1;
  return (View){ .rank = 2, .count = a->size1 * a->size2, .dims = dims, .data = a->data };
}

/* A zero singular value may leave a zero column in U (rows x k, column by column). */
static bool repair(Work *w, double *u, const double *s, size_t parts, size_t rows, size_t k) {
  size_t good = 0;
  while (good < k && s[good] > 0) good++;
  return good == k || complete_columns(w, u, parts, rows, good, k);
}

/* A row by row is A' column by column, and A' = V S U'. */
static bool svd_optimised(Work *w, const gsl_matrix *a, Svd *d) {
  size_t k = d->s->size, dims[2];
  View t = transposed_view(a, dims);
  gsl_matrix *u = work_matrix(w, a->size1, k), *vt = work_matrix(w, k, a->size2);
  if (!u || !vt || !optimised_svd(&t, false, vt->data, d->s->data, u->data)) return false;
  d->u = u;
  d->v = work_transpose(w, vt);
  return d->v != NULL;
}

typedef struct Decomposition {
  gsl_matrix *u, *v;
  gsl_vector *s, *space;
  int status;
} Decomposition;

static void run_svd(void *decomposition) {
  Decomposition *d = decomposition;
  d->status = gsl_linalg_SV_decomp(d->u, d->v, d->s, d->space);
}

static bool repair_rows(Work *w, Svd *d) {
  size_t rows = d->u->size1, k = d->s->size;
  if (k == 0 || d->s->data[k - 1] > 0) return true;
  gsl_matrix *columns = work_transpose(w, d->u);
  if (!columns || !repair(w, columns->data, d->s->data, 1, rows, k)) return false;
  d->u = work_transpose(w, columns);
  return d->u != NULL;
}

bool svd_thin(Work *w, const gsl_matrix *a, Svd *d) {
  bool wide = a->size1 < a->size2;
  size_t k = wide ? a->size1 : a->size2;
  gsl_vector *s = work_vector(w, k);
  *d = (Svd){ .s = s, .rows = a->size1, .columns = a->size2 };
  if (!s || !call_step(w->call, a->size1 * a->size2 * (1 + k / 100))) return false;
  if (k >= OPTIMISED_LEAST && svd_optimised(w, a, d)) return true;
  gsl_matrix *u = wide ? work_transpose(w, a) : work_copy(w, a), *v = work_matrix(w, k, k);
  gsl_vector *space = work_vector(w, k);
  if (!u || !v || !space) return false;
  d->u = u;
  d->v = v;
  if (k > 0) {
    double scale = 0, work = 20 * (double)u->size1 * (double)k * (double)k;
    for (size_t i = 0; i < u->size1 * k; i++) scale = fmax(scale, fabs(u->data[i]));
    bool rescale = scale > 1e100 || (scale > 0 && scale < 1e-100);
    if (rescale)
      for (size_t i = 0; i < u->size1 * k; i++) u->data[i] /= scale;
    Decomposition job = { u, v, s, space, 0 };
    Region results[] = { { &job, sizeof job },
                         { u->data, u->size1 * k * sizeof(double) },
                         { v->data, k * k * sizeof(double) },
                         { s->data, k * sizeof(double) } };
    if (!long_job(work / 1e9, run_svd, &job, results, 4)) return false;
    if (!numeric_status(w->call, job.status, "the singular value decomposition")) return false;
    if (rescale)
      for (size_t i = 0; i < k; i++) s->data[i] *= scale;
    if (!repair_rows(w, d)) return false;
  }
  if (wide) {
    gsl_matrix *swap = d->u;
    d->u = d->v;
    d->v = swap;
  }
  return true;
}

size_t svd_rank(const Svd *d, double tolerance) {
  return rank_of(d->s->data, d->s->size, d->rows > d->columns ? d->rows : d->columns, tolerance);
}

size_t rank_of(const double *s, size_t count, size_t most, double tolerance) {
  size_t rank = 0;
  if (count == 0) return 0;
  if (tolerance < 0) tolerance = (double)most * s[0] * 0x1p-52;
  while (rank < count && s[rank] > tolerance) rank++;
  return rank;
}

/* ------------------------------------------------------------------ column by column */

/* TO (columns x rows) is the conjugate transpose of FROM. */
static void conjugate_transpose(const double *from, size_t parts, size_t rows, size_t columns,
                                double *to) {
  enum { SIDE = 16 };
  for (size_t j0 = 0; j0 < columns; j0 += SIDE)
    for (size_t i0 = 0; i0 < rows; i0 += SIDE)
      for (size_t j = j0; j < columns && j < j0 + SIDE; j++)
        for (size_t i = i0; i < rows && i < i0 + SIDE; i++) {
          to[parts * (j + i * columns)] = from[parts * (i + j * rows)];
          if (parts == 2) to[2 * (j + i * columns) + 1] = -from[2 * (i + j * rows) + 1];
        }
}

/* A pair of vectors may be turned together.  LAPACK leaves the first row of V real, and mostly with
   these signs. */
static void choose_phases(Z *v, size_t n, Z *u, size_t m, size_t k) {
  for (size_t j = 0; j < k; j++) {
    double size = cabs(v[j * n]);
    if (size < 1e-12) continue;
    Z turn = conj(v[j * n]) / (j == 0 ? -size : size);
    for (size_t i = 0; i < n; i++) v[i + j * n] *= turn;
    for (size_t i = 0; i < m; i++) u[i + j * m] *= turn;
    v[j * n] = j == 0 ? -size : size;
  }
}

/* By one-sided rotations; A is made tall first. */
static bool complex_columns(Work *w, const View *a, Columns *d) {
  bool wide = d->m < d->n;
  size_t big = wide ? d->n : d->m, k = d->k;
  double *u = work_numbers(w, 2 * big * k), *v = work_numbers(w, 2 * k * k);
  if (!u || !v) return false;
  if (wide)
    conjugate_transpose(a->data, 2, d->m, d->n, u);
  else
    memcpy(u, a->data, 2 * big * k * sizeof *u);
  if (!complex_svd((Z *)u, big, k, d->s, (Z *)v)) {
    call_fail(w->call, ERROR_NUMERIC, "%s: the singular values do not settle",
              w->call->builtin->name);
    return false;
  }
  if (long_job_failed() || !repair(w, u, d->s, 2, big, k)) return false;
  choose_phases((Z *)(wide ? u : v), d->n, (Z *)(wide ? v : u), d->m, k);
  d->u = wide ? v : u;
  d->v = wide ? u : v;
  return true;
}

static bool real_columns(Work *w, const View *a, Columns *d) {
  Svd small;
  gsl_matrix *rows = work_view(w, a);
  if (!rows || !svd_thin(w, rows, &small)) return false;
  gsl_matrix *u = work_transpose(w, small.u), *v = work_transpose(w, small.v);
  if (!u || !v) return false;
  memcpy(d->s, small.s->data, d->k * sizeof *d->s);
  d->u = u->data;
  d->v = v->data;
  return true;
}

bool svd_columns(Work *w, const View *a, bool full, Columns *d) {
  size_t m = view_rows(a), n = view_columns(a), k = m < n ? m : n, parts = a->complex ? 2 : 1;
  size_t left = full ? m : k, right = full ? n : k;
  *d = (Columns){ .m = m, .n = n, .k = k, .parts = parts, .s = work_numbers(w, k) };
  if (!d->s || !call_step(w->call, a->count * (1 + k / 100))) return false;
  if (k >= OPTIMISED_LEAST) {
    double *u = work_numbers(w, parts * m * left), *vt = work_numbers(w, parts * right * n);
    double *v = work_numbers(w, parts * right * n);
    if (!u || !v || !vt) return false;
    if (optimised_svd(a, full, u, d->s, vt)) {
      if (long_job_failed()) return false;
      conjugate_transpose(vt, parts, right, n, v);
      d->u = u;
      d->v = v;
      return true;
    }
  }
  if (!(a->complex ? complex_columns(w, a, d) : real_columns(w, a, d))) return false;
  for (int side = 0; full && side < 2; side++) {
    size_t rows = side ? n : m;
    double **columns = side ? &d->v : &d->u;
    if (rows == k) continue;
    double *all = work_numbers(w, parts * rows * rows);
    if (!all) return false;
    memcpy(all, *columns, parts * rows * k * sizeof *all);
    if (!complete_columns(w, all, parts, rows, k, rows)) return false;
    *columns = all;
  }
  return true;
}

double *singular_numbers(Work *w, const View *a) {
  size_t m = view_rows(a), n = view_columns(a), k = m < n ? m : n;
  Columns d;
  double *s = work_numbers(w, k);
  if (!s || !call_step(w->call, a->count * (1 + k / 300))) return NULL;
  if (k >= OPTIMISED_LEAST && optimised_svd(a, false, NULL, s, NULL)) return s;
  return svd_columns(w, a, false, &d) ? d.s : NULL;
}

Value columns_value(const double *data, size_t parts, size_t rows, size_t columns) {
  Array *a = parts == 2 ? array_new_complex(rows, columns) : array_new_matrix(rows, columns);
  if (a) memcpy(a->data, data, parts * rows * columns * sizeof *data);
  return value_array(a && parts == 2 ? array_narrow(a) : a);
}

static Value diagonal_value(const double *s, size_t count, size_t rows, size_t columns) {
  Value v = numeric_scalar_matrix(rows, columns, 0);
  if (v.kind == VALUE_SCALAR) return value_scalar(s[0]);
  for (size_t i = 0; v.kind == VALUE_ARRAY && i < count; i++) v.array->data[i * rows + i] = s[i];
  return v;
}

/* Large ones, straight into the results; false when the library does not take it. */
static bool svd_directly(Call *call, const View *a, bool full, Value *result) {
  size_t m = a->dims[0], n = a->dims[1], k = m < n ? m : n, parts = a->complex ? 2 : 1;
  size_t left = full ? m : k, right = full ? n : k;
  if (k < OPTIMISED_LEAST || !call_step(call, a->count * (1 + k / 100))) return false;
  Array *u = array_new(2, (size_t[]){ m, left }, ELEMENT_REAL, a->complex);
  Array *vt = array_new(2, (size_t[]){ right, n }, ELEMENT_REAL, a->complex);
  Array *s = array_new_matrix(k, 1), *v = NULL;
  bool done = u && vt && s && optimised_svd(a, full, u->data, s->data, vt->data);
  if (long_job_failed()) {
    array_release(u);
    array_release(vt);
    array_release(s);
    *result = VALUE_FAILED;
    return true;
  }
  if (done) v = array_new(2, (size_t[]){ n, right }, ELEMENT_REAL, a->complex);
  if (v) conjugate_transpose(vt->data, parts, right, n, v->data);
  array_release(vt);
  if (done) {
    call_result(call, 1, value_diagonal(diagonal_value(s->data, k, left, right)));
    call_result(call, 2, value_array(v && a->complex ? array_narrow(v) : v));
    *result = value_array(a->complex ? array_narrow(u) : u);
  } else
    array_release(u);
  array_release(s);
  return done;
}

static Value call_svd(Call *call) {
  if (!numeric_is_matrix(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View a = call_view(call, 0);
  Work w = work_begin(call);
  if (call->wanted < 2) {
    size_t k = a.dims[0] < a.dims[1] ? a.dims[0] : a.dims[1];
    double *s = singular_numbers(&w, &a);
    return work_done(&w, s ? numeric_column(s, k) : VALUE_FAILED);
  }
  Columns d;
  bool full = !call_given(call, 1);
  Value large;
  if (svd_directly(call, &a, full, &large)) return work_done(&w, large);
  if (!svd_columns(&w, &a, full, &d)) return work_done(&w, VALUE_FAILED);
  size_t left = full ? d.m : d.k, right = full ? d.n : d.k;
  call_result(call, 1, value_diagonal(diagonal_value(d.s, d.k, left, right)));
  call_result(call, 2, columns_value(d.v, d.parts, d.n, right));
  return work_done(&w, columns_value(d.u, d.parts, d.m, left));
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
  { 0 }
};
