/* paths.c -- where lessons, progress, history and settings live.  */

#include "config.h"
#include "base/paths.h"
#include "base/files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

static const char *environment(const char *name) {
  const char *s = getenv(name);
  return s && *s ? s : NULL;
}

void path_own(PathKind kind, const char *name, Text *out) {
  static const struct {
    const char *variable, *under_home;
  } places[] = {
    [PATH_DATA] = { "XDG_DATA_HOME", ".local/share" },
    [PATH_STATE] = { "XDG_STATE_HOME", ".local/state" },
    [PATH_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
  };
  const char *own = environment("MATHTUTOR_HOME"), *xdg = environment(places[kind].variable);
  const char *home = environment("HOME");
  if (own)
    text_puts(out, own);
  else if (xdg && xdg[0] == '/')
    text_printf(out, "%s/mathtutor", xdg);
  else
    text_printf(out, "%s/%s/mathtutor", home ? home : ".", places[kind].under_home);
  if (name) text_printf(out, "/%s", name);
}

/* The folder of the running program; false where the system does not say. */
static bool program_folder(Text *out) {
  char path[4096];
#ifdef __APPLE__
  uint32_t size = sizeof path;
  if (_NSGetExecutablePath(path, &size) != 0) return false;
#else
  ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
  if (n <= 0) return false;
  path[n] = '\0';
#endif
  char *slash = strrchr(path, '/');
  if (slash) text_append(out, path, (size_t)(slash - path));
  return slash;
}

/* From a build tree the lessons are those of the source tree, named by a file that configure
   leaves beside the program. */
static bool build_tree_lessons(Text *out) {
  Text mark = TEXT_EMPTY, content = TEXT_EMPTY;
  Error ignored = { 0 };
  bool good = program_folder(&mark);
  text_puts(&mark, "/lessons-path");
  good = good && file_read(text_string(&mark), 4096, &content, &ignored);
  if (good) {
    size_t len = strcspn(text_string(&content), "\n");
    text_append(out, text_string(&content), len);
    good = len > 0;
  }
  text_free(&mark);
  text_free(&content);
  return good;
}

bool path_lessons(const char *override, unsigned i, Text *out) {
  if (override && i-- == 0) {
    text_puts(out, override);
    return true;
  }
  for (const char *p = environment("MATHTUTOR_PATH"); p; p = *p ? p + 1 : NULL) {
    size_t len = strcspn(p, ":");
    if (len > 0 && i-- == 0) {
      text_append(out, p, len);
      return true;
    }
    p += len;
    if (!*p) break;
  }
  if (i-- == 0) {
    path_own(PATH_DATA, "lessons", out);
    return true;
  }
  if (i == 0 && build_tree_lessons(out)) return true;
  Text mark = TEXT_EMPTY;
  bool from_build = build_tree_lessons(&mark);
  text_free(&mark);
  if (i == (from_build ? 1 : 0)) {
    text_puts(out, PKGDATADIR "/lessons");
    return true;
  }
  return false;
}
