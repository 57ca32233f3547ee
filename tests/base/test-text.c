/* test-text.c -- the growable string buffer.  */

#include "config.h"
#include "base/text.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

int main(void) {
  Text t = TEXT_EMPTY;
  tap_text(text_string(&t), "", "an unused text is an empty string");
  tap_ok(t.data == NULL, "and owns nothing");
  text_truncate(&t, 0);
  text_clear(&t);
  text_append(&t, NULL, 0);
  tap_text(text_string(&t), "", "appending nothing changes nothing");
  text_puts(&t, "dot");
  text_putc(&t, '(');
  text_append(&t, "u, v, w", 4);
  text_printf(&t, "%d)", 7);
  tap_text(text_string(&t), "dot(u, v7)", "pieces line up");
  tap_ok(t.len == strlen("dot(u, v7)"), "and are counted");
  text_truncate(&t, 3);
  tap_text(text_string(&t), "dot", "cut");
  text_truncate(&t, 10);
  tap_ok(t.len == 3, "cutting beyond the end does nothing");
  text_clear(&t);
  tap_ok(t.len == 0 && t.cap > 0, "clearing keeps the memory");

  text_append(&t, "a\0b", 3);
  tap_ok(t.len == 3 && memcmp(t.data, "a\0b", 4) == 0, "a zero byte is a byte");
  text_clear(&t);
  text_repeat(&t, "ab", 5000);
  tap_ok(t.len == 10000 && t.data[9999] == 'b' && t.data[10000] == '\0', "grows");
  bool same = true;
  for (size_t i = 0; i < t.len; i++) same = same && t.data[i] == "ab"[i % 2];
  tap_ok(same, "and keeps what it holds while growing");
  text_repeat(&t, "x", 0);
  tap_ok(t.len == 10000, "repeating no times adds nothing");

  /* A format whose result just fits, just does not, and is far longer than the room left. */
  bool exact = true;
  for (int width = 1; width < 400; width++) {
    Text one = TEXT_EMPTY;
    text_puts(&one, "abc");
    text_printf(&one, "%*d", width, 5);
    exact = exact && one.len == 3 + (size_t)width && one.data[one.len] == '\0' &&
            one.data[one.len - 1] == '5';
    text_free(&one);
  }
  tap_ok(exact, "formatted text of any length fits");

  text_clear(&t);
  text_puts(&t, "taken");
  char *s = text_take(&t);
  tap_text(s, "taken", "the contents can be taken");
  tap_ok(t.data == NULL && t.len == 0, "which leaves the text empty");
  free(s);
  s = text_take(&t);
  tap_text(s, "", "an empty text gives an empty string");
  free(s);
  text_free(&t);
  text_free(&t);
  tap_ok(t.data == NULL, "freeing twice is harmless");
  return tap_done();
}
