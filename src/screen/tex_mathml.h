/* tex_mathml.h -- TeX mathematics as MathML, for pages that leave the terminal.  */

#ifndef SCREEN_TEX_MATHML_H
#define SCREEN_TEX_MATHML_H

#include "base/text.h"
#include <stdbool.h>

/* Append the formula as one <math> element (MathML Core; well-formed XML for every input).
   DISPLAY gives it a block of its own.  What is not understood is shown as it was typed, and
   control characters never get through. */
void tex_mathml(const char *tex, size_t len, bool display, Text *out);

/* Append TEXT as the content of an XML element or attribute: & < > " ' become entities, and what
   XML 1.0 does not allow becomes U+FFFD. */
void xml_escape(const char *text, size_t len, Text *out);

#endif
