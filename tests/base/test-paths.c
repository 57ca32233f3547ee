/* test-paths.c -- where things live, by the rules of the XDG base directories.  */

#include "config.h"
#include "base/paths.h"
#include "base/files.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void set(const char *name, const char *value) {
  if (value)
    setenv(name, value, 1);
  else
    unsetenv(name);
}

static void check_own(PathKind kind, const char *name, const char *expected, const char *what) {
  Text out = TEXT_EMPTY;
  path_own(kind, name, &out);
  tap_text(text_string(&out), expected, "%s", what);
  text_free(&out);
}

static void check_own_folders(void) {
  set("MATHTUTOR_HOME", NULL);
  set("XDG_DATA_HOME", NULL);
  set("XDG_STATE_HOME", NULL);
  set("XDG_CONFIG_HOME", NULL);
  set("HOME", "/home/ada");
  check_own(PATH_DATA, NULL, "/home/ada/.local/share/mathtutor", "data");
  check_own(PATH_STATE, NULL, "/home/ada/.local/state/mathtutor", "state");
  check_own(PATH_CONFIG, NULL, "/home/ada/.config/mathtutor", "config");
  check_own(PATH_DATA, "progress.db", "/home/ada/.local/share/mathtutor/progress.db", "a file");
  set("XDG_DATA_HOME", "/data");
  set("XDG_STATE_HOME", "/state");
  set("XDG_CONFIG_HOME", "/config");
  check_own(PATH_DATA, NULL, "/data/mathtutor", "XDG data");
  check_own(PATH_STATE, NULL, "/state/mathtutor", "XDG state");
  check_own(PATH_CONFIG, "config", "/config/mathtutor/config", "XDG config");
  set("XDG_DATA_HOME", "relative");
  set("XDG_STATE_HOME", "");
  check_own(PATH_DATA, NULL, "/home/ada/.local/share/mathtutor", "a relative one is ignored");
  check_own(PATH_STATE, NULL, "/home/ada/.local/state/mathtutor", "an empty one is ignored");
  set("MATHTUTOR_HOME", "/elsewhere");
  check_own(PATH_DATA, "progress.db", "/elsewhere/progress.db", "MATHTUTOR_HOME moves data");
  check_own(PATH_STATE, "history", "/elsewhere/history", "and state");
  check_own(PATH_CONFIG, NULL, "/elsewhere", "and config");
  set("MATHTUTOR_HOME", "");
  set("HOME", NULL);
  set("XDG_CONFIG_HOME", NULL);
  check_own(PATH_CONFIG, NULL, "./.config/mathtutor", "with no home at all, where one stands");
}

/* The folders for lessons, one a line. */
static void check_lessons(const char *override, const char *expected, const char *what) {
  Text all = TEXT_EMPTY;
  for (unsigned i = 0; path_lessons(override, i, &all); i++) text_putc(&all, '\n');
  tap_text(text_string(&all), expected, "%s", what);
  text_free(&all);
}

/* This program lies in tests/base of the build tree: without a mark there it is no build tree. */
static void check_lesson_folders(void) {
  set("MATHTUTOR_HOME", "/own");
  set("MATHTUTOR_PATH", NULL);
  check_lessons(NULL, "/own/lessons\n" PKGDATADIR "/lessons\n", "one's own, then the installed");
  check_lessons("./mine", "./mine\n/own/lessons\n" PKGDATADIR "/lessons\n",
                "--lessons comes first");
  set("MATHTUTOR_PATH", "/a:/b");
  check_lessons("c", "c\n/a\n/b\n/own/lessons\n" PKGDATADIR "/lessons\n", "then MATHTUTOR_PATH");
  set("MATHTUTOR_PATH", ":/a::/b:");
  check_lessons(NULL, "/a\n/b\n/own/lessons\n" PKGDATADIR "/lessons\n", "empty parts are skipped");
  set("MATHTUTOR_PATH", "::");
  check_lessons(NULL, "/own/lessons\n" PKGDATADIR "/lessons\n", "even when there is nothing else");
}

static void check_build_tree(void) {
  char program[4096];
  ssize_t n = readlink("/proc/self/exe", program, sizeof program - 20);
  if (n <= 0) {
    tap_skip("the source tree's lessons", "the system does not tell where a program lies");
    return;
  }
  program[n] = '\0';
  strcpy(strrchr(program, '/'), "/lessons-path");
  Error error = { 0 };
  set("MATHTUTOR_PATH", NULL);
  tap_ok(file_write(program, "/src/lessons\n", 13, &error), "a mark beside the program");
  check_lessons(NULL, "/own/lessons\n/src/lessons\n" PKGDATADIR "/lessons\n",
                "names the source tree's lessons");
  tap_ok(file_write(program, "\n", 1, &error), "an empty mark");
  check_lessons(NULL, "/own/lessons\n" PKGDATADIR "/lessons\n", "names nothing");
  unlink(program);
}

int main(void) {
  check_own_folders();
  check_lesson_folders();
  check_build_tree();
  return tap_done();
}
