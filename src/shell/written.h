/* written.h -- transcript FILE: the lesson as it went, as Markdown with its pictures.  */

#ifndef SHELL_WRITTEN_H
#define SHELL_WRITTEN_H

#include "shell/shell.h"

/* From here on what SINK is told about the lesson just loaded is kept. */
Sink written_begin(Shell *shell, Sink sink);
void written_line(Shell *shell, const char *line); /* typed by the learner */
void written_end(Shell *shell);

void written_command(Shell *shell, const char *rest);

#endif
