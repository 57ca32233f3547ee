/* linear.h -- matrix products, quotients and powers.

   All matrices are column-major.  The solvers copy into GSL's row-major layout.  */

#ifndef LANG_LINEAR_H
#define LANG_LINEAR_H

#include "lang/operate.h"

/* A*B of an m x k and a k x n matrix, or a number times anything; HOW is for messages.  Owned;
   VALUE_FAILED with the error of HOW set when sizes do not fit or memory runs out. */
Value linear_product(const Operation *how, const View *a, const View *b);
/* A \ B: triangular or LU for square A, minimum-norm least squares otherwise and for singular A
   (with Octave's warning). */
Value linear_left_divide(const Operation *how, const View *a, const View *b);
Value linear_right_divide(const Operation *how, const View *a, const View *b);
Value linear_power(const Operation *how, const View *a, const View *b);

/* R (m x n) = A (m x k) times B (k x n), all real column-major; R may not overlap. */
void linear_multiply(const double *a, const double *b, double *r, size_t m, size_t k, size_t n);

#endif
