/* read.h -- from a learner's function to an expression.  */

#ifndef ALGEBRA_READ_H
#define ALGEBRA_READ_H

#include "algebra/expression.h"
#include "lang/body.h"

enum { MAX_FORMULA_PARAMETERS = 32 };

typedef struct Captured {
  const char *name;
  Value value; /* borrowed from the function */
} Captured;

/* A function of the learner's, read.  Parameter i is the symbol parameters[i]; where a vector is
   used only as x(1), x(2) ... it is EXPR_NONE, and each x(k) is a symbol of its own, elements[i]
   of them in all (EXPR_NONE for those not used). */
typedef struct Formula {
  Algebra *a;
  size_t count;
  const char *names[MAX_FORMULA_PARAMETERS];
  Id parameters[MAX_FORMULA_PARAMETERS];
  Id *elements[MAX_FORMULA_PARAMETERS];
  size_t element_counts[MAX_FORMULA_PARAMETERS];
  Captured *captured; /* what its symbols that are no parameters stand for */
  size_t captured_count, captured_cap;
  bool dotted;  /* written for arrays: .^ .* ./ */
  bool guessed; /* a parameter is assumed to be a column of any length */
  Id body;
  const Node *tree; /* of the function, and where it was written, for carets */
  const char *source, *origin;
} Formula;

/* A declared shape of parameter DECLARED (its number; SIZE_MAX: none). */
bool formula_read(Algebra *a, Value function, size_t declared, uint32_t rows, uint32_t columns,
                  Formula *out);
void formula_end(Formula *f); /* the expressions stay */
/* A failure met after reading gets the place of the function that caused it, if it stands there. */
void formula_locate(Formula *f);

/* An expression as a handle with the parameters and captures of F: "@(x) 2*x"; ASCENDING as in
   print.h.  False, with the failure in the Algebra, when it is too long to be shown. */
bool formula_handle(Formula *f, Id e, bool ascending, Value *out);
void formula_print(Formula *f, Id e, bool ascending, Text *out); /* "@(x) 2*x" */

/* The declared derivative of a builtin of COUNT arguments by argument I, with U put in; EXPR_NONE
   without a failure when the record declares none. */
Id builtin_derivative(Algebra *a, const Builtin *b, size_t i, const Id *u, size_t count);

#endif
