/* functions.h -- what a name that is not a variable stands for.

   Every function name in compiled code is a number here, so that a call needs no look-up and a
   function may be defined or replaced after the code that calls it.  */

#ifndef LANG_FUNCTIONS_H
#define LANG_FUNCTIONS_H

#include "base/dict.h"
#include "lang/code.h"
#include "lang/registry.h"

typedef struct FunctionSlot {
  const char *name;
  const Entry *builtin; /* NULL if there is none of this name */
  Code *code;           /* defined in the language; its program is retained */
} FunctionSlot;

typedef struct FunctionTable {
  const Registry *registry;
  Dict names;
  FunctionSlot *slots;
  size_t cap;
  unsigned generation; /* how often a function was defined */
} FunctionTable;

size_t functions_slot(FunctionTable *t, const char *name); /* finds or adds; at most 65535 */
void functions_define(FunctionTable *t, Code *code);       /* retains the program */
void functions_free(FunctionTable *t);

#endif
