/* template.h -- @{expr} in a lesson's text becomes its value.

   @{x:3s} three significant figures, @{x:2d} two decimals; @@{ is a literal.  The result is
   Markdown again: inside $...$ a value is written as TeX (a matrix as bmatrix, a negative number
   after an operator in brackets), inside `code` as it would be typed, elsewhere as plain text with
   every Markdown character escaped, so that no value can change the structure of the page.  */

#ifndef LEARN_TEMPLATE_H
#define LEARN_TEMPLATE_H

#include "lang/interp.h"
#include "learn/findings.h"

/* Append TEXT with its values from SCOPE.  On a failed expression false; PLACE_OFFSET (may be NULL)
   is the byte in TEXT where it stands, and ERROR says why. */
bool template_expand(Interp *in, Scope *scope, const char *text, Text *out, size_t *place_offset,
                     Error *error);

/* One value as it appears in running text: "3", "0.667", "[2 -1 3]". */
void template_value(Value v, const char *format, Text *out);

/* The Markdown that template_expand made, without the backslashes that guard its punctuation; code
   and formulas keep theirs. */
void template_plain(const char *markdown, Text *out);

/* The length of the @{...} that TEXT begins with; 0 when it begins with none. */
size_t template_length(const char *text);

/* The expressions of TEXT, one after the other; false after the last.  *AT moves on. */
bool template_next(const char *text, size_t *at, size_t *start, size_t *end);

#endif
