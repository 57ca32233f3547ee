/* test-plots.c -- the plot builtins: what figure each call makes, and what it says in words.  */

#include "config.h"
#include "base/memory.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "plot/figure.h"
#include "plot/gnuplot.h"
#include "plot/textplot.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A host that keeps the figure shown last. */
typedef struct Watcher {
  Figure *last;
  unsigned shown;
  bool refuse;
} Watcher;

static bool show_figure(void *self, const Figure *f, Error *error) {
  Watcher *w = self;
  if (w->refuse) return error_set(error, ERROR_FILE, (Span){ 0 }, "no paper left");
  Figure *copy = figure_copy(f);
  figure_free(w->last);
  w->last = copy;
  w->shown++;
  return true;
}

static const Figure *last_figure(void *self) {
  return ((Watcher *)self)->last;
}

static Watcher watcher;
static Interp *interp;

static void forget(void) {
  figure_free(watcher.last);
  watcher = (Watcher){ 0 };
}

static bool run(const char *text, Error *error) {
  Scope *scope = scope_new();
  *error = (Error){ 0 };
  bool good = interp_run(interp, scope, text, RUN_QUIET, NULL, error);
  scope_free(scope);
  return good;
}

/* Draw TEXT from a clean start; NULL, with a failed test, when nothing was shown. */
static const Figure *draw(const char *text) {
  Error error;
  forget();
  bool good = run(text, &error) && watcher.last != NULL;
  tap_ok(good, "%s", text);
  if (!good) tap_note("%s", error.message);
  return watcher.last;
}

static void says(const char *text, const char *part) {
  const Figure *f = draw(text);
  Text words = TEXT_EMPTY;
  if (f != NULL) figure_describe(f, &words);
  if (!tap_ok(strstr(text_string(&words), part) != NULL, "... says %s", part))
    tap_note("%s", text_string(&words));
  text_free(&words);
}

static void fails(const char *text, const char *message) {
  Error error;
  forget();
  bool failed = !run(text, &error);
  if (!tap_ok(failed && strstr(error.message, message) != NULL && watcher.last == NULL, "%s", text))
    tap_note("%s", error.message);
}

static const Layer *layer(const Figure *f, unsigned panel, LayerKind kind, unsigned number) {
  static const Layer nothing = { .name = "" };
  if (f != NULL)
    for (const Layer *l = f->panels[panel].layers; l != NULL; l = l->next)
      if (l->kind == kind && number-- == 0) return l;
  return &nothing;
}

static void test_plot(void) {
  const Figure *f = draw("plot([0 1 2], [5 7 9])");
  const Layer *l = layer(f, 0, LAYER_LINE, 0);
  tap_ok(l->count == 3 && l->x[2] == 2 && l->y[1] == 7, "x and y");
  l = layer(draw("plot([5 7 9])"), 0, LAYER_LINE, 0);
  tap_ok(l->count == 3 && l->x[0] == 1 && l->x[2] == 3, "y alone is counted from 1");
  f = draw("plot([1 2], [1 2], 'r--o', [1 2], [2 1], 'b.', [1 2], [3 3], ':')");
  l = layer(f, 0, LAYER_LINE_POINTS, 0);
  tap_ok(l->style.role == ROLE_ACCENT && l->style.dash == DASH_LONG &&
             l->style.marker == MARKER_RING,
         "a red dashed line with rings");
  tap_ok(layer(f, 0, LAYER_POINTS, 0)->style.role == ROLE_MODEL, "blue points");
  tap_ok(layer(f, 0, LAYER_LINE, 0)->style.dash == DASH_DOT, "a dotted line");
  f = draw("plot(1:3, [1 4; 2 5; 3 6])");
  l = layer(f, 0, LAYER_LINE, 1);
  tap_ok(l->count == 3 && l->y[0] == 4 && l->y[2] == 6, "columns of a matrix are curves");
  f = draw("up = [1 2]; down = [2 1]; plot(1:2, up, 1:2, down)");
  tap_text(layer(f, 0, LAYER_LINE, 1)->name, "down", "curves are named as they were typed");
  f = draw("plot(1:2, [1 2], ';slow;', 1:2, [2 1], 'displayname', 'fast', 'linewidth', 4)");
  tap_text(layer(f, 0, LAYER_LINE, 0)->name, "slow", "a name in the style");
  tap_text(layer(f, 0, LAYER_LINE, 1)->name, "fast", "a name as an option");
  tap_ok(layer(f, 0, LAYER_LINE, 1)->style.width == 2, "a wide line");
  f = draw("semilogy([100 10 1])");
  tap_ok(f != NULL && f->panels[0].y.logarithmic && !f->panels[0].x.logarithmic, "log y");
  says("plot(0:2, [1 4 9])", "1 at 0");
  says("plot(0:2, [1 4 9])", "9 at 2");
  says("plot(0:4, [3 1 5 1 3])", "highest 5 at 2");
}

static void test_functions(void) {
  const Figure *f = draw("fplot(@(x) x .^ 2, [-1 2])");
  const Layer *l = layer(f, 0, LAYER_LINE, 0);
  tap_ok(l->count > 100 && l->x[0] == -1 && l->x[l->count - 1] == 2 && l->y[l->count - 1] == 4,
         "sampled from end to end");
  tap_text(l->name, "x²", "named by its formula");
  f = draw("plot(@tan, [-3 3])");
  tap_ok(f != NULL && f->panels[0].y.high < 100, "poles are cut off");
  f = draw("plot(@sin, 0, 1, @cos, [0 1], 'r')");
  tap_ok(layer(f, 0, LAYER_LINE, 1)->style.role == ROLE_ACCENT, "two functions");
  fails("fplot(@(x) nosuch(x), [0 1])", "nosuch");
  fails("fplot(@(x) [x x], [0 1])", "one number");
}

static void test_bars(void) {
  const Layer *l = layer(draw("hist([1 1 2 3 3 3])"), 0, LAYER_BOXES, 0);
  tap_ok(l->count == 3 && l->y2[0] == 2 && l->y2[2] == 3 && l->x[0] == 0.5, "whole numbers");
  l = layer(draw("hist([0 1 2 10], [0 2 10])"), 0, LAYER_BOXES, 0);
  tap_ok(l->count == 2 && l->y2[0] == 2 && l->y2[1] == 2, "edges; the last bin has both ends");
  l = layer(draw("hist([0 1 2 10], 2, 'density')"), 0, LAYER_BOXES, 0);
  tap_ok(fabs(l->y2[0] * 5 + l->y2[1] * 5 - 1) < 1e-12, "areas add up to 1");
  says("hist([1 2 3 4 5])", "mean 3, standard deviation 1.581");
  says("hist([7 7 7])", "3 values");
  says("hist([0 1 1 1 2 9], [0 3 6 9], 'density')", "most lie between 0 and 3");
  says("bar({'a', 'b', 'c'}, [3 1 2])", "highest is 3 (a), the lowest 1 (b)");
  l = layer(draw("bar([1 2; 3 4])"), 0, LAYER_BOXES, 1);
  tap_ok(l->count == 2 && l->y2[0] == 2 && l->y2[1] == 4, "columns side by side");
  l = layer(draw("stem([4 5], [1 2])"), 0, LAYER_IMPULSES, 0);
  tap_ok(l->count == 2 && l->x[0] == 4, "stem");
  const Figure *f = draw("scatter([1 2 3], [4 5 6], [0 1 0])");
  tap_ok(layer(f, 0, LAYER_POINTS, 0)->count == 2 && layer(f, 0, LAYER_POINTS, 1)->count == 1,
         "groups");
}

/* As many cells between the entries of a matrix one way as the other. */
static bool refined(const Grid *g, size_t columns, size_t rows) {
  return g->nx > 50 && (g->nx - 1) % columns == 0 && (g->ny - 1) / rows == (g->nx - 1) / columns;
}

static void test_fields(void) {
  const Layer *l = layer(draw("contour(@(x, y) x + 10*y, [0 1], [0 2])"), 0, LAYER_FIELD, 0);
  const Grid *g = &l->grid;
  tap_ok(g->nx > 50 && g->z[0] == 0 && g->z[g->nx - 1] == 1 && g->z[g->nx * g->ny - 1] == 21,
         "x runs along the rows of the grid");
  l = layer(draw("contour([1 2 3; 4 5 6])"), 0, LAYER_FIELD, 0);
  tap_ok(refined(&l->grid, 2, 1) && l->grid.z[l->grid.nx - 1] == 3 &&
             l->grid.z[(l->grid.ny - 1) * l->grid.nx] == 4,
         "a matrix: rows go up");
  /* the left edge rises from 1 to 4; both sides are whole numbers of cells long */
  tap_ok(fabs(l->grid.z[l->grid.nx * ((l->grid.ny - 1) / 2)] - 2.5) < 0.1,
         "halfway between its entries");
  l = layer(draw("[X, Y] = meshgrid(0:2, 5:6); contour(X, Y, X + 10*Y)"), 0, LAYER_FIELD, 0);
  tap_ok(l->grid.x1 == 2 && l->grid.y0 == 5 && l->grid.z[0] == 50 &&
             l->grid.z[l->grid.nx * l->grid.ny - 1] == 62,
         "a meshgrid");
  says("contour(@(v) (v(1) - 1)^2 + v(2)^2, [-2 2])", "lowest 0 near (1, 0)");
  l = layer(draw("surf(@(x, y) x*y, [0 1])"), 0, LAYER_SURFACE, 0);
  tap_ok(l->grid.nx > 20, "a surface");
  l = layer(draw("imagesc([1 -2; 3.5 4])"), 0, LAYER_FIELD, 0);
  tap_ok(l->palette == PALETTE_DIVERGING && l->decimals == 1, "a matrix in colour, with numbers");
}

static void test_descent(void) {
  const Figure *f = draw("gdpath(@(x, y) x^2 + 10*y^2, [10 1], 0.05, 20)");
  const Layer *l = layer(f, 0, LAYER_LINE_POINTS, 0);
  tap_ok(l->count == 21 && l->x[0] == 10 && fabs(l->x[1] - 9) < 1e-6 && fabs(l->y[1]) < 1e-6,
         "the first step, by hand");
  tap_ok(f != NULL && f->panels[0].x.low < 0 && f->panels[0].x.high > 10, "all on the map");
  /* 0.9^40 * 100 */
  says("gdpath(@(x, y) x^2 + 10*y^2, [10 1], 0.05, 20)",
       "f from 110 to 1.478 in 20 steps, still above the minimum");
  says("gdpath(@(x, y) x^2 + 10*y^2, [10 1], 0.05, 20)", "The minimum is at (0, 0)");
  says("gdpath(@(v) v(1)^2 + 10*v(2)^2, [10; 1], 0.11, 10)", "it diverges");
  says("gdpath(@(x, y) x^2 + 10*y^2, [10 1], 5, 500)", "it diverges");
  says("gdpath(@(x) x^2, 1, 0.25, 2)", "f from 1 to 0.0625");
  says("gdpath(@(x, y) x + y, [0 0], 0.1, 5)", "f from 0 to -1");
  f = draw("gdpath(@(x) x^2, 1, [0.1 0.5 1.1])");
  tap_ok(f != NULL && f->rows == 1 && f->columns == 3, "a map for each rate");
  f = draw("gdpath(@(x, y) x^2 + 10*y^2, [10 1], 50, 100)");
  Text text = TEXT_EMPTY;
  bool near = true;
  l = layer(f, 0, LAYER_LINE_POINTS, 0);
  for (size_t i = 0; i < l->count; i++) near &= fabs(l->x[i]) < 1e3 && fabs(l->y[i]) < 1e3;
  if (f != NULL) textplot_render(f, &(TextTarget){ .columns = 80, .lines = 24 }, &text);
  tap_ok(near && text.len > 0, "a path that explodes is cut");
  text_free(&text);
}

static void test_chances(void) {
  const Figure *f = draw("dist('norm')");
  const Layer *l = layer(f, 0, LAYER_LINE, 0);
  double top = 0;
  for (size_t i = 0; i < l->count; i++) top = fmax(top, l->y[i]);
  tap_ok(f != NULL && f->rows == 2 && fabs(top - 0.3989422804) < 1e-6, "the bell is 1/sqrt(2 pi)");
  says("dist('norm', 5, 2)", "median 5, the middle 95 % from 1.08 to 8.92");
  l = layer(draw("dist('bino', 4, 0.5)"), 0, LAYER_BOXES, 0);
  tap_ok(l->count == 5 && fabs(l->y2[2] - 0.375) < 1e-12, "binomial bars");
  f = draw("dist('t', [1 4 30])");
  tap_ok(layer(f, 0, LAYER_LINE, 2)->count > 50, "three curves");
  says("tail('norm', 1.645)", "P(X > 1.645) = 0.04998");
  says("tail('normal', -1.645)", "P(X < -1.645) = 0.04998");
  says("tail('norm', [-1 1])", "P(-1 < X < 1) = 0.6827");
  says("tail('t', [-2.776 2.776], 4, 'outside')", "= 0.05");
  says("tail('bino', 10, 20, 0.3)", "P(X >= 10) = 0.04796"); /* tables: 0.0480 */
  /* R: pt(-2, 10), pt(2, 10), pbinom(9, 20, 0.3) */
  says("tail('t', [-2 2], 10, 'outside')", "; -2 and 2 are the 0.03669 and 0.9633 quantiles.");
  says("tail('bino', 9, 20, 0.3)", "; 9 is the 0.952 quantile.");
  says("tail('bino', [5 7], 20, 0.3)", "P(5 <= X <= 7) = 0.5348");
  says("dist('beta', 0.5, 0.5)", "median 0.5");
  says("dist('unif')", "median 0.5");
  says("tail('norm', 40)", "P(X > 40) = 0");
  fails("dist('norm', 0, -1)", "no Normal distribution with");
  fails("dist('t')", "1 parameter");
  fails("dist('zeta', 2)", "no distribution 'zeta'");
  fails("tail('norm', 1, 'middle')", "'upper' and 'lower'");
}

static void test_plane(void) {
  const Figure *f = draw("u = [3 0]; v = [2; 2]; vecplot(u, v, [-1 2])");
  const Layer *l = layer(f, 0, LAYER_ARROWS, 1);
  tap_ok(l->x[0] == 0 && l->x2[0] == 2 && l->y2[0] == 2 && f->panels[0].equal, "arrows to scale");
  tap_text(layer(f, 0, LAYER_TEXT, 0)->text, "u = (3, 0)", "named as typed");
  tap_text(layer(f, 0, LAYER_TEXT, 2)->text, "(−1, 2)", "without a name its numbers");
  says("u = [3 4]; vecplot(u)", "u = (3, 4) of length 5 at 53.1 degrees");
  says("linmap([2 1; 0 3])", "e1 to (2, 0) and e2 to (1, 3)");
  says("linmap([2 1; 0 3])", "det = 6");
  says("linmap([1 2; 2 4])", "flattened");
  says("boundary([2 -1], 1, [1 4; 3 1])", "(1, 4) scores -1, on the negative side");
  says("boundary([2 -1], 1, [1 4; 3 1])", "(3, 1) scores 6, on the positive side");
  says("boundary([1 0], 0, [1 0; 2 0; -1 0], [1 0 0])", "2 of 3 points");
  fails("boundary([1 2], 0, [1 2 3])", "two columns");
}

static void test_changes(void) {
  const Figure *f = draw("plot([1 2]); title('T'); xlabel('time'); ylabel('y'); legend('growth')");
  tap_text(f != NULL ? f->panels[0].title : "", "T", "title");
  tap_text(f != NULL ? f->panels[0].x.label : "", "time", "xlabel");
  tap_text(layer(f, 0, LAYER_LINE, 0)->name, "growth", "legend");
  tap_ok(f != NULL && f->revision == 4 && watcher.shown == 5, "each shows the figure again");
  f = draw("plot([1 2]); hold on; plot([2 1]); hold off");
  tap_ok(layer(f, 0, LAYER_LINE, 1)->count == 2, "hold on adds to the figure");
  f = draw("plot([1 2]); hold on; hold off; plot([2 1])");
  tap_ok(layer(f, 0, LAYER_LINE, 1)->count == 0, "hold off starts a new one");
  f = draw("hold on; plot([1 2]); plot([2 1]); hold off");
  tap_ok(layer(f, 0, LAYER_LINE, 1)->count == 2, "hold on before anything is drawn");
  f = draw("plot([1 2]); axis([0 5 -1 1]); axis equal; grid off");
  tap_ok(f != NULL && f->panels[0].x.high == 5 && f->panels[0].equal && !f->panels[0].grid, "axis");
  fails("title('x')", "nothing was plotted yet");
  Error error;
  forget();
  run("plot([1 2])", &error);
  tap_ok(!run("legend('a', 'b')", &error) && strstr(error.message, "only 1 curve") != NULL,
         "more names than curves");
}

static void test_errors(void) {
  fails("plot()", "at least 1 argument");
  fails("plot([1 2], [1 2 3])", "x has 2 numbers and y has 3");
  fails("plot([1 2], 'purple')", "'purple' is neither");
  fails("plot({1})", "numbers or a function");
  fails("plot([1i 2])", "complex");
  fails("scatter([1 2], [1 2 3])", "scatter");
  fails("hist([])", "no numbers");
  fails("gdpath(@(x, y) x, [1 2 3], 0.1)", "gdpath");
  fails("gdpath(@(x) x, 1, [])", "eta");
  fails("gdpath(@(x) log(x), -1, 0.1)", "no real value at the start");
  fails("contour(1)", "at least 2 rows");
  Error error;
  forget();
  watcher.refuse = true;
  tap_ok(!run("plot([1 2])", &error) && strstr(error.message, "no paper left") != NULL,
         "a host that cannot show it says why");
  interp_set_host(interp, (Host){ .self = NULL });
  tap_ok(run("plot([1 2])", &error), "without a host nothing happens");
}

/* Texts of a lesson reach gnuplot only inside quotes, with every sign but letters in octal. */
static void test_hostile(void) {
  static const char *const calls[] = {
    "plot([1 2]); title(s)",
    "plot([1 2]); xlabel(s); ylabel(s)",
    "plot([1 2], [1 2], 'displayname', s, [1 2], [2 1]); legend(s, s)",
    "bar({s, s}, [1 2])",
    "vecplot([1 2], s)",
    "surf([1 2; 3 4]); zlabel(s); title(s)",
    "gdpath(@(x) x^2, 1, [0.1 0.2]); title(s)",
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    char text[300];
    Text script = TEXT_EMPTY;
    snprintf(text, sizeof text, "s = sprintf('%%c', [96 126 10 33 59 124 39 92 34 64 63 27]); %s",
             calls[i]);
    const Figure *f = draw(text);
    if (f != NULL) gnuplot_script(f, &(GnuplotTarget){ .width = 600, .height = 400 }, &script);
    const char *out = text_string(&script);
    tap_ok(script.len > 0 && strpbrk(out, "`~|!@;?\x1b") == NULL, "... is only text");
    text_free(&script);
  }
}

int main(void) {
  Registry *registry = library_new();
  interp = interp_new(
      registry, (Host){ .self = &watcher, .show_figure = show_figure, .last_figure = last_figure });
  test_plot();
  test_functions();
  test_bars();
  test_fields();
  test_descent();
  test_chances();
  test_plane();
  test_changes();
  test_hostile();
  test_errors();
  forget();
  interp_free(interp);
  registry_free(registry);
  return tap_done();
}
