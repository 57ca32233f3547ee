/* plotter.c -- chooses a mode that works and shows figures in it.  */

#include "config.h"
#include "base/utf8.h"
#include "plot/plotter_state.h"
#include "plot/spell.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

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
  pipe_free(p->window);
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
  p->mute_pictures = p->mute_windows = false;
  return true;
}

const char *plotter_mode(const Plotter *p) {
  return plot_mode_name(p->used);
}

void plotter_set_terminal(Plotter *p, const TerminalAbilities *terminal) {
  p->options.terminal = *terminal;
  p->used = p->mode;
  p->candidate = 0;
}

void plotter_set_size(Plotter *p, unsigned columns, unsigned lines) {
  p->options.terminal.columns = columns;
  p->options.terminal.lines = lines;
}

void plotter_close(Plotter *p) {
  pipe_free(p->window);
  p->window = NULL;
}

const Figure *plotter_last(const Plotter *p) {
  return p->last;
}

bool plotter_is_graphic(const Plotter *p) {
  return p->used == PLOT_KITTY || p->used == PLOT_SIXEL || p->used == PLOT_ITERM;
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

/* Show F in the mode in use. */
static bool show_in_mode(Plotter *p, const Figure *f, Text *out, Error *error) {
  if (p->used == PLOT_NONE) return true;
  if (p->used == PLOT_PNG || p->used == PLOT_SVG) return plotter_write_numbered(p, f, out, error);
  if (p->used == PLOT_TEXT || p->used == PLOT_DUMB) {
    TextTarget target = plotter_text_target(p, p->used == PLOT_DUMB);
    textplot_render(f, &target, out);
    return true;
  }
  Text picture = TEXT_EMPTY;
  bool shown = plotter_draw(p, f, terminal_of(p->used), &picture, error) == PIPE_OK;
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
  bool raised = false;
  for (size_t len = strlen(s), used; len > 0; s += used, len -= used) {
    uint32_t point = utf8_decode(s, len, &used);
    char bytes[4];
    if (point < 0x20 || point == 0x7F) point = ' ';
    if (utf8_unsafe(point)) continue;
    if (ascii && point >= 0x80) {
      text_puts(out, spell_point(point, &raised));
      continue;
    }
    raised = false;
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

/* One line of words, safe, wrapped where the screen ends; a log has long lines. */
static void put_line(const Plotter *p, const char *words, Text *out) {
  const TerminalAbilities *t = &p->options.terminal;
  unsigned columns = t->tty && t->columns >= 20 ? t->columns : UINT_MAX;
  Text safe = TEXT_EMPTY;
  put_safe(words, t->tty && !t->utf8, &safe);
  wrap(&safe, columns, out);
  text_free(&safe);
}

void plotter_words(const Plotter *p, const Figure *f, Text *out) {
  Text words = TEXT_EMPTY;
  figure_describe(f, &words);
  put_line(p, text_string(&words), out);
  text_free(&words);
}

bool plotter_picture(Plotter *p, const Figure *f, Text *out, Error *error) {
  if (p->mode == PLOT_AUTO) return show_in_best(p, f, out, error);
  p->used = p->mode;
  return show_in_mode(p, f, out, error);
}

/* Where nothing can move: the frames in words, a few of many. */
static void put_frames(const Plotter *p, const Figure *f, Text *out) {
  enum { MOST = 12 };
  size_t count = f->frame_count, said = count < MOST ? count : MOST;
  for (size_t i = 0; i < said; i++) {
    size_t k = said > 1 ? i * (count - 1) / (said - 1) : 0;
    Text words = TEXT_EMPTY;
    figure_frame_name(f, k, false, &words);
    text_puts(&words, ": ");
    figure_describe(f->frames[k], &words);
    put_line(p, text_string(&words), out);
    text_free(&words);
  }
}

static bool show(Plotter *p, const Figure *f, Text *out, Error *error) {
  size_t before = out->len;
  bool shown = plotter_picture(p, f, out, error);
  if (!shown) text_truncate(out, before);
  if (f->frame_count > 0)
    put_frames(p, f, out);
  else
    plotter_words(p, f, out);
  return shown;
}

bool plotter_show(Plotter *p, const Figure *f, Text *out, Error *error) {
  Figure *copy = figure_copy(f);
  figure_free(p->last);
  p->last = copy;
  return show(p, copy, out, error);
}

bool plotter_need_last(const Plotter *p, Error *error) {
  if (p->last != NULL) return true;
  error_set(error, ERROR_NAME, (Span){ 0 }, "nothing was plotted yet");
  error_hint(error, "draw something first, as in plot([1 3 2])");
  return false;
}

bool plotter_again(Plotter *p, Text *out, Error *error) {
  return plotter_need_last(p, error) && show(p, p->last, out, error);
}
