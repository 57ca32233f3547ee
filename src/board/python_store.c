/* python_store.c -- assignments: names, parts of variables, growth, deletion, several results.  */

#include "config.h"
#include "board/python.h"
#include "board/python_facts.h"
#include "lang/body.h"
#include "lang/index.h"
#include "value/cell.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ whole variables */

/* Whole numbers are written as such, so an array of them would cut what is put into it. */
static bool would_be_cut(Value old, Piece right) {
  View a, b;
  if (!value_view(&old, &a) || a.complex || !value_view(&right.value, &b)) return false;
  bool whole = true, fraction = b.complex;
  for (size_t i = 0; i < a.count; i++) whole &= a.data[i] == floor(a.data[i]);
  for (size_t i = 0; i < b.count && !b.complex; i++) fraction |= b.data[i] != floor(b.data[i]);
  return whole && fraction;
}

static bool is_stored(const Numpy *np, const char *name) {
  return np->place->body && facts_stored(np->place->body, name);
}

/* An array that is another one seen from elsewhere: y = x, y = x', y = A(:, 2). */
static const char *viewed(const Node *n) {
  while (n->kind == NODE_UNARY && n->op >= OPERATE_TRANSPOSE) n = n->kids[0];
  if (n->kind == NODE_NAME) return n->text;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME) {
    for (size_t i = 1; i < n->count; i++)
      if (n->kids[i]->kind == NODE_COLON || n->kids[i]->kind == NODE_RANGE) return n->kids[0]->text;
  }
  return NULL;
}

static bool all_whole(Value v) {
  View x;
  bool whole = value_view(&v, &x) && !x.complex;
  for (size_t i = 0; whole && i < x.count; i++) whole = x.data[i] == floor(x.data[i]);
  return whole;
}

/* RIGHT as the value of NAME: with floating-point numbers and its own memory where parts of it are
   written to later. */
static const char *own_value(Numpy *np, const char *name, const Node *n, Piece right) {
  const char *s = right.text, *from = viewed(n);
  bool array = right.value.kind == VALUE_ARRAY && !value_is_text(right.value) && right.rank > 0;
  bool list = value_is_cell(right.value) || right.value.kind == VALUE_RECORD;
  bool stored = is_stored(np, name);
  bool numbers = array && !value_is_logical(right.value) && value_count(right.value) > 0;
  if (stored && numbers && all_whole(right.value) && python_is_integer(np, s)) {
    bool literal = strncmp(s, "np.array(", 9) == 0 || strncmp(s, "np.arange(", 10) == 0;
    if (literal && right.binds == BIND_ATOM && strchr(s, '(') == strrchr(s, '('))
      return arena_printf(&np->arena, "%.*s, dtype=float)", (int)strlen(s) - 1, s);
    return arena_printf(&np->arena, "%s.astype(float)", piece_in(np, right, BIND_ATOM));
  }
  bool shared = from && (stored || is_stored(np, from)) && strcmp(from, name) != 0;
  if (shared && array) return arena_printf(&np->arena, "%s.copy()", piece_in(np, right, BIND_ATOM));
  return shared && list ? arena_printf(&np->arena, "copy.deepcopy(%s)", s) : s;
}

static void note_kind(Numpy *np, const char *name, Piece right, const char *text) {
  bool number =
      right.value.kind == VALUE_SCALAR || right.value.kind == VALUE_ARRAY || !piece_known(right);
  if (number && !python_is_integer(np, text)) dict_intern_string(&np->place->floats, name);
}

/* A variable from before that gets its new value in a branch only. */
static void keep_old(Numpy *np, const Node *n, const char *name) {
  if (np->place->function || np->place->blocks == 0 || python_is_assigned(np, name)) return;
  Value old = python_variable(np, name);
  if (old.kind != VALUE_NONE) python_define(np, n, name, old, NULL, 0);
}

static bool assign_name(Numpy *np, const Node *n, Piece right, Text *out) {
  const char *name = n->kids[0]->text;
  keep_old(np, n, name);
  const char *written = python_name(np, name);
  const Node *source = n->kids[1];
  bool handle = right.value.kind == VALUE_FUNCTION && source->kind == NODE_LAMBDA;
  if (handle)
    text_printf(out, "%s\n", python_postpone(np, name, right.value));
  else {
    const char *text = own_value(np, name, source, right);
    note_kind(np, name, right, text);
    text_printf(out, "%s = %s\n", written, text);
  }
  python_assigned(np, name);
  return true;
}

/* ------------------------------------------------------------------ parts of variables */

static bool is_end_plus_one(const Node *n) {
  return n->kind == NODE_BINARY && n->op == OPERATE_ADD && n->kids[0]->kind == NODE_END &&
         n->kids[1]->kind == NODE_NUMBER && n->kids[1]->number == 1;
}

static bool evaluate_index(Numpy *np, const Node *n, Value object, size_t i, size_t count,
                           double *out) {
  Local end = { np->locals, "end", value_scalar(index_end(object, i, count)), false, "0" };
  const Local *outer = np->locals;
  np->locals = &end;
  unsigned guesses = np->guesses++;
  Piece p = python_expression(np, n);
  np->guesses = guesses;
  np->locals = outer;
  if (p.value.kind != VALUE_SCALAR) return false;
  *out = p.value.scalar;
  return true;
}

/* x(end + 1) = v, x(7) = v of five: lines that make room; 0: nothing grows, 1: written, -1: failed.
 */
static int write_growth(Numpy *np, const Node *target, Piece object, Piece right, Text *out) {
  Value old = object.value;
  size_t count = target->count - 1;
  const char *x = object.text;
  if (target->kind == NODE_FIELD || !piece_known(object) || value_is_text(old)) return 0;
  bool list = old.kind == VALUE_CELL || old.kind == VALUE_RECORD;
  if (count == 1) {
    double at;
    const Node *k = target->kids[1];
    if (k->kind == NODE_COLON || k->kind == NODE_RANGE || !evaluate_index(np, k, old, 0, 1, &at))
      return 0;
    double had = (double)(old.kind == VALUE_CELL ? old.cell->count : value_count(old));
    if (at <= had && !is_end_plus_one(k)) return 0;
    if (object.rank > 1) {
      piece_fail(np, target, "a matrix cannot grow by one number");
      return -1;
    }
    if (at == had + 1) {
      if (list)
        text_printf(out, "%s.append(%s)\n", x, right.text);
      else
        text_printf(out, "%s = np.append(%s, %s)\n", x, x, right.text);
      return 1;
    }
    if (list)
      text_printf(out, "%s += [None] * (%.0f - len(%s))\n", x, at, x);
    else
      text_printf(out, "%s = np.pad(%s, (0, %.0f - len(%s)))\n", x, x, at, x);
    return 0;
  }
  if (count != 2 || list) return 0;
  for (size_t d = 0; d < 2; d++) {
    const Node *k = target->kids[1 + d], *other = target->kids[2 - d];
    double at;
    if (k->kind == NODE_COLON || k->kind == NODE_RANGE || !evaluate_index(np, k, old, d, 2, &at))
      continue;
    if (at <= (double)value_size(old, d)) continue;
    bool row = piece_is_row(object) || piece_is_column(object);
    if (row && value_size(old, 1 - d) == 1) {
      text_printf(out, "%s = np.append(%s, %s)\n", x, x, right.text);
      return 1;
    }
    double across = 1;
    if (other->kind != NODE_COLON && !python_is_general(np) && value_count(old) > 0 &&
        evaluate_index(np, other, old, 1 - d, 2, &across)) {
      double had[2] = { (double)value_size(old, 0), (double)value_size(old, 1) };
      double wants[2] = { d == 0 ? at : across, d == 0 ? across : at };
      text_printf(out, "%s = np.pad(%s, ((0, %.0f), (0, %.0f)))\n", x, x,
                  fmax(0, wants[0] - had[0]), fmax(0, wants[1] - had[1]));
      return 0;
    }
    if (other->kind != NODE_COLON || at != (double)value_size(old, d) + 1) {
      piece_fail(np, target, "an array in NumPy keeps its size");
      error_hint(&np->error, "make it large enough before: A = zeros(m, n)");
      return -1;
    }
    const char *stack = d == 0 ? "vstack" : "column_stack";
    if (value_count(old) == 0)
      text_printf(out, "%s = np.%s([%s, %s]) if %s.size else %s[%s]\n", x, stack, x, right.text, x,
                  piece_in(np, right, BIND_ATOM), d == 0 ? "None, :" : ":, None");
    else
      text_printf(out, "%s = np.%s([%s, %s])\n", x, stack, x, right.text);
    return 1;
  }
  return 0;
}

/* x(2) = [], x(mask) = [], A(:, 3) = [], c(1) = []. */
static bool write_deletion(Numpy *np, const Node *target, Piece object, const char *inside,
                           Text *out) {
  const char *x = object.text;
  const Node *k = target->count > 1 ? target->kids[1] : NULL;
  if (target->count == 2 && object.rank <= 1) {
    if (object.value.kind == VALUE_CELL)
      text_printf(out, "del %s[%s]\n", x, inside);
    else if (strcmp(inside, "-1") == 0)
      text_printf(out, "%s = %s[:-1]\n", x, x);
    else if (strchr(inside, ':') && k->kind == NODE_RANGE)
      text_printf(out, "%s = np.delete(%s, np.s_[%s])\n", x, x, inside);
    else if (strpbrk(inside, "<>=~&|"))
      text_printf(out, "%s = %s[~(%s)]\n", x, x, inside);
    else
      text_printf(out, "%s = np.delete(%s, %s)\n", x, x, inside);
    return true;
  }
  const char *comma = strchr(inside, ',');
  if (target->count == 3 && object.rank == 2 && comma && !strchr(inside, '(')) {
    bool columns = target->kids[1]->kind == NODE_COLON;
    const char *which =
        columns ? comma + 2 : arena_copy(&np->arena, inside, (size_t)(comma - inside));
    if (strchr(which, ':')) which = arena_printf(&np->arena, "np.s_[%s]", which);
    text_printf(out, "%s = np.delete(%s, %s, axis=%d)\n", x, x, which, columns);
    return true;
  }
  piece_fail(np, target, "this deletion has no short NumPy form");
  error_hint(&np->error, "keep the others: x = x(mask)");
  return false;
}

static const char *update_sign(const Node *n) {
  switch (n->op) {
  case OPERATE_ADD: return "+=";
  case OPERATE_SUBTRACT: return "-=";
  case OPERATE_TIMES:
  case OPERATE_MATRIX_TIMES: return "*=";
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_MATRIX_RIGHT_DIVIDE: return "/=";
  default: return NULL;
  }
}

/* s.a of s.a.b = 3, where s has no field a yet. */
static void make_field(Numpy *np, const Node *base, Text *out) {
  if (base->kind != NODE_FIELD || !base->text) return;
  make_field(np, base->kids[0], out);
  Piece record = python_expression(np, base->kids[0]);
  if (record.value.kind != VALUE_RECORD || record_has(record.value.record, base->text)) return;
  text_printf(out, "%s[\"%s\"] = {}\n", record.text, base->text);
  Error error = { 0 };
  apart_run(np->apart, np->place->scope,
            arena_printf(&np->arena, "%.*s = struct();", (int)(base->span.end - base->span.start),
                         np->place->source + base->span.start),
            NULL, &error);
}

/* The thing whose part is written to; it is made when it does not exist yet. */
static Piece written_object(Numpy *np, const Node *target, Text *out) {
  const Node *base = target->kids[0];
  const char *name = facts_root(base);
  if (name && python_variable(np, name).kind == VALUE_NONE && !python_is_assigned(np, name))
    python_create_stored(np, target, out);
  if (name) keep_old(np, target, name);
  if (target->kind == NODE_FIELD) make_field(np, base, out);
  return python_expression(np, base);
}

/* s(3).name = 'x' where s has two records: the third. */
static bool write_new_record(Numpy *np, const Node *target, Piece right, Text *out) {
  const Node *base = target->kids[0];
  if (target->kind != NODE_FIELD || !target->text || base->kind != NODE_CALL || base->count != 2 ||
      base->kids[0]->kind != NODE_NAME)
    return false;
  const char *name = base->kids[0]->text;
  Value old = python_variable(np, name);
  if (old.kind != VALUE_NONE && !(old.kind == VALUE_CELL && old.cell->fields)) return false;
  double at, had = old.kind == VALUE_CELL ? (double)old.cell->count : 0;
  Value counted = old.kind == VALUE_NONE ? value_cell(cell_new_matrix(1, 0)) : value_retain(old);
  python_keep(np, counted);
  if (!evaluate_index(np, base->kids[1], counted, 0, 1, &at) || at != had + 1) return false;
  const char *list = python_name(np, name);
  if (old.kind == VALUE_NONE && !python_is_assigned(np, name)) text_printf(out, "%s = []\n", list);
  text_printf(out, "%s.append({\"%s\": %s})\n", list, target->text, right.text);
  dict_intern_string(&np->place->lists, name);
  python_assigned(np, name);
  return true;
}

/* The value for A[...]: where a column of a matrix is meant, one axis is enough. */
static const char *fitting(Numpy *np, const Node *target, Piece object, Piece right) {
  bool whole = target->count == 2 && target->kids[1]->kind == NODE_COLON;
  if (whole && object.rank == 2 && right.rank > 0)
    return arena_printf(&np->arena, "%s.reshape(%s.shape, order=\"F\")",
                        piece_in(np, right, BIND_ATOM), object.text);
  return right.text;
}

static bool store_part(Numpy *np, const Node *n, Piece right, Text *out) {
  const Node *target = n->kids[0];
  if (n->kind == NODE_ASSIGN && write_new_record(np, target, right, out)) return true;
  Piece object = written_object(np, target, out);
  if (piece_failed(object)) return false;
  const char *root = facts_root(target);
  if (target->kind == NODE_FIELD) {
    if (!target->text) {
      piece_fail(np, target, "a computed field name has no short form in Python");
      return false;
    }
    bool same = n->kind == NODE_UPDATE && update_sign(n);
    text_printf(out, "%s[\"%s\"] %s %s\n", object.text, target->text, same ? update_sign(n) : "=",
                right.text);
    python_assigned(np, root);
    return true;
  }
  bool empty = n->kind == NODE_ASSIGN && n->kids[1]->kind == NODE_MATRIX && n->kids[1]->count == 0;
  bool deletes = empty && target->kind == NODE_CALL;
  int grown = deletes ? 0 : write_growth(np, target, object, right, out);
  if (grown < 0) return false;
  python_assigned(np, root);
  if (grown > 0) return true;
  int rank;
  const char *inside = python_subscripts(np, target, object, &rank);
  if (!inside) return false;
  if (deletes) return write_deletion(np, target, object, inside, out);
  if (piece_known(object) && value_is_text(object.value)) {
    piece_fail(np, target, "texts cannot be changed in Python");
    error_hint(&np->error, "build a new one: [s(1:2) 'x' s(4:end)]");
    return false;
  }
  if (!np->place->function && np->place->blocks == 0 && would_be_cut(object.value, right) &&
      dict_find_string(&np->defined, root) != DICT_NONE && np->place->body->count == 1)
    text_printf(out, "%s = %s.astype(%s)\n", object.text, object.text,
                value_is_complex(right.value) ? "complex" : "float");
  bool linear = target->count == 2 && object.rank == 2 && target->kids[1]->kind != NODE_COLON;
  bool mask = linear && rank == 2;
  const char *sign = n->kind == NODE_UPDATE ? update_sign(n) : "=";
  if (mask && right.rank > 0)
    text_printf(out, "%s.T[(%s).T] %s %s\n", object.text, inside, sign, right.text);
  else if (linear && !mask && !strpbrk(inside, "<>=~"))
    text_printf(out, "%s.T.flat[%s] %s %s\n", object.text, inside, sign, right.text);
  else
    text_printf(out, "%s[%s] %s %s\n", object.text, inside, sign,
                fitting(np, target, object, right));
  return true;
}

typedef struct Creation {
  Numpy *np;
  const Node *node;
  Text *out;
} Creation;

static const char *new_value(const Node *target, const char **value) {
  while (target->kids[0]->kind != NODE_NAME) target = target->kids[0];
  *value = target->kind == NODE_FIELD ? "struct()" : target->kind == NODE_BRACE ? "{}" : "[]";
  return target->kind == NODE_FIELD ? "{}" : target->kind == NODE_BRACE ? "[]" : "np.array([])";
}

static void create(void *self, const char *name) {
  Creation *c = self;
  Numpy *np = c->np;
  if (python_is_assigned(np, name) || python_variable(np, name).kind != VALUE_NONE) return;
  const Node *first = facts_first_assignment(c->node, name), *target = NULL;
  if (!first) {
    target = c->node;
  } else {
    for (size_t i = 0; i < first->count && !target; i++)
      if (first->kids[i] && facts_root(first->kids[i]) &&
          strcmp(facts_root(first->kids[i]), name) == 0)
        target = first->kids[i];
  }
  if (!target || target->kind == NODE_NAME) return;
  const char *value, *text = new_value(target, &value);
  bool records = target->kind == NODE_FIELD && *value == '[';
  if (records) { /* it has no value yet, so that its first record is seen as new */
    text_printf(c->out, "%s = []\n", python_name(np, name));
    python_assigned(np, name);
    dict_intern_string(&np->place->lists, name);
    return;
  }
  text_printf(c->out, "%s = %s\n", python_name(np, name), text);
  Error error = { 0 };
  apart_run(np->apart, np->place->scope, arena_printf(&np->arena, "%s = %s;", name, value), NULL,
            &error);
  python_assigned(np, name);
}

void python_create_stored(Numpy *np, const Node *node, Text *out) {
  Creation c = { np, node, out };
  if (node->kind == NODE_CALL || node->kind == NODE_BRACE || node->kind == NODE_FIELD)
    create(&c, facts_root(node));
  else
    facts_each_stored(node, create, &c);
}

/* ------------------------------------------------------------------ the statement */

bool python_assignment(Numpy *np, const Node *n, Text *out, Value *result) {
  const Node *target = n->kids[0];
  if (n->kids[1]->kind == NODE_ASSIGN) { /* a = b = 3 */
    if (!python_assignment(np, n->kids[1], out, result)) return false;
    Node plain = *n, *pair[2] = { n->kids[0], n->kids[1]->kids[0] };
    plain.kids = pair;
    Error error = { 0 };
    char *text = arena_copy(&np->arena, np->place->source + n->kids[1]->span.start,
                            n->kids[1]->span.end - n->kids[1]->span.start);
    apart_run(np->apart, np->place->scope, text, NULL, &error);
    return python_assignment(np, &plain, out, result);
  }
  Piece right = python_expression(np, n->kids[1]);
  if (piece_failed(right)) return false;
  const char *sign = n->kind == NODE_UPDATE ? update_sign(n) : NULL;
  if (n->kind == NODE_UPDATE) {
    Piece left = python_expression(np, target), plain = right;
    if (piece_failed(left)) return false;
    right = python_binary(np, n, n->op, left, right);
    if (piece_failed(right)) return false;
    *result = right.value;
    bool number = target->kind != NODE_NAME || (left.rank == 0 && plain.rank == 0);
    bool divides = sign && *sign == '/' && python_is_integer(np, left.text);
    bool part = target->kind != NODE_NAME && plain.rank <= 0;
    if (sign && number && (part || (left.rank <= 0 && plain.rank <= 0))) {
      plain.value = right.value;
      if (target->kind != NODE_NAME) return store_part(np, n, plain, out);
      keep_old(np, n, target->text);
      if (divides || !python_is_integer(np, plain.text))
        dict_intern_string(&np->place->floats, target->text);
      text_printf(out, "%s %s %s\n", python_name(np, target->text), sign, plain.text);
      python_assigned(np, target->text);
      return true;
    }
    Node plain_node = *n;
    plain_node.kind = NODE_ASSIGN;
    return target->kind == NODE_NAME ? assign_name(np, &plain_node, right, out)
                                     : store_part(np, &plain_node, right, out);
  }
  *result = right.value;
  return target->kind == NODE_NAME ? assign_name(np, n, right, out) : store_part(np, n, right, out);
}

/* The left sides: names, or parts of variables written afterwards. */
static bool read_targets(Numpy *np, const Node *n, const char **targets, size_t wanted) {
  for (size_t i = 0; i < wanted; i++) {
    const Node *t = n->kids[i];
    targets[i] = "_";
    if (!t) continue;
    if (t->kind == NODE_NAME) {
      keep_old(np, n, t->text);
      targets[i] = python_name(np, t->text);
      continue;
    }
    Text ignored = TEXT_EMPTY;
    Piece object = written_object(np, t, &ignored);
    text_free(&ignored);
    int rank;
    const char *inside = NULL;
    if (piece_failed(object)) return false;
    if (t->kind == NODE_FIELD && t->text)
      inside = arena_printf(&np->arena, "\"%s\"", t->text);
    else if (t->kind != NODE_FIELD)
      inside = python_subscripts(np, t, object, &rank);
    if (!inside) return false;
    targets[i] = arena_printf(&np->arena, "%s[%s]", object.text, inside);
  }
  return true;
}

bool python_several(Numpy *np, const Node *n, Text *out) {
  size_t wanted = n->count - 1, count;
  const Node *call = n->kids[wanted];
  const char *targets[MAX_RESULTS];
  bool named = call->kind == NODE_CALL && call->kids[0]->kind == NODE_NAME;
  if (wanted > MAX_RESULTS || (!named && call->kind != NODE_NAME)) {
    piece_fail(np, n, "several results come from a call of a function by its name");
    return false;
  }
  const char *name = named ? call->kids[0]->text : call->text;
  Piece args[MAX_PARAMETERS];
  count = named ? call->count - 1 : 0;
  if (count > MAX_PARAMETERS) {
    piece_fail(np, n, "too many arguments for numpy");
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    args[i] = python_expression(np, call->kids[i + 1]);
    if (piece_failed(args[i])) return false;
  }
  if (!read_targets(np, n, targets, wanted)) return false;
  FunctionBody body;
  const Builtin *b;
  bool good;
  if (function_body_named(np->call->interp, name, &body, &b) && body.node->kind == NODE_FUNCTION) {
    const char *text = python_own_call(np, call, name, args, count);
    if (!text) return false;
    for (size_t i = 0; i < wanted; i++) text_printf(out, "%s%s", i ? ", " : "", targets[i]);
    size_t outputs = body.node->outputs;
    bool rest = outputs > 0 && strcmp(body.node->names[outputs - 1], "varargout") == 0;
    for (size_t i = wanted; i + rest < outputs; i++) text_puts(out, ", _");
    if (rest) text_puts(out, ", *_");
    text_printf(out, " = %s\n", text);
    good = true;
  } else
    good = python_results(np, call, name, args, count, targets, wanted, out);
  for (size_t i = 0; good && i < wanted; i++)
    if (n->kids[i]) python_assigned(np, facts_root(n->kids[i]));
  return good;
}
