/* python_call.c -- a call of a builtin or of a function written in the language.  */

#include "config.h"
#include "board/python_special.h"
#include "lang/body.h"

#include <string.h>

/* A call of a function written in the language; the first of its results. */
static Piece call_own(Numpy *np, const Node *n, const char *name, const FunctionBody *body,
                      const Piece *args, size_t count) {
  const char *call = python_own_call(np, n, name, args, count);
  if (!call) return (Piece){ .value = VALUE_NOTHING };
  Value v = python_evaluate(np, n, name, args, count);
  const Node *f = body->node;
  bool several = f->kind == NODE_FUNCTION &&
                 (f->outputs > 1 || (f->outputs == 1 && strcmp(f->names[0], "varargout") == 0));
  return piece_new(np, BIND_ATOM, value_retain(v), "%s%s", call, several ? "[0]" : "");
}

const char *python_own_call(Numpy *np, const Node *n, const char *name, const Piece *args,
                            size_t count) {
  Value f = VALUE_NOTHING;
  Error error = { 0 };
  char *text = arena_printf(&np->arena, "@%s", name);
  Scope *empty = scope_new();
  bool found = apart_run(np->apart, empty, text, &f, &error);
  scope_free(empty);
  if (!found) return piece_fail(np, n, "%s", error.message).text;
  python_keep(np, f);
  Value values[MAX_PARAMETERS];
  bool known = count > 0;
  for (size_t i = 0; i < count && i < MAX_PARAMETERS; i++) {
    values[i] = args[i].value;
    known &= piece_known(args[i]);
  }
  python_define(np, n, name, f, known ? values : NULL, known ? count : 0);
  if (np->error.kind != ERROR_NONE) return NULL;
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s(", python_name(np, name));
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ", " : "", args[i].text);
  text_putc(&t, ')');
  const char *call = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return call;
}

/* NumPy has nothing like it: its value is written out where it is short and does not depend on
   anything; else the error says what is nearest. */
static Piece without_twin(Numpy *np, const Node *n, const Builtin *b, const Piece *args,
                          size_t count, Value v) {
  bool plain = v.kind == VALUE_SCALAR || v.kind == VALUE_ARRAY;
  plain &= strcmp(b->name, "numpy") != 0 && strcmp(b->name, "explain") != 0;
  for (size_t i = 0; i < count; i++) plain &= args[i].value.kind != VALUE_FUNCTION;
  if (!b->numpy && plain && python_short(v) && !python_is_general(np)) {
    python_comment(np,
                   arena_printf(&np->arena, "NumPy has no %s: its value is written out", b->name));
    return piece_new(np, BIND_ATOM, value_retain(v), "%s", python_literal(np, v));
  }
  Piece failed = b->numpy
                     ? piece_fail(np, n, "%s, called like this, has no single NumPy form", b->name)
                     : piece_fail(np, n, "%s has no equivalent in NumPy or SciPy", b->name);
  if (np->error.kind == ERROR_TYPE && b->numpy)
    error_hint(&np->error, "the nearest in NumPy and SciPy: %s", b->numpy);
  else if (np->error.kind == ERROR_TYPE)
    error_hint(&np->error, "work out its value here and write it there, or translate a function "
                           "of your own that does it");
  return failed;
}

Piece python_call(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count) {
  Operator op;
  if (strcmp(name, "linsolve") == 0 && count == 2) name = "mldivide";
  if (operator_named(name, &op) && count == (operator_is_unary(op) ? 1 : 2))
    return count == 1 ? python_unary(np, n, op, args[0])
                      : python_binary(np, n, op, args[0], args[1]);
  FunctionBody body;
  const Builtin *b;
  if (function_body_named(np->call->interp, name, &body, &b))
    return call_own(np, n, name, &body, args, count);
  if (!b) {
    Piece p = piece_fail(np, n, "'%s' is not a variable or a function here", name);
    if (np->error.kind == ERROR_TYPE) np->error.kind = ERROR_NAME;
    error_hint(&np->error,
               "assign it first, %s = ..., or translate a function: numpy f = @(%s) ...", name,
               name);
    return p;
  }
  if (strcmp(name, "nargout") == 0 && count == 0) {
    Piece p = piece_fail(np, n, "a function in Python does not know how many results are wanted");
    error_hint(&np->error, "give back all of them; the caller takes what it needs");
    return p;
  }
  Value v = python_evaluate(np, n, name, args, count);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  if (v.kind == VALUE_FUNCTION && strcmp(name, "str2func") == 0) {
    const char *text = python_function(np, n, v, NULL, 0);
    Binds binds = text && strncmp(text, "lambda", 6) == 0 ? BIND_LAMBDA : BIND_ATOM;
    return (Piece){ text, binds, 0, v };
  }
  if (v.kind == VALUE_FUNCTION && count > 0 && args[0].value.kind == VALUE_FUNCTION) {
    Piece p = piece_fail(np, n, "NumPy has no functions of formulas such as %s", name);
    error_hint(&np->error, "keep the result, d = %s(f), then write numpy d(x)", name);
    return p;
  }
  bool grid = false;
  for (size_t i = 0; i < count; i++) grid |= python_is_grid(args[i].value);
  if (grid) { /* what holds for a list would not for one of rows */
    Piece p = special_by_form(&(Request){ np, n, name, args, count, v, NULL });
    return p.text || np->error.kind != ERROR_NONE ? p : without_twin(np, n, b, args, count, v);
  }
  Piece p = python_special(np, n, name, args, count, v);
  if (piece_failed(p) && np->error.kind == ERROR_NONE)
    p = python_template(np, n, b, args, count, v);
  if (!piece_failed(p)) return p;
  return without_twin(np, n, b, args, count, v);
}
