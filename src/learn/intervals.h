/* intervals.h -- sets of real numbers as sorted, disjoint intervals.  */

#ifndef LEARN_INTERVALS_H
#define LEARN_INTERVALS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { MOST_INTERVALS = 32 };

typedef struct Interval {
  double low, high;
  bool low_open, high_open;
} Interval;

typedef struct Intervals {
  Interval items[MOST_INTERVALS];
  size_t count;
} Intervals;

/* Add one; what holds no number is left out.  False when there are too many. */
bool intervals_add(Intervals *s, Interval x);
/* Sort them and join those that overlap or touch. */
void intervals_reduce(Intervals *s);
/* What is in both; both reduced. */
bool intervals_meet(const Intervals *a, const Intervals *b, Intervals *out);
/* "(-Inf, 3) U [4, 5]"; "{}" */
void intervals_put(const Intervals *s, Text *out);

#endif
