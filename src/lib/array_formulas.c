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
                 "if ischar(parts), parts = {parts}; end\n"
                 "parts = parts(~cellfun(@isempty, parts));\n"
                 "wanted = strjoin(regexptranslate('escape', parts(:)'), '|');\n"
                 "if isempty(parts), t = s;\n"
                 "elseif iscell(s)\n"
                 "  t = cellfun(@(w) regexprep(w, wanted, ''), s, 'UniformOutput', false);\n"
                 "else, t = regexprep(s, wanted, ''); end");
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

static Value call_common_size(Call *call) {
  return formula(call, "a b c d e", "failed a_ b_ c_ d_ e_",
                 "args = {a, b, c, d, e}; args = args(1:given); sizes = [1 1]; failed = 0;\n"
                 "for k = 1:given, if ~isscalar(args{k}), sizes = size(args{k}); break, end, end\n"
                 "for k = 1:given\n"
                 "  if ~isscalar(args{k}) && ~isequal(size(args{k}), sizes), failed = 1; end\n"
                 "end\n"
                 "if ~failed\n"
                 "  for k = 1:given\n"
                 "    if isscalar(args{k}), args{k} = repmat(args{k}, sizes); end\n"
                 "  end\n"
                 "end\n"
                 "args(end + 1:5) = {[]};\n"
                 "a_ = args{1}; b_ = args{2}; c_ = args{3}; d_ = args{4}; e_ = args{5};");
}

static Value call_accumdim(Call *call) {
  return formula(call, "at x dim n f fill", "y",
                 "if given < 3 || isempty(dim), dim = find(size(x) ~= 1, 1); end\n"
                 "if isempty(dim), dim = 1; end\n"
                 "if given < 5 || isempty(f), f = @sum; end\n"
                 "if given < 6 || isempty(fill), fill = 0; end\n"
                 "if numel(at) ~= size(x, dim)\n"
                 "  error('%d places for %d numbers along dimension %d', numel(at), ...\n"
                 "    size(x, dim), dim); end\n"
                 "m = max(at(:)); if given > 3 && ~isempty(n) && n > 0, m = n; end\n"
                 "if any(at(:) > m), error('a place lies beyond %d', m); end\n"
                 "order = [dim, 1:dim - 1, dim + 1:ndims(x)]; x = permute(x, order);\n"
                 "s = size(x); x = reshape(x, s(1), []); s(1) = m;\n"
                 "y = repmat(fill, m, columns(x));\n"
                 "for p = unique(at(:)'), y(p, :) = f(x(at == p, :), 1); end\n"
                 "y = ipermute(reshape(y, s), order);");
}

static Value call_repelems(Call *call) {
  return formula(call, "x r", "y",
                 "if rows(r) ~= 2, error('two rows are needed: which entry, how often'); end\n"
                 "y = [];\n"
                 "for k = r, y(end + 1:end + k(2)) = x(k(1)); end");
}

/* ------------------------------------------------------------------ sparse matrices, in full */

static Value call_sparse(Call *call) {
  return formula(call, "i j v m n", "A",
                 "if given == 1, A = i;\n"
                 "elseif given == 2, A = zeros(i, j);\n"
                 "else\n"
                 "  count = max([numel(i), numel(j), numel(v)]);\n"
                 "  if isscalar(i), i = repmat(i, count, 1); end\n"
                 "  if isscalar(j), j = repmat(j, count, 1); end\n"
                 "  if isscalar(v), v = repmat(v, count, 1); end\n"
                 "  if numel(i) ~= count || numel(j) ~= count || numel(v) ~= count\n"
                 "    error('%d rows, %d columns and %d values must be equally many', ...\n"
                 "      numel(i), numel(j), numel(v)); end\n"
                 "  if given < 5, m = max(i(:)); n = max(j(:)); end\n"
                 "  A = zeros(m, n);\n"
                 "  for k = 1:count, A(i(k), j(k)) = A(i(k), j(k)) + v(k); end\n"
                 "  if ~isequal(size(A), [m n])\n"
                 "    error('an entry lies outside of %dx%d', m, n); end\n"
                 "end");
}

static Value call_nonzeros(Call *call) {
  return formula(call, "A", "v", "v = A(A ~= 0); v = v(:);");
}

static Value call_nzmax(Call *call) {
  return formula(call, "A", "n", "n = numel(A);");
}

static Value call_speye(Call *call) {
  return formula(call, "m n", "A",
                 "if given < 2, n = m(end); end\nA = zeros(m(1), n);\n"
                 "A(1:m(1) + 1:m(1) * min(m(1), n)) = 1;");
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
  { .name = "common_size",
    .signature = "a: any, b?: any, c?: any, d?: any, e?: any -> failed: scalar, a: any, b: any, "
                 "c: any, d: any, e: any",
    .call = call_common_size,
    .summary = "Stretches single numbers to the size of the other arguments; the first result is 1 "
               "when these differ in size.",
    .numpy = "np.broadcast_arrays(a, b)  # lists instead of a flag",
    .see = "repmat size_equal",
    .examples = { { "[failed, a, b] = common_size([1 2], 5); b", "[5 5]" },
                  { "common_size([1 2], [1 2 3])", "1" } } },
  { .name = "accumdim",
    .signature = "at: vector, x: array, dim?: array, n?: array, f?: any, fill?: array -> array",
    .call = call_accumdim,
    .summary = "Adds up the rows of x that belong to the same place; along dim, into n places, "
               "with another function than sum.",
    .numpy = "np.array([x[at == k].sum(axis=0) for k in np.unique(at)])  # if no place is empty",
    .see = "accumarray grpstats",
    .examples = { { "accumdim([1 2 1], [1 2; 3 4; 5 6])", "[6 8; 3 4]" } } },
  { .name = "repelems",
    .signature = "x: array, r: matrix -> array",
    .call = call_repelems,
    .summary = "Entries repeated: each column of r says which entry of x and how often.",
    .numpy = "np.repeat(x[r[0] - 1], r[1])  # r counts from 1",
    .see = "repelem repmat",
    .examples = { { "repelems([5 6 7], [1 3; 2 1])", "[5 5 7]" } } },
  { .name = "sparse",
    .signature = "i: array, j?: array, v?: array, m?: scalar, n?: scalar -> matrix",
    .call = call_sparse,
    .summary = "The matrix with the values v at rows i and columns j, those at the same place "
               "added. All matrices are kept in full here: sparse(A) is A.",
    .numpy = "scipy.sparse.csr_matrix(A)  # rows and columns from 0: coo_matrix((v, (i, j)))",
    .see = "full nnz nonzeros speye accumarray",
    .examples = { { "sparse([1 2 2], [1 1 2], [5 6 7])", "[5 0; 6 7]" },
                  { "sparse([1 1], [1 1], [2 3], 2, 2)", "[5 0; 0 0]" } } },
  { .name = "speye",
    .signature = "m: array, n?: scalar -> matrix",
    .call = call_speye,
    .summary = "The identity matrix, as eye.",
    .numpy = "scipy.sparse.eye(m).toarray()  # np.eye(m)",
    .see = "eye sparse",
    .examples = { { "speye(2)", "[1 0; 0 1]" } } },
  { .name = "nonzeros",
    .signature = "A: array -> array",
    .call = call_nonzeros,
    .summary = "The entries that are not 0, as a column, column by column.",
    .numpy = "A.T[A.T != 0]",
    .see = "nnz find sparse",
    .examples = { { "nonzeros([1 0; 2 3])", "[1; 2; 3]" } } },
  { .name = "nzmax",
    .signature = "A: array -> scalar",
    .call = call_nzmax,
    .summary = "For how many numbers there is room: all of them, as matrices are kept in full.",
    .numpy = "np.size(A)",
    .see = "nnz numel",
    .examples = { { "nzmax([1 0 2])", "3" } } },
  { 0 }
};
