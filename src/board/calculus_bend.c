/* calculus_bend.c -- downhill by what the slopes tell about how the function bends: fminunc.  */

#include "config.h"
#include "board/calculus_walk.h"

#include <math.h>
#include <string.h>

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
  const char *name = walk_moving(w);
  BoardStep *step = walk_step(w, "The first step goes straight against the slope",
                              steps_printf(s, "%s ← %s − t·%s", name, name, walk_mark(w)));
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
    walk_equation(s, step, walk_name(w, i), "{0} − {1!}·{2!}", (double[]){ w->x[i], t, g[i] }, 3,
                  w->x[i] - t * g[i]);
}

/* Of one variable the guess is the slope of a secant, from BEFORE to X. */
static void second_by_secant(Walk *w, double before, double was, double x) {
  double g;
  if (w->n != 1 || !walk_slopes(w, &x, &g) || fabs(g) < 1e-9) return;
  Steps *s = w->b.s;
  const char *name = walk_moving(w);
  BoardStep *step = walk_step(w, "From then on two slopes tell how it bends",
                              steps_printf(s, "%s ← %s − %s/bend", name, name, walk_mark(w)));
  double bend = (g - was) / (x - before);
  walk_equation(s, step, "bend", "({0} − {1!}) ÷ ({2} − {3!})", (double[]){ g, was, x, before }, 4,
                bend);
  walk_equation(s, step, name, "{0} − {1!} ÷ {2!}", (double[]){ x, g, bend }, 3, x - g / bend);
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
static bool walk_by_guess(Walk *w, WalkTable *t, double *g) {
  enum { MOST = 300 };
  double length = INFINITY;
  Guess q;
  guess_begin(&q, w->n, 1);
  for (size_t k = 0; k <= MOST; k++) {
    double d[MAX_BOARD_VARIABLES], s[MAX_BOARD_VARIABLES], y[MAX_BOARD_VARIABLES];
    if (k <= WALK_FULL_ROWS) walk_row(t, w->x, g);
    length = sqrt(inner(g, g, w->n));
    if (length < 1e-9) break;
    for (size_t i = 0; i < w->n; i++) d[i] = -inner(q.h[i], g, w->n);
    double far = far_enough(w, w->x, d, g);
    if (far == 0) break;
    memcpy(y, g, sizeof y);
    for (size_t i = 0; i < w->n; i++) w->x[i] += s[i] = far * d[i];
    if (!walk_slopes(w, w->x, g)) return false;
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
  walk_slope_step(&w);
  bool good = walk_slopes(&w, w.x, g);
  if (good) {
    double d[MAX_BOARD_VARIABLES];
    for (size_t i = 0; i < w.n; i++) d[i] = -g[i];
    double far = far_enough(&w, w.x, d, g);
    if (far > 0 && inner(g, g, w.n) > 0) first_halving(&w, g, far);
    second_by_secant(&w, w.x[0], g[0], w.x[0] - far * g[0]);
    WalkTable t = walk_table(&w);
    bool flat = walk_by_guess(&w, &t, g);
    walk_table_end(&t, "f did not fall.");
    if (t.rows > w.count && w.count > WALK_NORMAL_ROWS)
      steps_prose(s, t.step, "… after %zu steps the slope is 0.", w.count);
    if (flat) {
      const char *there = walk_point(s, w.x, w.n);
      double least = board_number_at(&w.b, w.b.f.body, w.x);
      t.step->brief = steps_printf(s, "after %zu steps the slope is 0, at %s", w.count, there);
      s->result = steps_printf(s, "lowest near %s,  f ≈ %s", there, walk_short(s, least));
      if (!same_end(&w, w.x)) s->note = "fminunc itself came to another place where it is flat.";
    } else
      s->note = "The slope has not become 0: f may fall for ever from here.";
  } else
    steps_refuse(s, "the slope has no value at the start");
  board_end(&w.b);
  return good;
}

const Explainer calculus_bend_explainers[] = {
  { "fminunc", 2, 3, explain_fminunc },
  { 0 },
};
