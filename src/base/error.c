/* error.c -- what went wrong, where, and what to type instead.  */

#include "config.h"
#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(Error *e, ErrorKind kind, Span where, const char *format, ...) {
  if (e->kind != ERROR_NONE) return false;
  *e = (Error){ .kind = kind, .span = where };
  va_list args;
  va_start(args, format);
  vsnprintf(e->message, sizeof e->message, format, args);
  va_end(args);
  return false;
}

void error_hint(Error *e, const char *format, ...) {
  if (e->kind == ERROR_NONE || e->hint[0]) return;
  va_list args;
  va_start(args, format);
  vsnprintf(e->hint, sizeof e->hint, format, args);
  va_end(args);
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

void error_locate(Error *e, const char *source, const char *origin) {
  if (e->located || e->kind == ERROR_NONE) return;
  e->located = true;
  snprintf(e->origin, sizeof e->origin, "%s", origin ? origin : "");
  size_t length = strlen(source), start = e->span.start, end = e->span.end;
  if (start > length) start = length;
  if (end > length) end = length;
  if (end < start) end = start;
  size_t line_start = start, line_end = start;
  while (line_start > 0 && source[line_start - 1] != '\n') line_start--;
  while (source[line_end] && source[line_end] != '\n') line_end++;
  if (end > line_end) end = line_end;
  uint32_t column;
  error_position(source, (uint32_t)start, &e->line, &column);
  /* A long line is cut so that the caret stays in view, at a character's edge. */
  size_t room = sizeof e->excerpt - 1;
  if (line_end - line_start > room) {
    if (start - line_start > room / 2) line_start = start - room / 2;
    while ((source[line_start] & 0xC0) == 0x80) line_start++;
    if (line_end - line_start > room) line_end = line_start + room;
    while (line_end > line_start && (source[line_end] & 0xC0) == 0x80) line_end--;
    if (end > line_end) end = line_end;
  }
  memcpy(e->excerpt, source + line_start, line_end - line_start);
  e->excerpt[line_end - line_start] = '\0';
  e->column = 1 + (uint32_t)utf8_columns(source + line_start, start - line_start);
  e->width = (uint32_t)utf8_columns(source + start, end - start);
  if (e->width == 0) e->width = 1;
}

static void put_excerpt(const Error *e, Text *out) {
  text_puts(out, "  ");
  for (const char *s = e->excerpt; *s; s++) text_putc(out, *s == '\t' ? ' ' : *s);
  text_puts(out, "\n  ");
  text_repeat(out, " ", e->column - 1);
  text_repeat(out, "^", e->width);
  text_putc(out, '\n');
}

void error_render(const Error *e, Text *out) {
  if (e->kind == ERROR_NONE) return;
  text_printf(out, "error: %s\n", e->message);
  if (e->located && e->excerpt[0]) {
    if (e->origin[0]) text_printf(out, "  in %s, line %u:\n", e->origin, e->line);
    put_excerpt(e, out);
  }
  if (e->hint[0]) text_printf(out, "  %s\n", e->hint);
}
