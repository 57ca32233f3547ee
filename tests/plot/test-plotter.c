/* test-plotter.c -- showing figures: modes, files, fallbacks, words.  */

#include "config.h"
#include "tests/tap.h"
#include "tests/plot/figures.h"
#include "tests/plot/scratch.h"
#include "base/files.h"
#include "plot/plotter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const TerminalAbilities TEXT_TERMINAL = {
  .tty = true, .utf8 = true, .columns = 80, .lines = 24
};

static Plotter *make(const char *mode, TerminalAbilities terminal) {
  Error e = { 0 };
  return plotter_new(&(PlotterOptions){ .mode = mode, .terminal = terminal }, &e);
}

static bool has(const Text *t, const char *part) {
  return strstr(text_string(t), part) != NULL;
}

static void test_text(const Figure *f) {
  Plotter *p = make("auto", TEXT_TERMINAL);
  Text out = TEXT_EMPTY;
  Error e = { 0 };
  tap_ok(!plotter_again(p, &out, &e) && e.hint[0] != '\0', "nothing was plotted yet");
  tap_ok(plotter_show(p, f, &out, &e), "auto on a text terminal works");
  tap_ok(has(&out, "│") && has(&out, "A bell curve with its upper 5 % beyond"),
         "picture and words");
  tap_text(plotter_mode(p), "text", "the mode is known");
  Text again = TEXT_EMPTY;
  tap_ok(plotter_again(p, &again, &e) && strcmp(text_string(&again), text_string(&out)) == 0,
         "again shows the same");
  text_clear(&out);
  tap_ok(plotter_script(p, &out, &e) && has(&out, "set multiplot") && !has(&out, "binary"),
         "the script can be read");
  text_clear(&out);
  tap_ok(plotter_set_mode(p, "none", &e) && plotter_show(p, f, &out, &e) && !has(&out, "│") &&
             has(&out, "A bell curve"),
         "mode none says it in words");
  e = (Error){ 0 };
  tap_ok(!plotter_set_mode(p, "television", &e) && e.message[0] != '\0',
         "an unknown mode is refused");
  text_free(&again);
  text_free(&out);
  plotter_free(p);
}

/* Words break between words, and an ASCII terminal gets ASCII. */
static void test_words(void) {
  Figure *f = figure_new(1, 1);
  figure_words(f, "The slope of x² is 2·x and the area under it from 0 to 1 is a third; both are "
                  "found without a machine.");
  TerminalAbilities narrow = { .tty = true, .columns = 40, .lines = 24 };
  Plotter *p = make("none", narrow);
  Text out = TEXT_EMPTY;
  Error e = { 0 };
  tap_ok(plotter_show(p, f, &out, &e), "words alone");
  tap_text(text_string(&out),
           "The slope of x^2 is 2*x and the area\n"
           "under it from 0 to 1 is a third; both\n"
           "are found without a machine.\n",
           "are wrapped and spelled out");
  plotter_free(p);
  figure_free(f);
  text_free(&out);
}

static void test_files(const Figure *f) {
  Text out = TEXT_EMPTY, bytes = TEXT_EMPTY;
  Error e = { 0 };
  Plotter *p = make("png:pictures/new", TEXT_TERMINAL);
  const char *first = "pictures/new/001-standard-normal-z-1-645-leaves-5-above.png";
  tap_ok(plotter_show(p, f, &out, &e) && has(&out, first), "a PNG file: %s", text_string(&out));
  tap_ok(file_read(first, 1 << 24, &bytes, &e) && memcmp(bytes.data, "\x89PNG", 4) == 0,
         "it is one");
  tap_ok(plotter_again(p, &out, &e) && has(&out, "002-"), "the next has the next number");
  tap_ok(plotter_save(p, "x.svg", &e) && file_exists("x.svg"), "saved as SVG");
  tap_ok(plotter_save(p, "x.txt", &e) && file_exists("x.txt"), "saved as text");
  tap_ok(!plotter_save(p, "x.exe", &e) && e.hint[0] != '\0', "not as anything else");
  plotter_free(p);
  p = make("png:pictures/new", TEXT_TERMINAL);
  text_clear(&out);
  tap_ok(plotter_show(p, f, &out, &(Error){ 0 }) && has(&out, "003-"), "no picture is overwritten");
  plotter_free(p);
  p = make("svg:x.txt", TEXT_TERMINAL);
  e = (Error){ 0 };
  text_clear(&out);
  tap_ok(!plotter_show(p, f, &out, &e) && e.kind == ERROR_FILE && has(&out, "A bell curve"),
         "a folder that is a file: %s", e.message);
  plotter_free(p);
  text_free(&out);
  text_free(&bytes);
  for (int i = 1; i <= 3; i++) {
    char path[128];
    snprintf(path, sizeof path, "pictures/new/%03d%s", i, first + 16);
    unlink(path);
  }
  rmdir("pictures/new");
  rmdir("pictures");
}

static void test_graphics(const Figure *f) {
  Text out = TEXT_EMPTY;
  Error e = { 0 };
  TerminalAbilities t = TEXT_TERMINAL;
  t.kitty = true;
  t.cell_width = 9;
  t.cell_height = 18;
  Plotter *p = make("auto", t);
  tap_ok(plotter_show(p, f, &out, &e) && has(&out, "\033_Ga=T,f=100") && plotter_is_graphic(p),
         "kitty");
  plotter_free(p);
  text_clear(&out);
  p = make("iterm", t);
  tap_ok(plotter_show(p, f, &out, &e) && has(&out, "\033]1337;File=inline=1"), "iterm");
  plotter_free(p);
  text_free(&out);
}

static void test_fallback(const Figure *f) {
  Text out = TEXT_EMPTY;
  Error e = { 0 };
  TerminalAbilities t = TEXT_TERMINAL;
  t.kitty = t.sixel = true;
  scratch_path("/nonexistent");
  Plotter *p = make("auto", t);
  tap_ok(plotter_show(p, f, &out, &e) && has(&out, "│"), "without gnuplot auto shows text");
  tap_ok(has(&out, "(gnuplot is not installed") && has(&out, "plots are shown as text now)"),
         "and says so");
  text_clear(&out);
  tap_ok(plotter_show(p, f, &out, &e) && !has(&out, "gnuplot"), "once");
  plotter_free(p);
  p = make("kitty", t);
  text_clear(&out);
  tap_ok(!plotter_show(p, f, &out, &e) && e.kind == ERROR_FILE && has(&out, "A bell curve"),
         "a mode by name is an error, with the words: %s", e.message);
  plotter_free(p);
  scratch_fake_gnuplot("exit 1");
  p = make("auto", t);
  text_clear(&out);
  tap_ok(plotter_show(p, f, &out, &(Error){ 0 }) && has(&out, "shown as text"),
         "a broken gnuplot, too");
  plotter_free(p);
  scratch_path(NULL);
  text_free(&out);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A gnuplot that hangs costs its time once; :plot auto asks it again. */
static void test_hanging(const Figure *f) {
  enum { PATIENCE_MS = 400 };
  static const char HANGS[] = "trap '' INT; while :; do read x || exit; done";
  TerminalAbilities t = TEXT_TERMINAL;
  t.kitty = t.sixel = true;
  char modes[2][8] = { "auto", "kitty" };
  scratch_fake_gnuplot(HANGS);
  for (int i = 0; i < 2; i++) {
    Text out = TEXT_EMPTY;
    Error e = { 0 }, again = { 0 }, save = { 0 };
    Plotter *p = plotter_new(
        &(PlotterOptions){ .mode = modes[i], .terminal = t, .patience_ms = PATIENCE_MS }, &e);
    double begin = seconds();
    bool shown = plotter_show(p, f, &out, &e);
    tap_ok(seconds() - begin >= PATIENCE_MS / 1e3 &&
               seconds() - begin < 1.9 * PATIENCE_MS / 1e3 + 1,
           "%s: a hanging gnuplot is waited for once, whatever could be tried", modes[i]);
    if (i == 0)
      tap_ok(shown && has(&out, "gnuplot does not answer; plots are shown as text now"),
             "it is said, and text is shown");
    else
      tap_ok(!shown && strcmp(e.message, "gnuplot does not answer") == 0, "a mode by name fails");
    text_clear(&out);
    begin = seconds();
    shown = plotter_show(p, f, &out, &again);
    tap_ok(seconds() - begin < 0.3 && !has(&out, "gnuplot") && shown == (i == 0),
           "%s: after that at once, and without a word in the picture", modes[i]);
    tap_ok(!plotter_save(p, "x.png", &save) && seconds() - begin < 0.3 && save.hint[0] != '\0',
           "files as well: %s (%s)", save.message, save.hint);
    tap_ok(plotter_set_mode(p, modes[i], &e), "asked again");
    begin = seconds();
    plotter_show(p, f, &out, &again);
    tap_ok(seconds() - begin >= PATIENCE_MS / 1e3, "it is");
    plotter_free(p);
    text_free(&out);
  }
  scratch_path(NULL);
}

int main(void) {
  scratch_enter();
  Figure *f = NULL;
  for (size_t i = 0; i < FIGURE_KINDS_COUNT; i++)
    if (strcmp(FIGURE_KINDS[i].name, "normal") == 0) f = FIGURE_KINDS[i].make();
  test_words();
  test_text(f);
  if (have_gnuplot()) {
    test_files(f);
    test_graphics(f);
  } else {
    tap_skip("files and graphics", "gnuplot is not installed");
  }
  test_fallback(f);
  test_hanging(f);
  figure_free(f);
  tap_ok(no_children_left(), "no child is left");
  scratch_leave();
  return tap_done();
}
