/* python.h -- pieces of Python with NumPy, put together from a tree of the language.

   A piece knows its text, how tightly it binds, and, as far as the expression can be evaluated
   here and now, its value: what NumPy needs beyond the text (is this a matrix or a vector, does it
   have to be turned, which axis is meant) depends on the shapes.

   Rows and columns are arrays of one axis in Python, numbers have none, matrices two.  */

#ifndef BOARD_PYTHON_H
#define BOARD_PYTHON_H

#include "base/dict.h"
#include "base/memory.h"
#include "lang/apart.h"
#include "lang/ast.h"
#include "lang/body.h"
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

/* A handle that was assigned: it is written once it is known what it is called with, and then put
   where its mark stands. */
typedef struct Pending {
  const struct Place *place;
  const char *name;
  Value value;
  const char *text; /* NULL until then */
} Pending;

/* Where statements are being written: the top of a program, or one function of it. */
typedef struct Place {
  const struct Place *outer;
  const char *source;   /* the text that spans speak of */
  const Node *body;     /* all statements */
  const Node *function; /* NULL at the top */
  Scope *scope;         /* what the variables hold when the statement being written is reached */
  Dict assigned;        /* names that got a value above */
  Dict floats;          /* of these, what may be a floating-point number in Python */
  Dict shifted;         /* loop variables that count from 0 in Python */
  Dict lists;           /* records that are lists of them in Python, even if there is only one */
  Dict caught;          /* names of errors in except */
  Dict persistent;      /* names that are None at first */
  unsigned blocks;      /* around the statement: values are only samples there */
  unsigned loops;       /* of these, loops */
  unsigned lenient;     /* what cannot be computed is not known, and no error */
  const char *until;    /* the condition of the innermost do ... until */
} Place;

typedef struct Numpy {
  Call *call;
  Apart *apart;
  Arena arena;
  Error error; /* the first failure, its place in the text of the command */
  Place *place;
  const Local *locals;
  Value *kept; /* all values of pieces */
  size_t kept_count, kept_cap;
  Pending *pending;
  size_t pending_count, pending_cap;
  Dict defined;  /* names that stand in `prelude` */
  Scope *meant;  /* what they stand for there */
  Dict bound;    /* names that the handle being written must take along */
  bool binding;  /* it is one that stays */
  Text prelude;  /* definitions of what the expression uses */
  Text comments; /* what a NumPy user should know, as comment lines */
  unsigned depth;
  unsigned guesses; /* inside a function whose parameters only stand for others */
} Numpy;

void python_begin(Numpy *np, Call *call, Place *top, const char *source);
/* Another place; its scope and dictionaries go with place_close. */
void place_open(Numpy *np, Place *place, const char *source, Scope *scope);
void place_close(Numpy *np, Place *place);
void python_end(Numpy *np);

/* A variable of the place; VALUE_NONE when it has no known value. */
Value python_variable(Numpy *np, const char *name);
bool python_is_assigned(const Numpy *np, const char *name);
void python_assigned(Numpy *np, const char *name);
/* Values are samples of what is meant: only their shapes may be relied upon. */
bool python_is_general(const Numpy *np);
/* Whether the text is sure to be a whole number in Python, not a float. */
bool python_is_integer(const Numpy *np, const char *text);
const Local *python_local(const Numpy *np, const char *name);

/* One expression. */
Piece python_expression(Numpy *np, const Node *n);
/* A statement with its line breaks; *RESULT is what it computes.  False after a failure. */
bool python_statement(Numpy *np, const Node *n, Text *out, Value *result);
/* Statements one after the other, each run when it is written; PLAIN: the last may be an expression
   whose value is *RESULT (both may be unset). */
bool python_statements(Numpy *np, Node *const *list, size_t count, bool plain, Text *out,
                       Value *result);
bool python_block(Numpy *np, const Node *block, Text *out); /* indented */
bool python_assignment(Numpy *np, const Node *n, Text *out, Value *result);
bool python_several(Numpy *np, const Node *n, Text *out);
/* A plot as calls of matplotlib.pyplot; false without a failure when N is none. */
bool python_plot(Numpy *np, const Node *n, Text *out);
/* Names whose parts NODE writes to, and that have no value yet, get an empty one. */
void python_create_stored(Numpy *np, const Node *node, Text *out);
/* The text is true or false as a whole. */
const char *python_condition(Numpy *np, const Node *n);
/* The imports that TEXT needs. */
void python_imports(const char *text, Text *out);
/* A program as Python's style asks (PEP 8): blank lines after imports and round functions, lines of
   at most 79 columns, broken inside brackets. */
void python_lay_out(const char *imports, const char *comments, const char *lines, Text *out);

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
/* name(args) of a function written in the language, which gets its def; NULL after a failure. */
const char *python_own_call(Numpy *np, const Node *n, const char *name, const Piece *args,
                            size_t count);
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
/* @name of a builtin: np.sin; NULL when it has no such form. */
const char *python_builtin_function(Numpy *np, const Node *n, const Builtin *b);
/* def NAME(...): ... of a handle or function; NULL after a failure. */
const char *python_definition(Numpy *np, const Node *n, const char *name, Value f,
                              const Value *args, size_t count);
/* return ... with the results of the function N. */
void python_put_return(Numpy *np, const Node *n, Text *out);
/* What a function is likely to be called with, by the shapes its body asks for and by trying; false
   when nothing suits.  SURE (may be NULL): the shape follows from the body alone. */
bool python_samples(Numpy *np, Value f, Value *out, bool *sure, size_t count);
/* Numbers of the shapes that the body asks of its parameters, and whether it leaves them no choice;
   CAPITALS: what is called X is a matrix. */
void python_infer(Numpy *np, const FunctionBody *body, bool capitals, Value *out, bool *sure);
Value python_sample_array(size_t rows, size_t columns);
/* A handle is about to stay under this name: the mark for it. */
const char *python_postpone(Numpy *np, const char *name, Value f);
/* Write it now; false when none of this name waits in this place. */
bool python_settle(Numpy *np, const Node *n, const char *name, const Value *args, size_t count);
void python_settle_all(Numpy *np, const Node *n);
/* TEXT with the marks replaced. */
void python_fill_marks(Numpy *np, const char *text, Text *out);
/* P, or NAME that stands for it in the lines above, when it is long and needed more than once. */
Piece python_named(Numpy *np, Piece p, const char *name);
/* Make NAME stand for V in the lines above the expression, unless it does already. */
void python_define(Numpy *np, const Node *n, const char *name, Value v, const Value *args,
                   size_t count);
const Builtin *python_builtin(const Numpy *np, const char *name);
/* A cell of several rows and columns: a list of its rows in Python. */
bool python_is_grid(Value v);
/* A value that could not be computed is a failure, except inside a function's body. */
void python_not_computed(Numpy *np, const Node *n, const Error *error);
/* Evaluate name(args); VALUE_NONE when an argument is not known or nothing may be evaluated. */
Value python_evaluate(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count);

#endif
