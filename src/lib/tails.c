/* tails.c -- incomplete gamma and beta integrals, accurate in both tails.

   The leading factors are computed as Poisson and binomial probabilities the way of C. Loader, Fast
   and accurate computation of binomial probabilities (2000): no large logarithms are subtracted. */

#include "config.h"
#include "lib/tails.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf.h>
#include <math.h>

/* log n! less Stirling's formula. */
double stirling_error(double n) {
  if (n < 16) return log_gamma_1p(n) - (n + 0.5) * log(n) + n - 0.5 * log(2 * M_PI);
  double s = 1 / (n * n);
  return (1.0 / 12 -
          s * (1.0 / 360 -
               s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * 691.0 / 360360))))) /
         n;
}

double log_gamma_1p(double a) {
  if (fabs(a) > 0.25) return lgamma(1 + a);
  /* log Gamma(1+a) = -gamma a + sum of zeta(k) (-a)^k / k */
  double sum = 0, power = -a;
  for (int k = 2; k < 40; k++) {
    power *= -a;
    double term = gsl_sf_zeta_int(k) * power / k;
    sum += term;
    if (fabs(term) < 1e-18 * fabs(sum)) break;
  }
  return sum - M_EULER * a;
}

double saddle_deviance(double x, double mean) {
  if (fabs(x - mean) < 0.1 * (x + mean)) {
    double v = (x - mean) / (x + mean), s = (x - mean) * v, power = 2 * x * v;
    for (int j = 1; j < 1000; j++) {
      power *= v * v;
      double next = s + power / (2 * j + 1);
      if (next == s) break;
      s = next;
    }
    return s;
  }
  return x * log(x / mean) + mean - x;
}

double poisson_term(double x, double mean) {
  if (mean == 0) return x == 0;
  if (isinf(mean) || x < 0) return 0;
  if (x <= mean * 1e-300) return exp(-mean);
  if (mean < x * 1e-300) return exp(-mean + x * log(mean) - lgamma(x + 1));
  return exp(-stirling_error(x) - saddle_deviance(x, mean)) / sqrt(2 * M_PI * x);
}

double binomial_term(double x, double n, double p, double q) {
  if (p == 0) return x == 0;
  if (q == 0) return x == n;
  if (x == 0) return n == 0 ? 1 : exp(p < 0.1 ? n * log1p(-p) : n * log(q));
  if (x == n) return exp(q < 0.1 ? n * log1p(-q) : n * log(p));
  if (x < 0 || x > n) return 0;
  double c = stirling_error(n) - stirling_error(x) - stirling_error(n - x) -
             saddle_deviance(x, n * p) - saddle_deviance(n - x, n * q);
  return exp(c) * sqrt(n / (2 * M_PI * x * (n - x)));
}

double normal_below(double z) {
  return 0.5 * erfc(-z / M_SQRT2);
}

static double gamma_lower(double a, double x) {
  double sum = 1, term = 1;
  for (double k = 1; k < 1e6; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return poisson_term(a, x) * sum;
}

/* Lentz's evaluation of the continued fraction DLMF 8.9.2. */
static double gamma_upper(double a, double x) {
  double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
  for (double i = 1; i < 1e6; i++) {
    double an = -i * (i - a);
    b += 2;
    d = an * d + b;
    c = b + an / c;
    if (d == 0) d = 1e-300;
    if (c == 0) c = 1e-300;
    d = 1 / d;
    double step = c * d;
    h *= step;
    if (fabs(step - 1) < 1e-16) break;
  }
  return poisson_term(a, x) * a * h;
}

/* For small a the lower tail is nearly 1 long before x reaches a: 1 - x^a / Gamma(1+a) (1 + ...).
 */
static double gamma_upper_small(double a, double x) {
  double sum = 0, power = 1;
  for (int k = 1; k < 200; k++) {
    power *= -x / k;
    double term = power / (a + k);
    sum += term;
    if (fabs(term) < 1e-17 * fabs(sum)) break;
  }
  double lead = a * log(x) - log_gamma_1p(a);
  return -expm1(lead) - a * exp(lead) * sum;
}

static const double HUGE_SHAPE = 1e9; /* beyond, the sums would take too long */

Tails gamma_tails(double a, double x) {
  if (x <= 0) return (Tails){ 0, 1 };
  if (isinf(x)) return (Tails){ 1, 0 };
  if (a > HUGE_SHAPE) return (Tails){ gsl_sf_gamma_inc_P(a, x), gsl_sf_gamma_inc_Q(a, x) };
  if (a < 1 && x < 1.5) {
    double upper = gamma_upper_small(a, x);
    return (Tails){ upper > 0.5 ? gamma_lower(a, x) : 1 - upper, upper };
  }
  if (x < a + 1) {
    double lower = gamma_lower(a, x);
    return (Tails){ lower, 1 - lower };
  }
  double upper = gamma_upper(a, x);
  return (Tails){ 1 - upper, upper };
}

/* The regularised incomplete beta integral by Lentz's continued fraction.  Source: DLMF 8.17.22. */
static double beta_fraction(double x, double y, double a, double b) {
  double c = 1, d = 1 - (a + b) * x / (a + 1), f;
  if (fabs(d) < 1e-300) d = 1e-300;
  d = 1 / d;
  f = d;
  for (double m = 1; m < 1e6; m++) {
    double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + even * d;
    c = 1 + even / c;
    if (fabs(d) < 1e-300) d = 1e-300;
    if (fabs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    f *= c * d;
    d = 1 + odd * d;
    c = 1 + odd / c;
    if (fabs(d) < 1e-300) d = 1e-300;
    if (fabs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    double step = c * d;
    f *= step;
    if (fabs(step - 1) < 1e-16) break;
  }
  /* x^a y^b / (a B(a,b)) */
  double n = a + b, lead;
  if (a < 1e-2 || b < 1e-2)
    lead =
        exp(a * log(x) + b * log(y) + log_gamma_1p(n) - log_gamma_1p(a) - log_gamma_1p(b)) * b / n;
  else
    lead = binomial_term(a, n, x, y) * b / n;
  return lead * f;
}

/* log Gamma(a+b) / Gamma(b), with digits left where a is small. */
static double log_gamma_ratio(double a, double b) {
  if (b < 1) return log_gamma_1p(a + b) - log_gamma_1p(b) - log1p(a / b);
  if (a > 0.1 * b) return lgamma(a + b) - lgamma(b);
  double sum = 0, power = 1;
  for (int k = 1; k < 16; k++) {
    power *= a / k;
    double term = power * gsl_sf_psi_n(k - 1, b);
    sum += term;
    if (fabs(term) < 1e-17 * fabs(sum)) break;
  }
  return sum;
}

/* Where a is small the lower tail is nearly 1 at once: 1 - x^a Gamma(a+b)/(Gamma(a+1) Gamma(b)) (1
   +
   ...), DLMF 8.17.7, for small x. */
static double beta_upper_small(double x, double a, double b) {
  double sum = 0, power = 1;
  for (int k = 1; k < 2000; k++) {
    power *= (k - b) / k * x;
    double term = a * power / (a + k);
    sum += term;
    if (fabs(term) < 1e-18 * (a + fabs(sum)) || power == 0) break;
  }
  double lead = a * log(x) + log_gamma_ratio(a, b) - log_gamma_1p(a);
  return -expm1(lead) - exp(lead) * sum;
}

/* The tail that is not the one computed first: 1 less the other, unless that loses digits. */
static double beta_other(double x, double y, double a, double b, double known) {
  if (known < 0.5) return 1 - known;
  if (b * x < 0.1 && x < 0.1) return beta_upper_small(x, a, b);
  return beta_fraction(y, x, b, a);
}

Tails beta_tails(double x, double y, double a, double b) {
  if (x <= 0) return (Tails){ 0, 1 };
  if (y <= 0) return (Tails){ 1, 0 };
  if (x * (a + b + 2) < a + 1) {
    double lower = beta_fraction(x, y, a, b);
    return (Tails){ lower, beta_other(x, y, a, b, lower) };
  }
  double upper = beta_fraction(y, x, b, a);
  return (Tails){ beta_other(y, x, b, a, upper), upper };
}
