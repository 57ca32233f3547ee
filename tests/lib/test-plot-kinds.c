/* test-plot-kinds.c -- the teaching pictures as data, against numbers found another way: by hand,
   from tables, or by R 4.2 and SciPy 1.10 where a comment says so.  */

#include "config.h"
#include "plot/gnuplot.h"
#include "tests/lib/watcher.h"
#include "tests/tap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool near(double a, double b, double tolerance) {
  return fabs(a - b) <= tolerance;
}

static void test_systems(void) {
  watcher_says("proj([1 3], [4 1])", "is (1.647, 0.4118) = 0.4118 b"); /* 7/17 */
  watcher_says("proj([2 3], [4 0])", "(2, 0) = 0.5 b; the residual (0, 3) of length 3");
  const Layer *l = watcher_layer(watcher_draw("proj([2 3], [4 0], 1)"), 1, LAYER_POINTS, 0);
  tap_ok(l->count == 1 && l->x[0] == 1 && near(l->y[0], sqrt(13), 1e-12),
         "another multiple leaves a longer residual");
  watcher_says("linesplot([2 1; 1 -1], [5 1])", "the solution (2, 1)");
  watcher_says("linesplot([1 2; 2 4], [1 3])", "parallel: there is no solution");
  watcher_says("linesplot([1 2; 2 4], [1 2])", "are the same");
  watcher_says("linesplot([1 0; 0 2], [2 2], 5)", "the solution moves by up to 0.1 and 0.05");
  watcher_says("eigvec([2 0; 0 3])", "(0, 1) is multiplied by 3 and (1, 0) by 2");
  watcher_says("eigvec([0 -1; 1 0])", "complex pair of size 1, and each step turns by 90");
  watcher_says("eigvec([1 1; 0 1])", "only direction kept is (1, 0)");
  watcher_says("eigvec([3 0; 0 3])", "Every direction is kept");
  watcher_says("eigvec([0 2; 1 0], 'svd')", "half axes 2 and 1");
  watcher_says("plane3([1 0 0], [0 1 0], [2 3 5])", "at the distance 5");
  watcher_says("plane3([1 0 0], [0 1 1], [2 3 3])", "w = 2 u + 3 v lies in the plane");
}

static void test_plane(void) {
  watcher_says("linmap([1.4 0.6; 0.6 0.9])", "(0.8321, 0.5547) times 1.8, (0.5547, -0.8321) times "
                                             "0.5");
  watcher_says("linmap([3 0; 0 1], 0.5)", "takes e1 to (2, 0)");
  const Figure *f = watcher_draw("linmap([0 -1; 1 0])");
  tap_ok(watcher_layer(f, 1, LAYER_LINE, 1)->count == 0, "a turn keeps no direction");
  const Layer *l = watcher_layer(watcher_draw("u = [2 4]; v = [3 -1]; s = u + v; vecplot(u, v, s)"),
                                 0, LAYER_SEGMENTS, 0);
  tap_ok(l->count == 2 && l->x2[0] == 5 && l->y2[1] == 3, "a sum has its parallelogram");
  l = watcher_layer(watcher_draw("vecplot([2 4], [3 -1], [1 1])"), 0, LAYER_SEGMENTS, 0);
  tap_ok(l->count == 0, "other arrows have none");
}

static void test_matrices(void) {
  watcher_says("heatmap([1 -2; 3 4])", "smallest is -2 in row 1, column 2, the largest 4 in row 2");
  const Layer *l = watcher_layer(watcher_draw("heatmap([1 2; 3 4.5])"), 0, LAYER_FIELD, 0);
  tap_ok(l->decimals == 1 && l->grid.z[1] == 2, "numbers in the cells");
  watcher_says("corrplot([1 1 3; 2 2 2; 3 3 2; 4 4 0], {'a', 'b', 'c'})",
               "strongest is 1 between a and b");
  watcher_says("confusionplot([0 0 1 1 1], [0 1 1 1 0])", "3 of 5 are on the diagonal");
  l = watcher_layer(watcher_draw("confusionplot([0 0 1 1 1], [0 1 1 1 0])"), 0, LAYER_FIELD, 0);
  tap_ok(near(l->grid.z[3], 2. / 3, 1e-12) && near(l->grid.z[1], 0.5, 1e-12), "shares of each row");
  watcher_says("scree([5 3 1 1])", "first of 4 components holds 50 % of the variance; 80 % need 2, "
                                   "90 % 3, 95 % 4");
  watcher_says("svdimage([3 0; 0 4], 1)", "keeps 64 %"); /* 16 of 25 */
  watcher_says("digit([0 1 0 1], [1 5 2])", "2x2 grey values from 0 to 1, 2 of them dark; the "
                                            "highest score, 5, is that of class 1");
}

static void test_calculus(void) {
  watcher_says("func(@(x) x^2 - 2, -2, 2)", "zeros at -1.414 and 1.414; local minimum -2 at 0");
  watcher_says("func(@(x) x^3 - 3*x, -2.5, 2.5)", "local maximum 2 at -1; local minimum -2 at 1");
  watcher_says("func(@(x) x^2 + 1, -1, 1)", "no zero");
  watcher_says("secant(@(x) x^2, 1, [1 0.5])", "h = 1 has slope 3, h = 0.5 has slope 2.5; the "
                                               "tangent has slope 2");
  watcher_says("stackplot(@(x) x^2, -1, 2, 1)", "at x = 1 the slope is 2; the slope is 0 at 0");
  watcher_says("areaplot(@(x) x, 0, 2, 4)", "left sum 1.5, midpoint 2, trapezoid 2, right 2.5");
  watcher_says("areaplot(@(x) x^2, 0, 3, 3, 'left')",
               "the integral is 9, so the left sum drawn is off by -4");
  const Layer *l =
      watcher_layer(watcher_draw("areaplot(@(x) x^2, 0, 3, 3, 'right')"), 0, LAYER_BOXES, 0);
  tap_ok(l->count == 3 && l->y2[0] == 1 && l->y2[2] == 9, "boxes as high as f at their right");
  watcher_says("taylorplot(@exp, 0, 3)", "coefficients are 1, 1, 0.5, 0.1667");
  watcher_says("taylorplot(@sin, 0, 5)", "coefficients are 0, 1, 0, -0.1667, 0, 0.008333");
  watcher_says("newtonplot(@(x) x^2 - 2, 2, 2)", ": 2, 1.5, 1.417"); /* 3/2, 17/12 */
  watcher_says("newtonplot(@(x) (x - 1)^2 + 3, 4, 1, 'min')", ": 4, 1; after 1 step f is 3");
}

static void test_slopes(void) {
  const Layer *l = watcher_layer(watcher_draw("gradfield(@(x, y) x^2 + y^2)"), 0, LAYER_ARROWS, 0);
  bool inwards = l->count > 100;
  for (size_t i = 0; i < l->count; i++)
    inwards &=
        hypot(l->x2[i], l->y2[i]) < hypot(l->x[i], l->y[i]) + 1e-9 || hypot(l->x[i], l->y[i]) < 0.3;
  tap_ok(inwards, "all arrows point to the minimum");
  watcher_says("lagrange(@(x, y) x + 2*y, @(x, y) x^2 + y^2 - 4)",
               "is -4.472 at (-0.8944, -1.789)"); /* -2 sqrt 5 */
  watcher_says("lagrange(@(x, y) x^2 + y^2, @(x, y) x + y - 1)", "0.5 at (0.5, 0.5)");
  watcher_says("lagrange(@(x, y) x^2 + y^2, @(x, y) x - 1, [-2 2], [-2 2], '<=')",
               "does not bind and lambda is 0");
  watcher_says("optim(@(x, y) x^2 + y^2, [1 1], 0.25, 2, 1)", "GD ends at 0.125"); /* 2 / 16 */
  watcher_says("gdsurf(@(x, y) x^2 + y^2, [1 1], 0.25, 2)", "f from 2 to 0.125 in 2 steps");
  watcher_says("a = [4 2 1 3]; lossplot(a)", "a from 4 to 3 with its minimum 1 at 2");
  const Figure *f = watcher_draw("lossplot([4 2 1], [1 1 1], 'log')");
  tap_ok(f != NULL && f->panels[0].y.logarithmic, "a logarithmic axis");
  watcher_says("activations({'sigmoid', 'tanh'})", "sigmoid has slopes up to 0.25, tanh has slopes "
                                                   "up to 1");
}

static void test_data(void) {
  watcher_says("ecdfplot([3 1 2 4])", "25 % reach up to 1, 50 % reach up to 2, 75 % reach up to 3");
  watcher_says("fitplot([0 1 2], [1 3 5])", "y = 1 + 2 x through 3 points: the squared residuals "
                                            "add up to 0, R2 is 1");
  watcher_says("fitplot([0 1 2], [0 0 3])", "add up to 1.5, R2 is 0.75");
  watcher_says("fitplot([0 1 2], [0 0 3], [0 1])", "add up to 2, R2 is 0.6667; the best line "
                                                   "reaches 1.5");
  /* R: glm(y ~ x, binomial): -5.770, 1.282 */
  watcher_says("fitplot(1:8, [0 0 0 1 0 1 1 1], 'logistic')", "a half at x = 4.5");
  watcher_says("residplot([0 1 2], [0 0 3])", "standard error 1.225; the largest in size is 1");
  watcher_says("anscombe()", "correlation 0.816 and the same line y = 3.0 + 0.5 x");
  watcher_says("pcaplot([1 1; 2 2; 3 3])", "along (0.7071, 0.7071) and holds 100 %");
  watcher_says("mvnplot([1 2], [4 1; 1 1], 100, 3, 1)",
               "given x = 3, y is normal with mean 2.5 and standard deviation 0.866");
  watcher_says("qqplot(norminv(((1:20) - 0.5) / 20))", "with them is 1, and the points keep");
}

static void test_chances(void) {
  /* Bayes: 0.045 / (0.045 + 0.076) on the rounded people of the population. */
  watcher_says("icons(0.05, 0.9, 0.08)", "illness with probability 0.3719");
  watcher_says("treeplot([0.01 0.99], [0.9 0.1; 0.05 0.95], {'D', 'H'}, {'+', '-'})",
               "+ altogether has probability 0.0585, and given it D has 0.1538");
  watcher_says("entropyplot([4 0], [0 4])", "from 1 bits to 0 on the average");
  watcher_says("sampdist([1 2 3 4 5 6], 'mean', 4, 200, 1)", "sigma/sqrt(n) is 0.8539");
  const Layer *l = watcher_layer(watcher_draw("cisim(16, 0.95, 't', 4)"), 0, LAYER_SEGMENTS, 1);
  bool missed = l->count > 0;
  for (size_t i = 0; i < l->count; i++) missed &= l->x[i] > 50 || l->x2[i] < 50;
  tap_ok(missed && l->style.role == ROLE_ACCENT, "the red intervals are those that miss");
  l = watcher_layer(watcher_draw("cisim(25, 0.95, 'z', 4, 10)"), 0, LAYER_SEGMENTS, 0);
  tap_ok(l->count > 0 && near(l->x2[0] - l->x[0], 2 * 1.959963985 * 10 / 5, 1e-6) && l->count <= 10,
         "a z interval is as wide as tables say, and a step stops early");
  /* R: power for a two-sided z test, pnorm(-1.96 - 2) + pnorm(-1.96 + 2) */
  watcher_says("powerplot(5, 15, 36)", "with power 0.516");
  watcher_says("powerplot(5, 10, 20)", "power 0.8 needs n = 32");
  watcher_says("likelihood('bern', [1 1 0 1 0 1 1 0 1 1])", "p = 0.7; its curvature there gives a "
                                                            "standard error of 0.1449");
  watcher_says("likelihood('poiss', [2 4 3])", "rate = 3; its curvature there gives a standard "
                                               "error of 1");
  /* SciPy: beta(16, 8).interval(0.95) = 0.4708, 0.8362 */
  watcher_says("posterior(2, 2, 14, 20)", "mean 0.6667; 95 % of it lie between 0.4708 and 0.8362");
}

static void test_models(void) {
  watcher_says("rocplot([0 0 1 1], [0.1 0.4 0.35 0.8])", "AUC 0.75");
  watcher_says("margin([0 0; 0 2; 2 0; 2 2], [0 0 1 1], 100)", "margin around the line is 2 wide");
  watcher_says("margin([0 0; 0 2; 2 0; 2 2], [0 0 1 1], 100)", "0 lie on the wrong side");
  static const char *const models[] = { "linear", "logistic", "knn", "tree", "svm", "mlp" };
  for (size_t i = 0; i < 6; i++) {
    char text[200];
    snprintf(text, sizeof text, "boundary('%s', [0 0; 0 1; 1 0; 5 5; 5 6; 6 5], [1 1 1 2 2 2]%s)",
             models[i],
             i == 2   ? ", 1"
             : i == 5 ? ", 6, 1"
                      : "");
    watcher_says(text, "6 of 6 points");
  }
  watcher_says("boundary('tree', [0 0; 1 1; 0 1; 1 0], [0 0 1 1], 2)", "of 4 points");
  watcher_fails("boundary('forest', [0 0; 1 1], [0 1])", "the models are linear, logistic");
  /* The first split separates 4:0 from 1:3; gini 15/32, gain 15/32 - 6/32. */
  watcher_says("dtree([1 2 3 4 5 6 7 8]', [0 0 0 0 1 1 1 0])", "x1 < 4.5, with a gain of 0.2812");
  watcher_says("dtree([1 2 3 4]', [0 0 1 1], 1, {}, 1)", "first question is x1 < 2.5");
  /* Residuals -1, -1, 1, 1 about the mean; half of each is taken away in every round. */
  watcher_says("boost([1 2 3 4], [0 0 2 2], 0.5, 1)", "falls from 1 to 0.25; the last tree splits "
                                                      "at x = 2.5");
  watcher_says("kmeansplot([0 0; 0 1; 9 9; 9 10], 2, [0 0; 9 9])",
               "inertia 1, clusters of 2 and 2");
  watcher_says("kmeansplot([0 0; 0 1; 9 9; 9 10], 2, [0 0; 9 9], 1, 1)",
               "after 1 half-steps, the last assigned the points: inertia 2");
  watcher_says("kmeansplot([0 0; 0 1; 9 9; 9 10], 2, [0 0; 9 9], 1, 0)", "at the start, inertia 2");
  watcher_says("dendro([0; 1; 5; 7], 'single', 2)", "last merge is at 4; cut at 3 there are 2 "
                                                    "groups: {1 2}, {3 4}");
  watcher_says("regpath([1 0; 2 1; 3 0; 4 1; 5 0; 6 1], [1 2 3 4 5 6], 0.5)", "x1 stays longest");
  watcher_says("biasvar(1, 6, 1)",
               "at degree 1 the bias squared is 0.2"); /* 1/2 - 3/pi^2 = 0.196 */
}

static void test_nets(void) {
  watcher_says("convplot([1 2 3; 4 5 6; 7 8 9], [1 0; 0 1])", "the products add up to 14");
  watcher_says("convplot([1 2 3; 4 5 6; 7 8 9], [1 0; 0 1], 2)", "step 2 of 4 in row 1, column 2: "
                                                                 "the products add up to 8");
  watcher_says("rnnplot(0, 5)", "first step is 0 in a plain RNN");
  watcher_says("ganplot(0)", "has mean 0 and standard deviation 1.5");
  watcher_says("graphplot(@(x, w, b, y) (w * x + b - y)^2, [2 -3 10 5])",
               "the value is 1; its derivatives are 6 by x, -4 by w, -2 by b, 2 by y");
  watcher_says("graphplot(@(a) exp(-a) / (1 + a), 0)",
               "the value is 1; its derivatives are -2 by a");
  watcher_says("graphplot(@(x) x * x, 3)", "are 6 by x");
  watcher_says("graphplot(@(x) gamma(x), 1)", "are -0.5772 by x");
  watcher_says("graph(@(x) x * x, 3, 'picture')", "are 6 by x");
  watcher_fails("graphplot(@(x) quantile([x 1], 0.5), 3)", "no derivative of quantile");
  watcher_fails("graphplot(@(x, y) x + y, 3)", "2 inputs, but there are 1 values");
}

static void test_octave(void) {
  const Layer *l =
      watcher_layer(watcher_draw("errorbar([1 2], [5 6], [1 2])"), 0, LAYER_SEGMENTS, 0);
  tap_ok(l->count == 2 && l->y[1] == 4 && l->y2[1] == 8, "bars from y - e to y + e");
  l = watcher_layer(watcher_draw("quiver([0 1], [0 0], [1 2], [0 1], 0)"), 0, LAYER_ARROWS, 0);
  tap_ok(l->count == 2 && l->x2[1] == 3 && l->y2[1] == 1, "scale 0 leaves lengths alone");
  l = watcher_layer(watcher_draw("area(1:2, [1 2; 3 4])"), 0, LAYER_FILL, 1);
  tap_ok(l->count == 2 && l->y2[1] == 7, "columns are stacked");
  watcher_says("pie([1 3])", "largest is 2 with 75 %");
  watcher_says("barh({'a', 'b'}, [3 1])", "longest is 3 (a)");
  /* Octave: quantile([1 2 3 4 5 12], [.25 .5 .75]) = 2 3.5 5 */
  watcher_says("boxplot([1 2 3 4 5 12])", "median 3.5, quartiles 2 and 5, 1 outlier");
  watcher_says("histfit([1 2 3 4 5], 5)", "mean 3, sd 1.581");
  watcher_says("plot3([0 1], [0 1], [0 2])", "z runs from 0 to 2");
  const Figure *f =
      watcher_draw("plot([1 2]); hold on; errorbar([1 2], [1 2], [0.1 0.1]); hold off");
  tap_ok(watcher_layer(f, 0, LAYER_LINE, 0)->count == 2 &&
             watcher_layer(f, 0, LAYER_SEGMENTS, 0)->count == 2,
         "error bars join a held figure");
}

/* A seed gives the same picture again, and the learner's own generator goes on as if nothing had
   been drawn. */
static void test_seeds(void) {
  static const char *const calls[] = { "sampdist('exp', 'mean', 5, 50, 9)", "cisim(8, 0.9, 't', 9)",
                                       "mvnplot([0 0], eye(2), 20, [], 9)", "biasvar([], 4, 9)" };
  for (size_t i = 0; i < 4; i++) {
    Text first = TEXT_EMPTY, second = TEXT_EMPTY;
    for (int k = 0; k < 2; k++) {
      const Figure *f = watcher_draw(calls[i]);
      if (f != NULL)
        gnuplot_script(f, &(GnuplotTarget){ .width = 600, .height = 400, .text_only = true },
                       k ? &second : &first);
    }
    tap_ok(first.len > 0 && strcmp(text_string(&first), text_string(&second)) == 0,
           "the same seed, the same picture");
    text_free(&first);
    text_free(&second);
  }
  watcher_draw("seed(1); a = rand; seed(1); cisim(8, 0.9, 't', 9); b = rand; if a ~= b, "
               "error('drawn'); end");
}

/* The quantiles of a tail are marked and labelled; R: pnorm(1.645), pt(-2, 10), pt(2, 10),
   pbinom(9, 20, 0.3). */
static void test_tails(void) {
  const Figure *f = watcher_draw("tail('norm', 1.645)");
  tap_ok(watcher_layer(f, 0, LAYER_SEGMENTS, 0)->x[0] == 1.645, "the quantile is marked");
  tap_text(watcher_layer(f, 0, LAYER_TEXT, 0)->text, "1.645 (95 %)", "and labelled");
  f = watcher_draw("tail('t', [-2 2], 10, 'outside')");
  tap_ok(watcher_layer(f, 0, LAYER_SEGMENTS, 0)->x[0] == -2 &&
             watcher_layer(f, 0, LAYER_SEGMENTS, 1)->x[0] == 2,
         "both ends of an outside are marked");
  const Layer *left = watcher_layer(f, 0, LAYER_TEXT, 0);
  const Layer *right = watcher_layer(f, 0, LAYER_TEXT, 1);
  tap_text(left->text, "−2 (3.67 %)", "and labelled: the left one");
  tap_text(right->text, "2 (96.3 %)", "and the right one");
  tap_ok(left->style.anchor == ANCHOR_RIGHT && right->style.anchor == ANCHOR_LEFT,
         "where the curve falls away");
  tap_ok(watcher_layer(f, 0, LAYER_FILL, 2)->count > 2,
         "two areas are shaded over the curve's own");
  f = watcher_draw("tail('bino', 9, 20, 0.3)");
  tap_text(watcher_layer(f, 0, LAYER_TEXT, 0)->text, "9 (95.2 %)", "a count is labelled");
}

/* Names from a lesson reach gnuplot only inside quotes. */
static void test_hostile(void) {
  static const char *const calls[] = {
    "heatmap([1 2; 3 4], {s, s}, {s, s})", "treeplot([0.5 0.5], eye(2), {s, s}, {s, s})",
    "confusionplot([1 2], [1 2], {s, s})", "pie([1 2], {s, s})",
    "dtree([1; 2], [0 1], 1, {s})",        "boxplot({[1 2 3]}, {s})",
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    char text[300];
    Text script = TEXT_EMPTY;
    snprintf(text, sizeof text, "s = sprintf('%%c', [96 126 10 33 59 124 39 92 34 64 63 27]); %s",
             calls[i]);
    const Figure *f = watcher_draw(text);
    if (f != NULL) gnuplot_script(f, &(GnuplotTarget){ .width = 600, .height = 400 }, &script);
    tap_ok(script.len > 0 && strpbrk(text_string(&script), "`~|!@;?\x1b") == NULL,
           "... is only text");
    text_free(&script);
  }
}

int main(void) {
  watcher_begin();
  test_systems();
  test_plane();
  test_matrices();
  test_calculus();
  test_slopes();
  test_data();
  test_chances();
  test_models();
  test_nets();
  test_octave();
  test_seeds();
  test_tails();
  test_hostile();
  watcher_end();
  return tap_done();
}
