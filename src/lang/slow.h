/* slow.h -- what the machine does when its operands are not plain numbers.

   Registers, instructions and nodes are as in run.c.  A function that can fail answers false with
   the error recorded.  Only run.c, frames.c and the follow files may include this.  */

#ifndef LANG_SLOW_H
#define LANG_SLOW_H

#include "lang/state.h"

/* A bare copy in halves, as they were written: one read of all sixteen bytes would have to wait. */
static inline void copy(Value *to, const Value *from) {
  to->kind = from->kind;
  to->array = from->array;
}

/* *TARGET becomes V, which is taken over. */
static inline void put(Value *target, Value v) {
  Value old = *target;
  *target = v;
  value_release(old);
}

/* *FROM moves to *TARGET. */
static inline void take(Value *target, Value *from) {
  if (target == from) return;
  Value v = *from;
  *from = VALUE_NOTHING;
  put(target, v);
}

/* Whether the instruction is the last to use this operand: a temporary, or what its result is about
   to replace. */
bool slow_is_spare(const Code *code, Instruction i, uint16_t operand);

const Value *slow_resolve(Interp *in, const Code *code, Value *registers, const Value *v,
                          const Node *n, Value *spare);
bool slow_binary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
bool slow_unary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
bool slow_truth(Interp *in, Value v, const Node *n, bool *truth);
bool slow_condition(Interp *in, const Code *code, Value *registers, const Value *v, const Node *n,
                    bool *truth);
bool slow_index(Interp *in, const Code *code, Value *registers, uint16_t object, Value *indices,
                size_t count, const Node *n, Value *out);
/* The same, with the second index in register SECOND and the result in I's target. */
bool slow_index_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                    const Node *n);
/* An index from register c to register LAST. */
/* V(FIRST:LAST) of a vector, copied as it lies; VALUE_NONE when it is not as simple as that. */
Value slow_piece(Value v, Value first, Value last);
bool slow_index_run(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t last,
                    const Node *n);
bool slow_set_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                  const Node *n);
bool slow_pair(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
               const Node *n);
bool slow_range(Interp *in, Value *registers, Instruction i);
bool slow_begin_range(Interp *in, Value *state, int given, const Node *n);
bool slow_next_column(Interp *in, Value *state, Value *item);
bool slow_join(Interp *in, Value *registers, Instruction i);
bool slow_cell(Interp *in, Value *registers, Instruction i);
bool slow_call_list(Interp *in, const Code *code, Value *registers, Instruction i, size_t wanted,
                    const Node *n);
bool slow_list(Value *registers, Instruction i);
bool slow_unlist(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_part(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_set_items(Interp *in, Value *object, const Value *indices, size_t count, Value list,
                    const Node *n);
bool slow_shared(Interp *in, Value *registers, Instruction i, const Node *n);

/* Lists among COUNT values: are there any, how many values are they all together, and all of them
   one by one in TO, which leaves ITEMS empty. */
bool list_any(const Value *items, size_t count);
size_t list_count(const Value *items, size_t count);
void list_spread(Value *items, size_t count, Value *to);

bool slow_get_field(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_set_field(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_get_item(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_set_part(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_matches(Value subject, Value label);
void slow_show(Interp *in, const char *name, Value v);
void slow_keep_last(Interp *in, Value v);
bool slow_show_variable(Interp *in, const Code *code, Value *registers, Instruction i,
                        const Node *n);
bool slow_handle(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
void slow_answer(Interp *in, Value *registers, Instruction i);
Value slow_caught(const Error *e);
const char *slow_name(const Node *n);

#endif
