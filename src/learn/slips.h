/* slips.h -- how right numbers usually go wrong: a lost sign, degrees for radians, n for n - 1.

   A slip is only named when it holds by the exercise's own rule and differs from the right answer
   by more than ten tolerances.  No author has to write these.  */

#ifndef LEARN_SLIPS_H
#define LEARN_SLIPS_H

#include "learn/closeness.h"
#include "value/value.h"

typedef struct SlipFound {
  const char *name;    /* "sign"; NULL when nothing fits */
  const char *message; /* a sentence for the learner, Markdown */
} SlipFound;

/* MODEL and GIVEN are real.  SIZES are sample sizes that occur in the exercise. */
SlipFound slips_find(const Closeness *c, const View *model, const View *given, const size_t *sizes,
                     size_t size_count);

/* Names and messages that the formula judge shares. */
extern const SlipFound slip_sign, slip_reciprocal, slip_derivative, slip_integral, slip_transposed,
    slip_log_base, slip_degrees, slip_percent, slip_square, slip_root, slip_reversed, slip_exponent,
    slip_degrees_of_freedom, slip_off_by_one, slip_norm, slip_other_part, slip_constant,
    slip_function;

#endif
