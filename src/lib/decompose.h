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

/* How many singular values exceed TOLERANCE (negative: max(rows, columns) * eps * the largest). */
size_t svd_rank(const Svd *d, double tolerance);

size_t rank_of(const double *s, size_t count, size_t most, double tolerance);

/* The same column by column, as arrays are kept, and of complex matrices too: U is m x k and V n x
   k, or m x m and n x n when FULL.  PARTS is 2 for pairs. */
typedef struct Columns {
  double *u, *s, *v;
  size_t m, n, k, parts;
} Columns;

bool svd_columns(Work *w, const View *a, bool full, Columns *result);
double *singular_numbers(Work *w, const View *a); /* NULL when the call has failed */
Value columns_value(const double *data, size_t parts, size_t rows, size_t columns);

/* COUNT orthonormal columns of U (m rows) are followed by others, up to WANTED, at right angles to
   them. */
bool complete_columns(Work *w, double *u, size_t parts, size_t m, size_t count, size_t wanted);

/* Gaussian elimination with row exchanges; V is not changed.  LU holds both factors, column by
   column; row ORDER[i] changed places with row i at step i.  Goes on past a zero pivot.  Answers
   the sign of all exchanges. */
int lu_factor(Work *w, const View *v, double *lu, size_t *order);

/* The same in place and as GSL stores it. */
int lu_decompose(gsl_matrix *a, gsl_permutation *p);

/* Eigenvalues of any real square matrix as COUNT pairs (real, imaginary) in LAPACK's order, that is
   along the diagonal of the Schur form.  A is overwritten. */
bool general_eigenvalues(Work *w, gsl_matrix *a, double *pairs);

bool matrix_is_symmetric(const gsl_matrix *a);

#endif
