/* stats_order.c -- what the order of the numbers decides: median, quantiles, mode, ranks.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_QUANTILES = 6 };

enum { ORDER, MIDDLE, PLACE, RANGE, COUNT, MOST, EXTREMES, RANKS };
static const Move moves[] = {
  [ORDER] = { "order.sort", "Put the numbers in order.", NULL, NULL, RELATION_EQUAL },
  [MIDDLE] = { "median.middle", "Take the middle.", NULL, NULL, RELATION_EQUAL },
  [PLACE] = { "quantile.place", "Where in this order is the {p} quantile?", "{rule}", NULL,
              RELATION_EQUAL },
  [RANGE] = { "iqr.range", "The distance between the two quartiles.", NULL, NULL, RELATION_EQUAL },
  [COUNT] = { "mode.count", "Count how often each number occurs.", NULL, NULL, RELATION_EQUAL },
  [MOST] = { "mode.most", "Take the one that occurs most often.", NULL, NULL, RELATION_DEFINED },
  [EXTREMES] = { "range.extremes", "The largest less the smallest.", NULL, NULL, RELATION_EQUAL },
  [RANKS] = { "ranks.places",
              "Number them in this order; equal ones share the mean of their "
              "places.",
              NULL, NULL, RELATION_EQUAL },
};

static int by_size(const void *a, const void *b) {
  double x = number_value(*(const Number *)a), y = number_value(*(const Number *)b);
  return (x > y) - (x < y);
}

/* The step that sorts; it claims that the sum is the same. */
static const Exact *sorted_step(Steps *s, const Exact *x, unsigned depth) {
  Exact *sorted = exact_copy(&s->arena, x);
  qsort(sorted->at, x->rows, sizeof *sorted->at, by_size);
  BoardStep *step = steps_add(s, s->root, &moves[ORDER], depth);
  step->brief = steps_vector(s, exact_transpose(&s->arena, sorted));
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, stats_sum(x), stats_sum(sorted));
  return sorted;
}

static bool explain_median(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  size_t n = x->rows;
  s->title = steps_printf(s, "The median of %s\t%s", subject_name(subject, 0, "x"),
                          plural(s, n, "number"));
  const Exact *sorted = sorted_step(s, x, 0);
  BoardStep *step = steps_add(s, s->root, &moves[MIDDLE], 0);
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
  stats_claim_equal(s, step, number_add(sorted->at[(n - 1) / 2], sorted->at[n / 2]),
                    number_add(middle, middle));
  stats_result(s, subject, "median", middle);
  s->note = "The median only asks for the order: one wild value hardly moves it.";
  return true;
}

/* ------------------------------------------------------------------ quantiles */

/* How a place in the order is found: shift + (n + count)·p. */
typedef struct Rule {
  int number;
  const char *formula, *pattern; /* of {0} n and {1} p */
  int64_t count[2], shift[2];    /* fractions */
} Rule;

static const Rule rules[] = {
  { 4, "n·p", "{0}·{1*}", { 0, 1 }, { 0, 1 } },
  { 5, "n·p + 1/2", "{0}·{1*} + {2}", { 0, 1 }, { 1, 2 } },
  { 6, "(n + 1)·p", "({0} + 1)·{1*}", { 1, 1 }, { 0, 1 } },
  { 7, "1 + (n − 1)·p", "1 + ({0} − 1)·{1*}", { -1, 1 }, { 1, 1 } },
};

static const Rule *rule_of(int number) {
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
    if (rules[k].number == number) return &rules[k];
  return NULL;
}

/* The step for the quantile P of what is SORTED. */
static Number quantile_step(Steps *s, const Rule *rule, const Exact *sorted, Number p,
                            const char *name) {
  int64_t n = (int64_t)sorted->rows;
  Number half = number_fraction(1, 2);
  Number times = number_add(number_whole(n), number_fraction(rule->count[0], rule->count[1]));
  Number place =
      number_add(number_multiply(times, p), number_fraction(rule->shift[0], rule->shift[1]));
  BoardStep *step = steps_add(s, s->root, &moves[PLACE], 0);
  steps_bind(s, step, "p", name);
  steps_bind(s, step, "rule", steps_printf(s, "place %s", rule->formula));
  steps_row(s, step, "place\t%s",
            equation_text(s, steps_equation(s, rule->pattern,
                                            (Number[]){ number_whole(n), p, half }, place)));
  double at = number_value(place);
  size_t below = at < 1 ? 1 : at >= (double)n ? (size_t)n : (size_t)floor(at);
  Number value = sorted->at[below - 1];
  Number share = exact_subtract(place, number_whole((int64_t)below));
  if (at < 1 || at > (double)n)
    steps_row(s, step, "%s\tso it is the %s number, %s",
              at < 1 ? "before 1:" : "beyond the end:", at < 1 ? "first" : "last",
              steps_number(s, value));
  else if (exact_is_zero(share))
    steps_row(s, step, "it is\tnumber %zu, %s", below, steps_number(s, value));
  else {
    Number parts[] = { sorted->at[below - 1], share, sorted->at[below] };
    value = number_add(parts[0], number_multiply(share, exact_subtract(parts[2], parts[0])));
    steps_row(s, step, "between numbers %zu and %zu:\t%s", below, below + 1,
              equation_text(s, steps_equation(s, "{0} + {1*}·({2} − {0!})", parts, value)));
  }
  double low = number_value(sorted->at[below - 1]),
         high = number_value(sorted->at[below < (size_t)n ? below : below - 1]);
  double weight = fmin(1, fmax(0, number_value(share)));
  stats_claim_equal(s, step, value,
                    exact_is_zero(share) ? sorted->at[below - 1]
                                         : number_double((1 - weight) * low + weight * high));
  step->brief = steps_printf(s, "the %s quantile %s %s", name, steps_equals(s, value),
                             steps_number(s, value));
  return value;
}

static void rule_note(Steps *s, const Rule *rule, const char *name, int dim) {
  if (rule->number == 5)
    s->note = steps_printf(s,
                           "This is rule 5, Octave's. NumPy and R take rule 7, the place %s: "
                           "quantile(%s, p, %d, 7).",
                           steps_unbroken(s, rule_of(7)->formula), name, dim);
  else if (rule->number == 7)
    s->note = "This is rule 7, that of NumPy and R. Without the fourth argument it is rule 5, the "
              "place n·p + 1/2, as in Octave.";
}

/* quantile(x, p, dim, method) and prctile(x, p, dim) */
static bool explain_quantile(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  bool percent = strcmp(subject->name, "prctile") == 0;
  const Exact *p = x ? subject_vector(s, subject, 1) : NULL;
  Number method = number_whole(5);
  if (!p || (subject->count > 3 && !stats_single(s, subject, 3, &method))) return false;
  const Rule *rule = number_is_whole(method) ? rule_of((int)method.top) : NULL;
  if (!rule) return steps_refuse(s, "there are steps for the rules 4 to 7");
  size_t count = p->rows * p->columns;
  if (count > MOST_QUANTILES) return steps_refuse(s, "the board has room for six quantiles");
  if (subject->count > 2 && value_count(subject->args[2]) == 1) {
    Number dim;
    bool along = stats_single(s, subject, 2, &dim) && number_is_whole(dim) &&
                 (size_t)dim.top == (value_size(subject->args[0], 0) == 1 ? 2 : 1);
    if (!along && x->rows > 1)
      return steps_refuse(s, "along that dimension there is one number each");
  }
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "%s of %s\t%s", count == 1 ? "A quantile" : "Quantiles", name,
                          plural(s, x->rows, "number"));
  const Exact *sorted = sorted_step(s, x, 1);
  Exact *values = exact_new(&s->arena, 1, count);
  for (size_t k = 0; k < count; k++) {
    Number share = percent ? number_divide(p->at[k], number_whole(100)) : p->at[k];
    stats_prefer_decimals(s, share);
    if (number_value(share) < 0 || number_value(share) > 1)
      return steps_refuse(s, "a share lies between 0 and 1");
    values->at[k] = quantile_step(s, rule, sorted, share, steps_number(s, share));
  }
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (count == 1)
    stats_result(s, subject, "quantile", values->at[0]);
  else {
    s->result = steps_printf(s, "quantiles = %s", steps_vector(s, values));
    if (plain)
      steps_claim(s, s->root, RELATION_EQUAL, side_of(values),
                  side_of(plain->rows == 1 ? plain : exact_transpose(&s->arena, plain)));
  }
  rule_note(s, rule, name, value_size(subject->args[0], 0) == 1 ? 2 : 1);
  return true;
}

static bool explain_iqr(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "The interquartile range of %s\tthe width of the middle half", name);
  const Exact *sorted = sorted_step(s, x, 1);
  const Rule *rule = rule_of(5);
  Number low = quantile_step(s, rule, sorted, number_fraction(1, 4), "0.25");
  Number high = quantile_step(s, rule, sorted, number_fraction(3, 4), "0.75");
  BoardStep *step = steps_add(s, s->root, &moves[RANGE], 0);
  Number width = exact_subtract(high, low), n[] = { high, low };
  step->brief = equation_text(s, steps_equation(s, "{0} − {1!}", n, width));
  steps_row(s, step, "%s", step->brief);
  steps_claim_beside(s, step, side_number(s, high), side_number(s, number_add(low, width)),
                     side_of(x));
  stats_result(s, subject, "iqr", width);
  rule_note(s, rule, name, value_size(subject->args[0], 0) == 1 ? 2 : 1);
  return true;
}

/* ------------------------------------------------------------------ mode, range, ranks */

static bool explain_mode(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  s->title = steps_printf(s, "The mode of %s\t%s", subject_name(subject, 0, "x"),
                          plural(s, x->rows, "number"));
  Exact *sorted = exact_copy(&s->arena, x);
  size_t n = x->rows, most = 0, winners = 0;
  qsort(sorted->at, n, sizeof *sorted->at, by_size);
  BoardStep *step = steps_add(s, s->root, &moves[COUNT], 0);
  Number mode = sorted->at[0], total = number_whole(0);
  for (size_t k = 0, times; k < n; k += times) {
    for (times = 1; k + times < n && number_equal(sorted->at[k], sorted->at[k + times]);) times++;
    steps_row(s, step, "\v%s\t %s", steps_number(s, sorted->at[k]), plural(s, times, "time"));
    total = number_add(total, number_whole((int64_t)times));
    winners = times > most ? 1 : winners + (times == most);
    if (times > most) most = times, mode = sorted->at[k];
  }
  stats_claim_equal(s, step, total, number_whole((int64_t)n));
  step->brief = "count";
  step = steps_add(s, s->root, &moves[MOST], 0);
  step->brief = steps_printf(s, "%s: %s", steps_number(s, mode), plural(s, most, "time"));
  steps_row(s, step, "%s", step->brief);
  stats_result(s, subject, "mode", mode);
  if (winners > 1)
    s->note = steps_printf(s, "There are %s such numbers; mode() answers with the smallest.",
                           count_word(s, winners));
  return true;
}

static bool explain_range(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  s->title = steps_printf(s, "The range of %s", subject_name(subject, 0, "x"));
  Exact *sorted = exact_copy(&s->arena, x);
  qsort(sorted->at, x->rows, sizeof *sorted->at, by_size);
  Number n[] = { sorted->at[x->rows - 1], sorted->at[0] }, range = exact_subtract(n[0], n[1]);
  BoardStep *step = steps_add(s, s->root, &moves[EXTREMES], 0);
  step->brief = equation_text(s, steps_equation(s, "{0} − {1!}", n, range));
  steps_row(s, step, "%s", step->brief);
  steps_claim_beside(s, step, side_number(s, n[0]), side_number(s, number_add(n[1], range)),
                     side_of(x));
  stats_result(s, subject, "range", range);
  s->note = "Two numbers decide it: one wild value and it is wild too. The iqr is calmer.";
  return true;
}

static bool explain_ranks(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  s->title = steps_printf(s, "The ranks of %s", subject_name(subject, 0, "x"));
  const Exact *sorted = sorted_step(s, x, 1);
  Exact *ranks = exact_copy(&s->arena, x);
  size_t n = x->rows;
  BoardStep *step = steps_add(s, s->root, &moves[RANKS], 0);
  for (size_t k = 0, times; k < n; k += times) {
    for (times = 1; k + times < n && number_equal(sorted->at[k], sorted->at[k + times]);) times++;
    Number rank = number_fraction((int64_t)(2 * k + times + 1), 2);
    if (times == 1)
      steps_row(s, step, "\v%s\tplace %zu", steps_number(s, sorted->at[k]), k + 1);
    else
      steps_row(s, step, "\v%s\tplaces %zu to %zu, rank %s", steps_number(s, sorted->at[k]), k + 1,
                k + times, steps_number(s, rank));
    for (size_t i = 0; i < n; i++)
      if (number_equal(x->at[i], sorted->at[k])) ranks->at[i] = rank;
  }
  stats_claim_equal(s, step, stats_sum(ranks), number_fraction((int64_t)(n * (n + 1)), 2));
  s->result = steps_printf(s, "ranks = %s", steps_vector(s, exact_transpose(&s->arena, ranks)));
  step->brief = s->result;
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim(s, s->root, RELATION_EQUAL, side_of(ranks),
                side_of(plain->columns == 1 ? plain : exact_transpose(&s->arena, plain)));
  return true;
}

const Explainer stats_order_explainers[] = {
  { "median", 1, 1, explain_median },    { "quantile", 2, 4, explain_quantile },
  { "prctile", 2, 3, explain_quantile }, { "iqr", 1, 1, explain_iqr },
  { "mode", 1, 1, explain_mode },        { "range", 1, 1, explain_range },
  { "ranks", 1, 1, explain_ranks },      { 0 },
};
