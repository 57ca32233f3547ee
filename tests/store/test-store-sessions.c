/* test-store-sessions.c -- several sessions at once, and sessions that are killed.  */

#include "config.h"
#include "base/random.h"
#include "store/positions.h"
#include "store/settings.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EACH = 200, OPENERS = 6, ROUNDS = 20 };

static const StoreClock system_clock;

static void test_alternately(const char *path) {
  Error error = { 0 };
  Store *a = store_open(path, system_clock, &error), *b = store_open(path, system_clock, &error);
  bool good = true;
  for (int i = 0; i < EACH; i++) good = folder_attempt(i % 2 ? a : b, i, &error) && good;
  tap_ok(good, "two sessions record by turns");
  StoredAttempts seen;
  good = store_attempts(a, &(AttemptFilter){ 0 }, &seen, &error);
  tap_ok(good && seen.count == EACH, "each sees the attempts of both");
  bool ordered = good;
  for (size_t i = 0; i < seen.count; i++)
    ordered = ordered && seen.items[i].variant_seed == seen.count - 1 - i;
  tap_ok(ordered, "in the order they happened");
  stored_attempts_free(&seen);
  tap_ok(folder_number(path, "SELECT count(DISTINCT session) FROM attempts") == 2,
         "the sessions are told apart");
  tap_ok(store_setting_set(a, "seed", "1", &error) && store_setting_set(b, "seed", "2", &error),
         "both change a setting");
  Text value = TEXT_EMPTY;
  bool found = false;
  store_setting_get(a, "seed", &value, &found, &error);
  tap_text(text_string(&value), "2", "the later one counts");
  text_free(&value);
  store_close(a);
  tap_ok(folder_attempt(b, EACH, &error), "one goes on when the other has left");
  store_close(b);
}

/* Every child opens the file itself, which is perhaps not there yet, and records. */
static int record_many(const char *path, int first) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  bool good = s && store_is_kept(s) && !store_warning(s);
  for (int i = 0; good && i < EACH; i++) {
    good = folder_attempt(s, first + i, &error);
    if (good && i % 10 == 0)
      good = store_position_save(s, &(StoredPosition){ .lesson = "la-dot", .step = i }, &error);
  }
  if (!good) tap_note("%s", error.kind ? error.message : s ? store_warning(s) : "not opened");
  fflush(stdout);
  store_close(s);
  return good ? 0 : 1;
}

static void test_at_once(const char *path, int processes) {
  pid_t children[OPENERS];
  bool good = true;
  for (int i = 0; i < processes; i++) {
    children[i] = fork();
    if (children[i] == 0) _exit(record_many(path, i * EACH));
    good = good && children[i] > 0;
  }
  for (int i = 0; i < processes; i++) {
    int status = -1;
    if (children[i] > 0) waitpid(children[i], &status, 0);
    good = good && status == 0;
  }
  tap_ok(good, "%d processes open a new file and record at once", processes);
  tap_ok(folder_number(path, "SELECT count(DISTINCT typed) FROM attempts") == processes * EACH &&
             folder_number(path, "SELECT count(*) FROM attempts") == processes * EACH,
         "none of %d attempts is lost or doubled", processes * EACH);
  tap_ok(folder_number(path, "SELECT count(DISTINCT session) FROM attempts") == processes,
         "%d sessions", processes);
}

/* Records until killed, and says each number once it is recorded. */
static void record_until_killed(const char *path, int report, int first) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  for (int i = first; s && i < first + 1000000; i++) {
    if (!folder_attempt(s, i, &error)) _exit(1);
    if (write(report, &i, sizeof i) != sizeof i) _exit(2);
  }
  _exit(3);
}

/* The number of attempts that were reported before the child was killed; -1 when the child ended by
   itself. */
static int kill_one(const char *path, int first, long microseconds) {
  int ends[2], reported = 0, number, status = 0;
  if (pipe(ends) != 0) return -1;
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    record_until_killed(path, ends[1], first);
  }
  close(ends[1]);
  /* The child has begun once the first number is here. */
  if (child > 0 && read(ends[0], &number, sizeof number) == sizeof number) reported = 1;
  nanosleep(&(struct timespec){ .tv_nsec = microseconds * 1000 }, NULL);
  if (child > 0) kill(child, SIGKILL);
  while (read(ends[0], &number, sizeof number) == sizeof number) reported++;
  close(ends[0]);
  if (child > 0) waitpid(child, &status, 0);
  return child > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? reported : -1;
}

static void test_killed(const char *path) {
  Random random;
  random_seed(&random, 20260101);
  int total = 0;
  for (int round = 0; round < ROUNDS; round++) {
    char sql[120];
    int first = round * 1000000;
    int reported = kill_one(path, first, (long)random_below(&random, 40000));
    snprintf(sql, sizeof sql, "SELECT count(*) FROM attempts WHERE variant_seed BETWEEN %d AND %d",
             first, first + reported - 1);
    int64_t kept = folder_number(path, sql);
    char *integrity = folder_query(path, "PRAGMA integrity_check");
    tap_ok(reported > 0 && kept == reported && strcmp(integrity, "ok") == 0,
           "killed in round %d: all acknowledged attempts are there, the file is sound", round + 1);
    if (kept != reported)
      tap_note("%d reported, %lld kept, %s", reported, (long long)kept, integrity);
    free(integrity);
    total += reported;
  }
  tap_note("%d attempts acknowledged in %d rounds", total, ROUNDS);
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s) && folder_attempt(s, -1, &error), "and the next session goes on");
  store_close(s);
}

/* Killed anywhere between nothing and a file with its tables. */
static void test_killed_while_opening(void) {
  Random random;
  random_seed(&random, 7);
  int good = 0;
  for (int round = 0; round < 2 * ROUNDS; round++) {
    char *folder = folder_new(), *path = folder_file(folder, "progress.db");
    Error error = { 0 };
    pid_t child = fork();
    if (child == 0) _exit(record_many(path, 0));
    nanosleep(&(struct timespec){ .tv_nsec = (long)random_below(&random, 6000000) }, NULL);
    if (child > 0) kill(child, SIGKILL);
    if (child > 0) waitpid(child, NULL, 0);
    Store *s = store_open(path, system_clock, &error);
    if (s && store_warning(s)) tap_note("%s", store_warning(s));
    good += s && !store_warning(s) && folder_attempt(s, -1, &error);
    store_close(s);
    free(path);
    folder_remove(folder);
  }
  tap_ok(good == 2 * ROUNDS, "killed while opening: the next session starts well (%d of %d)", good,
         2 * ROUNDS);
}

static int open_damaged(const char *path) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  bool good = s && store_is_kept(s) && folder_attempt(s, 1, &error);
  if (!good) tap_note("%s", error.kind ? error.message : s ? store_warning(s) : "not opened");
  fflush(stdout);
  store_close(s);
  return good ? 0 : 1;
}

/* The second to see the damage must not set the first one's new file aside. */
static void test_damage_at_once(void) {
  int good = 0;
  for (int round = 0; round < ROUNDS; round++) {
    char *folder = folder_new(), *path = folder_file(folder, "progress.db");
    folder_write(path, "no database, but long enough to be one", 38);
    pid_t children[OPENERS];
    bool fine = true;
    for (int i = 0; i < OPENERS; i++)
      if ((children[i] = fork()) == 0) {
        /* One round all at once, the next one after the other: into the other's rescue. */
        nanosleep(&(struct timespec){ .tv_nsec = round % 2 * i * 300000L }, NULL);
        _exit(open_damaged(path));
      }
    for (int i = 0; i < OPENERS; i++) {
      int status = -1;
      if (children[i] > 0) waitpid(children[i], &status, 0);
      fine = fine && status == 0;
    }
    good += fine && folder_count(folder, "progress.db.damaged-") == 1 &&
            folder_number(path, "SELECT count(*) FROM attempts") == OPENERS;
    free(path);
    folder_remove(folder);
  }
  tap_ok(good == ROUNDS, "%d sessions meet one damaged file: set aside once (%d of %d)", OPENERS,
         good, ROUNDS);
}

int main(void) {
  char *folder = folder_new();
  signal(SIGPIPE, SIG_IGN);
  char *turns = folder_file(folder, "turns.db"), *two = folder_file(folder, "two.db");
  char *many = folder_file(folder, "many.db"), *killed = folder_file(folder, "killed.db");
  test_alternately(turns);
  test_at_once(two, 2);
  test_at_once(many, OPENERS);
  test_killed(killed);
  test_killed_while_opening();
  test_damage_at_once();
  free(turns);
  free(two);
  free(many);
  free(killed);
  folder_remove(folder);
  return tap_done();
}
