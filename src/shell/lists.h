/* lists.h -- tracks, lessons and progress as tables.  */

#ifndef SHELL_LISTS_H
#define SHELL_LISTS_H

#include "shell/shell.h"

/* The tracks, numbered. */
void lists_tracks(Shell *shell);
/* The lessons of a track, numbered. */
void lists_lessons(Shell *shell, const CatalogueTrack *track);
void lists_progress(Shell *shell);

/* --list [TRACK] and --progress, in the format of the options; the exit status. */
int lists_main(const Options *options);

#endif
