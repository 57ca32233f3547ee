/* optimised_task.h -- one call of LAPACK as a job of its own; for optimised*.c alone.  */

#ifndef LANG_OPTIMISED_TASK_H
#define LANG_OPTIMISED_TASK_H

#include "lang/lapack.h"
#include "lang/long_job.h"
#include "value/value.h"

/* What the call works on, and its answers. */
typedef struct Task {
  const View *source;
  const Routines *use;
  bool complex;
  size_t parts;       /* doubles in a number: 1 or 2 */
  int m, n, k;        /* rows, columns, the smaller of them */
  double *a;          /* a copy of the source to be spoilt: a result set before, or gone after */
  double *u, *s, *vt; /* results, by whatever name */
  const double *b;
  int *order;
  int count; /* columns of a right side, or inner size */
  bool flag; /* full, upper, lower */
  double rcond;
  int rank, info;
} Task;

enum { MOST_RESULTS = 4 };

/* Whether a matrix of this size is worth a call; makes the library ready. */
bool task_is_worth(const View *a, size_t least);
/* As many threads as an m x n matrix deserves; then RUN, in a child when OPERATIONS are many.
   RESULTS are regions beside the task itself.  False when A is not finite, when memory is short, or
   when LAPACK gave up (info). */
bool task_perform(Task *t, const View *a, void (*run)(void *task), double operations,
                  const Region *results, size_t count);

/* Working memory within a run; NULL sets the info of the task. */
void *task_space(Task *t, size_t count, size_t size);
/* How much space a routine asked for when it was called with -1. */
int task_asked(const double *answer);
bool all_finite(const double *x, size_t count);

#endif
