/* distributions_further.c -- extreme values, heavy tails, and distributions away from their centre.
 */

#include "config.h"
#include "lib/distribution.h"
#include "lib/tails.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf.h>
#include <math.h>

static bool scale_second(const double *p) {
  return isfinite(p[0]) && p[1] > 0 && isfinite(p[1]);
}

/* Cauchy: centre, half the width at half the height. */

static double cauchy_density(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return 1 / (M_PI * p[1] * (1 + z * z));
}

static double cauchy_below(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return z < -1 ? atan(-1 / z) / M_PI : 0.5 + atan(z) / M_PI;
}

static double cauchy_above(double x, const double *p) {
  return cauchy_below(2 * p[0] - x, p);
}

static double cauchy_inverse(double q, const double *p) {
  if (q == 0 || q == 1) return q == 0 ? -INFINITY : INFINITY;
  if (q == 0.5) return p[0];
  return p[0] + p[1] * (q < 0.25   ? -1 / tan(M_PI * q)
                        : q > 0.75 ? 1 / tan(M_PI * (1 - q))
                                   : tan(M_PI * (q - 0.5)));
}

static void cauchy_moments(const double *p, double *mean, double *variance) {
  (void)p;
  *mean = *variance = NAN;
}

/* Logistic: centre, scale. */

static double logi_below(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z));
}

static double logi_above(double x, const double *p) {
  return logi_below(2 * p[0] - x, p);
}

static double logi_density(double x, const double *p) {
  double e = exp(-fabs((x - p[0]) / p[1]));
  return e / (p[1] * (1 + e) * (1 + e));
}

static double logi_inverse(double q, const double *p) {
  return p[0] + p[1] * (log(q) - log1p(-q));
}

static void logi_moments(const double *p, double *mean, double *variance) {
  *mean = p[0];
  *variance = M_PI * M_PI * p[1] * p[1] / 3;
}

/* Rayleigh: scale. */

static bool rayl_valid(const double *p) {
  return p[0] > 0 && isfinite(p[0]);
}

static double rayl_density(double x, const double *p) {
  double z = x / p[0];
  return x < 0 ? 0 : z / p[0] * exp(-z * z / 2);
}

static double rayl_below(double x, const double *p) {
  double z = x / p[0];
  return x < 0 ? 0 : -expm1(-z * z / 2);
}

static double rayl_above(double x, const double *p) {
  double z = x / p[0];
  return x < 0 ? 1 : exp(-z * z / 2);
}

static double rayl_inverse(double q, const double *p) {
  return p[0] * sqrt(-2 * log1p(-q));
}

static void rayl_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] * sqrt(M_PI / 2);
  *variance = (2 - M_PI / 2) * p[0] * p[0];
}

/* Extreme value, of least ones: location, scale. */

static double ev_density(double x, const double *p) {
  double z = (x - p[0]) / p[1];
  return exp(z - exp(z)) / p[1];
}

static double ev_below(double x, const double *p) {
  return -expm1(-exp((x - p[0]) / p[1]));
}

static double ev_above(double x, const double *p) {
  return exp(-exp((x - p[0]) / p[1]));
}

static double ev_inverse(double q, const double *p) {
  return p[0] + p[1] * log(-log1p(-q));
}

static void ev_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] - M_EULER * p[1];
  *variance = M_PI * M_PI * p[1] * p[1] / 6;
}

/* Generalised extreme value, of largest ones: shape, scale, location. */

static bool shape_scale_valid(const double *p) {
  return isfinite(p[0]) && p[1] > 0 && isfinite(p[1]) && isfinite(p[2]);
}

/* log of the -1/k power of 1 + k z; NaN outside the support. */
static double gev_log(double x, const double *p) {
  double z = (x - p[2]) / p[1], k = p[0];
  if (k == 0) return -z;
  if (k * z <= -1) return NAN;
  return -log1p(k * z) / k;
}

static double gev_density(double x, const double *p) {
  double t = gev_log(x, p);
  return isnan(t) ? 0 : exp((1 + p[0]) * t - exp(t)) / p[1];
}

static double gev_below(double x, const double *p) {
  double t = gev_log(x, p);
  return isnan(t) ? p[0] < 0 : exp(-exp(t));
}

static double gev_above(double x, const double *p) {
  double t = gev_log(x, p);
  return isnan(t) ? p[0] > 0 : -expm1(-exp(t));
}

static double gev_inverse(double q, const double *p) {
  double t = log(-log(q));
  return p[2] + p[1] * (p[0] == 0 ? -t : expm1(-p[0] * t) / p[0]);
}

static void gev_moments(const double *p, double *mean, double *variance) {
  double k = p[0];
  if (k == 0) {
    *mean = p[2] + M_EULER * p[1];
    *variance = M_PI * M_PI * p[1] * p[1] / 6;
    return;
  }
  double first = k < 1 ? tgamma(1 - k) : INFINITY;
  *mean = k < 1 ? p[2] + p[1] * (first - 1) / k : INFINITY;
  *variance = k < 0.5 ? p[1] * p[1] * (tgamma(1 - 2 * k) - first * first) / (k * k) : INFINITY;
}

/* Generalised Pareto: shape, scale, location. */

/* -log of the chance beyond x; NaN past the upper end. */
static double gp_log(double x, const double *p) {
  double z = (x - p[2]) / p[1], k = p[0];
  if (k == 0) return z;
  if (k * z <= -1) return NAN;
  return log1p(k * z) / k;
}

static double gp_density(double x, const double *p) {
  double t = gp_log(x, p);
  return x < p[2] || isnan(t) ? 0 : exp(-(1 + p[0]) * t) / p[1];
}

static double gp_below(double x, const double *p) {
  double t = gp_log(x, p);
  return x < p[2] ? 0 : isnan(t) ? 1 : -expm1(-t);
}

static double gp_above(double x, const double *p) {
  double t = gp_log(x, p);
  return x < p[2] ? 1 : isnan(t) ? 0 : exp(-t);
}

static double gp_inverse(double q, const double *p) {
  double t = -log1p(-q);
  return p[2] + p[1] * (p[0] == 0 ? t : expm1(p[0] * t) / p[0]);
}

static void gp_moments(const double *p, double *mean, double *variance) {
  double k = p[0];
  *mean = k < 1 ? p[2] + p[1] / (1 - k) : INFINITY;
  *variance = k < 0.5 ? p[1] * p[1] / ((1 - k) * (1 - k) * (1 - 2 * k)) : INFINITY;
}

/* Triangular: lower end, upper end, place of the top. */

static bool tri_valid(const double *p) {
  return isfinite(p[0]) && isfinite(p[1]) && p[0] < p[1] && p[0] <= p[2] && p[2] <= p[1];
}

static double tri_density(double x, const double *p) {
  double top = 2 / (p[1] - p[0]);
  if (x < p[0] || x > p[1]) return 0;
  if (x == p[2]) return top;
  return x < p[2] ? top * (x - p[0]) / (p[2] - p[0]) : top * (p[1] - x) / (p[1] - p[2]);
}

static double tri_below(double x, const double *p) {
  double whole = p[1] - p[0];
  if (x <= p[0] || x >= p[1]) return x >= p[1];
  if (x <= p[2]) return (x - p[0]) * (x - p[0]) / (whole * (p[2] - p[0]));
  return 1 - (p[1] - x) * (p[1] - x) / (whole * (p[1] - p[2]));
}

static double tri_above(double x, const double *p) {
  return tri_below(p[0] + p[1] - x, (const double[]){ p[0], p[1], p[0] + p[1] - p[2] });
}

static double tri_inverse(double q, const double *p) {
  double whole = p[1] - p[0], left = p[2] - p[0];
  if (q * whole <= left) return p[0] + sqrt(q * whole * left);
  return p[1] - sqrt((1 - q) * whole * (p[1] - p[2]));
}

static void tri_moments(const double *p, double *mean, double *variance) {
  double a = p[0], b = p[1], c = p[2];
  *mean = (a + b + c) / 3;
  *variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
}

/* Noncentral chi-squared, F and t as mixtures over a Poisson number: chi-squared with df + 2 j, j
   Poisson with mean delta/2, and so on.  Source: Johnson, Kotz, Balakrishnan, Continuous univariate
   distributions 2, ch. 29 to 31. */

typedef double (*Part)(double x, const double *p, double j);

static double mixture(Part part, double x, const double *p, double mean) {
  double middle = floor(mean), sum = 0;
  for (int up = 0; up < 2; up++)
    for (double j = up ? middle + 1 : middle; j >= 0 && j < middle + 1e5; j += up ? 1 : -1) {
      double weight = poisson_term(j, mean), term = weight * part(x, p, j);
      sum += term;
      if (weight < 1e-290 ||
          (term <= 1e-17 * sum && fabs(j - middle) > 8 + 6 * sqrt(mean) && weight < 1e-17))
        break;
    }
  return sum;
}

static bool ncx2_valid(const double *p) {
  return p[0] > 0 && isfinite(p[0]) && p[1] >= 0 && p[1] < 1e9;
}

static double ncx2_part_density(double x, const double *p, double j) {
  double k = p[0] / 2 + j;
  if (x == 0) return k < 1 ? INFINITY : k > 1 ? 0 : 0.5;
  return poisson_term(k, x / 2) * k / x;
}

static double ncx2_part_below(double x, const double *p, double j) {
  return gamma_tails(p[0] / 2 + j, x / 2).lower;
}

static double ncx2_part_above(double x, const double *p, double j) {
  return gamma_tails(p[0] / 2 + j, x / 2).upper;
}

static double ncx2_density(double x, const double *p) {
  return x < 0 ? 0 : mixture(ncx2_part_density, x, p, p[1] / 2);
}

static double ncx2_below(double x, const double *p) {
  return x <= 0 ? 0 : fmin(1, mixture(ncx2_part_below, x, p, p[1] / 2));
}

static double ncx2_above(double x, const double *p) {
  return x <= 0 ? 1 : fmin(1, mixture(ncx2_part_above, x, p, p[1] / 2));
}

/* No closed form: the driver searches. */
static double ncx2_inverse(double q, const double *p) {
  (void)p;
  return q == 0 ? 0 : q == 1 ? INFINITY : NAN;
}

static double ncx2_draw(const gsl_rng *rng, const double *p) {
  double j = gsl_ran_poisson(rng, p[1] / 2);
  return gsl_ran_chisq(rng, p[0] + 2 * j);
}

static void ncx2_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] + p[1];
  *variance = 2 * (p[0] + 2 * p[1]);
}

static bool ncf_valid(const double *p) {
  return p[0] > 0 && p[1] > 0 && isfinite(p[0]) && isfinite(p[1]) && p[2] >= 0 && p[2] < 1e9;
}

static double ncf_part_density(double x, const double *p, double j) {
  double a = p[0] / 2 + j, b = p[1] / 2, whole = p[1] + x * p[0];
  double share = x * p[0] / whole, q = p[1] / whole;
  return binomial_term(a, a + b, share, q) * a * b / ((a + b) * x);
}

static double ncf_part_below(double x, const double *p, double j) {
  double whole = p[1] + x * p[0];
  return beta_tails(x * p[0] / whole, p[1] / whole, p[0] / 2 + j, p[1] / 2).lower;
}

static double ncf_part_above(double x, const double *p, double j) {
  double whole = p[1] + x * p[0];
  return beta_tails(x * p[0] / whole, p[1] / whole, p[0] / 2 + j, p[1] / 2).upper;
}

static double ncf_density(double x, const double *p) {
  if (x == 0) return p[0] > 2 ? 0 : p[0] == 2 ? exp(-p[2] / 2) : INFINITY;
  return x < 0 ? 0 : mixture(ncf_part_density, x, p, p[2] / 2);
}

static double ncf_below(double x, const double *p) {
  return x <= 0 ? 0 : fmin(1, mixture(ncf_part_below, x, p, p[2] / 2));
}

static double ncf_above(double x, const double *p) {
  return x <= 0 ? 1 : fmin(1, mixture(ncf_part_above, x, p, p[2] / 2));
}

static double ncf_inverse(double q, const double *p) {
  return ncx2_inverse(q, p);
}

static double ncf_draw(const gsl_rng *rng, const double *p) {
  return ncx2_draw(rng, (const double[]){ p[0], p[2] }) / p[0] / (gsl_ran_chisq(rng, p[1]) / p[1]);
}

static void ncf_moments(const double *p, double *mean, double *variance) {
  double m = p[0], n = p[1], d = p[2];
  *mean = n > 2 ? n * (m + d) / (m * (n - 2)) : NAN;
  *variance = n > 4 ? 2 * (n / m) * (n / m) * ((m + d) * (m + d) + (m + 2 * d) * (n - 2)) /
                          ((n - 2) * (n - 2) * (n - 4))
                    : NAN;
}

static bool nct_valid(const double *p) {
  return p[0] > 0 && isfinite(p[0]) && fabs(p[1]) < 1e4;
}

/* P(T <= x) for x > 0 less P(T <= 0): Lenth's series, Algorithm AS 243 (1989); the two weights are
   P_j = Poisson(j; d^2/2) and Q_j, its neighbour half a step on. */
static double nct_positive(double x, double n, double d, int tail) {
  double square = x * x, y = n / (n + square), z = square / (n + square), mean = d * d / 2, sum = 0;
  double middle = floor(mean);
  for (int up = 0; up < 2; up++)
    for (double j = up ? middle + 1 : middle; j >= 0 && j < middle + 1e5; j += up ? 1 : -1) {
      double even = poisson_term(j, mean),
             odd = d == 0 ? 0 : copysign(poisson_term(j + 0.5, mean), d);
      Tails a = beta_tails(z, y, j + 0.5, n / 2), b = beta_tails(z, y, j + 1, n / 2);
      double term = tail ? even * a.upper + odd * b.upper : even * a.lower + odd * b.lower;
      sum += term;
      if (even < 1e-290 || (even < 1e-18 && fabs(j - middle) > 8 + 6 * sqrt(mean))) break;
    }
  return sum / 2;
}

static double nct_above(double x, const double *p) {
  if (x < 0) return 1 - nct_above(-x, (const double[]){ p[0], -p[1] });
  if (x == 0) return normal_below(p[1]);
  return fmin(1, fmax(0, nct_positive(x, p[0], p[1], 1)));
}

static double nct_below(double x, const double *p) {
  if (x < 0) return nct_above(-x, (const double[]){ p[0], -p[1] });
  return x == 0 ? normal_below(-p[1])
                : fmin(1, normal_below(-p[1]) + nct_positive(x, p[0], p[1], 0));
}

static double nct_density(double x, const double *p) {
  double n = p[0], d = p[1];
  if (fabs(x) < 1e-8) {
    double lead = lgamma((n + 1) / 2) - lgamma(n / 2) - 0.5 * log(n * M_PI) - d * d / 2;
    return exp(lead);
  }
  double wide[2] = { n + 2, d };
  double above = nct_below(x * sqrt(1 + 2 / n), wide), here = nct_below(x, p);
  return n / x * (above - here);
}

static double nct_inverse(double q, const double *p) {
  (void)p;
  return q == 0 ? -INFINITY : q == 1 ? INFINITY : NAN;
}

static double nct_draw(const gsl_rng *rng, const double *p) {
  return (gsl_ran_gaussian_ziggurat(rng, 1) + p[1]) / sqrt(gsl_ran_chisq(rng, p[0]) / p[0]);
}

static void nct_moments(const double *p, double *mean, double *variance) {
  double n = p[0], d = p[1];
  *mean = n > 1 ? d * sqrt(n / 2) * exp(lgamma((n - 1) / 2) - lgamma(n / 2)) : NAN;
  *variance = n > 2 ? n * (1 + d * d) / (n - 2) - *mean * *mean : NAN;
}

#define OF(n)                                                                                      \
  .density = n##_density, .below = n##_below, .above = n##_above, .inverse = n##_inverse,          \
  .moments = n##_moments

const Distribution further_distributions[] = {
  { "cauchy", 2, { 0, 1 }, .valid = scale_second, OF(cauchy) },
  { "logi", 2, { 0, 1 }, .valid = scale_second, OF(logi) },
  { "rayl", 1, { 1 }, .valid = rayl_valid, OF(rayl) },
  { "ev", 2, { 0, 1 }, .valid = scale_second, OF(ev) },
  { "gev", 3, { 0, 1, 0 }, .valid = shape_scale_valid, OF(gev) },
  { "gp", 3, { 0, 1, 0 }, .valid = shape_scale_valid, OF(gp) },
  { "tri", 3, { 0, 1, 0.5 }, .valid = tri_valid, OF(tri) },
  { "ncx2", 2, { 0 }, .valid = ncx2_valid, OF(ncx2), .draw = ncx2_draw },
  { "ncf", 3, { 0 }, .valid = ncf_valid, OF(ncf), .draw = ncf_draw },
  { "nct", 2, { 0 }, .valid = nct_valid, OF(nct), .draw = nct_draw },
  { 0 }
};
