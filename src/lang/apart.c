/* apart.c -- running a text for what it computes, so that nothing of it stays.  */

#include "config.h"
#include "lang/apart.h"
#include "lang/scope.h"
#include "lang/state.h"

#include <stdlib.h>

enum { APART_STEPS = 2000000, APART_MILLISECONDS = 500 };

struct Apart {
  Interp *in;
  Code **codes; /* of the functions, as they were */
  size_t count;
  Scope *shared;
  Random random;
  ShowOptions show;
  Error caught;
};

static bool draw_nothing(void *self, const struct Figure *figure, Error *error) {
  (void)self;
  (void)figure;
  (void)error;
  return true;
}

static void print_nothing(void *self, const char *text) {
  (void)self;
  (void)text;
}

Apart *apart_begin(Call *call) {
  Interp *in = call->interp;
  FunctionTable *t = &in->functions;
  Apart *a = mem_new(sizeof *a);
  *a = (Apart){ .in = in,
                .count = t->names.count,
                .shared = in->shared ? scope_copy(in->shared) : NULL,
                .random = in->random,
                .show = in->show,
                .caught = in->caught };
  a->codes = mem_new((a->count + 1) * sizeof *a->codes);
  for (size_t i = 0; i < a->count; i++) {
    a->codes[i] = t->slots[i].code;
    if (a->codes[i]) program_retain(a->codes[i]->program);
  }
  return a;
}

void apart_end(Apart *a) {
  FunctionTable *t = &a->in->functions;
  for (size_t i = 0; i < t->names.count; i++) {
    Code *before = i < a->count ? a->codes[i] : NULL, *now = t->slots[i].code;
    if (before != now) {
      t->slots[i].code = before;
      t->generation++;
      if (before) program_retain(before->program);
      if (now) program_release(now->program);
    }
    if (before) program_release(before->program);
  }
  scope_free(a->in->shared);
  a->in->shared = a->shared;
  a->in->random = a->random;
  a->in->show = a->show;
  a->in->caught = a->caught;
  free(a->codes);
  free(a);
}

Scope *apart_variables(const Call *call) {
  Interp *in = call->interp;
  Frame frame = in->caller;
  bool top = frame.code == in->top_code && in->scope;
  Scope *s = top ? scope_copy(in->scope) : scope_new();
  for (size_t i = 0; frame.code && i < frame.code->variable_count; i++)
    if (frame.registers[i].kind != VALUE_NONE)
      scope_set(s, frame.code->names[i], value_retain(frame.registers[i]));
  return s;
}

typedef struct Before {
  Host host;
  Limits limits;
  Frame caller;
  struct Follower *follower;
} Before;

static Before step_aside(Interp *in) {
  Before before = { in->host, in->limits, in->caller, in->follower };
  in->host.print = print_nothing;
  in->host.show_figure = draw_nothing;
  in->limits.steps = APART_STEPS;
  in->limits.milliseconds = APART_MILLISECONDS;
  in->follower = NULL;
  return before;
}

static void step_back(Interp *in, const Before *before) {
  in->host = before->host;
  in->limits = before->limits;
  in->caller = before->caller;
  in->follower = before->follower;
}

bool apart_run(Apart *a, Scope *scope, const char *text, Value *result, Error *error) {
  Before before = step_aside(a->in);
  bool good = interp_run(a->in, scope, text, RUN_QUIET, result, error);
  step_back(a->in, &before);
  return good;
}

bool apart_call(Apart *a, Value function, const Value *args, size_t count, Value *result,
                Error *error) {
  Before before = step_aside(a->in);
  bool good = interp_call(a->in, function, args, count, result, error);
  step_back(a->in, &before);
  return good;
}
