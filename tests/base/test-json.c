/* test-json.c -- texts written as JSON.  */

#include "config.h"
#include "base/json.h"
#include "tests/tap.h"

#include <string.h>

static const struct {
  const char *text, *json;
} rows[] = {
  { "", "\"\"" },
  { "plain", "\"plain\"" },
  { "quote \" slash \\ line\n", "\"quote \\\" slash \\\\ line\\n\"" },
  { "bell \a escape \033[m", "\"bell \\u0007 escape \\u001b[m\"" },
  { "not UTF-8 \xFF here", "\"not UTF-8 \\ufffd here\"" },
  { "\xC3\xA9 \xF0\x9F\x98\x80", "\"\xC3\xA9 \xF0\x9F\x98\x80\"" },
  { "right to left \xE2\x80\xAE", "\"right to left \\u202e\"" },
};

int main(void) {
  Text out = TEXT_EMPTY;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    text_clear(&out);
    json_put_string(rows[i].text, strlen(rows[i].text), &out);
    tap_text(text_string(&out), rows[i].json, "row %zu", i + 1);
  }
  text_clear(&out);
  json_put_string("abc", 2, &out);
  tap_text(text_string(&out), "\"ab\"", "no more than is asked for");
  text_free(&out);
  return tap_done();
}
