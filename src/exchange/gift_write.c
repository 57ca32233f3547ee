/* gift_write.c -- a question bank as a GIFT file.  */

#include "config.h"
#include "exchange/bank.h"
#include "exchange/html.h"

#include <stdlib.h>
#include <string.h>

/* In GIFT these characters are its own unless a backslash stands before them.  A new line would end
   the question. */
static void put_escaped(const char *text, Text *out) {
  for (; *text; text++) {
    if (strchr("~=#{}:\\", *text)) text_putc(out, '\\');
    text_putc(out, *text == '\n' ? ' ' : *text);
  }
}

static void put_html(const char *markdown, bool inline_only, Text *out) {
  Text html = TEXT_EMPTY;
  if (inline_only)
    html_inline(markdown, HTML_TEX, &html);
  else
    html_from_markdown(markdown, HTML_TEX, 3, &html);
  Text line = TEXT_EMPTY;
  html_one_line(text_string(&html), &line);
  put_escaped(text_string(&line), out);
  text_free(&line);
  text_free(&html);
}

static void put_feedback(const BankAnswer *a, Text *out) {
  if (!a->feedback) return;
  text_putc(out, '#');
  put_html(a->feedback, true, out);
}

static void put_numbers(const BankQuestion *q, Text *out) {
  text_puts(out, "#\n");
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    bool right = a->credit > 0;
    text_puts(out, "\t=");
    if (a->credit < 1) text_printf(out, "%%%g%%", right ? a->credit * 100 : 0.0);
    text_printf(out, "%.12g:%.12g", a->value, (a->high - a->low) / 2);
    put_feedback(a, out);
    text_putc(out, '\n');
  }
}

static void put_options(const BankQuestion *q, Text *out) {
  size_t right = 0, wrong = 0;
  for (size_t i = 0; i < q->answer_count; i++) (q->answers[i].credit >= 1) ? right++ : wrong++;
  text_putc(out, '\n');
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    bool good = a->credit >= 1;
    if (q->kind == BANK_CHOICES)
      text_printf(out, "\t~%%%.5f%%", good ? 100.0 / (double)right : -100.0 / (double)wrong);
    else
      text_puts(out, good ? "\t=" : "\t~");
    put_html(a->text, true, out);
    put_feedback(a, out);
    text_putc(out, '\n');
  }
}

static void put_words(const BankQuestion *q, Text *out) {
  text_putc(out, '\n');
  for (size_t i = 0; i < q->answer_count; i++) {
    text_puts(out, "\t=");
    if (q->answers[i].credit < 1) text_printf(out, "%%%g%%", q->answers[i].credit * 100);
    put_escaped(q->answers[i].text, out);
    put_feedback(&q->answers[i], out);
    text_putc(out, '\n');
  }
}

static void put_pairs(const BankQuestion *q, Text *out) {
  text_putc(out, '\n');
  for (size_t i = 0; i < q->answer_count; i++) {
    text_puts(out, "\t=");
    put_html(q->answers[i].text, true, out);
    text_puts(out, " -> ");
    put_escaped(q->answers[i].partner, out);
    text_putc(out, '\n');
  }
}

void gift_write(const Bank *bank, Text *out) {
  if (*bank->title) {
    text_puts(out, "$CATEGORY: ");
    put_escaped(bank->title, out);
    text_puts(out, "\n\n");
  }
  for (size_t i = 0; i < bank->count; i++) {
    const BankQuestion *q = &bank->items[i];
    text_puts(out, "::");
    put_escaped(q->name, out);
    text_puts(out, "::[html]");
    put_html(q->text, false, out);
    text_putc(out, '{');
    switch (q->kind) {
    case BANK_NUMBER: put_numbers(q, out); break;
    case BANK_CHOICE:
    case BANK_CHOICES: put_options(q, out); break;
    case BANK_SHORT: put_words(q, out); break;
    case BANK_MATCHING: put_pairs(q, out); break;
    }
    if (q->solution) {
      text_puts(out, "\t####");
      put_html(q->solution, false, out);
      text_putc(out, '\n');
    }
    text_puts(out, "}\n\n");
  }
}
