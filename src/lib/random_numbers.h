/* random_numbers.h -- GSL's generators fed from the interpreter's own, and sizes of results.  */

#ifndef LIB_RANDOM_NUMBERS_H
#define LIB_RANDOM_NUMBERS_H

#include "lib/numeric.h"
#include <gsl/gsl_rng.h>

/* A GSL generator that draws from the interpreter's.  It points into *STATE, which must live as
   long; nothing is to be freed. */
gsl_rng random_adapter(const Call *call, Random **state);

/* A new array of the sizes given as arguments FIRST.. of the call: none (1x1), n (n x n), [m n ...]
   or m, n, ...; negative sizes count as 0.  NULL with the call failed. */
Array *random_sized(Call *call, size_t first);

/* A whole number in [low, high]. */
double random_whole(Random *r, double low, double high);

/* The bounds in arguments I and I+1, whole and in order; false with the call failed. */
bool random_bounds(Call *call, size_t i, double *low, double *high);

#endif
