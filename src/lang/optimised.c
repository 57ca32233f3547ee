/* optimised.c -- products, systems and triangular factors of large matrices through BLAS and
   LAPACK.  */

#include "config.h"
#include "lang/optimised.h"
#include "lang/optimised_task.h"
#include "lang/systems.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From these sizes on the library wins, measured against this program's product and GSL; from the
   last one on a second thread helps. */
enum {
  LEAST_PRODUCT = 24 * 24 * 24, /* multiplications */
  LEAST_SIDE = 8,               /* of a factor: a matrix times a vector waits for memory only */
  LEAST_COMPLEX = 16 * 16 * 16,
  LEAST_FACTORS = 32,
  LEAST_COMPLEX_FACTORS = 16,
  LEAST_TALL = 2048, /* numbers in a narrow matrix */
  THREADS_PRODUCT = 256 * 256 * 256
};

/* Seconds between two looks at the interrupt flag. */
#define SPELL 0.05

static const double one[2] = { 1, 0 }, zero[2] = { 0, 0 };

/* ------------------------------------------------------------------ products */

static bool worth_multiplying(size_t m, size_t k, size_t n, size_t least) {
  size_t all;
  if (m < LEAST_SIDE || k < LEAST_SIDE || n < LEAST_SIDE) return false;
  if (m > INT_MAX || k > INT_MAX || n > INT_MAX) return false;
  bool huge = __builtin_mul_overflow(m, k, &all) || __builtin_mul_overflow(all, n, &all);
  return (huge || all >= least) && lapack_ready(huge || all >= THREADS_PRODUCT);
}

typedef struct Product {
  const Routines *use;
  const double *a, *b;
  double *r;
  int m, k, n;
} Product;

/* Some columns at a time, in this process: they are looked at in between. */
static void multiply_in_spells(const Product *all, size_t parts) {
  double each = (double)all->m * (double)all->k * (double)(parts * parts);
  double spell = SPELL / lapack_seconds(each * all->n) * all->n;
  int step = spell < all->n ? (spell < 64 ? 64 : (int)spell / 64 * 64) : all->n;
  for (int done = 0; done < all->n; done += step) {
    int some = all->n - done < step ? all->n - done : step;
    const double *b = all->b + parts * (size_t)done * (size_t)all->k;
    double *r = all->r + parts * (size_t)done * (size_t)all->m;
    if (long_job_must_stop()) return;
    all->use->gemm("N", "N", &all->m, &some, &all->k, one, all->a, &all->m, b, &all->k, zero, r,
                   &all->m, 1, 1);
  }
}

/* A A' must come out symmetric to the last bit, or it would no longer count as symmetric; the
   library does not promise that.  PARTS: 1 for real numbers, 2 for pairs, where A' is conjugate. */
static bool is_own_transpose(const double *a, const double *b, size_t m, size_t k, size_t parts) {
  for (size_t p = 0; p < k; p++)
    for (size_t i = 0; i < m; i++) {
      const double *x = a + parts * (i + p * m), *y = b + parts * (p + i * k);
      if (x[0] != y[0] || (parts == 2 && x[1] != -y[1])) return false;
    }
  return true;
}

static void mirror(double *r, size_t n, size_t parts) {
  for (size_t j = 0; j < n; j++) {
    for (size_t i = 0; i < j; i++) {
      const double *from = r + parts * (j + i * n);
      double *to = r + parts * (i + j * n);
      to[0] = from[0];
      if (parts == 2) to[1] = -from[1];
    }
    if (parts == 2) r[2 * (j + j * n) + 1] = 0;
  }
}

bool optimised_multiply(const double *a, const double *b, double *r, size_t m, size_t k, size_t n) {
  if (!worth_multiplying(m, k, n, LEAST_PRODUCT)) return false;
  Product p = { &lapack.real, a, b, r, (int)m, (int)k, (int)n };
  multiply_in_spells(&p, 1);
  if (m == n && !long_job_failed() && is_own_transpose(a, b, m, k, 1)) mirror(r, n, 1);
  return true;
}

bool optimised_multiply_complex(const double *a, const double *b, double *r, size_t m, size_t k,
                                size_t n) {
  /* An infinite factor makes NaN out of numbers that C multiplies with more care. */
  if (!worth_multiplying(m, k, n, LEAST_COMPLEX) || !all_finite(a, 2 * m * k) ||
      !all_finite(b, 2 * k * n))
    return false;
  Product p = { &lapack.complex, a, b, r, (int)m, (int)k, (int)n };
  multiply_in_spells(&p, 2);
  if (m == n && !long_job_failed() && is_own_transpose(a, b, m, k, 2)) mirror(r, n, 2);
  return true;
}

/* ------------------------------------------------------------------ systems */

static bool worth_factoring(const View *a) {
  return task_is_worth(a, a->complex ? LEAST_COMPLEX_FACTORS : LEAST_FACTORS);
}

static double cube(size_t n) {
  return (double)n * (double)n * (double)n;
}

/* Four sums side by side: a single one would wait for itself. */
static double sum_of_sizes(const Task *t, const double *x) {
  double sums[4] = { 0 };
  int i = 0;
  for (; t->complex && i < t->m; i++) sums[0] += hypot(x[2 * i], x[2 * i + 1]);
  for (; i + 4 <= t->m; i += 4)
    for (int k = 0; k < 4; k++) sums[k] += fabs(x[i + k]);
  for (; i < t->m; i++) sums[0] += fabs(x[i]);
  return sums[0] + sums[1] + sums[2] + sums[3];
}

static double norm_one(const Task *t) {
  double most = 0;
  for (int j = 0; j < t->n; j++) {
    double sum = sum_of_sizes(t, t->a + t->parts * (size_t)j * (size_t)t->m);
    if (sum > most) most = sum;
  }
  return most;
}

static void run_solve(void *task) {
  Task *t = task;
  size_t n = (size_t)t->n;
  int *pivots = task_space(t, n, sizeof *pivots);
  void *more = task_space(t, n, 2 * sizeof(double)); /* room for either estimate */
  double *work = task_space(t, 4 * n, sizeof *work), norm = norm_one(t);
  if (t->info == 0) t->use->getrf(&t->n, &t->n, t->a, &t->n, pivots, &t->info);
  if (t->info == 0 && t->complex)
    t->use->gecon("1", &t->n, t->a, &t->n, &norm, &t->rcond, work, more, &t->info, 1);
  else if (t->info == 0) { /* the same estimate by faster substitutions than LAPACK's */
    size_t *order = more;
    for (size_t i = 0; i < n; i++) order[i] = (size_t)pivots[i] - 1;
    double inverse = systems_inverse_norm(t->a, n, order, work);
    t->rcond = inverse > 0 && norm > 0 ? 1 / (norm * inverse) : 0;
  }
  if (t->info == 0)
    t->use->getrs("N", &t->n, &t->count, t->a, &t->n, pivots, t->u, &t->n, &t->info, 1);
  free(pivots);
  free(more);
  free(work);
}

bool optimised_solve(const View *a, double *x, size_t columns, double *rcond) {
  size_t n = a->dims[0];
  if (columns > INT_MAX || !worth_factoring(a)) return false;
  if (!all_finite(x, n * columns * (a->complex ? 2 : 1))) return false;
  Task t = { .u = x, .count = (int)columns };
  Region result = { x, n * columns * sizeof *x * (a->complex ? 2 : 1) };
  double operations = cube(n) / 3 + (double)n * (double)n * (double)columns;
  if (!task_perform(&t, a, run_solve, operations, &result, 1)) return false;
  *rcond = t.rcond;
  return true;
}

typedef struct Triangle {
  const View *a;
  double *x;
  int n, columns;
  bool upper;
} Triangle;

static void run_triangular(void *triangle) {
  const Triangle *t = triangle;
  const Routines *use = t->a->complex ? &lapack.complex : &lapack.real;
  use->trsm("L", t->upper ? "U" : "L", "N", "N", &t->n, &t->columns, one, t->a->data, &t->n, t->x,
            &t->n, 1, 1, 1, 1);
}

bool optimised_solve_triangular(const View *a, bool upper, double *x, size_t columns) {
  size_t n = a->dims[0], parts = a->complex ? 2 : 1, numbers = n * columns * parts;
  if (columns < LEAST_SIDE || columns > INT_MAX || !worth_factoring(a)) return false;
  if (!all_finite(x, numbers) || !all_finite(a->data, parts * a->count)) return false;
  Triangle t = { a, x, (int)n, (int)columns, upper };
  Region result = { x, numbers * sizeof *x };
  double operations = (double)(parts * parts) * (double)n * (double)n * (double)columns / 2;
  long_job(lapack_seconds(operations), run_triangular, &t, &result, 1);
  return true;
}

static void run_inverse(void *task) {
  Task *t = task;
  int *pivots = task_space(t, (size_t)t->n, sizeof *pivots), query = -1, length = 1;
  double answer[2] = { 0, 0 }, *work = NULL;
  if (t->info == 0) t->use->getri(&t->n, t->a, &t->n, pivots, answer, &query, &t->info);
  if (t->info == 0) {
    length = task_asked(answer);
    work = task_space(t, t->parts * (size_t)length, sizeof *work);
  }
  if (t->info == 0 && !t->order) t->use->getrf(&t->n, &t->n, t->a, &t->n, pivots, &t->info);
  for (int i = 0; t->info == 0 && t->order && i < t->n; i++) pivots[i] = t->order[i] + 1;
  if (t->info == 0) t->use->getri(&t->n, t->a, &t->n, pivots, work, &length, &t->info);
  free(pivots);
  free(work);
}

bool optimised_inverse(const View *a, double *x) {
  if (!worth_factoring(a)) return false;
  Task t = { .a = x };
  Region result = { x, a->count * sizeof *x * (a->complex ? 2 : 1) };
  return task_perform(&t, a, run_inverse, cube(a->dims[0]), &result, 1);
}

bool optimised_inverse_of_factors(const View *lu, int *pivots, double *x) {
  if (!worth_factoring(lu)) return false;
  Task t = { .a = x, .order = pivots };
  Region result = { x, lu->count * sizeof *x };
  return task_perform(&t, lu, run_inverse, cube(lu->dims[0]), &result, 1);
}

static void run_lu(void *task) {
  Task *t = task;
  t->use->getrf(&t->m, &t->n, t->a, &t->m, t->order, &t->info);
  for (int i = 0; i < t->k; i++) t->order[i]--;
  if (t->info > 0) t->info = 0; /* a zero pivot: the factors are good all the same */
}

bool optimised_lu(const View *a, double *lu, int *pivots) {
  if (!worth_factoring(a)) return false;
  size_t m = a->dims[0], n = a->dims[1], k = m < n ? m : n;
  Task t = { .a = lu, .order = pivots };
  Region results[] = { { lu, a->count * sizeof *lu * (a->complex ? 2 : 1) },
                       { pivots, k * sizeof *pivots } };
  return task_perform(&t, a, run_lu, (double)m * (double)n * (double)k / 2, results, 2);
}

/* ------------------------------------------------------------------ Cholesky and QR */

static void run_cholesky(void *task) {
  Task *t = task;
  size_t n = (size_t)t->n, parts = t->parts;
  t->use->potrf(t->flag ? "L" : "U", &t->n, t->a, &t->n, &t->info, 1);
  for (size_t j = 0; j < n && t->info == 0; j++) {
    double pivot = t->a[parts * (j + j * n)];
    if (!(pivot > 0) || isinf(pivot)) t->info = 1;
    size_t from = t->flag ? 0 : j + 1, to = t->flag ? j : n;
    memset(t->a + parts * (from + j * n), 0, parts * (to - from) * sizeof *t->a);
  }
}

bool optimised_cholesky(const View *a, bool lower, double *root) {
  if (!worth_factoring(a)) return false;
  Task t = { .a = root, .flag = lower };
  Region result = { root, a->count * sizeof *root * (a->complex ? 2 : 1) };
  return task_perform(&t, a, run_cholesky, cube(a->dims[0]) / 6, &result, 1);
}

static void factor_qr(Task *t, double *tau) {
  int query = -1, length;
  double answer[2] = { 0, 0 }, *work, *more = NULL;
  t->use->geqrf(&t->m, &t->n, t->a, &t->m, tau, answer, &query, &t->info);
  length = task_asked(answer);
  if (t->order) length = length < 33 * (t->n + 1) ? 33 * (t->n + 1) : length;
  work = task_space(t, t->parts * (size_t)length, sizeof *work);
  if (t->order) more = task_space(t, 2 * (size_t)t->n, sizeof *more);
  if (t->info == 0 && !t->order)
    t->use->geqrf(&t->m, &t->n, t->a, &t->m, tau, work, &length, &t->info);
  else if (t->info == 0 && t->complex)
    lapack.zgeqp3(&t->m, &t->n, t->a, &t->m, t->order, tau, work, &length, more, &t->info);
  else if (t->info == 0)
    lapack.dgeqp3(&t->m, &t->n, t->a, &t->m, t->order, tau, work, &length, &t->info);
  free(work);
  free(more);
}

static void form_q(Task *t, const double *tau) {
  size_t parts = t->parts, m = (size_t)t->m, k = (size_t)t->k;
  int query = -1, length = 1;
  double answer[2] = { 0, 0 };
  if (t->u != t->a) {
    memset(t->u, 0, parts * m * (size_t)t->count * sizeof *t->u);
    memcpy(t->u, t->a, parts * m * k * sizeof *t->u);
  }
  t->use->orgqr(&t->m, &t->count, &t->k, t->u, &t->m, tau, answer, &query, &t->info);
  length = task_asked(answer);
  double *work = task_space(t, parts * (size_t)length, sizeof *work);
  if (t->info == 0)
    t->use->orgqr(&t->m, &t->count, &t->k, t->u, &t->m, tau, work, &length, &t->info);
  free(work);
}

static void run_qr(void *task) {
  Task *t = task;
  size_t parts = t->parts, m = (size_t)t->m, n = (size_t)t->n, inner = (size_t)t->count;
  double *tau = task_space(t, parts * (size_t)t->k, sizeof *tau);
  for (size_t j = 0; t->order && j < n; j++) t->order[j] = 0;
  if (t->info == 0) factor_qr(t, tau);
  for (size_t j = 0; t->info == 0 && j < n; j++) {
    size_t filled = j < inner ? j + 1 : inner;
    double *column = t->vt + parts * j * inner;
    memcpy(column, t->a + parts * j * m, parts * filled * sizeof *column);
    memset(column + parts * filled, 0, parts * (inner - filled) * sizeof *column);
  }
  for (size_t j = 0; t->order && j < n; j++) t->order[j]--;
  if (t->info == 0 && t->u) form_q(t, tau);
  free(tau);
}

bool optimised_qr(const View *a, size_t inner, double *q, double *r, int *order) {
  size_t m = a->dims[0], n = a->dims[1], parts = a->complex ? 2 : 1;
  if (!worth_factoring(a) || inner > INT_MAX) return false;
  Task t = { .u = q, .vt = r, .order = order, .count = (int)inner };
  if (inner == n) t.a = q; /* the same size, and no copy needed */
  Region results[] = { { q, q ? parts * m * inner * sizeof *q : 0 },
                       { r, parts * inner * n * sizeof *r },
                       { order, order ? n * sizeof *order : 0 } };
  double most = m > n ? (double)m : (double)n;
  return task_perform(&t, a, run_qr, 2 * most * (double)inner * (double)n, results, 3);
}

/* ------------------------------------------------------------------ least squares */

/* Of full rank beyond doubt: by QR.  Wide matrices are taken by their conjugate transpose. */
static bool solve_full_rank(Task *t, double *x, int rows, int columns) {
  Task f = *t;
  bool tall = t->m >= t->n, good = false;
  size_t parts = t->parts, m = (size_t)(tall ? t->m : t->n), n = (size_t)t->k;
  f.m = (int)m;
  f.n = (int)n;
  f.order = NULL;
  f.a = task_space(t, parts * m * n, sizeof *f.a);
  double *tau = task_space(t, parts * n, sizeof *tau), *work = NULL, answer[2] = { 0, 0 };
  double *space = task_space(t, parts * 3 * n, sizeof *space);
  void *more = task_space(t, n, sizeof(double));
  int query = -1, length, low = (int)n;
  for (size_t j = 0; t->info == 0 && j < n; j++)
    for (size_t i = 0; i < m; i++) {
      const double *from = t->a + parts * (tall ? i + j * m : j + i * n);
      double *to = f.a + parts * (i + j * m);
      to[0] = from[0];
      if (parts == 2) to[1] = tall ? from[1] : -from[1];
    }
  if (t->info == 0) factor_qr(&f, tau);
  if (t->info == 0 && f.info == 0)
    t->use->trcon("1", "U", "N", &f.n, f.a, &f.m, &f.rcond, space, more, &f.info, 1, 1, 1);
  if (t->info == 0 && f.info == 0 && f.rcond > 1e-11) {
    const char *turn = t->complex ? "C" : "T";
    t->use->ormqr("L", tall ? turn : "N", &f.m, &columns, &low, f.a, &f.m, tau, x, &rows, answer,
                  &query, &f.info, 1, 1);
    length = task_asked(answer);
    work = task_space(t, parts * (size_t)length, sizeof *work);
    if (!tall && work)
      t->use->trsm("L", "U", turn, "N", &low, &columns, one, f.a, &f.m, x, &rows, 1, 1, 1, 1);
    if (work)
      t->use->ormqr("L", tall ? turn : "N", &f.m, &columns, &low, f.a, &f.m, tau, x, &rows, work,
                    &length, &f.info, 1, 1);
    if (tall && work)
      t->use->trsm("L", "U", "N", "N", &low, &columns, one, f.a, &f.m, x, &rows, 1, 1, 1, 1);
    good = work && f.info == 0;
    t->rank = low;
  }
  free(f.a);
  free(tau);
  free(work);
  free(space);
  free(more);
  return good;
}

static void solve_any_rank(Task *t, double *x, int rows) {
  double answer[2] = { 0, 0 }, reals = 0, cut = rows * 2.220446049250313e-16;
  int query = -1, ints = 0;
  double *s = task_space(t, (size_t)t->k, sizeof *s);
  if (t->info == 0 && t->complex)
    lapack.zgelsd(&t->m, &t->n, &t->count, t->a, &t->m, x, &rows, s, &cut, &t->rank, answer, &query,
                  &reals, &ints, &t->info);
  else if (t->info == 0)
    lapack.dgelsd(&t->m, &t->n, &t->count, t->a, &t->m, x, &rows, s, &cut, &t->rank, answer, &query,
                  &ints, &t->info);
  int length = task_asked(answer);
  double *work = task_space(t, t->parts * (size_t)length, sizeof *work);
  double *more = task_space(t, (size_t)task_asked(&reals), sizeof *more);
  int *whole = task_space(t, (size_t)(ints > 0 ? ints : 1), sizeof *whole);
  if (t->info == 0 && t->complex)
    lapack.zgelsd(&t->m, &t->n, &t->count, t->a, &t->m, x, &rows, s, &cut, &t->rank, work, &length,
                  more, whole, &t->info);
  else if (t->info == 0)
    lapack.dgelsd(&t->m, &t->n, &t->count, t->a, &t->m, x, &rows, s, &cut, &t->rank, work, &length,
                  whole, &t->info);
  free(s);
  free(work);
  free(more);
  free(whole);
}

static void run_least_squares(void *task) {
  Task *t = task;
  size_t parts = t->parts, m = (size_t)t->m, n = (size_t)t->n, rows = m > n ? m : n;
  double *x = task_space(t, parts * rows * (size_t)t->count, sizeof *x);
  for (int attempt = 0; t->info == 0 && attempt < 2; attempt++) {
    for (size_t j = 0; j < (size_t)t->count; j++) {
      double *column = x + parts * j * rows;
      memset(column, 0, parts * rows * sizeof *x);
      memcpy(column, t->b + parts * j * m, parts * m * sizeof *x);
    }
    if (attempt > 0)
      solve_any_rank(t, x, (int)rows);
    else if (solve_full_rank(t, x, (int)rows, t->count))
      break;
  }
  for (size_t j = 0; t->info == 0 && j < (size_t)t->count; j++)
    memcpy(t->u + parts * j * n, x + parts * j * rows, parts * n * sizeof *x);
  free(x);
}

bool optimised_least_squares(const View *a, const View *b, double *x, size_t *rank) {
  size_t m = a->dims[0], n = a->dims[1], columns = b->dims[1], parts = a->complex ? 2 : 1;
  size_t least = a->count >= LEAST_TALL ? LEAST_SIDE : LEAST_FACTORS;
  if (a->complex != b->complex || columns > INT_MAX || !task_is_worth(a, least)) return false;
  if (!all_finite(b->data, parts * b->count)) return false;
  Task t = { .b = b->data, .u = x, .count = (int)columns };
  Region result = { x, parts * n * columns * sizeof *x };
  double small = (double)(m < n ? m : n);
  double operations = 4 * (double)m * (double)n * small + 4 * (double)b->count * (double)n;
  if (!task_perform(&t, a, run_least_squares, operations, &result, 1)) return false;
  *rank = (size_t)t.rank;
  return true;
}
