/* tex_table.c -- matrices, cases, alignments.  */

#include "config.h"
#include "screen/tex_box.h"

#include <string.h>

static Node *cell_at(const TexTable *t, size_t row, size_t column) {
  return t->row[row] ? t->row[row][column] : NULL;
}

static bool is_number(const Node *cell) {
  const Node *n = cell ? cell->a : NULL;
  while (n && !n->next && n->type == NODE_GROUP) n = n->a;
  if (n && n->type == NODE_ATOM && n->class == CLASS_UNARY) n = n->next;
  return n && !n->next && n->number;
}

/* ------------------------------------------------------------------ on one row */

static Box *one_row(Typesetter *t, Node *n, Style around) {
  TexTable *table = n->table;
  bool matrix = table->look == TABLE_MATRIX, cases = table->look == TABLE_CASES;
  Style style = matrix ? STYLE_TIGHT : around;
  Edge before = { .class = CLASS_OPEN };
  Box *b = box_new(t, 0, 1, 0);
  for (size_t r = 0; r < table->rows; r++) {
    if (r > 0) b = box_beside(t, b, box_text(t, "; ", 0), 0);
    for (size_t c = 0; c < table->columns; c++) {
      Node *cell = cell_at(table, r, c);
      if (!cell) continue;
      if (matrix && c > 0 && table->rule[c]) b = box_beside(t, b, box_text(t, "|", 0), 1);
      bool continues = table->look == TABLE_ALIGNED && c % 2 == 1;
      const Node *left = continues ? cell_at(table, r, c - 1) : NULL;
      Box *box = tex_layout_items(t, cell->a, NULL, style, 0,
                                  left && left->a ? (Edge){ .class = CLASS_ORD } : before);
      b = box_beside(t, b, box, c > 0 && !continues ? 1 : 0);
    }
  }
  if (cases) {
    b = box_beside(t, box_beside(t, box_text(t, "{", 0), b, 1), box_text(t, "}", 0), 1);
  } else if (matrix && !table->bare) {
    Delimiter left = table->left, right = table->right;
    if (!left.utf8[0]) left = (Delimiter){ "[", "[" }, right = (Delimiter){ "]", "]" };
    if (table->determinant) left = (Delimiter){ "det[", "det[" }, right = (Delimiter){ "]", "]" };
    b = box_beside(t, box_sign(t, left.utf8, left.ascii), b, 0);
    b = box_beside(t, b, box_sign(t, right.utf8, right.ascii), 0);
  }
  b->left = b->right = (Edge){ .class = CLASS_FENCE };
  if (table->determinant) b->left = (Edge){ .class = CLASS_OP, .flags = EDGE_WORD };
  return b;
}

/* ------------------------------------------------------------------ in two dimensions */

typedef struct Grid {
  Box *boxes[TEX_SIDE][TEX_SIDE];
  size_t width[TEX_SIDE], up[TEX_SIDE], down[TEX_SIDE], x[TEX_SIDE], y[TEX_SIDE];
  bool right[TEX_SIDE], left[TEX_SIDE];
  bool spaced;
  size_t w, h;
} Grid;

static void measure(Typesetter *t, TexTable *table, unsigned depth, Grid *g) {
  bool number[TEX_SIDE], aligned = table->look == TABLE_ALIGNED;
  for (size_t c = 0; c < table->columns; c++) number[c] = table->look == TABLE_MATRIX;
  for (size_t r = 0; r < table->rows; r++) {
    g->down[r] = 1;
    for (size_t c = 0; c < table->columns; c++) {
      Node *cell = cell_at(table, r, c);
      if (!cell) continue;
      bool continues = aligned && c % 2 == 1;
      Box *b = tex_layout_items(t, cell->a, NULL, STYLE_DISPLAY, depth,
                                (Edge){ .class = continues ? CLASS_ORD : CLASS_OPEN });
      g->boxes[r][c] = b;
      if (b->w > g->width[c]) g->width[c] = b->w;
      if (b->base > g->up[r]) g->up[r] = b->base;
      if (b->h - b->base > g->down[r]) g->down[r] = b->h - b->base;
      g->spaced |= aligned || table->look == TABLE_LINES ? b->tall : b->h > 1;
      if (cell->a && !is_number(cell)) number[c] = false;
    }
  }
  for (size_t c = 0; c < table->columns; c++) {
    g->right[c] = number[c] || table->align[c] == 'r' || (aligned && c % 2 == 0);
    g->left[c] = table->align[c] == 'l' || (aligned && c % 2 == 1) || table->look == TABLE_CASES ||
                 table->look == TABLE_LINES;
  }
}

static size_t column_gap(const TexTable *table, size_t column) {
  if (table->look == TABLE_CASES) return 3;
  if (table->look == TABLE_ALIGNED) return column % 2 == 1 ? 0 : 4;
  return table->rule[column] ? 3 : 2;
}

static void place(const TexTable *table, Grid *g) {
  for (size_t c = 0; c < table->columns; c++) {
    if (c > 0) g->w += column_gap(table, c);
    g->x[c] = g->w;
    g->w += g->width[c];
  }
  for (size_t r = 0; r < table->rows; r++) {
    if (table->hline[r]) g->h++;
    if (r > 0 && g->spaced && !table->hline[r]) g->h++;
    if (r == 1 && table->rows == 2 && table->look == TABLE_CASES && !g->spaced) g->h++;
    g->y[r] = g->h;
    g->h += g->up[r] + g->down[r];
  }
  if (table->hline[table->rows]) g->h++;
}

static void draw_rules(const Typesetter *t, const TexTable *table, const Grid *g, Box *b) {
  for (size_t c = 1; c < table->columns; c++)
    for (size_t y = 0; table->rule[c] && y < b->h; y++)
      box_set(b, g->x[c] - 2, y, t->ascii ? '|' : 0x2502);
  for (size_t r = 0; r <= table->rows; r++) {
    if (!table->hline[r]) continue;
    size_t y = r < table->rows ? g->y[r] - 1 : b->h - 1;
    box_fill(b, 0, y, b->w, t->ascii ? '-' : 0x2500);
    for (size_t c = 1; c < table->columns; c++)
      if (table->rule[c]) box_set(b, g->x[c] - 2, y, t->ascii ? '+' : 0x253C);
  }
}

static Box *grid(Typesetter *t, TexTable *table, const Grid *g) {
  size_t h = g->h > 0 ? g->h : 1;
  Box *b = box_new(t, g->w, h, (h - 1) / 2);
  for (size_t r = 0; r < table->rows; r++)
    for (size_t c = 0; c < table->columns; c++) {
      const Box *cell = g->boxes[r][c];
      if (!cell) continue;
      size_t room = g->width[c] - cell->w;
      size_t x = g->x[c] + (g->right[c] ? room : g->left[c] ? 0 : room / 2);
      box_put(b, cell, x, g->y[r] + g->up[r] - cell->base);
    }
  draw_rules(t, table, g, b);
  b->tall = h > 1;
  return b;
}

Box *tex_layout_table(Typesetter *t, Node *n, Style style, unsigned depth) {
  TexTable *table = n->table;
  if (style != STYLE_DISPLAY) return one_row(t, n, style);
  if (!table->left.utf8) table->left = table->right = (Delimiter){ "", "" };
  Grid *g = arena_new(t->arena, sizeof *g);
  measure(t, table, depth, g);
  place(table, g);
  Box *b = grid(t, table, g);
  bool bars = strcmp(table->left.utf8, "|") == 0 || strcmp(table->left.utf8, "‖") == 0;
  if (table->look == TABLE_CASES) {
    Box *padded = box_beside(t, box_new(t, 1, 1, 0), b, 0);
    padded->left = padded->right = (Edge){ 0 };
    b = tex_grow(t, table->left, table->right, padded);
    b->left = b->right = (Edge){ .class = CLASS_MATRIX };
    return b;
  }
  if (table->left.utf8[0]) {
    if (bars || g->spaced) b->left.flags = b->right.flags = EDGE_RULE; /* one blank inside */
    b = tex_grow(t, table->left, table->right, b);
  } else if (g->spaced && table->look == TABLE_MATRIX)
    b->left.flags = b->right.flags = EDGE_RULE;
  bool inside = !table->left.utf8[0] && table->look == TABLE_MATRIX;
  uint8_t flags = inside ? b->left.flags : 0;
  b->grown = true;
  b->left = b->right = (Edge){ .class = CLASS_MATRIX, .flags = flags };
  return b;
}
