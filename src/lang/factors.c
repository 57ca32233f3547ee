/* factors.c -- factors that a builtin found on its way, for who can use them again.  */

#include "config.h"
#include "lang/factors.h"
#include "base/memory.h"
#include "lang/optimised.h"
#include "lang/vectorise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static LuFactors *asking;

void factors_ask(LuFactors *keeper) {
  asking = keeper;
}

void factors_offer(const double *lu, const size_t *order, size_t n) {
  if (!asking || asking->n > 0) return;
  *asking = (LuFactors){ n, mem_new(n * n * sizeof *lu), mem_new(n * sizeof *order) };
  memcpy(asking->lu, lu, n * n * sizeof *lu);
  memcpy(asking->order, order, n * sizeof *order);
}

void factors_forget(LuFactors *f) {
  free(f->lu);
  free(f->order);
  *f = (LuFactors){ 0 };
}

static bool inverse_turned_optimised(const LuFactors *f, double scale, double *x) {
  size_t n = f->n, dims[2] = { n, n };
  int *pivots = mem_new(n * sizeof *pivots);
  for (size_t i = 0; i < n; i++) pivots[i] = (int)f->order[i];
  View lu = { .rank = 2, .count = n * n, .dims = dims, .data = f->lu };
  bool good = optimised_inverse_of_factors(&lu, pivots, x);
  free(pivots);
  for (size_t j = 0; good && j < n; j++)
    for (size_t i = 0; i <= j; i++) {
      double upper = x[i + j * n];
      x[i + j * n] = scale * x[j + i * n];
      x[j + i * n] = scale * upper;
    }
  return good;
}

/* X' becomes (L U)^-1 X', its rows being the columns of X. */
VECTORISED static void divide_rows(const double *lu, size_t n, double *restrict x) {
  for (size_t i = 1; i < n; i++)
    for (size_t j = 0; j < i; j++) {
      const double factor = lu[i + j * n], *from = x + j * n;
      double *restrict to = x + i * n;
      VECTOR_LOOP
      for (size_t k = 0; k < n; k++) to[k] -= factor * from[k];
    }
  for (size_t i = n; i-- > 0;) {
    double *restrict to = x + i * n;
    for (size_t j = i + 1; j < n; j++) {
      const double factor = lu[i + j * n], *from = x + j * n;
      VECTOR_LOOP
      for (size_t k = 0; k < n; k++) to[k] -= factor * from[k];
    }
    const double pivot = lu[i + i * n];
    VECTOR_LOOP
    for (size_t k = 0; k < n; k++) to[k] /= pivot;
  }
}

enum { MANY = 48 }; /* from here on the library is quicker */

bool factors_inverse_turned(const LuFactors *f, double scale, double *x) {
  size_t n = f->n;
  for (size_t i = 0; i < n; i++)
    if (!(fabs(f->lu[i + i * n]) > 0)) return false;
  if (n >= MANY && inverse_turned_optimised(f, scale, x)) return true;
  memset(x, 0, n * n * sizeof *x);
  size_t few[16], *places = n <= 16 ? few : mem_new(n * sizeof *places);
  for (size_t i = 0; i < n; i++) places[i] = i;
  for (size_t i = 0; i < n; i++) {
    size_t other = places[f->order[i]];
    places[f->order[i]] = places[i];
    places[i] = other;
  }
  for (size_t i = 0; i < n; i++) x[places[i] + i * n] = scale;
  if (places != few) free(places);
  divide_rows(f->lu, n, x);
  return true;
}
