/* power_kernel.h -- powers of many numbers at once.  */

#ifndef LANG_POWER_KERNEL_H
#define LANG_POWER_KERNEL_H

#include <stddef.h>

/* R[i] = pow(X[i * x_step], Y[i * y_step]), steps 0 or 1; R may be X or Y.

   The digits are those of the C library's pow, whose error is below 0.54 units in the last place
   (glibc and its relatives): a result is kept only when it is sure that every such function rounds
   to it, and comes from pow otherwise. */
void power_kernel(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                  size_t n);

#endif
