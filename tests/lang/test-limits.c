/* test-limits.c -- nothing a learner or a lesson types can hang, exhaust or break the session.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

typedef struct Session {
  Interp *in;
  Scope *scope;
} Session;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void press(int signal) {
  (void)signal;
  interrupt_raise();
}

/* Ctrl-C after a tenth of a second. */
static void press_soon(void) {
  struct itimerval soon = { .it_value = { .tv_usec = 100000 } };
  signal(SIGALRM, press);
  setitimer(ITIMER_REAL, &soon, NULL);
}

static void still_whole(Session *s, const char *after) {
  Value v = VALUE_NOTHING;
  Error error;
  bool good = interp_evaluate(s->in, s->scope, "kept * 2", &v, &error);
  tap_ok(good && v.kind == VALUE_SCALAR && v.scalar == 84, "the session is whole after %s", after);
  value_release(v);
}

static void interrupted(Session *s, const char *text) {
  Error error;
  press_soon();
  double begun = now();
  bool good = interp_run(s->in, s->scope, text, RUN_QUIET, NULL, &error);
  double took = now() - begun;
  interrupt_clear();
  tap_ok(!good && error.kind == ERROR_INTERRUPT, "Ctrl-C stops %s", text);
  if (!tap_ok(took < 0.3, "within 0.2 s")) tap_note("%g s with the 0.1 s before it", took);
  still_whole(s, text);
}

static void limited(Session *s, Limits limits, const char *text) {
  Error error;
  double begun = now();
  interp_set_limits(s->in, limits);
  bool good = interp_run(s->in, s->scope, text, RUN_QUIET, NULL, &error);
  interp_set_limits(s->in, (Limits){ 0 });
  if (!tap_ok(!good && error.kind == ERROR_LIMIT, "a limit stops %.60s", text))
    tap_note("%s", good ? "it ended well" : error.message);
  tap_ok(now() - begun < 5, "soon");
  still_whole(s, "it");
}

static void nested(Session *s, const char *open, const char *close) {
  Text t = TEXT_EMPTY;
  Error error;
  text_puts(&t, "y = ");
  text_repeat(&t, open, 20000);
  text_puts(&t, "1");
  text_repeat(&t, close, 20000);
  bool good = interp_run(s->in, s->scope, text_string(&t), RUN_QUIET, NULL, &error);
  tap_ok(!good && error.kind != ERROR_NONE, "20000 times %s is an error", open);
  text_free(&t);
  still_whole(s, "it");
}

int main(void) {
  Registry *registry = library_new();
  Session s = { interp_new(registry, (Host){ 0 }), scope_new() };
  scope_set(s.scope, "kept", value_scalar(42));

  interrupted(&s, "while true; end");
  interrupted(&s, "while 1, x = rand(3) * 2; end");
  interrupted(&s, "for k = 1:1e12, end");
  interrupted(&s, "do, f = @(x) x + 1; f(2); until false");
  interrupted(&s, "unwind_protect, while true, end, unwind_protect_cleanup, z = 1; "
                  "end_unwind_protect");
  interrupted(&s, "while true, try, while true, end, catch, end, end");
  interrupted(&s, "integral(@(x) sin(x) + 0 * sum(ones(1, 1e5)), 0, 1e7)");

  Limits steps = { .steps = 10000 }, memory = { .bytes = 1 << 20 }, time = { .milliseconds = 50 };
  limited(&s, steps, "function r = h(x), while true, x = x + 1; end, r = x; end, grad(@h, 2)");
  limited(&s, steps, "while true; end");
  limited(&s, steps, "f = @(x) x; while true; f(1); end");
  limited(&s, steps, "while true, try, error('x'), catch, end, end");
  limited(&s, steps, "cellfun(@(x) x, num2cell(ones(1, 50000)));");
  limited(&s, time, "while true; end");
  limited(&s, time, "while true, y = sin(ones(1, 100)); end");
  limited(&s, memory, "x = 1; while true, x = [x, x]; end");
  limited(&s, memory, "x = {}; while true, x = {x, x}; end");
  limited(&s, memory, "x = ''; while true, x = [x blanks(999)]; end");
  limited(&s, memory, "s.a = ones(1000);");
  limited(&s, (Limits){ .depth = 40 }, "function r = down(n), r = down(n + 1); end, down(1)");
  limited(&s, (Limits){ 0 }, "function r = down(n), r = down(n + 1); end, down(1)");
  limited(&s, (Limits){ 0 }, "f = @(f) f(f); f(f)");
  limited(&s, (Limits){ 0 }, "function r = back(x), r = cellfun(@back, {x}); end, back(1)");

  nested(&s, "(", ")");
  nested(&s, "[", "]");
  nested(&s, "{", "}");
  nested(&s, "-", "");
  nested(&s, "!", "");
  nested(&s, "@(x) ", "");
  nested(&s, "x(", ")");
  nested(&s, "2^", "");
  nested(&s, "if 1, ", " end");
  nested(&s, "1 + (", ")");
  nested(&s, "a = ", "");
  nested(&s, "x.", "x");

  scope_free(s.scope);
  interp_free(s.in);
  registry_free(registry);
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
