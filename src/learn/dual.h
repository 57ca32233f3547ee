/* dual.h -- a formula and its derivative in one go, by dual numbers.  */

#ifndef LEARN_DUAL_H
#define LEARN_DUAL_H

#include "lang/ast.h"
#include "lang/interp.h"

typedef struct Dual {
  double value, slope; /* NaN where there is no real value */
} Dual;

/* The real formula N at X (values of NAMES, NULL at the end), and its derivative in the name with
   index VARIABLE.  Other names are looked up in SCOPE.  False for what is no formula of elementary
   functions. */
bool dual_evaluate(const Node *n, const char *const *names, const double *x, size_t variable,
                   const Scope *scope, Dual *out);

#endif
