/* tape_results.c -- gradients, Jacobians and second derivatives from a tape.  */

#include "config.h"
#include "algebra/tape_parts.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

static Value adjoint_of(Tape *t, Value v, Mark m) {
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
  if (t->adjoints[m].kind != VALUE_NONE) return value_retain(tape_full_adjoint(t, m));
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

/* The short way for a formula of the entries of a small array. */
static bool gradient_of_entries(Call *call, Value function, const Array *x, Value *value,
                                Value *gradient, TapeNotes *notes) {
  enum { SMALL = 64 };
  double y, g[SMALL];
  if (x->complex || x->element == ELEMENT_CHAR || x->count < 2 || x->count > SMALL ||
      !follow_numbers(call->interp, function, x->data, 1, x->count, tape_known_slope, notes, &y, g))
    return false;
  Array *a = array_new(x->rank, x->dims, ELEMENT_REAL, false);
  if (a) memcpy(a->data, g, x->count * sizeof *g);
  *gradient = value_array(a);
  if (value) *value = value_scalar(y);
  return true;
}

/* The short way, for a formula of a few numbers. */
static bool gradient_of_numbers(Call *call, Value function, const Value *args, size_t count,
                                Value *value, Value *gradients, TapeNotes *notes) {
  enum { FEW = 16 };
  double x[FEW] = { 0 }, g[FEW], y;
  if (count > FEW) return false;
  if (count == 1 && args[0].kind == VALUE_ARRAY)
    return gradient_of_entries(call, function, args[0].array, value, gradients, notes);
  for (size_t i = 0; i < count; i++) {
    if (args[i].kind != VALUE_SCALAR) return false;
    x[i] = args[i].scalar;
  }
  if (!follow_numbers(call->interp, function, x, count, 0, tape_known_slope, notes, &y, g))
    return false;
  for (size_t i = 0; i < count; i++) gradients[i] = value_scalar(g[i]);
  if (value) *value = value_scalar(y);
  return true;
}

bool tape_gradient_noted(Call *call, Value function, const Value *args, size_t count, Value *value,
                         Value *gradients, TapeNotes *notes) {
  *notes = (TapeNotes){ 0 };
  if (gradient_of_numbers(call, function, args, count, value, gradients, notes)) return true;
  Tape *t = tape_record(call, function, args, count, false);
  bool good = t && one_number(t) && tape_backward(t, value_scalar(1));
  for (size_t i = 0; i < count; i++) gradients[i] = good ? tape_adjoint(t, i) : VALUE_NOTHING;
  if (good && value) *value = value_scalar(t->value.scalar);
  if (good) {
    *notes = t->noted;
    notes->indexed = t->follower.indexed;
  }
  tape_free(t);
  return good;
}

bool tape_gradient(Call *call, Value function, const Value *args, size_t count, Value *value,
                   Value *gradients) {
  TapeNotes notes;
  return tape_gradient_noted(call, function, args, count, value, gradients, &notes);
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
    call_fail_at(call, 0, ERROR_SHAPE, "a Jacobian needs a function that gives real numbers");
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
    good = tape_run_back(t, t->value_mark);
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
  return tape_run_back(t, (Mark)(t->follower.count - 1));
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
