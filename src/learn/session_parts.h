/* session_parts.h -- shared by the files of the session; nobody else but the quiz includes it.

   There are two scopes.  GIVEN holds the lesson's variables and only the lesson's blocks run in it;
   MINE is what the learner works with.  After each block MINE gets the lesson's values again, so
   that no `x = 3` of a learner breaks a later step.  */

#ifndef LEARN_SESSION_PARTS_H
#define LEARN_SESSION_PARTS_H

#include "learn/session.h"
#include "learn/step_hints.h"

typedef enum Outcome { OUTCOME_OPEN, OUTCOME_SHOWN, OUTCOME_SOLVED } Outcome;

/* The exercise of the step at hand. */
typedef struct Asking {
  const Exercise *exercise; /* NULL: the step has none, or it was not reached */
  size_t index;             /* in the lesson */
  bool open;                /* an answer is waited for */
  bool drawn;
  Variant variant;
  size_t part;
  /* Of this part. */
  size_t hints;    /* taken */
  StepHints steps; /* where the author wrote no hints */
  unsigned misses;
  Text tried; /* wrong answers so far, a line each */
  int64_t since;
  bool helped;    /* a solution was shown for some part */
  Value answered; /* the last answer that counted, where it is a value; owned */
  double best;    /* of this part: credit less the price of hints */
  double earned;  /* points of the parts before */
} Asking;

struct Session {
  const Lesson *lesson;
  Interp *in;
  Sink sink;
  SessionOptions options;
  Scope *given, *mine;
  Scope **starts;     /* GIVEN where each step begins; NULL where not known yet */
  Scope *before_play; /* MINE when play began; NULL: not playing */
  Outcome *outcomes;  /* of each exercise of the lesson */
  unsigned *redrawn;  /* how often each was asked with other numbers */
  size_t step, item;  /* the next item of the step to be shown */
  bool done;
  Asking asking;
  Text why;       /* of the last answer */
  Text plot;      /* statements that draw it */
  Text lent;      /* names in MINE that belong to the question, a line each */
  int64_t opened; /* when the session began */
  bool store_failed;
  /* While the language runs: see session_enter. */
  Host outer_host;
  Limits outer_limits;
  Text output;
  size_t printed;
  bool silent;
  struct Figure *figure; /* the last one, while silent */
  bool lesson_runs;      /* what runs now stands in the lesson, it was not typed */
  bool lesson_drew;      /* since its block began */
};

/* ------------------------------------------------------------------ saying (session.c) */

void session_say(Session *s, SayKind kind, const char *text);
void session_note(Session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void session_error(Session *s, const Error *error);
int64_t session_now(const Session *s);
void session_go(Session *s, size_t step, bool announce);
void session_continue(Session *s); /* the rest of the step, or the next one */
void session_save(Session *s);
void session_store_failed(Session *s, const Error *error);

/* ------------------------------------------------------------------ running (session_run.c) */

/* From here to session_leave what is printed is said (or swallowed, when SILENT), and LIMITS hold.
 */
void session_enter(Session *s, bool silent, Limits limits);
void session_leave(Session *s);

/* A run or plot block; false when Ctrl-C ended it. */
bool session_run_item(Session *s, size_t step, size_t item, bool silent);
/* GIVEN as it is where STEP begins. */
void session_rebuild(Session *s, size_t step);
/* The lesson's values for the learner, too. */
void session_share(Session *s);
/* Statements of the learner. */
void session_calculate(Session *s, const char *text);
/* TEXT with its explain fences run in SCOPE. */
void session_explain(Session *s, Scope *scope, const char *text, Text *out);
/* TEXT with its values from SCOPE; what fails is said and left as it stands. */
void session_expand(Session *s, Scope *scope, const char *text, Text *out);

/* ------------------------------------------------------------------ exercises (session_exercise.c)
 */

/* Draw a variant (the ATTEMPT-th) and ask the first part. */
void session_ask(Session *s, const Exercise *x, unsigned attempt);
void session_ask_part(Session *s); /* once more */
/* The steps of it, for those who ask in another order: a quiz. */
bool session_draw(Session *s, const Exercise *x, uint64_t seed, Error *error);
void session_open_part(Session *s, size_t part);
void session_judge(Session *s, const char *typed, Judgement *j);
void session_put_solution(Session *s, Text *out);
void session_answer(Session *s, const char *typed);
/* After a statement at a question about variables or for a function: is it met by now? */
void session_look(Session *s, const char *line);
void session_hint(Session *s);
size_t session_hint_count(const Session *s); /* of this part */
/* The worked solution; the part is closed.  With GO_ON the lesson moves on at once. */
void session_solution(Session *s, const char *verdict, bool go_on);
void session_leave_exercise(Session *s);

/* ------------------------------------------------------------------ what it is worth
   (session_score.c) */

/* What COUNT hints of PART cost, as a part of its credit. */
double session_price(const Part *part, size_t count);
/* One hint more, in words: "20 %"; "nothing". */
void session_put_price(const Part *part, size_t count, Text *out);
/* An answer of this credit was given: the best so far counts. */
void session_earn(Session *s, double credit);
/* The part is done with; after the last one the points are said where the author wrote any. */
void session_close_score(Session *s, bool last);
/* What was answered to the part before PART is known to it as `given`. */
void session_give(Session *s, size_t part);
/* `why`: what was said, and a picture of both functions. */
void session_why(Session *s);
size_t session_solved(const Session *s);

/* What cannot be an answer but can be calculated is scratch work (session_scratch.c). */
bool session_is_sum(Session *s, const Judgement *j, const char *typed);

/* ------------------------------------------------------------------ lines (session_line.c) */

/* The command that WORD may be a slip of, or NULL. */
const char *session_nearest_command(const char *word);
/* "explan var(x)": a misspelt command with what it works on is never an answer; appends what may
   have been meant. */
bool session_misspelt(const Session *s, const char *line, Text *advice);
/* Statements, at a question: no answer. */
bool session_is_scratch(const Session *s, const char *line);

#endif
