/* test-store-migrations.c -- files of every earlier version, and migrations that cannot finish.

   progress-N.sql holds a file of version N as it was; never edit one, add the next.  */

#include "config.h"
#include "base/memory.h"
#include "store/attempts.h"
#include "store/lessons.h"
#include "store/mastery.h"
#include "store/migrate.h"
#include "store/positions.h"
#include "store/quizzes.h"
#include "store/settings.h"
#include "store/skills.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const StoreClock system_clock;

static void make_old(const char *path, int version) {
  char name[80];
  sqlite3 *db = NULL;
  snprintf(name, sizeof name, "tests/store/progress-%d.sql", version);
  char *sql = version > 0 ? tap_file(name) : mem_copy_string("");
  bool good =
      sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
  if (!good) tap_note("%s: %s", name, sqlite3_errmsg(db));
  tap_ok(good, "a file of version %d is made", version);
  sqlite3_close(db);
  free(sql);
}

/* All tables and indices, without blanks: only names and types matter. */
static char *tables(const char *path) {
  char *text = folder_query(path, "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name");
  char *to = text;
  for (char *from = text; *from; from++)
    if (!isspace((unsigned char)*from)) *to++ = *from;
  *to = '\0';
  return text;
}

static void expect_same_tables(const char *path, const char *fresh, int version) {
  char *got = tables(path), *expected = tables(fresh);
  tap_text(got, expected, "from version %d the tables become those of a new file", version);
  free(got);
  free(expected);
}

static void expect_first_data(Store *s, int version) {
  Error error = { 0 };
  Arena arena = { 0 };
  Text format = TEXT_EMPTY;
  StoredPosition p;
  StoredAttempts list;
  StoredLessons lessons;
  bool found = false;
  store_setting_get(s, "format", &format, &found, &error);
  tap_text(text_string(&format), "long", "version %d: settings are kept", version);
  tap_ok(store_position_last(s, &arena, &p, &found, &error) && found && p.step == 3 &&
             strcmp(p.lesson, "la-dot") == 0 && strcmp(p.item, "angle") == 0 &&
             p.seed == UINT64_MAX && p.updated == 1700000100000,
         "version %d: positions are kept", version);
  tap_ok(store_attempts(s, &(AttemptFilter){ 0 }, &list, &error) && list.count == 3 &&
             strcmp(list.items[0].typed, "\xE2\x88\x9A"
                                         "2/2") == 0 &&
             list.items[0].id == 9 && list.items[0].credit == 0.75 &&
             strcmp(list.items[1].verdict, "slip") == 0,
         "version %d: attempts are kept", version);
  stored_attempts_free(&list);
  tap_ok(store_lessons(s, &lessons, &error) && lessons.count == 2 &&
             lessons.items[0].seconds == 120 && lessons.items[0].solved == 1 &&
             lessons.items[1].finished == 1700000050000,
         "version %d: lessons are kept", version);
  stored_lessons_free(&lessons);
  arena_free(&arena);
  text_free(&format);
}

static void expect_quizzes(Store *s) {
  Error error = { 0 };
  StoredQuizzes list;
  tap_ok(store_quiz_unfinished(s, "quiz", &list, &error) && list.count == 1 &&
             list.items[0].id == 2 && list.items[0].count == 2 &&
             strcmp(list.items[0].items[0].typed, "0.7") == 0 &&
             list.items[0].items[1].answered == 0,
         "version 2: an interrupted quiz can be taken up");
  stored_quizzes_free(&list);
  tap_ok(store_quiz_history(s, "quiz", "la-dot", 0, &list, &error) && list.count == 1 &&
             list.items[0].score == 0.5 && list.items[0].seconds_used == 90,
         "version 2: the history is kept");
  stored_quizzes_free(&list);
}

static void expect_reviews(Store *s) {
  Error error = { 0 };
  Arena arena = { 0 };
  StoredReviews list;
  StoredSkill skill;
  bool found;
  tap_ok(store_reviews(s, "la-dot/angle", &list, &error) && list.count == 2 &&
             list.items[1].grade == 1 && list.items[1].time == 1700300000000 &&
             list.items[1].hints == 2,
         "version 3: the review log is kept");
  tap_ok(store_skill_load(s, "la-dot/angle", &arena, &skill, &found, &error) && found &&
             skill.stability == 2.5 && skill.reps == 2 && skill.lapses == 1,
         "version 3: review states are kept");
  stored_reviews_free(&list);
  arena_free(&arena);
}

/* What is new since that version works too. */
static void expect_news(Store *s, int version) {
  Error error = { 0 };
  int64_t quiz;
  StoredItem item = { .lesson = "la-dot", .exercise = "angle" };
  StoredSkill skill = { .skill = "angle" };
  bool taken = false;
  StoredVisit visit = { .mastery = { .skill = "angle", .level = 1 } };
  bool good = folder_attempt(s, 1, &error) &&
              store_visits_save(s, 0, 1, &visit, 1, &taken, &error) && taken &&
              store_quiz_begin(s, &(StoredQuiz){ .kind = "placement", .items = &item, .count = 1 },
                               &quiz, &error) &&
              store_review_record(s, &(StoredReview){ .grade = 3 }, &skill, &error);
  tap_ok(good, "version %d: everything can be recorded afterwards: %s", version, error.message);
}

static void test_from(const char *folder, const char *fresh, int version) {
  char name[40];
  Error error = { 0 };
  snprintf(name, sizeof name, "from-%d.db", version);
  char *path = folder_file(folder, name);
  make_old(path, version);
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s) && store_is_kept(s), "version %d is opened", version);
  if (version >= 1) expect_first_data(s, version);
  if (version >= 2) expect_quizzes(s);
  if (version >= 3) expect_reviews(s);
  expect_news(s, version);
  store_close(s);
  tap_ok(folder_number(path, "PRAGMA user_version") == migrate_latest(),
         "version %d is now the latest", version);
  expect_same_tables(path, fresh, version);
  char *integrity = folder_query(path, "PRAGMA integrity_check");
  tap_text(integrity, "ok", "version %d: the file is sound", version);
  free(integrity);
  free(path);
}

/* A table that is in the way stops step 2; the file must stay at version 1. */
static void test_blocked(const char *folder) {
  Error error = { 0 };
  char *path = folder_file(folder, "blocked.db");
  make_old(path, 1);
  free(folder_query(path, "CREATE TABLE reviews (mine)"));
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && store_warning(s) && strstr(store_warning(s), "already exists") && !store_is_kept(s),
         "a migration that fails is said: %s", s && store_warning(s) ? store_warning(s) : "");
  tap_ok(s && folder_attempt(s, 1, &error), "and the session works in memory");
  store_close(s);
  tap_ok(folder_number(path, "PRAGMA user_version") == 1 &&
             folder_number(path, "SELECT count(*) FROM attempts") == 3 &&
             folder_number(path, "SELECT count(*) FROM sqlite_master WHERE name = 'quizzes'") == 0,
         "the file is as it was: all steps or none");
  free(path);
}

static int migrate_and_record(const char *path, int number) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  bool good = s && !store_warning(s) && folder_attempt(s, number, &error);
  store_close(s);
  return good ? 0 : 1;
}

/* Several sessions find the same old file. */
static void test_at_once(const char *folder) {
  enum { SESSIONS = 5 };
  char *path = folder_file(folder, "shared.db");
  pid_t children[SESSIONS];
  bool good = true;
  make_old(path, 1);
  for (int i = 0; i < SESSIONS; i++)
    if ((children[i] = fork()) == 0) _exit(migrate_and_record(path, i));
  for (int i = 0; i < SESSIONS; i++) {
    int status = -1;
    if (children[i] > 0) waitpid(children[i], &status, 0);
    good = good && status == 0;
  }
  tap_ok(good && folder_number(path, "SELECT count(*) FROM attempts") == 3 + SESSIONS,
         "%d sessions migrate one file at once", SESSIONS);
  free(path);
}

static void test_records(void) {
  bool good = true;
  for (int i = 0; i < migrate_latest(); i++)
    good = good && migrations[i].number == i + 1 && migrations[i].tables > 0;
  tap_ok(good, "the steps are numbered without gaps");
  for (int i = 1; i < migrate_latest(); i++) {
    char name[80];
    snprintf(name, sizeof name, "tests/store/progress-%d.sql", i);
    char *sql = tap_file(name);
    tap_ok(sql[0] != '\0', "there is a file of version %d to test with", i);
    free(sql);
  }
}

int main(void) {
  Error error = { 0 };
  char *folder = folder_new(), *fresh = folder_file(folder, "fresh.db");
  store_close(store_open(fresh, system_clock, &error));
  test_records();
  for (int version = 0; version < migrate_latest(); version++) test_from(folder, fresh, version);
  test_blocked(folder);
  test_at_once(folder);
  free(fresh);
  folder_remove(folder);
  return tap_done();
}
