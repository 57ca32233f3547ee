/* fuzz-import.c -- question files from anybody: GIFT, or Moodle XML where they begin with <.

   What comes out must be a lesson file that can be read without a fault in its structure.  */

#include "config.h"
#include "exchange/bank.h"
#include "learn/lesson.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  if (!text) return 0;
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  Bank bank = { .title = "" };
  Error error = { 0 };
  bool xml = size > 0 && *text == '<' && moodle_readable();
  if (xml ? moodle_read(text, size, &bank, &error) : gift_read(text, size, &bank)) {
    Text out = TEXT_EMPTY, other = TEXT_EMPTY;
    Lesson lesson = { 0 };
    Findings findings = { 0 };
    gift_write(&bank, &other);
    moodle_write(&bank, &other);
    anki_write(&bank, &other);
    lesson_write(&bank, "imported", &out);
    /* No text of the file may end its exercise or become a value that is computed. */
    lesson_parse(&lesson, "imported.md", text_string(&out), &findings);
    if (lesson.exercise_count > bank.count) abort();
    lesson_free(&lesson);
    findings_free(&findings);
    text_free(&out);
    text_free(&other);
  }
  bank_free(&bank);
  free(text);
  return 0;
}
