/* numpy.c -- statements in Python: imports, definitions, the line itself.  */

#include "config.h"
#include "board/numpy.h"
#include "board/python.h"
#include "lang/index.h"
#include "lang/parse.h"

#include <math.h>
#include <string.h>

void python_imports(const char *text, Text *out) {
  static const char *const modules[] = {
    "scipy.special",   "scipy.stats",       "scipy.linalg", "scipy.optimize",
    "scipy.integrate", "scipy.interpolate", "scipy.signal", "scipy.spatial",
    "scipy.cluster",   "scipy.ndimage",     "scipy.fft",    "scipy.differentiate"
  };
  static const char *const plain[] = {
    "itertools", "math", "re", "fractions", "calendar", "sympy"
  };
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
    Text mark = TEXT_EMPTY;
    text_printf(&mark, "%s.", plain[i]);
    const char *at = strstr(text, text_string(&mark));
    if (at && (at == text || strchr(" (=[*-+/", at[-1]))) text_printf(out, "import %s\n", plain[i]);
    text_free(&mark);
  }
  if (strstr(text, "np.")) text_puts(out, "import numpy as np\n");
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
    if (strstr(text, modules[i])) text_printf(out, "import %s\n", modules[i]);
}

static const char *target_text(Numpy *np, const Node *target, Value old) {
  if (target->kind == NODE_NAME) return python_name(np, target->text);
  if (target->kind == NODE_FIELD && target->text && target->kids[0]->kind == NODE_NAME)
    return arena_printf(&np->arena, "%s[\"%s\"]", python_name(np, target->kids[0]->text),
                        target->text);
  if (target->kids[0]->kind != NODE_NAME) return NULL;
  Piece object = { python_name(np, target->kids[0]->text), BIND_ATOM, axes_of(old), old };
  int rank;
  const char *inside = python_subscripts(np, target, object, &rank);
  return inside ? arena_printf(&np->arena, "%s[%s]", object.text, inside) : NULL;
}

/* Whole numbers are written as such, so an array of them would cut what is put into it. */
static bool would_be_cut(Value old, Piece right) {
  View a, b;
  if (!value_view(&old, &a) || a.complex || !value_view(&right.value, &b)) return false;
  bool whole = true, fraction = b.complex;
  for (size_t i = 0; i < a.count; i++) whole &= a.data[i] == floor(a.data[i]);
  for (size_t i = 0; i < b.count && !b.complex; i++) fraction |= b.data[i] != floor(b.data[i]);
  return whole && fraction;
}

static bool store_element(Numpy *np, const Node *target, Piece right, Text *out) {
  const Node *name = target->kids[0];
  Value old = name->kind == NODE_NAME ? python_keep(np, call_variable(np->call, name->text))
                                      : VALUE_NOTHING;
  if (name->kind != NODE_NAME || old.kind == VALUE_NONE) {
    piece_fail(np, target, "only parts of a variable that exists can be written in NumPy");
    return false;
  }
  python_define(np, target, name->text, old, NULL, 0);
  const char *left = np->error.kind == ERROR_NONE ? target_text(np, target, old) : NULL;
  if (!left) {
    piece_fail(np, target, "this target has no NumPy form");
    return false;
  }
  const char *array = python_name(np, name->text);
  bool deletes = right.value.kind == VALUE_ARRAY && right.value.array->count == 0;
  if (deletes && target->kind == NODE_CALL && target->count == 2 && axes_of(old) == 1) {
    const char *inside = strchr(left, '[') + 1;
    bool run = strchr(inside, ':') != NULL;
    text_printf(out, run ? "%s = np.delete(%s, slice(%.*s))\n" : "%s = np.delete(%s, %.*s)\n",
                array, array, (int)strlen(inside) - 1, inside);
    if (run) {
      piece_fail(np, target, "deleting a run of entries has no short form in NumPy");
      error_hint(&np->error, "keep the others: x[mask]");
      return false;
    }
    return true;
  }
  if (deletes) {
    piece_fail(np, target, "NumPy deletes entries with np.delete, from vectors here only");
    return false;
  }
  if (would_be_cut(old, right))
    text_printf(out, "%s = %s.astype(%s)\n", array, array,
                value_is_complex(right.value) ? "complex" : "float");
  text_printf(out, "%s = %s\n", left, right.text);
  return true;
}

static bool assign(Numpy *np, const Node *n, Text *out, Value *result) {
  Piece right = python_expression(np, n->kids[1]);
  if (piece_failed(right)) return false;
  if (n->kind == NODE_UPDATE) {
    Piece left = python_expression(np, n->kids[0]);
    if (piece_failed(left)) return false;
    right = python_binary(np, n, n->op, left, right);
    if (piece_failed(right)) return false;
  }
  *result = right.value;
  const Node *target = n->kids[0];
  if (target->kind != NODE_NAME) return store_element(np, target, right, out);
  text_printf(out, "%s = %s\n", python_name(np, target->text), right.text);
  return true;
}

static bool several(Numpy *np, const Node *n, Text *out) {
  size_t wanted = n->count - 1;
  const Node *call = n->kids[wanted];
  const char *targets[MAX_RESULTS];
  if (call->kind != NODE_CALL || call->kids[0]->kind != NODE_NAME || wanted > MAX_RESULTS) {
    piece_fail(np, n, "several results come from a call of a function by its name");
    return false;
  }
  for (size_t i = 0; i < wanted; i++) {
    const Node *t = n->kids[i];
    if (t && t->kind != NODE_NAME) {
      piece_fail(np, t, "only names may stand on the left here");
      return false;
    }
    targets[i] = t ? python_name(np, t->text) : "_";
  }
  Piece args[MAX_PARAMETERS];
  size_t count = call->count - 1;
  if (count > MAX_PARAMETERS) {
    piece_fail(np, n, "too many arguments for numpy");
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    args[i] = python_expression(np, call->kids[i + 1]);
    if (piece_failed(args[i])) return false;
  }
  return python_results(np, call, call->kids[0]->text, args, count, targets, wanted, out);
}

bool python_statement(Numpy *np, const Node *n, Text *out, Value *result) {
  *result = VALUE_NOTHING;
  switch (n->kind) {
  case NODE_EXPRESSION: {
    Piece p = python_expression(np, n->kids[0]);
    if (piece_failed(p)) return false;
    *result = p.value;
    text_printf(out, "%s\n", p.text);
    return true;
  }
  case NODE_ASSIGN:
  case NODE_UPDATE: return assign(np, n, out, result);
  case NODE_MULTIPLE: return several(np, n, out);
  default:
    piece_fail(np, n, "numpy writes expressions and assignments, one at a time");
    return false;
  }
}

bool numpy_translate(Call *call, const char *text, Span where, Text *out, Value *value, bool *exact,
                     Error *error) {
  Numpy np;
  python_begin(&np, call, text);
  Random before = *call_random(call);
  Parser parser;
  parser_begin(&parser, text, &np.arena, &np.error);
  const Node *n = parse_statement(&parser);
  Text line = TEXT_EMPTY;
  Value result = VALUE_NOTHING;
  bool good = n && np.error.kind == ERROR_NONE && python_statement(&np, n, &line, &result);
  if (good) {
    if (strstr(text_string(&line), "rng.") || strstr(text_string(&np.prelude), "rng.")) {
      Text first = TEXT_EMPTY;
      text_puts(&first, "rng = np.random.default_rng()\n");
      text_append(&first, text_string(&np.prelude), np.prelude.len);
      text_free(&np.prelude);
      np.prelude = first;
      python_comment(&np, "other random numbers than here");
    }
    Text body = TEXT_EMPTY;
    text_append(&body, text_string(&np.prelude), np.prelude.len);
    text_append(&body, text_string(&line), line.len);
    python_imports(text_string(&body), out);
    text_append(out, text_string(&np.comments), np.comments.len);
    text_append(out, text_string(&body), body.len);
    text_free(&body);
    if (value) *value = value_retain(result);
    if (exact) *exact = np.comments.len == 0;
  } else {
    *error = np.error;
    if (!error->located) {
      error->span.start += where.start;
      error->span.end += where.start;
    }
    if (error->kind == ERROR_NONE)
      error_set(error, ERROR_TYPE, where, "there is nothing to translate");
  }
  *call_random(call) = before;
  text_free(&line);
  python_end(&np);
  return good;
}
