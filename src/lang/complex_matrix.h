/* complex_matrix.h -- small complex matrices, for which GSL has no decompositions: QR, singular
   values, Schur form, eigenvectors.  The longest of them are long jobs (long_job.h): when one was
   stopped the answer is true and the results mean nothing.

   Matrices are column-major arrays of double _Complex, which are pairs of doubles.  Sources: Golub,
   Van Loan: Matrix Computations, chapters 5, 7 and 8 (Householder QR, shifted QR iteration,
   one-sided Jacobi).  Signs and phases are LAPACK's where it fixes them: the diagonal of R and the
   entries beside the diagonal of a Hessenberg matrix are real, the largest entry of an eigenvector
   is real.  */

#ifndef LANG_COMPLEX_MATRIX_H
#define LANG_COMPLEX_MATRIX_H

#include "base/complex_number.h"

#include <stdbool.h>
#include <stddef.h>

/* A (m x n, becomes R) = Q R with INNER columns of Q (m x inner, NULL: none wanted).  With ORDER
   the column that remains longest comes next, and ORDER[j] is where column j came from. */
void complex_qr(double _Complex *a, size_t m, size_t n, double _Complex *q, size_t inner,
                size_t *order);

/* A (m x n, m >= n, becomes U) = U diag(s) V', s falling; V is n x n.  Columns of U that belong to
   s = 0 are zero.  False when it did not settle. */
bool complex_svd(double _Complex *a, size_t m, size_t n, double *s, double _Complex *v);

/* A (n x n, becomes H) = P H P'; P may be NULL. */
void complex_hessenberg(double _Complex *a, size_t n, double _Complex *p);
/* A (n x n, becomes T) = U T U' with T upper triangular; U may be NULL.  False when it did not
   settle. */
bool complex_schur(double _Complex *a, size_t n, double _Complex *u);
/* The eigenvectors of U T U', of unit length, into V (n x n). */
void complex_eigenvectors(const double _Complex *t, const double _Complex *u, size_t n,
                          double _Complex *v);

/* R = A B, all n x n; R may not overlap. */
void complex_multiply(const double _Complex *a, const double _Complex *b, double _Complex *r,
                      size_t n);

#endif
