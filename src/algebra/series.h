/* series.h -- Taylor coefficients by arithmetic on series, far cheaper than derivatives of
   derivatives.  */

#ifndef ALGEBRA_SERIES_H
#define ALGEBRA_SERIES_H

#include "algebra/expression.h"

/* OUT[k] becomes the coefficient of (SYMBOL - AT)^k in E, k = 0 ... DEGREE.  False, without a
   failure, where a function in E has no rule here or no such series at this place.  The recurrences
   are those of Knuth, "The Art of Computer Programming", volume 2, section 4.7. */
bool series_of(Algebra *a, Id e, Id symbol, Id at, size_t degree, Id *out);

#endif
