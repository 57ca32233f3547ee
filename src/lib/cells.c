/* cells.c -- cells and records: made, asked, taken apart.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

static Value call_cell(Call *call) {
  size_t rank, dims[MAX_RANK];
  if (call->count == 0) return value_cell(cell_new_matrix(0, 0));
  if (!arguments_sizes(call, 0, &rank, dims)) return VALUE_FAILED;
  return value_cell(cell_new(rank, dims));
}

static Value call_num2cell(Call *call) {
  View v = call_view(call, 0);
  Cell *c = cell_new(v.rank, v.dims);
  for (size_t k = 0; c && k < c->count; k++) {
    Value item =
        v.complex ? value_complex(v.data[2 * k], v.data[2 * k + 1]) : value_scalar(v.data[k]);
    if (v.element == ELEMENT_LOGICAL) item = value_logical(v.data[k] != 0);
    if (v.element == ELEMENT_CHAR) item = value_string_bytes(&(char){ (char)v.data[k] }, 1);
    cell_set(c, k, item);
  }
  return value_cell(c);
}

static Value call_cell2mat(Call *call) {
  const Cell *c = call->args[0].cell;
  if (c->count == 0) return value_array(array_new_matrix(0, 0));
  if (c->rank > 2) return call_fail_at(call, 0, ERROR_SHAPE, "cell2mat needs a cell of two sizes");
  size_t rows = c->dims[0], columns = c->dims[1];
  Value *row = mem_new(rows * sizeof *row), *items = mem_new(columns * sizeof *items);
  size_t done = 0;
  Value r = VALUE_NOTHING;
  for (size_t i = 0; i < rows && r.kind != VALUE_ERROR; i++) {
    for (size_t j = 0; j < columns; j++) items[j] = c->items[i + j * rows];
    r = arguments_concatenate(call, items, columns, 1);
    if (r.kind != VALUE_ERROR) row[done++] = r;
  }
  if (r.kind != VALUE_ERROR) r = arguments_concatenate(call, row, done, 0);
  for (size_t i = 0; i < done; i++) value_release(row[i]);
  free(row);
  free(items);
  return r;
}

/* ------------------------------------------------------------------ records */

static Value call_struct(Call *call) {
  if (call->count % 2 != 0)
    return call_fail(call, ERROR_TYPE, "names and values come in pairs: struct('a', 1, 'b', 2)");
  Record *r = record_new();
  for (size_t i = 0; i < call->count; i += 2) {
    if (!value_is_string(call->args[i])) {
      record_release(r);
      return call_fail_at(call, i, ERROR_TYPE, "the name of a field must be a text");
    }
    Value v = call->args[i + 1];
    /* A 1x1 cell is unwrapped, as it is the way to store a cell. */
    bool wrapped = v.kind == VALUE_CELL && v.cell->count == 1;
    record_set(r, call_string(call, i), wrapped ? cell_get(v.cell, 0) : value_retain(v));
  }
  return value_record(r);
}

static Value call_fieldnames(Call *call) {
  const Record *r = call->args[0].record;
  Cell *c = cell_new_matrix(r->count, 1);
  for (size_t k = 0; c && k < r->count; k++) cell_set(c, k, value_string(r->names[k]));
  return value_cell(c);
}

static bool has_field(const Record *r, Value name) {
  Text t = TEXT_EMPTY;
  bool found = false;
  if (value_is_string(name)) value_append_text(name, &t);
  for (size_t k = 0; t.len > 0 && k < r->count; k++)
    found |= strcmp(r->names[k], text_string(&t)) == 0;
  text_free(&t);
  return found;
}

static Value call_isfield(Call *call) {
  if (call->args[0].kind != VALUE_RECORD) return value_logical(false);
  const Record *r = call->args[0].record;
  Value names = call->args[1];
  if (names.kind != VALUE_CELL) return value_logical(has_field(r, names));
  Array *a = array_new(names.cell->rank, names.cell->dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = has_field(r, names.cell->items[k]);
  return value_array(a);
}

static Value call_getfield(Call *call) {
  Value v = record_get(call->args[0].record, call_string(call, 1));
  if (v.kind != VALUE_NONE) return v;
  return call_fail_at(call, 1, ERROR_NAME, "there is no field '%.40s'", call_string(call, 1));
}

static Value call_setfield(Call *call) {
  Record *r = record_copy(call->args[0].record);
  record_set(r, call_string(call, 1), value_retain(call->args[2]));
  return value_record(r);
}

static Value call_rmfield(Call *call) {
  const Record *old = call->args[0].record;
  const char *name = call_string(call, 1);
  if (!has_field(old, call->args[1]))
    return call_fail_at(call, 1, ERROR_NAME, "there is no field '%.40s'", name);
  Record *r = record_new();
  for (size_t k = 0; k < old->count; k++)
    if (strcmp(old->names[k], name) != 0)
      record_set(r, old->names[k], value_retain(old->values[k]));
  return value_record(r);
}

static Value call_struct2cell(Call *call) {
  const Record *r = call->args[0].record;
  Cell *c = cell_new_matrix(r->count, 1);
  for (size_t k = 0; c && k < r->count; k++) cell_set(c, k, value_retain(r->values[k]));
  return value_cell(c);
}

const Builtin cells_family[] = {
  { .name = "cell",
    .signature = "m?: any, more?: any... -> cell",
    .call = call_cell,
    .summary = "A cell array of empty items.",
    .numpy = "[None] * n",
    .see = "num2cell cellfun",
    .examples = { { "size(cell(2, 3))", "[2 3]" } } },
  { .name = "num2cell",
    .signature = "A: array -> cell",
    .call = call_num2cell,
    .summary = "Every entry of an array as an item of a cell.",
    .numpy = "list(A)",
    .see = "cell2mat cell",
    .examples = { { "num2cell([1 2])", "{1, 2}" } } },
  { .name = "cell2mat",
    .signature = "c: cell -> array",
    .call = call_cell2mat,
    .summary = "The items of a cell joined to one array.",
    .numpy = "np.block(c)",
    .see = "num2cell",
    .examples = { { "cell2mat({1, [2 3]; 4, [5 6]})", "[1 2 3; 4 5 6]" } } },
  { .name = "struct",
    .signature = "pairs?: any... -> record",
    .call = call_struct,
    .summary = "A record made of names and values.",
    .numpy = "dict(a=1)",
    .see = "fieldnames isfield",
    .examples = { { "s = struct('a', 1, 'b', 'x'); s.b", "'x'" } } },
  { .name = "fieldnames",
    .signature = "s: record -> cell",
    .call = call_fieldnames,
    .summary = "The names of a record's fields.",
    .numpy = "list(s)",
    .see = "isfield struct",
    .examples = { { "fieldnames(struct('a', 1, 'b', 2))", "{'a'; 'b'}" } } },
  { .name = "isfield",
    .signature = "s: any, name: any -> logical",
    .call = call_isfield,
    .summary = "Whether a record has a field of this name.",
    .numpy = "name in s",
    .see = "fieldnames",
    .examples = { { "isfield(struct('a', 1), 'a')", "true" } } },
  { .name = "getfield",
    .signature = "s: record, name: string -> any",
    .call = call_getfield,
    .summary = "The field of this name; the same as s.name.",
    .numpy = "s[name]",
    .see = "setfield isfield",
    .examples = { { "getfield(struct('a', 3), 'a')", "3" } } },
  { .name = "setfield",
    .signature = "s: record, name: string, value: any -> record",
    .call = call_setfield,
    .summary = "The record with this field changed or added.",
    .numpy = "{**s, name: value}",
    .see = "getfield",
    .examples = { { "s = setfield(struct('a', 3), 'b', 4); s.b", "4" } } },
  { .name = "rmfield",
    .signature = "s: record, name: string -> record",
    .call = call_rmfield,
    .summary = "The record without this field.",
    .numpy = "del s[name]",
    .see = "isfield",
    .examples = { { "fieldnames(rmfield(struct('a', 1, 'b', 2), 'a'))", "{'b'}" } } },
  { .name = "struct2cell",
    .signature = "s: record -> cell",
    .call = call_struct2cell,
    .summary = "The values of a record as a column of items.",
    .numpy = "list(s.values())",
    .see = "fieldnames",
    .examples = { { "struct2cell(struct('a', 1, 'b', 2))", "{1; 2}" } } },
  { 0 }
};
