/* tidy.h -- the form a person would choose.

   Nothing is changed at any point where the expression has a value.  Of several forms the one with
   the fewest parts is taken: terms collected, brackets multiplied out, common factors in front, one
   common denominator.  */

#ifndef ALGEBRA_TIDY_H
#define ALGEBRA_TIDY_H

#include "algebra/expression.h"

Id tidy(Algebra *a, Id e);
Id expand(Algebra *a, Id e); /* brackets multiplied out, as far as that stays below 500 terms */
/* A sum as a product of what its terms have in common and the rest, entry by entry; DENOMINATORS:
   over one denominator, too. */
Id tidy_pull_out(Algebra *a, Id e, bool denominators);

#endif
