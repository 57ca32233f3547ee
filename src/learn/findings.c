/* findings.c -- what is wrong with a lesson file, and where.  */

#include "config.h"
#include "learn/findings.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FINDINGS = 1000 };

Place place_after(Place start, const char *text, size_t offset) {
  for (size_t i = 0; i < offset && text[i]; i++)
    if (text[i] == '\n')
      start = (Place){ start.line + 1, 1 };
    else if ((text[i] & 0xC0) != 0x80)
      start.column++;
  return start;
}

/* A message may quote what stands in the file, or what its blocks say: one line, nothing that
   steers a terminal. */
static const char *harmless(Arena *arena, const char *s) {
  Text out = TEXT_EMPTY;
  size_t len = strlen(s), used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(s + i, len - i, &used);
    if (point == '\n' || point == '\t')
      text_putc(&out, ' ');
    else if (utf8_unsafe(point) || (point == UTF8_BAD && used == 1))
      text_putc(&out, '?');
    else
      text_append(&out, s + i, used);
  }
  const char *copy = arena_copy_string(arena, text_string(&out));
  text_free(&out);
  return copy;
}

void findings_add(Findings *f, Place place, Severity severity, const char *format, ...) {
  if (severity == FINDING_ERROR)
    f->errors++;
  else
    f->warnings++;
  if (f->count >= MOST_FINDINGS) return;
  char message[600];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  MEM_GROW(f->items, f->count, f->cap);
  f->items[f->count++] = (Finding){ place, severity, harmless(&f->arena, message) };
}

static int by_place(const void *a, const void *b) {
  const Finding *x = a, *y = b;
  if (x->place.line != y->place.line) return x->place.line < y->place.line ? -1 : 1;
  if (x->place.column != y->place.column) return x->place.column < y->place.column ? -1 : 1;
  return strcmp(x->message, y->message);
}

void findings_sort(Findings *f) {
  if (f->count < 2) return;
  qsort(f->items, f->count, sizeof *f->items, by_place);
  size_t kept = 1;
  for (size_t i = 1; i < f->count; i++) {
    if (by_place(&f->items[kept - 1], &f->items[i]) != 0)
      f->items[kept++] = f->items[i];
    else if (f->items[i].severity == FINDING_ERROR)
      f->errors--;
    else
      f->warnings--;
  }
  f->count = kept;
}

void findings_print(const Findings *f, const char *path, Text *out) {
  for (size_t i = 0; i < f->count; i++) {
    const Finding *x = &f->items[i];
    text_printf(out, "%s:%u:%u: %s: %s\n", path, x->place.line, x->place.column,
                x->severity == FINDING_ERROR ? "error" : "warning", x->message);
  }
}

void findings_free(Findings *f) {
  free(f->items);
  arena_free(&f->arena);
  *f = (Findings){ 0 };
}
