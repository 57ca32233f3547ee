/* skills.h -- what the review scheduler knows of each skill, and the log it learned that from.

   The scheduler itself is pure and lives elsewhere; this is only its memory.  The log is never
   changed: time, skill, seed, grade, hints and milliseconds are what FSRS optimisers read.  */

#ifndef STORE_SKILLS_H
#define STORE_SKILLS_H

#include "base/memory.h"
#include "store/store.h"

typedef struct StoredSkill {
  const char *skill;
  int64_t due;       /* milliseconds since 1970, UTC */
  double stability;  /* days */
  double difficulty; /* 1 .. 10 */
  int64_t last;      /* the last review, milliseconds since 1970, UTC */
  int64_t reps, lapses;
} StoredSkill;

typedef struct StoredReview {
  int64_t id;   /* filled in by the store */
  int64_t time; /* when recording, 0 is now */
  const char *skill;
  uint64_t variant_seed;
  int grade; /* 1 again, 2 hard, 3 good, 4 easy */
  int64_t hints, milliseconds;
} StoredReview;

/* One review: appends to the log and saves the new state, both or neither.  The skill is that of
   STATE. */
bool store_review_record(Store *store, const StoredReview *review, const StoredSkill *state,
                         Error *error);

/* The text lives in ARENA.  *FOUND tells whether the skill is known; false only on failure. */
bool store_skill_load(Store *store, const char *skill, Arena *arena, StoredSkill *out, bool *found,
                      Error *error);

typedef struct StoredSkills {
  Arena arena; /* owns the texts */
  StoredSkill *items;
  size_t count;
} StoredSkills;

/* Skills due at UNTIL or before, the most overdue first; INT64_MAX for all.  OUT is to be freed
   even after false; the same below. */
bool store_skills_due(Store *store, int64_t until, StoredSkills *out, Error *error);
void stored_skills_free(StoredSkills *list);

typedef struct StoredReviews {
  Arena arena;
  StoredReview *items;
  size_t count;
} StoredReviews;

/* In the order they happened.  SKILL may be NULL for all. */
bool store_reviews(Store *store, const char *skill, StoredReviews *out, Error *error);
void stored_reviews_free(StoredReviews *list);

#endif
