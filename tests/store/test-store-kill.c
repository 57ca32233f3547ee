/* test-store-kill.c -- killed at each single write: what was acknowledged is there, and what was
   not is there whole or not at all.

   A layer under SQLite counts what goes to the disk and kills the process at the N-th write, before
   it or in the middle of it.  N grows until the whole story is told.  */

#include "config.h"
#include "base/files.h"
#include "store/attempts.h"
#include "store/database.h"
#include "store/forget.h"
#include "store/lessons.h"
#include "store/mastery.h"
#include "store/positions.h"
#include "store/quizzes.h"
#include "store/settings.h"
#include "store/transfer.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------ the layer */

typedef struct Methods {
  sqlite3_io_methods own; /* first: a file points here */
  const sqlite3_io_methods *real;
} Methods;

static sqlite3_vfs layer, *system_vfs;
static Methods copies[8];
static size_t copy_count;
static long writes, fatal; /* the write that is not survived */
static bool torn;          /* half of it gets to the disk */

static void die(void) {
  kill(getpid(), SIGKILL);
  pause();
}

static const sqlite3_io_methods *real_of(sqlite3_file *f) {
  return ((const Methods *)f->pMethods)->real;
}

static int count_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at) {
  if (++writes == fatal) {
    if (torn) real_of(f)->xWrite(f, bytes, len / 2, at);
    die();
  }
  return real_of(f)->xWrite(f, bytes, len, at);
}

static int count_truncate(sqlite3_file *f, sqlite3_int64 size) {
  if (++writes == fatal) die();
  return real_of(f)->xTruncate(f, size);
}

/* A kill leaves what was written with the system: nothing need be waited for. */
static int count_sync(sqlite3_file *f, int flags) {
  (void)f;
  (void)flags;
  if (++writes == fatal) die();
  return SQLITE_OK;
}

static int open_counted(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
  (void)vfs;
  int status = system_vfs->xOpen(system_vfs, name, f, flags, out);
  if (status != SQLITE_OK || !f->pMethods) return status;
  size_t i = 0;
  while (i < copy_count && copies[i].real != f->pMethods) i++;
  if (i == sizeof copies / sizeof *copies) return SQLITE_CANTOPEN;
  if (i == copy_count) {
    copies[copy_count++] = (Methods){ .own = *f->pMethods, .real = f->pMethods };
    copies[i].own.xWrite = count_write;
    copies[i].own.xTruncate = count_truncate;
    copies[i].own.xSync = count_sync;
    copies[i].own.iVersion = 2; /* no mapping of the file: every write is seen */
  }
  f->pMethods = &copies[i].own;
  return SQLITE_OK;
}

static int delete_counted(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (++writes == fatal) die();
  return system_vfs->xDelete(system_vfs, name, sync);
}

static void install_layer(void) {
  system_vfs = sqlite3_vfs_find(NULL);
  layer = *system_vfs;
  layer.zName = "counting";
  layer.pNext = NULL;
  layer.xOpen = open_counted;
  layer.xDelete = delete_counted;
  sqlite3_vfs_register(&layer, 1);
}

/* ------------------------------------------------------------------ the story */

typedef struct Step {
  const char *name;
  bool (*run)(Store *s, const char *folder, Error *error);
  const char *there; /* a query that answers 1 once it is done */
} Step;

static bool answer(Store *s, const char *lesson, const char *typed, Error *error) {
  StoredAttempt a = { .mode = "lesson",
                      .lesson = lesson,
                      .exercise = "x",
                      .skill = "la-dot/x",
                      .typed = typed,
                      .verdict = "right",
                      .credit = 1 };
  return store_attempt_record(s, &a, error);
}

static bool first_answer(Store *s, const char *folder, Error *error) {
  (void)folder;
  return answer(s, "la-dot", "first", error);
}

static bool doomed_answers(Store *s, const char *folder, Error *error) {
  (void)folder;
  return store_lesson_opened(s, "gone", error) && answer(s, "gone", "doomed 1", error) &&
         answer(s, "gone", "doomed 2", error);
}

static bool position(Store *s, const char *folder, Error *error) {
  (void)folder;
  return store_position_save(s, &(StoredPosition){ .lesson = "la-dot", .step = 7 }, error);
}

static bool quiz(Store *s, const char *folder, Error *error) {
  (void)folder;
  int64_t id;
  StoredItem items[] = { { .lesson = "la-dot", .exercise = "x", .skill = "la-dot/x" },
                         { .lesson = "la-dot", .exercise = "y", .skill = "la-dot/y" } };
  StoredQuiz q = { .kind = "quiz", .topics = "", .items = items, .count = 2 };
  StoredAttempt a = { .mode = "quiz", .typed = "in the quiz", .verdict = "right", .credit = 1 };
  return store_quiz_begin(s, &q, &id, error) && store_quiz_answer(s, id, 1, &a, 5, error) &&
         store_quiz_finish(s, id, 0.5, error);
}

static bool visits(Store *s, const char *folder, Error *error) {
  (void)folder;
  bool taken;
  int64_t from;
  StoredVisit list[] = {
    { .mastery = { .skill = "la-dot/x", .level = 2, .visits = 1 },
      .reviewed = true,
      .review = { .time = 5, .grade = 3 },
      .state = { .skill = "la-dot/x", .stability = 2, .difficulty = 5, .reps = 1 } },
    { .mastery = { .skill = "la-dot/y", .level = 1, .visits = 1 },
      .reviewed = true,
      .review = { .time = 6, .grade = 1 },
      .state = { .skill = "la-dot/y", .stability = 1, .difficulty = 5, .reps = 1 } },
  };
  return store_visited(s, &from, error) &&
         store_visits_save(s, from, from + 3, list, 2, &taken, error) && taken;
}

static bool forget(Store *s, const char *folder, Error *error) {
  (void)folder;
  return store_forget(s, "gone", error);
}

static bool finish(Store *s, const char *folder, Error *error) {
  (void)folder;
  return store_lesson_finished(s, "la-dot", error);
}

static bool merge(Store *s, const char *folder, Error *error) {
  StoredMerge counts;
  char *other = folder_file(folder, "other.db");
  bool good = store_merge(s, other, &counts, error);
  free(other);
  return good;
}

static bool last_answer(Store *s, const char *folder, Error *error) {
  (void)folder;
  return answer(s, "la-dot", "last", error);
}

#define GONE "(SELECT count(*) FROM attempts WHERE lesson = 'gone')"

static const Step story[] = {
  { "an answer", first_answer, "SELECT count(*) FROM attempts WHERE typed = 'first'" },
  { "answers to be forgotten", doomed_answers, "SELECT " GONE " IN (0, 2)" },
  { "a position", position, "SELECT step = 7 FROM positions WHERE lesson = 'la-dot'" },
  { "a quiz", quiz,
    "SELECT (SELECT count(*) FROM quizzes WHERE finished AND score = 0.5) = 1 AND"
    " (SELECT count(*) FROM quiz_items WHERE verdict = 'right') = 1 AND"
    " (SELECT count(*) FROM attempts WHERE typed = 'in the quiz') = 1" },
  { "visits", visits,
    "SELECT (SELECT count(*) FROM mastery) = 2 AND (SELECT count(*) FROM reviews WHERE id < 3) = 2"
    " AND (SELECT value FROM settings WHERE key = 'attempts-visited') = '3'" },
  { "forgetting", forget,
    "SELECT " GONE " = 0 AND (SELECT count(*) FROM lessons WHERE lesson = 'gone') = 0" },
  { "the end of a lesson", finish, "SELECT finished > 0 FROM lessons WHERE lesson = 'la-dot'" },
  { "a merge", merge, "SELECT count(*) = 5 FROM attempts WHERE lesson = 'elsewhere' AND id > 4" },
  { "one more answer", last_answer, "SELECT count(*) FROM attempts WHERE typed = 'last'" },
};

enum { STEPS = sizeof story / sizeof *story };

/* Steps that are one event: whole or not at all, also when they were not acknowledged. */
static const char whole[] =
    "SELECT " GONE " IN (0, 1, 2)"
    " AND (SELECT count(*) FROM mastery) IN (0, 2)"
    " AND (SELECT count(*) FROM mastery) = (SELECT count(*) FROM reviews)"
    " AND (SELECT count(*) FROM mastery) = (SELECT count(*) FROM skills)"
    " AND (SELECT count(*) FROM mastery) = 2 *"
    "     (SELECT count(*) FROM settings WHERE key = 'attempts-visited')"
    " AND (SELECT count(*) FROM attempts WHERE lesson = 'elsewhere') IN (0, 5)"
    " AND (SELECT count(*) FROM quiz_items) = 2 * (SELECT count(*) FROM quizzes)"
    " AND (SELECT count(*) FROM quiz_items WHERE answered) ="
    "     (SELECT count(*) FROM attempts WHERE typed = 'in the quiz')";

static void tell(const char *folder, const char *path, int report) {
  Error error = { 0 };
  install_layer();
  Store *s = store_open(path, (StoreClock){ 0 }, &error);
  if (!s || !store_is_kept(s)) _exit(1);
  for (int i = 0; i < STEPS; i++) {
    if (!story[i].run(s, folder, &error)) {
      printf("# %s: %s\n", story[i].name, error.message);
      fflush(stdout);
      _exit(2);
    }
    if (write(report, "+", 1) != 1) _exit(3);
  }
  store_close(s);
  _exit(0);
}

/* How many steps were acknowledged before write N; *OVER when the story came to its end. */
static int tell_until(const char *folder, const char *path, long n, bool *over) {
  int ends[2], status = -1, acknowledged = 0;
  char mark;
  if (pipe(ends) != 0) return -1;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    fatal = n;
    tell(folder, path, ends[1]);
  }
  close(ends[1]);
  while (read(ends[0], &mark, 1) == 1) acknowledged++;
  close(ends[0]);
  waitpid(child, &status, 0);
  *over = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return *over || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ? acknowledged : -1;
}

static bool is_sound(const char *path, int acknowledged, long n) {
  Error error = { 0 };
  Store *s = store_open(path, (StoreClock){ 0 }, &error);
  bool good = s && !store_warning(s) && store_is_kept(s);
  if (!good) tap_note("write %ld: %s", n, s ? store_warning(s) : error.message);
  store_close(s);
  for (int i = 0; i < acknowledged; i++)
    if (folder_number(path, story[i].there) != 1) {
      tap_note("write %ld: %s was acknowledged and is lost", n, story[i].name);
      good = false;
    }
  if (folder_number(path, whole) != 1) {
    tap_note("write %ld: an event is there in part", n);
    good = false;
  }
  char *integrity = folder_query(path, "PRAGMA integrity_check");
  if (strcmp(integrity, "ok") != 0) {
    tap_note("write %ld: %s", n, integrity);
    good = false;
  }
  free(integrity);
  return good;
}

static void make_other(const char *folder) {
  Error error = { 0 };
  char *path = folder_file(folder, "other.db");
  Store *s = store_open(path, (StoreClock){ 0 }, &error);
  for (int i = 0; i < 5; i++) {
    char typed[24];
    snprintf(typed, sizeof typed, "other %d", i);
    answer(s, "elsewhere", typed, &error);
  }
  store_close(s);
  free(path);
}

static void test_each_write(bool half) {
  bool over = false, good = true;
  long n = 0;
  torn = half;
  while (!over && good && n < 5000) {
    char *folder = folder_new(), *path = folder_file(folder, "progress.db");
    make_other(folder);
    int acknowledged = tell_until(folder, path, ++n, &over);
    good = acknowledged >= 0 && is_sound(path, acknowledged, n);
    if (over && acknowledged != STEPS) good = false;
    free(path);
    folder_remove(folder);
  }
  tap_ok(good && over && n > 60, "killed %s each of %ld writes: nothing acknowledged is lost",
         half ? "in the middle of" : "before", n - 1);
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  test_each_write(false);
  test_each_write(true);
  return tap_done();
}
