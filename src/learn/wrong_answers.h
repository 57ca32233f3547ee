/* wrong_answers.h -- what learners answer wrong, and the slip: lines that would catch it.  */

#ifndef LEARN_WRONG_ANSWERS_H
#define LEARN_WRONG_ANSWERS_H

#include "lang/interp.h"
#include "store/store.h"

/* For every exercise of the lesson TEXT that was tried: how it went, and for the most frequent
   wrong answers a slip: line to be pasted, with the count in a comment above it.  Numbers that
   differ from variant to variant are explained by an expression where a change of the model answer
   gives them all.  Returns how many exercises were reported. */
size_t wrong_answers_report(Interp *in, Store *store, const char *path, const char *text,
                            Text *out);

#endif
