/* compile.h -- from trees to code.  */

#ifndef LANG_COMPILE_H
#define LANG_COMPILE_H

#include "lang/code.h"
#include "lang/functions.h"

/* What the compiler must know about where the code will run. */
typedef struct Surroundings {
  FunctionTable *functions;
  /* Whether a name is a variable outside the statement (in the scope it runs in). */
  bool (*is_variable)(void *self, const char *name);
  /* Whether it was declared global there; may be NULL. */
  bool (*is_shared)(void *self, const char *name);
  void *self;
} Surroundings;

/* Code for one top-level statement, in PROGRAM's arena.  NULL on an error. */
Code *compile_statement(Program *program, const Node *statement, const Surroundings *around,
                        Error *error);

/* Code for one expression, whose value the code returns. */
Code *compile_expression(Program *program, const Node *expression, const Surroundings *around,
                         Error *error);

/* ------------------------------------------------------------------ between the compiler's files
 */

typedef struct Loop {
  struct Loop *outer;
  uint32_t *breaks;
  size_t break_count, break_cap;
  uint32_t *continues;
  size_t continue_count, continue_cap;
  unsigned tries; /* open when the loop began */
} Loop;

/* An unwind_protect whose cleanup must run when its block is left. */
typedef struct Unwind {
  struct Unwind *outer;
  const Node *cleanup;
  unsigned tries; /* open outside it */
} Unwind;

/* The object of the index being compiled, for `end`. */
typedef struct IndexContext {
  struct IndexContext *outer;
  uint16_t object;
  size_t position, count;
} IndexContext;

typedef struct Compiler {
  struct Compiler *maker; /* of a handle body: who makes it */
  const Surroundings *around;
  Program *program;
  Error *error;
  Code *code;
  Instruction *instructions;
  const Node **nodes;
  size_t count, cap;
  const char **names;
  size_t name_count, name_cap;
  Value *constants;
  size_t constant_count, constant_limit, constant_cap;
  size_t next, most; /* temporaries */
  Code **inner;
  size_t inner_count, inner_cap;
  Loop *loop;
  IndexContext *index;
  unsigned tries;
  Unwind *unwind;
  const Node **shared; /* global and persistent variables: names with their keys in the store */
  size_t shared_count, shared_cap;
  bool plain; /* formulas get no code for blocks: see fused.h */
  bool body;  /* of a function: `nargin` and `nargout` are variables */
} Compiler;

enum { NOT_A_VARIABLE = -1 };

int compile_variable(Compiler *c, const char *name); /* register or NOT_A_VARIABLE */
uint32_t compile_emit(Compiler *c, Opcode op, unsigned d, size_t a, size_t b, size_t third,
                      const Node *node);
uint32_t compile_jump(Compiler *c, Opcode op, size_t a, const Node *node);
void compile_land(Compiler *c, uint32_t jump); /* at the next instruction */
void compile_back(Compiler *c, uint32_t target, const Node *node);
uint16_t compile_temporary(Compiler *c, size_t count);
uint16_t compile_operand(Compiler *c, const Node *n);
void compile_into(Compiler *c, const Node *n, uint16_t target);
/* The same where several values are welcome: c{:}, s.name. */
void compile_list(Compiler *c, const Node *n, uint16_t target);
bool compile_may_list(const Node *n);
/* The register of the name in s.(name); 0 where the name is written. */
uint16_t compile_field_name(Compiler *c, const Node *n);
/* A call or index whose WANTED results arrive in consecutive temporaries; the first of them. */
uint16_t compile_results(Compiler *c, const Node *n, size_t wanted);
/* The two arguments of CALL, used where they lie; a colon is an empty temporary. */
void compile_pair(Compiler *c, const Node *call, uint16_t object, uint16_t *row, uint16_t *column);
uint16_t compile_indices(Compiler *c, const Node *call, uint16_t object);
/* N, curly brackets behind OBJECT, into PLACE; or if it CHANGES, PLACE into them.  One number as
   index is tried first. */
void compile_brace(Compiler *c, const Node *n, uint16_t object, uint16_t place, bool changes);
/* The value in a register becomes TARGET, which may be a part of a part: x.a{2}(3) = v works from
   the innermost part outwards. */
void compile_assign_to(Compiler *c, const Node *target, uint16_t value, const Node *statement);
void compile_control(Compiler *c, const Node *n); /* if, for, while, switch, try and their like */
void compile_block(Compiler *c, const Node *block);
void compile_fail(Compiler *c, Span where, ErrorKind kind, const char *message, const char *hint);
bool compile_failed(const Compiler *c);

/* Begin and end a piece of code whose nodes are ROOTS. */
void compile_begin(Compiler *c, const Node *const *roots, size_t count);
Code *compile_finish(Compiler *c);
void compile_add_name(Compiler *c, const char *name);

#endif
