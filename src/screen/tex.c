/* tex.c -- TeX mathematics for the terminal: the three ways in.  */

#include "config.h"
#include "screen/tex.h"
#include "screen/tex_box.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { NARROWEST = 10, SOURCE_SHOWN = 200, REPAIRS = 1 };

/* What cannot be set is shown as it is, between backquotes. */
static void put_source(const char *tex, size_t len, const TexOptions *options, Text *out) {
  size_t columns = 0, used;
  text_putc(out, '`');
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(tex + i, len - i, &used);
    int width = utf8_width(point);
    bool blank = point == '\n' || point == '\t' || point == '\r';
    if (columns + 2 > SOURCE_SHOWN) {
      text_puts(out, options->ascii ? "..." : "…");
      break;
    }
    if (blank)
      text_putc(out, ' ');
    else if (utf8_unsafe(point) || width < 0 || (point == UTF8_BAD && used == 1))
      text_puts(out, options->ascii ? "?" : "\xEF\xBF\xBD");
    else if (options->ascii && point >= 0x80)
      text_putc(out, '?');
    else if (width > 0)
      text_append(out, tex + i, used);
    columns += width > 0 ? (size_t)width : 0;
  }
  text_putc(out, '`');
}

/* Cut the source into lines; nothing about it is known. */
static void put_source_lines(const char *tex, size_t len, const TexOptions *options, size_t width,
                             Text *out) {
  Text source = TEXT_EMPTY;
  put_source(tex, len, options, &source);
  const char *s = text_string(&source);
  for (size_t column = 0, i = 0, used; i < source.len; i += used) {
    int w = utf8_width(utf8_decode(s + i, source.len - i, &used));
    if (column + (size_t)(w > 0 ? w : 0) > width) {
      while (out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
      text_putc(out, '\n');
      column = 0;
    }
    text_append(out, s + i, used);
    column += (size_t)(w > 0 ? w : 0);
  }
  text_putc(out, '\n');
  text_free(&source);
}

static Node *read(const char *tex, size_t len, Arena *arena) {
  TexParser p = { .s = tex, .len = len, .arena = arena };
  Node *formula = tex_parse(&p);
  return p.repairs > REPAIRS ? NULL : formula;
}

static Typesetter typesetter(Arena *arena, const TexOptions *options) {
  return (Typesetter){ .arena = arena, .ascii = options->ascii, .attributes = options->attributes };
}

void tex_display(const char *tex, size_t len, const TexOptions *options, Text *out) {
  Arena arena = { NULL };
  size_t width = options->width < NARROWEST ? NARROWEST : options->width, before = out->len;
  Node *formula = len <= TEX_LONGEST ? read(tex, len, &arena) : NULL;
  Typesetter t = typesetter(&arena, options);
  if (formula) {
    tex_find_lowered(&t, formula);
    tex_break(&t, formula, width, out);
  }
  if (!formula || t.full) {
    text_truncate(out, before);
    put_source_lines(tex, len, options, width, out);
  }
  arena_free(&arena);
}

void tex_inline(const char *tex, size_t len, const TexOptions *options, Text *out) {
  Arena arena = { NULL };
  Node *formula = len <= TEX_LONGEST ? read(tex, len, &arena) : NULL;
  Typesetter t = typesetter(&arena, options);
  if (formula) tex_find_lowered(&t, formula);
  Box *row = formula ? tex_layout_group(&t, formula, STYLE_LINE, 0) : NULL;
  if (row && !t.full)
    box_print_row(&t, row, 0, out);
  else
    put_source(tex, len, options, out);
  arena_free(&arena);
}

void tex_check(const char *tex, size_t len, void *self,
               void (*found)(void *self, size_t offset, const char *message)) {
  Arena arena = { NULL };
  if (len > TEX_LONGEST) {
    found(self, 0, "a formula of more than 16 KiB is shown as its source");
    return;
  }
  TexParser p = { .s = tex, .len = len, .arena = &arena, .found = found, .self = self };
  tex_parse(&p);
  arena_free(&arena);
}
