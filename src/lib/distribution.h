/* distribution.h -- what is known of one probability distribution.

   All builtins named after a distribution (normpdf, normcdf, norminv, normrnd ...) go through one
   driver each; the functions here see one number and valid parameters.  */

#ifndef LIB_DISTRIBUTION_H
#define LIB_DISTRIBUTION_H

#include "lib/numeric.h"
#include <gsl/gsl_rng.h>

enum { MOST_PARAMETERS = 3 };

typedef struct Distribution {
  const char *name; /* "norm": the builtins are normpdf, normcdf ... */
  size_t parameters;
  double standard[MOST_PARAMETERS]; /* of parameters that may be left out */
  bool discrete;                    /* on whole numbers from LOW */
  double low;
  bool (*valid)(const double *p);
  double (*density)(double x, const double *p);
  double (*below)(double x, const double *p);   /* P(X <= x) */
  double (*above)(double x, const double *p);   /* P(X > x), accurate where it is small */
  double (*inverse)(double q, const double *p); /* 0 < q < 1; NULL: searched for */
  double (*high)(const double *p);              /* upper end of a discrete support; NULL: Inf */
  double (*draw)(const gsl_rng *rng, const double *p); /* NULL: through the inverse */
  void (*moments)(const double *p, double *mean, double *variance);
} Distribution;

extern const Distribution continuous_distributions[], further_distributions[],
    discrete_distributions[];

/* The distribution a builtin's name (without its last three letters) means. */
const Distribution *distribution_of(const Builtin *builtin);

/* By its full or short name: "normal" or "norm"; NULL for others. */
const Distribution *distribution_named(const char *name);

/* P(X <= x), the density (of a discrete one the probability) at X, and the smallest x that is
   not below with probability Q (NaN outside of 0 to 1), for valid parameters P. */
double distribution_below(const Distribution *d, double x, const double *p);
double distribution_density(const Distribution *d, double x, const double *p);
double distribution_quantile(const Distribution *d, double q, const double *p);

/* What ...pdf, ...cdf and ...inv do for the distribution that the builtin's name means: entry by
   entry, single numbers beside arrays. */
Value call_density(Call *call);
Value call_cumulative(Call *call);
Value call_quantile_function(Call *call);
Value call_moments(Call *call); /* [mean, variance] = normstat(...) */
Value call_draw(Call *call);    /* normrnd(..., sizes) */

#endif
