/* piecewise.c -- curves made of polynomials: splines and their evaluation.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

static Value call_mkpp(Call *call) {
  return formula(call, "x p d", "pp",
                 "n = numel(x) - 1;\n"
                 "if n < 1, error('at least two break points are needed'); end\n"
                 "if given < 3, d = round(size(p, 1) / n); if d < 1, d = 1; end, end\n"
                 "nd = prod(d); k = round(numel(p) / (n * nd));\n"
                 "if n * nd * k ~= numel(p)\n"
                 "  error('%d coefficients cannot be shared out to %d pieces', numel(p), n); end\n"
                 "pp = struct('form', 'pp', 'breaks', reshape(x, 1, []), ...\n"
                 "  'coefs', reshape(p, n * nd, k), 'pieces', n, 'order', k, 'dim', d);");
}

#define WITH_CHECK(text)                                                                           \
  "if ~isstruct(pp) || ~isfield(pp, 'form')\n"                                                     \
  "  error('a piecewise polynomial of mkpp, spline or pchip is needed'); end\n" text

static Value call_unmkpp(Call *call) {
  return formula(
      call, "pp", "x p n k d",
      WITH_CHECK("x = pp.breaks; p = pp.coefs; n = pp.pieces; k = pp.order; d = pp.dim;"));
}

static Value call_ppval(Call *call) {
  return formula(
      call, "pp xi", "yi",
      WITH_CHECK("x = pp.breaks; c = pp.coefs; nd = prod(pp.dim); s = size(xi);\n"
                 "t = reshape(xi, 1, []);\n"
                 "i = lookup(x(2:end - 1), t) + 1; d = t - x(i);\n"
                 "yi = zeros(nd, numel(t));\n"
                 "for r = 1:nd\n"
                 "  rows = (i - 1) * nd + r; y = reshape(c(rows, 1), 1, []);\n"
                 "  for k = 2:pp.order, y = y .* d + reshape(c(rows, k), 1, []); end\n"
                 "  yi(r, :) = y;\n"
                 "end\n"
                 "yi(:, isnan(t)) = NaN;\n"
                 "if nd == 1, yi = reshape(yi, s);\n"
                 "elseif numel(t) == 1, yi = reshape(yi, [pp.dim, 1]);\n"
                 "elseif any(s == 1) && numel(s) == 2, yi = reshape(yi, [pp.dim, numel(t)]);\n"
                 "else, yi = reshape(yi, [pp.dim, s]); end"));
}

static Value call_ppder(Call *call) {
  return formula(call, "pp m", "ppd",
                 WITH_CHECK("if given < 2, m = 1; end\n"
                            "c = pp.coefs; k = pp.order;\n"
                            "for turn = 1:m\n"
                            "  if k <= 1, c = zeros(size(c, 1), 1); k = 1;\n"
                            "  else, c = c(:, 1:k - 1) .* (k - 1:-1:1); k -= 1; end\n"
                            "end\n"
                            "ppd = mkpp(pp.breaks, c, pp.dim);"));
}

static Value call_ppint(Call *call) {
  return formula(call, "pp c", "ppi",
                 WITH_CHECK("if given < 2, c = 0; end\n"
                            "nd = prod(pp.dim); k = pp.order; n = pp.pieces;\n"
                            "p = [pp.coefs ./ (k:-1:1), zeros(n * nd, 1)];\n"
                            "h = diff(pp.breaks);\n"
                            "for r = 1:nd\n"
                            "  sum_so_far = c(min(r, numel(c)));\n"
                            "  for i = 1:n\n"
                            "    row = (i - 1) * nd + r; p(row, end) = sum_so_far;\n"
                            "    sum_so_far = polyval(p(row, :), h(i));\n"
                            "  end\n"
                            "end\n"
                            "ppi = mkpp(pp.breaks, p, pp.dim);"));
}

static Value call_ppjumps(Call *call) {
  return formula(call, "pp", "jumps",
                 WITH_CHECK("nd = prod(pp.dim); n = pp.pieces; h = diff(pp.breaks); c = pp.coefs;\n"
                            "jumps = zeros(nd, n - 1);\n"
                            "for i = 1:n - 1\n"
                            "  for r = 1:nd\n"
                            "    left = c((i - 1) * nd + r, :); right = c(i * nd + r, end);\n"
                            "    jumps(r, i) = right - polyval(left, h(i));\n"
                            "  end\n"
                            "end"));
}

/* Curves through points share their beginning: X sorted in a column, one curve in each column of
   Y, the sizes beside the points in D. */
#define CURVES                                                                                     \
  "x = x(:); n = numel(x);\n"                                                                      \
  "if n < 2, error('at least two points are needed'); end\n"                                       \
  "s = size(y);\n"                                                                                 \
  "if isvector(y), d = 1; y = y(:); else, d = s(1:end - 1); y = reshape(y, [], s(end)).'; end\n"   \
  "clamped = false; first = 0; last = 0;\n"                                                        \
  "if size(y, 1) == n + 2\n"                                                                       \
  "  clamped = true; first = y(1, :); last = y(end, :); y = y(2:end - 1, :); end\n"                \
  "if size(y, 1) ~= n, error('%d points x but %d values y', n, size(y, 1)); end\n"                 \
  "[x, order] = sort(x); y = y(order, :); h = diff(x);\n"                                          \
  "if any(h == 0), error('the points x must all differ'); end\n"                                   \
  "slope = diff(y) ./ h; curves = size(y, 2);\n"

/* From values A and slopes S at the points to coefficients. */
#define FROM_SLOPES                                                                                \
  "a3 = (s(1:n - 1, :) + s(2:n, :) - 2 * slope) ./ h.^2;\n"                                        \
  "a2 = (3 * slope - 2 * s(1:n - 1, :) - s(2:n, :)) ./ h;\n"                                       \
  "a1 = s(1:n - 1, :); a0 = y(1:n - 1, :);\n"                                                      \
  "p = [vec(a3.'), vec(a2.'), vec(a1.'), vec(a0.')];\n"                                            \
  "pp = mkpp(x, p, d);\n"                                                                          \
  "if given > 2, pp = ppval(pp, xi); end"

static Value call_spline(Call *call) {
  return formula(
      call, "x y xi", "pp",
      CURVES
      "if n == 2 && ~clamped\n"
      "  pp = mkpp(x, [vec(slope.'), vec(y(1, :).')], d);\n"
      "  if given > 2, pp = ppval(pp, xi); end\n"
      "elseif n == 3 && ~clamped\n"
      "  a2 = (slope(2, :) - slope(1, :)) / (x(3) - x(1)); a1 = slope(1, :) - a2 * h(1);\n"
      "  pp = mkpp(x([1 3]), [vec(a2.'), vec(a1.'), vec(y(1, :).')], d);\n"
      "  if given > 2, pp = ppval(pp, xi); end\n"
      "else\n"
      "  D = zeros(n, 1); L = zeros(n, 1); U = zeros(n, 1); b = zeros(n, curves);\n"
      "  for i = 2:n - 1\n"
      "    L(i) = h(i); D(i) = 2 * (h(i - 1) + h(i)); U(i) = h(i - 1);\n"
      "    b(i, :) = 3 * (h(i) * slope(i - 1, :) + h(i - 1) * slope(i, :));\n"
      "  end\n"
      "  if clamped\n"
      "    D(1) = 1; D(n) = 1; b(1, :) = first; b(n, :) = last;\n"
      "  else\n" /* the third derivative does not jump at the second and last but one */
      "    w = h(1) + h(2); D(1) = h(2); U(1) = w;\n"
      "    b(1, :) = ((h(1) + 2 * w) * h(2) * slope(1, :) + h(1)^2 * slope(2, :)) / w;\n"
      "    w = h(n - 1) + h(n - 2); D(n) = h(n - 2); L(n) = w;\n"
      "    b(n, :) = (h(n - 1)^2 * slope(n - 2, :) + ...\n"
      "      (2 * w + h(n - 1)) * h(n - 2) * slope(n - 1, :)) / w;\n"
      "  end\n"
      "  for i = 2:n\n"
      "    f = L(i) / D(i - 1); D(i) -= f * U(i - 1); b(i, :) -= f * b(i - 1, :);\n"
      "  end\n"
      "  s = b; s(n, :) = b(n, :) / D(n);\n"
      "  for i = n - 1:-1:1, s(i, :) = (b(i, :) - U(i) * s(i + 1, :)) / D(i); end\n" FROM_SLOPES
      "\nend");
}

static Value call_pchip(Call *call) {
  return formula(
      call, "x y xi", "pp",
      CURVES
      "s = zeros(n, curves);\n"
      "for c = 1:curves\n"
      "  k = slope(:, c);\n"
      "  if n == 2, s(:, c) = k; continue; end\n"
      "  for i = 2:n - 1\n"
      "    if k(i - 1) * k(i) > 0\n"
      "      w1 = h(i - 1) + 2 * h(i); w2 = 2 * h(i - 1) + h(i);\n" /* weighted harmonic mean */
      "      s(i, c) = (w1 + w2) / (w1 / k(i - 1) + w2 / k(i));\n"
      "    end\n"
      "  end\n"
      "  for side = 1:2\n"
      "    if side == 1, e = 1; h1 = h(1); h2 = h(2); k1 = k(1); k2 = k(2);\n"
      "    else, e = n; h1 = h(n - 1); h2 = h(n - 2); k1 = k(n - 1); k2 = k(n - 2); end\n"
      "    t = ((2 * h1 + h2) * k1 - h1 * k2) / (h1 + h2);\n"
      "    if t * k1 <= 0, t = 0; elseif k1 * k2 < 0 && abs(t) > 3 * abs(k1), t = 3 * k1; end\n"
      "    s(e, c) = t;\n"
      "  end\n"
      "end\n" FROM_SLOPES);
}

static Value call_interp2(Call *call) {
  return formula(
      call, "a b c d e f g", "zi",
      "args = {a, b, c, d, e, f, g}; args = args(1:given); method = 'linear'; outside = NaN;\n"
      "n = given;\n"
      "for k = 2:given\n"
      "  if ischar(args{k})\n"
      "    n = k - 1; method = lower(args{k}); if k < given, outside = args{k + 1}; end\n"
      "    break;\n"
      "  end\n"
      "end\n"
      "if n == 3, Z = a; x = 1:size(Z, 2); y = 1:size(Z, 1); xi = b; yi = c;\n"
      "elseif n == 5, x = a; y = b; Z = c; xi = d; yi = e;\n"
      "else, error('write interp2(Z, xi, yi) or interp2(x, y, Z, xi, yi)'); end\n"
      "if strcmp(method, 'cubic'), method = 'pchip'; end\n"
      "if ~any(strcmp(method, {'linear', 'nearest', 'spline', 'pchip'}))\n"
      "  error('the methods are ''linear'', ''nearest'', ''cubic'' and ''spline'''); end\n"
      "if ~isvector(x), x = x(1, :); end\n"
      "if ~isvector(y), y = y(:, 1); end\n"
      "x = x(:).'; y = y(:);\n"
      "if numel(x) ~= size(Z, 2) || numel(y) ~= size(Z, 1)\n"
      "  error('Z is %dx%d but there are %d x and %d y', size(Z, 1), size(Z, 2), numel(x), "
      "numel(y)); end\n"
      "grid = isvector(xi) && isvector(yi) && ~isequal(size(xi), size(yi));\n"
      "if grid || (strcmp(method, 'spline') && isvector(xi) && isvector(yi) && numel(xi) > 1 && "
      "size(xi, 1) ~= size(yi, 1))\n"
      "  [xi, yi] = meshgrid(xi, yi); end\n"
      "if strcmp(method, 'spline')\n"
      "  zi = zeros(size(xi));\n"
      "  for k = 1:numel(xi)\n"
      "    zi(k) = spline(y, reshape(spline(x, Z, xi(k)), [], 1), yi(k));\n"
      "  end\n"
      "else\n"
      "  i = min(max(lookup(x, xi), 1), numel(x) - 1); j = min(max(lookup(y, yi), 1), numel(y) - "
      "1);\n"
      "  u = (xi - reshape(x(i), size(xi))) ./ reshape(x(i + 1) - x(i), size(xi));\n"
      "  v = (yi - reshape(y(j), size(yi))) ./ reshape(y(j + 1) - y(j), size(yi));\n"
      "  at = reshape((i - 1) * size(Z, 1) + j, size(xi)); m = size(Z, 1);\n"
      "  if strcmp(method, 'pchip')\n" /* a bicubic piece from slopes that do not overshoot */
      "    sx = zeros(size(Z)); sy = sx; sxy = sx; syx = sx; hx = diff(x); hy = diff(y)';\n"
      "    slopes = @(p) p.coefs(:, end - 1)';\n"
      "    last = @(p, h) 3 * p.coefs(end, 1) * h ^ 2 + 2 * p.coefs(end, 2) * h + "
      "p.coefs(end, 3);\n"
      "    along = @(t, f, h) [slopes(pchip(t, f)), last(pchip(t, f), h(end))];\n"
      "    for k = 1:m, sx(k, :) = along(x, Z(k, :), hx); end\n"
      "    for k = 1:columns(Z), sy(:, k) = along(y', Z(:, k)', hy)'; end\n"
      "    for k = 1:m, sxy(k, :) = along(x, sy(k, :), hx); end\n"
      "    for k = 1:columns(Z), syx(:, k) = along(y', sx(:, k)', hy)'; end\n"
      "    sxy = (sxy + syx) / 2;\n"
      "    dx = reshape(x(i + 1) - x(i), size(xi)); dy = reshape(y(j + 1) - y(j), size(yi));\n"
      "    from = @(t) (1 + 2 * t) .* (1 - t) .^ 2; to = @(t) t .^ 2 .* (3 - 2 * t);\n"
      "    leave = @(t) t .* (1 - t) .^ 2; reach = @(t) t .^ 2 .* (t - 1);\n"
      "    at_y = {from(v), to(v), dy .* leave(v), dy .* reach(v)};\n"
      "    at_x = {from(u), to(u), dx .* leave(u), dx .* reach(u)};\n"
      "    of = {Z, sx; sy, sxy}; zi = zeros(size(xi));\n"
      "    for p = 1:4\n"
      "      for q = 1:4\n"
      "        part = of{1 + (p > 2), 1 + (q > 2)};\n"
      "        value = reshape(part(at + (mod(p, 2) == 0) + (mod(q, 2) == 0) * m), size(xi));\n"
      "        zi = zi + at_y{p} .* at_x{q} .* value;\n"
      "      end\n"
      "    end\n"
      "  elseif strcmp(method, 'nearest')\n"
      "    zi = reshape(Z(at + (u >= 0.5) * m + (v >= 0.5)), size(xi));\n"
      "  else\n"
      "    pick = @(k) reshape(Z(k), size(xi));\n"
      "    zi = pick(at) .* (1 - u) .* (1 - v) + pick(at + m) .* u .* (1 - v) + ...\n"
      "      pick(at + 1) .* (1 - u) .* v + pick(at + m + 1) .* u .* v;\n"
      "  end\n"
      "end\n"
      "zi(xi < x(1) | xi > x(end) | yi < y(1) | yi > y(end)) = outside;");
}

const Builtin piecewise_family[] = {
  { .name = "mkpp",
    .signature = "breaks: vector, coefs: array, dim?: array -> any",
    .call = call_mkpp,
    .summary = "A curve made of polynomials: one row of coefficients for each piece between two "
               "break points, in powers of the distance from its left end.",
    .numpy = "scipy.interpolate.PPoly(c, x)",
    .see = "ppval unmkpp spline",
    .examples = { { "ppval(mkpp([0 1 2], [1 0; -1 1]), [0.5 1.5])", "[0.5 0.5]" } } },
  { .name = "unmkpp",
    .signature = "pp: any -> breaks: vector, coefs: array, n: scalar, order: scalar, dim: array",
    .call = call_unmkpp,
    .summary = "Takes a piecewise polynomial apart.",
    .see = "mkpp ppval",
    .examples = { { "unmkpp(spline(0:3, [0 1 4 9]))", "0:3" } } },
  { .name = "ppval",
    .signature = "pp: any, x: array -> array",
    .call = call_ppval,
    .summary = "The values of a piecewise polynomial at x.",
    .numpy = "pp(x)",
    .see = "mkpp spline pchip",
    .examples = { { "ppval(spline(0:4, (0:4).^3), 2.5)", "15.625" } } },
  { .name = "ppder",
    .signature = "pp: any, m?: scalar -> any",
    .call = call_ppder,
    .summary = "The m-th derivative of a piecewise polynomial.",
    .numpy = "pp.derivative(m)",
    .see = "ppint ppval polyder",
    .examples = { { "ppval(ppder(spline(0:4, (0:4).^3)), 2)", "12" } } },
  { .name = "ppint",
    .signature = "pp: any, c?: scalar -> any",
    .call = call_ppint,
    .summary = "An antiderivative of a piecewise polynomial, with the value c at its left end.",
    .numpy = "pp.antiderivative()",
    .see = "ppder polyint",
    .examples = { { "ppval(ppint(mkpp([0 1 2], [2; 4])), 2)", "6" } } },
  { .name = "ppjumps",
    .signature = "pp: any -> array",
    .call = call_ppjumps,
    .summary = "By how much a piecewise polynomial jumps at the inner break points.",
    .see = "ppval ppder",
    .examples = { { "ppjumps(mkpp([0 1 2], [1 0; 1 3]))", "2" } } },
  { .name = "spline",
    .signature = "x: vector, y: array, where?: array -> any",
    .call = call_spline,
    .summary =
        "The smooth cubic curve through given points, read at other places; without these the "
        "curve itself, for ppval. With two more values y these are the slopes at the ends.",
    .numpy = "scipy.interpolate.CubicSpline(x, y)(where)",
    .see = "pchip interp1 ppval polyfit",
    .examples = { { "spline(0:4, (0:4).^3, 1.5)", "3.375" },
                  { "spline([0 1], [0 1 0], 0.5)", "error: spline: 2 points x" } } },
  { .name = "pchip",
    .signature = "x: vector, y: array, where?: array -> any",
    .call = call_pchip,
    .summary = "A cubic curve through given points that does not overshoot, read at other places; "
               "without these the curve itself, for ppval.",
    .numpy = "scipy.interpolate.PchipInterpolator(x, y)(where)",
    .see = "spline interp1 ppval",
    .examples = { { "pchip([0 1 2], [0 1 1], 1.5)", "1" } } },
  { .name = "interp2",
    .signature = "x: array, y: array, z: array, xi?: array, yi?: array, method?: array, outside?: "
                 "array -> array",
    .call = call_interp2,
    .summary = "Read a table of two variables between its points: interp2(x, y, Z, xi, yi) or "
               "interp2(Z, xi, yi), 'linear', 'nearest', 'cubic' or 'spline'; NaN outside.",
    .numpy = "scipy.interpolate.RegularGridInterpolator((y, x), Z)",
    .see = "interp1 meshgrid",
    .examples = { { "interp2([1 2; 3 4], 1.5, 1.5)", "2.5" } } },
  { 0 }
};
