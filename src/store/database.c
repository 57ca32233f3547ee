/* database.c -- statements and transactions over SQLite.  */

#include "config.h"
#include "store/database.h"
#include "store/rescue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const Span nowhere;

int64_t store_now(const Store *store) {
  if (store->clock.now) return store->clock.now(store->clock.self);
  struct timespec t = { 0 };
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool database_damaged(int status) {
  int primary = status & 0xFF;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

/* SQLite does not always refresh its note of the system's error number, so only those are believed
   that explain a failing disk. */
static const char *disk_reason(sqlite3 *db) {
  int number = db ? sqlite3_system_errno(db) : 0;
  if (number == ENOSPC || number == EDQUOT) return "the disk is full";
  if (number == EROFS || number == EACCES || number == EPERM) return strerror(number);
  return "the disk reports an error";
}

const char *database_reason(sqlite3 *db, int status) {
  switch (status & 0xFF) {
  case SQLITE_FULL: return "the disk is full";
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return "another session holds the file";
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: return "the file is damaged";
  case SQLITE_READONLY: return "the file may not be written";
  case SQLITE_NOMEM: return "there is not enough memory";
  case SQLITE_TOOBIG: return "the text is too long";
  case SQLITE_IOERR: return disk_reason(db);
  default: return db ? sqlite3_errmsg(db) : sqlite3_errstr(status);
  }
}

int database_execute(sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int database_number(sqlite3 *db, const char *sql, int64_t *number) {
  sqlite3_stmt *statement = NULL;
  *number = -1;
  int status = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (status != SQLITE_OK) return status;
  if (sqlite3_step(statement) == SQLITE_ROW) *number = sqlite3_column_int64(statement, 0);
  return sqlite3_finalize(statement);
}

Query query_begin(Store *store, const char *sql) {
  Query q = { .store = store, .saves = strncmp(sql, "SELECT", 6) != 0 };
  for (size_t i = 0; i < store->prepared_count; i++)
    if (store->prepared[i].sql == sql) {
      q.statement = store->prepared[i].statement;
      return q;
    }
  q.status = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q.statement, NULL);
  if (q.status != SQLITE_OK) return q;
  MEM_GROW(store->prepared, store->prepared_count, store->prepared_cap);
  store->prepared[store->prepared_count++] = (Prepared){ sql, q.statement };
  return q;
}

static void note_status(Query *q, int status) {
  if (q->status == SQLITE_OK) q->status = status;
}

void query_bind_text(Query *q, const char *text) {
  if (q->status != SQLITE_OK) return;
  q->bound++;
  if (text)
    note_status(q, sqlite3_bind_text64(q->statement, q->bound, text, strlen(text), SQLITE_STATIC,
                                       SQLITE_UTF8));
  else
    note_status(q, sqlite3_bind_null(q->statement, q->bound));
}

void query_bind_integer(Query *q, int64_t number) {
  if (q->status != SQLITE_OK) return;
  note_status(q, sqlite3_bind_int64(q->statement, ++q->bound, number));
}

/* SQLite's integers are signed; the bits are kept. */
void query_bind_seed(Query *q, uint64_t seed) {
  int64_t bits;
  memcpy(&bits, &seed, sizeof bits);
  query_bind_integer(q, bits);
}

void query_bind_real(Query *q, double number) {
  if (q->status != SQLITE_OK) return;
  note_status(q, sqlite3_bind_double(q->statement, ++q->bound, number));
}

bool query_row(Query *q) {
  if (q->status != SQLITE_OK) return false;
  int status = sqlite3_step(q->statement);
  if (status == SQLITE_ROW) return true;
  if (status != SQLITE_DONE) q->status = status;
  return false;
}

/* The reason is asked for before the statement is reset, which may change it. */
bool query_end(Query *q, Error *error) {
  if (q->status != SQLITE_OK) {
    const char *why = database_reason(q->store->db, q->status);
    if (q->saves)
      error_set(error, ERROR_FILE, nowhere,
                "progress could not be saved: %s; you can go on, but %s is not recorded", why,
                q->store->event ? q->store->event : "this");
    else
      error_set(error, ERROR_FILE, nowhere, "progress could not be read: %s", why);
    if (database_damaged(q->status)) rescue_suspect(q->store->path);
  }
  if (q->statement) {
    sqlite3_reset(q->statement); /* repeats the status of the last step */
    sqlite3_clear_bindings(q->statement);
  }
  return q->status == SQLITE_OK;
}

bool query_run(Query *q, Error *error) {
  while (query_row(q)) continue;
  return query_end(q, error);
}

bool query_is_null(const Query *q, int column) {
  return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

int64_t query_integer(const Query *q, int column) {
  return sqlite3_column_int64(q->statement, column);
}

uint64_t query_seed(const Query *q, int column) {
  int64_t bits = query_integer(q, column);
  uint64_t seed;
  memcpy(&seed, &bits, sizeof seed);
  return seed;
}

double query_real(const Query *q, int column) {
  return sqlite3_column_double(q->statement, column);
}

const char *query_text(const Query *q, int column, Arena *arena) {
  const char *bytes = (const char *)sqlite3_column_text(q->statement, column);
  if (!bytes) return NULL;
  return arena_copy(arena, bytes, (size_t)sqlite3_column_bytes(q->statement, column));
}

bool query_append(const Query *q, int column, Text *out) {
  const char *bytes = (const char *)sqlite3_column_text(q->statement, column);
  if (!bytes) return false;
  text_append(out, bytes, (size_t)sqlite3_column_bytes(q->statement, column));
  return true;
}

/* Taking the write lock at once: two sessions then wait for each other instead of failing half-way
   through with a snapshot that is out of date. */
bool store_begin(Store *store, const char *event, Error *error) {
  store->event = event;
  Query q = query_begin(store, "BEGIN IMMEDIATE");
  bool good = query_run(&q, error);
  if (!good) store->event = NULL;
  return good;
}

bool store_commit(Store *store, bool good, Error *error) {
  if (good) {
    Query commit = query_begin(store, "COMMIT");
    good = query_run(&commit, error);
  }
  if (!good && !sqlite3_get_autocommit(store->db)) {
    Error echo = { 0 }; /* the first error is the cause */
    Query rollback = query_begin(store, "ROLLBACK");
    query_run(&rollback, &echo);
  }
  store->event = NULL;
  return good;
}

void store_settle(Store *store) {
  if (store->path)
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

void store_forget_statements(Store *store) {
  for (size_t i = 0; i < store->prepared_count; i++) sqlite3_finalize(store->prepared[i].statement);
  free(store->prepared);
  store->prepared = NULL;
  store->prepared_count = store->prepared_cap = 0;
}
