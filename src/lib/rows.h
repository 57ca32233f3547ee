/* rows.h -- lines of different lengths that become one character array.  */

#ifndef LIB_ROWS_H
#define LIB_ROWS_H

#include "value/value.h"

typedef struct Rows {
  Text bytes; /* one line behind the other */
  size_t *ends;
  size_t count, cap;
} Rows;

void rows_add(Rows *r, const char *line, size_t len);
void rows_add_value(Rows *r, Value text); /* every row of a character array */
Value rows_value(Rows *r);                /* filled with blanks on the right; frees R */
void rows_free(Rows *r);

#endif
