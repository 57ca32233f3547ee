/* plotter.c -- chooses a mode that works and shows figures in it.  */

#include "config.h"
#include "plot/plotter.h"
#include "base/files.h"
#include "base/utf8.h"
#include "plot/gnuplot.h"
#include "plot/pipe.h"
#include "plot/scale.h"
#include "plot/spell.h"
#include "plot/textplot.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PICTURE_MS = 15000, WINDOW_MS = 5000, SLUG = 40, MOST_PIXELS = 4000 };

struct Plotter {
  PlotterOptions options;
  char *typed;         /* the mode as typed; OPTIONS.mode and FOLDER point into it */
  PlotMode mode, used; /* asked for; in use */
  const char *folder;
  unsigned candidate; /* PLOT_AUTO: which preference is in use */
  unsigned number;    /* of the last file written */
  Figure *last;
  Pipe *pipe;
};

Plotter *plotter_new(const PlotterOptions *options, Error *error) {
  Plotter *p = mem_new(sizeof *p);
  p->options = *options;
  if (!plotter_set_mode(p, options->mode != NULL ? options->mode : "auto", error)) {
    free(p);
    return NULL;
  }
  return p;
}

void plotter_free(Plotter *p) {
  if (p == NULL) return;
  pipe_free(p->pipe);
  figure_free(p->last);
  free(p->typed);
  free(p);
}

bool plotter_set_mode(Plotter *p, const char *mode, Error *error) {
  PlotMode parsed;
  const char *folder;
  if (!plot_mode_parse(mode, &parsed, &folder, error)) return false;
  char *typed = mem_copy_string(mode);
  free(p->typed);
  p->typed = typed;
  p->folder = folder != NULL ? typed + (folder - mode) : NULL;
  p->mode = p->used = parsed;
  p->candidate = 0;
  return true;
}

const char *plotter_mode(const Plotter *p) {
  return plot_mode_name(p->used);
}

void plotter_set_size(Plotter *p, unsigned columns, unsigned lines) {
  p->options.terminal.columns = columns;
  p->options.terminal.lines = lines;
}

bool plotter_is_graphic(const Plotter *p) {
  return p->used == PLOT_KITTY || p->used == PLOT_SIXEL || p->used == PLOT_ITERM;
}

/* Sizes.  */

static TextTarget text_target(const Plotter *p, bool ascii) {
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
  enum { LEFT = 97, BETWEEN_X = 70, BELOW = 95, TITLE = 35, BETWEEN_Y = 85 };
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

static GnuplotTarget picture_target(const Plotter *p, const Figure *f, GnuplotTerminal terminal) {
  const TerminalAbilities *t = &p->options.terminal;
  GnuplotTarget g = { .terminal = terminal, .zoom = 1, .dark = p->options.dark };
  bool inline_picture = p->used == PLOT_KITTY || p->used == PLOT_SIXEL || p->used == PLOT_ITERM;
  unsigned wide = inline_picture && t->cell_width > 0 ? t->columns * t->cell_width : 900;
  g.width = p->options.width != 0 ? p->options.width : wide > 1000 ? 1000 : wide < 320 ? 320 : wide;
  g.height = p->options.height != 0 ? p->options.height : picture_height(f, g.width);
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

/* Drawing.  */

/* Let gnuplot draw.  A process that died of an earlier figure's demands gets a second chance. */
static PipeResult draw(Plotter *p, const Figure *f, GnuplotTerminal terminal, Text *picture,
                       Error *error) {
  bool window = terminal == GNUPLOT_QT || terminal == GNUPLOT_WXT || terminal == GNUPLOT_X11;
  if (p->pipe == NULL) p->pipe = pipe_new(p->options.interrupted);
  if (!pipe_has_terminal(p->pipe, gnuplot_terminal_name(terminal), error)) {
    if (error->kind == ERROR_INTERRUPT) return PIPE_INTERRUPTED;
    error_set(error, ERROR_FILE, (Span){ 0 }, "this gnuplot was built without its %s terminal",
              gnuplot_terminal_name(terminal));
    return PIPE_ABSENT;
  }
  GnuplotTarget target = picture_target(p, f, terminal);
  Text script = TEXT_EMPTY;
  gnuplot_script(f, &target, &script);
  PipeResult result = PIPE_DIED;
  for (int attempt = 0; attempt < 2 && result == PIPE_DIED; attempt++) {
    Error latest = { 0 };
    result = pipe_run(p->pipe, script.data, script.len, window, window ? WINDOW_MS : PICTURE_MS,
                      picture, &latest);
    if (result != PIPE_OK && (attempt == 1 || result != PIPE_DIED)) *error = latest;
  }
  text_free(&script);
  return result;
}

static GnuplotTerminal terminal_of(PlotMode mode) {
  switch (mode) {
  case PLOT_SIXEL: return GNUPLOT_SIXEL;
  case PLOT_QT: return GNUPLOT_QT;
  case PLOT_WXT: return GNUPLOT_WXT;
  case PLOT_X11: return GNUPLOT_X11;
  case PLOT_SVG: return GNUPLOT_SVG;
  default: return GNUPLOT_PNG;
  }
}

/* "A cubic, plotted" -> "a-cubic-plotted". */
static void make_slug(const Figure *f, char slug[SLUG]) {
  const char *title = f->title[0] != '\0' ? f->title : f->panels[0].title;
  size_t len = 0;
  for (; *title != '\0' && len + 1 < SLUG; title++) {
    unsigned char c = (unsigned char)*title;
    if (c < 0x80 && isalnum(c))
      slug[len++] = (char)tolower(c);
    else if (len > 0 && slug[len - 1] != '-')
      slug[len++] = '-';
  }
  while (len > 0 && slug[len - 1] == '-') len--;
  slug[len] = '\0';
  if (len == 0) snprintf(slug, SLUG, "plot");
}

/* Numbers go on where an earlier session stopped: no picture is overwritten. */
static bool write_numbered(Plotter *p, const Figure *f, const Text *picture, Text *out,
                           Error *error) {
  char slug[SLUG];
  Text path = TEXT_EMPTY;
  make_slug(f, slug);
  do {
    text_clear(&path);
    text_printf(&path, "%s/%03u-%s.%s", p->folder, ++p->number, slug, plot_mode_name(p->used));
  } while (file_exists(text_string(&path)) && p->number < 100000);
  bool written = file_make_folder(p->folder, error) &&
                 file_write(text_string(&path), picture->data, picture->len, error);
  if (written) text_printf(out, "plot written to %s\n", text_string(&path));
  text_free(&path);
  return written;
}

/* Show F in the mode in use. */
static bool show_in_mode(Plotter *p, const Figure *f, Text *out, Error *error) {
  if (p->used == PLOT_NONE) return true;
  if (p->used == PLOT_TEXT || p->used == PLOT_DUMB) {
    TextTarget target = text_target(p, p->used == PLOT_DUMB);
    textplot_render(f, &target, out);
    return true;
  }
  Text picture = TEXT_EMPTY;
  bool shown = draw(p, f, terminal_of(p->used), &picture, error) == PIPE_OK;
  bool window = p->used == PLOT_QT || p->used == PLOT_WXT || p->used == PLOT_X11;
  if (shown && !window && picture.len == 0)
    shown = error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot drew nothing");
  if (!shown) {
    text_free(&picture);
    return false;
  }
  switch (p->used) {
  case PLOT_KITTY: terminal_wrap_kitty(picture.data, picture.len, out); break;
  case PLOT_ITERM: terminal_wrap_iterm(picture.data, picture.len, out); break;
  case PLOT_SIXEL:
    text_append(out, picture.data, picture.len);
    text_putc(out, '\n');
    break;
  case PLOT_PNG:
  case PLOT_SVG: shown = write_numbered(p, f, &picture, out, error); break;
  default: break;
  }
  text_free(&picture);
  return shown;
}

/* Try the modes in their order until one works; say once when one had to be given up. */
static bool show_in_best(Plotter *p, const Figure *f, Text *out, Error *error) {
  PlotMode failed = PLOT_NONE;
  Error first = { 0 };
  for (;;) {
    Error e = { 0 };
    p->used = terminal_preference(&p->options.terminal, p->candidate);
    bool graphic = p->used != PLOT_TEXT && p->used != PLOT_DUMB && p->used != PLOT_NONE;
    bool shown = !(p->options.plain && graphic) && show_in_mode(p, f, out, &e);
    if (shown) break;
    if (e.kind == ERROR_INTERRUPT) {
      *error = e;
      return false;
    }
    if (failed == PLOT_NONE && e.kind != ERROR_NONE) {
      failed = p->used;
      first = e;
    }
    p->candidate++;
  }
  if (failed != PLOT_NONE)
    text_printf(out, "(%s; plots are shown as %s now)\n", first.message, plot_mode_name(p->used));
  return true;
}

/* Untrusted text on its way to the screen: no control characters, and what the screen can show. */
static void put_safe(const char *s, bool ascii, Text *out) {
  for (size_t len = strlen(s), used; len > 0; s += used, len -= used) {
    uint32_t point = utf8_decode(s, len, &used);
    char bytes[4];
    if (point < 0x20 || point == 0x7F) point = ' ';
    if (utf8_unsafe(point)) continue;
    if (ascii && point >= 0x80)
      text_puts(out, spell_point(point));
    else
      text_append(out, bytes, utf8_encode(point, bytes));
  }
}

/* Lines end between words where the screen ends. */
static void wrap(const Text *words, unsigned columns, Text *out) {
  unsigned used = 0;
  for (const char *s = text_string(words); *s != '\0';) {
    size_t len = strcspn(s, " ");
    unsigned width = (unsigned)utf8_columns(s, len);
    if (used > 0 && used + 1 + width > columns) {
      text_putc(out, '\n');
      used = 0;
    }
    if (used > 0) text_putc(out, ' ');
    used += width + (used > 0);
    text_append(out, s, len);
    s += len + strspn(s + len, " ");
  }
  text_putc(out, '\n');
}

static void put_words(const Plotter *p, const Figure *f, Text *out) {
  const TerminalAbilities *t = &p->options.terminal;
  unsigned columns = t->tty && t->columns >= 20 ? t->columns : UINT_MAX; /* a log has long lines */
  Text words = TEXT_EMPTY, safe = TEXT_EMPTY;
  figure_describe(f, &words);
  put_safe(text_string(&words), t->tty && !t->utf8, &safe);
  wrap(&safe, columns, out);
  if (f->caption[0] != '\0') {
    text_clear(&safe);
    put_safe(f->caption, t->tty && !t->utf8, &safe);
    wrap(&safe, columns, out);
  }
  text_free(&words);
  text_free(&safe);
}

static bool show(Plotter *p, const Figure *f, Text *out, Error *error) {
  size_t before = out->len;
  bool shown;
  if (p->mode == PLOT_AUTO) {
    shown = show_in_best(p, f, out, error);
  } else {
    p->used = p->mode;
    shown = show_in_mode(p, f, out, error);
  }
  if (!shown) text_truncate(out, before);
  put_words(p, f, out);
  return shown;
}

bool plotter_show(Plotter *p, const Figure *f, Text *out, Error *error) {
  Figure *copy = figure_copy(f);
  figure_free(p->last);
  p->last = copy;
  return show(p, copy, out, error);
}

static bool need_last(const Plotter *p, Error *error) {
  if (p->last != NULL) return true;
  error_set(error, ERROR_NAME, (Span){ 0 }, "nothing was plotted yet");
  error_hint(error, "draw something first, as in plot([1 3 2])");
  return false;
}

bool plotter_again(Plotter *p, Text *out, Error *error) {
  return need_last(p, error) && show(p, p->last, out, error);
}

bool plotter_save(Plotter *p, const char *path, Error *error) {
  if (!need_last(p, error)) return false;
  size_t len = strlen(path);
  const char *kind = len > 4 ? path + len - 4 : "";
  Text picture = TEXT_EMPTY;
  bool made = true;
  if (strcmp(kind, ".txt") == 0) {
    TextTarget target = text_target(p, !p->options.terminal.utf8);
    target.colours = TEXT_COLOURLESS;
    textplot_render(p->last, &target, &picture);
  } else if (strcmp(kind, ".png") == 0 || strcmp(kind, ".svg") == 0) {
    PlotMode used = p->used;
    p->used = PLOT_PNG; /* the size of a file, not of the terminal */
    GnuplotTerminal terminal = kind[1] == 'p' ? GNUPLOT_PNG : GNUPLOT_SVG;
    made = draw(p, p->last, terminal, &picture, error) == PIPE_OK;
    p->used = used;
  } else {
    made =
        error_set(error, ERROR_FILE, (Span){ 0 }, "cannot tell what kind of file %.80s is", path);
    error_hint(error, "end the name in .png, .svg or .txt");
  }
  made = made && file_write(path, picture.data, picture.len, error);
  text_free(&picture);
  return made;
}

bool plotter_script(Plotter *p, Text *out, Error *error) {
  if (!need_last(p, error)) return false;
  GnuplotTarget target = picture_target(p, p->last, GNUPLOT_PNG);
  target.text_only = true;
  gnuplot_script(p->last, &target, out);
  return true;
}
