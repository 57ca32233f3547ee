/* formula_parts.h -- what the formulas of map_kernels.c and power_kernel.c are made of.  */

#ifndef LANG_FORMULA_PARTS_H
#define LANG_FORMULA_PARTS_H

#include "lang/vectorise.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Part of a loop, compiled for its processor. */
#define PART static inline __attribute__((always_inline))

PART uint64_t bits_of(double x) {
  uint64_t u;
  memcpy(&u, &x, sizeof u);
  return u;
}

PART double from_bits(uint64_t u) {
  double x;
  memcpy(&x, &u, sizeof x);
  return x;
}

/* a * b + c */
PART double madd(bool fused, double a, double b, double c) {
  return fused ? __builtin_fma(a, b, c) : a * b + c;
}

/* Adding it rounds to a whole number, which then stands in the lowest bits. */
static const double rounder = 0x1.8p52;

/* ------------------------------------------------------------------ processors */

/* The processor the whole program is compiled for does. */
#ifdef __FP_FAST_FMA
static const bool always_fused = true;
#else
static const bool always_fused = false;
#endif

#ifdef VECTORISED_CHOICE
static inline bool has_v3(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2");
}

static inline bool has_v4(void) {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

/* Whether loops for this processor multiply and add in one step. */
static inline bool is_fused(void) {
  return always_fused || has_v3();
}
#else
static inline bool is_fused(void) {
  return always_fused;
}
#endif

#endif
