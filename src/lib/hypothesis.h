/* hypothesis.h -- what the tests of hypotheses share: options, tails, groups.  */

#ifndef LIB_HYPOTHESIS_H
#define LIB_HYPOTHESIS_H

#include "lib/distribution.h"
#include "value/cell.h"

typedef struct TestOptions {
  double alpha;
  int tail;         /* -1 left, 0 both, 1 right */
  size_t dimension; /* of the argument that names it; 0 for none */
  char method[16];  /* "exact", "approximate", "equal", "unequal" ...; "" when not given */
} TestOptions;

/* Pairs 'alpha' 0.05, 'tail' "left", 'dim' 2, 'method' or 'vartype' "exact" from argument FIRST on;
   a number that comes first is alpha.  False with the call failed. */
bool test_options(Call *call, size_t first, TestOptions *o);

/* The p-value of statistic X: the chance of one as far out on the side (or both sides) asked for,
   under a distribution that is symmetric about 0 (both = 2 times the smaller) or any. */
double test_chance(const Distribution *d, const double *p, double x, int tail);
double test_quantile(const char *name, double q, double a, double b);
double test_above(const char *name, double x, double a, double b);
Value test_decision(double p, double alpha); /* 1, 0, or NaN */

/* Numbers of arguments without NaN, in the Work. */
double *test_numbers(Work *w, size_t i, size_t *n);

/* Argument X split into groups: its columns, or by the labels in argument G (numbers, or a cell of
   texts).  GROUP holds numbers from 0; NaN are left out. */
typedef struct Groups {
  double *x;
  size_t *group;
  size_t n, count;
  Value names; /* a cell of texts; owned */
  double *size, *mean, *variance;
} Groups;
bool test_groups(Work *w, size_t x, size_t g, Groups *groups);

/* The labels in argument I as numbers from 0 of the COUNT sorted different ones; *NAMES is a column
   cell of texts, owned.  NaN becomes SIZE_MAX. */
size_t *test_labels(Work *w, size_t i, size_t *n, size_t *count, Value *names);

#endif
