/* page.h -- a lesson as one HTML page that needs nothing else.  */

#ifndef EXCHANGE_PAGE_H
#define EXCHANGE_PAGE_H

#include "lang/interp.h"
#include "learn/lesson.h"

/* Appends a picture of the figure as an element of HTML; false, with nothing appended, when there
   is none. */
typedef struct PageDrawer {
  void *self;
  bool (*draw)(void *self, const struct Figure *figure, Text *out);
} PageDrawer;

/* Append the page: texts, formulas as MathML, statements with what they print, pictures, and every
   exercise with the numbers of this SEED, its hints and solution folded away.  No scripts, nothing
   is loaded from elsewhere.  DRAWER may be NULL: captions stand for the pictures. */
void page_write(const Lesson *lesson, Interp *in, uint64_t seed, const PageDrawer *drawer,
                Text *out);

#endif
