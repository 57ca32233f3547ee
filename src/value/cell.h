/* cell.h -- cell arrays, records and arrays of records.

   All follow the arrays' law: counted, immutable once shared, column-major.

   An array of records is a Cell with FIELDS: its items are records that have exactly these fields,
   in this order.  value_cell gives a single one out as a VALUE_RECORD, so that one thing has one
   representation here, too.  */

#ifndef VALUE_CELL_H
#define VALUE_CELL_H

#include "value/value.h"

struct Cell {
  uint32_t refs;
  size_t rank, count;
  size_t *dims;   /* inside this allocation */
  Value *items;   /* inside this allocation; owned.  VALUE_NONE stands for [] */
  Record *fields; /* of an array of records: the names, with [] as values; else NULL */
  bool list;      /* c{:} on its way to arguments or brackets; no variable ever holds one */
};

Cell *cell_new(size_t rank, const size_t *dims); /* NULL over budget */
Cell *cell_new_matrix(size_t rows, size_t columns);
Cell *cell_copy(const Cell *c);
void cell_release(Cell *c);
Value cell_get(const Cell *c, size_t i);      /* owned */
void cell_set(Cell *c, size_t i, Value item); /* takes over; only while refs == 1 */

/* A record is one row of named values, in the order in which they were added. */
struct Record {
  uint32_t refs;
  size_t count, cap;
  char **names;
  Value *values;
};

Record *record_new(void);
Record *record_copy(const Record *r);
void record_release(Record *r);
/* Where the value NAME lies, borrowed; NULL when there is none.  Names are short and fields few: to
   look at them here takes less than a call of strcmp. */
static inline Value *record_find(const Record *r, const char *name) {
  for (size_t i = 0; i < r->count; i++) {
    const char *a = r->names[i], *b = name;
    for (; *a == *b; a++, b++)
      if (*a == '\0') return &r->values[i];
  }
  return NULL;
}

Value record_get(const Record *r, const char *name);       /* owned; VALUE_NONE when absent */
void record_set(Record *r, const char *name, Value value); /* takes over; only while refs == 1 */
bool record_has(const Record *r, const char *name);
/* The fields of A and then those that only B has, all []. */
Record *record_fields(const Record *a, const Record *b);

static inline bool value_is_records(Value v) { /* one record or an array of them */
  return v.kind == VALUE_RECORD || (v.kind == VALUE_CELL && v.cell->fields);
}
static inline bool value_is_cell(Value v) {
  return v.kind == VALUE_CELL && !v.cell->fields;
}
/* The field names of records. */
static inline const Record *value_fields(Value v) {
  return v.kind == VALUE_RECORD ? v.record : v.cell->fields;
}
/* Records as an array of them with the fields FIELDS, owned; NULL over budget. */
Cell *records_arranged(Value v, const Record *fields);
/* The field NAME of every record, as a cell of the same shape; NULL over budget. */
Cell *records_take(const Cell *records, const char *name);

#endif
