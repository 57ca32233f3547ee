/* signature.h -- one line of text that says what a builtin accepts; see lang/builtin.h.  */

#ifndef LANG_SIGNATURE_H
#define LANG_SIGNATURE_H

#include "base/error.h"
#include "value/value.h"

enum { MAX_PARAMETERS = 10 };

typedef enum ParameterKind {
  PARAMETER_ANY,
  PARAMETER_ARRAY,
  PARAMETER_REAL,
  PARAMETER_VECTOR,
  PARAMETER_MATRIX,
  PARAMETER_SQUARE,
  PARAMETER_SCALAR,
  PARAMETER_INTEGER,
  PARAMETER_LOGICAL,
  PARAMETER_STRING,
  PARAMETER_FUNCTION,
  PARAMETER_CELL,
  PARAMETER_RECORD
} ParameterKind;

typedef struct Parameter {
  char name[20];
  ParameterKind kind;
  bool optional;
  short rows,
      columns; /* 0 free, a letter, or minus a fixed size; vector uses rows for its length */
} Parameter;

typedef struct Signature {
  size_t count, required;
  bool variadic; /* the last parameter repeats */
  Parameter parameters[MAX_PARAMETERS];
} Signature;

/* False when TEXT is not a signature. */
bool signature_parse(Signature *sig, const char *text);

/* Check COUNT arguments; SPANS[i] is where argument i was written.  USAGE is the signature's text,
   for the hint. */
bool signature_check(const Signature *sig, const char *name, const char *usage, const Value *args,
                     size_t count, const Span *spans, Span call, Error *error);

#endif
