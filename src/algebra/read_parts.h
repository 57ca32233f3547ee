/* read_parts.h -- reading formulas: what the files read*.c share.  */

#ifndef ALGEBRA_READ_PARTS_H
#define ALGEBRA_READ_PARTS_H

#include "algebra/infer.h"
#include "algebra/read.h"

enum { MAX_INLINED = 40, MAX_ELEMENTS = 200 };

typedef struct Reader {
  Algebra *a;
  Formula *f;                  /* NULL while a rule is read */
  const char *source, *origin; /* of the body being read, for carets; NULL where there is none */
  unsigned depth;
} Reader;

extern const char read_use_grad[];

Id read_node(Reader *r, const Node *n, const Binding *env);
Id read_refuse(Reader *r, const Node *n, const char *what, const char *hint);
Id read_name(Reader *r, const Node *n, const Binding *env);
Id read_call(Reader *r, const Node *n, const Binding *env);
/* The body of F in place of the call N. */
Id read_inlined(Reader *r, const FunctionBody *f, const Node *n, const Binding *env);
/* Functions with a form of their own: norm, mean ...  *DONE says whether NAME is one. */
Id read_form(Reader *r, const char *name, const Node *n, const Id *x, size_t count, bool *done);

#endif
