/* test-walk.c -- a whole lesson on a terminal: right, wrong and malformed answers, a sudden end in
   the middle, and the rest the next time.  */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END "> \033[22;39m"
#define ANSWER " answer" END

static Pty start(const char *first, const char *second) {
  const char *arguments[] = { "--plot=none", first, second, NULL };
  return pty_start("xterm", arguments);
}

static bool answer(Pty *p, const char *typed, const char *verdict) {
  pty_send(p, typed);
  pty_send(p, "\r");
  return pty_expect(p, verdict) && pty_expect(p, END);
}

/* Enter until a question is asked. */
static bool go_on(Pty *p) {
  for (int i = 0; i < 6; i++) {
    pty_send(p, "\r");
    if (!pty_expect(p, "\n") || !pty_expect(p, "la-dot ") || !pty_expect(p, "> ")) return false;
    if (memcmp(p->seen + p->read - 8, "answer> ", 8) == 0) return pty_expect(p, "\033[22;39m");
    if (!pty_expect(p, "\033[22;39m")) return false;
  }
  return false;
}

static void first_half(Pty *p) {
  tap_ok(pty_expect(p, "Which review is closer?") && pty_expect(p, ANSWER),
         "the lesson begins with a question");
  tap_ok(answer(p, "b", "not yet"), "the wrong choice is not yet right");
  tap_ok(answer(p, "c", "right"), "the right one is");
  tap_ok(go_on(p), "Enter leads to the dot product by hand");
  tap_ok(answer(p, "sum(abs(u .* v))", "opposite signs"), "a known slip is named");
  tap_ok(answer(p, "3 +* 4", "not counted"), "a syntax error is not counted");
  tap_ok(answer(p, "nonsense_name + 1", "not counted"), "nor an unknown name");
  tap_ok(answer(p, "[1 2 3]", "not counted"), "nor a wrong shape");
  tap_ok(answer(p, "hint", "Which of them are negative"), "a hint");
  tap_ok(answer(p, "try 6*7", "ans = 42"), "scratch work is free");
  tap_ok(answer(p, "mine = 3;", "la-dot"), "so are assignments");
  tap_ok(answer(p, "dot(u, v)", "not counted"), "dot is not allowed here");
  tap_ok(answer(p, "sum(u .* v)", "right"), "the right answer");
  tap_ok(answer(p, "why", "\n"), "why explains it");
  tap_ok(go_on(p), "on to the missing entry");
  tap_ok(answer(p, "hnit", "hint"), "an unknown word is no answer");
  tap_ok(answer(p, "-(a*c + b*d) / e", "right"), "its right answer");
  tap_ok(go_on(p), "on to the angle");
}

/* The question as it stands on the screen. */
static void question(const Pty *p, char *out, size_t size) {
  const char *at = NULL;
  for (const char *next = p->seen; (next = strstr(next, "What is the angle")); next++) at = next;
  snprintf(out, size, "%.*s", at ? (int)strcspn(at, "?") : 0, at ? at : "");
}

static void second_half(Pty *p) {
  char letter[2] = "";
  tap_ok(answer(p, "acos(dot(u, v) / (norm(u) * norm(v)))", "radians"), "radians are noticed");
  tap_ok(answer(p, "acosd(dot(u, v) / (norm(u) * norm(v)))", "right"), "degrees are right");
  tap_ok(go_on(p), "on to the cosine");
  tap_ok(answer(p, "cossim(u, v)", "right"), "its right answer");
  tap_ok(go_on(p), "on to a vector of one's own");
  tap_ok(answer(p, "[1 1 1]", "not yet"), "that is not orthogonal");
  tap_ok(answer(p, "[2 0.5 3]", "right"), "any orthogonal one is right");
  tap_ok(go_on(p), "on to the line");
  unsigned long from = p->read;
  answer(p, "try sign(dot(w, x) + c)", "ans = ");
  const char *sign = strstr(p->seen + from, "ans = ");
  letter[0] = !sign ? '?' : sign[6] == '-' ? 'a' : sign[6] == '0' ? 'b' : 'c';
  tap_ok(answer(p, letter, "right"), "the side is right");
  pty_send(p, "\r");
  tap_ok(pty_expect(p, "To keep") && pty_expect(p, END), "the closing card");
  pty_send(p, "\r");
  tap_ok(pty_expect(p, "7 of 7") && pty_expect(p, END), "the end counts what was solved");
}

int main(void) {
  char before[400] = "", after[400] = "";
  Pty p = start("--seed=5", "la-dot");
  first_half(&p);
  question(&p, before, sizeof before);
  kill(p.pid, SIGKILL);
  pty_end(&p);

  p = start(NULL, NULL);
  tap_ok(pty_expect(&p, "You were here the last time") && pty_expect(&p, ANSWER),
         "after a kill the next start takes up the lesson");
  question(&p, after, sizeof after);
  tap_ok(strlen(before) > 20, "there was a question");
  tap_text(after, before, "which is the same one, with the same numbers");
  second_half(&p);
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "Ctrl-D leaves");

  p = start("la-dot", NULL);
  tap_ok(pty_expect(&p, "1/") && pty_expect(&p, ANSWER), "a finished lesson begins anew");
  kill(p.pid, SIGHUP);
  int status = pty_end(&p);
  tap_ok(status == 0, "a lost terminal ends it in good order (%d)", status);
  return tap_done();
}
