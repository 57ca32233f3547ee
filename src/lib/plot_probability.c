/* plot_probability.c -- populations as icons, probability trees, impurity.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

/* ------------------------------------------------------------------ icons */

static const char icon_numbers[] =
    "for v = [prior sens fpr], if ~(v >= 0 && v <= 1), error('all three lie between 0 and 1'); "
    "end, end\n"
    "ill = round(1000 * prior); tp = round(ill * sens); fp = round((1000 - ill) * fpr);\n"
    "fn = ill - tp; tn = 1000 - ill - fp; class = [ones(1, tp) 2 * ones(1, fn) 3 * ones(1, fp) 4 * "
    "ones(1, tn)];\n"
    "k = 0:999; x = floor(k / 25) + 1; y = 25 - mod(k, 25);\n"
    "px = prior * sens; pf = (1 - prior) * fpr; ppv = NaN; if px + pf > 0, ppv = px / (px + pf); "
    "end\n"
    "for j = 1:4, X{j} = x(class == j); Y{j} = y(class == j); end\n"
    "x1 = X{1}; y1 = Y{1}; x2 = X{2}; y2 = Y{2}; x3 = X{3}; y3 = Y{3}; x4 = X{4}; y4 = Y{4};";

static Value call_icons(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "prior sens fpr", icon_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  static const struct {
    const char *xy, *count, *name;
    Style style;
  } groups[] = {
    { "x1 y1", "tp", "ill, test positive", { .role = ROLE_ACCENT, .marker = MARKER_SQUARE } },
    { "x2 y2", "fn", "ill, test negative", { .role = ROLE_WARM, .marker = MARKER_TRIANGLE } },
    { "x3 y3", "fp", "healthy, test positive", { .role = ROLE_MODEL, .marker = MARKER_DIAMOND } },
    { "x4 y4", "tn", "healthy, test negative", { .role = ROLE_MUTED, .tint = 0.5, .size = 0.7 } },
  };
  for (size_t i = 0; i < 4; i++)
    if (sketch_number(&s, groups[i].count) > 0)
      layer_name(sketch_points(&s, p, groups[i].xy, groups[i].style), "%g %s",
                 sketch_number(&s, groups[i].count), groups[i].name);
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, 0, 41);
  panel_yrange(p, -7, 26);
  panel_legend(p, LEGEND_CORNER);
  double positive = sketch_number(&s, "tp") + sketch_number(&s, "fp");
  panel_title(p, "1000 people: %g of %g with a positive test are ill", sketch_number(&s, "tp"),
              positive);
  figure_words(f,
               "Of 1000 people %g are ill: %g test positive, %g negative; of the healthy %g test "
               "positive, %g negative. A positive test means illness with probability %s.",
               sketch_number(&s, "ill"), sketch_number(&s, "tp"), sketch_number(&s, "fn"),
               sketch_number(&s, "fp"), sketch_number(&s, "tn"),
               isfinite(sketch_number(&s, "ppv")) ? sketch_plain(&s, "ppv").text : "unknown");
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ treeplot */

static const char tree_numbers[] =
    "p = p(:)'; m = numel(p); k = columns(P);\n"
    "if rows(P) ~= m, error('P needs one row for each of the %d first branches', m); end\n"
    "if m > 4 || k > 4, error('at most four branches fit on each level'); end\n"
    "if ~all(p >= 0) || ~(abs(sum(p) - 1) <= 1e-9), error('the first branches must add up to 1'); "
    "end\n"
    "if ~all(P(:) >= 0) || ~all(abs(sum(P, 2) - 1) <= 1e-9), error('each row of P must add up to "
    "1'); "
    "end\n"
    "if ~iscell(first), first = {'A', 'B', 'C', 'D'}(1:m); end\n"
    "if ~iscell(second), second = {'1', '2', '3', '4'}(1:k); end\n"
    "if numel(first) ~= m || numel(second) ~= k, error('each branch needs a name'); end\n"
    "path = path(:)'; if ~isempty(path) && (numel(path) > 2 || path(1) < 1 || path(1) > m || "
    "path(end) > max(m, k) || path(end) < 1)\n"
    "  error('a path is a first branch, or a first and a second one'); end\n"
    "J = p' .* P; leaf = m * k:-1:1; ly = reshape(leaf, k, m)'; fy = mean(ly, 2)'; root = "
    "mean(fy);\n"
    "total = sum(J, 1); back = J(:, 1) / max(total(1), realmin); one = first{1}; two = second{1};\n"
    "given1 = back(1); t1 = total(1);";

static Value call_treeplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "p P first second path", tree_numbers)) return sketch_fail(&s);
  size_t m, k;
  const char *const *first = sketch_strings(&s, "first", &m), *const *second =
                                                                  sketch_strings(&s, "second", &k);
  View p1 = sketch_view(&s, "p"), p2 = sketch_view(&s, "P"), joint = sketch_view(&s, "J");
  View ly = sketch_view(&s, "ly"), fy = sketch_view(&s, "fy"), path = sketch_view(&s, "path");
  double root = sketch_number(&s, "root");
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Text words = TEXT_EMPTY;
  text_puts(&words, "A probability tree with the leaves");
  for (size_t i = 0; i < m; i++) {
    bool on = path.count > 0 && path.data[0] == (double)(i + 1);
    Style s1 = { .role = on ? ROLE_ACCENT : ROLE_MODEL, .width = on ? 2 : 1 };
    double x0 = 0, x1 = 1;
    panel_segments(p, &x0, &root, &x1, &fy.data[i], 1, s1);
    panel_text(p, 0.5, (root + fy.data[i]) / 2 + 0.12 * (double)k,
               (Style){ .role = s1.role, .anchor = ANCHOR_CENTER }, "%s",
               number_pretty(p1.data[i]).text);
    panel_text(p, 1.03, fy.data[i], (Style){ .role = ROLE_INK, .size = 1.1 }, "%s", first[i]);
    for (size_t j = 0; j < k; j++) {
      size_t at = j * m + i;
      bool hot = on && (path.count == 1 || path.data[1] == (double)(j + 1));
      Style s2 = { .role = hot ? ROLE_ACCENT : ROLE_MODEL, .width = hot ? 2 : 1 };
      double a = 1.3, b = 2.2, up = fy.data[i] > ly.data[at] ? -0.16 : 0.16;
      panel_segments(p, &a, &fy.data[i], &b, &ly.data[at], 1, s2);
      panel_text(p, 1.75, (fy.data[i] + ly.data[at]) / 2 + up + (up > 0 ? 0.12 : -0.12),
                 (Style){ .role = s2.role, .anchor = ANCHOR_CENTER }, "%s",
                 number_pretty(p2.data[at]).text);
      panel_text(p, 2.24, ly.data[at], (Style){ .role = hot ? ROLE_ACCENT : ROLE_INK }, "%s: %s",
                 second[j], number_pretty(joint.data[at]).text);
      text_printf(&words, "%s %s and %s %s", i + j ? "," : "", first[i], second[j],
                  number_plain(joint.data[at]).text);
    }
  }
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, -0.05, 2.9);
  panel_yrange(p, 0.4, (double)(m * k) + 0.6);
  panel_title(p, "P(%s) = %s, P(%s | %s) = %s", second[0], sketch_pretty(&s, "t1").text, first[0],
              second[0], sketch_pretty(&s, "given1").text);
  figure_words(f, "%s. %s altogether has probability %s, and given it %s has %s.",
               text_string(&words), second[0], sketch_plain(&s, "t1").text, first[0],
               sketch_plain(&s, "given1").text);
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ entropyplot */

static const char entropy_numbers[] =
    "p = linspace(0, 1, 201); H = @(q) -q .* log2(max(q, realmin)) - (1 - q) .* log2(max(1 - q, "
    "realmin));\n"
    "h = H(p); g = 2 * p .* (1 - p); split = ~isempty(left); gain = 0;\n"
    "if split\n"
    "  if numel(left) ~= 2 || numel(right) ~= 2 || any([left(:); right(:)] < 0) || ~any(left) || "
    "~any(right)\n"
    "    error('each child is two counts, such as [8 2]'); end\n"
    "  nl = sum(left); nr = sum(right); n = nl + nr; pl = left(2) / nl; pr = right(2) / nr;\n"
    "  pp = (left(2) + right(2)) / n; hp = H(pp); hl = H(pl); hr = H(pr); mix = (nl * hl + nr * "
    "hr) / n;\n"
    "  gain = hp - mix; cx = [pl pr]; cy = [hl hr]; gx = [pp pp]; gy = [mix hp];\n"
    "  gp = 2 * pp * (1 - pp); gmix = (nl * 2 * pl * (1 - pl) + nr * 2 * pr * (1 - pr)) / n; ggain "
    "= gp - gmix;\n"
    "end";

static Value call_entropyplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "left right", entropy_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool split = sketch_number(&s, "split") != 0;
  layer_name(sketch_line(&s, p, "p h", (Style){ .role = ROLE_MODEL, .width = 1.2 }),
             "entropy, bits");
  layer_name(sketch_line(&s, p, "p g", (Style){ .role = ROLE_GOOD, .dash = DASH_LONG }), "Gini");
  panel_labels(p, "share of the second class", "impurity");
  panel_xrange(p, 0, 1);
  panel_yrange(p, 0, 1.12);
  panel_legend(p, LEGEND_CORNER);
  if (!split) {
    panel_title(p, "impurity of two classes");
    figure_words(f, "Entropy and Gini impurity of two classes: both are 0 for a pure leaf and "
                    "largest at one half, where the entropy is 1 bit and Gini 0.5.");
    return sketch_show(&s, f);
  }
  double pp = sketch_number(&s, "pp"), mix = sketch_number(&s, "mix");
  sketch_line(&s, p, "cx cy", (Style){ .role = ROLE_MUTED });
  sketch_line(&s, p, "gx gy", (Style){ .role = ROLE_ACCENT, .width = 2.5 });
  sketch_points(&s, p, "cx cy", (Style){ .role = ROLE_INK, .size = 1.3 });
  sketch_points(&s, p, "gx gy", (Style){ .role = ROLE_ACCENT, .size = 1.2 });
  panel_text(p, pp + 0.02, (mix + sketch_number(&s, "hp")) / 2, (Style){ .role = ROLE_ACCENT },
             "gain %s", sketch_pretty(&s, "gain").text);
  panel_title(p, "parent %s bits, children %s, gain %s", sketch_pretty(&s, "hp").text,
              number_pretty(mix).text, sketch_pretty(&s, "gain").text);
  figure_words(f,
               "A split takes the entropy from %s bits to %s on the average, with children of %s "
               "and %s: a gain of %s bits; Gini falls from %s by %s.",
               sketch_plain(&s, "hp").text, number_plain(mix).text, sketch_plain(&s, "hl").text,
               sketch_plain(&s, "hr").text, sketch_plain(&s, "gain").text,
               sketch_plain(&s, "gp").text, sketch_plain(&s, "ggain").text);
  return sketch_show(&s, f);
}

const Builtin plot_probability_family[] = {
  { .name = "icons",
    .signature = "prior: scalar, sensitivity: scalar, fpr: scalar -> any",
    .call = call_icons,
    .summary = "Draws a thousand people: how many are ill (prior), and whom the test finds "
               "(sensitivity) or alarms for nothing (false positive rate).",
    .formula = "P(D \\mid +) = \\frac{P(+ \\mid D) P(D)}{P(+)}",
    .numpy = "prior * sens / (prior * sens + (1 - prior) * fpr)",
    .see = "treeplot posterior",
    .examples = { { "icons(0.05, 0.9, 0.08); 1", "1" },
                  { "icons(5, 0.9, 0.1)", "error: icons: all three lie between 0 and 1" } } },
  { .name = "treeplot",
    .signature = "p: vector, P: matrix, first?: any, second?: any, path?: real -> any",
    .call = call_treeplot,
    .summary = "Draws a probability tree: p holds the first branches, row i of P the second ones "
               "behind branch i; cells of texts name them; a path such as [1 2] is set off.",
    .formula = "P(A \\cap B) = P(A) P(B \\mid A)",
    .numpy = "p[:, None] * P",
    .see = "icons posterior",
    .warning = "Octave's treeplot draws a tree given by the parents of its nodes",
    .examples = { { "treeplot([0.01 0.99], [0.9 0.1; 0.05 0.95], {'ill', 'well'}, {'+', '-'}, [1 "
                    "1]); 1",
                    "1" },
                  { "treeplot([0.5 0.6], eye(2))", "error: treeplot: the first branches" } } },
  { .name = "entropyplot",
    .signature = "left?: real, right?: real -> any",
    .call = call_entropyplot,
    .summary = "Draws entropy and Gini impurity of two classes against their share; with the "
               "counts of two children, such as [8 2] and [1 9], also the gain of the split.",
    .formula = "-p \\log_2 p - (1 - p) \\log_2 (1 - p)",
    .numpy = "scipy.stats.entropy([p, 1 - p], base=2)",
    .see = "entropy gini dtree",
    .examples = { { "entropyplot([8 2], [1 9]); 1", "1" },
                  { "entropyplot([1 2 3], [1 1])", "error: entropyplot: each child is two" } } },
  { 0 }
};
