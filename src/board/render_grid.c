/* render_grid.c -- matrices between text.  */

#include "config.h"
#include "board/render.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Lines of equal width; the one text stands on. */
typedef struct Block {
  size_t height, width, base;
  Text *lines;
} Block;

static Block block_new(size_t height) {
  Block b = { .height = height, .base = height / 2 };
  b.lines = mem_new((height + 1) * sizeof *b.lines);
  return b;
}

static void block_free(Block *b) {
  for (size_t i = 0; i < b->height; i++) text_free(&b->lines[i]);
  free(b->lines);
}

static size_t columns_of(const char *s) {
  return utf8_columns_string(s);
}

/* ------------------------------------------------------------------ one grid */

/* The parts before and behind the place where the numbers of a column meet. */
static void split(const char *cell, char meet, size_t *left, size_t *right) {
  const char *at = meet ? strchr(cell, meet) : NULL;
  size_t all = columns_of(cell);
  if (at) {
    *left = utf8_columns(cell, (size_t)(at - cell));
    *right = all - *left;
  } else if (meet == '/' && all > 0) { /* the last digit stands above the bar */
    *left = all - 1;
    *right = 1;
  } else {
    *left = all;
    *right = 0;
  }
}

static char meeting(const Text *cells, size_t rows, size_t columns, size_t j) {
  char meet = '\0';
  for (size_t i = 0; i < rows; i++) {
    const char *cell = text_string(&cells[i * columns + j]);
    if (strchr(cell, 'e')) return '\0';
    if (strchr(cell, '/')) return '/';
    if (strchr(cell, '.') && !strstr(cell, "..")) meet = '.';
  }
  return meet;
}

static bool negative(const Text *cell) {
  const char *s = text_string(cell);
  return *s == '-' || strncmp(s, "−", strlen("−")) == 0;
}

static void put_cells(const Grid *g, const Text *cells, size_t j, size_t gap, Block *b) {
  char meet = meeting(cells, g->rows, g->columns, j);
  size_t widest_left = 0, widest_right = 0, widest = 0, left, right;
  bool minus = false;
  for (size_t i = 0; i < g->rows; i++) {
    const Text *cell = &cells[i * g->columns + j];
    split(text_string(cell), meet, &left, &right);
    if (left > widest_left) widest_left = left;
    if (right > widest_right) widest_right = right;
    if (left + right > widest) widest = left + right;
    minus |= negative(cell);
  }
  if (gap == 3 && minus) gap = 2;
  if (!g->centred) widest = widest_left + widest_right;
  for (size_t i = 0; i < g->rows; i++) {
    const char *cell = text_string(&cells[i * g->columns + j]);
    split(cell, meet, &left, &right);
    size_t before = g->centred ? (widest - left - right) / 2 : widest_left - left;
    text_repeat(&b->lines[i], " ", gap + before);
    text_puts(&b->lines[i], cell);
    text_repeat(&b->lines[i], " ", widest - left - right - before);
  }
  b->width += gap + widest;
}

static const char *fence_sign(const BoardStyle *style, const Grid *g, size_t i, bool closing) {
  static const char *const brackets[2][3] = { { "⎡", "⎢", "⎣" }, { "⎤", "⎥", "⎦" } };
  if (g->fence == FENCE_NONE) return "";
  if (g->fence == FENCE_BARS) return style->utf8 ? "│" : "|";
  if (!style->utf8 || g->rows == 1) return closing ? "]" : "[";
  return brackets[closing][i == 0 ? 0 : i + 1 == g->rows ? 2 : 1];
}

static Block grid_block(const BoardStyle *style, const Grid *g) {
  Block b = block_new(g->rows);
  Text *cells = mem_new((g->rows * g->columns + 1) * sizeof *cells);
  for (size_t k = 0; k < g->rows * g->columns; k++) {
    const char *cell = g->cells[k] ? g->cells[k] : "";
    render_signs(style, cell, strlen(cell), &cells[k]);
  }
  for (size_t i = 0; i < g->rows; i++) text_puts(&b.lines[i], fence_sign(style, g, i, false));
  b.width = g->fence != FENCE_NONE;
  for (size_t j = 0; j < g->columns; j++) {
    bool barred = g->bar > 0 && j == g->bar;
    for (size_t i = 0; barred && i < g->rows; i++)
      text_puts(&b.lines[i], style->utf8 ? " │" : " |");
    b.width += 2 * barred;
    size_t gap = j == 0 ? g->fence != FENCE_NONE : barred ? 1 : g->bar > 0 ? 3 : 2;
    put_cells(g, cells, j, gap, &b);
  }
  size_t label = 0;
  for (size_t i = 0; g->labels && i < g->rows; i++)
    if (g->labels[i] && columns_of(g->labels[i]) > label) label = columns_of(g->labels[i]);
  for (size_t i = 0; i < g->rows; i++) {
    if (g->fence != FENCE_NONE) text_printf(&b.lines[i], " %s", fence_sign(style, g, i, true));
    if (label == 0) continue;
    const char *own = g->labels[i] ? g->labels[i] : "";
    text_puts(&b.lines[i], "  ");
    text_puts(&b.lines[i], own);
    text_repeat(&b.lines[i], " ", label - columns_of(own));
  }
  b.width += 2 * (g->fence != FENCE_NONE) + (label > 0 ? label + 2 : 0);
  for (size_t k = 0; k < g->rows * g->columns; k++) text_free(&cells[k]);
  free(cells);
  return b;
}

/* The first ones, dots, the last one. */
static size_t source_of(size_t k, size_t all, size_t shown, size_t bar) {
  (void)bar;
  if (shown == all || k + 2 < shown) return k;
  return k + 2 == shown ? SIZE_MAX : all - 1;
}

static const Grid *shortened(Steps *s, const Grid *g) {
  size_t most = MAX_GRID_SHOWN, across = g->bar > 0 ? 2 * most : most;
  if (g->rows <= most && g->columns <= across) return g;
  size_t rows = g->rows < most ? g->rows : most,
         columns = g->columns < across ? g->columns : across;
  Grid *short_one = grid_new(s, rows, columns, g->fence);
  short_one->centred = g->centred;
  short_one->bar = g->columns <= across ? g->bar : 0;
  if (g->labels) short_one->labels = arena_new(&s->arena, rows * sizeof *short_one->labels);
  for (size_t i = 0; i < rows; i++) {
    size_t from = source_of(i, g->rows, rows, 0);
    if (g->labels) short_one->labels[i] = from == SIZE_MAX ? "" : g->labels[from];
    for (size_t j = 0; j < columns; j++) {
      size_t across_from = source_of(j, g->columns, columns, g->bar);
      short_one->cells[i * columns + j] = from == SIZE_MAX ? (across_from == SIZE_MAX ? "" : "⋮")
                                          : across_from == SIZE_MAX
                                              ? "…"
                                              : g->cells[from * g->columns + across_from];
    }
  }
  return short_one;
}

/* ------------------------------------------------------------------ side by side */

static void join(Block *all, Block *next) {
  size_t base = all->base > next->base ? all->base : next->base;
  size_t below = all->height - all->base, other = next->height - next->base;
  Block b = block_new(base + (below > other ? below : other));
  b.base = base;
  for (size_t i = 0; i < b.height; i++) {
    size_t k = i + all->base - base, m = i + next->base - base; /* wrap round when above */
    if (k < all->height)
      text_puts(&b.lines[i], text_string(&all->lines[k]));
    else
      text_repeat(&b.lines[i], " ", all->width);
    if (m < next->height)
      text_puts(&b.lines[i], text_string(&next->lines[m]));
    else
      text_repeat(&b.lines[i], " ", next->width);
  }
  b.width = all->width + next->width;
  block_free(all);
  block_free(next);
  *all = b;
}

static void put_block(Block *b, unsigned indent, Text *out) {
  for (size_t i = 0; i < b->height; i++) {
    size_t len = b->lines[i].len;
    const char *line = text_string(&b->lines[i]);
    while (len > 0 && line[len - 1] == ' ') len--;
    if (len > 0) text_repeat(out, " ", indent);
    text_append(out, line, len);
    text_putc(out, '\n');
  }
  block_free(b);
}

static Block text_block(const BoardStyle *style, const char *text, size_t len) {
  Block b = block_new(1);
  render_signs(style, text, len, &b.lines[0]);
  b.width = columns_of(text_string(&b.lines[0]));
  return b;
}

void render_grids(Steps *s, const BoardStyle *style, const Line *line, unsigned indent, Text *out) {
  Block all = block_new(0);
  size_t next = 0, room = style->width > indent ? style->width - indent : 1;
  const char *text = line->text;
  while (*text) {
    Block piece;
    if (*text == '\1') {
      piece = grid_block(style, shortened(s, line->grids[next++]));
      text++;
    } else {
      size_t len = strcspn(text, "\1");
      piece = text_block(style, text, len);
      const char *sign = piece.width > room ? strstr(text + 2, "  =  ") : NULL;
      if (sign && sign < text + len) { /* the equation goes on in the next line */
        block_free(&piece);
        len = (size_t)(sign - text);
        piece = text_block(style, text, len);
      }
      text += len;
    }
    if (all.width > 0 && all.width + piece.width > room) {
      put_block(&all, indent, out);
      all = block_new(0);
    }
    if (all.width == 0) {
      block_free(&all);
      all = piece;
    } else
      join(&all, &piece);
  }
  put_block(&all, indent, out);
}

void render_grid_plain(const BoardStyle *style, const Grid *g, Text *out) {
  text_putc(out, g->fence == FENCE_BARS ? '|' : '[');
  for (size_t i = 0; i < g->rows; i++)
    for (size_t j = 0; j < g->columns; j++) {
      if (i + j > 0) text_puts(out, j == 0 ? "; " : g->bar > 0 && j == g->bar ? " | " : ", ");
      const char *cell = g->cells[i * g->columns + j];
      if (cell) render_signs(style, cell, strlen(cell), out);
    }
  text_putc(out, g->fence == FENCE_BARS ? '|' : ']');
}
