/* moving.c -- statistics of a window that moves along the numbers; numbers brought to a scale.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "value/cell.h"

#include <string.h>

/* movfun(f, x, w, options): the window of each number, and what happens at the ends. */
static const char WINDOW[] =
    "ends = 'shrink'; dim = 0; k = 1;\n"
    "while k <= numel(options)\n"
    "  o = options{k};\n"
    "  if ~ischar(o), dim = o; k += 1; continue; end\n"
    "  if k == numel(options), error('a value must follow \"%s\"', o); end\n"
    "  v = options{k + 1}; k += 2;\n"
    "  if strcmpi(o, 'Endpoints'), ends = v; elseif strcmpi(o, 'dim'), dim = v;\n"
    "  elseif ~any(strcmpi(o, {'SamplePoints', 'nancond', 'outdim'}))\n"
    "    error('the options are \"Endpoints\" and \"dim\"'); end\n"
    "end\n"
    "if ischar(ends) && ~any(strcmpi(ends, {'shrink', 'fill', 'same', 'periodic'}))\n"
    "  error('the ends can \"shrink\", be \"fill\", \"same\", \"periodic\" or a number'); end\n"
    "if isempty(x), error('there are no numbers'); end\n"
    "if dim == 0, dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
    "order = [dim, setdiff(1:max(ndims(x), dim), dim)]; z = permute(x, order); s = size(z);\n"
    "z = reshape(z, s(1), []); n = s(1); y = zeros(size(z));\n"
    "if numel(w) == 2, before = w(1); after = w(2);\n"
    "elseif numel(w) ~= 1, error('the window is a length or [before after]');\n"
    "elseif mod(w, 2), before = (w - 1) / 2; after = before;\n"
    "else, before = w / 2; after = before - 1; end\n"
    "if before < 0 || after < 0 || before ~= fix(before) || after ~= fix(after)\n"
    "  error('the window must be whole and positive'); end\n"
    "if before + after + 1 > n\n"
    "  error('the window of %d is longer than the %d numbers', before + after + 1, n); end\n"
    "for j = 1:columns(z)\n"
    "  c = z(:, j);\n"
    "  for i = 1:n\n"
    "    lo = i - before; hi = i + after;\n"
    "    if lo >= 1 && hi <= n, part = c(lo:hi);\n"
    "    elseif ~ischar(ends), part = [ends * ones(1 - lo, 1); c(max(lo, 1):min(hi, n)); ends * "
    "ones(hi - n, 1)];\n"
    "    elseif strcmpi(ends, 'shrink'), part = c(max(lo, 1):min(hi, n));\n"
    "    elseif strcmpi(ends, 'fill'), part = NaN;\n"
    "    elseif strcmpi(ends, 'same'), part = c(min(max(lo:hi, 1), n));\n"
    "    else, part = c(mod((lo:hi) - 1, n) + 1); end\n"
    "    y(i, j) = f(part);\n"
    "  end\n"
    "end\n"
    "y = ipermute(reshape(y, s), order);";

/* The arguments from FIRST on as one cell. */
static Value options_cell(Call *call, size_t first) {
  size_t count = call->count > first ? call->count - first : 0;
  Cell *c = cell_new_matrix(1, count);
  for (size_t k = 0; c && k < count; k++) cell_set(c, k, value_retain(call->args[first + k]));
  return value_cell(c);
}

static Value moving(Call *call, const char *function) {
  size_t first = function ? 2 : 3;
  Value options = options_cell(call, first), result;
  if (options.kind == VALUE_ERROR) return options;
  Value four[4] = { call->args[0], call->args[1], options,
                    function ? VALUE_NOTHING : call->args[2] };
  const Value *given = call->args;
  size_t count = call->count;
  Text text = TEXT_EMPTY;
  if (function) text_printf(&text, "f = %s;\n", function);
  text_puts(&text, WINDOW);
  call->args = four;
  call->count = function ? 3 : 4;
  result = formula(call, function ? "x w options" : "f x options w", "y", text_string(&text));
  call->args = given;
  call->count = count;
  text_free(&text);
  value_release(options);
  return result;
}

static Value call_movfun(Call *call) {
  return moving(call, NULL);
}
static Value call_movmean(Call *call) {
  return moving(call, "@mean");
}
static Value call_movmedian(Call *call) {
  return moving(call, "@median");
}
static Value call_movmax(Call *call) {
  return moving(call, "@(p) max(p, [], 1)");
}
static Value call_movmin(Call *call) {
  return moving(call, "@(p) min(p, [], 1)");
}
static Value call_movsum(Call *call) {
  return moving(call, "@sum");
}
static Value call_movprod(Call *call) {
  return moving(call, "@prod");
}
static Value call_movstd(Call *call) {
  return moving(call, "@std");
}
static Value call_movvar(Call *call) {
  return moving(call, "@var");
}
static Value call_movmad(Call *call) {
  return moving(call, "@mad");
}
static Value call_movrange(Call *call) {
  return moving(call, "@range");
}

static Value call_bounds(Call *call) {
  return formula(call, "x dim flag", "s l",
                 "if ischar(dim), flag = dim; dim = []; end\n"
                 "if isempty(dim), dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "s = min(x, [], dim); l = max(x, [], dim);\n"
                 "if strcmpi(flag, 'includenan')\n"
                 "  bad = any(isnan(x), dim); s(bad) = NaN; l(bad) = NaN;\n"
                 "elseif ~isempty(flag) && ~strcmpi(flag, 'omitnan')\n"
                 "  error('the choices are \"includenan\" and \"omitnan\"'); end");
}

static Value call_rescale(Call *call) {
  return formula(call, "A l u", "B",
                 "if given < 2, l = 0; u = 1; end\n"
                 "lo = min(A(:)); hi = max(A(:));\n"
                 "B = l + (A - lo) ./ (hi - lo) .* (u - l);");
}

static Value call_normalize(Call *call) {
  return formula(call, "x a b c", "z shift scale",
                 "args = {a, b, c}; args = args(1:given - 1); dim = [];\n"
                 "if ~isempty(args) && ~ischar(args{1}), dim = args{1}; args(1) = []; end\n"
                 "if isempty(dim), dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "how = 'zscore'; which = [];\n"
                 "if numel(args) > 0, how = args{1}; end\n"
                 "if numel(args) > 1, which = args{2}; end\n"
                 "switch how\n"
                 "  case 'zscore'\n"
                 "    if strcmp(which, 'robust')\n"
                 "      shift = median(x, dim); scale = median(abs(x - shift), dim);\n"
                 "    else, shift = mean(x, dim); scale = std(x, 0, dim); end\n"
                 "  case 'norm'\n"
                 "    if isempty(which), which = 2; end\n"
                 "    shift = 0; scale = sum(abs(x).^which, dim).^(1/which);\n"
                 "    if isinf(which), scale = max(abs(x), [], dim); end\n"
                 "  case 'range'\n"
                 "    if isempty(which), which = [0 1]; end\n"
                 "    lo = min(x, [], dim); hi = max(x, [], dim);\n"
                 "    scale = (hi - lo) / (which(2) - which(1)); shift = lo - which(1) * scale;\n"
                 "  case 'scale'\n"
                 "    shift = 0; scale = std(x, 0, dim);\n"
                 "    if isnumeric(which) && ~isempty(which), scale = which;\n"
                 "    elseif strcmp(which, 'mad'), scale = median(abs(x - median(x, dim)), dim);\n"
                 "    elseif strcmp(which, 'iqr'), scale = iqr(x, dim); end\n"
                 "  case 'center'\n"
                 "    scale = 1; shift = mean(x, dim);\n"
                 "    if isnumeric(which) && ~isempty(which), shift = which;\n"
                 "    elseif strcmp(which, 'median'), shift = median(x, dim); end\n"
                 "  case 'medianiqr'\n"
                 "    shift = median(x, dim); scale = iqr(x, dim);\n"
                 "  otherwise\n"
                 "    error('the methods are zscore, norm, range, scale, center and medianiqr');\n"
                 "end\n"
                 "z = (x - shift) ./ scale;");
}

const Builtin moving_family[] = {
  { .name = "movfun",
    .signature = "f: function, x: array, window: array, options?: any... -> array",
    .call = call_movfun,
    .summary = "f of a window that moves along the numbers: so many together, or [before after] of "
               "each; at the ends it shrinks, or \"Endpoints\" says \"fill\", \"same\", "
               "\"periodic\" or a number.",
    .numpy = "scipy.ndimage.generic_filter(x, f, size)",
    .see = "movmean movmedian filter",
    .examples = { { "movfun(@max, [1 4 2 3], 3)", "[4 4 4 3]" } } },
  { .name = "movmean",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movmean,
    .summary = "The mean of a window that moves along the numbers.",
    .numpy = "pd.Series(x).rolling(w, center=True, min_periods=1).mean()",
    .see = "movmedian movfun filter",
    .examples = { { "movmean(1:5, 3)", "[1.5 2 3 4 4.5]" },
                  { "movmean([2 4 8], [1 0])", "[2 3 6]" } } },
  { .name = "movmedian",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movmedian,
    .summary = "The median of a window that moves along the numbers.",
    .numpy = "pd.Series(x).rolling(w, center=True).median()",
    .see = "movmean",
    .examples = { { "movmedian([1 9 2 3], 3)", "[5 2 3 2.5]" } } },
  { .name = "movmax",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movmax,
    .summary = "The largest number of a window that moves along the numbers.",
    .numpy = "scipy.ndimage.maximum_filter1d(x, w)",
    .see = "movmin",
    .examples = { { "movmax([1 3 2], 3)", "[3 3 3]" } } },
  { .name = "movmin",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movmin,
    .summary = "The smallest number of a window that moves along the numbers.",
    .numpy = "scipy.ndimage.minimum_filter1d(x, w)",
    .see = "movmax",
    .examples = { { "movmin([1 3 2], 3)", "[1 1 2]" } } },
  { .name = "movsum",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movsum,
    .summary = "The sum of a window that moves along the numbers.",
    .numpy = "np.convolve(x, np.ones(w), \"same\")",
    .see = "movmean cumsum",
    .examples = { { "movsum([1 3 2], 3)", "[4 6 5]" } } },
  { .name = "movprod",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movprod,
    .summary = "The product of a window that moves along the numbers.",
    .see = "movsum",
    .examples = { { "movprod([1 3 2], 3)", "[3 6 6]" } } },
  { .name = "movstd",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movstd,
    .summary = "The standard deviation of a window that moves along the numbers.",
    .numpy = "pd.Series(x).rolling(w, center=True).std()",
    .see = "movvar movmean",
    .examples = { { "movstd([1 3 3], [1 0])", "[0 sqrt(2) 0]" } } },
  { .name = "movvar",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movvar,
    .summary = "The variance of a window that moves along the numbers.",
    .numpy = "pd.Series(x).rolling(w, center=True).var()",
    .see = "movstd movmean",
    .examples = { { "movvar([1 3 3], [1 0])", "[0 2 0]" } } },
  { .name = "movmad",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movmad,
    .summary = "The mean absolute deviation of a window that moves along the numbers.",
    .see = "movstd mad",
    .examples = { { "movmad([1 3 3], [1 0])", "[0 1 0]" } } },
  { .name = "movrange",
    .signature = "x: array, window: array, options?: any... -> array",
    .call = call_movrange,
    .summary = "Largest minus smallest number of a window that moves along the numbers.",
    .see = "movmax movmin range",
    .examples = { { "movrange([1 3 2], 3)", "[2 2 1]" } } },
  { .name = "bounds",
    .signature = "x: array, dim?: array, flag?: string -> smallest: array, largest: array",
    .call = call_bounds,
    .summary = "The smallest and the largest number.",
    .numpy = "np.min(x), np.max(x)",
    .see = "min max range",
    .examples = { { "[s, l] = bounds([3 1 2]); [s l]", "[1 3]" } } },
  { .name = "rescale",
    .signature = "A: array, l?: array, u?: array -> array",
    .call = call_rescale,
    .summary =
        "All numbers moved and scaled so that the smallest becomes l (0) and the largest u (1).",
    .numpy = "(A - A.min()) / (A.max() - A.min())",
    .see = "normalize bounds zscore",
    .examples = { { "rescale([1 2 5])", "[0 0.25 1]" } } },
  { .name = "normalize",
    .signature = "x: array, a?: any, b?: any, c?: any -> z: array, shift: array, scale: array",
    .call = call_normalize,
    .summary = "Columns brought to a common scale: 'zscore', 'norm', 'range', 'scale', 'center' or "
               "'medianiqr'.",
    .numpy = "sklearn.preprocessing.scale(x)",
    .see = "zscore center rescale",
    .examples = { { "normalize([1 2 3])", "[-1 0 1]" },
                  { "normalize([3 4], 'norm')", "[0.6 0.8]" } } },
  { 0 }
};
