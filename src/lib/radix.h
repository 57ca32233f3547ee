/* radix.h -- sorting many numbers digit by digit.

   NaN stands behind everything else.  */

#ifndef LIB_RADIX_H
#define LIB_RADIX_H

#include <stdbool.h>
#include <stddef.h>

void radix_sort(double *x, size_t n);

/* Sort the N positions AT by the numbers X has there, equal ones as they stand; from the largest
   down, NaN first, when DESCENDING. */
void radix_order(const double *x, size_t *at, size_t n, bool descending);

/* What would stand at place K, from 0, if X were sorted; in about the time of reading X, whose
   order changes. */
double radix_select(double *x, size_t n, size_t k);

#endif
