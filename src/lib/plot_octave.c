/* plot_octave.c -- kinds that Octave has, with its arguments: errorbar, area, pie, boxplot ...  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>
#include <string.h>

enum { MOST_SERIES = 12, CIRCLE = 60 };

/* A style such as 'r--o' as argument I; anything else fails the call. */
static bool style_at(Sketch *s, size_t i, LineStyle *style) {
  Call *call = s->call;
  *style = (LineStyle){ .line = true };
  if (!call_given(call, i)) return true;
  if (value_is_string(call->args[i]) && plotting_style(call_string(call, i), &s->work.arena, style))
    return true;
  call_fail_at(call, i, ERROR_TYPE, "a style such as 'r--o' belongs here");
  return false;
}

/* ------------------------------------------------------------------ errorbar */

static const char error_numbers[] =
    "if isempty(c), e = b; y = a; x = 1:numel(y); up = e;\n"
    "elseif isempty(d), x = a; y = b; e = c; up = e; else, x = a; y = b; e = c; up = d; end\n"
    "x = x(:)'; y = y(:)'; e = e(:)'; up = up(:)'; n = numel(y);\n"
    "if isscalar(e), e = e * ones(1, n); end, if isscalar(up), up = up * ones(1, n); end\n"
    "if numel(x) ~= n || numel(e) ~= n || numel(up) ~= n\n"
    "  error('there are %d values, but %d errors and %d places', n, numel(e), numel(x)); end\n"
    "if n == 0, error('there are no numbers'); end\n"
    "if any([e up] < 0), error('an error bar cannot have a negative length'); end\n"
    "lo = y - e; hi = y + up; w = 0.012 * max(max(x) - min(x), 1); l = x - w; r = x + w;\n"
    "h = e + up; h(~isfinite(h)) = 0; [most, k] = max(h); where_ = x(k); half = most / 2;\n"
    "v = [lo hi]; v = v(isfinite(v)); if isempty(v), error('there are no finite numbers'); end\n"
    "low = min(v); high = max(v);";

static Value call_errorbar(Call *call) {
  Sketch s = sketch_begin(call);
  LineStyle style;
  size_t numbers = 0;
  while (numbers < call->count && !value_is_string(call->args[numbers])) numbers++;
  if (numbers < 2 || numbers > 4 || call->count > numbers + 1) {
    call_fail(call, ERROR_TYPE, "the arguments are y, error, or x, y, error, and a style");
    return sketch_fail(&s);
  }
  for (size_t i = 0; i < numbers; i++)
    if (!numeric_is_real(call, i)) return sketch_fail(&s);
  if (!style_at(&s, numbers, &style) ||
      !sketch_run(&s,
                  numbers == 2   ? "a b"
                  : numbers == 3 ? "a b c"
                                 : "a b c d",
                  numbers == 2   ? "c = []; d = [];"
                  : numbers == 3 ? "d = [];"
                                 : "") ||
      !sketch_run(&s, "", error_numbers))
    return sketch_fail(&s);
  Panel *p;
  Figure *f = plotting_begin(call, &p);
  if (!call_given(call, numbers)) style.marker = style.line = true;
  Style bar = style.style;
  if (bar.role == ROLE_AUTO) bar.role = ROLE_MODEL;
  style.style.role = bar.role;
  bar.dash = DASH_SOLID;
  bar.width = 0.9;
  sketch_segments(&s, p, "x lo x hi", bar);
  sketch_segments(&s, p, "l lo r lo", bar);
  sketch_segments(&s, p, "l hi r hi", bar);
  View x = sketch_view(&s, "x"), y = sketch_view(&s, "y");
  plotting_curve(p, x.data, y.data, y.count, &style);
  figure_words(f,
               "%zu values with error bars that reach from %s to %s; the longest, %s to both sides "
               "on the average, is at %s.",
               y.count, sketch_plain(&s, "low").text, sketch_plain(&s, "high").text,
               sketch_plain(&s, "half").text, sketch_plain(&s, "where_").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ quiver */

static const char quiver_numbers[] =
    "if isempty(u), u = x; v = y; [x, y] = meshgrid(1:columns(u), 1:rows(u)); end\n"
    "if isvector(x) && isvector(y) && ~isequal(size(x), size(u)) && numel(x) == columns(u) && "
    "numel(y) == rows(u)\n"
    "  [x, y] = meshgrid(x, y); end\n"
    "if numel(x) ~= numel(u) || numel(y) ~= numel(u) || numel(v) ~= numel(u)\n"
    "  error('there are %d tails, but %d arrows', numel(x), numel(u)); end\n"
    "if isempty(u), error('there are no arrows'); end, if numel(u) > 5000, error('at most 5000 "
    "arrows fit'); end\n"
    "x = x(:)'; y = y(:)'; u = u(:)'; v = v(:)'; L = hypot(u, v); k = 1; L(~isfinite(L)) = 0;\n"
    "if isempty(scale), scale = 0.9; end\n"
    "if scale > 0\n"
    "  d = sqrt(max((max(x) - min(x)) * (max(y) - min(y)), max([max(x) - min(x), max(y) - min(y), "
    "1]) ^ 2 / 4) / numel(x));\n"
    "  k = scale * d / max([L realmin]);\n"
    "end\n"
    "[most, i] = max(L); mx = x(i); my = y(i); a = k * u; b = k * v;";

static Value call_quiver(Call *call) {
  Sketch s = sketch_begin(call);
  size_t numbers = 0;
  while (numbers < call->count && !value_is_string(call->args[numbers])) numbers++;
  LineStyle style;
  for (size_t i = 0; i < numbers; i++)
    if (!numeric_is_real(call, i)) return sketch_fail(&s);
  if (numbers < 2 || numbers > 5 || numbers == 3) {
    call_fail(call, ERROR_TYPE, "the arguments are u, v, or x, y, u, v, and perhaps a scale");
    return sketch_fail(&s);
  }
  if (!style_at(&s, numbers, &style) ||
      !sketch_run(&s,
                  numbers == 2   ? "x y"
                  : numbers == 4 ? "x y u v"
                                 : "x y u v scale",
                  numbers == 2   ? "u = []; v = []; scale = [];"
                  : numbers == 4 ? "scale = [];"
                                 : "") ||
      !sketch_run(&s, "", quiver_numbers))
    return sketch_fail(&s);
  Panel *p;
  Figure *f = plotting_begin(call, &p);
  sketch_arrows(&s, p, "x y a b", style.style);
  figure_words(f, "%zu arrows; the longest, of length %s, starts at (%s, %s).",
               sketch_count(&s, "u"), sketch_plain(&s, "most").text, sketch_plain(&s, "mx").text,
               sketch_plain(&s, "my").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ area, pie, barh */

static const char area_numbers[] =
    "if isempty(Y), Y = x; x = []; end, if isvector(Y), Y = Y(:); end\n"
    "[n, k] = size(Y); if isempty(x), x = 1:n; end, x = x(:)';\n"
    "if numel(x) ~= n, error('x has %d numbers, but Y has %d rows', numel(x), n); end\n"
    "if ~all(isfinite(Y(:))), error('Y must hold finite numbers'); end, if n < 2, error('an area "
    "needs two points'); end, if k > 12, error('at most 12 areas fit'); "
    "end\n"
    "C = cumsum(Y, 2); B = [zeros(n, 1) C(:, 1:k-1)]; [top, i] = max(C(:, k)); at = x(i); last = "
    "C(n, k); each = trapz(x, Y, 1); total = sum(each);";

static Value call_area(Call *call) {
  Sketch s = sketch_begin(call);
  if (!numeric_is_real(call, 0) || (call_given(call, 1) && !numeric_is_real(call, 1)) ||
      !sketch_run(&s, "x Y", area_numbers))
    return sketch_fail(&s);
  Panel *p;
  Figure *f = plotting_begin(call, &p);
  View x = sketch_view(&s, "x"), c = sketch_view(&s, "C"), b = sketch_view(&s, "B");
  size_t n = x.count, k = c.count / n;
  for (size_t j = 0; j < k; j++) {
    Layer *l = panel_between(p, x.data, b.data + j * n, c.data + j * n, n,
                             (Style){ .role = role_cycle(j), .tint = 0.35 });
    panel_line(p, x.data, c.data + j * n, n, (Style){ .role = role_cycle(j) });
    if (k > 1) layer_name(l, "%zu", j + 1);
  }
  panel_legend(p, k > 1 ? LEGEND_CORNER : LEGEND_NONE);
  figure_words(f, "%zu stacked area%s over %zu places: the top is %s at %s, the area %s.", k,
               k == 1 ? "" : "s", n, sketch_plain(&s, "top").text, sketch_plain(&s, "at").text,
               sketch_plain(&s, "total").text);
  return sketch_show(&s, f);
}

static const char pie_numbers[] =
    "x = x(:)'; n = numel(x); if n == 0 || n > 12, error('1 to 12 parts fit into a pie'); end\n"
    "if ~all(x >= 0) || ~(sum(x) > 0 && sum(x) < Inf), error('the parts must not be negative, nor "
    "all be 0'); end\n"
    "part = x / max(sum(x), 1 * (sum(x) > 1)); if sum(x) <= 1, part = x; end, from = [0 "
    "cumsum(part)];\n"
    "if ~iscell(names), names = {}; for i = 1:n, names{i} = sprintf('%d', i); end, end\n"
    "if numel(names) ~= n, error('there are %d parts, but %d names', n, numel(names)); end\n"
    "[most, i] = max(part); [least, j] = min(part); big = names{i}; small = names{j};";

static Value call_pie(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "x names", pie_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View part = sketch_view(&s, "part"), from = sketch_view(&s, "from");
  size_t count;
  const char *const *names = sketch_strings(&s, "names", &count);
  for (size_t i = 0; i < part.count; i++) {
    double x[CIRCLE + 2] = { 0 }, y[CIRCLE + 2] = { 0 };
    for (size_t k = 0; k <= CIRCLE; k++) {
      double turn = 2 * acos(-1) * (0.25 + from.data[i] + part.data[i] * (double)k / CIRCLE);
      x[k + 1] = cos(turn);
      y[k + 1] = sin(turn);
    }
    panel_polygon(p, x, y, CIRCLE + 2,
                  (Style){ .role = role_cycle(i), .tint = i < 6 ? 0.25 : 0.6 });
    double middle = 2 * acos(-1) * (0.25 + from.data[i] + part.data[i] / 2);
    panel_text(p, 1.12 * cos(middle), 1.12 * sin(middle),
               (Style){ .role = ROLE_INK,
                        .anchor = fabs(cos(middle)) < 0.2 ? ANCHOR_CENTER
                                  : cos(middle) < 0       ? ANCHOR_RIGHT
                                                          : ANCHOR_LEFT },
               "%s: %.3g %%", names[i], 100 * part.data[i]);
  }
  for (size_t i = 0; i < part.count; i++) { /* the cuts, over all parts */
    double turn = 2 * acos(-1) * (0.25 + from.data[i]);
    panel_line(p, (double[]){ 0, cos(turn) }, (double[]){ 0, sin(turn) }, 2,
               (Style){ .role = ROLE_PAPER, .width = 1.5 });
  }
  panel_equal(p);
  panel_axes(p, AXES_NONE);
  panel_no_tics(p);
  panel_grid(p, false);
  panel_xrange(p, -1.7, 1.7);
  panel_yrange(p, -1.25, 1.25);
  figure_words(f,
               "A pie of %zu parts: the largest is %s with %.3g %%, the smallest %s with %.3g %%.",
               part.count, sketch_string(&s, "big"), 100 * sketch_number(&s, "most"),
               sketch_string(&s, "small"), 100 * sketch_number(&s, "least"));
  return sketch_show(&s, f);
}

static const char barh_numbers[] =
    "y = y(:)'; n = numel(y); if n == 0 || n > 60, error('1 to 60 bars fit'); end, if "
    "~all(isfinite(y)), error('the lengths must be finite'); end\n"
    "at = n:-1:1; lo = at - 0.4; hi = at + 0.4; zero = 0 * y;\n"
    "if ~iscell(names), names = {}; for i = 1:n, names{i} = sprintf('%d', i); end, end\n"
    "if numel(names) ~= n, error('there are %d bars, but %d names', n, numel(names)); end\n"
    "[most, i] = max(y); [least, j] = min(y); big = names{i}; small = names{j};";

static Value call_barh(Call *call) {
  Sketch s = sketch_begin(call);
  bool first = call->args[0].kind == VALUE_CELL;
  if (!call_given(call, first ? 1 : 0) || !numeric_is_real(call, first ? 1 : 0) ||
      !sketch_run(&s, first ? "names y" : "y names", barh_numbers)) {
    if (call_alive(call))
      call_fail(call, ERROR_TYPE, "the lengths are missing, as in barh({'a', 'b'}, [1 2])");
    return sketch_fail(&s);
  }
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  size_t count;
  View at = sketch_view(&s, "at"), y = sketch_view(&s, "y");
  sketch_boxes(&s, p, "zero y lo hi", (Style){ .role = ROLE_MODEL });
  for (size_t i = 0; i < y.count && y.count <= 24; i++)
    panel_text(p, y.data[i], at.data[i],
               (Style){ .role = ROLE_INK, .anchor = y.data[i] < 0 ? ANCHOR_RIGHT : ANCHOR_LEFT },
               "%s", number_pretty(y.data[i]).text);
  panel_ytics(p, at.data, sketch_strings(&s, "names", &count), at.count);
  panel_upright(p, 0, (Style){ .role = ROLE_MUTED });
  double least = fmin(sketch_number(&s, "least"), 0), most = fmax(sketch_number(&s, "most"), 0);
  panel_xrange(p, least - (least < 0 ? 0.12 * (most - least) : 0), most + 0.12 * (most - least));
  figure_words(f, "%zu lying bars: the longest is %s (%s), the shortest %s (%s).", y.count,
               sketch_plain(&s, "most").text, sketch_string(&s, "big"),
               sketch_plain(&s, "least").text, sketch_string(&s, "small"));
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ boxplot */

/* Quartiles by Octave's rule; whiskers to the last point within 1.5 times the box. */
static const char box_numbers[] =
    "D = {}; if iscell(x), D = x; g = g(:)';\n"
    "elseif ~isempty(g) && ~iscell(g)\n"
    "  if numel(g) ~= numel(x), error('there are %d numbers, but %d groups', numel(x), numel(g)); "
    "end\n"
    "  u = unique(g(:)'); for i = 1:numel(u), D{i} = x(g(:)' == u(i)); labels{i} = sprintf('%g', "
    "u(i)); end\n"
    "elseif isvector(x), D{1} = x;\n"
    "else, for i = 1:columns(x), D{i} = x(:, i); end, end\n"
    "k = numel(D); if k == 0 || k > 20, error('1 to 20 boxes fit'); end\n"
    "if iscell(g) && ~isempty(g)\n"
    "  if numel(g) ~= k, error('there are %d boxes, but %d names', k, numel(g)); end, labels = g;\n"
    "elseif iscell(x) || isempty(g), labels = {}; for i = 1:k, labels{i} = sprintf('%d', i); end, "
    "end\n"
    "ox = []; oy = []; for i = 1:k\n"
    "  v = D{i}(:)'; v = v(isfinite(v)); if isempty(v), error('group %d has no numbers', i); end\n"
    "  q = quantile(v, [0.25 0.5 0.75]); r = 1.5 * (q(3) - q(1)); in = v(v >= q(1) - r & v <= q(3) "
    "+ r);\n"
    "  q1(i) = q(1); q2(i) = q(2); q3(i) = q(3); lo(i) = min(in); hi(i) = max(in); m(i) = "
    "mean(v);\n"
    "  out = v(v < q(1) - r | v > q(3) + r); ox = [ox i * ones(1, numel(out))]; oy = [oy out]; "
    "many(i) = numel(out);\n"
    "end\n"
    "at = 1:k; l = at - 0.28; r = at + 0.28; cl = at - 0.12; cr = at + 0.12;";

static Value call_boxplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (call->args[0].kind != VALUE_CELL && !numeric_is_real(call, 0)) return sketch_fail(&s);
  if (!sketch_run(&s, "x g", box_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Style whisker = { .role = ROLE_INK };
  sketch_segments(&s, p, "at lo at q1", whisker);
  sketch_segments(&s, p, "at q3 at hi", whisker);
  sketch_segments(&s, p, "cl lo cr lo", whisker);
  sketch_segments(&s, p, "cl hi cr hi", whisker);
  sketch_boxes(&s, p, "l r q1 q3", (Style){ .role = ROLE_MODEL, .tint = 0.55 });
  sketch_segments(&s, p, "l q2 r q2", (Style){ .role = ROLE_ACCENT, .width = 2 });
  sketch_points(&s, p, "at m", (Style){ .role = ROLE_INK, .marker = MARKER_DIAMOND, .size = 0.9 });
  if (sketch_count(&s, "ox") > 0)
    sketch_points(&s, p, "ox oy", (Style){ .role = ROLE_ACCENT, .marker = MARKER_RING });
  size_t k;
  View at = sketch_view(&s, "at"), q1 = sketch_view(&s, "q1"), q2 = sketch_view(&s, "q2");
  View q3 = sketch_view(&s, "q3"), many = sketch_view(&s, "many");
  const char *const *labels = sketch_strings(&s, "labels", &k);
  panel_xtics(p, at.data, labels, at.count);
  panel_xrange(p, 0.4, (double)at.count + 0.6);
  panel_labels(p, NULL, "value");
  panel_legend(p, LEGEND_NONE);
  Text words = TEXT_EMPTY;
  for (size_t i = 0; i < at.count && i < 8; i++)
    text_printf(&words, "%s %s%smedian %s, quartiles %s and %s, %g outlier%s", i ? ";" : "",
                at.count > 1 ? labels[i] : "", at.count > 1 ? " " : "",
                number_plain(q2.data[i]).text, number_plain(q1.data[i]).text,
                number_plain(q3.data[i]).text, many.data[i], many.data[i] == 1 ? "" : "s");
  figure_words(f, "%zu box%s:%s.", at.count, at.count == 1 ? "" : "es", text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ histfit */

static const char histfit_numbers[] =
    "x = x(isfinite(x))(:)'; n = numel(x); if n < 3, error('three numbers are needed'); end\n"
    "if isempty(bins), bins = max(5, ceil(sqrt(n))); end\n"
    "if bins ~= round(bins) || bins < 1 || bins > 200, error('the bins are 1 to 200'); end\n"
    "if isempty(name), name = 'normal'; end\n"
    "low = min(x); high = max(x); if low == high, error('all numbers are the same'); end\n"
    "e = linspace(low, high, bins + 1); w = e(2) - e(1); c = zeros(1, bins);\n"
    "for v = x, j = min(bins, floor((v - low) / w) + 1); c(j) = c(j) + 1; end\n"
    "d = c / (n * w); lo = e(1:end-1); hi = e(2:end); zero = 0 * d; room = 0.2 * (high - low);\n"
    "t = linspace(low - room, high + room, 201); m = mean(x); s = std(x);\n"
    "names = {'normal', 'exponential', 'lognormal', 'uniform', 'gamma'}; k = find(strcmp(name, "
    "names));\n"
    "if isempty(k), error('the curves are %s', strjoin(names, ', ')); end\n"
    "if any(k == [2 3 5]) && low <= 0, error('a %s curve needs positive numbers', name); end\n"
    "switch k\n"
    "  case 1, y = normpdf(t, m, s); note = sprintf('mean %.4g, sd %.4g', m, s);\n"
    "  case 2, y = exppdf(t, m); note = sprintf('mean %.4g', m);\n"
    "  case 3, p = [mean(log(x)) std(log(x))]; y = lognpdf(t, p(1), p(2)); note = sprintf('mu "
    "%.4g, sigma %.4g', p);\n"
    "  case 4, y = unifpdf(t, low, high); note = sprintf('%.4g to %.4g', low, high);\n"
    "  otherwise, p = gamfit(x); y = gampdf(t, p(1), p(2)); note = sprintf('shape %.4g, scale "
    "%.4g', p(1), p(2));\n"
    "end\n"
    "ry = -0.03 * max([d y]) + 0 * x; sk = skewness(x);";

static Value call_histfit(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "x bins name", histfit_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  const char *name = sketch_string(&s, "name"), *note = sketch_string(&s, "note");
  double n = sketch_number(&s, "n");
  sketch_boxes(&s, p, "lo hi zero d", (Style){ .role = ROLE_MODEL, .tint = 0.45 });
  sketch_line(&s, p, "t y", (Style){ .role = ROLE_ACCENT, .width = 1.4 });
  if (n <= 200)
    sketch_points(&s, p, "x ry", (Style){ .role = ROLE_INK, .marker = MARKER_PLUS, .size = 0.7 });
  panel_labels(p, "value", "density");
  panel_legend(p, LEGEND_NONE);
  panel_title(p, "n = %g, %s curve: %s", n, name, note);
  figure_words(f,
               "Histogram of %g values with the %s curve fitted to them (%s); the skewness of the "
               "data is %.3g.",
               n, name, note, sketch_number(&s, "sk"));
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ plot3, scatter3 */

/* Points on the walls of the box would be cut off. */
static void room_around(Panel *p, const View *x, const View *y, const View *z) {
  const View *of[3] = { x, y, z };
  void (*set[3])(Panel *, double, double) = { panel_xrange, panel_yrange, panel_zrange };
  for (int i = 0; i < 3; i++) {
    double low, high;
    if (!plotting_reach(of[i]->data, of[i]->count, &low, &high)) continue;
    double room = high > low ? 0.06 * (high - low) : 1;
    set[i](p, low - room, high + room);
  }
}

static Value call_plot3(Call *call) {
  Sketch s = sketch_begin(call);
  LineStyle style;
  bool points = strcmp(call->builtin->name, "scatter3") == 0;
  if (!style_at(&s, 3, &style) ||
      !sketch_run(&s, "x y z",
                  "x = x(:)'; y = y(:)'; z = z(:)'; n = numel(x);\n"
                  "if numel(y) ~= n || numel(z) ~= n\n"
                  "  error('x has %d numbers, y %d and z %d', n, numel(y), numel(z)); end\n"
                  "if n == 0, error('there are no numbers'); end\n"
                  "ok = isfinite(x + y + z); x = x(ok); y = y(ok); z = z(ok); n = numel(x);\n"
                  "if n == 0, error('there are no finite numbers'); end\n"
                  "a = x(1); b = y(1); c = z(1); d = x(n); e = y(n); f = z(n); low = min(z); high "
                  "= max(z);"))
    return sketch_fail(&s);
  Panel *p;
  Figure *f = plotting_begin(call, &p);
  View x = sketch_view(&s, "x"), y = sketch_view(&s, "y"), z = sketch_view(&s, "z");
  if (style.style.role == ROLE_AUTO) style.style.role = ROLE_MODEL;
  if (!points && !style.marker) style.style.size = 0.2;
  for (size_t i = 0; points && i < x.count; i++)
    panel_path(p, x.data + i, y.data + i, z.data + i, 1, style.style);
  if (!points) panel_path(p, x.data, y.data, z.data, x.count, style.style);
  if (points) room_around(p, &x, &y, &z);
  panel_labels(p, "x", "y");
  panel_zlabel(p, "z");
  figure_words(f, "%zu points in space%s, from (%s, %s, %s) to (%s, %s, %s); z runs from %s to %s.",
               x.count, points ? "" : " joined by a line", sketch_plain(&s, "a").text,
               sketch_plain(&s, "b").text, sketch_plain(&s, "c").text, sketch_plain(&s, "d").text,
               sketch_plain(&s, "e").text, sketch_plain(&s, "f").text, sketch_plain(&s, "low").text,
               sketch_plain(&s, "high").text);
  return sketch_show(&s, f);
}

const Builtin plot_octave_family[] = {
  { .name = "errorbar",
    .signature = "y: any, error: any, more?: any... -> any",
    .call = call_errorbar,
    .summary = "Draws values with error bars: errorbar(y, e), errorbar(x, y, e) or errorbar(x, y, "
               "lower, upper); a style such as 'o' may follow.",
    .numpy = "matplotlib.pyplot.errorbar(x, y, yerr=e)",
    .see = "plot cisim",
    .examples = { { "errorbar(1:5, [2 4 3 5 6], [0.5 0.8 0.3 1 0.6]); 1", "1" },
                  { "errorbar([1 2], [-1 1])", "error: errorbar: an error bar cannot" } } },
  { .name = "quiver",
    .signature = "x: any, y: any, more?: any... -> any",
    .call = call_quiver,
    .summary = "Draws arrows: quiver(u, v) on a grid or quiver(x, y, u, v) at places, scaled so "
               "that they do not overlap; a scale may follow, 0 leaves the lengths alone.",
    .numpy = "matplotlib.pyplot.quiver(x, y, u, v)",
    .see = "gradfield vecplot meshgrid",
    .examples = { { "[x, y] = meshgrid(-2:0.5:2); quiver(x, y, -y, x); 1", "1" },
                  { "quiver([1 2], [1 2], [1 2 3], [1 2 3])", "error: quiver: there are 2" } } },
  { .name = "area",
    .signature = "x: any, Y?: any -> any",
    .call = call_area,
    .summary = "Draws filled areas, the columns of Y stacked on each other.",
    .numpy = "matplotlib.pyplot.stackplot(x, Y.T)",
    .see = "plot bar areaplot",
    .examples = { { "area(0:4, [1 2; 2 2; 3 1; 2 3; 4 2]); 1", "1" },
                  { "area([1 2], [1 2 3])", "error: area: x has 2 numbers" } } },
  { .name = "pie",
    .signature = "x: real, names?: any -> any",
    .call = call_pie,
    .summary = "Draws parts of a whole as a pie; a cell of texts names them.",
    .numpy = "matplotlib.pyplot.pie(x, labels=names)",
    .see = "bar barh",
    .warning = "lengths are compared more exactly than angles: bar shows the same better",
    .examples = { { "pie([5 3 2], {'rent', 'food', 'rest'}); 1", "1" },
                  { "pie([1 -1])", "error: pie: the parts must not be negative" } } },
  { .name = "barh",
    .signature = "y: any, names?: any -> any",
    .call = call_barh,
    .summary = "Draws lying bars from top to bottom, with room for long names: barh({'a', 'b'}, [1 "
               "2]).",
    .numpy = "matplotlib.pyplot.barh(names, y)",
    .see = "bar pie",
    .examples = { { "barh({'vanilla', 'chocolate', 'pistachio'}, [12 19 7]); 1", "1" },
                  { "barh({'a'})", "error: barh: the lengths are missing" } } },
  { .name = "boxplot",
    .signature = "x: any, groups?: any -> any",
    .call = call_boxplot,
    .summary =
        "Draws boxes from quartile to quartile with the median, the mean (a diamond), whiskers to "
        "the last value within 1.5 box lengths, and outliers: of the columns of a matrix, the "
        "vectors in a cell, or groups given by numbers. A cell of texts names the boxes.",
    .numpy = "matplotlib.pyplot.boxplot(x)",
    .see = "quantile iqr hist",
    .examples = { { "boxplot({[1 2 3 4 5 12], [3 4 5 5 6 7], [6 7 7 8 9 10]}, {'a', 'b', 'c'}); 1",
                    "1" },
                  { "boxplot([1 2 3], [1 1])", "error: boxplot: there are 3 numbers" } } },
  { .name = "histfit",
    .signature = "x: real, bins?: array, name?: string -> any",
    .call = call_histfit,
    .summary = "Draws a histogram of densities with a fitted curve: 'normal', 'exponential', "
               "'lognormal', 'gamma' or 'uniform'; the small marks below are the data.",
    .numpy = "scipy.stats.norm.fit(x)",
    .see = "hist qqplot normfit",
    .examples = { { "seed(2); histfit(5 + 2*randn(1, 150), 14); 1", "1" },
                  { "histfit([1 2])", "error: histfit: three numbers are needed" } } },
  { .name = "plot3",
    .signature = "x: real, y: real, z: real, style?: string -> any",
    .call = call_plot3,
    .summary = "Draws a curve in space.",
    .numpy = "ax.plot(x, y, z)",
    .see = "scatter3 surf plane3",
    .examples = { { "t = 0:0.1:12; plot3(cos(t), sin(t), t); 1", "1" },
                  { "plot3([1 2], [1 2], 1)", "error: plot3: x has 2 numbers" } } },
  { .name = "scatter3",
    .signature = "x: real, y: real, z: real, style?: string -> any",
    .call = call_plot3,
    .summary = "Draws points in space.",
    .numpy = "ax.scatter(x, y, z)",
    .see = "plot3 scatter",
    .examples = { { "scatter3([1 2 3 4 5 6], [2 1 4 3 5 6], [1 3 2 5 4 6]); 1", "1" },
                  { "scatter3([1 2], [1 2], 1)", "error: scatter3: x has 2 numbers" } } },
  { 0 }
};
