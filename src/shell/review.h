/* review.h -- what is due, what comes in the next days, and the review itself.  */

#ifndef SHELL_REVIEW_H
#define SHELL_REVIEW_H

#include "shell/shell.h"

/* Takes --retention, --limit and --weights over into the settings; false after a message. */
bool review_settings(Shell *shell);

/* Begins a review of at most MOST exercises (0: what is left of the day's limit).  Without one due
   that is said, and shell->review stays NULL.  False after a message about a failure. */
bool review_open(Shell *shell, unsigned most);
void review_finish(Shell *shell); /* after its last exercise */
void review_leave(Shell *shell);  /* before it */

/* The commands review, due and forecast. */
void review_command(Shell *shell, const char *rest);
void due_command(Shell *shell, const char *rest);
void forecast_command(Shell *shell, const char *rest);

/* --due and --forecast; the exit status. */
int review_main(const Options *options);

#endif
