/* numpy.h -- the same computation in Python with NumPy and SciPy.  */

#ifndef BOARD_NUMPY_H
#define BOARD_NUMPY_H

#include "lang/builtin.h"

/* The statements of TEXT as Python: imports, definitions of the variables and functions it uses,
   and the lines themselves; a function's name alone gives its definition.  TEXT stood at WHERE in
   the source, or is the file ORIGIN (else NULL), for the place of errors.  Nothing that it does
   stays.  False with an error when something has no NumPy form. */
bool numpy_translate(Call *call, const char *text, const char *origin, Span where, Text *out,
                     Error *error);

#endif
