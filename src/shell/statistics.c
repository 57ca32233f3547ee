/* statistics.c -- --check --stats: what learners answered wrong, as slip: lines.  */

#include "config.h"
#include "base/files.h"
#include "base/paths.h"
#include "learn/session.h"
#include "learn/wrong_answers.h"
#include "shell/author.h"
#include "shell/output.h"
#include "shell/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_FOLDER = 8 };

typedef struct Statistics {
  Shell *shell;
  Store *store;
  size_t reported;
  bool failed;
} Statistics;

static bool is_lesson_name(const char *name) {
  size_t len = strlen(name);
  return name[0] != '.' && len > 3 && strcmp(name + len - 3, ".md") == 0 &&
         strcmp(name, "track.md") != 0 && strcmp(name, "quizzes.md") != 0 &&
         strcmp(name, "README.md") != 0;
}

static void report_file(Statistics *z, const char *path) {
  Text text = TEXT_EMPTY, out = TEXT_EMPTY, folder = TEXT_EMPTY;
  Error error = { 0 };
  const char *slash = strrchr(path, '/');
  text_append(&folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
  z->shell->world.folder = text_string(&folder);
  if (file_read(path, LESSON_LIMIT, &text, &error)) {
    z->reported += wrong_answers_report(z->shell->interp, z->store, path, text_string(&text), &out);
    Text safe = TEXT_EMPTY; /* learners typed some of it */
    style_safe(&z->shell->world.style, text_string(&out), out.len, &safe);
    output_text(text_string(&safe));
    text_free(&safe);
  } else {
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", error.message);
    z->failed = true;
  }
  z->shell->world.folder = NULL;
  text_free(&text);
  text_free(&out);
  text_free(&folder);
}

static void report_path(Statistics *z, const char *path, int depth) {
  char **names = NULL;
  if (!file_is_folder(path)) {
    report_file(z, path);
    return;
  }
  int count = file_list(path, &names);
  for (int i = 0; i < count; i++) {
    Text inner = TEXT_EMPTY;
    text_printf(&inner, "%s/%s", path, names[i]);
    bool folder = names[i][0] != '.' && file_is_folder(text_string(&inner));
    if (folder ? depth < DEEPEST_FOLDER : is_lesson_name(names[i]))
      report_path(z, text_string(&inner), depth + 1);
    text_free(&inner);
    free(names[i]);
  }
  free(names);
}

int statistics_main(const Options *options) {
  Shell s;
  Text path = TEXT_EMPTY;
  Error error = { 0 };
  if (!shell_open(&s, options)) return 2;
  path_own(PATH_DATA, "progress.db", &path);
  Statistics z = { .shell = &s };
  if (!options->no_progress && file_exists(text_string(&path)))
    z.store = store_open(text_string(&path), (StoreClock){ 0 }, &error);
  if (z.store) {
    interp_set_host(s.interp, world_silent_host(&s.world));
    interp_set_limits(s.interp, session_limits);
    for (size_t i = 0; i < options->argument_count; i++) report_path(&z, options->arguments[i], 0);
  }
  if (z.reported == 0 && !z.failed) output_text("No answers to these lessons are recorded here.\n");
  store_close(z.store);
  text_free(&path);
  shell_close(&s);
  return output_finish(z.failed ? EXIT_FAILURE : EXIT_SUCCESS);
}
