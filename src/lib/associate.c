/* associate.c -- association beyond the plain correlation.  */

#include "config.h"
#include "lang/least_squares.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <math.h>
#include <string.h>

static int sign_of(double x) {
  return (x > 0) - (x < 0);
}

/* Kendall's tau-b: pairs in order less pairs in disorder, ties taken out below the bar. */
static double kendall_of(const double *x, const double *y, size_t n, double *score) {
  double sum = 0, xx = 0, yy = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      int a = sign_of(x[j] - x[i]), b = sign_of(y[j] - y[i]);
      sum += a * b;
      xx += a * a;
      yy += b * b;
    }
  *score = sum;
  return sum / sqrt(xx * yy);
}

/* How many orders of n numbers have each count of inversions; exact for small samples without ties.
 */
static double kendall_chance(Work *w, const double *x, const double *y, size_t n, double score) {
  bool ties = false;
  double v = (double)n * ((double)n - 1) * (2 * (double)n + 5);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) ties = ties || x[i] == x[j] || y[i] == y[j];
  if (!ties && n <= 60) {
    size_t pairs = n * (n - 1) / 2;
    double *ways = work_numbers(w, pairs + 1), *next = work_numbers(w, pairs + 1), below = 0,
           above = 0;
    if (!ways || !next) return NAN;
    ways[0] = 1;
    for (size_t k = 2; k <= n; k++) {
      for (size_t s = 0; s <= pairs; s++) {
        next[s] = 0;
        for (size_t j = 0; j < k && j <= s; j++) next[s] += ways[s - j] / (double)k;
      }
      memcpy(ways, next, (pairs + 1) * sizeof *ways);
    }
    double disorder = ((double)pairs - score) / 2;
    for (size_t s = 0; s <= pairs; s++) {
      if ((double)s <= disorder) below += ways[s];
      if ((double)s >= disorder) above += ways[s];
    }
    return fmin(1, 2 * fmin(below, above));
  }
  /* The normal approximation with the variance for ties: Kendall, Rank correlation methods, ch. 4.
   */
  double t1[2] = { 0 }, t2[2] = { 0 }, t3[2] = { 0 }, m = (double)n;
  for (int side = 0; side < 2; side++) {
    const double *z = side ? y : x;
    for (size_t i = 0; i < n; i++) {
      double same = 0;
      bool first = true;
      for (size_t j = 0; j < n; j++) {
        same += z[j] == z[i];
        first = first && !(j < i && z[j] == z[i]);
      }
      if (!first) continue;
      t1[side] += same * (same - 1) * (2 * same + 5);
      t2[side] += same * (same - 1) * (same - 2);
      t3[side] += same * (same - 1);
    }
  }
  double variance = (v - t1[0] - t1[1]) / 18 + t2[0] * t2[1] / (9 * m * (m - 1) * (m - 2)) +
                    t3[0] * t3[1] / (2 * m * (m - 1));
  double z[2] = { 0, 1 };
  return test_chance(distribution_named("norm"), z, score / sqrt(variance), 0);
}

static Value call_kendall(Call *call) {
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1))
    return VALUE_FAILED;
  View x = call_view(call, 0), y = call_view(call, 1);
  double score;
  if (x.count > 100000 || !call_step(call, x.count * x.count / 2))
    return call_alive(call) ? call_fail_at(call, 0, ERROR_LIMIT, "kendall: too many numbers")
                            : VALUE_FAILED;
  double tau = kendall_of(x.data, y.data, x.count, &score);
  Work w = work_begin(call);
  if (call->wanted > 1)
    call_result(call, 1, value_scalar(kendall_chance(&w, x.data, y.data, x.count, score)));
  return work_done(&w, value_scalar(tau));
}

static double correlation(const double *x, const double *y, size_t n) {
  double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
  for (size_t i = 0; i < n; i++) mx += x[i] / (double)n, my += y[i] / (double)n;
  for (size_t i = 0; i < n; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / (sqrt(xx) * sqrt(yy));
}

/* The chance of a correlation as large with DF degrees of freedom. */
static double correlation_chance(double r, double df) {
  double t = r * sqrt(df / ((1 - r) * (1 + r)));
  return fabs(r) >= 1 ? 0 : test_chance(distribution_named("t"), &df, t, 0);
}

static Value call_partialcorr(Call *call) {
  for (size_t i = 0; i < 3; i++)
    if (!numeric_is_real(call, i) || !numeric_is_finite(call, i)) return VALUE_FAILED;
  View x = call_view(call, 0), y = call_view(call, 1), z = call_view(call, 2);
  size_t n = x.count, k = view_is_vector(&z) ? 1 : view_columns(&z);
  if (y.count != n || z.count != n * k || n < k + 3)
    return call_fail(call, ERROR_SHAPE,
                     "partialcorr: x, y and the columns of z need as many numbers (and more than z "
                     "has columns)");
  Work w = work_begin(call);
  double *a = work_numbers(&w, n * (k + 1)), *b = work_numbers(&w, k + 1);
  double *p = work_numbers(&w, n), *q = work_numbers(&w, n);
  if (!a || !b || !p || !q || !call_step(call, n * k)) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) a[i] = 1;
  memcpy(a + n, z.data, n * k * sizeof *a);
  LeastSquares *s = least_squares_new(a, n, k + 1);
  if (!s)
    return work_done(&w, call_fail_at(call, 2, ERROR_NUMERIC,
                                      "partialcorr: the columns of z depend on each other"));
  least_squares_solve(s, x.data, b, p);
  least_squares_solve(s, y.data, b, q);
  least_squares_free(s);
  double r = correlation(p, q, n);
  call_result(call, 1, value_scalar(correlation_chance(r, (double)n - 2 - (double)k)));
  return work_done(&w, value_scalar(r));
}

static Value call_corrtest(Call *call) {
  TestOptions o;
  if (!numeric_is_real(call, 0) || !numeric_is_real(call, 1) || !numeric_same_count(call, 0, 1) ||
      !test_options(call, 2, &o))
    return VALUE_FAILED;
  View x = call_view(call, 0), y = call_view(call, 1);
  size_t n = x.count;
  double r, p, low = NAN, high = NAN, score;
  Work w = work_begin(call);
  double *a = work_numbers(&w, n), *b = work_numbers(&w, n);
  gsl_permutation *order = work_permutation(&w, n + 1);
  if (!a || !b || n < 3)
    return work_done(&w, call_alive(call)
                             ? call_fail_at(call, 0, ERROR_SHAPE, "corrtest: three pairs or more")
                             : VALUE_FAILED);
  if (o.method[0] == 'k') {
    if (n > 20000 || !call_step(call, n * n)) return work_done(&w, VALUE_FAILED);
    r = kendall_of(x.data, y.data, n, &score);
    p = kendall_chance(&w, x.data, y.data, n, score);
  } else {
    if (o.method[0] == 's') {
      rank_numbers(x.data, n, order->data, a);
      rank_numbers(y.data, n, order->data, b);
    } else {
      memcpy(a, x.data, n * sizeof *a);
      memcpy(b, y.data, n * sizeof *b);
    }
    r = correlation(a, b, n);
    p = correlation_chance(r, (double)n - 2);
    double half = -test_quantile("norm", o.alpha / 2, 0, 1) / sqrt((double)n - 3);
    low = tanh(atanh(r) - half);
    high = tanh(atanh(r) + half);
  }
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, numeric_row((double[]){ low, high }, 2));
  return work_done(&w, value_scalar(r));
}

const Builtin associate_family[] = {
  { .name = "kendall",
    .signature = "x: vector, y: vector -> tau: scalar, p: scalar",
    .call = call_kendall,
    .summary = "Kendall's rank correlation: pairs that agree in order less pairs that do not. With "
               "ties tau-b. The second result tests whether there is any; exact up to 60 numbers "
               "without ties.",
    .formula = "\\tau = \\frac{C - D}{n(n-1)/2}",
    .numpy = "scipy.stats.kendalltau(x, y)[0]",
    .see = "corr spearman corrtest",
    .examples = { { "kendall([1 2 3 4], [1 3 2 4])", "2/3" } } },
  { .name = "partialcorr",
    .signature = "x: vector, y: vector, z: array -> r: scalar, p: scalar",
    .call = call_partialcorr,
    .summary = "The correlation of x and y that is left when what the columns of z explain is "
               "taken out of both.",
    .numpy = "pingouin.partial_corr(...)",
    .see = "corr regress",
    .examples = { { "round(1e9*partialcorr([1 2 3 4 6], [2 1 4 3 7], [1 2 3 4 5]))/1e9",
                    "0.727606875" } } },
  { .name = "corrtest",
    .signature = "x: vector, y: vector, options?: any... -> r: scalar, p: scalar, ci: array",
    .call = call_corrtest,
    .summary = "The correlation with its p-value and, by Fisher's z, its 95% interval. 'type' is "
               "'pearson', 'spearman' or 'kendall'.",
    .numpy = "scipy.stats.pearsonr(x, y)",
    .see = "corr spearman kendall",
    .examples = { { "[r, p] = corrtest([1 2 3 4], [1 3 2 4]); [r round(p*1e9)/1e9]",
                    "[0.8 0.2]" } } },
  { 0 }
};
