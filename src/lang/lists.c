/* lists.c -- c{:} and s.name as several values, records and their arrays, shared variables.

   Several values at once travel as a cell marked `list`, from the instruction that makes it to the
   call, the brackets or the names that take it apart; no variable ever holds one.  */

#include "config.h"
#include "lang/index.h"
#include "lang/slow.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

static bool is_list(Value v) {
  return v.kind == VALUE_CELL && v.cell->list;
}

/* V, an owned cell, as a list; a single item as itself. */
static Value as_list(Value v) {
  if (v.kind != VALUE_CELL) return v;
  if (v.cell->refs > 1) {
    Cell *copy = cell_copy(v.cell);
    cell_release(v.cell);
    v = value_cell(copy);
    if (v.kind == VALUE_ERROR) return v;
  }
  if (v.cell->count == 1 && !v.cell->fields) {
    Value item = cell_get(v.cell, 0);
    value_release(v);
    return item;
  }
  v.cell->list = true;
  return v;
}

/* ------------------------------------------------------------------ taking lists apart */

size_t list_count(const Value *items, size_t count) {
  size_t total = 0;
  for (size_t i = 0; i < count; i++) total += is_list(items[i]) ? items[i].cell->count : 1;
  return total;
}

bool list_any(const Value *items, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (is_list(items[i])) return true;
  return false;
}

void list_spread(Value *items, size_t count, Value *to) {
  for (size_t i = 0; i < count; i++) {
    if (is_list(items[i]))
      for (size_t k = 0; k < items[i].cell->count; k++) *to++ = cell_get(items[i].cell, k);
    else
      *to++ = value_retain(items[i]);
    put(&items[i], VALUE_NOTHING);
  }
}

/* The same in place, where room lies behind the COUNT items. */
static bool spread_in_place(Interp *in, Value *items, size_t count, size_t *total, const Node *n) {
  *total = list_count(items, count);
  if (!list_any(items, count)) return true;
  if (*total > 4000 || items + *total + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, n->span, "%zu arguments are too many", *total);
  Value *all = mem_new((*total + 1) * sizeof *all);
  list_spread(items, count, all);
  memcpy(items, all, *total * sizeof *all);
  free(all);
  return true;
}

bool slow_call_list(Interp *in, const Code *code, Value *registers, Instruction i, size_t wanted,
                    const Node *n) {
  Value *base = &registers[i.a];
  size_t given;
  if (!spread_in_place(in, base, i.d, &given, n)) return false;
  bool function = i.op == OP_CALL_LIST;
  size_t slot = i.c;
  Value v = function ? VALUE_NOTHING : registers[i.b];
  if (!function && v.kind == VALUE_NONE && slow_name(n)) {
    function = true;
    slot = functions_slot(&in->functions, slow_name(n));
  }
  bool good;
  if (function) {
    const FunctionSlot *f = &in->functions.slots[slot];
    good = f->code || f->builtin
               ? run_slot(in, slot, base, given, wanted, n)
               : complain_undefined(in, f->name, n->kids[0]->span, code, registers);
  } else if (v.kind == VALUE_FUNCTION)
    good = run_value(in, v, base, given, wanted, n);
  else {
    Value r = index_get(v, base, given, slow_name(n), in->error);
    good = r.kind != VALUE_ERROR;
    for (size_t k = 0; k < given; k++) put(&base[k], VALUE_NOTHING);
    if (good) base[0] = r;
    if (good && wanted > 1)
      good = error_set(in->error, ERROR_TYPE, n->span,
                       "this gives one value, but several are to be assigned");
  }
  if (good && wanted > 0 && base[0].kind == VALUE_NONE) return complain_no_value(in, n);
  return good;
}

bool slow_list(Value *registers, Instruction i) {
  Value *items = &registers[i.b];
  Cell *list = cell_new_matrix(1, list_count(items, i.c));
  if (!list) return false;
  list_spread(items, i.c, list->items);
  list->list = true;
  put(&registers[i.a], (Value){ .kind = VALUE_CELL, .cell = list });
  return true;
}

bool slow_unlist(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value list = registers[i.b];
  registers[i.b] = VALUE_NOTHING;
  size_t count = is_list(list) ? list.cell->count : 1;
  bool good = count >= i.d ||
              error_set(in->error, ERROR_TYPE, n->span, "%zu values are wanted, but here %s %zu",
                        (size_t)i.d, count == 1 ? "is" : "are", count);
  for (size_t k = 0; good && k < i.d; k++)
    put(&registers[i.a + k], is_list(list) ? cell_get(list.cell, k) : value_retain(list));
  value_release(list);
  return good;
}

/* ------------------------------------------------------------------ curly brackets */

static void drop(Value *first, size_t count) {
  for (size_t k = 0; k < count; k++) put(&first[k], VALUE_NOTHING);
}

bool slow_get_item(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *indices = &registers[i.c];
  Value r = i.op == OP_ITEMS
                ? as_list(index_items(registers[i.b], indices, i.d, slow_name(n), in->error))
                : index_item(registers[i.b], indices, i.d, slow_name(n), in->error);
  drop(indices, i.d);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

/* What is about to be changed in part; it may still be missing. */
bool slow_part(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *indices = &registers[i.c], object = registers[i.b], r = VALUE_NOTHING;
  if (object.kind == VALUE_FUNCTION) {
    drop(indices, i.d);
    return error_set(in->error, ERROR_TYPE, n->span,
                     "%s is a function: its values cannot be assigned",
                     slow_name(n) ? slow_name(n) : "this");
  }
  if (object.kind != VALUE_NONE && index_within(object, indices, i.d))
    r = i.op == OP_ITEM_PART ? index_item(object, indices, i.d, slow_name(n), in->error)
                             : index_get(object, indices, i.d, slow_name(n), in->error);
  drop(indices, i.d);
  if (r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

/* ------------------------------------------------------------------ fields */

/* The name behind the dot, written or computed; owned.  NULL after a complaint. */
static char *field_name(Interp *in, const Value *computed, const Node *n) {
  if (n->text) return mem_copy_string(n->text);
  if (!value_is_string(*computed)) {
    error_set(in->error, ERROR_TYPE, n->at, "the name of a field must be a text: s.('name')");
    return NULL;
  }
  Text name = TEXT_EMPTY;
  value_append_text(*computed, &name);
  char *copy = mem_copy_string(text_string(&name));
  text_free(&name);
  return copy;
}

static bool complain_many(Interp *in, const Node *n, size_t count, const char *name) {
  error_set(in->error, ERROR_TYPE, n->span,
            "one value is needed here, but .%.40s of this array of records gives %zu", name, count);
  error_hint(in->error, "[s.%.40s] joins them, s(1).%.40s is the first", name, name);
  return false;
}

bool slow_get_field(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value v = registers[i.b], r = VALUE_NOTHING;
  if (n->text && v.kind == VALUE_RECORD) { /* the usual case */
    r = record_get(v.record, n->text);
    if (r.kind != VALUE_NONE) {
      put(&registers[i.a], r);
      return true;
    }
  }
  char *name = field_name(in, &registers[i.c], n);
  if (!name) return false;
  bool good = true, lenient = i.d == 1;
  if (v.kind == VALUE_RECORD)
    r = record_get(v.record, name);
  else if (v.kind == VALUE_CELL && v.cell->fields && record_has(v.cell->fields, name)) {
    if (i.d == 2)
      r = as_list(value_cell(records_take(v.cell, name)));
    else
      good = complain_many(in, n, v.cell->count, name);
  } else if (!(lenient && (v.kind == VALUE_NONE || value_is_empty(v))) && !value_is_records(v))
    good = n->text ? complain_field(in, n, v)
                   : error_set(in->error, ERROR_TYPE, n->span, "only a record has fields");
  if (good && r.kind == VALUE_NONE && !lenient)
    good =
        error_set(in->error, ERROR_NAME, n->at, "there is no field '%.60s' in this record", name);
  free(name);
  if (!good || r.kind == VALUE_ERROR) return false;
  put(&registers[i.a], r);
  return true;
}

/* [s.name] = ... for every record of an array. */
static bool set_everywhere(Interp *in, Value *v, const char *name, Value list, const Node *n) {
  size_t count = v->cell->count, given = is_list(list) ? list.cell->count : 1;
  if (given != count && given != 1)
    return error_set(in->error, ERROR_TYPE, n->span, "%zu values for the %zu records", given,
                     count);
  Record *one = record_new();
  record_set(one, name, VALUE_NOTHING);
  Record *fields = record_fields(v->cell->fields, one);
  Cell *c = records_arranged(*v, fields);
  for (size_t k = 0; c && k < count; k++) {
    Record *r =
        c->items[k].kind == VALUE_RECORD ? record_copy(c->items[k].record) : record_copy(fields);
    record_set(r, name,
               is_list(list) ? cell_get(list.cell, given == 1 ? 0 : k) : value_retain(list));
    cell_set(c, k, value_record(r));
  }
  record_release(one);
  record_release(fields);
  if (!c) return false;
  put(v, value_cell(c));
  return true;
}

bool slow_set_field(Interp *in, Value *registers, Instruction i, const Node *n) {
  Value *v = &registers[i.a];
  bool number = registers[i.c].kind == VALUE_SCALAR || registers[i.c].kind == VALUE_LOGICAL;
  if (n->text && number && v->kind == VALUE_RECORD && v->record->refs == 1) { /* the usual case */
    record_set(v->record, n->text, registers[i.c]);
    return true;
  }
  char *name = field_name(in, &registers[i.b], n);
  if (!name) return false;
  /* Held first, so that s.a = s sees that s is shared, and puts the old s into a new one. */
  Value right = value_retain(registers[i.c]);
  bool good = true, array = v->kind == VALUE_CELL && v->cell->fields;
  if (array && (is_list(right) || v->cell->count == 0)) {
    if (v->cell->count == 0) {
      Record *r = record_fields(v->cell->fields, NULL);
      record_set(r, name, value_retain(right));
      put(v, value_record(r));
    } else
      good = set_everywhere(in, v, name, right, n);
  } else {
    if (v->kind == VALUE_NONE || (!array && value_is_empty(*v))) put(v, value_record(record_new()));
    if (right.kind == VALUE_NONE)
      good = error_set(in->error, ERROR_TYPE, n->span, "there is no value to assign");
    else if (array)
      good = complain_many(in, n, v->cell->count, name);
    else if (v->kind != VALUE_RECORD)
      good = error_set(in->error, ERROR_TYPE, n->span, "only a record has fields like .%s", name);
    else if (is_list(right) && right.cell->count != 1)
      good =
          error_set(in->error, ERROR_TYPE, n->span, "%zu values for one field", right.cell->count);
    else {
      if (v->record->refs > 1) put(v, value_record(record_copy(v->record)));
      record_set(v->record, name, value_retain(is_list(right) ? right.cell->items[0] : right));
    }
  }
  value_release(right);
  free(name);
  return good;
}

bool slow_set_items(Interp *in, Value *object, const Value *indices, size_t count, Value list,
                    const Node *n) {
  if (!is_list(list)) return index_set_item(object, indices, count, list, slow_name(n), in->error);
  Cell *plain = cell_copy(list.cell);
  if (!plain) return false;
  bool good = index_set(object, indices, count, (Value){ .kind = VALUE_CELL, .cell = plain },
                        slow_name(n), in->error);
  cell_release(plain);
  return good;
}

/* ------------------------------------------------------------------ statements */

static void answer(Interp *in, Value *ans, Value v, bool silent) {
  put(ans, value_retain(v));
  slow_keep_last(in, v);
  if (!silent && !in->quiet) slow_show(in, "ans", v);
}

void slow_answer(Interp *in, Value *registers, Instruction i) {
  Value v = registers[i.a];
  if (v.kind == VALUE_NONE) return;
  if (is_list(v))
    for (size_t k = 0; k < v.cell->count; k++) {
      Value item = cell_get(v.cell, k);
      answer(in, &registers[i.c], item, i.d);
      value_release(item);
    }
  else
    answer(in, &registers[i.c], v, i.d);
  put(&registers[i.a], VALUE_NOTHING);
}

/* global and persistent variables: registers that are read from and written to one store. */
bool slow_shared(Interp *in, Value *registers, Instruction i, const Node *n) {
  if (!in->shared) in->shared = scope_new();
  if (i.d == 1) {
    scope_set(in->shared, n->text, value_retain(registers[i.a]));
    return true;
  }
  Value v = scope_get(in->shared, n->text);
  if (i.d == 2) {
    bool fresh = v.kind == VALUE_NONE;
    if (fresh) scope_set(in->shared, n->text, value_array(array_new_matrix(0, 0)));
    value_release(v);
    put(&registers[i.a], value_logical(fresh));
    if (i.b && in->scope) dict_intern_string(&in->scope->shared, n->text);
    return true;
  }
  put(&registers[i.a], v);
  return true;
}
