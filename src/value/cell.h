/* cell.h -- cell arrays and records, as far as the language needs them.

   Both follow the arrays' law: counted, immutable once shared, column-major.  */

#ifndef VALUE_CELL_H
#define VALUE_CELL_H

#include "value/value.h"

struct Cell {
  uint32_t refs;
  size_t rank, count;
  size_t *dims; /* inside this allocation */
  Value *items; /* inside this allocation; owned.  VALUE_NONE stands for [] */
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
Value record_get(const Record *r, const char *name);       /* owned; VALUE_NONE when absent */
void record_set(Record *r, const char *name, Value value); /* takes over; only while refs == 1 */

#endif
