/* author.c -- for those who write lessons.  */

#include "config.h"
#include "shell/author.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "learn/check.h"
#include "learn/judge_table.h"
#include "lib/library.h"
#include "screen/tex.h"
#include "shell/help.h"
#include "shell/output.h"
#include "shell/shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ --check */

typedef struct Checking {
  Shell *shell;
  CheckSummary sum;
  size_t files, errors, warnings;
} Checking;

static void check_tex(const char *tex, void *self,
                      void (*found)(void *self, size_t offset, const char *message)) {
  tex_check(tex, strlen(tex), self, found);
}

static void check_file(Checking *c, const char *path) {
  Text text = TEXT_EMPTY, out = TEXT_EMPTY, folder = TEXT_EMPTY;
  Error error = { 0 };
  c->files++;
  const char *slash = strrchr(path, '/');
  text_append(&folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
  c->shell->world.folder = text_string(&folder);
  if (!file_read(path, LESSON_LIMIT, &text, &error)) {
    output_flush();
    fprintf(stderr, "mathtutor: %s\n", error.message);
    c->errors++;
  } else {
    CheckOptions options = { .seed = c->shell->options->seeded ? c->shell->options->seed : 1,
                             .catalogue = &c->shell->catalogue,
                             .check_tex = check_tex };
    Findings findings = { 0 };
    CheckSummary summary = { 0 };
    check_lesson(c->shell->interp, path, text_string(&text), &options, &findings, &summary);
    findings_print(&findings, path, &out);
    output_text(text_string(&out));
    c->errors += findings.errors;
    c->warnings += findings.warnings;
    c->sum.exercises += summary.exercises;
    c->sum.variants += summary.variants;
    c->sum.seconds += summary.seconds;
    findings_free(&findings);
  }
  c->shell->world.folder = NULL;
  text_free(&folder);
  text_free(&text);
  text_free(&out);
}

static bool is_lesson_name(const char *name) {
  size_t len = strlen(name);
  return name[0] != '.' && len > 3 && strcmp(name + len - 3, ".md") == 0 &&
         strcmp(name, "track.md") != 0 && strcmp(name, "README.md") != 0;
}

enum { DEEPEST_FOLDER = 8, TABLE_LIMIT = 64 << 20 };

/* A file, or all lessons in a folder and the folders in it. */
static void check_path(Checking *c, const char *path, int depth) {
  char **names = NULL;
  if (!file_is_folder(path)) {
    check_file(c, path);
    return;
  }
  int count = file_list(path, &names);
  for (int i = 0; i < count && !output_lost(); i++) {
    Text inner = TEXT_EMPTY;
    text_printf(&inner, "%s/%s", path, names[i]);
    if (is_lesson_name(names[i]) ||
        (names[i][0] != '.' && depth < DEEPEST_FOLDER && file_is_folder(text_string(&inner))))
      check_path(c, text_string(&inner), depth + 1);
    text_free(&inner);
    free(names[i]);
  }
  free(names);
}

static void put_count(size_t n, const char *what, const char *behind, Text *out) {
  text_printf(out, "%zu %s%s%s", n, what, n == 1 ? "" : "s", behind);
}

int author_check(const Options *options) {
  Shell s;
  if (!shell_open(&s, options)) return 2;
  Checking c = { .shell = &s };
  Host host = world_host(&s.world);
  host.print = NULL;
  host.show_figure = NULL;
  interp_set_host(s.interp, host);
  for (size_t i = 0; i < options->argument_count; i++) check_path(&c, options->arguments[i], 0);
  Text out = TEXT_EMPTY;
  put_count(c.errors, "error", ", ", &out);
  put_count(c.warnings, "warning", "; ", &out);
  put_count(c.files, "lesson", ", ", &out);
  put_count(c.sum.exercises, "exercise", ", ", &out);
  put_count(c.sum.variants, "variant", ", ", &out);
  text_printf(&out, "%.2f s\n", c.sum.seconds);
  if (!options->quiet || c.errors > 0) output_text(text_string(&out));
  text_free(&out);
  shell_close(&s);
  return output_finish(c.errors > 0 || c.files == 0 ? EXIT_FAILURE : EXIT_SUCCESS);
}

/* ------------------------------------------------------------------ --new */

static const char exercise_skeleton[] =
    "```exercise sample-variance\n"
    "vars:     x = distinct(4, 1, 9)\n"
    "where:    mean(x) == round(mean(x))\n"
    "ask:      Your data are @{x}. What is the unbiased sample variance?\n"
    "answer:   var(x)\n"
    "slip:     var(x, 1) -> That divides by n. The unbiased estimate divides by n - 1.\n"
    "hint:     The mean is @{mean(x)}; sum the squared distances from it.\n"
    "solution: The squared distances sum to @{sumsq(x - mean(x))}; divided by @{numel(x) - 1}\n"
    "          that is @{var(x)}.\n"
    "test:     @{var(x)} right | @{var(x, 1)} slip 1 | banana ungradable\n"
    "```\n";

static const char lesson_skeleton[] =
    "---\n"
    "title: What the lesson is about\n"
    "slug: %s\n"
    "track: my-track\n"
    "minutes: 20\n"
    "skills:\n"
    "  - what one can do afterwards, as something to do\n"
    "---\n"
    "\n"
    "## A question first\n"
    "\n"
    "Every `##` heading and every exercise ends a step. Show something that puzzles, in at most\n"
    "120 words, and ask what will happen before it is computed.\n"
    "\n"
    "```run\n"
    "x = [2 4 9];\n"
    "mean(x)\n"
    "```\n"
    "\n"
    "Numbers in the text come from the same variables: the mean is @{mean(x)}.\n"
    "\n"
    "%s"
    "\n"
    "## To keep\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| formula | $s^2 = \\frac{1}{n-1} \\sum_i (x_i - \\bar{x})^2$ |\n"
    "| trap | dividing by n |\n";

/* The file's name without folder and ending, as a slug. */
static void put_slug(const char *path, Text *out) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  size_t len = strlen(name);
  if (len > 3 && strcmp(name + len - 3, ".md") == 0) len -= 3;
  text_append(out, name, len);
}

int author_new(const Options *options) {
  const char *kind = options->arguments[0], *path = options->arguments[1];
  Text slug = TEXT_EMPTY, text = TEXT_EMPTY;
  Error error = { 0 };
  int status = EXIT_SUCCESS;
  bool lesson = strcmp(kind, "lesson") == 0;
  if (!lesson && strcmp(kind, "exercise") != 0) {
    fprintf(stderr, "mathtutor: --new makes a lesson or an exercise, not '%s'\n", kind);
    return 2;
  }
  put_slug(path, &slug);
  if (lesson)
    text_printf(&text, lesson_skeleton, text_string(&slug), exercise_skeleton);
  else
    text_puts(&text, exercise_skeleton);
  if (file_exists(path)) {
    fprintf(stderr, "mathtutor: %s exists already\n", path);
    status = EXIT_FAILURE;
  } else if (!file_write(path, text_string(&text), text.len, &error)) {
    fprintf(stderr, "mathtutor: %s\n", error.message);
    status = EXIT_FAILURE;
  } else if (!options->quiet)
    printf("%s is there; mathtutor --preview %s shows it as learners see it.\n", path, path);
  text_free(&slug);
  text_free(&text);
  return output_finish(status);
}

/* ------------------------------------------------------------------ --judge */

int author_judge(const Options *options) {
  Text table = TEXT_EMPTY, out = TEXT_EMPTY;
  Error error = { 0 };
  size_t strange = 0;
  bool good = file_read(options->arguments[0], TABLE_LIMIT, &table, &error);
  if (!good)
    fprintf(stderr, "mathtutor: %s\n", error.message);
  else {
    Registry *registry = library_new();
    Interp *in = interp_new(registry, (Host){ 0 });
    interrupt_install();
    strange = judge_table(in, text_string(&table), &out);
    output_text(text_string(&out));
    interp_free(in);
    registry_free(registry);
  }
  text_free(&table);
  text_free(&out);
  return output_finish(good && strange == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* ------------------------------------------------------------------ --reference */

int author_reference(void) {
  Registry *registry = library_new();
  Text out = TEXT_EMPTY;
  help_reference(registry, &out);
  output_text(text_string(&out));
  text_free(&out);
  registry_free(registry);
  return output_finish(EXIT_SUCCESS);
}
