/* advise.h -- what the files that advise after an error share.  */

#ifndef LANG_ADVISE_H
#define LANG_ADVISE_H

#include "lang/state.h"

/* The source text of a span, or OTHERWISE when it is long. */
const char *advise_spell(const char *source, Span s, const char *otherwise, char *buffer,
                         size_t size);

/* HINT in the place of what stood there. */
void advise_set(Error *e, const char *hint);

/* The value of a top-level variable named by N, or nothing; borrowed. */
Value advise_variable(const Interp *in, const Code *code, const Node *n);

/* What to type instead where a call of a function failed at N; false where it is no such error. */
bool advise_call(const Interp *in, const Code *code, Error *e, const char *source, const Node *n);

#endif
