/* shell.h -- the loop the learner sits in: the menu, a lesson, a quiz.  */

#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include "learn/catalogue.h"
#include "learn/quiz.h"
#include "learn/review.h"
#include "learn/session.h"
#include "shell/host.h"
#include "shell/present.h"

/* Where the prompt is; bits, because a command may apply in several places. */
typedef enum Level {
  AT_MENU = 1,
  AT_LESSON = 2,
  AT_QUIZ = 4,
  AT_REVIEW = 8,
  EVERYWHERE = 15
} Level;

typedef struct Shell {
  const Options *options;
  World world;
  Pager pager;
  Presenter presenter;
  Registry *registry;
  Interp *interp;
  Scope *scope; /* of the menu */
  Store *store; /* NULL with --no-progress */
  Catalogue catalogue;
  const CatalogueTrack *track;  /* whose lessons the numbers of the menu open; NULL: tracks */
  Lesson lesson;                /* of the session */
  Session *session;             /* NULL outside lessons */
  Quiz *quiz;                   /* NULL outside quizzes; goes before the session */
  Review *review;               /* NULL outside reviews; goes before both */
  const CatalogueLesson *after; /* comes after the lesson just finished, or NULL */
  struct Written *written;      /* of the lesson, for its transcript; NULL: nothing yet */
  Text key;                     /* the instructor's, "" without one */
  Text folder;                  /* of the lesson's file */
  Text keys;                    /* the key help shown last */
  bool running;                 /* the prompt was there */
  bool leaving;
  int status; /* of the program */
} Shell;

/* False, with a message on standard error, when nothing can be done. */
bool shell_open(Shell *shell, const Options *options);
void shell_close(Shell *shell);

Level shell_level(const Shell *shell);
Scope *shell_scope(Shell *shell); /* what expressions see now */
bool shell_has_variable(Shell *shell, const char *name);

/* Open a lesson by slug or file, where the learner stopped in it; false after a message. */
bool shell_open_lesson(Shell *shell, const char *name);
/* The one exercise of FILE#EXERCISE; nothing is recorded. */
bool shell_open_exercise(Shell *shell, const char *name);
void shell_leave_lesson(Shell *shell); /* and the quiz, and the review */

/* What was asked for cannot be done: at the prompt on the screen, else on standard error. */
void shell_complain(Shell *shell, const Error *error);

/* Statements at the menu. */
void shell_calculate(Shell *shell, const char *text);
/* One input, whatever it is. */
void shell_feed(Shell *shell, const char *line);
/* The program without options, with a lesson, --quiz and --try. */
int shell_main(const Options *options);

#endif
