/* run.h -- between the machine and what makes its frames.  */

#ifndef LANG_RUN_H
#define LANG_RUN_H

#include "lang/state.h"

typedef struct Attempt {
  uint32_t handler;
  bool unwinding;
} Attempt;

enum { MAX_TRIES = 16 };

typedef struct Activation {
  Interp *in;
  const Code *code;
  Value *base;
  size_t wanted;
  Value results[MAX_RESULTS];
  Attempt tries[MAX_TRIES];
  size_t try_count;
  Error *kept; /* what an unwind_protect is carrying */
} Activation;

/* Run the code from its first instruction; false on a failure that nothing in the frame handles. */
bool run_machine(Activation *act);
bool follow_machine(Activation *act); /* the same where the interpreter has a follower */

/* Complete the error recorded (or "over the memory budget") with its place; answers false. */
bool run_failed_at(Interp *in, const Code *code, const Node *n);
/* Where the failure goes on, or false when the frame has no handler for it. */
bool run_find_handler(Activation *act, uint32_t *handler);
/* The failure becomes a record, or is kept until OP_RETHROW. */
void run_take_error(Activation *act, Instruction i, Value *registers);
/* The outputs of a function body into RESULTS. */
bool run_collect(Interp *in, const Code *code, Value *base, Value *results, size_t wanted);

#endif
