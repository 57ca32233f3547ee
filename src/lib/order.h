/* order.h -- sorting indices: numbers, complex numbers, texts and rows.  */

#ifndef LIB_ORDER_H
#define LIB_ORDER_H

#include "lang/builtin.h"

/* What is compared: entries of V, or its rows, or the texts of a cell. */
typedef struct Order {
  View v;
  const Cell *texts; /* instead of V */
  bool rows;         /* compare whole rows of V, by the columns below */
  const double *columns;
  size_t column_count; /* 0: all columns, from the first; negative numbers descend */
  bool descending;
} Order;

/* Less than 0, 0 or more, as the thing at A comes before, with or behind that at B.  NaN comes last
   (first when descending). */
int order_compare(const Order *o, size_t a, size_t b);

/* Sort COUNT positions in AT, keeping equal ones as they stand.  False when interrupted. */
bool order_sort(Call *call, const Order *o, size_t *at, size_t count);

int order_texts(Value a, Value b);

#endif
