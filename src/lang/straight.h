/* straight.h -- handles like @(x) sin(x)^2 + exp(-x)*x, run on bare doubles.

   A body without jumps, made of arithmetic and functions of one or two numbers, has no effects; the
   numbers are its arguments, or entries of its only one, as in @(v) (1 - v(1))^2 + v(2)^2.  So
   it can be tried on doubles alone, and when anything else turns up (an array among the values it
   took along, a complex result, a function that was replaced) the machine runs it again from the
   start.  */

#ifndef LANG_STRAIGHT_H
#define LANG_STRAIGHT_H

#include "lang/state.h"

/* CODE, the body of a handle, prepared to be tried so; NULL when that cannot be.  It lives in the
   code's program. */
struct Straight *straight_prepare(const Code *code, const FunctionTable *functions);

/* The number CODE gives for ARGS: as many as it has parameters when ENTRIES is 0, else a vector of
   so many.  False when the machine must do it. */
bool straight_run(const Interp *in, const Code *code, const Value *captures, const double *args,
                  size_t entries, double *result);

/* The derivative of a function of one number at X, where it gives Y; false where it has none. */
typedef bool StraightSlope(void *self, const Builtin *builtin, double x, double y, double *slope);

/* The same with the slopes by the arguments (by the entries), exactly; false as well when a step
   has none. */
bool straight_gradient(const Interp *in, const Code *code, const Value *captures,
                       const double *args, size_t entries, StraightSlope *slope, void *self,
                       double *value, double *gradient);

#endif
