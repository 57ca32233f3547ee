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

/* V, or where it is unset what the function of its name gives: that is put into SPARE, which the
   caller releases in any case.  NULL on failure. */
const Value *slow_resolve(Interp *in, const Code *code, Value *registers, const Value *v,
                          const Node *n, Value *spare);
/* Register a becomes b OP c, or OP b. */
bool slow_binary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
bool slow_unary(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
/* Whether V counts as true: all entries other than 0, and at least one.  The second one resolves V
   before. */
bool slow_truth(Interp *in, Value v, const Node *n, bool *truth);
bool slow_condition(Interp *in, const Code *code, Value *registers, const Value *v, const Node *n,
                    bool *truth);
/* What register OBJECT gives for COUNT indices (borrowed): entries of an array, or a call of a
   function value.  *OUT is owned by the caller. */
bool slow_index(Interp *in, const Code *code, Value *registers, uint16_t object, Value *indices,
                size_t count, const Node *n, Value *out);
/* The same, with the second index in register SECOND and the result in I's target. */
bool slow_index_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                    const Node *n);
/* V(FIRST:LAST) of a vector, copied as it lies; VALUE_NONE when it is not as simple as that. */
Value slow_piece(Value v, Value first, Value last);
/* Register a becomes b(FIRST:LAST), FIRST in register c and LAST in that of this name. */
bool slow_index_run(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t last,
                    const Node *n);
/* a(b, SECOND) = c, or what else the instruction does to a part. */
bool slow_set_two(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
                  const Node *n);
/* Register a becomes what the function in slot c gives for register b and register SECOND. */
bool slow_pair(Interp *in, const Code *code, Value *registers, Instruction i, uint16_t second,
               const Node *n);
bool slow_range(Interp *in, Value *registers, Instruction i);
/* STATE holds the GIVEN (2 or 3) ends and the step of a for loop's range; it becomes base, step,
   count and 0. */
bool slow_begin_range(Interp *in, Value *state, int given, const Node *n);
/* The next column of STATE[0], what a for loop walks through, counted in STATE[1]; false at the end
   and on failure, which in->error tells apart. */
bool slow_next_column(Interp *in, Value *state, Value *item);
bool slow_join(Interp *in, Value *registers, Instruction i);
bool slow_cell(Interp *in, Value *registers, Instruction i);
/* A call whose arguments, from register a on, hold lists that are spread first. */
bool slow_call_list(Interp *in, const Code *code, Value *registers, Instruction i, size_t wanted,
                    const Node *n);
bool slow_list(Value *registers, Instruction i);
bool slow_unlist(Interp *in, Value *registers, Instruction i, const Node *n);
/* What is about to be changed in part: b(indices) or b{indices} as it is, VALUE_NONE where nothing
   stands yet.  The indices, from register c on, are released. */
bool slow_part(Interp *in, Value *registers, Instruction i, const Node *n);
/* OBJECT{INDICES} = LIST, which is a value or a list of them; all but OBJECT borrowed. */
bool slow_set_items(Interp *in, Value *object, const Value *indices, size_t count, Value list,
                    const Node *n);
/* Global and persistent variables: register a is read from or written to the one store. */
bool slow_shared(Interp *in, Value *registers, Instruction i, const Node *n);

/* Lists among COUNT values: are there any, how many values are they all together, and all of them
   one by one in TO, which leaves ITEMS empty. */
bool list_any(const Value *items, size_t count);
size_t list_count(const Value *items, size_t count);
void list_spread(Value *items, size_t count, Value *to);

/* b.name, a.name = c, b{indices} and a(indices) = c and its kin, as the instruction has it. */
bool slow_get_field(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_set_field(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_get_item(Interp *in, Value *registers, Instruction i, const Node *n);
bool slow_set_part(Interp *in, Value *registers, Instruction i, const Node *n);
/* Whether a switch on SUBJECT takes this case: equal to LABEL, or to one of a cell. */
bool slow_matches(Value subject, Value label);
/* Print V (borrowed) as "name = ..."; keep it as the value of the input, where one is asked for;
   and both for the variable in register a. */
void slow_show(Interp *in, const char *name, Value v);
void slow_keep_last(Interp *in, Value v);
bool slow_show_variable(Interp *in, const Code *code, Value *registers, Instruction i,
                        const Node *n);
/* Register a becomes @name, the function of N. */
bool slow_handle(Interp *in, const Code *code, Value *registers, Instruction i, const Node *n);
/* A statement that is an expression: register a, or each value of a list, becomes `ans` in register
   c and is printed unless d says no; a is empty then. */
void slow_answer(Interp *in, Value *registers, Instruction i);
/* The record that catch gives its variable: message, identifier, stack.  Owned. */
Value slow_caught(const Error *e);
/* The name before the brackets of N, borrowed from the tree; NULL where something else stands. */
const char *slow_name(const Node *n);

#endif
