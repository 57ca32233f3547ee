/* value.c -- the things a learner can name.  */

#include "config.h"
#include "value/value.h"
#include "value/callable.h"
#include "value/cell.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

static const size_t one_by_one[2] = { 1, 1 };

Value value_array(Array *a) {
  if (!a) return VALUE_FAILED;
  if (a->count == 1 && !a->complex && a->rank == 2 && a->element != ELEMENT_CHAR) {
    Value v =
        a->element == ELEMENT_LOGICAL ? value_logical(a->data[0] != 0) : value_scalar(a->data[0]);
    array_release(a);
    return v;
  }
  return (Value){ .kind = VALUE_ARRAY, .array = a };
}

Value value_function(Callable *f) {
  return f ? (Value){ .kind = VALUE_FUNCTION, .function = f } : VALUE_FAILED;
}

Value value_cell(Cell *c) {
  if (!c) return VALUE_FAILED;
  if (c->fields && c->count == 1) { /* a single record */
    Value v = cell_get(c, 0);
    cell_release(c);
    return v;
  }
  return (Value){ .kind = VALUE_CELL, .cell = c };
}

Value value_record(Record *r) {
  return r ? (Value){ .kind = VALUE_RECORD, .record = r } : VALUE_FAILED;
}

Value value_diagonal(Value v) {
  if (v.kind == VALUE_ARRAY && v.array->refs == 1 && v.array->rank == 2 && v.array->count > 1)
    v.array->diagonal = true;
  return v;
}

bool value_is_diagonal(Value v) {
  return v.kind == VALUE_ARRAY && v.array->diagonal;
}

Value value_complex(double re, double im) {
  if (im == 0) return value_scalar(re);
  Array *a = array_new_complex(1, 1);
  if (!a) return VALUE_FAILED;
  a->data[0] = re;
  a->data[1] = im;
  return value_array(a);
}

Value value_string_bytes(const char *text, size_t len) {
  return value_array(array_string(text, len));
}
Value value_string(const char *text) {
  return value_string_bytes(text, strlen(text));
}

void value_share(Value v) {
  switch (v.kind) {
  case VALUE_ARRAY: v.array->refs++; break;
  case VALUE_FUNCTION: v.function->refs++; break;
  case VALUE_CELL: v.cell->refs++; break;
  case VALUE_RECORD: v.record->refs++; break;
  default: break;
  }
}

void value_destroy(Value v) {
  switch (v.kind) {
  case VALUE_ARRAY: array_release(v.array); break;
  case VALUE_FUNCTION:
    if (--v.function->refs == 0) v.function->class->destroy(v.function);
    break;
  case VALUE_CELL: cell_release(v.cell); break;
  case VALUE_RECORD: record_release(v.record); break;
  default: break;
  }
}

/* ------------------------------------------------------------------ seen as arrays */

bool value_view(const Value *v, View *view) {
  if (v->kind == VALUE_SCALAR || v->kind == VALUE_LOGICAL) {
    *view = (View){ .rank = 2,
                    .count = 1,
                    .dims = one_by_one,
                    .data = &v->scalar,
                    .element = v->kind == VALUE_LOGICAL ? ELEMENT_LOGICAL : ELEMENT_REAL };
    return true;
  }
  if (v->kind != VALUE_ARRAY) return false;
  const Array *a = v->array;
  *view = (View){ .rank = a->rank,
                  .count = a->count,
                  .dims = a->dims,
                  .data = a->data,
                  .complex = a->complex,
                  .element = a->element };
  return true;
}

size_t view_rows(const View *v) {
  return v->dims[0];
}

size_t view_columns(const View *v) {
  size_t columns = 1;
  for (size_t i = 1; i < v->rank; i++) columns *= v->dims[i];
  return columns;
}

Array *value_to_array(Value v) {
  if (v.kind == VALUE_ARRAY) return array_retain(v.array);
  if (v.kind != VALUE_SCALAR && v.kind != VALUE_LOGICAL) return NULL;
  Array *a =
      array_new(2, one_by_one, v.kind == VALUE_LOGICAL ? ELEMENT_LOGICAL : ELEMENT_REAL, false);
  if (a) a->data[0] = v.scalar;
  return a;
}

/* ------------------------------------------------------------------ questions */

bool value_is_text(Value v) {
  return v.kind == VALUE_ARRAY && v.array->element == ELEMENT_CHAR;
}

bool value_is_string(Value v) {
  return value_is_text(v) && v.array->rank == 2 && (v.array->dims[0] == 1 || v.array->count == 0);
}

bool value_is_numeric(Value v) {
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ||
         (v.kind == VALUE_ARRAY && !value_is_text(v));
}

bool value_is_complex(Value v) {
  return v.kind == VALUE_ARRAY && v.array->complex;
}

bool value_is_logical(Value v) {
  return v.kind == VALUE_LOGICAL || (v.kind == VALUE_ARRAY && v.array->element == ELEMENT_LOGICAL);
}

bool value_dims(const Value *v, size_t *rank, const size_t **dims) {
  switch (v->kind) {
  case VALUE_NONE:
  case VALUE_ERROR: return false;
  case VALUE_ARRAY:
    *rank = v->array->rank;
    *dims = v->array->dims;
    return true;
  case VALUE_CELL:
    *rank = v->cell->rank;
    *dims = v->cell->dims;
    return true;
  default:
    *rank = 2;
    *dims = one_by_one;
    return true;
  }
}

size_t value_count(Value v) {
  if (v.kind == VALUE_ARRAY) return v.array->count;
  if (v.kind == VALUE_CELL) return v.cell->count;
  return v.kind == VALUE_NONE || v.kind == VALUE_ERROR ? 0 : 1;
}

size_t value_rank(Value v) {
  size_t rank;
  const size_t *dims;
  return value_dims(&v, &rank, &dims) ? rank : 2;
}

size_t value_size(Value v, size_t dimension) {
  size_t rank;
  const size_t *dims;
  if (!value_dims(&v, &rank, &dims)) return 0;
  return dimension < rank ? dims[dimension] : 1;
}

bool value_is_empty(Value v) {
  return value_count(v) == 0;
}

bool value_is_scalar(Value v) {
  return v.kind == VALUE_SCALAR || v.kind == VALUE_LOGICAL ||
         (v.kind == VALUE_ARRAY && v.array->count == 1);
}

bool value_truth(Value v, bool *known) {
  View view;
  *known = value_view(&v, &view);
  if (!*known || view.count == 0) return false;
  for (size_t i = 0; i < view.count; i++) {
    bool zero =
        view.complex ? view.data[2 * i] == 0 && view.data[2 * i + 1] == 0 : view.data[i] == 0;
    if (zero) return false;
  }
  return true;
}

/* ------------------------------------------------------------------ in words */

void value_append_text(Value v, Text *out) {
  if (!value_is_text(v)) return;
  const Array *a = v.array;
  size_t rows = array_rows(a), columns = array_columns(a);
  for (size_t r = 0; r < rows; r++) {
    if (r > 0) text_putc(out, '\n');
    for (size_t c = 0; c < columns; c++) {
      double code = a->data[r + c * rows];
      if (code >= 256) { /* a code point that arithmetic made */
        char bytes[4];
        text_append(out, bytes, utf8_encode(code < 0x110000 ? (uint32_t)code : UTF8_BAD, bytes));
      } else
        text_putc(out, code >= 0 ? (char)(unsigned char)code : '?');
    }
  }
}

const char *value_class(Value v) {
  switch (v.kind) {
  case VALUE_LOGICAL: return "logical";
  case VALUE_SCALAR: return "double";
  case VALUE_ARRAY:
    return v.array->element == ELEMENT_CHAR      ? "char"
           : v.array->element == ELEMENT_LOGICAL ? "logical"
                                                 : "double";
  case VALUE_FUNCTION: return "function_handle";
  case VALUE_CELL: return v.cell->fields ? "struct" : "cell";
  case VALUE_RECORD: return "struct";
  default: return "nothing";
  }
}

void value_shape(Value v, Text *out) {
  size_t rank;
  const size_t *dims;
  if (!value_dims(&v, &rank, &dims)) {
    text_puts(out, "0x0");
    return;
  }
  for (size_t i = 0; i < rank; i++) text_printf(out, i ? "x%zu" : "%zu", dims[i]);
}

static void describe_text(Value v, Text *out) {
  Text content = TEXT_EMPTY;
  value_append_text(v, &content);
  size_t shown = 0;
  text_puts(out, "the text '");
  const char *s = text_string(&content);
  for (size_t used; shown < content.len && shown < 30; shown += used) {
    uint32_t point = utf8_decode(s + shown, content.len - shown, &used);
    if (utf8_unsafe(point) || point == '\n')
      text_putc(out, '?');
    else
      text_append(out, s + shown, used);
  }
  text_puts(out, shown < content.len ? "...'" : "'");
  text_free(&content);
}

void value_describe(Value v, Text *out) {
  if (v.kind == VALUE_NONE || v.kind == VALUE_ERROR)
    text_puts(out, "nothing");
  else if (value_is_text(v))
    describe_text(v, out);
  else if (v.kind == VALUE_FUNCTION)
    text_puts(out, "a function");
  else if (v.kind == VALUE_RECORD)
    text_puts(out, "a record");
  else if (v.kind == VALUE_SCALAR)
    if (isfinite(v.scalar))
      text_printf(out, "the number %.5g", v.scalar);
    else
      text_printf(out, "the number %s", isnan(v.scalar) ? "NaN" : v.scalar > 0 ? "Inf" : "-Inf");
  else if (v.kind == VALUE_LOGICAL)
    text_puts(out, v.scalar != 0 ? "true" : "false");
  else if (value_is_empty(v)) {
    text_puts(out, "an empty ");
    value_shape(v, out);
    text_puts(out, value_is_cell(v)       ? " cell"
                   : v.kind == VALUE_CELL ? " array of records"
                                          : " matrix");
  } else {
    bool vector = value_rank(v) == 2 && (value_size(v, 0) == 1 || value_size(v, 1) == 1);
    const char *kind = value_is_cell(v)       ? " cell"
                       : v.kind == VALUE_CELL ? " array of records"
                       : value_count(v) == 1  ? " number"
                       : value_rank(v) > 2    ? " array"
                       : vector               ? " vector"
                                              : " matrix";
    text_puts(out, value_is_complex(v) && value_count(v) == 1 ? "a complex" : "a ");
    if (value_count(v) > 1 || v.kind == VALUE_CELL) value_shape(v, out);
    text_puts(out, kind);
  }
}

/* ------------------------------------------------------------------ equality */

enum { DEEPEST = 500 };

static bool equal(Value a, Value b, unsigned depth);

static bool equal_cells(const Cell *a, const Cell *b, unsigned depth) {
  if (a->rank != b->rank || memcmp(a->dims, b->dims, a->rank * sizeof *a->dims) != 0) return false;
  for (size_t i = 0; i < a->count; i++) {
    Value x = cell_get(a, i), y = cell_get(b, i);
    bool same = equal(x, y, depth + 1);
    value_release(x);
    value_release(y);
    if (!same) return false;
  }
  return true;
}

static bool equal_records(const Record *a, const Record *b, unsigned depth) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++) {
    Value other = record_get(b, a->names[i]);
    bool same = other.kind != VALUE_NONE && equal(a->values[i], other, depth + 1);
    value_release(other);
    if (!same) return false;
  }
  return true;
}

static double part(const View *v, size_t i, bool imaginary) {
  return v->complex ? v->data[2 * i + imaginary] : imaginary ? 0 : v->data[i];
}

static bool equal(Value a, Value b, unsigned depth) {
  if (depth > DEEPEST) return false;
  View x, y;
  if (value_view(&a, &x) && value_view(&b, &y)) {
    if (x.rank != y.rank || memcmp(x.dims, y.dims, x.rank * sizeof *x.dims) != 0) return false;
    for (size_t i = 0; i < x.count; i++)
      if (part(&x, i, false) != part(&y, i, false) || part(&x, i, true) != part(&y, i, true))
        return false;
    return true;
  }
  if (a.kind != b.kind) return false;
  if (a.kind == VALUE_CELL) return equal_cells(a.cell, b.cell, depth);
  if (a.kind == VALUE_RECORD) return equal_records(a.record, b.record, depth);
  return a.kind == VALUE_FUNCTION && a.function == b.function;
}

bool value_equal(Value a, Value b) {
  return equal(a, b, 0);
}
