/* digamma.c -- the slope of the logarithm of the gamma function.  */

#include "config.h"
#include "base/digamma.h"

#include <math.h>
#include <stddef.h>

static double polynomial(const double *c, size_t count, double x) {
  double sum = c[count - 1];
  for (size_t k = count - 1; k-- > 0;) sum = sum * x + c[k];
  return sum;
}

/* For 1 <= X <= 2: the distance from the root, which is known to three doubles, times a function
   that changes little. */
static double between_one_and_two(double x) {
  static const double above[] = { 0.254798510611315515235,   -0.314628554532916496608,
                                  -0.665836341559876230295,  -0.314767657147375752913,
                                  -0.0541156266153505273939, -0.00289268368333918761452 };
  static const double below[] = { 1,
                                  2.1195759927055347547,
                                  1.54350554664961128724,
                                  0.486986018231042975162,
                                  0.0660481487173569812846,
                                  0.00298999662592323990972,
                                  -0.165079794012604905639e-5,
                                  0.317940243105952177571e-7 };
  const double level = 0.99558162689208984;
  double away = x - 1569415565.0 / 1073741824;
  away -= 381566830.0 / 1073741824 / 1073741824;
  away -= 0.9016312093258695918615325266959189453125e-19;
  return away * level + away * (polynomial(above, 6, x - 1) / polynomial(below, 8, x - 1));
}

/* Stirling's series at x - 1, for X >= 10. */
static double far_out(double x) {
  static const double series[] = { 1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                                   1.0 / 132, -691.0 / 32760, 1.0 / 12,  -3617.0 / 8160 };
  double before = x - 1, z = 1 / (before * before);
  return log(before) + 1 / (2 * before) - z * polynomial(series, 8, z);
}

double digamma(double x) {
  double sum = 0;
  if (isnan(x) || x == -INFINITY) return NAN;
  if (x == INFINITY) return x;
  if (x <= 0 && x == floor(x)) return -INFINITY;
  if (x < 0) { /* reflection */
    double beside = x - round(x);
    if (fabs(beside) < 0.5) sum = -M_PI / tan(M_PI * beside);
    x = 1 - x;
  }
  if (x >= 10) return sum + far_out(x);
  for (; x > 2; sum += 1 / x) x -= 1;
  for (; x < 1; x += 1) sum -= 1 / x;
  return sum + between_one_and_two(x);
}
