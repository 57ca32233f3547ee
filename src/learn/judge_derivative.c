/* judge_derivative.c -- which rule was misused, where the derivative of a known function is asked.

   The function is what of: names, or what diff() was given when the answer was drawn.  */

#include "config.h"
#include "lang/body.h"
#include "lang/parse.h"
#include "lang/unparse.h"
#include "learn/algebraic.h"
#include "learn/judge_parts.h"
#include "learn/reading.h"
#include "learn/slips.h"
#include "learn/wrong_derivatives.h"

#include <string.h>
#include <time.h>

/* All wrong derivatives of one judgement together. */
static const double most_seconds = 1;

/* ------------------------------------------------------------------ the function */

/* Names in TEXT that are no variables stay, the others become numbers. */
static const Node *with_values(const Node *n, const Scope *values, Arena *arena) {
  Error error = { 0 };
  Text text = TEXT_EMPTY;
  reading_put(n, values, &text);
  const Node *read = parse_expression_text(text_string(&text), arena, &error);
  text_free(&text);
  return read ? node_fold(read, arena) : NULL;
}

/* The body of FUNCTION, which is called with the names ARGS of its own parameters. */
static const Node *body_of(Value function, Node *const *args, size_t count, Arena *arena) {
  FunctionBody body;
  const Builtin *builtin;
  if (!function_body(function, &body, &builtin) || body.node->kind != NODE_LAMBDA || body.rest ||
      body.parameters != count)
    return NULL;
  for (size_t i = 0; i < count; i++)
    if (!args[i] || args[i]->kind != NODE_NAME || strcmp(args[i]->text, body.names[i]) != 0)
      return NULL;
  Scope *captured = scope_new();
  for (size_t i = 0; i < body.captures; i++)
    scope_set(captured, body.names[body.parameters + i], value_retain(body.values[i]));
  const Node *n = with_values(body.node->kids[0], captured, arena);
  scope_free(captured);
  return n;
}

const Node *judge_inlined(const Scope *scope, const Node *n, Arena *arena) {
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME) {
    Value f = scope_get(scope, n->kids[0]->text);
    const Node *body = f.kind == VALUE_NONE ? NULL : body_of(f, n->kids + 1, n->count - 1, arena);
    value_release(f);
    if (body) return body;
  }
  Node *copy = arena_new(arena, sizeof *copy);
  *copy = *n;
  if (n->count > 0) copy->kids = arena_new(arena, n->count * sizeof *copy->kids);
  for (size_t i = 0; i < n->count; i++)
    copy->kids[i] = n->kids[i] ? (Node *)judge_inlined(scope, n->kids[i], arena) : NULL;
  return copy;
}

static bool is_diff(const Node *n) {
  return n->kind == NODE_CALL && n->count >= 2 && n->kids[0]->kind == NODE_NAME &&
         strcmp(n->kids[0]->text, "diff") == 0;
}

/* What NAME is set to by the statements of vars:. */
static const Node *drawn_as(const Exercise *x, const char *name, Arena *arena) {
  Error error = { 0 };
  Parser p;
  const Node *found = NULL;
  if (!x || !x->vars.text) return NULL;
  parser_begin(&p, x->vars.text, arena, &error);
  for (const Node *n; (n = parse_statement(&p));)
    if (n->kind == NODE_ASSIGN && n->kids[0]->kind == NODE_NAME &&
        strcmp(n->kids[0]->text, name) == 0)
      found = n->kids[1];
  return found;
}

/* answer: g(x) with g = diff(f), or diff(f)(x). */
static const Node *drawn(Interp *in, const Question *q, Arena *arena, const char **variable) {
  Error error = { 0 };
  const char *answer = q->part->answer.text;
  const Node *n = answer ? parse_expression_text(answer, arena, &error) : NULL;
  if (!n || n->kind != NODE_CALL || n->count < 2) return NULL;
  const Node *made = n->kids[0];
  if (made->kind == NODE_NAME) made = drawn_as(q->exercise, made->text, arena);
  if (!made || !is_diff(made) || made->count > 3) return NULL;
  if (made->count == 3 && made->kids[2]->kind != NODE_STRING) return NULL;
  *variable = made->count == 3 ? made->kids[2]->text : n->count == 2 ? n->kids[1]->text : NULL;
  Text text = TEXT_EMPTY;
  Value function;
  unparse(made->kids[1], &text);
  bool good = interp_evaluate(in, q->scope, text_string(&text), &function, &error);
  text_free(&text);
  if (!good) return NULL;
  n = *variable ? body_of(function, n->kids + 1, n->count - 1, arena) : NULL;
  value_release(function);
  return n;
}

const char *judge_of_function(const Part *p, Arena *arena, const char **variable) {
  const char *s = p->of.text, *wrt = s ? strstr(s, " wrt ") : NULL;
  *variable = wrt ? wrt + 5 + strspn(wrt + 5, " ") : NULL;
  return wrt ? arena_copy(arena, s, (size_t)(wrt - s)) : s;
}

/* of: with this variant's numbers. */
static const Node *named(Interp *in, const Question *q, Arena *arena, const char **variable,
                         Error *error) {
  const char *function = judge_of_function(q->part, arena, variable);
  const Node *n = parse_expression_text(function, arena, error);
  if (!n) return NULL;
  Scope *values = scope_copy(q->scope);
  const char **free_names = judge_free_names(in, q, arena);
  for (size_t i = 0; free_names[i]; i++) scope_clear(values, free_names[i]);
  const Node *body = with_values(judge_inlined(q->scope, n, arena), values, arena);
  size_t count = 0;
  const char **own = arena_new(arena, (MOST_NAMES + 1) * sizeof *own);
  if (body) judge_collect(in, NULL, body, arena, own, &count);
  for (size_t i = 0; i < count && !*variable; i++)
    if (count == 1 || strcmp(own[i], "x") == 0) *variable = own[i];
  scope_free(values);
  if (!*variable)
    error_set(error, ERROR_NAME, (Span){ 0, 0 },
              "it is not clear by what it is differentiated; write, for instance, of: x^2*y wrt x");
  return *variable ? body : NULL;
}

const Node *judge_source(Interp *in, const Question *q, Arena *arena, const char **variable,
                         Error *error) {
  return q->part->of.text ? named(in, q, arena, variable, error) : drawn(in, q, arena, variable);
}

/* ------------------------------------------------------------------ slips */

typedef struct Comparison {
  Judging *j;
  Value given;
  const char *const *names;
  double relative;
} Comparison;

static bool agrees(const Comparison *c, const char *formula, Twist twist) {
  Error error = { 0 };
  Sampler *s = sampler_new(c->j, formula, c->names, &error);
  bool hit = s && sampler_compare(s, c->given, twist, c->relative, NULL, &error) == AGREE;
  sampler_free(s);
  return hit;
}

static bool misused_rule(const Comparison *c, const Node *source, const char *variable) {
  Algebra a;
  algebra_begin(&a, c->j->in);
  WrongDerivative *wrong = arena_new(&a.arena, MOST_WRONG_DERIVATIVES * sizeof *wrong);
  size_t count = wrong_derivatives(&a, source, variable, wrong), i = 0;
  clock_t end = clock() + (clock_t)(most_seconds * CLOCKS_PER_SEC);
  while (i < count && clock() < end && !agrees(c, wrong[i].formula, TWIST_NONE)) i++;
  bool hit = i < count && clock() < end;
  if (hit) {
    judge_slip(c->j, wrong[i].name, "");
    text_puts(&c->j->out->message, wrong[i].message);
  }
  algebra_end(&a);
  return hit;
}

bool judge_derivative_slip(Judging *j, Value given, const char *const *names, double relative) {
  Arena arena = { 0 };
  Error error = { 0 };
  const char *variable = NULL;
  const Comparison c = { j, given, names, relative };
  const Node *source = judge_source(j->in, j->question, &arena, &variable, &error);
  bool hit = source && misused_rule(&c, source, variable);
  if (source && !hit) {
    Text text = TEXT_EMPTY;
    reading_put(source, NULL, &text);
    hit = true;
    if (agrees(&c, text_string(&text), TWIST_NONE))
      judge_slip(j, slip_function.name, "That is the function itself: differentiate it.");
    else if (agrees(&c, text_string(&text), TWIST_INTEGRAL))
      judge_slip(j, slip_integral.name,
                 "That is an antiderivative: the derivative is asked, so go the other way.");
    else
      hit = false;
    text_free(&text);
  }
  arena_free(&arena);
  return hit;
}
