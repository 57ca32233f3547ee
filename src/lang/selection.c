/* selection.c -- which entries of an array are not 0, as bits, and what lies at their places.  */

#include "config.h"
#include "lang/selection.h"
#include "lang/vectorise.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 64, LANES = 8 };

VECTORISED static void read_words(const double *x, size_t words, uint64_t *bits) {
  for (size_t w = 0; w < words; w++, x += WORD) {
    uint64_t lane[LANES] = { 0 }, word = 0;
    for (size_t i = 0; i < WORD; i += LANES)
      for (size_t k = 0; k < LANES; k++) lane[k] |= (uint64_t)(x[i + k] != 0) << i;
    for (size_t k = 0; k < LANES; k++) word |= lane[k] << k;
    bits[w] = word;
  }
}

void selection_read(Selection *s, const double *x, size_t n) {
  size_t whole = n / WORD;
  s->words = (n + WORD - 1) / WORD;
  s->bits = s->words <= SELECTION_FEW ? s->few : mem_new(s->words * sizeof *s->bits);
  read_words(x, whole, s->bits);
  if (s->words > whole) s->bits[whole] = 0;
  for (size_t k = whole * WORD; k < n; k++) s->bits[whole] |= (uint64_t)(x[k] != 0) << k % WORD;
  s->count = 0;
  for (size_t w = 0; w < s->words; w++) s->count += (size_t)__builtin_popcountll(s->bits[w]);
}

void selection_free(Selection *s) {
  if (s->bits != s->few) free(s->bits);
}

void selection_take(const Selection *s, const double *from, double *to) {
  for (size_t w = 0; w < s->words; w++, from += WORD) {
    uint64_t word = s->bits[w];
    if (word == UINT64_MAX) {
      memcpy(to, from, WORD * sizeof *to);
      to += WORD;
      continue;
    }
    for (; word; word &= word - 1) *to++ = from[__builtin_ctzll(word)];
  }
}

void selection_positions(const Selection *s, size_t *at) {
  for (size_t w = 0; w < s->words; w++)
    for (uint64_t word = s->bits[w]; word; word &= word - 1)
      *at++ = w * WORD + (size_t)__builtin_ctzll(word);
}

void selection_places(const Selection *s, double *to) {
  for (size_t w = 0; w < s->words; w++) {
    uint64_t word = s->bits[w];
    double first = (double)(w * WORD + 1);
    if (word == UINT64_MAX) {
      for (int k = 0; k < WORD; k++) to[k] = first + k;
      to += WORD;
      continue;
    }
    for (; word; word &= word - 1) *to++ = first + __builtin_ctzll(word);
  }
}
