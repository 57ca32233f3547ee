/* distributions_discrete.c -- binomial, Poisson and other counts.  */

#include "config.h"
#include "lib/distribution.h"
#include "lib/families.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf.h>
#include <math.h>

/* GSL counts in unsigned int; beyond, counts are answered by NaN through `valid`. */
static const double MOST = 2147483647;

static bool is_count(double n) {
  return n >= 0 && n <= MOST && n == floor(n);
}

static bool is_share(double p) {
  return p >= 0 && p <= 1;
}

static unsigned whole(double x) {
  return x >= MOST ? (unsigned)MOST : (unsigned)x;
}

/* The regularised incomplete beta integral by Lentz's continued fraction.  GSL's own stops after
   512 terms, but sqrt(a + b) are needed.  Source: DLMF 8.17.22. */
static double long_fraction(double x, double a, double b) {
  double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), f = d;
  for (double m = 1; m < 1e6; m++) {
    double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    f *= c * d;
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    f *= c * d;
    if (fabs(c * d - 1) < 1e-15) break;
  }
  return f * exp(a * log(x) + b * log1p(-x) - gsl_sf_lnbeta(a, b)) / a;
}

static const double GSL_IS_GOOD = 1e5;

static double beta_share(double x, double a, double b) {
  if (a + b < GSL_IS_GOOD || x <= 0 || x >= 1) return gsl_cdf_beta_P(x, a, b);
  return x < (a + 1) / (a + b + 2) ? long_fraction(x, a, b) : 1 - long_fraction(1 - x, b, a);
}

static double beta_rest(double x, double a, double b) {
  return a + b < GSL_IS_GOOD ? gsl_cdf_beta_Q(x, a, b) : beta_share(1 - x, b, a);
}

/* Binomial: number of trials, probability of success. */

static bool bino_valid(const double *p) {
  return is_count(p[0]) && is_share(p[1]);
}

static double bino_density(double x, const double *p) {
  return gsl_ran_binomial_pdf(whole(x), p[1], whole(p[0]));
}

static double bino_below(double x, const double *p) {
  return x >= p[0] ? 1 : beta_rest(p[1], x + 1, p[0] - x);
}

static double bino_above(double x, const double *p) {
  return x >= p[0] ? 0 : beta_share(p[1], x + 1, p[0] - x);
}

static double bino_high(const double *p) {
  return p[0];
}

static double bino_draw(const gsl_rng *rng, const double *p) {
  return gsl_ran_binomial(rng, p[1], whole(p[0]));
}

/* Poisson: mean. */

static bool poiss_valid(const double *p) {
  return p[0] >= 0 && isfinite(p[0]);
}

static double poiss_density(double x, const double *p) {
  if (x > MOST) return 0;
  return p[0] == 0 ? x == 0 : gsl_ran_poisson_pdf(whole(x), p[0]);
}

static double poiss_below(double x, const double *p) {
  return p[0] == 0 ? 1 : gsl_cdf_gamma_Q(p[0], x + 1, 1);
}

static double poiss_above(double x, const double *p) {
  return p[0] == 0 ? 0 : gsl_cdf_gamma_P(p[0], x + 1, 1);
}

/* GSL's counter would overflow for means near the end of unsigned int. */
static double poiss_draw(const gsl_rng *rng, const double *p) {
  return p[0] < 1e9 ? gsl_ran_poisson(rng, p[0])
                    : round(p[0] + gsl_ran_gaussian_ziggurat(rng, sqrt(p[0])));
}

/* Geometric: probability of success; counts attempts, so that the least is 1. */

static bool geo_valid(const double *p) {
  return p[0] > 0 && p[0] <= 1;
}

static double geo_above(double x, const double *p) {
  return p[0] == 1 ? x < 1 : exp(x * log1p(-p[0]));
}

static double geo_below(double x, const double *p) {
  return p[0] == 1 ? x >= 1 : -expm1(x * log1p(-p[0]));
}

static double geo_density(double x, const double *p) {
  return geo_above(x - 1, p) * p[0];
}

static double geo_draw(const gsl_rng *rng, const double *p) {
  return p[0] == 1 ? 1 : floor(log(gsl_rng_uniform_pos(rng)) / log1p(-p[0])) + 1;
}

/* Negative binomial: number of successes waited for, probability of success; counts failures. */

static bool nbin_valid(const double *p) {
  return p[0] > 0 && isfinite(p[0]) && p[1] > 0 && p[1] <= 1;
}

static double nbin_density(double x, const double *p) {
  if (p[1] == 1) return x == 0;
  return x > MOST ? 0 : gsl_ran_negative_binomial_pdf(whole(x), p[1], p[0]);
}

static double nbin_below(double x, const double *p) {
  return p[1] == 1 ? 1 : beta_share(p[1], p[0], x + 1);
}

static double nbin_above(double x, const double *p) {
  return p[1] == 1 ? 0 : beta_rest(p[1], p[0], x + 1);
}

static double nbin_draw(const gsl_rng *rng, const double *p) {
  if (p[1] == 1) return 0;
  double one[1] = { gsl_ran_gamma(rng, p[0], (1 - p[1]) / p[1]) };
  return poiss_draw(rng, one);
}

/* Hypergeometric: population, marked ones in it, number drawn. */

static bool hyge_valid(const double *p) {
  return is_count(p[0]) && is_count(p[1]) && is_count(p[2]) && p[1] <= p[0] && p[2] <= p[0];
}

static double hyge_density(double x, const double *p) {
  if (x > p[1] || x > p[2] || p[2] - x > p[0] - p[1]) return 0;
  return gsl_ran_hypergeometric_pdf(whole(x), whole(p[1]), whole(p[0] - p[1]), whole(p[2]));
}

static double hyge_below(double x, const double *p) {
  if (p[2] - x > p[0] - p[1]) return 0;
  return gsl_cdf_hypergeometric_P(whole(x), whole(p[1]), whole(p[0] - p[1]), whole(p[2]));
}

static double hyge_above(double x, const double *p) {
  if (p[2] - x > p[0] - p[1]) return 1;
  return gsl_cdf_hypergeometric_Q(whole(x), whole(p[1]), whole(p[0] - p[1]), whole(p[2]));
}

static double hyge_high(const double *p) {
  return p[1] < p[2] ? p[1] : p[2];
}

/* The members in the order of the structure: name, number of parameters, defaults, discrete, low,
   valid, density, below, above, inverse, high, draw. */
const Distribution discrete_distributions[] = {
  { "bino",
    2,
    { 0 },
    true,
    0,
    bino_valid,
    bino_density,
    bino_below,
    bino_above,
    NULL,
    bino_high,
    bino_draw },
  { "poiss",
    1,
    { 0 },
    true,
    0,
    poiss_valid,
    poiss_density,
    poiss_below,
    poiss_above,
    NULL,
    NULL,
    poiss_draw },
  { "geo", 1, { 0 }, true, 1, geo_valid, geo_density, geo_below, geo_above, NULL, NULL, geo_draw },
  { "nbin",
    2,
    { 0 },
    true,
    0,
    nbin_valid,
    nbin_density,
    nbin_below,
    nbin_above,
    NULL,
    NULL,
    nbin_draw },
  { "hyge",
    3,
    { 0 },
    true,
    0,
    hyge_valid,
    hyge_density,
    hyge_below,
    hyge_above,
    NULL,
    hyge_high,
    NULL },
  { 0 }
};

const Builtin discrete_family[] = {
  { .name = "binopdf",
    .signature = "k: real, n: real, p: real -> array",
    .call = call_density,
    .summary = "The probability of exactly k successes in n independent trials that succeed with "
               "probability p.",
    .formula = "\\binom{n}{k} p^k (1-p)^{n-k}",
    .numpy = "scipy.stats.binom.pmf(k, n, p)",
    .see = "binocdf binornd nchoosek poisspdf",
    .examples = { { "binopdf(2, 4, 0.5)", "6/16" }, { "sum(binopdf(0:10, 10, 0.3))", "1" } } },
  { .name = "binocdf",
    .signature = "k: real, n: real, p: real, tail?: string -> array",
    .call = call_cumulative,
    .summary = "The probability of at most k successes in n trials; 'upper' for more than k.",
    .numpy = "scipy.stats.binom.cdf(k, n, p)",
    .see = "binopdf binoinv",
    .examples = { { "binocdf(1, 3, 0.5)", "0.5" }, { "binocdf(2, 3, 0.1, 'upper')", "0.001" } } },
  { .name = "binoinv",
    .signature = "q: real, n: real, p: real -> array",
    .call = call_quantile_function,
    .summary = "The smallest number of successes whose cumulative probability reaches q.",
    .numpy = "scipy.stats.binom.ppf(q, n, p)",
    .see = "binocdf",
    .examples = { { "binoinv(0.5, 10, 0.5)", "5" } } },
  { .name = "poisspdf",
    .signature = "k: real, mean: real -> array",
    .call = call_density,
    .summary = "The probability of exactly k events when so many are expected on average.",
    .formula = "e^{-\\lambda} \\lambda^k / k!",
    .numpy = "scipy.stats.poisson.pmf(k, mean)",
    .see = "poisscdf poissrnd binopdf exppdf",
    .examples = { { "poisspdf(2, 3)", "4.5*exp(-3)" }, { "poisspdf(1.5, 3)", "0" } } },
  { .name = "poisscdf",
    .signature = "k: real, mean: real, tail?: string -> array",
    .call = call_cumulative,
    .summary = "The probability of at most k events; 'upper' for more than k.",
    .numpy = "scipy.stats.poisson.cdf(k, mean)",
    .see = "poisspdf poissinv",
    .examples = { { "poisscdf(1, 2)", "3*exp(-2)" } } },
  { .name = "poissinv",
    .signature = "q: real, mean: real -> array",
    .call = call_quantile_function,
    .summary = "The smallest count whose cumulative probability reaches q.",
    .numpy = "scipy.stats.poisson.ppf(q, mean)",
    .see = "poisscdf",
    .examples = { { "poissinv(0.5, 3)", "3" } } },
  { .name = "geopdf",
    .signature = "k: real, p: real -> array",
    .call = call_density,
    .summary = "The probability that the first success comes at attempt k, k = 1, 2, ...",
    .formula = "(1-p)^{k-1} p",
    .numpy = "scipy.stats.geom.pmf(k, p)",
    .see = "geocdf geornd nbinpdf",
    .warning =
        "attempts are counted from 1, as in SciPy; Octave's geopdf counts the failures before, "
        "from 0",
    .examples = { { "geopdf(3, 0.5)", "0.125" }, { "geopdf(0, 0.5)", "0" } } },
  { .name = "geocdf",
    .signature = "k: real, p: real, tail?: string -> array",
    .call = call_cumulative,
    .summary = "The probability of a success within k attempts; 'upper' for none.",
    .formula = "1 - (1-p)^k",
    .numpy = "scipy.stats.geom.cdf(k, p)",
    .see = "geopdf",
    .warning = "attempts are counted from 1; Octave counts failures from 0",
    .examples = { { "geocdf(2, 0.5)", "0.75" } } },
  { .name = "geoinv",
    .signature = "q: real, p: real -> array",
    .call = call_quantile_function,
    .summary = "The number of attempts that brings a success with probability at least q.",
    .numpy = "scipy.stats.geom.ppf(q, p)",
    .see = "geocdf",
    .warning = "attempts are counted from 1; Octave counts failures from 0",
    .examples = { { "geoinv(0.7, 0.5)", "2" } } },
  { .name = "nbinpdf",
    .signature = "k: real, n: real, p: real -> array",
    .call = call_density,
    .summary = "The probability of exactly k failures before the n-th success.",
    .formula = "\\binom{n+k-1}{k} p^n (1-p)^k",
    .numpy = "scipy.stats.nbinom.pmf(k, n, p)",
    .see = "nbincdf geopdf binopdf",
    .examples = { { "nbinpdf(1, 2, 0.5)", "0.25" } } },
  { .name = "nbincdf",
    .signature = "k: real, n: real, p: real, tail?: string -> array",
    .call = call_cumulative,
    .summary = "The probability of at most k failures before the n-th success.",
    .numpy = "scipy.stats.nbinom.cdf(k, n, p)",
    .see = "nbinpdf",
    .examples = { { "nbincdf(1, 2, 0.5)", "0.5" } } },
  { .name = "nbininv",
    .signature = "q: real, n: real, p: real -> array",
    .call = call_quantile_function,
    .summary = "The smallest number of failures whose cumulative probability reaches q.",
    .numpy = "scipy.stats.nbinom.ppf(q, n, p)",
    .see = "nbincdf",
    .examples = { { "nbininv(0.5, 2, 0.5)", "1" } } },
  { .name = "hygepdf",
    .signature = "k: real, population: real, marked: real, drawn: real -> array",
    .call = call_density,
    .summary = "The probability of exactly k marked ones among those drawn without putting back.",
    .formula = "\\binom{m}{k} \\binom{t-m}{n-k} / \\binom{t}{n}",
    .numpy = "scipy.stats.hypergeom.pmf(k, population, marked, drawn)",
    .see = "hygecdf binopdf nchoosek",
    .examples = { { "hygepdf(1, 10, 4, 2)", "24/45" } } },
  { .name = "hygecdf",
    .signature = "k: real, population: real, marked: real, drawn: real, tail?: string -> array",
    .call = call_cumulative,
    .summary = "The probability of at most k marked ones among those drawn without putting back.",
    .numpy = "scipy.stats.hypergeom.cdf(k, population, marked, drawn)",
    .see = "hygepdf",
    .examples = { { "hygecdf(1, 10, 4, 2)", "39/45" } } },
  { .name = "hygeinv",
    .signature = "q: real, population: real, marked: real, drawn: real -> array",
    .call = call_quantile_function,
    .summary = "The smallest number of marked ones whose cumulative probability reaches q.",
    .numpy = "scipy.stats.hypergeom.ppf(q, population, marked, drawn)",
    .see = "hygecdf",
    .examples = { { "hygeinv(0.5, 10, 4, 2)", "1" } } },
  { 0 }
};
