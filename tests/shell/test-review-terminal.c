/* test-review-terminal.c -- a review on a terminal, and forgetting, which asks first.  What was
   learned is moved into the past behind the tutor's back.  */

#include "config.h"
#include "base/files.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END "> \033[22;39m"

static char course[600], database[600];

/* So many days pass. */
static bool pass_days(int days) {
  char sql[700];
  sqlite3 *db = NULL;
  long long ms = days * 86400000LL;
  snprintf(sql, sizeof sql,
           "UPDATE attempts SET time = time - %lld; UPDATE reviews SET time = time - %lld;"
           "UPDATE skills SET due = due - %lld, last = last - %lld;"
           "UPDATE mastery SET changed = changed - %lld",
           ms, ms, ms, ms, ms);
  bool good = sqlite3_open(database, &db) == SQLITE_OK &&
              sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close(db);
  return good;
}

static Pty start(const char *option, const char *value, const char *more) {
  const char *arguments[] = { "--lessons", course, "--seed", "5", option, value, more, NULL };
  return pty_start("xterm-256color", arguments);
}

static void learn(void) {
  Pty p = start("qz-sums", NULL, NULL);
  tap_ok(pty_expect(&p, "answer" END), "a lesson asks");
  tap_ok(pty_line(&p, "-1", "answer" END) && pty_line(&p, "solution", END) &&
             pty_line(&p, "next", "answer" END) && pty_line(&p, "skip", "answer" END),
         "two exercises are not solved");
  pty_send(&p, "review\n");
  tap_ok(pty_expect(&p, "Nothing is due. Next: ") && pty_expect(&p, END), "`review` in a lesson");
  pty_send(&p, "quit\n");
  tap_ok(pty_end(&p) == 0, "and out");
}

static void review(void) {
  Pty p = start("--review", NULL, NULL);
  tap_ok(pty_expect(&p, "exercises are due") && pty_expect(&p, "review 1/") &&
             pty_expect(&p, "answer" END),
         "five days later they are due");
  pty_send(&p, "status\n");
  tap_ok(pty_expect(&p, "Review: exercise 1 of") && pty_expect(&p, END), "`status`");
  pty_send(&p, "due\n");
  tap_ok(pty_expect(&p, "days late") && pty_expect(&p, END), "`due` in the middle of it");
  tap_ok(pty_line(&p, "x = 3;", "answer" END) && pty_line(&p, "hint", "answer" END),
         "scratch work and help are there");
  pty_resize(&p, 24, 40);
  pty_send(&p, "skip\n");
  tap_ok(pty_expect(&p, "review 2/") && pty_expect(&p, END), "`skip` goes on, at 40 columns");
  pty_send(&p, ":finish\n");
  tap_ok(pty_expect(&p, "0 of 1 right at once") && pty_end(&p) == 0, "`finish` ends it");
}

static void forget(void) {
  Pty p = start("--forget", "qz-sums", NULL);
  tap_ok(pty_expect(&p, "Type yes to do it: "), "--forget asks");
  pty_send(&p, "y\n");
  tap_ok(pty_expect(&p, "Nothing was forgotten") && pty_end(&p) == 1, "y is not yes");
  p = start("--forget", "qz-sums", NULL);
  tap_ok(pty_expect(&p, "Type yes to do it: "), "--forget asks again");
  pty_send(&p, "yes\n");
  tap_ok(pty_expect(&p, "Forgotten: ") && pty_end(&p) == 0, "yes is");
  p = start("--due", NULL, NULL);
  tap_ok(pty_expect(&p, "Nothing is due") && pty_end(&p) == 0, "and nothing is due any more");
}

int main(void) {
  const char *srcdir = getenv("srcdir"), *home = getenv("MATHTUTOR_HOME");
  if (!home) tap_skip_all("MATHTUTOR_HOME is not set");
  snprintf(course, sizeof course, "%s/tests/lessons/quiz", srcdir && *srcdir ? srcdir : ".");
  snprintf(database, sizeof database, "%s/progress.db", home);
  learn();
  tap_ok(pass_days(0), "the file is there");
  Pty p = start("--due", NULL, NULL); /* what was answered becomes reviews */
  tap_ok(pty_end(&p) == 0, "--due");
  tap_ok(pass_days(5), "five days pass");
  review();
  forget();
  return tap_done();
}
