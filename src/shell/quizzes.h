/* quizzes.h -- quiz, placement, test out of a lesson; paper and gradebook for a class.  */

#ifndef SHELL_QUIZZES_H
#define SHELL_QUIZZES_H

#include "shell/shell.h"

/* KIND is "quiz", "test-out" or "placement".  One that was interrupted goes on.  False after a
   message. */
bool quizzes_open(Shell *shell, const char *kind, const char *const *topics, size_t count);
void quizzes_finish(Shell *shell); /* it is done: report, exit status */
void quizzes_leave(Shell *shell);  /* in the middle */

/* The mode of the command line; false after a message. */
bool quizzes_begin(Shell *shell);
bool quizzes_is_mode(const Options *options);

void quizzes_command(Shell *shell, const char *rest);
void quizzes_testout(Shell *shell, const char *rest);
void quizzes_placement(Shell *shell, const char *rest);

/* What a lesson needs and the learner has not finished: said, never forbidden. */
void quizzes_warn(Shell *shell, const char *slug);

/* --gradebook REPORT...; the exit status. */
int gradebook_main(const Options *options);
/* The instructor's key: of the file of --key, or MATHTUTOR_KEY.  False after a message; *FOUND
   tells whether there is one. */
bool gradebook_key(const Options *options, Text *out, bool *found);

#endif
