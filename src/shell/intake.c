/* intake.c -- a course on its way in: names that stay inside, limits, plain files only.  */

#include "config.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "shell/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const Span nowhere;

/* ------------------------------------------------------------------ names */

static bool is_text(const char *name) {
  size_t len = strlen(name), used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(name + i, len - i, &used);
    if (utf8_unsafe(point) || point == '\n' || point == '\t' || point == '\\' ||
        (point == UTF8_BAD && used == 1))
      return false;
  }
  return true;
}

bool intake_name(const char *name, bool *skip, Error *error) {
  unsigned depth = 0;
  *skip = false;
  if (!*name || !is_text(name) || strlen(name) > 500)
    return error_set(error, ERROR_FILE, nowhere, "there is a file with an impossible name in it");
  if (*name == '/')
    return error_set(error, ERROR_FILE, nowhere, "%.200s leads out of the course", name);
  for (const char *s = name; *s;) {
    size_t len = strcspn(s, "/");
    if (len == 2 && strncmp(s, "..", 2) == 0)
      return error_set(error, ERROR_FILE, nowhere, "%.200s leads out of the course", name);
    if (len > 0 && !(len == 1 && *s == '.')) {
      depth++;
      *skip |= *s == '.' || strncmp(s, "__MACOSX", len) == 0;
    }
    s += len + (s[len] == '/');
  }
  if (depth > COURSE_DEPTH)
    return error_set(error, ERROR_FILE, nowhere, "%.200s lies too deep", name);
  return true;
}

/* ------------------------------------------------------------------ files */

static void put_path(const Intake *in, const char *name, Text *out) {
  text_puts(out, in->into);
  for (const char *s = name; *s;) { /* without ./ and // */
    size_t len = strcspn(s, "/");
    if (len > 0 && !(len == 1 && *s == '.')) text_printf(out, "/%.*s", (int)len, s);
    s += len + (s[len] == '/');
  }
}

int intake_open(Intake *in, const char *name, Error *error) {
  Text path = TEXT_EMPTY, folder = TEXT_EMPTY;
  int fd = -1;
  put_path(in, name, &path);
  text_append(&folder, text_string(&path), (size_t)(strrchr(text_string(&path), '/') - path.data));
  if (++in->files > COURSE_FILES)
    error_set(error, ERROR_FILE, nowhere, "there are more than %d files in it", COURSE_FILES);
  else if (file_make_folder(text_string(&folder), error)) {
    fd = open(text_string(&path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0 && errno == EEXIST)
      error_set(error, ERROR_FILE, nowhere, "%.200s is in it twice", name);
    else if (fd < 0)
      error_set(error, ERROR_FILE, nowhere, "cannot write %.200s: %s", name, strerror(errno));
  }
  text_free(&path);
  text_free(&folder);
  return fd;
}

bool intake_write(Intake *in, int fd, const char *name, const void *bytes, size_t len,
                  uint64_t *size, Error *error) {
  const char *s = bytes;
  in->bytes += len;
  *size += len;
  if (*size > COURSE_FILE_BYTES)
    return error_set(error, ERROR_FILE, nowhere, "%.200s is larger than %d MB", name,
                     COURSE_FILE_BYTES >> 20);
  if (in->bytes > COURSE_BYTES)
    return error_set(error, ERROR_FILE, nowhere, "it is larger than %d MB", COURSE_BYTES >> 20);
  while (len > 0) {
    ssize_t n = write(fd, s, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return error_set(error, ERROR_FILE, nowhere, "cannot write %.200s: %s", name,
                       strerror(errno));
    s += n;
    len -= (size_t)n;
  }
  return true;
}

bool intake_close(int fd, const char *name, bool good, Error *error) {
  if (close(fd) == 0 || !good) return good;
  return error_set(error, ERROR_FILE, nowhere, "cannot write %.200s: %s", name, strerror(errno));
}

/* ------------------------------------------------------------------ a folder */

static bool copy_file(const char *from, const char *name, Intake *in, Error *error) {
  char chunk[1 << 16];
  struct stat info;
  uint64_t size = 0;
  ssize_t n = 0;
  int source = open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  bool good = source >= 0 && fstat(source, &info) == 0 && S_ISREG(info.st_mode);
  if (!good) error_set(error, ERROR_FILE, nowhere, "%.200s cannot be read as a plain file", name);
  int target = good ? intake_open(in, name, error) : -1;
  good = target >= 0;
  while (good && (n = read(source, chunk, sizeof chunk)) != 0) {
    if (n < 0 && errno == EINTR) continue;
    good = n >= 0 ? intake_write(in, target, name, chunk, (size_t)n, &size, error)
                  : error_set(error, ERROR_FILE, nowhere, "cannot read %.200s: %s", name,
                              strerror(errno));
  }
  if (source >= 0) close(source);
  if (target >= 0) good = intake_close(target, name, good, error);
  return good;
}

/* FOLDER/BELOW; BELOW is "" at first. */
static bool copy_below(const char *folder, const char *below, Intake *in, Error *error) {
  Text from = TEXT_EMPTY;
  char **names = NULL;
  text_printf(&from, "%s%s%s", folder, *below ? "/" : "", below);
  int count = file_list(text_string(&from), &names);
  bool good = count >= 0 || error_set(error, ERROR_FILE, nowhere, "cannot read the folder %s: %s",
                                      text_string(&from), strerror(errno));
  for (int i = 0; i < count; i++) {
    Text path = TEXT_EMPTY, name = TEXT_EMPTY;
    struct stat info;
    bool skip = false;
    text_printf(&path, "%s/%s", text_string(&from), names[i]);
    text_printf(&name, "%s%s%s", below, *below ? "/" : "", names[i]);
    good = good && !interrupt_pending() && intake_name(text_string(&name), &skip, error);
    if (good && !skip) {
      if (lstat(text_string(&path), &info) != 0)
        good = error_set(error, ERROR_FILE, nowhere, "cannot read %s: %s", text_string(&path),
                         strerror(errno));
      else if (S_ISDIR(info.st_mode))
        good = copy_below(folder, text_string(&name), in, error);
      else if (S_ISREG(info.st_mode))
        good = copy_file(text_string(&path), text_string(&name), in, error);
      else
        good = error_set(error, ERROR_FILE, nowhere,
                         "%.200s is a link or a device, and a course has plain files only",
                         text_string(&name));
    }
    text_free(&path);
    text_free(&name);
    free(names[i]);
  }
  free(names);
  text_free(&from);
  return good;
}

bool archive_copy(const char *folder, Intake *in, Error *error) {
  return copy_below(folder, "", in, error);
}

void archive_remove(const char *folder) {
  char **names = NULL;
  int count = file_list(folder, &names);
  for (int i = 0; i < count; i++) {
    Text path = TEXT_EMPTY;
    struct stat info;
    text_printf(&path, "%s/%s", folder, names[i]);
    if (lstat(text_string(&path), &info) == 0 && S_ISDIR(info.st_mode))
      archive_remove(text_string(&path));
    else
      unlink(text_string(&path));
    text_free(&path);
    free(names[i]);
  }
  free(names);
  rmdir(folder);
}
