/* concatenate.c -- [a, b; c, d]: joining along a dimension.  */

#include "config.h"
#include "lang/index.h"
#include "value/cell.h"

#include <string.h>

static const Span nowhere = { 0, 0 };

static bool is_bare_empty(Value v) { /* [] and '' join with anything */
  return v.kind == VALUE_ARRAY && v.array->rank == 2 && v.array->dims[0] == 0 &&
         v.array->dims[1] == 0;
}

static bool complain_sizes(Value a, Value b, size_t dimension, Error *error) {
  Text x = TEXT_EMPTY, y = TEXT_EMPTY;
  value_shape(a, &x);
  value_shape(b, &y);
  if (dimension == 0 && value_is_text(a) && value_is_text(b)) {
    error_set(error, ERROR_SHAPE, nowhere,
              "texts under each other must be equally long, but these have %zu and %zu characters",
              value_size(a, 1), value_size(b, 1));
    error_hint(error, "a cell holds texts of any length: {'one', 'three'}");
  } else {
    error_set(error, ERROR_SHAPE, nowhere,
              dimension == 1
                  ? "%s and %s stand beside each other, but have different numbers of rows"
                  : "%s and %s stand under each other, but have different numbers of columns",
              text_string(&x), text_string(&y));
  }
  text_free(&x);
  text_free(&y);
  return false;
}

/* What the result will be. */
typedef struct Outcome {
  size_t rank, dims[MAX_RANK];
  bool complex, text, quoted, cell, all_logical;
  Value first; /* the first that is not [] */
} Outcome;

static bool survey(const Value *items, size_t count, size_t dimension, Outcome *out, Error *error) {
  *out = (Outcome){ .rank = 2, .all_logical = true };
  bool any = false, any_item = false;
  for (size_t i = 0; i < count; i++) out->cell |= items[i].kind == VALUE_CELL;
  for (size_t i = 0; i < count; i++) {
    Value v = items[i];
    View view;
    if (v.kind == VALUE_CELL) {
    } else if (value_view(&v, &view)) {
      out->complex |= view.complex;
      out->text |= view.element == ELEMENT_CHAR;
      out->quoted |= v.kind == VALUE_ARRAY && v.array->quoted;
      out->all_logical &= view.element == ELEMENT_LOGICAL;
      any_item = true;
    } else if (!out->cell || v.kind == VALUE_NONE) {
      Text got = TEXT_EMPTY;
      value_describe(v, &got);
      error_set(error, ERROR_TYPE, nowhere, "%s cannot stand in a matrix", text_string(&got));
      error_hint(error, "a cell holds anything: {1, 'text', @sin}");
      text_free(&got);
      return false;
    }
    if (is_bare_empty(v) || (v.kind == VALUE_CELL && v.cell->count == 0 && v.cell->dims[0] == 0 &&
                             v.cell->dims[1] == 0))
      continue;
    size_t rank = 2;
    const size_t *dims = NULL, one[2] = { 1, 1 };
    if (out->cell && v.kind != VALUE_CELL)
      dims = one; /* becomes one item */
    else
      value_dims(&v, &rank, &dims);
    if (!any) {
      memcpy(out->dims, dims, rank * sizeof *dims);
      out->rank = rank;
      while (out->rank <= dimension) out->dims[out->rank++] = 1;
      out->first = v;
      any = true;
      continue;
    }
    for (size_t d = 0; d < MAX_RANK && (d < rank || d < out->rank); d++) {
      size_t mine = d < out->rank ? out->dims[d] : 1, theirs = d < rank ? dims[d] : 1;
      if (d != dimension && mine != theirs) return complain_sizes(out->first, v, dimension, error);
    }
    out->dims[dimension] += dimension < rank ? dims[dimension] : 1;
  }
  out->all_logical &= any_item;
  return true;
}

/* Copy one item's numbers into the result; OFFSET is where it begins along the dimension. */
static void place(Array *r, const View *v, size_t dimension, size_t offset) {
  size_t inner = 1, outer = 1, own = dimension < v->rank ? v->dims[dimension] : 1;
  for (size_t d = 0; d < dimension; d++) inner *= d < v->rank ? v->dims[d] : 1;
  for (size_t d = dimension + 1; d < v->rank; d++) outer *= v->dims[d];
  size_t whole = r->dims[dimension];
  for (size_t o = 0; o < outer; o++)
    for (size_t k = 0; k < own * inner; k++) {
      size_t from = o * own * inner + k, to = (o * whole + offset) * inner + k;
      if (r->complex) {
        r->data[2 * to] = v->complex ? v->data[2 * from] : v->data[from];
        r->data[2 * to + 1] = v->complex ? v->data[2 * from + 1] : 0;
      } else
        r->data[to] = v->data[from];
    }
}

static Value join_cells(const Value *items, size_t count, size_t dimension, const Outcome *out) {
  Cell *r = cell_new(out->rank, out->dims);
  if (!r) return VALUE_FAILED;
  size_t offset = 0;
  for (size_t i = 0; i < count; i++) {
    Value v = items[i];
    size_t one[2] = { 1, 1 }, rank = 2, total = 1;
    const size_t *dims = one;
    if (v.kind == VALUE_CELL) {
      dims = v.cell->dims;
      rank = v.cell->rank;
      total = v.cell->count;
    } else if (is_bare_empty(v))
      continue;
    size_t inner = 1, own = dimension < rank ? dims[dimension] : 1;
    for (size_t d = 0; d < dimension; d++) inner *= d < rank ? dims[d] : 1;
    size_t outer = own * inner > 0 ? total / (own * inner) : 0;
    for (size_t o = 0; o < outer; o++)
      for (size_t k = 0; k < own * inner; k++) {
        size_t to = (o * r->dims[dimension] + offset) * inner + k;
        r->items[to] = v.kind == VALUE_CELL ? value_retain(v.cell->items[o * own * inner + k])
                                            : value_retain(v);
      }
    offset += total > 0 ? own : 0;
  }
  return value_cell(r);
}

Value concatenate(const Value *items, size_t count, size_t dimension, Error *error) {
  Outcome out;
  if (!survey(items, count, dimension, &out, error)) return VALUE_FAILED;
  if (out.cell) return join_cells(items, count, dimension, &out);
  ElementKind element = out.text ? ELEMENT_CHAR : out.all_logical ? ELEMENT_LOGICAL : ELEMENT_REAL;
  bool complex = out.complex && element == ELEMENT_REAL;
  size_t rank = out.rank;
  if (dimension >= rank) return VALUE_FAILED;
  Array *r = array_new(rank, out.dims, element, complex);
  if (!r) return VALUE_FAILED;
  r->quoted = out.quoted;
  size_t kept_rank = r->rank, offset = 0;
  for (size_t i = 0; i < count; i++) {
    View v;
    if (is_bare_empty(items[i]) || !value_view(&items[i], &v)) continue;
    if (v.count > 0 && dimension < kept_rank)
      place(r, &v, dimension, offset);
    else if (v.count > 0)
      memcpy(r->data, v.data, v.count * (v.complex ? 2 : 1) * sizeof *v.data);
    offset += dimension < v.rank ? v.dims[dimension] : 1;
  }
  return value_array(r);
}
