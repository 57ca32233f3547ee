/* calculus.h -- what the explanations of derivatives share: formulas in a book's notation.  */

#ifndef BOARD_CALCULUS_H
#define BOARD_CALCULUS_H

#include "algebra/calculus.h"
#include "algebra/derive.h"
#include "algebra/shape.h"
#include "board/explainers.h"
#include "board/numerals.h"

enum { MAX_BOARD_VARIABLES = 6, MAX_SEEN = 40 };

/* A part that has its steps already. */
typedef struct Seen {
  Id part, symbol;
  const BoardStep *step;
  const char *slope;
} Seen;

/* A function being differentiated. */
typedef struct Board {
  Steps *s;
  const Subject *subject;
  Algebra a;
  Formula f;
  size_t conditions;  /* that were there when the function was read */
  Variables all;      /* every variable of the function; none where some are arrays beside others */
  size_t entries;     /* of a variable that is an array */
  Id symbol;          /* by which */
  const char *name;   /* "x", "v(1)" */
  uint32_t letters;   /* of those for parts (u, v, s ...) that are in use */
  size_t functions;   /* how many letters for functions (g, h ...) are in use */
  unsigned deeper;    /* levels by which all steps of the rules are shown later */
  const char *rule;   /* the outermost one, "product rule"; NULL where there are no pieces */
  const char *pieces; /* its right side, "u'·v + u·v'" */
  Seen seen[MAX_SEEN];
  size_t seen_count;
} Board;

/* False with a refusal when argument 0 is no function with a formula; then nothing is open. */
bool board_begin(Board *b, Steps *s, const Subject *subject);
void board_end(Board *b);
/* Refuses with what went wrong in the algebra, else with REASON. */
bool board_refuse(Board *b, const char *reason);

/* x²·sin(3x + 1) */
const char *board_text(Board *b, Id e);
/* In brackets when it is a sum or begins with a minus. */
const char *board_factor(Board *b, Id e);
/* TEXT in brackets where it could not be a factor: FIRST ones may be fractions. */
const char *board_enclose(Board *b, const char *text, bool first);
/* Typed notation in a book's: 3*x^2 becomes 3x². */
const char *book_text(Steps *s, const char *typed);
/* The same from text with blanks about its signs: "3 * x ^ 2". */
const char *book_tight(Steps *s, const char *typed);
/* The function as it was typed, in a book's notation; its formula when that is not known. */
const char *board_typed(Board *b);
/* A letter that the learner does not use: u, v, w for parts, s, t, p for what is INSIDE. */
const char *board_letter(Board *b, bool inside);
const char *board_function_letter(Board *b); /* g, h, k ... */

/* E differentiated step by step under PARENT, with LABEL ("u'") before its heading; NULL at the
   top.  Answers the derivative as the rules give it, as text. */
const char *board_derive(Board *b, BoardStep *parent, const char *label, Id e);
/* Whether the derivative needs no step of its own. */
bool board_is_simple(Board *b, Id e);
/* c + d·x: its derivative is read off without a word. */
bool board_is_linear(Board *b, Id e);
/* sin(x) and its like, not of something inside. */
bool board_is_table(Board *b, Id e);
bool board_varies(Board *b, Id e);
Id board_slope(Board *b, Id e); /* tidied */
const char *board_slope_text(Board *b, Id e);
/* AFTER is the derivative of BEFORE: claimed as functions of the symbol. */
void board_claim(Board *b, BoardStep *step, Id before, Id after);
/* ... or the same function. */
void board_claim_same(Board *b, BoardStep *step, Id before, Id after);

/* The same by the whole symbol, a column. */
void board_claim_vector(Board *b, BoardStep *step, Id before, Id after);

/* The gradient of a sum of a'*x and x'*A*x by the column X, term by term; false with a refusal for
   anything else. */
bool vector_gradient(Board *b, Id x);
/* The same by a matrix, from its differential: traces, determinants, sums of squares. */
bool matrix_gradient_steps(Board *b, Id x);

/* The value of E at POINT, one number for each variable; NULL where there is none. */
const Exact *board_at(Board *b, Id e, const double *point);
double board_number_at(Board *b, Id e, const double *point);
/* The value of handle F there, called as the learner's function is. */
Value board_call(Board *b, Value f, const double *point);

/* One differentiation under PARENT with its pieces put together: "f'(x)" is what it is called OF.
   Answers the tidied derivative; EXPR_NONE with the failure in the algebra. */
Id board_differentiate(Board *b, BoardStep *parent, const char *of, Id e);
/* A sentence about the kink that was met; NULL when there was none. */
const char *board_kink_note(Board *b);
/* "It holds where x ≠ 1: ..." when RESULT has values where the function has none; else NULL. */
const char *board_condition_note(Board *b, Id result);

/* ------------------------------------------------------------------ between the files of rules */

/* A step of a rule begins: named inside, alone at the top. */
BoardStep *rule_begin(Board *b, BoardStep *parent, const Move *move, const char *label,
                      const char *heading);
/* "u' = 2x", in the step itself or, behind its parts, in a step of its own; answers RAW. */
const char *rule_close(Board *b, BoardStep *step, const char *label, const char *raw, Id e);
/* The slope of a part called NAME: read off in a row of STEP, or with steps of its own. */
const char *rule_part(Board *b, BoardStep *step, const char *name, Id e);
/* The rules for powers and calls: what is inside something else. */
const char *rule_power(Board *b, BoardStep *parent, const char *label, Id e);
const char *rule_call(Board *b, BoardStep *parent, const char *label, Id e);

/* ------------------------------------------------------------------ numbers */

/* Argument I as a list of at most MAX_BOARD_VARIABLES real numbers; false with a refusal. */
bool subject_point(Steps *s, const Subject *subject, size_t i, double *out, size_t *count);
/* Argument I as one number. */
bool subject_number(Steps *s, const Subject *subject, size_t i, double *out);
/* Argument I, a number, as it was typed where that says more: π/2. */
const char *subject_place(Steps *s, const Subject *subject, size_t i);
/* The function in argument 0 in a book's notation. */
const char *subject_function(Steps *s, const Subject *subject);
const char *say_number(Steps *s, double x); /* six digits, ∞, "no number" */
const char *say_exact(Steps *s, double x);  /* 1/3 where it is one, else six digits */
/* As many digits, at most ten, as it takes for what is nearly 1 not to read 1; else "≈ 1". */
const char *say_close(Steps *s, double x);
/* "At 0.5 the function is 0.877583 and the polynomial 0.877604: 0.000022 too much." */
const char *say_miss(Steps *s, const char *place, double function, double polynomial);
bool is_visible_miss(double function, double polynomial);       /* six digits show the difference */
const char *sign_for(Steps *s, double x);                       /* "=" or "≈" before say_exact */
const char *say_point(Steps *s, const double *x, size_t count); /* (1, 2); 1 alone */
/* The value is what the plain evaluation says, as near as TOLERANCE. */
void claim_result(Steps *s, const Subject *subject, double result, double tolerance);
void claim_true(Steps *s, BoardStep *step, bool holds);

/* The derivatives by all variables, as an array of the Algebra; EXPR_NONE for those that do not
   occur.  NULL with a refusal for arrays and for more than six. */
Id *board_partials(Board *b, Id e);
/* The name of variable I. */
const char *board_variable(Board *b, size_t i);

/* grad(f, x) as it is calculated: values forwards, gradients backwards. */
bool explain_backwards(Steps *s, const Subject *subject);

/* The only parameter, a number; the derivative and both as handles (owned). */
typedef struct Curve {
  Board b;
  Id slope;
  Value f, df;
} Curve;

bool curve_begin(Curve *c, Steps *s, const Subject *subject);
void curve_end(Curve *c);
double curve_at(const Subject *subject, Value f, double x); /* NaN where there is no number */

#endif
