/* allowance.h -- how long something may take, in time it really had.

   On a busy machine a program may stand still for longer than its allowance without having
   calculated anything.  So the clock on the wall alone does not end it, unless it is far beyond:
   the processor time of this process must be used up, too.  */

#ifndef BASE_ALLOWANCE_H
#define BASE_ALLOWANCE_H

#include <stdbool.h>

typedef struct Allowance {
  double seconds;         /* 0: no limit */
  double wall, processor; /* when it began, by both clocks */
} Allowance;

double clock_seconds(void); /* on a clock that is never set */
Allowance allowance_begin(double seconds);
bool allowance_used(const Allowance *a);

#endif
