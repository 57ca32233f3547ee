/* calculus_field.c -- functions of several variables: gradients, directions, second derivatives,
   Jacobians.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { PARTIAL, ALIKE, FIRST, PLACE, DOT, SECOND, MATRIX, BENDS, OUTPUTS, ROWS, CHECKS };
static const Move moves[] = {
  [PARTIAL] = { "field.partial", "By {x}: everything else stands still", NULL, NULL,
                RELATION_DERIVATIVE },
  [ALIKE] = { "field.alike", "By {from} to {to}: the same way", NULL, NULL, RELATION_DERIVATIVE },
  [FIRST] = { "field.first", "The first derivatives", NULL, NULL, RELATION_DERIVATIVE },
  [PLACE] = { "field.place", "Put the numbers in: {point}", NULL, NULL, RELATION_EQUAL },
  [DOT] = { "field.dot", "Gradient times direction", "∇f·v", NULL, RELATION_EQUAL },
  [SECOND] = { "field.second", "Differentiate each of them once more", NULL, NULL,
               RELATION_DERIVATIVE },
  [MATRIX] = { "field.matrix", "{heading}", NULL, NULL, RELATION_EQUAL },
  [BENDS] = { "field.bends", "How it bends there", NULL, NULL, RELATION_EQUAL },
  [OUTPUTS] = { "field.outputs", "Row {k}: {f}", NULL, NULL, RELATION_DERIVATIVE },
  [CHECKS] = { "field.check", "Check with numbers at {point}", NULL, NULL, RELATION_EQUAL },
  [ROWS] = { "field.shape", "A row for each result, a column for each variable", "{shape}", NULL,
             RELATION_DEFINED },
};

/* ------------------------------------------------------------------ parts */

static const char *partial_name(Board *b, size_t i) {
  return steps_printf(b->s, b->all.count == 1 ? "f'(%s)" : "∂f/∂%s", board_variable(b, i));
}

/* "∂f/∂x = 2xy" for each variable, with the rules below it in the full form. */
static Id *first_step(Board *b, Id e) {
  Id *parts = board_partials(b, e);
  if (!parts) return NULL;
  Steps *s = b->s;
  BoardStep *step = steps_add(s, s->root, &moves[FIRST], 0);
  Text brief = TEXT_EMPTY;
  for (size_t i = 0; i < b->all.count; i++) {
    const char *line = steps_printf(s, "%s = %s", partial_name(b, i), board_text(b, parts[i]));
    steps_row(s, step, "%s\t= %s", partial_name(b, i), board_text(b, parts[i]));
    text_printf(&brief, "%s%s", i ? ", " : "", line);
  }
  b->deeper = 2;
  for (size_t i = 0; i < b->all.count; i++) {
    b->symbol = b->all.items[i];
    if (!b->symbol || board_is_linear(b, e)) continue;
    b->name = board_variable(b, i);
    BoardStep *part = steps_add(s, step, &moves[PARTIAL], 2);
    steps_bind(s, part, "x", b->name);
    board_differentiate(b, part, partial_name(b, i), e);
    board_claim(b, step, e, parts[i]);
  }
  b->deeper = 0;
  step->brief = steps_keep(s, &brief);
  return parts;
}

/* x = 1, y = 2 */
static const char *place_text(Board *b, const double *p) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < b->all.count; i++)
    text_printf(&t, "%s%s = %s", i ? ", " : "", board_variable(b, i), say_exact(b->s, p[i]));
  return steps_keep(b->s, &t);
}

static const char *values_text(Steps *s, const double *x, size_t count, const char *between) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? between : "", say_exact(s, x[i]));
  return steps_keep(s, &t);
}

/* The partial derivatives at P; false with a refusal when one has no value. */
static bool values_at(Board *b, const Id *parts, const double *p, double *out) {
  for (size_t i = 0; i < b->all.count; i++) {
    out[i] = board_number_at(b, parts[i], p);
    if (!isfinite(out[i])) return steps_refuse(b->s, "a derivative has no value at that place");
  }
  return true;
}

static BoardStep *place_step(Board *b, const Id *parts, const double *p, const double *g) {
  Steps *s = b->s;
  BoardStep *step = steps_add(s, s->root, &moves[PLACE], 0);
  steps_bind(s, step, "point", place_text(b, p));
  double value = board_number_at(b, b->f.body, p);
  if (isfinite(value))
    steps_row(s, step, "f\t= %s\t%s %s", board_text(b, b->f.body), sign_for(s, value),
              say_exact(s, value));
  for (size_t i = 0; i < b->all.count; i++)
    steps_row(s, step, "%s\t= %s\t%s %s", partial_name(b, i), board_text(b, parts[i]),
              sign_for(s, g[i]), say_exact(s, g[i]));
  step->brief = steps_printf(s, "∇f = [%s]", values_text(s, g, b->all.count, "; "));
  return step;
}

/* The plain value has the entries of X. */
static void claim_entries(Steps *s, BoardStep *step, Value plain, const double *x, size_t count) {
  View v;
  if (!value_is_numeric(plain) || !value_view(&plain, &v) || v.complex) return;
  bool good = v.count == count;
  for (size_t i = 0; good && i < count; i++)
    good = fabs(v.data[i] - x[i]) <= 1e-7 * fmax(1, fabs(x[i]));
  claim_true(s, step, good);
}

static void add_note(Steps *s, const char *note) {
  if (note) s->note = s->note ? steps_printf(s, "%s\n%s", s->note, note) : note;
}

/* Every variable is a number, the value too; the title is made. */
static bool field_begin(Board *b, Steps *s, const Subject *subject, const char *title) {
  if (!board_begin(b, s, subject)) return false;
  if (b->all.count > 0 && shape_is_scalar(shape_of(&b->a, b->f.body))) {
    s->title = steps_printf(s, "%s   %s", title, board_typed(b));
    return true;
  }
  board_end(b);
  return false;
}

/* ------------------------------------------------------------------ gradient */

/* Formulas and difference quotients at one place, in the full form. */
static void numbers_step(Board *b, const Id *slopes) {
  static const double usual[] = { 1, 2, 0.5, 3, 1.5, 2.5 };
  Steps *s = b->s;
  double p[MAX_BOARD_VARIABLES], h = 1e-5;
  size_t n = b->all.count;
  memcpy(p, usual, sizeof p);
  BoardStep *step = steps_add(s, s->root, &moves[CHECKS], 2);
  steps_bind(s, step, "point", say_point(s, p, n));
  steps_row(s, step, "\vformula\v  slope over 2h = %s", steps_digits(s, 2 * h, 1));
  for (size_t i = 0; i < n; i++) {
    double exact = board_number_at(b, slopes[i], p), here = p[i];
    p[i] = here + h;
    double up = board_number_at(b, b->f.body, p);
    p[i] = here - h;
    double quotient = (up - board_number_at(b, b->f.body, p)) / (2 * h);
    p[i] = here;
    bool good = fabs(exact - quotient) <= 1e-5 * fmax(1, fabs(exact));
    if (isfinite(exact) && good)
      steps_row(s, step, "%s\v  %s\v  %s ✓", partial_name(b, i), steps_decimal(s, exact),
                steps_decimal(s, quotient));
  }
}

/* One variable after the other. */
static Id partial_step(Board *b, size_t i) {
  Steps *s = b->s;
  Id e = b->f.body;
  const char *of = partial_name(b, i);
  BoardStep *step = s->root;
  if (b->all.count > 1) {
    step = steps_add(s, s->root, &moves[PARTIAL], 0);
    steps_bind(s, step, "x", b->name);
  }
  bool varies = b->symbol && board_varies(b, e);
  Id slope = varies ? board_differentiate(b, step, of, e) : expr_whole(&b->a, 0);
  if (!slope || algebra_failed(&b->a)) return EXPR_NONE;
  if (!varies) steps_row(s, step, "%s = 0: it does not occur", of);
  if (step != s->root) {
    step->brief = steps_printf(s, "%s = %s", of, board_text(b, slope));
    if (b->symbol) board_claim(b, step, e, slope);
  }
  return slope;
}

/* Of many variables the first three and the last are taken one by one; the others share a step. */
static bool gradient_steps(Board *b) {
  enum { MOST_VARIABLES = 24, FIRST_ONES = 3 };
  Steps *s = b->s;
  size_t n = b->all.count;
  if (n > MOST_VARIABLES) return steps_refuse(s, "there are too many variables for a board");
  bool many = n > MAX_BOARD_VARIABLES;
  Text all = TEXT_EMPTY;
  Id slopes[MOST_VARIABLES];
  BoardStep *alike = NULL;
  bool good = true;
  for (size_t i = 0; good && i < n; i++) {
    b->symbol = b->all.items[i];
    b->name = board_variable(b, i);
    if (many && i >= FIRST_ONES && i + 1 < n) {
      if (!alike) {
        alike = steps_add(s, s->root, &moves[ALIKE], 1);
        steps_bind(s, alike, "from", b->name);
        steps_bind(s, alike, "to", board_variable(b, n - 2));
      }
      slopes[i] = b->symbol ? board_slope(b, b->f.body) : expr_whole(&b->a, 0);
      if (slopes[i] && b->symbol) board_claim(b, alike, b->f.body, slopes[i]);
      steps_row(s, alike, "%s\t= %s", partial_name(b, i), board_text(b, slopes[i]))->depth = 2;
    } else
      slopes[i] = partial_step(b, i);
    good = slopes[i] != EXPR_NONE;
    text_printf(&all, "%s%s", i ? "; " : "", board_text(b, slopes[i]));
  }
  if (good && !many) numbers_step(b, slopes);
  s->result = steps_printf(s, n > 1 ? "∇f = [%s]" : "∇f = %s", text_string(&all));
  text_free(&all);
  return good || board_refuse(b, "the rules do not reach this");
}

static bool explain_gradient(Steps *s, const Subject *subject) {
  Board b;
  if (!field_begin(&b, s, subject, "Gradient of")) return false;
  s->goal = "One slope for each variable, while the others stand still.";
  bool good = gradient_steps(&b);
  if (good) {
    s->note = "The gradient points where f grows fastest, and has the shape of its parameter.";
    add_note(s, board_kink_note(&b));
  }
  board_end(&b);
  return good;
}

/* grad(f, x) and gradient(f, x): the numbers. */
static bool gradient_at(Board *b) {
  Steps *s = b->s;
  double p[MAX_BOARD_VARIABLES], g[MAX_BOARD_VARIABLES];
  size_t count;
  if (!subject_point(s, b->subject, 1, p, &count)) return false;
  if (b->subject->count > 2)
    for (count = 0; count + 1 < b->subject->count && count < MAX_BOARD_VARIABLES; count++)
      if (!subject_number(s, b->subject, count + 1, &p[count])) return false;
  if (count != b->all.count)
    return steps_refuse(s, "the place has to have one number for each variable");
  Id *parts = first_step(b, b->f.body);
  if (!parts || !values_at(b, parts, p, g)) return false;
  BoardStep *step = place_step(b, parts, p, g);
  if (b->subject->wanted == 1 && b->subject->count == 2)
    claim_entries(s, step, b->subject->value, g, count);
  double length = 0;
  for (size_t i = 0; i < count; i++) length = hypot(length, g[i]);
  s->result = count == 1 ? steps_printf(s, "slope %s %s", sign_for(s, g[0]), say_exact(s, g[0]))
                         : steps_printf(s, "∇f = [%s]", values_text(s, g, count, "; "));
  if (length < 1e-12 && !b->a.kinks)
    s->note = "The gradient is 0: a lowest place, a highest one, or a saddle.";
  else if (count > 1 && length > 0)
    s->note = steps_printf(s,
                           "f grows fastest in this direction, by about %s for each unit of "
                           "way; against it, f falls fastest.",
                           say_number(s, length));
  add_note(s, board_kink_note(b));
  return true;
}

static bool explain_gradient_at(Steps *s, const Subject *subject) {
  Board b;
  if (!field_begin(&b, s, subject, "The gradient at a place of")) return false;
  s->goal = "The slope by each variable as a formula, then the numbers.";
  bool good = gradient_at(&b);
  board_end(&b);
  return good;
}

/* ------------------------------------------------------------------ along a direction */

static bool along(Board *b) {
  Steps *s = b->s;
  double v[MAX_BOARD_VARIABLES], p[MAX_BOARD_VARIABLES], g[MAX_BOARD_VARIABLES], length = 0;
  size_t n, count;
  if (!subject_point(s, b->subject, 1, v, &n)) return false;
  if (n != b->all.count)
    return steps_refuse(s, "the direction has to have one number for each variable");
  Id *parts = first_step(b, b->f.body), total = expr_whole(&b->a, 0);
  if (!parts) return false;
  Text form = TEXT_EMPTY;
  for (size_t i = 0; i < n; i++) {
    Number c = exact_number(v[i]);
    length = hypot(length, v[i]);
    total = expr_add(&b->a, total, expr_scale(&b->a, c, parts[i]));
    text_printf(&form, "%s%s·%s", i ? " + " : "", steps_factor(s, c),
                board_enclose(b, board_text(b, parts[i]), false));
  }
  total = tidy(&b->a, total);
  BoardStep *step = steps_add(s, s->root, &moves[DOT], 0);
  const char *line = steps_keep(s, &form);
  steps_row(s, step, "D = %s", line);
  steps_row(s, step, "  = %s", board_text(b, total));
  step->brief = steps_printf(s, "D = %s", board_text(b, total));
  s->result = step->brief;
  if (b->subject->count > 2) {
    if (!subject_point(s, b->subject, 2, p, &count)) return false;
    if (count != n) return steps_refuse(s, "the place has to have one number for each variable");
    if (!values_at(b, parts, p, g)) return false;
    step = place_step(b, parts, p, g);
    Text sum = TEXT_EMPTY;
    Number whole = number_whole(0);
    for (size_t i = 0; i < n; i++) {
      Number a = exact_number(v[i]), d = exact_number(g[i]);
      text_printf(&sum, "%s%s·%s", i ? " + " : "", steps_factor(s, a), steps_factor(s, d));
      whole = number_add(whole, number_multiply(a, d));
    }
    double slope = number_value(whole);
    steps_row(s, step, "D\t= %s\t%s %s", text_string(&sum), s->decimals ? "≈" : "=",
              steps_number(s, whole));
    text_free(&sum);
    claim_result(s, b->subject, slope, 1e-9);
    s->result = steps_printf(s, "D %s %s", sign_for(s, slope), say_exact(s, slope));
  }
  if (fabs(length - 1) > 1e-12)
    s->note = steps_printf(s,
                           "The direction has length %s: this is the slope for one step of "
                           "that length. Divided by it, it is the slope for each unit of way.",
                           say_number(s, length));
  return true;
}

static bool explain_directional(Steps *s, const Subject *subject) {
  Board b;
  if (!field_begin(&b, s, subject, "The slope in one direction of")) return false;
  s->goal = steps_printf(s, "Direction v = %s. Each slope counts as far as v goes that way.",
                         subject->texts[1]);
  bool good = along(&b);
  board_end(&b);
  return good;
}

/* ------------------------------------------------------------------ second derivatives */

static const char *second_name(Board *b, size_t i, size_t j) {
  return i == j ? steps_printf(b->s, "∂²f/∂%s²", board_variable(b, i))
                : steps_printf(b->s, "∂²f/∂%s∂%s", board_variable(b, i), board_variable(b, j));
}

static void say_bends(Board *b, const Exact *h) {
  Steps *s = b->s;
  size_t n = h->rows;
  BoardStep *step = steps_add(s, s->root, &moves[BENDS], 1);
  bool positive = true, negative = true, zero = false;
  for (size_t k = 1; k <= n; k++) {
    Exact *part = exact_new(&s->arena, k, k);
    for (size_t i = 0; i < k; i++)
      for (size_t j = 0; j < k; j++) *exact_at(part, i, j) = *exact_at(h, i, j);
    Number d = exact_determinant(part);
    if (k == 2 && n == 2) {
      Number x[] = { part->at[0], part->at[3], part->at[1], part->at[2] };
      Equation line = steps_equation(s, "{0}·{1*} − {2!}·{3*}", x, d);
      steps_row(s, step, "determinant:\t%s", equation_text(s, line));
    } else
      steps_row(s, step, "%s:\t%s",
                k == 1 ? "first corner" : steps_printf(s, "determinant of the first %zu", k),
                steps_number(s, d));
    int sign = exact_is_zero(d) ? 0 : number_sign(d);
    positive &= sign > 0;
    negative &= sign == (k % 2 ? -1 : 1);
    zero |= sign == 0 && k == n;
  }
  const char *verdict = positive   ? "All positive: it bends upwards in every direction (positive "
                                     "definite)."
                        : negative ? "The signs alternate, beginning with −: it bends downwards in "
                                     "every direction (negative definite)."
                        : zero     ? "The determinant is 0: in some direction it does not bend."
                                   : "Neither pattern +, +, … nor −, +, …: upwards one way, "
                                     "downwards another (indefinite).";
  steps_prose(s, step, "%s", verdict);
  step->brief = verdict;
}

static bool second(Board *b) {
  Steps *s = b->s;
  size_t n = b->all.count;
  Id *first = first_step(b, b->f.body);
  if (!first) return false;
  Id *all = arena_new(&b->a.arena, n * n * sizeof *all);
  BoardStep *step = steps_add(s, s->root, &moves[SECOND], 1);
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      b->symbol = b->all.items[j];
      all[i * n + j] = b->symbol ? board_slope(b, first[i]) : expr_whole(&b->a, 0);
      if (!all[i * n + j]) return board_refuse(b, "the rules do not reach this");
      if (j < i) continue;
      steps_row(s, step, "%s\t= %s", second_name(b, i, j), board_text(b, all[i * n + j]));
      if (b->symbol) board_claim(b, step, first[i], all[i * n + j]);
      if (i == j) continue;
      b->symbol = b->all.items[i];
      if (b->symbol) board_claim(b, step, first[j], all[i * n + j]);
    }
  }
  if (n > 1)
    steps_prose(s, step, "The order does not matter: %s is %s.", second_name(b, 0, 1),
                second_name(b, 1, 0));
  BoardStep *matrix = steps_add(s, s->root, &moves[MATRIX], 0);
  steps_bind(s, matrix, "heading", "Into a matrix, the same on both sides of the diagonal");
  Grid *grid = grid_new(s, n, n, FENCE_BRACKETS);
  grid->centred = true;
  Text list = TEXT_EMPTY;
  for (size_t k = 0; k < n * n; k++) {
    grid->cells[k] = board_text(b, all[k]);
    text_printf(&list, "%s%s", k == 0 ? "" : k % n ? ", " : "; ", grid->cells[k]);
  }
  line_grid(s, steps_row(s, matrix, "H = \1"), grid);
  s->result = steps_printf(s, "H = [%s]", text_string(&list));
  matrix->brief = s->result;
  text_free(&list);
  if (b->subject->count < 2) return true;
  double p[MAX_BOARD_VARIABLES];
  size_t count;
  if (!subject_point(s, b->subject, 1, p, &count)) return false;
  if (count != n) return steps_refuse(s, "the place has to have one number for each variable");
  Exact *h = exact_new(&s->arena, n, n);
  double entries[MAX_BOARD_VARIABLES * MAX_BOARD_VARIABLES];
  for (size_t k = 0; k < n * n; k++) {
    entries[k] = board_number_at(b, all[k], p);
    if (!isfinite(entries[k])) return steps_refuse(s, "a derivative has no value at that place");
    h->at[k] = exact_number(entries[k]);
  }
  BoardStep *place = steps_add(s, s->root, &moves[PLACE], 0);
  steps_bind(s, place, "point", place_text(b, p));
  line_grid(s, steps_row(s, place, "H = \1"), grid_of(s, h));
  claim_entries(s, place, b->subject->value, entries, n * n);
  s->result = steps_printf(s, "H = %s", steps_vector(s, h));
  place->brief = s->result;
  say_bends(b, h);
  return true;
}

static bool explain_hessian(Steps *s, const Subject *subject) {
  Board b;
  if (!field_begin(&b, s, subject, "Second derivatives of")) return false;
  s->goal = "The Hessian says how the gradient changes: differentiate twice.";
  bool good = second(&b);
  if (good) add_note(s, board_kink_note(&b));
  board_end(&b);
  return good;
}

/* ------------------------------------------------------------------ several results */

static bool outputs(Board *b) {
  Steps *s = b->s;
  const Expr *x = expr_at(&b->a, b->f.body);
  size_t m = x->count, n = b->all.count;
  if (m > MAX_GRID_SHOWN || n > MAX_GRID_SHOWN || n == 0)
    return steps_refuse(s, "there are steps for up to six results of up to six variables");
  BoardStep *step = steps_add(s, s->root, &moves[ROWS], 1);
  steps_bind(s, step, "shape", steps_printf(s, "%zu×%zu", m, n));
  Id *all = arena_new(&b->a.arena, m * n * sizeof *all);
  Grid *grid = grid_new(s, m, n, FENCE_BRACKETS);
  grid->centred = true;
  for (size_t k = 0; k < m; k++) {
    if (!expr_is_scalar(&b->a, x->args[k]))
      return steps_refuse(s, "the steps are for results written one by one: [f1; f2]");
    BoardStep *row = steps_add(s, s->root, &moves[OUTPUTS], 0);
    steps_bind(s, row, "k", steps_printf(s, "%zu", k + 1));
    steps_bind(s, row, "f", steps_printf(s, "f%zu = %s", k + 1, board_text(b, x->args[k])));
    Id *parts = board_partials(b, x->args[k]);
    if (!parts) return false;
    Text brief = TEXT_EMPTY;
    for (size_t i = 0; i < n; i++) {
      all[k * n + i] = parts[i];
      grid->cells[k * n + i] = board_text(b, parts[i]);
      steps_row(s, row, "∂f%zu/∂%s\t= %s", k + 1, board_variable(b, i), board_text(b, parts[i]));
      text_printf(&brief, "%s%s", i ? ", " : "", board_text(b, parts[i]));
    }
    b->deeper = 2;
    for (size_t i = 0; i < n; i++) {
      b->symbol = b->all.items[i];
      if (!b->symbol) continue;
      board_claim(b, row, x->args[k], parts[i]);
      if (board_is_linear(b, x->args[k])) continue;
      b->name = board_variable(b, i);
      BoardStep *part = steps_add(s, row, &moves[PARTIAL], 2);
      steps_bind(s, part, "x", b->name);
      board_differentiate(b, part, steps_printf(s, "∂f%zu/∂%s", k + 1, b->name), x->args[k]);
    }
    b->deeper = 0;
    row->brief = steps_printf(s, "row %zu: [%s]", k + 1, text_string(&brief));
    text_free(&brief);
  }
  BoardStep *matrix = steps_add(s, s->root, &moves[MATRIX], 1);
  steps_bind(s, matrix, "heading", "Row below row");
  line_grid(s, steps_row(s, matrix, "J = \1"), grid);
  Text list = TEXT_EMPTY;
  for (size_t k = 0; k < m * n; k++)
    text_printf(&list, "%s%s", k == 0 ? "" : k % n ? ", " : "; ", grid->cells[k]);
  s->result = steps_printf(s, "J = [%s]", text_string(&list));
  text_free(&list);
  if (b->subject->count < 2) return true;
  double p[MAX_BOARD_VARIABLES], entries[MAX_GRID_SHOWN * MAX_GRID_SHOWN];
  size_t count;
  if (!subject_point(s, b->subject, 1, p, &count)) return false;
  if (count != n) return steps_refuse(s, "the place has to have one number for each variable");
  Exact *j = exact_new(&s->arena, m, n);
  for (size_t k = 0; k < m; k++)
    for (size_t i = 0; i < n; i++) {
      double d = board_number_at(b, all[k * n + i], p);
      if (!isfinite(d)) return steps_refuse(s, "a derivative has no value at that place");
      entries[i * m + k] = d;
      *exact_at(j, k, i) = exact_number(d);
    }
  BoardStep *place = steps_add(s, s->root, &moves[PLACE], 0);
  steps_bind(s, place, "point", place_text(b, p));
  line_grid(s, steps_row(s, place, "J = \1"), grid_of(s, j));
  claim_entries(s, place, b->subject->value, entries, m * n);
  s->result = steps_printf(s, "J = %s", steps_vector(s, j));
  place->brief = s->result;
  return true;
}

static bool explain_jacobian(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  bool column = expr_is_call(&b.a, b.f.body, "vcat") && b.all.count > 0;
  if (column) {
    s->title = steps_printf(s, "Jacobian of   %s", board_typed(&b));
    s->goal = steps_printf(s,
                           "%u results of %zu variables: how much does each result change with "
                           "each variable?",
                           expr_at(&b.a, b.f.body)->count, b.all.count);
  }
  bool good = column && outputs(&b);
  if (!column && !b.all.array && b.all.count > 0 && shape_is_scalar(shape_of(&b.a, b.f.body)) &&
      subject->count == 1) {
    s->title = steps_printf(s, "Jacobian of   %s", board_typed(&b));
    s->goal = "One result: its gradient, lying.";
    good = gradient_steps(&b);
    Id row = good ? calculus_jacobian(&b.f, b.f.body, &b.all) : EXPR_NONE;
    if (row) s->result = steps_printf(s, "J = %s", board_text(&b, row));
  }
  board_end(&b);
  return good;
}

const Explainer calculus_field_explainers[] = {
  { "gradient", 1, 1, explain_gradient },
  { "gradient", 2, 2, explain_gradient_at },
  { "grad", 2, 1 + MAX_BOARD_VARIABLES, explain_gradient_at },
  { "grad", 2, 1 + MAX_BOARD_VARIABLES, explain_backwards },
  { "gradient", 2, 2, explain_backwards },
  { "directional", 2, 3, explain_directional },
  { "hessian", 1, 2, explain_hessian },
  { "jacobian", 1, 2, explain_jacobian },
  { 0 },
};
