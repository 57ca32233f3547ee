/* install.c -- --install: a course, checked, put where --list finds it.

   It is gathered in a folder beside its place, proved there by --check, and moved in at once: a
   course is either the old one or the new one, whatever happens.  */

#include "config.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/paths.h"
#include "shell/archive.h"
#include "shell/author.h"
#include "shell/checking.h"
#include "shell/output.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Install {
  Shell *shell;
  const char *source;
  Text home;     /* where courses live */
  Text staging;  /* below it, hidden */
  char **tracks; /* folders in it that are tracks */
  size_t track_count, track_cap;
} Install;

static const Span nowhere;

static bool stop(Error *error, const char *what, const char *hint) {
  error_set(error, ERROR_FILE, nowhere, "%s", what);
  error_hint(error, "%s", hint);
  return false;
}

static bool has_track(const char *folder) {
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/track.md", folder);
  bool there = file_exists(text_string(&path));
  text_free(&path);
  return there;
}

/* ------------------------------------------------------------------ gathering */

static bool make_staging(Install *z, Error *error) {
  path_own(PATH_DATA, "lessons", &z->home);
  if (!file_make_folder(text_string(&z->home), error)) return false;
  text_printf(&z->staging, "%s/.new-XXXXXX", text_string(&z->home));
  if (mkdtemp(z->staging.data)) return true;
  error_set(error, ERROR_FILE, nowhere, "cannot make a folder in %s: %s", text_string(&z->home),
            strerror(errno));
  text_clear(&z->staging);
  return false;
}

/* A name that a course may have: it becomes a folder and a word on the command line. */
static bool is_course_name(const char *name) {
  if (!islower((unsigned char)*name) || strlen(name) > 60) return false;
  for (; *name; name++)
    if (!islower((unsigned char)*name) && !isdigit((unsigned char)*name) && *name != '-')
      return false;
  return true;
}

/* What `track:` in FOLDER/track.md says. */
static bool read_track_name(const char *folder, Text *out) {
  Text path = TEXT_EMPTY, text = TEXT_EMPTY;
  Error ignored = { 0 };
  text_printf(&path, "%s/track.md", folder);
  if (file_read(text_string(&path), 1 << 16, &text, &ignored))
    for (const char *line = text_string(&text); line && *line;) {
      const char *end = strchr(line, '\n');
      if (strncmp(line, "track:", 6) == 0) {
        line += 6 + strspn(line + 6, " \t");
        text_append(out, line, strcspn(line, " \t\r\n"));
        break;
      }
      line = end ? end + 1 : NULL;
    }
  text_free(&path);
  text_free(&text);
  return out->len > 0;
}

/* The folder's own name, or the archive's without its endings. */
static void put_source_name(const char *source, Text *out) {
  char *real = realpath(source, NULL);
  const char *slash = real ? strrchr(real, '/') : NULL;
  const char *name = slash ? slash + 1 : source;
  text_append(out, name, strcspn(name, "."));
  free(real);
}

/* A source that is itself the track is brought into a folder of its name. */
static bool wrap_track(Install *z, Error *error) {
  Text name = TEXT_EMPTY, inner = TEXT_EMPTY, from = TEXT_EMPTY, to = TEXT_EMPTY;
  const char *staging = text_string(&z->staging);
  char **names = NULL;
  if (!read_track_name(staging, &name)) put_source_name(z->source, &name);
  bool good = is_course_name(text_string(&name)) ||
              stop(error, "the course has no name that can be used",
                   "say track: with small letters, digits and - in track.md");
  int count = good ? file_list(staging, &names) : 0;
  text_printf(&inner, "%s/%s", staging, text_string(&name));
  /* A file or folder of the very name must not be in the way. */
  text_printf(&to, "%s/.%s", staging, text_string(&name));
  good = good && mkdir(text_string(&to), 0755) == 0;
  for (int i = 0; i < count; i++) {
    Text target = TEXT_EMPTY;
    text_clear(&from);
    text_printf(&from, "%s/%s", staging, names[i]);
    text_printf(&target, "%s/%s", text_string(&to), names[i]);
    good = good && rename(text_string(&from), text_string(&target)) == 0;
    text_free(&target);
    free(names[i]);
  }
  free(names);
  good = good && rename(text_string(&to), text_string(&inner)) == 0;
  if (!good && error->kind == ERROR_NONE)
    error_set(error, ERROR_FILE, nowhere, "cannot arrange the course: %s", strerror(errno));
  text_free(&name);
  text_free(&inner);
  text_free(&from);
  text_free(&to);
  return good;
}

/* An archive often holds one folder with everything in it. */
static bool find_tracks(Install *z, const char *folder, int depth) {
  char **names = NULL;
  int count = file_list(folder, &names);
  for (int i = 0; i < count; i++) {
    Text path = TEXT_EMPTY;
    text_printf(&path, "%s/%s", folder, names[i]);
    if (names[i][0] != '.' && file_is_folder(text_string(&path))) {
      if (has_track(text_string(&path))) {
        MEM_GROW(z->tracks, z->track_count, z->track_cap);
        z->tracks[z->track_count++] = mem_copy_string(text_string(&path));
      } else if (depth > 0)
        find_tracks(z, text_string(&path), depth - 1);
    }
    text_free(&path);
    free(names[i]);
  }
  free(names);
  return z->track_count > 0;
}

static bool gather(Install *z, Error *error) {
  Intake in = { .into = text_string(&z->staging) };
  bool good = file_is_folder(z->source) ? archive_copy(z->source, &in, error)
                                        : archive_unpack(z->source, &in, error);
  if (!good) return false;
  if (has_track(text_string(&z->staging)) && !wrap_track(z, error)) return false;
  if (!find_tracks(z, text_string(&z->staging), 2))
    return stop(error, "there is no course in it: a course is a folder with track.md and lessons",
                "add a track.md with ---, title: ... and --- beside the lessons");
  for (size_t i = 0; i < z->track_count; i++)
    if (!is_course_name(strrchr(z->tracks[i], '/') + 1)) {
      error_set(error, ERROR_FILE, nowhere, "the folder %.80s cannot be the name of a course",
                strrchr(z->tracks[i], '/') + 1);
      error_hint(error, "use small letters, digits and -");
      return false;
    }
  return true;
}

/* ------------------------------------------------------------------ proving */

/* The findings without the folder that nobody knows. */
static void put_without(const char *text, const char *prefix, Text *out) {
  size_t len = strlen(prefix);
  for (const char *at; (at = strstr(text, prefix)); text = at + len + (at[len] == '/'))
    text_append(out, text, (size_t)(at - text));
  text_puts(out, text);
}

static bool prove(Install *z, Error *error) {
  CheckReport report;
  Text found = TEXT_EMPTY, shown = TEXT_EMPTY;
  checking_run(z->shell, (const char *const *)z->tracks, z->track_count, FINDINGS_TEXT, &report,
               &found);
  put_without(text_string(&found), text_string(&z->staging), &shown);
  if (!z->shell->options->quiet || report.errors > 0) output_text(text_string(&shown));
  text_free(&found);
  text_free(&shown);
  if (interrupt_pending()) return stop(error, "interrupted", "nothing was changed");
  if (report.errors > 0) {
    error_set(error, ERROR_FILE, nowhere, "the course has %zu error%s and is not installed",
              report.errors, report.errors == 1 ? "" : "s");
    error_hint(error, "mend what is listed above; --check tells the same");
    return false;
  }
  if (report.files == 0) return stop(error, "there are no lessons in it", "lessons end in .md");
  return true;
}

/* ------------------------------------------------------------------ moving in */

/* Both names change their folders at the same moment, where the system can. */
static bool exchange(const char *a, const char *b) {
#ifdef RENAME_EXCHANGE
  if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0) return true;
#endif
  Text aside = TEXT_EMPTY;
  text_printf(&aside, "%s.old", a);
  bool good = rename(b, text_string(&aside)) == 0;
  if (good && rename(a, b) != 0) {
    int why = errno;
    rename(text_string(&aside), b);
    errno = why;
    good = false;
  }
  if (good) rename(text_string(&aside), a);
  text_free(&aside);
  return good;
}

static bool agreed(const Install *z, const char *name) {
  if (z->shell->options->force) return true;
  if (!z->shell->world.interactive || !isatty(STDIN_FILENO)) return false;
  printf("There is a course %s already. Replace it? [y/N] ", name);
  output_flush();
  char line[32] = "";
  ssize_t n = read(STDIN_FILENO, line, sizeof line - 1);
  return n > 0 && (line[0] == 'y' || line[0] == 'Y');
}

static bool move_in(Install *z, const char *track, Error *error) {
  const char *name = strrchr(track, '/') + 1;
  Text target = TEXT_EMPTY;
  text_printf(&target, "%s/%s", text_string(&z->home), name);
  bool there = file_exists(text_string(&target)), good = true;
  if (there && !agreed(z, name)) {
    error_set(error, ERROR_FILE, nowhere, "there is a course %s already", name);
    error_hint(error, "--force replaces it");
    good = false;
  } else if (there ? !exchange(track, text_string(&target))
                   : rename(track, text_string(&target)) != 0)
    good = error_set(error, ERROR_FILE, nowhere, "cannot put the course into %s: %s",
                     text_string(&target), strerror(errno));
  if (good && !z->shell->options->quiet) {
    Text said = TEXT_EMPTY;
    text_printf(&said, "%s is %s; mathtutor --list %s shows it.\n", name,
                there ? "replaced" : "installed", name);
    output_text(text_string(&said));
    text_free(&said);
  }
  text_free(&target);
  return good;
}

int author_install(const Options *options) {
  Shell s;
  Error error = { 0 };
  if (!shell_open(&s, options)) return 2;
  Install z = { .shell = &s, .source = options->arguments[0] };
  bool good =
      file_exists(z.source) || error_set(&error, ERROR_FILE, nowhere, "there is no %s", z.source);
  good = good && make_staging(&z, &error) && gather(&z, &error) && prove(&z, &error);
  for (size_t i = 0; i < z.track_count && good; i++) good = move_in(&z, z.tracks[i], &error);
  if (z.staging.len > 0) archive_remove(text_string(&z.staging));
  if (!good) {
    Text said = TEXT_EMPTY; /* it may quote the archive */
    style_safe(&s.world.style, error.message, strlen(error.message), &said);
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", text_string(&said));
    if (error.hint[0]) fprintf(stderr, "  %s\n", error.hint);
    text_free(&said);
  }
  for (size_t i = 0; i < z.track_count; i++) free(z.tracks[i]);
  free(z.tracks);
  text_free(&z.home);
  text_free(&z.staging);
  shell_close(&s);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
