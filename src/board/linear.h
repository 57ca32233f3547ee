/* linear.h -- what the explanations of linear algebra share: elimination with its steps.  */

#ifndef BOARD_LINEAR_H
#define BOARD_LINEAR_H

#include "board/explain.h"
#include "board/numerals.h"

enum { MAX_ELIMINATION = 10 }; /* rows and columns worked through on the board */

typedef struct Elimination {
  Steps *s;
  BoardStep *parent; /* of the steps; NULL: work silently */
  Exact *work;
  size_t sought; /* pivots are looked for in these first columns */
  size_t bar;    /* where a line is drawn, 0: nowhere */
  size_t rank;
  size_t pivots[MAX_ELIMINATION + 1]; /* their columns, one a row */
  size_t swaps;
  double noise[MAX_ELIMINATION + 1]; /* of each row of the beginning: what may be rounding */
  bool doubtful;                     /* rounding may have made a 0, or hidden one */
  bool largest; /* the pivot is the largest number, as the machine chooses it */
  size_t order[MAX_ELIMINATION + 1]; /* which row of the beginning stands where */
} Elimination;

/* WORK is changed.  At most MAX_ELIMINATION rows. */
void eliminate_begin(Elimination *e, Steps *s, BoardStep *parent, Exact *work, size_t sought,
                     size_t bar);
void eliminate_down(Elimination *e); /* to a staircase */
void eliminate_up(Elimination *e);   /* pivots 1, zeros above them */
/* The matrix as it stands, with R1, R2 ... beside it when LABELLED. */
const Grid *eliminate_grid(const Elimination *e, bool labelled);
/* False, with a refusal, when the elimination is doubtful. */
bool eliminate_is_sure(const Elimination *e);
/* Of a square matrix: "2 · 5/2 · 24/5 = 24", its blanks unbreakable. */
const char *eliminate_pivot_product(const Elimination *e, Number *product);

const char *count_word(Steps *s, size_t n);               /* "three"; figures beyond twelve */
const char *plural(Steps *s, size_t n, const char *noun); /* "3 equations", "1 equation" */
const char *linear_term(Steps *s, Number n, const char *name, bool first); /* " − 1/2·x2" */

/* A in front of its verb: too large, not square: false with a refusal. */
bool linear_fits(Steps *s, const Exact *a, bool square, size_t most);
/* The name of the matrix in titles. */
const char *linear_title(const Subject *subject);
/* A zero that the machine shows as something like 6.7e-16. */
const char *linear_rounding_note(Steps *s, double shown);

/* How the entries of A times B come about, in the full explanation of STEP. */
void linear_product_rows(Steps *s, BoardStep *step, const Exact *a, const Exact *b);
/* How A becomes I while I becomes its inverse, in the full explanation of STEP. */
void linear_inverse_steps(Steps *s, BoardStep *step, const Exact *a);

/* What a determinant of these numbers could be at most. */
double linear_determinant_bound(const Exact *a);
/* The step claims that DET is the determinant of A, in decimals beside that bound. */
void linear_claim_determinant(Steps *s, BoardStep *step, Number det, const Exact *a);

/* A least-squares problem A x ~ b by the normal equations; PLAIN is what the machine found, or
   NULL. */
bool explain_least_squares(Steps *s, const Exact *plain, const Exact *a, const Exact *b);

#endif
