/* kinds.c -- what a value is: its class, its truth, its characters; and turning one into another.
 */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lang/interp.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ questions with one answer */

static Value call_isnumeric(Call *call) {
  return value_logical(value_is_numeric(call->args[0]) && !value_is_logical(call->args[0]));
}
static Value call_isreal(Call *call) {
  View v;
  return value_logical(value_view(&call->args[0], &v) && !v.complex);
}
static Value call_iscomplex(Call *call) {
  return value_logical(value_is_complex(call->args[0]));
}
static Value call_islogical(Call *call) {
  return value_logical(value_is_logical(call->args[0]));
}
static Value call_ischar(Call *call) {
  return value_logical(value_is_text(call->args[0]));
}
static Value call_iscell(Call *call) {
  return value_logical(value_is_cell(call->args[0]));
}
static Value call_isstruct(Call *call) {
  return value_logical(value_is_records(call->args[0]));
}
static Value call_is_function_handle(Call *call) {
  return value_logical(call->args[0].kind == VALUE_FUNCTION);
}
static Value call_iscellstr(Call *call) {
  return value_logical(cell_is_texts(call->args[0]));
}
static Value call_isfloat(Call *call) {
  return call_isnumeric(call);
}
static Value call_class(Call *call) {
  return value_string(value_class(call->args[0]));
}

static Value call_isa(Call *call) {
  const char *class = call_string(call, 1);
  Value x = call->args[0];
  bool number = value_is_numeric(x) && !value_is_logical(x);
  bool kind = strcmp(class, "numeric") == 0 || strcmp(class, "float") == 0;
  return value_logical((kind && number) || strcmp(class, value_class(x)) == 0);
}

static Value call_isequal(Call *call) {
  for (size_t i = 1; i < call->count; i++)
    if (!value_equal(call->args[0], call->args[i])) return value_logical(false);
  return value_logical(true);
}

static bool is_name(const char *s) {
  static const char *const words[] = { "if",     "else",   "elseif", "end",       "for",
                                       "while",  "do",     "until",  "break",     "continue",
                                       "return", "switch", "case",   "otherwise", "function",
                                       "try",    "catch",  "endif",  "endfor",    "endwhile" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(s, words[i]) == 0) return false;
  if (!isalpha((unsigned char)*s) && *s != '_') return false;
  for (; *s; s++)
    if (!isalnum((unsigned char)*s) && *s != '_') return false;
  return true;
}

static Value call_isvarname(Call *call) {
  return value_logical(value_is_string(call->args[0]) && is_name(call_string(call, 0)));
}

/* ------------------------------------------------------------------ questions for each entry */

typedef bool Question(double re, double im);

static bool nan_question(double re, double im) {
  return isnan(re) || isnan(im);
}
static bool inf_question(double re, double im) {
  return isinf(re) || isinf(im);
}
static bool finite_question(double re, double im) {
  return isfinite(re) && isfinite(im);
}

static Value ask_each(Call *call, Question *question) {
  View v;
  if (!value_view(&call->args[0], &v)) {
    if (call->args[0].kind == VALUE_CELL || call->args[0].kind == VALUE_RECORD)
      return call_fail_at(call, 0, ERROR_TYPE, "this asks about numbers");
    return value_logical(false);
  }
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < v.count; k++)
    a->data[k] = v.complex ? question(v.data[2 * k], v.data[2 * k + 1]) : question(v.data[k], 0);
  return value_array(a);
}

static Value call_isnan(Call *call) {
  return ask_each(call, nan_question);
}
static Value call_isinf(Call *call) {
  return ask_each(call, inf_question);
}
static Value call_isfinite(Call *call) {
  return ask_each(call, finite_question);
}

static const struct {
  const char *name;
  int (*test)(int c);
} character_tests[] = {
  { "isspace", isspace }, { "isdigit", isdigit }, { "isalpha", isalpha }, { "isupper", isupper },
  { "islower", islower }, { "isalnum", isalnum }, { "ispunct", ispunct }, { "isletter", isalpha },
  { "isprint", isprint }, { "isgraph", isgraph }, { "iscntrl", iscntrl }, { "isxdigit", isxdigit },
};

static Value test_characters(int (*test)(int c), Value x) {
  if (x.kind == VALUE_CELL) {
    Cell *c = cell_new(x.cell->rank, x.cell->dims);
    for (size_t k = 0; c && k < c->count; k++) {
      Value item = x.cell->items[k];
      cell_set(c, k, item.kind == VALUE_CELL ? value_logical(false) : test_characters(test, item));
    }
    return value_cell(c);
  }
  View v;
  if (!value_view(&x, &v)) return value_logical(false);
  Array *a = array_zeros(v.rank, v.dims, ELEMENT_LOGICAL, false);
  bool text = v.element == ELEMENT_CHAR;
  for (size_t k = 0; a && text && k < v.count; k++)
    a->data[k] = v.data[k] >= 0 && v.data[k] < 128 && test((int)v.data[k]);
  return value_array(a);
}

static Value call_character_test(Call *call) {
  size_t i = 0;
  while (strcmp(character_tests[i].name, call->builtin->name) != 0) i++;
  return test_characters(character_tests[i].test, call->args[0]);
}

/* ------------------------------------------------------------------ turned into another class */

static Value call_double(Call *call) {
  View v;
  if (!value_view(&call->args[0], &v))
    return call_fail_at(call, 0, ERROR_TYPE, "this cannot become numbers");
  if (v.element == ELEMENT_REAL) return value_retain(call->args[0]);
  Array *a = array_new(v.rank, v.dims, ELEMENT_REAL, false);
  if (a && v.count > 0) memcpy(a->data, v.data, v.count * sizeof *a->data);
  return value_array(a);
}

/* The same numbers without what only the display knew. */
static Value call_full(Call *call) {
  Value v = call->args[0];
  bool marked = v.kind == VALUE_ARRAY && (v.array->range || v.array->diagonal);
  return marked ? value_array(array_copy(v.array)) : value_retain(v);
}

static Value call_complex(Call *call) {
  View x = call_view(call, 0), y = call_given(call, 1) ? call_view(call, 1) : x;
  size_t rank, dims[MAX_RANK];
  if (x.complex || y.complex || !arguments_common(call, &x, &y, &rank, dims))
    return call_fail(call, ERROR_TYPE, "complex needs two real numbers");
  bool pair = call_given(call, 1);
  Array *a = array_new(rank, dims, ELEMENT_REAL, true);
  for (size_t k = 0; a && k < a->count; k++) {
    a->data[2 * k] = x.data[arguments_place(&x, rank, dims, k)];
    a->data[2 * k + 1] = pair ? y.data[arguments_place(&y, rank, dims, k)] : 0;
  }
  return value_array(a);
}

static Value call_logical(Call *call) {
  View v = call_view(call, 0);
  if (v.element == ELEMENT_LOGICAL) return value_retain(call->args[0]);
  if (v.element == ELEMENT_CHAR || v.complex)
    return call_fail_at(call, 0, ERROR_TYPE, "only real numbers become true and false");
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < v.count; k++) {
    if (isnan(v.data[k])) {
      array_release(a);
      return call_fail_at(call, 0, ERROR_DOMAIN, "NaN is neither true nor false");
    }
    a->data[k] = v.data[k] != 0;
  }
  return value_array(a);
}

/* 1 for a variable, 5 for a builtin, 103 for a function typed in;
   0 when the name is free. */
static Value call_exist(Call *call) {
  const char *name = call_string(call, 0);
  Value variable = call_variable(call, name);
  bool is_variable = variable.kind != VALUE_NONE;
  value_release(variable);
  if (is_variable || call_string_is(call, 1, "var")) return value_scalar(is_variable);
  if (registry_find(interp_registry(call->interp), name, strlen(name))) return value_scalar(5);
  for (size_t i = 0; interp_function_name(call->interp, i); i++)
    if (strcmp(interp_function_name(call->interp, i), name) == 0) return value_scalar(103);
  return value_scalar(0);
}

#define CHARACTER_TEST(its_name, words, python, example, answer)                                   \
  {                                                                                                \
    .name = its_name, .signature = "s: any -> logical", .call = call_character_test,               \
    .summary = words, .numpy = python, .see = "isspace isdigit isalpha", .examples = {             \
      { example, answer }                                                                          \
    }                                                                                              \
  }

static Value call_isna(Call *call) {
  size_t rank = value_rank(call->args[0]), dims[MAX_RANK];
  for (size_t d = 0; d < rank; d++) dims[d] = value_size(call->args[0], d);
  Array *a = array_new(rank, dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = 0;
  return value_array(a);
}

const Builtin kinds_family[] = {
  { .name = "class",
    .signature = "x: any -> string",
    .call = call_class,
    .summary = "The kind of value as a word: double, logical, char, cell, struct or "
               "function_handle.",
    .numpy = "type(x)",
    .see = "isa isnumeric",
    .examples = { { "class(1 > 0)", "'logical'" }, { "class('a')", "'char'" } } },
  { .name = "isa",
    .signature = "x: any, class: string -> logical",
    .call = call_isa,
    .summary = "True when x is of this class; \"numeric\" and \"float\" are true for numbers.",
    .numpy = "isinstance(x, cls)",
    .see = "class",
    .examples = { { "isa(1, 'double')", "true" }, { "isa(true, 'numeric')", "false" } } },
  { .name = "isnumeric",
    .signature = "x: any -> logical",
    .call = call_isnumeric,
    .summary = "True for numbers, false for truth values, texts, cells and functions.",
    .numpy = "np.issubdtype(np.asarray(x).dtype, np.number)",
    .see = "isreal islogical ischar",
    .examples = { { "isnumeric([1 2])", "true" }, { "isnumeric(true)", "false" } } },
  { .name = "isfloat",
    .signature = "x: any -> logical",
    .call = call_isfloat,
    .summary = "True for numbers, which are all floating point here.",
    .numpy = "np.issubdtype(np.asarray(x).dtype, np.inexact)  # here all numbers are",
    .see = "isnumeric",
    .examples = { { "isfloat(1)", "true" } } },
  { .name = "isreal",
    .signature = "x: any -> logical",
    .call = call_isreal,
    .summary = "True for an array that is not complex; texts and truth values count as real.",
    .numpy = "np.isrealobj(x)",
    .see = "iscomplex real",
    .examples = { { "isreal(1+2i)", "false" }, { "isreal([1 2])", "true" } } },
  { .name = "iscomplex",
    .signature = "x: any -> logical",
    .call = call_iscomplex,
    .summary = "True for an array with an imaginary part.",
    .numpy = "np.iscomplexobj(x)",
    .see = "isreal imag",
    .examples = { { "iscomplex(1+2i)", "true" } } },
  { .name = "islogical",
    .signature = "x: any -> logical",
    .call = call_islogical,
    .summary = "True for truth values, such as a comparison answers.",
    .numpy = "x.dtype == bool",
    .see = "logical isnumeric",
    .examples = { { "islogical(1 > 0)", "true" }, { "islogical(1)", "false" } } },
  { .name = "isbool",
    .signature = "x: any -> logical",
    .call = call_islogical,
    .summary = "True for truth values; the same as islogical.",
    .numpy = "x.dtype == bool",
    .see = "islogical",
    .examples = { { "isbool(true)", "true" } } },
  { .name = "ischar",
    .signature = "x: any -> logical",
    .call = call_ischar,
    .summary = "True for a text.",
    .numpy = "isinstance(x, str)",
    .see = "iscellstr isnumeric",
    .examples = { { "ischar('abc')", "true" } } },
  { .name = "iscell",
    .signature = "x: any -> logical",
    .call = call_iscell,
    .summary = "True for a cell array.",
    .numpy = "isinstance(x, list)",
    .see = "iscellstr cell",
    .examples = { { "iscell({1, 'a'})", "true" } } },
  { .name = "iscellstr",
    .signature = "x: any -> logical",
    .call = call_iscellstr,
    .summary = "True for a cell array that holds texts only.",
    .numpy = "all(isinstance(s, str) for s in x)",
    .see = "iscell ischar",
    .examples = { { "iscellstr({'a', 'b'})", "true" }, { "iscellstr({1})", "false" } } },
  { .name = "isstruct",
    .signature = "x: any -> logical",
    .call = call_isstruct,
    .summary = "True for a record, a value with named fields.",
    .numpy = "isinstance(x, dict)",
    .see = "iscell",
    .examples = { { "isstruct(1)", "false" }, { "s.a = 1; isstruct(s)", "true" } } },
  { .name = "is_function_handle",
    .signature = "x: any -> logical",
    .call = call_is_function_handle,
    .summary = "True for a function such as @sin or @(x) x.^2.",
    .numpy = "callable(x)",
    .see = "func2str",
    .examples = { { "is_function_handle(@sin)", "true" } } },
  { .name = "isequal",
    .signature = "a: any, b: any... -> logical",
    .call = call_isequal,
    .summary = "True when all arguments have the same sizes and the same entries.",
    .numpy = "np.array_equal(a, b)",
    .see = "eq size_equal",
    .warning = "NaN is not equal to itself",
    .examples = { { "isequal([1 2], [1 2])", "true" }, { "isequal([1 2], [1; 2])", "false" } } },
  { .name = "isvarname",
    .signature = "s: any -> logical",
    .call = call_isvarname,
    .summary = "True when the text could be the name of a variable.",
    .numpy = "s.isidentifier()",
    .see = "exist",
    .examples = { { "isvarname('a1')", "true" }, { "isvarname('1a')", "false" } } },
  { .name = "exist",
    .signature = "name: string, kind?: string -> scalar",
    .call = call_exist,
    .summary =
        "1 for a variable, 5 for the name of a builtin function, 103 for one typed in, 0 for none.",
    .numpy = "'name' in globals()",
    .see = "isvarname",
    .examples = { { "exist('sin')", "5" }, { "exist('no_such_name')", "0" } } },
  { .name = "isnan",
    .signature = "x: any -> logical",
    .call = call_isnan,
    .summary = "True for each entry that is not a number.",
    .numpy = "np.isnan(x)",
    .see = "isinf isfinite NaN",
    .examples = { { "isnan([1 NaN])", "[false true]" } } },
  { .name = "isinf",
    .signature = "x: any -> logical",
    .call = call_isinf,
    .summary = "True for each entry that is infinite, of either sign.",
    .numpy = "np.isinf(x)",
    .see = "isnan isfinite Inf",
    .examples = { { "isinf([1 -Inf NaN])", "[false true false]" } } },
  { .name = "isfinite",
    .signature = "x: any -> logical",
    .call = call_isfinite,
    .summary = "True for each entry that is neither infinite nor NaN.",
    .numpy = "np.isfinite(x)",
    .see = "isnan isinf",
    .examples = { { "isfinite([1 Inf NaN])", "[true false false]" } } },
  CHARACTER_TEST("isspace", "True for each character that is white space.", "c.isspace()",
                 "isspace('a b')", "[false true false]"),
  CHARACTER_TEST("isdigit", "True for each character from 0 to 9.", "c.isdigit()", "isdigit('a1')",
                 "[false true]"),
  CHARACTER_TEST("isalpha", "True for each letter.", "c.isalpha()", "isalpha('a1')",
                 "[true false]"),
  CHARACTER_TEST("isletter", "True for each letter; the same as isalpha.", "c.isalpha()",
                 "isletter('a1')", "[true false]"),
  CHARACTER_TEST("isupper", "True for each capital letter.", "c.isupper()", "isupper('aB')",
                 "[false true]"),
  CHARACTER_TEST("islower", "True for each small letter.", "c.islower()", "islower('aB')",
                 "[true false]"),
  CHARACTER_TEST("isalnum", "True for each letter or digit.", "c.isalnum()", "isalnum('a_1')",
                 "[true false true]"),
  CHARACTER_TEST("ispunct", "True for each sign that is neither letter, digit nor space.",
                 "c in string.punctuation", "ispunct('a,b')", "[false true false]"),
  CHARACTER_TEST("isprint", "True for each character that can be seen, and the blank.",
                 "c.isprintable()", "isprint(\"a b\\n\")", "[true true true false]"),
  CHARACTER_TEST("isgraph", "True for each character that can be seen.",
                 "c.isprintable() and c != ' '", "isgraph('a b')", "[true false true]"),
  CHARACTER_TEST("iscntrl", "True for each control character, such as a line's end.", "ord(c) < 32",
                 "iscntrl(\"a\\n\")", "[false true]"),
  CHARACTER_TEST("isxdigit", "True for each digit of a number to the base 16.",
                 "c in string.hexdigits", "isxdigit('fg1')", "[true false true]"),
  { .name = "double",
    .signature = "x: any -> array",
    .call = call_double,
    .summary = "Truth values as 0 and 1, characters as their codes.",
    .numpy = "np.asarray(x, dtype=float)",
    .see = "logical char",
    .examples = { { "double('ab')", "[97 98]" }, { "double(true)", "1" } } },
  { .name = "full",
    .signature = "A: array -> array",
    .call = call_full,
    .summary = "The matrix with all its zeros written out; only diagonal ones look different.",
    .numpy = "A",
    .see = "diag eye",
    .examples = { { "full(eye(2))", "[1 0; 0 1]" } } },
  { .name = "complex",
    .signature = "re: array, im?: array -> array",
    .call = call_complex,
    .summary = "Complex numbers from real and imaginary parts, even where those are zero.",
    .numpy = "re + 1j*im",
    .see = "real imag",
    .examples = { { "complex(1, 2)", "1 + 2i" }, { "iscomplex(complex(1, 0))", "true" } } },
  { .name = "logical",
    .signature = "x: array -> logical",
    .call = call_logical,
    .summary = "True for every entry that is not 0, for use as a mask.",
    .numpy = "x.astype(bool)",
    .see = "true find",
    .examples = { { "logical([2 0])", "[true false]" },
                  { "logical(NaN)", "error: logical: NaN is neither" } } },
  { .name = "isna",
    .signature = "x: any -> logical",
    .call = call_isna,
    .summary = "False for each entry: there is one kind of missing number here, NaN, which isnan "
               "finds.",
    .numpy = "np.zeros(np.shape(x), bool)  # pd.isna(x) is isnan(x)",
    .see = "isnan ismissing",
    .examples = { { "isna([1 NaN])", "[false false]" } } },
  { 0 }
};
