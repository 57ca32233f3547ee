/* exact.c -- matrices of exact fractions.  */

#include "config.h"
#include "board/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_DENOMINATOR = 10000 };

Exact *exact_new(Arena *arena, size_t rows, size_t columns) {
  Exact *a = arena_new(arena, sizeof *a);
  a->rows = rows;
  a->columns = columns;
  a->at = arena_new(arena, (rows * columns + 1) * sizeof *a->at);
  for (size_t k = 0; k < rows * columns; k++) a->at[k] = number_whole(0);
  return a;
}

Exact *exact_identity(Arena *arena, size_t n) {
  Exact *a = exact_new(arena, n, n);
  for (size_t i = 0; i < n; i++) *exact_at(a, i, i) = number_whole(1);
  return a;
}

Exact *exact_copy(Arena *arena, const Exact *a) {
  Exact *b = exact_new(arena, a->rows, a->columns);
  memcpy(b->at, a->at, a->rows * a->columns * sizeof *a->at);
  return b;
}

/* The first convergent of the continued fraction of X that rounds to X itself. */
static bool short_fraction(double x, Number *out) {
  double rest = fabs(x);
  int64_t p0 = 1, q0 = 0, p1 = (int64_t)floor(rest), q1 = 1;
  rest -= floor(rest);
  while ((double)p1 / (double)q1 != fabs(x)) {
    if (rest < 1e-12) return false;
    rest = 1 / rest;
    int64_t digit = (int64_t)floor(rest);
    rest -= floor(rest);
    if (digit > LARGEST_DENOMINATOR) return false;
    int64_t p2 = digit * p1 + p0, q2 = digit * q1 + q0;
    if (q2 > LARGEST_DENOMINATOR) return false;
    p0 = p1, q0 = q1, p1 = p2, q1 = q2;
  }
  *out = number_fraction(x < 0 ? -p1 : p1, q1);
  return true;
}

Number exact_number(double x) {
  if (x == 0) return number_whole(0);
  if (!isfinite(x) || fabs(x) >= 1e9) return number_double(x);
  Number n;
  if (short_fraction(x, &n)) return n;
  n = number_typed(x);
  return number_exact(n) && n.bottom <= 1000000 ? n : number_double(x);
}

Exact *exact_of(Arena *arena, Value v) {
  View view;
  if (!value_view(&v, &view) || view.complex || view.rank != 2) return NULL;
  size_t rows = view_rows(&view), columns = view_columns(&view);
  for (size_t k = 0; k < view.count; k++)
    if (!isfinite(view.data[k])) return NULL;
  Exact *a = exact_new(arena, rows, columns);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) *exact_at(a, i, j) = exact_number(view.data[j * rows + i]);
  return a;
}

Exact *exact_computed(Arena *arena, Value v) {
  Exact *a = exact_of(arena, v);
  for (size_t k = 0; a && k < a->rows * a->columns; k++)
    a->at[k] = (Number){ .inexact = number_value(a->at[k]) };
  return a;
}

Value exact_value(const Exact *a) {
  Array *array = array_new_matrix(a->rows, a->columns);
  for (size_t i = 0; array && i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++)
      array->data[j * a->rows + i] = number_value(*exact_at(a, i, j));
  return value_array(array);
}

Number exact_subtract(Number a, Number b) {
  return number_add(a, number_negate(b));
}

bool exact_is_zero(Number a) {
  return number_value(a) == 0;
}

Exact *exact_product(Arena *arena, const Exact *a, const Exact *b) {
  Exact *c = exact_new(arena, a->rows, b->columns);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < b->columns; j++)
      for (size_t k = 0; k < a->columns; k++) {
        Number *sum = exact_at(c, i, j);
        *sum = number_add(*sum, number_multiply(*exact_at(a, i, k), *exact_at(b, k, j)));
      }
  return c;
}

Exact *exact_transpose(Arena *arena, const Exact *a) {
  Exact *b = exact_new(arena, a->columns, a->rows);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++) *exact_at(b, j, i) = *exact_at(a, i, j);
  return b;
}

Exact *exact_part(Arena *arena, const Exact *a, size_t from, size_t to) {
  Exact *b = exact_new(arena, a->rows, to - from);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = from; j < to; j++) *exact_at(b, i, j - from) = *exact_at(a, i, j);
  return b;
}

Exact *exact_beside(Arena *arena, const Exact *a, const Exact *b) {
  Exact *c = exact_new(arena, a->rows, a->columns + b->columns);
  for (size_t i = 0; i < a->rows; i++) {
    for (size_t j = 0; j < a->columns; j++) *exact_at(c, i, j) = *exact_at(a, i, j);
    for (size_t j = 0; j < b->columns; j++) *exact_at(c, i, a->columns + j) = *exact_at(b, i, j);
  }
  return c;
}

Exact *exact_scaled(Arena *arena, Number n, const Exact *a) {
  Exact *b = exact_copy(arena, a);
  for (size_t k = 0; k < a->rows * a->columns; k++) b->at[k] = number_multiply(n, a->at[k]);
  return b;
}

Number exact_inner(const Exact *a, const Exact *b) {
  Number sum = number_whole(0);
  for (size_t k = 0; k < a->rows * a->columns; k++)
    sum = number_add(sum, number_multiply(a->at[k], b->at[k]));
  return sum;
}

/* What counts as zero beside the numbers of A when they are not exact. */
static double noise_of(const Exact *a) {
  if (exact_is_exact(a)) return 0;
  double largest = 0;
  for (size_t k = 0; k < a->rows * a->columns; k++)
    largest = fmax(largest, fabs(number_value(a->at[k])));
  size_t longer = a->rows > a->columns ? a->rows : a->columns;
  return largest * (double)longer * 2.3e-16;
}

/* The row from FROM on whose entry in column J is best divided by; A->rows when all are zero. */
static size_t pivot_row(const Exact *a, size_t from, size_t j, double noise) {
  size_t best = a->rows;
  double largest = noise;
  for (size_t i = from; i < a->rows; i++)
    if (fabs(number_value(*exact_at(a, i, j))) > largest) {
      largest = fabs(number_value(*exact_at(a, i, j)));
      best = i;
    }
  return best;
}

static void swap_rows(const Exact *a, size_t i, size_t k) {
  for (size_t j = 0; i != k && j < a->columns; j++) {
    Number n = *exact_at(a, i, j);
    *exact_at(a, i, j) = *exact_at(a, k, j);
    *exact_at(a, k, j) = n;
  }
}

Exact *exact_reduced(Arena *arena, const Exact *a, size_t *rank, size_t *pivots) {
  Exact *b = exact_copy(arena, a);
  double noise = noise_of(a);
  size_t row = 0;
  for (size_t j = 0; j < b->columns && row < b->rows; j++) {
    size_t best = pivot_row(b, row, j, noise);
    if (best == b->rows) {
      for (size_t i = row; i < b->rows; i++) *exact_at(b, i, j) = number_whole(0);
      continue;
    }
    swap_rows(b, row, best);
    Number pivot = *exact_at(b, row, j);
    for (size_t k = j; k < b->columns; k++)
      *exact_at(b, row, k) = number_divide(*exact_at(b, row, k), pivot);
    for (size_t i = 0; i < b->rows; i++) {
      Number times = *exact_at(b, i, j);
      if (i == row || exact_is_zero(times)) continue;
      for (size_t k = j; k < b->columns; k++)
        *exact_at(b, i, k) =
            exact_subtract(*exact_at(b, i, k), number_multiply(times, *exact_at(b, row, k)));
      *exact_at(b, i, j) = number_whole(0);
    }
    if (pivots) pivots[row] = j;
    row++;
  }
  *rank = row;
  return b;
}

/* Decimals of very different sizes: powers of two bring the largest of each row and column near
   1.  Returns what the determinant has been divided by. */
static Number balance(Exact *b) {
  double factor = 1;
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < b->rows; i++) {
      double most = 0;
      for (size_t j = 0; j < b->rows; j++)
        most = fmax(most, fabs(number_value(*(side ? exact_at(b, j, i) : exact_at(b, i, j)))));
      if (most == 0) continue;
      double scale = exp2(floor(log2(most)));
      factor *= scale;
      for (size_t j = 0; j < b->rows; j++) {
        Number *n = side ? exact_at(b, j, i) : exact_at(b, i, j);
        *n = number_double(number_value(*n) / scale);
      }
    }
  return number_double(factor);
}

Number exact_determinant(const Exact *a) {
  Arena arena = { 0 };
  Exact *b = exact_copy(&arena, a);
  Number product = exact_is_exact(b) ? number_whole(1) : balance(b);
  double noise = noise_of(b);
  for (size_t j = 0; j < b->columns; j++) {
    size_t best = pivot_row(b, j, j, noise);
    if (best == b->rows) {
      product = number_whole(0);
      break;
    }
    if (best != j) product = number_negate(product);
    swap_rows(b, j, best);
    Number pivot = *exact_at(b, j, j);
    product = number_multiply(product, pivot);
    for (size_t i = j + 1; i < b->rows; i++) {
      Number times = number_divide(*exact_at(b, i, j), pivot);
      for (size_t k = j; k < b->columns; k++)
        *exact_at(b, i, k) =
            exact_subtract(*exact_at(b, i, k), number_multiply(times, *exact_at(b, j, k)));
    }
  }
  arena_free(&arena);
  return product;
}

/* The power of two near the inverse of SIZE; 1 for 0. */
static double near_inverse(double size) {
  return size > 0 ? exp2(-floor(log2(size))) : 1;
}

/* Rows and columns of the first N columns of M brought near 1; COLUMNS holds their factors. */
static void equilibrate(Exact *m, size_t n, double *columns) {
  for (size_t j = 0; j < n; j++) {
    double most = 0;
    for (size_t i = 0; i < n; i++) most = fmax(most, fabs(number_value(*exact_at(m, i, j))));
    columns[j] = near_inverse(most);
    for (size_t i = 0; i < n; i++)
      *exact_at(m, i, j) = number_double(number_value(*exact_at(m, i, j)) * columns[j]);
  }
  for (size_t i = 0; i < n; i++) {
    double most = 0;
    for (size_t j = 0; j < n; j++) most = fmax(most, fabs(number_value(*exact_at(m, i, j))));
    double factor = near_inverse(most);
    for (size_t j = 0; j < m->columns; j++)
      *exact_at(m, i, j) = number_double(number_value(*exact_at(m, i, j)) * factor);
  }
}

/* By elimination; fractions stay fractions, and decimals are brought to one scale first. */
static Exact *solved(Arena *arena, const Exact *a, const Exact *b, bool exact) {
  size_t n = a->rows;
  Exact *m = exact_beside(arena, a, b);
  double *columns = arena_new(arena, (n + 1) * sizeof *columns);
  for (size_t j = 0; j < n; j++) columns[j] = 1;
  if (!exact) equilibrate(m, n, columns);
  for (size_t j = 0; j < n; j++) {
    size_t best = pivot_row(m, j, j, exact ? 0 : 1e-9);
    if (best == m->rows) return NULL;
    swap_rows(m, j, best);
    Number pivot = *exact_at(m, j, j);
    for (size_t k = j; k < m->columns; k++)
      *exact_at(m, j, k) = number_divide(*exact_at(m, j, k), pivot);
    for (size_t i = 0; i < n; i++) {
      Number times = *exact_at(m, i, j);
      if (i == j || exact_is_zero(times)) continue;
      for (size_t k = j; k < m->columns; k++)
        *exact_at(m, i, k) =
            exact_subtract(*exact_at(m, i, k), number_multiply(times, *exact_at(m, j, k)));
    }
  }
  Exact *x = exact_part(arena, m, n, m->columns);
  for (size_t i = 0; !exact && i < n; i++)
    for (size_t k = 0; k < x->columns; k++)
      *exact_at(x, i, k) = number_multiply(number_double(columns[i]), *exact_at(x, i, k));
  return x;
}

Exact *exact_solved(Arena *arena, const Exact *a, const Exact *b) {
  bool exact = exact_is_exact(a) && exact_is_exact(b);
  Exact *x = solved(arena, a, b, exact);
  /* fractions that became too long on the way have lost what they had */
  return exact && x && !exact_is_exact(x) ? solved(arena, a, b, false) : x;
}

bool exact_is_exact(const Exact *a) {
  for (size_t k = 0; k < a->rows * a->columns; k++)
    if (!number_exact(a->at[k])) return false;
  return true;
}

static bool close_to(Number a, Number b, double scale) {
  double x = number_value(a), y = number_value(b);
  /* a whole number beyond that may be a rounded one */
  bool sure = fmax(scale, fmax(fabs(x), fabs(y))) < 1e15;
  if (sure && number_exact(a) && number_exact(b)) return number_equal(a, b);
  return fabs(x - y) <= 1e-9 * fmax(scale, fmax(fabs(x), fabs(y)));
}

bool exact_close(Number a, Number b) {
  return close_to(a, b, 0) || (number_value(a) == number_value(b));
}

double exact_largest(const Exact *a) {
  double most = 0;
  for (size_t k = 0; k < a->rows * a->columns; k++) most = fmax(most, fabs(number_value(a->at[k])));
  return most;
}

bool exact_equal_beside(const Exact *a, const Exact *b, double size) {
  if (a->rows != b->rows || a->columns != b->columns) return false;
  double scale = fmax(size, fmax(exact_largest(a), exact_largest(b)));
  for (size_t k = 0; k < a->rows * a->columns; k++)
    if (!close_to(a->at[k], b->at[k], scale)) return false;
  return true;
}

bool exact_equal(const Exact *a, const Exact *b) {
  return exact_equal_beside(a, b, 0);
}
