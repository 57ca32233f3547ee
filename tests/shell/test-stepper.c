/* test-stepper.c -- a graph walked through at a real prompt: keys, Ctrl-C, resizing, no terminal.
 */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROMPT "> \033[22;39m" /* with its colour */

static Pty start(const char *term, const char *option) {
  const char *arguments[] = { "--plot=none", "--quiet", option, NULL };
  Pty p = pty_start(term, arguments);
  pty_expect(&p, strcmp(term, "dumb") == 0 || option ? "> " : PROMPT);
  return p;
}

static bool press(Pty *p, const char *keys, const char *expected) {
  pty_send(p, keys);
  return pty_expect(p, expected);
}

static void test_keys(Pty *p) {
  pty_line(p, "L = @(w, x, b) -log(sigmoid(w*x + b));", PROMPT);
  pty_send(p, "graph(L, 0.5, 2, -0.4)\r");
  tap_ok(pty_expect(p, "forwards 0 of 4"), "a graph begins with the arguments");
  tap_ok(press(p, "n", "m = w") && pty_expect(p, "forwards 1 of 4"), "n calculates the first node");
  tap_ok(press(p, "\r", "forwards 2 of 4"), "so does Enter");
  tap_ok(press(p, " ", "sigmoid(0.6)") && pty_expect(p, "forwards 3 of 4"),
         "the space bar, too; the numbers are put in");
  tap_ok(!strstr(p->seen, "1.5488"), "no gradient is known by then");
  tap_ok(press(p, "b", "forwards 2 of 4"), "b goes back");
  tap_ok(press(p, "\033[C", "forwards 3 of 4") && press(p, "\033[D", "forwards 2 of 4"),
         "the arrows go both ways");
  tap_ok(press(p, "nn", "forwards 4 of 4") && press(p, "n", "backwards 1 of 6"),
         "then the gradients begin");
  tap_ok(press(p, "n", "1 · (−1/p)") && pty_expect(p, "backwards 2 of 6"),
         "with that of the node above the result");
  tap_ok(press(p, "e", "backwards 6 of 6"), "e goes to the end");
  tap_ok(press(p, "n", "Values run down") && pty_expect(p, "a larger w makes the loss smaller") &&
             pty_expect(p, PROMPT),
         "one key more leaves, and all of it stays on the screen");
  tap_ok(pty_line(p, "why z", PROMPT) && strstr(p->seen, "comes back from one place"),
         "why z explains the node z");
}

static void test_ways_out(Pty *p) {
  pty_send(p, "graph(@(x) x^2 + x, 3)\r");
  pty_expect(p, "forwards 0 of 2");
  tap_ok(press(p, "q", "Values run down") && pty_expect(p, PROMPT), "q shows the whole");
  pty_send(p, "graph(@(x) x^2 + x, 3)\r");
  pty_expect(p, "forwards 0 of 2");
  tap_ok(press(p, "\004", "Values run down") && pty_expect(p, PROMPT), "so does Ctrl-D");
  pty_send(p, "kept = 9; for i = 1:5, graph(@(x) x^2 + x, i), end\r");
  pty_expect(p, "forwards 0 of 2");
  double before = pty_clock();
  tap_ok(press(p, "\003", "interrupted") && pty_expect(p, PROMPT) && pty_clock() - before < 500,
         "Ctrl-C ends it and what called it, at once");
  tap_ok(pty_line(p, "kept", PROMPT) && strstr(p->seen, "kept = 9\r\n"), "and nothing is lost");
  pty_send(p, "graph(@(x) x^2 + x, 4)\r6*7\r");
  tap_ok(pty_expect(p, "ans = 42") && pty_expect(p, PROMPT), "lines typed ahead are no keys");
}

static void test_resize(Pty *p) {
  pty_send(p, "graph(L, 0.5, 2, -0.4)\r");
  pty_expect(p, "forwards 0 of 4");
  unsigned long from = p->length;
  pty_resize(p, PTY_ROWS, 40);
  tap_ok(pty_expect(p, "forwards 0 of 4  n b e q"), "a narrower window has short help at once");
  pty_send(p, "q");
  pty_expect(p, "Values run down");
  pty_expect(p, PROMPT);
  unsigned widest = 0, width = 0;
  bool escape = false;
  for (const char *c = p->seen + from; *c; c++) {
    if (*c == '\033') escape = true;
    bool counted = !escape && *c != '\r' && ((unsigned char)*c & 0xC0) != 0x80;
    if (escape && strchr("ABCDJKmlhu", *c)) escape = false;
    width = *c == '\n' || *c == '\r' ? 0 : width + counted;
    if (width > widest) widest = width;
  }
  tap_ok(widest <= 40, "and nothing is wider than it");
  tap_note("%u columns", widest);
  pty_resize(p, PTY_ROWS, PTY_COLUMNS);
}

static void test_without(const char *term, const char *option, const char *what) {
  Pty p = start(term, option);
  pty_send(&p, "graph(@(x) x^2 + x, 3)\r");
  tap_ok(pty_expect(&p, "on the way.") && !strstr(p.seen, "forwards"), "all at once %s", what);
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "and the prompt still works");
}

static void test_script(void) {
  const char *arguments[] = { "--plot=none", "-e", "graph(@(x) x^2 + x, 3)", NULL };
  Pty p = pty_start("xterm", arguments);
  tap_ok(pty_expect(&p, "on the way.") && !strstr(p.seen, "forwards"),
         "an expression of the command line waits for no key");
  tap_ok(pty_end(&p) == 0, "and ends");
}

static void test_misspelt(Pty *p) {
  pty_send(p, "explan bayes(0.1, 0.9, 0.05)\r");
  tap_ok(pty_expect(p, "did you mean") && pty_expect(p, "explain bayes(0.1, 0.9, 0.05)") &&
             pty_expect(p, PROMPT),
         "a misspelt explain is known with what it works on");
}

int main(void) {
  Pty p = start("xterm", NULL);
  test_keys(&p);
  test_ways_out(&p);
  test_resize(&p);
  test_misspelt(&p);
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "Ctrl-D at the prompt leaves");
  test_without("dumb", NULL, "with TERM=dumb");
  test_without("xterm", "--plain", "with --plain");
  test_script();
  return tap_done();
}
