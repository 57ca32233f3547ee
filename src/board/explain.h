/* explain.h -- from an expression to its explanation.

   The outermost operation decides: explainers.h lists who explains what.  Its arguments are
   evaluated where the explanation was asked for.  What nobody explains is taken apart, operation by
   operation.  */

#ifndef BOARD_EXPLAIN_H
#define BOARD_EXPLAIN_H

#include "board/render.h"
#include "board/steps.h"
#include "lang/ast.h"
#include "lang/builtin.h"

enum { MAX_SUBJECT_ARGUMENTS = 10 };

/* What is to be explained. */
typedef struct Subject {
  Call *call;
  const char *text; /* as it was typed */
  const Node *node; /* its tree; spans point into text */
  const char *name; /* its outermost operation: "inv", "\\", "*", "'" */
  size_t count;
  Value args[MAX_SUBJECT_ARGUMENTS];
  const char *texts[MAX_SUBJECT_ARGUMENTS]; /* of the arguments, as typed */
  size_t wanted;                            /* results asked for: 2 of [q, r] = qr(A) */
  Value value;  /* of the plain evaluation; VALUE_NONE when that failed */
  Steps *steps; /* being made */
} Subject;

/* One row of a table that ends with a NULL name.  Several rows may bear one name: the first that
   answers true has explained it. */
typedef struct Explainer {
  const char *name;
  size_t least, most; /* arguments */
  /* False: not this.  The reason may be left by steps_refuse. */
  bool (*explain)(Steps *s, const Subject *subject);
} Explainer;

/* Why there are no steps, a sentence without its full stop; answers false. */
bool steps_refuse(Steps *s, const char *reason);

/* Argument I as a matrix of numbers one can calculate with on paper; NULL with a refusal. */
const Exact *subject_matrix(Steps *s, const Subject *subject, size_t i);
/* The same, a vector of either orientation. */
const Exact *subject_vector(Steps *s, const Subject *subject, size_t i);
/* The name an argument has in the text: "A" when a variable was typed, "inv(A)"; STANDARD for a
   literal; for a formula a free letter, which is introduced below the title. */
const char *subject_name(const Subject *subject, size_t i, const char *standard);
/* A text evaluated where the explanation was asked for; VALUE_NONE when that fails. */
Value subject_evaluate(const Subject *subject, const char *text);

/* The builtin explain: prints the explanation and answers the value. */
Value explain_call(Call *call);
/* The builtin why: one step of the last explanation, "2" or "1.2", with all its arithmetic. */
Value explain_step_call(Call *call);

/* The explanation of TEXT alone; false when there is none.  To be ended by steps_end in any case.
 */
bool explain_text(Call *call, const char *text, Steps *s);

#endif
