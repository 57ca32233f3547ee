/* allowance.c -- how long something may take.  */

#include "config.h"
#include "base/allowance.h"

#include <time.h>

enum { PATIENCE = 5 }; /* times the allowance, by the clock on the wall, and it is over anyhow */

static double read_clock(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double clock_seconds(void) {
  return read_clock(CLOCK_MONOTONIC);
}

Allowance allowance_begin(double seconds) {
  return (Allowance){ seconds, clock_seconds(), read_clock(CLOCK_PROCESS_CPUTIME_ID) };
}

bool allowance_used(const Allowance *a) {
  if (!(a->seconds > 0)) return false;
  double wall = clock_seconds() - a->wall;
  if (wall <= a->seconds) return false;
  return wall > PATIENCE * a->seconds ||
         read_clock(CLOCK_PROCESS_CPUTIME_ID) - a->processor > a->seconds;
}
