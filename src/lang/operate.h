/* operate.h -- what the operators do: arithmetic, comparison, broadcasting, linear algebra.

   Failures are recorded without a place (an empty span): the machine knows where the operator
   stands and fills it in.  Messages name the operator and both shapes.  */

#ifndef LANG_OPERATE_H
#define LANG_OPERATE_H

#include "base/error.h"
#include "value/value.h"

typedef enum Operator {
  OPERATE_ADD,
  OPERATE_SUBTRACT,
  OPERATE_TIMES,        /* .* */
  OPERATE_RIGHT_DIVIDE, /* ./ */
  OPERATE_LEFT_DIVIDE,  /* .\ */
  OPERATE_POWER,        /* .^ */
  OPERATE_MATRIX_TIMES,
  OPERATE_MATRIX_RIGHT_DIVIDE,
  OPERATE_MATRIX_LEFT_DIVIDE,
  OPERATE_MATRIX_POWER,
  OPERATE_LESS,
  OPERATE_LESS_EQUAL,
  OPERATE_EQUAL,
  OPERATE_NOT_EQUAL,
  OPERATE_GREATER_EQUAL,
  OPERATE_GREATER,
  OPERATE_AND,
  OPERATE_OR,
  OPERATE_NEGATE,
  OPERATE_PLUS,
  OPERATE_NOT,
  OPERATE_TRANSPOSE,           /* .' */
  OPERATE_CONJUGATE_TRANSPOSE, /* ' */
  OPERATOR_COUNT
} Operator;

typedef struct Operation {
  Error *error;
  void (*warn)(void *self, const char *message); /* may be NULL; "matrix singular ..." */
  void *self;
} Operation;

/* VALUE_ERROR on failure. */
Value operate_binary(const Operation *how, Operator op, Value a, Value b);
Value operate_unary(const Operation *how, Operator op, Value a);
const char *operator_text(Operator op); /* ".*" */
/* The operator that the function plus, mtimes, uminus ... stands for; false for other names. */
bool operator_named(const char *name, Operator *out);
static inline bool operator_is_unary(Operator op) {
  return op >= OPERATE_NEGATE;
}

/* base:limit, base:step:limit as a row; scalars only. */
Value operate_range(const Operation *how, Value base, Value step, Value limit);

/* The element count of base:step:limit as Octave counts it (with its tolerance at the end). */
double range_count(double base, double step, double limit);

#endif
