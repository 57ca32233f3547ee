/* tape_notes.c -- what is told while the function runs becomes notes on the tape.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/index.h"
#include "value/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Mark tape_fail(Tape *t, const Node *n, ErrorKind kind, const char *format, ...) {
  char message[256];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  if (n)
    error_set(tape_error(t), kind, n->span, "%s", message);
  else
    call_fail(t->call, kind, "%s", message);
  if (kind == ERROR_TYPE)
    error_hint(tape_error(t), "grad(f, x0, 'numeric') takes differences instead");
  return MARK_FAILED;
}

static bool is_kept(unsigned keeps, const Operand *operands, size_t count, size_t i) {
  if (keeps & KEEP_OPERANDS) return true;
  if (!(keeps & KEEP_OTHERS)) return false;
  for (size_t k = 0; k < count; k++)
    if (k != i && operands[k].m != MARK_NONE) return true;
  return false;
}

Mark tape_note(Tape *t, Rule *rule, const char *name, unsigned keeps, const Operand *operands,
               size_t count, Value result, const Node *site) {
  Follower *f = &t->follower;
  if (value_is_complex(result)) {
    tape_fail(t, site, ERROR_DOMAIN,
              "this becomes complex here, so that there is no real derivative");
    error_hint(tape_error(t), "start where every root, logarithm and power stays real");
    return MARK_FAILED;
  }
  size_t size = sizeof(Note) + count * sizeof *operands;
  Note *n = arena_new(&f->arena, size + count * sizeof *n->shapes);
  if (t->shown) keeps |= KEEP_OPERANDS | KEEP_RESULT;
  n->rule = rule;
  n->name = name;
  n->keeps = keeps;
  n->site = site;
  n->count = count;
  n->shape = follow_shape(f, result);
  n->shapes = (uint32_t *)(void *)((char *)n + size);
  for (size_t i = 0; i < count; i++) {
    Mark m = n->operands[i].m = operands[i].m;
    n->shapes[i] = m != MARK_NONE && f->steps[m].kind != STEP_PARTS
                       ? f->steps[m].shape
                       : follow_shape(f, operands[i].v);
    if (is_kept(keeps, operands, count, i)) n->operands[i].v = value_retain(operands[i].v);
  }
  if (keeps & KEEP_RESULT) n->result.v = value_retain(result);
  if (t->note_count + 1 >= t->note_cap) {
    t->note_cap *= 2;
    t->notes = mem_resize(t->notes, t->note_cap * sizeof *t->notes);
  }
  t->notes[++t->note_count] = n;
  n->mark = follow_step(f, STEP_NOTED, n->shape, (Mark)t->note_count, MARK_NONE);
  n->result.m = n->mark;
  return n->mark;
}

/* ------------------------------------------------------------------ hooks */

static Mark hook_binary(Follower *f, Operator op, const Value *args, const Mark *marks,
                        Value result, const Node *site) {
  Operand operands[2] = { { args[0], marks[0] }, { args[1], marks[1] } };
  return tape_note_binary(tape_of(f), op, operands, result, site);
}

static Mark hook_unary(Follower *f, Operator op, Value arg, Mark mark, Value result,
                       const Node *site) {
  return tape_note_unary(tape_of(f), op, (Operand){ arg, mark }, result, site);
}

/* The places, from 1, that INDICES mean in an array of SHAPE. */
static Value places_of(Tape *t, uint32_t shape, const Value *indices, size_t count) {
  const FollowedShape *s = tape_shape(t, shape);
  return index_places(s->rank, s->dims, indices, count, NULL, tape_error(t));
}

static Mark note_pick(Tape *t, Operand object, uint32_t shape, Value places, Value result,
                      const char *name, const Node *site) {
  Operand operands[2] = { object, { places, MARK_NONE } };
  Mark m = tape_note(t, rule_pick, name, TAKES_EVEN, operands, 2, result, site);
  if (m == MARK_FAILED) return m;
  Note *n = t->notes[t->note_count];
  n->shapes[0] = shape;
  value_release(n->operands[1].v);
  n->operands[1].v = value_retain(places);
  return m;
}

/* x(a:b): the places FROM and on. */
static void rule_run(Tape *t, Note *n, Operand g) {
  size_t from = (size_t)n->operands[1].v.scalar, count = tape_shape(t, n->shape)->count;
  if (!t->remembering) {
    Array *to = tape_own_adjoint(t, n->operands[0].m);
    View v;
    if (to && value_view(&g.v, &v)) plain_add_run(to->data + from - 1, &v, count);
    return;
  }
  Array *run = array_new_matrix(1, count);
  for (size_t k = 0; run && k < count; k++) run->data[k] = (double)(from + k);
  Value places = value_array(run);
  give_dropped(t, n, 0, g, places);
  value_release(places);
}

/* Where INDICES are some entries in a row as they lie, x(a:b) or A(:, k), the first of them; 0
   otherwise. */
static double run_start(Value object, const Value *indices, size_t count) {
  const Array *a = indices[0].kind == VALUE_ARRAY ? indices[0].array : NULL;
  if (count == 2 && indices[0].kind == VALUE_NONE && indices[1].kind == VALUE_SCALAR &&
      value_rank(object) == 2)
    return (indices[1].scalar - 1) * (double)value_size(object, 0) + 1;
  bool run = count == 1 && a && a->range && a->count > 1 &&
             a->data[a->count - 1] - a->data[0] == (double)(a->count - 1);
  return run ? a->data[0] : 0;
}

static Mark hook_run(Follower *f, Value object, Mark mark, double first, Value result,
                     const Node *site) {
  Tape *t = tape_of(f);
  Operand operands[2] = { { object, mark }, op_number(first) };
  Mark m = tape_note(t, rule_run, "index", TAKES_EVEN, operands, 2, result, site);
  if (m != MARK_FAILED) t->notes[t->note_count]->operands[1].v = operands[1].v;
  return m;
}

static Mark hook_index(Follower *f, Value object, Mark mark, const Value *indices, size_t count,
                       Value result, const Node *site) {
  Tape *t = tape_of(f);
  uint32_t shape = follow_shape(f, object);
  double start = shape != 0 && count > 0 && !t->shown && value_count(result) > 1
                     ? run_start(object, indices, count)
                     : 0;
  if (start >= 1) return hook_run(f, object, mark, start, result, site);
  bool listed = count == 1 && indices[0].kind == VALUE_ARRAY && !t->shown &&
                indices[0].array->element == ELEMENT_REAL;
  Value at = listed ? value_retain(indices[0]) : places_of(t, shape, indices, count);
  if (at.kind == VALUE_ERROR) return MARK_FAILED;
  Mark m = note_pick(t, (Operand){ object, mark }, shape, at, result, "index", site);
  value_release(at);
  return m;
}

/* Where each entry of the old array, of OLD_SHAPE, lies in the new one; 0 where it was overwritten.
   PLACES are those that were. */
static Value places_kept(Tape *t, uint32_t old_shape, uint32_t shape, const View *places) {
  const FollowedShape *old = tape_shape(t, old_shape), *new = tape_shape(t, shape);
  Value kept = tape_zeros(t, old_shape);
  if (kept.kind == VALUE_ERROR) return kept;
  char *gone = mem_new(new->count + 1);
  for (size_t k = 0; k < places->count; k++) gone[(size_t)places->data[k] - 1] = 1;
  double one = kept.scalar, *data = kept.kind == VALUE_ARRAY ? kept.array->data : &one;
  /* A vector may have grown out of an empty array; everything else grows at its ends. */
  size_t at[MAX_RANK] = { 0 };
  for (size_t k = 0; k < old->count; k++) {
    size_t to = 0, stride = 1;
    for (size_t d = 0; d < new->rank; d++) {
      to += (d < old->rank ? at[d] : 0) * stride;
      stride *= new->dims[d];
    }
    data[k] = gone[to] ? 0 : (double)(to + 1);
    for (size_t d = 0; d < old->rank; d++) {
      if (++at[d] < old->dims[d]) break;
      at[d] = 0;
    }
  }
  free(gone);
  return kept.kind == VALUE_ARRAY ? kept : value_scalar(one);
}

/* Of places named twice, only the last was written for good. */
static void drop_repeated(View *places, Value owner) {
  double *data = owner.array->data;
  size_t largest = 0;
  for (size_t k = 0; k < places->count; k++)
    if (data[k] > (double)largest) largest = (size_t)data[k];
  size_t *last = mem_new((largest + 1) * sizeof *last);
  for (size_t k = 0; k < places->count; k++) last[(size_t)data[k]] = k + 1;
  for (size_t k = 0; k < places->count; k++)
    if (last[(size_t)data[k]] != k + 1) data[k] = 0;
  free(last);
}

static bool same_sizes(const FollowedShape *a, const FollowedShape *b) {
  return a->rank == b->rank && memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) == 0;
}

/* G with zeros at PLACES, which were overwritten in an array of the same sizes. */
static Operand without(Tape *t, Operand g, Value places) {
  bool mine = g.v.array->refs == 1;
  Array *a = mine ? g.v.array : array_copy(g.v.array);
  View p;
  for (size_t k = 0; a && value_view(&places, &p) && k < p.count; k++)
    if (p.data[k] > 0) a->data[(size_t)p.data[k] - 1] = 0;
  return mine ? g : op_constant(t, value_array(a));
}

static void rule_change(Tape *t, Note *n, Operand g) {
  Value places = n->operands[2].v;
  if (wanted(n, 1)) {
    Operand part = op_pick(t, g, places, n->shapes[2]);
    give(t, n, 1, n->shapes[1] == 0 ? op_gather(t, part, 0) : op_reshape(t, part, n->shapes[1]));
  }
  if (!wanted(n, 0)) return;
  if (tape_is_plain(t) && g.v.kind == VALUE_ARRAY &&
      same_sizes(tape_shape(t, n->shapes[0]), tape_shape(t, n->shape))) {
    give(t, n, 0, without(t, g, places));
    return;
  }
  View p;
  Value kept = value_view(&places, &p) ? places_kept(t, n->shapes[0], n->shape, &p) : VALUE_FAILED;
  give(t, n, 0, op_pick(t, g, kept, n->shapes[0]));
  value_release(kept);
}

/* Told by the sizes of what was there; its numbers matter to those only who look at the tape. */
static Operand before_change(Tape *t, const PartChange *c, uint32_t shape) {
  return (Operand){ t->shown ? tape_zeros(t, shape) : VALUE_NOTHING, c->before };
}

static Mark note_delete(Tape *t, const PartChange *c, uint32_t old, const Node *site) {
  Value all = tape_places(t, old);
  Mark m = MARK_FAILED;
  if (all.kind != VALUE_ERROR && index_delete(&all, c->indices, c->count, NULL, tape_error(t))) {
    Operand before = before_change(t, c, old);
    m = note_pick(t, before, old, all, c->after, "delete", site);
    value_release(before.v);
  }
  value_release(all);
  return m;
}

static Mark hook_change(Follower *f, const PartChange *c, const Node *site) {
  Tape *t = tape_of(f);
  static const size_t nothing[2] = { 0, 0 };
  uint32_t old = c->rank ? follow_shape_of(f, c->rank, c->dims) : follow_shape_of(f, 2, nothing);
  if (c->deletes) return note_delete(t, c, old, site);
  Value at = places_of(t, follow_shape(f, c->after), c->indices, c->count);
  View v;
  if (at.kind == VALUE_ERROR || !value_view(&at, &v)) return MARK_FAILED;
  if (at.kind == VALUE_ARRAY && v.count > 1) drop_repeated(&v, at);
  Operand before = before_change(t, c, old);
  Operand operands[3] = { before, { c->right, c->right_mark }, { at, MARK_NONE } };
  Mark m = tape_note(t, rule_change, "set", KEEP_NOTHING, operands, 3, c->after, site);
  if (m != MARK_FAILED) {
    Note *n = t->notes[t->note_count];
    n->shapes[0] = old;
    value_release(n->operands[2].v);
    n->operands[2].v = value_retain(at);
  }
  value_release(before.v);
  value_release(at);
  return m;
}

/* The part of G, FROM on along DIMENSION, that has the sizes of S. */
static Value block(const View *g, size_t dimension, size_t from, const FollowedShape *s) {
  size_t width = dimension < s->rank ? s->dims[dimension] : 1, stride = 1;
  for (size_t d = 0; d < dimension && d < g->rank; d++) stride *= g->dims[d];
  size_t whole = stride * (dimension < g->rank ? g->dims[dimension] : 1);
  Array *r = array_new(s->rank, s->dims, ELEMENT_REAL, false);
  for (size_t k = 0; r && k * whole < g->count; k++)
    memcpy(r->data + k * width * stride, g->data + k * whole + from * stride,
           width * stride * sizeof *r->data);
  return value_array(r);
}

/* The places of the same part. */
static Value block_places(Tape *t, uint32_t shape, size_t dimension, size_t from, size_t width) {
  Value index[MAX_RANK] = { { .kind = VALUE_NONE } };
  size_t rank = tape_shape(t, shape)->rank;
  if (dimension + 1 > rank) rank = dimension + 1;
  Array *run = array_new_matrix(1, width);
  for (size_t k = 0; run && k < width; k++) run->data[k] = (double)(from + k + 1);
  index[dimension] = value_array(run);
  Value at = places_of(t, shape, index, rank);
  value_release(index[dimension]);
  return at;
}

/* Cut apart again. */
static void rule_join(Tape *t, Note *n, Operand g) {
  size_t dimension = (size_t)n->operands[n->count - 1].v.scalar, from = 0;
  View v;
  if (!value_view(&g.v, &v)) return;
  for (size_t i = 0; i + 1 < n->count; i++) {
    const FollowedShape *s = tape_shape(t, n->shapes[i]);
    size_t width = dimension < s->rank ? s->dims[dimension] : 1;
    bool nothing = s->count == 0 && s->rank == 2 && s->dims[0] == 0 && s->dims[1] == 0;
    if (wanted(n, i) && s->count > 0) {
      if (t->remembering) {
        Value at = block_places(t, n->shape, dimension, from, width);
        give(t, n, i, op_pick(t, g, at, n->shapes[i]));
        value_release(at);
      } else if (s->count == 1 && (dimension == 0 ? v.dims[1] == 1 : v.dims[0] == 1))
        give(t, n, i, op_number(v.data[from]));
      else
        give(t, n, i, op_constant(t, block(&v, dimension, from, s)));
    }
    if (!nothing) from += width;
  }
}

static Mark hook_join(Follower *f, const Value *items, const Mark *marks, size_t count,
                      size_t dimension, Value result, const Node *site) {
  Operand *operands = mem_new((count + 1) * sizeof *operands);
  for (size_t i = 0; i < count; i++) operands[i] = (Operand){ items[i], marks[i] };
  operands[count] = (Operand){ value_scalar((double)dimension), MARK_NONE };
  Tape *t = tape_of(f);
  Mark m = tape_note(t, rule_join, "join", KEEP_NOTHING, operands, count + 1, result, site);
  if (m != MARK_FAILED) t->notes[t->note_count]->operands[count].v = operands[count].v;
  free(operands);
  return m;
}

void tape_set_hooks(Follower *f) {
  f->binary = hook_binary;
  f->unary = hook_unary;
  f->index = hook_index;
  f->run = hook_run;
  f->change = hook_change;
  f->join = hook_join;
  f->call = tape_call_builtin;
  f->slope = tape_slope;
}
