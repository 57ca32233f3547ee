/* map_kernels.c -- functions of one number, on many numbers at once.

   Each is a formula without branches for the usual arguments, which the compiler turns into vector
   instructions; what lies outside (huge, tiny, infinite, NaN) is done again by the C library.  The
   reductions and the polynomials of sine, cosine and logarithm are those of Sun's fdlibm.  */

#include "config.h"
#include "lang/map_kernels.h"
#include "lang/vectorise.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 256, MANY = 256 };

static inline uint64_t bits_of(double x) {
  uint64_t u;
  memcpy(&u, &x, sizeof u);
  return u;
}

static inline double from_bits(uint64_t u) {
  double x;
  memcpy(&x, &u, sizeof x);
  return x;
}

/* Adding it rounds to a whole number, which then stands in the lowest bits. */
static const double rounder = 0x1.8p52;

/* ------------------------------------------------------------------ sine and cosine */

/* Quarter turn TURN + n of sine, where x = n * pi/2 + rest. */
static inline double wave(double x, uint64_t turn) {
  const double to_quarters = 6.36619772367581382433e-01;
  const double first = 1.57079632673412561417e+00, second = 6.07710050630396597660e-11,
               tail = 2.02226624879595063154e-21; /* of pi/2: 33 bits, 33 bits, the rest */
  double shifted = x * to_quarters + rounder;
  uint64_t quarter = bits_of(shifted) + turn;
  double n = shifted - rounder;
  double t = x - n * first;
  double w = n * second;
  double r = t - w;
  w = n * tail - ((t - r) - w);
  double y = r - w, y_rest = (r - y) - w;

  double z = y * y, v = z * y;
  double s = 8.33333333332248946124e-03 +
             z * (-1.98412698298579493134e-04 +
                  z * (2.75573137070700676789e-06 +
                       z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  double sine = y - ((z * (0.5 * y_rest - v * s) - y_rest) - v * -1.66666666666666324348e-01);

  double c = z * (4.16666666666666019037e-02 +
                  z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05)) +
             (z * z) * (z * z) *
                 (-2.75573143513906633035e-07 +
                  z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
  double half = 0.5 * z, one = 1 - half;
  double cosine = one + (((1 - one) - half) + (z * c - y * y_rest));

  uint64_t choose = -(quarter & 1), sign = (quarter & 2) << 62;
  return from_bits(((bits_of(cosine) & choose) | (bits_of(sine) & ~choose)) ^ sign);
}

VECTORISED static void sine_block(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = wave(x[i], 0);
}

VECTORISED static void cosine_block(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = wave(x[i], 1);
}

/* Near a zero the reduction has lost digits. */
static inline bool wave_unusual(double x, double r) {
  return !(fabs(x) < 1e5) | (fabs(r) < 0x1p-24);
}

/* ------------------------------------------------------------------ exponential and logarithm */

static inline double exponential(double x) {
  const double per_double = 1.44269504088896338700e+00;
  const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10; /* of log 2 */
  double shifted = x * per_double + rounder;
  double k = shifted - rounder;
  double h = x - k * high, l = k * low;
  double t = h - l, rest = (h - t) - l;
  /* 1 + t + t^2/2 + ... + t^13/13! */
  double p = 1.0 / 479001600 + t * (1.0 / 6227020800);
  p = 1.0 / 39916800 + t * p;
  p = 1.0 / 3628800 + t * p;
  p = 1.0 / 362880 + t * p;
  p = 1.0 / 40320 + t * p;
  p = 1.0 / 5040 + t * p;
  p = 1.0 / 720 + t * p;
  p = 1.0 / 120 + t * p;
  p = 1.0 / 24 + t * p;
  p = 1.0 / 6 + t * p;
  p = 0.5 + t * p;
  double y = 1 + t;
  y += (t - (y - 1)) + (t * t * p + rest); /* what 1 + t lost comes back */
  return from_bits(bits_of(y) + (bits_of(shifted) << 52));
}

VECTORISED static void exponential_block(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = exponential(x[i]);
}

static inline bool exponential_unusual(double x, double r) {
  (void)r;
  return !(fabs(x) < 700);
}

static inline double logarithm(double x) {
  const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10;
  /* x = 2^k * (1 + f) with 1 + f between sqrt(1/2) and sqrt(2) */
  uint64_t shifted = bits_of(x) + (0x3FF0000000000000 - 0x3FE6A09E00000000);
  double k = from_bits(0x4330000000000000 | shifted >> 52) - (0x1p52 + 1023);
  double f = from_bits((shifted & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000) - 1;
  double s = f / (2 + f), z = s * s, w = z * z;
  double even = w * (3.999999999940941908e-01 +
                     w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  double odd = z * (6.666666666666735130e-01 +
                    w * (2.857142874366239149e-01 +
                         w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  double half = 0.5 * f * f;
  return k * high - ((half - (s * (half + (even + odd)) + k * low)) - f);
}

VECTORISED static void logarithm_block(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = logarithm(x[i]);
}

static inline bool logarithm_unusual(double x, double r) {
  (void)r;
  return !(x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023);
}

/* ------------------------------------------------------------------ in blocks */

/* A block lands beside R first, because the unusual arguments are needed again. */
#define MAP_KERNEL(name, block, unusual, function)                                                 \
  VECTORISED static uint64_t name##_check(const double *x, const double *r, size_t n) {            \
    uint64_t found = 0;                                                                            \
    for (size_t i = 0; i < n; i++) found |= unusual(x[i], r[i]);                                   \
    return found;                                                                                  \
  }                                                                                                \
  static void name(const double *x, double *r, size_t n) {                                         \
    double part[BLOCK];                                                                            \
    for (size_t done = 0; done < n; done += BLOCK) {                                               \
      size_t m = n - done < BLOCK ? n - done : BLOCK;                                              \
      block(x + done, part, m);                                                                    \
      if (name##_check(x + done, part, m))                                                         \
        for (size_t i = 0; i < m; i++)                                                             \
          if (unusual(x[done + i], part[i])) part[i] = function(x[done + i]);                      \
      memcpy(r + done, part, m * sizeof *part);                                                    \
    }                                                                                              \
  }

MAP_KERNEL(sines, sine_block, wave_unusual, sin)
MAP_KERNEL(cosines, cosine_block, wave_unusual, cos)
MAP_KERNEL(exponentials, exponential_block, exponential_unusual, exp)
MAP_KERNEL(logarithms, logarithm_block, logarithm_unusual, log)

/* ------------------------------------------------------------------ exact ones */

VECTORISED static void roots(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = sqrt(x[i]);
}

VECTORISED static void sizes(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = fabs(x[i]);
}

VECTORISED static void floors(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = floor(x[i]);
}

VECTORISED static void ceilings(const double *x, double *r, size_t n) {
  VECTOR_LOOP
  for (size_t i = 0; i < n; i++) r[i] = ceil(x[i]);
}

MapKernel *map_kernel(double (*function)(double), size_t n) {
  if (function == sqrt) return roots;
  if (function == fabs) return sizes;
  if (function == floor) return floors;
  if (function == ceil) return ceilings;
  if (n < MANY) return NULL;
  if (function == sin) return sines;
  if (function == cos) return cosines;
  if (function == exp) return exponentials;
  if (function == log) return logarithms;
  return NULL;
}
