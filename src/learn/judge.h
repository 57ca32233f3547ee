/* judge.h -- how an answer is read, compared and answered.

   A pure function of the question, the variant's variables and what was typed: the same verdict for
   every seed and every run.  What cannot be graded never costs an attempt.  */

#ifndef LEARN_JUDGE_H
#define LEARN_JUDGE_H

#include "lang/interp.h"
#include "learn/exercise.h"

typedef enum Verdict {
  VERDICT_RIGHT,
  VERDICT_FORM,  /* the right value in a form that was excluded */
  VERDICT_CLOSE, /* names the distance */
  VERDICT_SLIP,  /* wrong, and it is known how */
  VERDICT_WRONG,
  VERDICT_UNGRADABLE
} Verdict;

/* What is asked, with the scope of this variant.  A Question borrows everything. */
typedef struct Question {
  const Part *part;
  Scope *scope;   /* the variant's variables: what the model answer is computed from */
  Scope *learner; /* what the learner's expression may use; NULL: nothing but functions */
  Scope *lesson;  /* the lesson's own: a formula answer may use of them what the author's answer
                     uses; NULL: none are known */
  const Exercise *exercise; /* of which the part is one; may be NULL */
  bool quiz;                /* messages keep the expected values to themselves */
  const size_t *order; /* of choices: order[i] is the choice shown at place i; NULL: as written */
} Question;

typedef struct Judgement {
  Verdict verdict;
  double credit;    /* 0 .. 1 */
  int slip;         /* index into part->slips; -1: none of the author's */
  const char *name; /* of an automatic slip ("sign", "transposed"), or NULL */
  Text reading;     /* what the tutor read: "3*x^2 + 1"; one line */
  Text message;     /* Markdown: why, in a sentence or two; may be empty */
  Text why;         /* several lines for the command `why`: rule, points, both values */
  Text plot;   /* statements of the language that draw both functions; empty: nothing to draw */
  Value value; /* what was answered, where that is a value; else VALUE_NONE.  Owned */
} Judgement;

/* Judge what was typed.  LIMITS of the interpreter are set for the time of it (steps, memory,
 * time). */
void judge_answer(Interp *in, const Question *question, const char *typed, Judgement *out);
void judgement_free(Judgement *j);

/* The model answer as the learner could type it. */
bool judge_model(Interp *in, const Question *question, Text *out, Error *error);

/* The value of the model answer, where it has one: what `given` is after a part that was not
   answered. */
bool judge_model_value(Interp *in, const Question *question, Value *out);

/* The precision that is asked for, in words for the prompt ("three significant figures are
   enough"), or an empty text. */
void judge_precision(const Part *part, Text *out);
/* Whether that is worth a word: not for a formula, and without a rule of its own not where the
   answer is whole in SCOPE. */
bool judge_is_rounded(Interp *in, Scope *scope, const Part *part);

/* Whether answers of this kind can be judged at all; a lesson that asks for others is faulty. */
bool judge_knows(AnswerKind kind);
/* The units of a number and the like, in words for the prompt, or an empty text. */
void judge_conditions(const Part *part, Text *out);

const char *verdict_name(Verdict v); /* right form close slip wrong ungradable */

#endif
