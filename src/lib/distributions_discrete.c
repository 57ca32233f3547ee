/* distributions_discrete.c -- binomial, Poisson and other counts.  */

#include "config.h"
#include "lib/distribution.h"
#include "lib/families.h"
#include "lib/tails.h"

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

/* Binomial: number of trials, probability of success. */

static bool bino_valid(const double *p) {
  return is_count(p[0]) && is_share(p[1]);
}

static double bino_density(double x, const double *p) {
  return binomial_term(x, p[0], p[1], 1 - p[1]);
}

static double bino_below(double x, const double *p) {
  return x >= p[0] ? 1 : beta_tails(p[1], 1 - p[1], x + 1, p[0] - x).upper;
}

static double bino_above(double x, const double *p) {
  return x >= p[0] ? 0 : beta_tails(p[1], 1 - p[1], x + 1, p[0] - x).lower;
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
  return poisson_term(x, p[0]);
}

static double poiss_below(double x, const double *p) {
  return p[0] == 0 ? 1 : gamma_tails(x + 1, p[0]).upper;
}

static double poiss_above(double x, const double *p) {
  return p[0] == 0 ? 0 : gamma_tails(x + 1, p[0]).lower;
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
  return p[0] / (p[0] + x) * binomial_term(p[0], p[0] + x, p[1], 1 - p[1]);
}

static double nbin_below(double x, const double *p) {
  return p[1] == 1 ? 1 : beta_tails(p[1], 1 - p[1], p[0], x + 1).lower;
}

static double nbin_above(double x, const double *p) {
  return p[1] == 1 ? 0 : beta_tails(p[1], 1 - p[1], p[0], x + 1).upper;
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

/* Three binomial terms with the same p, which cancels, keep the digits of large populations. */
static double hyge_density(double x, const double *p) {
  if (x > p[1] || x > p[2] || p[2] - x > p[0] - p[1]) return 0;
  if (p[2] == 0) return x == 0;
  double share = p[2] / p[0], rest = (p[0] - p[2]) / p[0];
  return binomial_term(x, p[1], share, rest) * binomial_term(p[2] - x, p[0] - p[1], share, rest) /
         binomial_term(p[2], p[0], share, rest);
}

/* The sum of the probabilities from X on outwards, by their ratios. */
static double hyge_sum(double x, const double *p, int step) {
  double term = hyge_density(x, p), sum = term, other = p[0] - p[1] - p[2];
  while (term > 0) {
    if (step > 0)
      term *= (p[1] - x) * (p[2] - x) / ((x + 1) * (other + x + 1));
    else
      term *= x * (other + x) / ((p[1] - x + 1) * (p[2] - x + 1));
    x += step;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum;
}

/* The smaller side is added up, the other is what is left of 1. */
static double hyge_below(double x, const double *p) {
  if (p[2] - x > p[0] - p[1]) return 0;
  return x < p[1] * p[2] / p[0] ? hyge_sum(x, p, -1) : 1 - hyge_sum(x + 1, p, 1);
}

static double hyge_above(double x, const double *p) {
  if (p[2] - x > p[0] - p[1]) return 1;
  return x < p[1] * p[2] / p[0] ? 1 - hyge_sum(x, p, -1) : hyge_sum(x + 1, p, 1);
}

static double hyge_high(const double *p) {
  return p[1] < p[2] ? p[1] : p[2];
}

static void bino_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] * p[1];
  *variance = p[0] * p[1] * (1 - p[1]);
}

static void poiss_moments(const double *p, double *mean, double *variance) {
  *mean = *variance = p[0];
}

static void geo_moments(const double *p, double *mean, double *variance) {
  *mean = 1 / p[0];
  *variance = (1 - p[0]) / (p[0] * p[0]);
}

static void nbin_moments(const double *p, double *mean, double *variance) {
  *mean = p[0] * (1 - p[1]) / p[1];
  *variance = *mean / p[1];
}

static void hyge_moments(const double *p, double *mean, double *variance) {
  double share = p[1] / p[0];
  *mean = p[2] * share;
  *variance = p[0] > 1 ? *mean * (1 - share) * (p[0] - p[2]) / (p[0] - 1) : 0;
}

/* Uniform on the whole numbers 1 to n. */

static bool unid_valid(const double *p) {
  return p[0] >= 1 && p[0] == floor(p[0]) && isfinite(p[0]);
}

static double unid_density(double x, const double *p) {
  (void)x;
  return 1 / p[0];
}

static double unid_below(double x, const double *p) {
  return x / p[0];
}

static double unid_above(double x, const double *p) {
  return (p[0] - x) / p[0];
}

static double unid_high(const double *p) {
  return p[0];
}

static void unid_moments(const double *p, double *mean, double *variance) {
  *mean = (p[0] + 1) / 2;
  *variance = (p[0] * p[0] - 1) / 12;
}

/* One line of the table: the functions are named alike. */
#define OF(n)                                                                                      \
  .discrete = true, .valid = n##_valid, .density = n##_density, .below = n##_below,                \
  .above = n##_above, .moments = n##_moments

const Distribution discrete_distributions[] = {
  { "bino", 2, { 0 }, OF(bino), .high = bino_high, .draw = bino_draw },
  { "poiss", 1, { 0 }, OF(poiss), .draw = poiss_draw },
  { "geo", 1, { 0 }, .low = 1, OF(geo), .draw = geo_draw },
  { "nbin", 2, { 0 }, OF(nbin), .draw = nbin_draw },
  { "hyge", 3, { 0 }, OF(hyge), .high = hyge_high },
  { "unid", 1, { 0 }, .low = 1, OF(unid), .high = unid_high },
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
