/* tex_fraction.c -- one thing over another, and roots.  */

#include "config.h"
#include "screen/tex_box.h"
#include "base/utf8.h"

#include <string.h>

enum { FRACTIONS_DEEP = 3 };

/* ------------------------------------------------------------------ which parts need brackets */

static bool is_atomic(const Node *n) {
  while (n->type == NODE_SCRIPT) n = n->a;
  if (n->type == NODE_GROUP) return n->a && !n->a->next && is_atomic(n->a);
  return n->type == NODE_ATOM || n->type == NODE_FENCE || n->type == NODE_ACCENT ||
         n->type == NODE_ROOT || n->type == NODE_BINOM;
}

static const Node *skip_space(const Node *n) {
  while (n && n->type == NODE_SPACE) n = n->next;
  return n;
}

static const Node *core(const Node *n) {
  while (n->type == NODE_SCRIPT) n = n->a;
  return n;
}

static bool prints(const Node *n, const char *utf8) {
  return n->type == NODE_ATOM && strcmp(n->utf8, utf8) == 0;
}

/* A function with its bracket f'(x), a factorial k!, a differential dw: short enough to be read as
   one thing. */
static bool is_pair(const Node *a, const Node *b) {
  if (core(b)->type == NODE_FENCE && core(a)->type == NODE_ATOM)
    return !core(a)->number && core(a)->class != CLASS_UNARY;
  if (prints(b, "!")) return is_atomic(a);
  return (prints(a, "∂") || prints(a, "d")) && core(b)->type == NODE_ATOM;
}

static bool tex_is_single(const Node *group) {
  const Node *first = skip_space(group->a);
  return first && !skip_space(first->next) && is_atomic(first);
}

static bool needs_brackets_below(const Node *group) {
  const Node *first = skip_space(group->a), *second = first ? skip_space(first->next) : NULL;
  if (!first) return false;
  if (!second) {
    if (first->type == NODE_GROUP) return needs_brackets_below(first);
    return !is_atomic(first) && first->type != NODE_TABLE;
  }
  return skip_space(second->next) != NULL || !is_pair(first, second);
}

/* log x over y on one row would be log(x/y). */
static bool is_open_function(const Node *n) {
  if (n->class != CLASS_OP && n->class != CLASS_LIMOP) return false;
  const Node *argument = skip_space(n->next);
  return argument && core(argument)->type != NODE_FENCE;
}

static bool needs_brackets_above(const Node *group) {
  for (const Node *n = group->a; n; n = n->next) {
    if (is_open_function(n)) return true;
    if (n->class == CLASS_BIN || n->class == CLASS_REL || n->class == CLASS_BIGOP ||
        n->type == NODE_FRAC || prints(n, "/"))
      return true;
    if (n->type == NODE_GROUP && needs_brackets_above(n)) return true;
  }
  return false;
}

static Box *linear(Typesetter *t, Node *n) {
  Box *top = tex_layout_group(t, n->a, STYLE_TIGHT, 0);
  Box *bottom = tex_layout_group(t, n->b, STYLE_TIGHT, 0);
  if (needs_brackets_above(n->a)) top = box_brackets(t, top);
  if (needs_brackets_below(n->b)) bottom = box_brackets(t, bottom);
  Box *b = box_beside(t, box_beside(t, top, box_text(t, "/", 0), 0), bottom, 0);
  b->left.class = b->right.class = CLASS_ORD;
  b->left.flags = top->left.flags & (EDGE_ALNUM | EDGE_WORD);
  b->right.flags &= (uint8_t)~EDGE_BLANK;
  return b;
}

/* ------------------------------------------------------------------ fractions */

bool tex_fraction_stands(const Node *n, Style style, unsigned depth) {
  return style == STYLE_DISPLAY && depth < FRACTIONS_DEEP &&
         !(n->arg && tex_is_single(n->a) && tex_is_single(n->b));
}

static Box *stacked(Typesetter *t, Node *n, unsigned depth) {
  const Box *top = tex_layout_group(t, n->a, STYLE_DISPLAY, depth + 1);
  const Box *bottom = tex_layout_group(t, n->b, STYLE_DISPLAY, depth + 1);
  size_t w = (top->w > bottom->w ? top->w : bottom->w) + 2;
  Box *b = box_new(t, w, top->h + 1 + bottom->h, top->h);
  box_put(b, top, (w - top->w) / 2, 0);
  box_fill(b, 0, top->h, w, t->ascii ? '-' : 0x2500);
  box_put(b, bottom, (w - bottom->w) / 2, top->h + 1);
  b->tall = b->grown = true;
  b->left = b->right = (Edge){ .class = CLASS_ORD, .flags = EDGE_RULE };
  return b;
}

static Box *binomial(Typesetter *t, Node *n, Style style, unsigned depth) {
  if (style != STYLE_DISPLAY || depth >= FRACTIONS_DEEP) {
    Box *b = box_beside(t, box_text(t, "C(", 0), tex_layout_group(t, n->a, STYLE_TIGHT, 0), 0);
    b = box_beside(t, b, box_text(t, ",", 0), 0);
    b = box_beside(t, b, tex_layout_group(t, n->b, STYLE_TIGHT, 0), 0);
    b = box_beside(t, b, box_text(t, ")", 0), 0);
    b->left = (Edge){ .class = CLASS_ORD, .flags = EDGE_ALNUM };
    b->right = (Edge){ .class = CLASS_FENCE };
    return b;
  }
  const Box *top = tex_layout_group(t, n->a, STYLE_DISPLAY, depth + 1);
  const Box *bottom = tex_layout_group(t, n->b, STYLE_DISPLAY, depth + 1);
  Box *rows = box_above(t, top, bottom, false);
  rows->base = (rows->h - 1) / 2;
  rows->tall = true;
  rows->left = rows->right = (Edge){ 0 };
  Delimiter left = { "(", "(" }, right = { ")", ")" };
  Box *b = tex_grow(t, left, right, rows);
  b->left.class = b->right.class = CLASS_MATRIX;
  return b;
}

Box *tex_layout_fraction(Typesetter *t, Node *n, Style style, unsigned depth) {
  if (n->type == NODE_BINOM) return binomial(t, n, style, depth);
  return tex_fraction_stands(n, style, depth) ? stacked(t, n, depth) : linear(t, n);
}

/* ------------------------------------------------------------------ roots */

static bool is_simple_radicand(const Node *group) {
  const Node *first = skip_space(group->a);
  if (!first || skip_space(first->next)) return false;
  if (first->type == NODE_GROUP) return is_simple_radicand(first);
  return core(first)->type == NODE_ATOM || core(first)->type == NODE_ACCENT;
}

/* The sign with its index: ∛, ∜, ⁵√. */
static Box *root_sign(Typesetter *t, const Node *n) {
  if (!n->b) return box_text(t, "√", 0);
  const Box *index = tex_layout_group(t, n->b, STYLE_TIGHT, 0);
  if (index->w == 1 && (index->cells[0].point == '3' || index->cells[0].point == '4'))
    return box_text(t, index->cells[0].point == '3' ? "∛" : "∜", 0);
  Box *raised = box_new(t, index->w, 1, 0);
  for (size_t i = 0; i < index->w; i++) {
    uint32_t above = tex_superscript(index->cells[i].point);
    if (!above)
      return box_beside(t, box_beside(t, box_text(t, "[", 0), index, 0), box_text(t, "]√", 0), 0);
    box_set(raised, i, 0, above);
  }
  return box_beside(t, raised, box_text(t, "√", 0), 0);
}

static Box *named_root(Typesetter *t, Node *n, const Box *body) {
  Box *name = box_text(t, n->b ? "nthroot" : "sqrt", 0);
  if (n->b) {
    Box *more = box_beside(t, body, box_text(t, ",", 0), 0);
    body = box_beside(t, more, tex_layout_group(t, n->b, STYLE_TIGHT, 0), 1);
  }
  Delimiter left = { "(", "(" }, right = { ")", ")" };
  Box *b =
      box_beside(t, name, body->tall ? tex_grow(t, left, right, body) : box_brackets(t, body), 0);
  b->left = (Edge){ .class = CLASS_ORD, .flags = EDGE_WORD | EDGE_ALNUM };
  b->right = (Edge){ .class = CLASS_FENCE };
  return b;
}

/* ┌── above, │ at the left, ╲ at its foot: strokes that join at every line spacing. */
static Box *tall_root(Typesetter *t, const Node *n, const Box *body) {
  size_t pad = body->left.flags & EDGE_RULE ? 1 : 0;
  Box *b = box_new(t, 2 + pad + body->w + 1, body->h + 1, body->base + 1);
  box_set(b, 1, 0, 0x250C);
  box_fill(b, 2, 0, b->w - 2, 0x2500);
  for (size_t y = 1; y < b->h; y++) box_set(b, 1, y, 0x2502);
  box_set(b, 0, b->h - 1, 0x2572);
  box_put(b, body, 2 + pad, 1);
  b->tall = b->grown = true;
  b->left = (Edge){ .class = CLASS_ORD };
  b->right = (Edge){ .class = CLASS_ORD, .flags = EDGE_RULE };
  if (!n->b) return b;
  Box *index = tex_layout_group(t, n->b, STYLE_TIGHT, 0);
  Box *beside = box_new(t, index->w, b->h, b->base);
  box_put(beside, index, 0, b->h > 1 ? b->h - 2 : 0);
  Box *whole = box_beside(t, beside, b, 0);
  whole->tall = whole->grown = true;
  whole->left = b->left;
  return whole;
}

Box *tex_layout_root(Typesetter *t, Node *n, Style style, unsigned depth) {
  const Box *body = tex_layout_group(t, n->a, style, depth);
  if (t->ascii) return named_root(t, n, body);
  Box *b;
  if (body->h == 1 && is_simple_radicand(n->a))
    b = box_beside(t, root_sign(t, n), body, 0);
  else if (style != STYLE_DISPLAY) {
    b = box_beside(t, root_sign(t, n), box_brackets(t, body), 0);
  } else if (body->h == 1) {
    const Box *sign = root_sign(t, n);
    b = box_new(t, sign->w + body->w, 2, 1);
    box_fill(b, sign->w, 0, body->w, '_');
    box_put(b, sign, 0, 1);
    box_put(b, body, sign->w, 1);
    b->right = (Edge){ .class = CLASS_ORD, .flags = body->right.flags & EDGE_ALNUM };
  } else
    return tall_root(t, n, body);
  b->left = (Edge){ .class = CLASS_ORD };
  b->right.class = CLASS_ORD;
  b->right.flags &= (uint8_t)~EDGE_BLANK;
  return b;
}
