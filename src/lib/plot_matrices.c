/* plot_matrices.c -- matrices in colour: heat maps, confusion, digits, singular values.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

enum { MOST_NUMBERED = 12, MOST_NAMED = 24, MOST_PICTURES = 6 };

/* Cells with room for names at the sides; rows grow downwards. */
static Layer *cells(Sketch *s, Panel *p, const char *name, Palette palette) {
  View v = sketch_view(s, name);
  size_t rows = view_rows(&v), columns = view_columns(&v);
  Grid g = sketch_grid(s, arena_printf(&s->work.arena, "none none %s", name));
  g.x0 = g.y0 = 1;
  g.x1 = (double)columns;
  g.y1 = (double)rows;
  Layer *l = panel_field(p, g, palette);
  panel_down(p);
  panel_grid(p, false);
  if (rows <= 3 * columns && columns <= 3 * rows) panel_equal(p);
  return l;
}

/* Names, or numbers when there are few of them, along an axis. */
static void side(Sketch *s, Panel *p, bool along_x, size_t n, const char *names) {
  size_t named = 0;
  const char *const *texts = names ? sketch_strings(s, names, &named) : NULL;
  if (n > MOST_NAMED) return;
  double at[MOST_NAMED];
  for (size_t i = 0; i < n; i++) at[i] = (double)(i + 1);
  if (along_x)
    panel_xtics(p, at, named == n ? texts : NULL, n);
  else
    panel_ytics(p, at, named == n ? texts : NULL, n);
}

/* ------------------------------------------------------------------ heatmap, corrplot */

static const char heat_numbers[] =
    "if isempty(A), error('there are no numbers to show'); end\n"
    "if iscell(names) && numel(names) ~= columns(A)\n"
    "  error('there are %d columns, but %d names', columns(A), numel(names)); end\n"
    "if iscell(row_names) && numel(row_names) ~= rows(A)\n"
    "  error('there are %d rows, but %d names', rows(A), numel(row_names)); end\n"
    "v = A(isfinite(A)); if isempty(v), error('there are no numbers to show'); end\n"
    "[low, i] = min(A(:)); [high, j] = max(A(:)); total = sum(v); m = rows(A);\n"
    "li = mod(i - 1, m) + 1; lj = floor((i - 1) / m) + 1; hi = mod(j - 1, m) + 1;\n"
    "hj = floor((j - 1) / m) + 1; digits = 2; if all(abs(v - round(v)) < 1e-9), digits = 0;\n"
    "elseif all(abs(10 * v - round(10 * v)) < 1e-9), digits = 1; end\n"
    "if max(abs(v)) >= 1000, digits = 0; end";

static Value call_heatmap(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "A names row_names", heat_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View a = sketch_view(&s, "A");
  size_t rows = view_rows(&a), columns = view_columns(&a);
  double low = sketch_number(&s, "low"), high = sketch_number(&s, "high");
  Layer *l = cells(&s, p, "A", low < 0 && high > 0 ? PALETTE_DIVERGING : PALETTE_HEAT);
  bool numbered = rows <= MOST_NUMBERED && columns <= MOST_NUMBERED;
  if (numbered)
    layer_numbers(l, (int)sketch_number(&s, "digits"));
  else
    layer_colorbar(l, NULL);
  side(&s, p, true, columns, "names");
  side(&s, p, false, rows, "row_names");
  panel_title(p, "%zu × %zu", rows, columns);
  size_t named;
  bool own = sketch_strings(&s, "names", &named) != NULL;
  panel_labels(p, own ? NULL : "column", own ? NULL : "row");
  figure_words(f,
               "A %zux%zu matrix as coloured cells, darker for more: the smallest is %s in row %g, "
               "column %g, the largest %s in row %g, column %g, the sum %s.",
               rows, columns, number_plain(low).text, sketch_number(&s, "li"),
               sketch_number(&s, "lj"), number_plain(high).text, sketch_number(&s, "hi"),
               sketch_number(&s, "hj"), sketch_plain(&s, "total").text);
  return sketch_show(&s, f);
}

static const char corr_numbers[] =
    "if rows(X) < 3 || columns(X) < 2, error('X needs two columns and three rows or more'); end\n"
    "if iscell(names) && numel(names) ~= columns(X)\n"
    "  error('there are %d columns, but %d names', columns(X), numel(names)); end\n"
    "if ~all(std(X) > 0), error('every column must vary, and hold finite numbers'); end\n"
    "R = corr(X); k = columns(X); T = abs(R - 2 * eye(k)); T(logical(eye(k))) = -1;\n"
    "T(isnan(T)) = -1; P = R; P(logical(eye(k))) = 0; T = abs(P); [most, i] = max(T(:));\n"
    "hi = mod(i - 1, k) + 1; hj = floor((i - 1) / k) + 1; most = R(hi, hj);\n"
    "if ~iscell(names), names = {}; for j = 1:k, names{j} = sprintf('x%d', j); end, end\n"
    "one = names{min(hi, hj)}; two = names{max(hi, hj)};";

static Value call_corrplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X names", corr_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View r = sketch_view(&s, "R"), x = sketch_view(&s, "X");
  Layer *l = cells(&s, p, "R", PALETTE_DIVERGING);
  layer_limits(l, -1, 1);
  if (view_rows(&r) <= MOST_NUMBERED) layer_numbers(l, 2);
  layer_colorbar(l, NULL);
  side(&s, p, true, view_rows(&r), "names");
  side(&s, p, false, view_rows(&r), "names");
  panel_title(p, "correlations of %zu variables, n = %zu", view_rows(&r), view_rows(&x));
  figure_words(f,
               "Correlations of %zu variables: blue is negative, red positive; the strongest is %s "
               "between %s and %s.",
               view_rows(&r), sketch_plain(&s, "most").text, sketch_string(&s, "one"),
               sketch_string(&s, "two"));
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ confusionplot */

static const char confusion_numbers[] =
    "if ~isvector(y) || ~isvector(yhat) || numel(y) ~= numel(yhat)\n"
    "  error('there are %d true classes, but %d predicted ones', numel(y), numel(yhat)); end\n"
    "if isempty(y) || any(isnan([y(:); yhat(:)])), error('there are no classes to compare'); end\n"
    "c = unique([y(:); yhat(:)]); k = numel(c); M = zeros(k);\n"
    "for i = 1:k, for j = 1:k, M(i, j) = sum(y(:) == c(i) & yhat(:) == c(j)); end, end\n"
    "if iscell(names) && numel(names) ~= k\n"
    "  error('there are %d classes, but %d names', k, numel(names)); end\n"
    "if ~iscell(names), names = {}; for i = 1:k, names{i} = sprintf('%g', c(i)); end, end\n"
    "n = numel(y); right = trace(M); share = M ./ max(sum(M, 2), 1); acc = right / n;\n"
    "W = M .* ~eye(k); [worst, i] = max(W(:)); wi = mod(i - 1, k) + 1; wj = floor((i - 1) / k) + "
    "1;\n"
    "from = names{wi}; to = names{wj};";

static Value call_confusionplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "y yhat names", confusion_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View m = sketch_view(&s, "M"), share = sketch_view(&s, "share");
  size_t k = view_rows(&m);
  layer_limits(cells(&s, p, "share", PALETTE_HEAT), 0, 1.8); /* ink is read on all */
  for (size_t i = 0; k <= MOST_NUMBERED && i < k * k; i++) {
    Style style = { .role = ROLE_INK, .anchor = ANCHOR_CENTER, .size = k <= 5 ? 1.3 : 1 };
    double row = (double)(i % k) + 1, column = (double)(i / k) + 1;
    panel_text(p, column, row - (k <= 6 ? 0.13 : 0), style, "%g", m.data[i]);
    style.size = 0.9;
    if (k <= 6) panel_text(p, column, row + 0.22, style, "%.0f %%", 100 * share.data[i]);
  }
  side(&s, p, true, k, "names");
  side(&s, p, false, k, "names");
  panel_labels(p, "predicted", "true");
  panel_title(p, "accuracy %g/%g = %s", sketch_number(&s, "right"), sketch_number(&s, "n"),
              sketch_pretty(&s, "acc").text);
  Text words = TEXT_EMPTY;
  text_printf(&words, "%g of %g are on the diagonal, classified correctly: accuracy %s",
              sketch_number(&s, "right"), sketch_number(&s, "n"), sketch_plain(&s, "acc").text);
  if (sketch_number(&s, "worst") > 0)
    text_printf(&words, "; the most frequent mistake takes %s for %s, %g times",
                sketch_string(&s, "from"), sketch_string(&s, "to"), sketch_number(&s, "worst"));
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ digit */

static const char digit_numbers[] =
    "if isempty(X) || ~all(isfinite(X(:))), error('an image is made of finite numbers'); end\n"
    "if isvector(X)\n"
    "  k = sqrt(numel(X));\n"
    "  if k ~= round(k), error('%d grey values make no square image', numel(X)); end\n"
    "  X = reshape(X, k, k)';\n"
    "end\n"
    "ink = sum(X(:) > (max(X(:)) + min(X(:))) / 2); low = min(X(:)); high = max(X(:));\n"
    "scores = scores(:)'; place = 0:numel(scores) - 1; best = 0; score = 0;\n"
    "if ~isempty(scores), [score, i] = max(scores); best = place(i); end";

static Value call_digit(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X scores", digit_numbers)) return sketch_fail(&s);
  bool scored = sketch_count(&s, "scores") > 0;
  Figure *f = figure_new(1, scored ? 2 : 1);
  Panel *p = figure_panel(f, 0, 0);
  View x = sketch_view(&s, "X");
  size_t rows = view_rows(&x), columns = view_columns(&x);
  bool both = sketch_number(&s, "low") < 0 && sketch_number(&s, "high") > 0;
  Layer *l = cells(&s, p, "X", both ? PALETTE_DIVERGING : PALETTE_GREY);
  bool whole = !scored && rows <= MOST_NUMBERED && columns <= MOST_NUMBERED;
  for (size_t i = 0; whole && i < x.count; i++) whole = x.data[i] == round(x.data[i]);
  if (whole) layer_numbers(l, 0);
  panel_no_tics(p);
  panel_axes(p, AXES_NONE);
  panel_title(p, "%zu × %zu image, values %s to %s", rows, columns, sketch_pretty(&s, "low").text,
              sketch_pretty(&s, "high").text);
  Text words = TEXT_EMPTY;
  text_printf(&words, "An image of %zux%zu grey values from %s to %s, %g of them dark", rows,
              columns, sketch_plain(&s, "low").text, sketch_plain(&s, "high").text,
              sketch_number(&s, "ink"));
  if (scored) {
    Panel *q = figure_panel(f, 0, 1);
    double best = sketch_number(&s, "best"), score = sketch_number(&s, "score");
    sketch_bars(&s, q, "place scores", 0.8, (Style){ .role = ROLE_MODEL, .tint = 0.3 });
    panel_bars(q, &best, &score, 1, 0.8, (Style){ .role = ROLE_ACCENT });
    View place = sketch_view(&s, "place");
    if (place.count <= MOST_NAMED) panel_xtics(q, place.data, NULL, place.count);
    panel_labels(q, "class", "score");
    panel_title(q, "highest score: class %g", best);
    text_printf(&words, "; the highest score, %s, is that of class %g", number_plain(score).text,
                best);
  }
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ svdimage, scree */

static const char svd_numbers[] =
    "if isempty(X) || ~all(abs(X(:)) < 1e100), error('X must be a matrix of finite numbers'); end\n"
    "[U, S, V] = svd(X, 'econ'); sv = diag(S)'; r = numel(sv); top = min(r, 24);\n"
    "if isempty(k), k = min(4, r); end\n"
    "ranks_ = unique(round(k(:)'));\n"
    "if any(ranks_ < 1) || any(ranks_ > r), error('k is a rank from 1 to %d', r); end\n"
    "if isscalar(k), ranks_ = unique(round(logspace(0, log10(k), min(k, 4)))); end\n"
    "if numel(ranks_) > 5, error('at most five ranks fit side by side'); end\n"
    "share = cumsum(sv .^ 2) / max(sum(sv .^ 2), realmin); kept = share(ranks_); at = 1:top;\n"
    "bars = sv(1:top); last = ranks_(end); left = kept(end); low = min(X(:)); high = max(X(:));\n"
    "stored = last * (rows(X) + columns(X)); all_ = numel(X);";

static Value call_svdimage(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X k", svd_numbers)) return sketch_fail(&s);
  View ranks = sketch_view(&s, "ranks_"), kept = sketch_view(&s, "kept");
  size_t count = ranks.count + 1, columns = (count + 2) / 2;
  Figure *f = figure_new(2, (unsigned)columns);
  for (size_t i = 0; i < count; i++) {
    Panel *p = figure_panel(f, (unsigned)(i / columns), (unsigned)(i % columns));
    char text[160];
    double rank = i == 0 ? 0 : ranks.data[i - 1];
    snprintf(text, sizeof text, "P = U(:, 1:%g) * S(1:%g, 1:%g) * V(:, 1:%g)';", rank, rank, rank,
             rank);
    if (!sketch_run(&s, "", i == 0 ? "P = X;" : text)) {
      figure_free(f);
      return sketch_fail(&s);
    }
    layer_limits(cells(&s, p, "P", PALETTE_GREY), sketch_number(&s, "low"),
                 sketch_number(&s, "high"));
    panel_no_tics(p);
    panel_axes(p, AXES_NONE);
    if (i == 0)
      panel_title(p, "original");
    else
      panel_title(p, "rank %g: %.3g %%", rank, 100 * kept.data[i - 1]);
  }
  for (size_t i = count; i < 2 * columns; i++) {
    Panel *p = figure_panel(f, 1, (unsigned)(i % columns));
    if (i > count) {
      panel_axes(p, AXES_NONE);
      panel_no_tics(p);
      continue;
    }
    sketch_bars(&s, p, "at bars", 0.8, (Style){ .role = ROLE_MODEL });
    panel_title(p, "singular values");
    panel_labels(p, "number", NULL);
  }
  figure_words(f,
               "An image and what its largest singular values make of it: rank %g keeps %.4s %% of "
               "the sum of squares with %g instead of %g numbers.",
               sketch_number(&s, "last"), number_plain(100 * sketch_number(&s, "left")).text,
               sketch_number(&s, "stored"), sketch_number(&s, "all_"));
  return sketch_show(&s, f);
}

static const char scree_numbers[] =
    "l = sort(l(:)', 'descend'); if isempty(l) || any(l < 0) || ~any(l) || ~all(isfinite(l))\n"
    "  error('eigenvalues or variances are not negative, and one is positive'); end\n"
    "share = 100 * cumsum(l) / sum(l); at = 1:numel(l); n80 = find(share >= 80 - 1e-9, 1);\n"
    "n90 = find(share >= 90 - 1e-9, 1); n95 = find(share >= 95 - 1e-9, 1); first = share(1);\n"
    "part = 100 * l / sum(l);";

static Value call_scree(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "l", scree_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  sketch_bars(&s, p, "at part", 0.7, (Style){ .role = ROLE_MODEL, .tint = 0.3 });
  layer_name(sketch_line_points(&s, p, "at share", (Style){ .role = ROLE_ACCENT }),
             "cumulative share");
  static const double marks[] = { 80, 90, 95 };
  for (size_t i = 0; i < 3; i++)
    panel_across(p, marks[i], (Style){ .role = ROLE_MUTED, .dash = DASH_DOT });
  panel_ytics(p, (const double[]){ 0, 20, 40, 60, 80, 90, 95, 100 }, NULL, 8);
  panel_labels(p, "component", "% of the variance");
  View at = sketch_view(&s, "at");
  if (at.count <= MOST_NAMED) panel_xtics(p, at.data, NULL, at.count);
  panel_xrange(p, 0.4, (double)at.count + 0.6);
  panel_yrange(p, 0, 105);
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "%g of %zu components hold 90 %% of the variance", sketch_number(&s, "n90"),
              at.count);
  figure_words(f,
               "The first of %zu components holds %s %% of the variance; 80 %% need %g, 90 %% %g, "
               "95 %% %g components.",
               at.count, sketch_plain(&s, "first").text, sketch_number(&s, "n80"),
               sketch_number(&s, "n90"), sketch_number(&s, "n95"));
  return sketch_show(&s, f);
}

const Builtin plot_matrices_family[] = {
  { .name = "heatmap",
    .signature = "A: matrix, names?: any, row_names?: any -> any",
    .call = call_heatmap,
    .summary = "Draws a matrix as coloured cells, with the numbers in them up to 12 rows and "
               "columns; cells of texts name the columns and the rows.",
    .numpy = "seaborn.heatmap(A, annot=True)",
    .see = "imagesc corrplot confusionplot",
    .examples = { { "heatmap([1 2 0; 0.5 3 1], {'a', 'b', 'c'}, {'u', 'v'}); 1", "1" },
                  { "heatmap([1 2], {'a'})", "error: heatmap: there are 2 columns" } } },
  { .name = "corrplot",
    .signature = "X: matrix, names?: any -> any",
    .call = call_corrplot,
    .summary = "Draws the correlations between the columns of X as a map: blue negative, red "
               "positive. A cell of texts names the columns.",
    .numpy = "seaborn.heatmap(np.corrcoef(X, rowvar=False))",
    .see = "corr heatmap scatter",
    .examples = { { "corrplot([1 2 5; 2 4 3; 3 5 4; 4 9 1], {'size', 'price', 'age'}); 1", "1" },
                  { "corrplot([1 2])", "error: corrplot: X needs two columns" } } },
  { .name = "confusionplot",
    .signature = "y: real, yhat: real, names?: any -> any",
    .call = call_confusionplot,
    .summary = "Draws how often each true class was taken for each predicted one: counts, and the "
               "share of each row.",
    .numpy = "sklearn.metrics.ConfusionMatrixDisplay.from_predictions(y, yhat)",
    .see = "confusionmat rocplot accuracy",
    .examples = { { "confusionplot([1 1 1 2 2 3 3 3], [1 1 2 2 2 3 1 3], {'cat', 'dog', 'fox'}); 1",
                    "1" },
                  { "confusionplot([1 2], [1 2 1])", "error: confusionplot: there are 2 true" } } },
  { .name = "digit",
    .signature = "X: real, scores?: real -> any",
    .call = call_digit,
    .summary = "Draws an image of grey values: a matrix, or a vector of a square image row by row; "
               "with the scores of the classes 0, 1, ... as bars beside it. Values of both signs, "
               "such as weights, are blue and red.",
    .numpy = "matplotlib.pyplot.imshow(X, cmap='gray_r')",
    .see = "heatmap softmax svdimage",
    .examples = { { "digit([0 1 1 1 0; 0 0 0 1 0; 0 0 1 0 0; 0 1 0 0 0; 0 1 1 1 0], softmax([0 1 "
                    "5 2 0])); 1",
                    "1" },
                  { "digit([1 2 3])", "error: digit: 3 grey values make no square" } } },
  { .name = "svdimage",
    .signature = "X: matrix, k?: real -> any",
    .call = call_svdimage,
    .summary = "Draws a small image, what is left of it at ranks up to k (or at the ranks in k), "
               "and its singular values.",
    .formula = "X_k = \\sum_{i=1}^{k} \\sigma_i u_i v_i^T",
    .numpy = "U[:, :k] * S[:k] @ Vt[:k]",
    .see = "svd scree pca",
    .examples = { { "[X, Y] = meshgrid(1:16); svdimage(hypot(X - 8, Y - 8) < 6, 4); 1", "1" },
                  { "svdimage([1 2; 3 4], 3)", "error: svdimage: k is a rank from 1 to 2" } } },
  { .name = "scree",
    .signature = "l: real -> any",
    .call = call_scree,
    .summary = "Draws eigenvalues (or variances) as shares of their sum, and how many of them hold "
               "80, 90 and 95 percent together.",
    .numpy = "np.cumsum(l) / np.sum(l)",
    .see = "pca svd pcaplot",
    .examples = { { "scree([5 2.4 1.1 0.6 0.3 0.1]); 1", "1" },
                  { "scree([1 -1])", "error: scree: eigenvalues or variances" } } },
  { 0 }
};
