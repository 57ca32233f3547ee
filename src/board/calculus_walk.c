/* calculus_walk.c -- downhill step by step: gradient descent, momentum, Adam, Newton,
   fminunc.  */

#include "config.h"
#include "board/calculus.h"
#include "algebra/tidy.h"

#include <math.h>
#include <string.h>

enum { SLOPE, FIRST, TABLE, BENDS };
enum { NORMAL_ROWS = 5, FULL_ROWS = 12 };
static const Move moves[] = {
  [SLOPE] = { "walk.slope", "The slope", "{formula}", NULL, RELATION_DERIVATIVE },
  [FIRST] = { "walk.first", "{heading}", "{formula}", NULL, RELATION_EQUAL },
  [TABLE] = { "walk.table", "Step by step", NULL, NULL, RELATION_EQUAL },
  [BENDS] = { "walk.bends", "How the slope changes", NULL, NULL, RELATION_DERIVATIVE },
};

typedef struct Walk {
  Board b;
  size_t n, count; /* variables, steps */
  double x[MAX_BOARD_VARIABLES], rate;
  Id *parts;   /* by each variable; NULL where the gradient is one formula */
  Id gradient; /* of an array */
  Id *bends;   /* n by n second derivatives, for Newton */
  bool ends;   /* the plain value is the last place, not the way to it */
} Walk;

/* ------------------------------------------------------------------ beginning */

/* Argument I, or STANDARD; false with a refusal. */
static bool count_of(Walk *w, size_t i, size_t standard) {
  double count = (double)standard;
  const Subject *subject = w->b.subject;
  bool given = subject->count > i && subject->args[i].kind == VALUE_SCALAR;
  if (given) count = subject->args[i].scalar;
  w->count = count >= 0 && count <= 1e6 ? (size_t)count : standard;
  return true;
}

static bool read_slopes(Walk *w) {
  Board *b = &w->b;
  if (!b->all.array) {
    w->parts = board_partials(b, b->f.body);
    return w->parts != NULL;
  }
  b->entries = w->n;
  w->gradient = calculus_gradient(&b->f, b->f.body, &b->all);
  return w->gradient || board_refuse(b, "the rules do not reach this");
}

static bool walk_begin(Walk *w, Steps *s, const Subject *subject, const char *method) {
  Board *b = &w->b;
  if (!subject_point(s, subject, 1, w->x, &w->n) || !board_begin(b, s, subject)) return false;
  bool fits = b->all.array || b->all.count == w->n;
  if (!fits) steps_refuse(s, "the start has to have one number for each variable");
  if (fits && read_slopes(w)) {
    s->title =
        steps_printf(s, "%s   %s\t    from %s", method, board_typed(b), say_point(s, w->x, w->n));
    return true;
  }
  board_end(b);
  return false;
}

static bool slopes_at(Walk *w, const double *x, double *g) {
  Board *b = &w->b;
  bool good = true;
  if (w->gradient) {
    const Exact *all = board_at(b, w->gradient, x);
    good = all && all->rows * all->columns == w->n;
    for (size_t i = 0; good && i < w->n; i++) g[i] = number_value(all->at[i]);
  } else
    for (size_t i = 0; i < w->n; i++) g[i] = board_number_at(b, w->parts[i], x);
  for (size_t i = 0; good && i < w->n; i++) good = isfinite(g[i]) != 0;
  return good;
}

static const char *name_of(Walk *w, size_t i) {
  if (w->b.all.array)
    return steps_printf(w->b.s, "%s(%zu)", board_text(&w->b, w->b.all.array), i + 1);
  return board_variable(&w->b, i);
}

/* What moves, in a formula: x, w, (x, y). */
static const char *moving(Walk *w) {
  const Formula *f = &w->b.f;
  if (f->count == 1) return f->names[0];
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < f->count; i++) text_printf(&t, "%s%s", i ? ", " : "(", f->names[i]);
  text_putc(&t, ')');
  return steps_keep(w->b.s, &t);
}

/* "v", unless the learner calls something else so. */
static const char *free_letter(Walk *w, const char *letter, const char *other) {
  for (size_t i = 0; i < w->b.f.count; i++)
    if (strcmp(w->b.f.names[i], letter) == 0) return other;
  return letter;
}

static const char *mark_of(Walk *w) {
  return w->n == 1 ? steps_printf(w->b.s, "f'(%s)", name_of(w, 0)) : "∇f";
}

static void slope_step(Walk *w) {
  Board *b = &w->b;
  Steps *s = b->s;
  BoardStep *step = steps_add(s, s->root, &moves[SLOPE], 1);
  if (w->gradient) {
    steps_bind(s, step, "formula", steps_printf(s, "∇f = %s", board_text(b, w->gradient)));
    return;
  }
  if (w->n == 1) {
    steps_bind(s, step, "formula",
               steps_printf(s, "%s = %s", mark_of(w), board_text(b, w->parts[0])));
    b->symbol = b->all.items[0];
    board_claim(b, step, b->f.body, w->parts[0]);
    return;
  }
  steps_bind(s, step, "formula", "∇f: one for each variable");
  for (size_t i = 0; i < w->n; i++) {
    steps_row(s, step, "∂f/∂%s\t= %s", name_of(w, i), board_text(b, w->parts[i]));
    b->symbol = b->all.items[i];
    if (b->symbol) board_claim(b, step, b->f.body, w->parts[i]);
  }
}

/* ------------------------------------------------------------------ the table */

static const char *say_short(Steps *s, double x) {
  if (fabs(x) < 1e-14) return "0";
  return isfinite(x) ? steps_digits(s, x, 4) : say_number(s, x);
}

static const char *point_text(Steps *s, const double *x, size_t n) {
  if (n == 1) return say_number(s, x[0]);
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < n; i++) text_printf(&t, "%s%s", i ? ", " : "", say_short(s, x[i]));
  const char *list = steps_keep(s, &t);
  return steps_printf(s, "(%s)", list);
}

/* Row K of the path that was really walked is X. */
static void claim_row(Walk *w, BoardStep *step, size_t k, const double *x) {
  View v;
  Value plain = w->b.subject->value;
  if (w->ends || !value_is_numeric(plain) || !value_view(&plain, &v) || v.complex || v.rank != 2)
    return;
  if (v.dims[1] != w->n || k >= v.dims[0]) return;
  bool good = true;
  for (size_t i = 0; i < w->n; i++) {
    double own = v.data[i * v.dims[0] + k];
    good &= fabs(own - x[i]) <= 1e-6 * fmax(1, fabs(x[i]));
  }
  claim_true(w->b.s, step, good);
}

typedef struct Table {
  Walk *w;
  BoardStep *step;
  size_t rows;
  double first, last;
  const char *place; /* of the last row */
} Table;

static Table table_begin(Walk *w) {
  Steps *s = w->b.s;
  Table t = { .w = w, .step = steps_add(s, s->root, &moves[TABLE], 0) };
  steps_row(s, t.step, "step\t%s\tf\t%s", w->n == 1 ? name_of(w, 0) : "place",
            w->n == 1 ? "slope" : "gradient");
  return t;
}

/* One more line; false when it is the last one that is shown. */
static bool table_row(Table *t, const double *x, const double *g) {
  Walk *w = t->w;
  Steps *s = w->b.s;
  double value = board_number_at(&w->b, w->b.f.body, x);
  if (t->rows == 0) t->first = value;
  t->last = value;
  t->place = point_text(s, x, w->n);
  steps_row(s, t->step, "%zu\t%s\t%s\t%s", t->rows, point_text(s, x, w->n), say_number(s, value),
            g ? point_text(s, g, w->n) : "")
      ->depth = t->rows <= NORMAL_ROWS ? 1 : 2;
  claim_row(w, t->step, t->rows, x);
  t->rows++;
  return isfinite(value);
}

static void table_end(Table *t, const char *too_large) {
  Walk *w = t->w;
  Steps *s = w->b.s;
  if (t->rows <= w->count)
    steps_prose(s, t->step, "… %zu steps in all; explain full shows more of them.", w->count);
  t->step->brief = steps_printf(s, "after %zu steps at %s, f ≈ %s", t->rows - 1, t->place,
                                say_number(s, t->last));
  bool grew = !isfinite(t->last) || t->last > t->first;
  if (grew)
    s->note = too_large;
  else if (t->last < t->first)
    s->note = steps_printf(s, "f fell from %s to %s ✓", say_number(s, t->first),
                           say_number(s, fabs(t->last) < 1e-14 ? 0 : t->last));
  else
    s->note = "f did not change: the slope is 0 here.";
}

static size_t rows_shown(const Walk *w) {
  return w->count < FULL_ROWS ? w->count : FULL_ROWS;
}

/* ------------------------------------------------------------------ gradient descent */

static BoardStep *numbers_step(Walk *w, const char *heading, const char *formula) {
  Steps *s = w->b.s;
  BoardStep *step = steps_add(s, s->root, &moves[FIRST], 1);
  steps_bind(s, step, "heading", heading);
  steps_bind(s, step, "formula", formula);
  return step;
}

/* "x:  1 − 0.1·2 = 0.8", as a calculator has it. */
static void equation_row(Steps *s, BoardStep *step, const char *name, const char *pattern,
                         const double *numbers, size_t count, double result) {
  double size = 0;
  for (size_t i = 0; i < count; i++) size = fmax(size, fabs(numbers[i]));
  if (fabs(result) < 1e-14 * size) result = 0;
  Number n[4], own = exact_number(result);
  for (size_t i = 0; i < count && i < 4; i++) n[i] = exact_number(numbers[i]);
  bool before = s->decimals;
  s->decimals = true; /* rates are decimals: 0.1, not 1/10 */
  Equation e = steps_equation(s, pattern, n, own);
  s->decimals = before;
  steps_row(s, step, "%s\t= %s", name, equation_text(s, e));
}

static bool explain_descent(Steps *s, const Subject *subject) {
  Walk w = { .count = 0 };
  if (!subject_number(s, subject, 2, &w.rate)) return false;
  if (!walk_begin(&w, s, subject, "Gradient descent on")) return false;
  count_of(&w, 3, 100);
  const char *rate = say_number(s, w.rate);
  s->goal = steps_printf(s, "Always against the slope, %s of it at a time.", rate);
  double g[MAX_BOARD_VARIABLES];
  bool good = slopes_at(&w, w.x, g);
  if (good && w.count > 0) {
    slope_step(&w);
    const char *name = moving(&w);
    BoardStep *step = numbers_step(
        &w, "The first step", steps_printf(s, "%s ← %s − %s·%s", name, name, rate, mark_of(&w)));
    for (size_t i = 0; i < w.n; i++)
      equation_row(s, step, name_of(&w, i), "{0} − {1!}·{2!}", (double[]){ w.x[i], w.rate, g[i] },
                   3, w.x[i] - w.rate * g[i]);
    Table t = table_begin(&w);
    for (size_t k = 0; good && k <= rows_shown(&w); k++) {
      bool there = slopes_at(&w, w.x, g);
      good = table_row(&t, w.x, there ? g : NULL) && there;
      for (size_t i = 0; good && i < w.n; i++) w.x[i] -= w.rate * g[i];
    }
    table_end(&t, "f grows: each step jumps over the lowest place and lands higher. A smaller rate "
                  "helps.");
    good = true;
  } else
    steps_refuse(s, "the slope has no value at the start");
  board_end(&w.b);
  return good;
}

static bool explain_momentum(Steps *s, const Subject *subject) {
  Walk w = { .count = 0 };
  double beta, v[MAX_BOARD_VARIABLES] = { 0 }, g[MAX_BOARD_VARIABLES];
  if (!subject_number(s, subject, 2, &w.rate) || !subject_number(s, subject, 3, &beta))
    return false;
  if (!walk_begin(&w, s, subject, "Descent with momentum on")) return false;
  count_of(&w, 4, 100);
  const char *v_name = free_letter(&w, "v", "s");
  s->goal =
      steps_printf(s,
                   "The speed %s keeps %s of itself and the slope is added; then %s moves by "
                   "−%s times %s. At first %s is 0.",
                   v_name, say_number(s, beta), moving(&w), say_number(s, w.rate), v_name, v_name);
  slope_step(&w);
  double x[MAX_BOARD_VARIABLES];
  memcpy(x, w.x, sizeof x);
  bool good = true;
  for (size_t k = 0; good && k < 2 && k < w.count; k++) {
    good = slopes_at(&w, x, g);
    BoardStep *step = numbers_step(
        &w, k == 0 ? "The first step" : "The second step",
        steps_printf(s, "%s ← %s·%s + %s", v_name, say_number(s, beta), v_name, mark_of(&w)));
    for (size_t i = 0; good && i < w.n; i++) {
      const char *speed = w.n == 1 ? v_name : steps_printf(s, "%s for %s", v_name, name_of(&w, i));
      double was = v[i];
      v[i] = beta * v[i] + g[i];
      equation_row(s, step, speed, "{0!}·{1!}{2+}", (double[]){ beta, was, g[i] }, 3, v[i]);
      equation_row(s, step, name_of(&w, i), "{0} − {1!}·{2!}", (double[]){ x[i], w.rate, v[i] }, 3,
                   x[i] - w.rate * v[i]);
      x[i] -= w.rate * v[i];
    }
  }
  Table t = table_begin(&w);
  memset(v, 0, sizeof v);
  for (size_t k = 0; k <= rows_shown(&w); k++) {
    bool there = slopes_at(&w, w.x, g);
    if (!table_row(&t, w.x, there ? g : NULL) || !there) break;
    for (size_t i = 0; i < w.n; i++) {
      v[i] = beta * v[i] + g[i];
      w.x[i] -= w.rate * v[i];
    }
  }
  table_end(&t, "f is larger than at the start: with its speed it rolled past the lowest place. "
                "More steps, a smaller rate or less momentum help.");
  board_end(&w.b);
  return good;
}

/* Source: Kingma, Ba: Adam: a method for stochastic optimization, ICLR 2015. */
typedef struct Adam {
  double m[MAX_BOARD_VARIABLES], v[MAX_BOARD_VARIABLES], b1, b2, p1, p2;
} Adam;

static void adam_rows(Walk *w, BoardStep *step, const Adam *a, size_t i, const double *g, double m,
                      double v, double x) {
  Steps *s = w->b.s;
  double mean = a->m[i] / (1 - a->p1), square = a->v[i] / (1 - a->p2);
  if (w->n > 1) steps_row(s, step, "for %s", name_of(w, i));
  equation_row(s, step, "m", "{0}·{1!} + {2}·{3!}", (double[]){ a->b1, m, 1 - a->b1, g[i] }, 4,
               a->m[i]);
  equation_row(s, step, "v", "{0}·{1} + {2}·{3!}²", (double[]){ a->b2, v, 1 - a->b2, g[i] }, 4,
               a->v[i]);
  equation_row(s, step, "m̂", "{0} ÷ {1}", (double[]){ a->m[i], 1 - a->p1 }, 2, mean);
  equation_row(s, step, "v̂", "{0} ÷ {1}", (double[]){ a->v[i], 1 - a->p2 }, 2, square);
  equation_row(s, step, name_of(w, i), "{0} − {1}·{2!} ÷ √({3})",
               (double[]){ x, w->rate, mean, square }, 4, w->x[i]);
}

static bool explain_adam(Steps *s, const Subject *subject) {
  Walk w = { .count = 0 };
  Adam a = { .b1 = 0.9, .b2 = 0.999, .p1 = 1, .p2 = 1 };
  double g[MAX_BOARD_VARIABLES];
  if (!subject_number(s, subject, 2, &w.rate)) return false;
  if (subject->count > 4 && subject->args[4].kind == VALUE_SCALAR) a.b1 = subject->args[4].scalar;
  if (subject->count > 5 && subject->args[5].kind == VALUE_SCALAR) a.b2 = subject->args[5].scalar;
  if (!walk_begin(&w, s, subject, "Adam on")) return false;
  count_of(&w, 3, 100);
  s->goal =
      "m is a running mean of the slopes, v of their squares. Both begin at 0 and are divided "
      "by what is missing to 1. The step is the rate times m̂/√(v̂): about the rate itself, "
      "however steep it is.";
  slope_step(&w);
  BoardStep *steps[2] = { NULL, NULL };
  for (size_t k = 0; k < 2 && k < w.count; k++)
    steps[k] = numbers_step(
        &w, k == 0 ? "The first step" : "The second step",
        steps_printf(s, "%s ← %s − %s·m̂/√(v̂)", moving(&w), moving(&w), say_number(s, w.rate)));
  Table t = table_begin(&w);
  for (size_t k = 0; k <= rows_shown(&w); k++) {
    bool there = slopes_at(&w, w.x, g);
    if (!table_row(&t, w.x, there ? g : NULL) || !there) break;
    a.p1 *= a.b1;
    a.p2 *= a.b2;
    for (size_t i = 0; i < w.n; i++) {
      double m = a.m[i], v = a.v[i], x = w.x[i];
      a.m[i] = a.b1 * m + (1 - a.b1) * g[i];
      a.v[i] = a.b2 * v + (1 - a.b2) * g[i] * g[i];
      w.x[i] -= w.rate * (a.m[i] / (1 - a.p1)) / (sqrt(a.v[i] / (1 - a.p2)) + 1e-8);
      if (k < 2 && steps[k] && w.n <= 2 && g[i] != 0) adam_rows(&w, steps[k], &a, i, g, m, v, x);
    }
  }
  table_end(&t, "f is larger than at the start: more steps or a smaller rate help.");
  board_end(&w.b);
  return true;
}

/* ------------------------------------------------------------------ Newton towards a minimum */

static bool read_bends(Walk *w) {
  Board *b = &w->b;
  Steps *s = b->s;
  if (!w->parts) return steps_refuse(s, "the steps are for variables that are numbers");
  w->bends = arena_new(&b->a.arena, w->n * w->n * sizeof *w->bends);
  Grid *grid = grid_new(s, w->n, w->n, FENCE_BRACKETS);
  grid->centred = true;
  BoardStep *step = steps_add(s, s->root, &moves[BENDS], 1);
  for (size_t i = 0; i < w->n; i++)
    for (size_t j = 0; j < w->n; j++) {
      b->symbol = b->all.items[j];
      Id bend = b->symbol ? board_slope(b, w->parts[i]) : expr_whole(&b->a, 0);
      if (!bend) return board_refuse(b, "the rules do not reach this");
      w->bends[i * w->n + j] = bend;
      grid->cells[i * w->n + j] = board_text(b, bend);
      if (b->symbol) board_claim(b, step, w->parts[i], bend);
    }
  line_grid(s, steps_row(s, step, "H = \1"), grid);
  return true;
}

/* The step d of H·d = g; NULL where H cannot be solved. */
static const Exact *newton_step(Walk *w, const double *x, const double *g, Exact **h) {
  Steps *s = w->b.s;
  Exact *all = exact_new(&s->arena, w->n, w->n + 1);
  *h = exact_new(&s->arena, w->n, w->n);
  for (size_t i = 0; i < w->n; i++) {
    for (size_t j = 0; j < w->n; j++) {
      double bend = board_number_at(&w->b, w->bends[i * w->n + j], x);
      if (!isfinite(bend)) return NULL;
      *exact_at(*h, i, j) = *exact_at(all, i, j) = exact_number(bend);
    }
    *exact_at(all, i, w->n) = exact_number(g[i]);
  }
  size_t rank, pivots[MAX_BOARD_VARIABLES + 1];
  const Exact *reduced = exact_reduced(&s->arena, all, &rank, pivots);
  if (rank != w->n || pivots[w->n - 1] != w->n - 1) return NULL;
  return exact_part(&s->arena, reduced, w->n, w->n + 1);
}

static void newton_rows(Walk *w, const Exact *h, const double *g, const Exact *d) {
  Steps *s = w->b.s;
  BoardStep *step = numbers_step(
      w, "The first step", steps_printf(s, "%s ← %s − d  with H·d = ∇f", moving(w), moving(w)));
  Exact *slope = exact_new(&s->arena, w->n, 1);
  for (size_t i = 0; i < w->n; i++) slope->at[i] = exact_number(g[i]);
  Line *line = steps_row(s, step, "\1 · d = \1 gives d = \1");
  line_grid(s, line, grid_of(s, h));
  line_grid(s, line, grid_of(s, slope));
  line_grid(s, line, grid_of(s, d));
  steps_claim_solves(s, step, side_of(h), side_of(d), side_of(slope));
  for (size_t i = 0; i < w->n; i++) {
    double step_size = number_value(d->at[i]);
    equation_row(s, step, name_of(w, i), "{0} − {1!}", (double[]){ w->x[i], step_size }, 2,
                 w->x[i] - step_size);
  }
}

static bool explain_newton_minimum(Steps *s, const Subject *subject) {
  if (subject->count < 4 || !value_is_string(subject->args[3])) return false;
  Text word = TEXT_EMPTY;
  value_append_text(subject->args[3], &word);
  bool minimum = strcmp(text_string(&word), "min") == 0;
  text_free(&word);
  if (!minimum) return false;
  Walk w = { .count = 0 };
  double g[MAX_BOARD_VARIABLES];
  if (!walk_begin(&w, s, subject, "Newton's method for a minimum of")) return false;
  count_of(&w, 2, 10);
  s->goal = "Where the slope is 0: as if f were a parabola with this slope and this bend, straight "
            "to its lowest place.";
  slope_step(&w);
  bool good = read_bends(&w);
  if (good) {
    Exact *h;
    const Exact *d = slopes_at(&w, w.x, g) ? newton_step(&w, w.x, g, &h) : NULL;
    if (d) newton_rows(&w, h, g, d);
    Table t = table_begin(&w);
    for (size_t k = 0; k <= rows_shown(&w); k++) {
      bool there = slopes_at(&w, w.x, g);
      if (!table_row(&t, w.x, there ? g : NULL) || !there) break;
      d = newton_step(&w, w.x, g, &h);
      double length = 0;
      for (size_t i = 0; i < w.n; i++) length = hypot(length, g[i]);
      if (!d || length < 1e-13) break;
      for (size_t i = 0; i < w.n; i++) w.x[i] -= number_value(d->at[i]);
    }
    table_end(&t, "f grew: Newton's method goes wherever the slope is 0, uphill as well.");
    if (t.rows <= w.count)
      t.step->lines[t.step->line_count - 1].text =
          "The slope is 0 as far as can be calculated: the further steps stay here.";
  }
  board_end(&w.b);
  return good;
}

/* ------------------------------------------------------------------ fminunc */

/* How the inverse of the bends is guessed from two slopes.  Source: Nocedal, Wright: Numerical
   Optimization, second edition, algorithm 6.1 (BFGS). */
typedef struct Guess {
  double h[MAX_BOARD_VARIABLES][MAX_BOARD_VARIABLES];
} Guess;

static double inner(const double *x, const double *y, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

static void guess_begin(Guess *q, size_t n, double size) {
  *q = (Guess){ 0 };
  for (size_t i = 0; i < n; i++) q->h[i][i] = size;
}

/* The place moved by S, the slope by Y. */
static void guess_learn(Guess *q, size_t n, const double *s, const double *y, bool first) {
  double sy = inner(s, y, n), hy[MAX_BOARD_VARIABLES];
  if (!(sy > 0)) return;
  if (first) guess_begin(q, n, sy / inner(y, y, n));
  for (size_t i = 0; i < n; i++) hy[i] = inner(q->h[i], y, n);
  double yhy = inner(y, hy, n);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      q->h[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

/* As far along D as makes f fall, half as far again and again; 0 where nothing does. */
static double far_enough(Walk *w, const double *x, const double *d, const double *g) {
  double here = board_number_at(&w->b, w->b.f.body, x), slope = inner(d, g, w->n);
  for (double t = 1; t > 1e-12; t /= 2) {
    double to[MAX_BOARD_VARIABLES];
    for (size_t i = 0; i < w->n; i++) to[i] = x[i] + t * d[i];
    if (board_number_at(&w->b, w->b.f.body, to) <= here + 1e-4 * t * slope) return t;
  }
  return 0;
}

static void first_halving(Walk *w, const double *g, double t) {
  Steps *s = w->b.s;
  const char *name = moving(w);
  BoardStep *step = numbers_step(w, "The first step goes straight against the slope",
                                 steps_printf(s, "%s ← %s − t·%s", name, name, mark_of(w)));
  double here = board_number_at(&w->b, w->b.f.body, w->x);
  steps_row(s, step, "t = 0:\tf\t%s %s", sign_for(s, here), say_exact(s, here));
  for (double now = 1; now >= t; now /= 2) {
    double to[MAX_BOARD_VARIABLES];
    for (size_t i = 0; i < w->n; i++) to[i] = w->x[i] - now * g[i];
    double f = board_number_at(&w->b, w->b.f.body, to);
    steps_row(s, step, "t = %s:\tf\t%s %s\t%s", steps_digits(s, now, 6), sign_for(s, f),
              say_exact(s, f), now > t ? "not lower: half as far" : "lower")
        ->depth = now > 4 * t && now < 0.125 ? 2 : 1;
  }
  for (size_t i = 0; i < w->n; i++)
    equation_row(s, step, name_of(w, i), "{0} − {1!}·{2!}", (double[]){ w->x[i], t, g[i] }, 3,
                 w->x[i] - t * g[i]);
}

/* Of one variable the guess is the slope of a secant, from BEFORE to X. */
static void second_by_secant(Walk *w, double before, double was, double x) {
  double g;
  if (w->n != 1 || !slopes_at(w, &x, &g) || fabs(g) < 1e-9) return;
  Steps *s = w->b.s;
  const char *name = moving(w);
  BoardStep *step = numbers_step(w, "From then on two slopes tell how it bends",
                                 steps_printf(s, "%s ← %s − %s/bend", name, name, mark_of(w)));
  double bend = (g - was) / (x - before);
  equation_row(s, step, "bend", "({0} − {1!}) ÷ ({2} − {3!})", (double[]){ g, was, x, before }, 4,
               bend);
  equation_row(s, step, name, "{0} − {1!} ÷ {2!}", (double[]){ x, g, bend }, 3, x - g / bend);
}

/* Is the plain value where the walk ended? */
static bool same_end(const Walk *w, const double *x) {
  View v;
  Value plain = w->b.subject->value;
  if (!value_is_numeric(plain) || !value_view(&plain, &v) || v.complex || v.count != w->n)
    return false;
  bool same = true;
  for (size_t i = 0; i < w->n; i++) same &= fabs(v.data[i] - x[i]) <= 1e-4 * fmax(1, fabs(x[i]));
  return same;
}

/* Walks to the end; answers whether the slope is 0 there. */
static bool walk_by_guess(Walk *w, Table *t, double *g) {
  enum { MOST = 300 };
  double length = INFINITY;
  Guess q;
  guess_begin(&q, w->n, 1);
  for (size_t k = 0; k <= MOST; k++) {
    double d[MAX_BOARD_VARIABLES], s[MAX_BOARD_VARIABLES], y[MAX_BOARD_VARIABLES];
    if (k <= FULL_ROWS) table_row(t, w->x, g);
    length = sqrt(inner(g, g, w->n));
    if (length < 1e-9) break;
    for (size_t i = 0; i < w->n; i++) d[i] = -inner(q.h[i], g, w->n);
    double far = far_enough(w, w->x, d, g);
    if (far == 0) break;
    memcpy(y, g, sizeof y);
    for (size_t i = 0; i < w->n; i++) w->x[i] += s[i] = far * d[i];
    if (!slopes_at(w, w->x, g)) return false;
    for (size_t i = 0; i < w->n; i++) y[i] = g[i] - y[i];
    guess_learn(&q, w->n, s, y, k == 0);
    w->count = k + 1;
  }
  return length < 1e-5;
}

static bool explain_fminunc(Steps *s, const Subject *subject) {
  Walk w = { .ends = true };
  double g[MAX_BOARD_VARIABLES];
  if (!walk_begin(&w, s, subject, "Downhill on")) return false;
  s->goal = "fminunc goes against the slope at first, then learns from the slopes it meets how the "
            "function bends, and goes where a bowl that bends so has its lowest place (BFGS).";
  slope_step(&w);
  bool good = slopes_at(&w, w.x, g);
  if (good) {
    double d[MAX_BOARD_VARIABLES];
    for (size_t i = 0; i < w.n; i++) d[i] = -g[i];
    double far = far_enough(&w, w.x, d, g);
    if (far > 0 && inner(g, g, w.n) > 0) first_halving(&w, g, far);
    second_by_secant(&w, w.x[0], g[0], w.x[0] - far * g[0]);
    Table t = table_begin(&w);
    bool flat = walk_by_guess(&w, &t, g);
    table_end(&t, "f did not fall.");
    if (t.rows > w.count && w.count > NORMAL_ROWS)
      steps_prose(s, t.step, "… after %zu steps the slope is 0.", w.count);
    if (flat) {
      const char *there = point_text(s, w.x, w.n);
      double least = board_number_at(&w.b, w.b.f.body, w.x);
      t.step->brief = steps_printf(s, "after %zu steps the slope is 0, at %s", w.count, there);
      s->result = steps_printf(s, "lowest near %s,  f ≈ %s", there, say_short(s, least));
      if (!same_end(&w, w.x)) s->note = "fminunc itself came to another place where it is flat.";
    } else
      s->note = "The slope has not become 0: f may fall for ever from here.";
  } else
    steps_refuse(s, "the slope has no value at the start");
  board_end(&w.b);
  return good;
}

const Explainer calculus_walk_explainers[] = {
  { "gd", 3, 5, explain_descent },
  { "descend", 3, 5, explain_descent },
  { "momentum", 4, 6, explain_momentum },
  { "adam", 3, 7, explain_adam },
  { "newton", 4, 5, explain_newton_minimum },
  { "fminunc", 2, 3, explain_fminunc },
  { 0 },
};
