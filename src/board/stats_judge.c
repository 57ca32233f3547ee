/* stats_judge.c -- how good predictions are: confusion matrix and its rates, errors.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 6 };

enum { COUNT, HITS, FOUR, RATE, ERRORS, SIZES, SQUARES, ROOT, PAIRS, PAIR_SHARE };
static const Move moves[] = {
  [COUNT] = { "confusion.count", "Count each pair: rows are the truth, columns the prediction.",
              NULL, NULL, RELATION_EQUAL },
  [HITS] = { "confusion.hits", "The diagonal holds what was right.", NULL, NULL, RELATION_EQUAL },
  [FOUR] = { "rate.count", "Count the four cases; positive means {positive}.", NULL, NULL,
             RELATION_EQUAL },
  [RATE] = { "rate.share", "{question}", "{formula}", NULL, RELATION_SOLVES },
  [ERRORS] = { "error.differences", "By how much is each prediction off?", "predicted − y", NULL,
               RELATION_EQUAL },
  [SIZES] = { "error.sizes", "The mean of their sizes.", NULL, NULL, RELATION_SOLVES },
  [SQUARES] = { "error.squares", "The mean of their squares.", NULL, NULL, RELATION_SOLVES },
  [ROOT] = { "error.root", "The root, to be back in the unit of y.", NULL, NULL, RELATION_EQUAL },
  [PAIRS] = { "auc.pairs",
              "Compare each positive with each negative: does it score higher? A tie counts half.",
              NULL, NULL, RELATION_EQUAL },
  [PAIR_SHARE] = { "auc.share", "The share of pairs in the right order.", NULL, NULL,
                   RELATION_SOLVES },
};

static bool labels(Steps *s, const Subject *subject, const Exact **y, const Exact **guess) {
  *y = stats_sample(s, subject, 0);
  *guess = *y ? stats_sample(s, subject, 1) : NULL;
  if (!*guess) return false;
  return (*y)->rows == (*guess)->rows ||
         steps_refuse(s, "there must be one prediction for each true value");
}

/* A row "name:  1 ÷ 2 = 1/2" of its own step; the share. */
static Number rate_step(Steps *s, const char *question, const char *formula, int64_t part,
                        int64_t all) {
  BoardStep *step = steps_add(s, s->root, &moves[RATE], 0);
  steps_bind(s, step, "question", question);
  steps_bind(s, step, "formula", formula);
  Number n[] = { number_whole(part), number_whole(all) }, share = number_divide(n[0], n[1]);
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", n, share));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, n[1]), side_number(s, share), side_number(s, n[0]));
  return share;
}

static int by_size(const void *a, const void *b) {
  double x = number_value(*(const Number *)a), y = number_value(*(const Number *)b);
  return (x > y) - (x < y);
}

static size_t place_of(const Exact *classes, Number n) {
  size_t k = 0;
  while (k < classes->rows && !number_equal(classes->at[k], n)) k++;
  return k;
}

/* All labels that occur, in order. */
static Exact *classes_of(Steps *s, const Exact *y, const Exact *guess) {
  Exact *all = exact_new(&s->arena, 2 * y->rows, 1);
  memcpy(all->at, y->at, y->rows * sizeof *y->at);
  memcpy(all->at + y->rows, guess->at, y->rows * sizeof *y->at);
  qsort(all->at, all->rows, sizeof *all->at, by_size);
  size_t count = 0;
  for (size_t k = 0; k < all->rows; k++)
    if (count == 0 || !number_equal(all->at[count - 1], all->at[k])) all->at[count++] = all->at[k];
  all->rows = count;
  return all;
}

static bool explain_confusion(Steps *s, const Subject *subject) {
  const Exact *y, *guess;
  if (!labels(s, subject, &y, &guess)) return false;
  const Exact *classes = classes_of(s, y, guess);
  size_t n = classes->rows;
  if (n > MOST_CLASSES) return steps_refuse(s, "the board has room for six classes");
  Exact *table = exact_new(&s->arena, n, n);
  int64_t right = 0;
  for (size_t k = 0; k < y->rows; k++) {
    size_t i = place_of(classes, y->at[k]), j = place_of(classes, guess->at[k]);
    *exact_at(table, i, j) = number_add(*exact_at(table, i, j), number_whole(1));
    right += i == j;
  }
  s->title = steps_printf(s, "The confusion matrix of %s", plural(s, y->rows, "prediction"));
  BoardStep *step = steps_add(s, s->root, &moves[COUNT], 0);
  Text line = TEXT_EMPTY;
  for (size_t j = 0; j < n; j++)
    text_printf(&line, "\v called %s", steps_number(s, classes->at[j]));
  steps_row(s, step, "%s\v in all", text_string(&line));
  for (size_t i = 0; i < n; i++) {
    text_clear(&line);
    Number sum = number_whole(0);
    for (size_t j = 0; j < n; j++) {
      text_printf(&line, "\v%s", steps_number(s, *exact_at(table, i, j)));
      sum = number_add(sum, *exact_at(table, i, j));
    }
    steps_row(s, step, "is %s%s\v%s", steps_number(s, classes->at[i]), text_string(&line),
              steps_number(s, sum));
  }
  text_free(&line);
  step->brief = steps_vector(s, table);
  Exact *ones = exact_new(&s->arena, n, n);
  for (size_t k = 0; k < n * n; k++) ones->at[k] = number_whole(1);
  stats_claim_equal(s, step, exact_inner(ones, table), number_whole((int64_t)y->rows));
  step = steps_add(s, s->root, &moves[HITS], 1);
  steps_row(s, step, "%lld of %zu, an accuracy of %s", (long long)right, y->rows,
            equation_text(
                s, steps_equation(s, "{0} ÷ {1}",
                                  (Number[]){ number_whole(right), number_whole((int64_t)y->rows) },
                                  number_fraction(right, (int64_t)y->rows))));
  Number trace = number_whole(0);
  for (size_t i = 0; i < n; i++) trace = number_add(trace, *exact_at(table, i, i));
  stats_claim_equal(s, step, trace, number_whole(right));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_of(table), side_of(plain));
  return true;
}

static bool explain_accuracy(Steps *s, const Subject *subject) {
  const Exact *y, *guess;
  if (!labels(s, subject, &y, &guess)) return false;
  int64_t right = 0;
  for (size_t k = 0; k < y->rows; k++) right += number_equal(y->at[k], guess->at[k]);
  s->title = steps_printf(s, "The accuracy of %s", plural(s, y->rows, "prediction"));
  Number share = rate_step(s, "How many are right, of all?", "right/all", right, (int64_t)y->rows);
  stats_result(s, subject, "accuracy", share);
  s->note = "Where one class is rare, calling everything the other is accurate too: look at "
            "precision and recall.";
  return true;
}

typedef struct Cases {
  int64_t hit, alarm, missed, passed;
} Cases;

static bool count_cases(Steps *s, const Subject *subject, Cases *c) {
  const Exact *y, *guess;
  Number positive = number_whole(1);
  if (!labels(s, subject, &y, &guess) ||
      (subject->count > 2 && !stats_single(s, subject, 2, &positive)))
    return false;
  *c = (Cases){ 0 };
  for (size_t k = 0; k < y->rows; k++) {
    bool is = number_equal(y->at[k], positive), called = number_equal(guess->at[k], positive);
    c->hit += is && called;
    c->alarm += !is && called;
    c->missed += is && !called;
    c->passed += !is && !called;
  }
  BoardStep *step = steps_add(s, s->root, &moves[FOUR], 0);
  steps_bind(s, step, "positive", steps_number(s, positive));
  steps_row(s, step, "TP\tcalled positive, and it is\t%lld", (long long)c->hit);
  steps_row(s, step, "FP\tcalled positive, but it is not\t%lld", (long long)c->alarm);
  steps_row(s, step, "FN\tpositive, but not called so\t%lld", (long long)c->missed);
  steps_row(s, step, "TN\tneither\t%lld", (long long)c->passed);
  step->brief = steps_printf(s, "TP %lld, FP %lld, FN %lld, TN %lld", (long long)c->hit,
                             (long long)c->alarm, (long long)c->missed, (long long)c->passed);
  stats_claim_equal(s, step, number_whole(c->hit + c->alarm + c->missed + c->passed),
                    number_whole((int64_t)y->rows));
  return true;
}

static bool explain_rate(Steps *s, const Subject *subject) {
  Cases c;
  bool precision = strcmp(subject->name, "precision") == 0;
  s->title = precision ? "Precision\tof those called positive, how many are?"
                       : "Recall\tof those that are positive, how many were found?";
  if (!count_cases(s, subject, &c)) return false;
  int64_t all = c.hit + (precision ? c.alarm : c.missed);
  if (all == 0)
    return steps_refuse(s, precision ? "nothing was called positive" : "nothing is positive");
  Number share = precision ? rate_step(s,
                                       "The share of the hits among all that were called "
                                       "positive.",
                                       "TP/(TP + FP)", c.hit, all)
                           : rate_step(s, "The share of the hits among all that are positive.",
                                       "TP/(TP + FN)", c.hit, all);
  stats_result(s, subject, subject->name, share);
  s->note = precision ? "It says nothing about what was missed: that is recall."
                      : "It says nothing about false alarms: that is precision.";
  return true;
}

static bool explain_f1(Steps *s, const Subject *subject) {
  Cases c;
  s->title = "F1\tprecision and recall in one number";
  if (!count_cases(s, subject, &c)) return false;
  if (c.hit + c.alarm == 0 || c.hit + c.missed == 0)
    return steps_refuse(s, "nothing is positive, or nothing was called so");
  rate_step(s, "Precision: how many of those called positive are?", "P = TP/(TP + FP)", c.hit,
            c.hit + c.alarm);
  rate_step(s, "Recall: how many of the positive ones were found?", "R = TP/(TP + FN)", c.hit,
            c.hit + c.missed);
  Number f = rate_step(s, "Their harmonic mean, 2·P·R/(P + R); the counts alone give it.",
                       "2·TP/(2·TP + FP + FN)", 2 * c.hit, 2 * c.hit + c.alarm + c.missed);
  if (c.hit > 0) {
    Number p = number_fraction(c.hit, c.hit + c.alarm),
           r = number_fraction(c.hit, c.hit + c.missed);
    Number both = number_multiply(number_whole(2), number_multiply(p, r));
    stats_claim_equal(s, s->root, f, number_divide(both, number_add(p, r)));
  }
  stats_result(s, subject, "F1", f);
  s->note = "The harmonic mean stays near the smaller of the two: both must be good.";
  return true;
}

/* mae, mse, rmse */
static bool explain_error(Steps *s, const Subject *subject) {
  const Exact *y, *guess;
  if (!labels(s, subject, &y, &guess)) return false;
  bool sizes = strcmp(subject->name, "mae") == 0, root = strcmp(subject->name, "rmse") == 0;
  s->title = steps_printf(s, "%s of %s",
                          sizes  ? "The mean absolute error"
                          : root ? "The root mean squared error"
                                 : "The mean squared error",
                          plural(s, y->rows, "prediction"));
  Exact *d = exact_copy(&s->arena, y), *used = exact_copy(&s->arena, y);
  BoardStep *step = steps_add(s, s->root, &moves[ERRORS], 1);
  steps_row(s, step, "\vpredicted\v y\v off by\v %s", sizes ? "size" : "squared");
  for (size_t k = 0; k < y->rows; k++) {
    d->at[k] = exact_subtract(guess->at[k], y->at[k]);
    used->at[k] = sizes ? number_sign(d->at[k]) < 0 ? number_negate(d->at[k]) : d->at[k]
                        : number_multiply(d->at[k], d->at[k]);
    steps_row(s, step, "\v%s\v%s\v%s\v%s", steps_number(s, guess->at[k]), steps_number(s, y->at[k]),
              steps_number(s, d->at[k]), steps_number(s, used->at[k]));
  }
  Exact *back = exact_copy(&s->arena, y);
  for (size_t k = 0; k < y->rows; k++) back->at[k] = number_add(y->at[k], d->at[k]);
  steps_claim_beside(s, step, side_of(guess), side_of(back), side_of(y));
  Number sum = stats_sum(used), count = number_whole((int64_t)y->rows);
  Number mean = number_divide(sum, count);
  step = steps_add(s, s->root, &moves[sizes ? SIZES : SQUARES], 0);
  steps_row(s, step, "%s", stats_sum_text(s, used, sum));
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", (Number[]){ sum, count }, mean));
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, NULL, used, sum);
  if (!root) {
    stats_result(s, subject, subject->name, mean);
    s->note = sizes ? "Every unit counts the same; a squared error would punish large ones more."
                    : "Squares punish one large error more than many small ones.";
    return true;
  }
  double value = sqrt(number_value(mean));
  step = steps_add(s, s->root, &moves[ROOT], 0);
  step->brief = stats_root_text(s, mean);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(value * value), mean);
  s->result = steps_printf(s, "rmse = %s", step->brief);
  stats_claim_double(s, subject, value);
  return true;
}

static bool explain_auc(Steps *s, const Subject *subject) {
  const Exact *y, *score;
  if (!labels(s, subject, &y, &score)) return false;
  int64_t positives = 0, negatives = 0, halves = 0;
  s->title = "The area under the ROC curve\thow well the scores put positives above negatives";
  BoardStep *step = steps_add(s, s->root, &moves[PAIRS], 1);
  for (size_t i = 0; i < y->rows; i++) {
    if (!number_is(y->at[i], 1)) {
      negatives += number_is(y->at[i], 0);
      continue;
    }
    positives++;
    int64_t above = 0, equal = 0, below = 0;
    for (size_t k = 0; k < y->rows; k++) {
      if (!number_is(y->at[k], 0)) continue;
      double gap = number_value(score->at[i]) - number_value(score->at[k]);
      above += gap > 0;
      equal += gap == 0;
      below += gap < 0;
    }
    halves += 2 * above + equal;
    const char *tied = equal ? steps_printf(s, ", tied with %lld", (long long)equal) : "";
    steps_row(s, step, "%s\tis above %lld of %s%s", steps_number(s, score->at[i]), (long long)above,
              plural(s, (size_t)(above + equal + below), "negative"), tied);
  }
  if (positives == 0 || negatives == 0) return steps_refuse(s, "both classes must occur");
  step->brief = steps_printf(s, "%s, %s", plural(s, (size_t)positives, "positive"),
                             plural(s, (size_t)negatives, "negative"));
  Number right = number_fraction(halves, 2), pairs = number_whole(positives * negatives);
  Number area = number_divide(right, pairs);
  step = steps_add(s, s->root, &moves[PAIR_SHARE], 0);
  Number n[] = { right, number_whole(positives), number_whole(negatives) };
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ ({1}·{2})", n, area));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, pairs), side_number(s, area), side_number(s, right));
  stats_result(s, subject, "auc", area);
  s->note = "1 is perfect, 1/2 is guessing.";
  return true;
}

const Explainer stats_judge_explainers[] = {
  { "confusionmat", 2, 2, explain_confusion },
  { "accuracy", 2, 2, explain_accuracy },
  { "precision", 2, 3, explain_rate },
  { "recall", 2, 3, explain_rate },
  { "f1", 2, 3, explain_f1 },
  { "mae", 2, 2, explain_error },
  { "mse", 2, 2, explain_error },
  { "rmse", 2, 2, explain_error },
  { "auc", 2, 2, explain_auc },
  { 0 },
};
