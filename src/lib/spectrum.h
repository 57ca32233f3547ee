/* spectrum.h -- eigenvalues and eigenvectors of any square matrix, column by column.  */

#ifndef LIB_SPECTRUM_H
#define LIB_SPECTRUM_H

#include "lib/numeric.h"

/* N values: doubles in ascending order when REAL (of a symmetric or Hermitian matrix), else pairs
   in LAPACK's order.  N unit vectors of N numbers, each of PARTS doubles.  All live in the Work. */
typedef struct Spectrum {
  size_t n, parts;
  bool real;
  double *values, *vectors;
} Spectrum;

/* False when the call has failed.  A is square and finite and has entries. */
bool spectrum_of(Work *w, const View *a, bool vectors, Spectrum *result);
/* What eig gives: FORM 'v' for a column of values, 'm' for a matrix, 0 for what is usual. */
Value spectrum_results(Call *call, const Spectrum *s, int form);
/* eig of the two matrices of the call. */
Value generalised_eig(Call *call, int form);

/* The Schur form of a 2x2 matrix, as LAPACK's dlanv2 takes it: A turned by (cosine, sine) has zero
   below the diagonal, or equal diagonal entries when the eigenvalues are complex. */
typedef struct Schur2 {
  double a, b, c, d, cosine, sine;
} Schur2;

Schur2 schur_2x2(double a, double b, double c, double d);

#endif
