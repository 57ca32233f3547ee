/* python_facts.c -- what a stretch of program does with a name.  */

#include "config.h"
#include "board/python_facts.h"

#include <string.h>

const char *facts_root(const Node *target) {
  while (target && target->kind != NODE_NAME) target = target->count ? target->kids[0] : NULL;
  return target ? target->text : NULL;
}

static bool hides(const Node *n, const char *name) {
  if (n->kind != NODE_LAMBDA && n->kind != NODE_FUNCTION) return false;
  if (n->kind == NODE_FUNCTION) return true;
  for (size_t i = 0; i < n->name_count; i++)
    if (strcmp(n->names[i], name) == 0) return true;
  return false;
}

static bool is(const Node *n, const char *name) {
  return n && n->kind == NODE_NAME && strcmp(n->text, name) == 0;
}

size_t facts_uses(const Node *n, const char *name) {
  if (!n || hides(n, name)) return 0;
  size_t found = is(n, name);
  for (size_t i = 0; i < n->count; i++) found += facts_uses(n->kids[i], name);
  return found;
}

static bool is_assignment(const Node *n) {
  return n->kind == NODE_ASSIGN || n->kind == NODE_UPDATE || n->kind == NODE_MULTIPLE;
}

static size_t target_count(const Node *n) {
  return n->kind == NODE_MULTIPLE ? n->count - 1 : 1;
}

size_t facts_assignments(const Node *n, const char *name) {
  if (!n || hides(n, name)) return 0;
  size_t found = 0;
  if (is_assignment(n))
    for (size_t i = 0; i < target_count(n); i++) found += is(n->kids[i], name);
  bool loop = n->kind == NODE_FOR || n->kind == NODE_WHILE || n->kind == NODE_UNTIL;
  if (n->kind == NODE_FOR) found += is(n->kids[0], name);
  for (size_t i = 0; i < n->count; i++) found += facts_assignments(n->kids[i], name);
  return loop ? 2 * found : found;
}

static bool is_deletion(const Node *n) {
  return n->kind == NODE_ASSIGN && n->kids[1]->kind == NODE_MATRIX && n->kids[1]->count == 0 &&
         n->kids[0]->kind == NODE_CALL;
}

void facts_each_stored(const Node *n, void (*visit)(void *self, const char *name), void *self) {
  if (!n || n->kind == NODE_FUNCTION || n->kind == NODE_LAMBDA) return;
  if (is_assignment(n) && !is_deletion(n))
    for (size_t i = 0; i < target_count(n); i++) {
      const char *root =
          n->kids[i] && n->kids[i]->kind != NODE_NAME ? facts_root(n->kids[i]) : NULL;
      if (root) visit(self, root);
    }
  for (size_t i = 0; i < n->count; i++) facts_each_stored(n->kids[i], visit, self);
}

typedef struct Search {
  const char *name;
  bool found;
} Search;

static void compare(void *self, const char *name) {
  Search *s = self;
  s->found |= strcmp(s->name, name) == 0;
}

bool facts_stored(const Node *n, const char *name) {
  Search s = { name, false };
  facts_each_stored(n, compare, &s);
  return s.found;
}

const Node *facts_first_assignment(const Node *n, const char *name) {
  if (!n || hides(n, name)) return NULL;
  if (n->kind == NODE_FOR && is(n->kids[0], name)) return n;
  if (is_assignment(n))
    for (size_t i = 0; i < target_count(n); i++) {
      const char *root = n->kids[i] ? facts_root(n->kids[i]) : NULL;
      if (root && strcmp(root, name) == 0) return n;
    }
  const Node *first = NULL;
  for (size_t i = 0; i < n->count && !first; i++) first = facts_first_assignment(n->kids[i], name);
  return first;
}

/* NAME, NAME + 1, NAME - 2. */
static bool is_place(const Node *n, const char *name) {
  if (is(n, name)) return n->parens == 0;
  bool sum = n->kind == NODE_BINARY && (n->op == OPERATE_ADD || n->op == OPERATE_SUBTRACT);
  return sum && is(n->kids[0], name) && n->kids[1]->kind == NODE_NUMBER && !n->kids[1]->flag;
}

bool facts_only_counts(const Node *n, const char *name,
                       bool (*is_variable)(void *self, const char *name), void *self) {
  if (!n || hides(n, name)) return true;
  if (is(n, name)) return false;
  bool index = (n->kind == NODE_CALL || n->kind == NODE_BRACE) && n->kids[0]->kind == NODE_NAME &&
               is_variable(self, n->kids[0]->text);
  bool field = n->kind == NODE_CALL && n->kids[0]->kind == NODE_FIELD;
  for (size_t i = 0; i < n->count; i++) {
    if ((index || field) && i > 0 && is_place(n->kids[i], name)) continue;
    if (!facts_only_counts(n->kids[i], name, is_variable, self)) return false;
  }
  return true;
}

size_t facts_uses_outside_loops(const Node *n, const char *name) {
  if (!n || hides(n, name)) return 0;
  if (n->kind == NODE_FOR && is(n->kids[0], name)) return facts_uses(n->kids[1], name);
  size_t found = is(n, name);
  for (size_t i = 0; i < n->count; i++) found += facts_uses_outside_loops(n->kids[i], name);
  return found;
}
