/* conventions.h -- what words and signs mean here: the page `help conventions`.  */

#ifndef SHELL_CONVENTIONS_H
#define SHELL_CONVENTIONS_H

#include "base/text.h"
#include "screen/style.h"

void conventions_page(const ScreenStyle *style, Text *out);

#endif
