/* present.h -- what a session says, as it looks on the screen.

   Every colour has a sign or a word beside it, so that nothing is lost without colours.  */

#ifndef SHELL_PRESENT_H
#define SHELL_PRESENT_H

#include "learn/session.h"
#include "shell/host.h"

typedef struct Presenter {
  World *world;
  Pager *pager;
  const ScreenStyle *style;
  bool brief;   /* no more than one line for an event where that is possible: a pipe */
  Text reading; /* kept until the verdict that belongs to it */
  SayKind last;
} Presenter;

Sink presenter_sink(Presenter *p);
void presenter_free(Presenter *p);

/* Markdown of the tutor's own. */
void present_markdown(Presenter *p, const char *markdown);
/* One remark: a line of text with Markdown's `code` in it. */
void present_note(Presenter *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An error of the language with its caret. */
void present_error(Presenter *p, const Error *error);

#endif
