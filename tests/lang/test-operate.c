/* test-operate.c -- the operators against Octave's answers, and what the table cannot say.  */

#include "config.h"
#include "lang/operate.h"
#include "tests/lang/tabled.h"
#include "lang/trap.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void test_names(void) {
  tap_text(operator_text(OPERATE_TIMES), ".*", "the text of .*");
  tap_text(operator_text(OPERATE_MATRIX_LEFT_DIVIDE), "\\", "the text of \\");
  for (int i = 0; i < OPERATOR_COUNT; i++)
    tap_ok(operator_text((Operator)i)[0] != '\0', "operator %d has a text", i);
}

static void test_counts(void) {
  static const struct {
    double base, step, limit, count;
  } rows[] = {
    { 0, 0.1, 1, 11 },     { 0, 0.1, 0.3, 4 },  { 1, 1, 0, 0 },  { 1, -1, -3, 5 },
    { 1, 0, 5, 0 },        { 0, 0.2, 0.6, 4 },  { 1, 1, 1, 1 },  { 0, 1e-3, 1, 1001 },
    { -1, 0.1, 1, 21 },    { 1, 3, 2, 1 },      { 5, -2, 0, 3 }, { 0.1, 0.1, 0.7, 7 },
    { 0, 0.01, 10, 1001 }, { 1, 1, 2.9999, 2 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    double got = range_count(rows[i].base, rows[i].step, rows[i].limit);
    tap_ok(got == rows[i].count, "%g:%g:%g has %g elements", rows[i].base, rows[i].step,
           rows[i].limit, rows[i].count);
  }
}

/* Products of sizes that are no multiple of any block, against a plain sum. */
static void test_products(void) {
  Error error = { 0 };
  Operation how = { &error, NULL, NULL };
  for (size_t n = 1; n <= 40; n += 13) {
    Array *a = array_new_matrix(n + 2, n), *b = array_new_matrix(n, n + 5);
    for (size_t i = 0; i < a->count; i++) a->data[i] = (double)(i * 7 % 11) - 5;
    for (size_t i = 0; i < b->count; i++) b->data[i] = (double)(i * 5 % 13) - 6;
    Value x = value_array(a), y = value_array(b);
    Value r = operate_binary(&how, OPERATE_MATRIX_TIMES, x, y);
    bool good = r.kind == VALUE_ARRAY && r.array->dims[0] == n + 2 && r.array->dims[1] == n + 5;
    for (size_t i = 0; good && i < n + 2; i++)
      for (size_t j = 0; j < n + 5; j++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++) sum += a->data[i + k * (n + 2)] * b->data[k + j * n];
        good &= sum == r.array->data[i + j * (n + 2)];
      }
    tap_ok(good, "a product with %zu terms", n);
    value_release(r);
    value_release(x);
    value_release(y);
  }
}

static void test_transposes(void) {
  Error error = { 0 };
  Operation how = { &error, NULL, NULL };
  static const size_t sizes[][2] = { { 1, 9 }, { 9, 1 }, { 16, 16 }, { 17, 33 }, { 50, 3 } };
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
    size_t m = sizes[k][0], n = sizes[k][1];
    Array *a = array_new_matrix(m, n);
    for (size_t i = 0; i < a->count; i++) a->data[i] = (double)i;
    Value v = value_array(a), t = operate_unary(&how, OPERATE_TRANSPOSE, v);
    bool good = t.kind == VALUE_ARRAY && t.array->dims[0] == n && t.array->dims[1] == m;
    for (size_t i = 0; good && i < m; i++)
      for (size_t j = 0; j < n; j++) good &= t.array->data[j + i * n] == a->data[i + j * m];
    tap_ok(good, "a %zux%zu matrix is turned", m, n);
    value_release(t);
    value_release(v);
  }
}

static unsigned warnings;

static void count_warning(void *self, const char *message) {
  (void)self;
  if (strstr(message, "singular")) warnings++;
}

/* Many right sides and sizes: A \ (A x) gives x back. */
static void test_solving(void) {
  Error error = { 0 };
  Operation how = { &error, count_warning, NULL };
  for (size_t n = 2; n <= 120; n += 59) {
    Array *a = array_new_matrix(n, n), *x = array_new_matrix(n, 3);
    for (size_t i = 0; i < a->count; i++)
      a->data[i] = sin((double)(i * i % 101)) + (i % (n + 1) == 0) * 5;
    for (size_t i = 0; i < x->count; i++) x->data[i] = (double)i - 4;
    Value left = value_array(a), wanted = value_array(x);
    Value right = operate_binary(&how, OPERATE_MATRIX_TIMES, left, wanted);
    Value got = operate_binary(&how, OPERATE_MATRIX_LEFT_DIVIDE, left, right);
    double worst = got.kind == VALUE_ARRAY && got.array->count == x->count ? 0 : INFINITY;
    for (size_t i = 0; worst == 0 && i < x->count; i++)
      worst = fmax(0, fabs(got.array->data[i] - x->data[i]) > 1e-9 ? 1 : 0);
    tap_ok(worst == 0 && warnings == 0, "a system of %zu equations", n);
    value_release(left);
    value_release(wanted);
    value_release(right);
    value_release(got);
  }
  Array *flat = array_zeros(2, (size_t[]){ 3, 3 }, ELEMENT_REAL, false);
  Value left = value_array(flat), right = value_array(array_new_matrix(3, 0));
  value_release(operate_binary(&how, OPERATE_MATRIX_LEFT_DIVIDE, left, right));
  tap_ok(warnings == 0, "no right sides, no warning");
  Value one = value_array(array_column((double[]){ 1, 2, 3 }, 3));
  Value got = operate_binary(&how, OPERATE_MATRIX_LEFT_DIVIDE, left, one);
  tap_ok(warnings == 1 && error.kind == ERROR_NONE, "a singular matrix warns once");
  Operation silent = { &error, NULL, NULL };
  value_release(got);
  got = operate_binary(&silent, OPERATE_MATRIX_LEFT_DIVIDE, left, one);
  tap_ok(got.kind == VALUE_ARRAY, "and needs nobody who listens");
  value_release(got);
  value_release(one);
  value_release(left);
  value_release(right);
}

static void test_budget(void) {
  Error error = { 0 };
  Operation how = { &error, NULL, NULL };
  size_t before = array_budget();
  Value row = value_array(array_zeros(2, (size_t[]){ 1, 200 }, ELEMENT_REAL, false));
  Value column = operate_unary(&how, OPERATE_TRANSPOSE, row);
  array_set_budget(array_bytes_in_use() + 1000);
  static const Operator ops[] = { OPERATE_ADD, OPERATE_LESS, OPERATE_MATRIX_TIMES, OPERATE_POWER };
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
    Value v = operate_binary(&how, ops[i], column, row);
    tap_ok(v.kind == VALUE_ERROR && error.kind == ERROR_NONE, "%s over the memory budget",
           operator_text(ops[i]));
    value_release(v);
  }
  tap_ok(operate_unary(&how, OPERATE_NEGATE, row).kind == VALUE_ERROR, "- over the budget");
  tap_ok(operate_unary(&how, OPERATE_TRANSPOSE, row).kind == VALUE_ERROR, "' over the budget");
  tap_ok(operate_range(&how, value_scalar(1), value_scalar(1), value_scalar(1e6)).kind ==
                 VALUE_ERROR &&
             error.kind == ERROR_LIMIT,
         "a range over the budget says so");
  array_set_budget(before);
  value_release(row);
  value_release(column);
}

static void test_ranges(void) {
  Error error = { 0 };
  Operation how = { &error, NULL, NULL };
  Value r = operate_range(&how, value_scalar(1), value_scalar(1), value_scalar(4));
  tap_ok(r.kind == VALUE_ARRAY && r.array->range, "1:4 is marked as a range");
  Value s = operate_binary(&how, OPERATE_ADD, r, value_scalar(0));
  tap_ok(s.kind == VALUE_ARRAY && !s.array->range, "1:4 + 0 is not");
  value_release(r);
  value_release(s);
  r = operate_range(&how, value_scalar(0), value_scalar(0.1), value_scalar(1));
  tap_ok(r.array->data[10] == 1, "the last element of 0:0.1:1 is 1 exactly");
  value_release(r);
}

int main(void) {
  trap_install();
  test_names();
  test_counts();
  test_products();
  test_transposes();
  test_solving();
  test_budget();
  test_ranges();
  tabled_check("tests/lang/operate.txt");
  return tap_done();
}
