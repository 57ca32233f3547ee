/* objective.h -- a learner's function of several variables, as the numeric methods see it.

   f may take one vector, @(v) v(1)^2 + v(2), or as many numbers as there are variables, @(x, y) x^2
   + y.  Once a call has failed every value is NaN and call_alive is false.  */

#ifndef LIB_OBJECTIVE_H
#define LIB_OBJECTIVE_H

#include "lib/numeric.h"

typedef struct Objective {
  Call *call;
  Value function; /* borrowed */
  size_t n;
  bool separate; /* called with n numbers */
  bool column;   /* shape of the vector otherwise */
  double *space; /* room for one vector */
  bool rough;    /* has no exact derivatives: differences are taken */
} Objective;

/* The function in argument F and the start in argument X, whose numbers are copied to *START (in
   the Work).  False with the call failed. */
bool objective_begin(Work *w, size_t f, size_t x, Objective *o, double **start);

double objective_value(const Objective *o, const double *x);

/* f(x) as a vector of its own: *COUNT numbers in the Work, NULL on failure. */
double *objective_values(Work *w, const Objective *o, const double *x, size_t *count);

/* Exact where the function can be followed (algebra/tape.h), else central differences with one step
   of Richardson extrapolation. */
void objective_gradient(Objective *o, const double *x, double *gradient);
void objective_hessian(Objective *o, const double *x, double *hessian); /* n x n */
/* The value, and the gradient as above. */
double objective_both(Objective *o, const double *x, double *gradient);
/* The exact Jacobian at X, M rows row by row; false, with the call as before, where there is none.
 */
bool objective_jacobian(Objective *o, const double *x, size_t m, double *jacobian);

/* The same by the extrapolated differences of slopes.h; X is changed in passing.  False with the
   call failed. */
bool differences_gradient(Work *w, Objective *o, double *x, double *gradient);

/* x in the shape of the start. */
Value objective_point(const Objective *o, const double *x);

/* The derivative of a function of one variable at X, as above. */
double objective_slope(Call *call, Value function, double x);

#endif
