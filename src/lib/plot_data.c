/* plot_data.c -- data and what they are compared with: quantiles, fits, residuals, components.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>
#include <string.h>

static const Style POINTS = { .role = ROLE_INK, .size = 0.9 };
static const Style RULE = { .role = ROLE_MUTED, .width = 0.9 };

/* ------------------------------------------------------------------ ecdfplot */

static const char ecdf_numbers[] =
    "x = sort(x(isfinite(x)))(:)'; n = numel(x); if n == 0, error('there are no numbers'); end\n"
    "if isempty(q), q = [0.25 0.5 0.75]; end\n"
    "q = q(:)'; if ~all(q > 0 & q < 1), error('q lies between 0 and 1'); end\n"
    "room = 0.06 * max(x(end) - x(1), 1); u = [x(1) - room, x, x(end) + room];\n"
    "F = [0, (1:n) / n, 1]; v = x(max(1, ceil(q * n - 1e-9)));\n"
    "normal_ = strcmp(kind, 'norm'); if ~isempty(kind) && ~normal_\n"
    "  error('the curve to compare with is norm'); end\n"
    "t = linspace(u(1), u(end), 201); G = normcdf(t, mean(x), max(std(x), realmin));\n"
    "if normal_, H = normcdf(x, mean(x), max(std(x), realmin));\n"
    "  gap = max(max(abs((1:n) / n - H)), max(abs((0:n-1) / n - H))); else, gap = 0; end";

static Value call_ecdfplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "x q kind", ecdf_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View u = sketch_view(&s, "u"), q = sketch_view(&s, "q"), v = sketch_view(&s, "v");
  bool normal = sketch_number(&s, "normal_") != 0;
  size_t n = u.count - 2;
  Text words = TEXT_EMPTY;
  text_printf(&words, "Share of %zu values up to each x:", n);
  for (size_t i = 0; i < q.count; i++) {
    double x[3] = { u.data[0], v.data[i], v.data[i] }, y[3] = { q.data[i], q.data[i], 0 };
    panel_line(p, x, y, 3, (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG, .width = 0.8 });
    panel_text(p, v.data[i], 0.03, (Style){ .role = ROLE_ACCENT }, "%s",
               number_pretty(v.data[i]).text);
    text_printf(&words, "%s %s %% reach up to %s", i ? "," : "", number_plain(100 * q.data[i]).text,
                number_plain(v.data[i]).text);
  }
  if (normal) {
    layer_name(sketch_line(&s, p, "t G", (Style){ .role = ROLE_GOOD }), "normal");
    text_printf(&words, "; the normal curve is off by at most %s", sketch_plain(&s, "gap").text);
  }
  layer_name(sketch_steps(&s, p, "u F", (Style){ .role = ROLE_MODEL, .width = 1.2 }), "data");
  panel_labels(p, "x", "share of values ≤ x");
  panel_xrange(p, u.data[0], u.data[u.count - 1]);
  panel_yrange(p, 0, 1.03);
  panel_legend(p, normal ? LEGEND_CORNER : LEGEND_NONE);
  panel_title(p, "empirical distribution, n = %zu", n);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ qqplot */

static const char qq_numbers[] =
    "x = sort(x(isfinite(x)))(:)'; n = numel(x); if n < 3, error('three numbers are needed'); end\n"
    "if x(1) == x(n), error('all numbers are the same'); end\n"
    "q = norminv(((1:n) - 0.5) / n); e = norminv([0.25 0.75]); h = quantile(x, [0.25 0.75]);\n"
    "slope = (h(2) - h(1)) / (e(2) - e(1)); at = mean(h) - slope * mean(e);\n"
    "ends = [q(1) - 0.2, q(end) + 0.2]; line_ = at + slope * ends; r = corr(q', x');\n"
    "k = max(1, floor(n / 20)); up = mean(x(end-k+1:end) - at - slope * q(end-k+1:end));\n"
    "down = mean(x(1:k) - at - slope * q(1:k)); s = max(std(x), realmin);\n"
    "up = up / s; down = down / s;";

static Value call_qqplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "x", qq_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  sketch_line(&s, p, "ends line_", (Style){ .role = ROLE_ACCENT });
  sketch_points(&s, p, "q x", (Style){ .role = ROLE_MODEL, .size = 0.9 });
  panel_labels(p, "normal quantile", "ordered data");
  double up = sketch_number(&s, "up"), down = sketch_number(&s, "down");
  panel_title(p, "normal QQ plot, r = %s", sketch_pretty(&s, "r").text);
  const char *tails = fabs(up) < 0.4 && fabs(down) < 0.4 ? "the points keep to the line"
                      : up > 0 && down < 0 ? "both tails reach farther than a normal curve's"
                      : up < 0 && down > 0 ? "both tails are shorter than a normal curve's"
                      : up > 0 || down > 0 ? "the points bend upwards: skewed to the right"
                                           : "the points bend downwards: skewed to the left";
  figure_words(f,
               "%zu ordered values against normal quantiles: the correlation with them is %s, and "
               "%s.",
               sketch_count(&s, "x"), sketch_plain(&s, "r").text, tails);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ fitplot, residplot */

static const char fit_numbers[] =
    "x = x(:)'; y = y(:)'; good = isfinite(x) & isfinite(y); x = x(good); y = y(good);\n"
    "n = numel(x); if n < 2, error('two points are needed'); end\n"
    "logistic_ = ischar(kind) && strcmp(kind, 'logistic');\n"
    "line_ = []; k = 1; if ~ischar(kind) && ~isempty(kind)\n"
    "  if numel(kind) == 2, line_ = kind(:)'; else, k = kind; end\n"
    "elseif ischar(kind) && ~logistic_, error('the third argument is an order or logistic'); end\n"
    "if ~isscalar(k) || k ~= round(k) || k < 0 || k > 9\n"
    "  error('the order is a whole number from 0 to 9'); end\n"
    "if numel(unique(x)) <= k, error('there are too few different x for this order'); end\n"
    "room = 0.06 * max(max(x) - min(x), 1e-9); u = linspace(min(x) - room, max(x) + room, 201);\n"
    "if logistic_\n"
    "  if ~all(y == 0 | y == 1), error('a logistic curve needs labels 0 and 1'); end\n"
    "  mx = mean(x); sx = max(std(x), realmin); z = (x - mx) / sx; w = [0; 0]; X = [ones(n, 1) "
    "z'];\n"
    "  for i = 1:100\n"
    "    p = 1 ./ (1 + exp(-X * w)); g = X' * (p - y') + 1e-6 * w; W = p .* (1 - p);\n"
    "    d = (X' * (W .* X) + 1e-6 * eye(2)) \\ g; w = w - d / max(1, norm(d));\n"
    "    if norm(d) < 1e-10, break, end\n"
    "  end\n"
    "  b1 = w(2) / sx; b0 = w(1) - b1 * mx; fit = 1 ./ (1 + exp(-b0 - b1 * x));\n"
    "  v = 1 ./ (1 + exp(-b0 - b1 * u)); co = [b1 b0];\n"
    "else\n"
    "  if isempty(line_), [co, st, mu] = polyfit(x, y, k); fit = polyval(co, (x - mu(1)) / "
    "mu(2));\n"
    "    v = polyval(co, (u - mu(1)) / mu(2)); co = polyfit(x, y, k);\n"
    "  else, co = fliplr(line_); fit = polyval(co, x); v = polyval(co, u); end\n"
    "  if numel(co) == 1, co = [0 co]; end, b0 = co(end); b1 = co(end - 1);\n"
    "end\n"
    "r = y - fit; sse = sum(r .^ 2); sst = sum((y - mean(y)) .^ 2); r2 = 1 - sse / max(sst, "
    "realmin);\n"
    "if sst == 0, r2 = 0; end, zero = zeros(1, n); given_line = ~isempty(line_);\n"
    "right = sum((fit >= 0.5) == (y >= 0.5)); best = sum((y - polyval(polyfit(x, y, 1), x)) .^ "
    "2);\n"
    "if sse < 1e-20 * max(sst, 1), sse = 0; r = 0 * r; end, [worst, i] = max(abs(r)); at = x(i);";

static Value call_fitplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!numeric_same_count(call, 0, 1) || !sketch_run(&s, "x y kind", fit_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool logistic = sketch_number(&s, "logistic_") != 0, given = sketch_number(&s, "given_line") != 0;
  double k = sketch_number(&s, "k"), b0 = sketch_number(&s, "b0"), b1 = sketch_number(&s, "b1");
  if (!logistic) sketch_segments(&s, p, "x y x fit", (Style){ .role = ROLE_ACCENT });
  sketch_line(&s, p, "u v", (Style){ .role = ROLE_MODEL, .width = 1.2 });
  sketch_points(&s, p, "x y", POINTS);
  panel_labels(p, "x", logistic ? "P(y = 1)" : "y");
  Text words = TEXT_EMPTY;
  if (logistic) {
    panel_title(p, "p = σ(%s %s %s x)", number_pretty(b0).text, b1 < 0 ? "−" : "+",
                number_pretty(fabs(b1)).text);
    text_printf(&words,
                "A logistic curve through %zu labels: the chance of 1 is a half at x = %s; %g of "
                "them are on the right side of it",
                sketch_count(&s, "x"), number_plain(-b0 / b1).text, sketch_number(&s, "right"));
  } else {
    panel_title(p, "SSE = %s, R² = %s", sketch_pretty(&s, "sse").text,
                sketch_pretty(&s, "r2").text);
    if (k == 1)
      text_printf(&words, "The %s y = %s %s %s x", given ? "line" : "least-squares line",
                  number_plain(b0).text, b1 < 0 ? "-" : "+", number_plain(fabs(b1)).text);
    else
      text_printf(&words, "The least-squares polynomial of order %g", k);
    text_printf(&words, " through %zu points: the squared residuals add up to %s, R2 is %s",
                sketch_count(&s, "x"), sketch_plain(&s, "sse").text, sketch_plain(&s, "r2").text);
    if (given) text_printf(&words, "; the best line reaches %s", sketch_plain(&s, "best").text);
    if (k == 1)
      panel_note(p, 0.03, 0.94, (Style){ .role = ROLE_MODEL }, "y = %s %s %s x",
                 number_pretty(b0).text, b1 < 0 ? "−" : "+", number_pretty(fabs(b1)).text);
  }
  panel_legend(p, LEGEND_NONE);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

static const char resid_numbers[] =
    "low = min(r); high = max(r); if low == high, low = low - 1; high = high + 1; end\n"
    "m = min(20, max(5, ceil(log2(n) + 1))); e = linspace(low, high, m + 1); c = zeros(1, m);\n"
    "for i = 1:n, j = min(m, floor((r(i) - low) / (high - low) * m) + 1); c(j) = c(j) + 1; end\n"
    "lo = e(1:end-1); hi = e(2:end); s = sqrt(sse / max(1, n - k - 1));\n"
    "third = sort(fit); mid = fit > third(ceil(n / 3)) & fit < third(max(1, floor(2 * n / 3)));\n"
    "bend = 0; if any(mid) && any(~mid), bend = (mean(r(mid)) - mean(r(~mid))) / max(s, realmin); "
    "end\n"
    "a = abs(r); fan = 0; if n > 4 && std(a) > 0 && std(fit) > 0, fan = corr(fit', a'); end\n"
    "base = zeros(1, m);";

static Value call_residplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!numeric_same_count(call, 0, 1) || !sketch_run(&s, "x y kind", fit_numbers) ||
      !sketch_run(&s, "", resid_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  sketch_segments(&s, p, "fit zero fit r", (Style){ .role = ROLE_ACCENT, .tint = 0.4 });
  panel_across(p, 0, RULE);
  sketch_points(&s, p, "fit r", POINTS);
  panel_labels(p, "fitted value", "residual");
  panel_title(p, "residuals, s = %s", sketch_pretty(&s, "s").text);
  sketch_boxes(&s, q, "lo hi base c", (Style){ .role = ROLE_MODEL, .tint = 0.35 });
  panel_upright(q, 0, RULE);
  panel_labels(q, "residual", NULL);
  panel_title(q, "how many of each size");
  double bend = sketch_number(&s, "bend"), fan = sketch_number(&s, "fan");
  const char *pattern = fabs(bend) > 1 ? "they bend with the fitted value: a straight line misses "
                                         "something"
                        : fan > 0.5    ? "they widen with the fitted value"
                                       : "no clear pattern is left";
  figure_words(f,
               "Residuals of %zu points around 0, standard error %s; the largest in size is %s at "
               "x = %s; %s.",
               sketch_count(&s, "x"), sketch_plain(&s, "s").text, sketch_plain(&s, "worst").text,
               sketch_plain(&s, "at").text, pattern);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ anscombe */

/* Source: Anscombe: Graphs in statistical analysis, The American Statistician 27 (1973).  */
static const char anscombe_numbers[] =
    "x1 = [10 8 13 9 11 14 6 4 12 7 5]; x2 = x1; x3 = x1; x4 = [8 8 8 8 8 8 8 19 8 8 8];\n"
    "y1 = [8.04 6.95 7.58 8.81 8.33 9.96 7.24 4.26 10.84 4.82 5.68];\n"
    "y2 = [9.14 8.14 8.74 8.77 9.26 8.10 6.13 3.10 9.13 7.26 4.74];\n"
    "y3 = [7.46 6.77 12.74 7.11 7.81 8.84 6.08 5.39 8.15 6.42 5.73];\n"
    "y4 = [6.58 5.76 7.71 8.84 8.47 7.04 5.25 12.50 5.56 7.91 6.89];\n"
    "u = [2 20]; b = polyfit(x1, y1, 1); v = polyval(b, u); mx = mean(x1); my = mean(y1);\n"
    "r = corr(x1', y1'); slope = b(1); start = b(2);";

static Value call_anscombe(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "", anscombe_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(2, 2);
  static const char *const data[] = { "x1 y1", "x2 y2", "x3 y3", "x4 y4" };
  static const char *const names[] = { "I", "II", "III", "IV" };
  for (unsigned i = 0; i < 4; i++) {
    Panel *p = figure_panel(f, i / 2, i % 2);
    sketch_line(&s, p, "u v", (Style){ .role = ROLE_MODEL });
    sketch_points(&s, p, data[i], (Style){ .role = ROLE_ACCENT });
    panel_note(p, 0.05, 0.88, (Style){ .role = ROLE_MUTED, .size = 1.2 }, "%s", names[i]);
    panel_xrange(p, 2, 20);
    panel_yrange(p, 2, 14);
    panel_legend(p, LEGEND_NONE);
    panel_labels(p, i > 1 ? "x" : NULL, i % 2 ? NULL : "y");
  }
  figure_title(f, "Anscombe's four: mean %.1f, r = %.3f, line y = %.1f + %.1f x each",
               sketch_number(&s, "my"), sketch_number(&s, "r"), sketch_number(&s, "start"),
               sketch_number(&s, "slope"));
  figure_words(f,
               "Four data sets with the same means (%.0f and %.1f), the same correlation %.3f and "
               "the same line y = %.1f + %.1f x: a cloud, a curve, a line with one outlier, and "
               "one far point that alone makes the line.",
               sketch_number(&s, "mx"), sketch_number(&s, "my"), sketch_number(&s, "r"),
               sketch_number(&s, "start"), sketch_number(&s, "slope"));
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ pcaplot, mvnplot */

/* Axes of the covariance matrix S around m, the longer first, pointing to the right. */
static const char axes_numbers[] =
    "[V, D] = eig((S + S') / 2); l = diag(D); [l, i] = sort(l, 'descend'); V = V(:, i);\n"
    "for j = 1:2, if V(1, j) < 0 || (V(1, j) == 0 && V(2, j) < 0), V(:, j) = -V(:, j); end, end\n"
    "l = max(l, 0); sd = sqrt(l); first = V(:, 1); second = V(:, 2); one = 2 * sd(1) * first;\n"
    "two = 2 * sd(2) * second; u = linspace(0, 2 * pi, 121); E = V * [sd(1) * cos(u); sd(2) * "
    "sin(u)];\n"
    "e1x = m(1) + E(1, :); e1y = m(2) + E(2, :); e2x = m(1) + 2 * E(1, :); e2y = m(2) + 2 * E(2, "
    ":);\n"
    "e3x = m(1) + 3 * E(1, :); e3y = m(2) + 3 * E(2, :);";

static void axis_arrow(Sketch *s, Panel *p, const char *name, Role role, const char *text) {
  View m = sketch_view(s, "m"), v = sketch_view(s, name);
  double x = m.data[0] + v.data[0], y = m.data[1] + v.data[1];
  panel_arrow(p, m.data[0], m.data[1], x, y, (Style){ .role = role, .width = 1.3 });
  panel_text(p, x, y, (Style){ .role = role, .size = 1.1 }, "%s", text);
}

static const char pca_numbers[] =
    "if rows(X) < 3 || columns(X) ~= 2, error('X needs two columns and three rows or more'); end\n"
    "if ~all(isfinite(X(:))), error('X must hold finite numbers'); end\n"
    "m = mean(X); S = cov(X); x = X(:, 1)'; y = X(:, 2)'; if trace(S) == 0\n"
    "  error('all points are the same'); end\n";

static Value call_pcaplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X", pca_numbers) || !sketch_run(&s, "", axes_numbers) ||
      !sketch_run(&s, "", "share = 100 * l(1) / sum(l);"))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  sketch_points(&s, p, "x y", (Style){ .role = ROLE_LIGHT, .size = 0.8 });
  sketch_line(&s, p, "e2x e2y", (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  axis_arrow(&s, p, "one", ROLE_ACCENT, "PC 1");
  axis_arrow(&s, p, "two", ROLE_GOOD, "PC 2");
  panel_equal(p);
  panel_labels(p, "x₁", "x₂");
  panel_legend(p, LEGEND_NONE);
  panel_title(p, "%.3g %% of the variance lies along the first axis", sketch_number(&s, "share"));
  View v = sketch_view(&s, "first");
  View l = sketch_view(&s, "l");
  figure_words(f,
               "%zu points with their principal axes, two standard deviations long: the first "
               "points along (%s, %s) and holds %.3g %% of the variance; the variances are %s and "
               "%s.",
               sketch_count(&s, "x"), number_plain(v.data[0]).text, number_plain(v.data[1]).text,
               sketch_number(&s, "share"), number_plain(l.data[0]).text,
               number_plain(l.data[1]).text);
  return sketch_show(&s, f);
}

static const char mvn_numbers[] =
    "if numel(m) ~= 2 || any(size(S) ~= [2 2]), error('mu has two numbers and S is 2x2'); end\n"
    "if ~isequal(S, S') || det(S) <= 0 || S(1) <= 0\n"
    "  error('S must be symmetric with a positive determinant'); end\n"
    "m = m(:)'; if isempty(n), n = 200; end\n"
    "P = m + randn(n, 2) * chol(S); x = P(:, 1)'; y = P(:, 2)';\n"
    "d = sum((P - m) / S .* (P - m), 2); in1 = 100 * mean(d < 1); in2 = 100 * mean(d < 4);\n"
    "r = S(2) / sqrt(S(1) * S(4)); slice_ = ~isempty(at); if ~slice_, at = m(1); end\n"
    "cm = m(2) + S(2) / S(1) * (at - m(1)); cs = sqrt(S(4) - S(2) ^ 2 / S(1));\n"
    "low = cm - 3 * cs; high = cm + 3 * cs; t = linspace(low, high, 101);\n"
    "c = at + 1.2 * sqrt(S(1)) * exp(-(t - cm) .^ 2 / (2 * cs ^ 2)); flat = at + 0 * t;";

static Value call_mvnplot(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 200;
  if (call_given(call, 2) && !value_is_empty(call->args[2]) && !call_integer(call, 2, 2, 5000, &n))
    return sketch_fail(&s);
  if (!sketch_seed(&s, 4) || !sketch_run(&s, "m S n at", mvn_numbers) ||
      !sketch_run(&s, "", axes_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool slice = sketch_number(&s, "slice_") != 0;
  sketch_points(&s, p, "x y", (Style){ .role = ROLE_LIGHT, .size = 0.7 });
  sketch_line(&s, p, "e1x e1y", (Style){ .role = ROLE_MODEL, .width = 1.2 });
  sketch_line(&s, p, "e2x e2y", (Style){ .role = ROLE_MODEL, .tint = 0.25 });
  sketch_line(&s, p, "e3x e3y", (Style){ .role = ROLE_MODEL, .tint = 0.45 });
  axis_arrow(&s, p, "one", ROLE_ACCENT, "");
  axis_arrow(&s, p, "two", ROLE_GOOD, "");
  if (slice) {
    panel_upright(p, sketch_number(&s, "at"), (Style){ .role = ROLE_OTHER, .dash = DASH_LONG });
    sketch_line(&s, p, "c t", (Style){ .role = ROLE_OTHER, .width = 1.4 });
  }
  panel_equal(p);
  panel_labels(p, "x", "y");
  panel_legend(p, LEGEND_NONE);
  panel_title(p, "bivariate normal, ρ = %s", sketch_pretty(&s, "r").text);
  Text words = TEXT_EMPTY;
  text_printf(&words,
              "Bivariate normal with correlation %s and %ld draws (seed %lu): %.3g %% of them lie "
              "inside one standard deviation (39.3 expected), %.3g %% inside two (86.5)",
              sketch_plain(&s, "r").text, n, s.seed, sketch_number(&s, "in1"),
              sketch_number(&s, "in2"));
  if (slice)
    text_printf(&words, "; given x = %s, y is normal with mean %s and standard deviation %s",
                sketch_plain(&s, "at").text, sketch_plain(&s, "cm").text,
                sketch_plain(&s, "cs").text);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

const Builtin plot_data_family[] = {
  { .name = "ecdfplot",
    .signature = "x: real, q?: real, kind?: string -> any",
    .call = call_ecdfplot,
    .summary = "Draws the share of the data up to each x as steps, with the quantiles q read off "
               "(the quartiles when left out); 'norm' adds the normal curve of the same mean.",
    .formula = "\\hat F(x) = \\frac{1}{n} \\#\\{x_i \\le x\\}",
    .numpy = "matplotlib.pyplot.ecdf(x)",
    .see = "ecdf quantile qqplot",
    .examples = { { "ecdfplot([3 5 5 6 7 8 8 9 11 14], [], 'norm'); 1", "1" },
                  { "ecdfplot([1 2], 2)", "error: ecdfplot: q lies between 0 and 1" } } },
  { .name = "qqplot",
    .signature = "x: real -> any",
    .call = call_qqplot,
    .summary = "Draws the ordered data against normal quantiles, with the line through the "
               "quartiles: normal data keep to it.",
    .numpy = "scipy.stats.probplot(x, plot=plt)",
    .see = "ecdfplot norminv",
    .examples = { { "qqplot([2 3 3 4 4 4 5 5 5 6 6 7 8 9 12 16]); 1", "1" },
                  { "qqplot([1 2])", "error: qqplot: three numbers are needed" } } },
  { .name = "fitplot",
    .signature = "x: real, y: real, kind?: array -> any",
    .call = call_fitplot,
    .summary = "Draws points, their least-squares line and its residuals. A third argument chooses "
               "the order of a polynomial, the line [intercept slope] to be tried, or 'logistic' "
               "for labels 0 and 1.",
    .formula = "\\min_{a, b} \\sum_i (y_i - a - b x_i)^2",
    .numpy = "np.polyfit(x, y, 1)",
    .see = "polyfit regress residplot",
    .examples = { { "fitplot([1 2 3 4 5 6], [1.2 1.9 3.4 3.1 5.2 5.6]); 1", "1" },
                  { "fitplot([1 2 3 4 5 6 7 8], [0 0 0 1 0 1 1 1], 'logistic'); 1", "1" },
                  { "fitplot([1 1], [1 2])", "error: fitplot: there are too few" } } },
  { .name = "residplot",
    .signature = "x: real, y: real, kind?: array -> any",
    .call = call_residplot,
    .summary = "Draws the residuals of the least-squares line (or of a polynomial of the given "
               "order) against the fitted values, and their histogram.",
    .formula = "e_i = y_i - \\hat y_i",
    .numpy = "y - np.polyval(np.polyfit(x, y, 1), x)",
    .see = "fitplot qqplot",
    .examples = { { "residplot(1:10, [1 3.2 5 8.5 11 15.7 20 26 31 37.8]); 1", "1" },
                  { "residplot(1:3, [1 2])", "error: residplot needs as many" } } },
  { .name = "anscombe",
    .signature = "-> any",
    .call = call_anscombe,
    .summary = "Draws Anscombe's four data sets: equal means, variances, correlations and lines, "
               "and yet quite different.",
    .numpy = "seaborn.load_dataset('anscombe')",
    .see = "fitplot corr",
    .examples = { { "anscombe(); 1", "1" } } },
  { .name = "pcaplot",
    .signature = "X: matrix -> any",
    .call = call_pcaplot,
    .summary = "Draws the points in the rows of X (two columns) with their principal axes, two "
               "standard deviations long.",
    .formula = "\\Sigma v = \\lambda v",
    .numpy = "sklearn.decomposition.PCA().fit(X)",
    .see = "pca eig scree",
    .examples = { { "seed(3); pcaplot(randn(120, 2) * [2 0.9; 0 0.6]); 1", "1" },
                  { "pcaplot([1 2 3])", "error: pcaplot: X needs two columns" } } },
  { .name = "mvnplot",
    .signature = "mu: vector[2], S: matrix[2,2], n?: array, x?: array, seed?: array -> any",
    .call = call_mvnplot,
    .summary = "Draws n draws (200) of a bivariate normal distribution with its ellipses of one, "
               "two and three standard deviations and its axes; given x, the slice there.",
    .numpy = "rng.multivariate_normal(mu, S, n)",
    .see = "mvnrnd pcaplot eigvec",
    .examples = { { "mvnplot([1 2], [2 1.2; 1.2 1], 200, 2, 7); 1", "1" },
                  { "mvnplot([0 0], [1 2; 2 1])", "error: mvnplot: S must be symmetric" } } },
  { 0 }
};
