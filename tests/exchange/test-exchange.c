/* test-exchange.c -- GIFT and Moodle XML in, and out again; what is lost is said.  */

#include "config.h"
#include "base/files.h"
#include "exchange/bank.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void load(const char *name, Text *out) {
  Text path = TEXT_EMPTY;
  Error error = { 0 };
  const char *folder = getenv("srcdir");
  text_printf(&path, "%s/tests/exchange/%s", folder ? folder : ".", name);
  if (!file_read(text_string(&path), 1 << 20, out, &error)) {
    tap_note("%s", error.message);
    exit(99);
  }
  text_free(&path);
}

static const BankQuestion *named(const Bank *bank, const char *name) {
  static const BankQuestion nothing = { .name = "", .text = "" };
  for (size_t i = 0; i < bank->count; i++)
    if (strcmp(bank->items[i].name, name) == 0) return &bank->items[i];
  return &nothing;
}

static bool said(const Bank *bank, const char *part) {
  for (size_t i = 0; i < bank->lost.count; i++)
    if (strstr(bank->lost.items[i].message, part)) return true;
  return false;
}

static bool answers(const BankQuestion *q, size_t i, const char *text, double credit,
                    const char *feedback) {
  if (i >= q->answer_count) return false;
  const BankAnswer *a = &q->answers[i];
  bool same = feedback ? a->feedback && strcmp(a->feedback, feedback) == 0 : a->feedback == NULL;
  return strcmp(a->text, text) == 0 && fabs(a->credit - credit) < 1e-6 && same;
}

/* The questions that both sample files share. */
static void check_common(const Bank *bank) {
  tap_text(bank->title, "Small matters", "the last name of the category");
  const BankQuestion *q = named(bank, "Capital");
  tap_ok(q->kind == BANK_CHOICE && answers(q, 0, "Paris", 1, "Yes") &&
             answers(q, 1, "Lyon", 0, "The second largest."),
         "a choice with feedback");
  tap_text(q->solution ? q->solution : "", "It has been so for long.", "general feedback");
  q = named(bank, "Length");
  tap_ok(q->kind == BANK_NUMBER && q->answers[0].value == 5 &&
             fabs(q->answers[0].high - 5.1) < 1e-12 && fabs(q->answers[0].low - 4.9) < 1e-12,
         "a number with its tolerance");
  q = named(bank, "Primes");
  tap_ok(q->kind == BANK_CHOICES && answers(q, 0, "2", 1, NULL) && answers(q, 1, "3", 1, NULL) &&
             answers(q, 2, "4", -0.5, "Two times two."),
         "several right options");
  q = named(bank, "Earth");
  tap_ok(q->kind == BANK_CHOICE && answers(q, 0, "true", 0, "No, it is round.") &&
             q->answers[1].credit == 1,
         "true or false");
  q = named(bank, "Pairs");
  tap_ok(q->kind == BANK_MATCHING && strcmp(q->answers[1].text, "cross product") == 0 &&
             strcmp(q->answers[1].partner, "vector") == 0,
         "pairs");
  tap_ok(said(bank, "Essay: "), "the essay is named as lost");
}

static void check_gift(void) {
  Bank bank = { 0 };
  Text text = TEXT_EMPTY;
  load("sample.gift", &text);
  tap_ok(gift_read(text_string(&text), text.len, &bank), "the GIFT sample is read");
  tap_ok(bank.count == 9 && bank.lost.errors == 0, "nine questions (%zu)", bank.count);
  check_common(&bank);
  tap_text(named(&bank, "Length")->text, "The **length** of $(3, 4)$ is:", "HTML and mathematics");
  const BankQuestion *q = named(&bank, "Pi");
  tap_ok(q->answers && q->answers[0].low == 3.141 && q->answers[0].high == 3.142, "a range");
  q = &bank.items[7];
  tap_text(q->text, "Two plus ... equals four.", "a missing word");
  tap_ok(q->kind == BANK_SHORT && q->answer_count == 3 && answers(q, 2, "II", 1, NULL),
         "three right words");
  tap_text(named(&bank, "Escapes")->text, "Is 3 = 4 \\~ 5 with {braces}, #, @{x} and \\$5?",
           "escapes");
  tap_ok(said(&bank, "a text without a question"), "a description is named as lost");
  text_free(&text);
  bank_free(&bank);
}

static void check_moodle(void) {
  Bank bank = { 0 };
  Text text = TEXT_EMPTY;
  Error error = { 0 };
  if (!moodle_readable()) {
    tap_ok(!moodle_read("<quiz/>", 7, &bank, &error) && strstr(error.message, "expat"),
           "without expat a clear word");
    return;
  }
  load("sample.xml", &text);
  tap_ok(moodle_read(text_string(&text), text.len, &bank, &error), "the XML sample is read");
  tap_ok(bank.count == 7 && bank.lost.errors == 0, "seven questions (%zu)", bank.count);
  check_common(&bank);
  tap_text(named(&bank, "Capital")->text, "What is the capital of *France*?", "HTML in CDATA");
  tap_ok(named(&bank, "Capital")->hint_count == 1, "a hint");
  tap_text(named(&bank, "Length")->text, "The length of $(3, 4)$ is x$^{2}$:", "mathematics");
  tap_ok(answers(named(&bank, "Length"), 1, "7", 0, "You added them."),
         "a wrong number's feedback");
  tap_text(named(&bank, "Picture")->text, "(picture: a bell curve) What is this?",
           "a picture's words");
  tap_ok(said(&bank, "Picture: a picture"), "... and the picture is named as lost");
  text_free(&text);
  bank_free(&bank);
}

/* ------------------------------------------------------------------ out and in again */

static bool same_answers(const BankQuestion *a, const BankQuestion *b) {
  if (a->kind != b->kind || a->answer_count != b->answer_count) return false;
  for (size_t i = 0; i < a->answer_count; i++) {
    const BankAnswer *x = &a->answers[i], *y = &b->answers[i];
    bool number = a->kind == BANK_NUMBER;
    if (number ? fabs(x->value - y->value) > 1e-9 || fabs(x->high - y->high) > 1e-9
               : strcmp(x->text, y->text) != 0)
      return false;
    if ((x->credit >= 1) != (y->credit >= 1)) return false;
    if (x->partner && strcmp(x->partner, y->partner) != 0) return false;
    if ((x->feedback != NULL) != (y->feedback != NULL)) return false;
  }
  return true;
}

static void check_round(const char *name, void (*write)(const Bank *, Text *), bool xml) {
  Bank first = { 0 }, second = { 0 };
  Text text = TEXT_EMPTY, out = TEXT_EMPTY;
  Error error = { 0 };
  if (xml && !moodle_readable()) return;
  load("sample.gift", &text);
  gift_read(text_string(&text), text.len, &first);
  write(&first, &out);
  bool good = xml ? moodle_read(text_string(&out), out.len, &second, &error)
                  : gift_read(text_string(&out), out.len, &second);
  tap_ok(good && second.count == first.count && second.lost.count == 0, "%s: all come back", name);
  for (size_t i = 0; i < first.count && i < second.count; i++) {
    tap_text(second.items[i].text, first.items[i].text, "%s: text %zu", name, i + 1);
    tap_ok(same_answers(&first.items[i], &second.items[i]), "%s: answers %zu", name, i + 1);
  }
  text_free(&text);
  text_free(&out);
  bank_free(&first);
  bank_free(&second);
}

static void check_anki(void) {
  Bank bank = { 0 };
  Text text = TEXT_EMPTY, out = TEXT_EMPTY;
  load("sample.gift", &text);
  gift_read(text_string(&text), text.len, &bank);
  anki_write(&bank, &out);
  size_t lines = 0, tabs = 0;
  for (size_t i = 0; i < out.len; i++) {
    lines += out.data[i] == '\n';
    tabs += out.data[i] == '\t';
  }
  tap_ok(lines == bank.count + 3 && tabs == 2 * bank.count, "a line with two tabs for each card");
  tap_ok(strstr(text_string(&out), "#separator:tab\n") == text_string(&out),
         "the head of the file");
  text_free(&text);
  text_free(&out);
  bank_free(&bank);
}

/* ------------------------------------------------------------------ hostile files */

static void check_hostile_gift(void) {
  static const struct {
    const char *text, *complaint;
  } rows[] = {
    { "::a::b {=c", "never closed" },           { "::a::b {c}", "begin neither" },
    { "::a::b {#}", "should be a number" },     { "::a::b {#x:y}", "should be a number" },
    { "::a::b {~c ~d}", "no option is right" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Bank bank = { 0 };
    gift_read(rows[i].text, strlen(rows[i].text), &bank);
    tap_ok(said(&bank, rows[i].complaint), "%s", rows[i].text);
    bank_free(&bank);
  }
  static const char *const pieces[] = { "{", "}", "=", "~", "#", "::", "\\", "\n\n", "%50%", "->" };
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    Bank bank = { 0 };
    Text text = TEXT_EMPTY, lesson = TEXT_EMPTY;
    text_puts(&text, "::a::b {");
    text_repeat(&text, pieces[i], 200000);
    text_puts(&text, "}");
    gift_read(text_string(&text), text.len, &bank);
    lesson_write(&bank, "x", &lesson);
    tap_ok(lesson.len < 60 * text.len, "200,000 times %s",
           pieces[i][0] == '\n' ? "an empty line" : pieces[i]);
    text_free(&text);
    text_free(&lesson);
    bank_free(&bank);
  }
}

static void check_hostile_xml(void) {
  static const struct {
    const char *text, *complaint;
  } rows[] = {
    { "<quiz><question", "" },
    { "<!DOCTYPE q [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><quiz>&b;</quiz>",
      "declares entities" },
    { "<quiz><question type='multichoice'><name><text>N</text></name></question></quiz>",
      "no answer" },
    { "<quiz><question type='calculated'><answer "
      "fraction='100'><text>1</text></answer></question></quiz>",
      "the type calculated" },
    { "not xml at all", "" },
  };
  if (!moodle_readable()) return;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Bank bank = { 0 };
    Error error = { 0 };
    moodle_read(rows[i].text, strlen(rows[i].text), &bank, &error);
    tap_ok(bank.lost.count > 0 && said(&bank, rows[i].complaint), "%s", rows[i].text);
    bank_free(&bank);
  }
  Bank bank = { 0 };
  Text deep = TEXT_EMPTY;
  Error error = { 0 };
  text_repeat(&deep, "<a>", 100000);
  moodle_read(text_string(&deep), deep.len, &bank, &error);
  tap_ok(said(&bank, "nested too deeply"), "100,000 elements in each other");
  text_free(&deep);
  bank_free(&bank);
}

int main(void) {
  check_gift();
  check_moodle();
  check_round("GIFT", gift_write, false);
  check_round("Moodle XML", moodle_write, true);
  check_anki();
  check_hostile_gift();
  check_hostile_xml();
  return tap_done();
}
