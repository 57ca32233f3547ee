/* conditions.h -- where a result holds: what was cancelled must not be 0.  */

#ifndef ALGEBRA_CONDITIONS_H
#define ALGEBRA_CONDITIONS_H

#include "algebra/read.h"

/* "x ~= 1" for x - 1 ~= 0, with any RELATION. */
void conditions_equation(Formula *f, Id e, const char *relation, Text *out);

/* "x ~= 1 and x ~= 2": where RESULT has a value and what the learner wrote has none.  Of the
   conditions of the Algebra the first READ were met when the function was read; the others count
   where its body needs them.  Nothing is put where there are none. */
void conditions_print(Formula *f, Id result, size_t read, Text *list);

#endif
