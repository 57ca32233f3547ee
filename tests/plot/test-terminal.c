/* test-terminal.c -- modes, answers of terminals, and pictures in escape sequences.  */

#include "config.h"
#include "tests/tap.h"
#include "plot/terminal.h"

#include <stdlib.h>
#include <string.h>

static void expect_mode(const char *text, bool good, PlotMode mode, const char *folder) {
  PlotMode got = PLOT_NONE;
  const char *where = NULL;
  Error e = { 0 };
  bool parsed = plot_mode_parse(text, &got, &where, &e);
  bool same = (folder == NULL) == (where == NULL) && (folder == NULL || strcmp(folder, where) == 0);
  tap_ok(parsed == good && (good ? got == mode && same : e.kind == ERROR_TYPE && e.hint[0]),
         "mode \"%s\"", text);
}

static void test_modes(void) {
  expect_mode("auto", true, PLOT_AUTO, NULL);
  expect_mode("text", true, PLOT_TEXT, NULL);
  expect_mode("none", true, PLOT_NONE, NULL);
  expect_mode("png:out", true, PLOT_PNG, "out");
  expect_mode("svg:|rm -rf x", true, PLOT_SVG, "|rm -rf x");
  expect_mode("png", false, PLOT_NONE, NULL);
  expect_mode("png:", false, PLOT_NONE, NULL);
  expect_mode("texts", false, PLOT_NONE, NULL);
  expect_mode("", false, PLOT_NONE, NULL);
}

typedef struct Answer {
  const char *bytes;
  bool complete, kitty, sixel;
  unsigned cell_width, cell_height;
} Answer;

/* What terminals were seen to answer. */
static void test_answers(void) {
  static const Answer ANSWERS[] = {
    { "\033_Gi=31;OK\033\\\033[6;18;9t\033[?62;c", true, true, false, 9, 18 },
    { "\033[6;19;10t\033[?63;1;2;3;4;7;29c", true, false, true, 10, 19 },
    { "\033[?63;1;2;4;6;9;15;22c", true, false, true, 0, 0 },
    { "\033[?64;1;2;6;9;15;18;21;22c", true, false, false, 0, 0 },
    { "\033[?1;2c", true, false, false, 0, 0 },
    { "\033[?62;42;22c", true, false, false, 0, 0 },
    { "\033[?4;6c", true, false, false, 0, 0 },
    { "\033[?62;22;4c", true, false, true, 0, 0 },
    { "\033[?62;22;", false, false, false, 0, 0 },
    { "", false, false, false, 0, 0 },
    { "\033[6;0;0t\033[?c", true, false, false, 0, 0 },
    { "\033[6;99999999999;1t", false, false, false, 0, 0 },
  };
  for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++) {
    const Answer *w = &ANSWERS[i];
    TerminalAbilities a = { 0 };
    bool complete = terminal_read_answers(&a, w->bytes);
    tap_ok(complete == w->complete && a.kitty == w->kitty && a.sixel == w->sixel &&
               a.cell_width == w->cell_width && a.cell_height == w->cell_height,
           "answer %zu is understood", i);
  }
}

static void test_preferences(void) {
  TerminalAbilities a = { .tty = true, .utf8 = true };
  tap_ok(terminal_preference(&a, 0) == PLOT_TEXT, "a plain terminal gets text");
  a.windows = a.x11 = true;
  tap_ok(terminal_preference(&a, 0) == PLOT_QT && terminal_preference(&a, 3) == PLOT_TEXT,
         "a display gets a window, then text");
  a.ssh = true;
  tap_ok(terminal_preference(&a, 0) == PLOT_TEXT, "not over ssh");
  a.sixel = true;
  tap_ok(terminal_preference(&a, 0) == PLOT_SIXEL, "sixel before that");
  a.kitty = true;
  tap_ok(terminal_preference(&a, 0) == PLOT_KITTY && terminal_preference(&a, 1) == PLOT_SIXEL,
         "kitty first");
  a = (TerminalAbilities){ .tty = true };
  tap_ok(terminal_preference(&a, 0) == PLOT_DUMB, "without UTF-8 it is ASCII");
  a = (TerminalAbilities){ .windows = true, .kitty = true };
  tap_ok(terminal_preference(&a, 0) == PLOT_NONE, "no terminal, no picture");
}

static void test_wrapping(void) {
  Text t = TEXT_EMPTY;
  terminal_wrap_kitty("foobar", 6, &t);
  tap_text(text_string(&t), "\033_Ga=T,f=100,q=2,m=0;Zm9vYmFy\033\\\n", "kitty, one chunk");
  text_clear(&t);
  terminal_wrap_iterm("fooba", 5, &t);
  tap_text(text_string(&t), "\033]1337;File=inline=1;size=5:Zm9vYmE=\a\n", "iterm");
  text_clear(&t);
  terminal_wrap_iterm("f", 1, &t);
  tap_ok(strstr(text_string(&t), ":Zg==\a") != NULL, "padding of one byte");
  text_clear(&t);
  char *png = calloc(1, 7000);
  terminal_wrap_kitty(png, 7000, &t);
  tap_ok(strstr(text_string(&t), "\033_Ga=T,f=100,q=2,m=1;AAAA") == t.data,
         "a first chunk of many");
  const char *last = strstr(text_string(&t), "\033_Gm=0;");
  tap_ok(last != NULL && strlen(last) == 7 + 1144 + 3, "the last chunk has the rest");
  const char *second = strstr(text_string(&t), "\033_Gm=1;");
  tap_ok(second != NULL && strcspn(second + 7, "\033") == 4096, "chunks are 4096 digits long");
  free(png);
  text_free(&t);
}

static void test_environment(void) {
  TerminalAbilities a;
  setenv("TERM", "xterm-256color", 1);
  setenv("LC_ALL", "en_US.UTF-8", 1);
  unsetenv("NO_COLOR");
  unsetenv("COLORTERM");
  unsetenv("TMUX");
  terminal_look(&a, false, 0);
  tap_ok(a.utf8 && a.colours == TEXT_COLOURS_256 && !a.tmux && a.columns > 0, "256 colours, UTF-8");
  setenv("COLORTERM", "truecolor", 1);
  setenv("TMUX", "/tmp/x,1,0", 1);
  terminal_look(&a, false, 0);
  tap_ok(a.colours == TEXT_COLOURS_TRUE && a.tmux, "true colours, tmux");
  setenv("NO_COLOR", "1", 1);
  setenv("LC_ALL", "C", 1);
  terminal_look(&a, false, 0);
  tap_ok(a.colours == TEXT_COLOURLESS && !a.utf8, "NO_COLOR and the C locale");
}

int main(void) {
  test_modes();
  test_answers();
  test_preferences();
  test_wrapping();
  test_environment();
  return tap_done();
}
