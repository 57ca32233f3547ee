/* index.c -- x(i, j) and c{i}: taking parts.  */

#include "config.h"
#include "lang/index.h"
#include "lang/selection.h"
#include "lang/subscript.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

/* An array or cell seen only as places that can be copied; neither: what is copied are the numbers
   of the places, from 1. */
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
    to->array = from->array ? array_new(rank, dims, from->array->element, from->array->complex)
                            : array_new(rank, dims, ELEMENT_REAL, false);
  if (to->cell && from->cell->fields) {
    from->cell->fields->refs++;
    to->cell->fields = from->cell->fields;
  }
  if (to->array && from->array) to->array->quoted = from->array->quoted;
  return to->cell || to->array;
}

/* The places BASE + each position of S, one behind the other from place K of the target on. */
static void copy_run(const Source *from, size_t base, const Subscript *s, const Target *to,
                     size_t k) {
  if (from->cell) {
    for (size_t i = 0; i < s->count; i++)
      to->cell->items[k + i] = value_retain(from->cell->items[base + subscript_at(s, i)]);
    return;
  }
  if (!from->array) {
    for (size_t i = 0; i < s->count; i++)
      to->array->data[k + i] = (double)(base + subscript_at(s, i) + 1);
    return;
  }
  size_t parts = from->array->complex ? 2 : 1;
  const double *old = from->array->data + base * parts;
  double *new = to->array->data + k *parts;
  if (s->all || s->run)
    memcpy(new, old + s->single * parts, s->count * parts * sizeof *old);
  else if (parts == 1 && s->at)
    for (size_t i = 0; i < s->count; i++) new[i] = old[s->at[i]];
  else
    for (size_t i = 0; i < s->count; i++)
      memcpy(new + parts *i, old + parts * subscript_at(s, i), parts * sizeof *old);
}

static Value finish(const Target *to) {
  return to->cell ? value_cell(to->cell) : value_array(array_narrow(to->array));
}

/* The dimension along which all elements lie, or MAX_RANK when that is not so. */
static size_t only_dimension(const Source *from) {
  size_t found = MAX_RANK;
  for (size_t d = 0; d < from->rank; d++) {
    if (from->dims[d] == 1) continue;
    if (found != MAX_RANK) return MAX_RANK;
    found = d;
  }
  return found;
}

/* The shape of x(index): a vector keeps its direction for a vector index, else the index's shape.
 */
static void linear_shape(const Source *from, const Subscript *s, Value index, size_t *rank,
                         size_t *dims) {
  size_t along = only_dimension(from);
  bool single = s->rank == 2 && s->dims[0] == 1 && s->dims[1] == 1;
  bool row_or_column = s->rank == 2 && (s->dims[0] == 1 || s->dims[1] == 1) && !single;
  *rank = 2;
  if (s->all) {
    dims[0] = s->count;
    dims[1] = 1;
  } else if (s->count == 0 && value_is_logical(index) && value_count(index) == 1) {
    dims[0] = dims[1] = 0; /* x(false) */
  } else if (along < MAX_RANK && row_or_column) {
    *rank = from->rank;
    for (size_t d = 0; d < from->rank; d++) dims[d] = d == along ? s->count : 1;
  } else {
    *rank = s->rank;
    memcpy(dims, s->dims, s->rank * sizeof *dims);
  }
}

/* x(places) of real numbers, without a list of positions between: what lies at each of the COUNT
   places AT.  False when one is none of the LENGTH places. */
static bool pick(const double *from, size_t length, const double *at, double *to, size_t count) {
  bool good = true;
  for (size_t i = 0; i < count; i++) {
    bool inside = at[i] >= 1 && at[i] <= (double)length;
    int64_t place = inside ? (int64_t)at[i] : 1;
    good &= inside & ((double)place == at[i]);
    to[i] = from[place - 1];
  }
  return good;
}

/* The quick way for long indices; VALUE_NONE when the usual one must do it, or complain. */
static Value get_picked(const Source *from, Value index) {
  const Array *a = index.kind == VALUE_ARRAY ? index.array : NULL;
  if (!from->array || from->array->complex || from->count == 0 || !a || a->complex || a->range ||
      a->count < 2 || a->element == ELEMENT_CHAR)
    return VALUE_NOTHING;
  Subscript s = { .rank = a->rank, .count = a->count };
  memcpy(s.dims, a->dims, a->rank * sizeof *a->dims);
  size_t rank, dims[MAX_RANK];
  Target to;
  if (a->element == ELEMENT_LOGICAL) {
    if (a->count > from->count) return VALUE_NOTHING;
    Selection picked;
    selection_read(&picked, a->data, a->count);
    subscript_mask_shape(&s, a->rank, a->dims, a->count, picked.count);
    linear_shape(from, &s, index, &rank, dims);
    if (make_target(from, rank, dims, &to))
      selection_take(&picked, from->array->data, to.array->data);
    selection_free(&picked);
    return value_array(to.array);
  }
  linear_shape(from, &s, index, &rank, dims);
  if (!make_target(from, rank, dims, &to)) return VALUE_FAILED;
  if (pick(from->array->data, from->count, a->data, to.array->data, s.count))
    return value_array(to.array);
  array_release(to.array);
  return VALUE_NOTHING;
}

static Value get_linear(const Source *from, Value index, const char *name, Error *error) {
  Indexed about = { name, from->rank, from->dims, 0, 1 };
  Subscript s;
  Value result = get_picked(from, index);
  if (result.kind != VALUE_NONE) return result;
  if (!subscript_read(&s, index, from->count, &about, error)) return VALUE_FAILED;
  result = VALUE_FAILED;
  size_t rank, dims[MAX_RANK];
  Target to;
  linear_shape(from, &s, index, &rank, dims);
  if (s.largest > from->count)
    subscript_outside(&s, from->count, &about, error);
  else if (make_target(from, rank, dims, &to)) {
    copy_run(from, 0, &s, &to, 0);
    result = finish(&to);
  }
  subscript_free(&s);
  return result;
}

/* Every combination of positions, the first subscript running fastest. */
static Value gather(const Source *from, const Subscript *s, size_t count, const size_t *extents,
                    const size_t *dims) {
  Target to;
  if (!make_target(from, count, dims, &to)) return VALUE_FAILED;
  size_t runs = dims[0] > 0, at[MAX_RANK] = { 0 };
  for (size_t i = 1; i < count; i++) runs *= dims[i];
  for (size_t k = 0; k < runs; k++) {
    size_t base = 0, step = extents[0];
    for (size_t i = 1; i < count; i++) {
      base += subscript_at(&s[i], at[i]) * step;
      step *= extents[i];
    }
    copy_run(from, base, &s[0], &to, k * dims[0]);
    for (size_t i = 1; i < count && ++at[i] == dims[i]; i++) at[i] = 0;
  }
  return finish(&to);
}

static Value get_many(const Source *from, const Value *indices, size_t count, const char *name,
                      Error *error) {
  size_t extents[MAX_RANK], dims[MAX_RANK], read = 0;
  Subscript s[MAX_RANK];
  subscript_extents(from->rank, from->dims, count, extents);
  bool good = true;
  while (good && read < count) {
    Indexed about = { name, from->rank, from->dims, read, count };
    good = subscript_read(&s[read], indices[read], extents[read], &about, error);
    if (!good) break;
    dims[read] = s[read].count;
    if (s[read].largest > extents[read])
      good = subscript_outside(&s[read], extents[read], &about, error);
    read++;
  }
  Value result = good ? gather(from, s, count, extents, dims) : VALUE_FAILED;
  for (size_t i = 0; i < read; i++) subscript_free(&s[i]);
  return result;
}

Value index_places(size_t rank, const size_t *dims, const Value *indices, size_t count,
                   const char *name, Error *error) {
  Source from = { .rank = rank, .count = 1, .dims = dims };
  for (size_t i = 0; i < rank; i++) from.count *= dims[i];
  Value all = VALUE_NOTHING; /* a colon */
  return count > 1 ? get_many(&from, indices, count, name, error)
                   : get_linear(&from, count == 1 ? indices[0] : all, name, error);
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
  if (object.kind == VALUE_RECORD) {
    Cell *one = records_arranged(object, object.record);
    Value array = { .kind = VALUE_CELL, .cell = one };
    if (!one) return VALUE_FAILED;
    Value part = index_get(array, indices, count, name, error);
    value_release(array);
    return part;
  }
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

Value *index_plain_item(Value object, const Value *indices, size_t count) {
  if (!value_is_cell(object) || count != 1 || indices[0].kind != VALUE_SCALAR) return NULL;
  double k = indices[0].scalar;
  bool inside = k >= 1 && k <= (double)object.cell->count && k == floor(k);
  return inside ? &object.cell->items[(size_t)k - 1] : NULL;
}

Value index_items(Value object, const Value *indices, size_t count, const char *name,
                  Error *error) {
  if (!value_is_cell(object)) {
    Text got = TEXT_EMPTY;
    value_describe(object, &got);
    error_set(error, ERROR_TYPE, nowhere, "%s is not a cell but %s", name ? name : "this",
              text_string(&got));
    error_hint(error, "curly brackets take from cells; x(1) takes from arrays");
    text_free(&got);
    return VALUE_FAILED;
  }
  return index_get(object, indices, count, name, error);
}

Value index_item(Value object, const Value *indices, size_t count, const char *name, Error *error) {
  const Value *quick = index_plain_item(object, indices, count);
  if (quick && quick->kind != VALUE_NONE) return value_retain(*quick);
  Value part = index_items(object, indices, count, name, error);
  if (part.kind != VALUE_CELL) return part;
  Value item = VALUE_FAILED;
  if (part.cell->count == 1)
    item = cell_get(part.cell, 0);
  else
    error_set(error, ERROR_INDEX, nowhere,
              "one value is needed here, but these curly brackets take %zu items",
              part.cell->count);
  value_release(part);
  return item;
}

bool index_within(Value object, const Value *indices, size_t count) {
  size_t rank, extents[MAX_RANK];
  const size_t *dims;
  if (!value_dims(&object, &rank, &dims) || count == 0 || count > MAX_RANK) return false;
  subscript_extents(rank, dims, count, extents);
  for (size_t i = 0; i < count; i++) {
    View v;
    if (indices[i].kind == VALUE_NONE || value_is_logical(indices[i])) continue;
    if (!value_view(&indices[i], &v)) return true; /* index_get will say what is wrong */
    for (size_t k = 0; k < v.count; k++)
      if (v.data[v.complex ? 2 * k : k] > (double)extents[i]) return false;
  }
  return true;
}

double index_end(Value object, size_t position, size_t count) {
  size_t rank, extents[MAX_RANK];
  const size_t *dims;
  if (!value_dims(&object, &rank, &dims) || count == 0 || count > MAX_RANK) return 0;
  subscript_extents(rank, dims, count, extents);
  return (double)extents[position];
}
