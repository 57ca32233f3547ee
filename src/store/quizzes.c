/* quizzes.c -- quizzes and placements.  */

#include "config.h"
#include "store/quizzes.h"
#include "store/database.h"
#include "store/events.h"

#include <stdlib.h>

static const Span nowhere;

static const char *text_or_empty(const char *s) {
  return s ? s : "";
}

static bool insert_item(Store *store, int64_t id, int64_t position, const StoredItem *item,
                        Error *error) {
  Query q = query_begin(store, "INSERT INTO quiz_items"
                               " (quiz, position, lesson, exercise, part, skill, variant_seed)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?)");
  query_bind_integer(&q, id);
  query_bind_integer(&q, position);
  query_bind_text(&q, text_or_empty(item->lesson));
  query_bind_text(&q, text_or_empty(item->exercise));
  query_bind_text(&q, text_or_empty(item->part));
  query_bind_text(&q, text_or_empty(item->skill));
  query_bind_seed(&q, item->variant_seed);
  return query_run(&q, error);
}

static bool insert_quiz(Store *store, const StoredQuiz *quiz, int64_t *id, Error *error) {
  Query q = query_begin(store, "INSERT INTO quizzes"
                               " (kind, topics, count, seed, seconds_allowed, started)"
                               " VALUES (?, ?, ?, ?, ?, ?)");
  query_bind_text(&q, text_or_empty(quiz->kind));
  query_bind_text(&q, text_or_empty(quiz->topics));
  query_bind_integer(&q, (int64_t)quiz->count);
  query_bind_seed(&q, quiz->seed);
  query_bind_integer(&q, quiz->seconds_allowed);
  query_bind_integer(&q, store_now(store));
  if (!query_run(&q, error)) return false;
  *id = sqlite3_last_insert_rowid(store->db);
  return true;
}

bool store_quiz_begin(Store *store, const StoredQuiz *quiz, int64_t *id, Error *error) {
  *id = 0;
  if (!store_begin(store, "this quiz", error)) return false;
  bool good = insert_quiz(store, quiz, id, error);
  for (size_t i = 0; good && i < quiz->count; i++)
    good = insert_item(store, *id, (int64_t)i, &quiz->items[i], error);
  good = store_commit(store, good, error);
  if (!good) *id = 0;
  return good;
}

/* After an UPDATE that must have met exactly one row of a quiz under way. */
static bool met_one(Store *store, int64_t id, Error *error) {
  if (sqlite3_changes(store->db) == 1) return true;
  return error_set(error, ERROR_INDEX, nowhere,
                   "another session has ended quiz %lld; what is answered here is not kept",
                   (long long)id);
}

static bool fill_item(Store *store, int64_t id, size_t position, const StoredAttempt *a,
                      Error *error) {
  Query q = query_begin(store, "UPDATE quiz_items SET answered = ?, typed = ?, verdict = ?,"
                               " credit = ?, hints = ?, milliseconds = ?"
                               " WHERE quiz = ? AND position = ?"
                               " AND quiz IN (SELECT id FROM quizzes WHERE finished IS NULL)");
  query_bind_integer(&q, store_now(store));
  query_bind_text(&q, text_or_empty(a->typed));
  query_bind_text(&q, text_or_empty(a->verdict));
  query_bind_real(&q, a->credit);
  query_bind_integer(&q, a->hints);
  query_bind_integer(&q, a->milliseconds);
  query_bind_integer(&q, id);
  query_bind_integer(&q, (int64_t)position);
  return query_run(&q, error) && met_one(store, id, error);
}

static bool note_time(Store *store, int64_t id, int64_t seconds_used, Error *error) {
  Query q = query_begin(store, "UPDATE quizzes SET seconds_used = ? WHERE id = ?");
  query_bind_integer(&q, seconds_used);
  query_bind_integer(&q, id);
  return query_run(&q, error);
}

/* The attempt of that item: its question from the file, its answer from the caller. */
static bool item_attempt(Store *store, int64_t id, size_t position, const StoredAttempt *attempt,
                         int64_t *session, Error *error) {
  Arena arena = { 0 };
  StoredAttempt a = *attempt;
  Query q = query_begin(store, "SELECT lesson, exercise, part, skill, variant_seed"
                               " FROM quiz_items WHERE quiz = ? AND position = ?");
  query_bind_integer(&q, id);
  query_bind_integer(&q, (int64_t)position);
  if (query_row(&q)) {
    a.lesson = query_text(&q, 0, &arena);
    a.exercise = query_text(&q, 1, &arena);
    a.part = query_text(&q, 2, &arena);
    a.skill = query_text(&q, 3, &arena);
    a.variant_seed = query_seed(&q, 4);
  }
  bool good = query_end(&q, error) && attempt_insert(store, &a, session, error);
  arena_free(&arena);
  return good;
}

bool store_quiz_answer(Store *store, int64_t id, size_t position, const StoredAttempt *attempt,
                       int64_t seconds_used, Error *error) {
  int64_t session = 0;
  if (!store_begin(store, "this answer", error)) return false;
  bool good = fill_item(store, id, position, attempt, error) &&
              note_time(store, id, seconds_used, error) &&
              item_attempt(store, id, position, attempt, &session, error);
  if (!store_commit(store, good, error)) return false;
  store->session = session;
  return true;
}

bool store_quiz_add(Store *store, int64_t id, const StoredItem *item, Error *error) {
  if (!store_begin(store, "this question", error)) return false;
  Query grow =
      query_begin(store, "UPDATE quizzes SET count = count + 1 WHERE id = ? AND finished IS NULL");
  query_bind_integer(&grow, id);
  bool good = query_run(&grow, error) && met_one(store, id, error);
  int64_t count = 0;
  if (good) {
    Query q = query_begin(store, "SELECT count FROM quizzes WHERE id = ?");
    query_bind_integer(&q, id);
    if (query_row(&q)) count = query_integer(&q, 0);
    good = query_end(&q, error) && insert_item(store, id, count - 1, item, error);
  }
  return store_commit(store, good, error);
}

static bool end_quiz(Store *store, Query *q, int64_t id, Error *error) {
  query_bind_integer(q, store_now(store));
  query_bind_integer(q, id);
  bool good = query_run(q, error) && met_one(store, id, error);
  if (good) store_settle(store);
  return good;
}

bool store_quiz_finish(Store *store, int64_t id, double score, Error *error) {
  Query q = query_begin(store, "UPDATE quizzes SET score = ?, finished = ?"
                               " WHERE id = ? AND finished IS NULL");
  query_bind_real(&q, score);
  return end_quiz(store, &q, id, error);
}

bool store_quiz_drop(Store *store, int64_t id, Error *error) {
  Query q = query_begin(store, "UPDATE quizzes SET dropped = 1, finished = ?"
                               " WHERE id = ? AND finished IS NULL");
  return end_quiz(store, &q, id, error);
}

bool store_quiz_seconds(Store *store, int64_t *seconds, Error *error) {
  Query q = query_begin(store, "SELECT total(seconds_used) FROM quizzes");
  *seconds = query_row(&q) ? query_integer(&q, 0) : 0;
  return query_end(&q, error);
}

static StoredItem read_item(const Query *q, Arena *arena) {
  bool answered = !query_is_null(q, 5);
  return (StoredItem){ .lesson = query_text(q, 0, arena),
                       .exercise = query_text(q, 1, arena),
                       .part = query_text(q, 2, arena),
                       .skill = query_text(q, 3, arena),
                       .variant_seed = query_seed(q, 4),
                       .answered = query_integer(q, 5),
                       .typed = answered ? query_text(q, 6, arena) : "",
                       .verdict = answered ? query_text(q, 7, arena) : "",
                       .credit = query_real(q, 8),
                       .hints = query_integer(q, 9),
                       .milliseconds = query_integer(q, 10) };
}

static bool load_items(Store *store, StoredQuiz *quiz, Arena *arena, Error *error) {
  Query q = query_begin(store, "SELECT lesson, exercise, part, skill, variant_seed, answered,"
                               " typed, verdict, credit, hints, milliseconds"
                               " FROM quiz_items WHERE quiz = ? ORDER BY position");
  StoredItem *items = arena_new(arena, (quiz->count + 1) * sizeof *items);
  size_t count = 0;
  query_bind_integer(&q, quiz->id);
  while (count < quiz->count && query_row(&q)) items[count++] = read_item(&q, arena);
  quiz->items = items;
  quiz->count = count;
  return query_end(&q, error);
}

#define QUIZ                                                                                       \
  "SELECT id, kind, topics, seed, seconds_allowed, seconds_used, started, finished, score,"        \
  " (SELECT count(*) FROM quiz_items WHERE quiz = quizzes.id) FROM quizzes "

static StoredQuiz read_quiz(const Query *q, Arena *arena) {
  return (StoredQuiz){ .id = query_integer(q, 0),
                       .kind = query_text(q, 1, arena),
                       .topics = query_text(q, 2, arena),
                       .seed = query_seed(q, 3),
                       .seconds_allowed = query_integer(q, 4),
                       .seconds_used = query_integer(q, 5),
                       .started = query_integer(q, 6),
                       .finished = query_integer(q, 7),
                       .score = query_real(q, 8),
                       .count = (size_t)query_integer(q, 9) };
}

static bool load_quizzes(Store *store, Query *q, StoredQuizzes *out, Error *error) {
  StoredQuiz *items = NULL;
  size_t count = 0, cap = 0;
  *out = (StoredQuizzes){ 0 };
  while (query_row(q)) {
    MEM_GROW(items, count, cap);
    items[count++] = read_quiz(q, &out->arena);
  }
  bool good = query_end(q, error);
  for (size_t i = 0; good && i < count; i++)
    good = load_items(store, &items[i], &out->arena, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

bool store_quiz_unfinished(Store *store, const char *kind, StoredQuizzes *out, Error *error) {
  Query q = query_begin(store, QUIZ "WHERE finished IS NULL AND kind = ?"
                                    " ORDER BY id DESC LIMIT 1");
  query_bind_text(&q, kind);
  return load_quizzes(store, &q, out, error);
}

bool store_quiz_history(Store *store, const char *kind, const char *topics, size_t limit,
                        StoredQuizzes *out, Error *error) {
  Query q = query_begin(store, QUIZ "WHERE finished IS NOT NULL AND NOT dropped AND kind = ?1"
                                    " AND (?2 IS NULL OR topics = ?2) ORDER BY id DESC LIMIT ?3");
  query_bind_text(&q, kind);
  query_bind_text(&q, topics);
  query_bind_integer(&q, limit > 0 && limit < INT64_MAX ? (int64_t)limit : -1);
  return load_quizzes(store, &q, out, error);
}

void stored_quizzes_free(StoredQuizzes *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredQuizzes){ 0 };
}
