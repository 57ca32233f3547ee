/* plotter_save.c -- pictures in files, and the script behind them.  */

#include "config.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "plot/plotter_state.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SLUG = 40 };

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
static bool write_next(Plotter *p, const Figure *f, const Text *picture, Text *path, Error *error) {
  char slug[SLUG];
  make_slug(f, slug);
  do {
    text_clear(path);
    text_printf(path, "%s/%03u-%s.%s", p->folder, ++p->number, slug, plot_mode_name(p->used));
  } while (file_exists(text_string(path)) && p->number < 100000);
  return file_make_folder(p->folder, error) &&
         file_write(text_string(path), picture->data, picture->len, error);
}

bool plotter_write_numbered(Plotter *p, const Figure *f, Text *out, Error *error) {
  GnuplotTerminal terminal = p->used == PLOT_SVG ? GNUPLOT_SVG : GNUPLOT_PNG;
  size_t count = f->frame_count > 0 ? f->frame_count : 1;
  Text picture = TEXT_EMPTY, first = TEXT_EMPTY, path = TEXT_EMPTY;
  bool good = true;
  for (size_t i = 0; good && i < count; i++) {
    text_clear(&picture);
    good = plotter_draw(p, f->frame_count > 0 ? f->frames[i] : f, terminal, &picture, error) ==
           PIPE_OK;
    if (good && picture.len == 0)
      good = error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot drew nothing");
    good = good && write_next(p, f, &picture, i == 0 ? &first : &path, error);
  }
  if (good && count == 1) text_printf(out, "plot written to %s\n", text_string(&first));
  if (good && count > 1)
    text_printf(out, "%zu frames written to %s ... %s\n", count, text_string(&first),
                text_string(&path));
  text_free(&picture);
  text_free(&first);
  text_free(&path);
  return good;
}

/* What the ending of a name asks for. */
typedef struct FileKind {
  const char *ending;
  GnuplotTerminal terminal;
  bool text;
} FileKind;

static const FileKind *file_kind(const char *path, Error *error) {
  static const FileKind KINDS[] = { { ".png", GNUPLOT_PNG, false },
                                    { ".svg", GNUPLOT_SVG, false },
                                    { ".pdf", GNUPLOT_PDF, false },
                                    { ".gif", GNUPLOT_GIF, false },
                                    { ".txt", GNUPLOT_DUMB, true } };
  size_t len = strlen(path);
  for (size_t i = 0; len > 4 && i < sizeof KINDS / sizeof *KINDS; i++)
    if (strcmp(path + len - 4, KINDS[i].ending) == 0) return &KINDS[i];
  error_set(error, ERROR_FILE, (Span){ 0 }, "cannot tell what kind of file %.80s is", path);
  error_hint(error, "end the name in .png, .svg, .pdf, .gif or .txt");
  return NULL;
}

/* The picture is whole before the file is touched. */
bool plotter_save(Plotter *p, const char *path, Error *error) {
  if (!plotter_need_last(p, error)) return false;
  const FileKind *kind = file_kind(path, error);
  if (kind == NULL) return false;
  Text picture = TEXT_EMPTY;
  bool made = true;
  if (kind->text) {
    TextTarget target = plotter_text_target(p, !p->options.terminal.utf8);
    target.colours = TEXT_COLOURLESS;
    textplot_render(p->last, &target, &picture);
  } else {
    PlotMode used = p->used;
    p->used = PLOT_PNG; /* the size of a file, not of the terminal */
    made = plotter_draw(p, p->last, kind->terminal, &picture, error) == PIPE_OK;
    p->used = used;
    if (made && picture.len == 0)
      made = error_set(error, ERROR_FILE, (Span){ 0 }, "gnuplot drew nothing");
  }
  made = made && file_write(path, picture.data, picture.len, error);
  text_free(&picture);
  return made;
}

bool plotter_script(Plotter *p, Text *out, Error *error) {
  if (!plotter_need_last(p, error)) return false;
  PlotMode used = p->used;
  p->used = PLOT_PNG;
  GnuplotTarget target = plotter_picture_target(p, p->last, GNUPLOT_PNG);
  p->used = used;
  target.text_only = true;
  gnuplot_script(p->last, &target, out);
  return true;
}
