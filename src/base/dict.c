/* dict.c -- a map from strings to small numbers, in insertion order.  */

#include "config.h"
#include "base/dict.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed) {
  const unsigned char *p = bytes;
  uint64_t h = 0xCBF29CE484222325u ^ seed;
  for (size_t i = 0; i < len; i++) h = (h ^ p[i]) * 0x100000001B3u;
  h ^= h >> 32; /* FNV's low bits alone cluster in a power-of-two table */
  h *= 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

/* The slot that holds KEY, or the empty one where it would go. */
static size_t probe(const Dict *d, const char *key, size_t len) {
  size_t i = hash_bytes(key, len, 0) & d->mask;
  for (;; i = (i + 1) & d->mask) {
    uint32_t s = d->slots[i];
    if (s == 0) return i;
    const char *k = d->keys[s - 1];
    if (strncmp(k, key, len) == 0 && k[len] == '\0') return i;
  }
}

size_t dict_find(const Dict *d, const char *key, size_t len) {
  if (!d->slots) return DICT_NONE;
  len = strnlen(key, len);
  uint32_t s = d->slots[probe(d, key, len)];
  return s ? s - 1 : DICT_NONE;
}

static void rehash(Dict *d) {
  size_t size = d->slots ? (d->mask + 1) * 2 : 16;
  free(d->slots);
  d->slots = mem_new(size * sizeof *d->slots);
  d->mask = size - 1;
  for (size_t i = 0; i < d->count; i++)
    d->slots[probe(d, d->keys[i], strlen(d->keys[i]))] = (uint32_t)i + 1;
}

size_t dict_intern(Dict *d, const char *key, size_t len) {
  len = strnlen(key, len); /* keys are strings: what follows a NUL is not compared */
  size_t found = dict_find(d, key, len);
  if (found != DICT_NONE) return found;
  if (!d->slots || d->count * 2 > d->mask) rehash(d);
  MEM_GROW(d->keys, d->count, d->cap);
  d->keys[d->count] = mem_copy_bytes(key, len);
  d->slots[probe(d, key, len)] = (uint32_t)++d->count;
  return d->count - 1;
}

size_t dict_find_string(const Dict *d, const char *key) {
  return dict_find(d, key, strlen(key));
}

size_t dict_intern_string(Dict *d, const char *key) {
  return dict_intern(d, key, strlen(key));
}

void dict_free(Dict *d) {
  for (size_t i = 0; i < d->count; i++) free(d->keys[i]);
  free(d->keys);
  free(d->slots);
  *d = (Dict){ 0 };
}

static int least(int a, int b) {
  return a < b ? a : b;
}

int edit_distance(const char *a, const char *b, int limit) {
  enum { LONGEST = 40 };
  int n = (int)strlen(a), m = (int)strlen(b);
  if (n > LONGEST || m > LONGEST || abs(n - m) > limit) return limit + 1;
  int rows[3][LONGEST + 1]; /* the last two rows and the one being made */
  for (int j = 0; j <= m; j++) rows[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= m; j++) {
      now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = least(now[j], earlier[j - 2] + 1);
    }
  }
  return least(rows[n % 3][m], limit + 1);
}
