/* map_kernels.h -- functions of one number, on many numbers at once.  */

#ifndef LANG_MAP_KERNELS_H
#define LANG_MAP_KERNELS_H

#include <stddef.h>

/* R[i] = f(X[i]); R may be X. */
typedef void MapKernel(const double *x, double *r, size_t n);

/* The quick way for N numbers by FUNCTION, or NULL.  Square roots and the like are exact.  The
   sine, cosine, exponential, logarithm and hyperbolic tangent err by less than one unit in the last
   place, the C library's by little more than half of one; so a few numbers, which somebody may
   read, go that way. */
MapKernel *map_kernel(double (*function)(double), size_t n);

#endif
