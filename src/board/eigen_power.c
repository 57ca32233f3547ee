/* eigen_power.c -- power iteration, shown.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"

#include <math.h>

enum { LARGEST = 6, MOST_TURNS = 60, SHOWN = 5 };

enum { MULTIPLY, SETTLED };
static const Move moves[] = {
  [MULTIPLY] = { "power.turn", "Multiply, then divide by the entry of largest size.", "x ← A x ÷ λ",
                 "Again and again: the direction that A stretches most takes over.",
                 RELATION_EQUAL },
  [SETTLED] = { "power.settled", "How far it has come: A v beside λ v.", NULL, NULL,
                RELATION_EQUAL },
};

static size_t largest_entry(const Exact *y) {
  size_t best = 0;
  for (size_t i = 1; i < y->rows; i++)
    if (fabs(number_value(y->at[i])) > fabs(number_value(y->at[best]))) best = i;
  return best;
}

/* The start: all ones unless it is given. */
static const Exact *start_of(Steps *s, const Subject *subject, const Exact *a) {
  if (subject->count > 1) {
    const Exact *x = subject_vector(s, subject, 1);
    return x && x->rows == 1 ? exact_transpose(&s->arena, x) : x;
  }
  Exact *ones = exact_new(&s->arena, a->rows, 1);
  for (size_t i = 0; i < a->rows; i++) ones->at[i] = number_whole(1);
  return ones;
}

static bool explain_power_iteration(Steps *s, const Subject *subject) {
  const Exact *a = subject_matrix(s, subject, 0);
  if (!a || !linear_fits(s, a, true, LARGEST)) return false;
  const Exact *x = start_of(s, subject, a);
  if (!x || x->rows != a->rows) return steps_refuse(s, "the start must fit the matrix");
  double turns =
      subject->count > 2 && subject->args[2].kind == VALUE_SCALAR ? subject->args[2].scalar : 20;
  if (!(turns >= 1 && turns <= MOST_TURNS))
    return steps_refuse(s, "the board has room for 60 turns");
  const char *name = linear_title(subject);
  s->title = steps_printf(s, "Power iteration with %s           \t%s", name,
                          plural(s, (size_t)turns, "turn"));
  steps_matrix(s, s->root, grid_of(s, a));
  BoardStep *step = steps_add(s, s->root, &moves[MULTIPLY], 0);
  const Exact *y = x;
  Number lambda = number_whole(0);
  const char *sign = s->decimals ? "≈" : "=";
  for (size_t turn = 1; turn <= (size_t)turns; turn++) {
    y = exact_product(&s->arena, a, x);
    lambda = y->at[largest_entry(y)];
    if (exact_is_zero(lambda)) return steps_refuse(s, "the matrix takes the start to 0");
    const Exact *next = exact_scaled(&s->arena, number_divide(number_whole(1), lambda), y);
    Line *line = steps_row(s, step, "%zu\tA·%s\v%s %s\tλ %s %s\tx %s %s", turn, steps_vector(s, x),
                           sign, steps_vector(s, y), steps_equals(s, lambda),
                           steps_number(s, lambda), sign, steps_vector(s, next));
    if (turn > SHOWN && turn + 2 <= (size_t)turns) line->depth = 2;
    steps_claim(s, step, RELATION_EQUAL, side_of(y),
                side_of(exact_scaled(&s->arena, lambda, next)));
    x = next;
  }
  step->brief = steps_printf(s, "λ %s %s", steps_equals(s, lambda), steps_number(s, lambda));
  step = steps_add(s, s->root, &moves[SETTLED], 0);
  y = exact_product(&s->arena, a, x);
  steps_row(s, step, "A v\t%s %s", sign, steps_vector(s, y));
  steps_row(s, step, "λ v\t%s %s", sign, steps_vector(s, exact_scaled(&s->arena, lambda, x)));
  s->result = steps_printf(s, "λ ≈ %s,  v ≈ %s", steps_decimal(s, number_value(lambda)),
                           steps_vector_decimal(s, x));
  s->note = "Each turn shrinks the error by the ratio of the second largest eigenvalue to the "
            "largest; eig() has both.";
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain) steps_claim(s, s->root, RELATION_EQUAL, side_number(s, lambda), side_of(plain));
  return true;
}

const Explainer eigen_power_explainers[] = {
  { "poweriter", 1, 3, explain_power_iteration },
  { 0 },
};
