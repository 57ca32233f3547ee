/* stats_describe.c -- mean, variance, standard deviation, and numbers measured by them.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { DEVIATIONS, SPREAD, ROOT, CENTRE, STANDARD, FAR, MEAN_FAR, TOTAL, PRODUCT };
static const Move moves[] = {
  [DEVIATIONS] = { "var.deviations", "How far each number is from the mean, and that squared.",
                   NULL, NULL, RELATION_EQUAL },
  [SPREAD] = { "var.divide", "Divide the sum of squares by {by}.", NULL, "{why}", RELATION_EQUAL },
  [ROOT] = { "std.root", "Take the square root, to be back in the unit of the data.", NULL, NULL,
             RELATION_EQUAL },
  [CENTRE] = { "center.subtract", "Take the mean from each number.", NULL, NULL, RELATION_EQUAL },
  [STANDARD] = { "zscore.divide", "How many standard deviations is each number from the mean?",
                 "z = (x − mean)/sd", NULL, RELATION_EQUAL },
  [FAR] = { "mad.distances", "How far is each number from it, whatever the side?", NULL, NULL,
            RELATION_EQUAL },
  [MEAN_FAR] = { "mad.mean", "The mean of these distances.", NULL, NULL, RELATION_SOLVES },
  [TOTAL] = { "sum.add", "Add one after the other.", NULL, NULL, RELATION_SOLVES },
  [PRODUCT] = { "prod.multiply", "Multiply one after the other.", NULL, NULL, RELATION_EQUAL },
};

/* The root claims that the plain value is X, beside the rounding of numbers as large as the
   given ones. */
static void claim_list(Steps *s, const Subject *subject, const Exact *x) {
  const Exact *plain = exact_computed(&s->arena, subject->value);
  const Exact *given = exact_of(&s->arena, subject->args[0]);
  if (plain && given)
    steps_claim_beside(s, s->root, side_of(x),
                       side_of(plain->columns == 1 ? plain : exact_transpose(&s->arena, plain)),
                       side_number(s, number_double(1e-5 * exact_largest(given))));
}

/* sum, cumsum and prod of one list */
static bool explain_total(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  bool product = strcmp(subject->name, "prod") == 0, running = *subject->name == 'c';
  Number total = number_whole(product);
  Text pattern = TEXT_EMPTY;
  s->title = steps_printf(s, "%s of %s",
                          running   ? "Running sums"
                          : product ? "The product"
                                    : "The sum",
                          subject_name(subject, 0, "x"));
  BoardStep *step = steps_add(s, s->root, &moves[product ? PRODUCT : TOTAL], 0);
  Exact *sums = exact_copy(&s->arena, x);
  for (size_t k = 0; k < x->rows; k++) {
    Number n[] = { total, x->at[k] };
    total = product ? number_multiply(total, x->at[k]) : number_add(total, x->at[k]);
    sums->at[k] = total;
    text_printf(&pattern, k == 0 ? "{0}" : product ? "·{%zu*}" : "{%zu+}", k);
    if (running && k > 0)
      steps_row(s, step, "\v%s", equation_text(s, steps_equation(s, "{0}{1+}", n, total)));
  }
  step->brief = running ? steps_vector(s, exact_transpose(&s->arena, sums))
                        : equation_text(s, steps_equation(s, text_string(&pattern), x->at, total));
  text_free(&pattern);
  if (!running || x->rows == 1) steps_row(s, step, "%s", step->brief);
  double check = 1;
  for (size_t k = 0; k < x->rows; k++) check *= number_value(x->at[k]);
  if (product)
    stats_claim_equal(s, step, total, number_double(check));
  else
    stats_claim_sum(s, step, NULL, x, total);
  if (running) {
    s->result = steps_printf(s, "cumsum = %s", step->brief);
    claim_list(s, subject, sums);
  } else
    stats_result(s, subject, product ? "product" : "sum", total);
  return true;
}

static bool explain_mean(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The mean of %s\t%zu numbers", name, x->rows);
  Number mean = stats_mean_step(s, s->root, name, x);
  stats_result(s, subject, "mean", mean);
  return true;
}

/* The table of deviations; answers the sum of squares. */
static Number squares_step(Steps *s, const char *name, const Exact *x, Number mean) {
  Exact *d = stats_deviations(s, x, mean);
  Number total = exact_inner(d, d);
  BoardStep *step = steps_add(s, s->root, &moves[DEVIATIONS], 0);
  const char *from = steps_factor(s, mean);
  steps_row(s, step, "\v%s\v %s − %s\v squared", name, name, from);
  for (size_t k = 0; k < x->rows; k++)
    steps_row(s, step, "\v%s\v%s\v%s", steps_number(s, x->at[k]), steps_number(s, d->at[k]),
              steps_number(s, number_multiply(d->at[k], d->at[k])));
  const char *zero = s->decimals ? "0" : steps_number(s, stats_sum(d));
  steps_row(s, step, "\vsum\v%s ✓\v%s", zero, steps_number(s, total));
  steps_gap(s, step)->depth = 2;
  for (size_t k = 0; k < x->rows; k++) {
    Number n[] = { x->at[k], mean };
    Equation q = steps_equation(s, "({0} − {1!})²", n, number_multiply(d->at[k], d->at[k]));
    steps_row(s, step, "\v%s\t%s\v%s", q.left, q.sign, q.right)->depth = 2;
  }
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

/* The steps to the variance of X; answers it. */
static Number variance_steps(Steps *s, const char *name, const Exact *x, Number mean,
                             bool population) {
  Number total = squares_step(s, name, x, mean);
  Number parts[] = { total, number_whole((int64_t)x->rows - !population) };
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
  return variance;
}

/* The root of VARIANCE; the line is left in *LINE. */
static double root_step(Steps *s, Number variance, const char **line) {
  double deviation = sqrt(number_value(variance));
  BoardStep *step = steps_add(s, s->root, &moves[ROOT], 0);
  *line = step->brief = stats_root_text(s, variance);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, variance, number_double(deviation * deviation));
  return deviation;
}

static bool explain_variance(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  bool population, root = strcmp(subject->name, "std") == 0;
  if (!x || !divisor(s, subject, x->rows, &population)) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The %s of %s\t%zu numbers", root ? "standard deviation" : "variance",
                          name, x->rows);
  Number mean = stats_mean_step(s, s->root, name, x);
  Number variance = variance_steps(s, name, x, mean, population);
  if (!root) {
    stats_result(s, subject, "variance", variance);
    return true;
  }
  const char *line;
  double deviation = root_step(s, variance, &line);
  s->result = steps_printf(s, "standard deviation = %s", line);
  stats_claim_double(s, subject, deviation);
  return true;
}

static bool explain_center(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "Centre %s\tmove its mean to 0", name);
  Number mean = stats_mean_step(s, s->root, name, x);
  const Exact *d = stats_deviations(s, x, mean);
  BoardStep *step = steps_add(s, s->root, &moves[CENTRE], 0);
  for (size_t k = 0; k < x->rows; k++) {
    Equation q = steps_equation(s, "{0} − {1!}", (Number[]){ x->at[k], mean }, d->at[k]);
    steps_row(s, step, "\v%s\t%s\v%s", q.left, q.sign, q.right);
  }
  step->brief = steps_vector(s, exact_transpose(&s->arena, d));
  Exact *back = exact_copy(&s->arena, d);
  for (size_t k = 0; k < x->rows; k++) back->at[k] = number_add(d->at[k], mean);
  steps_claim(s, step, RELATION_EQUAL, side_of(back), side_of(x));
  s->note = "The centred numbers add up to 0.";
  claim_list(s, subject, d);
  return true;
}

static bool explain_zscore(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  bool population;
  if (!x || !divisor(s, subject, x->rows, &population)) return false;
  const char *name = subject_name(subject, 0, "x"), *line;
  s->title = steps_printf(s, "Standardise %s\tmean 0, standard deviation 1", name);
  Number mean = stats_mean_step(s, s->root, name, x);
  Number variance = variance_steps(s, name, x, mean, population);
  if (exact_is_zero(variance)) {
    s->note = "All numbers are equal: the standard deviation is 0, one cannot divide by it, and "
              "zscore() answers with zeros.";
    return true;
  }
  double sd = root_step(s, variance, &line);
  Number root;
  if (!number_power(variance, number_fraction(1, 2), &root)) {
    root = number_double(sd);
    s->swollen = true; /* what is divided by a root is no fraction */
  }
  BoardStep *step = steps_add(s, s->root, &moves[STANDARD], 0);
  Exact *z = exact_copy(&s->arena, x), *back = exact_copy(&s->arena, x);
  for (size_t k = 0; k < x->rows; k++) {
    Number n[] = { x->at[k], mean, root };
    z->at[k] = number_divide(exact_subtract(x->at[k], mean), root);
    back->at[k] = number_add(number_multiply(z->at[k], root), mean);
    Equation q = steps_equation(s, "({0} − {1!}) ÷ {2*}", n, z->at[k]);
    steps_row(s, step, "\v%s\t%s\v%s", q.left, q.sign, q.right);
  }
  step->brief = steps_vector(s, exact_transpose(&s->arena, z));
  steps_claim(s, step, RELATION_EQUAL, side_of(back), side_of(x));
  s->note = "What lies more than 2 or 3 from 0 is unusual; the shape of the data stays as it was.";
  /* what is left of numbers that hardly differ has few digits */
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim_beside(s, s->root, side_of(z),
                       side_of(plain->columns == 1 ? plain : exact_transpose(&s->arena, plain)),
                       side_number(s, number_double(1e-5 * exact_largest(x) / sd)));
  return true;
}

/* mad(x): the mean distance from the mean */
static bool explain_mad(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The mean distance of %s from its mean", name);
  Number mean = stats_mean_step(s, s->root, name, x);
  Exact *d = stats_deviations(s, x, mean);
  BoardStep *step = steps_add(s, s->root, &moves[FAR], 1);
  for (size_t k = 0; k < x->rows; k++) {
    if (number_sign(d->at[k]) < 0) d->at[k] = number_negate(d->at[k]);
    steps_row(s, step, "\v%s\v%s", steps_number(s, x->at[k]), steps_number(s, d->at[k]));
  }
  Number sum = stats_sum(d), n[] = { sum, number_whole((int64_t)x->rows) };
  Exact *own = stats_deviations(s, x, mean);
  stats_claim_equal(s, step, exact_inner(d, d), exact_inner(own, own));
  Number result = number_divide(n[0], n[1]);
  step = steps_add(s, s->root, &moves[MEAN_FAR], 0);
  steps_row(s, step, "%s", stats_sum_text(s, d, sum));
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", n, result));
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, NULL, d, sum);
  stats_result(s, subject, "mad", result);
  s->note = "mad(x, 1) is another measure, with medians instead of means.";
  return true;
}

const Explainer stats_describe_explainers[] = {
  { "mean", 1, 1, explain_mean },     { "sum", 1, 1, explain_total },
  { "cumsum", 1, 1, explain_total },  { "prod", 1, 1, explain_total },
  { "var", 1, 3, explain_variance },  { "std", 1, 3, explain_variance },
  { "center", 1, 1, explain_center }, { "zscore", 1, 2, explain_zscore },
  { "mad", 1, 1, explain_mad },       { 0 },
};
