/* power_kernel.c -- powers of many numbers at once.

   x^y = exp(y log x), both functions as sums of two doubles.  Against 113 bits, the logarithm errs
   by 2^-62.4 of its size and the exponential by 2^-62.6, so that the power is known to within
   2^-62.6 + 2^-62.4 |y log x| of its size before the last rounding.  The C library's pow knows it
   to within 2^-58.5 + 2^-67.4 |y log x|: where both together cannot change the last digit, the
   result is the same and is taken.  One in twenty is not, nor what lies outside (broken powers
   of negative numbers, huge and tiny powers, NaN): they are left as NaN, and pow itself is asked.

   The products of two doubles that this needs are exact only on processors that multiply and add in
   one step; elsewhere pow does everything. */

#include "config.h"
#include "lang/formula_parts.h"
#include "lang/power_kernel.h"

#include <math.h>

enum { BLOCK = 256, FEWEST = 8 };

/* A number as the sum of two doubles, the second below the last digit of the first. */
typedef struct Double2 {
  double high, low;
} Double2;

/* |a| >= |b| or a = 0 */
PART Double2 sum(double a, double b) {
  double high = a + b;
  return (Double2){ high, b - (high - a) };
}

PART Double2 product(double a, double b) {
  double high = a * b;
  return (Double2){ high, __builtin_fma(a, b, -high) };
}

PART Double2 product2(Double2 a, Double2 b) {
  Double2 p = product(a.high, b.high);
  p.low = __builtin_fma(a.high, b.low, __builtin_fma(a.low, b.high, p.low));
  return p;
}

/* c[0] + c[1] t + ... */
PART double polynomial(const double *c, int count, double t) {
  double p = c[count - 1];
  for (int k = count - 2; k >= 0; k--) p = __builtin_fma(t, p, c[k]);
  return p;
}

/* log x = k log 2 + log(1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and
   log(1 + f) = 2 s + 2/3 s^3 + s^5 (2/5 + 2/7 s^2 + ...), s = f / (2 + f); the last sum is met in
   Chebyshev's points. */
PART Double2 logarithm2(double x) {
  static const double beyond[] = { 0.40000000000000002, 0.28571428571429364, 0.22222222221655885,
                                   0.18181818335392802, 0.1538459496251843,  0.1333480469384731,
                                   0.11706236339491206, 0.11723178623876518 };
  const Double2 two_thirds = { 0x1.5555555555555p-1, 0x1.5555555555555p-55 };
  const Double2 log_2 = { 0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45 }; /* first 42 bits, rest */
  uint64_t shifted = bits_of(x) + (0x3FF0000000000000 - 0x3FE6A09E00000000);
  double k = from_bits(0x4330000000000000 | shifted >> 52) - (0x1p52 + 1023);
  double m = from_bits((shifted & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000), f = m - 1;

  Double2 below = sum(1, m);
  double share = 1 / below.high, s_high = f * share;
  double missing = __builtin_fma(-s_high, below.low, __builtin_fma(-s_high, below.high, f));
  Double2 s = { s_high, missing * share };
  Double2 square = product2(s, s), third = product2(product2(s, square), two_thirds);
  double fifth = s.high * square.high * square.high *
                 polynomial(beyond, sizeof beyond / sizeof *beyond, square.high);

  Double2 a = sum(k * log_2.high, 2 * s.high), b = sum(a.high, third.high);
  double low = b.low + a.low + __builtin_fma(k, log_2.low, __builtin_fma(2, s.low, third.low));
  return sum(b.high, low + fifth);
}

/* exp(t) between sqrt(1/2) and sqrt(2) = 1 + t + t^2 (1/2 + t (1/6 + t (1/24 + ...))); the part in
   the last brackets is met in Chebyshev's points. */
PART Double2 exponential2(Double2 t) {
  static const double beyond[] = { 0.041666666666666664,   0.0083333333333333332,
                                   0.0013888888888886537,  0.00019841269841268272,
                                   2.4801587317228724e-05, 2.7557319234412042e-06,
                                   2.7557282838800484e-07, 2.5052084131717976e-08,
                                   2.09112987659402e-09,   1.6082069480899212e-10 };
  const Double2 sixth = { 0x1.5555555555555p-3, 0x1.5555555555555p-57 };
  Double2 cubic =
      sum(sixth.high, t.high * polynomial(beyond, sizeof beyond / sizeof *beyond, t.high));
  cubic.low += sixth.low;
  Double2 of_t = product2(t, cubic), quadratic = sum(0.5, of_t.high);
  quadratic.low += of_t.low;
  Double2 curve = product2(product2(t, t), quadratic);
  Double2 line = sum(1, t.high), whole = sum(line.high, curve.high);
  return sum(whole.high, whole.low + (line.low + t.low + curve.low));
}

/* The power, or NaN when pow must be asked.  That of a negative number has a sign, or none. */
PART double power(double x, double y) {
  const double per_double = 1.44269504088896338700e+00;
  const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10; /* of log 2 */
  bool whole = y == floor(y), odd = whole & (0.5 * y != floor(0.5 * y));
  double size = fabs(x);
  Double2 l = logarithm2(size), p = product(y, l.high);
  p.low = __builtin_fma(y, l.low, p.low);
  double shifted = __builtin_fma(p.high, per_double, rounder), k = shifted - rounder;
  double h = __builtin_fma(-k, high, p.high);
  Double2 t = sum(h, -k * low);
  t.low += __builtin_fma(-k, low, k * low) + p.low;
  Double2 e = exponential2(sum(t.high, t.low));

  double doubt = __builtin_fma(fabs(p.high), 0x1p-62, 0x1p-58);
  double up = e.high + (e.low + doubt), down = e.high + (e.low - doubt);
  bool usual = (size >= 0x1p-1022) & (size <= 0x1.fffffffffffffp1023) & (fabs(p.high) < 700) &
               ((x > 0) | whole);
  uint64_t sign = (uint64_t)((x < 0) & odd) << 63;
  double r = from_bits((bits_of(up) + (bits_of(shifted) << 52)) | sign);
  bool sure = usual & (up == down);
  return sure ? r : NAN;
}

typedef void Loop(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                  size_t n);

#define LOOP(name, target)                                                                         \
  target static void name(const double *x, size_t x_step, const double *y, size_t y_step,          \
                          double *r, size_t n) {                                                   \
    if (x_step && y_step) {                                                                        \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) r[i] = power(x[i], y[i]);                                     \
    } else if (x_step) {                                                                           \
      const double exponent = *y;                                                                  \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) r[i] = power(x[i], exponent);                                 \
    } else {                                                                                       \
      const double base = *x;                                                                      \
      VECTOR_LOOP                                                                                  \
      for (size_t i = 0; i < n; i++) r[i] = power(base, y[i]);                                     \
    }                                                                                              \
  }

#ifdef VECTORISED_CHOICE
LOOP(powers_v3, __attribute__((target("arch=x86-64-v3"))))
LOOP(powers_v4, __attribute__((target("arch=x86-64-v4"))))

static Loop *powers(void) {
  return has_v4() ? powers_v4 : powers_v3;
}
#else
LOOP(powers_any, )

static Loop *powers(void) {
  return powers_any;
}
#endif

static void one_by_one(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                       size_t n) {
  for (size_t i = 0; i < n; i++) r[i] = pow(x[i * x_step], y[i * y_step]);
}

void power_kernel(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                  size_t n) {
  if (!is_fused() || n < FEWEST || (!x_step && !y_step)) {
    one_by_one(x, x_step, y, y_step, r, n);
    return;
  }
  Loop *loop = powers();
  double block[BLOCK]; /* the operands are needed again where pow is asked */
  for (size_t done = 0; done < n; done += BLOCK) {
    size_t m = n - done < BLOCK ? n - done : BLOCK;
    const double *p = x + done * x_step, *q = y + done * y_step;
    loop(p, x_step, q, y_step, block, m);
    size_t asked[BLOCK], count = 0;
    for (size_t i = 0; i < m; i++) {
      asked[count] = i;
      count += block[i] != block[i];
    }
    for (size_t k = 0; k < count; k++) {
      size_t i = asked[k];
      block[i] = pow(p[i * x_step], q[i * y_step]);
    }
    memcpy(r + done, block, m * sizeof *block);
  }
}
