/* skeleton.c -- --new: a lesson or an exercise to begin with, which passes --check as it is.  */

#include "config.h"
#include "shell/author.h"
#include "base/files.h"
#include "base/memory.h"
#include "shell/output.h"
#include "shell/skeletons.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "---\n"
                           "title: %s\n"
                           "slug: %s\n"
                           "track: %s\n"
                           "minutes: %d\n"
                           "skills:\n"
                           "  - what one can do afterwards, as something to do\n"
                           "---\n"
                           "\n";

static const char lesson_body[] =
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

/* ------------------------------------------------------------------ names */

/* The file's name without folder, number and ending, as a slug. */
static void put_slug(const char *path, Text *out) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  size_t len = strlen(name), digits = strspn(name, "0123456789");
  if (len > 3 && strcmp(name + len - 3, ".md") == 0) len -= 3;
  if (digits > 0 && name[digits] == '-' && digits + 1 < len) {
    name += digits + 1;
    len -= digits + 1;
  }
  for (size_t i = 0; i < len; i++) {
    char ch = (char)tolower((unsigned char)name[i]);
    text_putc(out, islower((unsigned char)ch) || isdigit((unsigned char)ch) ? ch : '-');
  }
}

/* The folder's name: a lesson belongs to the track it lies in. */
static void put_track(const char *path, Text *out) {
  Text folder = TEXT_EMPTY;
  const char *slash = strrchr(path, '/');
  text_append(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + (slash == path) : 1);
  char *real = realpath(text_string(&folder), NULL);
  const char *last = real ? strrchr(real, '/') : NULL;
  text_puts(out, last && last[1] ? last + 1 : "my-track");
  free(real);
  text_free(&folder);
}

static const Skeleton *find(const char *kind) {
  static const struct {
    const char *other, *name;
  } aliases[] = { { "exercise", "number" },
                  { "list", "vector" },
                  { "inequality", "interval" },
                  { "span", "basis" },
                  { "part", "parts" } };
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcmp(kind, aliases[i].other) == 0) kind = aliases[i].name;
  for (const Skeleton *s = skeletons; s->kind; s++)
    if (strcmp(s->kind, kind) == 0) return s;
  return NULL;
}

static int unknown(const char *kind) {
  fprintf(
      stderr,
      "mathtutor: --new makes a lesson or an exercise of a kind, not '%s'; the first argument is"
      " lesson or one of:",
      kind);
  for (const Skeleton *s = skeletons; s->kind; s++) fprintf(stderr, " %s", s->kind);
  fputs("\nTry 'mathtutor --help'.\n", stderr);
  return 2;
}

static void write_text(const char *path, const Skeleton *exercise, Text *out) {
  Text slug = TEXT_EMPTY, track = TEXT_EMPTY;
  put_slug(path, &slug);
  put_track(path, &track);
  text_printf(out, head, exercise ? exercise->title : "What the lesson is about",
              text_string(&slug), text_string(&track), exercise ? 5 : 20);
  if (exercise)
    text_printf(out, "## Exercise\n\n%s", exercise->text);
  else
    text_printf(out, lesson_body, find("number")->text);
  text_free(&slug);
  text_free(&track);
}

int author_new(const Options *options) {
  const char *kind = options->arguments[0], *path = options->arguments[1];
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  int status = EXIT_SUCCESS;
  bool lesson = strcmp(kind, "lesson") == 0;
  const Skeleton *exercise = lesson ? NULL : find(kind);
  if (!lesson && !exercise) return unknown(kind);
  write_text(path, exercise, &text);
  if (file_exists(path)) {
    fprintf(stderr, "mathtutor: %s exists already\n", path);
    status = EXIT_FAILURE;
  } else if (!file_write(path, text_string(&text), text.len, &error)) {
    fprintf(stderr, "mathtutor: %s\n", error.message);
    status = EXIT_FAILURE;
  } else if (!options->quiet)
    printf("%s is there; mathtutor --preview %s shows it as learners see it.\n", path, path);
  text_free(&text);
  return output_finish(status);
}
