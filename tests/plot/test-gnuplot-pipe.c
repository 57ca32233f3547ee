/* test-gnuplot-pipe.c -- gnuplot itself: every figure, every string, every attack, every failure.
 */

#include "config.h"
#include "tests/tap.h"
#include "tests/plot/figures.h"
#include "tests/plot/scratch.h"
#include "base/interrupt.h"
#include "base/random.h"
#include "base/utf8.h"
#include "plot/gnuplot.h"
#include "plot/pipe.h"
#include "plot/sandbox.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool never(void) {
  return false;
}

static PipeResult run(Pipe *p, const char *script, int timeout_ms, Text *picture, Error *e) {
  *e = (Error){ 0 };
  return pipe_run(p, script, strlen(script), timeout_ms, picture, e);
}

static PipeResult draw(Pipe *p, const Figure *f, GnuplotTerminal terminal, Text *picture,
                       Error *e) {
  bool text = terminal == GNUPLOT_DUMB;
  GnuplotTarget target = { .terminal = terminal,
                           .width = text ? 80 : 700,
                           .height = text ? 24 : 500 };
  Text script = TEXT_EMPTY;
  *e = (Error){ 0 };
  text_clear(picture);
  gnuplot_script(f, &target, &script);
  PipeResult r = pipe_run(p, script.data, script.len, 20000, picture, e);
  text_free(&script);
  return r;
}

static bool ends_well(GnuplotTerminal terminal, const Text *t) {
  static const char *const BEGIN[] = { "\x89PNG\r\n\x1a\n", "<?xml", "\033P" };
  static const char *const END[] = { "IEND\xae\x42\x60\x82", "</svg>", "\033\\" };
  if (terminal == GNUPLOT_DUMB) return t->len > 100;
  size_t begin = strlen(BEGIN[terminal]), end = strlen(END[terminal]);
  size_t len = t->len;
  while (len > 0 && (t->data[len - 1] == '\n' || t->data[len - 1] == '\r')) len--;
  return len > 200 && memcmp(t->data, BEGIN[terminal], begin) == 0 &&
         memcmp(t->data + len - end, END[terminal], end) == 0;
}

static void test_figures(Pipe *p) {
  static const GnuplotTerminal TERMINALS[] = { GNUPLOT_PNG, GNUPLOT_SVG, GNUPLOT_SIXEL,
                                               GNUPLOT_DUMB };
  Text picture = TEXT_EMPTY;
  Error e;
  for (size_t k = 0; k < sizeof TERMINALS / sizeof *TERMINALS; k++) {
    const char *name = gnuplot_terminal_name(TERMINALS[k]);
    if (!pipe_has_terminal(p, name, &(Error){ 0 })) {
      tap_skip(name, "this gnuplot lacks it");
      continue;
    }
    for (size_t i = 0; i < FIGURE_KINDS_COUNT; i++) {
      Figure *f = FIGURE_KINDS[i].make();
      PipeResult r = draw(p, f, TERMINALS[k], &picture, &e);
      bool quiet =
          strstr(pipe_messages(p), "arning") == NULL && strstr(pipe_messages(p), "line ") == NULL;
      tap_ok(r == PIPE_OK && ends_well(TERMINALS[k], &picture) && quiet, "%s as %s",
             FIGURE_KINDS[i].name, name);
      if (r != PIPE_OK || !quiet) tap_note("%s %s", e.message, pipe_messages(p));
      figure_free(f);
    }
  }
  text_free(&picture);
}

/* Strings come back byte for byte when gnuplot prints them. */
static void test_strings(Pipe *p) {
  static const char *const PIECES[] = { "\"", "'",   "`",     "\\",  "@", "#", "%s", "%n", "{",
                                        "}",  "$",   ";",     "\n",  "7", "0", "θ",  "∂",  " ",
                                        "a",  "\\n", "\\073", "EOD", "<", "|", "!" };
  enum { ROUNDS = 40, EACH = 25 };
  Random r;
  Text picture = TEXT_EMPTY;
  Error e;
  unsigned wrong = 0;
  random_seed(&r, 7);
  for (int round = 0; round < ROUNDS; round++) {
    Text script = TEXT_EMPTY, expected = TEXT_EMPTY;
    for (int i = 0; i < EACH; i++) {
      char s[120] = "", *end = s;
      for (uint64_t k = random_below(&r, 12) + 1; k > 0; k--)
        end = stpcpy(end, PIECES[random_below(&r, sizeof PIECES / sizeof *PIECES)]);
      text_puts(&script, "print ");
      gnuplot_quote(&script, s);
      text_putc(&script, '\n');
      for (char *c = s; *c != '\0'; c++)
        if (*c == '\n') *c = ' ';
      text_printf(&expected, "%s\n", s);
    }
    wrong += run(p, text_string(&script), 5000, &picture, &e) != PIPE_OK ||
             strcmp(pipe_messages(p), text_string(&expected)) != 0;
    text_free(&script);
    text_free(&expected);
  }
  tap_ok(wrong == 0, "%d strings come back unchanged (%u of %d scripts wrong)", ROUNDS * EACH,
         wrong, ROUNDS);
  text_free(&picture);
}

static const char *const ATTACKS[] = {
  "`touch owned`",
  "\"; system \"touch owned\" #",
  "'; system \"touch owned\" #",
  "\\\"; !touch owned",
  "x\nsystem \"touch owned\"\n",
  "x\n!touch owned\n",
  "@A",
  "it's @A",
  "\\140touch owned\\140",
  "< touch owned",
  "| touch owned",
  "EOD\nsystem 'touch owned'",
  "e\n!touch owned",
  "%s%n%n%n",
  "{",
  "\\",
  "\"",
  "set output 'owned'",
  "f''''(x)",
  "\033]0;owned\a",
  "a; set print 'owned'; print 1",
};

/* Data that want to be commands stay data. */
static void test_attacks(Pipe *p) {
  double x[] = { 0, 1, 2 }, y[] = { 1, 0, 2 }, z[] = { 1, 2, 3, 4 };
  Text picture = TEXT_EMPTY;
  Error e;
  for (size_t i = 0; i < sizeof ATTACKS / sizeof *ATTACKS; i++) {
    const char *s = ATTACKS[i];
    Figure *f = figure_new(1, 2);
    figure_title(f, "%s", s);
    for (unsigned k = 0; k < 2; k++) {
      Panel *panel = figure_panel(f, 0, k);
      panel_title(panel, "%s", s);
      panel_labels(panel, s, s);
      panel_xtics(panel, x, (const char *const[]){ s, s, s }, 3);
      layer_colorbar(panel_field(panel, (Grid){ 2, 2, 0, 2, 0, 2, z }, PALETTE_HEAT), s);
      layer_name(panel_line(panel, x, y, 3, (Style){ 0 }), "%s", s);
      panel_text(panel, 1, 1, (Style){ 0 }, "%s", s);
      panel_note(panel, 0.5, 0.5, (Style){ 0 }, "%s", s);
    }
    PipeResult r = draw(p, f, GNUPLOT_PNG, &picture, &e);
    tap_ok(r == PIPE_OK && scratch_files() == 0, "attack %zu is only text", i);
    if (r != PIPE_OK) tap_note("%s", e.message);
    figure_free(f);
  }
  text_free(&picture);
}

/* The second wall: even a script that gives commands cannot start programs or write files. */
static bool sandbox_works(void) {
  int status = 0;
  pid_t child = fork();
  if (child == 0) _exit(sandbox_enter() ? 0 : 1);
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static void test_sandbox(void) {
  static const char *const SCRIPTS[] = {
    "system 'touch owned'",
    "x = system('touch owned')",
    "set print 'owned'\nprint 1\nset print",
    "!touch owned",
    "plot '< touch owned'",
    "set print '| touch owned'\nprint 1",
    "set table 'owned'\nplot x",
    "save 'owned'",
    "set terminal png\nset output 'owned'\nplot x",
  };
  if (!sandbox_works()) {
    tap_skip("sandbox", "this system has none");
    return;
  }
  Pipe *p = pipe_new(false, never);
  Text picture = TEXT_EMPTY;
  Error e;
  for (size_t i = 0; i < sizeof SCRIPTS / sizeof *SCRIPTS; i++) {
    run(p, SCRIPTS[i], 5000, &picture, &e);
    tap_ok(scratch_files() == 0, "the sandbox stops script %zu", i);
  }
  text_free(&picture);
  pipe_free(p);
}

static void test_errors(Pipe *p) {
  Text picture = TEXT_EMPTY;
  Error e;
  int process = pipe_process(p);
  tap_ok(run(p, "plot foo(x)", 5000, &picture, &e) == PIPE_REFUSED, "an error is noticed");
  tap_ok(strstr(e.message, "undefined function: foo") != NULL, "and told (%s)", e.message);
  tap_ok(run(p, "print 1", 5000, &picture, &e) == PIPE_OK && pipe_process(p) == process,
         "the same gnuplot goes on");
  double begin = now();
  tap_ok(run(p, "do for [i=1:1000000000] { x = i }", 300, &picture, &e) == PIPE_TIMEOUT,
         "an endless loop");
  tap_ok(now() - begin < 2, "ends in time (%.2f s)", now() - begin);
  tap_ok(run(p, "print 2", 5000, &picture, &e) == PIPE_OK && strcmp(pipe_messages(p), "2\n") == 0,
         "markers agree again");
  tap_ok(run(p, "if (1) {", 300, &picture, &e) == PIPE_TIMEOUT, "an open brace");
  tap_ok(run(p, "print 3", 5000, &picture, &e) == PIPE_OK && strcmp(pipe_messages(p), "3\n") == 0,
         "gnuplot is back");
  tap_ok(run(p, "exit", 5000, &picture, &e) == PIPE_DIED, "gnuplot goes away");
  tap_ok(run(p, "print 4", 5000, &picture, &e) == PIPE_OK, "and comes back");
  tap_ok(picture.len == 0, "failed scripts leave no picture");
  text_free(&picture);
}

static void test_interrupt(void) {
  Pipe *p = pipe_new(false, NULL);
  Text picture = TEXT_EMPTY;
  Error e;
  run(p, "print 1", 5000, &picture, &e);
  interrupt_raise();
  double begin = now();
  tap_ok(run(p, "pause 20", 30000, &picture, &e) == PIPE_INTERRUPTED && e.kind == ERROR_INTERRUPT,
         "Ctrl-C stops a plot");
  tap_ok(now() - begin < 1, "at once (%.2f s)", now() - begin);
  interrupt_clear();
  tap_ok(run(p, "print 2", 5000, &picture, &e) == PIPE_OK, "the next one works");
  text_free(&picture);
  pipe_free(p);
}

static void test_million(Pipe *p) {
  enum { N = 1000000 };
  double *x = mem_new(N * sizeof *x), *y = mem_new(N * sizeof *y);
  for (int i = 0; i < N; i++) {
    x[i] = i;
    y[i] = sin(i * 1e-4) + 0.1 * sin(i * 1.7);
  }
  Figure *f = figure_new(1, 1);
  panel_line(figure_panel(f, 0, 0), x, y, N, (Style){ 0 });
  panel_points(figure_panel(f, 0, 0), x, y, N, (Style){ 0 });
  Text picture = TEXT_EMPTY;
  Error e;
  double begin = now();
  PipeResult r = draw(p, f, GNUPLOT_PNG, &picture, &e);
  tap_ok(r == PIPE_OK && now() - begin < 8, "a million points, twice, in %.2f s", now() - begin);
  text_free(&picture);
  figure_free(f);
  free(x);
  free(y);
}

/* Programs that are not gnuplot. */
static void test_fakes(void) {
  static const struct {
    const char *name, *body;
    PipeResult expected;
  } FAKES[] = {
    { "dies at once", "exit 3", PIPE_DIED },
    { "talks nonsense", "while :; do echo nonsense; done", PIPE_TIMEOUT },
    { "closes its output", "exec 1>&- 2>&-; while :; do read x; done", PIPE_DIED },
    { "hangs", "trap '' INT; while :; do read x; done", PIPE_TIMEOUT },
  };
  Text picture = TEXT_EMPTY;
  Error e;
  for (size_t i = 0; i < sizeof FAKES / sizeof *FAKES; i++) {
    scratch_fake_gnuplot(FAKES[i].body);
    Pipe *p = pipe_new(false, never);
    PipeResult r = run(p, "print 1", 500, &picture, &e);
    tap_ok(r == FAKES[i].expected && e.message[0] != '\0', "a gnuplot that %s: %s", FAKES[i].name,
           e.message);
    pipe_free(p);
    tap_ok(no_children_left(), "nothing is left of it");
  }
  scratch_path("/nonexistent");
  Pipe *p = pipe_new(false, never);
  tap_ok(run(p, "print 1", 500, &picture, &e) == PIPE_ABSENT &&
             strncmp(e.message, "gnuplot is not installed: ", 26) == 0 && e.hint[0] != '\0',
         "no gnuplot: %s", e.message);
  pipe_free(p);
  tap_ok(no_children_left(), "nothing is left of it");
  scratch_path(NULL);
  text_free(&picture);
}

int main(void) {
  scratch_enter();
  test_fakes();
  if (have_gnuplot()) {
    Pipe *p = pipe_new(false, never);
    setenv("GNUTERM", "nonsense", 1);
    test_figures(p);
    test_strings(p);
    test_attacks(p);
    test_million(p);
    test_errors(p);
    pipe_free(p);
    test_sandbox();
    test_interrupt();
  } else {
    tap_skip("figures, strings and attacks", "gnuplot is not installed");
  }
  tap_ok(no_children_left(), "no child is left");
  scratch_leave();
  return tap_done();
}
