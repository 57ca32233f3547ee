/* stats_information.c -- entropy, divergence, impurity, log loss.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { SURPRISE, EXPECT, RATIOS, LIKELY, MEAN, SQUARES, REST };
static const Move moves[] = {
  [SURPRISE] = { "entropy.surprise", "How surprising is each outcome? The rarer, the more.",
                 "{formula}", NULL, RELATION_EQUAL },
  [EXPECT] = { "entropy.mean", "The mean of {what}: each times its probability, added.",
               "{formula}", NULL, RELATION_SOLVES },
  [RATIOS] = { "kldiv.ratios", "How much more likely p makes each outcome than q, in bits.",
               "log2(p/q)", NULL, RELATION_EQUAL },
  [LIKELY] = { "logloss.surprise", "How likely was what happened held to be, and its surprise?",
               "−ln(p)", NULL, RELATION_EQUAL },
  [MEAN] = { "logloss.mean", "The mean of these surprises.", NULL, NULL, RELATION_SOLVES },
  [SQUARES] = { "gini.squares", "Two draws agree with probability p², outcome by outcome.",
                "p1² + p2² + …", NULL, RELATION_EQUAL },
  [REST] = { "gini.rest", "Otherwise they differ.", "1 − that", NULL, RELATION_EQUAL },
};

typedef struct Scale {
  const char *name, *unit;
  double base;
} Scale;

static const Scale bits = { "log2", "bits", 2 };
static Scale nats(void) {
  return (Scale){ "ln", "nats", exp(1) };
}

/* The logarithm of N; exact where it is a whole number. */
static Number logarithm(Steps *s, const Scale *scale, Number n) {
  double x = number_value(n);
  double value = scale->base == 2 ? log2(x) : log(x) / log(scale->base);
  if (fabs(value - round(value)) < 1e-12) return number_whole((int64_t)llround(value));
  s->swollen = true; /* logarithms are no fractions */
  return number_double(value);
}

static bool distribution(Steps *s, const Subject *subject, size_t i, const Exact **p) {
  *p = stats_sample(s, subject, i);
  for (size_t k = 0; *p && k < (*p)->rows; k++)
    if (number_value((*p)->at[k]) < 0) return steps_refuse(s, "a probability is not negative");
  return *p != NULL;
}

/* The rows "p1:  −log2(1/4) = 2" for what has probability in P; the surprises.  What has WEIGHT 0
   does not count. */
static Exact *surprises(Steps *s, BoardStep *step, const Scale *scale, const char *name,
                        const Exact *weight, const Exact *p) {
  Exact *out = exact_new(&s->arena, p->rows, 1);
  Exact *back = exact_new(&s->arena, p->rows, 1), *given = exact_copy(&s->arena, back);
  for (size_t k = 0; k < p->rows; k++) {
    if (exact_is_zero(weight->at[k])) {
      steps_row(s, step, "%s%zu:\tit does not happen and counts 0", name, k + 1);
      continue;
    }
    out->at[k] = number_negate(logarithm(s, scale, p->at[k]));
    back->at[k] = number_double(pow(scale->base, -number_value(out->at[k])));
    given->at[k] = p->at[k];
    steps_row(s, step, "%s%zu:\t−%s(%s)\t%s\v%s", name, k + 1, scale->name,
              steps_number(s, p->at[k]), steps_equals(s, out->at[k]), steps_number(s, out->at[k]));
  }
  steps_claim(s, step, RELATION_EQUAL, side_of(given), side_of(back));
  return out;
}

static Number expectation(Steps *s, const Exact *p, const Exact *values, const char *what,
                          const char *formula) {
  Number sum = exact_inner(p, values);
  BoardStep *step = steps_add(s, s->root, &moves[EXPECT], 0);
  steps_bind(s, step, "what", what);
  steps_bind(s, step, "formula", formula);
  step->brief = stats_products_text(s, p, values, sum);
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, p, values, sum);
  return sum;
}

static void result_in(Steps *s, const Subject *subject, const char *name, Number n,
                      const char *unit) {
  stats_result(s, subject, name, n);
  bool single = number_is(n, 1) && !strchr(unit, ' ');
  const char *one = single ? steps_printf(s, "%.*s", (int)strlen(unit) - 1, unit) : unit;
  s->result = steps_printf(s, "%s %s", s->result, one);
}

static bool explain_entropy(Steps *s, const Subject *subject) {
  const Exact *p;
  Scale scale = bits;
  if (!distribution(s, subject, 0, &p)) return false;
  if (subject->count > 1) {
    Number base;
    if (!stats_single(s, subject, 1, &base)) return false;
    double b = number_value(base);
    if (!(b > 0) || b == 1) return steps_refuse(s, "a base is positive and not 1");
    if (fabs(b - exp(1)) < 1e-9)
      scale = nats();
    else if (b != 2)
      scale = (Scale){ steps_printf(s, "log%g", b), steps_printf(s, "units of base %g", b), b };
  }
  s->title = steps_printf(s, "The entropy of %s\t%zu outcome%s", subject_name(subject, 0, "p"),
                          p->rows, p->rows == 1 ? "" : "s");
  BoardStep *step = steps_add(s, s->root, &moves[SURPRISE], 1);
  steps_bind(s, step, "formula", steps_printf(s, "−%s(p)", scale.name));
  const Exact *values = surprises(s, step, &scale, "p", p, p);
  result_in(s, subject, "H", expectation(s, p, values, "these surprises", "H = p1·s1 + p2·s2 + …"),
            scale.unit);
  Number whole = stats_sum(p);
  if (fabs(number_value(whole) - 1) > 1e-9)
    s->note =
        steps_printf(s, "Beware: these add up to %s and not to 1, so they are no distribution.",
                     steps_number(s, whole));
  else if (p->rows > 1)
    s->note =
        steps_printf(s, "At most %s(%zu) %s, when all outcomes are equally likely.", scale.name,
                     p->rows, stats_about(s, log((double)p->rows) / log(scale.base), 4));
  return true;
}

static bool two_distributions(Steps *s, const Subject *subject, const Exact **p, const Exact **q) {
  if (!distribution(s, subject, 0, p) || !distribution(s, subject, 1, q)) return false;
  if ((*p)->rows != (*q)->rows)
    return steps_refuse(s, "both must have the same number of outcomes");
  for (size_t k = 0; k < (*p)->rows; k++)
    if (!exact_is_zero((*p)->at[k]) && exact_is_zero((*q)->at[k]))
      return steps_refuse(s, "q holds something to be impossible that happens: that costs "
                             "infinitely much");
  return true;
}

static bool explain_divergence(Steps *s, const Subject *subject) {
  const Exact *p, *q;
  if (!two_distributions(s, subject, &p, &q)) return false;
  s->title = "The divergence of p from q\tKullback–Leibler, in bits";
  BoardStep *step = steps_add(s, s->root, &moves[RATIOS], 1);
  Exact *values = exact_new(&s->arena, p->rows, 1), *back = exact_copy(&s->arena, values);
  Exact *given = exact_copy(&s->arena, p);
  for (size_t k = 0; k < p->rows; k++) {
    if (exact_is_zero(p->at[k])) {
      steps_row(s, step, "%zu:\tit does not happen and counts 0", k + 1);
      continue;
    }
    Number ratio = number_divide(p->at[k], q->at[k]), pair[] = { p->at[k], q->at[k] };
    values->at[k] = logarithm(s, &bits, ratio);
    back->at[k] = number_multiply(q->at[k], number_double(exp2(number_value(values->at[k]))));
    steps_row(s, step, "%zu:\tlog2(%s)\t%s\v%s", k + 1, steps_format(s, "{0*} ÷ {1*}", pair),
              steps_equals(s, values->at[k]), steps_number(s, values->at[k]));
  }
  steps_claim(s, step, RELATION_EQUAL, side_of(given), side_of(back));
  result_in(s, subject, "D(p‖q)", expectation(s, p, values, "these", "p1·r1 + p2·r2 + …"),
            bits.unit);
  s->note = "It is never negative, 0 only for p = q, and not the same the other way round: "
            "kldiv(q, p) is another number.";
  return true;
}

static bool explain_gini(Steps *s, const Subject *subject) {
  const Exact *p;
  if (!distribution(s, subject, 0, &p)) return false;
  s->title = steps_printf(s, "The Gini impurity of %s\thow often two draws differ",
                          subject_name(subject, 0, "p"));
  Number sum = exact_inner(p, p);
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < p->rows; k++) text_printf(&pattern, k ? " + {%zu*}²" : "{%zu*}²", k);
  BoardStep *step = steps_add(s, s->root, &moves[SQUARES], 1);
  step->brief = equation_text(s, steps_equation(s, text_string(&pattern), p->at, sum));
  text_free(&pattern);
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, p, p, sum);
  step = steps_add(s, s->root, &moves[REST], 0);
  Number rest = exact_subtract(number_whole(1), sum);
  step->brief = equation_text(s, steps_equation(s, "1 − {0}", &sum, rest));
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_add(rest, sum), number_whole(1));
  stats_result(s, subject, "gini", rest);
  Number most = number_fraction((int64_t)p->rows - 1, (int64_t)p->rows);
  s->note = steps_printf(s, "0 means pure; with %zu outcome%s at most %s.", p->rows,
                         p->rows == 1 ? "" : "s", steps_number(s, most));
  return true;
}

/* The probability that the prediction gave to what happened in row K. */
static bool given_to_truth(const Exact *y, const Exact *p, size_t k, Number *out) {
  Number label = y->at[k];
  if (p->columns == 1) {
    if (!number_is(label, 0) && !number_is(label, 1)) return false;
    *out = number_is(label, 1) ? p->at[k] : exact_subtract(number_whole(1), p->at[k]);
    return true;
  }
  if (!number_is_whole(label) || label.top < 1 || (size_t)label.top > p->columns) return false;
  *out = *exact_at(p, k, (size_t)label.top - 1);
  return true;
}

static bool explain_log_loss(Steps *s, const Subject *subject) {
  const Exact *y = stats_sample(s, subject, 0), *p = y ? subject_matrix(s, subject, 1) : NULL;
  if (!p) return false;
  if (p->rows == 1) p = exact_transpose(&s->arena, p);
  if (p->rows != y->rows)
    return steps_refuse(s, "there must be one prediction for each label, and the labels are "
                           "numbers");
  s->title = steps_printf(s, "The log loss of %zu prediction%s\tin nats", y->rows,
                          y->rows == 1 ? "" : "s");
  const Scale scale = nats();
  Exact *chance = exact_copy(&s->arena, y), *loss = exact_copy(&s->arena, y);
  Exact *back = exact_copy(&s->arena, y);
  BoardStep *step = steps_add(s, s->root, &moves[LIKELY], 1);
  for (size_t k = 0; k < y->rows; k++) {
    if (!given_to_truth(y, p, k, &chance->at[k]))
      return steps_refuse(s, "the labels are 0 and 1, or the numbers of the classes");
    if (number_sign(chance->at[k]) <= 0)
      return steps_refuse(s, "what happened was held to be impossible: that costs infinitely much");
    loss->at[k] = number_negate(logarithm(s, &scale, chance->at[k]));
    back->at[k] = number_double(exp(-number_value(loss->at[k])));
    const char *how = p->columns == 1 && number_is(y->at[k], 0)
                          ? equation_text(s, steps_equation(s, "1 − {0}", &p->at[k], chance->at[k]))
                          : steps_number(s, chance->at[k]);
    steps_row(s, step, "%zu:\tlabel %s\t%s\t−ln(%s)\t%s\v%s", k + 1, steps_number(s, y->at[k]), how,
              steps_number(s, chance->at[k]), steps_equals(s, loss->at[k]),
              steps_number(s, loss->at[k]));
  }
  steps_claim(s, step, RELATION_EQUAL, side_of(chance), side_of(back));
  Number sum = stats_sum(loss), count = number_whole((int64_t)y->rows);
  Number mean = number_divide(sum, count);
  step = steps_add(s, s->root, &moves[MEAN], 0);
  steps_row(s, step, "%s", stats_sum_text(s, loss, sum));
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", (Number[]){ sum, count }, mean));
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, NULL, loss, sum);
  result_in(s, subject, "loss", mean, scale.unit);
  s->note = "Being sure and wrong is what costs most.";
  return true;
}

const Explainer stats_information_explainers[] = {
  { "entropy", 1, 2, explain_entropy },
  { "kldiv", 2, 2, explain_divergence },
  { "gini", 1, 1, explain_gini },
  { "logloss", 2, 2, explain_log_loss },
  { 0 },
};
