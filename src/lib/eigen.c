/* eigen.c -- eigenvalues and eigenvectors.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/complex_matrix.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/spectrum.h"
#include "lib/symmetric.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Z;

bool matrix_is_symmetric(const gsl_matrix *a) {
  if (a->size1 != a->size2) return false;
  for (size_t i = 0; i < a->size1; i++)
    for (size_t j = 0; j < i; j++)
      if (gsl_matrix_get(a, i, j) != gsl_matrix_get(a, j, i)) return false;
  return true;
}

/* Up to here the signs of eigenvectors are LAPACK's own. */
enum { MOST_ON_SCREEN = 31 };

/* An eigenvector may point either way.  The sign chosen here is the one LAPACK arrives at most
   often for small matrices, so that the numbers on screen agree with Octave's: the last entry is
   not negative; of a complex vector it is real. */
static void choose_signs(double *v, size_t n, size_t parts) {
  for (size_t j = 0; j < n; j++) {
    double *column = v + parts * j * n;
    size_t last = n;
    while (last-- > 0)
      if (hypot(column[parts * last], parts == 2 ? column[2 * last + 1] : 0) > 1e-12) break;
    if (last >= n) continue;
    if (parts == 1) {
      for (size_t i = 0; column[last] < 0 && i < n; i++)
        if (i != last) column[i] = -column[i] + 0.0;
      column[last] = fabs(column[last]);
      continue;
    }
    Z *z = (Z *)column, turn = conj(z[last]) / cabs(z[last]);
    for (size_t i = 0; i < n; i++) z[i] = i == last ? cabs(z[i]) : z[i] * turn;
  }
}

typedef struct Symmetric {
  gsl_matrix *a, *v;
  gsl_matrix_complex *za, *zv;
  gsl_vector *d;
  int status;
} Symmetric;

static void run_symmetric(void *symmetric) {
  Symmetric *s = symmetric;
  gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(s->a->size1);
  s->status = space ? gsl_eigen_symmv(s->a, s->d, s->v, space) : GSL_ENOMEM;
  if (s->status == 0) s->status = gsl_eigen_symmv_sort(s->d, s->v, GSL_EIGEN_SORT_VAL_ASC);
  gsl_eigen_symmv_free(space);
}

static void run_hermitian(void *symmetric) {
  Symmetric *s = symmetric;
  gsl_eigen_hermv_workspace *space = gsl_eigen_hermv_alloc(s->za->size1);
  s->status = space ? gsl_eigen_hermv(s->za, s->d, s->zv, space) : GSL_ENOMEM;
  if (s->status == 0) s->status = gsl_eigen_hermv_sort(s->d, s->zv, GSL_EIGEN_SORT_VAL_ASC);
  gsl_eigen_hermv_free(space);
}

/* Without the library. */
static bool symmetric_here(Work *w, const View *a, Spectrum *r) {
  size_t n = r->n, parts = r->parts;
  Symmetric s = { .d = work_vector(w, n) };
  double *rows = work_numbers(w, parts * n * n), *v = work_numbers(w, parts * n * n);
  if (!s.d || !rows || !v) return false;
  memcpy(rows, a->data, parts * n * n * sizeof *rows);
  gsl_matrix_view m, mv;
  gsl_matrix_complex_view zm, zv;
  if (parts == 1) {
    m = gsl_matrix_view_array(rows, n, n);
    mv = gsl_matrix_view_array(v, n, n);
    s.a = &m.matrix;
    s.v = &mv.matrix;
    if (n <= MOST_ON_SCREEN && lapack_symmetric(w, s.a, s.d->data, s.v)) {
      gsl_matrix_transpose(s.v);
      memcpy(r->values, s.d->data, n * sizeof *r->values);
      r->vectors = v;
      return true;
    }
    memcpy(rows, a->data, n * n * sizeof *rows);
  } else {
    for (size_t i = 0; i < n * n; i++) rows[2 * i + 1] = -rows[2 * i + 1]; /* the transpose */
    zm = gsl_matrix_complex_view_array(rows, n, n);
    zv = gsl_matrix_complex_view_array(v, n, n);
    s.za = &zm.matrix;
    s.zv = &zv.matrix;
  }
  Region results[] = { { &s, sizeof s },
                       { s.d->data, n * sizeof(double) },
                       { v, parts * n * n * sizeof *v } };
  double operations = 15.0 * (double)(parts * parts) * (double)n * (double)n * (double)n;
  if (!long_job(operations / 1e9, parts == 1 ? run_symmetric : run_hermitian, &s, results, 3))
    return false;
  if (!numeric_status(w->call, s.status, "the eigenvalue computation")) return false;
  memcpy(r->values, s.d->data, n * sizeof *r->values);
  if (parts == 1)
    gsl_matrix_transpose(s.v);
  else
    gsl_matrix_complex_transpose(s.zv);
  choose_signs(v, n, parts);
  r->vectors = v;
  return true;
}

static bool symmetric_spectrum(Work *w, const View *a, bool vectors, Spectrum *r) {
  size_t n = r->n;
  r->values = work_numbers(w, n);
  if (!r->values) return false;
  if (n >= OPTIMISED_LEAST) {
    double *v = vectors ? work_numbers(w, r->parts * n * n) : NULL;
    if (vectors && !v) return false;
    if (optimised_symmetric_eigen(a, r->values, v)) {
      if (long_job_failed()) return false;
      if (v) choose_signs(v, n, r->parts);
      r->vectors = v;
      return true;
    }
  }
  return symmetric_here(w, a, r);
}

Schur2 schur_2x2(double a, double b, double c, double d) {
  Schur2 s = { a, b, c, d, 1, 0 };
  if (c == 0) return s;
  if (b == 0) return (Schur2){ d, -c, 0, a, 0, 1 };
  double difference = a - d;
  if (difference == 0 && (b < 0) != (c < 0)) return s;
  double p = difference / 2, most = fmax(fabs(b), fabs(c));
  double least = fmin(fabs(b), fabs(c)) * ((b < 0) == (c < 0) ? 1 : -1);
  double scale = fmax(fabs(p), most), z = p / scale * p + most / scale * least;
  if (z >= 4 * 0x1p-53) {
    z = p + copysign(sqrt(scale) * sqrt(z), p);
    double tau = hypot(c, z);
    return (Schur2){ d + z, b - c, 0, d - most / z * least, z / tau, c / tau };
  }
  double sigma = b + c, tau = hypot(sigma, difference);
  double cosine = sqrt((1 + fabs(sigma) / tau) / 2);
  double sine = -(p / (tau * cosine)) * copysign(1, sigma);
  double aa = a * cosine + b * sine, bb = b * cosine - a * sine;
  double cc = c * cosine + d * sine, dd = d * cosine - c * sine;
  s = (Schur2){ aa * cosine + cc * sine,
                bb * cosine + dd * sine,
                cc * cosine - aa * sine,
                dd * cosine - bb * sine,
                cosine,
                sine };
  s.a = s.d = (s.a + s.d) / 2;
  if (s.c != 0 && s.b == 0) return (Schur2){ s.d, -s.c, 0, s.a, -sine, cosine };
  if (s.c == 0 || (s.b < 0) != (s.c < 0)) return s;
  double rootb = sqrt(fabs(s.b)), rootc = sqrt(fabs(s.c)), shift = copysign(rootb * rootc, s.c);
  double turn = 1 / sqrt(fabs(s.b + s.c));
  double c1 = rootb * turn, s1 = rootc * turn;
  return (Schur2){
    s.a + shift, s.b - s.c, 0, s.a - shift, cosine * c1 - sine * s1, cosine * s1 + sine * c1
  };
}

/* Eigenvalues read off a quasi-triangular matrix. */
static void read_schur(const gsl_matrix *t, double *pairs) {
  size_t n = t->size1;
  memset(pairs, 0, 2 * n * sizeof *pairs);
  for (size_t i = 0; i < n; i++) {
    double below = i + 1 < n ? gsl_matrix_get(t, i + 1, i) : 0;
    pairs[2 * i] = gsl_matrix_get(t, i, i);
    if (below == 0) continue;
    Schur2 s = schur_2x2(gsl_matrix_get(t, i, i), gsl_matrix_get(t, i, i + 1), below,
                         gsl_matrix_get(t, i + 1, i + 1));
    double im = s.c == 0 ? 0 : sqrt(fabs(s.b)) * sqrt(fabs(s.c));
    pairs[2 * i] = s.a;
    pairs[2 * i + 1] = im;
    i++;
    pairs[2 * i] = s.d;
    pairs[2 * i + 1] = -im;
  }
}

typedef struct General {
  gsl_matrix *a;
  gsl_vector_complex *values;
  gsl_matrix_complex *vectors;
  int status;
} General;

static void run_values(void *general) {
  General *g = general;
  gsl_eigen_nonsymm_workspace *space = gsl_eigen_nonsymm_alloc(g->a->size1);
  if (space) gsl_eigen_nonsymm_params(1, 0, space);
  g->status = space ? gsl_eigen_nonsymm(g->a, g->values, space) : GSL_ENOMEM;
  gsl_eigen_nonsymm_free(space);
}

static void run_vectors(void *general) {
  General *g = general;
  gsl_eigen_nonsymmv_workspace *space = gsl_eigen_nonsymmv_alloc(g->a->size1);
  g->status = space ? gsl_eigen_nonsymmv(g->a, g->values, g->vectors, space) : GSL_ENOMEM;
  gsl_eigen_nonsymmv_free(space);
}

static bool run_general(Work *w, General *g, void (*run)(void *)) {
  size_t n = g->a->size1;
  Region results[] = { { g, sizeof *g },
                       { g->a->data, n * n * sizeof(double) },
                       { g->values->data, 2 * n * sizeof(double) },
                       { g->vectors ? g->vectors->data : NULL,
                         g->vectors ? 2 * n * n * sizeof(double) : 0 } };
  double operations = 50.0 * (double)n * (double)n * (double)n;
  return long_job(operations / 1e9, run, g, results, 4) &&
         numeric_status(w->call, g->status, "the eigenvalue computation");
}

bool general_eigenvalues(Work *w, gsl_matrix *a, double *pairs) {
  size_t n = a->size1;
  if (n <= 2) {
    read_schur(a, pairs);
    if (n == 2 && gsl_matrix_get(a, 1, 0) == 0) pairs[2] = gsl_matrix_get(a, 1, 1);
    return true;
  }
  if (!call_step(w->call, n * n * (1 + n / 30))) return false;
  if (n >= OPTIMISED_LEAST) {
    gsl_matrix *columns = work_transpose(w, a);
    View v = { .rank = 2, .count = n * n, .dims = (size_t[]){ n, n }, .data = a->data };
    if (!columns) return false;
    v.data = columns->data;
    if (optimised_eigen(&v, pairs, NULL)) return !long_job_failed();
  }
  double *values = work_numbers(w, 2 * n);
  if (!values) return false;
  gsl_vector_complex_view view = gsl_vector_complex_view_array(values, n);
  General g = { .a = a, .values = &view.vector };
  if (!run_general(w, &g, run_values)) return false;
  read_schur(a, pairs);
  return true;
}

/* Unit length; the largest entry of a complex vector real, as LAPACK leaves it. */
static void normalise(double *v, size_t n, bool real) {
  double largest = 0, length = 0;
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    double size = hypot(v[2 * i], v[2 * i + 1]);
    length = hypot(length, size);
    if (size > largest * (1 + 1e-12)) largest = size, at = i;
  }
  if (length == 0) return;
  double c = real ? 1 : v[2 * at] / largest, s = real ? 0 : -v[2 * at + 1] / largest;
  for (size_t i = 0; i < n; i++) {
    double re = v[2 * i], im = v[2 * i + 1];
    v[2 * i] = (re * c - im * s) / length;
    v[2 * i + 1] = real || i == at ? 0 : (re * s + im * c) / length;
  }
}

/* The eigenvectors of a 2x2 matrix from its Schur form; V by columns of pairs. */
static void vectors_2x2(const gsl_matrix *m, const double *values, double *v) {
  Schur2 s = schur_2x2(m->data[0], m->data[1], m->data[2], m->data[3]);
  memset(v, 0, 8 * sizeof *v);
  if (m->data[1] == 0 && m->data[2] != 0 && m->data[0] != m->data[3]) { /* lower triangular */
    v[2] = v[4] = 1;
    v[6] = m->data[2] / (m->data[0] - m->data[3]);
  } else if (values[1] == 0) {
    double gap = s.d - s.a, least = 0x1p-52 * (fabs(s.a) + fabs(s.b) + fabs(s.d));
    if (fabs(gap) < least) gap = least > 0 ? -least : -1;
    double x = s.b / gap; /* (x, 1) solves the triangular system */
    v[0] = s.cosine;
    v[2] = s.sine;
    v[4] = x * s.cosine - s.sine;
    v[6] = x * s.sine + s.cosine;
  } else {
    const double x[2] = { m->data[1], 0 }, y[2] = { values[0] - m->data[0], values[1] };
    for (int k = 0; k < 2; k++) { /* (b, lambda - a) */
      double sign = k ? -1 : 1;
      v[4 * k] = x[0];
      v[4 * k + 2] = y[0];
      v[4 * k + 3] = sign * y[1];
    }
  }
}

/* GSL's eigenvectors, put into the order of the values along the diagonal of the Schur form. */
static bool general_vectors(Work *w, gsl_matrix *a, double *values, double *v) {
  size_t n = a->size1;
  double *own = work_numbers(w, 2 * n), *packed = work_numbers(w, 2 * n * n);
  if (!own || !packed) return false;
  gsl_vector_complex_view d = gsl_vector_complex_view_array(own, n);
  gsl_matrix_complex_view m = gsl_matrix_complex_view_array(packed, n, n);
  General g = { .a = a, .values = &d.vector, .vectors = &m.matrix };
  if (!run_general(w, &g, run_vectors)) return false;
  read_schur(a, values);
  for (size_t j = 0; j < n; j++) {
    size_t best = n;
    double nearest = INFINITY;
    for (size_t k = 0; k < n; k++) {
      double away = hypot(own[2 * k] - values[2 * j], own[2 * k + 1] - values[2 * j + 1]);
      if (away < nearest) nearest = away, best = k;
    }
    if (best == n) return false;
    for (size_t i = 0; i < n; i++)
      memcpy(v + 2 * (j * n + i), packed + 2 * (i * n + best), 2 * sizeof *v);
    own[2 * best] = NAN;
  }
  return true;
}

static bool general_spectrum(Work *w, const View *a, bool vectors, Spectrum *r) {
  size_t n = r->n;
  double *v = vectors ? work_numbers(w, 2 * n * n) : NULL;
  r->values = work_numbers(w, 2 * n);
  if (!r->values || (vectors && !v)) return false;
  r->vectors = v;
  if (n >= OPTIMISED_LEAST && optimised_eigen(a, r->values, v)) return !long_job_failed();
  if (a->complex) {
    Z *t = (Z *)work_numbers(w, 2 * n * n), *u = (Z *)work_numbers(w, 2 * n * n);
    if (!t || !u) return false;
    memcpy(t, a->data, n * n * sizeof *t);
    if (!complex_schur(t, n, u)) {
      call_fail(w->call, ERROR_NUMERIC, "%s: the eigenvalues do not settle",
                w->call->builtin->name);
      return false;
    }
    if (long_job_failed()) return false;
    for (size_t i = 0; i < n; i++) memcpy(r->values + 2 * i, t + i * (n + 1), sizeof *t);
    if (v) complex_eigenvectors(t, u, n, (Z *)v);
    return true;
  }
  gsl_matrix *rows = work_view(w, a);
  if (!rows) return false;
  if (!vectors || n <= 2) {
    gsl_matrix *copy = work_copy(w, rows);
    if (!copy || !general_eigenvalues(w, copy, r->values)) return false;
    if (!vectors) return true;
  }
  if (n == 1)
    v[0] = 1;
  else if (n == 2)
    vectors_2x2(rows, r->values, v);
  else if (!general_vectors(w, rows, r->values, v))
    return false;
  for (size_t j = 0; j < n; j++) normalise(v + 2 * j * n, n, r->values[2 * j + 1] == 0);
  return true;
}

static bool is_hermitian(const View *v) {
  size_t n = v->dims[0], parts = v->complex ? 2 : 1;
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i <= j; i++) {
      const double *x = v->data + parts * (j * n + i), *y = v->data + parts * (i * n + j);
      if (x[0] != y[0] || (v->complex && x[1] != -y[1])) return false;
    }
  return true;
}

bool spectrum_of(Work *w, const View *a, bool vectors, Spectrum *r) {
  size_t n = a->dims[0];
  *r = (Spectrum){ .n = n, .real = is_hermitian(a) };
  r->parts = r->real && !a->complex ? 1 : 2;
  if (!call_step(w->call, n * n * (1 + n / 30))) return false;
  return r->real ? symmetric_spectrum(w, a, vectors, r) : general_spectrum(w, a, vectors, r);
}

/* ------------------------------------------------------------------ eig */

static Value values_column(const Spectrum *s) {
  return s->real ? numeric_column(s->values, s->n) : columns_value(s->values, 2, s->n, 1);
}

static Value values_diagonal(const Spectrum *s) {
  size_t n = s->n, parts = s->real ? 1 : 2;
  Array *a = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, !s->real);
  for (size_t i = 0; a && i < n; i++)
    memcpy(a->data + parts * i * (n + 1), s->values + parts * i, parts * sizeof *a->data);
  Value v = value_array(a && a->complex ? array_narrow(a) : a);
  return value_diagonal(v);
}

/* Columns of the inverse's conjugate transpose, brought to unit length. */
static Value left_vectors(Call *call, Value v) {
  if (v.kind == VALUE_ERROR) return v;
  Value ones = numeric_scalar_matrix(value_size(v, 0), value_size(v, 0), 0);
  for (size_t i = 0; ones.kind == VALUE_ARRAY && i < value_size(v, 0); i++)
    ones.array->data[i * (value_size(v, 0) + 1)] = 1;
  if (ones.kind == VALUE_SCALAR) ones.scalar = 1;
  Value x = arguments_binary(call, OPERATE_MATRIX_LEFT_DIVIDE, v, ones);
  value_release(ones);
  if (x.kind == VALUE_ERROR) return x;
  Value w = arguments_unary(call, OPERATE_CONJUGATE_TRANSPOSE, x);
  value_release(x);
  if (w.kind != VALUE_ARRAY) return w;
  size_t parts = w.array->complex ? 2 : 1, n = w.array->dims[0];
  for (size_t j = 0; j < n; j++) {
    double length = 0, *column = w.array->data + parts * j * n;
    for (size_t i = 0; i < parts * n; i++) length = hypot(length, column[i]);
    for (size_t i = 0; i < parts * n; i++) column[i] /= length;
  }
  return w;
}

Value spectrum_results(Call *call, const Spectrum *s, int form) {
  bool column = form ? form == 'v' : call->wanted < 2;
  Value values = column ? values_column(s) : values_diagonal(s);
  if (call->wanted < 2) return values;
  Value v = columns_value(s->vectors, s->parts, s->n, s->n);
  if (call->wanted > 2) call_result(call, 2, s->real ? value_retain(v) : left_vectors(call, v));
  call_result(call, 1, values);
  return v;
}

/* Large symmetric ones, straight into the result; false when the library does not take it. */
static bool eig_directly(Call *call, const View *a, int form, Value *result) {
  size_t n = a->dims[0], parts = a->complex ? 2 : 1;
  if (n < OPTIMISED_LEAST || !is_hermitian(a) || !call_step(call, n * n * (1 + n / 30)))
    return false;
  Array *d = array_new_matrix(n, 1), *v = array_new(2, a->dims, ELEMENT_REAL, a->complex);
  bool done = d && v && optimised_symmetric_eigen(a, d->data, v->data);
  *result = VALUE_FAILED;
  if (done && !long_job_failed()) {
    Spectrum s = { .n = n, .parts = parts, .real = true, .values = d->data };
    choose_signs(v->data, n, parts);
    *result = value_array(a->complex ? array_narrow(v) : v);
    call_result(call, 1, form == 'v' ? values_column(&s) : values_diagonal(&s));
    if (call->wanted > 2) call_result(call, 2, value_retain(*result));
  } else
    array_release(v);
  array_release(d);
  return done;
}

/* The words behind the matrices; *FORM becomes 'v' or 'm'. */
static bool eig_options(Call *call, size_t from, int *form) {
  for (size_t i = from; i < call->count; i++) {
    if (call_string_is(call, i, "vector"))
      *form = 'v';
    else if (call_string_is(call, i, "matrix"))
      *form = 'm';
    else if (!call_string_is(call, i, "balance") && !call_string_is(call, i, "nobalance") &&
             !(from == 2 && (call_string_is(call, i, "chol") || call_string_is(call, i, "qz")))) {
      call_fail_at(call, i, ERROR_TYPE, "eig: the choices are 'vector' and 'matrix'");
      return false;
    }
  }
  return true;
}

static Value call_eig(Call *call) {
  int form = 0;
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  bool two = call_given(call, 1) && !value_is_text(call->args[1]);
  if (!eig_options(call, two ? 2 : 1, &form)) return VALUE_FAILED;
  if (two) return generalised_eig(call, form);
  View m = call_view(call, 0);
  if (m.count == 0) {
    call_result(call, 1, value_array(array_new_matrix(0, 0)));
    call_result(call, 2, value_array(array_new_matrix(0, 0)));
    return value_array(array_new_matrix(0, 0));
  }
  Value large;
  if (call->wanted > 1 && eig_directly(call, &m, form, &large)) return large;
  Work w = work_begin(call);
  Spectrum s;
  if (!spectrum_of(&w, &m, call->wanted > 1, &s)) return work_done(&w, VALUE_FAILED);
  return work_done(&w, spectrum_results(call, &s, form));
}

const Builtin eigen_family[] = {
  { .name = "eig",
    .signature = "A: matrix, B?: any, option?: string... -> V: matrix, D: matrix, W: matrix",
    .call = call_eig,
    .summary = "Eigenvalues: the factors by which A stretches the directions it does not turn. "
               "[V, D] = eig(A) gives those directions as unit columns of V and the values on the "
               "diagonal of D. eig(A, B) solves A*v = lambda*B*v; 'vector' asks for the values as "
               "a column.",
    .formula = "A v = \\lambda v",
    .numpy = "values, V = np.linalg.eig(A)",
    .see = "svd trace det poly power_iter",
    .warning = "with one result you get the values, not the pair; np.linalg.eigh is used by itself "
               "when A is symmetric, in ascending order",
    .examples = { { "eig([2 1; 1 2])", "[1; 3]" },
                  { "[V, D] = eig([2 1; 1 2]); V*sqrt(2)", "[-1 1; 1 1]" },
                  { "eig([0 -1; 1 0])", "[1i; -1i]" } } },
  { 0 }
};
