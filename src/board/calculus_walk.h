/* calculus_walk.h -- what the explanations of walks downhill share.  */

#ifndef BOARD_CALCULUS_WALK_H
#define BOARD_CALCULUS_WALK_H

#include "board/calculus.h"

enum { WALK_NORMAL_ROWS = 5, WALK_FULL_ROWS = 12 };

typedef struct Walk {
  Board b;
  size_t n, count; /* variables, steps */
  double x[MAX_BOARD_VARIABLES], rate;
  Id *parts;   /* by each variable; NULL where the gradient is one formula */
  Id gradient; /* of an array */
  Id *bends;   /* n by n second derivatives, for Newton */
  bool ends;   /* the plain value is the last place, not the way to it */
} Walk;

/* The function in argument 0 and the start in argument 1, under a title; false with a refusal, and
   then nothing is open. */
bool walk_begin(Walk *w, Steps *s, const Subject *subject, const char *method);
/* The gradient at X; false where it has no value. */
bool walk_slopes(Walk *w, const double *x, double *g);
const char *walk_name(Walk *w, size_t i); /* of a variable: "x", "v(1)" */
const char *walk_moving(Walk *w);         /* what moves, in a formula: x, w, (x, y) */
const char *walk_mark(Walk *w);           /* "f'(x)" or "∇f" */
void walk_slope_step(Walk *w);            /* the formula of the slopes */
const char *walk_short(Steps *s, double x);
const char *walk_point(Steps *s, const double *x, size_t n);
BoardStep *walk_step(Walk *w, const char *heading, const char *formula);
/* "x:  1 − 0.1·2 = 0.8", as a calculator has it. */
void walk_equation(Steps *s, BoardStep *step, const char *name, const char *pattern,
                   const double *numbers, size_t count, double result);

/* The places one by one. */
typedef struct WalkTable {
  Walk *w;
  BoardStep *step;
  size_t rows;
  double first, last;
  const char *place; /* of the last row */
} WalkTable;

WalkTable walk_table(Walk *w);
/* One more line; false when it is the last one that is shown. */
bool walk_row(WalkTable *t, const double *x, const double *g);
void walk_table_end(WalkTable *t, const char *too_large);

#endif
