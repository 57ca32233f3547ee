/* python.h -- pieces of Python with NumPy, put together from a tree of the language.

   A piece knows its text, how tightly it binds, and, as far as the expression can be evaluated
   here and now, its value: what NumPy needs beyond the text (is this a matrix or a vector, does it
   have to be turned, which axis is meant) depends on the shapes.

   Rows and columns are arrays of one axis in Python, numbers have none, matrices two.  */

#ifndef BOARD_PYTHON_H
#define BOARD_PYTHON_H

#include "base/dict.h"
#include "base/memory.h"
#include "lang/ast.h"
#include "lang/builtin.h"
#include "lang/registry.h"

typedef enum Binds {
  BIND_LAMBDA,
  BIND_OR,
  BIND_AND,
  BIND_NOT,
  BIND_COMPARE,
  BIND_BIT_OR,
  BIND_BIT_AND,
  BIND_SUM,
  BIND_PRODUCT,
  BIND_SIGN,
  BIND_POWER,
  BIND_ATOM
} Binds;

enum { RANK_UNKNOWN = -1 };

typedef struct Piece {
  const char *text; /* NULL after a failure */
  Binds binds;
  int rank;    /* axes of the array in Python */
  Value value; /* VALUE_NONE when it is not known; borrowed from the translator */
} Piece;

/* A parameter of a handle being written, or a variable that was given a value on the way. */
typedef struct Local {
  const struct Local *next;
  const char *name;
  Value value;      /* VALUE_NONE when it is not known */
  bool captured;    /* by the handle: it must be defined above */
  const char *text; /* of `end`: len(x) */
} Local;

typedef struct Numpy {
  Call *call;
  const char *source; /* the text of the command */
  Arena arena;
  Error error; /* the first failure, its place in the text of the command */
  const Local *locals;
  Value *kept; /* all values of pieces */
  size_t kept_count, kept_cap;
  Dict defined;  /* names that stand in `prelude` */
  Text prelude;  /* definitions of what the expression uses */
  Text comments; /* what a NumPy user should know, as comment lines */
  unsigned depth;
  unsigned guesses; /* inside a function whose parameters only stand for others */
} Numpy;

void python_begin(Numpy *np, Call *call, const char *source);
void python_end(Numpy *np);

/* One expression. */
Piece python_expression(Numpy *np, const Node *n);
/* A statement with its line breaks; *RESULT is what it computes.  False after a failure. */
bool python_statement(Numpy *np, const Node *n, Text *out, Value *result);
/* The imports that TEXT needs. */
void python_imports(const char *text, Text *out);

/* Making pieces. */
Piece piece_fail(Numpy *np, const Node *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static inline bool piece_failed(Piece p) {
  return !p.text;
}
/* Takes over VALUE; the rank is the usual one of such a value. */
Piece piece_new(Numpy *np, Binds binds, Value value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static inline Piece piece_unknown(Numpy *np, Binds binds, const char *text) {
  (void)np;
  return (Piece){ text, binds, RANK_UNKNOWN, VALUE_NOTHING };
}
int axes_of(Value v);
/* The text, in brackets if it binds less tightly than NEEDED. */
const char *piece_in(Numpy *np, Piece p, Binds needed);
static inline bool piece_known(Piece p) {
  return p.value.kind != VALUE_NONE;
}
bool piece_is_scalar(Piece p);
bool piece_is_row(Piece p);    /* 1xn, n > 1 */
bool piece_is_column(Piece p); /* nx1, n > 1 */
/* The same array with all its axes: x[:, None] for a column. */
Piece piece_with_axes(Numpy *np, Piece p);
/* Turn A and B as NumPy's broadcasting needs it for an operation entry by entry. */
void pieces_align(Numpy *np, Piece *parts, size_t count);
/* A whole array is logical (or unknown values are not). */
bool piece_is_logical(Piece p);
Value python_keep(Numpy *np, Value v);                /* takes over; borrowed from then on */
const char *python_name(Numpy *np, const char *name); /* lambda becomes lambda_ */
/* Say something once in a comment above the code. */
void python_comment(Numpy *np, const char *text);

/* Literals: [[1, 2], [3, 4]] in np.array(...), True, 'text', lists. */
const char *python_literal(Numpy *np, Value v);
const char *python_number(Numpy *np, double x);
bool python_short(Value v); /* whether a literal of it is worth reading */

/* The parts, each in its file. */
Piece python_binary(Numpy *np, const Node *n, Operator op, Piece a, Piece b);
Piece python_unary(Numpy *np, const Node *n, Operator op, Piece a);
Piece python_brackets(Numpy *np, const Node *n); /* [...] */
Piece python_index(Numpy *np, const Node *n, Piece object);
/* The text of an index in brackets, for x[...] = ...; POSITION of COUNT. */
const char *python_subscripts(Numpy *np, const Node *n, Piece object, int *rank);
/* The text of P + BY, with BY 1 or -1, in the plainest form. */
const char *python_stepped(Numpy *np, Piece p, int by);
Piece python_call(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count);
/* name(args) by the record's NumPy twin; a piece without text and without failure when the twin is
   only a pointer for readers. */
Piece python_template(Numpy *np, const Node *n, const Builtin *b, const Piece *args, size_t count,
                      Value value);
/* name(args) where the twin depends on shapes or kinds; the same. */
Piece python_special(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                     Value value);
/* [a, b] = name(args): whole lines. */
bool python_results(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                    const char *const *targets, size_t wanted, Text *out);
/* A function value as an expression of Python: np.sin, lambda x: ...; ARGS are what it is called
   with, as far as that is known (NULL: not at all).  NULL after a failure. */
const char *python_function(Numpy *np, const Node *n, Value f, const Value *args, size_t count);
Piece python_lambda(Numpy *np, const Node *n, const Value *args, size_t count);
/* Make NAME stand for V in the lines above the expression, unless it does already. */
void python_define(Numpy *np, const Node *n, const char *name, Value v, const Value *args,
                   size_t count);
const Builtin *python_builtin(const Numpy *np, const char *name);
/* A value that could not be computed is a failure, except inside a function's body. */
void python_not_computed(Numpy *np, const Node *n, const Error *error);
/* Evaluate name(args); VALUE_NONE when an argument is not known or nothing may be evaluated. */
Value python_evaluate(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count);

#endif
