/* script.c -- programs run from the command line: -e EXPR, FILE.m, standard input.  */

#include "config.h"
#include "shell/script.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "lib/library.h"
#include "shell/help.h"
#include "shell/host.h"
#include "shell/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCRIPT_LIMIT = 256 << 20 };

static bool read_all_input(Text *out, Error *error) {
  char chunk[1 << 16];
  ssize_t n;
  while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
    if (n < 0 && errno == EINTR && !interrupt_pending()) continue;
    if (n < 0)
      return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "cannot read standard input: %s",
                       strerror(errno));
    text_append(out, chunk, (size_t)n);
  }
  return true;
}

/* ORIGIN names the file in messages. */
static bool run(Interp *in, Scope *scope, const char *text, const char *origin) {
  Error error = { 0 };
  bool good = interp_run(in, scope, text, RUN_ECHO, NULL, &error);
  world_settle(interp_host(in).self);
  if (good) return true;
  if (origin && !error.origin[0]) snprintf(error.origin, sizeof error.origin, "%s", origin);
  output_error(&error);
  return false;
}

static bool run_file(Interp *in, Scope *scope, const char *name) {
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  bool standard = strcmp(name, "-") == 0;
  bool good =
      standard ? read_all_input(&text, &error) : file_read(name, SCRIPT_LIMIT, &text, &error);
  if (!good)
    fprintf(stderr, "mathtutor: %s\n", error.message);
  else {
    const char *slash = strrchr(name, '/');
    if (strlen(text_string(&text)) < text.len) {
      fprintf(stderr, "mathtutor: %s is not a text\n", name);
      good = false;
    } else
      good = run(in, scope, text_string(&text),
                 standard ? "standard input"
                 : slash  ? slash + 1
                          : name);
  }
  text_free(&text);
  return good;
}

/* An argument of -e: a question about the language, or a program. */
static bool run_argument(Interp *in, Scope *scope, const World *world, const char *text) {
  Text out = TEXT_EMPTY;
  bool asked = help_line(interp_registry(in), &world->style, text, &out);
  if (asked) interp_host(in).print(interp_host(in).self, text_string(&out));
  text_free(&out);
  if (!asked) return run(in, scope, text, NULL);
  world_settle(interp_host(in).self);
  return true;
}

int script_main(const Options *options) {
  World world;
  Error error = { 0 };
  if (!world_open(&world, options, &error)) {
    fprintf(stderr, "mathtutor: %s\n  %s\n", error.message, error.hint);
    return 2;
  }
  interrupt_install();
  Registry *registry = library_new();
  Host host = world_host(&world);
  host.step = NULL; /* a script waits for nobody */
  Interp *in = interp_new(registry, host);
  world_show(&world, in);
  interp_seed(in, options->seeded ? options->seed : world_chance());
  Scope *scope = scope_new();
  bool good = true;
  for (size_t i = 0; i < options->argument_count && good; i++)
    good = options->mode == MODE_SCRIPT ? run_file(in, scope, options->arguments[i])
                                        : run_argument(in, scope, &world, options->arguments[i]);
  if (world.failed) good = false;
  scope_free(scope);
  interp_free(in);
  registry_free(registry);
  world_close(&world);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
