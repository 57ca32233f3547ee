/* eigen.c -- eigenvalues and eigenvectors.  */

#include "config.h"
#include "lib/decompose.h"
#include "lang/optimised.h"
#include "lib/families.h"
#include "lib/symmetric.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
   often for small matrices, so that the numbers on screen agree with Octave's. */
static void choose_signs(gsl_matrix *v) {
  size_t n = v->size1;
  for (size_t j = 0; j < n; j++) {
    double last = 0;
    for (size_t i = n; i-- > 0 && last == 0;)
      if (fabs(gsl_matrix_get(v, i, j)) > 1e-12) last = gsl_matrix_get(v, i, j);
    if (last > 0) continue;
    for (size_t i = 0; i < n; i++) gsl_matrix_set(v, i, j, -gsl_matrix_get(v, i, j) + 0.0);
  }
}

bool symmetric_eigen(Work *w, const gsl_matrix *a, gsl_vector **values, gsl_matrix **vectors) {
  size_t n = a->size1;
  gsl_matrix *copy = work_copy(w, a), *v = work_matrix(w, n, n);
  gsl_vector *d = work_vector(w, n);
  if (!copy || !v || !d) return false;
  *values = d;
  *vectors = v;
  if (n == 0) return true;
  if (!call_step(w->call, n * n)) return false;
  if (n <= MOST_ON_SCREEN && lapack_symmetric(w, a, d->data, v)) return true;
  if (optimised_symmetric_eigen(a->data, n, d->data, v->data)) {
    gsl_matrix_transpose(v);
    choose_signs(v);
    return true;
  }
  gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
  if (!space) return false;
  int status = gsl_eigen_symmv(copy, d, v, space);
  gsl_eigen_symmv_free(space);
  if (!numeric_status(w->call, status, "the eigenvalue computation")) return false;
  gsl_eigen_symmv_sort(d, v, GSL_EIGEN_SORT_VAL_ASC);
  choose_signs(v);
  return true;
}

static Value symmetric(Work *w, const gsl_matrix *a) {
  gsl_vector *d;
  gsl_matrix *v;
  if (w->call->wanted < 2 && a->size1 > MOST_ON_SCREEN && call_step(w->call, a->size1)) {
    double *alone = work_numbers(w, a->size1);
    if (alone && optimised_symmetric_eigen(a->data, a->size1, alone, NULL))
      return numeric_column(alone, a->size1);
  }
  if (!symmetric_eigen(w, a, &d, &v)) return VALUE_FAILED;
  size_t n = d->size;
  if (w->call->wanted < 2) return numeric_column(d->data, n);
  Value values = numeric_scalar_matrix(n, n, n == 1 ? d->data[0] : 0);
  for (size_t i = 0; values.kind == VALUE_ARRAY && i < n; i++)
    values.array->data[i * n + i] = d->data[i];
  call_result(w->call, 1, value_diagonal(values));
  return numeric_value(v);
}

/* The Schur form of a 2x2 matrix, as LAPACK's dlanv2 takes it: A turned by (cosine, sine) has zero
   below the diagonal, or equal diagonal entries when the eigenvalues are complex. */
typedef struct Schur2 {
  double a, b, c, d, cosine, sine;
} Schur2;

static Schur2 schur_2x2(double a, double b, double c, double d) {
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

bool general_eigenvalues(Work *w, gsl_matrix *a, double *pairs) {
  size_t n = a->size1;
  if (n <= 2) {
    read_schur(a, pairs);
    if (n == 2 && gsl_matrix_get(a, 1, 0) == 0) pairs[2] = gsl_matrix_get(a, 1, 1);
    return true;
  }
  if (!call_step(w->call, n * n)) return false;
  gsl_eigen_nonsymm_workspace *space = gsl_eigen_nonsymm_alloc(n);
  gsl_vector_complex *values = gsl_vector_complex_alloc(n);
  int status = GSL_ENOMEM;
  if (space && values) {
    gsl_eigen_nonsymm_params(1, 0, space);
    status = gsl_eigen_nonsymm(a, values, space);
  }
  gsl_eigen_nonsymm_free(space);
  gsl_vector_complex_free(values);
  if (!numeric_status(w->call, status, "the eigenvalue computation")) return false;
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

static Value pairs_value(const double *pairs, size_t rows, size_t columns) {
  Array *a = array_new_complex(rows, columns);
  if (a) memcpy(a->data, pairs, 2 * a->count * sizeof *pairs);
  return a ? value_array(array_narrow(a)) : VALUE_FAILED;
}

static Value spread(const double *pairs, size_t n) {
  Array *a = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, true);
  for (size_t i = 0; a && i < n; i++)
    memcpy(a->data + 2 * (i * n + i), pairs + 2 * i, 2 * sizeof *pairs);
  return a ? value_array(array_narrow(a)) : VALUE_FAILED;
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
    double x[2] = { m->data[1], 0 }, y[2] = { values[0] - m->data[0], values[1] };
    for (int k = 0; k < 2; k++) { /* (b, lambda - a) */
      double sign = k ? -1 : 1;
      v[4 * k] = x[0];
      v[4 * k + 2] = y[0];
      v[4 * k + 3] = sign * y[1];
    }
  }
}

/* GSL's eigenvectors, put into the order of VALUES. */
static bool general_vectors(Work *w, gsl_matrix *a, const double *values, double *v) {
  size_t n = a->size1;
  gsl_vector_complex *d = gsl_vector_complex_calloc(n);
  gsl_matrix_complex *m = gsl_matrix_complex_calloc(n, n);
  gsl_eigen_nonsymmv_workspace *space = gsl_eigen_nonsymmv_alloc(n);
  bool good =
      d && m && space &&
      numeric_status(w->call, gsl_eigen_nonsymmv(a, d, m, space), "the eigenvalue computation");
  for (size_t j = 0; good && j < n; j++) {
    size_t best = n;
    double nearest = INFINITY;
    for (size_t k = 0; k < n; k++) {
      gsl_complex z = gsl_vector_complex_get(d, k);
      double away = hypot(GSL_REAL(z) - values[2 * j], GSL_IMAG(z) - values[2 * j + 1]);
      if (away < nearest) nearest = away, best = k;
    }
    if (best == n) good = false;
    for (size_t i = 0; good && i < n; i++) {
      gsl_complex z = gsl_matrix_complex_get(m, i, best);
      v[2 * (j * n + i)] = GSL_REAL(z);
      v[2 * (j * n + i) + 1] = GSL_IMAG(z);
    }
    if (good) gsl_vector_complex_set(d, best, (gsl_complex){ .dat = { NAN, NAN } });
  }
  gsl_vector_complex_free(d);
  gsl_matrix_complex_free(m);
  gsl_eigen_nonsymmv_free(space);
  return good;
}

static Value general(Work *w, gsl_matrix *a) {
  size_t n = a->size1;
  gsl_matrix *copy = work_copy(w, a);
  double *values = work_numbers(w, 2 * n), *v = work_numbers(w, 2 * n * n);
  if (!copy || !values || !v || !general_eigenvalues(w, copy, values)) return VALUE_FAILED;
  if (w->call->wanted < 2) return pairs_value(values, n, 1);
  if (n == 2)
    vectors_2x2(a, values, v);
  else if (!general_vectors(w, a, values, v))
    return VALUE_FAILED;
  for (size_t j = 0; j < n; j++) normalise(v + 2 * j * n, n, values[2 * j + 1] == 0);
  call_result(w->call, 1, value_diagonal(spread(values, n)));
  return pairs_value(v, n, n);
}

static bool is_hermitian(const View *v) {
  size_t n = v->dims[0];
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i <= j; i++) {
      const double *x = v->data + 2 * (j * n + i), *y = v->data + 2 * (i * n + j);
      if (x[0] != y[0] || x[1] != -y[1]) return false;
    }
  return true;
}

static Value hermitian(Call *call, const View *m) {
  if (!is_hermitian(m))
    return call_fail_at(call, 0, ERROR_TYPE,
                        "eig: complex matrices are supported only when they "
                        "equal their own conjugate transpose");
  size_t n = m->dims[0];
  if (!array_fits(8 * n * n) || !call_step(call, n * n)) return VALUE_FAILED;
  gsl_matrix_complex *a = gsl_matrix_complex_alloc(n, n), *v = gsl_matrix_complex_alloc(n, n);
  gsl_vector *d = gsl_vector_alloc(n);
  gsl_eigen_hermv_workspace *space = gsl_eigen_hermv_alloc(n);
  Value result = VALUE_FAILED;
  if (a && v && d && space) {
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++)
        memcpy(a->data + 2 * (i * a->tda + j), m->data + 2 * (j * n + i), 2 * sizeof(double));
    if (numeric_status(call, gsl_eigen_hermv(a, d, v, space), "the eigenvalue computation")) {
      gsl_eigen_hermv_sort(d, v, GSL_EIGEN_SORT_VAL_ASC);
      if (call->wanted < 2) {
        result = numeric_column(d->data, n);
      } else {
        Value values = numeric_scalar_matrix(n, n, n == 1 ? d->data[0] : 0);
        for (size_t i = 0; values.kind == VALUE_ARRAY && i < n; i++)
          values.array->data[i * n + i] = d->data[i];
        call_result(call, 1, value_diagonal(values));
        gsl_matrix_complex_transpose(v); /* by columns */
        result = pairs_value(v->data, n, n);
      }
    }
  }
  gsl_matrix_complex_free(a);
  gsl_matrix_complex_free(v);
  gsl_vector_free(d);
  gsl_eigen_hermv_free(space);
  return result;
}

static Value call_eig(Call *call) {
  if (!numeric_is_square(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View m = call_view(call, 0);
  if (m.count == 0) {
    call_result(call, 1, value_array(array_new_matrix(0, 0)));
    return value_array(array_new_matrix(0, 0));
  }
  if (m.complex) return hermitian(call, &m);
  Work w = work_begin(call);
  gsl_matrix *a = work_argument(&w, 0);
  if (!a) return work_done(&w, VALUE_FAILED);
  return work_done(&w, matrix_is_symmetric(a) ? symmetric(&w, a) : general(&w, a));
}

const Builtin eigen_family[] = {
  { .name = "eig",
    .signature = "A: matrix -> V: matrix, D: matrix",
    .call = call_eig,
    .summary = "Eigenvalues: the factors by which A stretches the directions it does not turn. "
               "[V, D] = eig(A) gives those directions as unit columns of V and the values on the "
               "diagonal of D.",
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
