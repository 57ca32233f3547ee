/* tests_ranks.c -- tests that ask for no normal data: ranks, signs, empirical distributions.  */

#include "config.h"
#include "lib/families.h"
#include "lib/hypothesis.h"
#include "lib/tails.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

static const Distribution *normal(void) {
  return distribution_named("norm");
}

static const double standard[2] = { 0, 1 };

/* Sum of t^3 - t over groups of t equal numbers among the ranks. */
static double tie_sum(double *ranks, size_t n) {
  double sum = 0;
  gsl_sort(ranks, 1, n);
  for (size_t i = 0, j; i < n; i = j) {
    for (j = i; j < n && ranks[j] == ranks[i]; j++)
      ;
    double t = (double)(j - i);
    sum += t * t * t - t;
  }
  return sum;
}

static double side_chance(double below, double above, int tail) {
  return tail < 0 ? below : tail > 0 ? above : fmin(1, 2 * fmin(below, above));
}

/* A normal value with the correction for continuity, on the side that is asked. */
static double corrected(double miss, double sd, int tail) {
  double shift = tail == 0 ? (miss > 0) - (miss < 0) : tail;
  return (miss - 0.5 * shift) / sd;
}

/* In how many ways CHOSEN of the N twice-ranks have each sum; exact with ties. */
static double *sums_of_chosen(Work *w, const double *ranks, size_t n, size_t chosen, size_t *most) {
  size_t total = 0;
  for (size_t i = 0; i < n; i++) total += (size_t)(2 * ranks[i] + 0.5);
  double *ways = work_numbers(w, (chosen + 1) * (total + 1));
  if (!ways || !call_step(w->call, n * chosen * total)) return NULL;
  ways[0] = 1;
  for (size_t i = 0; i < n; i++) {
    size_t r = (size_t)(2 * ranks[i] + 0.5);
    for (size_t k = i < chosen ? i + 1 : chosen; k >= 1; k--)
      for (size_t s = total + 1; s-- > r;)
        ways[k * (total + 1) + s] += ways[(k - 1) * (total + 1) + s - r];
  }
  *most = total;
  return ways + chosen * (total + 1);
}

/* Shares of WAYS at most and at least the twice-sum STAT. */
static double share_chance(const double *ways, size_t most, double stat, int tail) {
  double below = 0, above = 0, all = 0;
  for (size_t s = 0; s <= most; s++) {
    all += ways[s];
    if ((double)s <= 2 * stat + 0.25) below += ways[s];
    if ((double)s >= 2 * stat - 0.25) above += ways[s];
  }
  return side_chance(below / all, above / all, tail);
}

static bool exact_wanted(const TestOptions *o, bool standard_choice) {
  return o->method[0] == 'e' ? true : o->method[0] == 'a' ? false : standard_choice;
}

static Value call_ranksum(Call *call) {
  TestOptions o;
  Work w = work_begin(call);
  size_t m, n;
  double *x = test_options(call, 2, &o) ? test_numbers(&w, 0, &m) : NULL;
  double *y = x ? test_numbers(&w, 1, &n) : NULL;
  if (!y) return work_done(&w, VALUE_FAILED);
  double *all = work_numbers(&w, m + n), *ranks = work_numbers(&w, m + n), stat = 0, p, z = NAN;
  gsl_permutation *order = work_permutation(&w, m + n);
  if (!all || !ranks || !call_step(call, m + n)) return work_done(&w, VALUE_FAILED);
  memcpy(all, x, m * sizeof *x);
  memcpy(all + m, y, n * sizeof *y);
  rank_numbers(all, m + n, order->data, ranks);
  for (size_t i = 0; i < m; i++) stat += ranks[i];
  size_t less = m < n ? m : n;
  if (exact_wanted(&o, less < 10 && m + n < 20) && m + n <= 200) {
    size_t most;
    const double *ways = sums_of_chosen(&w, ranks, m + n, m, &most);
    if (!ways) return work_done(&w, VALUE_FAILED);
    p = share_chance(ways, most, stat, o.tail);
  } else {
    double a = (double)m, b = (double)n, whole = a + b;
    double variance = a * b / 12 * (whole + 1 - tie_sum(ranks, m + n) / (whole * (whole - 1)));
    z = corrected(stat - a * (whole + 1) / 2, sqrt(variance), o.tail);
    p = test_chance(normal(), standard, z, o.tail);
  }
  Record *r = record_new();
  if (!isnan(z)) record_set(r, "zval", value_scalar(z));
  record_set(r, "ranksum", value_scalar(stat));
  call_result(call, 1, value_logical(p <= o.alpha));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p));
}

/* x - y (or x - m), without NaN and zeros. */
static double *differences(Work *w, size_t *n) {
  Call *call = w->call;
  View x = call_view(call, 0), y = { 0 };
  *n = 0;
  if (!numeric_is_real(call, 0)) return NULL;
  if (call_given(call, 1) && !value_is_empty(call->args[1])) {
    if (!numeric_is_real(call, 1)) return NULL;
    y = call_view(call, 1);
    if (y.count != 1 && y.count != x.count) {
      call_fail_at(call, 1, ERROR_SHAPE, "%s: the pairs need as many numbers on both sides",
                   call->builtin->name);
      return NULL;
    }
  }
  double *d = work_numbers(w, x.count + 1);
  for (size_t i = 0; d && i < x.count; i++) {
    double v = x.data[i] - (y.count == 0 ? 0 : y.data[y.count == 1 ? 0 : i]);
    if (!isnan(v) && v != 0) d[(*n)++] = v;
  }
  return d;
}

static Value call_signrank(Call *call) {
  TestOptions o;
  Work w = work_begin(call);
  size_t n;
  double *d = test_options(call, 2, &o) ? differences(&w, &n) : NULL;
  if (!d) return work_done(&w, VALUE_FAILED);
  double *size = work_numbers(&w, n + 1), *ranks = work_numbers(&w, n + 1), stat = 0, p = 1,
         z = NAN;
  gsl_permutation *order = work_permutation(&w, n + 1);
  if (!size || !ranks) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) size[i] = fabs(d[i]);
  rank_numbers(size, n, order->data, ranks);
  for (size_t i = 0; i < n; i++) stat += d[i] > 0 ? ranks[i] : 0;
  if (n > 0 && exact_wanted(&o, n <= 50) && n <= 500) {
    size_t most = n * (n + 1);
    double *ways = work_numbers(&w, most + 1);
    if (!ways || !call_step(call, n * most)) return work_done(&w, VALUE_FAILED);
    ways[0] = 1;
    for (size_t i = 0; i < n; i++) {
      size_t r = (size_t)(2 * ranks[i] + 0.5);
      for (size_t s = most + 1; s-- > r;) ways[s] += ways[s - r];
    }
    p = share_chance(ways, most, stat, o.tail);
  } else if (n > 0) {
    double m = (double)n, variance = m * (m + 1) * (2 * m + 1) / 24 - tie_sum(ranks, n) / 48;
    z = corrected(stat - m * (m + 1) / 4, sqrt(variance), o.tail);
    p = test_chance(normal(), standard, z, o.tail);
  }
  Record *r = record_new();
  record_set(r, "signedrank", value_scalar(stat));
  record_set(r, "zval", value_scalar(z));
  call_result(call, 1, value_logical(p <= o.alpha));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p));
}

static Value call_signtest(Call *call) {
  TestOptions o;
  Work w = work_begin(call);
  size_t n, up = 0;
  double *d = test_options(call, 2, &o) ? differences(&w, &n) : NULL, p = 1, z = NAN;
  if (!d) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) up += d[i] > 0;
  double rise = (double)up, fall = (double)(n - up), fair[2] = { (double)n, 0.5 };
  if (n > 0 && exact_wanted(&o, n < 100)) {
    const Distribution *b = distribution_named("bino");
    p = side_chance(distribution_below(b, rise, fair), distribution_below(b, fall, fair), o.tail);
  } else if (n > 0) {
    double shift = o.tail == 0 ? (rise > fall) - (rise < fall) : o.tail;
    z = (rise - fall - shift) / sqrt((double)n);
    p = test_chance(normal(), standard, z, o.tail);
  }
  Record *r = record_new();
  record_set(r, "zval", value_scalar(z));
  record_set(r, "sign", value_scalar(rise));
  call_result(call, 1, test_decision(p, o.alpha));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p));
}

/* ------------------------------------------------------------------ Kolmogorov and Smirnov */

static void multiply(const double *a, const double *b, double *c, size_t m) {
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < m; j++) {
      double sum = 0;
      for (size_t k = 0; k < m; k++) sum += a[i * m + k] * b[k * m + j];
      c[i * m + j] = sum;
    }
}

/* P(D_n < d): Marsaglia, Tsang, Wang, Evaluating Kolmogorov's distribution, J. Stat. Software 8
   (2003). */
static double two_sided_below(Work *w, size_t n, double d) {
  size_t k = (size_t)((double)n * d) + 1, m = 2 * k - 1;
  double h = (double)k - (double)n * d, scale = 0;
  double *base = work_numbers(w, m * m), *power = work_numbers(w, m * m),
         *spare = work_numbers(w, m * m);
  if (!base || !power || !spare || !call_step(w->call, m * m * m)) return NAN;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < m; j++) base[i * m + j] = i + 1 >= j;
  for (size_t i = 0; i < m; i++) {
    base[i * m] -= pow(h, (double)i + 1);
    base[(m - 1) * m + i] -= pow(h, (double)(m - i));
  }
  base[(m - 1) * m] += 2 * h - 1 > 0 ? pow(2 * h - 1, (double)m) : 0;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < m; j++)
      for (size_t g = 1; i + 1 > j && g <= i + 1 - j; g++) base[i * m + j] /= (double)g;
  for (size_t i = 0; i < m; i++) power[i * m + i] = 1;
  double base_scale = 0;
  for (size_t e = n; e > 0; e /= 2) {
    if (e & 1) {
      multiply(power, base, spare, m);
      memcpy(power, spare, m * m * sizeof *power);
      scale += base_scale;
    }
    multiply(base, base, spare, m);
    memcpy(base, spare, m * m * sizeof *base);
    base_scale *= 2;
    if (base[(k - 1) * m + k - 1] > 1e140) {
      for (size_t i = 0; i < m * m; i++) base[i] *= 1e-140;
      base_scale += 140;
    }
    if (power[(k - 1) * m + k - 1] > 1e140) {
      for (size_t i = 0; i < m * m; i++) power[i] *= 1e-140;
      scale += 140;
    }
  }
  double x = log(power[(k - 1) * m + k - 1]) + scale * M_LN10 + lgamma((double)n + 1) -
             (double)n * log((double)n);
  return exp(x);
}

/* P(D_n >= d) of the two-sided distance. */
static double distance_chance(Work *w, size_t n, double d) {
  double m = (double)n, s = d * d * m;
  if (d >= 1) return 0;
  if (s > 7.24 || (s > 3.76 && n > 99) || n > 20000)
    return fmin(1, 2 * exp(-(2.000071 + 0.331 / sqrt(m) + 1.409 / m) * s));
  return 1 - two_sided_below(w, n, d);
}

/* The one-sided distance: Birnbaum and Tingey (1951). */
static double side_distance_chance(size_t n, double d) {
  double m = (double)n, t = m * d, sum = 0;
  if (d <= 0) return 1;
  for (double k = ceil(t); k <= m; k++) {
    double term = k == t ? 0
                         : exp(log(t) - m * log(m) + lgamma(m + 1) - lgamma(k + 1) -
                               lgamma(m - k + 1) + k * log(k - t) + (m - k - 1) * log(t + m - k));
    sum += term;
  }
  return fmin(1, sum);
}

static double cdf_at(Call *call, size_t i, double x) {
  return i ? call_real(call, call->args[i], x) : normal_below(x);
}

static Value call_kstest(Call *call) {
  TestOptions o;
  Work w = work_begin(call);
  size_t n, first = 1, cdf = 0;
  if (call->count > 1 && call->args[1].kind == VALUE_FUNCTION) cdf = 1, first = 2;
  if (call->count > 2 && call_string_is(call, 1, "cdf")) cdf = 2, first = 3;
  if (cdf && call->args[cdf].kind != VALUE_FUNCTION)
    return call_fail_at(call, cdf, ERROR_TYPE,
                        "kstest: the 'cdf' is a function, as @(x) expcdf(x, 2)");
  double *x = test_options(call, first, &o) ? test_numbers(&w, 0, &n) : NULL;
  if (!x || !call_step(call, n)) return work_done(&w, VALUE_FAILED);
  gsl_sort(x, 1, n);
  double over = 0, under = 0;
  for (size_t i = 0, j; i < n; i = j) {
    for (j = i; j < n && x[j] == x[i]; j++)
      ;
    double f = cdf_at(call, cdf, x[i]);
    over = fmax(over, (double)j / (double)n - f);
    under = fmax(under, f - (double)i / (double)n);
  }
  if (!call_alive(call)) return work_done(&w, VALUE_FAILED);
  double d = o.tail > 0 ? over : o.tail < 0 ? under : fmax(over, under);
  double p = o.tail == 0 ? distance_chance(&w, n, d) : side_distance_chance(n, d);
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, value_scalar(d));
  return work_done(&w, value_logical(p < o.alpha));
}

static Value call_kstest2(Call *call) {
  TestOptions o;
  Work w = work_begin(call);
  size_t m, n;
  double *x = test_options(call, 2, &o) ? test_numbers(&w, 0, &m) : NULL;
  double *y = x ? test_numbers(&w, 1, &n) : NULL;
  if (!y || !call_step(call, m + n)) return work_done(&w, VALUE_FAILED);
  gsl_sort(x, 1, m);
  gsl_sort(y, 1, n);
  double over = 0, under = 0;
  for (size_t i = 0, j = 0; i < m || j < n;) {
    double at = i < m && (j >= n || x[i] <= y[j]) ? x[i] : y[j];
    while (i < m && x[i] <= at) i++;
    while (j < n && y[j] <= at) j++;
    double gap = (double)i / (double)m - (double)j / (double)n;
    over = fmax(over, gap);
    under = fmax(under, -gap);
  }
  double d = o.tail > 0 ? over : o.tail < 0 ? under : fmax(over, under), p = 0;
  double size = (double)m * (double)n / (double)(m + n);
  double lambda = fmax((sqrt(size) + 0.12 + 0.11 / sqrt(size)) * d, 0);
  if (o.tail != 0) p = exp(-2 * lambda * lambda);
  for (int j = 1; o.tail == 0 && j <= 101; j++)
    p += 2 * (j % 2 ? 1 : -1) * exp(-2 * lambda * lambda * j * j);
  p = fmin(fmax(p, 0), 1);
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, value_scalar(d));
  return work_done(&w, value_logical(p <= o.alpha));
}

const Builtin tests_ranks_family[] = {
  { .name = "ranksum",
    .signature = "x: array, y: array, options?: any... -> p: scalar, h: scalar, stats: record",
    .call = call_ranksum,
    .summary = "The rank sum test of Wilcoxon, Mann and Whitney: do two independent samples lie "
               "at the same height? Exact for small samples, ties included. Options: 'alpha', "
               "'tail', 'method' ('exact', 'approximate').",
    .numpy = "scipy.stats.mannwhitneyu(x, y)  # the statistic and p",
    .see = "ttest2 signrank kruskalwallis",
    .examples = { { "ranksum([8 9 10], [5 6 7])", "0.1" } } },
  { .name = "signrank",
    .signature = "x: array, y?: any, options?: any... -> p: scalar, h: scalar, stats: record",
    .call = call_signrank,
    .summary = "Wilcoxon's signed rank test: is the median of x (or of x - y) zero? Exact up to 50 "
               "differences, ties included.",
    .numpy = "scipy.stats.wilcoxon(x, y)  # the statistic and p",
    .see = "signtest ttest ranksum",
    .examples = { { "signrank([1 2 3 4 5])", "0.0625" } } },
  { .name = "signtest",
    .signature = "x: array, y?: any, options?: any... -> p: scalar, h: scalar, stats: record",
    .call = call_signtest,
    .summary = "The sign test: are as many numbers above m (0) as below, or x above y as below?",
    .numpy = "scipy.stats.binomtest(sum(x > m), n)",
    .see = "signrank ttest binotest",
    .examples = { { "signtest([1 2 3 -1 5])", "0.375" } } },
  { .name = "kstest",
    .signature = "x: array, options?: any... -> h: scalar, p: scalar, distance: scalar",
    .call = call_kstest,
    .summary = "The test of Kolmogorov and Smirnov whether x comes from the standard normal "
               "distribution, or from another given as a function: kstest(x, @(t) expcdf(t, 2)). "
               "Exact. Options: 'alpha', 'tail' ('unequal', 'larger', 'smaller').",
    .formula = "D = \\max_t |\\hat F(t) - F(t)|",
    .numpy = "scipy.stats.kstest(x, 'norm')  # the statistic and p",
    .see = "kstest2 ecdf chi2gof",
    .warning = "zscore the data first to ask for any normal distribution; the p-value is then too "
               "large",
    .examples = { { "[h, p, d] = kstest([-1 0 1]); [h round(1e4*d)]", "[0 1747]" } } },
  { .name = "kstest2",
    .signature = "x: array, y: array, options?: any... -> h: scalar, p: scalar, distance: scalar",
    .call = call_kstest2,
    .summary = "Do two samples come from the same distribution? By the largest distance between "
               "their empirical distributions.",
    .numpy = "scipy.stats.ks_2samp(x, y)  # the statistic and p",
    .see = "kstest ranksum ecdf",
    .examples = { { "[h, p, d] = kstest2([1 2 3], [2 3 4]); d", "1/3" } } },
  { 0 }
};
