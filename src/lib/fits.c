/* fits.c -- parameters of distributions from data, by maximum likelihood.  */

#include "config.h"
#include "lib/families.h"
#include "lib/hypothesis.h"

#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <string.h>

static double mean_of(const double *x, size_t n) {
  double sum = 0, rest = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  double mean = sum / (double)n;
  for (size_t i = 0; i < n; i++) rest += x[i] - mean;
  return mean + rest / (double)n;
}

static double squares_of(const double *x, size_t n, double mean) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum;
}

/* The data of argument 0, at least N of them, none below LOW (or at it, when OPEN). */
static double *sample(Work *w, size_t *n, double low, bool open) {
  double *x = test_numbers(w, 0, n);
  for (size_t i = 0; x && i < *n; i++)
    if (x[i] < low || (open && x[i] == low) || isinf(x[i])) {
      call_fail_at(w->call, 0, ERROR_DOMAIN, "%s: %g cannot come from this distribution",
                   w->call->builtin->name, x[i]);
      return NULL;
    }
  return x;
}

static double level(Call *call, size_t i) {
  double alpha = call_scalar_or(call, i, 0.05);
  return alpha > 0 && alpha < 1 ? alpha : 0.05;
}

static Value pair(double low, double high) {
  return numeric_column((double[]){ low, high }, 2);
}

static Value fit_normal(Call *call, bool of_logarithm) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, of_logarithm ? 0 : -INFINITY, of_logarithm), alpha = level(call, 1);
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; of_logarithm && i < n; i++) x[i] = log(x[i]);
  double mean = mean_of(x, n), df = (double)n - 1, squares = squares_of(x, n, mean);
  double sd = n > 1 ? sqrt(squares / df) : 0;
  double half = n > 1 ? -test_quantile("t", alpha / 2, df, 0) * sd / sqrt((double)n) : NAN;
  double low = sqrt(squares / test_quantile("chi2", 1 - alpha / 2, df, 0));
  double high = sqrt(squares / test_quantile("chi2", alpha / 2, df, 0));
  if (of_logarithm) {
    Array *ci = array_new_matrix(2, 2);
    double all[4] = { mean - half, mean + half, low, high };
    if (ci) memcpy(ci->data, all, sizeof all);
    call_result(call, 1, value_array(ci));
    return work_done(&w, numeric_row((double[]){ mean, sd }, 2));
  }
  call_result(call, 1, value_scalar(sd));
  call_result(call, 2, pair(mean - half, mean + half));
  call_result(call, 3, pair(low, high));
  return work_done(&w, value_scalar(mean));
}

static Value call_normfit(Call *call) {
  return fit_normal(call, false);
}

static Value call_lognfit(Call *call) {
  return fit_normal(call, true);
}

static Value call_expfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, false), alpha = level(call, 1);
  if (!x) return work_done(&w, VALUE_FAILED);
  double mean = mean_of(x, n), df = 2 * (double)n;
  call_result(call, 1,
              pair(df * mean / test_quantile("chi2", 1 - alpha / 2, df, 0),
                   df * mean / test_quantile("chi2", alpha / 2, df, 0)));
  return work_done(&w, value_scalar(mean));
}

static Value call_poissfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, false), alpha = level(call, 1), sum = 0;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) sum += x[i];
  double low = sum == 0 ? 0 : test_quantile("chi2", alpha / 2, 2 * sum, 0) / 2;
  double high = test_quantile("chi2", 1 - alpha / 2, 2 * sum + 2, 0) / 2;
  call_result(call, 1, pair(low / (double)n, high / (double)n));
  return work_done(&w, value_scalar(sum / (double)n));
}

static Value call_raylfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, false), alpha = level(call, 1);
  if (!x) return work_done(&w, VALUE_FAILED);
  double squares = squares_of(x, n, 0), df = 2 * (double)n;
  call_result(call, 1,
              pair(sqrt(squares / test_quantile("chi2", 1 - alpha / 2, df, 0)),
                   sqrt(squares / test_quantile("chi2", alpha / 2, df, 0))));
  return work_done(&w, value_scalar(sqrt(squares / df)));
}

static Value call_unifit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, -INFINITY, false), low = INFINITY, high = -INFINITY;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) low = fmin(low, x[i]), high = fmax(high, x[i]);
  call_result(call, 1, value_scalar(high));
  return work_done(&w, value_scalar(low));
}

static Value call_binofit(Call *call) {
  double x = call_scalar(call, 0), n = call_scalar(call, 1), alpha = level(call, 2);
  if (!(x >= 0 && x <= n && x == floor(x) && n >= 1))
    return call_fail_at(call, 0, ERROR_DOMAIN, "binofit: successes are a whole number from 0 to n");
  double low = x == 0 ? 0 : test_quantile("beta", alpha / 2, x, n - x + 1);
  double high = x == n ? 1 : test_quantile("beta", 1 - alpha / 2, x + 1, n - x);
  call_result(call, 1, numeric_row((double[]){ low, high }, 2));
  return value_scalar(x / n);
}

/* log(shape) - digamma(shape) = C, by Newton steps on 1/shape: Minka (2002). */
static double gamma_shape(double c) {
  double a = (3 - c + sqrt((c - 3) * (c - 3) + 24 * c)) / (12 * c);
  for (int k = 0; k < 50; k++) {
    double f = log(a) - gsl_sf_psi(a) - c;
    double next = 1 / (1 / a + f / (a * a * (1 / a - gsl_sf_psi_1(a))));
    if (!(next > 0) || fabs(next - a) < 1e-15 * a) break;
    a = next;
  }
  return a;
}

static Value call_gamfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, true), logs = 0;
  if (!x) return work_done(&w, VALUE_FAILED);
  double mean = mean_of(x, n);
  for (size_t i = 0; i < n; i++) logs += log(x[i] / mean) / (double)n;
  if (!(logs < 0))
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "gamfit: the numbers are all alike"));
  double a = gamma_shape(-logs);
  return work_done(&w, numeric_row((double[]){ a, mean / a }, 2));
}

/* Both digamma equations by Newton's method, from the moments. */
static Value call_betafit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, true), up = 0, down = 0;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) {
    if (x[i] >= 1)
      return work_done(
          &w, call_fail_at(call, 0, ERROR_DOMAIN, "betafit: the numbers lie between 0 and 1"));
    up += log(x[i]) / (double)n;
    down += log1p(-x[i]) / (double)n;
  }
  double mean = mean_of(x, n), v = squares_of(x, n, mean) / (double)n;
  if (!(v > 0))
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "betafit: the numbers are all alike"));
  double sum = mean * (1 - mean) / v - 1, a = mean * sum, b = (1 - mean) * sum;
  for (int k = 0; k < 200; k++) {
    double s = gsl_sf_psi(a + b), s1 = gsl_sf_psi_1(a + b);
    double f = gsl_sf_psi(a) - s - up, g = gsl_sf_psi(b) - s - down;
    double p = gsl_sf_psi_1(a) - s1, q = gsl_sf_psi_1(b) - s1, det = p * q - s1 * s1;
    double da = (q * f + s1 * g) / det, db = (p * g + s1 * f) / det, step = 1;
    while (step > 1e-6 && (a - step * da <= 0 || b - step * db <= 0)) step /= 2;
    a -= step * da;
    b -= step * db;
    if (fabs(da) < 1e-14 * a && fabs(db) < 1e-14 * b) break;
  }
  return work_done(&w, numeric_row((double[]){ a, b }, 2));
}

/* Extreme values: sum x e^(x/s) / sum e^(x/s) - s = mean, increasing in s. */
static void extreme_fit(const double *x, size_t n, double *location, double *scale) {
  double mean = mean_of(x, n), most = x[0],
         s = sqrt(6 * squares_of(x, n, mean) / (double)n) / 3.14159265358979323846;
  for (size_t i = 0; i < n; i++) most = fmax(most, x[i]);
  double low = 0, high = INFINITY;
  for (int k = 0; k < 300; k++) {
    double e = 0, ex = 0, exx = 0;
    for (size_t i = 0; i < n; i++) {
      double weight = exp((x[i] - most) / s), d = x[i] - mean;
      e += weight;
      ex += weight * d;
      exx += weight * d * d;
    }
    double f = ex / e - s, slope = -(exx / e - ex / e * (ex / e)) / (s * s) - 1,
           next = s - f / slope;
    if (f > 0)
      low = s;
    else
      high = s;
    if (!(next > low && next < high)) next = isinf(high) ? 2 * s : (low + high) / 2;
    if (fabs(next - s) < 1e-15 * s) break;
    s = next;
  }
  double e = 0;
  for (size_t i = 0; i < n; i++) e += exp((x[i] - most) / s) / (double)n;
  *scale = s;
  *location = most + s * log(e);
}

static Value call_evfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, -INFINITY, false), location, scale;
  if (!x) return work_done(&w, VALUE_FAILED);
  if (!(squares_of(x, n, mean_of(x, n)) > 0))
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "evfit: the numbers are all alike"));
  extreme_fit(x, n, &location, &scale);
  return work_done(&w, numeric_row((double[]){ location, scale }, 2));
}

/* The logarithm of a Weibull number is an extreme value. */
static Value call_wblfit(Call *call) {
  Work w = work_begin(call);
  size_t n;
  double *x = sample(&w, &n, 0, true), location, scale;
  if (!x) return work_done(&w, VALUE_FAILED);
  for (size_t i = 0; i < n; i++) x[i] = log(x[i]);
  if (!(squares_of(x, n, mean_of(x, n)) > 0))
    return work_done(&w, call_fail_at(call, 0, ERROR_DOMAIN, "wblfit: the numbers are all alike"));
  extreme_fit(x, n, &location, &scale);
  return work_done(&w, numeric_row((double[]){ exp(location), 1 / scale }, 2));
}

const Builtin fits_family[] = {
  { .name = "normfit",
    .signature =
        "x: array, alpha?: scalar -> mean: scalar, sd: scalar, mean_ci: array, sd_ci: array",
    .call = call_normfit,
    .summary = "Mean and standard deviation (by n-1) of normal data, and 95% intervals of both.",
    .numpy = "scipy.stats.norm.fit(x)",
    .see = "mean std ttest normpdf",
    .warning = "SciPy's fit divides by n",
    .examples = { { "[m, s] = normfit([1 2 3]); [m s]", "[2 1]" } } },
  { .name = "lognfit",
    .signature = "x: array, alpha?: scalar -> parameters: array, ci: matrix",
    .call = call_lognfit,
    .summary = "mu and sigma of lognormal data, and their 95% intervals in columns.",
    .numpy = "scipy.stats.lognorm.fit(x, floc=0)  # sigma, 0 and exp(mu)",
    .see = "lognpdf normfit",
    .examples = { { "lognfit(exp([1 2 3]))", "[2 1]" } } },
  { .name = "expfit",
    .signature = "x: array, alpha?: scalar -> mean: scalar, ci: array",
    .call = call_expfit,
    .summary = "The mean of exponential data and its 95% interval.",
    .numpy = "scipy.stats.expon.fit(x, floc=0)  # 0 and the mean",
    .see = "exppdf exprnd",
    .examples = { { "expfit([1 2 6])", "3" } } },
  { .name = "poissfit",
    .signature = "x: array, alpha?: scalar -> mean: scalar, ci: array",
    .call = call_poissfit,
    .summary = "The mean of Poisson counts and its exact 95% interval.",
    .numpy = "np.mean(x)",
    .see = "poisspdf poissrnd",
    .examples = { { "poissfit([1 0 2 5])", "2" } } },
  { .name = "raylfit",
    .signature = "x: array, alpha?: scalar -> sigma: scalar, ci: array",
    .call = call_raylfit,
    .summary = "The scale of Rayleigh data and its 95% interval.",
    .numpy = "scipy.stats.rayleigh.fit(x, floc=0)  # 0 and sigma",
    .see = "raylpdf raylrnd",
    .examples = { { "raylfit([1 1])", "sqrt(0.5)" } } },
  { .name = "unifit",
    .signature = "x: array -> low: scalar, high: scalar",
    .call = call_unifit,
    .summary = "The ends of uniform data: the least and the largest number.",
    .numpy = "scipy.stats.uniform.fit(x)",
    .see = "unifpdf unifrnd",
    .examples = { { "[a, b] = unifit([3 1 2]); [a b]", "[1 3]" } } },
  { .name = "binofit",
    .signature = "successes: scalar, n: scalar, alpha?: scalar -> p: scalar, ci: array",
    .call = call_binofit,
    .summary = "The share of successes and the interval of Clopper and Pearson.",
    .numpy = "scipy.stats.binomtest(successes, n).proportion_ci()  # the interval only",
    .see = "binotest binopdf",
    .examples = { { "binofit(3, 12)", "0.25" } } },
  { .name = "gamfit",
    .signature = "x: array -> parameters: array",
    .call = call_gamfit,
    .summary = "Shape and scale of gamma data.",
    .numpy = "scipy.stats.gamma.fit(x, floc=0)  # shape, 0 and scale",
    .see = "gampdf gamrnd",
    .examples = { { "p = gamfit([1 2 3 4]); round(1e9*p(1)*p(2))/1e9", "2.5" } } },
  { .name = "betafit",
    .signature = "x: array -> parameters: array",
    .call = call_betafit,
    .summary = "The two shapes of Beta data.",
    .numpy = "scipy.stats.beta.fit(x, floc=0, fscale=1)",
    .see = "betapdf betarnd",
    .examples = { { "p = betafit([0.2 0.5 0.8]); abs(p(1) - p(2)) < 1e-9", "true" } } },
  { .name = "evfit",
    .signature = "x: array -> parameters: array",
    .call = call_evfit,
    .summary = "Location and scale of extreme values, of least ones.",
    .numpy = "scipy.stats.gumbel_l.fit(x)",
    .see = "evpdf evrnd wblfit",
    .examples = { { "p = evfit([1 2 3 4 5]); abs(sum(exp(((1:5) - p(1))/p(2))) - 5) < 1e-9",
                    "true" } } },
  { .name = "wblfit",
    .signature = "x: array -> parameters: array",
    .call = call_wblfit,
    .summary = "Scale and shape of Weibull data.",
    .numpy = "scipy.stats.weibull_min.fit(x, floc=0)  # shape, 0 and scale",
    .see = "wblpdf wblrnd evfit",
    .examples = { { "p = wblfit([1 2 3 4 5]); abs(sum(((1:5)/p(1)).^p(2)) - 5) < 1e-9",
                    "true" } } },
  { 0 }
};
