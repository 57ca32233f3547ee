/* calculus_diff.c -- the derivative of a function of one variable, and partial derivatives.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/conditions.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { PUT, TIDY, NUMBERS, AGAIN };
static const Move moves[] = {
  [PUT] = { "diff.put", "Put the pieces into the {rule}", NULL, NULL, RELATION_DERIVATIVE },
  [TIDY] = { "diff.tidy", "Tidy up{how}", NULL, NULL, RELATION_DERIVATIVE },
  [NUMBERS] = { "diff.numbers", "Check with numbers at {at}", NULL, NULL, RELATION_EQUAL },
  [AGAIN] = { "diff.again", "And once more: differentiate {f}", NULL, NULL, RELATION_DERIVATIVE },
};

/* Which variable: named by a text, or the only one. */
static bool choose(Board *b, const char *name) {
  Variables by;
  if (variables_of(&b->f, name, true, &by) && by.count == 1 && by.items[0]) {
    b->symbol = by.items[0];
    b->name = board_text(b, b->symbol);
    return true;
  }
  return board_refuse(b, "the steps are for one variable that is a number");
}

/* ------------------------------------------------------------------ check with numbers */

/* Where formula and difference quotient can both be had; false near kinks and poles. */
static bool compare_at(Board *b, Value f, Value g, double x, double *exact, double *quotient) {
  double h = 1e-5;
  *exact = curve_at(b->subject, g, x);
  *quotient = (curve_at(b->subject, f, x + h) - curve_at(b->subject, f, x - h)) / (2 * h);
  if (!isfinite(*exact) || !isfinite(*quotient) || *exact == 0) return false;
  if (!isfinite(curve_at(b->subject, f, x))) return false; /* a gap that was cancelled */
  return fabs(*exact - *quotient) <= 1e-6 * fmax(1, fabs(*exact));
}

/* Formula and difference quotient side by side, at one place, in the full form at a second. */
static void numbers_step(Board *b, Id e, Id slope) {
  static const double places[] = { 1, 2, 0.5, -1, 3, 0.1 };
  Value f, g;
  if (b->f.count != 1 || !formula_handle(&b->f, e, false, &f)) return;
  if (!formula_handle(&b->f, slope, false, &g)) {
    value_release(f);
    return;
  }
  Steps *s = b->s;
  BoardStep *step = NULL;
  size_t shown = 0;
  for (size_t i = 0; i < sizeof places / sizeof *places && shown < 2; i++) {
    double x = places[i], h = 1e-5, exact, quotient;
    if (!compare_at(b, f, g, x, &exact, &quotient)) continue;
    if (!step) {
      step = steps_add(s, s->root, &moves[NUMBERS], 1);
      steps_bind(s, step, "at", steps_printf(s, "%s = %s", b->name, steps_decimal(s, x)));
    } else
      steps_row(s, step, "and at %s = %s", b->name, steps_decimal(s, x))->depth = 2;
    unsigned depth = shown++ == 0 ? 1 : 2;
    steps_row(s, step, "formula\v   %s", steps_decimal(s, exact))->depth = depth;
    steps_row(s, step, "slope from %s to %s\v   %s ✓", steps_digits(s, x - h, 9),
              steps_digits(s, x + h, 9), steps_decimal(s, quotient))
        ->depth = depth;
    claim_true(s, step, fabs(exact - quotient) <= 1e-6 * fmax(1, fabs(exact)));
  }
  value_release(f);
  value_release(g);
}

/* ------------------------------------------------------------------ one differentiation */

/* What was done between the derivative as the rules give it and its tidy form. */
static const char *how_tidied(Board *b, Id e, Id slope) {
  Id raw = derive(&b->a, e, b->symbol);
  const char *text = board_text(b, slope);
  bool product = expr_at(&b->a, slope)->kind == EXPR_PRODUCT;
  bool was_sum = raw && expr_at(&b->a, raw)->kind == EXPR_SUM;
  if (raw == slope) return ": numbers to the front, like terms together";
  if (strchr(text, '/')) return ": one fraction, what cancels goes";
  if (product && was_sum) return ": what all terms share goes before a bracket";
  if (expr_at(&b->a, slope)->kind == EXPR_SUM)
    return ": brackets multiplied out, like terms together";
  return strstr(text, "tan(") ? ": sin/cos is tan" : "";
}

Id board_differentiate(Board *b, BoardStep *parent, const char *of, Id e) {
  Steps *s = b->s;
  b->letters = 0;
  b->functions = 0;
  size_t first = parent->child_count;
  const char *raw = board_derive(b, parent, NULL, e);
  Id slope = board_slope(b, e);
  if (!slope) return EXPR_NONE;
  const char *tidy_text = board_text(b, slope), *result = steps_printf(s, "%s = %s", of, tidy_text);
  bool same = strcmp(raw, tidy_text) == 0, nested = parent != s->root;
  if (b->rule && strcmp(b->pieces, raw) != 0) {
    BoardStep *step = steps_add(s, parent, &moves[PUT], 1 + b->deeper);
    steps_bind(s, step, "rule", b->rule);
    step->brief = steps_printf(s, "%s = %s", of, raw);
    steps_row(s, step, "%s\t= %s", of, b->pieces);
    steps_row(s, step, "\t= %s", raw);
    board_claim(b, step, e, slope);
  } else if (parent->child_count > first)
    parent->children[first]->brief = result;
  if (!same) {
    BoardStep *step = steps_add(s, parent, &moves[TIDY], (nested ? 1 : 0) + b->deeper);
    steps_bind(s, step, "how", how_tidied(b, e, slope));
    step->brief = result;
    steps_row(s, step, "%s", result);
    board_claim(b, step, e, slope);
  }
  return slope;
}

/* ------------------------------------------------------------------ diff */

static const char *text_argument(Steps *s, const Subject *subject, size_t i) {
  Text t = TEXT_EMPTY;
  value_append_text(subject->args[i], &t);
  return steps_keep(s, &t);
}

static bool has_quotient(const char *text) {
  return strchr(text, '/') != NULL;
}

/* Another form that is worth a line: factored of a sum, multiplied out of a product. */
static const char *other_form(Board *b, Id e) {
  bool sum = expr_at(&b->a, e)->kind == EXPR_SUM;
  Id other = sum ? tidy_pull_out(&b->a, e, false) : expand(&b->a, e);
  if (!other || other == e) return NULL;
  const char *text = board_text(b, other), *own = board_text(b, e);
  bool fine = strcmp(text, own) != 0 && strlen(text) <= strlen(own) + 14 && !has_quotient(own);
  return fine ? steps_printf(b->s, "also: %s", text) : NULL;
}

const char *board_kink_note(Board *b) {
  if (!b->a.kinks) return NULL;
  if (!b->a.kink) return "At a kink the slope is taken as help conventions says.";
  const Expr *x = expr_at(&b->a, b->a.kink);
  static const char *const stairs[] = { "floor", "ceil", "round", "fix" };
  for (size_t k = 0; k < sizeof stairs / sizeof *stairs; k++)
    if (strcmp(x->name, stairs[k]) == 0)
      return steps_printf(
          b->s,
          "%s is a staircase: flat between its jumps. It has no slope at the jumps; "
          "0 is taken (help conventions).",
          x->name);
  const char *inside = x->count == 1 ? board_text(b, x->args[0]) : NULL;
  if (inside && strcmp(x->name, "sign") != 0)
    return steps_printf(b->s,
                        "%s has a kink where %s = 0. It has no slope there; 0 is taken (help "
                        "conventions).",
                        x->name, steps_unbroken(b->s, inside));
  return inside ? steps_printf(b->s,
                               "%s jumps where %s = 0. It has no slope there; 0 is "
                               "taken (help conventions).",
                               x->name, steps_unbroken(b->s, inside))
                : steps_printf(b->s,
                               "%s has a kink where its arguments are equal. It has no slope "
                               "there; help conventions says what is taken.",
                               x->name);
}

const char *board_condition_note(Board *b, Id result) {
  Text list = TEXT_EMPTY;
  conditions_print(&b->f, result, b->conditions, &list);
  const char *note = NULL;
  if (list.len) {
    const char *typed = text_string(&list);
    Text shown = TEXT_EMPTY;
    for (const char *at = typed; *at; at++)
      if (strncmp(at, "~=", 2) == 0) {
        text_puts(&shown, "≠");
        at++;
      } else
        text_putc(&shown, *at);
    note = steps_printf(b->s, "This holds where %s; elsewhere the function has no value.",
                        steps_unbroken(b->s, book_tight(b->s, text_string(&shown))));
    text_free(&shown);
  }
  text_free(&list);
  return note;
}

static const char *order_mark(Steps *s, const char *name, long k) {
  return k == 1   ? steps_printf(s, "f'(%s)", name)
         : k == 2 ? steps_printf(s, "f''(%s)", name)
                  : steps_printf(s, "f⁽%s⁾(%s)", steps_raised(s, k), name);
}

/* Steps of what nobody can read are none. */
static bool too_large(Board *b, Id e) {
  enum { MOST_PARTS = 300, COUNTED = 100000 };
  size_t parts = expr_size(&b->a, e, COUNTED);
  if (parts <= MOST_PARTS) return false;
  steps_refuse(b->s, steps_printf(b->s,
                                  "what is to be differentiated has %s%zu parts, too many to "
                                  "follow; explain a derivative of lower order",
                                  parts >= COUNTED ? "more than " : "", parts));
  return true;
}

static bool explain_with(Board *b, const char *name, long order) {
  Steps *s = b->s;
  if (!choose(b, name)) return false;
  Id e = b->f.body;
  if (!shape_is_scalar(shape_of(&b->a, e)))
    return steps_refuse(s, "the steps are for functions that answer one number");
  s->title = steps_printf(s, "Differentiate   %s\t    by %s", board_typed(b), b->name);
  if (b->f.count > 1) s->goal = steps_printf(s, "Only %s moves; the others stand still.", b->name);
  for (long k = 1; k <= order; k++) {
    if (too_large(b, e)) return false;
    BoardStep *parent = s->root;
    if (k > 1) {
      parent = steps_add(s, s->root, &moves[AGAIN], 0);
      steps_bind(s, parent, "f", board_text(b, e));
    }
    const char *of = order_mark(s, b->name, k);
    Id slope = board_differentiate(b, parent, of, e);
    if (!slope || algebra_failed(&b->a)) return board_refuse(b, "the rules do not reach this");
    if (k > 1) {
      parent->brief = steps_printf(s, "%s = %s", of, board_text(b, slope));
      board_claim(b, parent, e, slope);
    }
    if (k == order) numbers_step(b, e, slope);
    e = slope;
  }
  s->result = steps_printf(s, "%s = %s", order_mark(s, b->name, order), board_text(b, e));
  s->note = other_form(b, e);
  const char *kink = board_kink_note(b);
  if (kink) s->note = s->note ? steps_printf(s, "%s\n%s", s->note, kink) : kink;
  const char *where = board_condition_note(b, e);
  if (where) s->note = s->note ? steps_printf(s, "%s\n%s", s->note, where) : where;
  return true;
}

static bool explain_diff(Steps *s, const Subject *subject) {
  const char *name = NULL;
  long order = 1;
  if (subject->args[0].kind != VALUE_FUNCTION) return false;
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
  bool array = !name && b.f.count == 1 && b.all.array;
  bool good = !array && explain_with(&b, name, order);
  board_end(&b);
  return good;
}

const Explainer calculus_diff_explainers[] = {
  { "diff", 1, 3, explain_diff },
  { 0 },
};
