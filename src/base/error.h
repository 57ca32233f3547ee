/* error.h -- what went wrong, where in the learner's own text, and what to type instead.  */

#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

/* A half-open range of bytes in a source text. */
typedef struct Span {
  uint32_t start, end;
} Span;

typedef enum ErrorKind {
  ERROR_NONE,
  ERROR_SYNTAX,     /* the text is not an expression */
  ERROR_INCOMPLETE, /* ... yet: more lines may finish it */
  ERROR_NAME,       /* no such variable or function */
  ERROR_TYPE,       /* wrong kind or number of arguments */
  ERROR_SHAPE,      /* sizes do not match */
  ERROR_INDEX,      /* an index outside the array */
  ERROR_DOMAIN,     /* no answer exists for these numbers */
  ERROR_NUMERIC,    /* the algorithm did not reach an answer */
  ERROR_LIMIT,      /* too deep, too big, too long */
  ERROR_INTERRUPT,  /* the learner pressed Ctrl-C */
  ERROR_USER,       /* the program called error() */
  ERROR_FILE        /* a file cannot be read or written */
} ErrorKind;

/* Errors are plain values: building one allocates nothing.  The offending line is copied in when
   the place is known (error_locate), because the text it stands in may be gone when the message is
   shown. */
typedef struct Error {
  ErrorKind kind;
  Span span;           /* in the text it happened in; meaningful until error_locate */
  char identifier[64]; /* "package:what", or "" */
  char message[256];   /* one sentence, no full stop, starts in lower case */
  char hint[256];      /* what to type instead, or "" */
  bool located;
  uint32_t line;     /* from 1; 0 when unknown */
  uint32_t place;    /* from 1, in characters of the whole line */
  uint32_t column;   /* from 1, in terminal columns of the excerpt */
  uint32_t width;    /* columns under the caret, at least 1 */
  char excerpt[160]; /* the offending line (cut round the caret when long) */
  char origin[40];   /* "" for what was just typed, else the function or file name */
} Error;

/* Record an error unless one is already recorded: the first is the cause, later ones are its
   echoes.  Always returns false, so that `return error_set(...)` reads well. */
bool error_set(Error *e, ErrorKind kind, Span where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Add what to type instead, unless there is a hint already or no error is recorded. */
void error_hint(Error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Copy the line at e->span out of SOURCE, unless that was done before.  ORIGIN names a function or
   file, or is NULL. */
void error_locate(Error *e, const char *source, const char *origin);

/* Append "error: message", the line with a caret under the span, and the hint; a few lines, each
   ended by a newline.  What could send commands to a terminal is shown as question marks. */
void error_render(const Error *e, Text *out);

/* Line and column (both from 1, column in code points) of byte OFFSET in SOURCE. */
void error_position(const char *source, uint32_t offset, uint32_t *line, uint32_t *column);

#endif
