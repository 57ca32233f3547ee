/* elementwise.h -- one number at a time, with broadcasting.  */

#ifndef LANG_ELEMENTWISE_H
#define LANG_ELEMENTWISE_H

#include "lang/operate.h"

/* A op B entry by entry, sizes of 1 stretched; OP is one of the elementwise or comparing operators.
   VALUE_ERROR with a shape error when sizes differ, or over the memory budget. */
Value elementwise_binary(const Operation *how, Operator op, const View *a, const View *b);

/* The loop of one real operator: R[i] = X[i * x_step] op Y[i * y_step], steps 0 or 1. */
typedef void Kernel(const double *x, size_t x_step, const double *y, size_t y_step, double *r,
                    size_t n);
Kernel *elementwise_kernel(Operator op); /* NULL for operators that have none */

#endif
