/* frames.c -- calls: arguments in, registers cleared, results out, failures to their handlers.

   Frames overlap: a callee's registers begin at its arguments, so passing them costs nothing.  */

#include "config.h"
#include "base/interrupt.h"
#include "lang/repair.h"
#include "lang/run.h"
#include "lang/slow.h"
#include "lang/straight.h"
#include "value/cell.h"

#include <stdlib.h>

static const Span nowhere = { 0, 0 };

static inline bool enter_call(Interp *in, const Node *site) {
  if (in->depth >= in->depth_limit) {
    error_set(in->error, ERROR_LIMIT, site ? site->span : nowhere,
              "functions call each other more than %u deep", in->depth_limit);
    error_hint(in->error, "does the recursion have an end?");
    return false;
  }
  if (--in->fuel < 0 || interrupt_pending()) return interp_poll(in, 0);
  return true;
}

/* Surplus arguments become varargin. */
static bool pack_rest(Value *base, size_t given, size_t first) {
  Cell *rest =
      cell_new_matrix(given > first || given == 0 ? 1 : 0, given > first ? given - first : 0);
  if (!rest) return false;
  for (size_t i = first; i < given; i++) {
    cell_set(rest, i - first, base[i]);
    base[i] = VALUE_NOTHING;
  }
  put(&base[first], value_cell(rest));
  return true;
}

/* Clear variables and copy captures and constants in; the arguments are at their place already. */
static inline bool begin_frame(Interp *in, const Code *code, const Value *captures, Value *base,
                               size_t given, size_t wanted, const Node *site) {
  size_t parameters = code->parameter_count;
  if (base + code->register_count + MAX_RESULTS + 8 > in->stack_end)
    return error_set(in->error, ERROR_LIMIT, site ? site->span : nowhere,
                     "functions call each other too deeply");
  if (code->takes_rest) {
    if (!pack_rest(base, given, parameters - 1)) return false;
  } else if (given > parameters)
    return complain_count(in, code, given, site);
  size_t ready = code->takes_rest ? parameters : given; /* these have their values */
  for (Value *v = base + ready, *end = base + code->variable_count; v < end; v++)
    put(v, VALUE_NOTHING);
  for (size_t i = 0; i < code->capture_count; i++) base[parameters + i] = value_retain(captures[i]);
  const Value *constant = code->constants;
  for (Value *v = base + code->variable_count, *end = v + code->constant_count; v < end; v++)
    put(v, value_retain(*constant++));
  if (code->nargin != NO_REGISTER) {
    base[code->nargin] = value_scalar((double)given);
    base[code->nargout] = value_scalar((double)wanted);
  }
  return true;
}

static void end_frame(const Code *code, Value *base) {
  for (Value *v = base, *end = base + code->register_count; v < end; v++) {
    if (v->kind >= VALUE_ARRAY) value_destroy(*v);
    v->kind = VALUE_NONE;
  }
}

/* The outputs of a function body into RESULTS. */
bool run_collect(Interp *in, const Code *code, Value *base, Value *results, size_t wanted) {
  size_t room = wanted > 0 ? wanted : 1;
  size_t plain = code->output_count - (code->gives_rest ? 1 : 0);
  for (size_t i = 0; i < room && i < MAX_RESULTS; i++) {
    results[i] = VALUE_NOTHING;
    if (i < plain)
      results[i] = value_retain(base[code->outputs[i]]);
    else if (code->gives_rest) {
      Value rest = base[code->outputs[plain]];
      if (rest.kind == VALUE_CELL && i - plain < rest.cell->count)
        results[i] = cell_get(rest.cell, i - plain);
    }
    if (results[i].kind == VALUE_NONE && i < wanted) {
      /* The place is where it was called, which only the caller knows. */
      if (i < plain)
        error_set(in->error, ERROR_NAME, nowhere, "%s: the result '%s' was never assigned",
                  code->name, code->names[code->outputs[i]]);
      else
        error_set(in->error, ERROR_TYPE, nowhere, "%s gives %zu result%s, but %zu are wanted",
                  code->name, plain, plain == 1 ? "" : "s", wanted);
      for (size_t k = 0; k < i; k++) value_release(results[k]);
      return false;
    }
  }
  return true;
}

/* The rest of a call, when the frame is ready. */
static inline bool run_frame(Interp *in, const Code *code, Value *base, size_t wanted) {
  Value *saved_top = in->top;
  Frame saved_caller = in->caller; /* of the builtin that calls back, which may ask for it later */
  if (base + code->register_count > in->top) in->top = base + code->register_count;
  in->depth++;
  Activation act;
  act.in = in;
  act.code = code;
  act.base = base;
  act.wanted = wanted;
  act.try_count = 0;
  act.kept = NULL;
  bool good = in->follower ? follow_machine(&act) : run_machine(&act);
  if (act.kept) free(act.kept);
  end_frame(code, base);
  if (good) {
    copy(&base[0], &act.results[0]);
    for (size_t i = 1; i < wanted && i < MAX_RESULTS; i++) put(&base[i], act.results[i]);
  }
  in->depth--;
  in->top = saved_top;
  in->caller = saved_caller;
  return good;
}

static void drop_arguments(Value *base, size_t given) {
  for (size_t i = 0; i < given; i++) put(&base[i], VALUE_NOTHING);
}

static inline bool call_code(Interp *in, const Code *code, const Value *captures, Value *base,
                             size_t given, size_t wanted, const Node *site) {
  if (enter_call(in, site) && begin_frame(in, code, captures, base, given, wanted, site))
    return run_frame(in, code, base, wanted);
  drop_arguments(base, given);
  return false;
}

enum { MAX_STRAIGHT = 32 }; /* parameters; see straight.c */

static inline bool take_numbers(const Value *from, size_t count, double *to) {
  for (size_t k = 0; k < count; k++) {
    if (from[k].kind != VALUE_SCALAR) return false;
    to[k] = from[k].scalar;
  }
  return true;
}

static bool run_straight(Interp *in, Value function, const double *x, size_t count, size_t entries,
                         double *result) {
  const Closure *f = closure_of(function);
  if (!f || !f->code->straight || count != f->code->parameter_count) return false;
  if (in->fuel <= 0 || interrupt_pending()) return false;
  in->fuel--;
  return straight_run(in, f->code, f->captures, x, entries, result);
}

bool run_numbers(Interp *in, Value function, const double *x, size_t count, double *result) {
  return run_straight(in, function, x, count, 0, result);
}

bool run_vector(Interp *in, Value function, const double *x, size_t count, double *result) {
  return count > 1 && run_straight(in, function, x, 1, count, result);
}

bool run_closure(Interp *in, Value function, Value *base, size_t given, size_t wanted,
                 const Node *site) {
  const Closure *f = closure_of(function);
  Callable *keep = function.function; /* running code may overwrite the variable that holds it */
  keep->refs++;
  bool good = call_code(in, f->code, f->captures, base, given, wanted, site);
  if (keep->refs > 1)
    keep->refs--;
  else
    value_release(function);
  return good;
}

bool run_value(Interp *in, Value function, Value *base, size_t given, size_t wanted,
               const Node *site) {
  const Closure *f = closure_of(function);
  if (f) {
    if (f->code->straight && given == f->code->parameter_count && wanted <= 1) {
      double numbers[MAX_STRAIGHT], x;
      numbers[0] = 0; /* there may be no parameters */
      if (take_numbers(base, given, numbers) &&
          straight_run(in, f->code, f->captures, numbers, 0, &x)) {
        for (size_t k = 0; k < given; k++) base[k] = VALUE_NOTHING; /* they were numbers */
        if ((--in->fuel < 0 || interrupt_pending()) && !interp_poll(in, 0)) return false;
        base[0] = value_scalar(x);
        return true;
      }
    }
    return run_closure(in, function, base, given, wanted, site);
  }
  const NamedFunction *named = named_function_of(function);
  if (named) return run_slot(in, named->slot, base, given, wanted, site);
  Text got = TEXT_EMPTY;
  value_describe(function, &got);
  error_set(in->error, ERROR_TYPE, site ? site->span : nowhere, "this is not a function but %s",
            text_string(&got));
  text_free(&got);
  return false;
}

bool run_slot(Interp *in, size_t slot, Value *base, size_t given, size_t wanted, const Node *site) {
  const FunctionSlot *f = &in->functions.slots[slot];
  if (f->code) {
    /* Running code may replace the function. */
    Program *program = f->code->program;
    program->refs++;
    bool good = call_code(in, f->code, NULL, base, given, wanted, site);
    if (program->refs > 1)
      program->refs--;
    else
      program_release(program);
    return good;
  }
  if (f->builtin) {
    if (!enter_call(in, site)) return false;
    in->depth++;
    bool good = call_builtin(in, f->builtin, base, given, wanted, site);
    in->depth--;
    return good;
  }
  return complain_undefined(in, f->name, site ? site->span : nowhere, NULL, NULL);
}

bool run_top(Interp *in, const Code *code, Value *base, Value *result) {
  in->top = base + code->register_count;
  Activation act = { .in = in, .code = code, .base = base, .wanted = 1 };
  in->depth++;
  bool good = run_machine(&act);
  in->depth--;
  in->top = base;
  free(act.kept);
  if (good) {
    *result = act.results[0];
  }
  return good;
}

bool run_failed_at(Interp *in, const Code *code, const Node *n) {
  Error *e = in->error;
  if (e->kind == ERROR_NONE) {
    error_set(e, ERROR_LIMIT, n->span, "this needs more memory than is allowed (%zu MB)",
              array_budget() >> 20);
  }
  if (!e->located && !advise_at_caller(in, code)) {
    if (e->span.start == 0 && e->span.end == 0) e->span = n->span;
    advise(in, code, n);
    if (code == in->top_code) repair_propose(in, e, code->program->source->text);
    error_locate(e, code->program->source->text, code->name[0] ? code->name : NULL);
  }
  return false;
}

bool run_begin_try(Activation *act, Instruction i, const Node *n) {
  if (act->try_count == MAX_TRIES)
    return error_set(act->in->error, ERROR_LIMIT, n->span,
                     "more than %d `try` blocks inside each other", MAX_TRIES);
  act->tries[act->try_count++] = (Attempt){ jump_target(i), i.d };
  return true;
}

/* Where the failure goes on, or false when the frame has no handler for it. */
bool run_find_handler(Activation *act, uint32_t *handler) {
  ErrorKind kind = act->in->error->kind;
  while (act->try_count > 0) {
    Attempt attempt = act->tries[--act->try_count];
    if (attempt.unwinding || (kind != ERROR_INTERRUPT && kind != ERROR_LIMIT)) {
      *handler = attempt.handler;
      return true;
    }
  }
  return false;
}

void run_take_error(Activation *act, Instruction i, Value *R) {
  Error *e = act->in->error;
  if (i.d) {
    if (!act->kept) act->kept = mem_new(sizeof *act->kept);
    *act->kept = *e;
    put(&R[i.a], VALUE_NOTHING);
  } else if (i.a != NO_REGISTER)
    put(&R[i.a], slow_caught(e));
  if (!i.d) act->in->caught = *e;
  e->kind = ERROR_NONE;
  e->located = false;
  e->hint[0] = e->identifier[0] = '\0';
}
