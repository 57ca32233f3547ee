/* test-terminal.c -- the prompt on a terminal: editing, Ctrl-C, completion, history, resizing.  */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROMPT "> \033[22;39m" /* with its colour */

static Pty start(const char *first, const char *second) {
  const char *arguments[] = { first, second, NULL };
  return pty_start("xterm", arguments);
}

static void test_first_start(void) {
  Pty p = start("--plot=none", NULL);
  tap_ok(pty_expect(&p, "one small step at a time"), "the first start says what this is");
  tap_ok(pty_expect(&p, "linear-algebra"), "and shows the tracks");
  tap_ok(pty_expect(&p, PROMPT), "then comes a prompt");
  pty_line(&p, "6*7", PROMPT);
  tap_ok(strstr(p.seen, "ans = 42\r\n") != NULL, "one can calculate at once");
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "Ctrl-D leaves with status 0");
  p = start("--plot=none", NULL);
  tap_ok(pty_expect(&p, PROMPT) && !strstr(p.seen, "one small step"),
         "the second start does not introduce itself again");
  pty_send(&p, "\004");
  pty_end(&p);
}

static void test_several_lines(Pty *p) {
  pty_send(p, "A = [1 2\r");
  tap_ok(pty_expect(p, "[> "), "an open bracket asks for more and is named");
  pty_send(p, "3 4]\r");
  tap_ok(pty_expect(p, "   3   4\r\n") && pty_expect(p, PROMPT), "the matrix is whole");
  pty_send(p, "for i = 1:2\rdisp(i + 10)\rend\r");
  tap_ok(pty_expect(p, "for> ") && pty_expect(p, "11\r\n12\r\n") && pty_expect(p, PROMPT),
         "lines typed ahead are not lost");
  pty_send(p, "x = (1 +\r");
  pty_expect(p, "(> ");
  pty_send(p, "\003");
  tap_ok(pty_expect(p, "^C") && pty_expect(p, PROMPT) && pty_line(p, "5", PROMPT),
         "Ctrl-C drops an unfinished input");
  pty_send(p, "\033[200~B = [5 6\n7 8]\033[201~\r");
  tap_ok(pty_expect(p, "B =") && pty_expect(p, "   7   8\r\n") && pty_expect(p, PROMPT),
         "a bracketed paste of two lines is one input");
}

static void test_interrupt(Pty *p) {
  pty_send(p, "abc + \003");
  tap_ok(pty_expect(p, "^C") && pty_expect(p, PROMPT), "Ctrl-C while editing gives a fresh prompt");
  tap_ok(pty_line(p, "2 + 2", PROMPT) && strstr(p->seen, "ans = 4\r\n"), "which works");
  pty_send(p, "kept = 9; while true; end\r");
  pty_pause(300);
  double before = pty_clock();
  pty_send(p, "\003");
  bool stopped = pty_expect(p, "interrupted") && pty_expect(p, PROMPT);
  double taken = pty_clock() - before;
  tap_ok(stopped && taken < 200, "Ctrl-C stops a loop within 0.2 s");
  tap_note("after %.1f ms", taken);
  tap_ok(pty_line(p, "kept", PROMPT) && strstr(p->seen, "kept = 9\r\n"), "and nothing is lost");
  for (int i = 0; i < 20; i++) {
    pty_send(p, "while true; end\r");
    pty_pause(i);
    pty_send(p, "\003\003");
    pty_pause(20);
  }
  pty_send(p, "\025 10^3 + 11\r");
  tap_ok(pty_expect(p, "ans = 1011\r\n") && pty_expect(p, PROMPT),
         "twenty hasty double presses do no harm");
}

static void test_completion(Pty *p) {
  pty_send(p, "cossi\t[3 0], [0 2])\r");
  tap_ok(pty_expect(p, "cossim([3 0], [0 2])") && pty_expect(p, "ans = 0\r\n") &&
             pty_expect(p, PROMPT),
         "Tab completes a function with its bracket");
  pty_line(p, "wonderful = 3;", PROMPT);
  pty_send(p, "wonde\t + 1\r");
  tap_ok(pty_expect(p, "wonderful") && pty_expect(p, "ans = 4\r\n") && pty_expect(p, PROMPT),
         "a variable");
  pty_send(p, "apr\tsigmoid\r");
  tap_ok(pty_expect(p, "apropos sigmoid") && pty_expect(p, PROMPT), "a command");
  pty_send(p, "help la-d\t\r");
  tap_ok(pty_expect(p, "help la-dot") && pty_expect(p, "cosine similarity") &&
             pty_expect(p, PROMPT),
         "and the name of a lesson");
  pty_send(p, "3 * sqrt\033h");
  tap_ok(pty_expect(p, "square root"), "Alt-h explains the word at the cursor");
  pty_send(p, "(16)\r");
  tap_ok(pty_expect(p, "ans = 12\r\n") && pty_expect(p, PROMPT), "and leaves the line as it was");
}

static void test_resize(Pty *p) {
  pty_resize(p, PTY_ROWS, 40);
  pty_pause(50);
  unsigned long from = p->length;
  pty_line(p, "1000001:1000015", PROMPT);
  unsigned widest = 0, width = 0;
  for (const char *c = strstr(p->seen + from, "ans ="); c && *c; c++) {
    width = *c == '\n' ? 0 : width + (*c != '\r' && *c != '\033');
    if (width > widest) widest = width;
  }
  tap_ok(strstr(p->seen + from, "Columns") && widest <= 40,
         "a narrower window gets narrower output");
  pty_resize(p, PTY_ROWS, PTY_COLUMNS);
}

static void test_history(void) {
  Pty p = start("--plot=none", "--quiet");
  pty_expect(&p, PROMPT);
  pty_line(&p, "C = [10 20", "[> ");
  pty_line(&p, "30 40];", PROMPT);
  pty_line(&p, "from_before = 77", PROMPT);
  kill(p.pid, SIGKILL);
  pty_end(&p);
  p = start("--plot=none", "--quiet");
  pty_expect(&p, PROMPT);
  pty_send(&p, "\033[A\r");
  tap_ok(pty_expect(&p, "from_before = 77\r\n") && pty_expect(&p, PROMPT),
         "history outlives even a killed session");
  pty_send(&p, "\033[A\033[A\r");
  pty_expect(&p, PROMPT);
  tap_ok(pty_line(&p, "sum(C(:))", PROMPT) && strstr(p.seen, "ans = 100\r\n"),
         "an input of two lines comes back as one");
  pty_send(&p, "quit\r");
  tap_ok(pty_end(&p) == 0, "quit leaves with status 0");
}

static long context_switches(int pid) {
  char path[64], line[128];
  long count = -1;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f)) sscanf(line, "voluntary_ctxt_switches: %ld", &count);
  if (f) fclose(f);
  return count;
}

static void test_idle(Pty *p) {
  pty_pause(300); /* what the resizing set off */
  long before = context_switches(p->pid);
  pty_pause(600);
  if (before < 0)
    tap_skip("an idle prompt sleeps", "no /proc here");
  else
    tap_ok(context_switches(p->pid) == before, "an idle prompt sleeps");
}

static void test_pager(void) {
  Pty p = start("--plot=none", "--quiet");
  pty_expect(&p, PROMPT);
  pty_send(&p, "help\r");
  tap_ok(pty_expect(&p, "-- more"), "a text longer than the screen stops");
  pty_send(&p, " ");
  tap_ok(pty_expect(&p, "Linear algebra"), "Space shows the next page");
  tap_ok(pty_expect(&p, "-- more"), "there is more than two pages");
  pty_send(&p, "q");
  tap_ok(pty_expect(&p, PROMPT), "and the prompt comes");
  pty_send(&p, "apropos the\r");
  pty_expect(&p, "-- more");
  pty_send(&p, "q");
  tap_ok(pty_expect(&p, PROMPT), "q is enough");
  pty_send(&p, "\004");
  pty_end(&p);
}

static void test_dumb(void) {
  const char *arguments[] = { "--plot=none", NULL };
  Pty p = pty_start("dumb", arguments);
  tap_ok(pty_expect(&p, "\n> "), "TERM=dumb has a prompt");
  pty_line(&p, "help dot", "> ");
  tap_ok(!strchr(p.seen, '\033'), "and no escape sequence");
  pty_line(&p, "A = [1 2", "[> ");
  tap_ok(pty_line(&p, "3 4];", "> "), "an open bracket goes on there, too");
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "Ctrl-D leaves");
}

static void test_colours(void) {
  setenv("NO_COLOR", "1", 1);
  Pty p = start("--plot=none", NULL);
  pty_expect(&p, "\n> ");
  tap_ok(!strstr(p.seen, "\033[1") && !strstr(p.seen, "\033[36m"), "NO_COLOR is honoured");
  pty_send(&p, "\004");
  pty_end(&p);
  unsetenv("NO_COLOR");
  p = start("--plot=none", "--plain");
  pty_expect(&p, "\n> ");
  pty_line(&p, "help", "\n> ");
  tap_ok(!strstr(p.seen, "\033[1") && !strstr(p.seen, "-- more"),
         "--plain has neither colours nor pages");
  pty_send(&p, "\004");
  pty_end(&p);
}

int main(void) {
  test_first_start();
  Pty p = start("--plot=none", "--quiet");
  pty_expect(&p, PROMPT);
  test_several_lines(&p);
  test_interrupt(&p);
  test_completion(&p);
  test_resize(&p);
  test_idle(&p);
  kill(p.pid, SIGTERM);
  tap_ok(pty_end(&p) == 0, "SIGTERM leaves in good order");
  test_history();
  test_pager();
  test_dumb();
  test_colours();
  return tap_done();
}
