/* paths.h -- where lessons, progress, history and settings live.

   XDG folders; MATHTUTOR_HOME moves all three of ours.  Answers are appended to OUT.  */

#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/text.h"
#include <stdbool.h>

typedef enum PathKind {
  PATH_DATA,   /* $XDG_DATA_HOME/mathtutor: progress.db */
  PATH_STATE,  /* $XDG_STATE_HOME/mathtutor: history */
  PATH_CONFIG, /* $XDG_CONFIG_HOME/mathtutor: config */
} PathKind;

/* The folder, or that folder with /NAME when NAME is not NULL.  Not created. */
void path_own(PathKind kind, const char *name, Text *out);

/* The I-th folder in which lessons are looked for, in order: OVERRIDE (--lessons) when not NULL,
   the parts of MATHTUTOR_PATH, the learner's own under XDG data, "lessons" of the source tree when
   the program runs from a build tree, the installed folder.  False after the last. */
bool path_lessons(const char *override, unsigned i, Text *out);

#endif
