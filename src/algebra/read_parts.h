/* read_parts.h -- reading formulas: what the files read*.c share.  */

#ifndef ALGEBRA_READ_PARTS_H
#define ALGEBRA_READ_PARTS_H

#include "algebra/infer.h"
#include "algebra/read.h"

enum { MAX_INLINED = 200, MAX_ELEMENTS = 200, INLINED_SLOTS = 1024 };

/* Calls of functions that were read already: what they gave for which arguments. */
typedef struct Inlined {
  struct Inlined *next;
  const Node *body;
  const Value *values; /* what it took along */
  size_t count;
  const Id *args;
  Id result;
} Inlined;

typedef struct Reader {
  Algebra *a;
  Formula *f;                  /* NULL while a rule is read */
  const char *source, *origin; /* of the body being read, for carets; NULL where there is none */
  unsigned depth;
  Inlined **inlined; /* MAX_SLOTS lists, shared by all readers of a formula */
} Reader;

extern const char read_use_grad[];

/* A formula too long to be written down: a function of many steps is defined, TEXT is a handle that
   calls it, SHOWN what a person is told.  False with the failure in the Algebra. */
bool formula_program(Formula *f, Id e, Text *text, Text *shown);

Id read_node(Reader *r, const Node *n, const Binding *env);
Id read_refuse(Reader *r, const Node *n, const char *what, const char *hint);
Id read_name(Reader *r, const Node *n, const Binding *env);
Id read_call(Reader *r, const Node *n, const Binding *env);
/* The body of F in place of the call N. */
Id read_inlined(Reader *r, const FunctionBody *f, const Node *n, const Binding *env);
/* Functions with a form of their own: norm, mean ...  *DONE says whether NAME is one. */
Id read_form(Reader *r, const char *name, const Node *n, const Id *x, size_t count, bool *done);
Id read_matrix_form(Reader *r, const char *name, const Node *n, const Id *x, size_t count,
                    bool *done);
Id read_blocks(Reader *r, const Node *n, const Binding *env);
/* X(i) and X(i, j), the indices of the call N. */
Id read_indexed(Reader *r, const Node *n, Id x, const Binding *env);
Id read_range(Reader *r, const Node *n, const Binding *env);

#endif
