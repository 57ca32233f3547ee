/* xapi.h -- a quiz as statements of the Experience API (xAPI 1.0.3), one JSON object a line.  */

#ifndef LEARN_XAPI_H
#define LEARN_XAPI_H

#include "learn/quiz.h"

/* "answered" for every question that has an answer, then "passed", "failed" or "completed" for the
   whole.  The ids follow from the quiz, so that a second import adds nothing. */
void xapi_put(const Quiz *q, Text *out);

#endif
