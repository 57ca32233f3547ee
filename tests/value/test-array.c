/* test-array.c -- arrays: sizes, references, the memory budget.  */

#include "config.h"
#include "tests/tap.h"
#include "value/array.h"

#include <stdint.h>
#include <string.h>

static void test_making(void) {
  Array *a = array_new_matrix(2, 3);
  tap_ok(a && a->refs == 1 && a->rank == 2 && a->count == 6, "a matrix has rows times columns");
  tap_ok(array_rows(a) == 2 && array_columns(a) == 3, "rows and columns");
  array_release(a);
  a = array_zeros(4, (size_t[]){ 2, 3, 1, 1 }, ELEMENT_REAL, true);
  tap_ok(a && a->rank == 2 && a->complex, "trailing sizes of 1 are dropped");
  bool zero = true;
  for (size_t i = 0; i < 12; i++) zero &= a->data[i] == 0;
  tap_ok(zero, "array_zeros clears both parts");
  array_release(a);
  a = array_new(3, (size_t[]){ 2, 1, 2 }, ELEMENT_REAL, false);
  tap_ok(a && a->rank == 3 && array_columns(a) == 2, "sizes of 1 inside stay");
  array_release(a);
  a = array_string("abc", 3);
  tap_ok(a && a->element == ELEMENT_CHAR && a->dims[0] == 1 && a->dims[1] == 3 && a->data[1] == 'b',
         "a text is a row of character codes");
  array_release(a);
  a = array_string("", 0);
  tap_ok(a && a->dims[0] == 0 && a->dims[1] == 0, "the empty text is 0x0");
  array_release(a);
  array_release(NULL);
}

static void test_sharing(void) {
  Array *a = array_row((double[]){ 1, 2, 3, 4 }, 4);
  a->range = a->diagonal = true;
  Array *b = array_copy(a);
  tap_ok(b != a && memcmp(a->data, b->data, 4 * sizeof *b->data) == 0, "a copy has the numbers");
  tap_ok(!b->range && !b->diagonal, "but is no range and not diagonal any more");
  array_release(b);
  array_retain(a);
  tap_ok(a->refs == 2, "retain counts");
  b = array_reshape(a, 2, (size_t[]){ 2, 2 });
  tap_ok(b != a && a->refs == 1 && array_rows(b) == 2 && array_rows(a) == 1,
         "a shared array is copied before it is reshaped");
  Array *c = array_reshape(b, 2, (size_t[]){ 4, 1 });
  tap_ok(c == b && array_rows(c) == 4, "an array of one's own is reshaped in place");
  array_release(a);
  array_release(c);
}

static void test_complex(void) {
  Array *a = array_new_complex(1, 2);
  memcpy(a->data, (double[]){ 1, 0, 2, 0 }, 4 * sizeof(double));
  a = array_narrow(a);
  tap_ok(!a->complex && a->data[0] == 1 && a->data[1] == 2, "zero imaginary parts are dropped");
  Array *b = array_to_complex(a);
  tap_ok(b->complex && b->data[2] == 2 && b->data[3] == 0, "and put back");
  b->data[3] = 5;
  b = array_narrow(b);
  tap_ok(b->complex, "an imaginary part keeps the array complex");
  array_release(a);
  array_release(b);
}

static void test_budget(void) {
  size_t before = array_bytes_in_use(), limit = array_budget();
  array_set_budget(before + 1000);
  Array *small = array_new_matrix(5, 5);
  tap_ok(small != NULL && array_bytes_in_use() > before, "what fits is made and charged");
  tap_ok(array_new_matrix(200, 1) == NULL, "what does not fit is refused");
  tap_ok(!array_fits(200) && array_fits(20), "array_fits tells before");
  tap_ok(array_new(2, (size_t[]){ SIZE_MAX / 2, 3 }, ELEMENT_REAL, false) == NULL,
         "sizes whose product overflows are refused");
  tap_ok(!array_fits(SIZE_MAX / 4), "a count whose bytes overflow does not fit");
  tap_ok(!array_charge(5000), "memory beside arrays is under the budget too");
  array_release(small);
  array_set_budget(limit);
  tap_ok(array_bytes_in_use() == before, "everything is given back");
}

static void test_extending(void) {
  size_t before = array_bytes_in_use();
  Array *a = array_new_matrix(2, 1);
  a->data[0] = 1;
  a->data[1] = 2;
  tap_ok(array_extends(a, 2, (size_t[]){ 2, 3 }) && array_extends(a, 2, (size_t[]){ 5, 1 }),
         "columns may be added, and entries to a vector");
  tap_ok(!array_extends(a, 2, (size_t[]){ 3, 2 }), "but not rows to a matrix");
  array_retain(a);
  tap_ok(!array_extends(a, 2, (size_t[]){ 2, 3 }), "nor anything to what is shared");
  array_release(a);
  a = array_extend(a, (size_t[]){ 2, 3 });
  tap_ok(a->count == 6 && a->dims[1] == 3 && a->data[1] == 2 && a->data[2] == 0 && a->data[5] == 0,
         "old numbers stay, new ones are 0");
  size_t bytes = a->bytes;
  a = array_extend(a, (size_t[]){ 2, 4 });
  tap_ok(a->bytes == bytes && a->count == 8 && a->data[7] == 0, "there was room for one more");
  size_t limit = array_budget();
  array_set_budget(array_bytes_in_use() + 100);
  tap_ok(!array_extend(a, (size_t[]){ 2, 1000 }) && a->count == 8 && a->data[0] == 1,
         "over the budget nothing changes");
  array_set_budget(limit);
  array_release(a);
  tap_ok(array_bytes_in_use() == before, "and everything is given back");
}

int main(void) {
  test_making();
  test_sharing();
  test_complex();
  test_budget();
  test_extending();
  return tap_done();
}
