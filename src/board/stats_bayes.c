/* stats_bayes.c -- Bayes' rule: people counted, the formula, the odds; and as a table.  */

#include "config.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { TREE_WIDTH = 68 }; /* columns of the page from which on there is room for drawings */

enum { TREE, POSITIVE, OF_THESE, FORMULA, ODDS, TABLE, TOTAL, SHARE };
static const Move moves[] = {
  [TREE] = { "bayes.tree", "Think of {people} people.", NULL, NULL, RELATION_EQUAL },
  [POSITIVE] = { "bayes.positive",
                 "Positive tests: {true} from the ill, {false} from the healthy, "
                 "{all} in all.",
                 NULL, NULL, RELATION_EQUAL },
  [OF_THESE] = { "bayes.share", "Of these, ill:", "{line}", NULL, RELATION_EQUAL },
  [FORMULA] = { "bayes.formula", "The same with the formula.", NULL, NULL, RELATION_EQUAL },
  [ODDS] = { "bayes.odds", "And with odds.", NULL, NULL, RELATION_EQUAL },
  [TABLE] = { "bayes.table", "Prior times likelihood, row by row.", NULL, NULL, RELATION_EQUAL },
  [TOTAL] = { "bayes.total", "Add the products: so likely is what was seen.", NULL, NULL,
              RELATION_EQUAL },
  [SHARE] = { "bayes.shares", "Each product by that sum.", NULL, NULL, RELATION_EQUAL },
};

static Number one_minus(Number p) {
  return exact_subtract(number_whole(1), p);
}

/* 10 000 */
static const char *people(Steps *s, int64_t n) {
  const char *plain = steps_printf(s, "%lld", (long long)n);
  size_t len = strlen(plain);
  if (len < 4) return plain;
  Text t = TEXT_EMPTY;
  for (size_t k = 0; k < len; k++) {
    if (k > 0 && (len - k) % 3 == 0) text_putc(&t, ' ');
    text_putc(&t, plain[k]);
  }
  return steps_keep(s, &t);
}

static const char *percent(Steps *s, Number p) {
  return steps_printf(s, "%s %%", steps_number(s, number_multiply(p, number_whole(100))));
}

/* The smallest power of ten that makes every leaf whole; 0 beyond a million. */
static int64_t crowd(Number prior, Number hit, Number alarm) {
  Number leaves[] = { number_multiply(prior, hit), number_multiply(prior, one_minus(hit)),
                      number_multiply(one_minus(prior), alarm),
                      number_multiply(one_minus(prior), one_minus(alarm)) };
  for (int64_t n = 10; n <= 1000000; n *= 10) {
    bool whole = number_is_whole(number_multiply(prior, number_whole(n)));
    for (size_t k = 0; k < 4; k++)
      whole &= number_is_whole(number_multiply(leaves[k], number_whole(n)));
    if (whole) return n;
  }
  return 0;
}

static size_t width_of(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}

/* TEXT with its middle at column AT. */
static void put_centred(Text *line, size_t at, const char *text) {
  size_t width = width_of(text), have = width_of(text_string(line));
  size_t start = at > width / 2 ? at - width / 2 : 0;
  for (; have < start; have++) text_putc(line, ' ');
  text_puts(line, text);
}

static void put_branch(Text *line, size_t from, size_t stem, size_t to) {
  size_t have = width_of(text_string(line));
  for (; have < from; have++) text_putc(line, ' ');
  for (size_t k = from; k <= to; k++)
    text_puts(line, k == from ? "┌" : k == to ? "┐" : k == stem ? "┴" : "─");
}

static void tree_line(Steps *s, BoardStep *step, Text *line) {
  Line *drawn = steps_row(s, step, "%s", text_string(line));
  drawn->shift = -3;
  drawn->least_width = TREE_WIDTH;
  text_clear(line);
}

static void tree_step(Steps *s, BoardStep *step, int64_t n, const Number *p,
                      const int64_t *counts) {
  enum { LEFT = 18, RIGHT = 52, MIDDLE = 35, SPREAD = 7 };
  Text line = TEXT_EMPTY;
  put_centred(&line, MIDDLE, people(s, n));
  tree_line(s, step, &line);
  put_branch(&line, LEFT, MIDDLE, RIGHT);
  tree_line(s, step, &line);
  put_centred(&line, LEFT, steps_printf(s, "ill %s", percent(s, p[0])));
  put_centred(&line, RIGHT, steps_printf(s, "healthy %s", percent(s, one_minus(p[0]))));
  tree_line(s, step, &line);
  put_centred(&line, LEFT, people(s, counts[0]));
  put_centred(&line, RIGHT, people(s, counts[1]));
  tree_line(s, step, &line);
  put_branch(&line, LEFT - SPREAD, LEFT, LEFT + SPREAD);
  put_branch(&line, RIGHT - SPREAD, RIGHT, RIGHT + SPREAD);
  tree_line(s, step, &line);
  static const size_t places[] = { LEFT - SPREAD, LEFT + SPREAD, RIGHT - SPREAD, RIGHT + SPREAD };
  const Number share[] = { p[1], one_minus(p[1]), p[2], one_minus(p[2]) };
  for (size_t k = 0; k < 4; k++)
    put_centred(&line, places[k],
                steps_printf(s, "%s %s", k % 2 == 0 ? "+" : "−", percent(s, share[k])));
  tree_line(s, step, &line);
  for (size_t k = 0; k < 4; k++) put_centred(&line, places[k], people(s, counts[2 + k]));
  tree_line(s, step, &line);
  text_free(&line);
  static const char *const who[] = { "ill", "healthy" };
  for (size_t k = 0; k < 2; k++) { /* where the tree has no room */
    Number all = k == 0 ? p[0] : one_minus(p[0]);
    steps_row(s, step, "%s %s: %s", who[k], percent(s, all), people(s, counts[k]))->most_width =
        TREE_WIDTH - 1;
    steps_row(s, step, "  + %s: %s", percent(s, share[2 * k]), people(s, counts[2 + 2 * k]))
        ->most_width = TREE_WIDTH - 1;
    steps_row(s, step, "  − %s: %s", percent(s, share[2 * k + 1]), people(s, counts[3 + 2 * k]))
        ->most_width = TREE_WIDTH - 1;
  }
}

static int64_t whole_of(Number n, int64_t times) {
  return (int64_t)llround(number_value(number_multiply(n, number_whole(times))));
}

static void count_people(Steps *s, int64_t n, const Number *p, Number posterior) {
  Number ill = p[0], healthy = one_minus(ill);
  int64_t counts[] = { whole_of(ill, n),
                       whole_of(healthy, n),
                       whole_of(number_multiply(ill, p[1]), n),
                       whole_of(number_multiply(ill, one_minus(p[1])), n),
                       whole_of(number_multiply(healthy, p[2]), n),
                       whole_of(number_multiply(healthy, one_minus(p[2])), n) };
  BoardStep *step = steps_add(s, s->root, &moves[TREE], 1);
  steps_bind(s, step, "people", people(s, n));
  tree_step(s, step, n, p, counts);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, number_whole(n)),
              side_number(s, number_whole(counts[2] + counts[3] + counts[4] + counts[5])));
  step = steps_add(s, s->root, &moves[POSITIVE], 1);
  steps_bind(s, step, "true", people(s, counts[2]));
  steps_bind(s, step, "false", people(s, counts[4]));
  steps_bind(s, step, "all", people(s, counts[2] + counts[4]));
  steps_claim(
      s, step, RELATION_EQUAL, side_number(s, number_whole(counts[2] + counts[4])),
      side_number(s, number_multiply(number_whole(n), number_add(number_multiply(ill, p[1]),
                                                                 number_multiply(healthy, p[2])))));
  step = steps_add(s, s->root, &moves[OF_THESE], 0);
  Number parts[] = { number_whole(counts[2]), number_whole(counts[2] + counts[4]) };
  const char *line = equation_text(s, steps_equation(s, "{0} ÷ {1}", parts, posterior));
  if (!s->decimals)
    line = steps_printf(s, "%s  ≈ %s", line, steps_decimal(s, number_value(posterior)));
  steps_bind(s, step, "line", line);
  step->brief = line;
  steps_claim_solves(s, step, side_number(s, parts[1]), side_number(s, posterior),
                     side_number(s, parts[0]));
}

static void formula_step(Steps *s, const Number *p, Number posterior) {
  Number n[] = { p[1], p[0], p[2], one_minus(p[0]) };
  BoardStep *step = steps_add(s, s->root, &moves[FORMULA], 1);
  static const char *const fraction[] = {
    "                         P(+|ill)·P(ill)",
    "P(ill|+)  =  ─────────────────────────────────────────",
    "             P(+|ill)·P(ill) + P(+|healthy)·P(healthy)",
  };
  for (size_t k = 0; k < 3; k++) steps_row(s, step, "%s", fraction[k])->least_width = TREE_WIDTH;
  steps_row(s, step, "a = P(+|ill)·P(ill)")->most_width = TREE_WIDTH - 1;
  steps_row(s, step, "b = P(+|healthy)·P(healthy)")->most_width = TREE_WIDTH - 1;
  steps_row(s, step, "P(ill|+) = a ÷ (a + b)")->most_width = TREE_WIDTH - 1;
  Equation q = steps_equation(s, "{0*}·{1*} ÷ ({0*}·{1*} + {2*}·{3*})", n, posterior);
  steps_row(s, step, "          =  %s", q.left);
  Number hits = number_multiply(n[0], n[1]);
  Number joint[] = { hits, number_add(hits, number_multiply(n[2], n[3])) };
  if (!s->decimals)
    steps_row(s, step, "          =  %s", steps_equation(s, "{0*} ÷ {1*}", joint, posterior).left);
  steps_row(s, step, "          %s  %s", q.sign, q.right);
  step->brief = steps_printf(s, "P(ill|+) %s %s", q.sign, q.right);
  steps_claim_solves(
      s, step, side_number(s, number_add(number_multiply(n[0], n[1]), number_multiply(n[2], n[3]))),
      side_number(s, posterior), side_number(s, number_multiply(n[0], n[1])));
}

/* a : b in small whole numbers */
static const char *ratio(Steps *s, Number odds) {
  return number_exact(odds)
             ? steps_printf(s, "%lld : %lld", (long long)odds.top, (long long)odds.bottom)
             : steps_printf(s, "%s : 1", steps_number(s, odds));
}

static void odds_step(Steps *s, const Number *p, Number posterior) {
  Number before = number_divide(p[0], one_minus(p[0])), factor = number_divide(p[1], p[2]);
  Number after = number_multiply(before, factor);
  BoardStep *step = steps_add(s, s->root, &moves[ODDS], 1);
  steps_row(s, step, "%s before the test;", ratio(s, before));
  Number n[] = { p[1], p[2] };
  steps_row(s, step, "the result counts %s times;",
            equation_text(s, steps_equation(s, "{0} ÷ {1*}", n, factor)));
  Number parts[] = { after, number_whole(1) };
  if (number_exact(after)) {
    Number exact[] = { number_whole(after.top), number_whole(after.bottom) };
    Number raised = number_multiply(number_whole(before.top), factor);
    const char *whole = "";
    if (number_exact(before) && number_is_whole(raised) && raised.top != after.top)
      whole = steps_printf(s, "%lld : %lld = ", (long long)raised.top, (long long)before.bottom);
    steps_row(s, step, "%s%s after it, and %s ✓", whole, ratio(s, after),
              equation_text(s, steps_equation(s, "{0} ÷ ({0} + {1})", exact, posterior)));
  } else
    steps_row(s, step, "%s after it, and %s ✓", ratio(s, after),
              equation_text(s, steps_equation(s, "{0} ÷ ({0} + {1})", parts, posterior)));
  steps_claim_solves(s, step, side_number(s, number_add(after, number_whole(1))),
                     side_number(s, posterior), side_number(s, after));
}

static const char *moral(Steps *s, const Number *p, Number posterior) {
  double sensitivity = number_value(p[1]), after = number_value(posterior);
  Number alarms = number_multiply(one_minus(p[0]), p[2]), hits = number_multiply(p[0], p[1]);
  if (after < sensitivity - 0.2 && number_value(alarms) > number_value(hits))
    return steps_printf(s,
                        "Much less than %s: most positives come from the healthy people, simply "
                        "because there are so many of them.",
                        steps_decimal(s, sensitivity));
  return steps_printf(s, "The test moves the chance from %s to %s.",
                      steps_decimal(s, number_value(p[0])), steps_decimal(s, after));
}

static bool probability(Number p) {
  return number_value(p) >= 0 && number_value(p) <= 1;
}

static bool explain_test(Steps *s, const Subject *subject) {
  Number p[3];
  for (size_t i = 0; i < 3; i++) {
    const Exact *x = subject_matrix(s, subject, i);
    if (!x) return false;
    if (x->rows * x->columns != 1 || !probability(x->at[0]))
      return steps_refuse(s, "all three are numbers between 0 and 1");
    p[i] = x->at[0];
  }
  Number hits = number_multiply(p[0], p[1]), alarms = number_multiply(one_minus(p[0]), p[2]);
  Number all = number_add(hits, alarms);
  if (exact_is_zero(all)) return steps_refuse(s, "then the test is never positive");
  Number posterior = number_divide(hits, all);
  s->title = "How likely is the illness after a positive test?";
  int64_t n = s->decimals ? 0 : crowd(p[0], p[1], p[2]);
  if (n > 0) count_people(s, n, p, posterior);
  formula_step(s, p, posterior);
  bool certain = exact_is_zero(p[2]) || number_is(p[0], 1);
  if (!certain) odds_step(s, p, posterior);
  stats_result(s, subject, "P(ill|+)", posterior);
  s->note = moral(s, p, posterior);
  return true;
}

/* A list of probabilities, which may stay fractions: 1/10 times 1/5 says more than 0.02. */
static const Exact *probabilities(Steps *s, const Subject *subject, size_t i) {
  const Exact *x = subject_matrix(s, subject, i);
  if (!x || (x->rows != 1 && x->columns != 1) || x->rows * x->columns > MAX_SAMPLE)
    return stats_sample(s, subject, i); /* says what is wrong */
  return x->columns == 1 ? x : exact_transpose(&s->arena, x);
}

static bool explain_table(Steps *s, const Subject *subject) {
  const Exact *prior = probabilities(s, subject, 0);
  const Exact *likelihood = prior ? probabilities(s, subject, 1) : NULL;
  if (!likelihood) return false;
  if (prior->rows != likelihood->rows)
    return steps_refuse(s, "there must be one likelihood for each prior");
  if (prior->rows == 1) return false;
  size_t n = prior->rows;
  Exact *joint = exact_copy(&s->arena, prior);
  for (size_t k = 0; k < n; k++) joint->at[k] = number_multiply(prior->at[k], likelihood->at[k]);
  Number total = stats_sum(joint);
  if (exact_is_zero(total)) return steps_refuse(s, "then what was seen is impossible");
  s->title = steps_printf(s, "Bayes' rule for %zu possible causes", n);
  BoardStep *step = steps_add(s, s->root, &moves[TABLE], 1);
  steps_row(s, step, "cause\v prior\v likelihood\v product");
  for (size_t k = 0; k < n; k++) {
    Number parts[] = { prior->at[k], likelihood->at[k] };
    Equation q = steps_equation(s, "{0*}·{1*}", parts, joint->at[k]);
    steps_row(s, step, "%zu\v%s\v%s\v%s", k + 1, steps_number(s, prior->at[k]),
              steps_number(s, likelihood->at[k]), q.right);
  }
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, prior)), side_of(likelihood),
                     side_number(s, total));
  step = steps_add(s, s->root, &moves[TOTAL], 0);
  step->brief = stats_sum_text(s, joint, total);
  steps_row(s, step, "%s", step->brief);
  Exact *ones = exact_new(&s->arena, 1, n);
  for (size_t k = 0; k < n; k++) ones->at[k] = number_whole(1);
  steps_claim_solves(s, step, side_of(ones), side_of(joint), side_number(s, total));
  step = steps_add(s, s->root, &moves[SHARE], 0);
  Exact *posterior = exact_copy(&s->arena, joint);
  for (size_t k = 0; k < n; k++) {
    posterior->at[k] = number_divide(joint->at[k], total);
    Number parts[] = { joint->at[k], total };
    Equation q = steps_equation(s, "{0*} ÷ {1*}", parts, posterior->at[k]);
    steps_row(s, step, "cause %zu:\v%s\t%s\t%s", k + 1, q.left, q.sign, q.right);
  }
  step->brief = steps_vector(s, posterior);
  steps_claim_solves(s, step, side_number(s, total), side_of(exact_transpose(&s->arena, posterior)),
                     side_of(exact_transpose(&s->arena, joint)));
  s->result = steps_printf(s, "posterior = %s", steps_vector_both(s, posterior));
  s->note = "The posteriors add up to 1.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim(s, s->root, RELATION_EQUAL, side_of(posterior),
                side_of(plain->columns == 1 ? plain : exact_transpose(&s->arena, plain)));
  return true;
}

const Explainer stats_bayes_explainers[] = {
  { "bayes", 3, 3, explain_test },
  { "bayes", 2, 2, explain_table },
  { 0 },
};
