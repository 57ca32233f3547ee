/* regression.c -- straight and curved models fitted to data.  */

#include "config.h"
#include "lang/least_squares.h"
#include "lang/trap.h"
#include "lib/arguments.h"
#include "lib/distribution.h"
#include "lib/families.h"
#include "value/cell.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ linear */

/* The rows without NaN: X by columns in *A, y in *B. */
static bool complete_rows(Work *w, const View *y, const View *x, double **a, double **b,
                          size_t *n) {
  size_t m = y->count, p = view_columns(x), kept = 0;
  bool *good = arena_new(&w->arena, m + 1);
  *a = work_numbers(w, m * p);
  *b = work_numbers(w, m);
  if (!*a || !*b) return false;
  for (size_t i = 0; i < m; i++) {
    good[i] = !isnan(y->data[i]);
    for (size_t j = 0; j < p; j++) good[i] = good[i] && !isnan(x->data[j * m + i]);
    if (!good[i]) continue;
    (*b)[kept++] = y->data[i];
  }
  for (size_t j = 0, at = 0; j < p; j++)
    for (size_t i = 0; i < m; i++)
      if (good[i]) (*a)[at++] = x->data[j * m + i];
  *n = kept;
  return true;
}

static Value intervals(const double *centre, const double *half, size_t n) {
  Array *r = array_new_matrix(n, 2);
  for (size_t i = 0; r && i < n; i++) {
    r->data[i] = centre[i] - half[i];
    r->data[n + i] = centre[i] + half[i];
  }
  return value_array(r);
}

static double student(double q, double degrees) {
  return distribution_quantile(distribution_named("t"), q, &degrees);
}

/* R^2, F, its p-value and the variance of the residuals. */
static Value summary(const double *b, const double *r, size_t n, size_t p) {
  double mean = 0, square = 0, total = 0, dof = (double)n - (double)p;
  for (size_t i = 0; i < n; i++) mean += b[i] / (double)n;
  for (size_t i = 0; i < n; i++) {
    square += r[i] * r[i];
    total += (b[i] - mean) * (b[i] - mean);
  }
  double share = 1 - square / total, degrees[2] = { (double)p - 1, dof };
  double f = dof / degrees[0] / (1 / share - 1);
  const Distribution *d = distribution_named("f");
  double chance = isnan(f) || p < 2 ? NAN : isinf(f) ? 0 : d->above(f, degrees);
  return numeric_row((double[]){ share, f, chance, square / dof }, 4);
}

static Value call_regress(Call *call) {
  for (size_t i = 0; i < 2; i++)
    if (!numeric_is_real(call, i) || !numeric_is_matrix(call, i)) return VALUE_FAILED;
  View y = call_view(call, 0), x = call_view(call, 1);
  double alpha = call_scalar_or(call, 2, 0.05);
  size_t m = view_rows(&x), p = view_columns(&x), n;
  if (!view_is_vector(&y) || y.count != m)
    return call_fail(call, ERROR_SHAPE,
                     "regress: y needs one number for each of the %zu rows of X, but has %zu", m,
                     y.count);
  if (!(alpha > 0 && alpha < 1))
    return call_fail_at(call, 2, ERROR_DOMAIN, "regress: alpha lies between 0 and 1, as 0.05 does");
  Work w = work_begin(call);
  double *a, *b, *beta = work_numbers(&w, p), *r = work_numbers(&w, m), *h = work_numbers(&w, m);
  double *inverse = work_numbers(&w, p * p);
  if (!beta || !r || !h || !inverse || !complete_rows(&w, &y, &x, &a, &b, &n) ||
      !call_step(call, m * p))
    return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n * p; i++)
    if (isinf(a[i]) || isinf(b[i % n]))
      return work_done(&w, call_fail(call, ERROR_DOMAIN, "regress: the data must be finite"));
  if (n < p)
    return work_done(&w, call_fail(call, ERROR_SHAPE,
                                   "regress: %zu complete rows cannot fix %zu coefficients", n, p));
  LeastSquares *s = least_squares_new(a, n, p);
  if (!s) {
    call_fail_at(call, 1, ERROR_NUMERIC,
                 "regress: the columns of X depend on each other, so that the coefficients are "
                 "not determined");
    call_hint(call, "leave one of them out, or try pinv(X)*y");
    return work_done(&w, VALUE_FAILED);
  }
  least_squares_solve(s, b, beta, r);
  least_squares_covariance(s, inverse);
  least_squares_leverage(s, h);
  least_squares_free(s);
  double dof = (double)n - (double)p, square = 0, t = dof > 0 ? student(1 - alpha / 2, dof) : NAN;
  for (size_t i = 0; i < n; i++) square += r[i] * r[i];
  double *half = work_numbers(&w, n > p ? n : p);
  for (size_t j = 0; j < p; j++) half[j] = t * sqrt(square / dof * inverse[j * p + j]);
  call_result(call, 1, intervals(beta, half, p));
  call_result(call, 2, numeric_column(r, n));
  for (size_t i = 0; i < n; i++)
    half[i] = t * sqrt((square * (1 - h[i]) - r[i] * r[i]) / (dof - 1));
  call_result(call, 3, intervals(r, half, n));
  call_result(call, 4, summary(b, r, n, p));
  return work_done(&w, numeric_column(beta, p));
}

/* ------------------------------------------------------------------ curved */

/* A model f(b, x) seen by the solver.  Bounds are taken away by a change of variables: b = low +
   z^2 and so on, so that the search itself is free. */
typedef struct Model {
  Work *w;
  Value function, x; /* borrowed */
  const double *y, *low, *high;
  size_t n, p;
  bool column; /* the shape of b */
  double *b;   /* room for one b */
} Model;

static double bounded(const Model *m, size_t j, double z) {
  double low = m->low ? m->low[j] : -INFINITY, high = m->high ? m->high[j] : INFINITY;
  if (isfinite(low) && isfinite(high)) return low + (high - low) * (sin(z) + 1) / 2;
  if (isfinite(low)) return low + z * z;
  return isfinite(high) ? high - z * z : z;
}

static double unbounded(const Model *m, size_t j, double b) {
  double low = m->low ? m->low[j] : -INFINITY, high = m->high ? m->high[j] : INFINITY;
  if (isfinite(low) && isfinite(high)) {
    double share = (b - low) / (high - low);
    return asin(2 * fmin(fmax(share, 0.001), 0.999) - 1);
  }
  if (isfinite(low)) return sqrt(fmax(b - low, 1e-3 * (fabs(low) + 1e-3)));
  return isfinite(high) ? sqrt(fmax(high - b, 1e-3 * (fabs(high) + 1e-3))) : b;
}

/* f(b, x) - y; false with the call failed. */
static bool misses(const Model *m, const double *b, double *r) {
  Call *call = m->w->call;
  Value args[2] = { m->column ? numeric_column(b, m->p) : numeric_row(b, m->p), m->x };
  Value result = VALUE_NOTHING;
  bool good = args[0].kind != VALUE_ERROR && call_step(call, m->n) &&
              call_function(call, m->function, args, 2, &result, 1);
  View v;
  if (good && (!value_view(&result, &v) || v.complex || (v.count != m->n && v.count != 1))) {
    call_fail(call, ERROR_SHAPE,
              "%s: the model must answer %zu real numbers, one for each observation",
              call->builtin->name, m->n);
    call_hint(call, "write it as @(b, x) ... with .* ./ and .^");
    good = false;
  }
  for (size_t i = 0; good && i < m->n; i++) r[i] = v.data[v.count == 1 ? 0 : i] - m->y[i];
  value_release(args[0]);
  value_release(result);
  return good;
}

static int solver_misses(const gsl_vector *z, void *self, gsl_vector *r) {
  Model *m = self;
  for (size_t j = 0; j < m->p; j++) m->b[j] = bounded(m, j, gsl_vector_get(z, j));
  if (!misses(m, m->b, r->data)) return GSL_EBADFUNC;
  for (size_t i = 0; i < m->n; i++)
    if (!isfinite(r->data[i])) return GSL_EBADFUNC;
  return GSL_SUCCESS;
}

/* Differences to both sides, at two widths, so that the error falls with the fourth power. */
static bool slopes(const Model *m, const double *at, bool open, gsl_matrix *jacobian) {
  double *b = mem_new(m->p * sizeof *b), *r = mem_new(4 * m->n * sizeof *r);
  bool good = true;
  for (size_t j = 0; good && j < m->p; j++) {
    double width = 2e-4 * fmax(fabs(at[j]), 1e-6);
    static const double steps[4] = { 1, -1, 2, -2 };
    for (size_t k = 0; good && k < 4; k++) {
      for (size_t i = 0; i < m->p; i++) {
        double moved = i == j ? at[i] + steps[k] * width : at[i];
        b[i] = open ? bounded(m, i, moved) : moved;
      }
      good = misses(m, b, r + k * m->n);
    }
    for (size_t i = 0; good && i < m->n; i++) {
      double near = r[i] - r[m->n + i], far = r[2 * m->n + i] - r[3 * m->n + i];
      gsl_matrix_set(jacobian, i, j, (8 * near - far) / (12 * width));
    }
  }
  free(b);
  free(r);
  return good;
}

static int solver_slopes(const gsl_vector *z, void *self, gsl_matrix *jacobian) {
  return slopes(self, z->data, true, jacobian) ? GSL_SUCCESS : GSL_EBADFUNC;
}

/* One run from Z, which becomes the best point found; the sum of squares, or NaN. */
static double search(Model *m, const gsl_multifit_nlinear_trs *method, double *z, bool *settled,
                     size_t *rounds) {
  gsl_multifit_nlinear_parameters options = gsl_multifit_nlinear_default_parameters();
  gsl_multifit_nlinear_fdf system = {
    .f = solver_misses, .df = solver_slopes, .n = m->n, .p = m->p, .params = m
  };
  options.trs = method;
  options.scale = gsl_multifit_nlinear_scale_more;
  options.solver = gsl_multifit_nlinear_solver_qr;
  gsl_multifit_nlinear_workspace *solver =
      gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &options, m->n, m->p);
  double square = NAN;
  int info = 0;
  *settled = false;
  if (!solver) return NAN;
  gsl_vector_view start = gsl_vector_view_array(z, m->p);
  int status = gsl_multifit_nlinear_init(&start.vector, &system, solver);
  for (; status == GSL_SUCCESS && *rounds < 2000 && call_alive(m->w->call); ++*rounds) {
    status = gsl_multifit_nlinear_iterate(solver);
    if (gsl_multifit_nlinear_test(1e-14, 1e-15, 0, &info, solver) == GSL_SUCCESS) {
      *settled = true;
      break;
    }
  }
  if (status == GSL_ENOPROG) *settled = true;
  memcpy(z, solver->x->data, m->p * sizeof *z);
  square = 0;
  for (size_t i = 0; i < m->n; i++) square += solver->f->data[i] * solver->f->data[i];
  gsl_multifit_nlinear_free(solver);
  return square;
}

/* Levenberg and Marquardt's way, with and without geodesic acceleration; the better end counts. */
static bool fit_model(Model *m, double *b, double *square, bool *settled, size_t *rounds) {
  const gsl_multifit_nlinear_trs *methods[2] = { gsl_multifit_nlinear_trs_lmaccel,
                                                 gsl_multifit_nlinear_trs_lm };
  Work *w = m->w;
  double *z = work_numbers(w, m->p), *best = work_numbers(w, m->p);
  if (!z || !best) return false;
  *square = NAN;
  *rounds = 0;
  for (size_t k = 0; k < 2; k++) {
    bool end;
    for (size_t j = 0; j < m->p; j++)
      z[j] = k > 0 && isfinite(*square) && *settled ? best[j] : unbounded(m, j, b[j]);
    TrapState before = trap_take();
    double reached = search(m, methods[k], z, &end, rounds);
    trap_take();
    trap_restore(before);
    if (!call_alive(w->call)) return false;
    if (isnan(reached) || reached > *square) continue;
    *square = reached;
    *settled = end;
    memcpy(best, z, m->p * sizeof *best);
  }
  if (!isfinite(*square)) {
    call_fail(w->call, ERROR_NUMERIC, "%s: the model is not finite at the start",
              w->call->builtin->name);
    return false;
  }
  for (size_t j = 0; j < m->p; j++) b[j] = bounded(m, j, best[j]);
  return true;
}

/* FUNCTION, the start in argument B, the data in arguments X and Y. */
static bool model_begin(Work *w, size_t function, size_t b, size_t x, size_t y, Model *m,
                        double **start) {
  Call *call = w->call;
  if (!numeric_is_real(call, b) || !numeric_is_finite(call, b) || !numeric_is_real(call, y) ||
      !numeric_is_finite(call, y))
    return false;
  View v = call_view(call, b), target = call_view(call, y);
  *m = (Model){ .w = w,
                .function = call->args[function],
                .x = call->args[x],
                .y = target.data,
                .n = target.count,
                .p = v.count,
                .column = view_is_column(&v) };
  if (m->p == 0 || m->n < m->p) {
    call_fail_at(call, y, ERROR_SHAPE, "%s: %zu observations cannot fix %zu parameters",
                 call->builtin->name, m->n, m->p);
    return false;
  }
  *start = work_numbers(w, m->p);
  m->b = work_numbers(w, m->p);
  if (!*start || !m->b) return false;
  memcpy(*start, v.data, m->p * sizeof **start);
  return true;
}

static bool bounds_argument(Model *m, size_t i, const double **bounds) {
  Call *call = m->w->call;
  *bounds = NULL;
  if (!call_given(call, i) || value_is_empty(call->args[i])) return true;
  View v = call_view(call, i);
  if (v.complex || v.count != m->p) {
    call_fail_at(call, i, ERROR_SHAPE, "%s: give one bound for each of the %zu parameters",
                 call->builtin->name, m->p);
    return false;
  }
  *bounds = v.data;
  return true;
}

static Value call_lsqcurvefit(Call *call) {
  Work w = work_begin(call);
  Model m;
  double *b, square;
  bool settled;
  size_t rounds;
  if (!model_begin(&w, 0, 1, 2, 3, &m, &b) || !bounds_argument(&m, 4, &m.low) ||
      !bounds_argument(&m, 5, &m.high) || !fit_model(&m, b, &square, &settled, &rounds))
    return work_done(&w, VALUE_FAILED);
  if (!settled) call_warn(call, "lsqcurvefit: stopped after %zu rounds without settling", rounds);
  double *r = work_numbers(&w, m.n);
  gsl_matrix *jacobian = work_matrix(&w, m.n, m.p);
  if (!r || !jacobian || !misses(&m, b, r) || (call->wanted > 5 && !slopes(&m, b, false, jacobian)))
    return work_done(&w, VALUE_FAILED);
  View y = call_view(call, 3);
  Array *residual = array_new(y.rank, y.dims, ELEMENT_REAL, false);
  if (residual) memcpy(residual->data, r, m.n * sizeof *r);
  Record *output = record_new();
  record_set(output, "iterations", value_scalar((double)rounds));
  call_result(call, 1, value_scalar(square));
  call_result(call, 2, value_array(residual));
  call_result(call, 3, value_scalar(settled));
  call_result(call, 4, value_record(output));
  if (call->wanted > 5) call_result(call, 5, numeric_value(jacobian));
  return work_done(&w, m.column ? numeric_column(b, m.p) : numeric_row(b, m.p));
}

static Value call_nlinfit(Call *call) {
  Work w = work_begin(call);
  Model m;
  double *b, square;
  bool settled;
  size_t rounds;
  if (!model_begin(&w, 2, 3, 0, 1, &m, &b) || !fit_model(&m, b, &square, &settled, &rounds))
    return work_done(&w, VALUE_FAILED);
  if (!settled) call_warn(call, "nlinfit: stopped after %zu rounds without settling", rounds);
  double *r = work_numbers(&w, m.n), *cov = work_numbers(&w, m.p * m.p);
  gsl_matrix *jacobian = work_matrix(&w, m.n, m.p);
  if (!r || !cov || !jacobian || !misses(&m, b, r) || !slopes(&m, b, false, jacobian))
    return work_done(&w, VALUE_FAILED);
  View y = call_view(call, 1);
  Array *residual = array_new(y.rank, y.dims, ELEMENT_REAL, false);
  for (size_t i = 0; residual && i < m.n; i++) residual->data[i] = -r[i];
  double mse = square / ((double)m.n - (double)m.p);
  gsl_matrix *columns = work_transpose(&w, jacobian);
  LeastSquares *s = columns ? least_squares_new(columns->data, m.n, m.p) : NULL;
  if (s) least_squares_covariance(s, cov);
  for (size_t i = 0; i < m.p * m.p; i++) cov[i] = s ? cov[i] * mse : NAN;
  least_squares_free(s);
  Array *covariance = array_new_matrix(m.p, m.p);
  if (covariance) memcpy(covariance->data, cov, m.p * m.p * sizeof *cov);
  call_result(call, 1, value_array(residual));
  call_result(call, 2, numeric_value(jacobian));
  call_result(call, 3, value_array(covariance));
  call_result(call, 4, value_scalar(mse));
  return work_done(&w, m.column ? numeric_column(b, m.p) : numeric_row(b, m.p));
}

const Builtin regression_family[] = {
  { .name = "regress",
    .signature = "y: array, X: matrix, alpha?: scalar -> b: array, bint: matrix, r: array, rint: "
                 "matrix, stats: array",
    .call = call_regress,
    .summary = "Linear regression: the coefficients b that bring X*b nearest to y, their "
               "confidence intervals, the residuals and their intervals, and [R^2, F, p, variance "
               "of the residuals]. Rows with NaN are left out.",
    .formula = "\\min_b \\| y - X b \\|^2",
    .numpy = "statsmodels.api.OLS(y, X).fit()",
    .see = "mldivide polyfit nlinfit ridge",
    .warning = "X needs a column of ones for the constant: [ones(n, 1) x]",
    .examples = { { "regress([3; 5; 7], [1 1; 1 2; 1 3])", "[1; 2]" },
                  { "[b, bi, r, ri, s] = regress([1; 2; 4; 5], [ones(4, 1) (1:4)']); s(1)",
                    "0.98" } } },
  { .name = "lsqcurvefit",
    .signature = "f: function, start: array, x: any, y: array, low?: array, high?: array -> b: "
                 "array, square: scalar, residual: array, flag: scalar, output: record, "
                 "jacobian: matrix",
    .call = call_lsqcurvefit,
    .summary =
        "Nonlinear least squares: the parameters b for which the model f(b, x) comes nearest "
        "to y, from a start near them; within bounds when they are given. The second result "
        "is the sum of squares, the third f(b, x) - y.",
    .formula = "\\min_b \\sum_i (f(b, x_i) - y_i)^2",
    .numpy = "scipy.optimize.curve_fit(f, x, y, start)",
    .see = "nlinfit polyfit fminsearch",
    .warning = "SciPy's curve_fit takes the parameters one by one, after x",
    .examples = { { "b = lsqcurvefit(@(b, x) b(1)*exp(b(2)*x), [1 1], 0:3, 2*exp(-0.5*(0:3)))",
                    "[2 -0.5]" } } },
  { .name = "nlinfit",
    .signature = "x: any, y: array, f: function, start: array -> b: array, r: array, J: matrix, "
                 "cov: matrix, mse: scalar",
    .call = call_nlinfit,
    .summary =
        "Nonlinear regression: the parameters b of the model f(b, x), the residuals y - f(b, "
        "x), the Jacobian, the estimated covariance of b and the mean squared error.",
    .formula = "\\min_b \\sum_i (y_i - f(b, x_i))^2",
    .numpy = "scipy.optimize.curve_fit(f, x, y, start)",
    .see = "lsqcurvefit regress",
    .examples = { { "nlinfit(0:3, 2*exp(-0.5*(0:3)), @(b, x) b(1)*exp(b(2)*x), [1; 1])",
                    "[2; -0.5]" } } },
  { 0 }
};
