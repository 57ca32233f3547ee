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

void eigen_add(Eigen *e, Lambda lambda);
Lambda eigen_known(Root r, size_t times);
/* "(5 + √5)/2 ≈ 3.6180", "4", "3.618" */
const char *eigen_text(const Eigen *e, const Lambda *lambda);
const char *eigen_short(const Eigen *e, const Lambda *lambda); /* 3.6180 or 4 */
/* λ² − pλ + q = 0 solved in STEP: one eigenvalue twice, two, or a pair. */
void eigen_quadratic(Eigen *e, BoardStep *step, Number p, Number q);
void eigen_polynomial_2(Eigen *e);
void eigen_polynomial_3(Eigen *e);
void eigen_directions_2(Eigen *e);
void eigen_directions_3(Eigen *e);
/* A − λ I with λ as it is written: "2 − λ". */
Grid *eigen_grid(const Eigen *e, Fence fence);
const char *eigen_entry(const Eigen *e, size_t i, size_t j); /* "2 − λ", "1" */

#endif
