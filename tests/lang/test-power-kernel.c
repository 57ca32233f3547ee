/* test-power-kernel.c -- powers of many numbers have the digits of pow, wherever they stand.  */

#include "config.h"
#include "lang/power_kernel.h"
#include "tests/tap.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { COUNT = 1 << 14, ROUNDS = 40 };

static uint64_t state = 88172645463325252u;

/* Marsaglia's xorshift: the same numbers everywhere. */
static uint64_t draw(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static double between(double low, double high) {
  return low + (high - low) * ((double)(draw() >> 11) * 0x1p-53);
}

/* Rounds of operands of all kinds: usual ones, near 1, tiny and huge, small whole ones (whose
   powers may lie between two doubles), any bits at all. */
static void operands(int round, double *x, double *y) {
  uint64_t bits = draw(), more = draw();
  switch (round % 8) {
  case 0: *x = between(0, 10), *y = 1.5; break;
  case 1: *x = between(0, 1), *y = between(-10, 10); break;
  case 2: *x = exp(between(-700, 700)), *y = between(-1, 1); break;
  case 3: *x = 1 + between(-1e-3, 1e-3), *y = between(-1e5, 1e5); break;
  case 4: *x = floor(between(1, 1000)), *y = floor(between(-10, 10)) / 2; break;
  case 5: *x = between(-20, 2), *y = floor(between(-40, 40)); break;
  case 6: *x = between(0.7, 1.5), *y = between(-900, 900); break;
  default: memcpy(x, &bits, sizeof *x), memcpy(y, &more, sizeof *y);
  }
}

static const double special[] = { 0.0, -0.0, INFINITY, -INFINITY, NAN,  DBL_MAX, DBL_MIN, 0x1p-1074,
                                  1,   -1,   2,        -2,        -1.5, 0.5,     3,       1e300 };

static bool same(double a, double b) {
  return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* Units in the last place by which R misses EXACT. */
static double units_off(double r, long double exact) {
  if (!isfinite(r) || !isfinite((double)exact) || fabsl(exact) < 0x1p-1022L)
    return same(r, (double)exact) || fabsl(exact) < 0x1p-1022L ? 0 : INFINITY;
  int exponent;
  frexp((double)exact, &exponent);
  return (double)fabsl(ldexpl((long double)r - exact, 53 - exponent));
}

static double x[COUNT], y[COUNT], r[COUNT], in_place[COUNT];

static void check_accuracy(void) {
  double worst = 0;
  size_t different = 0;
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < COUNT; i++) operands(round, &x[i], &y[i]);
    power_kernel(x, 1, y, 1, r, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
      worst = fmax(worst, units_off(r[i], powl((long double)x[i], (long double)y[i])));
      different += !same(r[i], pow(x[i], y[i]));
    }
  }
  tap_ok(worst < 0.55, "%.4f units at most", worst);
#ifdef __GLIBC__
  tap_ok(different == 0, "%zu differ from pow", different);
#endif
}

static void check_special(void) {
  enum { SPECIAL = sizeof special / sizeof *special };
  size_t different = 0, n = 0;
  for (size_t i = 0; i < SPECIAL; i++)
    for (size_t j = 0; j < SPECIAL; j++, n++) x[n] = special[i], y[n] = special[j];
  power_kernel(x, 1, y, 1, r, n);
  for (size_t i = 0; i < n; i++) different += !same(r[i], pow(x[i], y[i]));
  tap_ok(different == 0, "special numbers: %zu differ", different);
}

/* The same entries one by one, in parts of any length, into themselves, with one operand for all.
 */
static void check_places(void) {
  size_t different = 0;
  for (size_t i = 0; i < COUNT; i++) operands((int)(i % 2), &x[i], &y[i]);
  power_kernel(x, 1, y, 1, r, COUNT);
  for (size_t from = 0, n = 1; from + n <= COUNT; from += n, n = n % 70 + 1) {
    power_kernel(x + from, 1, y + from, 1, in_place, n);
    for (size_t i = 0; i < n; i++) different += !same(in_place[i], r[from + i]);
  }
  memcpy(in_place, x, sizeof x);
  power_kernel(in_place, 1, y, 1, in_place, COUNT);
  different += memcmp(in_place, r, sizeof r) != 0;
  memcpy(in_place, y, sizeof y);
  power_kernel(x, 1, in_place, 1, in_place, COUNT);
  different += memcmp(in_place, r, sizeof r) != 0;
  tap_ok(different == 0, "%zu depend on their place", different);

  different = 0;
  const double exponent = 1.5, base = 1.25;
  power_kernel(x, 1, &exponent, 0, r, COUNT);
  power_kernel(&base, 0, y, 1, in_place, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    different += units_off(r[i], powl((long double)x[i], 1.5L)) > 0.55 ||
                 units_off(in_place[i], powl(1.25L, (long double)y[i])) > 0.55;
  tap_ok(different == 0, "one operand for all: %zu differ", different);
}

int main(void) {
  check_accuracy();
  check_special();
  check_places();
  return tap_done();
}
