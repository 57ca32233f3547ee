/* apart.h -- running a text for what it computes, so that nothing of it stays.

   Variables live in a scope of the caller's own; what is printed and drawn goes nowhere; functions,
   globals, random numbers and display formats are as before in the end.  */

#ifndef LANG_APART_H
#define LANG_APART_H

#include "lang/interp.h"

typedef struct Apart Apart;

Apart *apart_begin(Call *call);
void apart_end(Apart *a); /* frees it */

/* A copy of the variables of the code that called the builtin; release with scope_free. */
Scope *apart_variables(const Call *call);

/* Run TEXT among the variables of SCOPE, for at most half a second.  *RESULT (may be NULL) is the
   value of its last expression, owned.  False with an error whose span is in TEXT. */
bool apart_run(Apart *a, Scope *scope, const char *text, Value *result, Error *error);

/* Call a function value, with the same limits. */
bool apart_call(Apart *a, Value function, const Value *args, size_t count, Value *result,
                Error *error);

#endif
