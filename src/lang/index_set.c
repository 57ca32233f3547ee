/* index_set.c -- x(i, j) = v: changing and growing.  */

#include "config.h"
#include "lang/index.h"
#include "lang/subscript.h"
#include "value/cell.h"

#include <string.h>

static const Span nowhere = { 0, 0 };

/* ------------------------------------------------------------------ arrays */

/* The kind of number that holds both. */
static ElementKind common(ElementKind a, ElementKind b) {
  if (a == b) return a;
  if (a == ELEMENT_REAL || b == ELEMENT_REAL) return ELEMENT_REAL;
  return ELEMENT_CHAR; /* text and truth values */
}

/* A copy with other sizes, element and complexity; old places keep their coordinates, new ones are
 * 0. */
static Array *grown(const Array *a, size_t rank, const size_t *dims, ElementKind element,
                    bool complex) {
  Array *r = array_zeros(rank, dims, element, complex);
  if (!r) return NULL;
  size_t at[MAX_RANK] = { 0 };
  for (size_t i = 0; i < a->count; i++) {
    size_t place = 0, step = 1;
    for (size_t d = 0; d < rank; d++) {
      place += (d < a->rank ? at[d] : 0) * step;
      step *= dims[d];
    }
    for (size_t d = a->rank; d > rank; d--) place += 0;
    if (complex) {
      r->data[2 * place] = a->complex ? a->data[2 * i] : a->data[i];
      r->data[2 * place + 1] = a->complex ? a->data[2 * i + 1] : 0;
    } else
      r->data[place] = a->data[i];
    for (size_t d = 0; d < a->rank && ++at[d] == a->dims[d]; d++) at[d] = 0;
  }
  return r;
}

/* Make *A the only owner of an array with room for RANK x DIMS and for RIGHT's kind of number. */
static bool prepare(Array **a, size_t rank, const size_t *dims, const View *right) {
  Array *old = *a;
  ElementKind element = old->count == 0 ? right->element : common(old->element, right->element);
  bool complex = old->complex || right->complex;
  if (complex) element = ELEMENT_REAL;
  bool same = rank == old->rank && memcmp(dims, old->dims, rank * sizeof *dims) == 0;
  if (same && old->refs == 1 && element == old->element && complex == old->complex) {
    old->range = false;
    return true;
  }
  Array *fresh = grown(old, rank, dims, element, complex);
  if (!fresh) return false;
  fresh->quoted = old->quoted;
  array_release(old);
  *a = fresh;
  return true;
}

static void put(Array *a, size_t place, const View *right, size_t i) {
  if (right->count == 1) i = 0;
  if (a->complex) {
    a->data[2 * place] = right->complex ? right->data[2 * i] : right->data[i];
    a->data[2 * place + 1] = right->complex ? right->data[2 * i + 1] : 0;
  } else
    a->data[place] = right->data[i];
}

static bool complain_count(const Indexed *about, size_t places, const View *right, Error *error) {
  Text shape = TEXT_EMPTY;
  for (size_t i = 0; i < right->rank; i++) text_printf(&shape, i ? "x%zu" : "%zu", right->dims[i]);
  error_set(
      error, ERROR_SHAPE, nowhere, "this part of %s has %zu place%s, but the right side is %s",
      about->name ? about->name : "the array", places, places == 1 ? "" : "s", text_string(&shape));
  text_free(&shape);
  return false;
}

/* The sizes of an array after x(n) = ... beyond its end; only vectors and empty arrays grow so. */
static bool linear_growth(const Array *a, size_t n, size_t *dims, const Indexed *about,
                          Error *error) {
  if (n <= a->count) return true;
  if (a->count == 0 && a->rank == 2 && (a->dims[0] == 0 || a->dims[0] == 1)) {
    dims[0] = 1;
    dims[1] = n;
  } else if (a->rank == 2 && a->dims[0] == 1)
    dims[1] = n;
  else if (a->rank == 2 && a->dims[1] == 1)
    dims[0] = n;
  else {
    error_set(error, ERROR_INDEX, nowhere,
              "index %zu is outside %s, and a matrix cannot grow by one index", n,
              about->name ? about->name : "the matrix");
    error_hint(error, "give row and column, as in A(3, 2) = 5");
    return false;
  }
  return true;
}

static bool set_linear(Array **a, Value index, const View *right, const char *name, Error *error) {
  Indexed about = { name, (*a)->rank, (*a)->dims, 0, 1 };
  Subscript s;
  if (!subscript_read(&s, index, (*a)->count, &about, error)) return false;
  size_t dims[MAX_RANK], rank = (*a)->rank;
  memcpy(dims, (*a)->dims, rank * sizeof *dims);
  bool good =
      right->count == 1 || right->count == s.count || complain_count(&about, s.count, right, error);
  good = good && linear_growth(*a, s.largest, dims, &about, error) && prepare(a, rank, dims, right);
  for (size_t k = 0; good && k < s.count; k++) put(*a, subscript_at(&s, k), right, k);
  subscript_free(&s);
  return good;
}

/* The sizes of RIGHT without ones must be those of the places without ones. */
static bool shapes_match(const Subscript *s, size_t count, const View *right) {
  if (right->count == 1) return true;
  size_t i = 0, j = 0;
  for (;;) {
    while (i < count && s[i].count == 1) i++;
    while (j < right->rank && right->dims[j] == 1) j++;
    if (i == count || j == right->rank) break;
    if (s[i++].count != right->dims[j++]) return false;
  }
  return i == count && j == right->rank;
}

static bool read_all(Subscript *s, const Value *indices, size_t count, const size_t *extents,
                     const size_t *dims, size_t rank, const char *name, const View *right,
                     Error *error) {
  for (size_t i = 0, j = 0; i < count; i++) {
    Indexed about = { name, rank, dims, i, count };
    size_t extent = extents[i];
    /* A(:, 1) = v on an empty A takes its extent from the right side. */
    if (indices[i].kind == VALUE_NONE && extent == 0 && right) {
      while (j < right->rank && right->dims[j] == 1) j++;
      extent = right->count == 1 ? 1 : j < right->rank ? right->dims[j++] : 1;
    }
    if (!subscript_read(&s[i], indices[i], extent, &about, error)) {
      while (i > 0) subscript_free(&s[--i]);
      return false;
    }
  }
  return true;
}

static bool set_many(Array **a, const Value *indices, size_t count, const View *right,
                     const char *name, Error *error) {
  size_t extents[MAX_RANK], dims[MAX_RANK], total = 1, at[MAX_RANK] = { 0 };
  Subscript s[MAX_RANK];
  size_t old_rank = (*a)->rank;
  subscript_extents(old_rank, (*a)->dims, count, extents);
  if (!read_all(s, indices, count, extents, (*a)->dims, old_rank, name, right, error)) return false;
  bool grows = false, good = true;
  for (size_t i = 0; i < count; i++) {
    total *= s[i].count;
    grows |= s[i].largest > extents[i];
  }
  Indexed about = { name, old_rank, (*a)->dims, 0, count };
  if (!shapes_match(s, count, right)) good = complain_count(&about, total, right, error);
  size_t rank = old_rank > count ? old_rank : count;
  for (size_t i = 0; i < rank; i++) dims[i] = i < old_rank ? (*a)->dims[i] : 1;
  if (good && grows && count < old_rank && s[count - 1].largest > extents[count - 1]) {
    about.position = count - 1;
    good = subscript_outside(&s[count - 1], extents[count - 1], &about, error);
  }
  if (grows)
    for (size_t i = 0; i < count; i++)
      if (s[i].largest > dims[i] && !(count < old_rank && i == count - 1)) dims[i] = s[i].largest;
  while (rank > 2 && dims[rank - 1] == 1) rank--;
  good = good && prepare(a, rank, dims, right);
  if (good) subscript_extents((*a)->rank, (*a)->dims, count, extents);
  for (size_t k = 0; good && k < total; k++) {
    size_t place = 0, step = 1;
    for (size_t i = 0; i < count; i++) {
      place += subscript_at(&s[i], at[i]) * step;
      step *= extents[i];
    }
    put(*a, place, right, k);
    for (size_t i = 0; i < count && ++at[i] == s[i].count; i++) at[i] = 0;
  }
  for (size_t i = 0; i < count; i++) subscript_free(&s[i]);
  return good;
}

/* The array in *OBJECT, owned, with *OBJECT left empty: so that the only owner may change it. */
static Array *take_array(Value *object) {
  Value v = *object;
  *object = VALUE_NOTHING;
  if (v.kind == VALUE_NONE) return array_new_matrix(0, 0);
  if (v.kind == VALUE_ARRAY) return v.array;
  return value_to_array(v);
}

static bool set_cell(Value *object, const Value *indices, size_t count, Value right, bool item,
                     const char *name, Error *error);

bool index_set(Value *object, const Value *indices, size_t count, Value right, const char *name,
               Error *error) {
  if (object->kind == VALUE_CELL || right.kind == VALUE_CELL)
    return set_cell(object, indices, count, right, false, name, error);
  View v;
  if (!value_view(&right, &v) || object->kind >= VALUE_FUNCTION) {
    Text got = TEXT_EMPTY;
    value_describe(object->kind >= VALUE_FUNCTION ? *object : right, &got);
    error_set(error, ERROR_TYPE, nowhere, "%s cannot be an element of an array", text_string(&got));
    error_hint(error, "a cell holds anything: c{1} = ...");
    text_free(&got);
    return false;
  }
  if (count == 0 || count > MAX_RANK)
    return error_set(error, ERROR_INDEX, nowhere, "an index is missing");
  /* x(2) = x: the right side must survive the change of the left. */
  value_retain(right);
  Array *a = take_array(object);
  if (!a) {
    value_release(right);
    return false;
  }
  bool good = count == 1 ? set_linear(&a, indices[0], &v, name, error)
                         : set_many(&a, indices, count, &v, name, error);
  *object = value_array(a);
  value_release(right);
  return good;
}

/* ------------------------------------------------------------------ cells */

static Cell *cell_grown(const Cell *c, size_t rank, const size_t *dims) {
  Cell *r = cell_new(rank, dims);
  if (!r) return NULL;
  size_t at[MAX_RANK] = { 0 };
  for (size_t i = 0; i < c->count; i++) {
    size_t place = 0, step = 1;
    for (size_t d = 0; d < rank; d++) {
      place += (d < c->rank ? at[d] : 0) * step;
      step *= dims[d];
    }
    r->items[place] = value_retain(c->items[i]);
    for (size_t d = 0; d < c->rank && ++at[d] == c->dims[d]; d++) at[d] = 0;
  }
  return r;
}

static bool set_cell(Value *object, const Value *indices, size_t count, Value right, bool item,
                     const char *name, Error *error) {
  bool empty =
      object->kind == VALUE_NONE || (object->kind == VALUE_ARRAY && value_is_empty(*object));
  if (object->kind != VALUE_CELL && !empty) {
    Text got = TEXT_EMPTY;
    value_describe(*object, &got);
    error_set(error, ERROR_TYPE, nowhere, "%s is not a cell but %s", name ? name : "this",
              text_string(&got));
    text_free(&got);
    return false;
  }
  Cell *c = object->kind == VALUE_CELL ? object->cell : cell_new_matrix(0, 0);
  if (empty) value_release(*object);
  *object = VALUE_NOTHING;
  if (!c) return false;
  size_t extents[MAX_RANK], dims[MAX_RANK], total = 1, at[MAX_RANK] = { 0 };
  Subscript s[MAX_RANK];
  bool good = count > 0 && count <= MAX_RANK;
  if (!good) error_set(error, ERROR_INDEX, nowhere, "an index is missing");
  if (good) {
    subscript_extents(c->rank, c->dims, count, extents);
    good = read_all(s, indices, count, extents, c->dims, c->rank, name, NULL, error);
  }
  if (!good) {
    *object = value_cell(c);
    return false;
  }
  size_t rank = c->rank > count ? c->rank : count;
  for (size_t i = 0; i < rank; i++) dims[i] = i < c->rank ? c->dims[i] : 1;
  for (size_t i = 0; i < count; i++) total *= s[i].count;
  if (count == 1 && s[0].largest > c->count) {
    if (c->count == 0) dims[0] = 1;
    dims[c->count > 0 && c->dims[1] == 1 && c->dims[0] != 1 ? 0 : 1] = s[0].largest;
  } else if (count > 1)
    for (size_t i = 0; i < count; i++)
      if (s[i].largest > dims[i]) dims[i] = s[i].largest;
  Cell *fresh =
      c->refs == 1 && memcmp(dims, c->dims, c->rank * sizeof *dims) == 0 && rank == c->rank
          ? c
          : cell_grown(c, rank, dims);
  if (fresh && fresh != c) cell_release(c);
  good = fresh != NULL;
  if (good && !item && right.kind == VALUE_CELL && right.cell->count != 1 &&
      right.cell->count != total)
    good = error_set(error, ERROR_SHAPE, nowhere,
                     "this part has %zu places, but the right side has %zu items", total,
                     right.cell->count);
  if (fresh) c = fresh;
  subscript_extents(c->rank, c->dims, count, extents);
  for (size_t k = 0; good && k < total; k++) {
    size_t place = 0, step = 1;
    for (size_t i = 0; i < count; i++) {
      place += subscript_at(&s[i], at[i]) * step;
      step *= extents[i];
    }
    Value v = item || right.kind != VALUE_CELL
                  ? value_retain(right)
                  : cell_get(right.cell, right.cell->count == 1 ? 0 : k);
    cell_set(c, place, v);
    for (size_t i = 0; i < count && ++at[i] == s[i].count; i++) at[i] = 0;
  }
  for (size_t i = 0; i < count; i++) subscript_free(&s[i]);
  *object = value_cell(c);
  return good;
}

bool index_set_item(Value *object, const Value *indices, size_t count, Value right,
                    const char *name, Error *error) {
  return set_cell(object, indices, count, right, true, name, error);
}
