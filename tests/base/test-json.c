/* test-json.c -- JSON read and written.  */

#include "config.h"
#include "base/json.h"
#include "tests/tap.h"

#include <stdio.h>
#include <string.h>

static void test_values(void) {
  static const char text[] =
      "{ \"a\": [1, -2.5e3, \"x\\n\\u00e9\\ud83d\\ude00\"], \"b\": {\"c\": true},"
      " \"d\": null, \"e\": false, \"f\": [] }";
  Arena arena = { 0 };
  Error error = { 0 };
  const Json *whole = json_read(text, strlen(text), &arena, &error);
  tap_ok(whole && whole->kind == JSON_OBJECT && json_count(whole) == 5, "an object of five");
  const Json *a = json_member(whole, "a");
  tap_ok(json_count(a) == 3 && a->first->number == 1 && a->first->next->number == -2500,
         "numbers in an array");
  tap_text(a->first->next->next->text, "x\n\xC3\xA9\xF0\x9F\x98\x80", "escapes and surrogates");
  tap_ok(json_member(json_member(whole, "b"), "c")->kind == JSON_TRUE, "a member of a member");
  tap_ok(json_member(whole, "d")->kind == JSON_NULL && json_member(whole, "e")->kind == JSON_FALSE,
         "null and false");
  tap_ok(!json_member(whole, "g") && !json_member(NULL, "a") && json_number(whole, "a") == 0 &&
             strcmp(json_text(whole, "b"), "") == 0,
         "what is not there is nothing");
  arena_free(&arena);
}

static void test_faults(void) {
  static const char *const rows[] = { "",      "{",        "[1,]",        "{\"a\" 1}", "01",
                                      "1.",    "\"\\x\"",  "\"a\nb\"",    "nul",       "[1] 2",
                                      "\"abc", "{\"a\":}", "\"\\u12g4\"", "-",         "1e" };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Arena arena = { 0 };
    Error error = { 0 };
    tap_ok(!json_read(rows[i], strlen(rows[i]), &arena, &error) && error.kind == ERROR_SYNTAX,
           "refused: row %zu", i);
    arena_free(&arena);
  }
  char deep[300];
  Arena arena = { 0 };
  Error error = { 0 };
  memset(deep, '[', sizeof deep);
  tap_ok(!json_read(deep, sizeof deep, &arena, &error) && strstr(error.message, "deep"),
         "too deep is said");
  arena_free(&arena);
}

static const struct {
  const char *text, *json;
} strings[] = {
  { "", "\"\"" },
  { "plain", "\"plain\"" },
  { "quote \" slash \\ line\n", "\"quote \\\" slash \\\\ line\\n\"" },
  { "bell \a escape \033[m", "\"bell \\u0007 escape \\u001b[m\"" },
  { "not UTF-8 \xFF here", "\"not UTF-8 \\ufffd here\"" },
  { "\xC3\xA9 \xF0\x9F\x98\x80", "\"\xC3\xA9 \xF0\x9F\x98\x80\"" },
  { "right to left \xE2\x80\xAE", "\"right to left \\u202e\"" },
};

static void test_strings(void) {
  Text out = TEXT_EMPTY;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    text_clear(&out);
    json_put_string(strings[i].text, strlen(strings[i].text), &out);
    tap_text(text_string(&out), strings[i].json, "written: row %zu", i + 1);
  }
  text_clear(&out);
  json_put_string("abc", 2, &out);
  tap_text(text_string(&out), "\"ab\"", "no more than is asked for");
  text_free(&out);
}

/* What is written is read back, but for what is not UTF-8. */
static void test_back(void) {
  static const char text[] = "quote \" slash \\ line\n bell \a bad \xff end";
  Text out = TEXT_EMPTY;
  Arena arena = { 0 };
  Error error = { 0 };
  json_put_string(text, strlen(text), &out);
  const Json *back = json_read(text_string(&out), out.len, &arena, &error);
  tap_text(back ? back->text : "", "quote \" slash \\ line\n bell \a bad \xEF\xBF\xBD end",
           "and read back");
  text_free(&out);
  arena_free(&arena);
}

int main(void) {
  test_values();
  test_faults();
  test_strings();
  test_back();
  return tap_done();
}
