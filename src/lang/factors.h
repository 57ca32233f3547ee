/* factors.h -- factors that a builtin found on its way, for who can use them again.  */

#ifndef LANG_FACTORS_H
#define LANG_FACTORS_H

#include <stdbool.h>
#include <stddef.h>

/* The factors of the last matrix that was factored for its determinant, for who asked before: the
   slopes of the determinant are made of them.  Give them back with factors_forget. */
typedef struct LuFactors {
  size_t n; /* 0: none */
  double *lu;
  size_t *order;
} LuFactors;
void factors_ask(LuFactors *keeper);                                 /* NULL: no longer */
void factors_offer(const double *lu, const size_t *order, size_t n); /* both are copied */
void factors_forget(LuFactors *f);
/* X = SCALE times (A^-1)'.  False when a pivot is zero. */
bool factors_inverse_turned(const LuFactors *f, double scale, double *x);

#endif
