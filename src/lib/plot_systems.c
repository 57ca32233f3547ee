/* plot_systems.c -- linear algebra in the plane and in space: projections, systems, eigenvectors.
 */

#include "config.h"
#include "lib/families.h"
#include "lib/plot_sketch.h"

#include <math.h>
#include <string.h>

typedef struct Pair {
  char text[72];
} Pair;

/* "(1, -2)" */
static Pair pair_of(Sketch *s, const char *name, bool pretty) {
  Pair n = { "()" };
  View v = sketch_view(s, name);
  if (v.count < 2) return n;
  Number x = pretty ? number_pretty(v.data[0]) : number_plain(v.data[0]);
  Number y = pretty ? number_pretty(v.data[1]) : number_plain(v.data[1]);
  snprintf(n.text, sizeof n.text, "(%s, %s)", x.text, y.text);
  return n;
}

/* The tip of a vector, with text that does not cover the arrow. */
static void arrow(Sketch *s, Panel *p, const char *name, Style style, const char *text) {
  View v = sketch_view(s, name);
  if (v.count < 2) return;
  panel_arrow(p, 0, 0, v.data[0], v.data[1], style);
  style.anchor = v.data[0] < 0 ? ANCHOR_RIGHT : ANCHOR_LEFT;
  style.tint = 0;
  panel_text(p, 1.05 * v.data[0], 1.05 * v.data[1] + 0.04 * (p->y.high - p->y.low), style, "%s",
             text);
}

static void square_window(Panel *p, double reach) {
  panel_axes(p, AXES_ORIGIN);
  panel_equal(p);
  panel_legend(p, LEGEND_NONE);
  panel_xrange(p, -reach, reach);
  panel_yrange(p, -reach, reach);
}

/* ------------------------------------------------------------------ proj */

static const char proj_numbers[] =
    "a = a(:)'; b = b(:)'; if ~any(b), error('b must not be the zero vector'); end\n"
    "if ~all(isfinite([a b])), error('the vectors need finite numbers'); end\n"
    "t = dot(a, b) / dot(b, b); foot = t * b; r = a - foot; least = norm(r);\n"
    "own = ~isempty(c); if ~own, c = t; end, if ~isfinite(c), error('c must be a finite number'); "
    "end\n"
    "at = c * b; off = norm(a - at);\n"
    "pts = [0 0; a; b; foot; at]; low = min(pts); high = max(pts); span = max(high - low);\n"
    "mid = (low + high) / 2; w = 0.62 * span; xr = mid(1) + [-w w]; yr = mid(2) + [-w w];\n"
    "e = b / norm(b); far = 4 * span; lx = [-far far] * e(1); ly = [-far far] * e(2);\n"
    "q = 0.05 * span; d = r / max(least, 1e-300); g = -sign(t) * e; if t == 0, g = e; end\n"
    "cx = foot(1) + q * [g(1), g(1) + d(1), d(1)]; cy = foot(2) + q * [g(2), g(2) + d(2), d(2)];\n"
    "k = linspace(min([0 t c]) - 0.75, max([1 t c]) + 0.75, 121);\n"
    "len = arrayfun(@(x) norm(a - x * b), k);\n"
    "rx = [a(1) at(1)]; ry = [a(2) at(2)];";

static Value call_proj(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "a b c", proj_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 2);
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  bool own = sketch_number(&s, "own") != 0;
  square_window(p, 1);
  View xr = sketch_view(&s, "xr"), yr = sketch_view(&s, "yr"), foot = sketch_view(&s, "foot");
  panel_xrange(p, xr.data[0], xr.data[1]);
  panel_yrange(p, yr.data[0], yr.data[1]);
  sketch_line(&s, p, "lx ly", (Style){ .role = ROLE_MUTED, .dash = DASH_DOT });
  sketch_line(&s, p, "rx ry", (Style){ .role = ROLE_ACCENT, .dash = DASH_LONG, .width = 1.3 });
  if (!own) sketch_line(&s, p, "cx cy", (Style){ .role = ROLE_INK });
  arrow(&s, p, "b", (Style){ .role = ROLE_GOOD }, "b");
  arrow(&s, p, "a", (Style){ .role = ROLE_MODEL }, "a");
  double t = sketch_number(&s, "t"), c = sketch_number(&s, "c");
  panel_points(p, own ? sketch_view(&s, "at").data : foot.data,
               own ? sketch_view(&s, "at").data + 1 : foot.data + 1, 1,
               (Style){ .role = ROLE_ACCENT });
  panel_title(p, own ? "%s b, residual %s" : "projection %s b, residual %s", number_pretty(c).text,
              sketch_pretty(&s, "off").text);
  panel_labels(q, "coefficient of b", NULL);
  panel_title(q, "length of the residual, least at %s", number_pretty(t).text);
  sketch_line(&s, q, "k len", (Style){ .role = ROLE_MODEL });
  panel_upright(q, t, (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
  double off = sketch_number(&s, "off");
  panel_points(q, &c, &off, 1, (Style){ .role = ROLE_ACCENT, .size = 1.3 });
  panel_yrange(q, 0, NAN);
  figure_words(f,
               "The projection of a = %s onto b = %s is %s = %s b; the residual %s of length %s is "
               "at right angles to b, and no other multiple of b comes nearer.",
               pair_of(&s, "a", false).text, pair_of(&s, "b", false).text,
               pair_of(&s, "foot", false).text, number_plain(t).text, pair_of(&s, "r", false).text,
               sketch_plain(&s, "least").text);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ linesplot */

static const char lines_numbers[] =
    "b = b(:); if any(~any(A, 2)), error('a row of zeros is no line'); end\n"
    "if ~all(isfinite([A(:); b])), error('the system needs finite numbers'); end\n"
    "n = sqrt(sum(A .^ 2, 2)); d = det(A); flat = abs(d) <= 1e-12 * prod(n);\n"
    "near = A .* (b ./ n .^ 2); same = flat && rank([A b]) < 2; x = [NaN; NaN]; number = Inf;\n"
    "if flat, mid = mean(near); else, x = A \\ b; mid = x'; number = cond(A); end\n"
    "reach = max([1.5; 1.4 * abs(mid(:)); 1.1 * norm(diff(near)) * flat]);\n"
    "xr = mid(1) + [-reach reach]; yr = mid(2) + [-reach reach];\n"
    "far = 4 * reach; e = [-A(:, 2) A(:, 1)] ./ n;\n"
    "foot = mid - ((A * mid' - b) ./ n) .* (A ./ n);\n"
    "x1 = foot(1, 1) + [-far far] * e(1, 1); y1 = foot(1, 2) + [-far far] * e(1, 2);\n"
    "x2 = foot(2, 1) + [-far far] * e(2, 1); y2 = foot(2, 2) + [-far far] * e(2, 2);\n"
    "if isempty(band), band = 0; end\n"
    "if band < 0, error('the band is a percentage such as 0.5'); end\n"
    "move = [0; 0]; dx = 0; dy = 0;\n"
    "if band > 0\n"
    "  h = band / 100 * max(abs(b), eps) ./ n; m = h .* (A ./ n);\n"
    "  px = [x1 + m(1, 1), fliplr(x1) - m(1, 1)]; py = [y1 + m(1, 2), fliplr(y1) - m(1, 2)];\n"
    "  qx = [x2 + m(2, 1), fliplr(x2) - m(2, 1)]; qy = [y2 + m(2, 2), fliplr(y2) - m(2, 2)];\n"
    "  if ~flat\n"
    "    db = band / 100 * abs(b); ends = A \\ (b + [db, [db(1); -db(2)], -db, [-db(1); db(2)]]);\n"
    "    dx = ends(1, [1 2 3 4]); dy = ends(2, [1 2 3 4]); move = max(abs(ends - x), [], 2);\n"
    "  end\n"
    "end";

/* "2 x₁ − x₂ = 5" */
static void put_equation(const double *row, double right, bool pretty, Text *out) {
  bool first = true;
  for (int i = 0; i < 2; i++) {
    double a = row[2 * i];
    if (a == 0) continue;
    const char *minus = pretty ? "−" : "-";
    if (first)
      text_puts(out, a < 0 ? minus : "");
    else
      text_printf(out, " %s ", a < 0 ? minus : "+");
    if (fabs(a) != 1) text_printf(out, "%s ", number_plain(fabs(a)).text);
    text_printf(out, pretty ? (i == 0 ? "x₁" : "x₂") : "x%d", i + 1);
    first = false;
  }
  text_printf(out, " = %s", (pretty ? number_pretty(right) : number_plain(right)).text);
}

static void lines_words(Sketch *s, Figure *f, Panel *p) {
  View a = sketch_view(s, "A"), b = sketch_view(s, "b");
  Text words = TEXT_EMPTY;
  text_puts(&words, "The lines ");
  put_equation(a.data, b.data[0], false, &words);
  text_puts(&words, " and ");
  put_equation(a.data + 1, b.data[1], false, &words);
  if (sketch_number(s, "same") != 0) {
    text_puts(&words, " are the same: every point of it is a solution");
    panel_title(p, "the same line: infinitely many solutions");
  } else if (sketch_number(s, "flat") != 0) {
    text_puts(&words, " are parallel: there is no solution");
    panel_title(p, "parallel lines: no solution");
  } else {
    text_printf(&words, " meet in one point, the solution %s; the condition number is %s",
                pair_of(s, "x", false).text, sketch_plain(s, "number").text);
    panel_title(p, "solution %s, condition number %s", pair_of(s, "x", true).text,
                sketch_pretty(s, "number").text);
    if (sketch_number(s, "band") > 0) {
      View move = sketch_view(s, "move");
      text_printf(&words, ". When b moves by %s %% the solution moves by up to %s and %s",
                  sketch_plain(s, "band").text, number_plain(move.data[0]).text,
                  number_plain(move.data[1]).text);
    }
  }
  figure_words(f, "%s.", text_string(&words));
  text_free(&words);
}

/* The part of a polygon inside the window.  Source: Sutherland, Hodgman: Reentrant polygon
   clipping, Communications of the ACM 17 (1974).  */
static void clipped(Sketch *s, Panel *p, const char *x, const char *y, Style style) {
  enum { MOST = 12 };
  View vx = sketch_view(s, x), vy = sketch_view(s, y);
  double from[2][MOST], to[2][MOST];
  size_t n = 0;
  for (; n < vx.count && n < 4; n++) {
    from[0][n] = vx.data[n];
    from[1][n] = vy.data[n];
  }
  for (int edge = 0; edge < 4; edge++) {
    int axis = edge / 2;
    double limit = axis ? (edge % 2 ? p->y.high : p->y.low) : (edge % 2 ? p->x.high : p->x.low);
    double sign = edge % 2 ? -1 : 1;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
      size_t j = (i + 1) % n;
      double a = sign * (from[axis][i] - limit), b = sign * (from[axis][j] - limit);
      if (a >= 0 && kept < MOST) {
        to[0][kept] = from[0][i];
        to[1][kept++] = from[1][i];
      }
      if ((a >= 0) == (b >= 0) || kept >= MOST) continue;
      double t = a / (a - b);
      to[0][kept] = from[0][i] + t * (from[0][j] - from[0][i]);
      to[1][kept++] = from[1][i] + t * (from[1][j] - from[1][i]);
    }
    memcpy(from, to, sizeof from);
    n = kept;
  }
  if (n > 2) panel_polygon(p, from[0], from[1], n, style);
}

static Value call_linesplot(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "A b band", lines_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  View xr = sketch_view(&s, "xr"), yr = sketch_view(&s, "yr");
  View a = sketch_view(&s, "A"), b = sketch_view(&s, "b");
  panel_xrange(p, xr.data[0], xr.data[1]);
  panel_yrange(p, yr.data[0], yr.data[1]);
  panel_equal(p);
  panel_labels(p, "x₁", "x₂");
  panel_legend(p, LEGEND_CORNER);
  if (sketch_number(&s, "band") > 0) {
    clipped(&s, p, "px", "py", (Style){ .role = ROLE_MODEL, .tint = 0.75 });
    clipped(&s, p, "qx", "qy", (Style){ .role = ROLE_ACCENT, .tint = 0.75 });
    if (sketch_count(&s, "dx") > 1)
      clipped(&s, p, "dx", "dy", (Style){ .role = ROLE_OTHER, .tint = 0.4 });
  }
  Text equation = TEXT_EMPTY;
  put_equation(a.data, b.data[0], true, &equation);
  layer_name(sketch_line(&s, p, "x1 y1", (Style){ .role = ROLE_MODEL, .width = 1.3 }), "%s",
             text_string(&equation));
  text_clear(&equation);
  put_equation(a.data + 1, b.data[1], true, &equation);
  layer_name(
      sketch_line(&s, p, "x2 y2", (Style){ .role = ROLE_ACCENT, .width = 1.3, .dash = DASH_LONG }),
      "%s", text_string(&equation));
  text_free(&equation);
  View x = sketch_view(&s, "x");
  if (isfinite(x.data[0]))
    panel_points(p, x.data, x.data + 1, 1, (Style){ .role = ROLE_INK, .size = 1.5 });
  lines_words(&s, f, p);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ eigvec */

static const char eigen_numbers[] =
    "if ~all(isfinite(A(:))), error('the matrix needs finite numbers'); end\n"
    "u = linspace(0, 2 * pi, 181); c = cos(u); d = sin(u); w = A * [c; d]; ex = w(1, :); ey = w(2, "
    ":);\n"
    "[V, D] = eig(A); l = diag(D); real_ones = isreal(V) && isreal(l);\n"
    "if ~real_ones\n"
    "  turn = abs(angle(l(1))) * 180 / pi; size_ = abs(l(1)); V = zeros(2); l = [0; 0];\n"
    "else\n"
    "  turn = 0; size_ = 0; [~, k] = sort(-abs(l)); l = l(k); V = V(:, k);\n"
    "  for j = 1:2, if V(1, j) < 0 || (abs(V(1, j)) < 1e-12 && V(2, j) < 0), V(:, j) = -V(:, j); "
    "end, end\n"
    "end\n"
    "same = abs(det(V)) < 1e-7; round_ = real_ones && ~same && abs(l(1) - l(2)) < 1e-12;\n"
    "[U, S, W] = svd(A); s1 = S(1, 1); s2 = S(2, 2);\n"
    "for j = 1:2, if W(1, j) < 0, W(:, j) = -W(:, j); U(:, j) = -U(:, j); end, end\n"
    "reach = 1.35 * max([1, max(abs(w(:)))]);\n"
    "v1 = V(:, 1); v2 = V(:, 2); a1 = l(1) * v1; a2 = l(2) * v2; l1 = l(1); l2 = l(2);\n"
    "w1 = W(:, 1); w2 = W(:, 2); o1 = s1 * U(:, 1); o2 = s2 * U(:, 2); far = 3 * reach * [-1 1];\n"
    "d1x = far * v1(1); d1y = far * v1(2); d2x = far * v2(1); d2y = far * v2(2);";

static void draw_singular(Sketch *s, Figure *f) {
  Panel *p = figure_panel(f, 0, 0), *q = figure_panel(f, 0, 1);
  square_window(p, 1.5);
  square_window(q, fmax(1.5, sketch_number(s, "reach")));
  sketch_line(s, p, "c d", (Style){ .role = ROLE_OTHER });
  sketch_line(s, q, "ex ey", (Style){ .role = ROLE_OTHER });
  arrow(s, p, "w1", (Style){ .role = ROLE_ACCENT }, "v₁");
  arrow(s, p, "w2", (Style){ .role = ROLE_GOOD }, "v₂");
  arrow(s, q, "o1", (Style){ .role = ROLE_ACCENT }, "σ₁ u₁");
  arrow(s, q, "o2", (Style){ .role = ROLE_GOOD }, "σ₂ u₂");
  panel_title(p, "unit circle");
  panel_title(q, "its image: σ₁ = %s, σ₂ = %s", sketch_pretty(s, "s1").text,
              sketch_pretty(s, "s2").text);
  figure_words(f,
               "The matrix turns the unit circle into an ellipse with half axes %s and %s, the "
               "singular values: it stretches v1 = %s by %s into the direction of u1, and v2 = %s "
               "by %s.",
               sketch_plain(s, "s1").text, sketch_plain(s, "s2").text, pair_of(s, "w1", false).text,
               sketch_plain(s, "s1").text, pair_of(s, "w2", false).text,
               sketch_plain(s, "s2").text);
}

static void draw_eigen(Sketch *s, Figure *f) {
  Panel *p = figure_panel(f, 0, 0);
  square_window(p, sketch_number(s, "reach"));
  sketch_line(s, p, "c d", (Style){ .role = ROLE_MUTED });
  sketch_line(s, p, "ex ey", (Style){ .role = ROLE_OTHER, .width = 1.3 });
  if (sketch_number(s, "real_ones") == 0) {
    panel_title(p, "no direction is kept: λ is not real");
    figure_words(
        f,
        "No vector keeps its direction: the eigenvalues are a complex pair of size %s, and "
        "each step turns by %s degrees on the average.",
        sketch_plain(s, "size_").text, sketch_plain(s, "turn").text);
    return;
  }
  bool same = sketch_number(s, "same") != 0;
  for (int k = 0; k < (same ? 1 : 2); k++) {
    Style line = { .role = k ? ROLE_GOOD : ROLE_ACCENT, .dash = DASH_LONG, .tint = 0.3 };
    sketch_line(s, p, k ? "d2x d2y" : "d1x d1y", line);
    Text name = TEXT_EMPTY;
    text_printf(&name, "λ%s = %s", k ? "₂" : "₁", sketch_pretty(s, k ? "l2" : "l1").text);
    arrow(s, p, k ? "a2" : "a1", (Style){ .role = line.role, .size = 1.1 }, text_string(&name));
    View v = sketch_view(s, k ? "v2" : "v1");
    panel_points(p, v.data, v.data + 1, 1, (Style){ .role = line.role });
    text_free(&name);
  }
  panel_title(p, "circle to ellipse: eigenvectors keep their direction");
  if (same)
    figure_words(f, "The only direction kept is %s, with the double eigenvalue %s.",
                 pair_of(s, "v1", false).text, sketch_plain(s, "l1").text);
  else if (sketch_number(s, "round_") != 0)
    figure_words(f, "Every direction is kept: all vectors are multiplied by %s.",
                 sketch_plain(s, "l1").text);
  else
    figure_words(f,
                 "Two directions are kept: %s is multiplied by %s and %s by %s; all other vectors "
                 "are turned.",
                 pair_of(s, "v1", false).text, sketch_plain(s, "l1").text,
                 pair_of(s, "v2", false).text, sketch_plain(s, "l2").text);
}

static Value call_eigvec(Call *call) {
  Sketch s = sketch_begin(call);
  bool singular = call_string_is(call, 1, "svd");
  if (call_given(call, 1) && !singular) {
    call_fail_at(call, 1, ERROR_TYPE, "the only choice is 'svd'");
    return sketch_fail(&s);
  }
  if (!sketch_run(&s, "A", eigen_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, singular ? 2 : 1);
  if (singular)
    draw_singular(&s, f);
  else
    draw_eigen(&s, f);
  return sketch_show(&s, f);
}

/* ------------------------------------------------------------------ plane3 */

static const char plane_numbers[] =
    "B = [u(:) v(:)]; w = w(:); r = rank(B); own = ~isempty(w);\n"
    "if ~all(isfinite([B(:); w])), error('the vectors need finite numbers'); end\n"
    "if r < 2, error('u and v lie on one line and span no plane'); end\n"
    "if ~own, w = [0; 0; 0]; end\n"
    "k = B \\ w; foot = B * k; off = norm(w - foot); inside = off < 1e-9 * max(norm(w), 1);\n"
    "if inside, off = 0; end\n"
    "t = linspace(-1.2, 1.2, 9); far = 1.2; m = max(1, max(abs(k))); t = t * m; far = far * m;\n"
    "gx = []; gy = []; gz = [];\n"
    "for c = t\n"
    "  a = B * [c c; -far far]; b = B * [-far far; c c];\n"
    "  gx = [gx a(1, :) NaN b(1, :) NaN]; gy = [gy a(2, :) NaN b(2, :) NaN];\n"
    "  gz = [gz a(3, :) NaN b(3, :) NaN];\n"
    "end\n"
    "ux = [0 u(1)]; uy = [0 u(2)]; uz = [0 u(3)]; vx = [0 v(1)]; vy = [0 v(2)]; vz = [0 v(3)];\n"
    "wx = [0 w(1)]; wy = [0 w(2)]; wz = [0 w(3)];\n"
    "fx = [w(1) foot(1)]; fy = [w(2) foot(2)]; fz = [w(3) foot(3)]; k1 = k(1); k2 = k(2);";

static Value call_plane3(Call *call) {
  Sketch s = sketch_begin(call);
  if (!sketch_run(&s, "u v w", plane_numbers)) return sketch_fail(&s);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  bool own = sketch_number(&s, "own") != 0, inside = sketch_number(&s, "inside") != 0;
  View gx = sketch_view(&s, "gx"), gy = sketch_view(&s, "gy"), gz = sketch_view(&s, "gz");
  for (size_t i = 0; i + 2 < gx.count; i += 3)
    panel_path(p, gx.data + i, gy.data + i, gz.data + i, 2,
               (Style){ .role = ROLE_LIGHT, .width = 0.7, .size = 0.1 });
  panel_labels(p, "x", "y");
  panel_zlabel(p, "z");
  panel_legend(p, LEGEND_CORNER);
  layer_name(sketch_path(&s, p, "ux uy uz", (Style){ .role = ROLE_MODEL, .width = 1.6 }), "u");
  layer_name(sketch_path(&s, p, "vx vy vz", (Style){ .role = ROLE_GOOD, .width = 1.6 }), "v");
  if (!own) {
    panel_title(p, "the plane spanned by u and v");
    figure_words(f, "The multiples and sums of u and v fill a plane through the origin.");
    return sketch_show(&s, f);
  }
  layer_name(sketch_path(&s, p, "wx wy wz", (Style){ .role = ROLE_ACCENT, .width = 1.6 }), "w");
  if (!inside)
    sketch_path(&s, p, "fx fy fz", (Style){ .role = ROLE_ACCENT, .dash = DASH_DOT, .size = 0.6 });
  panel_title(p, inside ? "w lies in the plane of u and v" : "w lies off the plane: distance %s",
              sketch_pretty(&s, "off").text);
  if (inside)
    figure_words(f, "w = %s u + %s v lies in the plane of u and v: the three have rank 2.",
                 sketch_plain(&s, "k1").text, sketch_plain(&s, "k2").text);
  else
    figure_words(f,
                 "w lies off the plane of u and v, at the distance %s: the three have rank 3. The "
                 "nearest point of the plane is %s u + %s v.",
                 sketch_plain(&s, "off").text, sketch_plain(&s, "k1").text,
                 sketch_plain(&s, "k2").text);
  return sketch_show(&s, f);
}

const Builtin plot_systems_family[] = {
  { .name = "proj",
    .signature = "a: vector[2], b: vector[2], c?: scalar -> any",
    .call = call_proj,
    .summary = "Draws the projection of a onto the line along b with its residual at right angles, "
               "and how long the residual of each other multiple of b is; c shows that of c b.",
    .formula = "\\frac{a \\cdot b}{b \\cdot b} b",
    .numpy = "(a @ b) / (b @ b) * b",
    .see = "project vecplot dot",
    .examples = { { "proj([1 3], [4 1]); 1", "1" },
                  { "proj([2 3], [4 0], 0.8); 1", "1" },
                  { "proj([1 2], [0 0])", "error: proj: b must not be the zero vector" } } },
  { .name = "linesplot",
    .signature = "A: matrix[2,2], b: vector[2], band?: scalar -> any",
    .call = call_linesplot,
    .summary = "Draws the rows of a 2x2 system A x = b as lines, with the solution where they "
               "meet. A band of some percent around b shows how far the solution may move.",
    .formula = "A x = b",
    .numpy = "np.linalg.solve(A, b)",
    .see = "linsolve cond rref",
    .examples = { { "linesplot([2 1; 1 -1], [5 1]); 1", "1" },
                  { "linesplot([1 1; 1 1.4], [2 2.4], 4); 1", "1" },
                  { "linesplot([0 0; 1 2], [1 2])", "error: linesplot: a row of zeros" } } },
  { .name = "eigvec",
    .signature = "A: matrix[2,2], kind?: string -> any",
    .call = call_eigvec,
    .summary = "Draws the unit circle, the ellipse a 2x2 matrix makes of it, and the directions "
               "that it keeps, with their eigenvalues; with 'svd' the singular vectors instead.",
    .formula = "A v = \\lambda v",
    .numpy = "np.linalg.eig(A)",
    .see = "eig svd linmap",
    .examples = { { "eigvec([1.4 0.6; 0.6 0.9]); 1", "1" },
                  { "eigvec([2 1; 0 1], 'svd'); 1", "1" },
                  { "eigvec([1 2; 3 4], 'qr')", "error: eigvec: the only choice is 'svd'" } } },
  { .name = "plane3",
    .signature = "u: vector[3], v: vector[3], w?: array -> any",
    .call = call_plane3,
    .summary = "Draws the plane that two vectors span in space, and a third one in it or off it.",
    .numpy = "np.linalg.matrix_rank([u, v, w])",
    .see = "rank vecplot null",
    .examples = { { "plane3([2 0 1], [0 2 1], [1 1 2.2]); 1", "1" },
                  { "plane3([1 0 0], [2 0 0])", "error: plane3: u and v lie on one line" } } },
  { 0 }
};
