/* array_formulas.c -- repeated and shifted entries, whole half turns, texts cut short.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

static Value call_repelem(Call *call) {
  return formula(call, "x r c", "y",
                 "counts = [r(:); c(:)];\n"
                 "if any(counts < 0) || any(counts ~= fix(counts))\n"
                 "  error('how often is a whole number from 0'); end\n"
                 "if given == 2 && ~isvector(x)\n"
                 "  error('a matrix needs two counts, as in repelem(x, 2, 1)'); end\n"
                 "if given == 2 && (isrow(x) || isscalar(x)), c = r; r = 1; end\n"
                 "if given == 2 && ~isrow(x), c = 1; end\n"
                 "if isscalar(r), r = repmat(r, 1, size(x, 1)); end\n"
                 "if isscalar(c), c = repmat(c, 1, size(x, 2)); end\n"
                 "if numel(r) ~= size(x, 1) || numel(c) ~= size(x, 2)\n"
                 "  error('one count for every row and every column, or one for all'); end\n"
                 "i = []; for k = 1:numel(r), i(end + 1:end + r(k)) = k; end\n"
                 "j = []; for k = 1:numel(c), j(end + 1:end + c(k)) = k; end\n"
                 "y = x(i, j, :);");
}

static Value call_shiftdim(Call *call) {
  return formula(call, "x n", "y lost",
                 "lost = 0; d = ndims(x);\n"
                 "if given < 2, n = find(size(x) ~= 1, 1) - 1; lost = n; end\n"
                 "if isempty(n), n = 0; lost = d; end\n"
                 "if n ~= fix(n), error('the shift must be a whole number'); end\n"
                 "if n < 0, y = reshape(x, [ones(1, -n), size(x)]);\n"
                 "elseif given < 2, s = size(x); y = reshape(x, [s(n + 1:end), 1, 1]);\n"
                 "elseif mod(n, d) == 0, y = x;\n"
                 "else, y = permute(x, circshift(1:d, -mod(n, d))); end");
}

static Value call_nth_element(Call *call) {
  return formula(call, "x n dim", "y",
                 "if given < 3, dim = find(size(x) ~= 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "if any(n(:) < 1) || any(n(:) > size(x, dim)) || any(n(:) ~= fix(n(:)))\n"
                 "  error('there are %d numbers along dimension %d', size(x, dim), dim); end\n"
                 "x = sort(x, dim); at = repmat({':'}, 1, ndims(x)); at{dim} = n; y = x(at{:});");
}

static Value call_isequaln(Call *call) {
  return formula(call, "a b", "same",
                 "same = isequal(size(a), size(b)) && strcmp(class(a), class(b));\n"
                 "if same && isnumeric(a)\n"
                 "  gap = isnan(a); same = isequal(gap, isnan(b)) && isequal(a(~gap), b(~gap));\n"
                 "elseif same && iscell(a)\n"
                 "  for k = 1:numel(a), same = same && isequaln(a{k}, b{k}); end\n"
                 "elseif ~same, same = isequal(a, b);\n"
                 "else, same = isequal(a, b); end");
}

static Value call_cospi(Call *call) {
  return formula(call, "x", "y",
                 "r = mod(x, 2); y = cos(r * pi);\n"
                 "y(r == 0.5 | r == 1.5) = 0; y(r == 1) = -1; y(r == 0) = 1;");
}

static Value call_sinpi(Call *call) {
  return formula(call, "x", "y",
                 "r = rem(x, 2); y = sin(r * pi);\n"
                 "y(r == fix(r)) = 0; y(r == 0.5 | r == -1.5) = 1; y(r == -0.5 | r == 1.5) = -1;");
}

/* A*X + X*B = C as one linear system. */
static Value call_sylvester(Call *call) {
  return formula(call, "A B C", "X",
                 "m = size(A, 1); n = size(B, 1);\n"
                 "if size(A, 2) ~= m || size(B, 2) ~= n, error('A and B must be square'); end\n"
                 "if ~isequal(size(C), [m n])\n"
                 "  error('C must be %dx%d, but is %dx%d', m, n, size(C, 1), size(C, 2)); end\n"
                 "X = reshape((kron(eye(n), A) + kron(B.', eye(m))) \\ C(:), m, n);");
}

static Value call_rng(Call *call) {
  return formula(call, "seed_", "none",
                 "none = [];\n"
                 "if given < 1, error('write rng(42) for draws that can be repeated'); end\n"
                 "if strcmp(seed_, 'default'), seed_ = 0; end\n"
                 "if strcmp(seed_, 'shuffle'), seed_ = fix(1e6 * rem(now, 1)); end\n"
                 "if ~isnumeric(seed_)\n"
                 "  error('the seed is a number, ''default'' or ''shuffle'''); end\n"
                 "seed(seed_);");
}

static Value call_erase(Call *call) {
  return formula(call, "s parts", "t",
                 "t = s; if ischar(parts), parts = {parts}; end\n"
                 "[~, order] = sort(cellfun(@numel, parts), 'descend');\n"
                 "for k = order(:)', if ~isempty(parts{k}), t = strrep(t, parts{k}, ''); end, end");
}

static Value call_strtrunc(Call *call) {
  return formula(call, "s n", "t",
                 "if iscell(s)\n"
                 "  t = cellfun(@(w) w(1:min(n, numel(w))), s, 'UniformOutput', false);\n"
                 "else, t = s(:, 1:min(n, columns(s))); end");
}

static Value call_isstrprop(Call *call) {
  return formula(call, "s kind", "yes",
                 "known = {'alpha', 'alphanum', 'alnum', 'digit', 'lower', 'upper', 'wspace', ...\n"
                 "  'space', 'punct', 'xdigit', 'cntrl', 'graph', 'print', 'ascii'};\n"
                 "tests = {@isalpha, @isalnum, @isalnum, @isdigit, @islower, @isupper, ...\n"
                 "  @isspace, @isspace, @ispunct, @isxdigit, @iscntrl, @isgraph, @isprint, ...\n"
                 "  @(c) double(c) < 128};\n"
                 "k = find(strcmp(kind, known));\n"
                 "if isempty(k), error('the kinds are %s', strjoin(known, ', ')); end\n"
                 "yes = tests{k}(char(s));");
}

static Value call_newline(Call *call) {
  return formula(call, "", "c", "c = \"\\n\";");
}

static Value call_iskeyword(Call *call) {
  return formula(
      call, "name", "yes",
      "yes = any(strcmp(name, {'if', 'else', 'elseif', 'end', 'endif', 'for', 'endfor', ...\n"
      "  'while', 'endwhile', 'do', 'until', 'switch', 'case', 'otherwise', 'endswitch', ...\n"
      "  'function', 'endfunction', 'return', 'break', 'continue', 'try', 'catch', ...\n"
      "  'end_try_catch', 'unwind_protect', 'unwind_protect_cleanup', ...\n"
      "  'end_unwind_protect', 'global', 'persistent', 'parfor', 'endparfor'}));");
}

static Value call_bartlett(Call *call) {
  return formula(call, "n", "w",
                 "if n < 1 || n ~= fix(n), error('the length is a whole number from 1'); end\n"
                 "if n == 1, w = 1; else\n"
                 "  k = (0:n - 1)'; w = 1 - abs(2 * k / (n - 1) - 1); end");
}

const Builtin array_formulas_family[] = {
  { .name = "repelem",
    .signature = "x: any, r: array, c?: array -> any",
    .call = call_repelem,
    .summary = "Every entry of a list repeated r times, or as often as r says for each; of a "
               "matrix rows r times and columns c times.",
    .numpy = "np.repeat(x, r)",
    .see = "repmat kron",
    .examples = { { "repelem([1 2 3], 2)", "[1 1 2 2 3 3]" },
                  { "repelem([5 6], [1 3])", "[5 6 6 6]" },
                  { "repelem([1 2; 3 4], 1, 2)", "[1 1 2 2; 3 3 4 4]" } } },
  { .name = "shiftdim",
    .signature = "x: array, n?: scalar -> array, lost: scalar",
    .call = call_shiftdim,
    .summary = "An array with its dimensions moved n places to the left, the first ones to the "
               "end; without n, leading dimensions of size 1 go.",
    .numpy = "np.moveaxis(x, 0, -1)",
    .see = "permute squeeze circshift",
    .examples = { { "size(shiftdim(zeros(2, 3, 4), 1))", "[3 4 2]" } } },
  { .name = "nth_element",
    .signature = "x: array, n: array, dim?: scalar -> array",
    .call = call_nth_element,
    .summary = "The n-th smallest numbers of each column, or along dim.",
    .numpy = "np.partition(x, n - 1)[n - 1]",
    .see = "sort min median",
    .examples = { { "nth_element([5 1 4 2], 2)", "2" } } },
  { .name = "isequaln",
    .signature = "a: any, b: any -> logical",
    .call = call_isequaln,
    .summary = "Whether two values are the same, a NaN being the same as another.",
    .numpy = "np.array_equal(a, b, equal_nan=True)",
    .see = "isequal isnan",
    .examples = { { "isequaln([1 NaN], [1 NaN])", "true" } } },
  { .name = "cospi",
    .signature = "x: array -> array",
    .call = call_cospi,
    .summary = "cos(pi*x), exactly 0 at the halves.",
    .numpy = "np.cos(np.pi * x)",
    .see = "cos sinpi cosd",
    .examples = { { "cospi([0 0.5 1])", "[1 0 -1]" } } },
  { .name = "sinpi",
    .signature = "x: array -> array",
    .call = call_sinpi,
    .summary = "sin(pi*x), exactly 0 at the whole numbers.",
    .numpy = "np.sin(np.pi * x)",
    .see = "sin cospi sind",
    .examples = { { "sinpi([0.5 1 1.5])", "[1 0 -1]" } } },
  { .name = "sylvester",
    .signature = "A: matrix, B: matrix, C: matrix -> matrix",
    .call = call_sylvester,
    .summary = "The X for which A*X + X*B = C.",
    .formula = "AX + XB = C",
    .numpy = "scipy.linalg.solve_sylvester(A, B, C)",
    .see = "kron mldivide",
    .examples = { { "sylvester([1 2; 3 4], [5 6; 7 8], [9 10; 11 12])", "[0.5 2/3; 2/3 0.5]" } } },
  { .name = "rng",
    .signature = "seed_?: any -> any",
    .call = call_rng,
    .summary = "Fixes the draws of rand, randn, randi and their kin, so that they can be repeated: "
               "rng(42); 'shuffle' makes them new.",
    .numpy = "np.random.seed(42)",
    .see = "seed rand randn",
    .examples = { { "rng(1); a = rand; rng(1); a == rand", "true" } } },
  { .name = "erase",
    .signature = "s: any, parts: any -> any",
    .call = call_erase,
    .summary = "A text, or every text of a cell, without a part, or without each part of a cell.",
    .numpy = "s.replace(part, '')",
    .see = "strrep regexprep strtrim",
    .examples = { { "erase('a-b-c', '-')", "'abc'" } } },
  { .name = "strtrunc",
    .signature = "s: any, n: scalar -> any",
    .call = call_strtrunc,
    .summary = "The first n characters of a text, or of every text of a cell.",
    .numpy = "s[:n]",
    .see = "substr strtrim",
    .examples = { { "strtrunc('matrix', 3)", "'mat'" } } },
  { .name = "isstrprop",
    .signature = "s: array, kind: string -> array",
    .call = call_isstrprop,
    .summary = "For every character, whether it is of a kind: 'alpha', 'digit', 'upper', 'lower', "
               "'alphanum', 'wspace', 'punct' ...",
    .numpy = "[c.isdigit() for c in s]",
    .see = "isalpha isdigit isspace",
    .examples = { { "isstrprop('a1 b', 'digit')", "[false true false false]" } } },
  { .name = "newline",
    .signature = "-> string",
    .call = call_newline,
    .summary = "The character that ends a line.",
    .numpy = "'\\n'",
    .see = "blanks disp",
    .examples = { { "double(newline)", "10" } } },
  { .name = "iskeyword",
    .signature = "name: string -> logical",
    .call = call_iskeyword,
    .summary = "Whether a word belongs to the language and so cannot name a variable.",
    .numpy = "keyword.iskeyword(name)",
    .see = "isvarname exist",
    .examples = { { "iskeyword('for')", "true" } } },
  { .name = "bartlett",
    .signature = "n: scalar -> array",
    .call = call_bartlett,
    .summary = "A window of n weights that rises from 0 to 1 and falls again in straight lines.",
    .numpy = "np.bartlett(n)",
    .see = "hamming hanning blackman",
    .examples = { { "bartlett(5)", "[0; 0.5; 1; 0.5; 0]" } } },
  { 0 }
};
