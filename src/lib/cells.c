/* cells.c -- cells: made, filled, taken apart.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"

#include <stdlib.h>
#include <string.h>

static Value call_cell(Call *call) {
  size_t rank, dims[MAX_RANK];
  if (call->count == 0) return value_cell(cell_new_matrix(0, 0));
  if (!arguments_sizes(call, 0, &rank, dims)) return VALUE_FAILED;
  return value_cell(cell_new(rank, dims));
}

static Value call_num2cell(Call *call) {
  View v;
  if (value_is_cell(call->args[0])) {
    const Cell *from = call->args[0].cell;
    Cell *c = cell_new(from->rank, from->dims);
    for (size_t k = 0; c && k < c->count; k++) {
      Cell *one = cell_new_matrix(1, 1);
      if (one) one->items[0] = cell_get(from, k);
      c->items[k] = value_cell(one);
    }
    return value_cell(c);
  }
  if (!value_view(&call->args[0], &v))
    return call_fail_at(call, 0, ERROR_TYPE, "an array or a cell is expected");
  Cell *c = cell_new(v.rank, v.dims);
  for (size_t k = 0; c && k < c->count; k++) {
    Value item =
        v.complex ? value_complex(v.data[2 * k], v.data[2 * k + 1]) : value_scalar(v.data[k]);
    if (v.element == ELEMENT_LOGICAL) item = value_logical(v.data[k] != 0);
    if (v.element == ELEMENT_CHAR) item = value_string_bytes(&(char){ (char)v.data[k] }, 1);
    cell_set(c, k, item);
  }
  return value_cell(c);
}

static Value call_cell2mat(Call *call) {
  const Cell *c = call->args[0].cell;
  if (c->count == 0) return value_array(array_new_matrix(0, 0));
  if (c->rank > 2) return call_fail_at(call, 0, ERROR_SHAPE, "cell2mat needs a cell of two sizes");
  size_t rows = c->dims[0], columns = c->dims[1];
  Value *row = mem_new(rows * sizeof *row), *items = mem_new(columns * sizeof *items);
  size_t done = 0;
  Value r = VALUE_NOTHING;
  for (size_t i = 0; i < rows && r.kind != VALUE_ERROR; i++) {
    for (size_t j = 0; j < columns; j++) items[j] = c->items[i + j * rows];
    r = arguments_concatenate(call, items, columns, 1);
    if (r.kind != VALUE_ERROR) row[done++] = r;
  }
  if (r.kind != VALUE_ERROR) r = arguments_concatenate(call, row, done, 0);
  for (size_t i = 0; i < done; i++) value_release(row[i]);
  free(row);
  free(items);
  return r;
}

const Builtin cells_family[] = {
  { .name = "cell",
    .signature = "m?: any, more?: any... -> cell",
    .call = call_cell,
    .summary = "A cell array of empty items.",
    .numpy = "[None] * n",
    .see = "num2cell cellfun",
    .examples = { { "size(cell(2, 3))", "[2 3]" } } },
  { .name = "num2cell",
    .signature = "A: any -> cell",
    .call = call_num2cell,
    .summary = "Every entry of an array as an item of a cell.",
    .numpy = "list(A)",
    .see = "cell2mat cell",
    .examples = { { "num2cell([1 2])", "{1, 2}" } } },
  { .name = "cell2mat",
    .signature = "c: cell -> array",
    .call = call_cell2mat,
    .summary = "The items of a cell joined to one array.",
    .numpy = "np.block(c)",
    .see = "num2cell",
    .examples = { { "cell2mat({1, [2 3]; 4, [5 6]})", "[1 2 3; 4 5 6]" } } },
  { 0 }
};
