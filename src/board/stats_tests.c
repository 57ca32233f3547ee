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
  INTERVAL,
  POOLED,
  ERROR_OF_DIFFERENCE,
  WELCH,
  DIFFERENCE
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
  [TAIL] = { "test.tail", "How likely is it to be so far {away}?", NULL, NULL, RELATION_EQUAL },
  [INTERVAL] = { "test.interval", "The {level} interval from the same numbers.",
                 "estimate ± quantile·error", NULL, RELATION_EQUAL },
  [POOLED] = { "test.pooled", "The variance inside the groups, taken together.",
               "(SSx + SSy)/(nx + ny − 2)", NULL, RELATION_EQUAL },
  [ERROR_OF_DIFFERENCE] = { "test.difference",
                            "How far the difference of two such means strays: the standard error.",
                            NULL, NULL, RELATION_EQUAL },
  [WELCH] = { "test.welch", "Degrees of freedom, between the smaller and both together.",
              "(a + b)²/(a²/(nx − 1) + b²/(ny − 1))", NULL, RELATION_EQUAL },
  [DIFFERENCE] = { "test.means", "The difference of the means.", NULL, NULL, RELATION_EQUAL },
};

/* What may be said behind the samples. */
typedef struct Options {
  double alpha;
  char side;    /* 'b' both, 'r' right, 'l' left */
  bool unequal; /* Welch's test */
} Options;

static bool read_options(Steps *s, const Subject *subject, size_t from, Options *o) {
  *o = (Options){ 0.05, 'b', false };
  for (size_t i = from; i < subject->count; i += 2) {
    Number n;
    bool pair = i + 1 < subject->count;
    if (pair && stats_is_word(subject, i, "alpha") && stats_single(s, subject, i + 1, &n))
      o->alpha = number_value(n);
    else if (pair && stats_is_word(subject, i, "tail") && value_is_text(subject->args[i + 1]))
      o->side = stats_is_word(subject, i + 1, "right")  ? 'r'
                : stats_is_word(subject, i + 1, "left") ? 'l'
                                                        : 'b';
    else if (pair && stats_is_word(subject, i, "vartype"))
      o->unequal = stats_is_word(subject, i + 1, "unequal");
    else
      return steps_refuse(s, "there are steps for the options 'alpha', 'tail' and 'vartype'");
  }
  return true;
}

static const char *rounded(Steps *s, double x) {
  return steps_digits(s, x, 6);
}

/* Tests end in tables of distributions, so that fractions would not last. */
BoardStep *stats_claim_step(Steps *s, const char *claim) {
  s->swollen = true;
  BoardStep *step = steps_add(s, s->root, &moves[CLAIM], 1);
  steps_bind(s, step, "claim", claim);
  return step;
}

/* The sum of the squared deviations from the mean. */
static double stats_squares_of(const Exact *x) {
  double mean = number_value(stats_mean(x)), sum = 0;
  for (size_t k = 0; k < x->rows; k++) {
    double d = number_value(x->at[k]) - mean;
    sum += d * d;
  }
  return sum;
}

static double spread_step(Steps *s, const char *name, const Exact *x) {
  double total = stats_squares_of(x), sd = sqrt(total / ((double)x->rows - 1));
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

static BoardStep *tail_step(Steps *s, const char *call, double p, char side) {
  BoardStep *step = steps_add(s, s->root, &moves[TAIL], 0);
  steps_bind(s, step, "away",
             side == 'r'   ? "up, or further"
             : side == 'l' ? "down, or further"
                           : "away, on either side");
  step->brief = steps_printf(s, "p = %s %s", call, stats_about(s, p, 4));
  steps_row(s, step, "%s", step->brief);
  return step;
}

/* DF 0: the normal distribution. */
static void interval_step(Steps *s, const Subject *subject, double estimate, double error,
                          double df, double alpha) {
  const char *quantile = df > 0 ? steps_printf(s, "tinv(%g, %.5g)", 1 - alpha / 2, df)
                                : steps_printf(s, "norminv(%g)", 1 - alpha / 2);
  double q = df > 0 ? stats_value(subject, "tinv(%.17g, %.17g)", 1 - alpha / 2, df)
                    : stats_value(subject, "norminv(%.17g)", 1 - alpha / 2);
  BoardStep *step = steps_add(s, s->root, &moves[INTERVAL], 1);
  steps_bind(s, step, "level", steps_printf(s, "%g %%", 100 * (1 - alpha)));
  steps_row(s, step, "%s ≈ %s", quantile, rounded(s, q));
  step->brief = steps_printf(s, "from %s to %s", steps_digits(s, estimate - q * error, 4),
                             steps_digits(s, estimate + q * error, 4));
  steps_row(s, step, "%s ± %s·%s:  %s", rounded(s, estimate), rounded(s, q), rounded(s, error),
            step->brief);
  steps_claim_beside(s, step, side_number(s, number_double(2 * q * error)),
                     side_number(s, number_double((estimate + q * error) - (estimate - q * error))),
                     side_number(s, number_double(1e-5 * fabs(estimate))));
}

static void claim_decision(Steps *s, const Subject *subject, double p, double alpha) {
  Value v = subject->value;
  if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_whole(p < alpha)),
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
  return stats_squares_of(x) > 0 || steps_refuse(s, "the numbers do not vary at all");
}

static bool explain_ztest(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  double centre = 0, sd = 1;
  if (!x || !one_number(s, subject, 1, &centre) || !one_number(s, subject, 2, &sd)) return false;
  if (!(sd > 0)) return steps_refuse(s, "a standard deviation is positive");
  const char *name = subject_name(subject, 0, "x");
  s->title = steps_printf(s, "z test\tstandard deviation known, %zu numbers", x->rows);
  const char *claim = steps_printf(s, "the true mean is %s", rounded(s, centre));
  stats_claim_step(s, claim);
  double mean = number_value(stats_mean_step(s, s->root, name, x));
  double error = error_step(s, sd, x->rows);
  double z = statistic_step(s, "z", mean, centre, error);
  double p = stats_value(subject, "2*normcdf(-abs(%.17g))", z);
  BoardStep *step =
      tail_step(s, steps_printf(s, "2·Φ(%s)", steps_digits(s, z == 0 ? 0 : -fabs(z), 4)), p, 'b');
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(p)),
              side_number(s, number_double(erfc(fabs(z) / sqrt(2)))));
  stats_verdict(s, p, 0.05, claim);
  interval_step(s, subject, mean, error, 0, 0.05);
  s->result = steps_printf(s, "z %s,  p %s", stats_about(s, z, 4), stats_about(s, p, 4));
  s->picture = steps_printf(s, "tail('norm', [%.6g %.6g], 'outside')", -fabs(z), fabs(z));
  claim_decision(s, subject, p, 0.05);
  return true;
}

/* The step from t to p; answers p. */
static double t_tail_step(Steps *s, const Subject *subject, double t, double df, char side) {
  double p = side == 'r'   ? stats_value(subject, "tcdf(%.17g, %.17g, 'upper')", t, df)
             : side == 'l' ? stats_value(subject, "tcdf(%.17g, %.17g)", t, df)
                           : stats_value(subject, "2*tcdf(-abs(%.17g), %.17g)", t, df);
  const char *shown = steps_digits(s, side == 'b' && t != 0 ? -fabs(t) : t, 4);
  const char *freedom = steps_digits(s, df, 5);
  const char *call = side == 'r'   ? steps_printf(s, "tcdf(%s, %s, 'upper')", shown, freedom)
                     : side == 'l' ? steps_printf(s, "tcdf(%s, %s)", shown, freedom)
                                   : steps_printf(s, "2·tcdf(%s, %s)", shown, freedom);
  BoardStep *step = tail_step(s, call, p, side);
  double outside = stats_value(subject, "betainc(%.17g, %.17g, 0.5)", df / (df + t * t), df / 2);
  bool far = (side == 'r' && t > 0) || (side == 'l' && t < 0);
  stats_claim_equal(s, step, number_double(p),
                    number_double(side == 'b' ? outside
                                  : far       ? outside / 2
                                              : 1 - outside / 2));
  return p;
}

static const char *t_picture(Steps *s, double t, double df, char side) {
  if (side != 'b')
    return steps_printf(s, "tail('t', %.6g, %.6g, '%s')", t, df, side == 'r' ? "upper" : "lower");
  return steps_printf(s, "tail('t', [%.6g %.6g], %.6g, 'outside')", -fabs(t), fabs(t), df);
}

static void t_of_sample(Steps *s, const Subject *subject, const char *name, const Exact *x,
                        double centre, const char *claim, const Options *o) {
  double mean = number_value(stats_mean_step(s, s->root, name, x));
  double error = error_step(s, spread_step(s, name, x), x->rows);
  double t = statistic_step(s, "t", mean, centre, error);
  size_t df = x->rows - 1;
  BoardStep *step = steps_add(s, s->root, &moves[FREEDOM], 1);
  steps_bind(s, step, "df", steps_printf(s, "n − 1 = %zu", df));
  double p = t_tail_step(s, subject, t, (double)df, o->side);
  stats_verdict(s, p, o->alpha, claim);
  if (o->side == 'b') interval_step(s, subject, mean, error, (double)df, o->alpha);
  s->result = steps_printf(s, "t %s,  p %s", stats_about(s, t, 4), stats_about(s, p, 4));
  s->picture = t_picture(s, t, (double)df, o->side);
  claim_decision(s, subject, p, o->alpha);
}

static bool explain_ttest(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0);
  if (!x) return false;
  double centre = 0;
  const char *name = subject_name(subject, 0, "x"), *claim;
  bool named = subject->count > 1 && value_is_text(subject->args[1]);
  bool paired = subject->count > 1 && !named && value_count(subject->args[1]) > 1;
  Options o;
  if (!read_options(s, subject, named ? 1 : 2, &o)) return false;
  if (paired) {
    const Exact *y = stats_sample(s, subject, 1);
    if (!y) return false;
    if (y->rows != x->rows) return steps_refuse(s, "pairs need lists of equal length");
    Exact *d = exact_copy(&s->arena, x);
    for (size_t k = 0; k < x->rows; k++) d->at[k] = exact_subtract(x->at[k], y->at[k]);
    x = d;
    claim = "the two do not differ on average";
  } else {
    if (subject->count > 1 && !named && value_count(subject->args[1]) > 0 &&
        !one_number(s, subject, 1, &centre))
      return false;
    claim = steps_printf(s, "the true mean is %s%s", rounded(s, centre),
                         o.side == 'r'   ? " or less"
                         : o.side == 'l' ? " or more"
                                         : "");
  }
  if (!long_enough(s, x)) return false;
  s->title = steps_printf(s, "%s\t%zu %s", paired ? "Paired t test" : "t test", x->rows,
                          paired ? "pairs" : "numbers");
  stats_claim_step(s, claim);
  if (paired) {
    BoardStep *step = steps_add(s, s->root, &moves[PAIRS], 1);
    steps_row(s, step, "d = %s", steps_vector(s, exact_transpose(&s->arena, x)));
    name = "d";
  }
  t_of_sample(s, subject, name, x, centre, claim, &o);
  return true;
}

/* The pooled variance; answers the standard error and the degrees of freedom. */
static double pooled_steps(Steps *s, const Exact *x, const Exact *y, double *df) {
  double nx = (double)x->rows, ny = (double)y->rows;
  double sx = stats_squares_of(x), sy = stats_squares_of(y);
  *df = nx + ny - 2;
  double pooled = (sx + sy) / *df;
  BoardStep *step = steps_add(s, s->root, &moves[POOLED], 1);
  step->brief = stats_line(s, "({0} + {1}) ÷ {2}", (double[]){ sx, sy, *df }, 3, pooled);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(pooled * *df), number_double(sx + sy));
  double error = sqrt(pooled * (1 / nx + 1 / ny));
  step = steps_add(s, s->root, &moves[ERROR_OF_DIFFERENCE], 1);
  step->brief = stats_line(s, "√({0}·(1/{1} + 1/{2}))", (double[]){ pooled, nx, ny }, 3, error);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(error * error),
                    number_double(pooled / nx + pooled / ny));
  return error;
}

/* Each group with its own variance. */
static double welch_steps(Steps *s, const char *x_name, const Exact *x, const char *y_name,
                          const Exact *y, double *df) {
  double nx = (double)x->rows, ny = (double)y->rows;
  double sx = spread_step(s, x_name, x), sy = spread_step(s, y_name, y);
  double a = sx * sx / nx, b = sy * sy / ny, error = sqrt(a + b);
  BoardStep *step = steps_add(s, s->root, &moves[ERROR_OF_DIFFERENCE], 1);
  step->brief = stats_line(s, "√({0}² ÷ {1} + {2}² ÷ {3})", (double[]){ sx, nx, sy, ny }, 4, error);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(error * error), number_double(a + b));
  *df = (a + b) * (a + b) / (a * a / (nx - 1) + b * b / (ny - 1));
  step = steps_add(s, s->root, &moves[WELCH], 1);
  steps_row(s, step, "a = %s", stats_line(s, "{0}² ÷ {1}", (double[]){ sx, nx }, 2, a));
  steps_row(s, step, "b = %s", stats_line(s, "{0}² ÷ {1}", (double[]){ sy, ny }, 2, b));
  step->brief = steps_printf(s, "df = %s",
                             stats_line(s, "({0} + {1})² ÷ ({0}² ÷ {2} + {1}² ÷ {3})",
                                        (double[]){ a, b, nx - 1, ny - 1 }, 4, *df));
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_double(*df * (a * a / (nx - 1) + b * b / (ny - 1))),
                    number_double((a + b) * (a + b)));
  return error;
}

static bool explain_ttest2(Steps *s, const Subject *subject) {
  const Exact *x = stats_sample(s, subject, 0), *y = x ? stats_sample(s, subject, 1) : NULL;
  Options o;
  if (!y || !long_enough(s, x) || !long_enough(s, y) || !read_options(s, subject, 2, &o))
    return false;
  const char *x_name = subject_name(subject, 0, "x"), *y_name = subject_name(subject, 1, "y");
  s->title = steps_printf(s, "Two-sample t test\t%zu and %zu numbers, %s", x->rows, y->rows,
                          o.unequal ? "variances of their own (Welch)" : "equal variances");
  const char *claim = o.side == 'r'   ? "the mean behind the first is not larger"
                      : o.side == 'l' ? "the mean behind the first is not smaller"
                                      : "both come from populations with the same mean";
  stats_claim_step(s, claim);
  double mx = number_value(stats_mean_step(s, s->root, x_name, x));
  double my = number_value(stats_mean_step(s, s->root, y_name, y)), df;
  double error = o.unequal ? welch_steps(s, x_name, x, y_name, y, &df) : pooled_steps(s, x, y, &df);
  double difference = number_value(exact_subtract(stats_mean(x), stats_mean(y)));
  BoardStep *step = steps_add(s, s->root, &moves[DIFFERENCE], 1);
  step->brief = stats_line(s, "{0} − {1!}", (double[]){ mx, my }, 2, difference);
  steps_row(s, step, "%s", step->brief);
  steps_claim_beside(s, step, side_number(s, number_double(mx - my)),
                     side_number(s, number_double(difference)), side_number(s, number_double(mx)));
  double t = statistic_step(s, "t", difference, 0, error);
  double p = t_tail_step(s, subject, t, df, o.side);
  stats_verdict(s, p, o.alpha, claim);
  if (o.side == 'b') interval_step(s, subject, difference, error, df, o.alpha);
  s->result = steps_printf(s, "t %s,  p %s", stats_about(s, t, 4), stats_about(s, p, 4));
  s->picture = t_picture(s, t, df, o.side);
  claim_decision(s, subject, p, o.alpha);
  return true;
}

const Explainer stats_tests_explainers[] = {
  { "ztest", 3, 3, explain_ztest },
  { "ttest", 1, 6, explain_ttest },
  { "ttest2", 2, 8, explain_ttest2 },
  { 0 },
};
