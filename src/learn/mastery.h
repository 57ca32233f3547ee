/* mastery.h -- what the learner can do, told from the answers.

   A skill is an exercise, "lesson/exercise", whatever numbers it draws.  A visit is what was
   answered to one variant in one sitting.  Visits are read from the attempts in the store: whoever
   records answers need not know of levels and reviews.

   Levels: any graded answer makes a skill attempted; right at once and without help raises it by
   one level, at most one a day; in a lesson (or placement) only up to familiar, in quizzes and
   reviews up to mastered.  A miss lowers it by one, never below attempted.  Right after a hint, or
   after an answer that was only close, changes nothing.  */

#ifndef LEARN_MASTERY_H
#define LEARN_MASTERY_H

#include "store/mastery.h"

typedef enum MasteryLevel {
  MASTERY_NONE,
  MASTERY_ATTEMPTED,
  MASTERY_FAMILIAR,
  MASTERY_PROFICIENT,
  MASTERY_MASTERED
} MasteryLevel;

enum { MASTERY_LEVELS = MASTERY_MASTERED + 1 };

const char *mastery_name(MasteryLevel level); /* "not yet", "attempted" ... "mastered" */

/* Takes the attempts that were not looked at yet into levels, review states and the review log.
   Once nothing is new it costs next to nothing.  Of a quiz call it at the end: there the last
   answer to each part counts, elsewhere the first. */
bool mastery_settle(Store *store, Error *error);

/* The level of SKILL as settled last; MASTERY_NONE when nothing is known, or on failure (false). */
bool mastery_level(Store *store, const char *skill, MasteryLevel *out, Error *error);

/* All levels anew from all attempts, in the order of their times: after a merge.  The review log
   is left alone. */
bool mastery_retell(Store *store, Error *error);

#endif
