/* number_formulas.c -- real powers and logarithms, powers of two, fractions, more of whole numbers.
 */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static Value call_reallog(Call *call) {
  return formula(call, "x", "y",
                 "if iscomplex(x) || any(x(:) < 0), error('the logarithm of a negative number is "
                 "not real'); end\n"
                 "y = log(x);");
}
static Value call_realsqrt(Call *call) {
  return formula(call, "x", "y",
                 "if iscomplex(x) || any(x(:) < 0), error('the square root of a negative number is "
                 "not real'); end\n"
                 "y = sqrt(x);");
}
static Value call_realpow(Call *call) {
  return formula(call, "x y", "z",
                 "z = x .^ y; if iscomplex(z), error('some of the powers are not real'); end");
}

static double next_power(double x) {
  if (isnan(x) || isinf(x)) return fabs(x);
  if (x == 0) return 0;
  int e;
  double f = frexp(fabs(x), &e);
  return f == 0.5 ? e - 1 : e;
}

static Value call_pow2(Call *call) {
  return formula(call, "f e", "y", "if given < 2, y = 2 .^ f; else, y = f .* 2 .^ fix(e); end");
}

static double sign_bit(double x) {
  return signbit(x) != 0;
}
static Value call_signbit(Call *call) {
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < v.count; k++) a->data[k] = sign_bit(v.data[k]);
  return value_array(a);
}

static Value call_cplxpair(Call *call) {
  return formula(call, "z tol dim", "y",
                 "if isempty(tol), tol = 100 * eps; end\n"
                 "if isempty(dim), dim = find(size(z) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "order = [dim, setdiff(1:ndims(z), dim)]; w = permute(z, order); s = size(w);\n"
                 "w = reshape(w, s(1), []); y = w;\n"
                 "for j = 1:columns(w)\n"
                 "  c = w(:, j); flat = abs(imag(c)) <= tol * abs(c);\n"
                 "  plain = sort(real(c(flat))); c = c(~flat);\n"
                 "  low = c(imag(c) < 0); high = c(imag(c) > 0); pairs = [];\n"
                 "  if numel(low) ~= numel(high), error('not all complex numbers come in conjugate "
                 "pairs'); end\n"
                 "  [~, at] = sort(real(low)); low = low(at);\n"
                 "  for k = 1:numel(low)\n"
                 "    [off, at] = min(abs(high - conj(low(k))));\n"
                 "    if off > tol * abs(low(k)), error('not all complex numbers come in conjugate "
                 "pairs'); end\n"
                 "    pairs = [pairs; low(k); conj(low(k))]; high(at) = [];\n"
                 "  end\n"
                 "  y(:, j) = [pairs; plain];\n"
                 "end\n"
                 "y = ipermute(reshape(y, s), order);");
}

static Value call_list_primes(Call *call) {
  return formula(call, "n", "p",
                 "if given < 1, n = 25; end\n"
                 "if n < 1, p = zeros(1, 0); else\n"
                 "  p = primes(ceil(n * log(n + 5) * 1.3) + 10); p = p(1:n);\n"
                 "end");
}

static Value call_bincoeff(Call *call) {
  return formula(call, "n k", "b",
                 "[n, k] = deal(n + 0 * k, k + 0 * n); b = zeros(size(n));\n"
                 "whole = k == fix(k); b(~whole) = NaN; b(isnan(n)) = NaN;\n"
                 "b(k == 0 & ~isnan(n)) = 1;\n"
                 "pos = k > 0 & whole & n >= 0; neg = k > 0 & whole & n < 0;\n"
                 "f = @(a, b) exp(gammaln(a + 1) - gammaln(b + 1) - gammaln(a - b + 1));\n"
                 "for i = find(pos(:) | neg(:))'\n"
                 "  t = 1; for j = 1:k(i), t = t * (n(i) - k(i) + j) / j; end\n"
                 "  b(i) = t; if n(i) == fix(n(i)), b(i) = round(t); end\n"
                 "end");
}

/* ------------------------------------------------------------------ fractions */

enum { MOST_STEPS = 20 };

/* The continued fraction of X until it is within TOLERANCE; the number of steps. */
static int expand(double x, double tolerance, double *steps, double *n, double *d) {
  double last_n = 1, last_d = 0, rest = x;
  int count = 0;
  *n = round(x), *d = 1;
  steps[count++] = *n;
  rest = x - *n;
  while (count < MOST_STEPS && fabs(x - *n / *d) >= tolerance && rest != 0) {
    double flip = 1 / rest, step = round(flip), next_n = *n * step + last_n,
           next_d = *d * step + last_d;
    rest = flip - step;
    last_n = *n, last_d = *d;
    *n = next_n, *d = next_d;
    steps[count++] = step;
  }
  if (*d < 0) *n = -*n, *d = -*d;
  return count;
}

static void write_expansion(const double *steps, int count, Text *out) {
  for (int i = 0; i < count; i++) {
    bool inner = i > 0 && i + 1 < count, minus = i > 0 && steps[i] < 0;
    if (i > 0) text_puts(out, " + 1/(");
    if (i > 0 && i + 1 == count && !minus) {
      out->len--;
      out->data[out->len] = '\0';
    }
    text_printf(out, "%.0f", steps[i]);
    (void)inner;
  }
  int open = count > 1 ? count - 2 + (steps[count - 1] < 0) : 0;
  for (int i = 0; i < open; i++) text_putc(out, ')');
}

static Value call_rat(Call *call) {
  View v = call_view(call, 0);
  if (!arguments_real(call, 0)) return VALUE_FAILED;
  double size = 0, steps[MOST_STEPS];
  for (size_t k = 0; k < v.count; k++)
    if (isfinite(v.data[k])) size += fabs(v.data[k]);
  double tolerance = call_given(call, 1) ? call_scalar(call, 1) : size * 1e-6;
  Array *n = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  Array *d = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  Rows lines = { 0 };
  for (size_t k = 0; n && d && k < v.count; k++) {
    Text line = TEXT_EMPTY;
    if (isfinite(v.data[k])) {
      int count = expand(v.data[k], tolerance, steps, &n->data[k], &d->data[k]);
      write_expansion(steps, count, &line);
    } else {
      n->data[k] = isnan(v.data[k]) ? 0 : copysign(1, v.data[k]);
      d->data[k] = 0;
      text_puts(&line, isnan(v.data[k]) ? "NaN" : v.data[k] > 0 ? "Inf" : "-Inf");
    }
    rows_add(&lines, text_string(&line), line.len);
    text_free(&line);
  }
  if (call->wanted < 2) {
    array_release(n);
    array_release(d);
    return rows_value(&lines);
  }
  rows_free(&lines);
  call_result(call, 1, value_array(d));
  return value_array(n);
}

const Builtin number_formulas_family[] = {
  { .name = "reallog",
    .signature = "x: array -> array",
    .call = call_reallog,
    .derivative = "1 ./ x",
    .summary = "The natural logarithm, which must be real.",
    .numpy = "np.log(x)",
    .see = "log realsqrt",
    .examples = { { "reallog(e)", "1" },
                  { "reallog(-1)", "error: reallog: the logarithm of a negative" } } },
  { .name = "realsqrt",
    .signature = "x: array -> array",
    .call = call_realsqrt,
    .derivative = "1 ./ (2*sqrt(x))",
    .summary = "The square root, which must be real.",
    .numpy = "np.sqrt(x)",
    .see = "sqrt reallog",
    .examples = { { "realsqrt(9)", "3" },
                  { "realsqrt(-1)", "error: realsqrt: the square root of a negative" } } },
  { .name = "realpow",
    .signature = "x: array, y: array -> array",
    .call = call_realpow,
    .derivative = "y .* x.^(y - 1); x.^y .* log(x)",
    .summary = "x .^ y, which must be real.",
    .numpy = "np.power(x, y)",
    .see = "power",
    .examples = { { "realpow(2, 3)", "8" },
                  { "realpow(-1, 0.5)", "error: realpow: some of the powers" } } },
  { .name = "nextpow2",
    .signature = "x: real -> array",
    .map = next_power,
    .derivative = "0",
    .summary = "The smallest n with 2^n not below abs(x).",
    .numpy = "np.ceil(np.log2(np.abs(x)))",
    .see = "pow2 log2",
    .examples = { { "nextpow2([1 5 100])", "[0 3 7]" } } },
  { .name = "pow2",
    .signature = "f: array, e?: array -> array",
    .call = call_pow2,
    .summary = "2 to the power of each entry; pow2(f, e) is f times 2^e.",
    .numpy = "np.ldexp(f, e)",
    .see = "nextpow2 log2 bitshift",
    .examples = { { "pow2([0 3 -1])", "[1 8 0.5]" }, { "pow2(3, 2)", "12" } } },
  { .name = "signbit",
    .signature = "x: array -> logical",
    .call = call_signbit,
    .summary = "True for negative numbers and for -0.",
    .numpy = "np.signbit(x)",
    .see = "sign",
    .examples = { { "signbit([-1 0 1])", "[true false false]" } } },
  { .name = "cplxpair",
    .signature = "z: array, tol?: array, dim?: array -> array",
    .call = call_cplxpair,
    .summary =
        "Complex numbers sorted into conjugate pairs by their real parts, real numbers last.",
    .see = "conj roots sort",
    .examples = { { "cplxpair([1+1i; 3; 1-1i])", "[1-1i; 1+1i; 3]" } } },
  { .name = "list_primes",
    .signature = "n?: scalar -> vector",
    .call = call_list_primes,
    .summary = "The first n primes (25).",
    .numpy = "list(itertools.islice(primes, n))",
    .see = "primes isprime",
    .examples = { { "list_primes(5)", "[2 3 5 7 11]" } } },
  { .name = "bincoeff",
    .signature = "n: array, k: array -> array",
    .call = call_bincoeff,
    .summary = "Binomial coefficients, also for negative and fractional n.",
    .numpy = "scipy.special.binom(n, k)  # nan for negative whole n",
    .see = "nchoosek",
    .examples = { { "bincoeff([5 -1], [2 3])", "[10 -1]" } } },
  { .name = "rat",
    .signature = "x: array, tol?: scalar -> n: array, d: array",
    .call = call_rat,
    .summary = "Simple fractions close to the numbers: [n, d] gives numerators and denominators, "
               "alone the continued fraction as text.",
    .numpy = "fractions.Fraction(x).limit_denominator()  # a fraction, not a text",
    .see = "format gcd",
    .examples = { { "[n, d] = rat(pi); [n d]", "[355 113]" },
                  { "rat(pi)", "'3 + 1/(7 + 1/16)'" } } },
  { 0 }
};
