/* plot_calculus.c -- functions of one variable: zeros, secants, derivatives, areas, series.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>

enum { MOST_SUMS = 512 };

typedef struct Name {
  Text formula, variable;
} Name;

static Name name_of(Call *call) {
  Name n = { TEXT_EMPTY, TEXT_EMPTY };
  plotting_formula(call->args[0], "f", &n.formula);
  plotting_parameter(call->args[0], 0, "x", &n.variable);
  return n;
}

static void name_free(Name *n) {
  text_free(&n->formula);
  text_free(&n->variable);
}

/* Where the graph is to be seen: poles would squeeze it. */
static void show_height(Sketch *s, Panel *p, const char *low, const char *high) {
  double from = sketch_number(s, low), to = sketch_number(s, high);
  double room = 0.08 * (to - from);
  if (isfinite(from) && isfinite(to) && from < to) panel_yrange(p, from - room, to + room);
}

/* "x = -1, 2 and 3" */
static void put_list(const View *v, Text *out) {
  for (size_t i = 0; i < v->count; i++)
    text_printf(out, "%s%s",
                i == 0              ? ""
                : i + 1 == v->count ? " and "
                                    : ", ",
                number_plain(v->data[i]).text);
}

/* What all of this family need: f over a .. b at many points, poles left out of its height. */
static const char graph_numbers[] =
    "if ~(isfinite(a) && isfinite(b) && a < b), error('the range must rise from a to b'); end\n"
    "if ~isscalar(f(a)), error('f must answer one number for one number'); end\n"
    "real_ = @(v) [real(v) NaN](1 + any(imag(v) ~= 0)); g = @(t) real_(f(t));\n"
    "x = linspace(a, b, 401); y = arrayfun(g, x);\n"
    "v = sort(y(isfinite(y))); if isempty(v), error('f has no real value there'); end\n"
    "m = numel(v); low = v(max(1, ceil(0.02 * m))); high = v(min(m, floor(0.98 * m) + 1));\n"
    "if v(end) - v(1) < 6 * (high - low) || high == low, low = v(1); high = v(end); end\n"
    "if low == high, low = low - 1; high = high + 1; end\n"
    "span = high - low; y(y > high + 3 * span | y < low - 3 * span) = NaN;";

static bool graph(Sketch *s, const char *inputs) {
  return sketch_run(s, inputs, graph_numbers);
}

/* ------------------------------------------------------------------ func */

static const char func_numbers[] =
    "k = find(y(1:end-1) .* y(2:end) < 0 & abs(diff(y)) < 0.5 * span); zeros_ = [x(y == 0)];\n"
    "for i = k\n"
    "  p = x(i); q = x(i + 1); s = sign(g(p));\n"
    "  for j = 1:60, c = (p + q) / 2; if sign(g(c)) == s, p = c; else, q = c; end, end\n"
    "  if abs(g(p)) < 1e-6 * max(span, 1), zeros_ = [zeros_ (p + q) / 2]; end\n"
    "end\n"
    "zeros_ = sort(zeros_); zeros_(abs(zeros_) < 1e-12 * (b - a)) = 0;\n"
    "zeros_ = zeros_([true, diff(zeros_) > 1e-7 * (b - a)](1:numel(zeros_)));\n"
    "tops = []; floors = [];\n"
    "for i = 2:numel(x) - 1\n"
    "  if y(i) > y(i-1) && y(i) >= y(i+1) || y(i) < y(i-1) && y(i) <= y(i+1)\n"
    "    s = sign(y(i) - y(i-1)); p = x(i-1); q = x(i+1); r = (sqrt(5) - 1) / 2;\n"
    "    for j = 1:45\n"
    "      c = q - r * (q - p); d = p + r * (q - p);\n"
    "      if s * g(c) > s * g(d), q = d; else, p = c; end\n"
    "    end\n"
    "    c = (p + q) / 2; if abs(c) < 1e-7 * (b - a), c = 0; end\n"
    "    if s > 0, tops = [tops c]; else, floors = [floors c]; end\n"
    "  end\n"
    "end\n"
    "tops = tops(1:min(end, 12)); floors = floors(1:min(end, 12)); zy = 0 * zeros_;\n"
    "ty = arrayfun(g, tops); fy = arrayfun(g, floors);";

static Value call_func(Call *call) {
  Sketch s = sketch_begin(call);
  if (!graph(&s, "f a b") || !sketch_run(&s, "", func_numbers)) return sketch_fail(&s);
  Name n = name_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View z = sketch_view(&s, "zeros_"), t = sketch_view(&s, "tops"), l = sketch_view(&s, "floors");
  View ty = sketch_view(&s, "ty"), fy = sketch_view(&s, "fy");
  panel_across(p, 0, (Style){ .role = ROLE_MUTED, .width = 0.8 });
  sketch_line(&s, p, "x y", (Style){ .role = ROLE_MODEL, .width = 1.2 });
  if (z.count > 0)
    layer_name(sketch_points(&s, p, "zeros_ zy", (Style){ .role = ROLE_INK, .size = 1.2 }), "zero");
  if (t.count > 0)
    layer_name(
        sketch_points(&s, p, "tops ty",
                      (Style){ .role = ROLE_ACCENT, .marker = MARKER_TRIANGLE, .size = 1.4 }),
        "maximum");
  if (l.count > 0)
    layer_name(sketch_points(&s, p, "floors fy",
                             (Style){ .role = ROLE_GOOD, .marker = MARKER_SQUARE, .size = 1.2 }),
               "minimum");
  panel_labels(p, text_string(&n.variable), text_string(&n.formula));
  panel_legend(p, LEGEND_CORNER);
  show_height(&s, p, "low", "high");
  Text words = TEXT_EMPTY;
  text_printf(&words, "%s from %s to %s", text_string(&n.formula), sketch_plain(&s, "a").text,
              sketch_plain(&s, "b").text);
  text_puts(&words, z.count ? (z.count == 1 ? ": a zero at " : ": zeros at ") : ": no zero");
  put_list(&z, &words);
  for (int k = 0; k < 2; k++) {
    const View *at = k ? &l : &t, *height = k ? &fy : &ty;
    for (size_t i = 0; i < at->count; i++)
      text_printf(&words, "%s%s at %s",
                  i   ? ", "
                  : k ? "; local minimum "
                      : "; local maximum ",
                  number_plain(height->data[i]).text, number_plain(at->data[i]).text);
  }
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  name_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ secant */

static const char secant_numbers[] =
    "if isempty(h), h = [1 0.5 0.1]; end\n"
    "h = h(:)'; if any(h == 0) || ~all(isfinite([h at])), error('h must not be 0'); end\n"
    "if numel(h) > 5, error('at most five secants are drawn'); end\n"
    "wide = max(abs(h)); a = at - 1.2 * wide; b = at + 1.6 * wide;\n"
    "if all(h < 0), a = at - 1.6 * wide; b = at + 1.2 * wide; end";

static const char secant_slopes[] =
    "y0 = g(at); if ~isfinite(y0), error('f has no real value at x'); end\n"
    "slopes = arrayfun(@(d) (g(at + d) - y0) / d, h); d = 1e-4 * max(1, abs(at));\n"
    "df = @(d) (g(at + d) - g(at - d)) / (2 * d); slope = (4 * df(d / 2) - df(d)) / 3;\n"
    "if abs(slope) < 1e-9, slope = 0; end\n"
    "ends = [a b]; tangent = y0 + slope * (ends - at); hx = at + h; hy = arrayfun(g, hx);";

static Value call_secant(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "f at h", secant_numbers) || !graph(&s, "f") ||
      !sketch_run(&s, "", secant_slopes))
    return sketch_fail(&s);
  Name n = name_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View h = sketch_view(&s, "h"), slopes = sketch_view(&s, "slopes"), ends = sketch_view(&s, "ends");
  double at = sketch_number(&s, "at"), y0 = sketch_number(&s, "y0");
  layer_name(sketch_line(&s, p, "x y", (Style){ .role = ROLE_INK, .width = 1.2 }), "%s",
             text_string(&n.formula));
  Text words = TEXT_EMPTY;
  text_printf(&words, "Secants of %s through x = %s:", text_string(&n.formula),
              number_plain(at).text);
  for (size_t i = 0; i < h.count; i++) {
    double y[2] = { y0 + slopes.data[i] * (ends.data[0] - at),
                    y0 + slopes.data[i] * (ends.data[1] - at) };
    Style style = { .role = ROLE_WARM, .tint = 0.45 - 0.45 * (double)i / (double)h.count };
    layer_name(panel_line(p, ends.data, y, 2, style), "h = %s: slope %s",
               number_pretty(h.data[i]).text, number_pretty(slopes.data[i]).text);
    text_printf(&words, "%s h = %s has slope %s", i ? "," : "", number_plain(h.data[i]).text,
                number_plain(slopes.data[i]).text);
  }
  layer_name(sketch_line(&s, p, "ends tangent", (Style){ .role = ROLE_MODEL, .width = 1.2 }),
             "tangent: slope %s", sketch_pretty(&s, "slope").text);
  sketch_points(&s, p, "hx hy", (Style){ .role = ROLE_WARM });
  panel_points(p, &at, &y0, 1, (Style){ .role = ROLE_MODEL, .size = 1.3 });
  panel_labels(p, text_string(&n.variable), text_string(&n.formula));
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "secants become the tangent as h → 0");
  panel_xrange(p, ends.data[0], ends.data[1]);
  show_height(&s, p, "low", "high");
  figure_words(f, "%s; the tangent has slope %s.", text_string(&words),
               sketch_plain(&s, "slope").text);
  text_free(&words);
  name_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ stackplot */

static const char stack_numbers[] =
    "own = ~isempty(at); if ~own, at = (a + b) / 2; end\n"
    "if ~(at >= a && at <= b), error('the point must lie between a and b'); end\n"
    "if isempty(order), order = 1; end\n"
    "if ~any(order == [1 2]), error('the order is 1 or 2'); end\n"
    "e = 1e-4 * max(1, b - a); d1 = @(t) (g(t + e) - g(t - e)) / (2 * e);\n"
    "dy = arrayfun(@(t) (4 * (g(t + e / 2) - g(t - e / 2)) / e - (g(t + e) - g(t - e)) / (2 * e)) "
    "/ 3, x);\n"
    "E = 2e-3 * max(1, b - a); ddy = arrayfun(@(t) (g(t + E) - 2 * g(t) + g(t - E)) / E ^ 2, x);\n"
    "dy(isnan(y)) = NaN; ddy(isnan(y)) = NaN; y0 = g(at); s0 = interp1(x, dy, at);\n"
    "c0 = interp1(x, ddy, at); w = (b - a) / 6; tx = at + [-w w]; ty = y0 + s0 * [-w w];\n"
    "k = find(dy(1:end-1) .* dy(2:end) < 0 & isfinite(dy(1:end-1) .* dy(2:end)));\n"
    "flat = x(k) - dy(k) .* (x(k+1) - x(k)) ./ (dy(k+1) - dy(k));\n"
    "flat = [flat x(dy == 0)]; flat(abs(flat) < 1e-6 * (b - a)) = 0; flat = unique(flat);\n"
    "if abs(s0) < 1e-9, s0 = 0; end, flat = flat(1:min(end, 6));";

static Value call_stackplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!graph(&s, "f a b at order") || !sketch_run(&s, "", stack_numbers)) return sketch_fail(&s);
  Name n = name_of(call);
  unsigned panels = 1 + (unsigned)sketch_number(&s, "order");
  Figure *f = figure_new(panels, 1);
  static const char *const curves[] = { "x y", "x dy", "x ddy" };
  static const char *const heights[] = { "y0", "s0", "c0" };
  double at = sketch_number(&s, "at");
  for (unsigned k = 0; k < panels; k++) {
    Panel *p = figure_panel(f, k, 0);
    double height = sketch_number(&s, heights[k]);
    if (k > 0) panel_across(p, 0, (Style){ .role = ROLE_MUTED, .width = 0.8 });
    panel_upright(p, at, (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
    sketch_line(&s, p, curves[k], (Style){ .role = role_cycle(k == 1 ? 1 : k ? 2 : 0) });
    panel_points(p, &at, &height, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
    panel_legend(p, LEGEND_NONE);
    panel_xrange(p, sketch_number(&s, "a"), sketch_number(&s, "b"));
    if (k == 0) {
      sketch_line(&s, p, "tx ty", (Style){ .role = ROLE_ACCENT });
      show_height(&s, p, "low", "high");
      panel_title(p, "f = %s", text_string(&n.formula));
    } else {
      panel_title(p, k == 1 ? "f′: slope %s at %s = %s" : "f″: %s at %s = %s",
                  number_pretty(height).text, text_string(&n.variable), number_pretty(at).text);
    }
  }
  panel_labels(figure_panel(f, panels - 1, 0), text_string(&n.variable), NULL);
  Text words = TEXT_EMPTY;
  View flat = sketch_view(&s, "flat");
  text_printf(&words, "%s and its derivative below: at %s = %s the slope is %s",
              text_string(&n.formula), text_string(&n.variable), number_plain(at).text,
              sketch_plain(&s, "s0").text);
  text_puts(&words, flat.count ? "; the slope is 0 at " : "; the slope is never 0 here");
  put_list(&flat, &words);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  name_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ areaplot */

static const char area_numbers[] =
    "h = (b - a) / n; e = a + h * (0:n); l = e(1:n); r = e(2:end); zero = zeros(1, n);\n"
    "yl = arrayfun(g, l); yr = arrayfun(g, r); ym = arrayfun(g, (l + r) / 2);\n"
    "if ~all(isfinite([yl yr ym])), error('f has no real value somewhere between a and b'); end\n"
    "left = h * sum(yl); right = h * sum(yr); mid = h * sum(ym); trap = (left + right) / 2;\n"
    "exact = integral(@(v) arrayfun(g, v), a, b); tx = reshape([l; r], 1, []);\n"
    "ty = reshape([yl; yr], 1, []); tops = ym; sum_ = mid; name = 'midpoint';\n"
    "if strcmp(rule, 'left'), tops = yl; sum_ = left; name = 'left';\n"
    "elseif strcmp(rule, 'right'), tops = yr; sum_ = right; name = 'right';\n"
    "elseif strcmp(rule, 'trapezoid'), sum_ = trap; name = 'trapezoid';\n"
    "elseif ~isempty(rule) && ~strcmp(rule, 'midpoint')\n"
    "  error('the rules are left, midpoint, right and trapezoid'); end\n"
    "off = sum_ - exact; mx = (l + r) / 2; lowest = min([0 y]); highest = max([0 y]);\n"
    "if abs(off) < 1e-12 * max(1, abs(exact)), off = 0; end";

static Value call_areaplot(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 8;
  if (call_given(call, 3) && !call_integer(call, 3, 1, MOST_SUMS, &n)) return sketch_fail(&s);
  char count[32];
  snprintf(count, sizeof count, "n = %ld;", n);
  if (!graph(&s, "f a b n rule") || !sketch_run(&s, "", count) || !sketch_run(&s, "", area_numbers))
    return sketch_fail(&s);
  Name name = name_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool trapezoid = sketch_string(&s, "name")[0] == 't';
  Style pieces = { .role = ROLE_MODEL, .tint = 0.6 };
  if (trapezoid) {
    sketch_area(&s, p, "tx ty", 0, pieces);
    sketch_segments(&s, p, "l zero l yl", (Style){ .role = ROLE_MODEL, .tint = 0.2 });
    sketch_line(&s, p, "tx ty", (Style){ .role = ROLE_MODEL });
  } else {
    sketch_boxes(&s, p, "l r zero tops", pieces);
    View mx = sketch_view(&s, sketch_string(&s, "name")[0] == 'm'   ? "mx"
                              : sketch_string(&s, "name")[0] == 'l' ? "l"
                                                                    : "r");
    if (n <= 40)
      panel_points(p, mx.data, sketch_view(&s, "tops").data, (size_t)n,
                   (Style){ .role = ROLE_MODEL, .size = 0.8 });
  }
  sketch_line(&s, p, "x y", (Style){ .role = ROLE_INK, .width = 1.2 });
  panel_across(p, 0, (Style){ .role = ROLE_MUTED });
  panel_labels(p, text_string(&name.variable), text_string(&name.formula));
  panel_legend(p, LEGEND_NONE);
  show_height(&s, p, "lowest", "highest");
  panel_title(p, "%s sum, n = %ld: %s; integral %s", sketch_string(&s, "name"), n,
              sketch_pretty(&s, "sum_").text, sketch_pretty(&s, "exact").text);
  figure_words(f,
               "The area under %s from %s to %s in %ld pieces: left sum %s, midpoint %s, trapezoid "
               "%s, right %s; the integral is %s, so the %s sum drawn is off by %s.",
               text_string(&name.formula), sketch_plain(&s, "a").text, sketch_plain(&s, "b").text,
               n, sketch_plain(&s, "left").text, sketch_plain(&s, "mid").text,
               sketch_plain(&s, "trap").text, sketch_plain(&s, "right").text,
               sketch_plain(&s, "exact").text, sketch_string(&s, "name"),
               sketch_plain(&s, "off").text);
  name_free(&name);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ taylorplot */

/* Derivatives from a polynomial through Chebyshev points, shifted to c. */
static const char taylor_numbers[] =
    "if isempty(wide), wide = 3; end\n"
    "if ~(wide > 0) || ~isfinite(c), error('the width must be positive'); end\n"
    "a = c - wide; b = c + wide;";
static const char taylor_series[] =
    "r = min(wide, 0.5); m = k + 14; u = cos(pi * ((0:m - 1) + 0.5) / m); v = arrayfun(@(t) g(c + "
    "r "
    "* t), u);\n"
    "if ~all(isfinite(v)), error('f must be smooth around c'); end\n"
    "j = (0:m - 1)'; C = cos(j * acos(u)); w = 2 / m * (C * v'); w(1) = w(1) / 2;\n"
    "T0 = [zeros(1, m - 1) 1]; T1 = [zeros(1, m - 2) 1 0]; q = w(1) * T0 + w(2) * T1;\n"
    "for i = 3:m, T2 = 2 * [T1(2:end) 0] - T0; q = q + w(i) * T2; T0 = T1; T1 = T2; end\n"
    "q = fliplr(q); co = q(1:k + 1) ./ r .^ (0:k); co(abs(co) < 1e-7 * max(abs(co))) = 0;\n"
    "orders = find(co(2:end) ~= 0); orders = unique([orders(max(1, end - 3):end)]);\n"
    "if isempty(orders), orders = 0; end\n"
    "y_at = polyval(fliplr(co), x - c); off = max(abs(y_at - y)(abs(x - c) <= 1 + 1e-9));";

static Value call_taylorplot(Call *call) {
  Sketch s = sketch_begin(call);
  long k = 0;
  char text[200];
  if (!call_integer(call, 2, 0, 15, &k)) return sketch_fail(&s);
  if (!sketch_run(&s, "f c k wide", taylor_numbers) || !graph(&s, "f") ||
      !sketch_run(&s, "", taylor_series))
    return sketch_fail(&s);
  Name n = name_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View orders = sketch_view(&s, "orders"), co = sketch_view(&s, "co");
  sketch_between(&s, p, "x y y_at", (Style){ .role = ROLE_ACCENT, .tint = 0.85 });
  for (size_t i = 0; i < orders.count; i++) {
    snprintf(text, sizeof text, "part = polyval(fliplr(co(1:%g)), x - c);", orders.data[i] + 1);
    if (!sketch_run(&s, "", text)) {
      figure_free(f);
      name_free(&n);
      return sketch_fail(&s);
    }
    bool final = i + 1 == orders.count;
    layer_name(sketch_line(&s, p, "x part",
                           (Style){ .role = final ? ROLE_ACCENT : role_cycle(2 + i),
                                    .dash = final ? DASH_LONG : DASH_SOLID,
                                    .tint = final ? 0 : 0.3,
                                    .width = final ? 1.2 : 0.8 }),
               "order %g", orders.data[i]);
  }
  layer_name(sketch_line(&s, p, "x y", (Style){ .role = ROLE_MODEL, .width = 1.4 }), "%s",
             text_string(&n.formula));
  double c = sketch_number(&s, "c"), height = co.data[0];
  panel_points(p, &c, &height, 1, (Style){ .role = ROLE_INK, .size = 1.2 });
  double low = sketch_number(&s, "low"), high = sketch_number(&s, "high");
  panel_yrange(p, low - 0.4 * (high - low), high + 0.4 * (high - low));
  panel_xrange(p, sketch_number(&s, "a"), sketch_number(&s, "b"));
  panel_labels(p, text_string(&n.variable), NULL);
  panel_legend(p, LEGEND_CORNER);
  panel_title(p, "Taylor polynomials around %s = %s", text_string(&n.variable),
              number_pretty(c).text);
  Text words = TEXT_EMPTY;
  for (size_t i = 0; i < co.count && i < 6; i++)
    text_printf(&words, "%s%s", i ? ", " : "", number_plain(co.data[i]).text);
  figure_words(f,
               "Taylor polynomials of %s around %s, to order %ld: the coefficients are %s%s; the "
               "last is off by at most %s within 1 of the centre.",
               text_string(&n.formula), number_plain(c).text, k, text_string(&words),
               co.count > 6 ? ", ..." : "", sketch_plain(&s, "off").text);
  text_free(&words);
  name_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ newtonplot */

static const char newton_numbers[] =
    "mind = strcmp(kind, 'min'); if ~isempty(kind) && ~mind, error('the only choice is min'); end\n"
    "xs = x0; d = @(t) 1e-4 * max(1, abs(t)); df = @(t) (f(t + d(t)) - f(t - d(t))) / (2 * d(t));\n"
    "D = @(t) 2e-3 * max(1, abs(t));\n"
    "ddf = @(t) (f(t + D(t)) - 2 * f(t) + f(t - D(t))) / D(t) ^ 2;\n"
    "for i = 1:n\n"
    "  t = xs(end); if mind, up = df(t); down = ddf(t); else, up = f(t); down = df(t); end\n"
    "  if ~isreal(up) || ~isreal(down), break, end\n"
    "  if abs(down) < 1e-12 * max(1, abs(up)), break, end\n"
    "  xs(end + 1) = t - up / down; if abs(xs(end)) > 1e8, xs(end) = []; break, end\n"
    "end\n"
    "xs(abs(xs) < 1e-10) = 0;\n"
    "wide = max(xs) - min(xs); if wide == 0, wide = 1; end\n"
    "a = min(xs) - 0.35 * wide; b = max(xs) + 0.35 * wide; steps = numel(xs) - 1; last = xs(end);";
static const char newton_lines[] =
    "ys = arrayfun(g, xs); m = steps; if m == 0, m = 1; end\n"
    "tx0 = xs(1:end-1); tx1 = xs(2:end); ty0 = ys(1:end-1); ty1 = zeros(1, numel(tx1));\n"
    "vy = ys(2:end); final = ys(end); value = final;\n"
    "slope = df(x0); bend = ddf(x0); parab = ys(1) + slope * (x - x0) + bend / 2 * (x - x0) .^ 2;\n"
    "lowest = min([0 low]); highest = max([0 high max(ys(isfinite(ys)))]);\n"
    "if mind, lowest = low; highest = high; end\n"
    "if abs(value) < 1e-12, value = 0; end";

static Value call_newtonplot(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 5;
  char text[40];
  if (call_given(call, 2) && !call_integer(call, 2, 1, 50, &n)) return sketch_fail(&s);
  snprintf(text, sizeof text, "n = %ld;", n);
  if (!sketch_run(&s, "f x0 n kind", text) || !sketch_run(&s, "", newton_numbers) ||
      !graph(&s, "f") || !sketch_run(&s, "", newton_lines))
    return sketch_fail(&s);
  Name name = name_of(call);
  bool least = sketch_number(&s, "mind") != 0;
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  if (!least) panel_across(p, 0, (Style){ .role = ROLE_MUTED });
  sketch_line(&s, p, "x y", (Style){ .role = ROLE_MODEL, .width = 1.2 });
  if (least) {
    sketch_line(&s, p, "x parab", (Style){ .role = ROLE_WARM, .dash = DASH_LONG });
    sketch_points(&s, p, "xs ys", (Style){ .role = ROLE_ACCENT });
  } else {
    sketch_segments(&s, p, "tx0 ty0 tx1 ty1", (Style){ .role = ROLE_ACCENT });
    sketch_segments(&s, p, "tx1 ty1 tx1 vy", (Style){ .role = ROLE_MUTED, .dash = DASH_DOT });
    sketch_points(&s, p, "xs ys", (Style){ .role = ROLE_ACCENT, .size = 0.9 });
  }
  View xs = sketch_view(&s, "xs"), ys = sketch_view(&s, "ys"), x = sketch_view(&s, "x");
  double left = x.data[0], right = x.data[x.count - 1];
  for (size_t i = 0; i < xs.count && i < 3; i++) {
    static const char *const names[] = { "x₀", "x₁", "x₂" };
    /* Three in a small room would cover each other. */
    bool apart = i == 0 || fabs(xs.data[i] - xs.data[i - 1]) > 0.06 * (right - left);
    if (!apart) break;
    panel_text(p, xs.data[i], ys.data[i], (Style){ .role = ROLE_INK, .anchor = ANCHOR_CENTER },
               "%s", names[i]);
  }
  panel_labels(p, text_string(&name.variable), text_string(&name.formula));
  panel_legend(p, LEGEND_NONE);
  show_height(&s, p, "lowest", "highest");
  double last = sketch_number(&s, "last"), steps = sketch_number(&s, "steps");
  panel_title(p, least ? "Newton's steps to a minimum: x = %s" : "Newton's method: x = %s",
              number_pretty(last).text);
  Text words = TEXT_EMPTY;
  for (size_t i = 0; i < xs.count && i < 8; i++)
    text_printf(&words, "%s%s", i ? ", " : "", number_plain(xs.data[i]).text);
  figure_words(
      f, "Newton's method on %s, %s: %s%s; after %g step%s f is %s.", text_string(&name.formula),
      least ? "to the vertex of each local parabola" : "along the tangent to the axis each time",
      text_string(&words), xs.count > 8 ? ", ..." : "", steps, steps == 1 ? "" : "s",
      sketch_plain(&s, "value").text);
  text_free(&words);
  name_free(&name);
  return sketch_show(&s, f);
}

const Builtin plot_calculus_family[] = {
  { .name = "func",
    .signature = "f: function, a: scalar, b: scalar -> any",
    .call = call_func,
    .summary = "Draws a function from a to b and marks its zeros and its local extremes.",
    .numpy = "scipy.optimize.brentq(f, a, b)",
    .see = "fplot secant stackplot fzero",
    .examples = { { "func(@(x) x^3 - 3*x + 1, -2.5, 2.5); 1", "1" },
                  { "func(@sin, 2, 1)", "error: func: the range must rise from a to b" } } },
  { .name = "secant",
    .signature = "f: function, x: scalar, h?: real -> any",
    .call = call_secant,
    .summary = "Draws secants of f through x and x + h for each h (1, 0.5 and 0.1 when left out), "
               "and the tangent they turn into.",
    .formula = "\\frac{f(x + h) - f(x)}{h}",
    .numpy = "(f(x + h) - f(x)) / h",
    .see = "deriv stackplot",
    .examples = { { "secant(@(x) x^3/4 - x + 2, 0.8, [2 1.2 0.4]); 1", "1" },
                  { "secant(@sin, 0, 0)", "error: secant: h must not be 0" } } },
  { .name = "stackplot",
    .signature = "f: function, a: scalar, b: scalar, at?: real, order?: real -> any",
    .call = call_stackplot,
    .summary = "Draws f above and its derivative below, on the same x; a line links the point "
               "`at` with its slope. With order 2 the second derivative stands below both.",
    .numpy = "np.gradient(y, x)",
    .see = "deriv func secant",
    .examples = { { "stackplot(@(x) x^3 - 3*x, -2.2, 2.2, 1.5); 1", "1" },
                  { "stackplot(@(x) exp(-x^2), -2, 2, 0.5, 2); 1", "1" },
                  { "stackplot(@sin, 0, 1, 5)", "error: stackplot: the point must lie" } } },
  { .name = "areaplot",
    .signature = "f: function, a: scalar, b: scalar, n?: array, rule?: string -> any",
    .call = call_areaplot,
    .summary = "Draws the area under f from a to b in n pieces (8): 'midpoint', 'left', 'right' or "
               "'trapezoid', with the sums and the integral.",
    .formula = "\\int_a^b f(x)\\,dx \\approx h \\sum_i f(x_i)",
    .numpy = "h * np.sum(f(x))",
    .see = "integral trapz",
    .examples = { { "areaplot(@(x) 1 + sin(x), 0, 4, 8, 'left'); 1", "1" },
                  { "areaplot(@(x) 1 + sin(x), 0, 4, 5, 'trapezoid'); 1", "1" },
                  { "areaplot(@sin, 0, 1, 4, 'simpson')",
                    "error: areaplot: the rules are left" } } },
  { .name = "taylorplot",
    .signature = "f: function, c: scalar, k: scalar, width?: real -> any",
    .call = call_taylorplot,
    .summary = "Draws f and its Taylor polynomials around c up to order k, as far as width (3) to "
               "both sides; the error of the last is shaded.",
    .formula = "\\sum_{j=0}^{k} \\frac{f^{(j)}(c)}{j!} (x - c)^j",
    .numpy = "scipy.interpolate.approximate_taylor_polynomial(f, c, k, 1)",
    .see = "secant polyval",
    .examples = { { "taylorplot(@sin, 0, 5, 5); 1", "1" },
                  { "taylorplot(@sin, 0, -1)", "error: taylorplot: k must be a whole number" } } },
  { .name = "newtonplot",
    .signature = "f: function, x0: scalar, n?: array, kind?: string -> any",
    .call = call_newtonplot,
    .summary = "Draws n steps (5) of Newton's method from x0: each tangent is followed to the "
               "axis. With 'min' it looks for a minimum along local parabolas.",
    .formula = "x_{k+1} = x_k - \\frac{f(x_k)}{f'(x_k)}",
    .numpy = "scipy.optimize.newton(f, x0)",
    .see = "newton fzero secant",
    .examples = { { "newtonplot(@(x) x^2 - 2, 3); 1", "1" },
                  { "newtonplot(@(x) exp(x) - 2*x, 2, 4, 'min'); 1", "1" },
                  { "newtonplot(@sin, 1, 0)", "error: newtonplot: n must be a whole number" } } },
  { 0 }
};
