/* rows.c -- lines of different lengths that become one character array.  */

#include "config.h"
#include "lib/rows.h"
#include "base/memory.h"

#include <stdlib.h>

void rows_add(Rows *r, const char *line, size_t len) {
  MEM_GROW(r->ends, r->count, r->cap);
  text_append(&r->bytes, line, len);
  r->ends[r->count++] = r->bytes.len;
}

void rows_add_value(Rows *r, Value v) {
  View view;
  if (!value_view(&v, &view) || view.complex) return;
  size_t rows = view.count == 0 ? 1 : view.dims[0], columns = view.count / rows;
  for (size_t i = 0; i < rows; i++) {
    MEM_GROW(r->ends, r->count, r->cap);
    for (size_t j = 0; j < columns; j++)
      text_putc(&r->bytes, (char)(unsigned char)view.data[i + j * rows]);
    r->ends[r->count++] = r->bytes.len;
  }
}

Value rows_value(Rows *r) {
  size_t widest = 0;
  for (size_t i = 0; i < r->count; i++) {
    size_t len = r->ends[i] - (i ? r->ends[i - 1] : 0);
    if (len > widest) widest = len;
  }
  size_t rows = widest == 0 && r->count <= 1 ? 0 : r->count;
  Array *a = array_new(2, (size_t[]){ rows, widest }, ELEMENT_CHAR, false);
  for (size_t i = 0; a && i < rows; i++) {
    size_t start = i ? r->ends[i - 1] : 0, len = r->ends[i] - start;
    for (size_t j = 0; j < widest; j++)
      a->data[i + j * rows] = j < len ? (double)(unsigned char)r->bytes.data[start + j] : ' ';
  }
  rows_free(r);
  return value_array(a);
}

void rows_free(Rows *r) {
  text_free(&r->bytes);
  free(r->ends);
  *r = (Rows){ 0 };
}
