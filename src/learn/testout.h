/* testout.h -- a lesson left out because a short quiz showed that it is known.  */

#ifndef LEARN_TESTOUT_H
#define LEARN_TESTOUT_H

#include "base/text.h"
#include "store/store.h"

enum { TESTOUT_COUNT = 6, TESTOUT_PASS = 80 }; /* questions; percent */

/* The end of such a quiz: passed, the lesson counts as finished.  Appends what the learner is told.
   STORE may be NULL. */
void testout_settle(Store *store, const char *lesson, double percent, Text *out);

#endif
