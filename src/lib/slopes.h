/* slopes.h -- derivatives by extrapolated differences, with the digits they deserve.  */

#ifndef LIB_SLOPES_H
#define LIB_SLOPES_H

#include "lib/numeric.h"

/* Difference quotients that err by even powers of the step H, as central ones do: M of them to D,
   and to NOISE how far rounding may have moved each.  False when the call has failed. */
typedef bool (*Difference)(void *self, double h, double *d, double *noise);

/* The limits of M quotients for a vanishing step, sought among steps that shrink from FIRST to
   LAST, to RESULT and how far off each may be to OFF.  Digits the error estimate does not justify
   are rounded away; what is not told from 0 is 0; NaN where there is no limit to be seen. */
bool slopes_limit(Work *w, Difference difference, void *self, size_t m, double first, double last,
                  double *result, double *off);

/* The steps from which and to which the variable X is moved. */
double slopes_first(double x);
double slopes_last(double x);

/* The noise of a quotient whose differences are of numbers up to SIZE, over the width WIDTH. */
double slopes_noise(double size, double width);

#endif
