/* python_expression.c -- names, literals, calls, handles.  */

#include "config.h"
#include "board/python.h"
#include "board/python_facts.h"
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

const Local *python_local(const Numpy *np, const char *name) {
  for (const Local *l = np->locals; l; l = l->next)
    if (strcmp(l->name, name) == 0) return l;
  return NULL;
}

/* ------------------------------------------------------------------ evaluation */

/* Draws, prints, asks the clock or changes the world: not while translating. */
static bool has_effects(const Builtin *b) {
  static const char *const marks[] = { "matplotlib", "ax.",   "seaborn", "torch",   "print(",
                                       "sys.",       "raise", "time.",   "datetime" };
  if (strcmp(b->name, "flow") == 0) return true;
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

/* What stands in the source at N, evaluated among the variables of the place. */
static Value evaluate_text(Numpy *np, const Node *n) {
  if (np->locals || np->guesses > 0) return VALUE_NOTHING;
  char *text =
      arena_copy(&np->arena, np->place->source + n->span.start, n->span.end - n->span.start);
  Value v = VALUE_NOTHING;
  Error error = { 0 };
  if (apart_run(np->apart, np->place->scope, text, &v, &error)) return python_keep(np, v);
  python_not_computed(np, n, &error);
  return VALUE_NOTHING;
}

/* ------------------------------------------------------------------ names */

/* The same value, as far as Python's text shows it. */
static bool same_value(Numpy *np, Value a, Value b) {
  if (a.kind != b.kind) return false;
  if (a.kind == VALUE_FUNCTION) return a.function == b.function;
  if (a.kind == VALUE_ARRAY && a.array == b.array) return true;
  return python_short(a) && python_short(b) &&
         strcmp(python_literal(np, a), python_literal(np, b)) == 0;
}

void python_define(Numpy *np, const Node *n, const char *name, Value v, const Value *args,
                   size_t count) {
  if (dict_find_string(&np->defined, name) != DICT_NONE) return;
  dict_intern_string(&np->defined, name);
  scope_set(np->meant, name, value_retain(v));
  const char *written = python_name(np, name);
  if (v.kind == VALUE_FUNCTION) {
    const char *text = python_definition(np, n, name, v, args, count);
    if (text) text_puts(&np->prelude, text);
    return;
  }
  const char *text = python_short(v) ? python_literal(np, v) : NULL;
  if (np->error.kind != ERROR_NONE) return;
  if (text) {
    bool whole = v.kind == VALUE_ARRAY && strncmp(text, "np.array([", 10) == 0 &&
                 !strpbrk(text, ".Tj") && !np->place->function && np->place->body &&
                 facts_stored(np->place->body, name) && np->place->body->count > 1;
    size_t len = strlen(text);
    text_printf(&np->prelude, "%s = %.*s%s\n", written, (int)(whole ? len - 1 : len), text,
                whole ? ", dtype=float)" : "");
    return;
  }
  Text shape = TEXT_EMPTY;
  value_shape(v, &shape);
  text_printf(&np->prelude, "# %s: your %s %s\n", written, text_string(&shape), value_class(v));
  text_free(&shape);
}

/* What a handle took along: the variable of that name, unless that is another one by now. */
static Piece captured_piece(Numpy *np, const Node *n, Value v) {
  Piece p = piece_unknown(np, BIND_ATOM, python_name(np, n->text));
  p.value = v;
  p.rank = axes_of(v);
  if (python_is_assigned(np, n->text)) {
    if (np->binding && facts_assignments(np->place->body, n->text) > 1)
      dict_intern_string(&np->bound, n->text);
    return p;
  }
  bool other = false;
  if (dict_find_string(&np->defined, n->text) != DICT_NONE)
    other = !same_value(np, python_keep(np, scope_get(np->meant, n->text)), v);
  if (other && python_short(v) && v.kind != VALUE_FUNCTION)
    p.text = python_literal(np, v);
  else
    python_define(np, n, n->text, v, NULL, 0);
  return p;
}

static Piece name_piece(Numpy *np, const Node *n) {
  const Local *l = python_local(np, n->text);
  if (l && l->captured) return captured_piece(np, n, l->value);
  Value v = l ? l->value : python_variable(np, n->text);
  bool assigned = l || python_is_assigned(np, n->text);
  if (v.kind == VALUE_NONE && !assigned) return python_call(np, n, n->text, NULL, 0);
  if (!assigned) python_define(np, n, n->text, v, NULL, 0);
  if (np->error.kind != ERROR_NONE) return (Piece){ .value = VALUE_NOTHING };
  Piece p = piece_unknown(np, BIND_ATOM, python_name(np, n->text));
  if (!l && dict_find_string(&np->place->shifted, n->text) != DICT_NONE) {
    p.text = arena_printf(&np->arena, "%s + 1", p.text);
    p.binds = BIND_SUM;
  }
  p.value = v;
  p.rank = axes_of(v);
  return p;
}

/* ------------------------------------------------------------------ calls */

/* With what NAME calls the function that is its argument I, as far as that is plain. */
static size_t samples(Numpy *np, const char *name, const Piece *args, size_t count, Value *out) {
  FunctionBody own;
  const Builtin *builtin;
  if (function_body_named(np->call->interp, name, &own, &builtin)) return 0;
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
  return 0;
}

/* A variable that holds a function is called with ARGS. */
static void meet_function(Numpy *np, const Node *n, const char *name, Value f, const Value *args,
                          size_t count) {
  if (python_settle(np, n, name, args, count)) return;
  if (!python_is_assigned(np, name)) python_define(np, n, name, f, args, count);
}

/* Functions last, so that what they are called with is known. */
static bool read_arguments(Numpy *np, const Node *n, const char *name, Piece *args) {
  size_t count = n->count - 1;
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < count; i++) {
      const Node *kid = n->kids[i + 1];
      Value held = kid->kind == NODE_NAME ? python_variable(np, kid->text) : VALUE_NOTHING;
      bool named = held.kind == VALUE_FUNCTION && !python_local(np, kid->text);
      bool function = kid->kind == NODE_LAMBDA || named;
      if (function != (round == 1)) continue;
      if (kid->kind == NODE_COLON) {
        piece_fail(np, kid, "a bare : is an index; %s is a function here", name);
        return false;
      }
      if (function) {
        Value with[2];
        size_t known = samples(np, name, args, count, with);
        if (named) {
          meet_function(np, kid, kid->text, held, known ? with : NULL, known);
          args[i] = python_expression(np, kid);
          if (piece_failed(args[i])) return false;
          continue;
        }
        Value f = evaluate_text(np, kid);
        Value guessed[MAX_ARGUMENTS];
        size_t arity = kid->name_count;
        if (known == 0 && f.kind == VALUE_FUNCTION && arity <= MAX_ARGUMENTS &&
            python_samples(np, f, guessed, NULL, arity))
          args[i] = python_lambda(np, kid, guessed, arity);
        else
          args[i] = python_lambda(np, kid, with, known);
        args[i].value = f;
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
  if (!defined) meet_function(np, n, name, f, values, count);
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
  if (head->kind == NODE_NAME && strcmp(head->text, "isempty") == 0 && n->count == 2 &&
      n->kids[1]->kind == NODE_NAME &&
      dict_find_string(&np->place->persistent, n->kids[1]->text) != DICT_NONE)
    return piece_new(np, BIND_COMPARE, VALUE_NOTHING, "%s is None",
                     python_name(np, n->kids[1]->text));
  if (head->kind == NODE_NAME) {
    const Local *l = python_local(np, head->text);
    Value v = l ? l->value : python_variable(np, head->text);
    bool variable = l || v.kind != VALUE_NONE || python_is_assigned(np, head->text);
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

/* err.message of catch err. */
static Piece caught(Numpy *np, const Node *n) {
  const char *name = python_name(np, n->kids[0]->text);
  if (n->text && strcmp(n->text, "message") == 0)
    return piece_new(np, BIND_ATOM, VALUE_NOTHING, "str(%s)", name);
  Piece p = piece_fail(np, n, "of an error Python has the message only");
  error_hint(&np->error, "write %s.message", n->kids[0]->text);
  return p;
}

static Piece field(Numpy *np, const Node *n) {
  if (n->kids[0]->kind == NODE_NAME &&
      dict_find_string(&np->place->caught, n->kids[0]->text) != DICT_NONE)
    return caught(np, n);
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
  if (n->count != 2 && !(n->count == 3 && python_is_grid(object.value)))
    return piece_fail(np, n, "numpy writes lists with one index only");
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
  bool good = true, grid = n->count > 1 && n->kids[0]->count > 1;
  if (grid) text_putc(&t, '[');
  for (size_t r = 0; r < n->count && good; r++) {
    if (grid) text_puts(&t, r > 0 ? "], [" : "");
    for (size_t k = 0; k < n->kids[r]->count && good; k++) {
      Piece p = python_expression(np, n->kids[r]->kids[k]);
      good = !piece_failed(p);
      bool first = grid ? k == 0 : t.len == 0;
      if (good) text_printf(&t, "%s%s", first ? "" : ", ", p.text);
    }
  }
  if (grid) text_putc(&t, ']');
  Piece p =
      good ? piece_new(np, BIND_ATOM, value_retain(evaluate_text(np, n)), "[%s]", text_string(&t))
           : (Piece){ .value = VALUE_NOTHING };
  text_free(&t);
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
                     : b                      ? python_builtin_function(np, n, b)
                                              : NULL;
  if (!text) {
    if (np->error.kind == ERROR_NONE) piece_fail(np, n, "@%s has no NumPy form", n->text);
    return (Piece){ .value = VALUE_NOTHING };
  }
  return (Piece){ text, strncmp(text, "lambda", 6) == 0 ? BIND_LAMBDA : BIND_ATOM, 0, f };
}

/* nargin < 2: whether the second parameter was left out. */
static Piece given(Numpy *np, const Node *n) {
  static const struct {
    Operator op;
    int back;
    const char *test;
  } tests[] = { { OPERATE_LESS, 1, "is None" },
                { OPERATE_LESS_EQUAL, 0, "is None" },
                { OPERATE_EQUAL, 0, "is None" },
                { OPERATE_GREATER, 0, "is not None" },
                { OPERATE_GREATER_EQUAL, 1, "is not None" } };
  const Node *f = np->place->function;
  for (size_t i = 0; f && i < sizeof tests / sizeof *tests; i++) {
    double k = n->kids[1]->number - tests[i].back;
    size_t count = f->name_count - f->outputs;
    if (tests[i].op != n->op || k < 0 || k != (double)(size_t)k) continue;
    bool all = n->op == OPERATE_EQUAL && k == (double)count && count > 0;
    if (k >= (double)count && !all) continue;
    return piece_new(np, BIND_COMPARE, VALUE_NOTHING, "%s %s",
                     python_name(np, f->names[f->outputs + (size_t)k - all]),
                     all ? "is not None" : tests[i].test);
  }
  return piece_fail(np, n, "nargin is compared with whole numbers from 0 to the parameters only");
}

static bool asks_nargin(const Node *n) {
  return n->kids[0]->kind == NODE_NAME && strcmp(n->kids[0]->text, "nargin") == 0 &&
         n->kids[1]->kind == NODE_NUMBER;
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
    if (np->place->function && asks_nargin(n)) return given(np, n);
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
    const Local *l = python_local(np, "end");
    Piece p = piece_unknown(np, BIND_ATOM, l ? l->text : "");
    if (l) p.value = l->value;
    if (piece_known(p)) p.rank = 0;
    if (l) return p;
    p = piece_fail(np, n, "`end` of what is not a variable here");
    error_hint(&np->error, "assign what is indexed first, X = ...");
    return p;
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
