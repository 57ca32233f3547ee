/* loose.h -- mathematics as people write it: 2x, 3 sin x, x², √x, 45 %.

   Formula answers, and only they, are read this way; the language itself is strict.  */

#ifndef LEARN_LOOSE_H
#define LEARN_LOOSE_H

#include "lang/interp.h"

/* Rewrite TEXT as an expression of the language: products get their sign, ² becomes ^2, π pi, a
   Unicode minus -, ln log, `sin x` sin(x).  NAMES are the variables that may occur (NULL at the
   end): xy is x*y when x and y are variables and xy is none; a(b+1) is a product when a is a
   variable. */
void loose_rewrite(const char *text, const char *const *names, const Registry *registry, Text *out);

#endif
