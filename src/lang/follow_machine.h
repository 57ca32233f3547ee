/* follow_machine.h -- between follow.c, follow_values.c and follow_calls.c.

   R are registers, M the marks beside them, N the node of the instruction.  What can fail answers
   false with the error recorded.  */

#ifndef LANG_FOLLOW_MACHINE_H
#define LANG_FOLLOW_MACHINE_H

#include "lang/follow.h"
#include "lang/index.h"
#include "lang/machine.h"
#include "lang/run.h"
#include "lang/slow.h"

/* The marks of a frame that begins. */
void follow_enter(Follower *f, const Code *code, Value *R, Mark *M);

/* RESULT with its mark to register TO; where that is MARK_FAILED it is released. */
static inline bool follow_result(Value *R, Mark *M, uint16_t to, Value result, Mark mark) {
  if (mark == MARK_FAILED) {
    value_release(result);
    return false;
  }
  put(&R[to], result);
  M[to] = mark;
  return true;
}

const Value *follow_resolve(Follower *f, const Code *code, Value *R, const Value *v, const Node *n,
                            Value *spare);
bool follow_binary(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_unary(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_affine(Follower *f, const Value *state, Mark base, Mark step, double k, Mark *to);
bool follow_range(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_column(Follower *f, Value *R, Mark *M, Instruction i, uint16_t to, const Node *n,
                   bool *more);
bool follow_map(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_call(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, size_t wanted,
                 const Node *n);
bool follow_index(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, Value *indices,
                  size_t count, uint16_t to, const Node *n);
bool follow_index_two(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                      uint16_t second, const Node *n);
/* An index from register c to register LAST; a builtin of the values in b and SECOND. */
bool follow_index_run(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                      uint16_t last, const Node *n);
bool follow_pair(Follower *f, const Code *code, Value *R, Mark *M, Instruction i, uint16_t second,
                 const Node *n);
/* OBJECT(INDICES), of which MARK is followed. */
bool follow_get(Follower *f, Value object, Mark mark, const Value *indices, size_t count,
                const Node *n, Value *out, Mark *to);
bool follow_item(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_list(Follower *f, Value *R, Mark *M, Instruction i);
bool follow_unlist(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_field(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_set(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_set_two(Follower *f, const Code *code, Value *R, Mark *M, Instruction i,
                    uint16_t second, const Node *n);
bool follow_set_field(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
/* The number X, of mark RIGHT, put at place AT of an array that nobody shares. */
bool follow_put(Follower *f, Value *array, Mark *mark, size_t at, double x, Mark right);
/* OBJECT(INDICES) = RIGHT and its kin, OP. */
bool follow_change(Follower *f, Value *object, Mark *mark, const Value *indices, size_t count,
                   Value right, Mark right_mark, Opcode op, const Node *n);
bool follow_matrix(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_cell(Follower *f, Value *R, Mark *M, Instruction i, const Node *n);
bool follow_closure(Follower *f, const Code *inner, Value *R, Mark *M, uint16_t to);
/* A function value or slot with marked arguments at BASE; the results' marks are at M then. */
bool follow_invoke(Follower *f, Value function, Mark function_mark, size_t slot, Value *base,
                   Mark *M, size_t given, size_t wanted, const Node *n);

#endif
