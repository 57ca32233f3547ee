/* multivariate.c -- the normal distribution of several numbers at once.  */

#include "config.h"
#include "lib/families.h"
#include "lib/random_numbers.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* The lower Cholesky factor of the covariance in argument I, or the identity when it is left out.
 */
static gsl_matrix *factor(Work *w, size_t i, size_t d) {
  gsl_matrix *s = NULL;
  if (call_given(w->call, i) && !value_is_empty(w->call->args[i])) {
    s = work_finite_argument(w, i);
    if (s && (s->size1 != d || s->size2 != d)) {
      call_fail_at(w->call, i, ERROR_SHAPE,
                   "%s: the covariance must be %zux%zu, and this one is "
                   "%zux%zu",
                   w->call->builtin->name, d, d, s->size1, s->size2);
      return NULL;
    }
  } else if ((s = work_matrix(w, d, d)) != NULL) {
    gsl_matrix_set_identity(s);
  }
  for (size_t j = 0; s && j < d; j++) {
    for (size_t k = 0; k < j; k++)
      for (size_t r = j; r < d; r++)
        *gsl_matrix_ptr(s, r, j) -= gsl_matrix_get(s, r, k) * gsl_matrix_get(s, j, k);
    double pivot = gsl_matrix_get(s, j, j);
    if (!(pivot > 0)) {
      call_fail_at(w->call, i, ERROR_DOMAIN, "%s: the covariance must be positive definite",
                   w->call->builtin->name);
      return NULL;
    }
    for (size_t r = j; r < d; r++) gsl_matrix_set(s, r, j, gsl_matrix_get(s, r, j) / sqrt(pivot));
  }
  return s;
}

static bool means(Call *call, size_t i, size_t d, View *mu) {
  *mu = (View){ 0 };
  if (!call_given(call, i) || value_is_empty(call->args[i])) return true;
  *mu = call_view(call, i);
  if (mu->complex) return numeric_is_real(call, i);
  if (mu->count == d || mu->count == 1) return true;
  call_fail_at(call, i, ERROR_SHAPE, "%s: the mean needs %zu numbers, one for each column",
               call->builtin->name, d);
  return false;
}

static double mean_at(const View *mu, size_t j) {
  return mu->count == 0 ? 0 : mu->data[mu->count == 1 ? 0 : j];
}

static Value call_mvnpdf(Call *call) {
  Work w = work_begin(call);
  gsl_matrix *x = work_argument(&w, 0);
  if (!x) return work_done(&w, VALUE_FAILED);
  View mu, sigma = { 0 };
  if (call_given(call, 2)) sigma = call_view(call, 2);
  bool turned = x->size2 == 1 && sigma.count > 1 && sigma.count == x->size1 * x->size1;
  if (turned) x = work_transpose(&w, x); /* one point written as a column */
  if (!x) return work_done(&w, VALUE_FAILED);
  size_t d = x->size2;
  gsl_matrix *l = means(call, 1, d, &mu) ? factor(&w, 2, d) : NULL;
  double *z = work_numbers(&w, d), *density = work_numbers(&w, x->size1);
  if (!l || !z || !density || !call_step(call, x->size1 * d)) return work_done(&w, VALUE_FAILED);
  double scale = -0.5 * (double)d * log(2 * M_PI);
  for (size_t j = 0; j < d; j++) scale -= log(gsl_matrix_get(l, j, j));
  for (size_t i = 0; i < x->size1; i++) {
    double square = 0;
    for (size_t j = 0; j < d; j++) {
      z[j] = gsl_matrix_get(x, i, j) - mean_at(&mu, j);
      for (size_t k = 0; k < j; k++) z[j] -= gsl_matrix_get(l, j, k) * z[k];
      z[j] /= gsl_matrix_get(l, j, j);
      square += z[j] * z[j];
    }
    density[i] = exp(scale - square / 2);
  }
  return work_done(&w, numeric_column(density, x->size1));
}

static Value call_mvnrnd(Call *call) {
  size_t d = value_count(call->args[0]);
  long n = 1;
  View mu;
  if (call_given(call, 2) && !call_integer(call, 2, 0, 1e9, &n)) return VALUE_FAILED;
  Work w = work_begin(call);
  gsl_matrix *l = means(call, 0, d, &mu) ? factor(&w, 1, d) : NULL;
  gsl_matrix *x = l ? work_matrix(&w, (size_t)n, d) : NULL;
  double *z = work_numbers(&w, d);
  if (!x || !z || !call_step(call, (size_t)n * d)) return work_done(&w, VALUE_FAILED);
  Random *state;
  gsl_rng rng = random_adapter(call, &state);
  for (size_t i = 0; i < (size_t)n; i++) {
    for (size_t j = 0; j < d; j++) z[j] = gsl_ran_gaussian_ziggurat(&rng, 1);
    for (size_t j = 0; j < d; j++) {
      double sum = mean_at(&mu, j);
      for (size_t k = 0; k <= j; k++) sum += gsl_matrix_get(l, j, k) * z[k];
      gsl_matrix_set(x, i, j, sum);
    }
  }
  return work_done(&w, numeric_value(x));
}

/* Student's t in several dimensions; sigma has the shape of a correlation matrix. */
static Value call_mvtpdf(Call *call) {
  double df = call_scalar(call, 2);
  if (!(df > 0)) return call_fail_at(call, 2, ERROR_DOMAIN, "mvtpdf: df must be positive");
  Work w = work_begin(call);
  gsl_matrix *x = work_argument(&w, 0);
  size_t d = x ? x->size2 : 0;
  gsl_matrix *l = x ? factor(&w, 1, d) : NULL;
  double *z = work_numbers(&w, d), *density = l ? work_numbers(&w, x->size1) : NULL;
  if (!z || !density || !call_step(call, x->size1 * d)) return work_done(&w, VALUE_FAILED);
  double scale = lgamma((df + (double)d) / 2) - lgamma(df / 2) - (double)d / 2 * log(df * M_PI);
  for (size_t j = 0; j < d; j++) scale -= log(gsl_matrix_get(l, j, j));
  for (size_t i = 0; i < x->size1; i++) {
    double square = 0;
    for (size_t j = 0; j < d; j++) {
      z[j] = gsl_matrix_get(x, i, j);
      for (size_t k = 0; k < j; k++) z[j] -= gsl_matrix_get(l, j, k) * z[k];
      z[j] /= gsl_matrix_get(l, j, j);
      square += z[j] * z[j];
    }
    density[i] = exp(scale - (df + (double)d) / 2 * log1p(square / df));
  }
  return work_done(&w, numeric_column(density, x->size1));
}

/* Probabilities that are not negative and add up to 1. */
static bool chances_argument(Call *call, size_t i, View *p) {
  double sum = 0;
  bool good = numeric_is_real(call, i);
  *p = call_view(call, i);
  for (size_t k = 0; good && k < p->count; k++) good = p->data[k] >= 0, sum += p->data[k];
  if (good && fabs(sum - 1) < 1e-9) return true;
  call_fail_at(call, i, ERROR_DOMAIN, "%s: the probabilities must add up to 1",
               call->builtin->name);
  return false;
}

static Value call_mnpdf(Call *call) {
  Work w = work_begin(call);
  View p;
  gsl_matrix *x = work_argument(&w, 0);
  if (!x || !chances_argument(call, 1, &p)) return work_done(&w, VALUE_FAILED);
  if (x->size2 == 1 && p.count == x->size1) x = work_transpose(&w, x);
  if (!x || x->size2 != p.count)
    return work_done(&w, call_fail_at(call, 0, ERROR_SHAPE,
                                      "mnpdf: each row needs %zu counts, one for each probability",
                                      p.count));
  double *density = work_numbers(&w, x->size1);
  for (size_t i = 0; density && i < x->size1; i++) {
    double n = 0, sum = 0;
    bool whole = true;
    for (size_t j = 0; j < p.count; j++) {
      double c = gsl_matrix_get(x, i, j);
      n += c;
      whole = whole && c >= 0 && c == floor(c);
      sum += (c == 0 ? 0 : c * log(p.data[j])) - lgamma(c + 1);
    }
    density[i] = whole ? exp(lgamma(n + 1) + sum) : 0;
  }
  return work_done(&w, density ? numeric_column(density, x->size1) : VALUE_FAILED);
}

static Value call_mnrnd(Call *call) {
  long n, times = 1;
  View p;
  if (!call_integer(call, 0, 0, 1e9, &n) || !chances_argument(call, 1, &p) ||
      (call_given(call, 2) && !call_integer(call, 2, 0, 1e7, &times)))
    return VALUE_FAILED;
  Work w = work_begin(call);
  gsl_matrix *x = work_matrix(&w, (size_t)times, p.count);
  if (!x || !call_step(call, (size_t)times * p.count)) return work_done(&w, VALUE_FAILED);
  Random *state;
  gsl_rng rng = random_adapter(call, &state);
  for (size_t i = 0; i < (size_t)times; i++) {
    double left = 1;
    unsigned rest = (unsigned)n;
    for (size_t j = 0; j < p.count; j++) {
      double share = left > 0 ? fmin(1, p.data[j] / left) : 1;
      unsigned c = j + 1 == p.count ? rest : gsl_ran_binomial(&rng, share, rest);
      gsl_matrix_set(x, i, j, c);
      rest -= c;
      left -= p.data[j];
    }
  }
  return work_done(&w, numeric_value(x));
}

const Builtin multivariate_family[] = {
  { .name = "mvtpdf",
    .signature = "x: matrix, sigma: matrix, df: scalar -> array",
    .call = call_mvtpdf,
    .summary = "The density of the multivariate t distribution at each row of x; sigma is its "
               "matrix of correlations.",
    .numpy = "scipy.stats.multivariate_t.pdf(x, shape=sigma, df=df)",
    .see = "mvnpdf tpdf",
    .examples = { { "mvtpdf([1; 2], 1, 3)", "tpdf([1; 2], 3)" } } },
  { .name = "mnpdf",
    .signature = "x: matrix, p: real -> array",
    .call = call_mnpdf,
    .summary = "The probability of each row of counts when every case falls into class j with "
               "probability p(j): the multinomial distribution.",
    .formula = "\\frac{n!}{x_1! \\cdots x_k!} p_1^{x_1} \\cdots p_k^{x_k}",
    .numpy = "scipy.stats.multinomial.pmf(x, n, p)",
    .see = "mnrnd binopdf",
    .examples = { { "mnpdf([1 1 1], [0.5 0.25 0.25])", "6/32" } } },
  { .name = "mnrnd",
    .signature = "n: array, p: real, rows?: array -> matrix",
    .call = call_mnrnd,
    .summary = "Random counts of n cases that fall into class j with probability p(j); one row, or "
               "as many as asked for.",
    .numpy = "rng.multinomial(n, p, size=rows)",
    .see = "mnpdf binornd randsample",
    .examples = { { "mnrnd(5, [0 1 0])", "[0 5 0]" },
                  { "sum(mnrnd(7, [0.2 0.3 0.5], 4), 2)", "[7; 7; 7; 7]" } } },
  { .name = "mvnpdf",
    .signature = "x: matrix, mean?: real, sigma?: real -> array",
    .call = call_mvnpdf,
    .summary = "The density of the multivariate normal distribution at each row of x; sigma is the "
               "covariance matrix.",
    .formula = "\\frac{1}{\\sqrt{(2\\pi)^d \\det\\Sigma}} e^{-\\frac{1}{2} (x-\\mu)^T \\Sigma^{-1} "
               "(x-\\mu)}",
    .numpy = "scipy.stats.multivariate_normal.pdf(x, mean, sigma)",
    .see = "normpdf mvnrnd cov chol",
    .examples = { { "mvnpdf([0 0])", "1/(2*pi)" },
                  { "mvnpdf([1 2], [1 2], [4 0; 0 9])", "1/(12*pi)" } } },
  { .name = "mvnrnd",
    .signature = "mean: real, sigma: matrix, n?: array -> matrix",
    .call = call_mvnrnd,
    .summary = "n random rows from the multivariate normal distribution.",
    .numpy = "rng.multivariate_normal(mean, sigma, n)",
    .see = "mvnpdf randn chol",
    .examples = { { "size(mvnrnd([0 0], eye(2), 5))", "[5 2]" } } },
  { 0 }
};
