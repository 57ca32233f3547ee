/* wrong_derivatives.h -- what comes out when a formula is differentiated with one rule misused.  */

#ifndef LEARN_WRONG_DERIVATIVES_H
#define LEARN_WRONG_DERIVATIVES_H

#include "algebra/expression.h"
#include "lang/ast.h"

enum { MOST_WRONG_DERIVATIVES = 120 };

typedef struct WrongDerivative {
  const char *name;    /* of the slip: "inner-derivative" */
  const char *message; /* a sentence for the learner, with the place */
  const char *formula; /* as it could be typed */
} WrongDerivative;

/* Every rule that N needs is misused once, in every usual way, and where it is needed in several
   places, in all of them.  Those that come out right all the same are left out.  In the arena of A;
   returns the count, 0 when N cannot be differentiated (the failure is in A). */
size_t wrong_derivatives(Algebra *a, const Node *n, const char *variable, WrongDerivative *out);

/* The derivative itself, EXPR_NONE with the failure in A. */
Id right_derivative(Algebra *a, const Node *n, const char *variable);

#endif
