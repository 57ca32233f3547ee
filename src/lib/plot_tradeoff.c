/* plot_tradeoff.c -- how much freedom a model should have: bias, variance, regularisation.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

enum { MOST_COEFFICIENTS = 12 };

/* ------------------------------------------------------------------ biasvar */

static const char bias_numbers[] =
    "noise = 0.3; n = 25; m = 60; g = linspace(-1, 1, 61); truth = sin(pi * g); x = linspace(-1, "
    "1, "
    "n);\n"
    "bias = []; var_ = []; train = []; total = []; d = 1:most; F = cell(1, most);\n"
    "for k = d\n"
    "  P = zeros(m, 61); e = zeros(1, m); V = (x') .^ (0:k); W = (g') .^ (0:k);\n"
    "  Y = sin(pi * x') + noise * randn(n, m); C = V \\ Y; P = (W * C)'; e = mean((V * C - Y) .^ "
    "2, 1);\n"
    "  centre = mean(P, 1); bias(k) = mean((centre - truth) .^ 2); var_(k) = mean(mean((P - "
    "centre) "
    ".^ 2, 1));\n"
    "  train(k) = mean(e); total(k) = bias(k) + var_(k) + noise ^ 2; F{k} = P(1:12, :);\n"
    "end\n"
    "[least, best] = min(total); if isempty(degree), degree = best; end\n"
    "if degree ~= round(degree) || degree < 1 || degree > most, error('the degree is 1 to %d', "
    "most); end\n"
    "curves = F{degree}; gxs = repmat([g NaN], 1, 12); cs = reshape([curves NaN(12, 1)]', 1, []);\n"
    "floor_ = noise ^ 2 * [1 1]; ends = [1 most]; b1 = bias(1); v1 = var_(1); b2 = bias(most); v2 "
    "= "
    "var_(most); shown = total(degree);";

static Value call_biasvar(Call *call) {
  Sketch s = sketch_begin(call);
  long most = 9;
  char text[32];
  if (call_given(call, 1) && !value_is_empty(call->args[1]) && !call_integer(call, 1, 2, 12, &most))
    return sketch_fail(&s);
  snprintf(text, sizeof text, "most = %ld;", most);
  if (!sketch_seed(&s, 2) || !sketch_run(&s, "degree", text) || !sketch_run(&s, "", bias_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  double best = sketch_number(&s, "best"), degree = sketch_number(&s, "degree");
  sketch_line(&s, p, "gxs cs", (Style){ .role = ROLE_MUTED, .tint = 0.35, .width = 0.7 });
  sketch_line(&s, p, "g truth", (Style){ .role = ROLE_MODEL, .width = 1.5 });
  panel_title(p, "degree %g: twelve fits", degree);
  panel_labels(p, "x", "y");
  panel_yrange(p, -2, 2);
  panel_legend(p, LEGEND_NONE);
  layer_name(sketch_line(&s, q, "d bias", (Style){ .role = ROLE_MODEL, .dash = DASH_LONG }),
             "bias²");
  layer_name(sketch_line(&s, q, "d var_", (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG }),
             "variance");
  layer_name(sketch_line(&s, q, "ends floor_", (Style){ .role = ROLE_MUTED, .dash = DASH_DOT }),
             "noise");
  layer_name(
      sketch_line_points(&s, q, "d total", (Style){ .role = ROLE_INK, .width = 1.3, .size = 0.7 }),
      "new data");
  layer_name(sketch_line(&s, q, "d train", (Style){ .role = ROLE_GOOD }), "training");
  double shown = sketch_number(&s, "shown");
  panel_points(q, &degree, &shown, 1, (Style){ .role = ROLE_ACCENT, .size = 1.4 });
  panel_labels(q, "degree", NULL);
  panel_title(q, "mean squared error, least at %g", best);
  panel_yrange(q, 0, 1.1 * fmax(sketch_view(&s, "total").data[0], 2 * shown));
  panel_legend(q, LEGEND_CORNER);
  figure_words(f,
               "Polynomials fitted to 60 noisy samples of a sine (seed %lu): at degree 1 the bias "
               "squared is %s and the variance %s, at degree %ld they are %s and %s; the error on "
               "new data is least, %s, at degree %g.",
               s.seed, sketch_plain(&s, "b1").text, sketch_plain(&s, "v1").text, most,
               sketch_plain(&s, "b2").text, sketch_plain(&s, "v2").text,
               sketch_plain(&s, "least").text, best);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ regpath */

static const char path_numbers[] =
    "y = y(:); [n, k] = size(X); if numel(y) ~= n, error('there are %d rows, but %d targets', n, "
    "numel(y)); end\n"
    "if n < 3 || k < 1 || k > 12 || ~all(isfinite([X(:); y])), error('X needs three rows and up to "
    "12 columns of finite numbers'); end\n"
    "if any(std(X) == 0), error('a column of X does not vary'); end\n"
    "Z = (X - mean(X)) ./ std(X, 1); t = y - mean(y); G = Z' * Z / n; c = Z' * t / n;\n"
    "top = max(abs(c)); if top == 0, error('no column is related to y'); end\n"
    "lambda = logspace(log10(top) + 0.3, log10(top) - 3, 60); R = zeros(60, k); L = R; b = "
    "zeros(k, 1);\n"
    "for i = 1:60\n"
    "  R(i, :) = ((G + 10 * lambda(i) * eye(k)) \\ c)';\n"
    "  for sweep = 1:400\n"
    "    old = b;\n"
    "    for j = 1:k\n"
    "      r = c(j) - G(j, :) * b + G(j, j) * b(j);\n"
    "      b(j) = sign(r) * max(abs(r) - lambda(i), 0) / G(j, j);\n"
    "    end\n"
    "    if max(abs(b - old)) < 1e-9 * top, break, end\n"
    "  end\n"
    "  L(i, :) = b';\n"
    "end\n"
    "own = ~isempty(chosen); if ~own, chosen = lambda(30); end\n"
    "if ~(chosen > 0), error('lambda must be positive'); end\n"
    "[~, at] = min(abs(log(lambda) - log(chosen))); kept = sum(L(at, :) ~= 0);\n"
    "if ~iscell(names), names = {}; for j = 1:k, names{j} = sprintf('x%d', j); end, end\n"
    "if numel(names) ~= k, error('there are %d columns, but %d names', k, numel(names)); end\n"
    "[~, f] = max(sum(L ~= 0, 1)); enters = names{f}; ridge_lambda = 10 * lambda;\n";

static Value call_regpath(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X y chosen names", path_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  View r = sketch_view(&s, "R"), l = sketch_view(&s, "L"), lambda = sketch_view(&s, "lambda");
  View wide = sketch_view(&s, "ridge_lambda");
  size_t n = lambda.count, k = r.count / n, count;
  const char *const *names = sketch_strings(&s, "names", &count);
  for (unsigned side = 0; side < 2; side++) {
    Panel *p = figure_panel(f, 0, side);
    for (size_t j = 0; j < k; j++)
      layer_name(panel_line(p, side ? lambda.data : wide.data, (side ? l : r).data + j * n, n,
                            (Style){ .role = role_cycle(j),
                                     .dash = j % 2 ? DASH_LONG : DASH_SOLID,
                                     .width = 1.2 }),
                 "%s", names[j]);
    panel_across(p, 0, (Style){ .role = ROLE_MUTED });
    panel_log(p, true, false);
    panel_labels(p, "λ", side ? NULL : "coefficient");
    panel_title(p, side ? "lasso: %g of %zu left" : "ridge", sketch_number(&s, "kept"), k);
    panel_legend(p, side ? LEGEND_NONE : LEGEND_CORNER);
    if (side)
      panel_upright(p, sketch_number(&s, "chosen"),
                    (Style){ .dash = DASH_LONG, .role = ROLE_MUTED });
  }
  figure_words(f,
               "Coefficients of %zu standardised columns as the penalty grows: ridge shrinks them "
               "all towards 0, lasso drops them one by one; at lambda %s it keeps %g, and %s stays "
               "longest.",
               k, sketch_plain(&s, "chosen").text, sketch_number(&s, "kept"),
               sketch_string(&s, "enters"));
  return sketch_show(&s, f);
}

const Builtin plot_tradeoff_family[] = {
  { .name = "biasvar",
    .signature = "degree?: array, most?: array, seed?: array -> any",
    .call = call_biasvar,
    .summary = "Draws polynomials of a degree fitted to many noisy samples of one curve, and for "
               "each degree up to `most` (9) the bias, the variance, and the errors on training "
               "and on new data.",
    .formula = "E = \\text{bias}^2 + \\text{variance} + \\sigma^2",
    .numpy = "sklearn.model_selection.validation_curve(...)",
    .see = "fitplot regpath kfold",
    .examples = { { "biasvar([], 9, 1); 1", "1" },
                  { "biasvar(20)", "error: biasvar: the degree is 1 to 9" } } },
  { .name = "regpath",
    .signature = "X: matrix, y: real, lambda?: real, names?: any -> any",
    .call = call_regpath,
    .summary = "Draws the coefficients of ridge regression and of the lasso against the penalty "
               "lambda, with the columns of X standardised.",
    .formula = "\\min \\tfrac{1}{2n} |y - X b|^2 + \\lambda |b|_1",
    .numpy = "sklearn.linear_model.lasso_path(X, y)",
    .see = "ridge biasvar regress",
    .examples = { { "seed(4); X = randn(40, 4); y = X*[3; -2; 0.5; 0] + 0.5*randn(40, 1); "
                    "regpath(X, y, 0.8); 1",
                    "1" },
                  { "regpath([1 2; 3 4; 5 6], [1 2])", "error: regpath: there are 3 rows" } } },
  { 0 }
};
