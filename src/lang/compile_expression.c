/* compile_expression.c -- code for expressions.

   An operand that is a variable or a constant is used where it lies; everything else gets a
   temporary.  A variable may turn out to be unset when the code runs: the instructions that use it
   find that out on their slow paths and call the function of that name instead.  */

#include "config.h"
#include "lang/compile.h"
#include "lang/fused.h"
#include "lang/straight.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ constants */

static uint16_t add_constant(Compiler *c, Value v) {
  for (size_t i = 0; i < c->constant_count && i < 64; i++) {
    Value k = c->constants[i];
    if (k.kind == VALUE_SCALAR && v.kind == VALUE_SCALAR &&
        memcmp(&k.scalar, &v.scalar, sizeof k.scalar) == 0)
      return (uint16_t)(c->name_count + i);
  }
  if (v.kind == VALUE_ERROR)
    compile_fail(c, c->code->node->span, ERROR_LIMIT, "a constant here is too large", NULL);
  MEM_GROW(c->constants, c->constant_count, c->constant_cap);
  c->constants[c->constant_count] = v;
  return (uint16_t)(c->name_count + c->constant_count++);
}

/* A number as written, perhaps with a sign. */
static bool literal(const Node *n, double *x) {
  if (n->kind == NODE_NUMBER && !n->flag) {
    *x = n->number;
    return true;
  }
  if (n->kind == NODE_UNARY && n->op == OPERATE_NEGATE && n->kids[0]->kind == NODE_NUMBER &&
      !n->kids[0]->flag) {
    *x = -n->kids[0]->number;
    return true;
  }
  return false;
}

/* [1 2; -3 4] is one constant. */
static bool literal_matrix(const Node *n, Value *out) {
  double ignored;
  if (n->count == 0) {
    *out = value_array(array_new_matrix(0, 0));
    return true;
  }
  size_t columns = n->kids[0]->count;
  for (size_t i = 0; i < n->count; i++) {
    if (n->kids[i]->count != columns) return false;
    for (size_t j = 0; j < columns; j++)
      if (!literal(n->kids[i]->kids[j], &ignored)) return false;
  }
  Array *a = array_new_matrix(n->count, columns);
  for (size_t i = 0; a && i < n->count; i++)
    for (size_t j = 0; j < columns; j++) literal(n->kids[i]->kids[j], &a->data[i + j * n->count]);
  *out = value_array(a);
  return true;
}

static bool constant(const Node *n, Value *out) {
  switch (n->kind) {
  case NODE_NUMBER:
    *out = n->flag ? value_complex(0, n->number) : value_scalar(n->number);
    return true;
  case NODE_STRING: {
    Array *a = array_string(n->text, n->length);
    if (a) a->quoted = n->flag;
    *out = value_array(a);
    return true;
  }
  case NODE_MATRIX: return literal_matrix(n, out);
  default: return false;
  }
}

/* ------------------------------------------------------------------ names and calls */

/* np.dot, math.sqrt: Python's modules. */
static void complain_module(Compiler *c, const Node *n) {
  const Node *module = n->kids[0];
  char message[120], hint[160];
  const char *near = registry_nearest(c->around->functions->registry, n->text);
  const Entry *same = registry_find(c->around->functions->registry, n->text, strlen(n->text));
  snprintf(message, sizeof message, "%s.%s: functions stand alone here, without a module",
           module->text, n->text);
  if (strcmp(n->text, "array") == 0)
    snprintf(hint, sizeof hint, "write the brackets alone: [1, 2], and [1, 2; 3, 4] for a matrix");
  else if (strcmp(n->text, "linalg") == 0)
    snprintf(hint, sizeof hint, "write norm(x), inv(A), det(A), eig(A), A \\ b");
  else if (same)
    snprintf(hint, sizeof hint, "write %s(...)", n->text);
  else if (near)
    snprintf(hint, sizeof hint, "perhaps %s(...)", near);
  else
    snprintf(hint, sizeof hint, "`apropos %s` searches the functions", n->text);
  compile_fail(c, (Span){ module->span.start, n->at.end }, ERROR_NAME, message, hint);
}

static bool is_module(const char *name) {
  static const char *const modules[] = { "np",    "numpy", "math", "plt",    "scipy", "stats",
                                         "torch", "pd",    "sns",  "random", "sympy", "sp" };
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
    if (strcmp(modules[i], name) == 0) return true;
  return false;
}

/* np.mean and its like. */
static bool of_module(Compiler *c, const Node *field) {
  return field->text && field->kids[0]->kind == NODE_NAME && is_module(field->kids[0]->text) &&
         compile_variable(c, field->kids[0]->text) == NOT_A_VARIABLE;
}

uint16_t compile_field_name(Compiler *c, const Node *n) {
  return n->text ? 0 : compile_operand(c, n->kids[1]);
}

static void compile_field(Compiler *c, const Node *n, uint16_t target, unsigned how) {
  uint16_t object = compile_operand(c, n->kids[0]);
  compile_emit(c, OP_FIELD, how, target, object, compile_field_name(c, n), n);
}

static bool is_call_like(const Node *n) {
  return n->kind == NODE_CALL || n->kind == NODE_NAME || n->kind == NODE_BRACE;
}

/* Whether N may give several values, or none. */
bool compile_may_list(const Node *n) {
  if (n->parens > 0) return false;
  if (n->kind == NODE_FIELD) return true;
  if (n->kind != NODE_BRACE) return false;
  for (size_t i = 1; i < n->count; i++)
    if (n->kids[i]->kind != NODE_NUMBER && n->kids[i]->kind != NODE_END) return true;
  return n->count == 1;
}

static bool has_list(const Node *call) {
  for (size_t i = 1; call->kind == NODE_CALL && i < call->count; i++)
    if (compile_may_list(call->kids[i])) return true;
  return false;
}

void compile_list(Compiler *c, const Node *n, uint16_t target) {
  size_t mark = c->next;
  if (!compile_may_list(n) || (n->kind == NODE_FIELD && of_module(c, n))) {
    compile_into(c, n, target);
  } else if (n->kind == NODE_FIELD)
    compile_field(c, n, target, 2);
  else {
    uint16_t object = compile_operand(c, n->kids[0]);
    compile_emit(c, OP_ITEMS, (unsigned)(n->count - 1), target, object,
                 compile_indices(c, n, object), n);
  }
  c->next = mark;
}

/* The arguments of CALL into consecutive registers from FIRST; OBJECT is what `end` refers to, or
   NO_REGISTER for functions. */
static void arguments_at(Compiler *c, const Node *call, uint16_t first, uint16_t object,
                         bool lists) {
  IndexContext context = { .outer = c->index, .object = object, .count = call->count - 1 };
  c->index = &context;
  for (size_t i = 1; i < call->count && !compile_failed(c); i++) {
    const Node *argument = call->kids[i];
    context.position = i - 1;
    uint16_t target = (uint16_t)(first + i - 1);
    if (argument->kind == NODE_COLON)
      compile_emit(c, OP_CLEAR, 0, target, 0, 0, argument);
    else if (lists)
      compile_list(c, argument, target);
    else
      compile_into(c, argument, target);
  }
  c->index = context.outer;
}

uint16_t compile_indices(Compiler *c, const Node *call, uint16_t object) {
  uint16_t first = compile_temporary(c, call->count - 1 ? call->count - 1 : 1);
  arguments_at(c, call, first, object, false);
  return first;
}

static void emit_brace(Compiler *c, bool near, size_t d, uint16_t object, uint16_t index,
                       uint16_t place, bool changes, const Node *n) {
  if (changes)
    compile_emit(c, near ? OP_SET_BRACE_NEAR : OP_SET_BRACE, (unsigned)d, object, index, place, n);
  else
    compile_emit(c, near ? OP_BRACE_NEAR : OP_BRACE, (unsigned)d, place, object, index, n);
}

void compile_brace(Compiler *c, const Node *n, uint16_t object, uint16_t place, bool changes) {
  const Node *index = n->count == 2 ? n->kids[1] : NULL;
  bool ready =
      index && (index->kind == NODE_NUMBER ||
                (index->kind == NODE_NAME && compile_variable(c, index->text) != NOT_A_VARIABLE));
  if (ready) emit_brace(c, true, 2, object, compile_operand(c, index), place, changes, n);
  uint16_t first = compile_indices(c, n, object); /* one instruction, if it was ready */
  if (index && !ready && index->kind != NODE_COLON)
    emit_brace(c, true, 1, object, first, place, changes, n);
  emit_brace(c, false, n->count - 1, object, first, place, changes, n);
}

void compile_pair(Compiler *c, const Node *call, uint16_t object, uint16_t *row, uint16_t *column) {
  IndexContext context = { .outer = c->index, .object = object, .count = 2 };
  c->index = &context;
  uint16_t *registers[2] = { row, column };
  for (size_t i = 0; i < 2; i++) {
    const Node *index = call->kids[i + 1];
    context.position = i;
    if (index->kind == NODE_COLON) {
      *registers[i] = compile_temporary(c, 1);
      compile_emit(c, OP_CLEAR, 0, *registers[i], 0, 0, index);
    } else
      *registers[i] = compile_operand(c, index);
  }
  c->index = context.outer;
}

/* One argument, used where it lies. */
static uint16_t argument_operand(Compiler *c, const Node *call, uint16_t object) {
  IndexContext context = { .outer = c->index, .object = object, .count = 1 };
  c->index = &context;
  uint16_t r = compile_operand(c, call->kids[1]);
  c->index = context.outer;
  return r;
}

static size_t function_slot(Compiler *c, const char *name, Span where) {
  size_t slot = functions_slot(c->around->functions, name);
  if (slot > 0xFFFF) compile_fail(c, where, ERROR_LIMIT, "too many different function names", NULL);
  return slot;
}

/* The object of an index: a register, or NO_REGISTER when N is a function's name. */
static uint16_t object_of(Compiler *c, const Node *n) {
  const Node *object = n->kids[0];
  if (object->kind == NODE_NAME && compile_variable(c, object->text) == NOT_A_VARIABLE)
    return NO_REGISTER;
  return compile_operand(c, object);
}

uint16_t compile_results(Compiler *c, const Node *n, size_t wanted) {
  size_t room = wanted == WANTED_AS_CALLER ? MAX_RESULTS : wanted;
  size_t given = n->kind == NODE_NAME ? 0 : n->count - 1;
  if (given > 200) compile_fail(c, n->span, ERROR_LIMIT, "too many arguments", NULL);
  if (room < 1) room = 1;
  uint16_t object = n->kind == NODE_NAME ? NO_REGISTER : object_of(c, n);
  uint16_t first = compile_temporary(c, given > room ? given : room);
  const Node *name = n->kind == NODE_NAME ? n : n->kids[0];
  bool lists = has_list(n);
  if (n->kind == NODE_CALL) arguments_at(c, n, first, object, lists);
  if (object == NO_REGISTER) {
    for (size_t i = 1; n->kind == NODE_CALL && i < n->count; i++)
      if (n->kids[i]->kind == NODE_COLON) {
        char message[120];
        snprintf(message, sizeof message, "there is no variable %.60s to be indexed with a colon",
                 name->text);
        compile_fail(c, name->span, ERROR_NAME, message, NULL);
      }
    compile_emit(c, lists ? OP_CALL_LIST : OP_CALL, (unsigned)given, first, 0,
                 function_slot(c, name->text, name->span), n);
  } else
    compile_emit(c, lists ? OP_INDEX_LIST : OP_INDEX, (unsigned)given, first, object, 0, n);
  compile_emit(c, OP_TARGET, 0, wanted, 0, 0, n);
  return first;
}

/* The one result of a call into TARGET.  When that is the newest temporary, nothing lies behind it,
   and the call can leave its result there by itself. */
static void compile_result_into(Compiler *c, const Node *n, uint16_t target) {
  size_t mark = c->next;
  if ((size_t)target + 1 == mark) c->next = target;
  uint16_t first = compile_results(c, n, 1);
  if (first != target) compile_emit(c, OP_TAKE, 0, target, first, 0, n);
  c->next = mark;
}

/* i + 1 or i - 1: its two operands are at their places, so that one instruction adds them. */
static bool is_near(Compiler *c, const Node *n, int *variable, int *offset) {
  double x;
  if (n->kind != NODE_BINARY || (n->op != OPERATE_ADD && n->op != OPERATE_SUBTRACT)) return false;
  if (n->kids[0]->kind != NODE_NAME || n->kids[1]->kind != NODE_NUMBER) return false;
  *variable = compile_variable(c, n->kids[0]->text);
  if (*variable == NOT_A_VARIABLE || !literal(n->kids[1], &x) || x != floor(x) || x > 100)
    return false;
  *offset = n->op == OPERATE_ADD ? (int)x : -(int)x;
  return true;
}

/* A call of a builtin for two numbers, such as mod(i, 3). */
static bool is_pair(Compiler *c, const Node *n) {
  const Node *f = n->kids[0];
  bool plain = n->kids[1]->kind != NODE_COLON && n->kids[2]->kind != NODE_COLON && !has_list(n);
  if (!plain || f->kind != NODE_NAME || compile_variable(c, f->text) != NOT_A_VARIABLE)
    return false;
  size_t slot = function_slot(c, f->text, f->span); /* which may move the table */
  const Entry *builtin = c->around->functions->slots[slot].builtin;
  return builtin && builtin->builtin->pair;
}

static void compile_call(Compiler *c, const Node *n, uint16_t target) {
  const Node *object = n->kids[0];
  if (object->kind == NODE_FIELD && of_module(c, object)) {
    complain_module(c, object);
    return;
  }
  size_t mark = c->next;
  bool one = n->count == 2 && n->kids[1]->kind != NODE_COLON && !has_list(n);
  bool variable = object->kind == NODE_NAME && compile_variable(c, object->text) != NOT_A_VARIABLE;
  if (one && variable && n->kids[1]->kind == NODE_RANGE && n->kids[1]->count == 2) {
    const Node *range = n->kids[1];
    uint16_t from = compile_operand(c, object), first, last;
    IndexContext context = { .outer = c->index, .object = from, .count = 1 };
    c->index = &context;
    first = compile_operand(c, range->kids[0]);
    last = compile_operand(c, range->kids[1]);
    c->index = context.outer;
    compile_emit(c, OP_INDEX_RUN, 0, target, from, first, n);
    compile_emit(c, OP_TARGET, 0, last, 0, 0, n);
  } else if (one && variable) {
    uint16_t from = compile_operand(c, object);
    int near, offset;
    if (is_near(c, n->kids[1], &near, &offset))
      compile_emit(c, OP_INDEX_NEAR, (unsigned)(offset + 128), target, from, (size_t)near, n);
    compile_emit(c, OP_INDEX_ONE, 0, target, from, argument_operand(c, n, from), n);
  } else if (n->count == 3 && variable && !has_list(n)) {
    uint16_t from = compile_operand(c, object);
    uint16_t row, column;
    compile_pair(c, n, from, &row, &column);
    compile_emit(c, OP_INDEX_TWO, 0, target, from, row, n);
    compile_emit(c, OP_TARGET, 0, column, 0, 0, n);
  } else if (n->count == 3 && is_pair(c, n)) {
    size_t slot = function_slot(c, object->text, object->span);
    uint16_t first, second;
    compile_pair(c, n, NO_REGISTER, &first, &second);
    compile_emit(c, OP_PAIR, 0, target, first, slot, n);
    compile_emit(c, OP_TARGET, 0, second, 0, 0, n);
  } else if (one && object->kind == NODE_NAME) {
    size_t slot = function_slot(c, object->text, object->span);
    const Entry *builtin = c->around->functions->slots[slot].builtin;
    if (builtin && builtin->builtin->map) {
      compile_emit(c, OP_MAP, 0, target, argument_operand(c, n, NO_REGISTER), slot, n);
    } else {
      compile_result_into(c, n, target);
    }
  } else {
    compile_result_into(c, n, target);
  }
  c->next = mark;
}

static void compile_name(Compiler *c, const Node *n, uint16_t target) {
  int variable = compile_variable(c, n->text);
  if (variable != NOT_A_VARIABLE) {
    compile_emit(c, OP_LOAD, 0, target, (size_t)variable, 0, n);
    return;
  }
  compile_result_into(c, n, target);
}

/* ------------------------------------------------------------------ operators */

static Opcode opcode_of(Operator op) {
  switch (op) {
  case OPERATE_ADD: return OP_ADD;
  case OPERATE_SUBTRACT: return OP_SUBTRACT;
  case OPERATE_TIMES:
  case OPERATE_MATRIX_TIMES: return OP_MULTIPLY;
  case OPERATE_RIGHT_DIVIDE:
  case OPERATE_MATRIX_RIGHT_DIVIDE: return OP_DIVIDE;
  case OPERATE_POWER:
  case OPERATE_MATRIX_POWER: return OP_POWER;
  case OPERATE_LESS: return OP_LESS;
  case OPERATE_LESS_EQUAL: return OP_LESS_EQUAL;
  case OPERATE_EQUAL: return OP_EQUAL;
  case OPERATE_NOT_EQUAL: return OP_NOT_EQUAL;
  case OPERATE_GREATER_EQUAL: return OP_GREATER_EQUAL;
  case OPERATE_GREATER: return OP_GREATER;
  case OPERATE_NEGATE: return OP_NEGATE;
  case OPERATE_NOT: return OP_NOT;
  default: return OPERATOR_COUNT > OPERATE_NEGATE && op >= OPERATE_NEGATE ? OP_UNARY : OP_BINARY;
  }
}

static void compile_short(Compiler *c, const Node *n, uint16_t target) {
  size_t mark = c->next;
  /* The target may be an operand of the right side, so the outcome is built beside it. */
  uint16_t outcome = compile_temporary(c, 1);
  compile_emit(c, OP_TRUTH, 0, outcome, compile_operand(c, n->kids[0]), 0, n->kids[0]);
  uint32_t over = compile_jump(c, n->kind == NODE_BOTH ? OP_JUMP_FALSE : OP_JUMP_TRUE, outcome, n);
  compile_emit(c, OP_TRUTH, 0, outcome, compile_operand(c, n->kids[1]), 0, n->kids[1]);
  compile_land(c, over);
  compile_emit(c, OP_TAKE, 0, target, outcome, 0, n);
  c->next = mark;
}

static void compile_range(Compiler *c, const Node *n, uint16_t target) {
  size_t mark = c->next;
  uint16_t first = compile_temporary(c, 3);
  for (size_t i = 0; i < n->count; i++) compile_into(c, n->kids[i], (uint16_t)(first + i));
  compile_emit(c, OP_RANGE, (unsigned)n->count, target, first, 0, n);
  c->next = mark;
}

/* ------------------------------------------------------------------ brackets */

static void compile_rows(Compiler *c, const Node *n, uint16_t target) {
  Opcode op = n->kind == NODE_CELL ? OP_CELL : OP_MATRIX;
  size_t mark = c->next;
  size_t rows = n->count;
  uint16_t first = compile_temporary(c, rows ? rows : 1);
  for (size_t i = 0; i < rows && !compile_failed(c); i++) {
    const Node *row = n->kids[i];
    size_t inner = c->next;
    uint16_t items = compile_temporary(c, row->count);
    for (size_t j = 0; j < row->count; j++) compile_list(c, row->kids[j], (uint16_t)(items + j));
    compile_emit(c, op, 1, rows == 1 ? target : first + i, items, row->count, row);
    c->next = inner;
  }
  if (rows != 1) compile_emit(c, op, 0, target, first, rows, n);
  c->next = mark;
}

/* The variables of INNER behind its parameters are the maker's. */
static void capture(Compiler *c, const Compiler *inner, size_t parameters) {
  Code *code = inner->code;
  code->capture_count = inner->name_count - parameters;
  code->captures =
      arena_new(&c->program->arena, (code->capture_count + 1) * sizeof *code->captures);
  for (size_t i = 0; i < code->capture_count; i++)
    code->captures[i] = (uint16_t)compile_variable(c, inner->names[parameters + i]);
}

/* The body of a handle is code of its own; what it takes from here is copied when it is made. */
static void compile_lambda(Compiler *c, const Node *n, uint16_t target) {
  Arena *arena = &c->program->arena;
  Code *code = arena_new(arena, sizeof *code);
  *code = (Code){ .name = "",
                  .node = n,
                  .parameter_count = n->name_count,
                  .nargin = NO_REGISTER,
                  .nargout = NO_REGISTER };
  Compiler inner = {
    .maker = c, .around = c->around, .program = c->program, .error = c->error, .code = code
  };
  for (size_t i = 0; i < n->name_count; i++) {
    MEM_GROW(inner.names, inner.name_count, inner.name_cap);
    inner.names[inner.name_count++] = n->names[i];
  }
  code->takes_rest = n->name_count > 0 && strcmp(n->names[n->name_count - 1], "varargin") == 0;
  const Node *body = n->kids[0];
  compile_begin(&inner, &body, 1);
  capture(c, &inner, n->name_count);
  bool passes_on =
      is_call_like(body) && body->kind != NODE_BRACE &&
      !(body->kind == NODE_NAME && compile_variable(&inner, body->text) != NOT_A_VARIABLE) &&
      !(body->kind == NODE_CALL && body->count == 2);
  if (passes_on && !(body->kind == NODE_CALL && body->kids[0]->kind == NODE_FIELD)) {
    uint16_t first = compile_results(&inner, body, WANTED_AS_CALLER);
    compile_emit(&inner, OP_RETURN, WANTED_AS_CALLER, first, 0, 0, body);
  } else if (body->kind == NODE_CALL && body->count == 2 && body->kids[1]->kind != NODE_COLON &&
             body->kids[0]->kind == NODE_NAME &&
             compile_variable(&inner, body->kids[0]->text) == NOT_A_VARIABLE) {
    /* f = @(x) sin(x) stays quick, f = @(x) max(x) can still give two results. */
    size_t slot = function_slot(&inner, body->kids[0]->text, body->kids[0]->span);
    const Entry *builtin = c->around->functions->slots[slot].builtin;
    if (builtin && builtin->builtin->map) {
      uint16_t r = compile_operand(&inner, body);
      compile_emit(&inner, OP_RETURN, 1, r, 0, 0, body);
    } else {
      uint16_t first = compile_results(&inner, body, WANTED_AS_CALLER);
      compile_emit(&inner, OP_RETURN, WANTED_AS_CALLER, first, 0, 0, body);
    }
  } else {
    uint16_t r = compile_temporary(&inner, 1);
    compile_into(&inner, body, r);
    compile_emit(&inner, OP_RETURN, 1, r, 0, 0, body);
  }
  code = compile_finish(&inner);
  if (!code) return;
  code->straight = straight_prepare(code, c->around->functions);
  MEM_GROW(c->inner, c->inner_count, c->inner_cap);
  c->inner[c->inner_count] = code;
  compile_emit(c, OP_CLOSURE, 0, target, 0, c->inner_count++, n);
}

static void compile_end(Compiler *c, const Node *n, uint16_t target) {
  const IndexContext *context = c->index;
  while (context && context->object == NO_REGISTER) context = context->outer;
  if (!context) {
    compile_fail(c, n->span, ERROR_SYNTAX,
                 "`end` has a meaning only inside the index of a variable",
                 "for example x(end) is the last element of x");
    return;
  }
  compile_emit(c, OP_END, (unsigned)context->count, target, context->object, context->position, n);
}

/* ------------------------------------------------------------------ all together */

static void compile_formula(Compiler *c, const Node *n, uint16_t target) {
  Code *code = arena_new(&c->program->arena, sizeof *code);
  *code = (Code){ .name = "", .node = n, .nargin = NO_REGISTER, .nargout = NO_REGISTER };
  Compiler inner = { .maker = c,
                     .around = c->around,
                     .program = c->program,
                     .error = c->error,
                     .code = code,
                     .plain = true };
  compile_begin(&inner, &n, 1);
  capture(c, &inner, 0);
  uint16_t r = compile_temporary(&inner, 1);
  compile_into(&inner, n, r);
  compile_emit(&inner, OP_RETURN, 1, r, 0, 0, n);
  code = compile_finish(&inner);
  if (!code) return;
  MEM_GROW(c->inner, c->inner_count, c->inner_cap);
  c->inner[c->inner_count] = code;
  compile_emit(c, OP_FUSED, 0, target, 0, c->inner_count++, n);
  uint32_t over = compile_jump(c, OP_JUMP, 0, n);
  c->plain = true;
  compile_into(c, n, target);
  c->plain = false;
  compile_land(c, over);
}

void compile_into(Compiler *c, const Node *n, uint16_t target) {
  if (compile_failed(c)) return;
  if (!c->plain && fused_suits(c, n)) {
    compile_formula(c, n, target);
    return;
  }
  size_t mark = c->next;
  Value k;
  if (constant(n, &k)) {
    compile_emit(c, OP_MOVE, 0, target, add_constant(c, k), 0, n);
    return;
  }
  switch (n->kind) {
  case NODE_NAME: compile_name(c, n, target); break;
  case NODE_UNARY:
    compile_emit(c, opcode_of(n->op), n->op, target, compile_operand(c, n->kids[0]), 0, n);
    break;
  case NODE_BINARY: {
    uint16_t left = compile_operand(c, n->kids[0]);
    uint16_t right = compile_operand(c, n->kids[1]);
    compile_emit(c, opcode_of(n->op), n->op, target, left, right, n);
    break;
  }
  case NODE_BOTH:
  case NODE_EITHER: compile_short(c, n, target); break;
  case NODE_RANGE: compile_range(c, n, target); break;
  case NODE_CALL: compile_call(c, n, target); break;
  case NODE_BRACE: compile_brace(c, n, compile_operand(c, n->kids[0]), target, false); break;
  case NODE_FIELD:
    if (of_module(c, n))
      complain_module(c, n);
    else
      compile_field(c, n, target, 0);
    break;
  case NODE_MATRIX:
  case NODE_CELL: compile_rows(c, n, target); break;
  case NODE_HANDLE:
    compile_emit(c, OP_HANDLE, 0, target, 0, function_slot(c, n->text, n->span), n);
    break;
  case NODE_LAMBDA: compile_lambda(c, n, target); break;
  case NODE_END: compile_end(c, n, target); break;
  default: compile_fail(c, n->span, ERROR_SYNTAX, "an expression is expected here", NULL);
  }
  c->next = mark;
}

uint16_t compile_operand(Compiler *c, const Node *n) {
  if (compile_failed(c)) return 0;
  Value k;
  if (constant(n, &k)) return add_constant(c, k);
  if (n->kind == NODE_NAME) {
    int variable = compile_variable(c, n->text);
    if (variable != NOT_A_VARIABLE) return (uint16_t)variable;
  }
  uint16_t target = compile_temporary(c, 1);
  compile_into(c, n, target);
  return target;
}
