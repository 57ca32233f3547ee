/* closure.c -- function values: handles with captured variables, and names.  */

#include "config.h"
#include "lang/state.h"
#include "lang/unparse.h"

#include <stdlib.h>

static void destroy_closure(Callable *self) {
  Closure *f = (Closure *)self;
  for (size_t i = 0; i < f->code->capture_count; i++) value_release(f->captures[i]);
  program_release(f->code->program);
  free(f);
}

static void show_closure(Callable *self, Text *out) {
  unparse(((const Closure *)self)->code->node, out);
}

const CallableClass closure_class = { destroy_closure, show_closure };

Value closure_new(Code *code, const Value *registers) {
  Closure *f = mem_new(sizeof *f + code->capture_count * sizeof *f->captures);
  f->base = (Callable){ .refs = 1, .class = &closure_class };
  f->code = code;
  program_retain(code->program);
  for (size_t i = 0; i < code->capture_count; i++)
    f->captures[i] = value_retain(registers[code->captures[i]]);
  return value_function(&f->base);
}

static void destroy_named(Callable *self) {
  free(self);
}

static void show_named(Callable *self, Text *out) {
  const NamedFunction *f = (const NamedFunction *)self;
  text_printf(out, "@%s", f->functions->slots[f->slot].name);
}

static const CallableClass named_class = { destroy_named, show_named };

Value named_function_new(const FunctionTable *functions, size_t slot) {
  NamedFunction *f = mem_new(sizeof *f);
  *f = (NamedFunction){ .base = { .refs = 1, .class = &named_class },
                        .slot = slot,
                        .functions = functions };
  return value_function(&f->base);
}

const NamedFunction *named_function_of(Value v) {
  return v.kind == VALUE_FUNCTION && v.function->class == &named_class
             ? (const NamedFunction *)v.function
             : NULL;
}

int function_arity(Value v) {
  const Closure *f = closure_of(v);
  if (f) return f->code->takes_rest ? -1 : (int)f->code->parameter_count;
  const NamedFunction *named = named_function_of(v);
  if (!named) return -1;
  const FunctionSlot *slot = &named->functions->slots[named->slot];
  if (slot->code) return slot->code->takes_rest ? -1 : (int)slot->code->parameter_count;
  if (slot->builtin && slot->builtin->builtin->map) return 1;
  if (slot->builtin && !slot->builtin->signature.variadic)
    return (int)slot->builtin->signature.count;
  return -1;
}
