/* quantiles.c -- quantiles, ranks and the empirical distribution.  */

#include "config.h"
#include "lib/families.h"
#include "lib/numeric.h"
#include "lib/radix.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

static double at_position(const double *x, size_t n, double position) {
  if (position <= 1) return x[0];
  if (position >= (double)n) return x[n - 1];
  size_t k = (size_t)position;
  double t = position - (double)k;
  return t == 0 ? x[k - 1] : x[k - 1] + t * (x[k] - x[k - 1]);
}

/* The P-quantile of N sorted numbers by rule METHOD of Hyndman and Fan, Sample quantiles in
   statistical packages, The American Statistician 50 (1996). */
static double quantile_of_sorted(const double *x, size_t n, double p, int method) {
  double m = (double)n;
  if (n == 0 || isnan(p)) return NAN;
  if (p < 0 || p > 1) return p < 0 ? -INFINITY : INFINITY;
  switch (method) {
  case 1: return at_position(x, n, ceil(m * p));
  case 2: return 0.5 * (at_position(x, n, ceil(m * p)) + at_position(x, n, floor(m * p + 1)));
  case 3: return at_position(x, n, nearbyint(m * p));
  case 4: return at_position(x, n, m * p);
  case 5: return at_position(x, n, m * p + 0.5);
  case 6: return at_position(x, n, (m + 1) * p);
  case 8: return at_position(x, n, (m + 1.0 / 3) * p + 1.0 / 3);
  case 9: return at_position(x, n, (m + 0.25) * p + 0.375);
  default: return at_position(x, n, (m - 1) * p + 1);
  }
}

static size_t drop_nan(double *x, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i])) x[kept++] = x[i];
  return kept;
}

/* Quantiles of argument 0 along the dimension in argument 2 for the shares P, which are divided by
   SCALE. */
static Value quantiles(Call *call, const View *p, double scale, int method) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0)) return VALUE_FAILED;
  if (v.count == 0)
    return call_fail_at(call, 0, ERROR_DOMAIN, "%s: there are no numbers", call->builtin->name);
  if (!slices_of(call, &v, 2, &s) || !call_step(call, v.count)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length), *q = work_numbers(&w, p->count);
  Array *result = x && q ? slices_result(&s, p->count) : NULL;
  if (!result) return work_done(&w, VALUE_FAILED);
  Slices out = s;
  out.length = p->count;
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    size_t n = drop_nan(x, s.length);
    radix_sort(x, n);
    for (size_t i = 0; i < p->count; i++)
      q[i] = quantile_of_sorted(x, n, p->data[i] / scale, method);
    slices_put(&out, result->data, k, q);
  }
  /* Of a vector the answer has the shape of the question. */
  if (view_is_vector(&v) && v.count == s.length && p->count != 1)
    result = array_reshape(result, p->rank, p->dims);
  return work_done(&w, value_array(result));
}

static Value call_quantile(Call *call) {
  static const size_t dims[2] = { 1, 5 };
  static const double standard[5] = { 0, 0.25, 0.5, 0.75, 1 };
  View p = { .rank = 2, .count = 5, .dims = dims, .data = standard };
  long method = 5;
  if (call_given(call, 1) && !value_is_empty(call->args[1])) p = call_view(call, 1);
  if (p.complex) return numeric_is_real(call, 1), VALUE_FAILED;
  if (call_given(call, 3) && !call_integer(call, 3, 1, 9, &method)) return VALUE_FAILED;
  return quantiles(call, &p, 1, (int)method);
}

static Value call_prctile(Call *call) {
  static const size_t dims[2] = { 1, 5 };
  static const double standard[5] = { 0, 25, 50, 75, 100 };
  View p = { .rank = 2, .count = 5, .dims = dims, .data = standard };
  if (call_given(call, 1) && !value_is_empty(call->args[1])) p = call_view(call, 1);
  if (p.complex) return numeric_is_real(call, 1), VALUE_FAILED;
  return quantiles(call, &p, 100, 5);
}

static double iqr_of(double *x, size_t n, const void *context) {
  (void)context;
  n = drop_nan(x, n);
  radix_sort(x, n);
  return quantile_of_sorted(x, n, 0.75, 5) - quantile_of_sorted(x, n, 0.25, 5);
}

static Value call_iqr(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0)) return VALUE_FAILED;
  if (v.count == 0) return call_fail_at(call, 0, ERROR_DOMAIN, "iqr: there are no numbers");
  if (!slices_of(call, &v, 1, &s)) return VALUE_FAILED;
  return slices_reduce(call, &v, &s, iqr_of, NULL, NAN);
}

/* How many of N sorted numbers are at most T. */
static size_t count_up_to(const double *x, size_t n, double t) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (x[middle] <= t)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static Value call_ecdf(Call *call) {
  View v = call_view(call, 0);
  if (!numeric_is_real(call, 0)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, v.count);
  if (!x || !call_step(call, v.count)) return work_done(&w, VALUE_FAILED);
  memcpy(x, v.data, v.count * sizeof *x);
  size_t n = drop_nan(x, v.count);
  if (n == 0)
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "ecdf: there are no numbers"));
  radix_sort(x, n);
  if (call_given(call, 1)) {
    View t = call_view(call, 1);
    if (!numeric_is_real(call, 1)) return work_done(&w, VALUE_FAILED);
    Array *f = array_new(t.rank, t.dims, ELEMENT_REAL, false);
    for (size_t i = 0; f && i < t.count; i++)
      f->data[i] = isnan(t.data[i]) ? NAN : (double)count_up_to(x, n, t.data[i]) / (double)n;
    return work_done(&w, value_array(f));
  }
  double *share = work_numbers(&w, n + 1), *at = work_numbers(&w, n + 1);
  if (!share || !at) return work_done(&w, VALUE_FAILED);
  size_t steps = 1;
  at[0] = x[0];
  for (size_t i = 0; i < n; i++) {
    if (i + 1 < n && x[i + 1] == x[i]) continue;
    share[steps] = (double)(i + 1) / (double)n;
    at[steps++] = x[i];
  }
  call_result(call, 1, numeric_column(at, steps));
  return work_done(&w, numeric_column(share, steps));
}

static Value call_ranks(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (!slices_of(call, &v, 1, &s) || !call_step(call, v.count)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length), *ranks = work_numbers(&w, s.length);
  gsl_permutation *order = work_permutation(&w, s.length);
  Array *r = x && ranks ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  for (size_t k = 0; r && k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    rank_numbers(x, s.length, order->data, ranks);
    slices_put(&s, r->data, k, ranks);
  }
  return work_done(&w, value_array(r));
}

const Builtin quantiles_family[] = {
  { .name = "quantile",
    .signature = "x: array, p?: array, dim?: array, method?: array -> array",
    .call = call_quantile,
    .summary = "The value below which the share p of the sorted data lies, read between neighbours "
               "along a straight line. Rules 1 to 9 can be chosen as the fourth argument.",
    .formula = "\\text{position } np + \\tfrac12",
    .numpy = "np.quantile(x, p, axis=dim - 1, method='hazen')",
    .see = "median iqr prctile ecdf",
    .warning = "the rule here is number 5, as in Octave; that of NumPy and R is rule 7: "
               "quantile(x, p, dim, 7)",
    .examples = { { "quantile([1 3 4 8 9], [0.25 0.75])", "[2.5 8.25]" },
                  { "quantile([1 2 3 4], 0.3)", "1.7" },
                  { "quantile([1 2 3 4], 0.3, 2, 7)", "1.9" } } },
  { .name = "prctile",
    .signature = "x: array, p?: array, dim?: array -> array",
    .call = call_prctile,
    .summary = "Percentiles: quantile with p in percent.",
    .numpy = "np.percentile(x, p, axis=dim - 1, method='hazen')",
    .see = "quantile median",
    .examples = { { "prctile([1 2 3 4 5], 50)", "3" },
                  { "prctile([1 2 3 4], [0 25])", "[1 1.5]" } } },
  { .name = "iqr",
    .signature = "x: array, dim?: array -> array",
    .call = call_iqr,
    .summary = "The interquartile range: the width of the middle half of the data.",
    .formula = "Q_3 - Q_1",
    .numpy = "scipy.stats.iqr(x, axis=dim - 1, interpolation='hazen')",
    .see = "quantile range mad",
    .examples = { { "iqr([1 3 4 8 9])", "5.75" } } },
  { .name = "ecdf",
    .signature = "x: vector, t?: array -> F: array, X: array",
    .call = call_ecdf,
    .summary =
        "The share of the data that is at most t. Without t the heights of all steps, and as "
        "second result where they are.",
    .formula = "\\hat F(t) = \\frac{1}{n} \\#\\{ i : x_i \\le t \\}",
    .numpy = "np.mean(x <= t)",
    .see = "quantile hist",
    .examples = { { "ecdf([1 2 2 5], 2)", "0.75" },
                  { "ecdf([3 1 1])", "[0; 2/3; 1]" },
                  { "[F, X] = ecdf([3 1 1]); X", "[1; 1; 3]" } } },
  { .name = "ranks",
    .signature = "x: real, dim?: array -> array",
    .call = call_ranks,
    .summary =
        "The place of each number when sorted, from 1; equal numbers share the average place.",
    .numpy = "scipy.stats.rankdata(x)",
    .see = "sort spearman",
    .examples = { { "ranks([3 1 2 2])", "[4 1 2.5 2.5]" } } },
  { 0 }
};
