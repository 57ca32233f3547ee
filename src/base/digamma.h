/* digamma.h -- the slope of the logarithm of the gamma function.  */

#ifndef BASE_DIGAMMA_H
#define BASE_DIGAMMA_H

/* psi(x), right to a few units in the last place, beside its root at 1.46 as well.  -Inf at the
   poles 0, -1, -2 ..., NaN at -Inf.  Source: the rational approximations of Boost.Math. */
double digamma(double x);

#endif
