/* polynomial_formulas.c -- common divisors, partial fractions, repeated roots, polynomials as text.
 */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

static Value call_polyreduce(Call *call) {
  return formula(call, "p", "q",
                 "if isempty(p), q = p; else\n"
                 "  at = find(p ~= 0, 1);\n"
                 "  if isempty(at), q = 0; else, q = p(at:end); end\n"
                 "end");
}

static Value call_polyaffine(Call *call) {
  return formula(call, "f mu", "g",
                 "if numel(mu) ~= 2, error('mu must be [shift scale]'); end\n"
                 "g = zeros(size(f)); n = numel(f); line = [1, -mu(1)] / mu(2); power = 1;\n"
                 "for k = n:-1:1\n"
                 "  m = numel(power); at = n - m + 1:n;\n"
                 "  g(at) = g(at) + f(k) * reshape(power, size(g(at)));\n"
                 "  power = conv(power, line);\n"
                 "end");
}

static Value call_polygcd(Call *call) {
  return formula(call, "b a tol", "d",
                 "if given < 3, tol = sqrt(eps); end\n"
                 "if numel(a) == 1 || numel(b) == 1\n"
                 "  if a == 0, d = b; elseif b == 0, d = a; else, d = 1; end\n"
                 "else\n"
                 "  a = a / a(1);\n"
                 "  tol = tol * norm(b, Inf);\n"
                 "  while true\n"
                 "    [d, r] = deconv(b, a);\n"
                 "    nz = find(abs(r) > tol);\n"
                 "    if isempty(nz), d = a; break; end\n"
                 "    r = r(nz(1):end);\n"
                 "    b = a; a = r / r(1);\n"
                 "  end\n"
                 "end");
}

static Value call_polyout(Call *call) {
  return formula(call, "c x", "text",
                 "if given < 2, x = 's'; end\n"
                 "n = numel(c); text = '';\n"
                 "for k = 1:n\n"
                 "  z = c(k);\n"
                 "  if isreal(z), part = num2str(abs(z), 5); minus = z < 0;\n"
                 "  else, part = ['(', num2str(z, 5), ')']; minus = false; end\n"
                 "  if k < n, part = sprintf('%s*%s^%d', part, x, n - k); end\n"
                 "  if k == 1\n"
                 "    if minus, part = ['-', part]; end\n"
                 "    text = part;\n"
                 "  elseif minus, text = [text, ' - ', part];\n"
                 "  else, text = [text, ' + ', part]; end\n"
                 "end\n"
                 "if wanted < 1, disp(text); text = []; end");
}

static Value polyout(Call *call) {
  Value text = call_polyout(call);
  if (call->wanted > 0 || text.kind == VALUE_ERROR) return text;
  value_release(text);
  return VALUE_NOTHING;
}

static const char POLES[] = "if isempty(tol), tol = 0.001; end\n"
                            "if isempty(reorder), reorder = true; end\n"
                            "p = p(:); n = numel(p); order = (1:n)';\n"
                            "if reorder, [~, order] = sort(abs(p), 'descend'); end\n"
                            "m = zeros(n, 1); indx = zeros(n, 1); left = order; at = 0;\n"
                            "while ~isempty(left)\n"
                            "  first = p(left(1));\n"
                            "  off = abs(p(left) - first);\n"
                            "  if first ~= 0, off = off / abs(first); end\n"
                            "  same = off < tol;\n"
                            "  here = left(same); k = numel(here);\n"
                            "  m(at + (1:k)) = 1:k; indx(at + (1:k)) = here;\n"
                            "  at += k; left = left(~same);\n"
                            "end";

static Value call_mpoles(Call *call) {
  return formula(call, "p tol reorder", "m indx", POLES);
}

/* From fractions back to polynomials when poles are given instead. */
static Value rebuild(Call *call) {
  return formula(call, "r p k e", "b a",
                 "p = p(:); r = r(:); n = numel(p);\n"
                 "if given < 4, e = mpoles(p, 0.001, 0); end\n"
                 "[~, indx] = mpoles(p, 0.001, 0); a = poly(p); b = zeros(1, n);\n"
                 "for j = 1:n\n"
                 "  others = p; same = find(abs(p - p(j)) <= 0.001 * max(abs(p(j)), eps^2));\n"
                 "  others(same(1:e(j))) = [];\n"
                 "  term = r(j) * poly(others);\n"
                 "  b(end - numel(term) + 1:end) += term;\n"
                 "end\n"
                 "if ~isempty(k)\n"
                 "  whole = conv(k, a); b = [zeros(1, numel(whole) - numel(b)), b] + whole;\n"
                 "end\n"
                 "b = polyreduce(b); a = polyreduce(a);");
}

static Value call_residue(Call *call) {
  if (call->count > 2) return rebuild(call);
  return formula(call, "b a", "r p k e",
                 "b = polyreduce(b); a = polyreduce(a);\n"
                 "b = reshape(b, 1, []) / a(1); a = reshape(a, 1, []) / a(1);\n"
                 "if numel(a) < 2\n"
                 "  k = b; r = []; p = []; e = [];\n"
                 "else\n"
                 "  p = roots(a);\n"
                 "  [e, indx] = mpoles(p, 0.001, 1); p = p(indx); n = numel(p);\n"
                 "  small = max(abs(p)); if small == 0, small = 1; end\n"
                 "  p(abs(p) < eps * small * 10) = 0;\n"
                 "  at = 1;\n"
                 "  while at <= n\n" /* poles that belong together become their mean */
                 "    last = at; while last < n && e(last + 1) > e(last), last += 1; end\n"
                 "    p(at:last) = mean(p(at:last)); at = last + 1;\n"
                 "  end\n"
                 "  k = [];\n"
                 "  if numel(b) >= numel(a), [k, b] = deconv(b, a); end\n"
                 "  b = b(max(1, end - n + 1):end); b = [zeros(1, n - numel(b)), b];\n"
                 "  A = zeros(n);\n"
                 "  for j = 1:n\n"
                 "    others = p; start = j - e(j) + 1; others(start:j) = [];\n"
                 "    term = poly(others);\n"
                 "    A(n - numel(term) + 1:n, j) = term.';\n"
                 "  end\n"
                 "  r = A \\ b.';\n"
                 "end");
}

static Value call_polyeig(Call *call) {
  size_t count = call->count;
  if (count < 2 || count > 6)
    return call_fail(call, ERROR_TYPE, "two to six matrices are needed: A0 + x*A1 + x^2*A2 ...");
  return formula(call, "C0 C1 C2 C3 C4 C5", "z",
                 "C = {C0, C1, C2, C3, C4, C5}; C = C(1:given);\n"
                 "n = size(C0, 1); l = given - 1;\n"
                 "for k = 1:given\n"
                 "  if any(size(C{k}) ~= n), error('square matrices of one size are needed'); end\n"
                 "end\n"
                 "A = zeros(n*l);\n"
                 "for k = 1:l, A(1:n, (k - 1)*n + (1:n)) = -(C{given} \\ C{l - k + 1}); end\n"
                 "if l > 1, A(n + 1:end, 1:n*(l - 1)) = eye(n*(l - 1)); end\n"
                 "z = sort(eig(A));");
}

const Builtin polynomial_formulas_family[] = {
  { .name = "polyreduce",
    .signature = "p: vector -> vector",
    .call = call_polyreduce,
    .summary = "The coefficients without leading zeros.",
    .numpy = "np.trim_zeros(p, \"f\")",
    .see = "polyval",
    .examples = { { "polyreduce([0 0 1 2])", "[1 2]" } } },
  { .name = "polyaffine",
    .signature = "f: vector, mu: vector -> vector",
    .call = call_polyaffine,
    .summary = "The polynomial g with g(x) = f((x - mu(1)) / mu(2)).",
    .numpy = "np.poly1d(f)(np.poly1d([1, -m]) / s)",
    .see = "polyfit polyval",
    .examples = { { "polyaffine([1 0 0], [1 2])", "[0.25 -0.5 0.25]" } } },
  { .name = "polygcd",
    .signature = "b: vector, a: vector, tol?: scalar -> vector",
    .call = call_polygcd,
    .summary = "The greatest common divisor of two polynomials, with 1 in front.",
    .see = "deconv gcd roots",
    .examples = { { "polygcd(poly([1 2 3]), poly([2 3 4]))", "[1 -5 6]" } } },
  { .name = "polyout",
    .signature = "c: vector, x?: string -> text: string",
    .call = polyout,
    .summary = "The polynomial written out: printed, or given back as a text.",
    .numpy = "print(np.poly1d(c))",
    .see = "polyval",
    .examples = { { "s = polyout([3 -2 1], 'x')", "'3*x^2 - 2*x^1 + 1'" } } },
  { .name = "mpoles",
    .signature = "p: array, tol?: array, reorder?: any -> m: vector, order: vector",
    .call = call_mpoles,
    .summary = "How often each root occurs, counted up within each group of equal roots, and where "
               "each stood in p.",
    .see = "residue roots",
    .examples = { { "mpoles([2 3 1 1 2])", "[1; 1; 2; 1; 2]" } } },
  { .name = "residue",
    .signature =
        "b: array, a: array, k?: array, e?: array -> r: vector, p: vector, k: vector, e: vector",
    .call = call_residue,
    .summary = "Partial fractions of b/a: numerators r over the roots p, to the powers e, plus the "
               "polynomial k. With three or four arguments back again.",
    .numpy = "scipy.signal.residue(b, a)",
    .see = "deconv roots mpoles",
    .examples = { { "[r, p] = residue([1 1], [1 -3 2]); [r p]", "[3 2; -2 1]" },
                  { "[b, a] = residue([3; -2], [2; 1], []); [b; a(2:3)]", "[1 1; -3 2]" } } },
  { .name = "polyeig",
    .signature = "A0: square, A1: square, more?: array... -> vector",
    .call = call_polyeig,
    .summary = "The numbers x for which A0 + x*A1 + x^2*A2 + ... is singular.",
    .numpy = "scipy.linalg.eig",
    .see = "eig roots",
    .examples = { { "polyeig(2, -3, 1)", "[1; 2]" } } },
  { 0 }
};
