/* cell.c -- cell arrays and records.  */

#include "config.h"
#include "value/cell.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

Cell *cell_new(size_t rank, const size_t *dims) {
  size_t count = 1, bytes;
  while (rank > 2 && dims[rank - 1] == 1) rank--;
  for (size_t i = 0; i < rank; i++)
    if (__builtin_mul_overflow(count, dims[i], &count)) return NULL;
  size_t head = (sizeof(Cell) + rank * sizeof(size_t) + 15) / 16 * 16;
  if (rank < 2 || rank > MAX_RANK || __builtin_mul_overflow(count, sizeof(Value), &bytes) ||
      __builtin_add_overflow(bytes, head, &bytes) || !array_charge(bytes))
    return NULL;
  Cell *c = calloc(1, bytes);
  if (!c) {
    array_discharge(bytes);
    return NULL;
  }
  c->refs = 1;
  c->rank = rank;
  c->count = count;
  c->dims = (size_t *)(c + 1);
  c->items = (Value *)((char *)c + head);
  memcpy(c->dims, dims, rank * sizeof *dims);
  return c; /* calloc made every item VALUE_NONE */
}

static size_t cell_bytes(const Cell *c) {
  return (size_t)((const char *)c->items - (const char *)c) + c->count * sizeof(Value);
}

Cell *cell_new_matrix(size_t rows, size_t columns) {
  return cell_new(2, (size_t[]){ rows, columns });
}

Cell *cell_copy(const Cell *c) {
  Cell *copy = cell_new(c->rank, c->dims);
  if (copy && c->fields) {
    c->fields->refs++;
    copy->fields = c->fields;
  }
  for (size_t i = 0; copy && i < c->count; i++) copy->items[i] = value_retain(c->items[i]);
  return copy;
}

/* Cells inside cells are freed with a list instead of the stack: a hostile nesting is no danger. */
static void release_all(Cell *first) {
  Cell **pending = NULL;
  size_t count = 0, cap = 0;
  MEM_GROW(pending, count, cap);
  pending[count++] = first;
  while (count > 0) {
    Cell *c = pending[--count];
    for (size_t i = 0; i < c->count; i++) {
      Value v = c->items[i];
      if (v.kind == VALUE_CELL && v.cell->refs == 1) {
        MEM_GROW(pending, count, cap);
        pending[count++] = v.cell;
      } else
        value_release(v);
    }
    record_release(c->fields);
    array_discharge(cell_bytes(c));
    free(c);
  }
  free(pending);
}

void cell_release(Cell *c) {
  if (!c) return;
  if (c->refs > 1)
    c->refs--;
  else
    release_all(c);
}

Value cell_get(const Cell *c, size_t i) {
  if (c->items[i].kind == VALUE_NONE && c->fields) return value_record(record_copy(c->fields));
  if (c->items[i].kind == VALUE_NONE) return value_array(array_new_matrix(0, 0));
  return value_retain(c->items[i]);
}

void cell_set(Cell *c, size_t i, Value item) {
  value_release(c->items[i]);
  c->items[i] = item;
}

Record *record_new(void) {
  Record *r = mem_new(sizeof *r);
  r->refs = 1;
  return r;
}

Record *record_copy(const Record *r) {
  Record *copy = record_new();
  for (size_t i = 0; i < r->count; i++) record_set(copy, r->names[i], value_retain(r->values[i]));
  return copy;
}

void record_release(Record *r) {
  if (!r || --r->refs > 0) return;
  for (size_t i = 0; i < r->count; i++) {
    free(r->names[i]);
    value_release(r->values[i]);
  }
  free(r->names);
  free(r->values);
  free(r);
}

Value record_get(const Record *r, const char *name) {
  const Value *found = record_find(r, name);
  return found ? value_retain(*found) : VALUE_NOTHING;
}

void record_set(Record *r, const char *name, Value value) {
  Value *found = record_find(r, name);
  if (found) {
    Value old = *found;
    *found = value;
    value_release(old);
    return;
  }
  if (r->count == r->cap) {
    r->cap = r->cap ? r->cap * 2 : 8;
    r->names = mem_resize(r->names, r->cap * sizeof *r->names);
    r->values = mem_resize(r->values, r->cap * sizeof *r->values);
  }
  r->names[r->count] = mem_copy_string(name);
  r->values[r->count++] = value;
}

bool record_has(const Record *r, const char *name) {
  return record_find(r, name) != NULL;
}

static Value nothing_yet(void) {
  return value_array(array_new_matrix(0, 0));
}

/* R with the fields of ORDER: those it lacks are [], those it has beyond are dropped. */
static Record *record_arranged(const Record *r, const Record *order) {
  Record *result = record_new();
  for (size_t i = 0; i < order->count; i++) {
    Value v = record_get(r, order->names[i]);
    record_set(result, order->names[i], v.kind == VALUE_NONE ? nothing_yet() : v);
  }
  return result;
}

Record *record_fields(const Record *a, const Record *b) {
  Record *result = record_new();
  for (size_t i = 0; i < a->count; i++) record_set(result, a->names[i], nothing_yet());
  for (size_t i = 0; b && i < b->count; i++) record_set(result, b->names[i], nothing_yet());
  return result;
}

static bool same_order(const Record *a, const Record *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++) same = strcmp(a->names[i], b->names[i]) == 0;
  return same;
}

Cell *records_arranged(Value v, const Record *fields) {
  static const size_t one[2] = { 1, 1 };
  const Cell *from = v.kind == VALUE_CELL ? v.cell : NULL;
  Cell *c = cell_new(from ? from->rank : 2, from ? from->dims : one);
  if (!c) return NULL;
  c->fields = record_fields(fields, NULL);
  for (size_t i = 0; i < c->count; i++) {
    Value item = from ? from->items[i] : v;
    if (item.kind != VALUE_RECORD) continue;
    bool same = same_order(item.record, fields);
    c->items[i] = same ? value_retain(item) : value_record(record_arranged(item.record, fields));
  }
  return c;
}

Cell *records_take(const Cell *records, const char *name) {
  Cell *c = cell_new(records->rank, records->dims);
  for (size_t i = 0; c && i < c->count; i++)
    if (records->items[i].kind == VALUE_RECORD)
      c->items[i] = record_get(records->items[i].record, name);
  return c;
}
