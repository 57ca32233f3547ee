/* stats_tables.c -- the chi-squared tests of counts, and the analysis of variance.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>

enum { FREEDOM, UPPER_TAIL, EXPECTED, CELLS, GROUPS, BETWEEN, WITHIN, RATIO };
static const Move moves[] = {
  [FREEDOM] = { "table.freedom", "Degrees of freedom: {df}.", NULL, NULL, RELATION_DEFINED },
  [UPPER_TAIL] = { "test.upper", "How likely is a value so large, or larger?", NULL, NULL,
                   RELATION_EQUAL },
  [EXPECTED] = { "chi2.expected", "What independence would give.", "row·column/total", NULL,
                 RELATION_EQUAL },
  [CELLS] = { "chi2.cells", "For each cell (observed − expected)²/expected; add them.", NULL, NULL,
              RELATION_EQUAL },
  [GROUPS] = { "anova.groups", "The means of the groups, and of all.", NULL, NULL, RELATION_EQUAL },
  [BETWEEN] = { "anova.between", "Squares between the groups.", "sum of n·(mean − all)²", NULL,
                RELATION_EQUAL },
  [WITHIN] = { "anova.within", "Squares inside the groups.", "sum of (x − mean)²", NULL,
               RELATION_EQUAL },
  [RATIO] = { "anova.ratio", "Each by its degrees of freedom, and their ratio.", NULL, NULL,
              RELATION_EQUAL },
};

static bool explain_chi2(Steps *s, const Subject *subject) {
  const Exact *o = subject_matrix(s, subject, 0);
  if (!o) return false;
  if (o->rows < 2 || o->columns < 2 || o->rows > 6 || o->columns > 6)
    return steps_refuse(s, "the steps are for tables of two to six rows and columns");
  Exact *expected = exact_copy(&s->arena, o);
  Number total = number_whole(0), rows[6], columns[6];
  for (size_t i = 0; i < 6; i++) rows[i] = columns[i] = number_whole(0);
  for (size_t i = 0; i < o->rows; i++)
    for (size_t j = 0; j < o->columns; j++) {
      Number n = o->at[i * o->columns + j];
      if (number_sign(n) < 0) return steps_refuse(s, "counts are not negative");
      rows[i] = number_add(rows[i], n);
      columns[j] = number_add(columns[j], n);
      total = number_add(total, n);
    }
  s->title =
      steps_printf(s, "Chi-squared test of independence\ta %zu×%zu table", o->rows, o->columns);
  const char *claim = "rows and columns have nothing to do with each other";
  stats_claim_step(s, claim);
  double chi = 0, parts[36];
  Text sum = TEXT_EMPTY;
  for (size_t i = 0; i < o->rows; i++)
    for (size_t j = 0; j < o->columns; j++) {
      size_t k = i * o->columns + j;
      expected->at[k] = number_divide(number_multiply(rows[i], columns[j]), total);
      double e = number_value(expected->at[k]), d = number_value(o->at[k]) - e;
      if (e == 0) {
        text_free(&sum);
        return steps_refuse(s, "a row or column is all zero");
      }
      chi += d * d / e;
      parts[k] = d * d / e;
      text_printf(&sum, k ? " + {%zu}" : "{%zu}", k);
    }
  BoardStep *step = steps_add(s, s->root, &moves[EXPECTED], 1);
  Number first[] = { rows[0], columns[0], total };
  steps_row(s, step, "first cell:  %s",
            equation_text(s, steps_equation(s, "{0}·{1} ÷ {2}", first, expected->at[0])));
  steps_matrix(s, step, grid_of(s, expected));
  Exact *ones = exact_new(&s->arena, o->columns, 1), *sums = exact_new(&s->arena, o->rows, 1);
  for (size_t j = 0; j < o->columns; j++) ones->at[j] = number_whole(1);
  for (size_t i = 0; i < o->rows; i++) sums->at[i] = rows[i];
  steps_claim_solves(s, step, side_of(expected), side_of(ones), side_of(sums));
  step = steps_add(s, s->root, &moves[CELLS], 0);
  step->brief =
      o->rows * o->columns <= 6
          ? steps_printf(s, "χ² = %s",
                         stats_line(s, text_string(&sum), parts, o->rows * o->columns, chi))
          : steps_printf(s, "χ² ≈ %s", steps_digits(s, chi, 4));
  text_free(&sum);
  steps_row(s, step, "%s", step->brief);
  size_t df = (o->rows - 1) * (o->columns - 1);
  step = steps_add(s, s->root, &moves[FREEDOM], 1);
  steps_bind(s, step, "df", steps_printf(s, "(%zu − 1)·(%zu − 1) = %zu", o->rows, o->columns, df));
  double p = stats_value(subject, "chi2cdf(%.17g, %zu, 'upper')", chi, df);
  step = steps_add(s, s->root, &moves[UPPER_TAIL], 0);
  step->brief = steps_printf(s, "p = chi2cdf(%s, %zu, 'upper') %s", steps_digits(s, chi, 6), df,
                             stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(stats_value(subject, "gammainc(%.17g, %.17g, 'upper')",
                                                       chi / 2, (double)df / 2))));
  stats_verdict(s, p, 0.05, claim);
  s->result = steps_printf(s, "χ² ≈ %s,  p ≈ %s", steps_digits(s, chi, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('chi2', %.6g, %zu, 'upper')", chi, df);
  stats_claim_double(s, subject, p);
  if (o->rows == 2 && o->columns == 2)
    s->note = steps_printf(s, "For such a table it is the z test of two shares: z = √%s ≈ %s.",
                           steps_digits(s, chi, 4), steps_digits(s, sqrt(chi), 4));
  return true;
}

static bool explain_anova(Steps *s, const Subject *subject) {
  const Exact *x = subject_matrix(s, subject, 0);
  if (!x) return false;
  if (subject->count > 1)
    return steps_refuse(s, "the steps are for a matrix with a column for each group");
  size_t n = x->rows, groups = x->columns;
  if (groups < 2 || groups > 6 || n < 2 || n > MAX_SAMPLE)
    return steps_refuse(s, "the steps are for two to six columns of two to twenty numbers");
  s->title = steps_printf(s, "Analysis of variance\t%zu groups of %zu", groups, n);
  const char *claim = "all groups have the same mean";
  stats_claim_step(s, claim);
  Number all = number_whole(0), means[6];
  for (size_t j = 0; j < groups; j++) {
    Number sum = number_whole(0);
    for (size_t i = 0; i < n; i++) sum = number_add(sum, x->at[i * groups + j]);
    means[j] = number_divide(sum, number_whole((int64_t)n));
    all = number_add(all, sum);
  }
  all = number_divide(all, number_whole((int64_t)(n * groups)));
  double between = 0, within = 0;
  for (size_t j = 0; j < groups; j++) {
    double m = number_value(means[j]), d = m - number_value(all);
    between += (double)n * d * d;
    for (size_t i = 0; i < n; i++) {
      double off = number_value(x->at[i * groups + j]) - m;
      within += off * off;
    }
  }
  if (within == 0) return steps_refuse(s, "the numbers inside each group do not vary");
  BoardStep *step = steps_add(s, s->root, &moves[GROUPS], 1);
  for (size_t j = 0; j < groups; j++)
    steps_row(s, step, "group %zu:\v%s", j + 1, steps_number(s, means[j]));
  steps_row(s, step, "all:\v%s", steps_number(s, all));
  step->brief = steps_printf(s, "mean of all %s", steps_number(s, all));
  step = steps_add(s, s->root, &moves[BETWEEN], 0);
  step->brief = steps_printf(s, "between %s", stats_about(s, between, 5));
  Number spread[8] = { all, number_whole((int64_t)n) };
  Text pattern = TEXT_EMPTY;
  for (size_t j = 0; j < groups; j++) {
    spread[2 + j] = means[j];
    text_printf(&pattern, "%s({%zu} − {0!})²", j ? " + " : "", 2 + j);
  }
  steps_row(s, step, "%s",
            equation_text(s, steps_equation(s, steps_printf(s, "{1}·(%s)", text_string(&pattern)),
                                            spread, number_double(between))));
  text_free(&pattern);
  step = steps_add(s, s->root, &moves[WITHIN], 0);
  step->brief = steps_printf(s, "inside %s", stats_about(s, within, 5));
  Exact *inside = exact_new(&s->arena, groups, 1);
  for (size_t j = 0; j < groups; j++) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
      double off = number_value(x->at[i * groups + j]) - number_value(means[j]);
      sum += off * off;
    }
    inside->at[j] = exact_number(sum);
  }
  steps_row(s, step, "%s", stats_sum_text(s, inside, exact_number(within)));
  double total = 0;
  for (size_t k = 0; k < n * groups; k++) {
    double d = number_value(x->at[k]) - number_value(all);
    total += d * d;
  }
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(between + within)),
              side_number(s, number_double(total)));
  size_t df1 = groups - 1, df2 = n * groups - groups;
  double f = (between / (double)df1) / (within / (double)df2);
  step = steps_add(s, s->root, &moves[RATIO], 0);
  const double squares[] = { between, (double)df1, within, (double)df2 };
  step->brief =
      steps_printf(s, "F = %s", stats_line(s, "({0} ÷ {1}) ÷ ({2} ÷ {3})", squares, 4, f));
  steps_row(s, step, "%s", step->brief);
  double p = stats_value(subject, "fcdf(%.17g, %zu, %zu, 'upper')", f, df1, df2);
  step = steps_add(s, s->root, &moves[UPPER_TAIL], 0);
  step->brief = steps_printf(s, "p = fcdf(%s, %zu, %zu, 'upper') %s", steps_digits(s, f, 6), df1,
                             df2, stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(
      s, step, RELATION_EQUAL, side_number(s, number_double(p)),
      side_number(s, number_double(stats_value(subject, "betainc(%.17g, %.17g, %.17g)",
                                               (double)df2 / ((double)df2 + (double)df1 * f),
                                               (double)df2 / 2, (double)df1 / 2))));
  stats_verdict(s, p, 0.05, claim);
  s->result = steps_printf(s, "F ≈ %s,  p ≈ %s", steps_digits(s, f, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('f', %.6g, %zu, %zu, 'upper')", f, df1, df2);
  stats_claim_double(s, subject, p);
  return true;
}

const Explainer stats_tables_explainers[] = {
  { "chi2test", 1, 1, explain_chi2 },
  { "anova1", 1, 1, explain_anova },
  { 0 },
};
