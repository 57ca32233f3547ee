/* fuzz-board.c -- any bytes as an expression that is explained, drawn and translated.

   Every explanation passes its own checks, ends with the value that plain evaluation gives, and is
   text a terminal can show: UTF-8 without control characters, in ASCII mode ASCII alone.  */

#include "config.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lang/interp.h"
#include "lib/library.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char prelude[] = "A = [2 1 1; 3 4 1; 1 2 5]; b = [4; 5; 3]; S = [2 1; 1 3]; "
                              "X = [1 1; 1 2; 1 4]; y = [2; 3; 7]; u = [3 1 4 1 5]; "
                              "f = @(x) x^2*sin(3*x + 1); g = @(w) mean((X*w - y).^2); "
                              "s = 'ab'; c = {A, @tanh}; z = 1 + 2i; t = true; e0 = [];";

/* Whoever calls the host calls it with its own self. */
typedef struct World {
  Text said;
  struct World *self;
} World;

static World *world_of(void *self) {
  World *w = self;
  if (w->self != w) abort();
  return w;
}

static void hear(void *self, const char *text) {
  text_puts(&world_of(self)->said, text);
}

static bool see(void *self, const struct Figure *figure, Error *error) {
  (void)figure;
  (void)error;
  return world_of(self) != NULL;
}

static bool read_nothing(void *self, const char *name, Text *out, Error *error) {
  text_puts(out, "a,b\n1,2\n3,5\n");
  (void)name;
  (void)error;
  return world_of(self) != NULL;
}

static double now(void *self) {
  return world_of(self) ? 1e9 : 0;
}

static const struct Figure *no_figure(void *self) {
  world_of(self);
  return NULL;
}

/* Text that is safe to show; ASCII: without any other sign. */
static void look_at(const Text *said, bool ascii) {
  for (size_t i = 0; i < said->len; i++) {
    unsigned char sign = (unsigned char)said->data[i];
    if ((sign < ' ' && sign != '\n' && sign != '\t') || sign == 0x7f) abort();
    if (ascii && sign >= 0x80) abort();
  }
  if (strstr(text_string(said), "pass its own check")) abort();
}

/* PATTERN with the expression for its %s, run as a line of its own. */
static void run(Interp *in, Scope *scope, const char *pattern, const char *expression, bool strict,
                bool ascii, Text *said) {
  Text line = TEXT_EMPTY;
  Error error = { 0 };
  Value last = VALUE_NOTHING;
  const char *place = strstr(pattern, "%s");
  text_append(&line, pattern, (size_t)(place - pattern));
  text_puts(&line, expression);
  text_puts(&line, place + 2);
  text_clear(said);
  interp_run(in, scope, text_string(&line), 0, &last, &error);
  if (strict) look_at(said, ascii);
  value_release(last);
  text_free(&line);
}

static const struct {
  const char *pattern;
  bool utf8, plain;
} runs[] = {
  { "explain %s", true, false },
  { "explain full %s", false, false },
  { "why %s", true, false },
  { "why 1 % %s", true, false },
  { "explain terse %s", true, true },
  { "numpy %s", true, false },
  { "graph(@(x) %s, 0.7)", true, false },
  { "graph(@(x, w) %s, 0.7, [1; 2])", false, false },
  { "graph(@(x) %s, 1.5)", true, true },
  { "flow(%s, [1; 2])", true, false },
  { "grad(@(x) %s, 0.7)", true, false },
  { "grad(@(w) %s, [1; -2])", true, false },
  { "hessian(@(w) %s, [1; -2])", true, false },
  { "explain gradient(@(w) %s)", true, false },
  { "explain diff(@(x) %s)", false, false },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Registry *registry;
  if (!registry) registry = library_new();
  if (size > 400 || memchr(data, '\0', size) || memchr(data, '\n', size)) return 0;
  bool ascii = true, printable = true;
  for (size_t i = 0; i < size; i++) {
    ascii &= data[i] < 0x80;
    printable &= data[i] >= ' ' && data[i] != 0x7f;
  }
  char *expression = mem_copy_bytes((const char *)data, size);
  /* What prints by itself may print anything. */
  bool strict = printable && ascii && !strstr(expression, "printf") &&
                !strstr(expression, "disp") && !strstr(expression, "char") &&
                !strstr(expression, "\\") && !strstr(expression, "\"");
  World world = { TEXT_EMPTY, &world };
  Interp *in = interp_new(registry, (Host){ .self = &world,
                                            .print = hear,
                                            .show_figure = see,
                                            .read_data = read_nothing,
                                            .now = now,
                                            .last_figure = no_figure });
  Scope *scope = scope_new();
  interp_set_limits(in,
                    (Limits){ .steps = 20000, .bytes = 4 << 20, .depth = 60, .milliseconds = 500 });
  Error error = { 0 };
  Value last = VALUE_NOTHING;
  if (!interp_run(in, scope, prelude, 0, &last, &error)) abort();
  value_release(last);
  for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
    interp_show_options(in)->utf8 = runs[i].utf8;
    interp_show_options(in)->plain = runs[i].plain;
    run(in, scope, runs[i].pattern, expression, strict, !runs[i].utf8, &world.said);
  }
  text_free(&world.said);
  scope_free(scope);
  interp_free(in);
  if (array_bytes_in_use() != 0) abort(); /* a leak */
  free(expression);
  return 0;
}
