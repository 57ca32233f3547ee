/* progress.h -- facts about what was worked on: lessons, skills, time, what lasts and what fades.
 */

#ifndef LEARN_PROGRESS_H
#define LEARN_PROGRESS_H

#include "learn/catalogue.h"
#include "learn/mastery.h"
#include "store/lessons.h"

/* By how likely it would be recalled now. */
typedef enum Standing {
  STANDING_NONE,    /* was never solved, and is not due */
  STANDING_GROWING, /* recalled, but not for long yet */
  STANDING_SOLID,   /* recalled, and will be for three weeks or more */
  STANDING_FADING   /* less likely than the learner wants */
} Standing;

typedef struct ProgressSkill {
  const char *skill;
  const char *exercise; /* the part behind the slash */
  MasteryLevel level;
  Standing standing;
  double recall, stability; /* chance now; days.  NaN: no review state */
  int64_t due;              /* milliseconds since 1970; 0: not planned */
  int64_t visits, rights, milliseconds;
} ProgressSkill;

typedef struct ProgressLesson {
  const char *lesson, *title, *track; /* "" when it is not in the catalogue */
  StoredLesson known;
  size_t exercises; /* in the lesson; at least the skills that are known */
  size_t levels[MASTERY_LEVELS], standings[STANDING_FADING + 1];
  double mastered; /* 0 .. 1: levels reached of levels there are */
  const ProgressSkill *skills;
  size_t skill_count;
} ProgressLesson;

typedef struct Progress {
  Arena arena;
  StoredLessons known;
  ProgressLesson *lessons; /* in the catalogue's order, then others */
  size_t lesson_count;
  ProgressSkill *skills; /* lesson by lesson */
  size_t skill_count;
  size_t levels[MASTERY_LEVELS], standings[STANDING_FADING + 1];
  size_t exercises, due;
  int64_t attempts, right, seconds; /* the latter with the time of quizzes */
} Progress;

const char *standing_name(Standing standing); /* "", "growing", "solid", "fading" */

/* Everything as of NOW (milliseconds).  Takes new answers into account first.  To be freed even
   after false. */
bool progress_load(Progress *p, const Catalogue *catalogue, Store *store, int64_t now,
                   Error *error);
void progress_free(Progress *p);

#endif
