/* subscript.c -- index values read once.  */

#include "config.h"
#include "lang/subscript.h"
#include "base/memory.h"
#include "lang/selection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

static void put_name(const Indexed *about, Text *out) {
  text_puts(out, about->name ? about->name : "the array");
}

static void put_dims(const Indexed *about, Text *out) {
  for (size_t i = 0; i < about->rank; i++) text_printf(out, i ? "x%zu" : "%zu", about->dims[i]);
}

/* "(3,_)": the offending index among its neighbours. */
static void put_place(const Indexed *about, double index, Text *out) {
  if (about->positions == 1) {
    text_printf(out, "index %.10g", index);
    return;
  }
  text_puts(out, "index (");
  for (size_t i = 0; i < about->positions; i++) {
    if (i > 0) text_putc(out, ',');
    if (i == about->position)
      text_printf(out, "%.10g", index);
    else
      text_putc(out, '_');
  }
  text_putc(out, ')');
}

bool subscript_outside(const Subscript *s, size_t extent, const Indexed *about, Error *error) {
  Text said = TEXT_EMPTY;
  (void)extent;
  put_place(about, (double)s->largest, &said);
  text_puts(&said, " is outside ");
  put_name(about, &said);
  text_puts(&said, ", which is ");
  put_dims(about, &said);
  error_set(error, ERROR_INDEX, nowhere, "%s", text_string(&said));
  text_free(&said);
  return false;
}

static bool complain_number(double x, const Indexed *about, Error *error) {
  Text said = TEXT_EMPTY;
  put_place(about, x, &said);
  const char *why = isnan(x)        ? "an index must be a number from 1"
                    : x != floor(x) ? "an index must be a whole number"
                    : x > 0         ? "this index is far too large"
                                    : "indices start at 1 here";
  error_set(error, ERROR_INDEX, nowhere, "%s: %s", text_string(&said), why);
  if (x == 0)
    error_hint(error, "the first element is %s(1)", about->name ? about->name : "x");
  else if (x < 0 && x == floor(x))
    error_hint(error, "the last element is %s(end), the one before it (end-1)",
               about->name ? about->name : "x");
  text_free(&said);
  return false;
}

static bool position_of(double x, size_t *position, const Indexed *about, Error *error) {
  if (x >= 1 && x == floor(x) && x < 1e15) {
    *position = (size_t)x - 1;
    return true;
  }
  return complain_number(x, about, error);
}

void subscript_mask_shape(Subscript *s, size_t rank, const size_t *dims, size_t length,
                          size_t count) {
  /* A mask selects a column, or a row from a row. */
  bool row = rank == 2 && dims[0] == 1 && length != 1;
  s->count = count;
  s->rank = 2;
  s->dims[0] = row ? 1 : count;
  s->dims[1] = row ? count : 1;
}

static void read_mask(Subscript *s, const View *v) {
  Selection mask;
  selection_read(&mask, v->data, v->count);
  s->at = mem_resize(NULL, (mask.count + 1) * sizeof *s->at);
  selection_positions(&mask, s->at);
  selection_free(&mask);
  if (mask.count > 0) s->largest = s->at[mask.count - 1] + 1;
  subscript_mask_shape(s, v->rank, v->dims, v->count, mask.count);
}

/* a:b with whole numbers from 1. */
static bool read_run(Subscript *s, const Array *a) {
  const double *x = a->data;
  size_t n = a->count;
  if (!a->range || n < 2 || a->complex || x[1] - x[0] != 1) return false;
  if (!(x[0] >= 1 && x[0] < 1e15 && x[0] == floor(x[0]))) return false;
  s->run = true;
  s->single = (size_t)x[0] - 1;
  s->largest = s->single + n;
  return true;
}

/* Whole numbers from 1 as positions; false when there is something else among them. */
static bool read_positions(Subscript *s, const View *v) {
  bool good = true;
  size_t largest = 0;
  for (size_t i = 0; i < v->count; i++) {
    double x = v->data[i];
    bool fine = x >= 1 && x < 1e15;
    size_t place = fine ? (size_t)x : 0;
    good &= fine & ((double)place == x);
    s->at[i] = place - 1;
    if (place > largest) largest = place;
  }
  s->largest = largest;
  return good;
}

bool subscript_read(Subscript *s, Value index, size_t extent, const Indexed *about, Error *error) {
  *s = (Subscript){ .rank = 2 };
  View v;
  bool colon = index.kind == VALUE_NONE ||
               (value_is_text(index) && index.array->count == 1 && index.array->data[0] == ':');
  if (colon) {
    s->all = true;
    s->count = s->largest = extent;
    s->dims[0] = extent;
    s->dims[1] = 1;
    return true;
  }
  if (!value_view(&index, &v) || v.complex) {
    Text got = TEXT_EMPTY;
    value_describe(index, &got);
    error_set(error, ERROR_TYPE, nowhere, "an index must be whole numbers or true/false, not %s",
              text_string(&got));
    text_free(&got);
    return false;
  }
  if (v.element == ELEMENT_LOGICAL) {
    read_mask(s, &v);
    return true;
  }
  s->rank = v.rank;
  memcpy(s->dims, v.dims, v.rank * sizeof *v.dims);
  s->count = v.count;
  if (v.count == 1) {
    if (!position_of(v.data[0], &s->single, about, error)) return false;
    s->largest = s->single + 1;
    return true;
  }
  if (index.kind == VALUE_ARRAY && read_run(s, index.array)) return true;
  s->at = mem_resize(NULL, (v.count + 1) * sizeof *s->at);
  if (read_positions(s, &v)) return true;
  size_t i = 0, ignored;
  while (i < v.count && position_of(v.data[i], &ignored, about, error)) i++; /* complains */
  subscript_free(s);
  return false;
}

void subscript_free(Subscript *s) {
  free(s->at);
  s->at = NULL;
}

void subscript_extents(size_t rank, const size_t *dims, size_t count, size_t *extents) {
  for (size_t i = 0; i < count; i++) extents[i] = i < rank ? dims[i] : 1;
  for (size_t i = count; count > 0 && i < rank; i++) extents[count - 1] *= dims[i];
}
