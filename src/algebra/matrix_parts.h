/* matrix_parts.h -- shared by the files on matrices.

   Beside the functions of the language these calls occur in expressions:

     total(A)            sum(A(:))
     logdet, logabsdet   log(det(A)), log(abs(det(A)))
     index(A, i, j)      A(i, j); an index is a number, a "range", a "colon" or a vector
     range(a, b)         a:b, a row
     largest, smallest   max(A, [], dim), min(A, [], dim) as largest(A, dim)
     merge(c, A, B)      A where c, B elsewhere  */

#ifndef ALGEBRA_MATRIX_PARTS_H
#define ALGEBRA_MATRIX_PARTS_H

#include "algebra/shape.h"

/* The shape of a call that this file's folder knows as a matrix function; false for others.
 *GOOD becomes false, with the failure recorded, where the arguments do not fit. */
bool matrix_shape(Algebra *a, const char *name, const Id *args, size_t count, Shape *out,
                  bool *good);
/* A simpler form of the call, or EXPR_NONE. */
Id matrix_fold(Algebra *a, const char *name, const Id *args, size_t count);
/* A better form of a sum, product or DOT that is no number; E itself where there is none. */
Id matrix_tidy(Algebra *a, Id e);
Id matrix_join_norms(Algebra *a, Id e);

Id matrix_total(Algebra *a, Id e);        /* the sum of all entries */
Id matrix_sum(Algebra *a, Id e, int dim); /* down columns (1) or along rows (2) */
Id matrix_fit(Algebra *a, Id e, Shape s); /* stretched, or summed where S is 1 */
Id matrix_colon(Algebra *a);
Id matrix_range(Algebra *a, uint32_t first, uint32_t last);
/* The NxK matrix with a 1 in row i(k) of column k, for an index of K numbers; N may be open and is
   then the number of rows (or columns) of LIKE. */
Id matrix_selection(Algebra *a, uint32_t n, Id index, Id like);
Id matrix_reshape(Algebra *a, Id e, Shape s);
/* K with E = K * V, where E is a number or a column and linear in the column V. */
Id matrix_of_linear(Algebra *a, Id e, Id v);

static inline Id matrix_zeros(Algebra *a, Shape s) {
  return expr_filled(a, number_whole(0), s.rows, s.columns);
}
static inline Id matrix_ones(Algebra *a, Shape s) {
  return expr_filled(a, number_whole(1), s.rows, s.columns);
}
static inline bool shape_equal(Shape s, Shape t) {
  return s.rows == t.rows && s.columns == t.columns;
}

/* Reverse mode: the adjoints so far. */
typedef struct Reverse {
  Algebra *a;
  Id root, symbol;
  Id *adjoints;  /* by Id; EXPR_NONE: none yet */
  bool *depends; /* by Id: on the symbol */
} Reverse;

/* Add G, stretched or summed to the shape of E, to the adjoint of E. */
void reverse_add(Reverse *r, Id e, Id g);
/* Hand the adjoint G of the call E to its arguments; false, with the failure recorded, where the
   function has no rule. */
bool reverse_call(Reverse *r, Id e, Id g);

#endif
