/* tex_list.c -- things side by side: which blanks stand between them.  */

#include "config.h"
#include "screen/tex_box.h"

#include <ctype.h>
#include <string.h>

static bool is_operator(uint8_t class) {
  return class == CLASS_OP || class == CLASS_LIMOP || class == CLASS_BIGOP;
}

static bool is_relation(uint8_t class) {
  return class == CLASS_BIN || class == CLASS_REL;
}

/* Where names stand for signs, or scripts on the row, letters would run together. */
static bool runs_together(const Typesetter *t, Edge l, Edge r) {
  if ((l.flags & EDGE_WORD && r.flags & EDGE_ALNUM) ||
      (r.flags & EDGE_WORD && l.flags & EDGE_ALNUM))
    return true;
  if (l.flags & EDGE_SCRIPT && r.flags & EDGE_ALNUM) return true;
  if (!t->ascii) return false;
  bool closed = l.class == CLASS_FENCE || l.class == CLASS_CLOSE || l.class == CLASS_MATRIX;
  if (closed && r.flags & EDGE_ALNUM) return true;
  if (l.flags & (EDGE_WORD | EDGE_SCRIPT) && r.flags & EDGE_NORM) return true;
  bool word_script = l.flags & EDGE_WORD && l.flags & EDGE_SCRIPT;
  return (word_script || l.flags & EDGE_TRANSPOSE) && r.class == CLASS_FENCE;
}

static size_t tex_gap(const Typesetter *t, Edge l, Edge r, Style style) {
  if ((l.flags | r.flags) & EDGE_BLANK) return 0;
  bool rule = ((l.flags | r.flags) & EDGE_RULE) != 0, tight = style == STYLE_TIGHT;
  if (is_relation(l.class) || is_relation(r.class)) {
    bool word = (is_relation(l.class) && l.flags & EDGE_WORD) ||
                (is_relation(r.class) && r.flags & EDGE_WORD);
    return !tight || rule || word;
  }
  if (rule) return 1;
  if (l.class == CLASS_PUNCT) return r.class != CLASS_CLOSE && !tight;
  if (r.class == CLASS_PUNCT || l.class == CLASS_OPEN || r.class == CLASS_CLOSE) return 0;
  if (l.class == CLASS_UNARY) return 0;
  if (l.class == CLASS_BIGOP || l.class == CLASS_LIMOP) return 1;
  bool fence = r.class == CLASS_FENCE || r.class == CLASS_INNER || r.class == CLASS_MATRIX ||
               r.class == CLASS_OPEN;
  if (l.class == CLASS_OP)
    return fence ? (r.flags & EDGE_NORM) != 0 : is_operator(r.class) || r.class == CLASS_ORD;
  if (is_operator(r.class)) return 1;
  if (l.class == CLASS_MATRIX || r.class == CLASS_MATRIX || l.class == CLASS_INNER) return !tight;
  if (l.flags & EDGE_NORM && r.flags & EDGE_NORM && l.class == CLASS_FENCE &&
      r.class == CLASS_FENCE)
    return 1;
  return runs_together(t, l, r);
}

/* ------------------------------------------------------------------ linear fractions as factors */

static bool is_factor(const Node *n) {
  return n && !is_relation(n->class) && n->class != CLASS_PUNCT && n->class != CLASS_CLOSE &&
         n->class != CLASS_UNARY && n->class != CLASS_OPEN && n->type != NODE_MIDDLE;
}

static bool is_applied(const Node *before) {
  return is_factor(before) && before->class != CLASS_LIMOP && before->class != CLASS_BIGOP;
}

static const Node *next_factor(const Node *n, const Node *stop) {
  for (n = n->next; n && n != stop && n->type == NODE_SPACE; n = n->next)
    if (n->arg > 1) return NULL;
  return n == stop ? NULL : n;
}

static Box *layout_item(Typesetter *t, Node *n, const Node *before, const Node *stop, Style style,
                        unsigned depth) {
  Box *b = tex_layout(t, n, style, depth);
  const Node *core = n;
  while (core->type == NODE_GROUP && core->a && !core->a->next) core = core->a;
  if (core->type == NODE_FRAC && !tex_fraction_stands(core, style, depth) &&
      (is_factor(next_factor(n, stop)) || is_applied(before)))
    return box_brackets(t, b);
  return b;
}

/* ------------------------------------------------------------------ lists */

typedef struct Piece {
  Box *box;
  size_t gap; /* before it */
} Piece;

static bool has_limits(const Node *n) {
  return n->type == NODE_SCRIPT && (n->b || n->c);
}

Box *tex_layout_items(Typesetter *t, Node *first, const Node *stop, Style style, unsigned depth,
                      Edge before) {
  size_t count = 0, made = 0, spaces = 0, w = 0, up = 0, down = 1;
  for (const Node *n = first; n && n != stop; n = n->next) count++;
  Piece *pieces = arena_new(t->arena, (count + 1) * sizeof *pieces);
  const Node *previous = NULL;
  Edge left = before;
  bool something = before.class != CLASS_OPEN, tall = false;
  for (Node *n = first; n && n != stop; n = n->next) {
    if (n->type == NODE_SPACE) {
      if (style != STYLE_TIGHT || n->arg > 1) spaces += n->arg;
      if (n->arg > 1) previous = NULL;
      continue;
    }
    Box *b = layout_item(t, n, previous, stop, style, depth);
    if (n->class == CLASS_LIMOP && !has_limits(n) && n->type != NODE_SCRIPT)
      b->left.class = b->right.class = CLASS_OP;
    size_t gap = something ? tex_gap(t, left, b->left, style) : 0;
    if (spaces > gap) gap = spaces;
    spaces = 0;
    pieces[made++] = (Piece){ b, gap };
    w += gap + b->w;
    if (b->base > up) up = b->base;
    if (b->h - b->base > down) down = b->h - b->base;
    tall |= b->tall;
    left = b->right;
    something = true;
    previous = n;
  }
  if (made == 1 && pieces[0].gap == 0 && spaces == 0) return pieces[0].box;
  Box *out = box_new(t, w + spaces, up + down, up);
  size_t x = 0;
  for (size_t i = 0; i < made; i++) {
    x += pieces[i].gap;
    box_put(out, pieces[i].box, x, up - pieces[i].box->base);
    x += pieces[i].box->w;
  }
  out->tall = tall;
  if (made > 0) {
    out->left = pieces[0].box->left;
    out->right = pieces[made - 1].box->right;
  }
  return out;
}

Box *tex_layout_group(Typesetter *t, Node *group, Style style, unsigned depth) {
  if (!group) return box_new(t, 0, 1, 0);
  if (group->type != NODE_GROUP) return tex_layout(t, group, style, depth);
  return tex_layout_items(t, group->a, NULL, style, depth, (Edge){ .class = CLASS_OPEN });
}

/* ------------------------------------------------------------------ one thing */

static bool letters_only(const char *s) {
  for (; *s; s++)
    if (!isalpha((unsigned char)*s)) return false;
  return true;
}

static Box *layout_atom(Typesetter *t, const Node *n) {
  const char *s = t->ascii ? n->ascii : n->utf8;
  Box *b = box_text(t, s, n->attributes);
  size_t len = strlen(s);
  Edge e = { .class = n->class };
  unsigned char head = len ? (unsigned char)s[0] : ' ',
                tail = len ? (unsigned char)s[len - 1] : ' ';
  bool single = n->class != CLASS_REL && n->class != CLASS_BIN;
  bool word = (len > 1 && letters_only(s)) || (n->word && single) ||
              (!single && len > 0 && isalpha(head) && (len > 1 || n->class == CLASS_BIN));
  if (word && !n->number) e.flags |= EDGE_WORD;
  b->left = b->right = e;
  if (isalnum(head) || head >= 0xC3) b->left.flags |= head >= 0xE0 ? 0 : EDGE_ALNUM;
  if (isalnum(tail) || (len == 2 && head >= 0xC3)) b->right.flags |= EDGE_ALNUM;
  if (head == ' ') b->left.flags |= EDGE_BLANK;
  if (tail == ' ') b->right.flags |= EDGE_BLANK;
  return b;
}

Box *tex_layout(Typesetter *t, Node *n, Style style, unsigned depth) {
  if (n->boxes[style]) return n->boxes[style];
  Box *b;
  switch ((NodeType)n->type) {
  case NODE_ATOM: b = layout_atom(t, n); break;
  case NODE_MIDDLE:
    b = layout_atom(t, n);
    for (size_t i = 0; i < b->w; i++) b->cells[i].attributes |= TEX_MIDDLE;
    break;
  case NODE_GROUP: {
    const Box *inner = tex_layout_group(t, n, style, depth);
    b = arena_new(t->arena, sizeof *b);
    *b = *inner;
    bool only = n->a && !n->a->next;
    if (!only || n->class != CLASS_ORD) b->left.class = b->right.class = n->class;
    break;
  }
  case NODE_SCRIPT: b = tex_layout_script(t, n, style, depth); break;
  case NODE_FRAC:
  case NODE_BINOM: b = tex_layout_fraction(t, n, style, depth); break;
  case NODE_ROOT: b = tex_layout_root(t, n, style, depth); break;
  case NODE_FENCE: b = tex_layout_fence(t, n, style, depth); break;
  case NODE_TABLE: b = tex_layout_table(t, n, style, depth); break;
  case NODE_SPACE: b = box_new(t, n->arg, 1, 0); break;
  default: b = tex_layout_ornament(t, n, style, depth); break;
  }
  n->boxes[style] = b;
  return b;
}
