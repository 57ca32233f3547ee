/* explained.h -- blocks of a lesson whose expressions are shown step by step.  */

#ifndef LEARN_EXPLAINED_H
#define LEARN_EXPLAINED_H

#include "lang/interp.h"

/* The bytes of the first whole statements of TEXT: a line, or as many as brackets and blocks
   need. */
size_t statement_chunk(const char *text);

/* The statements of an explain block as they are run: with `explain` before each that does not end
   with a semicolon, is no comment and does not say it itself. */
void explained_block(const char *block, Text *out);

/* An explain block of the same length whose statements run without their steps: without a `terse`
   or `full` before them. */
char *explained_plainly(const char *block);

/* MARKDOWN with every explain fence run in SCOPE and replaced by what it prints.  False when one
   failed; the others are done. */
bool explained_fences(Interp *in, Scope *scope, const char *markdown, Text *out, Error *error);

/* Whether what an explain block printed is less than an explanation. */
bool explained_nothing(const char *printed);
/* Whether a fence in what explained_fences made printed nothing at all. */
bool explained_silent(const char *printed);

#endif
