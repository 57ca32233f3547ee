/* migrate.h -- the tables, as a list of steps from nothing to today.

   PRAGMA user_version counts the steps a file has had, PRAGMA application_id tells that it is ours.
   A step that was ever released is never changed: what must differ goes into a new one.  */

#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <sqlite3.h>

typedef struct Migration {
  int number; /* the version it leads to: 1, 2, 3, ... without gaps */
  int tables; /* how many there are then */
  const char *sql;
} Migration;

extern const Migration migrations[];
int migrate_latest(void);

enum { MIGRATE_APPLICATION = 0x6D745452 }; /* "mtTR" */

typedef enum MigrateState {
  MIGRATE_CURRENT,
  MIGRATE_OLDER,   /* also an empty file */
  MIGRATE_NEWER,   /* written by a newer mathtutor */
  MIGRATE_FOREIGN, /* another program's */
  MIGRATE_BROKEN   /* says it is ours, but tables are missing */
} MigrateState;

/* What the file is.  Changes nothing.  An SQLite status; after a failure DB is to be closed. */
int migrate_state(sqlite3 *db, MigrateState *state);

/* Bring it up to version LAST in one transaction, all or nothing.  Safe while other sessions do the
   same.  An SQLite status; after a failure the database is only good for asking why and closing,
   which undoes everything. */
int migrate_to(sqlite3 *db, int last);

#endif
