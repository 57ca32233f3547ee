/* matrix_function.c -- exponential, logarithm, square root and any power of a square matrix.  */

#include "config.h"
#include "lang/matrix_function.h"
#include "lang/complex_matrix.h"
#include "lang/linear.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Z;

static const Span nowhere = { 0, 0 };

/* ------------------------------------------------------------------ square matrices

   All of one computation are real or all are complex; none is narrowed on the way.  NULL goes
   through every function.  */

static View view_of(const Array *a) {
  return (View){
    .rank = a->rank, .count = a->count, .dims = a->dims, .data = a->data, .complex = a->complex
  };
}

static size_t parts_of(const Array *a) {
  return a->complex ? 2 : 1;
}

static Array *scaled(const View *v, Z factor, bool complex) {
  Array *r = array_new(2, v->dims, ELEMENT_REAL, complex);
  for (size_t i = 0; r && i < v->count; i++) {
    if (!complex) {
      r->data[i] = v->data[i] * creal(factor);
      continue;
    }
    double re = v->complex ? v->data[2 * i] : v->data[i], im = v->complex ? v->data[2 * i + 1] : 0;
    r->data[2 * i] = re * creal(factor) - im * cimag(factor);
    r->data[2 * i + 1] = re * cimag(factor) + im * creal(factor);
  }
  return r;
}

static Array *times(const Array *a, const Array *b) {
  Array *r = a && b && !long_job_failed() ? array_like(a, ELEMENT_REAL, a->complex) : NULL;
  size_t n = r ? r->dims[0] : 0;
  if (r && r->complex)
    complex_multiply((const Z *)a->data, (const Z *)b->data, (Z *)r->data, n);
  else if (r)
    linear_multiply(a->data, b->data, r->data, n, n, n);
  return r;
}

static Array *squared(Array *a) {
  Array *r = times(a, a);
  array_release(a);
  return r;
}

/* The sum of COUNT matrices, each times its weight, and of ONES times the identity. */
static Array *sum_of(Array *const *terms, const double *weights, size_t count, double ones) {
  for (size_t k = 0; k < count; k++)
    if (!terms[k]) return NULL;
  Array *r = array_like(terms[0], ELEMENT_REAL, terms[0]->complex);
  size_t parts = r ? parts_of(r) : 0, n = r ? r->dims[0] : 0;
  for (size_t i = 0; r && i < parts * r->count; i++) {
    r->data[i] = 0;
    for (size_t k = 0; k < count; k++) r->data[i] += weights[k] * terms[k]->data[i];
  }
  for (size_t i = 0; i < n; i++) r->data[parts * i * (n + 1)] += ones;
  return r;
}

static double norm_one(const View *v) {
  double most = 0;
  size_t n = v->dims[0];
  for (size_t j = 0; j < n; j++) {
    double sum = 0;
    for (size_t k = j * n; k < (j + 1) * n; k++)
      sum += v->complex ? hypot(v->data[2 * k], v->data[2 * k + 1]) : fabs(v->data[k]);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

/* A \ B, complex again where A is. */
static Array *left_over(const Operation *how, Array *a, Array *b) {
  Array *r = NULL;
  if (a && b && !long_job_failed()) {
    View x = view_of(a), y = view_of(b);
    Value v = linear_left_divide(how, &x, &y);
    r = v.kind == VALUE_ERROR ? NULL : value_to_array(v);
    if (v.kind != VALUE_ERROR) value_release(v);
    if (r && a->complex && !r->complex) {
      Array *pairs = array_to_complex(r);
      array_release(r);
      r = pairs;
    }
  }
  array_release(a);
  array_release(b);
  return r;
}

/* ------------------------------------------------------------------ exponential */

/* e^X = (V - U)^-1 (V + U), U odd and V even in X; the norm of X is at most 5.4. */
static Array *pade(const Operation *how, const Array *x, double norm) {
  static const double low[] = { 120, 60, 12, 1 };
  static const double middle[] = { 17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1 };
  static const double high[] = { 64764752532480000.,
                                 32382376266240000.,
                                 7771770303897600.,
                                 1187353796428800.,
                                 129060195264000.,
                                 10559470521600.,
                                 670442572800.,
                                 33522128640.,
                                 1323241920.,
                                 40840800.,
                                 960960.,
                                 16380.,
                                 182.,
                                 1. };
  int degree = norm < 1.5e-2 ? 3 : norm < 0.95 ? 7 : 13;
  const double *b = degree == 3 ? low : degree == 7 ? middle : high;
  size_t powers = degree == 3 ? 1 : 3; /* of X^2 */
  Array *even[3] = { times(x, x), NULL, NULL };
  if (powers > 1) {
    even[1] = times(even[0], even[0]);
    even[2] = times(even[0], even[1]);
  }
  double for_u[3] = { b[3] }, for_v[3] = { b[2] };
  for (size_t k = 1; k < powers; k++) for_u[k] = b[2 * k + 3], for_v[k] = b[2 * k + 2];
  Array *u = sum_of(even, for_u, powers, b[1]), *v = sum_of(even, for_v, powers, b[0]);
  if (degree == 13) {
    Array *upper = sum_of(even, (double[]){ b[9], b[11], b[13] }, 3, 0);
    Array *more = times(even[2], upper);
    Array *next = sum_of((Array *[]){ u, more }, (double[]){ 1, 1 }, 2, 0);
    array_release(u);
    array_release(upper);
    array_release(more);
    u = next;
    upper = sum_of(even, (double[]){ b[8], b[10], b[12] }, 3, 0);
    more = times(even[2], upper);
    next = sum_of((Array *[]){ v, more }, (double[]){ 1, 1 }, 2, 0);
    array_release(v);
    array_release(upper);
    array_release(more);
    v = next;
  }
  for (size_t k = 0; k < powers; k++) array_release(even[k]);
  Array *odd = u ? times(x, u) : NULL;
  array_release(u);
  Array *below = sum_of((Array *[]){ v, odd }, (double[]){ 1, -1 }, 2, 0);
  Array *above = sum_of((Array *[]){ v, odd }, (double[]){ 1, 1 }, 2, 0);
  array_release(odd);
  array_release(v);
  return left_over(how, below, above);
}

/* e^(factor A) */
static Array *exponential(const Operation *how, const View *a, Z factor) {
  bool complex = a->complex || cimag(factor) != 0;
  Array *x = scaled(a, factor, complex);
  if (!x) return NULL;
  View v = view_of(x);
  double norm = norm_one(&v);
  int halvings = 0;
  if (!isfinite(norm)) {
    for (size_t i = 0; i < parts_of(x) * x->count; i++) x->data[i] = NAN;
    return x;
  }
  if (norm > 5.4) frexp(norm / 5.4, &halvings);
  for (size_t i = 0; i < parts_of(x) * x->count; i++) x->data[i] = ldexp(x->data[i], -halvings);
  Array *r = pade(how, x, ldexp(norm, -halvings));
  array_release(x);
  while (r && halvings-- > 0) r = squared(r);
  return r;
}

Array *matrix_exponential(const Operation *how, const View *a) {
  Array *r = exponential(how, a, 1);
  return r ? array_narrow(r) : NULL;
}

/* ------------------------------------------------------------------ by the Schur form */

/* A = U T U', all of N x N pairs; freed as one. */
typedef struct Schur {
  Z *t, *u, *work;
  size_t n;
} Schur;

static bool schur_of(const Operation *how, const View *a, Schur *s) {
  size_t n = a->dims[0];
  *s = (Schur){ .n = n };
  if (!array_fits(8 * n * n)) return false;
  s->t = malloc((3 * n * n + 1) * sizeof *s->t);
  if (!s->t) return false;
  s->u = s->t + n * n;
  s->work = s->u + n * n;
  for (size_t i = 0; i < n * n; i++)
    s->work[i] = a->complex ? CMPLX(a->data[2 * i], a->data[2 * i + 1]) : a->data[i];
  View pairs = {
    .rank = 2, .count = n * n, .dims = a->dims, .data = (const double *)s->work, .complex = true
  };
  if (optimised_schur(&pairs, (double *)s->u, (double *)s->t)) return !long_job_failed();
  memcpy(s->t, s->work, n * n * sizeof *s->t);
  if (complex_schur(s->t, n, s->u)) return !long_job_failed();
  return error_set(how->error, ERROR_NUMERIC, nowhere,
                   "the eigenvalues of this matrix do not settle");
}

/* U F U' for upper triangular F, which is overwritten; real where REAL. */
static Array *turned_back(Schur *s, Z *f, bool real) {
  size_t n = s->n;
  Array *r = array_new_complex(n, n);
  if (!r) return NULL;
  complex_multiply(s->u, f, s->work, n);
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i < n; i++) f[i + j * n] = conj(s->u[j + i * n]);
  complex_multiply(s->work, f, (Z *)r->data, n);
  for (size_t i = 0; real && i < n * n; i++) r->data[2 * i + 1] = 0;
  return array_narrow(r);
}

/* Whether a real A has real powers and logarithm: no eigenvalue on the negative half of the real
   axis. */
static bool stays_real(const View *a, const Schur *s) {
  double most = 0;
  for (size_t i = 0; i < s->n; i++) most = fmax(most, cabs(s->t[i + i * s->n]));
  for (size_t i = 0; i < s->n && !a->complex; i++) {
    Z z = s->t[i + i * s->n];
    if (creal(z) < -1e-14 * most && fabs(cimag(z)) <= 1e-14 * most) return false;
  }
  return !a->complex;
}

/* R with R R = T, in the place of T; false when two eigenvalues are zero that should not be. */
static bool triangular_root(Z *t, size_t n) {
  for (size_t j = 0; j < n; j++) {
    if (n > 100 && long_job_must_stop()) return false;
    t[j + j * n] = csqrt(t[j + j * n]);
    for (size_t i = j; i-- > 0;) {
      Z sum = t[i + j * n], below = t[i + i * n] + t[j + j * n];
      for (size_t k = i + 1; k < j; k++) sum -= t[i + k * n] * t[k + j * n];
      if (sum == 0)
        t[i + j * n] = 0;
      else if (below == 0)
        return false;
      else
        t[i + j * n] = sum / below;
    }
  }
  return true;
}

static Array *full_of_nan(const View *a) {
  Array *r = array_new_matrix(a->dims[0], a->dims[1]);
  for (size_t i = 0; r && i < r->count; i++) r->data[i] = NAN;
  return r;
}

Array *matrix_square_root(const Operation *how, const View *a, bool *found) {
  Schur s;
  Array *r = NULL;
  *found = true;
  if (schur_of(how, a, &s)) {
    bool real = stays_real(a, &s);
    *found = triangular_root(s.t, s.n);
    r = *found ? turned_back(&s, s.t, real) : full_of_nan(a);
  }
  free(s.t);
  return r;
}

/* R = log(I + X) for upper triangular X with norm below 1/4: the integral of X / (I + t X) over t
   from 0 to 1, by Gauss's rule with seven points, which is the Padé approximant. */
static void triangular_log1p(const Z *x, size_t n, Z *r, Z *work) {
  static const double points[7] = { 0.025446043828620757, 0.12923440720030278,
                                    0.2970774243113014,   0.5,
                                    0.7029225756886985,   0.8707655927996972,
                                    0.9745539561713792 };
  static const double weights[7] = { 0.06474248308443532, 0.1398526957446383,  0.19091502525255916,
                                     0.20897959183673448, 0.19091502525255916, 0.1398526957446383,
                                     0.06474248308443532 };
  memset(r, 0, n * n * sizeof *r);
  for (int p = 0; p < 7; p++)
    for (size_t j = 0; j < n && !(n > 100 && long_job_must_stop()); j++) {
      Z *column = work;
      memcpy(column, x + j * n, (j + 1) * sizeof *column);
      for (size_t i = j + 1; i-- > 0;) {
        column[i] /= 1 + points[p] * x[i + i * n];
        for (size_t k = 0; k < i; k++) column[k] -= points[p] * x[k + i * n] * column[i];
        r[i + j * n] += weights[p] * column[i];
      }
    }
}

static double triangular_distance(const Z *t, size_t n) {
  double most = 0;
  for (size_t j = 0; j < n; j++) {
    double sum = 0;
    for (size_t i = 0; i <= j; i++) sum += cabs(t[i + j * n] - (i == j));
    if (!(sum <= most)) most = sum;
  }
  return most;
}

/* The logarithm of T in its place. */
static bool triangular_log(Schur *s) {
  size_t n = s->n;
  Z *diagonal = mem_new((2 * n + 1) * sizeof *diagonal), *work = diagonal + n;
  int roots = 0;
  bool good = true;
  for (size_t i = 0; i < n; i++) {
    if (s->t[i + i * n] == 0) good = false;
    diagonal[i] = good ? clog(s->t[i + i * n]) : 0;
  }
  while (good && triangular_distance(s->t, n) > 0.25 && roots < 100) {
    good = triangular_root(s->t, n);
    roots++;
  }
  for (size_t i = 0; good && i < n; i++) s->t[i + i * n] -= 1;
  if (good) {
    triangular_log1p(s->t, n, s->work, work);
    for (size_t i = 0; i < n * n; i++) s->t[i] = s->work[i] * ldexp(1, roots);
    for (size_t i = 0; i < n; i++) s->t[i + i * n] = diagonal[i];
  }
  free(diagonal);
  return good;
}

Array *matrix_logarithm(const Operation *how, const View *a, bool *found) {
  Schur s;
  Array *r = NULL;
  *found = true;
  if (schur_of(how, a, &s)) {
    bool real = stays_real(a, &s);
    *found = triangular_log(&s);
    r = *found ? turned_back(&s, s.t, real) : full_of_nan(a);
  }
  free(s.t);
  return r;
}

/* ------------------------------------------------------------------ powers */

static bool is_normal(const Schur *s) {
  double most = 0, beside = 0;
  for (size_t j = 0; j < s->n; j++)
    for (size_t i = 0; i <= j; i++) {
      double x = cabs(s->t[i + j * s->n]);
      if (i == j)
        most = fmax(most, x);
      else
        beside = fmax(beside, x);
    }
  return beside <= 1e-14 * most;
}

/* V F(D) V^-1 with the eigenvectors V, where these are far enough apart; *TRIED tells.  F is z^p,
   or p^z when ABOVE. */
static Array *by_eigenvectors(const Operation *how, const View *a, Schur *s, Z p, bool above,
                              bool real, bool *tried) {
  size_t n = s->n;
  *tried = false;
  Array *v = array_new_complex(n, n), *turned = array_new_complex(n, n), *r = NULL;
  bool normal = is_normal(s);
  if (v && turned) {
    if (normal)
      memcpy(v->data, s->u, n * n * sizeof(Z));
    else
      complex_eigenvectors(s->t, s->u, n, (Z *)v->data);
    double rcond = 1;
    Array *ones = array_zeros(2, a->dims, ELEMENT_REAL, true), *inverse = NULL;
    for (size_t i = 0; ones && i < n; i++) ones->data[2 * i * (n + 1)] = 1;
    if (normal) {
      inverse = ones;
      for (size_t j = 0; ones && j < n; j++)
        for (size_t i = 0; i < n; i++) ((Z *)ones->data)[i + j * n] = conj(s->u[j + i * n]);
    } else if (ones) {
      Error none = { 0 };
      Operation quiet = { .error = &none };
      inverse = left_over(&quiet, array_retain(v), ones);
      View x = view_of(v), y;
      if (inverse) y = view_of(inverse), rcond = 1 / (norm_one(&x) * norm_one(&y));
    }
    *tried = inverse && rcond > 1e-9;
    for (size_t j = 0; *tried && j < n; j++) {
      Z z = s->t[j + j * n];
      Z f = above ? cexp(z * clog(p)) : z == 0 ? (creal(p) > 0 ? 0 : INFINITY) : cpow(z, p);
      for (size_t i = 0; i < n; i++) ((Z *)turned->data)[i + j * n] = ((Z *)v->data)[i + j * n] * f;
    }
    if (*tried) r = times(turned, inverse);
    array_release(inverse);
  }
  array_release(v);
  array_release(turned);
  for (size_t i = 0; r && real && i < n * n; i++) r->data[2 * i + 1] = 0;
  (void)how;
  return r ? array_narrow(r) : NULL;
}

static bool is_zero(const Schur *s) {
  for (size_t i = 0; i < s->n; i++)
    if (s->t[i * (s->n + 1)] == 0) return true;
  return false;
}

Array *matrix_power(const Operation *how, const View *a, Z p) {
  Schur s;
  Array *r = NULL;
  bool tried = false;
  if (!isfinite(creal(p)) || !isfinite(cimag(p))) return full_of_nan(a);
  if (schur_of(how, a, &s)) {
    bool real = cimag(p) == 0 && stays_real(a, &s), singular = is_zero(&s);
    r = by_eigenvectors(how, a, &s, p, false, real, &tried);
    if (!tried && !singular && triangular_log(&s)) {
      Array *l = turned_back(&s, s.t, real);
      View v;
      if (l) {
        v = view_of(l);
        r = exponential(how, &v, p);
        if (r) r = array_narrow(r);
      }
      array_release(l);
    } else if (!tried && how->error->kind == ERROR_NONE && !long_job_failed()) {
      error_set(how->error, ERROR_DOMAIN, nowhere,
                "this matrix has no such power: it is singular and has too few eigenvectors");
      error_hint(how->error, "for the power of every entry, write A .^ p");
    }
  }
  free(s.t);
  return r;
}

Array *matrix_exponent(const Operation *how, Z b, const View *a) {
  Schur s;
  Array *r = NULL;
  bool tried = false;
  if (b == 0 || !isfinite(creal(b)) || !isfinite(cimag(b))) return full_of_nan(a);
  if (schur_of(how, a, &s)) {
    bool real = !a->complex && cimag(b) == 0 && creal(b) > 0;
    if (is_normal(&s)) r = by_eigenvectors(how, a, &s, b, true, real, &tried);
    if (!tried) {
      r = exponential(how, a, clog(b));
      if (r) r = array_narrow(r);
    }
  }
  free(s.t);
  return r;
}
