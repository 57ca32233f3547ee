/* stats.c -- sums, means, deviations, roots, chances in words.  */

#include "config.h"
#include "board/stats.h"
#include "board/calculator.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADD, DIVIDE, WORDS, DECIDE };
static const Move moves[] = {
  [ADD] = { "mean.sum", "Add the numbers of {x}.", NULL, NULL, RELATION_EQUAL },
  [DIVIDE] = { "mean.divide", "Divide by how many there are.", NULL, NULL, RELATION_EQUAL },
  [WORDS] = { "test.words", "What p says.", NULL, NULL, RELATION_DEFINED },
  [DECIDE] = { "test.decide", "Compare with the level {alpha}.", NULL, NULL, RELATION_DEFINED },
};

const Exact *stats_sample(Steps *s, const Subject *subject, size_t i) {
  const Exact *x = subject_matrix(s, subject, i);
  if (!x) return NULL;
  if (x->rows != 1 && x->columns != 1) {
    steps_refuse(s, "the steps are for one list of numbers; take a column, A(:, 1)");
    return NULL;
  }
  if (x->rows * x->columns > MAX_SAMPLE) {
    steps_refuse(s, "the board has room for twenty numbers");
    return NULL;
  }
  for (size_t k = 0; k < x->rows * x->columns; k++) stats_prefer_decimals(s, x->at[k]);
  return x->columns == 1 ? x : exact_transpose(&s->arena, x);
}

bool stats_single(Steps *s, const Subject *subject, size_t i, Number *out) {
  const Exact *x = subject_matrix(s, subject, i);
  if (!x) return false;
  if (x->rows * x->columns != 1)
    return steps_refuse(s, "the steps are for one number at a time there");
  *out = x->at[0];
  return true;
}

bool stats_is_word(const Subject *subject, size_t i, const char *word) {
  if (i >= subject->count || !value_is_text(subject->args[i])) return false;
  Text given = TEXT_EMPTY;
  value_append_text(subject->args[i], &given);
  bool same = strcmp(text_string(&given), word) == 0;
  text_free(&given);
  return same;
}

void stats_prefer_decimals(Steps *s, Number n) {
  int64_t rest = n.bottom;
  while (rest > 0 && rest % 2 == 0) rest /= 2;
  while (rest > 0 && rest % 5 == 0) rest /= 5;
  if (n.bottom > 4 && rest == 1) s->swollen = true;
}

const char *stats_about(Steps *s, double x, int digits) {
  const char *text = steps_digits(s, x, digits);
  char shown[64];
  snprintf(shown, sizeof shown, "%.*g", digits, x);
  bool exact = fabs(strtod(shown, NULL) - x) <= 1e-12 * fabs(x);
  return steps_printf(s, "%s %s", exact ? "=" : "≈", text);
}

Number stats_sum(const Exact *x) {
  Number sum = number_whole(0);
  for (size_t k = 0; k < x->rows; k++) sum = number_add(sum, x->at[k]);
  return sum;
}

Number stats_mean(const Exact *x) {
  return number_divide(stats_sum(x), number_whole((int64_t)x->rows));
}

Exact *stats_deviations(Steps *s, const Exact *x, Number mean) {
  Exact *d = exact_copy(&s->arena, x);
  for (size_t k = 0; k < x->rows; k++) d->at[k] = exact_subtract(x->at[k], mean);
  return d;
}

const char *stats_sum_text(Steps *s, const Exact *x, Number sum) {
  if (x->rows == 1) return steps_number(s, sum);
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < x->rows; k++) text_printf(&pattern, k == 0 ? "{0}" : "{%zu+}", k);
  const char *line = equation_text(s, steps_equation(s, text_string(&pattern), x->at, sum));
  text_free(&pattern);
  return line;
}

Number stats_mean_step(Steps *s, BoardStep *parent, const char *name, const Exact *x) {
  Number sum = stats_sum(x), n[] = { sum, number_whole((int64_t)x->rows) };
  Number mean = number_divide(n[0], n[1]);
  BoardStep *step = steps_add(s, parent, &moves[ADD], 1);
  steps_bind(s, step, "x", name);
  step->brief = stats_sum_text(s, x, sum);
  steps_row(s, step, "%s", step->brief);
  Exact *ones = exact_new(&s->arena, 1, x->rows);
  for (size_t k = 0; k < x->rows; k++) ones->at[k] = number_whole(1);
  steps_claim_solves(s, step, side_of(ones), side_of(x), side_number(s, sum));
  step = steps_add(s, parent, &moves[DIVIDE], 0);
  step->brief = steps_printf(s, "mean of %s: %s", name,
                             equation_text(s, steps_equation(s, "{0} ÷ {1}", n, mean)));
  steps_row(s, step, "%s", equation_text(s, steps_equation(s, "{0} ÷ {1}", n, mean)));
  steps_claim_solves(s, step, side_number(s, n[1]), side_number(s, mean), side_number(s, sum));
  return mean;
}

const char *stats_line(Steps *s, const char *pattern, const double *numbers, size_t count,
                       double result) {
  enum { MOST = 40 };
  Number exact[MOST];
  for (size_t i = 0; i < count && i < MOST; i++) exact[i] = exact_number(numbers[i]);
  return equation_text(s, steps_equation(s, pattern, exact, exact_number(result)));
}

const char *stats_root_text(Steps *s, Number n) {
  Root root;
  if (!s->decimals && root_square(n, &root) && root_is_fraction(root))
    return steps_printf(s, "√%s = %s", steps_factor(s, n), root_text(s, root));
  if (number_sign(n) < 0) return steps_number(s, n);
  if (!s->decimals)
    return steps_printf(s, number_is_whole(n) ? "√%s ≈ %s" : "√(%s) ≈ %s", steps_number(s, n),
                        steps_decimal(s, sqrt(number_value(n))));
  return equation_text(s, steps_equation(s, number_is_whole(n) ? "√{0}" : "√({0})", &n,
                                         number_double(sqrt(number_value(n)))));
}

void stats_result(Steps *s, const Subject *subject, const char *name, Number n) {
  bool bar = number_exact(n) && !number_is_whole(n);
  s->result = steps_printf(s, "%s %s %s", name, steps_equals(s, n), steps_number(s, n));
  if (!s->decimals && bar) {
    const char *decimal = steps_decimal(s, number_value(n));
    Number shown;
    bool same = calculator_value(decimal, strlen(decimal), &shown) && number_equal(shown, n);
    s->result = steps_printf(s, "%s  %s %s", s->result, same ? "=" : "≈", decimal);
  }
  stats_claim(s, subject, n);
}

void stats_claim_equal(Steps *s, BoardStep *step, Number a, Number b) {
  steps_claim(s, step, RELATION_EQUAL, side_number(s, a), side_number(s, b));
}

void stats_claim_sum(Steps *s, BoardStep *step, const Exact *weights, const Exact *x, Number sum) {
  Exact *row = exact_new(&s->arena, 1, x->rows);
  for (size_t k = 0; k < x->rows; k++) row->at[k] = weights ? weights->at[k] : number_whole(1);
  steps_claim_solves(s, step, side_of(row), side_of(x), side_number(s, sum));
}

const char *stats_products_text(Steps *s, const Exact *weights, const Exact *x, Number sum) {
  Text pattern = TEXT_EMPTY;
  Number *numbers = arena_new(&s->arena, 2 * x->rows * sizeof *numbers);
  size_t count = 0;
  for (size_t k = 0; k < x->rows; k++) {
    if (exact_is_zero(weights->at[k]) && (count > 0 || k + 1 < x->rows)) continue;
    text_printf(&pattern, count == 0 ? "{0}·{1*}" : "{%zu+}·{%zu*}", count, count + 1);
    numbers[count++] = weights->at[k];
    numbers[count++] = x->at[k];
  }
  const char *line = equation_text(s, steps_equation(s, text_string(&pattern), numbers, sum));
  text_free(&pattern);
  return line;
}

void stats_claim(Steps *s, const Subject *subject, Number result) {
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (!plain || plain->rows * plain->columns != 1) return;
  /* the machine rounds beside the numbers it was given */
  const Exact *given = exact_of(&s->arena, subject->args[0]);
  bool sample = given && given->rows * given->columns > 1;
  double rounding = sample ? 1e-5 * exact_largest(given) : 0;
  steps_claim_beside(s, s->root, side_number(s, result), side_of(plain),
                     side_number(s, number_double(rounding)));
}

void stats_claim_double(Steps *s, const Subject *subject, double result) {
  stats_claim(s, subject, number_double(result));
}

double stats_value(const Subject *subject, const char *format, ...) {
  Text t = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&t, format, args);
  va_end(args);
  Value v = subject_evaluate(subject, text_string(&t));
  text_free(&t);
  double x = v.kind == VALUE_SCALAR ? v.scalar : NAN;
  value_release(v);
  return x;
}

const char *stats_chance(Steps *s, double p) {
  if (p >= 0.995) return "almost always";
  if (p <= 0) return "practically never";
  if (p > 0.15) return steps_printf(s, "about %.0f times in 100", 100 * p);
  double times = 1 / p, scale = pow(10, floor(log10(times)) - 1);
  times = scale > 1 ? round(times / scale) * scale : round(times);
  return times > 1e9 ? "practically never" : steps_printf(s, "about once in %.0f times", times);
}

void stats_verdict(Steps *s, double p, double alpha, const char *claim) {
  BoardStep *step = steps_add(s, s->root, &moves[WORDS], 1);
  steps_prose(s, step, "If indeed %s, data at least as far away would come up %s.", claim,
              stats_chance(s, p));
  steps_prose(s, step, "p is not the chance that this is true, and a large p does not prove it.");
  step = steps_add(s, s->root, &moves[DECIDE], 0);
  steps_bind(s, step, "alpha", steps_printf(s, "%g", alpha));
  const char *relation = p < alpha ? "<" : "≥";
  step->brief =
      steps_printf(s, "p %s %g: %s", relation, alpha, p < alpha ? "rejected" : "not rejected");
  steps_row(s, step, "p %s %s %g: %s", stats_about(s, p, 4), relation, alpha,
            p < alpha ? "the data speak against it" : "the data do not speak against it");
}
