/* figures.c -- one figure of every kind, for the tests of the renderers.  */

#include "config.h"
#include "tests/plot/figures.h"
#include "base/random.h"
#include "plot/sample.h"

#include <math.h>
#include <stdlib.h>

static double density(double z) {
  return exp(-z * z / 2) / sqrt(2 * M_PI);
}

static double draw_normal(Random *r) {
  return sqrt(-2 * log(random_uniform(r))) * cos(2 * M_PI * random_uniform(r));
}

static double tangent(void *self, double x) {
  (void)self;
  return tan(x);
}

static Figure *make_function(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { N = 200 };
  double x[N], y[N], slope[N];
  for (int i = 0; i < N; i++) {
    x[i] = -3 + 6.0 * i / (N - 1);
    y[i] = x[i] * x[i] * x[i] / 3 - x[i];
    slope[i] = x[i] * x[i] - 1;
  }
  panel_title(p, "A cubic and its derivative");
  panel_labels(p, "x", "y");
  panel_yrange(p, -4, 5);
  panel_across(p, 0, (Style){ 0 });
  layer_name(panel_line(p, x, y, N, (Style){ 0 }), "f(x)");
  layer_name(panel_line(p, x, slope, N, (Style){ .role = ROLE_ACCENT }), "f′(x)");
  double ex[] = { -1, 1 }, ey[] = { 2.0 / 3, -2.0 / 3 };
  panel_points(p, ex, ey, 2, (Style){ .role = ROLE_MODEL, .size = 1.4 });
  panel_text(p, -1, 0.85, (Style){ .anchor = ANCHOR_CENTER }, "maximum");
  panel_text(p, 1, -1.55, (Style){ .anchor = ANCHOR_CENTER }, "minimum");
  return f;
}

static Figure *make_poles(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Samples s;
  sample_function(tangent, NULL, -6, 6, 0, NULL, &s);
  panel_title(p, "tan x has a pole every π");
  panel_labels(p, "x", "tan x");
  panel_yrange(p, s.low, s.high);
  double at[] = { -1.5 * M_PI, -M_PI, -M_PI / 2, 0, M_PI / 2, M_PI, 1.5 * M_PI };
  const char *labels[] = { "−3π/2", "−π", "−π/2", "0", "π/2", "π", "3π/2" };
  panel_xtics(p, at, labels, 7);
  panel_line(p, s.x, s.y, s.count, (Style){ 0 });
  samples_free(&s);
  return f;
}

static double valley(double x, double y) {
  return (1 - x) * (1 - x) + 1.5 * (y - x * x) * (y - x * x);
}

static Figure *make_descent(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { NX = 161, NY = 121, STEPS = 61 };
  double *z = mem_new(NX * NY * sizeof *z), *levels = mem_new(8 * sizeof *levels);
  for (int j = 0; j < NY; j++)
    for (int i = 0; i < NX; i++)
      z[j * NX + i] = log10(valley(-2 + 4.0 * i / (NX - 1), -1 + 4.0 * j / (NY - 1)) + 0.03);
  for (int i = 0; i < 8; i++) levels[i] = -1.2 + 0.4 * i;
  double px[STEPS], py[STEPS];
  px[0] = -1.62;
  py[0] = 0.55;
  for (int i = 1; i < STEPS; i++) {
    double x = px[i - 1], y = py[i - 1];
    px[i] = x - 0.05 * (-2 * (1 - x) - 6 * x * (y - x * x));
    py[i] = y - 0.05 * 3 * (y - x * x);
  }
  Grid g = { NX, NY, -2, 2, -1, 3, z };
  panel_title(p, "Gradient descent on f(θ) = (1 − θ₁)² + 1.5(θ₂ − θ₁²)²,  η = 0.05");
  panel_labels(p, "θ₁", "θ₂");
  panel_xrange(p, -2, 2);
  panel_yrange(p, -1, 3);
  layer_colorbar(panel_field(p, g, PALETTE_DEPTH), "log₁₀ f(θ)");
  panel_contours(p, g, levels, 8, (Style){ .role = ROLE_PAPER });
  panel_line_points(p, px, py, STEPS, (Style){ .role = ROLE_ACCENT, .size = 0.6 });
  panel_points(p, px, py, 1, (Style){ .role = ROLE_INK, .marker = MARKER_RING, .size = 1.6 });
  double one = 1;
  panel_points(p, &one, &one, 1, (Style){ .role = ROLE_INK, .marker = MARKER_CROSS });
  panel_points(p, px + STEPS - 1, py + STEPS - 1, 1, (Style){ .role = ROLE_ACCENT, .size = 1.4 });
  panel_text(p, px[0], py[0] - 0.2, (Style){ .anchor = ANCHOR_CENTER }, "start");
  panel_text(p, px[60], py[60], (Style){ .anchor = ANCHOR_RIGHT }, "after 60 steps");
  panel_text(p, 1, 1, (Style){ .anchor = ANCHOR_LEFT }, "minimum");
  free(z);
  free(levels);
  return f;
}

static Figure *make_normal(void) {
  Figure *f = figure_new(2, 1);
  enum { N = 201, TAIL = 61 };
  double x[N], pdf[N], cdf[N], tx[TAIL], ty[TAIL], q = 1.6449;
  for (int i = 0; i < N; i++) {
    x[i] = -4 + 8.0 * i / (N - 1);
    pdf[i] = density(x[i]);
    cdf[i] = erfc(-x[i] / sqrt(2)) / 2;
  }
  for (int i = 0; i < TAIL; i++) {
    tx[i] = q + (4 - q) * i / (TAIL - 1);
    ty[i] = density(tx[i]);
  }
  figure_title(f, "Standard normal: z = 1.645 leaves 5 %% above it");
  Panel *p = figure_panel(f, 0, 0);
  panel_labels(p, NULL, "density φ(z)");
  panel_yrange(p, 0, 0.43);
  panel_area(p, x, pdf, N, 0, (Style){ .role = ROLE_MODEL, .tint = 0.85 });
  panel_area(p, tx, ty, TAIL, 0, (Style){ .role = ROLE_ACCENT });
  panel_line(p, x, pdf, N, (Style){ .role = ROLE_MODEL });
  panel_text(p, 0, 0.15, (Style){ .role = ROLE_MODEL, .anchor = ANCHOR_CENTER, .size = 1.2 },
             "95 %%");
  panel_text(p, 2.05, 0.135, (Style){ .role = ROLE_ACCENT }, "P(Z > 1.645) = 0.05");
  panel_arrow(p, 2.5, 0.118, 2.0, 0.03, (Style){ .role = ROLE_INK, .width = 0.5, .size = 0.6 });
  p = figure_panel(f, 1, 0);
  panel_labels(p, "z", "Φ(z)");
  panel_yrange(p, 0, 1.05);
  double at[] = { 0, 0.25, 0.5, 0.75, 0.95 };
  panel_ytics(p, at, NULL, 5);
  panel_line(p, x, cdf, N, (Style){ .role = ROLE_MODEL });
  double sx[] = { -4, q }, sy[] = { 0.95, 0.95 }, ex[] = { q, q }, ey[] = { 0.95, 0 };
  panel_segments(p, sx, sy, ex, ey, 2, (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG });
  panel_points(p, ex, sy, 1, (Style){ .role = ROLE_ACCENT, .size = 1.4 });
  panel_text(p, -3.9, 0.86, (Style){ .role = ROLE_ACCENT }, "Φ(1.645) = 0.95");
  figure_words(f, "A bell curve with its upper 5 %% beyond 1.645 shaded, and below it the "
                  "distribution function reaching 0.95 there.");
  return f;
}

static Figure *make_histogram(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { BINS = 22, SAMPLE = 600, N = 150 };
  double x[BINS], height[BINS] = { 0 }, cx[N], cy[N], sum = 0, squares = 0;
  Random r;
  random_seed(&r, 3);
  for (int i = 0; i < SAMPLE; i++) {
    double v = 168.5 + 8.2 * draw_normal(&r);
    int bin = (int)floor((v - 140) / 2.5);
    if (bin >= 0 && bin < BINS) height[bin] += 1 / (SAMPLE * 2.5);
    sum += v;
    squares += v * v;
  }
  double mean = sum / SAMPLE, sd = sqrt(squares / SAMPLE - mean * mean);
  for (int i = 0; i < BINS; i++) x[i] = 140 + 2.5 * (i + 0.5);
  for (int i = 0; i < N; i++) {
    cx[i] = 140 + 55.0 * i / (N - 1);
    cy[i] = density((cx[i] - mean) / sd) / sd;
  }
  panel_title(p, "Histogram of 600 heights and the fitted normal density");
  panel_labels(p, "height (cm)", "density");
  layer_name(panel_bars(p, x, height, BINS, 2.5, (Style){ .role = ROLE_MODEL, .tint = 0.65 }),
             "600 heights");
  layer_name(panel_line(p, cx, cy, N, (Style){ .role = ROLE_ACCENT, .width = 1.2 }),
             "normal density");
  panel_upright(p, mean, (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG });
  return f;
}

static Figure *make_vectors(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  panel_title(p, "u + v: put v at the tip of u");
  panel_equal(p);
  panel_axes(p, AXES_ORIGIN);
  panel_xrange(p, -1, 6);
  panel_yrange(p, -1.5, 4.5);
  panel_arrow(p, 0, 0, 3, -1, (Style){ .role = ROLE_MODEL });
  panel_arrow(p, 0, 0, 2, 4, (Style){ .role = ROLE_ACCENT });
  panel_arrow(p, 0, 0, 5, 3, (Style){ .role = ROLE_GOOD });
  double x0[] = { 3, 2 }, y0[] = { -1, 4 }, x1[] = { 5, 5 }, y1[] = { 3, 3 };
  panel_segments(p, x0, y0, x1, y1, 2, (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  panel_text(p, 3, -1, (Style){ .role = ROLE_MODEL }, "u = (3, −1)");
  panel_text(p, 2, 4, (Style){ .role = ROLE_ACCENT, .anchor = ANCHOR_RIGHT }, "v = (2, 4)");
  panel_text(p, 5, 3, (Style){ .role = ROLE_GOOD, .anchor = ANCHOR_CENTER }, "u + v = (5, 3)");
  return f;
}

static Figure *make_classifier(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { SIDE = 151, N = 80 };
  double *z = mem_new(SIDE * SIDE * sizeof *z), x[N], y[N], class[N];
  for (int j = 0; j < SIDE; j++)
    for (int i = 0; i < SIDE; i++)
      z[j * SIDE + i] = 1.5 * (-3 + 6.0 * i / (SIDE - 1)) + (-3 + 6.0 * j / (SIDE - 1)) - 0.4 > 0;
  Random r;
  random_seed(&r, 5);
  for (int i = 0; i < N; i++) {
    class[i] = i % 2;
    x[i] = 0.8 * draw_normal(&r) + (i % 2 ? 1.1 : -0.9);
    y[i] = 0.8 * draw_normal(&r) + (i % 2 ? 0.7 : -0.5);
  }
  Grid g = { SIDE, SIDE, -3, 3, -3, 3, z };
  panel_title(p, "A linear classifier: two half-planes");
  panel_labels(p, "x₁", "x₂");
  panel_xrange(p, -3, 3);
  panel_yrange(p, -3, 3);
  panel_field(p, g, PALETTE_CLASSES);
  double bx[] = { -3, 3 }, by[] = { 4.9, -4.1 };
  layer_name(panel_line(p, bx, by, 2, (Style){ .role = ROLE_INK }), "boundary");
  const char *names[] = { "class 0", "class 1" };
  panel_classes(p, x, y, class, N, 2, names);
  free(z);
  return f;
}

static Figure *make_loss(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { N = 121 };
  double epoch[N], train[N], valid[N];
  for (int e = 0; e < N; e++) {
    epoch[e] = e;
    train[e] = (2.3 * exp(-e / 14.0) + 0.16 * exp(-e / 60.0) + 0.018) * (1 + 0.06 * sin(e * 2.3));
    valid[e] = (2.3 * exp(-e / 14.5) + 0.2 * exp(-e / 38.0) + 0.05 + 8e-6 * e * e) *
               (1 + 0.05 * sin(e * 1.7 + 1));
  }
  panel_title(p, "Training and validation loss");
  panel_labels(p, "epoch", "loss (log scale)");
  panel_log(p, false, true);
  layer_name(panel_line(p, epoch, train, N, (Style){ 0 }), "training");
  layer_name(panel_line(p, epoch, valid, N, (Style){ 0 }), "validation");
  panel_upright(p, 68, (Style){ .dash = DASH_DOT });
  panel_text(p, 68, 1.2, (Style){ 0 }, "best: epoch 68");
  return f;
}

static Figure *make_impulses(void) {
  Figure *f = figure_new(2, 1);
  enum { N = 16 };
  double k[N], pmf[N], cdf[N], mass = exp(-4), sum = 0;
  for (int i = 0; i < N; i++) {
    k[i] = i;
    pmf[i] = mass;
    cdf[i] = sum += mass;
    mass *= 4.0 / (i + 1);
  }
  figure_title(f, "Poisson with λ = 4");
  Panel *p = figure_panel(f, 0, 0);
  panel_labels(p, NULL, "P(X = k)");
  panel_impulses(p, k, pmf, N, (Style){ 0 });
  p = figure_panel(f, 1, 0);
  panel_labels(p, "k", "P(X ≤ k)");
  panel_steps(p, k, cdf, N, (Style){ 0 });
  panel_between(p, k, cdf, pmf, N, (Style){ .role = ROLE_GOOD, .tint = 0.8 });
  return f;
}

static Figure *make_arrows(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { SIDE = 13, GRID = 61 };
  double x[SIDE * SIDE], y[SIDE * SIDE], dx[SIDE * SIDE], dy[SIDE * SIDE];
  double *z = mem_new(GRID * GRID * sizeof *z);
  for (int i = 0; i < SIDE * SIDE; i++) {
    x[i] = -3 + 0.5 * (i % SIDE);
    y[i] = -2.4 + 0.4 * (i / SIDE);
    dx[i] = -0.09 * (x[i] + 0.6 * y[i]);
    dy[i] = -0.09 * (0.6 * x[i] + 1.6 * y[i]);
  }
  for (int j = 0; j < GRID; j++)
    for (int i = 0; i < GRID; i++) {
      double a = -3.3 + 6.6 * i / (GRID - 1), b = -2.8 + 5.6 * j / (GRID - 1);
      z[j * GRID + i] = 0.5 * a * a + 0.6 * a * b + 0.8 * b * b;
    }
  panel_title(p, "Arrows −∇f point downhill, at right angles to the level curves");
  panel_labels(p, "x", "y");
  panel_equal(p);
  panel_grid(p, false);
  panel_contours(p, (Grid){ GRID, GRID, -3.3, 3.3, -2.8, 2.8, z }, NULL, 12,
                 (Style){ .role = ROLE_ACCENT, .tint = 0.5 });
  panel_arrows(p, x, y, dx, dy, SIDE * SIDE, (Style){ .role = ROLE_MODEL });
  free(z);
  return f;
}

static Figure *make_heatmap(void) {
  static const double R[25] = { 1,    0.74,  -0.12, 0.83, 0.35,  0.74, 1,    -0.05, 0.69,
                                0.28, -0.12, -0.05, 1,    -0.31, 0.07, 0.83, 0.69,  -0.31,
                                1,    0.41,  0.35,  0.28, 0.07,  0.41, 1 };
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double at[] = { 0, 1, 2, 3, 4 };
  const char *names[] = { "area", "rooms", "age", "price", "tax" };
  panel_title(p, "Correlation matrix");
  panel_xtics(p, at, names, 5);
  panel_ytics(p, at, names, 5);
  panel_down(p);
  panel_equal(p);
  Layer *l = panel_field(p, (Grid){ 5, 5, 0, 4, 0, 4, R }, PALETTE_DIVERGING);
  layer_limits(l, -1, 1);
  layer_numbers(l, 2);
  layer_colorbar(l, NULL);
  return f;
}

static Figure *make_surface(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { NX = 61, NY = 49, STEPS = 25 };
  double *z = mem_new(NX * NY * sizeof *z), px[STEPS], py[STEPS], pz[STEPS];
  for (int j = 0; j < NY; j++)
    for (int i = 0; i < NX; i++) {
      double x = -2.2 + 4.4 * i / (NX - 1), y = -1.7 + 3.4 * j / (NY - 1);
      z[j * NX + i] = 0.5 * x * x + 1.1 * y * y;
    }
  for (int i = 0; i < STEPS; i++) {
    px[i] = i == 0 ? -1.8 : px[i - 1] * (1 - 0.12);
    py[i] = i == 0 ? 1.5 : py[i - 1] * (1 - 0.26);
    pz[i] = 0.5 * px[i] * px[i] + 1.1 * py[i] * py[i];
  }
  panel_title(p, "Going downhill: the path of gradient descent");
  panel_labels(p, "θ₁", "θ₂");
  panel_zlabel(p, "f(θ)");
  panel_surface(p, (Grid){ NX, NY, -2.2, 2.2, -1.7, 1.7, z }, PALETTE_VIRIDIS);
  panel_path(p, px, py, pz, STEPS, (Style){ 0 });
  panel_text(p, px[0], py[0], (Style){ .role = ROLE_INK }, "start");
  free(z);
  return f;
}

static Figure *make_multiples(void) {
  Figure *f = figure_new(2, 2);
  static const char *const NAMES[] = { "sigmoid", "tanh", "ReLU", "GELU" };
  enum { N = 101 };
  figure_title(f, "Activation functions and their derivatives");
  for (unsigned k = 0; k < 4; k++) {
    double x[N], y[N], d[N];
    for (int i = 0; i < N; i++) {
      x[i] = -4 + 8.0 * i / (N - 1);
      double s = 1 / (1 + exp(-x[i])), half = erfc(-x[i] / sqrt(2)) / 2;
      y[i] = k == 0 ? s : k == 1 ? tanh(x[i]) : k == 2 ? fmax(x[i], 0) : x[i] * half;
      d[i] = k == 0   ? s * (1 - s)
             : k == 1 ? 1 - tanh(x[i]) * tanh(x[i])
             : k == 2 ? (x[i] > 0)
                      : half + x[i] * density(x[i]);
    }
    Panel *p = figure_panel(f, k / 2, k % 2);
    panel_title(p, "%s", NAMES[k]);
    panel_across(p, 0, (Style){ 0 });
    panel_line(p, x, y, N, (Style){ .role = ROLE_MODEL });
    panel_line(p, x, d, N, (Style){ .role = ROLE_ACCENT });
  }
  return f;
}

static Figure *make_residuals(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  enum { N = 14 };
  double x[N], y[N], fit[N], ends[] = { 0, 10 }, line[] = { 0.03, 11.13 };
  Random r;
  random_seed(&r, 11);
  for (int i = 0; i < N; i++) {
    x[i] = 10 * random_uniform(&r);
    fit[i] = 0.03 + 1.11 * x[i];
    y[i] = fit[i] + draw_normal(&r);
  }
  panel_title(p, "Least squares minimises the sum of the squared residuals");
  panel_labels(p, "x", "y");
  panel_segments(p, x, fit, x, y, N, (Style){ .role = ROLE_ACCENT });
  panel_line(p, ends, line, 2, (Style){ .role = ROLE_MODEL });
  panel_points(p, x, y, N, (Style){ .role = ROLE_INK });
  panel_note(p, 0.04, 0.92, (Style){ .role = ROLE_MODEL }, "ŷ = 0.03 + 1.11 x");
  panel_note(p, 0.04, 0.84, (Style){ .role = ROLE_ACCENT }, "R² = 0.91");
  return f;
}

static Figure *make_broken(void) {
  Figure *f = figure_new(1, 2);
  double x[] = { 0, 1, NAN, 3, INFINITY, 5, 6, 7 }, y[] = { 1, NAN, 2, INFINITY, 1, -2, 0, 1e308 };
  Panel *p = figure_panel(f, 0, 0);
  panel_title(p, "NaN and Inf");
  panel_line_points(p, x, y, 8, (Style){ 0 });
  panel_points(p, x, y, 0, (Style){ 0 });
  panel_arrows(p, x, y, y, x, 8, (Style){ 0 });
  panel_bars(p, x, y, 8, 0.5, (Style){ 0 });
  panel_area(p, x, y, 8, 0, (Style){ .role = ROLE_GOOD });
  panel_text(p, NAN, 1, (Style){ 0 }, "nowhere");
  p = figure_panel(f, 0, 1);
  panel_log(p, true, true);
  panel_title(p, "log axes and numbers below 0");
  double nan_grid[] = { NAN, 1, 2, INFINITY };
  panel_contours(p, (Grid){ 2, 2, 1, 2, 1, 2, nan_grid }, NULL, 5, (Style){ 0 });
  panel_line(p, x, y, 8, (Style){ 0 });
  panel_bars(p, x, y, 8, 0.5, (Style){ 0 });
  panel_impulses(p, x, y, 8, (Style){ 0 });
  panel_segments(p, x, y, y, x, 8, (Style){ 0 });
  panel_upright(p, -1, (Style){ 0 });
  return f;
}

static Figure *make_empty(void) {
  Figure *f = figure_new(1, 1);
  panel_title(figure_panel(f, 0, 0), "Nothing yet");
  return f;
}

static Figure *make_shapes(void) {
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  double x[65], y[65], square_x[] = { 0, 1, 1, 0 }, square_y[] = { 0, 0, 1, 1 };
  for (int i = 0; i < 65; i++) {
    x[i] = 2 * cos(i * M_PI / 32);
    y[i] = sin(i * M_PI / 32);
  }
  panel_title(p, "Markers, a polygon and an ellipse");
  panel_equal(p);
  panel_axes(p, AXES_NONE);
  panel_polygon(p, square_x, square_y, 4, (Style){ .role = ROLE_LIGHT, .tint = 0.6 });
  layer_name(panel_line(p, x, y, 65, (Style){ .dash = DASH_LONG }), "ellipse");
  for (int m = 0; m < MARKER_COUNT; m++) {
    double mx = -1.5 + 0.4 * m, my = -0.3;
    panel_points(p, &mx, &my, 1, (Style){ .role = role_cycle((size_t)m), .marker = (Marker)m });
  }
  return f;
}

const FigureKind FIGURE_KINDS[] = {
  { "function", make_function },     { "poles", make_poles },         { "descent", make_descent },
  { "normal", make_normal },         { "histogram", make_histogram }, { "vectors", make_vectors },
  { "classifier", make_classifier }, { "loss", make_loss },           { "impulses", make_impulses },
  { "arrows", make_arrows },         { "heatmap", make_heatmap },     { "surface", make_surface },
  { "multiples", make_multiples },   { "residuals", make_residuals }, { "broken", make_broken },
  { "empty", make_empty },           { "shapes", make_shapes },
};
const size_t FIGURE_KINDS_COUNT = sizeof FIGURE_KINDS / sizeof *FIGURE_KINDS;
