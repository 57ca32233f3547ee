/* bank.h -- a question bank: what question files of other systems and lessons have in common.

   Readers fill a bank, writers print one.  All texts are Markdown as lessons use it, with $...$ for
   mathematics.  What cannot be carried over is said item by item in `lost`.  */

#ifndef EXCHANGE_BANK_H
#define EXCHANGE_BANK_H

#include "base/error.h"
#include "base/memory.h"
#include "learn/findings.h"

typedef enum BankKind {
  BANK_NUMBER,
  BANK_CHOICE,  /* one option is right */
  BANK_CHOICES, /* any number of options is right */
  BANK_SHORT,   /* a word or two */
  BANK_MATCHING /* each answer has its partner */
} BankKind;

typedef struct BankAnswer {
  const char *text;        /* an option, a word, a number, or the left side of a pair */
  const char *partner;     /* the right side of a pair */
  const char *feedback;    /* NULL: none */
  double credit;           /* 1: right, 0 or less: wrong */
  double value, low, high; /* of a number: from low to high it is accepted */
} BankAnswer;

typedef struct BankQuestion {
  BankKind kind;
  const char *name; /* "" when it has none */
  const char *text;
  const char *solution; /* NULL: none */
  const char **hints;
  size_t hint_count;
  BankAnswer *answers;
  size_t answer_count, answer_cap;
  bool keep_order; /* of options */
  Place place;     /* in the file it was read from */
} BankQuestion;

typedef struct Bank {
  Arena arena;
  const char *title; /* "" when it has none */
  BankQuestion *items;
  size_t count, cap;
  Findings lost; /* warnings: what was not carried over; errors: what could not be read */
} Bank;

/* The largest question file that is read. */
enum { BANK_LIMIT = 16 << 20, BANK_MOST_QUESTIONS = 10000, BANK_MOST_ANSWERS = 64 };

/* A new question at the end; NULL beyond the limit, which is then said. */
BankQuestion *bank_add(Bank *bank, BankKind kind, Place place);
/* A new answer; NULL beyond the limit. */
BankAnswer *bank_answer(Bank *bank, BankQuestion *q);
/* Say what of the question NAME was not carried over. */
void bank_lose(Bank *bank, Place place, const char *name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void bank_free(Bank *bank);

/* ------------------------------------------------------------------ readers and writers */

/* Read a file of another system into a bank that is empty; false only when nothing was read. */
bool gift_read(const char *text, size_t len, Bank *bank);
bool moodle_read(const char *text, size_t len, Bank *bank, Error *error); /* needs expat */
bool moodle_readable(void);                                               /* expat was there */

void gift_write(const Bank *bank, Text *out);
void moodle_write(const Bank *bank, Text *out);
void anki_write(const Bank *bank, Text *out);
/* A lesson file with an exercise for every question. */
void lesson_write(Bank *bank, const char *slug, Text *out);

#endif
