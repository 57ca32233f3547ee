/* tex_script.c -- what stands above and below: scripts, limits, primes.  */

#include "config.h"
#include "screen/tex_box.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_WORD = 3 }; /* of script letters: longer ones are hard to read */

/* The script in script characters, or NULL when one of them does not exist. */
static Box *converted(Typesetter *t, const Box *script, bool above) {
  if (t->ascii || script->h != 1 || script->w == 0) return NULL;
  size_t run = 0;
  for (size_t i = 0; i < script->w; i++) {
    const Cell *c = &script->cells[i];
    run = c->point < 0x80 && isalpha((int)c->point) ? run + 1 : 0;
    uint32_t point = above ? tex_superscript(c->point) : tex_subscript(c->point);
    if (!point || c->marks[0] || run > LONGEST_WORD) return NULL;
  }
  Box *b = box_new(t, script->w, 1, 0);
  for (size_t i = 0; i < script->w && i < b->w; i++) {
    uint32_t point = script->cells[i].point;
    box_set(b, i, 0, above ? tex_superscript(point) : tex_subscript(point));
    b->cells[i].attributes = script->cells[i].attributes & ATTR_BOLD;
  }
  return b;
}

/* Stars and daggers are printed high anyway. */
static bool is_high(const Typesetter *t, const Node *script) {
  const Node *n = script->a;
  if (t->ascii || !n || n->next || n->type != NODE_ATOM) return false;
  static const char *const high[] = { "*", "∗", "⋆", "†", "°" };
  for (size_t i = 0; i < sizeof high / sizeof *high; i++)
    if (strcmp(n->utf8, high[i]) == 0) return true;
  return false;
}

static Node *degree(const Node *script) {
  Node *n = script->a;
  return n && !n->next && n->type == NODE_ATOM && strcmp(n->utf8, "∘") == 0 ? n : NULL;
}

static bool is_lowered(const Typesetter *t, const Node *nucleus) {
  for (size_t i = 0; nucleus->type == NODE_ATOM && i < t->lowered_count; i++)
    if (strcmp(t->lowered[i], nucleus->utf8) == 0) return true;
  return false;
}

static void visit(Typesetter *t, Node *n) {
  for (; n; n = n->next) tex_find_lowered(t, n);
}

void tex_find_lowered(Typesetter *t, Node *n) {
  if (t->ascii || t->lowered_count >= TEX_LOWERED) return;
  visit(t, n->a);
  visit(t, n->b);
  visit(t, n->c);
  for (size_t r = 0; n->table && r < n->table->rows; r++)
    for (size_t c = 0; n->table->row[r] && c < n->table->columns; c++)
      if (n->table->row[r][c]) tex_find_lowered(t, n->table->row[r][c]);
  bool letter = n->type == NODE_SCRIPT && n->b && n->a->type == NODE_ATOM && n->class == CLASS_ORD;
  if (!letter || is_lowered(t, n->a)) return;
  if (!converted(t, tex_layout_group(t, n->b, STYLE_TIGHT, 0), false) &&
      t->lowered_count < TEX_LOWERED)
    t->lowered[t->lowered_count++] = n->a->utf8;
}

static Box *row_script(Typesetter *t, const Node *script, const Box *tight, bool above) {
  if (above && is_high(t, script)) return box_text(t, script->a->utf8, 0);
  if (above && degree(script) && !t->ascii) return box_text(t, "°", 0);
  return converted(t, tight, above);
}

/* Whether x_... is read as one without brackets. */
static bool stands_alone(const Node *script, const Box *tight, bool above) {
  const Node *n = script->a;
  while (n && !n->next && n->type == NODE_GROUP) n = n->a;
  if (!n) return true;
  for (size_t i = 0; i < tight->w; i++)
    if (tight->cells[i].point == ' ' || tight->cells[i].point == '/') return false;
  if (!n->next) {
    if (n->type == NODE_SCRIPT) return !n->c && !n->arg && n->a->type == NODE_ATOM;
    return n->type == NODE_ATOM || n->type == NODE_FENCE || n->type == NODE_ACCENT;
  }
  if (above) return false;
  for (size_t i = 0; i < tight->w; i++)
    if (tight->cells[i].point >= 0x80 || !isalnum((int)tight->cells[i].point)) return false;
  return true;
}

static Box *on_row(Typesetter *t, const Node *n, const Box *nucleus, bool above) {
  const Node *script = above ? n->c : n->b;
  const Box *tight = tex_layout_group(t, (Node *)script, STYLE_TIGHT, 0);
  Box *b = !above && is_lowered(t, n->a) ? NULL : row_script(t, script, tight, above);
  Box *out;
  if (b) {
    out = box_beside(t, nucleus, b, 0);
    out->right = (Edge){ .class = nucleus->right.class,
                         .flags = nucleus->right.flags & (EDGE_NORM | EDGE_WORD) };
    return out;
  }
  bool alone = stands_alone(script, tight, above);
  out = box_beside(t, box_beside(t, nucleus, box_text(t, above ? "^" : "_", 0), 0),
                   alone ? tight : box_brackets(t, tight), 0);
  out->right = (Edge){ .class = nucleus->right.class,
                       .flags = nucleus->right.flags & (EDGE_NORM | EDGE_WORD) };
  bool word = tight->w > 0 && tight->cells[tight->w - 1].point < 0x80 &&
              isalnum((int)tight->cells[tight->w - 1].point);
  if (t->ascii || (alone && word)) out->right.flags |= EDGE_SCRIPT;
  if (above && tight->w == 1 && tight->cells[0].point == 'T') out->right.flags |= EDGE_TRANSPOSE;
  return out;
}

/* Two and three primes are one sign. */
static size_t prime_width(const Typesetter *t, const Node *n) {
  return !t->ascii && (n->arg == 2 || n->arg == 3) ? 1 : n->arg;
}

static Box *primes(Typesetter *t, unsigned count) {
  if (!t->ascii && (count == 2 || count == 3)) return box_text(t, count == 2 ? "″" : "‴", 0);
  Box *b = box_new(t, count, 1, 0);
  box_fill(b, 0, 0, count, t->ascii ? '\'' : 0x2032);
  return b;
}

static Box *linear(Typesetter *t, Node *n, const Box *nucleus) {
  Box *b = box_beside(t, nucleus, box_new(t, 0, 1, 0), 0);
  b->right = nucleus->right;
  if (n->b) b = on_row(t, n, b, false);
  if (n->arg) {
    Edge right = b->right;
    b = box_beside(t, b, primes(t, n->arg), 0);
    b->right = (Edge){ .class = right.class, .flags = right.flags & EDGE_NORM };
  }
  if (n->c) b = on_row(t, n, b, true);
  return b;
}

/* Limits above and below. */
static Box *limits(Typesetter *t, Node *n, const Box *nucleus) {
  Box *b = (Box *)nucleus;
  if (n->arg) b = box_beside(t, b, primes(t, n->arg), 0);
  if (n->c) b = box_above(t, tex_layout_group(t, n->c, STYLE_TIGHT, 0), b, true);
  if (n->b) b = box_above(t, b, tex_layout_group(t, n->b, STYLE_TIGHT, 0), false);
  b->tall = true;
  b->left = b->right = (Edge){ .class = n->class };
  return b;
}

/* Three rows of hooks, the limits right of them. */
static Box *integral(Typesetter *t, Node *n) {
  Box *below = tex_layout_group(t, n->b, STYLE_TIGHT, 0);
  Box *above = tex_layout_group(t, n->c, STYLE_TIGHT, 0);
  size_t signs = strcmp(n->a->utf8, "∬") == 0 ? 2 : strcmp(n->a->utf8, "∭") == 0 ? 3 : 1;
  size_t wide = above->w > below->w ? above->w : below->w, gap = t->ascii ? 1 : 0;
  Box *b = box_new(t, signs + gap + wide, 3, 1);
  for (size_t i = 0; i < signs; i++) {
    box_set(b, i, 0, t->ascii ? '/' : 0x2320);
    box_set(b, i, 1, t->ascii ? '|' : 0x23AE);
    box_set(b, i, 2, t->ascii ? '/' : 0x2321);
  }
  if (strcmp(n->a->utf8, "∮") == 0) box_set(b, 0, 1, t->ascii ? 'O' : 0x222E);
  box_put(b, above, signs + gap, 0);
  box_put(b, below, signs + gap, 2);
  b->tall = true;
  b->left = b->right = (Edge){ .class = CLASS_BIGOP };
  return b;
}

/* Scripts of one row: those that convert stay on it, the others move up and down as a whole. */
static Box *beside_row(Typesetter *t, Node *n, const Box *nucleus) {
  const Box *below = n->b ? tex_layout_group(t, n->b, STYLE_TIGHT, 0) : NULL;
  const Box *above = n->c ? tex_layout_group(t, n->c, STYLE_TIGHT, 0) : NULL;
  const Box *low = below && !is_lowered(t, n->a) ? row_script(t, n->b, below, false) : NULL;
  const Box *high = above ? row_script(t, n->c, above, true) : NULL;
  if ((!below || low) && (!above || high)) return linear(t, n, nucleus);
  size_t x = nucleus->w, row = (low ? low->w : 0) + prime_width(t, n) + (high ? high->w : 0),
         wide = row;
  if (below && !low && below->w > wide) wide = below->w;
  size_t start = prime_width(t, n); /* primes stay close to the letter */
  if (above && !high && start + above->w > wide) wide = start + above->w;
  size_t up = nucleus->base, down = nucleus->h - nucleus->base;
  if (above && !high && up < 1) up = 1;
  if (below && !low && down < 2) down = 2;
  Box *b = box_new(t, x + wide, up + down, up);
  box_put(b, nucleus, 0, up - nucleus->base);
  if (low) {
    box_put(b, low, x, up);
    x += low->w;
  }
  if (n->arg) {
    box_put(b, primes(t, n->arg), x, up);
    x += start;
  }
  if (high) box_put(b, high, x, up);
  if (above && !high) box_put(b, above, nucleus->w + start, up - 1);
  if (below && !low) box_put(b, below, nucleus->w, up + 1);
  b->tall = nucleus->tall;
  b->left = nucleus->left;
  b->right = (Edge){ .class = nucleus->right.class, .flags = nucleus->right.flags & EDGE_NORM };
  return b;
}

/* Beside a grown bracket the scripts go to its first and last row. */
static Box *beside_grown(Typesetter *t, Node *n, const Box *nucleus) {
  const Box *below = n->b ? tex_layout_group(t, n->b, STYLE_TIGHT, 0) : NULL;
  const Box *above = n->c ? tex_layout_group(t, n->c, STYLE_TIGHT, 0) : NULL;
  const Box *high = above ? row_script(t, n->c, above, true) : NULL;
  const Box *low = below ? row_script(t, n->b, below, false) : NULL;
  size_t lift = above && !high && nucleus->base == 0;
  size_t drop = below && !low && nucleus->base + 1 == nucleus->h;
  if (high) above = high;
  if (low) below = low;
  size_t top = prime_width(t, n) + (above ? above->w : 0), bottom = below ? below->w : 0;
  Box *b = box_new(t, nucleus->w + (top > bottom ? top : bottom), lift + nucleus->h + drop,
                   nucleus->base + lift);
  box_put(b, nucleus, 0, lift);
  if (n->arg) box_put(b, primes(t, n->arg), nucleus->w, lift);
  if (above) box_put(b, above, nucleus->w + prime_width(t, n), 0);
  if (below) box_put(b, below, nucleus->w, b->h - 1);
  b->tall = b->grown = true;
  b->left = nucleus->left;
  b->right =
      (Edge){ .class = nucleus->right.class == CLASS_ORD ? CLASS_INNER : nucleus->right.class };
  return b;
}

Box *tex_layout_script(Typesetter *t, Node *n, Style style, unsigned depth) {
  bool operator= n->class == CLASS_LIMOP || n->class == CLASS_BIGOP;
  if (style == STYLE_DISPLAY && operator) {
    if (n->a->integral) return integral(t, n);
    return limits(t, n, tex_layout_group(t, n->a, style, depth));
  }
  const Box *nucleus = tex_layout_group(t, n->a, style, depth);
  if (nucleus->grown) return beside_grown(t, n, nucleus);
  bool wrapped = n->a->type == NODE_FRAC || n->a->type == NODE_ROOT;
  if (wrapped) nucleus = box_brackets(t, nucleus);
  if (style == STYLE_DISPLAY && !t->ascii) return beside_row(t, n, nucleus);
  Box *b = linear(t, n, nucleus);
  if (operator) b->left.class = b->right.class = n->class;
  return b;
}
