/* learning.c -- probabilities and losses of machine learning.  */

#include "config.h"
#include "lib/families.h"
#include "lib/numeric.h"

#include <math.h>
#include <string.h>

static double log_sum_exp(double *x, size_t n, const void *context) {
  (void)context;
  double most = -INFINITY, sum = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i])) return NAN;
    most = fmax(most, x[i]);
  }
  if (isinf(most)) return most;
  for (size_t i = 0; i < n; i++) sum += exp(x[i] - most);
  return most + log(sum);
}

static Value call_logsumexp(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (!slices_of(call, &v, 1, &s)) return VALUE_FAILED;
  return slices_reduce(call, &v, &s, log_sum_exp, NULL, -INFINITY);
}

static Value call_softmax(Call *call) {
  View v = call_view(call, 0);
  Slices s;
  if (!call_given(call, 1) && !view_is_vector(&v))
    slices_along(&v, 1, &s);
  else if (!slices_of(call, &v, 1, &s))
    return VALUE_FAILED;
  if (!call_step(call, v.count)) return VALUE_FAILED;
  Work w = work_begin(call);
  double *x = work_numbers(&w, s.length);
  Array *r = x ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  for (size_t k = 0; r && k < s.count; k++) {
    slices_get(&s, v.data, k, x);
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < s.length; i++) most = fmax(most, x[i]);
    for (size_t i = 0; i < s.length; i++) sum += x[i] = x[i] == most ? 1 : exp(x[i] - most);
    for (size_t i = 0; i < s.length; i++) x[i] /= sum;
    slices_put(&s, r->data, k, x);
  }
  return work_done(&w, value_array(r));
}

/* Probabilities: real, none negative. */
static bool probabilities(Call *call, size_t i, View *p) {
  *p = call_view(call, i);
  if (!numeric_is_real(call, i)) return false;
  for (size_t k = 0; k < p->count; k++)
    if (p->data[k] < 0) {
      call_fail_at(call, i, ERROR_DOMAIN, "%s: a probability cannot be %g", call->builtin->name,
                   p->data[k]);
      return false;
    }
  return call_step(call, p->count);
}

static Value call_entropy(Call *call) {
  View p;
  double sum = 0, base = call_scalar_or(call, 1, 2);
  if (!probabilities(call, 0, &p)) return VALUE_FAILED;
  if (!(base > 0) || base == 1)
    return call_fail_at(call, 1, ERROR_DOMAIN, "entropy: the base must be positive and not 1");
  for (size_t k = 0; k < p.count; k++)
    if (p.data[k] != 0)
      sum -= p.data[k] * (base == 2 ? log2(p.data[k]) : log(p.data[k]) / log(base));
  return value_scalar(sum + 0.0);
}

/* The sum of p_k g(p_k, q_k) over all p_k > 0. */
static Value over_pairs(Call *call, double (*g)(double p, double q)) {
  View p, q;
  double sum = 0;
  if (!probabilities(call, 0, &p) || !probabilities(call, 1, &q) || !numeric_same_count(call, 0, 1))
    return VALUE_FAILED;
  for (size_t k = 0; k < p.count; k++)
    if (p.data[k] != 0) sum += p.data[k] * g(p.data[k], q.data[k]);
  return value_scalar(sum + 0.0);
}

static double surprise(double p, double q) {
  (void)p;
  return -log(q);
}

static double excess_bits(double p, double q) {
  return log2(p / q);
}

static Value call_crossentropy(Call *call) {
  return over_pairs(call, surprise);
}

static Value call_kldiv(Call *call) {
  return over_pairs(call, excess_bits);
}

static Value call_gini(Call *call) {
  View p;
  double sum = 0;
  if (!probabilities(call, 0, &p)) return VALUE_FAILED;
  for (size_t k = 0; k < p.count; k++) sum += p.data[k] * p.data[k];
  return value_scalar(1 - sum);
}

/* y holds class numbers, P one row of probabilities for each. */
static Value class_loss(Call *call, const View *y, const View *p) {
  size_t rows = view_rows(p), columns = view_columns(p);
  double sum = 0;
  for (size_t i = 0; i < rows; i++) {
    double class = y->data[i];
    if (class != floor(class) || class < 1 || class > (double)columns)
      return call_fail_at(call, 0, ERROR_DOMAIN,
                          "logloss: the class %g is not one of the %zu columns of "
                          "p",
                          class, columns);
    sum -= log(p->data[((size_t) class - 1) * rows + i]);
  }
  return value_scalar(sum / (double)rows);
}

static Value call_logloss(Call *call) {
  View y, p;
  if (!probabilities(call, 0, &y) || !probabilities(call, 1, &p)) return VALUE_FAILED;
  if (!view_is_vector(&p) && view_is_vector(&y) && p.rank == 2 && y.count == view_rows(&p))
    return class_loss(call, &y, &p);
  if (!numeric_same_count(call, 0, 1)) return VALUE_FAILED;
  bool binary = view_is_vector(&p);
  double sum = 0, n = (double)(binary ? p.count : view_rows(&p));
  for (size_t k = 0; k < p.count; k++) {
    double t = y.data[k], q = p.data[k];
    if (t > 1 || q > 1)
      return call_fail_at(call, t > 1 ? 0 : 1, ERROR_DOMAIN,
                          "logloss: labels and probabilities lie "
                          "between 0 and 1");
    if (t > 0) sum -= t * log(q);
    if (binary && t < 1) sum -= (1 - t) * log1p(-q);
  }
  return value_scalar(sum / n + 0.0);
}

const Builtin learning_family[] = {
  { .name = "softmax",
    .signature = "z: real, dim?: array -> array",
    .call = call_softmax,
    .summary =
        "Scores turned into probabilities that add up to 1: of a vector, or of each row of a "
        "matrix. Large scores do not overflow.",
    .formula = "p_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}",
    .numpy = "scipy.special.softmax(z, axis=1)",
    .see = "logsumexp crossentropy sigmoid",
    .examples = { { "softmax([0 log(3)])", "[0.25 0.75]" },
                  { "softmax([1000 1000; 0 0])", "[0.5 0.5; 0.5 0.5]" } } },
  { .name = "logsumexp",
    .signature = "z: real, dim?: array -> array",
    .call = call_logsumexp,
    .summary = "The logarithm of the sum of exponentials, of a vector or of each column, without "
               "overflow.",
    .formula = "\\log \\sum_i e^{z_i}",
    .numpy = "scipy.special.logsumexp(z, axis=dim - 1)",
    .see = "softmax log exp",
    .examples = { { "logsumexp([1000 1000])", "1000 + log(2)" },
                  { "logsumexp([0 0; 0 0], 2)", "log([2; 2])" } } },
  { .name = "entropy",
    .signature = "p: real, base?: scalar -> scalar",
    .call = call_entropy,
    .summary =
        "The entropy of a distribution in bits: how many yes-no questions its outcome is worth. "
        "Another base as second argument.",
    .formula = "H(p) = -\\sum_i p_i \\log_2 p_i",
    .numpy = "scipy.stats.entropy(p, base=2)",
    .see = "crossentropy kldiv gini",
    .warning = "SciPy's entropy is in nats unless base=2",
    .examples = { { "entropy([0.5 0.25 0.25])", "1.5" },
                  { "entropy([1 0])", "0" },
                  { "entropy([1.5 -0.5])", "error: entropy: a probability cannot be -0.5" } } },
  { .name = "crossentropy",
    .signature = "p: real, q: real -> scalar",
    .call = call_crossentropy,
    .summary = "The loss, in nats, of predicting q when the truth is p.",
    .formula = "H(p, q) = -\\sum_i p_i \\ln q_i",
    .numpy = "-np.sum(p * np.log(q))",
    .see = "entropy kldiv logloss",
    .warning = "in nats, as losses are; entropy and kldiv are in bits",
    .examples = { { "crossentropy([0 1 0], [0.2 0.5 0.3])", "log(2)" } } },
  { .name = "kldiv",
    .signature = "p: real, q: real -> scalar",
    .call = call_kldiv,
    .summary =
        "The Kullback-Leibler divergence in bits: what it costs to code p as if it were q. Not "
        "symmetric.",
    .formula = "\\sum_i p_i \\log_2 \\frac{p_i}{q_i}",
    .numpy = "scipy.stats.entropy(p, q, base=2)",
    .see = "entropy crossentropy",
    .examples = { { "kldiv([1 0], [0.5 0.5])", "1" }, { "kldiv([0.5 0.5], [0.5 0.5])", "0" } } },
  { .name = "gini",
    .signature = "p: real -> scalar",
    .call = call_gini,
    .summary = "Gini impurity: the chance that two draws from p differ. 0 for a pure leaf.",
    .formula = "1 - \\sum_i p_i^2",
    .numpy = "1 - np.sum(p**2)",
    .see = "entropy",
    .examples = { { "gini([0.5 0.5])", "0.5" }, { "gini([1 0])", "0" } } },
  { .name = "logloss",
    .signature = "y: real, p: real -> scalar",
    .call = call_logloss,
    .summary =
        "The mean log loss in nats: y are labels 0 or 1 and p probabilities of 1; or y class "
        "numbers (or one-hot rows) and p one row of probabilities for each.",
    .formula = "-\\frac{1}{n} \\sum_i \\left( y_i \\ln p_i + (1 - y_i) \\ln(1 - p_i) \\right)",
    .numpy = "sklearn.metrics.log_loss(y, p)",
    .see = "crossentropy accuracy auc",
    .examples = { { "logloss([1 0], [0.5 0.5])", "log(2)" },
                  { "logloss([2; 1], [0.5 0.5; 0.25 0.75])", "log(8)/2" } } },
  { 0 }
};
