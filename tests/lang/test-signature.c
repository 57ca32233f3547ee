/* test-signature.c -- signatures, the registry of builtins, and GSL's trap.  */

#include "config.h"
#include "base/memory.h"
#include "lang/registry.h"
#include "lang/trap.h"
#include "tests/tap.h"
#include "value/callable.h"
#include "value/cell.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ parsing */

static void test_parse(void) {
  static const struct {
    const char *text;
    bool good;
    size_t count, required;
    bool variadic;
  } rows[] = {
    { "-> scalar", true, 0, 0, false },
    { "x: array -> array", true, 1, 1, false },
    { "a: vector[n], b: vector[n] -> scalar", true, 2, 2, false },
    { "a: vector[3], b: vector[3] -> vector[3]", true, 2, 2, false },
    { "A: matrix[m,n], b: array[m, k] -> matrix", true, 2, 2, false },
    { "A: square[n] -> q: matrix, r: matrix", true, 1, 1, false },
    { "x: array, p?: scalar -> scalar", true, 2, 1, false },
    { "x?: array, dim?: integer -> array", true, 2, 0, false },
    { "a: any... -> array", true, 1, 1, true },
    { "a?: any... -> array", true, 1, 0, true },
    { "f: function, x: real, rest?: any... -> array", true, 3, 2, true },
    { "  x :array->array", true, 1, 1, false },
    { "", false, 0, 0, false },
    { "x: array", false, 0, 0, false },
    { "x: array ->", false, 0, 0, false },
    { "x -> array", false, 0, 0, false },
    { "x: nothing -> array", false, 0, 0, false },
    { "x: vector[ -> array", false, 0, 0, false },
    { "x: vector[0] -> array", false, 0, 0, false },
    { "x: vector[n -> array", false, 0, 0, false },
    { "x: array y: array -> array", false, 0, 0, false },
    { "a: any..., b: any -> array", false, 0, 0, false },
    { ": array -> array", false, 0, 0, false },
    { "a_name_that_is_much_too_long: array -> array", false, 0, 0, false },
    { "a:any,b:any,c:any,d:any,e:any,f:any,g:any,h:any,i:any,j:any,k:any -> any", false, 0, 0,
      false },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Signature sig;
    bool good = signature_parse(&sig, rows[i].text);
    bool same = good == rows[i].good &&
                (!good || (sig.count == rows[i].count && sig.required == rows[i].required &&
                           sig.variadic == rows[i].variadic));
    tap_ok(same, "\"%s\" %s", rows[i].text, rows[i].good ? "is a signature" : "is none");
  }
  Signature sig;
  signature_parse(&sig, "A: matrix[m,n], b?: vector[3] -> scalar");
  tap_ok(strcmp(sig.parameters[0].name, "A") == 0 && sig.parameters[0].kind == PARAMETER_MATRIX &&
             sig.parameters[0].rows == 'm' && sig.parameters[0].columns == 'n',
         "name, kind and sizes of the first parameter");
  tap_ok(sig.parameters[1].optional && sig.parameters[1].rows == -3, "a fixed size is negative");
}

/* ------------------------------------------------------------------ checking */

static void destroy_function(Callable *self) {
  free(self);
}
static const CallableClass plain_function = { destroy_function, NULL };

static Value make_function(void) {
  Callable *f = malloc(sizeof *f);
  if (f) *f = (Callable){ 1, &plain_function };
  return value_function(f);
}

static Value sized(size_t rows, size_t columns) {
  return value_array(array_zeros(2, (size_t[]){ rows, columns }, ELEMENT_REAL, false));
}

/* An argument from one word: 3, 1.5, nan, inf, true, i, 'abc', f, {}, record, none, 2x3, 2x3i. */
static Value argument(const char *word) {
  size_t m, n, p, len = strlen(word);
  char last;
  if (strcmp(word, "nan") == 0) return value_scalar(NAN);
  if (strcmp(word, "inf") == 0) return value_scalar(INFINITY);
  if (strcmp(word, "true") == 0) return value_logical(true);
  if (strcmp(word, "i") == 0) return value_complex(0, 1);
  if (strcmp(word, "f") == 0) return make_function();
  if (strcmp(word, "{}") == 0) return value_cell(cell_new_matrix(0, 0));
  if (strcmp(word, "record") == 0) return value_record(record_new());
  if (strcmp(word, "none") == 0) return VALUE_NOTHING;
  if (word[0] == '\'') return value_string_bytes(word + 1, len - 2);
  if (sscanf(word, "%zux%zux%zu", &m, &n, &p) == 3)
    return value_array(array_zeros(3, (size_t[]){ m, n, p }, ELEMENT_REAL, false));
  if (sscanf(word, "%zux%zu%c", &m, &n, &last) == 3 && last == 'i')
    return value_array(array_zeros(2, (size_t[]){ m, n }, ELEMENT_REAL, true));
  if (sscanf(word, "%zux%zu", &m, &n) == 2) return sized(m, n);
  return value_scalar(strtod(word, NULL));
}

/* "" when the arguments pass, else the message and the hint. */
static void check(const char *signature, const char *name, const char *words, Error *error,
                  Span *where) {
  Signature sig;
  Value args[12];
  Span spans[12];
  size_t count = 0;
  char *copy = mem_copy_string(words);
  for (char *w = strtok(copy, " "); w && count < 12; w = strtok(NULL, " ")) {
    spans[count] = (Span){ (uint32_t)(10 * count + 10), (uint32_t)(10 * count + 15) };
    args[count++] = argument(w);
  }
  *error = (Error){ 0 };
  if (!signature_parse(&sig, signature)) error_set(error, ERROR_SYNTAX, (Span){ 0, 0 }, "unparsed");
  signature_check(&sig, name, signature, args, count, spans, (Span){ 1, 99 }, error);
  *where = error->span;
  for (size_t i = 0; i < count; i++) value_release(args[i]);
  free(copy);
}

static void test_check(void) {
  static const struct {
    const char *signature, *name, *arguments, *message, *hint;
    unsigned argument; /* from 1; 0 is the whole call */
  } rows[] = {
    { "x: array -> array", "sin", "3", "", "", 0 },
    { "x: array -> array", "sin", "2x3", "", "", 0 },
    { "x: array -> array", "sin", "'abc'", "", "", 0 },
    { "x: array -> array", "sin", "i", "", "", 0 },
    { "x: array -> array", "sin", "2x3x4", "", "", 0 },
    { "x: array -> array", "sin", "3 4", "sin takes 1 argument, but got 2", "usage: sin(x)", 0 },
    { "x: array -> array", "sin", "", "sin takes 1 argument, but got 0", "usage: sin(x)", 0 },
    { "-> scalar", "pi", "3", "pi takes no arguments, but got 1", "usage: pi()", 0 },
    { "A: matrix, p?: any -> scalar", "norm", "", "norm takes 1 to 2 arguments, but got 0",
      "usage: norm(A, [p])", 0 },
    { "a: any... -> any", "horzcat", "", "horzcat takes at least 1 argument, but got 0",
      "usage: horzcat(a, ...)", 0 },
    { "a: any... -> any", "horzcat", "1 2 3 4 5 6 7 8 9 10 11 12", "", "", 0 },
    { "a?: any... -> any", "horzcat", "", "", "", 0 },
    { "A: matrix -> scalar", "norm", "f",
      "norm: the first argument A must be a matrix, but it is a function", "usage: norm(A)", 1 },
    { "A: matrix -> scalar", "norm", "2x3x4",
      "norm: the first argument A must be a matrix, but it is a 2x3x4 array", "usage: norm(A)", 1 },
    { "A: matrix -> scalar", "norm", "{}",
      "norm: the first argument A must be a matrix, but it is an empty 0x0 cell", "usage: norm(A)",
      1 },
    { "A: square[n], b: array[n] -> array", "solve", "3x3 3x1", "", "", 0 },
    { "A: square -> scalar", "det", "2x3",
      "det: the first argument A must be a square matrix, but it is a 2x3 matrix", "usage: det(A)",
      1 },
    { "a: vector -> scalar", "f", "1x3", "", "", 0 },
    { "a: vector -> scalar", "f", "3x1", "", "", 0 },
    { "a: vector -> scalar", "f", "3", "", "", 0 },
    { "a: vector -> scalar", "f", "0x0", "", "", 0 },
    { "a: vector -> scalar", "f", "2x2",
      "f: the first argument a must be a vector, but it is a 2x2 matrix", "usage: f(a)", 1 },
    { "x: scalar -> scalar", "f", "true", "", "", 0 },
    { "x: scalar -> scalar", "f", "'a'", "", "", 0 },
    { "x: scalar -> scalar", "f", "i",
      "f: the first argument x must be one real number, but it is a complex number", "usage: f(x)",
      1 },
    { "x: scalar -> scalar", "f", "1x2",
      "f: the first argument x must be one real number, but it is a 1x2 vector", "usage: f(x)", 1 },
    { "n: integer -> scalar", "f", "3", "", "", 0 },
    { "n: integer -> scalar", "f", "-3", "", "", 0 },
    { "n: integer -> scalar", "f", "true", "", "", 0 },
    { "n: integer -> scalar", "f", "1.5",
      "f: the first argument n must be a whole number, but it is the number 1.5", "usage: f(n)",
      1 },
    { "n: integer -> scalar", "f", "nan",
      "f: the first argument n must be a whole number, but it is the number NaN", "usage: f(n)",
      1 },
    { "n: integer -> scalar", "f", "inf",
      "f: the first argument n must be a whole number, but it is the number Inf", "usage: f(n)",
      1 },
    { "x: real -> scalar", "f", "2x2", "", "", 0 },
    { "x: real -> scalar", "f", "2x2i",
      "f: the first argument x must be real numbers, but it is a 2x2 matrix with complex elements",
      "usage: f(x)", 1 },
    { "x: real -> scalar", "f", "i",
      "f: the first argument x must be real numbers, but it is a complex number", "usage: f(x)",
      1 },
    { "b: logical -> scalar", "f", "1", "", "", 0 },
    { "b: logical -> scalar", "f", "1x2",
      "f: the first argument b must be true or false, but it is a 1x2 vector", "usage: f(b)", 1 },
    { "s: string -> scalar", "f", "'abc'", "", "", 0 },
    { "s: string -> scalar", "f", "''", "", "", 0 },
    { "s: string -> scalar", "f", "3",
      "f: the first argument s must be a text in quotes, but it is the number 3", "usage: f(s)",
      1 },
    { "g: function -> scalar", "f", "f", "", "", 0 },
    { "g: function -> scalar", "f", "'sin'",
      "f: the first argument g must be a function such as @(x) x.^2, but it is the text 'sin'",
      "usage: f(g)", 1 },
    { "c: cell -> scalar", "f", "{}", "", "", 0 },
    { "c: cell -> scalar", "f", "3",
      "f: the first argument c must be a cell array, but it is the number 3", "usage: f(c)", 1 },
    { "r: record -> scalar", "f", "record", "", "", 0 },
    { "r: record -> scalar", "f", "3",
      "f: the first argument r must be a record, but it is the number 3", "usage: f(r)", 1 },
    { "x: any -> scalar", "f", "none",
      "f: the first argument x must be anything, but it is nothing", "usage: f(x)", 1 },
    { "x: array, dim?: integer -> array", "sum", "2x2 f",
      "sum: the second argument dim must be a whole number, but it is a function",
      "usage: sum(x, [dim])", 2 },
    { "x: array, k?: integer, dim?: integer -> array", "diff", "2x2 0x0 2", "", "", 0 },
    { "x: array, k: integer -> array", "diff", "2x2 0x0",
      "diff: the second argument k must be a whole number, but it is an empty 0x0 matrix",
      "usage: diff(x, k)", 2 },
    { "a: vector[n], b: vector[n] -> scalar", "dot", "1x3 3x1", "", "", 0 },
    { "a: vector[n], b: vector[n] -> scalar", "dot", "1x3 1x4",
      "dot: b has 4 elements, but n = 3 because of a", "", 2 },
    { "a: vector[n], b?: vector[n] -> scalar", "dot", "1x3 0x0", "", "", 0 },
    { "A: square[n], b: array[n,k] -> array", "solve", "2x2 3x1",
      "solve: b has 3 rows, but n = 2 because of A", "", 2 },
    { "A: matrix[m,n], B: matrix[n,k] -> array", "f", "2x3 3x4", "", "", 0 },
    { "A: matrix[m,n], B: matrix[n,k] -> array", "f", "2x3 2x4",
      "f: B has 2 rows, but n = 3 because of A", "", 2 },
    { "A: matrix[m,n], B: matrix[k,n] -> array", "f", "2x3 2x4",
      "f: B has 4 columns, but n = 3 because of A", "", 2 },
    { "a: vector[3] -> array", "cross", "1x3", "", "", 0 },
    { "a: vector[3] -> array", "cross", "1x2", "cross: a must have 3 elements, but it has 2", "",
      1 },
    { "A: matrix[2,2] -> array", "f", "2x3", "f: A must have 2 columns, but it has 3", "", 1 },
    { "x: array, rest?: scalar... -> array", "f", "1 2 3 4", "", "", 0 },
    { "x: array, rest?: scalar... -> array", "f", "1 2 3 f",
      "f: the fourth argument rest must be one real number, but it is a function",
      "usage: f(x, [rest], ...)", 4 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Error error;
    Span where;
    check(rows[i].signature, rows[i].name, rows[i].arguments, &error, &where);
    tap_text(error.message, rows[i].message, "%s with (%s)", rows[i].signature, rows[i].arguments);
    if (!rows[i].message[0]) continue;
    tap_text(error.hint, rows[i].hint, "its hint");
    uint32_t start = rows[i].argument ? 10 * rows[i].argument : 1;
    tap_ok(where.start == start, "its place is %u", (unsigned)start);
  }
}

/* ------------------------------------------------------------------ the registry */

static Value call_nothing(Call *call) {
  (void)call;
  return VALUE_NOTHING;
}

#define PLAIN(word)                                                                                \
  { .name = word, .signature = "x: array -> array", .call = call_nothing }
static const Builtin first_family[] = { PLAIN("log"),     PLAIN("asin"),     PLAIN("mean"),
                                        PLAIN("numel"),   PLAIN("tan"),      PLAIN("std"),
                                        PLAIN("var"),     PLAIN("inv"),      PLAIN("det"),
                                        PLAIN("eig"),     PLAIN("max"),      PLAIN("min"),
                                        PLAIN("horzcat"), PLAIN("linspace"), { 0 } };
static const Builtin second_family[] = {
  PLAIN("normcdf"), PLAIN("normpdf"), PLAIN("dot"), PLAIN("acos"),
  PLAIN("atan"),    PLAIN("sort"),    { 0 }
};
static const Builtin double_family[] = { PLAIN("log"),
                                         { .name = "odd", .signature = "x:", .call = call_nothing },
                                         { .name = "idle", .signature = "-> any" },
                                         { 0 } };

static void test_registry(void) {
  const Family families[] = { { "First", first_family }, { "Second", second_family }, { 0 } };
  Registry *r = registry_new(families);
  Text complaint = TEXT_EMPTY;
  tap_ok(registry_count(r) == 20, "all families are counted");
  tap_ok(registry_check(r, &complaint) && complaint.len == 0, "a sound registry has no complaint");
  const Entry *e = registry_find(r, "normcdf(3)", 7);
  tap_ok(e && e->family == &families[1] && e->signature.count == 1, "a name is a stretch of bytes");
  tap_ok(!registry_find(r, "norm", 4) && !registry_find(r, "normcdfx", 8) &&
             !registry_find(r, "", 0),
         "neither a part nor a longer name is found");
  for (size_t i = 0; i < registry_count(r); i++) {
    const char *name = registry_at(r, i)->builtin->name;
    tap_ok(registry_find(r, name, strlen(name)) == registry_at(r, i), "%s is found", name);
  }
  tap_ok(strcmp(registry_at(r, 14)->builtin->name, "normcdf") == 0, "in the families' order");
  static const char *const near[][2] = {
    { "ln", "log" },          { "arcsin", "asin" },      { "arccos", "acos" },
    { "arctan", "atan" },     { "average", "mean" },     { "avg", "mean" },
    { "len", "numel" },       { "length", "numel" },     { "tg", "tan" },
    { "stdev", "std" },       { "variance", "var" },     { "inverse", "inv" },
    { "determinant", "det" }, { "eigenvalues", "eig" },  { "argmax", "max" },
    { "argmin", "min" },      { "concat", "horzcat" },   { "range", "linspace" },
    { "arange", "linspace" }, { "np.dot", "dot" },       { "np.linalg.inv", "inv" },
    { "np.average", "mean" }, { "math.log", "log" },     { "normal_cdf", "normcdf" },
    { "pdf", "normpdf" },     { "meen", "mean" },        { "maen", "mean" },
    { "normcfd", "normcdf" }, { "linspce", "linspace" }, { "sotr", "sort" },
  };
  for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
    const char *got = registry_nearest(r, near[i][0]);
    tap_text(got ? got : "", near[i][1], "%s is near %s", near[i][0], near[i][1]);
  }
  tap_ok(!registry_nearest(r, "zebra") && !registry_nearest(r, "") && !registry_nearest(r, "np."),
         "nothing is near to zebra, or to nothing");
  registry_free(r);
  registry_free(NULL);

  const Family broken[] = { { "First", first_family }, { "Broken", double_family }, { 0 } };
  r = registry_new(broken);
  tap_ok(!registry_check(r, &complaint), "a broken registry is found out");
  tap_ok(strstr(text_string(&complaint), "log: the name is taken twice") != NULL, "a double name");
  tap_ok(strstr(text_string(&complaint), "odd: the signature 'x:' does not parse") != NULL,
         "a signature that does not parse");
  tap_ok(strstr(text_string(&complaint), "idle: exactly one of call and map") != NULL,
         "a builtin that does nothing");
  registry_free(r);
  text_free(&complaint);
  const Family none[] = { { 0 } };
  r = registry_new(none);
  tap_ok(registry_count(r) == 0 && !registry_find(r, "log", 3) && !registry_nearest(r, "log"),
         "an empty registry");
  registry_free(r);
}

/* ------------------------------------------------------------------ the trap */

static void test_trap(void) {
  trap_install();
  trap_take();
  double x = gsl_sf_log(-1);
  TrapState caught = trap_take();
  tap_ok(isnan(x) && caught.number == GSL_EDOM && caught.reason, "log(-1) is caught");
  tap_ok(trap_take().number == 0, "taking clears");
  gsl_sf_log(-1);
  gsl_error("later", __FILE__, __LINE__, GSL_EMAXITER);
  tap_ok(trap_take().number == GSL_EDOM, "the first complaint counts");
  gsl_sf_exp(-1000);
  tap_ok(trap_take().number == 0, "underflow is no mistake");
  gsl_error("before", __FILE__, __LINE__, GSL_ESING);
  TrapState kept = trap_take();
  gsl_sf_log(-1);
  trap_take();
  trap_restore(kept);
  tap_ok(trap_take().number == GSL_ESING, "what was caught can be put back");
  static const struct {
    int number;
    ErrorKind kind;
  } rows[] = { { GSL_EDOM, ERROR_DOMAIN },      { GSL_ERANGE, ERROR_DOMAIN },
               { GSL_EZERODIV, ERROR_DOMAIN },  { GSL_EBADLEN, ERROR_SHAPE },
               { GSL_ENOTSQR, ERROR_SHAPE },    { GSL_ENOMEM, ERROR_LIMIT },
               { GSL_EMAXITER, ERROR_NUMERIC }, { GSL_ESING, ERROR_NUMERIC } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    tap_ok(trap_kind(rows[i].number) == rows[i].kind, "the kind of '%s'",
           gsl_strerror(rows[i].number));
}

int main(void) {
  test_parse();
  test_check();
  test_registry();
  test_trap();
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  return tap_done();
}
