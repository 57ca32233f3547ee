/* infer.h -- which shapes the parameters of a formula must have.

   Sizes are unknowns that the operators make equal: in norm(X*w - y) with a 4x3 matrix X and a
   column y, w must be 3x1.  What stays open is a number, unless it is transposed, indexed, summed
   or has a norm: then it is a column of any length; what has a trace or a determinant is square. */

#ifndef ALGEBRA_INFER_H
#define ALGEBRA_INFER_H

#include "algebra/shape.h"
#include "lang/body.h"

/* What a name in a formula stands for. */
typedef struct Binding {
  const struct Binding *next;
  const char *name;
  uint32_t rows, columns; /* while shapes are inferred: unknowns */
  Id id;                  /* afterwards */
  Value value;            /* of what was captured; borrowed */
  bool parts;             /* used as x(1), x(2), ... only */
} Binding;

const Binding *binding_find(const Binding *env, const char *name);

typedef struct Infer {
  Algebra *a;
  uint32_t *parent, *size; /* size 0: not known */
  unsigned char *many;     /* a Many */
  size_t count, cap;
  unsigned depth, steps; /* of functions called; of parts looked at in one walk */
} Infer;

/* MANY_FIRM stays even beside a row or a column. */
typedef enum Many { MANY_NOT, MANY_LIKELY, MANY_FIRM } Many;

void infer_begin(Infer *in, Algebra *a);
void infer_end(Infer *in);
uint32_t infer_unknown(Infer *in);
uint32_t infer_known(Infer *in, uint32_t size);
/* More than one row and column, unless something else is known. */
void infer_matrix(Infer *in, const Binding *b);
void infer_column(Infer *in, const Binding *b); /* the same of its rows, less firmly */
/* One walk over a formula or a block of statements; repeat until it learns nothing new (a handful
   of times). */
void infer_walk(Infer *in, const Node *body, const Binding *env);
/* The size at the end: known, 1, or open. */
uint32_t infer_size(Infer *in, uint32_t unknown);

#endif
