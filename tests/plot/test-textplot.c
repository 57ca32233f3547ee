/* test-textplot.c -- figures as characters: sizes, what may be sent to a terminal, and a picture.
 */

#include "config.h"
#include "tests/tap.h"
#include "tests/plot/figures.h"
#include "base/utf8.h"
#include "plot/textplot.h"

#include <stdlib.h>
#include <string.h>

static Text render(Figure *f, unsigned columns, unsigned lines, bool ascii, TextColours colours) {
  Text t = TEXT_EMPTY;
  textplot_render(f, &(TextTarget){ columns, lines, ascii, colours }, &t);
  return t;
}

/* Only newlines, printable signs and ESC [ ... m. */
static bool is_safe(const Text *t, bool escapes, bool ascii) {
  for (size_t i = 0; i < t->len;) {
    size_t used;
    if (t->data[i] == '\033') {
      size_t end = i + 2 + strspn(t->data + i + 2, "0123456789;");
      if (!escapes || t->data[i + 1] != '[' || t->data[end] != 'm') return false;
      i = end + 1;
      continue;
    }
    uint32_t point = utf8_decode(t->data + i, t->len - i, &used);
    if (point != '\n' && (point < 0x20 || utf8_unsafe(point) || (ascii && point > 0x7E)))
      return false;
    i += used;
  }
  return true;
}

static bool fits(const Text *t, unsigned columns) {
  for (const char *line = text_string(t); *line != '\0';) {
    size_t len = strcspn(line, "\n");
    if (utf8_columns(line, len) > columns) return false;
    line += len + (line[len] == '\n');
  }
  return true;
}

static unsigned count_lines(const Text *t) {
  unsigned lines = 0;
  for (size_t i = 0; i < t->len; i++) lines += t->data[i] == '\n';
  return lines;
}

static void test_kinds(void) {
  for (size_t i = 0; i < FIGURE_KINDS_COUNT; i++) {
    Figure *f = FIGURE_KINDS[i].make();
    for (int way = 0; way < 4; way++) {
      bool ascii = way == 0;
      TextColours colours = way == 3   ? TEXT_COLOURS_TRUE
                            : way == 2 ? TEXT_COLOURS_256
                                       : TEXT_COLOURLESS;
      Text t = render(f, 80, 24, ascii, colours);
      tap_ok(fits(&t, 80) && count_lines(&t) == 24 && is_safe(&t, way >= 2, ascii),
             "%s, way %d: 24 lines of at most 80 columns, nothing unsafe", FIGURE_KINDS[i].name,
             way);
      text_free(&t);
      t = render(f, 1, 1, ascii, colours);
      tap_ok(fits(&t, TEXTPLOT_LEAST_COLUMNS), "%s, way %d: at the least size",
             FIGURE_KINDS[i].name, way);
      text_free(&t);
    }
    figure_free(f);
  }
}

static void test_picture(void) {
  static const char EXPECTED[] = "            A straight line\n"
                                 "    |\n"
                                 "  2 +                               .--\n"
                                 "    |                            ./-\n"
                                 "1.5 +                         ./-\n"
                                 "    |                      ./'\n"
                                 "    |                  ..-'\n"
                                 "  1 +               ..-'\n"
                                 "    |            .--'\n"
                                 "    |         .--'\n"
                                 "0.5 +      ./-'\n"
                                 "    |   ./-\n"
                                 "  0 +./'\n"
                                 "    ++-------+-------+--------+-------+\n"
                                 "     0      0.5      1       1.5      2\n";
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double ends[] = { 0, 2 };
  panel_title(p, "A straight line");
  panel_line(p, ends, ends, 2, (Style){ 0 });
  panel_yrange(p, 0, 2.2);
  Text t = render(f, 40, 15, true, TEXT_COLOURLESS);
  tap_text(text_string(&t), EXPECTED, "a straight line in ASCII");
  text_free(&t);
  figure_free(f);
}

static void test_hostile_text(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double x[] = { 0, 1 };
  panel_title(p, "\033]0;owned\a\033[2J title\r\n\x80\xff");
  panel_labels(p,
               "\xe2\x80\xae"
               "right to left",
               "\t\b");
  layer_name(panel_line(p, x, x, 2, (Style){ 0 }), "\033[31mred");
  panel_text(p, 0.5, 0.5, (Style){ 0 },
             "\x1b\x9b"
             "c");
  for (int ascii = 0; ascii < 2; ascii++) {
    Text t = render(f, 80, 24, ascii, TEXT_COLOURLESS);
    tap_ok(is_safe(&t, false, ascii) && fits(&t, 80), "escape sequences in labels come to nothing");
    text_free(&t);
  }
  figure_free(f);
}

static void test_spelling(void) {
  Figure *f = figure_new(1, 1);
  panel_title(figure_panel(f, 0, 0), "∂f/∂θ₁ ≤ σ² − x̄ → ∞");
  Text t = render(f, 60, 12, true, TEXT_COLOURLESS);
  tap_ok(strstr(text_string(&t), "df/dtheta1 <= sigma^2 - x -> inf") != NULL,
         "mathematical signs are spelled out in ASCII");
  text_free(&t);
  t = render(f, 60, 12, false, TEXT_COLOURLESS);
  tap_ok(strstr(text_string(&t), "∂f/∂θ₁ ≤ σ² − x̄ → ∞") != NULL, "and kept elsewhere");
  text_free(&t);
  figure_free(f);
}

static bool has(const Text *t, const char *part) {
  return strstr(text_string(t), part) != NULL;
}

/* What is too wide takes a second line, and is cut with dots only when that does not do. */
static void test_narrow(void) {
  Figure *f = figure_new(1, 2);
  panel_title(figure_panel(f, 0, 0), "a title of so many words that two lines hold half of them");
  panel_title(figure_panel(f, 0, 1), "right");
  double x[] = { 0, 1 };
  for (unsigned i = 0; i < 2; i++) panel_line(figure_panel(f, 0, i), x, x, 2, (Style){ 0 });
  Text t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(has(&t, "a title of so many") && has(&t, "words that two lin…") && has(&t, "right") &&
             fits(&t, 40) && count_lines(&t) == 15,
         "a title keeps out of its neighbour's place");
  text_free(&t);
  figure_free(f);
  f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  panel_axes(p, AXES_NONE);
  panel_xrange(p, 0, 1);
  panel_yrange(p, 0, 1);
  panel_text(p, 0.2, 0.5, (Style){ 0 }, "no: age < 7.5?  n = 4, gini 0.375, gain 0.375");
  t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(has(&t, "no: age < 7.5?  n = 4,") && has(&t, "0.375, gain 0.375") && fits(&t, 40),
         "a long label is broken between words");
  text_free(&t);
  figure_free(f);
  f = figure_new(1, 1);
  p = figure_panel(f, 0, 0);
  panel_axes(p, AXES_NONE);
  panel_xrange(p, 0, 1);
  panel_yrange(p, 0, 1);
  for (int i = 0; i < 2; i++)
    panel_text(p, 0.3 + 0.1 * i, 0.5, (Style){ .anchor = ANCHOR_CENTER }, i ? "0.33" : "0.49");
  t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(has(&t, "0.49\n") && has(&t, "0.33\n"), "labels keep apart");
  text_free(&t);
  figure_free(f);
  f = figure_new(3, 1);
  for (unsigned i = 0; i < 3; i++) panel_line(figure_panel(f, i, 0), x, x, 2, (Style){ 0 });
  t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(count_lines(&t) == 15, "three panels in 15 lines");
  text_free(&t);
  figure_free(f);
}

/* Six curves without colours have six kinds of dashes, one given among them. */
static void test_dashes(void) {
  static const char *const SAMPLES[] = { "── a", "·· b", "╌╌ c", "─· d", " · e", "─  f" };
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  for (int i = 0; i < 6; i++) {
    double x[] = { 0, 1 }, y[] = { i, i };
    layer_name(panel_line(p, x, y, 2, (Style){ .dash = i == 2 ? DASH_LONG : DASH_SOLID }), "%c",
               'a' + i);
  }
  Text t = render(f, 80, 24, false, TEXT_COLOURLESS);
  for (size_t i = 0; i < 6; i++) tap_ok(has(&t, SAMPLES[i]), "the legend shows %s", SAMPLES[i]);
  text_free(&t);
  figure_free(f);
}

/* A thousand points in a picture without axes are specks, the few among them keep their signs; more
   lying strokes than lines do not become a block. */
static void test_crowds(void) {
  enum { N = 600 };
  double x[N], y[N], to[N];
  for (int i = 0; i < N; i++) {
    x[i] = i % 30;
    y[i] = i / 30;
    to[i] = x[i] + 20;
  }
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  panel_axes(p, AXES_NONE);
  panel_points(p, x, y, 3, (Style){ .marker = MARKER_SQUARE });
  panel_points(p, x, y, N, (Style){ 0 });
  Text t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(has(&t, "■") && has(&t, "····") && !has(&t, "●"), "a crowd and the few in it");
  text_free(&t);
  figure_free(f);
  f = figure_new(1, 1);
  panel_segments(figure_panel(f, 0, 0), x, y, to, y, N, (Style){ 0 });
  t = render(f, 40, 15, false, TEXT_COLOURLESS);
  tap_ok(!has(&t, "⣿"), "a hundred intervals are a texture");
  text_free(&t);
  figure_free(f);
}

int main(void) {
  test_kinds();
  test_narrow();
  test_dashes();
  test_crowds();
  test_picture();
  test_hostile_text();
  test_spelling();
  return tap_done();
}
