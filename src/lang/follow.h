/* follow.h -- run a function while someone notes what becomes of some of its values.

   Values that are followed carry a Mark, a number beside their register.  The machine of follow.c
   does what run.c does, and whatever is done with a marked value becomes a Step or is told to the
   Follower.  What has no marks runs at full speed and leaves no trace.  Steps come in the order in
   which they were taken, whatever loops and branches led there; a Mark is the number of its Step.

   A cell, a record or a handle is never followed itself but through its parts.  */

#ifndef LANG_FOLLOW_H
#define LANG_FOLLOW_H

#include "lang/ast.h"
#include "lang/builtin.h"
#include "base/memory.h"

typedef uint32_t Mark;
enum { MARK_NONE = 0, MARK_FAILED = UINT32_MAX };
enum { MAX_STEPS = 50000000 };

typedef enum StepKind {
  STEP_NOTED,   /* the follower's own; A is its number for it */
  STEP_SCALAR,  /* a number, with slopes by A and B (0: no operand) */
  STEP_PASSING, /* the same where B is 0 and the number will be read once */
  STEP_ELEMENT, /* the number at place AT of the array A */
  STEP_PUT,     /* the array A (0: not followed) with the number B put at place AT */
  STEP_GROW,    /* the same where AT is one behind the end of a vector, or of nothing */
  STEP_PARTS    /* B marks from A on of Follower.parts: of a cell, a record, a handle */
} StepKind;

typedef struct Step {
  uint32_t kind;  /* a StepKind */
  uint32_t shape; /* 0 for a number, else a number of Follower.shapes */
  Mark a, b;
  union {
    double slope_a;
    size_t at;
  };
  double slope_b;
} Step;

typedef struct FollowedShape {
  size_t rank, count;
  const size_t *dims;
} FollowedShape;

/* A change of a part of an array, told after it happened. */
typedef struct PartChange {
  size_t rank; /* of the array before; 0: it was unset */
  const size_t *dims;
  Mark before, right_mark;
  const Value *indices;
  size_t count;
  Value right, after;
  bool deletes;
} PartChange;

typedef struct Follower Follower;

/* Each of these is told operands (borrowed), their marks and the result, and answers the mark of
   the result: MARK_NONE when it does not depend on them, MARK_FAILED with the error recorded. */
struct Follower {
  Interp *interp;
  bool thorough; /* numbers are told as well instead of becoming steps of their own */
  bool indexed;  /* a marked value was an index */
  Mark (*binary)(Follower *f, Operator op, const Value *args, const Mark *marks, Value result,
                 const Node *site);
  Mark (*unary)(Follower *f, Operator op, Value arg, Mark mark, Value result, const Node *site);
  Mark (*index)(Follower *f, Value object, Mark mark, const Value *indices, size_t count,
                Value result, const Node *site);
  /* The same of some entries in a row of a vector, from number FIRST on. */
  Mark (*run)(Follower *f, Value object, Mark mark, double first, Value result, const Node *site);
  Mark (*change)(Follower *f, const PartChange *change, const Node *site);
  Mark (*join)(Follower *f, const Value *items, const Mark *marks, size_t count, size_t dimension,
               Value result, const Node *site);
  /* Call the builtin NAME with GIVEN arguments at BASE, some of them marked, as run_slot does; the
     results and their marks lie at BASE and MARKS then. */
  bool (*call)(Follower *f, const Builtin *builtin, size_t slot, Value *base, Mark *marks,
               size_t given, size_t wanted, const Node *site);
  /* The derivative of a function of one number at X, where it gives Y. */
  bool (*slope)(Follower *f, const Builtin *builtin, double x, double y, double *slope,
                const Node *site);

  Step *steps; /* from 1 on */
  size_t count, cap;
  FollowedShape *shapes; /* from 1 on */
  size_t shape_count, shape_cap;
  Arena arena; /* of the sizes, and for the follower's own notes; all is freed in the end */
  Mark *parts;
  size_t part_count, part_cap;

  /* Of follow.c alone. */
  Mark *marks; /* beside the registers of the machine */
  size_t given;
  Mark function; /* of the function about to be called: the marks of its captures */
};

/* Begin with the functions above set; the rest is cleared. */
void follow_begin(Follower *f);
void follow_end(Follower *f);

/* Call FUNCTION with COUNT marked arguments, on behalf of CALL's builtin; *RESULT is owned. */
bool follow_function(Call *call, Follower *f, Value function, Mark function_mark, const Value *args,
                     const Mark *marks, size_t count, Value *result, Mark *mark, const Node *site);
/* The value and the slopes of a simple handle at COUNT numbers (at one vector of ENTRIES, unless
   that is 0), without steps; SLOPE answers for functions of one number.  False, with nothing done,
   when the function must be followed. */
bool follow_numbers(Interp *in, Value function, const double *x, size_t count, size_t entries,
                    bool (*slope)(void *self, const Builtin *builtin, double x, double y,
                                  double *slope),
                    void *self, double *value, double *gradient);

/* For Follower.call: run the builtin without following. */
bool follow_plainly(Follower *f, size_t slot, Value *base, size_t given, size_t wanted,
                    const Node *site);

Error *follow_error(const Follower *f); /* of the run in progress */

/* Room for more steps; false when there are too many. */
bool follow_more(Follower *f);
/* The step after the last; MARK_FAILED when there are too many.  Members are written one by one: a
   copy in one piece would wait for them. */
static inline Mark follow_step(Follower *f, StepKind kind, uint32_t shape, Mark a, Mark b) {
  if (f->count == f->cap && !follow_more(f)) return MARK_FAILED;
  Step *s = &f->steps[f->count];
  s->kind = kind;
  s->shape = shape;
  s->a = a;
  s->b = b;
  return (Mark)f->count++;
}
static inline Mark follow_number(Follower *f, bool passing, Mark a, double slope_a, Mark b,
                                 double slope_b) {
  Mark m = follow_step(f, passing && b == MARK_NONE ? STEP_PASSING : STEP_SCALAR, 0, a, b);
  if (m == MARK_FAILED) return m;
  f->steps[m].slope_a = slope_a;
  f->steps[m].slope_b = slope_b;
  return m;
}
static inline Mark follow_place(Follower *f, StepKind kind, uint32_t shape, Mark a, Mark b,
                                size_t at) {
  Mark m = follow_step(f, kind, shape, a, b);
  if (m != MARK_FAILED) f->steps[m].at = at;
  return m;
}
/* A number just made, in a register read once, that depends on one other needs no step of its own:
   its slope is multiplied into *SLOPE, and *M becomes what it depends on. */
static inline void follow_fold(Follower *f, Mark *m, double *slope) {
  const Step *s = &f->steps[*m];
  if (*m + (size_t)1 != f->count || s->kind != STEP_PASSING) return;
  *slope = *slope == 0 || s->slope_a == 0 ? 0 : *slope * s->slope_a;
  *m = s->a;
  f->count--;
}

/* Memory that is kept from one use to the next: the system is slow to give large pieces.  *GOT is
   how much there is, at least SIZE; its contents are anything. */
typedef enum Room {
  ROOM_STEPS,
  ROOM_ADJOINTS,
  ROOM_TAPE,
  ROOM_NOTES,
  ROOM_PASSING,
  ROOM_COUNT
} Room;
enum { MOST_ROOM = 16 << 20 };
void *follow_take_room(Interp *in, Room which, size_t size, size_t *got);
void follow_give_room(Interp *in, Room which, void *room, size_t size);

uint32_t follow_shape(Follower *f, Value v); /* 0 for a number */
uint32_t follow_shape_of(Follower *f, size_t rank, const size_t *dims);
/* The mark of a cell, record or handle whose parts have these marks; none when they have none. */
Mark follow_parts(Follower *f, const Mark *marks, size_t count);
Mark follow_part(const Follower *f, Mark whole, size_t i);

#endif
