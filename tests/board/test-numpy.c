/* test-numpy.c -- lines in Python: their text, their errors, and, where NumPy and SciPy are
   installed, what they compute: every example of every builtin, the rows of numpy.tsv, and the
   programs of numpy-programs.txt, and the functions of numpy-functions.tsv.  */

#include "config.h"
#include "lang/body.h"
#include "lang/interp.h"
#include "lang/parse.h"
#include "lib/library.h"
#include "tests/tap.h"
#include "value/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Case {
  char *title;
  bool settled; /* its text is in the table already */
} Case;

typedef struct Cases {
  Text script; /* for judge.py */
  Case *items;
  size_t count, cap;
} Cases;

static void hear(void *self, const char *text) {
  text_puts(self, text);
}

/* Where the last statement starts. */
static size_t last_statement(const char *code) {
  Arena arena = { 0 };
  Error error = { 0 };
  Parser p;
  parser_begin(&p, code, &arena, &error);
  size_t start = 0;
  const Node *n;
  while ((n = parse_statement(&p))) start = n->span.start;
  arena_free(&arena);
  return start;
}

static void put_number(double x, Text *out) {
  if (isnan(x))
    text_puts(out, "np.nan");
  else if (isinf(x))
    text_puts(out, x < 0 ? "-np.inf" : "np.inf");
  else
    text_printf(out, "%.17g", x);
}

/* V in Python, by the plainest means; false for what is not compared. */
static bool put_value(Value v, Text *out) {
  if (value_is_text(v)) {
    Text t = TEXT_EMPTY;
    value_append_text(v, &t);
    bool plain = !strpbrk(text_string(&t), "\\\"\n") && strlen(text_string(&t)) == t.len;
    text_printf(out, "\"%s\"", text_string(&t));
    text_free(&t);
    return plain;
  }
  View x;
  if (!value_view(&v, &x)) return false;
  text_puts(out, "np.array([");
  for (size_t i = 0; i < x.count; i++) {
    if (x.complex) {
      text_puts(out, "complex(");
      put_number(x.data[2 * i], out);
      text_puts(out, ", ");
      put_number(x.data[2 * i + 1], out);
      text_puts(out, "), ");
    } else {
      put_number(x.data[i], out);
      text_puts(out, ", ");
    }
  }
  text_puts(out, "]).reshape((");
  for (size_t d = 0; d < x.rank; d++) text_printf(out, "%zu, ", x.dims[d]);
  text_puts(out, "), order=\"F\")");
  return true;
}

/* The name that an assignment gives a value; "" for an expression. */
static void target_of(const char *statement, Text *name) {
  const char *closing = *statement == '[' ? strchr(statement, ']') : NULL;
  if (closing && closing[1] == ' ' && closing[2] == '=') { /* the first of several */
    text_append(name, statement + 1, strcspn(statement + 1, ",]"));
    return;
  }
  size_t len = strspn(statement, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
  size_t then = len;
  if (statement[then] == '(') then += strcspn(statement + then, ")") + 1;
  const char *sign = statement + then + strspn(statement + then, " ");
  bool updates = *sign && strchr("+-*/^", *sign) && sign[1] == '=';
  if ((*sign == '=' && sign[1] != '=') || updates) text_append(name, statement, len);
}

/* CODE: statements, and at the end the one to be translated.  False when it has no NumPy form. */
static bool translate(const Registry *r, const char *code, Text *python, Value *value, Text *name,
                      Error *error) {
  *value = VALUE_NOTHING;
  Interp *in = interp_new(r, (Host){ .self = python, .print = hear });
  Scope *scope = scope_new();
  size_t start = last_statement(code);
  char *lead = mem_copy_bytes(code, start);
  Text line = TEXT_EMPTY;
  text_printf(&line, "numpy %s", code + start);
  bool good = interp_run(in, scope, lead, RUN_QUIET, NULL, error);
  text_clear(python);
  good = good && interp_run(in, scope, text_string(&line), RUN_QUIET, NULL, error);
  if (good) {
    Text said = TEXT_EMPTY;
    text_append(&said, text_string(python), python->len);
    target_of(code + start, name);
    good = interp_run(in, scope, code + start, RUN_QUIET, value, error);
    if (name->len > 0) {
      value_release(*value);
      *value = scope_get(scope, text_string(name));
    }
    text_clear(python);
    text_append(python, text_string(&said), said.len);
    text_free(&said);
  }
  text_free(&line);
  free(lead);
  scope_free(scope);
  interp_free(in);
  return good;
}

/* What stands in it can be run and compared: nothing is drawn by chance, missing, or printed last,
   and no comment says that Python answers otherwise. */
static bool is_comparable(const char *python, bool named) {
  static const char *const never[] = { "# other random",
                                       "rng.",
                                       ": your ",
                                       "sys.std",
                                       "time.",
                                       "input(",
                                       "# not exact",
                                       "# nan ",
                                       "# rounding may",
                                       "# a fraction, not a text",
                                       "# ValueError",
                                       "# powers of 2 only",
                                       "# here ",
                                       "# lists instead",
                                       "# fewer numbers",
                                       "scaled otherwise",
                                       "# less exact",
                                       "# in the notation of",
                                       "# for functions without" };
  for (size_t i = 0; i < sizeof never / sizeof *never; i++)
    if (strstr(python, never[i])) return false;
  return named || !strstr(python, "print(");
}

static void add(Cases *cases, const char *title, Value v, const char *name, double tolerance,
                const char *python) {
  Text wanted = TEXT_EMPTY;
  if (put_value(v, &wanted) && is_comparable(python, *name != '\0')) {
    text_printf(&cases->script, "%zu\n%s\n%g\n%s\n%s", cases->count, name, tolerance,
                text_string(&wanted), python);
    text_append(&cases->script, "\0", 1);
    MEM_GROW(cases->items, cases->count, cases->cap);
    cases->items[cases->count++] = (Case){ mem_copy_string(title), false };
  }
  text_free(&wanted);
}

/* Answers that are found step by step agree less closely. */
static double tolerance_of(const char *code) {
  static const char *const searched[] = { "fminsearch",  "fminunc", "fminbnd", "fsolve",
                                          "lsqcurvefit", "nlinfit", "fzero",   "ode45" };
  for (size_t i = 0; i < sizeof searched / sizeof *searched; i++)
    if (strstr(code, searched[i])) return 1e-3;
  return 1e-7;
}

static void collect_examples(const Registry *r, Cases *cases) {
  for (size_t i = 0; i < registry_count(r); i++) {
    const Builtin *b = registry_at(r, i)->builtin;
    for (size_t k = 0; k < MAX_EXAMPLES && b->examples[k].input; k++) {
      const char *code = b->examples[k].input;
      if (strncmp(b->examples[k].output, "error: ", 7) == 0 || strstr(code, "numpy ")) continue;
      Text python = TEXT_EMPTY, name = TEXT_EMPTY;
      Value v;
      Error error = { 0 };
      if (translate(r, code, &python, &v, &name, &error))
        add(cases, code, v, text_string(&name), tolerance_of(code), text_string(&python));
      value_release(v);
      text_free(&name);
      text_free(&python);
    }
  }
}

/* code<TAB>the last lines of the translation (\n between lines; empty: only run) */
static void collect_rows(const Registry *r, Cases *cases) {
  char *table = tap_file("tests/board/numpy.tsv");
  for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
    if (*line == '#' || !*line) continue;
    char *expected = strchr(line, '\t');
    if (expected) *expected++ = '\0';
    Text python = TEXT_EMPTY, name = TEXT_EMPTY, wanted = TEXT_EMPTY;
    for (const char *c = expected ? expected : ""; *c; c++)
      if (c[0] == '\\' && c[1] == 'n') {
        text_putc(&wanted, '\n');
        c++;
      } else
        text_putc(&wanted, *c);
    Value v;
    Error error = { 0 };
    if (!translate(r, line, &python, &v, &name, &error)) {
      tap_ok(false, "%s", line);
      tap_note("%s", error.message);
    } else {
      if (wanted.len > 0) {
        text_putc(&wanted, '\n');
        size_t all = python.len, own = wanted.len;
        bool same = all >= own &&
                    strcmp(text_string(&python) + all - own, text_string(&wanted)) == 0 &&
                    (all == own || text_string(&python)[all - own - 1] == '\n');
        if (!tap_ok(same, "%s", line)) tap_note("%s", text_string(&python));
      }
      add(cases, line, v, text_string(&name), tolerance_of(line), text_string(&python));
    }
    value_release(v);
    text_free(&wanted);
    text_free(&name);
    text_free(&python);
  }
  free(table);
}

/* One program: its translation is run as a whole, and the variables NAMES are compared. */
static void add_program(const Registry *r, Cases *cases, char *names, const char *code) {
  Text python = TEXT_EMPTY;
  Interp *in = interp_new(r, (Host){ .self = &python, .print = hear });
  Scope *scope = scope_new();
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  scope_set(scope, "code_", value_string(code));
  if (interp_run(in, scope, "feval('numpy', code_);", RUN_QUIET, NULL, &error)) {
    Text said = TEXT_EMPTY;
    text_append(&said, text_string(&python), python.len);
    Scope *own = scope_new();
    bool good = interp_run(in, own, code, RUN_QUIET, &v, &error);
    value_release(v);
    for (char *name = strtok(names, " "); good && name; name = strtok(NULL, " ")) {
      Text title = TEXT_EMPTY;
      text_printf(&title, "%s of %.60s", name, code);
      for (size_t i = 0; i < title.len; i++)
        if (title.data[i] == '\n') title.data[i] = ' ';
      Value wanted = scope_get(own, name);
      add(cases, text_string(&title), wanted, name, 1e-7, text_string(&said));
      value_release(wanted);
      text_free(&title);
    }
    if (!good) tap_ok(false, "%s", error.message);
    scope_free(own);
    text_free(&said);
  } else {
    tap_ok(false, "%s", code);
    tap_note("%s", error.message);
  }
  scope_free(scope);
  interp_free(in);
  text_free(&python);
}

static void collect_programs(const Registry *r, Cases *cases) {
  char *file = tap_file("tests/board/numpy-programs.txt");
  for (char *at = strstr(file, "\n== "); at;) {
    char *names = at + 4, *code = strchr(names, '\n');
    if (!code) break;
    *code++ = '\0';
    at = strstr(code, "\n== ");
    if (at) *at = '\0';
    add_program(r, cases, names, code);
  }
  free(file);
}

/* An argument as Python has it: numbers, arrays of one axis, matrices. */
static bool put_argument(Value v, Text *out) {
  if (v.kind == VALUE_FUNCTION) {
    const Builtin *b = NULL;
    FunctionBody body;
    bool own = function_body(v, &body, &b);
    if (!own && b) text_printf(out, "np.%s", b->name);
    return !own && b;
  }
  bool vector = v.kind == VALUE_ARRAY && !value_is_text(v) &&
                (value_size(v, 0) == 1 || value_size(v, 1) == 1);
  bool good = put_value(v, out);
  if (good && vector) text_puts(out, ".ravel()");
  if (good && v.kind == VALUE_SCALAR) text_puts(out, ".item()");
  return good;
}

/* The definition of a function that nothing calls, called afterwards.
   name<TAB>statements<TAB>arguments, as elements of a cell */
static void add_function(const Registry *r, Cases *cases, const char *name, const char *code,
                         const char *arguments) {
  Text python = TEXT_EMPTY, line = TEXT_EMPTY;
  Interp *in = interp_new(r, (Host){ .self = &python, .print = hear });
  Scope *scope = scope_new();
  Value wanted = VALUE_NOTHING, list = VALUE_NOTHING, ignored = VALUE_NOTHING;
  Error error = { 0 };
  bool good = interp_run(in, scope, code, RUN_QUIET, &ignored, &error);
  text_clear(&python);
  text_printf(&line, "numpy %s", name);
  good = good && interp_run(in, scope, text_string(&line), RUN_QUIET, &ignored, &error);
  text_clear(&line);
  text_printf(&line, "arguments_ = {%s}; %s(arguments_{:})", arguments, name);
  good = good && interp_run(in, scope, text_string(&line), RUN_QUIET, &wanted, &error);
  list = scope_get(scope, "arguments_");
  text_printf(&python, "import numpy as np\n%s(", name);
  for (size_t i = 0; good && i < list.cell->count; i++) {
    if (i > 0) text_puts(&python, ", ");
    good = put_argument(list.cell->items[i], &python);
  }
  text_puts(&python, ")");
  size_t before = cases->count;
  if (good) add(cases, code, wanted, "", 1e-9, text_string(&python));
  if (cases->count == before) {
    tap_ok(false, "%s", code);
    tap_note("%s\n%s", error.message, text_string(&python));
  }
  value_release(wanted);
  value_release(list);
  value_release(ignored);
  scope_free(scope);
  interp_free(in);
  text_free(&line);
  text_free(&python);
}

static void collect_functions(const Registry *r, Cases *cases) {
  char *table = tap_file("tests/board/numpy-functions.tsv");
  for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
    char *code = strchr(line, '\t'), *arguments = code ? strchr(code + 1, '\t') : NULL;
    if (*line == '#' || !arguments) continue;
    *code++ = '\0';
    *arguments++ = '\0';
    add_function(r, cases, line, code, arguments);
  }
  free(table);
}

static void try_errors(const Registry *r) {
  char *table = tap_file("tests/board/numpy-errors.tsv");
  for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
    char *expected = strchr(line, '\t');
    if (*line == '#' || !expected) continue;
    *expected++ = '\0';
    Text python = TEXT_EMPTY, name = TEXT_EMPTY;
    Value v;
    Error error = { 0 };
    bool good = translate(r, line, &python, &v, &name, &error);
    if (!tap_ok(!good && strstr(error.message, expected), "%s", line))
      tap_note("%s", good ? text_string(&python) : error.message);
    value_release(v);
    text_free(&name);
    text_free(&python);
  }
  free(table);
}

static void report(Cases *cases, char *answers) {
  size_t compared = 0;
  for (char *line = strtok(answers, "\n"); line; line = strtok(NULL, "\n")) {
    char *verdict = strchr(line, '\t');
    size_t i = (size_t)strtoul(line, NULL, 10);
    if (!verdict++ || i >= cases->count) continue;
    cases->items[i].settled = true;
    if (strncmp(verdict, "skip", 4) == 0) {
      tap_skip(cases->items[i].title, verdict);
      continue;
    }
    compared++;
    if (!tap_ok(strcmp(verdict, "ok") == 0, "in Python: %s", cases->items[i].title))
      tap_note("%s", verdict);
  }
  for (size_t i = 0; i < cases->count; i++)
    if (!cases->items[i].settled) tap_ok(false, "no answer from Python: %s", cases->items[i].title);
  tap_ok(compared >= 1200, "%zu lines were compared", compared);
}

static void run_python(Cases *cases) {
  const char *top = getenv("srcdir");
  char script[] = "numpy-script-XXXXXX";
  int file = mkstemp(script);
  FILE *f = file < 0 ? NULL : fdopen(file, "wb");
  if (!f) {
    tap_ok(false, "a file for the script can be made");
    return;
  }
  fwrite(text_string(&cases->script), 1, cases->script.len, f);
  fclose(f);
  Text command = TEXT_EMPTY, answers = TEXT_EMPTY;
  text_printf(&command,
              "for p in python3 /usr/bin/python3; do command -v $p >/dev/null && "
              "$p -c 'import numpy, scipy' 2>/dev/null && "
              "exec $p '%s/tests/board/judge.py' <%s; done; exit 77",
              top ? top : ".", script);
  FILE *pipe = popen(text_string(&command), "r");
  char part[4096];
  size_t len;
  while (pipe && (len = fread(part, 1, sizeof part, pipe)) > 0) text_append(&answers, part, len);
  int status = pipe ? pclose(pipe) : -1;
  unlink(script);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
    tap_skip("the lines are run", "Python with NumPy and SciPy is not installed");
  else {
    char *copy = text_take(&answers);
    report(cases, copy ? copy : (char[]){ "" });
    free(copy);
  }
  text_free(&command);
  text_free(&answers);
}

int main(void) {
  Registry *r = library_new();
  Cases cases = { 0 };
  collect_rows(r, &cases);
  try_errors(r);
  collect_examples(r, &cases);
  collect_programs(r, &cases);
  collect_functions(r, &cases);
  run_python(&cases);
  for (size_t i = 0; i < cases.count; i++) free(cases.items[i].title);
  free(cases.items);
  text_free(&cases.script);
  registry_free(r);
  return tap_done();
}
