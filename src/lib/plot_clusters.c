/* plot_clusters.c -- groups found in data: k-means step by step, dendrograms.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

/* ------------------------------------------------------------------ kmeansplot */

/* Half-steps: assign (odd), move (even).  Row j of trail{i} is centre i after j moves. */
static const char kmeans_numbers[] =
    "if columns(X) ~= 2 || ~all(isfinite(X(:))), error('X needs two columns of finite numbers'); "
    "end\n"
    "n = rows(X); U = unique(X, 'rows'); if k ~= round(k) || k < 1 || k > min(rows(U), 12)\n"
    "  error('k is a whole number from 1 to %d here', min(rows(U), 12)); end\n"
    "M = U(randperm(rows(U), k), :); if ~isempty(start)\n"
    "  if any(size(start) ~= [k 2]), error('the start needs one centre a row, %d of them', k); "
    "end\n"
    "  M = start; end\n"
    "t = zeros(n, 1); done = 0; sums = []; TX = M(:, 1)'; TY = M(:, 2)'; ended = false; last = "
    "step;\n"
    "if isempty(step), last = 400; end\n"
    "for h = 1:last\n"
    "  D = (X(:, 1) - M(:, 1)') .^ 2 + (X(:, 2) - M(:, 2)') .^ 2;\n"
    "  if mod(h, 2)\n"
    "    [d, u] = min(D, [], 2); if isequal(u, t), ended = true; break, end, t = u;\n"
    "  else\n"
    "    for i = 1:k, if any(t == i), M(i, :) = mean(X(t == i, :), 1); end, end\n"
    "    TX = [TX; M(:, 1)']; TY = [TY; M(:, 2)'];\n"
    "    D = (X(:, 1) - M(:, 1)') .^ 2 + (X(:, 2) - M(:, 2)') .^ 2;\n"
    "    d = D(sub2ind(size(D), (1:n)', t));\n"
    "  end\n"
    "  sums = [sums sum(d)]; done = h;\n"
    "end\n"
    "if done == 0, [d, ~] = min((X(:, 1) - M(:, 1)') .^ 2 + (X(:, 2) - M(:, 2)') .^ 2, [], 2); "
    "sums0 = sum(d);\n"
    "else, sums0 = sums(end); end\n"
    "x1 = X(:, 1)'; x2 = X(:, 2)'; cls = t'; h = 1:numel(sums); mx = M(:, 1)'; my = M(:, 2)';\n"
    "moved = mod(done, 2) == 0; counts = zeros(1, k); for i = 1:k, counts(i) = sum(t == i); end\n"
    "rounds = ceil(done / 2); inertia = sums0;";

static Value call_kmeansplot(Call *call) {
  Sketch s = sketch_begin(call);
  long step;
  if (call_given(call, 4) && !value_is_empty(call->args[4]) &&
      !call_integer(call, 4, 0, 400, &step))
    return sketch_fail(&s);
  if (!sketch_seed(&s, 3) || !sketch_run(&s, "X k start none step", kmeans_numbers))
    return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  double done = sketch_number(&s, "done"), inertia = sketch_number(&s, "inertia");
  bool ended = sketch_number(&s, "ended") != 0, moved = sketch_number(&s, "moved") != 0;
  if (done > 0)
    sketch_classes(&s, p, "x1 x2 cls", NULL);
  else
    sketch_points(&s, p, "x1 x2", (Style){ .role = ROLE_MUTED });
  View tx = sketch_view(&s, "TX"), ty = sketch_view(&s, "TY");
  size_t moves = view_rows(&tx), k = view_columns(&tx);
  for (size_t i = 0; moves > 1 && i < k; i++)
    panel_line(p, tx.data + i * moves, ty.data + i * moves, moves,
               (Style){ .role = ROLE_INK, .dash = DASH_DOT });
  sketch_points(&s, p, "mx my", (Style){ .role = ROLE_INK, .marker = MARKER_CROSS, .size = 2.2 });
  panel_labels(p, "x₁", "x₂");
  panel_legend(p, LEGEND_NONE);
  if (ended)
    panel_title(p, "k = %zu, at rest after %g half-steps", k, done);
  else
    panel_title(p,
                done == 0 ? "k = %zu, start"
                : moved   ? "k = %zu, step %g: centres moved"
                          : "k = %zu, step %g: points assigned",
                k, done);
  if (done > 0)
    sketch_line_points(&s, q, "h sums", (Style){ .role = ROLE_MODEL });
  else
    panel_points(q, &done, &inertia, 1, (Style){ .role = ROLE_MODEL });
  panel_labels(q, "half-step", NULL);
  panel_title(q, "inertia %s", number_pretty(inertia).text);
  panel_yrange(q, 0, NAN);
  panel_xrange(q, 0, fmax(done, 4));
  panel_legend(q, LEGEND_NONE);
  Text words = TEXT_EMPTY;
  text_printf(&words, "k-means with %zu centres (seed %lu)", k, s.seed);
  if (done == 0)
    text_printf(&words, " at the start, inertia %s", number_plain(inertia).text);
  else {
    View counts = sketch_view(&s, "counts");
    text_printf(&words, " after %g half-steps%s, the last %s: inertia %s, clusters of", done,
                ended ? ", at rest" : "", moved ? "moved the centres" : "assigned the points",
                number_plain(inertia).text);
    for (size_t i = 0; i < counts.count; i++)
      text_printf(&words, "%s %g",
                  i == 0                  ? ""
                  : i + 1 == counts.count ? " and"
                                          : ",",
                  counts.data[i]);
  }
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ dendro */

static const char dendro_numbers[] =
    "if isempty(method), method = 'single'; end\n"
    "n = rows(X); if ~all(isfinite(X(:))), error('X must hold finite numbers'); end, if n < 2 || n "
    "> 60, error('2 to 60 rows can be drawn, but X has %d', n); end\n"
    "if isempty(k), k = 2; end\n"
    "if k ~= round(k) || k < 1 || k > n, error('the groups are a whole number from 1 to %d', n); "
    "end\n"
    "T = linkage(X, method); m = n - 1; order = {}; for i = 1:n, order{i} = i; end\n"
    "for i = 1:m, order{n + i} = [order{T(i, 1)} order{T(i, 2)}]; end\n"
    "leaf = order{n + m}; at = zeros(1, n + m); at(leaf) = 1:n; h = [zeros(1, n) T(:, 3)'];\n"
    "for i = 1:m, at(n + i) = (at(T(i, 1)) + at(T(i, 2))) / 2; end\n"
    "top = max(T(:, 3)); if top == 0, top = 1; end\n"
    "if k == 1, cut = 1.04 * top; elseif k == n, cut = T(1, 3) / 2;\n"
    "else, cut = (T(n - k, 3) + T(n - k + 1, 3)) / 2; end\n"
    "g = zeros(1, n + m); g(n + m) = 0; count = 0;\n"
    "for i = m:-1:1\n"
    "  j = n + i; for c = T(i, 1:2)\n"
    "    if g(j) > 0, g(c) = g(j); elseif h(c) <= cut, count = count + 1; g(c) = count; end\n"
    "  end\n"
    "end\n"
    "if h(n + m) <= cut, g(:) = 1; end\n"
    "names = {}; for i = 1:n, names{i} = sprintf('%d', leaf(i)); end, place = 1:n;\n"
    "far = T(m, 3); groups_ = {}; for i = 1:k, groups_{i} = strtrim(sprintf('%d ', "
    "sort(find(g(1:n) == i)))); end";

static Value call_dendro(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "X method k", dendro_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View t = sketch_view(&s, "T"), at = sketch_view(&s, "at"), h = sketch_view(&s, "h");
  View g = sketch_view(&s, "g"), place = sketch_view(&s, "place");
  size_t m = view_rows(&t), n = m + 1;
  for (size_t i = 0; i < m; i++) {
    size_t a = (size_t)t.data[i] - 1, b = (size_t)t.data[i + m] - 1;
    double x[4] = { at.data[a], at.data[a], at.data[b], at.data[b] };
    double y[4] = { h.data[a], t.data[i + 2 * m], t.data[i + 2 * m], h.data[b] };
    double group = g.data[n + i];
    panel_line(p, x, y, 4,
               group > 0 ? (Style){ .role = role_cycle((size_t)group - 1), .width = 1.3 }
                         : (Style){ .role = ROLE_MUTED });
  }
  panel_across(p, sketch_number(&s, "cut"), (Style){ .role = ROLE_INK, .dash = DASH_LONG });
  size_t count;
  const char *const *names = sketch_strings(&s, "names", &count);
  if (n <= 30) panel_xtics(p, place.data, names, n);
  panel_xrange(p, 0.3, (double)n + 0.7);
  panel_yrange(p, 0, 1.08 * sketch_number(&s, "top"));
  panel_labels(p, "row of X", "distance of the merge");
  panel_legend(p, LEGEND_NONE);
  double k = sketch_number(&s, "k");
  panel_title(p, "%s linkage, cut at %s: %g group%s", sketch_string(&s, "method"),
              sketch_pretty(&s, "cut").text, k, k == 1 ? "" : "s");
  Text words = TEXT_EMPTY;
  const char *const *groups = sketch_strings(&s, "groups_", &count);
  for (size_t i = 0; groups && n <= 20 && i < count; i++)
    text_printf(&words, "%s {%s}", i ? "," : ":", groups[i]);
  figure_words(f,
               "A dendrogram of %zu rows by %s linkage: the last merge is at %s; cut at %s there "
               "are %g groups%s.",
               n, sketch_string(&s, "method"), sketch_plain(&s, "far").text,
               sketch_plain(&s, "cut").text, k, text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

const Builtin plot_clusters_family[] = {
  { .name = "kmeansplot",
    .signature = "X: matrix, k: scalar, start?: array, seed?: array, step?: array -> any",
    .call = call_kmeansplot,
    .summary = "Draws k-means on the rows of X (two columns) from random rows, or from the centres "
               "in start: points by cluster, centres with their trails, and the inertia. A step "
               "stops after so many half-steps (assign, move, assign, ...).",
    .formula = "\\min \\sum_i |x_i - \\mu_{c_i}|^2",
    .numpy = "sklearn.cluster.KMeans(k).fit(X)",
    .see = "kmeans dendro scatter",
    .examples = { { "seed(5); X = [randn(25, 2); randn(25, 2) + [4 1]; randn(25, 2) + [1 5]]; "
                    "kmeansplot(X, 3, [], 2); 1",
                    "1" },
                  { "seed(5); X = [randn(25, 2); randn(25, 2) + [4 1]; randn(25, 2) + [1 5]]; "
                    "kmeansplot(X, 3, [], 2, 1); 1",
                    "1" },
                  { "kmeansplot([1 2; 3 4], 3)",
                    "error: kmeansplot: k is a whole number from 1" } } },
  { .name = "dendro",
    .signature = "X: matrix, method?: array, k?: array -> any",
    .call = call_dendro,
    .summary = "Draws how the rows of X join to ever larger clusters, and the cut that leaves k "
               "groups (2); the method is that of linkage, 'single' when left out.",
    .numpy = "scipy.cluster.hierarchy.dendrogram(linkage(X))",
    .see = "linkage cluster kmeansplot",
    .examples = { { "dendro([1 1; 1.4 1; 5 5; 5.5 5; 5 6; 9 1; 9 2; 1 2], 'average', 3); 1", "1" },
                  { "dendro([1 2])", "error: dendro: 2 to 60 rows can be drawn" } } },
  { 0 }
};
