/* tex_box.c -- rectangles of cells.  */

#include "config.h"
#include "screen/tex_box.h"
#include "base/utf8.h"

#include <string.h>

Box *box_new(Typesetter *t, size_t w, size_t h, size_t base) {
  if (t->full || w * h + t->cells > TEX_CELLS) {
    t->full = true;
    w = h = 1;
    base = 0;
  }
  Box *b = arena_new(t->arena, sizeof *b);
  t->cells += w * h + 1;
  b->w = w;
  b->h = h;
  b->base = base;
  b->cells = arena_new(t->arena, (w * h + 1) * sizeof *b->cells);
  for (size_t i = 0; i < w * h; i++) b->cells[i].point = ' ';
  return b;
}

Box *box_text(Typesetter *t, const char *text, uint8_t attributes) {
  size_t len = strlen(text);
  Box *b = box_new(t, utf8_columns(text, len), 1, 0);
  size_t x = 0, used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    int width = utf8_width(point);
    if (width == 0) {
      if (x == 0 || point > 0xFFFF) continue;
      Cell *cell = &b->cells[x - 1];
      if (!cell->marks[0])
        cell->marks[0] = (uint16_t)point;
      else if (!cell->marks[1])
        cell->marks[1] = (uint16_t)point;
      continue;
    }
    if (x + (width == 2) >= b->w) break;
    b->cells[x].point = point;
    b->cells[x].attributes = attributes;
    if (width == 2) b->cells[x + 1].point = 0;
    x += width == 2 ? 2 : 1;
  }
  return b;
}

Box *box_sign(Typesetter *t, const char *utf8, const char *ascii) {
  return box_text(t, t->ascii ? ascii : utf8, 0);
}

void box_put(Box *to, const Box *from, size_t x, size_t y) {
  if (x + from->w > to->w || y + from->h > to->h) return; /* only when the typesetter is full */
  for (size_t row = 0; row < from->h; row++)
    if (from->w > 0)
      memcpy(to->cells + (y + row) * to->w + x, from->cells + row * from->w,
             from->w * sizeof *from->cells);
}

void box_set(Box *b, size_t x, size_t y, uint32_t point) {
  if (x < b->w && y < b->h) b->cells[y * b->w + x].point = point;
}

void box_fill(Box *b, size_t x, size_t y, size_t count, uint32_t point) {
  for (size_t i = x; i < b->w && i - x < count; i++) box_set(b, i, y, point);
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

Box *box_beside(Typesetter *t, const Box *left, const Box *right, size_t gap) {
  size_t base = larger(left->base, right->base);
  size_t below = larger(left->h - left->base, right->h - right->base);
  Box *b = box_new(t, left->w + gap + right->w, base + below, base);
  box_put(b, left, 0, base - left->base);
  box_put(b, right, left->w + gap, base - right->base);
  b->tall = left->tall || right->tall;
  b->left = left->left;
  b->right = right->right;
  return b;
}

Box *box_above(Typesetter *t, const Box *top, const Box *bottom, bool base_below) {
  size_t w = larger(top->w, bottom->w);
  Box *b = box_new(t, w, top->h + bottom->h, base_below ? top->h + bottom->base : top->base);
  box_put(b, top, (w - top->w) / 2, 0);
  box_put(b, bottom, (w - bottom->w) / 2, top->h);
  const Box *main = base_below ? bottom : top;
  b->left = main->left;
  b->right = main->right;
  return b;
}

Box *box_brackets(Typesetter *t, const Box *inner) {
  Box *b = box_beside(t, box_text(t, "(", 0), inner, 0);
  b = box_beside(t, b, box_text(t, ")", 0), 0);
  b->left = b->right = (Edge){ .class = CLASS_FENCE };
  return b;
}

static void change_attributes(uint8_t from, uint8_t to, Text *out) {
  static const struct {
    uint8_t bit;
    const char *on, *off;
  } codes[] = { { ATTR_BOLD, "\033[1m", "\033[22m" },
                { ATTR_ITALIC, "\033[3m", "\033[23m" },
                { ATTR_ERROR, "\033[31m", "\033[39m" } };
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if ((from ^ to) & codes[i].bit) text_puts(out, to & codes[i].bit ? codes[i].on : codes[i].off);
}

static void put_point(uint32_t point, Text *out) {
  char bytes[4];
  text_append(out, bytes, utf8_encode(point, bytes));
}

void box_print_row(const Typesetter *t, const Box *b, size_t row, Text *out) {
  const Cell *cells = b->cells + row * b->w;
  size_t w = b->w;
  while (w > 0 && cells[w - 1].point == ' ' && !cells[w - 1].marks[0]) w--;
  uint8_t now = 0;
  for (size_t x = 0; x < w; x++) {
    const Cell *c = &cells[x];
    if (c->point == 0) continue;
    uint8_t wanted = !t->attributes || c->point == ' ' ? 0 : c->attributes;
    change_attributes(now, wanted, out);
    now = wanted;
    put_point(c->point, out);
    for (int m = 0; m < 2; m++)
      if (c->marks[m]) put_point(c->marks[m], out);
  }
  change_attributes(now, 0, out);
}
