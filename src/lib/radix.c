/* radix.c -- sorting many numbers digit by digit.

   A double read as a whole number, with its bits turned where it is negative, sorts like the number
   it stands for.  Six digits of eleven bits each are then enough for any order.  */

#include "config.h"
#include "lib/radix.h"
#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS, DIGITS = 6, FEW = 200 };

static const uint64_t sign_bit = (uint64_t)1 << 63;

static uint64_t key_of(double x) {
  uint64_t bits;
  if (isnan(x)) return UINT64_MAX;
  memcpy(&bits, &x, sizeof bits);
  return bits & sign_bit ? ~bits : bits | sign_bit;
}

static double number_of(uint64_t key) {
  double x;
  if (key == UINT64_MAX) return NAN;
  uint64_t bits = key & sign_bit ? key & ~sign_bit : ~key;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static size_t digit(uint64_t key, int place) {
  return key >> (place * DIGIT_BITS) & (DIGIT_VALUES - 1);
}

/* Counts become the places where each digit begins; false when all keys have the same digit. */
static bool begin_places(size_t *counts, size_t n) {
  size_t place = 0;
  for (size_t d = 0; d < DIGIT_VALUES; d++) {
    size_t here = counts[d];
    if (here == n) return false;
    counts[d] = place;
    place += here;
  }
  return true;
}

static void shell_sort(uint64_t *key, size_t n) {
  static const size_t gaps[] = { 57, 23, 10, 4, 1 };
  for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
    for (size_t i = gaps[g]; i < n; i++) {
      uint64_t k = key[i];
      size_t j = i;
      for (; j >= gaps[g] && key[j - gaps[g]] > k; j -= gaps[g]) key[j] = key[j - gaps[g]];
      key[j] = k;
    }
}

void radix_sort(double *x, size_t n) {
  uint64_t *keys = mem_resize(NULL, (2 * n + 1) * sizeof *keys), *from = keys, *to = keys + n;
  for (size_t i = 0; i < n; i++) keys[i] = key_of(x[i]);
  if (n <= FEW)
    shell_sort(keys, n);
  else {
    size_t(*counts)[DIGIT_VALUES] = mem_new(DIGITS * sizeof *counts);
    for (size_t i = 0; i < n; i++)
      for (int p = 0; p < DIGITS; p++) counts[p][digit(keys[i], p)]++;
    for (int p = 0; p < DIGITS; p++) {
      if (!begin_places(counts[p], n)) continue;
      for (size_t i = 0; i < n; i++) to[counts[p][digit(from[i], p)]++] = from[i];
      uint64_t *swap = from;
      from = to;
      to = swap;
    }
    free(counts);
  }
  for (size_t i = 0; i < n; i++) x[i] = number_of(from[i]);
  free(keys);
}

typedef struct Placed {
  uint64_t key;
  size_t at;
} Placed;

void radix_order(const double *x, size_t *at, size_t n, bool descending) {
  Placed *all = mem_resize(NULL, (2 * n + 1) * sizeof *all), *from = all, *to = all + n;
  size_t(*counts)[DIGIT_VALUES] = mem_new(DIGITS * sizeof *counts);
  for (size_t i = 0; i < n; i++) {
    uint64_t key = key_of(x[at[i]] + 0.0); /* -0 and 0 are equal */
    if (descending) key = ~key;
    all[i] = (Placed){ key, at[i] };
    for (int p = 0; p < DIGITS; p++) counts[p][digit(key, p)]++;
  }
  for (int p = 0; p < DIGITS; p++) {
    if (!begin_places(counts[p], n)) continue;
    for (size_t i = 0; i < n; i++) to[counts[p][digit(from[i].key, p)]++] = from[i];
    Placed *swap = from;
    from = to;
    to = swap;
  }
  for (size_t i = 0; i < n; i++) at[i] = from[i].at;
  free(counts);
  free(all);
}

double radix_select(double *x, size_t n, size_t k) {
  size_t counts[DIGIT_VALUES];
  for (int p = DIGITS - 1; p >= 0 && n > 1; p--) {
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < n; i++) counts[digit(key_of(x[i]), p)]++;
    size_t wanted = 0, kept = 0;
    while (k >= counts[wanted]) k -= counts[wanted++];
    if (counts[wanted] == n) continue;
    for (size_t i = 0; i < n; i++) { /* those with the digit come first */
      double here = x[i];
      x[i] = x[kept];
      x[kept] = here;
      kept += digit(key_of(here), p) == wanted;
    }
    n = kept;
  }
  return x[0];
}
