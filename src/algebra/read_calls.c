/* read_calls.c -- names and calls in formulas.  */

#include "config.h"
#include "algebra/matrix_parts.h"
#include "algebra/read_parts.h"
#include "base/dict.h"
#include "lang/interp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char read_use_grad[] = "grad(f, x0) gives the slopes at a point through loops, conditions "
                             "and indices";

/* ------------------------------------------------------------------ names */

static bool same_value(Value x, Value y) {
  return (x.kind == VALUE_ARRAY && y.kind == VALUE_ARRAY && x.array == y.array) ||
         value_equal(x, y);
}

static Id captured_symbol(Reader *r, const Node *n, const Binding *b) {
  Value v = b->value;
  if (!value_is_numeric(v) || value_rank(v) > 2)
    return read_refuse(r, n, "only numbers, vectors and matrices can stand in a formula", NULL);
  if (value_is_complex(v))
    return read_refuse(r, n, "formulas with complex numbers cannot be differentiated here", NULL);
  if (!r->f) return EXPR_NONE;
  /* Another function's variable of the same name, with another value, is renamed. */
  Text name = TEXT_EMPTY;
  text_puts(&name, b->name);
  for (int k = 2;; k++) {
    bool taken = false, found = false;
    for (size_t i = 0; i < r->f->count; i++)
      taken |= strcmp(r->f->names[i], text_string(&name)) == 0;
    for (size_t i = 0; i < r->f->captured_count; i++)
      if (strcmp(r->f->captured[i].name, text_string(&name)) == 0)
        *(same_value(r->f->captured[i].value, v) ? &found : &taken) = true;
    if (!taken) {
      Id id = expr_symbol(r->a, text_string(&name), (uint32_t)value_size(v, 0),
                          (uint32_t)value_size(v, 1), false);
      if (!found) {
        MEM_GROW(r->f->captured, r->f->captured_count, r->f->captured_cap);
        r->f->captured[r->f->captured_count++] =
            (Captured){ algebra_name(r->a, text_string(&name)), v };
      }
      text_free(&name);
      return id;
    }
    text_clear(&name);
    text_printf(&name, "%s_%d", b->name, k);
  }
}

/* Random numbers and clocks, as what stands for them in Python tells. */
static bool changes_by_itself(const Builtin *b) {
  return b->numpy && (strstr(b->numpy, "rng.") || strstr(b->numpy, "time."));
}

static Id refuse_change(Reader *r, const Node *n) {
  return read_refuse(r, n, "this gives something else each time, so that it has no slope",
                     "give the value a name first, as in r = rand, and use r");
}

Id read_name(Reader *r, const Node *n, const Binding *env) {
  const Binding *b = binding_find(env, n->text);
  if (b && b->id) return b->id;
  if (b && b->parts)
    return read_refuse(r, n, "a vector whose entries are used one by one cannot be used whole",
                       read_use_grad);
  if (b) return captured_symbol(r, n, b);
  if (strcmp(n->text, "pi") == 0 || strcmp(n->text, "e") == 0)
    return expr_intern(
        r->a,
        (Expr){ .kind = EXPR_CALL, .name = algebra_name(r->a, n->text), .rows = 1, .columns = 1 });
  if (strcmp(n->text, "Inf") == 0 || strcmp(n->text, "inf") == 0)
    return expr_number(r->a, number_double(INFINITY));
  if (strcmp(n->text, "true") == 0 || strcmp(n->text, "false") == 0)
    return expr_whole(r->a, *n->text == 't');
  if (strcmp(n->text, "eps") == 0) return expr_number(r->a, number_double(0x1p-52));
  FunctionBody f;
  const Builtin *builtin;
  if (function_body_named(r->a->interp, n->text, &f, &builtin) || builtin) {
    if (builtin && changes_by_itself(builtin)) return refuse_change(r, n);
    algebra_fail(r->a, ERROR_TYPE, n->span, "%s is a function and needs arguments here", n->text);
    error_hint(&r->a->error, "write %.40s(...)", n->text);
    return EXPR_NONE;
  }
  algebra_fail(r->a, ERROR_NAME, n->span, "%s is not known where the function was made", n->text);
  error_hint(&r->a->error,
             "assign %.30s before the function, or make it a variable: @(%.30s, %.30s)", n->text,
             r->f && r->f->count ? r->f->names[0] : "x", n->text);
  return EXPR_NONE;
}

/* ------------------------------------------------------------------ calls */

static Id element(Reader *r, const Node *n, const Binding *b) {
  const Node *at = n->count == 2 ? n->kids[1] : NULL;
  if (!at || at->kind != NODE_NUMBER || !(at->number >= 1 && at->number <= MAX_ELEMENTS))
    return EXPR_NONE;
  char name[100];
  snprintf(name, sizeof name, "%s(%d)", b->name, (int)at->number);
  return expr_symbol(r->a, name, 1, 1, true);
}

/* x = ...; y = ...: one after the other, each name standing for its formula from there on. */
static Id assignments(Reader *r, const FunctionBody *f, const Binding *env) {
  const Node *body = f->node->kids[0];
  for (size_t i = 0; i < body->count; i++) {
    const Node *s = body->kids[i];
    if (s->kind != NODE_ASSIGN || s->kids[0]->kind != NODE_NAME) {
      algebra_fail(r->a, ERROR_TYPE, s->at.end ? s->at : s->span,
                   "a function with loops, conditions or other statements is no formula");
      error_hint(&r->a->error, "%s", read_use_grad);
      if (r->source) error_locate(&r->a->error, r->source, r->origin);
      return EXPR_NONE;
    }
    Binding *b = arena_new(&r->a->arena, sizeof *b);
    *b = (Binding){ .next = env, .name = s->kids[0]->text, .id = read_node(r, s->kids[1], env) };
    if (!b->id) return EXPR_NONE;
    env = b;
  }
  const Binding *out = binding_find(env, f->node->names[0]);
  return out ? out->id : EXPR_NONE;
}

static Inlined **inlined_list(const Reader *r, const FunctionBody *f, const Id *args) {
  if (!r->inlined) return NULL;
  uint64_t hash = hash_bytes(args, f->parameters * sizeof *args, (uintptr_t)f->node);
  return &r->inlined[hash % INLINED_SLOTS];
}

static const Inlined *find_inlined(const Inlined *list, const FunctionBody *f, const Id *args) {
  for (; list; list = list->next)
    if (list->body == f->node && list->values == f->values && list->count == f->parameters &&
        memcmp(list->args, args, list->count * sizeof *args) == 0)
      return list;
  return NULL;
}

Id read_inlined(Reader *r, const FunctionBody *f, const Node *n, const Binding *env) {
  if (r->depth >= MAX_INLINED)
    return read_refuse(r, n, "this function calls itself, so there is no formula for it",
                       read_use_grad);
  if (f->rest || n->count - 1 != f->parameters) {
    algebra_fail(r->a, ERROR_TYPE, n->span, "this function takes %zu values, but is given %zu",
                 f->parameters, n->count - 1);
    return EXPR_NONE;
  }
  if (f->node->kind == NODE_FUNCTION && f->node->outputs != 1)
    return read_refuse(r, n, "only a function with one result can stand in a formula",
                       read_use_grad);
  const Binding *inner = NULL;
  Id *args = arena_new(&r->a->arena, (f->parameters + 1) * sizeof *args);
  bool plain = true;
  for (size_t i = 0; i < f->parameters + f->captures; i++) {
    Binding *b = arena_new(&r->a->arena, sizeof *b);
    *b = (Binding){ .next = inner, .name = f->names[i] };
    if (i >= f->parameters)
      b->value = f->values[i - f->parameters];
    else {
      const Binding *whole =
          n->kids[i + 1]->kind == NODE_NAME ? binding_find(env, n->kids[i + 1]->text) : NULL;
      if (whole && !whole->id && whole->value.kind == VALUE_FUNCTION)
        b->value = whole->value;
      else if (!(b->id = read_node(r, n->kids[i + 1], env)))
        return EXPR_NONE;
      args[i] = b->id;
      plain &= b->id != EXPR_NONE;
    }
    inner = b;
  }
  Inlined **list = plain ? inlined_list(r, f, args) : NULL;
  const Inlined *known = list ? find_inlined(*list, f, args) : NULL;
  if (known) return known->result;
  Reader inside = *r;
  inside.depth++;
  inside.source = f->source;
  inside.origin = f->origin;
  Id result = f->node->kind == NODE_LAMBDA ? read_node(&inside, f->node->kids[0], inner)
                                           : assignments(&inside, f, inner);
  if (list && result) {
    Inlined *one = arena_new(&r->a->arena, sizeof *one);
    *one = (Inlined){ *list, f->node, f->values, f->parameters, args, result };
    *list = one;
  }
  return result;
}

Id read_call(Reader *r, const Node *n, const Binding *env) {
  Algebra *a = r->a;
  if (n->kids[0]->kind != NODE_NAME) return read_indexed(r, n, read_node(r, n->kids[0], env), env);
  const char *name = n->kids[0]->text;
  const Binding *b = binding_find(env, name);
  FunctionBody f;
  const Builtin *builtin;
  if (b && b->value.kind == VALUE_FUNCTION) {
    if (function_body(b->value, &f, &builtin)) return read_inlined(r, &f, n, env);
    name = builtin ? builtin->name : name;
  } else if (b) {
    if (b->parts) {
      Id e = element(r, n, b);
      return e || algebra_failed(a)
                 ? e
                 : read_refuse(r, n, "this index is not a plain number", read_use_grad);
    }
    Id x = read_node(r, n->kids[0], env);
    return read_indexed(r, n, x, env);
  } else if (function_body_named(a->interp, name, &f, &builtin))
    return read_inlined(r, &f, n, env);
  if (!builtin) {
    const char *near = registry_nearest(interp_registry(a->interp), name);
    algebra_fail(a, ERROR_NAME, n->kids[0]->span, "there is no function %s", name);
    if (near)
      error_hint(&a->error, "did you mean %s?", near);
    else
      error_hint(&a->error, "`apropos %.40s` searches the functions", name);
    return EXPR_NONE;
  }
  if (changes_by_itself(builtin)) return refuse_change(r, n);
  if (n->count - 1 > 8) return read_refuse(r, n, "too many arguments for a formula", NULL);
  Id blocks = read_blocks(r, n, env);
  if (blocks || algebra_failed(a)) return blocks;
  Id args[8];
  size_t count = 0;
  for (size_t i = 1; i < n->count; i++) {
    if (strcmp(name, "norm") == 0 && i == 2) continue;
    if (n->kids[i]->kind == NODE_STRING)
      return read_refuse(r, n->kids[i], "options have no place in a formula", read_use_grad);
    bool empty = n->kids[i]->kind == NODE_MATRIX && n->kids[i]->count == 0;
    if (!(args[count++] = empty ? matrix_colon(a) : read_node(r, n->kids[i], env)))
      return EXPR_NONE;
  }
  bool done;
  Id e = read_matrix_form(r, name, n, args, count, &done);
  if (done || algebra_failed(a)) return e;
  e = read_form(r, name, n, args, count, &done);
  if (done || algebra_failed(a)) return e;
  return expr_call(a, name, args, count);
}
