/* foreign.h -- the texts of other systems as the Markdown of lessons.

   Nothing in them can become a heading, a fence or a formula unless it was one: everything that
   Markdown would read is escaped.  (A value @{...} of lessons is guarded when a lesson is written.)
   TEXT ends with a NUL behind its LEN bytes.  */

#ifndef EXCHANGE_FOREIGN_H
#define EXCHANGE_FOREIGN_H

#include "base/text.h"
#include <stdbool.h>

/* Plain text.  \(...\), \[...\] and $$...$$ are mathematics, as Moodle's filters read them. */
void markdown_from_plain(const char *text, size_t len, Text *out);

/* HTML as editors write it: emphasis, code, lists, tables, sub- and superscripts, entities.  True
   when something could not be carried over (a picture, a sound, a form); ALT of a picture stays. */
bool markdown_from_html(const char *html, size_t len, Text *out);

/* Whether the text has tags, as texts without a named format may have. */
bool looks_like_html(const char *text, size_t len);

#endif
