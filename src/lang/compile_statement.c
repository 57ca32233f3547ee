/* compile_statement.c -- code for statements, blocks and functions.  */

#include "config.h"
#include "lang/compile.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ assignment */

/* The value in REGISTER becomes TARGET, which may be a part of a part: x.a{2}(3) = v works from the
   innermost part outwards. */
static void assign(Compiler *c, const Node *target, uint16_t value, const Node *statement);

/* The present value of a part that is about to be changed; unset where there is none. */
static uint16_t present(Compiler *c, const Node *n) {
  if (n->kind == NODE_NAME) return (uint16_t)compile_variable(c, n->text);
  uint16_t object = present(c, n->kids[0]);
  uint16_t r = compile_temporary(c, 1);
  if (n->kind == NODE_FIELD)
    compile_emit(c, OP_FIELD, 1, r, object, 0, n);
  else if (n->kind == NODE_BRACE)
    compile_emit(c, OP_BRACE, (unsigned)(n->count - 1), r, object, compile_indices(c, n, object),
                 n);
  else {
    uint16_t first = compile_indices(c, n, object);
    compile_emit(c, OP_INDEX, (unsigned)(n->count - 1), first, object, 0, n);
    compile_emit(c, OP_TARGET, 0, 1, 0, 0, n);
    compile_emit(c, OP_TAKE, 0, r, first, 0, n);
  }
  return r;
}

static void assign_part(Compiler *c, const Node *target, uint16_t value, const Node *statement) {
  const Node *owner = target->kids[0];
  uint16_t object = present(c, owner);
  switch (target->kind) {
  case NODE_FIELD: compile_emit(c, OP_SET_FIELD, 0, object, 0, value, target); break;
  case NODE_BRACE: {
    uint16_t first = compile_indices(c, target, object);
    compile_emit(c, OP_SET_BRACE, (unsigned)(target->count - 1), object, first, value, target);
    break;
  }
  default:
    if (target->count == 2 && target->kids[1]->kind != NODE_COLON) {
      IndexContext context = { .outer = c->index, .object = object, .count = 1 };
      c->index = &context;
      uint16_t index = compile_operand(c, target->kids[1]);
      c->index = context.outer;
      compile_emit(c, OP_SET_ONE, 0, object, index, value, target);
    } else {
      uint16_t first = compile_indices(c, target, object);
      compile_emit(c, OP_SET, (unsigned)(target->count - 1), object, first, value, target);
    }
  }
  if (owner->kind != NODE_NAME) assign(c, owner, object, statement);
}

static void assign(Compiler *c, const Node *target, uint16_t value, const Node *statement) {
  if (compile_failed(c)) return;
  if (target->kind == NODE_NAME)
    compile_emit(c, OP_MOVE, 0, (size_t)compile_variable(c, target->text), value, 0, statement);
  else
    assign_part(c, target, value, statement);
}

static const Node *root_of(const Node *target) {
  while (target->kind != NODE_NAME) target = target->kids[0];
  return target;
}

static void show(Compiler *c, const Node *target, bool silent) {
  const Node *name = root_of(target);
  compile_emit(c, OP_SHOW, silent, (size_t)compile_variable(c, name->text), 0, 0, name);
}

/* x(2) = [] deletes; so does x(2) = [,] or anything else written as an empty literal. */
static bool is_deletion(const Node *target, const Node *value) {
  return target->kind == NODE_CALL && value->kind == NODE_MATRIX && value->count == 0;
}

static void compile_assign(Compiler *c, const Node *n) {
  const Node *target = n->kids[0], *value = n->kids[1];
  if (value->kind == NODE_ASSIGN) { /* a = b = 3: the inner one first, without a word */
    Node *silent = arena_new(&c->program->arena, sizeof *silent);
    *silent = *value;
    silent->flag = true;
    compile_assign(c, silent);
    value = value->kids[0];
  }
  if (is_deletion(target, value) && target->kids[0]->kind == NODE_NAME) {
    uint16_t object = (uint16_t)compile_variable(c, target->kids[0]->text);
    uint16_t first = compile_indices(c, target, object);
    compile_emit(c, OP_DELETE, (unsigned)(target->count - 1), object, first, 0, target);
  } else if (target->kind == NODE_NAME) {
    compile_into(c, value, (uint16_t)compile_variable(c, target->text));
  } else
    assign(c, target, compile_operand(c, value), n);
  if (!n->flag) show(c, target, false);
}

static void compile_update(Compiler *c, const Node *n) {
  /* x op= e is x = x op (e); the tree says so for carets and for printing. */
  Node *sum = arena_new(&c->program->arena, sizeof *sum);
  *sum = *n;
  sum->kind = NODE_BINARY;
  if (n->kids[0]->kind == NODE_NAME)
    compile_into(c, sum, (uint16_t)compile_variable(c, n->kids[0]->text));
  else
    assign(c, n->kids[0], compile_operand(c, sum), n);
  if (!n->flag) show(c, n->kids[0], false);
}

static void compile_multiple(Compiler *c, const Node *n) {
  size_t targets = n->count - 1;
  const Node *value = n->kids[targets];
  bool call = value->kind == NODE_CALL ||
              (value->kind == NODE_NAME && compile_variable(c, value->text) == NOT_A_VARIABLE);
  if (!call && targets > 1) {
    compile_fail(c, value->span, ERROR_TYPE, "this gives one value, but several are to be assigned",
                 "for example [m, i] = max(x)");
    return;
  }
  uint16_t first = call ? compile_results(c, value, targets) : compile_operand(c, value);
  for (size_t i = 0; i < targets; i++)
    if (n->kids[i]) assign(c, n->kids[i], (uint16_t)(first + i), n->kids[i]);
  for (size_t i = 0; i < targets; i++) {
    compile_emit(c, OP_CLEAR, 0, first + i, 0, 0, n); /* so that x(1) = 2 need not copy later */
    if (!n->flag && n->kids[i]) show(c, n->kids[i], false);
  }
}

static void compile_answer(Compiler *c, const Node *n) {
  const Node *value = n->kids[0];
  if (value->kind == NODE_NAME && compile_variable(c, value->text) != NOT_A_VARIABLE) {
    uint16_t r = compile_temporary(c, 1);
    compile_emit(c, OP_LOAD, 0, r, (size_t)compile_variable(c, value->text), 0, value);
    compile_emit(c, OP_SHOW, n->flag, r, 0, 0, value);
    return;
  }
  bool call = value->kind == NODE_CALL || value->kind == NODE_NAME;
  bool map = false;
  if (value->kind == NODE_CALL && value->kids[0]->kind == NODE_NAME && value->count == 2) {
    size_t slot = functions_slot(c->around->functions, value->kids[0]->text);
    const Entry *builtin = c->around->functions->slots[slot].builtin;
    map = builtin && builtin->builtin->map;
  }
  if (value->kind == NODE_CALL && value->kids[0]->kind == NODE_FIELD) call = false;
  uint16_t r = call && !map ? compile_results(c, value, 0) : compile_operand(c, value);
  compile_emit(c, OP_ANSWER, n->flag, r, 0, (size_t)compile_variable(c, "ans"), value);
}

/* ------------------------------------------------------------------ branches and loops */

/* Jump (to be landed by the caller) taken when the condition does not hold. */
static uint32_t compile_condition(Compiler *c, const Node *n) {
  size_t mark = c->next;
  uint16_t r = compile_operand(c, n);
  Instruction *last = c->count > 0 ? &c->instructions[c->count - 1] : NULL;
  if (n->kind == NODE_BINARY && last && last->op >= OP_LESS && last->op <= OP_GREATER)
    last->op += OP_TEST_LESS - OP_LESS;
  uint32_t jump = compile_jump(c, OP_JUMP_FALSE, r, n);
  c->next = mark;
  return jump;
}

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

static void compile_if(Compiler *c, const Node *n) {
  Jumps ends = { 0 };
  size_t i = 0;
  for (; i + 1 < n->count; i += 2) {
    uint32_t next = compile_condition(c, n->kids[i]);
    compile_block(c, n->kids[i + 1]);
    if (i + 2 < n->count) jumps_add(&ends, compile_jump(c, OP_JUMP, 0, n));
    compile_land(c, next);
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
  uint32_t out = compile_condition(c, n->kids[0]);
  compile_block(c, n->kids[1]);
  land_continues(c, &loop);
  compile_back(c, top, n);
  compile_land(c, out);
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
  if (!simple) assign(c, target, item, n);
  compile_block(c, n->kids[2]);
  land_continues(c, &loop);
  compile_back(c, top, n);
  if (numbers) c->instructions[c->count - 1].op = OP_JUMP_NEXT;
  compile_land(c, out);
  loop_end(c, &loop);
  compile_emit(c, OP_CLEAR, 0, state, 0, 0, n);
}

static void compile_leave_loop(Compiler *c, const Node *n, bool out) {
  Loop *loop = c->loop;
  for (unsigned t = c->tries; t > loop->tries; t--) compile_emit(c, OP_TRY_END, 0, 0, 0, 0, n);
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
  c->tries++;
  compile_block(c, n->kids[0]);
  c->tries--;
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

/* ------------------------------------------------------------------ functions */

static uint16_t *keep_registers(Compiler *c, const uint16_t *list, size_t count) {
  uint16_t *copy = arena_new(&c->program->arena, (count + 1) * sizeof *copy);
  if (count > 0) memcpy(copy, list, count * sizeof *copy);
  return copy;
}

/* Whether nargin or nargout occur: only then are they worth two registers. */
static bool mentions_counts(const Node *n) {
  if (!n) return false;
  bool name = n->kind == NODE_NAME || n->kind == NODE_COMMAND;
  if (name && (strcmp(n->text, "nargin") == 0 || strcmp(n->text, "nargout") == 0)) return true;
  for (size_t i = 0; i < n->count; i++)
    if (mentions_counts(n->kids[i])) return true;
  return false;
}

Code *compile_function(Compiler *outer, const Node *n) {
  Code *code = arena_new(&outer->program->arena, sizeof *code);
  size_t parameters = n->name_count - n->outputs;
  *code = (Code){ .name = n->text, .node = n, .parameter_count = parameters };
  Surroundings around = { .functions = outer->around->functions };
  Compiler c = {
    .around = &around, .program = outer->program, .error = outer->error, .code = code, .body = true
  };
  for (size_t i = n->outputs; i < n->name_count; i++) {
    MEM_GROW(c.names, c.name_count, c.name_cap);
    c.names[c.name_count++] = n->names[i];
  }
  code->takes_rest = parameters > 0 && strcmp(n->names[n->name_count - 1], "varargin") == 0;
  code->gives_rest = n->outputs > 0 && strcmp(n->names[n->outputs - 1], "varargout") == 0;
  for (size_t i = 0; i < n->outputs; i++) compile_add_name(&c, n->names[i]);
  const Node *body = n->kids[0];
  bool counts = mentions_counts(body);
  if (counts) compile_add_name(&c, "nargin");
  if (counts) compile_add_name(&c, "nargout");
  compile_begin(&c, &body, 1);
  uint16_t outputs[65];
  for (size_t i = 0; i < n->outputs; i++) outputs[i] = (uint16_t)compile_variable(&c, n->names[i]);
  code->outputs = keep_registers(&c, outputs, n->outputs);
  code->output_count = n->outputs;
  code->result = n->outputs ? outputs[0] : NO_REGISTER;
  code->nargin = counts ? (uint16_t)compile_variable(&c, "nargin") : NO_REGISTER;
  code->nargout = counts ? (uint16_t)compile_variable(&c, "nargout") : NO_REGISTER;
  code->single = !counts && !code->takes_rest && !code->gives_rest && n->outputs == 1;
  compile_block(&c, body);
  compile_emit(&c, OP_RETURN, 0, NO_REGISTER, 0, 0, n);
  code->light = code->single ? (uint32_t)parameters + 1 : 0;
  for (size_t i = 0; i < c.count; i++)
    if (c.instructions[i].op == OP_TRY) code->light = 0;
  return compile_finish(&c);
}

static void compile_definition(Compiler *c, const Node *n) {
  Code *code = compile_function(c, n);
  if (!code) return;
  MEM_GROW(c->inner, c->inner_count, c->inner_cap);
  c->inner[c->inner_count] = code;
  compile_emit(c, OP_DEFINE, 0, 0, 0, c->inner_count++, n);
}

/* ------------------------------------------------------------------ all together */

static void compile_one(Compiler *c, const Node *n) {
  switch (n->kind) {
  case NODE_EXPRESSION: compile_answer(c, n); break;
  case NODE_ASSIGN: compile_assign(c, n); break;
  case NODE_UPDATE: compile_update(c, n); break;
  case NODE_MULTIPLE: compile_multiple(c, n); break;
  case NODE_IF: compile_if(c, n); break;
  case NODE_FOR: compile_for(c, n); break;
  case NODE_WHILE: compile_while(c, n); break;
  case NODE_UNTIL: compile_until(c, n); break;
  case NODE_SWITCH: compile_switch(c, n); break;
  case NODE_BREAK: compile_leave_loop(c, n, true); break;
  case NODE_CONTINUE: compile_leave_loop(c, n, false); break;
  case NODE_RETURN: compile_emit(c, OP_RETURN, 0, NO_REGISTER, 0, 0, n); break;
  case NODE_TRY: compile_try(c, n); break;
  case NODE_UNWIND: compile_unwind(c, n); break;
  case NODE_FUNCTION: compile_definition(c, n); break;
  case NODE_COMMAND: compile_emit(c, OP_COMMAND, 0, 0, 0, 0, n); break;
  default: compile_fail(c, n->span, ERROR_SYNTAX, "a statement is expected here", NULL);
  }
}

void compile_block(Compiler *c, const Node *block) {
  for (size_t i = 0; i < block->count && !compile_failed(c); i++) {
    size_t mark = c->next;
    compile_one(c, block->kids[i]);
    c->next = mark;
  }
}

static void begin_top(Compiler *c, Program *program, const Node *node, const Surroundings *around,
                      Error *error) {
  Code *code = arena_new(&program->arena, sizeof *code);
  *code = (Code){ .name = "", .node = node, .nargin = NO_REGISTER, .nargout = NO_REGISTER };
  *c = (Compiler){ .around = around, .program = program, .error = error, .code = code };
  compile_begin(c, &node, 1);
}

Code *compile_statement(Program *program, const Node *statement, const Surroundings *around,
                        Error *error) {
  Compiler c;
  begin_top(&c, program, statement, around, error);
  if (!compile_failed(&c)) compile_one(&c, statement);
  compile_emit(&c, OP_RETURN, 0, NO_REGISTER, 0, 0, statement);
  return compile_finish(&c);
}

Code *compile_expression(Program *program, const Node *expression, const Surroundings *around,
                         Error *error) {
  Compiler c;
  begin_top(&c, program, expression, around, error);
  uint16_t r = compile_temporary(&c, 1);
  if (!compile_failed(&c)) compile_into(&c, expression, r);
  compile_emit(&c, OP_RETURN, 1, r, 0, 0, expression);
  return compile_finish(&c);
}
