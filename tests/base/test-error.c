/* test-error.c -- messages with a caret under the right character.  */

#include "config.h"
#include "base/error.h"
#include "base/utf8.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An error at bytes START to END of SOURCE, rendered. */
static Text rendered(const char *source, const char *origin, uint32_t start, uint32_t end) {
  Error e = { 0 };
  Text out = TEXT_EMPTY;
  error_set(&e, ERROR_SHAPE, (Span){ start, end }, "sizes differ");
  error_locate(&e, source, origin);
  error_render(&e, &out);
  return out;
}

static void check(const char *source, const char *origin, uint32_t start, uint32_t end,
                  const char *expected, const char *name) {
  Text out = rendered(source, origin, start, end);
  tap_text(text_string(&out), expected, "%s", name);
  text_free(&out);
}

static void check_values(void) {
  Error e = { 0 };
  Text out = TEXT_EMPTY;
  error_render(&e, &out);
  error_hint(&e, "not kept");
  tap_ok(out.len == 0 && e.hint[0] == '\0', "no error, no message, no hint");
  tap_ok(!error_set(&e, ERROR_NAME, (Span){ 2, 5 }, "no function %s", "dto"), "always false");
  error_set(&e, ERROR_SHAPE, (Span){ 0, 1 }, "an echo");
  tap_text(e.message, "no function dto", "the first error wins");
  tap_ok(e.kind == ERROR_NAME && e.span.start == 2, "with its kind and place");
  error_hint(&e, "did you mean %s?", "dot");
  error_hint(&e, "or something else?");
  tap_text(e.hint, "did you mean dot?", "and the first hint");
  error_render(&e, &out);
  tap_text(text_string(&out), "error: no function dto\n  did you mean dot?\n",
           "without a place only the sentences");
  text_free(&out);
}

static void check_carets(void) {
  check("1 + dto(u)", NULL, 4, 7, "error: sizes differ\n  1 + dto(u)\n      ^^^\n", "one line");
  check("x", NULL, 0, 1, "error: sizes differ\n  x\n  ^\n", "one character");
  check("[1 2", NULL, 4, 4, "error: sizes differ\n  [1 2\n      ^\n", "at the end");
  check("[1 2", NULL, 40, 90, "error: sizes differ\n  [1 2\n      ^\n", "beyond the end");
  check("abc", NULL, 2, 0, "error: sizes differ\n  abc\n    ^\n", "an end before the start");
  check("", NULL, 0, 0, "error: sizes differ\n", "an empty text has no line to show");
  check("a = 1\nb = c\nd = 2", NULL, 10, 11, "error: sizes differ\n  b = c\n      ^\n",
        "the second of three lines");
  check("a\nb = [1\n2]", "my.m", 6, 10, "error: sizes differ\n  my.m:2:5:\n  b = [1\n      ^^\n",
        "a span over two lines is marked on the first");
  check("a\n", NULL, 1, 2, "error: sizes differ\n  a\n   ^\n", "at the line's end");
  check("\tx + y", NULL, 5, 6, "error: sizes differ\n   x + y\n       ^\n",
        "a tab is shown as one space");
  check("s = '\xE4\xB8\xAD\xE6\x96\x87' + q", NULL, 15, 16,
        "error: sizes differ\n  s = '\xE4\xB8\xAD\xE6\x96\x87' + q\n               ^\n",
        "wide characters move the caret");
  check("'\xE4\xB8\xAD\xE6\x96\x87'", NULL, 1, 7,
        "error: sizes differ\n  '\xE4\xB8\xAD\xE6\x96\x87'\n   ^^^^\n",
        "and are underlined in full");
  check("x\xCC\x82 + y", NULL, 6, 7, "error: sizes differ\n  x\xCC\x82 + y\n      ^\n",
        "combining marks do not");
}

static void check_hostile(void) {
  check("a\033[2Jb + c", NULL, 8, 9, "error: sizes differ\n  a?[2Jb + c\n          ^\n",
        "escape sequences are not sent on");
  check("x\x80\xFF + y", NULL, 6, 7, "error: sizes differ\n  x?? + y\n        ^\n",
        "bad bytes are question marks");
  Error e = { 0 };
  Text out = TEXT_EMPTY;
  error_set(&e, ERROR_USER, (Span){ 0, 0 }, "%s",
            "a\033]0;t\ab\xE2\x80\xAE"
            "c");
  error_hint(&e, "%s", "\x9B");
  error_locate(&e, "x", "\033[31m");
  error_render(&e, &out);
  tap_text(text_string(&out), "error: a?]0;t?b?c\n  in ?[31m, line 1:\n  x\n  ^\n  ?\n",
           "nor those in a message, a hint or a name");
  text_free(&out);

  char filler[600];
  memset(filler, '\x80', sizeof filler - 1);
  filler[sizeof filler - 1] = '\0';
  size_t bad = 0;
  for (uint32_t start = 0; start < 600; start += 7)
    for (uint32_t end = start; end < 620; end += 31) {
      out = rendered(filler, NULL, start, end);
      bad += out.len > 600 || out.len < 20;
      text_free(&out);
    }
  tap_ok(bad == 0, "a line of nothing but continuation bytes does no harm");
}

static void check_long(void) {
  /* A caret under the one letter x, wherever it stands in a long line of wide characters. */
  size_t wrong = 0, cut = 0;
  for (size_t at = 0; at < 200; at++) {
    Text line = TEXT_EMPTY;
    text_repeat(&line, "\xE4\xB8\xAD", at);
    uint32_t start = (uint32_t)line.len;
    text_putc(&line, 'x');
    text_repeat(&line, "\xE4\xB8\xAD", 200 - at);
    Text out = rendered(text_string(&line), NULL, start, start + 1);
    const char *excerpt = strchr(text_string(&out), '\n') + 1;
    const char *x = strchr(excerpt, 'x'), *carets = strchr(excerpt, '\n') + 1;
    if (!x || utf8_columns(excerpt, (size_t)(x - excerpt)) != strspn(carets, " ")) wrong++;
    cut += strchr(excerpt, '?') != NULL;
    text_free(&out);
    text_free(&line);
  }
  tap_ok(wrong == 0, "in a long line the caret stays under its character");
  tap_ok(cut == 0, "and no character is cut in two");

  Error e = { 0 };
  char long_name[400] = "";
  for (int i = 0; i < 130; i++) strcat(long_name, "\xE2\x88\x87");
  error_set(&e, ERROR_NAME, (Span){ 0, 0 }, "%s", long_name);
  size_t len = strlen(e.message), used, i = 0;
  bool whole = len > 250;
  for (; i < len; i += used) whole = whole && utf8_decode(e.message + i, len - i, &used) == 0x2207;
  tap_ok(whole, "a message too long ends with a whole character");
}

static void check_position(void) {
  uint32_t line, column;
  error_position("ab\n\xCF\x80"
                 "r",
                 5, &line, &column);
  tap_ok(line == 2 && column == 2, "columns are counted in characters");
  error_position("ab\ncd", 0, &line, &column);
  tap_ok(line == 1 && column == 1, "the beginning is 1, 1");
  error_position("ab\ncd\n", 6, &line, &column);
  tap_ok(line == 3 && column == 1, "after the last newline a line begins");
  error_position("ab", 99, &line, &column);
  tap_ok(line == 1 && column == 3, "an offset too large is the end");
}

int main(void) {
  check_values();
  check_carets();
  check_hostile();
  check_long();
  check_position();
  return tap_done();
}
