/* expression.h -- formulas as data: a graph in which equal parts exist once.

   An expression is an Id in an Algebra; equal expressions have equal Ids.  The functions that make
   expressions bring them into a standard form at once: sums and products are flat, numbers exact,
   like terms and equal bases collected.  Every expression has a shape; sizes that are not known are
   symbols of their own (SIZE_OPEN and up), so that x' * x fits whatever the size of x.

     NUMBER     number
     SYMBOL     name; `flag` when it is what one differentiates by
     SUM        number + args[0] + args[1] ...       (entry by entry, a scalar is stretched)
     PRODUCT    number * args[0] * args[1] ...       (entry by entry, a scalar is stretched)
     POWER      args[0] .^ args[1]
     DOT        args[0] * args[1] * ...              (matrices; numbers and scalars stand outside)
     TRANSPOSE  args[0]'                             (never of a scalar, a sum or a DOT)
     CALL       name(args...)   also comparisons "<", "index" for x(i), "hcat", "vcat", "\\" for A\b

   All memory belongs to the Algebra.  A budget of nodes keeps expressions that swell in bounds:
   beyond it every maker answers EXPR_NONE and algebra_failed tells why.  EXPR_NONE in, EXPR_NONE
   out, so that makers can be nested without tests in between.  */

#ifndef ALGEBRA_EXPRESSION_H
#define ALGEBRA_EXPRESSION_H

#include "algebra/number.h"
#include "base/error.h"
#include "base/memory.h"
#include "lang/builtin.h"

typedef uint32_t Id;
enum { EXPR_NONE = 0 };
enum { MAX_EXPRESSIONS = 200000, MAX_EXPRESSION_DEPTH = 10000, SIZE_OPEN = 1 << 28 };

typedef enum ExprKind {
  EXPR_VOID,
  EXPR_NUMBER,
  EXPR_SYMBOL,
  EXPR_SUM,
  EXPR_PRODUCT,
  EXPR_POWER,
  EXPR_DOT,
  EXPR_TRANSPOSE,
  EXPR_CALL
} ExprKind;

typedef struct Expr {
  uint8_t kind; /* an ExprKind */
  bool flag;
  bool varies; /* a variable is part of it */
  uint32_t count, rows, columns;
  Number number;
  const char *name; /* interned: equal names are equal pointers */
  const Id *args;
  uint64_t hash;
  uint64_t digest; /* of the structure alone, whatever the Ids of its parts */
  uint32_t depth;
} Expr;

typedef struct Algebra {
  Interp *interp; /* whose builtins declare the derivatives */
  Arena arena;
  Expr **nodes; /* by Id; 0 is nothing */
  size_t count, cap;
  uint32_t *table;
  size_t mask;
  struct Dict *names;
  Error error;    /* the first failure, in the learner's terms */
  Id *transposes; /* by Id: what was transposed before */
  size_t transposes_cap;
  uint32_t sizes; /* how many open sizes were given out */
  Id *nonzero;    /* conditions under which something was cancelled */
  size_t nonzero_count, nonzero_cap;
  Id source;           /* expressions before this one stand in what the learner wrote */
  bool kinks;          /* a convention at a kink was used (abs'(0) = 0 ...) */
  Id kink;             /* the first call with a kink or jump */
  const char *culprit; /* the function that has no derivative */
  const char *note;    /* one more sentence for the learner, or NULL */
} Algebra;

void algebra_begin(Algebra *a, Interp *interp);
void algebra_end(Algebra *a);
static inline bool algebra_failed(const Algebra *a) {
  return a->error.kind != ERROR_NONE;
}
/* Record the first failure; answers EXPR_NONE. */
Id algebra_fail(Algebra *a, ErrorKind kind, Span where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static inline const Expr *expr_at(const Algebra *a, Id e) {
  return a->nodes[e];
}

/* What follows holds only where BASE is not 0. */
void algebra_exclude_zero(Algebra *a, Id base);

/* Makers. */
Id expr_number(Algebra *a, Number n);
Id expr_whole(Algebra *a, int64_t n);
Id expr_fraction(Algebra *a, int64_t top, int64_t bottom);
Id expr_symbol(Algebra *a, const char *name, uint32_t rows, uint32_t columns, bool variable);
Id expr_sum(Algebra *a, const Id *terms, size_t count);
Id expr_add(Algebra *a, Id x, Id y);
Id expr_subtract(Algebra *a, Id x, Id y);
Id expr_negate(Algebra *a, Id x);
Id expr_turned(Algebra *a, Id sum); /* a sum with the sign of each term turned */
Id expr_product(Algebra *a, const Id *factors, size_t count);
Id expr_times(Algebra *a, Id x, Id y); /* .* */
Id expr_scale(Algebra *a, Number n, Id x);
Id expr_divide(Algebra *a, Id x, Id y); /* ./ */
Id expr_power(Algebra *a, Id base, Id exponent);
Id expr_raise(Algebra *a, Id base, int64_t exponent);
Id expr_dot(Algebra *a, Id x, Id y); /* * of matrices */
Id expr_transpose(Algebra *a, Id x);
/* The terms of a sum, its number last; anything else is one term. */
size_t expr_term_count(const Algebra *a, Id e);
Id expr_term(Algebra *a, Id e, size_t i);
/* X = scalar * matrix: the scalar; 1 of what is itself a scalar. */
Id expr_split_scalar(Algebra *a, Id x, Id *matrix);
Id expr_call(Algebra *a, const char *name, const Id *args, size_t count);
Id expr_call1(Algebra *a, const char *name, Id x);
Id expr_call2(Algebra *a, const char *name, Id x, Id y);
Id expr_filled(Algebra *a, Number n, uint32_t rows,
               uint32_t columns);             /* a number, or n*ones(...) */
Id expr_eye(Algebra *a, uint32_t n, Id like); /* as large as LIKE has rows; 1 for n = 1 */
/* The same kind of expression with other arguments, brought into standard form again. */
Id expr_rebuild(Algebra *a, Id e, const Id *args);

/* Used between the files of this folder: the node as it stands. */
Id expr_intern(Algebra *a, Expr e);
const char *algebra_name(Algebra *a, const char *name);

/* Questions. */
bool expr_is_number(const Algebra *a, Id e, int64_t whole);
bool expr_is_scalar(const Algebra *a, Id e);
bool expr_is_call(const Algebra *a, Id e, const char *name);
bool expr_depends(const Algebra *a, Id e, Id symbol); /* EXPR_NONE: on any variable */
bool expr_nonnegative(const Algebra *a, Id e);        /* for all real values, where defined */
bool expr_positive(const Algebra *a, Id e);
size_t expr_size(const Algebra *a, Id e, size_t limit); /* nodes when printed; counts to LIMIT */
/* E = number * rest */
Number expr_coefficient(Algebra *a, Id e, Id *rest);
/* E = base ^ exponent with an exact number as exponent; 1 otherwise */
Number expr_exponent(const Algebra *a, Id e, Id *base);
/* Replace a symbol (or any expression) by another. */
Id expr_substitute(Algebra *a, Id e, Id from, Id to);

#endif
