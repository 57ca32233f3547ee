/* order.h -- the order in which terms and factors are shown.

   It depends on what they are and never on when they were made, so that equal formulas are printed
   alike whoever made them in whatever order.  */

#ifndef ALGEBRA_ORDER_H
#define ALGEBRA_ORDER_H

#include "algebra/expression.h"

/* Factors: constants, powers of variables, roots, exp, logs, other functions, sums, matrices. */
void order_factors(Algebra *a, Id *factors, size_t count);
/* Terms: polynomials by descending (or ascending) degree; otherwise what is polynomial, then the
   shorter ones, numbers last.  Matrices stay as they are. */
void order_terms(Algebra *a, Id *terms, size_t count, bool ascending);

#endif
