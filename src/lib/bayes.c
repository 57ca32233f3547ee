/* bayes.c -- the probability of a cause after what was seen.  */

#include "config.h"
#include "lib/families.h"
#include "value/show.h"

#include <math.h>

static void refuse(Call *call, size_t i, double p) {
  Text number = TEXT_EMPTY;
  show_number(p, 6, &number);
  call_fail_at(call, i, ERROR_DOMAIN, "bayes: a probability lies between 0 and 1, not %s",
               text_string(&number));
  text_free(&number);
}

/* bayes(prior, hit rate, false alarm rate) */
static Value of_test(Call *call) {
  double p[3];
  for (size_t i = 0; i < 3; i++) {
    p[i] = call_scalar(call, i);
    if (!(p[i] >= 0 && p[i] <= 1)) {
      refuse(call, i, p[i]);
      return VALUE_FAILED;
    }
  }
  double hits = p[0] * p[1], alarms = (1 - p[0]) * p[2];
  if (hits + alarms == 0)
    return call_fail(call, ERROR_DOMAIN, "bayes: then the test is never positive");
  return value_scalar(hits / (hits + alarms));
}

static bool is_chances(Call *call, size_t i, View v) {
  for (size_t k = 0; k < v.count; k++)
    if (!(v.data[k] >= 0 && v.data[k] <= 1)) {
      refuse(call, i, v.data[k]);
      return false;
    }
  return true;
}

/* One prior and one likelihood: a test whose false alarms were forgotten. */
static Value third_is_missing(Call *call, double prior, double likelihood) {
  Value v = call_fail(call, ERROR_SHAPE, "bayes: of a test the third number is missing");
  call_hint(call,
            "bayes(%g, %g, P): the first is how common it is, the second how often the test finds "
            "it, the third, P, how often it is positive without it; several causes: "
            "bayes([0.2 0.8], [0.9 0.1])",
            prior, likelihood);
  return v;
}

/* bayes(priors, likelihoods) */
static Value of_causes(Call *call) {
  View prior = call_view(call, 0), likelihood = call_view(call, 1);
  if (prior.count == 1 && likelihood.count == 1)
    return third_is_missing(call, prior.data[0], likelihood.data[0]);
  if (prior.count != likelihood.count || prior.count == 0) {
    Value v = call_fail(call, ERROR_SHAPE, "bayes: %zu priors and %zu likelihoods", prior.count,
                        likelihood.count);
    call_hint(call, "one likelihood for each prior: bayes([0.2 0.8], [0.9 0.1]); of a test: "
                    "bayes(prior, sensitivity, false_positive_rate)");
    return v;
  }
  if (!is_chances(call, 0, prior) || !is_chances(call, 1, likelihood)) return VALUE_FAILED;
  double sum = 0, total = 0;
  for (size_t k = 0; k < prior.count; k++) {
    sum += prior.data[k];
    total += prior.data[k] * likelihood.data[k];
  }
  if (fabs(sum - 1) > 1e-9) call_warn(call, "bayes: the priors add up to %g, not to 1", sum);
  if (total == 0) return call_fail(call, ERROR_DOMAIN, "bayes: then what was seen is impossible");
  Array *out = array_new(prior.rank, prior.dims, ELEMENT_REAL, false);
  if (!out) return VALUE_FAILED;
  for (size_t k = 0; k < prior.count; k++)
    out->data[k] = prior.data[k] * likelihood.data[k] / total;
  return value_array(out);
}

static Value call_bayes(Call *call) {
  if (call->count == 2) return of_causes(call);
  for (size_t i = 0; i < 3; i++)
    if (call_view(call, i).count != 1)
      return call_fail_at(call, i, ERROR_SHAPE, "bayes: of a test all three are single numbers");
  return of_test(call);
}

const Builtin bayes_family[] = {
  { .name = "bayes",
    .signature = "prior: real, likelihood: real, false_alarm?: real -> array",
    .call = call_bayes,
    .summary = "How likely a cause is after what was seen: bayes(prior, sensitivity, "
               "false_positive_rate) for a positive test, bayes(priors, likelihoods) for several "
               "causes. explain bayes(...) shows the tree.",
    .formula = "P(A \\mid B) = \\frac{P(B \\mid A) P(A)}{P(B)}",
    .numpy = "prior * likelihood / np.sum(prior * likelihood)",
    .see = "icons treeplot posterior",
    .examples = { { "bayes(0.01, 0.9, 0.05)", "2/13" },
                  { "bayes([0.5 0.3 0.2], [0.1 0.2 0.4])", "[5 6 8]/19" },
                  { "bayes(1.2, 0.9, 0.1)", "error: bayes: a probability lies" } } },
  { 0 },
};
