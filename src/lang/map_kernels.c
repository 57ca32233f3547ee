/* map_kernels.c -- functions of one number, on many numbers at once.

   Each is a formula without branches for the usual arguments, which the compiler turns into vector
   instructions; what lies outside (huge, tiny, infinite, NaN) is done again by the C library.  The
   reductions and the polynomials of sine, cosine and logarithm are those of Sun's fdlibm.

   Processors that multiply and add in one step do so here, and round once where others round twice:
   this alone halves the time.  It is written out, and happens nowhere else.  Both ways are held to
   one unit in the last place by tests/lang/test-map-kernels.c, as the C library's own functions,
   which choose by the processor as well.  */

#include "config.h"
#include "lang/formula_parts.h"
#include "lang/map_kernels.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 256, MANY = 256 };

/* ------------------------------------------------------------------ sine and cosine */

/* Quarter turn TURN + n of sine, where x = n * pi/2 + y + rest. */
PART double wave(bool fused, double x, uint64_t turn) {
  const double to_quarters = 6.36619772367581382433e-01;
  const double first = 1.57079632673412561417e+00, second = 6.07710050630396597660e-11,
               tail = 2.02226624879595063154e-21; /* of pi/2: 33 bits, 33 bits, the rest */
  double shifted = madd(fused, x, to_quarters, rounder);
  uint64_t quarter = bits_of(shifted) + turn;
  double n = shifted - rounder;
  double t = madd(fused, -n, first, x);
  double y = madd(fused, -n, second, t);
  double rest = madd(fused, -n, tail, madd(fused, -n, second, t - y));
  double z = y * y, half_y = 0.5 * y;

  double s = madd(fused, z, 1.58969099521155010221e-10, -2.50507602534068634195e-08);
  s = madd(fused, z, s, 2.75573137070700676789e-06);
  s = madd(fused, z, s, -1.98412698298579493134e-04);
  s = madd(fused, z, s, 8.33333333332248946124e-03);
  s = madd(fused, z, s, -1.66666666666666324348e-01);
  double sine = y + madd(fused, z * y, s, madd(fused, -0.5 * z, rest, rest));

  double c = madd(fused, z, -1.13596475577881948265e-11, 2.08757232129817482790e-09);
  c = madd(fused, z, c, -2.75573143513906633035e-07);
  c = madd(fused, z, c, 2.48015872894767294178e-05);
  c = madd(fused, z, c, -1.38888888888741095749e-03);
  c = madd(fused, z, c, 4.16666666666666019037e-02);
  double one = madd(fused, -half_y, y, 1), one_rest = madd(fused, -half_y, y, 1 - one);
  double cosine = one + (one_rest + madd(fused, z * z, c, -(y * rest)));

  double chosen = quarter & 1 ? cosine : sine;
  return from_bits(bits_of(chosen) ^ (quarter & 2) << 62);
}

PART double sine(bool fused, double x) {
  return wave(fused, x, 0);
}

PART double cosine(bool fused, double x) {
  return wave(fused, x, 1);
}

/* Near a zero the reduction has lost digits. */
PART bool wave_unusual(double x, double r) {
  return !(fabs(x) < 1e5) | (fabs(r) < 0x1p-45);
}

/* ------------------------------------------------------------------ exponential and logarithm */

/* x = k log 2 + t + rest; k also stands in the lowest bits of *SHIFTED. */
PART double reduce(bool fused, double x, double *t, double *rest, double *shifted) {
  const double per_double = 1.44269504088896338700e+00;
  const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10; /* of log 2 */
  *shifted = madd(fused, x, per_double, rounder);
  double k = *shifted - rounder;
  double h = madd(fused, -k, high, x);
  *t = madd(fused, -k, low, h);
  *rest = madd(fused, -k, low, h - *t);
  return k;
}

/* exp(t + rest) - 1 - t; the polynomial meets (exp(t) - 1 - t) / t^2 in Chebyshev's points. */
PART double beyond_line(bool fused, double t, double rest) {
  double p = madd(fused, t, 2.09147173417163760e-09, 2.51052595384484934e-08);
  p = madd(fused, t, p, 2.75572735701021397e-07);
  p = madd(fused, t, p, 2.75572552979696444e-06);
  p = madd(fused, t, p, 2.48015873256053228e-05);
  p = madd(fused, t, p, 1.98412698749012592e-04);
  p = madd(fused, t, p, 1.38888888888837318e-03);
  p = madd(fused, t, p, 8.33333333332611205e-03);
  p = madd(fused, t, p, 4.16666666666666698e-02);
  p = madd(fused, t, p, 1.66666666666666710e-01);
  p = madd(fused, t, p, 0.5);
  return madd(fused, t * t, p, rest);
}

PART double exponential(bool fused, double x) {
  double t, rest, shifted;
  reduce(fused, x, &t, &rest, &shifted);
  double y = 1 + (t + beyond_line(fused, t, rest));
  return from_bits(bits_of(y) + (bits_of(shifted) << 52));
}

PART bool exponential_unusual(double x, double r) {
  (void)r;
  return !(fabs(x) < 700);
}

PART double logarithm(bool fused, double x) {
  const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10;
  /* x = 2^k * (1 + f) with 1 + f between sqrt(1/2) and sqrt(2) */
  uint64_t shifted = bits_of(x) + (0x3FF0000000000000 - 0x3FE6A09E00000000);
  double k = from_bits(0x4330000000000000 | shifted >> 52) - (0x1p52 + 1023);
  double f = from_bits((shifted & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000) - 1;
  double s = f / (2 + f), z = s * s, w = z * z;
  double even = madd(fused, w, 1.531383769920937332e-01, 2.222219843214978396e-01);
  even = madd(fused, w, even, 3.999999999940941908e-01);
  double odd = madd(fused, w, 1.479819860511658591e-01, 1.818357216161805012e-01);
  odd = madd(fused, w, odd, 2.857142874366239149e-01);
  odd = madd(fused, w, odd, 6.666666666666735130e-01);
  double half = 0.5 * f * f, more = half + madd(fused, w, even, z * odd);
  return madd(fused, k, high, f - (half - madd(fused, s, more, k * low)));
}

PART bool logarithm_unusual(double x, double r) {
  (void)r;
  return !(x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023);
}

/* ------------------------------------------------------------------ hyperbolic tangent */

/* e / (e + 2) with e = exp(2x) - 1 as a sum of two numbers, the quotient corrected once. */
PART double tangent(bool fused, double x) {
  double t, rest, shifted;
  reduce(fused, 2 * x, &t, &rest, &shifted);
  double p = beyond_line(fused, t, rest);
  double e = t + p, e_rest = (t - e) + p;
  double power = from_bits((bits_of(shifted) << 52) + 0x3FF0000000000000), less = power - 1;
  double top = madd(fused, power, e, less);
  double top_rest = madd(fused, power, e_rest, madd(fused, power, e, less - top));
  double bottom = top + 2, bottom_rest = (top - (bottom - 2)) + top_rest;
  double share = 1 / bottom, r = top * share;
  double missing = madd(fused, -r, bottom_rest, madd(fused, -r, bottom, top) + top_rest);
  return copysign(madd(fused, missing, share, r), x);
}

PART bool tangent_unusual(double x, double r) {
  (void)r;
  return !(fabs(x) < 18);
}

/* ------------------------------------------------------------------ in blocks */

/* R[i] = f(X[i]); whether any X[i] was unusual. */
typedef uint64_t Loop(const double *x, double *r, size_t n);

#define LOOP(name, target, fused, formula, unusual)                                                \
  target static uint64_t name(const double *x, double *r, size_t n) {                              \
    uint64_t found = 0;                                                                            \
    VECTOR_LOOP                                                                                    \
    for (size_t i = 0; i < n; i++) {                                                               \
      double p = x[i], q = formula(fused, p);                                                      \
      r[i] = q;                                                                                    \
      found |= unusual(p, q);                                                                      \
    }                                                                                              \
    return found;                                                                                  \
  }

/* The loop for this processor, or for any. */
#ifdef VECTORISED_CHOICE
#define LOOPS(name, formula, unusual)                                                              \
  LOOP(name##_any, , always_fused, formula, unusual)                                               \
  LOOP(name##_v3, __attribute__((target("arch=x86-64-v3"))), true, formula, unusual)               \
  LOOP(name##_v4, __attribute__((target("arch=x86-64-v4"))), true, formula, unusual)               \
  static Loop *name##_loop(void) {                                                                 \
    return has_v4() ? name##_v4 : has_v3() ? name##_v3 : name##_any;                               \
  }
#else
#define LOOPS(name, formula, unusual)                                                              \
  LOOP(name##_any, , always_fused, formula, unusual)                                               \
  static Loop *name##_loop(void) {                                                                 \
    return name##_any;                                                                             \
  }
#endif

/* Of a block that lies where its result will, a copy is kept: the unusual arguments are needed
   again. */
static void in_blocks(Loop *loop, bool (*unusual)(double x, double r), double (*function)(double),
                      const double *x, double *r, size_t n) {
  double kept[BLOCK];
  for (size_t done = 0; done < n; done += BLOCK) {
    size_t m = n - done < BLOCK ? n - done : BLOCK;
    const double *from = x + done;
    double *to = r + done;
    if (from == to) from = memcpy(kept, from, m * sizeof *kept);
    if (loop(from, to, m))
      for (size_t i = 0; i < m; i++)
        if (unusual(from[i], to[i])) to[i] = function(from[i]);
  }
}

#define MAP_KERNEL(name, formula, unusual, function)                                               \
  LOOPS(formula, formula, unusual)                                                                 \
  static bool name##_again(double x, double r) {                                                   \
    return unusual(x, r);                                                                          \
  }                                                                                                \
  static void name(const double *x, double *r, size_t n) {                                         \
    in_blocks(formula##_loop(), name##_again, function, x, r, n);                                  \
  }

MAP_KERNEL(sines, sine, wave_unusual, sin)
MAP_KERNEL(cosines, cosine, wave_unusual, cos)
MAP_KERNEL(exponentials, exponential, exponential_unusual, exp)
MAP_KERNEL(logarithms, logarithm, logarithm_unusual, log)
MAP_KERNEL(tangents, tangent, tangent_unusual, tanh)

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
  if (function == tanh && is_fused()) return tangents; /* its correction needs exact products */
  return NULL;
}
