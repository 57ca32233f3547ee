/* test-store-faults.c -- files that are damaged, foreign, newer, write-protected, or on a full
   disk: the learner can always go on, and nothing of theirs is thrown away.  */

#include "config.h"
#include "base/files.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/attempts.h"
#include "store/database.h"
#include "store/positions.h"
#include "tests/store/folder.h"
#include "tests/tap.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t noon = 1700000000000;
static const StoreClock system_clock;

static Store *open_at_noon(const char *path) {
  Error error = { 0 };
  return store_open(path, (StoreClock){ &noon, folder_clock }, &error);
}

static bool warns(const Store *s, const char *words) {
  bool found = s && store_warning(s) && strstr(store_warning(s), words);
  if (!found) tap_note("warning: %s", s && store_warning(s) ? store_warning(s) : "none");
  return found;
}

static size_t attempts_in(Store *s) {
  StoredAttempts list;
  Error error = { 0 };
  size_t count = store_attempts(s, &(AttemptFilter){ 0 }, &list, &error) ? list.count : 999999;
  stored_attempts_free(&list);
  return count;
}

/* A good file with so many attempts in it. */
static void make_file(const char *path, int attempts) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  for (int i = 0; i < attempts; i++) folder_attempt(s, i, &error);
  store_close(s);
}

static void read_all(const char *path, Text *out) {
  Error error = { 0 };
  text_clear(out);
  if (!file_read(path, 1 << 26, out, &error)) text_puts(out, error.message);
}

static bool same_bytes(const char *path, const Text *expected) {
  Text got = TEXT_EMPTY;
  read_all(path, &got);
  bool same = got.len == expected->len && memcmp(got.data, expected->data, got.len) == 0;
  text_free(&got);
  return same;
}

/* The store must set PATH aside with its bytes unchanged, say so, and work. */
static void expect_aside(char *folder, const char *path, const char *what) {
  Error error = { 0 };
  Text before = TEXT_EMPTY;
  read_all(path, &before);
  Store *s = open_at_noon(path);
  tap_ok(warns(s, "damaged") && warns(s, "a new one was begun"), "%s: damage is said", what);
  tap_ok(s && store_is_kept(s) && attempts_in(s) == 0 && folder_attempt(s, 1, &error),
         "%s: a new file works", what);
  store_close(s);
  tap_ok(folder_count(folder, "progress.db.damaged-2023111") == 1, "%s: the old one is there",
         what);
  char **names = NULL;
  int count = file_list(folder, &names);
  bool same = false;
  for (int i = 0; i < count; i++) {
    if (strncmp(names[i], "progress.db.damaged-", 20) == 0 && !strstr(names[i], "-wal")) {
      char *aside = folder_file(folder, names[i]);
      same = same_bytes(aside, &before) && strlen(names[i]) == strlen("progress.db.damaged-") + 15;
      free(aside);
    }
    free(names[i]);
  }
  free(names);
  tap_ok(same, "%s: byte for byte, its name ends in the time", what);
  s = open_at_noon(path);
  tap_ok(s && !store_warning(s) && attempts_in(s) == 1, "%s: the next start is quiet", what);
  store_close(s);
  text_free(&before);
}

static void test_garbage(void) {
  Random random;
  random_seed(&random, 1);
  static const size_t sizes[] = { 2, 20, 100, 511, 4096, 50000 };
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    char *folder = folder_new(), *path = folder_file(folder, "progress.db");
    char *bytes = mem_new(sizes[i]), what[40];
    for (size_t k = 0; k < sizes[i]; k++) bytes[k] = (char)random_bits(&random);
    folder_write(path, bytes, sizes[i]);
    snprintf(what, sizeof what, "%zu bytes of garbage", sizes[i]);
    expect_aside(folder, path, what);
    free(bytes);
    free(path);
    folder_remove(folder);
  }
}

static void test_truncated(void) {
  static const long lengths[] = { 50, 1000, 4096, 6000, 20480 };
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    char *folder = folder_new(), *path = folder_file(folder, "progress.db"), what[40];
    make_file(path, 300);
    snprintf(what, sizeof what, "cut to %ld bytes", lengths[i]);
    if (truncate(path, lengths[i]) != 0) tap_note("not cut");
    expect_aside(folder, path, what);
    free(path);
    folder_remove(folder);
  }
}

/* An empty file is what SQLite itself leaves for a moment when it makes a new one. */
static void test_empty(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  Error error = { 0 };
  folder_write(path, "", 0);
  Store *s = open_at_noon(path);
  tap_ok(s && !store_warning(s) && store_is_kept(s) && folder_attempt(s, 1, &error),
         "a file of zero bytes is a new file");
  store_close(s);
  tap_ok(folder_number(path, "SELECT count(*) FROM attempts") == 1, "and is used");
  free(path);
  folder_remove(folder);
}

/* Damage in the middle is not looked for at every start; it is met, said, and found at the next. */
static void test_inner_damage(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  Error error = { 0 };
  Text bytes = TEXT_EMPTY;
  make_file(path, 300);
  read_all(path, &bytes);
  memset(bytes.data + 8192, 0xAA, bytes.len - 8192);
  folder_write(path, bytes.data, bytes.len);
  Store *s = open_at_noon(path);
  bool good = true;
  StoredAttempts list;
  good = store_attempts(s, &(AttemptFilter){ 0 }, &list, &error);
  stored_attempts_free(&list);
  tap_ok(!good && strcmp(error.message, "progress could not be read: the file is damaged") == 0,
         "damage that shows later is an error: %s", error.message);
  error = (Error){ 0 };
  good = store_position_save(s, &(StoredPosition){ .lesson = "la-dot" }, &error);
  tap_ok(!good && strstr(error.message, "you can go on, but this is not recorded"),
         "a position that cannot be saved is not called an answer: %s", error.message);
  error = (Error){ 0 };
  good = folder_attempt(s, 1, &error);
  tap_ok(!good && strcmp(error.message,
                         "progress could not be saved: the file is damaged; you can go on, but "
                         "this answer is not recorded") == 0,
         "when recording too: %s", error.message);
  store_close(s);
  tap_ok(folder_count(folder, "progress.db.suspect") == 1, "it leaves a mark");
  expect_aside(folder, path, "inner damage");
  tap_ok(folder_count(folder, "progress.db.suspect") == 0, "the mark is gone");
  char *mark = folder_file(folder, "progress.db.suspect");
  folder_write(mark, "", 0);
  s = open_at_noon(path);
  tap_ok(s && !store_warning(s) && attempts_in(s) == 1, "a good file under suspicion is kept");
  store_close(s);
  free(mark);
  text_free(&bytes);
  free(path);
  folder_remove(folder);
}

static void test_garbage_log(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  char *log = folder_file(folder, "progress.db-wal"),
       *shared = folder_file(folder, "progress.db-shm");
  char bytes[40000];
  Random random;
  random_seed(&random, 2);
  for (size_t k = 0; k < sizeof bytes; k++) bytes[k] = (char)random_bits(&random);
  make_file(path, 10);
  folder_write(log, bytes, sizeof bytes);
  folder_write(shared, bytes, 32768);
  Error error = { 0 };
  Store *s = open_at_noon(path);
  tap_ok(s && !store_warning(s) && attempts_in(s) == 10 && folder_attempt(s, 10, &error),
         "a log of garbage beside a good file does no harm");
  store_close(s);
  free(path);
  free(log);
  free(shared);
  folder_remove(folder);
}

static void test_twice_in_a_second(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  for (int i = 0; i < 3; i++) {
    folder_write(path, "not a database at all", 21);
    store_close(open_at_noon(path));
  }
  tap_ok(folder_count(folder, "progress.db.damaged-") == 3,
         "three damaged files of one second are all kept");
  free(path);
  folder_remove(folder);
}

/* Refused: in memory, a warning, and not one byte changed. */
static void expect_refused(const char *path, const char *words, const char *what) {
  Error error = { 0 };
  Text before = TEXT_EMPTY;
  read_all(path, &before);
  Store *s = open_at_noon(path);
  tap_ok(warns(s, words) && !store_is_kept(s), "%s: refused with words", what);
  tap_ok(s && attempts_in(s) == 0 && folder_attempt(s, 1, &error) && attempts_in(s) == 1,
         "%s: nothing read, the session works in memory", what);
  store_close(s);
  tap_ok(same_bytes(path, &before), "%s: not a byte is changed", what);
  text_free(&before);
}

static void test_newer_and_foreign(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  char *other = folder_file(folder, "other.db");
  make_file(path, 5);
  free(folder_query(path, "PRAGMA user_version = 1000"));
  expect_refused(path, "newer mathtutor", "a newer version");
  sqlite3 *db;
  sqlite3_open(other, &db);
  sqlite3_exec(db, "CREATE TABLE recipes (name); INSERT INTO recipes VALUES ('soup')", NULL, NULL,
               NULL);
  sqlite3_close(db);
  expect_refused(other, "another program", "a foreign file");
  tap_ok(folder_count(folder, "progress.db.damaged") == 0, "neither is set aside");
  free(path);
  free(other);
  folder_remove(folder);
}

/* A newer file whose log still holds something, because the newer program was killed. */
static void test_newer_with_log(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  pid_t child = fork();
  if (child == 0) {
    Error error = { 0 };
    Store *s = store_open(path, system_clock, &error);
    for (int i = 0; i < 5; i++) folder_attempt(s, i, &error);
    free(folder_query(path, "PRAGMA user_version = 1000"));
    kill(getpid(), SIGKILL);
  }
  waitpid(child, NULL, 0);
  char *log = folder_file(folder, "progress.db-wal");
  Text before = TEXT_EMPTY;
  read_all(log, &before);
  expect_refused(path, "newer mathtutor", "a newer version with a log");
  tap_ok(before.len > 1000 && same_bytes(log, &before), "its log is left as it was");
  tap_ok(folder_number(path, "SELECT count(*) FROM attempts") == 5, "and nothing in it is lost");
  text_free(&before);
  free(log);
  free(path);
  folder_remove(folder);
}

static void test_missing_table(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  make_file(path, 1);
  free(folder_query(path, "DROP TABLE positions"));
  expect_aside(folder, path, "a missing table");
  free(path);
  folder_remove(folder);
}

static void test_impossible_paths(void) {
  static const char *const paths[] = { "/dev/null/progress.db", "/proc/progress.db", "/dev/full",
                                       "", "/" };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    Error error = { 0 };
    Store *s = open_at_noon(paths[i]);
    tap_ok(warns(s, "Progress cannot be saved in ") && !store_is_kept(s) &&
               folder_attempt(s, 1, &error) && attempts_in(s) == 1,
           "\"%s\": a session in memory", paths[i]);
    store_close(s);
  }
}

/* Run CHECK in a child that is not root; its answer is whether all was well. */
static void as_nobody(bool (*check)(const char *path), const char *path, const char *name) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
    bool good = check(path);
    fflush(stdout);
    _exit(good ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
    tap_skip(name, "root cannot become someone else here");
  else
    tap_ok(status == 0, "%s", name);
}

static bool refuses(const char *path, const char *words) {
  Error error = { 0 };
  Store *s = open_at_noon(path);
  bool good =
      warns(s, words) && !store_is_kept(s) && folder_attempt(s, 1, &error) && attempts_in(s) == 1;
  store_close(s);
  return good;
}

static bool new_file_is_refused(const char *path) {
  return refuses(path, "Permission denied");
}

static bool folder_is_refused(const char *path) {
  return refuses(path, "cannot make the folder");
}

static bool old_file_is_copied(const char *path) {
  Error error = { 0 };
  Store *s = open_at_noon(path);
  bool good = warns(s, "Progress cannot be saved") && !store_is_kept(s) && attempts_in(s) == 5 &&
              folder_attempt(s, 5, &error) && attempts_in(s) == 6;
  store_close(s);
  return good;
}

static bool damaged_file_stays(const char *path) {
  Error error = { 0 };
  Store *s = open_at_noon(path);
  bool good = warns(s, "damaged and cannot be renamed") && !store_is_kept(s) &&
              folder_attempt(s, 1, &error);
  store_close(s);
  return good;
}

static void test_read_only(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  chmod(folder, 0555);
  as_nobody(new_file_is_refused, path, "a folder that may not be written");
  char *below = folder_file(folder, "new/progress.db");
  as_nobody(folder_is_refused, below, "a folder that may not be made");
  chmod(folder, 0755);
  make_file(path, 5);
  chmod(path, 0444);
  as_nobody(old_file_is_copied, path, "a file that may not be written: what it holds is shown");
  chmod(folder, 0555);
  as_nobody(old_file_is_copied, path, "nor its folder");
  chmod(folder, 0777);
  as_nobody(old_file_is_copied, path, "a protected file in a folder that may be written");
  chmod(folder, 0755);
  chmod(path, 0644);
  folder_write(path, "garbage", 7);
  chmod(folder, 0555);
  as_nobody(damaged_file_stays, path, "a damaged file that cannot be renamed");
  chmod(folder, 0755);
  free(below);
  free(path);
  folder_remove(folder);
}

/* In a child, because the limit on file sizes cannot be taken back: writing beyond it fails as on a
   full disk. */
static bool fill_up(const char *path) {
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  int recorded = 0;
  while (recorded < 100000 && folder_attempt(s, recorded, &error)) recorded++;
  const char *message = error.message, *end = "; you can go on, but this answer is not recorded";
  bool good = recorded > 10 && recorded < 100000 &&
              strncmp(message, "progress could not be saved: ", 29) == 0 && strstr(message, end);
  tap_note("%d attempts, then: %s", recorded, message);
  Error again = { 0 };
  good = good && !folder_attempt(s, recorded, &again);
  size_t seen = attempts_in(s);
  good = good && seen == (size_t)recorded;
  store_close(s);
  return good && folder_number(path, "SELECT count(*) FROM attempts") == recorded;
}

static bool full_after(const char *path, rlim_t bytes, bool (*check)(const char *path)) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){ bytes, bytes }) != 0) _exit(77);
    bool good = check(path);
    fflush(stdout);
    _exit(good ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status == 0;
}

static bool in_memory_when_full(const char *path) {
  Error error = { 0 };
  Store *s = open_at_noon(path);
  bool good = s && warns(s, "Progress cannot be saved") && !store_is_kept(s) &&
              folder_attempt(s, 1, &error);
  store_close(s);
  return good;
}

static void test_full_disk(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  char *other = folder_file(folder, "other.db");
  tap_ok(full_after(path, 600000, fill_up), "a disk that fills up is said, and costs nothing else");
  char *integrity = folder_query(path, "PRAGMA integrity_check");
  tap_text(integrity, "ok", "the file is sound afterwards");
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s) && folder_attempt(s, 1, &error), "and goes on where there is room");
  store_close(s);
  tap_ok(full_after(other, 100, in_memory_when_full), "a disk that is full from the start");
  free(integrity);
  free(path);
  free(other);
  folder_remove(folder);
}

static void test_locked_out(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  make_file(path, 1);
  sqlite3 *db;
  sqlite3_open(path, &db);
  sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s), "a file can be opened while another session writes");
  tap_ok(attempts_in(s) == 1, "and read");
  tap_ok(!folder_attempt(s, 1, &error) && strstr(error.message, "another session holds the file"),
         "a session that never lets go is named: %s", error.message);
  sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(db);
  error = (Error){ 0 };
  tap_ok(folder_attempt(s, 1, &error), "and afterwards all is well");
  store_close(s);
  free(path);
  folder_remove(folder);
}

/* A reader of a file that is not in WAL mode keeps the change to it waiting. */
static void test_reader_in_the_way(void) {
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  make_file(path, 1);
  sqlite3 *db;
  sqlite3_open(path, &db);
  sqlite3_exec(db, "PRAGMA journal_mode = DELETE; BEGIN; SELECT count(*) FROM attempts", NULL, NULL,
               NULL);
  time_t start = time(NULL);
  Error error = { 0 };
  Store *s = store_open(path, system_clock, &error);
  tap_ok(time(NULL) - start < 15, "nobody waits longer than some seconds for a reader");
  tap_ok(warns(s, "another session holds the file") && attempts_in(s) == 1,
         "what is there can be read");
  store_close(s);
  sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(db);
  s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s), "when it is gone the file is used");
  store_close(s);
  free(path);
  folder_remove(folder);
}

/* Files without shared memory stand for network folders. */
static void test_without_log(void) {
  sqlite3_vfs *usual = sqlite3_vfs_find(NULL), *plain = sqlite3_vfs_find("unix-dotfile");
  if (!plain) {
    tap_skip("a folder where WAL is impossible", "this SQLite has no unix-dotfile");
    return;
  }
  char *folder = folder_new(), *path = folder_file(folder, "progress.db");
  Error error = { 0 };
  int64_t level = 0;
  sqlite3_vfs_register(plain, 1);
  Store *s = store_open(path, system_clock, &error);
  tap_ok(s && !store_warning(s) && folder_attempt(s, 1, &error) && attempts_in(s) == 1,
         "where WAL is impossible answers are kept all the same");
  tap_ok(s && database_number(s->db, "PRAGMA synchronous", &level) == SQLITE_OK && level == 2,
         "and every commit waits for the disk");
  store_close(s);
  sqlite3_vfs_register(usual, 1);
  free(path);
  folder_remove(folder);
}

int main(void) {
  test_garbage();
  test_truncated();
  test_empty();
  test_inner_damage();
  test_garbage_log();
  test_twice_in_a_second();
  test_newer_and_foreign();
  test_newer_with_log();
  test_missing_table();
  test_impossible_paths();
  test_read_only();
  test_full_disk();
  test_locked_out();
  test_reader_in_the_way();
  test_without_log();
  return tap_done();
}
