/* code.h -- what the machine runs: registers and three-address instructions.

   A Code is one function body, one handle body or one top-level statement.  Its registers are laid
   out as [variables][constants][temporaries]; constants are copied in when a frame begins, so that
   every operand of every instruction is simply a register.  */

#ifndef LANG_CODE_H
#define LANG_CODE_H

#include "lang/ast.h"
#include "lang/program.h"
#include "value/value.h"

/* Operands a, b, c name registers unless said otherwise; J is a jump target in b and c.  "Then
   TARGET" means that the next instruction only carries further operands. */
typedef enum Opcode {
  OP_MOVE,  /* a = b */
  OP_TAKE,  /* a = b, a temporary that is left empty */
  OP_LOAD,  /* a = b, a variable that may be unset: then its name is called */
  OP_CLEAR, /* a is unset */
  OP_ADD, /* a = b + c, and so on: scalars at once, the rest by operate_binary; d is the Operator */
  OP_SUBTRACT,
  OP_MULTIPLY,
  OP_DIVIDE,
  OP_POWER,
  OP_LESS,
  OP_LESS_EQUAL,
  OP_EQUAL,
  OP_NOT_EQUAL,
  OP_GREATER_EQUAL,
  OP_GREATER,
  OP_TEST_LESS, /* as OP_LESS; an OP_JUMP_FALSE on a follows, which scalars obey at once */
  OP_TEST_LESS_EQUAL,
  OP_TEST_EQUAL,
  OP_TEST_NOT_EQUAL,
  OP_TEST_GREATER_EQUAL,
  OP_TEST_GREATER,
  OP_BINARY,     /* any other operator d */
  OP_NEGATE,     /* a = -b */
  OP_NOT,        /* a = !b */
  OP_UNARY,      /* any other operator d */
  OP_TRUTH,      /* a = true or false, as `if` sees b */
  OP_RANGE,      /* a = b : b+1 : b+2; without the middle when d is 2 */
  OP_JUMP,       /* to J */
  OP_JUMP_BACK,  /* to J; the end of a loop turn: interrupts and budgets are looked at */
  OP_JUMP_NEXT,  /* the same, where J is an OP_FOR_NEXT */
  OP_JUMP_FALSE, /* to J unless a is true */
  OP_JUMP_TRUE,  /* to J if a is true */
  OP_FOR_RANGE,  /* a..a+3 become base, step, count, counter from base, step, limit */
  OP_FOR_ARRAY,  /* a is what is walked through, a+1 becomes the counter */
  OP_FOR_NEXT,   /* the next number of the range at a, or to J; then TARGET, whose a receives it */
  OP_FOR_COLUMN, /* the same for the next column of an array */
  OP_TARGET,     /* operands of the instruction before */
  OP_FUSED, /* a = the formula of inner code c, where fused.h takes it; else skip an instruction */
  OP_MAP,   /* a = builtin c, of one number, of b */
  OP_PAIR,  /* a = builtin c, of two numbers, of b and TARGET; then TARGET, whose a is the second */
  OP_CALL,  /* function c of d arguments at a...; results at a...; then TARGET: a results wanted */
  OP_INDEX, /* b(a, ... d of them), an index or a call; results at a...; then TARGET as above */
  OP_CALL_LIST, /* as OP_CALL and OP_INDEX, but among the arguments may be lists */
  OP_INDEX_LIST,
  OP_INDEX_ONE,  /* a = b(c) */
  OP_INDEX_NEAR, /* a = b(c + d - 128) where that is quick, then two instructions are skipped, which
                    do the same in general */
  OP_INDEX_RUN,  /* a = b(c : TARGET); then TARGET, whose a is the end */
  OP_INDEX_TWO,  /* a = b(c, TARGET); then TARGET, whose a is the second index */
  OP_BRACE_NEAR, /* a = b{c} where that is quick, then d instructions are skipped, which do the same
                    in general */
  OP_BRACE,      /* a = b{c, ... d of them} */
  OP_ITEMS,      /* the same as a list of all items */
  OP_PART,      /* a = b(c, ... d of them) that is about to be changed: unset where there is none */
  OP_ITEM_PART, /* the same for a = b{c, ... d of them} */
  OP_FIELD,     /* a = b.name; d 1: a missing one is left unset; d 2: a list of several is fine */
  OP_END,       /* a = what `end` means in b at position c of d */
  OP_SET_ONE,   /* a(b) = c */
  OP_SET_TWO,   /* a(b, TARGET) = c; then TARGET as above */
  OP_SET,       /* a(b, ... d of them) = c */
  OP_SET_BRACE_NEAR, /* a{b} = c where that is quick, then d instructions are skipped, as above */
  OP_SET_BRACE,      /* a{b, ... d of them} = c */
  OP_SET_FIELD,      /* a.name = c */
  OP_DELETE,         /* a(b, ... d of them) = [] */
  OP_LIST,           /* a = the list of b, ... c of them */
  OP_UNLIST,         /* a, ... d of them = the list b */
  OP_SHARED,  /* variable a from (d 0) or to (d 1) the store all functions share; d 2: a = whether
                 its name is new there; b: note in the scope that it is shared */
  OP_MATRIX,  /* a = b, ... c of them, joined beside (d 1) or below (d 0) each other */
  OP_CELL,    /* a = {b, ... c of them} (d 1), or such rows below each other (d 0) */
  OP_HANDLE,  /* a = @function c */
  OP_CLOSURE, /* a = the handle of inner code c with its captures */
  OP_SHOW,    /* print a under the name of the variable in the node; d: silently */
  OP_ANSWER,  /* a was an expression statement: c, `ans`, becomes it; printed unless d */
  OP_DEFINE,  /* the function of inner code c exists from here on */
  OP_COMMAND, /* the node's command with its words */
  OP_TRY,     /* failures from here on go to J; d: interrupts too */
  OP_TRY_END,
  OP_CAUGHT,  /* a = the failure as a record, unless a is NO_REGISTER */
  OP_RETHROW, /* go on failing as before OP_CAUGHT */
  OP_CASE,    /* a = whether b matches the case value c */
  OP_RETURN   /* the outputs; for handle bodies d of them at a... */
} Opcode;

typedef struct Instruction {
  uint8_t op, d;
  uint16_t a, b, c;
} Instruction;

enum { NO_REGISTER = 0xFFFF, WANTED_AS_CALLER = 0xFF };

static inline uint32_t jump_target(Instruction i) {
  return (uint32_t)i.b << 16 | i.c;
}

typedef struct Code {
  struct Code *next; /* of the same program */
  const char *name;  /* "" for statements and handles */
  Instruction *instructions;
  const Node **nodes; /* parallel to the instructions: for carets and names */
  size_t count;
  const char **names; /* of the variables; registers 0 .. variable_count-1 */
  size_t variable_count;
  Value *constants;
  size_t constant_count;
  size_t register_count;
  size_t parameter_count; /* the first registers */
  bool takes_rest;        /* the last parameter is varargin */
  uint16_t *outputs;      /* registers */
  uint16_t result;        /* the first of them */
  size_t output_count;
  bool gives_rest;          /* the last output is varargout */
  uint16_t nargin, nargout; /* registers, or NO_REGISTER */
  struct Code **inner;      /* bodies of handles made here */
  size_t inner_count;
  uint16_t *captures; /* of a handle body: registers of the maker that fill the registers behind the
                         parameters */
  size_t capture_count;
  bool single;    /* a function of a fixed number of arguments with one result */
  uint32_t light; /* one more than its arguments, if single and without `try`: see light.h */
  struct Straight *straight; /* of a handle body that may be tried on bare doubles, or NULL */
  const Node *node;          /* the lambda or function */
  Program *program;          /* borrowed: the code lives in its arena */
} Code;

#endif
