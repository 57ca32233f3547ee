/* shape.h -- rows and columns of expressions, known or open.  */

#ifndef ALGEBRA_SHAPE_H
#define ALGEBRA_SHAPE_H

#include "algebra/expression.h"

typedef struct Shape {
  uint32_t rows, columns;
} Shape;

static inline Shape shape_of(const Algebra *a, Id e) {
  return e ? (Shape){ a->nodes[e]->rows, a->nodes[e]->columns } : (Shape){ 1, 1 };
}
static inline bool shape_is_scalar(Shape s) {
  return s.rows == 1 && s.columns == 1;
}
static inline bool shape_is_vector(Shape s) {
  return s.rows == 1 || s.columns == 1;
}

/* *S becomes the common shape with sizes of 1 stretched; false, with the failure recorded, where
   they do not fit. */
bool shape_join(Algebra *a, Shape *s, Shape other, const char *operator);
void shape_print(Shape s, Text *out); /* "4x3", "nx1" */

/* Whether the call gives an entry for each entry of its arguments. */
bool shape_is_entrywise(const Algebra *a, const char *name, size_t count);
/* What name(args...) has as shape; false, with the failure recorded, where it cannot be. */
bool shape_of_call(Algebra *a, const char *name, const Id *args, size_t count, Shape *out);

const Builtin *algebra_builtin(const Algebra *a, const char *name);

#endif
