/* archive.h -- a course out of an archive or a folder, into a folder of ours.

   What comes in is untrusted: plain files below the folder and nothing else, so many, so large.  */

#ifndef SHELL_ARCHIVE_H
#define SHELL_ARCHIVE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* What a course may have. */
enum {
  COURSE_FILES = 4000,
  COURSE_DEPTH = 8,
  COURSE_FILE_BYTES = 16 << 20,
  COURSE_BYTES = 128 << 20,
};

/* A course on its way into the folder INTO, which exists and is empty. */
typedef struct Intake {
  const char *into;
  size_t files;
  uint64_t bytes;
} Intake;

/* Whether NAME, a path in a course, leads to a plain place below it; else false and why.  *SKIP is
   set for what is left out without a word: hidden files and what systems add to archives. */
bool intake_name(const char *name, bool *skip, Error *error);
/* Make the folders above INTO/NAME and the file itself, which must be new; its descriptor or -1. */
int intake_open(Intake *in, const char *name, Error *error);
/* Append to the file NAME; counts against the limits.  *SIZE is what the file has so far. */
bool intake_write(Intake *in, int fd, const char *name, const void *bytes, size_t len,
                  uint64_t *size, Error *error);
/* End the file NAME; GOOD is whether all went well before.  Some systems tell only now that the
   disk was full: false then, with the error set, and whenever GOOD is false. */
bool intake_close(int fd, const char *name, bool good, Error *error);

/* tar (also compressed) and zip, through libarchive; says so where that is missing. */
bool archive_unpack(const char *path, Intake *in, Error *error);
/* A copy of a folder. */
bool archive_copy(const char *folder, Intake *in, Error *error);
/* Remove a folder and all in it; links are removed, not followed. */
void archive_remove(const char *folder);

#endif
