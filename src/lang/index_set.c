/* index_set.c -- x(i, j) = v: changing and growing.  */

#include "config.h"
#include "lang/index.h"
#include "lang/subscript.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

/* What a subscripted assignment is about: the sizes on the left, for messages and growth. */
typedef struct Place {
  const char *name; /* or NULL */
  const Value *indices;
  size_t count;
  size_t rank, dims[MAX_RANK]; /* of the object; enlarged as needed */
  size_t extents[MAX_RANK];    /* as seen through the indices */
  Subscript s[MAX_RANK];
  size_t total; /* places selected */
  bool grows;
} Place;

/* ------------------------------------------------------------------ messages */

/* The index as it might have been written. */
static void put_index(const Subscript *s, Text *out) {
  bool stretch = s->count > 1 && !s->all;
  for (size_t i = 1; stretch && i < s->count; i++)
    stretch = subscript_at(s, i) == subscript_at(s, i - 1) + 1;
  if (s->all)
    text_putc(out, ':');
  else if (s->count == 1)
    text_printf(out, "%zu", subscript_at(s, 0) + 1);
  else if (stretch)
    text_printf(out, "%zu:%zu", subscript_at(s, 0) + 1, s->largest);
  else
    text_puts(out, "...");
}

static bool complain_places(const Place *p, const View *right, Error *error) {
  Text said = TEXT_EMPTY;
  text_puts(&said, p->name ? p->name : "the array");
  for (size_t i = 0; i < p->count; i++) {
    text_putc(&said, i ? ',' : '(');
    put_index(&p->s[i], &said);
  }
  text_puts(&said, ") has ");
  for (size_t i = 0; i < p->count; i++)
    text_printf(&said, p->count == 1 ? "%zu" : i ? "x%zu" : "%zu", p->s[i].count);
  text_puts(&said,
            p->total == 1 ? " place, but the right side is " : " places, but the right side is ");
  for (size_t i = 0; i < right->rank; i++) text_printf(&said, i ? "x%zu" : "%zu", right->dims[i]);
  error_set(error, ERROR_SHAPE, nowhere, "%s", text_string(&said));
  text_free(&said);
  return false;
}

/* ------------------------------------------------------------------ where to put it */

static void place_free(Place *p, size_t read) {
  for (size_t i = 0; i < read; i++) subscript_free(&p->s[i]);
}

/* Only vectors and empty arrays grow by one index. */
static bool grow_by_one(Place *p, Error *error) {
  size_t n = p->s[0].largest, *dims = p->dims;
  if (!p->grows) return true;
  if (p->rank == 2 && (dims[0] == 0 || dims[0] == 1)) {
    dims[0] = 1;
    dims[1] = n;
  } else if (p->rank == 2 && dims[1] == 1)
    dims[0] = n;
  else {
    error_set(error, ERROR_INDEX, nowhere,
              "index %zu is outside %s, and a matrix cannot grow by one index", n,
              p->name ? p->name : "the matrix");
    error_hint(error, "give row and column, as in A(3, 2) = 5");
    return false;
  }
  return true;
}

static bool grow_by_many(Place *p, Error *error) {
  for (size_t i = 0; i < p->count; i++) {
    if (p->s[i].largest <= p->extents[i]) continue;
    Indexed about = { p->name, p->rank, p->dims, i, p->count };
    if (p->count < p->rank) return subscript_outside(&p->s[i], p->extents[i], &about, error);
  }
  for (size_t i = 0; p->grows && i < p->count; i++) {
    if (i >= p->rank) p->dims[p->rank++] = 1;
    if (p->s[i].largest > p->dims[i]) p->dims[i] = p->s[i].largest;
  }
  while (p->rank > 2 && p->dims[p->rank - 1] == 1) p->rank--;
  return true;
}

/* The sizes of RIGHT without ones must be those of the places without ones. */
static bool shapes_match(const Place *p, const View *right) {
  if (right->count == 1) return true;
  if (p->count == 1) return p->s[0].count == right->count;
  size_t i = 0, j = 0;
  for (;;) {
    while (i < p->count && p->s[i].count == 1) i++;
    while (j < right->rank && right->dims[j] == 1) j++;
    if (i == p->count || j == right->rank) break;
    if (p->s[i++].count != right->dims[j++]) return false;
  }
  return i == p->count && j == right->rank;
}

/* Reads the indices and finds the sizes after the assignment.  False with everything freed. */
static bool place_read(Place *p, size_t rank, const size_t *dims, const View *right, Error *error) {
  p->rank = rank;
  memcpy(p->dims, dims, rank * sizeof *dims);
  p->total = 1;
  p->grows = false;
  if (p->count == 0 || p->count > MAX_RANK)
    return error_set(error, ERROR_INDEX, nowhere,
                     p->count ? "too many indices" : "an index is missing");
  subscript_extents(rank, dims, p->count, p->extents);
  for (size_t i = 0, j = 0; i < p->count; i++) {
    Indexed about = { p->name, rank, dims, i, p->count };
    size_t extent = p->extents[i];
    /* A(:, 1) = v on an empty A takes its extent from the right side. */
    if (p->count > 1 && p->indices[i].kind == VALUE_NONE && extent == 0) {
      while (j < right->rank && right->dims[j] == 1) j++;
      extent = right->count == 1 ? 1 : j < right->rank ? right->dims[j++] : 1;
    }
    if (!subscript_read(&p->s[i], p->indices[i], extent, &about, error)) {
      place_free(p, i);
      return false;
    }
    p->grows |= p->s[i].largest > p->extents[i];
    if (__builtin_mul_overflow(p->total, p->s[i].count, &p->total)) p->total = SIZE_MAX;
  }
  bool good = shapes_match(p, right) || complain_places(p, right, error);
  if (good && p->total > array_budget() / sizeof(double))
    good = error_set(error, ERROR_LIMIT, nowhere, "these indices select far too many places");
  good = good && (p->count == 1 ? grow_by_one(p, error) : grow_by_many(p, error));
  if (good)
    subscript_extents(p->rank, p->dims, p->count, p->extents);
  else
    place_free(p, p->count);
  return good;
}

/* The places in turn, the first subscript running fastest. */
typedef struct Walk {
  const Place *place;
  size_t at[MAX_RANK];
} Walk;

static size_t walk_next(Walk *w) {
  const Place *p = w->place;
  size_t position = 0, step = 1;
  for (size_t i = 0; i < p->count; i++) {
    position += subscript_at(&p->s[i], w->at[i]) * step;
    step *= p->extents[i];
  }
  for (size_t i = 0; i < p->count && ++w->at[i] == p->s[i].count; i++) w->at[i] = 0;
  return position;
}

/* Where each stretch of FROM's first dimension begins under the larger sizes DIMS. */
static size_t moved(size_t run, size_t from_rank, const size_t *from, size_t rank,
                    const size_t *dims) {
  size_t position = 0, step = dims[0];
  for (size_t d = 1; d < from_rank && d < rank; d++) {
    position += run % from[d] * step;
    run /= from[d];
    step *= dims[d];
  }
  return position;
}

/* ------------------------------------------------------------------ arrays */

/* The kind of number that holds both; a text stays one when a number is put in, as in Octave. */
static ElementKind common(ElementKind old, ElementKind new) {
  if (old == new) return old;
  if (old == ELEMENT_REAL) return ELEMENT_REAL;
  if (old == ELEMENT_CHAR || new == ELEMENT_CHAR) return ELEMENT_CHAR;
  return ELEMENT_REAL;
}

/* A copy with other sizes, element and complexity; old places keep their coordinates, new ones are
   0. */
static Array *grown(const Array *a, size_t rank, const size_t *dims, ElementKind element,
                    bool complex) {
  Array *r = array_zeros(rank, dims, element, complex);
  if (!r || a->count == 0) return r;
  size_t length = a->dims[0], runs = a->count / length;
  for (size_t run = 0; run < runs; run++) {
    size_t to = moved(run, a->rank, a->dims, rank, dims), from = run * length;
    if (complex && !a->complex)
      for (size_t i = 0; i < length; i++) r->data[2 * (to + i)] = a->data[from + i];
    else if (complex)
      memcpy(r->data + 2 * to, a->data + 2 * from, 2 * length * sizeof *a->data);
    else
      memcpy(r->data + to, a->data + from, length * sizeof *a->data);
  }
  return r;
}

/* Make *A the only owner of an array with room for the place and for RIGHT's kind of number. */
static bool prepare(Array **a, const Place *p, const View *right) {
  Array *old = *a;
  bool complex = old->complex || right->complex;
  ElementKind element = complex ? ELEMENT_REAL : common(old->element, right->element);
  bool same = p->rank == old->rank && memcmp(p->dims, old->dims, p->rank * sizeof *p->dims) == 0;
  if (same && old->refs == 1 && complex == old->complex) {
    old->element = (uint8_t)element;
    old->range = old->diagonal = false;
    return true;
  }
  if (complex == old->complex && array_extends(old, p->rank, p->dims)) {
    Array *longer = array_extend(old, p->dims);
    if (!longer) return false;
    longer->element = (uint8_t)element;
    *a = longer;
    return true;
  }
  Array *fresh = grown(old, p->rank, p->dims, element, complex);
  if (!fresh) return false;
  fresh->quoted = old->quoted;
  array_release(old);
  *a = fresh;
  return true;
}

/* A number as a character of a text. */
static double as_character(double x) {
  return x == x && fabs(x) < 1e9 ? (double)(unsigned char)(long)lround(x) : 0;
}

static void put_numbers(Array *a, const Place *p, const View *right) {
  Walk walk = { .place = p };
  size_t step = right->count != 1;
  bool spell = a->element == ELEMENT_CHAR && right->element == ELEMENT_REAL;
  for (size_t k = 0; k < p->total; k++) {
    size_t at = walk_next(&walk), from = k * step;
    if (a->complex) {
      a->data[2 * at] = right->complex ? right->data[2 * from] : right->data[from];
      a->data[2 * at + 1] = right->complex ? right->data[2 * from + 1] : 0;
    } else
      a->data[at] = spell ? as_character(right->data[from]) : right->data[from];
  }
}

/* x(i) = v and x(i) = [v, ...] without any growing, the usual case in loops. */
static void put_along(Array *a, const Subscript *s, const View *right) {
  if (right->count == 1)
    for (size_t k = 0; k < s->count; k++) a->data[subscript_at(s, k)] = right->data[0];
  else if (s->all || s->run)
    memcpy(a->data + s->single, right->data, s->count * sizeof *a->data);
  else
    for (size_t k = 0; k < s->count; k++) a->data[subscript_at(s, k)] = right->data[k];
}

/* The array in *OBJECT, owned, with *OBJECT left empty: so that the only owner may change it. */
static Array *take_array(Value *object, ElementKind element) {
  Value v = *object;
  *object = VALUE_NOTHING;
  if (v.kind == VALUE_NONE) return array_new(2, (size_t[]){ 0, 0 }, element, false);
  if (v.kind == VALUE_ARRAY) return v.array;
  return value_to_array(v);
}

static bool set_numbers(Array **a, Place *p, const View *right, Error *error) {
  if (!place_read(p, (*a)->rank, (*a)->dims, right, error)) return false;
  size_t places = 1;
  for (size_t i = 0; i < p->count; i++) places *= p->s[i].count;
  if (places == 0 && (*a)->count > 0) { /* nothing changes, not even the class */
    place_free(p, p->count);
    return true;
  }
  bool good = prepare(a, p, right);
  if (good && p->count == 1 && (*a)->element == ELEMENT_REAL && !(*a)->complex)
    put_along(*a, &p->s[0], right);
  else if (good)
    put_numbers(*a, p, right);
  if (good && (*a)->complex && !right->complex) *a = array_narrow(*a);
  place_free(p, p->count);
  return good;
}

/* A(i, j) = x for a place that exists, with nothing to convert. */
static bool set_at_once(Value *object, const Value *indices, size_t count, Value right) {
  if (object->kind != VALUE_ARRAY || right.kind != VALUE_SCALAR || count != 2) return false;
  Array *a = object->array;
  if (a->refs != 1 || a->complex || a->element != ELEMENT_REAL || a->rank != 2) return false;
  if (indices[0].kind != VALUE_SCALAR || indices[1].kind != VALUE_SCALAR) return false;
  double i = indices[0].scalar, j = indices[1].scalar;
  bool inside = i >= 1 && j >= 1 && i <= (double)a->dims[0] && j <= (double)a->dims[1];
  if (!inside || i != floor(i) || j != floor(j)) return false;
  a->data[(size_t)i - 1 + ((size_t)j - 1) * a->dims[0]] = right.scalar;
  a->range = a->diagonal = false;
  return true;
}

/* x(end+1) = y for a row that nobody shares. */
static bool append_at_once(Value *object, const Value *indices, size_t count, Value right) {
  if (object->kind != VALUE_ARRAY || right.kind != VALUE_SCALAR || count != 1) return false;
  Array *a = object->array;
  if (a->element != ELEMENT_REAL || a->complex || a->rank != 2) return false;
  if (a->dims[0] != 1 || indices[0].kind != VALUE_SCALAR) return false;
  const size_t dims[2] = { 1, a->count + 1 };
  if (indices[0].scalar != (double)dims[1] || !array_extends(a, 2, dims)) return false;
  a = array_extend(a, dims);
  if (!a) return false;
  a->data[a->count - 1] = right.scalar;
  object->array = a;
  return true;
}

/* ------------------------------------------------------------------ cells */

static bool complain_not_cell(Value object, const char *name, Error *error) {
  Text got = TEXT_EMPTY;
  value_describe(object, &got);
  error_set(error, ERROR_TYPE, nowhere, "%s is not a cell but %s", name ? name : "this",
            text_string(&got));
  text_free(&got);
  return false;
}

static Cell *cell_grown(const Cell *c, size_t rank, const size_t *dims) {
  Cell *r = cell_new(rank, dims);
  if (r && c->fields) r->fields = record_fields(c->fields, NULL);
  if (!r || c->count == 0) return r;
  size_t length = c->dims[0], runs = c->count / length;
  for (size_t run = 0; run < runs; run++) {
    size_t to = moved(run, c->rank, c->dims, rank, dims);
    for (size_t i = 0; i < length; i++) r->items[to + i] = value_retain(c->items[run * length + i]);
  }
  return r;
}

static bool prepare_cell(Cell **c, const Place *p) {
  Cell *old = *c;
  bool same = p->rank == old->rank && memcmp(p->dims, old->dims, p->rank * sizeof *p->dims) == 0;
  if (same && old->refs == 1) return true;
  Cell *fresh = cell_grown(old, p->rank, p->dims);
  if (!fresh) return false;
  cell_release(old);
  *c = fresh;
  return true;
}

static bool put_items(Cell **c, Place *p, Value right, bool item, Error *error) {
  static const size_t one[2] = { 1, 1 };
  const Cell *from = item || right.kind != VALUE_CELL ? NULL : right.cell;
  View shape = { .rank = from ? from->rank : 2,
                 .count = from ? from->count : 1,
                 .dims = from ? from->dims : one };
  if (!place_read(p, (*c)->rank, (*c)->dims, &shape, error)) return false;
  bool good = !item || p->total == 1 ||
              error_set(error, ERROR_INDEX, nowhere,
                        "curly brackets set one item here, but this selects %zu", p->total);
  good = good && prepare_cell(c, p);
  Walk walk = { .place = p };
  for (size_t k = 0; good && k < p->total; k++)
    cell_set(*c, walk_next(&walk),
             from ? cell_get(from, from->count == 1 ? 0 : k) : value_retain(right));
  place_free(p, p->count);
  return good;
}

static bool set_cell(Value *object, Place *p, Value right, bool item, Error *error) {
  bool empty =
      object->kind == VALUE_NONE || (object->kind == VALUE_ARRAY && value_is_empty(*object));
  if (!value_is_cell(*object) && !empty) return complain_not_cell(*object, p->name, error);
  Cell *c = object->kind == VALUE_CELL ? object->cell : cell_new_matrix(0, 0);
  if (!c) return false;
  /* c{2} = c: the right side must survive the change of the left. */
  value_retain(right);
  if (object->kind == VALUE_ARRAY) value_release(*object);
  *object = VALUE_NOTHING;
  bool good = put_items(&c, p, right, item, error);
  *object = value_cell(c);
  value_release(right);
  return good;
}

/* ------------------------------------------------------------------ both */

static bool complain_element(Value v, Error *error) {
  Text got = TEXT_EMPTY;
  value_describe(v, &got);
  error_set(error, ERROR_TYPE, nowhere, "%s cannot be an element of an array", text_string(&got));
  error_hint(error, "a cell holds anything: c{1} = ...");
  text_free(&got);
  return false;
}

/* s(3) = record: what stands there becomes an array of records with the fields of both. */
static bool set_records(Value *object, Place *p, Value right, Error *error) {
  bool empty =
      object->kind == VALUE_NONE || (object->kind == VALUE_ARRAY && value_is_empty(*object));
  if (!empty && !value_is_records(*object)) {
    error_set(error, ERROR_TYPE, nowhere, "%s is no array of records, so it cannot take one",
              p->name ? p->name : "this");
    error_hint(error, "a cell holds anything: c{1} = ...");
    return false;
  }
  const Record *own = empty ? NULL : value_fields(*object), *more = value_fields(right);
  Record *fields = own ? record_fields(own, more) : record_fields(more, NULL);
  Cell *c;
  if (object->kind == VALUE_CELL && fields->count == own->count) {
    c = object->cell;
    object->kind = VALUE_NONE;
  } else if (empty) {
    c = cell_new_matrix(0, 0);
    if (c) c->fields = record_fields(fields, NULL);
  } else
    c = records_arranged(*object, fields);
  Cell *items = records_arranged(right, fields);
  record_release(fields);
  bool good = c && items;
  if (good) {
    value_release(*object);
    *object = VALUE_NOTHING;
    good = put_items(&c, p, (Value){ .kind = VALUE_CELL, .cell = items }, false, error);
    *object = value_cell(c);
  } else
    cell_release(c);
  cell_release(items);
  return good;
}

bool index_set(Value *object, const Value *indices, size_t count, Value right, const char *name,
               Error *error) {
  if (set_at_once(object, indices, count, right) || append_at_once(object, indices, count, right))
    return true;
  Place p = { .name = name, .indices = indices, .count = count };
  if (value_is_records(right) && !value_is_cell(*object))
    return set_records(object, &p, right, error);
  if (object->kind == VALUE_CELL || right.kind == VALUE_CELL)
    return set_cell(object, &p, right, false, error);
  View v;
  if (object->kind >= VALUE_FUNCTION) return complain_element(*object, error);
  if (!value_view(&right, &v)) return complain_element(right, error);
  /* x(2) = x: the right side must survive the change of the left. */
  value_retain(right);
  Array *a = take_array(object, v.element);
  bool good = a && set_numbers(&a, &p, &v, error);
  if (a) *object = value_array(a);
  value_release(right);
  return good;
}

bool index_set_item(Value *object, const Value *indices, size_t count, Value right,
                    const char *name, Error *error) {
  Value *quick = index_plain_item(*object, indices, count);
  if (quick && object->cell->refs == 1 && right.kind != VALUE_CELL && right.kind != VALUE_NONE) {
    Value old = *quick;
    *quick = value_retain(right);
    value_release(old);
    return true;
  }
  Place p = { .name = name, .indices = indices, .count = count };
  return set_cell(object, &p, right, true, error);
}
