/* elementwise.h -- one number at a time, with broadcasting.  */

#ifndef LANG_ELEMENTWISE_H
#define LANG_ELEMENTWISE_H

#include "lang/operate.h"

/* A op B entry by entry, sizes of 1 stretched; OP is one of the elementwise or comparing operators.
   VALUE_ERROR with a shape error when sizes differ, or over the memory budget. */
Value elementwise_binary(const Operation *how, Operator op, const View *a, const View *b);

/* The same in the memory of an operand that nobody needs any more, where that is possible: A or B
   (NULL: is still needed) becomes the result.  Answers which one it was, or NULL when nothing was
   done; X and Y are the values of both. */
Value *elementwise_reuse(Operator op, Value *a, Value *b, Value x, Value y);

/* Whether V is an array of plain real numbers that its holder alone knows: it may be overwritten,
   and is no range any more then. */
static inline bool elementwise_own(Value v) {
  return v.kind == VALUE_ARRAY && v.array->refs == 1 && v.array->element == ELEMENT_REAL &&
         !v.array->complex && !v.array->diagonal;
}

void elementwise_negate(const double *x, double *r, size_t n); /* R may be X */

/* The loop of one real operator: R[i] = X[i * x_step] op Y[i * y_step], steps 0 or 1.  R may be X
   or Y. */
typedef void Kernel(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                    size_t n);
Kernel *elementwise_kernel(Operator op); /* NULL for operators that have none */

#endif
