/* tex_group.c -- after a list is read: brackets find their partners, signs their meaning.  */

#include "config.h"
#include "screen/tex_tree.h"

#include <string.h>

enum { LOOK_AHEAD = 200 };

static const Node *innermost(const Node *n) {
  while (n->type == NODE_SCRIPT) n = n->a;
  return n;
}

static bool is_atom(const Node *n, TexClass class) {
  n = innermost(n);
  return n->type == NODE_ATOM && n->class == class;
}

/* Whether what follows N begins something: a sign there is a sign, a bar opens. */
static bool expects(const Node *n) {
  if (!n) return true;
  const Node *core = innermost(n);
  if (core->type != NODE_ATOM && core->type != NODE_GROUP && core->type != NODE_ARROW &&
      core->type != NODE_STACK)
    return false;
  switch (core->class) {
  case CLASS_BIN:
  case CLASS_UNARY:
  case CLASS_REL:
  case CLASS_OPEN:
  case CLASS_PUNCT:
  case CLASS_OP:
  case CLASS_LIMOP:
  case CLASS_BIGOP: return true;
  default: return false;
  }
}

/* Whether a bar like N stands further on before the bracket closes. */
static bool partner_ahead(Node *const *items, size_t count, size_t at) {
  size_t nest = 0;
  for (size_t i = at + 1; i < count && i < at + LOOK_AHEAD; i++) {
    if (is_atom(items[i], CLASS_OPEN)) nest++;
    if (is_atom(items[i], CLASS_CLOSE) && nest-- == 0) return false;
    if (nest == 0 && is_atom(items[i], CLASS_BAR) &&
        strcmp(innermost(items[i])->utf8, items[at]->utf8) == 0)
      return true;
  }
  return false;
}

typedef struct Open {
  size_t at;
  bool bar;
} Open;

static void link_items(Node *group, Node **items, size_t count) {
  group->a = count > 0 ? items[0] : NULL;
  for (size_t i = 0; i < count; i++) items[i]->next = i + 1 < count ? items[i + 1] : NULL;
}

/* Items from the opening bracket to CLOSER become one; the new count. */
static size_t wrap(TexParser *p, Node **out, size_t open, Node *closer, size_t count) {
  Node *fence = tex_node(p, NODE_FENCE), *core = closer;
  while (core->type == NODE_SCRIPT) core = core->a;
  fence->class = CLASS_FENCE;
  fence->left = (Delimiter){ out[open]->utf8, out[open]->ascii };
  fence->right = (Delimiter){ core->utf8, core->ascii };
  fence->a = tex_group_of(p, NULL);
  link_items(fence->a, out + open + 1, count - open - 1);
  tex_finish_list(p, fence->a);
  if (closer->type == NODE_SCRIPT) {
    *core = *fence;
    for (Node *s = closer; s->type == NODE_SCRIPT; s = s->a) s->class = CLASS_FENCE;
    out[open] = closer;
  } else
    out[open] = fence;
  return open + 1;
}

static size_t match(TexParser *p, Node **items, size_t count) {
  Open open[TEX_FENCES];
  size_t opened = 0, made = 0;
  Node **out = items; /* never ahead of what is read */
  for (size_t i = 0; i < count; i++) {
    Node *n = items[i], *core = n;
    while (core->type == NODE_SCRIPT) core = core->a;
    bool bar = is_atom(n, CLASS_BAR), bare = n->type == NODE_ATOM;
    bool opens = bare && n->class == CLASS_OPEN, closes = is_atom(n, CLASS_CLOSE);
    if (bar) {
      size_t mine = opened;
      while (mine > 0 && open[mine - 1].bar &&
             strcmp(out[open[mine - 1].at]->utf8, core->utf8) != 0)
        mine--;
      bool pending = mine > 0 && open[mine - 1].bar;
      const Node *before = made > 0 ? out[made - 1] : NULL;
      for (size_t k = made; k > 0 && out[k - 1]->type == NODE_SPACE; k--)
        before = k > 1 ? out[k - 2] : NULL;
      bool starts = expects(before) || (pending && made == open[mine - 1].at + 1);
      opens = bare && (starts || !pending) && partner_ahead(items, count, i);
      closes = !opens && pending;
      if (closes) opened = mine;
      if (!opens && !closes) core->class = CLASS_ORD;
    } else if (closes) {
      while (opened > 0 && open[opened - 1].bar) opened--;
    }
    if (closes && opened > 0) {
      made = wrap(p, out, open[--opened].at, n, made);
      continue;
    }
    if (opens && opened < TEX_FENCES) open[opened++] = (Open){ made, bar };
    out[made++] = n;
  }
  return made;
}

/* A sign with nothing before it, or nothing after it, is no operation between two things. */
static void resolve_signs(Node *first) {
  const Node *before = NULL;
  for (Node *n = first; n; n = n->next) {
    if (n->type == NODE_SPACE) continue;
    if (n->class == CLASS_BIN) {
      const Node *after = n->next;
      while (after && after->type == NODE_SPACE) after = after->next;
      bool lone = !after || after->class == CLASS_REL || after->class == CLASS_CLOSE ||
                  after->class == CLASS_PUNCT;
      if (lone || expects(before)) n->class = lone ? CLASS_ORD : CLASS_UNARY;
    }
    before = n;
  }
}

void tex_finish_list(TexParser *p, Node *group) {
  size_t count = 0, i = 0;
  bool brackets = false;
  for (const Node *n = group->a; n; n = n->next, count++)
    brackets |= is_atom(n, CLASS_CLOSE) || is_atom(n, CLASS_BAR);
  if (brackets) {
    Node **items = arena_new(p->arena, count * sizeof *items);
    for (Node *n = group->a; n; n = n->next) items[i++] = n;
    link_items(group, items, match(p, items, count));
  }
  resolve_signs(group->a);
}
