/* matrix_function.h -- exponential, logarithm, square root and any power of a square matrix.

   Not entry by entry: e^A is the sum of A^k / k!, and the others undo it.  The results are new
   arrays, narrowed to real ones where mathematics says that they are real; NULL over budget, when a
   long job was stopped, or with the error of HOW set.  */

#ifndef LANG_MATRIX_FUNCTION_H
#define LANG_MATRIX_FUNCTION_H

#include "base/complex_number.h"
#include "lang/operate.h"

/* By Padé approximants, scaling and squaring (Higham 2005). */
Array *matrix_exponential(const Operation *how, const View *a);
/* The principal ones, by way of the Schur form (Björck and Hammarling 1983; Higham 2008, chapter
   11).  *FOUND is false, and the answer full of NaN, when A is singular and has none. */
Array *matrix_square_root(const Operation *how, const View *a, bool *found);
Array *matrix_logarithm(const Operation *how, const View *a, bool *found);

/* A^p for any p, and b^A. */
Array *matrix_power(const Operation *how, const View *a, double _Complex p);
Array *matrix_exponent(const Operation *how, double _Complex b, const View *a);

#endif
