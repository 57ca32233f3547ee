/* stats_chances.c -- probabilities of the binomial and the Poisson distribution.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { MAX_TERMS = 12 };

enum { WAYS, ONE_WAY, TOGETHER, EACH, SUM, MORE, RATE, PICK, ORDERS };
static const Move moves[] = {
  [WAYS] = { "bino.ways", "In how many orders can it happen?", "n·(n − 1)·…/k!", NULL,
             RELATION_EQUAL },
  [ONE_WAY] = { "bino.one", "How likely is each of them?", "pᵏ·(1 − p)ⁿ⁻ᵏ", NULL, RELATION_EQUAL },
  [TOGETHER] = { "bino.product", "Together.", NULL, NULL, RELATION_EQUAL },
  [EACH] = { "chance.each", "The probability of each number.", "{rule}", NULL, RELATION_EQUAL },
  [SUM] = { "chance.sum", "They exclude each other, so they are added.", NULL, NULL,
            RELATION_EQUAL },
  [MORE] = { "chance.more", "Everything together is 1; take the rest.", NULL, NULL,
             RELATION_EQUAL },
  [RATE] = { "poiss.formula", "Put the numbers into the formula.", "e⁻ᵐ·mᵏ/k!", NULL,
             RELATION_EQUAL },
  [PICK] = { "choose.ways", "One after the other, by the orders in which the same come.",
             "n·(n − 1)·…/k!", NULL, RELATION_EQUAL },
  [ORDERS] = { "factorial.product", "n for the first place, one less for each further one.", NULL,
               NULL, RELATION_EQUAL },
};

bool stats_count_within(Steps *s, Number k, int64_t most) {
  if (number_is_whole(k) && k.top >= 0 && k.top <= most) return true;
  return steps_refuse(s, "the steps are for whole numbers that can happen");
}

Number stats_choose(int64_t n, int64_t k) {
  Number ways = number_whole(1);
  for (int64_t i = 1; i <= k; i++)
    ways = number_divide(number_multiply(ways, number_whole(n - k + i)), number_whole(i));
  return ways;
}

Number stats_power(Number p, int64_t k) {
  Number out;
  return number_power(p, number_whole(k), &out) ? out
                                                : number_double(pow(number_value(p), (double)k));
}

Number stats_binomial(int64_t n, int64_t k, Number p) {
  Number q = exact_subtract(number_whole(1), p);
  return number_multiply(stats_choose(n, k),
                         number_multiply(stats_power(p, k), stats_power(q, n - k)));
}

const char *stats_ways_text(Steps *s, int64_t n, int64_t k) {
  int64_t least = k < n - k ? k : n - k;
  Number ways = stats_choose(n, k);
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
  if (!stats_single(s, subject, 0, k) || !stats_single(s, subject, 1, n) ||
      !stats_single(s, subject, 2, p))
    return false;
  if (!stats_count_within(s, *n, 1000) || !stats_count_within(s, *k, n->top)) return false;
  return (number_value(*p) >= 0 && number_value(*p) <= 1) ||
         steps_refuse(s, "a probability lies between 0 and 1");
}

static bool explain_binopdf(Steps *s, const Subject *subject) {
  Number k, n, p;
  if (!read_binomial(s, subject, &k, &n, &p)) return false;
  s->title = steps_printf(s, "Exactly %lld of %lld\teach with probability %s", (long long)k.top,
                          (long long)n.top, steps_number(s, p));
  Number q = exact_subtract(number_whole(1), p), ways = stats_choose(n.top, k.top);
  Number one = number_multiply(stats_power(p, k.top), stats_power(q, n.top - k.top));
  Number result = number_multiply(ways, one);
  BoardStep *step = steps_add(s, s->root, &moves[WAYS], 1);
  step->brief = steps_printf(s, "orders: %s", stats_ways_text(s, n.top, k.top));
  steps_row(s, step, "%s", stats_ways_text(s, n.top, k.top));
  steps_claim(s, step, RELATION_EQUAL, side_number(s, ways),
              side_number(s, number_double(stats_value(subject, "nchoosek(%lld, %lld)",
                                                       (long long)n.top, (long long)k.top))));
  step = steps_add(s, s->root, &moves[ONE_WAY], 1);
  Number parts[] = { p, q };
  const char *pattern =
      steps_printf(s, "{0*}%s·{1*}%s", steps_raised(s, k.top), steps_raised(s, n.top - k.top));
  step->brief = equation_text(s, steps_equation(s, pattern, parts, one));
  steps_row(s, step, "%s", step->brief);
  double share =
      pow(number_value(p), (double)k.top) * pow(number_value(q), (double)(n.top - k.top));
  stats_claim_equal(s, step, one, number_double(share));
  step = steps_add(s, s->root, &moves[TOGETHER], 0);
  Number both[] = { ways, one };
  step->brief = equation_text(s, steps_equation(s, "{0}·{1*}", both, result));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, result),
              side_number(s, number_multiply(ways, one)));
  s->picture = steps_printf(s, "dist('bino', %lld, %s)", (long long)n.top, subject->texts[2]);
  stats_result(s, subject, steps_printf(s, "P(X = %lld)", (long long)k.top), result);
  return true;
}

BoardStep *stats_add_up(Steps *s, const Subject *subject, const char *rule, const Exact *terms,
                        size_t from) {
  size_t last = from + terms->rows - 1;
  BoardStep *step = steps_add(s, s->root, &moves[EACH], 1), *list = step;
  steps_bind(s, step, "rule", rule);
  for (size_t i = 0; i < terms->rows; i++)
    steps_row(s, step, "P(X = %zu)\t%s\v%s", from + i, steps_equals(s, terms->at[i]),
              steps_number(s, terms->at[i]));
  Number total = stats_sum(terms);
  step = steps_add(s, s->root, &moves[SUM], 0);
  step->brief = terms->rows <= 6 ? stats_sum_text(s, terms, total)
                                 : steps_printf(s, "their sum is %s", steps_number(s, total));
  steps_row(s, step, "%s", step->brief);
  stats_claim_sum(s, step, NULL, terms, total);
  if (!stats_is_word(subject, subject->count - 1, "upper")) {
    stats_result(s, subject, steps_printf(s, "P(X ≤ %zu)", last), total);
    return list;
  }
  step = steps_add(s, s->root, &moves[MORE], 0);
  Number rest = exact_subtract(number_whole(1), total);
  step->brief = equation_text(s, steps_equation(s, "1 − {0}", &total, rest));
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, number_add(rest, total), number_whole(1));
  stats_result(s, subject, steps_printf(s, "P(X > %zu)", last), rest);
  return list;
}

/* A word behind the numbers can only be 'upper'. */
static bool ends_well(Steps *s, const Subject *subject, size_t numbers) {
  return subject->count <= numbers || stats_is_word(subject, numbers, "upper") ||
         steps_refuse(s, "there is the tail 'upper'");
}

static bool explain_binocdf(Steps *s, const Subject *subject) {
  Number k, n, p;
  if (!read_binomial(s, subject, &k, &n, &p) || !ends_well(s, subject, 3)) return false;
  if (k.top >= MAX_TERMS) return steps_refuse(s, "there would be more than twelve terms to add");
  s->title = steps_printf(s,
                          subject->count > 3 ? "More than %lld of %lld\teach with probability %s"
                                             : "At most %lld of %lld\teach with probability %s",
                          (long long)k.top, (long long)n.top, steps_number(s, p));
  Exact *terms = exact_new(&s->arena, (size_t)k.top + 1, 1);
  for (int64_t i = 0; i <= k.top; i++) terms->at[i] = stats_binomial(n.top, i, p);
  s->picture = steps_printf(s, "dist('bino', %lld, %s)", (long long)n.top, subject->texts[2]);
  BoardStep *list = stats_add_up(s, subject, "(n over k)·pᵏ·(1 − p)ⁿ⁻ᵏ", terms, 0);
  steps_gap(s, list)->depth = 2;
  for (int64_t i = 0; i <= k.top; i++) {
    Number parts[] = { stats_choose(n.top, i), p, exact_subtract(number_whole(1), p) };
    const char *pattern =
        steps_printf(s, "{0}·{1*}%s·{2*}%s", steps_raised(s, i), steps_raised(s, n.top - i));
    Equation q = steps_equation(s, pattern, parts, terms->at[i]);
    steps_row(s, list, "%s\t%s\v%s", q.left, q.sign, q.right)->depth = 2;
  }
  return true;
}

double stats_poisson(double mean, int64_t k) {
  double p = exp(-mean);
  for (int64_t i = 1; i <= k; i++) p *= mean / (double)i;
  return p;
}

static bool read_poisson(Steps *s, const Subject *subject, Number *k, Number *mean) {
  if (!stats_single(s, subject, 0, k) || !stats_single(s, subject, 1, mean)) return false;
  if (!stats_count_within(s, *k, 150)) return false;
  return (number_value(*mean) > 0 && number_value(*mean) < 500) ||
         steps_refuse(s, "the mean must be positive and not huge");
}

static bool explain_poisspdf(Steps *s, const Subject *subject) {
  Number k, mean;
  if (!read_poisson(s, subject, &k, &mean)) return false;
  s->title = steps_printf(s, "Exactly %lld, where %s are expected", (long long)k.top,
                          steps_number(s, mean));
  double m = number_value(mean), result = stats_poisson(m, k.top), factorial = 1;
  for (int64_t i = 2; i <= k.top; i++) factorial *= (double)i;
  BoardStep *step = steps_add(s, s->root, &moves[RATE], 0);
  steps_row(s, step, "e^(−%s)\t≈\v%s", steps_number(s, mean), steps_digits(s, exp(-m), 6));
  steps_row(s, step, "%s%s\t%s\v%s", steps_factor(s, mean), steps_raised(s, k.top),
            s->decimals ? "≈" : "=", steps_number(s, stats_power(mean, k.top)));
  steps_row(s, step, "%lld!\t=\v%s", (long long)k.top, steps_digits(s, factorial, 8));
  Number parts[] = { number_double(exp(-m)), stats_power(mean, k.top), number_double(factorial) };
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
  if (!read_poisson(s, subject, &k, &mean) || !ends_well(s, subject, 2)) return false;
  if (k.top >= MAX_TERMS) return steps_refuse(s, "there would be more than twelve terms to add");
  s->title = steps_printf(s,
                          subject->count > 2 ? "More than %lld, where %s are expected"
                                             : "At most %lld, where %s are expected",
                          (long long)k.top, steps_number(s, mean));
  s->swollen = true; /* e is no fraction */
  Exact *terms = exact_new(&s->arena, (size_t)k.top + 1, 1);
  for (int64_t i = 0; i <= k.top; i++)
    terms->at[i] = number_double(stats_poisson(number_value(mean), i));
  s->picture = steps_printf(s, "dist('poiss', %s)", subject->texts[1]);
  stats_add_up(s, subject, "e⁻ᵐ·mᵏ/k!", terms, 0);
  return true;
}

/* nchoosek(n, k) */
static bool explain_choose(Steps *s, const Subject *subject) {
  Number n, k;
  if (!stats_single(s, subject, 0, &n) || !stats_single(s, subject, 1, &k) ||
      !stats_count_within(s, n, 60) || !stats_count_within(s, k, n.top))
    return false;
  s->title = steps_printf(s, "How many ways are there to choose %lld of %lld?", (long long)k.top,
                          (long long)n.top);
  BoardStep *step = steps_add(s, s->root, &moves[PICK], 0);
  steps_bind(s, step, "k", steps_number(s, k));
  step->brief = stats_ways_text(s, n.top, k.top);
  steps_row(s, step, "%s", step->brief);
  Number ways = stats_choose(n.top, k.top), other = stats_choose(n.top, n.top - k.top);
  stats_claim_equal(s, step, ways, other);
  s->note = steps_printf(s, "Leaving out %lld is the same choice: nchoosek(%lld, %lld) is equal.",
                         (long long)(n.top - k.top), (long long)n.top, (long long)(n.top - k.top));
  stats_result(s, subject, "ways", ways);
  return true;
}

static bool explain_factorial(Steps *s, const Subject *subject) {
  Number n;
  if (!stats_single(s, subject, 0, &n) || !stats_count_within(s, n, 15)) return false;
  s->title = steps_printf(s, "%lld!\tin how many orders can %lld things stand?", (long long)n.top,
                          (long long)n.top);
  BoardStep *step = steps_add(s, s->root, &moves[ORDERS], 0);
  Number product = number_whole(1);
  Text factors = TEXT_EMPTY;
  for (int64_t i = n.top; i >= 1; i--) {
    product = number_multiply(product, number_whole(i));
    text_printf(&factors, "%s%lld", factors.len ? "·" : "", (long long)i);
  }
  step->brief = n.top == 0
                    ? "0! is 1: nothing stands in one order"
                    : steps_printf(s, "%s = %s", text_string(&factors), steps_number(s, product));
  text_free(&factors);
  steps_row(s, step, "%s", step->brief);
  stats_claim_equal(s, step, product, number_double(tgamma((double)n.top + 1)));
  stats_claim(s, subject, product);
  return true;
}

const Explainer stats_chances_explainers[] = {
  { "nchoosek", 2, 2, explain_choose },
  { "factorial", 1, 1, explain_factorial },
  { "binopdf", 3, 3, explain_binopdf },
  { "binocdf", 3, 4, explain_binocdf },
  { "poisspdf", 2, 2, explain_poisspdf },
  { "poisscdf", 2, 3, explain_poisscdf },
  { 0 },
};
