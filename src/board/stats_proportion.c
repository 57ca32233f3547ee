/* stats_proportion.c -- shares of successes: their interval, and the exact test.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>

enum { SHARE, STRAYS, QUICK, EXACT, CLAIM, TAIL };
static const Move moves[] = {
  [SHARE] = { "share.estimate", "The share of successes.", "p = k/n", NULL, RELATION_SOLVES },
  [STRAYS] = { "share.error", "How far such a share strays: the standard error.", "√(p·(1 − p)/n)",
               NULL, RELATION_EQUAL },
  [QUICK] = { "share.interval", "The quick {level} interval, from the normal distribution.",
              "p ± z·error", NULL, RELATION_EQUAL },
  [EXACT] = { "share.exact", "The exact interval, of Clopper and Pearson.", NULL,
              "Its ends are the shares at which so many successes, or so few, have a "
              "probability of {half} each.",
              RELATION_EQUAL },
  [CLAIM] = { "share.claim", "The claim to be tested: a success has probability {p}.", NULL, NULL,
              RELATION_DEFINED },
  [TAIL] = { "share.tail",
             "Add the probabilities of all numbers that are not more likely than {k}.", NULL, NULL,
             RELATION_EQUAL },
};

static bool read_counts(Steps *s, const Subject *subject, Number *k, Number *n) {
  if (!stats_single(s, subject, 0, k) || !stats_single(s, subject, 1, n)) return false;
  if (!stats_count_within(s, *n, 100000) || !stats_count_within(s, *k, n->top)) return false;
  return n->top > 0 || steps_refuse(s, "there were no attempts");
}

static Number share_step(Steps *s, Number k, Number n) {
  Number parts[] = { k, n }, p = number_divide(k, n);
  BoardStep *step = steps_add(s, s->root, &moves[SHARE], 0);
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", parts, p));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, n), side_number(s, p), side_number(s, k));
  return p;
}

static void interval_steps(Steps *s, const Subject *subject, Number p, Number k, Number n,
                           double alpha) {
  double share = number_value(p), count = number_value(n);
  double error = sqrt(share * (1 - share) / count);
  const char *level = steps_printf(s, "%g %%", 100 * (1 - alpha));
  BoardStep *step = steps_add(s, s->root, &moves[STRAYS], 1);
  step->brief = stats_line(s, "√({0}·(1 − {0}) ÷ {1})", (double[]){ share, count }, 2, error);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(error * error * count),
                    number_double(share * (1 - share)));
  double z = stats_value(subject, "norminv(%.17g)", 1 - alpha / 2);
  step = steps_add(s, s->root, &moves[QUICK], 1);
  steps_bind(s, step, "level", level);
  steps_row(s, step, "z = norminv(%g) ≈ %s", 1 - alpha / 2, steps_digits(s, z, 6));
  double low = share - z * error, high = share + z * error;
  steps_row(s, step, "%s", stats_line(s, "{0} − {1}·{2}", (double[]){ share, z, error }, 3, low));
  steps_row(s, step, "%s", stats_line(s, "{0} + {1}·{2}", (double[]){ share, z, error }, 3, high));
  if (number_value(k) < 10 || number_value(n) - number_value(k) < 10)
    steps_prose(s, step, "It is rough: there should be at least ten successes and ten failures.");
  step->brief = steps_printf(s, "from %s to %s", steps_digits(s, low, 4), steps_digits(s, high, 4));
  stats_claim_equal(s, step, number_double(high - low), number_double(2 * z * error));
  double a = number_value(k), b = count - a;
  low = a == 0 ? 0 : stats_value(subject, "betainv(%.17g, %.17g, %.17g)", alpha / 2, a, b + 1);
  high = b == 0 ? 1 : stats_value(subject, "betainv(%.17g, %.17g, %.17g)", 1 - alpha / 2, a + 1, b);
  step = steps_add(s, s->root, &moves[EXACT], 0);
  steps_bind(s, step, "half", steps_printf(s, "%g", alpha / 2));
  step->brief = steps_printf(s, "from %s to %s", steps_digits(s, low, 4), steps_digits(s, high, 4));
  if (a > 0)
    steps_row(s, step, "betainv(%g, %g, %g)\t≈ %s", alpha / 2, a, b + 1, steps_digits(s, low, 4));
  else
    steps_row(s, step, "there was no success:\tit begins at 0");
  if (b > 0)
    steps_row(s, step, "betainv(%g, %g, %g)\t≈ %s", 1 - alpha / 2, a + 1, b,
              steps_digits(s, high, 4));
  else
    steps_row(s, step, "there was no failure:\tit ends at 1");
  if (a > 0)
    stats_claim_equal(
        s, step, number_double(alpha / 2),
        number_double(1 - stats_value(subject, "binocdf(%.17g, %.17g, %.17g)", a - 1, count, low)));
  if (b > 0)
    stats_claim_equal(
        s, step, number_double(alpha / 2),
        number_double(stats_value(subject, "binocdf(%.17g, %.17g, %.17g)", a, count, high)));
}

static bool explain_binofit(Steps *s, const Subject *subject) {
  Number k, n, alpha = number_fraction(1, 20);
  if (!read_counts(s, subject, &k, &n) ||
      (subject->count > 2 && !stats_single(s, subject, 2, &alpha)))
    return false;
  if (!(number_value(alpha) > 0 && number_value(alpha) < 1))
    return steps_refuse(s, "alpha lies between 0 and 1");
  s->swollen = true; /* roots and tables hold no fractions */
  s->title = steps_printf(s, "A share and its interval\t%lld successes in %lld attempts",
                          (long long)k.top, (long long)n.top);
  Number p = share_step(s, k, n);
  interval_steps(s, subject, p, k, n, number_value(alpha));
  stats_result(s, subject, "share", p);
  s->note = "[p, ci] = binofit(...) answers with the exact interval too.";
  return true;
}

static bool explain_binotest(Steps *s, const Subject *subject) {
  Number k, n, p = number_fraction(1, 2);
  if (!read_counts(s, subject, &k, &n) || (subject->count > 2 && !stats_single(s, subject, 2, &p)))
    return false;
  if (n.top > 30) return steps_refuse(s, "the board has room for thirty attempts");
  if (!(number_value(p) > 0 && number_value(p) < 1))
    return steps_refuse(s, "a probability between 0 and 1 is needed");
  s->swollen = true; /* powers of fractions would be unreadable */
  s->title = steps_printf(s, "Exact test of a share\t%lld successes in %lld attempts",
                          (long long)k.top, (long long)n.top);
  BoardStep *step = steps_add(s, s->root, &moves[CLAIM], 1);
  steps_bind(s, step, "p", steps_number(s, p));
  share_step(s, k, n);
  double seen = number_value(stats_binomial(n.top, k.top, p)), sum = 0, direct = 0;
  step = steps_add(s, s->root, &moves[TAIL], 0);
  steps_bind(s, step, "k", steps_number(s, k));
  steps_row(s, step, "P(X = %lld)\t≈ %s", (long long)k.top, steps_digits(s, seen, 4));
  Exact *terms = exact_new(&s->arena, (size_t)n.top + 1, 1);
  size_t count = 0;
  for (int64_t i = 0; i <= n.top; i++) {
    double chance = number_value(stats_binomial(n.top, i, p));
    if (chance > seen * (1 + 1e-7)) continue;
    sum += chance;
    direct += stats_value(subject, "binopdf(%lld, %lld, %.17g)", (long long)i, (long long)n.top,
                          number_value(p));
    terms->at[count++] = number_double(chance);
    if (i != k.top)
      steps_row(s, step, "P(X = %lld)\t≈ %s", (long long)i, steps_digits(s, chance, 4));
  }
  terms->rows = count;
  step->brief = count <= 8 ? steps_printf(s, "p = %s", stats_sum_text(s, terms, number_double(sum)))
                           : steps_printf(s, "their sum is p %s", stats_about(s, sum, 4));
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(sum), number_double(direct));
  stats_verdict(s, sum, 0.05, steps_printf(s, "a success has probability %s", steps_number(s, p)));
  s->result = steps_printf(s, "p %s", stats_about(s, sum, 4));
  if (subject->value.kind == VALUE_SCALAR || subject->value.kind == VALUE_LOGICAL)
    stats_claim_equal(s, s->root, number_whole(sum < 0.05), number_double(subject->value.scalar));
  return true;
}

const Explainer stats_proportion_explainers[] = {
  { "binofit", 2, 3, explain_binofit },
  { "binotest", 2, 3, explain_binotest },
  { 0 },
};
