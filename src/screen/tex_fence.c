/* tex_fence.c -- brackets, small and grown.  */

#include "config.h"
#include "screen/tex_box.h"
#include "base/utf8.h"

#include <string.h>

static bool is_bar(Delimiter d) {
  return strcmp(d.utf8, "|") == 0 || strcmp(d.utf8, "‖") == 0;
}

/* Top, middle, point and bottom of a tall bracket. */
typedef struct Pieces {
  const char *name;
  uint32_t top, middle, point, bottom;
  const char *ascii; /* the same four */
} Pieces;

static const Pieces pieces[] = {
  { "(", 0x239B, 0x239C, 0x239C, 0x239D, "/||\\" },
  { ")", 0x239E, 0x239F, 0x239F, 0x23A0, "\\||/" },
  { "[", 0x23A1, 0x23A2, 0x23A2, 0x23A3, "[[[[" },
  { "]", 0x23A4, 0x23A5, 0x23A5, 0x23A6, "]]]]" },
  { "{", 0x23A7, 0x23AA, 0x23A8, 0x23A9, "/|<\\" },
  { "}", 0x23AB, 0x23AA, 0x23AC, 0x23AD, "\\|>/" },
  { "|", 0x2502, 0x2502, 0x2502, 0x2502, "||||" },
  { "‖", 0x2551, 0x2551, 0x2551, 0x2551, "||||" },
  { "⌊", 0x23A2, 0x23A2, 0x23A2, 0x23A3, "/||\\" },
  { "⌋", 0x23A5, 0x23A5, 0x23A5, 0x23A6, "\\||/" },
  { "⌈", 0x23A1, 0x23A2, 0x23A2, 0x23A2, "/||\\" },
  { "⌉", 0x23A4, 0x23A5, 0x23A5, 0x23A5, "\\||/" },
  { "⟨", 0x2571, 0x2571, 0x2571, 0x2572, "//<\\" },
  { "⟩", 0x2572, 0x2572, 0x2572, 0x2571, "\\\\>/" },
};

static uint32_t piece_at(const Typesetter *t, const Pieces *p, size_t y, size_t h, size_t base) {
  int part = y == 0 ? 0 : y + 1 == h ? 3 : y == base ? 2 : 1;
  bool angle = p->top == 0x2571 || p->top == 0x2572;
  if (angle && part != 0 && part != 3) part = y < h / 2 ? 0 : 3;
  const uint32_t points[] = { p->top, p->middle, p->point, p->bottom };
  return t->ascii ? (unsigned char)p->ascii[part] : points[part];
}

/* One side of a bracket beside a box of H rows. */
static Box *side(Typesetter *t, Delimiter d, size_t h, size_t base) {
  if (!d.utf8[0]) return box_new(t, 0, h, base);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    if (strcmp(pieces[i].name, d.utf8) != 0) continue;
    size_t word = t->ascii ? strlen(d.ascii) - 1 : 0; /* floor( is a word and a bracket */
    if (is_bar(d)) word = 0;
    size_t strokes = t->ascii && strcmp(d.utf8, "‖") == 0 ? 2 : 1;
    Box *b = box_new(t, word + strokes, h, base);
    for (size_t k = 0; k < word; k++) box_set(b, k, base, (unsigned char)d.ascii[k]);
    for (size_t y = 0; y < h; y++)
      box_fill(b, word, y, strokes, piece_at(t, &pieces[i], y, h, base));
    return b;
  }
  Box *b = box_new(t, utf8_columns_string(t->ascii ? d.ascii : d.utf8), h, base);
  box_put(b, box_sign(t, d.utf8, d.ascii), 0, base);
  return b;
}

Box *tex_grow(Typesetter *t, Delimiter left, Delimiter right, const Box *inner) {
  bool pad = ((inner->left.flags | inner->right.flags) & EDGE_RULE) != 0;
  Box *l = side(t, left, inner->h, inner->base), *r = side(t, right, inner->h, inner->base);
  Box *b = box_beside(t, l, inner, pad && l->w);
  b = box_beside(t, b, r, pad && r->w);
  b->tall = b->grown = true;
  b->left = b->right = (Edge){ .class = CLASS_INNER };
  if (is_bar(left)) b->left.flags = EDGE_NORM;
  if (is_bar(right)) b->right.flags = EDGE_NORM;
  /* \middle grows with its bracket. */
  for (size_t x = 0; x < inner->w; x++) {
    const Cell *c = &inner->cells[inner->base * inner->w + x];
    if (!(c->attributes & TEX_MIDDLE)) continue;
    for (size_t y = 0; y < b->h; y++)
      box_set(b, x + l->w + (pad && l->w), y, c->point == '|' && !t->ascii ? 0x2502 : c->point);
  }
  return b;
}

static bool grows_plainly(Delimiter d) {
  return strchr("()[]", d.utf8[0]) && d.utf8[0];
}

static Node *only_table(const Node *n) {
  Node *first = n->a->a;
  return first && !first->next && first->type == NODE_TABLE ? first : NULL;
}

Box *tex_layout_fence(Typesetter *t, Node *n, Style style, unsigned depth) {
  Node *table = only_table(n);
  if (table && !table->table->left.utf8) table = NULL;
  if (table && !table->table->left.utf8[0] && n->left.utf8[0]) table->table->bare = true;
  const Box *inner = tex_layout_group(t, n->a, style, depth);
  if (inner->tall && style == STYLE_DISPLAY &&
      (n->sized || (grows_plainly(n->left) && grows_plainly(n->right)))) {
    Box *b = tex_grow(t, n->left, n->right, inner);
    if (table) b->left.class = b->right.class = CLASS_MATRIX;
    return b;
  }
  bool rule = ((inner->left.flags | inner->right.flags) & EDGE_RULE) != 0;
  Box *b = box_beside(t, box_sign(t, n->left.utf8, n->left.ascii), inner, rule);
  b = box_beside(t, b, box_sign(t, n->right.utf8, n->right.ascii), rule);
  b->left = b->right = (Edge){ .class = CLASS_FENCE };
  if (is_bar(n->left)) b->left.flags = EDGE_NORM;
  if (is_bar(n->right)) b->right.flags = EDGE_NORM;
  if (t->ascii && n->left.ascii[0] == 'f') b->left.flags = EDGE_WORD | EDGE_ALNUM;
  if (t->ascii && n->left.ascii[0] == 'c') b->left.flags = EDGE_WORD | EDGE_ALNUM;
  return b;
}
