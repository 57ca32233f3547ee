/* store.h -- the memory of the learner: one SQLite file, opened so that it never stands in the way.

   store_open answers a working Store in nearly every case.  Where the file cannot be written, is
   not ours, or comes from a newer mathtutor, the Store lives in memory for this session and
   store_warning says so once.  What is kept is in attempts.h, lessons.h, positions.h, quizzes.h,
   settings.h and skills.h; every event there is one transaction, and once its function has answered
   true, killing the program cannot lose it.  The tables are described in doc/progress-database.md.

   Several sessions may use one file at once.  A Store belongs to one thread and must not be carried
   across fork.  Texts are stored byte for byte; they need not be UTF-8.  */

#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"

#include <stdint.h>

typedef struct Store Store;

/* Milliseconds since 1970 in UTC.  A NULL function stands for the clock of the system.  The clock
   may jump: times are only shown, order comes from row numbers. */
typedef struct StoreClock {
  void *self;
  int64_t (*now)(void *self);
} StoreClock;

/* Opens or creates the file (":memory:" for none), with its folder.  An older one is migrated, a
   damaged one is renamed to PATH.damaged-YYYYMMDD-HHMMSS and a new one begun.  NULL with ERROR only
   when SQLite does not even work in memory. */
Store *store_open(const char *path, StoreClock clock, Error *error);
void store_close(Store *store); /* NULL is allowed */

/* A sentence or two that the caller shows once, or NULL when all is well. */
const char *store_warning(const Store *store);

/* Whether what is recorded outlives the program. */
bool store_is_kept(const Store *store);

#endif
