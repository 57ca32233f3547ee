/* bank.c -- questions and answers, and what was lost on the way.  */

#include "config.h"
#include "exchange/bank.h"

#include <stdarg.h>
#include <stdlib.h>

BankQuestion *bank_add(Bank *bank, BankKind kind, Place place) {
  if (bank->count >= BANK_MOST_QUESTIONS) {
    if (bank->count == BANK_MOST_QUESTIONS)
      findings_add(&bank->lost, place, FINDING_ERROR,
                   "[too-many] more than %d questions; the rest is not read", BANK_MOST_QUESTIONS);
    return NULL;
  }
  MEM_GROW(bank->items, bank->count, bank->cap);
  BankQuestion *q = &bank->items[bank->count++];
  *q = (BankQuestion){ .kind = kind, .name = "", .text = "", .place = place };
  return q;
}

BankAnswer *bank_answer(Bank *bank, BankQuestion *q) {
  if (q->answer_count >= BANK_MOST_ANSWERS) {
    if (q->answer_count == BANK_MOST_ANSWERS)
      bank_lose(bank, q->place, q->name, "more than %d answers; the rest is left out",
                BANK_MOST_ANSWERS);
    return NULL;
  }
  MEM_GROW(q->answers, q->answer_count, q->answer_cap);
  BankAnswer *a = &q->answers[q->answer_count++];
  *a = (BankAnswer){ .text = "" };
  return a;
}

void bank_lose(Bank *bank, Place place, const char *name, const char *format, ...) {
  Text message = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&message, format, args);
  va_end(args);
  findings_add(&bank->lost, place, FINDING_WARNING, "[not-carried] %.80s%s%s", name,
               name[0] ? ": " : "", text_string(&message));
  text_free(&message);
}

void bank_free(Bank *bank) {
  for (size_t i = 0; i < bank->count; i++) free(bank->items[i].answers);
  free(bank->items);
  arena_free(&bank->arena);
  findings_free(&bank->lost);
  *bank = (Bank){ 0 };
}
