/* lesson_bank.h -- the exercises of a lesson as a question bank.  */

#ifndef EXCHANGE_LESSON_BANK_H
#define EXCHANGE_LESSON_BANK_H

#include "exchange/bank.h"
#include "lang/interp.h"
#include "learn/lesson.h"

/* Add VARIANTS drawings of every exercise, with the numbers that the learner with this SEED would
   see.  The blocks of the lesson are run silently; a block or a drawing that fails is said in
   bank->lost as an error.  Answers that other systems cannot mark (vectors, formulas) become
   choices among the model answer and the author's slips. */
void bank_from_lesson(Bank *bank, const Lesson *lesson, Interp *in, uint64_t seed,
                      unsigned variants);

#endif
