/* body.c -- what a function value is made of.  */

#include "config.h"
#include "lang/body.h"
#include "lang/state.h"

static bool of_code(const Code *code, const Value *captures, FunctionBody *out) {
  *out = (FunctionBody){ .node = code->node,
                         .names = code->names,
                         .parameters = code->parameter_count,
                         .captures = captures ? code->capture_count : 0,
                         .values = captures,
                         .rest = code->takes_rest,
                         .source = code->program->source->text,
                         .origin = code->name[0] ? code->name : NULL };
  return code->node != NULL;
}

static bool of_slot(const FunctionSlot *slot, FunctionBody *out, const Builtin **builtin) {
  if (slot->code) return of_code(slot->code, NULL, out);
  *builtin = slot->builtin ? slot->builtin->builtin : NULL;
  return false;
}

bool function_body(Value function, FunctionBody *out, const Builtin **builtin) {
  *builtin = NULL;
  const Closure *f = closure_of(function);
  if (f) return of_code(f->code, f->captures, out);
  const NamedFunction *named = named_function_of(function);
  return named && of_slot(&named->functions->slots[named->slot], out, builtin);
}

bool function_body_named(Interp *in, const char *name, FunctionBody *out, const Builtin **builtin) {
  *builtin = NULL;
  size_t slot = functions_slot(&in->functions, name); /* may move the slots */
  return of_slot(&in->functions.slots[slot], out, builtin);
}

void function_set_text(Value function, const char *text) {
  const Closure *f = closure_of(function);
  if (!f || !f->code->node) return;
  Node *node = (Node *)f->code->node; /* made for this handle alone */
  node->text = arena_copy_string(&f->code->program->arena, text);
}

Value function_standing(Interp *in, const char *text) {
  if (!in->standing) in->standing = scope_new();
  Value f = scope_get(in->standing, text);
  if (f.kind == VALUE_NONE) {
    Scope *empty = scope_new();
    Error error = { .kind = ERROR_NONE };
    struct Follower *follower = in->follower;
    in->follower = NULL;
    in->nested = true;
    if (interp_evaluate(in, empty, text, &f, &error))
      scope_set(in->standing, text, value_retain(f));
    else
      error_set(in->error, error.kind, (Span){ 0, 0 }, "%s", error.message);
    in->follower = follower;
    scope_free(empty);
  }
  value_release(f); /* the interpreter has its own */
  return f;
}

bool function_apply(Call *call, const char *name, const Node *site, const Value *args, size_t count,
                    Value *results, size_t wanted) {
  Interp *in = call->interp;
  Value *base = in->top;
  size_t room = wanted > 0 ? wanted : 1, need = count > room ? count : room;
  for (size_t i = 0; i < room; i++) results[i] = VALUE_NOTHING;
  if (in->error->kind != ERROR_NONE) return false;
  if (base + need + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, call->span, "functions call each other too deeply");
  for (size_t i = 0; i < count; i++) base[i] = value_retain(args[i]);
  size_t slot = functions_slot(&in->functions, name);
  FunctionSlot *f = &in->functions.slots[slot];
  if (!f->code && !f->builtin)
    return error_set(in->error, ERROR_NAME, site ? site->at : call->span, "there is no function %s",
                     name);
  bool good = run_slot(in, slot, base, count, wanted, site);
  for (size_t i = 0; i < room; i++) {
    if (good)
      results[i] = base[i];
    else
      value_release(base[i]);
    base[i] = VALUE_NOTHING;
  }
  return good;
}
