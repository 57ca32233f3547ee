/* attempts.c -- every answer that was ever given.  */

#include "config.h"
#include "store/attempts.h"
#include "store/database.h"
#include "store/events.h"

#include <stdlib.h>

static const char *text_or_empty(const char *s) {
  return s ? s : "";
}

/* The first attempt of a session lends it its id, so that two sessions can never share one. */
static bool begin_session(Store *store, int64_t id, Error *error) {
  Query q = query_begin(store, "UPDATE attempts SET session = id WHERE id = ?");
  query_bind_integer(&q, id);
  return query_run(&q, error);
}

bool attempt_insert(Store *store, const StoredAttempt *a, int64_t *session, Error *error) {
  Query q =
      query_begin(store, "INSERT INTO attempts (time, session, mode, lesson, exercise, part, skill,"
                         " variant_seed, typed, verdict, credit, hints, milliseconds)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query_bind_integer(&q, store_now(store));
  query_bind_integer(&q, store->session);
  query_bind_text(&q, text_or_empty(a->mode));
  query_bind_text(&q, text_or_empty(a->lesson));
  query_bind_text(&q, text_or_empty(a->exercise));
  query_bind_text(&q, text_or_empty(a->part));
  query_bind_text(&q, text_or_empty(a->skill));
  query_bind_seed(&q, a->variant_seed);
  query_bind_text(&q, text_or_empty(a->typed));
  query_bind_text(&q, text_or_empty(a->verdict));
  query_bind_real(&q, a->credit == a->credit ? a->credit : 0);
  query_bind_integer(&q, a->hints);
  query_bind_integer(&q, a->milliseconds);
  if (!query_run(&q, error)) return false;
  *session = store->session;
  if (*session != 0) return true;
  *session = sqlite3_last_insert_rowid(store->db);
  return begin_session(store, *session, error);
}

bool store_attempt_record(Store *store, const StoredAttempt *attempt, Error *error) {
  int64_t session = 0;
  if (!store_begin(store, "this answer", error)) return false;
  bool good = attempt_insert(store, attempt, &session, error);
  if (!store_commit(store, good, error)) return false;
  store->session = session;
  return true;
}

#define COUNTS                                                                                     \
  "SELECT count(*) FILTER (WHERE verdict <> 'ungradable'),"                                        \
  " count(*) FILTER (WHERE verdict = 'right'),"                                                    \
  " count(*) FILTER (WHERE verdict = 'ungradable'),"                                               \
  " count(DISTINCT variant_seed) FROM attempts "

static bool read_counts(Query *q, StoredCounts *counts, Error *error) {
  *counts = (StoredCounts){ 0 };
  if (query_row(q))
    *counts = (StoredCounts){ .attempts = query_integer(q, 0),
                              .right = query_integer(q, 1),
                              .ungradable = query_integer(q, 2),
                              .variants = query_integer(q, 3) };
  return query_end(q, error);
}

bool store_attempt_counts(Store *store, const char *lesson, const char *exercise, const char *part,
                          StoredCounts *counts, Error *error) {
  Query q = query_begin(store, COUNTS "WHERE lesson = ? AND exercise = ?"
                                      " AND (?3 IS NULL OR part = ?3)");
  query_bind_text(&q, lesson);
  query_bind_text(&q, exercise);
  query_bind_text(&q, part);
  return read_counts(&q, counts, error);
}

bool store_skill_counts(Store *store, const char *skill, StoredCounts *counts, Error *error) {
  Query q = query_begin(store, COUNTS "WHERE skill = ?");
  query_bind_text(&q, skill);
  return read_counts(&q, counts, error);
}

static StoredAttempt read_attempt(const Query *q, Arena *arena) {
  return (StoredAttempt){ .id = query_integer(q, 0),
                          .time = query_integer(q, 1),
                          .session = query_integer(q, 2),
                          .mode = query_text(q, 3, arena),
                          .lesson = query_text(q, 4, arena),
                          .exercise = query_text(q, 5, arena),
                          .part = query_text(q, 6, arena),
                          .skill = query_text(q, 7, arena),
                          .variant_seed = query_seed(q, 8),
                          .typed = query_text(q, 9, arena),
                          .verdict = query_text(q, 10, arena),
                          .credit = query_real(q, 11),
                          .hints = query_integer(q, 12),
                          .milliseconds = query_integer(q, 13) };
}

/* One text for each way in, because an index is used only where its columns are surely compared. */
#define ATTEMPTS                                                                                   \
  "SELECT id, time, session, mode, lesson, exercise, part, skill, variant_seed, typed, verdict,"   \
  " credit, hints, milliseconds FROM attempts WHERE "                                              \
  "(?1 IS NULL OR lesson = ?1) AND (?2 IS NULL OR exercise = ?2) AND (?3 IS NULL OR part = ?3)"    \
  " AND (?4 IS NULL OR skill = ?4) AND (?5 IS NULL OR mode = ?5) AND time >= ?6 AND id > ?7"

#define NEWEST " ORDER BY id DESC LIMIT ?8"

static const char *attempts_sql(const AttemptFilter *f) {
  if (f->skill) return ATTEMPTS " AND skill = ?4" NEWEST;
  if (f->lesson && f->exercise) return ATTEMPTS " AND lesson = ?1 AND exercise = ?2" NEWEST;
  if (f->lesson) return ATTEMPTS " AND lesson = ?1" NEWEST;
  return ATTEMPTS NEWEST;
}

bool store_attempts(Store *store, const AttemptFilter *filter, StoredAttempts *out, Error *error) {
  *out = (StoredAttempts){ 0 };
  StoredAttempt *items = NULL;
  size_t count = 0, cap = 0;
  Query q = query_begin(store, attempts_sql(filter));
  query_bind_text(&q, filter->lesson);
  query_bind_text(&q, filter->exercise);
  query_bind_text(&q, filter->part);
  query_bind_text(&q, filter->skill);
  query_bind_text(&q, filter->mode);
  query_bind_integer(&q, filter->since > 0 ? filter->since : INT64_MIN);
  query_bind_integer(&q, filter->after);
  query_bind_integer(&q,
                     filter->limit > 0 && filter->limit < INT64_MAX ? (int64_t)filter->limit : -1);
  while (query_row(&q)) {
    MEM_GROW(items, count, cap);
    items[count++] = read_attempt(&q, &out->arena);
  }
  bool good = query_end(&q, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

void stored_attempts_free(StoredAttempts *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredAttempts){ 0 };
}
