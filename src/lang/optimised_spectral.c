/* optimised_spectral.c -- singular values, eigenvalues and their forms through LAPACK.  */

#include "config.h"
#include "lang/optimised.h"
#include "lang/optimised_task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From these sizes on LAPACK wins against GSL, and against this program's own complex kernels. */
enum { LEAST_SVD = 30, LEAST_SYMMETRIC = 32, LEAST_EIGEN = 24, LEAST_COMPLEX = 16 };

static bool worth_it(const View *a, size_t least) {
  return task_is_worth(a, a->complex ? LEAST_COMPLEX : least);
}

static double cube(size_t n) {
  return (double)n * (double)n * (double)n;
}

/* ------------------------------------------------------------------ singular values */

static void call_gesdd(Task *t, double *work, int length, double *more, int *ints) {
  const char *job = !t->u ? "N" : t->flag ? "A" : "S";
  int few = t->flag ? t->n : t->k, ldu = t->m;
  double unused[2], *u = t->u ? t->u : unused, *vt = t->vt ? t->vt : unused;
  if (t->complex)
    lapack.zgesdd(job, &t->m, &t->n, t->a, &t->m, t->s, u, &ldu, vt, &few, work, &length, more,
                  ints, &t->info, 1);
  else
    lapack.dgesdd(job, &t->m, &t->n, t->a, &t->m, t->s, u, &ldu, vt, &few, work, &length, ints,
                  &t->info, 1);
}

static void run_svd(void *task) {
  Task *t = task;
  size_t k = (size_t)t->k, large = (size_t)(t->m > t->n ? t->m : t->n);
  int *ints = task_space(t, 8 * k, sizeof *ints);
  size_t reals =
      t->complex ? k * (5 * k + 7 > 2 * large + 2 * k + 1 ? 5 * k + 7 : 2 * large + 2 * k + 1) : 1;
  double *more = task_space(t, reals, sizeof *more), answer[2] = { 0, 0 };
  if (t->info == 0) call_gesdd(t, answer, -1, more, ints);
  int length = task_asked(answer);
  double *work = task_space(t, t->parts * (size_t)length, sizeof *work);
  if (t->info == 0) call_gesdd(t, work, length, more, ints);
  if (t->info == 0 && !all_finite(t->s, k)) t->info = 1;
  free(ints);
  free(more);
  free(work);
}

bool optimised_svd(const View *a, bool full, double *u, double *s, double *vt) {
  if (!worth_it(a, LEAST_SVD)) return false;
  size_t m = a->dims[0], n = a->dims[1], k = m < n ? m : n, parts = a->complex ? 2 : 1;
  bool both = u && vt;
  Task t = { .u = both ? u : NULL, .s = s, .vt = both ? vt : NULL, .flag = full };
  Region results[] = { { u, both ? parts * m * (full ? m : k) * sizeof *u : 0 },
                       { vt, both ? parts * n * (full ? n : k) * sizeof *vt : 0 },
                       { s, k * sizeof *s } };
  double operations = (both ? 10.0 : 4.0) * (double)m * (double)n * (double)k;
  if (both && full) operations += 2 * cube(m) + 2 * cube(n);
  return task_perform(&t, a, run_svd, operations, results, 3);
}

/* ------------------------------------------------------------------ symmetric eigenvalues */

static void call_syevd(Task *t, double *work, int length, double *more, int reals, int *ints,
                       int count) {
  const char *job = t->flag ? "V" : "N";
  if (t->complex)
    lapack.zheevd(job, "L", &t->n, t->a, &t->n, t->s, work, &length, more, &reals, ints, &count,
                  &t->info, 1, 1);
  else
    lapack.dsyevd(job, "L", &t->n, t->a, &t->n, t->s, work, &length, ints, &count, &t->info, 1, 1);
}

static void run_symmetric(void *task) {
  Task *t = task;
  double answer[2] = { 0, 0 }, reals = 0;
  int ints = 0;
  call_syevd(t, answer, -1, &reals, -1, &ints, -1);
  int length = task_asked(answer), more_length = task_asked(&reals);
  double *work = task_space(t, t->parts * (size_t)length, sizeof *work);
  double *more = task_space(t, (size_t)more_length, sizeof *more);
  int *space = task_space(t, (size_t)(ints > 0 ? ints : 1), sizeof *space);
  if (t->info == 0) call_syevd(t, work, length, more, more_length, space, ints);
  if (t->info == 0 && !all_finite(t->s, (size_t)t->n)) t->info = 1;
  free(work);
  free(more);
  free(space);
}

bool optimised_symmetric_eigen(const View *a, double *values, double *vectors) {
  if (!worth_it(a, LEAST_SYMMETRIC)) return false;
  size_t n = a->dims[0];
  Task t = { .a = vectors, .s = values, .flag = vectors != NULL };
  Region results[] = { { vectors, vectors ? a->count * (a->complex ? 2 : 1) * sizeof *vectors : 0 },
                       { values, n * sizeof *values } };
  return task_perform(&t, a, run_symmetric, (vectors ? 4 : 2) * cube(n), results, 2);
}

/* ------------------------------------------------------------------ any eigenvalues */

/* A pair of conjugate vectors is left by dgeev as two columns, real and imaginary part. */
static void spread_vectors(const Task *t, const double *im, const double *packed) {
  size_t n = (size_t)t->n;
  for (size_t j = 0; j < n; j++) {
    bool pair = im[j] > 0 && j + 1 < n;
    for (size_t i = 0; i < n; i++) {
      double *to = t->u + 2 * (i + j * n);
      to[0] = packed[i + j * n];
      to[1] = pair ? packed[i + (j + 1) * n] : 0;
      if (pair) to[2 * n] = to[0], to[2 * n + 1] = -to[1];
    }
    if (pair) j++;
  }
}

static void run_eigen_real(Task *t) {
  size_t n = (size_t)t->n;
  const char *job = t->u ? "V" : "N";
  int query = -1;
  double answer[2] = { 0, 0 }, unused[2];
  double *re = task_space(t, n, sizeof *re), *im = task_space(t, n, sizeof *im);
  double *v = task_space(t, t->u ? n * n : 1, sizeof *v);
  if (t->info == 0)
    lapack.dgeev("N", job, &t->n, t->a, &t->n, re, im, unused, &t->n, v, &t->n, answer, &query,
                 &t->info, 1, 1);
  int length = task_asked(answer);
  double *work = task_space(t, (size_t)length, sizeof *work);
  if (t->info == 0)
    lapack.dgeev("N", job, &t->n, t->a, &t->n, re, im, unused, &t->n, v, &t->n, work, &length,
                 &t->info, 1, 1);
  for (size_t i = 0; t->info == 0 && i < n; i++) {
    t->s[2 * i] = re[i];
    t->s[2 * i + 1] = im[i];
  }
  if (t->info == 0 && t->u) spread_vectors(t, im, v);
  free(re);
  free(im);
  free(v);
  free(work);
}

static void run_eigen(void *task) {
  Task *t = task;
  if (!t->complex) {
    run_eigen_real(t);
    return;
  }
  const char *job = t->u ? "V" : "N";
  int query = -1;
  double answer[2] = { 0, 0 }, unused[2], *v = t->u ? t->u : unused;
  double *more = task_space(t, 2 * (size_t)t->n, sizeof *more);
  if (t->info == 0)
    lapack.zgeev("N", job, &t->n, t->a, &t->n, t->s, unused, &t->n, v, &t->n, answer, &query, more,
                 &t->info, 1, 1);
  int length = task_asked(answer);
  double *work = task_space(t, 2 * (size_t)length, sizeof *work);
  if (t->info == 0)
    lapack.zgeev("N", job, &t->n, t->a, &t->n, t->s, unused, &t->n, v, &t->n, work, &length, more,
                 &t->info, 1, 1);
  free(work);
  free(more);
}

bool optimised_eigen(const View *a, double *values, double *vectors) {
  if (!worth_it(a, LEAST_EIGEN)) return false;
  size_t n = a->dims[0];
  Task t = { .s = values, .u = vectors };
  Region results[] = { { values, 2 * n * sizeof *values },
                       { vectors, vectors ? 2 * n * n * sizeof *vectors : 0 } };
  return task_perform(&t, a, run_eigen, (vectors ? 40 : 15) * cube(n), results, 2);
}

/* ------------------------------------------------------------------ Schur and Hessenberg form */

static void run_schur(void *task) {
  Task *t = task;
  size_t n = (size_t)t->n;
  const char *job = t->u ? "V" : "N";
  int query = -1, found = 0, no_order[1] = { 0 };
  double answer[2] = { 0, 0 }, unused[2], *u = t->u ? t->u : unused, *work = NULL;
  double *values = task_space(t, 2 * n, sizeof *values), *more = task_space(t, n, sizeof *more);
  for (int pass = 0, length = query; t->info == 0 && pass < 2; pass++) {
    double *space = pass ? work : answer;
    if (t->complex)
      lapack.zgees(job, "N", NULL, &t->n, t->a, &t->n, &found, values, u, &t->n, space, &length,
                   more, no_order, &t->info, 1, 1);
    else
      lapack.dgees(job, "N", NULL, &t->n, t->a, &t->n, &found, values, values + n, u, &t->n, space,
                   &length, no_order, &t->info, 1, 1);
    if (pass == 0) {
      length = task_asked(answer);
      work = task_space(t, t->parts * (size_t)length, sizeof *work);
    }
  }
  free(work);
  free(values);
  free(more);
}

bool optimised_schur(const View *a, double *u, double *t) {
  if (!worth_it(a, LEAST_EIGEN)) return false;
  Task task = { .a = t, .u = u };
  size_t bytes = a->count * (a->complex ? 2 : 1) * sizeof *t;
  Region results[] = { { t, bytes }, { u, u ? bytes : 0 } };
  return task_perform(&task, a, run_schur, 30 * cube(a->dims[0]), results, 2);
}

static void run_hessenberg(void *task) {
  Task *t = task;
  size_t n = (size_t)t->n, parts = t->parts;
  int low = 1, length = 64 * t->n;
  double *tau = task_space(t, parts * n, sizeof *tau);
  double *work = task_space(t, parts * (size_t)length, sizeof *work);
  if (t->info == 0) t->use->gehrd(&t->n, &low, &t->n, t->a, &t->n, tau, work, &length, &t->info);
  if (t->info == 0 && t->u) {
    memcpy(t->u, t->a, parts * n * n * sizeof *t->u);
    t->use->orghr(&t->n, &low, &t->n, t->u, &t->n, tau, work, &length, &t->info);
  }
  for (size_t j = 0; j + 2 < n; j++)
    memset(t->a + parts * (j + 2 + j * n), 0, parts * (n - j - 2) * sizeof *t->a);
  free(tau);
  free(work);
}

bool optimised_hessenberg(const View *a, double *p, double *h) {
  if (!worth_it(a, LEAST_EIGEN)) return false;
  Task t = { .a = h, .u = p };
  size_t bytes = a->count * (a->complex ? 2 : 1) * sizeof *h;
  Region results[] = { { h, bytes }, { p, p ? bytes : 0 } };
  return task_perform(&t, a, run_hessenberg, 4 * cube(a->dims[0]), results, 2);
}
