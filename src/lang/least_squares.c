/* least_squares.c -- QR of scaled columns, and refinement.  */

#include "config.h"
#include "lang/least_squares.h"
#include "base/memory.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The diagonal of R may differ by this factor: squared, it costs fewer than three digits. */
enum { TAME = 20 };

struct LeastSquares {
  const double *a;
  size_t m, n;
  gsl_matrix *qr;
  gsl_vector *tau, *tall, *wide;
  gsl_permutation *p;
  bool tame;          /* so well conditioned that the first answer is as good as any */
  double *scale;      /* each column was multiplied by this power of 2 */
  double *f, *g, *dx; /* working room */
};

/* Ogita, Rump, Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26 (2005). */
static double exact_dot(double start, const double *x, size_t x_stride, const double *y,
                        size_t y_stride, size_t n) {
  double sum = start, rest = 0;
  for (size_t i = 0; i < n; i++) {
    double a = x[i * x_stride], b = y[i * y_stride], p = a * b, error = fma(a, b, -p);
    double t = sum + p, z = t - sum;
    rest += ((sum - (t - z)) + (p - z)) + error;
    sum = t;
  }
  return sum + rest;
}

void least_squares_free(LeastSquares *s) {
  if (!s) return;
  if (s->qr) gsl_matrix_free(s->qr);
  if (s->tau) gsl_vector_free(s->tau);
  if (s->tall) gsl_vector_free(s->tall);
  if (s->wide) gsl_vector_free(s->wide);
  if (s->p) gsl_permutation_free(s->p);
  free(s->scale);
  free(s->f);
  free(s->g);
  free(s->dx);
  free(s);
}

static double power_near(double x) {
  int e;
  if (!(x > 0) || !isfinite(x)) return 1;
  frexp(x, &e);
  return ldexp(1, -e);
}

LeastSquares *least_squares_new(const double *a, size_t m, size_t n) {
  if (n == 0 || m < n) return NULL;
  LeastSquares *s = mem_new(sizeof *s);
  *s = (LeastSquares){ .a = a,
                       .m = m,
                       .n = n,
                       .qr = gsl_matrix_alloc(m, n),
                       .tau = gsl_vector_alloc(n),
                       .tall = gsl_vector_alloc(m),
                       .wide = gsl_vector_alloc(n),
                       .p = gsl_permutation_alloc(n),
                       .scale = mem_new(n * sizeof(double)),
                       .f = mem_new(m * sizeof(double)),
                       .g = mem_new(n * sizeof(double)),
                       .dx = mem_new(n * sizeof(double)) };
  if (s->qr && s->tau && s->tall && s->wide && s->p) {
    int sign;
    for (size_t j = 0; j < n; j++) {
      double most = 0;
      for (size_t i = 0; i < m; i++) most = fmax(most, fabs(a[j * m + i]));
      s->scale[j] = power_near(most);
      for (size_t i = 0; i < m; i++) gsl_matrix_set(s->qr, i, j, a[j * m + i] * s->scale[j]);
    }
    if (gsl_linalg_QRPT_decomp(s->qr, s->tau, s->p, &sign, s->wide) == GSL_SUCCESS) {
      double most = fabs(gsl_matrix_get(s->qr, 0, 0)), least = most;
      for (size_t j = 0; j < n; j++) least = fmin(least, fabs(gsl_matrix_get(s->qr, j, j)));
      s->tame = least > most / TAME;
      if (least > most * 0x1p-52 * (double)(m > 8 ? m : 8)) return s;
    }
  }
  least_squares_free(s);
  return NULL;
}

/* R' h = P' (scaled g), in place. */
static void solve_transposed(const LeastSquares *s, double *h) {
  for (size_t j = 0; j < s->n; j++) {
    size_t column = s->p->data[j];
    gsl_vector_set(s->wide, j, h[column] * s->scale[column]);
  }
  for (size_t j = 0; j < s->n; j++) {
    double x = gsl_vector_get(s->wide, j);
    for (size_t i = 0; i < j; i++) x -= gsl_matrix_get(s->qr, i, j) * h[i];
    h[j] = x / gsl_matrix_get(s->qr, j, j);
  }
}

/* R z = d, the answer in the order and scale of A's columns in X. */
static void solve_upper(const LeastSquares *s, const double *d, double *x) {
  for (size_t j = s->n; j-- > 0;) {
    double z = d[j];
    for (size_t k = j + 1; k < s->n; k++)
      z -= gsl_matrix_get(s->qr, j, k) * gsl_vector_get(s->wide, k);
    gsl_vector_set(s->wide, j, z / gsl_matrix_get(s->qr, j, j));
  }
  for (size_t j = 0; j < s->n; j++) {
    size_t column = s->p->data[j];
    x[column] = gsl_vector_get(s->wide, j) * s->scale[column];
  }
}

void least_squares_solve(LeastSquares *s, const double *b, double *x, double *residual) {
  size_t m = s->m, n = s->n;
  double *r = mem_new(m * sizeof *r), before = INFINITY;
  memset(x, 0, n * sizeof *x);
  /* The first round starts from nothing and solves; the others correct it. */
  for (int round = 0; round < 12; round++) {
    for (size_t i = 0; i < m; i++) s->f[i] = exact_dot(r[i] - b[i], s->a + i, m, x, 1, n);
    if (round > 0) /* r - b is rounded: two terms more make it exact */
      for (size_t i = 0; i < m; i++) {
        double d = r[i] - b[i], z = d - r[i], lost = (r[i] - (d - z)) + (-b[i] - z);
        s->f[i] += lost;
      }
    for (size_t i = 0; i < m; i++) gsl_vector_set(s->tall, i, -s->f[i]);
    for (size_t j = 0; j < n; j++) s->g[j] = -exact_dot(0, s->a + j * m, 1, r, 1, m);
    gsl_linalg_QR_QTvec(s->qr, s->tau, s->tall);
    solve_transposed(s, s->g);
    for (size_t j = 0; j < n; j++) s->dx[j] = gsl_vector_get(s->tall, j) - s->g[j];
    for (size_t j = 0; j < n; j++) gsl_vector_set(s->tall, j, s->g[j]);
    gsl_linalg_QR_Qvec(s->qr, s->tau, s->tall);
    solve_upper(s, s->dx, s->dx);
    double change = 0;
    for (size_t j = 0; j < n; j++) {
      double part = fabs(s->dx[j]) / s->scale[j];
      change = fmax(change, part);
    }
    if (round > 1 && !(change < before / 2)) break; /* no better any more */
    for (size_t j = 0; j < n; j++) x[j] += s->dx[j];
    for (size_t i = 0; i < m; i++) r[i] += gsl_vector_get(s->tall, i);
    if (change == 0 || s->tame) break;
    before = change;
  }
  if (residual) memcpy(residual, r, m * sizeof *r);
  free(r);
}

void least_squares_covariance(const LeastSquares *s, double *inverse) {
  size_t n = s->n;
  double *rows = mem_new(n * n * sizeof *rows);
  /* Column k of R^-1, then the products of its rows. */
  for (size_t k = 0; k < n; k++) {
    for (size_t j = k + 1; j-- > 0;) {
      double z = j == k;
      for (size_t i = j + 1; i <= k; i++) z -= gsl_matrix_get(s->qr, j, i) * rows[i * n + k];
      rows[j * n + k] = z / gsl_matrix_get(s->qr, j, j);
    }
  }
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double sum = 0;
      size_t p = s->p->data[i], q = s->p->data[j];
      for (size_t k = i > j ? i : j; k < n; k++) sum += rows[i * n + k] * rows[j * n + k];
      inverse[q * n + p] = sum * s->scale[p] * s->scale[q];
    }
  free(rows);
}

void least_squares_leverage(LeastSquares *s, double *leverage) {
  memset(leverage, 0, s->m * sizeof *leverage);
  for (size_t j = 0; j < s->n; j++) {
    gsl_vector_set_zero(s->tall);
    gsl_vector_set(s->tall, j, 1);
    gsl_linalg_QR_Qvec(s->qr, s->tau, s->tall);
    for (size_t i = 0; i < s->m; i++) {
      double q = gsl_vector_get(s->tall, i);
      leverage[i] += q * q;
    }
  }
}
