/* complain.c -- errors in the learner's own names, with a way out.  */

#include "config.h"
#include "lang/state.h"
#include "lang/unparse.h"
#include "value/cell.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ unknown names */

static void consider(const char *name, const char *candidate, const char **best, int *least) {
  size_t len = strlen(name);
  int distance = strcasecmp(name, candidate) == 0 ? 0 : edit_distance(name, candidate, 2);
  /* One letter is as near to any other, and so are two. */
  int limit = len < 3 ? 0 : len < 5 ? 1 : 2;
  if (distance <= limit && distance < *least && strcmp(name, candidate) != 0) {
    *least = distance;
    *best = candidate;
  }
}

static const char *nearest_variable(const Interp *in, const char *name, const Code *code,
                                    const Value *registers) {
  const char *best = NULL;
  int least = 3;
  for (size_t i = 0; code && i < code->variable_count; i++)
    if (registers[i].kind != VALUE_NONE) consider(name, code->names[i], &best, &least);
  for (size_t i = 0; in->scope && i < in->scope->names.count; i++)
    if (in->scope->values[i].kind != VALUE_NONE)
      consider(name, in->scope->names.keys[i], &best, &least);
  for (size_t i = 0; i < in->functions.names.count; i++)
    if (in->functions.slots[i].code) consider(name, in->functions.slots[i].name, &best, &least);
  return best;
}

const char *complain_nearest(const Interp *in, const char *name, bool called) {
  const char *variable = nearest_variable(in, name, in->top_code, in->top_registers);
  const char *function = registry_nearest(in->functions.registry, name);
  return called && function ? function : variable ? variable : function;
}

/* Words that have no counterpart here. */
static const char *advice(const char *name) {
  static const char *const words[][2] = {
    { "exit", "to leave, type `quit` alone or press Ctrl-D" },
    { "quit", "to leave, type `quit` alone or press Ctrl-D" },
    { "ls", "that is a word of the shell; `who` lists your variables" },
    { "dir", "that is a word of the shell; `who` lists your variables" },
    { "cd", "that is a word of the shell; here you compute: try 1 + 1" },
    { "pwd", "that is a word of the shell; here you compute: try 1 + 1" },
    { "vim", "that is a word of the shell; here you compute: try 1 + 1" },
    { "vi", "that is a word of the shell; here you compute: try 1 + 1" },
    { "emacs", "that is a word of the shell; here you compute: try 1 + 1" },
    { "nano", "that is a word of the shell; here you compute: try 1 + 1" },
    { "man", "`help NAME` explains a function: help sin" },
    { "sudo", "that is a word of the shell; here you compute: try 1 + 1" },
    { "pass", "an empty block needs nothing between its lines" },
    { "input", "type the value itself: x = 3" },
    { "readline", "type the value itself: x = 3" },
    { "enumerate", "count with an index: for i = 1:numel(x), x(i), end" },
    { "zip", "count with an index: for i = 1:numel(x), x(i), end" },
    { "library", "nothing needs to be loaded: all functions are here" },
    { "require", "nothing needs to be loaded: all functions are here" },
    { "console", "write disp(x), or simply x" },
    { "System", "write disp(x), or simply x" },
    { "help", "`help NAME` explains a function: help sin" },
    { "typecast", "all numbers are doubles here, there is no other kind" },
    { "nargchk", "write narginchk(least, most) in the function" },
    { "containers", "a record holds values by name: r.name = 3, or r.(word) = 3" },
    { "inputParser", "test the arguments yourself: nargin, isempty, validateattributes" },
    { "csvread", "a table is read by readcsv('table.csv')" },
    { "dlmread", "a table is read by readcsv('table.csv')" },
    { "importdata", "a table is read by readcsv('table.csv')" },
    { "textread", "a table is read by readcsv('table.csv')" },
    { "xlsread", "a table is read by readcsv('table.csv')" },
    { "fileread", "a table is read by readcsv('table.csv')" },
    { "fopen", "what is typed here cannot touch files; tables are read by readcsv" },
    { "fclose", "what is typed here cannot touch files; tables are read by readcsv" },
    { "fgetl", "what is typed here cannot touch files; tables are read by readcsv" },
    { "fgets", "what is typed here cannot touch files; tables are read by readcsv" },
    { "fread", "what is typed here cannot touch files; tables are read by readcsv" },
    { "fwrite", "what is typed here cannot touch files; tables are read by readcsv" },
    { "csvwrite", "what is typed here cannot touch files; tables are read by readcsv" },
    { "dlmwrite", "what is typed here cannot touch files; tables are read by readcsv" },
    { "unlink", "what is typed here cannot touch files; tables are read by readcsv" },
    { "mkdir", "what is typed here cannot touch files; tables are read by readcsv" },
    { "rmdir", "what is typed here cannot touch files; tables are read by readcsv" },
    { "delete", "what is typed here cannot touch files; tables are read by readcsv" },
    { "tempname", "what is typed here cannot touch files; tables are read by readcsv" },
    { "system", "what is typed here cannot start programs or leave this window" },
    { "shell_cmd", "what is typed here cannot start programs or leave this window" },
    { "exec", "what is typed here cannot start programs or leave this window" },
    { "popen", "what is typed here cannot start programs or leave this window" },
    { "fork", "what is typed here cannot start programs or leave this window" },
    { "unix", "what is typed here cannot start programs or leave this window" },
    { "dos", "what is typed here cannot start programs or leave this window" },
    { "urlread", "what is typed here cannot start programs or leave this window" },
    { "webread", "what is typed here cannot start programs or leave this window" },
    { "source", "what is typed here cannot start programs or leave this window" },
    { "run", "what is typed here cannot start programs or leave this window" },
    { "addpath", "what is typed here cannot start programs or leave this window" },
    { "glpk", "linear programs are left out; fminsearch finds minima without limits" },
    { "sqp", "fminsearch and fminunc find minima; a limit can be added as a penalty" },
    { "qp", "without limits the minimum of x'*H*x/2 + q'*x is at H \\ -q" },
    { "textscan", "strsplit and str2double take a text apart; readcsv reads tables" },
    { "inputname", "a function cannot see what its arguments are called" },
    { "P", "chances have names: 1 - normcdf(2) is P(X > 2) of a standard normal X" },
    { "N", "normpdf(x, mu, sigma) is its density, normrnd(mu, sigma) draws from it" },
    { "summary", "mean, median, std, min, max and quantile describe a list of numbers" },
    { "fail", "try f(x), catch err, disp(err.message), end shows what goes wrong" },
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(name, words[i][0]) == 0) return words[i][1];
  return NULL;
}

/* A parameter that the caller left out. */
static bool complain_missing(Error *e, const Code *code, const char *name, Span where) {
  for (size_t i = 0; code && i < code->parameter_count; i++) {
    if (strcmp(code->names[i], name) != 0) continue;
    if (code->name[0])
      return error_set(e, ERROR_NAME, where, "%s was called without its argument %s", code->name,
                       name),
             true;
    error_set(e, ERROR_NAME, where, "this function was called without its argument %s", name);
    return true;
  }
  return false;
}

/* int32(5), single(pi): other kinds of numbers. */
static bool complain_class(Error *e, const char *name, Span where) {
  static const char *const whole[] = { "int8",  "int16",  "int32",  "int64",
                                       "uint8", "uint16", "uint32", "uint64" };
  bool single = strcmp(name, "single") == 0;
  size_t i = 0;
  while (i < sizeof whole / sizeof *whole && strcmp(name, whole[i]) != 0) i++;
  if (!single && i == sizeof whole / sizeof *whole) return false;
  error_set(e, ERROR_NAME, where, "%s: numbers are doubles here, there is no other kind", name);
  if (single)
    error_hint(e, "leave it out; `format short` shows few digits");
  else
    error_hint(e, "round(x) makes whole numbers; they are exact up to 2^53");
  return true;
}

/* sinx: a function and a variable without brackets; HINT has room for 80. */
static bool complain_run_on(const Interp *in, const char *name, const Code *code,
                            const Value *registers, char *hint) {
  size_t len = strlen(name);
  for (size_t cut = len > 40 ? 0 : len - 1; cut >= 2; cut--) {
    const Entry *entry = registry_find(in->functions.registry, name, cut);
    if (!entry || !entry->builtin->map) continue;
    const char *rest = name + cut;
    bool known = strcmp(rest, "x") == 0 || strcmp(rest, "pi") == 0;
    for (size_t i = 0; code && i < code->variable_count && !known; i++)
      known = registers[i].kind != VALUE_NONE && strcmp(code->names[i], rest) == 0;
    for (size_t i = 0; in->scope && i < in->scope->names.count && !known; i++)
      known =
          in->scope->values[i].kind != VALUE_NONE && strcmp(in->scope->names.keys[i], rest) == 0;
    if (!known) continue;
    snprintf(hint, 80, "write %.*s(%s)", (int)cut, name, rest);
    return true;
  }
  return false;
}

/* Is what stands at START the second argument of diff and the like, which is a name in quotes? */
static bool names_variable(const char *text, size_t start) {
  static const char *const calls[] = { "diff", "gradient", "jacobian", "hessian" };
  size_t at = start, depth = 0;
  while (at > 0 && text[at - 1] == ' ') at--;
  if (at == 0 || text[--at] != ',') return false;
  for (; at > 0 && (depth > 0 || text[at - 1] != '('); at--) {
    if (text[at - 1] == '\n') return false;
    if (text[at - 1] == ')') depth++;
    if (text[at - 1] == '(') depth--;
  }
  for (size_t i = 0; at > 0 && i < sizeof calls / sizeof *calls; i++) {
    size_t length = strlen(calls[i]);
    if (at - 1 >= length && strncmp(text + at - 1 - length, calls[i], length) == 0) return true;
  }
  return false;
}

bool complain_undefined(Interp *in, const char *name, Span where, const Code *code,
                        const Value *registers) {
  Error *e = in->error;
  if (e->kind != ERROR_NONE || complain_missing(e, code, name, where)) return false;
  const Node *n = code ? code->node : NULL;
  for (size_t i = 0; n && n->kind == NODE_MULTIPLE && i + 1 < n->count; i++)
    if (n->kids[i] && n->kids[i]->kind == NODE_NAME && n->kids[i]->span.start == where.start) {
      error_set(e, ERROR_TYPE, where, "the right side gives no value for %.80s", name);
      error_hint(e, "only some functions give several results, as in [m, i] = max(x)");
      return false;
    }
  if (complain_class(e, name, where)) return false;
  error_set(e, ERROR_NAME, where, "'%.80s' is not a variable or a function here", name);
  const char *variable = nearest_variable(in, name, code, registers);
  const char *function = registry_nearest(in->functions.registry, name);
  const char *text = code && code->program ? code->program->source->text : NULL;
  bool called = text && where.end <= strlen(text) && text[where.end] == '(';
  const char *more = advice(name);
  char run_on[80];
  if (!more && !called && complain_run_on(in, name, code, registers, run_on)) more = run_on;
  if (!more && !called && !variable && !function && strlen(name) == 2 && name[1] == 'x') {
    snprintf(run_on, sizeof run_on, "assign it first: %s = ..., or write %c*x for a product", name,
             *name);
    more = run_on;
  }
  if (text && !called && where.start < strlen(text) && names_variable(text, where.start))
    error_hint(e, "the name of a variable stands in quotes here: '%.40s'", name);
  else if (more)
    error_hint(e, "%s", more);
  else if (variable && function && !called && strlen(name) > 2)
    error_hint(e, "did you mean %s, or the function %s?", variable, function);
  else if (function && (called || !variable))
    error_hint(e, "did you mean %s?", function);
  else if (variable)
    error_hint(e, "did you mean %s?", variable);
  else if (called || !text || where.end == 0)
    error_hint(e, "`apropos %.40s` searches the functions", name);
  else
    error_hint(e, "assign it first: %.40s = ...", name);
  return false;
}

bool complain_no_value(Interp *in, const Node *n) {
  const Node *name = n && n->kind == NODE_CALL ? n->kids[0] : n;
  if (name && name->kind == NODE_NAME) {
    error_set(in->error, ERROR_TYPE, n->span, "%s gives no value that could be used here",
              name->text);
    if (registry_find(in->functions.registry, name->text, strlen(name->text)))
      error_hint(in->error, "call it alone, as a line of its own");
    else
      error_hint(in->error, "its first line must name a result: function y = %.40s(...)",
                 name->text);
    return false;
  }
  return error_set(in->error, ERROR_TYPE, n ? n->span : (Span){ 0, 0 },
                   "this gives no value that could be used here");
}

/* ------------------------------------------------------------------ wrong number of arguments */

bool complain_count(Interp *in, const Code *code, size_t given, const Node *site) {
  Text definition = TEXT_EMPTY;
  if (code->node && code->node->kind == NODE_LAMBDA)
    unparse(code->node, &definition);
  else
    for (size_t i = 0; i < code->parameter_count; i++)
      text_printf(&definition, "%s%s", i ? ", " : "", code->names[i]);
  const char *name = code->name[0] ? code->name
                     : site && site->kind == NODE_CALL && site->kids[0]->kind == NODE_NAME
                         ? site->kids[0]->text
                         : "the function";
  size_t takes = code->parameter_count;
  error_set(in->error, ERROR_TYPE, site ? site->span : (Span){ 0, 0 },
            "%s takes %zu argument%s, but got %zu", name, takes, takes == 1 ? "" : "s", given);
  if (code->node && code->node->kind == NODE_LAMBDA)
    error_hint(in->error, "it was defined as %s", text_string(&definition));
  else
    error_hint(in->error, "it was defined as %s(%s)", name, text_string(&definition));
  text_free(&definition);
  return false;
}

/* ------------------------------------------------------------------ operands that do not fit */

static bool is_matrix(Value v) {
  return value_is_numeric(v) && value_rank(v) == 2;
}

static void source_of(const Node *n, const char *otherwise, Text *out) {
  size_t before = out->len;
  unparse(n, out);
  if (out->len - before > 24) {
    text_truncate(out, before);
    text_puts(out, otherwise);
  }
}

static void wrapped(const Node *n, const char *otherwise, Text *out) {
  bool quoted =
      n->kind == NODE_UNARY && (n->op == OPERATE_CONJUGATE_TRANSPOSE || n->op == OPERATE_TRANSPOSE);
  bool simple = quoted || n->kind == NODE_NAME || n->kind == NODE_CALL || n->kind == NODE_MATRIX ||
                n->parens > 0 || (n->kind == NODE_NUMBER && !n->flag);
  if (!simple) text_putc(out, '(');
  source_of(n, otherwise, out);
  if (!simple) text_putc(out, ')');
}

/* N transposed, or what it was before it was transposed. */
static void transposed(const Node *n, const char *otherwise, Text *out) {
  bool already = n->kind == NODE_UNARY && n->parens == 0 &&
                 (n->op == OPERATE_CONJUGATE_TRANSPOSE || n->op == OPERATE_TRANSPOSE);
  wrapped(already ? n->kids[0] : n, otherwise, out);
  if (!already) text_putc(out, '\'');
}

/* Products that do fit, with the size each would have. */
static void propose_products(const Node *n, Value a, Value b, Text *out) {
  size_t ar = value_size(a, 0), ac = value_size(a, 1), br = value_size(b, 0), bc = value_size(b, 1);
  Text A = TEXT_EMPTY, B = TEXT_EMPTY;
  wrapped(n->kids[0], "A", &A);
  wrapped(n->kids[1], "B", &B);
  Text turned_A = TEXT_EMPTY, turned_B = TEXT_EMPTY;
  transposed(n->kids[0], "A", &turned_A);
  transposed(n->kids[1], "B", &turned_B);
  const char *x = text_string(&A), *y = text_string(&B);
  const struct {
    bool fits;
    bool swapped;
    size_t rows, columns;
  } ways[] = {
    { ar == br, false, ac, bc },
    { ac == bc, false, ar, br },
    { bc == ar, true, br, ac },
    { ar == br && ac == bc, false, ar, ac },
  };
  bool any = false;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if (!ways[i].fits) continue;
    text_puts(out, any ? ", or " : "perhaps ");
    const char *first = ways[i].swapped ? y : x, *second = ways[i].swapped ? x : y;
    switch (i) {
    case 0: text_printf(out, "%s * %s", text_string(&turned_A), second); break;
    case 1: text_printf(out, "%s * %s", first, text_string(&turned_B)); break;
    case 2: text_printf(out, "%s * %s", first, second); break;
    default: text_printf(out, "%s .* %s", first, second); break;
    }
    if (ways[i].rows == 1 && ways[i].columns == 1)
      text_puts(out, " (a number)");
    else
      text_printf(out, " (%zux%zu)", ways[i].rows, ways[i].columns);
    any = true;
  }
  text_free(&turned_A);
  text_free(&turned_B);
  text_free(&A);
  text_free(&B);
}

static void name_shapes(Error *e, const Node *n, Value a, Value b) {
  if (n->kids[0]->kind != NODE_NAME && n->kids[1]->kind != NODE_NAME) return;
  Text said = TEXT_EMPTY;
  source_of(n->kids[0], "the left side", &said);
  text_puts(&said, " is ");
  value_shape(a, &said);
  text_puts(&said, " and ");
  source_of(n->kids[1], "the right side", &said);
  text_puts(&said, " is ");
  value_shape(b, &said);
  const char *reason = strchr(e->message, ':');
  text_puts(&said, reason ? reason : "");
  if (reason && said.len < sizeof e->message) {
    memcpy(e->message, text_string(&said), said.len + 1);
  }
  text_free(&said);
}

static bool agrees(size_t m, size_t n) {
  return m == n || m == 1 || n == 1;
}

/* A transpose that makes the sizes fit an elementwise operation or a division. */
static void propose_transposes(const Node *n, Value a, Value b, Text *out) {
  size_t ar = value_size(a, 0), ac = value_size(a, 1), br = value_size(b, 0), bc = value_size(b, 1);
  bool fits = n->op == OPERATE_MATRIX_LEFT_DIVIDE    ? ar == bc
              : n->op == OPERATE_MATRIX_RIGHT_DIVIDE ? ac == br
                                                     : agrees(ar, bc) && agrees(ac, br);
  bool vectors = (ar == 1 || ac == 1) && (br == 1 || bc == 1);
  if (vectors && ar * ac != br * bc) {
    if (n->op != OPERATE_MATRIX_LEFT_DIVIDE && n->op != OPERATE_MATRIX_RIGHT_DIVIDE)
      text_printf(out, "both need as many entries: here are %zu and %zu", ar * ac, br * bc);
    return;
  }
  if (!fits) return;
  text_puts(out, "perhaps ");
  wrapped(n->kids[0], "A", out);
  text_printf(out, " %s ", operator_text(n->op));
  transposed(n->kids[1], "B", out);
  if (n->op == OPERATE_MATRIX_LEFT_DIVIDE)
    text_printf(out, " (%zux%zu)", ac, br);
  else if (n->op == OPERATE_MATRIX_RIGHT_DIVIDE)
    text_printf(out, " (%zux%zu)", ar, bc);
  else
    text_printf(out, " (%zux%zu)", ar > bc ? ar : bc, ac > br ? ac : br);
}

/* A text among numbers, which counts as its character codes. */
static void propose_text(const Node *n, bool text_first, Text *out) {
  text_puts(out, "a text counts as character codes; to join write [");
  for (size_t i = 0; i < 2; i++) {
    bool number = (i == 0) != text_first;
    text_puts(out, i ? ", " : "");
    text_puts(out, number ? "num2str(" : "");
    source_of(n->kids[i], "x", out);
    text_puts(out, number ? ")" : "");
  }
  text_putc(out, ']');
}

static void propose_entrywise(const Node *n, Text *out) {
  text_puts(out, "for the power of every entry, write ");
  wrapped(n->kids[0], "A", out);
  text_puts(out, " .^ ");
  wrapped(n->kids[1], "n", out);
}

/* An operand that is no number: what of it could be meant. */
static void propose_part(const Node *n, Value a, Value b, Text *out) {
  for (size_t i = 0; i < 2 && out->len == 0; i++) {
    Value v = i == 0 ? a : b;
    Text part = TEXT_EMPTY, left = TEXT_EMPTY, right = TEXT_EMPTY;
    const Node *kid = n->kids[i];
    if (v.kind == VALUE_CELL && kid->kind == NODE_CALL) kid = kid->kids[0]; /* c(1) */
    wrapped(kid, "x", &part);
    if (v.kind == VALUE_FUNCTION)
      text_puts(&part, "(x)");
    else if (v.kind == VALUE_CELL)
      text_puts(&part, "{1}");
    else if (v.kind == VALUE_RECORD && v.record->count > 0)
      text_printf(&part, ".%s", v.record->names[0]);
    else {
      text_free(&part);
      continue;
    }
    bool call = v.kind == VALUE_FUNCTION, cell = v.kind == VALUE_CELL;
    if (n->kids[i]->kind == NODE_NAME || (cell && n->kids[i]->kind == NODE_CALL)) {
      source_of(n->kids[0], "a", &left);
      source_of(n->kids[1], "b", &right);
      const Node *other = n->kids[1 - i];
      bool also = (i == 0 ? b : a).kind >= VALUE_FUNCTION; /* both sides are wrong */
      if (call && also && other->kind == NODE_NAME)
        text_printf(out, "a new function: @(x) %s(x) %s %s(x)", text_string(&left),
                    operator_text(n->op), text_string(&right));
      else
        text_printf(out, "%s %s %s %s",
                    call   ? "a new function: @(x)"
                    : cell ? "take an element out of the cell:"
                           : "take a field:",
                    i == 0 ? text_string(&part) : text_string(&left), operator_text(n->op),
                    i == 0 ? text_string(&right) : text_string(&part));
    }
    text_free(&part);
    text_free(&left);
    text_free(&right);
  }
}

void complain_operands(Interp *in, const Node *n, Value a, Value b) {
  Error *e = in->error;
  if (n->kind != NODE_BINARY || (e->kind != ERROR_SHAPE && e->kind != ERROR_TYPE)) return;
  e->span = n->span;
  Text hint = TEXT_EMPTY;
  if (e->kind == ERROR_TYPE)
    propose_part(n, a, b, &hint);
  else {
    name_shapes(e, n, a, b);
    bool flat = is_matrix(a) && is_matrix(b);
    if (n->op == OPERATE_MATRIX_POWER)
      propose_entrywise(n, &hint);
    else if (value_is_text(a) != value_is_text(b) && n->op == OPERATE_ADD)
      propose_text(n, value_is_text(a), &hint);
    else if (flat && n->op == OPERATE_MATRIX_TIMES) {
      propose_products(n, a, b, &hint);
      if (hint.len == 0) text_puts(&hint, "the left needs as many columns as the right has rows");
    } else if (flat)
      propose_transposes(n, a, b, &hint);
    if (hint.len == 0 && value_is_text(a) != value_is_text(b))
      text_puts(&hint, "a text counts as its character codes here");
    if (hint.len == 0 && flat && n->op == OPERATE_MATRIX_LEFT_DIVIDE)
      text_puts(&hint, "A \\ b solves A*x = b: b has a row for every row of A");
  }
  if (hint.len > 0) {
    e->hint[0] = '\0';
    error_hint(e, "%s", text_string(&hint));
  }
  text_free(&hint);
}

/* ------------------------------------------------------------------ Python's methods and rows */

bool complain_field(Interp *in, const Node *n, Value v) {
  Text got = TEXT_EMPTY, object = TEXT_EMPTY;
  Error *e = in->error;
  const char *name = n->text;
  if (v.kind == VALUE_NONE)
    text_puts(&got, "nothing");
  else
    value_describe(v, &got);
  error_set(e, ERROR_TYPE, n->span, "only a record has fields like .%s; this is %s", name,
            text_string(&got));
  wrapped(n->kids[0], "x", &object);
  const char *x = text_string(&object);
  if (!value_is_numeric(v))
    ;
  else if (strcmp(name, "T") == 0)
    error_hint(e, "the transpose is written %s'", x);
  else if (strcmp(name, "shape") == 0)
    error_hint(e, "write size(%s)", x);
  else if (strcmp(name, "append") == 0)
    error_hint(e, "write [%s, value]", x);
  else if (strcmp(name, "dot") == 0 || strcmp(name, "reshape") == 0)
    error_hint(e, "write %s(%s, ...)", name, x);
  else if (registry_find(in->functions.registry, name, strlen(name)))
    error_hint(e, "write %s(%s)", name, x);
  text_free(&object);
  text_free(&got);
  return false;
}
