/* transfer.c -- taking what is known of the learner to another machine.

   Rows have no names that hold on two machines, so they are known by what they say: an answer by
   its time, question, text and verdict.  What comes in gets ids behind all of our own, in its own
   order, and its sittings keep apart from ours.  */

#include "config.h"
#include "store/transfer.h"
#include "store/database.h"

static const Span nowhere;

bool store_copy(Store *store, const char *path, Error *error) {
  Query q = query_begin(store, "VACUUM INTO ?");
  query_bind_text(&q, path);
  return query_run(&q, error);
}

typedef struct Merge {
  const char *sql;
  int64_t *changed; /* grows by the rows that were new; may be NULL */
} Merge;

#define SAME_ATTEMPT                                                                               \
  "SELECT 1 FROM main.attempts AS a WHERE a.lesson = b.lesson AND a.exercise = b.exercise"         \
  " AND a.part = b.part AND a.verdict = b.verdict AND a.variant_seed = b.variant_seed"             \
  " AND a.time = b.time AND a.typed = b.typed"

static bool run_steps(Store *store, const Merge *steps, size_t count, Error *error) {
  for (size_t i = 0; i < count; i++) {
    Query q = query_begin(store, steps[i].sql);
    if (!query_run(&q, error)) return false;
    if (steps[i].changed) *steps[i].changed += sqlite3_changes(store->db);
  }
  return true;
}

static bool merge_rows(Store *store, StoredMerge *out, Error *error) {
  const Merge steps[] = {
    { "INSERT INTO main.attempts SELECT id + (SELECT coalesce(max(seq), 0) FROM"
      " main.sqlite_sequence WHERE name = 'attempts'), time, session + (SELECT coalesce(max(seq),"
      " 0) FROM main.sqlite_sequence WHERE name = 'attempts'), mode, lesson, exercise, part, skill,"
      " variant_seed, typed, verdict, credit, hints, milliseconds FROM other.attempts AS b"
      " WHERE NOT EXISTS (" SAME_ATTEMPT ")",
      &out->attempts },
    { "INSERT OR IGNORE INTO main.skills SELECT * FROM other.skills", NULL },
    { "INSERT INTO main.reviews (time, skill, variant_seed, grade, hints, milliseconds)"
      " SELECT time, skill, variant_seed, grade, hints, milliseconds FROM other.reviews AS b"
      " WHERE NOT EXISTS (SELECT 1 FROM main.reviews AS a WHERE a.skill = b.skill"
      " AND a.time = b.time AND a.variant_seed = b.variant_seed) ORDER BY id",
      &out->reviews },
    { "UPDATE main.lessons AS a SET first_opened = min(a.first_opened, b.first_opened),"
      " last_opened = max(a.last_opened, b.last_opened),"
      " finished = coalesce(min(a.finished, b.finished), a.finished, b.finished),"
      " seconds = max(a.seconds, b.seconds) FROM other.lessons AS b WHERE a.lesson = b.lesson",
      NULL },
    { "INSERT OR IGNORE INTO main.lessons SELECT * FROM other.lessons", &out->lessons },
    { "DELETE FROM main.positions WHERE lesson IN (SELECT b.lesson FROM other.positions AS b"
      " WHERE b.lesson = main.positions.lesson AND b.updated_at > main.positions.updated_at)",
      NULL },
    { "INSERT INTO main.positions (lesson, step, item, seed, updated_at, finished_at)"
      " SELECT lesson, step, item, seed, updated_at, finished_at FROM other.positions AS b"
      " WHERE lesson NOT IN (SELECT lesson FROM main.positions) ORDER BY id",
      NULL },
    { "CREATE TEMP TABLE moved AS SELECT b.id AS old, b.id + (SELECT coalesce(max(seq), 0) FROM"
      " main.sqlite_sequence WHERE name = 'quizzes') AS new FROM other.quizzes AS b"
      " WHERE finished IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.quizzes AS a"
      " WHERE a.kind = b.kind AND a.started = b.started AND a.seed = b.seed"
      " AND a.finished IS NOT NULL)",
      NULL },
    { "DELETE FROM main.quizzes WHERE finished IS NULL AND EXISTS (SELECT 1 FROM temp.moved,"
      " other.quizzes AS b WHERE b.id = old AND b.kind = main.quizzes.kind"
      " AND b.started = main.quizzes.started AND b.seed = main.quizzes.seed)",
      NULL },
    { "INSERT INTO main.quizzes SELECT new, kind, topics, count, seed, seconds_allowed,"
      " seconds_used, started, finished, dropped, score FROM other.quizzes, temp.moved"
      " WHERE id = old",
      &out->quizzes },
    { "INSERT INTO main.quiz_items SELECT new, position, lesson, exercise, part, skill,"
      " variant_seed, answered, typed, verdict, credit, hints, milliseconds"
      " FROM other.quiz_items, temp.moved WHERE quiz = old",
      NULL },
    { "DROP TABLE temp.moved", NULL },
    { "INSERT OR IGNORE INTO main.settings SELECT * FROM other.settings"
      " WHERE key <> 'attempts-visited'",
      NULL },
  };
  return run_steps(store, steps, sizeof steps / sizeof *steps, error);
}

static bool count_known(Store *store, StoredMerge *out, Error *error) {
  Query q = query_begin(store, "SELECT count(*) FROM other.attempts");
  if (query_row(&q)) out->known = query_integer(&q, 0) - out->attempts;
  return query_end(&q, error);
}

/* Statements are prepared while OTHER is there and must be gone before it goes. */
static bool detach(Store *store, bool good, Error *error) {
  store_forget_statements(store);
  if (sqlite3_exec(store->db, "DETACH other", NULL, NULL, NULL) == SQLITE_OK || !good) return good;
  return error_set(error, ERROR_FILE, nowhere, "the copy could not be closed: %s",
                   sqlite3_errmsg(store->db));
}

bool store_merge(Store *store, const char *path, StoredMerge *out, Error *error) {
  *out = (StoredMerge){ 0 };
  Query attach = query_begin(store, "ATTACH ? AS other");
  query_bind_text(&attach, path);
  if (!query_run(&attach, error)) return false;
  bool good = store_begin(store, "what comes from the other machine", error);
  if (good) {
    good = merge_rows(store, out, error) && count_known(store, out, error);
    good = store_commit(store, good, error);
  }
  if (good) store_settle(store);
  return detach(store, good, error);
}
