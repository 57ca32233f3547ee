/* test-preview.c -- --preview on a terminal: what is saved is there at once, however it is saved.
 */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[4096], lesson[4200], beside[4200];

static void save(const char *path, const char *words, const char *expression) {
  FILE *f = fopen(path, "w");
  if (!f) exit(99);
  fprintf(
      f,
      "---\ntitle: Seen early\nslug: pr-early\ntrack: tests\nminutes: 5\nskills:\n  - see\n---\n\n"
      "## First\n\nThe first step stays as it is.\n\n## Second\n\n%s\n\n```run\n%s\n```\n",
      words, expression);
  fclose(f);
}

/* How long it took until TEXT was there, in milliseconds; -1 when it never was. */
static double wait_for(Pty *p, const char *text) {
  double before = pty_clock();
  return pty_expect(p, text) ? pty_clock() - before : -1;
}

static void in_time(double taken, const char *how) {
  tap_ok(taken >= 0 && taken < 200, "%s is shown within 0.2 s", how);
  tap_note("after %.0f ms", taken);
}

int main(void) {
  const char *home = getenv("MATHTUTOR_HOME");
  snprintf(folder, sizeof folder, "%s", home ? home : ".");
  snprintf(lesson, sizeof lesson, "%s/early.md", folder);
  snprintf(beside, sizeof beside, "%s/early.md.new", folder);
  save(lesson, "Words as they were.", "40 + 2");
  const char *arguments[] = { "--plot=none", "--preview", lesson, NULL };
  Pty p = pty_start("xterm", arguments);
  tap_ok(pty_expect(&p, "The first step") && pty_expect(&p, "Words as they were") &&
             pty_expect(&p, "ans = 42"),
         "the lesson is shown");
  tap_ok(pty_expect(&p, "waiting for the file to be saved"), "and waits");
  pty_pause(100);

  save(lesson, "Words written anew.", "40 + 3");
  in_time(wait_for(&p, "ans = 43"), "a file that is written in place");
  tap_ok(!pty_find(&p, "The first step"), "only the step that changed is shown");

  pty_pause(150);
  save(beside, "Words renamed.", "40 + 4");
  rename(beside, lesson);
  in_time(wait_for(&p, "ans = 44"), "a file that is renamed into its place");

  pty_pause(150);
  save(beside, "The value is @{nobody}.", "40 + 5");
  rename(beside, lesson);
  in_time(wait_for(&p, "early.md:16:16: error: 'nobody' is not a variable"), "a finding");
  tap_ok(pty_expect(&p, "ans = 45"), "and the lesson below it");

  pty_pause(150);
  save(lesson, "The value is @{nobody}.", "40 + 5");
  pty_pause(200);
  tap_ok(!pty_find(&p, "nobody"), "what did not change is not shown again");

  unlink(lesson);
  pty_pause(150);
  save(lesson, "Back again.", "40 + 6");
  tap_ok(pty_expect(&p, "ans = 46"), "a file that was away for a while is found again");

  pty_send(&p, "\003");
  int status = pty_end(&p);
  tap_ok(status == 0, "Ctrl-C leaves");
  tap_note("status %d", status);
  return tap_done();
}
