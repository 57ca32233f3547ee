/* plotter_draw.c -- how large a picture is, and gnuplot asked for it.  */

#include "config.h"
#include "plot/plotter_state.h"
#include "plot/scale.h"

#include <math.h>

static const double WINDOW_SHARE = 0.7; /* its height: one shape for all figures */

enum { PICTURE_MS = 15000, WINDOW_MS = 5000, FRAME_MS = 300, MOST_PIXELS = 4000 };

static bool is_window(GnuplotTerminal terminal) {
  return terminal == GNUPLOT_QT || terminal == GNUPLOT_WXT || terminal == GNUPLOT_X11;
}

/* Sizes.  */

TextTarget plotter_text_target(const Plotter *p, bool ascii) {
  const TerminalAbilities *t = &p->options.terminal;
  TextTarget target = { .ascii = ascii || p->options.plain };
  target.columns = p->options.columns != 0 ? p->options.columns : t->columns;
  unsigned lines = t->lines > 4 ? t->lines - 2 : 24;
  target.lines = p->options.lines != 0 ? p->options.lines : lines < 30 ? lines : 30;
  if (target.columns == 0) target.columns = 80;
  target.colours = p->options.plain ? TEXT_COLOURLESS : t->colours;
  return target;
}

/* The height that suits the figure: flat for panels side by side, and for a map what its scales
   ask for. */
static unsigned picture_height(const Figure *f, unsigned width) {
  enum { LEFT = 110, BETWEEN_X = 70, BELOW = 104, TITLE = 35, BETWEEN_Y = 98 };
  double cell = (width - LEFT - (f->columns - 1.0) * BETWEEN_X) / f->columns;
  double share = f->rows * f->columns == 1 ? 0.7 : f->columns > 1 ? 0.8 : 0.42;
  const Panel *p = &f->panels[0];
  double high = cell * share;
  if (p->equal) {
    Extent e = panel_extent(p);
    high = cell * (e.y1 - e.y0) / (e.x1 - e.x0);
  }
  double total =
      f->rows * high + (f->rows - 1.0) * BETWEEN_Y + BELOW + (f->title[0] != '\0' ? TITLE : 0);
  return (unsigned)fmin(fmax(total, 0.3 * width), 0.8 * width);
}

GnuplotTarget plotter_picture_target(const Plotter *p, const Figure *f, GnuplotTerminal terminal) {
  const TerminalAbilities *t = &p->options.terminal;
  GnuplotTarget g = { .terminal = terminal, .zoom = 1, .dark = p->options.dark };
  bool window = is_window(terminal);
  bool inline_picture = p->used == PLOT_KITTY || p->used == PLOT_SIXEL || p->used == PLOT_ITERM;
  unsigned wide = inline_picture && t->cell_width > 0 ? t->columns * t->cell_width : 900;
  g.width = p->options.width != 0 ? p->options.width : wide > 1000 ? 1000 : wide < 320 ? 320 : wide;
  g.height = p->options.height != 0 ? p->options.height
             : window               ? (unsigned)(g.width * WINDOW_SHARE)
                                    : picture_height(f, g.width);
  if (g.width > MOST_PIXELS) g.width = MOST_PIXELS;
  if (g.height > MOST_PIXELS) g.height = MOST_PIXELS;
  if (inline_picture && t->cell_height > 0 && t->lines > 8 && p->options.height == 0) {
    unsigned high = (t->lines - 2) * t->cell_height;
    if (g.height > high) g.height = high < 240 ? 240 : high;
  }
  if (inline_picture && t->cell_height >= 32) {
    g.zoom = 2; /* a screen of small pixels */
    g.width /= 2;
    g.height /= 2;
  }
  g.scrolling_sixel = p->pipe != NULL && pipe_version(p->pipe) >= 600;
  return g;
}

double plotter_fps(const Plotter *p, const Figure *f) {
  enum { USUAL = 3 };
  double fps = p->options.fps > 0 ? p->options.fps : f->fps > 0 ? f->fps : USUAL;
  return fmin(fmax(fps, 0.05), 60);
}

/* Drawing.  */

static void write_script(const Figure *f, const GnuplotTarget *target, Text *script) {
  bool moves = target->terminal == GNUPLOT_GIF && f->frame_count > 0;
  GnuplotTarget further = *target;
  further.further = true;
  if (!moves) gnuplot_script(f, target, script);
  for (size_t i = 0; moves && i < f->frame_count; i++)
    gnuplot_script(f->frames[i], i == 0 ? target : &further, script);
}

/* Datablocks came with 5.0. */
static bool too_old(const Pipe *pipe, Error *error) {
  int version = pipe_version(pipe);
  if (version == 0 || version >= 500) return false;
  error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot %d.%d is too old: 5.0 or newer is needed",
            version / 100, version % 100);
  return true;
}

/* A window keeps the size its reader gave it: only a new one is told how large to be. */
static void ask(Plotter *p, Pipe *pipe, const Figure *f, GnuplotTarget *target, bool window,
                Text *script) {
  int process = pipe_process(pipe);
  target->further =
      window && process != 0 && p->opened_by == process && p->opened_as == target->terminal;
  text_clear(script);
  write_script(f, target, script);
}

/* gnuplot would wait for a display that is not there for ever, or say nothing at all. */
static bool can_open(const Plotter *p, GnuplotTerminal terminal, Error *error) {
  bool open = p->window != NULL && pipe_process(p->window) != 0 && p->opened_as == terminal &&
              p->opened_by == pipe_process(p->window);
  return open || terminal_display(terminal == GNUPLOT_X11, error);
}

static Pipe *pipe_for(Plotter *p, bool window) {
  Pipe **pipe = window ? &p->window : &p->pipe;
  if (*pipe == NULL) {
    *pipe = pipe_new(window, p->options.interrupted);
    if (p->options.patience_ms > 0) pipe_patience(*pipe, p->options.patience_ms);
  }
  return *pipe;
}

/* A process that died of an earlier figure's demands gets a second chance. */
static PipeResult draw(Plotter *p, const Figure *f, GnuplotTerminal terminal, Text *picture,
                       Error *error) {
  bool window = is_window(terminal);
  Pipe *pipe = pipe_for(p, window);
  if (!pipe_has_terminal(pipe, gnuplot_terminal_name(terminal), error)) {
    if (error->kind != ERROR_NONE)
      return error->kind == ERROR_INTERRUPT ? PIPE_INTERRUPTED : PIPE_ABSENT;
    error_set(error, ERROR_FILE, (Span){ 0 }, "this gnuplot was built without its %s terminal",
              gnuplot_terminal_name(terminal));
    return PIPE_ABSENT;
  }
  if (too_old(pipe, error)) return PIPE_ABSENT;
  GnuplotTarget target = plotter_picture_target(p, f, terminal);
  if (f->frame_count > 1) target.seconds = 1 / plotter_fps(p, f);
  p->high = (unsigned)(target.height * target.zoom);
  Text script = TEXT_EMPTY;
  PipeResult result = PIPE_DIED;
  for (int attempt = 0; attempt < 2 && result == PIPE_DIED; attempt++) {
    Error latest = { 0 };
    ask(p, pipe, f, &target, window, &script);
    result = pipe_run(pipe, script.data, script.len,
                      window ? WINDOW_MS : PICTURE_MS + (int)f->frame_count * FRAME_MS, picture,
                      &latest);
    if (result != PIPE_OK && (attempt == 1 || result != PIPE_DIED)) *error = latest;
  }
  if (window && result == PIPE_OK) {
    p->opened_by = pipe_process(pipe);
    p->opened_as = terminal;
  }
  text_free(&script);
  return result;
}

/* One that hangs costs its time once: after that it is not asked again, unless only the figure was
   too much and it lives on. */
PipeResult plotter_draw(Plotter *p, const Figure *f, GnuplotTerminal terminal, Text *picture,
                        Error *error) {
  bool window = is_window(terminal);
  bool *mute = window ? &p->mute_windows : &p->mute_pictures;
  if (*mute) {
    error_set(error, ERROR_LIMIT, (Span){ 0 },
              "gnuplot did not answer before; it was not asked again");
    error_hint(error, "`:plot %s` asks it again", p->mode == PLOT_AUTO ? "auto" : p->typed);
    return PIPE_TIMEOUT;
  }
  if (window && !can_open(p, terminal, error)) return PIPE_ABSENT;
  PipeResult result = draw(p, f, terminal, picture, error);
  const Pipe *pipe = pipe_for(p, window);
  if (error->kind == ERROR_LIMIT && (window || pipe_process(pipe) == 0)) {
    *mute = true;
    if (pipe_version(pipe) == 0) p->mute_pictures = p->mute_windows = true;
  }
  return result;
}
