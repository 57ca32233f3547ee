/* folder.c -- a temporary folder, attempts made of a number, and a look into the file.  */

#include "config.h"
#include "tests/store/folder.h"
#include "base/files.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *folder_new(void) {
  const char *parent = getenv("TMPDIR");
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/mathtutor-store-XXXXXX", parent && *parent ? parent : "/tmp");
  char *folder = text_take(&path);
  if (!mkdtemp(folder) || chmod(folder, 0755) != 0) {
    printf("Bail out! no temporary folder\n");
    exit(99);
  }
  return folder;
}

char *folder_file(const char *folder, const char *name) {
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/%s", folder, name);
  return text_take(&path);
}

void folder_remove(char *folder) {
  char **names = NULL;
  int count = file_list(folder, &names);
  for (int i = 0; i < count; i++) {
    char *path = folder_file(folder, names[i]);
    if (file_is_folder(path))
      folder_remove(path);
    else {
      unlink(path);
      free(path);
    }
    free(names[i]);
  }
  free(names);
  rmdir(folder);
  free(folder);
}

void folder_write(const char *path, const char *bytes, size_t len) {
  FILE *f = fopen(path, "wb");
  bool good = f && fwrite(bytes, 1, len, f) == len;
  if (f && fclose(f) != 0) good = false;
  if (good) return;
  printf("Bail out! cannot write %s\n", path);
  exit(99);
}

size_t folder_count(const char *folder, const char *prefix) {
  char **names = NULL;
  size_t found = 0;
  int count = file_list(folder, &names);
  for (int i = 0; i < count; i++) {
    found += strncmp(names[i], prefix, strlen(prefix)) == 0;
    free(names[i]);
  }
  free(names);
  return found;
}

int64_t folder_clock(void *self) {
  return *(int64_t *)self;
}

bool folder_attempt(Store *store, int number, Error *error) {
  char typed[40];
  snprintf(typed, sizeof typed, "answer %d", number);
  StoredAttempt a = { .mode = "lesson",
                      .lesson = "la-dot",
                      .exercise = "angle",
                      .skill = "la-dot/angle",
                      .variant_seed = (uint64_t)number,
                      .typed = typed,
                      .verdict = "right",
                      .credit = 1,
                      .milliseconds = 1000 };
  return store_attempt_record(store, &a, error);
}

char *folder_query(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  Text out = TEXT_EMPTY;
  bool good = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
              sqlite3_busy_timeout(db, 5000) == SQLITE_OK &&
              sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK;
  while (good && sqlite3_step(statement) == SQLITE_ROW) {
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    if (out.len > 0) text_putc(&out, '\n');
    text_puts(&out, text ? text : "NULL");
  }
  if (sqlite3_finalize(statement) != SQLITE_OK || !good) {
    text_clear(&out);
    text_puts(&out, "-1");
  }
  sqlite3_close(db);
  text_puts(&out, "");
  return out.data ? text_take(&out) : mem_copy_string("");
}

int64_t folder_number(const char *path, const char *sql) {
  char *answer = folder_query(path, sql);
  int64_t number = *answer ? strtoll(answer, NULL, 10) : -1;
  free(answer);
  return number;
}
