/* folder.h -- a temporary folder, attempts made of a number, and a look into the file past the
   store.  */

#ifndef TESTS_STORE_FOLDER_H
#define TESTS_STORE_FOLDER_H

#include "base/text.h"
#include "store/attempts.h"

#include <sqlite3.h>

/* A new folder below TMPDIR or /tmp, readable by everyone; removed with its files by
   folder_remove.  Owned by the caller. */
char *folder_new(void);
void folder_remove(char *folder);
char *folder_file(const char *folder, const char *name); /* the path; owned by the caller */
void folder_write(const char *path, const char *bytes, size_t len);
size_t folder_count(const char *folder, const char *prefix); /* names that begin with it */

/* A clock that shows *self. */
int64_t folder_clock(void *self);

/* An attempt whose typed text is "answer N". */
bool folder_attempt(Store *store, int number, Error *error);

/* The number that SQL answers on that file, opened by SQLite alone; -1 when it cannot. */
int64_t folder_number(const char *path, const char *sql);
char *folder_query(const char *path, const char *sql); /* rows joined by newlines; owned */

#endif
