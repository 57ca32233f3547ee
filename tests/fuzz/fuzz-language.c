/* fuzz-language.c -- any bytes as a program, under the limits a lesson has.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ignore(void *self, const char *text) {
  (void)self;
  (void)text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Registry *registry;
  if (!registry) registry = library_new();
  char *text = mem_copy_bytes((const char *)data, size);
  Interp *in = interp_new(registry, (Host){ .print = ignore });
  Scope *scope = scope_new();
  interp_set_limits(in,
                    (Limits){ .steps = 20000, .bytes = 4 << 20, .depth = 60, .milliseconds = 500 });
  Error error = { 0 };
  Value last = VALUE_NOTHING;
  const char *open;
  interp_incomplete(text, &open);
  if (!interp_run(in, scope, text, RUN_ECHO, &last, &error)) {
    Text out = TEXT_EMPTY;
    error_render(&error, &out);
    text_free(&out);
  }
  value_release(last);
  /* Whatever happened, the session goes on. */
  Value two = VALUE_NOTHING;
  if (!interp_evaluate(in, scope, "(1 + 1)", &two, &error) || two.kind != VALUE_SCALAR ||
      two.scalar != 2)
    abort();
  scope_free(scope);
  interp_free(in);
  if (array_bytes_in_use() != 0) abort(); /* a leak */
  free(text);
  return 0;
}
