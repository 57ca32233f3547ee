/* data_formulas.c -- summaries, stacks of matrices and limits that are best said in the language.
 */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

static Value call_statistics(Call *call) {
  return formula(call, "x dim", "s",
                 "if given < 2, dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "if size(x, dim) < 2, error('at least two numbers are needed'); end\n"
                 "q = quantile(x, [0.25; 0.5; 0.75], dim, 7);\n"
                 "if isvector(x) && dim == 2, q = reshape(q, 1, 3); end\n"
                 "s = cat(dim, min(x, [], dim), q, max(x, [], dim), mean(x, dim), std(x, [], dim), "
                 "...\n"
                 "        skewness(x, [], dim), kurtosis(x, [], dim));");
}

static Value call_lsqminnorm(Call *call) {
  return formula(call, "A b tol", "x",
                 "if size(A, 1) ~= size(b, 1)\n"
                 "  error('A has %d rows, but b has %d', size(A, 1), size(b, 1)); end\n"
                 "if given < 3, x = pinv(A) * b; else, x = pinv(A, tol) * b; end");
}

static Value call_pagemtimes(Call *call) {
  return formula(call, "A B", "C",
                 "if size(A, 2) ~= size(B, 1)\n"
                 "  error('%d columns times %d rows: the inner sizes differ', size(A, 2), size(B, "
                 "1)); end\n"
                 "p = size(A); p = [p(3:end) 1 1]; q = size(B); q = [q(3:end) 1 1];\n"
                 "n = max(numel(p), numel(q)); p(end + 1:n) = 1; q(end + 1:n) = 1;\n"
                 "if any(p ~= q & p ~= 1 & q ~= 1)\n"
                 "  error('the stacks have different sizes'); end\n"
                 "pages = max(p, q);\n"
                 "A = repmat(A, [1 1 pages ./ p]); B = repmat(B, [1 1 pages ./ q]);\n"
                 "C = zeros([size(A, 1) size(B, 2) pages]);\n"
                 "for k = 1:prod(pages), C(:, :, k) = A(:, :, k) * B(:, :, k); end");
}

static Value call_freqz(Call *call) {
  return formula(call, "b a n", "h w",
                 "if isempty(a), a = 1; end\n"
                 "if isempty(n), n = 512; end\n"
                 "if isscalar(n), w = (0:n - 1)' * pi / n; else, w = n; end\n"
                 "z = exp(-1i * w);\n"
                 "h = polyval(flip(b(:)'), z) ./ polyval(flip(a(:)'), z);");
}

/* ------------------------------------------------------------------ the limits of whole numbers */

static Value call_intmax(Call *call) {
  return formula(call, "kind", "x",
                 "if given < 1, kind = 'int32'; end\n"
                 "bits = [8 16 32 8 16 32];\n"
                 "names = {'int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32'};\n"
                 "k = find(strcmp(kind, names));\n"
                 "if isempty(k)\n"
                 "  error('the kinds are int8, int16, int32, uint8, uint16 and uint32; whole "
                 "numbers here reach flintmax'); end\n"
                 "x = 2^(bits(k) - (k < 4)) - 1;");
}

static Value call_intmin(Call *call) {
  return formula(call, "kind", "x",
                 "if given < 1, kind = 'int32'; end\n"
                 "top = intmax(kind);\n"
                 "if kind(1) == 'u', x = 0; else, x = -top - 1; end");
}

const Builtin data_formulas_family[] = {
  { .name = "statistics",
    .signature = "x: array, dim?: scalar -> array",
    .call = call_statistics,
    .summary = "Nine numbers about the data: the least, the three quartiles, the greatest, the "
               "mean, the standard deviation, the skewness and the kurtosis.",
    .numpy = "scipy.stats.describe(x)  # fewer numbers, in another order",
    .see = "quantile mean std skewness kurtosis",
    .examples = { { "statistics([1; 2; 3; 4; 5])(1:6)", "[1; 2; 3; 4; 5; 3]" } } },
  { .name = "lsqminnorm",
    .signature = "A: matrix, b: matrix, tol?: scalar -> matrix",
    .call = call_lsqminnorm,
    .summary = "Of all x that make A*x as near to b as possible, the shortest.",
    .formula = "x = A^+ b",
    .numpy = "np.linalg.pinv(A) @ b",
    .see = "pinv mldivide lsqnonneg",
    .examples = { { "lsqminnorm([1 1], 2)", "[1; 1]" } } },
  { .name = "pagemtimes",
    .signature = "A: array, B: array -> array",
    .call = call_pagemtimes,
    .summary = "The products of two stacks of matrices, page by page; one matrix meets every page.",
    .numpy = "A @ B  # pages are the first axis there",
    .see = "mtimes permute",
    .warning = "NumPy stacks along the first dimension, here it is the third",
    .examples = { { "pagemtimes(ones(2, 2, 2), [1; 2])(:)", "[3; 3; 3; 3]" } } },
  { .name = "freqz",
    .signature = "b: array, a?: array, n?: array -> array, w: array",
    .call = call_freqz,
    .summary = "How a digital filter b/a answers each frequency from 0 to pi: complex factors at n "
               "frequencies (512), or at those given.",
    .formula = "h(w) = \\frac{\\sum_k b_k e^{-ikw}}{\\sum_k a_k e^{-ikw}}",
    .numpy = "scipy.signal.freqz(b, a, n)[1]",
    .see = "filter fft polyval",
    .examples = { { "abs(freqz([1 1], 1, 2))", "[2; sqrt(2)]" } } },
  { .name = "intmax",
    .signature = "kind?: string -> scalar",
    .call = call_intmax,
    .summary = "The largest whole number of 32 bits, or of another kind such as 'uint8'.",
    .numpy = "np.iinfo(np.int32).max",
    .see = "intmin flintmax realmax",
    .warning = "it is an ordinary number here and can be exceeded: intmax + 1 is one more",
    .examples = { { "intmax", "2147483647" }, { "intmax('uint8')", "255" } } },
  { .name = "intmin",
    .signature = "kind?: string -> scalar",
    .call = call_intmin,
    .summary = "The smallest whole number of 32 bits, or of another kind such as 'int8'.",
    .numpy = "np.iinfo(np.int32).min",
    .see = "intmax realmin",
    .examples = { { "intmin", "-2147483648" }, { "intmin('int8')", "-128" } } },
  { 0 }
};
