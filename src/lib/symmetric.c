/* symmetric.c -- small symmetric eigenproblems: reduction to three diagonals, then implicit QL or
   QR. Sources: Golub, Van Loan: Matrix Computations, chapter 8; the choices that decide the signs
   are those of LAPACK's dsytd2 and dsteqr.  */

#include "config.h"
#include "lib/symmetric.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

typedef struct Three {
  double *d, *e; /* the diagonal and the one beside it */
  gsl_matrix *z; /* the columns of the answer, from the reduction on as rows */
  size_t n;
} Three;

/* Columns from the last to the third become multiples of a unit vector, upper triangle first. */
static void reduce(gsl_matrix *m, Three *t, double *x) {
  size_t n = t->n;
  double *a = m->data, *z = t->z->data; /* row by row, n numbers each */
  gsl_matrix_set_identity(t->z);
  for (size_t last = n - 1; last > 0; last--) {
    size_t i = last - 1; /* the reflection acts on rows 0..i and leaves one entry in row i */
    double alpha = a[i * n + last], rest = 0;
    for (size_t k = 0; k < i; k++) rest = hypot(rest, a[k * n + last]);
    if (rest != 0) {
      double beta = -copysign(hypot(alpha, rest), alpha), dot = 0, v[MOST + 1];
      const double tau = (beta - alpha) / beta;
      for (size_t k = 0; k < i; k++) v[k] = a[k * n + last] = a[k * n + last] / (alpha - beta);
      v[i] = a[i * n + last] = 1;
      for (size_t r = 0; r <= i; r++) {
        x[r] = 0;
        for (size_t k = 0; k <= i; k++) x[r] += tau * (r < k ? a[r * n + k] : a[k * n + r]) * v[k];
        dot += x[r] * v[r];
      }
      for (size_t r = 0; r <= i; r++) x[r] -= tau * dot / 2 * v[r];
      for (size_t r = 0; r <= i; r++)
        for (size_t c = r; c <= i; c++) a[r * n + c] -= v[r] * x[c] + x[r] * v[c];
      for (size_t r = 0; r < n; r++) { /* collect the reflections */
        double sum = 0, *row = z + r * n;
        for (size_t k = 0; k <= i; k++) sum += row[k] * v[k];
        for (size_t k = 0; k <= i; k++) row[k] -= tau * sum * v[k];
      }
      alpha = beta;
    }
    t->e[i] = alpha;
    t->d[last] = a[last * n + last];
  }
  t->d[0] = a[0];
  gsl_matrix_transpose(t->z); /* rotations run along the columns */
}

static void rotate(const Three *t, size_t k, double c, double s) {
  double *x = t->z->data + k * t->n, *y = x + t->n;
  for (size_t r = 0; r < t->n; r++) {
    double left = x[r], right = y[r];
    y[r] = c * right - s * left;
    x[r] = s * right + c * left;
  }
}

/* The 2x2 block at K is solved outright. */
static void solve_pair(const Three *t, size_t k) {
  double a = t->d[k], b = t->e[k], c = t->d[k + 1];
  double sum = a + c, difference = a - c, root = hypot(difference, 2 * b);
  double large = fabs(a) > fabs(c) ? a : c, small = fabs(a) > fabs(c) ? c : a;
  double first = sum < 0 ? (sum - root) / 2 : sum > 0 ? (sum + root) / 2 : root / 2;
  double second = sum == 0 ? -root / 2 : large / first * small - b / first * b;
  double cosine, sine, shifted = difference >= 0 ? difference + root : difference - root;
  if (fabs(shifted) > fabs(2 * b)) {
    double ratio = -2 * b / shifted;
    sine = 1 / sqrt(1 + ratio * ratio);
    cosine = ratio * sine;
  } else {
    double ratio = b == 0 ? 0 : -shifted / (2 * b);
    cosine = 1 / sqrt(1 + ratio * ratio);
    sine = ratio * cosine;
  }
  if ((sum < 0) == (difference < 0)) { /* the vector then belongs to the first value */
    double swap = cosine;
    cosine = -sine;
    sine = swap;
  }
  rotate(t, k, cosine, sine);
  t->d[k] = first;
  t->d[k + 1] = second;
  t->e[k] = 0;
}

/* c, s with [c s; -s c] [f; g] = [r; 0]. */
static double givens(double f, double g, double *c, double *s) {
  if (g == 0) return *c = 1, *s = 0, f;
  if (f == 0) return *c = 0, *s = copysign(1, g), fabs(g);
  double r = copysign(hypot(f, g), f);
  *c = f / r;
  *s = g / r;
  return r;
}

static bool negligible(const Three *t, size_t k) {
  double e = t->e[k];
  return e * e <= 0x1p-106 * fabs(t->d[k]) * fabs(t->d[k + 1]) + 0x1p-1022;
}

/* One sweep on rows L..M of a block, by QL (L < M) or QR (L > M): the eigenvalue nearest to the end
   of row L settles there. */
static void sweep(const Three *t, size_t l, size_t m) {
  bool down = l < m;
  double *d = t->d, *e = t->e, p = d[l], beside = e[down ? l : l - 1];
  double g = (d[down ? l + 1 : l - 1] - p) / (2 * beside), r = hypot(g, 1), s = 1, c = 1;
  g = d[m] - p + beside / (g + copysign(r, g));
  p = 0;
  size_t count = down ? m - l : l - m;
  for (size_t step = 0; step < count; step++) {
    size_t i = down ? m - 1 - step : m + step;
    double f = s * e[i], b = c * e[i];
    r = givens(g, f, &c, &s);
    if (step > 0) e[down ? i + 1 : i - 1] = r;
    double here = d[down ? i + 1 : i], next = d[down ? i : i + 1];
    g = here - p;
    r = (next - g) * s + 2 * c * b;
    p = s * r;
    d[down ? i + 1 : i] = g + p;
    g = c * r - b;
    rotate(t, i, c, down ? -s : s);
  }
  d[l] -= p;
  e[down ? l : l - 1] = g;
}

/* The block of rows FIRST..LAST, from the end whose diagonal entry is smaller. */
static bool solve_block(const Three *t, size_t first, size_t last, size_t *sweeps) {
  bool down = fabs(t->d[last]) >= fabs(t->d[first]);
  long l = (long)(down ? first : last), end = (long)(down ? last : first);
  while (down ? l <= end : l >= end) {
    long m = l;
    if (down)
      while (m < end && !negligible(t, (size_t)m)) m++;
    else
      while (m > end && !negligible(t, (size_t)m - 1)) m--;
    if (m != end) t->e[down ? m : m - 1] = 0;
    if (m == l) {
      l += down ? 1 : -1;
    } else if (labs(m - l) == 1) {
      solve_pair(t, (size_t)(down ? l : m));
      l += down ? 2 : -2;
    } else {
      if (--*sweeps == 0) return false;
      sweep(t, (size_t)l, (size_t)m);
    }
  }
  return true;
}

static void sort_pairs(Three *t) {
  for (size_t i = 0; i + 1 < t->n; i++) {
    size_t least = i;
    for (size_t j = i + 1; j < t->n; j++)
      if (t->d[j] < t->d[least]) least = j;
    if (least == i) continue;
    double value = t->d[i];
    t->d[i] = t->d[least];
    t->d[least] = value;
    gsl_matrix_swap_rows(t->z, i, least);
  }
}

bool lapack_symmetric(Work *w, const gsl_matrix *a, double *values, gsl_matrix *v) {
  size_t n = a->size1, sweeps = 30 * n + 1;
  if (n > MOST) return false;
  gsl_matrix *copy = work_copy(w, a);
  double *e = work_numbers(w, n), *x = work_numbers(w, n), largest = 0;
  if (!copy || !e || !x) return false;
  for (size_t k = 0; k < n * n; k++) largest = fmax(largest, fabs(copy->data[k]));
  double scale = largest > 1e100 || (largest > 0 && largest < 1e-100) ? largest : 1;
  for (size_t k = 0; k < n * n; k++) copy->data[k] /= scale;
  Three t = { values, e, v, n };
  reduce(copy, &t, x);
  for (size_t first = 0, last; first < n; first = last + 1) {
    for (last = first; last + 1 < n; last++)
      if (fabs(e[last]) <= sqrt(fabs(values[last])) * sqrt(fabs(values[last + 1])) * 0x1p-53) break;
    if (last + 1 < n) e[last] = 0;
    if (last > first && !solve_block(&t, first, last, &sweeps)) return false;
  }
  sort_pairs(&t);
  gsl_matrix_transpose(v);
  for (size_t i = 0; i < n; i++) values[i] *= scale;
  return true;
}
