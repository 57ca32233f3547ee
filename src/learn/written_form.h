/* written_form.h -- multiplied out, factored, the same up to order.  */

#ifndef LEARN_WRITTEN_FORM_H
#define LEARN_WRITTEN_FORM_H

#include "lang/ast.h"
#include "lang/interp.h"

/* Each is true when N is written so; else WHY gets what is left to do, with the place: "there is a
   bracket left to multiply out: `2*(x + 1)`".  MODEL is the author's own answer with its numbers;
   NULL where there is none. */

/* A sum without brackets that could be multiplied out, like terms put together. */
bool written_expanded(Interp *in, const Node *n, Text *why);
/* A product of powers whose factors cannot be factored further, at least not less than the
   author's: whole numbers, common factors, rational roots. */
bool written_factored(Interp *in, const Node *n, const Node *model, Text *why);
/* The same expression: the order of terms and factors, and a/b for 1/b*a, do not matter. */
bool written_same(const Node *n, const Node *model, Text *why);

#endif
