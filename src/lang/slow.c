/* slow.c -- what the machine does when its operands are not plain numbers.  */

#include "config.h"
#include "lang/slow.h"
#include "lang/elementwise.h"
#include "lang/index.h"
#include "lang/long_job.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

static Operation operation(Interp *in) {
  return (Operation){ .error = in->error, .warn = interp_warn, .self = in };
}

/* An operand that is unset: call the function of its name, into SPARE; NULL on failure. */
const Value *slow_resolve(Interp *in, const Code *code, Value *registers, const Value *v,
                          const Node *n, Value *spare) {
  if (v->kind != VALUE_NONE) return v;
  if (!n || n->kind != NODE_NAME) {
    error_set(in->error, ERROR_TYPE, n ? n->span : nowhere, "there is no value here");
    return NULL;
  }
  size_t slot = functions_slot(&in->functions, n->text);
  FunctionSlot *f = &in->functions.slots[slot];
  if (!f->code && !f->builtin) {
    complain_undefined(in, n->text, n->span, code, registers);
    return NULL;
  }
  Value *base = in->top;
  if (!run_slot(in, slot, base, 0, 1, n)) return NULL;
  *spare = base[0];
  base[0] = VALUE_NOTHING;
  return spare;
}

bool slow_is_spare(const Code *code, Instruction i, uint16_t operand) {
  return operand == i.a || operand >= code->variable_count + code->constant_count;
}

/* sin(x) .^ 2 + 1 needs no memory but that of the sine. */
static bool reuse(const Code *code, Value *registers, Instruction i) {
  Value *a = &registers[i.b], *b = &registers[i.c];
  if (a->kind != VALUE_ARRAY && b->kind != VALUE_ARRAY) return false;
  Value *target = elementwise_reuse((Operator)i.d, slow_is_spare(code, i, i.b) ? a : NULL,
                                    slow_is_spare(code, i, i.c) ? b : NULL, *a, *b);
  if (!target) return false;
  take(&registers[i.a], target);
  return true;
}

bool slow_binary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n) {
  if (reuse(code, registers, i)) return true;
  Value left = VALUE_NOTHING, right = VALUE_NOTHING;
  const Value *a = slow_resolve(in, code, registers, &registers[i.b], n->kids[0], &left);
  const Value *b =
      a ? slow_resolve(in, code, registers, &registers[i.c], n->kids[1], &right) : NULL;
  Value result = VALUE_FAILED;
  if (b) {
    Operation how = operation(in);
    result = operate_binary(&how, i.d, *a, *b);
    if (result.kind == VALUE_ERROR && in->error->kind != ERROR_NONE)
      complain_operands(in, n, *a, *b);
    if (long_job_failed() && in->error->kind == ERROR_NONE && !interp_take_stop(in)) {
      value_release(result);
      result = VALUE_FAILED;
    }
  }
  value_release(left);
  value_release(right);
  if (result.kind == VALUE_ERROR) return false;
  put(&registers[i.a], result);
  return true;
}

bool slow_unary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n) {
  Value *spare_operand = &registers[i.b];
  if (i.d == OPERATE_NEGATE && slow_is_spare(code, i, i.b) && elementwise_own(*spare_operand)) {
    Array *x = spare_operand->array;
    elementwise_negate(x->data, x->data, x->count);
    x->range = false;
    take(&registers[i.a], spare_operand);
    return true;
  }
  Value spare = VALUE_NOTHING, result = VALUE_FAILED;
  const Value *a = slow_resolve(in, code, registers, &registers[i.b], n->kids[0], &spare);
  Operation how = operation(in);
  if (a) result = operate_unary(&how, i.d, *a);
  value_release(spare);
  if (result.kind == VALUE_ERROR) return false;
  put(&registers[i.a], result);
  return true;
}

bool slow_truth(Interp *in, Value v, const Node *n, bool *truth) {
  bool known;
  *truth = value_truth(v, &known);
  if (known && v.kind == VALUE_SCALAR && v.scalar != v.scalar)
    return error_set(in->error, ERROR_DOMAIN, n->span, "NaN is neither true nor false");
  if (known) return true;
  Text got = TEXT_EMPTY;
  value_describe(v, &got);
  error_set(in->error, ERROR_TYPE, n->span, "a condition must be true or false, but this is %s",
            v.kind == VALUE_NONE ? "nothing" : text_string(&got));
  text_free(&got);
  return false;
}

bool slow_condition(Interp *in, const Code *code, Value *registers, const Value *v, const Node *n,
                    bool *truth) {
  Value spare = VALUE_NOTHING;
  v = slow_resolve(in, code, registers, v, n, &spare);
  bool good = v && slow_truth(in, *v, n, truth);
  value_release(spare);
  return good;
}

const char *slow_name(const Node *n) {
  return n && n->count > 0 && n->kids[0] && n->kids[0]->kind == NODE_NAME ? n->kids[0]->text : NULL;
}

/* b(c) and b(c, c+1), when the quick way did not apply: an index, or a call of a function value. */
bool slow_index(Interp *in, const Code *code, Value *registers, uint16_t object, Value *indices,
                size_t count, const Node *n, Value *out) {
  Value v = registers[object], spare = VALUE_NOTHING;
  if (v.kind == VALUE_FUNCTION || v.kind == VALUE_NONE) {
    Value *base = in->top;
    if (base + count + MAX_RESULTS + 8 > in->stack_end)
      return error_set(in->error, ERROR_LIMIT, n->span, "functions call each other too deeply");
    for (size_t i = 0; i < count; i++) {
      base[i] = value_retain(indices[i]);
    }
    bool good;
    if (v.kind == VALUE_FUNCTION)
      good = run_value(in, v, base, count, 1, n);
    else {
      const char *name = slow_name(n);
      size_t slot = name ? functions_slot(&in->functions, name) : 0;
      FunctionSlot *f = name ? &in->functions.slots[slot] : NULL;
      good = f && (f->code || f->builtin) ? run_slot(in, slot, base, count, 1, n)
             : name ? complain_undefined(in, name, n->kids[0]->span, code, registers)
                    : error_set(in->error, ERROR_TYPE, n->span, "there is no value here");
    }
    if (good) *out = base[0];
    for (size_t i = good ? 1 : 0; i < count; i++) value_release(base[i]);
    for (size_t i = 0; i < count || i < 1; i++) base[i] = VALUE_NOTHING;
    if (good && out->kind == VALUE_NONE) return complain_no_value(in, n);
    return good;
  }
  /* The one index may be an unset variable that names a function: x(end_of_list). */
  const Value *one = count == 1 && n->count == 2 && n->kids[1]->kind == NODE_NAME
                         ? slow_resolve(in, code, registers, indices, n->kids[1], &spare)
                         : indices;
  if (!one) return false;
  *out = index_get(v, one, count, slow_name(n), in->error);
  value_release(spare);
  return out->kind != VALUE_ERROR;
}

bool slow_range(Interp *in, Value *registers, Instruction i) {
  Value *first = &registers[i.b];
  Operation how = operation(in);
  Value r = operate_range(&how, first[0], i.d == 3 ? first[1] : value_scalar(1), first[i.d - 1]);
  for (int k = 0; k < i.d; k++) put(&first[k], VALUE_NOTHING);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

static bool plain_number(Value v, double *x) {
  if (v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL)
    *x = v.scalar;
  else if (v.kind == VALUE_ARRAY && v.array->count == 1 && !v.array->complex)
    *x = v.array->data[0];
  else
    return false;
  return true;
}

bool slow_begin_range(Interp *in, Value *state, int given, const Node *n) {
  double base, step = 1, limit;
  bool good = plain_number(state[0], &base) && plain_number(state[2], &limit) &&
              (given != 3 || plain_number(state[1], &step));
  if (!good)
    return error_set(in->error, ERROR_TYPE, n->span,
                     "the ends of a range must be single real numbers");
  double count = range_count(base, step, limit);
  for (int k = 0; k < 4; k++) put(&state[k], VALUE_NOTHING);
  state[0] = value_scalar(base);
  state[1] = value_scalar(step);
  state[2] = value_scalar(count);
  state[3] = value_scalar(0);
  return true;
}

static size_t walk_columns(Value v) {
  if (value_count(v) == 0) return 0;
  size_t columns = 1;
  for (size_t k = 1; k < value_rank(v); k++) columns *= value_size(v, k);
  return columns;
}

/* The next column of what a for loop walks through; false at the end or on failure. */
bool slow_next_column(Interp *in, Value *state, Value *item) {
  double at = state[1].scalar;
  if (at >= (double)walk_columns(state[0])) {
    if (at == 0) put(item, value_retain(state[0])); /* the loop ran over nothing, and says so */
    return false;
  }
  state[1].scalar = at + 1;
  Value v = state[0];
  if (v.kind == VALUE_ARRAY && !v.array->complex && array_rows(v.array) == 1 &&
      v.array->element == ELEMENT_REAL) {
    put(item, value_scalar(v.array->data[(size_t)at]));
    return true;
  }
  if (v.kind < VALUE_ARRAY || v.kind == VALUE_FUNCTION || v.kind == VALUE_RECORD) {
    put(item, value_retain(v));
    return true;
  }
  Value index[2] = { VALUE_NOTHING, value_scalar(at + 1) };
  Value column = index_get(v, index, 2, NULL, in->error);
  if (column.kind == VALUE_ERROR) return false;
  put(item, column);
  return true;
}

/* [c{:}, 1]: the items with the lists among them taken apart, joined. */
static bool join_lists(Interp *in, Value *registers, Instruction i, Value *result) {
  size_t total = list_count(&registers[i.b], i.c);
  Value *all = mem_new((total + 1) * sizeof *all);
  list_spread(&registers[i.b], i.c, all);
  if (i.op == OP_CELL) {
    Cell *cell = cell_new_matrix(total > 0 ? 1 : 0, total);
    for (size_t k = 0; cell && k < total; k++) cell_set(cell, k, value_retain(all[k]));
    *result = value_cell(cell);
  } else if (total == 1)
    *result = value_retain(all[0]);
  else
    *result = concatenate(all, total, 1, in->error);
  for (size_t k = 0; k < total; k++) value_release(all[k]);
  free(all);
  if (result->kind == VALUE_ERROR) return false;
  put(&registers[i.a], *result);
  return true;
}

/* x = [x, ...] where x is a row and so is what follows: it grows where it lies.  False, with
   nothing done, when it is not as simple as that. */
static bool join_behind(Value *target, Value *items, size_t count) {
  Array *a = target->kind == VALUE_ARRAY ? target->array : NULL;
  if (!a || items[0].kind != VALUE_ARRAY || items[0].array != a || a->refs != 2 || a->complex ||
      a->element == ELEMENT_LOGICAL || a->rank != 2 || a->dims[0] != 1)
    return false;
  size_t total = a->count, at = a->count;
  for (size_t k = 1; k < count; k++) {
    const Array *more = items[k].kind == VALUE_ARRAY ? items[k].array : NULL;
    bool number = items[k].kind == VALUE_SCALAR && a->element == ELEMENT_REAL;
    bool alike = more && more != a && !more->complex && more->element == a->element &&
                 more->quoted == a->quoted && more->rank == 2 && more->dims[0] == 1;
    if ((!number && !alike) || __builtin_add_overflow(total, more ? more->count : 1, &total))
      return false;
  }
  a->refs = 1; /* the item among the temporaries is no owner while this goes on */
  Array *r = array_extend(a, (size_t[]){ 1, total });
  if (!r) {
    a->refs = 2;
    return false;
  }
  for (size_t k = 1; k < count; k++) {
    const double *from = items[k].kind == VALUE_SCALAR ? &items[k].scalar : items[k].array->data;
    size_t some = items[k].kind == VALUE_SCALAR ? 1 : items[k].array->count;
    if (some > 0) memcpy(r->data + at, from, some * sizeof *from);
    at += some;
  }
  items[0] = VALUE_NOTHING;
  target->array = r;
  return true;
}

bool slow_join(Interp *in, Value *registers, Instruction i) {
  Value *items = &registers[i.b];
  Value r;
  if (i.d == 1 && i.c > 1 && join_behind(&registers[i.a], items, i.c)) {
    for (size_t k = 1; k < i.c; k++) put(&items[k], VALUE_NOTHING);
    return true;
  }
  if (list_any(items, i.c)) return join_lists(in, registers, i, &r);
  if (i.c == 1 && items[0].kind != VALUE_NONE) {
    Array *a = items[0].kind == VALUE_ARRAY ? items[0].array : NULL;
    bool marked = a && (a->range || a->diagonal); /* [1:3] is a matrix */
    r = marked ? value_array(array_copy(a)) : value_retain(items[0]);
  } else
    r = concatenate(items, i.c, i.d == 1 ? 1 : 0, in->error);
  for (size_t k = 0; k < i.c; k++) put(&items[k], VALUE_NOTHING);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

bool slow_cell(Interp *in, Value *registers, Instruction i) {
  Value *items = &registers[i.b];
  if (i.d == 0) {
    if (i.c > 0) return slow_join(in, registers, i);
    put(&registers[i.a], value_cell(cell_new_matrix(0, 0)));
    return registers[i.a].kind != VALUE_ERROR;
  }
  Value r;
  if (list_any(items, i.c)) return join_lists(in, registers, i, &r);
  Cell *cell = cell_new_matrix(1, i.c);
  if (!cell) return false;
  for (size_t k = 0; k < i.c; k++) {
    cell_set(cell, k, items[k]);
    items[k] = VALUE_NOTHING;
  }
  put(&registers[i.a], value_cell(cell));
  return true;
}

/* OBJECT(INDICES) = RIGHT, or what else OP means; temporary indices go. */
static bool set_part(Interp *in, Value *object, Value *indices, size_t count, Value right,
                     Opcode op, const Node *n) {
  bool good;
  if (object->kind == VALUE_FUNCTION)
    good =
        error_set(in->error, ERROR_TYPE, n->span, "%s is a function: its values cannot be assigned",
                  slow_name(n) ? slow_name(n) : "this");
  else if (op == OP_DELETE)
    good = index_delete(object, indices, count, slow_name(n), in->error);
  else if (right.kind == VALUE_NONE)
    good = error_set(in->error, ERROR_TYPE, n->span, "there is no value to assign");
  else if (op == OP_SET_BRACE)
    good = slow_set_items(in, object, indices, count, right, n);
  else
    good = index_set(object, indices, count, right, slow_name(n), in->error);
  if (op != OP_SET_ONE)
    for (size_t k = 0; k < count; k++) put(&indices[k], VALUE_NOTHING);
  return good;
}

bool slow_set_part(Interp *in, Value *registers, Instruction i, const Node *n) {
  if (i.op != OP_SET_ONE)
    return set_part(in, &registers[i.a], &registers[i.b], i.d, registers[i.c], i.op, n);
  Value index = value_retain(registers[i.b]); /* x(x) = 1 changes the variable that it reads */
  bool good = set_part(in, &registers[i.a], &index, 1, registers[i.c], i.op, n);
  value_release(index);
  return good;
}

/* Both indices of N, owned: unset variables are functions of their names, colons stay unset. */
static bool take_pair(Interp *in, const Code *code, Value *registers, uint16_t row, uint16_t column,
                      Node *const *nodes, Value *pair) {
  const uint16_t from[2] = { row, column };
  for (size_t k = 0; k < 2; k++) {
    const Node *index = nodes[k];
    pair[k] = value_retain(registers[from[k]]);
    if (pair[k].kind != VALUE_NONE || index->kind == NODE_COLON) continue;
    if (!slow_resolve(in, code, registers, &registers[from[k]], index, &pair[k])) {
      if (k == 1) value_release(pair[0]);
      return false;
    }
  }
  return true;
}

bool slow_index_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                    const Node *n) {
  Value pair[2], r;
  if (!take_pair(in, code, registers, i.c, second, n->kids + 1, pair)) return false;
  bool good = slow_index(in, code, registers, i.b, pair, 2, n, &r);
  value_release(pair[0]);
  value_release(pair[1]);
  if (good) put(&registers[i.a], r);
  return good;
}

Value slow_piece(Value v, Value first, Value last) {
  if (v.kind != VALUE_ARRAY || first.kind != VALUE_SCALAR || last.kind != VALUE_SCALAR)
    return VALUE_NOTHING;
  const Array *a = v.array;
  double low = first.scalar, high = last.scalar;
  bool row = a->dims[0] == 1, vector = a->rank == 2 && (row || a->dims[1] == 1);
  bool inside = low >= 1 && low < high && high <= (double)a->count;
  if (!vector || !inside || low != floor(low) || high != floor(high)) return VALUE_NOTHING;
  size_t count = (size_t)(high - low) + 1, parts = a->complex ? 2 : 1;
  Array *r = array_new(2, (size_t[]){ row ? 1 : count, row ? count : 1 }, a->element, a->complex);
  if (!r) return VALUE_FAILED;
  r->quoted = a->quoted;
  memcpy(r->data, a->data + parts * ((size_t)low - 1), count * parts * sizeof *r->data);
  return value_array(array_narrow(r));
}

bool slow_index_run(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t last,
                    const Node *n) {
  const Node *range = n->kids[1];
  Value ends[2], r = VALUE_FAILED;
  if (!take_pair(in, code, registers, i.c, last, range->kids, ends)) return false;
  r = slow_piece(registers[i.b], ends[0], ends[1]);
  if (r.kind == VALUE_NONE) {
    Operation how = operation(in);
    Value all = operate_range(&how, ends[0], value_scalar(1), ends[1]);
    if (all.kind == VALUE_ERROR) {
      if (in->error->kind != ERROR_NONE) in->error->span = range->span;
      r = VALUE_FAILED;
    } else if (!slow_index(in, code, registers, i.b, &all, 1, n, &r))
      r = VALUE_FAILED;
    value_release(all);
  }
  value_release(ends[0]);
  value_release(ends[1]);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

bool slow_set_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                  const Node *n) {
  Value pair[2];
  if (!take_pair(in, code, registers, i.b, second, n->kids + 1, pair)) return false;
  return set_part(in, &registers[i.a], pair, 2, registers[i.c], i.op, n);
}

/* A call like any other, of the values in two registers. */
bool slow_pair(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
               const Node *n) {
  Value pair[2], *base = in->top;
  if (!take_pair(in, code, registers, i.b, second, n->kids + 1, pair)) return false;
  base[0] = pair[0];
  base[1] = pair[1];
  in->caller = (Frame){ code, registers };
  if (!run_slot(in, i.c, base, 2, 1, n)) return false;
  Value r = base[0];
  base[0] = VALUE_NOTHING;
  if (r.kind == VALUE_NONE) return complain_no_value(in, n);
  put(&registers[i.a], r);
  return true;
}

bool slow_matches(Value subject, Value label) {
  if (label.kind == VALUE_CELL) {
    for (size_t k = 0; k < label.cell->count; k++)
      if (slow_matches(subject, label.cell->items[k])) return true;
    return false;
  }
  if (value_is_empty(subject) && value_is_empty(label)) return true;
  return value_equal(subject, label);
}

void slow_show(Interp *in, const char *name, Value v) {
  Text out = TEXT_EMPTY;
  show_variable(name, v, &in->show, &out);
  interp_print(in, text_string(&out));
  text_free(&out);
  if (in->nan.listening) note_nan_shown(in, v);
}

void slow_keep_last(Interp *in, Value v) {
  if (!in->want_last) return;
  value_release(in->last);
  in->last = value_retain(v);
}

bool slow_show_variable(Interp *in, const Code *code, Value *registers, Instruction i,
                        const Node *n) {
  Value v = registers[i.a];
  if (v.kind == VALUE_NONE) return complain_undefined(in, n->text, n->span, code, registers);
  slow_keep_last(in, v);
  if (!i.d && !in->quiet) slow_show(in, n->text, v);
  return true;
}

bool slow_handle(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n) {
  const FunctionSlot *f = &in->functions.slots[i.c];
  if (!f->code && !f->builtin) return complain_undefined(in, f->name, n->span, code, registers);
  put(&registers[i.a], named_function_new(&in->functions, i.c));
  return true;
}

/* The identifier Octave would give, where the program gave none. */
static const char *identifier_of(const Error *e) {
  if (e->identifier[0]) return e->identifier;
  switch (e->kind) {
  case ERROR_NAME: return "Octave:undefined-function";
  case ERROR_SHAPE: return "Octave:nonconformant-args";
  case ERROR_INDEX: return "Octave:index-out-of-bounds";
  default: return "";
  }
}

Value slow_caught(const Error *e) {
  Record *r = record_new(), *stack = record_new();
  record_set(stack, "file", value_string(""));
  record_set(stack, "name", value_string(e->origin));
  record_set(stack, "line", value_scalar(e->line));
  record_set(stack, "column", value_scalar(e->column));
  record_set(r, "message", value_string(e->message));
  record_set(r, "identifier", value_string(identifier_of(e)));
  record_set(r, "stack", value_record(stack));
  return value_record(r);
}
