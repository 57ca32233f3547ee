/* test-printed.c -- what derivatives look like: printed.txt, and their texts typed back.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

static Interp *in;

/* The last value of some statements, as text. */
static bool run(const char *text, Scope *scope, Text *out) {
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  bool good = interp_run(in, scope, text, RUN_QUIET, &v, &error);
  if (good)
    show_inline(v, 0, out);
  else
    text_printf(out, "error: %s", error.message);
  value_release(v);
  return good;
}

static void try_row(const char *input, const char *expected) {
  Scope *scope = scope_new();
  Text got = TEXT_EMPTY;
  bool good = run(input, scope, &got);
  tap_text(text_string(&got), expected, "%s", input);
  if (good) {
    Value f = VALUE_NOTHING;
    Error error = { 0 };
    tap_ok(interp_evaluate(in, scope, text_string(&got), &f, &error), "%s can be typed back",
           text_string(&got));
    value_release(f);
  }
  text_free(&got);
  scope_free(scope);
}

int main(void) {
  Registry *registry = library_new();
  in = interp_new(registry, (Host){ 0 });
  char *table = tap_file("tests/algebra/printed.txt"), *rest = table;
  for (char *line; (line = strsep(&rest, "\n"));) {
    char *arrow = strstr(line, " => ");
    if (*line == '#' || !arrow) continue;
    *arrow = '\0';
    try_row(line, arrow + 4);
  }
  free(table);
  interp_free(in);
  registry_free(registry);
  return tap_done();
}
