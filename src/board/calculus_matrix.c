/* calculus_matrix.c -- gradients by a whole matrix: the differential as traces, trace(G'·dX), from
   which the gradient G is read off.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <string.h>

enum { SHAPES, CONSTANT, CHAIN, DETERMINANT, SQUARES, READ };
static const Move moves[] = {
  [SHAPES] = { "matrix.trace",
               "Change {X} by a little, d{X}: a number is its own trace, and inside "
               "a trace the last factor may go to the front",
               "trace(A·B) = trace(B·A)", NULL, RELATION_DEFINED },
  [CONSTANT] = { "matrix.constant", "{term} does not change", NULL, NULL, RELATION_DEFINED },
  [CHAIN] = { "matrix.chain", "{term}: each place of {X} in turn", NULL, NULL, RELATION_DEFINED },
  [DETERMINANT] = { "matrix.det", "{term}", "{rule}", NULL, RELATION_DEFINED },
  [SQUARES] = { "matrix.squares", "The sum of all squares is trace({X}'·{X})", NULL, NULL,
                RELATION_DEFINED },
  [READ] = { "matrix.read", "What stands before d{X}, transposed, is the gradient",
             "df = trace(G'·d{X})", NULL, RELATION_DEFINED },
};

/* A term of f, and what it gives to the gradient. */
typedef struct MatrixTerm {
  Board *b;
  BoardStep *step;
  Number scale;
  Id x, change, gradient; /* X, dX */
} MatrixTerm;

static Id product_of(Algebra *a, const Id *factors, size_t count) {
  Id e = EXPR_NONE;
  for (size_t i = 0; i < count; i++) e = i == 0 ? factors[0] : expr_dot(a, e, factors[i]);
  return e;
}

/* X, Y or what both give; where there is neither: nothing. */
static Id joined(Algebra *a, Id x, Id y) {
  return !x ? y : !y ? x : expr_dot(a, x, y);
}

static const char *trace_text(MatrixTerm *t, Number scale, Id inside) {
  Board *b = t->b;
  const char *text = steps_printf(b->s, "trace(%s)", board_text(b, inside));
  if (number_is(scale, 1)) return text;
  if (number_is(scale, -1)) return steps_printf(b->s, "−%s", text);
  return steps_printf(b->s, "%s·%s", steps_number(b->s, scale), text);
}

/* One place of X, with LEFT before it and RIGHT behind it. */
static void place_row(MatrixTerm *t, Id left, Id right, Number scale, bool turned) {
  Board *b = t->b;
  Algebra *a = &b->a;
  Id change = turned ? expr_transpose(a, t->change) : t->change;
  Id round = joined(a, right, left);
  Id before = joined(a, joined(a, left, change), right), after = joined(a, round, change);
  if (!round) round = expr_eye(a, expr_at(a, t->x)->rows, t->x);
  Id row = turned ? expr_transpose(a, round) : round;
  Text chain = TEXT_EMPTY;
  text_puts(&chain, trace_text(t, scale, before));
  if (after != before) text_printf(&chain, " = %s", trace_text(t, scale, after));
  if (turned) text_printf(&chain, " = %s", trace_text(t, scale, joined(a, row, t->change)));
  steps_row(b->s, t->step, "%s", text_string(&chain));
  text_free(&chain);
  t->gradient = expr_add(a, t->gradient, expr_scale(a, scale, expr_transpose(a, row)));
}

/* A product of X, X', inv(X) and what does not depend on X. */
static bool chain_rows(MatrixTerm *t, const Id *factors, size_t count) {
  Algebra *a = &t->b->a;
  Id turned = expr_transpose(a, t->x), inverse = EXPR_NONE;
  if (expr_at(a, t->x)->rows == expr_at(a, t->x)->columns) inverse = expr_call1(a, "inv", t->x);
  for (size_t i = 0; i < count; i++) {
    if (!expr_depends(a, factors[i], t->x)) continue;
    Id left = product_of(a, factors, i), right = product_of(a, factors + i + 1, count - i - 1);
    if (factors[i] == t->x || factors[i] == turned)
      place_row(t, left, right, t->scale, factors[i] != t->x);
    else if (factors[i] == inverse) {
      const char *name = t->b->name;
      steps_row(t->b->s, t->step, "d inv(%s) = −inv(%s)·d%s·inv(%s)", name, name, name, name);
      place_row(t, joined(a, left, inverse), joined(a, inverse, right), number_negate(t->scale),
                false);
    } else
      return false;
  }
  return true;
}

static BoardStep *term_step(MatrixTerm *t, int move, Id term) {
  Board *b = t->b;
  t->step = steps_add(b->s, b->s->root, &moves[move], 1);
  steps_bind(b->s, t->step, "X", b->name);
  steps_bind(b->s, t->step, "term", board_text(b, term));
  return t->step;
}

/* det(X) and log(det(X)). */
static bool determinant_rows(MatrixTerm *t, Id rest, Id term) {
  Board *b = t->b;
  Algebra *a = &b->a;
  bool logarithm = !expr_is_call(a, rest, "det");
  Id inverse = expr_call1(a, "inv", t->x), slope = expr_transpose(a, inverse);
  if (expr_at(a, rest)->args[0] != t->x) return false;
  term_step(t, DETERMINANT, term);
  steps_bind(b->s, t->step, "rule",
             steps_printf(b->s,
                          logarithm ? "d log(det(%s)) = trace(inv(%s)·d%s)"
                                    : "d det(%s) = det(%s)·trace(inv(%s)·d%s)",
                          b->name, b->name, b->name, b->name));
  Id inside = expr_dot(a, inverse, t->change);
  if (logarithm)
    steps_row(b->s, t->step, "%s", trace_text(t, t->scale, inside));
  else
    steps_row(b->s, t->step, "%s·trace(%s)", board_text(b, term), board_text(b, inside));
  if (!logarithm) slope = expr_times(a, rest, slope);
  t->gradient = expr_add(a, t->gradient, expr_scale(a, t->scale, slope));
  return true;
}

static bool term_rows(MatrixTerm *t, Id term) {
  Board *b = t->b;
  Algebra *a = &b->a;
  Id rest, base;
  t->scale = expr_coefficient(a, term, &rest);
  const Expr *e = expr_at(a, rest);
  if (!expr_depends(a, term, t->x)) return term_step(t, CONSTANT, term) != NULL;
  if (expr_is_call(a, rest, "det") || expr_is_call(a, rest, "logdet"))
    return determinant_rows(t, rest, term);
  bool total = expr_is_call(a, rest, "total") || expr_is_call(a, rest, "sum");
  if (total && expr_is_call(a, e->args[0], "vec")) e = expr_at(a, e->args[0]);
  if (total && number_is(expr_exponent(a, e->args[0], &base), 2) && base == t->x) {
    term_step(t, SQUARES, term);
    return chain_rows(t, (Id[]){ expr_transpose(a, t->x), t->x }, 2);
  }
  bool trace = expr_is_call(a, rest, "trace");
  if (!trace && e->kind != EXPR_DOT) return false;
  Id inside = trace ? e->args[0] : rest;
  const Expr *x = expr_at(a, inside);
  term_step(t, CHAIN, term);
  return x->kind == EXPR_DOT ? chain_rows(t, x->args, x->count) : chain_rows(t, &inside, 1);
}

bool matrix_gradient_steps(Board *b, Id x) {
  enum { MOST_TERMS = 5 };
  Steps *s = b->s;
  Algebra *a = &b->a;
  const Expr *shape = expr_at(a, x);
  size_t n = expr_term_count(a, b->f.body);
  b->symbol = x;
  b->name = board_text(b, x);
  Variables by = { .array = x };
  Id gradient = calculus_gradient(&b->f, b->f.body, &by);
  if (!gradient) return board_refuse(b, "the rules do not reach this");
  s->title = steps_printf(s, "Gradient of   f(%s) = %s\t    by the matrix %s", b->name,
                          board_typed(b), b->name);
  s->goal = steps_printf(s, "f is one number, so its gradient has the shape of %s.", b->name);
  MatrixTerm t = { .b = b, .x = x };
  t.change = expr_symbol(a, steps_printf(s, "d%s", b->name), shape->rows, shape->columns, true);
  t.gradient = expr_filled(a, number_whole(0), shape->rows, shape->columns);
  steps_bind(s, steps_add(s, s->root, &moves[SHAPES], 1), "X", b->name);
  bool good = n <= MOST_TERMS && shape->rows < SIZE_OPEN;
  for (size_t i = 0; good && i < n; i++) good = term_rows(&t, expr_term(a, b->f.body, i));
  /* what was read off is what the engine answers, or nothing is shown */
  if (!good || algebra_failed(a) || tidy(a, t.gradient) != gradient)
    return steps_refuse(s, "by a matrix there are steps for sums of traces and products with X, X' "
                           "and inv(X), of det(X), log(det(X)) and sums of squares");
  BoardStep *step = steps_add(s, s->root, &moves[READ], 0);
  steps_bind(s, step, "X", b->name);
  step->brief = s->result = steps_printf(s, "∇f = %s", board_text(b, gradient));
  steps_row(s, step, "%s", step->brief);
  return true;
}
