/* test-value.c -- values: one representation for one thing, truth, equality, words, display.  */

#include "config.h"
#include "tests/tap.h"
#include "value/cell.h"
#include "value/show.h"

#include <math.h>
#include <string.h>

static Value row(const double *x, size_t count) {
  return value_array(array_row(x, count));
}

static void test_representation(void) {
  Value v = row((double[]){ 7 }, 1);
  tap_ok(v.kind == VALUE_SCALAR && v.scalar == 7, "a 1x1 array is a scalar");
  Array *a = array_zeros(2, (size_t[]){ 1, 1 }, ELEMENT_LOGICAL, false);
  v = value_array(a);
  tap_ok(v.kind == VALUE_LOGICAL, "a 1x1 logical array is a logical");
  tap_ok(value_array(NULL).kind == VALUE_ERROR, "no array is a failure");
  v = value_complex(3, 0);
  tap_ok(v.kind == VALUE_SCALAR, "no imaginary part makes a scalar");
  v = value_complex(3, 4);
  tap_ok(value_is_complex(v) && value_is_scalar(v), "3+4i is one complex number");
  value_release(v);
  v = value_string("hi");
  tap_ok(value_is_string(v) && value_is_text(v) && !value_is_numeric(v), "a text is no number");
  tap_ok(value_count(v) == 2 && value_size(v, 0) == 1 && value_size(v, 5) == 1, "its sizes");
  value_release(v);
}

static void test_truth(void) {
  bool known;
  Value all = row((double[]){ 1, 2, 3 }, 3), some = row((double[]){ 1, 0, 3 }, 3);
  Value none = value_array(array_new_matrix(0, 0)), cell = value_cell(cell_new_matrix(1, 1));
  tap_ok(value_truth(all, &known) && known, "all nonzero is true");
  tap_ok(!value_truth(some, &known) && known, "one zero is false");
  tap_ok(!value_truth(none, &known) && known, "empty is false");
  value_truth(cell, &known);
  tap_ok(!known, "a cell has no truth");
  value_release(all);
  value_release(some);
  value_release(none);
  value_release(cell);
}

static void test_equality(void) {
  Value letter = value_string("a"), number = value_scalar(97);
  tap_ok(value_equal(letter, number), "the text 'a' equals 97");
  tap_ok(!value_equal(value_scalar(NAN), value_scalar(NAN)), "NaN differs from NaN");
  Value x = row((double[]){ 1, 2 }, 2), y = value_array(array_column((double[]){ 1, 2 }, 2));
  tap_ok(!value_equal(x, y), "a row differs from a column");
  tap_ok(value_equal(x, x), "and equals itself");
  Record *r = record_new(), *s;
  record_set(r, "a", value_retain(x));
  s = record_copy(r);
  tap_ok(value_equal((Value){ .kind = VALUE_RECORD, .record = r },
                     (Value){ .kind = VALUE_RECORD, .record = s }),
         "records with equal fields are equal");
  record_set(s, "a", value_scalar(1));
  tap_ok(!value_equal((Value){ .kind = VALUE_RECORD, .record = r },
                      (Value){ .kind = VALUE_RECORD, .record = s }),
         "and with different ones are not; the copy is its own");
  record_release(r);
  record_release(s);
  value_release(letter);
  value_release(x);
  value_release(y);
}

static void described(Value v, const char *expected) {
  Text t = TEXT_EMPTY;
  value_describe(v, &t);
  tap_text(text_string(&t), expected, "described: %s", expected);
  text_free(&t);
  value_release(v);
}

static void test_words(void) {
  described(value_scalar(3), "the number 3");
  described(value_array(array_new_matrix(2, 3)), "a 2x3 matrix");
  described(value_cell(cell_new_matrix(1, 2)), "a 1x2 cell");
  tap_text(value_class(value_scalar(1)), "double", "class of a number");
  tap_text(value_class(value_logical(true)), "logical", "class of a logical");
}

static void shown(Value v, const ShowOptions *options, const char *expected) {
  Text t = TEXT_EMPTY;
  show_variable("x", v, options, &t);
  tap_text(text_string(&t), expected, "shown: %.20s", expected);
  text_free(&t);
  value_release(v);
}

/* What Octave prints; far more of it is in tests/lang/display.mt. */
static void test_display(void) {
  ShowOptions normal = { 0 }, precise = { .format = SHOW_LONG }, narrow = { .width = 12 };
  shown(value_scalar(3), &normal, "x = 3\n");
  shown(value_scalar(-1.0 / 3), &normal, "x = -0.3333\n");
  shown(value_scalar(1.0 / 3), &precise, "x = 0.333333333333333\n");
  shown(row((double[]){ 1, -2.5 }, 2), &normal, "x =\n\n   1.0000  -2.5000\n\n");
  shown(row((double[]){ 1, 2, 3, 4 }, 4), &narrow,
        "x =\n\n Columns 1 through 3:\n\n   1   2   3\n\n Column 4:\n\n   4\n\n");
  shown(value_string("it's"), &normal, "x = it's\n");
  shown(value_array(array_new_matrix(0, 3)), &normal, "x = [](0x3)\n");
}

int main(void) {
  size_t before = array_bytes_in_use();
  test_representation();
  test_truth();
  test_equality();
  test_words();
  test_display();
  tap_ok(array_bytes_in_use() == before, "everything is given back");
  return tap_done();
}
