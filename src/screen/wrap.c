/* wrap.c -- running text into lines.  */

#include "config.h"
#include "screen/wrap.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

#define NO_BREAK "\xC2\xA0"

static void put_word(const char *s, size_t len, Text *out) {
  for (size_t i = 0; i < len;) {
    if (len - i >= 2 && memcmp(s + i, NO_BREAK, 2) == 0) {
      text_putc(out, ' ');
      i += 2;
    } else
      text_putc(out, s[i++]);
  }
}

typedef struct Line {
  Text *out;
  const char *rest;
  unsigned width;
  size_t column;
  bool empty; /* nothing but the prefix yet */
} Line;

static void line_break(Line *l) {
  text_putc(l->out, '\n');
  text_puts(l->out, l->rest);
  l->column = utf8_columns_string(l->rest);
  l->empty = true;
}

/* A colour ends with m, a link with escape and a backslash. */
static size_t escape_bytes(const char *s, size_t len) {
  bool link = len > 1 && s[1] == ']';
  for (size_t i = 2; i < len; i++)
    if (link ? s[i] == '\\' && s[i - 1] == '\033' : s[i] == 'm') return i + 1;
  return 1;
}

/* A word that no line can hold is cut at its no-break blanks, else between characters. */
static void put_long(Line *l, const char *s, size_t len) {
  while (len > 0) {
    size_t take = 0, columns = 0, room = l->width > l->column ? l->width - l->column : 1, blank = 0;
    while (take < len) {
      size_t used = 1;
      if (s[take] == '\033') {
        used = escape_bytes(s + take, len - take);
      } else {
        utf8_decode(s + take, len - take, &used);
        size_t w = utf8_columns(s + take, used);
        if (columns + w > room) break;
        columns += w;
        if (used == 2 && memcmp(s + take, NO_BREAK, 2) == 0) blank = take + 2;
      }
      take += used;
    }
    if (take < len && blank > 0) take = blank;
    if (take == 0) {
      utf8_decode(s, len, &take);
    }
    put_word(s, take, l->out);
    l->column += columns;
    l->empty = false;
    s += take;
    len -= take;
    if (len > 0) line_break(l);
  }
}

static void add_word(Line *l, const char *s, size_t len, bool blank) {
  size_t columns = utf8_columns(s, len);
  if (!l->empty && l->column + blank + columns > l->width) {
    line_break(l);
    blank = false;
  }
  if (blank && !l->empty) {
    text_putc(l->out, ' ');
    l->column++;
  }
  if (l->column + columns > l->width) {
    put_long(l, s, len);
    return;
  }
  put_word(s, len, l->out);
  l->column += columns;
  if (columns > 0) l->empty = false;
}

void wrap_text(const char *text, unsigned width, const char *first, const char *rest, Text *out) {
  Line line = { .out = out, .rest = rest, .width = width, .empty = true };
  text_puts(out, first);
  line.column = utf8_columns_string(first);
  bool blank = false;
  while (*text) {
    if (*text == ' ') {
      blank = true;
      text++;
    } else if (*text == '\n') {
      if (text[1]) line_break(&line);
      blank = false;
      text++;
    } else {
      size_t len = strcspn(text, " \n");
      add_word(&line, text, len, blank);
      blank = false;
      text += len;
    }
  }
  text_putc(out, '\n');
}
