/* compile_statement.c -- code for statements, blocks and functions.  */

#include "config.h"
#include "lang/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ assignment */

/* The present value of a part that is about to be changed; unset where there is none. */
static uint16_t present(Compiler *c, const Node *n) {
  if (n->kind == NODE_NAME) return (uint16_t)compile_variable(c, n->text);
  uint16_t object = present(c, n->kids[0]);
  uint16_t r = compile_temporary(c, 1);
  if (n->kind == NODE_FIELD)
    compile_emit(c, OP_FIELD, 1, r, object, compile_field_name(c, n), n);
  else
    compile_emit(c, n->kind == NODE_BRACE ? OP_ITEM_PART : OP_PART, (unsigned)(n->count - 1), r,
                 object, compile_indices(c, n, object), n);
  return r;
}

static void assign_part(Compiler *c, const Node *target, uint16_t value, const Node *statement) {
  const Node *owner = target->kids[0];
  uint16_t object = present(c, owner);
  switch (target->kind) {
  case NODE_FIELD:
    compile_emit(c, OP_SET_FIELD, 0, object, compile_field_name(c, target), value, target);
    break;
  case NODE_BRACE: compile_brace(c, target, object, value, true); break;
  default:
    if (target->count == 2 && target->kids[1]->kind != NODE_COLON) {
      IndexContext context = { .outer = c->index, .object = object, .count = 1 };
      c->index = &context;
      uint16_t index = compile_operand(c, target->kids[1]);
      c->index = context.outer;
      compile_emit(c, OP_SET_ONE, 0, object, index, value, target);
    } else if (target->count == 3) {
      uint16_t row, column;
      compile_pair(c, target, object, &row, &column);
      compile_emit(c, OP_SET_TWO, 0, object, row, value, target);
      compile_emit(c, OP_TARGET, 0, column, 0, 0, target);
    } else {
      uint16_t first = compile_indices(c, target, object);
      compile_emit(c, OP_SET, (unsigned)(target->count - 1), object, first, value, target);
    }
  }
  if (owner->kind != NODE_NAME) compile_assign_to(c, owner, object, statement);
}

void compile_assign_to(Compiler *c, const Node *target, uint16_t value, const Node *statement) {
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
  if (is_deletion(target, value)) {
    uint16_t object = present(c, target->kids[0]);
    uint16_t first = compile_indices(c, target, object);
    compile_emit(c, OP_DELETE, (unsigned)(target->count - 1), object, first, 0, target);
    if (target->kids[0]->kind != NODE_NAME) compile_assign_to(c, target->kids[0], object, n);
  } else if (target->kind == NODE_NAME) {
    compile_into(c, value, (uint16_t)compile_variable(c, target->text));
  } else
    compile_assign_to(c, target, compile_operand(c, value), n);
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
    compile_assign_to(c, n->kids[0], compile_operand(c, sum), n);
  if (!n->flag) show(c, n->kids[0], false);
}

/* deal(a, b) hands its arguments over as they are. */
static bool is_deal(Compiler *c, const Node *value) {
  if (value->kind != NODE_CALL || value->kids[0]->kind != NODE_NAME || value->count < 2 ||
      strcmp(value->kids[0]->text, "deal") != 0 ||
      compile_variable(c, value->kids[0]->text) != NOT_A_VARIABLE)
    return false;
  for (size_t i = 1; i < value->count; i++)
    if (value->kids[i]->kind == NODE_COLON) return false;
  return true;
}

/* [c{:}] = deal(0), [s.x] = c{:}: as many values as there are places. */
static bool compile_places(Compiler *c, const Node *n) {
  const Node *target = n->kids[0], *value = n->kids[n->count - 1];
  if (n->count != 2 || !target || !compile_may_list(target)) return false;
  uint16_t list = compile_temporary(c, 1);
  if (is_deal(c, value)) {
    size_t given = value->count - 1;
    uint16_t first = compile_temporary(c, given);
    for (size_t i = 0; i < given; i++) compile_list(c, value->kids[i + 1], (uint16_t)(first + i));
    compile_emit(c, OP_LIST, 0, list, first, given, value);
  } else if (compile_may_list(value))
    compile_list(c, value, list);
  else
    return false;
  compile_assign_to(c, target, list, n);
  if (!n->flag) show(c, target, false);
  return true;
}

static void compile_multiple(Compiler *c, const Node *n) {
  size_t targets = n->count - 1;
  const Node *value = n->kids[targets];
  if (compile_places(c, n)) return;
  bool call = value->kind == NODE_CALL ||
              (value->kind == NODE_NAME && compile_variable(c, value->text) == NOT_A_VARIABLE);
  bool list = !call && targets > 1 && compile_may_list(value);
  if (!call && targets > 1 && !list) {
    compile_fail(c, value->span, ERROR_TYPE, "this gives one value, but several are to be assigned",
                 "for example [m, i] = max(x)");
    return;
  }
  uint16_t first;
  if (list) {
    first = compile_temporary(c, targets);
    uint16_t all = compile_temporary(c, 1);
    compile_list(c, value, all);
    compile_emit(c, OP_UNLIST, (unsigned)targets, first, all, 0, value);
  } else
    first = call ? compile_results(c, value, targets) : compile_operand(c, value);
  for (size_t i = 0; i < targets; i++)
    if (n->kids[i]) compile_assign_to(c, n->kids[i], (uint16_t)(first + i), n->kids[i]);
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
    map = builtin && builtin->builtin->map && !compile_may_list(value->kids[1]);
  }
  if (value->kind == NODE_CALL && value->kids[0]->kind == NODE_FIELD) call = false;
  uint16_t r;
  if (compile_may_list(value)) {
    r = compile_temporary(c, 1);
    compile_list(c, value, r);
  } else
    r = call && !map ? compile_results(c, value, 0) : compile_operand(c, value);
  compile_emit(c, OP_ANSWER, n->flag, r, 0, (size_t)compile_variable(c, "ans"), value);
}

/* ------------------------------------------------------------------ functions */

static uint16_t *keep_registers(Compiler *c, const uint16_t *list, size_t count) {
  uint16_t *copy = arena_new(&c->program->arena, (count + 1) * sizeof *copy);
  if (count > 0) memcpy(copy, list, count * sizeof *copy);
  return copy;
}

/* Whether nargin or nargout occur, or what asks for them: only then are they worth two registers.
 */
static bool mentions_counts(const Node *n) {
  if (!n) return false;
  bool name = n->kind == NODE_NAME || n->kind == NODE_COMMAND;
  static const char *const words[] = { "nargin", "nargout", "narginchk", "nargoutchk", "isargout" };
  for (size_t i = 0; name && i < sizeof words / sizeof *words; i++)
    if (strcmp(n->text, words[i]) == 0) return true;
  for (size_t i = 0; i < n->count; i++)
    if (mentions_counts(n->kids[i])) return true;
  return false;
}

static Code *compile_function(Compiler *outer, const Node *n) {
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
  bool fixed = !counts && !code->takes_rest && !code->gives_rest;
  code->light = fixed && n->outputs > 0 ? (uint32_t)parameters + 1 : 0;
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

/* ------------------------------------------------------------------ shared variables

   A global or persistent variable lives in a register like any other.  After every statement it is
   written to the store all functions share, when the statement changed it, or read back. */

static void share(Compiler *c, const char *name, const char *key) {
  Node *n = arena_new(&c->program->arena, sizeof *n);
  *n = (Node){ .kind = NODE_SHARED, .text = key, .span = c->code->node->span };
  n->names = arena_new(&c->program->arena, sizeof *n->names);
  n->names[0] = name;
  MEM_GROW(c->shared, c->shared_count, c->shared_cap);
  c->shared[c->shared_count++] = n;
}

static void synchronise(Compiler *c, const Node *n, unsigned how) {
  compile_emit(c, OP_SHARED, how, (size_t)compile_variable(c, n->names[0]), 0, 0, n);
}

static void compile_shared(Compiler *c, const Node *n) {
  for (size_t i = 0; i < n->name_count; i++) {
    char key[160];
    const char *name = n->names[i];
    if (n->op)
      snprintf(key, sizeof key, "%.60s in %.60s, %u", name, c->code->name,
               c->around->functions->generation); /* a new definition begins anew */
    else
      snprintf(key, sizeof key, "%s", name);
    share(c, name, arena_copy(&c->program->arena, key, strlen(key)));
    const Node *shared = c->shared[c->shared_count - 1];
    size_t mark = c->next;
    uint16_t fresh = compile_temporary(c, 1);
    compile_emit(c, OP_SHARED, 2, fresh, !n->op && !c->body, 0, shared);
    if (n->kids[i]) {
      uint32_t old = compile_jump(c, OP_JUMP_FALSE, fresh, n);
      compile_into(c, n->kids[i], (uint16_t)compile_variable(c, name));
      synchronise(c, shared, 1);
      compile_land(c, old);
    }
    synchronise(c, shared, 0);
    c->next = mark;
  }
}

static bool assigns(const Node *n, const char *name) {
  size_t targets = n->kind == NODE_ASSIGN || n->kind == NODE_UPDATE ? 1
                   : n->kind == NODE_MULTIPLE                       ? n->count - 1
                                                                    : 0;
  for (size_t i = 0; i < targets; i++)
    if (n->kids[i] && strcmp(root_of(n->kids[i])->text, name) == 0) return true;
  return n->kind == NODE_ASSIGN && assigns(n->kids[1], name);
}

/* A shared variable where the statement N changed it. */
static const Node *changed_by(Compiler *c, const Node *shared, const Node *n) {
  Node *here = arena_new(&c->program->arena, sizeof *here);
  *here = *shared;
  here->span = n->span;
  return here;
}

static void compile_synchronised(Compiler *c, const Node *n) {
  bool simple = n->kind == NODE_EXPRESSION || n->kind == NODE_ASSIGN || n->kind == NODE_UPDATE ||
                n->kind == NODE_MULTIPLE;
  for (size_t i = 0; simple && i < c->shared_count; i++) {
    const Node *shared = c->shared[i];
    bool changed = assigns(n, shared->names[0]);
    synchronise(c, changed ? changed_by(c, shared, n) : shared, changed);
  }
}

/* ------------------------------------------------------------------ all together */

static void compile_one(Compiler *c, const Node *n) {
  switch (n->kind) {
  case NODE_EXPRESSION: compile_answer(c, n); break;
  case NODE_ASSIGN: compile_assign(c, n); break;
  case NODE_UPDATE: compile_update(c, n); break;
  case NODE_MULTIPLE: compile_multiple(c, n); break;
  case NODE_SHARED: compile_shared(c, n); break;
  case NODE_FUNCTION: compile_definition(c, n); break;
  case NODE_COMMAND: compile_emit(c, OP_COMMAND, 0, 0, 0, 0, n); break;
  default: compile_control(c, n);
  }
}

void compile_block(Compiler *c, const Node *block) {
  for (size_t i = 0; i < block->count && !compile_failed(c); i++) {
    size_t mark = c->next;
    compile_one(c, block->kids[i]);
    compile_synchronised(c, block->kids[i]);
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

/* The variables that were declared global by an earlier statement. */
static void share_outside(Compiler *c) {
  if (!c->around->is_shared) return;
  for (size_t i = 0; i < c->name_count; i++)
    if (c->around->is_shared(c->around->self, c->names[i])) {
      share(c, c->names[i], c->names[i]);
      synchronise(c, c->shared[c->shared_count - 1], 0);
    }
}

Code *compile_statement(Program *program, const Node *statement, const Surroundings *around,
                        Error *error) {
  Compiler c;
  begin_top(&c, program, statement, around, error);
  share_outside(&c);
  if (!compile_failed(&c)) compile_one(&c, statement);
  compile_synchronised(&c, statement);
  compile_emit(&c, OP_RETURN, 0, NO_REGISTER, 0, 0, statement);
  return compile_finish(&c);
}

Code *compile_expression(Program *program, const Node *expression, const Surroundings *around,
                         Error *error) {
  Compiler c;
  begin_top(&c, program, expression, around, error);
  share_outside(&c);
  uint16_t r = compile_temporary(&c, 1);
  if (!compile_failed(&c)) compile_into(&c, expression, r);
  compile_emit(&c, OP_RETURN, 1, r, 0, 0, expression);
  return compile_finish(&c);
}
