/* calculus.h -- gradients, Jacobians, Hessians and Taylor polynomials of whole formulas.

   A gradient has the shape of what one differentiates by; a Jacobian has a row for each output and
   a column for each input; a Hessian is the Jacobian of the gradient.  Answers are tidied;
   EXPR_NONE with the failure in the Algebra.  */

#ifndef ALGEBRA_CALCULUS_H
#define ALGEBRA_CALCULUS_H

#include "algebra/read.h"

enum { MAX_DERIVATIVE_ORDER = 20, MAX_TAYLOR_DEGREE = 60 };

/* What one differentiates by: numbers (x; or v(1), v(2) ...; or x and y), or one array. */
typedef struct Variables {
  const Id *items; /* numbers */
  size_t count;
  Id array;    /* instead of them: a vector or matrix that is used as a whole */
  bool lying;  /* the numbers are the entries of a row */
  bool single; /* one parameter that is a number */
} Variables;

/* The variable NAME ("x", "v(2)"), or all parameters for NULL.  Only ONE: several parameters are
   refused by a message that lists them. */
bool variables_of(Formula *f, const char *name, bool one, Variables *out);

Id calculus_derivative(Formula *f, Id e, const Variables *by, size_t order);
Id calculus_gradient(Formula *f, Id e, const Variables *by);
Id calculus_jacobian(Formula *f, Id e, const Variables *by);
Id calculus_hessian(Formula *f, Id e, const Variables *by);
/* The slope along DIRECTION (as many numbers as variables), per unit of its length as it stands. */
Id calculus_along(Formula *f, Id e, const Variables *by, const Id *direction);
/* The Taylor polynomial at AT (as many numbers as variables) up to DEGREE, in powers of x - at. */
Id calculus_taylor(Formula *f, Id e, const Variables *by, const Id *at, size_t degree);

#endif
