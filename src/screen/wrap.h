/* wrap.h -- running text into lines.  */

#ifndef SCREEN_WRAP_H
#define SCREEN_WRAP_H

#include "base/text.h"

/* Append TEXT broken at blanks into lines of at most WIDTH columns, each ended by a newline: the
   first begins with FIRST, the others with REST (whose columns count).  A newline in TEXT forces a
   break. Escape sequences take no room; U+00A0 is printed as a blank and never broken, unless its
   word is wider than a line.  */
void wrap_text(const char *text, unsigned width, const char *first, const char *rest, Text *out);

#endif
