/* pager.h -- the tutor's words on the screen, a screenful at a time.

   Only what was asked for by a command (help, lists) is paged, and only where somebody sits at a
   terminal that is shorter than it.  A lesson's steps end in the question that matters, and what
   programs print is the learner's own: both run through, as do a pipe, --plain and TERM=dumb.
   The text stays in the terminal's own memory: the pager only stops, it draws nothing over.  */

#ifndef SHELL_PAGER_H
#define SHELL_PAGER_H

#include "screen/style.h"

typedef struct Pager {
  const ScreenStyle *style;
  bool active;
  unsigned rows;   /* written since the learner last pressed a key */
  bool skipping;   /* q was pressed: until the next prompt nothing is shown */
  unsigned breaks; /* newlines at the end of what was written */
} Pager;

void pager_open(Pager *p, const ScreenStyle *style, bool interactive, bool plain);

/* The learner has just typed something: the screen is theirs again. */
void pager_begin(Pager *p);

/* Whole lines of text: paged, or run through. */
void pager_text(Pager *p, const char *text);
void pager_put(Pager *p, const char *text);

/* One empty line, unless there is one already. */
void pager_gap(Pager *p);

/* TEXT was written by somebody else. */
void pager_note(Pager *p, const char *text);

#endif
