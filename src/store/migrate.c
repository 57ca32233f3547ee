/* migrate.c -- the tables, as a list of steps from nothing to today.

   Ids are AUTOINCREMENT: a later row has a larger id, whatever the clock said.  */

#include "config.h"
#include "store/migrate.h"
#include "store/database.h"

#include <stdio.h>

const Migration migrations[] = {
  { 1, 4,
    "CREATE TABLE settings ("
    "  key TEXT PRIMARY KEY NOT NULL,"
    "  value TEXT NOT NULL"
    ") WITHOUT ROWID;"
    "CREATE TABLE lessons ("
    "  lesson TEXT PRIMARY KEY NOT NULL,"
    "  first_opened INTEGER NOT NULL,"
    "  last_opened INTEGER NOT NULL,"
    "  finished INTEGER,"
    "  seconds INTEGER NOT NULL DEFAULT 0"
    ") WITHOUT ROWID;"
    "CREATE TABLE positions ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  lesson TEXT NOT NULL UNIQUE,"
    "  step INTEGER NOT NULL,"
    "  item TEXT NOT NULL,"
    "  seed INTEGER NOT NULL,"
    "  updated_at INTEGER NOT NULL,"
    "  finished_at INTEGER"
    ");"
    "CREATE TABLE attempts ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  time INTEGER NOT NULL,"
    "  session INTEGER,"
    "  mode TEXT NOT NULL,"
    "  lesson TEXT NOT NULL,"
    "  exercise TEXT NOT NULL,"
    "  part TEXT NOT NULL,"
    "  skill TEXT NOT NULL,"
    "  variant_seed INTEGER NOT NULL,"
    "  typed TEXT NOT NULL,"
    "  verdict TEXT NOT NULL,"
    "  credit REAL NOT NULL,"
    "  hints INTEGER NOT NULL,"
    "  milliseconds INTEGER NOT NULL"
    ");"
    "CREATE INDEX attempts_by_exercise"
    "  ON attempts (lesson, exercise, part, verdict, variant_seed);"
    "CREATE INDEX attempts_by_skill ON attempts (skill, verdict, variant_seed);" },
  { 2, 6,
    "CREATE TABLE quizzes ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind TEXT NOT NULL,"
    "  topics TEXT NOT NULL,"
    "  count INTEGER NOT NULL,"
    "  seed INTEGER NOT NULL,"
    "  seconds_allowed INTEGER NOT NULL,"
    "  seconds_used INTEGER NOT NULL DEFAULT 0,"
    "  started INTEGER NOT NULL,"
    "  finished INTEGER,"
    "  dropped INTEGER NOT NULL DEFAULT 0,"
    "  score REAL"
    ");"
    "CREATE TABLE quiz_items ("
    "  quiz INTEGER NOT NULL REFERENCES quizzes (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  lesson TEXT NOT NULL,"
    "  exercise TEXT NOT NULL,"
    "  part TEXT NOT NULL,"
    "  skill TEXT NOT NULL,"
    "  variant_seed INTEGER NOT NULL,"
    "  answered INTEGER,"
    "  typed TEXT,"
    "  verdict TEXT,"
    "  credit REAL,"
    "  hints INTEGER,"
    "  milliseconds INTEGER,"
    "  PRIMARY KEY (quiz, position)"
    ") WITHOUT ROWID;"
    "CREATE INDEX quizzes_open ON quizzes (id) WHERE finished IS NULL;" },
  { 3, 8,
    "CREATE TABLE skills ("
    "  skill TEXT PRIMARY KEY NOT NULL,"
    "  due INTEGER NOT NULL,"
    "  stability REAL NOT NULL,"
    "  difficulty REAL NOT NULL,"
    "  last INTEGER NOT NULL,"
    "  reps INTEGER NOT NULL,"
    "  lapses INTEGER NOT NULL"
    ") WITHOUT ROWID;"
    "CREATE INDEX skills_by_due ON skills (due);"
    "CREATE TABLE reviews ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  time INTEGER NOT NULL,"
    "  skill TEXT NOT NULL REFERENCES skills (skill),"
    "  variant_seed INTEGER NOT NULL,"
    "  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),"
    "  hints INTEGER NOT NULL,"
    "  milliseconds INTEGER NOT NULL"
    ");"
    "CREATE INDEX reviews_by_skill ON reviews (skill);" },
  { 4, 9,
    "CREATE TABLE mastery ("
    "  skill TEXT PRIMARY KEY NOT NULL,"
    "  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),"
    "  changed INTEGER NOT NULL,"
    "  visits INTEGER NOT NULL,"
    "  rights INTEGER NOT NULL,"
    "  milliseconds INTEGER NOT NULL"
    ") WITHOUT ROWID;" },
};

enum { LATEST = sizeof migrations / sizeof *migrations };

int migrate_latest(void) {
  return LATEST;
}

/* Counted so that a file that lost a table is noticed at once and not at the first answer. */
static int missing_tables(sqlite3 *db, int64_t version, bool *missing) {
  int64_t found;
  int status = database_number(db,
                               "SELECT count(*) FROM sqlite_master"
                               " WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                               &found);
  *missing = version > 0 && found < migrations[version - 1].tables;
  return status;
}

/* One transaction, so that all answers are of one moment: another session may be making the file.
 */
int migrate_state(sqlite3 *db, MigrateState *state) {
  int64_t version, application, objects;
  bool missing = false;
  int status = database_execute(db, "BEGIN");
  if (status == SQLITE_OK) status = database_number(db, "PRAGMA user_version", &version);
  if (status == SQLITE_OK) status = database_number(db, "PRAGMA application_id", &application);
  if (status == SQLITE_OK)
    status = database_number(db, "SELECT count(*) FROM sqlite_master", &objects);
  if (status != SQLITE_OK) return status;
  bool empty = version == 0 && application == 0 && objects == 0;
  if (!empty && application != MIGRATE_APPLICATION)
    *state = MIGRATE_FOREIGN;
  else if (version > LATEST)
    *state = MIGRATE_NEWER;
  else if (version < 0)
    *state = MIGRATE_BROKEN;
  else {
    *state = version == LATEST ? MIGRATE_CURRENT : MIGRATE_OLDER;
    status = missing_tables(db, version, &missing);
    if (missing) *state = MIGRATE_BROKEN;
  }
  return status == SQLITE_OK ? database_execute(db, "COMMIT") : status;
}

static int apply(sqlite3 *db, int64_t version, int last) {
  int status = SQLITE_OK;
  for (int64_t i = version; i < last && status == SQLITE_OK; i++) {
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             (int)MIGRATE_APPLICATION, migrations[i].number);
    status = database_execute(db, migrations[i].sql);
    if (status == SQLITE_OK) status = database_execute(db, mark);
  }
  return status;
}

/* The version is read inside the transaction: another session may have migrated meanwhile. */
int migrate_to(sqlite3 *db, int last) {
  int64_t version;
  int status = database_execute(db, "BEGIN IMMEDIATE");
  if (status != SQLITE_OK) return status;
  status = database_number(db, "PRAGMA user_version", &version);
  if (status == SQLITE_OK) status = apply(db, version, last);
  if (status == SQLITE_OK) status = database_execute(db, "COMMIT");
  return status;
}
