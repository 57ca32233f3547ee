/* rescue.c -- what to do with a progress file that cannot be used as it is.  */

#include "config.h"
#include "store/rescue.h"
#include "base/files.h"
#include "store/database.h"
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void rescue_folder(const char *path, Text *out) {
  const char *slash = strrchr(path, '/');
  if (!slash)
    text_puts(out, ".");
  else
    text_append(out, path, slash == path ? 1 : (size_t)(slash - path));
}

/* PATH with SUFFIX behind it; the caller frees the Text. */
static Text beside(const char *path, const char *suffix) {
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s%s", path, suffix);
  return t;
}

static bool is_there(const char *path, const char *suffix) {
  Text t = beside(path, suffix);
  bool there = file_exists(text_string(&t));
  text_free(&t);
  return there;
}

static void choose_name(const char *path, int64_t now, Text *aside) {
  char stamp[40] = "";
  time_t seconds = (time_t)(now / 1000);
  struct tm parts;
  if (!localtime_r(&seconds, &parts) || strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &parts) == 0)
    snprintf(stamp, sizeof stamp, "19700101-000000");
  size_t start = aside->len;
  for (unsigned i = 1; i == 1 || file_exists(text_string(aside) + start); i++) {
    text_truncate(aside, start);
    text_printf(aside, "%s.damaged-%s", path, stamp);
    if (i > 1) text_printf(aside, "-%u", i);
  }
}

/* The log goes first: were it left beside a new file of the same name, SQLite might take it for
   that file's own.  Behind the renaming nothing may be taken away any more: another session can
   have begun the new file by then, and its log with it. */
bool rescue_set_aside(const char *path, int64_t now, Text *aside) {
  size_t start = aside->len;
  choose_name(path, now, aside);
  const char *name = text_string(aside) + start;
  Text log = beside(path, "-wal"), log_aside = beside(name, "-wal"), shared = beside(path, "-shm");
  struct stat info;
  bool has_log = stat(text_string(&log), &info) == 0 && info.st_size > 0;
  bool good = !has_log || rename(text_string(&log), text_string(&log_aside)) == 0;
  if (good) {
    unlink(text_string(&shared));
    if (!has_log) unlink(text_string(&log));
  }
  good = good && rename(path, name) == 0;
  int why = errno;
  if (!good) text_truncate(aside, start);
  text_free(&log);
  text_free(&log_aside);
  text_free(&shared);
  errno = why;
  return good;
}

int rescue_lock(const char *path) {
  Text folder = TEXT_EMPTY;
  rescue_folder(path, &folder);
  int fd = open(text_string(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  text_free(&folder);
  while (fd >= 0 && flock(fd, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    close(fd);
    fd = -1;
  }
  return fd;
}

void rescue_unlock(int lock) {
  if (lock >= 0) close(lock);
}

void rescue_suspect(const char *path) {
  if (!path) return;
  Text mark = beside(path, ".suspect");
  int fd = open(text_string(&mark), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) close(fd);
  text_free(&mark);
}

bool rescue_is_suspect(const char *path) {
  return is_there(path, ".suspect");
}

void rescue_trust(const char *path) {
  Text mark = beside(path, ".suspect");
  unlink(text_string(&mark));
  text_free(&mark);
}

/* PATH as a URI that SQLite opens for reading.  An immutable file is read without locks and without
   its log, which is right only where there is none. */
static void read_only_uri(const char *path, bool immutable, Text *out) {
  text_puts(out, path[0] == '/' ? "file://" : "file:");
  for (const unsigned char *s = (const unsigned char *)path; *s; s++) {
    if (strchr("?#%", *s) || *s < ' ' || *s > '~')
      text_printf(out, "%%%02X", *s);
    else
      text_putc(out, (char)*s);
  }
  text_puts(out, immutable ? "?mode=ro&immutable=1" : "?mode=ro");
}

static bool copy_once(const char *path, bool immutable, sqlite3 *memory) {
  Text uri = TEXT_EMPTY;
  sqlite3 *source = NULL;
  read_only_uri(path, immutable, &uri);
  bool good = sqlite3_open_v2(text_string(&uri), &source, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                              NULL) == SQLITE_OK;
  text_free(&uri);
  MigrateState state = MIGRATE_CURRENT;
  good = good && migrate_state(source, &state) == SQLITE_OK &&
         (state == MIGRATE_CURRENT || state == MIGRATE_OLDER);
  sqlite3_backup *copy = good ? sqlite3_backup_init(memory, "main", source, "main") : NULL;
  good = copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
  if (copy && sqlite3_backup_finish(copy) != SQLITE_OK) good = false;
  sqlite3_close(source);
  return good;
}

bool rescue_copy(const char *path, sqlite3 *memory) {
  if (!file_exists(path)) return false;
  if (copy_once(path, false, memory)) return true;
  return !is_there(path, "-wal") && copy_once(path, true, memory);
}
