/* search.c -- finding places, counting into bins, gathering by index.  */

#include "config.h"
#include "lang/reductions.h"
#include "lang/selection.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/numeric.h"
#include "lib/order.h"
#include "value/cell.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ find */

static bool holds(const View *v, size_t k) {
  return v->complex ? v->data[2 * k] != 0 || v->data[2 * k + 1] != 0 : v->data[k] != 0;
}

/* What find answers in: a row for rows, nothing for nothing, else a column. */
static Array *found_array(const View *v, size_t count, ElementKind element, bool complex_) {
  bool empty = v->rank == 2 && v->dims[0] == 0 && v->dims[1] == 0;
  bool zero = v->count == 1 && count == 0;
  bool row = view_is_row(v) && v->count != 1;
  size_t dims[2] = { row ? 1 : count, row ? count : !(empty || zero) };
  if (v->count == 1 && count == 1) dims[0] = dims[1] = 1;
  return array_new(2, dims, element, complex_);
}

/* The places of what is not 0, counted from 1. */
static Value all_places(const View *v) {
  Selection found;
  selection_read(&found, v->data, v->count);
  Array *r = found_array(v, found.count, ELEMENT_REAL, false);
  if (r) selection_places(&found, r->data);
  selection_free(&found);
  return value_array(r);
}

static Value call_find(Call *call) {
  View v = call_view(call, 0);
  double most = call_scalar_or(call, 1, INFINITY);
  bool last = call_string_is(call, 2, "last");
  if (call_given(call, 1) && !(most >= 1 && most == floor(most)))
    return call_fail_at(call, 1, ERROR_DOMAIN, "n must be a whole number from 1");
  if (call_given(call, 2) && !last && !call_string_is(call, 2, "first"))
    return call_fail_at(call, 2, ERROR_TYPE, "the direction is \"first\" or \"last\"");
  if (!call_step(call, v.count)) return VALUE_FAILED;
  if (call->wanted < 2 && !v.complex && !call_given(call, 1)) return all_places(&v);
  size_t total = 0, skip = 0;
  if (!v.complex)
    total = reductions_count(v.data, v.count);
  else
    for (size_t k = 0; k < v.count; k++) total += holds(&v, k);
  size_t count = (double)total > most ? (size_t)most : total;
  if (last) skip = total - count;
  bool pairs = call->wanted > 1;
  Array *r = found_array(&v, count, ELEMENT_REAL, false);
  Array *c = pairs ? found_array(&v, count, ELEMENT_REAL, false) : NULL;
  Array *x = call->wanted > 2 ? found_array(&v, count, (ElementKind)v.element, v.complex) : NULL;
  size_t n = 0;
  for (size_t k = 0; r && (c || !pairs) && n < count && k < v.count; k++) {
    if (!holds(&v, k)) continue;
    if (skip > 0) {
      skip--;
      continue;
    }
    r->data[n] = (double)(pairs ? k % v.dims[0] : k) + 1;
    if (c) c->data[n] = (double)(k / v.dims[0]) + 1;
    if (x && v.complex) {
      x->data[2 * n] = v.data[2 * k];
      x->data[2 * n + 1] = v.data[2 * k + 1];
    } else if (x)
      x->data[n] = v.data[k];
    n++;
  }
  if (pairs) call_result(call, 1, value_array(c));
  if (call->wanted > 2) call_result(call, 2, value_array(x));
  return value_array(r);
}

/* ------------------------------------------------------------------ lookup */

/* How many of the sorted TABLE are not above X (or not below, when it descends). */
static size_t count_below(const View *table, double x, bool descends) {
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    double t = table->data[middle];
    bool before = isnan(x) ? true : descends ? t >= x : t <= x;
    if (before)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static Value lookup_texts(Call *call) {
  const Cell *table = call->args[0].cell;
  Value y = call->args[1];
  bool many = y.kind == VALUE_CELL;
  if (!cell_is_texts(call->args[0]) || !(many ? cell_is_texts(y) : value_is_text(y)))
    return call_fail(call, ERROR_TYPE, "texts are looked up in a sorted cell of texts");
  size_t one[2] = { 1, 1 };
  Array *a = array_new(many ? y.cell->rank : 2, many ? y.cell->dims : one, ELEMENT_REAL, false);
  for (size_t k = 0; a && k < a->count; k++) {
    size_t low = 0, high = table->count;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (order_texts(table->items[middle], many ? y.cell->items[k] : y) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
    a->data[k] = (double)low;
  }
  return value_array(a);
}

static Value call_lookup(Call *call) {
  if (call->args[0].kind == VALUE_CELL) return lookup_texts(call);
  View table, y;
  if (!value_view(&call->args[0], &table) || !value_view(&call->args[1], &y) || table.complex ||
      y.complex)
    return call_fail(call, ERROR_TYPE, "real numbers are looked up in a sorted table");
  const char *options = call_given(call, 2) ? call_string(call, 2) : "";
  bool match = strchr(options, 'm'), truth = strchr(options, 'b');
  bool left = strchr(options, 'l'), right = strchr(options, 'r');
  bool descends = table.count > 1 && table.data[0] > table.data[table.count - 1];
  Array *a = array_new(y.rank, y.dims, truth ? ELEMENT_LOGICAL : ELEMENT_REAL, false);
  for (size_t k = 0; a && k < y.count; k++) {
    size_t at = count_below(&table, y.data[k], descends);
    bool same = at > 0 && table.data[at - 1] == y.data[k];
    if (left && at == 0) at = 1;
    if (right && at == table.count && at > 1) at--;
    a->data[k] = truth ? same : match ? (same ? (double)at : 0) : (double)at;
  }
  return value_array(a);
}

/* ------------------------------------------------------------------ counting into bins */

static Value call_histc(Call *call) {
  View v = call_view(call, 0), edges = call_view(call, 1);
  Slices s;
  size_t dimension, dims[MAX_RANK];
  if (!arguments_real(call, 0) || !arguments_real(call, 1) ||
      !arguments_along(call, &v, 2, &dimension))
    return VALUE_FAILED;
  if (edges.count == 0) return call_fail_at(call, 1, ERROR_SHAPE, "there are no edges");
  if (dimension >= v.rank) return call_fail_at(call, 2, ERROR_DOMAIN, "x has no such dimension");
  for (size_t k = 1; k < edges.count; k++)
    if (!(edges.data[k] >= edges.data[k - 1]))
      return call_fail_at(call, 1, ERROR_DOMAIN, "the edges must rise");
  if (!call_step(call, v.count)) return VALUE_FAILED;
  slices_along(&v, dimension, &s);
  memcpy(dims, v.dims, v.rank * sizeof *dims);
  dims[dimension] = edges.count;
  Array *counts = array_zeros(v.rank, dims, ELEMENT_REAL, false);
  Array *bins = call->wanted > 1 ? array_zeros(v.rank, v.dims, ELEMENT_REAL, false) : NULL;
  double top = edges.data[edges.count - 1];
  for (size_t k = 0; counts && k < s.count; k++) {
    size_t from = slices_offset(&s, k);
    size_t to = k / s.stride * s.stride * edges.count + k % s.stride;
    for (size_t i = 0; i < s.length; i++, from += s.stride) {
      double x = v.data[from];
      if (!(x >= edges.data[0] && x <= top)) continue;
      size_t bin = count_below(&edges, x, false);
      counts->data[to + (bin - 1) * s.stride]++;
      if (bins) bins->data[from] = (double)bin;
    }
  }
  if (call->wanted > 1) call_result(call, 1, value_array(bins));
  return value_array(counts);
}

/* ------------------------------------------------------------------ accumarray */

typedef struct Piles {
  size_t rank, dims[MAX_RANK], count;
  size_t *place; /* of each row of subscripts */
  size_t rows;
} Piles;

static bool read_piles(Call *call, Piles *p) {
  View subs = call_view(call, 0);
  *p = (Piles){ .rank = 2, .dims = { 0, 1 } };
  bool vector = view_is_row(&subs) || view_is_column(&subs);
  p->rows = vector ? subs.count : subs.dims[0];
  size_t columns = vector ? 1 : view_columns(&subs);
  if (columns > MAX_RANK || subs.rank != 2) {
    call_fail_at(call, 0, ERROR_SHAPE, "the subscripts are a matrix with one row for each value");
    return false;
  }
  for (size_t k = 0; k < subs.count; k++) {
    double x = subs.data[k];
    if (!(x >= 1 && x == floor(x) && x < 1e15)) {
      call_fail_at(call, 0, ERROR_INDEX, "subscripts are whole numbers from 1, not %g", x);
      return false;
    }
    size_t d = vector ? 0 : k / p->rows;
    if ((size_t)x > p->dims[d]) p->dims[d] = (size_t)x;
  }
  if (columns > 2) p->rank = columns;
  if (call_given(call, 2) && !value_is_empty(call->args[2])) {
    View size = call_view(call, 2);
    for (size_t d = 0; d < size.count && d < MAX_RANK; d++) {
      if (!(size.data[d] >= (double)(d < p->rank ? p->dims[d] : 1) && size.data[d] < 1e15)) {
        call_fail_at(call, 2, ERROR_INDEX, "a subscript is outside of these sizes");
        return false;
      }
      p->dims[d] = (size_t)size.data[d];
    }
    if (size.count > p->rank) p->rank = size.count < MAX_RANK ? size.count : MAX_RANK;
  }
  p->count = 1;
  for (size_t d = 0; d < p->rank; d++)
    if (__builtin_mul_overflow(p->count, p->dims[d], &p->count)) p->count = SIZE_MAX;
  if (!array_fits(p->count) || !array_fits(p->rows) || !call_step(call, p->rows)) {
    call_fail_at(call, 0, ERROR_LIMIT, "the result would need more memory than is allowed");
    return false;
  }
  p->place = mem_new((p->rows + 1) * sizeof *p->place);
  for (size_t r = 0; r < p->rows; r++) {
    size_t step = 1;
    for (size_t c = 0; c < columns; c++) {
      p->place[r] += ((size_t)subs.data[r + c * p->rows] - 1) * step;
      step *= p->dims[c];
    }
  }
  return true;
}

/* FUNCTION of the values of each pile, as a column. */
static bool fold_piles(Call *call, const Piles *p, const View *values, Array *a) {
  size_t *start = mem_new((p->count + 2) * sizeof *start);
  double *sorted = mem_new((p->rows + 1) * sizeof *sorted);
  bool good = true;
  for (size_t r = 0; r < p->rows; r++) start[p->place[r] + 1]++;
  for (size_t k = 0; k < p->count; k++) start[k + 1] += start[k];
  size_t *next = mem_new((p->count + 1) * sizeof *next);
  memcpy(next, start, p->count * sizeof *next);
  for (size_t r = 0; r < p->rows; r++)
    sorted[next[p->place[r]]++] = values->data[values->count == 1 ? 0 : r];
  for (size_t k = 0; good && k < p->count; k++) {
    size_t n = start[k + 1] - start[k];
    if (n == 0) continue;
    Value pile = value_array(array_column(sorted + start[k], n)), result;
    good = pile.kind != VALUE_ERROR && call_function(call, call->args[3], &pile, 1, &result, 1);
    value_release(pile);
    if (!good) break;
    View v;
    good = value_view(&result, &v) && v.count == 1 && !v.complex;
    if (good)
      a->data[k] = v.data[0];
    else
      call_fail_at(call, 3, ERROR_SHAPE, "the function must answer one number for each group");
    value_release(result);
  }
  free(start);
  free(sorted);
  free(next);
  return good;
}

static Value call_accumarray(Call *call) {
  View values = call_view(call, 1);
  Piles p;
  if (!arguments_real(call, 0) || !arguments_real(call, 1) || !read_piles(call, &p))
    return VALUE_FAILED;
  Value result = VALUE_FAILED;
  if (values.count != 1 && values.count != p.rows)
    call_fail_at(call, 1, ERROR_SHAPE, "there are %zu subscripts, but %zu values", p.rows,
                 values.count);
  else {
    bool fold = call_given(call, 3) && call->args[3].kind == VALUE_FUNCTION;
    double fill = call_scalar_or(call, 4, 0);
    Array *a = array_zeros(p.rank, p.dims, ELEMENT_REAL, false);
    if (a && fold) {
      for (size_t k = 0; k < a->count; k++) a->data[k] = fill;
      if (!fold_piles(call, &p, &values, a)) {
        array_release(a);
        a = NULL;
      }
    } else
      for (size_t r = 0; a && r < p.rows; r++)
        a->data[p.place[r]] += values.data[values.count == 1 ? 0 : r];
    result = value_array(a);
  }
  free(p.place);
  return result;
}

const Builtin search_family[] = {
  { .name = "find",
    .signature = "x: array, n?: scalar, direction?: string -> i: vector, j: vector, v: vector",
    .call = call_find,
    .summary = "The places of the entries that are not 0, counted down the columns; two results "
               "give rows and columns, a third the values.",
    .numpy = "np.flatnonzero(x) + 1",
    .see = "any nnz lookup ismember",
    .warning = "places count from 1; x(x > 2) picks entries without find",
    .examples = { { "find([0 1 0 1])", "[2 4]" },
                  { "[r, c] = find([0 7; 8 0]); [r c]", "[2 1; 1 2]" },
                  { "find([1 1 1], 2, \"last\")", "[2 3]" } } },
  { .name = "lookup",
    .signature = "table: any, y: any, options?: string -> array",
    .call = call_lookup,
    .summary = "For each y how many entries of the sorted table are not above it: the interval it "
               "lies in.",
    .numpy = "np.searchsorted(table, y, side='right')",
    .see = "find interp1 histc",
    .examples = { { "lookup([1 2 3], [0.5 1 2.7 5])", "[0 1 2 3]" } } },
  { .name = "histc",
    .signature = "x: array, edges: vector, dim?: scalar -> counts: array, bins: array",
    .call = call_histc,
    .summary = "How many numbers lie in each interval between the edges; the last count is for "
               "those equal to the last edge.",
    .numpy = "np.histogram(x, edges)[0]  # the last bin takes its right end, too",
    .see = "accumarray unique lookup",
    .warning = "there are as many counts as edges, one more than in NumPy",
    .examples = { { "histc([1 2 2 3 5], 1:5)", "[1 2 1 0 1]" } } },
  { .name = "accumarray",
    .signature = "subs: array, values: array, sizes?: array, f?: any, fill?: scalar -> array",
    .call = call_accumarray,
    .summary = "Adds up the values that share a subscript, or applies f to each such group.",
    .numpy = "np.bincount(subs - 1, weights=values)",
    .see = "histc unique",
    .examples = { { "accumarray([1; 2; 1], [10; 20; 30])", "[40; 20]" },
                  { "accumarray([1; 2; 1], [3; 4; 5], [], @max)", "[5; 4]" } } },
  { 0 }
};
