/* fuzz-diff.c -- any bytes as the body of a function that is differentiated.

   What comes out can be typed back, and where both are finite its value does not change by that. */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static double at(Interp *in, Value f, double x) {
  Value args[] = { value_scalar(x) }, y = VALUE_NOTHING;
  Error error = { 0 };
  double r = NAN;
  if (interp_call(in, f, args, 1, &y, &error) && y.kind == VALUE_SCALAR) r = y.scalar;
  value_release(y);
  return r;
}

/* The text of F, typed back. */
static void type_back(Interp *in, Scope *scope, Value f) {
  Text text = TEXT_EMPTY;
  Value again = VALUE_NOTHING;
  Error error = { 0 };
  show_inline(f, 0, &text);
  if (!strstr(text_string(&text), "...")) {
    if (!interp_evaluate(in, scope, text_string(&text), &again, &error)) abort();
    static const double places[] = { -1.7, 0.3, 0.9, 2.2 };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
      double y = at(in, f, places[i]), z = at(in, again, places[i]);
      if (isfinite(y) && isfinite(z) && fabs(y - z) > 1e-6 * fmax(1, fabs(y))) abort();
    }
  }
  value_release(again);
  text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const calls[] = { "diff(%s)",     "gradient(%s)",       "hessian(%s)",
                                       "simplify(%s)", "taylor(%s, 0.5, 3)", "diff(%s, 2)" };
  static Registry *registry;
  if (!registry) registry = library_new();
  if (size > 2000 || memchr(data, '\0', size) || memchr(data, '\n', size)) return 0;
  char *body = mem_copy_bytes((const char *)data, size);
  Interp *in = interp_new(registry, (Host){ 0 });
  interp_set_limits(
      in, (Limits){ .steps = 20000, .bytes = 4 << 20, .depth = 60, .milliseconds = 2000 });
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    Scope *scope = scope_new();
    Value f = VALUE_NOTHING;
    Error error = { 0 };
    Text handle = TEXT_EMPTY, call = TEXT_EMPTY;
    text_printf(&handle, "@(x) %s", body);
    const char *place = strstr(calls[i], "%s");
    text_append(&call, calls[i], (size_t)(place - calls[i]));
    text_puts(&call, text_string(&handle));
    text_puts(&call, place + 2);
    if (interp_evaluate(in, scope, text_string(&call), &f, &error) && f.kind == VALUE_FUNCTION)
      type_back(in, scope, f);
    value_release(f);
    text_free(&handle);
    text_free(&call);
    scope_free(scope);
  }
  interp_free(in);
  if (array_bytes_in_use() != 0) abort(); /* a leak */
  free(body);
  return 0;
}
