/* keeping.h -- what is recorded: forgotten, taken to another machine, brought in.  */

#ifndef SHELL_KEEPING_H
#define SHELL_KEEPING_H

#include "shell/shell.h"

/* Writes a folder: progress.db, MANIFEST (counts, size, checksum), reviews.csv and cards.csv (the
   review log for FSRS optimisers).  What is said goes to the screen; on failure the shell's status
   is set. */
void keeping_export(Shell *shell, const char *folder);
/* Adds what such a folder holds to what is here. */
void keeping_import(Shell *shell, const char *folder);

/* --forget LESSON|all; the exit status. */
int keeping_forget(const Options *options);

#endif
