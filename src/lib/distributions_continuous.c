/* distributions_continuous.c -- normal, t, chi-squared, F, gamma, beta and their kin.  */

#include "config.h"
#include "lib/distribution.h"
#include "lib/families.h"

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

/* GSL's own cuts off before the doubles end. */
static double normal_tail(double z) {
  return z < -37.5 ? 0.5 * erfc(-z / M_SQRT2) : gsl_cdf_ugaussian_P(z);
}

static double norm_density(double x, const double *p) {
  return gsl_ran_gaussian_pdf(x - p[0], p[1]);
}

static double norm_below(double x, const double *p) {
  return normal_tail((x - p[0]) / p[1]);
}

static double norm_above(double x, const double *p) {
  return normal_tail((p[0] - x) / p[1]);
}

static double norm_inverse(double q, const double *p) {
  return p[0] + p[1] * gsl_cdf_ugaussian_Pinv(q);
}

static double norm_draw(const gsl_rng *rng, const double *p) {
  return p[0] + gsl_ran_gaussian_ziggurat(rng, p[1]);
}

/* Student's t: degrees of freedom. */

enum { NEARLY_NORMAL = 100000000 }; /* beyond, t and normal agree to the last digits */

static double t_density(double x, const double *p) {
  double n = p[0];
  if (n > NEARLY_NORMAL) return gsl_ran_ugaussian_pdf(x);
  double scale = n < 1e4 ? exp(gsl_sf_lngamma((n + 1) / 2) - gsl_sf_lngamma(n / 2)) / sqrt(n / 2)
                         : 1 - 1 / (4 * n) + 1 / (32 * n * n) + 5 / (128 * n * n * n);
  return scale / sqrt(2 * M_PI) * exp(-(n + 1) / 2 * log1p(x * x / n));
}

/* The tail beyond |x| as an incomplete beta integral. */
static double t_tail(double x, double n) {
  if (n > NEARLY_NORMAL) return normal_tail(-fabs(x));
  double square = x * x;
  if (isinf(square)) return 0;
  return square < n ? 0.5 * gsl_cdf_beta_Q(square / (n + square), 0.5, n / 2)
                    : 0.5 * gsl_cdf_beta_P(n / (n + square), n / 2, 0.5);
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

/* Chi-squared: degrees of freedom. */

static double chi2_density(double x, const double *p) {
  return gsl_ran_chisq_pdf(x, p[0]);
}

static double chi2_below(double x, const double *p) {
  return x <= 0 ? 0 : gsl_cdf_chisq_P(x, p[0]);
}

static double chi2_above(double x, const double *p) {
  return x <= 0 ? 1 : gsl_cdf_chisq_Q(x, p[0]);
}

static double chi2_inverse(double q, const double *p) {
  return q == 0 ? 0 : q == 1 ? INFINITY : gsl_cdf_chisq_Pinv(q, p[0]);
}

static double chi2_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_chisq(rng, p[0]);
}

/* F: degrees of freedom above and below the bar. */

static double f_density(double x, const double *p) {
  return gsl_ran_fdist_pdf(x, p[0], p[1]);
}

static double f_below(double x, const double *p) {
  return x <= 0 ? 0 : gsl_cdf_fdist_P(x, p[0], p[1]);
}

static double f_above(double x, const double *p) {
  return x <= 0 ? 1 : gsl_cdf_fdist_Q(x, p[0], p[1]);
}

static double f_inverse(double q, const double *p) {
  return q == 0 ? 0 : q == 1 ? INFINITY : gsl_cdf_fdist_Pinv(q, p[0], p[1]);
}

static double f_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_fdist(rng, p[0], p[1]);
}

/* Gamma: shape, scale. */

static double gam_density(double x, const double *p) {
  return gsl_ran_gamma_pdf(x, p[0], p[1]);
}

static double gam_below(double x, const double *p) {
  return x <= 0 ? 0 : gsl_cdf_gamma_P(x, p[0], p[1]);
}

static double gam_above(double x, const double *p) {
  return x <= 0 ? 1 : gsl_cdf_gamma_Q(x, p[0], p[1]);
}

static double gam_inverse(double q, const double *p) {
  return q == 0 ? 0 : q == 1 ? INFINITY : gsl_cdf_gamma_Pinv(q, p[0], p[1]);
}

static double gam_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_gamma(rng, p[0], p[1]);
}

/* Beta: two shapes. */

static double beta_density(double x, const double *p) {
  return gsl_ran_beta_pdf(x, p[0], p[1]);
}

static double beta_below(double x, const double *p) {
  return x <= 0 ? 0 : x >= 1 ? 1 : gsl_cdf_beta_P(x, p[0], p[1]);
}

static double beta_above(double x, const double *p) {
  return x <= 0 ? 1 : x >= 1 ? 0 : gsl_cdf_beta_Q(x, p[0], p[1]);
}

static double beta_inverse(double q, const double *p) {
  return q == 0 || q == 1 ? q : gsl_cdf_beta_Pinv(q, p[0], p[1]);
}

static double beta_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_beta(rng, p[0], p[1]);
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

/* Lognormal: mean and standard deviation of the logarithm. */

static double logn_density(double x, const double *p) {
  return x <= 0 ? 0 : gsl_ran_lognormal_pdf(x, p[0], p[1]);
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

/* The members in the order of the structure: name, number of parameters, defaults, discrete, low,
   valid, density, below, above, inverse, high, draw. */
const Distribution continuous_distributions[] = {
  { "norm",
    2,
    { 0, 1 },
    false,
    0,
    second_positive,
    norm_density,
    norm_below,
    norm_above,
    norm_inverse,
    NULL,
    norm_draw },
  { "t", 1, { 0 }, false, 0, degrees_valid, t_density, t_below, t_above, t_inverse, NULL, t_draw },
  { "chi2",
    1,
    { 0 },
    false,
    0,
    first_positive,
    chi2_density,
    chi2_below,
    chi2_above,
    chi2_inverse,
    NULL,
    chi2_draw },
  { "f", 2, { 0 }, false, 0, both_positive, f_density, f_below, f_above, f_inverse, NULL, f_draw },
  { "gam",
    2,
    { 0, 1 },
    false,
    0,
    both_positive,
    gam_density,
    gam_below,
    gam_above,
    gam_inverse,
    NULL,
    gam_draw },
  { "beta",
    2,
    { 0 },
    false,
    0,
    both_positive,
    beta_density,
    beta_below,
    beta_above,
    beta_inverse,
    NULL,
    beta_draw },
  { "exp",
    1,
    { 1 },
    false,
    0,
    first_positive,
    exp_density,
    exp_below,
    exp_above,
    exp_inverse,
    NULL,
    NULL },
  { "unif",
    2,
    { 0, 1 },
    false,
    0,
    unif_valid,
    unif_density,
    unif_below,
    unif_above,
    unif_inverse,
    NULL,
    NULL },
  { "logn",
    2,
    { 0, 1 },
    false,
    0,
    second_positive,
    logn_density,
    logn_below,
    logn_above,
    logn_inverse,
    NULL,
    NULL },
  { "wbl",
    2,
    { 1, 1 },
    false,
    0,
    both_positive,
    wbl_density,
    wbl_below,
    wbl_above,
    wbl_inverse,
    NULL,
    NULL },
  { "laplace",
    2,
    { 0, 1 },
    false,
    0,
    second_positive,
    laplace_density,
    laplace_below,
    laplace_above,
    laplace_inverse,
    NULL,
    NULL },
  { 0 }
};
