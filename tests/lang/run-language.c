/* run-language.c -- replays recorded conversations with the language: tests/lang/NAME.mt.

   A conversation is a plain text.  What is typed stands after "> ", further lines of the same input
   after ".. "; whatever follows must be said byte for byte.  A line that begins with "# " names
   what follows and starts afresh, with no variables and the standard display.

     run-language FILE.mt            compare, one test for each thing typed
     run-language --record FILE.mt   print FILE with what is said today
     run-language [--script FILE]    run a script, or standard input, as it stands  */

#include "config.h"
#include "base/files.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 26 };

typedef struct Talk {
  Registry *registry;
  Interp *interp;
  Scope *scope;
  Text said;
} Talk;

static void hear(void *self, const char *text) {
  text_puts(&((Talk *)self)->said, text);
}

static void speak(void *self, const char *text) {
  (void)self;
  fputs(text, stdout);
}

static void end(Talk *t) {
  scope_free(t->scope);
  interp_free(t->interp);
  t->scope = NULL;
  t->interp = NULL;
}

static void begin(Talk *t) {
  end(t);
  t->interp = interp_new(t->registry, (Host){ .self = t, .print = hear });
  t->scope = scope_new();
}

/* What is said to INPUT, in t->said. */
static void answer(Talk *t, const char *input) {
  Error error = { 0 };
  text_clear(&t->said);
  text_puts(&t->said, "");
  if (!interp_run(t->interp, t->scope, input, RUN_ECHO, NULL, &error))
    error_render(&error, &t->said);
}

static char *next_line(char **rest) {
  char *line = *rest, *stop = strchr(line, '\n');
  if (*line == '\0') return NULL;
  if (stop) *stop = '\0';
  *rest = stop ? stop + 1 : line + strlen(line);
  return line;
}

static bool is_typed(const char *line) {
  return strncmp(line, "> ", 2) == 0;
}
static bool is_more(const char *line) {
  return strncmp(line, ".. ", 3) == 0;
}
static bool is_title(const char *line) {
  return strncmp(line, "# ", 2) == 0;
}

static void finish(Talk *t, const Text *input, const Text *expected, const char *title,
                   bool record) {
  if (input->len == 0) return;
  answer(t, text_string(input));
  if (record) {
    const char *line = text_string(input);
    while (*line) {
      size_t len = strcspn(line, "\n");
      printf("%s%.*s\n", line == text_string(input) ? "> " : ".. ", (int)len, line);
      line += len + (line[len] == '\n');
    }
    fputs(text_string(&t->said), stdout);
  } else
    tap_text(text_string(&t->said), text_string(expected), "%s: %s", title, text_string(input));
}

static void replay(Talk *t, char *text, bool record) {
  Text input = TEXT_EMPTY, expected = TEXT_EMPTY;
  const char *title = "start";
  begin(t);
  text_puts(&expected, "");
  for (char *line; (line = next_line(&text));) {
    if (is_title(line) || is_typed(line)) {
      finish(t, &input, &expected, title, record);
      text_clear(&input);
      text_clear(&expected);
      text_puts(&expected, "");
    }
    if (is_typed(line))
      text_puts(&input, line + 2);
    else if (is_more(line))
      text_printf(&input, "\n%s", line + 3);
    else if (is_title(line)) {
      title = line + 2;
      if (record) printf("%s\n", line);
      begin(t);
    } else
      text_printf(&expected, "%s\n", line);
  }
  finish(t, &input, &expected, title, record);
  text_free(&input);
  text_free(&expected);
}

static int run_script(Talk *t, const char *text) {
  Error error = { 0 };
  begin(t);
  interp_set_host(t->interp, (Host){ .self = t, .print = speak });
  if (interp_run(t->interp, t->scope, text, RUN_ECHO, NULL, &error)) return EXIT_SUCCESS;
  fflush(stdout);
  error_render(&error, &t->said);
  fputs(text_string(&t->said), stderr);
  return EXIT_FAILURE;
}

int main(int argc, char **argv) {
  bool record = argc > 1 && strcmp(argv[1], "--record") == 0;
  bool script = argc < 2 || strcmp(argv[1], "--script") == 0;
  const char *path = argc < 2 ? "/dev/stdin" : argv[argc - 1];
  Text content = TEXT_EMPTY;
  Error error = { 0 };
  if (!file_read(path, LARGEST, &content, &error)) {
    printf("Bail out! %s\n", error.message);
    return EXIT_FAILURE;
  }
  Talk talk = { .registry = library_new() };
  int status = EXIT_SUCCESS;
  if (script)
    status = run_script(&talk, text_string(&content));
  else {
    replay(&talk, content.data ? content.data : (char[]){ "" }, record);
    end(&talk);
    if (!record) {
      tap_ok(array_bytes_in_use() == 0, "every array was given back");
      status = tap_done();
    }
  }
  end(&talk);
  if (array_bytes_in_use() != 0) fprintf(stderr, "%zu bytes lost\n", array_bytes_in_use());
  registry_free(talk.registry);
  text_free(&talk.said);
  text_free(&content);
  return status;
}
