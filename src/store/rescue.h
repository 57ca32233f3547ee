/* rescue.h -- what to do with a progress file that cannot be used as it is.  */

#ifndef STORE_RESCUE_H
#define STORE_RESCUE_H

#include "base/text.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* Rename the file and its log to PATH.damaged-YYYYMMDD-HHMMSS (local time of NOW, milliseconds),
   with "-2" and so on behind it where that name is taken.  The new name is appended to ASIDE.
   False with errno set when it cannot be renamed; nothing is open on it then or now. */
bool rescue_set_aside(const char *path, int64_t now, Text *aside);

/* Two sessions must not both set a damaged file aside: the later one would take the new file.
   Answers a descriptor for rescue_unlock; -1, harmless, where folders cannot be locked. */
int rescue_lock(const char *path);
void rescue_unlock(int lock);

/* Damage that shows while the program runs leaves a mark beside the file (PATH.suspect), so that
   the next start reads the whole file before it trusts it.  PATH may be NULL. */
void rescue_suspect(const char *path);
bool rescue_is_suspect(const char *path);
void rescue_trust(const char *path);

/* Copy a file that can only be read into the empty database MEMORY, unless it comes from a
   newer mathtutor or is not ours.  On false, MEMORY may hold a part of it and is no longer of use.
 */
bool rescue_copy(const char *path, sqlite3 *memory);

/* The folder part of PATH, "." when there is none. */
void rescue_folder(const char *path, Text *out);

#endif
