/* symmetric.h -- small symmetric eigenproblems, step for step as LAPACK solves them.

   An eigenvector may point either way; which way it does follows from the order of the rotations.
   Octave's numbers come from LAPACK, so that lessons and learners see the same signs only if the
   same rotations are taken.  */

#ifndef LIB_SYMMETRIC_H
#define LIB_SYMMETRIC_H

#include "lib/numeric.h"

/* Eigenvalues in ascending order and unit eigenvectors in the columns of V.  False when it did not
   settle, for more than 64 rows, or when memory ran out. */
bool lapack_symmetric(Work *w, const gsl_matrix *a, double *values, gsl_matrix *v);

#endif
