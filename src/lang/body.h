/* body.h -- what a function value is made of, for the floors that reason about formulas.  */

#ifndef LANG_BODY_H
#define LANG_BODY_H

#include "lang/ast.h"
#include "lang/builtin.h"

/* A handle or a function written in the language; everything is borrowed from it. */
typedef struct FunctionBody {
  const Node *node;         /* NODE_LAMBDA or NODE_FUNCTION */
  const char *const *names; /* parameters, then what a handle took along */
  size_t parameters, captures;
  const Value *values;         /* of the captures */
  bool rest;                   /* the last parameter is varargin */
  const char *source, *origin; /* for error_locate: the text it stands in, its name or NULL */
} FunctionBody;

/* False for builtins, whose record is *BUILTIN then (NULL for what does not exist). */
bool function_body(Value function, FunctionBody *out, const Builtin **builtin);
/* The same of the function that a name not of a variable calls. */
bool function_body_named(Interp *in, const char *name, FunctionBody *out, const Builtin **builtin);

/* Make a handle with these captures print as TEXT from now on; it must be its only owner's. */
void function_set_text(Value function, const char *text);

/* The handle that TEXT, "@(x) cos(x)", is; made once and kept, borrowed from the interpreter.  TEXT
   is one of our own and right. */
Value function_standing(Interp *in, const char *text);

/* Call the function NAME with COUNT arguments; RESULTS has room for max(1, wanted). */
bool function_apply(Call *call, const char *name, const Node *site, const Value *args, size_t count,
                    Value *results, size_t wanted);

#endif
