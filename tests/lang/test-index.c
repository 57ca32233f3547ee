/* test-index.c -- taking, setting, deleting and joining parts against Octave's answers.  */

#include "config.h"
#include "lang/index.h"
#include "tests/lang/tabled.h"
#include "tests/tap.h"
#include "value/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Value counted(size_t n) {
  Array *a = array_new_matrix(1, n);
  for (size_t i = 0; a && i < n; i++) a->data[i] = (double)i + 1;
  return value_array(a);
}

static void test_sharing(void) {
  Error error = { 0 };
  Value x = counted(5), index = value_scalar(2);
  Array *before = x.array;
  tap_ok(index_set(&x, &index, 1, value_scalar(9), "x", &error) && x.array == before,
         "the only owner is changed in place");
  Value y = value_retain(x);
  tap_ok(index_set(&x, &index, 1, value_scalar(7), "x", &error) && x.array != y.array,
         "a shared array is copied first");
  tap_ok(x.array->data[1] == 7 && y.array->data[1] == 9, "and the other owner sees no change");
  before = x.array;
  Value two[2] = { value_scalar(1), value_scalar(3) };
  tap_ok(index_set(&x, two, 2, value_scalar(4), "x", &error) && x.array == before &&
             x.array->data[2] == 4,
         "in place by row and column");
  Value turn = value_complex(0, 1);
  tap_ok(index_set(&x, two, 2, turn, "x", &error) && x.array->complex,
         "a complex number makes the array complex");
  value_release(turn);
  tap_ok(index_set(&x, two, 2, value_scalar(1), "x", &error) && !x.array->complex,
         "and real again when it is gone");
  value_release(y);
  value_release(x);
  x = counted(3);
  x.array->range = true;
  index_set(&x, &index, 1, value_scalar(9), "x", &error);
  tap_ok(!x.array->range, "a changed range is no range any more");
  value_release(x);
}

static void test_own_parts(void) {
  Error error = { 0 };
  Value x = counted(3), all = VALUE_NOTHING;
  Value back = value_array(array_row((double[]){ 3, 2, 1 }, 3));
  tap_ok(index_set(&x, &all, 1, x, "x", &error) && x.array->data[2] == 3, "x(:) = x");
  tap_ok(index_set(&x, &back, 1, x, "x", &error) && x.array->data[0] == 3 && x.array->data[2] == 1,
         "x([3 2 1]) = x");
  tap_ok(index_set(&x, &x, 1, value_scalar(5), "x", &error) && x.array->data[0] == 5, "x(x) = 5");
  value_release(back);
  value_release(x);
  Value c = value_cell(cell_new_matrix(1, 2)), second = value_scalar(2);
  tap_ok(index_set_item(&c, &second, 1, c, "c", &error), "c{2} = c");
  Value inner = index_item(c, &second, 1, "c", &error);
  tap_ok(inner.kind == VALUE_CELL && inner.cell != c.cell, "holds the old c, not itself");
  value_release(inner);
  value_release(c);
}

static void test_failures_keep(void) {
  Error error = { 0 };
  Value x = counted(4), bad = value_scalar(1.5);
  tap_ok(!index_set(&x, &bad, 1, value_scalar(0), "x", &error) && x.kind == VALUE_ARRAY &&
             x.array->count == 4 && x.array->data[1] == 2,
         "a refused assignment leaves x as it was");
  Error second = { 0 };
  tap_ok(!index_delete(&x, &bad, 1, "x", &second) && x.array->count == 4,
         "so does a refused deletion");
  size_t before = array_budget();
  array_set_budget(array_bytes_in_use() + 64);
  Error third = { 0 };
  Value far = value_scalar(1000);
  tap_ok(!index_set(&x, &far, 1, value_scalar(0), "x", &third) && third.kind == ERROR_NONE &&
             x.kind == VALUE_ARRAY && x.array->count == 4,
         "growing over the memory budget fails and keeps x");
  array_set_budget(before);
  value_release(x);
}

static void test_many_indices(void) {
  Value indices[MAX_RANK + 2];
  for (size_t i = 0; i < MAX_RANK + 2; i++) indices[i] = value_scalar(1);
  Error error = { 0 };
  Value x = counted(3), v = index_get(x, indices, MAX_RANK, "x", &error);
  tap_ok(v.kind == VALUE_SCALAR && v.scalar == 1, "%d indices", MAX_RANK);
  v = index_get(x, indices, MAX_RANK + 1, "x", &error);
  tap_ok(v.kind == VALUE_ERROR && error.kind == ERROR_INDEX, "%d indices are refused",
         MAX_RANK + 1);
  error = (Error){ 0 };
  tap_ok(!index_set(&x, indices, MAX_RANK + 1, value_scalar(1), "x", &error) &&
             error.kind == ERROR_INDEX,
         "when setting too");
  error = (Error){ 0 };
  tap_ok(!index_delete(&x, indices, MAX_RANK + 1, "x", &error) && error.kind == ERROR_INDEX,
         "and when deleting");
  error = (Error){ 0 };
  tap_ok(!index_set(&x, indices, 0, value_scalar(1), "x", &error), "x() = 1 is refused");
  v = index_get(x, indices, 0, "x", &error);
  tap_ok(v.kind == VALUE_ARRAY && v.array == x.array, "x() is x");
  value_release(v);
  value_release(x);
}

static void test_too_many_places(void) {
  Array *ones = array_new_matrix(1, 100000);
  for (size_t i = 0; i < ones->count; i++) ones->data[i] = 1;
  Value row = value_array(ones), indices[4] = { row, row, row, row }, x = counted(1);
  Error error = { 0 };
  tap_ok(!index_set(&x, indices, 4, value_scalar(1), "x", &error) && error.kind == ERROR_LIMIT,
         "1e20 places are refused at once");
  error = (Error){ 0 };
  Value v = index_get(x, indices, 4, "x", &error);
  tap_ok(v.kind == VALUE_ERROR, "and cannot be taken");
  value_release(x);
  value_release(row);
}

static void test_end(void) {
  Value a = value_array(array_zeros(3, (size_t[]){ 2, 3, 4 }, ELEMENT_REAL, false));
  static const struct {
    size_t position, count;
    double end;
  } rows[] = { { 0, 1, 24 }, { 0, 2, 2 }, { 1, 2, 12 }, { 2, 3, 4 }, { 3, 4, 1 }, { 1, 3, 3 } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    tap_ok(index_end(a, rows[i].position, rows[i].count) == rows[i].end,
           "end at %zu of %zu in 2x3x4 is %g", rows[i].position + 1, rows[i].count, rows[i].end);
  tap_ok(index_end(value_scalar(7), 0, 1) == 1, "end in a number is 1");
  tap_ok(index_end(VALUE_NOTHING, 0, 1) == 0, "end in nothing is 0");
  value_release(a);
}

static void test_names(void) {
  Error error = { 0 };
  Value x = counted(3), index = value_scalar(9), v = index_get(x, &index, 1, NULL, &error);
  tap_ok(v.kind == VALUE_ERROR && strstr(error.message, "the array") != NULL,
         "without a name it is the array");
  value_release(x);
}

int main(void) {
  test_sharing();
  test_own_parts();
  test_failures_keep();
  test_many_indices();
  test_too_many_places();
  test_end();
  test_names();
  tabled_check("tests/lang/index.txt");
  tabled_check("tests/lang/join.txt");
  return tap_done();
}
