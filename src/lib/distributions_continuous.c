/* distributions_continuous.c -- normal, t, chi-squared, F, gamma, beta and their kin.  */

#include "config.h"
#include "lib/distribution.h"
#include "lib/families.h"
#include "lib/tails.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf.h>
#include <math.h>

static bool second_positive(const double *p) {
  return isfinite(p[0]) && p[1] > 0 && isfinite(p[1]);
}

static bool first_positive(const double *p) {
  return p[0] > 0 && isfinite(p[0]);
}

static bool both_positive(const double *p) {
  return first_positive(p) && second_positive(p);
}

static bool degrees_valid(const double *p) {
  return p[0] > 0;
}

/* Normal: mean, standard deviation. */

static double norm_density(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return exp(-z * z / 2) / (p[1] * sqrt(2 * M_PI));
}

static double norm_below(double x, const double *p) {
  return normal_below((x - p[0]) / p[1]);
}

static double norm_above(double x, const double *p) {
  return normal_below((p[0] - x) / p[1]);
}

static double norm_inverse(double q, const double *p) {
  return p[0] + p[1] * gsl_cdf_ugaussian_Pinv(q);
}

static double norm_draw(const gsl_rng *rng, const double *p) {
  return p[0] + gsl_ran_gaussian_ziggurat(rng, p[1]);
}

static void norm_moments(const double *p, double *mean, double *variance) {
  *mean = p[0];
  *variance = p[1] * p[1];
}

/* Student's t: degrees of freedom. */

static const double NEARLY_NORMAL = 1e16; /* beyond, t and normal agree to the last digits */

static double t_density(double x, const double *p) {
  double n = p[0];
  if (n > NEARLY_NORMAL) return gsl_ran_ugaussian_pdf(x);
  double scale =
      -saddle_deviance(n / 2, (n + 1) / 2) + stirling_error((n + 1) / 2) - stirling_error(n / 2);
  double square = x * x / n;
  if (square > 1e12) /* x*x may overflow */
    return exp(scale - n * (log(fabs(x)) - log(n) / 2)) * sqrt(n) / (sqrt(2 * M_PI) * fabs(x));
  double bend =
      square > 0.2 ? log1p(square) * n / 2 : -saddle_deviance(n / 2, (n + x * x) / 2) + x * x / 2;
  return exp(scale - bend) / (sqrt(2 * M_PI) * sqrt(1 + square));
}

/* The tail beyond |x| as an incomplete beta integral. */
static double t_tail(double x, double n) {
  if (n > NEARLY_NORMAL) return normal_below(-fabs(x));
  double square = x * x;
  if (isinf(square)) { /* the leading term of the tail */
    double log_beta = lgamma(n / 2) + lgamma(0.5) - lgamma(n / 2 + 0.5);
    return 0.5 * exp(n / 2 * log(n) - n * log(fabs(x)) - log_beta - log(n / 2));
  }
  return 0.5 * beta_tails(n / (n + square), square / (n + square), n / 2, 0.5).lower;
}

static double t_below(double x, const double *p) {
  return x < 0 ? t_tail(x, p[0]) : 1 - t_tail(x, p[0]);
}

static double t_above(double x, const double *p) {
  return x > 0 ? t_tail(x, p[0]) : 1 - t_tail(x, p[0]);
}

static double t_inverse(double q, const double *p) {
  if (q == 0 || q == 1) return q == 0 ? -INFINITY : INFINITY;
  if (q == 0.5) return 0;
  return p[0] > NEARLY_NORMAL ? gsl_cdf_ugaussian_Pinv(q) : gsl_cdf_tdist_Pinv(q, p[0]);
}

static double t_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_tdist(rng, p[0]);
}

static void t_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] > 1 ? 0 : NAN;
  *variance = p[0] > 2 ? (isinf(p[0]) ? 1 : p[0] / (p[0] - 2)) : p[0] > 1 ? INFINITY : NAN;
}

/* Gamma: shape, scale. */

static double gam_density(double x, const double *p) {
  if (x < 0) return 0;
  if (x == 0) return p[0] < 1 ? INFINITY : p[0] > 1 ? 0 : 1 / p[1];
  if (p[0] < 1) return poisson_term(p[0], x / p[1]) * p[0] / x;
  return poisson_term(p[0] - 1, x / p[1]) / p[1];
}

static double gam_below(double x, const double *p) {
  return gamma_tails(p[0], x / p[1]).lower;
}

static double gam_above(double x, const double *p) {
  return gamma_tails(p[0], x / p[1]).upper;
}

static double gam_inverse(double q, const double *p) {
  return q == 0 ? 0 : q == 1 ? INFINITY : gsl_cdf_gamma_Pinv(q, p[0], p[1]);
}

static double gam_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_gamma(rng, p[0], p[1]);
}

static void gam_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] * p[1];
  *variance = p[0] * p[1] * p[1];
}

/* Chi-squared: degrees of freedom; a gamma distribution. */

static double chi2_density(double x, const double *p) {
  return gam_density(x, (const double[]){ p[0] / 2, 2 });
}

static double chi2_below(double x, const double *p) {
  return gamma_tails(p[0] / 2, x / 2).lower;
}

static double chi2_above(double x, const double *p) {
  return gamma_tails(p[0] / 2, x / 2).upper;
}

static double chi2_inverse(double q, const double *p) {
  return gam_inverse(q, (const double[]){ p[0] / 2, 2 });
}

static double chi2_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_chisq(rng, p[0]);
}

static void chi2_moments(const double *p, double *mean, double *variance) {
  *mean = p[0];
  *variance = 2 * p[0];
}

/* F: degrees of freedom above and below the bar. */

static double f_density(double x, const double *p) {
  double m = p[0], n = p[1];
  if (x < 0) return 0;
  if (x == 0) return m > 2 ? 0 : m == 2 ? 1 : INFINITY;
  double whole = n + x * m, q = n / whole, share = x * m / whole;
  if (m >= 2) return m * q / 2 * binomial_term((m - 2) / 2, (m + n - 2) / 2, share, q);
  return m * m * q / (2 * share * (m + n)) * binomial_term(m / 2, (m + n) / 2, share, q);
}

static Tails f_tails(double x, const double *p) {
  if (x <= 0) return (Tails){ 0, 1 };
  double whole = p[1] + x * p[0];
  if (isinf(whole)) return beta_tails(1, p[1] / p[0] / x, p[0] / 2, p[1] / 2);
  return beta_tails(x * p[0] / whole, p[1] / whole, p[0] / 2, p[1] / 2);
}

static double f_below(double x, const double *p) {
  return f_tails(x, p).lower;
}

static double f_above(double x, const double *p) {
  return f_tails(x, p).upper;
}

static double f_inverse(double q, const double *p) {
  return q == 0 ? 0 : q == 1 ? INFINITY : gsl_cdf_fdist_Pinv(q, p[0], p[1]);
}

static double f_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_fdist(rng, p[0], p[1]);
}

static void f_moments(const double *p, double *mean, double *variance) {
  double m = p[0], n = p[1];
  *mean = n > 2 ? n / (n - 2) : NAN;
  *variance = n > 4 ? 2 * n * n * (m + n - 2) / (m * (n - 2) * (n - 2) * (n - 4)) : NAN;
}

/* Beta: two shapes. */

static double beta_density(double x, const double *p) {
  double a = p[0], b = p[1];
  if (x < 0 || x > 1) return 0;
  if (x == 0) return a < 1 ? INFINITY : a > 1 ? 0 : b;
  if (x == 1) return b < 1 ? INFINITY : b > 1 ? 0 : a;
  if (a < 1 || b < 1) return a * b / ((a + b) * x * (1 - x)) * binomial_term(a, a + b, x, 1 - x);
  return (a + b - 1) * binomial_term(a - 1, a + b - 2, x, 1 - x);
}

static double beta_below(double x, const double *p) {
  return beta_tails(x, 1 - x, p[0], p[1]).lower;
}

static double beta_above(double x, const double *p) {
  return beta_tails(x, 1 - x, p[0], p[1]).upper;
}

static double beta_inverse(double q, const double *p) {
  return q == 0 || q == 1 ? q : gsl_cdf_beta_Pinv(q, p[0], p[1]);
}

static double beta_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_beta(rng, p[0], p[1]);
}

static void beta_moments(const double *p, double *mean, double *variance) {
  double sum = p[0] + p[1];
  *mean = p[0] / sum;
  *variance = p[0] * p[1] / (sum * sum * (sum + 1));
}

/* Exponential: mean. */

static double exp_density(double x, const double *p) {
  return x < 0 ? 0 : exp(-x / p[0]) / p[0];
}

static double exp_below(double x, const double *p) {
  return x <= 0 ? 0 : -expm1(-x / p[0]);
}

static double exp_above(double x, const double *p) {
  return x <= 0 ? 1 : exp(-x / p[0]);
}

static double exp_inverse(double q, const double *p) {
  return -p[0] * log1p(-q);
}

static void exp_moments(const double *p, double *mean, double *variance) {
  *mean = p[0];
  *variance = p[0] * p[0];
}

/* Uniform: both ends. */

static bool unif_valid(const double *p) {
  return isfinite(p[0]) && isfinite(p[1]) && p[0] < p[1];
}

static double unif_density(double x, const double *p) {
  return x < p[0] || x > p[1] ? 0 : 1 / (p[1] - p[0]);
}

static double unif_below(double x, const double *p) {
  return x <= p[0] ? 0 : x >= p[1] ? 1 : (x - p[0]) / (p[1] - p[0]);
}

static double unif_above(double x, const double *p) {
  return x <= p[0] ? 1 : x >= p[1] ? 0 : (p[1] - x) / (p[1] - p[0]);
}

static double unif_inverse(double q, const double *p) {
  return p[0] + q * (p[1] - p[0]);
}

static void unif_moments(const double *p, double *mean, double *variance) {
  *mean = (p[0] + p[1]) / 2;
  *variance = (p[1] - p[0]) * (p[1] - p[0]) / 12;
}

/* Lognormal: mean and standard deviation of the logarithm. */

static double logn_density(double x, const double *p) {
  return x <= 0 ? 0 : norm_density(log(x), p) / x;
}

static double logn_below(double x, const double *p) {
  return x <= 0 ? 0 : norm_below(log(x), p);
}

static double logn_above(double x, const double *p) {
  return x <= 0 ? 1 : norm_above(log(x), p);
}

static double logn_inverse(double q, const double *p) {
  return q == 0 ? 0 : exp(norm_inverse(q, p));
}

static double logn_draw(const gsl_rng *rng, const double *p) {
  return exp(norm_draw(rng, p));
}

static void logn_moments(const double *p, double *mean, double *variance) {
  double square = p[1] * p[1];
  *mean = exp(p[0] + square / 2);
  *variance = expm1(square) * exp(2 * p[0] + square);
}

/* Weibull: scale, shape. */

static double wbl_density(double x, const double *p) {
  return x < 0 ? 0 : gsl_ran_weibull_pdf(x, p[0], p[1]);
}

static double wbl_below(double x, const double *p) {
  return x <= 0 ? 0 : -expm1(-pow(x / p[0], p[1]));
}

static double wbl_above(double x, const double *p) {
  return x <= 0 ? 1 : exp(-pow(x / p[0], p[1]));
}

static double wbl_inverse(double q, const double *p) {
  return p[0] * pow(-log1p(-q), 1 / p[1]);
}

static void wbl_moments(const double *p, double *mean, double *variance) {
  double first = tgamma(1 + 1 / p[1]);
  *mean = p[0] * first;
  *variance = p[0] * p[0] * (tgamma(1 + 2 / p[1]) - first * first);
}

/* Laplace: centre, scale. */

static double laplace_density(double x, const double *p) {
  return exp(-fabs(x - p[0]) / p[1]) / (2 * p[1]);
}

static double laplace_below(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return z < 0 ? exp(z) / 2 : 1 - exp(-z) / 2;
}

static double laplace_above(double x, const double *p) {
  return laplace_below(2 * p[0] - x, p);
}

static double laplace_inverse(double q, const double *p) {
  return p[0] + p[1] * (q < 0.5 ? log(2 * q) : -log(2 * (1 - q)));
}

static void laplace_moments(const double *p, double *mean, double *variance) {
  *mean = p[0];
  *variance = 2 * p[1] * p[1];
}

/* One line of the table: the functions are named alike. */
#define OF(n)                                                                                      \
  .density = n##_density, .below = n##_below, .above = n##_above, .inverse = n##_inverse,          \
  .moments = n##_moments

const Distribution continuous_distributions[] = {
  { "norm", 2, { 0, 1 }, .valid = second_positive, OF(norm), .draw = norm_draw },
  { "t", 1, { 0 }, .valid = degrees_valid, OF(t), .draw = t_draw },
  { "chi2", 1, { 0 }, .valid = first_positive, OF(chi2), .draw = chi2_draw },
  { "f", 2, { 0 }, .valid = both_positive, OF(f), .draw = f_draw },
  { "gam", 2, { 0, 1 }, .valid = both_positive, OF(gam), .draw = gam_draw },
  { "beta", 2, { 0 }, .valid = both_positive, OF(beta), .draw = beta_draw },
  { "exp", 1, { 1 }, .valid = first_positive, OF(exp) },
  { "unif", 2, { 0, 1 }, .valid = unif_valid, OF(unif) },
  { "logn", 2, { 0, 1 }, .valid = second_positive, OF(logn), .draw = logn_draw },
  { "wbl", 2, { 1, 1 }, .valid = both_positive, OF(wbl) },
  { "laplace", 2, { 0, 1 }, .valid = second_positive, OF(laplace) },
  { 0 }
};
