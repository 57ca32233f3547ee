/* stats_describe.c -- mean, median, variance, standard deviation.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEVIATIONS, SPREAD, ROOT, ORDER, MIDDLE };
static const Move moves[] = {
  [DEVIATIONS] = { "var.deviations", "How far each number is from the mean, and that squared.",
                   NULL, NULL, RELATION_EQUAL },
  [SPREAD] = { "var.divide", "Divide the sum of squares by {by}.", NULL, "{why}", RELATION_EQUAL },
  [ROOT] = { "std.root", "Take the square root, to be back in the unit of the data.", NULL, NULL,
             RELATION_EQUAL },
  [ORDER] = { "median.sort", "Put the numbers in order.", NULL, NULL, RELATION_DEFINED },
  [MIDDLE] = { "median.middle", "Take the middle.", NULL, NULL, RELATION_EQUAL },
};

static bool explain_mean(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The mean of %s\t%zu numbers", name, x->rows);
  Number mean = stats_mean_step(s, s->root, name, x);
  s->result = steps_printf(s, "mean = %s", steps_number(s, mean));
  if (!s->decimals && !number_is_whole(mean))
    s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, number_value(mean)));
  stats_claim(s, subject, mean);
  return true;
}

static int by_size(const void *a, const void *b) {
  double x = number_value(*(const Number *)a), y = number_value(*(const Number *)b);
  return (x > y) - (x < y);
}

static bool explain_median(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  Exact *sorted = exact_copy(&s->arena, x);
  size_t n = x->rows;
  qsort(sorted->at, n, sizeof *sorted->at, by_size);
  s->title = steps_printf(s, "The median of %s\t%zu numbers", subject_name(subject, 0, "x"), n);
  BoardStep *step = steps_add(s, s->root, &moves[ORDER], 0);
  step->brief = steps_vector(s, exact_transpose(&s->arena, sorted));
  steps_row(s, step, "%s", step->brief);
  step = steps_add(s, s->root, &moves[MIDDLE], 0);
  Number middle = sorted->at[n / 2];
  if (n % 2 == 1)
    step->brief = steps_printf(s, "number %zu of %zu: %s", n / 2 + 1, n, steps_number(s, middle));
  else {
    Number pair[] = { sorted->at[n / 2 - 1], middle };
    middle = number_divide(number_add(pair[0], pair[1]), number_whole(2));
    step->brief = steps_printf(s, "halfway between numbers %zu and %zu: %s", n / 2, n / 2 + 1,
                               equation_text(s, steps_equation(s, "({0}{1+}) ÷ 2", pair, middle)));
  }
  steps_row(s, step, "%s", step->brief);
  stats_claim(s, subject, middle);
  s->result = steps_printf(s, "median = %s", steps_number(s, middle));
  s->note = "The median only asks for the order: one wild value hardly moves it.";
  return true;
}

/* The table of deviations; answers the sum of squares. */
static Number squares_step(Steps *s, const char *name, const Exact *x, Number mean) {
  Exact *d = stats_deviations(s, x, mean);
  Number total = exact_inner(d, d);
  BoardStep *step = steps_add(s, s->root, &moves[DEVIATIONS], 0);
  const char *from = steps_factor(s, mean);
  steps_row(s, step, "\v%s\v%s − %s\vsquared", name, name, from);
  for (size_t k = 0; k < x->rows; k++)
    steps_row(s, step, "\v%s\v%s\v%s", steps_number(s, x->at[k]), steps_number(s, d->at[k]),
              steps_number(s, number_multiply(d->at[k], d->at[k])));
  const char *zero = s->decimals ? "0" : steps_number(s, stats_sum(d));
  steps_row(s, step, "\vsum\v%s ✓\v%s", zero, steps_number(s, total));
  step->brief = steps_printf(s, "sum of squares %s", steps_number(s, total));
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, d)), side_of(d),
                     side_number(s, total));
  return total;
}

/* Division by n - 1, or by n when the second argument is 1. */
static bool divisor(Steps *s, const Subject *subject, size_t n, bool *population) {
  *population = false;
  if (subject->count > 2) return steps_refuse(s, "the steps are for one list of numbers");
  if (subject->count == 2 && !value_is_empty(subject->args[1])) {
    Value option = subject->args[1];
    if (option.kind != VALUE_SCALAR || (option.scalar != 0 && option.scalar != 1))
      return steps_refuse(s, "there are steps for the options 0 and 1");
    *population = option.scalar == 1;
  }
  return n > 1 || steps_refuse(s, "one number alone does not vary");
}

static bool explain_variance(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  bool population, root = strcmp(subject->name, "std") == 0;
  if (!x || !divisor(s, subject, x->rows, &population)) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The %s of %s\t%zu numbers", root ? "standard deviation" : "variance",
                          name, x->rows);
  Number mean = stats_mean_step(s, s->root, name, x);
  Number total = squares_step(s, name, x, mean);
  int64_t by = (int64_t)x->rows - !population;
  Number parts[] = { total, number_whole(by) };
  Number variance = number_divide(total, parts[1]);
  BoardStep *step = steps_add(s, s->root, &moves[SPREAD], 0);
  steps_bind(s, step, "by", population ? "n" : "n − 1");
  steps_bind(s, step, "why",
             population ? "These are all there are, so their mean is known and not estimated."
                        : "The mean was estimated from the same numbers, and they lie closer to it "
                          "than to the true one: dividing by one less makes up for that.");
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", parts, variance));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, parts[1]), side_number(s, variance),
                     side_number(s, total));
  if (!root) {
    s->result = steps_printf(s, "variance = %s", steps_number(s, variance));
    if (!s->decimals && !number_is_whole(variance))
      s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, number_value(variance)));
    stats_claim(s, subject, variance);
    return true;
  }
  double deviation = sqrt(number_value(variance));
  step = steps_add(s, s->root, &moves[ROOT], 0);
  step->brief = stats_root_text(s, variance);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, variance),
              side_number(s, number_double(deviation * deviation)));
  s->result = steps_printf(s, "standard deviation = %s", step->brief);
  stats_claim_double(s, subject, deviation);
  return true;
}

const Explainer stats_describe_explainers[] = {
  { "mean", 1, 1, explain_mean },
  { "median", 1, 1, explain_median },
  { "var", 1, 3, explain_variance },
  { "std", 1, 3, explain_variance },
  { 0 },
};
