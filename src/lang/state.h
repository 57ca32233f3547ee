/* state.h -- the inside of an interpreter, for the files of this folder only.  */

#ifndef LANG_STATE_H
#define LANG_STATE_H

#include "base/allowance.h"
#include "base/memory.h"
#include "lang/functions.h"
#include "lang/interp.h"
#include "value/callable.h"

struct Scope {
  Dict names;
  Value *values; /* VALUE_NONE where unset */
  size_t cap;
  Dict shared; /* names declared global here */
};

/* Where the call in progress was written. */
typedef struct Frame {
  const Code *code;
  Value *registers;
} Frame;

/* Where a caller goes on: see light.h. */
typedef struct Resume {
  const Code *code;
  Value *base, *top;
  const Instruction *pc;
  bool many; /* results are wanted */
} Resume;

enum { MAX_RESUMES = 256 };

/* What has been said about NaN at the prompt: see notes.c. */
typedef struct NanNotes {
  bool listening;              /* RUN_TYPED, and the statement in progress does not speak of NaN */
  bool shown;                  /* it has shown one */
  bool named;                  /* somebody has typed NaN in this session */
  bool explained, distributed; /* the notes were given */
} NanNotes;

struct Interp {
  FunctionTable functions;
  Host host;
  Text *heard;  /* what is printed goes here instead of to the host, or NULL */
  Error *error; /* of the run in progress */
  Value *stack, *stack_end;
  Value *top; /* first register behind the running frame; no references from there on */
  Resume resumes[MAX_RESUMES];
  size_t resume_count;
  unsigned depth, depth_limit;
  int64_t fuel;        /* turns until the budgets are looked at */
  uint64_t steps_left; /* beyond the fuel */
  Allowance allowance; /* of the run */
  Limits limits;
  Random random;
  double stopwatch; /* when tic was called; negative before */
  ShowOptions show;
  bool nested; /* the run about to begin stands inside another and shares its budgets */
  bool quiet;  /* RUN_QUIET */
  NanNotes nan;
  bool want_last; /* the caller of the run asked for the last value */
  Value last;
  Scope *scope;         /* of the run in progress */
  const Code *top_code; /* of the top-level statement in progress, and its registers */
  Value *top_registers;
  Frame caller;   /* who called the builtin in progress: set by calls that are written out */
  Scope *shared;  /* global and persistent variables; NULL before the first */
  Error caught;   /* what `catch` met last, for lasterr */
  Program *spare; /* kept for the next line */
  void *kept;     /* by call_keep */
  void (*forget)(void *kept);
  Scope *standing;           /* handles by their texts: function_standing */
  struct Follower *follower; /* who notes what the frames do; NULL: nobody (follow.h) */
  struct Spare {
    void *room;
    size_t size;
  } rooms[5];      /* memory that followers use again */
  Arena notes;     /* the same, in small pieces */
  uint32_t *marks; /* its marks, one a register; NULL before the first */
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

/* A function value of CODE that captures from REGISTERS what it names, retained.  Owned. */
Value closure_new(Code *code, const Value *registers);
/* @name: whatever stands in SLOT when it is called.  Owned; FUNCTIONS is borrowed. */
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

/* The same of a handle, instruction by instruction. */
bool run_closure(Interp *in, Value function, Value *base, size_t given, size_t wanted,
                 const Node *site);

/* The number a simple handle gives for numbers; false, with nothing done, when run_value must do
 * it.
 */
bool run_numbers(Interp *in, Value function, const double *x, size_t count, double *result);
/* The same for one vector of COUNT numbers. */
bool run_vector(Interp *in, Value function, const double *x, size_t count, double *result);

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
/* False when a long job (long_job.h) was stopped since this was last asked (the error is set). */
bool interp_take_stop(Interp *in);
void interp_print(Interp *in, const char *text);
void interp_warn(void *interp, const char *message);

/* ------------------------------------------------------------------ complaints (complain.c) */
bool complain_undefined(Interp *in, const char *name, Span where, const Code *code,
                        const Value *registers);
/* The name meant by NAME, a misspelt or foreign one; NULL when nothing is near. */
const char *complain_nearest(const Interp *in, const char *name, bool called);
/* Say it with the operands' own names and propose what fits. */
void complain_operands(Interp *in, const Node *n, Value a, Value b);
bool complain_count(Interp *in, const Code *code, size_t given, const Node *site);
bool complain_field(Interp *in, const Node *n, Value v);
/* Notes on a STATEMENT that runs, but meant something else in another language (notes.c). */
void note_habits(Interp *in, const Node *statement, const char *source);
/* The first NaN that comes out of a computation is explained: called before and after a STATEMENT
   typed at a prompt runs, and with everything it shows. */
void note_nan_begin(Interp *in, const Node *statement, const Scope *scope);
void note_nan_shown(Interp *in, Value v);
void note_nan_end(Interp *in, const Node *statement);
bool complain_no_value(Interp *in, const Node *n);
/* Add what to type instead to the error that happened at N (advise.c). */
void advise(Interp *in, const Code *code, const Node *n);
/* Whether the error that happened in CODE is its caller's. */
bool advise_at_caller(Interp *in, const Code *code);

/* format, clear, who and their like (commands.c); CODE and REGISTERS are the running frame's. */
bool command_run(Interp *in, const Node *command, const Code *code, Value *registers);

#endif
