/* markdown.h -- CommonMark with tables and $mathematics$ as a page for the terminal.  */

#ifndef SCREEN_MARKDOWN_H
#define SCREEN_MARKDOWN_H

#include "screen/style.h"

/* Append TEXT as lines of at most the style's width (100 at the most), each ended by a newline,
   with an empty line between blocks.  Every input gives a page; control characters are made
   visible. */
void markdown_render(const char *text, const ScreenStyle *style, Text *out);

/* The same in running text only: one paragraph, no newline at the end, no wrapping.  For options,
   table cells, and titles. */
void markdown_inline(const char *text, const ScreenStyle *style, Text *out);

#endif
