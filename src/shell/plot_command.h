/* plot_command.h -- plot again, plot save FILE, plot script FILE; :plot WHERE.  */

#ifndef SHELL_PLOT_COMMAND_H
#define SHELL_PLOT_COMMAND_H

#include "shell/shell.h"

void plot_command(Shell *s, const char *rest);

/* Is REST, behind a bare `plot`, one of these words, and not mathematics? */
bool plot_command_is(const char *rest);

#endif
