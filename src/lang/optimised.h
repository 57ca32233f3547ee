/* optimised.h -- large matrices through an optimised BLAS and LAPACK, which is loaded on first
   need.

   Every function answers false, with nothing changed but the results' contents, when there is no
   such library, when the matrix is too small for it to pay, when it holds Inf or NaN, or when the
   library gave up: the caller then goes on with GSL.  MATHTUTOR_BLAS=none in the environment keeps
   the library out.  Matrices are column-major and without gaps; a row-major matrix is its transpose
   here.  Results may not overlap arguments.  Signs of vectors are LAPACK's.  */

#ifndef LANG_OPTIMISED_H
#define LANG_OPTIMISED_H

#include <stdbool.h>
#include <stddef.h>

/* Nothing with fewer rows or columns is factored, nor multiplied with fewer multiplications than
   the cube of that: no need to prepare a call. */
enum { OPTIMISED_LEAST = 30 };

/* R (m x n) = A (m x k) times B (k x n), exactly symmetric when B = A'.  Inf and NaN are
   welcome among real numbers. */
bool optimised_multiply(const double *a, const double *b, double *r, size_t m, size_t k, size_t n);
/* The same for pairs (real, imaginary). */
bool optimised_multiply_complex(const double *a, const double *b, double *r, size_t m, size_t k,
                                size_t n);

/* X (n x columns), the right side before, solves A X = B.  *RCOND is an estimate of the reciprocal
   condition in the 1-norm.  False also when A is exactly singular; X is as before then. */
bool optimised_solve(const double *a, double *x, size_t n, size_t columns, double *rcond);
/* X = A^-1.  False also when A is exactly singular. */
bool optimised_inverse(const double *a, double *x, size_t n);

/* A = U diag(s) V' with k = min(m, n) values, largest first: U is m x k, VT (V') k x n.  Only the
   values when U and VT are NULL. */
bool optimised_svd(const double *a, size_t m, size_t n, double *u, double *s, double *vt);

/* Ascending eigenvalues and unit eigenvectors (n x n; NULL: none wanted) of a symmetric A. */
bool optimised_symmetric_eigen(const double *a, size_t n, double *values, double *vectors);

/* L with L L' = A in the lower triangle of L, of which A is read; above it stands what stood in A.
   False also when A is not positive definite. */
bool optimised_cholesky(const double *a, double *l, size_t n);

/* A = Q R with the first INNER columns of Q (min(m, n) or m); Q may be NULL.  R is INNER x n. */
bool optimised_qr(const double *a, size_t m, size_t n, size_t inner, double *q, double *r);

#endif
