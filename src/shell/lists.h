/* lists.h -- tracks and lessons as tables.  */

#ifndef SHELL_LISTS_H
#define SHELL_LISTS_H

#include "shell/shell.h"
#include "store/lessons.h"

/* The tracks, numbered. */
void lists_tracks(Shell *shell);
/* The lessons of a track, numbered. */
void lists_lessons(Shell *shell, const CatalogueTrack *track);

/* --list [TRACK], in the format of the options; the exit status. */
int lists_main(const Options *options);

/* Of the tables, for others that write some.  A member of an object, a comma behind it; a field, a
   comma behind it; a day like 2026-01-31; "new" (also NULL), "open" or "done". */
void lists_json(const char *key, const char *text, Text *out);
void lists_csv(const char *text, Text *out);
void lists_day(int64_t milliseconds, Text *out);
const char *lists_state(const StoredLesson *lesson);

#endif
