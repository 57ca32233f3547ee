/* linear.c -- matrix products, quotients and powers.  */

#include "config.h"
#include "base/complex_number.h"
#include "lang/linear.h"
#include "lang/long_job.h"
#include "lang/matrix_function.h"
#include "lang/optimised.h"
#include "lang/systems.h"

#include <math.h>
#include <string.h>

static const Span nowhere = { 0, 0 };

enum { SPELL = 1 << 24 }; /* multiplications between two looks at the interrupt flag */

static Value complain_rank(const Operation *how, const View *a, const View *b) {
  error_set(how->error, ERROR_SHAPE, nowhere,
            "matrix operations need matrices, but an operand has %zu dimensions",
            a->rank > b->rank ? a->rank : b->rank);
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ products */

void linear_multiply(const double *restrict a, const double *restrict b, double *restrict r,
                     size_t m, size_t k, size_t n) {
  if (optimised_multiply(a, b, r, m, k, n)) return;
  /* Column by column: r(:,j) = sum of a(:,p) b(p,j).  The inner loop runs along memory; four
     columns of A at a time keep r in registers longer. */
  size_t worked = 0;
  for (size_t j = 0; j < n; j++) {
    double *restrict c = r + j * m;
    const double *column = b + j * k;
    for (size_t i = 0; i < m; i++) c[i] = 0;
    worked += m * k;
    if (worked > SPELL) {
      worked = 0;
      if (long_job_must_stop()) return;
    }
    size_t p = 0;
    for (; p + 4 <= k; p += 4) {
      const double *a0 = a + p * m, *a1 = a0 + m, *a2 = a1 + m, *a3 = a2 + m;
      double b0 = column[p], b1 = column[p + 1], b2 = column[p + 2], b3 = column[p + 3];
      for (size_t i = 0; i < m; i++) c[i] += a0[i] * b0 + a1[i] * b1 + a2[i] * b2 + a3[i] * b3;
    }
    for (; p < k; p++) {
      const double *a0 = a + p * m;
      for (size_t i = 0; i < m; i++) c[i] += a0[i] * column[p];
    }
  }
}

static double _Complex entry(const View *v, size_t i) {
  return v->complex ? CMPLX(v->data[2 * i], v->data[2 * i + 1]) : CMPLX(v->data[i], 0);
}

/* The numbers of V as pairs: its own, or a new array in *MADE; NULL over budget. */
static const double *as_pairs(const View *v, Array **made) {
  *made = v->complex ? NULL : array_new_complex(v->dims[0], v->dims[1]);
  for (size_t i = 0; *made && i < v->count; i++) {
    (*made)->data[2 * i] = v->data[i];
    (*made)->data[2 * i + 1] = 0;
  }
  return v->complex ? v->data : *made ? (*made)->data : NULL;
}

static bool product_complex_optimised(const View *a, const View *b, double *r) {
  Array *left, *right;
  double multiplications = (double)a->count * (double)b->dims[1];
  if (multiplications < OPTIMISED_LEAST * OPTIMISED_LEAST * OPTIMISED_LEAST) return false;
  const double *x = as_pairs(a, &left), *y = as_pairs(b, &right);
  bool done = x && y && optimised_multiply_complex(x, y, r, a->dims[0], a->dims[1], b->dims[1]);
  array_release(left);
  array_release(right);
  return done;
}

static Array *product_complex(const View *a, const View *b) {
  size_t m = a->dims[0], k = a->dims[1], n = b->dims[1];
  Array *r = array_new_complex(m, n);
  if (r && product_complex_optimised(a, b, r->data)) return array_narrow(r);
  for (size_t j = 0; r && j < n; j++)
    for (size_t i = 0; i < m; i++) {
      double _Complex sum = 0;
      for (size_t p = 0; p < k; p++) sum += entry(a, i + p * m) * entry(b, p + j * k);
      r->data[2 * (i + j * m)] = creal(sum);
      r->data[2 * (i + j * m) + 1] = cimag(sum);
    }
  return array_narrow(r);
}

Value linear_product(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  size_t m = a->dims[0], k = a->dims[1], n = b->dims[1];
  if (k != b->dims[0]) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              "%zux%zu times %zux%zu: the inner dimensions %zu and %zu differ", m, k, b->dims[0], n,
              k, b->dims[0]);
    return VALUE_FAILED;
  }
  if (a->complex || b->complex) return value_array(product_complex(a, b));
  Array *r = array_new_matrix(m, n);
  if (r) linear_multiply(a->data, b->data, r->data, m, k, n);
  return value_array(r);
}

/* ------------------------------------------------------------------ quotients */

Value linear_left_divide(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  if (a->dims[0] != b->dims[0]) {
    error_set(
        how->error, ERROR_SHAPE, nowhere,
        "%zux%zu \\ %zux%zu: both sides of \\ need the same number of rows, but have %zu and %zu",
        a->dims[0], a->dims[1], b->dims[0], b->dims[1], a->dims[0], b->dims[0]);
    return VALUE_FAILED;
  }
  return value_array(systems_solve(how, a, b));
}

static Array *transposed(const View *v) {
  size_t rows = v->dims[0], columns = v->dims[1];
  Array *r = array_new(2, (size_t[]){ columns, rows }, ELEMENT_REAL, v->complex);
  size_t parts = v->complex ? 2 : 1;
  for (size_t i = 0; r && i < rows; i++)
    for (size_t j = 0; j < columns; j++)
      for (size_t k = 0; k < parts; k++)
        r->data[parts * (j + i * columns) + k] = v->data[parts * (i + j * rows) + k];
  return r;
}

static View view_of(const Array *a) {
  return (View){
    .rank = a->rank, .count = a->count, .dims = a->dims, .data = a->data, .complex = a->complex
  };
}

/* A / B = (B' \ A')' */
Value linear_right_divide(const Operation *how, const View *a, const View *b) {
  if (a->rank > 2 || b->rank > 2) return complain_rank(how, a, b);
  if (a->dims[1] != b->dims[1]) {
    error_set(
        how->error, ERROR_SHAPE, nowhere,
        "%zux%zu / %zux%zu: both sides of / need the same number of columns, but have %zu and %zu",
        a->dims[0], a->dims[1], b->dims[0], b->dims[1], a->dims[1], b->dims[1]);
    error_hint(how->error, "to divide entry by entry, write A ./ B");
    return VALUE_FAILED;
  }
  Array *at = transposed(a), *bt = transposed(b), *x = NULL, *r = NULL;
  if (at && bt) {
    View left = view_of(bt), right = view_of(at);
    x = systems_solve(how, &left, &right);
  }
  if (x) {
    View v = view_of(x);
    r = transposed(&v);
  }
  array_release(at);
  array_release(bt);
  array_release(x);
  return value_array(r);
}

/* ------------------------------------------------------------------ powers */

static Array *identity(size_t n) {
  Array *r = array_zeros(2, (size_t[]){ n, n }, ELEMENT_REAL, false);
  for (size_t i = 0; r && i < n; i++) r->data[i + i * n] = 1;
  return r;
}

static Array *times(const Operation *how, Array *a, Array *b) {
  if (!a || !b) return NULL;
  View x = view_of(a), y = view_of(b);
  Value v = linear_product(how, &x, &y);
  if (v.kind == VALUE_ARRAY) return v.array;
  Array *r = value_to_array(v);
  return r;
}

static void note_singular(void *singular, const char *message) {
  if (!strchr(message, ',')) *(bool *)singular = true; /* without any rcond */
}

static void warn_inverse(const Operation *how) {
  if (how->warn) how->warn(how->self, "inverse: matrix singular to machine precision, rcond = 0");
}

/* A^-1, or Inf everywhere for a singular A. */
static Array *inverse(const Operation *how, const View *a) {
  Error error = { 0 };
  Array *ones = identity(a->dims[0]), *r = array_new(2, a->dims, ELEMENT_REAL, a->complex);
  if (!ones || !r || a->count == 0 || optimised_inverse(a, r->data)) {
    array_release(ones);
    return r ? array_narrow(r) : NULL;
  }
  View v = view_of(ones);
  bool singular = false;
  Operation quiet = { &error, note_singular, &singular };
  array_release(r);
  r = systems_solve(&quiet, a, &v);
  array_release(ones);
  if (singular && r) {
    warn_inverse(how);
    array_release(r);
    r = array_new_matrix(a->dims[0], a->dims[0]);
    for (size_t i = 0; r && i < r->count; i++) r->data[i] = INFINITY;
  }
  return r;
}

static Array *whole_power(const Operation *how, const View *a, long n) {
  Array *base, *result = identity(a->dims[0]);
  bool first = true; /* identity times infinity would be NaN */
  if (n < 0) {
    base = inverse(how, a);
    n = -n;
  } else {
    base = array_new(2, a->dims, ELEMENT_REAL, a->complex);
    if (base && base->count > 0)
      memcpy(base->data, a->data, a->count * (a->complex ? 2 : 1) * sizeof *a->data);
  }
  while (n > 0 && base && result && !long_job_failed()) {
    if (n & 1) {
      Array *next = first ? array_retain(base) : times(how, result, base);
      array_release(result);
      result = next;
      first = false;
    }
    n >>= 1;
    if (n > 0) {
      Array *square = times(how, base, base);
      array_release(base);
      base = square;
    }
  }
  if (!base && result) {
    array_release(result);
    result = NULL;
  }
  array_release(base);
  return result;
}

static double _Complex number(const View *v) {
  return v->complex ? CMPLX(v->data[0], v->data[1]) : v->data[0];
}

Value linear_power(const Operation *how, const View *a, const View *b) {
  bool above = a->count == 1 && b->count != 1; /* 2^A */
  const View *matrix = above ? b : a;
  if (b->count != 1 && !above) {
    error_set(how->error, ERROR_SHAPE, nowhere, "the exponent of ^ must be one number, not %zux%zu",
              b->dims[0], b->dims[1]);
    error_hint(how->error, "for the power of every entry, write a .^ B");
    return VALUE_FAILED;
  }
  if (matrix->rank > 2) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              "only a square matrix has powers, but this has %zu dimensions", matrix->rank);
    error_hint(how->error, above ? "for a power with every entry, write a .^ B"
                                 : "for the power of every entry, write A .^ n");
    return VALUE_FAILED;
  }
  if (matrix->dims[0] != matrix->dims[1]) {
    error_set(how->error, ERROR_SHAPE, nowhere,
              above ? "only a square matrix can be an exponent, but this is %zux%zu"
                    : "only a square matrix has powers, but this is %zux%zu",
              matrix->dims[0], matrix->dims[1]);
    error_hint(how->error, above ? "for the power of every entry, write a .^ B"
                                 : "for the power of every entry, write A .^ n");
    return VALUE_FAILED;
  }
  if (matrix->count == 0) return value_array(array_new_matrix(0, 0));
  if (above) return value_array(matrix_exponent(how, number(a), b));
  bool whole = !b->complex && b->data[0] == floor(b->data[0]) && fabs(b->data[0]) < 1e6;
  return value_array(whole ? whole_power(how, a, (long)b->data[0])
                           : matrix_power(how, a, number(b)));
}
