/* calculus_numbers.c -- slopes by differences, Taylor polynomials: with numbers. */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { CENTRE, RULES, VALUES, TERMS };
static const Move moves[] = {
  [CENTRE] = { "slope.table", "{heading}", "(f(x + h) − f(x − h))/(2h)", NULL, RELATION_EQUAL },
  [RULES] = { "slope.rules", "By the rules", "f'({x}) = {slope}", NULL, RELATION_DERIVATIVE },
  [VALUES] = { "taylor.derivatives", "Derivatives at {at}", NULL, NULL, RELATION_EQUAL },
  [TERMS] = { "taylor.terms", "{heading}", "{formula}", NULL, RELATION_EQUAL },
};

/* One quotient, with its numbers. */
static double quotient_rows(Steps *s, const Subject *subject, BoardStep *step, double x, double h,
                            unsigned depth) {
  double up = curve_at(subject, subject->args[0], x + h);
  double down = curve_at(subject, subject->args[0], x - h), quotient = (up - down) / (2 * h);
  steps_row(s, step, "f(%s) %s %s", steps_digits(s, x + h, 9), sign_for(s, up),
            steps_digits(s, up, 10))
      ->depth = depth;
  steps_row(s, step, "f(%s) %s %s", steps_digits(s, x - h, 9), sign_for(s, down),
            steps_digits(s, down, 10))
      ->depth = depth;
  return quotient;
}

/* (1.331 − 0.729) ÷ 0.2 = 3.01 */
static void secant_row(Steps *s, const Subject *subject, BoardStep *step, double x, double h) {
  double up = curve_at(subject, subject->args[0], x + h);
  double down = curve_at(subject, subject->args[0], x - h);
  Number n[] = { number_double(up), number_double(down), number_double(2 * h) };
  bool before = s->decimals;
  s->decimals = true;
  Equation e = steps_equation(s, "({0} − {1!}) ÷ {2}", n, number_double((up - down) / (2 * h)));
  s->decimals = before;
  steps_row(s, step, "%s", equation_text(s, e));
}

static void rules_step(Steps *s, const Subject *subject, double x, double quotient) {
  Curve c;
  if (curve_begin(&c, s, subject)) {
    double exact = curve_at(subject, c.df, x);
    BoardStep *step = steps_add(s, s->root, &moves[RULES], 1);
    steps_bind(s, step, "x", c.b.name);
    steps_bind(s, step, "slope", board_text(&c.b, c.slope));
    steps_row(s, step, "f'(%s) %s %s", say_number(s, x), sign_for(s, exact), say_exact(s, exact));
    if (isfinite(exact) && isfinite(quotient))
      steps_row(s, step, "the difference quotient is off by %s",
                say_number(s, fabs(exact - quotient)))
          ->depth = 2;
    board_claim(&c.b, step, c.b.f.body, c.slope);
    curve_end(&c);
  }
  s->refusal = NULL;
}

static bool explain_deriv(Steps *s, const Subject *subject) {
  double x = 0, h = 0;
  Value f = subject->args[0];
  if (f.kind != VALUE_FUNCTION || !subject_number(s, subject, 1, &x)) return false;
  if (subject->count > 2 && !subject_number(s, subject, 2, &h)) return false;
  s->title = steps_printf(s, "The slope of   %s\t    at %s", subject_function(s, subject),
                          say_number(s, x));
  BoardStep *step = steps_add(s, s->root, &moves[CENTRE], 0);
  double quotient = NAN;
  if (h > 0) {
    steps_bind(s, step, "heading",
               steps_printf(s, "The secant with step h = %s", say_number(s, h)));
    quotient = quotient_rows(s, subject, step, x, h, 1);
    secant_row(s, subject, step, x, h);
    step->brief = steps_printf(s, "h = %s: slope ≈ %s", say_number(s, h), say_number(s, quotient));
  } else {
    steps_bind(s, step, "heading",
               steps_printf(s, "Slopes of ever shorter secants around %s", say_number(s, x)));
    quotient_rows(s, subject, step, x, 0.1, 2);
    steps_row(s, step, "h\v  slope");
    for (int k = 1; k <= 5; k++) {
      double width = pow(10, -k);
      quotient = (curve_at(subject, f, x + width) - curve_at(subject, f, x - width)) / (2 * width);
      steps_row(s, step, "%s\v  %s", steps_digits(s, width, 1),
                isfinite(quotient) ? steps_digits(s, quotient, 9) : "no number");
    }
    step->brief = steps_printf(s, "slopes settle at %s", steps_digits(s, quotient, 6));
    s->note = "Much shorter ones would get worse again: f(x + h) and f(x − h) then agree in nearly "
              "all their digits, and few are left in the difference.";
  }
  if (!isfinite(quotient)) return steps_refuse(s, "the function has no value near that point");
  rules_step(s, subject, x, quotient);
  s->result = steps_printf(s, "slope ≈ %s", steps_digits(s, quotient, 6));
  claim_result(s, subject, quotient, 1e-5);
  return true;
}

/* k! */
static double factorial(size_t k) {
  double f = 1;
  for (size_t i = 2; i <= k; i++) f *= (double)i;
  return f;
}

/* T(x) ≈ 0.5 + 0.866·(x − π/6): around what is no fraction. */
static const char *in_decimals(Steps *s, const Subject *subject, const char *name,
                               const double *values, size_t degree) {
  Text t = TEXT_EMPTY;
  const char *place = subject_place(s, subject, 1);
  bool minus = subject->args[1].scalar < 0;
  for (size_t k = 0; k <= degree; k++) {
    double c = values[k] / factorial(k);
    if (c == 0) continue;
    text_printf(&t, "%s%s",
                t.len == 0 ? (c < 0 ? "−" : "")
                : c < 0    ? " − "
                           : " + ",
                steps_digits(s, fabs(c), 4));
    if (k > 0) text_printf(&t, minus ? "·(%s − (%s))" : "·(%s − %s)", name, place);
    if (k > 1) text_puts(&t, steps_raised(s, (int64_t)k));
  }
  const char *sum = t.len ? steps_keep(s, &t) : "0";
  return steps_printf(s, "T(%s) ≈ %s", name, sum);
}

static bool explain_taylor(Steps *s, const Subject *subject) {
  if (subject->value.kind == VALUE_NONE) return steps_refuse(s, "there is no such polynomial");
  enum { MOST = 8 };
  double at = 0, degree = 0;
  if (!value_is_scalar(subject->args[1])) return false;
  if (!subject_number(s, subject, 1, &at) || !subject_number(s, subject, 2, &degree)) return false;
  if (!(degree >= 0 && degree <= MOST && degree == floor(degree)))
    return steps_refuse(s, "there are steps up to degree 8");
  Curve c;
  if (!curve_begin(&c, s, subject)) return false;
  Board *b = &c.b;
  s->title = steps_printf(s, "Taylor polynomial of   %s\t    around %s = %s, degree %.0f",
                          board_typed(b), b->name, subject_place(s, subject, 1), degree);
  s->goal = "A polynomial with the same value, slope, bend ... at that point.";
  BoardStep *step = steps_add(s, s->root, &moves[VALUES], 1), *terms;
  steps_bind(s, step, "at", subject_place(s, subject, 1));
  double values[MOST + 1];
  Id e = b->f.body;
  bool good = true;
  for (size_t k = 0; k <= (size_t)degree && good; k++) {
    Value f;
    good = e && formula_handle(&b->f, e, false, &f);
    if (!good) break;
    values[k] = curve_at(subject, f, at);
    value_release(f);
    good = isfinite(values[k]);
    const char *mark = k == 0   ? "f"
                       : k == 1 ? "f'"
                       : k == 2 ? "f''"
                                : steps_printf(s, "f⁽%s⁾", steps_raised(s, (int64_t)k));
    const char *text = expr_size(&b->a, e, 60) < 30 ? board_text(b, e) : "…";
    steps_row(s, step, "%s(%s)\t= %s\tat %s:\v  %s", mark, b->name, text,
              subject_place(s, subject, 1), say_exact(s, values[k]));
    if (k < (size_t)degree) e = board_slope(b, e);
  }
  if (!good) {
    curve_end(&c);
    return steps_refuse(s, "the function or one of its derivatives has no value there");
  }
  terms = steps_add(s, s->root, &moves[TERMS], 0);
  steps_bind(s, terms, "heading", "Each by its factorial gives the coefficient");
  steps_bind(s, terms, "formula", "f⁽ᵏ⁾(a)/k!");
  for (size_t k = 0; k <= (size_t)degree; k++) {
    Number n[] = { exact_number(values[k]), exact_number(factorial(k)) };
    Number q = number_divide(n[0], n[1]);
    steps_row(s, terms, "degree %zu:\v%s", k,
              equation_text(s, steps_equation(s, "{0} ÷ {1}", n, q)));
    steps_claim_solves(s, terms, side_number(s, n[1]), side_number(s, q), side_number(s, n[0]));
  }
  Id place = expr_number(&b->a, exact_number(at));
  Variables by = { .items = &b->symbol, .count = 1, .single = true };
  Id polynomial = calculus_taylor(&b->f, b->f.body, &by, &place, (size_t)degree);
  Value p;
  if (polynomial && formula_handle(&b->f, polynomial, true, &p)) {
    Text shown = TEXT_EMPTY;
    formula_print(&b->f, polynomial, true, &shown);
    const char *typed = strchr(text_string(&shown), ')');
    s->result = steps_printf(s, "T(%s) = %s", b->name, book_text(s, typed ? typed + 2 : ""));
    text_free(&shown);
    double here = curve_at(subject, p, at), f = NAN, t = NAN, near = at;
    static const double steps[] = { 0.1, 0.2, 0.5, 1, 2, 5, 10 };
    for (size_t k = 0; k < sizeof steps / sizeof *steps && !is_visible_miss(f, t); k++) {
      double there = curve_at(subject, c.f, at + steps[k]);
      if (!isfinite(there)) break;
      near = at + steps[k];
      f = there;
      t = curve_at(subject, p, near);
    }
    if (!number_exact(exact_number(at)))
      s->result = in_decimals(s, subject, b->name, values, (size_t)degree);
    if (isfinite(t)) s->note = say_miss(s, say_number(s, near), f, t);
    steps_claim(s, terms, RELATION_EQUAL, side_number(s, number_double(here)),
                side_number(s, number_double(values[0])));
    value_release(p);
  }
  curve_end(&c);
  return true;
}

const Explainer calculus_numbers_explainers[] = {
  { "deriv", 2, 3, explain_deriv },
  { "taylor", 3, 3, explain_taylor },
  { 0 },
};
