/* output.h -- standard output: whole, or given up quietly.  */

#ifndef SHELL_OUTPUT_H
#define SHELL_OUTPUT_H

#include "base/error.h"

void output_text(const char *text);
void output_flush(void);

/* Nothing can be written any more (a closed pipe, a full disk).  What is running was interrupted
   then, so that `mathtutor script.m | head -1` ends at once. */
bool output_lost(void);

/* An error of the language on standard error, behind all that was written before it. */
void output_error(const Error *error);

/* The exit status: STATUS, or 1 with a message when output was lost.  A reader that went away is no
   failure and is not mentioned. */
int output_finish(int status);

#endif
