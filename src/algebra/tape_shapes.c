/* tape_shapes.c -- adjoints of sums, of the largest, and of functions that move entries about.  */

#include "config.h"
#include "algebra/tape_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* All entries alike: no need to write them down. */
static bool is_even(const Tape *t, Operand g) {
  return tape_is_plain(t) && g.v.kind == VALUE_SCALAR;
}

static void rule_sum(Tape *t, Note *n, Operand g) {
  if (is_even(t, g))
    give(t, n, 0, g);
  else
    give(t, n, 0, op_spread(t, g, n->shapes[0]));
}

static void rule_mean(Tape *t, Note *n, Operand g) {
  double share =
      (double)tape_shape(t, n->shape)->count / (double)tape_shape(t, n->shapes[0])->count;
  Operand part = op_times(t, g, op_number(share));
  give(t, n, 0, is_even(t, g) ? part : op_spread(t, part, n->shapes[0]));
}

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

/* ------------------------------------------------------------------ the largest */

/* Entries that equal the result share its adjoint evenly. */
static void rule_extreme(Tape *t, Note *n, Operand g) {
  Operand x = { n->operands[0].v, MARK_NONE }, y = { n->result.v, MARK_NONE };
  Operand hit = op_binary(t, OPERATE_EQUAL, x, y);
  View hits;
  size_t winners = 0;
  for (size_t k = 0; value_view(&hit.v, &hits) && k < hits.count; k++) winners += hits.data[k] != 0;
  if (winners > tape_shape(t, n->shape)->count) t->kink = n->name;
  Operand share = op_divide(t, hit, op_spread(t, op_gather(t, hit, n->shape), n->shapes[0]));
  give(t, n, 0, op_weigh(t, op_spread(t, g, n->shapes[0]), share));
}

/* max(a, b): a constant wins a tie, two that are not share it. */
static void extreme_of_two(Tape *t, Note *n, Operand g, Operator better) {
  Operand a = { n->operands[0].v, MARK_NONE }, b = { n->operands[1].v, MARK_NONE };
  Operand tie = op_binary(t, OPERATE_EQUAL, a, b);
  double share = wanted(n, 0) && wanted(n, 1) ? 0.5 : 0;
  View ties;
  for (size_t k = 0; value_view(&tie.v, &ties) && k < ties.count; k++)
    if (ties.data[k] != 0) t->kink = n->name;
  for (size_t i = 0; i < 2; i++) {
    if (!wanted(n, i)) continue;
    Operand wins = i == 0 ? op_binary(t, better, a, b) : op_binary(t, better, b, a);
    Operand w = op_add(t, wins, op_times(t, tie, op_number(share)));
    give(t, n, i, op_gather(t, op_weigh(t, g, w), n->shapes[i]));
  }
}

static void rule_max(Tape *t, Note *n, Operand g) {
  if (n->count == 2)
    extreme_of_two(t, n, g, OPERATE_GREATER);
  else
    rule_extreme(t, n, g);
}
static void rule_min(Tape *t, Note *n, Operand g) {
  if (n->count == 2)
    extreme_of_two(t, n, g, OPERATE_LESS);
  else
    rule_extreme(t, n, g);
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
  View order;
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

const BuiltinRule shape_rules[] = {
  { "sum", TAKES_EVEN, rule_sum, NULL, -1 },
  { "mean", TAKES_EVEN, rule_mean, NULL, 1 },
  { "mean", TAKES_EVEN, rule_mean, NULL, 2 },
  { "max", KEEP_OPERANDS | KEEP_RESULT | SEVERAL_RESULTS, rule_max, NULL, -1 },
  { "min", KEEP_OPERANDS | KEEP_RESULT | SEVERAL_RESULTS, rule_min, NULL, -1 },
  { "sort", KEEP_OPERANDS | SEVERAL_RESULTS, rule_sort, NULL, -1 },
  { "double", TAKES_EVEN, rule_same, NULL, 1 },
  { "full", TAKES_EVEN, rule_same, NULL, 1 },
  { "reshape", KEEP_NOTHING, rule_move, NULL, -1 },
  { "vec", KEEP_NOTHING, rule_move, NULL, -1 },
  { "squeeze", KEEP_NOTHING, rule_move, NULL, 1 },
  { "permute", KEEP_NOTHING, rule_move, NULL, 2 },
  { "ipermute", KEEP_NOTHING, rule_move, NULL, 2 },
  { "flip", KEEP_NOTHING, rule_move, NULL, -1 },
  { "fliplr", KEEP_NOTHING, rule_move, NULL, 1 },
  { "flipud", KEEP_NOTHING, rule_move, NULL, 1 },
  { "circshift", KEEP_NOTHING, rule_move, NULL, -1 },
  { "shift", KEEP_NOTHING, rule_move, NULL, -1 },
  { "rot90", KEEP_NOTHING, rule_move, NULL, -1 },
  { "rotdim", KEEP_NOTHING, rule_move, NULL, -1 },
  { "repmat", KEEP_NOTHING, rule_move, NULL, -1 },
  { "triu", KEEP_NOTHING, rule_move, NULL, -1 },
  { "tril", KEEP_NOTHING, rule_move, NULL, -1 },
  { "diag", KEEP_NOTHING, rule_move, NULL, -1 },
  { "vech", KEEP_NOTHING, rule_move, NULL, 1 },
  { "resize", KEEP_NOTHING, rule_move, NULL, -1 },
  { "postpad", KEEP_NOTHING, rule_move, NULL, 2 },
  { "prepad", KEEP_NOTHING, rule_move, NULL, 2 },
  { "horzcat", KEEP_NOTHING, rule_cat, NULL, -1 },
  { "vertcat", KEEP_NOTHING, rule_cat, NULL, -1 },
  { "cat", KEEP_NOTHING, rule_cat, NULL, -1 },
  { "blkdiag", KEEP_NOTHING, rule_cat, NULL, -1 },
  { 0 }
};
