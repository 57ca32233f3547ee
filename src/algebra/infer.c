/* infer.c -- which shapes the parameters of a formula must have.  */

#include "config.h"
#include "algebra/infer.h"

#include <stdlib.h>
#include <string.h>

/* Functions that call functions twice double the walk each time. */
enum { MAX_STEPS = 20000 };

/* A shape in unknowns. */
typedef struct Sizes {
  uint32_t rows, columns;
  bool linked; /* by a product of matrices: no number, even if nothing else is known */
} Sizes;

static Sizes sized(uint32_t rows, uint32_t columns) {
  return (Sizes){ rows, columns, false };
}

void infer_begin(Infer *in, Algebra *a) {
  *in = (Infer){ .a = a };
}

void infer_end(Infer *in) {
  free(in->parent);
  free(in->size);
  free(in->many);
}

uint32_t infer_known(Infer *in, uint32_t size) {
  if (in->count == in->cap) {
    in->cap = in->cap ? in->cap * 2 : 64;
    in->parent = mem_resize(in->parent, in->cap * sizeof *in->parent);
    in->size = mem_resize(in->size, in->cap * sizeof *in->size);
    in->many = mem_resize(in->many, in->cap * sizeof *in->many);
  }
  in->parent[in->count] = (uint32_t)in->count;
  in->size[in->count] = size;
  in->many[in->count] = MANY_NOT;
  return (uint32_t)in->count++;
}

uint32_t infer_unknown(Infer *in) {
  return infer_known(in, 0);
}

static uint32_t root(Infer *in, uint32_t u) {
  while (in->parent[u] != u) u = in->parent[u] = in->parent[in->parent[u]];
  return u;
}

static uint32_t known(Infer *in, uint32_t u) {
  return in->size[root(in, u)];
}

static void equate(Infer *in, uint32_t u, uint32_t v) {
  u = root(in, u);
  v = root(in, v);
  if (u == v || (in->size[u] && in->size[v])) return; /* a conflict shows when it is computed */
  if (in->size[u]) {
    uint32_t swap = u;
    u = v;
    v = swap;
  }
  in->parent[u] = v;
  if (in->many[u] > in->many[v]) in->many[v] = in->many[u];
}

static void mark(Infer *in, uint32_t u) {
  u = root(in, u);
  if (!in->size[u] && !in->many[u]) in->many[u] = MANY_LIKELY;
}

static bool many(Infer *in, uint32_t u) {
  u = root(in, u);
  return in->many[u] || in->size[u] > 1;
}

uint32_t infer_size(Infer *in, uint32_t u) {
  u = root(in, u);
  if (in->size[u]) return in->size[u];
  if (in->many[u]) return in->size[u] = SIZE_OPEN + in->a->sizes++;
  return in->size[u] = 1;
}

const Binding *binding_find(const Binding *env, const char *name) {
  for (; env; env = env->next)
    if (strcmp(env->name, name) == 0) return env;
  return NULL;
}

static bool is_number(Infer *in, Sizes s) {
  return known(in, s.rows) == 1 && known(in, s.columns) == 1;
}
/* Nothing at all points to more than a number. */
static bool is_bare(Infer *in, Sizes s) {
  return !s.linked && !known(in, s.rows) && !known(in, s.columns) && !many(in, s.rows) &&
         !many(in, s.columns);
}
static Sizes number(Infer *in) {
  return sized(infer_known(in, 1), infer_known(in, 1));
}
static Sizes unknown(Infer *in) {
  return sized(infer_unknown(in), infer_unknown(in));
}

/* Of ones(3) and ones(3, 1); open where no number was typed. */
static Sizes typed_sizes(Infer *in, const Node *call, size_t count) {
  uint32_t size[2] = { infer_unknown(in), infer_unknown(in) };
  for (size_t i = 0; i < 2 && count <= 2; i++) {
    const Node *n = call->kids[count == 1 ? 1 : i + 1];
    bool whole = n->kind == NODE_NUMBER && n->number >= 1 && n->number < SIZE_OPEN;
    if (whole && n->number == (uint32_t)n->number) size[i] = infer_known(in, (uint32_t)n->number);
  }
  return sized(size[0], size[1]);
}

static Sizes walk(Infer *in, const Node *n, const Binding *env);

static void vector(Infer *in, Sizes s) {
  if (known(in, s.rows) || many(in, s.columns)) return;
  if (known(in, s.columns) > 1) return;
  mark(in, s.rows);
}

/* One of them may be 1, and the other becomes 1 if nothing speaks against it. */
static void join(Infer *in, uint32_t u, uint32_t v) {
  bool firm = in->many[root(in, u)] == MANY_FIRM || in->many[root(in, v)] == MANY_FIRM;
  if (known(in, u) != 1 && known(in, v) != 1)
    equate(in, u, v);
  else if (!firm && (!known(in, u) || !known(in, v)))
    equate(in, u, v);
}

static Sizes entrywise(Infer *in, Sizes l, Sizes r) {
  if (is_number(in, l)) return r;
  if (is_number(in, r)) return l;
  if (is_bare(in, l) && is_bare(in, r)) return l;
  join(in, l.rows, r.rows);
  join(in, l.columns, r.columns);
  return sized(known(in, l.rows) == 1 ? r.rows : l.rows,
               known(in, l.columns) == 1 ? r.columns : l.columns);
}

static bool is_matrix(Infer *in, Sizes s) {
  return many(in, s.rows) || many(in, s.columns);
}

static bool is_square_unknown(Infer *in, Sizes s) {
  return root(in, s.rows) == root(in, s.columns) && !known(in, s.rows) && !many(in, s.rows);
}

static Sizes times(Infer *in, Sizes l, Sizes r) {
  if (is_number(in, l)) return r;
  if (is_number(in, r)) return l;
  if (is_bare(in, l) && is_bare(in, r)) return l;
  /* x'*A*x is a number rather than a matrix */
  if (is_square_unknown(in, l)) return r;
  if (is_square_unknown(in, r)) return l;
  /* A bare name beside what is only known to be a vector is a factor; beside a matrix it fits. */
  if (is_bare(in, l) && !(known(in, r.rows) > 1)) return r;
  if (is_bare(in, r) && !(known(in, l.columns) > 1 || many(in, l.columns))) return l;
  bool vectors = !is_matrix(in, l) || !is_matrix(in, r);
  bool linked = !vectors || many(in, l.columns) || many(in, r.rows);
  if (linked) equate(in, l.columns, r.rows);
  return (Sizes){ l.rows, r.columns, linked };
}

static Sizes of_value(Infer *in, Value v) {
  if (value_is_numeric(v) && value_rank(v) == 2)
    return sized(infer_known(in, (uint32_t)value_size(v, 0)),
                 infer_known(in, (uint32_t)value_size(v, 1)));
  return unknown(in);
}

/* The body of a function called with these arguments. */
static Sizes inside(Infer *in, const FunctionBody *f, const Node *call, const Binding *env) {
  if (in->depth >= 40 || f->node->kind != NODE_LAMBDA || call->count - 1 != f->parameters)
    return unknown(in);
  const Binding *inner = NULL;
  for (size_t i = 0; i < f->parameters + f->captures; i++) {
    Binding *b = arena_new(&in->a->arena, sizeof *b);
    Sizes s = i < f->parameters ? walk(in, call->kids[i + 1], env)
                                : of_value(in, f->values[i - f->parameters]);
    *b = (Binding){ .next = inner, .name = f->names[i], .rows = s.rows, .columns = s.columns };
    if (i >= f->parameters) b->value = f->values[i - f->parameters];
    inner = b;
  }
  in->depth++;
  Sizes s = walk(in, f->node->kids[0], inner);
  in->depth--;
  return s;
}

static bool named(const char *name, const char *words) {
  size_t len = strlen(name);
  for (const char *p = words; (p = strstr(p, name)); p += len)
    if ((p == words || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0')) return true;
  return false;
}

static Sizes call(Infer *in, const Node *n, const Binding *env) {
  if (n->kids[0]->kind != NODE_NAME) { /* an index of a formula */
    vector(in, walk(in, n->kids[0], env));
    bool entry = true;
    for (size_t i = 1; i < n->count; i++) entry &= n->kids[i]->kind == NODE_NUMBER;
    return entry ? number(in) : unknown(in);
  }
  const char *name = n->kids[0]->text;
  const Binding *b = binding_find(env, name);
  const Builtin *builtin;
  FunctionBody f;
  if (b && b->value.kind == VALUE_FUNCTION) {
    if (function_body(b->value, &f, &builtin)) return inside(in, &f, n, env);
    if (!builtin) return unknown(in);
    name = builtin->name;
  } else if (b) {
    if (!b->parts && n->count == 2 && n->kids[1]->kind == NODE_COLON) {
      uint32_t columns = infer_known(in, 1);
      mark(in, b->rows);
      return sized(known(in, b->columns) == 1 ? b->rows : infer_unknown(in), columns);
    }
    if (!b->parts && n->count == 3) {
      mark(in, b->rows);
      mark(in, b->columns);
      Sizes of = sized(b->rows, b->columns), s = unknown(in);
      if (n->kids[1]->kind == NODE_COLON) s.rows = of.rows;
      if (n->kids[1]->kind == NODE_NUMBER || n->kids[1]->kind == NODE_END)
        s.rows = infer_known(in, 1);
      if (n->kids[2]->kind == NODE_COLON) s.columns = of.columns;
      if (n->kids[2]->kind == NODE_NUMBER || n->kids[2]->kind == NODE_END)
        s.columns = infer_known(in, 1);
      return s;
    }
    if (!b->parts) vector(in, sized(b->rows, b->columns));
    bool range = false;
    for (size_t i = 1; i < n->count; i++) range |= n->kids[i]->kind != NODE_NUMBER;
    return range ? unknown(in) : number(in);
  } else if (function_body_named(in->a->interp, name, &f, &builtin))
    return inside(in, &f, n, env);
  Sizes args[8] = { { 0, 0, false } };
  size_t count = n->count - 1 < 8 ? n->count - 1 : 8;
  for (size_t i = 0; i < count; i++)
    args[i] = n->kids[i + 1]->kind == NODE_STRING ? number(in) : walk(in, n->kids[i + 1], env);
  if (count == 0) return named(name, "rand randn ones zeros eye") ? unknown(in) : number(in);
  if (named(name, "trace det inv logdet")) {
    equate(in, args[0].rows, args[0].columns);
    mark(in, args[0].rows);
    return strcmp(name, "inv") == 0 ? args[0] : number(in);
  }
  if (strcmp(name, "transpose") == 0) {
    vector(in, args[0]);
    return sized(args[0].columns, args[0].rows);
  }
  if (strcmp(name, "dot") == 0 && count == 2) {
    vector(in, entrywise(in, args[0], args[1]));
    return number(in);
  }
  if (strcmp(name, "size") == 0) {
    if (count == 2 && n->kids[2]->kind == NODE_NUMBER)
      mark(in, n->kids[2]->number == 1 ? args[0].rows : args[0].columns);
    return count == 2 ? number(in) : unknown(in);
  }
  if (named(name, "sum prod mean") && count == 2) {
    double d = n->kids[2]->kind == NODE_NUMBER ? n->kids[2]->number : 1;
    if (d == 2 && is_bare(in, args[0])) mark(in, args[0].columns);
    vector(in, args[0]);
    if (d == 2) mark(in, args[0].rows);
    return sized(d == 1 ? infer_known(in, 1) : args[0].rows,
                 d == 2 ? infer_known(in, 1) : args[0].columns);
  }
  if (strcmp(name, "norm") == 0 && count == 2 && n->kids[2]->kind == NODE_STRING &&
      n->kids[2]->length == 3 && memcmp(n->kids[2]->text, "fro", 3) == 0) {
    mark(in, args[0].rows);
    mark(in, args[0].columns);
    return number(in);
  }
  if (named(name,
            "sum mean norm prod std var sumsq meansq logsumexp numel length rows columns median") ||
      (named(name, "max min") && count == 1)) {
    vector(in, args[0]);
    bool tall = known(in, args[0].rows) != 1 && known(in, args[0].columns) > 1;
    tall |= many(in, args[0].rows) && many(in, args[0].columns);
    if (named(name, "sum mean prod max min std var median") && tall)
      return sized(infer_known(in, 1), args[0].columns);
    return number(in);
  }
  if (named(name, "softmax cumsum sort center flip unit")) {
    vector(in, args[0]);
    return args[0];
  }
  if (strcmp(name, "polyval") == 0) return count > 1 ? args[1] : number(in);
  if (strcmp(name, "diag") == 0) {
    vector(in, args[0]);
    if (known(in, args[0].columns) > 1 && known(in, args[0].rows) > 1)
      return sized(args[0].rows, infer_known(in, 1));
    uint32_t size = known(in, args[0].rows) == 1 ? args[0].columns : args[0].rows;
    return sized(size, size);
  }
  if (named(name, "ones zeros eye rand randn")) { /* a number beside it is a factor */
    Sizes s = typed_sizes(in, n, count);
    s.linked = true;
    return s;
  }
  if (named(name, "kron cross reshape repmat linspace")) return unknown(in);
  Sizes s = args[0];
  for (size_t i = 1; i < count; i++) s = entrywise(in, s, args[i]);
  return s;
}

/* Side by side and on top of each other; a size that is open leaves the sum open. */
static Sizes brackets(Infer *in, const Node *n, const Binding *env) {
  uint32_t rows = 0, columns = 0;
  bool open_rows = false, open_columns = false;
  Sizes first = number(in);
  for (size_t i = 0; i < n->count; i++) {
    uint32_t across = 0, down = 0;
    for (size_t k = 0; k < n->kids[i]->count; k++) {
      Sizes s = walk(in, n->kids[i]->kids[k], env);
      uint32_t r = known(in, s.rows), c = known(in, s.columns);
      open_columns |= !c && many(in, s.columns);
      across += c ? c : 1;
      bool open = !r && many(in, s.rows);
      if (open && i == 0 && !open_rows) first = s;
      open_rows |= open;
      if (k == 0) down = r ? r : 1;
    }
    rows += down;
    if (i == 0) columns = across;
  }
  Sizes all = { 0, 0, open_rows || open_columns };
  all.rows = !open_rows ? infer_known(in, rows) : n->count == 1 ? first.rows : infer_unknown(in);
  all.columns = open_columns ? infer_unknown(in) : infer_known(in, columns);
  if (open_columns) mark(in, all.columns);
  return all;
}

static Sizes walk(Infer *in, const Node *n, const Binding *env) {
  if (in->steps++ > MAX_STEPS) return unknown(in);
  switch (n->kind) {
  case NODE_NUMBER: return number(in);
  case NODE_NAME: {
    const Binding *b = binding_find(env, n->text);
    return b ? sized(b->rows, b->columns) : number(in);
  }
  case NODE_UNARY: {
    Sizes s = walk(in, n->kids[0], env);
    if (n->op != OPERATE_TRANSPOSE && n->op != OPERATE_CONJUGATE_TRANSPOSE) return s;
    vector(in, s);
    return (Sizes){ s.columns, s.rows, s.linked };
  }
  case NODE_BINARY: {
    Sizes l = walk(in, n->kids[0], env), r = walk(in, n->kids[1], env);
    switch (n->op) {
    case OPERATE_MATRIX_TIMES: return times(in, l, r);
    case OPERATE_MATRIX_LEFT_DIVIDE:
      if (is_number(in, l)) return r;
      if (is_bare(in, l) && is_bare(in, r)) return l;
      equate(in, l.rows, r.rows);
      return sized(l.columns, r.columns);
    case OPERATE_MATRIX_RIGHT_DIVIDE:
      if (is_number(in, r) || is_bare(in, r)) return l;
      if (!is_matrix(in, r)) return l;
      equate(in, l.columns, r.columns);
      return sized(l.rows, r.rows);
    case OPERATE_MATRIX_POWER:
      if (is_matrix(in, l)) equate(in, l.rows, l.columns);
      return l;
    default: return entrywise(in, l, r);
    }
  }
  case NODE_BOTH:
  case NODE_EITHER: return entrywise(in, walk(in, n->kids[0], env), walk(in, n->kids[1], env));
  case NODE_CALL: return call(in, n, env);
  case NODE_MATRIX: return brackets(in, n, env);
  default: return unknown(in);
  }
}

static const Binding *bound(Infer *in, const char *name, Sizes s, const Binding *env) {
  Binding *b = arena_new(&in->a->arena, sizeof *b);
  *b = (Binding){ .next = env, .name = name, .rows = s.rows, .columns = s.columns };
  return b;
}

/* Statements in their order; names they assign stand before those of *ENV afterwards. */
static void statements(Infer *in, const Node *n, const Binding **env) {
  if (!n || in->steps++ > MAX_STEPS) return;
  size_t first = 0;
  switch (n->kind) {
  case NODE_EXPRESSION: walk(in, n->kids[0], *env); return;
  case NODE_ASSIGN: {
    Sizes s = walk(in, n->kids[1], *env);
    if (n->kids[0]->kind == NODE_NAME) *env = bound(in, n->kids[0]->text, s, *env);
    return;
  }
  case NODE_UPDATE: walk(in, n->kids[1], *env); return;
  case NODE_MULTIPLE:
    walk(in, n->kids[n->count - 1], *env);
    for (size_t i = 0; i + 1 < n->count; i++)
      if (n->kids[i] && n->kids[i]->kind == NODE_NAME)
        *env = bound(in, n->kids[i]->text, unknown(in), *env);
    return;
  case NODE_FOR:
    walk(in, n->kids[1], *env);
    if (n->kids[0]->kind == NODE_NAME) *env = bound(in, n->kids[0]->text, number(in), *env);
    first = 2;
    break;
  case NODE_IF:
  case NODE_WHILE:
  case NODE_UNTIL:
  case NODE_BLOCK: break;
  default: return;
  }
  for (size_t i = first; i < n->count; i++)
    if (n->kids[i] && n->kids[i]->kind < NODE_EXPRESSION)
      walk(in, n->kids[i], *env);
    else
      statements(in, n->kids[i], env);
}

static void firm(Infer *in, uint32_t u) {
  u = root(in, u);
  if (!in->size[u]) in->many[u] = MANY_FIRM;
}

void infer_matrix(Infer *in, const Binding *b) {
  firm(in, b->rows);
  firm(in, b->columns);
}

void infer_column(Infer *in, const Binding *b) {
  mark(in, b->rows);
}

void infer_walk(Infer *in, const Node *body, const Binding *env) {
  in->steps = 0;
  if (body->kind == NODE_BLOCK)
    statements(in, body, &env);
  else
    walk(in, body, env);
}
