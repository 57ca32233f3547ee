/* plot_trees.c -- decision trees, alone and added up.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_models.h"
#include "lib/plot_sketch.h"

#include <math.h>

/* ------------------------------------------------------------------ dtree */

static const char dtree_data[] =
    "y = y(:); if numel(y) ~= rows(X), error('there are %d rows, but %d labels', rows(X), "
    "numel(y)); end\n"
    "if ~all(isfinite(X(:))) || isempty(X), error('X must hold finite numbers'); end\n"
    "if isempty(names), names = []; end, if iscell(names) && numel(names) ~= columns(X)\n"
    "  error('there are %d columns, but %d names', columns(X), numel(names)); end\n"
    "c = unique(y); k = numel(c); [~, t] = ismember(y, c); if isempty(depth), depth = 3; end\n"
    "if depth ~= round(depth) || depth < 1 || depth > 4, error('the depth is 1 to 4'); end\n"
    "if isempty(most), most = 31; end\n";

/* Lines from the root down, each with the share of every class. */
static const char dtree_lines[] =
    "z = numel(feature); stack = 1; line_ = []; member = {}; member{1} = (1:rows(X))'; lx = [];\n"
    "label = {}; count = []; from = 0; edge = {''}; parent = zeros(1, z); word = cell(1, z); "
    "word{1} = '';\n"
    "while ~isempty(stack)\n"
    "  i = stack(end); stack(end) = []; at = member{i}; q = t(at); line_(end + 1) = i;\n"
    "  n = accumarray(q(:), 1, [k 1])'; g = 1 - sum((n / sum(n)) .^ 2);\n"
    "  if feature(i)\n"
    "    if iscell(names), name = names{feature(i)}; else, name = sprintf('x%d', feature(i)); end\n"
    "    label{i} = sprintf('%s < %.4g?  n = %d, gini %.3g, gain %.3g', name, cut(i), numel(at), "
    "g, gain(i));\n"
    "    low = X(at, feature(i)) < cut(i); member{left(i)} = at(low); member{right(i)} = "
    "at(~low);\n"
    "    parent([left(i) right(i)]) = i; word{left(i)} = 'yes: '; word{right(i)} = 'no: ';\n"
    "    stack = [stack right(i) left(i)];\n"
    "  else\n"
    "    [~, b] = max(n); parts = strjoin(arrayfun(@(u) sprintf('%d', u), n, 'UniformOutput', "
    "false), ':');\n"
    "    label{i} = sprintf('class %g  (%s)', c(b), parts);\n"
    "  end\n"
    "end\n"
    "wrong = 0; leaves = 0; for i = 1:z, if ~feature(i)\n"
    "  q = t(member{i}); wrong = wrong + numel(q) - max(accumarray(q(:), 1, [k 1])); leaves = "
    "leaves + 1; end, end\n"
    "height = zeros(1, z); height(line_) = -(1:z); x = deep; first = ''; if feature(1)\n"
    "  if iscell(names), first = names{feature(1)}; else, first = sprintf('x%d', feature(1)); "
    "end, end\n"
    "cut1 = cut(1); gain1 = gain(1); n = rows(X);";

static Value call_dtree(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X y depth names most", dtree_data) ||
      !sketch_run(&s, "", plot_tree_numbers) || !sketch_run(&s, "", dtree_lines))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View deep = sketch_view(&s, "deep"), height = sketch_view(&s, "height");
  View parent = sketch_view(&s, "parent"), feature = sketch_view(&s, "feature");
  size_t z = deep.count, count;
  const char *const *label = sketch_strings(&s, "label", &count);
  const char *const *word = sketch_strings(&s, "word", &count);
  for (size_t i = 0; i < z; i++) {
    double x = deep.data[i], y = height.data[i];
    if (parent.data[i] > 0) {
      size_t up = (size_t)parent.data[i] - 1;
      double lx[3] = { x - 0.9, x - 0.9, x - 0.1 }, ly[3] = { height.data[up] - 0.35, y, y };
      panel_line(p, lx, ly, 3, (Style){ .role = ROLE_MUTED });
    }
    Style style = { .role = feature.data[i] > 0 ? ROLE_MODEL : ROLE_ACCENT };
    panel_text(p, x - 0.05, y, style, "%s%s", word[i], label[i]);
  }
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, -0.3, 5.5);
  panel_yrange(p, -(double)z - 0.8, -0.2);
  double n = sketch_number(&s, "n"), wrong = sketch_number(&s, "wrong");
  panel_title(p, "%g of %g rows right, %g leaves", n - wrong, n, sketch_number(&s, "leaves"));
  if (z == 1)
    figure_words(f, "A tree of one leaf: no question helps.");
  else
    figure_words(f,
                 "A decision tree with %g leaves: the first question is %s < %s, with a gain of "
                 "%s; %g of %g rows end in a leaf of their class.",
                 sketch_number(&s, "leaves"), sketch_string(&s, "first"),
                 sketch_plain(&s, "cut1").text, sketch_plain(&s, "gain1").text, n - wrong, n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ boost */

/* Regression stumps on the residuals. */
static const char boost_numbers[] =
    "x = x(:)'; y = y(:)'; if numel(x) ~= numel(y), error('x has %d numbers and y has %d', "
    "numel(x), numel(y)); end\n"
    "if numel(unique(x)) < 2 || ~all(isfinite([x y])), error('two different finite x are needed'); "
    "end\n"
    "if isempty(nu), nu = 0.3; end, if ~(nu > 0 && nu <= 1), error('nu lies between 0 and 1'); "
    "end\n"
    "if isempty(step), step = 20; end\n"
    "[x, o] = sort(x); y = y(o); n = numel(x); room = 0.04 * (x(n) - x(1)); u = linspace(x(1) - "
    "room, x(n) + room, 400);\n"
    "fit = mean(y) * ones(1, n); v = mean(y) * ones(1, 400); losses = mean((y - fit) .^ 2);\n"
    "stump = 0 * u; at = 0; lo = 0; hi = 0; i = 1:n - 1; ok = x(1:n-1) < x(2:n);\n"
    "for k = 1:step\n"
    "  r = y - fit; L = cumsum(r)(1:n-1); R = sum(r) - L; gain = L .^ 2 ./ i + R .^ 2 ./ (n - i);\n"
    "  gain(~ok) = -1; [~, j] = max(gain); at = (x(j) + x(j + 1)) / 2; lo = L(j) / j; hi = R(j) / "
    "(n - j);\n"
    "  stump = lo * (u < at) + hi * (u >= at); old = r; fit = fit + nu * (lo * (x < at) + hi * (x "
    ">= at)); v = v + nu * stump;\n"
    "  losses = [losses mean((y - fit) .^ 2)];\n"
    "end\n"
    "r = y - fit; trees = 0:step; first = losses(1); last = losses(end); zero = 0 * r;";

static Value call_boost(Call *call) {
  Sketch s = sketch_begin(call);
  long step;
  if (call_given(call, 3) && !value_is_empty(call->args[3]) &&
      !call_integer(call, 3, 0, 500, &step))
    return sketch_fail(&s);
  if (!sketch_run(&s, "x y nu step", boost_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(2, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  Panel *r = figure_panel(f, 1, 0), *t = figure_panel(f, 1, 1);
  double m = sketch_number(&s, "step");
  sketch_line(&s, p, "u v", (Style){ .role = ROLE_MODEL, .width = 1.3 });
  sketch_points(&s, p, "x y", (Style){ .role = ROLE_INK, .size = 0.8 });
  panel_title(p, "sum of %g trees, ν = %s", m, sketch_pretty(&s, "nu").text);
  panel_across(r, 0, (Style){ .role = ROLE_MUTED });
  sketch_segments(&s, r, "x zero x r", (Style){ .role = ROLE_ACCENT, .tint = 0.4 });
  sketch_points(&s, r, "x r", (Style){ .role = ROLE_ACCENT, .size = 0.8 });
  panel_title(r, "residuals left");
  sketch_line(&s, q, "u stump", (Style){ .role = ROLE_GOOD, .width = 1.3 });
  panel_title(q, m > 0 ? "the last tree: split at %s" : "no tree yet",
              sketch_pretty(&s, "at").text);
  sketch_line_points(&s, t, "trees losses", (Style){ .role = ROLE_MODEL, .size = 0.5 });
  panel_title(t, "mean squared error %s", sketch_pretty(&s, "last").text);
  panel_yrange(t, 0, NAN);
  panel_labels(r, "x", NULL);
  panel_labels(t, "trees", NULL);
  for (unsigned i = 0; i < 4; i++) panel_legend(figure_panel(f, i / 2, i % 2), LEGEND_NONE);
  figure_words(f,
               "Boosting with %g trees of one question, learning rate %s: the mean squared error "
               "falls from %s to %s; the last tree splits at x = %s.",
               m, sketch_plain(&s, "nu").text, sketch_plain(&s, "first").text,
               sketch_plain(&s, "last").text, sketch_plain(&s, "at").text);
  return sketch_show(&s, f);
}

const Builtin plot_trees_family[] = {
  { .name = "dtree",
    .signature = "X: matrix, y: real, depth?: array, names?: any, step?: array -> any",
    .call = call_dtree,
    .summary = "Draws the decision tree that X and the classes y grow, question by question (depth "
               "3): counts, Gini impurity and gain. Names may be given for the columns; a step "
               "stops after so many splits.",
    .numpy = "sklearn.tree.plot_tree(DecisionTreeClassifier().fit(X, y))",
    .see = "gini entropyplot boundary",
    .examples = { { "dtree([1 3; 2 1; 3 4; 4 2; 5 5; 6 3; 7 4; 8 1], [0 0 0 0 1 1 1 0], 3, {'age', "
                    "'dose'}); 1",
                    "1" },
                  { "dtree([1; 2], [0 1], 9)", "error: dtree: the depth is 1 to 4" } } },
  { .name = "boost",
    .signature = "x: real, y: real, nu?: array, step?: array -> any",
    .call = call_boost,
    .summary = "Draws gradient boosting with trees of one question: the sum after `step` trees "
               "(20) at the learning rate nu (0.3), the last tree, the residuals left, and the "
               "loss.",
    .formula = "F_m = F_{m-1} + \\nu h_m",
    .numpy = "sklearn.ensemble.GradientBoostingRegressor(max_depth=1)",
    .see = "dtree fitplot",
    .examples = { { "boost(0:0.5:10, sin(0:0.5:10) + 0.1*(0:0.5:10), 0.5, 15); 1", "1" },
                  { "boost([1 2], [1 2], 2)", "error: boost: nu lies between 0 and 1" } } },
  { 0 }
};
