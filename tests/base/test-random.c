/* test-random.c -- the generator against published numbers, and the shape of its draws.  */

#include "config.h"
#include "base/random.h"
#include "tests/tap.h"

#include <inttypes.h>

/* The first outputs of the authors' xoshiro256plusplus.c from the state 1, 2, 3, 4. */
static void check_published(void) {
  static const uint64_t expected[] = {
    41943041u,
    58720359u,
    3588806011781223u,
    3591011842654386u,
    9228616714210784205u,
    9973669472204895162u,
    14011001112246962877u,
    12406186145184390807u,
    15849039046786891736u,
    10450023813501588000u,
  };
  Random r = { { 1, 2, 3, 4 } };
  for (unsigned i = 0; i < sizeof expected / sizeof *expected; i++) {
    uint64_t bits = random_bits(&r);
    tap_ok(bits == expected[i], "output %u is %" PRIu64, i, expected[i]);
  }
}

/* The first outputs of splitmix64.c from the state 1234567. */
static void check_seeding(void) {
  static const uint64_t expected[] = { 6457827717110365317u, 3203168211198807973u,
                                       9817491932198370423u, 4593380528125082431u };
  Random r;
  random_seed(&r, 1234567);
  for (int i = 0; i < 4; i++)
    tap_ok(r.state[i] == expected[i], "word %d of the state comes from splitmix64", i);
}

static void check_uniform(void) {
  enum { DRAWS = 100000 };
  Random r;
  random_seed(&r, 42);
  double sum = 0, squares = 0;
  int outside = 0;
  for (int i = 0; i < DRAWS; i++) {
    double u = random_uniform(&r);
    outside += !(u > 0 && u < 1);
    sum += u;
    squares += u * u;
  }
  double mean = sum / DRAWS, variance = squares / DRAWS - mean * mean;
  tap_ok(outside == 0, "uniform draws lie between 0 and 1");
  tap_ok(mean > 0.495 && mean < 0.505, "their mean is near 1/2");
  tap_ok(variance > 0.0823 && variance < 0.0843, "their variance is near 1/12");
  /* All bits set gives the largest draw; it must not round to 1. */
  Random ones = { { UINT64_MAX, 0, 0, 0 } }, zeros = { { 0, 0, 0, 1 } };
  tap_ok(random_uniform(&ones) < 1, "no draw is 1");
  random_bits(&zeros);
  tap_ok(random_uniform(&zeros) > 0, "no draw is 0");
}

static void check_below(void) {
  enum { DRAWS = 60000 };
  Random r;
  random_seed(&r, 7);
  int counts[6] = { 0 };
  for (int i = 0; i < DRAWS; i++) {
    uint64_t die = random_below(&r, 6);
    if (die < 6) counts[die]++;
  }
  double chi = 0;
  int total = 0;
  for (int i = 0; i < 6; i++) {
    double off = counts[i] - DRAWS / 6.0;
    chi += off * off / (DRAWS / 6.0);
    total += counts[i];
  }
  tap_ok(total == DRAWS, "a die shows 0 to 5");
  tap_ok(chi < 20.5, "and is fair (chi square %.2f, 5 degrees of freedom)", chi); /* p = 0.001 */
  tap_ok(random_below(&r, 1) == 0, "one possibility is 0");
  /* With 2^63 + 1 possibilities a plain remainder would favour the lower half two to one. */
  int low = 0;
  for (int i = 0; i < 1000; i++)
    low += random_below(&r, (UINT64_C(1) << 63) + 1) < UINT64_C(1) << 62;
  tap_ok(low > 430 && low < 570, "no bias for a count above half the range (%d of 1000)", low);
}

static void check_streams(void) {
  Random a, b, c;
  random_seed(&a, 5);
  random_seed(&b, 5);
  random_seed(&c, 6);
  tap_ok(random_bits(&a) == random_bits(&b), "the same seed gives the same draws");
  tap_ok(random_bits(&a) != random_bits(&c), "another seed gives others");
  Random child;
  random_seed(&child, random_split(&a));
  tap_ok(random_bits(&child) != random_bits(&a), "a split generator goes its own way");
}

int main(void) {
  check_published();
  check_seeding();
  check_uniform();
  check_below();
  check_streams();
  return tap_done();
}
