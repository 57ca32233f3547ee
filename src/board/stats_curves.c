/* stats_curves.c -- areas and quantiles of the exponential, the uniform, t, chi-squared and F.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { LATER, SOONER, SHARE, REST, HEIGHT, WAIT, BACK, AREA, TABLE, TRY, POINT };
static const Move moves[] = {
  [LATER] = { "exp.later", "How likely is it to take longer?", "e^(−x/mean)", NULL,
              RELATION_EQUAL },
  [SOONER] = { "exp.sooner", "Everything together is 1; take the rest.", NULL, NULL,
               RELATION_EQUAL },
  [SHARE] = { "unif.share", "The part of the interval that lies to the left of x.",
              "(x − low)/(high − low)", NULL, RELATION_SOLVES },
  [REST] = { "curve.rest", "The whole area is 1; take the rest.", NULL, NULL, RELATION_EQUAL },
  [HEIGHT] = { "curve.height", "Put the numbers into the density.", "{formula}", NULL,
               RELATION_EQUAL },
  [WAIT] = { "exp.inverse", "Solve 1 − e^(−x/mean) = {q} for x.", "x = −mean·ln(1 − q)", NULL,
             RELATION_EQUAL },
  [BACK] = { "unif.inverse", "Go that part of the way from low to high.",
             "x = low + q·(high − low)", NULL, RELATION_EQUAL },
  [AREA] = { "curve.area", "The area to the left of {x} under the curve, from the machine's table.",
             NULL, NULL, RELATION_EQUAL },
  [TABLE] = { "curve.table", "Where it stands in a printed table.", NULL, NULL, RELATION_DEFINED },
  [TRY] = { "curve.try", "Try values of x, and halve the interval that holds it.", NULL, NULL,
            RELATION_DEFINED },
  [POINT] = { "curve.point", "Go on like that until nothing changes any more.", NULL, NULL,
              RELATION_EQUAL },
};

static void row_of(Steps *s, BoardStep *step, const char *line) {
  step->brief = line;
  steps_row(s, step, "%s", line);
}

/* The numbers among the arguments, with the standard ones for what is left out. */
static bool read_numbers(Steps *s, const Subject *subject, Number *n, size_t most, bool *upper) {
  size_t count = subject->count;
  *upper = false;
  if (count > 1 && value_is_text(subject->args[count - 1])) {
    *upper = stats_is_word(subject, --count, "upper");
    if (!*upper) return steps_refuse(s, "there is the tail 'upper'");
  }
  for (size_t i = 0; i < count && i < most; i++) {
    if (!stats_single(s, subject, i, &n[i])) return false;
    stats_prefer_decimals(s, n[i]);
  }
  return true;
}

/* ------------------------------------------------------------------ exponential */

static bool explain_exponential(Steps *s, const Subject *subject) {
  Number n[] = { number_whole(0), number_whole(1) };
  bool upper, density = strcmp(subject->name, "exppdf") == 0;
  if (!read_numbers(s, subject, n, 2, &upper)) return false;
  double x = number_value(n[0]), mean = number_value(n[1]);
  if (!(mean > 0)) return steps_refuse(s, "a mean waiting time is positive");
  if (x < 0) return steps_refuse(s, "one never waits less than no time: it is 0");
  s->swollen = true; /* e is no fraction */
  s->title = steps_printf(s,
                          density ? "The density at %s\texponential with mean %s"
                          : upper ? "Waiting longer than %s\texponential with mean %s"
                                  : "Waiting at most %s\texponential with mean %s",
                          steps_number(s, n[0]), steps_number(s, n[1]));
  double later = exp(-x / mean);
  BoardStep *step = steps_add(s, s->root, &moves[density ? HEIGHT : LATER], 0);
  if (density) steps_bind(s, step, "formula", "e^(−x/mean)/mean");
  row_of(s, step,
         steps_printf(s, "e^(−%s/%s) %s", steps_number(s, n[0]), steps_number(s, n[1]),
                      stats_about(s, later, 6)));
  stats_claim_equal(s, step, number_double(-log(later) * mean), n[0]);
  Number left = number_double(later), result = left;
  if (density) {
    result = number_divide(left, n[1]);
    row_of(s, step,
           equation_text(s, steps_equation(s, "{0} ÷ {1}", (Number[]){ left, n[1] }, result)));
  } else if (!upper) {
    result = number_double(-expm1(-x / mean));
    step = steps_add(s, s->root, &moves[SOONER], 0);
    row_of(s, step,
           number_is(result, 1) ? steps_printf(s, "1 − %s ≈ 1", steps_number(s, left))
                                : equation_text(s, steps_equation(s, "1 − {0}", &left, result)));
    stats_claim_equal(s, step, number_add(result, left), number_whole(1));
  }
  s->picture = density ? NULL
                       : steps_printf(s, "tail('exp', %.10g, %.10g, '%s')", x, mean,
                                      upper ? "upper" : "lower");
  stats_result(s, subject,
               density ? "density"
                       : steps_printf(s, "P(X %s %s)", upper ? ">" : "≤", steps_number(s, n[0])),
               result);
  s->note = density ? "A density is no probability: only areas under it are."
                    : "The parameter is the mean waiting time; the rate is 1/mean.";
  return true;
}

static bool read_share(Steps *s, Number q) {
  return (number_value(q) > 0 && number_value(q) < 1) ||
         steps_refuse(s, "an area between 0 and 1 is needed");
}

static bool explain_expinv(Steps *s, const Subject *subject) {
  Number n[] = { number_whole(0), number_whole(1) };
  bool upper;
  if (!read_numbers(s, subject, n, 2, &upper) || !read_share(s, n[0])) return false;
  s->swollen = true; /* logarithms are no fractions */
  s->title = steps_printf(s, "The time within which it happens with probability %s",
                          steps_number(s, n[0]));
  double q = number_value(n[0]), mean = number_value(n[1]), x = -mean * log1p(-q);
  if (!(mean > 0)) return steps_refuse(s, "a mean waiting time is positive");
  BoardStep *step = steps_add(s, s->root, &moves[WAIT], 0);
  steps_bind(s, step, "q", steps_number(s, n[0]));
  row_of(s, step,
         steps_printf(s, "−%s·ln(%s) %s", steps_factor(s, n[1]),
                      steps_number(s, number_double(1 - q)), stats_about(s, x, 5)));
  stats_claim_equal(s, step, number_double(-expm1(-x / mean)), n[0]);
  stats_result(s, subject, "x", number_double(x));
  return true;
}

/* ------------------------------------------------------------------ uniform */

static bool read_interval(Steps *s, const Subject *subject, Number *n, bool *upper) {
  n[0] = n[1] = number_whole(0);
  n[2] = number_whole(1);
  if (!read_numbers(s, subject, n, 3, upper)) return false;
  return number_value(n[1]) < number_value(n[2]) ||
         steps_refuse(s, "the low end lies below the high end");
}

static bool explain_uniform(Steps *s, const Subject *subject) {
  Number n[3];
  bool upper, density = strcmp(subject->name, "unifpdf") == 0;
  if (!read_interval(s, subject, n, &upper)) return false;
  double x = number_value(n[0]);
  if (x < number_value(n[1]) || x > number_value(n[2]))
    return steps_refuse(s, "x lies outside the interval");
  s->title =
      steps_printf(s,
                   density ? "The density at %s\tuniform from %s to %s"
                           : "A number %s %s\tuniform from %s to %s",
                   density ? steps_number(s, n[0])
                   : upper ? "above"
                           : "up to",
                   density ? steps_number(s, n[1]) : steps_number(s, n[0]),
                   density ? steps_number(s, n[2]) : steps_number(s, n[1]), steps_number(s, n[2]));
  Number width = exact_subtract(n[2], n[1]);
  BoardStep *step = steps_add(s, s->root, &moves[density ? HEIGHT : SHARE], 0);
  if (density) steps_bind(s, step, "formula", "1/(high − low)");
  Number part = density ? number_whole(1) : exact_subtract(n[0], n[1]);
  Number result = number_divide(part, width);
  row_of(s, step,
         equation_text(
             s, steps_equation(s, density ? "1 ÷ ({2} − {1!})" : "({0} − {1!}) ÷ ({2} − {1!})", n,
                               result)));
  steps_claim_solves(s, step, side_number(s, width), side_number(s, result), side_number(s, part));
  if (upper) {
    Number left = result;
    result = exact_subtract(number_whole(1), left);
    step = steps_add(s, s->root, &moves[REST], 0);
    row_of(s, step, equation_text(s, steps_equation(s, "1 − {0}", &left, result)));
    stats_claim_equal(s, step, number_add(left, result), number_whole(1));
  }
  stats_result(s, subject, density ? "density" : "P", result);
  if (density) s->note = "It is the same everywhere, so that the area is 1.";
  return true;
}

static bool explain_unifinv(Steps *s, const Subject *subject) {
  Number n[3];
  bool upper;
  if (!read_interval(s, subject, n, &upper) || !read_share(s, n[0])) return false;
  s->title = steps_printf(s, "The x with %s of the interval to its left", steps_number(s, n[0]));
  Number width = exact_subtract(n[2], n[1]);
  Number x = number_add(n[1], number_multiply(n[0], width));
  BoardStep *step = steps_add(s, s->root, &moves[BACK], 0);
  row_of(s, step, equation_text(s, steps_equation(s, "{1} + {0*}·({2} − {1!})", n, x)));
  steps_claim_solves(s, step, side_number(s, width), side_number(s, n[0]),
                     side_number(s, exact_subtract(x, n[1])));
  stats_result(s, subject, "x", x);
  return true;
}

/* ------------------------------------------------------------------ t, chi-squared, F */

typedef struct Curve {
  char letter; /* of t, chi2, f */
  double df[2];
  size_t count;      /* of degrees of freedom */
  const char *name;  /* "t" */
  const char *title; /* "t with 5 degrees of freedom" */
  const char *rest;  /* ", 5" */
} Curve;

static bool read_curve(Steps *s, const Subject *subject, Number *x, Curve *c, bool *upper) {
  Number n[] = { number_whole(0), number_whole(0), number_whole(0) };
  *c = (Curve){ .letter = *subject->name };
  c->name = c->letter == 't' ? "t" : c->letter == 'c' ? "chi2" : "f";
  c->count = c->letter == 'f' ? 2 : 1;
  if (!read_numbers(s, subject, n, 1 + c->count, upper)) return false;
  for (size_t i = 0; i < c->count; i++) {
    c->df[i] = number_value(n[i + 1]);
    if (!(c->df[i] > 0)) return steps_refuse(s, "degrees of freedom are positive");
  }
  s->swollen = true; /* the curves hold no fractions */
  *x = n[0];
  c->rest = c->count == 2 ? steps_printf(s, ", %g, %g", c->df[0], c->df[1])
                          : steps_printf(s, ", %g", c->df[0]);
  const char *plain = c->letter == 't' ? "t" : c->letter == 'c' ? "chi-squared" : "F";
  c->title = c->count == 2
                 ? steps_printf(s, "F with %g and %g degrees of freedom", c->df[0], c->df[1])
                 : steps_printf(s, "%s with %g degree%s of freedom", plain, c->df[0],
                                c->df[0] == 1 ? "" : "s");
  return true;
}

/* The area to the left of X by another way than the cdf: incomplete beta and gamma functions. */
static double area_by_series(const Subject *subject, const Curve *c, double x) {
  if (c->letter == 'c') return stats_value(subject, "gammainc(%.17g, %.17g)", x / 2, c->df[0] / 2);
  if (c->letter == 'f')
    return stats_value(subject, "betainc(%.17g, %.17g, %.17g)",
                       c->df[0] * x / (c->df[0] * x + c->df[1]), c->df[0] / 2, c->df[1] / 2);
  double tail = stats_value(subject, "betainc(%.17g, %.17g, 0.5)/2", c->df[0] / (c->df[0] + x * x),
                            c->df[0] / 2);
  return x < 0 ? tail : 1 - tail;
}

static double area(const Subject *subject, const Curve *c, double x) {
  return stats_value(subject, "%scdf(%.17g%s)", c->name, x, c->rest);
}

static double quantile(const Subject *subject, const Curve *c, double q) {
  return stats_value(subject, "%sinv(%.17g%s)", c->name, q, c->rest);
}

/* The entries of a printed table around X, a size. */
static void table_step(Steps *s, const Subject *subject, const Curve *c, double at) {
  double x = fabs(at);
  static const double printed[] = { 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999 };
  enum { COUNT = sizeof printed / sizeof *printed };
  BoardStep *step = steps_add(s, s->root, &moves[TABLE], 1);
  if (at < 0)
    steps_row(s, step, "The curve is symmetric: below %s lies as much as above %s.",
              steps_digits(s, at, 4), steps_digits(s, x, 4));
  double before = 0;
  size_t k = 0;
  for (; k < COUNT; k++) {
    double entry = quantile(subject, c, printed[k]);
    if (entry > x) break;
    before = entry;
  }
  const char *shown = steps_digits(s, x, 4);
  if (k == 0)
    steps_row(s, step, "%s lies below the entry for 0.75, %s", shown,
              steps_digits(s, quantile(subject, c, printed[0]), 4));
  else if (k == COUNT)
    steps_row(s, step, "%s lies beyond the entry for 0.999, %s", shown, steps_digits(s, before, 4));
  else
    steps_row(s, step, "%s lies between the entries for %g, %s, and for %g, %s", shown,
              printed[k - 1], steps_digits(s, before, 4), printed[k],
              steps_digits(s, quantile(subject, c, printed[k]), 4));
}

static bool explain_cdf(Steps *s, const Subject *subject) {
  Number x;
  Curve c;
  bool upper;
  if (!read_curve(s, subject, &x, &c, &upper)) return false;
  double at = number_value(x);
  if (c.letter != 't' && at <= 0)
    return steps_refuse(s, "such a number is never negative: nothing lies to the left of 0");
  s->title = steps_printf(s, "P(X %s %s)\tX is %s", upper ? ">" : "≤", steps_number(s, x), c.title);
  table_step(s, subject, &c, at);
  double left = area(subject, &c, at);
  BoardStep *step = steps_add(s, s->root, &moves[AREA], 0);
  steps_bind(s, step, "x", steps_number(s, x));
  row_of(s, step,
         steps_printf(s, "%scdf(%s%s) %s", c.name, steps_number(s, x), c.rest,
                      stats_about(s, left, 4)));
  stats_claim_equal(s, step, number_double(left), number_double(area_by_series(subject, &c, at)));
  double result = left;
  if (upper) {
    result = stats_value(subject, "%scdf(%.17g%s, 'upper')", c.name, at, c.rest);
    step = steps_add(s, s->root, &moves[REST], 0);
    row_of(s, step,
           left < 0.9999
               ? equation_text(s, steps_equation(s, "1 − {0}", (Number[]){ number_double(left) },
                                                 number_double(result)))
               : steps_printf(s, "the rest is %s", steps_digits(s, result, 4)));
    stats_claim_equal(s, step, number_double(left + result), number_whole(1));
  }
  s->picture =
      steps_printf(s, "tail('%s', %.10g%s, '%s')", c.name, at, c.rest, upper ? "upper" : "lower");
  s->note = steps_printf(s, "It happens %s.", stats_chance(s, result));
  stats_result(s, subject, "P", number_double(result));
  return true;
}

static bool explain_inverse(Steps *s, const Subject *subject) {
  Number q;
  Curve c;
  bool upper;
  if (!read_curve(s, subject, &q, &c, &upper) || !read_share(s, q)) return false;
  double share = number_value(q), x = quantile(subject, &c, share);
  if (!(fabs(x) < 1e6)) return steps_refuse(s, "it lies too far out to be tried");
  s->title = steps_printf(s, "The x with %s of the area to its left\tX is %s", steps_number(s, q),
                          c.title);
  BoardStep *step = steps_add(s, s->root, &moves[TRY], 1);
  double low = floor(x), high = low + 1;
  for (int turn = 0; turn < 6; turn++) {
    double at = turn == 0 ? low : turn == 1 ? high : (low + high) / 2;
    double left = area(subject, &c, at);
    steps_row(s, step, "%scdf(%s%s)\t%s\t%s", c.name, steps_digits(s, at, 8), c.rest,
              stats_about(s, left, 4), left < share ? "too little" : "enough");
    if (turn < 2) continue;
    if (left < share)
      low = at;
    else
      high = at;
  }
  step = steps_add(s, s->root, &moves[POINT], 0);
  row_of(s, step,
         steps_printf(s, "%sinv(%s%s) ≈ %s", c.name, steps_number(s, q), c.rest,
                      steps_digits(s, x, 5)));
  stats_claim_equal(s, step, number_double(area_by_series(subject, &c, x)), q);
  s->picture = steps_printf(s, "tail('%s', %.10g%s, 'lower')", c.name, x, c.rest);
  s->note = steps_printf(s, "To its right lies %s.",
                         steps_digits(s, round((1 - share) * 1e12) / 1e12, 4));
  stats_result(s, subject, "x", number_double(x));
  return true;
}

const Explainer stats_curves_explainers[] = {
  { "expcdf", 1, 3, explain_exponential },
  { "exppdf", 1, 2, explain_exponential },
  { "expinv", 1, 2, explain_expinv },
  { "unifcdf", 1, 4, explain_uniform },
  { "unifpdf", 1, 3, explain_uniform },
  { "unifinv", 1, 3, explain_unifinv },
  { "tcdf", 2, 3, explain_cdf },
  { "chi2cdf", 2, 3, explain_cdf },
  { "fcdf", 3, 4, explain_cdf },
  { "tinv", 2, 2, explain_inverse },
  { "chi2inv", 2, 2, explain_inverse },
  { "finv", 3, 3, explain_inverse },
  { 0 },
};
