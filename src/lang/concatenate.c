/* concatenate.c -- [a, b; c, d]: joining along a dimension.  */

#include "config.h"
#include "lang/index.h"
#include "base/memory.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

/* [], '' and {} join with anything; among cells every empty array does. */
static bool vanishes(Value v, bool among_cells) {
  size_t rank;
  const size_t *dims;
  if (v.kind != VALUE_ARRAY && v.kind != VALUE_CELL) return false;
  if (among_cells && v.kind == VALUE_ARRAY) return v.array->count == 0;
  return value_dims(&v, &rank, &dims) && rank == 2 && dims[0] == 0 && dims[1] == 0;
}

static bool complain_sizes(Value a, Value b, size_t dimension, Error *error) {
  Text x = TEXT_EMPTY, y = TEXT_EMPTY;
  value_shape(a, &x);
  value_shape(b, &y);
  if (dimension == 0 && value_is_text(a) && value_is_text(b)) {
    error_set(error, ERROR_SHAPE, nowhere, "vertical text rows differ in length (%zu and %zu)",
              value_size(a, 1), value_size(b, 1));
    error_hint(error, "a cell holds texts of any length: {'one', 'three'}");
  } else if (dimension == 1)
    error_set(error, ERROR_SHAPE, nowhere,
              "horizontal join: %s and %s have different numbers of rows", text_string(&x),
              text_string(&y));
  else if (dimension == 0)
    error_set(error, ERROR_SHAPE, nowhere,
              "vertical join: %s and %s have different numbers of columns", text_string(&x),
              text_string(&y));
  else
    error_set(error, ERROR_SHAPE, nowhere, "join along dimension %zu: %s and %s differ in size",
              dimension + 1, text_string(&x), text_string(&y));
  text_free(&x);
  text_free(&y);
  return false;
}

/* What the result will be. */
typedef struct Outcome {
  size_t rank, dims[MAX_RANK];
  bool complex, text, quoted, cell, all_logical, any_number;
  Value first; /* the first that is not []; borrowed */
} Outcome;

/* Notes the item's kind of element; false for what no matrix holds. */
static bool survey_kind(Value v, Outcome *out, Error *error) {
  View view;
  if (v.kind == VALUE_CELL) return true;
  if (value_view(&v, &view)) {
    out->complex |= view.complex;
    out->text |= view.element == ELEMENT_CHAR;
    out->quoted |= v.kind == VALUE_ARRAY && v.array->quoted;
    out->all_logical &= view.element == ELEMENT_LOGICAL;
    out->any_number = true;
    return true;
  }
  if (out->cell && v.kind != VALUE_NONE) return true;
  Text got = TEXT_EMPTY;
  value_describe(v, &got);
  error_set(error, ERROR_TYPE, nowhere, "%s cannot stand in a matrix", text_string(&got));
  error_hint(error, "a cell holds anything: {1, 'text', @sin}");
  text_free(&got);
  return false;
}

/* 1x0 and 0x1 join with anything that they do not fit, as if they were not there. */
static bool is_sliver(size_t rank, const size_t *dims) {
  return rank == 2 && dims[0] + dims[1] == 1;
}

/* Adds an item's sizes to those of the result. */
static bool survey_sizes(Value v, size_t dimension, Outcome *out, Error *error) {
  static const size_t one[2] = { 1, 1 };
  size_t rank = 2;
  const size_t *dims = one; /* what becomes one item of a cell */
  if (!out->cell || v.kind == VALUE_CELL) value_dims(&v, &rank, &dims);
  bool fits = true;
  for (size_t d = 0; d < rank || d < out->rank; d++) {
    size_t mine = d < out->rank ? out->dims[d] : 1, theirs = d < rank ? dims[d] : 1;
    fits &= d == dimension || mine == theirs;
  }
  bool sliver = is_sliver(out->rank, out->dims);
  if (out->first.kind != VALUE_NONE && !fits && !sliver)
    return is_sliver(rank, dims) || complain_sizes(out->first, v, dimension, error);
  if (!fits && sliver && is_sliver(rank, dims)) {
    out->dims[0] = out->dims[1] = 0;
    out->first = VALUE_NOTHING;
    return true;
  }
  if (out->first.kind == VALUE_NONE || !fits) {
    memcpy(out->dims, dims, rank * sizeof *dims);
    out->rank = rank;
    while (out->rank <= dimension) out->dims[out->rank++] = 1;
    out->first = v;
    return true;
  }
  out->dims[dimension] += dimension < rank ? dims[dimension] : 1;
  return true;
}

static bool survey(const Value *items, size_t count, size_t dimension, Outcome *out, Error *error) {
  *out = (Outcome){ .rank = 2, .all_logical = true, .first = VALUE_NOTHING };
  for (size_t i = 0; i < count; i++) out->cell |= items[i].kind == VALUE_CELL;
  for (size_t i = 0; i < count; i++) {
    if (!survey_kind(items[i], out, error)) return false;
    if (vanishes(items[i], out->cell)) continue;
    if (!survey_sizes(items[i], dimension, out, error)) return false;
  }
  out->all_logical &= out->any_number;
  if (!out->cell && out->text && out->complex)
    return error_set(error, ERROR_TYPE, nowhere, "complex numbers cannot stand in a text");
  return true;
}

/* An item seen as stretches: OUTER of them, LENGTH places each, which lie WHOLE places apart in the
   result. */
typedef struct Stretches {
  size_t own, length, outer, inner, whole;
} Stretches;

static Stretches stretches_of(size_t rank, const size_t *dims, size_t dimension, size_t along) {
  Stretches s = { .own = dimension < rank ? dims[dimension] : 1, .outer = 1, .inner = 1 };
  for (size_t d = 0; d < dimension && d < rank; d++) s.inner *= dims[d];
  for (size_t d = dimension + 1; d < rank; d++) s.outer *= dims[d];
  s.length = s.own * s.inner;
  s.whole = along * s.inner;
  return s;
}

/* A number as a character of a text. */
static double as_character(double x) {
  return x == x && fabs(x) < 1e9 ? (double)(unsigned char)(long)x : 0;
}

static void put_numbers(Array *r, const View *v, const Stretches *s, size_t offset) {
  for (size_t o = 0; o < s->outer; o++) {
    size_t from = o * s->length, to = o * s->whole + offset * s->inner;
    if (r->complex && !v->complex)
      for (size_t k = 0; k < s->length; k++) {
        r->data[2 * (to + k)] = v->data[from + k];
        r->data[2 * (to + k) + 1] = 0;
      }
    else if (r->complex)
      memcpy(r->data + 2 * to, v->data + 2 * from, 2 * s->length * sizeof *r->data);
    else if (r->element == ELEMENT_CHAR && v->element == ELEMENT_REAL)
      for (size_t k = 0; k < s->length; k++) r->data[to + k] = as_character(v->data[from + k]);
    else
      memcpy(r->data + to, v->data + from, s->length * sizeof *r->data);
  }
}

static Value join_numbers(const Value *items, size_t count, size_t dimension, const Outcome *out) {
  ElementKind element = out->text          ? ELEMENT_CHAR
                        : out->all_logical ? ELEMENT_LOGICAL
                                           : ELEMENT_REAL;
  Array *r = array_new(out->rank, out->dims, element, out->complex && element == ELEMENT_REAL);
  if (!r) return VALUE_FAILED;
  r->quoted = out->quoted;
  size_t along = dimension < out->rank ? out->dims[dimension] : 1, offset = 0;
  for (size_t i = 0; i < count && r->count > 0; i++) {
    View v;
    if (!value_view(&items[i], &v) || v.count == 0) continue;
    Stretches s = stretches_of(v.rank, v.dims, dimension, along);
    put_numbers(r, &v, &s, offset);
    offset += s.own;
  }
  return value_array(array_narrow(r));
}

static Value join_cells(const Value *items, size_t count, size_t dimension, const Outcome *out) {
  static const size_t one[2] = { 1, 1 };
  Cell *r = cell_new(out->rank, out->dims);
  if (!r) return VALUE_FAILED;
  size_t along = dimension < out->rank ? out->dims[dimension] : 1, offset = 0;
  for (size_t i = 0; i < count; i++) {
    Value v = items[i];
    bool cell = v.kind == VALUE_CELL;
    if (vanishes(v, true) || (cell && v.cell->count == 0)) continue;
    Stretches s =
        stretches_of(cell ? v.cell->rank : 2, cell ? v.cell->dims : one, dimension, along);
    for (size_t o = 0; o < s.outer; o++)
      for (size_t k = 0; k < s.length; k++)
        r->items[o * s.whole + offset * s.inner + k] =
            cell ? value_retain(v.cell->items[o * s.length + k]) : value_retain(v);
    offset += s.own;
  }
  return value_cell(r);
}

static bool same_fields(const Record *a, const Record *b) {
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++) same = record_has(b, a->names[i]);
  return same;
}

/* Records beside or below each other: an array of records, whose fields must be the same. */
static Value join_records(const Value *items, size_t count, size_t dimension, Error *error) {
  Value *boxed = mem_new(count * sizeof *boxed), result = VALUE_FAILED;
  const Record *fields = NULL;
  bool good = true;
  for (size_t i = 0; good && i < count; i++) {
    boxed[i] = VALUE_NOTHING;
    if (!value_is_records(items[i])) {
      boxed[i] = value_retain(items[i]);
      good = vanishes(items[i], true) ||
             error_set(error, ERROR_TYPE, nowhere, "records and other values cannot be joined");
      continue;
    }
    const Record *own = value_fields(items[i]);
    if (!fields) fields = own;
    if (!same_fields(fields, own))
      good =
          error_set(error, ERROR_TYPE, nowhere, "only records with the same fields can be joined");
    else
      boxed[i] = (Value){ .kind = VALUE_CELL, .cell = records_arranged(items[i], fields) };
  }
  Outcome out;
  if (good && survey(boxed, count, dimension, &out, error)) {
    result = join_cells(boxed, count, dimension, &out);
    if (result.kind == VALUE_CELL) {
      result.cell->fields = record_fields(fields, NULL);
      result = value_cell(result.cell);
    }
  }
  for (size_t i = 0; i < count; i++) value_release(boxed[i]);
  free(boxed);
  return result;
}

Value concatenate(const Value *items, size_t count, size_t dimension, Error *error) {
  Outcome out;
  if (dimension >= MAX_RANK) {
    error_set(error, ERROR_LIMIT, nowhere, "an array has at most %d dimensions", MAX_RANK);
    return VALUE_FAILED;
  }
  bool records = false, cells = false;
  for (size_t i = 0; i < count; i++) {
    records |= value_is_records(items[i]);
    cells |= value_is_cell(items[i]);
  }
  if (records && !cells) return join_records(items, count, dimension, error);
  if (!survey(items, count, dimension, &out, error)) return VALUE_FAILED;
  return out.cell ? join_cells(items, count, dimension, &out)
                  : join_numbers(items, count, dimension, &out);
}
