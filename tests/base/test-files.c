/* test-files.c -- whole files in and out.  */

#include "config.h"
#include "base/files.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder; /* empty when the test starts */

/* A path below the folder; valid until the next but three. */
static const char *in(const char *name) {
  static char paths[4][5000];
  static int turn;
  char *path = paths[turn++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

static bool reads(const char *path, size_t limit, const char *expected) {
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  text_puts(&out, "before ");
  bool good = file_read(path, limit, &out, &error);
  good = good && strncmp(text_string(&out), "before ", 7) == 0 &&
         strcmp(text_string(&out) + 7, expected) == 0;
  if (error.kind != ERROR_NONE) tap_note("%s", error.message);
  text_free(&out);
  return good;
}

/* Reading fails, says WHY, and leaves the text as it was. */
static void refuses_to_read(const char *path, size_t limit, const char *why, const char *name) {
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  text_puts(&out, "kept");
  bool refused = !file_read(path, limit, &out, &error);
  tap_ok(refused && error.kind == ERROR_FILE && strstr(error.message, why) &&
             strcmp(text_string(&out), "kept") == 0,
         "%s", name);
  if (!refused || !strstr(error.message, why)) tap_note("%s", error.message);
  text_free(&out);
}

static bool writes(const char *path, const char *text) {
  Error error = { 0 };
  bool good = file_write(path, text, strlen(text), &error);
  if (!good) tap_note("%s", error.message);
  return good == (error.kind == ERROR_NONE) && good;
}

static mode_t mode_of(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 ? info.st_mode & 0777 : 0;
}

static int names_in(const char *path) {
  char **names = NULL;
  int count = file_list(path, &names);
  for (int i = 0; i < count; i++) free(names[i]);
  free(names);
  return count;
}

static void check_reading(void) {
  tap_ok(writes(in("a"), "one\ntwo\n"), "a file is written");
  tap_ok(reads(in("a"), 8, "one\ntwo\n"), "and read again, up to the limit");
  refuses_to_read(in("a"), 7, "too large", "one byte more than the limit is too much");
  refuses_to_read(in("none"), 100, "No such file", "a file that is not there");
  refuses_to_read(folder, 100, "folder", "a folder");
  refuses_to_read("/dev/zero", 100, "not a plain file", "a device without end");
  if (mkfifo(in("pipe"), 0600) == 0) {
    alarm(20);
    refuses_to_read(in("pipe"), 100, "not a plain file", "a pipe nobody writes, without waiting");
    tap_ok(!writes(in("pipe"), "x"), "a pipe nobody reads is not waited for either");
    alarm(0);
    unlink(in("pipe"));
  }
  tap_ok(writes(in("empty"), "") && reads(in("empty"), 0, ""), "an empty file");
  static char large[100001];
  memset(large, 'x', sizeof large - 1);
  tap_ok(writes(in("large"), large) && reads(in("large"), 1 << 20, large), "a large one");
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  tap_ok(file_write(in("zero"), "a\0b", 3, &error) && file_read(in("zero"), 9, &out, &error) &&
             out.len == 3 && memcmp(out.data, "a\0b", 3) == 0,
         "zero bytes are bytes");
  text_free(&out);
}

static void check_writing(void) {
  int before = names_in(folder);
  tap_ok(writes(in("a"), "new") && reads(in("a"), 99, "new"), "a file is replaced");
  tap_ok(names_in(folder) == before, "and nothing is left beside it");
  tap_ok(!writes(folder, "x"), "a folder cannot be written");
  tap_ok(!writes(in("none/a"), "x"), "nor a file in a folder that is not there");

  chmod(in("a"), 0600);
  tap_ok(writes(in("a"), "secret") && mode_of(in("a")) == 0600, "a private file stays private");
  umask(022);
  tap_ok(writes(in("fresh"), "x") && mode_of(in("fresh")) == 0644, "a new file obeys the umask");

  struct stat info;
  if (symlink("a", in("link")) == 0) {
    tap_ok(writes(in("link"), "through") && reads(in("a"), 99, "through"), "a link is followed");
    tap_ok(lstat(in("link"), &info) == 0 && S_ISLNK(info.st_mode), "and stays a link");
  }
  char stale[100];
  snprintf(stale, sizeof stale, "a.new-%ld", (long)getpid());
  tap_ok(writes(in(stale), "left behind") && writes(in("a"), "again") &&
             reads(in("a"), 99, "again") && !file_exists(in(stale)),
         "what a killed program left behind does not stop the next");

  Error error = { 0 };
  if (access("/dev/full", W_OK) == 0) {
    tap_ok(!file_write("/dev/full", "x", 1, &error) && strstr(error.message, "No space"),
           "a full disk is an error: %s", error.message);
  } else
    tap_skip("a full disk is an error", "there is no /dev/full");
  tap_ok(writes("/dev/null", "x"), "a device is written in place");
}

/* A limit on the size of files stands in for a full disk: the old contents must survive. */
static void check_full_disk(void) {
  static char large[1 << 16];
  memset(large, 'x', sizeof large);
  tap_ok(writes(in("precious"), "a year of work"), "there is a file");
  int before = names_in(folder);
  struct rlimit old;
  getrlimit(RLIMIT_FSIZE, &old);
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 5000, old.rlim_max });
  signal(SIGXFSZ, SIG_IGN);
  Error error = { 0 };
  bool written = file_write(in("precious"), large, sizeof large, &error);
  setrlimit(RLIMIT_FSIZE, &old);
  tap_ok(!written && error.kind == ERROR_FILE, "no room for the new contents: %s", error.message);
  tap_ok(reads(in("precious"), 99, "a year of work"), "leaves the old ones");
  tap_ok(names_in(folder) == before, "and nothing beside them");
}

static void check_folders(void) {
  Error error = { 0 };
  tap_ok(file_make_folder(in("x/y/z"), &error) && file_is_folder(in("x/y/z")), "folders are made");
  tap_ok(mode_of(in("x/y")) == 0700, "for their owner alone");
  tap_ok(file_make_folder(in("x/y/z"), &error), "making them again is no error");
  tap_ok(file_make_folder(in("x//w/"), &error) && file_is_folder(in("x/w")), "odd slashes too");
  tap_ok(file_make_folder("/", &error), "the root is there");
  tap_ok(file_make_folder("", &error) && error.kind == ERROR_NONE, "no name, nothing to make");
  tap_ok(!file_make_folder(in("a/b"), &error) && strstr(error.message, "/a:"),
         "a file in the way is named");
  error = (Error){ 0 };
  if (geteuid() != 0) {
    chmod(in("x"), 0500);
    tap_ok(!file_make_folder(in("x/new"), &error) && strstr(error.message, "Permission denied"),
           "a folder that may not be changed: %s", error.message);
    chmod(in("x"), 0700);
  }
  tap_ok(file_exists(in("a")) && !file_exists(in("none")), "what is there and what is not");
  tap_ok(!file_is_folder(in("a")), "a file is no folder");

  char **names = NULL;
  int count = file_list(in("x"), &names);
  tap_ok(count == 2 && strcmp(names[0], "w") == 0 && strcmp(names[1], "y") == 0,
         "names are sorted");
  for (int i = 0; i < count; i++) free(names[i]);
  free(names);
  names = NULL;
  tap_ok(file_list(in("x/y/z"), &names) == 0 && !names, "an empty folder has none");
  tap_ok(file_list(in("none"), &names) == -1, "a folder that is not there");
}

int main(void) {
  char template[] = "/tmp/mathtutor-files-XXXXXX";
  const char *home = getenv("MATHTUTOR_HOME");
  char *made = home && *home ? NULL : mkdtemp(template);
  folder = made ? made : home;
  if (!folder) tap_skip_all("no folder to write in");
  check_reading();
  check_writing();
  check_full_disk();
  check_folders();
  return tap_done();
}
