/* missing.c -- summaries that pass over NaN or outliers.  */

#include "config.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <gsl/gsl_sort.h>
#include <math.h>

static size_t drop_nan(double *x, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i])) x[kept++] = x[i];
  return kept;
}

static double sum_of(double *x, size_t n, const void *context) {
  (void)context;
  double sum = 0;
  n = drop_nan(x, n);
  for (size_t i = 0; i < n; i++) sum += x[i];
  return sum;
}

static double mean_of(double *x, size_t n, const void *context) {
  n = drop_nan(x, n);
  return sum_of(x, n, context) / (double)n;
}

static double variance_of(double *x, size_t n, const void *context) {
  bool by_n = *(const double *)context == 1;
  n = drop_nan(x, n);
  if (n == 0) return NAN;
  if (n == 1) return 0;
  double mean = mean_of(x, n, context), sum = 0;
  for (size_t i = 0; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum / ((double)n - (by_n ? 0 : 1));
}

static double deviation_of(double *x, size_t n, const void *context) {
  return sqrt(variance_of(x, n, context));
}

static double median_of(double *x, size_t n, const void *context) {
  (void)context;
  n = drop_nan(x, n);
  if (n == 0) return NAN;
  gsl_sort(x, 1, n);
  return x[(n - 1) / 2] / 2 + x[n / 2] / 2;
}

static double least_of(double *x, size_t n, const void *context) {
  (void)context;
  double best = NAN;
  for (size_t i = 0; i < n; i++) best = fmin(best, x[i]);
  return best;
}

static double most_of(double *x, size_t n, const void *context) {
  (void)context;
  double best = NAN;
  for (size_t i = 0; i < n; i++) best = fmax(best, x[i]);
  return best;
}

static double trimmed_mean(double *x, size_t n, const void *context) {
  double percent = *(const double *)context, sum = 0;
  size_t cut = (size_t)round((double)n * percent * 0.01);
  for (size_t i = 0; i < n; i++)
    if (isnan(x[i])) return NAN;
  if (2 * cut >= n) return NAN;
  gsl_sort(x, 1, n);
  for (size_t i = cut; i < n - cut; i++) sum += x[i];
  return sum / (double)(n - 2 * cut);
}

static double geometric_mean(double *x, size_t n, const void *context) {
  double sum = 0;
  if (*(const double *)context == 1) n = drop_nan(x, n);
  for (size_t i = 0; i < n; i++) sum += log(x[i]);
  return exp(sum / (double)n);
}

static double harmonic_mean(double *x, size_t n, const void *context) {
  double sum = 0;
  if (*(const double *)context == 1) n = drop_nan(x, n);
  for (size_t i = 0; i < n; i++) sum += 1 / x[i];
  return isinf(sum) ? 0 : (double)n / sum;
}

typedef struct Power {
  double order;
  bool central, absolute;
} Power;

static double power_mean(double *x, size_t n, const void *context) {
  const Power *p = context;
  double mean = 0, sum = 0;
  for (size_t i = 0; p->central && i < n; i++) mean += x[i] / (double)n;
  for (size_t i = 0; i < n; i++) {
    double d = x[i] - mean;
    sum += pow(p->absolute ? fabs(d) : d, p->order);
  }
  return sum / (double)n;
}

/* FUNCTION over argument 0 along the dimension in argument AT. */
static Value over(Call *call, SliceFunction function, double option, size_t at, double of_nothing) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, at, &s) ||
      !call_step(call, v.count))
    return VALUE_FAILED;
  return slices_reduce(call, &v, &s, function, &option, of_nothing);
}

static Value call_nansum(Call *call) {
  return over(call, sum_of, 0, 1, 0);
}

static Value call_nanmean(Call *call) {
  return over(call, mean_of, 0, 1, NAN);
}

static Value call_nanmedian(Call *call) {
  return over(call, median_of, 0, 1, NAN);
}

static double spread_option(Call *call) {
  return call_given(call, 1) && value_is_scalar(call->args[1]) ? call_scalar(call, 1) : 0;
}

static Value call_nanvar(Call *call) {
  return over(call, variance_of, spread_option(call), 2, NAN);
}

static Value call_nanstd(Call *call) {
  return over(call, deviation_of, spread_option(call), 2, NAN);
}

static Value call_nanmin(Call *call) {
  return over(call, least_of, 0, call_given(call, 2) ? 2 : MAX_RANK, NAN);
}

static Value call_nanmax(Call *call) {
  return over(call, most_of, 0, call_given(call, 2) ? 2 : MAX_RANK, NAN);
}

static Value call_trimmean(Call *call) {
  double percent = call_scalar(call, 1);
  if (!(percent >= 0 && percent < 50))
    return call_fail_at(call, 1, ERROR_DOMAIN,
                        "trimmean: the percentage cut off at each end lies between 0 and 50");
  return over(call, trimmed_mean, percent, 2, NAN);
}

/* An optional dimension and "omitnan" in either order. */
static Value mean_with_flag(Call *call, SliceFunction function) {
  double omit = 0;
  size_t at = MAX_RANK;
  for (size_t i = 1; i < call->count; i++) {
    if (!value_is_text(call->args[i]))
      at = i;
    else if (call_string_is(call, i, "omitnan"))
      omit = 1;
    else if (!call_string_is(call, i, "includenan"))
      return call_fail_at(call, i, ERROR_TYPE, "%s: the option is 'omitnan'", call->builtin->name);
  }
  return over(call, function, omit, at, NAN);
}

static Value call_geomean(Call *call) {
  return mean_with_flag(call, geometric_mean);
}

static Value call_harmmean(Call *call) {
  View v = call_view(call, 0);
  for (size_t k = 0; !v.complex && k < v.count; k++)
    if (v.data[k] < 0)
      return call_fail_at(call, 0, ERROR_DOMAIN, "harmmean: the numbers must not be negative");
  return mean_with_flag(call, harmonic_mean);
}

static Value call_moment(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  Power p = { .order = call_scalar(call, 1), .central = true };
  size_t at = MAX_RANK;
  for (size_t i = 2; i < call->count; i++) {
    if (!value_is_string(call->args[i])) {
      at = i;
      continue;
    }
    for (const char *c = call_string(call, i); *c; c++) {
      if (*c != 'c' && *c != 'a' && *c != 'r')
        return call_fail_at(call, i, ERROR_TYPE,
                            "moment: the types are 'r' (raw), 'c' (central) and 'a' (absolute)");
      p.central = p.central && *c != 'r';
      p.absolute = p.absolute || *c == 'a';
    }
  }
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, at, &s) ||
      !call_step(call, v.count))
    return VALUE_FAILED;
  return slices_reduce(call, &v, &s, power_mean, &p, NAN);
}

const Builtin missing_family[] = {
  { .name = "nansum",
    .signature = "x: array, dim?: array -> array",
    .call = call_nansum,
    .summary = "The sum of the numbers that are not NaN.",
    .numpy = "np.nansum(x, axis=dim - 1)",
    .see = "nanmean sum isnan",
    .examples = { { "nansum([1 NaN 2])", "3" } } },
  { .name = "nanmean",
    .signature = "x: array, dim?: array -> array",
    .call = call_nanmean,
    .summary = "The mean of the numbers that are not NaN.",
    .numpy = "np.nanmean(x, axis=dim - 1)",
    .see = "mean nansum nanmedian",
    .examples = { { "nanmean([1 NaN 2])", "1.5" } } },
  { .name = "nanmedian",
    .signature = "x: array, dim?: array -> array",
    .call = call_nanmedian,
    .summary = "The median of the numbers that are not NaN.",
    .numpy = "np.nanmedian(x, axis=dim - 1)",
    .see = "median nanmean",
    .examples = { { "nanmedian([1 NaN 2 9])", "2" } } },
  { .name = "nanvar",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_nanvar,
    .summary = "The variance of the numbers that are not NaN.",
    .numpy = "np.nanvar(x, ddof=1)",
    .see = "var nanstd",
    .examples = { { "nanvar([1 NaN 3])", "2" } } },
  { .name = "nanstd",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_nanstd,
    .summary = "The standard deviation of the numbers that are not NaN.",
    .numpy = "np.nanstd(x, ddof=1)",
    .see = "std nanvar",
    .examples = { { "nanstd([1 NaN 3], 1)", "1" } } },
  { .name = "nanmin",
    .signature = "x: array, unused?: array, dim?: array -> array",
    .call = call_nanmin,
    .summary = "The smallest of the numbers that are not NaN, as min itself finds it; the "
               "dimension is the third argument.",
    .numpy = "np.nanmin(x, axis=dim - 1)",
    .see = "min nanmax",
    .examples = { { "nanmin([3 NaN 2])", "2" } } },
  { .name = "nanmax",
    .signature = "x: array, unused?: array, dim?: array -> array",
    .call = call_nanmax,
    .summary = "The largest of the numbers that are not NaN; the dimension is the third argument.",
    .numpy = "np.nanmax(x, axis=dim - 1)",
    .see = "max nanmin",
    .examples = { { "nanmax([3 NaN 2])", "3" } } },
  { .name = "trimmean",
    .signature = "x: array, percent: scalar, dim?: array -> array",
    .call = call_trimmean,
    .summary = "The mean without the given percentage of the numbers at each end.",
    .numpy = "scipy.stats.trim_mean(x, percent/100)",
    .see = "mean median",
    .examples = { { "trimmean([1 2 3 4 100], 20)", "3" } } },
  { .name = "geomean",
    .signature = "x: array, option?: any, more?: any -> array",
    .call = call_geomean,
    .summary = "The geometric mean: the factor that growth amounts to on average.",
    .formula = "\\sqrt[n]{x_1 x_2 \\cdots x_n}",
    .numpy = "scipy.stats.gmean(x)",
    .see = "mean harmmean",
    .examples = { { "geomean([1 4 16])", "4" } } },
  { .name = "harmmean",
    .signature = "x: array, option?: any, more?: any -> array",
    .call = call_harmmean,
    .summary = "The harmonic mean: the average speed over equal distances.",
    .formula = "\\frac{n}{\\sum_i 1/x_i}",
    .numpy = "scipy.stats.hmean(x)",
    .see = "mean geomean f1",
    .examples = { { "harmmean([1 3])", "1.5" } } },
  { .name = "moment",
    .signature = "x: array, order: scalar, type?: any, dim?: any -> array",
    .call = call_moment,
    .summary = "The central moment: the mean of a power of the distances from the mean; with 'r' "
               "of the numbers themselves, with 'a' of absolute values.",
    .formula = "\\frac{1}{n} \\sum_i (x_i - \\bar x)^p",
    .numpy = "scipy.stats.moment(x, order)",
    .see = "var skewness kurtosis",
    .examples = { { "moment([1 2 6], 2)", "14/3" }, { "moment([1 2 6], 2, 'r')", "41/3" } } },
  { 0 }
};
