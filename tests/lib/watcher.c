/* watcher.c -- a host that keeps the figure shown last, and what tests ask of it.  */

#include "config.h"
#include "tests/lib/watcher.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <string.h>

static Registry *registry;
static Interp *interp;
static Figure *last;

static bool show_figure(void *self, const Figure *f, Error *error) {
  (void)self;
  (void)error;
  Figure *copy = figure_copy(f);
  figure_free(last);
  last = copy;
  return true;
}

static const Figure *last_figure(void *self) {
  (void)self;
  return last;
}

void watcher_begin(void) {
  registry = library_new();
  interp = interp_new(registry, (Host){ .show_figure = show_figure, .last_figure = last_figure });
}

void watcher_end(void) {
  figure_free(last);
  interp_free(interp);
  registry_free(registry);
}

static bool run(const char *text, Error *error) {
  Scope *scope = scope_new();
  figure_free(last);
  last = NULL;
  *error = (Error){ 0 };
  bool good = interp_run(interp, scope, text, RUN_QUIET, NULL, error);
  scope_free(scope);
  return good;
}

const Figure *watcher_draw(const char *text) {
  Error error;
  bool good = run(text, &error) && last != NULL;
  tap_ok(good, "%s", text);
  if (!good) tap_note("%s", error.message);
  return last;
}

void watcher_says(const char *text, const char *part) {
  const Figure *f = watcher_draw(text);
  Text words = TEXT_EMPTY;
  if (f != NULL) figure_describe(f, &words);
  if (!tap_ok(strstr(text_string(&words), part) != NULL, "... says %s", part))
    tap_note("%s", text_string(&words));
  text_free(&words);
}

void watcher_fails(const char *text, const char *message) {
  Error error;
  bool failed = !run(text, &error);
  if (!tap_ok(failed && strstr(error.message, message) != NULL && last == NULL, "%s", text))
    tap_note("%s", error.message);
}

const Layer *watcher_layer(const Figure *f, unsigned panel, LayerKind kind, unsigned number) {
  static const Layer nothing = { .name = "" };
  if (f != NULL && panel < f->rows * f->columns)
    for (const Layer *l = f->panels[panel].layers; l != NULL; l = l->next)
      if (l->kind == kind && number-- == 0) return l;
  return &nothing;
}
