/* loose.h -- mathematics as people write it: 2x, 3 sin x, x², √x, |x|, sin² x.

   Formula answers, and only they, are read this way; the language itself is strict.  What cannot be
   read is left as it stands, and the language says what is wrong with it.  */

#ifndef LEARN_LOOSE_H
#define LEARN_LOOSE_H

#include "lang/interp.h"

/* Rewrite TEXT as an expression of the language: products get their sign, ² becomes ^2, π pi, a
   Unicode minus -, ln log, `sin x` sin(x), 5 % (5/100).  NAMES are the variables that may occur
   (NULL at the end): xy is x*y when x and y are variables and xy is none; a(b+1) is a product when
   a is a variable. */
void loose_rewrite(const char *text, const char *const *names, const Registry *registry, Text *out);

/* What is allowed in an answer of any kind: 45% is (45/100), ln is log. */
void loose_plain(const char *text, Text *out);

#endif
