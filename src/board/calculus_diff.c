/* calculus_diff.c -- the derivative of a function, and its gradient variable by variable.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { PUT, TIDY, NUMBERS, AGAIN, PARTIAL };
static const Move moves[] = {
  [PUT] = { "diff.put", "Put the pieces together", NULL, NULL, RELATION_DERIVATIVE },
  [TIDY] = { "diff.tidy", "Tidy up", NULL, NULL, RELATION_DERIVATIVE },
  [NUMBERS] = { "diff.numbers", "Check with numbers at {at}", NULL, NULL, RELATION_EQUAL },
  [AGAIN] = { "diff.again", "And once more: differentiate {f}", NULL, NULL, RELATION_DERIVATIVE },
  [PARTIAL] = { "diff.partial", "By {x}: everything else stands still", NULL, NULL,
                RELATION_DERIVATIVE },
};

/* Which variable: named by a text, or the only one. */
static bool choose(Board *b, const char *name, Variables *by) {
  bool good = variables_of(&b->f, name, true, by) && by->count == 1;
  if (good) {
    b->symbol = by->items[0];
    b->name = board_text(b, b->symbol);
    return true;
  }
  return steps_refuse(b->s, b->a.error.message[0]
                                ? steps_printf(b->s, "%s", b->a.error.message)
                                : "the steps are for one variable that is a number");
}

static double value_at(const Subject *subject, Value f, double x) {
  Value at = value_scalar(x), result[1];
  Error error;
  if (!call_function(subject->call, f, &at, 1, result, 1)) {
    call_take_failure(subject->call, &error);
    return NAN;
  }
  double y = result[0].kind == VALUE_SCALAR ? result[0].scalar : NAN;
  value_release(result[0]);
  return y;
}

/* Formula and difference quotient side by side. */
static void numbers_step(Board *b, Id e, Id slope) {
  static const double places[] = { 1, 2, 0.5, -1, 3 };
  Value f, g;
  if (b->f.count != 1 || !formula_handle(&b->f, e, false, &f)) return;
  if (!formula_handle(&b->f, slope, false, &g)) {
    value_release(f);
    return;
  }
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double x = places[i], h = 1e-5, exact = value_at(b->subject, g, x);
    double quotient = (value_at(b->subject, f, x + h) - value_at(b->subject, f, x - h)) / (2 * h);
    if (!isfinite(exact) || !isfinite(quotient) || exact == 0) continue;
    if (fabs(exact - quotient) > 1e-6 * fmax(1, fabs(exact))) continue; /* a kink is near */
    Steps *s = b->s;
    BoardStep *step = steps_add(s, s->root, &moves[NUMBERS], 1);
    steps_bind(s, step, "at", steps_printf(s, "%s = %s", b->name, steps_decimal(s, x)));
    steps_row(s, step, "formula\v%s", steps_decimal(s, exact));
    steps_row(s, step, "slope from %s to %s\v%s ✓", steps_digits(s, x - h, 9),
              steps_digits(s, x + h, 9), steps_decimal(s, quotient));
    steps_claim(
        s, step, RELATION_EQUAL, side_number(s, number_double(1)),
        side_number(s, number_double(fabs(exact - quotient) <= 1e-6 * fmax(1, fabs(exact)))));
    break;
  }
  value_release(f);
  value_release(g);
}

/* One differentiation with its pieces put together; answers the tidied derivative. */
static Id differentiate(Board *b, BoardStep *parent, const char *of, Id e) {
  Steps *s = b->s;
  bool sum;
  b->letters = 0;
  const char *raw = board_derive(b, parent, NULL, e, &sum);
  Id slope = board_slope(b, e);
  if (!slope) return EXPR_NONE;
  const char *tidy_text = board_text(b, slope);
  bool same = strcmp(raw, tidy_text) == 0, simple = board_is_simple(b, e);
  if (!same && !simple) {
    BoardStep *step = steps_add(s, parent, &moves[PUT], 1);
    step->brief = steps_printf(s, "%s = %s", of, raw);
    steps_row(s, step, "%s = %s", of, raw);
    board_claim(b, step, e, slope);
  }
  if (simple || !same || parent != s->root) {
    BoardStep *step = steps_add(s, parent, &moves[simple || same ? PUT : TIDY], 0);
    step->brief = steps_printf(s, "%s = %s", of, tidy_text);
    steps_row(s, step, "%s = %s", of, tidy_text);
    board_claim(b, step, e, slope);
  }
  return slope;
}

static const char *text_argument(Steps *s, const Subject *subject, size_t i) {
  Text t = TEXT_EMPTY;
  value_append_text(subject->args[i], &t);
  return steps_keep(s, &t);
}

static bool explain_with(Board *b, const char *name, long order) {
  Steps *s = b->s;
  Variables by;
  if (!choose(b, name, &by)) return false;
  Id e = b->f.body;
  if (shape_of(&b->a, e).rows != 1 || shape_of(&b->a, e).columns != 1)
    return steps_refuse(s, "the steps are for functions that answer one number");
  s->title = steps_printf(s, "Differentiate   %s\tby %s", board_text(b, e), b->name);
  for (long k = 1; k <= order; k++) {
    BoardStep *parent = s->root;
    if (k > 1) {
      parent = steps_add(s, s->root, &moves[AGAIN], 0);
      steps_bind(s, parent, "f", board_text(b, e));
    }
    const char *of = k == 1   ? steps_printf(s, "f'(%s)", b->name)
                     : k == 2 ? steps_printf(s, "f''(%s)", b->name)
                              : steps_printf(s, "f⁽%s⁾(%s)", steps_raised(s, k), b->name);
    Id slope = differentiate(b, parent, of, e);
    if (!slope || algebra_failed(&b->a))
      return steps_refuse(s, steps_printf(s, "%s", b->a.error.message));
    if (k == order) numbers_step(b, e, slope);
    e = slope;
  }
  s->result = steps_printf(s, "%s = %s", order == 1 ? "f'" : "the derivative", board_text(b, e));
  Id spread = expand(&b->a, e);
  if (spread && spread != e && expr_size(&b->a, spread, 60) < 40)
    s->note = steps_printf(s, "also: %s", board_text(b, spread));
  if (b->a.kinks) {
    const char *kink = "At its kinks the slope is taken as explained by help conventions.";
    s->note = s->note ? steps_printf(s, "%s\n%s", s->note, kink) : kink;
  }
  return true;
}

static bool explain_diff(Steps *s, const Subject *subject) {
  const char *name = NULL;
  long order = 1;
  for (size_t i = 1; i < subject->count; i++) {
    Value v = subject->args[i];
    if (value_is_string(v))
      name = text_argument(s, subject, i);
    else if (v.kind == VALUE_SCALAR && v.scalar >= 1 && v.scalar <= 4)
      order = (long)v.scalar;
    else
      return steps_refuse(s, "there are steps up to the fourth derivative");
  }
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  bool good = explain_with(&b, name, order);
  board_end(&b);
  return good;
}

/* Entry by entry, as long as the variables are numbers. */
static bool explain_gradient(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  Variables by;
  bool good = variables_of(&b.f, NULL, false, &by) && !by.array && by.count > 0;
  if (!good) {
    board_end(&b);
    return false;
  }
  Id e = b.f.body;
  s->title = steps_printf(s, "Gradient of   %s", board_text(&b, e));
  s->goal = "One slope for each variable, while the others stand still.";
  Text all = TEXT_EMPTY;
  for (size_t i = 0; i < by.count && good; i++) {
    b.symbol = by.items[i];
    b.name = board_text(&b, b.symbol);
    BoardStep *step = steps_add(s, s->root, &moves[PARTIAL], 0);
    steps_bind(s, step, "x", b.name);
    const char *of = steps_printf(s, "∂f/∂%s", b.name);
    Id slope = differentiate(&b, step, of, e);
    good = slope && !algebra_failed(&b.a);
    step->brief = good ? steps_printf(s, "%s = %s", of, board_text(&b, slope)) : NULL;
    text_printf(&all, "%s%s", i ? by.lying ? ", " : "; " : "", good ? board_text(&b, slope) : "?");
  }
  s->result = steps_printf(s, "∇f = [%s]", text_string(&all));
  s->note = "The gradient points where f grows fastest, and has the shape of its parameter.";
  text_free(&all);
  if (!good) steps_refuse(s, steps_printf(s, "%s", b.a.error.message));
  board_end(&b);
  return good;
}

const Explainer calculus_diff_explainers[] = {
  { "diff", 1, 3, explain_diff },
  { "gradient", 1, 1, explain_gradient },
  { 0 },
};
