/* calculus_scores.c -- the functions of classifiers, with numbers: sigmoid, softmax, logsumexp,
   cross-entropy.  */

#include "config.h"
#include "board/calculus.h"

#include <math.h>

enum { EXPONENT, DIVIDE, POWERS, SHARES, TOGETHER, SHIFT, LOSS };
enum { MOST_SCORES = 8 };
static const Move moves[] = {
  [EXPONENT] = { "score.power", "The power of e", NULL, NULL, RELATION_EQUAL },
  [DIVIDE] = { "score.divide", "Into the formula", "{formula}", NULL, RELATION_EQUAL },
  [SHIFT] = { "score.shift", "Take the largest away from all: {largest}", NULL,
              "That changes no share, and nothing overflows.", RELATION_EQUAL },
  [POWERS] = { "score.powers", "The powers of e, and their sum", NULL, NULL, RELATION_EQUAL },
  [SHARES] = { "score.shares", "Each one's share of the sum", NULL, NULL, RELATION_EQUAL },
  [TOGETHER] = { "score.log", "The logarithm of the sum", NULL, NULL, RELATION_EQUAL },
  [LOSS] = { "score.loss", "Each truth times the logarithm of its prediction", "−Σ p·log(q)", NULL,
             RELATION_EQUAL },
};

/* A line of decimals, with as many digits as a calculator needs. */
static const char *line(Steps *s, const char *pattern, const double *x, size_t count,
                        double result) {
  Number n[MOST_SCORES + 2];
  for (size_t i = 0; i < count; i++) n[i] = exact_number(x[i]);
  bool before = s->decimals;
  s->decimals = true;
  const char *text = equation_text(s, steps_equation(s, pattern, n, exact_number(result)));
  s->decimals = before;
  return text;
}

static const char *brief(Steps *s, double x) {
  return steps_digits(s, x, 4);
}

static const char *about(Steps *s, double x) {
  return exact_close(exact_number(x), number_typed(round(x * 1e3) / 1e3)) &&
                 round(x * 1e3) == x * 1e3
             ? "="
             : sign_for(s, x);
}

static bool explain_sigmoid(Steps *s, const Subject *subject) {
  if (subject->args[0].kind != VALUE_SCALAR) return false;
  double z = subject->args[0].scalar, power = exp(-z), p = 1 / (1 + power);
  if (!isfinite(power) || !isfinite(z))
    return steps_refuse(s, "exp of that is too large for a board");
  s->title = steps_printf(s, "sigmoid(%s)", brief(s, z));
  s->goal = "Any number becomes one between 0 and 1: a probability.";
  BoardStep *step = steps_add(s, s->root, &moves[EXPONENT], 1);
  steps_row(s, step, "exp(−z) = exp(%s) %s %s", brief(s, z == 0 ? 0 : -z), about(s, power),
            brief(s, power));
  step = steps_add(s, s->root, &moves[DIVIDE], 0);
  steps_bind(s, step, "formula", "1/(1 + exp(−z))");
  step->brief = line(s, "1 ÷ (1 + {0})", &power, 1, p);
  steps_row(s, step, "%s", step->brief);
  s->result = steps_printf(s, "sigmoid(%s) %s %s", brief(s, z), about(s, p), brief(s, p));
  s->note = z == 0  ? "At 0 it is exactly in the middle."
            : z > 0 ? "Positive scores give more than one half."
                    : "Negative scores give less than one half.";
  claim_result(s, subject, p, 1e-12);
  return true;
}

/* Argument I as a short list of numbers. */
static bool list_of(Steps *s, const Subject *subject, size_t i, const double **x, size_t *count) {
  const Exact *a = subject_vector(s, subject, i);
  if (!a) return false;
  *count = a->rows * a->columns;
  if (*count < 2 || *count > MOST_SCORES)
    return steps_refuse(s, "there are steps for lists of two to eight numbers");
  double *all = arena_new(&s->arena, *count * sizeof *all);
  for (size_t k = 0; k < *count; k++) all[k] = number_value(a->at[k]);
  *x = all;
  return true;
}

static const char *sum_pattern(Steps *s, size_t count) {
  Text t = TEXT_EMPTY;
  for (size_t k = 0; k < count; k++) text_printf(&t, k ? "{%zu+}" : "{%zu}", k);
  return steps_keep(s, &t);
}

/* The powers of e of Z less its largest, and their sum. */
static double powers_step(Steps *s, const double *z, size_t count, double *powers,
                          double *largest) {
  *largest = z[0];
  for (size_t k = 1; k < count; k++) *largest = fmax(*largest, z[k]);
  bool shifted = fabs(*largest) > 30;
  if (shifted) {
    BoardStep *step = steps_add(s, s->root, &moves[SHIFT], 1);
    steps_bind(s, step, "largest", brief(s, *largest));
    for (size_t k = 0; k < count; k++)
      steps_row(s, step, "%s",
                line(s, "{0} − {1!}", (double[]){ z[k], *largest }, 2, z[k] - *largest));
  } else
    *largest = 0;
  BoardStep *step = steps_add(s, s->root, &moves[POWERS], 1);
  double sum = 0;
  for (size_t k = 0; k < count; k++) {
    powers[k] = exp(z[k] - *largest);
    sum += powers[k];
    steps_row(s, step, "exp(%s)\t%s %s", brief(s, z[k] - *largest), about(s, powers[k]),
              brief(s, powers[k]));
  }
  steps_row(s, step, "sum\t%s", line(s, sum_pattern(s, count), powers, count, sum));
  step->brief = steps_printf(s, "sum of the powers %s %s", about(s, sum), brief(s, sum));
  return sum;
}

static bool explain_softmax(Steps *s, const Subject *subject) {
  const double *z;
  double powers[MOST_SCORES], largest, total = 0;
  size_t count;
  if (!list_of(s, subject, 0, &z, &count)) return false;
  s->title = "Softmax: scores become probabilities";
  s->goal = "Powers of e make all positive, dividing by their sum makes them add up to 1.";
  double sum = powers_step(s, z, count, powers, &largest);
  BoardStep *step = steps_add(s, s->root, &moves[SHARES], 0);
  Text list = TEXT_EMPTY;
  View v;
  Value plain = subject->value;
  bool good = value_is_numeric(plain) && value_view(&plain, &v) && v.count == count;
  for (size_t k = 0; k < count; k++) {
    double share = powers[k] / sum;
    steps_row(s, step, "%s", line(s, "{0} ÷ {1}", (double[]){ powers[k], sum }, 2, share));
    text_printf(&list, "%s%s", k ? ", " : "", brief(s, share));
    total += share;
    if (good) claim_true(s, step, fabs(v.data[k] - share) <= 1e-12);
  }
  claim_true(s, step, fabs(total - 1) < 1e-12);
  steps_prose(s, step, "Together they are 1 ✓");
  step->brief = steps_printf(s, "shares ≈ [%s]", text_string(&list));
  s->result = steps_printf(s, "softmax ≈ [%s]", text_string(&list));
  text_free(&list);
  s->note = "The same number added to all scores changes nothing; only differences count.";
  return true;
}

static bool explain_logsumexp(Steps *s, const Subject *subject) {
  const double *z;
  double powers[MOST_SCORES], largest;
  size_t count;
  if (!list_of(s, subject, 0, &z, &count)) return false;
  s->title = "The logarithm of the sum of powers of e";
  double sum = powers_step(s, z, count, powers, &largest), result = largest + log(sum), most = z[0];
  for (size_t k = 1; k < count; k++) most = fmax(most, z[k]);
  BoardStep *step = steps_add(s, s->root, &moves[TOGETHER], 0);
  steps_row(s, step, "log(%s) %s %s", brief(s, sum), about(s, log(sum)), brief(s, log(sum)));
  if (largest != 0)
    steps_row(s, step, "and the largest back: %s",
              line(s, "{0}{1+}", (double[]){ largest, log(sum) }, 2, result));
  step->brief = steps_printf(s, "logsumexp %s %s", about(s, result), brief(s, result));
  s->result = step->brief;
  s->note = steps_printf(s, "A little more than the largest score, %s: a smooth maximum.",
                         brief(s, most));
  claim_result(s, subject, result, 1e-12);
  return true;
}

static bool explain_crossentropy(Steps *s, const Subject *subject) {
  const double *p, *q;
  size_t count, other;
  if (!list_of(s, subject, 0, &p, &count) || !list_of(s, subject, 1, &q, &other)) return false;
  if (count != other) return steps_refuse(s, "both lists have to be equally long");
  s->title = "Cross-entropy: the loss of predicting q when the truth is p";
  s->goal = "A sure prediction of what happens costs nothing; the less q gave to what happens, the "
            "more it costs.";
  BoardStep *step = steps_add(s, s->root, &moves[LOSS], 0);
  double sum = 0;
  for (size_t k = 0; k < count; k++) {
    if (p[k] == 0) {
      steps_row(s, step, "p = 0:\tcounts nothing");
      continue;
    }
    double term = -p[k] * log(q[k]), logarithm = log(q[k]);
    if (!isfinite(term)) return steps_refuse(s, "something that happens was given probability 0");
    sum += term;
    steps_row(s, step, "−%s·log(%s)\t= %s", brief(s, p[k]), brief(s, q[k]),
              line(s, "−{0}·{1!}", (double[]){ p[k], logarithm }, 2, term));
  }
  step->brief = steps_printf(s, "loss %s %s", about(s, sum), brief(s, sum));
  s->result = step->brief;
  claim_result(s, subject, sum, 1e-12);
  return true;
}

const Explainer calculus_scores_explainers[] = {
  { "sigmoid", 1, 1, explain_sigmoid },
  { "softmax", 1, 1, explain_softmax },
  { "logsumexp", 1, 1, explain_logsumexp },
  { "crossentropy", 2, 2, explain_crossentropy },
  { 0 },
};
