/* compile.c -- registers, names, constants and jumps: what all parts of the compiler share.  */

#include "config.h"
#include "lang/compile.h"

#include <stdlib.h>
#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

void compile_fail(Compiler *c, Span where, ErrorKind kind, const char *message, const char *hint) {
  if (compile_failed(c)) return;
  error_set(c->error, kind, where, "%s", message);
  if (hint) error_hint(c->error, "%s", hint);
}

bool compile_failed(const Compiler *c) {
  return c->error->kind != ERROR_NONE;
}

uint32_t compile_emit(Compiler *c, Opcode op, unsigned d, size_t a, size_t b, size_t third,
                      const Node *node) {
  if (c->count == c->cap) {
    size_t cap = c->cap ? c->cap * 2 : 16;
    c->instructions = mem_resize(c->instructions, cap * sizeof *c->instructions);
    c->nodes = mem_resize(c->nodes, cap * sizeof *c->nodes);
    c->cap = cap;
  }
  c->instructions[c->count] =
      (Instruction){ (uint8_t)op, (uint8_t)d, (uint16_t)a, (uint16_t)b, (uint16_t)third };
  c->nodes[c->count] = node;
  return (uint32_t)c->count++;
}

uint32_t compile_jump(Compiler *c, Opcode op, size_t a, const Node *node) {
  return compile_emit(c, op, 0, a, 0, 0, node);
}

static void set_target(Compiler *c, uint32_t jump, uint32_t target) {
  c->instructions[jump].b = (uint16_t)(target >> 16);
  c->instructions[jump].c = (uint16_t)target;
}

void compile_land(Compiler *c, uint32_t jump) {
  set_target(c, jump, (uint32_t)c->count);
}

void compile_back(Compiler *c, uint32_t target, const Node *node) {
  set_target(c, compile_jump(c, OP_JUMP_BACK, 0, node), target);
}

uint16_t compile_temporary(Compiler *c, size_t count) {
  size_t first = c->next;
  c->next += count;
  if (c->next > c->most) c->most = c->next;
  if (c->next > 60000)
    compile_fail(c, c->code->node->span, ERROR_LIMIT, "this is too large to compile", NULL);
  return (uint16_t)first;
}

int compile_variable(Compiler *c, const char *name) {
  for (size_t i = 0; i < c->name_count; i++)
    if (strcmp(c->names[i], name) == 0) return (int)i;
  return NOT_A_VARIABLE;
}

void compile_add_name(Compiler *c, const char *name) {
  if (compile_variable(c, name) != NOT_A_VARIABLE) return;
  MEM_GROW(c->names, c->name_count, c->name_cap);
  c->names[c->name_count++] = name;
}

static const Node *target_name(const Node *n) {
  while (n->kind == NODE_CALL || n->kind == NODE_BRACE || n->kind == NODE_FIELD) n = n->kids[0];
  return n;
}

static bool is_parameter(const Node *lambda, const char *name) {
  for (size_t i = 0; i < lambda->name_count; i++)
    if (strcmp(lambda->names[i], name) == 0) return true;
  return false;
}

/* Names that a handle body takes from around it. */
static bool is_outside(Compiler *c, const char *name) {
  if (c->maker) return compile_variable(c->maker, name) != NOT_A_VARIABLE;
  return c->around->is_variable && c->around->is_variable(c->around->self, name);
}

static size_t count_jumps(const Node *n) {
  if (!n || n->kind == NODE_FUNCTION) return 0;
  size_t count = n->kind == NODE_RETURN || n->kind == NODE_BREAK || n->kind == NODE_CONTINUE;
  for (size_t i = 0; i < n->count; i++) count += count_jumps(n->kids[i]);
  return count;
}

/* x = ... in the text of eval('x = ...') makes a variable, too. */
static void survey_text(Compiler *c, const Node *call) {
  const Node *name = call->kids[0];
  if (name->kind != NODE_NAME || strncmp(name->text, "eval", 4) != 0) return;
  for (size_t i = 1; i < call->count; i++) {
    const Node *text = call->kids[i];
    for (const char *s = text->kind == NODE_STRING ? text->text : ""; *s;) {
      size_t len = strspn(s, LETTERS "0123456789");
      const char *after = s + len + strspn(s + len, " ");
      bool word = len > 0 && !strchr("0123456789", *s);
      if (word && *after == '=' && after[1] != '=')
        compile_add_name(c, arena_copy(&c->program->arena, s, len));
      s += len > 0 ? len : 1;
    }
  }
}

/* Collect the variables and count the constants below N.  SHADOW is the innermost handle between
   the code and N: its parameters hide names. */
static void survey(Compiler *c, const Node *n, const Node *shadow) {
  if (!n) return;
  switch (n->kind) {
  case NODE_NUMBER:
  case NODE_STRING: c->constant_limit++; break;
  case NODE_NAME:
    if (!(shadow && is_parameter(shadow, n->text)) && is_outside(c, n->text))
      compile_add_name(c, n->text);
    break;
  case NODE_MATRIX: c->constant_limit++; break;
  case NODE_ASSIGN:
  case NODE_UPDATE:
  case NODE_FOR:
    compile_add_name(c, target_name(n->kids[0])->text);
    c->constant_limit++; /* the step of a range */
    break;
  case NODE_MULTIPLE:
    for (size_t i = 0; i + 1 < n->count; i++)
      if (n->kids[i]) compile_add_name(c, target_name(n->kids[i])->text);
    break;
  case NODE_TRY:
    if (n->text) compile_add_name(c, n->text);
    break;
  case NODE_EXPRESSION:
    if (n->kids[0]->kind != NODE_NAME || !is_outside(c, n->kids[0]->text))
      compile_add_name(c, "ans");
    break;
  case NODE_CALL: survey_text(c, n); break;
  case NODE_FUNCTION: return; /* has variables of its own */
  case NODE_COMMAND:          /* `clear x` must find x */
    for (size_t i = 0; i < n->count; i++)
      if (is_outside(c, n->kids[i]->text)) compile_add_name(c, n->kids[i]->text);
    return;
  case NODE_LAMBDA: shadow = n; break;
  case NODE_SHARED:
    for (size_t i = 0; i < n->name_count; i++) compile_add_name(c, n->names[i]);
    break;
  case NODE_UNWIND: /* its cleanup stands there twice, and wherever the block is left */
    for (size_t i = count_jumps(n->kids[0]) + 1; i > 0; i--) survey(c, n->kids[1], shadow);
    break;
  default: break;
  }
  for (size_t i = 0; i < n->count; i++) survey(c, n->kids[i], shadow);
}

void compile_begin(Compiler *c, const Node *const *roots, size_t count) {
  for (size_t i = 0; i < count; i++) survey(c, roots[i], NULL);
  if (c->name_count + c->constant_limit > 50000)
    compile_fail(c, roots[0]->span, ERROR_LIMIT, "this statement is too large", NULL);
  c->next = c->most = c->name_count + c->constant_limit;
}

static void *keep(Arena *arena, const void *data, size_t size) {
  void *copy = arena_new(arena, size ? size : 1);
  if (size > 0) memcpy(copy, data, size);
  return copy;
}

/* A jump to the end may as well end there. */
static void shorten_jumps(Compiler *c) {
  for (size_t i = 0; i < c->count; i++) {
    uint32_t target = jump_target(c->instructions[i]);
    if (c->instructions[i].op != OP_JUMP || c->instructions[target].op != OP_RETURN) continue;
    c->instructions[i] = c->instructions[target];
    c->nodes[i] = c->nodes[target];
  }
}

Code *compile_finish(Compiler *c) {
  Arena *arena = &c->program->arena;
  Code *code = c->code;
  if (!compile_failed(c)) {
    shorten_jumps(c);
    code->instructions = keep(arena, c->instructions, c->count * sizeof *c->instructions);
    code->nodes = keep(arena, c->nodes, c->count * sizeof *c->nodes);
    code->count = c->count;
    code->names = keep(arena, c->names, c->name_count * sizeof *c->names);
    code->variable_count = c->name_count;
    code->constants = keep(arena, c->constants, c->constant_count * sizeof *c->constants);
    code->constant_count = c->constant_count;
    code->register_count = c->most;
    code->inner = keep(arena, c->inner, c->inner_count * sizeof *c->inner);
    code->inner_count = c->inner_count;
    code->program = c->program;
    code->next = c->program->codes; /* from now on the program releases the constants */
    c->program->codes = code;
  } else {
    for (size_t i = 0; i < c->constant_count; i++) value_release(c->constants[i]);
    code = NULL;
  }
  free(c->instructions);
  free(c->nodes);
  free(c->names);
  free(c->constants);
  free(c->inner);
  free(c->shared);
  return code;
}
