/* complex_matrix.c -- small complex matrices: QR, singular values, Schur form, eigenvectors.  */

#include "config.h"
#include "lang/complex_matrix.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Z;

static const double epsilon = 2.220446049250313e-16;

static double size_of(Z z) {
  return hypot(creal(z), cimag(z));
}

static Z product(Z a, Z b) {
  return CMPLX(creal(a) * creal(b) - cimag(a) * cimag(b),
               creal(a) * cimag(b) + cimag(a) * creal(b));
}

static double length(const Z *x, size_t n) {
  double scale = 0, sum = 0;
  for (size_t i = 0; i < n; i++) scale = fmax(scale, fmax(fabs(creal(x[i])), fabs(cimag(x[i]))));
  if (scale == 0 || !isfinite(scale)) return scale;
  for (size_t i = 0; i < n; i++) {
    double re = creal(x[i]) / scale, im = cimag(x[i]) / scale;
    sum += re * re + im * im;
  }
  return scale * sqrt(sum);
}

/* sum of conj(x) y */
static Z dot(const Z *x, const Z *y, size_t n) {
  Z sum = 0;
  for (size_t i = 0; i < n; i++) sum += product(conj(x[i]), y[i]);
  return sum;
}

void complex_multiply(const Z *a, const Z *b, Z *r, size_t n) {
  if (optimised_multiply_complex((const double *)a, (const double *)b, (double *)r, n, n, n))
    return;
  memset(r, 0, n * n * sizeof *r);
  for (size_t j = 0; j < n && !(n > 100 && long_job_must_stop()); j++)
    for (size_t k = 0; k < n; k++)
      for (size_t i = 0; b[k + j * n] != 0 && i < n; i++)
        r[i + j * n] += product(a[i + k * n], b[k + j * n]);
}

/* ------------------------------------------------------------------ reflections */

/* H = I - tau v v' with v[0] = 1 takes X to (beta, 0, ...), beta real; v stands behind X[0] and
   beta in it afterwards.  What LAPACK calls zlarfg. */
static Z reflect(Z *x, size_t n) {
  double rest = n > 1 ? length(x + 1, n - 1) : 0;
  if (rest == 0 && cimag(x[0]) == 0) return 0;
  double beta = -copysign(hypot(size_of(x[0]), rest), creal(x[0]));
  Z tau = (beta - x[0]) / beta, scale = 1 / (x[0] - beta);
  for (size_t i = 1; i < n; i++) x[i] = product(x[i], scale);
  x[0] = beta;
  return tau;
}

/* COLUMN = (I - tau v v') COLUMN; v[0] is taken as 1. */
static void apply(const Z *v, Z tau, Z *column, size_t n) {
  Z sum = product(tau, column[0] + dot(v + 1, column + 1, n - 1));
  column[0] -= sum;
  for (size_t i = 1; i < n; i++) column[i] -= product(sum, v[i]);
}

static void swap_columns(Z *a, size_t m, size_t i, size_t j) {
  for (size_t k = 0; k < m; k++) {
    Z z = a[k + i * m];
    a[k + i * m] = a[k + j * m];
    a[k + j * m] = z;
  }
}

static size_t longest(const Z *a, size_t m, size_t n, size_t from) {
  size_t best = from;
  double most = -1;
  for (size_t j = from; j < n; j++) {
    double l = length(a + from + j * m, m - from);
    if (l > most * (1 + 1e-14)) most = l, best = j;
  }
  return best;
}

void complex_qr(Z *a, size_t m, size_t n, Z *q, size_t inner, size_t *order) {
  size_t k = m < n ? m : n;
  Z *tau = mem_new((k + 1) * sizeof *tau);
  for (size_t j = 0; order && j < n; j++) order[j] = j;
  for (size_t i = 0; i < k; i++) {
    size_t best = order ? longest(a, m, n, i) : i;
    if (best != i) {
      size_t from = order[i];
      order[i] = order[best];
      order[best] = from;
      swap_columns(a, m, i, best);
    }
    tau[i] = reflect(a + i + i * m, m - i);
    for (size_t j = i + 1; j < n; j++) apply(a + i + i * m, conj(tau[i]), a + i + j * m, m - i);
  }
  for (size_t j = 0; q && j < inner; j++) {
    for (size_t i = 0; i < m; i++) q[i + j * m] = i == j;
    for (size_t i = k; i-- > 0;) apply(a + i + i * m, tau[i], q + i + j * m, m - i);
  }
  for (size_t j = 0; j < n; j++)
    for (size_t i = j + 1; i < m; i++) a[i + j * m] = 0;
  free(tau);
}

/* ------------------------------------------------------------------ singular values */

/* Turns columns P and Q of A (and V) so that they stand at right angles; false when they did. */
static bool turn(Z *x, Z *y, size_t m, Z *v, Z *w, size_t n) {
  double a = length(x, m), b = length(y, m);
  if (a == 0 || b == 0) return false;
  Z g = 0;
  for (size_t i = 0; i < m; i++) g += product(conj(x[i] / a), y[i] / b);
  double cosine = size_of(g);
  if (cosine <= epsilon) return false;
  Z phase = g / cosine;
  double zeta = (b / a - a / b) / (2 * cosine);
  double t = copysign(1, zeta) / (fabs(zeta) + hypot(1, zeta)), c = 1 / hypot(1, t), s = c * t;
  for (size_t i = 0; i < m; i++) {
    Z p = x[i], q = product(y[i], conj(phase));
    x[i] = c * p - s * q;
    y[i] = s * p + c * q;
  }
  for (size_t i = 0; i < n; i++) {
    Z p = v[i], q = product(w[i], conj(phase));
    v[i] = c * p - s * q;
    w[i] = s * p + c * q;
  }
  return true;
}

static bool svd(Z *a, size_t m, size_t n, double *s, Z *v) {
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i < n; i++) v[i + j * n] = i == j;
  bool turned = true;
  for (int sweep = 0; turned && sweep < 60; sweep++) {
    turned = false;
    for (size_t p = 0; p + 1 < n; p++)
      for (size_t q = p + 1; q < n; q++)
        turned |= turn(a + p * m, a + q * m, m, v + p * n, v + q * n, n);
  }
  double most = 0;
  for (size_t j = 0; j < n; j++) most = fmax(most, s[j] = length(a + j * m, m));
  for (size_t j = 0; j < n; j++) { /* columns that vanish against the others have no direction */
    if (s[j] <= most * epsilon * epsilon) s[j] = 0;
    for (size_t i = 0; i < m; i++) a[i + j * m] = s[j] > 0 ? a[i + j * m] / s[j] : 0;
  }
  for (size_t j = 0; j + 1 < n; j++) {
    size_t best = j;
    for (size_t k = j + 1; k < n; k++)
      if (s[k] > s[best]) best = k;
    double x = s[j];
    s[j] = s[best];
    s[best] = x;
    if (best != j) swap_columns(a, m, j, best), swap_columns(v, n, j, best);
  }
  return !turned;
}

/* ------------------------------------------------------------------ Hessenberg and Schur form */

void complex_hessenberg(Z *a, size_t n, Z *p) {
  Z *v = mem_new((n + 1) * sizeof *v);
  for (size_t i = 0; p && i < n * n; i++) p[i] = i % (n + 1) == 0;
  for (size_t k = 0; k + 1 < n; k++) { /* the last only makes an entry real */
    size_t rest = n - k - 1;
    Z tau = reflect(a + k + 1 + k * n, rest);
    memcpy(v, a + k + 1 + k * n, rest * sizeof *v);
    v[0] = 1;
    for (size_t i = 1; i < rest; i++) a[k + 1 + i + k * n] = 0;
    for (size_t j = k + 1; j < n; j++) apply(v, conj(tau), a + k + 1 + j * n, rest);
    for (int side = 0; side < (p ? 2 : 1); side++) { /* from the right: x = x (I - tau v v') */
      Z *x = side ? p : a;
      for (size_t i = 0; i < n; i++) {
        Z sum = 0;
        for (size_t j = 0; j < rest; j++) sum += product(x[i + (k + 1 + j) * n], v[j]);
        sum = product(sum, tau);
        for (size_t j = 0; j < rest; j++) x[i + (k + 1 + j) * n] -= product(sum, conj(v[j]));
      }
    }
  }
  free(v);
}

/* The eigenvalue of [a b; c d] that is nearer to d. */
static Z shift_of(Z a, Z b, Z c, Z d) {
  Z half = (a - d) / 2, root = csqrt(product(half, half) + product(b, c));
  if (creal(half) * creal(root) + cimag(half) * cimag(root) < 0) root = -root;
  Z far = half + root;
  return far == 0 ? d : d - product(b, c) / far;
}

typedef struct Rotation {
  double c;
  Z s;
} Rotation;

/* [c s; -conj(s) c] takes (f, g) to (r, 0). */
static Rotation rotation(Z f, Z g) {
  double a = size_of(f), b = size_of(g), r = hypot(a, b);
  if (b == 0) return (Rotation){ 1, 0 };
  if (a == 0) return (Rotation){ 0, conj(g) / b };
  return (Rotation){ a / r, product(f / a, conj(g)) / r };
}

/* One shifted QR step on rows and columns LOW..HIGH. */
static void step(Z *a, size_t n, size_t low, size_t high, Z shift, Z *u) {
  Z x = a[low + low * n] - shift, y = a[low + 1 + low * n];
  for (size_t k = low; k < high; k++) {
    Rotation g = rotation(x, y);
    for (size_t j = k > low ? k - 1 : low; j < n; j++) {
      Z p = a[k + j * n], q = a[k + 1 + j * n];
      a[k + j * n] = g.c * p + product(g.s, q);
      a[k + 1 + j * n] = g.c * q - product(conj(g.s), p);
    }
    size_t last = k + 2 < high ? k + 2 : high;
    for (size_t i = 0; i <= last; i++) {
      Z p = a[i + k * n], q = a[i + (k + 1) * n];
      a[i + k * n] = g.c * p + product(conj(g.s), q);
      a[i + (k + 1) * n] = g.c * q - product(g.s, p);
    }
    for (size_t i = 0; u && i < n; i++) {
      Z p = u[i + k * n], q = u[i + (k + 1) * n];
      u[i + k * n] = g.c * p + product(conj(g.s), q);
      u[i + (k + 1) * n] = g.c * q - product(g.s, p);
    }
    if (k > low) a[k + 1 + (k - 1) * n] = 0;
    if (k + 1 < high) {
      x = a[k + 1 + k * n];
      y = a[k + 2 + k * n];
    }
  }
}

static bool schur(Z *a, size_t n, Z *u) {
  complex_hessenberg(a, n, u);
  size_t high = n > 0 ? n - 1 : 0, tries = 0;
  while (high > 0) {
    size_t low = high;
    for (; low > 0; low--) {
      double beside = size_of(a[low - 1 + (low - 1) * n]) + size_of(a[low + low * n]);
      if (beside == 0) beside = length(a, n * n);
      if (size_of(a[low + (low - 1) * n]) <= epsilon / 2 * beside) {
        a[low + (low - 1) * n] = 0;
        break;
      }
    }
    if (low == high) {
      high--;
      tries = 0;
      continue;
    }
    if (++tries > 300) return false;
    const Z *corner = a + high - 1 + (high - 1) * n;
    Z shift = tries % 10 == 0 ? corner[1 + n] + size_of(corner[1])
                              : shift_of(corner[0], corner[n], corner[1], corner[1 + n]);
    step(a, n, low, high, shift, u);
  }
  for (size_t j = 0; j < n; j++)
    for (size_t i = j + 1; i < n; i++) a[i + j * n] = 0;
  return true;
}

typedef struct Job {
  Z *a, *u;
  double *s;
  size_t m, n;
  bool settled;
} Job;

/* What this file reaches in complex multiplications a second. */
static const double speed = 4e8;

static void run_schur(void *job) {
  Job *j = job;
  j->settled = schur(j->a, j->n, j->u);
}

bool complex_schur(Z *a, size_t n, Z *u) {
  Job j = { .a = a, .u = u, .n = n };
  Region results[] = { { &j, sizeof j },
                       { a, n * n * sizeof *a },
                       { u, u ? n * n * sizeof *u : 0 } };
  return !long_job(20 * (double)n * (double)n * (double)n / speed, run_schur, &j, results, 3) ||
         j.settled;
}

static void run_svd(void *job) {
  Job *j = job;
  j->settled = svd(j->a, j->m, j->n, j->s, j->u);
}

bool complex_svd(Z *a, size_t m, size_t n, double *s, Z *v) {
  Job j = { .a = a, .u = v, .s = s, .m = m, .n = n };
  Region results[] = {
    { &j, sizeof j }, { a, m * n * sizeof *a }, { v, n * n * sizeof *v }, { s, n * sizeof *s }
  };
  return !long_job(30 * (double)m * (double)n * (double)n / speed, run_svd, &j, results, 4) ||
         j.settled;
}

/* Unit length, the largest entry real. */
static void normalise(Z *v, size_t n) {
  double l = length(v, n), most = 0;
  size_t at = 0;
  for (size_t i = 0; i < n; i++)
    if (size_of(v[i]) > most * (1 + 1e-12)) most = size_of(v[i]), at = i;
  if (most == 0) return;
  Z turn_back = conj(v[at]) / most / l;
  for (size_t i = 0; i < n; i++) v[i] = product(v[i], turn_back);
  v[at] = creal(v[at]);
}

void complex_eigenvectors(const Z *t, const Z *u, size_t n, Z *v) {
  Z *x = mem_new((n + 1) * sizeof *x);
  double least = epsilon * length(t, n * n);
  if (least == 0) least = 1e-300;
  for (size_t k = 0; k < n && !(n > 100 && long_job_must_stop()); k++) {
    Z value = t[k + k * n];
    for (size_t i = 0; i < k; i++) x[i] = -t[i + k * n];
    x[k] = 1;
    for (size_t j = k; j-- > 0;) {
      Z gap = t[j + j * n] - value;
      if (size_of(gap) < least) gap = least;
      x[j] /= gap;
      double large = size_of(x[j]);
      if (large > 1e100) /* nearly parallel to an earlier one: keep the numbers in range */
        for (size_t i = 0; i <= k; i++) x[i] /= large;
      for (size_t i = 0; i < j; i++) x[i] -= product(x[j], t[i + j * n]);
    }
    for (size_t i = 0; i < n; i++) {
      Z sum = 0;
      for (size_t j = 0; j <= k; j++) sum += product(u[i + j * n], x[j]);
      v[i + k * n] = sum;
    }
    normalise(v + k * n, n);
  }
  free(x);
}
