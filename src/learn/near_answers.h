/* near_answers.h -- expressions that are one change away from a model answer.  */

#ifndef LEARN_NEAR_ANSWERS_H
#define LEARN_NEAR_ANSWERS_H

#include "base/memory.h"

enum { MOST_NEAR = 200 };

/* What a learner may compute instead of EXPRESSION: a part of it, an operator or a function swapped
   for its neighbour, a sign, a factor.  In ARENA; returns the count.  0 when it cannot be parsed.
 */
size_t near_answers(const char *expression, Arena *arena, const char **out);

#endif
