/* decompose.h -- the singular value decomposition, for every builtin that rests on it.  */

#ifndef LIB_DECOMPOSE_H
#define LIB_DECOMPOSE_H

#include "lib/numeric.h"

/* A = U diag(s) V' with k = min(rows, columns) singular values, largest first; U is rows x k, V is
   columns x k.  All live in the Work. */
typedef struct Svd {
  gsl_matrix *u, *v;
  gsl_vector *s;
  size_t rows, columns;
} Svd;

/* False when it failed; the call has failed then.  A must be finite; it is not changed. */
bool svd_thin(Work *w, const gsl_matrix *a, Svd *result);
gsl_vector *singular_values(Work *w, const gsl_matrix *a);

/* How many singular values exceed TOLERANCE (negative: max(rows, columns) * eps * the largest). */
size_t svd_rank(const Svd *d, double tolerance);

/* An orthonormal basis of everything at right angles to the COUNT columns of U (rows x k, k >=
   count), appended to them: rows x rows. */
gsl_matrix *complete_basis(Work *w, const gsl_matrix *u, size_t count);

/* Gaussian elimination with row exchanges, in place as GSL stores it; the sign of the permutation.
   Unlike GSL's it goes on past a zero pivot, which stays on the diagonal. */
int lu_decompose(gsl_matrix *a, gsl_permutation *p);

/* Eigenvalues (ascending) and unit eigenvectors of a symmetric matrix. */
bool symmetric_eigen(Work *w, const gsl_matrix *a, gsl_vector **values, gsl_matrix **vectors);

/* Eigenvalues of any real square matrix as COUNT pairs (real, imaginary) in LAPACK's order, that is
   along the diagonal of the Schur form.  A is overwritten. */
bool general_eigenvalues(Work *w, gsl_matrix *a, double *pairs);

bool matrix_is_symmetric(const gsl_matrix *a);

#endif
