/* table.c -- rows and columns for the terminal.  */

#include "config.h"
#include "screen/table.h"
#include "screen/wrap.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct TableCell {
  char *text;
  int align;
  bool heading;
} TableCell;

struct Table {
  size_t columns, rows, cap, filled; /* filled: cells of the last row */
  TableCell *cells;                  /* rows * columns */
};

Table *table_new(size_t columns) {
  Table *t = mem_new(sizeof *t);
  t->columns = columns > 0 ? columns : 1;
  return t;
}

void table_row(Table *t) {
  if (t->rows == t->cap) {
    t->cap = t->cap ? t->cap * 2 : 8;
    t->cells = mem_resize(t->cells, t->cap * t->columns * sizeof *t->cells);
  }
  memset(t->cells + t->rows++ * t->columns, 0, t->columns * sizeof *t->cells);
  t->filled = 0;
}

void table_cell(Table *t, const char *text, int align, bool heading) {
  if (t->rows == 0 || t->filled >= t->columns) return;
  t->cells[(t->rows - 1) * t->columns + t->filled++] =
      (TableCell){ mem_copy_string(text), align, heading };
}

void table_free(Table *t) {
  if (!t) return;
  for (size_t i = 0; i < t->rows * t->columns; i++) free(t->cells[i].text);
  free(t->cells);
  free(t);
}

static const TableCell *cell_at(const Table *t, size_t row, size_t column) {
  return &t->cells[row * t->columns + column];
}

static const char *cell_text(const Table *t, size_t row, size_t column) {
  const char *s = cell_at(t, row, column)->text;
  return s ? s : "";
}

enum { NARROWEST = 4, LONGEST_WORD = 20 }; /* a column that still reads; longer words are broken */

/* How narrow a cell can be without a word being broken. */
static size_t longest_word(const char *s) {
  size_t longest = NARROWEST;
  for (; *s; s += *s == ' ') {
    size_t len = strcspn(s, " "), w = utf8_columns(s, len);
    if (w > longest) longest = w;
    s += len;
  }
  return longest < LONGEST_WORD ? longest : LONGEST_WORD;
}

/* Natural widths, then the widest columns that can give way do so until the line fits; false when
   it cannot. */
static bool measure(const Table *t, unsigned width, size_t *widths) {
  size_t total = 3 * (t->columns - 1), *least = mem_new(t->columns * sizeof *least);
  for (size_t c = 0; c < t->columns; c++) {
    widths[c] = 1;
    least[c] = NARROWEST;
    for (size_t r = 0; r < t->rows; r++) {
      size_t w = utf8_columns_string(cell_text(t, r, c));
      size_t word = longest_word(cell_text(t, r, c));
      if (w > widths[c]) widths[c] = w;
      if (word > least[c]) least[c] = word;
    }
    total += widths[c];
  }
  while (total > width) {
    size_t widest = SIZE_MAX;
    for (size_t c = 0; c < t->columns; c++)
      if (widths[c] > least[c] && (widest == SIZE_MAX || widths[c] > widths[widest])) widest = c;
    if (widest == SIZE_MAX) break;
    widths[widest]--;
    total--;
  }
  free(least);
  return total <= width;
}

static bool row_empty(const Table *t, size_t row) {
  for (size_t c = 0; c < t->columns; c++)
    if (cell_text(t, row, c)[0]) return false;
  return true;
}

static void put_padded(const char *s, size_t len, size_t width, int align, Text *out) {
  size_t columns = utf8_columns(s, len), gap = width > columns ? width - columns : 0;
  size_t left = align == 3 ? gap : align == 2 ? gap / 2 : 0;
  text_repeat(out, " ", left);
  text_append(out, s, len);
  text_repeat(out, " ", gap - left);
}

/* Colours that begin in a line of a cell and end in a later one must not colour the next cell. */
static void close_colours(const char *s, size_t len, Text *open) {
  for (size_t i = 0; i + 2 < len; i++) {
    if (s[i] != '\033' || s[i + 1] != '[') continue;
    size_t end = i + 2;
    while (end < len && s[end] != 'm') end++;
    bool ends = s[i + 2] == '2' ? s[i + 3] != 'm' : memcmp(s + i + 2, "39", 2) == 0;
    if (ends)
      text_clear(open);
    else
      text_append(open, s + i, end + 1 - i);
    i = end;
  }
}

static void put_row(const Table *t, const ScreenStyle *style, size_t row, const size_t *widths,
                    Text *out) {
  Text *wrapped = mem_new(t->columns * sizeof *wrapped);
  const char **at = mem_new(t->columns * sizeof *at);
  Text *open = mem_new(t->columns * sizeof *open);
  for (size_t c = 0; c < t->columns; c++) {
    if (cell_text(t, row, c)[0])
      wrap_text(cell_text(t, row, c), (unsigned)widths[c], "", "", &wrapped[c]);
    at[c] = text_string(&wrapped[c]);
  }
  for (bool more = true; more;) {
    more = false;
    Text line = TEXT_EMPTY;
    for (size_t c = 0; c < t->columns; c++) {
      size_t len = strcspn(at[c], "\n");
      if (c > 0) text_puts(&line, style->plain ? " | " : style_sign(style, " │ ", " | "));
      bool heading = cell_at(t, row, c)->heading;
      if (heading) text_puts(&line, style_begin(style, TONE_STRONG));
      Text content = TEXT_EMPTY;
      text_append(&content, text_string(&open[c]), open[c].len);
      text_append(&content, at[c], len);
      close_colours(at[c], len, &open[c]);
      if (open[c].len > 0) text_puts(&content, "\033[22;23;24;39m");
      put_padded(text_string(&content), content.len, widths[c], cell_at(t, row, c)->align, &line);
      text_free(&content);
      if (heading) text_puts(&line, style_end(style, TONE_STRONG));
      at[c] += len + (at[c][len] == '\n');
      more |= *at[c] != '\0';
    }
    while (line.len > 0 && line.data[line.len - 1] == ' ') text_truncate(&line, line.len - 1);
    text_puts(out, text_string(&line));
    text_putc(out, '\n');
    text_free(&line);
  }
  for (size_t c = 0; c < t->columns; c++) {
    text_free(&wrapped[c]);
    text_free(&open[c]);
  }
  free(open);
  free(wrapped);
  free(at);
}

/* A name says what it is; a number needs the heading of its column. */
static bool is_name(const char *s) {
  static const char minus[] = "\xE2\x88\x92";
  return strncmp(s, minus, sizeof minus - 1) != 0 &&
         (isalpha((unsigned char)*s) || (*s == '-' && s[1] == ' ') || *s == '`' || *s == '\033' ||
          (unsigned char)*s >= 0x80);
}

/* Too many columns for the page: every row becomes its first cell, and a paragraph of the others.
 */
static void put_records(const Table *t, unsigned width, Text *out) {
  bool headed = t->rows > 0 && cell_at(t, 0, 0)->heading;
  for (size_t r = headed ? 1 : 0; r < t->rows; r++) {
    Text first = TEXT_EMPTY, rest = TEXT_EMPTY;
    for (size_t c = 0; c < t->columns; c++) {
      const char *heading = headed ? cell_text(t, 0, c) : "", *cell = cell_text(t, r, c);
      Text *to = c == 0 ? &first : &rest;
      if (!*cell) continue;
      if (to->len > 0) text_puts(to, ", ");
      if (*heading && !(c == 0 && is_name(cell))) text_printf(to, "%s: ", heading);
      text_puts(to, cell);
    }
    if (first.len > 0) wrap_text(text_string(&first), width, "", "  ", out);
    if (rest.len > 0) wrap_text(text_string(&rest), width, "  ", "  ", out);
    text_free(&first);
    text_free(&rest);
  }
}

void table_render(const Table *t, const ScreenStyle *style, unsigned width, Text *out) {
  size_t *widths = mem_new(t->columns * sizeof *widths);
  if (!measure(t, width, widths)) {
    put_records(t, width, out);
    free(widths);
    return;
  }
  for (size_t r = 0; r < t->rows; r++) {
    bool heading = t->columns > 0 && cell_at(t, r, 0)->heading;
    if (heading && row_empty(t, r)) continue; /* a table without a heading in the source */
    put_row(t, style, r, widths, out);
    if (!heading) continue;
    text_puts(out, style_begin(style, TONE_MUTED));
    for (size_t c = 0; c < t->columns; c++) {
      if (c > 0) text_puts(out, style_sign(style, "─┼─", "-+-"));
      text_repeat(out, style_sign(style, "─", "-"), widths[c]);
    }
    text_puts(out, style_end(style, TONE_MUTED));
    text_putc(out, '\n');
  }
  free(widths);
}
