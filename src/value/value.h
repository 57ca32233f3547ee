/* value.h -- the things a learner can name: numbers, arrays, texts, functions.

   A Value is 16 bytes and passed by value.  Real and logical scalars live inside it; everything
   else is a counted reference to an immutable payload, which points only at older payloads, so that
   counting alone frees everything.  One rule of ownership holds everywhere:

     parameters are borrowed, results are owned.

   One thing has one representation: a 1x1 real array is always VALUE_SCALAR, a 1x1 logical array
   always VALUE_LOGICAL (value_array sees to that).  VALUE_ERROR carries no message: the Error
   travels in the interpreter, and where none is recorded it means "over the memory budget".  */

#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "value/array.h"
#include "base/text.h"

typedef struct Callable Callable; /* see value/callable.h */
typedef struct Cell Cell;         /* see value/cell.h */
typedef struct Record Record;     /* see value/cell.h */

typedef enum ValueKind {
  VALUE_NONE, /* an unset variable, an absent argument, a call without a result */
  VALUE_ERROR,
  VALUE_SCALAR,  /* a real double */
  VALUE_LOGICAL, /* scalar is 0 or 1 */
  VALUE_ARRAY,   /* from here on: counted references */
  VALUE_FUNCTION,
  VALUE_CELL,
  VALUE_RECORD
} ValueKind;

/* The kind is as wide as the rest: a copy that reads eight bytes where four were just written would
   have to wait for the memory. */
typedef struct Value {
  uint64_t kind; /* a ValueKind */
  union {
    double scalar;
    Array *array;
    Callable *function;
    Cell *cell;
    Record *record;
  };
} Value;

#define VALUE_NOTHING ((Value){ .kind = VALUE_NONE, .scalar = 0 })
#define VALUE_FAILED ((Value){ .kind = VALUE_ERROR, .scalar = 0 })

static inline Value value_scalar(double x) {
  return (Value){ .kind = VALUE_SCALAR, .scalar = x };
}
static inline Value value_logical(bool x) {
  return (Value){ .kind = VALUE_LOGICAL, .scalar = x };
}

/* These take over the reference.  value_array unboxes 1x1 real and logical arrays and turns NULL
   into VALUE_ERROR.  A 1x1 complex array whose imaginary part is zero stays complex: call
   array_narrow first where Octave narrows. */
Value value_array(Array *a);
Value value_function(Callable *f);
Value value_cell(Cell *c);
Value value_record(Record *r);

Value value_complex(double re, double im); /* narrowed when im == 0 */
/* V, made here and now, is a matrix with zeros beside its diagonal, and is to be shown as such. */
Value value_diagonal(Value v);
bool value_is_diagonal(Value v);
Value value_string(const char *text); /* a row of characters */
Value value_string_bytes(const char *text, size_t len);

void value_destroy(Value v); /* slow half of value_release */
void value_share(Value v);   /* slow half of value_retain */

static inline Value value_retain(Value v) {
  if (v.kind >= VALUE_ARRAY) value_share(v);
  return v;
}
static inline void value_release(Value v) {
  if (v.kind >= VALUE_ARRAY) value_destroy(v);
}

/* Any number-like value (scalar, logical, array of numbers, logicals or characters) seen as an
   array, without boxing; false for the others.  Borrows from *v, which must stay where it is. */
typedef struct View {
  size_t rank, count;
  const size_t *dims;
  const double *data;
  bool complex;
  ElementKind element;
} View;

/* Look at a number, a truth value or an array as an array; borrowed from *V, which must stay where
   it is.  False for other kinds, with VIEW untouched. */
bool value_view(const Value *v, View *view);
size_t view_rows(const View *v);
size_t view_columns(const View *v); /* product of all sizes but the first */

/* A boxed array of any number-like value, owned by the caller; NULL over budget or for others. */
Array *value_to_array(Value v);

bool value_is_numeric(Value v); /* scalar, logical or array that is not of characters */
bool value_is_string(Value v);  /* a character array of one row, or the empty one */
bool value_is_text(Value v);    /* any character array */
bool value_is_complex(Value v);
bool value_is_logical(Value v);
bool value_is_empty(Value v);
bool value_is_scalar(Value v); /* one element, of any kind of number */
size_t value_count(Value v);
size_t value_rank(Value v);
size_t value_size(Value v, size_t dimension);                       /* from 0; 1 beyond the rank */
bool value_dims(const Value *v, size_t *rank, const size_t **dims); /* arrays, cells, scalars */

/* The bytes of a string value appended to OUT (a multi-row text: rows joined by newlines). */
void value_append_text(Value v, Text *out);

/* Truth as `if` sees it: not empty and all elements nonzero.  Sets *known false for values that
   have no truth (functions, cells). */
bool value_truth(Value v, bool *known);

const char *value_class(Value v);        /* "double", "logical", "char", "function_handle" ... */
void value_shape(Value v, Text *out);    /* "2x3", "2x3x4" */
void value_describe(Value v, Text *out); /* for errors: "a 2x3 matrix", "the text 'abc'" ... */

/* Equal sizes and equal elements, as Octave's isequal (text 'a' equals 97; NaN differs from NaN).
 */
bool value_equal(Value a, Value b);

#endif
