/* state.h -- the inside of an interpreter, for the files of this folder only.  */

#ifndef LANG_STATE_H
#define LANG_STATE_H

#include "lang/functions.h"
#include "lang/interp.h"
#include "value/callable.h"

struct Scope {
  Dict names;
  Value *values; /* VALUE_NONE where unset */
  size_t cap;
};

/* Where a caller goes on: see light.h. */
typedef struct Resume {
  const Code *code;
  Value *base, *top;
  const Instruction *pc;
} Resume;

enum { MAX_RESUMES = 256 };

struct Interp {
  FunctionTable functions;
  Host host;
  Error *error; /* of the run in progress */
  Value *stack, *stack_end;
  Value *top; /* first register behind the running frame; no references from there on */
  Resume resumes[MAX_RESUMES];
  size_t resume_count;
  unsigned depth, depth_limit;
  int64_t fuel;        /* turns until the budgets are looked at */
  uint64_t steps_left; /* beyond the fuel */
  double deadline;     /* on the monotonic clock, 0 for none */
  Limits limits;
  Random random;
  double stopwatch; /* when tic was called; negative before */
  ShowOptions show;
  bool quiet;     /* RUN_QUIET */
  bool want_last; /* the caller of the run asked for the last value */
  Value last;
  Scope *scope;         /* of the run in progress */
  const Code *top_code; /* of the top-level statement in progress, and its registers */
  Value *top_registers;
  Program *spare; /* kept for the next line */
};

/* A handle made by @(...): the captured values follow the parameters in its registers. */
typedef struct Closure {
  Callable base;
  Code *code; /* its program is retained */
  Value captures[];
} Closure;

/* @name */
typedef struct NamedFunction {
  Callable base;
  size_t slot;
  const FunctionTable *functions;
} NamedFunction;

Value closure_new(Code *code, const Value *registers);
Value named_function_new(const FunctionTable *functions, size_t slot);
extern const CallableClass closure_class;
static inline const Closure *closure_of(Value v) { /* NULL when V is none */
  bool is_one = v.kind == VALUE_FUNCTION && v.function->class == &closure_class;
  return is_one ? (const Closure *)v.function : NULL;
}
const NamedFunction *named_function_of(Value v); /* NULL when V is none */

/* ------------------------------------------------------------------ running (run.c)

   Arguments lie at BASE[0 .. given-1] and are used up; results arrive at BASE[0 .. max(1,
   wanted)-1]. BASE must have nothing alive behind its arguments. */
bool run_slot(Interp *in, size_t slot, Value *base, size_t given, size_t wanted, const Node *site);
bool run_value(Interp *in, Value function, Value *base, size_t given, size_t wanted,
               const Node *site);

/* A top-level statement or expression whose variables and constants lie at BASE already; the caller
   takes them out again.  *RESULT is the value of an expression. */
bool run_top(Interp *in, const Code *code, Value *base, Value *result);

/* ------------------------------------------------------------------ calling builtins (call.c) */
bool call_builtin(Interp *in, const Entry *entry, Value *base, size_t given, size_t wanted,
                  const Node *site);
Value call_map(Interp *in, const Builtin *builtin, Value x, const Node *site);
/* The same in the memory of X, which nobody needs any more; false when nothing was done. */
bool call_map_reuse(const Builtin *builtin, Value x);

/* Interrupts and budgets; false when the run must stop (the error is set). */
bool interp_poll(Interp *in, size_t steps);
void interp_print(Interp *in, const char *text);
void interp_warn(void *interp, const char *message);

/* ------------------------------------------------------------------ complaints (complain.c) */
bool complain_undefined(Interp *in, const char *name, Span where, const Code *code,
                        const Value *registers);
/* Say it with the operands' own names and propose what fits. */
void complain_operands(Interp *in, const Node *n, Value a, Value b);
bool complain_count(Interp *in, const Code *code, size_t given, const Node *site);
bool complain_field(Interp *in, const Node *n, Value v);
/* A note when the STATEMENT writes a matrix as Python's list of rows. */
void complain_rows(Interp *in, const Node *statement, const char *source);
bool complain_no_value(Interp *in, const Node *n);

/* format, clear, who and their like (commands.c); CODE and REGISTERS are the running frame's. */
bool command_run(Interp *in, const Node *command, const Code *code, Value *registers);

#endif
