/* sets.c -- union, intersection and difference of arrays and cells of texts.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/gather.h"
#include "lib/order.h"
#include "base/memory.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two collections in one pool, so that one order compares across them. */
typedef struct Sets {
  Call *call;
  Value pool; /* a column of all things, or the rows of both, or a cell column */
  Order order;
  bool rows, row;      /* by rows; the result is a row vector */
  size_t first, count; /* things in a, things in both */
  size_t *at;          /* sorted positions in the pool */
} Sets;

static Value as_column(Call *call, Value x) {
  size_t dims[2] = { value_count(x), 1 };
  Gather g;
  if (!gather_begin(&g, call, 2, dims)) return VALUE_FAILED;
  for (size_t k = 0; k < g.count; k++) g.from[k] = k;
  return gather_finish(&g, x);
}

/* A text among cells is one thing. */
static Value as_cell(Value x) {
  if (x.kind == VALUE_CELL) return value_retain(x);
  Cell *c = cell_new_matrix(1, 1);
  if (c) cell_set(c, 0, value_retain(x));
  return value_cell(c);
}

static bool is_row(Value x) {
  return value_rank(x) == 2 && value_size(x, 0) == 1;
}

static bool make_pool(Sets *s, Value a, Value b) {
  Call *call = s->call;
  bool cells = a.kind == VALUE_CELL || b.kind == VALUE_CELL;
  Value parts[2];
  Value both[2] = { a, b };
  for (int i = 0; i < 2; i++) {
    bool allowed =
        cells ? both[i].kind == VALUE_CELL ? cell_is_texts(both[i]) : value_is_text(both[i])
              : both[i].kind == VALUE_SCALAR || both[i].kind == VALUE_LOGICAL ||
                    both[i].kind == VALUE_ARRAY;
    if (!allowed) {
      call_fail(call, ERROR_TYPE, "sets are arrays, or cells of texts");
      return false;
    }
  }
  for (int i = 0; i < 2; i++) {
    Value part = cells ? as_cell(both[i]) : value_retain(both[i]);
    parts[i] = s->rows ? value_retain(part) : as_column(call, part);
    value_release(part);
  }
  s->first = s->rows ? value_size(parts[0], 0) : value_count(parts[0]);
  if (parts[0].kind != VALUE_ERROR && parts[1].kind != VALUE_ERROR)
    s->pool = arguments_concatenate(call, parts, 2, 0);
  value_release(parts[0]);
  value_release(parts[1]);
  return s->pool.kind != VALUE_ERROR;
}

/* The arguments A and B of the call, sorted together.  False with the call failed. */
static bool sets_begin(Sets *s, Call *call, Value a, Value b, size_t option) {
  *s = (Sets){ .call = call, .pool = VALUE_FAILED };
  for (size_t i = option; i < call->count; i++) {
    if (call_string_is(call, i, "rows"))
      s->rows = a.kind != VALUE_CELL;
    else if (!call_string_is(call, i, "sorted") && !call_string_is(call, i, "legacy")) {
      call_fail_at(call, i, ERROR_TYPE, "the only option is \"rows\"");
      return false;
    }
  }
  s->row = !s->rows && is_row(a) && is_row(b);
  if (!make_pool(s, a, b)) return false;
  if (s->pool.kind == VALUE_CELL)
    s->order.texts = s->pool.cell;
  else
    value_view(&s->pool, &s->order.v);
  s->order.rows = s->rows;
  s->count = s->rows ? value_size(s->pool, 0) : value_count(s->pool);
  s->at = mem_new((s->count + 1) * sizeof *s->at);
  for (size_t k = 0; k < s->count; k++) s->at[k] = k;
  return order_sort(call, &s->order, s->at, s->count);
}

static bool unknown(const Sets *s, size_t k) {
  return !s->order.texts && !s->rows && !s->order.v.complex && isnan(s->order.v.data[k]);
}

/* The end of the run of equal things that begins at the sorted place K. */
static size_t run_end(const Sets *s, size_t k) {
  size_t end = k + 1;
  while (end < s->count && !unknown(s, s->at[k]) &&
         order_compare(&s->order, s->at[k], s->at[end]) == 0)
    end++;
  return end;
}

/* The things at PICKED in the pool, in the shape of the result; the memory goes. */
static Value sets_finish(Sets *s, const size_t *picked, size_t count) {
  Value result = VALUE_FAILED;
  Gather g;
  if (s->pool.kind != VALUE_ERROR && call_alive(s->call)) {
    size_t columns = s->rows ? value_size(s->pool, 1) : 1, total = s->count;
    size_t dims[2] = { s->row ? 1 : count, s->row ? count : columns };
    if (!s->rows && !s->row && count == 0 && s->count == 0) dims[1] = 0;
    if (gather_begin(&g, s->call, 2, dims)) {
      for (size_t c = 0; c < columns; c++)
        for (size_t k = 0; k < count; k++) g.from[k + c * count] = picked[k] + c * total;
      result = gather_finish(&g, s->pool);
    }
  }
  value_release(s->pool);
  free(s->at);
  return result;
}

typedef enum Choice { IN_EITHER, IN_BOTH, ONLY_FIRST, IN_ONE } Choice;

static Value positions(const double *x, size_t count) {
  return value_array(array_column(x, count));
}

static Value choose(Call *call, Choice choice) {
  Sets s;
  size_t count = 0, from_a = 0, from_b = 0;
  if (!sets_begin(&s, call, call->args[0], call->args[1], 2)) return sets_finish(&s, NULL, 0);
  if (choice == ONLY_FIRST) s.row = !s.rows && is_row(call->args[0]);
  if (choice == IN_ONE && value_is_empty(call->args[0])) s.row = !s.rows && is_row(call->args[1]);
  if (choice == IN_ONE && value_is_empty(call->args[1])) s.row = !s.rows && is_row(call->args[0]);
  size_t *picked = mem_new((s.count + 1) * sizeof *picked);
  double *a = mem_new((s.count + 1) * sizeof *a), *b = mem_new((s.count + 1) * sizeof *b);
  for (size_t k = 0, end; k < s.count; k = end) {
    end = run_end(&s, k);
    bool in_a = s.at[k] < s.first, in_b = s.at[end - 1] >= s.first;
    bool wanted = choice == IN_EITHER    ? true
                  : choice == IN_BOTH    ? in_a && in_b
                  : choice == ONLY_FIRST ? in_a && !in_b
                                         : in_a != in_b;
    if (!wanted) continue;
    picked[count++] = s.at[k];
    size_t first_b = k;
    while (first_b < end && s.at[first_b] < s.first) first_b++;
    if (in_a) a[from_a++] = (double)s.at[k] + 1;
    if (in_b && (choice == IN_BOTH || !in_a)) b[from_b++] = (double)(s.at[first_b] - s.first) + 1;
  }
  call_result(call, 1, positions(a, from_a));
  call_result(call, 2, positions(b, from_b));
  Value result = sets_finish(&s, picked, count);
  free(picked);
  free(a);
  free(b);
  return result;
}

static Value call_union(Call *call) {
  return choose(call, IN_EITHER);
}
static Value call_intersect(Call *call) {
  bool cells = call->args[0].kind == VALUE_CELL || call->args[1].kind == VALUE_CELL;
  if (!cells && (value_is_empty(call->args[0]) || value_is_empty(call->args[1]))) {
    for (size_t k = 1; k < 3; k++) call_result(call, k, value_array(array_new_matrix(0, 0)));
    return value_array(array_new_matrix(0, 0));
  }
  return choose(call, IN_BOTH);
}
static Value call_setdiff(Call *call) {
  if (call->args[0].kind == VALUE_ARRAY && value_count(call->args[0]) == 0 &&
      value_size(call->args[0], 0) == 0 && value_size(call->args[0], 1) == 0) {
    call_result(call, 1, value_array(array_new_matrix(0, 0)));
    return value_retain(call->args[0]);
  }
  return choose(call, ONLY_FIRST);
}
static Value call_setxor(Call *call) {
  return choose(call, IN_ONE);
}

/* ------------------------------------------------------------------ membership */

static Value call_ismember(Call *call) {
  Value a = call->args[0], b = call->args[1];
  if (a.kind == VALUE_CELL && b.kind != VALUE_CELL && !value_is_text(b))
    return call_fail_at(call, 1, ERROR_TYPE, "texts are looked for in a cell of texts");
  Sets s;
  if (!sets_begin(&s, call, a, b, 2)) return sets_finish(&s, NULL, 0);
  bool single = b.kind == VALUE_CELL && a.kind != VALUE_CELL;
  size_t rank = single || s.rows ? 2 : value_rank(a), dims[MAX_RANK] = { s.first, 1 };
  for (size_t d = 0; d < rank && !single && !s.rows; d++) dims[d] = value_size(a, d);
  Array *found = array_zeros(rank, dims, ELEMENT_LOGICAL, false);
  Array *places = array_zeros(rank, dims, ELEMENT_REAL, false);
  for (size_t k = 0, end; found && places && k < s.count; k = end) {
    end = run_end(&s, k);
    size_t first_b = k;
    while (first_b < end && s.at[first_b] < s.first) first_b++;
    for (size_t i = k; i < first_b && first_b < end; i++) {
      found->data[s.at[i]] = 1;
      places->data[s.at[i]] = (double)(s.at[first_b] - s.first) + 1;
    }
  }
  value_release(sets_finish(&s, NULL, 0));
  if (!found || !places || !call_alive(call)) {
    array_release(found);
    array_release(places);
    return VALUE_FAILED;
  }
  call_result(call, 1, value_array(places));
  return value_array(found);
}

const Builtin sets_family[] = {
  { .name = "ismember",
    .signature = "a: any, set: any, rows?: string -> found: logical, place: array",
    .call = call_ismember,
    .summary = "True for each entry of a that occurs in the set, and where it first occurs (0 "
               "when it does not).",
    .formula = "a \\in S",
    .numpy = "np.isin(a, s)",
    .see = "unique intersect lookup any",
    .examples = { { "ismember([1 5 2], [2 1])", "[true false true]" },
                  { "ismember('b', {'a', 'b'})", "true" } } },
  { .name = "union",
    .signature = "a: any, b: any, rows?: string -> u: array, i: vector, j: vector",
    .call = call_union,
    .summary = "All that occurs in a or b, each once and sorted.",
    .formula = "A \\cup B",
    .numpy = "np.union1d(a, b)",
    .see = "intersect setdiff unique",
    .examples = { { "union([3 1], [2 1])", "[1 2 3]" } } },
  { .name = "intersect",
    .signature = "a: any, b: any, rows?: string -> u: array, i: vector, j: vector",
    .call = call_intersect,
    .summary = "All that occurs in both a and b, each once and sorted.",
    .formula = "A \\cap B",
    .numpy = "np.intersect1d(a, b)",
    .see = "union setdiff ismember",
    .examples = { { "intersect([3 1 2], [2 3 9])", "[2 3]" } } },
  { .name = "setdiff",
    .signature = "a: any, b: any, rows?: string -> u: array, i: vector",
    .call = call_setdiff,
    .summary = "All that occurs in a but not in b, each once and sorted.",
    .formula = "A \\setminus B",
    .numpy = "np.setdiff1d(a, b)",
    .see = "union intersect setxor",
    .examples = { { "setdiff([5 3 1 3], 1)", "[3 5]" } } },
  { .name = "setxor",
    .signature = "a: any, b: any, rows?: string -> u: array, i: vector, j: vector",
    .call = call_setxor,
    .summary = "All that occurs in exactly one of a and b, each once and sorted.",
    .formula = "A \\mathbin{\\triangle} B",
    .numpy = "np.setxor1d(a, b)",
    .see = "union intersect setdiff",
    .examples = { { "setxor([1 2 3], [2 3 4])", "[1 4]" } } },
  { 0 }
};
