/* tape_operate.c -- the operations in which rules are written.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/reductions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t one_by_one[2] = { 1, 1 };
static const FollowedShape number_shape = { .rank = 2, .count = 1, .dims = one_by_one };

const FollowedShape *tape_shape(const Tape *t, uint32_t shape) {
  return shape == 0 ? &number_shape : &t->follower.shapes[shape];
}

Value tape_zeros(const Tape *t, uint32_t shape) {
  if (shape == 0) return value_scalar(0);
  const FollowedShape *s = tape_shape(t, shape);
  return value_array(array_zeros(s->rank, s->dims, ELEMENT_REAL, false));
}

Value tape_places(const Tape *t, uint32_t shape) {
  Value v = tape_zeros(t, shape);
  if (v.kind == VALUE_SCALAR) return value_scalar(1);
  for (size_t k = 0; v.kind == VALUE_ARRAY && k < v.array->count; k++)
    v.array->data[k] = (double)(k + 1);
  return v;
}

/* What the tape releases when the rule is done. */
static Operand passing(Tape *t, Value v, Mark m) {
  MEM_GROW(t->passing, t->passing_count, t->passing_cap);
  t->passing[t->passing_count++] = v;
  if (v.kind == VALUE_ERROR && !tape_failed(t))
    call_fail(t->call, ERROR_LIMIT, "this needs more memory than is allowed");
  return (Operand){ v, v.kind == VALUE_ERROR ? MARK_NONE : m };
}

Operand op_constant(Tape *t, Value v) {
  return passing(t, v, MARK_NONE);
}

Operand op_number(double x) {
  return (Operand){ value_scalar(x), MARK_NONE };
}

static bool bad(Operand a) {
  return a.v.kind == VALUE_ERROR;
}

static Operand remembered(Tape *t, Value v, Mark m) {
  if (m == MARK_FAILED) {
    value_release(v);
    v = VALUE_FAILED;
  }
  return passing(t, v, m);
}

Operand op_binary(Tape *t, Operator op, Operand a, Operand b) {
  Value quick;
  if (bad(a) || bad(b)) return passing(t, VALUE_FAILED, MARK_NONE);
  if (!t->remembering && plain_binary(op, a.v, b.v, &quick)) return passing(t, quick, MARK_NONE);
  Operation how = { .error = tape_error(t) };
  Value v = operate_binary(&how, op, a.v, b.v);
  Mark m = MARK_NONE;
  if (v.kind != VALUE_ERROR && t->remembering && (a.m | b.m))
    m = tape_note_binary(t, op, (Operand[]){ a, b }, v, NULL);
  return remembered(t, v, m);
}

Operand op_unary(Tape *t, Operator op, Operand a) {
  Value quick;
  if (bad(a)) return passing(t, VALUE_FAILED, MARK_NONE);
  if (!t->remembering && op == OPERATE_NEGATE &&
      plain_binary(OPERATE_TIMES, a.v, value_scalar(-1), &quick))
    return passing(t, quick, MARK_NONE);
  Operation how = { .error = tape_error(t) };
  Value v = operate_unary(&how, op, a.v);
  Mark m = MARK_NONE;
  if (v.kind != VALUE_ERROR && t->remembering && a.m) m = tape_note_unary(t, op, a, v, NULL);
  return remembered(t, v, m);
}

Operand op_formula(Tape *t, const char *text, const Operand *args, size_t count) {
  Value values[8], result;
  Mark marks[8], m = MARK_NONE;
  for (size_t i = 0; i < count; i++) {
    if (bad(args[i])) return passing(t, VALUE_FAILED, MARK_NONE);
    values[i] = args[i].v;
    marks[i] = t->remembering ? args[i].m : MARK_NONE;
  }
  Value f = function_standing(t->call->interp, text);
  if (f.kind == VALUE_NONE || !follow_function(t->call, &t->follower, f, MARK_NONE, values, marks,
                                               count, &result, &m, NULL))
    return passing(t, VALUE_FAILED, MARK_NONE);
  return passing(t, result, m);
}

Operand op_call(Tape *t, const char *name, const Operand *args, size_t count) {
  char text[64];
  snprintf(text, sizeof text,
           count == 1   ? "@(x) %s(x)"
           : count == 2 ? "@(x, y) %s(x, y)"
                        : "@(x, y, z) %s(x, y, z)",
           name);
  return op_formula(t, text, args, count);
}

Operand op_call1(Tape *t, const char *name, Operand a) {
  return op_call(t, name, &a, 1);
}

Operand op_turned_product(Tape *t, Operand x, bool turn_x, Operand y, bool turn_y) {
  Value r;
  if (bad(x) || bad(y)) return passing(t, VALUE_FAILED, MARK_NONE);
  if (!t->remembering && plain_product(x.v, turn_x, y.v, turn_y, &r))
    return passing(t, r, MARK_NONE);
  size_t rows = value_size(x.v, turn_x), columns = value_size(y.v, !turn_y);
  /* What is turned is whichever is smaller: (y' x)' is x' y. */
  if (turn_x && !turn_y && value_count(x.v) > value_count(y.v) + rows * columns)
    return op_turn(t, op_product(t, op_turn(t, y), x));
  if (turn_y && !turn_x && value_count(y.v) > value_count(x.v) + rows * columns)
    return op_turn(t, op_product(t, y, op_turn(t, x)));
  return op_product(t, turn_x ? op_turn(t, x) : x, turn_y ? op_turn(t, y) : y);
}

Operand op_weigh(Tape *t, Operand g, Operand w) {
  Value quick;
  if (bad(g) || bad(w)) return passing(t, VALUE_FAILED, MARK_NONE);
  if (!t->remembering && plain_weigh(g.v, w.v, &quick)) return passing(t, quick, MARK_NONE);
  Operand r = op_times(t, g, w);
  View v;
  if (bad(r) || !value_view(&r.v, &v)) return r;
  bool clean = true;
  for (size_t k = 0; clean && k < v.count; k++) clean = v.data[k] == v.data[k];
  if (clean) return r;
  Operation how = { .error = tape_error(t) };
  Value p = operate_binary(&how, OPERATE_EQUAL, g.v, value_scalar(0));
  Value q = operate_binary(&how, OPERATE_EQUAL, w.v, value_scalar(0));
  Value nothing = operate_binary(&how, OPERATE_OR, p, q);
  View z;
  if (r.v.kind == VALUE_ARRAY && value_view(&nothing, &z) && z.count == v.count) {
    for (size_t k = 0; k < v.count; k++)
      if (z.data[k] != 0) r.v.array->data[k] = 0;
  } else if (nothing.kind == VALUE_LOGICAL && nothing.scalar != 0)
    r.v = value_scalar(0);
  value_release(p);
  value_release(q);
  value_release(nothing);
  return r;
}

/* ------------------------------------------------------------------ shapes */

static bool has_shape(Value v, const FollowedShape *s) {
  size_t rank;
  const size_t *dims;
  return value_dims(&v, &rank, &dims) && rank == s->rank &&
         memcmp(dims, s->dims, rank * sizeof *dims) == 0;
}

/* For each entry of LARGE its place in an array of SMALL, whose sizes of 1 are stretched. */
typedef struct Stretch {
  const FollowedShape *large;
  size_t steps[MAX_RANK], at[MAX_RANK], place;
} Stretch;

static Stretch stretch_of(const FollowedShape *large, size_t rank, const size_t *dims) {
  Stretch s = { .large = large };
  size_t stride = 1;
  for (size_t d = 0; d < large->rank; d++) {
    size_t size = d < rank ? dims[d] : 1;
    s.steps[d] = size == 1 ? 0 : stride;
    stride *= size;
  }
  return s;
}

static void stretch_next(Stretch *s) {
  for (size_t d = 0; d < s->large->rank; d++) {
    s->place += s->steps[d];
    if (++s->at[d] < s->large->dims[d]) return;
    s->place -= s->steps[d] * s->large->dims[d];
    s->at[d] = 0;
  }
}

static Operand moved(Tape *t, Rule *rule, const char *name, Operand a, Value result) {
  Mark m = MARK_NONE;
  if (t->remembering && a.m && result.kind != VALUE_ERROR)
    m = tape_note(t, rule, name, KEEP_NOTHING, &a, 1, result, NULL);
  return remembered(t, result, m);
}

Operand op_spread(Tape *t, Operand a, uint32_t shape) {
  const FollowedShape *s = tape_shape(t, shape);
  View v;
  if (bad(a) || has_shape(a.v, s) || !value_view(&a.v, &v)) return a;
  Array *r = array_new(s->rank, s->dims, ELEMENT_REAL, false);
  if (r && v.count == 1)
    for (size_t k = 0; k < r->count; k++) r->data[k] = v.data[0];
  else if (r) {
    Stretch walk = stretch_of(s, v.rank, v.dims);
    for (size_t k = 0; k < r->count; k++, stretch_next(&walk)) r->data[k] = v.data[walk.place];
  }
  Value result = value_array(r);
  return moved(t, rule_spread, "spread", a, result);
}

Operand op_gather(Tape *t, Operand a, uint32_t shape) {
  const FollowedShape *s = tape_shape(t, shape);
  View v;
  if (bad(a) || has_shape(a.v, s) || !value_view(&a.v, &v)) return a;
  Value result;
  if (shape == 0) {
    result = value_scalar(reductions_sum(v.data, v.count));
  } else if (v.rank == 2 && s->rank == 2 && s->count > 0 && v.count > 0) {
    size_t rows = v.dims[0];
    Array *r = array_zeros(2, s->dims, ELEMENT_REAL, false);
    for (size_t j = 0; r && j < v.dims[1]; j++) {
      double *to = r->data + (s->dims[1] == 1 ? 0 : j * s->dims[0]);
      if (s->dims[0] == 1)
        *to += reductions_sum(v.data + j * rows, rows);
      else
        reductions_add_into(v.data + j * rows, to, rows);
    }
    result = value_array(r);
  } else {
    Array *r = array_zeros(s->rank, s->dims, ELEMENT_REAL, false);
    FollowedShape large = { .rank = v.rank, .count = v.count, .dims = v.dims };
    Stretch walk = stretch_of(&large, s->rank, s->dims);
    for (size_t k = 0; r && k < v.count; k++, stretch_next(&walk)) r->data[walk.place] += v.data[k];
    result = value_array(r);
  }
  return moved(t, rule_gather, "gather", a, result);
}

Operand op_reshape(Tape *t, Operand a, uint32_t shape) {
  const FollowedShape *s = tape_shape(t, shape);
  if (bad(a) || has_shape(a.v, s)) return a;
  if (value_count(a.v) != s->count) return op_spread(t, a, shape);
  Array *whole = value_to_array(a.v);
  Value result = value_array(whole ? array_reshape(whole, s->rank, s->dims) : NULL);
  return moved(t, rule_reshape, "reshape", a, result);
}

static Operand with_places(Tape *t, Rule *rule, const char *name, Operand a, Value places,
                           Value result) {
  Mark m = MARK_NONE;
  if (t->remembering && a.m && result.kind != VALUE_ERROR) {
    m = tape_note(t, rule, name, KEEP_NOTHING, (Operand[]){ a, { places, MARK_NONE } }, 2, result,
                  NULL);
    if (m != MARK_FAILED) t->notes[t->note_count]->operands[1].v = value_retain(places);
  }
  return remembered(t, result, m);
}

Operand op_pick(Tape *t, Operand a, Value places, uint32_t shape) {
  const FollowedShape *s = tape_shape(t, shape);
  View v, p;
  if (bad(a) || !value_view(&a.v, &v) || !value_view(&places, &p))
    return passing(t, VALUE_FAILED, MARK_NONE);
  Array *r = array_new(s->rank, s->dims, ELEMENT_REAL, false);
  for (size_t k = 0; r && k < r->count; k++) {
    size_t at = k < p.count ? (size_t)p.data[k] : 0;
    r->data[k] = at == 0 ? 0 : v.data[v.count == 1 ? 0 : at - 1];
  }
  return with_places(t, rule_pick, "pick", a, places, value_array(r));
}

Operand op_drop(Tape *t, Operand a, Value places, uint32_t shape) {
  const FollowedShape *s = tape_shape(t, shape);
  if (bad(a)) return passing(t, VALUE_FAILED, MARK_NONE);
  Array *r = array_zeros(s->rank, s->dims, ELEMENT_REAL, false);
  if (r) plain_drop(r, a.v, places);
  return with_places(t, rule_drop, "drop", a, places, value_array(r));
}

/* ------------------------------------------------------------------ adjoints */

void give_mark(Tape *t, Mark m, Operand g) {
  if (bad(g) || tape_failed(t)) return;
  if (g.v.kind == VALUE_LOGICAL) g.v = value_scalar(g.v.scalar);
  Value *to = &t->adjoints[m];
  if (to->kind == VALUE_NONE) {
    *to = g.v;
    if (t->passing_count > 0 && g.v.kind == VALUE_ARRAY &&
        t->passing[t->passing_count - 1].kind == VALUE_ARRAY &&
        t->passing[t->passing_count - 1].array == g.v.array)
      t->passing_count--; /* moves, so that others can be added in place */
    else
      value_retain(g.v);
    if (t->remembering) t->adjoint_marks[m] = g.m;
    return;
  }
  if (!t->remembering && plain_add(to, g.v)) return;
  Operand sum = op_add(t, (Operand){ *to, t->remembering ? t->adjoint_marks[m] : MARK_NONE }, g);
  if (bad(sum)) return;
  value_release(*to);
  *to = value_retain(sum.v);
  if (t->remembering) t->adjoint_marks[m] = sum.m;
}

void give_dropped(Tape *t, Note *n, size_t i, Operand g, Value places) {
  if (!wanted(n, i) || bad(g)) return;
  if (t->remembering || n->shapes[i] == 0) {
    give(t, n, i, op_drop(t, g, places, n->shapes[i]));
    return;
  }
  Array *to = tape_own_adjoint(t, n->operands[i].m);
  if (to) plain_drop(to, g.v, places);
}

void give(Tape *t, Note *n, size_t i, Operand g) {
  if (wanted(n, i)) give_mark(t, n->operands[i].m, g);
}
