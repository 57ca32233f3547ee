/* numerals.h -- numbers as they are written on the board, and lines a pocket calculator confirms.

   Fractions stay fractions while they are short; in an explanation with decimals every number has
   four significant digits.  A line of arithmetic shows its numbers with as many digits as it takes
   for whoever retypes them to get what it says.  */

#ifndef BOARD_NUMERALS_H
#define BOARD_NUMERALS_H

#include "board/steps.h"

const char *steps_number(Steps *s, Number n);  /* −3/2; marks the Steps swollen when too long */
const char *steps_factor(Steps *s, Number n);  /* in brackets when negative or a fraction */
const char *steps_raised(Steps *s, int64_t n); /* small and high: ¹² */
const char *steps_decimal(Steps *s, double x); /* 0.3333, 3.6180, 2: whatever the mode */
const char *steps_digits(Steps *s, double x, int digits); /* significant ones, trailing zeros go */
/* [2; −1/3; 1/3]; with ≈ [2; −0.3333; 0.3333] behind it when it holds fractions. */
const char *steps_vector(Steps *s, const Exact *a);
const char *steps_vector_decimal(Steps *s, const Exact *a);
const char *steps_vector_both(Steps *s, const Exact *a);
const char *steps_equals(const Steps *s, Number n); /* "=", or "≈" for what was rounded */

/* PATTERN with numbers put in: {0} as it is, {0*} as a factor, {0!} in brackets when negative,
   {1+} and {1-} as a term that is added or taken away, with its sign and blanks. */
const char *steps_format(Steps *s, const char *pattern, const Number *numbers);

typedef struct Equation {
  const char *left, *sign, *right; /* "4 − 3/2·1", "=" or "≈", "5/2" */
} Equation;
/* PATTERN is arithmetic whose value is RESULT. */
Equation steps_equation(Steps *s, const char *pattern, const Number *numbers, Number result);
const char *equation_text(Steps *s, Equation e); /* "4 − 3/2·1 = 5/2" */
/* With blanks at which no line is broken, for formulas in sentences. */
const char *steps_unbroken(Steps *s, const char *text);

#endif
