/* sample.c -- points of a function's graph.

   An even grid first; then rounds that halve every interval whose middle is off the chord; then
   each steep interval is bisected towards its steepest part: where the rise does not shrink with
   the interval there is a jump or a pole, and the graph gets a gap.  */

#include "config.h"
#include "plot/sample.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_POINTS = 129, ROUNDS = 9, BISECTIONS = 48, MOST_BREAKS = 64, COLUMNS = 500 };

typedef struct Sampler {
  SampleFunction *f;
  void *self;
  bool (*stop)(void);
  bool stopped;
  size_t left;    /* calls still allowed */
  double narrow;  /* no picture shows less */
  double typical; /* height of the graph without its extremes */
  bool pole;
} Sampler;

static double ask(Sampler *s, double x) {
  if (s->stopped || (s->stop != NULL && s->stop())) {
    s->stopped = true;
    return NAN;
  }
  if (s->left > 0) s->left--;
  return s->f(s->self, x);
}

static void push(Samples *out, double x, double y) {
  if (out->count == out->cap) {
    out->cap = out->cap > 0 ? out->cap * 2 : 256;
    out->x = mem_resize(out->x, out->cap * sizeof *out->x);
    out->y = mem_resize(out->y, out->cap * sizeof *out->y);
  }
  out->x[out->count] = x;
  out->y[out->count++] = y;
}

static int by_value(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return (p > q) - (p < q);
}

/* The values below which the parts LOW and HIGH of the finite y lie; false when there are none. */
static bool quantiles(const Samples *s, double low, double high, double *a, double *b) {
  double *sorted = mem_new((s->count + 1) * sizeof *sorted);
  size_t n = 0;
  for (size_t i = 0; i < s->count; i++)
    if (isfinite(s->y[i])) sorted[n++] = s->y[i];
  if (n > 0) {
    qsort(sorted, n, sizeof *sorted, by_value);
    *a = sorted[(size_t)(low * (double)(n - 1))];
    *b = sorted[(size_t)(high * (double)(n - 1))];
  }
  free(sorted);
  return n > 0;
}

/* Is the graph between i - 1 and i + 2 bent enough that the interval i .. i + 1 needs a point? */
static bool bent(const Sampler *s, const Samples *now, size_t i) {
  double y0 = now->y[i], y1 = now->y[i + 1];
  /* Beside a point without a value much may happen: sin(1/x) at 0. */
  if (isfinite(y0) != isfinite(y1)) return now->x[i + 1] - now->x[i] > s->narrow;
  if (!isfinite(y0)) return false;
  double tolerance = s->typical * 0.002;
  for (size_t k = i; k <= i + 1; k++) {
    if (k == 0 || k + 1 >= now->count) continue;
    double before = now->y[k - 1], after = now->y[k + 1];
    if (!isfinite(before) || !isfinite(after)) continue;
    double part = (now->x[k] - now->x[k - 1]) / (now->x[k + 1] - now->x[k - 1]);
    if (fabs(before + part * (after - before) - now->y[k]) > tolerance) return true;
  }
  return false;
}

static size_t count_bent(const Sampler *s, const Samples *now, double least) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < now->count; i++)
    count += now->x[i + 1] - now->x[i] >= least && bent(s, now, i);
  return count;
}

/* When fewer calls are left than intervals want one, they are spread over all of them. */
static void refine(Sampler *s, Samples *now) {
  double span = now->x[now->count - 1] - now->x[0], least = span * 1e-5;
  for (int round = 0; round < ROUNDS && s->left > 0 && !s->stopped; round++) {
    Samples next = { 0 };
    size_t wanted = count_bent(s, now, least), seen = 0;
    double share = wanted > s->left ? (double)s->left / (double)wanted : 1;
    for (size_t i = 0; i < now->count; i++) {
      push(&next, now->x[i], now->y[i]);
      if (i + 1 == now->count || now->x[i + 1] - now->x[i] < least || !bent(s, now, i)) continue;
      bool turn = floor((double)(seen + 1) * share) > floor((double)seen * share);
      seen++;
      if (!turn) continue;
      double middle = now->x[i] + (now->x[i + 1] - now->x[i]) / 2;
      push(&next, middle, ask(s, middle));
    }
    samples_free(now);
    *now = next;
    if (wanted == 0) break;
  }
}

/* The tops and bottoms themselves: the vertex of the parabola through a point that is higher, or
   lower, than both its neighbours. */
static void add_turns(Sampler *s, Samples *now) {
  enum { MOST = 60 };
  Samples next = { 0 };
  size_t turns = 0;
  for (size_t i = 0; i < now->count; i++) {
    double vertex = NAN;
    if (i > 0 && i + 1 < now->count && turns < MOST) {
      double before = now->x[i - 1] - now->x[i], after = now->x[i + 1] - now->x[i];
      double a = (now->y[i - 1] - now->y[i]) / before, b = (now->y[i + 1] - now->y[i]) / after;
      double bend = (b - a) / (after - before); /* the slope is a - bend before + 2 bend t */
      if (a * b < 0) vertex = (bend * before - a) / (2 * bend);
      if (!(vertex > before && vertex < after) || vertex == 0) vertex = NAN;
      turns += isfinite(vertex);
    }
    double x = now->x[i] + vertex;
    if (vertex < 0) push(&next, x, ask(s, x));
    push(&next, now->x[i], now->y[i]);
    if (vertex > 0) push(&next, x, ask(s, x));
  }
  samples_free(now);
  *now = next;
}

/* A part of the sequence 0.618.. 0.236.. 0.854.., which falls into step with no oscillation. */
static double scattered(size_t k) {
  double whole;
  return modf((double)(k + 1) * 0.6180339887498949, &whole);
}

/* Where the graph turns more often than a picture has room for, samples are arbitrary points of a
   band, and lines between them draw patterns that are not there.  Each narrow column in which it
   turns several times gets points enough to reach both edges of the band. */
static void fill_bands(Sampler *s, Samples *now) {
  enum { EACH = 14 };
  double first = now->x[0], width = (now->x[now->count - 1] - first) / COLUMNS;
  Samples next = { 0 };
  for (size_t i = 0; i < now->count;) {
    size_t column = (size_t)((now->x[i] - first) / width), end = i, turns = 0;
    for (; end < now->count && (size_t)((now->x[end] - first) / width) == column; end++)
      turns += end > 0 && end + 1 < now->count &&
               (now->y[end] - now->y[end - 1]) * (now->y[end + 1] - now->y[end]) < 0 &&
               fabs(now->y[end] - now->y[end - 1]) > s->typical * 0.05;
    double at[EACH];
    bool band = turns >= 2 && end - i >= 2;
    for (size_t k = 0; band && k < EACH; k++)
      at[k] = first + width * ((double)column + scattered(k));
    if (band) qsort(at, EACH, sizeof *at, by_value);
    size_t k = 0;
    for (; i < end; i++) {
      for (; band && k < EACH && at[k] < now->x[i]; k++) push(&next, at[k], ask(s, at[k]));
      push(&next, now->x[i], now->y[i]);
    }
    for (; band && k < EACH && i < now->count && at[k] < now->x[i]; k++)
      push(&next, at[k], ask(s, at[k]));
  }
  samples_free(now);
  *now = next;
}

/* Where bisection came past on each side of a break: the graph beside a pole is drawn through these
   points.  LEFT rises, RIGHT falls. */
typedef struct Trail {
  double left_x[BISECTIONS], left_y[BISECTIONS], right_x[BISECTIONS], right_y[BISECTIONS];
  int left, right;
} Trail;

static void step_left(Trail *t, double x, double y, double *x0, double *y0) {
  *x0 = t->left_x[t->left] = x;
  *y0 = t->left_y[t->left++] = y;
}

static void step_right(Trail *t, double x, double y, double *x1, double *y1) {
  *x1 = t->right_x[t->right] = x;
  *y1 = t->right_y[t->right++] = y;
}

/* The left side, a gap at X, the right side; points without a value are part of the gap. */
static void push_trail(Samples *out, const Trail *t, double x) {
  for (int k = 0; k < t->left; k++)
    if (isfinite(t->left_y[k])) push(out, t->left_x[k], t->left_y[k]);
  push(out, x, NAN);
  for (int k = t->right; k-- > 0;)
    if (isfinite(t->right_y[k])) push(out, t->right_x[k], t->right_y[k]);
}

/* Close in on the end of the defined part between a finite and a missing value; where it is. */
static double close_in(Sampler *s, Trail *t, double x0, double y0, double x1, double y1) {
  bool defined = isfinite(y0);
  for (int k = 0; k < BISECTIONS && !s->stopped; k++) {
    double x = x0 + (x1 - x0) / 2;
    if (x == x0 || x == x1 || t->left == BISECTIONS || t->right == BISECTIONS) break;
    double y = ask(s, x);
    if (isfinite(y) == defined)
      step_left(t, x, y, &x0, &y0);
    else
      step_right(t, x, y, &x1, &y1);
  }
  return x0 + (x1 - x0) / 2;
}

/* Bisect towards the steepest part.  Pushes the points beside a break with a gap in between;
   nothing when the rise melts away, as that of a continuous function does. */
static void find_break(Sampler *s, double x0, double y0, double x1, double y1, Samples *out) {
  double rise = fabs(y1 - y0);
  Trail t = { .left = 0 };
  for (int k = 0; k < BISECTIONS && !s->stopped; k++) {
    double x = x0 + (x1 - x0) / 2;
    if (x == x0 || x == x1) break;
    double y = ask(s, x);
    if (!isfinite(y)) {
      s->pole |= isinf(y) || fabs(y1 - y0) > 4 * rise;
      close_in(s, &t, x0, y0, x, NAN);
      close_in(s, &t, x, NAN, x1, y1);
      push_trail(out, &t, x);
      return;
    }
    if (fabs(y - y0) > fabs(y1 - y))
      step_right(&t, x, y, &x1, &y1);
    else
      step_left(&t, x, y, &x0, &y0);
    if (fabs(y1 - y0) < rise * 0.02) return;
  }
  if (fabs(y1 - y0) < rise * 0.4) return;
  s->pole |= fabs(y1 - y0) > 1e3 * rise;
  push_trail(out, &t, x0 + (x1 - x0) / 2);
}

static void open_gaps(Sampler *s, Samples *now) {
  Samples next = { 0 };
  int breaks = 0;
  for (size_t i = 0; i < now->count; i++) {
    double x0 = now->x[i], y0 = now->y[i];
    push(&next, x0, isfinite(y0) ? y0 : NAN);
    s->pole |= isinf(y0);
    if (i + 1 == now->count || breaks >= MOST_BREAKS) continue;
    double x1 = now->x[i + 1], y1 = now->y[i + 1];
    if (isfinite(y0) != isfinite(y1)) {
      Trail t = { .left = 0 };
      double end = close_in(s, &t, x0, y0, x1, y1);
      push_trail(&next, &t, end);
      breaks++;
    } else if (isfinite(y0) && fabs(y1 - y0) > s->typical * 0.05) {
      size_t before = next.count;
      find_break(s, x0, y0, x1, y1, &next);
      breaks += next.count != before;
    }
  }
  samples_free(now);
  *now = next;
}

/* A and B bound the middle of the even grid: the refined one is crowded near poles. */
static void choose_range(const Sampler *s, double coarse_height, double a, double b, Samples *out) {
  double low, high;
  out->low = 0;
  out->high = 1;
  if (!quantiles(out, 0, 1, &low, &high)) return;
  bool grew = high - low > 3 * coarse_height && high - low > 20 * s->typical;
  if ((s->pole || grew) && high - low > 3 * s->typical) {
    double room = fmax(s->typical, 1e-12);
    low = fmax(low, a - room);
    high = fmin(high, b + room);
  }
  out->low = low;
  out->high = high;
}

bool sample_function(SampleFunction *f, void *self, double a, double b, size_t budget,
                     bool (*stop)(void), Samples *out) {
  *out = (Samples){ .low = 0, .high = 1 };
  if (!isfinite(a) || !isfinite(b) || a == b) return true;
  if (a > b) {
    double keep = a;
    a = b;
    b = keep;
  }
  if (budget == 0) budget = 2000;
  if (budget < 64) budget = 64;
  size_t first = budget / 2 < FIRST_POINTS ? budget / 2 : FIRST_POINTS;
  Sampler s = { .f = f, .self = self, .stop = stop, .left = budget, .narrow = (b - a) / COLUMNS };
  for (size_t i = 0; i < first && !s.stopped; i++) {
    double part = (double)i / (double)(first - 1);
    double x = i + 1 == first ? b : a * (1 - part) + b * part;
    push(out, x, ask(&s, x));
  }
  double low = 0, high = 0, from = 0, to = 0;
  if (quantiles(out, 0, 1, &low, &high) && quantiles(out, 0.1, 0.9, &from, &to)) {
    s.typical = to - from > (high - low) * 0.01 ? to - from : high - low;
    refine(&s, out);
    add_turns(&s, out);
    fill_bands(&s, out);
    open_gaps(&s, out);
  }
  choose_range(&s, high - low, from, to, out);
  return !s.stopped;
}

void samples_free(Samples *s) {
  free(s->x);
  free(s->y);
  *s = (Samples){ 0 };
}
