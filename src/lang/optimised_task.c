/* optimised_task.c -- one call of LAPACK as a job of its own.  */

#include "config.h"
#include "lang/optimised_task.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From here on a second thread helps. */
enum { THREADS_FACTORS = 400 };

bool all_finite(const double *x, size_t count) {
  /* 0 * x is 0 for every finite x and NaN for all others. */
  double sum[4] = { 0 };
  size_t i = 0;
  for (; i + 4 <= count; i += 4)
    for (size_t k = 0; k < 4; k++) sum[k] += 0 * x[i + k];
  for (; i < count; i++) sum[0] += 0 * x[i];
  return sum[0] + sum[1] + sum[2] + sum[3] == 0;
}

static size_t smaller_side(const View *a) {
  return a->dims[0] < a->dims[1] ? a->dims[0] : a->dims[1];
}

bool task_is_worth(const View *a, size_t least) {
  size_t small = smaller_side(a), large = a->dims[0] + a->dims[1] - small, work;
  /* LAPACK counts its working space, some times the matrix, in ints. */
  if (small < least || __builtin_mul_overflow(large, 8 * small + 100, &work) || work > INT_MAX)
    return false;
  return lapack_ready(small >= THREADS_FACTORS);
}

void *task_space(Task *t, size_t count, size_t size) {
  void *space = malloc((count > 0 ? count : 1) * size);
  if (!space) t->info = INT_MAX;
  return space;
}

int task_asked(const double *answer) {
  return *answer >= 1 && *answer < INT_MAX ? (int)*answer : 1;
}

bool task_perform(Task *t, const View *a, void (*run)(void *task), double operations,
                  const Region *results, size_t count) {
  size_t numbers = a->count * (a->complex ? 2 : 1);
  Region all[MOST_RESULTS + 1] = { { t, sizeof *t } };
  t->source = a;
  t->use = a->complex ? &lapack.complex : &lapack.real;
  t->complex = a->complex;
  t->parts = a->complex ? 2 : 1;
  t->m = (int)a->dims[0];
  t->n = (int)a->dims[1];
  t->k = (int)smaller_side(a);
  if (!all_finite(a->data, numbers)) return false;
  double *own = t->a ? NULL : malloc(numbers * sizeof *t->a);
  if (own) t->a = own;
  if (!t->a) return false;
  memcpy(t->a, a->data, numbers * sizeof *t->a);
  memcpy(all + 1, results, count * sizeof *results);
  double weight = a->complex ? 4 : 1;
  bool done = long_job(lapack_seconds(weight * operations), run, t, all, count + 1);
  free(own);
  return !done || t->info == 0;
}
