/* unparse.h -- trees back to text, as Octave prints a handle: @(x) x .^ 2 + 1  */

#ifndef LANG_UNPARSE_H
#define LANG_UNPARSE_H

#include "lang/ast.h"

void unparse(const Node *n, Text *out); /* expressions only */

#endif
