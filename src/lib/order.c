/* order.c -- sorting indices.  */

#include "config.h"
#include "lib/order.h"
#include "lib/radix.h"
#include "base/memory.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200 }; /* where digits become quicker than comparisons */

static int compare_numbers(double x, double y) {
  if (isnan(x) || isnan(y)) return isnan(x) - isnan(y);
  return (x > y) - (x < y);
}

static int compare_entries(const View *v, size_t a, size_t b) {
  if (!v->complex) return compare_numbers(v->data[a], v->data[b]);
  const double *p = v->data + 2 * a, *q = v->data + 2 * b;
  int c = compare_numbers(hypot(p[0], p[1]), hypot(q[0], q[1]));
  return c ? c : compare_numbers(atan2(p[1], p[0]), atan2(q[1], q[0]));
}

int order_texts(Value a, Value b) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y)) return 0;
  for (size_t k = 0; k < x.count && k < y.count; k++)
    if (x.data[k] != y.data[k]) return x.data[k] < y.data[k] ? -1 : 1;
  return (x.count > y.count) - (x.count < y.count);
}

static int compare_rows(const Order *o, size_t a, size_t b) {
  size_t rows = o->v.dims[0], count = o->column_count ? o->column_count : view_columns(&o->v);
  for (size_t k = 0; k < count; k++) {
    double column = o->column_count ? o->columns[k] : (double)k + 1;
    size_t offset = ((size_t)fabs(column) - 1) * rows;
    int c = compare_entries(&o->v, a + offset, b + offset);
    if (c) return column < 0 ? -c : c;
  }
  return 0;
}

int order_compare(const Order *o, size_t a, size_t b) {
  int c = o->texts  ? order_texts(o->texts->items[a], o->texts->items[b])
          : o->rows ? compare_rows(o, a, b)
                    : compare_entries(&o->v, a, b);
  return o->descending ? -c : c;
}

/* Merge sort from the bottom up: stable, and never worse than n log n. */
bool order_sort(Call *call, const Order *o, size_t *at, size_t count) {
  if (count > MANY && !o->texts && !o->rows && !o->v.complex) {
    radix_order(o->v.data, at, count, o->descending);
    return call_step(call, count);
  }
  size_t *spare = mem_new((count + 1) * sizeof *spare), *from = at, *to = spare;
  bool good = true;
  for (size_t width = 1; width < count && good; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t i = start, middle = start + width < count ? start + width : count;
      size_t j = middle, end = middle + width < count ? middle + width : count;
      for (size_t k = start; k < end; k++)
        to[k] = i < middle && (j >= end || order_compare(o, from[i], from[j]) <= 0) ? from[i++]
                                                                                    : from[j++];
    }
    size_t *swap = from;
    from = to;
    to = swap;
    good = call_step(call, count);
  }
  if (from != at) memcpy(at, from, count * sizeof *at);
  free(spare);
  return good;
}
