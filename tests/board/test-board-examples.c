/* test-board-examples.c -- explain before the examples of all builtins: it ends with what is
   printed without it, passes its own checks, fits the page and keeps to ASCII where that was asked
   for.  */

#include "config.h"
#include "base/utf8.h"
#include "tests/board/blackboard.h"
#include "tests/tap.h"

#include <string.h>

enum { PAGE = 80 };

/* What is printed, without its notes and warnings. */
static void print(const char *before, const char *input, bool utf8, Text *out) {
  Blackboard b;
  Text line = TEXT_EMPTY;
  text_printf(&line, "%s%s", before, input);
  blackboard_open(&b, utf8, false, PAGE);
  text_clear(out);
  for (const char *s = blackboard_run(&b, text_string(&line)); *s;) {
    size_t len = strcspn(s, "\n");
    len += s[len] == '\n';
    if (strncmp(s, "note: ", 6) != 0 && strncmp(s, "warning: ", 9) != 0) text_append(out, s, len);
    s += len;
  }
  blackboard_close(&b);
  text_free(&line);
}

static bool ends_with(const Text *text, const Text *end) {
  return text->len >= end->len &&
         memcmp(text->data + text->len - end->len, end->data, end->len) == 0;
}

/* The first line with a flaw is copied to LINE; NULL when there is none.  What is wider than the
   page without a blank in it cannot be broken, and what was typed stays as it is. */
static const char *flaw(const char *said, const char *input, Text *line) {
  static const char *const never[] = {
    "pass its own check", "+ -",        "+ −",  "− −",  "−−",   "(null)",
    "1 equations",        "1 unknowns", " nan", " inf", "=nan", "=inf"
  };
  for (const char *s = said; *s; s += *s == '\n') {
    size_t len = strcspn(s, "\n");
    text_clear(line);
    text_append(line, s, len);
    s += len;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
      if (strstr(text_string(line), never[i]) && !strstr(input, never[i])) return never[i];
    if (utf8_columns_string(text_string(line)) > PAGE && strlen(input) < PAGE / 2)
      return "it is too wide";
  }
  return NULL;
}

static bool is_ascii(const Text *text) {
  for (size_t i = 0; i < text->len; i++)
    if ((unsigned char)text->data[i] >= 0x80) return false;
  return true;
}

/* Several statements, or what prints by itself, have no one value. */
static bool is_expression(const char *input) {
  static const char *const others[] = { "explain", "why",   "numpy", "graph", "flow",
                                        "printf",  "disp",  ";",     "tic",   "toc",
                                        "clock",   "evalc", "eval",  "error", "inputname" };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strstr(input, others[i])) return false;
  return true;
}

static void try_example(const char *input) {
  static const char *const levels[] = { "explain terse ", "explain ", "explain full " };
  Text plain = TEXT_EMPTY, said = TEXT_EMPTY, ascii = TEXT_EMPTY, line = TEXT_EMPTY;
  print("", input, true, &plain);
  bool same = true, ends_ascii = true;
  const char *wrong = NULL;
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    print(levels[i], input, true, &said);
    same &= ends_with(&said, &plain);
    if (!wrong) wrong = flaw(text_string(&said), input, &line);
  }
  print("explain full ", input, false, &ascii);
  for (const char *s = input; *s; s++) ends_ascii &= !((unsigned char)*s & 0x80);
  if (!tap_ok(same, "explain %s ends with the value", input))
    tap_note("%s\n--- and not\n%s", text_string(&said), text_string(&plain));
  if (!tap_ok(!wrong, "explain %s is well written", input))
    tap_note("%s: %s", wrong, text_string(&line));
  if (ends_ascii && !tap_ok(is_ascii(&ascii), "explain %s in ASCII", input))
    tap_note("%s", text_string(&ascii));
  text_free(&plain);
  text_free(&said);
  text_free(&ascii);
  text_free(&line);
}

int main(void) {
  Blackboard b;
  size_t tried = 0;
  blackboard_open(&b, true, false, PAGE);
  for (size_t i = 0; i < registry_count(b.registry); i++) {
    const Builtin *builtin = registry_at(b.registry, i)->builtin;
    for (size_t k = 0; k < MAX_EXAMPLES && builtin->examples[k].input; k++) {
      const Example *e = &builtin->examples[k];
      if (strncmp(e->output, "error: ", 7) == 0 || !is_expression(e->input)) continue;
      try_example(e->input);
      tried++;
    }
  }
  tap_ok(tried > 500, "%zu examples", tried);
  blackboard_close(&b);
  return tap_done();
}
