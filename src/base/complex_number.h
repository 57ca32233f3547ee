/* complex_number.h -- <complex.h> without its word `complex`, which names a member of Array.

   Write double _Complex.  The C library offers CMPLX to gcc only.  */

#ifndef BASE_COMPLEX_NUMBER_H
#define BASE_COMPLEX_NUMBER_H

#include <complex.h>
#undef complex

#ifndef CMPLX
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#endif

#endif
