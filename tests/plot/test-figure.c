/* test-figure.c -- figures as data: builders, copies, words, extents, tics, level curves.  */

#include "config.h"
#include "tests/tap.h"
#include "tests/plot/figures.h"
#include "plot/contour.h"
#include "plot/thin.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void test_builders(void) {
  Figure *f = figure_new(0, 99);
  tap_ok(f->rows == 1 && f->columns == FIGURE_MOST_COLUMNS, "panels are cut to what is allowed");
  Panel *p = figure_panel(f, 7, 1);
  tap_ok(p == &f->panels[1], "a panel outside is the nearest one");
  double x[] = { 1, 2, 3 }, y[] = { 4, 5, 6 };
  Layer *l = layer_name(panel_line(p, x, y, 3, (Style){ 0 }), "%s", "50%d");
  x[0] = 99;
  tap_ok(l->x[0] == 1, "data are copied");
  tap_text(l->name, "50%d", "names are kept as they are");
  tap_ok(l->style.role == ROLE_MODEL, "the first curve is blue");
  tap_ok(panel_line(p, x, y, 3, (Style){ 0 })->style.role == ROLE_ACCENT, "the second vermillion");
  l = panel_bars(p, x, y, 3, 0.5, (Style){ 0 });
  tap_ok(l->x[1] == 1.75 && l->x2[1] == 2.25 && l->y[1] == 0 && l->y2[1] == 5, "bars have corners");
  l = panel_arrows(p, y, y, x, x, 3, (Style){ 0 });
  tap_ok(l->x2[2] == 9 && l->y2[2] == 9, "arrows have tips");
  panel_xrange(p, 5, 2);
  tap_ok(p->x.low == 2 && p->x.high == 5, "a range is put in order");
  double class[] = { 1, 0, 1 };
  size_t before = p->layer_count;
  panel_classes(p, x, y, class, 3, 2, NULL);
  tap_ok(p->layer_count == before + 2 && p->last->count == 2, "one layer for each class");
  figure_free(f);
}

static void test_copies(void) {
  for (size_t i = 0; i < FIGURE_KINDS_COUNT; i++) {
    Figure *f = FIGURE_KINDS[i].make();
    Text first = TEXT_EMPTY, second = TEXT_EMPTY;
    figure_describe(f, &first);
    Figure *copy = figure_copy(f);
    figure_free(f);
    figure_describe(copy, &second);
    tap_text(text_string(&second), text_string(&first), "a copy of %s outlives it",
             FIGURE_KINDS[i].name);
    tap_ok(strpbrk(text_string(&first), "\n\r\t") == NULL && first.len > 10, "%s has words",
           FIGURE_KINDS[i].name);
    text_free(&first);
    text_free(&second);
    figure_free(copy);
  }
}

static void test_words(void) {
  Figure *f = figure_new(1, 1);
  double x[] = { 0, 10 }, y[] = { -1, 1 };
  Panel *p = figure_panel(f, 0, 0);
  panel_title(p, "Two\npoints");
  panel_labels(p, "time", NULL);
  panel_line(p, x, y, 2, (Style){ 0 });
  panel_yrange(p, -1, 1);
  Text words = TEXT_EMPTY;
  figure_describe(f, &words);
  tap_text(text_string(&words),
           "Two points: a curve rising from -1 at 0 to 1 at 10; time from 0 to 10; y from -1 to 1",
           "words are made when none were given");
  text_clear(&words);
  figure_words(f, "A rising line.");
  figure_describe(f, &words);
  tap_text(text_string(&words), "A rising line.", "given words win");
  text_free(&words);
  figure_free(f);
}

static void expect_tics(double low, double high, bool logarithmic, unsigned count,
                        const char *expected) {
  Tics tics;
  Text got = TEXT_EMPTY;
  scale_tics(low, high, logarithmic, count, &tics);
  for (unsigned i = 0; i < tics.count; i++)
    text_printf(&got, "%s%s", i > 0 ? " " : "", tics.label[i]);
  tap_text(text_string(&got), expected, "tics of %g .. %g", low, high);
  text_free(&got);
}

static void test_scale(void) {
  expect_tics(0, 1, false, 5, "0 0.2 0.4 0.6 0.8 1");
  expect_tics(-1, 1, false, 4, "−1 −0.5 0 0.5 1");
  expect_tics(-0.3, 0.32, false, 3, "−0.2 0 0.2");
  expect_tics(0, 4e7, false, 4, "0 1e+07 2e+07 3e+07 4e+07");
  expect_tics(1, 1000, true, 5, "1 10 100 1000");
  expect_tics(0.02, 4, true, 8, "0.02 0.05 0.1 0.2 0.5 1 2");
  expect_tics(1e-12, 1, true, 4, "10⁻¹² 10⁻⁹ 10⁻⁶ 0.001 1");
  expect_tics(1e6, 5e7, true, 8, "10⁶ 2·10⁶ 5·10⁶ 10⁷ 2·10⁷ 5·10⁷");
  double low = 0.13, high = 9.7;
  nice_range(&low, &high, 5);
  tap_ok(low == 0 && high == 10, "0.13 .. 9.7 widens to 0 .. 10");
  low = high = 3;
  nice_range(&low, &high, 5);
  tap_ok(low < 3 && high > 3, "one value gets a range");
  low = NAN;
  nice_range(&low, &high, 5);
  tap_ok(low == 0 && high == 1, "no range becomes 0 .. 1");
  Text t = TEXT_EMPTY;
  number_put(&t, 0.1);
  text_putc(&t, ' ');
  number_put(&t, 1.0 / 3);
  text_putc(&t, ' ');
  number_put(&t, -INFINITY);
  tap_text(text_string(&t), "0.1 0.3333333333333333 NaN", "numbers read back exactly");
  text_free(&t);
}

static void test_locale(void) {
  static const char *const NAMES[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE" };
  bool found = false;
  for (size_t i = 0; i < 4 && !found; i++) found = setlocale(LC_NUMERIC, NAMES[i]) != NULL;
  if (!found) {
    tap_skip("decimal comma", "no locale with one is installed");
    return;
  }
  Text t = TEXT_EMPTY;
  char label[SCALE_LABEL];
  number_put(&t, 0.5);
  scale_number(2.5, 0.5, label);
  tap_text(text_string(&t), "0.5", "data have a point in a locale with a comma");
  tap_text(label, "2.5", "tics too");
  text_free(&t);
  setlocale(LC_NUMERIC, "C");
}

static void test_extent(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double x[] = { NAN, 1, 100, INFINITY }, y[] = { 5, -2, 1000, 7 };
  panel_points(p, x, y, 4, (Style){ 0 });
  Extent e = panel_extent(p);
  tap_ok(e.x0 < 1 && e.x1 > 100 && e.x1 < 110 && e.y0 < -2 && e.y1 > 1000, "finite data decide");
  panel_log(p, true, true);
  e = panel_extent(p);
  tap_ok(e.x0 > 0 && e.y0 > 0 && e.y1 >= 1000, "log axes leave out what is not positive");
  panel_yrange(p, -5, NAN);
  e = panel_extent(p);
  tap_ok(e.y0 > 0, "a limit below 0 does not count on a log axis");
  figure_free(f);
}

static void test_contour(void) {
  enum { SIDE = 81 };
  double *z = mem_new(SIDE * SIDE * sizeof *z);
  for (int j = 0; j < SIDE; j++)
    for (int i = 0; i < SIDE; i++) z[j * SIDE + i] = hypot(-2 + i * 0.05, -2 + j * 0.05);
  Curves c = { 0 };
  contour_trace(&(Grid){ SIDE, SIDE, -2, 2, -2, 2, z }, 1.3, &c);
  double worst = 0;
  size_t pieces = 0, last = c.count - 2;
  for (size_t i = 0; i < c.count; i++)
    if (isnan(c.x[i]))
      pieces++;
    else
      worst = fmax(worst, fabs(hypot(c.x[i], c.y[i]) - 1.3));
  tap_ok(pieces == 1, "the circle is one curve");
  tap_ok(worst < 2e-3, "its radius is right (off by %.2g)", worst);
  tap_ok(c.x[0] == c.x[last] && c.y[0] == c.y[last], "it is closed");
  curves_free(&c);
  double saddle[] = { 1, 0, 0, 1 };
  contour_trace(&(Grid){ 2, 2, 0, 1, 0, 1, saddle }, 0.6, &c);
  tap_ok(c.count == 6, "a saddle has two curves");
  curves_free(&c);
  z[0] = NAN;
  contour_trace(&(Grid){ 1, 5, 0, 1, 0, 1, z }, 1, &c);
  tap_ok(c.count == 0, "a single column has none");
  curves_free(&c);
  free(z);
}

static void test_thinning(void) {
  enum { N = 200000 };
  double *x = mem_new(N * sizeof *x), *y = mem_new(N * sizeof *y);
  for (int i = 0; i < N; i++) {
    x[i] = i;
    y[i] = sin(i * 0.01);
  }
  y[123456] = 50;
  y[77] = NAN;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Extent e = { 0, N, -1, 50, 0, 1 };
  Thinned t = thin_line(p, &e, x, y, N, 900, 600);
  bool peak = false, gap = false;
  for (size_t i = 0; i < t.count; i++) {
    peak |= t.kept[i] == 123456;
    gap |= t.kept[i] == 77;
  }
  tap_ok(t.count <= 4 * 900 + 10, "a long line is thinned to %zu points", t.count);
  tap_ok(peak && gap, "its peak and its gap stay");
  free(t.kept);
  t = thin_points(p, &e, x, y, N, 100, 60);
  tap_ok(t.count <= 6000 && t.count > 100, "scattered points: one for a pixel");
  free(t.kept);
  free(x);
  free(y);
  figure_free(f);
}

/* A panel made on its own, put into a place of another figure, and drawn into. */
static void test_panels(void) {
  double x[] = { 0, 1, 2 }, y[] = { 1, 4, 9 };
  Figure *own = figure_new(1, 1), *whole = figure_new(2, 2);
  Panel *p = figure_panel(own, 0, 0);
  panel_title(p, "squares");
  panel_labels(p, "n", NULL);
  panel_line(p, x, y, 3, (Style){ 0 });
  whole->laid = true;
  whole->current = 2;
  tap_ok(figure_is_empty(whole) && !figure_is_empty(own), "a figure without layers is empty");
  Panel *place = figure_current(whole);
  tap_ok(place == figure_panel(whole, 1, 0), "places are counted row by row");
  panel_copy(place, p);
  figure_free(own);
  tap_ok(place->layer_count == 1 && place->layers->y[2] == 9 && place->figure == whole &&
             strcmp(place->title, "squares") == 0,
         "a copied panel outlives its figure");
  Figure *more = figure_new(1, 1);
  Panel *q = figure_panel(more, 0, 0);
  panel_title(q, "roots");
  panel_labels(q, NULL, "r");
  panel_line(q, y, x, 3, (Style){ 0 });
  panel_join(place, q);
  figure_free(more);
  tap_ok(place->layer_count == 2 && place->last->x[2] == 9, "layers are joined");
  tap_ok(strcmp(place->title, "squares") == 0 && strcmp(place->y.label, "r") == 0,
         "names are filled in, not replaced");
  Figure *copy = figure_copy(whole);
  tap_ok(copy->laid && figure_current(copy)->layer_count == 2, "a copy knows its current panel");
  panel_clear(figure_current(copy));
  tap_ok(figure_is_empty(copy) && !figure_is_empty(whole), "clearing the copy leaves the original");
  figure_free(copy);
  figure_free(whole);
}

static void test_spans(void) {
  Figure *f = figure_new(2, 3);
  double y[] = { 1, 2 };
  for (unsigned i = 0; i < 6; i++) panel_line(&f->panels[i], y, y, 2, (Style){ 0 });
  f->current = 1;
  figure_span(f, 2, 2);
  tap_ok(f->panels[1].high == 2 && f->panels[1].wide == 2, "a panel fills four places");
  tap_ok(f->panels[0].layers != NULL && f->panels[3].layers != NULL && !figure_has_panel(f, 2) &&
             !figure_has_panel(f, 4) && !figure_has_panel(f, 5),
         "what lies under it is emptied, the rest is left");
  panel_line(&f->panels[1], y, y, 2, (Style){ 0 });
  Figure *copy = figure_copy(f);
  tap_ok(copy->panels[1].high == 2 && copy->panels[1].wide == 2, "a copy keeps it");
  figure_span(copy, 2, 2);
  tap_ok(figure_has_panel(copy, 1), "asking once more changes nothing");
  copy->current = 5;
  figure_span(copy, 9, 9);
  tap_ok(copy->panels[5].high == 1 && copy->panels[5].wide == 1 && copy->panels[1].wide == 1 &&
             !figure_has_panel(copy, 1),
         "cut to what there is; a panel that reaches into it goes");
  figure_free(copy);
  figure_free(f);
}

static Figure *frame(double low, double high, double most) {
  double x[] = { low, high }, y[] = { 0, most };
  Figure *f = figure_new(1, 1);
  panel_points(figure_panel(f, 0, 0), x, y, 2, (Style){ 0 });
  return f;
}

static void test_frames(void) {
  Figure *f = frame(0, 1, 1), *wide = frame(-2, 5, 8);
  tap_ok(figure_add_frame(f, f) && figure_add_frame(f, wide), "frames are added");
  figure_align(f);
  bool same = true;
  for (size_t i = 0; i < 2; i++) {
    Extent e = panel_extent(f->frames[i]->panels), all = panel_extent(wide->panels);
    same &= e.x0 == all.x0 && e.x1 == all.x1 && e.y0 == all.y0 && e.y1 == all.y1;
  }
  tap_ok(same, "all frames have the range of the widest");
  Figure *copy = figure_copy(f);
  tap_ok(copy->frame_count == 2 && copy->frames[1] != f->frames[1] &&
             copy->frames[1]->panels->layers->x[1] == 5,
         "a copy has frames of its own");
  figure_free(copy);
  figure_free(f);
  f = frame(0, 1, 1);
  panel_xrange(f->panels, 0, 1);
  panel_xrange(wide->panels, 0.4, 0.6);
  figure_add_frame(f, f);
  figure_add_frame(f, wide);
  figure_align(f);
  tap_ok(f->frames[1]->panels->x.low == 0.4 && f->frames[1]->panels->x.high == 0.6,
         "a frame that zooms in goes on doing so");
  size_t added = 2;
  while (figure_add_frame(f, wide)) added++;
  tap_ok(added == FIGURE_MOST_FRAMES, "there is a most of frames");
  figure_free(f);
  figure_free(wide);
}

int main(void) {
  test_builders();
  test_copies();
  test_panels();
  test_spans();
  test_frames();
  test_words();
  test_scale();
  test_locale();
  test_extent();
  test_contour();
  test_thinning();
  return tap_done();
}
