/* test-builtins.c -- every builtin does what its own record says: one test for each example.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double CLOSE = 1e-9;

static bool close_to(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
  if (isinf(a) || isinf(b)) return a == b;
  return fabs(a - b) <= CLOSE * fmax(1, fabs(b));
}

/* Equal sizes and numbers that differ by rounding only; anything but numbers must be the same. */
static bool alike(Value a, Value b) {
  View x, y;
  if (!value_view(&a, &x) || !value_view(&b, &y)) {
    Text s = TEXT_EMPTY, t = TEXT_EMPTY;
    show_inline(a, 0, &s);
    show_inline(b, 0, &t);
    bool same = strcmp(text_string(&s), text_string(&t)) == 0;
    text_free(&s);
    text_free(&t);
    return same;
  }
  if (x.rank != y.rank) return false;
  for (size_t i = 0; i < x.rank; i++)
    if (x.dims[i] != y.dims[i]) return false;
  for (size_t i = 0; i < x.count; i++) {
    double re = x.data[x.complex ? 2 * i : i], im = x.complex ? x.data[2 * i + 1] : 0;
    double re2 = y.data[y.complex ? 2 * i : i], im2 = y.complex ? y.data[2 * i + 1] : 0;
    if (!close_to(re, re2) || !close_to(im, im2)) return false;
  }
  return true;
}

static void note_value(const char *label, Value v) {
  Text t = TEXT_EMPTY;
  show_inline(v, 0, &t);
  tap_note("%s %s", label, text_string(&t));
  text_free(&t);
}

static void try_failure(const Builtin *b, const Example *e, bool good, const Error *error) {
  const char *start = e->output + strlen("error: ");
  bool same = !good && strncmp(error->message, start, strlen(start)) == 0;
  if (!tap_ok(same, "%s: %s", b->name, e->input))
    tap_note("%s", good ? "there was no error" : error->message);
}

static void try_example(const Registry *r, const Builtin *b, const Example *e) {
  Interp *in = interp_new(r, (Host){ 0 });
  Scope *scope = scope_new();
  Value got = VALUE_NOTHING, wanted = VALUE_NOTHING;
  Error error;
  bool good = interp_run(in, scope, e->input, RUN_QUIET, &got, &error);
  if (strncmp(e->output, "error: ", 7) == 0) {
    try_failure(b, e, good, &error);
  } else {
    good = good && interp_evaluate(in, scope, e->output, &wanted, &error);
    if (!tap_ok(good && alike(got, wanted), "%s: %s", b->name, e->input)) {
      if (!good) tap_note("%s", error.message);
      note_value("got", got);
      note_value("wanted", wanted);
    }
  }
  value_release(got);
  value_release(wanted);
  scope_free(scope);
  interp_free(in);
}

int main(void) {
  Registry *r = library_new();
  Text complaint = TEXT_EMPTY;
  if (!tap_ok(registry_check(r, &complaint), "every signature is well formed"))
    tap_note("%s", text_string(&complaint));
  for (size_t i = 0; i < registry_count(r); i++) {
    const Builtin *b = registry_at(r, i)->builtin;
    tap_ok(b->summary && strlen(b->summary) > 10 && (b->call || b->map), "%s is declared", b->name);
    for (size_t k = 0; k < MAX_EXAMPLES && b->examples[k].input; k++)
      try_example(r, b, &b->examples[k]);
  }
  text_free(&complaint);
  registry_free(r);
  return tap_done();
}
