/* host.c -- what the language asks of the world, answered by a terminal or a pipe.  */

#include "config.h"
#include "shell/host.h"
#include "base/files.h"
#include "shell/output.h"
#include "shell/stepper.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DATA_LIMIT = 16 << 20, ANSWER_MS = 1000 };

uint64_t world_chance(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  Random r;
  random_seed(&r, (uint64_t)t.tv_sec ^ (uint64_t)t.tv_nsec << 30 ^ (uint64_t)getpid() << 10);
  return random_bits(&r) % 1000000; /* short enough to be read out and typed */
}

bool world_open(World *w, const Options *options, Error *error) {
  *w = (World){ .options = options };
  PlotMode mode;
  const char *folder;
  if (options->plot && !plot_mode_parse(options->plot, &mode, &folder, error)) return false;
  world_measure(w);
  w->interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  return true;
}

void world_close(World *w) {
  figure_free(w->figure);
  w->figure = NULL;
  text_free(&w->complaint);
  plotter_free(w->plotter);
  w->plotter = NULL;
}

void world_measure(World *w) {
  w->style = style_detect(w->options->color, w->options->plain, w->options->width);
  if (w->plotter) plotter_set_size(w->plotter, w->style.width, w->style.height);
}

void world_show(const World *w, Interp *in) {
  ShowOptions *show = interp_show_options(in);
  show->width = w->style.width;
  show->utf8 = w->style.utf8;
  show->plain = w->style.plain;
}

/* What the terminal can do; asked again at the next figure when lines typed ahead forbade it. */
static void look(World *w, bool automatic, bool able, TerminalAbilities *terminal) {
  terminal_look(terminal, automatic && able, ANSWER_MS);
  w->unasked = terminal->busy;
  terminal->columns = w->style.width;
  if (w->style.height > 0) terminal->lines = w->style.height;
}

Plotter *world_plotter(World *w) {
  if (w->plotter && !w->unasked) return w->plotter;
  const char *mode = w->options->plot, *term = getenv("TERM");
  bool automatic = !mode || strcmp(mode, "auto") == 0;
  bool able = w->interactive && !w->options->plain && term && strcmp(term, "dumb") != 0;
  /* Braille is no ASCII. */
  if (mode && strcmp(mode, "text") == 0 && !w->style.utf8) mode = "dumb";
  PlotterOptions options = { .mode = mode,
                             .plain = w->options->plain,
                             .fps = w->options->fps,
                             .keys = able,
                             .columns = w->options->width };
  look(w, automatic, able, &options.terminal);
  Error error = { 0 };
  if (w->plotter)
    plotter_set_terminal(w->plotter, &options.terminal);
  else
    w->plotter = plotter_new(&options, &error);
  return w->plotter;
}

static void put(World *w, const char *text) {
  output_text(text);
  if (w->pager) pager_note(w->pager, text);
}

static void complain(World *w, const Error *error, Text *out) {
  if (error->kind == ERROR_INTERRUPT || !error->message[0] ||
      strcmp(text_string(&w->complaint), error->message) == 0)
    return;
  text_clear(&w->complaint);
  text_puts(&w->complaint, error->message);
  text_printf(out, "(%s%s%s)\n", error->message, error->hint[0] ? "; " : "", error->hint);
}

void world_settle(World *w) {
  if (!w->pending) return;
  w->pending = false;
  if (w->seen) w->seen(w->seen_self, w->figure);
  Plotter *plotter = world_plotter(w);
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  output_flush(); /* an animation writes to the terminal itself */
  bool moves = plotter && plotter_can_play(plotter, w->figure);
  if (!plotter || !(moves ? plotter_play : plotter_show)(plotter, w->figure, &out, &error)) {
    complain(w, &error, &out);
    w->failed = true;
  }
  put(w, text_string(&out));
  output_flush();
  text_free(&out);
}

static bool show_figure(void *self, const Figure *figure, Error *error) {
  World *w = self;
  (void)error;
  if (figure->revision == 0) world_settle(w);
  Figure *copy = figure_copy(figure); /* it may be the one we have */
  figure_free(w->figure);
  w->figure = copy;
  if (figure->closed && w->plotter) plotter_close(w->plotter);
  if (!figure->quiet) w->pending = true;
  return true;
}

static const Figure *last_figure(void *self) {
  World *w = self;
  return w->figure;
}

static void end_figure(void *self) {
  World *w = self;
  if (w->figure) figure_finish(w->figure);
}

static void print(void *self, const char *text) {
  World *w = self;
  world_settle(w);
  if (!w->guarded) {
    put(w, text);
    return;
  }
  Text safe = TEXT_EMPTY;
  style_safe(&w->style, text, strlen(text), &safe);
  put(w, text_string(&safe));
  text_free(&safe);
}

/* A plain name below a folder: nothing that leads out of it. */
static bool stays_inside(const char *name) {
  if (!*name || *name == '/' || *name == '~') return false;
  for (const char *p = name; *p;) {
    size_t len = strcspn(p, "/");
    if (len == 2 && strncmp(p, "..", 2) == 0) return false;
    p += len;
    if (*p) p++;
  }
  return true;
}

/* FOLDER/NAME if it is a file that, links followed, still lies below FOLDER. */
static bool read_below(const char *folder, const char *name, const char *ending, Text *out,
                       Error *error) {
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/%s%s", folder, name, ending);
  char *real = realpath(text_string(&path), NULL), *root = realpath(folder, NULL);
  size_t len = root ? strlen(root) : 0;
  bool inside =
      real && root && strncmp(real, root, len) == 0 && (real[len] == '/' || strcmp(root, "/") == 0);
  if (inside) inside = file_read(real, DATA_LIMIT, out, error);
  free(real);
  free(root);
  text_free(&path);
  return inside;
}

/* data('tennis') is tennis, tennis.csv or data/tennis.csv beside the lesson or where we are. */
static bool read_data(void *self, const char *name, Text *out, Error *error) {
  World *w = self;
  const char *folders[] = { w->folder, "." };
  if (!stays_inside(name)) {
    error_set(error, ERROR_FILE, (Span){ 0, 0 }, "'%.80s' is not below this folder", name);
    error_hint(error, "data files lie beside the lesson or in the working directory");
    return false;
  }
  for (size_t i = 0; i < 2; i++) {
    if (!folders[i]) continue;
    Text data = TEXT_EMPTY;
    text_printf(&data, "%s/data", folders[i]);
    bool found = read_below(folders[i], name, "", out, error) ||
                 read_below(folders[i], name, ".csv", out, error) ||
                 read_below(text_string(&data), name, ".csv", out, error);
    text_free(&data);
    if (found) return true;
  }
  return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no file '%.80s' here", name);
}

static double now(void *self) {
  (void)self;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool step(void *self, const Stages *stages) {
  return stepper_run(self, stages);
}

static const char *drilled_in(void *self, const char *operation) {
  World *w = self;
  return w->drilled_in ? w->drilled_in(w->drilled_self, operation) : NULL;
}

Host world_host(World *w) {
  return (Host){ .self = w,
                 .print = print,
                 .show_figure = show_figure,
                 .read_data = read_data,
                 .now = now,
                 .last_figure = last_figure,
                 .end_figure = end_figure,
                 .copy_figure = figure_copy,
                 .free_figure = figure_free,
                 .step = step,
                 .drilled_in = drilled_in };
}

Host world_silent_host(World *w) {
  Host host = world_host(w);
  host.print = NULL;
  host.show_figure = NULL;
  host.step = NULL;
  host.drilled_in = NULL;
  return host;
}
