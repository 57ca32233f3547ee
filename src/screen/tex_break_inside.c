/* tex_break_inside.c -- where a formula may be broken when nothing outside its brackets helps.  */

#include "config.h"
#include "screen/tex_box.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ in the outermost bracket */

static bool opens(uint32_t point) {
  return (point < 0x80 && point && strchr("([{", (int)point)) ||
         (point >= 0x239B && point <= 0x239D) || (point >= 0x23A1 && point <= 0x23A3) ||
         (point >= 0x23A7 && point <= 0x23A9);
}

static bool closes(uint32_t point) {
  return (point < 0x80 && point && strchr(")]}", (int)point)) ||
         (point >= 0x239E && point <= 0x23A0) || (point >= 0x23A4 && point <= 0x23A6) ||
         (point >= 0x23AB && point <= 0x23AD);
}

static bool is_small_bracket(uint32_t point) {
  return point < 0x80;
}

static bool is_sign(uint32_t point) {
  return point == '+' || point == '-' || point == 0x2212 || point == 0xB1 || point == 0x2213;
}

/* Only a column that is blank from top to bottom lies between two boxes. */
static bool column_is_blank(const Box *b, size_t x) {
  for (size_t y = 0; y < b->h; y++)
    if (b->cells[y * b->w + x].point != ' ') return false;
  return true;
}

size_t tex_cut_in_bracket(const Typesetter *t, const Box *b, size_t start, size_t room,
                          size_t *past) {
  const Cell *row = b->cells + b->base * b->w;
  size_t cut = 0, opened = 0;
  unsigned depth = 0;
  bool small = false; /* the outermost bracket is one row high, so it may be parted */
  if (t->ascii && b->tall)
    return 0; /* tall brackets are drawn with strokes that mean other things */
  for (size_t x = 0; x + 1 < b->w && (x < start || x - start <= room); x++) {
    uint32_t point = row[x].point;
    if (opens(point) && depth++ == 0) {
      opened = x + 1;
      small = is_small_bracket(point);
    }
    if (closes(point) && depth > 0) depth--;
    if (depth != 1 || !small || x <= start || x <= opened || !column_is_blank(b, x)) continue;
    bool before_sign = is_sign(row[x + 1].point) && x + 2 < b->w && row[x + 2].point == ' ';
    if (!before_sign && row[x - 1].point != ',') continue;
    cut = x + 1;
    *past = opened;
  }
  return cut;
}

Box *tex_columns(Typesetter *t, const Box *b, size_t from, size_t to) {
  Box *part = box_new(t, to - from, b->h, b->base);
  if (t->full) return part;
  for (size_t y = 0; y < b->h; y++)
    memcpy(part->cells + y * part->w, b->cells + y * b->w + from, part->w * sizeof *part->cells);
  part->tall = b->tall;
  return part;
}

/* ------------------------------------------------------------------ a wide matrix */

/* The matrix with the columns FROM up to TO alone, as a node of its own. */
static Node *some_columns(Typesetter *t, const Node *n, size_t from, size_t to) {
  Node *copy = arena_new(t->arena, sizeof *copy);
  *copy = *n;
  copy->next = NULL;
  memset(copy->boxes, 0, sizeof copy->boxes);
  if (n->type != NODE_TABLE) { /* a bracket or a group round it */
    copy->a = some_columns(t, n->a, from, to);
    return copy;
  }
  const TexTable *whole = n->table;
  TexTable *part = arena_new(t->arena, sizeof *part);
  *part = *whole;
  part->columns = to - from;
  for (size_t r = 0; r < whole->rows; r++)
    part->row[r] = whole->row[r] ? whole->row[r] + from : NULL;
  memmove(part->align, whole->align + from, sizeof part->align - from);
  memmove(part->rule, whole->rule + from, sizeof part->rule - from);
  part->rule[0] = false;
  copy->table = part;
  return copy;
}

const TexTable *tex_matrix_in(const Node *n) {
  while (n && (n->type == NODE_FENCE || n->type == NODE_GROUP)) {
    n = n->a;
    if (!n || n->next) return NULL;
  }
  return n && n->type == NODE_TABLE && n->table->look == TABLE_MATRIX ? n->table : NULL;
}

Box *tex_matrix_block(Typesetter *t, const Node *n, size_t from, size_t width, size_t *to) {
  size_t columns = tex_matrix_in(n)->columns;
  Box *block = NULL;
  size_t cells = t->cells;
  for (size_t end = from + 1; end <= columns; end++) {
    t->cells = cells; /* only the block that is kept counts */
    Box *wider = tex_layout(t, some_columns(t, n, from, end), STYLE_DISPLAY, 0);
    if (t->full || wider->w > width) break;
    block = wider;
    *to = end;
  }
  if (!block) return NULL;
  char head[64];
  if (*to == from + 1)
    snprintf(head, sizeof head, "column %zu", *to);
  else
    snprintf(head, sizeof head, "columns %zu to %zu", from + 1, *to);
  Box *title = box_text(t, head, 0);
  Box *headed =
      box_new(t, title->w > block->w ? title->w : block->w, block->h + 1, block->base + 1);
  box_put(headed, title, 0, 0);
  box_put(headed, block, 0, 1);
  headed->tall = true;
  return headed;
}
