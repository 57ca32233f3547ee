/* test-allowance.c -- time that was not had does not count, up to a point.  */

#include "config.h"
#include "base/allowance.h"
#include "tests/tap.h"

#include <time.h>

static void sleep_for(double seconds) {
  struct timespec t = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
  while (nanosleep(&t, &t) != 0) {
  }
}

static volatile double sum;

static void work(void) {
  for (int i = 0; i < 100000; i++) sum = sum + i;
}

int main(void) {
  Allowance none = allowance_begin(0);
  sleep_for(0.01);
  tap_ok(!allowance_used(&none), "without a limit nothing is used up");

  Allowance idle = allowance_begin(0.3);
  sleep_for(0.35);
  tap_ok(!allowance_used(&idle), "standing still does not use it up");
  sleep_for(1.3);
  tap_ok(allowance_used(&idle), "but five times as long does");

  Allowance busy = allowance_begin(0.05);
  tap_ok(!allowance_used(&busy), "nothing is used at the beginning");
  double end = clock_seconds() + 10;
  while (!allowance_used(&busy) && clock_seconds() < end) work();
  tap_ok(allowance_used(&busy) && clock_seconds() < end, "work uses it up");
  return tap_done();
}
