/* text.c -- a growable string buffer.  */

#include "config.h"
#include "base/text.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(Text *t, size_t more) {
  size_t need = t->len + more + 1;
  if (need <= t->cap) return;
  size_t cap = t->cap ? t->cap * 2 : 64;
  if (cap < need) cap = need;
  t->data = mem_resize(t->data, cap);
  t->cap = cap;
}

void text_append(Text *t, const char *bytes, size_t len) {
  reserve(t, len);
  if (len > 0) memcpy(t->data + t->len, bytes, len);
  t->len += len;
  t->data[t->len] = '\0';
}

void text_puts(Text *t, const char *s) {
  text_append(t, s, strlen(s));
}

void text_putc(Text *t, char c) {
  reserve(t, 1);
  t->data[t->len++] = c;
  t->data[t->len] = '\0';
}

void text_repeat(Text *t, const char *s, size_t times) {
  for (size_t len = strlen(s); times > 0; times--) text_append(t, s, len);
}

void text_vprintf(Text *t, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  reserve(t, 80);
  int len = vsnprintf(t->data + t->len, t->cap - t->len, format, args);
  if (len >= 0 && (size_t)len >= t->cap - t->len) {
    reserve(t, (size_t)len);
    vsnprintf(t->data + t->len, t->cap - t->len, format, again);
  }
  va_end(again);
  if (len > 0) t->len += (size_t)len;
  t->data[t->len] = '\0'; /* also when the format could not be followed */
}

void text_printf(Text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  text_vprintf(t, format, args);
  va_end(args);
}

void text_truncate(Text *t, size_t len) {
  if (len >= t->len) return;
  t->len = len;
  t->data[len] = '\0';
}

void text_clear(Text *t) {
  text_truncate(t, 0);
}

void text_free(Text *t) {
  free(t->data);
  *t = TEXT_EMPTY;
}

const char *text_string(const Text *t) {
  return t->data ? t->data : "";
}

char *text_take(Text *t) {
  char *s = t->data ? t->data : mem_copy_string("");
  *t = TEXT_EMPTY;
  return s;
}
