/* pipe.h -- a gnuplot process: one for pictures, and another one for windows.

   gnuplot is started when first needed, without a shell, and kept.  It reads scripts from one pipe
   and writes pictures into another; after each script it prints a numbered marker, so that we know
   when a picture is whole.  It never gets a file name.  A process that hangs or dies is replaced at
   the next script.  */

#ifndef PLOT_PIPE_H
#define PLOT_PIPE_H

#include "base/error.h"

typedef struct Pipe Pipe;

typedef enum PipeResult {
  PIPE_OK,
  PIPE_REFUSED,    /* gnuplot did not accept the script; it lives on */
  PIPE_TIMEOUT,    /* no answer in time */
  PIPE_DIED,       /* it went away in the middle */
  PIPE_ABSENT,     /* it cannot be started */
  PIPE_INTERRUPTED /* the learner pressed Ctrl-C */
} PipeResult;

/* WINDOWS is true for scripts that open one: such a process needs more rights.  INTERRUPTED is
   asked every few milliseconds while waiting; NULL means interrupt_pending.  Starts nothing yet;
   SIGPIPE is ignored from here on. */
Pipe *pipe_new(bool windows, bool (*interrupted)(void));

/* How long the first answer may take; 8 seconds from the start. */
void pipe_patience(Pipe *p, int timeout_ms);

/* Ends the process, giving its windows a chance to close. */
void pipe_free(Pipe *p);

/* Run a script.  What gnuplot wrote is appended to PICTURE when the result is PIPE_OK.  Except for
   PIPE_OK, ERROR gets a sentence. */
PipeResult pipe_run(Pipe *p, const char *script, size_t len, int timeout_ms, Text *picture,
                    Error *error);

/* Was gnuplot built with this terminal?  Starts it when it does not run.  False also when it cannot
   be started. */
bool pipe_has_terminal(Pipe *p, const char *terminal, Error *error);

/* 5.4 gives 504; 0 before gnuplot was started. */
int pipe_version(const Pipe *p);

/* What gnuplot said while it ran the last script, warnings included; valid until the next one. */
const char *pipe_messages(const Pipe *p);

/* The process; 0 when there is none.  Another number: it was started anew. */
int pipe_process(const Pipe *p);

#endif
