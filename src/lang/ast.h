/* ast.h -- the shape of a program.

   The tree is the one truth for carets, printing functions back, derivatives and teaching; the
   machine runs a compiled form of it.  Nodes live in the arena of the Program they were parsed
   into.  */

#ifndef LANG_AST_H
#define LANG_AST_H

#include "base/error.h"
#include "base/memory.h"
#include "lang/operate.h"

typedef enum NodeKind {
  /* Expressions. */
  NODE_NUMBER, /* number; imaginary when `flag` */
  NODE_STRING, /* text, length; `flag` when in double quotes */
  NODE_NAME,   /* text */
  NODE_COLON,  /* a bare : as an index */
  NODE_END,    /* `end` inside an index */
  NODE_UNARY,  /* op, kids[0]; the transposes too */
  NODE_BINARY, /* op, kids[0], kids[1] */
  NODE_BOTH,   /* kids[0] && kids[1] */
  NODE_EITHER, /* kids[0] || kids[1] */
  NODE_RANGE,  /* kids: base, limit or base, step, limit */
  NODE_CALL,   /* kids[0](kids[1], ...): an index or a call */
  NODE_BRACE,  /* kids[0]{kids[1], ...} */
  NODE_FIELD,  /* kids[0].text, or kids[0].(kids[1]) where text is NULL */
  NODE_MATRIX, /* kids are NODE_ROW */
  NODE_CELL,   /* kids are NODE_ROW */
  NODE_ROW,    /* kids are elements */
  NODE_HANDLE, /* @text */
  NODE_LAMBDA, /* @(names...) kids[0] */
  /* Statements; `flag` when a semicolon silences the result. */
  NODE_EXPRESSION, /* kids[0] */
  NODE_ASSIGN,     /* kids[0] = kids[1]; the target is a name, call, brace or field */
  NODE_UPDATE,     /* kids[0] op= kids[1]; ++ and -- too */
  NODE_MULTIPLE,   /* [kids[0], ...] = last kid; a target of NULL is ~ */
  NODE_IF,         /* condition, block, condition, block, ..., [else block] */
  NODE_FOR,        /* kids: target, range, block */
  NODE_WHILE,      /* condition, block */
  NODE_UNTIL,      /* block, condition */
  NODE_SWITCH,     /* subject, value, block, ..., [otherwise block] */
  NODE_BREAK,
  NODE_CONTINUE,
  NODE_RETURN,
  NODE_TRY,      /* block, handler block; text is the error's name or NULL */
  NODE_UNWIND,   /* block, cleanup block */
  NODE_FUNCTION, /* text(names[outputs..]) with names[0..outputs-1] the results; kids[0] the body */
  NODE_COMMAND,  /* text, and the words as NODE_STRING kids: format long */
  NODE_SHARED,   /* global names..., or persistent when op is 1; kids: first values or NULL */
  NODE_BLOCK     /* statements */
} NodeKind;

typedef struct Node {
  uint8_t kind; /* a NodeKind */
  uint8_t op;   /* an Operator */
  bool flag;
  uint8_t parens; /* pairs of round brackets written round it, for printing it back */
  Span span;      /* all of it */
  Span at;        /* the operator or name alone, for the caret */
  double number;
  const char *text;
  size_t length;
  size_t count;
  struct Node **kids;
  size_t outputs, name_count;
  const char **names;
} Node;

enum { MAX_NESTING = 200 }; /* of brackets, blocks and operators; deeper input is refused */

#endif
