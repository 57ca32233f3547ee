/* calculus_zeros.c -- where a function is 0: Newton's tangents, halving, several equations.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { FORMULA, FIRST, TURN, STOP, HALVE, BRACKET, JACOBIAN };
enum { MOST_TURNS = 12 };
static const Move moves[] = {
  [FORMULA] = { "zero.tangent", "From each point along the tangent to the axis", "{formula}", NULL,
                RELATION_DERIVATIVE },
  [FIRST] = { "zero.first", "The first step", "{formula}", NULL, RELATION_EQUAL },
  [TURN] = { "zero.turns", "Step by step", NULL, NULL, RELATION_EQUAL },
  [STOP] = { "zero.check", "Check: put it in", NULL, NULL, RELATION_EQUAL },
  [HALVE] = { "zero.halve", "Halve the interval, keep the half in which the sign changes", NULL,
              NULL, RELATION_EQUAL },
  [BRACKET] = { "zero.bracket", "Signs at the ends", NULL, NULL, RELATION_DEFINED },
  [JACOBIAN] = { "zero.jacobian", "How all results change with all unknowns", NULL, NULL,
                 RELATION_DERIVATIVE },
};

/* ------------------------------------------------------------------ one unknown, tangents */

static void first_tangent(Steps *s, const char *name, double x, double y, double slope) {
  BoardStep *step = steps_add(s, s->root, &moves[FIRST], 1);
  Number n[] = { exact_number(x), exact_number(y), exact_number(slope) };
  bool before = s->decimals;
  s->decimals = true;
  Equation e = steps_equation(s, "{0} − {1!} ÷ {2!}", n, exact_number(x - y / slope));
  s->decimals = before;
  steps_bind(s, step, "formula", steps_printf(s, "%s ← %s − f(%s)/f'(%s)", name, name, name, name));
  steps_row(s, step, "%s = %s", name, equation_text(s, e));
}

/* What became of the tangents. */
static const char *newton_verdict(Steps *s, const double *path, size_t turns, double y) {
  double last = path[turns];
  if (fabs(y) < 1e-6 * fmax(1, fabs(last))) return NULL;
  for (size_t k = turns; k-- > 0 && turns - k <= 4;)
    if (fabs(path[k] - last) < 1e-9 * fmax(1, fabs(last)))
      return steps_printf(s,
                          "It goes round in circles: after %zu steps it is at %s again. Another "
                          "start may do better.",
                          turns - k, say_number(s, last));
  if (fabs(last) > 1e3 * fmax(1, fabs(path[0])))
    return "It runs away: the tangents lead ever further from a zero. A start nearer to it helps.";
  return "It has not come to rest: another start, or more steps, may do better.";
}

static bool explain_newton(Steps *s, const Subject *subject) {
  double x = 0;
  if (!subject_number(s, subject, 1, &x)) return steps_refuse(s, "the steps are for one unknown");
  size_t most = MOST_TURNS;
  if (subject->count > 2 && subject->args[2].kind == VALUE_SCALAR && subject->args[2].scalar < most)
    most = subject->args[2].scalar > 0 ? (size_t)subject->args[2].scalar : 0;
  else if (subject->count <= 2)
    most = 10;
  Curve c;
  if (!curve_begin(&c, s, subject)) return false;
  Board *b = &c.b;
  s->title = steps_printf(s, "Newton's method for   %s = 0\t    from %s", board_typed(b),
                          say_number(s, x));
  BoardStep *step = steps_add(s, s->root, &moves[FORMULA], 1);
  steps_bind(s, step, "formula", steps_printf(s, "f'(%s) = %s", b->name, board_text(b, c.slope)));
  board_claim(b, step, b->f.body, c.slope);
  double path[MOST_TURNS + 1] = { x }, y = curve_at(subject, c.f, x);
  double slope = curve_at(subject, c.df, x);
  size_t k = 0;
  if (most > 0 && isfinite(y / slope)) first_tangent(s, b->name, x, y, slope);
  step = steps_add(s, s->root, &moves[TURN], 0);
  steps_row(s, step, "step\t%s\tf(%s)\tf'(%s)", b->name, b->name, b->name);
  for (;; k++) {
    y = curve_at(subject, c.f, path[k]);
    slope = curve_at(subject, c.df, path[k]);
    steps_row(s, step, "%zu\t%s\t%s\t%s", k, steps_digits(s, path[k], 10), say_number(s, y),
              say_number(s, slope))
        ->depth = k <= 6 ? 1 : 2;
    double next = path[k] - y / slope;
    bool still = isfinite(next) && fabs(next - path[k]) <= 1e-14 * fmax(1, fabs(next));
    if (k >= most || !isfinite(next) || still) break;
    path[k + 1] = next;
  }
  curve_end(&c);
  x = path[k];
  s->note = slope == 0 && y != 0
                ? "The tangent is flat here and never meets the axis: another start is needed."
                : newton_verdict(s, path, k, y);
  View v;
  Value plain = subject->value;
  if (value_is_numeric(plain) && value_view(&plain, &v) && !v.complex && v.count > k)
    claim_true(s, step, fabs(v.data[k] - x) <= 1e-6 * fmax(1, fabs(x)));
  step->brief = steps_printf(s, "%s ≈ %s", say_number(s, path[0]), say_number(s, x));
  step = steps_add(s, s->root, &moves[STOP], 1);
  steps_row(s, step, "f(%s) ≈ %s", steps_digits(s, x, 10), say_number(s, fabs(y) < 1e-14 ? 0 : y));
  s->result = s->note ? steps_printf(s, "after %zu steps x ≈ %s", k, say_number(s, x))
                      : steps_printf(s, "x ≈ %s", steps_digits(s, x, 10));
  return true;
}

/* ------------------------------------------------------------------ one unknown, halving */

/* Two places with different signs: given, or looked for around a start. */
static bool bracket_of(Steps *s, const Subject *subject, double *a, double *b) {
  double ends[MAX_BOARD_VARIABLES];
  size_t count;
  if (!subject_point(s, subject, 1, ends, &count) || count > 2) return false;
  *a = ends[0];
  *b = count == 2 ? ends[1] : ends[0];
  Value f = subject->args[0];
  for (double width = 0.1 * fmax(1, fabs(ends[0])); count == 1 && width < 1e6; width *= 2) {
    double here = curve_at(subject, f, ends[0]);
    *a = ends[0] - width;
    *b = ends[0] + width;
    if (here * curve_at(subject, f, *a) <= 0)
      *b = ends[0];
    else if (here * curve_at(subject, f, *b) <= 0)
      *a = ends[0];
    else
      continue;
    break;
  }
  double low = curve_at(subject, f, *a), high = curve_at(subject, f, *b);
  BoardStep *step = steps_add(s, s->root, &moves[BRACKET], 1);
  if (count == 1)
    steps_prose(s, step, "Left and right of the start, ever further, until the sign differs.");
  steps_row(s, step, "f(%s) %s %s", say_number(s, *a), sign_for(s, low), say_exact(s, low));
  steps_row(s, step, "f(%s) %s %s", say_number(s, *b), sign_for(s, high), say_exact(s, high));
  if (low * high <= 0)
    steps_prose(s, step,
                "One is negative, one is not: in between f is 0 somewhere, if it has no jump.");
  return low * high <= 0 || steps_refuse(s, "f has the same sign at both ends");
}

static bool explain_fzero(Steps *s, const Subject *subject) {
  double a, b;
  if (subject->args[0].kind != VALUE_FUNCTION) return false;
  s->title = steps_printf(s, "A zero of   %s", subject_function(s, subject));
  s->goal = "fzero works with faster tricks of the same kind; halving shows the idea.";
  if (!bracket_of(s, subject, &a, &b)) return false;
  Value f = subject->args[0];
  if (a > b) {
    double kept = a;
    a = b;
    b = kept;
  }
  BoardStep *step = steps_add(s, s->root, &moves[HALVE], 0);
  steps_row(s, step, "from\tto\tmiddle\tf(middle)\tkeep");
  double low = curve_at(subject, f, a);
  for (int k = 0; k < 50; k++) {
    double middle = (a + b) / 2, y = curve_at(subject, f, middle);
    bool left = low * y <= 0;
    if (k < 8)
      steps_row(s, step, "%s\t%s\t%s\t%s\t%s", say_number(s, a), say_number(s, b),
                say_number(s, middle), say_number(s, y), left ? "left half" : "right half")
          ->depth = k < 5 ? 1 : 2;
    if (left)
      b = middle;
    else {
      a = middle;
      low = y;
    }
  }
  steps_prose(s, step,
              "… and so on: each line halves the error, ten lines give three more digits.");
  double x = (a + b) / 2;
  step->brief = steps_printf(s, "x ≈ %s", steps_digits(s, x, 8));
  step = steps_add(s, s->root, &moves[STOP], 1);
  double y = curve_at(subject, f, x);
  steps_row(s, step, "f(%s) ≈ %s", steps_digits(s, x, 8), fabs(y) < 1e-9 ? "0" : say_number(s, y));
  if (subject->value.kind == VALUE_SCALAR) {
    double plain = curve_at(subject, f, subject->value.scalar);
    if (fabs(y) < 1)
      claim_true(s, step, fabs(plain) <= 1e-6 * fmax(1, fabs(low)));
    else
      s->note = "The sign changes, but f is not 0 there: it jumps, or has a pole.";
  }
  s->result = steps_printf(s, "x ≈ %s", steps_digits(s, x, 8));
  return true;
}

/* ------------------------------------------------------------------ several unknowns */

typedef struct System {
  Board b;
  size_t n;
  Id *slopes;      /* n by n */
  const Id *parts; /* the results */
  double x[MAX_BOARD_VARIABLES], y[MAX_BOARD_VARIABLES];
} System;

static bool values_of(System *q) {
  bool good = true;
  for (size_t k = 0; k < q->n; k++) {
    q->y[k] = board_number_at(&q->b, q->parts[k], q->x);
    good &= isfinite(q->y[k]) != 0;
  }
  return good;
}

static const Exact *system_step(System *q, Exact **j, Exact **right) {
  Steps *s = q->b.s;
  Exact *all = exact_new(&s->arena, q->n, q->n + 1);
  *j = exact_new(&s->arena, q->n, q->n);
  *right = exact_new(&s->arena, q->n, 1);
  for (size_t k = 0; k < q->n; k++) {
    for (size_t i = 0; i < q->n; i++) {
      double d = board_number_at(&q->b, q->slopes[k * q->n + i], q->x);
      if (!isfinite(d)) return NULL;
      *exact_at(*j, k, i) = *exact_at(all, k, i) = exact_number(d);
    }
    (*right)->at[k] = *exact_at(all, k, q->n) = exact_number(q->y[k]);
  }
  size_t rank, pivots[MAX_BOARD_VARIABLES + 1];
  const Exact *reduced = exact_reduced(&s->arena, all, &rank, pivots);
  if (rank != q->n || pivots[q->n - 1] != q->n - 1) return NULL;
  return exact_part(&s->arena, reduced, q->n, q->n + 1);
}

static bool jacobian_step(System *q) {
  Board *b = &q->b;
  Steps *s = b->s;
  BoardStep *step = steps_add(s, s->root, &moves[JACOBIAN], 1);
  Grid *grid = grid_new(s, q->n, q->n, FENCE_BRACKETS);
  grid->centred = true;
  q->slopes = arena_new(&b->a.arena, q->n * q->n * sizeof *q->slopes);
  for (size_t k = 0; k < q->n; k++) {
    steps_row(s, step, "f%zu\t= %s", k + 1, board_text(b, q->parts[k]));
    Id *row = board_partials(b, q->parts[k]);
    if (!row) return false;
    for (size_t i = 0; i < q->n; i++) {
      q->slopes[k * q->n + i] = row[i];
      grid->cells[k * q->n + i] = board_text(b, row[i]);
      b->symbol = b->all.items[i];
      if (b->symbol) board_claim(b, step, q->parts[k], row[i]);
    }
  }
  line_grid(s, steps_row(s, step, "J = \1"), grid);
  return true;
}

static bool walk_system(System *q) {
  Steps *s = q->b.s;
  if (!jacobian_step(q)) return false;
  Exact *j, *right;
  BoardStep *first = NULL, *table = NULL;
  double off = INFINITY;
  for (size_t k = 0; k <= MOST_TURNS; k++) {
    if (!values_of(q)) return steps_refuse(s, "the equations have no value on the way");
    const Exact *d = system_step(q, &j, &right);
    if (k == 0 && d) {
      first = steps_add(s, s->root, &moves[FIRST], 1);
      steps_bind(s, first, "formula", "x ← x − d  with J·d = f");
      Line *line = steps_row(s, first, "\1 · d = \1 gives d = \1");
      line_grid(s, line, grid_of(s, j));
      line_grid(s, line, grid_of(s, right));
      line_grid(s, line, grid_of(s, d));
      steps_claim_solves(s, first, side_of(j), side_of(d), side_of(right));
    }
    if (k == 0) {
      table = steps_add(s, s->root, &moves[TURN], 0);
      steps_row(s, table, "step\tplace\tf");
    }
    off = 0;
    for (size_t i = 0; i < q->n; i++) off = fmax(off, fabs(q->y[i]));
    steps_row(s, table, "%zu\t%s\t%s", k, say_point(s, q->x, q->n), say_point(s, q->y, q->n))
        ->depth = k <= 6 ? 1 : 2;
    if (!d || off < 1e-13) break;
    for (size_t i = 0; i < q->n; i++) q->x[i] -= number_value(d->at[i]);
  }
  table->brief = steps_printf(s, "x ≈ %s", say_point(s, q->x, q->n));
  s->result = table->brief;
  if (!(off < 1e-6)) s->note = "It has not come to rest: another start may do better.";
  View v;
  Value plain = q->b.subject->value;
  bool there = off < 1e-9 && value_is_numeric(plain) && value_view(&plain, &v) && !v.complex &&
               v.count == q->n;
  if (!there) return true;
  bool same = true;
  for (size_t i = 0; i < q->n; i++)
    same &= fabs(v.data[i] - q->x[i]) <= 1e-5 * fmax(1, fabs(q->x[i]));
  if (!same) s->note = "fsolve itself came to another solution: there are several.";
  return true;
}

static bool explain_fsolve(Steps *s, const Subject *subject) {
  System q = { .n = 0 };
  Board *b = &q.b;
  if (!subject_point(s, subject, 1, q.x, &q.n) || !board_begin(b, s, subject)) return false;
  const Expr *x = expr_at(&b->a, b->f.body);
  q.parts = expr_is_call(&b->a, b->f.body, "vcat") ? x->args : &b->f.body;
  size_t results = expr_is_call(&b->a, b->f.body, "vcat") ? x->count : 1;
  bool good = results == q.n && b->all.count == q.n;
  if (!good)
    steps_refuse(s, "the steps are for as many equations [f1; f2] as there are unknowns");
  else {
    s->title =
        steps_printf(s, "Solve   %s = 0\t    from %s", board_typed(b), say_point(s, q.x, q.n));
    s->goal = "Newton's method: as if all were straight, solve, and again from there.";
    good = walk_system(&q);
  }
  board_end(b);
  return good;
}

const Explainer calculus_zeros_explainers[] = {
  { "newton", 2, 5, explain_newton },
  { "fzero", 2, 2, explain_fzero },
  { "fsolve", 2, 2, explain_fsolve },
  { 0 },
};
