/* systems.c -- linear systems: triangular, square, least squares; real and complex.  */

#include "config.h"
#include "base/complex_number.h"
#include "lang/systems.h"
#include "lang/vectorise.h"
#include "lang/complex_matrix.h"
#include "lang/least_squares.h"
#include "lang/long_job.h"
#include "lang/optimised.h"
#include "lang/reductions.h"
#include "base/memory.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double epsilon = 2.220446049250313e-16;

enum { ON_STACK = 12, SMALL = 1000000 };

/* What GSL and this program reach on one processor, for guessing how long it will take. */
static const double own_speed = 1e9;

/* ------------------------------------------------------------------ elimination */

typedef struct Elimination {
  double *a;
  size_t m, n, *order;
  int sign;
} Elimination;

static void run_elimination(void *elimination) {
  Elimination *e = elimination;
  double *a = e->a;
  size_t m = e->m, n = e->n, steps = m < n ? m : n;
  for (size_t k = 0; k < steps; k++) {
    double *pivots = a + k * m;
    size_t best = k;
    for (size_t i = k + 1; i < m; i++)
      if (fabs(pivots[i]) > fabs(pivots[best])) best = i;
    e->order[k] = best;
    if (best != k) {
      e->sign = -e->sign;
      for (size_t j = 0; j < n; j++) {
        double x = a[k + j * m];
        a[k + j * m] = a[best + j * m];
        a[best + j * m] = x;
      }
    }
    if (pivots[k] == 0) continue;
    for (size_t i = k + 1; i < m; i++) pivots[i] /= pivots[k];
    for (size_t j = k + 1; j < n; j++) {
      double *column = a + j * m, factor = column[k];
      if (factor != 0)
        for (size_t i = k + 1; i < m; i++) column[i] -= factor * pivots[i];
    }
  }
}

int systems_factor(double *a, size_t m, size_t n, size_t *order) {
  size_t steps = m < n ? m : n;
  Elimination e = { a, m, n, order, 1 };
  double operations = (double)m * (double)n * (double)steps;
  if (operations < SMALL) {
    run_elimination(&e);
    return e.sign;
  }
  Region results[] = { { a, m * n * sizeof *a },
                       { order, steps * sizeof *order },
                       { &e, sizeof e } };
  long_job(operations / own_speed, run_elimination, &e, results, 3);
  return e.sign;
}

enum { WIDE = 32 }; /* from here on the call of a wider loop pays */

VECTORISED static void subtract_wide(double *restrict x, const double *restrict column,
                                     double factor, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) x[i] -= factor * column[i];
}

static inline void subtract(double *restrict x, const double *restrict column, double factor,
                            size_t n) {
  if (n >= WIDE) {
    subtract_wide(x, column, factor, n);
    return;
  }
  for (size_t i = 0; i < n; i++) x[i] -= factor * column[i];
}

void systems_substitute(const double *factors, size_t n, const size_t *order, double *x) {
  for (size_t i = 0; i < n; i++) {
    double y = x[order[i]];
    x[order[i]] = x[i];
    x[i] = y;
  }
  for (size_t j = 0; j < n; j++)
    if (x[j] != 0) subtract(x + j + 1, factors + j + 1 + j * n, x[j], n - j - 1);
  for (size_t j = n; j-- > 0;) {
    x[j] /= factors[j + j * n];
    subtract(x, factors + j * n, x[j], j);
  }
}

void systems_substitute_transposed(const double *factors, size_t n, const size_t *order,
                                   double *x) {
  for (size_t j = 0; j < n; j++)
    x[j] = (x[j] - reductions_product_sum(factors + j * n, x, j)) / factors[j + j * n];
  for (size_t j = n; j-- > 0;)
    x[j] -= reductions_product_sum(factors + j + 1 + j * n, x + j + 1, n - j - 1);
  for (size_t i = n; i-- > 0;) {
    double y = x[order[i]];
    x[order[i]] = x[i];
    x[i] = y;
  }
}

static double sum_of_sizes(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += fabs(x[i]);
  return sum;
}

/* Hager's estimate, as Higham improved it and LAPACK takes it. */
double systems_inverse_norm(const double *factors, size_t n, const size_t *order, double *work) {
  double *x = work, *signs = work + n, *y = work + 2 * n, most = 0;
  if (n <= 4) {
    for (size_t j = 0; j < n; j++) {
      for (size_t i = 0; i < n; i++) x[i] = i == j;
      systems_substitute(factors, n, order, x);
      double sum = sum_of_sizes(x, n);
      if (!(sum <= most)) most = sum;
    }
    return most;
  }
  for (size_t i = 0; i < n; i++) x[i] = 1 / (double)n, signs[i] = 0;
  size_t last = n;
  for (int turn = 0; turn < 5; turn++) {
    systems_substitute(factors, n, order, x);
    double sum = sum_of_sizes(x, n);
    if (isnan(sum)) return sum;
    if (turn > 0 && sum <= most) break;
    most = sum;
    bool same = true;
    for (size_t i = 0; i < n; i++) {
      double sign = x[i] >= 0 ? 1 : -1;
      same &= sign == signs[i];
      signs[i] = y[i] = sign;
    }
    if (same) break;
    systems_substitute_transposed(factors, n, order, y);
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
      if (fabs(y[i]) > fabs(y[best])) best = i;
    if (best == last) break;
    last = best;
    for (size_t i = 0; i < n; i++) x[i] = i == best;
  }
  for (size_t i = 0; i < n; i++) x[i] = (i % 2 ? -1 : 1) * (1 + (double)i / (double)(n - 1));
  systems_substitute(factors, n, order, x);
  return fmax(most, 2 * sum_of_sizes(x, n) / (3 * (double)n));
}

static double norm_one(const View *a) {
  double most = 0;
  size_t rows = a->dims[0], parts = a->complex ? 2 : 1;
  for (size_t j = 0; j < a->dims[1]; j++) {
    double sum = 0;
    const double *x = a->data + parts * j * rows;
    for (size_t i = 0; i < rows; i++)
      sum += a->complex ? hypot(x[2 * i], x[2 * i + 1]) : fabs(x[i]);
    if (!(sum <= most)) most = sum;
  }
  return most;
}

static double reciprocal(double norm, double inverse) {
  double r = 1 / (norm * inverse);
  return isnan(r) ? 0 : r;
}

/* ------------------------------------------------------------------ square systems */

static gsl_matrix *to_rows(const View *v) {
  gsl_matrix *g = gsl_matrix_alloc(v->dims[0], v->dims[1]);
  for (size_t i = 0; g && i < g->size1; i++)
    for (size_t j = 0; j < g->size2; j++) gsl_matrix_set(g, i, j, v->data[i + j * g->size1]);
  return g;
}

static bool is_triangular(const View *a, bool upper) {
  size_t n = a->dims[0], parts = a->complex ? 2 : 1;
  for (size_t j = 0; j < n; j++)
    for (size_t i = upper ? j + 1 : 0; i < (upper ? n : j); i++)
      for (size_t k = 0; k < parts; k++)
        if (a->data[parts * (i + j * n) + k] != 0) return false;
  return true;
}

static void solve_triangular(const View *a, bool upper, double *x) {
  size_t n = a->dims[0];
  for (size_t step = 0; step < n; step++) {
    size_t j = upper ? n - 1 - step : step;
    x[j] /= a->data[j + j * n];
    for (size_t i = upper ? 0 : j + 1; i < (upper ? j : n); i++) x[i] -= a->data[i + j * n] * x[j];
  }
}

static void solve_triangular_complex(const View *a, bool upper, double _Complex *x) {
  size_t n = a->dims[0];
  const double _Complex *t = (const double _Complex *)a->data;
  for (size_t step = 0; step < n; step++) {
    size_t j = upper ? n - 1 - step : step;
    x[j] /= t[j + j * n];
    for (size_t i = upper ? 0 : j + 1; i < (upper ? j : n); i++) x[i] -= t[i + j * n] * x[j];
  }
}

static void warn_singular(const Operation *how, double rcond) {
  char message[100] = "matrix singular to machine precision";
  if (rcond > 0)
    snprintf(message, sizeof message, "matrix singular to machine precision, rcond = %g", rcond);
  if (how->warn) how->warn(how->self, message);
}

static bool zero_on_diagonal(const View *a) {
  size_t parts = a->complex ? 2 : 1;
  for (size_t i = 0; i < a->dims[0]; i++) {
    const double *x = a->data + parts * (i + i * a->dims[0]);
    if (x[0] == 0 && (!a->complex || x[1] == 0)) return true;
  }
  return false;
}

static Array *right_side(const View *b) {
  Array *r = array_new(2, b->dims, ELEMENT_REAL, b->complex);
  if (r && r->count > 0)
    memcpy(r->data, b->data, r->count * (b->complex ? 2 : 1) * sizeof *r->data);
  return r;
}

/* Whether |A| |A^-1| is certainly far below 1 / eps: |L^-1| and |U^-1| are at most those of the
   matrices with the same diagonal and minus the sizes of everything else, for which one
   substitution tells.  WORK has room for n numbers. */
static bool is_harmless(const double *lu, size_t n, double norm, double *work) {
  double lower = 0, upper = 0;
  for (size_t i = 0; i < n; i++) work[i] = 1;
  for (size_t j = 0; j < n; j++) {
    lower = fmax(lower, work[j]);
    for (size_t i = j + 1; i < n; i++) work[i] += fabs(lu[i + j * n]) * work[j];
  }
  for (size_t i = 0; i < n; i++) work[i] = 1;
  for (size_t j = n; j-- > 0;) {
    work[j] /= fabs(lu[j + j * n]);
    upper = fmax(upper, work[j]);
    for (size_t i = 0; i < j; i++) work[i] += fabs(lu[i + j * n]) * work[j];
  }
  return (double)n * norm * lower * upper < 0.1 / epsilon;
}

/* Asked before every column; the clock is not looked at for small ones. */
static bool must_leave(size_t n) {
  return n > 100 && long_job_must_stop();
}

/* X, the right side before; false when A is singular.  RCOND stays as it is when it does not
 * matter.
 */
static bool eliminate(const View *a, Array *x, double *rcond) {
  size_t n = a->dims[0];
  double few[ON_STACK * (ON_STACK + 3)];
  size_t few_places[ON_STACK];
  double *lu = n <= ON_STACK ? few : mem_new(n * (n + 3) * sizeof *lu);
  size_t *order = n <= ON_STACK ? few_places : mem_new(n * sizeof *order);
  memcpy(lu, a->data, n * n * sizeof *lu);
  systems_factor(lu, n, n, order);
  bool good = true;
  for (size_t i = 0; i < n; i++) good &= fabs(lu[i + i * n]) > 0; /* NaN too */
  double norm = good ? norm_one(a) : 0;
  if (good && !is_harmless(lu, n, norm, lu + n * n))
    *rcond = reciprocal(norm, systems_inverse_norm(lu, n, order, lu + n * n));
  for (size_t j = 0; good && j < x->dims[1] && !must_leave(n); j++)
    systems_substitute(lu, n, order, x->data + j * n);
  if (lu != few) free(lu);
  if (order != few_places) free(order);
  return good;
}

typedef struct Pairs {
  gsl_matrix_complex *lu;
  gsl_permutation *p;
  int status;
} Pairs;

static void factor_pairs(void *pairs) {
  Pairs *job = pairs;
  int sign;
  job->status = gsl_linalg_complex_LU_decomp(job->lu, job->p, &sign);
}

static bool eliminate_complex(const View *a, Array *x, double *rcond) {
  size_t n = a->dims[0];
  gsl_matrix_complex *lu = gsl_matrix_complex_alloc(n, n);
  gsl_permutation *p = gsl_permutation_alloc(n);
  gsl_vector_complex *unit = gsl_vector_complex_alloc(n);
  bool good = lu && p && unit;
  for (size_t i = 0; good && i < n; i++)
    for (size_t j = 0; j < n; j++)
      memcpy(lu->data + 2 * (i * lu->tda + j), a->data + 2 * (i + j * n), 2 * sizeof(double));
  if (good) {
    Pairs job = { lu, p, 0 };
    Region results[] = { { &job, sizeof job },
                         { lu->data, 2 * n * n * sizeof(double) },
                         { p->data, n * sizeof *p->data } };
    double operations = 4 * (double)n * (double)n * (double)n;
    good = long_job(operations / own_speed, factor_pairs, &job, results, 3) &&
           job.status == GSL_SUCCESS;
  }
  for (size_t i = 0; good && i < n; i++) {
    const double *z = lu->data + 2 * (i * lu->tda + i);
    good = fabs(z[0]) > 0 || fabs(z[1]) > 0;
  }
  double inverse = 0;
  for (size_t j = 0; good && j < n && !must_leave(n); j++) {
    double sum = 0;
    gsl_vector_complex_set_basis(unit, j);
    good = gsl_linalg_complex_LU_svx(lu, p, unit) == GSL_SUCCESS;
    for (size_t i = 0; i < n; i++) sum += hypot(unit->data[2 * i], unit->data[2 * i + 1]);
    if (!(sum <= inverse)) inverse = sum;
  }
  *rcond = reciprocal(norm_one(a), inverse);
  for (size_t j = 0; good && j < x->dims[1] && !must_leave(n); j++) {
    gsl_vector_complex_view column = gsl_vector_complex_view_array(x->data + 2 * j * n, n);
    good = gsl_linalg_complex_LU_svx(lu, p, &column.vector) == GSL_SUCCESS;
  }
  if (lu) gsl_matrix_complex_free(lu);
  if (p) gsl_permutation_free(p);
  if (unit) gsl_vector_complex_free(unit);
  return good;
}

/* An upper triangle is its own factor; a lower one is turned over. */
static double triangular_condition(const View *a, bool upper) {
  size_t n = a->dims[0], few_places[ON_STACK];
  double few[ON_STACK * (ON_STACK + 3)];
  double *u = n <= ON_STACK ? few : mem_new(n * (n + 3) * sizeof *u), rcond = 1;
  size_t *order = n <= ON_STACK ? few_places : mem_new(n * sizeof *order);
  for (size_t j = 0; j < n; j++) {
    order[j] = j;
    for (size_t i = 0; i < n; i++) u[i + j * n] = a->data[upper ? i + j * n : j + i * n];
  }
  View v = { .dims = a->dims, .data = u };
  double norm = norm_one(&v);
  if (!is_harmless(u, n, norm, u + n * n))
    rcond = reciprocal(norm, systems_inverse_norm(u, n, order, u + n * n));
  if (u != few) free(u);
  if (order != few_places) free(order);
  return rcond;
}

/* The solution, or NULL with *SINGULAR set when there is none, or over budget. */
static Array *solve_square(const Operation *how, const View *a, const View *b, bool *singular) {
  size_t n = a->dims[0], columns = b->dims[1];
  *singular = false;
  bool upper = is_triangular(a, true), lower = !upper && is_triangular(a, false);
  if ((upper || lower) && (*singular = zero_on_diagonal(a))) return NULL;
  Array *x = right_side(b);
  double rcond = 1;
  if (!x) return NULL;
  if (upper || lower) {
    bool done = optimised_solve_triangular(a, upper, x->data, columns);
    if (!a->complex) rcond = triangular_condition(a, upper);
    for (size_t j = 0; !done && j < columns && !must_leave(n); j++) {
      if (a->complex)
        solve_triangular_complex(a, upper, (double _Complex *)x->data + j * n);
      else
        solve_triangular(a, upper, x->data + j * n);
    }
  } else if (!optimised_solve(a, x->data, columns, &rcond)) {
    bool good = a->complex ? eliminate_complex(a, x, &rcond) : eliminate(a, x, &rcond);
    *singular = !good && !long_job_failed();
    if (*singular) {
      array_release(x);
      return NULL;
    }
  }
  if (rcond < epsilon && !long_job_failed()) warn_singular(how, rcond);
  return x;
}

/* ------------------------------------------------------------------ least squares */

typedef struct Factors {
  gsl_matrix *u, *v, *qr;
  gsl_vector *s, *tau, *work;
  gsl_permutation *p;
  int sign, status;
} Factors;

static void factors_free(Factors *f) {
  if (f->u) gsl_matrix_free(f->u);
  if (f->v) gsl_matrix_free(f->v);
  if (f->qr) gsl_matrix_free(f->qr);
  if (f->s) gsl_vector_free(f->s);
  if (f->tau) gsl_vector_free(f->tau);
  if (f->work) gsl_vector_free(f->work);
  if (f->p) gsl_permutation_free(f->p);
}

static void factor_svd(void *factors) {
  Factors *f = factors;
  f->status = gsl_linalg_SV_decomp(f->u, f->v, f->s, f->work);
}

/* Minimum norm by singular values: X = V S^+ U' B for A = U S V', of A' when A is wide. */
static Array *solve_by_svd(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1], big = m > n ? m : n, small = m > n ? n : m;
  Array *x = array_zeros(2, (size_t[]){ n, b->dims[1] }, ELEMENT_REAL, false);
  if (!x) return NULL;
  Factors f = { .u = gsl_matrix_alloc(big, small),
                .v = gsl_matrix_alloc(small, small),
                .s = gsl_vector_alloc(small),
                .work = gsl_vector_alloc(small) };
  if (f.u && f.v && f.s && f.work) {
    for (size_t i = 0; i < big; i++)
      for (size_t j = 0; j < small; j++)
        gsl_matrix_set(f.u, i, j, m > n ? a->data[i + j * m] : a->data[j + i * m]);
    Region results[] = { { f.u->data, big * small * sizeof(double) },
                         { f.v->data, small * small * sizeof(double) },
                         { f.s->data, small * sizeof(double) } };
    double operations = 20 * (double)big * (double)small * (double)small;
    bool good = long_job(operations / own_speed, factor_svd, &f, results, 3);
    double cut = gsl_vector_get(f.s, 0) * (double)big * epsilon;
    const gsl_matrix *left = m > n ? f.u : f.v, *right = m > n ? f.v : f.u;
    for (size_t c = 0; good && c < b->dims[1]; c++)
      for (size_t k = 0; k < small && gsl_vector_get(f.s, k) > cut; k++) {
        double sum = 0;
        for (size_t i = 0; i < m; i++) sum += gsl_matrix_get(left, i, k) * b->data[i + c * m];
        sum /= gsl_vector_get(f.s, k);
        for (size_t i = 0; i < n; i++) x->data[i + c * n] += sum * gsl_matrix_get(right, i, k);
      }
  }
  factors_free(&f);
  return x;
}

static void factor_qr(void *factors) {
  Factors *f = factors;
  f->status = gsl_linalg_QRPT_decomp(f->qr, f->tau, f->p, &f->sign, f->s);
}

/* Tall matrices of full rank by QR, which is more accurate than squaring or singular values. */
static Array *solve_tall(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1];
  Factors f = { .qr = to_rows(a),
                .tau = gsl_vector_alloc(n),
                .work = gsl_vector_alloc(m),
                .s = gsl_vector_alloc(n),
                .p = gsl_permutation_alloc(n) };
  gsl_vector *solution = gsl_vector_alloc(n);
  Array *x = NULL;
  if (f.qr && f.tau && f.work && f.s && f.p && solution) {
    Region results[] = { { f.qr->data, m * n * sizeof(double) },
                         { f.tau->data, n * sizeof(double) },
                         { f.p->data, n * sizeof *f.p->data },
                         { &f, sizeof f } };
    double operations = 4 * (double)m * (double)n * (double)n;
    bool good = long_job(operations / own_speed, factor_qr, &f, results, 4) && f.status == 0;
    double most = fabs(gsl_matrix_get(f.qr, 0, 0));
    double least = fabs(gsl_matrix_get(f.qr, n - 1, n - 1));
    if (good && least > most * 1e-15) x = array_new_matrix(n, b->dims[1]);
    for (size_t c = 0; x && c < b->dims[1]; c++) {
      gsl_vector_const_view column = gsl_vector_const_view_array(b->data + c * m, m);
      gsl_linalg_QRPT_lssolve(f.qr, f.tau, f.p, &column.vector, solution, f.work);
      for (size_t i = 0; i < n; i++) x->data[i + c * n] = gsl_vector_get(solution, i);
    }
  }
  factors_free(&f);
  if (solution) gsl_vector_free(solution);
  return x;
}

/* The same as solve_by_svd. */
static Array *solve_complex_by_svd(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1], big = m > n ? m : n, small = m > n ? n : m;
  Array *x = array_zeros(2, (size_t[]){ n, b->dims[1] }, ELEMENT_REAL, true);
  if (!x || !array_fits(4 * big * small)) return x;
  const double _Complex *from = (const double _Complex *)a->data;
  const double _Complex *right_hand = (const double _Complex *)b->data;
  double _Complex *u = mem_new((big * small + small * small) * sizeof *u), *v = u + big * small;
  double _Complex *out = (double _Complex *)x->data;
  double *s = mem_new(small * sizeof *s);
  for (size_t i = 0; i < big; i++)
    for (size_t j = 0; j < small; j++)
      u[i + j * big] = m > n ? from[i + j * m] : conj(from[j + i * m]);
  complex_svd(u, big, small, s, v);
  double cut = s[0] * (double)big * epsilon;
  const double _Complex *left = m > n ? u : v, *right = m > n ? v : u;
  for (size_t c = 0; c < b->dims[1]; c++)
    for (size_t k = 0; k < small && s[k] > cut; k++) {
      double _Complex sum = 0;
      for (size_t i = 0; i < m; i++) sum += conj(left[i + k * m]) * right_hand[i + c * m];
      sum /= s[k];
      for (size_t i = 0; i < n; i++) out[i + c * n] += sum * right[i + k * n];
    }
  free(u);
  free(s);
  return x;
}

/* Tall systems of full rank, refined to what the data allow; NULL for others and for large ones,
   which would take too long. */
static Array *solve_refined(const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1];
  if (a->complex || b->complex || m <= n || (double)m * (double)n * (double)n > 2e7) return NULL;
  LeastSquares *s = least_squares_new(a->data, m, n);
  Array *x = s ? array_new_matrix(n, b->dims[1]) : NULL;
  for (size_t c = 0; x && c < b->dims[1]; c++)
    least_squares_solve(s, b->data + c * m, x->data + c * n, NULL);
  least_squares_free(s);
  return x;
}

static Array *solve_least_squares(const View *a, const View *b) {
  size_t rank;
  Array *refined = solve_refined(a, b);
  if (refined) return refined;
  Array *x = array_new(2, (size_t[]){ a->dims[1], b->dims[1] }, ELEMENT_REAL, a->complex);
  if (!x || optimised_least_squares(a, b, x->data, &rank)) return x;
  array_release(x);
  if (a->complex) return solve_complex_by_svd(a, b);
  x = a->dims[0] > a->dims[1] ? solve_tall(a, b) : NULL;
  return x || long_job_failed() ? x : solve_by_svd(a, b);
}

/* ------------------------------------------------------------------ all of them */

static bool all_finite(const View *v) {
  for (size_t i = 0; i < v->count * (v->complex ? 2 : 1); i++)
    if (!isfinite(v->data[i])) return false;
  return true;
}

static Array *nan_result(size_t rows, size_t columns) {
  Array *x = array_new_matrix(rows, columns);
  for (size_t i = 0; x && i < x->count; i++) x->data[i] = NAN;
  return x;
}

static Array *solve(const Operation *how, const View *a, const View *b) {
  size_t m = a->dims[0], n = a->dims[1];
  if (!all_finite(a) || (m != n && !all_finite(b))) {
    if (m == n) warn_singular(how, 0);
    return nan_result(n, b->dims[1]);
  }
  if (m == n) {
    bool singular;
    Array *x = solve_square(how, a, b, &singular);
    if (x || !singular) return x;
    warn_singular(how, 0);
    if (!all_finite(b)) return nan_result(n, b->dims[1]);
  }
  return solve_least_squares(a, b);
}

/* The numbers of V as pairs: its own, or those of a new array in *MADE; false over budget. */
static bool as_pairs(View *v, Array **made) {
  *made = NULL;
  if (v->complex) return true;
  *made = array_new_complex(v->dims[0], v->dims[1]);
  for (size_t i = 0; *made && i < v->count; i++) {
    (*made)->data[2 * i] = v->data[i];
    (*made)->data[2 * i + 1] = 0;
  }
  if (*made) v->data = (*made)->data;
  v->complex = true;
  return *made != NULL;
}

Array *systems_solve(const Operation *how, const View *a, const View *b) {
  if (a->dims[0] == 0 || a->dims[1] == 0 || b->dims[1] == 0)
    return array_zeros(2, (size_t[]){ a->dims[1], b->dims[1] }, ELEMENT_REAL, false);
  if (!a->complex && !b->complex) return solve(how, a, b);
  View x = *a, y = *b;
  Array *left = NULL, *right = NULL, *r = NULL;
  if (as_pairs(&x, &left) && as_pairs(&y, &right)) r = solve(how, &x, &y);
  array_release(left);
  array_release(right);
  return r ? array_narrow(r) : NULL;
}
