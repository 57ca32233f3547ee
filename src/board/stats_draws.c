/* stats_draws.c -- waiting for a success, drawing without putting back, and the smallest number
   whose probability adds up.  */

#include "config.h"
#include "board/linear.h"
#include "board/stats.h"

#include <math.h>
#include <string.h>

enum { MOST_TERMS = 12, MOST_SEARCHED = 60 };

enum {
  MISSES,
  HIT,
  AT_ONCE,
  ALL_MISS,
  SOONER,
  WAYS,
  QUOTIENT,
  ORDERS,
  ONE_ORDER,
  TOGETHER,
  RUNNING,
  FIRST
};
static const Move moves[] = {
  [MISSES] = { "geo.misses", "First come {count}.", "(1 − p)ᵏ⁻¹", NULL, RELATION_EQUAL },
  [HIT] = { "geo.hit", "Then one that succeeds.", "times p", NULL, RELATION_EQUAL },
  [AT_ONCE] = { "geo.once", "It succeeds at once.", "p", NULL, RELATION_EQUAL },
  [ALL_MISS] = { "geo.none", "It takes longer only after {count}.", "(1 − p)ᵏ", NULL,
                 RELATION_EQUAL },
  [SOONER] = { "geo.sooner", "Everything together is 1; take the rest.", NULL, NULL,
               RELATION_EQUAL },
  [WAYS] = { "hyge.ways", "Count the ways to choose.", "(n over k) = n·(n − 1)·…/k!", NULL,
             RELATION_EQUAL },
  [QUOTIENT] = { "hyge.share", "The good ways by all ways.", NULL, NULL, RELATION_SOLVES },
  [ORDERS] = { "nbin.orders", "In how many orders can the failures come? The last is a success.",
               NULL, NULL, RELATION_EQUAL },
  [ONE_ORDER] = { "nbin.one", "How likely is each of them?", "pⁿ·(1 − p)ᵏ", NULL, RELATION_EQUAL },
  [TOGETHER] = { "nbin.product", "Together.", NULL, NULL, RELATION_EQUAL },
  [RUNNING] = { "inverse.running", "Add up the probabilities from 0 on, until {q} is reached.",
                NULL, NULL, RELATION_EQUAL },
  [FIRST] = { "inverse.first", "The first that reaches it is the answer.", NULL, NULL,
              RELATION_DEFINED },
};

static bool probability(Steps *s, const Subject *subject, size_t i, Number *p) {
  return stats_single(s, subject, i, p) && ((number_value(*p) >= 0 && number_value(*p) <= 1) ||
                                            steps_refuse(s, "a probability lies between 0 and 1"));
}

static void row_of(Steps *s, BoardStep *step, const char *line) {
  step->brief = line;
  steps_row(s, step, "%s", line);
}

/* ------------------------------------------------------------------ waiting */

static bool read_waiting(Steps *s, const Subject *subject, Number *k, Number *p) {
  if (!stats_single(s, subject, 0, k) || !probability(s, subject, 1, p)) return false;
  if (!stats_count_within(s, *k, 1000)) return false;
  return k->top > 0 || steps_refuse(s, "the first success comes at attempt 1 or later");
}

static bool explain_geopdf(Steps *s, const Subject *subject) {
  Number k, p;
  if (!read_waiting(s, subject, &k, &p)) return false;
  s->title = steps_printf(s, "The first success at attempt %lld\teach succeeds with probability %s",
                          (long long)k.top, steps_number(s, p));
  Number q = exact_subtract(number_whole(1), p), misses = stats_power(q, k.top - 1);
  Number result = number_multiply(misses, p);
  if (k.top > 1) {
    BoardStep *step = steps_add(s, s->root, &moves[MISSES], 1);
    steps_bind(s, step, "count", plural(s, (size_t)k.top - 1, "failure"));
    Number n[] = { p };
    const char *pattern = steps_printf(s, "(1 − {0})%s", steps_raised(s, k.top - 1));
    row_of(s, step, equation_text(s, steps_equation(s, pattern, n, misses)));
    stats_claim_equal(s, step, misses, number_double(pow(1 - number_value(p), (double)k.top - 1)));
  }
  BoardStep *step = steps_add(s, s->root, &moves[k.top > 1 ? HIT : AT_ONCE], 0);
  Number n[] = { misses, p };
  row_of(s, step,
         k.top > 1 ? equation_text(s, steps_equation(s, "{0*}·{1*}", n, result))
                   : steps_number(s, p));
  stats_claim_equal(s, step, result, number_multiply(p, misses));
  s->note = "Attempts are counted from 1.";
  s->picture = steps_printf(s, "dist('geo', %s)", subject->texts[1]);
  stats_result(s, subject, steps_printf(s, "P(X = %lld)", (long long)k.top), result);
  return true;
}

static bool explain_geocdf(Steps *s, const Subject *subject) {
  Number k, p;
  bool upper = stats_is_word(subject, 2, "upper");
  if (!read_waiting(s, subject, &k, &p)) return false;
  if (subject->count > 2 && !upper) return steps_refuse(s, "there is the tail 'upper'");
  s->title = steps_printf(s, "%s within %s\teach succeeds with probability %s",
                          upper ? "No success" : "A success", plural(s, (size_t)k.top, "attempt"),
                          steps_number(s, p));
  Number none = stats_power(exact_subtract(number_whole(1), p), k.top);
  BoardStep *step = steps_add(s, s->root, &moves[ALL_MISS], 0);
  steps_bind(s, step, "count", plural(s, (size_t)k.top, "failure"));
  const char *pattern = steps_printf(s, "(1 − {0})%s", steps_raised(s, k.top));
  row_of(s, step, equation_text(s, steps_equation(s, pattern, &p, none)));
  stats_claim_equal(s, step, none, number_double(pow(1 - number_value(p), (double)k.top)));
  s->picture = steps_printf(s, "dist('geo', %s)", subject->texts[1]);
  if (upper) {
    stats_result(s, subject, steps_printf(s, "P(X > %lld)", (long long)k.top), none);
    return true;
  }
  Number sooner = exact_subtract(number_whole(1), none);
  step = steps_add(s, s->root, &moves[SOONER], 0);
  row_of(s, step, equation_text(s, steps_equation(s, "1 − {0}", &none, sooner)));
  stats_claim_equal(s, step, number_add(none, sooner), number_whole(1));
  stats_result(s, subject, steps_printf(s, "P(X ≤ %lld)", (long long)k.top), sooner);
  return true;
}

/* nbinpdf(k, n, p): k failures before the n-th success */
static bool explain_nbinpdf(Steps *s, const Subject *subject) {
  Number k, n, p;
  if (!stats_single(s, subject, 0, &k) || !stats_single(s, subject, 1, &n) ||
      !probability(s, subject, 2, &p) || !stats_count_within(s, k, 500) ||
      !stats_count_within(s, n, 500))
    return false;
  if (n.top == 0) return steps_refuse(s, "there must be a success to wait for");
  s->title =
      steps_printf(s,
                   "%s before success number %lld\teach succeeds with "
                   "probability %s",
                   plural(s, (size_t)k.top, "failure"), (long long)n.top, steps_number(s, p));
  Number q = exact_subtract(number_whole(1), p), ways = stats_choose(n.top + k.top - 1, k.top);
  Number one = number_multiply(stats_power(p, n.top), stats_power(q, k.top));
  BoardStep *step = steps_add(s, s->root, &moves[ORDERS], 1);
  row_of(s, step, stats_ways_text(s, n.top + k.top - 1, k.top));
  stats_claim_equal(s, step, ways,
                    number_double(stats_value(subject, "nchoosek(%lld, %lld)",
                                              (long long)(n.top + k.top - 1), (long long)k.top)));
  step = steps_add(s, s->root, &moves[ONE_ORDER], 1);
  Number parts[] = { p, q };
  const char *pattern =
      steps_printf(s, "{0*}%s·{1*}%s", steps_raised(s, n.top), steps_raised(s, k.top));
  row_of(s, step, equation_text(s, steps_equation(s, pattern, parts, one)));
  double share = pow(number_value(p), (double)n.top) * pow(number_value(q), (double)k.top);
  stats_claim_equal(s, step, one, number_double(share));
  step = steps_add(s, s->root, &moves[TOGETHER], 0);
  Number both[] = { ways, one }, result = number_multiply(ways, one);
  row_of(s, step, equation_text(s, steps_equation(s, "{0}·{1*}", both, result)));
  steps_claim_solves(s, step, side_number(s, ways), side_number(s, one), side_number(s, result));
  stats_result(s, subject, steps_printf(s, "P(X = %lld)", (long long)k.top), result);
  return true;
}

/* ------------------------------------------------------------------ without putting back */

typedef struct Urn {
  int64_t all, marked, drawn;
} Urn;

static bool read_urn(Steps *s, const Subject *subject, Number *k, Urn *u) {
  Number n[3];
  if (!stats_single(s, subject, 0, k) || !stats_count_within(s, *k, 1000)) return false;
  for (size_t i = 0; i < 3; i++)
    if (!stats_single(s, subject, i + 1, &n[i]) || !stats_count_within(s, n[i], 1000)) return false;
  *u = (Urn){ n[0].top, n[1].top, n[2].top };
  if (u->marked > u->all || u->drawn > u->all)
    return steps_refuse(s, "no more can be marked or drawn than there are");
  return true;
}

static bool possible(const Urn *u, int64_t k) {
  return k >= 0 && k <= u->marked && k <= u->drawn && u->drawn - k <= u->all - u->marked;
}

static Number chance_of(const Urn *u, int64_t k) {
  if (!possible(u, k)) return number_whole(0);
  Number good =
      number_multiply(stats_choose(u->marked, k), stats_choose(u->all - u->marked, u->drawn - k));
  return number_divide(good, stats_choose(u->all, u->drawn));
}

static void ways_row(Steps *s, BoardStep *step, const char *what, int64_t n, int64_t k) {
  steps_row(s, step, "%s:\t%lld of %lld\t%s", what, (long long)k, (long long)n,
            stats_ways_text(s, n, k));
}

static const char *urn_title(Steps *s, const Urn *u, const char *what) {
  return steps_printf(s, "%s marked among %lld drawn\t%lld of %lld are marked, nothing is put back",
                      what, (long long)u->drawn, (long long)u->marked, (long long)u->all);
}

static bool explain_hygepdf(Steps *s, const Subject *subject) {
  Number k;
  Urn u;
  if (!read_urn(s, subject, &k, &u)) return false;
  if (!possible(&u, k.top)) return steps_refuse(s, "that cannot happen");
  s->title = urn_title(s, &u, steps_printf(s, "Exactly %lld", (long long)k.top));
  BoardStep *step = steps_add(s, s->root, &moves[WAYS], 1);
  ways_row(s, step, "marked", u.marked, k.top);
  ways_row(s, step, "not marked", u.all - u.marked, u.drawn - k.top);
  ways_row(s, step, "in all", u.all, u.drawn);
  Number n[] = { stats_choose(u.marked, k.top), stats_choose(u.all - u.marked, u.drawn - k.top),
                 stats_choose(u.all, u.drawn) };
  stats_claim_equal(s, step, n[2],
                    number_double(stats_value(subject, "nchoosek(%lld, %lld)", (long long)u.all,
                                              (long long)u.drawn)));
  Number result = chance_of(&u, k.top);
  step = steps_add(s, s->root, &moves[QUOTIENT], 0);
  row_of(s, step, equation_text(s, steps_equation(s, "{0}·{1} ÷ {2}", n, result)));
  steps_claim_solves(s, step, side_number(s, n[2]), side_number(s, result),
                     side_number(s, number_multiply(n[0], n[1])));
  stats_result(s, subject, steps_printf(s, "P(X = %lld)", (long long)k.top), result);
  return true;
}

static bool explain_hygecdf(Steps *s, const Subject *subject) {
  Number k;
  Urn u;
  if (!read_urn(s, subject, &k, &u)) return false;
  if (subject->count > 4 && !stats_is_word(subject, 4, "upper"))
    return steps_refuse(s, "there is the tail 'upper'");
  if (k.top >= MOST_TERMS) return steps_refuse(s, "there would be more than twelve terms to add");
  s->title = urn_title(
      s, &u,
      steps_printf(s, subject->count > 4 ? "More than %lld" : "At most %lld", (long long)k.top));
  Exact *terms = exact_new(&s->arena, (size_t)k.top + 1, 1);
  for (int64_t i = 0; i <= k.top; i++) terms->at[i] = chance_of(&u, i);
  stats_add_up(s, subject, "(m over k)·(t − m over n − k)/(t over n)", terms, 0);
  return true;
}

/* ------------------------------------------------------------------ inverses */

static Number term_of(const char *name, int64_t k, Number n, Number p) {
  return *name == 'b' ? stats_binomial(n.top, k, p)
                      : number_double(stats_poisson(number_value(n), k));
}

/* binoinv(q, n, p) and poissinv(q, mean) */
static bool explain_inverse(Steps *s, const Subject *subject) {
  Number q, n, p = number_whole(0);
  bool binomial = *subject->name == 'b';
  if (!probability(s, subject, 0, &q) || !stats_single(s, subject, 1, &n)) return false;
  if (binomial && (!stats_count_within(s, n, 1000) || !probability(s, subject, 2, &p)))
    return false;
  if (!binomial && !(number_value(n) > 0 && number_value(n) < 500))
    return steps_refuse(s, "the mean must be positive and not huge");
  if (number_is(q, 0) || number_is(q, 1))
    return steps_refuse(s, "a share between 0 and 1 is needed");
  s->swollen = true; /* running sums of many fractions would be unreadable */
  s->title = steps_printf(s, "The smallest k with P(X ≤ k) ≥ %s", steps_number(s, q));
  BoardStep *step = steps_add(s, s->root, &moves[RUNNING], 0);
  steps_bind(s, step, "q", steps_number(s, q));
  steps_row(s, step, "k\v P(X = k)\v P(X ≤ k)");
  Number sum = number_whole(0), before = sum;
  int64_t k = 0, most = binomial ? n.top : MOST_SEARCHED;
  for (;; k++) {
    if (k > most || k > MOST_SEARCHED)
      return steps_refuse(s, "there would be too many terms to add");
    Number term = term_of(subject->name, k, n, p);
    before = sum;
    sum = number_add(sum, term);
    steps_row(s, step, "%lld\v%s\v%s", (long long)k, steps_number(s, term), steps_number(s, sum));
    if (number_value(sum) >= number_value(q) * (1 - 1e-14)) break;
  }
  const char *cdf = binomial
                        ? steps_printf(s, "binocdf(%lld, %lld, %.17g)", (long long)k,
                                       (long long)n.top, number_value(p))
                        : steps_printf(s, "poisscdf(%lld, %.17g)", (long long)k, number_value(n));
  stats_claim_equal(s, step, sum, number_double(stats_value(subject, "%s", cdf)));
  step->brief = steps_printf(s, "P(X ≤ %lld) %s %s", (long long)k, steps_equals(s, sum),
                             steps_number(s, sum));
  step = steps_add(s, s->root, &moves[FIRST], 0);
  row_of(s, step,
         k == 0 ? steps_printf(s, "already %s ≥ %s", steps_number(s, sum), steps_number(s, q))
                : steps_printf(s, "%s < %s ≤ %s", steps_number(s, before), steps_number(s, q),
                               steps_number(s, sum)));
  stats_result(s, subject, "k", number_whole(k));
  return true;
}

const Explainer stats_draws_explainers[] = {
  { "geopdf", 2, 2, explain_geopdf },    { "geocdf", 2, 3, explain_geocdf },
  { "nbinpdf", 3, 3, explain_nbinpdf },  { "hygepdf", 4, 4, explain_hygepdf },
  { "hygecdf", 4, 5, explain_hygecdf },  { "binoinv", 3, 3, explain_inverse },
  { "poissinv", 2, 2, explain_inverse }, { 0 },
};
