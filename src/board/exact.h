/* exact.h -- matrices of exact fractions, as one calculates with on paper.

   Row by row; a number that is not exact any more is a double inside its Number, and what is
   calculated with it is not exact either.  All memory belongs to the arena.  */

#ifndef BOARD_EXACT_H
#define BOARD_EXACT_H

#include "algebra/number.h"
#include "base/memory.h"
#include "value/value.h"

typedef struct Exact {
  size_t rows, columns;
  Number *at; /* at[i * columns + j] */
} Exact;

Exact *exact_new(Arena *arena, size_t rows, size_t columns); /* zeros */
Exact *exact_identity(Arena *arena, size_t n);
Exact *exact_copy(Arena *arena, const Exact *a);
/* A real matrix of finite numbers; NULL for every other value.  A double becomes the fraction it
   is meant to be (1/3, 0.05), or stays a double: then DECIMALS is all it is good for. */
Exact *exact_of(Arena *arena, Value v);
/* The same for what the machine computed: no entry counts as exact. */
Exact *exact_computed(Arena *arena, Value v);
Number exact_number(double x); /* p/q with q up to 10,000, else a short decimal, else a double */
Value exact_value(const Exact *a);

static inline Number *exact_at(const Exact *a, size_t i, size_t j) {
  return &a->at[i * a->columns + j];
}

Exact *exact_product(Arena *arena, const Exact *a, const Exact *b); /* sizes must fit */
Exact *exact_transpose(Arena *arena, const Exact *a);
Exact *exact_part(Arena *arena, const Exact *a, size_t from, size_t to); /* columns from..to-1 */
Exact *exact_beside(Arena *arena, const Exact *a, const Exact *b);       /* [a b] */
Exact *exact_scaled(Arena *arena, Number n, const Exact *a);
Number exact_inner(const Exact *a, const Exact *b); /* entry by entry, of equally many */
Number exact_determinant(const Exact *a);
/* The staircase with pivots 1 and zeros above and below; *RANK pivots, their columns in PIVOTS
   (room for `columns`, may be NULL). */
Exact *exact_reduced(Arena *arena, const Exact *a, size_t *rank, size_t *pivots);

/* X with A X = B for a square A, whatever the scales of its rows and columns; NULL when A is
   singular, or when with decimals nine digits would be lost. */
Exact *exact_solved(Arena *arena, const Exact *a, const Exact *b);

bool exact_is_exact(const Exact *a);              /* no double among the numbers */
bool exact_close(Number a, Number b);             /* equal, or within 1e-9 when one is not exact */
bool exact_equal(const Exact *a, const Exact *b); /* entry by entry, to 1e-9 of the largest */
bool exact_equal_beside(const Exact *a, const Exact *b, double size); /* ... or of SIZE */
double exact_largest(const Exact *a); /* the largest size of an entry */
bool exact_is_zero(Number a);
Number exact_subtract(Number a, Number b);

#endif
