/* fuzz-lesson.c -- a lesson file from anybody: read, checked and walked through.  */

#include "config.h"
#include "learn/check.h"
#include "learn/session.h"
#include "lib/library.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Limits small = {
  .steps = 20000, .bytes = (size_t)4 << 20, .depth = 50, .milliseconds = 20
};

static void find_tex(const char *tex, void *self,
                     void (*found)(void *self, size_t offset, const char *message)) {
  for (size_t i = 0; tex[i]; i++)
    if (tex[i] == '\\') found(self, i, "a command");
}

static void hear(void *self, const Saying *saying) {
  *(size_t *)self += strlen(saying->text);
}

/* The answers hold everything that is said to be right or wrong here, and some that is neither. */
static void walk(Interp *in, const Lesson *lesson) {
  static const char *const lines[] = { "1",    "a",     "x + 1",  "hint", "x = 2", "why",
                                       "play", "clear", "resume", "",     "skip",  "back" };
  size_t heard = 0;
  SessionOptions options = { .seed = 1 };
  Session *s = session_new(lesson, in, (Sink){ &heard, hear }, &options, 0);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) session_feed(s, lines[i]);
  session_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Registry *registry;
  if (!registry) registry = library_new();
  char *text = malloc(size + 1);
  if (!text) return 0;
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  Interp *in = interp_new(registry, (Host){ 0 });
  Findings findings = { 0 }, ignored = { 0 };
  CheckOptions options = { .variants = 2, .check_tex = find_tex };
  Text out = TEXT_EMPTY;
  Lesson lesson;
  interp_set_limits(in, small);
  check_lesson(in, "fuzz.md", text, &options, &findings, NULL);
  findings_print(&findings, "fuzz.md", &out);
  /* Blocks that loop would cost their whole budget here: only what is nearly right is walked. */
  if (findings.errors < 3 && lesson_parse(&lesson, "fuzz.md", text, &ignored)) {
    walk(in, &lesson);
    lesson_free(&lesson);
  } else if (findings.errors < 3)
    lesson_free(&lesson);
  findings_free(&findings);
  findings_free(&ignored);
  text_free(&out);
  interp_free(in);
  free(text);
  return 0;
}
