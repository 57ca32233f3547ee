/* commands.h -- what can be typed besides mathematics: declared once, for dispatch, completion and
   help.  */

#ifndef SHELL_COMMANDS_H
#define SHELL_COMMANDS_H

#include "shell/shell.h"

typedef struct Command {
  const char *name;
  const char *arguments; /* "" for none; "[NAME]" when it may be left out */
  const char *summary;   /* a phrase that fits behind the name */
  unsigned where;        /* Levels */
  /* REST is what stands behind the name.  NULL: the lesson or quiz at hand takes the line. */
  void (*run)(Shell *shell, const char *rest);
} Command;

extern const Command commands[]; /* ends with a nameless one */

const Command *command_find(const char *name, size_t len);

/* The command that LINE is, or NULL when it is an answer or mathematics; *REST points behind the
   name.  A line that begins with a colon is always one: when there is none of that name, *COMPLAINT
   gets a sentence. */
const Command *command_of(Shell *shell, const char *line, const char **rest, Text *complaint);

/* The command nearest to WORD, or NULL. */
const char *command_nearest(const Shell *shell, const char *word);

#endif
