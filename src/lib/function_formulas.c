/* function_formulas.c -- picking results, choosing between values, settings of solvers, sets of
   sets.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "value/cell.h"

#include <string.h>

/* nthargout(n, f, ...) or nthargout(n, number, f, ...). */
static Value call_nthargout(Call *call) {
  View n = call_view(call, 0);
  size_t f = call->args[1].kind == VALUE_FUNCTION || value_is_text(call->args[1]) ? 1 : 2;
  double most = 1;
  for (size_t k = 0; k < n.count; k++) {
    if (n.complex || !(n.data[k] >= 1 && n.data[k] <= MAX_RESULTS))
      return call_fail_at(call, 0, ERROR_DOMAIN, "results are counted from 1 to %d", MAX_RESULTS);
    if (n.data[k] > most) most = n.data[k];
  }
  long wanted = (long)most;
  if (f == 2 && !call_integer(call, 1, 1, MAX_RESULTS, &wanted)) return VALUE_FAILED;
  if (f >= call->count) return call_fail(call, ERROR_TYPE, "the function is missing");
  Value function = value_retain(call->args[f]), results[MAX_RESULTS];
  if (function.kind != VALUE_FUNCTION) {
    value_release(function);
    Call text = *call;
    text.args = call->args + f;
    function = formula(&text, "name", "f", "f = str2func(name);");
    if (function.kind != VALUE_FUNCTION) return function;
  }
  bool good = call_function(call, function, call->args + f + 1, call->count - f - 1, results,
                            (size_t)wanted);
  value_release(function);
  if (!good) return VALUE_FAILED;
  Value answer = VALUE_NOTHING;
  if (n.count == 1)
    answer = value_retain(results[(size_t)n.data[0] - 1]);
  else {
    Cell *c = cell_new(n.rank, n.dims);
    for (size_t k = 0; c && k < n.count; k++)
      cell_set(c, k, value_retain(results[(size_t)n.data[k] - 1]));
    answer = value_cell(c);
  }
  for (long k = 0; k < wanted; k++) value_release(results[k]);
  return answer;
}

/* ------------------------------------------------------------------ settings of solvers */

/* Names and values from argument FIRST on, put into a copy of the record RECORD. */
static Value set_options(Call *call, Value start, size_t first) {
  Record *r = start.kind == VALUE_RECORD ? record_copy(start.record) : record_new();
  if ((call->count - first) % 2 != 0) {
    record_release(r);
    return call_fail(call, ERROR_TYPE, "a value must follow each name");
  }
  for (size_t i = first; r && i < call->count; i += 2) {
    if (!value_is_string(call->args[i])) {
      record_release(r);
      return call_fail_at(call, i, ERROR_TYPE, "the name of an option is a text, such as 'TolX'");
    }
    record_set(r, call_string(call, i), value_retain(call->args[i + 1]));
  }
  return value_record(r);
}

static Value call_optimset(Call *call) {
  bool old = call->count > 0 && call->args[0].kind == VALUE_RECORD;
  return set_options(call, old ? call->args[0] : VALUE_NOTHING, old);
}

static Value call_optimget(Call *call) {
  const Record *r = call->args[0].record;
  const char *name = call_string(call, 1);
  for (size_t k = 0; k < r->count; k++)
    if (strcmp(r->names[k], name) == 0 && !value_is_empty(r->values[k]))
      return value_retain(r->values[k]);
  return call_given(call, 2) ? value_retain(call->args[2]) : value_array(array_new_matrix(0, 0));
}

/* ------------------------------------------------------------------ sets */

static Value call_powerset(Call *call) {
  return formula(call, "a", "p",
                 "a = unique(a); n = numel(a);\n"
                 "if n > 16, error('a set of %d things has too many subsets', n); end\n"
                 "p = cell(1, 2^n);\n"
                 "for k = 0:2^n - 1\n"
                 "  in = logical(bitget(k, 1:n)); p{k + 1} = reshape(a(in), 1, sum(in));\n"
                 "end");
}

static Value call_uniquetol(Call *call) {
  return formula(call, "A tol", "c ia ic",
                 "if isempty(tol), tol = 1e-12; end\n"
                 "row = isrow(A); x = A(:); n = numel(x); limit = tol * max(abs(x(isfinite(x))));\n"
                 "if isempty(limit), limit = 0; end\n"
                 "[s, order] = sort(x); c = []; ia = []; ic = zeros(n, 1); k = 1;\n"
                 "while k <= n\n"
                 "  last = k;\n"
                 "  while last < n && (s(last + 1) == s(k) || abs(s(last + 1) - s(k)) <= limit), "
                 "last += 1; end\n"
                 "  group = order(k:last); first = min(group);\n"
                 "  c(end + 1, 1) = x(first); ia(end + 1, 1) = first; ic(group) = numel(c);\n"
                 "  k = last + 1;\n"
                 "end\n"
                 "if isempty(c), c = zeros(0, 1); end\n"
                 "if row, c = reshape(c, 1, numel(c)); end");
}

static Value call_bsxfun(Call *call) {
  return formula(call, "f a b", "c", "if ischar(f), f = str2func(f); end, c = f(a, b);");
}

static Value call_rotdim(Call *call) {
  return formula(call, "x n", "y",
                 "if given < 2, n = 1; end\n"
                 "if ndims(x) ~= 2 || min(size(x)) == 1 && numel(x) > 1 && ndims(x) > 2\n"
                 "  error('a matrix is needed'); end\n"
                 "y = rot90(x, n);");
}
static Value call_shift(Call *call) {
  return formula(call, "x b dim", "y",
                 "if given < 3, dim = find(size(x) > 1, 1); if isempty(dim), dim = 1; end, end\n"
                 "y = circshift(x, b, dim);");
}

static Value call_humps(Call *call) {
  return formula(call, "x", "x_ y",
                 "if given < 1, x = 0:0.05:1; end\n"
                 "y = -6 + 1 ./ ((x - 0.3) .^ 2 + 0.01) + 1 ./ ((x - 0.9) .^ 2 + 0.04);\n"
                 "x_ = x; if wanted < 2, x_ = y; end");
}

const Builtin function_formulas_family[] = {
  { .name = "nthargout",
    .signature = "n: array, f: any, args?: any... -> any",
    .call = call_nthargout,
    .summary = "Only the n-th result of a function; several numbers n give a cell.",
    .numpy = "f(x)[n - 1]",
    .see = "deal feval",
    .examples = { { "nthargout(2, @max, [1 5 3])", "2" } } },
  { .name = "optimset",
    .signature = "options?: any... -> record",
    .call = call_optimset,
    .summary = "Settings for fzero, fminsearch and their kin: names such as 'TolX', 'TolFun', "
               "'MaxIter' and 'Display' with values.",
    .numpy = "options={\"xatol\": 1e-8}",
    .see = "optimget fzero fminsearch",
    .examples = { { "optimget(optimset('TolX', 1e-3), 'TolX')", "1e-3" } } },
  { .name = "optimget",
    .signature = "options: record, name: string, otherwise?: any -> any",
    .call = call_optimget,
    .summary = "One of the settings made by optimset, or what is given as third argument when it "
               "is not set.",
    .numpy = "options.get(name)",
    .see = "optimset",
    .examples = { { "optimget(optimset('TolX', 1), 'MaxIter', 50)", "50" } } },
  { .name = "odeset",
    .signature = "options?: any... -> record",
    .call = call_optimset,
    .summary = "Settings for ode45 and ode23: names such as 'RelTol', 'AbsTol', 'MaxStep' and "
               "'InitialStep' with values.",
    .numpy = "solve_ivp(..., rtol=1e-6)",
    .see = "ode45 odeget",
    .examples = { { "odeget(odeset('RelTol', 1e-6), 'RelTol')", "1e-6" } } },
  { .name = "odeget",
    .signature = "options: record, name: string, otherwise?: any -> any",
    .call = call_optimget,
    .summary = "One of the settings made by odeset, or what is given as third argument when it is "
               "not set.",
    .numpy = "options.get(name)",
    .see = "odeset",
    .examples = { { "odeget(odeset('RelTol', 1e-6), 'AbsTol', 1)", "1" } } },
  { .name = "bsxfun",
    .signature = "f: any, a: array, b: array -> any",
    .call = call_bsxfun,
    .summary = "A function of two arrays whose sizes of 1 are stretched; operators do so by "
               "themselves: a + b.",
    .numpy = "f(a, b)",
    .see = "arrayfun repmat",
    .examples = { { "bsxfun(@plus, [1 2], [10; 20])", "[11 12; 21 22]" } } },
  { .name = "powerset",
    .signature = "a: any -> cell",
    .call = call_powerset,
    .summary = "All subsets of a set, in a cell.",
    .numpy = "itertools.combinations for every size",
    .see = "nchoosek unique",
    .examples = { { "numel(powerset([1 2 3]))", "8" } } },
  { .name = "uniquetol",
    .signature = "A: array, tol?: array -> c: array, ia: vector, ic: vector",
    .call = call_uniquetol,
    .summary =
        "The different numbers, where those within a relative distance (1e-12) count as equal.",
    .see = "unique",
    .examples = { { "uniquetol([1 1+1e-14 2])", "[1 2]" } } },
  { .name = "rotdim",
    .signature = "x: array, n?: scalar -> array",
    .call = call_rotdim,
    .summary = "A matrix turned n quarters of a turn, the same as rot90.",
    .numpy = "np.rot90(x)",
    .see = "rot90 flip",
    .examples = { { "rotdim([1 2; 3 4])", "[2 4; 1 3]" } } },
  { .name = "shift",
    .signature = "x: array, b: scalar, dim?: scalar -> array",
    .call = call_shift,
    .summary = "The entries moved b places round the circle.",
    .numpy = "np.roll(x, b)",
    .see = "circshift",
    .examples = { { "shift(1:5, 2)", "[4 5 1 2 3]" } } },
  { .name = "humps",
    .signature = "x?: array -> array, y: array",
    .call = call_humps,
    .summary = "A function with two humps, to try integrals, roots and minima on; [x, y] = humps() "
               "gives points of it.",
    .formula = "\\frac{1}{(x-0.3)^2+0.01} + \\frac{1}{(x-0.9)^2+0.04} - 6",
    .numpy = "1/((x - 0.3)**2 + 0.01) + 1/((x - 0.9)**2 + 0.04) - 6",
    .see = "integral fzero fminbnd peaks rosenbrock",
    .examples = { { "humps(0)", "5.1764705882" } } },
  { 0 }
};
