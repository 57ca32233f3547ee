/* lessons.h -- which lessons were opened and finished, and how far the learner is in each.  */

#ifndef STORE_LESSONS_H
#define STORE_LESSONS_H

#include "base/memory.h"
#include "store/store.h"

/* Note that LESSON was opened now, for the first time perhaps. */
bool store_lesson_opened(Store *store, const char *lesson, Error *error);

/* The first time counts.  Also writes everything to the disk itself. */
bool store_lesson_finished(Store *store, const char *lesson, Error *error);

/* Adds to the time spent; negative seconds count as none. */
bool store_lesson_spent(Store *store, const char *lesson, int64_t seconds, Error *error);

/* What is known of one lesson.  Times are milliseconds since 1970, UTC; 0: never. */
typedef struct StoredLesson {
  const char *lesson;
  int64_t first_opened, last_opened, finished;
  int64_t seconds; /* spent in it */
  bool placed;     /* a position is known: step and item */
  int64_t step;    /* from 0 */
  const char *item;
  bool walking;            /* the position is not at the end of the lesson */
  int64_t attempts, right; /* gradable answers, and the right ones among them */
  int64_t solved;          /* different questions (exercise and part) answered right */
} StoredLesson;

typedef struct StoredLessons {
  Arena arena; /* owns the texts */
  StoredLesson *items;
  size_t count;
} StoredLessons;

/* Every lesson of which anything is known, by name.  OUT is to be freed even after false. */
bool store_lessons(Store *store, StoredLessons *out, Error *error);
void stored_lessons_free(StoredLessons *list);

#endif
