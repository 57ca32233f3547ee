/* reductions.h -- one answer from many numbers, as fast as the memory delivers them.  */

#ifndef LANG_REDUCTIONS_H
#define LANG_REDUCTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Sums of N numbers, of their squares and of products, added in pairs of halves: the rounding error
   grows with the logarithm of N only.  Up to 64 numbers are added one after the other. */
double reductions_sum(const double *x, size_t n);
double reductions_squares(const double *x, size_t n);
double reductions_product_sum(const double *x, const double *y, size_t n);
double reductions_deviations(const double *x, double mean, size_t n); /* of (x - mean)^2 */

/* The largest (or smallest) of N numbers without regard to NaN; NaN when there is nothing else. */
double reductions_extreme(const double *x, size_t n, bool largest);
/* The same, entry by entry into BEST, which begins as one of the candidates. */
void reductions_extreme_into(const double *x, double *best, size_t n, bool largest);
void reductions_add_into(const double *x, double *total, size_t n);

bool reductions_has_nan(const double *x, size_t n);
bool reductions_inside(const double *x, size_t n, double low, double high); /* NaN is inside */
size_t reductions_count(const double *x, size_t n);                         /* not 0 */

#endif
