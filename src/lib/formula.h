/* formula.h -- builtins that are best said in the language itself.  */

#ifndef LIB_FORMULA_H
#define LIB_FORMULA_H

#include "lang/builtin.h"

/* Run TEXT, statements of the language, with the arguments of the call under the names INPUTS
   (separated by blanks; those that are absent are []) and their number under `given`.  The
   variables OUTPUTS are the results.  A failure inside becomes the call's: `error ('...')` in TEXT
   says what is wrong with the arguments. */
Value formula(Call *call, const char *inputs, const char *outputs, const char *text);

enum { FORMULA_NAME = 32 }; /* bytes of a name in such a list, with its NUL */

/* The next name of a list separated by blanks; *LIST moves on.  False after the last. */
bool formula_next_name(const char **list, char name[FORMULA_NAME]);

#endif
