/* replay.c -- a main for a fuzz target: replay-NAME feeds it every file of corpus-NAME/.  */

#include "config.h"
#include "base/files.h"
#include "tests/tap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SECONDS_FOR_ONE = 30, LARGEST = 1 << 24 };

static void replay(const char *folder, const char *name) {
  Text path = TEXT_EMPTY, content = TEXT_EMPTY;
  Error error = { 0 };
  text_printf(&path, "%s/%s", folder, name);
  tap_note("%s", name); /* the last one named is the one that crashed */
  fflush(stdout);
  bool good = file_read(text_string(&path), LARGEST, &content, &error);
  if (good) {
    alarm(SECONDS_FOR_ONE);
    /* An exact copy, so that a sanitizer sees the first byte read beyond it. */
    uint8_t *exact = malloc(content.len ? content.len : 1);
    if (exact && content.len) memcpy(exact, content.data, content.len);
    good = exact && LLVMFuzzerTestOneInput(exact, content.len) == 0;
    free(exact);
    alarm(0);
  } else
    tap_note("%s", error.message);
  tap_ok(good, "%s", name);
  text_free(&content);
  text_free(&path);
}

int main(int argc, char **argv) {
  const char *srcdir = getenv("srcdir"), *program = argc > 0 ? argv[0] : "";
  const char *dash = strrchr(program, '-');
  char **names = NULL;
  Text folder = TEXT_EMPTY;
  text_printf(&folder, "%s/tests/fuzz/corpus%s", srcdir && *srcdir ? srcdir : ".",
              dash ? dash : "");
  int count = file_list(text_string(&folder), &names);
  tap_ok(count > 0, "there are files in corpus%s", dash ? dash : "");
  for (int i = 0; i < count; i++) {
    if (names[i][0] != '.') replay(text_string(&folder), names[i]);
    free(names[i]);
  }
  free(names);
  text_free(&folder);
  return tap_done();
}
