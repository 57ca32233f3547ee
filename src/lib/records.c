/* records.c -- records and arrays of them: made, asked, taken apart.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

static bool is_record(Call *call, size_t i) {
  if (value_is_records(call->args[i])) return true;
  call_fail_at(call, i, ERROR_TYPE, "this must be a record, made by struct or by s.name = ...");
  return false;
}

static bool is_single(Call *call, size_t i) {
  if (call->args[i].kind == VALUE_RECORD) return true;
  if (is_record(call, i))
    call_fail_at(call, i, ERROR_TYPE, "this must be a single record, but there are %zu",
                 call->args[i].cell->count);
  return false;
}

/* ------------------------------------------------------------------ struct */

/* A cell that is not 1x1 stands for one value per record. */
static const Cell *spreads(Value v) {
  return value_is_cell(v) && v.cell->count != 1 ? v.cell : NULL;
}

static Value field_value(Value v, size_t k) {
  if (!value_is_cell(v)) return value_retain(v);
  return cell_get(v.cell, v.cell->count == 1 ? 0 : k);
}

static Value make_array(Call *call, const Cell *shape, Record *fields) {
  Cell *c = cell_new(shape->rank, shape->dims);
  if (!c) {
    record_release(fields);
    return VALUE_FAILED;
  }
  c->fields = fields;
  for (size_t k = 0; k < c->count; k++) {
    Record *r = record_new();
    for (size_t i = 0; i < call->count; i += 2)
      record_set(r, call_string(call, i), field_value(call->args[i + 1], k));
    c->items[k] = value_record(r);
  }
  return value_cell(c);
}

static Value call_struct(Call *call) {
  if (call->count == 1 && value_is_records(call->args[0])) return value_retain(call->args[0]);
  if (call->count % 2 != 0)
    return call_fail(call, ERROR_TYPE, "names and values come in pairs: struct('a', 1, 'b', 2)");
  const Cell *shape = NULL;
  for (size_t i = 0; i < call->count; i += 2) {
    if (!value_is_string(call->args[i]))
      return call_fail_at(call, i, ERROR_TYPE, "the name of a field must be a text");
    const Cell *many = spreads(call->args[i + 1]);
    if (many && shape &&
        (many->rank != shape->rank ||
         memcmp(many->dims, shape->dims, many->rank * sizeof *many->dims) != 0))
      return call_fail_at(call, i + 1, ERROR_SHAPE, "all cells must have the same size");
    if (many) shape = many;
  }
  Record *r = record_new();
  for (size_t i = 0; i < call->count; i += 2)
    record_set(r, call_string(call, i),
               shape ? value_array(array_new_matrix(0, 0)) : field_value(call->args[i + 1], 0));
  return shape ? make_array(call, shape, r) : value_record(r);
}

/* ------------------------------------------------------------------ fields */

static Value call_fieldnames(Call *call) {
  if (!is_record(call, 0)) return VALUE_FAILED;
  const Record *r = value_fields(call->args[0]);
  Cell *c = cell_new_matrix(r->count, 1);
  for (size_t k = 0; c && k < r->count; k++) cell_set(c, k, value_string(r->names[k]));
  return value_cell(c);
}

static Value call_numfields(Call *call) {
  bool records = value_is_records(call->args[0]);
  return value_scalar(records ? (double)value_fields(call->args[0])->count : 0);
}

static bool has_field(const Record *r, Value name) {
  Text t = TEXT_EMPTY;
  if (value_is_string(name)) value_append_text(name, &t);
  bool found = t.len > 0 && record_has(r, text_string(&t));
  text_free(&t);
  return found;
}

static Value call_isfield(Call *call) {
  Value names = call->args[1];
  bool records = value_is_records(call->args[0]);
  if (!value_is_cell(names))
    return value_logical(records && has_field(value_fields(call->args[0]), names));
  Array *a = array_new(names.cell->rank, names.cell->dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < a->count; k++)
    a->data[k] = records && has_field(value_fields(call->args[0]), names.cell->items[k]);
  return value_array(a);
}

static Value call_getfield(Call *call) {
  if (!is_single(call, 0)) return VALUE_FAILED;
  Value v = record_get(call->args[0].record, call_string(call, 1));
  if (v.kind != VALUE_NONE) return v;
  return call_fail_at(call, 1, ERROR_NAME, "there is no field '%.40s'", call_string(call, 1));
}

static Value call_setfield(Call *call) {
  if (!is_single(call, 0)) return VALUE_FAILED;
  Record *r = record_copy(call->args[0].record);
  record_set(r, call_string(call, 1), value_retain(call->args[2]));
  return value_record(r);
}

/* The records with just the fields of ORDER, which is taken over. */
static Value arranged(Value v, Record *order) {
  Value r = value_cell(records_arranged(v, order));
  record_release(order);
  return r;
}

static bool is_named(Value names, const char *field) {
  if (!value_is_cell(names)) {
    Text t = TEXT_EMPTY;
    value_append_text(names, &t);
    bool same = strcmp(text_string(&t), field) == 0;
    text_free(&t);
    return same;
  }
  for (size_t k = 0; k < names.cell->count; k++)
    if (value_is_string(names.cell->items[k]) && is_named(names.cell->items[k], field)) return true;
  return false;
}

static Value call_rmfield(Call *call) {
  if (!is_record(call, 0)) return VALUE_FAILED;
  const Record *old = value_fields(call->args[0]);
  Value names = call->args[1];
  if (value_is_string(names) && !has_field(old, names))
    return call_fail_at(call, 1, ERROR_NAME, "there is no field '%.40s'", call_string(call, 1));
  for (size_t k = 0; value_is_cell(names) && k < names.cell->count; k++)
    if (!has_field(old, names.cell->items[k]))
      return call_fail_at(call, 1, ERROR_NAME, "there is no field of the name number %zu", k + 1);
  Record *order = record_new();
  for (size_t k = 0; k < old->count; k++)
    if (!is_named(names, old->names[k]))
      record_set(order, old->names[k], value_array(array_new_matrix(0, 0)));
  return arranged(call->args[0], order);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static Value call_orderfields(Call *call) {
  if (!is_record(call, 0)) return VALUE_FAILED;
  const Record *old = value_fields(call->args[0]);
  char **names = mem_new((old->count + 1) * sizeof *names);
  memcpy(names, old->names, old->count * sizeof *names);
  qsort(names, old->count, sizeof *names, by_name);
  Record *order = record_new();
  for (size_t k = 0; k < old->count; k++)
    record_set(order, names[k], value_array(array_new_matrix(0, 0)));
  free(names);
  return arranged(call->args[0], order);
}

/* ------------------------------------------------------------------ to cells and back */

static Value call_struct2cell(Call *call) {
  if (!is_record(call, 0)) return VALUE_FAILED;
  Value v = call->args[0];
  const Record *fields = value_fields(v);
  size_t rank = 2, dims[MAX_RANK] = { fields->count, 1 }, records = 1;
  if (v.kind == VALUE_CELL) {
    records = v.cell->count;
    if (v.cell->rank >= MAX_RANK) return call_fail(call, ERROR_LIMIT, "too many dimensions");
    rank = v.cell->rank + 1;
    memcpy(dims + 1, v.cell->dims, v.cell->rank * sizeof *dims);
  }
  Cell *c = cell_new(rank, dims);
  for (size_t k = 0; c && k < records; k++) {
    Value item = v.kind == VALUE_CELL ? cell_get(v.cell, k) : value_retain(v);
    for (size_t i = 0; i < fields->count; i++)
      c->items[k * fields->count + i] = record_get(item.record, fields->names[i]);
    value_release(item);
  }
  return value_cell(c);
}

/* A matrix of items whose rows (or columns) become fields. */
static Value call_cell2struct(Call *call) {
  const Cell *c = call->args[0].cell;
  Value names = call->args[1];
  long d = 1;
  if (call_given(call, 2) && !call_integer(call, 2, 1, 2, &d)) return VALUE_FAILED;
  if (c->rank > 2) return call_fail_at(call, 0, ERROR_SHAPE, "a cell of two sizes is expected");
  size_t count = value_is_cell(names) ? names.cell->count : 1;
  if (c->dims[d - 1] != count)
    return call_fail_at(call, 1, ERROR_SHAPE, "%zu names for %zu fields", count, c->dims[d - 1]);
  size_t records = c->dims[2 - d];
  Cell *result = cell_new_matrix(records, 1);
  if (!result) return VALUE_FAILED;
  result->fields = record_new();
  for (size_t k = 0; k < records; k++) result->items[k] = value_record(record_new());
  for (size_t i = 0; i < count; i++) {
    Value name = value_is_cell(names) ? names.cell->items[i] : names;
    Text t = TEXT_EMPTY;
    value_append_text(name, &t);
    record_set(result->fields, text_string(&t), value_array(array_new_matrix(0, 0)));
    for (size_t k = 0; k < records; k++)
      record_set(result->items[k].record, text_string(&t),
                 cell_get(c, d == 1 ? i + k * c->dims[0] : k + i * c->dims[0]));
    text_free(&t);
  }
  return value_cell(result);
}

const Builtin records_family[] = {
  { .name = "struct",
    .signature = "pairs?: any... -> any",
    .call = call_struct,
    .summary = "A record made of names and values; a cell gives one value to each record of an "
               "array.",
    .numpy = "dict(a=1)",
    .see = "fieldnames isfield",
    .examples = { { "s = struct('a', 1, 'b', 'x'); s.b", "'x'" },
                  { "s = struct('a', {1, 2, 3}); [s.a]", "[1 2 3]" } } },
  { .name = "fieldnames",
    .signature = "s: any -> cell",
    .call = call_fieldnames,
    .summary = "The names of a record's fields.",
    .numpy = "list(s)",
    .see = "isfield struct",
    .examples = { { "fieldnames(struct('a', 1, 'b', 2))", "{'a'; 'b'}" } } },
  { .name = "numfields",
    .signature = "s: any -> scalar",
    .call = call_numfields,
    .summary = "How many fields a record has.",
    .numpy = "len(s)",
    .see = "fieldnames",
    .examples = { { "numfields(struct('a', 1, 'b', 2))", "2" } } },
  { .name = "isfield",
    .signature = "s: any, name: any -> logical",
    .call = call_isfield,
    .summary = "Whether a record has a field of this name.",
    .numpy = "name in s",
    .see = "fieldnames",
    .examples = { { "isfield(struct('a', 1), 'a')", "true" } } },
  { .name = "getfield",
    .signature = "s: any, name: string -> any",
    .call = call_getfield,
    .summary = "The field of this name; the same as s.name.",
    .numpy = "s[name]",
    .see = "setfield isfield",
    .examples = { { "getfield(struct('a', 3), 'a')", "3" } } },
  { .name = "setfield",
    .signature = "s: any, name: string, value: any -> any",
    .call = call_setfield,
    .summary = "The record with this field changed or added.",
    .numpy = "{**s, name: value}",
    .see = "getfield",
    .examples = { { "s = setfield(struct('a', 3), 'b', 4); s.b", "4" } } },
  { .name = "rmfield",
    .signature = "s: any, name: any -> any",
    .call = call_rmfield,
    .summary = "The record without this field, or without those that a cell names.",
    .numpy = "del s[name]",
    .see = "isfield",
    .examples = { { "fieldnames(rmfield(struct('a', 1, 'b', 2), 'a'))", "{'b'}" } } },
  { .name = "orderfields",
    .signature = "s: any -> any",
    .call = call_orderfields,
    .summary = "The record with its fields in the order of the alphabet.",
    .numpy = "dict(sorted(s.items()))",
    .see = "fieldnames",
    .examples = { { "fieldnames(orderfields(struct('b', 1, 'a', 2)))", "{'a'; 'b'}" } } },
  { .name = "struct2cell",
    .signature = "s: any -> cell",
    .call = call_struct2cell,
    .summary = "The values of a record as a column of items.",
    .numpy = "list(s.values())",
    .see = "fieldnames cell2struct",
    .examples = { { "struct2cell(struct('a', 1, 'b', 2))", "{1; 2}" } } },
  { .name = "cell2struct",
    .signature = "c: cell, names: any, d?: integer -> any",
    .call = call_cell2struct,
    .summary = "A record of the items of a cell, which are named along dimension d.",
    .numpy = "dict(zip(names, c))",
    .see = "struct2cell",
    .examples = { { "s = cell2struct({1; 2}, {'a'; 'b'}, 1); s.b", "2" } } },
  { 0 }
};
