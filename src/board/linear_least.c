/* linear_least.c -- least squares by the normal equations.  */

#include "config.h"
#include "board/linear.h"

bool explain_least_squares(Steps *s, const Subject *subject, const Exact *a, const Exact *b) {
  (void)subject, (void)a, (void)b;
  return steps_refuse(s, "there are more equations than unknowns");
}
