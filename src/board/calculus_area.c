/* calculus_area.c -- integrals: by an antiderivative where one is known, else by strips.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { ANTI, ENDS, TOWARDS, AREA, FARTHER };
static const Move moves[] = {
  [ANTI] = { "integral.anti", "A function with this slope", "F(x) = {f}", NULL,
             RELATION_DERIVATIVE },
  [ENDS] = { "integral.ends", "Upper end minus lower end", "F(b) − F(a)", NULL, RELATION_EQUAL },
  [TOWARDS] = { "integral.towards", "Where F goes at the end without a number", NULL, NULL,
                RELATION_DEFINED },
  [AREA] = { "integral.strips", "No antiderivative is known here: thin strips", NULL,
             "Each strip is as high as the function in its middle.", RELATION_EQUAL },
  [FARTHER] = { "integral.farther", "No antiderivative is known here: ever wider", NULL, NULL,
                RELATION_EQUAL },
};

/* ------------------------------------------------------------------ antiderivatives */

/* The slope of E where it is a straight line of the variable; false otherwise. */
static bool line_slope(Board *b, Id e, Id *slope) {
  if (!board_varies(b, e)) return false;
  *slope = board_slope(b, e);
  return *slope && !board_varies(b, *slope);
}

/* (m·x + c)^n and a^(m·x + c) */
static Id of_power(Board *b, Id base, Id exponent) {
  Algebra *a = &b->a;
  Id m;
  if (!board_varies(b, exponent) && line_slope(b, base, &m)) {
    const Expr *n = expr_at(a, exponent);
    if (n->kind != EXPR_NUMBER || !number_exact(n->number)) return EXPR_NONE;
    if (number_is(n->number, -1))
      return expr_divide(a, expr_call1(a, "log", expr_call1(a, "abs", base)), m);
    Id up = expr_number(a, number_add(n->number, number_whole(1)));
    return expr_divide(a, expr_power(a, base, up), expr_times(a, up, m));
  }
  if (!board_varies(b, base) && line_slope(b, exponent, &m))
    return expr_divide(a, expr_power(a, base, exponent),
                       expr_times(a, m, expr_call1(a, "log", base)));
  /* 1/(1 + x²), 1/√(1 − x²) */
  Id square = expr_raise(a, b->symbol, 2), one = expr_whole(a, 1);
  if (expr_is_number(a, exponent, -1) && base == expr_add(a, one, square))
    return expr_call1(a, "atan", b->symbol);
  const Expr *n = expr_at(a, exponent);
  bool root = n->kind == EXPR_NUMBER && number_equal(n->number, number_fraction(-1, 2));
  if (root && base == expr_subtract(a, one, square)) return expr_call1(a, "asin", b->symbol);
  return EXPR_NONE;
}

static Id of_call(Board *b, Id e) {
  Algebra *a = &b->a;
  const Expr *x = expr_at(a, e);
  Id m, u, log_u;
  if (x->count != 1 || !line_slope(b, x->args[0], &m)) return EXPR_NONE;
  u = x->args[0];
  static const struct {
    const char *name, *anti;
    int sign;
  } known[] = { { "exp", "exp", 1 },   { "sin", "cos", -1 },  { "cos", "sin", 1 },
                { "sinh", "cosh", 1 }, { "cosh", "sinh", 1 }, { "sigmoid", "softplus", 1 } };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(x->name, known[i].name) == 0)
      return expr_divide(
          a, expr_scale(a, number_whole(known[i].sign), expr_call1(a, known[i].anti, u)), m);
  log_u = expr_call1(a, "log", u);
  if (strcmp(x->name, "log") == 0)
    return expr_divide(a, expr_subtract(a, expr_times(a, u, log_u), u), m);
  return EXPR_NONE;
}

static Id antiderivative(Board *b, Id e, int depth);

/* x·exp(x), x²·sin(x) ... by parts: x^n·g, with G the antiderivative of g. */
static Id by_parts(Board *b, Id power, Id other, int depth) {
  Algebra *a = &b->a;
  Id base, whole = antiderivative(b, other, depth + 1);
  Number n = expr_exponent(a, power, &base);
  if (!whole || base != b->symbol || !number_is_whole(n) || number_sign(n) < 0) return EXPR_NONE;
  Id rest = antiderivative(b, tidy(a, expr_times(a, board_slope(b, power), whole)), depth + 1);
  return rest ? expr_subtract(a, expr_times(a, power, whole), rest) : EXPR_NONE;
}

static Id antiderivative(Board *b, Id e, int depth) {
  Algebra *a = &b->a;
  if (!e || depth > 6) return EXPR_NONE;
  if (!board_varies(b, e)) return expr_times(a, e, b->symbol);
  const Expr *x = expr_at(a, e);
  if (e == b->symbol) return expr_scale(a, number_fraction(1, 2), expr_raise(a, e, 2));
  switch (x->kind) {
  case EXPR_SUM: {
    Id total = expr_times(a, expr_number(a, x->number), b->symbol);
    for (size_t i = 0; i < x->count; i++) {
      Id part = antiderivative(b, x->args[i], depth + 1);
      if (!part) return EXPR_NONE;
      total = expr_add(a, total, part);
    }
    return total;
  }
  case EXPR_PRODUCT: {
    Id constant = expr_number(a, x->number), varying[2];
    size_t n = 0;
    for (size_t i = 0; i < x->count; i++)
      if (!board_varies(b, x->args[i]))
        constant = expr_times(a, constant, x->args[i]);
      else if (n++ < 2)
        varying[n - 1] = x->args[i];
    Id part = n == 1   ? antiderivative(b, varying[0], depth + 1)
              : n == 2 ? by_parts(b, varying[0], varying[1], depth)
                       : EXPR_NONE;
    if (!part && n == 2) part = by_parts(b, varying[1], varying[0], depth);
    return part ? expr_times(a, constant, part) : EXPR_NONE;
  }
  case EXPR_POWER: return of_power(b, x->args[0], x->args[1]);
  case EXPR_CALL: return of_call(b, e);
  default: return EXPR_NONE;
  }
}

/* ------------------------------------------------------------------ with an antiderivative */

static const char *end_text(Steps *s, double x) {
  return isinf(x) ? (x > 0 ? "∞" : "−∞") : say_exact(s, x);
}

/* F at an end; at an infinite one where it goes, shown in a step of its own. */
static double value_at_end(Board *b, Value f, double end, BoardStep **step) {
  Steps *s = b->s;
  if (isfinite(end)) {
    double there = curve_at(b->subject, f, end);
    return fabs(there) < 1e-15 ? 0 : there;
  }
  double sign = end > 0 ? 1 : -1, last = NAN;
  if (!*step) *step = steps_add(s, s->root, &moves[TOWARDS], 1);
  for (double x = 10; x <= 1e3; x *= 10) {
    last = curve_at(b->subject, f, sign * x);
    steps_row(s, *step, "F(%s)\t%s %s", say_number(s, sign * x), sign_for(s, last),
              say_number(s, last));
  }
  double far = curve_at(b->subject, f, sign * 1e12);
  bool settles = fabs(far - last) <= 1e-2 * fmax(1, fabs(last)) && fabs(far) < 1e6;
  double goes = settles ? (fabs(far) < 1e-9 ? 0 : far) : copysign(INFINITY, far);
  double limit = curve_at(b->subject, f, end);
  if (settles && isfinite(limit) && fabs(limit - far) < 1e-6) goes = limit;
  steps_row(s, *step, "F(x) goes to %s as x goes to %s", say_exact(s, goes), end_text(s, end));
  return goes;
}

static bool is_nice(double x) {
  return isfinite(x) && number_exact(exact_number(x));
}

/* "2 − 1/3 = 5/3", or with decimals. */
static void ends_row(Board *b, BoardStep *step, double high, double low) {
  Steps *s = b->s;
  Number n[] = { exact_number(high), exact_number(low) };
  bool exact = is_nice(high) && is_nice(low), before = s->decimals;
  s->decimals |= !exact;
  Number area = exact ? exact_subtract(n[0], n[1]) : number_double(high - low);
  step->brief = equation_text(s, steps_equation(s, "{0} − {1!}", n, area));
  s->decimals = before;
  steps_row(s, step, "%s", step->brief);
}

static bool by_antiderivative(Curve *c, double from, double to) {
  Board *b = &c->b;
  Steps *s = b->s;
  Id whole = antiderivative(b, b->f.body, 0);
  if (!whole) whole = antiderivative(b, expand(&b->a, b->f.body), 0);
  whole = whole ? tidy(&b->a, whole) : EXPR_NONE;
  Value f;
  if (!whole || !formula_handle(&b->f, whole, false, &f)) return false;
  bool good = b->subject->value.kind == VALUE_SCALAR && isfinite(b->subject->value.scalar);
  bool open = isinf(from) || isinf(to);
  double inner_from = isinf(from) ? 0 : curve_at(b->subject, f, from);
  double inner_to = isinf(to) ? 0 : curve_at(b->subject, f, to);
  good &= isfinite(inner_from) && isfinite(inner_to);
  good &= !(from < 0 && to > 0 && !isfinite(curve_at(b->subject, c->f, 0)));
  if (good) {
    BoardStep *step = steps_add(s, s->root, &moves[ANTI], 0), *towards = NULL;
    steps_bind(s, step, "f", board_text(b, whole));
    step->brief = steps_printf(s, "F(%s) = %s", b->name, board_text(b, whole));
    steps_row(s, step, "F'(%s) = %s ✓", b->name, board_slope_text(b, whole));
    board_claim(b, step, whole, b->f.body);
    double high = value_at_end(b, f, to, &towards), low = value_at_end(b, f, from, &towards);
    step = steps_add(s, s->root, &moves[ENDS], 0);
    if (!open)
      steps_row(s, step, "F(%s) %s %s\t    F(%s) %s %s", subject_place(s, b->subject, 2),
                sign_for(s, high), say_exact(s, high), subject_place(s, b->subject, 1),
                sign_for(s, low), say_exact(s, low));
    if (isfinite(high) && isfinite(low)) ends_row(b, step, high, low);
    double area = high - low;
    s->result = steps_printf(s, "area %s %s", sign_for(s, area), say_exact(s, area));
    if (is_nice(area) && !number_is_whole(exact_number(area)))
      s->result = steps_printf(s, "%s  ≈ %s", s->result, steps_decimal(s, area));
    claim_result(s, b->subject, area, 1e-6);
    if (area < 0) s->note = "What lies below the axis counts as negative.";
  }
  value_release(f);
  return good;
}

/* ------------------------------------------------------------------ with numbers */

static void by_strips(Steps *s, const Subject *subject, double from, double to) {
  BoardStep *step = steps_add(s, s->root, &moves[AREA], 0);
  double sum = 0, before = NAN,
         best = subject->value.kind == VALUE_SCALAR ? subject->value.scalar : NAN;
  steps_row(s, step, "strips\vwidth\v  sum of width·height");
  for (int n = 4; n <= 4096; n *= 4) {
    double width = (to - from) / n;
    before = sum;
    sum = 0;
    for (int i = 0; i < n; i++)
      sum += curve_at(subject, subject->args[0], from + (i + 0.5) * width) * width;
    steps_row(s, step, "%d\v  %s\v  %s", n, say_number(s, width), say_number(s, sum))->depth =
        n == 4 || n == 64 || n == 1024 ? 1
        : n == 16 || n == 256          ? 1
                                       : 2;
  }
  bool settled = isfinite(sum) && fabs(sum - before) <= 0.02 * fmax(1, fabs(sum)) &&
                 !(fabs(sum - best) > 0.05 * fmax(1, fabs(best)));
  if (isfinite(best) && settled)
    claim_true(s, step, fabs(sum - best) <= 0.05 * fmax(1, fabs(best)));
  if (!settled)
    s->note = "The sums do not settle: the function may have a pole in between, where no area can "
              "be said. A plot shows it.";
  step->brief = steps_printf(s, "4096 strips: %s", say_number(s, sum));
}

static void by_widening(Steps *s, const Subject *subject, double from, double to) {
  BoardStep *step = steps_add(s, s->root, &moves[FARTHER], 0);
  steps_row(s, step, "from\vto\v  area");
  double last = NAN;
  for (double far = 1; far <= 1000; far *= far < 100 ? 3 : 2) {
    double a = isinf(from) ? -far : from, b = isinf(to) ? far : to;
    if (a >= b) continue;
    enum { STRIPS = 4000 };
    double width = (b - a) / STRIPS, sum = 0;
    for (int i = 0; i < STRIPS; i++)
      sum += curve_at(subject, subject->args[0], a + (i + 0.5) * width) * width;
    steps_row(s, step, "%s\v  %s\v  %s", say_number(s, a), say_number(s, b), say_number(s, sum));
    bool settled = fabs(sum - last) < 1e-9;
    last = sum;
    if (settled) break;
  }
  step->brief = steps_printf(s, "ever wider: %s", say_number(s, last));
  if (subject->value.kind == VALUE_SCALAR && isfinite(last) && isfinite(subject->value.scalar))
    claim_true(s, step,
               fabs(last - subject->value.scalar) <= 0.1 * fmax(1, fabs(subject->value.scalar)));
}

static bool explain_integral(Steps *s, const Subject *subject) {
  double from = 0, to = 0;
  if (subject->args[0].kind != VALUE_FUNCTION || !subject_number(s, subject, 1, &from) ||
      !subject_number(s, subject, 2, &to))
    return false;
  if (isnan(from) || isnan(to)) return steps_refuse(s, "there is no end NaN");
  bool open = isinf(from) || isinf(to);
  Curve c;
  bool done = false;
  const char *ends =
      steps_printf(s, "from %s to %s", subject_place(s, subject, 1), subject_place(s, subject, 2));
  if (curve_begin(&c, s, subject)) {
    s->title = steps_printf(s, "The area under   %s\t    %s", board_typed(&c.b), ends);
    done = by_antiderivative(&c, from, to);
    curve_end(&c);
  } else
    s->title = steps_printf(s, "The area under   %s\t    %s", subject->texts[0], ends);
  s->refusal = NULL;
  Value v = subject->value;
  if (!done) (open ? by_widening : by_strips)(s, subject, from, to);
  if (!done && v.kind == VALUE_SCALAR)
    s->result = steps_printf(s, "area ≈ %s", say_number(s, v.scalar));
  if (!open)
    s->picture = steps_printf(s, "areaplot(%s, %s, %s)", subject->texts[0], subject->texts[1],
                              subject->texts[2]);
  return true;
}

const Explainer calculus_area_explainers[] = {
  { "integral", 3, 3, explain_integral },
  { "quad", 3, 3, explain_integral },
  { "quadgk", 3, 3, explain_integral },
  { "quadcc", 3, 3, explain_integral },
  { 0 },
};
