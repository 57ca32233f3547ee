/* keywords.h -- what the words of the language mean: help for, help end, help format.  */

#ifndef SHELL_KEYWORDS_H
#define SHELL_KEYWORDS_H

#include "screen/style.h"

#include <stdbool.h>

/* What WORD is for, and how it is written; false when it is no word of the language. */
bool keyword_page(const char *word, const ScreenStyle *style, Text *out);

#endif
