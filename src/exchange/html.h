/* html.h -- the Markdown of lessons as HTML.  */

#ifndef EXCHANGE_HTML_H
#define EXCHANGE_HTML_H

#include "base/text.h"
#include <stdbool.h>

typedef enum HtmlMath {
  HTML_MATHML, /* <math>: for pages of our own */
  HTML_TEX     /* \(...\) and \[...\]: for systems with a filter of their own */
} HtmlMath;

/* Append TEXT as blocks of HTML (well-formed, no scripts, no raw HTML of the source).  HEADING is
   what a # becomes: 1 to 6. */
void html_from_markdown(const char *text, HtmlMath math, unsigned heading, Text *out);
/* The same without a paragraph round it, for options and cells. */
void html_inline(const char *text, HtmlMath math, Text *out);
/* HTML on one line, for formats that end a question or a card with it: a new line is <br/> within
   <pre> and a space elsewhere. */
void html_one_line(const char *html, Text *out);

#endif
