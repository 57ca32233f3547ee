/* operators.c -- the operators under their names, for @plus, cellfun and the like.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <string.h>

static Operator operator_of(const Call *call) {
  Operator op = OPERATE_PLUS;
  operator_named(call->builtin->name, &op);
  return op;
}

static Value call_unary(Call *call) {
  return arguments_unary(call, operator_of(call), call->args[0]);
}

/* plus(a, b, c) is a + b + c. */
static Value call_binary(Call *call) {
  Operator op = operator_of(call);
  Value so_far = value_retain(call->args[0]);
  for (size_t i = 1; i < call->count && so_far.kind != VALUE_ERROR; i++) {
    Value next = arguments_binary(call, op, so_far, call->args[i]);
    value_release(so_far);
    so_far = next;
  }
  return so_far;
}

static Value call_xor(Call *call) {
  Value x = arguments_unary(call, OPERATE_NOT, call->args[0]);
  Value y = arguments_unary(call, OPERATE_NOT, call->args[1]);
  Value result = VALUE_FAILED;
  if (x.kind != VALUE_ERROR && y.kind != VALUE_ERROR)
    result = arguments_binary(call, OPERATE_NOT_EQUAL, x, y);
  value_release(x);
  value_release(y);
  return result;
}

static Value call_colon(Call *call) {
  bool stepped = call_given(call, 2);
  return arguments_range(call, call->args[0], stepped ? call->args[1] : value_scalar(1),
                         call->args[stepped ? 2 : 1]);
}

const Builtin operators_family[] = {
  { .name = "plus",
    .signature = "a: array, b: array... -> array",
    .call = call_binary,
    .summary = "The function behind a + b.",
    .numpy = "np.add(a, b)",
    .see = "minus times sum",
    .examples = { { "plus(1, [2 3])", "[3 4]" }, { "plus(1, 2, 3)", "6" } } },
  { .name = "minus",
    .signature = "a: array, b: array -> array",
    .call = call_binary,
    .summary = "The function behind a - b.",
    .numpy = "np.subtract(a, b)",
    .see = "plus uminus",
    .examples = { { "minus([5 3], 2)", "[3 1]" } } },
  { .name = "times",
    .signature = "a: array, b: array... -> array",
    .call = call_binary,
    .summary = "The function behind a .* b: entry times entry.",
    .numpy = "np.multiply(a, b)",
    .see = "mtimes rdivide",
    .warning = "NumPy's a * b is this one; here a * b is the matrix product",
    .examples = { { "times([1 2], [3 4])", "[3 8]" } } },
  { .name = "rdivide",
    .signature = "a: array, b: array -> array",
    .call = call_binary,
    .summary = "The function behind a ./ b: entry by entry.",
    .numpy = "np.divide(a, b)",
    .see = "ldivide times",
    .examples = { { "rdivide([2 9], [4 3])", "[0.5 3]" } } },
  { .name = "ldivide",
    .signature = "a: array, b: array -> array",
    .call = call_binary,
    .summary = "The function behind a .\\ b, which is b ./ a.",
    .numpy = "np.divide(b, a)",
    .see = "rdivide mldivide",
    .examples = { { "ldivide([4 3], [2 9])", "[0.5 3]" } } },
  { .name = "power",
    .signature = "a: array, b: array -> array",
    .call = call_binary,
    .derivative = "b .* a.^(b - 1); a.^b .* log(a)",
    .summary = "The function behind a .^ b: entry by entry.",
    .formula = "a^b",
    .numpy = "np.power(a, b)",
    .see = "mpower sqrt exp",
    .examples = { { "power([2 3], [3; 2])", "[8 27; 4 9]" } } },
  { .name = "mtimes",
    .signature = "A: array, B: array... -> array",
    .call = call_binary,
    .summary = "The function behind A * B: the matrix product, row times column.",
    .formula = "(AB)_{ij} = \\sum_k A_{ik} B_{kj}",
    .numpy = "A @ B",
    .see = "times dot kron",
    .warning = "NumPy writes A @ B for this",
    .examples = { { "mtimes([1 2; 3 4], [5; 6])", "[17; 39]" } } },
  { .name = "mrdivide",
    .signature = "B: array, A: array -> array",
    .call = call_binary,
    .summary = "The function behind B / A: the X with X*A = B.",
    .formula = "B A^{-1}",
    .numpy = "np.linalg.solve(A.T, B.T).T",
    .see = "mldivide inv",
    .examples = { { "mrdivide([2 4], 2)", "[1 2]" } } },
  { .name = "mldivide",
    .signature = "A: array, b: array -> array",
    .call = call_binary,
    .summary = "The function behind A \\ b: the x with A*x = b, or nearest to it.",
    .formula = "A^{-1} b",
    .numpy = "np.linalg.solve(A, b)",
    .see = "inv mrdivide",
    .warning = "for A that is not square this is the least-squares solution, np.linalg.lstsq",
    .examples = { { "mldivide([2 1; 1 3], [3; 5])", "[0.8; 1.4]" } } },
  { .name = "mpower",
    .signature = "A: array, n: array -> array",
    .call = call_binary,
    .summary = "The function behind A ^ n: the matrix multiplied with itself.",
    .formula = "A^n",
    .numpy = "np.linalg.matrix_power(A, n)",
    .see = "power expm",
    .examples = { { "mpower([1 1; 0 1], 5)", "[1 5; 0 1]" } } },
  { .name = "uminus",
    .signature = "a: array -> array",
    .call = call_unary,
    .summary = "The function behind -a.",
    .numpy = "np.negative(a)",
    .see = "minus",
    .examples = { { "uminus([1 -2])", "[-1 2]" } } },
  { .name = "uplus",
    .signature = "a: array -> array",
    .call = call_unary,
    .summary = "The function behind +a.",
    .numpy = "np.positive(a)",
    .see = "uminus",
    .examples = { { "uplus([1 -2])", "[1 -2]" } } },
  { .name = "eq",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a == b: true where the entries are equal.",
    .numpy = "np.equal(a, b)",
    .see = "ne isequal",
    .examples = { { "eq([1 2], [1 3])", "[true false]" } } },
  { .name = "ne",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a ~= b: true where the entries differ.",
    .numpy = "np.not_equal(a, b)",
    .see = "eq",
    .examples = { { "ne([1 2], [1 3])", "[false true]" } } },
  { .name = "lt",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a < b.",
    .numpy = "np.less(a, b)",
    .see = "le gt ge",
    .examples = { { "lt([1 2 3], 2)", "[true false false]" } } },
  { .name = "le",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a <= b.",
    .numpy = "np.less_equal(a, b)",
    .see = "lt gt ge",
    .examples = { { "le([1 2 3], 2)", "[true true false]" } } },
  { .name = "gt",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a > b.",
    .numpy = "np.greater(a, b)",
    .see = "ge lt le",
    .examples = { { "gt([1 2 3], 2)", "[false false true]" } } },
  { .name = "ge",
    .signature = "a: array, b: array -> logical",
    .call = call_binary,
    .summary = "The function behind a >= b.",
    .numpy = "np.greater_equal(a, b)",
    .see = "gt lt le",
    .examples = { { "ge([1 2 3], 2)", "[false true true]" } } },
  { .name = "and",
    .signature = "a: array, b: array... -> logical",
    .call = call_binary,
    .summary = "The function behind a & b: true where both entries are.",
    .formula = "a \\land b",
    .numpy = "np.logical_and(a, b)",
    .see = "or not xor all",
    .examples = { { "and([1 1 0], [1 0 0])", "[true false false]" } } },
  { .name = "or",
    .signature = "a: array, b: array... -> logical",
    .call = call_binary,
    .summary = "The function behind a | b: true where at least one entry is.",
    .formula = "a \\lor b",
    .numpy = "np.logical_or(a, b)",
    .see = "and not xor any",
    .examples = { { "or([1 1 0], [1 0 0])", "[true true false]" } } },
  { .name = "xor",
    .signature = "a: array, b: array -> logical",
    .call = call_xor,
    .summary = "True where exactly one of the two entries is true.",
    .formula = "a \\oplus b",
    .numpy = "np.logical_xor(a, b)",
    .see = "and or not",
    .examples = { { "xor([1 1 0], [1 0 0])", "[false true false]" } } },
  { .name = "not",
    .signature = "a: array -> logical",
    .call = call_unary,
    .summary = "The function behind !a and ~a: true where the entry is 0.",
    .formula = "\\lnot a",
    .numpy = "np.logical_not(a)",
    .see = "and or xor",
    .examples = { { "not([1 0 5])", "[false true false]" } } },
  { .name = "transpose",
    .signature = "A: any -> array",
    .call = call_unary,
    .summary = "The function behind A.': rows become columns.",
    .formula = "A^T",
    .numpy = "A.T",
    .see = "ctranspose permute",
    .examples = { { "transpose([1 2; 3 4])", "[1 3; 2 4]" } } },
  { .name = "ctranspose",
    .signature = "A: any -> array",
    .call = call_unary,
    .summary = "The function behind A': rows become columns, complex numbers their conjugates.",
    .formula = "A^*",
    .numpy = "A.conj().T",
    .see = "transpose conj",
    .examples = { { "ctranspose([1 2i])", "[1; -2i]" } } },
  { .name = "colon",
    .signature = "base: real, step: real, limit?: real -> vector",
    .call = call_colon,
    .summary = "The function behind base:limit and base:step:limit.",
    .numpy = "np.arange(base, limit + 1)",
    .see = "linspace",
    .warning = "the limit belongs to the range; np.arange leaves it out",
    .examples = { { "colon(2, 5)", "[2 3 4 5]" }, { "colon(0, 0.5, 1)", "[0 0.5 1]" } } },
  { 0 }
};
