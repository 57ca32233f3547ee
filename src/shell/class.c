/* class.c -- --gradebook: the reports of a class as one table.  */

#include "config.h"
#include "base/files.h"
#include "learn/gradebook.h"
#include "shell/output.h"
#include "shell/quizzes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT_LIMIT = 16 << 20, KEY_LIMIT = 64 << 10 };

bool gradebook_key(const Options *o, Text *out, bool *found) {
  const char *own = getenv("MATHTUTOR_KEY");
  Error error = { 0 };
  *found = false;
  if (o->key) {
    if (!file_read(o->key, KEY_LIMIT, out, &error)) {
      fprintf(stderr, "mathtutor: %s\n", error.message);
      return false;
    }
    while (out->len > 0 && strchr("\r\n", out->data[out->len - 1]))
      text_truncate(out, out->len - 1);
    if (out->len == 0 || strlen(text_string(out)) != out->len) {
      fprintf(stderr, "mathtutor: the key in %s is %s\n", o->key,
              out->len == 0 ? "empty" : "no text");
      return false;
    }
  } else if (own)
    text_puts(out, own);
  *found = out->len > 0;
  return true;
}

static bool take(Gradebook *g, const char *path) {
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  bool good = file_read(path, REPORT_LIMIT, &text, &error);
  if (!good)
    fprintf(stderr, "mathtutor: %s\n", error.message);
  else if (!(good = gradebook_add(g, path, text_string(&text), text.len, &error)))
    fprintf(stderr, "mathtutor: %s: %s\n", path, error.message);
  text_free(&text);
  return good;
}

int gradebook_main(const Options *o) {
  Text key = TEXT_EMPTY, csv = TEXT_EMPTY;
  bool found, good = true;
  if (!gradebook_key(o, &key, &found)) return output_finish(EXIT_FAILURE);
  Gradebook *g = gradebook_new(found ? text_string(&key) : NULL);
  for (size_t i = 0; i < o->argument_count; i++) {
    size_t before = gradebook_count(g);
    good = take(g, o->arguments[i]) && good;
    if (gradebook_count(g) > before && *gradebook_remark(g, before))
      fprintf(stderr, "mathtutor: %s: %s\n", o->arguments[i], gradebook_remark(g, before));
  }
  good = good && gradebook_suspects(g) == 0;
  gradebook_csv(g, &csv);
  output_text(text_string(&csv));
  gradebook_free(g);
  text_free(&key);
  text_free(&csv);
  return output_finish(good ? EXIT_SUCCESS : EXIT_FAILURE);
}
