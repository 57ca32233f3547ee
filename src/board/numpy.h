/* numpy.h -- the same computation in Python with NumPy and SciPy.  */

#ifndef BOARD_NUMPY_H
#define BOARD_NUMPY_H

#include "lang/builtin.h"

/* The statement TEXT as Python: imports, definitions of the variables it uses, and the line (or
   lines) itself.  TEXT stood at WHERE in the source, for the place of errors.  What it computes, as
   far as it can be evaluated without effects, goes to *VALUE (owned; may be NULL); the names it
   assigns go to NAMES (may be NULL), one a line.  *EXACT (may be NULL) is false when a comment says
   that Python's answer may differ in form.  False with an error when there is no NumPy form. */
bool numpy_translate(Call *call, const char *text, Span where, Text *out, Value *value, bool *exact,
                     Error *error);

#endif
