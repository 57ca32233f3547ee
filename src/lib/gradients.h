/* gradients.h -- matrices of exact derivatives at numbers.  */

#ifndef LIB_GRADIENTS_H
#define LIB_GRADIENTS_H

#include "lang/builtin.h"

/* The Jacobian and the Hessian of the function in argument 0 at the numbers in argument 1, owned;
   VALUE_NOTHING, with the call as before, where the function cannot be followed. */
Value gradients_jacobian(Call *call);
Value gradients_hessian(Call *call);

#endif
