/* long_job.h -- long computations inside a library that knows no interrupts.

   GSL and LAPACK cannot be stopped half-way.  What is estimated to take long is therefore done by a
   child process, which works on its copy of the memory and hands the results back through shared
   pages, while the parent waits for it, for Ctrl-C and for the deadline of the run; in both latter
   cases it kills the child.  A child leaves nothing behind, whereas a thread could only be
   abandoned: it would go on computing, hold its memory and the library's locks.

   Measured for a job of 1000 x 1000 numbers: 3 ms more than in one process, of which most is
   copying.  Where there is no second process to be had, the job is done at once, as a short one is.
 */

#ifndef LANG_LONG_JOB_H
#define LANG_LONG_JOB_H

#include <stdbool.h>
#include <stddef.h>

/* Memory that holds results when the job is done; everything else it writes is lost. */
typedef struct Region {
  void *start;
  size_t bytes;
} Region;

typedef enum JobEnd {
  JOB_GOOD,
  JOB_STOPPED, /* by Ctrl-C or the deadline */
  JOB_DIED     /* the child ended by itself, most likely for lack of memory */
} JobEnd;

/* WORK(CONTEXT), which may take SECONDS.  False when it was stopped or died: small
   regions are filled with zeros then, large ones are as they were, and long_job_take tells. */
bool long_job(double seconds, void (*work)(void *context), void *context, const Region *results,
              size_t count);

/* How jobs ended since this was last asked: the worst of them.  The interpreter asks behind every
   operator and builtin, so that those need not hand a stop on; they only have to return. */
JobEnd long_job_take(void);
/* Whether one was stopped or died, and nobody took it yet: worth asking in a loop of jobs. */
bool long_job_failed(void);

/* Whether to leave a long loop of short jobs: as if one of them had been stopped. */
bool long_job_must_stop(void);

/* When jobs must end, on the monotonic clock in seconds; 0 for never. */
void long_job_set_deadline(double deadline);

#endif
