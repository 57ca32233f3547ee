/* tape.c -- exact derivatives of a learner's function at numbers: recording and going back.  */

#include "config.h"
#include "algebra/tape_parts.h"
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
    Array *a = array_copy(given.array);
    if (!a) return false;
    a->element = ELEMENT_REAL;
    *out = value_array(a);
  } else
    *out = value_scalar(given.scalar);
  *mark = argument_step(t, *out);
  return *mark != MARK_FAILED;
}

static Tape *record(Call *call, Value function, const Value *args, size_t count, bool twice,
                    bool shown) {
  Tape *t = mem_new(sizeof *t);
  t->call = call;
  t->shown = shown;
  t->follower.interp = call->interp;
  t->follower.thorough = twice || shown;
  tape_set_hooks(&t->follower);
  follow_begin(&t->follower);
  t->function = value_retain(function);
  t->arguments = mem_new((count + 1) * sizeof *t->arguments);
  t->argument_marks = mem_new((count + 1) * sizeof *t->argument_marks);
  bool good = true;
  for (; good && t->argument_count < count; t->argument_count++) {
    size_t i = t->argument_count;
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
    for (size_t i = 0; i < n->count; i++) value_release(n->operands[i].v);
  }
  for (size_t i = 0; i < t->argument_count; i++) value_release(t->arguments[i]);
  for (size_t i = 0; i < t->passing_count; i++) value_release(t->passing[i]);
  value_release(t->value);
  value_release(t->function);
  follow_end(&t->follower);
  free(t->arguments);
  free(t->argument_marks);
  free(t->notes);
  free(t->passing);
  free(t->places);
  free(t->sources);
  free(t->operands);
  arena_free(&t->arena);
  free(t);
}

Value tape_value(const Tape *t) {
  return t->value;
}

size_t tape_steps(const Tape *t) {
  return t->follower.count - 1;
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

/* The adjoint of step M, an array that may be changed where it lies; NULL over budget. */
static Array *own_adjoint(Tape *t, Mark m) {
  Value *v = &t->adjoints[m];
  if (v->kind == VALUE_NONE) *v = tape_zeros(t, t->follower.steps[m].shape);
  if (v->kind == VALUE_ARRAY && v->array->refs > 1) {
    Array *mine = array_copy(v->array);
    value_release(*v);
    *v = mine ? value_array(mine) : VALUE_NOTHING;
  }
  if (v->kind == VALUE_ARRAY) return v->array;
  call_fail(t->call, ERROR_LIMIT, "this needs more memory than is allowed");
  return NULL;
}

static void back_element(Tape *t, Step s, double g) {
  if (t->follower.steps[s.a].shape == 0) {
    give_number(t, s.a, g);
    return;
  }
  Array *a = own_adjoint(t, s.a);
  if (a) a->data[s.at] += g;
}

static void back_put(Tape *t, Step s, Mark m) {
  Array *a = own_adjoint(t, m);
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
  Array *a = own_adjoint(t, m);
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
  if (t->remembering && (n->keeps & ONLY_ONCE)) {
    tape_fail(t, n->site, ERROR_TYPE, "second derivatives through %s are not known here", n->name);
    return;
  }
  t->adjoints[m] = VALUE_NOTHING;
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
static bool run_back(Tape *t, Mark from) {
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
  return run_back(t, t->value_mark);
}

/* ------------------------------------------------------------------ results */

static Value adjoint_of(const Tape *t, Value v, Mark m) {
  if (v.kind == VALUE_CELL) {
    Cell *c = cell_copy(v.cell);
    for (size_t k = 0; c && k < c->count; k++)
      cell_set(c, k, adjoint_of(t, v.cell->items[k], follow_part(&t->follower, m, k)));
    return value_cell(c);
  }
  if (v.kind == VALUE_RECORD) {
    Record *r = record_copy(v.record);
    for (size_t k = 0; k < r->count; k++)
      record_set(r, r->names[k],
                 adjoint_of(t, v.record->values[k], follow_part(&t->follower, m, k)));
    return value_record(r);
  }
  if (m == MARK_NONE) return value_retain(v);
  if (t->adjoints[m].kind != VALUE_NONE) return value_retain(t->adjoints[m]);
  return tape_zeros(t, t->follower.steps[m].shape);
}

Value tape_adjoint(Tape *t, size_t i) {
  return adjoint_of(t, t->arguments[i], t->argument_marks[i]);
}

static bool one_number(Tape *t) {
  if (t->value.kind == VALUE_SCALAR || t->value.kind == VALUE_LOGICAL) return true;
  Text what = TEXT_EMPTY;
  value_describe(t->value, &what);
  call_fail_at(t->call, 0, ERROR_SHAPE,
               "a gradient needs a function that gives one real number, but this one gives %s",
               text_string(&what));
  call_hint(t->call, "for several results there is jacobian(f, x0)");
  text_free(&what);
  return false;
}

/* The short way, for a formula of a few numbers. */
static bool gradient_of_numbers(Call *call, Value function, const Value *args, size_t count,
                                Value *value, Value *gradients) {
  enum { FEW = 16 };
  double x[FEW] = { 0 }, g[FEW], y;
  if (count > FEW) return false;
  for (size_t i = 0; i < count; i++) {
    if (args[i].kind != VALUE_SCALAR) return false;
    x[i] = args[i].scalar;
  }
  if (!follow_numbers(call->interp, function, x, count, tape_known_slope, NULL, &y, g))
    return false;
  for (size_t i = 0; i < count; i++) gradients[i] = value_scalar(g[i]);
  if (value) *value = value_scalar(y);
  return true;
}

bool tape_gradient(Call *call, Value function, const Value *args, size_t count, Value *value,
                   Value *gradients) {
  if (gradient_of_numbers(call, function, args, count, value, gradients)) return true;
  Tape *t = tape_record(call, function, args, count, false);
  bool good = t && one_number(t) && tape_backward(t, value_scalar(1));
  for (size_t i = 0; i < count; i++) gradients[i] = good ? tape_adjoint(t, i) : VALUE_NOTHING;
  if (good && value) *value = value_scalar(t->value.scalar);
  tape_free(t);
  return good;
}

/* The numbers of a gradient one after the other; FALSE for what is not made of numbers. */
static size_t flatten(Value v, double *to, size_t step) {
  View view;
  size_t count = 0;
  if (v.kind == VALUE_CELL || v.kind == VALUE_RECORD) {
    size_t n = v.kind == VALUE_CELL ? v.cell->count : v.record->count;
    const Value *items = v.kind == VALUE_CELL ? v.cell->items : v.record->values;
    for (size_t k = 0; k < n; k++) count += flatten(items[k], to ? to + count * step : NULL, step);
    return count;
  }
  if (!value_view(&v, &view) || value_is_text(v)) return 0;
  for (size_t k = 0; to && k < view.count; k++) to[k * step] = view.data[k];
  return view.count;
}

/* Row ROW of R from the adjoints of all arguments. */
static void put_row(Tape *t, Array *r, size_t row) {
  size_t at = row, rows = r->dims[0];
  for (size_t i = 0; i < t->argument_count; i++) {
    Value g = tape_adjoint(t, i);
    at += rows * flatten(g, r->data + at, rows);
    value_release(g);
  }
}

static size_t all_inputs(const Tape *t) {
  size_t n = 0;
  for (size_t i = 0; i < t->argument_count; i++) n += flatten(t->arguments[i], NULL, 1);
  return n;
}

bool tape_jacobian(Call *call, Value function, const Value *args, size_t count, Value *value,
                   Value *jacobian) {
  Tape *t = tape_record(call, function, args, count, false);
  if (!t) return false;
  View v;
  bool good = value_view(&t->value, &v) && !v.complex && !value_is_text(t->value);
  if (!good)
    call_fail_at(call, 0, ERROR_TYPE, "a Jacobian needs a function that gives real numbers");
  size_t rows = good ? v.count : 0;
  Array *r = good ? array_new_matrix(rows, all_inputs(t)) : NULL;
  uint32_t shape = good ? follow_shape(&t->follower, t->value) : 0;
  for (size_t k = 0; r && good && k < rows; k++) {
    Value seed = tape_zeros(t, shape);
    if (seed.kind == VALUE_ARRAY)
      seed.array->data[k] = 1;
    else
      seed = value_scalar(1);
    good = tape_backward(t, seed);
    value_release(seed);
    if (good) put_row(t, r, k);
  }
  if (good && value) *value = value_retain(t->value);
  if (good)
    *jacobian = value_array(r);
  else
    array_release(r);
  tape_free(t);
  return good && jacobian->kind != VALUE_ERROR;
}

/* ------------------------------------------------------------------ second derivatives */

/* The marks of the gradient itself, leaf by leaf, with their values. */
typedef struct Leaves {
  Operand *at;
  Mark *of; /* the argument's mark */
  size_t count;
} Leaves;

static void collect_leaves(const Tape *t, Mark m, Leaves *l) {
  if (m == MARK_NONE) return;
  const Step *s = &t->follower.steps[m];
  if (s->kind == STEP_PARTS) {
    for (size_t k = 0; k < s->b; k++) collect_leaves(t, t->follower.parts[s->a + k], l);
    return;
  }
  l->at = mem_resize(l->at, (l->count + 1) * sizeof *l->at);
  l->of = mem_resize(l->of, (l->count + 1) * sizeof *l->of);
  l->of[l->count] = m;
  l->at[l->count++] = (Operand){ value_retain(t->adjoints[m]), t->adjoint_marks[m] };
}

/* The gradient, remembered: T goes back once. */
static bool first_back(Tape *t, Leaves *l) {
  *l = (Leaves){ NULL, NULL, 0 };
  if (!one_number(t)) return false;
  tape_begin_back(t, true);
  bool good = true;
  if (t->value_mark != MARK_NONE) {
    t->adjoints[t->value_mark] = value_scalar(1);
    good = run_back(t, t->value_mark);
  }
  for (size_t i = 0; good && i < t->argument_count; i++) collect_leaves(t, t->argument_marks[i], l);
  return good;
}

static void release_leaves(Leaves *l) {
  for (size_t k = 0; k < l->count; k++) value_release(l->at[k].v);
  free(l->at);
  free(l->of);
}

/* Back again from the sum over the leaves of gradient .* SEED. */
static bool second_back(Tape *t, const Leaves *l, const Value *seeds) {
  tape_begin_back(t, false);
  for (size_t k = 0; k < l->count; k++)
    if (l->at[k].m != MARK_NONE && seeds[k].kind != VALUE_NONE)
      give_mark(t, l->at[k].m, (Operand){ seeds[k], MARK_NONE });
  return run_back(t, (Mark)(t->follower.count - 1));
}

/* The leaves of a direction, in the order of collect_leaves. */
static size_t direction_leaves(const Tape *t, Value v, Mark m, Value *out) {
  if (m == MARK_NONE) return 0;
  const Step *s = &t->follower.steps[m];
  if (s->kind != STEP_PARTS) {
    *out = v;
    return 1;
  }
  size_t count = 0;
  const Value *items = v.kind == VALUE_CELL ? v.cell->items : v.record->values;
  for (size_t k = 0; k < s->b; k++)
    count += direction_leaves(t, items[k], t->follower.parts[s->a + k], out + count);
  return count;
}

/* Whether a direction looks like the argument. */
static bool fits(Value a, Value d) {
  if (a.kind == VALUE_CELL || a.kind == VALUE_RECORD) {
    if (d.kind != a.kind) return false;
    bool cell = a.kind == VALUE_CELL;
    size_t n = cell ? a.cell->count : a.record->count;
    if (n != (cell ? d.cell->count : d.record->count)) return false;
    for (size_t k = 0; k < n; k++)
      if (!fits(cell ? a.cell->items[k] : a.record->values[k],
                cell ? d.cell->items[k] : d.record->values[k]))
        return false;
    return true;
  }
  if (!value_is_numeric(a)) return true;
  size_t ranks[2];
  const size_t *dims[2];
  return value_is_numeric(d) && !value_is_complex(d) && value_dims(&a, &ranks[0], &dims[0]) &&
         value_dims(&d, &ranks[1], &dims[1]) && ranks[0] == ranks[1] &&
         memcmp(dims[0], dims[1], ranks[0] * sizeof *dims[0]) == 0;
}

bool tape_hessian_times(Call *call, Value function, const Value *args, size_t count,
                        const Value *direction, Value *products) {
  for (size_t i = 0; i < count; i++)
    if (!fits(args[i], direction[i])) {
      call_fail(call, ERROR_SHAPE, "the direction must have the shape of the argument");
      return false;
    }
  Tape *t = tape_record(call, function, args, count, true);
  Leaves l = { NULL, NULL, 0 };
  bool good = t && first_back(t, &l);
  if (good) {
    Value *seeds = mem_new((l.count + 1) * sizeof *seeds);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
      at += direction_leaves(t, direction[i], t->argument_marks[i], seeds + at);
    good = second_back(t, &l, seeds);
    free(seeds);
  }
  for (size_t i = 0; i < count; i++) products[i] = good ? tape_adjoint(t, i) : VALUE_NOTHING;
  release_leaves(&l);
  tape_free(t);
  return good;
}

bool tape_hessian(Call *call, Value function, const Value *args, size_t count, Value *value,
                  Value *gradients, Value *hessian) {
  Tape *t = tape_record(call, function, args, count, true);
  Leaves l = { NULL, NULL, 0 };
  bool good = t && first_back(t, &l);
  for (size_t i = 0; i < count && gradients; i++)
    gradients[i] = good ? tape_adjoint(t, i) : VALUE_NOTHING;
  size_t n = good ? all_inputs(t) : 0, row = 0;
  Array *h = good ? array_new_matrix(n, n) : NULL;
  Value *seeds = mem_new((l.count + 1) * sizeof *seeds);
  for (size_t k = 0; h && good && k < l.count; k++) {
    uint32_t shape = t->follower.steps[l.of[k]].shape;
    for (size_t e = 0; good && e < tape_shape(t, shape)->count; e++) {
      seeds[k] = tape_zeros(t, shape);
      if (seeds[k].kind == VALUE_ARRAY)
        seeds[k].array->data[e] = 1;
      else
        seeds[k] = value_scalar(1);
      good = second_back(t, &l, seeds);
      value_release(seeds[k]);
      seeds[k] = VALUE_NOTHING;
      if (good) put_row(t, h, row++);
    }
  }
  free(seeds);
  if (good && value) *value = value_scalar(t->value.scalar);
  if (good)
    *hessian = value_array(h);
  else
    array_release(h);
  release_leaves(&l);
  tape_free(t);
  return good && hessian->kind != VALUE_ERROR;
}
