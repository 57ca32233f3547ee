/* transfer.h -- taking what is known of the learner to another machine.

   A copy is one file without a log.  Merging keeps what both sides know: an answer or review that
   is on both is there once, and where they differ (a position, a setting) the newer one, or one's
   own, stays.  */

#ifndef STORE_TRANSFER_H
#define STORE_TRANSFER_H

#include "store/store.h"

/* Writes a copy to PATH, which must not exist. */
bool store_copy(Store *store, const char *path, Error *error);

typedef struct StoredMerge {
  int64_t attempts, reviews, quizzes, lessons; /* that were new here */
  int64_t known;                               /* attempts that were here already */
} StoredMerge;

/* Takes in what is in the file at PATH, a copy of this version (see store_open); one event. */
bool store_merge(Store *store, const char *path, StoredMerge *out, Error *error);

#endif
