/* systems.h -- linear systems: triangular, square, least squares; real and complex.  */

#ifndef LANG_SYSTEMS_H
#define LANG_SYSTEMS_H

#include "lang/operate.h"

/* The X with A X = B, or the least one of those that make |A X - B| least, for matrices with
   equally many rows.  Warns, as Octave does, about a singular square A, which is solved in the
   sense of least squares.  NULL over budget or when a long job was stopped. */
Array *systems_solve(const Operation *how, const View *a, const View *b);

/* A (m x n, column-major) becomes its factors; at step i row ORDER[i] changed places with row i,
   for the min(m, n) steps.  Goes on past a zero pivot.  Answers the sign of all exchanges. */
int systems_factor(double *a, size_t m, size_t n, size_t *order);
/* X becomes the solution of A X = X (of A' X = X), from such factors without a zero pivot. */
void systems_substitute(const double *factors, size_t n, const size_t *order, double *x);
void systems_substitute_transposed(const double *factors, size_t n, const size_t *order, double *x);
/* An estimate of |A^-1| in the 1-norm from the factors, exact for small sizes.  WORK has room for
   3 n numbers. */
double systems_inverse_norm(const double *factors, size_t n, const size_t *order, double *work);

#endif
