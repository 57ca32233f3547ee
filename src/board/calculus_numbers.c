/* calculus_numbers.c -- slopes, limits, Taylor polynomials, roots, descent, areas: with numbers. */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum {
  CENTRE,
  RULES,
  VALUES,
  TERMS,
  FORMULA,
  SLOPE,
  TURN,
  STOP,
  WALK,
  CLOSER,
  VERDICT,
  ANTI,
  ENDS,
  AREA
};
static const Move moves[] = {
  [CENTRE] = { "slope.table", "Slopes of ever shorter secants around {at}",
               "(f(x + h) − f(x − h))/(2h)", NULL, RELATION_DEFINED },
  [RULES] = { "slope.rules", "By the rules", "f'({x}) = {slope}", NULL, RELATION_DERIVATIVE },
  [VALUES] = { "taylor.derivatives", "Derivatives at {at}", NULL, NULL, RELATION_EQUAL },
  [TERMS] = { "taylor.terms", "Each by its factorial gives the coefficient", "f⁽ᵏ⁾(a)/k!", NULL,
              RELATION_EQUAL },
  [FORMULA] = { "newton.formula", "From each point along the tangent to zero", "{formula}", NULL,
                RELATION_DEFINED },
  [SLOPE] = { "walk.slope", "The slope", "{formula}", NULL, RELATION_DERIVATIVE },
  [TURN] = { "newton.turns", "Step by step", NULL, NULL, RELATION_DEFINED },
  [STOP] = { "newton.check", "Check: the function there", NULL, NULL, RELATION_DEFINED },
  [WALK] = { "descend.walk", "Against the slope, {rate} of it at a time", "x ← x − {rate}·f'(x)",
             NULL, RELATION_DEFINED },
  [CLOSER] = { "limit.table", "Ever closer to {at}", NULL, NULL, RELATION_DEFINED },
  [VERDICT] = { "limit.same", "Both sides agree", NULL, NULL, RELATION_EQUAL },
  [ANTI] = { "integral.anti", "A function with this slope", "F(x) = {f}", NULL,
             RELATION_DERIVATIVE },
  [ENDS] = { "integral.ends", "Upper end minus lower end", "F(b) − F(a)", NULL, RELATION_EQUAL },
  [AREA] = { "integral.rule", "No antiderivative is looked up: thin strips", NULL, NULL,
             RELATION_EQUAL },
};

static double call_at(const Subject *subject, Value f, double x) {
  Value at = value_scalar(x), result[1];
  if (!call_function(subject->call, f, &at, 1, result, 1)) {
    Error error;
    call_take_failure(subject->call, &error);
    return NAN;
  }
  double y = result[0].kind == VALUE_SCALAR ? result[0].scalar : NAN;
  value_release(result[0]);
  return y;
}

static bool number_argument(Steps *s, const Subject *subject, size_t i, double *out) {
  Value v = subject->args[i];
  if (v.kind != VALUE_SCALAR) return steps_refuse(s, "the steps are for one number");
  *out = v.scalar;
  return true;
}

static const char *show(Steps *s, double x) {
  return isfinite(x) ? steps_digits(s, x, 6) : x > 0 ? "∞" : x < 0 ? "−∞" : "no number";
}

/* The only parameter, a number; the derivative and both as handles (owned). */
typedef struct Curve {
  Board b;
  Id slope;
  Value f, df;
} Curve;

static bool curve_begin(Curve *c, Steps *s, const Subject *subject) {
  if (!board_begin(&c->b, s, subject)) return false;
  Variables by;
  c->f = c->df = VALUE_NOTHING;
  bool good = variables_of(&c->b.f, NULL, true, &by) && by.count == 1 && c->b.f.count == 1;
  if (good) {
    c->b.symbol = by.items[0];
    c->b.name = board_text(&c->b, c->b.symbol);
    c->slope = board_slope(&c->b, c->b.f.body);
    good = c->slope && formula_handle(&c->b.f, c->b.f.body, false, &c->f) &&
           formula_handle(&c->b.f, c->slope, false, &c->df);
  }
  if (good) return true;
  steps_refuse(s, c->b.a.error.message[0] ? steps_printf(s, "%s", c->b.a.error.message)
                                          : "the steps are for functions of one number");
  value_release(c->f);
  board_end(&c->b);
  return false;
}

static void curve_end(Curve *c) {
  value_release(c->f);
  value_release(c->df);
  board_end(&c->b);
}

static void claim_result(Steps *s, const Subject *subject, double result, double tolerance) {
  Value v = subject->value;
  double plain = v.kind == VALUE_SCALAR ? v.scalar : NAN;
  bool close = fabs(plain - result) <= tolerance * fmax(1, fabs(result));
  if (isfinite(plain))
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_whole(1)),
                side_number(s, number_whole(close)));
}

static bool explain_deriv(Steps *s, const Subject *subject) {
  double x = 0;
  Value f = subject->args[0];
  if (f.kind != VALUE_FUNCTION || !number_argument(s, subject, 1, &x)) return false;
  s->title = steps_printf(s, "The slope at %s", show(s, x));
  BoardStep *step = steps_add(s, s->root, &moves[CENTRE], 0);
  steps_bind(s, step, "at", show(s, x));
  steps_row(s, step, "h\tslope");
  double quotient = NAN;
  for (int k = 1; k <= 5; k++) {
    double h = pow(10, -k);
    quotient = (call_at(subject, f, x + h) - call_at(subject, f, x - h)) / (2 * h);
    steps_row(s, step, "%s\t%s", steps_digits(s, h, 1),
              isfinite(quotient) ? steps_digits(s, quotient, 9) : "no number");
  }
  if (!isfinite(quotient)) return steps_refuse(s, "the function has no value near that point");
  step->brief = steps_printf(s, "slopes settle at %s", steps_digits(s, quotient, 6));
  Curve c;
  if (curve_begin(&c, s, subject)) {
    double exact = call_at(subject, c.df, x);
    step = steps_add(s, s->root, &moves[RULES], 1);
    steps_bind(s, step, "x", c.b.name);
    steps_bind(s, step, "slope", board_text(&c.b, c.slope));
    steps_row(s, step, "at %s:  %s", show(s, x), show(s, exact));
    board_claim(&c.b, step, c.b.f.body, c.slope);
    curve_end(&c);
  }
  s->refusal = NULL;
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

static bool explain_taylor(Steps *s, const Subject *subject) {
  if (subject->value.kind == VALUE_NONE) return steps_refuse(s, "there is no such polynomial");
  enum { MOST = 8 };
  double at = 0, degree = 0;
  if (!number_argument(s, subject, 1, &at) || !number_argument(s, subject, 2, &degree))
    return false;
  if (!(degree >= 0 && degree <= MOST && degree == floor(degree)))
    return steps_refuse(s, "there are steps up to degree 8");
  Curve c;
  if (!curve_begin(&c, s, subject)) return false;
  Board *b = &c.b;
  s->title = steps_printf(s, "Taylor polynomial of   %s\taround %s = %s, degree %.0f",
                          board_text(b, b->f.body), b->name, show(s, at), degree);
  s->goal = "A polynomial with the same value, slope, bend ... at that point.";
  BoardStep *step = steps_add(s, s->root, &moves[VALUES], 1), *terms;
  steps_bind(s, step, "at", show(s, at));
  double values[MOST + 1];
  Id e = b->f.body;
  bool good = true;
  for (size_t k = 0; k <= (size_t)degree && good; k++) {
    Value f;
    good = e && formula_handle(&b->f, e, false, &f);
    if (!good) break;
    values[k] = call_at(subject, f, at);
    value_release(f);
    good = isfinite(values[k]);
    const char *mark = k == 0   ? "f"
                       : k == 1 ? "f'"
                       : k == 2 ? "f''"
                                : steps_printf(s, "f⁽%s⁾", steps_raised(s, (int64_t)k));
    const char *text = expr_size(&b->a, e, 60) < 30 ? board_text(b, e) : "…";
    steps_row(s, step, "%s(%s)\t= %s\tat %s:\v%s", mark, b->name, text, show(s, at),
              steps_number(s, exact_number(values[k])));
    if (k < (size_t)degree) e = board_slope(b, e);
  }
  if (!good) {
    curve_end(&c);
    return steps_refuse(s, "the function or one of its derivatives has no value there");
  }
  terms = steps_add(s, s->root, &moves[TERMS], 0);
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
    double here = call_at(subject, p, at), near = at + 0.1;
    s->note =
        steps_printf(s, "At %s the function is %s and the polynomial %s.", show(s, near),
                     show(s, call_at(subject, c.f, near)), show(s, call_at(subject, p, near)));
    steps_claim(s, terms, RELATION_EQUAL, side_number(s, number_double(here)),
                side_number(s, number_double(values[0])));
    value_release(p);
  }
  curve_end(&c);
  return true;
}

static bool explain_newton(Steps *s, const Subject *subject) {
  double x = 0;
  if (!number_argument(s, subject, 1, &x)) return false;
  if (subject->count > 3) return steps_refuse(s, "the steps are for roots");
  Curve c;
  if (!curve_begin(&c, s, subject)) return false;
  Board *b = &c.b;
  s->title = steps_printf(s, "Newton's method for   %s = 0\tfrom %s", board_text(b, b->f.body),
                          show(s, x));
  BoardStep *step = steps_add(s, s->root, &moves[FORMULA], 1);
  steps_bind(s, step, "formula", "x ← x − f(x)/f'(x)");
  steps_row(s, step, "f'(%s) = %s", b->name, board_text(b, c.slope));
  board_claim(b, step, b->f.body, c.slope);
  step = steps_add(s, s->root, &moves[TURN], 0);
  steps_row(s, step, "x\tf(x)\tf'(x)\tnext x");
  double y = NAN;
  for (int k = 0; k < 8; k++) {
    double slope = call_at(subject, c.df, x), next;
    y = call_at(subject, c.f, x);
    next = x - y / slope;
    steps_row(s, step, "%s\t%s\t%s\t%s", show(s, x), show(s, y), show(s, slope), show(s, next));
    bool there = !isfinite(next) || fabs(next - x) <= 1e-12 * fmax(1, fabs(x));
    if (isfinite(next)) x = next;
    if (there) break;
  }
  y = call_at(subject, c.f, x);
  curve_end(&c);
  if (!(fabs(y) < 1e-6)) s->note = "It has not come to rest: another start may do better.";
  step->brief = steps_printf(s, "x ≈ %s", show(s, x));
  step = steps_add(s, s->root, &moves[STOP], 1);
  steps_row(s, step, "f(%s) ≈ %s", show(s, x), show(s, y));
  s->result = steps_printf(s, "x ≈ %s", steps_digits(s, x, 8));
  return true;
}

static bool explain_descent(Steps *s, const Subject *subject) {
  double x = 0, rate = 0, count = 5;
  if (!number_argument(s, subject, 1, &x) || !number_argument(s, subject, 2, &rate)) return false;
  if (subject->count > 3 && !number_argument(s, subject, 3, &count)) return false;
  Curve c;
  if (!curve_begin(&c, s, subject)) return false;
  Board *b = &c.b;
  s->title = steps_printf(s, "Gradient descent on   %s\tfrom %s, rate %s", board_text(b, b->f.body),
                          show(s, x), show(s, rate));
  BoardStep *step = steps_add(s, s->root, &moves[SLOPE], 1);
  steps_bind(s, step, "formula", steps_printf(s, "f'(%s) = %s", b->name, board_text(b, c.slope)));
  board_claim(b, step, b->f.body, c.slope);
  step = steps_add(s, s->root, &moves[WALK], 0);
  steps_bind(s, step, "rate", show(s, rate));
  steps_row(s, step, "x\tf(x)\tf'(x)\tnext x");
  double first = call_at(subject, c.f, x), y = first;
  for (int k = 0; k < 5 && k < count && isfinite(x); k++) {
    double slope = call_at(subject, c.df, x), next = x - rate * slope;
    y = call_at(subject, c.f, x);
    steps_row(s, step, "%s\t%s\t%s\t%s", show(s, x), show(s, y), show(s, slope), show(s, next));
    x = next;
  }
  y = call_at(subject, c.f, x);
  curve_end(&c);
  step->brief = steps_printf(s, "from %s to %s", show(s, first), show(s, y));
  s->note = isfinite(y) && y < first
                ? steps_printf(s, "The function fell from %s to %s ✓", show(s, first), show(s, y))
                : "The function did not fall: the rate is too large for this slope.";
  return true;
}

static bool explain_limit(Steps *s, const Subject *subject) {
  double at;
  Value f = subject->args[0];
  if (f.kind != VALUE_FUNCTION || subject->args[1].kind != VALUE_SCALAR) return false;
  at = subject->args[1].scalar;
  s->title = steps_printf(s, "The limit at %s", isinf(at) ? (at > 0 ? "∞" : "−∞") : show(s, at));
  BoardStep *step = steps_add(s, s->root, &moves[CLOSER], 0);
  steps_bind(s, step, "at", isinf(at) ? (at > 0 ? "∞" : "−∞") : show(s, at));
  double left = NAN, right = NAN;
  steps_row(s, step, isinf(at) ? "x\tf(x)" : "h\tf(a − h)\tf(a + h)");
  for (int k = 1; k <= 5; k++) {
    double h = pow(10, -k);
    if (isinf(at)) {
      double x = (at > 0 ? 1 : -1) / h;
      right = left = call_at(subject, f, x);
      steps_row(s, step, "%s\t%s", show(s, x), show(s, right));
      continue;
    }
    left = call_at(subject, f, at - h);
    right = call_at(subject, f, at + h);
    steps_row(s, step, "%s\t%s\t%s", steps_digits(s, h, 1), show(s, left), show(s, right));
  }
  Value v = subject->value;
  if (v.kind != VALUE_SCALAR) return true;
  s->result = steps_printf(s, "limit = %s", show(s, v.scalar));
  if (isfinite(v.scalar) && isfinite(right))
    steps_claim(
        s, s->root, RELATION_EQUAL, side_number(s, number_whole(1)),
        side_number(s, number_whole(fabs(right - v.scalar) <= 1e-2 * fmax(1, fabs(v.scalar)))));
  return true;
}

/* An antiderivative of a sum of c·xⁿ; EXPR_NONE for everything else. */
static Id antiderivative(Board *b, Id e) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  if (x->kind == EXPR_SUM) {
    Id total = expr_times(a, expr_number(a, x->number), b->symbol);
    for (size_t i = 0; i < x->count; i++) {
      Id part = antiderivative(b, x->args[i]);
      if (!part) return EXPR_NONE;
      total = expr_add(a, total, part);
    }
    return total;
  }
  if (!expr_depends(a, e, b->symbol)) return expr_times(a, e, b->symbol);
  Id rest, base;
  Number k = expr_coefficient(a, e, &rest);
  Number n = expr_exponent(a, rest, &base);
  if (base != b->symbol || !number_exact(n)) {
    static const struct {
      const char *name, *anti;
      int sign;
    } known[] = { { "exp", "exp", 1 }, { "sin", "cos", -1 }, { "cos", "sin", 1 } };
    const Expr *r = expr_at(a, rest);
    if (r->kind != EXPR_CALL || r->count != 1 || r->args[0] != b->symbol) return EXPR_NONE;
    for (size_t i = 0; i < 3; i++)
      if (strcmp(r->name, known[i].name) == 0)
        return expr_scale(a, number_multiply(k, number_whole(known[i].sign)),
                          expr_call1(a, known[i].anti, b->symbol));
    return EXPR_NONE;
  }
  if (number_is(n, -1))
    return expr_scale(a, k, expr_call1(a, "log", expr_call1(a, "abs", b->symbol)));
  Number up = number_add(n, number_whole(1));
  return expr_scale(a, number_divide(k, up), expr_power(a, b->symbol, expr_number(a, up)));
}

static bool by_antiderivative(Steps *s, const Subject *subject, Curve *c, double from, double to) {
  Board *b = &c->b;
  Id whole = tidy(&b->a, antiderivative(b, expand(&b->a, b->f.body)));
  Value f;
  if (!whole || !formula_handle(&b->f, whole, false, &f)) return false;
  double high = call_at(subject, f, to), low = call_at(subject, f, from);
  value_release(f);
  bool pole = from < 0 && to > 0 && !isfinite(call_at(subject, c->f, 0));
  if (!isfinite(high) || !isfinite(low) || pole) return false;
  BoardStep *step = steps_add(s, s->root, &moves[ANTI], 0);
  steps_bind(s, step, "f", board_text(b, whole));
  step->brief = steps_printf(s, "F(%s) = %s", b->name, board_text(b, whole));
  board_claim(b, step, whole, b->f.body);
  step = steps_add(s, s->root, &moves[ENDS], 0);
  Number n[] = { exact_number(high), exact_number(low) };
  Number area = exact_subtract(n[0], n[1]);
  steps_row(s, step, "F(%s) = %s\tF(%s) = %s", show(s, to), steps_number(s, n[0]), show(s, from),
            steps_number(s, n[1]));
  step->brief = equation_text(s, steps_equation(s, "{0} − {1!}", n, area));
  steps_row(s, step, "%s", step->brief);
  s->result = steps_printf(s, "area = %s", steps_number(s, area));
  if (!s->decimals && !number_is_whole(area))
    s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, number_value(area)));
  claim_result(s, subject, number_value(area), 1e-8);
  return true;
}

static void by_strips(Steps *s, const Subject *subject, double from, double to) {
  BoardStep *step = steps_add(s, s->root, &moves[AREA], 0);
  steps_row(s, step, "strips\tsum of width·height in the middle");
  for (int n = 10; n <= 10000; n *= 10) {
    double width = (to - from) / n, sum = 0;
    for (int i = 0; i < n; i++) sum += call_at(subject, subject->args[0], from + (i + 0.5) * width);
    steps_row(s, step, "%d\t%s", n, show(s, sum * width));
  }
  Value v = subject->value;
  if (v.kind == VALUE_SCALAR) s->result = steps_printf(s, "area ≈ %s", show(s, v.scalar));
}

static bool explain_integral(Steps *s, const Subject *subject) {
  double from = 0, to = 0;
  if (subject->args[0].kind != VALUE_FUNCTION || !number_argument(s, subject, 1, &from) ||
      !number_argument(s, subject, 2, &to))
    return false;
  bool finite = isfinite(from) && isfinite(to);
  if (!finite) return steps_refuse(s, "the steps are for areas with two finite ends");
  Curve c;
  bool done = false;
  if (curve_begin(&c, s, subject)) {
    s->title = steps_printf(s, "The area under   %s\tfrom %s to %s", board_text(&c.b, c.b.f.body),
                            show(s, from), show(s, to));
    done = by_antiderivative(s, subject, &c, from, to);
    curve_end(&c);
  } else
    s->title =
        steps_printf(s, "The area under the function\tfrom %s to %s", show(s, from), show(s, to));
  s->refusal = NULL;
  if (!done) by_strips(s, subject, from, to);
  s->picture = steps_printf(s, "areaplot(%s, %s, %s)", subject->texts[0], subject->texts[1],
                            subject->texts[2]);
  return true;
}

const Explainer calculus_numbers_explainers[] = {
  { "deriv", 2, 2, explain_deriv },
  { "taylor", 3, 3, explain_taylor },
  { "newton", 2, 3, explain_newton },
  { "gd", 3, 4, explain_descent },
  { "descend", 3, 4, explain_descent },
  { "limit", 2, 2, explain_limit },
  { "integral", 3, 3, explain_integral },
  { "quad", 3, 3, explain_integral },
  { 0 },
};
