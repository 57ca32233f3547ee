/* test-tracks.c -- a lesson of each other track, whole, on a terminal: every exercise answered
   wrong, malformed and right, with a sudden end in the middle.  */

#include "config.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define END "> \033[22;39m"
#define ANSWER " answer" END

/* One question and how it is answered.  Where the right answer is an option, all are tried in turn.
   $1 .. $9 are the numbers that stand in the question behind FROM. */
typedef struct Walked {
  const char *from;
  const char *wrong;
  const char *right;
} Walked;

static const char letters[] = "a|b|c|d";

static const Walked descent[] = {
  { NULL, NULL, letters },
  { NULL, "x0 + eta*(2*a*x0 + b)", "x0 - eta*(2*a*x0 + b)" },
  { NULL, "x + eta*(2*a*x + b)", "x - eta*(2a x + b)" },
  { NULL, "[p q] + eta*[2*a*p 2*c*q]", "(p - eta*2*a*p, q - eta*2*c*q)" },
  { NULL, NULL, letters },
  { NULL, "x0*(1 + eta*k)^n", "x0*(1 - eta*k)^n" },
  { NULL, NULL, letters },
  { NULL, "3/k", "1.5/k" },
  { NULL, "2/min(k1, k2)", "2/max(k1, k2)" },
  { NULL, NULL, letters },
  { NULL, "[sum(x .* y), sum(y)]", "[-sum(x .* y), -sum(y)]" },
  { NULL, NULL, letters },
  { 0 },
};

static const Walked bayes[] = {
  { NULL, NULL, letters },
  { "Of ", "$1*$2/100", "$1*$2/100*$3/100" },
  { "Of ", "$1*$4/100", "$1*(100-$2)/100*$4/100" },
  { "Of ", "$3/100", "$2*$3/($2*$3 + (100-$2)*$4)" },
  { NULL, "p*s", "p*s/(p*s + (1 - p)*u)" },
  { NULL, "s/(s + u)", "u/(s + u)" },
  { NULL, "s*p", "s p/(s p + u (1 - p))" },
  { NULL, NULL, letters },
  { NULL, "a/b/r", "a/b*r" },
  { NULL, "r/(r + b)", "r^2/(r^2 + b)" },
  { NULL, "[1, 0.5]", "[0.9, 0.05*p]" },
  { NULL, "p .* l", "p .* l / sum(p .* l)" },
  { NULL, NULL, "a|b" },
  { 0 },
};

static const char *slug; /* of the lesson at hand */

static Pty start(const char *first, const char *second) {
  const char *arguments[] = { "--plot=none", first, second, NULL };
  return pty_start("xterm", arguments);
}

static bool asks(const Pty *p) {
  size_t n = strlen(ANSWER);
  return p->read >= n && memcmp(p->seen + p->read - n, ANSWER, n) == 0;
}

/* Statements of the lesson begin with a prompt, too: only ours names the lesson. */
static bool at_prompt(Pty *p) {
  do {
    if (!pty_expect(p, END)) return false;
    const char *line = p->seen + p->read;
    while (line > p->seen && line[-1] != '\n') line--;
    const char *name = strstr(line, slug);
    if (name && name < p->seen + p->read) return true;
  } while (true);
}

/* Type a line; what was printed up to the next prompt, or NULL. */
static const char *say(Pty *p, const char *line) {
  unsigned long from = p->read;
  pty_send(p, line);
  pty_send(p, "\r");
  return pty_expect(p, "\n") && at_prompt(p) ? p->seen + from : NULL;
}

/* Enter until a question is asked. */
static bool go_on(Pty *p) {
  for (int i = 0; i < 8 && !asks(p); i++)
    if (!say(p, "")) return false;
  return asks(p);
}

/* TEMPLATE with the numbers of the question. */
static void fill(const Pty *p, const Walked *w, const char *template, char *out, size_t size) {
  double numbers[10] = { 0 };
  const char *at = NULL;
  if (w->from)
    for (const char *next = p->seen; (next = strstr(next, w->from)); next++) at = next;
  for (int i = 1; at && i < 10 && *(at += strcspn(at, "0123456789")); i++)
    numbers[i] = strtod(at, (char **)&at);
  size_t used = 0;
  for (; *template && used + 20 < size; template ++)
    if (*template == '$') {
      template ++;
      used += (size_t)snprintf(out + used, size - used, "%g", numbers[*template - '0']);
    } else
      out[used++] = *template;
  out[used] = '\0';
}

static bool is_right(Pty *p, const char *line) {
  const char *said = say(p, line);
  return said && strstr(said, "right") && !strstr(said, "not yet");
}

static bool answer_right(Pty *p, const Walked *w) {
  char line[200];
  if (!strchr(w->right, '|')) {
    fill(p, w, w->right, line, sizeof line);
    return is_right(p, line);
  }
  for (const char *c = w->right; *c; c += 1 + (c[1] == '|')) {
    snprintf(line, sizeof line, "%c", *c);
    if (is_right(p, line)) return true;
  }
  return false;
}

static void answer(Pty *p, int number, const Walked *w) {
  char line[200];
  const char *said;
  tap_ok(go_on(p), "%s: question %d is asked", slug, number);
  said = say(p, "3 +* 4");
  tap_ok(said && strstr(said, "right") == NULL && strstr(said, "not yet") == NULL && asks(p),
         "%s: a malformed answer to it is not counted", slug);
  if (w->wrong) {
    fill(p, w, w->wrong, line, sizeof line);
    said = say(p, line);
    tap_ok(said && strstr(said, "not yet") && asks(p), "%s: %s is not yet right", slug, line);
  }
  tap_ok(answer_right(p, w), "%s: %s is", slug, w->right);
}

/* The latest question's lines, from behind the last empty line but one to the prompt. */
static void screen_end(const Pty *p, char *out, size_t size) {
  const char *end = p->seen + p->read, *at = end;
  for (int newlines = 0; at > p->seen && newlines < 6; at--) newlines += at[-1] == '\n';
  snprintf(out, size, "%.*s", (int)(end - at), at);
}

static void walk(const char *lesson, const Walked *questions, const char *closing) {
  char before[2000], after[2000];
  slug = lesson;
  Pty p = start("--seed=11", slug);
  tap_ok(pty_expect(&p, ANSWER), "%s begins with a question", slug);
  for (int i = 0; questions[i].right; i++) {
    if (i == 5) {
      tap_ok(go_on(&p) && say(&p, "repeat"), "%s: the question once more", slug);
      screen_end(&p, before, sizeof before);
      kill(p.pid, SIGKILL);
      pty_end(&p);
      p = start(NULL, NULL);
      tap_ok(pty_expect(&p, "You were here the last time") && pty_expect(&p, ANSWER),
             "%s: after a kill the next start takes up the lesson", slug);
      say(&p, "repeat");
      screen_end(&p, after, sizeof after);
      tap_text(after, before, "%s: at the same question, with the same numbers", slug);
    }
    answer(&p, i + 1, &questions[i]);
  }
  bool closed = false;
  for (int i = 0; i < 6 && !closed; i++) {
    const char *said = say(&p, "");
    closed = said && strstr(said, "To keep");
  }
  tap_ok(closed, "%s: the closing card", slug);
  pty_send(&p, "\r");
  tap_ok(pty_expect(&p, closing) && pty_expect(&p, END), "%s: the end counts what was solved (%s)",
         slug, closing);
  pty_send(&p, "\004");
  tap_ok(pty_end(&p) == 0, "%s: Ctrl-D leaves", slug);
}

int main(void) {
  walk("ca-descent", descent, "12 of 12");
  walk("st-bayes", bayes, "11 of 11");
  return tap_done();
}
