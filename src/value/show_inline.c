/* show_inline.c -- values on one line, as they could be typed again.  */

#include "config.h"
#include "value/show.h"
#include "value/callable.h"
#include "value/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 60, STANDARD_DIGITS = 15 };

void show_number(double x, int digits, Text *out) {
  if (isnan(x))
    text_puts(out, "NaN");
  else if (isinf(x))
    text_puts(out, x > 0 ? "Inf" : "-Inf");
  else
    text_printf(out, "%.*g", digits > 0 ? digits : STANDARD_DIGITS, x == 0 ? 0.0 : x);
}

static void put_complex(double re, double im, int digits, Text *out) {
  show_number(re, digits, out);
  if (!signbit(im) || isnan(im)) text_putc(out, '+');
  show_number(im, digits, out);
  text_putc(out, 'i');
}

static void put_string(const Array *a, size_t row, Text *out) {
  size_t rows = a->dims[0], columns = rows ? a->count / rows : 0;
  text_putc(out, '"');
  for (size_t c = 0; c < columns; c++) {
    char byte = (char)(unsigned char)a->data[row + c * rows];
    if (byte == '"' || byte == '\\') text_putc(out, '\\');
    if (byte == '\n')
      text_puts(out, "\\n");
    else
      text_putc(out, byte);
  }
  text_putc(out, '"');
}

static void put_element(const View *v, size_t i, int digits, Text *out) {
  if (v->complex)
    put_complex(v->data[2 * i], v->data[2 * i + 1], digits, out);
  else if (v->element == ELEMENT_LOGICAL)
    text_puts(out, v->data[i] != 0 ? "true" : "false");
  else
    show_number(v->data[i], digits, out);
}

static void put_array(Value value, int digits, Text *out) {
  View v;
  value_view(&value, &v);
  size_t rows = v.dims[0], columns = view_columns(&v);
  if (v.element == ELEMENT_CHAR) {
    if (rows != 1) text_putc(out, '[');
    for (size_t r = 0; r < rows; r++) {
      if (r > 0) text_putc(out, ';');
      put_string(value.array, r, out);
    }
    if (rows == 0) text_puts(out, "\"\"");
    if (rows != 1) text_putc(out, ']');
    return;
  }
  if (v.count == 0) {
    text_printf(out, "zeros(%zu,%zu)", rows, columns);
    return;
  }
  if (v.count > 1) text_putc(out, '[');
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      if (c > 0)
        text_putc(out, ' ');
      else if (r > 0)
        text_putc(out, ';');
      put_element(&v, r + c * rows, digits, out);
    }
  if (v.count > 1) text_putc(out, ']');
}

static void put(Value v, int digits, unsigned depth, Text *out) {
  if (depth > DEEPEST) {
    text_puts(out, "...");
    return;
  }
  switch (v.kind) {
  case VALUE_SCALAR:
  case VALUE_LOGICAL:
  case VALUE_ARRAY: put_array(v, digits, out); break;
  case VALUE_FUNCTION: v.function->class->show(v.function, out); break;
  case VALUE_CELL: {
    size_t rows = v.cell->dims[0], columns = rows ? v.cell->count / rows : 0;
    text_putc(out, '{');
    for (size_t r = 0; r < rows; r++)
      for (size_t c = 0; c < columns; c++) {
        if (c > 0)
          text_puts(out, ", ");
        else if (r > 0)
          text_puts(out, "; ");
        put(v.cell->items[r + c * rows], digits, depth + 1, out);
      }
    text_putc(out, '}');
    break;
  }
  case VALUE_RECORD:
    text_puts(out, "struct(");
    for (size_t i = 0; i < v.record->count; i++) {
      text_printf(out, i ? ", '%s', " : "'%s', ", v.record->names[i]);
      put(v.record->values[i], digits, depth + 1, out);
    }
    text_putc(out, ')');
    break;
  default: text_puts(out, "[]"); break;
  }
}

void show_inline(Value v, int digits, Text *out) {
  put(v, digits, 0, out);
}
