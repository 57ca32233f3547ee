/* program.h -- a parsed and compiled piece of source, and its lifetime.

   A Program outlives its line when a function or a handle made from it does; it is counted.  The
   text it was cut from is shared by all programs of one script.  */

#ifndef LANG_PROGRAM_H
#define LANG_PROGRAM_H

#include "lang/ast.h"

typedef struct Source {
  uint32_t refs;
  char *text;
} Source;

/* A copy of LEN bytes of TEXT with a NUL behind, one owner. */
Source *source_new(const char *text, size_t len);
Source *source_retain(Source *s);
void source_release(Source *s);

typedef struct Program {
  uint32_t refs;
  Arena arena; /* the tree and the code */
  Source *source;
  struct Code *codes; /* for their constants: see lang/code.h */
} Program;

Program *program_new(Source *source); /* retains the source */
Program *program_retain(Program *p);
void program_release(Program *p);
/* Forget the tree and the code, so that the only owner can use the arena again. */
void program_clear(Program *p);

#endif
