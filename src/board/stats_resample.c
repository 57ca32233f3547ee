/* stats_resample.c -- drawing again: the bootstrap and the permutation test.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_SPLITS = 20, SHOWN = 8, FEW = 40 };

enum { OBSERVED, SPLITS, COUNT, ITSELF, DRAWS, SPREAD, MISSING };
static const Move moves[] = {
  [OBSERVED] = { "permutation.observed", "The difference of the means that was seen.", NULL, NULL,
                 RELATION_EQUAL },
  [SPLITS] = { "permutation.splits",
               "If the labels mean nothing, every split of the {all} numbers into {x} and {y} was "
               "as likely.",
               "(n over k) splits", NULL, RELATION_EQUAL },
  [COUNT] = { "permutation.count", "How many of them are at least as far from 0?", NULL, NULL,
              RELATION_SOLVES },
  [ITSELF] = { "bootstrap.itself", "The data take the place of the population.", NULL, NULL,
               RELATION_DEFINED },
  [DRAWS] = { "bootstrap.draws", "Draw {n} of the {n} numbers with putting back, {times}.", NULL,
              NULL, RELATION_DEFINED },
  [SPREAD] = { "bootstrap.spread", "The spread of the results estimates the standard error.", NULL,
               NULL, RELATION_EQUAL },
  [MISSING] = { "bootstrap.missing", "How likely is a given number not to be drawn at all?",
                "(1 − 1/n)ⁿ", NULL, RELATION_EQUAL },
};

/* ------------------------------------------------------------------ permutation */

typedef struct Split {
  Number difference;
  unsigned long members; /* a bit for each number in the first group */
} Split;

typedef struct Permutation {
  Steps *s;
  const Exact *all;
  size_t first; /* how many are in the first group */
  Split splits[MOST_SPLITS];
  size_t count;
} Permutation;

static Number difference_of(const Permutation *p, unsigned long members) {
  Number sums[2] = { number_whole(0), number_whole(0) };
  for (size_t k = 0; k < p->all->rows; k++) {
    size_t group = members >> k & 1 ? 0 : 1;
    sums[group] = number_add(sums[group], p->all->at[k]);
  }
  int64_t other = (int64_t)(p->all->rows - p->first);
  return exact_subtract(number_divide(sums[0], number_whole((int64_t)p->first)),
                        number_divide(sums[1], number_whole(other)));
}

static void split_all(Permutation *p, size_t from, size_t chosen, unsigned long members) {
  if (chosen == p->first) {
    p->splits[p->count++] = (Split){ difference_of(p, members), members };
    return;
  }
  for (size_t k = from; k + p->first - chosen <= p->all->rows; k++)
    split_all(p, k + 1, chosen + 1, members | 1ul << k);
}

static int by_difference(const void *a, const void *b) {
  double x = number_value(((const Split *)a)->difference);
  double y = number_value(((const Split *)b)->difference);
  return (x < y) - (x > y);
}

static const char *members_text(const Permutation *p, unsigned long members) {
  Text out = TEXT_EMPTY;
  for (size_t k = 0; k < p->all->rows; k++)
    if (members >> k & 1)
      text_printf(&out, "%s%s", out.len ? ", " : "", steps_number(p->s, p->all->at[k]));
  return steps_keep(p->s, &out);
}

static bool reaches(double difference, double seen, char side) {
  double slack = 1e-9 * fabs(seen);
  return side == 'r'   ? difference >= seen - slack
         : side == 'l' ? difference <= seen + slack
                       : fabs(difference) >= fabs(seen) - slack;
}

static char side_of_test(const Subject *subject) {
  for (size_t i = 2; i + 1 < subject->count; i++)
    if (stats_is_word(subject, i, "tail"))
      return stats_is_word(subject, i + 1, "right")  ? 'r'
             : stats_is_word(subject, i + 1, "left") ? 'l'
                                                     : 'b';
  return 'b';
}

static bool explain_permutation(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0), *y = x ? stats_sample(s, subject, 1) : NULL;
  if (!y) return false;
  char side = side_of_test(subject);
  Permutation p = { .s = s, .all = exact_new(&s->arena, x->rows + y->rows, 1), .first = x->rows };
  Number ways = stats_choose((int64_t)p.all->rows, (int64_t)x->rows);
  if (number_value(ways) > MOST_SPLITS)
    return steps_refuse(s, "there are more splits than a board has room for; permtest tries them "
                           "or draws at random");
  for (size_t k = 0; k < p.all->rows; k++)
    p.all->at[k] = k < x->rows ? x->at[k] : y->at[k - x->rows];
  s->title = steps_printf(s, "Permutation test\t%zu and %zu numbers", x->rows, y->rows);
  Number means[] = { stats_mean(x), stats_mean(y) };
  Number seen = exact_subtract(means[0], means[1]);
  BoardStep *step = steps_add(s, s->root, &moves[OBSERVED], 0);
  step->brief = equation_text(s, steps_equation(s, "{0} − {1!}", means, seen));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, means[0]),
              side_number(s, number_add(means[1], seen)));
  split_all(&p, 0, 0, 0);
  qsort(p.splits, p.count, sizeof *p.splits, by_difference);
  step = steps_add(s, s->root, &moves[SPLITS], 1);
  steps_bind(s, step, "all", count_word(s, p.all->rows));
  steps_bind(s, step, "x", count_word(s, x->rows));
  steps_bind(s, step, "y", count_word(s, y->rows));
  steps_row(s, step, "%s", stats_ways_text(s, (int64_t)p.all->rows, (int64_t)x->rows));
  steps_row(s, step, "first group\v difference");
  int64_t reached = 0;
  for (size_t k = 0; k < p.count; k++) {
    bool counts = reaches(number_value(p.splits[k].difference), number_value(seen), side);
    reached += counts;
    steps_row(s, step, "%s\v%s\t%s", members_text(&p, p.splits[k].members),
              steps_number(s, p.splits[k].difference), counts ? "counts" : "");
  }
  step->brief = steps_printf(s, "%zu splits", p.count);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, ways),
              side_number(s, number_whole((int64_t)p.count)));
  Number n[] = { number_whole(reached), ways }, share = number_divide(n[0], n[1]);
  step = steps_add(s, s->root, &moves[COUNT], 0);
  step->brief =
      steps_printf(s, "p = %s", equation_text(s, steps_equation(s, "{0} ÷ {1}", n, share)));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, ways), side_number(s, share),
                     side_number(s, number_whole(reached)));
  s->note = side == 'b' ? "Both sides count: a difference so large either way. What was seen is "
                          "one of the splits, so p is never 0."
                        : "One side counts. What was seen is one of the splits, so p is never 0.";
  stats_result(s, subject, "p", share);
  return true;
}

/* ------------------------------------------------------------------ bootstrap */

static bool explain_bootstrap(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  View view;
  if (!x) return false;
  if (!value_view(&subject->value, &view) || view.complex || view.count < 2 ||
      view_columns(&view) != 1)
    return steps_refuse(s, "the steps are for one number from each sample");
  s->swollen = true; /* what chance draws are no fractions */
  const char *n = steps_printf(s, "%zu", x->rows), *f = subject->texts[1];
  s->title = steps_printf(s, "Bootstrap\t%s of %zu samples drawn from the sample", f, view.count);
  BoardStep *step = steps_add(s, s->root, &moves[ITSELF], 1);
  steps_row(s, step, "%s", steps_vector(s, exact_transpose(&s->arena, x)));
  step = steps_add(s, s->root, &moves[DRAWS], 0);
  steps_bind(s, step, "n", n);
  steps_bind(s, step, "times", steps_printf(s, "%zu times", view.count));
  Text shown = TEXT_EMPTY;
  double sum = 0, squares = 0;
  for (size_t k = 0; k < view.count; k++) {
    sum += view.data[k];
    if (k < SHOWN) text_printf(&shown, "%s%s", k ? ", " : "", steps_digits(s, view.data[k], 4));
  }
  steps_row(s, step, "results\t%s%s", text_string(&shown), view.count > SHOWN ? ", …" : "");
  text_free(&shown);
  double mean = sum / (double)view.count;
  for (size_t k = 0; k < view.count; k++) squares += (view.data[k] - mean) * (view.data[k] - mean);
  double error = sqrt(squares / (double)(view.count - 1));
  steps_row(s, step, "their mean\t%s", steps_digits(s, mean, 5));
  step->brief = steps_printf(s, "%zu results, mean %s", view.count, steps_digits(s, mean, 5));
  step = steps_add(s, s->root, &moves[SPREAD], 0);
  step->brief =
      stats_line(s, "√({0} ÷ {1})", (double[]){ squares, (double)view.count - 1 }, 2, error);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL,
              side_number(s, number_double(error * error * (double)(view.count - 1))),
              side_number(s, number_double(squares)));
  step = steps_add(s, s->root, &moves[MISSING], 1);
  double missing = pow(1 - 1 / (double)x->rows, (double)x->rows);
  Number count = number_whole((int64_t)x->rows);
  const char *pattern = steps_printf(s, "(1 − 1/{0})%s", steps_raised(s, (int64_t)x->rows));
  step->brief = equation_text(s, steps_equation(s, pattern, &count, number_double(missing)));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL,
              side_number(s, number_double(pow(missing, 1 / (double)x->rows))),
              side_number(s, number_double(1 - 1 / (double)x->rows)));
  s->note = view.count < FEW
                ? "So few samples say little: 1000 are usual. quantile(b, [0.025 0.975]) then "
                  "gives an interval."
                : "quantile(b, [0.025 0.975]) of the results is a 95 % interval.";
  return true;
}

const Explainer stats_resample_explainers[] = {
  { "permtest", 2, 6, explain_permutation },
  { "bootstrap", 2, 3, explain_bootstrap },
  { 0 },
};
