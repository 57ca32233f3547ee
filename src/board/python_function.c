/* python_function.c -- handles and functions: lambda and def.  */

#include "config.h"
#include "board/python.h"
#include "board/python_facts.h"
#include "lang/body.h"
#include "lang/interp.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 64, MAX_DEPTH = 40 };

/* Parameters from this one on may be left out, as comparisons of nargin show; or all must be given.
 */
static size_t first_optional(const Node *n, size_t count) {
  if (!n) return count;
  size_t first = count;
  bool compares = n->kind == NODE_BINARY && n->kids[0]->kind == NODE_NAME &&
                  strcmp(n->kids[0]->text, "nargin") == 0 && n->kids[1]->kind == NODE_NUMBER;
  if (compares) {
    double k = n->kids[1]->number;
    bool below = n->op == OPERATE_LESS || n->op == OPERATE_GREATER_EQUAL;
    if (below) k--;
    if (k >= 0 && k < (double)first) first = (size_t)k;
  }
  for (size_t i = 0; i < n->count; i++) {
    size_t k = first_optional(n->kids[i], count);
    if (k < first) first = k;
  }
  return first;
}

static const char *parameter_list(Numpy *np, const Node *n) {
  Text t = TEXT_EMPTY;
  size_t count = n->name_count - n->outputs;
  size_t optional = n->kind == NODE_FUNCTION ? first_optional(n->kids[0], count) : count;
  for (size_t i = n->outputs; i < n->name_count; i++) {
    const char *name = n->names[i];
    bool ignored = strcmp(name, "~") == 0, rest = strcmp(name, "varargin") == 0;
    text_printf(&t, "%s%s%s", i > n->outputs ? ", " : "",
                ignored ? arena_printf(&np->arena, "_%zu", i + 1)
                : rest  ? "*varargin"
                        : python_name(np, name),
                i - n->outputs >= optional && !rest ? "=None" : "");
  }
  for (size_t i = 0; i < np->bound.count; i++) {
    const char *name = python_name(np, np->bound.keys[i]);
    text_printf(&t, "%s%s=%s", t.len ? ", " : "", name, name);
  }
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* ------------------------------------------------------------------ handles */

static Piece body_piece(Numpy *np, const Node *parameters, const Node *body, const Value *args,
                        size_t count) {
  const Local *outer = np->locals;
  Local own[MAX_NAMES];
  size_t used = 0;
  for (size_t i = parameters->outputs; i < parameters->name_count && used < MAX_NAMES;
       i++, used++) {
    size_t k = i - parameters->outputs;
    own[used] = (Local){ np->locals, parameters->names[i],
                         args && k < count ? args[k] : VALUE_NOTHING, false, NULL };
    np->locals = &own[used];
  }
  np->guesses++;
  Piece p = python_expression(np, body);
  np->guesses--;
  np->locals = outer;
  return p;
}

Piece python_lambda(Numpy *np, const Node *n, const Value *args, size_t count) {
  Dict outer = np->bound;
  bool binding = np->binding;
  np->bound = (Dict){ 0 };
  np->binding = false;
  Piece p = body_piece(np, n, n->kids[0], args, count);
  if (!piece_failed(p)) {
    const char *list = parameter_list(np, n);
    p = (Piece){ arena_printf(&np->arena, "lambda%s%s: %s", *list ? " " : "", list, p.text),
                 BIND_LAMBDA, 0, VALUE_NOTHING };
  }
  dict_free(&np->bound);
  np->bound = outer;
  np->binding = binding;
  return p;
}

/* @sin is np.sin, @sigmoid scipy.special.expit: the twin without its arguments. */
const char *python_builtin_function(Numpy *np, const Node *n, const Builtin *b) {
  const char *open = b->numpy ? strchr(b->numpy, '(') : NULL;
  if (open && strcmp(open, "(x)") == 0 &&
      strspn(b->numpy, "abcdefghijklmnopqrstuvwxyz0123456789_.") == (size_t)(open - b->numpy))
    return arena_copy(&np->arena, b->numpy, (size_t)(open - b->numpy));
  const Entry *e = registry_find(interp_registry(np->call->interp), b->name, strlen(b->name));
  size_t count = e->signature.required ? e->signature.required : 1;
  Piece parts[MAX_PARAMETERS];
  Text list = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) {
    parts[i] = piece_unknown(np, BIND_ATOM, e->signature.parameters[i].name);
    text_printf(&list, "%s%s", i ? ", " : "", parts[i].text);
  }
  np->guesses++;
  Piece p = python_call(np, n, b->name, parts, count);
  np->guesses--;
  const char *text = piece_failed(p)
                         ? NULL
                         : arena_printf(&np->arena, "lambda %s: %s", text_string(&list), p.text);
  text_free(&list);
  return text;
}

/* What a handle took along, as locals; they stand outside of all others. */
static void take_captures(Numpy *np, const FunctionBody *body) {
  Local *captured = arena_new(&np->arena, (body->captures + 1) * sizeof *captured);
  np->locals = NULL;
  for (size_t i = 0; i < body->captures; i++) {
    if (body->values[i].kind == VALUE_NONE) continue;
    captured[i] =
        (Local){ np->locals, body->names[body->parameters + i], body->values[i], true, NULL };
    np->locals = &captured[i];
  }
}

const char *python_function(Numpy *np, const Node *n, Value f, const Value *args, size_t count) {
  FunctionBody body;
  const Builtin *builtin;
  const char *text = NULL;
  if (!function_body(f, &body, &builtin)) {
    text = builtin ? python_builtin_function(np, n, builtin) : NULL;
    if (!text && np->error.kind == ERROR_NONE) piece_fail(np, n, "this function has no NumPy form");
    return text;
  }
  if (body.node->kind == NODE_FUNCTION) {
    python_define(np, n, body.node->text, f, args, count);
    return np->error.kind == ERROR_NONE ? python_name(np, body.node->text) : NULL;
  }
  if (np->depth++ > MAX_DEPTH) {
    piece_fail(np, n, "functions are nested too deeply here");
    return NULL;
  }
  const Local *outer = np->locals;
  take_captures(np, &body);
  text = python_lambda(np, body.node, args, count).text;
  np->locals = outer;
  np->depth--;
  return text;
}

/* ------------------------------------------------------------------ functions of statements */

static void put_indented(Text *out, const char *lines) {
  for (const char *s = lines; *s;) {
    size_t len = strcspn(s, "\n");
    text_printf(out, "%s%.*s\n", len ? "    " : "", (int)len, s);
    s += len + (s[len] == '\n');
  }
}

/* What is written to must not be the caller's. */
static void put_copies(Numpy *np, const Node *n, Text *out) {
  for (size_t i = n->outputs; i < n->name_count; i++) {
    if (!facts_stored(n->kids[0], n->names[i])) continue;
    const char *name = python_name(np, n->names[i]);
    Value v = python_variable(np, n->names[i]);
    if (v.kind == VALUE_CELL)
      text_printf(out, "%s = list(%s)\n", name, name);
    else if (v.kind == VALUE_RECORD)
      text_printf(out, "%s = dict(%s)\n", name, name);
    else if (v.kind == VALUE_ARRAY && (value_is_logical(v) || value_is_complex(v)))
      text_printf(out, "%s = np.array(%s)\n", name, name);
    else
      text_printf(out, "%s = np.array(%s, dtype=float)\n", name, name);
  }
}

void python_put_return(Numpy *np, const Node *n, Text *out) {
  text_puts(out, "return");
  for (size_t i = 0; i < n->outputs; i++) {
    bool rest = i > 0 && strcmp(n->names[i], "varargout") == 0;
    text_printf(out, "%s%s%s", i ? ", " : " ", rest ? "*" : "", python_name(np, n->names[i]));
  }
  text_putc(out, '\n');
}

static void put_return(Numpy *np, const Node *n, Text *out) {
  const Node *block = n->kids[0];
  bool ends = block->count > 0 && block->kids[block->count - 1]->kind == NODE_RETURN;
  if (n->outputs == 0 || ends) return;
  /* r = ...; return r */
  size_t len = strlen(text_string(out));
  const char *last = text_string(out) + len;
  if (len > 0) do
      last--;
    while (last > text_string(out) && last[-1] != '\n');
  const char *name = python_name(np, n->names[0]);
  size_t head = strlen(name);
  bool own = n->outputs == 1 && len > 0 && strncmp(last, name, head) == 0 &&
             strncmp(last + head, " = ", 3) == 0;
  if (own) {
    const char *line = arena_copy_string(&np->arena, last + head + 3);
    out->len = (size_t)(last - text_string(out));
    out->data[out->len] = '\0';
    text_printf(out, "return %s", line);
    return;
  }
  python_put_return(np, n, out);
}

static bool put_statements(Numpy *np, const FunctionBody *body, const Value *args, size_t count,
                           Text *out) {
  const Node *n = body->node;
  const Local *outer = np->locals;
  Place place;
  place_open(np, &place, body->source, scope_new());
  place.function = n;
  place.body = n->kids[0];
  place.lenient = 1;
  np->locals = NULL;
  for (size_t i = n->outputs; i < n->name_count; i++) {
    size_t k = i - n->outputs;
    Value v = args && k < count ? value_retain(args[k]) : VALUE_NOTHING;
    bool rest = strcmp(n->names[i], "varargin") == 0;
    if (rest) {
      value_release(v);
      v = VALUE_NOTHING;
    }
    scope_set(place.scope, n->names[i], v);
    python_assigned(np, n->names[i]);
    bool whole = v.kind == VALUE_SCALAR && v.scalar == (double)(long)v.scalar;
    if (!whole) dict_intern_string(&place.floats, n->names[i]);
  }
  scope_set(place.scope, "nargin", value_scalar((double)count));
  unsigned guesses = np->guesses;
  np->guesses = 0;
  put_copies(np, n, out);
  bool good = python_statements(np, place.body->kids, place.body->count, false, out, NULL);
  if (good) python_settle_all(np, n);
  if (good) put_return(np, n, out);
  np->guesses = guesses;
  np->locals = outer;
  place_close(np, &place);
  return good && np->error.kind == ERROR_NONE;
}

/* What the body leaves open and was assumed. */
static void say_samples(Numpy *np, const Node *n, const Value *args, const bool *sure, size_t count,
                        Text *out) {
  Text t = TEXT_EMPTY;
  for (int axes = 1; axes <= 2; axes++) {
    size_t found = 0;
    for (size_t i = 0; i < count && n->outputs + i < n->name_count; i++) {
      if (sure[i] || axes_of(args[i]) != axes) continue;
      if (found++ == 0 && axes == 2 && t.len > 0) text_puts(&t, "; ");
      text_printf(&t, "%s%s", found > 1 ? ", " : "", python_name(np, n->names[n->outputs + i]));
    }
    if (found == 0) continue;
    text_puts(&t, found > 1 ? (axes == 1 ? ": vectors" : ": matrices")
                            : (axes == 1 ? ": a vector" : ": a matrix"));
  }
  if (t.len > 0) text_printf(out, "# %s\n", text_string(&t));
  text_free(&t);
}

const char *python_definition(Numpy *np, const Node *n, const char *name, Value f,
                              const Value *args, size_t count) {
  FunctionBody body;
  const Builtin *builtin;
  if (!function_body(f, &body, &builtin)) {
    const char *text = python_function(np, n, f, args, count);
    return text ? arena_printf(&np->arena, "%s = %s\n", python_name(np, name), text) : NULL;
  }
  if (np->depth++ > MAX_DEPTH) {
    piece_fail(np, n, "functions are nested too deeply here");
    return NULL;
  }
  Value guessed[MAX_NAMES];
  bool sure[MAX_NAMES];
  Text lines = TEXT_EMPTY, inside = TEXT_EMPTY;
  if (!args && body.parameters <= MAX_NAMES &&
      python_samples(np, f, guessed, sure, body.parameters)) {
    args = guessed;
    count = body.parameters;
    say_samples(np, body.node, args, sure, count, &inside);
  }
  const char *text = NULL;
  Dict outer = np->bound;
  np->bound = (Dict){ 0 };
  bool good;
  if (body.node->kind == NODE_LAMBDA) {
    const Local *locals = np->locals;
    take_captures(np, &body);
    np->binding = true;
    Piece p = body_piece(np, body.node, body.node->kids[0], args, count);
    np->binding = false;
    np->locals = locals;
    good = !piece_failed(p);
    if (good) text_printf(&inside, "return %s\n", p.text);
  } else
    good = put_statements(np, &body, args, count, &inside);
  if (good) {
    text_printf(&lines, "def %s(%s):\n", python_name(np, name), parameter_list(np, body.node));
    put_indented(&lines, inside.len ? text_string(&inside) : "pass\n");
    text = arena_copy(&np->arena, text_string(&lines), lines.len);
  }
  text_free(&lines);
  text_free(&inside);
  dict_free(&np->bound);
  np->bound = outer;
  np->depth--;
  return text;
}
