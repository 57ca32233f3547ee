/* coordinates.c -- polar and spherical coordinates, areas, differences on a grid.  */

#include "config.h"
#include "lib/exact_derivatives.h"
#include "lib/families.h"
#include "lib/formula.h"

static Value call_cart2pol(Call *call) {
  return formula(
      call, "x y z", "theta r h",
      "if given == 1\n"
      "  if size(x, 2) < 2 || size(x, 2) > 3, error('two or three columns are needed'); end\n"
      "  if size(x, 2) == 3, z = x(:, 3); end\n"
      "  y = x(:, 2); x = x(:, 1);\n"
      "end\n"
      "theta = atan2(y, x); r = sqrt(x.^2 + y.^2); h = z;");
}
static Value call_pol2cart(Call *call) {
  return formula(call, "theta r z", "x y h",
                 "if given == 1\n"
                 "  if size(theta, 2) < 2 || size(theta, 2) > 3, error('two or three columns are "
                 "needed'); end\n"
                 "  if size(theta, 2) == 3, z = theta(:, 3); end\n"
                 "  r = theta(:, 2); theta = theta(:, 1);\n"
                 "end\n"
                 "x = r .* cos(theta); y = r .* sin(theta); h = z;");
}
static Value call_cart2sph(Call *call) {
  return formula(call, "x y z", "theta phi r",
                 "if given == 1\n"
                 "  if size(x, 2) ~= 3, error('three columns are needed'); end\n"
                 "  y = x(:, 2); z = x(:, 3); x = x(:, 1);\n"
                 "end\n"
                 "theta = atan2(y, x); phi = atan2(z, sqrt(x.^2 + y.^2));\n"
                 "r = sqrt(x.^2 + y.^2 + z.^2);");
}
static Value call_sph2cart(Call *call) {
  return formula(
      call, "theta phi r", "x y z",
      "if given == 1\n"
      "  if size(theta, 2) ~= 3, error('three columns are needed'); end\n"
      "  phi = theta(:, 2); r = theta(:, 3); theta = theta(:, 1);\n"
      "end\n"
      "x = r .* cos(phi) .* cos(theta); y = r .* cos(phi) .* sin(theta); z = r .* sin(phi);");
}

static Value call_polyarea(Call *call) {
  return formula(call, "x y dim", "a",
                 "if ~isequal(size(x), size(y)), error('x and y must have the same size'); end\n"
                 "if given < 3, dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "a = abs(sum(x .* (circshift(y, -1, dim) - circshift(y, 1, dim)), dim)) / 2;");
}

static Value call_rectint(Call *call) {
  return formula(call, "a b", "area",
                 "if size(a, 2) ~= 4 || size(b, 2) ~= 4, error('rectangles are rows [x y width "
                 "height]'); end\n"
                 "w = min(a(:, 1) + a(:, 3), (b(:, 1) + b(:, 3))') - max(a(:, 1), b(:, 1)');\n"
                 "h = min(a(:, 2) + a(:, 4), (b(:, 2) + b(:, 4))') - max(a(:, 2), b(:, 2)');\n"
                 "area = max(w, 0) .* max(h, 0);");
}

static Value call_inpolygon(Call *call) {
  return formula(call, "x y xv yv", "in on",
                 "if ~isequal(size(x), size(y)), error('x and y must have the same size'); end\n"
                 "if numel(xv) ~= numel(yv), error('xv and yv must have as many corners'); end\n"
                 "in = false(size(x)); on = in; n = numel(xv); j = n;\n"
                 "for i = 1:n\n"
                 "  dx = xv(j) - xv(i); dy = yv(j) - yv(i);\n"
                 "  side = dx .* (y - yv(i)) - (x - xv(i)) .* dy;\n"
                 "  crossed = ((yv(i) <= y & y < yv(j)) | (yv(j) <= y & y < yv(i))) & ...\n"
                 "    0 < side .* sign(dy);\n"
                 "  in = xor(in, crossed);\n"
                 "  on = on | (side == 0 & min(xv(i), xv(j)) <= x & x <= max(xv(i), xv(j)) & ...\n"
                 "    min(yv(i), yv(j)) <= y & y <= max(yv(i), yv(j)));\n"
                 "  j = i;\n"
                 "end\n"
                 "in = in | on;");
}

/* ------------------------------------------------------------------ differences on a grid */

static Value call_gradient(Call *call) {
  if (call->args[0].kind == VALUE_FUNCTION) return exact_gradient(call);
  return formula(
      call, "m s1 s2 s3 s4", "g1 g2 g3 g4",
      "nd = ndims(m); spacing = {s1, s2, s3, s4};\n"
      "if isvector(m), dims = find(size(m) > 1, 1); if isempty(dims), dims = 1; end\n"
      "else, dims = [2 1 3:nd]; end\n"
      "if given > 2 && given - 1 ~= numel(dims)\n"
      "  error('one spacing is needed, or one for each of the %d dimensions', numel(dims)); end\n"
      "out = cell(1, 4);\n"
      "for k = 1:min(max(wanted, 1), numel(dims))\n"
      "  d = dims(k); order = [d, setdiff(1:nd, d)]; z = permute(m, order); s = size(z);\n"
      "  z = reshape(z, s(1), prod(s(2:end))); n = s(1);\n"
      "  if given < 2, h = 1; elseif given == 2, h = s1; else, h = spacing{k}; end\n"
      "  if isempty(h), h = 1; end\n"
      "  if isscalar(h), x = (0:n - 1)' * h; else, x = h(:); end\n"
      "  if numel(x) ~= n, error('%d places for %d numbers', numel(x), n); end\n"
      "  g = zeros(size(z));\n"
      "  if n > 1 && ~isempty(z)\n"
      "    g(1, :) = (z(2, :) - z(1, :)) / (x(2) - x(1));\n"
      "    g(n, :) = (z(n, :) - z(n - 1, :)) / (x(n) - x(n - 1));\n"
      "    i = 2:n - 1;\n"
      "    g(i, :) = (z(i + 1, :) - z(i - 1, :)) ./ (x(i + 1) - x(i - 1));\n"
      "  end\n"
      "  out{k} = ipermute(reshape(g, s), order);\n"
      "end\n"
      "g1 = out{1}; g2 = out{2}; g3 = out{3}; g4 = out{4};");
}

static Value call_del2(Call *call) {
  return formula(
      call, "m s1 s2 s3", "D",
      "nd = ndims(m); dims = [2 1 3:nd]; spacing = {s1, s2, s3}; D = zeros(size(m));\n"
      "for k = 1:numel(dims)\n"
      "  d = dims(k); n = size(m, d); h = 1;\n"
      "  if given == 2, h = s1; elseif given > 2, h = spacing{k}; end\n"
      "  if n < 3, continue; end\n"
      "  if ~isscalar(h), error('the spacing must be one number for each dimension'); end\n"
      "  order = [d, setdiff(1:nd, d)]; z = permute(m, order); s = size(z); z = reshape(z, n, "
      "[]);\n"
      "  c = zeros(size(z)); c(2:n - 1, :) = diff(z, 2, 1) / h^2;\n"
      "  if n == 3, c(1, :) = c(2, :); c(3, :) = c(2, :);\n"
      "  else, c(1, :) = 2 * c(2, :) - c(3, :); c(n, :) = 2 * c(n - 1, :) - c(n - 2, :); end\n"
      "  D = D + ipermute(reshape(c, s), order);\n"
      "end\n"
      "D = D / (2 * nd);");
}

static Value call_curl(Call *call) {
  return formula(call, "a b c d", "cz v",
                 "if given == 2, [~, uy] = gradient(a); vx = gradient(b);\n"
                 "elseif given == 4\n"
                 "  if ~isvector(a), a = a(1, :); b = b(:, 1); end\n"
                 "  [~, uy] = gradient(c, a, b); vx = gradient(d, a, b);\n"
                 "else, error('write curl(u, v) or curl(x, y, u, v)'); end\n"
                 "cz = vx - uy; v = cz / 2; if wanted < 2, cz = v; end");
}
static Value call_divergence(Call *call) {
  return formula(call, "a b c d", "div",
                 "if given == 2, ux = gradient(a); [~, vy] = gradient(b);\n"
                 "elseif given == 4\n"
                 "  if ~isvector(a), a = a(1, :); b = b(:, 1); end\n"
                 "  ux = gradient(c, a, b); [~, vy] = gradient(d, a, b);\n"
                 "else, error('write divergence(u, v) or divergence(x, y, u, v)'); end\n"
                 "div = ux + vy;");
}

const Builtin coordinates_family[] = {
  { .name = "cart2pol",
    .signature = "x: array, y?: array, z?: array -> theta: array, r: array, z: array",
    .call = call_cart2pol,
    .summary = "The angle and the distance of points of the plane; a third coordinate stays.",
    .numpy = "np.arctan2(y, x), np.hypot(x, y)",
    .see = "pol2cart cart2sph atan2",
    .examples = { { "[t, r] = cart2pol(1, 1); [t r]", "[pi/4 sqrt(2)]" } } },
  { .name = "pol2cart",
    .signature = "theta: array, r?: array, z?: array -> x: array, y: array, z: array",
    .call = call_pol2cart,
    .summary = "The points of the plane at given angles and distances.",
    .numpy = "r*np.cos(theta), r*np.sin(theta)",
    .see = "cart2pol sph2cart",
    .examples = { { "[x, y] = pol2cart(pi/2, 2); [x y]", "[0 2]" } } },
  { .name = "cart2sph",
    .signature = "x: array, y?: array, z?: array -> theta: array, phi: array, r: array",
    .call = call_cart2sph,
    .summary = "Longitude, latitude and distance of points of space, in radians.",
    .see = "sph2cart cart2pol",
    .examples = { { "[t, p, r] = cart2sph(0, 3, 4); [t p r]", "[pi/2 atan(4/3) 5]" } } },
  { .name = "sph2cart",
    .signature = "theta: array, phi?: array, r?: array -> x: array, y: array, z: array",
    .call = call_sph2cart,
    .summary = "The points of space at given longitudes, latitudes and distances.",
    .see = "cart2sph pol2cart",
    .examples = { { "[x, y, z] = sph2cart(0, pi/2, 2); [x y z]", "[0 0 2]" } } },
  { .name = "polyarea",
    .signature = "x: array, y: array, dim?: scalar -> array",
    .call = call_polyarea,
    .summary = "The area of the polygon with these corners.",
    .numpy = "0.5*abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))",
    .see = "inpolygon rectint",
    .examples = { { "polyarea([0 4 4], [0 0 3])", "6" } } },
  { .name = "rectint",
    .signature = "a: matrix, b: matrix -> matrix",
    .call = call_rectint,
    .summary = "The area that rectangles [x y width height] have in common.",
    .see = "polyarea",
    .examples = { { "rectint([0 0 2 2], [1 1 2 2])", "1" } } },
  { .name = "inpolygon",
    .signature = "x: array, y: array, xv: vector, yv: vector -> in: logical, on: logical",
    .call = call_inpolygon,
    .summary = "True for points inside the polygon with the corners xv, yv, or on its edge.",
    .numpy = "matplotlib.path.Path(corners).contains_points(points)",
    .see = "polyarea",
    .examples = { { "inpolygon([1 5], [1 1], [0 4 4 0], [0 0 4 4])", "[true false]" } } },
  { .name = "gradient",
    .signature = "m: any, s?: any, more?: any... -> gx: any, gy: array, gz: array, gw: array",
    .call = call_gradient,
    .summary = "Of a function its exact gradient, a function again, in the shape of its variable; "
               "with s the numbers there. Of numbers on a grid the slopes between them, along the "
               "rows first, then down the columns; s is the spacing or the places.",
    .formula =
        "\\nabla f = \\left( \\partial f / \\partial x_1, \\dots, \\partial f / \\partial x_n "
        "\\right)",
    .numpy = "np.gradient(m)",
    .see = "diff jacobian hessian directional grad del2",
    .examples = { { "gradient([1 4 9 16])", "[3 4 6 7]" },
                  { "[gx, gy] = gradient([1 2; 4 6]); [gx gy]", "[1 1 3 4; 2 2 3 4]" },
                  { "func2str(gradient(@(x, y) x^2 + 3*x*y))", "'@(x, y) [2*x + 3*y; 3*x]'" } } },
  { .name = "del2",
    .signature = "m: array, s?: scalar, more?: scalar... -> array",
    .call = call_del2,
    .summary = "A quarter of the Laplacian of a matrix: how far each number lies below the mean of "
               "its neighbours.",
    .see = "gradient diff",
    .examples = { { "del2([1 4 9; 16 25 36; 49 64 81])", "5*ones(3)" } } },
  { .name = "curl",
    .signature = "u: array, v: array, fx?: array, fy?: array -> c: array, v: array",
    .call = call_curl,
    .summary = "How fast a field of arrows (u, v) turns at each place: [c, v] gives the curl and "
               "the angular velocity, which is half of it and the only answer when one is wanted.",
    .see = "divergence gradient",
    .examples = { { "curl([1 2; 3 4], [1 2; 3 4])", "-0.5*ones(2)" } } },
  { .name = "divergence",
    .signature = "u: array, v: array, fx?: array, fy?: array -> array",
    .call = call_divergence,
    .summary = "How much flows out of each place in a field of arrows (u, v).",
    .see = "curl gradient",
    .examples = { { "divergence([1 2; 3 4], [1 2; 3 4])", "3*ones(2)" } } },
  { 0 }
};
