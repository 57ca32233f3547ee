/* calculus_least.c -- the gradient of a sum of squared errors, by what happens when the weights
   change a little.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/matrix_derive.h"
#include "algebra/tidy.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { NAME, LOSS, CHANGE, LINEAR, TWICE, PUT, READ, NUMBERS };

enum { MARGIN = -7 }; /* from where lines begin to the margin */
static const Move moves[] = {
  [NAME] = { "least.name", "Name the error", "{r} = {formula}", NULL, RELATION_DEFINED },
  [LOSS] = { "least.loss", "Write the loss with a product", "L = {k}{r}'·{r}", "{reason}",
             RELATION_SAME_FUNCTION },
  [CHANGE] = { "least.change", "Change {w} by a little, d{w}. What happens to L?", NULL, NULL,
               RELATION_DEFINED },
  [LINEAR] = { "least.linear", "{r} is linear in {w}", "d{r} = {J}·d{w}", NULL,
               RELATION_DERIVATIVE },
  [TWICE] = { "least.twice", "{r}'·{r} contains {r} twice", "dL = {k}(d{r}'·{r} + {r}'·d{r})", NULL,
              RELATION_DEFINED },
  [PUT] = { "least.put", "Put {from} into {into}", NULL, NULL, RELATION_DERIVATIVE },
  [READ] = { "least.read", "Whatever stands before d{w}, transposed, is the gradient", NULL, NULL,
             RELATION_DERIVATIVE },
  [NUMBERS] = { "least.numbers", "With numbers, at {w} = {at}", NULL, NULL, RELATION_EQUAL },
};

/* L = k·r'·r with r linear in the variable. */
typedef struct Squares {
  Number k;
  Id r, jacobian, gradient;
  const char *letter;
} Squares;

/* REST is r'·r, sum(r.^2) or norm(r)^2. */
static Id square_of(Algebra *a, Id rest) {
  const Expr *x = expr_at(a, rest);
  if (x->kind == EXPR_DOT && x->count == 2 && expr_transpose(a, x->args[1]) == x->args[0])
    return x->args[1];
  if (x->kind == EXPR_CALL && x->count >= 1 &&
      (strcmp(x->name, "sum") == 0 || strcmp(x->name, "total") == 0)) {
    Id base;
    return number_is(expr_exponent(a, x->args[0], &base), 2) ? base : EXPR_NONE;
  }
  Id base;
  if (number_is(expr_exponent(a, rest, &base), 2) && expr_is_call(a, base, "norm"))
    return expr_at(a, base)->args[0];
  return EXPR_NONE;
}

static bool read_squares(Board *b, Id w, Squares *q) {
  Algebra *a = &b->a;
  Id rest;
  q->k = expr_coefficient(a, b->f.body, &rest);
  q->r = square_of(a, rest);
  if (!q->r || number_sign(q->k) <= 0 || expr_at(a, q->r)->columns != 1) return false;
  q->jacobian = tidy(a, matrix_jacobian(a, q->r, w));
  if (!q->jacobian || expr_depends(a, q->jacobian, w)) return false;
  Variables by = { .array = w };
  q->gradient = calculus_gradient(&b->f, b->f.body, &by);
  q->letter = board_letter(b, false);
  if (strchr("uvw", *q->letter)) q->letter = "r";
  return q->gradient && !algebra_failed(a);
}

static const char *shape_text(Board *b, Id e) {
  const Expr *x = expr_at(&b->a, e);
  return steps_printf(b->s, "%u×%u", x->rows, x->columns);
}

/* A number before a product, nothing where it is 1. */
static const char *front(Board *b, Number n) {
  return number_is(n, 1) ? "" : steps_printf(b->s, "%s · ", steps_number(b->s, n));
}

static BoardStep *add(Board *b, BoardStep *parent, int move, unsigned depth, const Squares *q) {
  BoardStep *step = steps_add(b->s, parent, &moves[move], depth);
  const char *k = front(b, q->k);
  steps_bind(b->s, step, "r", q->letter);
  steps_bind(b->s, step, "w", b->name);
  steps_bind(b->s, step, "J", board_factor(b, q->jacobian));
  steps_bind(b->s, step, "k", k);
  return step;
}

static Value handle(Board *b, Id e) {
  Value f;
  return formula_handle(&b->f, e, false, &f) ? f : VALUE_NOTHING;
}

static const Exact *at(Board *b, Id e, Value w) {
  Value f = handle(b, e), result[1];
  if (f.kind == VALUE_NONE) return NULL;
  const Exact *x = NULL;
  if (call_function(b->subject->call, f, &w, 1, result, 1)) {
    x = exact_of(&b->s->arena, result[0]);
    value_release(result[0]);
  } else {
    Error error;
    call_take_failure(b->subject->call, &error);
  }
  value_release(f);
  return x;
}

/* What the numbers of the gradient say about the loss. */
static void say_signs(Board *b, BoardStep *step, const Exact *g) {
  size_t negative = 0, positive = 0, n = g->rows * g->columns;
  for (size_t i = 0; i < n; i++) {
    negative += number_sign(g->at[i]) < 0;
    positive += number_sign(g->at[i]) > 0;
  }
  if (negative == n)
    steps_row(b->s, step, "%s: the loss falls when %s grows.",
              n == 1   ? "Negative"
              : n == 2 ? "Both entries are negative"
                       : "All are negative",
              b->name);
  else if (positive == n)
    steps_row(b->s, step, "%s: the loss falls when %s shrinks.",
              n == 1   ? "Positive"
              : n == 2 ? "Both entries are positive"
                       : "All are positive",
              b->name);
}

/* (0 + 0 + 4)/3 = 4/3 */
static void say_loss(Board *b, BoardStep *step, const Squares *q, const Exact *r, Number loss) {
  Text sum = TEXT_EMPTY;
  for (size_t i = 0; i < r->rows; i++)
    text_printf(&sum, "%s%s", i ? " + " : "",
                steps_number(b->s, number_multiply(r->at[i], r->at[i])));
  Number parts = number_is(q->k, 0) ? number_whole(1) : number_divide(number_whole(1), q->k);
  bool one = number_is(q->k, 1);
  const char *over = one ? "" : steps_printf(b->s, "/%s", steps_factor(b->s, parts));
  steps_row(b->s, step, one ? "L = %s%s %s %s" : "L = (%s)%s %s %s", text_string(&sum), over,
            steps_equals(b->s, loss), steps_number(b->s, loss));
  text_free(&sum);
}

/* A small step against the gradient makes the loss smaller. */
static void numbers_step(Board *b, const Squares *q) {
  Steps *s = b->s;
  size_t n = expr_at(&b->a, b->symbol)->rows;
  Exact *w = exact_new(&s->arena, n, 1);
  for (size_t i = 0; i < n; i++) w->at[i] = number_whole(1);
  Value here = exact_value(w);
  const Exact *r = at(b, q->r, here), *g = at(b, q->gradient, here), *loss = at(b, b->f.body, here);
  const Exact *j = at(b, q->jacobian, here);
  value_release(here);
  if (!r || !g || !loss || !j || r->rows > MAX_GRID_SHOWN || n > MAX_GRID_SHOWN) return;
  BoardStep *step = add(b, s->root, NUMBERS, 1, q);
  steps_bind(s, step, "at", steps_vector(s, w));
  const Exact *fitted =
      expr_at(&b->a, q->jacobian)->kind == EXPR_SYMBOL ? exact_product(&s->arena, j, w) : NULL;
  if (fitted)
    steps_row(s, step, "%s·%s = %s      %s = %s", board_factor(b, q->jacobian), b->name,
              steps_vector(s, fitted), q->letter, steps_vector(s, r));
  else
    steps_row(s, step, "%s = %s", q->letter, steps_vector(s, r));
  say_loss(b, step, q, r, loss->at[0]);
  const Exact *turned = exact_transpose(&s->arena, j);
  const Exact *product = exact_product(&s->arena, turned, r);
  Number twice = number_multiply(q->k, number_whole(2));
  const char *k = front(b, twice);
  Line *line =
      steps_row(s, step, *k ? "∇L = %s\1 · \1 = %s\1 = \1" : "∇L = %s\1 · \1 = %s\1", k, k);
  line_grid(s, line, grid_of(s, turned));
  line_grid(s, line, grid_of(s, r));
  line_grid(s, line, grid_of(s, product));
  if (*k) line_grid(s, line, grid_of(s, exact_scaled(&s->arena, twice, product)));
  steps_claim(s, step, RELATION_EQUAL, side_of(g),
              side_of(exact_scaled(&s->arena, twice, product)));
  say_signs(b, step, g);
  for (double rate = 0.1; rate > 1e-6; rate /= 10) {
    Exact *next = exact_copy(&s->arena, w);
    for (size_t i = 0; i < n; i++) next->at[i] = number_double(1 - rate * number_value(g->at[i]));
    Value there = exact_value(next);
    const Exact *less = at(b, b->f.body, there);
    value_release(there);
    if (!less || !(number_value(less->at[0]) < number_value(loss->at[0]))) continue;
    steps_row(s, step, "A step of %g against the gradient leads to %s ≈ %s;", rate, b->name,
              steps_vector_decimal(s, next));
    steps_row(s, step, "there L ≈ %s, less than %s ✓",
              steps_digits(s, number_value(less->at[0]), 4),
              steps_digits(s, number_value(loss->at[0]), 4));
    break;
  }
}

/* "X is 3×2, y is 3×1, so w must be 2×1." */
static void say_shapes(Board *b, const char *shape) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < b->f.captured_count; i++) {
    View v;
    const Captured *c = &b->f.captured[i];
    if (!value_is_numeric(c->value) || !value_view(&c->value, &v) || v.rank != 2) continue;
    text_printf(&t, "%s%s is %zu×%zu", t.len ? ", " : "", c->name, v.dims[0], v.dims[1]);
  }
  steps_row(b->s, b->s->root, "Shapes:  %s%s%s %s %s.", text_string(&t), t.len ? ", so " : "",
            b->name, t.len ? "must be" : "is", shape)
      ->shift = MARGIN;
  text_free(&t);
}

/* └─ 1×2 ─┘ as wide as TEXT. */
static const char *under(Board *b, const char *text, const char *shape) {
  size_t wide = utf8_columns_string(text), inner = utf8_columns_string(shape) + 2;
  size_t left = wide > inner + 2 ? (wide - inner - 2) / 2 : 0;
  size_t right = wide > inner + 2 + left ? wide - inner - 2 - left : 0;
  Text t = TEXT_EMPTY;
  text_puts(&t, "└");
  text_repeat(&t, "─", left);
  text_printf(&t, " %s ", shape);
  text_repeat(&t, "─", right);
  text_puts(&t, "┘");
  return steps_keep(b->s, &t);
}

static bool explain_squares(Board *b, Id w) {
  Steps *s = b->s;
  Squares q = { 0 };
  b->symbol = w;
  b->name = board_text(b, w);
  if (expr_at(&b->a, w)->columns != 1 || expr_at(&b->a, w)->rows >= SIZE_OPEN ||
      !read_squares(b, w, &q))
    return false;
  const char *body = board_typed(b);
  s->title =
      steps_printf(s, "Gradient of   L(%s) = %s\t    by the vector %s", b->name, body, b->name);
  const char *shape = shape_text(b, w);
  say_shapes(b, shape);
  steps_row(s, s->root, "         L is one number, so its gradient has the shape of %s: %s.",
            b->name, shape)
      ->shift = MARGIN;
  BoardStep *step = add(b, s->root, NAME, 1, &q);
  steps_bind(s, step, "formula", board_text(b, q.r));
  step->aside = shape_text(b, q.r);
  step = add(b, s->root, LOSS, 1, &q);
  step->aside = "1×1";
  steps_bind(
      s, step, "reason",
      strstr(body, "mean(") && !number_is(q.k, 1)
          ? steps_printf(s, "the mean of %u squares is 1/%u of their sum, and %s'·%s is that sum",
                         expr_at(&b->a, q.r)->rows, expr_at(&b->a, q.r)->rows, q.letter, q.letter)
          : steps_printf(s, "%s'·%s is the sum of the squares of %s", q.letter, q.letter,
                         q.letter));
  BoardStep *change = add(b, s->root, CHANGE, 1, &q);
  step = add(b, change, LINEAR, 1, &q);
  step->aside = shape_text(b, q.r);
  board_claim_vector(b, step, q.r, q.jacobian);
  step = add(b, change, TWICE, 1, &q);
  const char *twice = front(b, number_multiply(q.k, number_whole(2)));
  steps_row(s, step, "both are the same number       dL = %s%s'·d%s", twice, q.letter, q.letter);
  step = add(b, change, PUT, 1, &q);
  steps_bind(s, step, "from", "3.1");
  steps_bind(s, step, "into", "3.2");
  const char *row = steps_printf(s, "(%s%s'·%s)", twice, q.letter, board_factor(b, q.jacobian));
  steps_row(s, step, "dL = %s·d%s", row, b->name);
  steps_row(s, step, "     %s %s", under(b, row, steps_printf(s, "1×%u", expr_at(&b->a, w)->rows)),
            steps_printf(s, "└%s┘", shape));
  step = add(b, s->root, READ, 0, &q);
  Id turned = expr_transpose(&b->a, q.jacobian);
  steps_row(s, step, "∇L = (%s%s'·%s)' = %s%s·%s", twice, q.letter, board_factor(b, q.jacobian),
            twice, board_factor(b, turned), q.letter);
  steps_row(s, step, "   = %s", board_text(b, q.gradient));
  const Expr *t = expr_at(&b->a, turned), *r = expr_at(&b->a, q.r);
  steps_row(s, step, "shape:  %u×%u · %u×%u = %s, like %s ✓", t->rows, t->columns, r->rows,
            r->columns, shape, b->name);
  step->brief = steps_printf(s, "∇L = %s", board_text(b, q.gradient));
  board_claim_vector(b, step, b->f.body, q.gradient);
  numbers_step(b, &q);
  s->result = steps_printf(s, "∇L = %s", board_text(b, q.gradient));
  return true;
}

static bool explain_least(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  Variables by;
  bool good = variables_of(&b.f, NULL, true, &by) && by.array &&
              (expr_at(&b.a, by.array)->columns != 1
                   ? matrix_gradient_steps(&b, by.array)
                   : explain_squares(&b, by.array) || vector_gradient(&b, by.array));
  if (!good && !s->refusal && b.a.error.message[0])
    steps_refuse(s, steps_printf(s, "%s", b.a.error.message));
  board_end(&b);
  return good;
}

const Explainer calculus_least_explainers[] = {
  { "gradient", 1, 1, explain_least },
  { "diff", 1, 1, explain_least },
  { 0 },
};
