/* test-sample.c -- sampling functions: bends, poles, jumps, undefined parts, limits.  */

#include "config.h"
#include "tests/tap.h"
#include "plot/sample.h"

#include <math.h>

typedef struct Counted {
  double (*f)(double);
  size_t calls;
} Counted;

static double call(void *self, double x) {
  Counted *c = self;
  c->calls++;
  return c->f(x);
}

static double square(double x) {
  return x * x;
}
static double inverse(double x) {
  return 1 / x;
}
static double step(double x) {
  return x < 0.123 ? -1 : 1;
}
static double steep(double x) {
  return tanh(2000 * (x - 0.123));
}
static double root(double x) {
  return sqrt(x);
}
static double nowhere(double x) {
  (void)x;
  return NAN;
}
static double everywhere_wild(double x) {
  return sin(1e9 * x) * 1e300;
}
static double trembling(double x) {
  return sin(1 / x);
}
static double pole_at_minus_three(double x) {
  return x == -3 ? INFINITY : tgamma(x);
}
static bool always(void) {
  return true;
}

/* Runs of missing values between finite ones. */
static size_t gaps(const Samples *s) {
  size_t count = 0, last = s->count;
  for (size_t i = 0; i < s->count; i++) {
    if (!isfinite(s->y[i])) continue;
    count += last < s->count && last + 1 < i;
    last = i;
  }
  return count;
}

static bool rises(const Samples *s) {
  for (size_t i = 1; i < s->count; i++)
    if (!(s->x[i] >= s->x[i - 1])) return false;
  return true;
}

static Samples sample(double (*f)(double), double a, double b, size_t budget, Counted *c) {
  Samples s;
  *c = (Counted){ f, 0 };
  sample_function(call, c, a, b, budget, NULL, &s);
  tap_ok(rises(&s), "x rises");
  return s;
}

int main(void) {
  Counted c;
  Samples s = sample(square, -2, 2, 0, &c);
  double worst = 0;
  for (size_t i = 0; i + 1 < s.count; i++) {
    double middle = (s.x[i] + s.x[i + 1]) / 2;
    worst = fmax(worst, fabs((s.y[i] + s.y[i + 1]) / 2 - middle * middle));
  }
  tap_ok(worst < 0.004, "the chords of x^2 are close (%.2g)", worst);
  tap_ok(s.low == 0 && s.high == 4 && gaps(&s) == 0, "the whole of x^2 is in range");
  samples_free(&s);

  s = sample(inverse, -5, 5, 0, &c);
  tap_ok(gaps(&s) == 1, "1/x has one gap");
  tap_ok(s.low > -20 && s.high < 20 && s.high > 0.5, "its range is %.3g .. %.3g", s.low, s.high);
  samples_free(&s);

  s = sample(tan, -6, 6, 0, &c);
  tap_ok(gaps(&s) == 4, "tan x has four gaps there (%zu)", gaps(&s));
  samples_free(&s);

  s = sample(step, -1, 1, 0, &c);
  tap_ok(gaps(&s) == 1 && s.low == -1 && s.high == 1, "a jump is a gap, all values in range");
  samples_free(&s);

  s = sample(steep, -1, 1, 0, &c);
  tap_ok(gaps(&s) == 0, "a steep continuous function has none");
  samples_free(&s);

  s = sample(root, -1, 1, 0, &c);
  double first = NAN;
  for (size_t i = s.count; i-- > 0 && isfinite(s.y[i]);) first = s.x[i];
  tap_ok(fabs(first) < 1e-9, "sqrt x starts at 0 (%.2g)", first);
  samples_free(&s);

  s = sample(nowhere, 0, 1, 100, &c);
  tap_ok(s.low == 0 && s.high == 1 && c.calls <= 100, "a function without values ends quickly");
  samples_free(&s);

  s = sample(everywhere_wild, 0, 1, 500, &c);
  tap_ok(c.calls < 500 + 64 * 50, "a wild function ends within its budget (%zu calls)", c.calls);
  tap_ok(isfinite(s.low) && isfinite(s.high), "its range is finite");
  samples_free(&s);

  /* In each of 12 strips left and right of 0 the band is reached at both edges: no pattern. */
  s = sample(trembling, -1, 1, 0, &c);
  unsigned full = 0;
  for (int strip = -6; strip < 6; strip++) {
    double low = 0, high = 0;
    for (size_t i = 0; i < s.count; i++)
      if (isfinite(s.y[i]) && s.x[i] >= strip * 0.004 && s.x[i] <= (strip + 1) * 0.004) {
        low = fmin(low, s.y[i]);
        high = fmax(high, s.y[i]);
      }
    full += low < -0.9 && high > 0.9;
  }
  tap_ok(full >= 11 && rises(&s), "sin(1/x) fills its band (%u of 12 strips)", full);
  tap_ok(c.calls < 12000, "without end it does not go on (%zu calls)", c.calls);
  samples_free(&s);

  /* Between the last even point and the pole there are others, so that the curve bends up to it. */
  s = sample(pole_at_minus_three, -4, 4, 0, &c);
  unsigned left = 0, right = 0;
  for (size_t i = 0; i < s.count; i++) {
    double size = fabs(s.y[i]), away = s.x[i] + 3;
    left += isfinite(size) && size > 12 && size < 5000 && away < 0 && away > -0.1;
    right += isfinite(size) && size > 12 && size < 5000 && away > 0 && away < 0.1;
  }
  tap_ok(left >= 4 && right >= 4 && rises(&s), "a pole is led up to: %u, %u points", left, right);
  tap_ok(gaps(&s) >= 4 && s.high < 100 && s.low > -100, "and stays out of the range");
  samples_free(&s);

  tap_ok(!sample_function(call, &c, 0, 1, 0, always, &s), "an interrupt stops it");
  samples_free(&s);
  tap_ok(sample_function(call, &c, NAN, 1, 0, NULL, &s) && s.count == 0, "no range, no points");
  samples_free(&s);
  s = sample(sin, 0, 6, 0, &c);
  double top = -INFINITY, where = NAN;
  for (size_t i = 0; i < s.count; i++)
    if (s.y[i] > top) {
      top = s.y[i];
      where = s.x[i];
    }
  tap_ok(1 - top < 1e-8 && fabs(where - acos(0)) < 1e-4, "the top of a curve is one of its points");
  samples_free(&s);
  return tap_done();
}
