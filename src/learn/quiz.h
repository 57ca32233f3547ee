/* quiz.h -- mixed questions of the chosen topics, without a terminal.

   A state machine like session.h, with the same Sink: lines go in, sayings come out.  It is written
   to the store whole when it begins and after every answer, so that it can be taken up again.  */

#ifndef LEARN_QUIZ_H
#define LEARN_QUIZ_H

#include "learn/catalogue.h"
#include "learn/session.h"

typedef struct Quiz Quiz;

typedef struct QuizOptions {
  const char *const *topics; /* tracks, lessons, or words of their skills; none: everything; or one
                                quiz of quizzes.md */
  size_t topic_count;
  unsigned count;             /* questions; 0 is 10 */
  unsigned minutes;           /* 0: no limit */
  uint64_t seed;              /* 0: by the clock, and said */
  bool feedback_now;          /* --feedback now: verdicts at once, else at the end */
  const char *kind;           /* "quiz" (also NULL); "test-out" of one lesson; "placement", which
                                 chooses its questions by the answers and asks 25 at most */
  const char *learner;        /* named in reports; NULL: nobody */
  const char *key;            /* seals JSON reports; NULL: an open digest */
  double pass_percent;        /* what is called passed; 0 or less: what a set quiz says */
  Store *store;               /* may be NULL */
  int64_t (*now)(void *self); /* milliseconds; NULL: the system's clock */
  void *now_self;
} QuizOptions;

/* NULL with ERROR (unknown topic with the nearest one, nothing to ask).  Says the first question at
   once.  With no topics given and a quiz of the store unfinished, call quiz_resume first. */
Quiz *quiz_new(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options,
               Error *error);
/* The quiz of that kind that was interrupted, or NULL when there is none, or it is about other
   topics or has another seed than is asked for.  Feedback and time are the old quiz's. */
Quiz *quiz_resume(const Catalogue *catalogue, Interp *in, Sink sink, const QuizOptions *options,
                  Error *error);
void quiz_free(Quiz *q); /* unfinished: it can be resumed */

/* The paper that quiz_new would ask, with its key, as Markdown; nothing is taken or kept. */
bool quiz_paper(const Catalogue *catalogue, Interp *in, const QuizOptions *options, Text *out,
                Error *error);

/* An answer, `skip` (come back later), `back`, `try EXPR`, `status`, `finish`. */
void quiz_feed(Quiz *q, const char *line);
bool quiz_done(const Quiz *q);
void quiz_prompt(const Quiz *q, Text *out); /* "quiz 3/10 answer> " */
void quiz_keys(const Quiz *q, Text *out);
bool quiz_knows_command(const char *word);
Scope *quiz_scope(Quiz *q);

/* How many of its TOTAL questions have an answer. */
size_t quiz_answered(const Quiz *q, size_t *total);

/* The option that takes it up again: "--quiz", "--testout la-dot", "--placement". */
void quiz_put_option(const Quiz *q, Text *out);

/* Once done: percent right, whether that is enough, and the report. */
double quiz_percent(const Quiz *q);
bool quiz_passed(const Quiz *q);
typedef enum QuizReport { REPORT_MARKDOWN, REPORT_JSON, REPORT_CSV, REPORT_XAPI } QuizReport;
void quiz_report(const Quiz *q, QuizReport form, Text *out);
/* What to study next and the review of every miss are said through the sink at the end. */

#endif
