/* closeness.h -- when two numbers count as equal.  The rules are section 2 of the judging rules: an
   integer must be met exactly, anything else to 0.1 %, unless the exercise says otherwise.  */

#ifndef LEARN_CLOSENESS_H
#define LEARN_CLOSENESS_H

#include "learn/exercise.h"

typedef struct Closeness {
  enum {
    CLOSE_STANDARD,
    CLOSE_RELATIVE,
    CLOSE_ABSOLUTE,
    CLOSE_DECIMALS,
    CLOSE_FIGURES,
    CLOSE_BETWEEN
  } rule;
  double amount;    /* relative or absolute tolerance, decimals or figures */
  double low, high; /* CLOSE_BETWEEN */
} Closeness;

/* From tolerance:, digits: or between:.  False with a sentence in WHY when the text is not
 * understood. */
bool closeness_read(const Part *part, Closeness *out, Text *why);

bool closeness_equal(const Closeness *c, double model, double given);
/* Not equal, but near: within ten tolerances, or equal after rounding to two figures. */
bool closeness_near(const Closeness *c, double model, double given);
/* How far off GIVEN may be. */
double closeness_tolerance(const Closeness *c, double model);

#endif
