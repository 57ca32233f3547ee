/* calculus.h -- what the explanations of derivatives share: formulas in a book's notation.  */

#ifndef BOARD_CALCULUS_H
#define BOARD_CALCULUS_H

#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/shape.h"
#include "board/explainers.h"
#include "board/numerals.h"

/* A function being differentiated. */
typedef struct Board {
  Steps *s;
  const Subject *subject;
  Algebra a;
  Formula f;
  Id symbol;        /* by which */
  const char *name; /* "x", "v(1)" */
  uint32_t letters; /* of those for parts (u, v, s ...) that are in use */
} Board;

/* False with a refusal when argument 0 is no function with a formula; then nothing is open. */
bool board_begin(Board *b, Steps *s, const Subject *subject);
void board_end(Board *b);

/* x²·sin(3x + 1) */
const char *board_text(Board *b, Id e);
/* In brackets when it is a sum or begins with a minus. */
const char *board_factor(Board *b, Id e);
/* Typed notation in a book's: 3*x^2 becomes 3x². */
const char *book_text(Steps *s, const char *typed);
/* A letter that the learner does not use: u, v, w for parts, s, t, p for what is INSIDE. */
const char *board_letter(Board *b, bool inside);
void board_letter_back(Board *b, const char *letter);

/* E differentiated step by step under PARENT, with LABEL ("u'") before its heading; NULL at the
   top.  Answers the derivative as the rules give it, as text that can be a factor when *SUM is
   false. */
const char *board_derive(Board *b, BoardStep *parent, const char *label, Id e, bool *sum);
/* Whether the derivative needs no step of its own. */
bool board_is_simple(Board *b, Id e);
Id board_slope(Board *b, Id e); /* tidied */
/* AFTER is the derivative of BEFORE: claimed as functions of the symbol. */
void board_claim(Board *b, BoardStep *step, Id before, Id after);

#endif
