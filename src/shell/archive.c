/* archive.c -- what is in an archive.

   libarchive needs ten more libraries, so it is loaded when it is needed.  Only tar and zip and the
   usual compressions are switched on, and none that would start a program.  */

#include "config.h"
#include "shell/archive.h"
#include "base/interrupt.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const Span nowhere;

#ifdef HAVE_LIBARCHIVE

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>

#define CALLS(X)                                                                                   \
  X(archive_read_new)                                                                              \
  X(archive_read_free)                                                                             \
  X(archive_read_support_format_tar)                                                               \
  X(archive_read_support_format_zip)                                                               \
  X(archive_read_support_filter_gzip)                                                              \
  X(archive_read_support_filter_bzip2)                                                             \
  X(archive_read_support_filter_xz)                                                                \
  X(archive_read_support_filter_zstd)                                                              \
  X(archive_read_open_filename)                                                                    \
  X(archive_read_next_header)                                                                      \
  X(archive_read_data)                                                                             \
  X(archive_error_string)                                                                          \
  X(archive_entry_pathname)                                                                        \
  X(archive_entry_pathname_utf8)                                                                   \
  X(archive_entry_filetype)                                                                        \
  X(archive_entry_hardlink)                                                                        \
  X(archive_entry_is_encrypted)

typedef struct Library {
  void *handle;
#define DECLARE(name) __typeof__(name) *name;
  CALLS(DECLARE)
} Library;

/* POSIX promises that a function's address survives in a void pointer. */
static bool find(void *from, const char *name, void *function, size_t size) {
  void *address = dlsym(from, name);
  if (address) memcpy(function, &address, size);
  return address != NULL;
}

static bool load(Library *l, Error *error) {
  l->handle = dlopen(ARCHIVE_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  bool good = l->handle != NULL;
#define FIND(name) good = good && find(l->handle, #name, &l->name, sizeof l->name);
  CALLS(FIND)
  if (good) return true;
  error_set(error, ERROR_FILE, nowhere, "archives cannot be read here: %s is missing",
            ARCHIVE_LIBRARY);
  error_hint(error, "unpack the course yourself and install its folder");
  return false;
}

static bool failed(const Library *l, struct archive *a, const char *path, Error *error) {
  const char *why = l->archive_error_string(a);
  error_set(error, ERROR_FILE, nowhere, "%s cannot be read: %s", path,
            why ? why : "it is no archive");
  error_hint(error, "a course is a folder, or a .tar.gz or .zip of one");
  return false;
}

static bool take_data(const Library *l, struct archive *a, const char *name, Intake *in,
                      Error *error) {
  char chunk[1 << 16];
  uint64_t size = 0;
  la_ssize_t n = 0;
  int fd = intake_open(in, name, error);
  bool good = fd >= 0;
  while (good && (n = l->archive_read_data(a, chunk, sizeof chunk)) != 0) {
    if (n < 0) good = failed(l, a, name, error);
    if (good && interrupt_pending())
      good = error_set(error, ERROR_INTERRUPT, nowhere, "interrupted");
    good = good && intake_write(in, fd, name, chunk, (size_t)n, &size, error);
  }
  return fd >= 0 ? intake_close(fd, name, good, error) : good;
}

static bool take_entry(const Library *l, struct archive *a, struct archive_entry *e, Intake *in,
                       Error *error) {
  const char *name = l->archive_entry_pathname_utf8(e);
  bool skip = false;
  if (!name) name = l->archive_entry_pathname(e);
  if (!name) return error_set(error, ERROR_FILE, nowhere, "there is a file without a name in it");
  if (!intake_name(name, &skip, error)) return false;
  if (l->archive_entry_filetype(e) == AE_IFDIR) return true; /* made when a file needs it */
  if (skip) return true;
  if (l->archive_entry_hardlink(e) || l->archive_entry_filetype(e) != AE_IFREG)
    return error_set(error, ERROR_FILE, nowhere,
                     "%.200s is a link or a device, and a course has plain files only", name);
  if (l->archive_entry_is_encrypted(e))
    return error_set(error, ERROR_FILE, nowhere, "%.200s is encrypted", name);
  return take_data(l, a, name, in, error);
}

/* What this libarchive cannot do itself it would leave to a program, and warns: then it is not
   switched on.  Asked for on a reader of its own, because nothing can be switched off. */
static void switch_on(const Library *l, struct archive *a) {
  int (*const filters[])(struct archive *) = { l->archive_read_support_filter_gzip,
                                               l->archive_read_support_filter_bzip2,
                                               l->archive_read_support_filter_xz,
                                               l->archive_read_support_filter_zstd };
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
    struct archive *trial = l->archive_read_new();
    if (filters[i](trial) == ARCHIVE_OK) filters[i](a);
    l->archive_read_free(trial);
  }
  l->archive_read_support_format_tar(a);
  l->archive_read_support_format_zip(a);
}

bool archive_unpack(const char *path, Intake *in, Error *error) {
  Library l = { 0 };
  struct archive_entry *e = NULL;
  if (!load(&l, error)) return false;
  struct archive *a = l.archive_read_new();
  switch_on(&l, a);
  int status = l.archive_read_open_filename(a, path, 1 << 16);
  bool good = status == ARCHIVE_OK || failed(&l, a, path, error);
  while (good && (status = l.archive_read_next_header(a, &e)) != ARCHIVE_EOF) {
    good = status == ARCHIVE_OK || status == ARCHIVE_WARN || failed(&l, a, path, error);
    good = good && take_entry(&l, a, e, in, error);
  }
  l.archive_read_free(a);
  return good;
}

#else

bool archive_unpack(const char *path, Intake *in, Error *error) {
  (void)in;
  error_set(error, ERROR_FILE, nowhere, "%s: this mathtutor was built without libarchive", path);
  error_hint(error, "unpack the course yourself and install its folder");
  return false;
}

#endif
