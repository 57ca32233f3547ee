/* integral_functions.c -- functions defined by integrals: exponential, sine and cosine integrals,
   Dawson's, elliptic and Legendre functions, inverses of the incomplete gamma and beta.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_dawson.h>
#include <gsl/gsl_sf_elljac.h>
#include <gsl/gsl_sf_expint.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

typedef double _Complex Complex;

static const double EULER = 0.57721566490153286061;

/* ------------------------------------------------------------------ exponential, sine, cosine */

/* E1 of a complex number: the series near zero and along the negative axis, else the continued
   fraction from behind. */
static Complex complex_e1(Complex z) {
  double size = cabs(z);
  if (size == 0) return INFINITY;
  if (size < 2 || (creal(z) < 0 && fabs(cimag(z)) < 2 && size < 40)) {
    Complex term = 1, sum = 0;
    for (int k = 1; k < 500; k++) {
      term *= -z / k;
      Complex next = sum - term / k;
      if (next == sum) break;
      sum = next;
    }
    return -EULER - clog(z) + sum;
  }
  Complex t = 0;
  for (int k = 200; k > 0; k--) t = k / (1 + k / (z + t));
  Complex y = cexp(-z) / (z + t);
  if (creal(z) < 0 && cimag(z) == 0) y = CMPLX(creal(y), -M_PI);
  return y;
}

static Value call_expint(Call *call) {
  View v = call_view(call, 0);
  bool wide = v.complex;
  for (size_t k = 0; !wide && k < v.count; k++) wide = v.data[k] < 0;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, wide);
  for (size_t k = 0; a && k < v.count; k++) {
    double x = v.complex ? v.data[2 * k] : v.data[k], y = v.complex ? v.data[2 * k + 1] : 0;
    Complex z;
    if (y != 0)
      z = complex_e1(CMPLX(x, y));
    else if (isnan(x))
      z = x;
    else if (x == 0)
      z = INFINITY;
    else if (x < 0)
      z = x < -700 ? CMPLX(-INFINITY, -M_PI) : CMPLX(gsl_sf_expint_E1(x), -M_PI);
    else
      z = x > 740 ? 0 : gsl_sf_expint_E1(x);
    a->data[wide ? 2 * k : k] = creal(z);
    if (wide) a->data[2 * k + 1] = cimag(z);
  }
  return value_array(array_narrow(a));
}

static double sine_integral(double x) {
  return isinf(x) ? copysign(M_PI_2, x) : isnan(x) ? x : gsl_sf_Si(x);
}

static double cosine_integral(double x) {
  if (x == 0) return -INFINITY;
  return isinf(x) ? 0 : isnan(x) ? x : gsl_sf_Ci(fabs(x));
}
static Complex complex_cosine_integral(Complex z) {
  return CMPLX(cosine_integral(creal(z)), creal(z) < 0 ? M_PI : 0);
}
static Value call_cosint(Call *call) {
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, true);
  for (size_t k = 0; a && k < v.count; k++) {
    Complex z = complex_cosine_integral(v.data[k]);
    a->data[2 * k] = creal(z);
    a->data[2 * k + 1] = cimag(z);
  }
  return value_array(array_narrow(a));
}

/* ------------------------------------------------------------------ relatives of erf */

/* exp(x^2) with the rounding of x^2 made good. */
static double exp_square(double x, double sign) {
  double square = x * x, lost = fma(x, x, -square);
  return exp(sign * square) * (1 + sign * lost);
}

static double scaled_erfc(double x) {
  if (x < -26.7) return INFINITY;
  if (x < 20) return exp_square(x, 1) * erfc(x);
  double sum = 1, term = 1, y = 1 / (2 * x * x);
  for (int k = 1; k < 12; k++) sum += term *= -(2 * k - 1) * y;
  return sum / (x * sqrt(M_PI));
}
static double dawson_of(double x) {
  return isnan(x) ? x : isinf(x) ? copysign(0, x) : gsl_sf_dawson(x);
}
static double imaginary_erf(double x) {
  if (fabs(x) > 26.7) return copysign(INFINITY, x);
  return isnan(x) ? x : M_2_SQRTPI * exp_square(x, 1) * gsl_sf_dawson(x);
}

/* ------------------------------------------------------------------ elliptic */

/* K and E of the parameter m < 1 by the arithmetic-geometric mean. */
static void complete_elliptic(double m, double *k, double *e) {
  if (m == 1 || !isfinite(m)) {
    *k = m == 1 ? INFINITY : m < 0 ? 0 : NAN;
    *e = m == 1 ? 1 : m < 0 ? INFINITY : NAN;
    return;
  }
  double a = 1, b = sqrt(1 - m), c = sqrt(fabs(m)), sum = 0, power = 0.5, sign = m < 0 ? -1 : 1;
  for (int turn = 0; turn < 40; turn++) {
    sum += power * c * c * (turn == 0 ? sign : 1);
    if (fabs(c) < 1e-17 * a) break;
    double mean = (a + b) / 2;
    c = (a - b) / 2;
    b = sqrt(a * b);
    a = mean;
    power *= 2;
  }
  *k = M_PI / (2 * a);
  *e = *k * (1 - sum);
}

static Value call_ellipke(Call *call) {
  View m = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  for (size_t i = 0; i < m.count; i++)
    if (m.data[i] > 1)
      return call_fail_at(call, 0, ERROR_DOMAIN, "m must not be above 1, but here is %g",
                          m.data[i]);
  Array *k = array_new(m.rank, m.dims, ELEMENT_REAL, false);
  Array *e = array_new(m.rank, m.dims, ELEMENT_REAL, false);
  for (size_t i = 0; k && e && i < m.count; i++)
    complete_elliptic(m.data[i], &k->data[i], &e->data[i]);
  call_result(call, 1, value_array(e));
  return value_array(k);
}

/* One of sn, cn, dn. */
static double jacobi(const double *p, const void *context) {
  double part[3];
  if (!isfinite(p[0]) || isnan(p[1])) return NAN;
  if (gsl_sf_elljac_e(p[0], p[1], &part[0], &part[1], &part[2]) != 0) return NAN;
  return part[*(const size_t *)context];
}

static Value call_ellipj(Call *call) {
  View u = call_view(call, 0), m = call_view(call, 1);
  if (!arguments_real(call, 0) || !arguments_real(call, 1)) return VALUE_FAILED;
  for (size_t i = 0; i < m.count; i++)
    if (m.data[i] < 0 || m.data[i] > 1)
      return call_fail_at(call, 1, ERROR_DOMAIN, "m must lie between 0 and 1, but here is %g",
                          m.data[i]);
  (void)u;
  for (size_t part = 1; part < 3; part++)
    if (call->wanted > part) call_result(call, part, arguments_map(call, 2, jacobi, &part));
  return arguments_map(call, 2, jacobi, &(size_t){ 0 });
}

/* ------------------------------------------------------------------ Legendre */

/* P of degree n and orders 0..n at x, with the sign of Condon and Shortley. */
static void legendre_at(long n, double x, double *p) {
  double start = 1, root = sqrt((1 - x) * (1 + x));
  for (long m = 0; m <= n; m++) {
    double before = 0, here = start;
    for (long l = m + 1; l <= n; l++) {
      double next =
          ((double)(2 * l - 1) * x * here - (double)(l + m - 1) * before) / (double)(l - m);
      before = here;
      here = next;
    }
    p[m] = here;
    start *= -(double)(2 * m + 1) * root;
  }
}

static Value call_legendre(Call *call) {
  long n;
  View x = call_view(call, 1);
  bool schmidt = call_string_is(call, 2, "sch"), norm = call_string_is(call, 2, "norm");
  if (call_given(call, 2) && !schmidt && !norm && !call_string_is(call, 2, "unnorm"))
    return call_fail_at(call, 2, ERROR_TYPE, "the scales are \"unnorm\", \"sch\" and \"norm\"");
  if (!call_integer(call, 0, 0, 170, &n) || !arguments_real(call, 1)) return VALUE_FAILED;
  for (size_t k = 0; k < x.count; k++)
    if (fabs(x.data[k]) > 1)
      return call_fail_at(call, 1, ERROR_DOMAIN, "x must lie between -1 and 1, but here is %g",
                          x.data[k]);
  size_t dims[MAX_RANK + 1] = { (size_t)n + 1 }, rank = 1;
  bool vector = view_is_vector(&x);
  for (size_t d = 0; d < x.rank && !vector && rank < MAX_RANK; d++) dims[rank++] = x.dims[d];
  if (vector) dims[rank++] = x.count;
  Array *a = array_new(rank, dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < x.count; k++) {
    double *p = a->data + k * (size_t)(n + 1), ratio = 1; /* (n-m)! / (n+m)! */
    legendre_at(n, x.data[k], p);
    for (long m = 0; m <= n && (schmidt || norm); m++) {
      if (m > 0) ratio /= (double)(n + m) * (double)(n - m + 1);
      double scale = schmidt ? m == 0 ? 1 : sqrt(2 * ratio) : sqrt(((double)n + 0.5) * ratio);
      p[m] *= m % 2 == 1 ? -scale : scale;
    }
  }
  return value_array(a);
}

/* ------------------------------------------------------------------ inverses */

typedef struct Tail {
  bool upper;
} Tail;

/* Newton's steps on the logarithm of the smaller tail keep the relative accuracy of x. */
static double inverse_gamma(const double *p, const void *context) {
  bool upper = ((const Tail *)context)->upper;
  double y = p[0], a = p[1];
  if (isnan(y) || isnan(a)) return NAN;
  if (y == (upper ? 1 : 0)) return 0;
  if (y == (upper ? 0 : 1)) return INFINITY;
  if (a == 0) return 0;
  double x = upper ? gsl_cdf_gamma_Qinv(y, a, 1) : gsl_cdf_gamma_Pinv(y, a, 1);
  for (int turn = 0; turn < 4 && x > 0 && isfinite(x); turn++) {
    double at = upper ? gsl_sf_gamma_inc_Q(a, x) : gsl_sf_gamma_inc_P(a, x);
    double slope = exp((a - 1) * log(x) - x - lgamma(a)), step = (at - y) / slope;
    if (upper) step = -step;
    if (!isfinite(step) || fabs(step) >= x) break;
    x -= step;
    if (fabs(step) < 1e-16 * x) break;
  }
  return x;
}

static double inverse_beta(const double *p, const void *context) {
  bool upper = ((const Tail *)context)->upper;
  double y = p[0], a = p[1], b = p[2];
  if (isnan(y) || isnan(a) || isnan(b)) return NAN;
  if (y == 0 || y == 1) return (y == 0) == upper;
  double x = upper ? gsl_cdf_beta_Qinv(y, a, b) : gsl_cdf_beta_Pinv(y, a, b);
  double scale = lgamma(a + b) - lgamma(a) - lgamma(b);
  for (int turn = 0; turn < 4 && x > 0 && x < 1; turn++) {
    double at = upper ? gsl_cdf_beta_Q(x, a, b) : gsl_cdf_beta_P(x, a, b);
    double slope = exp(scale + (a - 1) * log(x) + (b - 1) * log1p(-x)), step = (at - y) / slope;
    if (upper) step = -step;
    if (!isfinite(step) || x - step <= 0 || x - step >= 1) break;
    x -= step;
    if (fabs(step) < 1e-16 * x) break;
  }
  return x;
}

static bool read_tail(Call *call, size_t i, Tail *t) {
  t->upper = call_string_is(call, i, "upper");
  if (!call_given(call, i) || t->upper || call_string_is(call, i, "lower")) return true;
  call_fail_at(call, i, ERROR_TYPE, "the tail is \"lower\" or \"upper\"");
  return false;
}

static Value call_gammaincinv(Call *call) {
  Tail t;
  if (!read_tail(call, 2, &t) || !arguments_within(call, 0, 0, 1, "y must lie between 0 and 1") ||
      !arguments_within(call, 1, 0, INFINITY, "a must not be negative"))
    return VALUE_FAILED;
  return arguments_map(call, 2, inverse_gamma, &t);
}
static Value call_betaincinv(Call *call) {
  Tail t;
  if (!read_tail(call, 3, &t) || !arguments_within(call, 0, 0, 1, "y must lie between 0 and 1") ||
      !arguments_within(call, 1, 5e-324, 1e300, "a must be positive") ||
      !arguments_within(call, 2, 5e-324, 1e300, "b must be positive"))
    return VALUE_FAILED;
  return arguments_map(call, 3, inverse_beta, &t);
}

const Builtin integral_functions_family[] = {
  { .name = "expint",
    .signature = "x: array -> array",
    .call = call_expint,
    .derivative = "-exp(-x) ./ x",
    .summary = "The exponential integral E1; complex for negative numbers.",
    .formula = "E_1(x) = \\int_x^\\infty \\frac{e^{-t}}{t}\\,dt",
    .numpy = "scipy.special.exp1(x)",
    .see = "sinint cosint gammainc",
    .examples = { { "expint(1)", "0.21938393439552026" } } },
  { .name = "sinint",
    .signature = "x: real -> array",
    .map = sine_integral,
    .derivative = "sinc(x/pi)",
    .summary = "The sine integral.",
    .formula = "\\operatorname{Si} x = \\int_0^x \\frac{\\sin t}{t}\\,dt",
    .numpy = "scipy.special.sici(x)[0]",
    .see = "cosint expint",
    .examples = { { "sinint([0 1 Inf])", "[0 0.946083070367183 pi/2]" } } },
  { .name = "cosint",
    .signature = "x: array -> array",
    .call = call_cosint,
    .derivative = "cos(x) ./ x",
    .summary = "The cosine integral; complex for negative numbers.",
    .formula = "\\operatorname{Ci} x = -\\int_x^\\infty \\frac{\\cos t}{t}\\,dt",
    .numpy = "scipy.special.sici(x)[1]",
    .see = "sinint expint",
    .examples = { { "cosint(1)", "0.33740392290096816" } } },
  { .name = "erfcx",
    .signature = "x: real -> array",
    .map = scaled_erfc,
    .derivative = "2*x .* erfcx(x) - 2/sqrt(pi)",
    .summary = "erfc(x) times exp(x^2), which does not underflow.",
    .formula = "e^{x^2} \\operatorname{erfc} x",
    .numpy = "scipy.special.erfcx(x)",
    .see = "erfc dawson",
    .examples = { { "erfcx(0)", "1" }, { "erfcx(100)*1e3", "5.641613782989433" } } },
  { .name = "erfi",
    .signature = "x: real -> array",
    .map = imaginary_erf,
    .derivative = "2/sqrt(pi)*exp(x.^2)",
    .summary = "The imaginary error function, -i erf(i x).",
    .formula = "\\frac{2}{\\sqrt{\\pi}} \\int_0^x e^{t^2}\\,dt",
    .numpy = "scipy.special.erfi(x)",
    .see = "erf dawson",
    .examples = { { "erfi(1)", "1.6504257587975429" } } },
  { .name = "dawson",
    .signature = "x: real -> array",
    .map = dawson_of,
    .derivative = "1 - 2*x .* dawson(x)",
    .summary = "Dawson's function.",
    .formula = "e^{-x^2} \\int_0^x e^{t^2}\\,dt",
    .numpy = "scipy.special.dawsn(x)",
    .see = "erfi erfcx",
    .examples = { { "dawson(1)", "0.5380795069127684" } } },
  { .name = "ellipke",
    .signature = "m: array -> k: array, e: array",
    .call = call_ellipke,
    .summary = "The complete elliptic integrals of the first kind, K, and of the second, E, for "
               "the parameter m.",
    .formula = "K(m) = \\int_0^{\\pi/2} \\frac{d\\theta}{\\sqrt{1 - m \\sin^2 \\theta}}",
    .numpy = "scipy.special.ellipk(m)",
    .see = "ellipj",
    .warning = "the parameter is m = k^2, not the modulus k",
    .examples = { { "ellipke(0)", "pi/2" },
                  { "[k, e] = ellipke(0.5); [k e]", "[1.854074677301372 1.3506438810476755]" } } },
  { .name = "ellipj",
    .signature = "u: real, m: real -> sn: array, cn: array, dn: array",
    .call = call_ellipj,
    .summary = "Jacobi's elliptic functions sn, cn and dn of u for the parameter m.",
    .numpy = "scipy.special.ellipj(u, m)[0]",
    .see = "ellipke",
    .examples = { { "ellipj(0.5, 0)", "sin(0.5)" },
                  { "[s, c] = ellipj(0.5, 1); [s c]", "[tanh(0.5) sech(0.5)]" } } },
  { .name = "legendre",
    .signature = "n: scalar, x: array, scale?: string -> array",
    .call = call_legendre,
    .summary = "The associated Legendre functions of degree n and the orders 0 to n, one row each; "
               "scaled with \"sch\" (Schmidt) or \"norm\".",
    .numpy = "scipy.special.lpmv(m, n, x)",
    .see = "polyval",
    .examples = { { "legendre(2, [0 1])", "[-0.5 1; 0 0; 3 0]" } } },
  { .name = "gammaincinv",
    .signature = "y: real, a: real, tail?: string -> array",
    .call = call_gammaincinv,
    .summary = "The x whose gammainc(x, a) is y.",
    .numpy = "scipy.special.gammaincinv(a, y)",
    .see = "gammainc gaminv",
    .examples = { { "gammaincinv(gammainc(1.5, 2), 2)", "1.5" } } },
  { .name = "betaincinv",
    .signature = "y: real, a: real, b: real, tail?: string -> array",
    .call = call_betaincinv,
    .summary = "The x whose betainc(x, a, b) is y.",
    .numpy = "scipy.special.betaincinv(a, b, y)",
    .see = "betainc betainv",
    .examples = { { "betaincinv(0.6875, 2, 3)", "0.5" } } },
  { 0 }
};
