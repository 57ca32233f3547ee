/* lessons.c -- which lessons were opened and finished.  */

#include "config.h"
#include "store/lessons.h"
#include "store/database.h"

#include <stdlib.h>

bool store_lesson_opened(Store *store, const char *lesson, Error *error) {
  Query q = query_begin(store, "INSERT INTO lessons (lesson, first_opened, last_opened)"
                               " VALUES (?1, ?2, ?2) ON CONFLICT (lesson)"
                               " DO UPDATE SET last_opened = excluded.last_opened");
  query_bind_text(&q, lesson);
  query_bind_integer(&q, store_now(store));
  return query_run(&q, error);
}

bool store_lesson_finished(Store *store, const char *lesson, Error *error) {
  Query q = query_begin(store, "INSERT INTO lessons (lesson, first_opened, last_opened, finished)"
                               " VALUES (?1, ?2, ?2, ?2) ON CONFLICT (lesson)"
                               " DO UPDATE SET finished = coalesce(finished, excluded.finished)");
  query_bind_text(&q, lesson);
  query_bind_integer(&q, store_now(store));
  bool good = query_run(&q, error);
  if (good) store_settle(store);
  return good;
}

bool store_lesson_spent(Store *store, const char *lesson, int64_t seconds, Error *error) {
  Query q = query_begin(store, "INSERT INTO lessons (lesson, first_opened, last_opened, seconds)"
                               " VALUES (?1, ?2, ?2, ?3) ON CONFLICT (lesson)"
                               " DO UPDATE SET seconds = seconds + excluded.seconds");
  query_bind_text(&q, lesson);
  query_bind_integer(&q, store_now(store));
  query_bind_integer(&q, seconds > 0 ? seconds : 0);
  return query_run(&q, error);
}

static StoredLesson read_lesson(const Query *q, Arena *arena) {
  StoredLesson l = { .lesson = query_text(q, 0, arena),
                     .first_opened = query_integer(q, 1),
                     .last_opened = query_integer(q, 2),
                     .finished = query_integer(q, 3),
                     .seconds = query_integer(q, 4),
                     .placed = !query_is_null(q, 5),
                     .step = query_integer(q, 5),
                     .item = query_text(q, 6, arena),
                     .attempts = query_integer(q, 8),
                     .right = query_integer(q, 9),
                     .solved = query_integer(q, 10) };
  l.walking = l.placed && query_is_null(q, 7);
  if (!l.item) l.item = "";
  return l;
}

bool store_lessons(Store *store, StoredLessons *out, Error *error) {
  *out = (StoredLessons){ 0 };
  StoredLesson *items = NULL;
  size_t count = 0, cap = 0;
  Query q = query_begin(
      store, "SELECT known.lesson, first_opened, last_opened, finished, seconds,"
             "       step, item, finished_at, answers, right_answers, solved"
             " FROM (SELECT lesson FROM lessons UNION SELECT lesson FROM positions"
             "       UNION SELECT DISTINCT lesson FROM attempts) AS known"
             " LEFT JOIN lessons ON lessons.lesson = known.lesson"
             " LEFT JOIN positions ON positions.lesson = known.lesson"
             " LEFT JOIN (SELECT lesson, sum(answers) AS answers, sum(rights) AS right_answers,"
             "                   sum(rights > 0) AS solved"
             "            FROM (SELECT lesson, sum(verdict <> 'ungradable') AS answers,"
             "                         sum(verdict = 'right') AS rights"
             "                  FROM attempts GROUP BY lesson, exercise, part)"
             "            GROUP BY lesson) AS totals ON totals.lesson = known.lesson"
             " ORDER BY known.lesson");
  while (query_row(&q)) {
    MEM_GROW(items, count, cap);
    items[count++] = read_lesson(&q, &out->arena);
  }
  bool good = query_end(&q, error);
  out->items = items;
  out->count = good ? count : 0;
  return good;
}

void stored_lessons_free(StoredLessons *list) {
  free(list->items);
  arena_free(&list->arena);
  *list = (StoredLessons){ 0 };
}
