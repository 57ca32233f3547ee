/* review.h -- exercises that are due, asked again with other numbers.

   Like a session a state machine over lines.  Skills of all lessons come in mixed order; what was
   missed is asked once more in the same sitting.  Answers are recorded like any others: what they
   change is told by mastery.h.  */

#ifndef LEARN_REVIEW_H
#define LEARN_REVIEW_H

#include "learn/catalogue.h"
#include "learn/session.h"

typedef struct Review Review;

typedef struct ReviewOptions {
  Store *store;  /* must be there */
  uint64_t seed; /* decides order and numbers */
  bool quiet;
  unsigned most;              /* exercises in this sitting; 0: what is left of the day's limit */
  int64_t (*now)(void *self); /* milliseconds; NULL: the system's clock */
  void *now_self;
} ReviewOptions;

/* Asks the first exercise at once.  NULL when nothing is due, or the day's limit is reached: that
   is said; or with an ERROR. */
Review *review_new(const Catalogue *catalogue, Interp *in, Sink sink, const ReviewOptions *options,
                   Error *error);
void review_free(Review *r);

/* Take one line: an answer, a command or an expression.  Nothing happens when it is done. */
void review_feed(Review *r, const char *line);
bool review_done(const Review *r);
/* Whether a question waits for its answer. */
bool review_asks(const Review *r);
const Exercise *review_exercise(const Review *r); /* on the table; NULL: none */
void review_prompt(const Review *r, Text *out);   /* "review 2/7 answer> " */
void review_keys(const Review *r, Text *out);
Scope *review_scope(Review *r);
/* How many were asked, and of these right at once. */
size_t review_asked(const Review *r, size_t *right);

#endif
