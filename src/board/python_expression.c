/* python_expression.c -- names, literals, calls, handles.  */

#include "config.h"
#include "board/python.h"
#include "lang/body.h"
#include "lang/index.h"
#include "lang/interp.h"
#include "value/cell.h"

#include <stdlib.h>
#include <math.h>
#include <string.h>

enum { MAX_ARGUMENTS = 24, MAX_DEPTH = 120 };

const Builtin *python_builtin(const Numpy *np, const char *name) {
  const Entry *e = registry_find(interp_registry(np->call->interp), name, strlen(name));
  return e ? e->builtin : NULL;
}

static const Local *find_local(const Numpy *np, const char *name) {
  for (const Local *l = np->locals; l; l = l->next)
    if (strcmp(l->name, name) == 0) return l;
  return NULL;
}

/* ------------------------------------------------------------------ evaluation */

/* Draws, prints, asks the clock or changes the world: not while translating. */
static bool has_effects(const Builtin *b) {
  static const char *const marks[] = { "matplotlib", "ax.",   "seaborn", "torch",   "print(",
                                       "sys.",       "raise", "time.",   "datetime" };
  for (size_t i = 0; b->numpy && i < sizeof marks / sizeof *marks; i++)
    if (strstr(b->numpy, marks[i])) return true;
  return false;
}

Value python_evaluate(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count) {
  Value values[MAX_ARGUMENTS], results[MAX_RESULTS];
  for (size_t i = 0; i < count; i++) {
    if (!piece_known(args[i])) return VALUE_NOTHING;
    values[i] = args[i].value;
  }
  const Builtin *b = python_builtin(np, name);
  if (np->error.kind != ERROR_NONE || (b && has_effects(b))) return VALUE_NOTHING;
  if (function_apply(np->call, name, n, values, count, results, 1))
    return python_keep(np, results[0]);
  Error error = { 0 };
  call_take_failure(np->call, &error);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

/* What stands in the source at N, evaluated where the command was typed. */
static Value evaluate_text(Numpy *np, const Node *n) {
  if (np->locals || np->guesses > 0) return VALUE_NOTHING;
  char *text = arena_copy(&np->arena, np->source + n->span.start, n->span.end - n->span.start);
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  if (call_evaluate(np->call, text, true, &v, NULL, &error)) return python_keep(np, v);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

/* ------------------------------------------------------------------ names */

void python_define(Numpy *np, const Node *n, const char *name, Value v, const Value *args,
                   size_t count) {
  if (dict_find_string(&np->defined, name) != DICT_NONE) return;
  dict_intern_string(&np->defined, name);
  const char *text = v.kind == VALUE_FUNCTION ? python_function(np, n, v, args, count)
                     : python_short(v)        ? python_literal(np, v)
                                              : NULL;
  if (np->error.kind != ERROR_NONE) return;
  if (text) {
    text_printf(&np->prelude, "%s = %s\n", python_name(np, name), text);
    return;
  }
  Text shape = TEXT_EMPTY;
  value_shape(v, &shape);
  text_printf(&np->prelude, "# %s: your %s %s\n", python_name(np, name), text_string(&shape),
              value_class(v));
  text_free(&shape);
}

static Piece name_piece(Numpy *np, const Node *n) {
  const Local *l = find_local(np, n->text);
  if (l && !l->captured) {
    Piece p = piece_unknown(np, BIND_ATOM, python_name(np, n->text));
    p.value = l->value;
    p.rank = axes_of(l->value);
    return p;
  }
  Value v = l ? l->value : python_keep(np, call_variable(np->call, n->text));
  if (v.kind == VALUE_NONE) return python_call(np, n, n->text, NULL, 0);
  python_define(np, n, n->text, v, NULL, 0);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  Piece p = piece_unknown(np, BIND_ATOM, python_name(np, n->text));
  p.value = v;
  p.rank = axes_of(v);
  return p;
}

/* ------------------------------------------------------------------ functions */

static const char *parameter_list(Numpy *np, const Node *n) {
  Text t = TEXT_EMPTY;
  for (size_t i = n->outputs; i < n->name_count; i++) {
    const char *name = n->names[i];
    bool ignored = strcmp(name, "~") == 0;
    text_printf(&t, "%s%s", i > n->outputs ? ", " : "",
                ignored                         ? arena_printf(&np->arena, "_%zu", i + 1)
                : strcmp(name, "varargin") == 0 ? "*varargin"
                                                : python_name(np, name));
  }
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

static Piece body_piece(Numpy *np, const Node *parameters, const Node *body, const Value *args,
                        size_t count) {
  const Local *outer = np->locals;
  Local own[64];
  size_t used = 0;
  for (size_t i = parameters->outputs; i < parameters->name_count && used < 64; i++, used++) {
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
  Piece body = body_piece(np, n, n->kids[0], args, count);
  if (piece_failed(body)) return body;
  const char *list = parameter_list(np, n);
  return (Piece){ arena_printf(&np->arena, "lambda%s%s: %s", *list ? " " : "", list, body.text),
                  BIND_LAMBDA, 0, VALUE_NOTHING };
}

/* function r = f(x) with the one statement r = EXPR: EXPR; else NULL. */
static const Node *single_expression(const Node *function) {
  const Node *block = function->kids[0];
  if (function->outputs != 1 || block->count != 1) return NULL;
  const Node *s = block->kids[0];
  if (s->kind != NODE_ASSIGN || s->kids[0]->kind != NODE_NAME ||
      strcmp(s->kids[0]->text, function->names[0]) != 0)
    return NULL;
  return s->kids[1];
}

/* @sin is np.sin, @sigmoid scipy.special.expit: the twin without its arguments. */
static const char *builtin_function(Numpy *np, const Node *n, const Builtin *b) {
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

const char *python_function(Numpy *np, const Node *n, Value f, const Value *args, size_t count) {
  if (np->depth++ > MAX_DEPTH) {
    piece_fail(np, n, "functions are nested too deeply here");
    return NULL;
  }
  FunctionBody body;
  const Builtin *builtin;
  const char *text = NULL;
  if (!function_body(f, &body, &builtin)) {
    text = builtin ? builtin_function(np, n, builtin) : NULL;
    if (!text && np->error.kind == ERROR_NONE) piece_fail(np, n, "this function has no NumPy form");
  } else {
    const Local *outer = np->locals;
    np->locals = NULL;
    Local *captured = arena_new(&np->arena, (body.captures + 1) * sizeof *captured);
    for (size_t i = 0; i < body.captures; i++) {
      if (body.values[i].kind == VALUE_NONE) continue;
      captured[i] =
          (Local){ np->locals, body.names[body.parameters + i], body.values[i], true, NULL };
      np->locals = &captured[i];
    }
    const Node *one = body.node->kind == NODE_FUNCTION ? single_expression(body.node) : NULL;
    if (body.node->kind == NODE_LAMBDA) {
      Piece p = python_lambda(np, body.node, args, count);
      text = p.text;
    } else if (one) {
      Piece p = body_piece(np, body.node, one, args, count);
      if (!piece_failed(p))
        text = arena_printf(&np->arena, "lambda %s: %s", parameter_list(np, body.node), p.text);
    } else
      piece_fail(np, n, "%s has several statements; numpy writes expressions and handles",
                 body.node->text ? body.node->text : "this function");
    np->locals = outer;
  }
  np->depth--;
  return text;
}

/* ------------------------------------------------------------------ calls */

/* With what NAME calls the function that is its argument I, as far as that is plain. */
static size_t samples(Numpy *np, const char *name, const Piece *args, size_t count, Value *out) {
  static const char *const numbers[] = { "integral", "quad",  "quadgk",  "quadl",
                                         "quadv",    "fzero", "fminbnd", "arrayfun",
                                         "deriv",    "fplot", NULL };
  static const char *const pairs[] = { "integral2", "dblquad", NULL };
  static const char *const starts[] = { "fminsearch", "fminunc",  "fsolve",    "gd",   "descend",
                                        "momentum",   "adam",     "newton",    "grad", "jacobian",
                                        "hessian",    "gradient", "gradcheck", NULL };
  for (size_t i = 0; numbers[i]; i++)
    if (strcmp(name, numbers[i]) == 0) return out[0] = value_scalar(0.5), 1;
  for (size_t i = 0; pairs[i]; i++)
    if (strcmp(name, pairs[i]) == 0) return out[0] = out[1] = value_scalar(0.5), 2;
  for (size_t i = 0; starts[i]; i++)
    if (strcmp(name, starts[i]) == 0 && count > 1 && piece_known(args[1]))
      return out[0] = args[1].value, 1;
  if (strcmp(name, "ode45") == 0 && count > 2 && piece_known(args[2]))
    return out[0] = value_scalar(0.5), out[1] = args[2].value, 2;
  if (strcmp(name, "cellfun") == 0 && count > 1 && args[1].value.kind == VALUE_CELL &&
      args[1].value.cell->count > 0)
    return out[0] = args[1].value.cell->items[0], 1;
  (void)np;
  return 0;
}

/* Functions last, so that what they are called with is known. */
static bool read_arguments(Numpy *np, const Node *n, const char *name, Piece *args) {
  size_t count = n->count - 1;
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < count; i++) {
      const Node *kid = n->kids[i + 1];
      bool function = kid->kind == NODE_LAMBDA;
      if (function != (round == 1)) continue;
      if (kid->kind == NODE_COLON) {
        piece_fail(np, kid, "a bare : is an index; %s is a function here", name);
        return false;
      }
      if (function) {
        Value with[2];
        size_t known = samples(np, name, args, count, with);
        args[i] = python_lambda(np, kid, with, known);
        args[i].value = evaluate_text(np, kid);
      } else
        args[i] = python_expression(np, kid);
      if (piece_failed(args[i]) || np->error.kind != ERROR_NONE) return false;
    }
  return true;
}

/* f(args) where f is a variable that holds a function. */
static Piece call_handle(Numpy *np, const Node *n, const char *name, Value f, const Piece *args,
                         bool defined) {
  size_t count = n->count - 1;
  Value values[MAX_ARGUMENTS], result = VALUE_NOTHING;
  bool known = true;
  for (size_t i = 0; i < count; i++) {
    values[i] = args[i].value;
    known &= piece_known(args[i]);
  }
  if (!defined) python_define(np, n, name, f, values, count);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  Value results[MAX_RESULTS];
  if (known) {
    if (call_function(np->call, f, values, count, results, 1))
      result = results[0];
    else {
      Error error = { 0 };
      call_take_failure(np->call, &error);
      python_not_computed(np, n, &error);
    }
  }
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s(", python_name(np, name));
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ", " : "", args[i].text);
  text_putc(&t, ')');
  Piece p = piece_new(np, BIND_ATOM, result, "%s", text_string(&t));
  text_free(&t);
  return p;
}

static Piece apply(Numpy *np, const Node *n) {
  const Node *head = n->kids[0];
  if (n->count - 1 > MAX_ARGUMENTS) return piece_fail(np, n, "too many arguments for numpy");
  if (head->kind == NODE_NAME) {
    const Local *l = find_local(np, head->text);
    Value v = l ? l->value : python_keep(np, call_variable(np->call, head->text));
    bool variable = l || v.kind != VALUE_NONE;
    if (!variable || v.kind == VALUE_FUNCTION) {
      Piece args[MAX_ARGUMENTS];
      if (!read_arguments(np, n, head->text, args)) return (Piece){ .value = VALUE_NOTHING };
      return variable ? call_handle(np, n, head->text, v, args, l && !l->captured)
                      : python_call(np, n, head->text, args, n->count - 1);
    }
  }
  Piece object = python_expression(np, head);
  if (piece_failed(object)) return object;
  if (object.value.kind == VALUE_FUNCTION || head->kind == NODE_LAMBDA) {
    Piece args[MAX_ARGUMENTS];
    if (!read_arguments(np, n, "it", args)) return (Piece){ .value = VALUE_NOTHING };
    const char *f = piece_in(np, object, BIND_ATOM);
    return call_handle(np, n, f, object.value, args, true);
  }
  return python_index(np, n, object);
}

static Piece field(Numpy *np, const Node *n) {
  Piece object = python_expression(np, n->kids[0]);
  if (piece_failed(object)) return object;
  if (!n->text) return piece_fail(np, n, "a computed field name has no short form in Python");
  Value v = VALUE_NOTHING;
  if (object.value.kind == VALUE_RECORD) v = record_get(object.value.record, n->text);
  return piece_new(np, BIND_ATOM, v, "%s[\"%s\"]", piece_in(np, object, BIND_ATOM), n->text);
}

static Piece item(Numpy *np, const Node *n) {
  Piece object = python_expression(np, n->kids[0]);
  if (piece_failed(object)) return object;
  if (n->count != 2) return piece_fail(np, n, "numpy writes lists with one index only");
  return python_index(np, n, object);
}

/* ------------------------------------------------------------------ ranges and literals */

static bool is_whole(double x) {
  return fabs(x) < 1e15 && x == floor(x);
}

static Piece range(Numpy *np, const Node *n) {
  Piece part[3] = { 0 };
  for (size_t i = 0; i < n->count; i++) {
    part[i] = python_expression(np, n->kids[i]);
    if (piece_failed(part[i])) return part[i];
  }
  Piece base = part[0], limit = part[n->count - 1];
  Piece step = n->count == 3 ? part[1] : (Piece){ "1", BIND_ATOM, 0, value_scalar(1) };
  Value v = VALUE_NOTHING;
  if (piece_known(base) && piece_known(step) && piece_known(limit)) {
    Error error = { 0 };
    v = operate_range(&(Operation){ .error = &error }, base.value, step.value, limit.value);
    if (v.kind == VALUE_ERROR) {
      python_not_computed(np, n, &error);
      v = VALUE_NOTHING;
    }
  }
  double by = step.value.kind == VALUE_SCALAR ? step.value.scalar : 1;
  bool whole = is_whole(by) && (base.value.kind != VALUE_SCALAR || is_whole(base.value.scalar));
  const char *stop = whole ? python_stepped(np, limit, by < 0 ? -1 : 1)
                           : arena_printf(&np->arena, "%s + %s / 2", piece_in(np, limit, BIND_SUM),
                                          piece_in(np, step, BIND_PRODUCT));
  Piece p;
  if (n->count == 3)
    p = piece_new(np, BIND_ATOM, v, "np.arange(%s, %s, %s)", base.text, stop, step.text);
  else if (strcmp(base.text, "0") == 0)
    p = piece_new(np, BIND_ATOM, v, "np.arange(%s)", stop);
  else
    p = piece_new(np, BIND_ATOM, v, "np.arange(%s, %s)", base.text, stop);
  p.rank = 1;
  return p;
}

static Piece number(Numpy *np, const Node *n) {
  if (n->flag)
    return piece_new(np, BIND_ATOM, value_complex(0, n->number), "%sj",
                     python_number(np, n->number));
  return piece_new(np, BIND_ATOM, value_scalar(n->number), "%s", python_number(np, n->number));
}

static Piece cell(Numpy *np, const Node *n) {
  Text t = TEXT_EMPTY;
  bool good = true;
  for (size_t r = 0; r < n->count && good; r++)
    for (size_t k = 0; k < n->kids[r]->count && good; k++) {
      Piece p = python_expression(np, n->kids[r]->kids[k]);
      good = !piece_failed(p);
      if (good) text_printf(&t, "%s%s", t.len ? ", " : "", p.text);
    }
  Piece p =
      good ? piece_new(np, BIND_ATOM, value_retain(evaluate_text(np, n)), "[%s]", text_string(&t))
           : (Piece){ .value = VALUE_NOTHING };
  text_free(&t);
  if (n->count > 1 && n->kids[0]->count > 1)
    return piece_fail(np, n, "a cell of several rows and columns has no short form in Python");
  return p;
}

static Piece logic(Numpy *np, const Node *n) {
  Piece a = python_expression(np, n->kids[0]);
  Piece b = piece_failed(a) ? a : python_expression(np, n->kids[1]);
  if (piece_failed(b)) return b;
  bool and = n->kind == NODE_BOTH, known = piece_known(a) && piece_known(b), good;
  Value v = VALUE_NOTHING;
  if (known) {
    bool left = value_truth(a.value, &good), right = value_truth(b.value, &good);
    v = value_logical(and? left && right : left || right);
  }
  Binds binds = and? BIND_AND : BIND_OR;
  const char *x =
      a.rank > 0 ? arena_printf(&np->arena, "np.all(%s)", a.text) : piece_in(np, a, binds);
  const char *y =
      b.rank > 0 ? arena_printf(&np->arena, "np.all(%s)", b.text) : piece_in(np, b, binds);
  return piece_new(np, binds, v, "%s %s %s", x, and? "and" : "or", y);
}

static Piece handle(Numpy *np, const Node *n) {
  Value f = np->locals || np->guesses ? VALUE_NOTHING : evaluate_text(np, n);
  const Builtin *b = python_builtin(np, n->text);
  const char *text = f.kind == VALUE_FUNCTION ? python_function(np, n, f, NULL, 0)
                     : b                      ? builtin_function(np, n, b)
                                              : NULL;
  if (!text) {
    if (np->error.kind == ERROR_NONE) piece_fail(np, n, "@%s has no NumPy form", n->text);
    return (Piece){ .value = VALUE_NOTHING };
  }
  return (Piece){ text, strncmp(text, "lambda", 6) == 0 ? BIND_LAMBDA : BIND_ATOM, 0, f };
}

static Piece plain(Numpy *np, const Node *n) {
  switch (n->kind) {
  case NODE_NUMBER: return number(np, n);
  case NODE_STRING: {
    Value v = value_string_bytes(n->text, n->length);
    return piece_new(np, BIND_ATOM, v, "%s", python_literal(np, v));
  }
  case NODE_NAME: return name_piece(np, n);
  case NODE_UNARY: return python_unary(np, n, n->op, python_expression(np, n->kids[0]));
  case NODE_BINARY: {
    Piece a = python_expression(np, n->kids[0]);
    return piece_failed(a) ? a : python_binary(np, n, n->op, a, python_expression(np, n->kids[1]));
  }
  case NODE_BOTH:
  case NODE_EITHER: return logic(np, n);
  case NODE_RANGE: return range(np, n);
  case NODE_CALL: return apply(np, n);
  case NODE_BRACE: return item(np, n);
  case NODE_FIELD: return field(np, n);
  case NODE_MATRIX: return python_brackets(np, n);
  case NODE_CELL: return cell(np, n);
  case NODE_HANDLE: return handle(np, n);
  case NODE_LAMBDA: {
    Piece p = python_lambda(np, n, NULL, 0);
    if (!piece_failed(p)) p.value = evaluate_text(np, n);
    return p;
  }
  case NODE_END: {
    const Local *l = find_local(np, "end");
    Piece p = piece_unknown(np, BIND_ATOM, l ? l->text : "");
    if (l) p.value = l->value;
    if (piece_known(p)) p.rank = 0;
    return l ? p : piece_fail(np, n, "`end` has a meaning only inside an index");
  }
  default: return piece_fail(np, n, "this has no NumPy form yet");
  }
}

Piece python_expression(Numpy *np, const Node *n) {
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  if (np->depth++ > MAX_DEPTH) return piece_fail(np, n, "this is nested too deeply for numpy");
  Piece p = plain(np, n);
  np->depth--;
  if (np->error.kind != ERROR_NONE) p.text = NULL;
  return p;
}
