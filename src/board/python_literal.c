/* python_literal.c -- values written down in Python.  */

#include "config.h"
#include "board/python.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

enum { LITERAL_COUNT = 60 }; /* longer arrays are not worth reading */

static void put_real(double x, Text *out) {
  if (isnan(x))
    text_puts(out, "np.nan");
  else if (isinf(x))
    text_puts(out, x < 0 ? "-np.inf" : "np.inf");
  else if (x == floor(x) && fabs(x) < 1e15)
    text_printf(out, "%.0f", x == 0 ? 0.0 : x);
  else {
    char s[40];
    for (int digits = 1; digits <= 17; digits++) {
      snprintf(s, sizeof s, "%.*g", digits, x);
      if (strtod(s, NULL) == x) break;
    }
    text_puts(out, s);
  }
}

const char *python_number(Numpy *np, double x) {
  Text t = TEXT_EMPTY;
  put_real(x, &t);
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

static void put_element(const Array *a, size_t i, Text *out) {
  if (a->element == ELEMENT_LOGICAL)
    text_puts(out, a->data[i] != 0 ? "True" : "False");
  else if (a->complex) {
    double re = a->data[2 * i], im = a->data[2 * i + 1];
    if (re != 0) put_real(re, out);
    if (re != 0 && (im >= 0 || isnan(im))) text_putc(out, '+');
    if (isfinite(im)) {
      put_real(im, out);
      text_putc(out, 'j');
    } else {
      put_real(im, out);
      text_puts(out, "*1j");
    }
  } else
    put_real(a->data[i], out);
}

static void put_string(Value v, Text *out) {
  Text t = TEXT_EMPTY;
  value_append_text(v, &t);
  text_putc(out, '"');
  for (size_t i = 0; i < t.len; i++) {
    char c = t.data[i];
    if (c == '"' || c == '\\')
      text_printf(out, "\\%c", c);
    else if (c == '\n')
      text_puts(out, "\\n");
    else if (c == '\t')
      text_puts(out, "\\t");
    else if ((unsigned char)c < 32 || c == 127)
      text_printf(out, "\\x%02x", (unsigned char)c);
    else
      text_putc(out, c);
  }
  text_putc(out, '"');
  text_free(&t);
}

/* The axes from LEVEL on, as nested lists; OFFSET and STRIDE walk the columns. */
static void put_axes(const Array *a, const size_t *dims, const size_t *strides, size_t rank,
                     size_t level, size_t offset, Text *out) {
  if (level == rank) {
    put_element(a, offset, out);
    return;
  }
  text_putc(out, '[');
  for (size_t i = 0; i < dims[level]; i++) {
    if (i > 0) text_puts(out, ", ");
    put_axes(a, dims, strides, rank, level + 1, offset + i * strides[level], out);
  }
  text_putc(out, ']');
}

static void put_value(Numpy *np, Value v, bool inside, Text *out);

static void put_array(const Array *a, bool inside, Text *out) {
  size_t rank = (size_t)axes_of((Value){ .kind = VALUE_ARRAY, .array = (Array *)a });
  if (a->count == 0) {
    if (a->dims[0] == 0 && a->dims[1] == 0)
      text_puts(out, "np.array([])");
    else
      text_printf(out, "np.zeros((%zu, %zu))", a->dims[0], a->dims[1]);
    return;
  }
  size_t dims[MAX_RANK] = { 0 }, strides[MAX_RANK] = { 0 }, stride = 1, used = 0;
  for (size_t k = 0; k < a->rank; k++) {
    if (rank >= 2 || a->dims[k] > 1) {
      dims[used] = a->dims[k];
      strides[used++] = stride;
    }
    stride *= a->dims[k];
  }
  if (used > 0 && !inside) text_puts(out, "np.array(");
  put_axes(a, dims, strides, used, 0, 0, out);
  if (used > 0 && !inside) text_putc(out, ')');
}

bool python_is_grid(Value v) {
  return v.kind == VALUE_CELL && !v.cell->fields && value_size(v, 0) > 1 && value_size(v, 1) > 1;
}

static void put_item(Numpy *np, Value v, Text *out) {
  if (v.kind == VALUE_NONE)
    text_puts(out, "np.array([])");
  else
    put_value(np, v, false, out);
}

static void put_cell(Numpy *np, Value v, Text *out) {
  size_t rows = python_is_grid(v) ? value_size(v, 0) : 1, columns = v.cell->count / rows;
  text_puts(out, rows > 1 ? "[[" : "[");
  for (size_t r = 0; r < rows; r++) {
    if (r > 0) text_puts(out, "], [");
    for (size_t c = 0; c < columns; c++) {
      if (c > 0) text_puts(out, ", ");
      put_item(np, v.cell->items[c * rows + r], out);
    }
  }
  text_puts(out, rows > 1 ? "]]" : "]");
}

static void put_record(Numpy *np, const Record *r, Text *out) {
  text_putc(out, '{');
  for (size_t i = 0; i < r->count; i++) {
    text_printf(out, "%s\"%s\": ", i ? ", " : "", r->names[i]);
    put_value(np, r->values[i], false, out);
  }
  text_putc(out, '}');
}

static void put_value(Numpy *np, Value v, bool inside, Text *out) {
  switch (v.kind) {
  case VALUE_SCALAR: put_real(v.scalar, out); break;
  case VALUE_LOGICAL: text_puts(out, v.scalar != 0 ? "True" : "False"); break;
  case VALUE_ARRAY:
    if (value_is_text(v))
      put_string(v, out);
    else
      put_array(v.array, inside, out);
    break;
  case VALUE_CELL: put_cell(np, v, out); break;
  case VALUE_RECORD: put_record(np, v.record, out); break;
  case VALUE_FUNCTION: {
    const char *f = python_function(np, NULL, v, NULL, 0);
    text_puts(out, f ? f : "None");
    break;
  }
  default: text_puts(out, "None");
  }
}

const char *python_literal(Numpy *np, Value v) {
  Text t = TEXT_EMPTY;
  put_value(np, v, false, &t);
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

bool python_short(Value v) {
  if (v.kind == VALUE_CELL) {
    bool all = v.cell->count <= LITERAL_COUNT && !v.cell->fields;
    for (size_t i = 0; all && i < v.cell->count; i++) all = python_short(v.cell->items[i]);
    return all;
  }
  if (v.kind == VALUE_RECORD) {
    bool all = true;
    for (size_t i = 0; all && i < v.record->count; i++) all = python_short(v.record->values[i]);
    return all;
  }
  return v.kind != VALUE_ARRAY || v.array->count <= LITERAL_COUNT || value_is_text(v);
}
