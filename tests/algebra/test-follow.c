/* test-follow.c -- the machine that follows values means the same as the one that does not: the
   expressions compared with Octave, once more inside a function that is differentiated.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

static Text printed;

static void hear(void *self, const char *text) {
  (void)self;
  if (strncmp(text, "warning", 7) != 0 && strncmp(text, "note", 4) != 0) text_puts(&printed, text);
}

static Interp *interp;

/* What TEXT prints, owned; NULL when it fails. */
static char *output(const char *text) {
  Scope *scope = scope_new();
  Error error = { .kind = ERROR_NONE };
  text_clear(&printed);
  bool good = interp_run(interp, scope, text, RUN_QUIET, NULL, &error);
  scope_free(scope);
  return good ? mem_copy_string(text_string(&printed)) : NULL;
}

/* True when both give the same; *COUNT counts those that give anything. */
static bool same(const char *expression, size_t *count) {
  Text plain = TEXT_EMPTY, followed = TEXT_EMPTY;
  text_printf(&plain, "disp(%s)", expression);
  text_printf(&followed, "global G; G = []; grad(@(q) keep(%s) + q, 1); disp(G)", expression);
  char *expected = output(text_string(&plain)),
       *got = expected ? output(text_string(&followed)) : NULL;
  bool good = !expected || (got && strcmp(expected, got) == 0);
  *count += expected != NULL;
  if (!good) tap_note("%s: %s instead of %s", expression, got ? got : "an error", expected);
  free(expected);
  free(got);
  text_free(&plain);
  text_free(&followed);
  return good;
}

static void check_file(const char *name) {
  char *text = tap_file(name);
  size_t count = 0;
  bool good = true;
  for (char *row = text, *next; row && *row; row = next) {
    next = strchr(row, '\n');
    if (next) *next++ = '\0';
    char *tab = strchr(row, '\t');
    if (*row == '#' || !tab) continue;
    *tab = '\0';
    /* statements, comments, draws and clocks are left out */
    if (strpbrk(row, "#%") || strstr(row, "; ") || strstr(row, "rand") || strstr(row, "toc"))
      continue;
    good = same(row, &count) && good;
  }
  tap_ok(good && count > 0, "%zu expressions of %s mean the same when followed", count, name);
  free(text);
}

int main(void) {
  static const char *const files[] = {
    "tests/octave/arrays.tsv",        "tests/octave/cells.tsv",
    "tests/octave/control.tsv",       "tests/octave/decompositions.tsv",
    "tests/octave/distributions.tsv", "tests/octave/elementary.tsv",
    "tests/octave/indexing.tsv",      "tests/octave/linear.tsv",
    "tests/octave/numeric.tsv",       "tests/octave/operators.tsv",
    "tests/octave/polynomials.tsv",   "tests/octave/reductions.tsv",
    "tests/octave/sets.tsv",          "tests/octave/special.tsv",
    "tests/octave/statistics.tsv",    "tests/octave/strings.tsv",
    "tests/octave/tests.tsv"
  };
  Registry *registry = registry_new(library_families);
  interp = interp_new(registry, (Host){ .print = hear });
  free(output("function z = keep(v), global G; G = v; z = 0; end"));
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) check_file(files[i]);
  text_free(&printed);
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
