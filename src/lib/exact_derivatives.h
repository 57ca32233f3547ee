/* exact_derivatives.h -- the builtins that differentiate functions exactly.  */

#ifndef LIB_EXACT_DERIVATIVES_H
#define LIB_EXACT_DERIVATIVES_H

#include "lang/builtin.h"

/* Calls of diff and gradient whose first argument is a function. */
Value exact_diff(Call *call);
Value exact_gradient(Call *call);

#endif
