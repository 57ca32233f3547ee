/* reading.h -- an expression as the tutor says it back: 2*x*sin(3*x) + x^2.

   Products are tight and sums are wide, so that the eye sees what was read; brackets stand where
   the grouping could be doubted, as in (x^2)^3.  The text can be typed again.  */

#ifndef LEARN_READING_H
#define LEARN_READING_H

#include "lang/ast.h"
#include "lang/interp.h"

/* Append N.  Names that are set in VALUES (may be NULL) are written as their values. */
void reading_put(const Node *n, const Scope *values, Text *out);
/* Whether N is one entry of a matrix in VALUES, such as r(2) or A(1, k), and which number it is. */
bool reading_entry(const Node *n, const Scope *values, double *number);

#endif
