/* sample.h -- points of a function's graph, dense where it bends, with gaps where it has none.  */

#ifndef PLOT_SAMPLE_H
#define PLOT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

typedef double SampleFunction(void *self, double x);

typedef struct Samples {
  double *x, *y; /* count of each, x rising; y is NaN at a gap (a pole, a jump, undefined) */
  size_t count;
  size_t cap;
  double low, high; /* a range of y that shows the graph: poles are cut off */
} Samples;

/* Sample f over a .. b (swapped when a > b) with about BUDGET calls (at least 64; 0 means 2000),
   and a few thousand more where it breaks or oscillates faster than a picture can show.  Free with
   samples_free.  False when STOP answered true in between (then what was found is there); STOP may
   be NULL. */
bool sample_function(SampleFunction *f, void *self, double a, double b, size_t budget,
                     bool (*stop)(void), Samples *out);
void samples_free(Samples *s);

#endif
