/* lesson_write.c -- a question bank as a lesson file.  */

#include "config.h"
#include "base/utf8.h"
#include "exchange/bank.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_COLUMN = 10, LONGEST_NAME = 40 };

/* ------------------------------------------------------------------ names */

/* TEXT as a name: lower-case letters, digits and hyphens. */
static void name_from(const char *text, Text *out) {
  size_t before = out->len;
  for (; *text && out->len - before < LONGEST_NAME; text++) {
    unsigned char c = (unsigned char)*text;
    if (isalnum(c) && c < 0x80)
      text_putc(out, (char)tolower(c));
    else if (out->len > before && out->data[out->len - 1] != '-')
      text_putc(out, '-');
  }
  while (out->len > before && out->data[out->len - 1] == '-') text_truncate(out, out->len - 1);
}

static bool taken(const char *const *names, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) return true;
  return false;
}

static const char *own_name(Bank *bank, const char **names, size_t i) {
  Text name = TEXT_EMPTY, tried = TEXT_EMPTY;
  name_from(bank->items[i].name, &name);
  if (name.len == 0) text_printf(&name, "question-%zu", i + 1);
  text_puts(&tried, text_string(&name));
  for (unsigned k = 2; taken(names, i, text_string(&tried)); k++) {
    text_clear(&tried);
    text_printf(&tried, "%s-%u", text_string(&name), k);
  }
  names[i] = arena_copy(&bank->arena, text_string(&tried), tried.len);
  text_free(&name);
  text_free(&tried);
  return names[i];
}

/* ------------------------------------------------------------------ keys */

/* A character of somebody's text; @{ would be computed. */
static void put_character(const char *at, Text *out) {
  if (*at == '@' && at[1] == '{') text_putc(out, '@');
  text_putc(out, *at);
}

/* A key's text goes on in lines that are indented, and ends at an empty one: paragraphs and items
   become lines of their own. */
static void put_lines(const char *text, unsigned indent, Text *out) {
  for (; *text; text++) {
    if (*text != '\n') {
      put_character(text, out);
      continue;
    }
    size_t ends = strspn(text, "\n"), blanks = strspn(text + ends, " ");
    const char *next = text + ends + blanks;
    if (!*next) return;
    if (ends > 1 || strchr("-|", *next) || strncmp(next, "1. ", 3) == 0) text_putc(out, '\\');
    text_putc(out, '\n');
    text_repeat(out, " ", indent);
    text = next - 1;
  }
}

static void key(const char *name, const char *text, Text *out) {
  int blanks = VALUE_COLUMN - (int)strlen(name) - 1;
  text_printf(out, "%s:%*s", name, blanks > 1 ? blanks : 1, "");
  put_lines(text, VALUE_COLUMN, out);
  text_putc(out, '\n');
}

/* On one line, where a line is all there is; " -- " would begin the feedback. */
static void put_option(const char *text, Text *out) {
  for (const char *s = text; *s; s++) {
    if (strncmp(s, " -- ", 4) == 0) {
      text_puts(out, " \xE2\x80\x93 ");
      s += 3;
    } else if (*s == '\n')
      text_putc(out, ' ');
    else
      put_character(s, out);
  }
}

static const char *shortest(Bank *bank, double x) {
  char digits[40];
  for (int n = 1; n <= 17; n++) {
    snprintf(digits, sizeof digits, "%.*g", n, x);
    if (fabs(strtod(digits, NULL) - x) <= 1e-13 * fabs(x)) break; /* 5.1 - 5 is 0.1 */
  }
  return arena_copy_string(&bank->arena, digits);
}

/* ------------------------------------------------------------------ kinds */

static bool is_right(const BankAnswer *a) {
  return a->credit >= 1;
}

static const BankAnswer *first_right(const BankQuestion *q) {
  for (size_t i = 0; i < q->answer_count; i++)
    if (is_right(&q->answers[i])) return &q->answers[i];
  return NULL;
}

static void number(Bank *bank, const BankQuestion *q, Text *out) {
  const BankAnswer *right = first_right(q);
  if (!right) return;
  key("answer", shortest(bank, right->value), out);
  double low = right->value - right->low, high = right->high - right->value;
  if (high > 0 && fabs(high - low) <= 1e-9 * (fabs(right->value) + high))
    key("tolerance", arena_printf(&bank->arena, "+-%s", shortest(bank, high > low ? high : low)),
        out);
  else if (high > 0 || low > 0)
    key("between",
        arena_printf(&bank->arena, "%s .. %s", shortest(bank, right->low),
                     shortest(bank, right->high)),
        out);
  else
    key("tolerance", "exact", out);
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    if (a == right) continue;
    if (is_right(a))
      bank_lose(bank, q->place, q->name, "a second right number, %s, is left out",
                shortest(bank, a->value));
    else if (a->feedback && (a->value < right->low || a->value > right->high))
      key("slip", arena_printf(&bank->arena, "%s -> %s", shortest(bank, a->value), a->feedback),
          out);
    if (!is_right(a) && a->credit > 0)
      bank_lose(bank, q->place, q->name, "the partial credit for %s is left out",
                shortest(bank, a->value));
  }
}

static void choices(Bank *bank, const BankQuestion *q, Text *out) {
  bool several = q->kind == BANK_CHOICES;
  if (q->keep_order) key("order", "fixed", out);
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    bool right = is_right(a);
    text_puts(out, several ? (right ? "[*] " : "[ ] ") : right ? "(*) " : "( ) ");
    put_option(a->text, out);
    if (a->feedback && !right) {
      text_puts(out, " -- ");
      put_option(a->feedback, out);
    }
    text_putc(out, '\n');
    if (!several && !right && a->credit > 0)
      bank_lose(bank, q->place, q->name, "the partial credit for an option is left out");
  }
}

/* A word in quotes of the language. */
static void quoted(const char *word, Text *out) {
  text_putc(out, '\'');
  for (; *word; word++) {
    if (*word == '\'') text_putc(out, '\'');
    if (*word == '\\' && ispunct((unsigned char)word[1])) continue; /* Markdown's own */
    text_putc(out, *word);
  }
  text_putc(out, '\'');
}

/* Moodle's * stands for anything. */
static void pattern(const char *word, Text *out) {
  text_putc(out, '/');
  for (; *word; word++) {
    if (*word == '\\' && word[1] == '*') continue;
    if (*word == '*')
      text_puts(out, ".*");
    else {
      if (strchr(".[](){}+?^$|/\\", *word)) text_putc(out, '\\');
      text_putc(out, *word);
    }
  }
  text_putc(out, '/');
}

static void words(Bank *bank, const BankQuestion *q, Text *out) {
  Text answer = TEXT_EMPTY;
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    if (!is_right(a) || strcmp(a->text, "*") == 0 || strcmp(a->text, "\\*") == 0) continue;
    if (answer.len > 0) text_puts(&answer, " or ");
    if (strchr(a->text, '*'))
      pattern(a->text, &answer);
    else
      quoted(a->text, &answer);
  }
  key("kind", "text", out);
  text_printf(out, "answer:   %s\n", text_string(&answer)); /* no template: nothing to guard */
  for (size_t i = 0; i < q->answer_count; i++) {
    const BankAnswer *a = &q->answers[i];
    if (is_right(a)) continue;
    if (a->credit > 0)
      bank_lose(bank, q->place, q->name, "the partial credit for %.60s is left out", a->text);
    if (!a->feedback || strchr(a->text, '*')) continue;
    Text slip = TEXT_EMPTY;
    quoted(a->text, &slip);
    text_printf(&slip, " -> %s", a->feedback);
    key("slip", text_string(&slip), out);
    text_free(&slip);
  }
  text_free(&answer);
}

/* One part for each left side, with all the partners to choose from. */
static void matching(const BankQuestion *q, Text *out) {
  unsigned number_of_part = 0;
  for (size_t i = 0; i < q->answer_count; i++) {
    if (!q->answers[i].text[0]) continue; /* a distractor */
    text_printf(out, "\npart %u\n", ++number_of_part);
    key("ask", q->answers[i].text, out);
    for (size_t k = 0; k < q->answer_count; k++) {
      bool again = false;
      for (size_t j = 0; j < k; j++)
        again |= strcmp(q->answers[j].partner, q->answers[k].partner) == 0;
      if (again) continue;
      text_puts(out, strcmp(q->answers[k].partner, q->answers[i].partner) == 0 ? "(*) " : "( ) ");
      put_option(q->answers[k].partner, out);
      text_putc(out, '\n');
    }
    text_puts(out, "solution: ");
    put_option(q->answers[i].partner, out);
    text_putc(out, '\n');
  }
}

static void put_solution(const BankQuestion *q, Text *out) {
  Text solution = TEXT_EMPTY;
  if (q->solution)
    text_puts(&solution, q->solution);
  else {
    text_puts(&solution, "The answer is");
    const char *between = " ";
    for (size_t i = 0; i < q->answer_count; i++) {
      if (!is_right(&q->answers[i])) continue;
      text_puts(&solution, between);
      put_option(q->answers[i].text, &solution);
      between = q->kind == BANK_SHORT ? " or " : "; ";
      if (q->kind == BANK_NUMBER) break;
    }
    text_putc(&solution, '.');
  }
  key("solution", text_string(&solution), out);
  text_free(&solution);
}

static void exercise(Bank *bank, const BankQuestion *q, const char *name, Text *out) {
  text_printf(out, "```exercise %s\n", name);
  key("ask", q->text, out);
  switch (q->kind) {
  case BANK_NUMBER: number(bank, q, out); break;
  case BANK_CHOICE:
  case BANK_CHOICES: choices(bank, q, out); break;
  case BANK_SHORT: words(bank, q, out); break;
  case BANK_MATCHING: matching(q, out); break;
  }
  for (size_t i = 0; i < q->hint_count && q->kind != BANK_MATCHING; i++)
    key("hint", q->hints[i], out);
  if (q->kind != BANK_MATCHING) put_solution(q, out);
  text_puts(out, "```\n\n");
}

static bool has_answer(const BankQuestion *q) {
  return q->kind == BANK_MATCHING || first_right(q) != NULL;
}

void lesson_write(Bank *bank, const char *slug, Text *out) {
  const char **names = mem_new((bank->count + 1) * sizeof *names);
  Text safe = TEXT_EMPTY;
  name_from(slug, &safe);
  if (safe.len == 0) text_puts(&safe, "imported");
  const char *title = *bank->title ? bank->title : text_string(&safe);
  text_puts(out, "---\ntitle: ");
  put_option(title, out);
  text_printf(out, "\nslug: %s\nminutes: %zu\nskills:\n  - ", text_string(&safe),
              bank->count < 3 ? (size_t)5 : 2 * bank->count);
  put_option(title, out);
  text_puts(out, "\n---\n\n## ");
  put_option(title, out);
  text_puts(out, "\n\n");
  size_t written = 0;
  for (size_t i = 0; i < bank->count; i++) {
    const char *name = own_name(bank, names, i);
    if (!has_answer(&bank->items[i])) {
      bank_lose(bank, bank->items[i].place, bank->items[i].name,
                "no answer is wholly right, so the question is left out");
      continue;
    }
    exercise(bank, &bank->items[i], name, out);
    written++;
  }
  if (written == 0) text_puts(out, "Nothing could be carried over.\n");
  free(names);
  text_free(&safe);
}
