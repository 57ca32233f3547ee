/* operate.c -- which operation an operator means for the operands at hand.  */

#include "config.h"
#include "lang/operate.h"
#include "lang/reductions.h"
#include "lang/elementwise.h"
#include "lang/linear.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

bool operator_named(const char *name, Operator *out) {
  static const char *const names[OPERATOR_COUNT] = {
    [OPERATE_ADD] = "plus",
    [OPERATE_SUBTRACT] = "minus",
    [OPERATE_TIMES] = "times",
    [OPERATE_RIGHT_DIVIDE] = "rdivide",
    [OPERATE_LEFT_DIVIDE] = "ldivide",
    [OPERATE_POWER] = "power",
    [OPERATE_MATRIX_TIMES] = "mtimes",
    [OPERATE_MATRIX_RIGHT_DIVIDE] = "mrdivide",
    [OPERATE_MATRIX_LEFT_DIVIDE] = "mldivide",
    [OPERATE_MATRIX_POWER] = "mpower",
    [OPERATE_LESS] = "lt",
    [OPERATE_LESS_EQUAL] = "le",
    [OPERATE_EQUAL] = "eq",
    [OPERATE_NOT_EQUAL] = "ne",
    [OPERATE_GREATER_EQUAL] = "ge",
    [OPERATE_GREATER] = "gt",
    [OPERATE_AND] = "and",
    [OPERATE_OR] = "or",
    [OPERATE_NEGATE] = "uminus",
    [OPERATE_PLUS] = "uplus",
    [OPERATE_NOT] = "not",
    [OPERATE_TRANSPOSE] = "transpose",
    [OPERATE_CONJUGATE_TRANSPOSE] = "ctranspose",
  };
  for (int op = 0; op < OPERATOR_COUNT; op++)
    if (strcmp(names[op], name) == 0) {
      *out = (Operator)op;
      return true;
    }
  return false;
}

const char *operator_text(Operator op) {
  static const char *const texts[OPERATOR_COUNT] = {
    [OPERATE_ADD] = "+",
    [OPERATE_SUBTRACT] = "-",
    [OPERATE_TIMES] = ".*",
    [OPERATE_RIGHT_DIVIDE] = "./",
    [OPERATE_LEFT_DIVIDE] = ".\\",
    [OPERATE_POWER] = ".^",
    [OPERATE_MATRIX_TIMES] = "*",
    [OPERATE_MATRIX_RIGHT_DIVIDE] = "/",
    [OPERATE_MATRIX_LEFT_DIVIDE] = "\\",
    [OPERATE_MATRIX_POWER] = "^",
    [OPERATE_LESS] = "<",
    [OPERATE_LESS_EQUAL] = "<=",
    [OPERATE_EQUAL] = "==",
    [OPERATE_NOT_EQUAL] = "!=",
    [OPERATE_GREATER_EQUAL] = ">=",
    [OPERATE_GREATER] = ">",
    [OPERATE_AND] = "&",
    [OPERATE_OR] = "|",
    [OPERATE_NEGATE] = "-",
    [OPERATE_PLUS] = "+",
    [OPERATE_NOT] = "!",
    [OPERATE_TRANSPOSE] = ".'",
    [OPERATE_CONJUGATE_TRANSPOSE] = "'",
  };
  return texts[op];
}

/* ------------------------------------------------------------------ binary */

static Value complain_kinds(const Operation *how, Operator op, Value a, Value b) {
  Text left = TEXT_EMPTY, right = TEXT_EMPTY;
  value_describe(a, &left);
  value_describe(b, &right);
  error_set(how->error, ERROR_TYPE, nowhere, "%s does not work on %s and %s", operator_text(op),
            text_string(&left), text_string(&right));
  if (a.kind == VALUE_FUNCTION || b.kind == VALUE_FUNCTION)
    error_hint(how->error, "call the function first, as in f(x) %s ...", operator_text(op));
  else if (a.kind == VALUE_CELL || b.kind == VALUE_CELL)
    error_hint(how->error, "take an element out of the cell first, as in c{1}");
  text_free(&left);
  text_free(&right);
  return VALUE_FAILED;
}

/* The elementwise twin of a matrix operator. */
static Operator elementwise_of(Operator op) {
  switch (op) {
  case OPERATE_MATRIX_TIMES: return OPERATE_TIMES;
  case OPERATE_MATRIX_RIGHT_DIVIDE: return OPERATE_RIGHT_DIVIDE;
  case OPERATE_MATRIX_LEFT_DIVIDE: return OPERATE_LEFT_DIVIDE;
  case OPERATE_MATRIX_POWER: return OPERATE_POWER;
  default: return op;
  }
}

/* Whether the operator keeps zeros beside the diagonal, as Octave sees it. */
static bool stays_diagonal(Operator op, Value a, Value b) {
  bool left = value_is_diagonal(a), right = value_is_diagonal(b);
  switch (op) {
  case OPERATE_ADD:
  case OPERATE_SUBTRACT: return left && right;
  case OPERATE_MATRIX_TIMES:
  case OPERATE_MATRIX_LEFT_DIVIDE:
    return (left || value_is_scalar(a)) && (right || value_is_scalar(b));
  case OPERATE_MATRIX_RIGHT_DIVIDE: return left && (right || value_is_scalar(b));
  case OPERATE_MATRIX_POWER: return left && value_is_scalar(b);
  default: return false;
  }
}

/* 0 * NaN beside the diagonal is 0 there. */
static Value keep_diagonal(Value v) {
  if (v.kind != VALUE_ARRAY || v.array->refs != 1 || v.array->rank != 2) return v;
  Array *a = v.array;
  size_t rows = a->dims[0], parts = a->complex ? 2 : 1;
  for (size_t j = 0; j < a->dims[1]; j++)
    for (size_t i = 0; i < rows; i++)
      for (size_t k = 0; i != j && k < parts; k++) a->data[parts * (i + j * rows) + k] = 0;
  return value_diagonal(v);
}

static Value compute(const Operation *how, Operator op, Value a, Value b) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y)) return complain_kinds(how, op, a, b);
  bool scalars = x.count == 1 || y.count == 1;
  switch (op) {
  case OPERATE_MATRIX_TIMES:
    if (!scalars) return linear_product(how, &x, &y);
    break;
  case OPERATE_MATRIX_RIGHT_DIVIDE:
    if (y.count != 1) return linear_right_divide(how, &x, &y);
    break;
  case OPERATE_MATRIX_LEFT_DIVIDE:
    if (x.count != 1) return linear_left_divide(how, &x, &y);
    break;
  case OPERATE_MATRIX_POWER:
    if (x.count != 1 || y.count != 1) return linear_power(how, &x, &y);
    break;
  default: break;
  }
  op = elementwise_of(op);
  return elementwise_binary(how, op, &x, &y);
}

Value operate_binary(const Operation *how, Operator op, Value a, Value b) {
  Value r = compute(how, op, a, b);
  bool marked = value_is_diagonal(a) || value_is_diagonal(b);
  return marked && stays_diagonal(op, a, b) ? keep_diagonal(r) : r;
}

/* ------------------------------------------------------------------ unary */

static Value negate(const View *v) {
  Array *r = array_new(v->rank, v->dims, ELEMENT_REAL, v->complex);
  if (!r) return VALUE_FAILED;
  elementwise_negate(v->data, r->data, v->count * (v->complex ? 2 : 1));
  return value_array(r);
}

static Value invert(const Operation *how, const View *v) {
  size_t parts = v->complex ? 2 : 1;
  if (v->element != ELEMENT_LOGICAL && reductions_has_nan(v->data, v->count * parts)) {
    error_set(how->error, ERROR_DOMAIN, nowhere, "NaN is neither true nor false");
    return VALUE_FAILED;
  }
  Array *r = array_new(v->rank, v->dims, ELEMENT_LOGICAL, false);
  if (!r) return VALUE_FAILED;
  static const double zero = 0;
  if (v->complex)
    for (size_t i = 0; i < v->count; i++)
      r->data[i] = v->data[2 * i] == 0 && v->data[2 * i + 1] == 0;
  else
    elementwise_kernel(OPERATE_EQUAL)(v->data, 1, &zero, 0, r->data, v->count);
  return value_array(r);
}

static Value plus(const View *v, Value a) {
  if (v->element == ELEMENT_REAL) return value_retain(a);
  Array *r = array_new(v->rank, v->dims, ELEMENT_REAL, false);
  if (!r) return VALUE_FAILED;
  if (v->count > 0) memcpy(r->data, v->data, v->count * sizeof *r->data);
  return value_array(r);
}

/* In squares, so that both sides stay in the cache. */
static void transpose_real(const double *restrict from, size_t rows, size_t columns,
                           double *restrict to) {
  enum { SIDE = 16 };
  for (size_t j0 = 0; j0 < columns; j0 += SIDE)
    for (size_t i0 = 0; i0 < rows; i0 += SIDE)
      for (size_t j = j0; j < columns && j < j0 + SIDE; j++)
        for (size_t i = i0; i < rows && i < i0 + SIDE; i++)
          to[j + i * columns] = from[i + j * rows];
}

static void transpose_complex(const View *v, bool conjugate, double *to) {
  size_t rows = v->dims[0], columns = v->dims[1];
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < rows; i++) {
      const double *z = v->data + 2 * (i + j * rows);
      to[2 * (j + i * columns)] = z[0];
      to[2 * (j + i * columns) + 1] = conjugate ? -z[1] : z[1];
    }
}

static Value transpose(const Operation *how, const View *v, bool conjugate) {
  if (v->rank > 2) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              "only a matrix can be transposed, but this has %zu dimensions", v->rank);
    error_hint(how->error, "permute(A, [2 1 3]) reorders the dimensions of an array");
    return VALUE_FAILED;
  }
  size_t rows = v->dims[0], columns = v->dims[1];
  Array *r = array_new(2, (size_t[]){ columns, rows }, v->element, v->complex);
  if (!r) return VALUE_FAILED;
  if (v->complex)
    transpose_complex(v, conjugate, r->data);
  else if (rows == 1 || columns == 1)
    memcpy(r->data, v->data, v->count * sizeof *v->data);
  else
    transpose_real(v->data, rows, columns, r->data);
  return value_array(r);
}

static Value transpose_cell(const Cell *c) {
  Cell *r = cell_new_matrix(c->dims[1], c->dims[0]);
  for (size_t i = 0; r && i < c->dims[0]; i++)
    for (size_t j = 0; j < c->dims[1]; j++)
      cell_set(r, j + i * c->dims[1], cell_get(c, i + j * c->dims[0]));
  if (r && c->fields) r->fields = record_fields(c->fields, NULL);
  return value_cell(r);
}

Value operate_unary(const Operation *how, Operator op, Value a) {
  View v;
  bool turns = op == OPERATE_TRANSPOSE || op == OPERATE_CONJUGATE_TRANSPOSE;
  if (a.kind == VALUE_CELL && turns && a.cell->rank == 2) return transpose_cell(a.cell);
  if (!value_view(&a, &v)) {
    Text got = TEXT_EMPTY;
    value_describe(a, &got);
    error_set(how->error, ERROR_TYPE, nowhere, "%s does not work on %s", operator_text(op),
              text_string(&got));
    text_free(&got);
    return VALUE_FAILED;
  }
  bool diagonal = value_is_diagonal(a);
  switch (op) {
  case OPERATE_NEGATE: return diagonal ? keep_diagonal(negate(&v)) : negate(&v);
  case OPERATE_PLUS: return plus(&v, a);
  case OPERATE_NOT: return invert(how, &v);
  default: {
    Value r = transpose(how, &v, op == OPERATE_CONJUGATE_TRANSPOSE);
    return diagonal ? value_diagonal(r) : r;
  }
  }
}

/* ------------------------------------------------------------------ ranges */

double range_count(double base, double step, double limit) {
  if (isnan(base) || isnan(step) || isnan(limit)) return 1;
  if (step == 0 || (step > 0 && base > limit) || (step < 0 && base < limit)) return 0;
  /* An end that is missed by rounding alone still belongs to the range. */
  double tolerance = 3 * 2.220446049250313e-16;
  double n = floor((limit - base) / step * (1 + tolerance) + tolerance);
  if (n < 0) n = 0;
  return n + 1;
}

/* One end of a range, or its step. */
static bool range_part(const Operation *how, Value v, double *x) {
  View view;
  if (!value_view(&v, &view) || view.complex)
    return error_set(how->error, ERROR_TYPE, nowhere, "the ends of a range must be real numbers");
  *x = view.data[0];
  return true;
}

static bool is_empty_array(Value v) {
  View view;
  return value_view(&v, &view) && view.count == 0;
}

Value operate_range(const Operation *how, Value base, Value step, Value limit) {
  double first = 0, by = 0, last = 0;
  if (is_empty_array(base) || is_empty_array(step) || is_empty_array(limit))
    return value_array(array_new_matrix(1, 0));
  if (!range_part(how, base, &first) || !range_part(how, step, &by) ||
      !range_part(how, limit, &last))
    return VALUE_FAILED;
  if (isnan(first) || isnan(by) || isnan(last)) return value_scalar(NAN);
  double count = range_count(first, by, last);
  if (!isfinite(count)) {
    error_set(how->error, ERROR_LIMIT, nowhere, "this range never ends");
    return VALUE_FAILED;
  }
  if (count > 1e15 || !array_fits((size_t)count)) {
    error_set(how->error, ERROR_LIMIT, nowhere,
              "this range would have %.3g elements: more than memory allows", count);
    return VALUE_FAILED;
  }
  Array *r = array_new_matrix(1, (size_t)count);
  if (!r) return VALUE_FAILED;
  for (size_t i = 0; i < r->count; i++) r->data[i] = i ? first + (double)i * by : first;
  double *end = r->count > 1 ? &r->data[r->count - 1] : NULL;
  if (end && ((by > 0 && *end >= last) || (by < 0 && *end <= last))) *end = last;
  r->range = true;
  /* 'a':'e' is a text. */
  if (value_is_text(base) || value_is_text(limit)) {
    r->element = ELEMENT_CHAR;
    r->range = false;
  }
  return value_array(r);
}
