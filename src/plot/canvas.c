/* canvas.c -- a sheet of terminal cells, and its translation to text with colours.  */

#include "config.h"
#include "plot/canvas.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "plot/spell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Canvas canvas_new(unsigned columns, unsigned lines, bool ascii, TextColours colours) {
  Canvas c = { columns, lines, ascii, ascii ? TEXT_COLOURLESS : colours, NULL };
  c.cells = mem_new((size_t)columns * lines * sizeof *c.cells);
  for (size_t i = 0; i < (size_t)columns * lines; i++) c.cells[i].top = c.cells[i].bottom = -1;
  return c;
}

void canvas_free(Canvas *c) {
  free(c->cells);
  c->cells = NULL;
}

static Cell *cell_at(const Canvas *c, long column, long line) {
  if (column < 0 || line < 0 || column >= (long)c->columns || line >= (long)c->lines) return NULL;
  return &c->cells[(size_t)line * c->columns + (size_t)column];
}

/* The bit of a dot in a braille sign. */
static unsigned char dot_bit(long x, long y) {
  static const unsigned char BITS[4][2] = { { 1, 8 }, { 2, 16 }, { 4, 32 }, { 64, 128 } };
  return BITS[y % 4][x % 2];
}

static void lift_shade(Cell *cell) {
  if (cell->shade) cell->sign[0] = '\0';
  cell->shade = false;
}

void canvas_dot(Canvas *c, long x, long y, Pen pen) {
  Cell *cell = x < 0 || y < 0 ? NULL : cell_at(c, x / 2, y / 4);
  if (cell == NULL) return;
  bool gap = pen.role == ROLE_PAPER && c->colours == TEXT_COLOURLESS && !c->ascii;
  if (gap && cell->solid != 0) { /* a light line on an area that has no colour */
    cell->solid &= (unsigned char)~dot_bit(x, y);
    return;
  }
  cell->dots |= dot_bit(x, y);
  cell->stroke = pen.sign;
  lift_shade(cell);
  if (cell->sign[0] == '\0') cell->pen = pen;
}

void canvas_solid(Canvas *c, long x, long y, Pen pen) {
  Cell *cell = x < 0 || y < 0 ? NULL : cell_at(c, x / 2, y / 4);
  if (cell == NULL) return;
  cell->solid |= dot_bit(x, y);
  cell->area = pen;
}

void canvas_half(Canvas *c, long column, long half_line, uint32_t colour) {
  Cell *cell = half_line < 0 ? NULL : cell_at(c, column, half_line / 2);
  if (cell == NULL) return;
  if (half_line % 2 == 0)
    cell->top = colour;
  else
    cell->bottom = colour;
}

/* Text.  */

/* One sign at a cell: WIDTH columns, 0 for a mark on the sign before. */
static void put_sign(Canvas *c, long column, long line, const char *bytes, size_t len, int width,
                     Pen pen) {
  Cell *cell = cell_at(c, width == 0 ? column - 1 : column, line);
  if (cell == NULL) return;
  cell->shade = false;
  size_t used = width == 0 ? strlen(cell->sign) : 0;
  if (used + len >= sizeof cell->sign || (width == 0 && used == 0)) return;
  memcpy(cell->sign + used, bytes, len);
  cell->sign[used + len] = '\0';
  cell->pen = pen;
  cell->covered = false;
  Cell *right = width == 2 ? cell_at(c, column + 1, line) : NULL;
  if (right != NULL) {
    right->covered = true;
    right->sign[0] = '\0';
  } else if (width == 2) {
    cell->sign[0] = '\0';
  }
}

/* Walk over the text; draw it when DRAW. */
static unsigned lay_text(Canvas *c, long column, long line, const char *text, Pen pen, bool draw) {
  long at = column;
  bool raised = false;
  for (size_t len = strlen(text), used; len > 0; text += used, len -= used) {
    uint32_t point = utf8_decode(text, len, &used);
    if (point < 0x20 || point == 0x7F) point = ' ';
    if (utf8_unsafe(point)) continue;
    if (c->ascii && point > 0x7E) {
      for (const char *s = spell_point(point, &raised); *s != '\0'; s++, at++)
        if (draw) put_sign(c, at, line, s, 1, 1, pen);
      continue;
    }
    raised = false;
    char bytes[4];
    int width = utf8_width(point);
    if (width < 0) continue;
    if (draw) put_sign(c, at, line, bytes, utf8_encode(point, bytes), width, pen);
    at += width;
  }
  return (unsigned)(at - column);
}

unsigned canvas_text(Canvas *c, long column, long line, const char *text, Pen pen) {
  return lay_text(c, column, line, text, pen, true);
}

unsigned canvas_width(const Canvas *c, const char *text) {
  Canvas empty = { .ascii = c->ascii };
  return lay_text(&empty, 0, 0, text, (Pen){ 0 }, false);
}

size_t canvas_break(const Canvas *c, const char *text, unsigned width) {
  if (canvas_width(c, text) <= width) return strlen(text);
  size_t best = 0;
  for (size_t i = 1; text[i] != '\0'; i++) {
    if (text[i] != ' ') continue;
    char *part = mem_copy_bytes(text, i);
    bool fits = canvas_width(c, part) <= width;
    free(part);
    if (!fits) break;
    best = i;
  }
  return best > 0 ? best : strlen(text);
}

void canvas_shade(Canvas *c, long column, long line, const char *sign, Pen pen) {
  Cell *cell = cell_at(c, column, line);
  if (cell == NULL || cell->sign[0] != '\0' || cell->covered) return;
  canvas_text(c, column, line, sign, pen);
  cell->shade = true;
}

bool canvas_has_text(const Canvas *c, long column, long line, unsigned columns) {
  for (unsigned i = 0; i < columns; i++) {
    const Cell *cell = cell_at(c, column + i, line);
    if (cell != NULL && !cell->shade && (cell->sign[0] != '\0' || cell->covered)) return true;
  }
  return false;
}

void canvas_unshade(Canvas *c, long column, long line, unsigned columns) {
  for (unsigned i = 0; i < columns; i++) {
    Cell *cell = cell_at(c, column + i, line);
    if (cell != NULL) lift_shade(cell);
  }
}

void canvas_clear(Canvas *c, long column, long line, unsigned columns) {
  for (unsigned i = 0; i < columns; i++) {
    Cell *cell = cell_at(c, column + i, line);
    if (cell == NULL) continue;
    cell->dots = 0;
    lift_shade(cell);
  }
}

void canvas_blank(Canvas *c, long column, long line, unsigned columns) {
  canvas_clear(c, column, line, columns);
  for (unsigned i = 0; i < columns; i++) {
    Cell *cell = cell_at(c, column + i, line);
    if (cell == NULL) continue;
    cell->solid = 0;
    cell->sign[0] = '\0';
    cell->covered = false;
  }
}

/* Colours.  */

static unsigned nearest_256(uint32_t colour) {
  static const int LEVELS[6] = { 0, 95, 135, 175, 215, 255 };
  unsigned cube = 0;
  int distance = 0, parts[3], sum = 0;
  for (int k = 0; k < 3; k++) {
    int value = colour >> (16 - 8 * k) & 255;
    unsigned level = 0;
    while (level < 5 && value > (LEVELS[level] + LEVELS[level + 1]) / 2) level++;
    cube = cube * 6 + level;
    distance += (value - LEVELS[level]) * (value - LEVELS[level]);
    parts[k] = value;
    sum += value;
  }
  int grey = (sum / 3 - 8 + 5) / 10;
  grey = grey < 0 ? 0 : grey > 23 ? 23 : grey;
  int grey_distance = 0;
  for (int k = 0; k < 3; k++)
    grey_distance += (parts[k] - 8 - 10 * grey) * (parts[k] - 8 - 10 * grey);
  return grey_distance < distance ? 232 + (unsigned)grey : 16 + cube;
}

static void put_colour(const Canvas *c, int code, int64_t colour, Text *out) {
  if (colour < 0) return;
  if (c->colours == TEXT_COLOURS_TRUE)
    text_printf(out, ";%d;2;%d;%d;%d", code, (int)(colour >> 16 & 255), (int)(colour >> 8 & 255),
                (int)(colour & 255));
  else
    text_printf(out, ";%d;5;%u", code, nearest_256((uint32_t)colour));
}

/* Areas are dark shades of their colour, so that curves and text stand out on them. */
static uint32_t area_colour(const Pen *pen) {
  uint32_t full = role_colour(pen->role, THEME_TERMINAL);
  return pen->tint > 0 ? colour_mix(full, 0x303840, 0.2 + 0.6 * pen->tint) : full;
}

/* The colour of a line or sign over BACK (-1: the terminal's own background). */
static int64_t pen_colour(const Pen *pen, int64_t back) {
  Style s = { .role = pen->role, .tint = pen->tint };
  bool ink = pen->role == ROLE_INK || pen->role == ROLE_AUTO;
  if (back < 0) return ink ? -1 : (int64_t)style_colour(&s, THEME_TERMINAL);
  bool light = colour_is_light((uint32_t)back);
  if (ink) return light ? 0x111111 : 0xFFFFFF;
  if (pen->role == ROLE_PAPER) return light ? colour_mix((uint32_t)back, 0, 0.3) : 0xFFFFFF;
  return style_colour(&s, light ? THEME_LIGHT : THEME_DARK);
}

/* Cells as signs.  */

static int bits_in(unsigned char bits) {
  int count = 0;
  for (; bits != 0; bits &= (unsigned char)(bits - 1)) count++;
  return count;
}

static void braille(unsigned char dots, char sign[12]) {
  size_t len = utf8_encode(0x2800u + dots, sign);
  sign[len] = '\0';
}

/* Blocks for areas whose edge runs along the cell, braille for the others. */
static void solid_sign(unsigned char bits, char sign[12]) {
  static const struct {
    unsigned char bits;
    const char *sign;
  } BLOCKS[] = { { 0xFF, "█" }, { 0xC0, "▂" }, { 0xE4, "▄" }, { 0xF6, "▆" },
                 { 0x1B, "▀" }, { 0x47, "▌" }, { 0xB8, "▐" } };
  for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++)
    if (BLOCKS[i].bits == bits) {
      snprintf(sign, 12, "%s", BLOCKS[i].sign);
      return;
    }
  braille(bits, sign);
}

static char ascii_stroke(const Cell *cell) {
  unsigned char d = cell->dots;
  if (cell->stroke != 0) return cell->stroke;
  bool high = (d & 0x1B) != 0, low = (d & 0xE4) != 0;
  bool left_low = (d & 0x44) != 0, right_low = (d & 0xA0) != 0;
  bool left_high = (d & 0x03) != 0, right_high = (d & 0x18) != 0;
  if (!low) return (d & 0x12) != 0 ? '-' : '\'';
  if (!high) return (d & 0xC0) != 0 ? '.' : '-';
  if (left_low && right_high && !right_low && !left_high) return '/';
  if (left_high && right_low && !left_low && !right_high) return '\\';
  return left_low && left_high ? '|' : right_low && right_high ? '|' : '-';
}

/* What a cell shows: its sign, and colours (-1: the terminal's). */
static void resolve(const Canvas *c, const Cell *cell, char sign[12], int64_t *front,
                    int64_t *back) {
  *front = *back = -1;
  int64_t under = -1;
  if (cell->top >= 0 && cell->bottom >= 0)
    under = colour_mix((uint32_t)cell->top, (uint32_t)cell->bottom, 0.5);
  else if (cell->top >= 0 || cell->bottom >= 0)
    under = cell->top >= 0 ? cell->top : cell->bottom;
  bool colourless = c->colours == TEXT_COLOURLESS;
  if (under < 0 && !colourless && bits_in(cell->solid) >= 5) under = area_colour(&cell->area);
  if (cell->sign[0] != '\0' || cell->dots != 0) {
    *back = under;
    *front = pen_colour(&cell->pen, under);
    if (cell->sign[0] != '\0')
      memcpy(sign, cell->sign, sizeof cell->sign);
    else if (c->ascii)
      snprintf(sign, 12, "%c", ascii_stroke(cell));
    else
      braille(cell->dots | (under < 0 ? cell->solid : 0), sign);
  } else if (cell->solid != 0) {
    if (c->ascii)
      snprintf(sign, 12, "%c",
               bits_in(cell->solid) < 3 ? ' '
               : cell->area.sign        ? cell->area.sign
                                        : '#');
    else if (colourless && cell->area.tint > 0.3)
      braille(cell->solid & 0x51, sign);
    else
      solid_sign(cell->solid, sign);
    *front = area_colour(&cell->area);
  } else if (cell->top >= 0 || cell->bottom >= 0) {
    bool upper = cell->top >= 0;
    snprintf(sign, 12, "%s", cell->top == cell->bottom ? " " : upper ? "▀" : "▄");
    *front = upper ? cell->top : cell->bottom;
    *back = upper ? cell->bottom : -1;
    if (cell->top == cell->bottom) *front = -1;
  } else {
    snprintf(sign, 12, " ");
  }
  if (colourless) *front = *back = -1;
}

static void write_line(const Canvas *c, const Cell *cells, Text *out) {
  int64_t front = -1, back = -1;
  size_t visible = out->len; /* just after the last thing that is not a blank */
  bool coloured = false;
  for (unsigned i = 0; i < c->columns; i++) {
    char sign[12];
    int64_t new_front, new_back;
    if (cells[i].covered) continue;
    resolve(c, &cells[i], sign, &new_front, &new_back);
    if (sign[0] == ' ') new_front = front;
    if (new_front != front || new_back != back) {
      text_puts(out, "\033[0");
      put_colour(c, 38, new_front, out);
      put_colour(c, 48, new_back, out);
      text_putc(out, 'm');
      front = new_front;
      back = new_back;
    }
    text_puts(out, sign);
    if (sign[0] == ' ' && back < 0) continue;
    visible = out->len;
    coloured = front >= 0 || back >= 0;
  }
  text_truncate(out, visible);
  text_puts(out, coloured ? "\033[0m\n" : "\n");
}

void canvas_write(const Canvas *c, Text *out) {
  for (unsigned y = 0; y < c->lines; y++) write_line(c, c->cells + (size_t)y * c->columns, out);
}
