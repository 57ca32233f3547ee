/* quizzes.h -- quizzes and placements: what was asked, what was answered, how it ended.

   A quiz is written down whole when it begins, so that it can be taken up again after any
   interruption.  An answer is one event: it fills the quiz's item and is recorded as an attempt, so
   store_attempt_record is not called for it.  */

#ifndef STORE_QUIZZES_H
#define STORE_QUIZZES_H

#include "store/attempts.h"

/* One question.  Each part of an exercise is an item of its own, with the same variant seed. */
typedef struct StoredItem {
  const char *lesson, *exercise, *part, *skill;
  uint64_t variant_seed;
  int64_t answered;    /* milliseconds since 1970, UTC; 0: not yet, and what follows is empty */
  const char *typed;   /* "" */
  const char *verdict; /* "" */
  double credit;
  int64_t hints, milliseconds;
} StoredItem;

typedef struct StoredQuiz {
  int64_t id;         /* later quizzes have larger ids */
  const char *kind;   /* "quiz", "placement", "test-out" */
  const char *topics; /* as the caller writes them; compared as a whole */
  uint64_t seed;
  int64_t seconds_allowed;   /* 0: no limit */
  int64_t seconds_used;      /* as of the last answer, pauses left out */
  int64_t started, finished; /* milliseconds since 1970, UTC; finished 0: under way */
  double score;              /* 0 .. 1 once finished */
  const StoredItem *items;
  size_t count;
} StoredQuiz;

/* Writes down a new quiz: kind, topics, seed, seconds_allowed and the items with their questions.
 *ID is its number. */
bool store_quiz_begin(Store *store, const StoredQuiz *quiz, int64_t *id, Error *error);

/* The answer to item POSITION (from 0).  Of ATTEMPT, mode, typed, verdict, credit, hints and
   milliseconds are looked at; the rest is taken from the item.  SECONDS_USED is the quiz's clock.
   Answering again replaces the item's answer; the attempts keep both. */
bool store_quiz_answer(Store *store, int64_t id, size_t position, const StoredAttempt *attempt,
                       int64_t seconds_used, Error *error);

/* A placement chooses its next question by the answers so far: adds one at the end. */
bool store_quiz_add(Store *store, int64_t id, const StoredItem *item, Error *error);

/* Also writes everything to the disk itself. */
bool store_quiz_finish(Store *store, int64_t id, double score, Error *error);

/* The learner does not want to go on with it: neither unfinished nor part of the history. */
bool store_quiz_drop(Store *store, int64_t id, Error *error);

typedef struct StoredQuizzes {
  Arena arena; /* owns the texts and the items of the quizzes */
  StoredQuiz *items;
  size_t count;
} StoredQuizzes;

/* The latest quiz of KIND that was interrupted (none or one), with its items.  OUT is to be freed
   even after false; the same below. */
bool store_quiz_unfinished(Store *store, const char *kind, StoredQuizzes *out, Error *error);

/* Finished ones of KIND, newest first, at most LIMIT (0: all), with their items.  TOPICS may be
   NULL for any. */
bool store_quiz_history(Store *store, const char *kind, const char *topics, size_t limit,
                        StoredQuizzes *out, Error *error);

/* Spent in all quizzes, whatever their kind. */
bool store_quiz_seconds(Store *store, int64_t *seconds, Error *error);

void stored_quizzes_free(StoredQuizzes *list);

#endif
