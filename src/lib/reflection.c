/* reflection.c -- a program that looks at itself: eval, the counts of arguments, checks of them. */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ eval */

static Value evaluate(Call *call, Text *said) {
  Value result = VALUE_NOTHING;
  bool wanted = call->wanted > 0 && !said;
  Error error = { 0 };
  if (call_evaluate(call, call_string(call, 0), wanted, &result, said, &error)) return result;
  bool hopeless = error.kind == ERROR_LIMIT || error.kind == ERROR_INTERRUPT;
  if (!call_given(call, 1) || hopeless) return call_fail_as(call, &error);
  error = (Error){ 0 };
  if (call_evaluate(call, call_string(call, 1), wanted, &result, said, &error)) return result;
  return call_fail_as(call, &error);
}

static Value call_eval(Call *call) {
  return evaluate(call, NULL);
}

static Value call_evalc(Call *call) {
  Text said = TEXT_EMPTY;
  Value r = evaluate(call, &said);
  if (r.kind != VALUE_ERROR) {
    value_release(r);
    r = value_string_bytes(text_string(&said), said.len);
  }
  text_free(&said);
  return r;
}

static Value call_lasterr(Call *call) {
  return value_string(call_caught(call)->message);
}

/* ------------------------------------------------------------------ counts */

static Value call_count_of(Call *call) {
  bool inputs = strcmp(call->builtin->name, "nargin") == 0;
  Value v = call->args[0], f = VALUE_NOTHING;
  long in = 0, out = 0;
  if (call->count == 0) return value_scalar(0); /* of a script */
  if (v.kind == VALUE_FUNCTION)
    f = value_retain(v);
  else if (value_is_string(v)) {
    Text source = TEXT_EMPTY;
    Error error = { 0 };
    text_printf(&source, "@%s", call_string(call, 0));
    bool good = call_evaluate(call, text_string(&source), true, &f, NULL, &error);
    text_free(&source);
    if (!good) return call_fail_as(call, &error);
  } else
    return call_fail_at(call, 0, ERROR_TYPE, "a function or its name is expected");
  bool known = call_counts(call, f, &in, &out);
  value_release(f);
  if (!known)
    return call_fail_at(call, 0, ERROR_TYPE,
                        "only functions written here can be counted; `help` "
                        "shows the arguments of the others");
  return value_scalar((double)(inputs ? in : out));
}

static Value check_count(Call *call, const char *which, const char *what) {
  Value given = call_variable(call, which);
  double n = given.kind == VALUE_SCALAR ? given.scalar : 0;
  double least = call_scalar(call, 0), most = call_scalar(call, 1);
  value_release(given);
  if (n < least) return call_fail(call, ERROR_TYPE, "not enough %s arguments", what);
  if (n > most) return call_fail(call, ERROR_TYPE, "too many %s arguments", what);
  return VALUE_NOTHING;
}

static Value call_narginchk(Call *call) {
  return check_count(call, "nargin", "input");
}

static Value call_nargoutchk(Call *call) {
  return check_count(call, "nargout", "output");
}

static Value call_isargout(Call *call) {
  Value given = call_variable(call, "nargout");
  double n = given.kind == VALUE_SCALAR ? fmax(given.scalar, 1) : 1;
  double k = call_scalar(call, 0);
  value_release(given);
  return value_logical(k >= 1 && k <= n);
}

/* ------------------------------------------------------------------ validateattributes */

static bool is_of_class(Value v, const char *name) {
  if (strcmp(name, "numeric") == 0 || strcmp(name, "float") == 0)
    return strcmp(value_class(v), "double") == 0;
  return strcmp(value_class(v), name) == 0;
}

typedef bool Test(double x);

static bool is_positive(double x) {
  return x > 0;
}
static bool is_not_negative(double x) {
  return x >= 0;
}
static bool is_nonzero(double x) {
  return x != 0;
}
static bool is_whole(double x) {
  return x == floor(x) && !isinf(x);
}
static bool is_binary(double x) {
  return x == 0 || x == 1;
}
static bool is_finite(double x) {
  return isfinite(x);
}
static bool is_number(double x) {
  return !isnan(x);
}

static bool all_entries(Value v, Test *test) {
  View view;
  if (!value_view(&v, &view)) return false;
  for (size_t k = 0; k < view.count * (view.complex ? 2 : 1); k++)
    if (!test(view.data[k])) return false;
  return true;
}

/* Attributes without a value; *KNOWN false for words that are none. */
static bool holds(Value v, const char *word, bool *known) {
  static const struct {
    const char *word;
    Test *test;
  } tests[] = { { "positive", is_positive }, { "nonnegative", is_not_negative },
                { "nonzero", is_nonzero },   { "integer", is_whole },
                { "binary", is_binary },     { "finite", is_finite },
                { "nonnan", is_number } };
  size_t rank = value_rank(v), rows = value_size(v, 0), columns = value_size(v, 1);
  *known = true;
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
    if (strcmp(word, tests[i].word) == 0) return all_entries(v, tests[i].test);
  if (strcmp(word, "scalar") == 0) return value_count(v) == 1;
  if (strcmp(word, "vector") == 0) return rank == 2 && (rows == 1 || columns == 1);
  if (strcmp(word, "row") == 0) return rank == 2 && rows == 1;
  if (strcmp(word, "column") == 0) return rank == 2 && columns == 1;
  if (strcmp(word, "2d") == 0) return rank == 2;
  if (strcmp(word, "square") == 0) return rank == 2 && rows == columns;
  if (strcmp(word, "nonempty") == 0) return value_count(v) > 0;
  if (strcmp(word, "real") == 0) return !value_is_complex(v);
  return *known = false;
}

/* Attributes with one, such as '>=', 0 and 'numel', 3. */
static bool holds_with(Value v, const char *word, double x, bool *known) {
  View view;
  *known = true;
  if (strcmp(word, "numel") == 0) return (double)value_count(v) == x;
  if (strcmp(word, "nrows") == 0) return (double)value_size(v, 0) == x;
  if (strcmp(word, "ncols") == 0) return (double)value_size(v, 1) == x;
  if (strcmp(word, "ndims") == 0) return (double)value_rank(v) == x;
  *known = word[0] == '<' || word[0] == '>';
  if (!*known || !value_view(&v, &view)) return false;
  for (size_t k = 0; k < view.count; k++) {
    double y = view.data[view.complex ? 2 * k : k];
    bool equal = word[1] == '=' && y == x;
    if (!(equal || (word[0] == '<' ? y < x : y > x))) return false;
  }
  return true;
}

static void word_of(Value v, char *word, size_t size) {
  Text t = TEXT_EMPTY;
  if (value_is_string(v)) value_append_text(v, &t);
  strncpy(word, text_string(&t), size - 1);
  word[size - 1] = '\0';
  text_free(&t);
}

static Value call_validate(Call *call) {
  Value v = call->args[0];
  const Cell *classes = call->args[1].cell, *attributes = call->args[2].cell;
  char word[40];
  bool fits = classes->count == 0;
  for (size_t i = 0; i < classes->count && !fits; i++) {
    word_of(classes->items[i], word, sizeof word);
    fits = is_of_class(v, word);
  }
  if (!fits) return call_fail_at(call, 0, ERROR_TYPE, "input must be of class %s", word);
  for (size_t i = 0; i < attributes->count; i++) {
    bool known, good;
    word_of(attributes->items[i], word, sizeof word);
    good = holds(v, word, &known);
    if (!known && i + 1 < attributes->count) {
      Value limit = attributes->items[++i];
      good = holds_with(v, word, limit.kind == VALUE_SCALAR ? limit.scalar : NAN, &known);
    }
    if (!known) return call_fail_at(call, 2, ERROR_TYPE, "there is no attribute '%s'", word);
    if (!good) return call_fail_at(call, 0, ERROR_DOMAIN, "input must be %s", word);
  }
  return VALUE_NOTHING;
}

static Value call_nargchk(Call *call) {
  return formula(call, "least most n kind", "said",
                 "if least > most, error('the least number is above the most'); end\n"
                 "said = ''; id = '';\n"
                 "if n < least\n"
                 "  said = 'not enough input arguments'; id = 'Octave:nargchk:not-enough-inputs';\n"
                 "elseif n > most\n"
                 "  said = 'too many input arguments'; id = 'Octave:nargchk:too-many-inputs';\n"
                 "end\n"
                 "if given > 3 && strcmpi(kind, 'struct')\n"
                 "  said = struct('message', said, 'identifier', id);\n"
                 "end");
}

const Builtin reflection_family[] = {
  { .name = "eval",
    .signature = "code: string, otherwise?: string -> any",
    .call = call_eval,
    .summary = "Runs a text as if it stood here; when it fails, the second text is run instead.",
    .numpy = "exec(code)",
    .see = "evalc feval str2func",
    .warning = "a handle, f = @(x) ..., is nearly always the better way",
    .examples = { { "eval('x = 3;'); x", "3" },
                  { "y = eval('3 + 4')", "7" },
                  { "eval('error(\"no\")', 'x = 5;'); x", "5" } } },
  { .name = "evalc",
    .signature = "code: string, otherwise?: string -> string",
    .call = call_evalc,
    .summary = "Runs a text and gives what it prints.",
    .numpy = "contextlib.redirect_stdout",
    .see = "eval disp",
    .examples = { { "evalc('disp(5)')", "\"5\\n\"" } } },
  { .name = "lasterr",
    .signature = "-> string",
    .call = call_lasterr,
    .summary = "The message of the error that was caught last.",
    .numpy = "str(e)",
    .see = "error rethrow",
    .examples = { { "try, error('oops'), catch, end, lasterr()", "'oops'" } } },
  { .name = "nargin",
    .signature = "f?: any -> scalar",
    .call = call_count_of,
    .summary = "How many arguments a function takes, negative when the last is varargin; inside a "
               "function, without an argument, how many were given.",
    .numpy = "len(inspect.signature(f).parameters)",
    .see = "nargout narginchk",
    .examples = { { "nargin(@(x, y) x + y)", "2" } } },
  { .name = "nargout",
    .signature = "f?: any -> scalar",
    .call = call_count_of,
    .summary = "How many results a function gives; inside a function, without an argument, how "
               "many are wanted.",
    .numpy = "len(f())  # for functions without parameters",
    .see = "nargin isargout",
    .examples = { { "nargout(@(x) x)", "1" } } },
  { .name = "narginchk",
    .signature = "least: scalar, most: scalar -> any",
    .call = call_narginchk,
    .summary = "Stops the function it stands in unless the number of arguments lies between the "
               "two.",
    .numpy = "def f(a, b=None)",
    .see = "nargin validateattributes",
    .examples = { { "narginchk(0, 1); 1", "1" } } },
  { .name = "nargoutchk",
    .signature = "least: scalar, most: scalar -> any",
    .call = call_nargoutchk,
    .summary = "Stops the function it stands in unless the number of wanted results lies between "
               "the two.",
    .numpy = "return a, b",
    .see = "nargout narginchk",
    .examples = { { "nargoutchk(0, 1); 1", "1" } } },
  { .name = "isargout",
    .signature = "k: scalar -> logical",
    .call = call_isargout,
    .summary = "Whether the function it stands in is asked for its result number k.",
    .numpy = "return a, b",
    .see = "nargout",
    .examples = { { "isargout(1)", "true" } } },
  { .name = "validateattributes",
    .signature = "x: any, classes: cell, attributes: cell, more?: any... -> any",
    .call = call_validate,
    .summary = "Stops unless x is of one of the classes and has all the attributes, such as "
               "'positive', 'integer', 'vector' or '>=', 0.",
    .numpy = "assert isinstance(x, float) and x > 0",
    .see = "isa assert",
    .examples = { { "validateattributes(5, {'numeric'}, {'positive'}); 1", "1" },
                  { "validateattributes(-5, {'numeric'}, {'positive'})",
                    "error: validateattributes: input must be positive" } } },
  { .name = "nargchk",
    .signature = "least: scalar, most: scalar, n: scalar, kind?: string -> any",
    .call = call_nargchk,
    .summary = "What is wrong with a number n of arguments, as a text that is empty when nothing "
               "is: error(nargchk(1, 2, nargin)).",
    .numpy = "def f(a, b=None)",
    .see = "narginchk nargin",
    .examples = { { "nargchk(1, 2, 3)", "'too many input arguments'" },
                  { "isempty(nargchk(1, 2, 2))", "true" } } },
  { 0 }
};
