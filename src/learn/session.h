/* session.h -- a learner in a lesson, without a terminal.

   A state machine: lines go in, things to say come out through a Sink.  It knows no screen, no file
   and no clock of its own.  A recorded .session file (typed lines behind "> ") replays it in tests.
 */

#ifndef LEARN_SESSION_H
#define LEARN_SESSION_H

#include "lang/interp.h"
#include "learn/judge.h"
#include "learn/lesson.h"
#include "learn/policy.h"
#include "learn/variant.h"
#include "store/store.h"

typedef enum SayKind {
  SAY_TITLE,   /* the lesson's title; number is the step's from 1, total how many there are */
  SAY_PROSE,   /* Markdown */
  SAY_INPUT,   /* statements that are about to be run, shown as if typed */
  SAY_OUTPUT,  /* what the language printed, as it is */
  SAY_CAPTION, /* of the plot just shown: words */
  SAY_ASK,     /* a question, Markdown; options follow as SAY_OPTION */
  SAY_OPTION,  /* one choice, Markdown; `number` is its place from 0: a, b ... or, when `total` is 0
                  because options are letters themselves, 1, 2 ... */
  SAY_READING, /* what was read of an answer */
  SAY_VERDICT, /* verdict is set; text is Markdown, may be empty */
  SAY_HINT,    /* Markdown; number of total */
  SAY_SOLUTION,
  SAY_NOTE,  /* from the tutor: one plain sentence */
  SAY_ERROR, /* an error text with its caret, ready made */
  SAY_WHY,   /* plain lines */
  SAY_END    /* the lesson is over; text is Markdown */
} SayKind;

typedef struct Saying {
  SayKind kind;
  const char *text;
  Verdict verdict;
  size_t number, total; /* of steps and hints, from 1 */
} Saying;

typedef struct Sink {
  void *self;
  void (*say)(void *self, const Saying *saying);
} Sink;

typedef struct Session Session;

/* What one block of a lesson may cost. */
extern const Limits session_limits;

typedef struct SessionOptions {
  uint64_t
      seed;   /* of this learner; in mode "try" of the first variant itself, as verdicts name it */
  bool quiet; /* no offers of help */
  Store *store;     /* may be NULL: nothing is recorded */
  const char *mode; /* "lesson" (also NULL), "review", "try"; positions are kept for lessons only */
  Policy policy;    /* of the track */
  int64_t (*now)(void *self); /* milliseconds; NULL: the system's clock */
  void *now_self;
} SessionOptions;

/* Borrows lesson, interp and store.  Says the first step (or the one at STEP, from 0) at once; the
   blocks before that step are run silently, so that its variables are there.  */
Session *session_new(const Lesson *lesson, Interp *in, Sink sink, const SessionOptions *options,
                     size_t step);
void session_free(Session *s);

/* One line from the learner: an answer, an assignment, an expression, a command of the lesson. */
void session_feed(Session *s, const char *line);

/* Whether WORD is a command of a lesson (next back repeat goto hint skip solution again play resume
   why status try), for completion and help. */
bool session_knows_command(const char *word);

/* Whether REST behind `why` names a step of an explanation (2, 1.2) or a node of a graph (z). */
bool session_opens(const char *rest);

bool session_done(const Session *s);
bool session_asks(const Session *s); /* an exercise waits for an answer */
bool session_playing(const Session *s);
size_t session_step(const Session *s);            /* from 0 */
void session_prompt(const Session *s, Text *out); /* "la-dot 3/12 answer> " */
/* Key help on one line: only what applies now. */
void session_keys(const Session *s, Text *out);
/* The scope that the learner's expressions run in: a copy of the lesson's variables, with what the
   question shows and what the learner made.  The lesson's own are out of reach. */
Scope *session_scope(Session *s);

#endif
