/* translate.c -- the learner's lines in Python.  */

#include "config.h"
#include "board/numpy.h"
#include "lang/interp.h"
#include "lib/families.h"

#include <string.h>

enum { LONGEST_NAME = 200 };

/* 'file.m' in quotes, as the text of the command: its name. */
static bool names_file(const char *text, char name[LONGEST_NAME + 1]) {
  size_t len = strlen(text);
  bool quoted = len > 2 && (*text == '\'' || *text == '"') && text[len - 1] == *text;
  if (quoted) text++, len -= 2;
  if (len < 3 || len > LONGEST_NAME || strncmp(text + len - 2, ".m", 2) != 0) return false;
  if (strcspn(text, "\n'\"();=") < len) return false;
  memcpy(name, text, len);
  name[len] = '\0';
  return quoted || !strpbrk(name, " \t");
}

static Value call_numpy(Call *call) {
  Text out = TEXT_EMPTY, content = TEXT_EMPTY;
  Error error = { 0 };
  char name[LONGEST_NAME + 1];
  const char *text = call_string(call, 0), *origin = NULL;
  if (names_file(text, name)) {
    const struct Host *host = call_host(call);
    if (!host->read_data) return call_fail(call, ERROR_FILE, "no files can be read here");
    if (!host->read_data(host->self, name, &content, &error)) {
      text_free(&content);
      return call_fail_as(call, &error);
    }
    text = text_string(&content);
    origin = name;
  }
  bool good = numpy_translate(call, text, origin, call->spans[0], &out, &error);
  if (good) call_print(call, text_string(&out));
  text_free(&out);
  text_free(&content);
  return good ? VALUE_NOTHING : call_fail_as(call, &error);
}

const Builtin translate_family[] = {
  { .name = "numpy",
    .signature = "code: string -> any",
    .call = call_numpy,
    .summary =
        "Prints the same computation in Python with NumPy and SciPy: `numpy A \\ b`. Takes the "
        "whole line, blocks over several lines, the name of a function, or a file: `numpy "
        "'fit.m'`. Indices count from 0, rows and columns become arrays of one axis, and "
        "variables are written out above it.",
    .see = "explain",
    .examples = { { "numpy x = 1; x + 2\n3", "3" } } },
  { 0 },
};
