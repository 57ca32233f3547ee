/* stats_normal.c -- probabilities, densities and quantiles of the normal distribution.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { STANDARD, AREA, REST, HEIGHT, POINT, BACK };
static const Move moves[] = {
  [STANDARD] = { "norm.standard", "How many standard deviations from the mean?",
                 "z = (x − mean)/sd", NULL, RELATION_EQUAL },
  [AREA] = { "norm.area", "The area to the left of z, from the table (normcdf).", NULL, NULL,
             RELATION_EQUAL },
  [REST] = { "norm.rest", "The whole area is 1; take the rest.", NULL, NULL, RELATION_EQUAL },
  [HEIGHT] = { "norm.height", "The height of the bell there.", "e^(−z²/2)/(sd·√(2π))", NULL,
               RELATION_EQUAL },
  [POINT] = { "norm.point", "The z with so much area to its left, from the table (norminv).", NULL,
              NULL, RELATION_EQUAL },
  [BACK] = { "norm.back", "Back to the scale of x.", "x = mean + z·sd", NULL, RELATION_EQUAL },
};

typedef struct Bell {
  Number x, mean, sd;
  bool upper;
} Bell;

static bool read_bell(Steps *s, const Subject *subject, Bell *b) {
  size_t count = subject->count;
  *b = (Bell){ .mean = number_whole(0), .sd = number_whole(1) };
  if (count > 1 && value_is_text(subject->args[count - 1])) {
    b->upper = stats_is_word(subject, --count, "upper");
    if (!b->upper) return steps_refuse(s, "there is the tail 'upper'");
  }
  if (!stats_single(s, subject, 0, &b->x) ||
      (count > 1 && !stats_single(s, subject, 1, &b->mean)) ||
      (count > 2 && !stats_single(s, subject, 2, &b->sd)))
    return false;
  /* tables list decimals */
  s->swollen |= !number_is_whole(b->x) || !number_is_whole(b->mean) || !number_is_whole(b->sd);
  return number_value(b->sd) > 0 || steps_refuse(s, "a standard deviation is positive");
}

static Number standard_step(Steps *s, const Bell *b) {
  Number n[] = { b->x, b->mean, b->sd };
  Number z = number_divide(exact_subtract(b->x, b->mean), b->sd);
  if (number_is(b->mean, 0) && number_is(b->sd, 1)) return z;
  s->swollen |= !number_is_whole(z);
  BoardStep *step = steps_add(s, s->root, &moves[STANDARD], 0);
  step->brief =
      steps_printf(s, "z = %s", equation_text(s, steps_equation(s, "({0} − {1!}) ÷ {2*}", n, z)));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, b->sd), side_number(s, z),
                     side_number(s, exact_subtract(b->x, b->mean)));
  return z;
}

static bool explain_normcdf(Steps *s, const Subject *subject) {
  Bell b;
  if (!read_bell(s, subject, &b)) return false;
  s->title = steps_printf(s, "P(X %s %s)\tX normal with mean %s and standard deviation %s",
                          b.upper ? ">" : "≤", steps_number(s, b.x), steps_number(s, b.mean),
                          steps_number(s, b.sd));
  Number z = standard_step(s, &b);
  double left = stats_value(subject, "normcdf(%.17g)", number_value(z));
  BoardStep *step = steps_add(s, s->root, &moves[AREA], 0);
  step->brief = steps_printf(s, "Φ(%s) %s", steps_number(s, z), stats_about(s, left, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(left)),
              side_number(s, number_double(0.5 * erfc(-number_value(z) / sqrt(2)))));
  double result = left;
  if (b.upper) {
    result = stats_value(subject, "normcdf(%.17g, 'upper')", number_value(z));
    step = steps_add(s, s->root, &moves[REST], 0);
    step->brief = left < 0.9999 ? steps_printf(s, "1 − %s ≈ %s", steps_digits(s, left, 6),
                                               steps_digits(s, result, 4))
                                : steps_printf(s, "the rest is %s", steps_digits(s, result, 4));
    steps_row(s, step, "%s", step->brief);
    steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(result)),
                side_number(s, number_double(0.5 * erfc(number_value(z) / sqrt(2)))));
  }
  s->result = steps_printf(s, "P %s", stats_about(s, result, 4));
  s->note = steps_printf(s, "It happens %s.", stats_chance(s, result));
  s->picture = steps_printf(s, "tail('norm', %.10g, %.10g, %.10g, '%s')", number_value(b.x),
                            number_value(b.mean), number_value(b.sd), b.upper ? "upper" : "lower");
  stats_claim_double(s, subject, result);
  return true;
}

static bool explain_normpdf(Steps *s, const Subject *subject) {
  Bell b;
  if (!read_bell(s, subject, &b) || b.upper) return false;
  s->swollen = true; /* e is no fraction */
  s->title = steps_printf(s, "The density at %s\tnormal with mean %s and standard deviation %s",
                          steps_number(s, b.x), steps_number(s, b.mean), steps_number(s, b.sd));
  Number z = standard_step(s, &b);
  double bell = exp(-number_value(z) * number_value(z) / 2), sd = number_value(b.sd);
  double height = bell / (sd * sqrt(2 * acos(-1)));
  BoardStep *step = steps_add(s, s->root, &moves[HEIGHT], 0);
  steps_row(s, step, "e^(−z²/2)\t≈ %s", steps_digits(s, bell, 6));
  steps_row(s, step, "√(2π)\t≈ %s", steps_digits(s, sqrt(2 * acos(-1)), 6));
  const double parts[] = { bell, sd, sqrt(2 * acos(-1)) };
  step->brief = stats_line(s, "{0} ÷ ({1}·{2})", parts, 3, height);
  steps_row(s, step, "%s", step->brief);
  steps_claim(
      s, step, RELATION_EQUAL, side_number(s, number_double(height)),
      side_number(s, number_double(stats_value(subject, "normpdf(%.17g)", number_value(z)) / sd)));
  s->result = steps_printf(s, "density ≈ %s", steps_digits(s, height, 4));
  s->note = "A density is no probability: only areas under it are.";
  stats_claim_double(s, subject, height);
  return true;
}

static bool explain_norminv(Steps *s, const Subject *subject) {
  Bell b;
  if (!read_bell(s, subject, &b) || b.upper) return false;
  double q = number_value(b.x);
  if (!(q > 0 && q < 1)) return steps_refuse(s, "an area between 0 and 1 is needed");
  s->swollen = true; /* z is no fraction */
  s->title = steps_printf(s, "The x with %s of the area to its left", steps_number(s, b.x));
  double z = stats_value(subject, "norminv(%.17g)", q);
  BoardStep *step = steps_add(s, s->root, &moves[POINT], 0);
  step->brief = steps_printf(s, "z ≈ %s", steps_digits(s, z, 5));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(q)),
              side_number(s, number_double(0.5 * erfc(-z / sqrt(2)))));
  double x = number_value(b.mean) + z * number_value(b.sd);
  if (!(number_is(b.mean, 0) && number_is(b.sd, 1))) {
    step = steps_add(s, s->root, &moves[BACK], 0);
    const double parts[] = { number_value(b.mean), z, number_value(b.sd) };
    step->brief = stats_line(s, "{0} + {1!}·{2!}", parts, 3, x);
    steps_row(s, step, "%s", step->brief);
    steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(z)),
                side_number(s, number_double((x - number_value(b.mean)) / number_value(b.sd))));
  }
  s->result = steps_printf(s, "x ≈ %s", steps_digits(s, x, 5));
  stats_claim_double(s, subject, x);
  return true;
}

const Explainer stats_normal_explainers[] = {
  { "normcdf", 1, 4, explain_normcdf },
  { "normpdf", 1, 3, explain_normpdf },
  { "norminv", 1, 3, explain_norminv },
  { 0 },
};
