/* calculus_vector.c -- gradients of a'*x and x'*A*x by a whole vector: what happens when it changes
   a little.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <string.h>

enum { CHANGE, CONSTANT, LINEAR, QUADRATIC, READ, GRADIENT, AGAIN };
static const Move moves[] = {
  [CHANGE] = { "vector.change", "Change {x} by a little, d{x}. What happens to f?", NULL, NULL,
               RELATION_DEFINED },
  [CONSTANT] = { "vector.constant", "{term} does not change", NULL, NULL, RELATION_DEFINED },
  [LINEAR] = { "vector.linear", "{term} is linear in {x}", "df = {row}·d{x}", NULL,
               RELATION_DERIVATIVE },
  [QUADRATIC] = { "vector.quadratic", "{term} contains {x} twice", "df = {both}", NULL,
                  RELATION_DERIVATIVE },
  [READ] = { "vector.read", "Whatever stands before d{x}, transposed, is the gradient", NULL, NULL,
             RELATION_DERIVATIVE },
  [GRADIENT] = { "vector.gradient", "The gradient", "∇f = {formula}", NULL, RELATION_DERIVATIVE },
  [AGAIN] = { "vector.again", "Change {x} by d{x}: the gradient changes by H·d{x}", "H = {formula}",
              NULL, RELATION_DERIVATIVE },
};

/* scale · x'·middle·x (middle NONE: the identity), or scale · row·x */
typedef struct Part {
  Number scale;
  Id term, rest, middle, row;
  bool twice, constant;
} Part;

static bool read_part(Board *b, Id term, Id x, Part *out) {
  Algebra *a = &b->a;
  *out = (Part){ .term = term };
  if (!expr_depends(a, term, x)) return out->constant = true;
  out->scale = expr_coefficient(a, term, &out->rest);
  const Expr *e = expr_at(a, out->rest);
  Id turned = expr_transpose(a, x), base;
  bool sum = e->kind == EXPR_CALL && e->count >= 1 &&
             (strcmp(e->name, "sum") == 0 || strcmp(e->name, "total") == 0);
  if (sum && number_is(expr_exponent(a, e->args[0], &base), 2) && base == x)
    return out->twice = true;
  if (e->kind != EXPR_DOT) return false;
  bool first = e->args[0] == turned, last = e->args[e->count - 1] == x;
  if (first && last && e->count <= 3) {
    out->middle = e->count == 3 ? e->args[1] : EXPR_NONE;
    return out->twice = !out->middle || !expr_depends(a, out->middle, x);
  }
  if (e->count != 2 || first == last) return false;
  out->row = last ? e->args[0] : expr_transpose(a, e->args[1]);
  return !expr_depends(a, out->row, x);
}

static const char *scaled(Board *b, Number scale, const char *text) {
  return number_is(scale, 1) ? text
                             : steps_printf(b->s, "%s · %s", steps_factor(b->s, scale), text);
}

static void part_step(Board *b, BoardStep *parent, Id x, const Part *p) {
  Steps *s = b->s;
  int move = p->constant ? CONSTANT : p->twice ? QUADRATIC : LINEAR;
  BoardStep *step = steps_add(s, parent, &moves[move], 1);
  const char *name = b->name;
  steps_bind(s, step, "x", name);
  steps_bind(s, step, "term", board_text(b, p->term));
  if (p->constant) return;
  b->symbol = x;
  Variables by = { .array = x };
  if (!p->twice) {
    steps_bind(s, step, "row", scaled(b, p->scale, board_text(b, p->row)));
    board_claim_vector(b, step, p->term, calculus_gradient(&b->f, p->term, &by));
    return;
  }
  const char *middle = p->middle ? steps_printf(s, "%s·", board_factor(b, p->middle)) : "";
  const char *both =
      steps_printf(s, "d%s'·%s%s + %s'·%sd%s", name, middle, name, name, middle, name);
  steps_bind(s, step, "both",
             number_is(p->scale, 1) ? both : scaled(b, p->scale, steps_printf(s, "(%s)", both)));
  if (p->middle) {
    const char *turned = board_text(b, expr_transpose(&b->a, p->middle));
    steps_row(s, step, "a number may be transposed:\tdf = %s",
              scaled(b, p->scale,
                     steps_printf(s,
                                  number_is(p->scale, 1) ? "%s'·%s·d%s + %s'·%s·d%s"
                                                         : "(%s'·%s·d%s + %s'·%s·d%s)",
                                  name, turned, name, name, board_factor(b, p->middle), name)));
    steps_row(
        s, step, "together:\tdf = %s",
        scaled(b, p->scale,
               steps_printf(s, "%s'·(%s + %s)·d%s", name, turned, board_text(b, p->middle), name)));
  } else
    steps_row(s, step, "both are the same number:\tdf = %s",
              scaled(b, number_multiply(p->scale, number_whole(2)),
                     steps_printf(s, "%s'·d%s", name, name)));
  board_claim_vector(b, step, p->term, calculus_gradient(&b->f, p->term, &by));
}

bool vector_gradient(Board *b, Id x) {
  enum { MOST_TERMS = 5 };
  Steps *s = b->s;
  Algebra *a = &b->a;
  Part parts[MOST_TERMS];
  size_t n = expr_term_count(a, b->f.body);
  bool good = n <= MOST_TERMS && expr_at(a, x)->columns == 1 && !algebra_failed(a);
  for (size_t i = 0; good && i < n; i++)
    good = read_part(b, expr_term(a, b->f.body, i), x, &parts[i]);
  if (!good)
    return steps_refuse(s, "there are steps for gradients by numbers, for a'*x and x'*A*x, and for "
                           "sums of squared errors X*w - y");
  b->symbol = x;
  b->name = board_text(b, x);
  Variables by = { .array = x };
  Id gradient = calculus_gradient(&b->f, b->f.body, &by);
  if (!gradient) return board_refuse(b, "the rules do not reach this");
  s->title = steps_printf(s, "Gradient of   f(%s) = %s\t    by the vector %s", b->name,
                          board_typed(b), b->name);
  s->goal = steps_printf(s, "f is one number, so its gradient has the shape of %s.", b->name);
  BoardStep *change = n > 1 ? steps_add(s, s->root, &moves[CHANGE], 1) : s->root;
  if (n > 1) steps_bind(s, change, "x", b->name);
  for (size_t i = 0; i < n; i++) part_step(b, change, x, &parts[i]);
  BoardStep *step = steps_add(s, s->root, &moves[READ], 0);
  steps_bind(s, step, "x", b->name);
  step->brief = steps_printf(s, "∇f = %s", board_text(b, gradient));
  steps_row(s, step, "%s", step->brief);
  board_claim_vector(b, step, b->f.body, gradient);
  s->result = step->brief;
  if (parts[0].twice && parts[0].middle)
    s->note = "Where the matrix equals its transpose, that is twice the matrix times the vector.";
  return true;
}

/* The Hessian by a whole column: the gradient, and how it changes. */
static bool explain_hessian(Steps *s, const Subject *subject) {
  Board b;
  if (!board_begin(&b, s, subject)) return false;
  Id x = b.all.array;
  bool good = x && expr_at(&b.a, x)->columns == 1 && shape_is_scalar(shape_of(&b.a, b.f.body));
  Id gradient = good ? calculus_gradient(&b.f, b.f.body, &b.all) : EXPR_NONE;
  Id bend = gradient ? calculus_hessian(&b.f, b.f.body, &b.all) : EXPR_NONE;
  good = bend != EXPR_NONE;
  if (good) {
    b.symbol = x;
    b.name = board_text(&b, x);
    s->title = steps_printf(s, "Second derivatives of   %s\t    by the vector %s", board_typed(&b),
                            b.name);
    BoardStep *step = steps_add(s, s->root, &moves[GRADIENT], 0);
    steps_bind(s, step, "formula", board_text(&b, gradient));
    step->brief = steps_printf(s, "∇f = %s", board_text(&b, gradient));
    board_claim_vector(&b, step, b.f.body, gradient);
    step = steps_add(s, s->root, &moves[AGAIN], 0);
    steps_bind(s, step, "x", b.name);
    steps_bind(s, step, "formula", board_text(&b, bend));
    step->brief = s->result = steps_printf(s, "H = %s", board_text(&b, bend));
    board_claim_vector(&b, step, gradient, bend);
    Value v = subject->value;
    const Exact *h = subject->count > 1 && value_is_numeric(v) ? exact_of(&s->arena, v) : NULL;
    if (h && h->rows <= MAX_GRID_SHOWN) line_grid(s, steps_row(s, step, "H = \1"), grid_of(s, h));
  }
  board_end(&b);
  return good;
}

const Explainer calculus_vector_explainers[] = {
  { "hessian", 1, 2, explain_hessian },
  { 0 },
};
