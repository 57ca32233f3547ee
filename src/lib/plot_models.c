/* plot_models.c -- what a model makes of the plane, and how well: boundaries, margins, ROC.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_models.h"
#include "lib/plot_sketch.h"

#include <math.h>

/* The points and a grid around them: G holds one place a row. */
static const char window_numbers[] =
    "if columns(X) ~= 2 || rows(X) < 2, error('X needs two columns, one point a row'); end\n"
    "if ~all(isfinite(X(:))), error('X must hold finite numbers'); end\n"
    "y = y(:); if numel(y) ~= rows(X), error('there are %d points, but %d labels', rows(X), "
    "numel(y)); end\n"
    "c = unique(y); k = numel(c); if k < 2 || k > 6, error('two to six classes are needed'); end\n"
    "[~, t] = ismember(y, c); x1 = X(:, 1)'; x2 = X(:, 2)'; n = rows(X);\n"
    "lo = min(X); hi = max(X); room = 0.15 * max(hi - lo, 0.3 * max([hi - lo, 1e-9])); lo = lo - "
    "room; hi = hi + room;\n"
    "m = 81; gx = linspace(lo(1), hi(1), m); gy = linspace(lo(2), hi(2), m);\n"
    "[A, B] = meshgrid(gx, gy); G = [A(:) B(:)]; mu = mean(X); sd = max(std(X), 1e-12);\n"
    "Xs = (X - mu) ./ sd; Gs = (G - mu) ./ sd;\n";

const char plot_tree_numbers[] =
    "leaf_of = ones(rows(X), 1); feature = 0; cut = 0; left = 0; right = 0; deep = 0; gain = 0; "
    "queue = 1; splits = 0;\n"
    "imp = @(q) 1 - sum((accumarray(q(:), 1, [k 1]) / numel(q)) .^ 2);\n"
    "while ~isempty(queue) && splits < most\n"
    "  i = queue(1); queue(1) = []; at = find(leaf_of == i); q = t(at); h = imp(q);\n"
    "  if deep(i) >= depth || h == 0, continue, end\n"
    "  best = 1e-12; bf = 0; bc = 0;\n"
    "  for j = 1:columns(X)\n"
    "    [v, o] = sort(X(at, j)); u = q(o); N = numel(u); one = zeros(N, k);\n"
    "    one(sub2ind([N k], (1:N)', u(:))) = 1; L = cumsum(one, 1); R = L(N, :) - L; s = (1:N)';\n"
    "    gl = 1 - sum((L ./ s) .^ 2, 2); gr = 1 - sum((R ./ max(N - s, 1)) .^ 2, 2);\n"
    "    w = h - (s .* gl + (N - s) .* gr) / N; w([v(1:N-1) == v(2:N); true]) = -1;\n"
    "    [g, e] = max(w); if g > best, best = g; bf = j; bc = (v(e) + v(e + 1)) / 2; end\n"
    "  end\n"
    "  if bf == 0, continue, end\n"
    "  z = numel(feature); feature([i z+1 z+2]) = [bf 0 0]; cut([i z+1 z+2]) = [bc 0 0];\n"
    "  left([i z+1 z+2]) = [z+1 0 0]; right([i z+1 z+2]) = [z+2 0 0];\n"
    "  deep([z+1 z+2]) = deep(i) + 1; gain([i z+1 z+2]) = [best 0 0]; splits = splits + 1;\n"
    "  down = at(X(at, bf) < bc); leaf_of(at) = z + 2; leaf_of(down) = z + 1; queue = [queue z+1 "
    "z+2];\n"
    "end\n";

/* Pairs of multipliers, the worst first.  Source: Fan, Chen, Lin: Working set selection using
   second order information for training support vector machines, JMLR 6 (2005).  */
static const char svm_numbers[] =
    "if k ~= 2, error('a support vector machine separates two classes'); end\n"
    "if isempty(C), C = 1; end, if ~(C > 0), error('C must be positive'); end\n"
    "rbf = strcmp(kernel, 'rbf'); if ~isempty(kernel) && ~rbf, error('the only other kernel is "
    "rbf'); end\n"
    "s = 2 * t - 3; if rbf, ker = @(P, Q) exp(-pdist2(P, Q) .^ 2); else, ker = @(P, Q) P * Q'; "
    "end\n"
    "if rbf, P = Xs; Q = Gs; else, P = X; Q = G; end\n"
    "K = ker(P, P); a = zeros(n, 1); g = -ones(n, 1);\n"
    "for step = 1:20000\n"
    "  up = (s > 0 & a < C) | (s < 0 & a > 0); dn = (s > 0 & a > 0) | (s < 0 & a < C); v = -s .* "
    "g;\n"
    "  vu = v; vu(~up) = -Inf; vd = v; vd(~dn) = Inf; [hi_, i] = max(vu); [lo_, j] = min(vd);\n"
    "  if hi_ - lo_ < 1e-6, break, end\n"
    "  d = (hi_ - lo_) / max(K(i, i) + K(j, j) - 2 * K(i, j), 1e-12);\n"
    "  if s(i) > 0, d = min(d, C - a(i)); else, d = min(d, a(i)); end\n"
    "  if s(j) > 0, d = min(d, a(j)); else, d = min(d, C - a(j)); end\n"
    "  a(i) = a(i) + s(i) * d; a(j) = a(j) - s(j) * d;\n"
    "  a([i j]) = min(max(a([i j]), 0), C); g = g + d * s .* (K(:, i) - K(:, j));\n"
    "end\n"
    "bias = (hi_ + lo_) / 2; score = ker(Q, P) * (a .* s) + bias; own = K * (a .* s) + bias;\n"
    "sv = find(a > 1e-8 * C); vx = X(sv, 1)'; vy = X(sv, 2)'; Z = reshape(score, m, m);\n";

static const char model_numbers[] =
    "names = {'linear', 'logistic', 'knn', 'tree', 'svm', 'mlp'}; id = find(strcmp(names, "
    "model));\n"
    "if isempty(id), error('the models are linear, logistic, knn, tree, svm and mlp'); end\n"
    "if id == 3\n"
    "  if isempty(C), C = 5; end\n"
    "  if C ~= round(C) || C < 1 || C > n, error('k is a whole number from 1 to %d', n); end\n"
    "  part = knn(Xs, t, Gs, C); fit = knn(Xs, t, Xs, C); note = sprintf('k = %d', C);\n"
    "elseif id == 4\n"
    "  if isempty(C), C = 3; end, if C ~= round(C) || C < 1 || C > 8, error('the depth is 1 to "
    "8'); end\n"
    "  depth = C; most = 255; note = sprintf('depth %d', C);\n"
    "elseif id == 5, note = ''; kernel = ''; if columns(C) > 1, error('C is one number'); end\n"
    "else\n"
    "  Y = double(t == 1:k); P = [ones(n, 1) Xs]; Q = [ones(rows(G), 1) Gs]; note = '';\n"
    "  if id == 1, W = pinv(P) * Y; S = Q * W; F = P * W; note = 'least squares';\n"
    "  elseif id == 2\n"
    "    W = zeros(3, k); for i = 1:600, p = softmax(P * W, 2); W = W - 2 * (P' * (p - Y) / n + "
    "1e-4 * W); end\n"
    "    S = Q * W; F = P * W;\n"
    "  else\n"
    "    if isempty(C), C = 8; end, if C ~= round(C) || C < 1 || C > 40, error('one layer of 1 to "
    "40 units'); end\n"
    "    V = 1.5 * randn(3, C); W = randn(C + 1, k) / sqrt(C); note = sprintf('%d units', C); vv = "
    "0; ww = 0;\n"
    "    for i = 1:800\n"
    "      h = tanh(P * V); p = softmax([h ones(n, 1)] * W, 2); e = (p - Y) / n;\n"
    "      gW = [h ones(n, 1)]' * e; gV = P' * ((e * W(1:C, :)') .* (1 - h .^ 2));\n"
    "      ww = 0.9 * ww + gW; vv = 0.9 * vv + gV; W = W - 0.2 * ww; V = V - 0.2 * vv;\n"
    "    end\n"
    "    S = [tanh(Q * V) ones(rows(G), 1)] * W; F = [tanh(P * V) ones(n, 1)] * W;\n"
    "  end\n"
    "  [~, part] = max(S, [], 2); [~, fit] = max(F, [], 2);\n"
    "end\n";

/* Where the grid and the points end up in the tree. */
static const char tree_regions[] =
    "fit = leaf_of; part = ones(rows(G), 1);\n"
    "for i = 1:numel(feature)\n"
    "  at = find(part == i);\n"
    "  if feature(i), part(at) = right(i); part(at(G(at, feature(i)) < cut(i))) = left(i); end\n"
    "end\n"
    "class = zeros(numel(feature), 1); for i = 1:numel(feature)\n"
    "  q = t(leaf_of == i); if ~isempty(q), class(i) = mode(q); end, end\n"
    "part = class(part); fit = class(fit);";

Value plot_model_boundary(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_seed(&s, 4) || !sketch_run(&s, "model X y C", window_numbers) ||
      !sketch_run(&s, "", model_numbers))
    return sketch_fail(&s);
  double id = sketch_number(&s, "id");
  if (id == 4 && (!sketch_run(&s, "", plot_tree_numbers) || !sketch_run(&s, "", tree_regions)))
    return sketch_fail(&s);
  if (id == 5 && (!sketch_run(&s, "", svm_numbers) ||
                  !sketch_run(&s, "",
                              "part = 1 + (score > 0); fit = 1 + (own > 0);\n"
                              "note = sprintf('C = %g', C);")))
    return sketch_fail(&s);
  if (!sketch_run(&s, "",
                  "R = reshape(part, m, m) - 1; right_ = sum(fit(:) == t(:)); acc = right_ "
                  "/ n; t = t(:)';\n"
                  "labels = {}; for i = 1:k, labels{i} = sprintf('%g', c(i)); end"))
    return sketch_fail(&s);
  size_t count;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Grid g = sketch_grid(&s, "gx gy R");
  panel_field(p, g, PALETTE_CLASSES);
  double half[5] = { 0.5, 1.5, 2.5, 3.5, 4.5 };
  panel_contours(p, g, half, (size_t)sketch_number(&s, "k") - 1,
                 (Style){ .role = ROLE_INK, .width = 1.2 });
  sketch_classes(&s, p, "x1 x2 t", sketch_strings(&s, "labels", &count));
  panel_labels(p, "x₁", "x₂");
  panel_xrange(p, g.x0, g.x1);
  panel_yrange(p, g.y0, g.y1);
  panel_legend(p, LEGEND_CORNER);
  const char *note = sketch_string(&s, "note");
  double n = sketch_number(&s, "n"), right = sketch_number(&s, "right_");
  panel_title(p, "%s%s%s: %g of %g right", sketch_string(&s, "model"), note[0] ? ", " : "", note,
              right, n);
  figure_words(f,
               "The regions of a %s model%s%s%s for %g classes: %g of %g points lie in the region "
               "of their class, accuracy %s%s.",
               sketch_string(&s, "model"), note[0] ? " (" : "", note, note[0] ? ")" : "",
               sketch_number(&s, "k"), right, n, sketch_plain(&s, "acc").text,
               id == 6 ? arena_printf(&s.work.arena, " (seed %lu)", s.seed) : "");
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ margin */

static const char margin_numbers[] =
    "w = X' * (a .* s); width = 2 / max(norm(w), realmin); off = max(0, 1 - s .* own); bad = "
    "find(off "
    "> 1e-4)';\n"
    "wrong = sum(s .* own <= 0); sx = []; sy = []; tx = []; ty = [];\n"
    "if ~rbf, for i = bad\n"
    "  move = s(i) * off(i) / (w' * w) * w'; sx = [sx X(i, 1)]; sy = [sy X(i, 2)];\n"
    "  tx = [tx X(i, 1) + move(1)]; ty = [ty X(i, 2) + move(2)];\n"
    "end, end\n"
    "slack = sum(off); many = numel(sv); top = max(abs(Z(:))); S = max(min(Z, 3), -3); w1 = w(1); "
    "w2 = w(2); t = t(:)';\n"
    "R = double(Z > 0);";

static Value call_margin(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X y C kernel", window_numbers) || !sketch_run(&s, "", svm_numbers) ||
      !sketch_run(&s, "", margin_numbers))
    return sketch_fail(&s);
  bool rbf = sketch_number(&s, "rbf") != 0;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Grid g = sketch_grid(&s, "gx gy Z");
  if (rbf)
    layer_limits(panel_field(p, sketch_grid(&s, "gx gy S"), PALETTE_DIVERGING), -4, 4);
  else
    panel_field(p, sketch_grid(&s, "gx gy R"), PALETTE_CLASSES);
  double zero = 0, edges[2] = { -1, 1 };
  panel_contours(p, g, edges, 2, (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  panel_contours(p, g, &zero, 1, (Style){ .role = ROLE_INK, .width = 1.8 });
  sketch_segments(&s, p, "sx sy tx ty", (Style){ .role = ROLE_WARM, .width = 1.2 });
  sketch_points(&s, p, "vx vy", (Style){ .role = ROLE_INK, .marker = MARKER_RING, .size = 1.9 });
  sketch_classes(&s, p, "x1 x2 t", NULL);
  panel_labels(p, "x₁", "x₂");
  panel_xrange(p, g.x0, g.x1);
  panel_yrange(p, g.y0, g.y1);
  panel_legend(p, LEGEND_NONE);
  panel_equal(p);
  double many = sketch_number(&s, "many");
  if (rbf)
    panel_title(p, "C = %s, rbf kernel: %g support vectors", sketch_pretty(&s, "C").text, many);
  else
    panel_title(p, "C = %s: margin %s wide, %g support vectors", sketch_pretty(&s, "C").text,
                sketch_pretty(&s, "width").text, many);
  Text words = TEXT_EMPTY;
  text_printf(&words, "A support vector machine with C = %s: ", sketch_plain(&s, "C").text);
  if (!rbf)
    text_printf(&words, "the margin around the line is %s wide, ", sketch_plain(&s, "width").text);
  text_printf(&words,
              "%g of %g points are support vectors (ringed), %g lie on the wrong side; the "
              "slack adds up to %.4g",
              many, sketch_number(&s, "n"), sketch_number(&s, "wrong"),
              sketch_number(&s, "slack") < 1e-3 ? 0 : sketch_number(&s, "slack"));
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ rocplot */

static const char roc_numbers[] =
    "[fpr, tpr, th] = roc(y, score); area = auc(y, score); y = y(:) > 0; score = score(:);\n"
    "pos = sum(y); neg = sum(~y); u = sort(unique(score), 'descend')'; rec = zeros(1, numel(u)); "
    "prec = rec;\n"
    "for i = 1:numel(u), h = score >= u(i); rec(i) = sum(h & y) / pos; prec(i) = sum(h & y) / "
    "sum(h); end\n"
    "rec = [0 rec]; prec = [prec(1) prec]; own = ~isempty(at);\n"
    "if ~own, [~, i] = max(tpr(:) - fpr(:)); at = th(i); if ~isfinite(at), at = max(score); end, "
    "end\n"
    "h = score >= at; tp = sum(h & y) / pos; fp = sum(h & ~y) / neg; pr = NaN; if any(h), pr = "
    "sum(h & y) / sum(h); end\n"
    "d = [0 1]; share = [pos pos] / (pos + neg); fpr = fpr(:)'; tpr = tpr(:)';";

static Value call_rocplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "y score at", roc_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  double tp = sketch_number(&s, "tp"), fp = sketch_number(&s, "fp"), pr = sketch_number(&s, "pr");
  Style mark = { .role = ROLE_ACCENT, .size = 1.4 };
  sketch_area(&s, p, "fpr tpr", 0, (Style){ .role = ROLE_MODEL, .tint = 0.88 });
  sketch_line(&s, p, "d d", (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  sketch_line(&s, p, "fpr tpr", (Style){ .role = ROLE_MODEL, .width = 1.3 });
  panel_points(p, &fp, &tp, 1, mark);
  panel_labels(p, "false positive rate", "true positive rate");
  panel_title(p, "ROC: AUC = %s", sketch_pretty(&s, "area").text);
  sketch_line(&s, q, "d share", (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  sketch_line(&s, q, "rec prec", (Style){ .role = ROLE_GOOD, .width = 1.3 });
  if (isfinite(pr)) panel_points(q, &tp, &pr, 1, mark);
  panel_labels(q, "recall", "precision");
  panel_title(q, "threshold %s", sketch_pretty(&s, "at").text);
  for (int i = 0; i < 2; i++) {
    panel_xrange(i ? q : p, -0.02, 1.02);
    panel_yrange(i ? q : p, 0, 1.04);
    panel_legend(i ? q : p, LEGEND_NONE);
  }
  figure_words(f,
               "ROC curve with AUC %s; at the threshold %s the true positive rate is %s, the false "
               "positive rate %s and the precision %s.",
               sketch_plain(&s, "area").text, sketch_plain(&s, "at").text, number_plain(tp).text,
               number_plain(fp).text, isfinite(pr) ? number_plain(pr).text : "undefined");
  return sketch_show(&s, f);
}

const Builtin plot_models_family[] = {
  { .name = "margin",
    .signature = "X: matrix, y: real, C?: real, kernel?: string -> any",
    .call = call_margin,
    .summary = "Draws a support vector machine for two classes in the plane: the separating line, "
               "its margins, the support vectors in rings, and slack as short lines. A small C "
               "allows more slack; with 'rbf' the score is shaded.",
    .formula = "\\min \\tfrac12 |w|^2 + C \\sum_i \\xi_i",
    .numpy = "sklearn.svm.SVC(kernel='linear', C=C).fit(X, y)",
    .see = "boundary",
    .examples = { { "margin([1 1; 2 1; 1 2; 2.4 2.2; 4 4; 5 4; 4 5; 3 2.6], [0 0 0 0 1 1 1 1], "
                    "10); 1",
                    "1" },
                  { "margin([1 1; 2 1; 1 2; 4 4; 5 4; 2 3], [0 0 0 1 1 1], 5, 'rbf'); 1", "1" },
                  { "margin([1 1; 2 2], [1 1])", "error: margin: two to six classes" } } },
  { .name = "rocplot",
    .signature = "y: real, score: real, threshold?: real -> any",
    .call = call_rocplot,
    .summary = "Draws the ROC curve of scores for the labels y (0 and 1) and the precision-recall "
               "curve, with the point of a threshold, or of the best one.",
    .formula = "\\mathrm{TPR}(t) \\text{ against } \\mathrm{FPR}(t)",
    .numpy = "sklearn.metrics.RocCurveDisplay.from_predictions(y, score)",
    .see = "roc auc confusionplot",
    .examples = { { "rocplot([0 0 1 0 1 0 1 1 0 1], [0.1 0.2 0.3 0.35 0.5 0.55 0.6 0.8 0.4 0.9]); "
                    "1",
                    "1" },
                  { "rocplot([1 1], [0.2 0.3])", "error: rocplot: " } } },
  { 0 }
};
