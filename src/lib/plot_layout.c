/* plot_layout.c -- panels side by side, figures as a whole, and pictures that move.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plotting.h"

#include <math.h>
#include <string.h>

/* To be kept by the host, but not to be drawn. */
static Value keep(Call *call, Figure *f) {
  f->quiet = true;
  return plotting_show(call, f);
}

static const Figure *open_figure(Call *call) {
  const Host *host = call_host(call);
  const Figure *last = host->last_figure ? host->last_figure(host->self) : NULL;
  return last && !last->closed ? last : NULL;
}

/* ------------------------------------------------------------------ panels */

/* Where a panel is to be. */
typedef struct Place {
  long rows, columns;           /* of the figure */
  long row, column, high, wide; /* the first counted from 0 */
} Place;

/* The smallest rectangle with all these places in it, counted row by row from 1. */
static bool read_rectangle(Call *call, const double *places, size_t count, size_t culprit,
                           Place *p) {
  long last_row = 0, last_column = 0;
  p->row = p->rows;
  p->column = p->columns;
  for (size_t i = 0; i < count; i++) {
    double most = (double)(p->rows * p->columns);
    if (!(places[i] >= 1 && places[i] <= most && places[i] == floor(places[i]))) {
      call_fail_at(call, culprit, ERROR_DOMAIN, "%ld rows of %ld panels have no place %s", p->rows,
                   p->columns, number_plain(places[i]).text);
      return false;
    }
    long row = ((long)places[i] - 1) / p->columns, column = ((long)places[i] - 1) % p->columns;
    if (row < p->row) p->row = row;
    if (row > last_row) last_row = row;
    if (column < p->column) p->column = column;
    if (column > last_column) last_column = column;
  }
  p->high = last_row - p->row + 1;
  p->wide = last_column - p->column + 1;
  return true;
}

/* subplot(2, 3, 4), subplot(234), and subplot(2, 3, [1 2]) for a panel over two places. */
static bool read_place(Call *call, Place *p) {
  if (!call_given(call, 1)) {
    long digits;
    if (!call_integer(call, 0, 111, 999, &digits)) return false;
    p->rows = digits / 100;
    p->columns = digits / 10 % 10;
    if (p->rows > FIGURE_MOST_ROWS || p->columns < 1 || p->columns > FIGURE_MOST_COLUMNS) {
      call_fail_at(call, 0, ERROR_DOMAIN, "a figure has 1 to %d rows and columns",
                   FIGURE_MOST_ROWS);
      return false;
    }
    double place = (double)(digits % 10);
    return read_rectangle(call, &place, 1, 0, p);
  }
  if (!call_given(call, 2)) {
    call_fail(call, ERROR_TYPE, "rows, columns and the place of the panel are needed");
    call_hint(call, "subplot(2, 1, 1) is the upper of two");
    return false;
  }
  if (!call_integer(call, 0, 1, FIGURE_MOST_ROWS, &p->rows) ||
      !call_integer(call, 1, 1, FIGURE_MOST_COLUMNS, &p->columns) || !arguments_real(call, 2))
    return false;
  View places = call_view(call, 2);
  if (places.count == 0) {
    call_fail_at(call, 2, ERROR_SHAPE, "a panel needs a place");
    call_hint(call, "places are counted row by row from 1; [1 2] is one panel over both");
    return false;
  }
  return read_rectangle(call, places.data, places.count, 2, p);
}

static Value call_subplot(Call *call) {
  Place p;
  if (!read_place(call, &p)) return VALUE_FAILED;
  const Figure *last = open_figure(call);
  bool same = last && last->laid && last->rows == p.rows && last->columns == p.columns;
  Figure *f = same ? figure_copy(last) : figure_new((unsigned)p.rows, (unsigned)p.columns);
  if (same)
    f->revision++;
  else if (last)
    f->number = last->number;
  f->laid = true;
  f->current = (unsigned)(p.row * p.columns + p.column);
  figure_span(f, (unsigned)p.high, (unsigned)p.wide);
  return keep(call, f);
}

/* ------------------------------------------------------------------ figures */

/* There is one figure: another number begins it anew. */
static Value call_figure(Call *call) {
  const Figure *last = open_figure(call);
  long number = last && last->number > 0 ? (long)last->number : 1;
  if (call_given(call, 0) && !value_is_text(call->args[0])) {
    long wanted;
    if (!call_integer(call, 0, 1, 9999, &wanted)) return VALUE_FAILED;
    if (last && wanted == number) return VALUE_NOTHING;
    number = wanted;
  } else if (last) {
    number++;
  }
  Figure *f = figure_new(1, 1);
  f->number = (unsigned)number;
  return keep(call, f);
}

static Value call_clf(Call *call) {
  const Figure *last = open_figure(call);
  if (!last) return VALUE_NOTHING;
  Figure *f = figure_new(1, 1);
  f->number = last->number;
  return keep(call, f);
}

static Value call_cla(Call *call) {
  const Figure *last = open_figure(call);
  if (!last) return VALUE_NOTHING;
  Figure *f = figure_copy(last);
  bool held = figure_current(f)->held;
  panel_clear(figure_current(f));
  figure_current(f)->held = held;
  f->revision++;
  return keep(call, f);
}

static Value call_close(Call *call) {
  if (!open_figure(call)) return VALUE_NOTHING;
  Figure *f = figure_new(1, 1);
  f->closed = true;
  return keep(call, f);
}

static Value call_gcf(Call *call) {
  const Figure *last = open_figure(call);
  return value_scalar(last && last->number > 0 ? last->number : 1);
}

/* What waits is shown before anything is printed. */
static Value call_drawnow(Call *call) {
  call_print(call, "");
  return VALUE_NOTHING;
}

/* A program writes no files; its reader does. */
static Value call_saveas(Call *call) {
  size_t last = call->count - 1;
  call_fail(call, ERROR_FILE, "a program here writes no files");
  call_hint(call, "at the prompt, `plot save %.60s` keeps the last picture (png, svg, pdf, txt)",
            call->count > 1 && value_is_string(call->args[last]) &&
                    strchr(call_string(call, last), '.')
                ? call_string(call, last)
                : "picture.png");
  return VALUE_FAILED;
}

static Value call_print_figure(Call *call) {
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".eps", ".jpg", ".gif" };
  for (size_t i = 0; i < call->count; i++) {
    const char *s = value_is_string(call->args[i]) ? call_string(call, i) : "";
    size_t len = strlen(s);
    bool file = strncmp(s, "-d", 2) == 0;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
      file |= len > 4 && strcmp(s + len - 4, endings[k]) == 0;
    if (!file) continue;
    call_fail_at(call, i, ERROR_FILE, "a program here writes no files");
    call_hint(call, "at the prompt, `plot save picture.png` keeps the last picture (or .svg .pdf "
                    ".txt)");
    return VALUE_FAILED;
  }
  Text typed = TEXT_EMPTY;
  bool known = call->count == 1 && call_typed(call, 0, &typed) && typed.len < 60;
  call_fail(call, ERROR_NAME, "'print' puts the last picture on paper; values are shown by disp");
  call_hint(call, "did you mean disp(%s)?", known ? text_string(&typed) : "...");
  text_free(&typed);
  return VALUE_FAILED;
}

/* ------------------------------------------------------------------ animations */

/* A host in front of the real one, which catches what is drawn. */
typedef struct Catcher {
  Host outer;
  Figure *last;
} Catcher;

static bool catch_figure(void *self, const Figure *figure, Error *error) {
  Catcher *c = self;
  (void)error;
  Figure *copy = figure_copy(figure); /* it may be the one we have */
  figure_free(c->last);
  c->last = copy;
  return true;
}

static const Figure *caught_figure(void *self) {
  return ((Catcher *)self)->last;
}

static void forward_print(void *self, const char *text) {
  const Host *outer = &((Catcher *)self)->outer;
  if (outer->print) outer->print(outer->self, text);
}

static bool forward_read(void *self, const char *name, Text *out, Error *error) {
  const Host *outer = &((Catcher *)self)->outer;
  if (outer->read_data) return outer->read_data(outer->self, name, out, error);
  return error_set(error, ERROR_FILE, (Span){ 0 }, "there is no table '%.80s' here", name);
}

static double forward_now(void *self) {
  const Host *outer = &((Catcher *)self)->outer;
  return outer->now ? outer->now(outer->self) : 0;
}

/* Draw the frame of one number, and of SETTING unless that is NULL; false with the call failed. */
static bool draw_frame(Call *call, Catcher *c, double k, const double *setting, Figure *all) {
  Value arguments[] = { value_scalar(k), value_scalar(setting ? *setting : 0) };
  Value result = VALUE_NOTHING;
  figure_free(c->last);
  c->last = NULL;
  if (!call_function(call, call->args[0], arguments, setting ? 2 : 1, &result, 0)) return false;
  value_release(result);
  if (!c->last || figure_is_empty(c->last)) {
    call_fail_at(call, 0, ERROR_TYPE, "the function draws nothing for %s", number_plain(k).text);
    call_hint(call, "as in animate(@(k) gdpath(@(x, y) x^2 + 4*y^2, [2 1], 0.1, k), 1:10)");
    return false;
  }
  figure_add_frame(all, c->last);
  return true;
}

/* Where all frames are: COUNT numbers, each for each of the SETTINGS, if there are any. */
typedef struct Reel {
  View frames, settings;
  double fps;
} Reel;

static bool read_reel(Call *call, Reel *r) {
  r->frames = call_view(call, 1);
  r->settings = (View){ 0 };
  size_t behind = 2;
  if (call_given(call, 2) && call_view(call, 2).count != 1) {
    if (!arguments_real(call, 2)) return false;
    r->settings = call_view(call, 2);
    behind = 3;
  }
  size_t times = r->settings.count > 0 ? r->settings.count : 1;
  if (r->frames.complex || r->frames.count == 0 || r->frames.count > FIGURE_MOST_FRAMES / times) {
    call_fail_at(call, 1, ERROR_SHAPE, "1 to %zu numbers are needed, one for each frame",
                 FIGURE_MOST_FRAMES / times);
    return false;
  }
  r->fps = call_scalar_or(call, behind, 0);
  if (!call_given(call, behind) || (r->fps > 0 && r->fps <= 60)) return true;
  call_fail_at(call, behind, ERROR_DOMAIN, "frames per second lie between 0 and 60");
  return false;
}

/* All frames see the same draws, so that a longer sample goes on where a shorter one stopped. */
static bool draw_frames(Call *call, Catcher *c, const Reel *r, Figure *all) {
  size_t times = r->settings.count > 0 ? r->settings.count : 1;
  Random start = *call_random(call);
  for (size_t s = 0; s < times; s++)
    for (size_t i = 0; i < r->frames.count; i++) {
      const double *setting = r->settings.count > 0 ? &r->settings.data[s] : NULL;
      *call_random(call) = start;
      if (!call_step(call, 1) || !draw_frame(call, c, r->frames.data[i], setting, all))
        return false;
    }
  return true;
}

static Value call_animate(Call *call) {
  Reel reel;
  if (!read_reel(call, &reel)) return VALUE_FAILED;
  Host host = *call_host(call);
  Catcher c = { .outer = host };
  Figure *all = figure_new(1, 1);
  interp_set_host(call->interp, (Host){ .self = &c,
                                        .print = forward_print,
                                        .show_figure = catch_figure,
                                        .read_data = forward_read,
                                        .now = forward_now,
                                        .last_figure = caught_figure,
                                        .copy_figure = figure_copy,
                                        .free_figure = figure_free });
  bool good = draw_frames(call, &c, &reel, all);
  interp_set_host(call->interp, host);
  if (!good) {
    figure_free(all);
    figure_free(c.last);
    return VALUE_FAILED;
  }
  /* The figure is its last frame, with all of them behind it. */
  Figure *f = c.last;
  for (size_t i = 0; all->frame_count > 1 && i < all->frame_count; i++)
    figure_add_frame(f, all->frames[i]);
  figure_free(all);
  f->revision = 0;
  f->quiet = false;
  f->fps = reel.fps;
  if (reel.settings.count > 0) {
    Text name = TEXT_EMPTY;
    plotting_parameter(call->args[0], 1, "value", &name);
    figure_settings(f, text_string(&name), reel.settings.data, reel.settings.count);
    text_free(&name);
  }
  figure_align(f);
  return plotting_show(call, f);
}

const Builtin plot_layout_family[] = {
  { .name = "subplot",
    .signature = "rows: any, columns?: any, place?: any, more?: any... -> any",
    .call = call_subplot,
    .summary =
        "Divides the figure into rows and columns of panels and turns to one of them, counted row "
        "by row: what is drawn, titled or labelled next belongs there. Several places, as in [1 "
        "2], "
        "make one larger panel. figure or clf ends it.",
    .numpy = "matplotlib.pyplot.subplot(rows, columns, place)",
    .see = "figure hold title sgtitle",
    .examples = { { "subplot(1, 2, 1); plot([1 2]); subplot(1, 2, 2); plot([2 1]); 1", "1" },
                  { "subplot(2, 2, [1 2]); plot([1 2]); subplot(223); 1", "1" },
                  { "subplot(2, 2, 5)", "error: subplot: 2 rows of 2 panels have no place 5" } } },
  { .name = "figure",
    .signature = "number?: any, more?: any... -> any",
    .call = call_figure,
    .summary = "Begins a new figure: what is drawn next does not go into the last one.",
    .numpy = "matplotlib.pyplot.figure()",
    .see = "clf close subplot hold",
    .examples = { { "figure; 1", "1" },
                  { "figure(0)", "error: figure: number must be a whole number" } } },
  { .name = "clf",
    .signature = "-> any",
    .call = call_clf,
    .summary = "Empties the figure: no panels, no curves, no hold.",
    .numpy = "matplotlib.pyplot.clf()",
    .see = "figure close cla",
    .examples = { { "clf; 1", "1" } } },
  { .name = "cla",
    .signature = "-> any",
    .call = call_cla,
    .summary = "Empties the current panel.",
    .numpy = "matplotlib.pyplot.cla()",
    .see = "clf subplot",
    .examples = { { "cla; 1", "1" } } },
  { .name = "close",
    .signature = "which?: any, more?: any... -> any",
    .call = call_close,
    .summary = "Forgets the figure and closes its window, if it has one.",
    .numpy = "matplotlib.pyplot.close()",
    .see = "figure clf",
    .examples = { { "close all; 1", "1" } } },
  { .name = "gcf",
    .signature = "-> scalar",
    .call = call_gcf,
    .summary = "The number of the figure.",
    .numpy = "matplotlib.pyplot.gcf().number",
    .see = "figure",
    .examples = { { "close all; gcf", "1" } } },
  { .name = "drawnow",
    .signature = "more?: any... -> any",
    .call = call_drawnow,
    .summary = "Shows the figure now, and not at the end of the line that draws it.",
    .numpy = "matplotlib.pyplot.draw()",
    .see = "plot animate",
    .examples = { { "drawnow; 1", "1" } } },
  { .name = "saveas",
    .signature = "figure: any, file?: any, more?: any... -> any",
    .call = call_saveas,
    .summary =
        "Not here: a program writes no files. At the prompt, plot save picture.png keeps the "
        "last picture.",
    .numpy = "matplotlib.pyplot.savefig(file)",
    .see = "plot",
    .examples = { { "saveas(1, 'a.png')", "error: saveas: a program here writes no files" } } },
  { .name = "print",
    .signature = "more?: any... -> any",
    .call = call_print_figure,
    .summary =
        "Not here: a program writes no files. At the prompt, plot save picture.png keeps the "
        "last picture; disp shows a value.",
    .numpy = "matplotlib.pyplot.savefig(file)",
    .see = "disp plot",
    .examples = { { "print('a.png')", "error: print: a program here writes no files" } } },
  { .name = "animate",
    .signature = "f: function, frames: real, values?: real, fps?: scalar -> any",
    .call = call_animate,
    .summary =
        "Moves a picture: f(k) draws the frame of each k. At a terminal it plays and can be "
        "stepped: n next, b back, r from the start, space to stop and go on, + and - for the "
        "speed, q to leave. animate(f, k, fps) gives the frames per second. With several "
        "values, animate(f, k, values) or animate(f, k, values, fps), f(k, value) is drawn, and "
        "+ and - go through the values while it plays. Random draws are the same in every "
        "frame. plot save anim.gif keeps it.",
    .numpy = "matplotlib.animation.FuncAnimation(fig, f, frames)",
    .see = "plot gdpath hist",
    .warning = "f must draw; its value is not used",
    .examples = { { "animate(@(k) plot(1:k, (1:k).^2), 2:4); 1", "1" },
                  { "animate(@(k, eta) gdpath(@(x) x^2, 1, eta, k), 1:9, [0.1 0.5 1.05]); 1", "1" },
                  { "animate(@(k) k, 1:3)", "error: animate: the function draws nothing" } } },
  { 0 }
};
