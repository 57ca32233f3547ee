/* test-nan.c -- the first NaN at a prompt is explained, once, and nowhere else.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <string.h>

static Registry *registry;
static Interp *in;
static Scope *scope;
static Text printed;

static void hear(void *self, const char *text) {
  (void)self;
  text_puts(&printed, text);
}

static void start(void) {
  scope_free(scope);
  interp_free(in);
  in = interp_new(registry, (Host){ .print = hear });
  scope = scope_new();
}

static bool explains(const char *text, RunMode mode) {
  Error error = { 0 };
  text_clear(&printed);
  interp_run(in, scope, text, mode, NULL, &error);
  return strstr(text_string(&printed), "note: NaN") != NULL;
}

int main(void) {
  registry = library_new();
  start();
  tap_ok(!explains("0/0", RUN_ECHO), "a script hears nothing");
  tap_ok(!explains("0/0", RUN_QUIET), "nor does a table");
  tap_ok(!explains("1/0", RUN_TYPED), "Inf is not NaN");
  tap_ok(!explains("x = 0/0;", RUN_TYPED), "what is not shown is not explained");
  tap_ok(explains("x", RUN_TYPED), "a computed NaN is, where it is shown");
  tap_ok(strstr(text_string(&printed), "x = NaN\n") == text_string(&printed), "behind the value");
  tap_ok(!explains("Inf - Inf", RUN_TYPED), "but only once");
  start();
  tap_ok(!explains("NaN", RUN_TYPED), "who types NaN knows it");
  tap_ok(!explains("y = [1 NaN 2]", RUN_TYPED), "in a list, too");
  tap_ok(!explains("mean(y)", RUN_TYPED), "and what is made of it");
  tap_ok(explains("[1 2] .* [0 Inf] - [Inf Inf]", RUN_TYPED), "a new one is explained");
  start();
  tap_ok(explains("if 1, z = [0 1]/0, end", RUN_TYPED), "inside a block and a vector");
  start();
  tap_ok(explains("normpdf(0, 0, -1)", RUN_TYPED), "a distribution that does not exist");
  tap_ok(strstr(text_string(&printed), "help normpdf") != NULL, "points to its help");
  tap_ok(explains("0/0", RUN_TYPED), "and does not use up the other note");
  tap_ok(!explains("normpdf(0, 0, -2)", RUN_TYPED), "again once");
  start();
  tap_ok(!explains("c = {1, 'NaN'}", RUN_TYPED) && !explains("s = 'NaN'", RUN_TYPED),
         "a text is no number");
  scope_free(scope);
  interp_free(in);
  text_free(&printed);
  registry_free(registry);
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
