/* mastery.h -- how well each skill is mastered, and what a visit to an exercise changes.

   What a visit means is decided elsewhere; this floor only keeps it.  Levels and review states
   follow from the attempts, up to the one that was looked at last.  */

#ifndef STORE_MASTERY_H
#define STORE_MASTERY_H

#include "store/skills.h"

typedef struct StoredMastery {
  const char *skill;
  int64_t level;   /* 1 attempted, 2 familiar, 3 proficient, 4 mastered */
  int64_t changed; /* the last promotion or miss, milliseconds since 1970, UTC; 0: never */
  int64_t visits, rights;
  int64_t milliseconds; /* spent on it */
} StoredMastery;

/* The text lives in ARENA.  *FOUND tells whether it is known; false only on failure. */
bool store_mastery_load(Store *store, const char *skill, Arena *arena, StoredMastery *out,
                        bool *found, Error *error);

typedef struct StoredMasteries {
  Arena arena;
  StoredMastery *items;
  size_t count;
} StoredMasteries;

/* All of them, by name.  OUT is to be freed even after false. */
bool store_masteries(Store *store, StoredMasteries *out, Error *error);
void stored_masteries_free(StoredMasteries *list);

/* One visit: the level afterwards, and with REVIEWED a review of the skill. */
typedef struct StoredVisit {
  StoredMastery mastery;
  bool reviewed;
  StoredReview review; /* with its time */
  StoredSkill state;
} StoredVisit;

/* The id of the last attempt that was looked at; 0: none. */
bool store_visited(Store *store, int64_t *id, Error *error);

/* Keeps visits that follow from the attempts behind FROM up to UPTO, all or none.  *TAKEN is false
   when another session has gone on from FROM meanwhile: then nothing was kept. */
bool store_visits_save(Store *store, int64_t from, int64_t upto, const StoredVisit *visits,
                       size_t count, bool *taken, Error *error);

/* Forget all levels, so that they can be told from the attempts again. */
bool store_mastery_replace(Store *store, const StoredVisit *visits, size_t count, int64_t upto,
                           Error *error);

/* New states for skills, in one event. */
bool store_skills_save(Store *store, const StoredSkill *states, size_t count, Error *error);

#endif
