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
  bool strict;      /* CLOSE_FIGURES: no more figures than asked */
} Closeness;

/* From tolerance:, digits: or between:.  False with a sentence in WHY when the text is not
 * understood. */
bool closeness_read(const Part *part, Closeness *out, Text *why);

bool closeness_equal(const Closeness *c, double model, double given);
/* Not equal, but within ten tolerances. */
bool closeness_near(const Closeness *c, double model, double given);
/* Not equal, but the same after rounding to two figures. */
bool closeness_rounds_alike(const Closeness *c, double model, double given);
/* How far off GIVEN may be. */
double closeness_tolerance(const Closeness *c, double model);
/* The rule in words: "within 0.1 %". */
void closeness_describe(const Closeness *c, double model, Text *out);

/* How many significant figures a typed number carries: at least LEAST, at most MOST ("100" is one
   to three).  False when it is no plain number. */
bool closeness_figures(const char *typed, int *least, int *most);

#endif
