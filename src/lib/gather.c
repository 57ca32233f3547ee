/* gather.c -- results whose entries are entries of an argument.  */

#include "config.h"
#include "lib/gather.h"
#include "base/memory.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

bool gather_begin(Gather *g, Call *call, size_t rank, const size_t *dims) {
  *g = (Gather){ .call = call, .rank = rank, .count = 1 };
  for (size_t d = 0; d < rank; d++) {
    g->dims[d] = dims[d];
    if (__builtin_mul_overflow(g->count, dims[d], &g->count)) g->count = SIZE_MAX;
  }
  for (size_t d = 0; d < rank; d++)
    if (dims[d] == 0) g->count = 0;
  if (!array_fits(g->count)) {
    call_fail(call, ERROR_LIMIT, "the result would need more memory than is allowed");
    return false;
  }
  if (!call_step(call, g->count)) return false;
  g->from = mem_new((g->count ? g->count : 1) * sizeof *g->from);
  return true;
}

static Value gather_cell(const Gather *g, const Cell *source) {
  Cell *c = cell_new(g->rank, g->dims);
  if (c && source->fields) c->fields = record_fields(source->fields, NULL);
  for (size_t k = 0; c && k < g->count; k++)
    if (g->from[k] != GATHER_NOTHING) c->items[k] = value_retain(source->items[g->from[k]]);
  return value_cell(c);
}

Value gather_finish(Gather *g, Value source) {
  Value result = VALUE_FAILED;
  View v;
  if (source.kind == VALUE_CELL)
    result = gather_cell(g, source.cell);
  else if (value_view(&source, &v)) {
    Array *a = array_new(g->rank, g->dims, v.element, v.complex);
    size_t width = v.complex ? 2 : 1;
    for (size_t k = 0; a && k < g->count; k++)
      for (size_t part = 0; part < width; part++)
        a->data[k * width + part] =
            g->from[k] == GATHER_NOTHING ? 0 : v.data[g->from[k] * width + part];
    if (a && source.kind == VALUE_ARRAY) a->quoted = source.array->quoted;
    result = value_array(array_narrow(a));
  } else
    call_fail(g->call, ERROR_TYPE, "this works on arrays and cells only");
  free(g->from);
  g->from = NULL;
  return result;
}
