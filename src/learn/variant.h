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
  Scope *scope;       /* the lesson's variables, and the drawn ones */
  unsigned draws;     /* how many it took */
  size_t *orders[16]; /* for each part with choices: which choice stands at which place */
} Variant;

uint64_t variant_seed(const char *lesson, const char *exercise, uint64_t learner, unsigned attempt);

/* Draw: run vars: until where: holds, at most 10,000 times.  OUTSIDE holds the lesson's variables.
   False with an ERROR that names the key and what went wrong. */
bool variant_draw(Variant *v, Interp *in, const Exercise *exercise, const Scope *outside,
                  uint64_t seed, Error *error);
void variant_free(Variant *v);

#endif
