/* stats_tests.c -- tests and intervals: from the hypothesis to what p says.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum {
  CLAIM,
  PAIRS,
  SPREAD,
  ERROR_OF_MEAN,
  STATISTIC,
  FREEDOM,
  TAIL,
  UPPER_TAIL,
  INTERVAL,
  POOLED,
  ERROR_OF_DIFFERENCE,
  EXPECTED,
  CELLS,
  GROUPS,
  BETWEEN,
  WITHIN,
  RATIO
};
static const Move moves[] = {
  [CLAIM] = { "test.claim", "The claim to be tested: {claim}.", NULL, NULL, RELATION_DEFINED },
  [PAIRS] = { "test.pairs", "Only the differences of the pairs count.", NULL, NULL,
              RELATION_DEFINED },
  [SPREAD] = { "test.spread", "The standard deviation of {x}.", "√(sum of squares/(n − 1))", NULL,
               RELATION_EQUAL },
  [ERROR_OF_MEAN] = { "test.error", "How far a mean of {n} strays: the standard error.", "sd/√n",
                      NULL, RELATION_EQUAL },
  [STATISTIC] = { "test.statistic", "How many standard errors is it away?", NULL, NULL,
                  RELATION_EQUAL },
  [FREEDOM] = { "test.freedom", "Degrees of freedom: {df}.", NULL, NULL, RELATION_DEFINED },
  [TAIL] = { "test.tail", "How likely is it to be so far away, on either side?", NULL, NULL,
             RELATION_EQUAL },
  [UPPER_TAIL] = { "test.upper", "How likely is a value so large, or larger?", NULL, NULL,
                   RELATION_EQUAL },
  [INTERVAL] = { "test.interval", "The 95 % interval from the same numbers.",
                 "estimate ± quantile·error", NULL, RELATION_EQUAL },
  [POOLED] = { "test.pooled", "The variance inside the groups, taken together.",
               "(SSx + SSy)/(nx + ny − 2)", NULL, RELATION_EQUAL },
  [ERROR_OF_DIFFERENCE] = { "test.difference",
                            "How far the difference of two such means strays: the standard error.",
                            NULL, NULL, RELATION_EQUAL },
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

static const char *rounded(Steps *s, double x) {
  return steps_digits(s, x, 6);
}

/* Tests end in tables of distributions, so that fractions would not last. */
static BoardStep *claim_step(Steps *s, const char *claim) {
  s->swollen = true;
  BoardStep *step = steps_add(s, s->root, &moves[CLAIM], 1);
  steps_bind(s, step, "claim", claim);
  return step;
}

static double squares_of(const Exact *x) {
  double mean = number_value(stats_mean(x)), sum = 0;
  for (size_t k = 0; k < x->rows; k++) {
    double d = number_value(x->at[k]) - mean;
    sum += d * d;
  }
  return sum;
}

static double spread_step(Steps *s, const char *name, const Exact *x) {
  double total = squares_of(x), sd = sqrt(total / ((double)x->rows - 1));
  BoardStep *step = steps_add(s, s->root, &moves[SPREAD], 1);
  steps_bind(s, step, "x", name);
  step->brief = stats_line(s, "√({0} ÷ {1})", (double[]){ total, (double)x->rows - 1 }, 2, sd);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL,
              side_number(s, number_double(sd * sd * ((double)x->rows - 1))),
              side_number(s, number_double(total)));
  return sd;
}

static double error_step(Steps *s, double sd, size_t n) {
  double error = sd / sqrt((double)n);
  BoardStep *step = steps_add(s, s->root, &moves[ERROR_OF_MEAN], 1);
  steps_bind(s, step, "n", steps_printf(s, "%zu", n));
  step->brief = stats_line(s, "{0} ÷ √{1}", (double[]){ sd, (double)n }, 2, error);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(error * error * (double)n)),
              side_number(s, number_double(sd * sd)));
  return error;
}

/* How far ESTIMATE lies from CENTRE, in errors; NAME is t or z. */
static double statistic_step(Steps *s, const char *name, double estimate, double centre,
                             double error) {
  double t = (estimate - centre) / error;
  BoardStep *step = steps_add(s, s->root, &moves[STATISTIC], 0);
  const char *line = centre == 0 ? stats_line(s, "{0} ÷ {1}", (double[]){ estimate, error }, 2, t)
                                 : stats_line(s, "({0} − {1!}) ÷ {2}",
                                              (double[]){ estimate, centre, error }, 3, t);
  step->brief = steps_printf(s, "%s = %s", name, line);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(t * error)),
              side_number(s, number_double(estimate - centre)));
  return t;
}

static BoardStep *tail_step(Steps *s, const char *call, double p) {
  BoardStep *step = steps_add(s, s->root, &moves[TAIL], 0);
  step->brief = steps_printf(s, "p = %s %s", call, stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  return step;
}

static void interval_step(Steps *s, const Subject *subject, double estimate, double error,
                          const char *quantile) {
  double q = stats_value(subject, "%s", quantile);
  BoardStep *step = steps_add(s, s->root, &moves[INTERVAL], 1);
  steps_row(s, step, "%s ≈ %s", quantile, rounded(s, q));
  step->brief = steps_printf(s, "from %s to %s", steps_digits(s, estimate - q * error, 4),
                             steps_digits(s, estimate + q * error, 4));
  steps_row(s, step, "%s ± %s·%s:  %s", rounded(s, estimate), rounded(s, q), rounded(s, error),
            step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(2 * q * error)),
              side_number(s, number_double((estimate + q * error) - (estimate - q * error))));
}

static void claim_decision(Steps *s, const Subject *subject, double p) {
  Value v = subject->value;
  if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_whole(p < 0.05)),
                side_number(s, number_double(v.scalar)));
}

static bool one_number(Steps *s, const Subject *subject, size_t i, double *out) {
  Value v = subject->args[i];
  if (v.kind != VALUE_SCALAR) return steps_refuse(s, "a number is expected there");
  *out = v.scalar;
  return true;
}

static bool long_enough(Steps *s, const Exact *x) {
  if (x->rows < 2) return steps_refuse(s, "it takes at least two numbers");
  return squares_of(x) > 0 || steps_refuse(s, "the numbers do not vary at all");
}

static bool explain_ztest(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  double centre = 0, sd = 1;
  if (!x || !one_number(s, subject, 1, &centre) || !one_number(s, subject, 2, &sd)) return false;
  if (!(sd > 0)) return steps_refuse(s, "a standard deviation is positive");
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "z test\tstandard deviation known, %zu numbers", x->rows);
  const char *claim = steps_printf(s, "the true mean is %s", rounded(s, centre));
  claim_step(s, claim);
  double mean = number_value(stats_mean_step(s, s->root, name, x));
  double error = error_step(s, sd, x->rows);
  double z = statistic_step(s, "z", mean, centre, error);
  double p = stats_value(subject, "2*normcdf(-abs(%.17g))", z);
  BoardStep *step = tail_step(s, steps_printf(s, "2·Φ(−%s)", steps_digits(s, fabs(z), 4)), p);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(erfc(fabs(z) / sqrt(2)))));
  stats_verdict(s, p, 0.05, claim);
  interval_step(s, subject, mean, error, "norminv(0.975)");
  s->result = steps_printf(s, "z ≈ %s,  p ≈ %s", steps_digits(s, z, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('norm', [%.6g %.6g], 'outside')", -fabs(z), fabs(z));
  claim_decision(s, subject, p);
  return true;
}

static void t_of_sample(Steps *s, const Subject *subject, const char *name, const Exact *x,
                        double centre, const char *claim) {
  double mean = number_value(stats_mean_step(s, s->root, name, x));
  double error = error_step(s, spread_step(s, name, x), x->rows);
  double t = statistic_step(s, "t", mean, centre, error);
  size_t df = x->rows - 1;
  BoardStep *step = steps_add(s, s->root, &moves[FREEDOM], 1);
  steps_bind(s, step, "df", steps_printf(s, "n − 1 = %zu", df));
  double p = stats_value(subject, "2*tcdf(-abs(%.17g), %zu)", t, df);
  step = tail_step(s, steps_printf(s, "2·tcdf(−%s, %zu)", steps_digits(s, fabs(t), 4), df), p);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(stats_value(subject, "betainc(%.17g, %.17g, 0.5)",
                                                       (double)df / ((double)df + t * t),
                                                       (double)df / 2))));
  stats_verdict(s, p, 0.05, claim);
  interval_step(s, subject, mean, error, steps_printf(s, "tinv(0.975, %zu)", df));
  s->result = steps_printf(s, "t ≈ %s,  p ≈ %s", steps_digits(s, t, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('t', [%.6g %.6g], %zu, 'outside')", -fabs(t), fabs(t), df);
  claim_decision(s, subject, p);
}

static bool explain_ttest(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  double centre = 0;
  const char *name = subject_name(subject, 0, "x"), *claim;
  bool paired = subject->count > 1 && value_count(subject->args[1]) > 1;
  if (paired) {
    const Exact *y = stats_sample(s, subject, 1);
    if (!y) return false;
    if (y->rows != x->rows) return steps_refuse(s, "pairs need lists of equal length");
    Exact *d = exact_copy(&s->arena, x);
    for (size_t k = 0; k < x->rows; k++) d->at[k] = exact_subtract(x->at[k], y->at[k]);
    x = d;
    claim = "the two do not differ on average";
  } else {
    if (subject->count > 1 && !one_number(s, subject, 1, &centre)) return false;
    claim = steps_printf(s, "the true mean is %s", rounded(s, centre));
  }
  if (!long_enough(s, x)) return false;
  s->title = steps_printf(s, "%s\t%zu %s", paired ? "Paired t test" : "t test", x->rows,
                          paired ? "pairs" : "numbers");
  claim_step(s, claim);
  if (paired) {
    BoardStep *step = steps_add(s, s->root, &moves[PAIRS], 1);
    steps_row(s, step, "d = %s", steps_vector(s, exact_transpose(&s->arena, x)));
    name = "d";
  }
  t_of_sample(s, subject, name, x, centre, claim);
  return true;
}

static bool explain_ttest2(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0), *y = x ? stats_sample(s, subject, 1) : NULL;
  if (!y || !long_enough(s, x) || !long_enough(s, y)) return false;
  const char *x_name = subject_name(subject, 0, "x"), *y_name = subject_name(subject, 1, "y");
  s->title =
      steps_printf(s, "Two-sample t test\t%zu and %zu numbers, equal variances", x->rows, y->rows);
  const char *claim = "both come from populations with the same mean";
  claim_step(s, claim);
  double mx = number_value(stats_mean_step(s, s->root, x_name, x));
  double my = number_value(stats_mean_step(s, s->root, y_name, y));
  double nx = (double)x->rows, ny = (double)y->rows, sx = squares_of(x), sy = squares_of(y);
  double df = nx + ny - 2, pooled = (sx + sy) / df;
  BoardStep *step = steps_add(s, s->root, &moves[POOLED], 1);
  step->brief = stats_line(s, "({0} + {1}) ÷ {2}", (double[]){ sx, sy, df }, 3, pooled);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(pooled * df)),
              side_number(s, number_double(sx + sy)));
  double error = sqrt(pooled * (1 / nx + 1 / ny));
  step = steps_add(s, s->root, &moves[ERROR_OF_DIFFERENCE], 1);
  step->brief = stats_line(s, "√({0}·(1/{1} + 1/{2}))", (double[]){ pooled, nx, ny }, 3, error);
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(error * error)),
              side_number(s, number_double(pooled / nx + pooled / ny)));
  double t = statistic_step(s, "t", mx - my, 0, error);
  double p = stats_value(subject, "2*tcdf(-abs(%.17g), %.17g)", t, df);
  step = tail_step(s, steps_printf(s, "2·tcdf(−%s, %.0f)", steps_digits(s, fabs(t), 4), df), p);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(stats_value(subject, "betainc(%.17g, %.17g, 0.5)",
                                                       df / (df + t * t), df / 2))));
  stats_verdict(s, p, 0.05, claim);
  interval_step(s, subject, mx - my, error, steps_printf(s, "tinv(0.975, %.0f)", df));
  s->result = steps_printf(s, "t ≈ %s,  p ≈ %s", steps_digits(s, t, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('t', [%.6g %.6g], %.0f, 'outside')", -fabs(t), fabs(t), df);
  claim_decision(s, subject, p);
  return true;
}

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
  claim_step(s, claim);
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
  step->brief = steps_printf(s, "p = chi2cdf(%s, %zu, 'upper') %s", rounded(s, chi), df,
                             stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(stats_value(subject, "gammainc(%.17g, %.17g, 'upper')",
                                                       chi / 2, (double)df / 2))));
  stats_verdict(s, p, 0.05, claim);
  s->result = steps_printf(s, "χ² ≈ %s,  p ≈ %s", steps_digits(s, chi, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('chi2', %.6g, %zu)", chi, df);
  stats_claim_double(s, subject, p);
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
  claim_step(s, claim);
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
  step->brief = steps_printf(s, "p = fcdf(%s, %zu, %zu, 'upper') %s", rounded(s, f), df1, df2,
                             stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(
      s, step, RELATION_EQUAL, side_number(s, number_double(p)),
      side_number(s, number_double(stats_value(subject, "betainc(%.17g, %.17g, %.17g)",
                                               (double)df2 / ((double)df2 + (double)df1 * f),
                                               (double)df2 / 2, (double)df1 / 2))));
  stats_verdict(s, p, 0.05, claim);
  s->result = steps_printf(s, "F ≈ %s,  p ≈ %s", steps_digits(s, f, 4), steps_digits(s, p, 4));
  s->picture = steps_printf(s, "tail('f', %.6g, %zu, %zu)", f, df1, df2);
  stats_claim_double(s, subject, p);
  return true;
}

const Explainer stats_tests_explainers[] = {
  { "ztest", 3, 3, explain_ztest },   { "ttest", 1, 2, explain_ttest },
  { "ttest2", 2, 2, explain_ttest2 }, { "chi2test", 1, 1, explain_chi2 },
  { "anova1", 1, 1, explain_anova },  { 0 },
};
