/* test-store-speed.c -- a long history must not be felt.  Opening may take 50 ms and recording an
   answer 5 ms; the other limits are many times what any machine needs.  */

#include "config.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ATTEMPTS = 100000, RECORDED = 500 };

static const StoreClock system_clock;

static double milliseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* 40 lessons of 10 exercises, written in one go by SQLite itself. */
static bool fill(const char *path) {
  char sql[700];
  Error error = { 0 };
  sqlite3 *db = NULL;
  store_close(store_open(path, system_clock, &error));
  snprintf(
      sql, sizeof sql,
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      " INSERT INTO attempts (time, session, mode, lesson, exercise, part, skill,"
      " variant_seed, typed, verdict, credit, hints, milliseconds)"
      " SELECT 1700000000000 + i, 1 + i / 50, 'lesson', 'lesson-' || (i %% 40),"
      " 'exercise-' || (i / 40 %% 10), '', 'skill-' || (i %% 400), i * 2654435761, 'x = ' || i,"
      " CASE i %% 3 WHEN 0 THEN 'wrong' ELSE 'right' END, 1, 0, 8000 FROM n",
      ATTEMPTS - 1);
  bool good =
      sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close(db);
  return good;
}

int main(void) {
  Error error = { 0 };
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  tap_ok(fill(path), "%d attempts are on file", ATTEMPTS);

  double start = milliseconds();
  Store *s = store_open(path, system_clock, &error);
  double opened = milliseconds() - start;
  tap_ok(s && store_is_kept(s) && opened < 50, "opening");
  tap_note("opening: %.2f ms (50 are allowed)", opened);

  double worst = 0;
  start = milliseconds();
  for (int i = 0; i < RECORDED; i++) {
    double before = milliseconds();
    folder_attempt(s, i, &error);
    double took = milliseconds() - before;
    if (took > worst) worst = took;
  }
  double each = (milliseconds() - start) / RECORDED;
  tap_ok(error.kind == ERROR_NONE && each < 5, "recording");
  tap_note("recording: %.3f ms, at worst %.2f ms (5 are allowed)", each, worst);

  StoredLessons lessons;
  start = milliseconds();
  bool good = store_lessons(s, &lessons, &error);
  double listed = milliseconds() - start;
  tap_ok(good && lessons.count == 41 && listed < 5000, "listing lessons");
  tap_note("listing %zu lessons: %.2f ms", lessons.count, listed);
  tap_ok(lessons.count == 41 && lessons.items[1].attempts == ATTEMPTS / 40 &&
             lessons.items[1].solved == 10,
         "with the right counts");
  stored_lessons_free(&lessons);

  StoredCounts counts;
  start = milliseconds();
  good = store_attempt_counts(s, "lesson-0", "exercise-0", NULL, &counts, &error);
  tap_ok(good && counts.attempts == ATTEMPTS / 400 && counts.variants == ATTEMPTS / 400,
         "counting an exercise");
  tap_note("counting an exercise: %.3f ms", milliseconds() - start);

  StoredAttempts list;
  start = milliseconds();
  good = store_attempts(s, &(AttemptFilter){ .skill = "skill-7", .limit = 10 }, &list, &error);
  tap_ok(good && list.count == 10, "the last ten of a skill");
  tap_note("the last ten of a skill: %.3f ms", milliseconds() - start);
  stored_attempts_free(&list);

  start = milliseconds();
  store_close(s);
  tap_note("closing: %.2f ms", milliseconds() - start);
  free(path);
  folder_remove(folder);
  return tap_done();
}
