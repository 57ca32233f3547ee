/* render_rows.c -- rows whose columns line up.  */

#include "config.h"
#include "board/render.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 24, GAP = 2 };

typedef struct Cell {
  Text text;
  unsigned before, behind; /* blanks the explainer put there */
  bool number;             /* behind a vertical tab: a minus sign hangs out */
} Cell;

typedef struct Row {
  Cell cells[MAX_COLUMNS];
  size_t count;
} Row;

static void cut(const BoardStyle *style, const char *text, Row *row) {
  bool number = false;
  while (row->count < MAX_COLUMNS) {
    Cell *cell = &row->cells[row->count++];
    cell->number = number;
    cell->before = row->count > 1 ? (unsigned)strspn(text, " ") : 0;
    text += cell->before;
    size_t len = strcspn(text, "\t\v");
    size_t own = len;
    while (text[len] == '\t' && own > 0 && text[own - 1] == ' ') own--;
    cell->behind = (unsigned)(len - own);
    render_signs(style, text, own, &cell->text);
    text += len;
    if (!*text) break;
    number = *text++ == '\v';
  }
}

static size_t width_of(const Cell *cell) {
  return utf8_columns_string(text_string(&cell->text));
}

static bool is_negative(const Cell *cell) {
  const char *s = text_string(&cell->text);
  return *s == '-' || strncmp(s, "−", strlen("−")) == 0;
}

typedef struct Columns {
  size_t width[MAX_COLUMNS], gap[MAX_COLUMNS];
  bool minus[MAX_COLUMNS];
  size_t total;
} Columns;

static void measure(const Row *rows, size_t count, bool spread, Columns *c) {
  *c = (Columns){ 0 };
  size_t most = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < rows[i].count; j++) {
      const Cell *cell = &rows[i].cells[j];
      if (cell->number && is_negative(cell)) c->minus[j] = true;
      size_t gap = j == 0 ? 0 : (cell->number ? 1 : GAP) + (spread ? cell->before : 0);
      if (gap > c->gap[j]) c->gap[j] = gap;
    }
  for (size_t i = 0; i < count; i++) {
    size_t total = 0;
    for (size_t j = 0; j < rows[i].count; j++) {
      const Cell *cell = &rows[i].cells[j];
      size_t width = width_of(cell) + (cell->number && c->minus[j] && !is_negative(cell));
      if (spread) width += cell->behind;
      /* what nothing follows needs no column */
      if (j + 1 < rows[i].count && width > c->width[j]) c->width[j] = width;
      if (j + 1 == rows[i].count && width > total) total = width;
    }
    if (total > most) most = total;
  }
  for (size_t i = 0; i < count; i++) {
    size_t total = 0;
    for (size_t j = 0; j < rows[i].count; j++)
      total += c->gap[j] + (j + 1 < rows[i].count ? c->width[j] : width_of(&rows[i].cells[j]) + 1);
    if (total > c->total) c->total = total;
  }
}

/* Words of TEXT on lines of at most ROOM columns. */
static void put_folded(const char *text, size_t room, unsigned indent, Text *out) {
  size_t at = 0;
  while (*text) {
    size_t len = strcspn(text, " ") + 1, used;
    if (!text[len - 1]) len--;
    used = utf8_columns(text, text[len - 1] == ' ' ? len - 1 : len);
    if (at > 0 && at + used > room) {
      while (out->len > 0 && out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
      text_putc(out, '\n');
      text_repeat(out, " ", indent + 4);
      at = 4;
    }
    text_append(out, text, len);
    at += utf8_columns(text, len);
    text += len;
  }
}

static void put_row(const Row *row, const Columns *c, unsigned indent, Text *out) {
  text_repeat(out, " ", indent);
  size_t debt = 0; /* blanks owed before the next cell */
  for (size_t j = 0; j < row->count; j++) {
    const Cell *cell = &row->cells[j];
    size_t hang = cell->number && c->minus[j] && !is_negative(cell), width = width_of(cell) + hang;
    debt += c->gap[j] + hang;
    if (cell->text.len > 0) {
      text_repeat(out, " ", debt);
      text_puts(out, text_string(&cell->text));
      debt = 0;
    }
    if (j + 1 < row->count && c->width[j] > width - (cell->text.len > 0 ? 0 : hang))
      debt += c->width[j] - width;
  }
  text_putc(out, '\n');
}

/* Too wide for columns: what begins at a tab goes on a line of its own when it must. */
static void put_running(const Row *row, unsigned width, unsigned indent, Text *out) {
  size_t room = width > indent + 12 ? width - indent : 12, at = 0;
  for (size_t j = 0, next; j < row->count; j = next) {
    Text unit = TEXT_EMPTY;
    for (next = j; next < row->count && (next == j || row->cells[next].number); next++)
      text_printf(&unit, "%s%s", unit.len > 0 ? " " : "", text_string(&row->cells[next].text));
    size_t columns = utf8_columns_string(text_string(&unit));
    if (columns > 0) {
      bool fits = at > 0 && at + GAP + columns <= room;
      if (at > 0 && !fits) text_putc(out, '\n');
      unsigned more = at > 0 && !fits ? 2 : 0;
      if (fits)
        text_repeat(out, " ", GAP);
      else
        text_repeat(out, " ", indent + more);
      put_folded(text_string(&unit), room - more, indent + more, out);
      at = fits ? at + GAP + columns : more + columns;
    }
    text_free(&unit);
  }
  text_putc(out, '\n');
}

void render_rows(const BoardStyle *style, const Line *const *lines, size_t count, unsigned indent,
                 Text *out) {
  Row *rows = mem_new(count * sizeof *rows);
  for (size_t i = 0; i < count; i++) cut(style, lines[i]->text, &rows[i]);
  Columns columns;
  measure(rows, count, true, &columns);
  if (indent + columns.total > style->width + 1) measure(rows, count, false, &columns);
  bool fits = indent + columns.total <= style->width + 1;
  for (size_t i = 0; i < count; i++)
    if (fits)
      put_row(&rows[i], &columns, indent, out);
    else
      put_running(&rows[i], style->width, indent, out);
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < rows[i].count; j++) text_free(&rows[i].cells[j].text);
  free(rows);
}
