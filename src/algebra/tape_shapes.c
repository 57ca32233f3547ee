/* tape_shapes.c -- adjoints of functions that move entries about.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void rule_same(Tape *t, Note *n, Operand g) {
  give(t, n, 0, g);
}

size_t tape_dimension(const Tape *t, const Note *n, size_t i) {
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  if (i < n->count && n->operands[i].v.kind == VALUE_SCALAR && n->operands[i].v.scalar >= 1)
    return (size_t)n->operands[i].v.scalar - 1;
  for (size_t d = 0; d < s->rank; d++)
    if (s->dims[d] != 1) return d;
  return 0;
}

Runs tape_runs(const Tape *t, uint32_t shape, size_t dimension) {
  const FollowedShape *s = tape_shape(t, shape);
  Runs r = { dimension < s->rank ? s->dims[dimension] : 1, 1, 1 };
  for (size_t d = 0; d < s->rank; d++) {
    if (d < dimension) r.stride *= s->dims[d];
    if (d > dimension) r.outer *= s->dims[d];
  }
  return r;
}

/* ------------------------------------------------------------------ entries moved about */

/* The function itself, applied to the numbers of the places of operand WHICH (the other array
   operands being 0), tells where each entry came from. */
static void pick_from(Tape *t, Note *n, Operand g, size_t which) {
  Value args[8], places = VALUE_NOTHING;
  size_t count = n->count < 8 ? n->count : 8;
  for (size_t i = 0; i < count; i++)
    args[i] = i == which                            ? tape_places(t, n->shapes[i])
              : n->operands[i].v.kind == VALUE_NONE ? tape_zeros(t, n->shapes[i])
                                                    : value_retain(n->operands[i].v);
  if (function_apply(t->call, n->name, n->site, args, count, &places, 1))
    give_dropped(t, n, which, g, places);
  value_release(places);
  for (size_t i = 0; i < count; i++) value_release(args[i]);
}

static void rule_shaped(Tape *t, Note *n, Operand g) {
  bool even = tape_is_plain(t) && g.v.kind == VALUE_SCALAR;
  give(t, n, 0, even ? g : op_reshape(t, g, n->shapes[0]));
}

/* The function that undoes it, with the same options. */
static void give_undone(Tape *t, Note *n, Operand g, const char *inverse) {
  Operand args[3] = { g };
  for (size_t i = 1; i < n->count && i < 3; i++) args[i] = n->operands[i];
  give(t, n, 0, op_reshape(t, op_call(t, inverse, args, n->count), n->shapes[0]));
}

static void rule_permute(Tape *t, Note *n, Operand g) {
  give_undone(t, n, g, "ipermute");
}
static void rule_ipermute(Tape *t, Note *n, Operand g) {
  give_undone(t, n, g, "permute");
}
/* Done twice it is undone; or what it leaves 0 counts for nothing. */
static void rule_again(Tape *t, Note *n, Operand g) {
  give_undone(t, n, g, n->name);
}

static void rule_move(Tape *t, Note *n, Operand g) {
  if (wanted(n, 0)) pick_from(t, n, g, 0);
}

/* Where the entries went depends on them: sort. */
static void rule_sort(Tape *t, Note *n, Operand g) {
  Value args[3], results[2] = { { .kind = VALUE_NONE }, { .kind = VALUE_NONE } };
  for (size_t i = 0; i < n->count && i < 3; i++) args[i] = n->operands[i].v;
  if (!function_apply(t->call, n->name, n->site, args, n->count, results, 2)) return;
  const FollowedShape *s = tape_shape(t, n->shapes[0]);
  size_t dimension = tape_dimension(t, n, 1);
  Runs r = tape_runs(t, n->shapes[0], dimension);
  View order, sorted;
  for (size_t k = r.stride; value_view(&results[0], &sorted) && k < sorted.count; k++)
    if (sorted.data[k] == sorted.data[k - r.stride] && k / r.stride % r.length > 0)
      t->noted.kink = n->name;
  Value places = tape_places(t, n->shapes[0]);
  if (value_view(&results[1], &order) && places.kind == VALUE_ARRAY && order.count == s->count) {
    for (size_t k = 0; k < s->count; k++) {
      size_t outer = k / (r.stride * r.length), inner = k % r.stride;
      places.array->data[k] = (double)(outer * r.stride * r.length +
                                       ((size_t)order.data[k] - 1) * r.stride + inner + 1);
    }
  }
  give_dropped(t, n, 0, g, places);
  value_release(places);
  value_release(results[0]);
  value_release(results[1]);
}

/* cat(dim, a, b ...), horzcat, vertcat: one operand after the other. */
static void rule_cat(Tape *t, Note *n, Operand g) {
  for (size_t i = 0; i < n->count && i < 8; i++)
    if (wanted(n, i)) pick_from(t, n, g, i);
}

const BuiltinRule shape_rules[] = { { "sort", KEEP_OPERANDS | SEVERAL_RESULTS, rule_sort, NULL,
                                      -1 },
                                    { "double", TAKES_EVEN, rule_same, NULL, 1 },
                                    { "full", TAKES_EVEN, rule_same, NULL, 1 },
                                    { "reshape", TAKES_EVEN, rule_shaped, NULL, -1 },
                                    { "vec", TAKES_EVEN, rule_shaped, NULL, -1 },
                                    { "squeeze", TAKES_EVEN, rule_shaped, NULL, 1 },
                                    { "permute", KEEP_NOTHING, rule_permute, NULL, 2 },
                                    { "ipermute", KEEP_NOTHING, rule_ipermute, NULL, 2 },
                                    { "flip", KEEP_NOTHING, rule_again, NULL, -1 },
                                    { "fliplr", KEEP_NOTHING, rule_again, NULL, 1 },
                                    { "flipud", KEEP_NOTHING, rule_again, NULL, 1 },
                                    { "circshift", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "shift", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "rot90", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "rotdim", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "repmat", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "triu", KEEP_NOTHING, rule_again, NULL, -1 },
                                    { "tril", KEEP_NOTHING, rule_again, NULL, -1 },
                                    { "diag", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "vech", KEEP_NOTHING, rule_move, NULL, 1 },
                                    { "resize", KEEP_NOTHING, rule_move, NULL, -1 },
                                    { "postpad", KEEP_NOTHING, rule_move, NULL, 2 },
                                    { "prepad", KEEP_NOTHING, rule_move, NULL, 2 },
                                    { "horzcat", KEEP_NOTHING, rule_cat, NULL, -1 },
                                    { "vertcat", KEEP_NOTHING, rule_cat, NULL, -1 },
                                    { "cat", KEEP_NOTHING, rule_cat, NULL, -1 },
                                    { "blkdiag", KEEP_NOTHING, rule_cat, NULL, -1 },
                                    { 0 } };
