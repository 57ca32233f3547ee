/* forget.c -- taking back what is known of the learner.  */

#include "config.h"
#include "store/forget.h"
#include "store/database.h"

/* Skills are named "lesson/exercise". */
#define OF_SKILL "(?1 IS NULL OR substr(skill, 1, length(?1) + 1) = ?1 || '/')"
#define OF_LESSON "(?1 IS NULL OR lesson = ?1)"

static bool count_rows(Store *store, const char *sql, const char *lesson, int64_t *out,
                       Error *error) {
  Query q = query_begin(store, sql);
  query_bind_text(&q, lesson);
  *out = query_row(&q) ? query_integer(&q, 0) : 0;
  return query_end(&q, error);
}

bool store_amount(Store *store, const char *lesson, StoredAmount *out, Error *error) {
  *out = (StoredAmount){ 0 };
  return count_rows(store, "SELECT count(*) FROM attempts WHERE " OF_LESSON, lesson, &out->attempts,
                    error) &&
         count_rows(store, "SELECT count(*) FROM reviews WHERE " OF_SKILL, lesson, &out->reviews,
                    error) &&
         count_rows(store,
                    "SELECT count(*) FROM quizzes WHERE ?1 IS NULL"
                    " OR id IN (SELECT quiz FROM quiz_items WHERE lesson = ?1)",
                    lesson, &out->quizzes, error) &&
         count_rows(store,
                    "SELECT count(*) FROM (SELECT lesson FROM lessons WHERE " OF_LESSON
                    " UNION SELECT lesson FROM positions WHERE " OF_LESSON ")",
                    lesson, &out->lessons, error);
}

/* Reviews go before skills, which they name; items before quizzes. */
static const char *const steps[] = {
  "DELETE FROM quizzes WHERE finished IS NULL"
  " AND (?1 IS NULL OR id IN (SELECT quiz FROM quiz_items WHERE lesson = ?1))",
  "DELETE FROM quiz_items WHERE " OF_LESSON,
  "DELETE FROM quizzes WHERE ?1 IS NULL",
  "DELETE FROM reviews WHERE " OF_SKILL,
  "DELETE FROM skills WHERE " OF_SKILL,
  "DELETE FROM mastery WHERE " OF_SKILL,
  "DELETE FROM positions WHERE " OF_LESSON,
  "DELETE FROM lessons WHERE " OF_LESSON,
  "DELETE FROM attempts WHERE " OF_LESSON,
};

bool store_forget(Store *store, const char *lesson, Error *error) {
  bool good = true;
  database_execute(store->db, "PRAGMA secure_delete = ON");
  if (!store_begin(store, "that it is to be forgotten", error)) return false;
  for (size_t i = 0; good && i < sizeof steps / sizeof *steps; i++) {
    Query q = query_begin(store, steps[i]);
    query_bind_text(&q, lesson);
    good = query_run(&q, error);
  }
  good = store_commit(store, good, error);
  if (good && store->path) /* the log holds the old pages until it is cut */
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  database_execute(store->db, "PRAGMA secure_delete = OFF");
  return good;
}
