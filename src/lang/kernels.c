/* kernels.c -- the loops of the real elementwise operators, plain enough to be vectorised.  */

#include "config.h"
#include "lang/elementwise.h"
#include "lang/map_kernels.h"
#include "lang/power_kernel.h"
#include "lang/vectorise.h"

#include <math.h>

#define KERNEL(name, expression)                                                                   \
  VECTORISED static void name(const double *x, size_t x_step, const double *y, size_t y_step,      \
                              double *r, size_t n) {                                               \
    if (x_step && y_step) {                                                                        \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) {                                                             \
        const double p = x[i], q = y[i];                                                           \
        r[i] = (expression);                                                                       \
      }                                                                                            \
    } else if (x_step) {                                                                           \
      const double q = *y;                                                                         \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) {                                                             \
        const double p = x[i];                                                                     \
        r[i] = (expression);                                                                       \
      }                                                                                            \
    } else if (y_step) {                                                                           \
      const double p = *x;                                                                         \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) {                                                             \
        const double q = y[i];                                                                     \
        r[i] = (expression);                                                                       \
      }                                                                                            \
    } else {                                                                                       \
      const double p = *x, q = *y;                                                                 \
      for (size_t i = 0; i < n; i++) r[i] = (expression);                                          \
    }                                                                                              \
  }

KERNEL(add, p + q)
KERNEL(subtract, p - q)
KERNEL(times, p *q)
KERNEL(cube, p *p *q)
KERNEL(divide, p / q)
KERNEL(divide_left, q / p)
KERNEL(less, p < q)
KERNEL(less_equal, p <= q)
KERNEL(equal, p == q)
KERNEL(not_equal, p != q)
KERNEL(greater_equal, p >= q)
KERNEL(greater, p > q)
KERNEL(both, (p != 0) & (q != 0))
KERNEL(either, (p != 0) | (q != 0))

static void power(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                  size_t n) {
  if (y_step == 0 && *y == 2) {
    times(x, x_step, x, x_step, r, n);
  } else if (y_step == 0 && *y == 3) {
    cube(x, x_step, x, x_step, r, n);
  } else if (y_step == 0 && *y == -1) {
    static const double one = 1;
    divide(&one, 0, x, x_step, r, n);
  } else if (y_step == 0 && *y == 0.5 && x_step) {
    map_kernel(sqrt, n)(x, r, n);
    for (size_t i = 0; i < n; i++)
      if (r[i] == 0) r[i] = 0; /* the root of -0 is -0, its power is not */
  } else {
    power_kernel(x, x_step, y, y_step, r, n);
  }
}

VECTORISED static void negate(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = -x[i];
}

/* Not VECTORISED itself: clang would give the other files no plain name to call. */
void elementwise_negate(const double *x, double *r, size_t n) {
  negate(x, r, n);
}

Kernel *elementwise_kernel(Operator op) {
  switch (op) {
  case OPERATE_ADD: return add;
  case OPERATE_SUBTRACT: return subtract;
  case OPERATE_TIMES: return times;
  case OPERATE_RIGHT_DIVIDE: return divide;
  case OPERATE_LEFT_DIVIDE: return divide_left;
  case OPERATE_POWER: return power;
  case OPERATE_LESS: return less;
  case OPERATE_LESS_EQUAL: return less_equal;
  case OPERATE_EQUAL: return equal;
  case OPERATE_NOT_EQUAL: return not_equal;
  case OPERATE_GREATER_EQUAL: return greater_equal;
  case OPERATE_GREATER: return greater;
  case OPERATE_AND: return both;
  case OPERATE_OR: return either;
  default: return NULL;
  }
}
