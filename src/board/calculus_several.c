/* calculus_several.c -- several variables: a gradient checked by differences, Taylor polynomials.
 */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { EXACT, QUOTIENTS, COMPARE, DERIVATIVES, TERMS };
static const Move moves[] = {
  [EXACT] = { "gradcheck.exact", "{heading}", NULL, NULL, RELATION_DERIVATIVE },
  [QUOTIENTS] = { "gradcheck.quotients", "The slope by small steps",
                  "(f(x + h) − f(x − h))/(2h)  with h = {h}", NULL, RELATION_EQUAL },
  [COMPARE] = { "gradcheck.compare", "Compare", NULL, NULL, RELATION_EQUAL },
  [DERIVATIVES] = { "taylor.several", "Derivatives at {point}", NULL, NULL, RELATION_DERIVATIVE },
  [TERMS] = { "taylor.sum", "Each with its powers, by the factorials", "{formula}", NULL,
              RELATION_SAME_FUNCTION },
};

/* ------------------------------------------------------------------ gradcheck */

typedef struct Check {
  Board b;
  size_t n;
  double x[MAX_BOARD_VARIABLES], exact[MAX_BOARD_VARIABLES];
} Check;

/* The gradient that is checked: given as numbers or a function, else by the rules. */
static bool read_exact(Check *c) {
  Board *b = &c->b;
  Steps *s = b->s;
  BoardStep *step = steps_add(s, s->root, &moves[EXACT], 1);
  size_t count = c->n;
  if (b->subject->count > 2 && b->subject->args[2].kind == VALUE_FUNCTION) {
    Value g = board_call(b, b->subject->args[2], c->x);
    View v;
    bool good = value_is_numeric(g) && value_view(&g, &v) && !v.complex && v.count == c->n;
    for (size_t i = 0; good && i < c->n; i++) c->exact[i] = v.data[i];
    value_release(g);
    steps_bind(s, step, "heading", "The gradient that was worked out by hand, there");
    if (!good) return steps_refuse(s, "the gradient has to be one number for each variable");
  } else if (b->subject->count > 2) {
    if (!subject_point(s, b->subject, 2, c->exact, &count)) return false;
    if (count != c->n)
      return steps_refuse(s, "the gradient has to be one number for each variable");
    steps_bind(s, step, "heading", "The gradient that was worked out by hand");
  } else {
    Id *parts = board_partials(b, b->f.body);
    if (!parts) return false;
    steps_bind(s, step, "heading", "The gradient by the rules");
    for (size_t i = 0; i < c->n; i++) {
      c->exact[i] = board_number_at(b, parts[i], c->x);
      if (!isfinite(c->exact[i])) return steps_refuse(s, "a derivative has no value there");
      steps_row(s, step, "∂f/∂%s\t= %s\t%s %s", board_variable(b, i), board_text(b, parts[i]),
                sign_for(s, c->exact[i]), say_exact(s, c->exact[i]));
      b->symbol = b->all.items[i];
      if (b->symbol) board_claim(b, step, b->f.body, parts[i]);
    }
    return true;
  }
  for (size_t i = 0; i < c->n; i++)
    steps_row(s, step, "by %s:\t%s", board_variable(b, i), say_exact(s, c->exact[i]));
  return true;
}

static bool compare(Check *c) {
  Board *b = &c->b;
  Steps *s = b->s;
  double h = 1e-5, off = 0, size = 0;
  if (!read_exact(c)) return false;
  BoardStep *step = steps_add(s, s->root, &moves[QUOTIENTS], 1);
  steps_bind(s, step, "h", steps_digits(s, h, 1));
  BoardStep *table = steps_add(s, s->root, &moves[COMPARE], 0);
  steps_row(s, table, "by\tgradient\tby steps\tdifference");
  for (size_t i = 0; i < c->n; i++) {
    double kept = c->x[i];
    c->x[i] = kept + h;
    double up = board_number_at(b, b->f.body, c->x);
    c->x[i] = kept - h;
    double down = board_number_at(b, b->f.body, c->x), quotient = (up - down) / (2 * h);
    c->x[i] = kept;
    if (!isfinite(quotient)) return steps_refuse(s, "the function has no value near that place");
    steps_row(s, step, "%s: (%s − %s)/%s ≈ %s", board_variable(b, i), steps_digits(s, up, 10),
              steps_digits(s, down, 10), steps_digits(s, 2 * h, 1), steps_digits(s, quotient, 5));
    double difference = fabs(c->exact[i] - quotient);
    steps_row(s, table, "%s\t%s\t%s\t%s", board_variable(b, i), say_number(s, c->exact[i]),
              say_number(s, quotient), difference < 1e-9 ? "0" : steps_digits(s, difference, 2));
    off = fmax(off, difference);
    size = fmax(size, fmax(fabs(c->exact[i]), fabs(quotient)));
  }
  double relative = size > 0 ? off / size : 0;
  const char *verdict = relative < 1e-6 ? "They agree ✓"
                        : relative > 1e-3
                            ? "They differ: look at the formula of the gradient again."
                            : "They nearly agree: a kink may be near.";
  steps_prose(s, table, "%s", verdict);
  table->brief = verdict;
  Value plain = b->subject->value;
  if (plain.kind == VALUE_SCALAR) claim_true(s, table, (plain.scalar < 1e-4) == (relative < 1e-4));
  s->result = steps_printf(s, "relative error %s",
                           relative < 1e-9 ? "below 1e−9"
                                           : steps_printf(s, "≈ %s", steps_digits(s, relative, 2)));
  return true;
}

static bool explain_gradcheck(Steps *s, const Subject *subject) {
  Check c = { .n = 0 };
  if (!subject_point(s, subject, 1, c.x, &c.n) || !board_begin(&c.b, s, subject)) return false;
  bool good = c.b.all.count == c.n && c.n > 0;
  if (good) {
    s->title = steps_printf(s, "Check the gradient of   %s\t    at %s", board_typed(&c.b),
                            say_point(s, c.x, c.n));
    good = compare(&c);
  } else
    steps_refuse(s, "the steps are for variables that are numbers");
  board_end(&c.b);
  return good;
}

/* ------------------------------------------------------------------ Taylor */

/* "fxxy", how often by each variable. */
static const char *derivative_mark(Board *b, const size_t *orders) {
  Text t = TEXT_EMPTY;
  size_t total = 0;
  for (size_t i = 0; i < b->all.count; i++) total += orders[i];
  if (total == 0) return "f";
  text_puts(&t,
            total == 1 ? "∂f/" : steps_printf(b->s, "∂%sf/", steps_raised(b->s, (int64_t)total)));
  for (size_t i = 0; i < b->all.count; i++)
    if (orders[i] > 0)
      text_printf(&t, "∂%s%s", board_variable(b, i),
                  orders[i] > 1 ? steps_raised(b->s, (int64_t)orders[i]) : "");
  return steps_keep(b->s, &t);
}

typedef struct Series {
  Board *b;
  BoardStep *values, *terms;
  const double *at;
  bool good;
} Series;

static double factorials(const size_t *orders, size_t n) {
  double product = 1;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 2; k <= orders[i]; k++) product *= (double)k;
  return product;
}

/* (x − 1)·(y − 2)² */
static const char *powers_text(Board *b, const size_t *orders, const double *at) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < b->all.count; i++) {
    if (orders[i] == 0) continue;
    const char *name = board_variable(b, i);
    const char *base = at[i] == 0 ? name
                                  : steps_printf(b->s, "(%s %s %s)", name, at[i] < 0 ? "+" : "−",
                                                 say_exact(b->s, fabs(at[i])));
    text_printf(&t, "%s%s%s", t.len ? "·" : "", base,
                orders[i] > 1 ? steps_raised(b->s, (int64_t)orders[i]) : "");
  }
  return steps_keep(b->s, &t);
}

/* E is the derivative of these orders; those by variable FROM on follow. */
static void series_term(Series *t, Id e, size_t *orders, size_t from, size_t left) {
  Board *b = t->b;
  Steps *s = b->s;
  double value = board_number_at(b, e, t->at);
  if (!e || !isfinite(value)) {
    t->good = false;
    return;
  }
  steps_row(s, t->values, "%s\t= %s\tthere\v  %s", derivative_mark(b, orders),
            expr_size(&b->a, e, 60) < 30 ? board_text(b, e) : "…", say_exact(s, value));
  double below = factorials(orders, b->all.count);
  const char *powers = powers_text(b, orders, t->at);
  if (value != 0)
    steps_row(s, t->terms, "%s%s%s%s", say_exact(s, value),
              below > 1 ? steps_printf(s, "/%.0f", below) : "", *powers ? " · " : "", powers);
  for (size_t i = from; left > 0 && t->good && i < b->all.count; i++) {
    b->symbol = b->all.items[i];
    if (!b->symbol) continue;
    Id slope = board_slope(b, e);
    if (slope) board_claim(b, t->values, e, slope);
    orders[i]++;
    series_term(t, slope, orders, i, left - 1);
    orders[i]--;
  }
}

static bool series(Board *b, const double *at, size_t degree) {
  Steps *s = b->s;
  Series t = { .b = b, .at = at, .good = true };
  size_t orders[MAX_BOARD_VARIABLES] = { 0 };
  t.values = steps_add(s, s->root, &moves[DERIVATIVES], 1);
  steps_bind(s, t.values, "point", say_point(s, at, b->all.count));
  t.terms = steps_add(s, s->root, &moves[TERMS], 0);
  steps_bind(s, t.terms, "formula", "derivative/(factorials) · powers");
  series_term(&t, b->f.body, orders, 0, degree);
  if (!t.good) return board_refuse(b, "the function or one of its derivatives has no value there");
  Id *place = arena_new(&b->a.arena, b->all.count * sizeof *place);
  for (size_t i = 0; i < b->all.count; i++) place[i] = expr_number(&b->a, exact_number(at[i]));
  Id polynomial = calculus_taylor(&b->f, b->f.body, &b->all, place, degree);
  if (!polynomial) return board_refuse(b, "the rules do not reach this");
  Text shown = TEXT_EMPTY;
  formula_print(&b->f, polynomial, true, &shown);
  const char *typed = strchr(text_string(&shown), ')');
  s->result = steps_printf(s, "T = %s", book_text(s, typed ? typed + 2 : ""));
  t.terms->brief = s->result;
  text_free(&shown);
  double near[MAX_BOARD_VARIABLES], function = NAN, value = NAN;
  static const double away[] = { 0.1, 0.2, 0.5, 1, 2 };
  for (size_t k = 0; k < sizeof away / sizeof *away && !is_visible_miss(function, value); k++) {
    double further[MAX_BOARD_VARIABLES];
    for (size_t i = 0; i < b->all.count; i++) further[i] = at[i] + away[k];
    double f = board_number_at(b, b->f.body, further);
    if (!isfinite(f)) break;
    memcpy(near, further, sizeof near);
    function = f;
    value = board_number_at(b, polynomial, near);
  }
  double there = board_number_at(b, polynomial, at), own = board_number_at(b, b->f.body, at);
  claim_true(s, t.terms, fabs(there - own) <= 1e-9 * fmax(1, fabs(own)));
  if (isfinite(value)) s->note = say_miss(s, say_point(s, near, b->all.count), function, value);
  return true;
}

static bool explain_taylor(Steps *s, const Subject *subject) {
  double at[MAX_BOARD_VARIABLES], degree = 0;
  size_t count;
  Board b;
  if (subject->args[0].kind != VALUE_FUNCTION || value_is_scalar(subject->args[1])) return false;
  if (!subject_point(s, subject, 1, at, &count) || !subject_number(s, subject, 2, &degree))
    return false;
  if (!(degree >= 0 && degree <= 3 && degree == floor(degree)))
    return steps_refuse(s, "in several variables there are steps up to degree 3");
  if (!board_begin(&b, s, subject)) return false;
  bool good = b.all.count == count && shape_is_scalar(shape_of(&b.a, b.f.body));
  if (good) {
    s->title = steps_printf(s, "Taylor polynomial of   %s\t    around %s, degree %.0f",
                            board_typed(&b), say_point(s, at, count), degree);
    s->goal = "A polynomial with the same value and the same derivatives at that place.";
    good = series(&b, at, (size_t)degree);
  }
  board_end(&b);
  return good;
}

const Explainer calculus_several_explainers[] = {
  { "gradcheck", 2, 3, explain_gradcheck },
  { "taylor", 3, 3, explain_taylor },
  { 0 },
};
