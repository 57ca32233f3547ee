/* reduce.h -- sums and differences that other families build on.  */

#ifndef LIB_REDUCE_H
#define LIB_REDUCE_H

#include "lang/builtin.h"

/* The sum of COUNT numbers, STRIDE apart, added in pairs of halves: the rounding error grows with
   the logarithm of the count only. */
double sum_pairwise(const double *x, size_t count, size_t stride);

/* diff(x, order, dim) of numbers, for whoever answers diff of a function. */
Value differences(Call *call);

#endif
