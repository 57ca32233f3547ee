/* events.h -- parts of events that other files of this floor put into their own transaction.  */

#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include "store/attempts.h"
#include "store/skills.h"

/* Inserts without a transaction of its own.  *SESSION becomes the number to remember in the store
   once the caller's transaction is committed. */
bool attempt_insert(Store *store, const StoredAttempt *attempt, int64_t *session, Error *error);

bool skill_save(Store *store, const StoredSkill *state, Error *error);
/* The state, and a row of the log at the review's own time (0: now). */
bool review_insert(Store *store, const StoredReview *review, const StoredSkill *state,
                   Error *error);

#endif
