/* memory.c -- allocation that cannot fail, and arenas.  */

#include "config.h"
#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *p, size_t size) {
  if (!p && size > 0) {
    fprintf(stderr, "mathtutor: out of memory (%zu bytes)\n", size);
    abort();
  }
  return p;
}

void *mem_new(size_t size) {
  return checked(calloc(1, size), size);
}

void *mem_resize(void *old, size_t size) {
  return checked(realloc(old, size ? size : 1), size);
}

char *mem_copy_bytes(const char *s, size_t len) {
  char *copy = mem_new(len + 1);
  if (len > 0) memcpy(copy, s, len);
  return copy;
}

char *mem_copy_string(const char *s) {
  return mem_copy_bytes(s, strlen(s));
}

typedef struct ArenaBlock {
  struct ArenaBlock *next;
  size_t used, size;
  alignas(max_align_t) char bytes[];
} ArenaBlock;

enum { FIRST_BLOCK = 2048, LARGEST_STEP = 1 << 16 };

static size_t aligned(size_t size) {
  const size_t unit = alignof(max_align_t);
  return (size + unit - 1) / unit * unit;
}

void *arena_new(Arena *a, size_t size) {
  ArenaBlock *b = a->blocks;
  if (size > PTRDIFF_MAX / 2) checked(NULL, size); /* rounding up must not wrap round */
  size = aligned(size);
  if (!b || b->size - b->used < size) {
    size_t step = b ? b->size * 2 : FIRST_BLOCK;
    if (step > LARGEST_STEP) step = LARGEST_STEP;
    if (step < size) step = size;
    ArenaBlock *fresh = checked(malloc(sizeof *fresh + step), step);
    *fresh = (ArenaBlock){ .next = b, .size = step };
    a->blocks = b = fresh;
  }
  void *p = b->bytes + b->used;
  b->used += size;
  return memset(p, 0, size);
}

char *arena_copy(Arena *a, const char *s, size_t len) {
  char *copy = arena_new(a, len + 1);
  if (len > 0) memcpy(copy, s, len);
  return copy;
}

char *arena_copy_string(Arena *a, const char *s) {
  return arena_copy(a, s, strlen(s));
}

char *arena_printf(Arena *a, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *s = arena_new(a, (size_t)len + 1);
  vsnprintf(s, (size_t)len + 1, format, again);
  va_end(again);
  return s;
}

void arena_reset(Arena *a) {
  ArenaBlock *kept = a->blocks; /* the newest is the largest, but for one-off giants */
  if (!kept) return;
  for (ArenaBlock *b = kept->next, *next; b; b = next) {
    next = b->next;
    free(b);
  }
  kept->next = NULL;
  kept->used = 0;
}

void arena_free(Arena *a) {
  for (ArenaBlock *b = a->blocks, *next; b; b = next) {
    next = b->next;
    free(b);
  }
  a->blocks = NULL;
}
