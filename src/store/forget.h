/* forget.h -- taking back what is known of the learner.  */

#ifndef STORE_FORGET_H
#define STORE_FORGET_H

#include "store/store.h"

typedef struct StoredAmount {
  int64_t attempts, reviews, quizzes, lessons;
} StoredAmount;

/* How much there is of LESSON, or with NULL in all.  Of quizzes those that ask about it. */
bool store_amount(Store *store, const char *lesson, StoredAmount *out, Error *error);

/* Forgets LESSON, or with NULL everything but the settings: answers, reviews, levels, positions,
   time spent.  Of finished quizzes the score stays and its questions go; an interrupted quiz about
   the lesson is dropped.  The bytes are overwritten, too. */
bool store_forget(Store *store, const char *lesson, Error *error);

#endif
