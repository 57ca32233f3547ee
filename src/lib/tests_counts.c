/* tests_counts.c -- tests of counts: chi-squared, Fisher's exact test, the binomial test.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/hypothesis.h"
#include "lib/tails.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

static bool counts_argument(Call *call, size_t i) {
  View v = call_view(call, i);
  if (!numeric_is_not_text(call, i) || !numeric_is_real(call, i) || !numeric_is_matrix(call, i))
    return false;
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] >= 0) || isinf(v.data[k])) {
      call_fail_at(call, i, ERROR_DOMAIN, "%s: a count cannot be %g", call->builtin->name,
                   v.data[k]);
      return false;
    }
  return call_step(call, v.count);
}

static Value call_chi2test(Call *call) {
  if (!counts_argument(call, 0)) return VALUE_FAILED;
  View x = call_view(call, 0);
  size_t m = view_rows(&x), n = view_columns(&x);
  bool single = view_is_vector(&x);
  if (x.count < 2)
    return call_fail_at(call, 0, ERROR_SHAPE, "chi2test: a table needs two counts or more");
  Array *expected = array_new_matrix(m, n);
  if (!expected) return VALUE_FAILED;
  double total = 0, chi = 0, least = INFINITY, df;
  for (size_t k = 0; k < x.count; k++) total += x.data[k];
  if (single) {
    df = (double)x.count - 1;
    for (size_t k = 0; k < x.count; k++) expected->data[k] = total / (double)x.count;
    if (call_given(call, 1)) {
      View e = call_view(call, 1);
      double sum = 0;
      for (size_t k = 0; k < e.count; k++) sum += e.data[k];
      if (e.count != x.count || e.complex) {
        array_release(expected);
        return call_fail_at(call, 1, ERROR_SHAPE,
                            "chi2test: give one expected count for each of the %zu", x.count);
      }
      for (size_t k = 0; k < x.count; k++) expected->data[k] = e.data[k] * total / sum;
    }
  } else {
    df = (double)(m - 1) * (double)(n - 1);
    for (size_t i = 0; i < m; i++)
      for (size_t j = 0; j < n; j++) {
        double row = 0, column = 0;
        for (size_t k = 0; k < n; k++) row += x.data[k * m + i];
        for (size_t k = 0; k < m; k++) column += x.data[j * m + k];
        expected->data[j * m + i] = row * column / total;
      }
  }
  for (size_t k = 0; k < x.count; k++) {
    double d = x.data[k] - expected->data[k];
    chi += d * d / expected->data[k];
    least = fmin(least, expected->data[k]);
  }
  if (least < 5)
    call_warn(call, "chi2test: an expected count is %.3g; below 5 the p-value is rough", least);
  call_result(call, 1, value_scalar(chi));
  call_result(call, 2, value_scalar(df));
  call_result(call, 3, value_array(expected));
  return value_scalar(test_above("chi2", chi, df, 0));
}

/* ------------------------------------------------------------------ goodness of fit */

typedef struct Fit {
  double *x, *weight, *edges, *observed, *expected;
  size_t n, bins;
  size_t cdf, expect, frequency, nparams, emin; /* arguments; 0 when absent */
  size_t nbins, edges_at, centres;
  double alpha;
} Fit;

static bool fit_options(Call *call, Fit *f) {
  static const char *const words[] = { "nbins",   "edges", "ctrs",      "cdf",  "expected",
                                       "nparams", "emin",  "frequency", "alpha" };
  size_t *places[] = { &f->nbins,  &f->edges_at, &f->centres, &f->cdf,
                       &f->expect, &f->nparams,  &f->emin,    &f->frequency };
  f->alpha = 0.05;
  for (size_t i = 1; i < call->count; i += 2) {
    size_t k = 0;
    while (k < 9 && !(value_is_string(call->args[i]) && call_string_is(call, i, words[k]))) k++;
    if (k == 9 || i + 1 >= call->count) {
      call_fail_at(call, i, ERROR_TYPE,
                   "chi2gof: the options are pairs: 'nbins', 'edges', 'ctrs', 'cdf', 'expected', "
                   "'nparams', 'emin', 'frequency', 'alpha'");
      return false;
    }
    if (k == 8)
      f->alpha = call_scalar(call, i + 1);
    else
      *places[k] = i + 1;
  }
  return true;
}

static bool fit_data(Work *w, Fit *f) {
  Call *call = w->call;
  View v = call_view(call, 0), weights = { 0 };
  if (f->frequency) weights = call_view(call, f->frequency);
  if (!numeric_is_real(call, 0)) return false;
  if (f->frequency && weights.count != v.count) {
    call_fail_at(call, f->frequency, ERROR_SHAPE, "chi2gof: give one frequency for each number");
    return false;
  }
  f->x = work_numbers(w, v.count);
  f->weight = work_numbers(w, v.count);
  if (!f->x || !f->weight || !call_step(call, v.count)) return false;
  for (size_t k = 0; k < v.count; k++) {
    double weight = f->frequency ? weights.data[k] : 1;
    if (isnan(v.data[k]) || isnan(weight)) continue;
    f->x[f->n] = v.data[k];
    f->weight[f->n++] = weight;
  }
  if (f->n > 0) return true;
  call_fail_at(call, 0, ERROR_DOMAIN, "chi2gof: there are no numbers");
  return false;
}

/* The bins: given edges, edges midway between centres, or equal ones over the range. */
static bool fit_bins(Work *w, Fit *f) {
  Call *call = w->call;
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < f->n; i++) low = fmin(low, f->x[i]), high = fmax(high, f->x[i]);
  if (f->edges_at || f->centres) {
    View v = call_view(call, f->edges_at ? f->edges_at : f->centres);
    f->bins = v.count - (f->edges_at ? 1 : 0);
    f->edges = work_numbers(w, f->bins + 1);
    if (!f->edges || v.count < 2) return false;
    for (size_t k = 0; f->edges_at && k <= f->bins; k++) f->edges[k] = v.data[k];
    for (size_t k = 1; f->centres && k < f->bins; k++)
      f->edges[k] = (v.data[k - 1] + v.data[k]) / 2;
    if (f->centres) {
      f->edges[0] = v.data[0] - (f->edges[1] - v.data[0]);
      f->edges[f->bins] = v.data[f->bins - 1] + (v.data[f->bins - 1] - f->edges[f->bins - 1]);
    }
  } else {
    f->bins = f->expect ? value_count(call->args[f->expect]) : 10;
    if (f->nbins) f->bins = (size_t)call_scalar(call, f->nbins);
    if (f->bins < 1 || f->bins > 1000000 || !(f->edges = work_numbers(w, f->bins + 1)))
      return false;
    if (low == high) low -= (double)f->bins / 2, high += (double)f->bins / 2;
    for (size_t k = 0; k <= f->bins; k++)
      f->edges[k] = low + (high - low) * (double)k / (double)f->bins;
  }
  f->observed = work_numbers(w, f->bins);
  f->expected = work_numbers(w, f->bins);
  if (!f->observed || !f->expected) return false;
  for (size_t i = 0; i < f->n; i++) {
    size_t k = 0;
    bool outside = (f->edges_at && (f->x[i] < f->edges[0] || f->x[i] > f->edges[f->bins]));
    while (k + 1 < f->bins && f->x[i] >= f->edges[k + 1]) k++;
    if (!outside) f->observed[k] += f->weight[i];
  }
  return true;
}

static bool fit_expected(Work *w, Fit *f, double *parameters) {
  Call *call = w->call;
  *parameters = 0;
  if (f->expect) {
    View e = call_view(call, f->expect);
    if (e.count != f->bins) {
      call_fail_at(call, f->expect, ERROR_SHAPE,
                   "chi2gof: %zu expected counts do not go with %zu bins", e.count, f->bins);
      return false;
    }
    memcpy(f->expected, e.data, e.count * sizeof *e.data);
    return true;
  }
  double sum = 0, total = 0, mean = 0, p[2];
  for (size_t i = 0; i < f->n; i++) sum += f->weight[i], mean += f->weight[i] * f->x[i];
  mean /= sum;
  double square = 0;
  for (size_t i = 0; i < f->n; i++) square += f->weight[i] * (f->x[i] - mean) * (f->x[i] - mean);
  p[0] = mean;
  p[1] = sqrt(square / (sum - 1));
  if (!f->cdf) *parameters = 2;
  for (size_t k = 0; k < f->bins; k++) total += f->observed[k];
  double before = 0;
  for (size_t k = 0; k < f->bins; k++) {
    double here = 1, edge = f->edges[k + 1];
    if (k + 1 < f->bins)
      here =
          f->cdf ? call_real(call, call->args[f->cdf], edge) : normal_below((edge - p[0]) / p[1]);
    f->expected[k] = total * (here - before);
    before = here;
  }
  return call_alive(call);
}

/* Bins at the ends that expect too little are joined with their neighbours. */
static void fit_pool(Fit *f, double emin) {
  size_t i = 0, j = f->bins - 1;
  double *e = f->expected, *o = f->observed;
  while (i + 1 < j && (e[i] < emin || e[i + 1] < emin || e[j] < emin || e[j - 1] < emin)) {
    if (e[i] < e[j]) {
      e[i + 1] += e[i];
      o[i + 1] += o[i];
      i++;
    } else {
      e[j - 1] += e[j];
      o[j - 1] += o[j];
      j--;
    }
  }
  for (size_t k = i; k <= j; k++) {
    e[k - i] = e[k];
    o[k - i] = o[k];
    f->edges[k - i + 1] = f->edges[k + 1];
  }
  f->edges[j - i + 1] = f->edges[f->bins];
  f->bins = j - i + 1;
}

static Value call_chi2gof(Call *call) {
  Work w = work_begin(call);
  Fit f = { 0 };
  double parameters, chi = 0, emin = 5;
  if (!fit_options(call, &f)) return work_done(&w, VALUE_FAILED);
  if (f.cdf && call->args[f.cdf].kind != VALUE_FUNCTION)
    return work_done(&w, call_fail_at(call, f.cdf, ERROR_TYPE,
                                      "chi2gof: the 'cdf' is a function, as @(x) expcdf(x, 2)"));
  if (!fit_data(&w, &f) || !fit_bins(&w, &f) || !fit_expected(&w, &f, &parameters)) {
    if (call_alive(call)) call_fail(call, ERROR_DOMAIN, "chi2gof: these bins do not work");
    return work_done(&w, VALUE_FAILED);
  }
  if (f.nparams) parameters = call_scalar(call, f.nparams);
  if (f.emin) emin = call_scalar(call, f.emin);
  fit_pool(&f, emin);
  for (size_t k = 0; k < f.bins; k++)
    chi += (f.observed[k] - f.expected[k]) * (f.observed[k] - f.expected[k]) / f.expected[k];
  double df = (double)f.bins - 1 - parameters;
  double p = df > 0 ? test_above("chi2", chi, df, 0) : NAN;
  Record *r = record_new();
  record_set(r, "chi2stat", value_scalar(chi));
  record_set(r, "df", value_scalar(fmax(df, 0)));
  record_set(r, "edges", numeric_row(f.edges, f.bins + 1));
  record_set(r, "O", numeric_row(f.observed, f.bins));
  record_set(r, "E", numeric_row(f.expected, f.bins));
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, value_record(r));
  return work_done(&w, value_scalar(p <= f.alpha));
}

/* ------------------------------------------------------------------ exact tests */

static Value call_fishertest(Call *call) {
  TestOptions o;
  if (!counts_argument(call, 0) || !test_options(call, 1, &o)) return VALUE_FAILED;
  View x = call_view(call, 0);
  if (view_rows(&x) != 2 || view_columns(&x) != 2)
    return call_fail_at(call, 0, ERROR_SHAPE, "fishertest: the table must be 2x2");
  double a = x.data[0], c = x.data[1], b = x.data[2], d = x.data[3], p;
  double marks[3] = { a + b + c + d, a + b, a + c };
  const Distribution *hyge = distribution_named("hyge");
  if (o.tail != 0) {
    p = o.tail < 0 ? distribution_below(hyge, a, marks)
                   : distribution_density(hyge, a, marks) + hyge->above(a, marks);
    if (o.tail > 0 && a >= fmin(marks[1], marks[2])) p = distribution_density(hyge, a, marks);
  } else {
    double limit = distribution_density(hyge, a, marks) * (1 + 1e-7),
           most = fmin(marks[1], marks[2]);
    p = 0;
    for (double k = fmax(0, marks[1] + marks[2] - marks[0]); k <= most; k++) {
      double chance = distribution_density(hyge, k, marks);
      if (chance <= limit) p += chance;
    }
  }
  p = fmin(p, 1);
  double odds = a * d / (b * c), error = sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  double z = -test_quantile("norm", o.alpha / 2, 0, 1);
  Record *r = record_new();
  record_set(r, "OddsRatio", value_scalar(odds));
  record_set(r, "ConfidenceInterval",
             numeric_row((double[]){ odds * exp(-z * error), odds * exp(z * error) }, 2));
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, value_record(r));
  return value_logical(p < o.alpha);
}

static Value call_binotest(Call *call) {
  TestOptions o;
  double x = call_scalar(call, 0), n = call_scalar(call, 1), p0 = 0.5;
  size_t first = 2;
  if (call->count > 2 && !value_is_text(call->args[2])) p0 = call_scalar(call, 2), first = 3;
  if (!test_options(call, first, &o)) return VALUE_FAILED;
  if (!(x >= 0 && x <= n && x == floor(x) && n == floor(n)))
    return call_fail_at(call, 0, ERROR_DOMAIN,
                        "binotest: successes are a whole number from 0 to n");
  if (!(p0 >= 0 && p0 <= 1))
    return call_fail_at(call, 2, ERROR_DOMAIN, "binotest: a probability lies between 0 and 1");
  const Distribution *bino = distribution_named("bino");
  double q[2] = { n, p0 }, p;
  if (o.tail < 0) {
    p = distribution_below(bino, x, q);
  } else if (o.tail > 0) {
    p = x == 0 ? 1 : bino->above(x - 1, q);
  } else {
    double limit = distribution_density(bino, x, q) * (1 + 1e-7);
    p = 0;
    if (n > 1e7) return call_fail_at(call, 1, ERROR_LIMIT, "binotest: n is too large to add up");
    if (!call_step(call, (size_t)n)) return VALUE_FAILED;
    for (double k = 0; k <= n; k++) {
      double chance = distribution_density(bino, k, q);
      if (chance <= limit) p += chance;
    }
    p = fmin(p, 1);
  }
  double side = o.tail == 0 ? o.alpha / 2 : o.alpha;
  double low = x == 0 || o.tail < 0 ? 0 : test_quantile("beta", side, x, n - x + 1);
  double high = x == n || o.tail > 0 ? 1 : test_quantile("beta", 1 - side, x + 1, n - x);
  call_result(call, 1, value_scalar(p));
  call_result(call, 2, numeric_row((double[]){ low, high }, 2));
  return test_decision(p, o.alpha);
}

const Builtin tests_counts_family[] = {
  { .name = "chi2test",
    .signature =
        "observed: matrix, expected?: real -> p: scalar, chisq: scalar, df: scalar, E: matrix",
    .call = call_chi2test,
    .summary = "The chi-squared test: of a table, whether rows and columns are independent; of a "
               "single row of counts, whether they are equally likely or in the proportions of a "
               "second argument.",
    .formula = "\\chi^2 = \\sum \\frac{(O - E)^2}{E}",
    .numpy =
        "scipy.stats.chi2_contingency(observed, correction=False)  # statistic, p, df, expected",
    .see = "chi2gof fishertest crosstab chi2cdf",
    .warning = "SciPy corrects 2x2 tables for continuity unless correction=False",
    .examples = { { "[p, x, df] = chi2test([20 30; 30 20]); [x df]", "[4 1]" },
                  { "[p, x, df] = chi2test([8 12 10 10]); [x df]", "[0.8 3]" } } },
  { .name = "chi2gof",
    .signature = "x: array, options?: any... -> h: scalar, p: scalar, stats: record",
    .call = call_chi2gof,
    .summary =
        "The chi-squared test whether data fit a distribution: a normal one with mean and "
        "spread of the data, or 'cdf' a function, or 'expected' counts. Options: 'nbins' (10), "
        "'edges', 'ctrs', 'frequency', 'nparams', 'emin' (5), 'alpha'.",
    .numpy = "scipy.stats.chisquare(observed, expected)",
    .see = "chi2test kstest",
    .examples = { { "[h, p, s] = chi2gof(0:5, 'ctrs', 0:5, 'frequency', [6 16 10 12 4 2], "
                    "'expected', [4 10 14 12 7 3], 'emin', 0); [s.chi2stat s.df]",
                    "[7.3619047619047619 5]" } } },
  { .name = "fishertest",
    .signature = "table: matrix, options?: any... -> h: scalar, p: scalar, stats: record",
    .call = call_fishertest,
    .summary = "Fisher's exact test of a 2x2 table, for counts too small for chi2test.",
    .numpy = "scipy.stats.fisher_exact(table)  # the odds ratio and p",
    .see = "chi2test hygepdf",
    .examples = { { "[h, p] = fishertest([3 1; 1 3]); p", "34/70" } } },
  { .name = "binotest",
    .signature = "successes: scalar, n: scalar, p?: any, options?: any... -> h: scalar, p: scalar, "
                 "ci: array",
    .call = call_binotest,
    .summary =
        "The exact test whether successes come with probability p (0.5), and the interval of "
        "Clopper and Pearson for it.",
    .numpy = "scipy.stats.binomtest(successes, n, p)  # its pvalue",
    .see = "binocdf signtest",
    .examples = { { "[h, p] = binotest(8, 10); p", "0.109375" } } },
  { 0 }
};
