/* check.c -- whether an explanation holds.  */

#include "config.h"
#include "board/check.h"

#include <math.h>

/* ------------------------------------------------------------------ matrices */

static bool same_solutions(const Exact *before, const Exact *after, const Exact *combination) {
  Arena arena = { 0 };
  bool good = before->columns == after->columns;
  if (good && combination)
    good = !exact_is_zero(exact_determinant(combination)) &&
           exact_equal(exact_product(&arena, combination, before), after);
  else if (good) {
    size_t rank, other;
    const Exact *a = exact_reduced(&arena, before, &rank, NULL);
    const Exact *b = exact_reduced(&arena, after, &other, NULL);
    good = rank == other;
    for (size_t k = 0; good && k < rank * a->columns; k++) good = exact_close(a->at[k], b->at[k]);
  }
  arena_free(&arena);
  return good;
}

static bool parallel(const Exact *a, const Exact *b) {
  size_t n = a->rows * a->columns;
  if (n != b->rows * b->columns) return false;
  double aa = number_value(exact_inner(a, a)), bb = number_value(exact_inner(b, b));
  double ab = number_value(exact_inner(a, b));
  return aa > 0 && bb > 0 && fabs(ab * ab - aa * bb) <= 1e-9 * aa * bb;
}

static bool perpendicular(const Exact *a, const Exact *b) {
  if (a->rows != b->rows) return false;
  Arena arena = { 0 };
  const Exact *c = exact_product(&arena, exact_transpose(&arena, a), b);
  double scale = sqrt(number_value(exact_inner(a, a)) * number_value(exact_inner(b, b)));
  bool good = true;
  for (size_t k = 0; k < c->rows * c->columns; k++)
    good &= fabs(number_value(c->at[k])) <= 1e-9 * scale;
  arena_free(&arena);
  return good;
}

/* A residual is small beside what was multiplied and added up to get it. */
static bool solves(const Exact *a, const Exact *x, const Exact *b) {
  if (a->columns != x->rows || a->rows != b->rows || x->columns != b->columns) return false;
  bool exact = exact_is_exact(a) && exact_is_exact(x) && exact_is_exact(b), good = true;
  double size = fmax(exact_largest(b), exact_largest(a) * exact_largest(x));
  exact &= size < 1e15; /* beyond that a whole number may be a rounded one */
  for (size_t i = 0; i < b->rows; i++)
    for (size_t j = 0; j < b->columns; j++) {
      Number sum = number_negate(*exact_at(b, i, j));
      for (size_t k = 0; k < a->columns; k++)
        sum = number_add(sum, number_multiply(*exact_at(a, i, k), *exact_at(x, k, j)));
      good &=
          exact && number_exact(sum) ? exact_is_zero(sum) : fabs(number_value(sum)) <= 1e-8 * size;
    }
  return good;
}

/* ------------------------------------------------------------------ functions */

enum { MOST_ARGUMENTS = 8 };
static const double usual_points[] = { 0.7, 1.3, -0.6, 2.1, 0.35, 12.5, 101 };

/* F at a point: how many real finite numbers came out (0: it is not defined there). */
static size_t value_at(Call *call, const Claim *c, Value f, const Exact *x, Value *out) {
  Value args[MOST_ARGUMENTS], answer[1];
  size_t count = x->rows * x->columns;
  if (c->apart && count > MOST_ARGUMENTS) return 0;
  if (c->apart)
    for (size_t k = 0; k < count; k++) args[k] = value_scalar(number_value(x->at[k]));
  else {
    Arena arena = { 0 };
    args[0] = exact_value(c->lying ? exact_transpose(&arena, x) : x);
    arena_free(&arena);
    count = 1;
  }
  bool good = call_function(call, f, args, count, answer, 1);
  if (!c->apart) value_release(args[0]);
  Error error;
  if (!good) {
    call_take_failure(call, &error);
    return 0;
  }
  View view;
  if (value_view(&answer[0], &view) && !view.complex) {
    bool finite = view.count > 0;
    for (size_t k = 0; k < view.count; k++) finite &= isfinite(view.data[k]) != 0;
    if (finite) {
      *out = answer[0];
      return view.count;
    }
  }
  value_release(answer[0]);
  return 0;
}

/* Entry J of the point up and down: whether column J of the slopes is the difference quotient.
   Where the function has no values nothing is said. */
static bool column_agrees(Call *call, const Claim *c, const Exact *x, size_t j, double step,
                          const double *want, size_t entries) {
  Arena arena = { 0 };
  Exact *moved = exact_copy(&arena, x);
  double here = number_value(x->at[j]);
  Value above, below;
  moved->at[j] = number_double(here + step);
  size_t up = value_at(call, c, c->before.value, moved, &above);
  moved->at[j] = number_double(here - step);
  size_t down = value_at(call, c, c->before.value, moved, &below);
  bool good = up == 0 || down == 0 || (up == down && up == entries);
  View a, b;
  if (up > 0) value_view(&above, &a);
  if (down > 0) value_view(&below, &b);
  for (size_t i = 0; good && up > 0 && down > 0 && i < up; i++) {
    double quotient = (a.data[i] - b.data[i]) / (2 * step);
    double scale = fmax(fabs(want[i]), fmax(fabs(a.data[i]), 1));
    good = fabs(quotient - want[i]) <= 1e-4 * scale;
  }
  if (up > 0) value_release(above);
  if (down > 0) value_release(below);
  arena_free(&arena);
  return good;
}

static bool quotient_agrees(Call *call, const Claim *c, const Exact *x, double relative) {
  size_t from = c->variable > 0 ? c->variable - 1 : 0;
  size_t to = c->variable > 0 ? c->variable : x->rows * x->columns;
  Value derivative;
  size_t entries = value_at(call, c, c->after.value, x, &derivative);
  if (entries == 0) return true;
  View d;
  value_view(&derivative, &d);
  size_t each = entries / (to - from);
  bool good = entries % (to - from) == 0;
  for (size_t j = from; good && j < to; j++)
    good = column_agrees(call, c, x, j, relative * fmax(1, fabs(number_value(x->at[j]))),
                         d.data + (j - from) * each, each);
  value_release(derivative);
  return good;
}

/* Where the function turns quickly, shorter steps come nearer; elsewhere rounding spoils them. */
static bool difference_agrees(Call *call, const Claim *c, const Exact *x) {
  return quotient_agrees(call, c, x, 1e-4) || quotient_agrees(call, c, x, 1e-6);
}

static bool values_agree(Call *call, const Claim *c, const Exact *x) {
  Value one, two;
  if (value_at(call, c, c->before.value, x, &one) == 0) return true;
  bool good = value_at(call, c, c->after.value, x, &two) > 0;
  if (good) {
    Arena arena = { 0 };
    const Exact *a = exact_of(&arena, one), *b = exact_of(&arena, two);
    good = a && b && exact_equal_beside(a, b, 1); /* where much cancels */
    arena_free(&arena);
    value_release(two);
  }
  value_release(one);
  return good;
}

/* At the columns of POINTS, else at some usual numbers. */
static bool functions_hold(Call *call, const Claim *c) {
  bool slope = c->relation == RELATION_DERIVATIVE, good = true;
  Arena arena = { 0 };
  const Exact *points = c->within.matrix;
  size_t count = points ? points->columns : sizeof usual_points / sizeof *usual_points;
  for (size_t k = 0; good && k < count; k++) {
    Exact *x = points ? exact_part(&arena, points, k, k + 1) : exact_new(&arena, 1, 1);
    if (!points) x->at[0] = number_double(usual_points[k]);
    good = (slope ? difference_agrees : values_agree)(call, c, x);
  }
  arena_free(&arena);
  return good;
}

/* ------------------------------------------------------------------ steps */

static bool holds(Call *call, const Claim *c) {
  const Exact *a = c->before.matrix, *b = c->after.matrix;
  switch (c->relation) {
  case RELATION_DEFINED: return true;
  case RELATION_EQUAL:
    if (!a || !b) return value_equal(c->before.value, c->after.value);
    return exact_equal_beside(a, b, c->within.matrix ? exact_largest(c->within.matrix) : 0);
  case RELATION_SAME_SOLUTIONS: return a && b && same_solutions(a, b, c->within.matrix);
  case RELATION_DERIVATIVE:
  case RELATION_SAME_FUNCTION: return call && functions_hold(call, c);
  case RELATION_PARALLEL: return a && b && parallel(a, b);
  case RELATION_SOLVES: return a && b && c->within.matrix && solves(c->within.matrix, a, b);
  case RELATION_PERPENDICULAR: return a && b && perpendicular(a, b);
  }
  return false;
}

static void check_children(Steps *s, Call *call, BoardStep *parent);

static bool check_step(Steps *s, Call *call, BoardStep *step) {
  bool good = true;
  for (size_t k = 0; k < step->claim_count; k++) good &= holds(call, &step->claims[k]);
  if (!good) {
    s->failures++;
    if (!s->failure) s->failure = step->move ? step->move->id : "title";
  }
  check_children(s, call, step);
  return good;
}

static void check_children(Steps *s, Call *call, BoardStep *parent) {
  for (size_t k = 0; k < parent->child_count; k++)
    if (!check_step(s, call, parent->children[k])) parent->folded = true;
}

bool steps_check(Steps *s, Call *call) {
  if (!check_step(s, call, s->root)) s->root->folded = true;
  s->broken = s->root->folded;
  return s->failures == 0;
}
