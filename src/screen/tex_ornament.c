/* tex_ornament.c -- accents, braces with labels, things stacked, arrows, frames.  */

#include "config.h"
#include "screen/tex_box.h"
#include "base/utf8.h"

#include <string.h>

/* ------------------------------------------------------------------ accents */

static Node *only_item(const Node *group) {
  Node *n = group->a;
  while (n && !n->next && n->type == NODE_GROUP) n = n->a;
  return n && !n->next ? n : NULL;
}

/* x_hat: the name a program would give it. */
static Box *named_accent(Typesetter *t, const Box *body, const TexAccent *accent) {
  Box *b =
      box_beside(t, box_beside(t, body, box_text(t, "_", 0), 0), box_text(t, accent->name, 0), 0);
  b->left = (Edge){ .flags = (body->left.flags & EDGE_ALNUM) | EDGE_WORD };
  b->right = (Edge){ .flags = EDGE_WORD | EDGE_ALNUM };
  return b;
}

/* bar(AB) */
static Box *called_accent(Typesetter *t, const Box *body, const TexAccent *accent) {
  Box *b = box_beside(t, box_text(t, accent->name, 0), box_brackets(t, body), 0);
  b->left = (Edge){ .flags = EDGE_WORD | EDGE_ALNUM };
  b->right = (Edge){ .class = CLASS_FENCE };
  return b;
}

static Box *marked_cell(Typesetter *t, const Box *body, const TexAccent *accent) {
  Box *b = box_beside(t, body, box_new(t, 0, 1, 0), 0);
  b->right = body->right;
  Cell *c = &b->cells[0];
  uint32_t both = c->marks[0] ? 0 : tex_compose(c->point, accent->mark);
  if (both)
    c->point = both;
  else if (!c->marks[0])
    c->marks[0] = (uint16_t)accent->mark;
  else if (!c->marks[1])
    c->marks[1] = (uint16_t)accent->mark;
  return b;
}

static Box *accent_above(Typesetter *t, const Box *body, const TexAccent *accent) {
  Box *sign;
  if (accent->above)
    sign = box_sign(t, accent->above, accent->above_ascii);
  else {
    sign = box_new(t, body->w, 1, 0);
    box_fill(sign, 0, 0, body->w, '_');
  }
  Box *b = box_above(t, sign, body, true);
  b->tall = body->tall;
  return b;
}

/* Over a letter with scripts the accent belongs to the letter. */
static Box *accented_nucleus(Typesetter *t, const Node *n, Node *script, Style style,
                             unsigned depth) {
  Node *inner = arena_new(t->arena, sizeof *inner), *outer = arena_new(t->arena, sizeof *outer);
  Node *group = arena_new(t->arena, sizeof *group), *letter = arena_new(t->arena, sizeof *letter);
  *letter = *script->a;
  letter->next = NULL;
  *group = (Node){ .type = NODE_GROUP, .a = letter };
  *inner = (Node){ .type = NODE_ACCENT, .arg = n->arg, .a = group };
  *outer =
      (Node){ .type = NODE_SCRIPT, .arg = script->arg, .a = inner, .b = script->b, .c = script->c };
  return tex_layout(t, outer, style, depth);
}

static Box *accent(Typesetter *t, Node *n, Style style, unsigned depth) {
  const TexAccent *a = &tex_accents[n->arg];
  Node *only = only_item(n->a);
  if (only && only->type == NODE_SCRIPT && only->a->type == NODE_ATOM)
    return accented_nucleus(t, n, only, style, depth);
  const Box *body = tex_layout_group(t, n->a, style, depth);
  bool letter = only && (only->type == NODE_ATOM || only->type == NODE_ACCENT);
  if (letter && t->ascii) return named_accent(t, body, a);
  if (letter && body->w == 1 && body->h == 1) {
    if (a->mark) return marked_cell(t, body, a);
    if (t->attributes) {
      Box *b = box_beside(t, body, box_new(t, 0, 1, 0), 0);
      b->right = body->right;
      b->cells[0].attributes = ATTR_BOLD;
      return b;
    }
  }
  return style == STYLE_DISPLAY ? accent_above(t, body, a) : called_accent(t, body, a);
}

/* ------------------------------------------------------------------ braces */

static Box *brace(Typesetter *t, Node *n, Style style, unsigned depth) {
  bool over = n->arg;
  const Box *body = tex_layout_group(t, n->a, style, depth);
  if (style != STYLE_DISPLAY) {
    Box *b = (Box *)body;
    if (n->b && n->b->a) {
      b = box_beside(t, body, box_text(t, "[", 0), 1);
      b = box_beside(t, b, tex_layout_group(t, n->b, STYLE_LINE, 0), 0);
      b = box_beside(t, b, box_text(t, "]", 0), 0);
      b->right = (Edge){ .class = CLASS_FENCE };
    }
    return b;
  }
  size_t w = body->w > 3 ? body->w : 3;
  Box *line = box_new(t, w, 1, 0);
  if (t->ascii) {
    box_fill(line, 0, 0, w, '_');
    box_set(line, 0, 0, over ? '/' : '\\');
    box_set(line, w / 2, 0, over ? '^' : 'v');
    box_set(line, w - 1, 0, over ? '\\' : '/');
  } else {
    box_fill(line, 0, 0, w, 0x2500);
    box_set(line, 0, 0, over ? 0x250C : 0x2514);
    box_set(line, w / 2, 0, over ? 0x2534 : 0x252C);
    box_set(line, w - 1, 0, over ? 0x2510 : 0x2518);
  }
  Box *b = over ? box_above(t, line, body, true) : box_above(t, body, line, false);
  if (n->b) {
    const Box *label = tex_layout_group(t, n->b, STYLE_LINE, 0);
    b = over ? box_above(t, label, b, true) : box_above(t, b, label, false);
  }
  b->tall = true;
  b->left.flags &= EDGE_RULE;
  b->right.flags &= EDGE_RULE;
  b->left.class = b->right.class = CLASS_ORD;
  return b;
}

/* ------------------------------------------------------------------ the others */

static Box *stack(Typesetter *t, Node *n, Style style, unsigned depth) {
  const Box *body = tex_layout_group(t, n->a, style, depth);
  Node *script = n->c ? n->c : n->b;
  Box *b;
  if (style == STYLE_DISPLAY) {
    const Box *label = tex_layout_group(t, script, STYLE_TIGHT, 0);
    b = n->c ? box_above(t, label, body, true) : box_above(t, body, label, false);
    b->tall = true;
  } else {
    b = box_beside(t, body, box_text(t, n->c ? "^" : "_", 0), 0);
    const Box *label = tex_layout_group(t, script, STYLE_TIGHT, 0);
    b = box_beside(t, b, label->w == 1 ? label : box_brackets(t, label), 0);
  }
  b->left = body->left;
  b->right = body->right;
  b->left.class = b->right.class = n->class;
  return b;
}

static Box *arrow(Typesetter *t, Node *n, Style style) {
  const Box *label = tex_layout_group(t, n->a, STYLE_TIGHT, 0);
  const Box *below = n->b ? tex_layout_group(t, n->b, STYLE_TIGHT, 0) : NULL;
  uint32_t rule = t->ascii ? '-' : 0x2500;
  uint32_t head = n->arg ? (t->ascii ? '<' : 0x2190) : t->ascii ? '>' : 0x2192;
  size_t wide = below && below->w > label->w ? below->w : label->w;
  bool flat = style != STYLE_DISPLAY;
  size_t extra = flat && below ? below->w + 2 : 0;
  size_t more = flat && t->ascii ? 1 : 0; /* -d->, where the head is two characters long */
  Box *b = box_new(t, (flat ? label->w : wide) + 2 + extra + more, 1, 0);
  box_fill(b, 0, 0, b->w, rule);
  box_set(b, n->arg ? 0 : b->w - 1, 0, head);
  if (flat) {
    size_t x = n->arg ? 1 + more : 1;
    box_put(b, label, x, 0);
    if (below) {
      box_set(b, x + label->w, 0, '[');
      box_put(b, below, x + label->w + 1, 0);
      box_set(b, x + label->w + 1 + below->w, 0, ']');
    }
  } else {
    if (label->w > 0) b = box_above(t, label, b, true);
    if (below) b = box_above(t, b, below, false);
  }
  b->left = b->right = (Edge){ .class = CLASS_REL };
  return b;
}

static Box *frame(Typesetter *t, Node *n, Style style, unsigned depth) {
  const Box *body = tex_layout_group(t, n->a, style, depth);
  if (style != STYLE_DISPLAY) {
    Box *b = box_beside(t, box_text(t, "[", 0), body, 0);
    b = box_beside(t, b, box_text(t, "]", 0), 0);
    b->left = b->right = (Edge){ .class = CLASS_FENCE };
    return b;
  }
  Box *b = box_new(t, body->w + 4, body->h + 2, body->base + 1);
  for (size_t y = 0; y < b->h; y += b->h - 1) {
    box_fill(b, 0, y, b->w, t->ascii ? '-' : 0x2500);
    box_set(b, 0, y, t->ascii ? '+' : y ? 0x2514 : 0x250C);
    box_set(b, b->w - 1, y, t->ascii ? '+' : y ? 0x2518 : 0x2510);
    if (b->h == 1) break;
  }
  for (size_t y = 1; y + 1 < b->h; y++) {
    box_set(b, 0, y, t->ascii ? '|' : 0x2502);
    box_set(b, b->w - 1, y, t->ascii ? '|' : 0x2502);
  }
  box_put(b, body, 2, 1);
  b->tall = b->grown = true;
  b->left = b->right = (Edge){ .class = CLASS_MATRIX };
  return b;
}

static Box *phantom(Typesetter *t, Node *n, Style style, unsigned depth) {
  const Box *body = tex_layout_group(t, n->a, style, depth);
  Box *b = box_new(t, body->w, body->h, body->base);
  b->left = body->left;
  b->right = body->right;
  return b;
}

Box *tex_layout_ornament(Typesetter *t, Node *n, Style style, unsigned depth) {
  switch (n->type) {
  case NODE_ACCENT: return accent(t, n, style, depth);
  case NODE_BRACE: return brace(t, n, style, depth);
  case NODE_STACK: return stack(t, n, style, depth);
  case NODE_ARROW: return arrow(t, n, style);
  case NODE_BOXED: return frame(t, n, style, depth);
  default: return phantom(t, n, style, depth);
  }
}
