/* positions.h -- where in a lesson the learner stopped.  */

#ifndef STORE_POSITIONS_H
#define STORE_POSITIONS_H

#include "base/memory.h"
#include "store/store.h"

typedef struct StoredPosition {
  const char *lesson; /* its slug */
  int64_t step;       /* from 0 */
  const char *item;   /* the exercise that waited for an answer, or "" */
  uint64_t seed;      /* the learner's for this walk, so that the numbers stay the same */
  int64_t updated;    /* milliseconds since 1970, UTC; set by the store */
  int64_t finished;   /* when this walk reached the end; 0: under way */
} StoredPosition;

/* Remembers the position, and that this lesson is the latest.  Only whether `finished` is 0
   matters; the store writes the time.  `lesson` and `item` are borrowed; NULL counts as "". */
bool store_position_save(Store *store, const StoredPosition *position, Error *error);

/* The texts live in ARENA.  *FOUND tells whether there is a position; false only on failure. */
bool store_position_load(Store *store, const char *lesson, Arena *arena, StoredPosition *out,
                         bool *found, Error *error);

/* Of the lesson that was worked on last and is not finished. */
bool store_position_last(Store *store, Arena *arena, StoredPosition *out, bool *found,
                         Error *error);

/* Begin that lesson from its start the next time. */
bool store_position_forget(Store *store, const char *lesson, Error *error);

#endif
