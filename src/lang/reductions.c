/* reductions.c -- one answer from many numbers, as fast as the memory delivers them.

   Each loop runs in eight lanes, written out so that the digits are the same on every processor. */

#include "config.h"
#include "lang/reductions.h"
#include "lang/vectorise.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 8, FEW = 64, LEAF = 512 };

/* NAME: the sum of EXPRESSION over i, for the arguments PARAMETERS, which are passed on as FIRST to
   the first half and as SECOND to the second. */
#define SUM(name, expression, parameters, first, second)                                           \
  VECTORISED static double name##_leaf parameters {                                                \
    double lane[LANES] = { 0 };                                                                    \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= n; i += LANES)                                                             \
      for (size_t k = 0; k < LANES; k++) lane[k] += (expression);                                  \
    double sum =                                                                                   \
        ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7])); \
    const size_t k = 0;                                                                            \
    for (; i < n; i++) sum += (expression);                                                        \
    return sum;                                                                                    \
  }                                                                                                \
  static double name##_plain parameters {                                                          \
    double sum = 0;                                                                                \
    const size_t k = 0;                                                                            \
    for (size_t i = 0; i < n; i++) sum += (expression);                                            \
    return sum;                                                                                    \
  }                                                                                                \
  static double name parameters {                                                                  \
    if (n <= FEW) return name##_plain first(n);                                                    \
    if (n <= LEAF) return name##_leaf first(n);                                                    \
    size_t half = n / 2 / LANES * LANES;                                                           \
    return name first(half) + name second(n - half);                                               \
  }

#define ONE(count) (x, count)
#define ONE_LATER(count) (x + half, count)
#define TWO(count) (x, y, count)
#define TWO_LATER(count) (x + half, y + half, count)
#define FROM_MEAN(count) (x, mean, count)
#define FROM_MEAN_LATER(count) (x + half, mean, count)

SUM(sum_of, x[i + k], (const double *x, size_t n), ONE, ONE_LATER)
SUM(squares_of, x[i + k] * x[i + k], (const double *x, size_t n), ONE, ONE_LATER)
SUM(products_of, x[i + k] * y[i + k], (const double *x, const double *y, size_t n), TWO, TWO_LATER)
SUM(deviations_of, (x[i + k] - mean) * (x[i + k] - mean), (const double *x, double mean, size_t n),
    FROM_MEAN, FROM_MEAN_LATER)

double reductions_sum(const double *x, size_t n) {
  return sum_of(x, n);
}
double reductions_squares(const double *x, size_t n) {
  return squares_of(x, n);
}
double reductions_product_sum(const double *x, const double *y, size_t n) {
  return products_of(x, y, n);
}
double reductions_deviations(const double *x, double mean, size_t n) {
  return deviations_of(x, mean, n);
}

/* ------------------------------------------------------------------ extremes */

#define EXTREME(name, sign, worst)                                                                 \
  VECTORISED static double name(const double *x, size_t n) {                                       \
    double lane[2 * LANES];                                                                        \
    for (size_t k = 0; k < 2 * LANES; k++) lane[k] = worst;                                        \
    size_t i = 0;                                                                                  \
    for (; i + 2 * LANES <= n; i += 2 * LANES)                                                     \
      for (size_t k = 0; k < 2 * LANES; k++) lane[k] = x[i + k] sign lane[k] ? x[i + k] : lane[k]; \
    double best = worst;                                                                           \
    for (size_t k = 0; k < 2 * LANES; k++) best = lane[k] sign best ? lane[k] : best;              \
    for (; i < n; i++) best = x[i] sign best ? x[i] : best;                                        \
    return best;                                                                                   \
  }                                                                                                \
  VECTORISED static void name##_into(const double *x, double *best, size_t n) {                    \
    VECTOR_LOOP                                                                                    \
    for (size_t i = 0; i < n; i++)                                                                 \
      best[i] = ((x[i] sign best[i]) | (best[i] != best[i])) ? x[i] : best[i];                     \
  }

EXTREME(greatest, >, -INFINITY)
EXTREME(least, <, INFINITY)

double reductions_extreme(const double *x, size_t n, bool largest) {
  double best = largest ? greatest(x, n) : least(x, n);
  if (!isinf(best) || (best > 0) == largest) return best;
  /* It may have lost against NaN only. */
  for (size_t i = 0; i < n; i++)
    if (x[i] == best) return best;
  return NAN;
}

void reductions_extreme_into(const double *x, double *best, size_t n, bool largest) {
  if (largest)
    greatest_into(x, best, n);
  else
    least_into(x, best, n);
}

VECTORISED static void add_into(const double *x, double *total, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) total[i] += x[i];
}

void reductions_add_into(const double *x, double *total, size_t n) {
  add_into(x, total, n);
}

/* ------------------------------------------------------------------ questions */

VECTORISED static uint64_t nans(const double *x, size_t n) {
  uint64_t found = 0;
  for (size_t i = 0; i < n; i++) found |= x[i] != x[i];
  return found;
}

VECTORISED static uint64_t outside(const double *x, size_t n, double low, double high) {
  uint64_t found = 0;
  for (size_t i = 0; i < n; i++) found |= (x[i] < low) | (x[i] > high);
  return found;
}

bool reductions_has_nan(const double *x, size_t n) {
  return nans(x, n);
}

bool reductions_inside(const double *x, size_t n, double low, double high) {
  return !outside(x, n, low, high);
}

VECTORISED static uint64_t count_of(const double *x, size_t n) {
  uint64_t count = 0;
  for (size_t i = 0; i < n; i++) count += x[i] != 0;
  return count;
}

size_t reductions_count(const double *x, size_t n) {
  return count_of(x, n);
}
