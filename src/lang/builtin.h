/* builtin.h -- how a function of the library is declared: once.

   This one record feeds the dispatcher (signature, call), completion (name, summary), `help` (all
   of it), the reference manual and the tests (every example is run).  */

#ifndef LANG_BUILTIN_H
#define LANG_BUILTIN_H

#include "base/complex_number.h"
#include "base/error.h"
#include "base/random.h"
#include "value/show.h"
#include "value/value.h"

typedef struct Interp Interp;

/* One call in progress: what a builtin sees of the interpreter.  The dispatcher has checked kinds,
   counts and the named sizes of the signature; absent optional arguments are VALUE_NONE, so
   args[i] may be read for every declared parameter. */
typedef struct Call {
  Interp *interp;
  const struct Builtin *builtin;
  const Value *args; /* borrowed */
  size_t count;      /* how many were given */
  size_t wanted;     /* results asked for; 0 as a statement of its own */
  Value *results;    /* room for the second and further results: see call_result */
  const Span *spans; /* of each argument */
  Span span;         /* of the whole call */
} Call;

typedef struct Example {
  const char *input;  /* statements; the last is an expression */
  const char *output; /* an expression it must equal within 1e-9, or "error: start of message" */
} Example;

enum { MAX_EXAMPLES = 3, MAX_RESULTS = 8 };

typedef struct Builtin {
  const char *name;

  /* "a: vector[n], b: vector[n] -> scalar".  Parameters are separated by commas; `name?: kind` may
     be left out; `name: kind...` as the last takes any number (at least one; `name?: kind...`
     none). Kinds: any (everything), array (numbers, logicals, characters; any shape), real (the
     same, not complex), vector, matrix (rank 2), square, scalar, integer, logical, string,
     function, cell, record.  An optional [m,n] or [n] binds size letters (or fixes sizes, as in
     vector[3]) that must agree among the arguments and appear in the error.  Results:
     "-> q: matrix, r: matrix" or just "-> scalar". */
  const char *signature;

  Value (*call)(Call *call); /* the first result; fails by call_fail */

  /* Instead of call: one argument, entry by entry.  Outside the closed interval [low, high] of real
     arguments the answer is complex and map_complex is used (both 0: all reals are fine). */
  double (*map)(double x);
  double _Complex (*map_complex)(double _Complex z); /* NULL: complex arguments are refused */
  double low, high;

  /* Beside call: the answer for exactly two real numbers, which then need no call. */
  double (*pair)(double x, double y);

  /* In x of map; of several arguments one rule for each, in their names, separated by ";".  "none"
     where there is none.  For later floors, and checked numerically. */
  const char *derivative;
  const char *summary; /* one or two plain sentences */
  const char *formula; /* TeX, may be NULL */
  const char *numpy;   /* the NumPy or SciPy equivalent, may be NULL */
  const char *see;     /* related names, separated by blanks, may be NULL */
  const char *warning; /* where habits from elsewhere go wrong, may be NULL */
  Example examples[MAX_EXAMPLES];
} Builtin;

/* Arguments by position; the kind was checked by the signature. */
double call_scalar(const Call *call, size_t i);
bool call_given(const Call *call, size_t i); /* not left out */
double call_scalar_or(const Call *call, size_t i, double standard);
/* A whole number in [low, high]; otherwise fails the call with a message and answers false. */
bool call_integer(Call *call, size_t i, double low, double high, long *out);
View call_view(const Call *call, size_t i);          /* any number-like argument */
const char *call_string(const Call *call, size_t i); /* NUL-terminated, lives until the call ends */
bool call_string_is(const Call *call, size_t i, const char *word); /* ignoring case */
/* Append argument I as it was typed: "u", "log10(v)"; false where that is not known. */
bool call_typed(const Call *call, size_t i, Text *out);

/* Fail this call; answers VALUE_ERROR.  A message starts in lower case, names the function's
   argument and the actual shapes.  GSL errors need no report: the dispatcher sees them. */
Value call_fail(Call *call, ErrorKind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same, with the caret under argument I. */
Value call_fail_at(Call *call, size_t i, ErrorKind kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Add what to type instead to the failure just reported. */
void call_hint(Call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Print "warning: ..." once, and go on. */
void call_warn(Call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Print "note: ..." where a person looks on. */
void call_note(Call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The second (i = 1) and further results; takes over V.  Ignored (released) when not wanted. */
void call_result(Call *call, size_t i, Value v);

/* Call a function value.  RESULTS has room for max(1, wanted) values, owned by the caller.  False
   when it failed: then return VALUE_FAILED at once. */
bool call_function(Call *call, Value function, const Value *args, size_t count, Value *results,
                   size_t wanted);
/* With real numbers in and one real number out, as quadrature and root finding do; the fast way.
   NaN once the call has failed or was interrupted, so that a GSL loop around it runs dry. */
double call_real(Call *call, Value function, double x);
double call_real_many(Call *call, Value function, const double *x,
                      size_t count); /* scalars x1, x2.. */
/* The number a simple function gives for a vector of COUNT numbers, such as @(v) v(1)^2 + v(2);
   false, with nothing done, when call_function must do it. */
bool call_real_vector(Call *call, Value function, const double *x, size_t count, double *result);
/* How many parameters a function value takes; -1 when it takes any number. */
int function_arity(Value function);

/* False once this call cannot succeed any more (failed, interrupted, over budget). */
bool call_alive(const Call *call);
/* Count work in long loops inside a builtin: false when the step budget is used up or Ctrl-C was
   pressed (the failure is recorded). */
bool call_step(Call *call, size_t steps);

/* Of the code that called the builtin: a variable (owned; VALUE_NONE when unset), and the run of a
   text among its variables.  *RESULT is the last value when WANTED; what is printed goes to SAID,
   unless that is NULL. */
Value call_variable(const Call *call, const char *name);
bool call_evaluate(Call *call, const char *text, bool wanted, Value *result, Text *said,
                   Error *error);
/* The place of an error whose span is one of the text that called the builtin. */
void call_locate(const Call *call, Error *error);
Value call_fail_as(Call *call, const Error *error); /* fail with an error met before */
/* The function that calls this builtin; "" at the prompt. */
const char *call_caller(const Call *call);
void call_identify(Call *call, const char *identifier); /* of the failure just reported */
bool call_take_failure(Call *call, Error *error);       /* go on as if nothing had happened */
Error *call_caught(const Call *call);                   /* the error caught last */
/* How many arguments a function written in the language takes and gives, negative when any number
   may follow; false for builtins. */
bool call_counts(const Call *call, Value function, long *inputs, long *outputs);

Random *call_random(const Call *call);               /* the interpreter's generator */
const ShowOptions *call_show(const Call *call);      /* the display format in force */
void call_print(const Call *call, const char *text); /* to wherever output goes */
/* Something a builtin keeps until the next is kept or the interpreter ends, then given to FORGET.
 */
void call_keep(Call *call, void *kept, void (*forget)(void *kept));
void *call_kept(const Call *call);        /* NULL before the first */
double *call_stopwatch(const Call *call); /* when tic was called; negative before */
struct Host;
struct Host *call_host(const Call *call);

#endif
