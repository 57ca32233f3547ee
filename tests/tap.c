/* tap.c -- Test Anything Protocol, the whole of it.  */

#include "config.h"
#include "tests/tap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int count, failed;

static __attribute__((format(printf, 2, 0))) bool verdict(bool good, const char *format,
                                                          va_list args) {
  char name[400];
  vsnprintf(name, sizeof name, format, args);
  for (char *s = name; *s; s++)
    if (*s == '\n' || *s == '#') *s = ' '; /* either would change the line's meaning */
  printf("%s %d - %s\n", good ? "ok" : "not ok", ++count, name);
  fflush(stdout); /* a crash must not lose the verdicts before it */
  failed += !good;
  return good;
}

bool tap_ok(bool good, const char *format, ...) {
  va_list args;
  va_start(args, format);
  verdict(good, format, args);
  va_end(args);
  return good;
}

static void note_lines(const char *label, const char *text) {
  printf("# %s\n", label);
  while (*text) {
    size_t len = strcspn(text, "\n");
    printf("#   |%.*s\n", (int)len, text);
    text += len + (text[len] == '\n');
  }
}

bool tap_text(const char *got, const char *expected, const char *format, ...) {
  bool same = strcmp(got, expected) == 0;
  va_list args;
  va_start(args, format);
  verdict(same, format, args);
  va_end(args);
  if (!same) {
    note_lines("got:", got);
    note_lines("expected:", expected);
    fflush(stdout);
  }
  return same;
}

void tap_note(const char *format, ...) {
  va_list args;
  printf("# ");
  va_start(args, format);
  vprintf(format, args);
  va_end(args);
  putchar('\n');
}

void tap_skip(const char *name, const char *why) {
  printf("ok %d - %s # SKIP %s\n", ++count, name, why);
}

void tap_skip_all(const char *why) {
  printf("1..0 # SKIP %s\n", why);
  exit(EXIT_SUCCESS);
}

int tap_done(void) {
  printf("1..%d\n", count);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

char *tap_file(const char *name) {
  const char *folder = getenv("srcdir");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : ".", name);
  FILE *f = fopen(path, "rb");
  char *text = NULL;
  size_t len = 0, cap = 0, n;
  do {
    if (cap - len < 4096) text = realloc(text, cap += 65536);
    if (!f || !text) {
      printf("Bail out! cannot read %s\n", path);
      exit(EXIT_FAILURE);
    }
    n = fread(text + len, 1, cap - len - 1, f);
    len += n;
  } while (n > 0);
  fclose(f);
  text[len] = '\0';
  return text;
}
