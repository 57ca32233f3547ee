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
} Judgement;

/* Judge what was typed.  LIMITS of the interpreter are set for the time of it (steps, memory,
 * time). */
void judge_answer(Interp *in, const Question *question, const char *typed, Judgement *out);
void judgement_free(Judgement *j);

/* The model answer as the learner could type it. */
bool judge_model(Interp *in, const Question *question, Text *out, Error *error);

/* The precision that is asked for, in words for the prompt ("three significant figures are
   enough"), or an empty text. */
void judge_precision(const Part *part, Text *out);

/* Whether answers of this kind can be judged at all; a lesson that asks for others is faulty. */
bool judge_knows(AnswerKind kind);

const char *verdict_name(Verdict v); /* right form close slip wrong ungradable */

#endif
