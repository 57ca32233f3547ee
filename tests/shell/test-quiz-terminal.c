/* test-quiz-terminal.c -- a quiz on a terminal: the time left, Ctrl-C, leaving and coming back, 40
   columns; and a transcript.  */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END "> \033[22;39m"

static char course[600];

static Pty start(const char *a, const char *b, const char *c, const char *d, const char *e) {
  const char *arguments[] = { "--lessons", course, "--seed", "5", a, b, c, d, e, NULL };
  return pty_start("xterm-256color", arguments);
}

static void quiz(void) {
  Pty p = start("--quiz", "numbers", "--count=4", "--minutes=20", NULL);
  tap_ok(pty_expect(&p, "quiz 1/4 20 min answer" END), "the prompt has the time left");
  pty_send(&p, "12345\003");
  tap_ok(pty_expect(&p, "quiz 1/4 20 min answer" END), "Ctrl-C throws a line away, no more");
  tap_ok(pty_line(&p, "skip", "answer" END), "a question is skipped");
  pty_send(&p, "-7\n");
  tap_ok(pty_expect(&p, "Noted: ") && pty_expect(&p, "answer" END), "an answer is noted");
  pty_send(&p, "\004");
  tap_ok(pty_expect(&p, "unfinished (1 of 4 answered)") && pty_end(&p) == 0, "Ctrl-D leaves it");
  p = start("--quiz", "numbers", NULL, NULL, NULL);
  tap_ok(pty_expect(&p, "The quiz that was interrupted") && pty_expect(&p, "20 min answer" END),
         "it is taken up with its time");
  pty_resize(&p, 24, 40);
  tap_ok(pty_line(&p, "status", "answer" END), "at 40 columns, too");
  pty_send(&p, "finish\n");
  tap_ok(pty_expect(&p, "once more") && pty_expect(&p, "answer" END), "`finish` asks once more");
  pty_send(&p, "finish\n");
  tap_ok(pty_expect(&p, "0 of 4") && pty_end(&p) == 0, "and ends with the result");
}

static void transcript(void) {
  Pty p = start("qz-sums", NULL, NULL, NULL, NULL);
  tap_ok(pty_expect(&p, "answer" END), "a lesson asks");
  tap_ok(pty_line(&p, "-1", "answer" END), "a wrong answer");
  pty_send(&p, "transcript typed.md\n");
  tap_ok(pty_expect(&p, "The transcript is in typed.md"), "`transcript`");
  pty_send(&p, "quit\n");
  tap_ok(pty_end(&p) == 0, "and out");
  FILE *f = fopen("typed.md", "r");
  char text[8192] = "";
  if (f) {
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    remove("typed.md");
  }
  tap_ok(strstr(text, "** `-1`\n\n→ **not yet**, read as `-1`") != NULL,
         "the answer and its verdict");
}

int main(void) {
  const char *srcdir = getenv("srcdir");
  if (!getenv("MATHTUTOR_HOME")) tap_skip_all("MATHTUTOR_HOME is not set");
  snprintf(course, sizeof course, "%s/tests/lessons/quiz", srcdir && *srcdir ? srcdir : ".");
  quiz();
  transcript();
  return tap_done();
}
