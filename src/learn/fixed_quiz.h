/* fixed_quiz.h -- quizzes that are set for everybody: quizzes.md beside the folders of the tracks.

       ## week:1 Week 1: vectors and slopes     its name in one word, its title

       - minutes: 25
       - pass: 75                      percent; the status is 1 below
       - each track: 60                in every track at least
       - 8 of la-vectors, la-dot       one from each, as far as they go
       - 1 of la-matmul/shape          this exercise
       - 1 choice of la-vectors        a question with options
       - 3 from before                 lessons of the quizzes above, what is due first

   Everything else is prose for those who read the file.  Lessons that do not exist yet may be
   named: their questions are left out.  */

#ifndef LEARN_FIXED_QUIZ_H
#define LEARN_FIXED_QUIZ_H

#include "learn/catalogue.h"

typedef enum FixedKind { FIXED_ANY, FIXED_CHOICE, FIXED_BEFORE } FixedKind;

typedef struct FixedSource {
  const char *lesson, *exercise; /* EXERCISE may be NULL: any of them */
  Place place;
} FixedSource;

typedef struct FixedPick {
  FixedKind kind;
  unsigned count;
  FixedSource *sources; /* of FIXED_BEFORE: all that the quizzes above name, without exercises */
  size_t source_count;
} FixedPick;

typedef struct FixedQuiz {
  const char *name, *title;
  Place place;
  unsigned minutes;           /* 0: no limit */
  double pass, pass_of_track; /* percent; 0: nothing is asked */
  FixedPick *picks;
  size_t pick_count;
} FixedQuiz;

typedef struct FixedQuizzes {
  FixedQuiz *items;
  size_t count;
} FixedQuizzes;

/* TEXT as the file has it; everything lives in ARENA, what cannot be read is a finding. */
void fixed_quizzes_read(const char *text, Arena *arena, FixedQuizzes *out, Findings *findings);

/* The quiz of this name, in ARENA.  NULL: there is none; or, with an ERROR, its file is faulty.
   NAMES gets all names there are, separated by blanks. */
const FixedQuiz *fixed_quiz_find(const Catalogue *catalogue, const char *name, Arena *arena,
                                 Text *names, Error *error);

/* How many questions it has when every lesson is there. */
size_t fixed_quiz_count(const FixedQuiz *quiz);

#endif
