/* menu.h -- which lesson now: the first start, the list of tracks, numbers and names.  */

#ifndef SHELL_MENU_H
#define SHELL_MENU_H

#include "shell/shell.h"

/* The first words of all, with a short tour. */
void menu_welcome(Shell *shell);
/* The tracks with their numbers. */
void menu_show(Shell *shell);
/* `list` and `list TRACK`. */
void menu_list(Shell *shell, const char *track);
/* Open NAME (a lesson, a track), or say what is near. */
void menu_open(Shell *shell, const char *name);
/* Whether LINE opens something at the menu: a number, a track, a lesson.  Then it is done. */
bool menu_takes(Shell *shell, const char *line);
/* The lesson that comes next: the one under way, else the first that is not finished. */
void menu_next(Shell *shell);
/* The same as a slug; NULL when all is done. */
const char *menu_suggestion(Shell *shell);

#endif
