/* eigen.h -- eigenvalues from the characteristic polynomial, shared by its files.  */

#ifndef BOARD_EIGEN_H
#define BOARD_EIGEN_H

#include "board/linear.h"
#include "board/roots.h"

/* One eigenvalue, or a pair of complex ones. */
typedef struct Lambda {
  Root exact;
  bool known;               /* ... exactly */
  double value;             /* its real part */
  double turning;           /* imaginary part of a complex pair, else 0 */
  const char *turning_text; /* of a pair: "1 ± √7/2·i" */
  size_t times;             /* how often it is a root */
  const char *name;         /* "λ1" */
  const Exact *vectors;     /* a direction in each column; doubles where a root is irrational */
} Lambda;

typedef struct Eigen {
  Steps *s;
  const Exact *a;
  const char *name; /* of the matrix */
  bool symmetric;
  Lambda lambda[3]; /* different ones, the largest first; a complex pair is one */
  size_t count;
} Eigen;

/* LAMBDA as a number, 3.6180 or 4; kept by the steps. */
const char *eigen_short(const Eigen *e, const Lambda *lambda);
/* The steps from det(A − λ I) = 0 to e->lambda, which is empty before, for A of 2x2 (3x3). */
void eigen_polynomial_2(Eigen *e);
void eigen_polynomial_3(Eigen *e);
/* After that: a step for each eigenvalue with its directions. */
void eigen_directions_2(Eigen *e);
void eigen_directions_3(Eigen *e);

#endif
