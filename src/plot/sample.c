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

enum { FIRST_POINTS = 129, ROUNDS = 9, BISECTIONS = 48, MOST_BREAKS = 64 };

typedef struct Sampler {
  SampleFunction *f;
  void *self;
  bool (*stop)(void);
  bool stopped;
  size_t left;    /* calls still allowed */
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
  if (!isfinite(y0) || !isfinite(y1)) return false;
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

static void refine(Sampler *s, Samples *now) {
  double span = now->x[now->count - 1] - now->x[0];
  for (int round = 0; round < ROUNDS && s->left > 0 && !s->stopped; round++) {
    Samples next = { 0 };
    bool changed = false;
    for (size_t i = 0; i < now->count; i++) {
      push(&next, now->x[i], now->y[i]);
      if (i + 1 == now->count || s->left == 0) continue;
      double width = now->x[i + 1] - now->x[i];
      if (width < span * 1e-5 || !bent(s, now, i)) continue;
      double middle = now->x[i] + width / 2;
      push(&next, middle, ask(s, middle));
      changed = true;
    }
    samples_free(now);
    *now = next;
    if (!changed) break;
  }
}

/* Close in on the end of the defined part between a finite and a missing value. */
static void close_in(Sampler *s, double x0, double y0, double x1, double y1, Samples *out) {
  for (int k = 0; k < BISECTIONS && !s->stopped; k++) {
    double x = x0 + (x1 - x0) / 2;
    if (x == x0 || x == x1) break;
    double y = ask(s, x);
    if (isfinite(y) == isfinite(y0))
      x0 = x, y0 = y;
    else
      x1 = x, y1 = y;
  }
  push(out, x0, y0);
  push(out, x1, y1);
}

/* Bisect towards the steepest part.  Pushes the two points beside a break with a gap in between;
   nothing when the rise melts away, as that of a continuous function does. */
static void find_break(Sampler *s, double x0, double y0, double x1, double y1, Samples *out) {
  double rise = fabs(y1 - y0);
  for (int k = 0; k < BISECTIONS && !s->stopped; k++) {
    double x = x0 + (x1 - x0) / 2;
    if (x == x0 || x == x1) break;
    double y = ask(s, x);
    if (!isfinite(y)) {
      s->pole |= isinf(y) || fabs(y1 - y0) > 4 * rise;
      push(out, x0, y0);
      push(out, x, NAN);
      push(out, x1, y1);
      return;
    }
    if (fabs(y - y0) > fabs(y1 - y))
      x1 = x, y1 = y;
    else
      x0 = x, y0 = y;
    if (fabs(y1 - y0) < rise * 0.02) return;
  }
  if (fabs(y1 - y0) < rise * 0.4) return;
  s->pole |= fabs(y1 - y0) > 1e3 * rise;
  push(out, x0, y0);
  push(out, x0 + (x1 - x0) / 2, NAN);
  push(out, x1, y1);
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
      close_in(s, x0, y0, x1, y1, &next);
      next.y[next.count - 1] = isfinite(next.y[next.count - 1]) ? next.y[next.count - 1] : NAN;
      next.y[next.count - 2] = isfinite(next.y[next.count - 2]) ? next.y[next.count - 2] : NAN;
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
  Sampler s = { .f = f, .self = self, .stop = stop, .left = budget };
  for (size_t i = 0; i < first && !s.stopped; i++) {
    double part = (double)i / (double)(first - 1);
    double x = i + 1 == first ? b : a * (1 - part) + b * part;
    push(out, x, ask(&s, x));
  }
  double low = 0, high = 0, from = 0, to = 0;
  if (quantiles(out, 0, 1, &low, &high) && quantiles(out, 0.1, 0.9, &from, &to)) {
    s.typical = to - from > (high - low) * 0.01 ? to - from : high - low;
    refine(&s, out);
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
