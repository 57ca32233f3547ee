/* python_call.c -- a call of a builtin or of a function written in the language.  */

#include "config.h"
#include "board/python.h"
#include "lang/body.h"

#include <string.h>

static Piece call_own(Numpy *np, const Node *n, const char *name, const FunctionBody *body,
                      const Piece *args, size_t count) {
  (void)body;
  Value f = VALUE_NOTHING;
  Error error = { 0 };
  char *text = arena_printf(&np->arena, "@%s", name);
  if (!call_evaluate(np->call, text, true, &f, NULL, &error))
    return piece_fail(np, n, "%s", error.message);
  python_keep(np, f);
  Value values[MAX_PARAMETERS];
  for (size_t i = 0; i < count && i < MAX_PARAMETERS; i++) values[i] = args[i].value;
  python_define(np, n, name, f, values, count < MAX_PARAMETERS ? count : MAX_PARAMETERS);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) text_printf(&t, "%s%s", i ? ", " : "", args[i].text);
  Value v = python_evaluate(np, n, name, args, count);
  Piece p =
      piece_new(np, BIND_ATOM, value_retain(v), "%s(%s)", python_name(np, name), text_string(&t));
  text_free(&t);
  return p;
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
    return p;
  }
  Value v = python_evaluate(np, n, name, args, count);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  if (v.kind == VALUE_FUNCTION && count > 0 && args[0].value.kind == VALUE_FUNCTION) {
    Piece p = piece_fail(np, n, "NumPy has no functions of formulas such as %s", name);
    error_hint(&np->error, "keep the result, d = %s(f), then write numpy d(x)", name);
    return p;
  }
  Piece p = python_special(np, n, name, args, count, v);
  if (piece_failed(p) && np->error.kind == ERROR_NONE)
    p = python_template(np, n, b, args, count, v);
  if (!piece_failed(p)) return p;
  Piece failed = piece_fail(np, n, "%s, called like this, has no single NumPy form", name);
  if (b->numpy && np->error.kind == ERROR_TYPE)
    error_hint(&np->error, "the nearest in NumPy and SciPy: %s", b->numpy);
  return failed;
}
