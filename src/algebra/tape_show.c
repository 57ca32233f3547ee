/* tape_show.c -- a tape as a list of operations, for those who show it.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <stdlib.h>

/* Leaves of the arguments in their order, then the notes. */
static void number_leaves(Tape *t, Mark m, size_t *count) {
  if (m == MARK_NONE) return;
  const Step *s = &t->follower.steps[m];
  if (s->kind == STEP_PARTS)
    for (size_t k = 0; k < s->b; k++) number_leaves(t, t->follower.parts[s->a + k], count);
  else
    t->places[m] = ++*count;
}

static size_t number_all(Tape *t) {
  size_t leaves = 0;
  if (!t->places) t->places = mem_new(t->follower.count * sizeof *t->places);
  for (size_t i = 0; i < t->argument_count; i++) number_leaves(t, t->argument_marks[i], &leaves);
  for (size_t k = 1; k <= t->note_count; k++) t->places[t->notes[k]->mark] = leaves + k;
  return leaves;
}

size_t tape_operation_count(const Tape *t) {
  return t->note_count;
}

size_t tape_leaf_count(const Tape *t) {
  return number_all((Tape *)t);
}

size_t tape_value_place(const Tape *t) {
  number_all((Tape *)t);
  return t->value_mark == MARK_NONE ? 0 : t->places[t->value_mark];
}

void tape_operation(Tape *t, size_t k, TapeOperation *out) {
  const Note *n = t->notes[k + 1];
  if (!t->places) number_all(t);
  t->sources = mem_resize(t->sources, (n->count + 1) * sizeof *t->sources);
  t->operands = mem_resize(t->operands, (n->count + 1) * sizeof *t->operands);
  for (size_t i = 0; i < n->count; i++) {
    t->sources[i] = n->operands[i].m == MARK_NONE ? 0 : t->places[n->operands[i].m];
    t->operands[i] = n->operands[i].v;
  }
  *out = (TapeOperation){ .name = n->name,
                          .site = n->site,
                          .count = n->count,
                          .sources = t->sources,
                          .operands = t->operands,
                          .value = n->result.v,
                          .adjoint = t->adjoints ? t->adjoints[n->mark] : VALUE_NOTHING };
}

bool tape_local_slope(Tape *t, size_t k, size_t i, double *slope) {
  Note *n = t->notes[k + 1];
  if (n->shape != 0 || !wanted(n, i) || n->shapes[i] != 0 || n->operands[i].v.kind != VALUE_SCALAR)
    return false;
  tape_begin_back(t, false);
  n->rule(t, n, op_number(1));
  tape_drop_passing(t);
  Value v = t->adjoints[n->operands[i].m];
  *slope = v.kind == VALUE_SCALAR ? v.scalar : 0;
  /* Two operands that are one value share their adjoint. */
  for (size_t j = 0; j < n->count; j++)
    if (j != i && n->operands[j].m == n->operands[i].m) return false;
  return !tape_failed(t);
}
