/* schedule.h -- FSRS-6: how long a memory lasts, and when to ask again.

   Pure functions of published formulas (open-spaced-repetition, FSRS-6).  A memory has a stability,
   the days after which the chance to recall is 90 %, and a difficulty from 1 to 10.  The tutor uses
   the long-term mode: every grade gets whole days, and what is asked again on the same day changes
   nothing.  */

#ifndef LEARN_SCHEDULE_H
#define LEARN_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Grade { GRADE_AGAIN = 1, GRADE_HARD, GRADE_GOOD, GRADE_EASY } Grade;

enum { SCHEDULE_WEIGHTS = 21, SCHEDULE_FARTHEST = 36500 };

#define SCHEDULE_DAY INT64_C(86400000) /* milliseconds */

typedef struct Schedule {
  double weights[SCHEDULE_WEIGHTS];
  double retention; /* the wanted chance to recall: 0.7 .. 0.97 */
  bool same_day;    /* the short-term formula where less than a day has passed */
} Schedule;

typedef struct MemoryState {
  double stability, difficulty;
} MemoryState;

extern const double schedule_weights[SCHEDULE_WEIGHTS];
Schedule schedule_usual(void); /* those weights, 0.9, long-term mode */

/* Weights as optimisers print them: 21 numbers separated by commas or blanks; 19 (FSRS-5) and 17
   (FSRS-4.5) are brought up to date.  False, with WEIGHTS unchanged, when there are others, or one
   is outside of what it may be. */
bool schedule_read_weights(const char *text, double weights[SCHEDULE_WEIGHTS]);

/* The chance to recall after so many days. */
double schedule_recall(const Schedule *s, double days, double stability);
/* Days until the chance has fallen to the retention; not rounded. */
double schedule_interval(const Schedule *s, double stability);

MemoryState schedule_first(const Schedule *s, Grade grade);
MemoryState schedule_next(const Schedule *s, MemoryState before, double elapsed, Grade grade);

/* Whole days until the next review if the memory becomes AFTER[grade - 1]: the better the grade,
   the later. */
/* The same for one grade, from the state before; NULL: the first time. */
int schedule_due_in(const Schedule *s, const MemoryState *before, double elapsed, Grade grade);

/* Whole days between two times in milliseconds.  Sixteen hours count as a day, so that one may come
   a little earlier than yesterday, or travel; a time that lies before the other, because a clock
   was set back, counts as the same day, and one far before it as the day after. */
int schedule_elapsed(int64_t before, int64_t now);
/* Whether what is due at DUE, seen last at LAST, is due NOW. */
bool schedule_is_due(int64_t due, int64_t last, int64_t now);

/* The parts of schedule_next. */
double schedule_difficulty(const Schedule *s, double difficulty, Grade grade);
double schedule_success(const Schedule *s, MemoryState m, double recall, Grade grade);
double schedule_failure(const Schedule *s, MemoryState m, double recall);
double schedule_again_today(const Schedule *s, double stability, Grade grade);

#endif
