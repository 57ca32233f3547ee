/* attempts.h -- every answer that was ever given.  */

#ifndef STORE_ATTEMPTS_H
#define STORE_ATTEMPTS_H

#include "base/memory.h"
#include "store/store.h"

/* One answer.  When recording, `id`, `time` and `session` are filled in by the store and NULL texts
   count as "".  Beside the judge's verdicts ("right", "form", "close", "slip", "wrong",
   "ungradable") "skip" and "solution" are recorded, with what was typed "". */
typedef struct StoredAttempt {
  int64_t id;       /* later attempts have larger ids, whatever the clock says */
  int64_t time;     /* milliseconds since 1970, UTC */
  int64_t session;  /* the id of the first attempt of the same sitting */
  const char *mode; /* "lesson", "quiz", "review", "placement", "try" */
  const char *lesson, *exercise, *part; /* slug; name; "" for the only part */
  const char *skill;                    /* a key of the caller's choice */
  uint64_t variant_seed;
  const char *typed;
  const char *verdict;
  double credit;        /* 0 .. 1 */
  int64_t hints;        /* shown before this answer */
  int64_t milliseconds; /* from the question (or the answer before) to this answer */
} StoredAttempt;

/* Records one answer; on false ERROR has a sentence that the learner may see. */
bool store_attempt_record(Store *store, const StoredAttempt *attempt, Error *error);

typedef struct StoredCounts {
  int64_t attempts; /* all but the ungradable ones */
  int64_t right;
  int64_t ungradable;
  int64_t variants; /* different seeds among all of them */
} StoredCounts;

/* PART may be NULL for all parts together. */
bool store_attempt_counts(Store *store, const char *lesson, const char *exercise, const char *part,
                          StoredCounts *counts, Error *error);
bool store_skill_counts(Store *store, const char *skill, StoredCounts *counts, Error *error);

/* Which attempts: NULL and 0 do not restrict. */
typedef struct AttemptFilter {
  const char *lesson, *exercise, *part, *skill, *mode;
  int64_t since; /* milliseconds since 1970 */
  int64_t after; /* an id: only later attempts */
  size_t limit;  /* at most so many */
} AttemptFilter;

typedef struct StoredAttempts {
  Arena arena; /* owns the items and their texts */
  StoredAttempt *items;
  size_t count;
} StoredAttempts;

/* Newest first.  OUT is to be freed even after false. */
bool store_attempts(Store *store, const AttemptFilter *filter, StoredAttempts *out, Error *error);
void stored_attempts_free(StoredAttempts *list);

#endif
