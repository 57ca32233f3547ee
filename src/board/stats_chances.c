/* stats_chances.c -- probabilities of the binomial, the Poisson and the normal distribution.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { MAX_TERMS = 12 };

enum { WAYS, ONE_WAY, TOGETHER, EACH, SUM, RATE, STANDARD, AREA, REST, HEIGHT, POINT, BACK };
static const Move moves[] = {
  [WAYS] = { "bino.ways", "In how many orders can it happen?", "n·(n − 1)·…/k!", NULL,
             RELATION_EQUAL },
  [ONE_WAY] = { "bino.one", "How likely is each of them?", "pᵏ·(1 − p)ⁿ⁻ᵏ", NULL, RELATION_EQUAL },
  [TOGETHER] = { "bino.product", "Together.", NULL, NULL, RELATION_EQUAL },
  [EACH] = { "chance.each", "The probability of each number.", "{rule}", NULL, RELATION_EQUAL },
  [SUM] = { "chance.sum", "They exclude each other, so they are added.", NULL, NULL,
            RELATION_EQUAL },
  [RATE] = { "poiss.formula", "Put the numbers into the formula.", "e⁻ᵐ·mᵏ/k!", NULL,
             RELATION_EQUAL },
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

/* Argument I as one number; false with a refusal. */
static bool single(Steps *s, const Subject *subject, size_t i, Number *out) {
  const Exact *x = subject_matrix(s, subject, i);
  if (!x) return false;
  if (x->rows * x->columns != 1)
    return steps_refuse(s, "the steps are for one probability at a time");
  *out = x->at[0];
  return true;
}

static bool count_within(Steps *s, Number k, int64_t most) {
  if (number_is_whole(k) && k.top >= 0 && k.top <= most) return true;
  return steps_refuse(s, "the steps are for whole numbers that can happen");
}

static Number choose(int64_t n, int64_t k) {
  Number ways = number_whole(1);
  for (int64_t i = 1; i <= k; i++)
    ways = number_divide(number_multiply(ways, number_whole(n - k + i)), number_whole(i));
  return ways;
}

static Number power_of(Number p, int64_t k) {
  Number out;
  return number_power(p, number_whole(k), &out) ? out
                                                : number_double(pow(number_value(p), (double)k));
}

static Number binomial(int64_t n, int64_t k, Number p) {
  Number q = exact_subtract(number_whole(1), p);
  return number_multiply(choose(n, k), number_multiply(power_of(p, k), power_of(q, n - k)));
}

/* "10·9·8 ÷ (3·2·1) = 120" */
static const char *ways_text(Steps *s, int64_t n, int64_t k) {
  int64_t least = k < n - k ? k : n - k;
  Number ways = choose(n, k);
  if (least == 0) return steps_printf(s, "1, there is only one order");
  if (least > 8 || !number_exact(ways))
    return steps_printf(s, "nchoosek(%lld, %lld) = %s", (long long)n, (long long)k,
                        steps_number(s, ways));
  Text top = TEXT_EMPTY, bottom = TEXT_EMPTY;
  for (int64_t i = 0; i < least; i++) {
    text_printf(&top, "%s%lld", i ? "·" : "", (long long)(n - i));
    text_printf(&bottom, "%s%lld", i ? "·" : "", (long long)(least - i));
  }
  const char *line = least == 1 ? steps_printf(s, "%s", text_string(&top))
                                : steps_printf(s, "%s ÷ (%s) = %s", text_string(&top),
                                               text_string(&bottom), steps_number(s, ways));
  text_free(&top);
  text_free(&bottom);
  return line;
}

static bool read_binomial(Steps *s, const Subject *subject, Number *k, Number *n, Number *p) {
  if (!single(s, subject, 0, k) || !single(s, subject, 1, n) || !single(s, subject, 2, p))
    return false;
  if (!count_within(s, *n, 1000) || !count_within(s, *k, n->top)) return false;
  return (number_value(*p) >= 0 && number_value(*p) <= 1) ||
         steps_refuse(s, "a probability lies between 0 and 1");
}

static bool explain_binopdf(Steps *s, const Subject *subject) {
  Number k, n, p;
  if (!read_binomial(s, subject, &k, &n, &p)) return false;
  s->title = steps_printf(s, "Exactly %lld of %lld\teach with probability %s", (long long)k.top,
                          (long long)n.top, steps_number(s, p));
  Number q = exact_subtract(number_whole(1), p), ways = choose(n.top, k.top);
  Number one = number_multiply(power_of(p, k.top), power_of(q, n.top - k.top));
  Number result = number_multiply(ways, one);
  BoardStep *step = steps_add(s, s->root, &moves[WAYS], 1);
  step->brief = steps_printf(s, "orders: %s", ways_text(s, n.top, k.top));
  steps_row(s, step, "%s", ways_text(s, n.top, k.top));
  steps_claim(s, step, RELATION_EQUAL, side_number(s, ways),
              side_number(s, number_double(stats_value(subject, "nchoosek(%lld, %lld)",
                                                       (long long)n.top, (long long)k.top))));
  step = steps_add(s, s->root, &moves[ONE_WAY], 1);
  Number parts[] = { p, q };
  const char *pattern =
      steps_printf(s, "{0*}%s·{1*}%s", steps_raised(s, k.top), steps_raised(s, n.top - k.top));
  step->brief = equation_text(s, steps_equation(s, pattern, parts, one));
  steps_row(s, step, "%s", step->brief);
  step = steps_add(s, s->root, &moves[TOGETHER], 0);
  Number both[] = { ways, one };
  step->brief = equation_text(s, steps_equation(s, "{0}·{1*}", both, result));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, result),
              side_number(s, number_multiply(ways, one)));
  s->result = steps_printf(s, "P(X = %lld) = %s", (long long)k.top, steps_number(s, result));
  if (!s->decimals)
    s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, number_value(result)));
  s->picture = steps_printf(s, "dist('bino', %lld, %s)", (long long)n.top, subject->texts[2]);
  stats_claim(s, subject, result);
  return true;
}

/* The rows P(0), P(1) ... P(k) and their sum. */
static void add_up(Steps *s, const Subject *subject, const char *rule, const Exact *terms,
                   const char *picture) {
  BoardStep *step = steps_add(s, s->root, &moves[EACH], 1);
  steps_bind(s, step, "rule", rule);
  for (size_t i = 0; i < terms->rows; i++)
    steps_row(s, step, "P(X = %zu)\t=\v%s", i, steps_number(s, terms->at[i]));
  Number total = stats_sum(terms);
  step = steps_add(s, s->root, &moves[SUM], 0);
  step->brief = terms->rows <= 6 ? stats_sum_text(s, terms, total)
                                 : steps_printf(s, "their sum is %s", steps_number(s, total));
  steps_row(s, step, "%s", step->brief);
  Exact *ones = exact_new(&s->arena, 1, terms->rows);
  for (size_t i = 0; i < terms->rows; i++) ones->at[i] = number_whole(1);
  steps_claim_solves(s, step, side_of(ones), side_of(terms), side_number(s, total));
  s->result = steps_printf(s, "P(X ≤ %zu) %s %s", terms->rows - 1, s->decimals ? "≈" : "=",
                           steps_number(s, total));
  if (!s->decimals)
    s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, number_value(total)));
  s->picture = picture;
  stats_claim(s, subject, total);
}

static bool explain_binocdf(Steps *s, const Subject *subject) {
  Number k, n, p;
  if (!read_binomial(s, subject, &k, &n, &p)) return false;
  if (k.top >= MAX_TERMS) return steps_refuse(s, "there would be more than twelve terms to add");
  s->title = steps_printf(s, "At most %lld of %lld\teach with probability %s", (long long)k.top,
                          (long long)n.top, steps_number(s, p));
  Exact *terms = exact_new(&s->arena, (size_t)k.top + 1, 1);
  for (int64_t i = 0; i <= k.top; i++) terms->at[i] = binomial(n.top, i, p);
  add_up(s, subject, "(n over k)·pᵏ·(1 − p)ⁿ⁻ᵏ", terms,
         steps_printf(s, "dist('bino', %lld, %s)", (long long)n.top, subject->texts[2]));
  return true;
}

static double poisson(double mean, int64_t k) {
  double p = exp(-mean);
  for (int64_t i = 1; i <= k; i++) p *= mean / (double)i;
  return p;
}

static bool read_poisson(Steps *s, const Subject *subject, Number *k, Number *mean) {
  if (!single(s, subject, 0, k) || !single(s, subject, 1, mean)) return false;
  if (!count_within(s, *k, 150)) return false;
  return (number_value(*mean) > 0 && number_value(*mean) < 500) ||
         steps_refuse(s, "the mean must be positive and not huge");
}

static bool explain_poisspdf(Steps *s, const Subject *subject) {
  Number k, mean;
  if (!read_poisson(s, subject, &k, &mean)) return false;
  s->title = steps_printf(s, "Exactly %lld, where %s are expected", (long long)k.top,
                          steps_number(s, mean));
  double m = number_value(mean), result = poisson(m, k.top), factorial = 1;
  for (int64_t i = 2; i <= k.top; i++) factorial *= (double)i;
  BoardStep *step = steps_add(s, s->root, &moves[RATE], 0);
  steps_row(s, step, "e^(−%s)\t≈\v%s", steps_number(s, mean), steps_digits(s, exp(-m), 6));
  steps_row(s, step, "%s%s\t%s\v%s", steps_factor(s, mean), steps_raised(s, k.top),
            s->decimals ? "≈" : "=", steps_number(s, power_of(mean, k.top)));
  steps_row(s, step, "%lld!\t=\v%s", (long long)k.top, steps_digits(s, factorial, 8));
  Number parts[] = { number_double(exp(-m)), power_of(mean, k.top), number_double(factorial) };
  step->brief = steps_printf(s, "%s·%s ÷ %s ≈ %s", steps_digits(s, number_value(parts[0]), 6),
                             steps_factor(s, parts[1]), steps_digits(s, factorial, 8),
                             steps_digits(s, result, 4));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_double(result)),
              side_number(s, number_double(stats_value(subject, "poisspdf(%lld, %.17g)",
                                                       (long long)k.top, m))));
  s->result = steps_printf(s, "P(X = %lld) ≈ %s", (long long)k.top, steps_digits(s, result, 4));
  s->picture = steps_printf(s, "dist('poiss', %s)", subject->texts[1]);
  stats_claim_double(s, subject, result);
  return true;
}

static bool explain_poisscdf(Steps *s, const Subject *subject) {
  Number k, mean;
  if (!read_poisson(s, subject, &k, &mean)) return false;
  if (k.top >= MAX_TERMS) return steps_refuse(s, "there would be more than twelve terms to add");
  s->title = steps_printf(s, "At most %lld, where %s are expected", (long long)k.top,
                          steps_number(s, mean));
  s->swollen = true; /* e is no fraction */
  Exact *terms = exact_new(&s->arena, (size_t)k.top + 1, 1);
  for (int64_t i = 0; i <= k.top; i++) terms->at[i] = number_double(poisson(number_value(mean), i));
  add_up(s, subject, "e⁻ᵐ·mᵏ/k!", terms, steps_printf(s, "dist('poiss', %s)", subject->texts[1]));
  return true;
}

typedef struct Bell {
  Number x, mean, sd;
  bool upper;
} Bell;

static bool read_bell(Steps *s, const Subject *subject, Bell *b) {
  size_t count = subject->count;
  *b = (Bell){ .mean = number_whole(0), .sd = number_whole(1) };
  if (count > 1 && value_is_text(subject->args[count - 1])) {
    Text word = TEXT_EMPTY;
    value_append_text(subject->args[--count], &word);
    b->upper = strcmp(text_string(&word), "upper") == 0;
    text_free(&word);
    if (!b->upper) return steps_refuse(s, "there is the tail 'upper'");
  }
  if (!single(s, subject, 0, &b->x) || (count > 1 && !single(s, subject, 1, &b->mean)) ||
      (count > 2 && !single(s, subject, 2, &b->sd)))
    return false;
  stats_prefer_decimals(s, b->x);
  stats_prefer_decimals(s, b->mean);
  stats_prefer_decimals(s, b->sd);
  return number_value(b->sd) > 0 || steps_refuse(s, "a standard deviation is positive");
}

static Number standard_step(Steps *s, const Bell *b) {
  Number n[] = { b->x, b->mean, b->sd };
  Number z = number_divide(exact_subtract(b->x, b->mean), b->sd);
  if (number_is(b->mean, 0) && number_is(b->sd, 1)) return z;
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

const Explainer stats_chances_explainers[] = {
  { "binopdf", 3, 3, explain_binopdf },   { "binocdf", 3, 3, explain_binocdf },
  { "poisspdf", 2, 2, explain_poisspdf }, { "poisscdf", 2, 2, explain_poisscdf },
  { "normcdf", 1, 4, explain_normcdf },   { "normpdf", 1, 3, explain_normpdf },
  { "norminv", 1, 3, explain_norminv },   { 0 },
};
