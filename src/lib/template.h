/* template.h -- the printf family's templates, as Octave fills them.

   All arguments are flattened to one list of numbers and texts; the template is used again as long
   as there are some left and stops at the first conversion that finds none.  */

#ifndef LIB_TEMPLATE_H
#define LIB_TEMPLATE_H

#include "lang/builtin.h"

/* Append the template in argument FIRST, filled with the arguments behind it, to OUT.  False with
   the call failed. */
bool template_fill(Call *call, size_t first, Text *out);

/* Replace \n, \t, \\, \x41, \101 ... of single-quoted text. */
void template_unescape(const char *s, size_t len, Text *out);

#endif
