/* files.h -- whole files in and out, safely.  */

#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/error.h"

/* Append the file's bytes to OUT.  Refuses directories, devices and files over LIMIT bytes.  On
   failure false, with a sentence in ERROR ("cannot read x.md: No such file or directory"). */
bool file_read(const char *path, size_t limit, Text *out, Error *error);

/* Replace the file's contents at once: write beside it, then rename.  A full disk leaves the old
   file as it was; so do its mode and a link to it.  Devices and pipes are written in place, unless
   nobody reads the pipe. */
bool file_write(const char *path, const char *bytes, size_t len, Error *error);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Make the folder and its parents, like mkdir -p with mode 700. */
bool file_make_folder(const char *path, Error *error);

/* The names in a folder, sorted, without "." and "..", appended to an array that the caller frees
   (each name and the array).  Returns the count, or -1 when it cannot be read. */
int file_list(const char *folder, char ***names);

#endif
