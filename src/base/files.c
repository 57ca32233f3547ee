/* files.c -- whole files in and out, safely.  */

#include "config.h"
#include "base/files.h"
#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const Span nowhere;

static bool failed(Error *error, const char *what, const char *path, const char *why) {
  return error_set(error, ERROR_FILE, nowhere, "cannot %s %s: %s", what, path, why);
}

bool file_read(const char *path, size_t limit, Text *out, Error *error) {
  struct stat info;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a named pipe must not hang us */
  if (fd < 0) return failed(error, "read", path, strerror(errno));
  const char *why = NULL;
  if (fstat(fd, &info) != 0)
    why = strerror(errno);
  else if (S_ISDIR(info.st_mode))
    why = "it is a folder";
  else if (!S_ISREG(info.st_mode))
    why = "it is not a plain file";
  else if ((unsigned long long)info.st_size > limit)
    why = "it is too large";
  size_t before = out->len;
  char chunk[16384];
  ssize_t n = 0;
  while (!why && (n = read(fd, chunk, sizeof chunk)) != 0) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      why = strerror(errno);
    else
      text_append(out, chunk, (size_t)n);
    if (out->len - before > limit) why = "it is too large";
  }
  close(fd);
  if (!why) return true;
  text_truncate(out, before);
  return failed(error, "read", path, why);
}

static bool write_all(int fd, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t n = write(fd, bytes, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes += n;
    len -= (size_t)n;
  }
  return true;
}

/* What is not a plain file (a terminal, /dev/stdout, a pipe someone reads) is written in place. */
static bool write_through(const char *path, const char *bytes, size_t len, Error *error) {
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe nobody reads fails */
  int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);
  bool good =
      flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0 && write_all(fd, bytes, len);
  int why = errno;
  if (fd >= 0 && close(fd) != 0 && good) {
    why = errno;
    good = false;
  }
  return good || failed(error, "write", path, strerror(why));
}

/* Write and flush a new file; it is removed again when that fails.  0 or an error number. */
static int write_new(const char *path, mode_t mode, const char *bytes, size_t len) {
  unlink(path); /* left behind by a program that was killed and had our number */
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return errno;
  bool good = (mode == 0 || fchmod(fd, mode) == 0) && write_all(fd, bytes, len) && fsync(fd) == 0;
  int why = good ? 0 : errno;
  if (close(fd) != 0 && good) why = errno;
  if (why != 0) unlink(path);
  return why;
}

bool file_write(const char *path, const char *bytes, size_t len, Error *error) {
  struct stat info;
  bool there = stat(path, &info) == 0;
  if (there && S_ISDIR(info.st_mode)) return failed(error, "write", path, "it is a folder");
  if (there && !S_ISREG(info.st_mode)) return write_through(path, bytes, len, error);
  char *target = there ? realpath(path, NULL) : NULL; /* a link keeps pointing where it did */
  const char *name = target ? target : path;
  Text beside = TEXT_EMPTY;
  text_printf(&beside, "%s.new-%ld", name, (long)getpid());
  int why = write_new(text_string(&beside), there ? info.st_mode & 0777 : 0, bytes, len);
  if (why == 0 && rename(text_string(&beside), name) != 0) {
    why = errno;
    unlink(text_string(&beside));
  }
  text_free(&beside);
  free(target);
  return why == 0 || failed(error, "write", path, strerror(why));
}

bool file_exists(const char *path) {
  struct stat info;
  return stat(path, &info) == 0;
}

bool file_is_folder(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool file_make_folder(const char *path, Error *error) {
  char *part = mem_copy_string(path);
  bool good = true;
  for (size_t i = 0; good && i <= strlen(path); i++) {
    if ((path[i] != '/' && path[i] != '\0') || i == 0) continue;
    part[i] = '\0';
    if (mkdir(part, 0700) != 0) {
      int why = errno;
      good = file_is_folder(part) || failed(error, "make the folder", part, strerror(why));
    }
    part[i] = path[i];
  }
  free(part);
  return good;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

int file_list(const char *folder, char ***names) {
  DIR *d = opendir(folder);
  if (!d) return -1;
  char **list = NULL;
  size_t count = 0, cap = 0;
  for (struct dirent *e; (e = readdir(d));) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
    MEM_GROW(list, count, cap);
    list[count++] = mem_copy_string(e->d_name);
  }
  closedir(d);
  if (count > 0) qsort(list, count, sizeof *list, by_name);
  *names = list;
  return (int)count;
}
