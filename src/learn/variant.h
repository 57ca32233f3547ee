/* variant.h -- one drawing of an exercise: its variables, its questions, its model answers.

   The seed is a hash of lesson, exercise, learner seed and attempt number, so that a report can be
   reproduced.  */

#ifndef LEARN_VARIANT_H
#define LEARN_VARIANT_H

#include "lang/interp.h"
#include "learn/exercise.h"

typedef struct Variant {
  const Exercise *exercise;
  uint64_t seed;
  Scope *scope;   /* the lesson's variables, and the drawn ones */
  unsigned draws; /* how many it took */
  /* After a failed draw the key that failed. */
  const Phrase *culprit;
  size_t *orders[16]; /* for each part with choices: which choice stands at which place */
} Variant;

uint64_t variant_seed(const char *lesson, const char *exercise, uint64_t learner, unsigned attempt);

/* For the draws of a block that is shown: the same for everybody and every time, so that going back
   changes nothing. */
uint64_t variant_block_seed(const char *lesson, size_t step, size_t item);

/* Draw: run vars: until where: holds, at most 10,000 times and not longer in all than two
   seconds or what the interpreter's limits allow one run.  OUTSIDE holds the lesson's variables.
   False with an ERROR and the culprit. */
bool variant_draw(Variant *v, Interp *in, const Exercise *exercise, const Scope *outside,
                  uint64_t seed, Error *error);
void variant_free(Variant *v);

/* What was answered to PART (from 0) becomes `given` and `given_NAME` of the parts behind it; takes
   VALUE over. */
void variant_give(Variant *v, size_t part, Value value);
/* The same with the model answer; nothing where it has no value.  False when an earlier answer
   cannot be computed. */
bool variant_give_model(Variant *v, Interp *in, size_t part);

/* Options that are letters themselves ("b", "c") are numbered: a typed b would be two things. */
bool variant_numbers_options(const Part *part);

#endif
