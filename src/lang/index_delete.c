/* index_delete.c -- x(i) = []: taking elements away.  */

#include "config.h"
#include "lang/index.h"
#include "lang/subscript.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

/* The positions that stay along dimension D, by indexing with the rest. */
static Value keep(Value object, size_t d, const Subscript *s, size_t extent, Error *error) {
  bool *gone = mem_new(extent + 1);
  size_t left = extent;
  for (size_t k = 0; k < s->count; k++) {
    size_t at = subscript_at(s, k);
    if (!gone[at]) left--;
    gone[at] = true;
  }
  Array *rest = array_new_matrix(1, left);
  for (size_t i = 0, k = 0; rest && i < extent; i++)
    if (!gone[i]) rest->data[k++] = (double)(i + 1);
  free(gone);
  Value indices[MAX_RANK];
  size_t rank = value_rank(object) > d ? value_rank(object) : d + 1;
  for (size_t i = 0; i < rank; i++) indices[i] = VALUE_NOTHING;
  indices[d] = value_array(rest);
  Value result =
      indices[d].kind == VALUE_ERROR ? VALUE_FAILED : index_get(object, indices, rank, NULL, error);
  value_release(indices[d]);
  return result;
}

/* One place after the other. */
static bool is_run(const Subscript *s) {
  for (size_t k = 1; k < s->count; k++)
    if (subscript_at(s, k) != subscript_at(s, k - 1) + 1) return false;
  return true;
}

static bool delete_linear(Value *object, Value index, const char *name, Error *error) {
  size_t rank;
  const size_t *dims;
  value_dims(object, &rank, &dims);
  Indexed about = { name, rank, dims, 0, 1 };
  size_t count = value_count(*object);
  Subscript s;
  if (!subscript_read(&s, index, count, &about, error)) return false;
  bool good = true;
  if (s.largest > count)
    good = subscript_outside(&s, count, &about, error);
  else if (s.count > 0 || s.all) {
    Value v = *object, rest;
    bool vector = rank == 2 && (dims[0] == 1 || dims[1] == 1) && count != 1;
    if (s.all) {
      Value none = value_logical(false), emptied[] = { none, none };
      rest = index_get(v, emptied, 2, name, error);
    } else if (vector)
      rest = keep(v, dims[0] == 1 ? 1 : 0, &s, count, error);
    else { /* what is left of a matrix becomes a row, or a column round a gap that is not one */
      Value all = VALUE_NOTHING, column = index_get(v, &all, 1, name, error);
      Value row = column.kind == VALUE_ERROR ? column : keep(column, 0, &s, count, error);
      rest = row;
      if (row.kind == VALUE_ARRAY && is_run(&s))
        rest = value_array(array_reshape(row.array, 2, (size_t[]){ 1, row.array->count }));
      value_release(column);
    }
    good = rest.kind != VALUE_ERROR;
    if (good) {
      value_release(v);
      *object = rest;
    }
  }
  subscript_free(&s);
  return good;
}

static bool covers_all(const Subscript *s, size_t extent) {
  if (s->all) return true;
  bool *seen = mem_new(extent + 1);
  size_t distinct = 0;
  for (size_t k = 0; k < s->count; k++) {
    size_t at = subscript_at(s, k);
    if (at < extent && !seen[at]) {
      seen[at] = true;
      distinct++;
    }
  }
  free(seen);
  return distinct == extent;
}

/* The first index that is not a bare colon, else the first. */
static size_t first_listed(const Subscript *s, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!s[i].all) return i;
  return 0;
}

bool index_delete(Value *object, const Value *indices, size_t count, const char *name,
                  Error *error) {
  size_t rank;
  const size_t *dims;
  if (!value_dims(object, &rank, &dims) || object->kind == VALUE_FUNCTION)
    return error_set(error, ERROR_TYPE, nowhere, "there is nothing to delete from");
  if (count == 1) return delete_linear(object, indices[0], name, error);
  if (count > MAX_RANK || count == 0)
    return error_set(error, ERROR_INDEX, nowhere, "an index is missing");
  size_t extents[MAX_RANK], partial = 0, along = 0, read = 0;
  Subscript s[MAX_RANK];
  for (size_t i = 0; i < count; i++) extents[i] = i < rank ? dims[i] : 1;
  bool good = true;
  for (; good && read < count; read++) {
    Indexed about = { name, rank, dims, read, count };
    good = subscript_read(&s[read], indices[read], extents[read], &about, error);
    if (!good) break;
    if (s[read].largest > extents[read])
      good = subscript_outside(&s[read], extents[read], &about, error);
  }
  for (size_t i = 0; good && i < count; i++)
    if (!covers_all(&s[i], extents[i])) {
      partial++;
      along = i;
    }
  if (good && partial > 1) {
    good = error_set(error, ERROR_SHAPE, nowhere, "a matrix can lose whole rows or columns only");
    error_hint(error, "for example A(2, :) = [] removes the second row");
  } else if (good) {
    if (partial == 0) along = first_listed(s, count);
    Value rest = keep(*object, along, &s[along], extents[along], error);
    good = rest.kind != VALUE_ERROR;
    if (good) {
      value_release(*object);
      *object = rest;
    }
  }
  for (size_t i = 0; i < read; i++) subscript_free(&s[i]);
  return good;
}
