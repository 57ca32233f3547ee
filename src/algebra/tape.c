/* tape.c -- exact derivatives of a learner's function at numbers: recording and going back.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "lang/factors.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ recording */

static Mark argument_step(Tape *t, Value v) {
  uint32_t shape = follow_shape(&t->follower, v);
  return follow_step(&t->follower, STEP_NOTED, shape, 0, MARK_NONE);
}

/* Give an argument its marks, and make its numbers plain real ones.  False with the call failed. */
static bool mark_argument(Tape *t, size_t i, Value given, Value *out, Mark *mark) {
  *mark = MARK_NONE;
  *out = VALUE_NOTHING;
  if (given.kind == VALUE_CELL || given.kind == VALUE_RECORD) {
    bool cell = given.kind == VALUE_CELL;
    size_t count = cell ? given.cell->count : given.record->count;
    Cell *cells = cell ? cell_copy(given.cell) : NULL;
    Record *record = cell ? NULL : record_copy(given.record);
    Mark *marks = mem_new((count + 1) * sizeof *marks);
    bool good = true;
    for (size_t k = 0; good && k < count; k++) {
      Value item = cell ? given.cell->items[k] : given.record->values[k], mine;
      good = mark_argument(t, i, item, &mine, &marks[k]);
      if (good && cell)
        cell_set(cells, k, mine);
      else if (good)
        record_set(record, record->names[k], mine);
    }
    if (good) *mark = follow_parts(&t->follower, marks, count);
    *out = cell ? value_cell(cells) : value_record(record);
    free(marks);
    return good && *mark != MARK_FAILED;
  }
  if (!value_is_numeric(given) || value_is_complex(given)) {
    if (given.kind == VALUE_FUNCTION || value_is_text(given) || given.kind == VALUE_NONE) {
      *out = value_retain(given); /* goes along unchanged inside a cell; see below */
      return true;
    }
    Text what = TEXT_EMPTY;
    value_describe(given, &what);
    call_fail_at(t->call, i, ERROR_TYPE, "derivatives are taken at real numbers, but this is %s",
                 text_string(&what));
    text_free(&what);
    return false;
  }
  if (given.kind == VALUE_ARRAY) {
    Array *a =
        given.array->element == ELEMENT_REAL ? array_retain(given.array) : array_copy(given.array);
    if (!a) return false;
    *out = value_array(a);
    if (a->element != ELEMENT_REAL) a->element = ELEMENT_REAL; /* a copy */
  } else
    *out = value_scalar(given.scalar);
  *mark = argument_step(t, *out);
  return *mark != MARK_FAILED;
}

static Tape *record(Call *call, Value function, const Value *args, size_t count, bool twice,
                    bool shown) {
  size_t room;
  Tape *t = follow_take_room(call->interp, ROOM_TAPE, sizeof *t, &room);
  memset(t, 0, sizeof *t);
  t->call = call;
  t->shown = shown;
  t->follower.interp = call->interp;
  t->follower.thorough = twice || shown;
  tape_set_hooks(&t->follower);
  follow_begin(&t->follower);
  t->function = value_retain(function);
  t->notes = follow_take_room(call->interp, ROOM_NOTES, 32 * sizeof *t->notes, &room);
  t->note_cap = room / sizeof *t->notes;
  t->passing = follow_take_room(call->interp, ROOM_PASSING, 16 * sizeof *t->passing, &room);
  t->passing_cap = room / sizeof *t->passing;
  t->arguments = arena_new(&t->follower.arena, (count + 1) * sizeof *t->arguments);
  t->argument_marks = arena_new(&t->follower.arena, (count + 1) * sizeof *t->argument_marks);
  bool good = true;
  for (; good && t->argument_count < count; t->argument_count++) {
    size_t i = t->argument_count;
    good = !value_is_text(args[i]);
    if (!good)
      call_fail_at(call, i + 1, ERROR_TYPE,
                   "derivatives are taken at real numbers, but this is a text");
    else
      good = mark_argument(t, i + 1, args[i], &t->arguments[i], &t->argument_marks[i]);
  }
  good = good && follow_function(call, &t->follower, function, MARK_NONE, t->arguments,
                                 t->argument_marks, count, &t->value, &t->value_mark, NULL);
  if (good && call_alive(call)) return t;
  tape_free(t);
  return NULL;
}

Tape *tape_record(Call *call, Value function, const Value *args, size_t count, bool twice) {
  return record(call, function, args, count, twice, false);
}

Tape *tape_record_shown(Call *call, Value function, const Value *args, size_t count) {
  return record(call, function, args, count, false, true);
}

static void release_adjoints(Tape *t) {
  for (size_t i = 0; t->adjoints && i < t->adjoint_count; i++) value_release(t->adjoints[i]);
  if (t->adjoints) follow_give_room(t->call->interp, ROOM_ADJOINTS, t->adjoints, t->adjoint_room);
  free(t->adjoint_marks);
  t->adjoints = NULL;
  t->adjoint_marks = NULL;
}

void tape_free(Tape *t) {
  if (!t) return;
  release_adjoints(t);
  for (size_t k = 1; k <= t->note_count; k++) {
    Note *n = t->notes[k];
    value_release(n->result.v);
    if (n->factors) factors_forget(n->factors);
    for (size_t i = 0; i < n->count; i++) value_release(n->operands[i].v);
  }
  for (size_t i = 0; i < t->argument_count; i++) value_release(t->arguments[i]);
  for (size_t i = 0; i < t->passing_count; i++) value_release(t->passing[i]);
  value_release(t->value);
  value_release(t->function);
  Interp *in = t->call->interp;
  follow_end(&t->follower);
  follow_give_room(in, ROOM_NOTES, t->notes, t->note_cap * sizeof *t->notes);
  follow_give_room(in, ROOM_PASSING, t->passing, t->passing_cap * sizeof *t->passing);
  free(t->places);
  free(t->sources);
  free(t->operands);
  follow_give_room(in, ROOM_TAPE, t, sizeof *t);
}

Value tape_value(const Tape *t) {
  return t->value;
}

/* ------------------------------------------------------------------ going back */

static inline void give_number(Tape *t, Mark m, double x) {
  Value *to = &t->adjoints[m];
  if (to->kind == VALUE_SCALAR)
    to->scalar += x;
  else if (to->kind == VALUE_NONE)
    *to = value_scalar(x);
  else
    give_mark(t, m, op_number(x));
}

/* An even adjoint becomes the array it stands for. */
static void fill_out(Tape *t, Value *g, uint32_t shape) {
  if (g->kind != VALUE_SCALAR || shape == 0) return;
  double x = g->scalar;
  const FollowedShape *s = tape_shape(t, shape);
  Array *a = array_new(s->rank, s->dims, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < s->count; k++) a->data[k] = x;
  *g = value_array(a);
}

Value tape_full_adjoint(Tape *t, Mark m) {
  fill_out(t, &t->adjoints[m], t->follower.steps[m].shape);
  return t->adjoints[m];
}

Array *tape_own_adjoint(Tape *t, Mark m) {
  Value *v = &t->adjoints[m];
  uint32_t shape = t->follower.steps[m].shape;
  if (v->kind == VALUE_NONE) *v = tape_zeros(t, shape);
  fill_out(t, v, shape);
  if (v->kind == VALUE_ARRAY && v->array->refs > 1) {
    Array *mine = array_copy(v->array);
    value_release(*v);
    *v = mine ? value_array(mine) : VALUE_NOTHING;
  }
  if (v->kind == VALUE_ARRAY) return v->array;
  call_fail(t->call, ERROR_LIMIT, "this needs more memory than is allowed");
  return NULL;
}

static inline void back_element(Tape *t, Step s, double g) {
  const Value *to = &t->adjoints[s.a];
  if (t->follower.steps[s.a].shape == 0) {
    give_number(t, s.a, g);
    return;
  }
  bool mine = to->kind == VALUE_ARRAY && to->array->refs == 1;
  Array *a = mine ? to->array : tape_own_adjoint(t, s.a);
  if (a) a->data[s.at] += g;
}

static void back_put(Tape *t, Step s, Mark m) {
  Array *a = tape_own_adjoint(t, m);
  if (!a) return;
  if (s.b != MARK_NONE && a->data[s.at] != 0) give_number(t, s.b, a->data[s.at]);
  if (s.a == MARK_NONE) return;
  a->data[s.at] = 0;
  if (t->adjoints[s.a].kind == VALUE_NONE) {
    t->adjoints[s.a] = t->adjoints[m]; /* moves on */
    t->adjoints[m] = VALUE_NOTHING;
  } else
    give_mark(t, s.a, (Operand){ t->adjoints[m], MARK_NONE });
}

/* The last entry goes to B, the others to A. */
static void back_grow(Tape *t, Step s, Mark m) {
  if (s.shape == 0) {
    if (s.b != MARK_NONE) give_number(t, s.b, t->adjoints[m].scalar);
    return;
  }
  Array *a = tape_own_adjoint(t, m);
  if (!a) return;
  if (s.b != MARK_NONE && a->data[s.at] != 0) give_number(t, s.b, a->data[s.at]);
  if (s.a == MARK_NONE) return;
  if (s.at == 1) {
    give_number(t, s.a, a->data[0]);
    return;
  }
  a->count = s.at; /* it has no other owner */
  a->dims[a->dims[0] == 1 ? 1 : 0] = s.at;
  if (t->adjoints[s.a].kind == VALUE_NONE) {
    t->adjoints[s.a] = t->adjoints[m];
    t->adjoints[m] = VALUE_NOTHING;
  } else
    give_mark(t, s.a, (Operand){ t->adjoints[m], MARK_NONE });
}

void tape_drop_passing(Tape *t) {
  for (size_t i = 0; i < t->passing_count; i++) value_release(t->passing[i]);
  t->passing_count = 0;
}

static void back_note(Tape *t, Step s, Mark m) {
  Note *n = t->notes[s.a];
  Value g = t->adjoints[m];
  Mark g_mark = t->remembering ? t->adjoint_marks[m] : MARK_NONE;
  t->adjoints[m] = VALUE_NOTHING;
  if (!(n->keeps & TAKES_EVEN)) fill_out(t, &g, s.shape);
  n->rule(t, n, (Operand){ g, g_mark });
  tape_drop_passing(t);
  if (t->remembering || t->shown)
    t->adjoints[m] = g;
  else
    value_release(g);
}

static bool is_zero(Value g) {
  return g.kind == VALUE_SCALAR && g.scalar == 0;
}

/* From step FROM down to the first; what has an adjoint there passes it on. */
bool tape_run_back(Tape *t, Mark from) {
  size_t polled = 0;
  for (Mark m = from; m > 0; m--) {
    if (t->adjoints[m].kind == VALUE_NONE) continue;
    const Step s = t->follower.steps[m];
    switch ((StepKind)s.kind) {
    case STEP_SCALAR:
    case STEP_PASSING: {
      double g = t->adjoints[m].scalar;
      if (g == 0) break;
      if (s.a && s.slope_a != 0) give_number(t, s.a, g * s.slope_a);
      if (s.b && s.slope_b != 0) give_number(t, s.b, g * s.slope_b);
      break;
    }
    case STEP_ELEMENT:
      if (t->adjoints[m].scalar != 0) back_element(t, s, t->adjoints[m].scalar);
      break;
    case STEP_PUT:
      back_put(t, s, m);
      polled += 15;
      break;
    case STEP_GROW:
      back_grow(t, s, m);
      polled += 15;
      break;
    case STEP_NOTED:
      if (s.a != 0 && (t->remembering || !is_zero(t->adjoints[m]))) back_note(t, s, m);
      polled += 255;
      break;
    case STEP_PARTS: break;
    }
    if (++polled >= 65536) {
      polled = 0;
      if (!call_step(t->call, 1)) return false;
    }
  }
  return !tape_failed(t);
}

void tape_begin_back(Tape *t, bool remembering) {
  release_adjoints(t);
  t->remembering = remembering;
  t->adjoint_count = t->follower.count;
  size_t size = t->adjoint_count * sizeof *t->adjoints;
  t->adjoints = follow_take_room(t->call->interp, ROOM_ADJOINTS, size, &t->adjoint_room);
  memset(t->adjoints, 0, size);
  if (remembering) t->adjoint_marks = mem_new(t->adjoint_count * sizeof *t->adjoint_marks);
}

bool tape_backward(Tape *t, Value seed) {
  tape_begin_back(t, false);
  if (t->value_mark == MARK_NONE) return !tape_failed(t);
  t->adjoints[t->value_mark] = value_retain(seed);
  return tape_run_back(t, t->value_mark);
}
