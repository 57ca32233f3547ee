/* schedule_fit.h -- the first four weights, from what the learner really remembered.  */

#ifndef LEARN_SCHEDULE_FIT_H
#define LEARN_SCHEDULE_FIT_H

#include "learn/schedule.h"

#include <stddef.h>

/* One review of the log: the reviews of a card stand together, in their order. */
typedef struct FitReview {
  unsigned card;
  double elapsed; /* days since the one before of this card; 0 for its first */
  Grade grade;
} FitReview;

typedef struct FitReport {
  size_t trained, held_out; /* reviews that spoke */
  double before, after;     /* log loss on the held-out cards */
} FitReport;

/* New first stabilities for S (one for each first grade), fitted on two thirds of the cards. False,
   with S unchanged, when there are too few reviews or the other third is not predicted better. */
bool schedule_fit(Schedule *s, const FitReview *reviews, size_t count, FitReport *report);

/* Mean log loss of the predictions of all reviews but the first of each card, over the cards whose
   number modulo 3 is 2 (or not, when HELD_OUT is false); *SPOKEN is how many there are. */

#endif
