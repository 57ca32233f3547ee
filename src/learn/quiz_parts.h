/* quiz_parts.h -- shared by the files of the quiz; nobody else includes it.

   A question is one part of one exercise.  Each lesson that questions come from has a room: the
   lesson, read, and a session that runs its blocks and judges, but is never walked through.  */

#ifndef LEARN_QUIZ_PARTS_H
#define LEARN_QUIZ_PARTS_H

#include "base/dict.h"
#include "learn/fixed_quiz.h"
#include "learn/mastery.h"
#include "learn/placement.h"
#include "learn/policy.h"
#include "learn/quiz.h"
#include "learn/session_parts.h"
#include "store/quizzes.h"

typedef struct Room {
  const CatalogueLesson *entry;
  Lesson lesson;
  Session *session; /* NULL: the lesson cannot be read */
  Policy policy;
} Room;

typedef struct QuizItem {
  /* Who it is; also kept when the lesson has changed since and ROOM is NULL. */
  const char *lesson, *exercise, *part, *skill;
  uint64_t seed;
  Room *room;
  size_t exercise_index, part_index;
  bool first, last; /* part of its exercise */
  bool fixed;       /* nothing is drawn: it may lean on the lesson's page */
  bool answered;
  unsigned times;              /* answered so often */
  const char *typed, *verdict; /* "" */
  double credit;
  int64_t milliseconds;
  /* Of the answer, when it was given in this sitting or is looked at again at the end. */
  const char *reading, *message, *slip;
  /* Known at the end. */
  const char *text, *solution, *model;
  const char **options;
  size_t option_count;
  bool numbered; /* options have numbers, not letters */
} QuizItem;

/* A skill's share: of an exercise, whatever its numbers. */
typedef struct QuizSkill {
  const char *key, *name; /* "la-dot/angle", "angle" */
  double credit, last_credit;
  size_t count, last_count;
  MasteryLevel level; /* afterwards; MASTERY_NONE where nothing is kept */
} QuizSkill;

/* A lesson's share. */
typedef struct QuizRow {
  const CatalogueLesson *lesson;
  double credit, last_credit;
  size_t count, last_count;
  const char *slip; /* the mistake that was made most often, or NULL */
  size_t slips;
  QuizSkill *skills;
  size_t skill_count;
} QuizRow;

typedef struct QuizAdvice {
  const CatalogueLesson *lesson;
  size_t step; /* from 1; 0: the whole lesson */
  const char *why;
} QuizAdvice;

typedef enum Hearing { HEARING_ALL, HEARING_NOTHING, HEARING_QUESTION } Hearing;

struct Quiz {
  const Catalogue *catalogue;
  Interp *in;
  Sink sink;
  QuizOptions options;
  Arena arena;
  const CatalogueLesson **lessons; /* of the topics, in the catalogue's order */
  size_t lesson_count;
  const char *topics; /* for the store: sorted, so that the same choice is the same text */
  const char *title;  /* "Linear algebra and Statistics" */
  Room **rooms;
  size_t room_count, room_cap;
  QuizItem *items;
  size_t count, cap;
  size_t at;
  uint64_t seed;
  int64_t id;                    /* in the store; 0: not kept */
  int64_t allowed, used, marked; /* milliseconds; USED up to MARKED */
  int64_t since;                 /* when the question was shown */
  int64_t started, finished;     /* milliseconds since 1970 */
  bool done, confirming, returned, store_failed;
  Scope *nowhere; /* the learner's variables where no question is open */
  /* What the rooms' sessions say. */
  Hearing hearing;
  Text heard, heard_options; /* the latter a line each */
  /* Known at the end. */
  QuizRow *rows;
  size_t row_count;
  QuizAdvice *advice;
  size_t advice_count;
  double credit, last_credit;
  size_t asked, last_asked; /* LAST_ASKED 0: there was no such quiz before */
  int64_t last_finished;
  double earlier[5]; /* percent of the quizzes before, the latest first */
  size_t earlier_count;
  Placement *placement;   /* of a placement */
  const FixedQuiz *fixed; /* of quizzes.md, or NULL */
  size_t fixed_taken;     /* as many of its questions are there */
  double pass_of_track;   /* percent in every track; 0: not asked for */
};

/* ------------------------------------------------------------------ the course of it (quiz.c) */

void quiz_say(Quiz *q, SayKind kind, const char *text);
void quiz_note(Quiz *q, const char *format, ...) __attribute__((format(printf, 2, 3)));
void quiz_store_failed(Quiz *q, const Error *error);
int64_t quiz_now(const Quiz *q);
int64_t quiz_since(const Quiz *q, int64_t then); /* a clock that was set back costs nothing */
void quiz_spend(Quiz *q);                        /* USED up to now */
int64_t quiz_left(const Quiz *q);
void quiz_put_left(const Quiz *q, Text *out); /* "4 minutes" */
void quiz_put_count(size_t n, const char *what, Text *out);
/* The first open question from AT on, from the start again after the last; SIZE_MAX when all are
   answered. */
size_t quiz_next_open(const Quiz *q, size_t at);
size_t quiz_open_count(const Quiz *q);
size_t quiz_behind_exercise(const Quiz *q, size_t at); /* the first item of the next exercise */
/* Show question AT; one that cannot be drawn any more is left out. */
void quiz_ask(Quiz *q, size_t at);
void quiz_go_on(Quiz *q, size_t from); /* to the next open question, or to the end */
void quiz_finish(Quiz *q);

const char *quiz_kind(const Quiz *q); /* "quiz", "test-out", "placement" */
Quiz *quiz_make(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options);
void quiz_announce(Quiz *q, unsigned wanted, const char *how);

/* ------------------------------------------------------------------ kept (quiz_state.c) */

/* The whole paper, before the first answer. */
void quiz_write_down(Quiz *q);
/* Time and place, after every line. */
void quiz_remember(Quiz *q);

/* ------------------------------------------------------------------ placement (quiz_adapt.c) */

/* One question more at the end, unless enough is known; false then. */
bool quiz_adapt(Quiz *q);
size_t quiz_rungs(const Quiz *q); /* of the ladders, as far as their lessons are here */
/* What the answer to an item tells. */
void quiz_adapt_took(Quiz *q, const QuizItem *item);
/* Known lessons are remembered, and what is left becomes the advice. */
void quiz_adapt_finish(Quiz *q);
void quiz_put_path(const Quiz *q, Text *out);

/* ------------------------------------------------------------------ rooms (quiz_room.c) */

/* The room of a lesson, opened when needed; NULL when the lesson is gone or cannot be read. */
Room *quiz_room(Quiz *q, const char *slug);
void quiz_rooms_free(Quiz *q);
const Exercise *quiz_exercise(const QuizItem *item);
/* Whether the exercise can be asked and judged here: nothing that the learner marks himself. */
bool quiz_can_ask(const Exercise *x);
/* Draw the item's exercise, as its lesson has it; the learner's variables are the lesson's. */
bool quiz_draw(Quiz *q, const QuizItem *item);
/* The same, unless it is on the table already: scratch work then stays. */
bool quiz_lay_out(Quiz *q, const QuizItem *item);
size_t quiz_step(const QuizItem *item); /* of the lesson, from 1 */
/* The question (and its options) as the learner sees them, without saying them. */
void quiz_listen(Quiz *q, QuizItem *item);

/* ------------------------------------------------------------------ choosing (quiz_pick.c) */

bool quiz_find_topics(Quiz *q, const char *const *topics, size_t count, Error *error);
bool quiz_pick(Quiz *q, unsigned count, Error *error);
/* Room, exercise and part of an item that the store has; false when the lesson has changed. */
bool quiz_place(Quiz *q, QuizItem *item);
bool quiz_draws(const Exercise *x); /* its numbers, that is */
/* Add an exercise: it must draw, and not ask what it asked in an earlier lap. */
bool quiz_take(Quiz *q, Room *room, size_t exercise, unsigned lap, Dict *seen);

/* ------------------------------------------------------------------ set ones (quiz_fixed.c) */

bool quiz_pick_fixed(Quiz *q, Error *error);
bool quiz_is_judged(const Quiz *q); /* it can be passed */
/* Whether it was passed, what to practise, and the certificate. */
void quiz_put_passed(const Quiz *q, Text *out);

/* ------------------------------------------------------------------ the end (quiz_result.c) */

void quiz_look_back(Quiz *q, const StoredQuiz *last); /* LAST may be NULL */
void quiz_say_misses(Quiz *q);
/* Levels of the skills, once the answers are settled. */
void quiz_find_levels(Quiz *q);
/* Score, comparison and advice as Markdown. */
void quiz_put_summary(const Quiz *q, Text *out);
bool quiz_is_miss(const QuizItem *item);
/* "2026-11-27T01:02:03Z"; nothing for 0. */
void quiz_put_time(int64_t milliseconds, Text *out);
/* TEXT as a Markdown code span. */
void quiz_put_code(const char *text, Text *out);
/* "2.5 of 3" */
void quiz_put_score(double credit, size_t count, Text *out);
/* The letter or number of option I. */
void quiz_put_label(const QuizItem *item, size_t i, Text *out);

#endif
