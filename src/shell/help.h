/* help.h -- what the records of builtins and commands say, for people.  */

#ifndef SHELL_HELP_H
#define SHELL_HELP_H

#include "shell/shell.h"

void help_overview(Shell *shell);
/* A function, a command, a lesson; or what is near. */
void help_name(Shell *shell, const char *name);
void help_apropos(Shell *shell, const char *word);

/* `help NAME`, `help TOPIC` and `apropos WORD` where there is no session; false when LINE is
   neither. */
bool help_line(const Registry *registry, const ScreenStyle *style, const char *line, Text *out);

/* "dot(a: array, b: array) -> array" */
void help_usage(const Builtin *b, Text *out);

/* All of a builtin as text for the screen. */
void help_builtin(const Registry *registry, const Entry *entry, const ScreenStyle *style,
                  Text *out);

/* Every builtin as one Markdown document: doc/reference.md. */
void help_reference(const Registry *registry, Text *out);

#endif
