/* least_squares.h -- tall systems of full rank, as exactly as their data are known.

   The columns are brought to like lengths, taken apart by QR with column exchanges, and the
   solution is refined with residuals computed in twice the precision: Bjorck, Numerical methods for
   least squares problems (1996), 2.9.  */

#ifndef LANG_LEAST_SQUARES_H
#define LANG_LEAST_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct LeastSquares LeastSquares;

/* A is m x n by columns, m >= n, all finite; it is borrowed and must outlive the result.  NULL when
   the rank is not full, or memory is short. */
LeastSquares *least_squares_new(const double *a, size_t m, size_t n);
void least_squares_free(LeastSquares *s);

/* The X (n) that is nearest to solving A x = b, and b - A x where RESIDUAL is not NULL. */
void least_squares_solve(LeastSquares *s, const double *b, double *x, double *residual);

/* (A'A)^-1, n x n. */
void least_squares_covariance(const LeastSquares *s, double *inverse);
/* The diagonal of A (A'A)^-1 A', m numbers. */
void least_squares_leverage(LeastSquares *s, double *leverage);

#endif
