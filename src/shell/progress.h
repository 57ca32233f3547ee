/* progress.h -- what was worked on, what is solid and what fades: text, tables, a picture.  */

#ifndef SHELL_PROGRESS_H
#define SHELL_PROGRESS_H

#include "shell/shell.h"

/* At the prompt: the text; `--export DIR`, `--import DIR` behind the command. */
void progress_command(Shell *shell, const char *rest);
/* The picture of it. */
void progress_plot(Shell *shell);

/* --progress with its options; the exit status. */
int progress_main(const Options *options);

#endif
