/* step_hints.h -- hints that no author wrote: the headings of the steps to the answer.

   Where a part has no `hint:` line, the way to its answer may be known all the same: from the
   first statement of an explain fence in its solution, from `of:`, or from the answer itself, when
   that is an expression that `explain` can take apart.  Headings from the one on that shows the
   answer are left out.  */

#ifndef LEARN_STEP_HINTS_H
#define LEARN_STEP_HINTS_H

#include "lang/interp.h"
#include "learn/exercise.h"

enum { MOST_STEP_HINTS = 3 };

typedef struct StepHints {
  char *texts[MOST_STEP_HINTS];   /* Markdown; owned */
  Value reached[MOST_STEP_HINTS]; /* what somebody who did the step has; VALUE_NONE: not known */
  size_t count;
} StepHints;

/* Of PART in the variant that SCOPE holds; none when there is no way to know. */
void step_hints_find(StepHints *h, Interp *in, Scope *scope, const Part *part);
void step_hints_free(StepHints *h);
/* Drop the hints from FROM on that somebody who has VALUE does not need. */
void step_hints_reach(StepHints *h, size_t from, Value value);

#endif
