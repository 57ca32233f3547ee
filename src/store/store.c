/* store.c -- opening the learner's memory, whatever state it is in.

   synchronous is NORMAL: in WAL mode a commit is then in the operating system's hands, so that
   killing the program loses nothing, and no answer waits for the disk.  A power cut cannot damage
   the file; it may take what was answered since the last store_settle or checkpoint.  */

#include "config.h"
#include "store/store.h"
#include "base/files.h"
#include "base/memory.h"
#include "store/database.h"
#include "store/migrate.h"
#include "store/rescue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 5000 }; /* milliseconds to wait for another session */

typedef enum Opened {
  OPENED,
  OPENED_FAILED, /* why: in the text */
  OPENED_DAMAGED,
  OPENED_NEWER,
  OPENED_FOREIGN
} Opened;

static void close_database(Store *store) {
  store_forget_statements(store);
  sqlite3_close(store->db);
  store->db = NULL;
}

/* Until the file is known to be good and ours nothing in it may change, not even by the checkpoint
   that SQLite makes when it closes. */
static void configure(sqlite3 *db) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, PATIENCE);
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

/* Asks for WAL; *LOGGED tells whether the file has it now. */
static int ask_for_log(sqlite3 *db, bool *logged) {
  sqlite3_stmt *statement = NULL;
  *logged = false;
  int status = sqlite3_prepare_v2(db, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
  if (status != SQLITE_OK) return status;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    const char *mode = (const char *)sqlite3_column_text(statement, 0);
    *logged = mode && strcmp(mode, "wal") == 0;
  }
  return sqlite3_finalize(statement);
}

/* Changing to WAL needs the file for itself for a moment.  SQLite waits for that or not, as the
   lock in the way has it; so the waiting is done here alone.  Where WAL is impossible (some network
   folders) the old journal is kept; it is as safe, but only while every commit waits for the disk.
 */
static int choose_journal(sqlite3 *db) {
  bool logged = false;
  int status = SQLITE_OK;
  sqlite3_busy_timeout(db, 0);
  for (int i = 0; i < PATIENCE / 10; i++) {
    status = ask_for_log(db, &logged);
    if ((status & 0xFF) != SQLITE_BUSY) break;
    nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
  }
  sqlite3_busy_timeout(db, PATIENCE);
  if (status == SQLITE_OK && logged) status = database_execute(db, "PRAGMA synchronous = NORMAL");
  return status;
}

/* Reads every page; only after damage was met in an earlier session. */
static int check_pages(sqlite3 *db) {
  sqlite3_stmt *statement = NULL;
  int status = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
  if (status != SQLITE_OK) return status;
  bool row = sqlite3_step(statement) == SQLITE_ROW;
  const char *answer = row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  bool good = answer && strcmp(answer, "ok") == 0;
  status = sqlite3_finalize(statement);
  return status == SQLITE_OK && !good ? SQLITE_CORRUPT : status;
}

static int prepare_tables(sqlite3 *db, MigrateState state) {
  int status = database_execute(db, "PRAGMA foreign_keys = ON");
  if (status == SQLITE_OK && state == MIGRATE_OLDER) status = migrate_to(db, migrate_latest());
  return status;
}

/* SQLite tries several ways to open a file and keeps the error of the last one; the first thing
   that stands in the way is more telling. */
static void explain_failure(sqlite3 *db, const char *path, int status, Text *why) {
  Text folder = TEXT_EMPTY;
  rescue_folder(path, &folder);
  if ((status & 0xFF) != SQLITE_CANTOPEN)
    text_puts(why, database_reason(db, status));
  else if (file_is_folder(path))
    text_puts(why, "it is a folder");
  else if (access(file_exists(path) ? path : text_string(&folder), R_OK | W_OK) != 0)
    text_puts(why, strerror(errno));
  else
    text_puts(why, database_reason(db, status));
  text_free(&folder);
}

/* The file is ours: from here on it may be changed. */
static int make_ready(sqlite3 *db, const char *path, MigrateState state) {
  bool suspect = rescue_is_suspect(path);
  int status = sqlite3_db_readonly(db, "main") == 1 ? SQLITE_READONLY : SQLITE_OK;
  if (status == SQLITE_OK && suspect) status = check_pages(db);
  if (status == SQLITE_OK) status = choose_journal(db);
  if (status == SQLITE_OK) status = prepare_tables(db, state);
  if (status != SQLITE_OK) return status;
  if (suspect) rescue_trust(path);
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return SQLITE_OK;
}

/* On OPENED the database is open, else closed. */
static Opened try_open(Store *store, const char *path, Text *why) {
  MigrateState state = MIGRATE_CURRENT;
  Opened opened = OPENED;
  int status = sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (status == SQLITE_OK) {
    configure(store->db);
    status = migrate_state(store->db, &state);
  }
  if (status == SQLITE_OK && state == MIGRATE_NEWER)
    opened = OPENED_NEWER;
  else if (status == SQLITE_OK && state == MIGRATE_FOREIGN)
    opened = OPENED_FOREIGN;
  else if (status == SQLITE_OK && state == MIGRATE_BROKEN)
    status = SQLITE_CORRUPT;
  else if (status == SQLITE_OK)
    status = make_ready(store->db, path, state);
  if (status != SQLITE_OK) {
    opened = database_damaged(status) ? OPENED_DAMAGED : OPENED_FAILED;
    explain_failure(store->db, path, status, why);
  }
  if (opened != OPENED) close_database(store);
  return opened;
}

/* Looks again under the lock: another session may have set the file aside already. */
static Opened replace_damaged(Store *store, const char *path, Text *why) {
  int lock = rescue_lock(path);
  text_clear(why);
  Opened opened = try_open(store, path, why);
  if (opened == OPENED_DAMAGED) {
    Text aside = TEXT_EMPTY;
    text_clear(why);
    if (rescue_set_aside(path, store_now(store), &aside)) {
      rescue_trust(path);
      opened = try_open(store, path, why);
      text_printf(&store->warning, "The progress file %s was damaged. It is kept as %s%s", path,
                  text_string(&aside), opened == OPENED ? ", and a new one was begun." : ".");
    } else {
      opened = OPENED_FAILED;
      text_printf(why, "it is damaged and cannot be renamed: %s", strerror(errno));
    }
    text_free(&aside);
  }
  rescue_unlock(lock);
  return opened;
}

static bool make_parent(const char *path, Text *why) {
  Text folder = TEXT_EMPTY;
  Error error = { 0 };
  rescue_folder(path, &folder);
  bool good = file_make_folder(text_string(&folder), &error);
  if (!good) text_puts(why, error.message);
  text_free(&folder);
  return good;
}

static Opened open_file(Store *store, const char *path, Text *why) {
  if (!*path) {
    text_puts(why, "it has no name");
    return OPENED_FAILED;
  }
  if (!make_parent(path, why)) return OPENED_FAILED;
  Opened opened = try_open(store, path, why);
  if (opened == OPENED_DAMAGED) opened = replace_damaged(store, path, why);
  if (opened == OPENED) store->path = mem_copy_string(path);
  return opened;
}

/* With PATH, what is in that file is copied, so that at least it can be looked at. */
static int open_memory(Store *store, const char *path) {
  MigrateState state = MIGRATE_OLDER;
  int status = sqlite3_open_v2(":memory:", &store->db, SQLITE_OPEN_READWRITE, NULL);
  if (status == SQLITE_OK && path && !rescue_copy(path, store->db)) status = SQLITE_CANTOPEN;
  if (status == SQLITE_OK) {
    configure(store->db);
    status = migrate_state(store->db, &state);
  }
  if (status == SQLITE_OK) status = prepare_tables(store->db, state);
  if (status == SQLITE_OK || !path) return status;
  close_database(store);
  return open_memory(store, NULL);
}

static void warn(Store *store, const char *path, Opened opened, const char *why) {
  if (store->warning.len > 0) text_putc(&store->warning, ' ');
  if (opened == OPENED_NEWER)
    text_printf(&store->warning,
                "The progress file %s was written by a newer mathtutor and is left as it is.",
                path);
  else if (opened == OPENED_FOREIGN)
    text_printf(&store->warning, "The file %s belongs to another program and is left as it is.",
                path);
  else
    text_printf(&store->warning, "Progress cannot be saved in %s: %s.", path, why);
  text_puts(&store->warning, " What you do now is remembered until you leave.");
}

Store *store_open(const char *path, StoreClock clock, Error *error) {
  Store *store = mem_new(sizeof *store);
  Text why = TEXT_EMPTY;
  store->clock = clock;
  bool wants_file = strcmp(path, ":memory:") != 0;
  Opened opened = wants_file ? open_file(store, path, &why) : OPENED;
  int status = SQLITE_OK;
  if (!store->db) {
    if (wants_file) warn(store, path, opened, text_string(&why));
    status = open_memory(store, opened == OPENED_FAILED && *path ? path : NULL);
  }
  text_free(&why);
  if (status == SQLITE_OK) return store;
  error_set(error, ERROR_FILE, (Span){ 0, 0 }, "progress cannot be remembered: %s",
            database_reason(store->db, status));
  store_close(store);
  return NULL;
}

void store_close(Store *store) {
  if (!store) return;
  close_database(store);
  free(store->path);
  text_free(&store->warning);
  free(store);
}

const char *store_warning(const Store *store) {
  return store->warning.len > 0 ? text_string(&store->warning) : NULL;
}

bool store_is_kept(const Store *store) {
  return store->path != NULL;
}
