/* tails.h -- incomplete gamma and beta integrals whose small tail keeps its digits, and the terms
   of the Poisson and binomial series they are built from.  */

#ifndef LIB_TAILS_H
#define LIB_TAILS_H

typedef struct Tails {
  double lower, upper; /* they add up to 1; both are accurate relative to themselves */
} Tails;

double poisson_term(double x, double mean);                   /* m^x e^-m / Gamma(x+1) */
double binomial_term(double x, double n, double p, double q); /* q is 1 - p */
double stirling_error(double n);                              /* of log n! */
double saddle_deviance(double x, double mean);                /* x log(x/m) + m - x */
double log_gamma_1p(double a);                                /* log Gamma(1+a), a > -0.5 */

Tails gamma_tails(double a, double x);                    /* a > 0, x >= 0 */
Tails beta_tails(double x, double y, double a, double b); /* y is 1 - x; a, b > 0 */
double normal_below(double z);                            /* of the standard normal distribution */

#endif
