/* distributions_more.c -- the builtins of the less common distributions, and every distribution's
   mean and variance.  */

#include "config.h"
#include "lib/distribution.h"
#include "lib/families.h"

/* The four builtins of a distribution.  GIVEN: its parameters as in a signature; WHAT: the text
   after "of a"; SCIPY: its name and arguments there, with the function left out. */
#define DENSITY(n, given, what, scipy, in, out)                                                    \
  {                                                                                                \
    .name = n "pdf", .signature = "x: real, " given " -> array", .call = call_density,             \
    .summary = "The density of " what ".", .numpy = "scipy.stats." scipy,                          \
    .see = n "cdf " n "inv " n "rnd", .examples = {                                                \
      { in, out }                                                                                  \
    }                                                                                              \
  }
#define CHANCE(n, given, what, scipy, in, out)                                                     \
  {                                                                                                \
    .name = n "cdf", .signature = "x: real, " given ", tail?: string -> array",                    \
    .call = call_cumulative,                                                                       \
    .summary = "The probability of a number at most x under " what "; 'upper' for the one above.", \
    .numpy = "scipy.stats." scipy, .see = n "pdf " n "inv " n "rnd", .examples = {                 \
      { in, out }                                                                                  \
    }                                                                                              \
  }
#define QUANTILE(n, given, what, scipy, in, out)                                                   \
  {                                                                                                \
    .name = n "inv", .signature = "q: real, " given " -> array", .call = call_quantile_function,   \
    .summary = "The number not exceeded with probability q under " what ".",                       \
    .numpy = "scipy.stats." scipy, .see = n "pdf " n "cdf " n "rnd", .examples = {                 \
      { in, out }                                                                                  \
    }                                                                                              \
  }
#define DRAWS(n, given, what, scipy, in, out)                                                      \
  {                                                                                                \
    .name = n "rnd", .signature = given ", sizes?: array... -> array", .call = call_draw,          \
    .summary = "Random numbers from " what ".", .numpy = "scipy.stats." scipy,                     \
    .see = n "pdf " n "cdf seed", .examples = {                                                    \
      { in, out }                                                                                  \
    }                                                                                              \
  }
#define MOMENTS(n, given, what, scipy, in, out)                                                    \
  {                                                                                                \
    .name = n "stat", .signature = given " -> mean: array, variance: array", .call = call_moments, \
    .summary = "The mean and the variance of " what ".", .numpy = "scipy.stats." scipy ".stats()", \
    .see = "mean var", .examples = {                                                               \
      { in, out }                                                                                  \
    }                                                                                              \
  }

#define CAUCHY "the Cauchy distribution, whose tails are so heavy that it has no mean"
#define LOGISTIC "the logistic distribution; its cdf is the sigmoid"
#define RAYLEIGH "the Rayleigh distribution: the length of a vector of two normal numbers"
#define EXTREME "the extreme value distribution of the least of many numbers"
#define GENERAL "the generalised extreme value distribution of the largest of many numbers"
#define PARETO "the generalised Pareto distribution of what exceeds a high level"
#define TRIANGLE "the triangular distribution from a to b with its top at c"
#define WHOLES "the uniform distribution on the whole numbers 1 to n"
#define AWAY2 "the noncentral chi-squared distribution, which gives the power of chi-squared tests"
#define AWAYF "the noncentral F distribution, which gives the power of an analysis of variance"
#define AWAYT "the noncentral t distribution, which gives the power of t tests"

const Builtin further_family[] = {
  DENSITY("cauchy", "centre?: real, scale?: real", CAUCHY, "cauchy.pdf(x, centre, scale)",
          "cauchypdf(0)", "1/pi"),
  CHANCE("cauchy", "centre?: real, scale?: real", CAUCHY, "cauchy.cdf(x, centre, scale)",
         "cauchycdf([1 -1])", "[0.75 0.25]"),
  QUANTILE("cauchy", "centre?: real, scale?: real", CAUCHY, "cauchy.ppf(q, centre, scale)",
           "cauchyinv([0.5 0.75], 2, 3)", "[2 5]"),
  DRAWS("cauchy", "centre: real, scale: real", CAUCHY, "cauchy.rvs(centre, scale, size=(m, n))",
        "size(cauchyrnd(0, 1, 2, 3))", "[2 3]"),
  DENSITY("cauchy_", "centre?: real, scale?: real", CAUCHY, "cauchy.pdf(x, centre, scale)",
          "cauchy_pdf(1, 1, 2)", "1/(2*pi)"),
  CHANCE("cauchy_", "centre?: real, scale?: real", CAUCHY, "cauchy.cdf(x, centre, scale)",
         "cauchy_cdf(1)", "0.75"),
  QUANTILE("cauchy_", "centre?: real, scale?: real", CAUCHY, "cauchy.ppf(q, centre, scale)",
           "cauchy_inv(0.75)", "1"),
  DENSITY("logi", "centre?: real, scale?: real", LOGISTIC, "logistic.pdf(x, centre, scale)",
          "logipdf(0)", "0.25"),
  CHANCE("logi", "centre?: real, scale?: real", LOGISTIC, "logistic.cdf(x, centre, scale)",
         "logicdf(2, 1, 3)", "sigmoid(1/3)"),
  QUANTILE("logi", "centre?: real, scale?: real", LOGISTIC, "logistic.ppf(q, centre, scale)",
           "logiinv(0.75)", "log(3)"),
  DRAWS("logi", "centre: real, scale: real", LOGISTIC, "logistic.rvs(centre, scale, size=(m, n))",
        "size(logirnd(0, 1, 2, 3))", "[2 3]"),
  DENSITY("logistic_", "centre?: real, scale?: real", LOGISTIC, "logistic.pdf(x, centre, scale)",
          "logistic_pdf(0)", "0.25"),
  CHANCE("logistic_", "centre?: real, scale?: real", LOGISTIC, "logistic.cdf(x, centre, scale)",
         "logistic_cdf(1)", "sigmoid(1)"),
  QUANTILE("logistic_", "centre?: real, scale?: real", LOGISTIC, "logistic.ppf(q, centre, scale)",
           "logistic_inv(0.75)", "log(3)"),
  DENSITY("laplace_", "centre?: real, scale?: real", "the Laplace distribution",
          "laplace.pdf(x, centre, scale)", "laplace_pdf(0)", "0.5"),
  CHANCE("laplace_", "centre?: real, scale?: real", "the Laplace distribution",
         "laplace.cdf(x, centre, scale)", "laplace_cdf(0)", "0.5"),
  QUANTILE("laplace_", "centre?: real, scale?: real", "the Laplace distribution",
           "laplace.ppf(q, centre, scale)", "laplace_inv(0.75)", "log(2)"),
  DENSITY("rayl", "sigma?: real", RAYLEIGH, "rayleigh.pdf(x, scale=sigma)", "raylpdf(2, 2)",
          "exp(-0.5)/2"),
  CHANCE("rayl", "sigma?: real", RAYLEIGH, "rayleigh.cdf(x, scale=sigma)", "raylcdf(2, 2)",
         "1 - exp(-0.5)"),
  QUANTILE("rayl", "sigma?: real", RAYLEIGH, "rayleigh.ppf(q, scale=sigma)",
           "raylinv(1 - exp(-0.5), 2)", "2"),
  DRAWS("rayl", "sigma: real", RAYLEIGH, "rayleigh.rvs(scale=sigma, size=(m, n))",
        "all(raylrnd(2, 1, 9) > 0)", "true"),
  DENSITY("ev", "mu?: real, sigma?: real", EXTREME, "gumbel_l.pdf(x, mu, sigma)", "evpdf(0)",
          "exp(-1)"),
  CHANCE("ev", "mu?: real, sigma?: real", EXTREME, "gumbel_l.cdf(x, mu, sigma)", "evcdf(3, 3, 2)",
         "1 - exp(-1)"),
  QUANTILE("ev", "mu?: real, sigma?: real", EXTREME, "gumbel_l.ppf(q, mu, sigma)",
           "evinv(1 - exp(-1), 3, 2)", "3"),
  DRAWS("ev", "mu: real, sigma: real", EXTREME, "gumbel_l.rvs(mu, sigma, size=(m, n))",
        "size(evrnd(0, 1, 2, 3))", "[2 3]"),
  DENSITY("gev", "shape?: real, scale?: real, location?: real", GENERAL,
          "genextreme.pdf(x, -shape, location, scale)", "gevpdf(0, 0, 1, 0)", "exp(-1)"),
  CHANCE("gev", "shape?: real, scale?: real, location?: real", GENERAL,
         "genextreme.cdf(x, -shape, location, scale)", "gevcdf(1, 1, 1, 0)", "exp(-0.5)"),
  QUANTILE("gev", "shape?: real, scale?: real, location?: real", GENERAL,
           "genextreme.ppf(q, -shape, location, scale)", "gevinv(exp(-0.5), 1, 1, 0)", "1"),
  DRAWS("gev", "shape: real, scale: real, location: real", GENERAL,
        "genextreme.rvs(-shape, location, scale, size=(m, n))", "size(gevrnd(0, 1, 0, 2, 3))",
        "[2 3]"),
  DENSITY("gp", "shape?: real, scale?: real, location?: real", PARETO,
          "genpareto.pdf(x, shape, location, scale)", "gppdf(1, 1, 1, 0)", "0.25"),
  CHANCE("gp", "shape?: real, scale?: real, location?: real", PARETO,
         "genpareto.cdf(x, shape, location, scale)", "gpcdf(1, 1, 1, 0)", "0.5"),
  QUANTILE("gp", "shape?: real, scale?: real, location?: real", PARETO,
           "genpareto.ppf(q, shape, location, scale)", "gpinv(0.5, 1, 1, 0)", "1"),
  DRAWS("gp", "shape: real, scale: real, location: real", PARETO,
        "genpareto.rvs(shape, location, scale, size=(m, n))", "all(gprnd(0, 1, 2, 1, 9) > 2)",
        "true"),
  DENSITY("tri", "a?: real, b?: real, c?: real", TRIANGLE,
          "triang.pdf(x, (c - a)/(b - a), a, b - a)", "tripdf(1, 0, 4, 2)", "0.25"),
  CHANCE("tri", "a?: real, b?: real, c?: real", TRIANGLE,
         "triang.cdf(x, (c - a)/(b - a), a, b - a)", "tricdf([1 3], 0, 4, 2)", "[0.125 0.875]"),
  QUANTILE("tri", "a?: real, b?: real, c?: real", TRIANGLE,
           "triang.ppf(q, (c - a)/(b - a), a, b - a)", "triinv([0.125 0.875], 0, 4, 2)", "[1 3]"),
  DRAWS("tri", "a: real, b: real, c: real", TRIANGLE, "triang.rvs((c - a)/(b - a), a, b - a)",
        "x = trirnd(1, 2, 1.5, 1, 9); all(x > 1 & x < 2)", "true"),
  DENSITY("unid", "n: real", WHOLES, "randint.pmf(x, 1, n + 1)", "unidpdf([1 2 2.5 7], 6)",
          "[1 1 0 0]/6"),
  CHANCE("unid", "n: real", WHOLES, "randint.cdf(x, 1, n + 1)", "unidcdf([0 2 2.5 7], 6)",
         "[0 1/3 1/3 1]"),
  QUANTILE("unid", "n: real", WHOLES, "randint.ppf(q, 1, n + 1)", "unidinv([0.1 0.5 1], 6)",
           "[1 3 6]"),
  DRAWS("unid", "n: real", WHOLES, "randint.rvs(1, n + 1, size=(r, c))",
        "x = unidrnd(6, 1, 99); min(x) >= 1 && max(x) <= 6", "true"),
  DENSITY("ncx2", "df: real, delta: real", AWAY2, "ncx2.pdf(x, df, delta)", "ncx2pdf(2, 2, 0)",
          "exp(-1)/2"),
  CHANCE("ncx2", "df: real, delta: real", AWAY2, "ncx2.cdf(x, df, delta)", "ncx2cdf(2, 2, 0)",
         "1 - exp(-1)"),
  QUANTILE("ncx2", "df: real, delta: real", AWAY2, "ncx2.ppf(q, df, delta)",
           "ncx2inv(ncx2cdf(3, 2, 1), 2, 1)", "3"),
  DRAWS("ncx2", "df: real, delta: real", AWAY2, "ncx2.rvs(df, delta, size=(m, n))",
        "all(ncx2rnd(2, 1, 1, 9) > 0)", "true"),
  DENSITY("ncf", "df1: real, df2: real, delta: real", AWAYF, "ncf.pdf(x, df1, df2, delta)",
          "ncfpdf(1, 2, 2, 0)", "0.25"),
  CHANCE("ncf", "df1: real, df2: real, delta: real", AWAYF, "ncf.cdf(x, df1, df2, delta)",
         "ncfcdf(1, 5, 5, 0)", "0.5"),
  QUANTILE("ncf", "df1: real, df2: real, delta: real", AWAYF, "ncf.ppf(q, df1, df2, delta)",
           "ncfinv(ncfcdf(3, 2, 9, 1), 2, 9, 1)", "3"),
  DRAWS("ncf", "df1: real, df2: real, delta: real", AWAYF, "ncf.rvs(df1, df2, delta)",
        "all(ncfrnd(2, 9, 1, 1, 9) > 0)", "true"),
  DENSITY("nct", "df: real, delta: real", AWAYT, "nct.pdf(x, df, delta)", "nctpdf(1, 1, 0)",
          "1/(2*pi)"),
  CHANCE("nct", "df: real, delta: real", AWAYT, "nct.cdf(x, df, delta)", "nctcdf(1, 1, 0)", "0.75"),
  QUANTILE("nct", "df: real, delta: real", AWAYT, "nct.ppf(q, df, delta)",
           "nctinv(nctcdf(3, 9, 1), 9, 1)", "3"),
  DRAWS("nct", "df: real, delta: real", AWAYT, "nct.rvs(df, delta)", "size(nctrnd(9, 1, 2, 3))",
        "[2 3]"),
  DRAWS("logn", "mu: real, sigma: real", "the lognormal distribution",
        "lognorm.rvs(sigma, scale=np.exp(mu))", "all(lognrnd(0, 1, 1, 9) > 0)", "true"),
  DRAWS("wbl", "scale: real, shape: real", "the Weibull distribution",
        "weibull_min.rvs(shape, scale=scale)", "all(wblrnd(2, 3, 1, 9) > 0)", "true"),
  DRAWS("laplace", "centre: real, scale: real", "the Laplace distribution",
        "laplace.rvs(centre, scale)", "size(laplacernd(0, 1, 2, 3))", "[2 3]"),
  DRAWS("f", "df1: real, df2: real", "the F distribution", "f.rvs(df1, df2)",
        "all(frnd(3, 9, 1, 9) > 0)", "true"),
  { 0 }
};

const Builtin moments_family[] = {
  MOMENTS("norm", "mean?: real, sd?: real", "a normal distribution", "norm(mean, sd)",
          "[m, v] = normstat(5, 2); [m v]", "[5 4]"),
  MOMENTS("t", "df: real", "Student's t distribution", "t(df)", "[m, v] = tstat(4); [m v]",
          "[0 2]"),
  MOMENTS("chi2", "df: real", "the chi-squared distribution", "chi2(df)",
          "[m, v] = chi2stat(3); [m v]", "[3 6]"),
  MOMENTS("f", "df1: real, df2: real", "the F distribution", "f(df1, df2)", "fstat(3, 6)", "1.5"),
  MOMENTS("gam", "shape: real, scale?: real", "a gamma distribution", "gamma(shape, scale=scale)",
          "[m, v] = gamstat(2, 3); [m v]", "[6 18]"),
  MOMENTS("beta", "a: real, b: real", "a Beta distribution", "beta(a, b)",
          "[m, v] = betastat(2, 2); [m v]", "[0.5 0.05]"),
  MOMENTS("exp", "mean?: real", "an exponential distribution", "expon(scale=mean)",
          "[m, v] = expstat(3); [m v]", "[3 9]"),
  MOMENTS("unif", "low?: real, high?: real", "a uniform distribution", "uniform(low, high - low)",
          "[m, v] = unifstat(1, 7); [m v]", "[4 3]"),
  MOMENTS("logn", "mu?: real, sigma?: real", "a lognormal distribution",
          "lognorm(sigma, scale=np.exp(mu))", "lognstat(0, 2)", "exp(2)"),
  MOMENTS("wbl", "scale?: real, shape?: real", "a Weibull distribution",
          "weibull_min(shape, scale=scale)", "[m, v] = wblstat(3, 1); [m v]", "[3 9]"),
  MOMENTS("laplace", "centre?: real, scale?: real", "a Laplace distribution",
          "laplace(centre, scale)", "[m, v] = laplacestat(1, 2); [m v]", "[1 8]"),
  MOMENTS("bino", "n: real, p: real", "a binomial distribution", "binom(n, p)",
          "[m, v] = binostat(10, 0.5); [m v]", "[5 2.5]"),
  MOMENTS("pois", "mean: real", "a Poisson distribution", "poisson(mean)",
          "[m, v] = poisstat(3); [m v]", "[3 3]"),
  MOMENTS("geo", "p: real", "a geometric distribution of attempts, counted from 1", "geom(p)",
          "[m, v] = geostat(0.5); [m v]", "[2 2]"),
  MOMENTS("nbin", "n: real, p: real", "a negative binomial distribution", "nbinom(n, p)",
          "[m, v] = nbinstat(3, 0.5); [m v]", "[3 6]"),
  MOMENTS("hyge", "population: real, marked: real, drawn: real", "a hypergeometric distribution",
          "hypergeom(population, marked, drawn)", "[m, v] = hygestat(10, 5, 2); [m v]", "[1 4/9]"),
  MOMENTS("unid", "n: real", WHOLES, "randint(1, n + 1)", "[m, v] = unidstat(6); [m v]",
          "[3.5 35/12]"),
  MOMENTS("logi", "centre?: real, scale?: real", "a logistic distribution",
          "logistic(centre, scale)", "[m, v] = logistat(1, 3); [m v]", "[1 3*pi^2]"),
  MOMENTS("rayl", "sigma?: real", "a Rayleigh distribution", "rayleigh(scale=sigma)", "raylstat(2)",
          "sqrt(2*pi)"),
  MOMENTS("ev", "mu?: real, sigma?: real", EXTREME, "gumbel_l(mu, sigma)",
          "[m, v] = evstat(0, 1); v", "pi^2/6"),
  MOMENTS("gev", "shape?: real, scale?: real, location?: real", GENERAL,
          "genextreme(-shape, location, scale)", "[m, v] = gevstat(0, 1, 0); v", "pi^2/6"),
  MOMENTS("gp", "shape?: real, scale?: real, location?: real", PARETO,
          "genpareto(shape, location, scale)", "gpstat(0.5, 1, 0)", "2"),
  MOMENTS("tri", "a?: real, b?: real, c?: real", "a triangular distribution",
          "triang((c - a)/(b - a), a, b - a)", "tristat(0, 6, 3)", "3"),
  MOMENTS("ncx2", "df: real, delta: real", "a noncentral chi-squared distribution",
          "ncx2(df, delta)", "[m, v] = ncx2stat(2, 3); [m v]", "[5 16]"),
  MOMENTS("ncf", "df1: real, df2: real, delta: real", "a noncentral F distribution",
          "ncf(df1, df2, delta)", "ncfstat(2, 4, 2)", "4"),
  MOMENTS("nct", "df: real, delta: real", "a noncentral t distribution", "nct(df, delta)",
          "nctstat(9, 0)", "0"),
  { 0 }
};
