/* index.c -- x(i, j) and c{i}: taking parts.  */

#include "config.h"
#include "lang/index.h"
#include "lang/subscript.h"
#include "value/cell.h"

#include <string.h>

static const Span nowhere = { 0, 0 };

/* An array or cell seen only as places that can be copied. */
typedef struct Source {
  const Array *array;
  const Cell *cell;
  size_t rank, count;
  const size_t *dims;
} Source;

typedef struct Target {
  Array *array;
  Cell *cell;
} Target;

static bool make_target(const Source *from, size_t rank, const size_t *dims, Target *to) {
  *to = (Target){ 0 };
  if (from->cell)
    to->cell = cell_new(rank, dims);
  else
    to->array = array_new(rank, dims, from->array->element, from->array->complex);
  if (to->array) to->array->quoted = from->array->quoted;
  return to->cell || to->array;
}

static void copy_place(const Source *from, size_t i, const Target *to, size_t k) {
  if (from->cell)
    to->cell->items[k] = value_retain(from->cell->items[i]);
  else if (from->array->complex) {
    to->array->data[2 * k] = from->array->data[2 * i];
    to->array->data[2 * k + 1] = from->array->data[2 * i + 1];
  } else
    to->array->data[k] = from->array->data[i];
}

static Value finish(const Target *to) {
  return to->cell ? value_cell(to->cell) : value_array(array_narrow(to->array));
}

/* The shape of x(index): a vector keeps its direction for a vector index, else the index's shape.
 */
static void linear_shape(const Source *from, const Subscript *s, size_t *rank, size_t *dims) {
  bool x_vector = from->rank == 2 && (from->dims[0] == 1) != (from->dims[1] == 1);
  bool i_vector = s->rank == 2 && (s->dims[0] == 1 || s->dims[1] == 1);
  if (s->all) {
    *rank = 2;
    dims[0] = s->count;
    dims[1] = 1;
  } else if (x_vector && i_vector && !(s->dims[0] == 1 && s->dims[1] == 1)) {
    *rank = 2;
    dims[0] = from->dims[0] == 1 ? 1 : s->count;
    dims[1] = from->dims[0] == 1 ? s->count : 1;
  } else {
    *rank = s->rank;
    memcpy(dims, s->dims, s->rank * sizeof *dims);
  }
}

static Value get_linear(const Source *from, Value index, const char *name, Error *error) {
  Indexed about = { name, from->rank, from->dims, 0, 1 };
  Subscript s;
  if (!subscript_read(&s, index, from->count, &about, error)) return VALUE_FAILED;
  Value result = VALUE_FAILED;
  size_t rank, dims[MAX_RANK];
  Target to;
  linear_shape(from, &s, &rank, dims);
  if (s.largest > from->count)
    subscript_outside(&s, from->count, &about, error);
  else if (make_target(from, rank, dims, &to)) {
    for (size_t k = 0; k < s.count; k++) copy_place(from, subscript_at(&s, k), &to, k);
    result = finish(&to);
  }
  subscript_free(&s);
  return result;
}

static Value get_many(const Source *from, const Value *indices, size_t count, const char *name,
                      Error *error) {
  size_t extents[MAX_RANK], dims[MAX_RANK], read = 0;
  Subscript s[MAX_RANK];
  subscript_extents(from->rank, from->dims, count, extents);
  bool good = true;
  for (; read < count; read++) {
    Indexed about = { name, from->rank, from->dims, read, count };
    good = subscript_read(&s[read], indices[read], extents[read], &about, error);
    if (!good) break;
    dims[read] = s[read].count;
    if (s[read].largest > extents[read]) {
      good = subscript_outside(&s[read], extents[read], &about, error);
      read++;
      break;
    }
  }
  Value result = VALUE_FAILED;
  Target to;
  if (good && make_target(from, count, dims, &to)) {
    size_t total = 1, at[MAX_RANK] = { 0 };
    for (size_t i = 0; i < count; i++) total *= dims[i];
    for (size_t k = 0; k < total; k++) {
      size_t place = 0, step = 1;
      for (size_t i = 0; i < count; i++) {
        place += subscript_at(&s[i], at[i]) * step;
        step *= extents[i];
      }
      copy_place(from, place, &to, k);
      for (size_t i = 0; i < count && ++at[i] == dims[i]; i++) at[i] = 0;
    }
    result = finish(&to);
  }
  for (size_t i = 0; i < read; i++) subscript_free(&s[i]);
  return result;
}

static Value complain_object(Value object, const char *name, Error *error) {
  Text got = TEXT_EMPTY;
  value_describe(object, &got);
  error_set(error, ERROR_TYPE, nowhere, "%s is %s and has no elements to take",
            name ? name : "this", text_string(&got));
  text_free(&got);
  return VALUE_FAILED;
}

Value index_get(Value object, const Value *indices, size_t count, const char *name, Error *error) {
  Source from = { 0 };
  Array *boxed = NULL;
  if (object.kind == VALUE_CELL) {
    from = (Source){ .cell = object.cell,
                     .rank = object.cell->rank,
                     .count = object.cell->count,
                     .dims = object.cell->dims };
  } else {
    boxed = value_to_array(object);
    if (!boxed) return complain_object(object, name, error);
    from =
        (Source){ .array = boxed, .rank = boxed->rank, .count = boxed->count, .dims = boxed->dims };
  }
  Value result = count == 0         ? value_retain(object)
                 : count > MAX_RANK ? VALUE_FAILED
                 : count == 1       ? get_linear(&from, indices[0], name, error)
                                    : get_many(&from, indices, count, name, error);
  if (count > MAX_RANK) error_set(error, ERROR_INDEX, nowhere, "too many indices");
  array_release(boxed);
  return result;
}

Value index_item(Value object, const Value *indices, size_t count, const char *name, Error *error) {
  if (object.kind != VALUE_CELL) {
    Text got = TEXT_EMPTY;
    value_describe(object, &got);
    error_set(error, ERROR_TYPE, nowhere, "%s is not a cell but %s", name ? name : "this",
              text_string(&got));
    error_hint(error, "curly brackets take from cells; x(1) takes from arrays");
    text_free(&got);
    return VALUE_FAILED;
  }
  Value part = index_get(object, indices, count, name, error);
  if (part.kind != VALUE_CELL) return part;
  Value item = VALUE_FAILED;
  if (part.cell->count == 1)
    item = cell_get(part.cell, 0);
  else
    error_set(error, ERROR_INDEX, nowhere,
              "curly brackets take one item here, but this selects %zu", part.cell->count);
  value_release(part);
  return item;
}

double index_end(Value object, size_t position, size_t count) {
  size_t rank, extents[MAX_RANK];
  const size_t *dims;
  if (!value_dims(&object, &rank, &dims) || count == 0 || count > MAX_RANK) return 0;
  subscript_extents(rank, dims, count, extents);
  return (double)extents[position];
}
