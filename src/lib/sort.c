/* sort.c -- putting things in order, and each thing once.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/gather.h"
#include "lib/numeric.h"
#include "lib/order.h"
#include "lib/radix.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The words "ascend" and "descend" among the arguments from FIRST; other arguments are dimensions.
 */
static bool sort_options(Call *call, size_t first, bool *descending, size_t *dimension) {
  for (size_t i = first; i < call->count; i++) {
    if (!value_is_text(call->args[i])) {
      if (!arguments_dimension(call, i, dimension)) return false;
    } else if (call_string_is(call, i, "descend"))
      *descending = true;
    else if (!call_string_is(call, i, "ascend")) {
      call_fail_at(call, i, ERROR_TYPE, "the order is \"ascend\" or \"descend\"");
      return false;
    }
  }
  return true;
}

static Value sort_cell(Call *call, const Cell *c, bool descending) {
  if (!cell_is_texts(call->args[0]))
    return call_fail_at(call, 0, ERROR_TYPE, "only cells of texts can be sorted");
  Gather g;
  if (!gather_begin(&g, call, c->rank, c->dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) g.from[k] = k;
  Order o = { .texts = c, .descending = descending };
  order_sort(call, &o, g.from, g.count);
  if (call->wanted > 1) {
    Array *places = array_new(c->rank, c->dims, ELEMENT_REAL, false);
    for (size_t k = 0; places && k < g.count; k++) places->data[k] = (double)g.from[k] + 1;
    call_result(call, 1, value_array(places));
  }
  return gather_finish(&g, call->args[0]);
}

/* Real numbers that lie beside each other, when nobody asks where they stood. */
static Value sort_numbers(Call *call, const View *v, const Slices *s, bool descending) {
  if (!call_step(call, v->count)) return VALUE_FAILED;
  Array *a = array_new(v->rank, v->dims, v->element, false);
  if (!a) return VALUE_FAILED;
  memcpy(a->data, v->data, v->count * sizeof *v->data);
  for (size_t k = 0; k < s->count; k++) {
    double *x = a->data + k * s->length;
    radix_sort(x, s->length);
    for (size_t i = 0, j = s->length; descending && i + 1 < j; i++) {
      double swap = x[i];
      x[i] = x[--j];
      x[j] = swap;
    }
  }
  return value_array(a);
}

static Value call_sort(Call *call) {
  bool descending = false;
  Value x = call->args[0];
  size_t dimension = 0;
  if (x.kind == VALUE_CELL)
    return sort_options(call, 1, &descending, &dimension) ? sort_cell(call, x.cell, descending)
                                                          : VALUE_FAILED;
  View v;
  if (!value_view(&x, &v))
    return call_fail_at(call, 0, ERROR_TYPE, "only arrays and cells of texts can be sorted");
  Slices s;
  if (!arguments_along(call, &v, MAX_RANK, &dimension) ||
      !sort_options(call, 1, &descending, &dimension))
    return VALUE_FAILED;
  slices_along(&v, dimension, &s);
  if (!v.complex && call->wanted < 2 && s.stride == 1)
    return sort_numbers(call, &v, &s, descending);
  Gather g;
  if (!gather_begin(&g, call, v.rank, v.dims)) return VALUE_FAILED;
  Array *places = call->wanted > 1 ? array_new(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  size_t *at = mem_new((s.length + 1) * sizeof *at);
  Order o = { .v = v, .descending = descending };
  for (size_t k = 0; k < s.count && s.length > 0; k++) {
    size_t start = slices_offset(&s, k);
    for (size_t i = 0; i < s.length; i++) at[i] = start + i * s.stride;
    if (!order_sort(call, &o, at, s.length)) break;
    for (size_t i = 0; i < s.length; i++) {
      g.from[start + i * s.stride] = at[i];
      if (places) places->data[start + i * s.stride] = (double)((at[i] - start) / s.stride) + 1;
    }
  }
  free(at);
  if (call->wanted > 1) call_result(call, 1, value_array(places));
  return gather_finish(&g, x);
}

/* The rows of argument 0 in the order AT. */
static Value pick_rows(Call *call, const size_t *at, size_t count) {
  size_t rows = value_size(call->args[0], 0), columns = value_size(call->args[0], 1);
  Gather g;
  if (!gather_begin(&g, call, 2, (size_t[]){ count, columns })) return VALUE_FAILED;
  for (size_t c = 0; c < columns; c++)
    for (size_t k = 0; k < count; k++) g.from[k + c * count] = at[k] + c * rows;
  return gather_finish(&g, call->args[0]);
}

static Value positions(const size_t *at, size_t count) {
  Array *a = array_new_matrix(count, 1);
  for (size_t k = 0; a && k < count; k++) a->data[k] = (double)at[k] + 1;
  return value_array(a);
}

static Value call_sortrows(Call *call) {
  Value x = call->args[0];
  if (x.kind == VALUE_CELL) {
    if (x.cell->rank != 2 || (x.cell->dims[1] != 1 && x.cell->count > 0))
      return call_fail_at(call, 0, ERROR_SHAPE, "only one column of texts can be sorted");
    bool down = call_given(call, 1) && call_scalar(call, 1) < 0;
    return sort_cell(call, x.cell, down);
  }
  Order o = { .rows = true };
  if (!value_view(&x, &o.v) || o.v.rank != 2)
    return call_fail_at(call, 0, ERROR_SHAPE, "sortrows sorts the rows of a matrix");
  View columns = call_given(call, 1) ? call_view(call, 1) : (View){ 0 };
  for (size_t k = 0; k < columns.count; k++) {
    double c = columns.data[k];
    if (c == 0 || c != floor(c) || !(fabs(c) <= (double)o.v.dims[1]))
      return call_fail_at(call, 1, ERROR_INDEX, "there is no column %g", c);
  }
  o.columns = columns.data;
  o.column_count = columns.count;
  size_t rows = o.v.dims[0], *at = mem_new((rows + 1) * sizeof *at);
  for (size_t r = 0; r < rows; r++) at[r] = r;
  Value result = VALUE_FAILED;
  if (order_sort(call, &o, at, rows)) {
    if (call->wanted > 1) call_result(call, 1, positions(at, rows));
    result = pick_rows(call, at, rows);
  }
  free(at);
  return result;
}

static Value call_issorted(Call *call) {
  Value x = call->args[0];
  Order o = { 0 };
  size_t dimension = 0;
  if (call->count == 2 && call_string_is(call, 1, "rows")) {
    if (!value_view(&x, &o.v) || o.v.rank != 2)
      return call_fail_at(call, 0, ERROR_SHAPE, "rows are compared in a matrix");
    o.rows = true;
    for (size_t k = 1; k < o.v.dims[0]; k++)
      if (order_compare(&o, k - 1, k) > 0) return value_logical(false);
    return value_logical(true);
  }
  if (x.kind == VALUE_CELL && cell_is_texts(x))
    o.texts = x.cell;
  else if (!value_view(&x, &o.v) || (o.v.count > 0 && !view_is_row(&o.v) && !view_is_column(&o.v)))
    return call_fail_at(call, 0, ERROR_SHAPE, "issorted needs a vector");
  if (!sort_options(call, 1, &o.descending, &dimension)) return VALUE_FAILED;
  for (size_t k = 1; k < value_count(x); k++)
    if (order_compare(&o, k - 1, k) > 0) return value_logical(false);
  return value_logical(true);
}

/* ------------------------------------------------------------------ each once */

typedef struct Unique {
  bool rows, last, stable;
} Unique;

static bool unique_options(Call *call, Unique *how) {
  *how = (Unique){ 0 };
  for (size_t i = 1; i < call->count; i++) {
    if (call_string_is(call, i, "rows"))
      how->rows = true;
    else if (call_string_is(call, i, "last"))
      how->last = true;
    else if (call_string_is(call, i, "stable"))
      how->stable = true;
    else if (!call_string_is(call, i, "first") && !call_string_is(call, i, "sorted")) {
      call_fail_at(call, i, ERROR_TYPE,
                   "the options are \"rows\", \"first\", \"last\" and \"stable\"");
      return false;
    }
  }
  return true;
}

static bool is_nan_at(const Order *o, size_t k) {
  return !o->texts && !o->rows && !o->v.complex && isnan(o->v.data[k]);
}

static int compare_positions(const void *a, const void *b) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

/* The sorted positions AT cut down to one of each; GROUP says to which of them each thing belongs.
 */
static size_t keep_one(const Order *o, size_t *at, size_t n, bool last, size_t *group) {
  size_t kept = 0;
  for (size_t k = 0; k < n; k++) {
    bool same = k > 0 && order_compare(o, at[kept - 1], at[k]) == 0 && !is_nan_at(o, at[k]);
    group[at[k]] = same ? kept - 1 : kept;
    if (same && last) at[kept - 1] = at[k];
    if (!same) at[kept++] = at[k];
  }
  return kept;
}

/* A row of a row, else a column; nothing at all of nothing. */
static void unique_shape(Value x, size_t kept, size_t *dims) {
  bool row = value_rank(x) == 2 && value_size(x, 0) == 1 && value_size(x, 1) != 1;
  dims[0] = row ? 1 : kept;
  dims[1] = row ? kept : kept > 0;
}

/* Real numbers, when nobody asks where they stood. */
static Value unique_numbers(Call *call, const View *v) {
  if (!array_fits(2 * v->count) || !call_step(call, v->count)) return VALUE_FAILED;
  double *x = mem_resize(NULL, (v->count + 1) * sizeof *x);
  if (v->count > 0) memcpy(x, v->data, v->count * sizeof *x);
  radix_sort(x, v->count);
  size_t kept = 0;
  for (size_t k = 0; k < v->count; k++)
    if (k == 0 || x[k] != x[kept - 1]) x[kept++] = x[k];
  size_t dims[2];
  unique_shape(call->args[0], kept, dims);
  Array *a = array_new(2, dims, v->element, false);
  if (a && kept > 0) memcpy(a->data, x, kept * sizeof *x);
  free(x);
  return value_array(a);
}

static Value unique_result(Call *call, const Unique *how, const size_t *at, size_t kept) {
  Value x = call->args[0];
  if (how->rows && x.kind != VALUE_CELL) return pick_rows(call, at, kept);
  size_t dims[2];
  unique_shape(x, kept, dims);
  Gather g;
  if (!gather_begin(&g, call, 2, dims)) return VALUE_FAILED;
  memcpy(g.from, at, kept * sizeof *at);
  return gather_finish(&g, x);
}

static Value call_unique(Call *call) {
  Value x = call->args[0];
  Unique how;
  Order o = { 0 };
  if (!unique_options(call, &how)) return VALUE_FAILED;
  if (x.kind == VALUE_CELL && cell_is_texts(x))
    o.texts = x.cell;
  else if (!value_view(&x, &o.v))
    return call_fail_at(call, 0, ERROR_TYPE, "unique takes arrays and cells of texts");
  o.rows = how.rows && !o.texts;
  if (o.rows && o.v.rank != 2) return call_fail_at(call, 0, ERROR_SHAPE, "rows need a matrix");
  if (!o.rows && !o.texts && !o.v.complex && !how.stable && call->wanted < 2)
    return unique_numbers(call, &o.v);
  size_t n = o.rows ? o.v.dims[0] : value_count(x);
  if (!array_fits(3 * n)) return VALUE_FAILED;
  size_t *at = mem_new((n + 1) * sizeof *at), *group = mem_new((n + 1) * sizeof *group);
  for (size_t k = 0; k < n; k++) at[k] = k;
  Value result = VALUE_FAILED;
  if (order_sort(call, &o, at, n)) {
    size_t kept = keep_one(&o, at, n, how.last, group);
    if (how.stable) { /* in the order of first appearance; the groups are renumbered */
      size_t *rank_of = mem_new((kept + 1) * sizeof *rank_of);
      qsort(at, kept, sizeof *at, compare_positions);
      for (size_t k = 0; k < kept; k++) rank_of[group[at[k]]] = k;
      for (size_t k = 0; k < n; k++) group[k] = rank_of[group[k]];
      free(rank_of);
    }
    call_result(call, 1, positions(at, kept));
    call_result(call, 2, positions(group, n));
    result = unique_result(call, &how, at, kept);
  }
  free(at);
  free(group);
  return result;
}

const Builtin sort_family[] = {
  { .name = "sort",
    .signature = "x: any, dim?: any, order?: any -> s: array, i: array",
    .call = call_sort,
    .summary = "The entries of each column or of a vector in rising order, and where they stood; "
               "\"descend\" turns it. NaN comes last. Texts and cells of texts are sorted, too.",
    .numpy = "np.sort(x, axis=dim - 1)",
    .see = "sortrows unique issorted max",
    .warning = "np.sort(A) sorts each row; here sort(A) sorts each column",
    .examples = { { "sort([3 1 2])", "[1 2 3]" },
                  { "[s, i] = sort([3 1 2], \"descend\"); [s; i]", "[3 2 1; 1 3 2]" },
                  { "sort('hello')", "'ehllo'" } } },
  { .name = "sortrows",
    .signature = "A: any, columns?: vector -> S: matrix, i: vector",
    .call = call_sortrows,
    .summary = "The rows in rising order of the first column, ties by the next; or of the columns "
               "named, a negative one descending.",
    .numpy = "A[np.lexsort(A.T[::-1])]",
    .see = "sort unique",
    .examples = { { "sortrows([3 1; 1 2; 1 1])", "[1 1; 1 2; 3 1]" },
                  { "sortrows([3 1; 1 2; 2 9], -2)", "[2 9; 1 2; 3 1]" } } },
  { .name = "issorted",
    .signature = "x: any, order?: string -> logical",
    .call = call_issorted,
    .summary = "True when a vector stands in rising order.",
    .numpy = "np.all(x[:-1] <= x[1:])",
    .see = "sort",
    .examples = { { "issorted([1 2 2])", "true" }, { "issorted([2 1])", "false" } } },
  { .name = "unique",
    .signature = "x: any, option?: string... -> u: array, i: vector, j: vector",
    .call = call_unique,
    .summary = "Each entry once, sorted; x(i) is u and u(j) is x. \"rows\" takes whole rows, "
               "\"stable\" keeps the order of first appearance.",
    .numpy = "np.unique(x)",
    .see = "sort union ismember",
    .examples = { { "unique([3 1 1 3 2])", "[1 2 3]" },
                  { "[u, i, j] = unique([7 5 7]); u(j)", "[7 5 7]" },
                  { "unique([1 2; 0 1; 1 2], \"rows\")", "[0 1; 1 2]" } } },
  { 0 }
};
