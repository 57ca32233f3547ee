/* describe.c -- centre and spread of data.  */

#include "config.h"
#include "lang/reductions.h"
#include "lib/families.h"
#include "lib/numeric.h"
#include "lib/radix.h"

#include <math.h>
#include <string.h>

static double mean_of(double *x, size_t n, const void *context) {
  (void)context;
  return reductions_sum(x, n) / (double)n;
}

static double geometric_mean(double *x, size_t n, const void *context) {
  (void)context;
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += log(x[i]);
  return exp(sum / (double)n);
}

static double harmonic_mean(double *x, size_t n, const void *context) {
  (void)context;
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += 1 / x[i];
  return (double)n / sum;
}

static double mean_square(double *x, size_t n, const void *context) {
  (void)context;
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum / (double)n;
}

static double middle_of(double *x, size_t n) {
  double low = radix_select(x, n, (n - 1) / 2), high = INFINITY;
  size_t not_above = 0;
  for (size_t i = 0; i < n; i++) {
    not_above += x[i] <= low;
    if (x[i] > low && x[i] < high) high = x[i];
  }
  return not_above > n / 2 ? low : 0.5 * low + 0.5 * high;
}

static double median_of(double *x, size_t n, const void *context) {
  (void)context;
  if (n == 0 || reductions_has_nan(x, n)) return NAN;
  return middle_of(x, n);
}

typedef struct Weights {
  double by_n; /* 0: divide by n-1, 1: by n */
  const double *weights;
} Weights;

static double variance_of(double *x, size_t n, const void *context) {
  const Weights *w = context;
  if (n == 0) return NAN;
  double mean = 0, sum = 0, total = 0;
  if (w->weights) {
    for (size_t i = 0; i < n; i++) mean += w->weights[i] * x[i], total += w->weights[i];
    mean /= total;
    for (size_t i = 0; i < n; i++) sum += w->weights[i] * (x[i] - mean) * (x[i] - mean);
    return sum / total;
  }
  mean = mean_of(x, n, NULL);
  sum = reductions_deviations(x, mean, n);
  return n == 1 ? (isfinite(x[0]) ? 0 : NAN) : sum / ((double)n - 1 + w->by_n);
}

static double deviation_of(double *x, size_t n, const void *context) {
  return sqrt(variance_of(x, n, context));
}

static double mean_absolute(double *x, size_t n, const void *context) {
  bool median = *(const double *)context != 0;
  double centre;
  if (median) {
    centre = median_of(x, n, NULL);
    for (size_t i = 0; i < n; i++) x[i] = fabs(x[i] - centre);
    return median_of(x, n, NULL);
  }
  centre = mean_of(x, n, NULL);
  for (size_t i = 0; i < n; i++) x[i] = fabs(x[i] - centre);
  return mean_of(x, n, NULL);
}

/* The central moment of ORDER over the spread to that power. */
static double standard_moment(const double *x, size_t n, int order) {
  double mean = 0, spread = 0, sum = 0;
  for (size_t i = 0; i < n; i++) mean += x[i] / (double)n;
  for (size_t i = 0; i < n; i++) spread += (x[i] - mean) * (x[i] - mean) / (double)n;
  if (!(spread > 0)) return NAN;
  for (size_t i = 0; i < n; i++) sum += pow((x[i] - mean) / sqrt(spread), order);
  return sum / (double)n;
}

static double skewness_of(double *x, size_t count, const void *context) {
  double y = standard_moment(x, count, 3), n = (double)count;
  bool corrected = *(const double *)context == 0;
  return corrected && count > 2 ? y * sqrt(n * (n - 1)) / (n - 2) : y;
}

static double kurtosis_of(double *x, size_t count, const void *context) {
  double y = standard_moment(x, count, 4), n = (double)count;
  bool corrected = *(const double *)context == 0;
  return corrected && count > 3 ? 3 + (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * y - 3 * (n - 1))
                                : y;
}

static double range_of(double *x, size_t n, const void *context) {
  (void)context;
  double low = NAN, high = NAN;
  for (size_t i = 0; i < n; i++) low = fmin(low, x[i]), high = fmax(high, x[i]);
  return high - low;
}

/* A reduction whose dimension is argument 1. */
static Value reduce_plain(Call *call, SliceFunction function, double of_nothing) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, 1, &s))
    return VALUE_FAILED;
  return slices_reduce(call, &v, &s, function, NULL, of_nothing);
}

/* The same with an option in argument 1 and the dimension in argument 2. */
static Value reduce_option(Call *call, SliceFunction function) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, 2, &s))
    return VALUE_FAILED;
  double option = 0;
  if (call_given(call, 1) && !value_is_empty(call->args[1])) {
    if (!value_is_scalar(call->args[1]) || value_is_text(call->args[1]))
      return call_fail_at(call, 1, ERROR_TYPE, "%s: the option is 0 or 1", call->builtin->name);
    option = call_scalar(call, 1);
  } else if (function != mean_absolute) {
    option = 1; /* skewness and kurtosis are uncorrected by default */
  }
  return slices_reduce(call, &v, &s, function, &option, NAN);
}

static Value complex_mean(Call *call, const View *v, const Slices *s) {
  Array *shape = slices_result(s, 1);
  Array *r = shape ? array_like(shape, ELEMENT_REAL, true) : NULL;
  array_release(shape);
  if (!r) return VALUE_FAILED;
  for (size_t k = 0; k < s->count; k++) {
    double re = 0, im = 0;
    for (size_t i = 0, at = slices_offset(s, k); i < s->length; i++, at += s->stride)
      re += v->data[2 * at], im += v->data[2 * at + 1];
    r->data[2 * k] = re / (double)s->length;
    r->data[2 * k + 1] = im / (double)s->length;
  }
  return call_step(call, v->count) ? value_array(array_narrow(r))
                                   : (array_release(r), VALUE_FAILED);
}

static Value call_mean(Call *call) {
  View v = call_view(call, 0);
  SliceFunction function = mean_of;
  size_t dimension = MAX_RANK; /* no argument names it */
  if (!numeric_is_not_text(call, 0)) return VALUE_FAILED;
  for (size_t i = 1; i < call->count; i++) {
    if (!value_is_text(call->args[i]) && dimension < MAX_RANK)
      return call_fail(call, ERROR_TYPE, "mean takes one list of numbers, and perhaps a dimension"),
             call_hint(call, "one list of numbers stands in brackets: mean([1 2 3])"), VALUE_FAILED;
    if (!value_is_text(call->args[i]))
      dimension = i;
    else if (call_string_is(call, i, "a"))
      function = mean_of;
    else if (call_string_is(call, i, "g"))
      function = geometric_mean;
    else if (call_string_is(call, i, "h"))
      function = harmonic_mean;
    else
      return call_fail_at(call, i, ERROR_TYPE,
                          "mean: the options are 'a', 'g' and 'h' "
                          "(arithmetic, geometric, harmonic)");
  }
  Slices s;
  if (!slices_of(call, &v, dimension, &s)) return VALUE_FAILED;
  if (v.complex)
    return function == mean_of ? complex_mean(call, &v, &s)
                               : (numeric_is_real(call, 0), VALUE_FAILED);
  if (function == mean_of && s.stride == 1 && v.count > 0) { /* no copies */
    Array *a = call_step(call, v.count) ? slices_result(&s, 1) : NULL;
    for (size_t k = 0; a && k < s.count; k++)
      a->data[k] = reductions_sum(v.data + k * s.length, s.length) / (double)s.length;
    return value_array(a);
  }
  return slices_reduce(call, &v, &s, function, NULL, NAN);
}

static Value call_median(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (v.count == 0 && !v.complex && call_given(call, 1) && !value_is_empty(call->args[1])) {
    if (!slices_of(call, &v, 1, &s)) return VALUE_FAILED;
    Array *r = slices_result(&s, 1);
    for (size_t k = 0; r && k < r->count; k++) r->data[k] = NAN;
    return value_array(r);
  }
  return reduce_plain(call, median_of, NAN);
}

static Value call_meansq(Call *call) {
  return reduce_plain(call, mean_square, NAN);
}

/* Of nothing there is no range, as of no numbers there is no largest. */
static Value call_range(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (v.count > 0 || v.complex) return reduce_plain(call, range_of, NAN);
  if (!slices_of(call, &v, 1, &s)) return VALUE_FAILED;
  return value_array(slices_result(&s, s.length > 0 ? 1 : 0));
}

/* The squared distance of complex numbers from their mean is real: that of the real parts and that
   of the imaginary parts together. */
static Value complex_spread(Call *call, const View *v, const Slices *s, SliceFunction function,
                            const Weights *weights) {
  Work w = work_begin(call);
  double *x = work_numbers(&w, s->length);
  Array *r = x && call_step(call, v->count) ? slices_result(s, 1) : NULL;
  for (size_t k = 0; r && k < s->count; k++) {
    r->data[k] = 0;
    for (size_t part = 0; part < 2; part++) {
      for (size_t i = 0, at = slices_offset(s, k); i < s->length; i++, at += s->stride)
        x[i] = v->data[2 * at + part];
      r->data[k] += variance_of(x, s->length, weights);
    }
    if (function == deviation_of) r->data[k] = sqrt(r->data[k]);
  }
  return work_done(&w, value_array(r));
}

static Value spread(Call *call, SliceFunction function) {
  View v = call_view(call, 0);
  Weights weights = { 0, NULL };
  Slices s;
  if (!numeric_is_not_text(call, 0) || !slices_of(call, &v, 2, &s)) return VALUE_FAILED;
  if (v.count == 0 && (!call_given(call, 2) || value_is_empty(call->args[2])))
    return value_scalar(NAN);
  if (call_given(call, 1) && !value_is_empty(call->args[1])) {
    View w = call_view(call, 1);
    bool good = !w.complex;
    double total = 0;
    for (size_t i = 0; good && i < w.count; i++) good = w.data[i] >= 0, total += w.data[i];
    if (w.count == 1) {
      good = good && (w.data[0] == 0 || w.data[0] == 1);
      weights.by_n = good ? w.data[0] : 0;
    } else {
      good = good && w.count == s.length && total > 0;
      weights.weights = w.data;
    }
    if (!good)
      return call_fail_at(call, 1, ERROR_DOMAIN,
                          "%s: the second argument is 0 (divide by n-1), 1 (by "
                          "n) or one weight for each number",
                          call->builtin->name);
  }
  if (v.complex) return complex_spread(call, &v, &s, function, &weights);
  return slices_reduce(call, &v, &s, function, &weights, NAN);
}

static Value call_var(Call *call) {
  return spread(call, variance_of);
}

static Value call_std(Call *call) {
  return spread(call, deviation_of);
}

static Value call_mad(Call *call) {
  return reduce_option(call, mean_absolute);
}

static Value call_skewness(Call *call) {
  return reduce_option(call, skewness_of);
}

static Value call_kurtosis(Call *call) {
  return reduce_option(call, kurtosis_of);
}

/* The most frequent number of a sorted slice, the smallest of several; NaN never counts. */
static double mode_of(double *x, size_t n, size_t *times) {
  size_t good = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i])) x[good++] = x[i];
  radix_sort(x, good);
  double best = NAN;
  *times = 0;
  for (size_t i = 0, j; i < good; i = j) {
    for (j = i; j < good && x[j] == x[i]; j++)
      ;
    if (j - i > *times) *times = j - i, best = x[i];
  }
  return best;
}

static Value call_mode(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) || !slices_of(call, &v, 1, &s) ||
      !call_step(call, v.count))
    return VALUE_FAILED;
  Work w = work_begin(call);
  double *slice = work_numbers(&w, s.length);
  Array *modes = slice ? slices_result(&s, 1) : NULL, *counts = modes ? slices_result(&s, 1) : NULL;
  if (!modes || !counts) {
    array_release(modes);
    array_release(counts);
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t k = 0; k < s.count; k++) {
    size_t times;
    slices_get(&s, v.data, k, slice);
    modes->data[k] = mode_of(slice, s.length, &times);
    counts->data[k] = (double)times;
  }
  call_result(call, 1, value_array(counts));
  return work_done(&w, value_array(modes));
}

/* x - mean, and divided by the standard deviation when SCALE. */
static Value standardise(Call *call, bool scale, size_t dimension) {
  View v = call_view(call, 0);
  Slices s;
  Weights weights = { 0, NULL };
  if (!numeric_is_not_text(call, 0) || !numeric_is_real(call, 0) ||
      !slices_of(call, &v, dimension, &s) || !call_step(call, v.count))
    return VALUE_FAILED;
  if (scale && call_given(call, 1) && !value_is_empty(call->args[1])) {
    long option;
    if (!call_integer(call, 1, 0, 1, &option)) return VALUE_FAILED;
    weights.by_n = (double)option;
  }
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length);
  Array *z = x ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  Array *means = z ? slices_result(&s, 1) : NULL, *spreads = means ? slices_result(&s, 1) : NULL;
  if (!spreads) {
    array_release(z);
    array_release(means);
    return work_done(&w, VALUE_FAILED);
  }
  for (size_t k = 0; k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    double mean = mean_of(x, s.length, NULL);
    double deviation = scale ? deviation_of(x, s.length, &weights) : 1;
    means->data[k] = mean;
    spreads->data[k] = deviation;
    for (size_t i = 0; i < s.length; i++) x[i] = (x[i] - mean) / (deviation == 0 ? 1 : deviation);
    slices_put(&s, z->data, k, x);
  }
  if (scale) {
    call_result(call, 1, value_array(means));
    call_result(call, 2, value_array(spreads));
  } else {
    array_release(means);
    array_release(spreads);
  }
  return work_done(&w, value_array(z));
}

static Value call_center(Call *call) {
  return standardise(call, false, 1);
}

static Value call_zscore(Call *call) {
  return standardise(call, true, 2);
}

const Builtin describe_family[] = {
  { .name = "mean",
    .signature = "x: array, option?: array, more?: array -> array",
    .call = call_mean,
    .summary =
        "The average of a vector or of each column; mean(x, 2) of each row. Options 'g' and 'h' "
        "give the geometric and harmonic mean.",
    .formula = "\\bar x = \\frac{1}{n} \\sum_i x_i",
    .numpy = "np.mean(x, axis=dim - 1)",
    .see = "median mode std var sum",
    .warning = "np.mean averages the whole matrix unless told otherwise; here that is mean(x(:))",
    .examples = { { "mean([1 2 6])", "3" },
                  { "mean([1 2; 3 6])", "[2 4]" },
                  { "mean([1 2; 3 6], 2)", "[1.5; 4.5]" } } },
  { .name = "median",
    .signature = "x: array, dim?: array -> array",
    .call = call_median,
    .summary = "The middle of the sorted numbers, or the average of the middle two. One wild value "
               "hardly moves it.",
    .numpy = "np.median(x, axis=dim - 1)",
    .see = "mean quantile mad mode",
    .examples = { { "median([9 1 5])", "5" },
                  { "median([1 2 3 100])", "2.5" },
                  { "median([])", "NaN" } } },
  { .name = "mode",
    .signature = "x: array, dim?: array -> m: array, count: array",
    .call = call_mode,
    .summary =
        "The most frequent number; of several the smallest. The second result says how often "
        "it occurs.",
    .numpy = "scipy.stats.mode(x, axis=dim - 1).mode",
    .see = "mean median unique",
    .examples = { { "mode([3 1 3 2 1 3])", "3" },
                  { "[m, n] = mode([2 2 1 1]); [m n]", "[1 2]" } } },
  { .name = "var",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_var,
    .summary =
        "The variance: the average squared distance from the mean, divided by n-1; var(x, 1) "
        "divides by n.",
    .formula = "s^2 = \\frac{1}{n-1} \\sum_i (x_i - \\bar x)^2",
    .numpy = "np.var(x, ddof=1)",
    .see = "std mean mad cov",
    .warning = "np.var divides by n unless ddof=1 is given; here n-1 is the default",
    .examples = { { "var([1 2 3 4])", "5/3" },
                  { "var([1 2 3 4], 1)", "1.25" },
                  { "var([1 2; 3 6])", "[2 8]" } } },
  { .name = "std",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_std,
    .summary =
        "The standard deviation, the square root of the variance; divides by n-1, std(x, 1) by "
        "n.",
    .formula = "s = \\sqrt{\\frac{1}{n-1} \\sum_i (x_i - \\bar x)^2}",
    .numpy = "np.std(x, ddof=1)",
    .see = "var mean mad zscore",
    .warning = "np.std divides by n unless ddof=1 is given; here n-1 is the default",
    .examples = { { "std([2 4 4 4 5 5 7 9], 1)", "2" }, { "std([1 3])", "sqrt(2)" } } },
  { .name = "mad",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_mad,
    .summary = "The mean distance from the mean; mad(x, 1) is the median distance from the median, "
               "which outliers hardly move.",
    .formula = "\\mathrm{median}_i |x_i - \\mathrm{median}(x)|",
    .numpy = "scipy.stats.median_abs_deviation(x)  # mad(x, 1)",
    .see = "std median iqr",
    .warning = "SciPy's median_abs_deviation is mad(x, 1), not mad(x)",
    .examples = { { "mad([1 2 9])", "10/3" }, { "mad([1 2 9], 1)", "1" } } },
  { .name = "meansq",
    .signature = "x: array, dim?: array -> array",
    .call = call_meansq,
    .summary = "The mean of the squares.",
    .formula = "\\frac{1}{n} \\sum_i x_i^2",
    .numpy = "np.mean(x**2, axis=dim - 1)",
    .see = "var sumsq mse",
    .examples = { { "meansq([1 2 3])", "14/3" } } },
  { .name = "range",
    .signature = "x: array, dim?: array -> array",
    .call = call_range,
    .summary = "The largest number minus the smallest.",
    .numpy = "np.ptp(x, axis=dim - 1)",
    .see = "iqr max min std",
    .examples = { { "range([3 1 5])", "4" }, { "range([1 2; 5 9])", "[4 7]" } } },
  { .name = "center",
    .signature = "x: array, dim?: array -> array",
    .call = call_center,
    .summary = "The data minus their mean, column by column.",
    .formula = "x_i - \\bar x",
    .numpy = "x - x.mean(axis=0)",
    .see = "zscore mean",
    .examples = { { "center([1 2 6])", "[-2 -1 3]" } } },
  { .name = "zscore",
    .signature = "x: array, option?: array, dim?: array -> z: array, mean: array, sd: array",
    .call = call_zscore,
    .summary = "How many standard deviations each number lies from the mean, column by column.",
    .formula = "z_i = (x_i - \\bar x) / s",
    .numpy = "scipy.stats.zscore(x, ddof=1)  # nan where all numbers are equal",
    .see = "center std mean",
    .warning = "SciPy's zscore divides by n inside the standard deviation unless ddof=1",
    .examples = { { "zscore([1 2 3])", "[-1 0 1]" }, { "zscore([2 2 2])", "[0 0 0]" } } },
  { .name = "skewness",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_skewness,
    .summary = "How lopsided the data are: positive with a long tail to the right. skewness(x, 0) "
               "corrects the bias of small samples.",
    .formula = "\\frac{1}{n} \\sum_i \\left( \\frac{x_i - \\bar x}{s} \\right)^3",
    .numpy = "scipy.stats.skew(x)",
    .see = "kurtosis mean median",
    .examples = { { "skewness([-1 0 1])", "0" }, { "round(skewness([1 2 5])*1e4)", "5280" } } },
  { .name = "kurtosis",
    .signature = "x: array, option?: array, dim?: array -> array",
    .call = call_kurtosis,
    .summary = "How heavy the tails are; 3 for a normal distribution.",
    .formula = "\\frac{1}{n} \\sum_i \\left( \\frac{x_i - \\bar x}{s} \\right)^4",
    .numpy = "scipy.stats.kurtosis(x, fisher=False)",
    .see = "skewness var",
    .warning = "SciPy subtracts 3 by default",
    .examples = { { "kurtosis([-1 1])", "1" }, { "kurtosis([1 2 3])", "1.5" } } },
  { 0 }
};
