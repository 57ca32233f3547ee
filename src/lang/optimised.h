/* optimised.h -- large matrices through an optimised BLAS and LAPACK, which is loaded on first
   need.

   Every function answers false, with nothing changed but the results' contents, when there is no
   such library, when the matrix is too small for it to pay, when it holds Inf or NaN, or when the
   library gave up: the caller then goes on with GSL.  MATHTUTOR_BLAS=none in the environment keeps
   the library out.

   Matrices are column-major and without gaps, complex numbers are pairs; a row-major matrix is its
   transpose here.  Real and complex matrices alike are taken as Views; results of the same kind
   have room for as many pairs then.  Results may not overlap arguments.  Signs of vectors are
   LAPACK's.

   A long job may be stopped (long_job.h): the answer is true then, and the results mean nothing.
   */

#ifndef LANG_OPTIMISED_H
#define LANG_OPTIMISED_H

#include "value/value.h"

/* Nothing with fewer rows or columns is factored: no need to prepare a call. */
enum { OPTIMISED_LEAST = 16 };

/* R (m x n) = A (m x k) times B (k x n), exactly symmetric when B = A'.  Inf and NaN are
   welcome among real numbers. */
bool optimised_multiply(const double *a, const double *b, double *r, size_t m, size_t k, size_t n);
/* The same for pairs (real, imaginary). */
bool optimised_multiply_complex(const double *a, const double *b, double *r, size_t m, size_t k,
                                size_t n);

/* X (n x columns), the right side before, solves A X = B.  *RCOND is an estimate of the reciprocal
   condition in the 1-norm.  False also when A is exactly singular; X is as before then. */
bool optimised_solve(const View *a, double *x, size_t columns, double *rcond);
/* The same for a triangular A without zeros on its diagonal. */
bool optimised_solve_triangular(const View *a, bool upper, double *x, size_t columns);
/* X = A^-1.  False also when A is exactly singular. */
bool optimised_inverse(const View *a, double *x);
/* LU (m x n) holds both factors, the ones of L left out; at step i row PIVOTS[i] (from 0) changed
   places with row i.  A zero pivot does not matter. */
bool optimised_lu(const View *a, double *lu, int *pivots);
/* X = A^-1 from such factors of a real square A.  False also when a pivot is zero. */
bool optimised_inverse_of_factors(const View *lu, int *pivots, double *x);
/* X (n x columns) has the least |X| of all that make |A X - B| least; *RANK of A.  A singular
   value below max(m, n) * eps times the largest counts as zero. */
bool optimised_least_squares(const View *a, const View *b, double *x, size_t *rank);

/* R'R = A (upper) or L L' = A in one triangle of ROOT, of which A is read; the other is zero.
   False also when A is not positive definite. */
bool optimised_cholesky(const View *a, bool lower, double *root);

/* A = Q R with the first INNER columns of Q (min(m, n) or m); Q may be NULL.  R is INNER x n.
   With ORDER (n numbers) column ORDER[j] of A, from 0, comes to place j, so that the diagonal of
   R falls. */
bool optimised_qr(const View *a, size_t inner, double *q, double *r, int *order);

/* A = U diag(s) V' with k = min(m, n) real values, largest first: U is m x k, VT (V') k x n, or
   m x m and n x n when FULL.  Only the values when U and VT are NULL. */
bool optimised_svd(const View *a, bool full, double *u, double *s, double *vt);

/* Ascending eigenvalues and unit eigenvectors (n x n; NULL: none wanted) of a symmetric or
   Hermitian A. */
bool optimised_symmetric_eigen(const View *a, double *values, double *vectors);
/* Eigenvalues as n pairs and unit eigenvectors as n x n pairs (NULL: none wanted) of any A. */
bool optimised_eigen(const View *a, double *values, double *vectors);

/* A = U T U' with U orthogonal (unitary) and T quasi-triangular (triangular): blocks of two on the
   diagonal of a real T belong to complex eigenvalues.  U may be NULL. */
bool optimised_schur(const View *a, double *u, double *t);
/* A = P H P' with zeros in H below the diagonal beside the main one.  P may be NULL. */
bool optimised_hessenberg(const View *a, double *p, double *h);

#endif
