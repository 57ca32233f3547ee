/* test-map-kernels.c -- the quick functions of many numbers err by less than one unit in the last
   place, over all of their range.

   They are compared with the C library's functions of long doubles, which carry eleven more bits.
   Beside the loops for this processor stand those for any.  */

#include "config.h"
#include "lang/map_kernels.h"
MapKernel *any_map_kernel(double (*function)(double), size_t n);
#define ONE_PROCESSOR
#define map_kernel any_map_kernel
#include "lang/map_kernels.c"
#undef map_kernel
#include "tests/tap.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 1 << 14, ROUNDS = 24 };

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

/* Units in the last place of the exact value by which R misses it. */
static double units_off(double r, long double exact) {
  double near = (double)exact;
  if (isnan(near) || isinf(near) || isnan(r) || isinf(r))
    return (isnan(near) && isnan(r)) || r == near ? 0 : INFINITY;
  if (near == 0 && r == 0) return signbit(near) == signbit(r) ? 0 : INFINITY;
  int exponent;
  frexp(near, &exponent);
  double unit = ldexp(1, exponent - 53 < -1074 ? -1074 : exponent - 53);
  return (double)fabsl((long double)r - exact) / unit;
}

typedef struct Function {
  const char *name;
  double (*plain)(double x);
  long double (*longer)(long double x);
  double low, high; /* where most arguments lie */
} Function;

static const Function functions[] = {
  { "sin", sin, sinl, -30, 30 }, { "cos", cos, cosl, -30, 30 },    { "exp", exp, expl, -745, 710 },
  { "log", log, logl, 0, 100 },  { "tanh", tanh, tanhl, -20, 20 },
};

/* Rounds of arguments of all kinds: near 0, near 1, wide, very wide, any bits at all. */
static double argument(const Function *f, int round) {
  uint64_t bits = draw();
  double x;
  switch (round % 8) {
  case 0: return between(f->low, f->high);
  case 1: return between(f->low / 20, f->high / 20);
  case 2: return between(-1.5, 1.5);
  case 3: return 1 + between(-1e-3, 1e-3);
  case 4: return between(-1e5, 1e5);
  case 5: return floor(between(-2e4, 2e4)) * 1.5707963267948966 + between(-1e-7, 1e-7);
  case 6: return ldexp(between(-1, 1), (int)(draw() % 120) - 100);
  default: memcpy(&x, &bits, sizeof x); return x;
  }
}

static const double special[] = { 0.0,       -0.0,     INFINITY, -INFINITY, NAN,        DBL_MAX,
                                  -DBL_MAX,  DBL_MIN,  -DBL_MIN, 0x1p-1074, -0x1p-1074, 1,
                                  -1,        709.78,   -745.13,  1e5,       -1e5,       1e22,
                                  0x1p-1030, 0x1p-540, 18,       -18,       700,        -700 };

static void check(const Function *f, MapKernel *kernel, const char *which, bool in_place) {
  static double x[COUNT], r[COUNT];
  double worst = 0, at = 0;
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < COUNT; i++) x[i] = argument(f, round);
    memcpy(x, special, sizeof special);
    if (in_place) memcpy(r, x, sizeof r);
    kernel(in_place ? r : x, r, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
      double off = units_off(r[i], f->longer((long double)x[i]));
      if (!(off <= worst)) worst = off, at = x[i];
    }
  }
  tap_ok(worst < 1, "%s%s%s: %.3f units at %a", f->name, which, in_place ? " in place" : "", worst,
         at);
}

int main(void) {
  for (size_t k = 0; k < sizeof functions / sizeof *functions; k++) {
    const Function *f = &functions[k];
    MapKernel *here = map_kernel(f->plain, COUNT), *any = any_map_kernel(f->plain, COUNT);
    tap_ok(here || f->plain == tanh, "%s has a quick way", f->name);
    if (here) check(f, here, "", false);
    if (here) check(f, here, "", true);
    if (any) check(f, any, " on any processor", false);
    if (any) check(f, any, " on any processor", true);
  }
  return tap_done();
}
