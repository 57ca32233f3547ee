/* derive.h -- derivatives of expressions by a symbol that is a number, entry by entry.

   Answers are in standard form, untidied; EXPR_NONE with the failure recorded.  */

#ifndef ALGEBRA_DERIVE_H
#define ALGEBRA_DERIVE_H

#include "algebra/expression.h"

Id derive(Algebra *a, Id e, Id symbol);

/* The slope of the call E by its argument I, entry by entry; EXPR_NONE with a failure when the
   function has none.  For steps and tapes as well. */
Id derive_call(Algebra *a, Id e, size_t i);

#endif
