/* tape_parts.h -- between the files of the tape.

   Where the tape is to be used twice, running it backwards is remembered as well: rules are
   therefore written with the operations below, which compute and, then, remember.  */

#ifndef ALGEBRA_TAPE_PARTS_H
#define ALGEBRA_TAPE_PARTS_H

#include "algebra/tape.h"
#include "base/memory.h"
#include "lang/body.h"
#include "lang/follow.h"
#include "lang/operate.h"

/* A value on the tape; mark 0: it depends on no argument. */
typedef struct Operand {
  Value v;
  Mark m;
} Operand;

typedef struct Note Note;
/* Pass the adjoint G of the result of N on to its operands. */
typedef void Rule(Tape *t, Note *n, Operand g);

enum {
  KEEP_NOTHING = 0,
  KEEP_OPERANDS = 1,
  KEEP_RESULT = 2,
  KEEP_OTHERS = 4,     /* each operand beside which another one depends on arguments */
  SEVERAL_RESULTS = 8, /* those behind the first do not depend on small changes */
  TAKES_EVEN = 16,     /* the rule knows what a number as adjoint of an array means: see give */
  KEEP_FACTORS = 32    /* of the matrix, which the function finds anyway */
};

/* What was done, in one step. */
struct Note {
  Rule *rule;
  const Builtin *function;   /* of calls */
  const Node *site;          /* may be NULL */
  struct LuFactors *factors; /* of KEEP_FACTORS; NULL: none */
  const char *name;          /* "*", "exp" */
  Mark mark;
  unsigned keeps;
  size_t count;
  Operand result;     /* its value only where it is kept */
  uint32_t shape;     /* of the result */
  uint32_t *shapes;   /* of the operands: numbers of Follower.shapes, 0 for numbers */
  Operand operands[]; /* values only where they are kept, or unmarked and kept */
};

struct Tape {
  Follower follower;
  Call *call;
  Value function;
  size_t argument_count;
  Value *arguments;
  Mark *argument_marks;
  Value value;
  Mark value_mark;
  Note **notes; /* from 1 on */
  size_t note_count, note_cap;
  Value *adjoints; /* one a step, while running backwards and after */
  Mark *adjoint_marks;
  size_t adjoint_count, adjoint_room;
  bool shown;       /* keeps all values and adjoints */
  bool remembering; /* going backwards is remembered */
  Value *passing;   /* what rules made, until the rule is done */
  size_t passing_count, passing_cap;
  TapeNotes noted;
  size_t *places, *sources; /* for tape_operation: of marks, and of one operation */
  Value *operands;
};

static inline Tape *tape_of(Follower *f) {
  return (Tape *)f; /* its first member */
}
static inline Error *tape_error(const Tape *t) {
  return follow_error(&t->follower);
}
static inline bool tape_failed(const Tape *t) {
  return !call_alive(t->call);
}
/* Fail in the learner's terms at N; answers MARK_FAILED. */
Mark tape_fail(Tape *t, const Node *n, ErrorKind kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What helps here instead of the differences that tape_fail proposes. */
static inline void tape_advise(Tape *t, const char *way) {
  Error *e = tape_error(t);
  e->hint[0] = '\0';
  error_hint(e, "%s", way);
}

/* ------------------------------------------------------------------ notes (tape_notes.c) */

/* Remember one; RESULT is what came out.  MARK_FAILED when that is not real. */
Mark tape_note(Tape *t, Rule *rule, const char *name, unsigned keeps, const Operand *operands,
               size_t count, Value result, const Node *site);
void tape_set_hooks(Follower *f);
bool tape_call_builtin(Follower *f, const Builtin *builtin, size_t slot, Value *base, Mark *marks,
                       size_t given, size_t wanted, const Node *site);
bool tape_slope(Follower *f, const Builtin *builtin, double x, double y, double *slope,
                const Node *site);
/* Of the most frequent functions of one number; false for others.  SELF is a TapeNotes, for
   corners and jumps. */
bool tape_known_slope(void *self, const Builtin *b, double x, double y, double *slope);
Mark tape_note_binary(Tape *t, Operator op, const Operand *operands, Value result,
                      const Node *site);
Mark tape_note_unary(Tape *t, Operator op, Operand operand, Value result, const Node *site);

/* ------------------------------------------------------------------ operations (tape_operate.c)

   Operands are borrowed; results belong to the tape until the rule is done.  An operand with
   VALUE_ERROR makes the result one. */
Operand op_constant(Tape *t, Value v); /* takes over */
Operand op_number(double x);
Operand op_binary(Tape *t, Operator op, Operand a, Operand b);
Operand op_unary(Tape *t, Operator op, Operand a);
Operand op_call(Tape *t, const char *name, const Operand *args, size_t count);
Operand op_call1(Tape *t, const char *name, Operand a);
/* The standing handle TEXT of these. */
Operand op_formula(Tape *t, const char *text, const Operand *args, size_t count);
/* g .* w where 0 times anything is 0. */
Operand op_weigh(Tape *t, Operand g, Operand w);
/* x * y, each turned first where that is said. */
Operand op_turned_product(Tape *t, Operand x, bool turn_x, Operand y, bool turn_y);
/* Stretched to a shape, and summed up to one that was stretched. */
Operand op_spread(Tape *t, Operand a, uint32_t shape);
Operand op_gather(Tape *t, Operand a, uint32_t shape);
Operand op_reshape(Tape *t, Operand a, uint32_t shape);
/* Entry k of the result, of SHAPE, is entry places(k) of A, 0 where that is 0; and the reverse:
   entry k of A is added to entry places(k). PLACES is borrowed. */
Operand op_pick(Tape *t, Operand a, Value places, uint32_t shape);
Operand op_drop(Tape *t, Operand a, Value places, uint32_t shape);

static inline Operand op_add(Tape *t, Operand a, Operand b) {
  return op_binary(t, OPERATE_ADD, a, b);
}
static inline Operand op_subtract(Tape *t, Operand a, Operand b) {
  return op_binary(t, OPERATE_SUBTRACT, a, b);
}
static inline Operand op_times(Tape *t, Operand a, Operand b) {
  return op_binary(t, OPERATE_TIMES, a, b);
}
static inline Operand op_divide(Tape *t, Operand a, Operand b) {
  return op_binary(t, OPERATE_RIGHT_DIVIDE, a, b);
}
static inline Operand op_product(Tape *t, Operand a, Operand b) {
  return op_binary(t, OPERATE_MATRIX_TIMES, a, b);
}
static inline Operand op_turn(Tape *t, Operand a) {
  return op_unary(t, OPERATE_TRANSPOSE, a);
}
static inline Operand op_negate(Tape *t, Operand a) {
  return op_unary(t, OPERATE_NEGATE, a);
}

/* ------------------------------------------------------------------ in one pass (tape_plain.c)

   Nothing is remembered.  Where they answer false they have done nothing, and the usual way must be
   gone. */
bool plain_binary(Operator op, Value a, Value b, Value *r); /* of two numbers; number .* array */
bool plain_weigh(Value g, Value w, Value *r);    /* g .* w, where 0 times anything is 0 */
bool plain_weigh_into(Array *w, Value g);        /* w = g .* w; W has no other owner */
bool plain_add(Value *to, Value g);              /* where TO has no other owner */
bool plain_inner(Value g, Value w, double *sum); /* of g .* w, of the same shape */
void plain_add_outer(Array *to, const View *x, const View *y); /* x*y' of vectors */
bool plain_product(Value a, bool turn_a, Value b, bool turn_b, Value *r);
void plain_add_run(double *to, const View *g, size_t count); /* G may be even */
void plain_drop(Array *to, Value g, Value places);           /* as op_drop, added */

/* The adjoint of step M, an array that may be changed where it lies; NULL over budget. */
Array *tape_own_adjoint(Tape *t, Mark m);
/* The adjoint of step M, which has one, as it is shown: full.  Borrowed. */
Value tape_full_adjoint(Tape *t, Mark m);
/* Numbers may become even adjoints: nobody sees them, nothing is remembered. */
static inline bool tape_is_plain(const Tape *t) {
  return !t->remembering && !t->shown;
}

/* No adjoints yet; REMEMBERING: what rules do becomes part of the tape. */
void tape_begin_back(Tape *t, bool remembering);
/* From step FROM down to the first; what has an adjoint there passes it on. */
bool tape_run_back(Tape *t, Mark from);
void tape_drop_passing(Tape *t); /* what rules made */

/* Add G to the adjoint of operand I of N, if it depends on arguments.  Where nothing is remembered,
   a number given to an array stands for an array full of it. */
void give(Tape *t, Note *n, size_t i, Operand g);
void give_mark(Tape *t, Mark m, Operand g);
/* The same of op_drop(G, PLACES). */
void give_dropped(Tape *t, Note *n, size_t i, Operand g, Value places);
static inline bool wanted(const Note *n, size_t i) {
  return i < n->count && n->operands[i].m != MARK_NONE;
}
const FollowedShape *tape_shape(const Tape *t, uint32_t shape); /* of numbers too */
/* 1, 2, 3 ... in a shape. */
Value tape_places(const Tape *t, uint32_t shape);
Value tape_zeros(const Tape *t, uint32_t shape);

/* The dimension, from 0, along which N works: operand I, or the first that is not 1. */
size_t tape_dimension(const Tape *t, const Note *n, size_t i);
/* Runs of LENGTH numbers STRIDE apart, as many as OUTER * STRIDE. */
typedef struct Runs {
  size_t length, stride, outer;
} Runs;
Runs tape_runs(const Tape *t, uint32_t shape, size_t dimension);

/* ------------------------------------------------------------------ rules */

void rule_pick(Tape *t, Note *n, Operand g);
void rule_drop(Tape *t, Note *n, Operand g);
void rule_spread(Tape *t, Note *n, Operand g);
void rule_gather(Tape *t, Note *n, Operand g);
void rule_reshape(Tape *t, Note *n, Operand g);

/* How calls of a builtin are differentiated. */
typedef struct BuiltinRule {
  const char *name;
  unsigned keeps;
  Rule *rule;
  /* Or: the formula it stands for with COUNT arguments is followed instead. */
  const char *formula;
  int count; /* -1: any */
} BuiltinRule;

extern const BuiltinRule sum_rules[], shape_rules[], running_rules[], matrix_rules[],
    convolve_rules[], spectral_rules[], formula_rules[]; /* end with a NULL name */
Rule rule_map, rule_spectral_norm;

/* Texts (tape_texts.c): whether what is followed of some arguments is texts, and there is such; a
   call of a builtin without a rule then; and the mark of V, which B made of a number or of texts.
 */
bool tape_only_texts(const Tape *t, const Value *args, const Mark *marks, size_t count);
bool tape_call_with_texts(Tape *t, const Builtin *b, size_t slot, Value *base, Mark *marks,
                          size_t given, size_t wanted_results, const Node *site);
Mark tape_mark_text(Tape *t, const Builtin *b, Value v, const Node *site);

/* feval, arrayfun, cellfun: as Follower.call (tape_functions.c). */
bool tape_feval(Tape *t, Value *base, Mark *marks, size_t given, size_t wanted_results,
                const Node *site);
bool tape_map_function(Tape *t, const Builtin *b, Value *base, Mark *marks, size_t given,
                       size_t wanted_results, const Node *site);

#endif
