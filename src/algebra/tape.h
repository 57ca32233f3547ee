/* tape.h -- exact derivatives of a learner's function at numbers.

   The function is run once and what is done with its arguments is remembered on a tape, loops and
   branches as taken; then the tape is run backwards, each operation passing on how much the result
   changes with its operands.  The arguments may be real arrays, and cells and records of them.

   A gradient has the shape of its argument.  At kinks: abs'(0) = 0, relu'(0) = 0, in max(a, b) a
   constant wins a tie and two that depend on arguments share it, likewise in max(v); norm at 0 has
   slope 0.

   The cost: the function is run once, and what it did is gone through once more, which takes up to
   three times as long: four times the function's own time in all.  Two things come on top that no
   method avoids.  A gradient has as many numbers as the argument, and all are written, zeros too,
   also where the function reads a few of them only: @(A) sum(A(3, :)).  And a call of grad itself
   takes about 0.2 microseconds, which shows where the function takes less than that.

   Sources: Griewank, Walther: Evaluating Derivatives, 2008; Giles: Collected matrix derivative
   results for forward and reverse mode algorithmic differentiation, 2008.  */

#ifndef ALGEBRA_TAPE_H
#define ALGEBRA_TAPE_H

#include "lang/builtin.h"

typedef struct Tape Tape;

/* Run FUNCTION on COUNT arguments (borrowed); a tape that is `twice` can give second derivatives.
   NULL with the call failed, in the learner's terms, where something on the way has no derivative.
 */
Tape *tape_record(Call *call, Value function, const Value *args, size_t count, bool twice);
void tape_free(Tape *t); /* NULL is allowed */

Value tape_value(const Tape *t); /* what the function gave; borrowed */

/* Backwards from the value, with SEED as adjoint (the shape of the value; borrowed).  False with
   the call failed. */
bool tape_backward(Tape *t, Value seed);
/* After that: the adjoint of argument I, owned; zeros where nothing depends on it. */
Value tape_adjoint(Tape *t, size_t i);

/* The value (may be NULL) and the COUNT gradients of a function with one real number as value; all
   owned. */
bool tape_gradient(Call *call, Value function, const Value *args, size_t count, Value *value,
                   Value *gradients);
/* Where a slope follows a convention: names of functions that were met, or NULL. */
typedef struct TapeNotes {
  const char *kink; /* at a corner */
  const char *jump; /* at a jump, where the slope counts as 0 */
  bool indexed;     /* what depends on an argument chose a place: x(k) */
} TapeNotes;
bool tape_gradient_noted(Call *call, Value function, const Value *args, size_t count, Value *value,
                         Value *gradients, TapeNotes *notes);
/* Outputs by inputs: rows for the entries of the value, columns for those of all the arguments, one
   after the other. */
bool tape_jacobian(Call *call, Value function, const Value *args, size_t count, Value *value,
                   Value *jacobian);
/* The second derivatives times a direction (as the arguments), a gradient's change that way; and
   the whole matrix of them, as wide as all arguments together. */
bool tape_hessian_times(Call *call, Value function, const Value *args, size_t count,
                        const Value *direction, Value *products);
bool tape_hessian(Call *call, Value function, const Value *args, size_t count, Value *value,
                  Value *gradients, Value *hessian);

/* ------------------------------------------------------------------ for those who show a tape

   A tape recorded to be shown keeps every value; after tape_backward every adjoint, too. */
Tape *tape_record_shown(Call *call, Value function, const Value *args, size_t count);

/* One operation.  Sources are numbers of places: 1 and up the arguments (leaves of cells apart),
   then the operations in their order; 0 is what depends on no argument. */
typedef struct TapeOperation {
  const char *name;        /* ".*", "-", "sigmoid", "index", "set", "join" */
  const struct Node *site; /* where it was written; NULL inside a builtin's own formula */
  size_t count;
  const size_t *sources;
  const Value *operands;
  Value value, adjoint; /* VALUE_NONE where nothing came back */
} TapeOperation;

size_t tape_operation_count(const Tape *t);
size_t tape_leaf_count(const Tape *t);
size_t tape_value_place(const Tape *t); /* of what the function gave, as in sources */
/* Operation K from 0; borrowed from the tape, valid until the next call. */
void tape_operation(Tape *t, size_t k, TapeOperation *out);
/* How much the number that operation K gives changes with its operand I; false where one of them is
   no number.  Ends what tape_backward left. */
bool tape_local_slope(Tape *t, size_t k, size_t i, double *slope);

#endif
