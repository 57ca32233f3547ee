/* test-gnuplot-script.c -- figures as gnuplot scripts, and the one way a string gets in.  */

#include "config.h"
#include "tests/tap.h"
#include "tests/plot/figures.h"
#include "plot/gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void expect_quoted(const char *s, const char *expected) {
  Text t = TEXT_EMPTY;
  gnuplot_quote(&t, s);
  tap_text(text_string(&t), expected, "quoting %zu bytes", strlen(s));
  text_free(&t);
}

static void test_quote(void) {
  expect_quoted("", "\"\"");
  expect_quoted("plain Text", "\"plain Text\"");
  expect_quoted("f''(x)", "\"f\\047\\047\\050x\\051\"");
  expect_quoted("`id`", "\"\\140id\\140\"");
  expect_quoted(";1", "\"\\073\\061\"");
  expect_quoted("\"@A\\", "\"\\042\\100A\\134\"");
  expect_quoted("a\nb\tc\033", "\"a b c \"");
  expect_quoted("\xCE\xB8", "\"\\316\\270\"");
  expect_quoted("\xFF", "\"\\357\\277\\275\"");
  char longer[400];
  memset(longer, 'a', sizeof longer);
  longer[399] = '\0';
  memcpy(longer + 199, "\xCE\xB8", 2);
  Text t = TEXT_EMPTY;
  gnuplot_quote(&t, longer);
  tap_ok(t.len == 201 && t.data[200] == '"', "cut before a sign that does not fit");
  text_free(&t);
}

/* A script without its remarks and what stands between quotation marks. */
static char *bones(const Text *script) {
  char *left = strdup(text_string(script)), *to = left;
  bool quoted = false;
  for (const char *s = text_string(script); *s != '\0'; s++) {
    bool begins = s == text_string(script) || s[-1] == '\n';
    if (begins && *s == '#') s += strcspn(s, "\n");
    if (*s == '"') quoted = !quoted;
    if (!quoted) *to++ = *s;
  }
  *to = '\0';
  return left;
}

/* Outside of strings, a script has no byte that could do harm; in a script for people, strings have
   none either that could end them or begin a command. */
static void test_alphabet(void) {
  static const char HARMFUL[] = "`@!|<\r\t;";
  for (size_t i = 0; i < FIGURE_KINDS_COUNT; i++) {
    Figure *f = FIGURE_KINDS[i].make();
    Text t = TEXT_EMPTY;
    gnuplot_script(f, &(GnuplotTarget){ .width = 900, .height = 640, .text_only = true }, &t);
    char *left = bones(&t);
    tap_ok(strlen(text_string(&t)) == t.len && strpbrk(left, HARMFUL) == strstr(left, "<< EOD") &&
               strpbrk(text_string(&t), "`@") == NULL,
           "%s: no backtick, macro, pipe or second command", FIGURE_KINDS[i].name);
    free(left);
    text_free(&t);
    figure_free(f);
  }
}

/* Scripts for people hold readable strings, and harmless ones. */
static void test_plain_strings(void) {
  static const struct {
    const char *typed, *written;
  } STRINGS[] = {
    { "f(x) = 2·x + 1, 50 %", "\"f(x) = 2·x + 1, 50 %\"" },
    { "`id`", "\"\\140id\\140\"" },
    { "it's @A", "\"it\\047s \\100A\"" },
    { "\"; !id #", "\"\\042; !id #\"" },
    { "\\0731", "\"\\134\\060\\067\\063\\061\"" },
    { "'12", "\"\\047\\061\\062\"" },
    { "a\nsystem 'id'", "\"a system \\047id\\047\"" },
  };
  for (size_t i = 0; i < sizeof STRINGS / sizeof *STRINGS; i++) {
    Figure *f = figure_new(1, 1);
    Text t = TEXT_EMPTY, line = TEXT_EMPTY;
    panel_title(figure_panel(f, 0, 0), "%s", STRINGS[i].typed);
    gnuplot_script(f, &(GnuplotTarget){ .width = 300, .height = 200, .text_only = true }, &t);
    text_printf(&line, "\nset title %s\n", STRINGS[i].written);
    tap_ok(strstr(text_string(&t), text_string(&line)) != NULL, "%s is written %s",
           STRINGS[i].typed, STRINGS[i].written);
    text_free(&t);
    text_free(&line);
    figure_free(f);
  }
}

static void test_script(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double x[] = { 0, 1, 2, 3 }, y[] = { 0.1, NAN, 4, 1e-9 };
  panel_title(p, "T");
  panel_labels(p, "x", "height");
  panel_xrange(p, 0, 3);
  panel_yrange(p, 0, 5);
  layer_name(panel_line(p, x, y, 4, (Style){ .dash = DASH_LONG }), "a");
  Text t = TEXT_EMPTY;
  gnuplot_script(f, &(GnuplotTarget){ .terminal = GNUPLOT_SVG, .width = 300, .height = 200 }, &t);
  char *expected = tap_file("tests/plot/script.txt");
  tap_text(text_string(&t), expected, "the script of a line");
  free(expected);
  text_clear(&t);
  gnuplot_script(f,
                 &(GnuplotTarget){ .terminal = GNUPLOT_SIXEL,
                                   .width = 300,
                                   .height = 200,
                                   .scrolling_sixel = true,
                                   .zoom = 2 },
                 &t);
  tap_ok(strstr(text_string(&t), "sixelgd size 600,400") && strstr(text_string(&t), " scroll\n"),
         "sixel in gnuplot 6 scrolls");
  text_clear(&t);
  panel_xtics(p, (double[]){ 1 }, (const char *const[]){ "50%" }, 1);
  gnuplot_script(f, &(GnuplotTarget){ .width = 300, .height = 200 }, &t);
  tap_ok(strstr(text_string(&t), "set xtics nomirror out (\"\\065\\060\\045\\045\" 1)") != NULL,
         "a per cent sign in a tic label is doubled");
  text_free(&t);
  figure_free(f);
}

static void test_long_data(void) {
  enum { N = 3000 };
  double x[N], y[N];
  for (int i = 0; i < N; i++) {
    x[i] = i;
    y[i] = i % 7;
  }
  Figure *f = figure_new(1, 1);
  panel_line(figure_panel(f, 0, 0), x, y, N, (Style){ 0 });
  Text t = TEXT_EMPTY;
  gnuplot_script(f, &(GnuplotTarget){ .width = 900, .height = 600 }, &t);
  tap_ok(strstr(text_string(&t), "'-' binary record=3000 format='%double%double'") != NULL &&
             t.len > N * 16,
         "3000 points go as binary");
  text_clear(&t);
  gnuplot_script(f, &(GnuplotTarget){ .width = 900, .height = 600, .text_only = true }, &t);
  tap_ok(strstr(text_string(&t), "binary") == NULL, "as text for people");
  text_free(&t);
  figure_free(f);
}

int main(void) {
  test_quote();
  test_alphabet();
  test_plain_strings();
  test_script();
  test_long_data();
  return tap_done();
}
