/* complain.c -- errors in the learner's own names, with a way out.  */

#include "config.h"
#include "lang/state.h"
#include "lang/unparse.h"

#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ unknown names */

static void consider(const char *name, const char *candidate, const char **best, int *least) {
  int limit = strlen(name) < 4 ? 1 : 2;
  int distance = edit_distance(name, candidate, limit);
  /* One letter is as near to any other: only x for X is worth a word. */
  if (!name[1] && strcasecmp(name, candidate) != 0) return;
  if (distance > 0 && distance <= limit && distance < *least) {
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

bool complain_undefined(Interp *in, const char *name, Span where, const Code *code,
                        const Value *registers) {
  Error *e = in->error;
  if (e->kind != ERROR_NONE) return false;
  for (size_t i = 0; code && code->name[0] && i < code->parameter_count; i++)
    if (strcmp(code->names[i], name) == 0) {
      error_set(e, ERROR_NAME, where, "%s was called without its argument %s", code->name, name);
      return false;
    }
  error_set(e, ERROR_NAME, where, "'%.80s' is not a variable or a function here", name);
  if (strcmp(name, "True") == 0 || strcmp(name, "False") == 0)
    error_hint(e, "write %s", name[0] == 'T' ? "true" : "false");
  if (strcmp(name, "None") == 0) error_hint(e, "write [] for nothing");
  const char *variable = nearest_variable(in, name, code, registers);
  const char *function = registry_nearest(in->functions.registry, name);
  if (variable && function)
    error_hint(e, "did you mean %s, or the function %s?", variable, function);
  else if (variable)
    error_hint(e, "did you mean %s?", variable);
  else if (function)
    error_hint(e, "did you mean %s?", function);
  else
    error_hint(e, "assign it first: %.40s = ...", name);
  return false;
}

bool complain_no_value(Interp *in, const Node *n) {
  const Node *name = n && n->kind == NODE_CALL ? n->kids[0] : n;
  if (name && name->kind == NODE_NAME)
    return error_set(in->error, ERROR_TYPE, n->span, "%s gives no value that could be used here",
                     name->text);
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
  bool simple =
      n->kind == NODE_NAME || n->kind == NODE_CALL || n->kind == NODE_MATRIX || n->parens > 0;
  if (!simple) text_putc(out, '(');
  source_of(n, otherwise, out);
  if (!simple) text_putc(out, ')');
}

/* Products that do fit, with the size each would have. */
static void propose_products(const Node *n, Value a, Value b, Text *out) {
  size_t ar = value_size(a, 0), ac = value_size(a, 1), br = value_size(b, 0), bc = value_size(b, 1);
  Text A = TEXT_EMPTY, B = TEXT_EMPTY;
  wrapped(n->kids[0], "A", &A);
  wrapped(n->kids[1], "B", &B);
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
    case 0: text_printf(out, "%s' * %s", first, second); break;
    case 1: text_printf(out, "%s * %s'", first, second); break;
    case 2: text_printf(out, "%s * %s", first, second); break;
    default: text_printf(out, "%s .* %s", first, second); break;
    }
    if (ways[i].rows == 1 && ways[i].columns == 1)
      text_puts(out, " (a number)");
    else
      text_printf(out, " (%zux%zu)", ways[i].rows, ways[i].columns);
    any = true;
  }
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

void complain_operands(Interp *in, const Node *n, Value a, Value b) {
  Error *e = in->error;
  if (e->kind != ERROR_SHAPE || n->kind != NODE_BINARY) return;
  e->span = n->span;
  name_shapes(e, n, a, b);
  if (n->op == OPERATE_MATRIX_TIMES && is_matrix(a) && is_matrix(b)) {
    Text hint = TEXT_EMPTY;
    propose_products(n, a, b, &hint);
    if (hint.len > 0) {
      e->hint[0] = '\0';
      error_hint(e, "%s", text_string(&hint));
    }
    text_free(&hint);
  }
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

/* One row in brackets, written as such. */
static bool is_row(const Node *n) {
  return n->kind == NODE_MATRIX && n->parens == 0 && n->count == 1 && n->kids[0]->count >= 2;
}

/* [[1,2],[3,4]], the rows separated by commas. */
static bool is_list_of_rows(const Node *n, const char *source) {
  if (n->kind != NODE_MATRIX || n->count != 1 || n->kids[0]->count < 2) return false;
  const Node *row = n->kids[0];
  for (size_t i = 0; i < row->count; i++) {
    const Node *item = row->kids[i];
    if (!is_row(item) || item->kids[0]->count != row->kids[0]->kids[0]->count) return false;
    if (i == 0) continue;
    uint32_t from = row->kids[i - 1]->span.end;
    if (!memchr(source + from, ',', item->span.start - from)) return false;
  }
  return true;
}

static const Node *find_list_of_rows(const Node *n, const char *source) {
  if (!n || n->kind == NODE_LAMBDA) return NULL;
  if (is_list_of_rows(n, source)) return n;
  const Node *found = NULL;
  for (size_t i = 0; i < n->count && !found; i++) found = find_list_of_rows(n->kids[i], source);
  return found;
}

void complain_rows(Interp *in, const Node *statement, const char *source) {
  if (statement->kind != NODE_EXPRESSION && statement->kind != NODE_ASSIGN) return;
  const Node *n = find_list_of_rows(statement, source);
  if (!n) return;
  Text note = TEXT_EMPTY;
  const Node *row = n->kids[0];
  if (n->span.end - n->span.start > 40) {
    text_puts(&note, "note: [[1,2],[3,4]] is one row here; a matrix is [1,2; 3,4]\n");
  } else {
    text_printf(&note, "note: %.*s is one row here; a matrix is [",
                (int)(n->span.end - n->span.start), source + n->span.start);
    for (size_t i = 0; i < row->count; i++) {
      Span s = row->kids[i]->span;
      text_printf(&note, "%s%.*s", i ? "; " : "", (int)(s.end - s.start) - 2, source + s.start + 1);
    }
    text_puts(&note, "]\n");
  }
  interp_print(in, text_string(&note));
  text_free(&note);
}
