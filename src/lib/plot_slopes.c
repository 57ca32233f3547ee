/* plot_slopes.c -- gradients, constraints and optimisers on maps; losses; activations.  */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { MOST_RUNS = 6 };

/* f of two numbers or of one vector as g(x, y), with NaN where it has no real value. */
static const char plane_numbers[] =
    "if isempty(xr), xr = [-3 3]; end, if isempty(yr), yr = xr; end\n"
    "for r = {xr, yr}\n"
    "  if numel(r{1}) ~= 2 || ~(r{1}(1) < r{1}(2)), error('a range is two numbers, such as [-3 "
    "3]'); "
    "end\n"
    "end\n"
    "real_ = @(v) [real(v) NaN](1 + any(imag(v) ~= 0));\n"
    "if nargin(f) == 1, g = @(x, y) real_(f([x; y])); else, g = @(x, y) real_(f(x, y)); end\n"
    "gx = linspace(xr(1), xr(2), 81); gy = linspace(yr(1), yr(2), 81);\n"
    "[XX, YY] = meshgrid(gx, gy); Z = arrayfun(g, XX, YY); Z(~isfinite(Z)) = NaN;\n"
    "if all(isnan(Z(:))), error('f has no real value in this range'); end\n"
    "e = 1e-4 * max(1, abs(xr(2) - xr(1)));\n"
    "fx = @(x, y) (g(x + e, y) - g(x - e, y)) / (2 * e);\n"
    "fy = @(x, y) (g(x, y + e) - g(x, y - e)) / (2 * e);\n"
    "[low, i] = min(Z(:)); [high, j] = max(Z(:)); lx = XX(i); ly = YY(i); hx = XX(j); hy = YY(j);\n"
    "cut = @(v) merge(abs(v) < 1e-9 * (abs(xr(1)) + abs(xr(2))), 0, v); lx = cut(lx); ly = "
    "cut(ly);\n";

typedef struct Names {
  Text x, y, formula;
} Names;

static Names names_of(Call *call) {
  Names n = { TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY };
  plotting_formula(call->args[0], "f", &n.formula);
  plotting_parameter(call->args[0], 0, "x", &n.x);
  if (function_arity(call->args[0]) != 1) {
    plotting_parameter(call->args[0], 1, "y", &n.y);
  } else {
    text_printf(&n.y, "%s(2)", text_string(&n.x));
    text_puts(&n.x, "(1)");
  }
  return n;
}

static void names_free(Names *n) {
  text_free(&n->x);
  text_free(&n->y);
  text_free(&n->formula);
}

static void draw_map(Sketch *s, Panel *p, const Names *n, bool coloured) {
  Grid g = sketch_grid(s, "gx gy Z");
  if (coloured) panel_field(p, g, PALETTE_DEPTH);
  panel_contours(p, g, NULL, 12,
                 coloured ? (Style){ .role = ROLE_PAPER, .width = 0.9 }
                          : (Style){ .role = ROLE_WARM, .tint = 0.5, .width = 0.8 });
  panel_labels(p, text_string(&n->x), text_string(&n->y));
  panel_xrange(p, g.x0, g.x1);
  panel_yrange(p, g.y0, g.y1);
  panel_legend(p, LEGEND_NONE);
  double ratio = (g.x1 - g.x0) / (g.y1 - g.y0);
  if (ratio < 4 && ratio > 0.25) panel_equal(p);
}

/* ------------------------------------------------------------------ gradfield */

static const char field_numbers[] =
    "m = 13; ax = linspace(xr(1), xr(2), 2 * m + 1)(2:2:end); ay = linspace(yr(1), yr(2), 2 * m + "
    "1)(2:2:end);\n"
    "[AX, AY] = meshgrid(ax, ay); U = -arrayfun(fx, AX, AY); V = -arrayfun(fy, AX, AY);\n"
    "L = hypot(U, V); top = max(L(isfinite(L))); if isempty(top) || top == 0, top = 1; end\n"
    "step = 0.9 * min(diff(xr), diff(yr)) / m; k = step * sqrt(L / top) ./ max(L, realmin);\n"
    "k(~isfinite(k)) = 0; U = U .* k; V = V .* k; AX = AX - U / 2; AY = AY - V / 2;\n"
    "U = U(:)'; V = V(:)'; AX = AX(:)'; AY = AY(:)'; keep = isfinite(U) & hypot(U, V) > 0.03 * "
    "step;\n"
    "U = U(keep); V = V(keep); AX = AX(keep); AY = AY(keep);";

/* The level curve through a point, its tangent and the gradient there. */
static const char tangent_numbers[] =
    "marked = ~isempty(at);\n"
    "if marked\n"
    "  if numel(at) ~= 2 || ~all(isfinite(at)), error('the point is two numbers, such as [1 1]'); "
    "end\n"
    "  px = at(1); py = at(2); height = g(px, py); G = [fx(px, py) fy(px, py)];\n"
    "  if ~isfinite(height) || ~all(isfinite(G)), error('f has no gradient at this point'); end\n"
    "  G(abs(G) < 1e-7 * max(1, abs(height))) = 0; slope = norm(G); level_ = slope == 0;\n"
    "  reach = 0.3 * min(diff(xr), diff(yr));\n"
    "  d = G / max(slope, realmin); tx = px + [-1 1] * reach * -d(2); ty = py + [-1 1] * reach * "
    "d(1);\n"
    "  ux = -0.7 * reach * d(1); uy = -0.7 * reach * d(2);\n"
    "  gp = G(1); gq = G(2);\n"
    "end";

static void draw_tangent(Sketch *s, Figure *f, Panel *p) {
  double x = sketch_number(s, "px"), y = sketch_number(s, "py"),
         height = sketch_number(s, "height");
  bool level = sketch_number(s, "level_") != 0;
  panel_contours(p, sketch_grid(s, "gx gy Z"), &height, 1,
                 (Style){ .role = ROLE_ACCENT, .width = 2 });
  if (!level) {
    sketch_line(s, p, "tx ty", (Style){ .role = ROLE_INK, .width = 1.1 });
    double dx = sketch_number(s, "ux"), dy = sketch_number(s, "uy");
    panel_arrow(p, x, y, x + dx, y + dy, (Style){ .role = ROLE_INK, .width = 1.3 });
    plotting_tip(p, x, y, dx, dy, p->y.high - p->y.low, (Style){ .role = ROLE_INK }, "−∇f");
  }
  panel_points(p, &x, &y, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
  panel_title(p,
              level ? "∇f(%s, %s) = (%s, %s): level ground, f = %s"
                    : "∇f(%s, %s) = (%s, %s), at right angles to the curve f = %s",
              number_pretty(x).text, number_pretty(y).text, sketch_pretty(s, "gp").text,
              sketch_pretty(s, "gq").text, number_pretty(height).text);
  figure_words(f,
               "The level curve f = %s goes through (%s, %s); the gradient there is (%s, %s), of "
               "length %s, %s.",
               number_plain(height).text, number_plain(x).text, number_plain(y).text,
               sketch_plain(s, "gp").text, sketch_plain(s, "gq").text,
               sketch_plain(s, "slope").text,
               level ? "so the ground is level" : "at right angles to the tangent of the curve");
}

static Value call_gradfield(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "f xr yr", plane_numbers) || !sketch_run(&s, "", field_numbers) ||
      !sketch_run(&s, "f xr yr at", tangent_numbers))
    return sketch_fail(&s);
  bool marked = sketch_number(&s, "marked") != 0;
  Names n = names_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  draw_map(&s, p, &n, false);
  sketch_arrows(&s, p, "AX AY U V",
                (Style){ .role = ROLE_MODEL, .tint = marked ? 0.55 : 0, .width = 0.9 });
  if (marked) {
    draw_tangent(&s, f, p);
    names_free(&n);
    return sketch_show(&s, f);
  }
  double x = sketch_number(&s, "lx"), y = sketch_number(&s, "ly");
  panel_points(p, &x, &y, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
  panel_title(p, "−∇f points downhill: f = %s", text_string(&n.formula));
  figure_words(f,
               "Arrows of the negative gradient of %s point downhill, at right angles to the level "
               "curves and longest where it is steepest; the lowest place here is (%s, %s) with "
               "%s.",
               text_string(&n.formula), number_plain(x).text, number_plain(y).text,
               sketch_plain(&s, "low").text);
  names_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ lagrange */

static const char lagrange_numbers[] =
    "if nargin(c) == 1, q = @(x, y) real_(c([x; y])); else, q = @(x, y) real_(c(x, y)); end\n"
    "C = arrayfun(q, XX, YY); side = isempty(kind) || strcmp(kind, '='); inside = strcmp(kind, "
    "'<=');\n"
    "if ~side && ~inside, error('the kind is = for a curve or <= for an area'); end\n"
    "W = abs(C); w = max(abs(diff(C(:, 1:end), 1, 1))(:)); if isempty(w) || w == 0, w = 1; end\n"
    "S = C(1:end-1, :) .* C(2:end, :) <= 0; T = C(:, 1:end-1) .* C(:, 2:end) <= 0;\n"
    "[i, j] = find(S); ta = C(sub2ind(size(C), i, j)); tb = C(sub2ind(size(C), i + 1, j));\n"
    "u = ta ./ (ta - tb + (ta == tb)); px = gx(j)(:); py = gy(i)(:) + u(:) * (gy(2) - gy(1));\n"
    "[i, j] = find(T); ta = C(sub2ind(size(C), i, j)); tb = C(sub2ind(size(C), i, j + 1));\n"
    "u = ta ./ (ta - tb + (ta == tb)); px = [px; gx(j)(:) + u(:) * (gx(2) - gx(1))]; py = [py; "
    "gy(i)(:)];\n"
    "if isempty(px), error('the constraint is nowhere 0 in this range'); end\n"
    "qx = @(x, y) (q(x + e, y) - q(x - e, y)) / (2 * e); qy = @(x, y) (q(x, y + e) - q(x, y - e)) "
    "/ (2 * e);\n"
    "v = arrayfun(g, px, py); [~, k] = min(v); x = px(k); y = py(k); h = 0.02 * (xr(2) - xr(1));\n"
    "pull = @(x, y) -q(x, y) / max(qx(x, y) ^ 2 + qy(x, y) ^ 2, realmin);\n"
    "for n = 1:300\n"
    "  t = [-qy(x, y), qx(x, y)]; t = t / max(norm(t), realmin);\n"
    "  d = fx(x, y) * t(1) + fy(x, y) * t(2); if h < 1e-10, break, end\n"
    "  nx = x - sign(d) * h * t(1); ny = y - sign(d) * h * t(2);\n"
    "  for m = 1:4, r = pull(nx, ny); a = qx(nx, ny); b = qy(nx, ny); nx = nx + r * a; ny = ny + r "
    "* b; end\n"
    "  if g(nx, ny) < g(x, y), x = nx; y = ny; else, h = h / 2; end\n"
    "end\n"
    "free_ = false; if inside && q(lx, ly) <= 0, x = lx; y = ly; free_ = true; end\n"
    "if abs(x) < 1e-6, x = 0; end, if abs(y) < 1e-6, y = 0; end\n"
    "best = g(x, y); G = [fx(x, y) fy(x, y)]; Q = [qx(x, y) qy(x, y)];\n"
    "lambda = 0; if ~free_, lambda = -(G * Q') / (Q * Q'); end\n"
    "size_ = 0.22 * (xr(2) - xr(1)); Gu = size_ * G / max(norm(G), realmin); Qu = 0.7 * size_ * Q "
    "/ max(norm(Q), realmin);\n"
    "F = double(C <= 0); if abs(lambda) < 1e-7, lambda = 0; end";

static Value call_lagrange(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "f c xr yr kind", plane_numbers) || !sketch_run(&s, "", lagrange_numbers))
    return sketch_fail(&s);
  Names n = names_of(call);
  Text constraint = TEXT_EMPTY;
  plotting_formula(call->args[1], "g", &constraint);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool inside = sketch_number(&s, "inside") != 0, loose = sketch_number(&s, "free_") != 0;
  if (inside) panel_field(p, sketch_grid(&s, "gx gy F"), PALETTE_HEAT)->high = 4;
  draw_map(&s, p, &n, !inside);
  double zero = 0, x = sketch_number(&s, "x"), y = sketch_number(&s, "y");
  panel_contours(p, sketch_grid(&s, "gx gy C"), &zero, 1,
                 (Style){ .role = ROLE_ACCENT, .width = 2 });
  View g = sketch_view(&s, "Gu"), q = sketch_view(&s, "Qu");
  if (!loose) {
    panel_arrow(p, x, y, x + g.data[0], y + g.data[1], (Style){ .role = ROLE_INK, .width = 1.5 });
    panel_arrow(p, x, y, x + q.data[0], y + q.data[1],
                (Style){ .role = ROLE_ACCENT, .width = 1.5 });
    double span = p->y.high - p->y.low;
    plotting_tip(p, x, y, g.data[0], g.data[1], span, (Style){ .role = ROLE_INK }, "∇f");
    plotting_tip(p, x, y, q.data[0], q.data[1], span, (Style){ .role = ROLE_INK }, "∇g");
  }
  panel_points(p, &x, &y, 1, (Style){ .role = ROLE_INK, .size = 1.4 });
  panel_title(p, "least f on g %s 0: f(%s, %s) = %s", inside ? "≤" : "=", number_pretty(x).text,
              number_pretty(y).text, sketch_pretty(&s, "best").text);
  if (loose)
    figure_words(f,
                 "The lowest value of %s where %s <= 0 is %s at (%s, %s), inside the area: the "
                 "constraint does not bind and lambda is 0.",
                 text_string(&n.formula), text_string(&constraint), sketch_plain(&s, "best").text,
                 number_plain(x).text, number_plain(y).text);
  else
    figure_words(f,
                 "The lowest value of %s where %s %s 0 is %s at (%s, %s); there the gradients are "
                 "parallel, with lambda = %s.",
                 text_string(&n.formula), text_string(&constraint), inside ? "<=" : "=",
                 sketch_plain(&s, "best").text, number_plain(x).text, number_plain(y).text,
                 sketch_plain(&s, "lambda").text);
  text_free(&constraint);
  names_free(&n);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ optim, gdsurf */

static const char path_numbers[] =
    "x0 = x0(:); if numel(x0) ~= 2, error('the start has two numbers, but this one has %d', "
    "numel(x0)); end\n"
    "if nargin(f) == 1, v0 = f(x0); else, v0 = f(x0(1), x0(2)); end\n"
    "if ~isreal(v0) || ~isfinite(v0), error('f has no real value at the start'); end\n"
    "G = gd(f, x0, eta, n); gv = []; if columns(G) ~= 2, G = G'; end\n"
    "[G, gv] = gd(f, x0, eta, n); last = rows(G);\n";

static const char optim_numbers[] =
    "[M, mv] = momentum(f, x0, eta, 0.9, n); [A, av] = adam(f, x0, 5 * eta, n);\n"
    "if nargin(f) == 1, h = @(x, y) f([x; y]); else, h = f; end, d = 1e-5;\n"
    "g0 = norm((G(1, :) - G(2, :)) / eta); noise = 0.3 * g0; S = x0'; sv = v0;\n"
    "for k = 1:n\n"
    "  p = S(end, :); q = [h(p(1) + d, p(2)) - h(p(1) - d, p(2)), h(p(1), p(2) + d) - h(p(1), p(2) "
    "- d)] / (2 * d);\n"
    "  p = p - eta * (q + noise * randn(1, 2)); S = [S; p]; sv = [sv; h(p(1), p(2))];\n"
    "end\n"
    "P = [G; M; A; S]; P = P(all(isfinite(P), 2), :); far = 2.5 * max(norm(x0), 1);\n"
    "P = P(max(abs(P - x0'), [], 2) < 4 * far, :);\n"
    "lo = min(P, [], 1); hi = max(P, [], 1); span = max(hi - lo); if span == 0, span = 1; end\n"
    "room = 0.15 * span + max(0, 0.45 * span - (hi - lo) / 2); lo = lo - room; hi = hi + room;\n"
    "xr = [lo(1) hi(1)]; yr = [lo(2) hi(2)]; k = 0:n;\n"
    "Gx = G(:, 1)'; Gy = G(:, 2)'; Mx = M(:, 1)'; My = M(:, 2)'; Ax = A(:, 1)'; Ay = A(:, 2)'; Sx "
    "= S(:, 1)'; Sy = S(:, 2)';\n"
    "ge = gv(end); me = mv(end); ae = av(end); se = sv(end); base = min([gv; mv; av; sv]);\n"
    "logs = base > 0;";

static Value call_optim(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 50;
  char text[48];
  if (call_given(call, 3) && !value_is_empty(call->args[3]) && !call_integer(call, 3, 1, 2000, &n))
    return sketch_fail(&s);
  snprintf(text, sizeof text, "if isempty(eta), eta = 0.02; end, n = %ld;", n);
  if (!sketch_seed(&s, 4) || !sketch_run(&s, "f x0 eta", text) ||
      !sketch_run(&s, "", path_numbers) || !sketch_run(&s, "", optim_numbers) ||
      !sketch_run(&s, "", plane_numbers) ||
      !sketch_run(&s, "", "Z = log(Z - min(low, base) + 0.01 * (high - low));"))
    return sketch_fail(&s);
  Names names = names_of(call);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  static const struct {
    const char *path, *values, *end, *name;
    Role role;
  } runs[] = { { "Gx Gy", "k gv", "ge", "GD", ROLE_ACCENT },
               { "Mx My", "k mv", "me", "momentum", ROLE_GOOD },
               { "Ax Ay", "k av", "ae", "Adam", ROLE_OTHER },
               { "Sx Sy", "k sv", "se", "SGD", ROLE_WARM } };
  draw_map(&s, p, &names, true);
  Text words = TEXT_EMPTY;
  text_printf(&words,
              "Four optimisers on %s, %ld steps at rate %s (Adam 5 times that, SGD with "
              "noise, seed %lu):",
              text_string(&names.formula), n, sketch_plain(&s, "eta").text, s.seed);
  for (size_t i = 4; i-- > 0;)
    sketch_line_points(&s, p, runs[i].path,
                       (Style){ .role = runs[i].role, .size = 0.4, .width = 1.1 });
  for (size_t i = 0; i < 4; i++) {
    layer_name(sketch_line(&s, q, runs[i].values, (Style){ .role = runs[i].role }), "%s",
               runs[i].name);
    text_printf(&words, "%s %s ends at %s", i ? "," : "", runs[i].name,
                sketch_plain(&s, runs[i].end).text);
  }
  panel_labels(q, "step", NULL);
  if (sketch_number(&s, "logs") != 0) panel_log(q, false, true);
  panel_legend(q, LEGEND_CORNER);
  panel_title(p, "%s", text_string(&names.formula));
  panel_title(q, "f at each step, η = %s", sketch_pretty(&s, "eta").text);
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
  names_free(&names);
  return sketch_show(&s, f);
}

static const char surface_numbers[] =
    "keep = find(gv <= gv(1) * (1 + 1e-9) + 1e-12 & all(isfinite(G), 2)); G = G(keep, :);\n"
    "ends = gv(end); gz = gv(keep)'; px = G(:, 1)'; py = G(:, 2)'; wide = max(max(abs(G - G(end, "
    ":))(:)), 0.5);\n"
    "xr = G(end, 1) + 1.25 * [-wide wide]; yr = G(end, 2) + 1.25 * [-wide wide];";

static Value call_gdsurf(Call *call) {
  Sketch s = sketch_begin(call);
  long n = 20;
  char text[48];
  if (call_given(call, 3) && !call_integer(call, 3, 1, 2000, &n)) return sketch_fail(&s);
  snprintf(text, sizeof text, "n = %ld;", n);
  if (!sketch_run(&s, "f x0 eta", text) || !sketch_run(&s, "", path_numbers) ||
      !sketch_run(&s, "", surface_numbers) || !sketch_run(&s, "", plane_numbers))
    return sketch_fail(&s);
  Names names = names_of(call);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Grid g = sketch_grid(&s, "gx gy Z");
  panel_surface(p, g, PALETTE_VIRIDIS);
  sketch_path(&s, p, "px py gz", (Style){ .role = ROLE_ACCENT, .width = 1.5 });
  panel_labels(p, text_string(&names.x), text_string(&names.y));
  panel_zlabel(p, "f");
  panel_view(p, 24, 28); /* into the valley, over its front wall */
  double first = sketch_view(&s, "gz").data[0], last = sketch_number(&s, "ends");
  panel_title(p, "η = %s: %ld steps to f = %s", sketch_pretty(&s, "eta").text, n,
              number_pretty(last).text);
  figure_words(f,
               "Gradient descent on the surface of %s at rate %s: f from %s to %s in %ld steps%s.",
               text_string(&names.formula), sketch_plain(&s, "eta").text, number_plain(first).text,
               number_plain(last).text, n, last > first ? ": it diverges" : "");
  names_free(&names);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ lossplot */

/* What was typed for argument I, when it is a name. */
static void run_name(Call *call, size_t i, Text *out) {
  bool word = call_typed(call, i, out) && isalpha((unsigned char)*text_string(out));
  for (const char *c = text_string(out); word && *c; c++)
    word = isalnum((unsigned char)*c) || *c == '_';
  if (word && out->len <= 16) return;
  text_clear(out);
  text_printf(out, "run %zu", i + 1);
}

static Value call_lossplot(Call *call) {
  size_t runs = call->count;
  bool logs = call_string_is(call, runs - 1, "log");
  if (logs) runs--;
  if (runs == 0 || runs > MOST_RUNS)
    return call_fail(call, ERROR_TYPE, "one to %d loss curves fit into one picture", MOST_RUNS);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Work w = work_begin(call);
  Text words = TEXT_EMPTY, name = TEXT_EMPTY;
  bool good = true;
  for (size_t i = 0; good && i < runs; i++) {
    View v = call_view(call, i);
    double low, high;
    good = v.count > 1 && plotting_reach(v.data, v.count, &low, &high) && !v.complex &&
           v.element != ELEMENT_CHAR;
    double *k = good ? work_numbers(&w, v.count) : NULL;
    if (!k) {
      if (call_alive(call))
        call_fail_at(call, i, ERROR_SHAPE, "a loss curve is a vector of two numbers or more");
      good = false;
      break;
    }
    size_t least = 0;
    for (size_t j = 0; j < v.count; j++) {
      k[j] = (double)j;
      if (v.data[j] < v.data[least] || isnan(v.data[least])) least = j;
    }
    size_t first = 0, last = v.count - 1;
    while (first < last && !isfinite(v.data[first])) first++;
    while (last > first && !isfinite(v.data[last])) last--;
    if (!isfinite(v.data[least])) least = first;
    text_clear(&name);
    run_name(call, i, &name);
    Style style = { .role = role_cycle(i), .width = 1.2, .dash = i % 2 ? DASH_LONG : DASH_SOLID };
    layer_name(panel_line(p, k, v.data, v.count, style), "%s", text_string(&name));
    bool turns = least + 1 < v.count && least > 0;
    style.size = 1.3;
    if (turns) {
      Style word = { .role = role_cycle(i), .anchor = ANCHOR_CENTER };
      panel_text(p, k[least], v.data[least], word, "least at %zu", least);
      panel_points(p, &k[least], &v.data[least], 1, style);
      panel_upright(p, k[least], (Style){ .role = ROLE_MUTED, .dash = DASH_DOT });
    }
    text_printf(&words, "%s %s from %s to %s", i ? ";" : "", text_string(&name),
                number_plain(v.data[first]).text, number_plain(v.data[last]).text);
    if (turns)
      text_printf(&words, " with its minimum %s at %zu", number_plain(v.data[least]).text, least);
  }
  panel_labels(p, "step", "loss");
  panel_legend(p, LEGEND_CORNER);
  if (logs) panel_log(p, false, true);
  figure_words(f, "Loss over the steps:%s.", text_string(&words));
  text_free(&words);
  text_free(&name);
  if (good) return work_done(&w, plotting_show(call, f));
  figure_free(f);
  return work_done(&w, VALUE_FAILED);
}

/* ------------------------------------------------------------------ activations */

static const char activation_numbers[] =
    "t = linspace(-4, 4, 321); s = 1 ./ (1 + exp(-t)); c = normcdf(t);\n"
    "known = {'sigmoid', 'tanh', 'relu', 'gelu', 'leaky', 'softplus', 'silu', 'step'};\n"
    "f = {s, tanh(t), max(t, 0), t .* c, max(t, 0.1 * t), log(1 + exp(t)), t .* s, double(t >= "
    "0)};\n"
    "d = {s .* (1 - s), 1 - tanh(t) .^ 2, double(t > 0), c + t .* normpdf(t), 0.1 + 0.9 * (t > 0), "
    "s, "
    "  s + t .* s .* (1 - s), 0 * t};\n"
    "if isempty(names), names = {'sigmoid', 'tanh', 'relu', 'gelu'}; end\n"
    "if ischar(names), names = {names}; end, m = numel(names); which_ = zeros(1, m);\n"
    "if m > 6, error('at most six functions fit into one picture'); end\n"
    "for i = 1:m\n"
    "  k = find(strcmp(names{i}, known)); if isempty(k)\n"
    "    error('%s is unknown; there are %s', names{i}, strjoin(known, ', ')); end\n"
    "  which_(i) = k; steep(i) = max(d{k}); [~, j] = max(d{k});\n"
    "end";

static Value call_activations(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "names", activation_numbers)) return sketch_fail(&s);
  size_t m;
  const char *const *names = sketch_strings(&s, "names", &m);
  View steep = sketch_view(&s, "steep");
  unsigned columns = m == 1 ? 1 : m <= 4 ? 2 : 3;
  Figure *f = figure_new((unsigned)((m + columns - 1) / columns), columns);
  Text words = TEXT_EMPTY;
  for (size_t i = 0; i < m; i++) {
    char text[128];
    Panel *p = figure_panel(f, (unsigned)(i / columns), (unsigned)(i % columns));
    snprintf(text, sizeof text,
             "y = f{which_(%zu)}; dy = d{which_(%zu)}; top = min(1.1 * max([y dy]), 3);", i + 1,
             i + 1);
    if (!sketch_run(&s, "", text)) {
      figure_free(f);
      text_free(&words);
      return sketch_fail(&s);
    }
    panel_across(p, 0, (Style){ .role = ROLE_MUTED, .width = 0.7 });
    layer_name(sketch_line(&s, p, "t y", (Style){ .role = ROLE_MODEL, .width = 1.2 }), "f");
    layer_name(sketch_line(&s, p, "t dy", (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG }), "f′");
    panel_title(p, "%s: slope up to %s", names[i], number_pretty(steep.data[i]).text);
    panel_xrange(p, -4, 4);
    panel_yrange(p, NAN, sketch_number(&s, "top"));
    if (i > 0) panel_legend(p, LEGEND_NONE);
    text_printf(&words, "%s %s has slopes up to %s", i ? "," : "", names[i],
                number_plain(steep.data[i]).text);
  }
  figure_words(f, "Activation functions (solid) and their derivatives (dashed):%s.",
               text_string(&words));
  text_free(&words);
  return sketch_show(&s, f);
}

const Builtin plot_slopes_family[] = {
  { .name = "gradfield",
    .signature = "f: function, x?: real, y?: real, at?: real -> any",
    .call = call_gradfield,
    .summary = "Draws arrows of the negative gradient of f over its level curves; x and y are the "
               "ranges, [-3 3] when left out. With the point at, also the level curve through it, "
               "its tangent and the gradient there.",
    .formula = "-\\nabla f",
    .numpy = "matplotlib.pyplot.quiver(X, Y, -fx, -fy)",
    .see = "grad contour gdpath quiver",
    .examples = { { "gradfield(@(x, y) x^2 + x*y + 2*y^2); 1", "1" },
                  { "gradfield(@(x, y) x^2 + 2*y^2, [-3 3], [-3 3], [2 1]); 1", "1" },
                  { "gradfield(@(x, y) x, [1 1])", "error: gradfield: a range is two" } } },
  { .name = "lagrange",
    .signature = "f: function, g: function, x?: real, y?: real, kind?: string -> any",
    .call = call_lagrange,
    .summary = "Draws the level curves of f, the constraint g = 0 (or the area g <= 0 with '<=') "
               "and the lowest point of f on it, where both gradients are parallel.",
    .formula = "\\nabla f = -\\lambda \\nabla g",
    .numpy = "scipy.optimize.minimize(f, x0, constraints=...)",
    .see = "gradfield contour",
    .examples = { { "lagrange(@(x, y) x + 2*y, @(x, y) x^2 + y^2 - 4); 1", "1" },
                  { "lagrange(@(x, y) (x - 2)^2 + y^2, @(x, y) abs(x) + abs(y) - 1, [-2 3], [-2 "
                    "2], '<='); 1",
                    "1" },
                  { "lagrange(@(x, y) x, @(x, y) x^2 + 1)",
                    "error: lagrange: the constraint is nowhere 0" } } },
  { .name = "optim",
    .signature = "f: function, x0: vector, eta?: real, n?: array, seed?: array -> any",
    .call = call_optim,
    .summary = "Draws the paths of gradient descent, momentum, Adam and noisy gradient descent "
               "from x0 on one map, and their values step by step.",
    .numpy = "torch.optim.SGD, torch.optim.Adam",
    .see = "gd momentum adam gdpath",
    .examples = { { "optim(@(x, y) x^2 + 12*y^2, [4 1.5], 0.02, 60, 1); 1", "1" },
                  { "optim(@(x, y) x, [1 2 3])", "error: optim: the start has two numbers" } } },
  { .name = "gdsurf",
    .signature = "f: function, x0: vector, eta: scalar, n?: array -> any",
    .call = call_gdsurf,
    .summary = "Draws n steps (20) of gradient descent from x0 on the surface of f.",
    .formula = "x_{k+1} = x_k - \\eta \\nabla f(x_k)",
    .see = "gdpath gd surf",
    .examples = { { "gdsurf(@(x, y) x^2 + 3*y^2, [2 1.5], 0.1, 15); 1", "1" },
                  { "gdsurf(@(x, y) x, [1 2 3], 0.1)", "error: gdsurf: the start has two" } } },
  { .name = "lossplot",
    .signature = "losses: any, more?: any... -> any",
    .call = call_lossplot,
    .summary = "Draws the losses of one or more runs step by step, each with its minimum where it "
               "rises again; with 'log' as the last argument on a logarithmic axis.",
    .numpy = "matplotlib.pyplot.semilogy(loss)",
    .see = "gd semilogy optim",
    .examples = { { "train = 2*exp(-0.1*(0:40)) + 0.1; valid = train + 0.0006*(0:40).^2; "
                    "lossplot(train, valid); 1",
                    "1" },
                  { "lossplot(0.8.^(0:30), 0.9.^(0:30), 'log'); 1", "1" },
                  { "lossplot(1)", "error: lossplot: a loss curve is a vector" } } },
  { .name = "activations",
    .signature = "names?: any -> any",
    .call = call_activations,
    .summary = "Draws activation functions with their derivatives: 'sigmoid', 'tanh', 'relu', "
               "'gelu' when left out; there are 'leaky', 'softplus', 'silu' and 'step', too.",
    .numpy = "torch.nn.functional.gelu(x)",
    .see = "sigmoid relu stackplot",
    .examples = { { "activations(); 1", "1" },
                  { "activations('sine')", "error: activations: sine is unknown" } } },
  { 0 }
};
