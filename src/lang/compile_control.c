/* compile_control.c -- code for branches, loops and what is to be caught.  */

#include "config.h"
#include "lang/compile.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ branches and loops */

typedef struct Jumps {
  uint32_t *list;
  size_t count, cap;
} Jumps;

static void jumps_add(Jumps *j, uint32_t jump) {
  MEM_GROW(j->list, j->count, j->cap);
  j->list[j->count++] = jump;
}

static void jumps_land(Compiler *c, Jumps *j) {
  for (size_t i = 0; i < j->count; i++) compile_land(c, j->list[i]);
  free(j->list);
}

/* Jumps (to be landed by the caller) taken when the condition does not hold. */
static void compile_condition(Compiler *c, const Node *n, Jumps *otherwise) {
  if (n->kind == NODE_BOTH) {
    compile_condition(c, n->kids[0], otherwise);
    compile_condition(c, n->kids[1], otherwise);
    return;
  }
  if (n->kind == NODE_EITHER) {
    Jumps second = { 0 };
    compile_condition(c, n->kids[0], &second);
    uint32_t holds = compile_jump(c, OP_JUMP, 0, n);
    jumps_land(c, &second);
    compile_condition(c, n->kids[1], otherwise);
    compile_land(c, holds);
    return;
  }
  size_t mark = c->next;
  uint16_t r = compile_operand(c, n);
  Instruction *last = c->count > 0 ? &c->instructions[c->count - 1] : NULL;
  if (n->kind == NODE_BINARY && last && last->op >= OP_LESS && last->op <= OP_GREATER)
    last->op += OP_TEST_LESS - OP_LESS;
  jumps_add(otherwise, compile_jump(c, OP_JUMP_FALSE, r, n));
  c->next = mark;
}

static void compile_if(Compiler *c, const Node *n) {
  Jumps ends = { 0 };
  size_t i = 0;
  for (; i + 1 < n->count; i += 2) {
    Jumps next = { 0 };
    compile_condition(c, n->kids[i], &next);
    compile_block(c, n->kids[i + 1]);
    if (i + 2 < n->count) jumps_add(&ends, compile_jump(c, OP_JUMP, 0, n));
    jumps_land(c, &next);
  }
  if (i < n->count) compile_block(c, n->kids[i]);
  jumps_land(c, &ends);
}

static void loop_begin(Compiler *c, Loop *loop) {
  *loop = (Loop){ .outer = c->loop, .tries = c->tries };
  c->loop = loop;
}

static void land_continues(Compiler *c, Loop *loop) {
  for (size_t i = 0; i < loop->continue_count; i++) compile_land(c, loop->continues[i]);
}

static void loop_end(Compiler *c, Loop *loop) {
  for (size_t i = 0; i < loop->break_count; i++) compile_land(c, loop->breaks[i]);
  free(loop->breaks);
  free(loop->continues);
  c->loop = loop->outer;
}

static void compile_while(Compiler *c, const Node *n) {
  Loop loop;
  loop_begin(c, &loop);
  uint32_t top = (uint32_t)c->count;
  Jumps out = { 0 };
  compile_condition(c, n->kids[0], &out);
  compile_block(c, n->kids[1]);
  land_continues(c, &loop);
  compile_back(c, top, n);
  jumps_land(c, &out);
  loop_end(c, &loop);
}

static void compile_until(Compiler *c, const Node *n) {
  Loop loop;
  loop_begin(c, &loop);
  uint32_t top = (uint32_t)c->count;
  compile_block(c, n->kids[0]);
  land_continues(c, &loop);
  size_t mark = c->next;
  uint16_t r = compile_operand(c, n->kids[1]);
  uint32_t out = compile_jump(c, OP_JUMP_TRUE, r, n);
  c->next = mark;
  compile_back(c, top, n);
  compile_land(c, out);
  loop_end(c, &loop);
}

static void compile_for(Compiler *c, const Node *n) {
  const Node *target = n->kids[0], *range = n->kids[1];
  bool numbers = range->kind == NODE_RANGE;
  uint16_t state = compile_temporary(c, 4);
  if (numbers) {
    bool step = range->count == 3;
    compile_into(c, range->kids[0], state);
    if (step) compile_into(c, range->kids[1], (uint16_t)(state + 1));
    compile_into(c, range->kids[step ? 2 : 1], (uint16_t)(state + 2));
    compile_emit(c, OP_FOR_RANGE, step ? 3 : 2, state, 0, 0, range);
  } else {
    compile_into(c, range, state);
    compile_emit(c, OP_FOR_ARRAY, 0, state, 0, 0, range);
  }
  Loop loop;
  loop_begin(c, &loop);
  bool simple = target->kind == NODE_NAME;
  uint16_t item = simple ? (uint16_t)compile_variable(c, target->text) : compile_temporary(c, 1);
  uint32_t top = (uint32_t)c->count;
  uint32_t out = compile_jump(c, numbers ? OP_FOR_NEXT : OP_FOR_COLUMN, state, n);
  compile_emit(c, OP_TARGET, 0, item, 0, 0, n);
  if (!simple) compile_assign_to(c, target, item, n);
  compile_block(c, n->kids[2]);
  land_continues(c, &loop);
  compile_back(c, top, n);
  if (numbers) c->instructions[c->count - 1].op = OP_JUMP_NEXT;
  compile_land(c, out);
  loop_end(c, &loop);
  compile_emit(c, OP_CLEAR, 0, state, 0, 0, n);
}

/* Out of the tries and through the cleanups opened since there were only TRIES. */
static void leave_tries(Compiler *c, unsigned tries, const Node *n) {
  unsigned open = c->tries;
  Unwind *unwind = c->unwind;
  while (c->tries > tries) {
    compile_emit(c, OP_TRY_END, 0, 0, 0, 0, n);
    c->tries--;
    if (c->unwind && c->unwind->tries == c->tries) {
      const Node *cleanup = c->unwind->cleanup;
      c->unwind = c->unwind->outer;
      compile_block(c, cleanup);
    }
  }
  c->tries = open;
  c->unwind = unwind;
}

static void compile_return(Compiler *c, const Node *n) {
  if (c->unwind) leave_tries(c, 0, n);
  compile_emit(c, OP_RETURN, 0, NO_REGISTER, 0, 0, n);
}

static void compile_leave_loop(Compiler *c, const Node *n, bool out) {
  Loop *loop = c->loop;
  leave_tries(c, loop->tries, n);
  uint32_t jump = compile_jump(c, OP_JUMP, 0, n);
  if (out) {
    MEM_GROW(loop->breaks, loop->break_count, loop->break_cap);
    loop->breaks[loop->break_count++] = jump;
  } else {
    MEM_GROW(loop->continues, loop->continue_count, loop->continue_cap);
    loop->continues[loop->continue_count++] = jump;
  }
}

static void compile_switch(Compiler *c, const Node *n) {
  Jumps ends = { 0 };
  uint16_t subject = compile_temporary(c, 1), match = compile_temporary(c, 1);
  compile_into(c, n->kids[0], subject);
  size_t i = 1;
  for (; i + 1 < n->count; i += 2) {
    size_t mark = c->next;
    compile_emit(c, OP_CASE, 0, match, subject, compile_operand(c, n->kids[i]), n->kids[i]);
    c->next = mark;
    uint32_t next = compile_jump(c, OP_JUMP_FALSE, match, n);
    compile_block(c, n->kids[i + 1]);
    jumps_add(&ends, compile_jump(c, OP_JUMP, 0, n));
    compile_land(c, next);
  }
  if (i < n->count) compile_block(c, n->kids[i]);
  jumps_land(c, &ends);
}

static void compile_try(Compiler *c, const Node *n) {
  uint32_t attempt = compile_jump(c, OP_TRY, 0, n);
  c->tries++;
  compile_block(c, n->kids[0]);
  c->tries--;
  compile_emit(c, OP_TRY_END, 0, 0, 0, 0, n);
  uint32_t over = compile_jump(c, OP_JUMP, 0, n);
  compile_land(c, attempt);
  size_t a = n->text ? (size_t)compile_variable(c, n->text) : NO_REGISTER;
  compile_emit(c, OP_CAUGHT, 0, a, 0, 0, n);
  compile_block(c, n->kids[1]);
  compile_land(c, over);
}

static void compile_unwind(Compiler *c, const Node *n) {
  uint32_t attempt = compile_emit(c, OP_TRY, 1, 0, 0, 0, n);
  Unwind unwind = { c->unwind, n->kids[1], c->tries };
  c->unwind = &unwind;
  c->tries++;
  compile_block(c, n->kids[0]);
  c->tries--;
  c->unwind = unwind.outer;
  compile_emit(c, OP_TRY_END, 0, 0, 0, 0, n);
  compile_block(c, n->kids[1]);
  uint32_t over = compile_jump(c, OP_JUMP, 0, n);
  compile_land(c, attempt);
  /* The failure is kept in a register, because the cleanup may contain statements that fail. */
  uint16_t kept = compile_temporary(c, 1);
  compile_emit(c, OP_CAUGHT, 1, kept, 0, 0, n);
  compile_block(c, n->kids[1]);
  compile_emit(c, OP_RETHROW, 0, kept, 0, 0, n);
  compile_land(c, over);
}

void compile_control(Compiler *c, const Node *n) {
  switch (n->kind) {
  case NODE_IF: compile_if(c, n); break;
  case NODE_FOR: compile_for(c, n); break;
  case NODE_WHILE: compile_while(c, n); break;
  case NODE_UNTIL: compile_until(c, n); break;
  case NODE_SWITCH: compile_switch(c, n); break;
  case NODE_BREAK: compile_leave_loop(c, n, true); break;
  case NODE_CONTINUE: compile_leave_loop(c, n, false); break;
  case NODE_RETURN: compile_return(c, n); break;
  case NODE_TRY: compile_try(c, n); break;
  case NODE_UNWIND: compile_unwind(c, n); break;
  default: compile_fail(c, n->span, ERROR_SYNTAX, "a statement is expected here", NULL);
  }
}
