/* anki_write.c -- a question bank as cards: question, answer, tags, separated by tabs.  */

#include "config.h"
#include "exchange/bank.h"
#include "exchange/html.h"

#include <string.h>

static void front(const BankQuestion *q, Text *out) {
  html_from_markdown(q->text, HTML_TEX, 3, out);
  bool options = q->kind == BANK_CHOICE || q->kind == BANK_CHOICES;
  if (!options && q->kind != BANK_MATCHING) return;
  text_puts(out, "<ul>");
  for (size_t i = 0; i < q->answer_count; i++) {
    text_puts(out, "<li>");
    html_inline(q->answers[i].text, HTML_TEX, out);
    text_puts(out, "</li>");
  }
  text_puts(out, "</ul>");
}

static void back(const BankQuestion *q, Text *out) {
  text_puts(out, "<p><strong>");
  const char *between = "";
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    if (a->credit < 1) continue;
    text_puts(out, between);
    html_inline(a->text, HTML_TEX, out);
    if (q->kind == BANK_MATCHING) {
      text_puts(out, " &rarr; ");
      html_inline(a->partner, HTML_TEX, out);
    }
    between = q->kind == BANK_SHORT ? " or " : "<br/>";
  }
  text_puts(out, "</strong></p>");
  if (q->solution) html_from_markdown(q->solution, HTML_TEX, 3, out);
}

void anki_write(const Bank *bank, Text *out) {
  text_puts(out, "#separator:tab\n#html:true\n#tags column:3\n");
  for (size_t i = 0; i < bank->count; i++) {
    Text field = TEXT_EMPTY;
    front(&bank->items[i], &field);
    html_one_line(text_string(&field), out);
    text_putc(out, '\t');
    text_clear(&field);
    back(&bank->items[i], &field);
    html_one_line(text_string(&field), out);
    text_putc(out, '\t');
    for (const char *s = bank->items[i].name; *s; s++)
      text_putc(out, strchr(" \t\n", *s) ? '-' : *s);
    text_putc(out, '\n');
    text_free(&field);
  }
}
