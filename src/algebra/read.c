/* read.c -- from a learner's function to an expression.  */

#include "config.h"
#include "algebra/read_parts.h"
#include "lang/parse.h"
#include "lang/signature.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ whole functions */

/* Is the name used in no other way than name(3)?  *MOST becomes the largest index. */
static bool only_parts(const Node *n, const char *name, size_t *most) {
  if (!n) return true;
  if (n->kind == NODE_NAME) return strcmp(n->text, name) != 0;
  if (n->kind == NODE_LAMBDA) return false;
  size_t first = 0;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME &&
      strcmp(n->kids[0]->text, name) == 0) {
    if (n->count != 2 || n->kids[1]->kind != NODE_NUMBER) return false;
    double at = n->kids[1]->number;
    if (!(at >= 1 && at <= MAX_ELEMENTS) || at != floor(at)) return false;
    if (at > (double)*most) *most = (size_t)at;
    first = 1;
  }
  for (size_t i = first; i < n->count; i++)
    if (!only_parts(n->kids[i], name, most)) return false;
  return true;
}

/* @sin is @(x) sin(x); of several arguments it takes those that cannot be left out. */
static bool body_of_builtin(Formula *f, const Builtin *b, FunctionBody *out) {
  Algebra *a = f->a;
  const char **names = arena_new(&a->arena, MAX_FORMULA_PARAMETERS * sizeof *names);
  size_t count = 0;
  if (b->map)
    names[count++] = "x";
  else
    for (const char *p = b->signature; *p && *p != '-' && count < MAX_FORMULA_PARAMETERS;) {
      size_t len = strcspn(p, ":?,");
      if (p[len] == '?') break;
      names[count++] = arena_copy(&a->arena, p, len);
      p += strcspn(p, ",-");
      p += strspn(p, ", ");
    }
  Text text = TEXT_EMPTY;
  text_printf(&text, "%s(", b->name);
  for (size_t i = 0; i < count; i++) text_printf(&text, "%s%s", i > 0 ? ", " : "", names[i]);
  text_putc(&text, ')');
  Node *call = parse_expression_text(text_string(&text), &a->arena, &a->error);
  text_free(&text);
  if (!call) return false;
  Node *lambda = arena_new(&a->arena, sizeof *lambda);
  *lambda = (Node){ .kind = NODE_LAMBDA, .kids = arena_new(&a->arena, sizeof call), .count = 1 };
  lambda->kids[0] = call;
  *out = (FunctionBody){ .node = lambda, .names = names, .parameters = count };
  return true;
}

static bool body_of(Formula *f, Value function, FunctionBody *out) {
  const Builtin *builtin;
  if (!function_body(function, out, &builtin)) {
    if (!builtin) {
      algebra_fail(f->a, ERROR_TYPE, (Span){ 0, 0 }, "this function is not known");
      return false;
    }
    if (!body_of_builtin(f, builtin, out)) return false;
  }
  if (out->rest || out->parameters == 0 || out->parameters > MAX_FORMULA_PARAMETERS) {
    algebra_fail(f->a, ERROR_TYPE, (Span){ 0, 0 },
                 out->parameters == 0 ? "this function has no variable to differentiate by"
                                      : "a function of any number of values has no formula");
    return false;
  }
  return true;
}

static Binding *bind_parameter(Formula *f, Infer *in, const FunctionBody *body, size_t i,
                               size_t declared, uint32_t rows, uint32_t columns) {
  Binding *b = arena_new(&f->a->arena, sizeof *b);
  *b = (Binding){ .name = algebra_name(f->a, body->names[i]) };
  f->names[i] = b->name;
  size_t most = 0;
  b->parts = body->node->kind == NODE_LAMBDA && only_parts(body->node->kids[0], b->name, &most) &&
             most > 0;
  if (b->parts && i == declared && (size_t)rows * columns > most) most = (size_t)rows * columns;
  f->element_counts[i] = b->parts ? most : 0;
  b->rows = infer_known(in, i == declared ? rows : 0);
  b->columns = infer_known(in, i == declared ? columns : 0);
  return b;
}

static Binding *bind_captured(Formula *f, Infer *in, const FunctionBody *body, size_t i) {
  Binding *b = arena_new(&f->a->arena, sizeof *b);
  Value v = body->values[i];
  bool known = value_is_numeric(v);
  *b = (Binding){ .name = algebra_name(f->a, body->names[body->parameters + i]), .value = v };
  if (known) { /* its name is kept for it, whatever functions called inside take along */
    MEM_GROW(f->captured, f->captured_count, f->captured_cap);
    f->captured[f->captured_count++] = (Captured){ b->name, v };
  }
  b->rows = infer_known(in, known ? (uint32_t)value_size(v, 0) : 0);
  b->columns = infer_known(in, known ? (uint32_t)value_size(v, 1) : 0);
  return b;
}

/* The symbol of parameter I, or those of its elements. */
static void make_symbols(Formula *f, Infer *in, Binding *b, size_t i) {
  if (b->parts) {
    f->elements[i] = arena_new(&f->a->arena, f->element_counts[i] * sizeof *f->elements[i]);
    for (size_t k = 0; k < f->element_counts[i]; k++)
      f->elements[i][k] =
          expr_symbol(f->a, arena_printf(&f->a->arena, "%s(%zu)", f->names[i], k + 1), 1, 1, true);
    return;
  }
  uint32_t m = infer_size(in, b->rows), n = infer_size(in, b->columns);
  if (m >= SIZE_OPEN || n >= SIZE_OPEN) f->guessed = true;
  f->parameters[i] = b->id = expr_symbol(f->a, f->names[i], m, n, true);
}

/* A function with statements is read as if it were called with its own parameters. */
static Id read_function(Reader *r, const FunctionBody *body, const Binding *env) {
  Algebra *a = r->a;
  Node call = { .kind = NODE_CALL, .count = body->parameters + 1, .span = body->node->at };
  call.kids = arena_new(&a->arena, call.count * sizeof *call.kids);
  for (size_t i = 0; i < body->parameters; i++) {
    Node *name = arena_new(&a->arena, sizeof *name);
    *name = (Node){ .kind = NODE_NAME, .text = r->f->names[i], .span = body->node->at };
    call.kids[i + 1] = name;
  }
  return read_inlined(r, body, &call, env);
}

static bool read_as(Algebra *a, Value function, size_t declared, uint32_t rows, uint32_t columns,
                    Formula *f) {
  *f = (Formula){ .a = a };
  FunctionBody body;
  if (!body_of(f, function, &body)) return false;
  f->count = body.parameters;
  f->tree = body.node;
  f->source = body.source;
  f->origin = body.origin;
  bool lambda = body.node->kind == NODE_LAMBDA;
  Infer infer;
  infer_begin(&infer, a);
  const Binding *env = NULL;
  Binding *params[MAX_FORMULA_PARAMETERS] = { 0 };
  for (size_t i = 0; i < body.parameters; i++) {
    params[i] = bind_parameter(f, &infer, &body, i, declared, rows, columns);
    params[i]->next = env;
    env = params[i];
  }
  for (size_t i = 0; i < body.captures; i++) {
    Binding *b = bind_captured(f, &infer, &body, i);
    b->next = env;
    env = b;
  }
  for (int pass = 0; lambda && pass < 4; pass++) infer_walk(&infer, body.node->kids[0], env);
  for (size_t i = 0; i < body.parameters; i++) make_symbols(f, &infer, params[i], i);
  infer_end(&infer);
  Reader r = { .a = a, .f = f, .source = body.source, .origin = body.origin };
  r.inlined = arena_new(&a->arena, INLINED_SLOTS * sizeof *r.inlined);
  f->body = lambda ? read_node(&r, body.node->kids[0], env) : read_function(&r, &body, env);
  a->source = (Id)a->count;
  return !algebra_failed(a) && f->body != EXPR_NONE;
}

/* The columns of an only parameter of which nothing but these is known; else 0. */
static uint32_t columns_alone(const Formula *f) {
  const Expr *x = f->count == 1 && f->parameters[0] ? expr_at(f->a, f->parameters[0]) : NULL;
  bool alone = x && x->rows >= SIZE_OPEN && x->columns > 1 && x->columns < SIZE_OPEN;
  return alone ? x->columns : 0;
}

/* As if nothing had been read. */
static void forget(Formula *f, size_t conditions) {
  f->a->error = (Error){ 0 };
  f->a->culprit = NULL;
  f->a->nonzero_count = conditions;
  formula_end(f);
}

bool formula_read(Algebra *a, Value function, size_t declared, uint32_t rows, uint32_t columns,
                  Formula *f) {
  size_t conditions = a->nonzero_count;
  bool good = read_as(a, function, declared, rows, columns, f);
  uint32_t beside = declared == SIZE_MAX ? columns_alone(f) : 0;
  if (!beside || (good && expr_is_scalar(a, f->body))) return good;
  forget(f, conditions); /* w*b with a column b: a matrix makes no number of it, but a row does */
  if (read_as(a, function, 0, 1, beside, f) && expr_is_scalar(a, f->body)) return true;
  forget(f, conditions);
  return read_as(a, function, declared, rows, columns, f);
}

/* The first call of NAME in the tree. */
static const Node *find_call(const Node *n, const char *name) {
  if (!n) return NULL;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME && strcmp(n->kids[0]->text, name) == 0)
    return n->kids[0];
  const Node *found = NULL;
  for (size_t i = 0; i < n->count && !found; i++) found = find_call(n->kids[i], name);
  return found;
}

void formula_locate(Formula *f) {
  Error *e = &f->a->error;
  if (e->located || !f->source || !f->a->culprit) return;
  const Node *n = find_call(f->tree, f->a->culprit);
  if (!n) return;
  e->span = n->span;
  error_locate(e, f->source, f->origin);
}

/* ------------------------------------------------------------------ declared derivatives */

/* The rule for argument I; NULL where there is none. */
static const char *rule_of(Algebra *a, const Builtin *b, size_t i, size_t count) {
  if (!b->derivative) return NULL;
  size_t rules = 1;
  for (const char *p = b->derivative; *p; p++) rules += *p == ';';
  if (count > rules) return NULL;
  const char *rule = b->derivative;
  for (; i > 0; i--) rule = strchr(rule, ';') + 1;
  rule += strspn(rule, " ");
  char *text = arena_copy(&a->arena, rule, strcspn(rule, ";"));
  return strcmp(text, "none") == 0 ? NULL : text;
}

Id builtin_derivative(Algebra *a, const Builtin *b, size_t i, const Id *u, size_t count) {
  Signature signature;
  if (!b->map && signature_parse(&signature, b->signature) && count < signature.required) {
    algebra_fail(a, ERROR_TYPE, (Span){ 0, 0 }, "%s takes %s%zu argument%s, but got %zu", b->name,
                 signature.required < signature.count ? "at least " : "", signature.required,
                 signature.required == 1 ? "" : "s", count);
    return EXPR_NONE;
  }
  const char *rule = rule_of(a, b, i, count);
  const Node *n = rule ? parse_expression_text(rule, &a->arena, &a->error) : NULL;
  if (!n) return EXPR_NONE;
  const Binding *env = NULL;
  const char *p = b->signature;
  for (size_t k = 0; k < count && p; k++) {
    Binding *one = arena_new(&a->arena, sizeof *one);
    const char *name = b->map ? "x" : arena_copy(&a->arena, p, strcspn(p, ":?,"));
    *one = (Binding){ .next = env, .name = name, .id = u[k] };
    env = one;
    p = strchr(p, ',');
    if (p) p += strspn(p, ", ");
  }
  Reader r = { .a = a };
  return read_node(&r, n, env);
}
