/* scope.h -- the variable's place in a scope, for the files of this folder only.  */

#ifndef LANG_SCOPE_H
#define LANG_SCOPE_H

#include "lang/interp.h"

Value *scope_slot(Scope *s,
                  const char *name); /* added when missing; valid until the next addition */

#endif
