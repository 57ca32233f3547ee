/* error.c -- what went wrong, where, and what to type instead.  */

#include "config.h"
#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A sentence that filled its buffer may end in half a character. */
static void trim(char *s, size_t size) {
  size_t len = strlen(s), used;
  if (len + 1 < size) return;
  for (size_t i = len; i-- > 0 && len - i <= 4;)
    if ((s[i] & 0xC0) != 0x80) {
      if (utf8_decode(s + i, len - i, &used) == UTF8_BAD || i + used < len) s[i] = '\0';
      return;
    }
}

/* Copies LEN bytes and answers how many came of them, never more: what could change the terminal
   and what is no character becomes a question mark. */
static size_t copy_safe(const char *s, size_t len, char *out) {
  size_t n = 0, used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(s + i, len - i, &used);
    bool bad = utf8_unsafe(point) || (point == UTF8_BAD && used == 1);
    if (bad)
      out[n++] = '?';
    else
      for (size_t k = 0; k < used; k++) out[n++] = s[i + k];
  }
  return n;
}

bool error_set(Error *e, ErrorKind kind, Span where, const char *format, ...) {
  if (e->kind != ERROR_NONE) return false;
  *e = (Error){ .kind = kind, .span = where };
  va_list args;
  va_start(args, format);
  vsnprintf(e->message, sizeof e->message, format, args);
  va_end(args);
  trim(e->message, sizeof e->message);
  return false;
}

void error_hint(Error *e, const char *format, ...) {
  if (e->kind == ERROR_NONE || e->hint[0]) return;
  va_list args;
  va_start(args, format);
  vsnprintf(e->hint, sizeof e->hint, format, args);
  va_end(args);
  trim(e->hint, sizeof e->hint);
}

void error_position(const char *source, uint32_t offset, uint32_t *line, uint32_t *column) {
  uint32_t n = 1, start = 0;
  for (uint32_t i = 0; i < offset && source[i]; i++)
    if (source[i] == '\n') {
      n++;
      start = i + 1;
    }
  *line = n;
  *column = 1;
  for (uint32_t i = start; i < offset && source[i]; i++)
    if ((source[i] & 0xC0) != 0x80) ++*column;
}

static bool continues(char c) {
  return (c & 0xC0) == 0x80;
}

/* The nearest edge of a character at or before AT, not before LEAST.  In text that is not UTF-8
   any byte may be an edge, so the search is short. */
static size_t edge(const char *s, size_t at, size_t least) {
  for (size_t i = at, steps = 0; steps < 4; i--, steps++) {
    if (!continues(s[i])) return i;
    if (i == least) break;
  }
  return at;
}

void error_locate(Error *e, const char *source, const char *origin) {
  if (e->located || e->kind == ERROR_NONE) return;
  e->located = true;
  snprintf(e->origin, sizeof e->origin, "%s", origin ? origin : "");
  trim(e->origin, sizeof e->origin);
  size_t length = strlen(source), start = e->span.start, end = e->span.end;
  if (start > length) start = length;
  if (end > length) end = length;
  size_t from = start, to = start; /* the line */
  while (from > 0 && source[from - 1] != '\n') from--;
  while (source[to] && source[to] != '\n') to++;
  error_position(source, (uint32_t)start, &e->line, &e->place);
  /* A long line is cut so that the caret stays in view. */
  size_t room = sizeof e->excerpt - 1;
  if (to - from > room) {
    if (start - from > room / 2) from = edge(source, start - room / 2, from);
    if (to - from > room) to = edge(source, from + room, from);
  }
  start = edge(source, start, from);
  if (end > to) end = to;
  if (end < start) end = start;
  size_t before = copy_safe(source + from, start - from, e->excerpt);
  size_t under = copy_safe(source + start, end - start, e->excerpt + before);
  size_t after = copy_safe(source + end, to - end, e->excerpt + before + under);
  e->excerpt[before + under + after] = '\0';
  for (char *s = e->excerpt; *s; s++)
    if (*s == '\t') *s = ' '; /* one column, so that the caret stands below its character */
  e->column = 1 + (uint32_t)utf8_columns(e->excerpt, before);
  e->width = (uint32_t)utf8_columns(e->excerpt + before, under);
  if (e->width == 0) e->width = 1;
}

static void put_safe(const char *s, Text *out) {
  char clean[sizeof((Error *)0)->message];
  size_t len = strlen(s);
  text_append(out, clean, copy_safe(s, len < sizeof clean ? len : sizeof clean, clean));
}

void error_render(const Error *e, Text *out) {
  if (e->kind == ERROR_NONE) return;
  text_puts(out, "error: ");
  put_safe(e->message, out);
  text_putc(out, '\n');
  if (e->located && e->excerpt[0]) {
    if (strchr(e->origin, '.')) { /* a file, in a form that editors understand */
      text_puts(out, "  ");
      put_safe(e->origin, out);
      text_printf(out, ":%u:%u:\n", e->line, e->place);
    } else if (e->origin[0]) {
      text_puts(out, "  in ");
      put_safe(e->origin, out);
      text_printf(out, ", line %u:\n", e->line);
    }
    text_printf(out, "  %s\n  ", e->excerpt);
    text_repeat(out, " ", e->column - 1);
    text_repeat(out, "^", e->width);
    text_putc(out, '\n');
  }
  if (e->hint[0]) {
    text_puts(out, "  ");
    put_safe(e->hint, out);
    text_putc(out, '\n');
  }
}
