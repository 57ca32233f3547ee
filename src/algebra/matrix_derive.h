/* matrix_derive.h -- derivatives by vectors and matrices, as products of matrices.

   The method is reverse mode on symbols: the adjoint of a part is the gradient of the result by
   that part; each part hands its adjoint to what it is made of, once, adjoints add up where a part
   is used twice, and what was stretched is summed again (M. B. Giles, "Collected matrix derivative
   results for forward and reverse mode algorithmic differentiation", 2008).

   Answers are in standard form, untidied.  EXPR_NONE, with the failure recorded in the learner's
   terms, where something has no rule or no form as a product of matrices. */

#ifndef ALGEBRA_MATRIX_DERIVE_H
#define ALGEBRA_MATRIX_DERIVE_H

#include "algebra/expression.h"

/* unit(u) written u/norm(u), to be differentiated. */
Id matrix_without_units(Algebra *a, Id e);
/* SLOPES of what stood for slopes of a norm: at its kink there is no second one, as is noted. */
Id matrix_at_a_kink(Algebra *a, Id slopes);
/* E must be a number; the answer has the shape of SYMBOL. */
Id matrix_gradient(Algebra *a, Id e, Id symbol);

/* E and SYMBOL may be numbers, columns or rows; the answer has a row for each entry of E and a
   column for each entry of SYMBOL. */
Id matrix_jacobian(Algebra *a, Id e, Id symbol);

/* E must be a number, SYMBOL a number, a column or a row; the Jacobian of the gradient. */
Id matrix_hessian(Algebra *a, Id e, Id symbol);

#endif
