/* light.h -- calls inside the machine, without a call in C.

   A function of a fixed number of arguments with one result, and no `try` in it, needs little:
   where to go on afterwards, and the registers that begin at its arguments.  Only run.c includes
   this.  */

#ifndef LANG_LIGHT_H
#define LANG_LIGHT_H

#include "base/interrupt.h"
#include "lang/slow.h"

__attribute__((noinline, cold)) static void light_clear_counted(Value *v, Value *end) {
  for (; v < end; v++)
    if (v->kind >= VALUE_ARRAY) {
      value_destroy(*v);
      v->kind = VALUE_NONE;
    }
}

__attribute__((noinline, cold)) static void light_share_counted(const Value *v, const Value *end) {
  for (; v < end; v++) value_retain(*v);
}

/* Let go of what lies from V up to END; most often that is numbers only. */
static inline void light_clear(Value *v, Value *end) {
  uint64_t kinds = 0;
#if defined __GNUC__ && !defined __clang__
#pragma GCC unroll 4
#endif
  for (const Value *p = v; p < end; p++) kinds |= p->kind;
  if (kinds >= VALUE_ARRAY) light_clear_counted(v, end);
}

/* Begin the frame of CODE, whose arguments lie at BASE.  False when there is something to be looked
   at first (a budget, an interrupt, a limit): then the call takes the long way. */
static inline bool light_enter(Interp *in, Code *code, Value *base) {
  Value *end = base + code->register_count, *top = in->top;
  if (in->resume_count == MAX_RESUMES || in->depth >= in->depth_limit || in->fuel <= 0 ||
      interrupt_pending() || end + MAX_RESULTS + 8 > in->stack_end)
    return false;
  in->fuel--;
  in->depth++;
  if (end > top) in->top = end;
  code->program->refs++; /* running code may replace the function */
  Value *v = base + code->parameter_count, *constants = base + code->variable_count;
  if (v < top) light_clear(v, constants + code->constant_count);
  for (; v < constants; v++) v->kind = VALUE_NONE;
  uint64_t kinds = 0;
  const Value *constant = code->constants;
  for (Value *last = v + code->constant_count; v < last; v++, constant++) {
    copy(v, constant);
    kinds |= constant->kind;
  }
  if (kinds >= VALUE_ARRAY) light_share_counted(constants, v);
  return true;
}

/* End it; what is in its registers goes. */
static inline void light_leave(Interp *in, const Code *code, Value *base, Value *top) {
  light_clear(base, base + code->register_count);
  in->depth--;
  in->top = top;
  Program *program = code->program;
  if (program->refs > 1)
    program->refs--;
  else
    program_release(program);
}

#endif
