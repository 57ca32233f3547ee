/* plot_command.c -- plot again, plot save FILE, plot script FILE; :plot WHERE.  */

#include "config.h"
#include "shell/plot_command.h"
#include "base/files.h"
#include "shell/output.h"
#include "shell/progress.h"

#include <ctype.h>
#include <string.h>

/* What stands behind WORD, or NULL when REST does not begin with it. */
static const char *behind(const char *rest, const char *word) {
  size_t len = strlen(word);
  if (strncmp(rest, word, len) != 0 || (rest[len] && !isspace((unsigned char)rest[len])))
    return NULL;
  return rest + len + strspn(rest + len, " \t");
}

bool plot_command_is(const char *rest) {
  const char *again = behind(rest, "again"), *play = behind(rest, "play");
  return (again && !*again) || (play && !*play) || strcmp(rest, "progress") == 0 ||
         behind(rest, "save") || behind(rest, "script");
}

static void again(Shell *s, Plotter *plotter) {
  const Figure *last = plotter_last(plotter);
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  output_flush();
  if (last && plotter_can_play(plotter, last))
    plotter_play(plotter, last, &out, &error);
  else
    plotter_again(plotter, &out, &error);
  if (error.kind != ERROR_NONE && error.kind != ERROR_INTERRUPT)
    present_error(&s->presenter, &error);
  output_text(text_string(&out));
  pager_note(&s->pager, text_string(&out));
  text_free(&out);
}

static void save(Shell *s, Plotter *plotter, const char *path) {
  Error error = { 0 };
  if (!*path)
    present_note(&s->presenter,
                 "`plot save FILE` needs a name that ends in .png, .svg, .pdf, .gif or .txt.");
  else if (plotter_save(plotter, path, &error))
    present_note(&s->presenter, "The plot is in %s now.", path);
  else
    present_error(&s->presenter, &error);
}

/* Without a name it is shown. */
static void script(Shell *s, Plotter *plotter, const char *path) {
  Text out = TEXT_EMPTY;
  Error error = { 0 };
  bool good = plotter_script(plotter, &out, &error);
  if (good && !*path) pager_text(&s->pager, text_string(&out));
  good = good && (!*path || file_write(path, out.data, out.len, &error));
  if (!good)
    present_error(&s->presenter, &error);
  else if (*path)
    present_note(&s->presenter, "The script is in %s now; `gnuplot -p %s` draws it.", path, path);
  text_free(&out);
}

void plot_command(Shell *s, const char *rest) {
  Plotter *plotter = world_plotter(&s->world);
  Error error = { 0 };
  const char *path;
  if (!plotter) {
    present_note(&s->presenter, "There is nothing to plot with.");
    return;
  }
  if (strcmp(rest, "progress") == 0)
    progress_plot(s);
  else if ((path = behind(rest, "save")))
    save(s, plotter, path);
  else if ((path = behind(rest, "script")))
    script(s, plotter, path);
  else if (behind(rest, "again") || behind(rest, "play"))
    again(s, plotter);
  else if (!*rest)
    present_note(
        &s->presenter,
        "`plot again` shows the last plot once more, `plot save FILE` and `plot script FILE` "
        "keep it; `:plot text` and `:plot auto` say where plots go.");
  else if (plotter_set_mode(plotter, rest, &error))
    present_note(&s->presenter, "Plots go to: %s", rest);
  else
    present_error(&s->presenter, &error);
}
