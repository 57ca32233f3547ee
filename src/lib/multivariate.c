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

const Builtin multivariate_family[] = {
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
