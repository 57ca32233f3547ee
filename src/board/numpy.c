/* numpy.c -- a program in Python: imports, definitions, its lines.  */

#include "config.h"
#include "board/numpy.h"
#include "board/python.h"
#include "lang/body.h"
#include "lang/parse.h"

#include <stdlib.h>
#include <string.h>

/* MODULE. stands in TEXT as the start of a name. */
static bool is_used(const char *text, const char *module) {
  size_t len = strlen(module);
  for (const char *at = text; (at = strstr(at, module)); at++)
    if (at[len] == '.' && (at == text || strchr(" (=[*-+/\n", at[-1]))) return true;
  return false;
}

void python_imports(const char *text, Text *out) {
  static const char *const standard[] = { "calendar",  "copy", "datetime", "fractions",
                                          "itertools", "math", "re",       "string",
                                          "sys",       "time", "warnings" };
  static const char *const scipy[] = { "scipy.cluster",   "scipy.differentiate", "scipy.fft",
                                       "scipy.integrate", "scipy.interpolate",   "scipy.linalg",
                                       "scipy.ndimage",   "scipy.optimize",      "scipy.signal",
                                       "scipy.sparse",    "scipy.spatial",       "scipy.special",
                                       "scipy.stats" };
  for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
    if (is_used(text, standard[i])) text_printf(out, "import %s\n", standard[i]);
  Text others = TEXT_EMPTY; /* in a group of their own */
  if (strstr(text, "plt.")) text_puts(&others, "import matplotlib.pyplot as plt\n");
  if (strstr(text, "np.")) text_puts(&others, "import numpy as np\n");
  for (size_t i = 0; i < sizeof scipy / sizeof *scipy; i++)
    if (strstr(text, scipy[i])) text_printf(&others, "import %s\n", scipy[i]);
  if (is_used(text, "sympy")) text_puts(&others, "import sympy\n");
  if (out->len > 0 && others.len > 0) text_putc(out, '\n');
  text_puts(out, text_string(&others));
  text_free(&others);
}

/* The functions of the program are there from the start, whichever line calls them. */
static void define_functions(Numpy *np, const Node *program) {
  for (size_t i = 0; i < program->count; i++) {
    const Node *n = program->kids[i];
    if (n->kind != NODE_FUNCTION) continue;
    char *text =
        arena_copy(&np->arena, np->place->source + n->span.start, n->span.end - n->span.start);
    Error error = { 0 };
    Scope *empty = scope_new();
    apart_run(np->apart, empty, text, NULL, &error);
    scope_free(empty);
  }
}

/* Functions that no line called. */
static bool write_functions(Numpy *np, const Node *program) {
  for (size_t i = 0; i < program->count; i++) {
    const Node *n = program->kids[i];
    if (n->kind != NODE_FUNCTION) continue;
    Value f = VALUE_NOTHING;
    Error error = { 0 };
    Scope *empty = scope_new();
    char *text = arena_printf(&np->arena, "@%s", n->text);
    if (apart_run(np->apart, empty, text, &f, &error))
      python_define(np, n, n->text, python_keep(np, f), NULL, 0);
    scope_free(empty);
  }
  return np->error.kind == ERROR_NONE;
}

static Node *parse_program(Numpy *np, const char *text) {
  Parser parser;
  parser_begin(&parser, text, &np->arena, &np->error);
  Node **list = NULL, *n;
  size_t count = 0, cap = 0;
  while ((n = parse_statement(&parser))) {
    MEM_GROW(list, count, cap);
    list[count++] = n;
  }
  Node *program = arena_new(&np->arena, sizeof *program);
  *program = (Node){ .kind = NODE_BLOCK, .count = count };
  program->kids = arena_new(&np->arena, (count + 1) * sizeof *list);
  if (count > 0) memcpy(program->kids, list, count * sizeof *list);
  free(list);
  return np->error.kind == ERROR_NONE ? program : NULL;
}

/* A name of a function alone: its definition is what is asked for. */
static bool is_function_alone(Numpy *np, const Node *program) {
  if (program->count != 1 || program->kids[0]->kind != NODE_EXPRESSION) return false;
  const Node *n = program->kids[0]->kids[0];
  if (n->kind == NODE_HANDLE) return false;
  if (n->kind != NODE_NAME) return false;
  Value v = python_variable(np, n->text);
  FunctionBody body;
  const Builtin *b;
  if (v.kind == VALUE_FUNCTION) {
    python_define(np, n, n->text, v, NULL, 0);
    return true;
  }
  if (v.kind != VALUE_NONE || !function_body_named(np->call->interp, n->text, &body, &b))
    return false;
  if (body.node->kind != NODE_FUNCTION || body.parameters == 0) return false;
  Error error = { 0 };
  char *text = arena_printf(&np->arena, "@%s", n->text);
  if (apart_run(np->apart, np->place->scope, text, &v, &error))
    python_define(np, n, n->text, python_keep(np, v), NULL, 0);
  return true;
}

/* ALONE: at a prompt, which shows the last value by itself; a file prints it. */
static bool write_program(Numpy *np, const Node *program, bool alone, Text *lines, Value *result) {
  np->place->body = program;
  define_functions(np, program);
  if (is_function_alone(np, program)) return np->error.kind == ERROR_NONE;
  size_t count = program->count;
  bool good = python_statements(np, program->kids, count, alone, lines, result);
  if (good) python_settle_all(np, NULL);
  return good && np->error.kind == ERROR_NONE && write_functions(np, program);
}

static void put_program(Numpy *np, const char *lines, Text *out) {
  Text body = TEXT_EMPTY, imports = TEXT_EMPTY;
  text_append(&body, text_string(&np->prelude), np->prelude.len);
  python_fill_marks(np, lines, &body);
  if (strstr(text_string(&body), "rng.") && !strstr(text_string(&body), "rng = ")) {
    Text first = TEXT_EMPTY;
    text_puts(&first, "rng = np.random.default_rng()\n");
    text_append(&first, text_string(&body), body.len);
    text_free(&body);
    body = first;
    python_comment(np, "other random numbers than here");
  }
  if (strstr(text_string(&body), "plt.")) text_puts(&body, "plt.show()\n");
  python_imports(text_string(&body), &imports);
  python_lay_out(text_string(&imports), text_string(&np->comments), text_string(&body), out);
  text_free(&imports);
  text_free(&body);
}

bool numpy_translate(Call *call, const char *text, const char *origin, Span where, Text *out,
                     Error *error) {
  Numpy np;
  Place top;
  python_begin(&np, call, &top, text);
  const Node *program = parse_program(&np, text);
  Text lines = TEXT_EMPTY;
  Value result = VALUE_NOTHING;
  bool good =
      program && program->count > 0 && write_program(&np, program, !origin, &lines, &result);
  if (good)
    put_program(&np, text_string(&lines), out);
  else {
    *error = np.error;
    if (error->kind == ERROR_NONE)
      error_set(error, ERROR_TYPE, where, "there is nothing to translate");
    else if (origin)
      error_locate(error, text, origin);
    else if (!error->located) {
      error->span.start += where.start;
      error->span.end += where.start;
    }
  }
  text_free(&lines);
  python_end(&np);
  return good;
}
