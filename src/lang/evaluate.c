/* evaluate.c -- what a builtin may ask of the code that called it: its variables, a text to be run
   among them, the error caught last.  */

#include "config.h"
#include "lang/scope.h"
#include "lang/state.h"

#include <string.h>

Value call_variable(const Call *call, const char *name) {
  Frame frame = call->interp->caller;
  for (size_t i = 0; frame.code && i < frame.code->variable_count; i++)
    if (strcmp(frame.code->names[i], name) == 0 && frame.registers[i].kind != VALUE_NONE)
      return value_retain(frame.registers[i]);
  bool top = frame.code && frame.code == call->interp->top_code && call->interp->scope;
  return top ? scope_get(call->interp->scope, name) : VALUE_NOTHING;
}

bool call_evaluate(Call *call, const char *text, bool wanted, Value *result, Text *said,
                   Error *error) {
  Interp *in = call->interp;
  Frame frame = in->caller;
  Text *heard = in->heard;
  bool top = frame.code == in->top_code && in->scope;
  Scope *scope = top ? in->scope : scope_new();
  /* The frame's variables move into the scope and, changed, back again. */
  for (size_t i = 0; frame.code && i < frame.code->variable_count; i++) {
    scope_set(scope, frame.code->names[i], frame.registers[i]);
    frame.registers[i] = VALUE_NOTHING;
  }
  if (said) in->heard = said;
  in->nested = true;
  bool quiet = wanted || (in->quiet && !said);
  bool good =
      interp_run(in, scope, text, quiet ? RUN_QUIET : RUN_ECHO, wanted ? result : NULL, error);
  in->heard = heard;
  in->caller = frame;
  for (size_t i = 0; frame.code && i < frame.code->variable_count; i++) {
    Value *slot = scope_slot(scope, frame.code->names[i]);
    value_release(frame.registers[i]);
    frame.registers[i] = *slot;
    *slot = VALUE_NOTHING;
  }
  if (!top) scope_free(scope);
  if (!good) in->caught = *error;
  return good;
}

void call_locate(const Call *call, Error *error) {
  const Code *code = call->interp->caller.code;
  if (!code) return;
  error->located = false;
  error_locate(error, code->program->source->text, code->name[0] ? code->name : NULL);
}

Value call_fail_as(Call *call, const Error *error) {
  if (call->interp->error->kind == ERROR_NONE) *call->interp->error = *error;
  return VALUE_FAILED;
}

void call_keep(Call *call, void *kept, void (*forget)(void *kept)) {
  Interp *in = call->interp;
  if (in->kept) in->forget(in->kept);
  in->kept = kept;
  in->forget = forget;
}

void *call_kept(const Call *call) {
  return call->interp->kept;
}

const char *call_caller(const Call *call) {
  const Code *code = call->interp->caller.code;
  return code && code != call->interp->top_code ? code->name : "";
}

void call_identify(Call *call, const char *identifier) {
  Error *e = call->interp->error;
  strncpy(e->identifier, identifier, sizeof e->identifier - 1);
}

Error *call_caught(const Call *call) {
  return &call->interp->caught;
}

bool call_take_failure(Call *call, Error *error) {
  Error *e = call->interp->error;
  if (e->kind == ERROR_NONE || e->kind == ERROR_LIMIT || e->kind == ERROR_INTERRUPT) return false;
  *error = *e;
  *e = (Error){ 0 };
  return true;
}

static const Code *code_of(const Call *call, Value function) {
  const Closure *closure = closure_of(function);
  if (closure) return closure->code;
  const NamedFunction *named = named_function_of(function);
  return named ? call->interp->functions.slots[named->slot].code : NULL;
}

bool call_counts(const Call *call, Value function, long *inputs, long *outputs) {
  const Code *code = code_of(call, function);
  if (!code) return false;
  *inputs = (long)code->parameter_count;
  if (code->takes_rest) *inputs = -*inputs;
  *outputs = closure_of(function) ? 1 : (long)code->output_count;
  if (code->gives_rest) *outputs = -*outputs;
  return true;
}
