/* test-mistakes.c -- what beginners and users of other languages type, and what they are told.

   mistakes.tsv holds a row for each: input, the text under the caret, words that must be said, and
   the line that is proposed.  The proposal is run.  See the top of that file.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Registry *registry;
static Text setup, printed;

static void hear(void *self, const char *text) {
  (void)self;
  text_puts(&printed, text);
}

/* INPUT after the setup, in an interpreter of its own. */
static bool run(const char *input, Error *error) {
  Interp *in = interp_new(registry, (Host){ .print = hear });
  Scope *scope = scope_new();
  interp_set_limits(in, (Limits){ .steps = 100000, .bytes = 64 << 20 });
  bool good = interp_run(in, scope, text_string(&setup), RUN_QUIET, NULL, error);
  if (!good) printf("# the setup fails: %s\n", error->message);
  text_clear(&printed);
  text_puts(&printed, "");
  good = good && interp_run(in, scope, input, RUN_ECHO, NULL, error);
  scope_free(scope);
  interp_free(in);
  return good;
}

/* "a ; b": every part of WORDS is said. */
static bool says(const char *said, char *words) {
  for (char *w = strtok(words, ";"); w; w = strtok(NULL, ";")) {
    while (*w == ' ') w++;
    size_t len = strlen(w);
    while (len > 0 && w[len - 1] == ' ') w[--len] = '\0';
    if (!strstr(said, w)) {
      printf("# `%s` is missing in: %s\n", w, said);
      return false;
    }
  }
  return true;
}

/* The characters of the excerpt that the carets are under. */
static bool points_at(const Error *e, const char *culprit) {
  Text rendered = TEXT_EMPTY;
  error_render(e, &rendered);
  const char *place = strstr(e->excerpt, culprit);
  /* One column a character is enough for what stands before the culprit here. */
  size_t columns = 0;
  for (const char *s = e->excerpt; place && s < place; s++) columns += (*s & 0xC0) != 0x80;
  bool found = false;
  for (; place; place = strstr(place + 1, culprit)) {
    columns = 0;
    for (const char *s = e->excerpt; s < place; s++) columns += (*s & 0xC0) != 0x80;
    found |= columns + 1 == e->column;
  }
  size_t width = 0;
  for (const char *s = culprit; *s; s++) width += (*s & 0xC0) != 0x80;
  bool wide = (unsigned char)culprit[0] >= 0xE3 && e->width == 2 * width;
  bool at_end = strcmp(culprit, "<end>") == 0;
  if (at_end) found = e->column >= strlen(e->excerpt), width = 1;
  if (!found || (e->width != width && !wide))
    printf("# the caret is not under `%s`:\n#%s\n", culprit, text_string(&rendered));
  text_free(&rendered);
  return found && (e->width == width || wide);
}

/* A proposed head of a block gets its end. */
static bool works(const char *proposal) {
  Text line = TEXT_EMPTY;
  Error error = { 0 };
  text_printf(&line, *proposal == '+' ? "%s\nend" : "%s", proposal + (*proposal == '+'));
  bool good = run(text_string(&line), &error);
  if (!good) printf("# `%s` fails: %s\n", proposal, error.message);
  text_free(&line);
  return good;
}

static void newlines(char *s) {
  for (char *at; (at = strstr(s, "<nl>"));) {
    *at = '\n';
    memmove(at + 1, at + 4, strlen(at + 4) + 1);
  }
}

static char *next_field(char **rest) {
  char *field = *rest, *tab = strchr(field, '\t');
  if (tab) *tab = '\0';
  *rest = tab ? tab + 1 : field + strlen(field);
  return field;
}

static void check_mistake(char *line, bool silent_error) {
  char *rest = line, *input = next_field(&rest), *culprit = next_field(&rest);
  char *words = next_field(&rest), *proposal = next_field(&rest);
  Error e = { 0 };
  newlines(input);
  bool failed = !run(input, &e);
  if (silent_error) { /* a note instead */
    bool said = says(text_string(&printed), words) && strstr(text_string(&printed), proposal);
    tap_ok(!failed && said && works(proposal), "note: %s", input);
    return;
  }
  bool good = failed && says(e.message, words);
  if (!failed) printf("# nothing is wrong with it\n");
  good = good && (!*culprit || points_at(&e, culprit));
  const char *line_of_it = proposal + strspn(proposal, "+=");
  if (good && !strstr(e.hint, line_of_it)) {
    printf("# `%s` is not proposed in: %s\n", line_of_it, e.hint);
    good = false;
  }
  if (good && *proposal && *proposal != '=') good = works(proposal);
  if (good && (strlen(e.message) > 130 || strlen(e.hint) > 150 || !e.hint[0])) {
    printf("# too long, or nothing is proposed: %s | %s\n", e.message, e.hint);
    good = false;
  }
  tap_ok(good, "mistake: %s", input);
}

/* Nothing to complain of. */
static void check_correct(char *line) {
  Error e = { 0 };
  newlines(line);
  bool good = run(line, &e) && !strstr(text_string(&printed), "note:");
  if (!good) printf("# %s %s\n", e.message, text_string(&printed));
  tap_ok(good, "correct: %s", line);
}

int main(void) {
  registry = library_new();
  char *text = tap_file("tests/lang/mistakes.tsv"), *rest = text;
  enum { MISTAKES, NOTES, CORRECT } part = MISTAKES;
  size_t mistakes = 0, correct = 0;
  for (char *line = rest; *line; line = rest) {
    char *stop = strchr(line, '\n');
    rest = stop ? stop + 1 : line + strlen(line);
    if (stop) *stop = '\0';
    if (strncmp(line, "## ", 3) == 0)
      part = strcmp(line + 3, "notes") == 0     ? NOTES
             : strcmp(line + 3, "correct") == 0 ? CORRECT
                                                : part;
    else if (strncmp(line, "#setup ", 7) == 0)
      text_printf(&setup, "%s\n", line + 7);
    else if (*line && (line[0] != '#' || (line[1] && line[1] != ' '))) {
      if (part == CORRECT)
        check_correct(line), correct++;
      else
        check_mistake(line, part == NOTES), mistakes++;
    }
  }
  tap_ok(mistakes >= 150 && correct >= 60, "the table is as long as it should be");
  free(text);
  text_free(&setup);
  text_free(&printed);
  tap_ok(array_bytes_in_use() == 0, "every array was given back");
  registry_free(registry);
  return tap_done();
}
