/* special_functions.c -- the gamma and beta functions, the error function and their relatives.  */

#include "config.h"
#include "base/digamma.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/tails.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <string.h>

typedef double _Complex Complex;

/* At the poles the answer is Inf, as in Octave. */
static double gamma_of(double x) {
  if (x == 0) return 1 / x;
  if ((x < 0 && x == floor(x)) || x == -INFINITY) return INFINITY;
  return tgamma(x);
}

static double log_gamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

/* Of a negative number whose gamma is negative: the logarithm of that is complex. */
static Complex complex_log_gamma(Complex z) {
  int sign = 1;
  if (cimag(z) == 0) {
    double size = lgamma_r(creal(z), &sign);
    return CMPLX(size, sign < 0 ? M_PI : 0);
  }
  gsl_sf_result size, angle;
  if (gsl_sf_lngamma_complex_e(creal(z), cimag(z), &size, &angle) != 0) return CMPLX(NAN, NAN);
  return CMPLX(size.val, angle.val);
}

/* The K-th derivative of pi cot(pi x), K >= 1.  Derivatives of cot are polynomials in cot, as
   cot' = -(1 + cot^2); their coefficients have one sign, so that nothing cancels. */
static double cotangent_slope(int k, double x) {
  double c[102] = { 0, 1 }, cot = 1 / tan(M_PI * (x - round(x))), sum = 0;
  if (fabs(x - round(x)) == 0.5) cot = 0;
  for (int n = 0; n < k; n++) {
    double next[102] = { 0 };
    for (int j = 1; j <= n + 1; j++) {
      next[j - 1] -= j * c[j];
      next[j + 1] -= j * c[j];
    }
    memcpy(c, next, sizeof c);
  }
  for (int j = k + 1; j >= 0; j--) sum = sum * cot + c[j];
  return pow(M_PI, k + 1) * sum;
}

static double polygamma(double x, const void *context) {
  long k = *(const long *)context;
  if (k == 0) return digamma(x);
  if (isnan(x)) return x;
  if (isinf(x)) return x > 0 ? 0 : NAN;
  if (x > 0) return gsl_sf_psi_n((int)k, x);
  if (x == floor(x)) return INFINITY;
  double mirrored = gsl_sf_psi_n((int)k, 1 - x); /* reflection formula */
  return (k % 2 ? -mirrored : mirrored) - cotangent_slope((int)k, x);
}

/* psi(x) or psi(k, x). */
static Value call_psi(Call *call) {
  long k = 0;
  size_t i = call_given(call, 1) ? 1 : 0;
  if (i == 1 && !call_integer(call, 0, 0, 100, &k)) return VALUE_FAILED;
  View x = call_view(call, i);
  Array *a = array_new(x.rank, x.dims, ELEMENT_REAL, false);
  for (size_t n = 0; a && n < x.count; n++) a->data[n] = polygamma(x.data[n], &k);
  return value_array(a);
}

static double log_beta(const double *x, const void *context) {
  (void)context;
  return (double)(lgammal(x[0]) + lgammal(x[1]) - lgammal((long double)x[0] + x[1]));
}

static double beta_of(const double *x, const void *context) {
  (void)context;
  int a, b, c;
  long double sum = (long double)x[0] + x[1];
  long double size = lgammal_r(x[0], &a) + lgammal_r(x[1], &b) - lgammal_r(sum, &c);
  return (double)((long double)(a * b * c) * expl(size));
}

static Value call_beta(Call *call) {
  return arguments_map(call, 2, beta_of, NULL);
}
static Value call_betaln(Call *call) {
  return arguments_map(call, 2, log_beta, NULL);
}

/* ------------------------------------------------------------------ the error function */

static double inverse_erfc(double x) {
  if (!(x >= 0 && x <= 2)) return NAN;
  if (x == 0) return INFINITY;
  if (x == 2) return -INFINITY;
  if (x == 1) return 0;
  double y = x < 1 ? gsl_cdf_ugaussian_Qinv(x / 2) / M_SQRT2
                   : -gsl_cdf_ugaussian_Qinv((2 - x) / 2) / M_SQRT2;
  for (int turn = 0; turn < 3; turn++) {
    double slope = -M_2_SQRTPI * exp(-y * y);
    if (slope != 0) y -= (erfc(y) - x) / slope;
  }
  return y;
}

static double inverse_erf(double x) {
  if (!(x >= -1 && x <= 1)) return NAN;
  if (fabs(x) == 1) return x * INFINITY;
  if (fabs(x) < 1e-8) return x / M_2_SQRTPI;
  if (fabs(x) > 0.5) return x > 0 ? inverse_erfc(1 - x) : -inverse_erfc(1 + x);
  double y = gsl_cdf_ugaussian_Pinv((1 + x) / 2) / M_SQRT2;
  for (int turn = 0; turn < 2; turn++) y -= (erf(y) - x) / (M_2_SQRTPI * exp(-y * y));
  return y;
}

/* ------------------------------------------------------------------ incomplete integrals */

static double incomplete_gamma(const double *p, const void *context) {
  double x = p[0], a = p[1];
  bool upper = *(const bool *)context;
  if (isnan(x) || isnan(a)) return NAN;
  if (x == 0) return a == 0 ? !upper : upper;
  if (a == 0 || isinf(x)) return !upper;
  if (isinf(a)) return upper;
  Tails t = gamma_tails(a, x);
  return upper ? t.upper : t.lower;
}

/* The tail divided by x^a e^-x / Gamma(a+1), which both tails share. */
static double scaled_gamma(const double *p, const void *context) {
  double x = p[0], a = p[1], size = incomplete_gamma(p, context);
  if (x == 0) return *(const bool *)context ? INFINITY : 1;
  return size * exp(lgamma(a + 1) + x - a * log(x));
}

static double incomplete_beta(const double *p, const void *context) {
  double x = p[0], a = p[1], b = p[2];
  bool upper = *(const bool *)context;
  if (isnan(x) || isnan(a) || isnan(b)) return NAN;
  Tails t = beta_tails(x, 1 - x, a, b);
  return upper ? t.upper : t.lower;
}

/* The option "lower" or "upper" in argument I. */
static bool tail_of(Call *call, size_t i, bool *upper) {
  *upper = call_string_is(call, i, "upper");
  if (!call_given(call, i) || *upper || call_string_is(call, i, "lower")) return true;
  call_fail_at(call, i, ERROR_TYPE, "the tail is \"lower\" or \"upper\"");
  return false;
}

static Value call_gammainc(Call *call) {
  bool scaled_lower = call_string_is(call, 2, "scaledlower");
  bool scaled = scaled_lower || call_string_is(call, 2, "scaledupper"), upper = !scaled_lower;
  if ((!scaled && !tail_of(call, 2, &upper)) ||
      !arguments_within(call, 0, 0, INFINITY, "x must not be negative") ||
      !arguments_within(call, 1, 0, INFINITY, "a must not be negative"))
    return VALUE_FAILED;
  return arguments_map(call, 2, scaled ? scaled_gamma : incomplete_gamma, &upper);
}

static Value call_betainc(Call *call) {
  bool upper;
  const double tiny = 5e-324;
  if (!tail_of(call, 3, &upper) || !arguments_within(call, 0, 0, 1, "x must lie between 0 and 1") ||
      !arguments_within(call, 1, tiny, 1e300, "a must be positive") ||
      !arguments_within(call, 2, tiny, 1e300, "b must be positive"))
    return VALUE_FAILED;
  return arguments_map(call, 3, incomplete_beta, &upper);
}

const Builtin special_functions_family[] = {
  { .name = "gamma",
    .signature = "x: real -> array",
    .map = gamma_of,
    .derivative = "gamma(x) .* psi(x)",
    .summary = "The factorial between the whole numbers: gamma(n + 1) is factorial(n).",
    .formula = "\\Gamma(x) = \\int_0^\\infty t^{x-1} e^{-t}\\,dt",
    .numpy = "scipy.special.gamma(x)",
    .see = "lgamma factorial beta psi",
    .examples = { { "gamma([1 5 0.5])", "[1 24 sqrt(pi)]" } } },
  { .name = "lgamma",
    .signature = "x: array -> array",
    .map = log_gamma,
    .map_complex = complex_log_gamma,
    .low = 0,
    .high = INFINITY,
    .derivative = "psi(x)",
    .summary = "The logarithm of the gamma function, which does not overflow.",
    .formula = "\\ln \\Gamma(x)",
    .numpy = "scipy.special.gammaln(x)",
    .see = "gamma gammaln factorial",
    .warning = "where gamma is negative the logarithm is complex; SciPy takes the absolute value",
    .examples = { { "lgamma([1 10])", "[0 log(factorial(9))]" } } },
  { .name = "gammaln",
    .signature = "x: array -> array",
    .map = log_gamma,
    .map_complex = complex_log_gamma,
    .low = 0,
    .high = INFINITY,
    .derivative = "psi(x)",
    .summary = "The logarithm of the gamma function, which does not overflow; the same as lgamma.",
    .formula = "\\ln \\Gamma(x)",
    .numpy = "scipy.special.gammaln(x)",
    .see = "gamma lgamma betaln",
    .examples = { { "gammaln(1000)", "5905.2204232091812" } } },
  { .name = "psi",
    .signature = "k: real, x?: real -> array",
    .call = call_psi,
    .derivative = "psi(1, k); psi(k + 1, x)",
    .summary =
        "The digamma function psi(x): the slope of the logarithm of gamma. psi(k, x) is its k-th "
        "derivative.",
    .formula = "\\psi(x) = \\frac{d}{dx} \\ln \\Gamma(x)",
    .numpy = "scipy.special.digamma(x)",
    .see = "gamma lgamma",
    .examples = { { "psi(1)", "-0.5772156649015329" }, { "psi(1, 1)", "pi^2/6" } } },
  { .name = "beta",
    .signature = "a: real, b: real -> array",
    .call = call_beta,
    .derivative = "beta(a, b) .* (psi(a) - psi(a + b)); beta(a, b) .* (psi(b) - psi(a + b))",
    .summary = "The beta function, which makes the area under a beta density 1.",
    .formula = "B(a, b) = \\frac{\\Gamma(a)\\Gamma(b)}{\\Gamma(a+b)}",
    .numpy = "scipy.special.beta(a, b)",
    .see = "betaln gamma betapdf",
    .examples = { { "beta(2, 3)", "1/12" } } },
  { .name = "betaln",
    .signature = "a: real, b: real -> array",
    .call = call_betaln,
    .derivative = "psi(a) - psi(a + b); psi(b) - psi(a + b)",
    .summary = "The logarithm of the beta function, which does not underflow.",
    .formula = "\\ln B(a, b)",
    .numpy = "scipy.special.betaln(a, b)",
    .see = "beta gammaln",
    .examples = { { "betaln(2, 3)", "-log(12)" } } },
  { .name = "erf",
    .signature = "x: real -> array",
    .map = erf,
    .derivative = "2/sqrt(pi)*exp(-x.^2)",
    .summary = "The error function: the area under the bell curve, scaled to run from -1 to 1.",
    .formula = "\\operatorname{erf} x = \\frac{2}{\\sqrt{\\pi}} \\int_0^x e^{-t^2}\\,dt",
    .numpy = "scipy.special.erf(x)",
    .see = "erfc erfinv normcdf",
    .examples = { { "erf([0 0.5 Inf])", "[0 0.5204998778130465 1]" } } },
  { .name = "erfc",
    .signature = "x: real -> array",
    .map = erfc,
    .derivative = "-2/sqrt(pi)*exp(-x.^2)",
    .summary = "1 - erf(x), accurate also far out where erf(x) rounds to 1.",
    .formula = "\\operatorname{erfc} x = 1 - \\operatorname{erf} x",
    .numpy = "scipy.special.erfc(x)",
    .see = "erf erfcinv",
    .examples = { { "erfc(10)*1e45", "2.0884875837625446" } } },
  { .name = "erfinv",
    .signature = "x: real -> array",
    .map = inverse_erf,
    .derivative = "sqrt(pi)/2*exp(erfinv(x).^2)",
    .summary = "The number whose error function is x.",
    .numpy = "scipy.special.erfinv(x)",
    .see = "erf erfcinv norminv",
    .examples = { { "erfinv([0.5 1 2])", "[0.4769362762044699 Inf NaN]" } } },
  { .name = "erfcinv",
    .signature = "x: real -> array",
    .map = inverse_erfc,
    .derivative = "-sqrt(pi)/2*exp(erfcinv(x).^2)",
    .summary = "The number whose complementary error function is x.",
    .numpy = "scipy.special.erfcinv(x)",
    .see = "erfc erfinv",
    .examples = { { "erfc(erfcinv(1e-20))*1e20", "1" } } },
  { .name = "gammainc",
    .signature = "x: real, a: real, tail?: string -> array",
    .call = call_gammainc,
    .derivative = "x.^(a - 1) .* exp(-x) ./ gamma(a); none",
    .summary = "The share of the gamma integral that lies below x (or above it, with \"upper\"); "
               "\"scaledlower\" and \"scaledupper\" divide by x^a e^-x / gamma(a + 1).",
    .formula = "\\frac{1}{\\Gamma(a)} \\int_0^x t^{a-1} e^{-t}\\,dt",
    .numpy = "scipy.special.gammainc(a, x)",
    .see = "gamma gamcdf chi2cdf",
    .warning = "SciPy takes a first",
    .examples = { { "gammainc(1, 2)", "1 - 2/e" }, { "gammainc(1, 2, \"upper\")", "2/e" } } },
  { .name = "betainc",
    .signature = "x: real, a: real, b: real, tail?: string -> array",
    .call = call_betainc,
    .derivative = "x.^(a - 1) .* (1 - x).^(b - 1) ./ beta(a, b); none; none",
    .summary = "The share of the beta integral that lies below x (or above it, with \"upper\").",
    .formula = "\\frac{1}{B(a,b)} \\int_0^x t^{a-1}(1-t)^{b-1}\\,dt",
    .numpy = "scipy.special.betainc(a, b, x)",
    .see = "beta betacdf",
    .warning = "SciPy takes x last",
    .examples = { { "betainc(0.5, 2, 3)", "0.6875" } } },
  { 0 }
};
