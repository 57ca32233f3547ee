/* test-nist.c -- NIST's reference data sets: how many certified digits come out.

   Each line of certified.txt: data file (or -), statements, expression, digits wanted, certified
   values, separated by tabs.  The statements see the data as the matrix D.  The digits of a number
   are its log relative error, -log10(|got - certified| / |certified|), of several the fewest.  */

#include "config.h"
#include "base/text.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Interp *interp;

static double digits_of(double got, double certified) {
  if (got == certified) return 16;
  double error = certified == 0 ? fabs(got) : fabs(got - certified) / fabs(certified);
  return isnan(error) ? -INFINITY : fmin(16, -log10(error));
}

static void run(const char *data, const char *setup, const char *expression, double wanted,
                char *certified) {
  Text program = { 0 };
  Error error = { 0 };
  Value v = VALUE_NOTHING;
  View view;
  Scope *scope = scope_new();
  if (strcmp(data, "-") != 0) {
    char *path = malloc(strlen(data) + 32);
    strcat(strcpy(path, "tests/nist/"), data);
    char *numbers = tap_file(path);
    text_puts(&program, "D = [");
    text_puts(&program, numbers);
    text_puts(&program, "];\n");
    free(numbers);
    free(path);
  }
  text_puts(&program, setup);
  text_puts(&program, "\n");
  text_puts(&program, expression);
  bool good = interp_run(interp, scope, text_string(&program), RUN_QUIET, &v, &error);
  double fewest = INFINITY;
  size_t count = 0;
  if (good && value_view(&v, &view)) {
    char *end, *at = certified;
    for (double x = strtod(at, &end); end != at; at = end, x = strtod(at, &end), count++)
      fewest = fmin(fewest, count < view.count ? digits_of(view.data[count], x) : -INFINITY);
    if (count != view.count) fewest = -INFINITY;
  }
  good = good && count > 0 && fewest >= wanted;
  if (!tap_ok(good, "%s %s: %g digits of %g", data, expression, floor(fewest * 10) / 10, wanted))
    tap_note("%s", error.message);
  value_release(v);
  scope_free(scope);
  text_free(&program);
}

int main(void) {
  Registry *registry = registry_new(library_families);
  interp = interp_new(registry, (Host){ 0 });
  char *table = tap_file("tests/nist/certified.txt");
  for (char *line = table, *next; line && *line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    if (line[0] == '#' || line[0] == '\0') continue;
    char *fields[5] = { line };
    size_t count = 1;
    for (char *tab = line; count < 5 && (tab = strchr(tab, '\t')) != NULL; fields[count++] = tab)
      *tab++ = '\0';
    if (count == 5)
      run(fields[0], fields[1], fields[2], strtod(fields[3], NULL), fields[4]);
    else
      tap_ok(false, "a line of certified.txt has %zu fields: %s", count, line);
  }
  free(table);
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
