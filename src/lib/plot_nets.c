/* plot_nets.c -- inside networks: convolution, recurrence, adversaries.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

enum { MOST_NUMBERED = 12 };

/* ------------------------------------------------------------------ convplot */

static const char conv_numbers[] =
    "[m, n] = size(X); [a, b] = size(K); if isempty(X) || isempty(K) || a > m || b > n\n"
    "  error('the kernel must fit into the image'); end\n"
    "if max(m, n) > 40, error('at most 40 rows and columns can be drawn'); end\n"
    "X = double(X); K = double(K); if ~all(abs([X(:); K(:)]) < 1e100), error('the image and the "
    "kernel need finite numbers'); "
    "end\n"
    "p = m - a + 1; q = n - b + 1; all_ = p * q; if isempty(step), step = all_; end\n"
    "if step ~= round(step) || step < 1 || step > all_, error('the steps are 1 to %d', all_); "
    "end\n"
    "Y = NaN(p, q); for k = 1:step\n"
    "  i = floor((k - 1) / q) + 1; j = mod(k - 1, q) + 1; W = X(i:i+a-1, j:j+b-1); P = W .* K + 0; "
    "Y(i, j) = sum(P(:));\n"
    "end\n"
    "value = Y(i, j); v = Y(isfinite(Y)); low = min(v); high = max(v);\n"
    "F = Y; F(isnan(F)) = min(max(0, low), high); [r, c] = find(isnan(Y)); c = c(:)'; r = r(:)'; "
    "cl = c - 0.5; ch = c + 0.5; rl = r - 0.5; rh = r + 0.5;\n"
    "whole = all(abs([X(:); K(:)] - round([X(:); K(:)])) < 1e-9);";

static Layer *picture(Sketch *s, Panel *p, const char *name, const char *title) {
  View v = sketch_view(s, name);
  size_t rows = view_rows(&v), columns = view_columns(&v);
  double low, high;
  bool both = plotting_reach(v.data, v.count, &low, &high) && low < 0 && high > 0;
  Grid g = sketch_grid(s, arena_printf(&s->work.arena, "none none %s", name));
  g.x0 = g.y0 = 1;
  g.x1 = (double)columns;
  g.y1 = (double)rows;
  Layer *l = panel_field(p, g, both ? PALETTE_DIVERGING : PALETTE_HEAT);
  if (rows <= MOST_NUMBERED && columns <= MOST_NUMBERED)
    layer_numbers(l, sketch_number(s, "whole") != 0 ? 0 : 2);
  panel_xrange(p, 0.5, (double)columns + 0.5);
  panel_yrange(p, 0.5, (double)rows + 0.5);
  panel_down(p);
  panel_grid(p, false);
  panel_no_tics(p);
  panel_axes(p, AXES_NONE);
  panel_legend(p, LEGEND_NONE);
  panel_title(p, "%s %zu × %zu", title, rows, columns);
  return l;
}

static void frame(Panel *p, double x, double y, double width, double height) {
  double bx[5] = { x, x + width, x + width, x, x }, by[5] = { y, y, y + height, y + height, y };
  panel_line(p, bx, by, 5, (Style){ .role = ROLE_ACCENT, .width = 2.5 });
}

static Value call_convplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X K step", conv_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(2, 2);
  Panel *p = figure_panel(f, 0, 0), *out = figure_panel(f, 1, 1);
  double i = sketch_number(&s, "i"), j = sketch_number(&s, "j");
  double a = sketch_number(&s, "a"), b = sketch_number(&s, "b");
  picture(&s, p, "X", "image");
  frame(p, j - 0.5, i - 0.5, b, a);
  picture(&s, figure_panel(f, 0, 1), "K", "kernel");
  Panel *products = figure_panel(f, 1, 0);
  picture(&s, products, "P", "products");
  panel_title(products, "products, sum %s", sketch_pretty(&s, "value").text);
  Layer *cells = picture(&s, out, "F", "output");
  double reach = fmax(fabs(sketch_number(&s, "low")), fabs(sketch_number(&s, "high")));
  cells->decimals = -1;
  if (reach > 0) /* not too dark for the numbers */
    layer_limits(cells, cells->palette == PALETTE_DIVERGING ? -1.6 * reach : fmin(0, -reach / 9),
                 1.6 * reach);
  sketch_boxes(&s, out, "cl ch rl rh", (Style){ .role = ROLE_FAINT });
  View y = sketch_view(&s, "Y");
  size_t rows = view_rows(&y);
  for (size_t k = 0; k < y.count && rows <= MOST_NUMBERED && y.count / rows <= MOST_NUMBERED; k++)
    if (isfinite(y.data[k]))
      panel_text(out, (double)(k / rows) + 1, (double)(k % rows) + 1.12,
                 (Style){ .role = ROLE_INK, .anchor = ANCHOR_CENTER }, "%s",
                 number_pretty(y.data[k]).text);
  frame(out, j - 0.5, i - 0.5, 1, 1);
  figure_words(f,
               "A %gx%g kernel slides over a %gx%g image, at step %g of %g in row %g, column %g: "
               "the products add up to %s; the output so far runs from %s to %s.",
               a, b, sketch_number(&s, "m"), sketch_number(&s, "n"), sketch_number(&s, "step"),
               sketch_number(&s, "all_"), i, j, sketch_plain(&s, "value").text,
               sketch_plain(&s, "low").text, sketch_plain(&s, "high").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ rnnplot */

/* One impulse at time 1; how strongly the last state still feels each time. */
static const char rnn_numbers[] =
    "if ~isfinite(w), error('the weight must be a finite number'); end\n"
    "h = zeros(1, n); d = zeros(1, n); past = 0;\n"
    "for t = 1:n, h(t) = tanh(w * past + (t == 1)); d(t) = w * (1 - h(t) ^ 2); past = h(t); end\n"
    "rnn = ones(1, n); for t = n-1:-1:1, rnn(t) = rnn(t + 1) * abs(d(t + 1)); end\n"
    "keep = 1 / (1 + exp(-3)); upd = 0.1; lstm = keep .^ (n - (1:n)); gru = (1 - upd) .^ (n - "
    "(1:n));\n"
    "t = 1:n; first = rnn(1); lfirst = lstm(1); gfirst = gru(1); last = h(n);\n"
    "rnn(rnn < 1e-300) = NaN; show = min(n, 8); ts = 1:show; hs = h(1:show); zero = 0 * ts;";

static Value call_rnnplot(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 20;
  char text[32];
  if (call_given(call, 1) && !call_integer(call, 1, 2, 200, &n)) return sketch_fail(&s);
  snprintf(text, sizeof text, "n = %ld;", n);
  if (!sketch_run(&s, "w", text) || !sketch_run(&s, "", rnn_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(2, 1);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 1, 0);
  View ts = sketch_view(&s, "ts"), hs = sketch_view(&s, "hs");
  for (size_t i = 0; i < ts.count; i++) {
    double t = ts.data[i], x0 = t - 0.34, x1 = t + 0.34, y0 = -0.4, y1 = 0.4;
    panel_boxes(p, &x0, &x1, &y0, &y1, 1,
                (Style){ .role = ROLE_MODEL, .tint = 1 - 0.7 * fabs(hs.data[i]) });
    panel_text(p, t, 0, (Style){ .role = ROLE_INK, .anchor = ANCHOR_CENTER }, "%.2f", hs.data[i]);
    if (i + 1 < ts.count)
      panel_arrow(p, x1, 0, t + 0.66, 0, (Style){ .role = ROLE_ACCENT, .width = 1.2 });
  }
  panel_arrow(p, 1, -1.15, 1, -0.45, (Style){ .role = ROLE_GOOD, .width = 1.4 });
  panel_text(p, 1.1, -0.9, (Style){ .role = ROLE_GOOD }, "input 1");
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, 0.4, (double)ts.count + 0.6);
  panel_yrange(p, -1.3, 0.7);
  double w = sketch_number(&s, "w");
  panel_title(p, "hidden values, w = %s", number_pretty(w).text);
  layer_name(sketch_line_points(&s, q, "t rnn", (Style){ .role = ROLE_ACCENT, .size = 0.5 }),
             "plain RNN");
  layer_name(sketch_line(&s, q, "t lstm", (Style){ .role = ROLE_MODEL, .width = 1.2 }),
             "LSTM, forget gate 0.953");
  layer_name(sketch_line(&s, q, "t gru", (Style){ .role = ROLE_GOOD, .dash = DASH_LONG }),
             "GRU, update gate 0.1");
  panel_log(q, false, true);
  panel_labels(q, "time", "gradient");
  panel_legend(q, LEGEND_CORNER);
  panel_title(q, "how much the last state feels of each time");
  figure_words(
      f,
      "A recurrent cell with weight %s over %ld steps: the gradient that reaches the first "
      "step is %s in a plain RNN, %s in an LSTM whose forget gate is 0.953 and %s in a GRU "
      "whose update gate is 0.1.",
      number_plain(w).text, n, sketch_plain(&s, "first").text, sketch_plain(&s, "lfirst").text,
      sketch_plain(&s, "gfirst").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ ganplot */

/* Data N(4, 1), generator N(m, s).  Odd steps make the discriminator the best there is; even steps
   move the generator up the slope of log D. */
static const char gan_numbers[] =
    "x = linspace(-5, 9, 281); p = normpdf(x, 4, 1); m = 0; s = 1.5; D = 0.5 + 0 * x; dx = x(2) - "
    "x(1);\n"
    "ms = m; done = 0;\n"
    "for k = 1:step\n"
    "  g = normpdf(x, m, s);\n"
    "  if mod(k, 2), D = (p + 1e-6) ./ (p + g + 2e-6);\n"
    "  else\n"
    "    slope = gradient(log(D), dx); G = sum(g .* slope) * dx; S = sum(g .* slope .* (x - m) / "
    "s) "
    "* dx;\n"
    "    m = m + 0.35 * max(min(G, 2), -2); s = max(0.3, s + 0.1 * max(min(S, 2), -2));\n"
    "    ms = [ms m];\n"
    "  end\n"
    "end\n"
    "g = normpdf(x, m, s); js = 0.5 * sum(p .* log2((p + 1e-12) ./ ((p + g) / 2 + 1e-12)) + g .* "
    "log2((g + 1e-12) ./ ((p + g) / 2 + 1e-12))) * dx;\n"
    "at = interp1(x, D, m); D2 = D * max([p g]); top = 1.2 * max([p g]);";

static Value call_ganplot(Call *call) {
  Sketch s = sketch_begin(call);
  long step = 10;
  char text[32];
  if (call_given(call, 0) && !call_integer(call, 0, 0, 400, &step)) return sketch_fail(&s);
  snprintf(text, sizeof text, "step = %ld;", step);
  if (!sketch_run(&s, "", text) || !sketch_run(&s, "", gan_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(2, 1);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 1, 0);
  sketch_area(&s, p, "x p", 0, (Style){ .role = ROLE_MODEL, .tint = 0.8 });
  layer_name(sketch_line(&s, p, "x p", (Style){ .role = ROLE_MODEL, .width = 1.2 }), "data");
  layer_name(
      sketch_line(&s, p, "x g", (Style){ .role = ROLE_ACCENT, .width = 1.2, .dash = DASH_LONG }),
      "generator");
  panel_labels(p, NULL, "density");
  panel_yrange(p, 0, sketch_number(&s, "top"));
  panel_legend(p, LEGEND_CORNER);
  panel_title(p,
              step == 0  ? "start"
              : step % 2 ? "step %ld: the discriminator was trained"
                         : "step %ld: the generator moved",
              step);
  panel_across(q, 0.5, (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  sketch_line(&s, q, "x D", (Style){ .role = ROLE_GOOD, .width = 1.2 });
  panel_labels(q, "x", "D(x): real?");
  panel_yrange(q, 0, 1.05);
  panel_legend(q, LEGEND_NONE);
  panel_title(q, "divergence %s bits", sketch_pretty(&s, "js").text);
  figure_words(
      f,
      "Adversarial training after %ld half-steps: the generator has mean %s and standard "
      "deviation %s (the data 4 and 1), the discriminator says %s at its centre, and their "
      "Jensen-Shannon divergence is %s bits.",
      step, sketch_plain(&s, "m").text, sketch_plain(&s, "s").text, sketch_plain(&s, "at").text,
      sketch_plain(&s, "js").text);
  return sketch_show(&s, f);
}

const Builtin plot_nets_family[] = {
  { .name = "convplot",
    .signature = "X: matrix, K: matrix, step?: array -> any",
    .call = call_convplot,
    .summary = "Draws a kernel sliding over an image (without turning it, as networks do): the "
               "window, the products and the output; a step stops after so many cells.",
    .formula = "Y_{ij} = \\sum_{a, b} X_{i+a, j+b} K_{ab}",
    .numpy = "scipy.signal.correlate2d(X, K, mode='valid')",
    .see = "conv2 filter2 digit",
    .examples = { { "convplot([0 0 0 1 1; 0 0 0 1 1; 0 0 0 1 1; 0 0 0 1 1; 0 0 0 1 1], [-1 0 1; -2 "
                    "0 2; -1 0 1], 5); 1",
                    "1" },
                  { "convplot([1 2], ones(2))", "error: convplot: the kernel must fit" } } },
  { .name = "rnnplot",
    .signature = "w: scalar, n?: array -> any",
    .call = call_rnnplot,
    .summary = "Draws the unrolled cells of a recurrent network with the weight w after one input, "
               "and how much of the gradient reaches each of n steps (20), beside gated cells.",
    .formula = "h_t = \\tanh(w h_{t-1} + x_t)",
    .numpy = "torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU",
    .see = "tanh ganplot convplot",
    .examples = { { "rnnplot(0.7, 20); 1", "1" },
                  { "rnnplot(1, 1)", "error: rnnplot: n must be a whole number" } } },
  { .name = "ganplot",
    .signature = "step?: scalar -> any",
    .call = call_ganplot,
    .summary = "Draws adversarial training in one dimension after so many half-steps (10): the "
               "densities of the data and of the generator, and the discriminator's verdict.",
    .formula = "D(x) = \\frac{p(x)}{p(x) + g(x)}",
    .numpy = "torch.nn.BCELoss()",
    .see = "dist kldiv rnnplot",
    .examples = { { "ganplot(1); 1", "1" },
                  { "ganplot(30); 1", "1" },
                  { "ganplot(-1)", "error: ganplot: step must be a whole number" } } },
  { 0 }
};
