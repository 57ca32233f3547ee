/* formula.h -- builtins that are best said in the language itself.  */

#ifndef LIB_FORMULA_H
#define LIB_FORMULA_H

#include "lang/builtin.h"

/* Run TEXT, statements of the language, with the arguments of the call under the names INPUTS
   (separated by blanks; those that are absent are []) and their number under `given`.  The
   variables OUTPUTS are the results.  A failure inside becomes the call's: `error ('...')` in TEXT
   says what is wrong with the arguments. */
Value formula(Call *call, const char *inputs, const char *outputs, const char *text);

#endif
