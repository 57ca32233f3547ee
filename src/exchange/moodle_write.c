/* moodle_write.c -- a question bank as Moodle XML.  */

#include "config.h"
#include "exchange/bank.h"
#include "exchange/html.h"
#include "screen/tex_mathml.h"

#include <string.h>

static void put_escaped(const char *text, Text *out) {
  xml_escape(text, strlen(text), out);
}

/* An element whose <text> is HTML. */
static void element(const char *name, const char *markdown, bool inline_only, Text *out) {
  Text html = TEXT_EMPTY;
  if (inline_only)
    html_inline(markdown, HTML_TEX, &html);
  else
    html_from_markdown(markdown, HTML_TEX, 3, &html);
  text_printf(out, "    <%s format=\"html\"><text>", name);
  put_escaped(text_string(&html), out);
  text_printf(out, "</text></%s>\n", name);
  text_free(&html);
}

static const char *type_of(BankKind kind) {
  static const char *const names[] = { [BANK_NUMBER] = "numerical",
                                       [BANK_CHOICE] = "multichoice",
                                       [BANK_CHOICES] = "multichoice",
                                       [BANK_SHORT] = "shortanswer",
                                       [BANK_MATCHING] = "matching" };
  return names[kind];
}

static double fraction(const BankQuestion *q, const BankAnswer *a) {
  if (q->kind != BANK_CHOICES) return a->credit > 0 ? a->credit * 100 : 0;
  size_t same = 0;
  for (size_t i = 0; i < q->answer_count; i++)
    same += (q->answers[i].credit >= 1) == (a->credit >= 1);
  return (a->credit >= 1 ? 100.0 : -100.0) / (double)same;
}

static void put_answer(const BankQuestion *q, const BankAnswer *a, Text *out) {
  bool options = q->kind == BANK_CHOICE || q->kind == BANK_CHOICES;
  text_printf(out, "    <answer fraction=\"%.7g\" format=\"%s\"><text>", fraction(q, a),
              options ? "html" : "moodle_auto_format");
  if (options) {
    Text html = TEXT_EMPTY;
    html_inline(a->text, HTML_TEX, &html);
    put_escaped(text_string(&html), out);
    text_free(&html);
  } else if (q->kind == BANK_NUMBER)
    text_printf(out, "%.12g", a->value);
  else
    put_escaped(a->text, out);
  text_puts(out, "</text>\n");
  if (a->feedback) element("feedback", a->feedback, true, out);
  if (q->kind == BANK_NUMBER)
    text_printf(out, "    <tolerance>%.12g</tolerance>\n", (a->high - a->low) / 2);
  text_puts(out, "    </answer>\n");
}

static void put_pair(const BankAnswer *a, Text *out) {
  Text html = TEXT_EMPTY;
  html_inline(a->text, HTML_TEX, &html);
  text_puts(out, "    <subquestion format=\"html\"><text>");
  put_escaped(text_string(&html), out);
  text_puts(out, "</text><answer><text>");
  put_escaped(a->partner, out);
  text_puts(out, "</text></answer></subquestion>\n");
  text_free(&html);
}

static void put_question(const BankQuestion *q, Text *out) {
  text_printf(out, "  <question type=\"%s\">\n    <name><text>", type_of(q->kind));
  put_escaped(q->name, out);
  text_puts(out, "</text></name>\n");
  element("questiontext", q->text, false, out);
  if (q->solution) element("generalfeedback", q->solution, false, out);
  if (q->kind == BANK_CHOICE || q->kind == BANK_CHOICES)
    text_printf(out,
                "    <single>%s</single>\n    <shuffleanswers>%s</shuffleanswers>\n"
                "    <answernumbering>abc</answernumbering>\n",
                q->kind == BANK_CHOICE ? "true" : "false", q->keep_order ? "false" : "true");
  if (q->kind == BANK_SHORT) text_puts(out, "    <usecase>0</usecase>\n");
  if (q->kind == BANK_MATCHING) text_puts(out, "    <shuffleanswers>true</shuffleanswers>\n");
  for (size_t i = 0; i < q->answer_count; i++) {
    if (q->kind == BANK_MATCHING)
      put_pair(&q->answers[i], out);
    else
      put_answer(q, &q->answers[i], out);
  }
  for (size_t i = 0; i < q->hint_count; i++) element("hint", q->hints[i], false, out);
  text_puts(out, "  </question>\n");
}

void moodle_write(const Bank *bank, Text *out) {
  text_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
  if (*bank->title) {
    text_puts(out, "  <question type=\"category\">\n    <category><text>$course$/top/");
    put_escaped(bank->title, out);
    text_puts(out, "</text></category>\n  </question>\n");
  }
  for (size_t i = 0; i < bank->count; i++) put_question(&bank->items[i], out);
  text_puts(out, "</quiz>\n");
}
