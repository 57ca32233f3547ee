/* written.c -- transcript FILE: the lesson as it went, as Markdown with its pictures.  */

#include "config.h"
#include "shell/written.h"
#include "base/files.h"
#include "learn/transcript.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PICTURES = 60 };

struct Written {
  Transcript *transcript;
  Figure *pictures[MOST_PICTURES]; /* the first ones; later ones have words only */
};

/* ------------------------------------------------------------------ while it goes on */

static void see(void *self, const Figure *figure) {
  Shell *s = self;
  Text words = TEXT_EMPTY;
  if (!s->written || s->quiz || s->review) return;
  figure_describe(figure, &words);
  size_t number = transcript_picture(s->written->transcript, text_string(&words));
  if (number < MOST_PICTURES) s->written->pictures[number] = figure_copy(figure);
  text_free(&words);
}

Sink written_begin(Shell *s, Sink sink) {
  Text title = TEXT_EMPTY;
  written_end(s);
  s->written = mem_new(sizeof *s->written);
  text_printf(&title, "%s (`%s`)", s->lesson.title, s->lesson.slug);
  s->written->transcript = transcript_new(text_string(&title));
  s->world.seen = see;
  s->world.seen_self = s;
  text_free(&title);
  return transcript_sink(s->written->transcript, sink);
}

void written_line(Shell *s, const char *line) {
  Text prompt = TEXT_EMPTY;
  if (!s->written || !s->session || s->quiz || s->review) return;
  session_prompt(s->session, &prompt);
  transcript_typed(s->written->transcript, text_string(&prompt), line);
  text_free(&prompt);
}

void written_end(Shell *s) {
  if (!s->written) return;
  for (size_t i = 0; i < MOST_PICTURES; i++) figure_free(s->written->pictures[i]);
  transcript_free(s->written->transcript);
  free(s->written);
  s->written = NULL;
}

/* ------------------------------------------------------------------ the file */

/* PATH without its .md. */
static void put_stem(const char *path, Text *out) {
  size_t len = strlen(path);
  if (len > 3 && strcmp(path + len - 3, ".md") == 0) len -= 3;
  text_append(out, path, len);
}

/* Its name beside the transcript, owned; NULL when it cannot be drawn. */
static char *draw(Plotter *plotter, const Figure *figure, const char *stem, size_t number,
                  Error *error) {
  Text path = TEXT_EMPTY, words = TEXT_EMPTY;
  text_printf(&path, "%s-%zu.svg", stem, number + 1);
  bool good = plotter_show(plotter, figure, &words, error) &&
              plotter_save(plotter, text_string(&path), error);
  const char *slash = strrchr(text_string(&path), '/');
  char *name = good ? mem_copy_string(slash ? slash + 1 : text_string(&path)) : NULL;
  text_free(&path);
  text_free(&words);
  return name;
}

static void write(Shell *s, const char *path) {
  struct Written *w = s->written;
  size_t count = transcript_pictures(w->transcript), drawn = 0;
  char **files = mem_new((count + 1) * sizeof *files);
  Text stem = TEXT_EMPTY, out = TEXT_EMPTY;
  Error error = { 0 }, first = { 0 };
  PlotterOptions quiet = { .mode = "none" };
  Plotter *plotter = count > 0 ? plotter_new(&quiet, &error) : NULL;
  put_stem(path, &stem);
  for (size_t i = 0; plotter && i < count && i < MOST_PICTURES; i++) {
    Error own = { 0 };
    files[i] = draw(plotter, w->pictures[i], text_string(&stem), i, &own);
    drawn += files[i] != NULL;
    if (!files[i] && first.kind == ERROR_NONE) first = own;
  }
  transcript_put(w->transcript, (const char *const *)files, &out);
  error = (Error){ 0 };
  if (!file_write(path, text_string(&out), out.len, &error))
    present_error(&s->presenter, &error);
  else if (drawn > 0)
    present_note(&s->presenter, "The transcript is in %s, its %zu picture%s beside it.", path,
                 drawn, drawn == 1 ? "" : "s");
  else
    present_note(&s->presenter, "The transcript is in %s.", path);
  if (drawn < count && first.kind != ERROR_NONE)
    present_note(&s->presenter,
                 "%zu of %zu pictures could not be drawn (%s); their words are there.",
                 count - drawn, count, first.message);
  for (size_t i = 0; i < count; i++) free(files[i]);
  free(files);
  plotter_free(plotter);
  text_free(&stem);
  text_free(&out);
}

void written_command(Shell *s, const char *rest) {
  size_t len = strlen(rest);
  if (!s->written)
    present_note(&s->presenter, "There is no lesson to be written down: `next` begins one.");
  else if (len < 4 || strcmp(rest + len - 3, ".md") != 0)
    present_note(&s->presenter, "`transcript FILE.md` writes down what happened in this lesson.");
  else
    write(s, rest);
}
